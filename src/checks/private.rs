//! How to reach a private person, and a day of birth, on pages that are no learning summary.
//!
//! A partner's page gives readers a way to the team and never to the partner. Every other page holds the numbers of
//! wards and teams for good reasons: there a mobile number or a date of birth is told when it stands beside a person who
//! is not named by a post.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::anonymity::{once, vocabulary};
use super::named::{POSTS, is_of_a_post};
use crate::anonymity::{self, Identifier, Kind as What, Vocabulary, Weight};
use crate::config::Config;

/// What looks for it on the pages of a site.
pub struct Search {
    vocabulary: Vocabulary,
    /// The organisation's own domains of e-mail, with those under them.
    domains: Vec<String>,
    /// People born before this year are no longer alive.
    first_year: i32,
}

/// Domains that everybody may have an address under.
const SHARED: &[&str] = &[
    "nhs.net",
    "nhs.uk",
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "hotmail.co.uk",
    "live.com",
    "live.co.uk",
    "yahoo.com",
    "yahoo.co.uk",
    "icloud.com",
    "me.com",
    "aol.com",
    "btinternet.com",
    "sky.com",
    "talktalk.net",
    "virginmedia.com",
    "ntlworld.com",
    "msn.com",
    "protonmail.com",
    "proton.me",
];

/// The longest life.
const YEARS: i32 = 110;

/// How far from a number or a day a person is beside it, in bytes.
const BESIDE_BYTES: usize = 200;

impl Search {
    /// For the pages of a site that is built in a year.
    pub fn new(config: &Config, year: i32) -> Search {
        let of_email = |email: &String| email.rsplit_once('@').map(|(_, domain)| domain.trim().to_lowercase());
        let of_contacts = config.contacts.0.values().filter_map(|contact| contact.email.as_ref().and_then(of_email));
        let host = config.site.url.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next());
        let host = host.map(|host| host.trim_start_matches("www.").to_lowercase());
        let domains = of_contacts.chain(host).filter(|it| it.contains('.') && !SHARED.contains(&it.as_str()));
        Search { vocabulary: vocabulary(config), domains: domains.collect(), first_year: year - YEARS }
    }

    /// The telephone numbers, e-mail addresses and postal addresses on a partner's page that are not the organisation's
    /// own, and what else belongs to one person alone.
    pub fn on_profile(&self, text: &str) -> Vec<Identifier> {
        let mut found = once(anonymity::scan(text, &self.vocabulary));
        found.retain(|it| {
            let words = text.get(it.range.clone()).unwrap_or_default();
            match it.kind {
                What::Phone => may_be_private(words),
                What::Email => !self.is_of_the_organisation(words),
                What::Address | What::Postcode => it.weight == Weight::Block,
                What::BirthDate | What::NhsNumber | What::NationalInsurance | What::HospitalNumber => {
                    it.weight == Weight::Block
                }
                _ => false,
            }
        });
        found
    }

    /// Mobile numbers and dates of birth beside a person.
    pub fn beside_a_person(&self, text: &str) -> Vec<Identifier> {
        let mut found: Vec<Identifier> = Vec::new();
        let mobiles = ["07", "+44", "0044"].iter().any(|it| text.contains(it)).then(|| MOBILE.find_iter(text));
        let places = mobiles.into_iter().flatten().map(|it| (What::Phone, it.range()));
        let births = BIRTH.find_iter(text).map(|it| (What::BirthDate, it.range()));
        for (kind, place) in places.chain(births) {
            let part = beside(text, &place);
            let here = &text[part.clone()];
            let may_be = match kind {
                What::Phone => !self.vocabulary.has_contact(&text[place.clone()]),
                _ => here.contains(|c: char| c.is_ascii_digit()) && !EXAMPLE.is_match(here),
            };
            if !may_be {
                continue;
            }
            let identifiers = once(anonymity::scan(here, &self.vocabulary));
            if !is_of_a_person(here, &identifiers, kind) {
                continue;
            }
            let told = identifiers.into_iter().filter(|it| it.kind == kind && it.weight == Weight::Block);
            let told = told.filter(|it| match kind {
                What::Phone => MOBILE.is_match(&here[it.range.clone()]),
                _ => self.may_live(&here[it.range.clone()]),
            });
            for mut it in told {
                it.range = it.range.start + part.start..it.range.end + part.start;
                if !found.iter().any(|other| other.range == it.range) {
                    found.push(it);
                }
            }
        }
        found
    }

    fn is_of_the_organisation(&self, email: &str) -> bool {
        let Some((_, domain)) = email.rsplit_once('@') else { return false };
        let domain = domain.trim_end_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_under = |inner: &str, outer: &str| {
            inner.strip_suffix(outer).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        let is_shared = SHARED.contains(&domain.as_str());
        // safety.trust.nhs.uk is the website of those who write from trust.nhs.uk.
        self.domains.iter().any(|own| is_under(&domain, own) || (!is_shared && is_under(own, &domain)))
    }

    fn may_live(&self, date: &str) -> bool {
        let years = date.split(|c: char| !c.is_ascii_digit()).filter(|it| it.len() == 4);
        years.filter_map(|it| it.parse::<i32>().ok()).all(|year| year >= self.first_year)
    }
}

