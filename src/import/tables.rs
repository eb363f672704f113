//! Tables as Markdown holds them: one header row, one line for each row, running text in the cells.

use super::forms;
use super::looks::is_bold_line;
use super::model::*;

/// Cells longer than this are text put side by side, in characters.
const TEXT_CELL: usize = 600;

/// The longest text of a merged cell that is said again in the cells below it.
const REPEATED_MAX: usize = 80;

/// Whether a table only puts things side by side: one row or column, or headings and other tables in its cells.
pub fn is_layout(table: &Table) -> bool {
    if table.has_labels || forms::is_form(table) {
        return false;
    }
    let rows: Vec<&Row> = table.rows.iter().filter(|row| !is_empty(row)).collect();
    let columns = rows.iter().map(|row| row.cells.iter().filter(|cell| has_words(cell)).count()).max().unwrap_or(0);
    // What Word repeats on every page is the header of data, though all below it may be empty.
    let is_marked = rows.first().is_some_and(|row| row.is_header && row.cells.len() > 1);
    if rows.len() <= 1 || columns <= 1 && !is_marked {
        return true;
    }
    if rows[0].is_header {
        return false;
    }
    let cells = || rows.iter().flat_map(|row| &row.cells).filter(|cell| has_words(cell));
    let holds = |of: &dyn Fn(&Block) -> bool| cells().any(|cell| cell.blocks.iter().any(of));
    let is_heading =
        |block: &Block| matches!(block, Block::Paragraph(it) if matches!(it.role, Role::Heading(_) | Role::Title));
    let is_data = |block: &Block| matches!(block, Block::Table(it) if !is_layout(it));
    let long = cells().filter(|cell| words_of(&cell.blocks).chars().count() > TEXT_CELL).count();
    holds(&is_heading) || holds(&is_data) || long * 2 > cells().count()
}

fn has_words(cell: &Cell) -> bool {
    let is_there = |block: &Block| match block {
        Block::Paragraph(paragraph) => !paragraph.content.is_empty(),
        Block::Table(_) => true,
    };
    !cell.is_deleted && cell.blocks.iter().any(is_there)
}

fn is_empty(row: &Row) -> bool {
    row.is_deleted || !row.cells.iter().any(has_words)
}

/// A table with a cell in every place.
pub struct Grid {
    /// The cells of each row. The text of a merged cell stands where the cell begins, or again below.
    pub rows: Vec<Vec<Vec<Block>>>,
    /// Whether the first row is marked as the header, or looks like one.
    pub has_header: bool,
    /// Whether the first column is made of headers too.
    pub has_row_headers: bool,
    /// Whether it is a list of labels with their values.
    pub is_labels: bool,
    /// Cells that took more than one place.
    pub merged: usize,
    /// Rows after the first that were headers too, and are joined to it.
    pub more_headers: usize,
    /// Whether the first row is no header: it holds what only a row of data holds, a phone number or an address, or has
    /// the look of the rows below it, whose first cells are marked as their names.
    pub begins_with_data: bool,
    /// Tables in its cells.
    pub nested: usize,
}

impl Grid {
    /// A table without rows, the first of which will be its header.
    pub fn marked() -> Grid {
        Grid {
            rows: Vec::new(),
            has_header: true,
            has_row_headers: false,
            is_labels: false,
            merged: 0,
            more_headers: 0,
            begins_with_data: false,
            nested: 0,
        }
    }
}

