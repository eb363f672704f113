//! The generated code: a walk over the blocks that writes calls of the template's functions, with every word of the
//! author's as a string literal.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::runs::{LINE_BREAK, Literal, Place, Words, cleaned, is_shown};
use crate::document::tree::{
    Advice, Block, BlockKind, Callout, Chart, Contact, Definition, Details, EasyReadRow, Figure, Guidance, Heading,
    Inline, InlineKind, List, Marks, Video, plain_text,
};
use crate::formats::format::{Edition, Print, Unshown, chart_table, logo};
use crate::formats::office::Direction;
use crate::formats::office::columns::{label_width, lines_in_foot, value_column};
use crate::formats::office::look::{STEP, TEXT_WIDTH};
use crate::formats::office::pictures::{Media, PictureBounds};
use crate::formats::xml::put;
use crate::source::Span;

/// What the walk makes of an edition.
pub struct Story {
    /// The main file.
    pub code: String,
    /// The pictures, with their names.
    pub media: Vec<(String, Arc<[u8]>)>,
    /// Characters that no font has.
    pub unshown: Vec<Unshown>,
}

/// Writes the code of an edition.
pub fn write(edition: &Edition<'_>) -> Story {
    let mut writer = Writer::new(edition);
    writer.document();
    writer.unshown.sort();
    writer.unshown.dedup();
    Story { code: writer.out, media: writer.media.files, unshown: writer.unshown }
}

/// The headings that a page has before it gets a contents list.
const CONTENTS_FROM: usize = 3;

/// The code as it is being written.
pub struct Writer<'e> {
    /// What is written.
    pub edition: &'e Edition<'e>,
    /// The language of the words around.
    pub language: &'e str,
    /// The code so far.
    pub out: String,
    /// The pictures.
    pub media: Media,
    /// Characters that no font has.
    pub unshown: Vec<Unshown>,
    /// The headings that links can lead to, by id.
    pub anchors: BTreeMap<&'e str, Anchor>,
    /// The level of the last heading.
    level: u8,
    /// What has become of each footnote.
    pub notes: Vec<Note>,
    /// Whether a link is open.
    pub in_link: bool,
    /// How many boxes and quotations are around.
    boxes: usize,
    /// The width of the lines here, in twips.
    pub room: u32,
    /// How large the letters are here, in tenths of those of plain text.
    pub letters: u32,
}

/// The label of a heading.
#[derive(Clone, Copy)]
pub struct Anchor {
    /// Its number.
    pub number: usize,
    is_placed: bool,
}

/// What has become of a footnote.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// Nothing has referred to it.
    Unmet,
    /// It stands at its first reference.
    Written,
}

