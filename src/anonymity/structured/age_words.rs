//! Ages that a word announces: "aged 87", "at the age of 87", "his late eighties".

use super::Found;
use super::ages::{Unit, amount, note, unit};
use super::lexicon::{DECADE, NUMERAL, PERSON, SPAN};
use super::tokens::Tokens;
use crate::anonymity::words::lists;

lists!("structured/age_words": BETWEEN, RANGES);

/// "her nineties", "his late eighties".
pub(super) fn decade(found: &mut Found, at: usize) {
    if let Some(value) = found.tokens.value(at, DECADE) {
        in_decade(found, at, at + 1, value);
    }
}

/// Ten years of somebody's life: "his late 80s".
pub(super) fn in_decade(found: &mut Found, at: usize, end: usize, value: u32) {
    let tokens = found.tokens;
    let before =
        tokens.behind(at, 4).find(|it| !tokens.any(*it, &["early", "mid", "late", "very", "-", "to", "middle"]));
    // "Those in their eighties" are many.
    let groups = [
        "those",
        "people",
        "adults",
        "patients",
        "women",
        "men",
        "residents",
        "many",
        "most",
        "anyone",
        "everyone",
        "someone",
    ];
    let many =
        before.is_some_and(|it| tokens.is(it, "their") && tokens.behind(it, 4).any(|group| tokens.any(group, &groups)));
    let whose = !many && before.is_some_and(|it| tokens.any(it, &["his", "her", "their", "my", "your", "late", "mid"]));
    let aged =
        before.is_some_and(|it| tokens.is(it, "in")) && before.is_some_and(|it| tokens.has(it.wrapping_sub(1), PERSON));
    // "mid-forties", but "the late nineties" are years.
    let close = tokens.back(at, 1);
    let part =
        tokens.any(close, &["early", "mid", "late"]) || tokens.is(close, "-") && tokens.is(tokens.back(at, 2), "mid");
    // "Female, 30s,", "Male, ?60s,".
    let rest =
        tokens.is(close, "/") || tokens.is(close, "-") && tokens.any(tokens.back(at, 2), &["late", "early", "mid"]);
    let sexed = tokens.has(end, PERSON)
        || rest && tokens.behind(at, 6).any(|it| tokens.has(it, PERSON))
        || tokens.any(close, &["male", "female", "man", "woman", "pt", "lady", "gentleman"])
        || tokens.any(close, &[",", "?", "approx", "~"])
            && tokens.behind(at, 4).any(|it| tokens.has(it, PERSON))
            && tokens.class(end) == Some(super::tokens::Class::Mark);
    if whose || aged || sexed || part && !before.is_some_and(|it| tokens.is(it, "the")) {
        note(found, at, end, value + 6, Unit::Years);
    }
}

/// "aged 87", "aged 3 weeks", "age: six", "at the age of 87".
pub(super) fn aged(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let mut next = at + 1;
    for _ in 0..7 {
        let goes_on = tokens.any(next, &BETWEEN) || tokens.any(next, &[":", "-", "=", "|", "(", ")", "'", "’"]);
        if goes_on && tokens.near(next) {
            next += 1;
        }
    }
    let Some((value, end)) = amount(tokens, next) else { return };
    // "From the age of 15 she has been": told of one.
    let own = tokens.is(at, "age")
        && tokens.any(end + usize::from(tokens.is(end, ",")), &["he", "she"])
        && !tokens.around(at, end, 10, &["should", "must", "average", "mean", "median", "if"]);
    if own && !bracket(tokens, at, end) {
        note(found, next, end, value, Unit::Years);
        return;
    }
    if tokens.behind(at, 3).any(|it| tokens.any(it, &RANGES)) || bracket(tokens, at, end) {
        return;
    }
    // "people aged 65": a group, unless it is counted.
    let group = tokens.any(
        tokens.back(at, 1),
        &[
            "people",
            "adults",
            "children",
            "everyone",
            "anyone",
            "those",
            "residents",
            "women",
            "men",
            "pupils",
            "patients",
            "girls",
            "boys",
            "babies",
            "infants",
        ],
    );
    let counted = tokens.has(tokens.back(at, 2), NUMERAL) || tokens.digits(tokens.back(at, 2)) > 0;
    if group && !counted && tokens.is(at, "aged") {
        return;
    }
    let unit = unit(tokens, end);
    let mut stop = end + usize::from(unit.is_some());
    if unit.is_some() && tokens.is(stop, "and") && tokens.digits(stop + 1) > 0 && tokens.has(stop + 2, SPAN) {
        stop += 3;
    }
    if bracket(tokens, at, stop)
        || (tokens.is(at, "age") && tokens.is(tokens.back(at, 1), "the") && !tokens.is(at + 1, "of"))
    {
        return;
    }
    note(found, at, stop, value, unit.unwrap_or(Unit::Years));
}

/// Whether a number is a threshold or the end of a bracket.
pub(super) fn bracket(tokens: &Tokens, at: usize, end: usize) -> bool {
    // "aged 4 years and 2 months" is one age.
    if tokens.is(end, "years") && tokens.any(end + 1, &["and", ","]) && tokens.has(end + 3, SPAN) {
        return false;
    }
    let wider = tokens.any(end, &["or", "and", "to", "-", "–", "+", "plus", "%", "/", "years", "‑"])
        && (tokens.any(
            end + 1,
            &[
                "over", "older", "above", "under", "younger", "below", "more", "less", "upwards", "and", "or", "to",
                "-", "–",
            ],
        ) || tokens.any(end, &["to", "-", "–", "+", "plus", "%", "‑", "/"])
            && (tokens.digits(end + 1) > 0 || tokens.has(end + 1, NUMERAL) || tokens.any(end, &["+", "plus", "%"]))
            || tokens.is(end, "and") && tokens.digits(end + 1) > 0 && tokens.is(tokens.back(at, 1), "between"));
    let limit = ["over", "under", "above", "below", "between", "least", "than", "minimum", "maximum", "to"];
    wider || tokens.behind(at, 2).any(|it| tokens.any(it, &limit)) && !tokens.is(tokens.back(at, 1), "just")
}
