//! Paragraphs: where they stand, what they show besides their words, and how they are opened.
//!
//! A [`Place`] goes down the walk over the blocks by value. A list marker, a label or the number of a footnote waits in
//! the [`Writer`] for the next paragraph that opens.

use super::runs::Format;
use super::story::Writer;
use super::styles::{self, BOX_RIGHT, Ground, STEP, Style, TEXT_WIDTH};
use super::xml::put;
use crate::document::tree::{Alignment, List};

/// Where blocks stand.
#[derive(Clone, Copy)]
pub struct Place {
    /// The style of running text.
    style: &'static Style,
    /// Where text starts, in twips from the margin.
    pub left: u32,
    /// Where the text of the box around it starts.
    edge: Option<u32>,
    /// How many lists are around it, in the box.
    depth: usize,
}

/// The farthest that text is set in, in twips, so that a line always has room for some words.
const LEFT_MAX: u32 = 12 * STEP;

impl Place {
    /// The page itself.
    pub const TOP: Place = Place { style: &styles::NORMAL, left: 0, edge: None, depth: 0 };

    /// A place in this one, with running text of another style.
    pub fn inside(self, style: &'static Style) -> Place {
        let left = (self.left + style.left).min(LEFT_MAX);
        match style.is_boxed() {
            // Lists in a box count their levels from its edge.
            true => Place { style, left, edge: Some(left), depth: 0 },
            false => Place { style, left, edge: None, ..self },
        }
    }

    /// A place in this one for values, as far in as their column is.
    pub fn at_value(self, value_at: u32) -> Place {
        Place { left: (self.left + value_at).min(LEFT_MAX), ..self.inside(&styles::DEFINITION) }
    }

    /// A place in this one for the items of a list, whose words start this far from their markers.
    pub fn in_list(self, list: &List, width: u32) -> Place {
        let is_plain = self.style.id == styles::NORMAL.id || self.style.is_list();
        let style = match list.tight {
            _ if !is_plain => self.style,
            true => &styles::LIST,
            false => &styles::SPACED_LIST,
        };
        Place { style, left: (self.left + width).min(LEFT_MAX), depth: self.depth + 1, ..self }
    }

    /// The level that Word gives a list here.
    pub fn list_level(self) -> usize {
        self.depth.min(styles::LIST_LEVELS - 1)
    }

    /// What a list here stands on.
    pub fn ground(self) -> Ground {
        if self.edge.is_some() { Ground::Box } else { Ground::Page }
    }

    /// The width of the lines here, in twips.
    pub fn room(self) -> u32 {
        TEXT_WIDTH - self.left - self.edge.map_or(0, |_| BOX_RIGHT)
    }

    /// A paragraph of running text.
    pub fn shape(self) -> Shape {
        Shape {
            style: self.style,
            alignment: Alignment::Start,
            left: self.left,
            edge: self.edge,
            room: self.room(),
            keep_next: false,
            value_at: None,
        }
    }

    /// A paragraph of another style at this place.
    pub fn shape_of(self, style: &'static Style) -> Shape {
        let left = (self.left + style.left).min(LEFT_MAX);
        Shape { style, left, edge: None, room: TEXT_WIDTH - left, ..self.shape() }
    }

    /// A paragraph of another style of the box around this place.
    pub fn label_of(self, style: &'static Style) -> Shape {
        Shape { style, ..self.shape() }
    }
}

/// How a paragraph is set.
#[derive(Clone, Copy)]
pub struct Shape {
    style: &'static Style,
    alignment: Alignment,
    /// Where its text starts, in twips from the margin.
    left: u32,
    /// Where the text of the box around it starts.
    edge: Option<u32>,
    /// The width of its lines, in twips.
    room: u32,
    /// Whether it stays on the page of the paragraph below.
    keep_next: bool,
    /// For a label with its value: how far from the label the value stands.
    value_at: Option<u32>,
}

impl Shape {
    /// The same for a label whose value starts this far from it.
    pub fn with_value_at(self, value_at: u32) -> Shape {
        Shape { value_at: Some(value_at), room: self.room.saturating_sub(value_at), ..self }
    }

    /// The same on the page of the paragraph below.
    pub fn with_next(self) -> Shape {
        Shape { keep_next: true, ..self }
    }
}

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