/// Lays a table out.
pub fn grid(table: &Table) -> Grid {
    let mut rows: Vec<Vec<Vec<Block>>> = Vec::new();
    let (mut merged, mut nested, mut headers) = (0, 0, 0);
    // For each row, the columns of the cells that are wider than one, and of those that go on from above.
    let mut spans: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for row in table.rows.iter().filter(|row| !row.is_deleted) {
        headers += usize::from(row.is_header);
        let mut line: Vec<Vec<Block>> = vec![Vec::new(); row.columns_before];
        let (mut wide, mut continued) = (Vec::new(), Vec::new());
        for cell in row.cells.iter().filter(|cell| !cell.is_deleted) {
            let above = rows.last().and_then(|above| above.get(line.len()));
            let mut blocks = cell.blocks.clone();
            nested += blocks.iter().filter(|block| matches!(block, Block::Table(_))).count();
            if cell.is_continued {
                merged += 1;
                continued.extend(line.len()..line.len() + cell.columns);
                if let Some(above) = above.filter(|above| blocks.is_empty() && is_short(above)) {
                    blocks.clone_from(above);
                }
            }
            if cell.columns > 1 {
                merged += 1;
                wide.extend(line.len()..line.len() + cell.columns);
            }
            let repeats = rows.is_empty() && is_short(&blocks);
            let more = if repeats { blocks.clone() } else { Vec::new() };
            line.push(blocks);
            for _ in 1..cell.columns {
                line.push(more.clone());
            }
        }
        if line.iter().any(|blocks| !blocks.is_empty()) {
            rows.push(line);
            spans.push((wide, continued));
        } else {
            headers -= usize::from(row.is_header);
        }
    }
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut used: Vec<bool> = vec![false; width];
    rows.iter_mut().for_each(|row| row.resize(width, Vec::new()));
    let headers_joined = match headers {
        2.. => headers - 1,
        _ => usize::from(has_second_header(&rows, &spans)),
    };
    for _ in 0..headers_joined.min(rows.len().saturating_sub(2)) {
        let below = rows.remove(1);
        rows[0].iter_mut().zip(below).for_each(|(above, below)| join_headers(above, below));
    }
    for row in &mut rows {
        row.iter().zip(&mut used).for_each(|(blocks, used)| *used |= !blocks.is_empty());
    }
    for row in &mut rows {
        let mut keep = used.iter();
        row.retain(|_| keep.next().copied().unwrap_or(true));
    }
    let is_bold = |blocks: &Vec<Block>| {
        let mut any = false;
        let mut all = true;
        each_paragraph(blocks, &mut |paragraph| {
            any = true;
            all &= is_bold_line(paragraph);
        });
        any && all
    };
    let body = rows.get(1..).unwrap_or_default();
    let bold_row =
        |row: &[Vec<Block>]| row.iter().any(|it| !it.is_empty()) && row.iter().all(|it| it.is_empty() || is_bold(it));
    let first_is_bold = rows.first().is_some_and(|row| bold_row(row)) && !body.iter().all(|row| bold_row(row));
    let grounds = Grounds::of(table);
    let has_header = headers > 0 || first_is_bold || grounds.first_row || headers_joined > 0 || table.marks_first_row;
    let bold_column = |rows: &[Vec<Vec<Block>>]| {
        rows.len() > 1
            && rows.iter().all(|row| row.first().is_some_and(&is_bold))
            && (rows.iter().any(|row| row.iter().skip(1).any(|it| !it.is_empty() && !is_bold(it)))
                || rows.iter().all(|row| row.iter().skip(1).all(Vec::is_empty)))
    };
    // Each row is named by its first cell, the first row too: there is no header.
    let names_rows = !has_header && (bold_column(&rows) || grounds.first_column);
    let begins_with_data = !has_header
        && rows.len() > 1
        && (rows[0].iter().any(|it| is_data(&words_of(it))) || names_rows && rows[0].len() > 2);
    let ends_in_colon = |blocks: &[Block]| words_of(blocks).ends_with(':');
    let is_labels = !has_header
        && rows.first().is_some_and(|row| row.len() == 2)
        && (table.has_labels
            || names_rows
            || rows.len() > 1 && !ends_in_colon(&rows[0][1]) && rows.iter().all(|row| ends_in_colon(&row[0])))
        && rows.iter().all(|row| !row[0].is_empty() && words_of(&row[0]).chars().count() <= 60 && !row[1].is_empty())
        && nested == 0;
    let has_row_headers =
        has_header && bold_column(body) || names_rows || table.marks_first_column && bold_column(body);
    Grid {
        has_header,
        has_row_headers,
        is_labels,
        merged,
        nested,
        more_headers: headers_joined,
        begins_with_data,
        rows,
    }
}

/// Which cells of a table have a ground of their own, where others have none.
struct Grounds {
    /// The whole first row.
    first_row: bool,
    /// The whole first column, and not the cell beside its first.
    first_column: bool,
}

