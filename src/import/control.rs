//! Document control: the tables at the head of a policy that say its number, its version, who approved it and when.
//! Their values become front matter, and the page shows them from there.

use crate::anonymity::{self, Vocabulary};
use crate::checks::prose;
use crate::dates::{Cycle, CycleUnit, Due};

use super::model::*;
use super::tables;

/// What a value has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Words,
    Day,
    DayOrMonth,
    Length,
    /// The name of a post, never of a person.
    Post,
    Assessment,
}

/// A key of the front matter, with the labels that authors write for it. Longer labels come first.
struct Key {
    name: &'static str,
    form: Form,
    labels: &'static [&'static str],
}

const fn key(name: &'static str, form: Form, labels: &'static [&'static str]) -> Key {
    Key { name, form, labels }
}

const KEYS: &[Key] = &[
    key(
        "title",
        Form::Words,
        &[
            "title",
            "document title",
            "policy title",
            "name of policy",
            "policy name",
            "document name",
            "name of document",
            "title of document",
            "title of policy",
        ],
    ),
    key(
        "reference",
        Form::Words,
        &[
            "reference",
            "ref",
            "reference number",
            "reference no",
            "ref no",
            "policy reference",
            "policy ref",
            "policy ref no",
            "document ref no",
            "policy number",
            "policy no",
            "document reference",
            "document ref",
            "document number",
            "document no",
            "document id",
            "policy id",
            "unique identifier",
            "document reference number",
            "policy reference number",
            "unique reference number",
        ],
    ),
    key(
        "version",
        Form::Words,
        &[
            "version",
            "version number",
            "version no",
            "issue number",
            "issue no",
            "current version",
            "document version",
            "policy version",
        ],
    ),
    key(
        "approved_on",
        Form::Day,
        &[
            "date approved",
            "approval date",
            "approved on",
            "date of approval",
            "date ratified",
            "ratification date",
            "date of ratification",
            "ratified on",
            "approved",
            "ratified",
            "date approved by committee",
        ],
    ),
    key(
        "approved_by",
        Form::Words,
        &[
            "approved by",
            "approving committee",
            "approving body",
            "ratified by",
            "ratifying committee",
            "approval committee",
            "name of approving committee",
            "name of ratifying committee",
            "approval body",
            "approving group",
            "authorised by",
        ],
    ),
    key(
        "effective_from",
        Form::Day,
        &[
            "effective from",
            "effective date",
            "date effective",
            "implementation date",
            "date of implementation",
            "issue date",
            "date issued",
            "date of issue",
            "in force from",
            "publication date",
            "date published",
            "start date",
            "valid from",
        ],
    ),
    key(
        "review_due",
        Form::DayOrMonth,
        &[
            "review date",
            "next review",
            "next review date",
            "date of next review",
            "review due",
            "due for review",
            "review due date",
            "date for review",
            "date of review",
            "review by",
            "planned review date",
            "expiry date",
            "refresh date",
            "refresh due",
        ],
    ),
    key(
        "review_every",
        Form::Length,
        &[
            "review period",
            "review cycle",
            "review frequency",
            "frequency of review",
            "review interval",
            "reviewed every",
            "review every",
        ],
    ),
    key(
        "director",
        Form::Post,
        &[
            "responsible director",
            "executive lead",
            "director lead",
            "lead director",
            "accountable director",
            "executive director",
            "executive sponsor",
            "director responsible",
            "sponsoring director",
            "lead executive",
            "lead executive director",
            "executive owner",
            "director",
        ],
    ),
    key(
        "committee",
        Form::Words,
        &[
            "responsible committee",
            "monitoring committee",
            "lead committee",
            "committee",
            "governing committee",
            "committee responsible",
            "overseeing committee",
        ],
    ),
    key(
        "audience",
        Form::Words,
        &[
            "audience",
            "target audience",
            "applies to",
            "intended audience",
            "who it is for",
            "who this is for",
            "staff group",
            "target staff",
            "for use by",
            "applicable to",
        ],
    ),
    key(
        "owner",
        Form::Post,
        &[
            "owner",
            "document owner",
            "policy owner",
            "plan owner",
            "author",
            "authors",
            "lead",
            "policy lead",
            "document lead",
            "lead author",
            "policy author",
            "document author",
            "name of author",
            "author and job title",
            "author job title",
            "title of author",
            "job title of author",
            "responsible lead",
            "responsible person",
            "originator",
            "lead officer",
            "responsible officer",
            "accountable officer",
            "policy holder",
            "name and title of author",
            "author lead",
            "prepared by",
            "contact",
        ],
    ),
    key(
        "equality",
        Form::Assessment,
        &[
            "equality impact assessment",
            "equality impact assessment date",
            "equality impact assessment completed",
            "eia",
            "eqia",
            "equality analysis",
            "eia date",
            "date of equality impact assessment",
            "equality and health inequalities impact assessment",
        ],
    ),
    key(
        "quality",
        Form::Assessment,
        &["quality impact assessment", "quality impact assessment date", "qia", "date of quality impact assessment"],
    ),
    key(
        "privacy",
        Form::Assessment,
        &[
            "data protection impact assessment",
            "data protection impact assessment date",
            "dpia",
            "privacy impact assessment",
            "date of data protection impact assessment",
        ],
    ),
];

/// How far into a text lines of document control are looked for, in paragraphs.
const LINES_MAX: usize = 40;

/// A label as it is compared: lower case, letters only, without what stands in brackets.
fn plain_label(text: &str) -> String {
    let text = text.split('(').next().unwrap_or("").to_lowercase().replace(['/', '&'], " ");
    let letters = text.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect::<String>();
    letters.split_whitespace().filter(|word| *word != "the").collect::<Vec<_>>().join(" ")
}

fn key_of(label: &str) -> Option<&'static Key> {
    if label.chars().count() > 80 {
        return None;
    }
    let label = plain_label(label);
    KEYS.iter().find(|key| key.labels.contains(&label.as_str()))
}

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
    /// Keys whose cell names a person, or may.
    pub persons: Vec<&'static str>,
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
            Form::Words => (value.chars().count() <= 300).then(|| value.clone()),
            Form::Day => day(&value, name),
            Form::DayOrMonth if name == "next_review" => day(&value, name),
            Form::DayOrMonth => only_date(&value).map(Due::iso),
            Form::Length => length(&value),
            Form::Post => match post(&value) {
                Some(post) => {
                    if post != value {
                        self.persons.push(name);
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

/// The key that a kind of page has for what a label says.
fn name_for(key: &Key, kind: &str) -> Option<&'static str> {
    match (kind, key.name) {
        (_, "title" | "owner") => Some(if key.name == "title" { "title" } else { "owner" }),
        ("policy", _) => Some(key.name),
        ("plan", "reference" | "version" | "review_every") => Some(key.name),
        ("plan", "review_due") => Some("refresh_due"),
        ("page" | "learning", "review_due") => Some("next_review"),
        _ => None,
    }
}

/// The only date that a value names.
fn only_date(value: &str) -> Option<Due> {
    match prose::dates(value).as_slice() {
        [(place, due)] if value.len() - place.len() <= 40 => Some(*due),
        _ => None,
    }
}

fn day(value: &str, _: &str) -> Option<String> {
    match only_date(value)? {
        Due::Day(date) => Some(date.iso()),
        Due::Month(_) => None,
    }
}

/// A length of time as front matter writes it.
fn length(value: &str) -> Option<String> {
    let cycle = Cycle::parse(value.trim_end_matches('.')).or_else(|| {
        let found = prose::cycles(value)
            .into_iter()
            .next()
            .or_else(|| prose::cycles(&format!("every {value}")).into_iter().next());
        let (_, often) = found?;
        let months = often.longest.round();
        if (often.longest - often.shortest).abs() > 0.1 || !(1.0..=600.0).contains(&months) {
            return None;
        }
        // Whole months that fit the type: the range above is checked.
        let months = months as u16;
        let (count, unit) =
            if months % 12 == 0 { (months / 12, CycleUnit::Years) } else { (months, CycleUnit::Months) };
        Some(Cycle { count, unit })
    })?;
    Some(cycle.to_string())
}

/// Words that name posts.
const POSTS: &[&str] = &[
    "head",
    "lead",
    "director",
    "manager",
    "nurse",
    "chief",
    "officer",
    "team",
    "specialist",
    "consultant",
    "committee",
    "matron",
    "secretary",
    "governance",
    "department",
    "board",
    "executive",
    "adviser",
    "advisor",
    "coordinator",
    "practitioner",
    "pharmacist",
    "midwife",
    "group",
    "service",
    "associate",
    "deputy",
    "partner",
    "safety",
    "quality",
    "clinical",
    "medical",
    "facilitator",
    "registrar",
    "chair",
    "president",
    "administrator",
    "analyst",
    "trainer",
];

/// The post that a value names, without the person who holds it. `None` where it may name nothing but a person.
fn post(value: &str) -> Option<String> {
    let parts =
        value.split([',', ';', '–', '—', '(', ')', '|', '\n']).flat_map(|part| part.split(" - ")).map(str::trim);
    let names_post = |part: &str| {
        let words: Vec<String> = part.split_whitespace().map(|word| word.to_lowercase()).collect();
        let is_post = |word: &String| POSTS.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()));
        words.iter().any(is_post) && is_nobody(part)
    };
    let posts: Vec<&str> = parts.clone().filter(|part| names_post(part)).collect();
    let all: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    match posts.as_slice() {
        [] => None,
        _ if posts.len() == all.len() => Some(value.trim().to_owned()),
        posts => Some(posts.join(", ")),
    }
}

