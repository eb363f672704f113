//! What the walk over the blocks knows on its way: what stands above, what waits, and what has been counted.

use std::collections::BTreeMap;

use super::look::TEXT_WIDTH;
use super::pictures::Media;
use super::place::{Above, Lead, Marker};
use crate::document::tree::{BlockKind, Body, Heading, plain_text};
use crate::formats::format::Edition;
use crate::language::Spoken;

/// How words are set, beyond the style of their paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// Strong emphasis.
    pub strong: bool,
    /// Emphasis.
    pub emphasis: bool,
    /// Typed as code.
    pub code: bool,
    /// Inside a link.
    pub link: bool,
    /// Their language, where it is not that of the document.
    pub language: Option<Spoken>,
}

impl Format {
    /// Words set as their paragraph is.
    pub const PLAIN: Format = Format { strong: false, emphasis: false, code: false, link: false, language: None };
    /// Words in strong emphasis.
    pub const STRONG: Format = Format { strong: true, ..Format::PLAIN };
    /// Words typed as code.
    pub const CODE: Format = Format { code: true, ..Format::PLAIN };
}

/// What the walk knows on its way.
pub struct State<'e> {
    /// What is written.
    pub edition: &'e Edition<'e>,
    /// Whether it is at the footnotes.
    pub in_footnotes: bool,
    /// What stands right above the next paragraph.
    pub above: Above,
    /// The width in which the words of the open paragraph are set, in twips.
    pub room: u32,
    /// The list marker that the next paragraph shows.
    pub marker: Option<Marker>,
    /// What the next paragraph shows before its words.
    pub lead: Option<Lead>,
    /// The bookmark of each heading, by its id.
    anchors: BTreeMap<&'e str, Anchor>,
    /// What has become of each footnote.
    notes: Vec<Note>,
    /// How many footnotes have a number.
    pub note_count: usize,
    /// Footnotes that follow the one being written.
    pub notes_to_notes: Vec<usize>,
    /// The pictures.
    pub media: Media,
    picture_count: usize,
    /// Tables with a caption, which are numbered.
    table_count: usize,
    /// All tables.
    pub grid_count: usize,
    figure_count: usize,
}

/// The bookmark of a heading.
struct Anchor {
    /// What links call it.
    name: String,
    is_placed: bool,
}

/// What has become of a footnote.
#[derive(Clone, Copy)]
enum Note {
    /// Nothing has referred to it.
    Unmet,
    /// It has this number.
    Numbered(usize),
    /// It is part of another footnote.
    Placed,
}

/// A reference to a footnote, with its number.
#[derive(Clone, Copy)]
pub enum Reference {
    /// The first in the text, which carries the note.
    First(usize),
    /// A further one.
    Again(usize),
}

/// Where a link leads.
#[derive(Clone, Copy)]
pub enum Goal<'a> {
    /// To a bookmark of this document.
    Bookmark(&'a str),
    /// To an address with its scheme.
    Address(&'a str),
}

impl<'e> State<'e> {
    /// The state before the first block.
    pub fn new(edition: &'e Edition<'e>) -> State<'e> {
        let mut anchors = BTreeMap::new();
        edition.body.each_block(&mut |block| {
            if let BlockKind::Heading(heading) = &block.kind {
                let number = anchors.len() + 1;
                anchors
                    .entry(&*heading.id)
                    .or_insert_with(|| Anchor { name: bookmark_name(number, &heading.id), is_placed: false });
            }
        });
        State {
            edition,
            in_footnotes: false,
            above: Above::Text,
            room: TEXT_WIDTH,
            marker: None,
            lead: None,
            anchors,
            notes: vec![Note::Unmet; edition.body.footnotes.len()],
            note_count: 0,
            notes_to_notes: vec![],
            media: Media::default(),
            picture_count: 0,
            table_count: 0,
            grid_count: 0,
            figure_count: 0,
        }
    }

    /// Whether a footnote has a number.
    pub fn is_numbered(&self, index: usize) -> bool {
        matches!(self.notes.get(index), Some(Note::Numbered(_)))
    }

    /// Refers to a footnote. `None` where the reference shows nothing: a note that only another note refers to follows
    /// it there, since neither Word nor OpenDocument has notes to notes.
    pub fn refer(&mut self, index: usize) -> Option<Reference> {
        let note = self.notes.get_mut(index)?;
        match *note {
            Note::Unmet if self.in_footnotes => {
                *note = Note::Placed;
                self.notes_to_notes.push(index);
                None
            }
            Note::Unmet => {
                self.note_count += 1;
                *note = Note::Numbered(self.note_count);
                Some(Reference::First(self.note_count))
            }
            Note::Numbered(number) => Some(Reference::Again(number)),
            Note::Placed => None,
        }
    }

    /// The name of the bookmark of a heading. `None` when there is no such heading.
    pub fn bookmark(&self, id: &str) -> Option<String> {
        self.anchors.get(id).map(|anchor| anchor.name.clone())
    }

    /// The same, for the first heading of that id only.
    pub fn place_bookmark(&mut self, id: &str) -> Option<String> {
        let anchor = self.anchors.get_mut(id)?;
        (!std::mem::replace(&mut anchor.is_placed, true)).then(|| anchor.name.clone())
    }

    /// The number of a picture that comes next.
    pub fn next_picture(&mut self) -> usize {
        self.picture_count += 1;
        self.picture_count
    }

    /// The number of a captioned table that comes next.
    pub fn next_table(&mut self) -> usize {
        self.table_count += 1;
        self.table_count
    }

    /// The number of a figure that comes next.
    pub fn next_figure(&mut self) -> usize {
        self.figure_count += 1;
        self.figure_count
    }
}

/// The entries of the contents list: the headings of the two highest levels. None on a page with fewer than three.
pub fn contents(body: &Body) -> Vec<(&Heading, String)> {
    let entries = body.headings().map(|(heading, _)| (heading, plain_text(&heading.content)));
    let entries: Vec<_> = entries.filter(|(heading, words)| heading.level <= 3 && !words.is_empty()).collect();
    if entries.len() < 3 { vec![] } else { entries }
}

/// The name of a heading's bookmark: unique by its number, readable by its id, 40 characters at most, which is all that
/// Word takes.
fn bookmark_name(number: usize, id: &str) -> String {
    let mut name = format!("h{number}_");
    name.extend(id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }));
    name.truncate(40);
    name
}
