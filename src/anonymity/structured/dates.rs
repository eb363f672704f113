//! Days, however they are written. A month with its year, a quarter and a year alone pass, as do days on which
//! documents, not people, had something done to them.

use super::Found;
use super::calendar::{Day, any, dated, day_alone, day_first, day_number, month_after, month_first, year_after};
use super::lexicon::{FEAST, MONTH, NUMERAL, ORDINAL, WEEKDAY};
use super::strokes::day_and_month;
use super::tokens::{Gap, Tokens};
use super::{persons, schedules};
use crate::anonymity::Kind;
use crate::anonymity::words::lists;

lists!("structured/dates": FEASTS, YEARLY);

/// A day that a number begins.
pub(super) fn number(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let length = tokens.digits(at);
    if length > 4 {
        if length == 8 {
            compact(found, at);
        }
        return;
    }
    let before = tokens.back(at, 1);
    if at > 0 && tokens.joined(at) {
        let mark = tokens.any(before, &[".", "/", "-", "–", ",", ":"])
            && tokens.joined(before)
            && tokens.digits(tokens.back(at, 2)) > 0;
        if mark && !tokens.is(before, "–")
            || tokens.any(before, &["£", "$", "€", "%"])
            || (tokens.word(before) && !tokens.is(before, "t"))
        {
            // "T14:05" of a date and time is a part of what was found before.
            let range_of_days = mark
                && tokens.is(before, "-")
                && (day_number(tokens, at).is_some_and(|(_, end)| month_after(tokens, end).is_some())
                    || tokens.digits(tokens.back(at, 2)) < 3 && any(tokens, at).is_some());
            if !range_of_days {
                return;
            }
        }
    }
    if let Some(day) = any(tokens, at) {
        note(found, at, day);
    } else if let Some(end) = day_alone(tokens, at) {
        note(found, at, Day { end, month: None, year: None });
    } else if let Some(day) = day_and_month(found, at) {
        note(found, at, day);
    }
}

/// A day that a word begins.
pub(super) fn word(found: &mut Found, at: usize, flags: u32) {
    let tokens = found.tokens;
    if flags & (ORDINAL | NUMERAL) != 0
        && let Some(day) = day_first(tokens, at)
    {
        note(found, at, day);
    }
    if flags & MONTH != 0
        && let Some(day) = month_first(tokens, at)
    {
        note(found, at, day);
    }
    if flags & WEEKDAY != 0 {
        weekday(found, at);
    }
    if flags & FEAST != 0 {
        feast(found, at);
    }
}

/// 20250603, as in the name of a file.
fn compact(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let raw = tokens.raw(at);
    let part = |range: std::ops::Range<usize>| raw.get(range).and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    let (year, month, day) = (part(0..4), part(4..6), part(6..8));
    let before = tokens.back(at, 1);
    let part_of_more = at > 0 && tokens.joined(at) && !tokens.any(before, &["-", "_", "/", "(", "[", ":", "\"", "'"]);
    let valid = |year: u32, month: u32, day: u32| {
        (1900..2060).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day)
    };
    if part_of_more || (tokens.joined(at + 1) && tokens.word(at + 1) && !tokens.is(at + 1, "t")) {
        return;
    }
    if valid(year, month, day) {
        note(found, at, Day { end: at + 1, month: Some(month), year: Some(year) });
    } else if valid(part(4..8), part(2..4), part(0..2))
        && (dated(tokens, at)
            || tokens.any(before, &["-", "_"])
            || (2000..2040).contains(&part(4..8)) && raw.starts_with(['0', '1', '2', '3']))
    {
        note(found, at, Day { end: at + 1, month: Some(part(2..4)), year: Some(part(4..8)) });
    }
}

