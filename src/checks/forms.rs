//! How exactly a summary says when something happened and how old somebody was: from the words after `period` and
//! `age_bracket`, whoever wrote them.
//!
//! What readers may know has a form that can be recognised: a month, a quarter, a season, a year; two ages with years
//! between them. Whatever has a number and no such form may be the day or the age itself, and is taken for it.

use crate::dates::{Date, Month, month_number};

/// How exact a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As general as it should be.
    General,
    /// It tells the day, or the age.
    Exact,
    /// Words that are neither.
    Other,
}

/// Two ages that lie so far apart say little of one person. The narrowest national bracket of years has two.
const BRACKET_YEARS_MIN: u32 = 3;

/// Words that a period is made of beside months and years.
const OF_PERIODS: &[&str] = &[
    "spring",
    "summer",
    "autumn",
    "winter",
    "quarter",
    "half",
    "year",
    "season",
    "financial",
    "calendar",
    "first",
    "second",
    "third",
    "fourth",
    "last",
    "final",
    "q",
    "q1",
    "q2",
    "q3",
    "q4",
    "h1",
    "h2",
    "early",
    "mid",
    "late",
    "beginning",
    "middle",
    "start",
    "end",
    "of",
    "the",
    "in",
    "to",
    "and",
    "or",
    "from",
    "between",
    "until",
    "during",
];

/// Words that bring a day or a few days with them, in any letters.
const OF_DAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "day",
    "days",
    "week",
    "weeks",
    "weekend",
    "night",
    "morning",
    "evening",
    "afternoon",
    "yesterday",
    "today",
    "fortnight",
    "eve",
    "christmas",
    "easter",
    "boxing",
    "holiday",
    "birthday",
];

/// How exactly a text says when something happened.
pub fn of_period(text: &str) -> Form {
    let lower = text.trim().to_lowercase();
    if Date::parse(&lower).is_some() {
        return Form::Exact;
    }
    let mut is_known = true;
    let mut parts: Vec<&str> = lower.split(is_between).filter(|part| !part.is_empty()).collect();
    let month_and_year = |two: &[&str]| matches!(two, [one, other] if (is_year(one) && is_month_number(other)) || (is_month_number(one) && is_year(other)));
    let of_one_word: Vec<&str> = lower.split(['-', '/', '.']).collect();
    if Month::parse(&lower).is_some() || month_and_year(&of_one_word) {
        return Form::General;
    }
    // "2026/27", "2026-27": the second year of two.
    let second_years: Vec<usize> = (1..parts.len()).filter(|at| is_next_year(parts[at - 1], parts[*at])).collect();
    for at in second_years.into_iter().rev() {
        parts.remove(at);
    }
    // "quarter 2"
    let quarters: Vec<usize> = (1..parts.len())
        .filter(|at| ["quarter", "q", "half"].contains(&parts[at - 1]) && matches!(parts[*at], "1" | "2" | "3" | "4"))
        .collect();
    for at in quarters.into_iter().rev() {
        parts.remove(at);
    }
    for part in parts {
        let is_of_a_day = OF_DAYS.contains(&part) || (part.contains(|c: char| c.is_numeric()) && !is_year(part));
        if is_of_a_day && !OF_PERIODS.contains(&part) {
            return Form::Exact;
        }
        is_known &= is_year(part) || month_number(part).is_some() || OF_PERIODS.contains(&part);
    }
    if is_known { Form::General } else { Form::Other }
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || "-–—/.,()'’:".contains(c)
}

fn is_year(part: &str) -> bool {
    part.len() == 4 && (part.starts_with("19") || part.starts_with("20")) && part.bytes().all(|it| it.is_ascii_digit())
}

fn is_month_number(part: &str) -> bool {
    part.len() <= 2 && part.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month))
}

fn is_next_year(year: &str, part: &str) -> bool {
    let next = year.parse::<u32>().map(|year| (year + 1) % 100);
    is_year(year) && part.len() == 2 && next.is_ok_and(|next| part.parse() == Ok(next))
}

/// How exactly a text says how old somebody was.
pub fn of_age(text: &str) -> Form {
    let lower = text.trim().to_lowercase();
    let numbers: Vec<u32> = lower
        .split(|c: char| !c.is_numeric())
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().unwrap_or(u32::MAX))
        .collect();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let is_open = lower.contains('+')
        || lower.contains(['<', '>'])
        || words.iter().any(|word| ["over", "under", "above", "below", "older", "younger", "least"].contains(word));
    let is_birth = words.iter().any(|word| ["born", "birth", "dob", "birthday", "aged"].contains(word));
    match numbers.as_slice() {
        [] if words.iter().any(|word| is_number_word(word)) => Form::Exact,
        [] => Form::Other,
        [one] if is_open && *one <= 120 && !is_birth => Form::Other,
        [from, to] if from < to && *to <= 120 && to - from + 1 >= BRACKET_YEARS_MIN && !is_date(&words) => Form::Other,
        _ => Form::Exact,
    }
}

fn is_date(words: &[&str]) -> bool {
    words.iter().any(|word| month_number(word).is_some() || ["born", "birth", "dob"].contains(word))
}

/// A number from four on: "one" and "two" stand for other things too often, and "a two-year-old" has "old".
fn is_number_word(word: &str) -> bool {
    const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred"];
    const ONES: &[&str] = &[
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "old",
        "octogenarian",
        "nonagenarian",
        "centenarian",
    ];
    TENS.contains(&word) || ONES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_month_or_longer() {
        for text in [
            "2026-Q2",
            "summer 2026",
            "2026",
            "2026/27",
            "2026-27",
            "2026-05",
            "05/2026",
            "May 2026",
            "April to June 2026",
            "Winter 2025/26",
            "winter 2025 to 2026",
            "Q1 2026/27",
            "quarter 2 of 2026",
            "the first quarter of 2026",
            "between April and June 2026",
            "early 2026",
            "Financial year 2025 to 2026",
            "spring and summer 2026",
            "July–September 2026",
        ] {
            assert_eq!(of_period(text), Form::General, "{text}");
        }
        for text in [
            "14 May 2026",
            "14/05/2026",
            "2026-05-14",
            "14.5.26",
            "May 14th, 2026",
            "14 May",
            "the week of 4 May 2026",
            "week 22 of 2026",
            "Tuesday in May 2026",
            "Christmas Day 2025",
            "the week she died",
            "14mai 2026",
            "haf 2026, 3 Mehefin",
        ] {
            assert_eq!(of_period(text), Form::Exact, "{text}");
        }
        for text in ["haf 2026", "during the heatwave", "when the lift failed", ""] {
            assert_ne!(of_period(text), Form::Exact, "{text}");
        }
    }

    #[test]
    fn an_age_is_a_bracket() {
        for text in
            ["82", "aged 82", "82 years", "82-year-old", "born 14 May 1944", "1944", "eighty-two", "82 to 83", "82F"]
        {
            assert_eq!(of_age(text), Form::Exact, "{text}");
        }
        for text in ["3 weeks", "14/05/1944", "14 to 20 May 1944", "a two-year-old", "aged over 82", "octogenarian"] {
            assert_eq!(of_age(text), Form::Exact, "{text}");
        }
        for text in
            ["65 to 84", "65-84 years", "over 85", "85+", "adult", "older adult", "under 18", "18 or over", "children"]
        {
            assert_eq!(of_age(text), Form::Other, "{text}");
        }
    }
}
