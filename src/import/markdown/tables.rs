//! Tables, forms and lists of labels as the Markdown of a page.

use super::Writer;
use crate::import::inline::{Place, plain_line};
use crate::import::model::{Block, Format, Inline, Table, each_paragraph};
use crate::import::{forms, tables};

impl Writer<'_, '_> {
    /// Writes a table, or the parts of a form one below the other.
    pub(super) fn table(&mut self, table: &Table, caption: &[Inline]) {
        let parts = forms::parts(table);
        if parts.is_empty() {
            return self.grid(&tables::grid(table), caption);
        }
        for (index, part) in parts.iter().enumerate() {
            let (title, _) = tables::line(&part.title, true);
            let colon = vec![Inline::Text(": ".to_owned(), Format::default())];
            let caption = match (index, caption.is_empty(), title.is_empty()) {
                (0, false, false) => [caption, colon.as_slice(), title.as_slice()].concat(),
                (0, false, true) => caption.to_vec(),
                _ => title,
            };
            self.gap();
            self.report.need(self.line, part.told);
            self.grid(&part.grid, &caption);
        }
    }

    fn grid(&mut self, grid: &tables::Grid, caption: &[Inline]) {
        let Some(width) = grid.rows.first().map(Vec::len) else { return };
        self.report.tables += 1;
        if grid.is_labels && caption.is_empty() {
            return self.labels(&grid.rows);
        }
        self.gap();
        let start = self.line;
        // Below a caption, labels are a table: their first row is no header.
        let has_none = grid.begins_with_data || grid.is_labels;
        let caption = self.text(caption, Place::Line);
        let caption = if caption.ends_with('}') { format!("{caption}.") } else { caption };
        if !caption.is_empty() || grid.has_row_headers {
            let mark = if grid.has_row_headers { " {row-headers}" } else { "" };
            let line = format!("Table: {caption}{mark}");
            self.put(line.replace(":  ", ": ").as_str(), "", "");
            self.push("\n");
        }
        let mut joined = 0;
        if has_none {
            // The first row is none, and Markdown has no table without one.
            let names =
                (1..=width).map(|column| format!(" To write: what column {column} holds |")).collect::<String>();
            self.push(&format!("|{names}\n|{}\n", " --- |".repeat(width)));
        }
        for (index, row) in grid.rows.iter().enumerate() {
            let line = self.line;
            let mut text = String::from("|");
            for (column, blocks) in row.iter().enumerate() {
                let (content, is_joined) =
                    tables::line(blocks, index == 0 && !has_none || column == 0 && grid.has_row_headers);
                joined += usize::from(is_joined && (index > 0 || grid.more_headers == 0));
                let words = self.text(&content, Place::Cell);
                text.push_str(&format!(" {words} |").replace("  |", " |"));
            }
            self.push(&format!("{text}\n"));
            self.tell(line);
            if index == 0 && !has_none {
                self.push(&format!("|{}\n", " --- |".repeat(width)));
            }
        }
        let mut need = |is: bool, words: &str| {
            if is {
                self.report.need(start, words);
            }
        };
        need(
            has_none,
            "this table had no header row: write in the row marked \u{201c}To write:\u{201d} what each column holds",
        );
        need(
            !grid.has_header && !has_none,
            &format!(
                "no row of this table was marked as its header, so the first row is the header now. If it is not, write a row above it that names the columns, and move the row of dashes below that. If the first cell of each row is its name, {}",
                match caption.is_empty() {
                    true => "write the line `Table: {row-headers}` above the table, and an empty line between them",
                    false => "write {row-headers} at the end of the line above that begins with Table:",
                }
            ),
        );
        need(
            grid.merged > 0,
            "this table had merged cells, which Markdown has not; short text is said again in each row, other cells are empty",
        );
        need(
            grid.more_headers > 0,
            "this table had more than one header row; they are one now, with a colon between what stood above and below: see whether it reads well",
        );
        need(grid.nested > 0, "a table stood in a cell of this table; its words are in one line now");
        need(
            joined > 0,
            "cells of this table held more than one paragraph; they are one line now: a list may say it better",
        );
    }

    /// Labels with their values.
    fn labels(&mut self, rows: &[Vec<Vec<Block>>]) {
        for row in rows {
            let (label, _) = tables::line(&row[0], true);
            let label = self.text(&label, Place::Line);
            self.gap();
            self.put("", "", &label);
            let mut values = Vec::new();
            each_paragraph(&row[1], &mut |paragraph| values.push(paragraph));
            for paragraph in values {
                let text = self.text(&paragraph.content, Place::Paragraph);
                let shown = paragraph.label.as_ref().map(|label| label.shown.as_str()).filter(|it| !it.is_empty());
                let text = match shown {
                    Some(shown) => format!("{} {text}", plain_line(shown)),
                    None => text,
                };
                self.put(": ", "  ", &text);
            }
        }
    }
}
