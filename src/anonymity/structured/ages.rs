//! Exact ages, in figures and words. Brackets and thresholds pass: "85 to 89", "over 65", "aged 18 or over".

use super::Found;
use super::age_words::{aged, bracket, decade, in_decade};
use super::leftover::{self, Span};
use super::lexicon::{AGE, DECADE, NUMERAL, ORDINAL, PERSON, SPAN};
use super::lives;
use super::persons;
use super::tellings::{self, Figure};
use super::tokens::{Gap, Tokens};
use super::{leftover_spans, leftover_told};
use crate::anonymity::Kind;
use crate::anonymity::words::lists;

lists!("structured/ages": DATED_THINGS);

/// The oldest age in years.
const YEARS_MAX: u32 = 115;

/// An age that digits begin.
pub(super) fn number(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let Some(value) = tokens.number(at).filter(|value| *value <= YEARS_MAX && tokens.digits(at) <= 3) else { return };
    let before = tokens.back(at, 1);
    // "in Y7" at school.
    let class = tokens.is(before, "y")
        && tokens.joined(at)
        && (1..=13).contains(&value)
        && !(tokens.joined(at + 1) && tokens.word(at + 1));
    if class && tokens.any(tokens.back(at, 2), &["in", "into", "a", "started", "starting"]) && tokens.shouted(before) {
        note(found, before, at + 1, value + 5, Unit::Years);
        return;
    }
    let part = at > 0
        && tokens.joined(at)
        && (tokens.any(before, &[".", "£", "$", ":", "+", "€"])
            || tokens.word(before) && !tokens.any(before, &["f", "m"]));
    if part {
        return;
    }
    if let Some(unit) = stroke_unit(tokens, at) {
        let end = at + 3 + usize::from(tokens.any(at + 3, &["-"]));
        note(found, at, end + usize::from(tokens.is(end, "old")), value, unit);
        return;
    }
    if value % 10 == 0 && (10..=100).contains(&value) && tokens.joined(at + 1) {
        let mark = usize::from(tokens.any(at + 1, &["'", "’"]));
        if tokens.is(at + 1 + mark, "s") {
            in_decade(found, at, at + 2 + mark, value);
            return;
        }
    }
    if gestation(found, at, value) {
    } else if let Some((from, to)) = leftover_told::about(tokens, Figure { at, end: at + 1, value }) {
        tell(found, from, to, value, Unit::Years);
    } else if let Some((end, unit)) = old(tokens, at, at + 1) {
        note(found, at, end, value, unit);
    } else if let Some((end, unit)) = span_aside(tokens, at) {
        note(found, at, end, value, unit);
    } else if value > 0 && lives::sex_joined(tokens, at) {
        note(found, before, at + 1, value, Unit::Years);
    } else if value > 0 && (lives::predicate(tokens, at, at + 1) || value > 12 && lives::in_notes(tokens, at)) {
        note(found, at, at + 1, value, Unit::Years);
    } else if tokens.any(at + 1, &["♀", "♂"]) && value > 0 {
        note(found, at, at + 2, value, Unit::Years);
    } else if let Some(end) = lives::sex_after(tokens, at, value) {
        note(found, at, end, value, Unit::Years);
    } else if lives::sex_before(tokens, at, value) {
        note(found, tokens.back(at, 2), at + 1, value, Unit::Years);
    } else if lives::aside(tokens, at) && value > 0 {
        note(found, at, at + 1, value, Unit::Years);
    } else if tokens.any(at + 1, &["st", "nd", "rd", "th"])
        && let Some(end) = lives::numbered(tokens, at, at + 2)
    {
        note(found, at, end, value, Unit::Years);
    } else if let Some((from, to)) = tellings::told(tokens, Figure { at, end: at + 1, value }) {
        tell(found, from, to, value, Unit::Years);
    } else {
        left_over(found, Figure { at, end: at + 1, value });
    }
}

