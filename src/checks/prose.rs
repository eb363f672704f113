//! Dates and cycles in running text, in the forms that policies write them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use crate::dates::{Cycle, CycleUnit, Date, Due, Month, month_number};

/// A pattern of this crate's own, which compiles.
pub fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| unreachable!("{error}"))
}

static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)\b(?:
            (?P<iso>\d{4}-\d{2}-\d{2})
          | (?P<d>\d{1,2})[/.](?P<m>\d{1,2})[/.](?P<y>\d{4}|\d{2})
          | (?P<hd>\d{1,2})-(?P<hm>\d{1,2})-(?P<hy>\d{4})
          | (?:(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?)?
            (?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)
            \.?,?\s+(?:(?P<usday>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<year>\d{4})
        )\b",
    )
});

/// The days and months that a text names, with their places: "1 April 2026", "1st April 2026", "April 1, 2026", "April
/// 2026", "01/04/2026" or "01-04-2026" (the day first, as in Britain) and "2026-04-01".
pub fn dates(text: &str) -> Vec<(Range<usize>, Due)> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    DATE.captures_iter(text).filter_map(|found| Some((found.get(0)?.range(), due(&found)?))).collect()
}

fn due(found: &Captures<'_>) -> Option<Due> {
    let text = |name: &str| found.name(name).map(|it| it.as_str());
    let day_of = |year: &str, month: u8, day: &str| {
        let year = if year.len() == 2 { format!("20{year}") } else { year.to_owned() };
        Date::parse(&format!("{year}-{month:02}-{:02}", day.parse::<u8>().ok()?)).map(Due::Day)
    };
    if let Some(iso) = text("iso") {
        return Date::parse(iso).map(Due::Day);
    }
    for (day, month, year) in [("d", "m", "y"), ("hd", "hm", "hy")] {
        if let (Some(day), Some(month), Some(year)) = (text(day), text(month), text(year)) {
            return day_of(year, month.parse().ok()?, day);
        }
    }
    let month = month_number(text("month")?)?;
    let year = text("year")?;
    match text("day").or(text("usday")) {
        Some(day) => day_of(year, month, day),
        None => Month::parse(&format!("{year}-{month:02}")).map(Due::Month),
    }
}

/// How often something happens: between a shortest and a longest time, which are mostly the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Often {
    /// The shortest time, in months of a twelfth of a year.
    pub shortest: f64,
    /// The longest.
    pub longest: f64,
}

impl Often {
    /// Whether a cycle lies within it, give or take a few days.
    pub fn holds(self, cycle: Cycle) -> bool {
        let months = months(f64::from(cycle.count), cycle.unit);
        (self.shortest - 0.2..=self.longest + 0.2).contains(&months)
    }
}

fn months(count: f64, unit: CycleUnit) -> f64 {
    match unit {
        CycleUnit::Days => count / 30.4,
        CycleUnit::Weeks => count * 7.0 / 30.4,
        CycleUnit::Months => count,
        CycleUnit::Years => count * 12.0,
    }
}

const NUMBER: &str = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|twenty[- ]four|thirty[- ]six)";

static OFTEN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?xi)\b(?:
            every\s+(?:(?P<from>{NUMBER})(?:\s*(?:-|–|to|or)\s*(?P<to>{NUMBER}))?[\s-]+)?(?P<unit>day|week|month|year)s?
          | (?P<by>{NUMBER})[\s-](?P<byunit>month|year)ly
          | (?:once\s+(?:a|every|each|per)|each)\s+(?P<once>year|month)
          | (?P<other>every\s+(?:other|second)\s+year)
          | (?P<twice>(?:twice|two\s+times)\s+a\s+year|half[- ]yearly)
          | (?:once\s+in\s+(?:every\s+)?|at\s+intervals\s+of\s+)(?P<in>{NUMBER})\s+(?P<inunit>month|year)s?
          | (?:at\s+)?(?P<cycle>{NUMBER})[\s-](?P<cycleunit>month|year)(?:ly)?\s+(?:review\s+)?(?:cycles?|intervals?|reviews?)
          | (?P<annual>on\s+an?\s+(?:annual|yearly)\s+basis|subject\s+to\s+(?:an\s+)?(?:annual|yearly)\s+review
            |(?:annual|yearly)\s+review\s+of\s+(?:this|our)\s+(?:policy|plan))
          | (?P<word>annually|yearly|monthly|quarterly|biennially|triennially|biannually)
        )\b",
    ))
});

