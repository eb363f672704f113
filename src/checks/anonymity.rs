//! The anonymity gate: a learning summary is published when a person has signed it off and nothing in it identifies
//! anybody. The site's settings cannot lower what blocks here; a waiver for the exact words can.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::Arc;

use rayon::prelude::*;

use super::check::{Check, Found, Records, Run};
use super::front::FrontMatter;
use super::named::{names_somebody, person_not_role};
use super::offered::{UNREAD_FILE, in_file, in_settings};
use super::private::Search;
use super::waivers::words_of;
use crate::anonymity::{self, Detail, Identifier, Kind as What, Vocabulary, Weight};
use crate::config::Config;
use crate::config::phone::Phone;
use crate::diagnostic::{Diagnostic, Rule};
use crate::kinds::kind::GateKey;
use crate::kinds::learning::{AnonymisationRecord, Family};
use crate::kinds::{Kind, Record};
use crate::language::Spoken;
use crate::rule;
use crate::site::{Before, Page, Site};
use crate::source::{SourcePath, Span};
use crate::yaml::list_words;

pub(super) const ICO: &str = "ICO, Anonymisation guidance: the motivated intruder test, https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/data-sharing/anonymisation/; ISB 1523";
const SIGN_OFF_SOURCE: &str = "ISB 1523, Anonymisation standard for publishing health and social care data; NHS England, PSIRF: engaging and involving patients, families and staff";

rule!(/// A summary that nobody has signed off as anonymous.
    NOT_SIGNED_OFF = "anon/not-signed-off", Error, Fixed, SIGN_OFF_SOURCE);
rule!(/// An inquest, a police matter or a claim stands against publishing.
    LEGAL_HOLD = "anon/legal-hold", Error, Fixed, SIGN_OFF_SOURCE);
rule!(/// A summary before the day from which it may be published.
    TOO_EARLY = "anon/too-early", Error, Fixed, SIGN_OFF_SOURCE);
rule!(/// A family that was neither told nor asked, without a reason.
    FAMILY = "anon/family", Error, Fixed, SIGN_OFF_SOURCE);
rule!(/// A person's name.
    NAME = "anon/name", Error, Fixed, ICO);
rule!(/// What may be a person's name.
    MAYBE_NAME = "anon/possible-name", Warning, None, ICO);
rule!(/// Initials that stand for a person.
    INITIALS = "anon/initials", Warning, None, ICO);
rule!(/// An NHS number.
    NHS_NUMBER = "anon/nhs-number", Error, Fixed, ICO);
rule!(/// A date of birth.
    BIRTH_DATE = "anon/birth-date", Error, Fixed, ICO);
rule!(/// An exact date.
    DATE = "anon/date", Warning, None, ICO);
rule!(/// An exact age.
    AGE = "anon/age", Warning, None, ICO);
rule!(/// A `period` from which the day can be told.
    DAY_IN_PERIOD = "anon/day-in-period", Error, Fixed, ICO);
rule!(/// An `age_bracket` that is an age.
    AGE_IN_BRACKET = "anon/age-in-bracket", Error, Fixed, ICO);
rule!(/// A street address.
    ADDRESS = "anon/address", Error, Fixed, ICO);
rule!(/// A postcode.
    POSTCODE = "anon/postcode", Error, Fixed, ICO);
rule!(/// A telephone number, an extension or a bleep.
    PHONE = "anon/phone", Error, Fixed, ICO);
rule!(/// An e-mail address.
    EMAIL = "anon/email", Error, Fixed, ICO);
rule!(/// A National Insurance number.
    NATIONAL_INSURANCE = "anon/national-insurance", Error, Fixed, ICO);
rule!(/// A patient's number in one hospital.
    HOSPITAL_NUMBER = "anon/hospital-number", Error, Fixed, ICO);
rule!(/// A professional's number in a register.
    REGISTRATION = "anon/registration", Error, Fixed, ICO);
rule!(/// The reference of an incident, complaint, inquest or claim.
    CASE_REFERENCE = "anon/case-reference", Error, Fixed, ICO);
rule!(/// The registration of a vehicle.
    VEHICLE = "anon/vehicle", Error, Fixed, ICO);
