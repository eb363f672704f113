//! Tables that tell of the same people: published twice, or for parts of a year and for all of it. What one of them hides,
//! another may show, and what none of them shows may be the difference of two.
//!
//! Two tables are held to be of the same people when their rows are the same, they count the same by their words, and no
//! figure that both show contradicts it. Figures decide in the end: two tables of one shape are most often about two things,
//! and then nothing can be taken from one to the other.

use std::collections::{BTreeMap, BTreeSet};

use super::solver::{Bounds, Tie, Verdict, verdict};
use super::{Disclosure, Grid, Problem, Profile, Table, Value, bounds, counts_people, is_total, key};
use crate::anonymity::structured::month_number;

/// A table and what stands around it.
#[derive(Clone, Debug)]
pub struct Release<'a> {
    /// The table.
    pub grid: Grid<'a>,
    /// What says of when and what it is where its caption does not: the title of its page, and its period.
    pub around: String,
}

/// A hidden count that can be worked out with the help of other tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// The table that hides it, by its number.
    pub table: usize,
    /// The cell.
    pub cell: Disclosure,
    /// The other tables, by their numbers.
    pub with: Vec<usize>,
}

/// The most tables that are held together at one time: four quarters, two halves, the year, and as many again revised.
const TABLES_MAX: usize = 14;

/// The most figures of all of them. The proof of one hidden count takes its time for each.
const FIGURES_MAX: usize = 3_000;

/// Figures that agree, of whom so many differ from one another, tell that two tables are of the same people whatever
/// their captions say.
const AGREEING_MIN: usize = 4;
const DIFFERENT_MIN: usize = 3;

/// Whether a table has a hidden count in it. Where none has, nothing can be worked out.
pub fn hides(grid: &Grid<'_>) -> bool {
    let mut cells = grid.rows.iter().flat_map(|row| row.iter().skip(1));
    cells.any(|words| matches!(super::value(words, ""), Value::Hidden(_)))
}

/// Whether a table has a figure in it, shown or hidden. One without tells nothing of another.
pub fn has_figures(grid: &Grid<'_>) -> bool {
    let mut cells = grid.rows.iter().flat_map(|row| row.iter().skip(1));
    cells.any(|words| is_figure(super::value(words, "")))
}