/// Whether nothing in a text names a person.
pub fn is_nobody(text: &str) -> bool {
    let known = Vocabulary::default();
    let names = |text: &str| anonymity::scan(text, &known).iter().any(|it| it.kind == anonymity::Kind::Name);
    !names(text) && !names(&format!("The policy was written by {text}."))
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
    if !matches!(paragraph.role, Role::Heading(_) | Role::Caption) && !super::shape::is_bold_line(paragraph) {
        return false;
    }
    let text = plain_label(&paragraph.text());
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
    )
}

/// What stays of a table once its values are taken; `None` where it is another table.
fn in_table(table: &Table, kind: &str, control: &mut Control) -> Option<Table> {
    let grid = tables::grid(table);
    let words: Vec<Vec<String>> =
        grid.rows.iter().map(|row| row.iter().map(|cell| words_of(cell).replace('\n', " ")).collect()).collect();
    let first = words.first()?;
    if let Some(columns) = history_columns(first) {
        return (kind == "policy" && history(&words[1..], columns, control)).then(Table::default);
    }
    // Labels above values: one row of them.
    let above = first.iter().filter(|label| key_of(label).is_some()).count();
    if above >= 3 && words.len() == 2 {
        let mut all = true;
        for (label, value) in first.iter().zip(&words[1]) {
            let key = key_of(label).filter(|key| name_for(key, kind).is_some());
            all &= key.is_some_and(|key| control.take(key, value, kind)) || label.is_empty() && value.is_empty();
        }
        return all.then(Table::default);
    }
    // Labels beside values, in one or two pairs of columns.
    let pair = |row: &[String]| -> Vec<(usize, String, String)> {
        let is_pair = row.len() >= 4 && row.len() % 2 == 0 && key_of(&row[2]).is_some();
        let step = if is_pair { 2 } else { row.len().max(2) };
        let pairs = row.chunks(step).enumerate();
        pairs.map(|(index, cells)| (index * step, cells[0].clone(), value_of(&cells[1..]))).collect()
    };
    let pairs: Vec<(usize, usize, String, String)> = words
        .iter()
        .enumerate()
        .flat_map(|(row, cells)| pair(cells).into_iter().map(move |(column, label, value)| (row, column, label, value)))
        .collect();
    let known: Vec<&'static str> = pairs.iter().filter_map(|it| key_of(&it.2)).map(|key| key.name).collect();
    let distinct = known.iter().collect::<std::collections::BTreeSet<_>>().len();
    if distinct < 3 || known.len() * 2 < pairs.len() || words.iter().any(|row| row.len() < 2) {
        return None;
    }
    let mut taken = std::collections::BTreeMap::<usize, usize>::new();
    let mut total = std::collections::BTreeMap::<usize, usize>::new();
    for (row, _, label, value) in &pairs {
        *total.entry(*row).or_default() += 1;
        let key = key_of(label).filter(|key| name_for(key, kind).is_some());
        let is_blank = label.is_empty() && value.is_empty();
        if is_blank || key.is_some_and(|key| control.take(key, value, kind)) {
            *taken.entry(*row).or_default() += 1;
        }
    }
    let stays = |row: usize| taken.get(&row) != total.get(&row);
    let mut rest = Table { has_labels: true, ..Table::default() };
    for (index, row) in grid.rows.into_iter().enumerate() {
        if !stays(index) {
            continue;
        }
        // Of a row with a value that was taken, only the other values stay.
        let cells = row.into_iter().map(|blocks| Cell { blocks, ..Cell::default() }).collect();
        rest.rows.push(Row { cells, ..Row::default() });
    }
    Some(rest)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_matched_loosely() {
        for (label, name) in [
            ("Policy Ref. No:", "reference"),
            ("Next Review Date", "review_due"),
            ("Author/Lead", "owner"),
            ("Ratified by (committee)", "approved_by"),
            ("Equality Impact Assessment", "equality"),
        ] {
            assert_eq!(key_of(label).map(|key| key.name), Some(name), "{label}");
        }
        assert!(key_of("Number of falls").is_none());
    }

    #[test]
    fn values_take_the_form_of_their_keys() {
        assert_eq!(only_date("1st April 2026").map(Due::iso).as_deref(), Some("2026-04-01"));
        assert_eq!(only_date("April 2028").map(Due::iso).as_deref(), Some("2028-04"));
        assert_eq!(only_date("1 April 2026 and 3 May 2027"), None);
        assert_eq!(length("Two years").as_deref(), Some("2 years"));
        assert_eq!(length("18 months").as_deref(), Some("18 months"));
        assert_eq!(length("when needed"), None);
    }

    #[test]
    fn posts_are_kept_and_persons_are_not() {
        assert_eq!(post("Head of Patient Safety").as_deref(), Some("Head of Patient Safety"));
        assert_eq!(post("Jane Smith, Head of Patient Safety").as_deref(), Some("Head of Patient Safety"));
        assert_eq!(post("Jane Smith"), None);
        assert_eq!(post("Dr Jane Smith Director"), None);
    }
}