/// An age that nothing but an age explains.
fn left_over(found: &mut Found, it: Figure) {
    if let Some((from, to, span)) = leftover::age(found.tokens, it) {
        if found.tokens.is(to.wrapping_sub(1), "olds") {
            return;
        }
        let unit = match span {
            Span::Years => Unit::Years,
            Span::Months => Unit::Months,
            Span::Weeks => Unit::Weeks,
            Span::Days => Unit::Days,
        };
        tell(found, from, to, it.value, unit);
    }
}

/// "both twins, 18 months, were": months set aside after somebody.
fn span_aside(tokens: &Tokens, at: usize) -> Option<(usize, Unit)> {
    let unit = unit(tokens, at + 1).filter(|_| tokens.near(at + 1))?;
    let person = tokens.back(at, 2);
    let people = tokens.has(person, PERSON)
        || matches!(unit, Unit::Years)
            && (tokens.named(person) || tokens.has(tokens.back(person, 1), super::lexicon::TITLE))
        || tokens.any(person, &["twins", "boys", "girls", "brothers", "sisters"]);
    let aside = tokens.any(tokens.back(at, 1), &[",", "("]) && tokens.any(at + 2, &[",", ")"]);
    (people && aside && !tokens.any(person, &["patient", "week", "staff"])).then_some((at + 2, unit))
}

/// An age that a word begins.
pub(super) fn word(found: &mut Found, at: usize, flags: u32) {
    if flags & NUMERAL != 0 {
        spelt(found, at);
    }
    if flags & (ORDINAL | NUMERAL) != 0 {
        ordinal(found, at, flags);
    }
    if flags & DECADE != 0 {
        decade(found, at);
    }
    if flags & PERSON != 0 {
        was(found, at);
    }
    of_life(found, at);
    if flags & AGE != 0 {
        announced(found, at);
    }
}

/// "a lady of ninety-three", "a baby of nine weeks": an age in words.
fn spelt(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let Some((value, after)) = numeral(tokens, at) else { return };
    let of = tokens.is(tokens.back(at, 1), "of") && tokens.has(tokens.back(at, 2), PERSON);
    let span = unit(tokens, after).filter(|_| of && tokens.near(after));
    if let Some(unit) = span {
        note(found, at, after + 1, value, unit);
    } else if let Some((end, unit)) = old(tokens, at, after) {
        note(found, at, end, value, unit);
    } else if let Some((end, unit)) = lives::half(tokens, after).and_then(|end| old(tokens, at, end)) {
        note(found, at, end, value, unit);
    } else if value > 12 && lives::predicate(tokens, at, after) {
        note(found, at, after, value, Unit::Years);
    } else if tokens.is(after + usize::from(tokens.is(after, "-")), "something") && value >= 20 {
        note(found, at, after + 1 + usize::from(tokens.is(after, "-")), value, Unit::Years);
    } else if let Some(end) = lives::small_predicate(tokens, at, after) {
        note(found, at, end, value, Unit::Years);
    } else if let Some((from, to)) = tellings::told(tokens, Figure { at, end: after, value }) {
        tell(found, from, to, value, Unit::Years);
    } else {
        left_over(found, Figure { at, end: after, value });
    }
}

/// "in her ninth decade", "her eightieth birthday".
fn ordinal(found: &mut Found, at: usize, flags: u32) {
    let tokens = found.tokens;
    if flags & ORDINAL != 0 && tokens.is(at + 1, "decade") && tokens.any(tokens.back(at, 1), &["his", "her", "their"]) {
        note(found, at, at + 2, tokens.value(at, ORDINAL).unwrap_or(9) * 10 - 5, Unit::Years);
    }
    let end = at + 1 + usize::from(flags & NUMERAL != 0) * (1 + usize::from(tokens.is(at + 1, "-")));
    let value = tokens.value(at, ORDINAL | NUMERAL).unwrap_or(0);
    if tokens.has(end - 1, ORDINAL)
        && let Some(end) = lives::numbered(tokens, at, end)
    {
        note(found, at, end, value, Unit::Years);
    }
}

