//! Small numbers: counts of people in a table, and whether one that is hidden can be worked out from the rest.
//!
//! Authority: NHS England, publication of hospital statistics (0 stays; 1 to 7 are hidden; the rest is rounded to the
//! nearest 5), and the threshold of 5 that public health statistics use, which needs secondary suppression.

pub mod releases;
mod solver;

use solver::{Bounds, Tie, Verdict, verdict};

/// How counts of people are published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// 0 stays, 1 to 7 are `*`, the rest is rounded to the nearest 5.
    #[default]
    NhsStatistics,
    /// 1 to 4 are hidden, and as many others that they cannot be worked out.
    Threshold5,
}

/// A table as it is printed. Its first column names the rows.
#[derive(Clone, Debug)]
pub struct Grid<'a> {
    /// Its caption, with what stands around it as far as it says what is counted.
    pub caption: &'a str,
    /// The words of the header row.
    pub header: Vec<&'a str>,
    /// The words of the cells, row by row.
    pub rows: Vec<Vec<&'a str>>,
}

/// Why a cell may not be printed as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// So few people that they could be known.
    Small,
    /// Hidden, and yet it can be worked out: from totals, percentages or an earlier table.
    WorkedOut,
    /// Hidden, in a table too large to prove that it stays so.
    Unproven,
    /// Not rounded, so that the hidden counts beside it can be worked out.
    NotRounded,
}

/// A cell that may not be printed as it is: its row and column, from 0, the header row left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Disclosure {
    /// The row.
    pub row: usize,
    /// The column.
    pub column: usize,
    /// Why.
    pub problem: Problem,
}

/// What is longer is no figure, but words.
const CELL_BYTES_MAX: usize = 40;

/// More people than any table of a health service counts.
const MANY: i64 = 100_000_000;

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Value {
    /// A count.
    Count(i64),
    /// A hidden count, and the most it can be where the cell says so (`<5`).
    Hidden(Option<i64>),
    /// A percentage, and half of its last digit.
    Percent(f64, f64),
    /// Words, or nothing.
    Other,
}

impl Profile {
    /// The greatest count that is hidden.
    pub fn hidden_up_to(self) -> i64 {
        match self {
            Profile::NhsStatistics => 7,
            Profile::Threshold5 => 4,
        }
    }

    fn is_small(self, count: i64) -> bool {
        (1..=self.hidden_up_to()).contains(&count)
    }

    /// A count as it is published.
    pub fn shown(self, count: i64) -> String {
        match self {
            _ if self.is_small(count) => "*".to_owned(),
            Profile::NhsStatistics => ((count + 2) / 5 * 5).to_string(),
            Profile::Threshold5 => count.to_string(),
        }
    }
}

/// The cells of a table about people that give somebody away. `earlier` are releases of the same table. A table that does
/// not count people has none.
pub fn disclosures(grid: &Grid<'_>, earlier: &[Grid<'_>], profile: Profile) -> Vec<Disclosure> {
    // Without a small count or a hidden one there is nothing to tell, and nothing to work out.
    let may_tell = |words: &&str| match value(words, "") {
        Value::Hidden(_) => true,
        Value::Count(count) => profile.is_small(count),
        _ => false,
    };
    let mut cells =
        grid.rows.iter().flat_map(|row| row.iter().skip(1)).filter(|words| words.trim().len() <= CELL_BYTES_MAX);
    if !cells.any(may_tell) || !counts_people(grid) {
        return Vec::new();
    }
    let table = Table::read(grid);
    let mut found = Vec::new();
    for (row, column, value) in table.cells() {
        if let Value::Count(count) = value
            && profile.is_small(count)
        {
            found.push(Disclosure { row, column, problem: Problem::Small });
        }
    }
    let hides = table.cells().any(|(_, _, value)| matches!(value, Value::Hidden(_))) || !found.is_empty();
    if profile == Profile::NhsStatistics && hides {
        for (row, column, value) in table.cells() {
            if let Value::Count(count) = value
                && count > profile.hidden_up_to()
                && count % 5 != 0
            {
                found.push(Disclosure { row, column, problem: Problem::NotRounded });
            }
        }
    }
    found.extend(table.worked_out(earlier, profile));
    found.sort();
    found
}