impl<'e> Writer<'e> {
    fn new(edition: &'e Edition<'e>) -> Writer<'e> {
        let ids = edition.body.headings().filter(|(heading, _)| is_shown(&heading.content));
        let mut anchors = BTreeMap::new();
        for (number, (heading, _)) in ids.enumerate() {
            anchors.entry(&*heading.id).or_insert(Anchor { number, is_placed: false });
        }
        Writer {
            edition,
            language: edition.language,
            out: String::with_capacity(16 << 10),
            media: Media::default(),
            unshown: Vec::new(),
            anchors,
            level: 1,
            notes: vec![Note::Unmet; edition.body.footnotes.len()],
            in_link: false,
            boxes: 0,
            room: TEXT_WIDTH,
            letters: 10,
        }
    }

    fn document(&mut self) {
        let edition = self.edition;
        let fonts = edition.fonts;
        let (language, region) = language_and_region(edition.language);
        let own = fonts.by_language.get(language);
        let families = |first: &str| {
            let mut names = vec![first.to_owned()];
            names.extend(own.cloned());
            names.extend([&fonts.text].into_iter().chain(&fonts.fallbacks).cloned());
            let mut list = String::new();
            for (index, name) in names.iter().enumerate() {
                if !names[..index].contains(name) {
                    put!(list, "{},", Literal(name));
                }
            }
            list
        };
        self.out.push_str("#import \"/template.typ\": *\n#show: edition.with(");
        self.out.push_str("title: ");
        self.letters = self.heading_letters(1);
        self.literal(edition.title, Span::default());
        self.letters = 10;
        self.out.push_str(", ");
        put!(self.out, "organisation: {}, ", Literal(edition.organisation));
        let (masthead, _) = cleaned(fonts, edition.organisation.trim(), self.line());
        put!(self.out, "masthead: {}, logo: [", Words(&masthead));
        self.picture(&logo(""), PictureBounds::Logo, Place::Block);
        self.out.push_str("], ");
        if !edition.description.is_empty() {
            put!(self.out, "description: {}, ", Literal(edition.description));
        }
        put!(self.out, "language: {}, ", Literal(language));
        if let Some(region) = region {
            put!(self.out, "region: {}, ", Literal(&region));
        }
        // PDF/A asks for a date.
        let (year, month, day) = edition.issued.unwrap_or(edition.day).year_month_day();
        put!(self.out, "issued: datetime(year: {year}, month: {month}, day: {day}), ");
        self.out.push_str("foot: (");
        for line in edition.foot.lines() {
            put!(self.out, "{},", Words(&cleaned(fonts, line, self.line()).0));
        }
        let line_count: u64 = edition.foot.lines().map(|line| lines_in_foot(line, edition.print)).sum();
        put!(self.out, "), foot-lines: {line_count}, ");
        put!(self.out, "fonts: ({}), code-fonts: ({}), ", families(&fonts.text), families(&fonts.code));
        put!(self.out, "tall: {}, large: {})\n", own.is_some(), edition.print == Print::Large);

        let blocks = edition.body.blocks.as_slice();
        let (control, rest) = match blocks {
            [control, rest @ ..] if edition.has_control => (Some(control), rest),
            blocks => (None, blocks),
        };
        if let Some(control) = control {
            self.block(control);
        }
        self.contents();
        if control.is_some() {
            self.out.push_str("#after-contents()\n");
        }
        self.blocks(rest);
    }

    /// The contents list of a page with three headings or more.
    fn contents(&mut self) {
        let body = self.edition.body;
        let entries = body.headings().filter(|(heading, _)| heading.level <= 3 && is_shown(&heading.content));
        let entries: Vec<_> = entries.collect();
        if entries.len() < CONTENTS_FROM {
            return;
        }
        self.out.push_str("#contents(\"Contents\", (");
        for (heading, _) in entries {
            let anchor = self.anchors.get(&*heading.id).copied();
            if let Some(anchor) = anchor {
                // What cannot be shown is noted where the heading stands.
                let (words, _) = cleaned(self.edition.fonts, &plain_text(&heading.content), self.line());
                put!(self.out, "h{}: {}, ", anchor.number, Words(words.trim()));
            }
        }
        self.out.push_str("))\n");
    }

    /// Writes blocks.
    pub fn blocks(&mut self, blocks: &[Block]) {
        for (index, block) in blocks.iter().enumerate() {
            match (&block.kind, blocks.get(index + 1).map(|next| &next.kind)) {
                (BlockKind::Paragraph(content), Some(BlockKind::List(_) | BlockKind::Steps(_)))
                    if !is_picture(content) =>
                {
                    self.out.push_str("#lead-in[");
                    self.inlines(content);
                    self.out.push_str("]\n");
                }
                _ => self.block(block),
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.paragraph(content),
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::List(list) => self.list(list, list.marks()),
            BlockKind::Steps(list) => self.list(list, Marks::Numbers(list.start.unwrap_or(1))),
            BlockKind::Quote(content) => self.boxed("quoted", content, |_| {}),
            BlockKind::Callout(callout) => self.callout(callout),
            BlockKind::Code(code) => {
                self.out.push_str("#code[");
                for (index, line) in code.trim_end_matches('\n').split('\n').enumerate() {
                    self.out.push_str(if index > 0 { LINE_BREAK } else { "" });
                    self.raw(line, block.span);
                }
                self.out.push_str("]\n");
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Definitions(definitions) => self.definitions(definitions),
            BlockKind::Rule => self.out.push_str("#rule()\n"),
            BlockKind::Details(details) => self.details(details),
            BlockKind::Guidance(guidance) => self.guidance(guidance),
            BlockKind::Contact(contact) => self.contact(contact),
            BlockKind::Figure(figure) => self.figure(figure, block.span),
            BlockKind::Video(video) => self.video(video, block.span),
            BlockKind::EasyRead(rows) => self.easy_read(rows),
            BlockKind::Action(action) => {
                self.out.push_str("#action[");
                self.link(&action.target, &action.content);
                self.out.push_str("]\n");
            }
            BlockKind::Chart(chart) => self.chart(chart, block.span),
        }
    }

    /// Writes blocks between an opening and a bracket.
    fn wrapped(&mut self, open: &str, content: &[Block]) {
        self.out.push_str(open);
        self.blocks(content);
        self.out.push_str("]\n");
    }

    fn paragraph(&mut self, content: &[Inline]) {
        match content {
            // A picture that has its paragraph to itself stands as a block.
            [Inline { kind: InlineKind::Picture(picture), .. }] => {
                self.picture(picture, PictureBounds::Text, Place::Block)
            }
            content => {
                self.inlines(content);
                self.out.push_str("\n\n");
            }
        }
    }

    fn heading(&mut self, heading: &Heading) {
        if !is_shown(&heading.content) {
            return self.paragraph(&heading.content);
        }
        // A level left out would be refused: readers who jump from heading to heading would look for what is missing.
        self.level = heading.level.clamp(2, 6).min(self.level + 1);
        put!(self.out, "#heading(level: {})[", self.level);
        self.letters = self.heading_letters(self.level);
        self.inlines(&heading.content);
        self.letters = 10;
        self.out.push(']');
        match self.anchors.get_mut(&*heading.id) {
            Some(anchor) if !anchor.is_placed => {
                anchor.is_placed = true;
                put!(self.out, "<h{}>", anchor.number);
            }
            _ => {}
        }
        self.out.push_str("\n\n");
    }

    /// How large the letters of a heading are, as the template has them.
    fn heading_letters(&self, level: u8) -> u32 {
        let [first, second, third, fourth] = match self.edition.print {
            Print::Standard => [22, 16, 13, 11],
            Print::Large => [17, 14, 13, 12],
        };
        match level {
            1 => first,
            2 => second,
            3 => third,
            4 => fourth,
            _ => 10,
        }
    }

    fn list(&mut self, list: &List, marks: Marks) {
        match marks {
            Marks::Numbers(start) => put!(self.out, "#enum(start: {}, ", start.min(i64::MAX as u64 / 2)),
            Marks::Bullets => self.out.push_str("#list("),
            Marks::Own => self.out.push_str("#list(marker: [], "),
        }
        put!(self.out, "tight: {}", list.tight);
        for item in &list.items {
            self.out.push_str(", [");
            let room = self.room;
            self.room = room.saturating_sub(STEP).max(ROOM_MIN);
            self.blocks(&item.content);
            self.room = room;
            self.out.push(']');
        }
        self.out.push_str(")\n\n");
    }

    fn callout(&mut self, callout: &Callout) {
        let label = callout.kind.label();
        if callout.kind.is_warning() {
            self.boxed("warning", &callout.content, |writer| writer.words(label, Span::default()));
        } else {
            let label = format!("{label}:");
            // The label leads into the first paragraph, or stands alone above a list.
            let name = match callout.content.first().map(|block| &block.kind) {
                Some(BlockKind::Paragraph(content)) if !is_picture(content) => "inset-text",
                _ => "labelled-inset-text",
            };
            self.boxed(name, &callout.content, |writer| writer.words(&label, Span::default()));
        }
    }

    fn guidance(&mut self, guidance: &Guidance) {
        let name = match guidance.advice {
            Advice::Do => "do",
            Advice::Dont => "do-not",
        };
        self.boxed(name, &guidance.content, |writer| match guidance.heading.as_slice() {
            [] => writer.words(guidance.advice.label(), Span::default()),
            heading => writer.inlines(heading),
        });
    }

    fn contact(&mut self, contact: &Contact) {
        self.boxed("contact", &contact.content, |writer| writer.inlines(&contact.heading));
    }

    /// Writes blocks in a box of the template's, below the label that `label` writes.
    fn boxed(&mut self, name: &str, content: &[Block], label: impl FnOnce(&mut Self)) {
        if self.boxes == BOXES_MAX {
            self.out.push_str("#title-line[");
            label(self);
            self.out.push_str("]\n");
            return self.blocks(content);
        }
        let side = match Direction::of(self.edition.language) {
            Direction::LeftToRight => "left",
            Direction::RightToLeft => "right",
        };
        put!(self.out, "#{name}({side}, [");
        label(self);
        self.out.push_str("])[");
        self.boxes += 1;
        let room = self.room;
        self.room = room.saturating_sub(2 * STEP).max(ROOM_MIN);
        self.blocks(content);
        self.room = room;
        self.boxes -= 1;
        self.out.push_str("]\n");
    }

    fn details(&mut self, details: &Details) {
        self.out.push_str("#summary[");
        self.inlines(&details.summary);
        self.out.push_str("]\n");
        self.blocks(&details.content);
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        let print = self.edition.print;
        let at = value_column(definitions, self.room, print);
        // Paragraphs of one value stand apart, several values of one label together.
        let is_value =
            |meaning: &Vec<Block>| matches!(meaning.as_slice(), [only] if matches!(only.kind, BlockKind::Paragraph(_)));
        let (open, close) = match definitions.iter().flat_map(|it| &it.meanings).all(is_value) {
            true => ("#values(", "))\n\n"),
            false => ("#", ")\n\n"),
        };
        match at {
            Some(at) => put!(self.out, "{open}labelled({:.2}pt, ", f64::from(at) / 20.0),
            None => put!(self.out, "{open}defined("),
        }
        for definition in definitions {
            self.out.push_str("([#strong[");
            self.inlines(&definition.term);
            self.out.push_str("]], [");
            for meaning in &definition.meanings {
                self.blocks(meaning);
            }
            match at {
                Some(at) => put!(self.out, "], {}), ", label_width(&definition.term, print) > at),
                None => self.out.push_str("]), "),
            }
        }
        self.out.push_str(close);
    }

    fn figure(&mut self, figure: &Figure, span: Span) {
        let is_captioned = !figure.caption.is_empty();
        let bounds = PictureBounds::of_figure(self.edition);
        if let Some(picture) = &figure.picture
            && is_captioned
            && self.media.medium(self.edition, &picture.target).is_some()
        {
            self.out.push_str("#pictured(");
            self.literal(&figure.caption, span);
            self.out.push_str(", [");
            self.picture(picture, bounds, Place::Block);
            self.out.push_str("])\n\n");
        } else {
            if let Some(picture) = &figure.picture {
                self.picture(picture, bounds, Place::Block);
            }
            if is_captioned {
                self.title_line(&figure.caption, span);
            }
        }
        self.blocks(&figure.content);
    }

    fn video(&mut self, video: &Video, span: Span) {
        let title = format!("Video: {}", video.title);
        self.out.push_str("#action[");
        self.linked(&video.source, true, |writer| writer.words(&title, span));
        self.out.push_str("]\n");
        if let Some(notice) = video.notice() {
            self.words(&format!("{notice}."), span);
            self.out.push_str("\n\n");
        }
        for (target, words) in [(&video.transcript, "Transcript"), (&video.described, "Audio described version")] {
            if let Some(target) = target {
                self.linked(target, true, |writer| writer.words(words, span));
                self.out.push_str("\n\n");
            }
        }
        self.blocks(&video.content);
    }

    fn easy_read(&mut self, rows: &[EasyReadRow]) {
        for row in rows {
            let size = match self.edition.print {
                Print::Standard => "16pt",
                Print::Large => "20pt",
            };
            put!(self.out, "#easy-read-row({size}, [");
            if let Some(picture) = &row.picture {
                self.picture(picture, PictureBounds::EasyRead, Place::Block);
            }
            self.wrapped("])[", &row.content);
        }
    }

    fn chart(&mut self, chart: &Chart, span: Span) {
        match (self.edition.chart)(&chart.data) {
            Some(data) => self.table(&chart_table(&chart.title, &data)),
            None => self.title_line(&chart.title, span),
        }
        self.blocks(&chart.content);
    }
}

/// The most boxes and quotations inside each other: further in, Typst would give up, and a line has no room. What they
/// hold is written without them.
const BOXES_MAX: usize = 8;

/// The least width of a line, in twips, however deep it stands.
const ROOM_MIN: u32 = 6 * STEP;

/// Whether a paragraph is one picture.
fn is_picture(content: &[Inline]) -> bool {
    matches!(content, [Inline { kind: InlineKind::Picture(_), .. }])
}

/// The language and, where it names one, the region of a language tag: ("en", "GB").
fn language_and_region(tag: &str) -> (&str, Option<String>) {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or("en");
    let region = parts.find(|part| part.len() == 2).map(str::to_uppercase);
    (language, region)
}
