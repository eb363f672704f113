//! Forms: tables in which people write. Word has no mark for them, so the room that is left empty tells them, with how
//! their labels look: a label beside each empty cell, or one row of headings above empty rows.

use super::looks::is_bold_line;
use super::model::*;
use super::tables::Grid;

/// The longest label, in characters: a question may be one.
const LABEL_MAX: usize = 200;

/// The longest heading of a column, in characters.
const HEADING_MAX: usize = 80;

/// The most empty rows that are kept.
const ROWS_MAX: usize = 40;

/// What the column beside the labels is called. It says what the column is for and is no word of the author's.
pub const TO_FILL_IN: &str = "To fill in";

/// What is told of labels with room beside them.
pub const BESIDE: &str = "this table is a form: its labels name the rows now, and the column beside them is called \u{201c}To fill in\u{201d}. Nobody can fill in a page: offer the form as a file as well, under `attachments:`";

/// What is told of headings with room below them.
pub const BELOW: &str = "this table is a form: its first row names the columns, and empty rows follow to write in. Nobody can fill in a page: offer the form as a file as well, under `attachments:`";

/// A part of a form below a row that is its title.
pub struct Part {
    /// The words of that row; empty where there is none.
    pub title: Vec<Block>,
    /// Its rows.
    pub grid: Grid,
    /// What to tell of it.
    pub told: &'static str,
}

/// A label with the room beside it.
struct Pair<'t> {
    label: &'t Cell,
    value: &'t Cell,
    /// Whether it stands in the first row.
    is_first: bool,
}

/// The parts of a form; none of a table that is no form.
pub fn parts(table: &Table) -> Vec<Part> {
    let rows: Vec<&Row> = table.rows.iter().filter(|row| !row.is_deleted).collect();
    if table.has_labels || !rows.iter().flat_map(|row| &row.cells).all(is_plain) {
        return Vec::new();
    }
    let mut sections: Vec<(&[Block], Vec<&Row>)> = vec![(&[], Vec::new())];
    for row in rows {
        match cells(row).as_slice() {
            [only] if has_words(only) => sections.push((&only.blocks, Vec::new())),
            _ => sections.iter_mut().last().into_iter().for_each(|(_, rows)| rows.push(row)),
        }
    }
    sections.retain(|(title, rows)| !title.is_empty() || !rows.is_empty());
    let parts: Vec<Option<Part>> = sections
        .iter()
        .map(|(title, rows)| {
            let (grid, told) = match beside(rows) {
                Some(grid) => (grid, BESIDE),
                None => (below(rows)?, BELOW),
            };
            Some(Part { title: title.to_vec(), grid, told })
        })
        .collect();
    // All of a table is a form, or nothing of it.
    parts.into_iter().collect::<Option<Vec<Part>>>().unwrap_or_default()
}

/// Whether a table is a form.
pub fn is_form(table: &Table) -> bool {
    !parts(table).is_empty()
}

fn cells(row: &Row) -> Vec<&Cell> {
    row.cells.iter().filter(|cell| !cell.is_deleted).collect()
}

/// Whether a cell can be one of a form: running text, in no cell that goes on from above.
fn is_plain(cell: &Cell) -> bool {
    let is_running = |block: &Block| match block {
        Block::Paragraph(it) => {
            !matches!(it.role, Role::Heading(_) | Role::Title) && !it.is_centred || it.text().is_empty()
        }
        Block::Table(_) => false,
    };
    !cell.is_continued && cell.blocks.iter().all(is_running)
}

fn has_words(cell: &Cell) -> bool {
    !words_of(&cell.blocks).is_empty()
}

/// Whether there is room to write in a cell: nothing in it, or only what such room is drawn with.
fn is_blank(cell: &Cell) -> bool {
    cell.blocks.iter().all(|block| match block {
        Block::Paragraph(it) => {
            let is_asked = it.told.contains(&Told::Placeholder);
            let is_words = |inline: &Inline| matches!(inline, Inline::Text(..) | Inline::Break | Inline::PageBreak);
            it.content.iter().all(is_words) && (is_asked || it.text().chars().all(|c| " _.…/£☐□-–".contains(c)))
        }
        Block::Table(_) => false,
    })
}

