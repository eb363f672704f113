//! How the width of a line is shared out: to the columns of a table, and to labels with their values.

use super::look::{self, STEP, Style};
use crate::document::tree::{
    Alignment, Block, BlockKind, Cell, Definition, Details, Inline, InlineKind, Table, plain_text,
};
use crate::formats::format::Print;

/// The two kinds of row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Row {
    /// The column headers.
    Header,
    /// Any other.
    Body,
}

/// The header row and the rows below it. A header row without any words is none.
pub fn lines(table: &Table) -> impl Iterator<Item = (Row, &[Cell])> {
    let header = has_header(table).then_some((Row::Header, table.header.as_slice()));
    header.into_iter().chain(table.rows.iter().map(|row| (Row::Body, row.as_slice())))
}

/// Whether the table has a header row with words.
pub fn has_header(table: &Table) -> bool {
    table.header.iter().any(|cell| !cell.content.is_empty())
}

/// What stands in a column of a row: nothing where the row is too short.
pub fn in_column(cells: &[Cell], column: usize) -> &[Inline] {
    cells.get(column).map(|cell| cell.content.as_slice()).unwrap_or_default()
}

/// The number of columns of the longest row.
fn column_count(table: &Table) -> usize {
    lines(table).map(|(_, cells)| cells.len()).max().unwrap_or(0)
}

/// The style of a cell.
pub fn cell_style(table: &Table, row: Row, column: usize) -> &'static Style {
    match (row, column) {
        (Row::Header, _) => &look::TABLE_HEADING,
        (Row::Body, 0) if table.row_headers => &look::TABLE_ROW_HEADING,
        _ => &look::TABLE_TEXT,
    }
}

/// How the cells of a column are set.
pub fn cell_alignment(table: &Table, column: usize) -> Alignment {
    table.alignments.get(column).copied().unwrap_or(Alignment::Start)
}

/// What a reader who cannot see the table is told of its shape.
pub fn description(table: &Table) -> String {
    let names = table.header.iter().map(|cell| plain_text(&cell.content)).filter(|name| !name.is_empty());
    match names.collect::<Vec<_>>().as_slice() {
        [] => "Table without column headings".to_owned(),
        [name] => format!("Table with the column {name}"),
        names => format!("Table with columns {}", names.join(", ")),
    }
}

/// The space left and right of the words in a cell, in twips.
pub const CELL_PADDING: u32 = 216;
/// The widest word that is kept whole, in twips: some 20 letters.
const WORD_MAX: u64 = 2800;
/// The narrowest column, in twips: 1 cm.
const COLUMN_MIN: u32 = 567;

/// The width of each column in a print, in twips; together they fill the room. Empty for a table without cells.
pub fn column_widths(table: &Table, room: u32, print: Print) -> Vec<u32> {
    let mut widths: Vec<u32> =
        measured_widths(table, print.measured(room), padding(print)).into_iter().map(|it| print.grown(it)).collect();
    let rounding = room.saturating_sub(widths.iter().sum());
    widths.iter_mut().rev().take(1).for_each(|last| *last += rounding);
    widths
}

/// Whether the longest words of the columns do not fit side by side.
pub fn is_tight(table: &Table, room: u32, print: Print) -> bool {
    let words = extents(table).into_iter().map(|extent| extent.word + padding(print));
    words.sum::<u64>() > u64::from(print.measured(room))
}

/// The columns that a table has at least where it is read row by row: two always have room.
const BY_ROWS_FROM: usize = 3;
/// What a column has to hold of a longer word before it is broken, in twips: some 8 letters, and 12 for readers whose
/// letters are large already.
fn piece_min(print: Print) -> u64 {
    match print {
        Print::Standard => 1064,
        Print::Large => 1596,
    }
}

/// A table whose columns have no room beside each other, as what is read row by row: a list of each row's cells, each
/// with the header of its column. `None` where the columns have room.
pub fn by_rows(table: &Table, room: u32, print: Print) -> Option<Vec<Block>> {
    let columns = extents(table);
    let least = columns.iter().map(|extent| extent.word.min(piece_min(print)) + padding(print)).sum::<u64>();
    (columns.len() >= BY_ROWS_FROM && least > u64::from(print.measured(room))).then(|| rows_as_lists(table))
}