/// "Tuesday at 14:05": a day of the week with a time to the minute.
fn weekday(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let mut next = at + 1;
    next += usize::from(tokens.is(next, ","));
    // "Tuesday 3rd", "Tues the 3".
    let day_at = next + usize::from(tokens.is(next, "the"));
    let written = day_at > next && tokens.has(day_at, ORDINAL);
    if let Some((ordinal, end)) =
        day_number(tokens, day_at).filter(|_| tokens.near(day_at) && (written || tokens.digits(day_at) > 0))
    {
        let time = tokens.any(end, &[":", "am", "pm", "-", "–", "to", "."])
            && tokens.near(end)
            && tokens.digits(end + usize::from(!tokens.word(end))) > 0
            || tokens.any(end, &["am", "pm"]);
        let counts =
            tokens.word(end) && !tokens.any(end, &["at", "and", "when", "she", "he", "in", "the"]) && tokens.near(end);
        // "until Friday 9 nobody knew".
        let begins = tokens.any(tokens.back(at, 1), &["until", "since", "by", "before", "after", "last"]);
        let counts = counts && (!begins || tokens.lower(end).ends_with('s'));
        if any(tokens, day_at).is_none() && !time && (ordinal || !counts) && !tokens.any(end, &["/", "%"]) {
            note(found, at, Day { end, month: None, year: None });
            return;
        }
    }
    let before = tokens.back(at, 1);
    // "the last Friday of May": of one who is told of, and no meeting's.
    if (tokens.has(before, ORDINAL) || tokens.is(before, "last"))
        && tokens.any(at + 1, &["of", "in"])
        && tokens.has(at + 2, MONTH)
        && persons::spoken_of(tokens, at, at + 2, 16)
    {
        let (year, end) = year_after(tokens, at + 3);
        note(found, before, Day { end, month: None, year });
        return;
    }
    let once = tokens.any(before, &["last", "that"])
        || tokens.is(before, "on")
            && tokens.any(
                tokens.back(at, 2),
                &[
                    "died",
                    "fell",
                    "admitted",
                    "seen",
                    "discharged",
                    "happened",
                    "occurred",
                    "attended",
                    "collapsed",
                    "arrived",
                ],
            );
    next += usize::from(tokens.any(next, &["at", "@"]));
    let clock = tokens.digits(next) > 0
        && tokens.any(next + 1, &[":", "."])
        && tokens.digits(next + 2) == 2
        && tokens.joined(next + 2);
    if once && clock && !tokens.any(next + 3, &["-", "–", "to", "until"]) {
        note(found, at, Day { end: next + 3, month: None, year: None });
    }
}

/// "on Christmas Day", "Boxing Day 2024".
fn feast(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let mut end = at + 1;
    // What stands for a day by one word does so where somebody is told of: "at Halloween she fell", "the August bank
    // holiday", "six days before Christmas".
    let counted =
        tokens.any(tokens.back(at, 1), &["before", "after"]) && tokens.any(tokens.back(at, 2), &["day", "days"]);
    let bank =
        tokens.is(at, "bank") && tokens.is(end, "holiday") && !tokens.any(end + 1, &["cover", "rota", "working"]);
    let single = ["halloween", "diwali", "eid", "hogmanay", "vaisakhi", "holi", "hanukkah", "passover", "epiphany"];
    let single = tokens.any(at, &single)
        && (tokens.any(tokens.back(at, 1), &["on", "at", "was", "before", "after", "of", "during"])
            || tokens.is(end, "itself"));
    if (counted || bank || single) && told_in_past(tokens, at, end) && persons::spoken_of(tokens, at, end, 24) {
        note(found, at, Day { end: end + usize::from(bank), month: None, year: None });
        return;
    }
    if bank || tokens.is(at, "bank") {
        return;
    }
    if tokens.is(at, "new") {
        if !tokens.any(end, &["year", "years"]) {
            return;
        }
        end += 1;
    }
    end += usize::from(tokens.any(at, &["guy", "yom", "rosh"]) && tokens.any(end, &["fawkes", "kippur", "hashanah"]));
    // "St Patrick's Day".
    end += usize::from(tokens.is(at, "st") && tokens.capital(at) && tokens.capital(end));
    end += usize::from(tokens.any(end, &["'", "’"])) * 2;
    if tokens.any(at, &["good", "shrove", "ash", "maundy", "palm", "whit", "remembrance", "pancake", "mothering"])
        && (!tokens.capital(at) || !tokens.has(end, WEEKDAY) && !tokens.is(end, "day"))
    {
        return;
    }
    if tokens.any(at, &["good", "shrove", "ash", "maundy", "palm"])
        || tokens.any(end, &["day", "eve", "sunday", "monday", "night"])
    {
        end += 1;
    } else if tokens.any(at, &FEASTS) {
        return;
    }
    if tokens.any(end, &["agreement", "appeal", "card", "cards", "party", "lunch", "service", "fair", "raffle"])
        && tokens.near(end)
    {
        return;
    }
    let (year, stop) = year_after(tokens, end);
    let before = tokens.back(at, 1);
    // "closed on Christmas Day", "except Boxing Day": every year. "It was Christmas Eve": once.
    let yearly = tokens.behind(at, 5).any(|it| tokens.any(it, &YEARLY))
        || tokens.any(end, &["holiday", "holidays", "and"]) && tokens.has(end + 1, FEAST);
    let once = tokens.any(
        before,
        &[
            "on", "last", "that", "early", "of", "was", "this", "since", "until", "is", "by", "before", "after",
            "late", ":",
        ],
    ) || !tokens.near(at)
        || tokens.any(before, &["(", ",", "|", ".", "*"]);
    // "The clinic had been cancelled for Easter Monday": told as past, it was one.
    let past = told_in_past(tokens, at, end);
    let once = once
        || past && !tokens.any(before, &["and", "or", "every", "each", "for"])
        || past && tokens.any(before, &["for", "and", "or"]) && end > at + 1;
    if (year.is_some() || once) && !yearly && end > at + 1 {
        let month = if tokens.any(at, &["christmas", "boxing"]) { Some(12) } else { None };
        note(found, at, Day { end: stop, month, year });
    }
}

