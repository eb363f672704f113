//! The text of the document and its footnotes: a walk over the blocks that writes paragraphs as it goes.
//!
//! `paragraphs` opens the paragraphs, and says where they stand.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Direction;
use super::paragraphs::{Above, Lead, Marker, Place};
use super::runs::{Format, LastRun, Medium, PictureBounds, push_field};
use super::styles::{self, NumberedList, STEP, Style, TEXT_WIDTH};
use super::tables::bold_width;
use super::xml::{DECLARATION, NAMESPACES, Relationships, put};
use crate::document::tree::{
    Advice, Block, BlockKind, Callout, Chart, Contact, Definition, Details, EasyReadRow, Figure, Guidance, Heading,
    Inline, List, Video, plain_text,
};
use crate::formats::format::{Edition, chart_table};

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
    /// The pictures, with their names in the package below `word/`.
    pub media: Vec<(String, Arc<[u8]>)>,
}

/// Writes the text and the footnotes of an edition.
pub fn write(edition: &Edition<'_>, direction: Direction) -> Story {
    let mut writer = Writer::new(edition, direction);
    let (document, relationships) = writer.document();
    let footnotes = writer.footnotes();
    Story { document, relationships, footnotes, lists: writer.lists, media: writer.media }
}

/// The document as it is being written.
pub struct Writer<'e> {
    /// What is written.
    pub edition: &'e Edition<'e>,
    /// Which way its language runs.
    pub direction: Direction,
    /// The part being written.
    pub xml: String,
    /// What that part names.
    pub relationships: Relationships,
    /// Whether that part holds the footnotes.
    pub in_footnotes: bool,
    /// The run that further words may join.
    pub last_run: Option<LastRun>,
    /// What stands right above the next paragraph.
    pub above: Above,
    /// The width in which the words of the open paragraph are set, in twips.
    pub room: u32,
    /// Whether the open paragraph is bold.
    pub is_bold: bool,
    /// The list marker that the next paragraph shows.
    pub marker: Option<Marker>,
    /// What the next paragraph shows before its words.
    pub lead: Option<Lead>,
    lists: Vec<NumberedList>,
    /// The bookmark of each heading, by its id.
    pub anchors: BTreeMap<&'e str, Anchor>,
    /// What has become of each footnote.
    pub notes: Vec<Note>,
    /// How many footnotes have a number.
    pub note_count: usize,
    /// Footnotes that follow the one being written.
    pub notes_to_notes: Vec<usize>,
    /// The pictures, with their names in the package below `word/`.
    pub media: Vec<(String, Arc<[u8]>)>,
    /// The picture behind each target met so far.
    pub media_by_target: BTreeMap<String, Option<Medium>>,
    /// How many pictures are shown.
    pub picture_count: usize,
    bookmark_count: usize,
    /// Tables with a caption, which are numbered.
    pub table_count: usize,
    /// All tables.
    pub grid_count: usize,
    figure_count: usize,
}

/// The bookmark of a heading.
pub struct Anchor {
    /// What links call it.
    pub name: String,
    is_placed: bool,
}

/// What has become of a footnote.
#[derive(Clone, Copy)]
pub enum Note {
    /// Nothing has referred to it.
    Unmet,
    /// It has this number.
    Numbered(usize),
    /// It is part of another footnote.
    Placed,
}

