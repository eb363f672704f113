//! Houses by their names, and streets that only their place shows to be such.

use super::Found;
use super::address::{inward, outward};
use super::lexicon::{MONTH, ROOM, TITLE};
use super::tokens::{Gap, Tokens};
use crate::anonymity::Kind;
use crate::anonymity::words::lists;

lists!("structured/houses": HOUSES);

/// Words in the names of places where people are cared for or taught, which are no homes.
const CARE: &[&str] = &[
    "hospital",
    "surgery",
    "centre",
    "clinic",
    "trust",
    "health",
    "department",
    "university",
    "college",
    "practice",
    "infirmary",
    "unit",
];

/// "21a Tollgate KT16 9ZW": what stands between the number of a house and its postcode is its street.
pub(super) fn before_postcode(tokens: &Tokens, from: usize) -> Option<usize> {
    for at in from..from + 7 {
        if at > from && outward(tokens, at).is_some_and(|outward| inward(tokens, at, outward).is_some()) {
            let last = at - usize::from(tokens.any(at - 1, &[",", "("]));
            let apart = !tokens.joined(at) || tokens.is(at - 1, "(");
            return (last > from && apart).then_some(last);
        }
        let part =
            tokens.word(at) && !tokens.has(at, ROOM) || at > from && tokens.any(at, &["'", "’", ",", "-", ".", "("]);
        if !part || at > from && tokens.gap(at) > Gap::Line {
            return None;
        }
    }
    None
}

/// "at The Old Forge, Cobbler's Row": a house by its name, and its street.
pub(super) fn house_and_street(found: &mut Found, street: usize) -> bool {
    let tokens = found.tokens;
    let part = |at: usize| {
        tokens.capital(at) && !tokens.shouted(at)
            || tokens.any(at, &["'", "’"])
            || tokens.is(at, "s") && tokens.joined(at)
    };
    let mut first = street;
    while street - first < 5 && first > 0 && part(first - 1) && tokens.near(first) {
        first -= 1;
    }
    let comma = tokens.back(first, 1);
    if first == street || !tokens.is(comma, ",") || !tokens.near(first) || !tokens.near(comma) {
        return false;
    }
    let mut house = comma;
    while comma - house < 4 && house > 0 && part(house - 1) && tokens.near(house) {
        house -= 1;
    }
    let cue = tokens.any(
        tokens.back(house, 1),
        &["at", "of", "to", "from", "in", "near", "outside", "address", ":", "lives", "lived", "is", "home", "was"],
    );
    let the =
        tokens.is(house, "the") && comma - house > 1 && tokens.any(tokens.back(house, 1), &[",", "(", "|", "-", "for"]);
    let cue = cue || the || !tokens.near(house) && comma - house < 3;
    // "in Leeds, Wexham Park" is two towns or sites.
    let vague = tokens.any(
        street,
        &["park", "green", "hill", "view", "mount", "field", "fields", "bank", "dale", "gate", "cross", "end"],
    );
    let cue =
        cue && !(vague && comma - house < 2 && tokens.any(tokens.back(house, 1), &["in", "from", "is", "was", ":"]));
    let care = (house..=street).any(|it| tokens.has(it, ROOM | TITLE) && it != street || tokens.any(it, CARE));
    let one = house == comma || tokens.any(tokens.back(house, 1), &["mr", "mrs", "ms", "miss", "dr"]);
    let title = tokens.capital(street + 1) && tokens.near(street + 1);
    if one || care || !cue || title {
        return false;
    }
    found.block(Kind::Address, tokens.range(house, street + 1));
    true
}

/// "lives at Thornlea, Tollgate", "Bryn Awel, Heol y Bryn": a house and a street that nothing else shows, at their comma.
pub(super) fn comma(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let part = |at: usize| {
        tokens.capital(at) && !tokens.shouted(at) && !tokens.has(at, ROOM | MONTH | TITLE) && !tokens.is(at, "address")
    };
    if !part(tokens.back(at, 1)) || !tokens.joined(at) || !part(at + 1) || tokens.gap(at + 1) != Gap::Space {
        return;
    }
    let mut house = at - 1;
    while at - house < 3 && house > 0 && part(house - 1) && tokens.gap(house) == Gap::Space {
        house -= 1;
    }
    let mut end = at + 2;
    let inner = ["y", "yr", "of", "the", "upon", "le"];
    while end < at + 7 {
        // "Cobbler's Row".
        let own = tokens.any(end, &["'", "’"]) && tokens.joined(end) && tokens.is(end + 1, "s");
        let spaced = tokens.gap(end) == Gap::Space && (part(end) || tokens.any(end, &inner) && part(end + 1));
        if !own && !spaced {
            break;
        }
        end += 1 + usize::from(own);
    }
    let welsh = tokens.any(at + 1, &["heol", "ffordd", "stryd", "lon", "lôn", "maes", "clos", "rhodfa", "cwrt", "pen"])
        && end > at + 2;
    let home = ["lives", "lived", "living", "address", "residing", "resides", "moved"];
    let cue = tokens.behind(house, 4).any(|it| tokens.any(it, &home))
        || tokens.any(tokens.back(house, 1), &["at", "to", "from", "of"])
            && tokens.behind(house, 4).any(|it| {
                tokens.any(it, &["home", "house", "visit", "discharged", "property", "door", "landing", "outside"])
            });
    let called = tokens.any(at - 1, &HOUSES)
        && tokens.any(tokens.back(house, 1), &["of", "at", "from", "to", ",", ":", "address"]);
    let lives = (cue || called) && !tokens.any(tokens.back(house, 1), &["in", "near"]);
    let postcode = {
        let next = end + usize::from(tokens.is(end, ","));
        outward(tokens, next).is_some_and(|outward| inward(tokens, next, outward).is_some())
    };
    let care = (house..end).any(|it| tokens.any(it, CARE));
    if (welsh || lives || postcode) && !care {
        found.block(Kind::Address, tokens.range(house, end));
    }
}