impl Grounds {
    fn of(table: &Table) -> Grounds {
        let rows: Vec<Vec<&Cell>> = table
            .rows
            .iter()
            .filter(|row| !is_empty(row))
            .map(|row| row.cells.iter().filter(|cell| !cell.is_deleted).collect())
            .collect();
        let Some((first, below)) = rows.split_first().filter(|(_, below)| !below.is_empty()) else {
            return Grounds { first_row: false, first_column: false };
        };
        let is_shaded = |cell: &&Cell| cell.is_shaded;
        Grounds {
            first_row: first.iter().all(is_shaded) && !below.iter().any(|row| row.iter().all(is_shaded)),
            first_column: rows.iter().all(|row| row.first().is_some_and(is_shaded))
                && rows.iter().all(|row| !row.iter().skip(1).any(is_shaded)),
        }
    }
}

/// Whether the second row says what is in the columns below the wide cells of the first, and nothing else.
fn has_second_header(rows: &[Vec<Vec<Block>>], spans: &[(Vec<usize>, Vec<usize>)]) -> bool {
    let ([first, second, _, ..], [(wide, _), (wide_below, continued), ..]) = (rows, spans) else { return false };
    let is_under = |column: &usize| wide.contains(column);
    let narrow: Vec<usize> = (0..first.len()).filter(|column| !is_under(column)).collect();
    !wide.is_empty()
        && !narrow.is_empty()
        && wide_below.is_empty()
        && narrow.iter().all(|column| continued.contains(column) || second[*column].is_empty())
        && wide.iter().all(|column| {
            let words = second.get(*column).map(|it| words_of(it)).unwrap_or_default();
            !words.is_empty() && words.chars().count() <= REPEATED_MAX && !is_data(&words)
        })
}

/// Two headers of a column as one: "Required response: National".
fn join_headers(above: &mut Vec<Block>, below: Vec<Block>) {
    let words = words_of(&below);
    if words.is_empty() || words_of(above) == words {
        return;
    }
    if let Some(Block::Paragraph(last)) = above.last_mut() {
        last.content.push(Inline::Text(":".to_owned(), Format::default()));
    }
    // The cells of a header are one line: a space is put between what was two paragraphs.
    above.extend(below);
}

/// Whether a text is a phone number, a mail address or an address: what stands under a header and is none.
fn is_data(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_phone = text.chars().all(|c| c.is_ascii_digit() || " +()-".contains(c)) && digits >= 5;
    let has_phone = text
        .split(|c: char| !c.is_ascii_digit() && c != ' ')
        .any(|part| part.bytes().filter(u8::is_ascii_digit).count() >= 9 && part.trim_start().starts_with('0'));
    is_phone || has_phone || text.contains('@') && !text.trim().contains(' ') || text.contains("https://")
}

fn is_short(blocks: &[Block]) -> bool {
    let is_plain = |block: &Block| match block {
        Block::Paragraph(it) => it.content.iter().all(|it| matches!(it, Inline::Text(..))),
        Block::Table(_) => false,
    };
    blocks.iter().all(is_plain) && words_of(blocks).chars().count() <= REPEATED_MAX
}

/// The text of a cell as one line, and whether it was more than one.
pub fn line(blocks: &[Block], is_header: bool) -> (Vec<Inline>, bool) {
    let mut content: Vec<Inline> = Vec::new();
    let mut count = 0;
    each_paragraph(blocks, &mut |paragraph| {
        if count > 0 {
            let last = text_of(&content).chars().next_back();
            let mark = if last.is_some_and(char::is_alphanumeric) { "; " } else { " " };
            content.push(Inline::Text(mark.to_owned(), Format::default()));
        }
        count += 1;
        if let Some(label) = paragraph.label.as_ref().filter(|label| !label.shown.is_empty()) {
            content.push(Inline::Text(format!("{} ", label.shown), Format::default()));
        }
        content.extend(paragraph.content.iter().cloned().map(|inline| match inline {
            Inline::Text(words, format) => {
                Inline::Text(words, Format { strong: format.strong && !is_header, ..format })
            }
            inline => inline,
        }));
    });
    (content, count > 1)
}
