//! What tells few from many in passing: "one of only three patients", "ten to midnight on a Tuesday", a hospital that is
//! known by its town.

use super::Found;
use super::lexicon::{NUMERAL, REGION, WEEKDAY};
use super::persons;
use super::tokens::Tokens;
use crate::anonymity::words::{Among, lists};
use crate::anonymity::{Detail, Kind};

lists!("structured/few": HOSPITALS, TREATED);

/// From so many on a count tells nobody apart.
const MANY: u32 = 10;

/// What a word says of few.
pub(super) fn word(found: &mut Found, at: usize) {
    match found.tokens.lower(at) {
        "people" | "patients" | "children" | "babies" | "women" | "men" | "residents" | "adults" | "families" => {
            count(found, at);
        }
        "to" | "past" => time(found, at),
        word if HOSPITALS.has(word) => hospital(found, at),
        _ => {}
    }
}

/// Whether a number is one of few.
fn small(tokens: &Tokens, at: usize) -> bool {
    const WORDS: &[&str] = &["two", "three", "four", "five", "six", "seven", "eight", "nine"];
    tokens.any(at, WORDS) || tokens.number(at).is_some_and(|count| (2..MANY).contains(&count))
}

/// "one of only 3 patients on the ward", "only two people in the county".
fn count(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let Some(number) = tokens.behind(at, 2).take_while(|it| tokens.near(it + 1)).find(|it| small(tokens, *it)) else {
        return;
    };
    let only = tokens.back(number, 1);
    let said = tokens.any(only, &["only", "just"]);
    let of = if said { tokens.back(only, 1) } else { only };
    let one = tokens.is(of, "of") && tokens.is(tokens.back(of, 1), "one");
    // "one of two people must sign" is a rule.
    let told = said || persons::spoken_of(tokens, number, at, 16);
    let within = || {
        let near = tokens.ahead(at + 1, 4).take_while(|it| tokens.word(*it));
        near.into_iter().any(|it| {
            (tokens.has(it, REGION)
                || tokens.any(it, &["ward", "unit", "hospital", "area", "trust", "home", "practice"]))
                && tokens.any(tokens.back(it, 1), &["the", "this", "our", "that"])
        })
    };
    // "Two patients on the unit died that month."
    let died = !one
        && !said
        && tokens.number(number).is_none_or(|count| count <= 5)
        && tokens.ahead(at + 1, 6).any(|it| tokens.is(it, "died"));
    let ruled = tokens.around(number, at, 10, &["may", "must", "should", "can", "per", "survey", "each", "every"]);
    if ruled || !(one && told || said && within() || died) {
        return;
    }
    let from = match (one, said) {
        (true, _) => tokens.back(of, 1),
        (false, true) => only,
        _ => number,
    };
    found.unusual(Detail::Role, tokens.range(from, at + 1));
}

/// "ten to midnight on a Tuesday", "half past two on Tuesday": a time to the minute of one day.
fn time(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let minutes = tokens.back(at, 1);
    let hour = at + 1;
    let counted = |it: usize| tokens.has(it, NUMERAL) || (1..=2).contains(&tokens.digits(it));
    let some = tokens.any(minutes, &["quarter", "half"]) || counted(minutes);
    let whole = tokens.any(hour, &["midnight", "midday", "noon"]) || counted(hour);
    if !some || !whole || !tokens.near(at) || !tokens.near(hour) {
        return;
    }
    let night = ["in", "at", "the", "that", "night", "morning", "afternoon", "evening", "on", "a", "one"];
    let mut next = hour + 1;
    while next < hour + 6 && tokens.near(next) && tokens.any(next, &night) {
        next += 1;
    }
    // A meeting that comes again tells of no day of one person.
    let again = tokens.around(minutes, next, 8, &["is", "are", "meets", "every", "each", "will", "weekly", "until"]);
    let on = !again && tokens.any(tokens.back(next, 1), &["on", "a", "the", "that", "one"]);
    if next > hour + 1 && on && tokens.near(next) && tokens.has(next, WEEKDAY) {
        found.suggest(Kind::Date, tokens.range(minutes, next + 1), "that day");
    }
}

/// "His pacemaker was fitted at Papworth": a hospital where somebody was treated.
fn hospital(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let placed = tokens.any(tokens.back(at, 1), &["at", "to", "from", "in", "under", "by", "via"]) && tokens.near(at);
    let royal = tokens.is(tokens.back(at, 1), "royal");
    let told = || tokens.behind(at, 8).any(|it| tokens.any(it, &TREATED)) && persons::spoken_of(tokens, at, at, 16);
    if tokens.capital(at) && (placed || royal) && told() {
        found.suggest(Kind::Place, tokens.range(at - usize::from(royal), at + 1), "another hospital");
    }
}
