//! What Word and OpenDocument documents have in common: how they look, where their paragraphs stand, how wide their
//! columns and pictures are, and the walk over the blocks.
//!
//! `look` is the list of styles, `place` says where blocks stand, `columns` shares out the width of a line, `pictures`
//! gathers the files that are shown, and `story` walks the blocks with a `state` of its own. Only the markup is left to
//! the formats: they implement [`story::Markup`].

use std::borrow::Cow;

use crate::config;

pub mod columns;
pub mod look;
pub mod pictures;
pub mod place;
pub mod state;
pub mod story;

/// Which way the lines of a language run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As in English.
    LeftToRight,
    /// As in Urdu.
    RightToLeft,
}

impl Direction {
    /// The direction of a language.
    pub fn of(language: &str) -> Direction {
        if config::is_right_to_left(language) { Direction::RightToLeft } else { Direction::LeftToRight }
    }

    /// What keeps the number in a field beside the English words before it: a left-to-right mark in a paragraph that
    /// runs the other way, where LibreOffice takes a field for part of the paragraph.
    pub fn after_field(self) -> &'static str {
        match self {
            Direction::LeftToRight => "",
            Direction::RightToLeft => "\u{200e}",
        }
    }
}

/// The most characters of the identity that the foot of each page shows: about two lines.
const IDENTITY_MAX: usize = 120;

/// An edition's identity as the foot of each page shows it.
pub fn foot(identity: &str) -> Cow<'_, str> {
    match identity.char_indices().nth(IDENTITY_MAX) {
        Some((end, _)) => format!("{}…", &identity[..end]).into(),
        None => identity.into(),
    }
}