/// "D3 of life", "DOL 3", "day 3 of life".
fn of_life(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let life = tokens.is(at, "d") && tokens.joined(at + 1) && tokens.is(at + 2, "of") && tokens.is(at + 3, "life");
    if life || tokens.is(at, "dol") && tokens.digits(at + 1) > 0 && tokens.near(at + 1) {
        let value = tokens.number(at + 1).unwrap_or(1);
        note(found, at, if life { at + 4 } else { at + 2 }, value, Unit::Days);
    }
    if tokens.is(at, "day")
        && tokens.is(at + 2, "of")
        && tokens.is(at + 3, "life")
        && let Some(value) = tokens.number(at + 1)
    {
        note(found, at, at + 4, value, Unit::Days);
    }
}

/// What a word says of an age by itself or announces: "octogenarian", "aged 7", "turning 40".
fn announced(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    match tokens.lower(at) {
        // "a hundred and one", "the hundred-year-old lady".
        "hundred" if tokens.near(at) || tokens.any(at + 1, &["-", "and", "years"]) => {
            let more = tokens.value(at + 2, NUMERAL).filter(|value| tokens.is(at + 1, "and") && *value < 16);
            let end = if more.is_some() { at + 3 } else { at + 1 };
            let value = 100 + more.unwrap_or(0);
            let one = tokens.any(tokens.back(at, 1), &["a", "one", "the"]);
            if let Some((end, unit)) = old(tokens, at, end) {
                note(found, at, end, value, unit);
            } else if one {
                left_over(found, Figure { at: tokens.back(at, 1), end, value });
            }
        }
        "fortnight" if tokens.is(at + 1, "old") => note(found, at, at + 2, 14, Unit::Days),
        "octogenarian" => note(found, at, at + 1, 85, Unit::Years),
        "nonagenarian" | "centenarian" | "supercentenarian" => note(found, at, at + 1, 95, Unit::Years),
        "septuagenarian" => note(found, at, at + 1, 75, Unit::Years),
        "sexagenarian" => note(found, at, at + 1, 66, Unit::Years),
        "quinquagenarian" => note(found, at, at + 1, 55, Unit::Years),
        "quadragenarian" => note(found, at, at + 1, 45, Unit::Years),
        "aged" | "age" | "ages" => aged(found, at),
        "middle"
            if tokens.is(at + 1, "-")
                && tokens.is(at + 2, "aged")
                && tokens.has(at + 3, PERSON)
                && tokens.any(tokens.back(at, 1), &["a", "this", "the"]) =>
        {
            note(found, at, at + 3, 50, Unit::Years);
        }
        "newborn" | "toddler"
            if tokens.any(tokens.back(at, 1), &["the", "this", "a"]) && tokens.any(at + 1, &["was", "had", "who"]) =>
        {
            note(found, at, at + 1, 1, Unit::Years);
        }
        "teenager" => {
            let does = |it: usize| {
                tokens.word(it) && (tokens.lower(it).ends_with("ed") || tokens.any(it, &["was", "had", "who"]))
            };
            if tokens.any(tokens.back(at, 1), &["the", "this"]) && does(at + 1) {
                note(found, at, at + 1, 15, Unit::Years);
            }
        }
        "reception" => {
            if let Some(end) = leftover_spans::reception(tokens, at) {
                note(found, at, end, 4, Unit::Years);
            }
        }
        "turning" | "turned" => {
            let next = at + 1 + usize::from(tokens.is(at + 1, "just"));
            // The NHS turned 75.
            let thing = tokens.shouted(tokens.back(at, 1)) && !tokens.named(tokens.back(at, 1));
            let age = amount(tokens, next).filter(|(value, end)| *value > 4 && !counted(tokens, *end) && !thing);
            if let Some((value, end)) = age {
                note(found, at, end, value, Unit::Years);
            }
        }
        "she" | "he" | "her" | "his" | "who" => was(found, at),
        "teenage"
            if tokens
                .any(at + 1, &["girl", "boy", "lad", "patient", "male", "female", "driver", "son", "daughter"]) =>
        {
            note(found, at, at + 1, 15, Unit::Years);
        }
        _ => {}
    }
}

