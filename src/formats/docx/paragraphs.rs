//! How paragraphs are opened and closed, and all else that the walk asks of Word's markup.

use super::runs::push_field;
use super::story::Writer;
use super::styles::{self, NumberedList};
use crate::document::tree::{Alignment, Marks, Table};
use crate::formats::office::Direction;
use crate::formats::office::look::{NORMAL, STEP};
use crate::formats::office::pictures::Medium;
use crate::formats::office::place::{Above, Lead, Marker, Place, Shape};
use crate::formats::office::state::{Format, Goal, State};
use crate::formats::office::story::Markup;
use crate::formats::xml::put;

/// A paragraph that is open.
struct Opened {
    /// Where it starts.
    start: usize,
    /// Where what is in it starts.
    content_start: usize,
    /// What stood above it.
    above: Above,
    /// Whether it shows a list marker.
    is_marked: bool,
}

impl<'e> Markup<'e> for Writer<'e> {
    const LOGO_ALTERNATIVE: &'static str = "";

    fn state(&mut self) -> &mut State<'e> {
        &mut self.state
    }

    fn paragraph(&mut self, shape: Shape, content: impl FnOnce(&mut Self)) {
        let opened = self.open(shape);
        content(self);
        if self.xml.len() == opened.content_start && !opened.is_marked {
            self.xml.truncate(opened.start);
            self.state.above = opened.above;
        } else {
            self.xml.push_str("</w:p>");
        }
    }

    fn contents(&mut self) {
        self.contents_list();
    }

    fn blank(&mut self, shape: Shape) {
        self.open(shape);
        self.xml.push_str("</w:p>");
    }

    fn words(&mut self, words: &str, format: Format) {
        self.stretches(words, format);
    }

    fn line_break(&mut self) {
        self.xml.push_str("<w:r><w:br/></w:r>");
    }

    fn tab(&mut self) {
        self.xml.push_str("<w:r><w:tab/></w:r>");
    }

    fn hyperlink(&mut self, goal: Goal<'_>, words: impl FnOnce(&mut Self)) {
        match goal {
            Goal::Bookmark(name) => put!(self.xml, r#"<w:hyperlink w:anchor="{name}" w:history="1">"#),
            Goal::Address(address) => {
                let number = self.relationships.address(address);
                put!(self.xml, r#"<w:hyperlink r:id="rId{number}" w:history="1">"#);
            }
        }
        words(self);
        self.xml.push_str("</w:hyperlink>");
    }

    fn bookmarked(&mut self, name: &str, words: impl FnOnce(&mut Self)) {
        let bookmark = self.next_bookmark();
        put!(self.xml, r#"<w:bookmarkStart w:id="{bookmark}" w:name="{name}"/>"#);
        words(self);
        put!(self.xml, r#"<w:bookmarkEnd w:id="{bookmark}"/>"#);
    }

    fn note(&mut self, index: usize, _: usize) {
        let id = index + 1;
        self.note_bracket("[");
        self.bookmarked(&format!("_RefNote{id}"), |writer| {
            put!(
                writer.xml,
                r#"<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{id}"/></w:r>"#
            );
        });
        self.note_bracket("]");
    }

    fn note_again(&mut self, index: usize, number: usize) {
        self.note_bracket("[");
        push_field(&mut self.xml, &format!(r"NOTEREF _RefNote{} \f \h", index + 1), &number.to_string());
        self.note_bracket("]");
    }

    fn drawing(&mut self, medium: Medium, size: (u64, u64), number: usize, alt: &str) {
        let relationship =
            self.relationships.part("image", &format!("media/{}", self.state.media.files[medium.index].0));
        self.push_drawing(relationship, size, number, alt);
    }

    fn counted(&mut self, kind: &str, number: usize) {
        self.run(&format!("{kind} "), Format::PLAIN, Direction::LeftToRight);
        push_field(&mut self.xml, &format!(r"SEQ {kind} \* ARABIC"), &number.to_string());
        self.run(self.direction.after_field(), Format::PLAIN, Direction::LeftToRight);
    }

    fn begin_list(&mut self, marks: Marks, place: Place) -> usize {
        let (level, ground) = (place.list_level(), place.ground());
        let start = match marks {
            Marks::Bullets => return styles::bullets(ground),
            Marks::Numbers(start) => Some(start),
            Marks::Own => None,
        };
        self.lists.push(NumberedList { ground, level, start });
        styles::numbers(self.lists.len())
    }

    fn end_list(&mut self) {}

    fn grid(&mut self, table: &Table, widths: &[u32], place: Place) {
        self.push_grid(table, widths, place);
    }
}

impl Writer<'_> {
    /// Writes a paragraph that stands even where `content` writes nothing.
    pub fn standing_paragraph(&mut self, shape: Shape, content: impl FnOnce(&mut Self)) {
        self.open(shape);
        content(self);
        self.xml.push_str("</w:p>");
    }

    /// Opens a paragraph, with all that waits for one. The elements stand in the order the schema asks for.
    fn open(&mut self, shape: Shape) -> Opened {
        let style = shape.style;
        let marker = self.state.marker.take();
        let above = std::mem::replace(&mut self.state.above, Above::Text);
        let start = self.xml.len();
        self.last_run = None;
        self.state.room = shape.room;
        self.is_bold = style.is_bold();
        self.xml.push_str("<w:p><w:pPr>");
        let properties_start = self.xml.len();
        if style.id != NORMAL.id {
            put!(self.xml, r#"<w:pStyle w:val="{}"/>"#, style.id);
        }
        if shape.keep_next {
            self.xml.push_str("<w:keepNext/>");
        }
        if let Some(Marker { numbering, level, .. }) = marker {
            put!(self.xml, r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>"#);
        }
        let (left, hanging) = shape.indents(marker);
        if hanging > STEP {
            put!(self.xml, r#"<w:tabs><w:tab w:val="left" w:pos="{left}"/></w:tabs>"#);
        }
        if style.space_above() < above.space_below() {
            put!(self.xml, r#"<w:spacing w:before="{}"/>"#, above.space_below());
        }
        let is_usual = match marker {
            Some(marker) => style.is_list() && hanging == STEP && left == STEP * (marker.level as u32 + 1),
            None => hanging == 0 && left == style.left,
        };
        if !is_usual {
            put!(self.xml, r#"<w:ind w:left="{left}" w:hanging="{hanging}"/>"#);
        }
        match shape.alignment {
            Alignment::Start => {}
            Alignment::Centre => self.xml.push_str(r#"<w:jc w:val="center"/>"#),
            Alignment::End => self.xml.push_str(r#"<w:jc w:val="right"/>"#),
        }
        if self.xml.len() == properties_start {
            self.xml.truncate(start + "<w:p>".len());
        } else {
            self.xml.push_str("</w:pPr>");
        }
        if shape.starts_with_tab(marker) {
            self.tab();
        }
        let content_start = self.xml.len();
        match self.state.lead.take() {
            Some(Lead::Label(label)) => self.words(&format!("{label}: "), Format::STRONG),
            Some(Lead::NoteNumber) => {
                self.xml.push_str(r#"<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>"#);
                self.words(" ", Format::PLAIN);
            }
            None => {}
        }
        Opened { start, content_start, above, is_marked: marker.is_some() }
    }
}
