//! Waivers: findings that a named role has accepted, for a time and with a reason.
//!
//! A waiver is written in the front matter of the page it is for. A waived finding is still told, but does not block. A
//! waiver that is incomplete, out of its dates, for a rule that cannot be waived, or that matches nothing is a finding
//! itself, and nothing is waived by it, so that no page stays open to faults that nobody remembers.

use std::collections::BTreeMap;

use super::outside;
use crate::dates::Date;
use crate::diagnostic::{CANDOUR, Diagnostic, Floor, Rule, nearest};
use crate::kinds::Meta;
use crate::kinds::kind::Waiver;
use crate::rule;
use crate::source::{SourcePath, SourceTree, Span};

rule!(/// A waiver that lacks its reason, who gave it or its dates.
    INCOMPLETE = "waivers/incomplete", Error, Fixed, CANDOUR);
rule!(/// A waiver for a rule against identifying people that does not give the exact words.
    NO_TEXT = "waivers/no-text", Error, Fixed, "ICO, Anonymisation: each decision is recorded for the words it is about");
rule!(/// A waiver whose time has gone or has not come.
    NOT_IN_FORCE = "waivers/not-in-force", Warning, None, CANDOUR);
rule!(/// A waiver for a rule that does not exist or that nobody can waive.
    CANNOT_WAIVE = "waivers/cannot-waive", Error, Fixed, CANDOUR);
rule!(/// A waiver that matches no finding.
    UNUSED = "waivers/unused", Warning, None, CANDOUR);

/// The rules that waivers themselves can break.
pub const RULES: &[&Rule] = &[&INCOMPLETE, &NO_TEXT, &NOT_IN_FORCE, &CANNOT_WAIVE, &UNUSED];

/// The families of rules that only look at a site that is written.
const LATE_FAMILY: &str = "output/";

/// The waivers of a site.
pub struct Waivers(BTreeMap<SourcePath, Vec<Entry>>);

struct Entry {
    waiver: Waiver,
    place: Span,
    /// Why it waives nothing.
    fault: Option<Diagnostic>,
    used: bool,
}

impl Waivers {
    /// The waivers of some pages, each looked at against the rules there are and the day of the build.
    pub fn collect<'a>(pages: impl Iterator<Item = (&'a SourcePath, &'a Meta)>, rules: &[&Rule], day: Date) -> Waivers {
        let mut all = BTreeMap::new();
        for (path, meta) in pages.filter(|(_, meta)| !meta.common.waivers.is_empty()) {
            let entries = meta.common.waivers.iter().enumerate().map(|(index, waiver)| {
                let place = meta.place(&format!("waivers.{index}"));
                let at = |key: &str| meta.place(&format!("waivers.{index}.{key}"));
                let fault = fault(waiver, rules, day).map(|(rule, key, message, help)| {
                    Diagnostic::new(rule, path, key.map_or(place, at), message).help(help)
                });
                Entry { waiver: waiver.clone(), place, fault, used: false }
            });
            all.insert(path.clone(), entries.collect());
        }
        Waivers(all)
    }

    /// Marks the findings that a waiver covers.
    pub fn apply(&mut self, found: &mut [Diagnostic], sources: &SourceTree) {
        if self.0.is_empty() {
            return;
        }
        for diagnostic in found {
            let Some(entries) = self.0.get_mut(&diagnostic.file) else { continue };
            let words = || {
                let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
                sources.text(&diagnostic.file)?.text.get(start..end).map(words_of)
            };
            let covers = |entry: &&mut Entry| {
                entry.fault.is_none()
                    && entry.waiver.rule == diagnostic.rule
                    && entry.waiver.text.as_deref().is_none_or(|text| words().is_some_and(|it| it == words_of(text)))
            };
            if let Some(entry) = entries.iter_mut().find(covers) {
                entry.used = true;
                diagnostic.waived = true;
                diagnostic.waived_because = because(&entry.waiver);
            }
        }
    }

    /// What is wrong with the waivers, once they have been applied. `written` says whether the site was written, without
    /// which the rules about its files find nothing; `asked` whether other websites were.
    pub fn faults(self, written: bool, asked: bool) -> Vec<Diagnostic> {
        let not_looked_for = |rule: &str| {
            (!written && rule.starts_with(LATE_FAMILY)) || (!asked && outside::RULES.iter().any(|it| it.code == rule))
        };
        let mut found = Vec::new();
        for (path, entries) in self.0 {
            for Entry { waiver, place, fault, used } in entries {
                match fault {
                    Some(fault) => found.push(fault),
                    None if used || not_looked_for(&waiver.rule) => {}
                    None => {
                        let message = format!("this waiver of {} matches nothing on this page", waiver.rule);
                        let help = match waiver.text {
                            Some(_) => "check that `text` is exactly what the finding is about, or delete the waiver",
                            None => "delete it: what it was for has been mended",
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
fn fault(waiver: &Waiver, rules: &[&Rule], day: Date) -> Option<Fault> {
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
    if protects_people && is_empty(&waiver.text) {
        let message = "this waiver does not say which words it is for".to_owned();
        let help = "add `text:` with the exact words of the finding; other words stay protected".to_owned();
        return Some((&NO_TEXT, None, message, help));
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

/// Words as an author copies them from a page: every run of white space as one space, without the marks that make them
/// a heading, a quotation or bold.
fn words_of(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    words.trim_matches(|c| "#>*_` ".contains(c)).to_owned()
}

fn because(waiver: &Waiver) -> String {
    let reason = waiver.reason.as_deref().unwrap_or("").trim().trim_end_matches('.');
    let by = waiver.by.as_deref().unwrap_or("").trim();
    let until = waiver.until.map_or_else(String::new, |until| format!(", until {until}"));
    format!("{reason} ({by}{until})")
}
