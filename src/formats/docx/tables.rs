//! Data tables: a caption above, header cells that assistive technology can tell from the others, and columns as wide
//! as their words ask for.

use super::Direction;
use super::paragraphs::{Above, Place};
use super::runs::Format;
use super::story::Writer;
use super::styles::{CAPTION, TABLE_HEADING, TABLE_ROW_HEADING, TABLE_TEXT};
use super::xml::{Escaped, put};
use crate::document::tree::{Alignment, Cell, Inline, InlineKind, Table, plain_text};

/// Word opens no table with more columns. The words of cells beyond them are put into the last.
const COLUMNS_MAX: usize = 63;

impl Writer<'_> {
    /// Writes a table.
    pub fn table(&mut self, table: &Table, place: Place) {
        if table.caption.is_empty() {
            self.settle(place);
        } else {
            self.table_count += 1;
            let number = self.table_count;
            self.paragraph(place.shape_of(&CAPTION).with_next(), |writer| {
                writer.number("Table", number);
                writer.inlines(&table.caption, Format::PLAIN);
            });
        }
        let column_count = column_count(table).min(COLUMNS_MAX);
        if column_count == 0 {
            return;
        }
        if matches!(self.above, Above::Table) {
            self.gap();
        }
        self.grid_count += 1;
        let print = self.edition.print;
        let mut widths = column_widths(table, column_count, print.measured(place.room()));
        widths.iter_mut().for_each(|width| *width = print.grown(*width));
        let rounding = place.room().saturating_sub(widths.iter().sum());
        widths.iter_mut().rev().take(1).for_each(|last| *last += rounding);
        self.table_properties(table, place);
        for width in &widths {
            put!(self.xml, r#"<w:gridCol w:w="{width}"/>"#);
        }
        self.xml.push_str("</w:tblGrid>");
        for (row, cells) in lines(table) {
            self.xml.push_str(match row {
                Row::Header => "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
                Row::Body => "<w:tr><w:trPr><w:cantSplit/></w:trPr>",
            });
            for (column, width) in widths.iter().enumerate() {
                put!(self.xml, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#);
                self.room = width.saturating_sub(CELL_PADDING);
                let beyond = if column + 1 == COLUMNS_MAX { cells.get(COLUMNS_MAX..) } else { None };
                self.cell(table, row, column, cells.get(column).map_or(&[], |cell| &cell.content));
                for cell in beyond.unwrap_or_default() {
                    self.cell(table, row, column, &cell.content);
                }
                self.xml.push_str("</w:tc>");
            }
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl>");
        self.above = Above::Table;
    }

    fn table_properties(&mut self, table: &Table, place: Place) {
        self.xml.push_str(r#"<w:tbl><w:tblPr><w:tblStyle w:val="DataTable"/>"#);
        if self.direction == Direction::RightToLeft {
            self.xml.push_str("<w:bidiVisual/>");
        }
        put!(self.xml, r#"<w:tblW w:w="{}" w:type="dxa"/>"#, place.room());
        if place.left > 0 {
            put!(self.xml, r#"<w:tblInd w:w="{}" w:type="dxa"/>"#, place.left);
        }
        let (first_row, first_column) = (u8::from(has_header(table)), u8::from(table.row_headers));
        // The bits of `w:val` say the same for older readers: 0x20 header row, 0x80 header column, 0x600 no bands.
        let bits = 0x600 + 0x20 * u16::from(first_row) + 0x80 * u16::from(first_column);
        let description = description(table);
        let caption = if table.caption.is_empty() { description.clone() } else { plain_text(&table.caption) };
        put!(
            self.xml,
            r#"<w:tblLayout w:type="fixed"/><w:tblLook w:val="{bits:04X}" w:firstRow="{first_row}" w:lastRow="0" w:firstColumn="{first_column}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{}"/><w:tblDescription w:val="{}"/></w:tblPr><w:tblGrid>"#,
            Escaped(&caption),
            Escaped(&description),
        );
    }

    /// Writes the paragraph of a cell. The first cell carries the bookmark by which JAWS knows the header cells.
    fn cell(&mut self, table: &Table, row: Row, column: usize, words: &[Inline]) {
        let style = match (row, column) {
            (Row::Header, _) => &TABLE_HEADING,
            (Row::Body, 0) if table.row_headers => &TABLE_ROW_HEADING,
            _ => &TABLE_TEXT,
        };
        let alignment = table.alignments.get(column).copied().unwrap_or(Alignment::Start);
        let headers = match (row, column) {
            (Row::Header, 0) if table.row_headers => "Title",
            (Row::Header, 0) => "ColumnTitle",
            _ => "",
        };
        self.cell_paragraph(style, alignment, |writer| {
            if headers.is_empty() {
                writer.inlines(words, Format::PLAIN);
            } else {
                let bookmark = writer.next_bookmark();
                let number = writer.grid_count;
                put!(writer.xml, r#"<w:bookmarkStart w:id="{bookmark}" w:name="{headers}_{number}"/>"#);
                writer.inlines(words, Format::PLAIN);
                put!(writer.xml, r#"<w:bookmarkEnd w:id="{bookmark}"/>"#);
            }
        });
    }
}

/// The two kinds of row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Header,
    Body,
}

/// The header row and the rows below it. A header row without any words is none.
fn lines(table: &Table) -> impl Iterator<Item = (Row, &[Cell])> {
    let header = has_header(table).then_some((Row::Header, table.header.as_slice()));
    header.into_iter().chain(table.rows.iter().map(|row| (Row::Body, row.as_slice())))
}

/// How many columns a table has: as many as its longest row.
pub fn column_count(table: &Table) -> usize {
    lines(table).map(|(_, cells)| cells.len()).max().unwrap_or(0)
}

/// Whether a table has a header row with any words.
pub fn has_header(table: &Table) -> bool {
    table.header.iter().any(|cell| !cell.content.is_empty())
}

/// What a reader who cannot see the table is told of its shape.
fn description(table: &Table) -> String {
    let names = table.header.iter().map(|cell| plain_text(&cell.content)).filter(|name| !name.is_empty());
    match names.collect::<Vec<_>>().as_slice() {
        [] => "Table without column headings".to_owned(),
        [name] => format!("Table with the column {name}"),
        names => format!("Table with columns {}", names.join(", ")),
    }
}

/// The space left and right of the words in a cell, in twips.
const CELL_PADDING: u32 = 216;
/// The widest word that is kept whole, in twips: some 20 letters.
const WORD_MAX: u64 = 2800;
/// The narrowest column, in twips: 1 cm.
const COLUMN_MIN: u32 = 567;

/// The width of each column, in twips; together they fill the room. A column first gets its longest word, or its longest
/// cell where that is short; then a share of the rest by how much longer its longest cell is, one line at most.
pub fn column_widths(table: &Table, column_count: usize, room: u32) -> Vec<u32> {
    let mut extents = vec![Extent::default(); column_count];
    for (row, cells) in lines(table) {
        for (column, cell) in cells.iter().take(column_count).enumerate() {
            let mut ruler = Ruler::default();
            ruler.inlines(&cell.content);
            let is_bold = row == Row::Header || (column == 0 && table.row_headers);
            extents[column].widen(ruler.extent, if is_bold { 11 } else { 10 });
        }
    }
    let room = u64::from(room);
    let padded = |twips: u64| twips + u64::from(CELL_PADDING);
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
        least.iter().map(|least| least * room / least_sum).collect()
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
                InlineKind::Emphasis(content) | InlineKind::Strong(content) => self.inlines(content),
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
pub fn bold_width(inlines: &[Inline]) -> u32 {
    let mut ruler = Ruler::default();
    ruler.inlines(inlines);
    u32::try_from(ruler.extent.line * 11 / 10).unwrap_or(u32::MAX)
}

/// The width of a character in twips: 240 to the em of 12 points.
fn advance(c: char) -> u64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' => 54,
        ' ' | '.' | ',' | ':' | ';' | '!' | 'I' | 'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' => 70,
        'm' | 'M' | 'w' | '%' | '@' => 200,
        'W' | '—' => 228,
        'a'..='z' | '0'..='9' => 133,
        'A'..='Z' | '&' => 165,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{d7af}' | '\u{ff00}'..='\u{ffef}' | '\u{1f000}'.. => 240,
        _ => 140,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    /// The widths of the columns of a table with one row, in a room of 9,000 twips.
    fn widths(cells: &[&str]) -> Vec<u32> {
        let content = |text: &&str| vec![Inline { span: Span::default(), kind: InlineKind::Text((*text).into()) }];
        let cells: Vec<_> = cells.iter().map(|text| Cell { span: Span::default(), content: content(text) }).collect();
        let count = cells.len();
        let table =
            Table { caption: vec![], alignments: vec![], header: vec![], rows: vec![cells], row_headers: false };
        column_widths(&table, count, 9000)
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