/// Whether the figures of a table are numbers of people: its caption or a heading of a row or column says so, and
/// nothing says that something else is counted.
pub fn counts_people(grid: &Grid<'_>) -> bool {
    const PEOPLE: &[&str] = &[
        "patient",
        "patients",
        "people",
        "person",
        "persons",
        "men",
        "women",
        "male",
        "female",
        "males",
        "females",
        "boys",
        "girls",
        "babies",
        "mothers",
        "children",
        "adults",
        "residents",
        "staff",
        "nurses",
        "doctors",
        "deaths",
        "died",
        "service users",
        "clients",
        "users",
        "families",
        "carers",
        "relatives",
        "complainants",
        "victims",
        "births",
        "admissions",
        "injured",
        "ethnicity",
        "aged",
        "age group",
        "age band",
        "gender",
        "sex",
    ];
    let is_about_people = |words: &str| {
        let words = format!(" {} ", words.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " "));
        let is_word = |at: usize, length: usize| {
            let spaces = (words.as_bytes().get(at.wrapping_sub(1)), words.as_bytes().get(at + length));
            spaces == (Some(&b' '), Some(&b' '))
        };
        PEOPLE.iter().any(|it| words.match_indices(it).any(|(at, _)| is_word(at, it.len())))
    };
    let first = grid.rows.iter().filter_map(|row| row.first());
    let mut words = [&grid.caption].into_iter().chain(&grid.header).chain(first);
    words.any(|words| is_about_people(words))
}

/// The figures of a table.
struct Table {
    cells: Vec<Vec<Value>>,
    /// Which rows and columns are sums of the others.
    total_row: Option<usize>,
    total_column: Option<usize>,
    /// What names each row and column.
    rows: Vec<String>,
    columns: Vec<String>,
}

impl Table {
    fn read(grid: &Grid<'_>) -> Table {
        let width = grid.rows.iter().map(Vec::len).max().unwrap_or(0);
        let header = |column: usize| grid.header.get(column).copied().unwrap_or("");
        let cell = |row: &[&str], column: usize| match row.get(column) {
            // The first column names the rows; a year there is no count, and neither is one in a column of years.
            Some(words) if column > 0 && !is_of_time(header(column)) => value(words, header(column)),
            _ => Value::Other,
        };
        let cells = grid.rows.iter().map(|row| (0..width).map(|column| cell(row, column)).collect()).collect();
        let rows: Vec<String> = grid.rows.iter().map(|row| key(row.first().copied().unwrap_or(""))).collect();
        let columns: Vec<String> = (0..width).map(|column| key(header(column))).collect();
        let total_row = rows.iter().rposition(|name| is_total(name));
        let total_column = columns.iter().rposition(|name| is_total(name));
        Table { cells, total_row, total_column, rows, columns }
    }