/// What stands right above a paragraph, where that matters.
#[derive(Clone, Copy)]
pub enum Above {
    /// Nothing of note.
    Text,
    /// The contents list.
    Contents,
    /// A list that is in no other, whose items stand closer together than paragraphs.
    List,
    /// Definitions, which stand closer together than paragraphs.
    Definitions,
    /// A table, which has no space below itself.
    Table,
    /// A box, which Word joins with an equal one below it.
    Box(&'static str),
}

impl Above {
    /// The space that what follows needs above itself, in twips.
    fn space_below(self) -> u16 {
        match self {
            Above::Text => 0,
            Above::List => 180,
            Above::Definitions | Above::Table | Above::Box(_) => 240,
            Above::Contents => 360,
        }
    }
}

/// A bullet or number.
#[derive(Clone, Copy)]
pub struct Marker {
    /// The numbering it is from.
    pub numbering: usize,
    /// Its level in that numbering.
    pub level: usize,
    /// From the marker to the words, in twips.
    pub width: u32,
}

/// What stands before the words of a paragraph.
#[derive(Clone, Copy)]
pub enum Lead {
    /// The label of inset text.
    Label(&'static str),
    /// The number of the footnote.
    NoteNumber,
}

impl Writer<'_> {
    /// Writes a paragraph of what `content` writes; nothing where it writes nothing.
    pub fn paragraph(&mut self, shape: Shape, content: impl FnOnce(&mut Self)) {
        let opened = self.open(shape);
        content(self);
        if self.xml.len() == opened.content_start && !opened.is_marked {
            self.xml.truncate(opened.start);
            self.above = opened.above;
        } else {
            self.xml.push_str("</w:p>");
        }
    }

    /// Writes the paragraph of a table cell, which stands even where `content` writes nothing.
    pub fn cell_paragraph(&mut self, style: &'static Style, alignment: Alignment, content: impl FnOnce(&mut Self)) {
        self.open(Shape { style, alignment, left: 0, edge: None, room: self.room, keep_next: false, value_at: None });
        content(self);
        self.xml.push_str("</w:p>");
    }

    /// Writes a paragraph without words.
    pub fn blank(&mut self, shape: Shape) {
        self.open(shape);
        self.xml.push_str("</w:p>");
    }

    /// Keeps apart what Word would join.
    pub fn gap(&mut self) {
        self.above = Above::Text;
        self.blank(Place::TOP.shape_of(&styles::GAP));
    }

    /// Gives a marker or label that is still waiting a paragraph of its own.
    pub fn settle(&mut self, place: Place) {
        if self.marker.is_some() || self.lead.is_some() {
            self.blank(place.shape());
        }
    }

    /// Opens a paragraph, with all that waits for one. The elements stand in the order the schema asks for.
    fn open(&mut self, shape: Shape) -> Opened {
        let Shape { style, left, .. } = shape;
        let marker = self.marker.take();
        let above = std::mem::replace(&mut self.above, Above::Text);
        let start = self.xml.len();
        self.last_run = None;
        self.room = shape.room;
        self.is_bold = style.is_bold();
        self.xml.push_str("<w:p><w:pPr>");
        let properties_start = self.xml.len();
        if style.id != styles::NORMAL.id {
            put!(self.xml, r#"<w:pStyle w:val="{}"/>"#, style.id);
        }
        if shape.keep_next {
            self.xml.push_str("<w:keepNext/>");
        }
        if let Some(Marker { numbering, level, .. }) = marker {
            put!(self.xml, r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>"#);
        }
        // In a box, lines that are set in start at its edge all the same and go on after a tab: the fill and the bar
        // begin where a paragraph does, and would step in with it.
        let from_edge = shape.edge.map_or(0, |edge| left.saturating_sub(edge));
        let (left, hanging) = match (marker, shape.value_at) {
            (Some(marker), _) => (left, marker.width.max(from_edge)),
            (None, Some(value_at)) => (left + value_at, value_at),
            (None, None) => (left, from_edge),
        };
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
        if from_edge > 0 && marker.is_none() && shape.value_at.is_none() {
            self.xml.push_str("<w:r><w:tab/></w:r>");
        }
        let content_start = self.xml.len();
        match self.lead.take() {
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
