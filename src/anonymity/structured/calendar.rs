//! Days as they are written, read from tokens: in figures, in words, day first or month first.

use super::lexicon::{MONTH, NUMERAL, ORDINAL, ROOM, WEEKDAY};
use super::tokens::{Class, Gap, Tokens};
use crate::anonymity::words::lists;

lists!("structured/calendar": PARTS, DATED, GOES_ON);

/// A day as written: the token after it, and what it says.
#[derive(Clone, Copy)]
pub(super) struct Day {
    pub end: usize,
    pub month: Option<u32>,
    pub year: Option<u32>,
}

/// Whether a number is of a part of a document. "r/v" is a review.
fn part(tokens: &Tokens, at: usize) -> bool {
    let before = tokens.back(at, 1);
    tokens.any(before, &PARTS) && !(tokens.is(before, "v") && tokens.is(tokens.back(at, 2), "/"))
}

/// A whole date that begins here, with a month.
pub(super) fn any(tokens: &Tokens, at: usize) -> Option<Day> {
    numeric(tokens, at).or_else(|| day_first(tokens, at)).or_else(|| {
        let at = at + usize::from(tokens.any(at, &["the"]));
        if tokens.has(at, WEEKDAY) {
            let next = at + 1 + usize::from(tokens.any(at + 1, &[",", "."]));
            let next = next + usize::from(tokens.is(next, "the"));
            return numeric(tokens, next).or_else(|| day_first(tokens, next)).or_else(|| month_first(tokens, next));
        }
        if tokens.has(at, MONTH) { month_first(tokens, at) } else { day_first(tokens, at) }
    })
}

/// "June 1938": the token after it.
pub(super) fn month_and_year(tokens: &Tokens, at: usize) -> Option<usize> {
    tokens.value(at, MONTH)?;
    let next = at + 1 + usize::from(tokens.any(at + 1, &[",", "."]));
    let next = next + usize::from(tokens.is(next, "of"));
    (tokens.near(next) && tokens.digits(next) == 4 && year_value(tokens.number(next)?).is_some()).then_some(next + 1)
}

fn year_value(year: u32) -> Option<u32> {
    match year {
        0..=99 => Some(if year > 40 { 1900 + year } else { 2000 + year }),
        1890..=2099 => Some(year),
        _ => None,
    }
}

/// 3/6/2025, 03.06.25, 2025-06-03.
fn numeric(tokens: &Tokens, at: usize) -> Option<Day> {
    let (one, first) = (tokens.digits(at), tokens.number(at)?);
    if !matches!(one, 1 | 2 | 4) {
        return None;
    }
    let mark = tokens.raw(at + 1);
    let spaces = tokens.digits(at + 1) > 0;
    let close = |at: usize| tokens.gap(at) <= if mark == "/" { Gap::Space } else { Gap::None };
    let (second_at, third_at) = if spaces { (at + 1, at + 2) } else { (at + 2, at + 4) };
    let (two, three) = (tokens.digits(second_at), tokens.digits(third_at));
    let (second, third) = (tokens.number(second_at)?, tokens.number(third_at)?);
    if spaces {
        // Only 03 06 2025: looser groups are any numbers.
        let written =
            (one, two, three) == (2, 2, 4) && tokens.gap(second_at) == Gap::Space && tokens.gap(third_at) == Gap::Space;
        if !written {
            return None;
        }
    } else if !matches!(mark, "/" | "." | "-" | "–" | "_" | "‑")
        || tokens.raw(at + 3) != mark
        || !(1..5).all(|by| close(at + by))
    {
        return None;
    }
    let end = third_at + 1;
    let goes_on = tokens.joined(end)
        && (tokens.digits(end) > 0
            || (tokens.any(end, &[".", "/", "-"])
                && tokens.joined(end + 1)
                && tokens.digits(end + 1) > 0
                && mark != "_"));
    if goes_on || !(1..=2).contains(&two) {
        return None;
    }
    let (day, month, year) = match (one, three) {
        (4, 1..=2) => (third, second, first),
        (1..=2, 4) => (first, second, third),
        (1..=2, 2) if mark != "_" => (first, second, third),
        _ => return None,
    };
    let (day, month) = if month > 12 && day <= 12 { (month, day) } else { (day, month) };
    if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
        return None;
    }
    // "Section 3.2.12", "version 1.2.10": dots with short parts need noughts or a cue.
    if mark == "." && three == 2 && (part(tokens, at) || (one == 1 || two == 1) && !dated(tokens, at)) {
        return None;
    }
    let year = year_value(year)?;
    Some(Day { end, month: Some(month), year: Some(year) })
}

/// Whether what stands before says that a day follows.
pub(super) fn dated(tokens: &Tokens, at: usize) -> bool {
    let before = tokens.back(at, 1);
    tokens.any(before, &DATED)
        || (tokens.any(before, &[":", "-", "(", ",", "the"]) && dated_word(tokens, tokens.back(at, 2)))
        || tokens.has(before, WEEKDAY)
        || (tokens.is(before, ",") && tokens.has(tokens.back(at, 2), WEEKDAY))
        || (tokens.is(before, "c") && tokens.is(tokens.back(at, 2), "/"))
}

