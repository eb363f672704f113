//! Document control: the tables at the head of a policy that say its number, its version, who approved it and when.
//! Their values become front matter, and the page shows them from there.

use super::labels::{Form, Key, day, key_of, length, name_for, only_date, plain_label, post};
use super::model::*;
use super::tables;
use crate::dates::Due;

/// How far into a text lines of document control are looked for, in paragraphs.
const LINES_MAX: usize = 40;

/// One version in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The version.
    pub version: String,
    /// Its date, as front matter writes it.
    pub date: String,
    /// The post of who wrote it.
    pub author: Option<String>,
    /// What changed.
    pub summary: Option<String>,
}

/// What was recognised.
#[derive(Debug, Default)]
pub struct Control {
    /// Keys of the front matter with their values, in the order of the text.
    pub values: Vec<(&'static str, String)>,
    /// The versions.
    pub history: Vec<Version>,
    /// Keys whose cell names a person, or may, and no role.
    pub persons: Vec<&'static str>,
    /// Keys whose cell names a person beside a role, which the page has.
    pub roles: Vec<&'static str>,
    /// Whether words such as "FINAL" behind the number of the version were left out.
    pub version_cut: bool,
    /// Title rows of its tables, which say nothing.
    pub title_rows: usize,
    /// Versions whose author may be a person.
    pub history_persons: usize,
    /// Keys whose value could not be read, so that its row stays in the text.
    pub unread: Vec<&'static str>,
}

impl Control {
    /// The value of a key.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// Takes the value beside a label, or leaves it where it is. A label without a value says nothing.
    fn takes(&mut self, label: &str, value: &str, kind: &str) -> bool {
        let key = key_of(label).filter(|key| name_for(key, kind).is_some());
        value.trim().is_empty() || key.is_some_and(|key| self.take(key, value, kind))
    }

