//! The text of the document and its footnotes as parts of the package.
//!
//! `office::story` walks the blocks; `paragraphs`, `runs` and `tables` write what it finds.

use std::sync::Arc;

use super::runs::LastRun;
use super::styles::NumberedList;
use super::xml::{DECLARATION, NAMESPACES, Relationships};
use crate::formats::format::Edition;
use crate::formats::office::Direction;
use crate::formats::office::look::{self, MARGIN, PAGE_HEIGHT, PAGE_WIDTH};
use crate::formats::office::place::{Above, Place};
use crate::formats::office::state::{Format, Goal, State, contents};
use crate::formats::office::story::Markup as _;
use crate::formats::xml::put;

/// What the walk makes of an edition.
pub struct Story {
    /// `word/document.xml`.
    pub document: String,
    /// What the document names.
    pub relationships: Relationships,
    /// `word/footnotes.xml` and what it names, where there are footnotes.
    pub footnotes: Option<(String, Relationships)>,
    /// The numbered lists, in the order of their numberings.
    pub lists: Vec<NumberedList>,
    /// The pictures, with their names in the package below `word/media/`.
    pub media: Vec<(String, Arc<[u8]>)>,
}

/// Writes the text and the footnotes of an edition.
pub fn write(edition: &Edition<'_>, direction: Direction) -> Story {
    let mut writer = Writer {
        state: State::new(edition),
        direction,
        xml: String::with_capacity(64 << 10),
        relationships: Relationships::default(),
        last_run: None,
        is_bold: false,
        lists: vec![],
        bookmark_count: 0,
    };
    let (document, relationships) = writer.document();
    let footnotes = writer.footnotes();
    Story { document, relationships, footnotes, lists: writer.lists, media: writer.state.media.files }
}

/// The document as it is being written.
pub struct Writer<'e> {
    /// What the walk knows.
    pub state: State<'e>,
    /// Which way the language runs.
    pub direction: Direction,
    /// The part being written.
    pub xml: String,
    /// What that part names.
    pub relationships: Relationships,
    /// The run that further words may join.
    pub last_run: Option<LastRun>,
    /// Whether the open paragraph is bold.
    pub is_bold: bool,
    /// The numbered lists so far.
    pub lists: Vec<NumberedList>,
    bookmark_count: usize,
}

impl Writer<'_> {
    /// Writes the main part: title, contents, blocks, page.
    fn document(&mut self) -> (String, Relationships) {
        for (kind, target) in [
            ("styles", "styles.xml"),
            ("numbering", "numbering.xml"),
            ("settings", "settings.xml"),
            ("fontTable", "fontTable.xml"),
            ("theme", "theme/theme1.xml"),
        ] {
            self.relationships.part(kind, target);
        }
        let footer = self.relationships.part("footer", "footer1.xml");
        put!(self.xml, "{DECLARATION}<w:document {NAMESPACES}><w:body>");
        self.title();
        self.all_blocks();
        if self.state.note_count > 0 {
            self.relationships.part("footnotes", "footnotes.xml");
        }
        let direction = super::paragraph_mark(self.direction);
        put!(
            self.xml,
            r#"<w:sectPr><w:footerReference w:type="default" r:id="rId{footer}"/><w:pgSz w:w="{PAGE_WIDTH}" w:h="{PAGE_HEIGHT}"/><w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" w:bottom="{MARGIN}" w:left="{MARGIN}" w:header="709" w:footer="567" w:gutter="0"/>{direction}</w:sectPr></w:body></w:document>"#
        );
        (std::mem::take(&mut self.xml), std::mem::take(&mut self.relationships))
    }

    /// Writes the footnotes that the text refers to.
    fn footnotes(&mut self) -> Option<(String, Relationships)> {
        if self.state.note_count == 0 {
            return None;
        }
        self.state.in_footnotes = true;
        put!(self.xml, "{DECLARATION}<w:footnotes {NAMESPACES}>");
        for (id, kind) in [(-1, "separator"), (0, "continuationSeparator")] {
            put!(
                self.xml,
                r#"<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>"#
            );
        }
        for index in 0..self.state.edition.body.footnotes.len() {
            if self.state.is_numbered(index) {
                put!(self.xml, r#"<w:footnote w:id="{}">"#, index + 1);
                self.note_content(index);
                self.xml.push_str("</w:footnote>");
            }
        }
        self.xml.push_str("</w:footnotes>");
        Some((std::mem::take(&mut self.xml), std::mem::take(&mut self.relationships)))
    }

    /// Writes the contents list: a field that Word can renew, filled with links. It has no page numbers before that: only
    /// Word knows on which page a heading comes to stand.
    pub fn contents_list(&mut self) {
        let entries = contents(self.state.edition.body);
        let Some(last) = entries.len().checked_sub(1) else { return };
        self.xml.push_str(concat!(
            r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>"#,
            "</w:docPartObj></w:sdtPr><w:sdtContent>",
        ));
        self.paragraph(Place::TOP.shape_of(&look::CONTENTS_HEADING), |writer| {
            writer.words("Contents", Format::PLAIN);
        });
        for (index, (heading, words)) in entries.into_iter().enumerate() {
            let style = if heading.level <= 2 { &look::CONTENTS[0] } else { &look::CONTENTS[1] };
            self.paragraph(Place::TOP.shape_of(style), |writer| {
                if index == 0 {
                    writer.xml.push_str(concat!(
                        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#,
                        r#"<w:r><w:instrText xml:space="preserve"> TOC \o "2-3" \h \z </w:instrText></w:r>"#,
                        r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>"#,
                    ));
                }
                let name = writer.state.bookmark(&heading.id).unwrap_or_default();
                writer.hyperlink(Goal::Bookmark(&name), |writer| {
                    writer.words(&words, Format { link: true, ..Format::PLAIN });
                });
                if index == last {
                    writer.xml.push_str(r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#);
                }
            });
        }
        self.xml.push_str("</w:sdtContent></w:sdt>");
        self.state.above = Above::Contents;
    }

    /// A bookmark number that no other has.
    pub fn next_bookmark(&mut self) -> usize {
        self.bookmark_count += 1;
        self.bookmark_count
    }
}