/// Numbers that begin with 03 or 08 belong to services, and so do short ones.
fn may_be_private(phone: &str) -> bool {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    let within = digits.strip_prefix("0044").or_else(|| digits.strip_prefix("44")).unwrap_or(&digits);
    let within = within.trim_start_matches('0');
    digits.len() >= 10 && !within.starts_with(['3', '8'])
}

static MOBILE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:(?:\+|\b00)44[\s\u{a0}.-]{0,2}(?:\(0\)[\s\u{a0}]?)?|\b0)7(?:[\s\u{a0}.-]{0,2}[0-9]){9}\b")
});

static BIRTH: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:date of birth|birth ?date|born|d\.?o\.?b\b)"));

/// A day of birth that is there to show how one is written.
static EXAMPLE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:for example|for instance|such as|sample|specimen|fictional|e\.g\.|dd/mm)"));

/// Somebody without a name: "ring her on", "his mobile", "the patient's number".
static PRONOUN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:(?:ring|call|phone|text|reach|contact|telephone)(?:ing)? (?:her|him|me)\b|(?:my|his|her) (?:own |home |private |personal |new )?(?:mobile|phone|telephone|number)\b)",
    )
});

static OF_A_PATIENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:patient|wife|husband|mother|father|mum|dad|son|daughter|sister|brother|relative|partner)['’]s (?:own |home |private |personal )?(?:mobile|phone|telephone|number)\b",
    )
});

static BORN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(?i:he|she|his|her|him|mr|mrs|ms|miss)\b"));

/// Words beside the number of a service or of somebody in their post.
const OF_WORK: &[&str] = &[
    "team",
    "service",
    "services",
    "clinic",
    "department",
    "helpline",
    "switchboard",
    "duty",
    "advice",
    "office",
    "secretary",
    "doctor",
    "dr",
    "registrar",
    "matron",
    "sister",
    "charge",
    "practitioner",
    "coordinator",
    "administrator",
    "pharmacist",
    "physiotherapist",
    "therapist",
    "engineer",
    "executive",
    "guardian",
    "engagement",
    "volunteer",
];

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("{error}"))
}

/// Whether what stands in a stretch of text is about somebody who is not there by their post.
fn is_of_a_person(text: &str, identifiers: &[Identifier], kind: What) -> bool {
    let is_whole = |it: &Identifier| kind == What::BirthDate && text[it.range.clone()].trim().contains(' ');
    let names = || {
        let names = identifiers.iter().filter(|it| it.kind == What::Name);
        names.filter(|it| (it.weight == Weight::Block || is_whole(it)) && !is_of_a_post(text, &it.range))
    };
    if kind == What::BirthDate {
        return BORN.is_match(text) || names().next().is_some();
    }
    let words = || text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    let is_of_work = || words().any(|word| OF_WORK.contains(&word.as_str()) || POSTS.contains(&word.as_str()));
    OF_A_PATIENT.is_match(text) || (!is_of_work() && (PRONOUN.is_match(text) || names().next().is_some()))
}

