//! The text of the document with its footnotes: `content.xml`.
//!
//! A footnote stands in the paragraph that refers to it. Since what it says depends on whether the text refers to other
//! notes, the notes are written after the text and put into their places at the end.

use std::sync::Arc;

use super::DECLARATION;
use super::lists::OpenList;
use super::styles::{self, Automatic};
use crate::formats::format::Edition;
use crate::formats::office::Direction;
use crate::formats::office::look;
use crate::formats::office::place::{Above, Place};
use crate::formats::office::state::{Format, Goal, State, contents};
use crate::formats::office::story::Markup as _;
use crate::formats::xml::put;

/// What the walk makes of an edition.
pub struct Story {
    /// `content.xml`.
    pub content: String,
    /// The pictures, with their names in the package below `Pictures/`.
    pub media: Vec<(String, Arc<[u8]>)>,
}

/// Writes the text and the footnotes of an edition.
pub fn write(edition: &Edition<'_>, direction: Direction) -> Story {
    let mut writer = Writer {
        state: State::new(edition),
        direction,
        xml: String::with_capacity(64 << 10),
        is_after_space: true,
        lists: vec![],
        open_lists: 0,
        note_places: vec![],
        automatic: Automatic::default(),
    };
    writer.title();
    writer.all_blocks();
    let text = std::mem::take(&mut writer.xml);
    let notes = writer.notes();
    let automatic = writer.automatic.part(direction);
    let mut content = String::with_capacity(text.len() + automatic.len() + 4096);
    put!(
        content,
        r#"{DECLARATION}<office:document-content {}>{automatic}<office:body><office:text>{SEQUENCES}"#,
        styles::NAMESPACES
    );
    let mut end = 0;
    for (at, index) in writer.note_places {
        content.push_str(&text[end..at]);
        content.push_str(&notes[index]);
        end = at;
    }
    content.push_str(&text[end..]);
    content.push_str("</office:text></office:body></office:document-content>");
    Story { content, media: writer.state.media.files }
}

/// What is counted.
const SEQUENCES: &str = concat!(
    r#"<text:sequence-decls><text:sequence-decl text:display-outline-level="0" text:name="Table"/>"#,
    r#"<text:sequence-decl text:display-outline-level="0" text:name="Figure"/></text:sequence-decls>"#,
);

/// The document as it is being written.
pub struct Writer<'e> {
    /// What the walk knows.
    pub state: State<'e>,
    /// Which way the language runs.
    pub direction: Direction,
    /// The text, or the footnote, that is being written.
    pub xml: String,
    /// Whether a space here would be left out by who reads it: at the start of a paragraph and after another one.
    pub is_after_space: bool,
    /// The lists around the next paragraph, outer before inner.
    pub lists: Vec<OpenList>,
    /// How many of them, from the outermost, have an open element.
    pub open_lists: usize,
    /// Where footnotes belong in the text, with their indexes.
    pub note_places: Vec<(usize, usize)>,
    /// The styles made on the way.
    pub automatic: Automatic,
}

impl Writer<'_> {
    /// Writes the footnotes that the text refers to, by their indexes; the others stay empty.
    fn notes(&mut self) -> Vec<String> {
        self.state.in_footnotes = true;
        let mut notes = vec![String::new(); self.state.edition.body.footnotes.len()];
        for (index, note) in notes.iter_mut().enumerate() {
            if self.state.is_numbered(index) {
                self.note_content(index);
                *note = std::mem::take(&mut self.xml);
            }
        }
        notes
    }

    /// Writes the contents list: an index that programs can renew, filled with links. It has no page numbers before that:
    /// only the program knows on which page a heading comes to stand.
    pub fn contents_list(&mut self) {
        let entries = contents(self.state.edition.body);
        if entries.is_empty() {
            return;
        }
        self.xml.push_str(CONTENTS);
        self.paragraph(Place::TOP.shape_of(&look::CONTENTS_HEADING), |writer| {
            writer.words("Contents", Format::PLAIN);
        });
        self.xml.push_str("</text:index-title>");
        for (heading, words) in entries {
            let style = if heading.level <= 2 { &look::CONTENTS[0] } else { &look::CONTENTS[1] };
            self.paragraph(Place::TOP.shape_of(style), |writer| {
                let name = writer.state.bookmark(&heading.id).unwrap_or_default();
                writer.hyperlink(Goal::Bookmark(&name), |writer| {
                    writer.words(&words, Format { link: true, ..Format::PLAIN });
                });
            });
        }
        self.xml.push_str("</text:index-body></text:table-of-content>");
        self.state.above = Above::Contents;
    }
}

/// What the contents list is made from when a reader renews it: the headings of level 2 and 3, by their styles, as
/// links. The title is not listed.
const CONTENTS: &str = concat!(
    r#"<text:table-of-content text:name="Contents" text:protected="true">"#,
    r#"<text:table-of-content-source text:outline-level="3" text:use-outline-level="false" text:use-index-marks="false" text:use-index-source-styles="true">"#,
    r#"<text:index-title-template text:style-name="Contents_20_Heading">Contents</text:index-title-template>"#,
    r#"<text:table-of-content-entry-template text:outline-level="2" text:style-name="Contents_20_2"><text:index-entry-link-start text:style-name="Internet_20_link"/><text:index-entry-text/><text:index-entry-tab-stop style:type="right" style:leader-char=" "/><text:index-entry-page-number/><text:index-entry-link-end/></text:table-of-content-entry-template>"#,
    r#"<text:table-of-content-entry-template text:outline-level="3" text:style-name="Contents_20_3"><text:index-entry-link-start text:style-name="Internet_20_link"/><text:index-entry-text/><text:index-entry-tab-stop style:type="right" style:leader-char=" "/><text:index-entry-page-number/><text:index-entry-link-end/></text:table-of-content-entry-template>"#,
    r#"<text:index-source-styles text:outline-level="2"><text:index-source-style text:style-name="Heading_20_2"/></text:index-source-styles>"#,
    r#"<text:index-source-styles text:outline-level="3"><text:index-source-style text:style-name="Heading_20_3"/></text:index-source-styles>"#,
    r#"</text:table-of-content-source><text:index-body><text:index-title text:name="Contents_Head">"#,
);
