//! Names of patients and relatives on pages that are no learning summary, and people where a role belongs.
//!
//! Such pages name people for good reasons: authors, contacts, staff by their post. So only a name after a word for a
//! patient, a relative or somebody without a post is told, and as a warning. The words are cues: a passage without one is
//! never read for names, so that ten thousand policies cost next to nothing.

use std::collections::BTreeSet;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::anonymity::{NAME, once, vocabulary};
use super::check::{Check, Run, Subject};
use super::cues::Cues;
use super::front::FrontMatter;
use super::passage::Passage;
use super::waivers::words_of;
use crate::anonymity::{self, Identifier, Kind as What, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::document::tree::{BlockKind, Body};
use crate::kinds::{Kind, Meta};
use crate::rule;
use crate::site::{Page, Site};
use crate::source::Span;

const ICO: &str = "ICO, Anonymisation guidance: the motivated intruder test, https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/data-sharing/anonymisation/; ISB 1523";

rule!(/// What may be the name of a patient or a relative, on a page that is no learning summary.
    NAMED = "anon/name-on-page", Warning, None, ICO);
rule!(/// A person's name where a role belongs.
    PERSON = "control/person-not-role", Warning, None, "NHS practice: a document names the post that answers for it, which stays when the person moves on");

/// The check of every page that is no summary.
pub const NAMES: Check = Check { rules: &[&NAMED], run: Run::Page(run) };

/// The check of the roles in front matter.
pub const ROLES: Check = Check { rules: &[&PERSON], run: Run::Site(roles) };

/// Titles of people without a post. They stand before a name with a capital letter.
const TITLES: &[&str] = &["mr", "mrs", "ms", "miss", "mx", "master", "baby", "late"];

/// Words for patients and their relatives, before a name or before "called" and "named".
const PEOPLE: &[&str] = &[
    "patient",
    "resident",
    "user",
    "client",
    "inpatient",
    "outpatient",
    "tenant",
    "child",
    "boy",
    "girl",
    "son",
    "daughter",
    "wife",
    "husband",
    "widow",
    "widower",
    "mother",
    "father",
    "mum",
    "dad",
    "sister",
    "brother",
    "partner",
    "grandmother",
    "grandfather",
    "grandson",
    "granddaughter",
    "aunt",
    "uncle",
    "niece",
    "nephew",
    "carer",
    "called",
    "named",
];

/// All of them.
pub(super) fn cue_words() -> impl Iterator<Item = &'static str> {
    TITLES.iter().chain(PEOPLE).copied()
}

/// What follows "Patient" and "Patients" on every other line of these sites.
const NEVER_NAMES: &[&str] = &["Safety", "Experience", "Advice", "Information", "Story", "Stories", "Participation"];

/// How far behind a cue a name begins, in bytes: a space, a full stop, a comma.
const GAP_MAX: usize = 3;

/// Whether a word, found as one of [`cue_words`], stands before something that may be a name.
pub(super) fn is_before_a_name(text: &str, word: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let is_title =
        bytes.get(word.clone()).is_some_and(|it| TITLES.iter().any(|title| title.as_bytes().eq_ignore_ascii_case(it)));
    let starts_high = bytes.get(word.start).is_some_and(u8::is_ascii_uppercase);
    // "baby Sam" and "the late Sam" have small letters, "a mr" is nobody.
    let is_word = !is_title || starts_high || bytes.get(word.clone()).is_some_and(|it| it == b"baby" || it == b"late");
    let after = text.get(word.end..).unwrap_or_default();
    let next = after.trim_start_matches([' ', '\n', '.', ',', ':', '(', '"', '“']);
    let gap = after.len() - next.len();
    is_word
        && (1..=GAP_MAX).contains(&gap)
        && next.starts_with(char::is_uppercase)
        && !NEVER_NAMES.iter().any(|it| next.starts_with(it))
}

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let path = subject.page.document.path();
    for (place, words) in subject.named {
        // What a partner did not consent to is told as that, and the patient of a story as such.
        let meets = |it: &Diagnostic| it.span.start < place.end && place.start < it.span.end;
        if found.iter().any(|it| (it.rule.starts_with("consent/") || it.rule == NAME.code) && meets(it)) {
            continue;
        }
        let message = "this may be the name of a patient, a relative or another person";
        let help = "say who it is by role: “a patient”, “their daughter”; if the name belongs here, waive this finding and say why";
        found.push(Diagnostic::new(&NAMED, path, *place, message).help(help).hidden().about([words.as_str()]));
    }
}

/// Words before a name in the address of a page: "the-death-of-doreen-partridge".
const IN_ADDRESSES: &[&str] =
    &["death", "died", "inquest", "murder", "killing", "memory", "baby", "mrs", "mr", "miss", "story"];