/// Whether somebody is to tick a box in a cell, or to strike out what does not hold: "☐ Day ☐ Night", "Yes / No".
fn is_choice(cell: &Cell) -> bool {
    let words = words_of(&cell.blocks).to_lowercase();
    let is_answer = |word: &&str| matches!(*word, "yes" | "no" | "y" | "n" | "n/a" | "na");
    let answers: Vec<&str> = words.split([' ', '\n', '/', '|', ',']).filter(|word| !word.is_empty()).collect();
    let is_list = answers.len() > 1 && answers.iter().all(|word| is_answer(word) || matches!(*word, "or" | "a"));
    is_list || words.contains(['☐', '□'])
}

fn is_bold(cell: &Cell) -> bool {
    has_words(cell)
        && cell
            .blocks
            .iter()
            .all(|block| matches!(block, Block::Paragraph(it) if it.text().is_empty() || is_bold_line(it)))
}

fn ends_in_colon(cell: &Cell) -> bool {
    words_of(&cell.blocks).ends_with(':')
}

/// Labels with room beside them, in one or two pairs of columns.
fn beside(rows: &[&Row]) -> Option<Grid> {
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    let mut is_first = true;
    for row in rows {
        let cells = cells(row);
        if cells.iter().all(|cell| cell.blocks.is_empty()) {
            continue;
        }
        if row.is_header || !matches!(cells.len(), 2 | 4) || row.columns_before > 0 {
            return None;
        }
        for pair in cells.chunks(2) {
            let [label, value] = pair else { return None };
            if has_words(label) || !is_blank(value) {
                pairs.push(Pair { label, value, is_first });
            }
        }
        is_first = false;
    }
    let is_label = |cell: &Cell| {
        let words = words_of(&cell.blocks);
        words.chars().any(char::is_alphabetic) && words.chars().count() <= LABEL_MAX && !is_blank(cell)
    };
    if pairs.len() < 2 || !pairs.iter().all(|pair| is_label(pair.label)) {
        return None;
    }
    let all = |holds: &dyn Fn(&Pair<'_>) -> bool| pairs.iter().all(holds);
    // Alone, a choice may be the name of a column: "Question | Yes / No".
    let has_choices = pairs.iter().filter(|pair| is_choice(pair.value)).count() > 1;
    let is_room = |cell: &Cell| is_blank(cell) || has_choices && is_choice(cell);
    let blank = pairs.iter().filter(|pair| is_room(pair.value)).count();
    // No header has room to write beside its first name, and in a form most of the room is empty.
    let begins_blank = pairs.iter().filter(|pair| pair.is_first).all(|pair| is_room(pair.value));
    let is_told = begins_blank && blank * 2 >= pairs.len()
        || all(&|pair| ends_in_colon(pair.label) && !(pair.is_first && ends_in_colon(pair.value)))
        || all(&|pair| is_bold(pair.label) && !is_bold(pair.value))
        || all(&|pair| pair.label.is_shaded && !pair.value.is_shaded);
    if blank == 0 || !is_told {
        return None;
    }
    let said = |words: &str| {
        let content = vec![Inline::Text(words.to_owned(), Format::default())];
        vec![Block::Paragraph(Box::new(Paragraph { content, ..Paragraph::default() }))]
    };
    let mut grid = Grid { rows: vec![vec![Vec::new(), said(TO_FILL_IN)]], ..Grid::marked() };
    grid.has_row_headers = true;
    for Pair { label, value, .. } in pairs {
        // A line to write on says no more than an empty cell, and is read out sign by sign.
        let is_line = words_of(&value.blocks).chars().all(|c| " _.…".contains(c));
        let value = if is_line && is_blank(value) { Vec::new() } else { value.blocks.clone() };
        grid.rows.push(vec![label.blocks.clone(), value]);
    }
    Some(grid)
}

/// A row of headings with empty rows below it.
fn below(rows: &[&Row]) -> Option<Grid> {
    let (first, rest) = rows.split_first()?;
    let headings = cells(first);
    let is_heading =
        |cell: &&Cell| cell.columns == 1 && !is_blank(cell) && words_of(&cell.blocks).chars().count() <= HEADING_MAX;
    let is_empty = |row: &&Row| row.cells.iter().all(is_blank);
    if headings.len() < 2 || !headings.iter().all(is_heading) || rest.is_empty() || !rest.iter().all(is_empty) {
        return None;
    }
    let mut grid = Grid { rows: vec![headings.iter().map(|cell| cell.blocks.clone()).collect()], ..Grid::marked() };
    grid.rows.extend(rest.iter().take(ROWS_MAX).map(|_| vec![Vec::new(); headings.len()]));
    Some(grid)
}