fn dated_word(tokens: &Tokens, at: usize) -> bool {
    tokens.any(at, &["date", "dated", "dob", "born", "on", "birth", "admitted", "seen", "reviewed", "incident"])
}

/// The value of a day, and the token after it and its "th".
pub(super) fn day_number(tokens: &Tokens, at: usize) -> Option<(bool, usize)> {
    if (1..=2).contains(&tokens.digits(at)) {
        if !(1..=31).contains(&tokens.number(at)?) {
            return None;
        }
        let suffix = tokens.any(at + 1, &["st", "nd", "rd", "th"]) && tokens.gap(at + 1) <= Gap::Space;
        return Some((suffix, at + 1 + usize::from(suffix)));
    }
    if let Some(day) = tokens.value(at, ORDINAL) {
        return (day <= 30).then_some((true, at + 1));
    }
    let tens = tokens.value(at, NUMERAL).filter(|tens| matches!(tens, 20 | 30))?;
    let next = at + 1 + usize::from(tokens.any(at + 1, &["-", "‑", "–"]));
    let units = tokens.value(next, ORDINAL).filter(|units| *units < 10)?;
    (tens + units <= 31 && tokens.near(next)).then_some((true, next + 1))
}

/// The month after a day, with "of", a stroke or a dash before it, and its year.
pub(super) fn month_after(tokens: &Tokens, at: usize) -> Option<Day> {
    let mut next = at;
    let mut close = false;
    if tokens.any(next, &["-", "/", ".", "–", ",", "_", "‑"]) {
        close = tokens.joined(next) && tokens.joined(next + 1);
        next += 1;
    }
    if tokens.is(next, "day") && tokens.is(next + 1, "of") {
        next += 1;
    }
    if tokens.is(next, "of") {
        next += 1;
        next += usize::from(tokens.is(next, "the"));
        close = true;
    }
    let month = tokens.value(next, MONTH)?;
    if !tokens.near(next) {
        return None;
    }
    // "May" and "march" in lower case are verbs more often than months.
    let verb = tokens.any(next, &["may", "march", "mar", "sep", "dec", "jan"]) && !tokens.capital(next);
    let mut end = next + 1;
    if tokens.is(end, ".")
        && (tokens.joined(end)
            && (tokens.digits(end + 1) > 0 || tokens.raw(next).len() <= 4 && !tokens.capital(end + 1)))
        && tokens.near(end + 1)
    {
        end += 1;
    }
    let (year, end) = year_after(tokens, end);
    if verb
        && year.is_none()
        && !close
        && !matches!(tokens.raw(end), "" | "." | "," | ")" | ";" | ":" | "]" | "|" | "-" | "\"")
    {
        let ordinal = tokens.has(tokens.back(at, 2), WEEKDAY)
            || tokens.any(tokens.back(at, 1), &["st", "nd", "rd", "th"])
            || tokens.has(tokens.back(at, 1), ORDINAL);
        if !ordinal && !tokens.any(end, &["at", "and", "when", "she", "he", "the", "to", "in"]) {
            return None;
        }
    }
    Some(Day { end, month: Some(month), year })
}

/// The year after a month, where there is one, and the token after.
pub(super) fn year_after(tokens: &Tokens, at: usize) -> (Option<u32>, usize) {
    let mut next = at;
    let mut mark = false;
    if tokens.any(next, &[",", "-", "/", ".", "–", "'", "’", "‘", "_", "‑"]) {
        mark = tokens.joined(next + 1);
        next += 1;
        if tokens.any(next, &["'", "’", "‘"]) {
            mark = true;
            next += 1;
        }
    }
    if tokens.is(next, "of") {
        next += 1;
    }
    let year = tokens.number(next).filter(|_| tokens.near(next)).and_then(year_value);
    match (year, tokens.digits(next)) {
        (Some(year), 4) => (Some(year), next + 1),
        (Some(year), 2) => {
            let follows = tokens.any(next + 1, &[":", "%", "st", "nd", "rd", "th"])
                || (tokens.is(next + 1, ".") && tokens.joined(next + 1) && tokens.digits(next + 2) > 0);
            // Two spaces or more part a field from the next.
            let apart = tokens.gap(next + 1) == Gap::Space
                && tokens.list.get(next + 1).is_some_and(|word| tokens.text[..word.start].ends_with("  "));
            let counts = !mark
                && !apart
                && tokens.word(next + 1)
                && tokens.near(next + 1)
                && !tokens.any(next + 1, &["by", "with", "re", "at", "pt"]);
            if follows || counts { (None, at) } else { (Some(year), next + 1) }
        }
        _ => (None, at),
    }
}

