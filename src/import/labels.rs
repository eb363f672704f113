//! The labels of document control, loosely matched, and values in the form that front matter has for them.

use crate::anonymity::{self, Vocabulary};
use crate::checks::prose;
use crate::dates::{Cycle, CycleUnit, Due};

/// What a value has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Any words.
    Words,
    /// A day.
    Day,
    /// A day or a month.
    DayOrMonth,
    /// A length of time.
    Length,
    /// The name of a post, never of a person.
    Post,
    /// The date of an assessment, or why there is none.
    Assessment,
}

/// A key of the front matter, with the labels that authors write for it, in lower case without signs.
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What its value has to be.
    pub form: Form,
    labels: &'static str,
}

const fn key(name: &'static str, form: Form, labels: &'static str) -> Key {
    Key { name, form, labels }
}

const KEYS: &[Key] = &[
    key(
        "title",
        Form::Words,
        "title; document title; policy title; name of policy; policy name; document name; name of document; \
         title of document; title of policy",
    ),
    key(
        "reference",
        Form::Words,
        "reference; ref; reference number; reference no; ref no; policy reference; policy ref; \
         policy ref no; document ref no; policy number; policy no; document reference; document ref; \
         document number; document no; document id; policy id; unique identifier; document reference number; \
         policy reference number; unique reference number",
    ),
    key(
        "version",
        Form::Words,
        "version; version number; version no; issue number; issue no; current version; document version; \
         policy version",
    ),
    key(
        "approved_on",
        Form::Day,
        "date approved; approval date; approved on; date of approval; date ratified; ratification date; \
         date of ratification; ratified on; approved; ratified; date approved by committee",
    ),
    key(
        "approved_by",
        Form::Words,
        "approved by; approving committee; approving body; ratified by; ratifying committee; \
         approval committee; name of approving committee; name of ratifying committee; approval body; \
         approving group; authorised by",
    ),
    key(
        "effective_from",
        Form::Day,
        "effective from; effective date; date effective; implementation date; date of implementation; \
         issue date; date issued; date of issue; in force from; publication date; date published; \
         start date; valid from",
    ),
    key(
        "review_due",
        Form::DayOrMonth,
        "review date; next review; next review date; date of next review; review due; due for review; \
         review due date; date for review; date of review; review by; planned review date; expiry date; \
         refresh date; refresh due",
    ),
    key(
        "review_every",
        Form::Length,
        "review period; review cycle; review frequency; frequency of review; review interval; \
         reviewed every; review every",
    ),
    key(
        "director",
        Form::Post,
        "responsible director; executive lead; director lead; lead director; accountable director; \
         executive director; executive sponsor; director responsible; sponsoring director; lead executive; \
         lead executive director; executive owner; director",
    ),
    key(
        "committee",
        Form::Words,
        "responsible committee; monitoring committee; lead committee; committee; governing committee; \
         committee responsible; overseeing committee",
    ),
    key(
        "audience",
        Form::Words,
        "audience; target audience; applies to; intended audience; who it is for; who this is for; \
         staff group; target staff; for use by; applicable to",
    ),
    key(
        "owner",
        Form::Post,
        "owner; document owner; policy owner; plan owner; author; authors; lead; policy lead; document lead; \
         lead author; policy author; document author; name of author; author and job title; \
         author job title; title of author; job title of author; responsible lead; responsible person; \
         originator; lead officer; responsible officer; accountable officer; policy holder; \
         name and title of author; author lead; prepared by; contact",
    ),
    key(
        "equality",
        Form::Assessment,
        "equality impact assessment; equality impact assessment date; equality impact assessment completed; \
         eia; eqia; equality analysis; eia date; date of equality impact assessment; \
         equality and health inequalities impact assessment",
    ),
    key(
        "quality",
        Form::Assessment,
        "quality impact assessment; quality impact assessment date; qia; date of quality impact assessment",
    ),
    key(
        "privacy",
        Form::Assessment,
        "data protection impact assessment; data protection impact assessment date; dpia; \
         privacy impact assessment; date of data protection impact assessment",
    ),
];

/// A label as it is compared: lower case, letters only, without what stands in brackets.
pub fn plain_label(text: &str) -> String {
    let text = text.split('(').next().unwrap_or("").to_lowercase().replace(['/', '&'], " ");
    let letters = text.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect::<String>();
    letters.split_whitespace().filter(|word| *word != "the").collect::<Vec<_>>().join(" ")
}

/// The key that a label is for.
pub fn key_of(label: &str) -> Option<&'static Key> {
    if label.chars().count() > 80 {
        return None;
    }
    let label = plain_label(label);
    KEYS.iter().find(|key| key.labels.split("; ").any(|it| it == label))
}

