//! What of a page's front matter readers get, for the gate: all of it, but what is named here.
//!
//! A value passes without a look when it cannot say anything of its own: a term of a national list, a date where a date
//! belongs, a period of the right form. So a key that is added tomorrow is looked at from its first day.

use super::forms::{self, Form};
use super::vocabulary::{AGE_BRACKETS, OF_LEARNING};
use crate::anonymity::Kind as What;
use crate::dates::{Date, Month, month_number};
use crate::kinds::{self, KINDS};
use crate::source::Span;
use crate::yaml::{self, Node, Value};

/// Keys of days and months of the page, and of actions to come. They are not those of what happened.
const DATES: &[&str] = &[
    "publish_on",
    "expire_on",
    "last_reviewed",
    "next_review",
    "actions.due",
    "approved_on",
    "effective_from",
    "review_due",
    "refresh_due",
    "period.from",
    "period.to",
    "history.date",
    "sign_off.date",
    "impact_assessments.equality",
    "impact_assessments.quality",
    "impact_assessments.privacy",
    "prepared_on",
    "issues.fix_by",
];

/// Keys of the number of a version.
const NUMBERS: &[&str] = &["version", "history.version"];

/// Keys that only documents have which somebody approves: their `reference` is a number of their own. That of a summary is
/// the number of a case.
const CONTROL: &[&str] =
    &["version", "history", "approved_by", "approved_on", "effective_from", "review_due", "refresh_due", "sign_off"];

/// What the gate does not find by looking at the file as it was typed.
#[derive(Debug, Default)]
pub struct FrontMatter {
    /// Places at which nothing is looked for.
    passed: Vec<Span>,
    /// Every other value as it reads: without the signs of YAML around and within it, and with what it refers to.
    pub values: Vec<(Span, String)>,
    /// Periods that tell the day.
    pub days: Vec<Span>,
    /// Age brackets that tell the age.
    pub ages: Vec<Span>,
    /// Whether it is that of a document under control.
    is_controlled: bool,
}

impl FrontMatter {
    /// Of the text of a page. Front matter that is no YAML has nothing that passes.
    pub fn of(text: &str) -> FrontMatter {
        let mut front = FrontMatter::default();
        let root = kinds::split(text).and_then(|(span, _)| {
            yaml::parse(text.get(span.start as usize..span.end as usize)?, span.start as usize).ok()
        });
        let Some(root) = root else { return front };
        let is_private = |key: &str| key == "waivers" || KINDS.iter().any(|info| info.private_key == Some(key));
        let (private, public): (Vec<_>, Vec<_>) = root.entries().iter().partition(|entry| is_private(&entry.key));
        front.passed.extend(private.iter().map(|entry| entry.value.span));
        let kind = public.iter().find(|entry| entry.key == "kind").and_then(|entry| match &entry.value.value {
            Value::Text(kind) => Some(kind.as_str()),
            _ => None,
        });
        front.is_controlled = match kind {
            Some(kind) => matches!(kind, "policy" | "plan"),
            None => public.iter().any(|entry| CONTROL.contains(&entry.key.as_str())),
        };
        for entry in public {
            front.value(&entry.value, &entry.key);
        }
        front
    }

    /// Whether nothing is looked for at a place.
    pub fn passes(&self, place: Span) -> bool {
        self.passed.iter().any(|passed| passed.holds(place))
    }

    /// Whether a date or an age here is told of as what a key should not hold.
    pub fn is_told(&self, kind: What, place: Span) -> bool {
        let within = |places: &[Span]| places.iter().any(|it| it.holds(place));
        match kind {
            What::Date => within(&self.days) || within(&self.ages),
            What::Age => within(&self.ages),
            _ => false,
        }
    }

    /// `path` is the keys that lead to the value, without the places in lists.
    fn value(&mut self, node: &Node, path: &str) {
        match &node.value {
            Value::Text(value) => self.words(value, node.span, path),
            Value::List(items) => items.iter().for_each(|item| self.value(item, path)),
            Value::Map(entries) => {
                for entry in entries {
                    self.value(&entry.value, &format!("{path}.{}", entry.key));
                }
            }
            Value::Empty | Value::Bool(_) => {}
        }
    }

    fn is_number(&self, path: &str) -> bool {
        NUMBERS.contains(&path) || path == "reference" && self.is_controlled
    }

    fn words(&mut self, value: &str, place: Span, path: &str) {
        let vocabulary = OF_LEARNING.iter().find(|(key, _)| *key == path).map(|(_, vocabulary)| *vocabulary);
        let is_term = vocabulary.is_some_and(|vocabulary| vocabulary.is_national(value));
        let period = (path == "period").then(|| forms::of_period(value));
        if is_term
            || period == Some(Form::General)
            || (DATES.contains(&path) && is_a_day(value))
            || (self.is_number(path) && value.contains(|c: char| c.is_ascii_digit()) && !value.contains(' '))
        {
            self.passed.push(place);
            return;
        }
        if period == Some(Form::Exact) {
            self.days.push(place);
        }
        if vocabulary.is_some_and(|it| it.name == AGE_BRACKETS.name) && forms::of_age(value) == Form::Exact {
            self.ages.push(place);
        }
        self.values.push((place, value.to_owned()));
    }
}

/// Whether a value is a day or a month and nothing else, in whatever form: that it has the wrong one is told by itself.
fn is_a_day(value: &str) -> bool {
    let is_part = |part: &str| {
        let number = part.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let is_number = !number.is_empty() && number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit());
        (is_number && part.len() <= 4) || month_number(part).is_some()
    };
    let parts: Vec<&str> = value.split(['/', '-', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    // Longer ones are of a telephone or an NHS number: a day has one number of four digits, and "31st" has letters.
    let is_short = parts.iter().filter(|part| part.bytes().filter(u8::is_ascii_digit).count() > 2).count() <= 1;
    Date::parse(value).is_some()
        || Month::parse(value).is_some()
        || ((2..=3).contains(&parts.len())
            && is_short
            && value.contains(|c: char| c.is_ascii_digit())
            && parts.into_iter().all(is_part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_reference_of_a_document_under_control_is_its_own_number() {
        let passes = |front: &str| {
            let text = format!("---\ntitle: A\n{front}reference: DAT/2025/44741\n---\nWords.\n");
            FrontMatter::of(&text).values.iter().all(|(_, value)| value != "DAT/2025/44741")
        };
        assert!(passes("kind: policy\n") && passes("kind: plan\n") && passes("version: 2.0\n"));
        assert!(!passes("") && !passes("setting: acute\n") && !passes("kind: learning\nversion: 1\n"));
    }

    #[test]
    fn a_day_in_any_form_is_one_and_words_are_not() {
        for day in ["2027-03", "31/03/2027", "31.3.27", "31st March 2027", "Mar 2027", "March 2027"] {
            assert!(is_a_day(day), "{day}");
        }
        for other in ["", "spring 2027", "Mrs March", "after the inquest", "943 476 5919 1", "01632 960123"] {
            assert!(!is_a_day(other), "{other}");
        }
    }
}