/// The cycles that a text names, with their places: "every two years", "every 12 to 18 months", "annually", "2-yearly".
pub fn cycles(text: &str) -> Vec<(Range<usize>, Often)> {
    OFTEN.captures_iter(text).filter_map(|found| Some((found.get(0)?.range(), often(&found)?))).collect()
}

fn often(found: &Captures<'_>) -> Option<Often> {
    let text = |name: &str| found.name(name).map(|it| it.as_str().to_ascii_lowercase());
    let exactly = |months: f64| Some(Often { shortest: months, longest: months });
    let unit = |name: String| match name.as_str() {
        "day" => CycleUnit::Days,
        "week" => CycleUnit::Weeks,
        "month" => CycleUnit::Months,
        _ => CycleUnit::Years,
    };
    if let Some(word) = text("word") {
        return match word.as_str() {
            "annually" | "yearly" => exactly(12.0),
            "monthly" => exactly(1.0),
            "quarterly" => exactly(3.0),
            "biennially" => exactly(24.0),
            "triennially" => exactly(36.0),
            // Twice a year for some, every two years for others.
            _ => None,
        };
    }
    if let Some(once) = text("once") {
        return exactly(months(1.0, unit(once)));
    }
    for (count, by) in [("by", "byunit"), ("in", "inunit"), ("cycle", "cycleunit")] {
        if let (Some(count), Some(by)) = (text(count), text(by)) {
            return exactly(months(number(&count)?, unit(by)));
        }
    }
    for (name, count) in [("annual", 12.0), ("other", 24.0), ("twice", 6.0)] {
        if text(name).is_some() {
            return exactly(count);
        }
    }
    let unit = unit(text("unit")?);
    let from = text("from").map_or(Some(1.0), |count| number(&count))?;
    let to = text("to").map_or(Some(from), |count| number(&count))?;
    Some(Often { shortest: months(from, unit), longest: months(to, unit) })
}

fn number(words: &str) -> Option<f64> {
    let number = match words.replace(['-', ' '], "").as_str() {
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "twelve" => 12,
        "fifteen" => 15,
        "eighteen" => 18,
        "twentyfour" => 24,
        "thirtysix" => 36,
        digits => digits.parse().ok()?,
    };
    Some(f64::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_common_form() {
        for (text, expected) in [
            ("approved on 1 April 2026.", "2026-04-01"),
            ("on Wednesday 1st April 2026", "2026-04-01"),
            ("the 1st of April 2026", "2026-04-01"),
            ("April 1, 2026", "2026-04-01"),
            ("April 2026", "2026-04"),
            ("in Sept. 2026", "2026-09"),
            ("01/04/2026", "2026-04-01"),
            ("1.4.26", "2026-04-01"),
            ("01-04-2026", "2026-04-01"),
            ("2026-04-01", "2026-04-01"),
        ] {
            let found = dates(text);
            assert_eq!(found.iter().map(|(_, due)| due.iso()).collect::<Vec<_>>(), [expected], "{text}");
        }
        for text in ["version 2.10.2026x", "31 February 2026", "May", "you may visit", "1/13/2026", "room 12/4"] {
            assert!(dates(text).is_empty(), "{text}: {:?}", dates(text));
        }
    }

    #[test]
    fn cycles_are_read_in_every_common_form() {
        for (text, shortest, longest) in [
            ("every two years", 24.0, 24.0),
            ("every 12 to 18 months", 12.0, 18.0),
            ("every 12–18 months", 12.0, 18.0),
            ("reviewed annually", 12.0, 12.0),
            ("every year", 12.0, 12.0),
            ("2-yearly", 24.0, 24.0),
            ("once a year", 12.0, 12.0),
            ("six-monthly", 6.0, 6.0),
            ("each year", 12.0, 12.0),
            ("every other year", 24.0, 24.0),
            ("twice a year", 6.0, 6.0),
            ("once in every three years", 36.0, 36.0),
            ("at intervals of 18 months", 18.0, 18.0),
            ("a three-year review cycle", 36.0, 36.0),
            ("on an annual basis", 12.0, 12.0),
            ("subject to annual review", 12.0, 12.0),
        ] {
            let found: Vec<Often> = cycles(text).into_iter().map(|(_, often)| often).collect();
            assert_eq!(found, [Often { shortest, longest }], "{text}");
        }
        assert!(cycles("everyday care, every person, yearning").is_empty());
        let years = |count| Cycle { count, unit: CycleUnit::Years };
        assert!(cycles("every 24 months")[0].1.holds(years(2)) && !cycles("every 24 months")[0].1.holds(years(3)));
    }
}