    /// Takes a value, unless it does not fit its key or the kind has no such key.
    fn take(&mut self, key: &'static Key, value: &str, kind: &str) -> bool {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_blank = matches!(value.to_lowercase().as_str(), "" | "-" | "–" | "n/a" | "na" | "tbc" | "none");
        let Some(name) = name_for(key, kind) else { return false };
        if self.has(name) || self.persons.contains(&name) {
            return self.value(name) == Some(value.as_str());
        }
        if is_blank {
            return value.is_empty();
        }
        let read = match key.form {
            Form::Words if name == "version" => {
                let version = version(&value);
                self.version_cut |= version != value;
                Some(version)
            }
            Form::Words => (value.chars().count() <= 300).then(|| value.clone()),
            Form::Day => day(&value),
            Form::DayOrMonth if name == "next_review" => day(&value),
            Form::DayOrMonth => only_date(&value).map(Due::iso),
            Form::Length => length(&value),
            Form::Post => match post(&value) {
                Some(post) => {
                    if post != value {
                        self.roles.push(name);
                    }
                    Some(post)
                }
                None => {
                    self.persons.push(name);
                    return true;
                }
            },
            Form::Assessment if value.to_lowercase().starts_with("not needed:") => {
                let reason = value["not needed:".len()..].trim();
                (!reason.is_empty()).then(|| serde_json::Value::from(format!("not-needed: {reason}")).to_string())
            }
            Form::Assessment => only_date(&value).and_then(|due| match due {
                Due::Day(date) => Some(date.iso()),
                Due::Month(_) => None,
            }),
        };
        match read {
            Some(read) => self.values.push((name, read)),
            None => self.unread.push(name),
        }
        !self.unread.contains(&name)
    }
}

/// Takes document control out of a text. What has no place in the front matter of the kind stays where it is.
pub fn take(blocks: &mut Vec<Block>, kind: &str) -> Control {
    let mut control = Control::default();
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for block in std::mem::take(blocks) {
        let Block::Table(table) = block else {
            kept.push(block);
            continue;
        };
        let rest = in_table(&table, kind, &mut control);
        let is_gone = rest.as_ref().is_some_and(|rest| rest.rows.is_empty());
        match rest {
            None => kept.push(Block::Table(table)),
            Some(_) if is_gone => {
                if matches!(kept.last(), Some(Block::Paragraph(it)) if names_control(it)) {
                    kept.pop();
                }
            }
            Some(rest) => kept.push(Block::Table(Box::new(rest))),
        }
    }
    *blocks = kept;
    lines(blocks, kind, &mut control);
    control
}

/// Whether a line only says that document control follows.
fn names_control(paragraph: &Paragraph) -> bool {
    if !matches!(paragraph.role, Role::Heading(_) | Role::Caption) && !super::looks::is_bold_line(paragraph) {
        return false;
    }
    is_control_title(&paragraph.text())
}

/// Whether a text only says that document control or the history of versions follows.
pub fn is_control_title(text: &str) -> bool {
    let text = plain_label(text);
    let text = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    matches!(
        text,
        "document control"
            | "document control sheet"
            | "document control table"
            | "document control information"
            | "version control"
            | "version control sheet"
            | "version history"
            | "document history"
            | "policy control"
            | "document details"
            | "document information"
            | "amendment history"
            | "revision history"
            | "change history"
            | "control sheet"
            | "change record"
            | "document management"
            | "policy control sheet"
            | "policy details"
            | "version control table"
            | "document version control"
            | "version history table"
            | "document control and version history"
            | "document control summary"
            | "document summary"
            | "policy information"
            | "policy summary sheet"
            | "key information"
            | "approval"
            | "approval and review"
            | "approval record"
            | "review and approval"
            | "approval details"
            | "ratification"
            | "document approval"
    )
}

/// A version without what only says how far it had come: "v3.0 FINAL" is 3.0.
fn version(value: &str) -> String {
    let is_word = |word: &&str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        !matches!(word.as_str(), "final" | "version" | "v" | "approved" | "current")
    };
    let left = value.split_whitespace().filter(is_word).collect::<Vec<_>>().join(" ");
    let number = left.strip_prefix(['v', 'V']).filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let left = number.unwrap_or(&left);
    if left.starts_with(|c: char| c.is_ascii_digit()) { left.to_owned() } else { value.to_owned() }
}

/// Whether a row is a title over others: one text, which takes the place of several.
fn is_title_row(words: &[String]) -> bool {
    let said: Vec<&String> = words.iter().filter(|cell| !cell.is_empty()).collect();
    let is_one = said.len() == 1 && !words[0].is_empty() || said.len() > 1 && said.iter().all(|it| *it == said[0]);
    words.len() > 1 && is_one && is_control_title(said[0])
}

/// What stays of a table once its values are taken; `None` where it is another table.
fn in_table(table: &Table, kind: &str, control: &mut Control) -> Option<Table> {
    let mut grid = tables::grid(table);
    let words: Vec<Vec<String>> =
        grid.rows.iter().map(|row| row.iter().map(|cell| words_of(cell).replace('\n', " ")).collect()).collect();
    let is_title: Vec<bool> = words.iter().map(|row| is_title_row(row)).collect();
    let mut of_grid = is_title.iter();
    grid.rows.retain(|_| of_grid.next() == Some(&false));
    let words: Vec<Vec<String>> = words.into_iter().filter(|row| !is_title_row(row)).collect();
    let rest = values_of(&grid, &words, kind, control)?;
    control.title_rows += is_title.iter().filter(|is| **is).count();
    Some(rest)
}