#[derive(Clone, Copy)]
pub(super) enum Unit {
    Years,
    Months,
    Weeks,
    Days,
}

pub(super) fn unit(tokens: &Tokens, at: usize) -> Option<Unit> {
    match tokens.lower(at) {
        "year" | "years" | "yr" | "yrs" | "y" => Some(Unit::Years),
        "month" | "months" | "mth" | "mths" | "mo" => Some(Unit::Months),
        "week" | "weeks" | "wk" | "wks" => Some(Unit::Weeks),
        "day" | "days" | "hour" | "hours" => Some(Unit::Days),
        _ => None,
    }
}

/// "eighty-seven", "six": the value, and the token after.
fn numeral(tokens: &Tokens, at: usize) -> Option<(u32, usize)> {
    let value = tokens.value(at, NUMERAL)?;
    if value >= 20 {
        let next = at + 1 + usize::from(tokens.any(at + 1, &["-", "‑", "–"]));
        if let Some(units) = tokens.value(next, NUMERAL).filter(|units| *units < 10 && tokens.near(next)) {
            return Some((value + units, next + 1));
        }
    }
    Some((value, at + 1))
}

/// A number in figures or words.
pub(super) fn amount(tokens: &Tokens, at: usize) -> Option<(u32, usize)> {
    if !tokens.near(at) {
        return None;
    }
    match tokens.number(at) {
        Some(value) => (value <= YEARS_MAX
            && tokens.digits(at) <= 3
            && !(tokens.is(at + 1, ".") && tokens.joined(at + 1) && tokens.digits(at + 2) > 0))
            .then_some((value, at + 1)),
        None => numeral(tokens, at),
    }
}

/// "-year-old", "yo", "yrs old", "years of age" after a number: the token after it. Plurals are brackets.
fn old(tokens: &Tokens, at: usize, from: usize) -> Option<(usize, Unit)> {
    let dash = |at: usize| at + usize::from(tokens.any(at, &["-", "‑", "–", "_"]) && tokens.gap(at) <= Gap::Space);
    let mut next = dash(from);
    if !tokens.near(next) {
        return None;
    }
    if tokens.any(next, &["yo", "yof", "yom", "ym", "yf", "yrold", "yearold"]) {
        return Some((next + 1, Unit::Years));
    }
    // y/o, y.o., y-o
    if tokens.is(next, "y") && tokens.any(next + 1, &["/", ".", "-"]) && tokens.is(next + 2, "o") {
        return Some((next + 3, Unit::Years));
    }
    if tokens.is(next, "y") && tokens.is(next + 1, "o") && tokens.gap(next + 1) == Gap::Space {
        return Some((next + 2, Unit::Years));
    }
    let unit = unit(tokens, next)?;
    next += 1;
    next += usize::from(tokens.is(next, "."));
    // "3 years 2 months old", "6 years and 4 months old".
    let more = next + usize::from(tokens.any(next, &["and", ","]));
    if tokens.digits(more) > 0 && tokens.has(more + 1, SPAN) && tokens.is(more + 2, "old") {
        return Some((more + 3, unit));
    }
    next = dash(next);
    if tokens.any(next, &["old", "ol"]) && tokens.near(next) {
        // "90 days old" is said of results, forms and guidance too, rarely of years.
        return (!tokens.around(at, next, 6, &DATED_THINGS) && !of_thing(tokens, at)).then_some((next + 1, unit));
    }
    if tokens.is(next, "of") && tokens.is(next + 1, "age") {
        return Some((next + 2, unit));
    }
    if tokens.is(next, "of") && tokens.is(next + 1, "life") {
        return Some((next + 2, unit));
    }
    // "87 year female", "87 yr M".
    // "41y f": the unit and the sex together say enough.
    let short =
        matches!(tokens.lower(next - 1), "y" | "yr") && tokens.any(next, &["f", "m"]) && tokens.gap(next) <= Gap::Space;
    let person = tokens.has(next, PERSON) || (tokens.any(next, &["f", "m"]) && tokens.shouted(next)) || short;
    (person && matches!(tokens.lower(next - 1), "year" | "yr" | "yrs" | "y") && !tokens.has(next, SPAN))
        .then_some((next, unit))
}