/// What stands beside a place: its row in a table or its item of a list, or else so much of its paragraph.
fn beside(text: &str, place: &Range<usize>) -> Range<usize> {
    let low = text.floor_char_boundary(place.start.saturating_sub(BESIDE_BYTES));
    let high = text.ceil_char_boundary((place.end + BESIDE_BYTES).min(text.len()));
    let line = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let is_alone = text[line..].trim_start().starts_with(['|', '-', '*', '+', '#']);
    let end = if is_alone { "\n" } else { "\n\n" };
    let start = text[low..place.start].rfind(end).map_or(low, |at| low + at + end.len());
    let until = text[place.end..high].find(end).map_or(high, |at| place.end + at);
    start..until
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search() -> Search {
        let mut config = Config::default();
        config.site.url = "https://safety.northmere.example".to_owned();
        Search::new(&config, 2026)
    }

    #[track_caller]
    fn shown(found: &[Identifier], text: &str, expected: &[&str]) {
        let shown: Vec<&str> = found.iter().map(|it| &text[it.range.clone()]).collect();
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn ways_to_a_partner_are_found_and_those_to_the_team_are_not() {
        for (text, expected) in [
            ("You can ring her on 07700 900417.", &["07700 900417"][..]),
            ("Ring +44 7700 900417 in the evening.", &["+44 7700 900417"]),
            ("Her number at home is 01632 960 417.", &["01632 960 417"]),
            ("Write to moira.pn@example.com.", &["moira.pn@example.com"]),
            ("Write to partners@northmere.example.", &[]),
            ("Ring 0300 123 4567, 0800 123 4567 or 111.", &[]),
            ("I sit on the falls group and read letters before they go out.", &[]),
        ] {
            shown(&search().on_profile(text), text, expected);
        }
        let text = "I live at 4 Mill Lane, Upper Slaughterford SN14 8QX.";
        let found = search().on_profile(text);
        assert!(found.iter().any(|it| it.kind == What::Address), "{found:?}");
        assert!(found.iter().any(|it| it.kind == What::Postcode || it.range.end > 45), "{found:?}");
    }

    #[test]
    fn a_mobile_beside_a_person_is_found_and_that_of_a_team_is_not() {
        for (text, expected) in [
            ("Her daughter can be reached. Ring her on 07700 900417.", &["07700 900417"][..]),
            ("Margaret Partridge, 07700 900417", &["07700 900417"]),
            ("The patient's mobile is 07700 900417.", &["07700 900417"]),
            ("Out of hours, ring the duty manager on 07700 900417.", &[]),
            ("Text 07700 900417 to cancel your visit.", &[]),
            ("Call Margaret Partridge's daughter: ring her on 07700 900417.", &["07700 900417"]),
            ("Margaret Partridge, Falls Lead, 07700 900417", &[]),
            ("| Margaret Partridge | Director of Nursing | 07700 900417 |", &[]),
            ("Ring 01632 960123.", &[]),
        ] {
            shown(&search().beside_a_person(text), text, expected);
        }
    }

    #[test]
    fn a_day_of_birth_beside_a_person_is_found_and_an_example_is_not() {
        for (text, count) in [
            ("She fell in May. Date of birth: 3 June 1958.", 1),
            ("Margaret Partridge, DOB 03/06/1958, was seen.", 1),
            ("Check the name and the date of birth, for example 3 June 1958.", 0),
            ("Name: Date of birth: 3 June 1958", 0),
            ("Florence Nightingale was born on 12 May 1820.", 0),
            ("Babies born in 2019", 0),
        ] {
            assert_eq!(search().beside_a_person(text).len(), count, "{text}");
        }
    }
}
