//! Forms as the domain knows them, one a line, by kind: what must be found stands in brackets, and what only looks like it
//! must pass. A find need not be whole here: what is held is that the reader is shown the place.

use super::marked;
use crate::anonymity::{Kind, Vocabulary, scan};

/// Every marked place of a bank is touched by a find of one of these kinds, and no look-alike has any find.
fn holds(kinds: &[Kind], found: &str, passes: &str) {
    let mut wrong = Vec::new();
    for line in found.lines().filter(|line| !line.is_empty()) {
        let (text, ranges) = marked(line);
        assert!(!ranges.is_empty(), "no place is marked: {line}");
        let found = scan(&text, &Vocabulary::default());
        for range in ranges {
            let touches = |it: &crate::anonymity::Identifier| it.range.start < range.end && it.range.end > range.start;
            if !found.iter().any(|it| kinds.contains(&it.kind) && touches(it)) {
                let near: Vec<_> = found.iter().map(|it| (it.kind, &text[it.range.clone()])).collect();
                wrong.push(format!("{line}\n    found only {near:?}"));
            }
        }
    }
    for line in passes.lines().filter(|line| !line.is_empty()) {
        let found: Vec<_> =
            scan(line, &Vocabulary::default()).into_iter().map(|it| (it.kind, &line[it.range])).collect();
        if !found.is_empty() {
            wrong.push(format!("{line}\n    found {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

/// Runs the two banks of a name.
macro_rules! bank {
    ($name:literal, $kinds:expr) => {
        holds(
            $kinds,
            include_str!(concat!("banks/", $name, ".txt")),
            include_str!(concat!("banks/", $name, "_pass.txt")),
        )
    };
}

#[test]
fn unusual_details_are_told_from_their_look_alikes() {
    bank!("quasi", &[Kind::Quasi]);
}

#[test]
fn ages_are_told_from_their_look_alikes() {
    bank!("ages", &[Kind::Age]);
}

#[test]
fn days_are_told_from_their_look_alikes() {
    bank!("days", &[Kind::Date]);
}

#[test]
fn initials_are_told_from_their_look_alikes() {
    bank!("initials", &[Kind::Initials, Kind::Name]);
}

#[test]
fn places_and_rooms_are_told_from_their_look_alikes() {
    bank!("places", &[Kind::Place, Kind::Address]);
    bank!("rooms", &[Kind::Room]);
}

#[test]
fn pages_handles_and_numbers_are_told_from_their_look_alikes() {
    bank!("online", &[Kind::Online]);
    bank!("other", &[Kind::OtherNumber, Kind::CaseReference, Kind::Registration]);
}
