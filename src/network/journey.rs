//! The way of one question: what to ask next after each answer, until it is known whether readers get there. No input
//! and no output.
//!
//! A website is first asked without the page itself (HEAD), and for the page (GET) before anything bad is said of it, as
//! many websites answer the first wrongly. An `http` address is then asked once more as `https`.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::Duration;

use regex::Regex;

use super::Policy;
use super::client::{Failure, Method, Reply};
use crate::dates::Date;
use crate::outside::{Address, Answer, Better, Instead, Refusal, Silence, State, decode};

/// A question on its way.
pub struct Journey {
    /// As the author wrote it.
    pub written: Address,
    /// The parts that links name.
    parts: BTreeSet<String>,
    /// Where it is now.
    pub at: Address,
    /// What to ask there.
    pub method: Method,
    /// How often this address has failed.
    failures: u32,
    /// Every address it has been to on this leg.
    seen: Vec<Address>,
    /// How far it has come by nothing but permanent redirects.
    settled: Option<Address>,
    /// Whether every redirect so far was a permanent one.
    permanent: bool,
    leg: Leg,
}

enum Leg {
    /// As the author wrote it.
    AsWritten,
    /// As `https`, with what was found as it was written.
    Secure(Answer),
}

/// What follows an answer.
pub enum Next {
    /// Another request, after a time.
    Again(Journey, Duration),
    /// Another request, and nobody asks this website anything before a time has passed.
    Pause(Journey, Duration),
    /// It is known.
    Done(Address, Answer),
}

impl Journey {
    /// The first request for an address.
    pub fn new(written: Address, parts: BTreeSet<String>) -> Journey {
        let method = if parts.is_empty() { Method::Head } else { Method::GetAndRead };
        Journey {
            at: written.clone(),
            seen: vec![written.clone()],
            written,
            parts,
            method,
            failures: 0,
            settled: None,
            permanent: true,
            leg: Leg::AsWritten,
        }
    }

    /// Whether it is about the address as written, whose faults count.
    pub fn is_as_written(&self) -> bool {
        matches!(self.leg, Leg::AsWritten)
    }

    /// What was found at the address as written, once that is known.
    pub fn found_as_written(&self) -> Option<State> {
        match &self.leg {
            Leg::AsWritten => None,
            Leg::Secure(answer) => Some(answer.state),
        }
    }

    /// Goes on after a reply. `now` is the Unix time in seconds.
    pub fn follow(self, reply: Reply, policy: &Policy, now: u64) -> Next {
        match reply {
            Reply::Status { code: 301 | 302 | 303 | 307 | 308, location: None, .. } => {
                self.end(State::Silent(Silence::Broken), policy)
            }
            Reply::Status { code: code @ (301 | 302 | 303 | 307 | 308), location: Some(location), .. } => {
                self.redirected(code, &location, policy)
            }
            Reply::Status { code: 200..400, page, .. } => self.found(page.as_deref(), policy),
            Reply::Status { code: code @ (429 | 503), retry_after: Some(moment), .. } => {
                self.told_to_wait(code, &moment, policy, now)
            }
            Reply::Status { code: 429, .. } => self.fail(State::Refused(Refusal::Busy), policy),
            Reply::Status { code, .. } if code < 500 || code == 501 => {
                if self.method == Method::Head {
                    return Next::Again(Journey { method: Method::Get, ..self }, Duration::ZERO);
                }
                let state = match code {
                    404 | 410 => State::Gone(code),
                    501 => State::Silent(Silence::Failing(code)),
                    code => State::Refused(Refusal::Status(code)),
                };
                self.end(state, policy)
            }
            Reply::Status { code, .. } => self.fail(State::Silent(Silence::Failing(code)), policy),
            Reply::Failed(Failure::Certificate) => self.end(State::Certificate, policy),
            Reply::Failed(Failure::NoHost) => self.fail(State::NoHost, policy),
            Reply::Failed(Failure::TimedOut) => self.fail(State::Silent(Silence::TimedOut), policy),
            Reply::Failed(Failure::NoConnection) => self.fail(State::Silent(Silence::NoConnection), policy),
            Reply::Failed(Failure::Broken) => self.fail(State::Silent(Silence::Broken), policy),
        }
    }

    fn redirected(mut self, code: u16, location: &str, policy: &Policy) -> Next {
        let Some(target) = self.at.join(location) else {
            return self.end(State::Silent(Silence::Broken), policy);
        };
        if target.is_inside() && !self.at.is_inside() {
            return self.end(State::Refused(Refusal::LeadsInside), policy);
        }
        if self.seen.contains(&target) || self.seen.len() > policy.redirects_max {
            // Some websites send programs that answer with HEAD, or that keep no cookies, round in a circle. What they do
            // with GET is closer to what readers see.
            if self.method == Method::Head {
                let at = self.seen.swap_remove(0);
                let seen = vec![at.clone()];
                let again = Journey { at, seen, method: Method::Get, settled: None, permanent: true, ..self };
                return Next::Again(again, Duration::ZERO);
            }
            return self.end(State::Circle, policy);
        }
        self.permanent &= matches!(code, 301 | 308);
        if self.permanent {
            self.settled = Some(target.clone());
        }
        self.seen.push(target.clone());
        Next::Again(Journey { at: target, failures: 0, ..self }, Duration::ZERO)
    }

