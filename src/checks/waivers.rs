//! Waivers: findings that a named role has accepted, for a time and with a reason.
//!
//! A waiver is written in the front matter of the page it is for. A waived finding is still told, but does not block. A
//! waiver that is incomplete, out of its dates, for a rule that cannot be waived, or that matches nothing is a finding
//! itself, and nothing is waived by it, so that no page stays open to faults that nobody remembers.
//!
//! A waiver of a rule that protects people says for which words it is: with the words, or with their fingerprint, which
//! tells nobody what they are. Without the site's key there are no fingerprints, and a waiver that has one waives nothing.

use std::collections::BTreeMap;

use super::outside;
use crate::anonymity::{self, Kind as What, Vocabulary, Weight};
use crate::dates::Date;
use crate::diagnostic::{CANDOUR, Diagnostic, Floor, Rule, WITHHELD_REASON, nearest};
use crate::fingerprint::{self, WaiverKey};
use crate::kinds::Meta;
use crate::kinds::kind::Waiver;
use crate::rule;
use crate::source::{SourcePath, SourceTree, Span};

rule!(/// A waiver that lacks its reason, who gave it or its dates.
    INCOMPLETE = "waivers/incomplete", Error, Fixed, CANDOUR);
rule!(/// A waiver for a rule against identifying people that does not give the exact words.
    NO_TEXT = "waivers/no-text", Error, Fixed, "ICO, Anonymisation: each decision is recorded for the words it is about");
rule!(/// A waiver with a fingerprint that cannot be held against anything.
    NOT_COMPARED = "waivers/not-compared", Warning, None, "ICO, Anonymisation: each decision is recorded for the words it is about");
rule!(/// A waiver that repeats words which a fingerprint could stand for.
    REPEATS_WORDS = "waivers/repeats-words", Advice, None, "UK GDPR article 5(1)(c), data minimisation");
rule!(/// A waiver whose time has gone or has not come.
    NOT_IN_FORCE = "waivers/not-in-force", Warning, None, CANDOUR);
rule!(/// A waiver for a rule that does not exist or that nobody can waive.
    CANNOT_WAIVE = "waivers/cannot-waive", Error, Fixed, CANDOUR);
rule!(/// A waiver that matches no finding.
    UNUSED = "waivers/unused", Warning, None, CANDOUR);

/// The rules that waivers themselves can break.
pub const RULES: &[&Rule] =
    &[&INCOMPLETE, &NO_TEXT, &NOT_COMPARED, &REPEATS_WORDS, &NOT_IN_FORCE, &CANNOT_WAIVE, &UNUSED];

/// The families of rules that only look at a site that is written.
const LATE_FAMILY: &str = "output/";

/// The waivers of a site.
pub struct Waivers {
    by_page: BTreeMap<SourcePath, Vec<Entry>>,
    key: Option<WaiverKey>,
}

struct Entry {
    waiver: Waiver,
    place: Span,
    /// Why it waives nothing.
    fault: Option<Diagnostic>,
    /// Why it stands, by which role and until when, as reports tell it.
    because: String,
    used: bool,
    /// The fingerprint of the words that it repeats.
    own_fingerprint: String,
    /// Whether its rule found something on its page that no waiver covers.
    rule_finds_more: bool,
}

