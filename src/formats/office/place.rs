//! Where paragraphs stand, and what they show besides their words.
//!
//! A [`Place`] goes down the walk over the blocks by value, and gives each paragraph its [`Shape`]. A list marker, a
//! label or the number of a footnote waits for the next paragraph that opens.

use super::look::{self, BOX_RIGHT, Ground, STEP, Style, TEXT_WIDTH};
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
    pub const TOP: Place = Place { style: &look::NORMAL, left: 0, edge: None, depth: 0 };

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
        Place { left: (self.left + value_at).min(LEFT_MAX), ..self.inside(&look::DEFINITION) }
    }

    /// A place in this one for the items of a list, whose words start this far from their markers.
    pub fn in_list(self, list: &List, width: u32) -> Place {
        let is_plain = self.style.id == look::NORMAL.id || self.style.is_list();
        let style = match list.tight {
            _ if !is_plain => self.style,
            true => &look::LIST,
            false => &look::SPACED_LIST,
        };
        Place { style, left: (self.left + width).min(LEFT_MAX), depth: self.depth + 1, ..self }
    }

    /// The level of a list here in the box or on the page, from 0.
    pub fn list_level(self) -> usize {
        self.depth.min(look::LIST_LEVELS - 1)
    }

    /// How many lists are around it, in the box or on the page.
    pub fn depth(self) -> usize {
        self.depth
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
    /// Its style.
    pub style: &'static Style,
    /// How its lines are set.
    pub alignment: Alignment,
    /// Where its text starts, in twips from the margin.
    pub left: u32,
    /// Where the text of the box around it starts.
    pub edge: Option<u32>,
    /// The width of its lines, in twips.
    pub room: u32,
    /// Whether it stays on the page of the paragraph below.
    pub keep_next: bool,
    /// For a label with its value: how far from the label the value stands.
    pub value_at: Option<u32>,
}

impl Shape {
    /// The paragraph of a table cell.
    pub fn in_cell(style: &'static Style, alignment: Alignment, room: u32) -> Shape {
        Shape { style, alignment, left: 0, edge: None, room, keep_next: false, value_at: None }
    }

    /// How far its text starts from the edge of the box around it, in twips.
    pub fn inset(self) -> u32 {
        self.edge.map_or(0, |edge| self.left.saturating_sub(edge))
    }

    /// Where its lines start, in twips from the margin, and how far the first of them hangs out to the left.
    ///
    /// In a box, lines that are set in start at its edge all the same and go on after a tab: the fill and the bar begin
    /// where a paragraph does, and would step in with it.
    pub fn indents(self, marker: Option<Marker>) -> (u32, u32) {
        match (marker, self.value_at) {
            (Some(marker), _) => (self.left, marker.width.max(self.inset())),
            (None, Some(value_at)) => (self.left + value_at, value_at),
            (None, None) => (self.left, self.inset()),
        }
    }

    /// Whether its words start after a tab from the edge of the box.
    pub fn starts_with_tab(self, marker: Option<Marker>) -> bool {
        self.inset() > 0 && marker.is_none() && self.value_at.is_none()
    }

    /// The same for a label whose value starts this far from it.
    pub fn with_value_at(self, value_at: u32) -> Shape {
        Shape { value_at: Some(value_at), room: self.room.saturating_sub(value_at), ..self }
    }

    /// The same on the page of the paragraph below.
    pub fn with_next(self) -> Shape {
        Shape { keep_next: true, ..self }
    }
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
    /// A box of this style, which joins an equal one below it.
    Box(&'static str),
}

impl Above {
    /// The space that what follows needs above itself, in twips.
    pub fn space_below(self) -> u16 {
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
    /// The numbering it is from, as the format counts them.
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
