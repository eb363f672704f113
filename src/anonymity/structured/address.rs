//! Postcodes, street addresses and places on a map.

use super::Found;
use super::houses;
use super::lexicon::{HOUSE, MONTH, ROOM, STREET, WARD_SORT};
use super::persons;
use super::tokens::{Class, Gap, Tokens};
use crate::anonymity::Kind;
use crate::anonymity::words::{Among, lists};

lists!("structured/address": AREAS, FIGURATIVE, COUNTED, STREETS);

/// Words before or after half a postcode that say that it is one.
const DISTRICT: &[&str] =
    &["postcode", "postcodes", "district", "lives", "living", "lived", "area", "resident", "residing", "postal"];

/// A postcode, or the first half of one.
pub(super) fn postcode(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    if at > 0 && tokens.joined(at) && matches!(tokens.class(at - 1), Some(Class::Word | Class::Number)) {
        return;
    }
    let Some(outward) = outward(tokens, at) else { return };
    if let Some(end) = inward(tokens, at, outward) {
        if !found.vocabulary.has_contact(&tokens.text[tokens.range(at, end)]) {
            found.block(Kind::Postcode, tokens.range(at, end));
        }
        return;
    }
    let (end, split) = outward;
    if split
        || !tokens.shouted(at)
        || tokens.joined(end)
            && (matches!(tokens.class(end), Some(Class::Word | Class::Number)) || tokens.any(end, &["/", "-"]))
    {
        return;
    }
    let before = tokens.behind(at, 3).any(|it| tokens.any(it, DISTRICT));
    if before || tokens.any(end, DISTRICT) && tokens.near(end) {
        found.warn(Kind::Postcode, tokens.range(at, end));
    }
}

/// A postcode after its label, with a letter O for a nought.
pub(super) fn labelled_postcode(found: &mut Found, at: usize) -> bool {
    let tokens = found.tokens;
    let Some(token) = tokens.list.get(at) else { return false };
    let rest = tokens.text.get(token.start..).unwrap_or("");
    let mut shape = String::new();
    let mut length = 0;
    for c in rest.chars().take(10) {
        match c {
            c if c.is_ascii_alphanumeric() => shape.push(c.to_ascii_lowercase()),
            ' ' | '-' if !shape.is_empty() => {}
            _ => break,
        }
        length += c.len_utf8();
        let letters = shape.bytes().take_while(u8::is_ascii_lowercase).count();
        let next = rest[length..].chars().next();
        let ended = next.is_none_or(|c| !c.is_alphanumeric());
        if ended
            && (2..=4).contains(&shape.len())
            && letters < shape.len()
            && !matches!(next, Some(' ' | '-'))
            && AREAS.has(&shape[..letters.min(2)])
        {
            found.warn(Kind::Postcode, token.start..token.start + length);
            return true;
        }
        if ended && (5..=7).contains(&shape.len()) && shape.bytes().any(|byte| byte.is_ascii_digit()) {
            let (out, inside) = shape.split_at(shape.len() - 3);
            let digit = inside.starts_with(|c: char| c.is_ascii_digit() || c == 'o');
            if digit
                && inside[1..].bytes().all(|byte| byte.is_ascii_lowercase())
                && (AREAS.has(&out[..1]) || AREAS.has(&out[..2.min(out.len())]))
            {
                found.block(Kind::Postcode, token.start..token.start + length);
                return true;
            }
        }
    }
    false
}

/// The first half: the token after it, and whether a digit of the second half is in its number: LS97TF.
pub(super) fn outward(tokens: &Tokens, at: usize) -> Option<(usize, bool)> {
    if !tokens.joined(at + 1) || !AREAS.has(tokens.lower(at)) {
        return None;
    }
    match tokens.digits(at + 1) {
        1 | 2 => {
            // EC1A: a letter after one digit.
            let letter = tokens.digits(at + 1) == 1
                && tokens.joined(at + 2)
                && tokens.raw(at + 2).len() == 1
                && tokens.word(at + 2);
            if letter {
                return b"abcdefghjkmnprstuvwxy"
                    .contains(&tokens.lower(at + 2).as_bytes()[0])
                    .then_some((at + 3, false));
            }
            let split = tokens.joined(at + 2) && tokens.word(at + 2) && tokens.raw(at + 2).len() == 2;
            Some((at + 2, split && tokens.digits(at + 1) == 2))
        }
        3 => Some((at + 2, true)),
        _ => None,
    }
}