/// The key that a kind of page has for what a label says.
pub fn name_for(key: &Key, kind: &str) -> Option<&'static str> {
    match (kind, key.name) {
        (_, "title" | "owner") => Some(if key.name == "title" { "title" } else { "owner" }),
        ("policy", _) => Some(key.name),
        ("plan", "reference" | "version" | "review_every") => Some(key.name),
        ("plan", "review_due") => Some("refresh_due"),
        ("page" | "learning", "review_due") => Some("next_review"),
        _ => None,
    }
}

/// The only date that a value names.
pub fn only_date(value: &str) -> Option<Due> {
    match prose::dates(value).as_slice() {
        [(place, due)] if value.len() - place.len() <= 40 => Some(*due),
        _ => None,
    }
}

/// The day that a value names.
pub fn day(value: &str) -> Option<String> {
    match only_date(value)? {
        Due::Day(date) => Some(date.iso()),
        Due::Month(_) => None,
    }
}

/// A length of time as front matter writes it.
pub fn length(value: &str) -> Option<String> {
    let cycle = Cycle::parse(value.trim_end_matches('.')).or_else(|| {
        let found = prose::cycles(value)
            .into_iter()
            .next()
            .or_else(|| prose::cycles(&format!("every {value}")).into_iter().next());
        let (_, often) = found?;
        let months = often.longest.round();
        if (often.longest - often.shortest).abs() > 0.1 || !(1.0..=600.0).contains(&months) {
            return None;
        }
        // Whole months that fit the type: the range above is checked.
        let months = months as u16;
        let (count, unit) =
            if months.is_multiple_of(12) { (months / 12, CycleUnit::Years) } else { (months, CycleUnit::Months) };
        Some(Cycle { count, unit })
    })?;
    Some(cycle.to_string())
}

/// Words that name posts.
const POSTS: &str = "head lead director manager nurse chief officer team specialist consultant committee matron \
    secretary governance department board executive adviser advisor coordinator practitioner pharmacist \
    midwife group service associate deputy partner safety quality clinical medical facilitator \
    registrar chair president administrator analyst trainer";

/// The post that a value names, without the person who holds it. `None` where it may name nothing but a person.
pub fn post(value: &str) -> Option<String> {
    let parts =
        value.split([',', ';', '–', '—', '(', ')', '|', '\n']).flat_map(|part| part.split(" - ")).map(str::trim);
    let names_post = |part: &str| {
        let words: Vec<String> = part.split_whitespace().map(|word| word.to_lowercase()).collect();
        let is_post =
            |word: &String| POSTS.split(' ').any(|it| it == word.trim_matches(|c: char| !c.is_alphanumeric()));
        words.iter().any(is_post) && is_nobody(part)
    };
    let posts: Vec<&str> = parts.clone().filter(|part| names_post(part)).collect();
    let all: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    match posts.as_slice() {
        [] => None,
        _ if posts.len() == all.len() => Some(value.trim().to_owned()),
        posts => Some(posts.join(", ")),
    }
}

/// Whether nothing in a text names a person.
pub fn is_nobody(text: &str) -> bool {
    let known = Vocabulary::default();
    !names_somebody(text, &known) && !names_somebody(&format!("The policy was written by {text}."), &known)
}

/// Whether something in a text may name a person.
pub fn names_somebody(text: &str, known: &Vocabulary) -> bool {
    anonymity::scan(text, known).iter().any(|it| it.kind == anonymity::Kind::Name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_matched_loosely() {
        for (label, name) in [
            ("Policy Ref. No:", "reference"),
            ("Next Review Date", "review_due"),
            ("Author/Lead", "owner"),
            ("Ratified by (committee)", "approved_by"),
            ("Equality Impact Assessment", "equality"),
        ] {
            assert_eq!(key_of(label).map(|key| key.name), Some(name), "{label}");
        }
        assert!(key_of("Number of falls").is_none());
    }

    #[test]
    fn values_take_the_form_of_their_keys() {
        assert_eq!(only_date("1st April 2026").map(Due::iso).as_deref(), Some("2026-04-01"));
        assert_eq!(only_date("April 2028").map(Due::iso).as_deref(), Some("2028-04"));
        assert_eq!(only_date("1 April 2026 and 3 May 2027"), None);
        assert_eq!(length("Two years").as_deref(), Some("2 years"));
        assert_eq!(length("18 months").as_deref(), Some("18 months"));
        assert_eq!(length("when needed"), None);
    }

    #[test]
    fn posts_are_kept_and_persons_are_not() {
        assert_eq!(post("Head of Patient Safety").as_deref(), Some("Head of Patient Safety"));
        assert_eq!(post("Jane Smith, Head of Patient Safety").as_deref(), Some("Head of Patient Safety"));
        assert_eq!(post("Jane Smith"), None);
        assert_eq!(post("Dr Jane Smith Director"), None);
    }
}
