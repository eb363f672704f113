//! Links to other websites: which there are, and what their answers mean for a reader. Who asks the websites, and
//! whether anybody does, is not known here.
//!
//! No finding repeats an address that an author wrote, as it may hold a password or a name; its place says which it is.

use std::collections::BTreeSet;

use crate::config::CONFIG_FILE;
use crate::diagnostic::{CANDOUR, Diagnostic, Rule};
use crate::document::Words;
use crate::document::tree::Purpose;
use crate::kinds::kind::GateKey;
use crate::outside::{Address, Answer, Answers, Better, Instead, Questions, Refusal, Silence, State, Unaskable};
use crate::rule;
use crate::site::{Destination, Site};
use crate::source::{SourcePath, Span};
use crate::yaml::{self, Node, Value};

const NHS_LINKS: &str = "NHS digital service manual, links; Candour";

rule!(/// A link to a page or website that is no longer there.
    DEAD = "links/dead", Warning, None, NHS_LINKS);
rule!(/// A link to a website that does not answer.
    UNREACHABLE = "links/unreachable", Warning, None, NHS_LINKS);
rule!(/// A link to a website that browsers warn of.
    BAD_CERTIFICATE = "links/bad-certificate", Warning, None, "National Cyber Security Centre, using TLS to protect data: https://www.ncsc.gov.uk/guidance/using-tls-to-protect-data");
rule!(/// A link to a page that has moved for good.
    MOVED = "links/moved", Advice, None, "RFC 9110, 15.4.2 and 15.4.9: https://www.rfc-editor.org/rfc/rfc9110#section-15.4");
rule!(/// A link over a plain connection to a website that has a secure one.
    NOT_HTTPS = "links/not-https", Advice, None, "National Cyber Security Centre, using TLS to protect data: https://www.ncsc.gov.uk/guidance/using-tls-to-protect-data");
rule!(/// A link to a part that another website's page does not have.
    NO_SUCH_PART = "links/no-such-part", Advice, None, NHS_LINKS);
rule!(/// A link that only a person can check.
    NOT_CHECKED = "links/not-checked", Advice, None, CANDOUR);

/// The rules that are only found broken where other websites have been asked.
pub const RULES: &[&Rule] = &[&DEAD, &UNREACHABLE, &BAD_CERTIFICATE, &MOVED, &NOT_HTTPS, &NO_SUCH_PART, &NOT_CHECKED];

/// A link to another website, with its place.
#[derive(Debug)]
pub struct OutsideLink {
    file: SourcePath,
    span: Span,
    target: Result<(Address, Option<String>), Unaskable>,
}

/// Every address on another website that readers can follow: of published pages in order, then of `site.yaml`.
pub fn links(site: &Site, bodies: &[Words], key: &GateKey) -> Vec<OutsideLink> {
    let own = Address::parse(&site.config.site.url).map(|(address, _)| address);
    let mut found = Vec::new();
    for (page, body) in site.pages().iter().zip(bodies) {
        for target in body.targets().filter(|target| target.purpose == Purpose::Link) {
            if let Destination::Outside(written) = site.resolve(page, target.target, target.purpose) {
                let text = page.document.source.open(key).slice(target.span);
                let span = match text.rfind(written) {
                    Some(at) => {
                        let start = target.span.start as usize + at;
                        Span::new(start, start + written.len())
                    }
                    None => target.span,
                };
                found.push((page.document.path().clone(), span, written.to_owned()));
            }
        }
    }
    let configuration = SourcePath::new(CONFIG_FILE);
    if let Ok(root) = yaml::parse(site.configuration_text(), 0) {
        let own = root.get("site").and_then(|site| site.get("url")).map(|url| url.span);
        addresses(&root, &mut |span, written| {
            if own != Some(span) {
                found.push((configuration.clone(), span, written.to_owned()));
            }
        });
    }
    let is_web = |written: &str| {
        let start = |name: &str| written.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        start("http:") || start("https:") || start("//")
    };
    found
        .into_iter()
        .filter(|(_, _, written)| is_web(written))
        .map(|(file, span, written)| OutsideLink { file, span, target: Address::parse(&written) })
        // A page of our own may not be published yet.
        .filter(|link| !matches!((&link.target, &own), (Ok((address, _)), Ok(own)) if address.is_below(own)))
        .collect()
}

/// Calls `visit` with every value that is an address.
fn addresses<'a>(node: &'a Node, visit: &mut dyn FnMut(Span, &'a str)) {
    match &node.value {
        Value::Text(text) if text.starts_with("http://") || text.starts_with("https://") => visit(node.span, text),
        Value::List(items) => items.iter().for_each(|item| addresses(item, visit)),
        Value::Map(entries) => entries.iter().for_each(|entry| addresses(&entry.value, visit)),
        Value::Empty | Value::Bool(_) | Value::Text(_) => {}
    }
}

/// What there is to ask: each address once.
pub fn questions(links: &[OutsideLink]) -> Questions {
    let mut questions = Questions::new();
    for (address, part) in links.iter().filter_map(|link| link.target.as_ref().ok()) {
        questions.entry(address.clone()).or_default().extend(part.clone());
    }
    questions
}