/// The rows of a table as lists of labels with their values. Links and footnotes of the headers are in the first.
fn rows_as_lists(table: &Table) -> Vec<Block> {
    let span = table.header.first().map(|cell| cell.span).unwrap_or_default();
    let text = |words: String| vec![Inline { span, kind: InlineKind::Text(words.into()) }];
    let definitions = |index: usize, row: &[Cell]| {
        let definition = |column| {
            let header = in_column(&table.header, column);
            let term = match plain_text(header) {
                words if words.trim().is_empty() => text(format!("Column {}", column + 1)),
                _ if index == 0 => header.to_vec(),
                words => text(words),
            };
            let value = BlockKind::Paragraph(in_column(row, column).to_vec());
            Definition { term, meanings: vec![vec![Block { span, kind: value }]] }
        };
        let definitions = (0..column_count(table)).map(definition).collect();
        Block { span, kind: BlockKind::Definitions(definitions) }
    };
    if table.rows.is_empty() {
        return vec![definitions(0, &[])];
    }
    let rows = table.rows.iter().enumerate().map(|(index, row)| {
        let summary = text(format!("Row {} of {}", index + 1, table.rows.len()));
        let details = Details { summary, content: vec![definitions(index, row)] };
        Block { span, kind: BlockKind::Details(details) }
    });
    rows.collect()
}

/// The space beside the words of a cell, in the measure of words: it does not grow with them.
fn padding(print: Print) -> u64 {
    u64::from(print.measured(CELL_PADDING))
}

/// How wide the words of each column are.
fn extents(table: &Table) -> Vec<Extent> {
    let mut extents = vec![Extent::default(); column_count(table)];
    for (row, cells) in lines(table) {
        for (column, cell) in cells.iter().enumerate() {
            let mut ruler = Ruler::default();
            ruler.inlines(&cell.content);
            let is_bold = row == Row::Header || (column == 0 && table.row_headers);
            extents[column].widen(ruler.extent, if is_bold { 11 } else { 10 });
        }
    }
    extents
}

/// The widths that fill a room when the columns ask for more: the narrow ones get what they ask for, and the others
/// the same as each other.
fn capped(least: &[u64], room: u64) -> Vec<u64> {
    let mut ordered = least.to_vec();
    ordered.sort_unstable();
    let (mut left, mut cap) = (room, 0);
    for (index, width) in ordered.iter().enumerate() {
        let share = left / (ordered.len() - index) as u64;
        cap = share;
        if *width > share {
            break;
        }
        left -= width;
    }
    least.iter().map(|width| (*width).min(cap.max(1))).collect()
}

/// The same for the letters of 12 points that words are measured in. A column first gets its longest word, or its
/// longest cell where that is short; then a share of the rest by how much longer its longest cell is, one line at most.
fn measured_widths(table: &Table, room: u32, padding: u64) -> Vec<u32> {
    let extents = extents(table);
    let room = u64::from(room);
    let padded = |twips: u64| twips + padding;
    let words: Vec<_> = extents.iter().map(|extent| padded(extent.word).max(u64::from(COLUMN_MIN))).collect();
    // A column of short cells, such as dates, keeps each on one line where there is room to spare.
    let is_short = |extent: &Extent| padded(extent.line) <= room / 5;
    let lines = extents.iter().zip(&words);
    let lines: Vec<_> =
        lines.map(|(extent, word)| if is_short(extent) { padded(extent.line).max(*word) } else { *word }).collect();
    let least = if lines.iter().sum::<u64>() <= room * 3 / 4 { lines } else { words };
    let wanted: Vec<_> =
        extents.iter().zip(&least).map(|(extent, least)| padded(extent.line).min(room).max(*least)).collect();
    let (least_sum, wanted_sum) = (least.iter().sum::<u64>(), wanted.iter().sum::<u64>());
    let mut widths: Vec<u64> = if wanted_sum <= room {
        wanted.iter().map(|wanted| wanted * room / wanted_sum).collect()
    } else if least_sum >= room {
        capped(&least, room)
    } else {
        let spare = room - least_sum;
        let share = |(least, wanted): (&u64, &u64)| least + (wanted - least) * spare / (wanted_sum - least_sum);
        least.iter().zip(&wanted).map(share).collect()
    };
    let rounding = room.saturating_sub(widths.iter().sum());
    widths.iter_mut().rev().take(1).for_each(|last| *last += rounding);
    widths.into_iter().map(|width| width as u32).collect()
}