    fn cells(&self) -> impl Iterator<Item = (usize, usize, Value)> + '_ {
        let row = |(row, cells): (usize, &'_ Vec<Value>)| {
            let cells: Vec<_> = cells.iter().enumerate().map(|(column, value)| (row, column, *value)).collect();
            cells
        };
        self.cells.iter().enumerate().flat_map(row)
    }

    fn width(&self) -> usize {
        self.columns.len()
    }

    fn number(&self, row: usize, column: usize) -> usize {
        row * self.width() + column
    }

    /// Whether a column holds counts.
    fn is_of_counts(&self, column: usize) -> bool {
        let mut values = self.cells.iter().filter_map(|row| row.get(column));
        values.any(|value| matches!(value, Value::Count(_) | Value::Hidden(_)))
            && !self.cells.iter().any(|row| matches!(row.get(column), Some(Value::Percent(..))))
    }

    /// The hidden cells that a reader can work out.
    fn worked_out(&self, earlier: &[Grid<'_>], profile: Profile) -> Vec<Disclosure> {
        let hidden: Vec<(usize, usize)> = self
            .cells()
            .filter(|(_, column, value)| matches!(value, Value::Hidden(_)) && self.is_of_counts(*column))
            .map(|(row, column, _)| (row, column))
            .collect();
        if hidden.is_empty() {
            return Vec::new();
        }
        // Figures that are not all rounded are what they are.
        let rounded = profile == Profile::NhsStatistics
            && self.cells().all(|(_, _, value)| !matches!(value, Value::Count(count) if count % 5 != 0));
        let mut counts: Vec<Bounds> = self.cells().map(|(_, _, value)| bounds(value, rounded, profile)).collect();
        let mut ties = self.sums();
        let sums = ties.len();
        ties.extend(self.shares());
        for grid in earlier {
            let other = Table::read(grid);
            for (row, column, value) in other.cells() {
                let here = self.rows.iter().position(|name| *name == other.rows[row]);
                let across = self.columns.iter().position(|name| *name == other.columns[column]);
                if let (Some(here), Some(across)) = (here, across)
                    && matches!(value, Value::Count(_) | Value::Hidden(_))
                {
                    counts.push(bounds(value, rounded, profile));
                    ties.push(Tie::Same(self.number(here, across), counts.len() - 1));
                }
            }
        }
        let mut found = Vec::new();
        for (row, column) in hidden {
            let cell = self.number(row, column);
            let problem = match verdict(cell, &counts, &ties) {
                // A table that does not add up tells nothing; of one with percentages, the sums still may.
                Verdict::Impossible => match verdict(cell, &counts, &ties[..sums]) {
                    Verdict::FoundOut => Problem::WorkedOut,
                    Verdict::Unproven => Problem::Unproven,
                    Verdict::Hidden | Verdict::Impossible => continue,
                },
                Verdict::Hidden => continue,
                Verdict::FoundOut => Problem::WorkedOut,
                Verdict::Unproven => Problem::Unproven,
            };
            found.push(Disclosure { row, column, problem });
        }
        found
    }

    /// The sums of rows and columns, where the table has totals.
    fn sums(&self) -> Vec<Tie> {
        let mut ties = Vec::new();
        let counted: Vec<usize> = (0..self.width()).filter(|column| self.is_of_counts(*column)).collect();
        let is_count =
            |row: usize, column: usize| matches!(self.cells[row][column], Value::Count(_) | Value::Hidden(_));
        if let Some(total) = self.total_row {
            for column in counted.iter().copied().filter(|column| is_count(total, *column)) {
                let rows = (0..self.cells.len()).filter(|row| *row != total && is_count(*row, column));
                let parts: Vec<usize> = rows.map(|row| self.number(row, column)).collect();
                if !parts.is_empty() {
                    ties.push(Tie::Sum { parts, total: self.number(total, column) });
                }
            }
        }
        if let Some(total) = self.total_column {
            for row in (0..self.cells.len()).filter(|row| is_count(*row, total)) {
                let columns = counted.iter().copied().filter(|column| *column != total && is_count(row, *column));
                let parts: Vec<usize> = columns.map(|column| self.number(row, column)).collect();
                if !parts.is_empty() {
                    ties.push(Tie::Sum { parts, total: self.number(row, total) });
                }
            }
        }
        ties
    }

    /// The percentages that stand right of a count: of the total of the column, or else of the row.
    fn shares(&self) -> Vec<Tie> {
        let mut ties = Vec::new();
        for (row, column, value) in self.cells() {
            let Value::Percent(percent, room) = value else { continue };
            let Some(part) = (0..column).rev().find(|left| self.is_of_counts(*left)) else { continue };
            if !matches!(self.cells[row][part], Value::Hidden(_)) {
                continue;
            }
            let total = match (self.total_row, self.total_column) {
                (Some(total), _) if total != row => self.number(total, part),
                (_, Some(total)) if total != part => self.number(row, total),
                _ => continue,
            };
            ties.push(Tie::Share { part: self.number(row, part), total, percent, room });
        }
        ties
    }
}