/// The second half, a digit and two letters: the token after it.
pub(super) fn inward(tokens: &Tokens, at: usize, (end, split): (usize, bool)) -> Option<usize> {
    let letters = |at: usize| {
        let word = tokens.lower(at).as_bytes();
        tokens.word(at)
            && word.len() == 2
            && word.iter().all(|byte| byte.is_ascii_lowercase() && !b"cikmov".contains(byte))
    };
    let free = |at: usize| !(tokens.joined(at) && matches!(tokens.class(at), Some(Class::Word | Class::Number)));
    if split {
        return (tokens.joined(end) && letters(end) && free(end + 1)).then_some(end + 1);
    }
    let next = end + usize::from(tokens.any(end, &["-", ".", "_", "‑"]) && tokens.gap(end + 1) <= Gap::Space);
    if !tokens.near(next)
        || tokens.digits(next) != 1
        || !tokens.joined(next + 1)
        || !letters(next + 1)
        || !free(next + 2)
    {
        return None;
    }
    // "B1 2nd", "M4 3rd": an ordinal follows, unless all is in capitals.
    let suffix = match tokens.number(next) {
        Some(1) => "st",
        Some(2) => "nd",
        Some(3) => "rd",
        _ => "th",
    };
    let ordinal = tokens.is(next + 1, suffix) && !tokens.shouted(next + 1);
    let mixed = tokens.shouted(at) != tokens.shouted(next + 1)
        && tokens.any(next + 1, &["mg", "ml", "st", "nd", "rd", "th", "hr", "pm", "am", "wk"]);
    (!ordinal && !mixed).then_some(next + 2)
}

/// An address that a number begins: "14 Larch Close".
pub(super) fn number(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let length = tokens.digits(at);
    if !(1..=4).contains(&length)
        || at > 0
            && tokens.joined(at)
            && (tokens.class(at - 1) != Some(Class::Mark) || tokens.any(at - 1, &[".", "/", "£", "$"]))
    {
        coordinates(found, at);
        return;
    }
    coordinates(found, at);
    let mut next = at + 1;
    // 14A, 14-16, 14/2.
    if tokens.joined(next) && tokens.raw(next).len() == 1 && tokens.word(next) {
        next += 1;
    } else if tokens.any(next, &["-", "/", "–"]) && tokens.joined(next) && tokens.digits(next + 1) > 0 {
        next += 2;
    }
    next += usize::from(tokens.is(next, ","));
    if tokens.gap(next) > Gap::Line || tokens.gap(next) == Gap::None {
        return;
    }
    let before = tokens.back(at, 1);
    if tokens.has(before, ROOM)
        || tokens
            .any(before, &["table", "figure", "section", "band", "level", "grade", "version", "stage", "step", "of"])
            && !tokens.is(before, "of")
    {
        return;
    }
    let home = [
        "at", "of", "lives", "lived", "address", "to", "from", "on", "home", "in", "near", "outside", "living", ":",
        "resides", "visited", "attended", "no", "number",
    ];
    let lettered = next > at + 1 && tokens.word(at + 1) && tokens.joined(at + 1);
    let near_home = tokens.any(before, &["(", ",", ":"])
        && tokens.behind(before, 4).any(|it| tokens.any(it, &["home", "address", "lives", "visit", "house"]));
    let cued = (tokens.any(before, &home) || lettered || near_home) && tokens.near(at);
    // "registered at 3 Tollgate", "to 122B Tollgate": a street of one word.
    let lives = tokens.behind(at, 4).any(|it| {
        tokens.any(
            it,
            &["lives", "lived", "living", "home", "registered", "address", "resides", "house", "flat", "moved"],
        )
    });
    let lone = (lettered && tokens.digits(at) < 4 || lives && cued)
        && tokens.capital(next)
        && !tokens.shouted(next)
        && tokens.raw(next).len() > 4
        && !tokens.has(next, MONTH | ROOM)
        && !tokens.capital(next + 1)
        && !tokens.has(next + 1, STREET);
    // Welsh puts the sort of street first.
    if tokens.any(next, &["heol", "ffordd", "stryd", "lon", "lôn", "maes", "clos"])
        && tokens.capital(next)
        && tokens.word(next + 1)
    {
        found.block(Kind::Address, tokens.range(at, next + 2));
        return;
    }
    if lone {
        found.block(Kind::Address, tokens.range(at, next + 1));
        return;
    }
    if let Some(end) = houses::before_postcode(tokens, next) {
        found.block(Kind::Address, tokens.range(with_flat(tokens, at), end));
        return;
    }
    for words in 1..=5 {
        let street = next + words;
        // "St Mary's Road" has two words before its last.
        let words = words - (next..street).filter(|it| tokens.any(*it, &["'", "’", "s", "."])).count();
        if !(next..=street)
            .all(|it| it == next || tokens.gap(it) == Gap::Space || tokens.any(it, &["'", "’", "-", "s", "."]))
        {
            return;
        }
        let inner = (next..street).all(|it| tokens.word(it) || tokens.any(it, &["'", "’", ".", "-"]));
        if !inner {
            return;
        }
        if !tokens.has(street, STREET) {
            continue;
        }
        let capitals = (next..street).all(|it| {
            tokens.capital(it) || tokens.any(it, &["'", "’", ".", "-", "s", "the", "of", "upon", "le", "on"])
        }) && tokens.capital(next);
        let plain = tokens.any(
            street,
            &["road", "rd", "street", "avenue", "crescent", "lane", "terrace", "grove", "gardens", "mews", "ave"],
        );
        let many = tokens.any(next, &COUNTED) || tokens.has(next, MONTH);
        let surname = tokens.any(street, &["dr", "st", "pl", "cl", "ct", "court"])
            && tokens.capital(street + 1)
            && tokens.near(street + 1)
            && tokens.any(street, &["dr", "st"]);
        let full = tokens.has(next, MONTH) && !tokens.any(next, &["may", "june", "april", "august"]) || surname;
        if full || tokens.digits(at) == 4 && !cued && tokens.number(at).is_some_and(|year| (1990..2040).contains(&year))
        {
            return;
        }
        let homely = plain
            || tokens
                .any(street, &["close", "drive", "court", "view", "walk", "row", "place", "way", "hill", "square"]);
        let lower = homely
            && !many
            && words <= 3
            && (plain && tokens.lower(street) == tokens.raw(street) || cued)
            && (cued || words <= 2);
        let written = capitals && (cued || tokens.capital(street) && words <= 3 && !many);
        if (written || lower) && !persons::invented(tokens, at) {
            let mut end = street + 1;
            end += usize::from(
                tokens.is(end, ".")
                    && (tokens.raw(street).len() <= 3 || tokens.any(street, &["cres", "gdns", "terr"]))
                    && tokens.near(end + 1)
                    && !tokens.capital(end + 1),
            );
            found.block(Kind::Address, tokens.range(with_flat(tokens, at), end));
            return;
        }
    }
}