rule!(/// A handle or web address of a person.
    ONLINE = "anon/online", Error, Fixed, ICO);
rule!(/// A ward, bay, bed or room.
    ROOM = "anon/room", Warning, None, ICO);
rule!(/// A named place or site.
    PLACE = "anon/place", Warning, None, ICO);
rule!(/// A detail that identifies together with others.
    DETAIL = "anon/detail", Warning, None, ICO);
rule!(/// Another number that belongs to one person or thing.
    OTHER_NUMBER = "anon/other-number", Warning, None, ICO);

rule!(/// A summary whose details together may fit one person.
    ONE_PERSON = "anon/one-person", Error, Fixed, ICO);
rule!(/// A summary whose details together fit few people.
    FEW_PEOPLE = "anon/few-people", Warning, None, ICO);
rule!(/// What a file tells beside what it shows: who wrote it, comments, changes, where a picture was taken.
    FILE_PROPERTIES = "anon/file-properties", Warning, None, ICO);

/// The gate of learning summaries, and the search of every other page for what belongs on none.
pub const ANONYMITY: Check = Check {
    rules: &[
        &NOT_SIGNED_OFF,
        &LEGAL_HOLD,
        &TOO_EARLY,
        &FAMILY,
        &NAME,
        &MAYBE_NAME,
        &INITIALS,
        &NHS_NUMBER,
        &BIRTH_DATE,
        &DATE,
        &AGE,
        &DAY_IN_PERIOD,
        &AGE_IN_BRACKET,
        &ADDRESS,
        &POSTCODE,
        &PHONE,
        &EMAIL,
        &NATIONAL_INSURANCE,
        &HOSPITAL_NUMBER,
        &REGISTRATION,
        &CASE_REFERENCE,
        &VEHICLE,
        &ONLINE,
        &ROOM,
        &PLACE,
        &DETAIL,
        &OTHER_NUMBER,
        &ONE_PERSON,
        &FEW_PEOPLE,
        &FILE_PROPERTIES,
        &UNREAD_FILE,
    ],
    run: Run::SiteGate(run),
};

fn run(site: &Site, records: &Records, key: &GateKey, before: Option<Before<'_>>, found: &mut Found) {
    let vocabulary = vocabulary(&site.config);
    let search = Search::new(&site.config, i32::from(site.day.year_month_day().0));
    let of_pages: Vec<(Vec<Diagnostic>, Details)> = site
        .pages()
        .par_iter()
        .map(|page| {
            let look = |site: &Site| -> Result<_, Infallible> {
                let mut found = Vec::new();
                if is_summary(page) {
                    let record = records.get(page.document.path());
                    sign_off(page, record, site, &vocabulary, key, &mut found);
                }
                let details = identifiers(page, &vocabulary, &search, key, &mut found);
                Ok((found, details))
            };
            let Ok(known) = match before {
                None => look(site).map(Arc::new),
                Some(before) => before.known("identifiers", page, site, look),
            };
            Arc::unwrap_or_clone(known)
        })
        .collect();
    let (found_in_pages, details): (Vec<_>, Vec<Details>) = of_pages.into_iter().unzip();
    let mut identifying: Vec<Diagnostic> = found_in_pages.into_iter().flatten().collect();
    identifying.extend(together(site, &details));
    identifying.extend(in_settings(site));
    for (path, file) in site.supplied_files() {
        let page = site.page(file.page);
        if let Some(bytes) = site.given_bytes(path)
            && is_summary(page)
        {
            identifying.extend(in_file(path, bytes, page, file.place, &vocabulary));
        }
    }
    // What must go altogether is not to be written better as well.
    let mut places: BTreeMap<&SourcePath, Vec<Span>> = BTreeMap::new();
    for diagnostic in &identifying {
        places.entry(&diagnostic.file).or_default().push(diagnostic.span);
    }
    let meets = |one: Span, other: Span| one.start < other.end && other.start < one.end;
    found.retain(&places, |other, here| {
        !(other.rule.starts_with("plain/") && here.iter().any(|it| meets(*it, other.span)))
    });
    drop(places);
    found.more.extend(identifying);
}

