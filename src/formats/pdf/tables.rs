//! Data tables with header cells that assistive technology can tell from the others.

use super::runs::is_shown;
use super::story::Writer;
use crate::document::tree::{Alignment, Cell, Inline, InlineKind, Table, plain_text};
use crate::formats::format::Print;
use crate::formats::office::columns::{CELL_PADDING, by_rows, column_widths, has_header, in_column, is_tight};
use crate::formats::office::look::STEP;
use crate::formats::xml::put;

impl Writer<'_> {
    /// Writes a table, or its rows one by one where the columns have no room.
    pub fn table(&mut self, table: &Table) {
        if let Some(rows) = by_rows(table, self.room, self.edition.print) {
            if !table.caption.is_empty() {
                self.out.push_str("#numbered-title-line[");
                self.inlines(&table.caption);
                self.out.push_str("]\n");
            }
            return self.blocks(&rows);
        }
        let widths = column_widths(table, self.room, self.edition.print);
        let count = widths.len();
        if count == 0 {
            if !table.caption.is_empty() {
                self.out.push_str("#title-line[");
                self.inlines(&table.caption);
                self.out.push_str("]\n");
            }
            return;
        }
        let mut close = ")\n\n".to_owned();
        self.out.push('#');
        if !table.caption.is_empty() {
            self.out.push_str("captioned([");
            self.inlines(&table.caption);
            self.out.push_str("], ");
            close.insert(0, ')');
        }
        if is_tight(table, self.room, self.edition.print) {
            self.out.push_str("divided(");
            close.insert(0, ')');
        }
        let mut rows = std::iter::once(&table.header).chain(&table.rows);
        if rows.all(|row| is_short_row(row, &widths, self.edition.print)) {
            self.out.push_str("whole-rows(");
            close.insert(0, ')');
        }
        self.out.push_str("table(columns: (");
        for width in &widths {
            put!(self.out, "{width}fr,");
        }
        self.out.push_str("), align: (");
        for column in 0..count {
            self.out.push_str(match table.alignments.get(column) {
                Some(Alignment::Centre) => "center,",
                Some(Alignment::End) => "end,",
                _ => "start,",
            });
        }
        self.out.push_str("), ");
        if has_header(table) {
            self.header_row(table, &widths);
        }
        for row in &table.rows {
            for (column, width) in widths.iter().enumerate() {
                let is_header =
                    column == 0 && table.row_headers && row.first().is_some_and(|cell| is_shown(&cell.content));
                self.out.push_str(if is_header { "row-header[" } else { "[" });
                self.cell(row, column, *width);
                self.out.push_str("],");
            }
        }
        self.out.push_str(&close);
    }

    fn header_row(&mut self, table: &Table, widths: &[u32]) {
        // What is said again on each page is for the eye alone, and may hold no link. A row as tall as a page is no
        // header for Typst, which would not break it: there each cell says that it heads its column.
        let is_short = is_short_row(&table.header, widths, self.edition.print);
        let is_plain = table.header.iter().all(|cell| cell.content.iter().all(is_plain));
        let (open, cell, close) = match (is_short, is_plain) {
            (true, true) => ("table.header(", "column-header[", "),"),
            (true, false) => ("table.header(repeat: false, ", "column-header[", "),"),
            (false, _) => ("", "tall-column-header[", ""),
        };
        self.out.push_str(open);
        for (column, width) in widths.iter().enumerate() {
            self.out.push_str(cell);
            self.cell(&table.header, column, *width);
            self.out.push_str("],");
        }
        self.out.push_str(close);
    }

    fn cell(&mut self, cells: &[Cell], column: usize, width: u32) {
        let room = std::mem::replace(&mut self.room, width.saturating_sub(CELL_PADDING).max(STEP / 2));
        self.inlines(in_column(cells, column));
        self.room = room;
    }
}

/// Whether a row is surely shorter than half a page, by a generous guess at its lines.
fn is_short_row(row: &[Cell], widths: &[u32], print: Print) -> bool {
    /// A line of 12 points with its space, or of 18: half of a page holds as many in either print.
    const LINES_MAX: u64 = 16;
    /// The width of a wide letter at 12 points, in twips.
    const LETTER: u32 = 170;
    let letter = u64::from(print.grown(LETTER));
    row.iter().zip(widths).all(|(cell, width)| {
        let letters = plain_text(&cell.content).chars().count() as u64;
        let breaks = cell.content.iter().filter(|inline| matches!(inline.kind, InlineKind::Break)).count() as u64;
        let has_picture = cell.content.iter().any(|inline| matches!(inline.kind, InlineKind::Picture(_)));
        !has_picture && letters * letter / u64::from((*width).max(1)) + breaks < LINES_MAX
    })
}

/// Whether inline text is nothing but words.
fn is_plain(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Text(_) | InlineKind::Code(_) | InlineKind::Break => true,
        InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Foreign(_, content) => {
            content.iter().all(is_plain)
        }
        InlineKind::Link(_) | InlineKind::Picture(_) | InlineKind::Footnote { .. } => false,
    }
}