impl Waivers {
    /// The waivers of some pages, each looked at against the rules there are and the day of the build.
    pub fn collect<'a>(
        pages: impl Iterator<Item = (&'a SourcePath, &'a Meta)>,
        rules: &[&Rule],
        day: Date,
        key: Option<&WaiverKey>,
        vocabulary: &Vocabulary,
    ) -> Waivers {
        let mut by_page = BTreeMap::new();
        for (path, meta) in pages.filter(|(_, meta)| !meta.common.waivers.is_empty()) {
            let entries = meta.common.waivers.iter().enumerate().map(|(index, waiver)| {
                let place = meta.place(&format!("waivers.{index}"));
                let at = |key: &str| meta.place(&format!("waivers.{index}.{key}"));
                let fault = fault(waiver, rules, day, key).map(|(rule, key, message, help)| {
                    Diagnostic::new(rule, path, key.map_or(place, at), message).help(help)
                });
                let (own_fingerprint, rule_finds_more) = (String::new(), false);
                let because = because(waiver, vocabulary);
                Entry { waiver: waiver.clone(), place, fault, because, used: false, own_fingerprint, rule_finds_more }
            });
            by_page.insert(path.clone(), entries.collect());
        }
        Waivers { by_page, key: key.cloned() }
    }

    /// Gives findings their fingerprints, and marks those that a waiver covers.
    pub fn apply(&mut self, found: &mut [Diagnostic], sources: &SourceTree) {
        if let Some(key) = &self.key {
            for diagnostic in found.iter_mut() {
                if let Some(about) = &diagnostic.about {
                    diagnostic.fingerprint = key.fingerprint(diagnostic.rule, diagnostic.file.as_str(), about);
                }
            }
        }
        for diagnostic in found {
            let Some(entries) = self.by_page.get_mut(&diagnostic.file) else { continue };
            let words = || {
                let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
                sources.text(&diagnostic.file)?.text.get(start..end).map(words_of)
            };
            let covers = |entry: &&mut Entry| {
                entry.fault.is_none()
                    && entry.waiver.rule == diagnostic.rule
                    && entry.waiver.text.as_deref().is_none_or(|text| words().is_some_and(|it| it == words_of(text)))
                    && entry.waiver.fingerprint.as_deref().is_none_or(|it| it.trim() == diagnostic.fingerprint)
            };
            let Some(entry) = entries.iter_mut().find(covers) else {
                entries.iter_mut().for_each(|entry| entry.rule_finds_more |= entry.waiver.rule == diagnostic.rule);
                continue;
            };
            entry.used = true;
            entry.own_fingerprint.clone_from(&diagnostic.fingerprint);
            diagnostic.waived = true;
            diagnostic.waived_because.clone_from(&entry.because);
        }
    }

    /// What is wrong with the waivers, once they have been applied. `written` says whether the site was written, without
    /// which the rules about its files find nothing; `asked` whether other websites were.
    pub fn faults(self, written: bool, asked: bool) -> Vec<Diagnostic> {
        let not_looked_for = |rule: &str| {
            (!written && rule.starts_with(LATE_FAMILY)) || (!asked && outside::RULES.iter().any(|it| it.code == rule))
        };
        let mut found = Vec::new();
        for (path, entries) in self.by_page {
            for Entry { waiver, place, fault, used, own_fingerprint, rule_finds_more, .. } in entries {
                match fault {
                    Some(fault) => found.push(fault),
                    None if used && waiver.fingerprint.is_none() && !own_fingerprint.is_empty() => {
                        let message = "this waiver repeats the words that it is for".to_owned();
                        let help = format!(
                            "write `fingerprint: {own_fingerprint}` in the place of `text`: it covers the same words, and tells nobody what they are"
                        );
                        found.push(Diagnostic::new(&REPEATS_WORDS, &path, place, message).help(help).hidden());
                    }
                    None if used || not_looked_for(&waiver.rule) => {}
                    None => {
                        let message = match waiver.fingerprint {
                            Some(_) if rule_finds_more => format!(
                                "this waiver of {} is for other words than those that stand here now, and does not cover them",
                                waiver.rule
                            ),
                            _ => format!("this waiver of {} matches nothing on this page", waiver.rule),
                        };
                        let help = match (waiver.fingerprint, waiver.text) {
                            (Some(_), _) if rule_finds_more => {
                                "mend what is found now; or have the role in `by` decide about it, and copy its fingerprint"
                            }
                            (_, Some(_)) => {
                                "check that `text` is exactly what the finding is about, or delete the waiver"
                            }
                            (_, None) => "delete it: what it was for has been mended",
                        };
                        found.push(Diagnostic::new(&UNUSED, &path, place, message).help(help));
                    }
                }
            }
        }
        found
    }
}

/// A rule broken by a waiver, the key to blame, what is wrong and what to do.
type Fault = (&'static Rule, Option<&'static str>, String, String);