/// What the answers mean, at the place of each link. Pages that are `guarded` show none of their words, so no address
/// that a website gave for theirs is told.
pub fn findings(links: &[OutsideLink], answers: &Answers, guarded: &BTreeSet<SourcePath>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for link in links {
        let tell = |rule: &Rule, message: String, help: String| {
            Diagnostic::new(rule, &link.file, link.span, message).help(help)
        };
        match &link.target {
            Err(Unaskable::NotAnAddress) => {
                let help = "copy the address from the browser, with https:// at its start and no spaces";
                found.push(tell(&DEAD, "browsers cannot follow this address".to_owned(), help.to_owned()));
            }
            Err(Unaskable::Credentials) => {
                let message = "this address holds a user name or a password, so the website was not asked";
                let help = "take what stands before the @ sign out: everybody who reads the page can see it";
                found.push(tell(&NOT_CHECKED, message.to_owned(), help.to_owned()).hidden());
            }
            Ok((address, part)) => {
                let Some(answer) = answers.get(address) else { continue };
                found.extend(fault(answer).map(|(rule, message, help)| tell(rule, message, help)));
                if let Some(instead) = &answer.instead {
                    let (rule, message, help) = better(instead, part.as_deref(), guarded.contains(&link.file));
                    found.push(tell(rule, message, help));
                }
                if part.as_ref().is_some_and(|part| answer.missing.contains(part)) {
                    let message = "the page is there, but not the part of it that this link names after the # sign";
                    let help =
                        "open the link, go to the right heading and copy its address, or leave out what stands after #";
                    found.push(tell(&NO_SUCH_PART, message.to_owned(), help.to_owned()));
                }
            }
        }
    }
    found
}

/// A rule, what is wrong and what to do.
type Fault = (&'static Rule, String, String);

fn fault(answer: &Answer) -> Option<Fault> {
    let told = |rule, message: &str, help: &str| Some((rule, message.to_owned(), help.to_owned()));
    let look = "look on that website for where it has gone and link there, or take the link out";
    let later = "open the link in a browser; if it fails for some days, link elsewhere or take it out";
    match answer.state {
        State::Found => None,
        State::Gone(410) => told(&DEAD, "the website says that this page was taken away for good (410)", look),
        State::Gone(code) => told(&DEAD, &format!("the website says that it has no such page ({code})"), look),
        State::NoHost => told(
            &DEAD,
            "there is no website of this name",
            "check how the name is written; if the website has closed or has a new name, link elsewhere or take the link out",
        ),
        State::Certificate => told(
            &BAD_CERTIFICATE,
            "browsers warn readers of this website: its certificate is out of date or not one to trust",
            "tell those who run the website, or link elsewhere until it is mended",
        ),
        State::Circle => told(&UNREACHABLE, "the website sends readers round in a circle", later),
        State::Silent(silence) => {
            let message = match silence {
                Silence::TimedOut => "the website did not answer in time".to_owned(),
                Silence::NoConnection => "the website does not answer".to_owned(),
                Silence::Broken => "the website gave an answer that browsers cannot use".to_owned(),
                Silence::Failing(code) => format!("the website has a fault of its own ({code})"),
            };
            told(&UNREACHABLE, &message, later)
        }
        State::Refused(Refusal::Status(401)) => told(
            &NOT_CHECKED,
            "this page asks for a password (401)",
            "open the link in a browser: readers who cannot sign in need another page",
        ),
        State::Refused(refusal) => {
            let message = match refusal {
                Refusal::Status(code) => format!("the website shows this page to no program ({code})"),
                Refusal::Busy => "the website asked to be left alone for a while".to_owned(),
                Refusal::LeadsInside => "this leads on to a computer inside of a network".to_owned(),
            };
            told(&NOT_CHECKED, &message, "open the link in a browser, and see whether it leads where it should")
        }
    }
}

fn better(instead: &Instead, part: Option<&str>, is_guarded: bool) -> Fault {
    let address = instead.address.as_deref().filter(|_| !is_guarded).map(|address| match part {
        Some(part) => format!("{address}#{part}"),
        None => address.to_owned(),
    });
    let write = |address: &Option<String>, otherwise: &str| match address {
        Some(address) => format!("write {address}"),
        None => otherwise.to_owned(),
    };
    match instead.why {
        Better::Moved => {
            let help = write(&address, "open the link and copy the new address from the browser");
            (&MOVED, "this page has moved for good".to_owned(), help)
        }
        Better::Home => {
            let message = "the website sends readers of this page to its home page, so the page is probably gone";
            let help = "look there for what readers need and link to it, or take the link out";
            (&MOVED, message.to_owned(), help.to_owned())
        }
        Better::Secure => {
            let help = write(&address, "write https:// in place of http://");
            (&NOT_HTTPS, "this website has a secure connection, which the link does not use".to_owned(), help)
        }
    }
}