/// Whether the sentence around a stretch tells what has been.
fn told_in_past(tokens: &Tokens, from: usize, to: usize) -> bool {
    let ends = |it: &usize| !tokens.any(*it, &[".", "!", "?"]);
    let words = ["was", "were", "had", "died", "fell", "came", "went", "rang", "did", "happened"];
    let mut sentence = tokens.behind(from, 12).take_while(ends).chain(tokens.ahead(to, 6).take_while(ends));
    sentence.any(|it| tokens.any(it, &words))
}

/// The keys of front matter under which the days of a document stand.
fn document_key(tokens: &Tokens, at: usize) -> bool {
    let mut key = at;
    for _ in 0..4 {
        key = tokens.back(key, 1);
        if tokens.any(key, &[":", "\"", "'", "-"]) {
            continue;
        }
        break;
    }
    let colon = tokens.is(key + 1, ":") && tokens.word(key) && !tokens.capital(key);
    let first = |it: usize| {
        tokens.gap(it) >= Gap::Line || (tokens.any(it.wrapping_sub(1), &["-"]) && tokens.gap(it) > Gap::None)
    };
    // incident_date, and reviewed_on.
    let mut words = vec![key];
    let mut start = key;
    while tokens.any(tokens.back(start, 1), &["_", "-"])
        && tokens.joined(start)
        && tokens.word(tokens.back(start, 2))
        && words.len() < 5
    {
        start = tokens.back(start, 2);
        words.push(start);
    }
    let of_people = [
        "incident",
        "event",
        "admission",
        "admitted",
        "died",
        "born",
        "death",
        "birth",
        "discharge",
        "dob",
        "fall",
        "happened",
        "occurred",
        "seen",
        "discharged",
    ];
    colon && tokens.digits(at) == 4 && first(start) && !words.iter().any(|it| tokens.any(*it, &of_people))
}

fn note(found: &mut Found, at: usize, day: Day) {
    let tokens = found.tokens;
    // The day of the week and "last" belong to the date.
    let mut start = at;
    for words in [&["the", ","][..], &[]] {
        let before = tokens.back(start, 1);
        if tokens.near(start)
            && (tokens.has(before, WEEKDAY)
                || (words.contains(&tokens.lower(before))
                    && tokens.has(tokens.back(start, 2), WEEKDAY)
                    && tokens.near(before)))
        {
            start = before;
        }
    }
    if tokens.has(start, WEEKDAY) && tokens.any(tokens.back(start, 1), &["last", "next", "this"]) && tokens.near(start)
    {
        start -= 1;
    }
    let range = tokens.range(start, day.end);
    let birth = ["dob", "birthday", "birth", "born"];
    let born = (tokens.any(day.end, &["(", ",", "-", "is", "was", "dob"])
        && tokens.ahead(day.end, 4).any(|it| tokens.any(it, &birth)))
        || tokens.behind(start, 3).any(|it| tokens.any(it, &["birthday", "dob"]));
    if born {
        found.block(Kind::BirthDate, range);
        return;
    }
    if persons::invented(tokens, start)
        || document_key(tokens, start)
        || schedules::neutral(tokens, start)
        || year_bounds(tokens, start, &day)
    {
        return;
    }
    let suggestion = period(day.month, day.year);
    found.suggest(Kind::Date, range, &suggestion);
}

/// The first and last day of a financial year, which stand for the year: "1 April 2024 to 31 March 2025".
fn year_bounds(tokens: &Tokens, at: usize, day: &Day) -> bool {
    let yearly = tokens.any(tokens.back(at, 1), &["to", "ending", "ended", "until", "on", "at"])
        && tokens.behind(at, 4).any(|it| tokens.any(it, &["year", "quarter", "months"]));
    let (Some(month), true) = (day.month, day.year.is_some() || yearly) else { return false };
    let first = tokens.number(at);
    let bound = matches!((first, month), (Some(1), 1 | 4 | 7 | 10) | (Some(31), 12 | 3) | (Some(30), 6 | 9));
    bound
        && tokens.any(
            tokens.back(at, 1),
            &["to", "and", "-", "from", "between", "at", "until", "of", "since", "before", "after"],
        )
        && (tokens.any(day.end, &["to", "and", "-", "until"])
            || tokens.any(tokens.back(at, 1), &["to", "and", "-", "at"]))
        && !tokens.around(at, day.end, 8, &["she", "he", "admitted", "died", "patient"])
}

/// What to write instead: a season, or the quarter that a winter's month is in.
fn period(month: Option<u32>, year: Option<u32>) -> String {
    let season = match month {
        Some(3..=5) => "spring",
        Some(6..=8) => "summer",
        Some(9..=11) => "autumn",
        Some(_) => "winter",
        None => return "that month".to_owned(),
    };
    match (year, month) {
        (Some(year), Some(12)) => format!("October to December {year}"),
        (Some(year), Some(1 | 2)) => format!("January to March {year}"),
        (Some(year), _) => format!("{season} {year}"),
        (None, _) => season.to_owned(),
    }
}