/// How wide words are, in twips: the longest word, and all on one line.
#[derive(Clone, Copy, Default)]
struct Extent {
    word: u64,
    line: u64,
}

impl Extent {
    /// Takes in another cell, whose letters are `tenths` as wide as those of plain text.
    fn widen(&mut self, other: Extent, tenths: u64) {
        self.word = self.word.max(other.word * tenths / 10);
        self.line = self.line.max(other.line * tenths / 10);
    }
}

/// Measures words by the usual widths of Arial at 12 points. Close enough to share out a line; Word sets the text.
#[derive(Default)]
struct Ruler {
    extent: Extent,
    /// The width of the word that is being read, which may go on in the next run.
    word: u64,
}

impl Ruler {
    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) | InlineKind::Code(text) => self.text(text),
                InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Foreign(_, content) => {
                    self.inlines(content)
                }
                InlineKind::Link(link) => self.inlines(&link.content),
                InlineKind::Picture(_) | InlineKind::Footnote { .. } => {}
                InlineKind::Break => self.text(" "),
            }
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            let width = advance(c);
            // Past this a word is broken: an address may not make its column the widest.
            if self.word + width <= WORD_MAX {
                self.extent.line += width;
                self.word += width;
                self.extent.word = self.extent.word.max(self.word);
            }
            if c.is_whitespace() || c == '-' {
                self.word = 0;
            }
        }
    }
}

/// The width of words in bold on one line, in twips.
fn bold_width(inlines: &[Inline]) -> u32 {
    let mut ruler = Ruler::default();
    ruler.inlines(inlines);
    u32::try_from(ruler.extent.line * 11 / 10).unwrap_or(u32::MAX)
}

/// The width of a character in twips: 240 to the em of 12 points.
pub fn advance(c: char) -> u64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' => 54,
        ' ' | '\u{a0}' | '.' | ',' | ':' | ';' | '!' | 'I' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' => 70,
        'm' | 'M' | 'w' | '%' | '@' => 200,
        'W' | '—' => 228,
        'a'..='z' | '0'..='9' => 133,
        'A'..='Z' | '&' => 165,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7af}' | '\u{ff00}'..='\u{ffef}' | '\u{1f000}'.. => 240,
        _ => 140,
    }
}

/// Whether the page number has room beside the words at the foot of a page, on the last of their lines.
pub fn foot_has_room(foot: &str, print: Print) -> bool {
    let room = u64::from(print.measured(look::TEXT_WIDTH));
    let words: u64 = foot.chars().map(advance).sum();
    // A word that does not fit on a line goes to the next.
    let last_line = if words <= room { words } else { words % room + WORD_MOVED };
    last_line + PAGE_NUMBER <= room
}

/// Whether words fit on one line of the foot, beside the page number.
pub fn fits_in_foot(words: &str, print: Print) -> bool {
    lines_in_foot(words, print) <= 1
}

/// How many lines words take in the foot, beside the page number.
pub fn lines_in_foot(words: &str, print: Print) -> u64 {
    let room = u64::from(print.measured(look::TEXT_WIDTH)) - PAGE_NUMBER;
    words.chars().map(advance).sum::<u64>().div_ceil(room)
}

/// A long word, in twips.
const WORD_MOVED: u64 = 1500;

/// "Page 100 of 100" with the space before it, in twips.
const PAGE_NUMBER: u64 = 1900;

/// How wide a label is with the space after it, in twips.
pub fn label_width(term: &[Inline], print: Print) -> u32 {
    print.grown(bold_width(term).saturating_add(STEP / 2))
}

