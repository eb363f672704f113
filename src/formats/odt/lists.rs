//! Lists: elements around their paragraphs, opened when a paragraph comes.
//!
//! A list holds paragraphs and lists only. Where a table stands in an item, the lists around it end above the table and
//! go on below it: in a header without a marker, and with the number that comes next.

use super::story::Writer;
use super::styles::{ListStyle, Sign};
use super::{Outdent, Points};
use crate::document::tree::Marks;
use crate::formats::office::look::{Ground, STEP, STEP_OF_SPACES};
use crate::formats::office::place::Place;
use crate::formats::xml::put;

/// A list around the next paragraph.
pub struct OpenList {
    /// The number of its automatic style.
    style: usize,
    /// The number of its next item, for a numbered list.
    number: Option<u64>,
    /// Whether that number has to be written, as it follows from nothing.
    is_new: bool,
    /// The element that is open in it.
    element: &'static str,
}

/// The levels that LibreOffice has. Deeper lists use the last.
pub const LEVELS: usize = 10;

impl Writer<'_> {
    /// Begins a list and gives the number of its style.
    pub fn push_list(&mut self, marks: Marks, place: Place) -> usize {
        let base = self.lists.len().saturating_sub(place.depth());
        let (sign, number) = match marks {
            Marks::Bullets => (Sign::Bullet, None),
            Marks::Numbers(start) => (Sign::Number, Some(start)),
            Marks::Own => (Sign::Nothing, None),
        };
        let style = self.automatic.list(ListStyle { sign, ground: place.ground(), base });
        self.lists.push(OpenList { style, number, is_new: true, element: "" });
        style
    }

    /// Ends the list that was begun last.
    pub fn pop_list(&mut self) {
        if self.open_lists == self.lists.len() {
            self.close_lists(self.open_lists.saturating_sub(1));
        }
        self.lists.pop();
    }

    /// Closes all lists but so many of the outermost.
    pub fn close_lists(&mut self, left_open: usize) {
        for list in self.lists[left_open.min(self.open_lists)..self.open_lists].iter().rev() {
            put!(self.xml, "</text:{}></text:list>", list.element);
        }
        self.open_lists = self.open_lists.min(left_open);
    }

    /// Opens what the next paragraph stands in; with a marker, a new item of the innermost list.
    pub fn open_lists(&mut self, has_marker: bool) {
        let depth = self.lists.len();
        for (index, list) in self.lists.iter_mut().enumerate() {
            let is_item = has_marker && index + 1 == depth;
            let is_open = index < self.open_lists;
            if is_open && !is_item {
                continue;
            }
            if is_open {
                put!(self.xml, "</text:{}>", list.element);
            } else {
                put!(self.xml, r#"<text:list text:style-name="L{}">"#, list.style);
                list.is_new = true;
            }
            list.element = if is_item { "list-item" } else { "list-header" };
            put!(self.xml, "<text:{}", list.element);
            if let (true, Some(number)) = (is_item, &mut list.number) {
                if std::mem::replace(&mut list.is_new, false) {
                    // LibreOffice counts no further than this.
                    put!(self.xml, r#" text:start-value="{}""#, (*number).min(32_767));
                }
                *number = number.saturating_add(1);
            }
            self.xml.push('>');
        }
        self.open_lists = depth;
    }
}

/// Pushes a list style. Nested numbers stay plain numbers, as the author typed them and as the web page shows them.
pub fn push_style(out: &mut String, number: usize, style: ListStyle) {
    let ListStyle { sign, ground, base } = style;
    put!(out, r#"<text:list-style style:name="L{number}">"#);
    for level in 1..=LEVELS {
        let depth = level.saturating_sub(base + 1);
        let left = STEP * (depth as u32 + 1);
        // In a box each level starts at its edge, with spaces before the marker.
        let (spaces, hanging) = match ground {
            Ground::Page => (0, STEP),
            Ground::Box => (depth, left),
        };
        let bullet = if depth % 2 == 0 { '\u{2022}' } else { '\u{2013}' };
        let element = if sign == Sign::Bullet && spaces == 0 { "bullet" } else { "number" };
        put!(out, r#"<text:list-level-style-{element} text:level="{level}""#);
        // A bullet is one character and has no spaces before it; a number without a number may have any text.
        if element == "bullet" {
            put!(out, r#" text:bullet-char="{bullet}""#);
        } else {
            out.push_str(r#" style:num-prefix=""#);
            (0..spaces).for_each(|_| out.push_str(STEP_OF_SPACES));
            match sign {
                Sign::Number => out.push_str(r#"" style:num-suffix="." style:num-format="1""#),
                Sign::Bullet => put!(out, r#"{bullet}" style:num-format="""#),
                Sign::Nothing => out.push_str(r#"" style:num-format="""#),
            }
        }
        let gap = if sign == Sign::Nothing { "nothing" } else { "listtab" };
        put!(
            out,
            r#"><style:list-level-properties text:list-level-position-and-space-mode="label-alignment"><style:list-level-label-alignment text:label-followed-by="{gap}" fo:margin-left="{}" fo:text-indent="{}"/></style:list-level-properties></text:list-level-style-{element}>"#,
            Points(left),
            Outdent(hanging)
        );
    }
    out.push_str("</text:list-style>");
}