fn values_of(grid: &tables::Grid, words: &[Vec<String>], kind: &str, control: &mut Control) -> Option<Table> {
    let first = words.first()?;
    if let Some(columns) = history_columns(first) {
        return (kind == "policy" && history(&words[1..], columns, control)).then(Table::default);
    }
    // Labels above values: one row of them.
    let above = first.iter().filter(|label| key_of(label).is_some()).count();
    if above >= 3 && words.len() == 2 {
        let mut rest = Table { has_labels: true, ..Table::default() };
        for (column, (label, value)) in first.iter().zip(&words[1]).enumerate() {
            if !control.takes(label, value, kind) {
                rest.rows.push(pair_row(grid.rows[0][column].clone(), grid.rows[1][column].clone()));
            }
        }
        return Some(rest);
    }
    // Labels beside values, in one or two pairs of columns.
    let is_paired = |row: &Vec<String>| row.len() >= 4 && row.len().is_multiple_of(2) && key_of(&row[2]).is_some();
    let is_in_pairs = words.iter().any(is_paired);
    let mut pairs: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
    for (row, cells) in words.iter().enumerate() {
        let step = if is_in_pairs { 2 } else { cells.len().max(2) };
        pairs.extend((0..cells.len()).step_by(step).map(|column| (row, column..cells.len().min(column + step))));
    }
    let known: Vec<&'static str> =
        pairs.iter().filter_map(|(row, at)| key_of(&words[*row][at.start])).map(|key| key.name).collect();
    let distinct = known.iter().collect::<std::collections::BTreeSet<_>>().len();
    if distinct < 3 || known.len() * 2 < pairs.len() || words.iter().any(|row| row.len() < 2) {
        return None;
    }
    let mut rest = Table { has_labels: true, ..Table::default() };
    for (row, at) in pairs {
        let (label, value) = (&words[row][at.start], value_of(&words[row][at.start + 1..at.end]));
        if !control.takes(label, &value, kind) {
            // Of a row with a value that was taken, only the other values stay.
            let cells = &grid.rows[row][at];
            let first = cells[1..].iter().find(|blocks| !blocks.is_empty());
            rest.rows.push(pair_row(cells[0].clone(), first.cloned().unwrap_or_default()));
        }
    }
    Some(rest)
}

/// A label with its value.
fn pair_row(label: Vec<Block>, value: Vec<Block>) -> Row {
    let mut label = label;
    each_paragraph_mut(&mut label, &mut |paragraph| paragraph.told.push(Told::ControlLeft));
    let cells = [label, value].map(|blocks| Cell { blocks, ..Cell::default() });
    Row { cells: cells.into(), ..Row::default() }
}

/// The value beside a label. A merged cell may say it more than once.
fn value_of(cells: &[String]) -> String {
    let mut said: Vec<&str> = Vec::new();
    for cell in cells.iter().filter(|cell| !cell.is_empty()) {
        if said.last() != Some(&cell.as_str()) {
            said.push(cell);
        }
    }
    said.join(" ")
}

/// The columns of version, date, author and summary.
fn history_columns(header: &[String]) -> Option<[Option<usize>; 4]> {
    let find = |names: &[&str]| header.iter().position(|label| names.contains(&plain_label(label).as_str()));
    let version = find(&["version", "version number", "version no", "issue", "issue number", "revision", "ver", "v"])?;
    let date = find(&[
        "date",
        "date of change",
        "date issued",
        "issue date",
        "date of issue",
        "revision date",
        "date amended",
        "date approved",
        "month and year",
    ])?;
    let author = find(&[
        "author",
        "authors",
        "author lead",
        "amended by",
        "changed by",
        "by",
        "editor",
        "lead",
        "revised by",
        "updated by",
        "author role",
        "name",
        "role",
        "completed by",
        "author title",
    ]);
    let summary = find(&[
        "summary",
        "change",
        "changes",
        "comments",
        "comment",
        "description",
        "details",
        "details of change",
        "summary of changes",
        "summary of change",
        "amendment",
        "amendments",
        "reason",
        "reason for change",
        "description of change",
        "description of changes",
        "nature of change",
        "changes made",
        "notes",
        "what changed",
        "detail",
        "amendment details",
    ]);
    (author.is_some() || summary.is_some()).then_some([Some(version), Some(date), author, summary])
}