/// Whether what is so old is a thing: "the lift is ten years old".
fn of_thing(tokens: &Tokens, at: usize) -> bool {
    let verb = tokens.back(at, 1);
    let verb = if tokens.any(verb, &["now", "about", "over", "nearly", "already", "almost"]) {
        tokens.back(at, 2)
    } else {
        verb
    };
    let noun = tokens.back(verb, 1);
    tokens.any(verb, &["is", "was", "are", "were"])
        && tokens.word(noun)
        && (!tokens.capital(noun) || tokens.shouted(noun) && tokens.raw(noun).len() > 2)
        && !persons::somebody(tokens, noun)
        && !tokens.has(noun, super::lexicon::OCCUPATION)
        && !tokens.any(
            noun,
            &["they", "it", "driver", "victim", "caller", "s", "twins", "children", "who", "both", "passenger"],
        )
        && !persons::known(tokens, noun)
}

/// "born at 27 weeks", "she was 31 weeks pregnant", "at 38+4 weeks": how far on a pregnancy was that is somebody's.
fn gestation(found: &mut Found, at: usize, value: u32) -> bool {
    let tokens = found.tokens;
    let days = usize::from(tokens.is(at + 1, "+") && tokens.digits(at + 2) == 1) * 2;
    let unit = at + 1 + days;
    let unit = unit + usize::from(tokens.any(unit, &["-"]));
    if !(20..=43).contains(&value) || !tokens.any(unit, &["weeks", "week", "wks"]) || !tokens.near(unit) {
        return false;
    }
    let pregnant = tokens.any(unit + 1, &["pregnant", "gestation", "gestational", "gravid"]);
    let born =
        tokens.any(tokens.back(at, 1), &["at"]) && tokens.any(tokens.back(at, 2), &["born", "delivered", "booked"]);
    let told = persons::spoken_of(tokens, at, unit, 12)
        && !tokens
            .behind(at, 8)
            .any(|it| tokens.any(it, &["offered", "if", "before", "than", "routine", "every", "should", "to"]));
    if !(pregnant || born && value < 37 || days > 0) || !told {
        return false;
    }
    let period = if value < 28 {
        "very preterm"
    } else if value < 37 {
        "in the third trimester, before term"
    } else {
        "at term"
    };
    let end = unit + 1 + usize::from(pregnant);
    found.suggest(Kind::Age, tokens.range(at, end), period);
    true
}

/// "3/12 old", "a 6/52 baby": months, weeks and days as clinicians write them.
fn stroke_unit(tokens: &Tokens, at: usize) -> Option<Unit> {
    let close = tokens.is(at + 1, "/") && tokens.joined(at + 1) && tokens.joined(at + 2);
    let unit = match tokens.number(at + 2)? {
        12 => Unit::Months,
        52 => Unit::Weeks,
        7 => Unit::Days,
        _ => return None,
    };
    let next = at + 3 + usize::from(tokens.any(at + 3, &["-"]));
    let young = tokens.any(next, &["old", "baby", "infant", "boy", "girl"]) && tokens.near(next);
    (close && young).then_some(unit)
}

/// "she was 87", "he is only 19".
fn was(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let mut next = at + 1;
    if tokens.any(at, &["her", "his"]) || !tokens.any(next, &["was", "is", "turned", "'", "’", "had"]) {
        return;
    }
    next += 1;
    for _ in 0..3 {
        next +=
            usize::from(tokens.any(
                next,
                &["only", "just", "nearly", "almost", "s", "then", "now", "about", "still", "turned", "aged"],
            ));
    }
    let Some((value, end)) = amount(tokens, next) else { return };
    let ended = !tokens.near(end)
        || tokens.any(
            end,
            &[
                ".", ",", ";", ")", "and", "when", "at", "with", "but", "who", "\"", "so", "years", "months", "weeks",
                "days", "!", "|",
            ],
        );
    let measured = tokens.any(end, &["years", "months", "weeks", "days"]) && !tokens.any(end + 1, &["old", ".", ","])
        || tokens.has(end, SPAN)
            && tokens.any(end + 1, &["late", "into", "post", "after", "pregnant", "early", "overdue"]);
    let decimal = tokens.is(end, ".") && tokens.joined(end) && tokens.digits(end + 1) > 0
        || tokens.is(end, ",") && tokens.joined(end) && tokens.digits(end + 1) > 0;
    let of_many = value < 13 && tokens.has(next, NUMERAL) || tokens.is(end, "and") && tokens.digits(end + 1) > 0;
    if ended && !measured && !decimal && !of_many && value > 0 && !bracket(tokens, next, end) {
        note(found, next, end, value, Unit::Years);
    }
}