/// "Flat 4, 14 Larch Close" begins at "Flat".
fn with_flat(tokens: &Tokens, at: usize) -> usize {
    let comma = usize::from(tokens.is(tokens.back(at, 1), ","));
    let number = tokens.back(at, 1 + comma);
    let letter = usize::from(tokens.raw(number).len() == 1 && tokens.word(number));
    let house = tokens.back(number, 1 + letter);
    if comma + letter < 3 && tokens.any(house, &["flat", "apartment", "apt", "unit"]) && tokens.near(number) {
        house
    } else {
        at
    }
}

/// Words that say that an address is somebody's home.
const HOME: &[&str] = &[
    "lives",
    "lived",
    "living",
    "address",
    "resides",
    "home",
    "neighbour",
    "neighbours",
    "moved",
    "resident",
    "residing",
    "bungalow",
];

/// An address that a word ends or begins: "of Larch Close", "Flat 4", "Rose Cottage".
pub(super) fn word(found: &mut Found, at: usize, flags: u32) {
    let flat = flags & HOUSE != 0 && house(found, at);
    if flat || flags & STREET == 0 || found.tokens.capital(at) && houses::house_and_street(found, at) {
        return;
    }
    street(found, at);
}

/// "Flat 4", "Rose Cottage". Whether it is a flat, and nothing else begins here.
fn house(found: &mut Found, at: usize) -> bool {
    let tokens = found.tokens;
    let flat = tokens.any(at, &["flat", "apartment", "apt", "maisonette"]);
    let number = at + 1 + usize::from(tokens.any(at + 1, &["no", "number", "-"]));
    let numbered = (1..=4).contains(&tokens.digits(number))
        || tokens.raw(number).len() == 1
            && tokens.shouted(number)
            && tokens.capital(at)
            && !tokens.any(number, &["i", "a"]);
    // "flat 5 degrees": what is flat, and no home.
    let level = tokens.raw(at) == "flat" && tokens.word(number + 1) && !tokens.joined(number + 1);
    if flat
        && numbered
        && tokens.near(number)
        && !level
        && !tokens.any(number + 1, &["%", "mg", "hours", "days", "weeks"])
    {
        let end = number
            + 1
            + usize::from(tokens.joined(number + 1) && tokens.raw(number + 1).len() == 1 && tokens.word(number + 1));
        found.block(Kind::Address, tokens.range(at, end));
        return true;
    }
    let before = tokens.back(at, 1);
    let name = tokens.capital(before)
        && tokens.capital(at)
        && tokens.near(at)
        && !tokens.any(
            before,
            &[
                "the",
                "a",
                "this",
                "care",
                "nursing",
                "community",
                "our",
                "safe",
                "each",
                "every",
                "open",
                "full",
                "white",
            ],
        )
        && !flat
        && !tokens.shouted(before);
    let care = tokens.any(
        at + 1,
        &[
            "hospital",
            "hospitals",
            "surgery",
            "medical",
            "health",
            "care",
            "nursing",
            "hospice",
            "school",
            "clinic",
            "ward",
            "unit",
            "of",
            "centre",
            "keeping",
        ],
    ) && tokens.near(at + 1);
    let cued = tokens.behind(before, 5).any(|it| tokens.any(it, HOME))
        || tokens.any(tokens.back(before, 1), &["at", "of", "to", "from", "in"])
        || tokens.is(at + 1, ",") && tokens.capital(at + 2);
    if name
        && !care
        && (!tokens.is(at, "house") && cued
            || tokens.is(at, "house") && tokens.behind(before, 4).any(|it| tokens.any(it, HOME)))
    {
        let the = tokens.back(before, 1);
        let from = if tokens.capital(the)
            && tokens.gap(before) == Gap::Space
            && (tokens.is(the, "the") || !tokens.has(the, WARD_SORT))
        {
            the
        } else {
            before
        };
        found.block(Kind::Address, tokens.range(from, at + 1));
    }
    false
}