/// Each place once: what lies inside of something else that was found, and what may be a name and is known to be
/// something else, goes.
pub fn once(found: Vec<Identifier>) -> Vec<Identifier> {
    let is_told = |it: &Identifier| {
        let maybe_name = it.kind == What::Name && it.weight == Weight::Warn;
        found.iter().filter(|other| other.kind != it.kind).any(|other| {
            let meets = other.range.start < it.range.end && it.range.start < other.range.end;
            let inside = other.range.start <= it.range.start && it.range.end <= other.range.end;
            let same = other.range == it.range;
            meets && (maybe_name || (inside && !same && other.weight <= it.weight))
        })
    };
    found.iter().filter(|it| !is_told(it)).cloned().collect()
}

/// Whether a page tells of something that happened to people.
pub(super) fn is_summary(page: &Page) -> bool {
    matches!(page.document.meta.kind, Kind::Learning(_)) && !page.is_landing()
}

/// The words and contacts that are the site's own.
pub fn vocabulary(config: &Config) -> Vocabulary {
    let words = |words: &[crate::config::WordWithReason]| words.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
    let organisation = &config.organisation;
    let names = [Some(&organisation.name), organisation.short_name.as_ref(), Some(&config.site.title)];
    let names: Vec<String> = names.into_iter().flatten().cloned().collect();
    let contacts = config.contacts.0.values().flat_map(|contact| {
        [&contact.email, &contact.phone, &contact.address].into_iter().flatten().cloned().collect::<Vec<_>>()
    });
    // A number with an extension may be found without it.
    let numbers = config.contacts.0.values().filter_map(|it| Some(Phone::parse(it.phone.as_deref()?)?.number));
    let contacts: Vec<String> =
        contacts.chain(numbers).chain(organisation.address.iter().cloned()).chain([config.site.url.clone()]).collect();
    Vocabulary::new(&words(&config.anonymisation.allowed), &words(&config.anonymisation.forbidden), &names, &contacts)
}

/// What a person has to have decided before a summary is published.
fn sign_off(
    page: &Page,
    record: Option<&Record>,
    site: &Site,
    vocabulary: &Vocabulary,
    key: &GateKey,
    found: &mut Vec<Diagnostic>,
) {
    let meta = &page.document.meta;
    let mut report = |rule: &Rule, at: &str, message: String, help: &str| {
        let place = meta.place(at);
        found.push(Diagnostic::new(rule, page.document.path(), place, message).help(help).hidden());
    };
    let Some(Record::Anonymisation(Some(record))) = record else {
        let message = "nobody has signed this learning summary off as anonymous".to_owned();
        let help = "have a person read it and try to identify somebody from it; then record that under `anonymisation:` with `reviewer`, `reviewed_on`, `intruder_check`, `family` and `legal_hold`";
        report(&NOT_SIGNED_OFF, "anonymisation", message, help);
        return;
    };
    let AnonymisationRecord { reviewer, reviewed_on, intruder_check, family, family_reason, legal_hold, publish_from } =
        record.open(key);
    let is_empty = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    let missing: Vec<&str> = [
        ("reviewer", is_empty(reviewer)),
        ("reviewed_on", reviewed_on.is_none()),
        ("intruder_check", intruder_check.is_none()),
        ("family", family.is_none()),
        ("legal_hold", legal_hold.is_none()),
    ]
    .into_iter()
    .filter_map(|(key, is_missing)| is_missing.then_some(key))
    .collect();
    if !missing.is_empty() {
        let message = format!("the record that this summary is anonymous has no {}", list_words(&missing));
        let help = "add what is missing: a role, dates, how the family was involved, and whether an inquest, police matter or claim stands against publishing";
        report(&NOT_SIGNED_OFF, "anonymisation", message, help);
    }
    for (name, date) in [("reviewed_on", reviewed_on), ("intruder_check", intruder_check)] {
        if date.is_some_and(|date| date > site.day) {
            let message = format!("`{name}` is in the future, so it has not been done");
            report(&NOT_SIGNED_OFF, &format!("anonymisation.{name}"), message, "write the day on which it was done");
        }
    }
    if *legal_hold == Some(true) {
        let message = "an inquest, police matter or claim stands against publishing this summary".to_owned();
        let help = "add `draft: true` until the legal team lifts the hold; then set `legal_hold: false`";
        report(&LEGAL_HOLD, "anonymisation.legal_hold", message, help);
    }
    if let Some(from) = publish_from.filter(|from| *from > site.day) {
        let message = format!("this summary may not be published before {from}");
        let help = format!("add `publish_on: {}`; it is then published by the first build from that day", from.iso());
        report(&TOO_EARLY, "anonymisation.publish_from", message, &help);
    }
    if *family == Some(Family::NotApplicable) && is_empty(family_reason) {
        let message = "the family was neither informed nor consulted, and no reason is given".to_owned();
        let help = "talk with the family before publishing, or say under `family_reason` why that is not possible";
        report(&FAMILY, "anonymisation.family", message, help);
    }
    if reviewer.as_deref().is_some_and(|reviewer| names_somebody(reviewer, vocabulary)) {
        found.push(person_not_role(page, "anonymisation.reviewer"));
    }
}

