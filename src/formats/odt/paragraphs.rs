//! How paragraphs are opened and closed, and all else that the walk asks of OpenDocument's markup.

use super::lists::LEVELS;
use super::story::Writer;
use super::styles;
use super::{Outdent, Points};
use crate::document::tree::{Alignment, Marks, Table};
use crate::formats::office::look::STEP;
use crate::formats::office::pictures::Medium;
use crate::formats::office::place::{Above, Lead, Marker, Place, Shape};
use crate::formats::office::state::{Format, Goal, State};
use crate::formats::office::story::Markup;
use crate::formats::xml::put;

/// A paragraph that is open.
struct Opened {
    /// Where it starts, with the lists that were opened for it.
    start: usize,
    /// Where what is in it starts.
    content_start: usize,
    /// What stood above it.
    above: Above,
    /// Whether it shows a list marker.
    is_marked: bool,
    /// How many lists were open above it.
    open_lists: usize,
    /// Its element.
    element: &'static str,
}

impl<'e> Markup<'e> for Writer<'e> {
    // OpenDocument 1.3 has no name for decoration.
    const LOGO_ALTERNATIVE: &'static str = "Logo";

    fn state(&mut self) -> &mut State<'e> {
        &mut self.state
    }

    fn paragraph(&mut self, shape: Shape, content: impl FnOnce(&mut Self)) {
        let opened = self.open(shape);
        content(self);
        if self.xml.len() == opened.content_start && !opened.is_marked {
            self.xml.truncate(opened.start);
            self.state.above = opened.above;
            self.open_lists = opened.open_lists;
        } else {
            put!(self.xml, "</{}>", opened.element);
        }
    }

    fn contents(&mut self) {
        self.contents_list();
    }

    fn blank(&mut self, shape: Shape) {
        self.standing_paragraph(shape, |_| {});
    }

    fn words(&mut self, words: &str, format: Format) {
        self.push_words(words, format);
    }

    fn line_break(&mut self) {
        self.xml.push_str("<text:line-break/>");
        self.is_after_space = true;
    }

    fn tab(&mut self) {
        self.xml.push_str("<text:tab/>");
        self.is_after_space = true;
    }

    fn hyperlink(&mut self, goal: Goal<'_>, words: impl FnOnce(&mut Self)) {
        self.push_link(goal, words);
    }

    fn bookmarked(&mut self, name: &str, words: impl FnOnce(&mut Self)) {
        put!(self.xml, r#"<text:bookmark-start text:name="{name}"/>"#);
        words(self);
        put!(self.xml, r#"<text:bookmark-end text:name="{name}"/>"#);
    }

    fn note(&mut self, index: usize, number: usize) {
        self.push_note(index, number);
    }

    fn note_again(&mut self, index: usize, number: usize) {
        put!(
            self.xml,
            r#"<text:span text:style-name="Footnote_20_anchor"><text:note-ref text:note-class="footnote" text:reference-format="text" text:ref-name="ftn{}">{number}</text:note-ref></text:span>"#,
            index + 1
        );
    }

    fn drawing(&mut self, medium: Medium, size: (u64, u64), number: usize, alt: &str) {
        self.push_picture(medium.index, size, number, alt);
    }

    fn counted(&mut self, kind: &str, number: usize) {
        put!(
            self.xml,
            r#"{kind} <text:sequence text:name="{kind}" style:num-format="1">{number}</text:sequence>{}"#,
            self.direction.after_field()
        );
        self.is_after_space = false;
    }

    fn begin_list(&mut self, marks: Marks, place: Place) -> usize {
        self.push_list(marks, place)
    }

    fn end_list(&mut self) {
        self.pop_list();
    }

    fn grid(&mut self, table: &Table, widths: &[u32], place: Place) {
        if self.state.in_footnotes {
            self.push_lines(table, place);
        } else {
            self.push_grid(table, widths, place);
        }
    }
}

impl Writer<'_> {
    /// Writes a paragraph that stands even where `content` writes nothing.
    pub fn standing_paragraph(&mut self, shape: Shape, content: impl FnOnce(&mut Self)) {
        let opened = self.open(shape);
        content(self);
        put!(self.xml, "</{}>", opened.element);
    }

    /// Opens a paragraph, with all that waits for one.
    fn open(&mut self, shape: Shape) -> Opened {
        let style = shape.style;
        let marker = self.state.marker.take();
        let above = std::mem::replace(&mut self.state.above, Above::Text);
        let (start, open_lists) = (self.xml.len(), self.open_lists);
        self.state.room = shape.room;
        self.open_lists(marker.is_some());
        let element = if style.level.is_some() { "text:h" } else { "text:p" };
        put!(self.xml, "<{element} text:style-name=\"");
        let properties = self.properties(shape, marker, above);
        if properties.is_empty() {
            put!(self.xml, "{}\"", styles::name(style));
        } else {
            put!(self.xml, "P{}\"", self.automatic.paragraph(style, properties));
        }
        if let Some(level) = style.level {
            put!(self.xml, r#" text:outline-level="{level}""#);
        }
        self.xml.push('>');
        self.is_after_space = true;
        if shape.starts_with_tab(marker) {
            self.tab();
        }
        let content_start = self.xml.len();
        match self.state.lead.take() {
            Some(Lead::Label(label)) => self.words(&format!("{label}: "), Format::STRONG),
            // The number comes by itself.
            Some(Lead::NoteNumber) => self.words(" ", Format::PLAIN),
            None => {}
        }
        Opened { start, content_start, above, is_marked: marker.is_some(), open_lists, element }
    }

    /// What a paragraph has beyond its style: attributes, and tab stops. Empty for nothing.
    fn properties(&self, shape: Shape, marker: Option<Marker>, above: Above) -> styles::Properties {
        let mut properties = styles::Properties::default();
        let style = shape.style;
        if shape.keep_next && !style.keep.with_next {
            properties.attributes.push_str(r#" fo:keep-with-next="always""#);
        }
        if style.space_above() < above.space_below() {
            // LibreOffice takes a margin that is left out for 0, and not from the style.
            put!(
                properties.attributes,
                r#" fo:margin-top="{}" fo:margin-bottom="{}""#,
                Points(above.space_below().into()),
                Points(styles::space_below(style).into())
            );
        }
        let (left, hanging) = shape.indents(marker);
        let is_usual = match self.lists.len().min(LEVELS) as u32 {
            0 => hanging == 0 && left == style.left,
            // The list sets its paragraphs in, where their style does not.
            level => style.is_list() && left == STEP * level && hanging == if marker.is_some() { STEP } else { 0 },
        };
        if !is_usual {
            let left = if styles::is_boxed(style) { left.saturating_sub(STEP) } else { left };
            put!(properties.attributes, r#" fo:margin-left="{}" fo:text-indent="{}""#, Points(left), Outdent(hanging));
            properties.has_tab_stop = hanging > 0;
        }
        if shape.alignment != Alignment::Start {
            let side = styles::side(shape.alignment, self.direction);
            put!(properties.attributes, r#" fo:text-align="{side}""#);
        }
        properties
    }
}