/// The value of a definition whose only meaning is one paragraph, and how wide its label is, in twips.
pub fn label_and_value(definition: &Definition, print: Print) -> Option<(&[Inline], u32)> {
    let [meaning] = definition.meanings.as_slice() else { return None };
    match meaning.as_slice() {
        [Block { kind: BlockKind::Paragraph(value), .. }] => Some((value, label_width(&definition.term, print))),
        _ => None,
    }
}

/// Where values stand when most definitions are a short label with one value: past the widest of these labels, in
/// twips. `None` when most are of another kind.
pub fn value_column(definitions: &[Definition], room: u32, print: Print) -> Option<u32> {
    let labels = definitions.iter().filter_map(|definition| label_and_value(definition, print));
    let short = labels.map(|(_, width)| width).filter(|width| *width < room * 2 / 5);
    let (count, widest) = short.fold((0, 4 * STEP), |(count, widest), width| (count + 1, widest.max(width)));
    (2 * count > definitions.len()).then(|| widest.next_multiple_of(STEP))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    /// The widths of the columns of a table with one row, in a room of 9,000 twips.
    fn widths(cells: &[&str]) -> Vec<u32> {
        widths_in(cells, 9000, Print::Standard)
    }

    fn widths_in(cells: &[&str], room: u32, print: Print) -> Vec<u32> {
        let content = |text: &&str| vec![Inline { span: Span::default(), kind: InlineKind::Text((*text).into()) }];
        let cells: Vec<_> = cells.iter().map(|text| Cell { span: Span::default(), content: content(text) }).collect();
        let table =
            Table { caption: vec![], alignments: vec![], header: vec![], rows: vec![cells], row_headers: false };
        column_widths(&table, room, print)
    }

    #[test]
    fn words_that_fit_side_by_side_in_large_print_are_kept_whole() {
        let (cells, room) = (["recorded", "Inpatient", "September", "progress", "measurement"], 9354);
        let words: u32 = widths_in(&cells, room, Print::Large)[2];
        assert!(words >= 1170 * 3 / 2 + CELL_PADDING, "{words}");
    }

    #[test]
    fn a_table_without_room_for_its_columns_is_told_row_by_row() {
        let cell = |text: &str| {
            let kind = InlineKind::Text(text.into());
            Cell { span: Span::default(), content: vec![Inline { span: Span::default(), kind }] }
        };
        let table = |columns: usize, word: &str| Table {
            caption: vec![],
            alignments: vec![],
            header: (0..columns).map(|_| cell(word)).collect(),
            rows: vec![vec![cell("a")], vec![cell("b")]],
            row_headers: false,
        };
        let is_told = |columns, word, print| by_rows(&table(columns, word), 9354, print).is_some();
        assert!(!is_told(7, "recommendation", Print::Standard) && is_told(8, "recommendation", Print::Standard));
        assert!(!is_told(3, "recommendation", Print::Large) && is_told(4, "recommendation", Print::Large));
        assert!(!is_told(12, "May", Print::Standard) && !is_told(2, &"x".repeat(90), Print::Large));
        let Some(rows) = by_rows(&table(70, "word"), 9354, Print::Standard) else { panic!("no room for 70") };
        let [BlockKind::Details(first), BlockKind::Details(_)] = [&rows[0].kind, &rows[1].kind] else {
            panic!("2 rows")
        };
        assert_eq!(plain_text(&first.summary), "Row 1 of 2");
        assert!(matches!(&first.content[0].kind, BlockKind::Definitions(cells) if cells.len() == 70));
    }

    #[test]
    fn columns_are_as_wide_as_their_words_ask_for() {
        let long = "the words of a whole paragraph ".repeat(20);
        for cells in [vec![""], vec!["", ""], vec!["a", &long], vec![&long, &long, "12 March 2026"], vec!["word"; 63]] {
            let widths = widths(&cells);
            assert_eq!(widths.iter().sum::<u32>(), 9000, "{cells:?}");
            assert!(widths.iter().all(|width| *width > 100), "{widths:?}");
        }
        let [short, date, rest] = widths(&["Role", "12 March 2026", &long])[..] else { panic!("3 columns") };
        assert!(short < date && date < rest, "{short} {date} {rest}");
        assert_eq!(widths(&["x".repeat(400).as_str(), "y"]).len(), 2);
    }
}