/// Takes a history, whole or not at all.
fn history(rows: &[Vec<String>], [version, date, author, summary]: [Option<usize>; 4], control: &mut Control) -> bool {
    let mut versions = Vec::new();
    let mut persons = 0;
    let cell = |row: &[String], at: Option<usize>| at.and_then(|at| row.get(at)).cloned().unwrap_or_default();
    for row in rows {
        let (Some(date), version) = (only_date(&cell(row, date)), cell(row, version)) else { return false };
        let others = row.len() - [author, summary].iter().flatten().count().min(row.len());
        if version.is_empty() || others > 2 && row.len() > 4 {
            return false;
        }
        let said = cell(row, author);
        let post = post(&said);
        persons += usize::from(!said.is_empty() && post.as_ref() != Some(&said));
        let summary = Some(cell(row, summary)).filter(|it| !it.is_empty());
        versions.push(Version { version, date: date.iso(), author: post, summary });
    }
    // The last entry is the version in force.
    if let [first, .., last] = versions.as_slice()
        && first.date > last.date
    {
        versions.reverse();
    }
    let is_first = control.history.is_empty() && !versions.is_empty();
    if is_first {
        control.history_persons = persons;
        control.history = versions;
    }
    is_first
}

/// Lines such as "Version: 2.1" before the first heading, and labels in bold with their values.
fn lines(blocks: &mut Vec<Block>, kind: &str, control: &mut Control) {
    let is_heading = |block: &Block| matches!(block, Block::Paragraph(it) if matches!(it.role, Role::Heading(_)));
    let end = blocks.iter().take(LINES_MAX).position(is_heading).unwrap_or(blocks.len().min(LINES_MAX));
    // Where each pair begins, how many paragraphs it is, its key and its value.
    let mut pairs: Vec<(usize, usize, &'static Key, String)> = Vec::new();
    for at in 0..end {
        let Block::Paragraph(paragraph) = &blocks[at] else { continue };
        let found = match (paragraph.role, blocks.get(at + 1), blocks.get(at + 2)) {
            (Role::Term, Some(Block::Paragraph(next)), after) if next.role == Role::Meaning => {
                let is_last = !matches!(after, Some(Block::Paragraph(it)) if it.role == Role::Meaning);
                is_last.then(|| (2, paragraph.text(), next.text()))
            }
            _ => beside(paragraph).map(|(label, value)| (1, label, value)),
        };
        let Some((length, label, value)) = found else { continue };
        let key = key_of(&label).filter(|key| name_for(key, kind).is_some());
        if let Some(key) = key.filter(|_| !value.is_empty() && value.chars().count() < 250) {
            pairs.push((at, length, key, value));
        }
    }
    if pairs.len() < 2 {
        return;
    }
    let mut taken: Vec<usize> = Vec::new();
    for (at, length, key, value) in pairs {
        if control.take(key, &value, kind) {
            taken.extend(at..at + length);
        }
    }
    let mut index = 0;
    blocks.retain(|_| {
        index += 1;
        !taken.contains(&(index - 1))
    });
}

/// The label and the value of a line: with a colon between them, or the label in bold and a tab after it.
fn beside(paragraph: &Paragraph) -> Option<(String, String)> {
    let is_plain = |it: &Inline| matches!(it, Inline::Text(_, format) if format.link == 0);
    if !paragraph.content.iter().all(is_plain) {
        return None;
    }
    let whole: String =
        paragraph.content.iter().map(|it| if let Inline::Text(words, _) = it { words.as_str() } else { "" }).collect();
    let (label, value) = match (whole.split_once(':'), whole.split_once('\t')) {
        (_, Some((label, value))) if key_of(label).is_some() => (label, value),
        (Some(parts), _) => parts,
        _ => return None,
    };
    Some((label.trim().to_owned(), value.trim().to_owned()))
}