/// "14 May", "3 to 5 June 2025", "the third of June", "3rd, 4th and 5th June".
pub(super) fn day_first(tokens: &Tokens, at: usize) -> Option<Day> {
    if part(tokens, at) && tokens.near(at) {
        return None;
    }
    let (_, mut end) = day_number(tokens, at)?;
    // "Ward 23, 14 May": the first number is of a room.
    let alone = tokens.has(tokens.back(at, 1), ROOM) && tokens.near(at);
    for _ in 0..6 {
        if let Some(day) = month_after(tokens, end).filter(|_| tokens.near(end)) {
            return Some(day);
        }
        let mut next = end;
        if alone
            || !tokens.any(next, &["-", "–", "to", "and", "or", "&", ",", "/", "until", "till", "—", "‑", "through"])
            || !tokens.near(next)
        {
            return None;
        }
        next += 1;
        next += usize::from(tokens.any(next, &["and", "the", "or"]));
        next += usize::from(tokens.has(next, WEEKDAY));
        next += usize::from(tokens.is(next, "the"));
        end = day_number(tokens, next).filter(|_| tokens.near(next))?.1;
    }
    None
}

/// "June 3rd", "June the third, 2025", "Jun 3-5".
pub(super) fn month_first(tokens: &Tokens, at: usize) -> Option<Day> {
    let month = tokens.value(at, MONTH)?;
    // After a day, the month belongs to it: "14 May 25".
    let before = tokens.back(at, 1);
    if tokens.near(at) && (tokens.digits(before) == 1 || tokens.digits(before) == 2) && !tokens.is(at, "may") {
        return None;
    }
    let mut next = at + 1;
    if tokens.any(next, &[".", ",", "-", "_"]) && tokens.joined(next) {
        if tokens.is(next, ",") && tokens.joined(next + 1) {
            return None;
        }
        next += 1;
    }
    next += usize::from(tokens.is(next, "the"));
    let (ordinal, end) = day_number(tokens, next).filter(|_| tokens.near(next))?;
    let verb = tokens.any(at, &["may", "march", "mar", "jan", "sep", "dec", "sept"]);
    if verb && !ordinal && !tokens.capital(at) && !tokens.joined(at + 1) {
        return None;
    }
    let written = tokens.has(next, ORDINAL | NUMERAL);
    if written && !tokens.is(next.wrapping_sub(1), "the") {
        return None;
    }
    let time = tokens.is(end, ":") && tokens.joined(end + 1);
    if (time
        || tokens.any(
            end,
            &["%", "mg", "ml", "patients", "beds", "staff", "per", "million", "thousand", "km", "miles", "years"],
        ))
        && tokens.near(end)
    {
        return None;
    }
    if tokens.joined(end)
        && (tokens.is(end, "/") || tokens.is(end, "."))
        && tokens.joined(end + 1)
        && tokens.digits(end + 1) > 0
    {
        return None;
    }
    let (year, end) = year_after(tokens, end);
    let mut end = end;
    if year.is_none() && tokens.any(end, &["-", "–", "to", "and"]) && tokens.near(end) {
        let after = day_number(tokens, end + 1).filter(|_| tokens.near(end + 1));
        if let Some((_, after)) = after.filter(|(_, after)| !tokens.word(*after)) {
            end = after;
        }
    }
    Some(Day { end, month: Some(month), year })
}

/// "the 3rd", where nothing follows that it could count.
pub(super) fn day_alone(tokens: &Tokens, at: usize) -> Option<usize> {
    let (ordinal, end) = day_number(tokens, at)?;
    if !ordinal || !tokens.joined(at + 1) {
        return None;
    }
    let before = tokens.back(at, 1);
    let weekday =
        tokens.has(before, WEEKDAY) || (tokens.any(before, &["the", ","]) && tokens.has(tokens.back(at, 2), WEEKDAY));
    let cued = tokens.is(before, "the")
        && tokens.any(
            tokens.back(at, 2),
            &["on", "by", "until", "till", "from", "since", "before", "after", "of", "between"],
        )
        || tokens.is(before, "on");
    let mark_after = tokens.class(end) == Some(Class::Mark);
    let goes_on = tokens.any(end, &["-", "/", "‑"]) && tokens.joined(end);
    let free = !tokens.near(end) || mark_after && !goes_on || tokens.any(end, &GOES_ON);
    (weekday || (cued && free)).then_some(end)
}

/// A date of birth in figures that were badly read or typed: the token after it.
pub(super) fn loose(tokens: &Tokens, at: usize) -> Option<usize> {
    let start = tokens.list.get(at)?.start;
    let mut digits = String::new();
    let mut end = at;
    let mut marks = 0;
    while end < at + 10 && (end == at || tokens.gap(end) <= Gap::Space) {
        let raw = tokens.raw(end);
        let read = raw.replace(['O', 'o'], "0").replace(['l', 'I'], "1");
        if !raw.is_empty() && read.bytes().all(|byte| byte.is_ascii_digit()) {
            digits.push_str(&read);
        } else if matches!(raw, "/" | "." | "-" | "\\" | "|" | ",") && digits.len() < 8 && !digits.is_empty() {
            marks += 1;
        } else {
            break;
        }
        end += 1;
        if digits.len() >= 8 {
            break;
        }
    }
    let day = digits.get(0..2)?.parse::<u32>().ok()?;
    let fits =
        matches!(digits.len(), 6..=8) && (1..=39).contains(&day) || (digits.len() == 8 && matches!(day, 19 | 20));
    let _ = start;
    (fits && (marks > 0 || digits.len() >= 6)).then_some(end)
}