/// The addresses of a page that name somebody: the name of its file and its old addresses.
fn addresses(page: &Page, site: &Site) -> Vec<(Span, String)> {
    let meta = &page.document.meta;
    let path = page.document.path().as_str();
    let aliases = meta.common.aliases.iter().enumerate();
    let slug = meta.common.slug.as_deref().map(|slug| (meta.place("slug"), slug));
    let all = aliases.map(|(index, alias)| (meta.place(&format!("aliases.{index}")), alias.as_str())).chain(slug);
    let is_told = |address: &str| {
        address.split(|c: char| !c.is_alphanumeric()).any(|word| IN_ADDRESSES.contains(&word.to_lowercase().as_str()))
    };
    let named = |address: &str| {
        let found = once(anonymity::scan(address, &vocabulary(&site.config)));
        found.iter().any(|it| it.kind == What::Name && address[it.range.clone()].contains(['-', '_', ' ']))
    };
    let all = std::iter::once((Span::default(), path)).chain(all);
    all.filter(|(_, address)| is_told(address) && named(address)).map(|(place, it)| (place, it.to_owned())).collect()
}

/// Where a page that is no summary may name somebody. `source` is its file as typed.
pub(super) fn places(
    page: &Page,
    body: &Body,
    passages: &[Passage<'_>],
    source: &str,
    site: &Site,
) -> Vec<(Span, String)> {
    if super::anonymity::is_summary(page) {
        return Vec::new();
    }
    let addresses = addresses(page, site);
    // What tells of learning is about patients, with or without a word for one.
    let is_of_learning = page.document.path().as_str().starts_with("learning/");
    let is_wanted = |cues: Cues| cues.has(Cues::PERSON) || is_of_learning;
    let meta = &page.document.meta;
    let front = source.get(..meta.span.end as usize).unwrap_or_default();
    let front_is_wanted = Cues::of(front).has(Cues::PERSON);
    if !front_is_wanted && passages.iter().all(|passage| !is_wanted(passage.cues)) {
        return addresses;
    }
    let own = vocabulary(&site.config);
    let mut places: Vec<Span> = Vec::new();
    if front_is_wanted {
        let matter = FrontMatter::of(source);
        let guarded: Vec<Span> =
            meta.kind.info().guarded_keys.iter().filter_map(|key| meta.places.exactly(key)).collect();
        let is_hidden = |place: Span| matter.passes(place) || guarded.iter().any(|it| it.holds(place));
        let names = named(front, &own, true).into_iter().map(|range| Span::new(range.start, range.end));
        places.extend(names.filter(|place| !is_hidden(*place)));
    }
    for passage in passages.iter().filter(|passage| is_wanted(passage.cues)) {
        places.extend(named(&passage.text, &own, !is_of_learning).into_iter().map(|range| passage.span(range)));
    }
    if places.is_empty() {
        return addresses;
    }
    let contacts = contacts(body);
    let shown = shown_name(page);
    let is_own = |place: Span| {
        let words = source.get(place.start as usize..place.end as usize).unwrap_or_default();
        !words.is_empty() && words.split_whitespace().all(|word| shown.contains(&word.to_lowercase()))
    };
    places.retain(|place| !contacts.iter().any(|contact| contact.holds(*place)) && !is_own(*place));
    let words = |place: Span| words_of(source.get(place.start as usize..place.end as usize).unwrap_or_default());
    addresses.into_iter().chain(places.into_iter().map(|place| (place, words(place)))).collect()
}

/// The places of names in a text; those behind a cue only, or all.
fn named(text: &str, own: &Vocabulary, behind_cues: bool) -> Vec<Range<usize>> {
    // "Mrs K" is how people are already hidden; "Baby O" is what inquiries and newspapers call a child.
    let is_name = |it: &Identifier| match it.kind {
        What::Name => true,
        What::Initials => text[..it.range.start].trim_end().ends_with("Baby"),
        _ => false,
    };
    let names = once(anonymity::scan(text, own)).into_iter().filter(is_name);
    let places =
        names.filter(|it| !behind_cues || (is_behind_a_cue(text, it.range.start) && !is_of_a_post(text, &it.range)));
    places.map(|it| it.range).collect()
}

fn is_behind_a_cue(text: &str, name: usize) -> bool {
    let before = text[..name].trim_end_matches([' ', '\n', '.', ',', ':', '(', '"', '“']);
    let start = before.trim_end_matches(char::is_alphanumeric).len();
    let end = before.len();
    let is_cue = |word: &str| cue_words().any(|cue| cue.eq_ignore_ascii_case(word));
    // The title may be a part of the name.
    let own_word = text[name..].split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    is_cue(own_word) || (is_cue(&before[start..]) && is_before_a_name(text, &(start..end)))
}

/// Words of posts.
pub(super) const POSTS: &[&str] = &[
    "chair",
    "director",
    "manager",
    "nurse",
    "governor",
    "chief",
    "head",
    "officer",
    "lead",
    "coroner",
    "judge",
    "mp",
    "midwife",
    "consultant",
    "professor",
    "secretary",
    "trustee",
    "specialist",
    "author",
    "member",
    "president",
];

/// Whether somebody is named by a post: "Mrs Jane Smith, Chief Nurse", "Mr Justice Smith".
pub(super) fn is_of_a_post(text: &str, name: &Range<usize>) -> bool {
    let after = text[name.end..].trim_start();
    let next = after.strip_prefix([',', '(', '–', '-', ':']).unwrap_or_default();
    let words = next.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(7);
    words.map(str::to_lowercase).any(|word| POSTS.contains(&word.as_str()))
        || text[name.clone()].starts_with("Justice")
        || text[name.clone()].contains(" Justice ")
}

/// Where the page says whom to ask.
pub(super) fn contacts(body: &Body) -> Vec<Span> {
    let mut places = Vec::new();
    body.each_block(&mut |block| {
        if matches!(block.kind, BlockKind::Contact(_)) {
            places.push(block.span);
        }
    });
    places
}

/// The words of the name that a partner's page shows, in small letters.
fn shown_name(page: &Page) -> BTreeSet<String> {
    match &page.document.meta.kind {
        Kind::Partner(partner) => partner.display_name.split_whitespace().map(str::to_lowercase).collect(),
        _ => BTreeSet::new(),
    }
}

/// Tells of every role in front matter, with its key.
fn each_role<'a>(meta: &'a Meta, tell: &mut dyn FnMut(&'a str, &dyn Fn() -> String)) {
    let mut roles = |role: Option<&'a String>, key: &dyn Fn() -> String| role.into_iter().for_each(|it| tell(it, key));
    for (at, waiver) in meta.common.waivers.iter().enumerate() {
        roles(waiver.by.as_ref(), &|| format!("waivers.{at}.by"));
    }
    // The gate has read those of a summary.
    if !matches!(meta.kind, Kind::Learning(_)) {
        roles(meta.common.owner.as_ref(), &|| "owner".to_owned());
    }
    match &meta.kind {
        Kind::Policy(policy) => {
            roles(policy.approved_by.as_ref(), &|| "approved_by".to_owned());
            roles(policy.director.as_ref(), &|| "director".to_owned());
            roles(policy.committee.as_ref(), &|| "committee".to_owned());
            for (at, revision) in policy.history.iter().enumerate() {
                roles(revision.author.as_ref(), &|| format!("history.{at}.author"));
            }
        }
        Kind::Plan(plan) => {
            for (at, signed) in plan.sign_off.iter().enumerate() {
                roles(Some(&signed.role), &|| format!("sign_off.{at}.role"));
                roles(Some(&signed.title), &|| format!("sign_off.{at}.title"));
            }
        }
        Kind::Learning(_) | Kind::Partner(_) | Kind::Page | Kind::Statement(_) => {}
    }
}

/// A few roles stand on thousands of pages, so each is read once.
fn roles(site: &Site, found: &mut Vec<Diagnostic>) {
    let mut distinct: FxHashSet<&str> = FxHashSet::default();
    for page in site.pages() {
        each_role(&page.document.meta, &mut |role, _| distinct.extend([role]));
    }
    let own = vocabulary(&site.config);
    let distinct: Vec<&str> = distinct.into_iter().collect();
    let people: FxHashSet<&str> = distinct.into_par_iter().filter(|role| names_somebody(role, &own)).collect();
    if people.is_empty() {
        return;
    }
    for page in site.pages() {
        let meta = &page.document.meta;
        each_role(meta, &mut |role, key| {
            if people.contains(role) {
                found.push(person_not_role(page, &key()));
            }
        });
    }
}

/// Whether the name of a person stands where a role belongs.
pub(super) fn names_somebody(role: &str, vocabulary: &Vocabulary) -> bool {
    let found = once(anonymity::scan(role, vocabulary));
    let is_whole = |it: &Identifier| role.get(it.range.clone()).is_some_and(|words| words.contains(' '));
    found.iter().any(|it| it.kind == What::Name && (it.weight == anonymity::Weight::Block || is_whole(it)))
}

/// The finding about a key of a page that names a person. It repeats no word.
pub(super) fn person_not_role(page: &Page, key: &str) -> Diagnostic {
    let last = key.rsplit('.').next().unwrap_or(key);
    let message = format!("`{last}` holds what looks like the name of a person");
    let help = "write the role, such as Head of Patient Safety: it stays right when the person moves on";
    Diagnostic::new(&PERSON, page.document.path(), page.document.meta.place(key), message).help(help).hidden()
}
