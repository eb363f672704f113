//! Calendar dates, months and review cycles as policies write them. No clock and no time zone: the date of a build is
//! an argument (`--today`).

use std::fmt;

use jiff::ToSpan as _;
use jiff::civil;
use serde::de::{Deserialize, Deserializer, Error as _};
use serde::{Serialize, Serializer};

use crate::keys::written;

/// A day. Reads `2026-04-01`; shows "1 April 2026", as the NHS content style asks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// A month. Reads `2026-04`; shows "April 2026".
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(Date);

/// A review date, which policies give as a day or as a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// On or before this day.
    Day(Date),
    /// By the end of this month.
    Month(Month),
}

/// A length of time in whole units: `"2 years"`, `"18 months"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// How many.
    pub count: u16,
    /// Of what.
    pub unit: CycleUnit,
}

/// The units of a [`Cycle`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CycleUnit {
    /// Calendar days.
    Days,
    /// Seven days.
    Weeks,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The number of a month, 1 to 12, by its English name: whole, its first three letters, or "Sept", in any case.
pub fn month_number(name: &str) -> Option<u8> {
    let known = |month: &str| {
        let is_short = name.len() == 3 || name.len() == 4 && month == "September";
        month.eq_ignore_ascii_case(name)
            || is_short && month.get(..name.len()).is_some_and(|short| short.eq_ignore_ascii_case(name))
    };
    (1..).zip(MONTHS).find_map(|(number, month)| known(month).then_some(number))
}

impl Date {
    /// Reads `YYYY-MM-DD` and nothing else. `None` when it is not a day of the calendar.
    pub fn parse(text: &str) -> Option<Date> {
        let digits = |part: &str, count| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
            return None;
        }
        let date = civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
        (date.year() >= 1900).then_some(Date(date))
    }

    /// The day of a Unix time in seconds, in UTC, as `SOURCE_DATE_EPOCH` gives it.
    pub fn from_unix_seconds(seconds: i64) -> Option<Date> {
        let epoch = civil::Date::constant(1970, 1, 1);
        epoch.checked_add((seconds.div_euclid(86_400)).days()).ok().map(Date)
    }

    /// The Unix time in seconds of a moment as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
    pub fn unix_seconds_of_http(text: &str) -> Option<i64> {
        Some(jiff::fmt::rfc2822::parse(text.trim()).ok()?.timestamp().as_second())
    }

    /// `2026-04-01`, for machines.
    pub fn iso(self) -> String {
        self.0.to_string()
    }

    /// Its year, month (from 1) and day (from 1).
    pub fn year_month_day(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// The day that follows a length of time after this one, or the last day the calendar knows.
    pub fn after(self, cycle: Cycle) -> Date {
        let count = i64::from(cycle.count);
        let span = match cycle.unit {
            CycleUnit::Days => count.days(),
            CycleUnit::Weeks => count.weeks(),
            CycleUnit::Months => count.months(),
            CycleUnit::Years => count.years(),
        };
        Date(self.0.saturating_add(span))
    }

    /// The day after, or the same at the end of the calendar.
    pub fn next(self) -> Date {
        Date(self.0.saturating_add(1.day()))
    }

    /// Its month.
    pub fn month(self) -> Month {
        Month(Date(self.0.first_of_month()))
    }
}

impl Month {
    /// Reads `YYYY-MM` and nothing else.
    pub fn parse(text: &str) -> Option<Month> {
        Date::parse(&format!("{text}-01")).map(Month)
    }

    /// Its first day.
    pub fn first_day(self) -> Date {
        self.0
    }

    /// Its last day.
    pub fn last_day(self) -> Date {
        Date(self.0.0.last_of_month())
    }

    /// `2026-04`, for machines.
    pub fn iso(self) -> String {
        self.0.iso()[..7].to_owned()
    }
}

impl Due {
    /// The last day on which it is not yet overdue.
    pub fn last_day(self) -> Date {
        match self {
            Due::Day(date) => date,
            Due::Month(month) => month.last_day(),
        }
    }

    /// `2026-04-01` or `2026-04`, for machines.
    pub fn iso(self) -> String {
        match self {
            Due::Day(date) => date.iso(),
            Due::Month(month) => month.iso(),
        }
    }
}

impl Cycle {
    /// Reads "2 years", "1 month", "90 days". Between 1 and 1,000 of them.
    pub fn parse(text: &str) -> Option<Cycle> {
        let (count, unit) = text.trim().split_once(' ')?;
        let count: u16 = count.parse().ok().filter(|count| (1..=1000).contains(count))?;
        let unit = match unit.trim().to_ascii_lowercase().trim_end_matches('s') {
            "day" => CycleUnit::Days,
            "week" => CycleUnit::Weeks,
            "month" => CycleUnit::Months,
            "year" => CycleUnit::Years,
            _ => return None,
        };
        Some(Cycle { count, unit })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.0.day(), MONTHS[self.0.month() as usize - 1], self.0.year())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", MONTHS[self.0.0.month() as usize - 1], self.0.0.year())
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Due::Day(date) => date.fmt(f),
            Due::Month(month) => month.fmt(f),
        }
    }
}