/// What a summary tells of the person in it, by sort, in small letters. Never printed.
type Details = BTreeSet<(Detail, String)>;

/// From so many details on, a person may be known by them together.
const DETAILS_MIN: usize = 3;

/// How many summaries should tell of people with the same details, unless the site says otherwise.
const K: usize = 5;

/// Summaries whose details together fit few people of all those whom the site tells of, or one.
fn together(site: &Site, details: &[Details]) -> Vec<Diagnostic> {
    let k = site.config.anonymisation.k.map_or(K, |k| usize::try_from(k).unwrap_or(usize::MAX));
    let mut found = Vec::new();
    for (page, own) in site.pages().iter().zip(details).filter(|(_, own)| own.len() >= DETAILS_MIN) {
        let count = details.iter().filter(|other| own.is_subset(other)).count();
        let told = own.len();
        let help = "say some of them in general terms, or leave out what the learning does not depend on";
        let rule = match count {
            1 if k > 1 => &ONE_PERSON,
            count if count < k => &FEW_PEOPLE,
            _ => continue,
        };
        let message = match count {
            1 => format!(
                "this summary gives {told} details of a person that no other summary shares, and together they may fit one person only"
            ),
            count => format!(
                "this summary gives {told} details of a person that {count} summaries share; fewer than {k} people may fit them"
            ),
        };
        let place = page.document.meta.place("title");
        let about = own.iter().map(|(_, words)| words.as_str());
        found.push(Diagnostic::new(rule, page.document.path(), place, message).help(help).hidden().about(about));
    }
    found
}

/// What identifies people in the file of a page, as it was typed, and in its name. Gives the details of a person that a
/// summary tells.
fn identifiers(
    page: &Page,
    vocabulary: &Vocabulary,
    search: &Search,
    key: &GateKey,
    found: &mut Vec<Diagnostic>,
) -> Details {
    let meta = &page.document.meta;
    let path = page.document.path();
    let text = &page.document.source.open(key).text;
    let is_summary = is_summary(page);
    let is_profile = matches!(meta.kind, Kind::Partner(_)) && !page.is_landing();
    // Of every other page only what belongs on none, which is quick to look for.
    let look = |text: &str| match is_summary {
        true => once(anonymity::scan(text, vocabulary)),
        false => anonymity::scan_numbers(text, vocabulary),
    };
    let in_english = Spoken::ENGLISH.is(&page.language);
    let mut report = |identifier: &Identifier, place: Span, where_else: &str, about: &str| {
        let typed = text.get(place.start as usize..place.end as usize).filter(|typed| !typed.is_empty());
        let is_one_word = || typed.unwrap_or(path.as_str()).split_whitespace().nth(1).is_none();
        // Any word of another language may look like a name to somebody who knows English words only.
        let unsure = !in_english && identifier.kind == What::Name && is_one_word();
        let identifier =
            &Identifier { weight: if unsure { Weight::Warn } else { identifier.weight }, ..identifier.clone() };
        let (rule, what, mut help) = identified(identifier);
        if is_profile && identifier.suggestion.is_none() {
            help = format!("{help}. Give readers a way to the team, never to the partner");
        }
        let mut told =
            Diagnostic::new(rule, path, place, format!("{where_else}{what}")).help(help).hidden().about([about]);
        if let Some(suggestion) = &identifier.suggestion {
            told = told.replaced_by(suggestion);
        }
        found.push(told);
    };
    for identifier in &look(path.as_str()) {
        // The path of a page is in every fingerprint; of its findings this one is about nothing else.
        report(identifier, Span::default(), "the name of this file, which makes its address, holds ", "its name");
    }
    let mut details = Details::new();
    let (identifiers, front) = match is_summary {
        true => in_page(text, vocabulary),
        false => {
            let mut identifiers = match is_profile {
                true => search.on_profile(text),
                false => look(text),
            };
            if !is_profile {
                identifiers.extend(search.beside_a_person(text));
            }
            let in_front = identifiers.iter().any(|it| it.range.start < meta.span.end as usize);
            let front = if in_front { FrontMatter::of(text) } else { FrontMatter::default() };
            identifiers.retain(|it| !front.passes(place_of(it)));
            (identifiers, FrontMatter::default())
        }
    };
    for identifier in &identifiers {
        let words = text.get(identifier.range.clone()).unwrap_or_default();
        report(identifier, place_of(identifier), "this is ", &words_of(words));
        details.extend(identifier.detail.map(|detail| (detail, words.to_lowercase())));
    }
    for (rule, place, what, help) in too_exact(&front) {
        let words = text.get(place.start as usize..place.end as usize).unwrap_or_default();
        found.push(Diagnostic::new(rule, path, place, what).help(help).hidden().about([&*words_of(words)]));
    }
    details
}

