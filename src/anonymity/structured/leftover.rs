//! Ages by elimination: a number beside a person that no unit, dose, count, time or place explains. "lady 83, fell",
//! "The service user (29)", "looks about 50", "had turned two the week before", "33y", "in Year 11", "born at 34+2".

use super::leftover_spans::{gestation, glued, school, spanned, twelfths};
use super::leftover_told::row;
use super::leftover_years::years;
use super::lexicon::{MONTH, NUMERAL, OCCUPATION, PERSON, STAFF, WEEKDAY};
use super::persons;
use super::tellings::Figure;
use super::tokens::{Class, Tokens};
use crate::anonymity::words::lists;

lists!("structured/leftover": PEOPLE, ABOUT, COUNTED, GOES_ON, MEASURED);

/// In what an age is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    Years,
    Months,
    Weeks,
    Days,
}

/// How far a person may be from a number that is only said to be near an age, in tokens.
pub(super) const PERSON_REACH: usize = 20;

/// Where an age is left over, the last token not included, and what it is counted in.
pub(super) fn age(tokens: &Tokens, it: Figure) -> Option<(usize, usize, Span)> {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let opened = tokens.any(before, &["(", "[", "\"", "“", "'", "‘", "—", "–", ":", "~", "|", "*", ">"]);
    if tokens.joined(at) && at > 0 && !opened || value == 0 || tokens.any(end, &["%", "°", "£"]) {
        return None;
    }
    glued(tokens, it)
        .or_else(|| spanned(tokens, it))
        .or_else(|| row(tokens, it))
        .or_else(|| twelfths(tokens, it))
        .or_else(|| gestation(tokens, it))
        .or_else(|| school(tokens, it))
        .or_else(|| years(tokens, it).map(|(from, to)| (from, to, Span::Years)))
}

/// Whether a token stands for one person.
pub(super) fn person(tokens: &Tokens, at: usize) -> bool {
    tokens.has(at, PERSON) && !tokens.any(at, &["individual", "staff"])
        || tokens.any(at, &PEOPLE)
        || tokens.named(at)
        || tokens.has(at, OCCUPATION) && !tokens.any(at, &["train", "bus", "taxi", "lorry", "model", "may"])
        || tokens.capital(at) && persons::name_ends(tokens, at) && !tokens.has(at, MONTH | WEEKDAY)
        // "Patient one".
        || tokens.has(at, NUMERAL) && tokens.has(tokens.back(at, 1), PERSON)
        // "Resident A".
        || tokens.shouted(at) && tokens.raw(at).len() == 1 && tokens.has(tokens.back(at, 1), PERSON | STAFF)
}

/// Whether one person is spoken of nearby.
pub(super) fn near_person(tokens: &Tokens, from: usize, to: usize) -> bool {
    persons::spoken_of(tokens, from, to, PERSON_REACH)
        || tokens
            .behind(from, 6)
            .any(|it| tokens.any(it, &PEOPLE) || tokens.has(it, PERSON) && !tokens.any(it, &["staff"]))
}

/// Whether what follows a number leaves it alone: a mark, or a word that goes on.
pub(super) fn alone(tokens: &Tokens, end: usize) -> bool {
    if !tokens.near(end) {
        return true;
    }
    match tokens.class(end) {
        Some(Class::Mark) => {
            let tied = tokens.joined(end) && tokens.joined(end + 1) && tokens.class(end + 1) != Some(Class::Mark);
            let listed = tokens.is(end, ",") && (tokens.digits(end + 1) > 0 || tokens.has(end + 1, NUMERAL));
            tokens
                .any(end, &[",", ".", ";", ")", "]", "!", "?", "\"", "”", ":", "–", "—", "-", "|", "'", "’", "(", "*"])
                && !tied
                && !listed
        }
        Some(Class::Word) => {
            tokens.any(end, &GOES_ON) && !tokens.any(end + 1, &["weeks", "days", "hours", "minutes", "months"])
        }
        _ => false,
    }
}

/// Whether nothing that follows is counted: not "82 beats", not "12 hours", but "12 her leg was broken".
pub(super) fn uncounted(tokens: &Tokens, end: usize) -> bool {
    if !tokens.near(end) || tokens.class(end) == Some(Class::Mark) {
        return alone(tokens, end);
    }
    if tokens.any(end, &["in"]) {
        return tokens.has(end + 1, MONTH) || tokens.any(end + 1, &["the", "a", "his", "her", "this"]);
    }
    let singular = [
        "was", "is", "has", "his", "this", "as", "yes", "always", "does", "lives", "says", "perhaps", "its", "us",
        "sepsis",
    ];
    let plural = tokens.lower(end).ends_with('s') && !tokens.any(end, &singular);
    tokens.word(end) && !plural && !tokens.any(end, &COUNTED)
}

/// Whether "he" or "she" is said nearby.
pub(super) fn near_he(tokens: &Tokens, at: usize) -> bool {
    tokens.around(at, at + 1, 16, &["he", "she", "his", "her", "him"])
}

/// Whether numbers stand in brackets all around: counts and sources.
pub(super) fn sourced(tokens: &Tokens, before: usize, end: usize) -> bool {
    let number = |it: usize| {
        tokens.digits(it) > 0 && tokens.any(tokens.back(it, 1), &["(", ","]) && tokens.any(it + 1, &[")", ","])
    };
    tokens.ahead(end + 1, 8).chain(tokens.behind(before, 8)).any(number)
}

/// Whether the sentence so far is of a measure.
pub(super) fn measured(tokens: &Tokens, at: usize) -> bool {
    tokens.behind(at, 14).take_while(|it| !tokens.any(*it, &[".", ";", "!", "?"])).any(|it| tokens.any(it, &MEASURED))
}