/// The hidden counts that can be worked out from several of some tables, and not from their own alone. Tables that do not
/// [count people](counts_people) make no difference.
pub fn together(releases: &[Release<'_>], profile: Profile) -> Vec<Together> {
    if releases.len() < 2 || !releases.iter().any(|it| hides(&it.grid)) {
        return Vec::new();
    }
    let mut by_rows: BTreeMap<Vec<String>, Vec<Known>> = BTreeMap::new();
    for (number, release) in releases.iter().enumerate().filter(|(_, it)| counts_people(&it.grid)) {
        let known = Known::read(number, release, profile);
        let rows: BTreeSet<&String> = known.table.rows.iter().filter(|name| !is_total(name)).collect();
        if rows.len() >= 2 && rows.len() <= known.table.rows.len() {
            by_rows.entry(rows.into_iter().cloned().collect()).or_default().push(known);
        }
    }
    let mut found: Vec<Together> = by_rows.into_values().flat_map(|tables| in_group(&tables, profile)).collect();
    found.sort_by_key(|it| (it.table, it.cell));
    found
}

/// A table that is read, and what it is of.
struct Known {
    number: usize,
    table: Table,
    rounded: bool,
    /// The words that say what is counted, without those of time.
    words: BTreeSet<String>,
    /// The months of which it tells, counted from the year 0, or the words of time that are no months.
    period: Period,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Period {
    /// From the first of them to the last.
    Months(i32, i32),
    /// Words such as "summer 2026".
    Words(BTreeSet<String>),
}

/// A cell of a table, as its row and column.
type Cell = (usize, usize);

impl Known {
    fn read(number: usize, release: &Release<'_>, profile: Profile) -> Known {
        let table = Table::read(&release.grid);
        let is_caption = !release.grid.caption.trim().is_empty();
        let (mut words, mut times) = parted(release.grid.caption);
        let (around_words, around_times) = parted(&release.around);
        if !is_caption {
            words = around_words;
        }
        // A table whose columns are years says in each of when it is.
        let tells_time = |name: &String| name.split(' ').any(is_year);
        if times.is_empty() && !table.columns.iter().any(tells_time) {
            times = around_times;
        }
        let period = months(&times)
            .map_or_else(|| Period::Words(times.into_iter().collect()), |(from, to)| Period::Months(from, to));
        let rounded = profile == Profile::NhsStatistics
            && table.cells().all(|(_, _, value)| !matches!(value, Value::Count(count) if count % 5 != 0));
        Known { number, table, rounded, words: words.into_iter().collect(), period }
    }

    /// The cells of another table that have the same row and column, each with its own.
    fn shared(&self, other: &Known) -> Vec<(Cell, Cell)> {
        let mut shared = Vec::new();
        for (row, name) in self.table.rows.iter().enumerate() {
            let Some(other_row) = other.table.rows.iter().position(|it| it == name) else { continue };
            for (column, name) in self.table.columns.iter().enumerate().skip(1) {
                let Some(other_column) = other.table.columns.iter().skip(1).position(|it| it == name) else { continue };
                let (own, its) = ((row, column), (other_row, other_column + 1));
                if is_figure(self.value(own)) && is_figure(other.value(its)) {
                    shared.push((own, its));
                }
            }
        }
        shared
    }

    fn value(&self, (row, column): Cell) -> Value {
        self.table.cells[row][column]
    }

    /// What a reader knows of a cell.
    fn bounds(&self, cell: Cell, profile: Profile) -> Bounds {
        bounds(self.value(cell), self.rounded, profile)
    }

    /// Whether another table is of the same people at the same time.
    fn is_same(&self, other: &Known, profile: Profile) -> bool {
        let (mut agreeing, mut values) = (0, BTreeSet::new());
        for (own, its) in self.shared(other) {
            let (Value::Count(count), Value::Count(_)) = (self.value(own), other.value(its)) else { continue };
            let (one, two) = (self.bounds(own, profile), other.bounds(its, profile));
            if one.most < two.least || two.most < one.least {
                return false;
            }
            if count > 0 {
                agreeing += 1;
                values.insert(count);
            }
        }
        let of_another_time = self.period != other.period;
        let same_words = self.words == other.words && !of_another_time;
        let by_figures = agreeing >= AGREEING_MIN && values.len() >= DIFFERENT_MIN;
        let of_two_times =
            of_another_time && matches!((&self.period, &other.period), (Period::Months(..), Period::Months(..)));
        (same_words && agreeing > 0) || (by_figures && !of_two_times)
    }
}

fn is_figure(value: Value) -> bool {
    matches!(value, Value::Count(_) | Value::Hidden(_))
}

/// Tables whose figures are the sums of those of others: a year and its quarters.
struct Whole {
    whole: usize,
    parts: Vec<usize>,
}

/// What ties the tables of one shape together, by their places in the group.
struct Ties {
    same: Vec<(usize, usize)>,
    wholes: Vec<Whole>,
}

fn in_group(tables: &[Known], profile: Profile) -> Vec<Together> {
    let hides = |known: &Known| known.table.cells().any(|(_, _, value)| matches!(value, Value::Hidden(_)));
    if tables.len() < 2 || !tables.iter().any(hides) {
        return Vec::new();
    }
    let is_same = |(one, other): &(usize, usize)| {
        (hides(&tables[*one]) || hides(&tables[*other])) && tables[*one].is_same(&tables[*other], profile)
    };
    let same = pairs(tables).into_iter().filter(is_same).collect();
    let wholes = (0..tables.len()).filter_map(|whole| parts_of(whole, tables, profile)).collect();
    let ties = Ties { same, wholes };
    let mut found = Vec::new();
    for (at, known) in tables.iter().enumerate().filter(|(_, known)| hides(known)) {
        let near = near(at, &ties, tables);
        if near.len() < 2 {
            continue;
        }
        for (row, column, value) in known.table.cells() {
            if !matches!(value, Value::Hidden(_)) || !known.table.is_of_counts(column) {
                continue;
            }
            let of = |members: &[usize]| verdict_of(at, (row, column), members, tables, &ties, profile);
            // What its own table gives away is told of that table.
            if of(&[at]) == Verdict::FoundOut {
                continue;
            }
            // What all of them together keep hidden, two of them do.
            let by_all = of(&near);
            if by_all == Verdict::Hidden {
                continue;
            }
            let pairs = near.iter().filter(|other| **other != at).map(|other| vec![at, *other]);
            let by_two = pairs.into_iter().find(|members| of(members) == Verdict::FoundOut);
            let Some(with) = by_two.or_else(|| (by_all == Verdict::FoundOut).then(|| near.clone())) else { continue };
            let mut with: Vec<usize> =
                with.into_iter().filter(|other| *other != at).map(|other| tables[other].number).collect();
            with.sort_unstable();
            found.push(Together {
                table: known.number,
                cell: Disclosure { row, column, problem: Problem::WorkedOut },
                with,
            });
        }
    }
    found
}

/// The tables of one shape up to which each is held against each.
const EACH_WITH_EACH_MAX: usize = 300;

/// In a larger group, how many of the same words and time each table is held against.
const BESIDE_MAX: usize = 20;

/// The pairs that may be of the same people.
fn pairs(tables: &[Known]) -> Vec<(usize, usize)> {
    if tables.len() <= EACH_WITH_EACH_MAX {
        return (0..tables.len()).flat_map(|one| (one + 1..tables.len()).map(move |other| (one, other))).collect();
    }
    let mut alike: BTreeMap<(&BTreeSet<String>, &Period), Vec<usize>> = BTreeMap::new();
    for (at, known) in tables.iter().enumerate() {
        alike.entry((&known.words, &known.period)).or_default().push(at);
    }
    let beside = |(at, one): (usize, &usize), all: &[usize]| {
        all[at + 1..].iter().take(BESIDE_MAX).map(|other| (*one, *other)).collect::<Vec<_>>()
    };
    alike.values().flat_map(|all| all.iter().enumerate().flat_map(|it| beside(it, all)).collect::<Vec<_>>()).collect()
}

/// The tables that ties lead to from one, itself first, as many as can be held together.
fn near(from: usize, ties: &Ties, tables: &[Known]) -> Vec<usize> {
    let mut near = vec![from];
    let mut figures = 0;
    let mut at = 0;
    while at < near.len() {
        let here = near[at];
        at += 1;
        figures += tables[here].table.cells().count();
        let same = ties.same.iter().filter(|(one, other)| *one == here || *other == here);
        let sums = ties.wholes.iter().filter(|it| it.whole == here || it.parts.contains(&here));
        let beside = same.flat_map(|(one, other)| [*one, *other]);
        for next in beside.chain(sums.flat_map(|it| it.parts.iter().copied().chain([it.whole]))) {
            if near.len() < TABLES_MAX && figures < FIGURES_MAX && !near.contains(&next) {
                near.push(next);
            }
        }
    }
    near
}

/// What a reader finds out of a cell who has these tables side by side.
fn verdict_of(of: usize, cell: Cell, members: &[usize], tables: &[Known], ties: &Ties, profile: Profile) -> Verdict {
    let mut counts = Vec::new();
    let mut all = Vec::new();
    let mut starts = BTreeMap::new();
    for member in members {
        let known = &tables[*member];
        let start = counts.len();
        starts.insert(*member, start);
        counts.extend(known.table.cells().map(|(row, column, _)| known.bounds((row, column), profile)));
        let own = known.table.sums().into_iter().chain(known.table.shares());
        all.extend(own.map(|tie| tie.moved_by(start)));
    }
    let number =
        |member: usize, (row, column): Cell| Some(starts.get(&member)? + tables[member].table.number(row, column));
    for (one, other) in &ties.same {
        for (own, its) in tables[*one].shared(&tables[*other]) {
            all.extend(number(*one, own).zip(number(*other, its)).map(|(own, its)| Tie::Same(own, its)));
        }
    }
    for Whole { whole, parts } in ties.wholes.iter().filter(|it| members.contains(&it.whole)) {
        if !parts.iter().all(|part| members.contains(part)) {
            continue;
        }
        for (total, cells) in added_up(*whole, parts, tables) {
            let parts: Option<Vec<usize>> = cells.iter().map(|(part, cell)| number(*part, *cell)).collect();
            all.extend(parts.zip(number(*whole, total)).map(|(parts, total)| Tie::Sum { parts, total }));
        }
    }
    number(of, cell).map_or(Verdict::Hidden, |wanted| verdict(wanted, &counts, &all))
}

/// The cells of a table that are the sums of cells of others, each with those.
fn added_up(whole: usize, parts: &[usize], tables: &[Known]) -> Vec<(Cell, Vec<(usize, Cell)>)> {
    let mut sums: BTreeMap<Cell, Vec<(usize, Cell)>> = BTreeMap::new();
    for part in parts {
        for (total, cell) in tables[whole].shared(&tables[*part]) {
            sums.entry(total).or_default().push((*part, cell));
        }
    }
    sums.into_iter().filter(|(_, cells)| cells.len() == parts.len()).collect()
}

/// The tables whose times follow one another and are together that of a table, where their figures add up to its own.
fn parts_of(whole: usize, tables: &[Known], profile: Profile) -> Option<Whole> {
    let Period::Months(from, to) = tables[whole].period else { return None };
    let months = |part: usize| match tables[part].period {
        Period::Months(start, end) => Some((start, end)),
        Period::Words(_) => None,
    };
    let fits = |part: &usize| {
        let is_within = |(start, end)| (start, end) != (from, to) && start >= from && end <= to;
        months(*part).is_some_and(is_within) && tables[*part].words == tables[whole].words
    };
    let candidates: Vec<usize> = (0..tables.len()).filter(fits).collect();
    let mut parts = Vec::new();
    let mut next = from;
    // The shortest that begins where the last one ends: quarters before halves.
    while next <= to {
        let begins = |part: &usize| months(*part).filter(|(start, _)| *start == next).map(|(_, end)| (end, *part));
        let (end, part) = candidates.iter().filter_map(begins).min()?;
        next = end + 1;
        parts.push(part);
    }
    // Somebody who is counted in two quarters may be counted once in the year: then nothing adds up, and nothing follows.
    let mut agreeing = 0;
    for (total, cells) in added_up(whole, &parts, tables) {
        let shown = |known: &Known, cell: Cell| matches!(known.value(cell), Value::Count(_));
        if !shown(&tables[whole], total) || !cells.iter().all(|(part, cell)| shown(&tables[*part], *cell)) {
            continue;
        }
        let own = tables[whole].bounds(total, profile);
        let bounds = cells.iter().map(|(part, cell)| tables[*part].bounds(*cell, profile));
        let (least, most) = bounds.fold((0, 0), |(least, most), it| (least + it.least, most + it.most));
        if own.most < least || most < own.least {
            return None;
        }
        agreeing += usize::from(own.most > 0);
    }
    (parts.len() > 1 && agreeing > 0).then_some(Whole { whole, parts })
}

/// Words that say nothing of what is counted: articles, and which edition of a table it is.
const EMPTY_WORDS: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "in",
    "by",
    "for",
    "and",
    "to",
    "from",
    "at",
    "on",
    "with",
    "who",
    "table",
    "figure",
    "chart",
    "revised",
    "provisional",
    "final",
    "updated",
    "corrected",
    "version",
    "report",
    "annual",
    "quarterly",
    "monthly",
    "quarter",
    "quarters",
    "half",
    "year",
    "years",
    "month",
    "months",
    "financial",
    "calendar",
    "number",
    "numbers",
];

const SEASONS: &[&str] = &["spring", "summer", "autumn", "winter"];

fn is_year(word: &str) -> bool {
    word.len() == 4 && (word.starts_with("19") || word.starts_with("20")) && word.bytes().all(|it| it.is_ascii_digit())
}

/// The quarter of "q2".
fn quarter_of(word: &str) -> Option<i32> {
    let number: i32 = word.strip_prefix('q')?.parse().ok()?;
    (1..=4).contains(&number).then_some(number)
}

/// The words of a caption that say what is counted, and those that say when.
fn parted(text: &str) -> (Vec<String>, Vec<String>) {
    let all = key(text).replace("quarter ", "q");
    let (mut words, mut times) = (Vec::new(), Vec::new());
    let mut before = "";
    for word in all.split(' ').filter(|word| !word.is_empty()) {
        // "Table 2".
        let is_number_of_table = ["table", "figure", "chart"].contains(&std::mem::replace(&mut before, word));
        if is_number_of_table && word.bytes().all(|it| it.is_ascii_digit()) {
            continue;
        }
        let is_time = month_number(word).is_some()
            || quarter_of(word).is_some()
            || SEASONS.contains(&word)
            || word.bytes().all(|it| it.is_ascii_digit());
        if is_time {
            times.push(word.to_owned());
        } else if !EMPTY_WORDS.contains(&word) {
            words.push(word.to_owned());
        }
    }
    (words, times)
}

/// The months that words of time are about: "april 2025 march 2026", "q2 2025 26", "2026 q2", "2025 26", "2025".
fn months(times: &[String]) -> Option<(i32, i32)> {
    let mut years = Vec::new();
    let mut named = Vec::new();
    let mut quarter = None;
    let mut is_financial = false;
    for (at, word) in times.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| times[at].as_str()).filter(|it| is_year(it));
        let follows = |year: &str| {
            let next: i32 = year.parse::<i32>().unwrap_or(0) + 1;
            *word == next.to_string() || *word == format!("{:02}", next % 100)
        };
        match word.as_str() {
            word if before.is_some_and(follows) && named.is_empty() && word.len() <= 4 => is_financial = true,
            word if is_year(word) => years.push(word.parse::<i32>().ok()?),
            word => match (month_number(word), quarter_of(word)) {
                (Some(month), _) => named.push(i32::from(month) - 1),
                (_, Some(_)) if quarter.is_some() => return None,
                (_, Some(number)) => quarter = Some(number),
                // The day of a month: only whole months add up, but the same day in two tables is the same.
                _ => return None,
            },
        }
    }
    let first = *years.first()?;
    let from = |year: i32, month: i32| year * 12 + month;
    let (start, end) = match (&named[..], &years[..], quarter, is_financial) {
        ([], [year], None, false) => (from(*year, 0), from(*year, 11)),
        ([], [year], None, true) => (from(*year, 3), from(*year + 1, 2)),
        ([], [year], Some(quarter), is_financial) => {
            let start = from(*year, (quarter - 1) * 3 + if is_financial { 3 } else { 0 });
            (start, start + 2)
        }
        ([month], [year], None, false) => (from(*year, *month), from(*year, *month)),
        ([one, other], [_], None, false) => (from(first, *one), from(first, *other)),
        ([one, other], [_, last], None, false) => (from(first, *one), from(*last, *other)),
        _ => return None,
    };
    (start <= end).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_months() {
        let year = |year: i32| year * 12;
        for (text, expected) in [
            ("Falls in 2025", Some((year(2025), year(2025) + 11))),
            ("Falls, 2025-26", Some((year(2025) + 3, year(2026) + 2))),
            ("Falls, 2025/26", Some((year(2025) + 3, year(2026) + 2))),
            ("Falls, April 2025 to March 2026", Some((year(2025) + 3, year(2026) + 2))),
            ("Falls, April to June 2025", Some((year(2025) + 3, year(2025) + 5))),
            ("Falls in quarter 2 of 2025/26", Some((year(2025) + 6, year(2025) + 8))),
            ("2026-Q2", Some((year(2026) + 3, year(2026) + 5))),
            ("May 2025", Some((year(2025) + 4, year(2025) + 4))),
            ("Falls", None),
            ("summer 2026", None),
            ("Falls of 2024 and 2026", None),
            ("June to April 2025", None),
        ] {
            assert_eq!(months(&parted(text).1), expected, "{text}");
        }
    }

    /// A table of two columns from its lines: `Ward 1 | 12`.
    fn release<'a>(caption: &'a str, lines: &'a str, around: &str) -> Release<'a> {
        let rows = lines.split("; ").map(|line| line.split(" | ").collect()).collect();
        Release { grid: Grid { caption, header: vec!["Ward", "Patients"], rows }, around: around.to_owned() }
    }

    #[track_caller]
    fn check(releases: &[Release<'_>], expected: &[(usize, usize, &[usize])]) {
        let found = together(releases, Profile::Threshold5);
        let found: Vec<_> = found.iter().map(|it| (it.table, it.cell.row, &it.with[..])).collect();
        assert_eq!(found, expected);
    }

    const HIDDEN: &str = "A | *; B | *; C | 20; Total | 43";

    #[test]
    fn a_table_that_is_published_twice() {
        let one = release("Patients who fell, 2025", HIDDEN, "");
        // The other hides another pair, so that all are known.
        let other = release("Table 2: Patients who fell, 2025, revised", "A | *; B | 20; C | *; Total | 43", "");
        check(&[one.clone(), other], &[(0, 0, &[1]), (0, 1, &[1]), (1, 0, &[0]), (1, 2, &[0])]);
        // Of another year, of something else, with other figures, or hiding the same: nothing follows.
        for (caption, lines) in [
            ("Patients who fell, 2024", "A | 3; B | 20; C | 20; Total | 43"),
            ("Patients with an infection, 2025", "A | 3; B | 20; C | 20; Total | 43"),
            ("Patients who fell, 2025", "A | 3; B | 20; C | 25; Total | 48"),
            ("Patients who fell, 2025", HIDDEN),
        ] {
            check(&[one.clone(), release(caption, lines, "")], &[]);
        }
    }

    #[test]
    fn figures_that_agree_say_more_than_captions() {
        let one = "A | *; B | *; C | 20; D | 31; E | 57; Total | 131";
        let other = "A | 3; B | 20; C | 20; D | 31; E | 57; Total | 131";
        let releases = |a, b| [release("Patients who fell", a, ""), release("Falls of patients", b, "")];
        check(&releases(one, other), &[(0, 0, &[1]), (0, 1, &[1])]);
        check(&releases(one, &other.replace("31;", "30;")), &[]);
    }

    #[test]
    fn the_title_of_a_page_says_what_a_caption_does_not() {
        let lines = "A | 3; B | 20; C | 20; Total | 43";
        let year = |year: &str| format!("Patients who fell in {year}");
        check(&[release("", HIDDEN, &year("2025")), release("", lines, &year("2025"))], &[(0, 0, &[1]), (0, 1, &[1])]);
        check(&[release("", HIDDEN, &year("2025")), release("", lines, &year("2024"))], &[]);
    }

    #[test]
    fn a_year_less_its_quarters_is_a_quarter() {
        let quarter = |name, lines| release(name, lines, "Falls");
        let year = release("Patients who fell, 2025", "A | 43; B | 60; C | 100", "Falls");
        let quarters = [
            quarter("Patients who fell, January to March 2025", "A | 10; B | 15; C | 25"),
            quarter("Patients who fell, April to June 2025", "A | *; B | 15; C | 25"),
            quarter("Patients who fell, July to September 2025", "A | 20; B | 15; C | 25"),
            quarter("Patients who fell, October to December 2025", "A | 10; B | 15; C | 25"),
        ];
        let mut all = vec![year];
        all.extend(quarters);
        check(&all, &[(2, 0, &[0, 1, 3, 4])]);
        // Without one of the quarters nobody knows.
        check(&all[..4], &[]);
        // Where people are counted once in the year and twice in its quarters, nothing adds up.
        all[0] = release("Patients who fell, 2025", "A | 43; B | 50; C | 100", "Falls");
        check(&all, &[]);
    }
}