fn place_of(identifier: &Identifier) -> Span {
    Span::new(identifier.range.start, identifier.range.end)
}

/// What identifies somebody in the file of a page as it was typed, and in each value of its front matter as it reads.
pub fn in_page(text: &str, vocabulary: &Vocabulary) -> (Vec<Identifier>, FrontMatter) {
    let front = FrontMatter::of(text);
    let mut found = once(anonymity::scan(text, vocabulary));
    found.retain(|it| !is_law(text, it));
    let mut of_values = Vec::new();
    for (place, value) in &front.values {
        for mut identifier in once(anonymity::scan(value, vocabulary)) {
            let within = place_within(text, *place, value, &identifier);
            let says_it = |other: &Identifier| {
                other.kind == identifier.kind && other.weight <= identifier.weight && meets(within, other)
            };
            if !found.iter().any(says_it) {
                identifier.range = within.start as usize..within.end as usize;
                of_values.push(identifier);
            }
        }
    }
    found.extend(of_values);
    found.retain(|it| !front.passes(place_of(it)) && !front.is_told(it.kind, place_of(it)));
    (found, front)
}

/// Whether the number of a case is that of a law: "the Regulations 2014 (SI 2014/2936)".
fn is_law(text: &str, identifier: &Identifier) -> bool {
    if identifier.kind != What::CaseReference {
        return false;
    }
    let start = text.floor_char_boundary(identifier.range.start.saturating_sub(60));
    let before = text.get(start..identifier.range.end).unwrap_or_default();
    ["Regulations", "Order", "Rules", "Act ", "tatutory instrument", "tatutory Instrument"]
        .iter()
        .any(|it| before.contains(it))
        && (before.contains("SI ") || before.contains("S.I.") || before.contains("nstrument"))
}

fn meets(place: Span, identifier: &Identifier) -> bool {
    (place.start as usize) < identifier.range.end && identifier.range.start < place.end as usize
}

/// Where in the file something stands that was found in a value, as far as the value is typed as it reads.
fn place_within(text: &str, place: Span, value: &str, identifier: &Identifier) -> Span {
    let typed = text.get(place.start as usize..place.end as usize).unwrap_or_default();
    let Some(at) = typed.find(value) else { return place };
    let start = place.start as usize + at;
    Span::new(start + identifier.range.start, start + identifier.range.end)
}

/// Periods and age brackets that are days and ages: the rule, the place, what is wrong and what to do.
pub fn too_exact(front: &FrontMatter) -> impl Iterator<Item = (&'static Rule, Span, &'static str, &'static str)> {
    let day = "this `period` tells the day or the week of what happened";
    let months = "give the quarter (2026-Q2), the season (summer 2026), the month (May 2026) or the year";
    let age = "this `age_bracket` is an age";
    let bracket = "choose a bracket of the national list, such as 66 to 85, or leave the line out";
    let days = front.days.iter().map(move |place| (&DAY_IN_PERIOD, *place, day, months));
    days.chain(front.ages.iter().map(move |place| (&AGE_IN_BRACKET, *place, age, bracket)))
}