/// "of Larch Close".
fn street(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let before = tokens.back(at, 1);
    if !tokens.any(at, &STREETS)
        || !tokens.word(before)
        || tokens.gap(at) != Gap::Space
        || tokens.digits(tokens.back(before, 1)) > 0
    {
        return;
    }
    let clear = tokens.any(
        at,
        &[
            "road", "street", "avenue", "lane", "crescent", "gardens", "grove", "terrace", "mews", "rd", "ave",
            "close", "drive",
        ],
    );
    let lives = tokens.behind(before, 6).any(|it| tokens.any(it, HOME));
    let placed = tokens.any(
        tokens.back(before, 1),
        &["on", "in", "at", "of", "from", "to", "near", "along", "down", "off", "outside", "and", ","],
    ) || tokens.capital(tokens.back(before, 1))
        && tokens.near(before)
        && tokens
            .any(tokens.back(before, 2), &["on", "in", "at", "of", "from", "to", "near", "along", "off", "outside"]);
    let capitals = tokens.capital(before) && tokens.capital(at);
    let title = tokens.capital(at + 1) && tokens.near(at + 1) && tokens.gap(at + 1) == Gap::Space;
    // Hospitals, ministries and offices that all know by their street.
    if tokens.any(before, &["ormond", "harley", "downing", "wimpole", "fleet", "threadneedle", "skipton", "wall"]) {
        return;
    }
    let institution = tokens.any(
        at + 1,
        &[
            "hospital", "surgery", "medical", "health", "practice", "clinic", "centre", "school", "prison", "station",
            "site", "campus", "to",
        ],
    ) && tokens.near(at + 1);
    if !capitals
        || tokens.any(before, &FIGURATIVE)
        || tokens.has(before, WARD_SORT)
        || institution
        || tokens.shouted(before) && tokens.raw(before).len() < 5
    {
        return;
    }
    let more = tokens.back(before, 1);
    let from = if tokens.capital(more)
        && tokens.gap(before) == Gap::Space
        && !tokens.any(more, &["on", "in", "at", "of", "the", "from", "near"])
    {
        more
    } else {
        before
    };
    if lives {
        found.block(Kind::Address, tokens.range(from, at + 1));
    } else if clear && placed && !title {
        found.warn(Kind::Address, tokens.range(from, at + 1));
    }
}

/// "53.8008, -1.5491": degrees to three places or more, within the British Isles.
fn coordinates(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let fine = |at: usize| {
        tokens.is(at + 1, ".")
            && tokens.joined(at + 1)
            && tokens.joined(at + 2)
            && (3..=9).contains(&tokens.digits(at + 2))
    };
    if !tokens.number(at).is_some_and(|degrees| (49..=61).contains(&degrees)) || !fine(at) {
        return;
    }
    let mut next = at + 3;
    for _ in 0..4 {
        next += usize::from(tokens.any(next, &[",", "°", "n", "-", "/", ";", "−"]) && tokens.near(next));
    }
    if tokens.number(next).is_some_and(|degrees| degrees <= 11) && fine(next) && tokens.near(next) {
        found.block(Kind::Address, tokens.range(at, next + 3));
    }
}
