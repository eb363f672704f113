//! What a label announces: "Hospital number: ", "Datix ref", "d.o.b." The value that follows is held against what such
//! a value looks like, so that "Datix reports rose in 2024" is no reference.

use super::announcements::{self, Label};
use super::calendar;
use super::health::{self, Digits};
use super::lexicon::LABEL;
use super::persons;
use super::phones;
use super::tokens::{Class, Gap, Tokens};
use super::{Found, contact, other};
use crate::anonymity::words::lists;
use crate::anonymity::{Kind, Weight};

lists!("structured/labels": DOCUMENTS, LAWS);

/// A label, and what it announces.
pub(super) fn word(found: &mut Found, at: usize, flags: u32) {
    if flags & LABEL == 0 || found.tokens.gap(at) == Gap::None && at > 0 && found.tokens.word(at - 1) {
        return;
    }
    let Some(entry) = found.tokens.entry(at) else { return };
    for (rest, label) in &entry.labels {
        let end = if rest.is_empty() { Some(at + 1) } else { rest_of(found.tokens, at + 1, rest) };
        if let Some(end) = end
            && announce(found, at, end, *label)
        {
            return;
        }
    }
}

/// The token after the rest of a phrase, with a dash, dot or underscore between its words.
fn rest_of(tokens: &Tokens, from: usize, rest: &[&str]) -> Option<usize> {
    let mut at = from;
    for word in rest {
        if tokens.any(at, &["-", "_", ".", "'", "’"]) && !tokens.is(at, word) && tokens.gap(at) == Gap::None {
            at += 1;
        }
        if !tokens.near(at) || !tokens.is(at, word) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// Looks for the value of a label, a few tokens on. Answers whether there was one.
fn announce(found: &mut Found, label_at: usize, end: usize, label: Label) -> bool {
    let tokens = found.tokens;
    let reach = match label {
        Label::CasePrefix => 2,
        Label::Extension => 4,
        Label::HospitalLoose | Label::Serial | Label::CallSign | Label::Handle => 4,
        Label::Vehicle | Label::Account | Label::Postcode => 5,
        _ => 8,
    };
    for at in tokens.ahead(end, reach) {
        let spaced = tokens.shouted(label_at) && tokens.raw(label_at).len() > 2 && tokens.digits(at) > 4;
        if label == Label::CasePrefix && !tokens.joined(at) && !spaced {
            return false;
        }
        if value(found, label_at, end, at, label) {
            return true;
        }
        if !announcements::between(tokens, at) {
            return false;
        }
    }
    false
}

/// Whether a value of this sort begins here, and if so, notes it.
fn value(found: &mut Found, label_at: usize, end: usize, at: usize, label: Label) -> bool {
    let tokens = found.tokens;
    match label {
        Label::Nhs => {
            let Some(digits) = Digits::of(tokens, at, 10, true) else { return false };
            let whole = digits.count == 10 || (end - label_at > 1 && (9..=11).contains(&digits.count));
            if whole {
                found.block(Kind::NhsNumber, tokens.range(at, digits.end));
            }
            whole
        }
        Label::Insurance => health::insurance(found, at, true),
        Label::Hospital | Label::HospitalLoose => {
            let Some((stop, digits, letters)) = reference(tokens, at) else { return false };
            let least = if label == Label::Hospital { 4 } else { 6 };
            if digits < least
                || calendar::any(tokens, at).is_some()
                || (digits == 4 && letters == 0 && is_year(tokens, at))
            {
                return false;
            }
            if digits >= 10 && letters == 0 && tokens.raw(at).starts_with('0') {
                return false;
            }
            found.block(Kind::HospitalNumber, tokens.range(at, stop));
            true
        }
        Label::Register | Label::Nurse => {
            let Some((stop, digits, letters)) = reference(tokens, at) else { return false };
            let telephone = letters == 0 && tokens.raw(at).starts_with('0') && digits > 9;
            if !(4..=10).contains(&digits)
                || telephone
                || (digits == 4 && is_year(tokens, at))
                || calendar::any(tokens, at).is_some()
            {
                return false;
            }
            let pin = label == Label::Nurse && tokens.is(label_at, "pin");
            let loose = pin || tokens.any(label_at, &["reg", "registration"]);
            if loose && letters == 0 && digits < 5 {
                return false;
            }
            found.block(Kind::Registration, tokens.range(at, stop));
            true
        }
        Label::Case | Label::Reference | Label::CasePrefix => case_reference(found, label_at, at, label),
        Label::Birth | Label::Born => birth(found, label_at, at, label),
        Label::Telephone => phones::local(found, at),
        Label::Extension => phones::extension(found, label_at, at),
        Label::Vehicle => super::vehicles::plate(found, at, true),
        Label::Postcode => super::address::labelled_postcode(found, at),
        Label::Serial | Label::Identity | Label::CallSign => {
            let Some((stop, digits, letters)) = reference(tokens, at) else { return false };
            let least = match label {
                Label::CallSign => 3,
                Label::Serial => 5,
                _ => 4,
            };
            let year = letters == 0 && digits == 4 && is_year(tokens, at);
            let short = label == Label::Serial && (digits < 3 || letters == 0);
            if digits < least && (label != Label::Serial || short)
                || year
                || calendar::any(tokens, at).is_some()
                || (label == Label::CallSign && digits > 6)
            {
                return false;
            }
            let weight = if label == Label::Identity { Weight::Block } else { Weight::Warn };
            found.add(Kind::OtherNumber, weight, tokens.range(at, stop), None);
            true
        }
        Label::Sort | Label::Account => {
            let Some(digits) = Digits::of(tokens, at, if label == Label::Sort { 6 } else { 8 }, true) else {
                return false;
            };
            if digits.count < 6 {
                return false;
            }
            found.block(Kind::OtherNumber, tokens.range(at, digits.end));
            true
        }
        Label::Network => other::network(found, at),
        Label::Handle => contact::named_handle(found, end, at),
    }
}

fn is_year(tokens: &Tokens, at: usize) -> bool {
    tokens.digits(at) == 4 && tokens.number(at).is_some_and(|year| (1900..2100).contains(&year))
}

/// "2024/25", which is a financial year.
fn two_years(tokens: &Tokens, at: usize) -> bool {
    let next = tokens.number(at).map(|year| (year + 1) % 100);
    tokens.digits(at + 2) == 2 && tokens.number(at + 2) == next
}

/// A case reference, unless it is a date, a year, a telephone number or the reference of a document.
fn case_reference(found: &mut Found, label_at: usize, at: usize, label: Label) -> bool {
    let tokens = found.tokens;
    let Some((stop, digits, letters)) = reference(tokens, at) else { return false };
    let first = tokens.raw(at);
    let telephone = letters == 0 && first.starts_with('0') && (10..=11).contains(&digits) && label != Label::CasePrefix;
    let whole = stop == at + 1 || (stop > at + 1 && tokens.gap(at + 1) > Gap::None);
    // The log of the police or of a control room counts from one each day.
    let log = tokens.any(label_at, &["log", "cad"]) && at == label_at + 1 && !tokens.any(stop, &["fold", "reduction"]);
    if digits < 3 || (letters == 0 && digits < 4 && !log) || telephone || calendar::any(tokens, at).is_some() {
        return false;
    }
    // "Complaints, Q2 2025/26", "incidents FY2024/25": a quarter and years.
    let span = tokens.any(at, &["q", "quarter", "fy", "h"]);
    if span && (at + 1..at + 3).any(|it| is_year(tokens, it) && (it + 1 == stop || tokens.is(it + 1, "/"))) {
        return false;
    }
    // A year, or two: "incident 2024", "complaints 2024/25".
    if is_year(tokens, at)
        && letters == 0
        && !log
        && (whole || two_years(tokens, at) || digits == 8 && is_year(tokens, at + 2))
    {
        return false;
    }
    // Letters alone begin too much: "w3.org". Their digits follow at once, or after a dash or stroke.
    let apart =
        tokens.digits(at) == 0 || tokens.any(label_at + 1, &["."]) || tokens.raw(label_at).len() < 3 && digits < 4;
    if label == Label::CasePrefix && (apart || tokens.is(at + 1, ".") && tokens.joined(at + 2) && tokens.word(at + 2)) {
        return false;
    }
    let documents = ["pol", "sop", "pro", "doc", "gui", "gl", "cg", "ls"];
    if label == Label::Reference && (at..stop).any(|it| tokens.any(it, &documents)) {
        return false;
    }
    if label == Label::CasePrefix && (!tokens.shouted(label_at) && tokens.gap(label_at) > Gap::None && digits < 5) {
        return false;
    }
    let goes_on = tokens.joined(stop) && tokens.joined(stop + 1) && tokens.digits(stop + 1) > 0;
    if tokens.is(stop, "%") && tokens.joined(stop) || tokens.any(stop, &[".", ","]) && goes_on {
        return false;
    }
    // Policies are numbered by the hundred, cases by the thousand.
    if label != Label::CasePrefix && digits < 4 && (2..5).contains(&letters) && !log {
        return false;
    }
    let document =
        || tokens.around(label_at, label_at, 4, &DOCUMENTS) || tokens.around(at, stop, 1, &["range", "nutrient"]);
    if matches!(label, Label::Reference) && document() {
        return false;
    }
    if tokens.around(
        label_at,
        stop,
        8,
        &["regulations", "regulation", "rules", "act", "order", "directive", "law", "legislation"],
    ) && tokens.raw(at + 1) == "/"
    {
        return false;
    }
    let from = if label == Label::CasePrefix { label_at } else { at };
    found.block(Kind::CaseReference, tokens.range(from, stop));
    true
}

/// What a birth is dated to.
fn birth(found: &mut Found, label_at: usize, at: usize, label: Label) -> bool {
    let tokens = found.tokens;
    // "The NHS was born on 5 July 1948"; "Florence Nightingale was born in 1820".
    let things = [
        "nhs",
        "service",
        "charity",
        "hospital",
        "trust",
        "idea",
        "movement",
        "organisation",
        "campaign",
        "college",
        "rule",
    ];
    let thing = label == Label::Born && tokens.behind(label_at, 4).any(|it| tokens.any(it, &things));
    let history = tokens
        .ahead(at, 6)
        .any(|it| tokens.digits(it) == 4 && tokens.number(it).is_some_and(|year| (1000..1905).contains(&year)));
    if thing || history || persons::invented(tokens, at) {
        return false;
    }
    if let Some(day) = calendar::any(tokens, at) {
        found.block(Kind::BirthDate, tokens.range(at, day.end));
        return true;
    }
    if let Some(end) = calendar::month_and_year(tokens, at) {
        found.block(Kind::BirthDate, tokens.range(at, end));
        return true;
    }
    if is_year(tokens, at) && !tokens.any(at + 1, &["/", "-"]) {
        found.warn(Kind::BirthDate, tokens.range(at, at + 1));
        return true;
    }
    if label == Label::Birth
        && !tokens.is(label_at, "birthday")
        && let Some(end) = calendar::loose(tokens, at)
    {
        found.block(Kind::BirthDate, tokens.range(at, end));
        return true;
    }
    false
}

/// A reference of letters and digits: the token after it, its digits and its letters. It has at least one digit.
pub(super) fn reference(tokens: &Tokens, from: usize) -> Option<(usize, usize, usize)> {
    let (mut at, mut digits, mut letters, mut groups) = (from, 0, 0, 0);
    loop {
        match tokens.class(at) {
            Some(Class::Number) => digits += tokens.digits(at),
            Some(Class::Word) => {
                let length = tokens.raw(at).len();
                let continues = tokens.joined(at + 1)
                    && (tokens.digits(at + 1) > 0
                        || (tokens.any(at + 1, &["-", "/", ".", "_", "\\"])
                            && tokens.joined(at + 2)
                            && !tokens.any(at + 2, &["-"])));
                let before_digits =
                    tokens.shouted(at) && length <= 5 && tokens.digits(at + 1) > 2 && tokens.near(at + 1);
                let tail = at > from && tokens.joined(at) && length <= 3;
                if length > 12 || !(tokens.shouted(at) || length <= 4) || !(continues || before_digits || tail) {
                    break;
                }
                letters += length;
            }
            _ => break,
        }
        at += 1;
        if tokens.joined(at) && matches!(tokens.class(at), Some(Class::Number | Class::Word)) {
            continue;
        }
        let mark = tokens.any(at, &["-", "/", ".", "_", "\\", "–"]);
        if mark
            && tokens.joined(at)
            && tokens.joined(at + 1)
            && matches!(tokens.class(at + 1), Some(Class::Number | Class::Word))
        {
            at += 1;
            continue;
        }
        let spaced = tokens.digits(at) > 1
            && tokens.near(at)
            && groups < 5
            && !tokens.has(at + 1, super::lexicon::MONTH)
            && !tokens.any(at + 1, &["%", ":", "st", "nd", "rd", "th", "years", "mg", "ml", "patients", "staff"]);
        let dashed = mark && tokens.near(at) && tokens.near(at + 1) && tokens.digits(at + 1) > 1 && groups < 5;
        if dashed && !tokens.any(at, &[".", "/"]) {
            at += 1;
            groups += 1;
        } else if spaced
            || (tokens.word(at)
                && tokens.gap(at) == Gap::Space
                && at == from + 1
                && tokens.shouted(at)
                && tokens.digits(at + 1) > 2)
        {
            groups += 1;
        } else {
            break;
        }
    }
    (digits > 0 && at > from).then_some((at, digits, letters))
}

/// A year, a stroke and four to six digits, as StEIS numbers incidents: not a statutory instrument, not two years.
pub(super) fn year_reference(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    if !is_year(tokens, at) || !tokens.is(at + 1, "/") || !tokens.joined(at + 1) || !tokens.joined(at + 2) {
        return;
    }
    if !(4..=6).contains(&tokens.digits(at + 2))
        || is_year(tokens, at + 2)
        || tokens.joined(at)
            && at > 0
            && !tokens.word(at - 1)
            && !tokens.any(at - 1, &["(", "[", "*", "\"", "'", ":", "|"])
    {
        return;
    }
    let ended = !tokens.joined(at + 3) || tokens.any(at + 3, &[".", ",", ")", ";", ":", "]", "|", "*", "'", "\""]);
    if ended && !tokens.around(at, at + 3, 8, &LAWS) {
        found.block(Kind::CaseReference, tokens.range(at, at + 3));
    }
}