/// What a reader knows of the value in a cell.
fn bounds(value: Value, rounded: bool, profile: Profile) -> Bounds {
    match value {
        Value::Count(0) => Bounds::exactly(0),
        Value::Count(count) if rounded => {
            Bounds { least: (count - 2).max(profile.hidden_up_to() + 1), most: count + 2 }
        }
        Value::Count(count) => Bounds::exactly(count),
        Value::Hidden(Some(most)) => Bounds { least: 1, most },
        Value::Hidden(None) => match profile {
            Profile::NhsStatistics => Bounds { least: 1, most: profile.hidden_up_to() },
            // The same sign hides a count for the sake of another, so that it says nothing of how large it is.
            Profile::Threshold5 => Bounds { least: 1, most: MANY },
        },
        Value::Percent(..) | Value::Other => Bounds { least: 0, most: MANY },
    }
}

/// What stands in a cell below a heading.
fn value(words: &str, heading: &str) -> Value {
    let words = words.trim();
    if matches!(words, "*" | "[c]" | "c" | "[x]" | "#" | "~" | "suppressed" | "Suppressed" | "hidden" | "Hidden") {
        return Value::Hidden(None);
    }
    let lower = words.to_lowercase();
    for sign in ["<", "fewer than ", "less than ", "under "] {
        if let Some(limit) = lower.strip_prefix(sign).and_then(|limit| limit.trim().parse::<i64>().ok())
            && (2..=11).contains(&limit)
        {
            return Value::Hidden(Some(limit - 1));
        }
    }
    let (number, is_percent) = match words.strip_suffix('%') {
        Some(number) => (number.trim_end(), true),
        None => (words, heading.contains('%') || heading.to_lowercase().contains("percent")),
    };
    let number = number.replace([',', '\u{a0}', '\u{202f}'], "");
    if is_percent {
        let places = number.split_once('.').map_or(0, |(_, places)| places.len());
        let room = 0.5 * 10_f64.powi(-i32::try_from(places).unwrap_or(i32::MAX));
        return number.parse::<f64>().map_or(Value::Other, |percent| Value::Percent(percent, room));
    }
    match number.parse::<i64>() {
        Ok(count) if (0..MANY).contains(&count) => Value::Count(count),
        _ => Value::Other,
    }
}

/// Whether a heading is of something that is never a count: a year, a rank, a length of time, money.
fn is_of_time(heading: &str) -> bool {
    const OTHERS: &[&str] = &[
        "year",
        "years",
        "month",
        "months",
        "days",
        "hours",
        "minutes",
        "weeks",
        "date",
        "median",
        "mean",
        "average",
        "rank",
        "score",
        "rate",
        "ratio",
        "cost",
        "beds",
        "wards",
        "hospitals",
        "teams",
        "services",
        "actions",
        "per 1,000",
    ];
    let words = format!(" {} ", key(heading));
    OTHERS.iter().any(|other| words.contains(&format!(" {} ", key(other))))
}

fn is_total(name: &str) -> bool {
    ["total", "totals", "all", "overall", "sum", "grand total", "all patients", "all people", "everyone"]
        .contains(&name)
        || name.starts_with("total ")
        || name.ends_with(" total")
}

