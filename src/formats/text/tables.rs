//! Tables, read row by row, and definition lists.

use super::lines::{OnBreak, STEP, Writer};
use crate::document::tree::{Block, BlockKind, Definition, Inline, Table, plain_text};
use crate::formats::xml::put;

impl Writer<'_> {
    /// Writes a table row by row, with the header before each cell.
    pub fn table(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            self.table_count += 1;
            let number = self.table_count;
            self.one_line(|writer| {
                put!(writer.out, "Table {number}: ");
                writer.inlines(&table.caption);
            });
        }
        let column_count = table.rows.iter().map(Vec::len).max().unwrap_or(0).max(table.header.len());
        if column_count == 0 {
            return;
        }
        let headers: Vec<String> = table.header.iter().map(|cell| self.header(&cell.content)).collect();
        let row_count = table.rows.len();
        let has_headers = headers.iter().any(|header| !header.is_empty());
        self.line(|writer| {
            writer.out.push_str("[Table with ");
            push_count(&mut writer.out, column_count, "column");
            writer.out.push_str(" and ");
            push_count(&mut writer.out, row_count, "row");
            writer.out.push_str(if has_headers { ". The columns are:]" } else { "]" });
        });
        self.inside(STEP, |writer| {
            for cell in &table.header {
                writer.one_line(|writer| writer.inlines(&cell.content));
            }
        });
        for (index, row) in table.rows.iter().enumerate() {
            self.is_apart = true;
            self.line(|writer| put!(writer.out, "[Row {} of {row_count}]", index + 1));
            for column in 0..column_count {
                self.line(|writer| {
                    match headers.get(column).map(String::as_str) {
                        None | Some("") => put!(writer.out, "[Column {}]: ", column + 1),
                        Some(header) => {
                            writer.out.push_str(header);
                            writer.out.push_str(after_label(header));
                        }
                    }
                    let start = writer.out.len();
                    writer.words_start = start;
                    if let Some(cell) = row.get(column) {
                        writer.inside(STEP, |writer| writer.inlines(&cell.content));
                    }
                    if writer.words_start == start && !writer.has_words() {
                        writer.out.push_str("[blank]");
                    }
                });
            }
        }
        self.say("[End of table]");
    }

    /// The words of a header as they are said before each cell: without addresses and footnotes.
    fn header(&mut self, words: &[Inline]) -> String {
        let start = self.out.len();
        self.words(&plain_text(words));
        let header = self.out[start..].trim().to_owned();
        self.out.truncate(start);
        header
    }

    /// Writes terms with their meanings.
    pub fn definitions(&mut self, definitions: &[Definition]) {
        let mut was_short = true;
        for (index, definition) in definitions.iter().enumerate() {
            let value = match definition.meanings.as_slice() {
                [meaning] => match meaning.as_slice() {
                    [Block { kind: BlockKind::Paragraph(value), .. }] => Some(value),
                    _ => None,
                },
                _ => None,
            };
            if index > 0 {
                self.is_apart = !(was_short && value.is_some());
            }
            was_short = value.is_some();
            if let Some(value) = value {
                self.line(|writer| {
                    writer.label(&definition.term);
                    writer.inside(STEP, |writer| writer.inlines(value));
                });
                continue;
            }
            self.line(|writer| writer.label(&definition.term));
            for meaning in &definition.meanings {
                self.is_apart = false;
                self.inside(STEP, |writer| writer.blocks(meaning));
            }
        }
    }

    /// Writes a term or a header as what is said before its meaning or cell.
    fn label(&mut self, words: &[Inline]) {
        let start = self.out.len();
        let before = std::mem::replace(&mut self.on_break, OnBreak::Space);
        self.inlines(words);
        self.on_break = before;
        let label = self.out[start..].trim_end().len();
        if label > 0 {
            self.out.truncate(start + label);
            self.out.push_str(after_label(&self.out[start..]));
        }
    }
}

/// What stands between a label and what it is for.
fn after_label(label: &str) -> &'static str {
    if label.ends_with(['.', ':', ';', '?', '!']) { " " } else { ": " }
}

/// Pushes "1 row", "no rows" or "12 rows".
fn push_count(out: &mut String, count: usize, noun: &str) {
    match count {
        0 => put!(out, "no {noun}s"),
        1 => put!(out, "1 {noun}"),
        count => put!(out, "{count} {noun}s"),
    }
}