    fn found(self, page: Option<&str>, policy: &Policy) -> Next {
        let missing = match page {
            Some(page) if self.is_as_written() => {
                self.parts.iter().filter(|part| is_missing(page, part)).cloned().collect()
            }
            _ => BTreeSet::new(),
        };
        let settled = self.settled.as_ref().filter(|_| self.is_as_written());
        let instead = settled.filter(|settled| **settled != self.written).map(|settled| {
            let why = match settled {
                settled if settled.is_secure() && settled.is_form_of(&self.written) => Better::Secure,
                settled if settled.is_home() && !self.written.is_home() => Better::Home,
                _ => Better::Moved,
            };
            Instead { why, address: settled.to_tell(&self.written) }
        });
        self.end_with(Answer { state: State::Found, instead, missing }, policy)
    }

    /// A website that says when we may come back.
    fn told_to_wait(self, code: u16, moment: &str, policy: &Policy, now: u64) -> Next {
        let seconds = moment.trim().parse::<u64>().ok().or_else(|| {
            let moment = u64::try_from(Date::unix_seconds_of_http(moment)?).ok()?;
            Some(moment.saturating_sub(now))
        });
        let busy = match code {
            429 => State::Refused(Refusal::Busy),
            code => State::Silent(Silence::Failing(code)),
        };
        let Some(seconds) = seconds else { return self.fail(busy, policy) };
        let wait = Duration::from_secs(seconds);
        if wait > policy.wait_max || !self.may_try_again(policy) {
            return self.end(busy, policy);
        }
        Next::Pause(Journey { failures: self.failures + 1, ..self }, wait)
    }

    fn may_try_again(&self, policy: &Policy) -> bool {
        self.is_as_written() && self.failures + 1 < policy.attempts
    }

    /// A fault that may pass: asks again after a while, longer each time.
    fn fail(self, state: State, policy: &Policy) -> Next {
        if !self.may_try_again(policy) {
            return self.end(state, policy);
        }
        let wait = policy.backoff * 2_u32.saturating_pow(self.failures);
        let method = if self.method == Method::Head { Method::Get } else { self.method };
        Next::Again(Journey { failures: self.failures + 1, method, ..self }, wait)
    }

    /// The end of a leg.
    pub fn end(self, state: State, policy: &Policy) -> Next {
        self.end_with(Answer { state, instead: None, missing: BTreeSet::new() }, policy)
    }

    fn end_with(self, answer: Answer, policy: &Policy) -> Next {
        match self.leg {
            Leg::AsWritten => {
                let could_be_secure = answer.instead.is_none() && answer.state != State::NoHost;
                let form = self.written.secure_form(policy.ports).filter(|_| could_be_secure);
                let Some(form) = form else { return Next::Done(self.written, answer) };
                let secure = Journey {
                    at: form.clone(),
                    seen: vec![form],
                    method: Method::Head,
                    failures: 0,
                    settled: None,
                    permanent: true,
                    leg: Leg::Secure(answer),
                    ..self
                };
                Next::Again(secure, Duration::ZERO)
            }
            Leg::Secure(mut before) => {
                if answer.state == State::Found && self.at.is_secure() {
                    // What was wrong with the plain form is mended by writing the secure one.
                    let form = self.settled.filter(Address::is_secure).or_else(|| self.seen.into_iter().next());
                    let address = form.and_then(|form| form.to_tell(&self.written));
                    before = Answer {
                        state: State::Found,
                        instead: Some(Instead { why: Better::Secure, address }),
                        ..before
                    };
                }
                Next::Done(self.written, before)
            }
        }
    }
}

/// What a page names: the parts to which links can lead.
static NAMES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i)\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"#).ok());

/// Whether a page has nothing by the name of a part. Only names that a page's own text can hold are judged: what starts
/// with a slash, an exclamation mark or a colon is for scripts and browsers.
fn is_missing(page: &str, part: &str) -> bool {
    let name = decode(part);
    let judged = name.starts_with(char::is_alphanumeric) && !name.contains(['=', '/', '!', ':']) && name != "top";
    let Some(names) = NAMES.as_ref().filter(|_| judged) else { return false };
    let mut named = names.captures_iter(page).filter_map(|it| it.iter().skip(1).flatten().next());
    !named.any(|found| found.as_str() == name || found.as_str() == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_website_sends_us_to_a_computer_inside_of_a_network() {
        let read = |text: &str| Address::parse(text).expect("an address").0;
        for (from, to, expected) in [
            ("https://example.org/a", "http://127.0.0.1/", Some(State::Refused(Refusal::LeadsInside))),
            ("https://example.org/a", "http://169.254.169.254/latest", Some(State::Refused(Refusal::LeadsInside))),
            ("https://example.org/a", "//localhost/", Some(State::Refused(Refusal::LeadsInside))),
            ("https://example.org/a", "https://me:secret@example.org/", Some(State::Silent(Silence::Broken))),
            ("http://127.0.0.1:8000/a", "http://127.0.0.1:8001/", None),
            ("https://example.org/a", "https://www.example.org/", None),
        ] {
            let reply = Reply::Status { code: 302, location: Some(to.to_owned()), retry_after: None, page: None };
            let journey = Journey::new(read(from), BTreeSet::new());
            let ended = match journey.follow(reply, &Policy::default(), 0) {
                Next::Done(_, answer) => Some(answer.state),
                Next::Again(..) | Next::Pause(..) => None,
            };
            assert_eq!(ended, expected, "{from} to {to}");
        }
    }

    #[test]
    fn parts_of_a_page_are_found_however_they_are_written() {
        let page = "<html><h2 class=a id=\"plan\">Plan</h2><a NAME='Old name'></a><p\nid=bare>x</p><b data-id=\"no\">";
        for (part, expected) in [
            ("plan", false),
            ("Old%20name", false),
            ("bare", false),
            ("no", true),
            ("Plan", true),
            ("top", false),
            ("/route", false),
            (":~:text=plan", false),
            ("page=4", false),
        ] {
            assert_eq!(is_missing(page, part), expected, "{part}");
        }
    }
}
