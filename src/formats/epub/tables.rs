//! Data tables with a caption and header cells, and definition lists.

use super::blocks::Writer;
use super::has_words;
use crate::document::tree::{Alignment, Block, BlockKind, Cell, Definition, Inline, Table, plain_text};
use crate::formats::xml::{Escaped, put};

/// Tables from this many columns on are shown row by row on a telephone.
const WIDE: usize = 3;
/// Tables from this many columns on are shown row by row on most screens.
const WIDEST: usize = 7;

impl Writer<'_> {
    /// Writes a table. A header row without any words is none.
    pub fn table(&mut self, table: &Table) {
        let has_header = table.header.iter().any(|cell| !cell.content.is_empty());
        let header = if has_header { table.header.as_slice() } else { &[] };
        let column_count = table.rows.iter().map(Vec::len).max().unwrap_or(0).max(header.len());
        if column_count == 0 {
            return self.caption("<p class=\"label\">", &table.caption, "</p>\n");
        }
        let mut columns: Vec<_> = (0..column_count).map(|column| alignment(table, column).to_owned()).collect();
        self.out.push_str(match column_count {
            ..WIDE => "<table>\n",
            WIDE..WIDEST => "<table class=\"wide\">\n",
            _ => "<table class=\"widest\">\n",
        });
        self.caption("<caption>", &table.caption, "</caption>\n");
        if has_header {
            self.out.push_str("<thead>\n<tr>");
            for (column, attributes) in columns.iter().enumerate() {
                self.cell(header.get(column), "th scope=\"col\"", attributes);
            }
            self.out.push_str("</tr>\n</thead>\n");
        }
        if column_count >= WIDE {
            for (attributes, cell) in columns.iter_mut().zip(header) {
                let words = plain_text(&cell.content);
                if has_words(&words) {
                    put!(attributes, " data-header=\"{}\"", Escaped(&words));
                }
            }
        }
        if !table.rows.is_empty() {
            self.out.push_str("<tbody>\n");
            for row in &table.rows {
                self.out.push_str("<tr>");
                for (column, attributes) in columns.iter().enumerate() {
                    let element = if column == 0 && table.row_headers { "th scope=\"row\"" } else { "td" };
                    self.cell(row.get(column), element, attributes);
                }
                self.out.push_str("</tr>\n");
            }
            self.out.push_str("</tbody>\n");
        }
        self.out.push_str("</table>\n");
    }

    fn caption(&mut self, open: &str, caption: &[Inline], close: &str) {
        if caption.is_empty() {
            return;
        }
        self.table_count += 1;
        self.out.push_str(open);
        self.number("Table", self.table_count);
        self.inlines(caption);
        self.out.push_str(close);
    }

    /// Writes a cell. A header cell that heads nothing is a plain one.
    fn cell(&mut self, cell: Option<&Cell>, element: &str, attributes: &str) {
        let start = self.out.len();
        put!(self.out, "<{element}{attributes}>");
        let inner = self.out.len();
        self.inlines(cell.map_or(&[], |cell| &cell.content));
        if self.out.len() == inner {
            self.out.truncate(start);
            self.out.push_str("<td></td>");
        } else {
            put!(self.out, "</{}>", element.split(' ').next().unwrap_or(element));
        }
    }

    /// Writes terms and their meanings.
    pub fn definitions(&mut self, definitions: &[Definition]) {
        self.out.push_str("<dl>\n");
        for definition in definitions {
            self.out.push_str("<div><dt>");
            self.inlines(&definition.term);
            self.out.push_str("</dt>");
            if definition.meanings.is_empty() {
                self.out.push_str("<dd></dd>");
            }
            for meaning in &definition.meanings {
                self.out.push_str("<dd>");
                match meaning.as_slice() {
                    [Block { kind: BlockKind::Paragraph(content), .. }] => self.inlines(content),
                    content => self.blocks(content),
                }
                self.out.push_str("</dd>");
            }
            self.out.push_str("</div>\n");
        }
        self.out.push_str("</dl>\n");
    }
}

/// How a column is set, as an attribute of its cells.
fn alignment(table: &Table, column: usize) -> &'static str {
    match table.alignments.get(column) {
        Some(Alignment::Centre) => " class=\"centre\"",
        Some(Alignment::End) => " class=\"end\"",
        Some(Alignment::Start) | None => "",
    }
}