impl fmt::Display for Cycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            CycleUnit::Days => "day",
            CycleUnit::Weeks => "week",
            CycleUnit::Months => "month",
            CycleUnit::Years => "year",
        };
        write!(f, "{} {unit}{}", self.count, if self.count == 1 { "" } else { "s" })
    }
}

// The messages below never repeat what was typed: a private date must not reach a log. The second line is the help.
const NOT_A_DATE: &str = "this is not a date\nwrite the year, month and day as numbers, for example 2026-04-01";
const NOT_A_MONTH: &str = "this is not a month\nwrite the year and month as numbers, for example 2026-04";
const NOT_DUE: &str = "this is not a date or a month\nwrite a day as 2028-04-01 or a month as 2028-04";
const NOT_A_CYCLE: &str = "this is not a length of time\nwrite a number and a unit, for example \"2 years\"";

/// What is wrong with a day that is written as it should be, in a month that has fewer days. The month is not named.
fn no_such_day(text: &str) -> Option<String> {
    let (month, day) = text.rsplit_once('-')?;
    let last = Month::parse(month)?.last_day().year_month_day().2;
    let is_day = day.len() == 2 && day.bytes().all(|byte| byte.is_ascii_digit());
    (is_day && day.parse::<i8>().ok()? > last)
        .then(|| format!("there is no such day: the month has {last} days\nwrite a day that the month has"))
}

// The same forms for editors: years from 1900 on, months with as many days as they have, 29 February in leap years.
macro_rules! year {
    () => {
        "(?:19|[2-9][0-9])[0-9]{2}"
    };
}
macro_rules! day {
    () => {
        concat!(
            "(?:",
            year!(),
            "-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)",
            "|(?:(?:19|[2-9][0-9])(?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[3579][26])00)-02-29)"
        )
    };
}
macro_rules! month {
    () => {
        concat!("(?:", year!(), "-(?:0[1-9]|1[0-2]))")
    };
}
/// A day as it is typed, a regular expression without its ends.
pub const DAY_PATTERN: &str = day!();
const CYCLE_PATTERN: &str = concat!(
    r"^\s*\+?0*(?:[1-9][0-9]{0,2}|1000) \s*",
    "(?:[Dd][Aa][Yy]|[Ww][Ee][Ee][Kk]|[Mm][Oo][Nn][Tt][Hh]|[Yy][Ee][Aa][Rr])[Ss]*",
    r"\s*$"
);

written!(Date, concat!("^", day!(), "$"), NOT_A_DATE, ["2026-04-01"]);
written!(Month, concat!("^", month!(), "$"), NOT_A_MONTH, ["2026-04"]);
written!(Due, concat!("^(?:", day!(), "|", month!(), ")$"), NOT_DUE, ["2028-04-01", "2028-04"]);
written!(Cycle, CYCLE_PATTERN, NOT_A_CYCLE, ["2 years", "18 months", "90 days"]);

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
        let text = String::deserialize(deserializer)?;
        Date::parse(&text).ok_or_else(|| D::Error::custom(no_such_day(&text).unwrap_or(NOT_A_DATE.to_owned())))
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Month, D::Error> {
        let text = String::deserialize(deserializer)?;
        Month::parse(&text).ok_or_else(|| D::Error::custom(NOT_A_MONTH))
    }
}

impl<'de> Deserialize<'de> for Due {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Due, D::Error> {
        let text = String::deserialize(deserializer)?;
        let due = Date::parse(&text).map(Due::Day).or_else(|| Month::parse(&text).map(Due::Month));
        due.ok_or_else(|| D::Error::custom(no_such_day(&text).unwrap_or(NOT_DUE.to_owned())))
    }
}

impl<'de> Deserialize<'de> for Cycle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Cycle, D::Error> {
        let text = String::deserialize(deserializer)?;
        Cycle::parse(&text).ok_or_else(|| D::Error::custom(NOT_A_CYCLE))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_by_their_names() {
        let known = ["January", "jan", "MAY", "Sept", "sep", "september", "December"].map(month_number);
        assert_eq!(known, [Some(1), Some(1), Some(5), Some(9), Some(9), Some(9), Some(12)]);
        assert_eq!(["ja", "janu", "mays", "", "1", "jän"].map(month_number), [None; 6]);
    }

    #[test]
    fn dates_are_of_the_calendar() {
        assert_eq!(Date::parse("2026-04-01").map(|date| date.to_string()).as_deref(), Some("1 April 2026"));
        for bad in ["2026-02-30", "2026-4-1", "01/04/2026", "2026-04", "20260401", "2026-04-01x", "-026-04-01"] {
            assert!(Date::parse(bad).is_none(), "{bad}");
        }
        let month = Month::parse("2028-02").expect("a month");
        assert_eq!((month.to_string(), month.last_day().iso()), ("February 2028".into(), "2028-02-29".into()));
        assert_eq!(Date::from_unix_seconds(1_774_999_999).map(Date::iso).as_deref(), Some("2026-03-31"));
    }

    #[test]
    fn cycles_follow_the_calendar() {
        let start = Date::parse("2024-02-29").expect("a date");
        let cycle = Cycle::parse("2 years").expect("a cycle");
        assert_eq!((start.after(cycle).iso(), cycle.to_string()), ("2026-02-28".into(), "2 years".into()));
        assert!(Cycle::parse("two years").is_none() && Cycle::parse("0 days").is_none());
    }
}
