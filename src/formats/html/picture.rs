//! Pictures in a page: the smallest file that is sharp on the reader's screen, and their room kept while they come.

use std::fmt::Write as _;

use crate::formats::xml::push_attribute;
use crate::site::pictures::{Form, Picture};

/// How wide a picture is shown, as the theme's stylesheet says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Room {
    /// As wide as the words: in a figure.
    Column,
    /// As wide as its pixels, and no wider than the words: among words.
    Own,
    /// A partner's portrait.
    Portrait,
    /// At the side of an easy read sentence.
    EasyRead,
    /// On the card of a partner.
    Card,
    /// In the head of every page.
    Logo,
}

/// The width of the words on a wide screen, in pixels of style sheets.
const COLUMN: u32 = 672;
/// The space at both sides of the words, together.
const MARGINS: u32 = 64;

impl Room {
    /// The width in which a picture of so many pixels is shown, as the attribute `sizes` says it.
    fn sizes(self, width: u32) -> String {
        let width = match self {
            Room::Column => COLUMN,
            Room::Own => width.min(COLUMN),
            Room::Portrait => width.min(256),
            Room::EasyRead => return "12rem".to_owned(),
            Room::Card => return "8rem".to_owned(),
            Room::Logo => return "10rem".to_owned(),
        };
        format!("(min-width: {}px) {width}px, calc(100vw - 32px)", width + MARGINS)
    }

    fn is_at_once(self) -> bool {
        self == Room::Logo
    }
}

/// Pushes a picture with its words, which are empty for decoration.
pub fn push_picture(picture: &Picture, room: Room, class: &str, alt: &str, out: &mut String) {
    let (width, height) = (picture.file.width, picture.file.height);
    let sizes = room.sizes(width);
    if !picture.webp.is_empty() {
        out.push_str("<picture><source type=\"image/webp\"");
        push_set(&picture.webp, &sizes, out);
        out.push('>');
    }
    let _ = write!(out, "<img class=\"{class}\" src=\"");
    push_attribute(picture.address_for(COLUMN), out);
    out.push('"');
    if picture.plain().len() > 1 {
        push_set(picture.plain(), &sizes, out);
    }
    let _ = write!(out, " width=\"{width}\" height=\"{height}\" alt=\"");
    push_attribute(alt, out);
    out.push('"');
    if !room.is_at_once() {
        out.push_str(" loading=\"lazy\"");
    }
    out.push_str(" decoding=\"async\">");
    if !picture.webp.is_empty() {
        out.push_str("</picture>");
    }
}

fn push_set(forms: &[Form], sizes: &str, out: &mut String) {
    out.push_str(" srcset=\"");
    for (index, form) in forms.iter().enumerate() {
        out.push_str(if index > 0 { ", " } else { "" });
        push_attribute(&form.address, out);
        let _ = write!(out, " {}w", form.width);
    }
    let _ = write!(out, "\" sizes=\"{sizes}\"");
}