/// Whether what follows is counted: "turned 12 patients".
fn counted(tokens: &Tokens, at: usize) -> bool {
    tokens.near(at)
        && (tokens.word(at)
            && !tokens.any(
                at,
                &[
                    "in", "and", "last", "this", "on", "when", "years", "just", "at", "the", "a", "during", "shortly",
                    "while", "but", "she", "he",
                ],
            )
            || tokens.any(at, &["%", "°"]))
}

pub(super) fn note(found: &mut Found, from: usize, to: usize, value: u32, unit: Unit) {
    let tokens = found.tokens;
    // Plurals are of groups: "87-year-olds".
    let two = tokens.any(tokens.back(from, 1), &["two", "both", "three"]);
    if tokens.is(to.wrapping_sub(1), "olds") && !two || (tokens.is(to, "s") && tokens.joined(to)) {
        return;
    }
    let before = tokens.back(from, 1);
    let limit = [
        "over", "under", "above", "below", "than", "least", "between", "to", "until", "beyond", "typical", "average",
        "median", "mean", "every", "any",
    ];
    let ranged = tokens.any(before, &["-", "–", "to", "‑"])
        && (tokens.joined(from) || tokens.is(before, "to"))
        && tokens.digits(tokens.back(from, 2)) > 0;
    let wider = tokens.any(to, &["or", "and"])
        && tokens.any(to + 1, &["over", "older", "above", "under", "younger", "below"])
        || tokens.is(to, "+");
    let ranged = ranged
        || tokens.is(before, "and")
            && tokens.digits(tokens.back(from, 2)) > 0
            && tokens.is(tokens.back(from, 3), "between");
    let at_birth = tokens.is(before, "from") && !persons::somebody(tokens, tokens.back(from, 2));
    if tokens.near(from) && (tokens.any(before, &limit) || ranged || at_birth) || wider {
        return;
    }
    tell(found, from, to, value, unit);
}

/// An age that no limit or bracket can be.
fn tell(found: &mut Found, from: usize, to: usize, value: u32, unit: Unit) {
    let tokens = found.tokens;
    let bracket = match (unit, value) {
        (Unit::Days, 0..=14) | (Unit::Weeks, 0..=2) => "0 to 14 days old",
        (Unit::Days, 15..=28) | (Unit::Weeks, 3 | 4) => "15 to 28 days old",
        (Unit::Days | Unit::Weeks, _) | (Unit::Months, 0..=11) => "1 to 11 months old",
        (Unit::Months, 12..=59) => "aged 1 to 4",
        (Unit::Months, _) => "aged 5 to 9",
        (Unit::Years, 0..=4) => "aged 1 to 4",
        (Unit::Years, 5..=9) => "aged 5 to 9",
        (Unit::Years, 10..=15) => "aged 10 to 15",
        (Unit::Years, 16 | 17) => "aged 16 or 17",
        (Unit::Years, 18..=25) => "aged 18 to 25",
        (Unit::Years, 26..=45) => "aged 26 to 45",
        (Unit::Years, 46..=65) => "aged 46 to 65",
        (Unit::Years, 66..=85) => "aged 66 to 85",
        (Unit::Years, _) => "aged over 85",
    };
    let range = tokens.range(from, to);
    found.suggest(Kind::Age, range, bracket);
}
