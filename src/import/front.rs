//! The front matter of an imported page, and what of it and of the page is still for a person to do.

use super::control::Control;
use super::report::{Report, counted};
use super::{State, Wish};
use crate::anonymity;
use crate::checks::{self, unwritten::stopgaps};

/// A text as YAML.
pub fn yaml(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || " ,.()/’–'".contains(c);
    let is_word = text.starts_with(char::is_alphabetic) && text.contains(' ') && text.chars().all(is_plain);
    if is_word && text.trim() == text {
        return text.to_owned();
    }
    serde_json::Value::from(text).to_string()
}

/// The front matter of a page.
pub fn front_matter(title: &str, wish: &Wish<'_>, control: &Control) -> String {
    let mut out = format!("---\ntitle: {}\n", yaml(title));
    if !wish.folder_says_so {
        out.push_str(&format!("kind: {}\n", wish.kind));
    }
    if wish.state == State::Draft {
        out.push_str("draft: true\n");
    }
    const ORDER: [&str; 14] = [
        "reference",
        "version",
        "approved_on",
        "approved_by",
        "effective_from",
        "review_due",
        "refresh_due",
        "review_every",
        "next_review",
        "owner",
        "director",
        "committee",
        "audience",
        "impact_assessments",
    ];
    for key in ORDER {
        if key == "impact_assessments" {
            let made: Vec<(&str, &str)> = ["equality", "quality", "privacy"]
                .into_iter()
                .filter_map(|name| control.value(name).map(|value| (name, value)))
                .collect();
            if !made.is_empty() {
                out.push_str("impact_assessments:\n");
                made.iter().for_each(|(name, value)| out.push_str(&format!("  {name}: {value}\n")));
            }
        } else if let Some(value) = control.value(key) {
            let is_date =
                matches!(key, "approved_on" | "effective_from" | "review_due" | "refresh_due" | "next_review");
            let value = match key {
                _ if is_date => value.to_owned(),
                "version" | "reference" | "review_every" => serde_json::Value::from(value).to_string(),
                _ => yaml(value),
            };
            out.push_str(&format!("{key}: {value}\n"));
        }
    }
    if !control.history.is_empty() {
        out.push_str("history:\n");
        for version in &control.history {
            let quoted = serde_json::Value::from(version.version.as_str());
            out.push_str(&format!("  - version: {quoted}\n    date: {}\n", version.date));
            for (key, value) in [("author", &version.author), ("summary", &version.summary)] {
                if let Some(value) = value {
                    out.push_str(&format!("    {key}: {}\n", yaml(value)));
                }
            }
        }
    }
    out.push_str("---\n");
    out
}

/// Says what the page still needs before readers see it.
pub fn remains(wish: &Wish<'_>, control: &Control, title: &str, front: &str, body: &str, report: &mut Report) {
    let wanted: &[(&str, &str)] = match wish.kind {
        "policy" => &[
            ("reference", "its number"),
            ("version", "its version"),
            ("approved_on", "the day of its approval"),
            ("approved_by", "the committee that approved it"),
            ("review_due", "the month or day of its review"),
            ("owner", "the role that answers for it"),
        ],
        "plan" => &[
            ("period", "the years it is for, `from` and `to`"),
            ("refresh_due", "when it is refreshed"),
            ("owner", "the role that answers for it"),
        ],
        "learning" => &[
            ("theme", "what it is about"),
            ("period", "the quarter or season, never the day"),
            ("owner", "the role that answers for it"),
        ],
        _ => &[],
    };
    let missing: Vec<String> = wanted
        .iter()
        .filter(|(key, _)| control.value(key).is_none() && !control.persons.contains(key))
        .map(|(key, what)| format!("`{key}` ({what})"))
        .collect();
    if !missing.is_empty() {
        report.need(
            0,
            &format!("the top of the page lacks {}: write what the document says elsewhere", missing.join(", ")),
        );
    }
    for (index, line) in body.lines().enumerate() {
        // The brackets of links are no brackets of the text.
        let words = line.replace("\\[", "\u{1}").replace('[', "(").replace('\u{1}', "[").replace("\\<", "<");
        if !line.starts_with('|') && !stopgaps(&words).is_empty()
            || line.starts_with('|') && line.split('|').any(|cell| !stopgaps(cell.trim()).is_empty())
        {
            let line = front.lines().count() + index + 1;
            report.need(line, "words here say that something is still to be written, such as TBC: write it before readers see the page");
        }
    }
    let mut found = anonymity::scan(body, wish.vocabulary);
    if wish.kind == "learning" {
        found.extend(anonymity::scan(title, wish.vocabulary));
    }
    // Words that are more likely no name are left to the scan of the page, except where any name does harm.
    let is_name = |it: &&anonymity::Identifier| {
        it.kind == anonymity::Kind::Name && (wish.kind == "learning" || it.weight == anonymity::Weight::Block)
    };
    let names = found.iter().filter(is_name).count();
    let others = found.len() - names;
    if wish.kind == "learning" {
        let found = match (names, others) {
            (0, 0) => "no name, date or number of a person was found, and no program finds all".to_owned(),
            _ => format!(
                "{} and {} could say who somebody is: `candour check --drafts` shows each",
                counted(names, "name", "names"),
                counted(others, "other detail", "other details")
            ),
        };
        report.need(0, &format!("{found}. Read every sentence of the page as a stranger who wants to know who it was"));
        report.need(
            0,
            "a learning summary is published only once somebody else has read it: they write `anonymisation:` at the top of the page, with their role and the day. The guide has the lines, under “The record that nobody sees”",
        );
    } else if names > 0 {
        report.need(
            0,
            &format!(
                "{} in the text: `candour scan` on the page shows where. Take out the names of patients, families and staff",
                counted(names, "name that could be a person's is", "names that could be people's are")
            ),
        );
    }
    let stories = match wish.kind {
        "learning" | "partner" => 0,
        _ => body.split("\n\n").map(|paragraph| checks::of_patients(paragraph).len()).sum(),
    };
    if stories > 0 {
        let passages = counted(stories, "sentence tells", "sentences tell");
        let help = "`candour check --drafts` shows where. Without the name too they say who it was: leave them out, or say in general terms what they show";
        report.need(0, &format!("{passages} what happened to a patient, with their age: {help}"));
    }
    if wish.state == State::Draft {
        report.need_in_front(
            front,
            "draft:",
            "the page is a draft, which no build publishes: take this line out when all is done",
        );
    }
}