/// A heading in small letters, without signs.
fn key(words: &str) -> String {
    let words = words.to_lowercase().replace(|c: char| !c.is_alphanumeric(), " ");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A table as it may be published: small counts hidden, the rest rounded where the profile asks for it, and as many more
/// hidden as it takes that nobody can work a hidden one out. `None` for each cell that stays as it is.
pub fn protected(grid: &Grid<'_>, profile: Profile) -> Vec<Vec<Option<String>>> {
    let table = Table::read(grid);
    let mut changes: Vec<Vec<Option<String>>> = vec![vec![None; table.width()]; table.cells.len()];
    for (row, column, value) in table.cells() {
        if let Value::Count(count) = value
            && profile.shown(count) != count.to_string()
        {
            changes[row][column] = Some(profile.shown(count));
        }
    }
    // One more cell for each that can be worked out: the smallest in its column, then in its row, that is still shown.
    for _ in 0..table.cells.len() * table.width() {
        let shown = apply(grid, &changes);
        let printed = Grid { caption: grid.caption, header: grid.header.clone(), rows: borrowed(&shown) };
        let now = Table::read(&printed);
        let count = |(row, column): (usize, usize)| match now.cells[row][column] {
            Value::Count(count) if count > 0 => Some((count, row, column)),
            _ => None,
        };
        let beside = |open: &Disclosure| {
            let (row, column) = (open.row, open.column);
            let (total_row, total_column) = (now.total_row, now.total_column);
            let rows = (0..now.cells.len()).filter(|row| Some(*row) != total_row).map(|row| (row, column));
            let columns = (0..now.width()).filter(|column| Some(*column) != total_column).map(|column| (row, column));
            let totals = total_row.map(|row| (row, column)).into_iter().chain(total_column.map(|column| (row, column)));
            let least = |cells: &mut dyn Iterator<Item = (usize, usize)>| cells.filter_map(count).min();
            least(&mut rows.into_iter())
                .or_else(|| least(&mut columns.into_iter()))
                .or_else(|| totals.filter_map(count).next())
        };
        let Some((_, row, column)) = now.worked_out(&[], profile).iter().find_map(beside) else { break };
        changes[row][column] = Some("*".to_owned());
    }
    changes
}

fn apply(grid: &Grid<'_>, changes: &[Vec<Option<String>>]) -> Vec<Vec<String>> {
    let cell =
        |row: usize, column: usize, words: &str| changes[row][column].clone().unwrap_or_else(|| words.to_owned());
    let rows = grid.rows.iter().enumerate();
    rows.map(|(row, cells)| cells.iter().enumerate().map(|(column, words)| cell(row, column, words)).collect())
        .collect()
}

fn borrowed(rows: &[Vec<String>]) -> Vec<Vec<&str>> {
    rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid<'a>(caption: &'a str, lines: &'a str) -> Grid<'a> {
        let mut rows = lines.lines().map(|line| line.split('|').map(str::trim).collect::<Vec<&str>>());
        let header = rows.next().unwrap();
        Grid { caption, header, rows: rows.collect() }
    }

    fn found(lines: &str, profile: Profile) -> Vec<(usize, usize, Problem)> {
        let found = disclosures(&grid("Patients who fell", lines), &[], profile);
        found.into_iter().map(|it| (it.row, it.column, it.problem)).collect()
    }

    use Problem::*;
    use Profile::*;

    #[test]
    fn small_counts_of_people_are_told_and_those_of_things_are_not() {
        let lines = "Ward | Falls\nA | 3\nB | 0\nC | 120";
        assert_eq!(found(lines, NhsStatistics), [(0, 1, Small)]);
        assert_eq!(found(lines, Threshold5), [(0, 1, Small)]);
        assert_eq!(disclosures(&grid("Checks of equipment", lines), &[], NhsStatistics), []);
        assert_eq!(found("Site | Number of wards | Year\nA | 3 | 2026", NhsStatistics), []);
        assert_eq!(found("Quarter | Falls\n1 | 40", NhsStatistics), []);
    }

    #[test]
    fn each_profile_hides_what_it_says() {
        let lines = "Age | Falls\n18 to 39 | 4\n40 to 64 | 5\n65 to 84 | 7\n85 and over | 8";
        assert_eq!(found(lines, Threshold5), [(0, 1, Small)]);
        assert_eq!(found(lines, NhsStatistics), [(0, 1, Small), (1, 1, Small), (2, 1, Small), (3, 1, NotRounded)]);
        assert_eq!(NhsStatistics.shown(0), "0");
        assert_eq!([7, 8, 12, 13].map(|it| NhsStatistics.shown(it)), ["*", "10", "10", "15"]);
        assert_eq!([4, 5, 13].map(|it| Threshold5.shown(it)), ["*", "5", "13"]);
    }

    #[test]
    fn a_hidden_count_is_found_out_from_its_total() {
        assert_eq!(found("Ward | Falls\nA | *\nB | 12\nTotal | 15", Threshold5), [(0, 1, WorkedOut)]);
        assert_eq!(found("Ward | Falls\nA | <5\nB | *\nC | 30\nTotal | 45", Threshold5), []);
        // Rounded figures leave room.
        assert_eq!(found("Ward | Falls\nA | *\nB | 10\nTotal | 15", NhsStatistics), []);
        // Unless there is none: 1 to 7 twice, and a total of 0 is none at all.
        assert_eq!(
            found("Ward | Falls\nA | <5\nB | <5\nC | 30\nTotal | 32", Threshold5),
            [(0, 1, WorkedOut), (1, 1, WorkedOut)]
        );
    }

    #[test]
    fn a_hidden_count_is_found_out_from_rows_and_columns_together() {
        let lines = "Ward | Men | Women | Total\nA | * | * | 14\nB | * | 20 | 32\nTotal | 16 | 30 | 46";
        let cells: Vec<(usize, usize)> = found(lines, Threshold5).into_iter().map(|it| (it.0, it.1)).collect();
        assert_eq!(cells, [(0, 1), (0, 2), (1, 1)]);
        let safe = "Ward | Men | Women | Total\nA | * | * | 14\nB | * | * | 32\nTotal | 16 | 30 | 46";
        assert_eq!(found(safe, Threshold5), []);
    }

    #[test]
    fn a_percentage_gives_a_hidden_count_away() {
        let lines = |percent: &str| format!("Ward | Falls | %\nA | * | {percent}\nB | * | 92.5\nTotal | 40 | 100");
        assert_eq!(found(&lines("7.5"), Threshold5)[0], (0, 1, WorkedOut));
        assert_eq!(found("Ward | Falls | %\nA | * | 1\nB | * | 2\nC | 400 | 97\nTotal | 412 | 100", Threshold5), []);
    }

    #[test]
    fn an_earlier_release_gives_a_hidden_count_away() {
        let now = grid("Patients", "Ward | April\nA | *\nB | *\nTotal | 30");
        let then = grid("Patients", "Ward | April\nA | 12");
        assert_eq!(disclosures(&now, &[], Threshold5), []);
        let problems = disclosures(&now, &[then], Threshold5);
        assert_eq!(problems.iter().map(|it| it.row).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn what_is_protected_cannot_be_worked_out() {
        let mut dice = 3_u64;
        let mut roll = |sides: u64| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (dice >> 33) % sides
        };
        for round in 0..60 {
            let (rows, columns) = (2 + roll(4), 1 + roll(3));
            let mut lines = String::from("Ward");
            (0..columns).for_each(|column| lines.push_str(&format!(" | Group {column}")));
            lines.push_str(" | Total");
            let mut sums = vec![0; usize::try_from(columns).unwrap() + 1];
            for row in 0..rows {
                lines.push_str(&format!("\nWard {row}"));
                let mut sum = 0;
                for column in 0..columns {
                    let count = if roll(3) == 0 { roll(8) } else { roll(60) };
                    sum += count;
                    sums[usize::try_from(column).unwrap()] += count;
                    lines.push_str(&format!(" | {count}"));
                }
                *sums.last_mut().unwrap() += sum;
                lines.push_str(&format!(" | {sum}"));
            }
            lines.push_str("\nTotal");
            sums.iter().for_each(|sum| lines.push_str(&format!(" | {sum}")));
            for profile in [NhsStatistics, Threshold5] {
                let grid = grid("Patients", &lines);
                let changes = protected(&grid, profile);
                let shown = apply(&grid, &changes);
                let printed = Grid { caption: "Patients", header: grid.header.clone(), rows: borrowed(&shown) };
                let left = disclosures(&printed, &[], profile);
                assert!(left.is_empty(), "round {round} {profile:?}\n{lines}\n{shown:?}\n{left:?}");
            }
        }
    }
}