impl<'e> Writer<'e> {
    fn new(edition: &'e Edition<'e>, direction: Direction) -> Writer<'e> {
        let mut anchors = BTreeMap::new();
        edition.body.each_block(&mut |block| {
            if let BlockKind::Heading(heading) = &block.kind {
                let number = anchors.len() + 1;
                anchors
                    .entry(&*heading.id)
                    .or_insert_with(|| Anchor { name: bookmark_name(number, &heading.id), is_placed: false });
            }
        });
        Writer {
            edition,
            direction,
            xml: String::with_capacity(64 << 10),
            relationships: Relationships::default(),
            in_footnotes: false,
            last_run: None,
            above: Above::Text,
            room: TEXT_WIDTH,
            is_bold: false,
            marker: None,
            lead: None,
            lists: vec![],
            anchors,
            notes: vec![Note::Unmet; edition.body.footnotes.len()],
            note_count: 0,
            notes_to_notes: vec![],
            media: vec![],
            media_by_target: BTreeMap::new(),
            picture_count: 0,
            bookmark_count: 0,
            table_count: 0,
            grid_count: 0,
            figure_count: 0,
        }
    }

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
        self.paragraph(Place::TOP.shape_of(&styles::HEADINGS[0]), |writer| {
            writer.words(writer.edition.title, Format::PLAIN);
        });
        self.contents();
        self.blocks(&self.edition.body.blocks, Place::TOP);
        if matches!(self.above, Above::Table) {
            self.gap();
        }
        if self.note_count > 0 {
            self.relationships.part("footnotes", "footnotes.xml");
        }
        let direction = self.direction.paragraph_mark();
        put!(
            self.xml,
            r#"<w:sectPr><w:footerReference w:type="default" r:id="rId{footer}"/><w:pgSz w:w="{}" w:h="{}"/><w:pgMar w:top="{m}" w:right="{m}" w:bottom="{m}" w:left="{m}" w:header="709" w:footer="567" w:gutter="0"/>{direction}</w:sectPr></w:body></w:document>"#,
            styles::PAGE_WIDTH,
            styles::PAGE_HEIGHT,
            m = styles::MARGIN,
        );
        (std::mem::take(&mut self.xml), std::mem::take(&mut self.relationships))
    }

    /// Writes the footnotes that the text refers to.
    fn footnotes(&mut self) -> Option<(String, Relationships)> {
        if self.note_count == 0 {
            return None;
        }
        self.in_footnotes = true;
        put!(self.xml, "{DECLARATION}<w:footnotes {NAMESPACES}>");
        for (id, kind) in [(-1, "separator"), (0, "continuationSeparator")] {
            put!(
                self.xml,
                r#"<w:footnote w:type="{kind}" w:id="{id}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>"#
            );
        }
        let footnotes = &self.edition.body.footnotes;
        for (index, footnote) in footnotes.iter().enumerate() {
            if !matches!(self.notes[index], Note::Numbered(_)) {
                continue;
            }
            put!(self.xml, r#"<w:footnote w:id="{}">"#, index + 1);
            self.above = Above::Text;
            self.lead = Some(Lead::NoteNumber);
            let place = Place::TOP.inside(&styles::FOOTNOTE);
            self.blocks(&footnote.content, place);
            while !self.notes_to_notes.is_empty() {
                for index in std::mem::take(&mut self.notes_to_notes) {
                    self.blocks(&footnotes[index].content, place);
                }
            }
            self.settle(place);
            if matches!(self.above, Above::Table) {
                self.gap();
            }
            self.xml.push_str("</w:footnote>");
        }
        self.xml.push_str("</w:footnotes>");
        Some((std::mem::take(&mut self.xml), std::mem::take(&mut self.relationships)))
    }

    /// Writes the contents list of a page with three headings or more: a field that Word can renew, filled with links.
    fn contents(&mut self) {
        let body = self.edition.body;
        let entries = body.headings().map(|(heading, _)| (heading, plain_text(&heading.content)));
        let entries: Vec<_> = entries.filter(|(heading, words)| heading.level <= 3 && !words.is_empty()).collect();
        if entries.len() < 3 {
            return;
        }
        self.xml.push_str(concat!(
            r#"<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/>"#,
            "</w:docPartObj></w:sdtPr><w:sdtContent>",
        ));
        self.paragraph(Place::TOP.shape_of(&styles::CONTENTS_HEADING), |writer| {
            writer.words("Contents", Format::PLAIN);
        });
        let last = entries.len() - 1;
        for (index, (heading, words)) in entries.into_iter().enumerate() {
            let style = if heading.level <= 2 { &styles::CONTENTS[0] } else { &styles::CONTENTS[1] };
            self.paragraph(Place::TOP.shape_of(style), |writer| {
                if index == 0 {
                    writer.xml.push_str(concat!(
                        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r>"#,
                        r#"<w:r><w:instrText xml:space="preserve"> TOC \o "2-3" \n \h \z </w:instrText></w:r>"#,
                        r#"<w:r><w:fldChar w:fldCharType="separate"/></w:r>"#,
                    ));
                }
                let name = &writer.anchors[&*heading.id].name;
                put!(writer.xml, r#"<w:hyperlink w:anchor="{name}" w:history="1">"#);
                writer.words(&words, Format { link: true, ..Format::PLAIN });
                writer.xml.push_str("</w:hyperlink>");
                if index == last {
                    writer.xml.push_str(r#"<w:r><w:fldChar w:fldCharType="end"/></w:r>"#);
                }
            });
        }
        self.xml.push_str("</w:sdtContent></w:sdt>");
        self.above = Above::Contents;
    }

    fn blocks(&mut self, blocks: &[Block], place: Place) {
        for (index, block) in blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph(content) => {
                    // A paragraph that leads into a list stays with it.
                    let next = blocks.get(index + 1).map(|block| &block.kind);
                    let shape = match next {
                        Some(BlockKind::List(_) | BlockKind::Steps(_)) => place.shape().with_next(),
                        _ => place.shape(),
                    };
                    self.paragraph(shape, |writer| writer.inlines(content, Format::PLAIN));
                }
                BlockKind::Heading(heading) => self.heading(heading, place),
                BlockKind::List(list) => self.list(list, list.start, place),
                BlockKind::Steps(list) => self.list(list, Some(list.start.unwrap_or(1)), place),
                BlockKind::Quote(content) => self.boxed(&styles::QUOTE, content, place, |_, _| {}),
                BlockKind::Callout(callout) => self.callout(callout, place),
                BlockKind::Code(code) => self.code(code, place),
                BlockKind::Table(table) => self.table(table, place),
                BlockKind::Definitions(definitions) => self.definitions(definitions, place),
                BlockKind::Rule => self.rule(place),
                BlockKind::Details(details) => self.details(details, place),
                BlockKind::Guidance(guidance) => self.guidance(guidance, place),
                BlockKind::Contact(contact) => self.contact(contact, place),
                BlockKind::Figure(figure) => self.figure(figure, place),
                BlockKind::Video(video) => self.video(video, place),
                BlockKind::EasyRead(rows) => self.easy_read(rows, place),
                BlockKind::Action(action) => self.paragraph(place.shape_of(&styles::ACTION), |writer| {
                    writer.link(&action.target, Format::PLAIN, |writer, format| {
                        writer.inlines(&action.content, format);
                    });
                }),
                BlockKind::Chart(chart) => self.chart(chart, place),
            }
        }
    }

    fn rule(&mut self, place: Place) {
        self.settle(place);
        self.blank(place.shape_of(&styles::RULE));
    }

    fn heading(&mut self, heading: &Heading, place: Place) {
        let style = &styles::HEADINGS[usize::from(heading.level.clamp(2, 6)) - 1];
        let is_first =
            self.anchors.get_mut(&*heading.id).is_some_and(|anchor| !std::mem::replace(&mut anchor.is_placed, true));
        self.paragraph(place.shape_of(style), |writer| {
            if !is_first {
                return writer.inlines(&heading.content, Format::PLAIN);
            }
            let bookmark = writer.next_bookmark();
            let name = &writer.anchors[&*heading.id].name;
            put!(writer.xml, r#"<w:bookmarkStart w:id="{bookmark}" w:name="{name}"/>"#);
            writer.inlines(&heading.content, Format::PLAIN);
            put!(writer.xml, r#"<w:bookmarkEnd w:id="{bookmark}"/>"#);
        });
    }

    /// Writes a list. Each numbered list has a numbering of its own, or it would go on from the one before.
    fn list(&mut self, list: &List, start: Option<u64>, place: Place) {
        self.settle(place);
        let (level, ground) = (place.list_level(), place.ground());
        let (numbering, width) = match start {
            None => (styles::bullets(ground), STEP),
            Some(start) => {
                self.lists.push(NumberedList { ground, level, start });
                let last = start.saturating_add(list.items.len() as u64);
                (styles::numbers(self.lists.len()), if last > 100 { 2 * STEP } else { STEP })
            }
        };
        let inner = place.in_list(list, width);
        for item in &list.items {
            self.marker = Some(Marker { numbering, level, width });
            self.blocks(&item.content, inner);
            self.settle(inner);
        }
        if level == 0 && matches!(self.above, Above::Text) {
            self.above = Above::List;
        }
    }

    fn callout(&mut self, callout: &Callout, place: Place) {
        let label = callout.kind.label();
        if callout.kind.is_warning() {
            self.boxed(&styles::WARNING, &callout.content, place, |writer, inner| {
                writer.paragraph(inner.label_of(&styles::WARNING_LABEL), |writer| writer.words(label, Format::PLAIN));
            });
        } else {
            self.boxed(&styles::INSET, &callout.content, place, |writer, _| writer.lead = Some(Lead::Label(label)));
        }
    }

    fn guidance(&mut self, guidance: &Guidance, place: Place) {
        let (style, label) = match guidance.advice {
            Advice::Do => (&styles::DO, &styles::DO_LABEL),
            Advice::Dont => (&styles::DO_NOT, &styles::DO_NOT_LABEL),
        };
        self.boxed(style, &guidance.content, place, |writer, inner| {
            writer.paragraph(inner.label_of(label), |writer| match guidance.heading.as_slice() {
                [] => writer.words(guidance.advice.label(), Format::PLAIN),
                heading => writer.inlines(heading, Format::PLAIN),
            });
        });
    }

    fn contact(&mut self, contact: &Contact, place: Place) {
        self.boxed(&styles::CONTACT, &contact.content, place, |writer, inner| {
            writer.paragraph(inner.label_of(&styles::CONTACT_LABEL), |writer| {
                writer.inlines(&contact.heading, Format::PLAIN);
            });
        });
    }

    /// Writes blocks in a box, below what `open` writes. Two equal boxes in a row are kept apart.
    fn boxed(&mut self, style: &'static Style, content: &[Block], place: Place, open: impl FnOnce(&mut Self, Place)) {
        self.settle(place);
        if matches!(self.above, Above::Box(id) if id == style.id) {
            self.gap();
        }
        let inner = place.inside(style);
        open(self, inner);
        self.blocks(content, inner);
        self.settle(inner);
        if matches!(self.above, Above::Text | Above::List) {
            self.above = Above::Box(style.id);
        }
    }

    fn details(&mut self, details: &Details, place: Place) {
        self.paragraph(place.shape_of(&styles::SUMMARY), |writer| writer.inlines(&details.summary, Format::PLAIN));
        self.blocks(&details.content, place);
    }

    fn code(&mut self, code: &str, place: Place) {
        self.boxed(&styles::CODE, &[], place, |writer, inner| {
            writer.paragraph(inner.shape(), |writer| {
                for (index, line) in code.trim_end_matches('\n').split('\n').enumerate() {
                    if index > 0 {
                        writer.xml.push_str("<w:r><w:br/></w:r>");
                    }
                    for (index, piece) in line.split('\t').enumerate() {
                        if index > 0 {
                            writer.xml.push_str("<w:r><w:tab/></w:r>");
                        }
                        writer.words(piece, Format { code: true, ..Format::PLAIN });
                    }
                }
            });
        });
    }

    /// Writes labels and their values side by side where most are short; otherwise each term above its meanings.
    fn definitions(&mut self, definitions: &[Definition], place: Place) {
        self.settle(place);
        let print = self.edition.print;
        let value_at = value_column(definitions, print.measured(place.room())).map(|at| print.grown(at));
        let inner = value_at.map_or(place.inside(&styles::DEFINITION), |value_at| place.at_value(value_at));
        for definition in definitions {
            if let (Some(value_at), Some((value, width))) = (value_at, label_and_value(definition))
                && print.grown(width) <= value_at
            {
                self.paragraph(place.label_of(&styles::DEFINITION).with_value_at(value_at), |writer| {
                    writer.inlines(&definition.term, Format::STRONG);
                    writer.xml.push_str("<w:r><w:tab/></w:r>");
                    writer.inlines(value, Format::PLAIN);
                });
                continue;
            }
            self.paragraph(place.shape_of(&styles::TERM), |writer| writer.inlines(&definition.term, Format::PLAIN));
            for meaning in &definition.meanings {
                self.blocks(meaning, inner);
            }
        }
        if matches!(self.above, Above::Text | Above::List) {
            self.above = Above::Definitions;
        }
    }

    fn figure(&mut self, figure: &Figure, place: Place) {
        if let Some(picture) = &figure.picture {
            let shape = if figure.caption.is_empty() { place.shape() } else { place.shape().with_next() };
            self.paragraph(shape, |writer| {
                writer.picture(picture, PictureBounds::Text, Format::PLAIN);
            });
        }
        if !figure.caption.is_empty() {
            self.figure_count += 1;
            let number = self.figure_count;
            self.paragraph(place.shape_of(&styles::CAPTION), |writer| {
                writer.number("Figure", number);
                writer.words(&figure.caption, Format::PLAIN);
            });
        }
        self.blocks(&figure.content, place);
    }

    /// Writes links to a film, to its transcript and to its audio described version, then the transcript itself.
    fn video(&mut self, video: &Video, place: Place) {
        let title = format!("Video: {}", video.title);
        let links = [
            (Some(&video.source), title.as_str(), place.shape_of(&styles::ACTION)),
            (video.transcript.as_ref(), "Transcript", place.shape()),
            (video.described.as_ref(), "Audio described version", place.shape()),
        ];
        for (target, words, shape) in links {
            if let Some(target) = target {
                self.paragraph(shape, |writer| {
                    writer.link(target, Format::PLAIN, |writer, format| writer.words(words, format));
                });
            }
        }
        self.blocks(&video.content, place);
    }

    fn easy_read(&mut self, rows: &[EasyReadRow], place: Place) {
        self.settle(place);
        for row in rows {
            if let Some(picture) = &row.picture {
                self.paragraph(place.shape_of(&styles::EASY_READ_PICTURE), |writer| {
                    writer.picture(picture, PictureBounds::EasyRead, Format::PLAIN);
                });
            }
            self.blocks(&row.content, place.inside(&styles::EASY_READ));
        }
    }

    fn chart(&mut self, chart: &Chart, place: Place) {
        match (self.edition.chart)(&chart.data) {
            Some(data) => self.table(&chart_table(&chart.title, &data), place),
            None => self.paragraph(place.shape_of(&styles::CAPTION), |writer| {
                writer.words(&chart.title, Format::PLAIN);
            }),
        }
        self.blocks(&chart.content, place);
    }

    /// Writes the number before a caption, as a field, so that Word can number anew and list the tables and figures.
    pub fn number(&mut self, kind: &str, number: usize) {
        self.run(&format!("{kind} "), Format::PLAIN, Direction::LeftToRight);
        push_field(&mut self.xml, &format!(r"SEQ {kind} \* ARABIC"), &number.to_string());
        self.run(self.direction.after_field(), Format::PLAIN, Direction::LeftToRight);
        self.words(": ", Format::PLAIN);
    }

    /// A bookmark number that no other has.
    pub fn next_bookmark(&mut self) -> usize {
        self.bookmark_count += 1;
        self.bookmark_count
    }
}

/// The value of a definition whose only meaning is one paragraph, and how wide its label is, in twips.
fn label_and_value(definition: &Definition) -> Option<(&[Inline], u32)> {
    let [meaning] = definition.meanings.as_slice() else { return None };
    match meaning.as_slice() {
        [Block { kind: BlockKind::Paragraph(value), .. }] => Some((value, label_width(&definition.term))),
        _ => None,
    }
}

/// How wide a label is with the space after it, in twips at 12 points.
pub fn label_width(term: &[Inline]) -> u32 {
    bold_width(term).saturating_add(STEP / 2)
}

/// Where values stand when most definitions are a short label with one value: past the widest of these labels, in
/// twips. `None` when most are of another kind.
pub fn value_column(definitions: &[Definition], room: u32) -> Option<u32> {
    let short =
        definitions.iter().filter_map(label_and_value).map(|(_, width)| width).filter(|width| *width < room * 2 / 5);
    let (count, widest) = short.fold((0, 4 * STEP), |(count, widest), width| (count + 1, widest.max(width)));
    (2 * count > definitions.len()).then(|| widest.next_multiple_of(STEP))
}

/// The name of a heading's bookmark: unique by its number, readable by its id, 40 characters at most, which is all that
/// Word takes.
fn bookmark_name(number: usize, id: &str) -> String {
    let mut name = format!("h{number}_");
    name.extend(id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }));
    name.truncate(40);
    name
}
