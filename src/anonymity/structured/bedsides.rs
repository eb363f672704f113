//! Where in a hospital somebody lay, told without the word for it: "moved to B4", "on 3 East", "the second bay on the left".

use super::Found;
use super::tokens::Tokens;
use super::{lexicon, persons};
use crate::anonymity::Kind;
use crate::anonymity::words::lists;

lists!("structured/bedsides": MOVED, DUTIES);

/// A ward that is told by a letter and a number, or a number and a side of the house.
pub(super) fn number(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    if !(1..=2).contains(&tokens.digits(at)) {
        return;
    }
    let lettered = tokens.joined(at)
        && tokens.word(tokens.back(at, 1))
        && tokens.raw(tokens.back(at, 1)).len() == 1
        && tokens.shouted(tokens.back(at, 1));
    let sided = !lettered
        && tokens.near(at + 1)
        && tokens.capital(at + 1)
        && tokens.any(at + 1, &["north", "south", "east", "west", "n", "s", "e", "w"])
        && (tokens.joined(at + 1) == (tokens.raw(at + 1).len() == 1));
    let (from, end) = match (lettered, sided) {
        (true, _) => (tokens.back(at, 1), at + 1),
        (_, true) => (at, at + 2),
        _ => return,
    };
    let inside = tokens.joined(from) || tokens.joined(end) && !tokens.any(end, &[".", ",", ";", ")", "'", "’"]);
    let place = tokens.back(from, 1);
    if inside || !tokens.near(from) || !tokens.any(place, &["to", "on", "from", "at", "in"]) {
        return;
    }
    // A postcode, a house in a street.
    if tokens.digits(end) > 0 || tokens.capital(end) && tokens.near(end) {
        return;
    }
    let near = if tokens.any(place, &["to", "from"]) || lettered { 6 } else { 10 };
    let moved = tokens
        .behind(place, near)
        .take_while(|it| !tokens.any(*it, &[".", ";", "!", "?"]))
        .any(|it| tokens.any(it, &MOVED));
    let spine = [
        "pain", "fracture", "vertebra", "nerve", "disc", "spine", "spinal", "numbness", "root", "cord", "neck",
        "vitamin",
    ];
    if moved && !tokens.around(from, end, 8, &spine) && persons::spoken_of(tokens, from, end, 24) {
        found.suggest(Kind::Room, tokens.range(from, end), "a ward");
    }
}

/// "MAU 2", "zone B", "on B wing", "Ward Hawthorn", "the second bay on the left", "the end bed", "bed was number 11".
pub(super) fn word(found: &mut Found, at: usize, flags: u32) {
    let tokens = found.tokens;
    if flags & lexicon::AREA != 0
        && let Some((from, end)) = area(tokens, at).or_else(|| named(tokens, at))
        && persons::spoken_of(tokens, from, end, 24)
    {
        found.suggest(Kind::Room, tokens.range(from, end), "a ward");
        return;
    }
    if !tokens.any(at, &["bed", "bay", "room", "cubicle"]) {
        return;
    }
    let before = tokens.back(at, 1);
    let numbered = tokens.any(at + 1, &["was", "is"])
        && tokens.any(at + 2, &["number", "no"])
        && (1..=3).contains(&tokens.digits(at + 3));
    let placed = tokens.near(at)
        && (tokens.has(before, lexicon::ORDINAL) || tokens.any(before, &["end", "last", "corner"]))
        && side(tokens, at + 1);
    if (numbered || placed) && persons::spoken_of(tokens, at, at + 1, 24) {
        let (from, end) = if numbered { (at, at + 4) } else { (before, at + 1) };
        found.suggest(Kind::Room, tokens.range(from, end), "a bay");
    }
}

/// Words between a preposition and the place: "in the zone 2", "on House block 3".
const BETWEEN: &[&str] = &["the", "our", "house", "mortuary", "red", "amber", "green"];

/// Whether "in", "on", "to" or the like stands before a place.
fn placed(tokens: &Tokens, at: usize) -> bool {
    let before = tokens.back(at, 1);
    let before = if tokens.any(before, BETWEEN) { tokens.back(before, 1) } else { before };
    tokens.near(at) && tokens.any(before, &["in", "on", "to", "from", "at", "into", "of", ","])
}

/// "zone 2", "AMU2", "Corridor C", "B wing": where it begins and the token after it.
fn area(tokens: &Tokens, at: usize) -> Option<(usize, usize)> {
    let next = at + 1;
    let before = tokens.back(at, 1);
    let dotted = tokens.is(at, "rm") && tokens.is(next, ".") && tokens.digits(next + 1) > 0;
    if dotted && tokens.digits(next + 1) < 4 {
        return Some((at, next + 2));
    }
    let lettered = |it: usize| tokens.raw(it).len() == 1 && tokens.shouted(it) && !tokens.is(it, "i");
    if tokens.any(at, &["wing", "block", "landing", "side", "floor"]) && lettered(before) && tokens.near(at) {
        return placed(tokens, before).then_some((before, next));
    }
    // What is no place without more: an abbreviation in small letters, and what rooms.rs reads.
    let short = tokens.raw(at).len() <= 4 && !tokens.any(at, &["zone", "area", "dorm"]);
    if short && !tokens.shouted(at) || tokens.any(at, &["ward", "wing", "side", "rm"]) || !placed(tokens, at) {
        return None;
    }
    let figure = (1..=2).contains(&tokens.digits(next));
    let letter = lettered(next) && !tokens.joined(next) && !(tokens.joined(next + 1) && tokens.word(next + 1));
    let (end, close) = (next + 1, tokens.near(next));
    let measured = tokens.joined(end) && !tokens.any(end, &[".", ",", ";", ")", "'", "’"])
        || tokens.any(end, &["beds", "patients", "staff", "hours", "days", "weeks", "times", "minutes", "%", "nurses"])
        || tokens.any(end, &["to", "-", "–"]) && tokens.digits(end + 1) > 0;
    (close && (figure || letter) && !measured).then_some((at, end))
}

/// "on Ward Hawthorn".
fn named(tokens: &Tokens, at: usize) -> Option<(usize, usize)> {
    let next = at + 1;
    let name = tokens.is(at, "ward")
        && tokens.capital(at)
        && tokens.near(next)
        && tokens.capital(next)
        && tokens.raw(next).len() > 2
        && !tokens.shouted(next)
        && !tokens.has(next, lexicon::WARD_SORT | lexicon::STAFF | lexicon::TITLE)
        && !tokens.any(next, &DUTIES);
    (name && placed(tokens, at)).then_some((at, next + 1))
}

/// "on the left", "by the window".
fn side(tokens: &Tokens, at: usize) -> bool {
    tokens.any(at, &["on", "by", "near", "opposite", "nearest"])
        && tokens
            .ahead(at + 1, 3)
            .any(|it| tokens.any(it, &["left", "right", "window", "door", "desk", "station", "end"]))
}