/// What keeps a waiver from waiving anything.
fn fault(waiver: &Waiver, rules: &[&Rule], day: Date, key: Option<&WaiverKey>) -> Option<Fault> {
    let protects_people = waiver.rule.starts_with("anon/");
    let Some(rule) = rules.iter().find(|rule| rule.code == waiver.rule) else {
        let help = match nearest(&waiver.rule, rules.iter().map(|rule| rule.code)) {
            Some(code) => format!("did you mean {code}?"),
            None => "copy the rule from the finding, for example links/no-such-page".to_owned(),
        };
        return Some((&CANNOT_WAIVE, Some("rule"), "there is no such rule".to_owned(), help));
    };
    if rule.floor == Floor::Fixed && !protects_people {
        let message = format!("nobody can waive {}", rule.code);
        let help = "delete the waiver and mend what the finding is about".to_owned();
        return Some((&CANNOT_WAIVE, Some("rule"), message, help));
    }
    let is_empty = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    let missing: Vec<&str> = [
        ("reason", is_empty(&waiver.reason)),
        ("by", is_empty(&waiver.by)),
        ("given_on", waiver.given_on.is_none()),
        ("until", waiver.until.is_none()),
    ]
    .into_iter()
    .filter_map(|(key, is_missing)| is_missing.then_some(key))
    .collect();
    if !missing.is_empty() {
        let keys: Vec<String> = missing.iter().map(|key| format!("`{key}`")).collect();
        let message = format!("this waiver has no {}", keys.join(", no "));
        let help = "say why the finding is right here (`reason`), which role decided (`by`), when (`given_on`) and until when (`until`)";
        return Some((&INCOMPLETE, None, message, help.to_owned()));
    }
    if protects_people && is_empty(&waiver.text) && waiver.fingerprint.is_none() {
        let message = "this waiver does not say which words it is for".to_owned();
        let help = match key {
            Some(_) => "add `fingerprint:` with the fingerprint of the finding; other words stay protected",
            None => {
                "add `text:` with the exact words of the finding, or its `fingerprint:` once `candour key` has made the site a key; other words stay protected"
            }
        };
        return Some((&NO_TEXT, None, message, help.to_owned()));
    }
    if let Some(own) = &waiver.fingerprint
        && let Some((message, help)) = not_compared(own, protects_people, key)
    {
        return Some((&NOT_COMPARED, Some("fingerprint"), message.to_owned(), help.to_owned()));
    }
    let (given_on, until) = (waiver.given_on?, waiver.until?);
    if given_on > until {
        let help = "check the two dates".to_owned();
        return Some((&NOT_IN_FORCE, Some("until"), "this waiver ends before it begins".to_owned(), help));
    }
    if until < day {
        let message = format!("this waiver ended on {until}");
        let help = "mend what it is for, or have a role decide again and change `given_on` and `until`".to_owned();
        return Some((&NOT_IN_FORCE, Some("until"), message, help));
    }
    if given_on > day {
        let message = format!("this waiver begins on {given_on}");
        return Some((&NOT_IN_FORCE, Some("given_on"), message, "check the date".to_owned()));
    }
    None
}

/// Why the fingerprint of a waiver cannot be held against those of findings, and what to do.
fn not_compared(own: &str, protects_people: bool, key: Option<&WaiverKey>) -> Option<(&'static str, &'static str)> {
    if !protects_people {
        return Some((
            "findings of this rule have no fingerprint",
            "delete the line; `text` says which words it is for",
        ));
    }
    let Some(name) = fingerprint::key_of(own.trim()) else {
        return Some(("this is no fingerprint", "copy it from the finding, for example 5c1d-0f83b6a2c94e7d1580aa"));
    };
    let Some(key) = key else {
        return Some((
            "this waiver has a fingerprint, and there is no key here to hold it against",
            "put the site's key into the file .candour-key beside content/, or into CANDOUR_WAIVER_KEY; `candour explain waivers/not-compared` says where it is",
        ));
    };
    (key.name() != name).then_some((
        "this fingerprint was made with another key than the one that is here",
        "get the site's key from where the team keeps it; if it was changed, read the finding again and copy its fingerprint",
    ))
}

/// Words as an author copies them from a page: every run of white space as one space, without the marks that make them
/// a heading, a quotation or bold.
pub(super) fn words_of(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_matches(|c| "#>*_` ".contains(c)).to_owned()
}

/// What is told of a waiver. A reason that names somebody is told nowhere, and neither is a name in the place of a role.
fn because(waiver: &Waiver, vocabulary: &Vocabulary) -> String {
    let reason = waiver.reason.as_deref().unwrap_or("").trim().trim_end_matches('.');
    let by = waiver.by.as_deref().unwrap_or("").trim();
    let names_somebody = |text: &str| {
        anonymity::scan(text, vocabulary).iter().any(|it| it.weight == Weight::Block || it.kind == What::Name)
    };
    if names_somebody(reason) || names_somebody(by) {
        return WITHHELD_REASON.to_owned();
    }
    let until = waiver.until.map_or_else(String::new, |until| format!(", until {until}"));
    format!("{reason} ({by}{until})")
}
