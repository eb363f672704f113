//! Data tables, with header cells that assistive technology can tell from the others.

use super::story::Writer;
use crate::document::tree::{Inline, Table, plain_text};
use crate::formats::office::Direction;
use crate::formats::office::columns::{
    CELL_PADDING, Row, cell_alignment, cell_style, description, has_header, in_column, lines,
};
use crate::formats::office::place::{Above, Place, Shape};
use crate::formats::office::state::Format;
use crate::formats::office::story::Markup as _;
use crate::formats::xml::{Escaped, put};

impl Writer<'_> {
    /// Writes the rows of a table.
    pub fn push_grid(&mut self, table: &Table, widths: &[u32], place: Place) {
        self.table_properties(table, place);
        for width in widths {
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
                let room = width.saturating_sub(CELL_PADDING);
                self.cell(table, row, column, in_column(cells, column), room);
                self.xml.push_str("</w:tc>");
            }
            self.xml.push_str("</w:tr>");
        }
        self.xml.push_str("</w:tbl>");
        self.state.above = Above::Table;
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

    /// Writes a paragraph of a cell. The first cell carries the bookmark by which JAWS knows the header cells.
    fn cell(&mut self, table: &Table, row: Row, column: usize, words: &[Inline], room: u32) {
        let headers = match (row, column) {
            (Row::Header, 0) if table.row_headers => "Title",
            (Row::Header, 0) => "ColumnTitle",
            _ => "",
        };
        let shape = Shape::in_cell(cell_style(table, row, column), cell_alignment(table, column), room);
        self.standing_paragraph(shape, |writer| {
            if headers.is_empty() {
                writer.inlines(words, Format::PLAIN);
            } else {
                let name = format!("{headers}_{}", writer.state.grid_count);
                writer.bookmarked(&name, |writer| writer.inlines(words, Format::PLAIN));
            }
        });
    }
}
