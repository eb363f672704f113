//! Data tables, with header rows and header columns that programs can tell from the others.

use std::collections::BTreeSet;

use super::Points;
use super::story::Writer;
use crate::document::tree::{Table, plain_text};
use crate::formats::office::Direction;
use crate::formats::office::columns::{
    CELL_PADDING, Row, cell_alignment, cell_style, description, has_header, in_column, lines,
};
use crate::formats::office::look::{DARK_BLUE, GREY, HEADER_FILL, LINE_GREY, TEXT_WIDTH};
use crate::formats::office::place::{Above, Place, Shape};
use crate::formats::office::state::Format;
use crate::formats::office::story::Markup as _;
use crate::formats::xml::{Escaped, put};

impl Writer<'_> {
    /// Writes the rows of a table.
    pub fn push_grid(&mut self, table: &Table, widths: &[u32], place: Place) {
        self.close_lists(0);
        // Cells stand in no list.
        let lists = std::mem::take(&mut self.lists);
        let number = self.state.grid_count;
        let style = self.automatic.table(place.left, TEXT_WIDTH - place.left - place.room());
        let description = description(table);
        let caption = if table.caption.is_empty() { description.clone() } else { plain_text(&table.caption) };
        put!(
            self.xml,
            r#"<table:table table:name="Table{number}" table:style-name="T{style}"><table:title>{}</table:title><table:desc>{}</table:desc>"#,
            Escaped(&caption),
            Escaped(&description),
        );
        for (column, width) in widths.iter().enumerate() {
            let is_header = column == 0 && table.row_headers;
            let style = self.automatic.column(*width);
            let (open, close) = match is_header {
                true => ("<table:table-header-columns>", "</table:table-header-columns>"),
                false => ("", ""),
            };
            put!(self.xml, r#"{open}<table:table-column table:style-name="C{style}"/>{close}"#);
        }
        let row_count = table.rows.len() + usize::from(has_header(table));
        for (index, (row, cells)) in lines(table).enumerate() {
            self.xml.push_str(match row {
                Row::Header => r#"<table:table-header-rows><table:table-row table:style-name="Row">"#,
                Row::Body => r#"<table:table-row table:style-name="Row">"#,
            });
            let cell_name = match row {
                Row::Header => "HeaderCell",
                Row::Body => match (index == 0, index + 1 == row_count) {
                    (false, false) => "Cell",
                    (false, true) => "LastCell",
                    (true, false) => "FirstCell",
                    (true, true) => "OnlyCell",
                },
            };
            self.automatic.cells.insert(cell_name);
            for (column, width) in widths.iter().enumerate() {
                put!(self.xml, r#"<table:table-cell table:style-name="{cell_name}">"#);
                let room = width.saturating_sub(CELL_PADDING);
                let shape = Shape::in_cell(cell_style(table, row, column), cell_alignment(table, column), room);
                let words = in_column(cells, column);
                self.standing_paragraph(shape, |writer| writer.inlines(words, Format::PLAIN));
                self.xml.push_str("</table:table-cell>");
            }
            self.xml.push_str("</table:table-row>");
            if row == Row::Header {
                self.xml.push_str("</table:table-header-rows>");
            }
        }
        self.xml.push_str("</table:table>");
        self.lists = lists;
        self.state.above = Above::Table;
    }

    /// Writes the rows of a table in a footnote, where LibreOffice would lose it: a paragraph for each.
    pub fn push_lines(&mut self, table: &Table, place: Place) {
        for (row, cells) in lines(table) {
            self.paragraph(place.shape(), |writer| {
                for (column, cell) in cells.iter().enumerate() {
                    if column > 0 {
                        writer.tab();
                    }
                    let strong = row == Row::Header || (column == 0 && table.row_headers);
                    writer.inlines(&cell.content, Format { strong, ..Format::PLAIN });
                }
            });
        }
    }
}

/// The styles of rows and of the cells that have these names: lines between rows only, as on the web; the header row has
/// a fill and a heavier line.
pub fn push_styles(out: &mut String, cells: &BTreeSet<&'static str>) {
    for (name, above, below) in [
        ("HeaderCell", true, (30, DARK_BLUE)),
        ("Cell", false, (10, LINE_GREY)),
        ("LastCell", false, (20, GREY)),
        ("FirstCell", true, (10, LINE_GREY)),
        ("OnlyCell", true, (20, GREY)),
    ] {
        if !cells.contains(name) {
            continue;
        }
        let (thickness, colour) = below;
        put!(
            out,
            r##"<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties fo:padding-left="{0}" fo:padding-right="{0}" fo:padding-top="0pt" fo:padding-bottom="0pt" fo:border-left="none" fo:border-right="none" fo:border-bottom="{1} solid #{colour}""##,
            Points(CELL_PADDING / 2),
            Points(thickness),
        );
        match above {
            true => put!(out, r##" fo:border-top="0.5pt solid #{LINE_GREY}""##),
            false => out.push_str(r#" fo:border-top="none""#),
        }
        if name == "HeaderCell" {
            put!(out, r##" fo:background-color="#{HEADER_FILL}" style:vertical-align="bottom""##);
        }
        out.push_str("/></style:style>");
    }
    out.push_str(
        r#"<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>"#,
    );
}

/// Pushes the style of a table that starts and ends this far from the margins, in twips.
pub fn push_style(out: &mut String, number: usize, (start, end): (u32, u32), direction: Direction) {
    // The sides of a table do not turn with the direction of the text.
    let (left, right, mode) = match direction {
        Direction::LeftToRight => (start, end, "lr-tb"),
        Direction::RightToLeft => (end, start, "rl-tb"),
    };
    put!(
        out,
        r#"<style:style style:name="T{number}" style:family="table"><style:table-properties style:width="{}" table:align="margins" fo:margin-left="{}" fo:margin-right="{}" table:border-model="collapsing" style:writing-mode="{mode}"/></style:style>"#,
        Points(TEXT_WIDTH - start - end),
        Points(left),
        Points(right),
    );
}