/// The rule that an identifier breaks, what to call it, and what to do about it: its own suggestion, where it has one.
pub fn identified(identifier: &Identifier) -> (&'static Rule, &'static str, String) {
    let (rule, what, help) = advice(identifier);
    let help = match &identifier.suggestion {
        Some(suggestion) => format!("write “{suggestion}” instead, or leave it out"),
        None => help.to_owned(),
    };
    (rule, what, help)
}

/// How an unusual detail of each sort is said in general terms.
fn general_terms(detail: Option<Detail>) -> &'static str {
    match detail {
        Some(Detail::Occupation | Detail::Role) => {
            "say “someone in work” or “a retired person”, or leave out what they did"
        }
        Some(Detail::Nationality | Detail::Ethnicity) => {
            "say “a person who needed an interpreter” or “of a minority ethnic group”, or leave it out"
        }
        Some(Detail::Religion) => "say “a person of faith”, or leave it out",
        Some(Detail::Condition) => "say “a rare long-term condition”, or name the group of illnesses it belongs to",
        Some(Detail::Family) => "say “a relative”, or leave out how the family is made up",
        Some(Detail::Media) => "leave it out: whoever reads the news could find the person by it",
        Some(Detail::Quotation) => "say in your own words what was meant",
        Some(Detail::Sex | Detail::Place | Detail::Other) | None => "say it in general terms, or leave it out",
    }
}

/// The rule that an identifier breaks, what to call it, and what to do about it.
fn advice(identifier: &Identifier) -> (&'static Rule, &'static str, &'static str) {
    match identifier.kind {
        What::Name if identifier.weight == Weight::Warn => (
            &MAYBE_NAME,
            "what may be the name of a person",
            "say who it is by role: “a nurse”, “the patient”, “a relative”; if it is no person, list it under `anonymisation: allowed:` in site.yaml",
        ),
        What::Name => (&NAME, "the name of a person", "say who it is by role: “a nurse”, “the patient”, “a relative”"),
        What::Initials => (&INITIALS, "what may be the initials of a person", "say who it is by role"),
        What::NhsNumber => (&NHS_NUMBER, "an NHS number", "take it out"),
        What::BirthDate => (&BIRTH_DATE, "a date of birth", "take it out; an age bracket may stand in `age_bracket`"),
        What::Date => (&DATE, "an exact date", "give the month, the season or the quarter"),
        What::Age => (&AGE, "an exact age", "give an age bracket, such as 65 to 84"),
        What::Address => (&ADDRESS, "an address", "take it out, or say what kind of place it is"),
        What::Postcode => (&POSTCODE, "a postcode", "take it out"),
        What::Phone => (
            &PHONE,
            "a telephone number, extension or bleep",
            "take it out; the organisation's own numbers go under `contacts:` in site.yaml",
        ),
        What::Email => (
            &EMAIL,
            "an e-mail address",
            "take it out; the organisation's own addresses go under `contacts:` in site.yaml",
        ),
        What::NationalInsurance => (&NATIONAL_INSURANCE, "a National Insurance number", "take it out"),
        What::HospitalNumber => (&HOSPITAL_NUMBER, "the number of a patient", "take it out"),
        What::Registration => (&REGISTRATION, "the registration number of a professional", "take it out"),
        What::CaseReference => (&CASE_REFERENCE, "the reference of a case", "take it out"),
        What::Vehicle => (&VEHICLE, "the registration of a vehicle", "take it out"),
        What::Online => (&ONLINE, "the address or handle of a person online", "take it out"),
        What::Room => (&ROOM, "a ward, bay, bed or room", "say what kind of place it was: “a medical ward”"),
        What::Place => (&PLACE, "a named place", "say what kind of place it was: “a care home”, “a hospital”"),
        What::Quasi => {
            (&DETAIL, "a detail that could identify a person together with others", general_terms(identifier.detail))
        }
        What::OtherNumber => (&OTHER_NUMBER, "a number that belongs to one person or thing", "take it out"),
    }
}
