//! The generated code: a walk over the blocks that writes calls of the template's functions, with every word of the
//! author's as a string literal.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::document::tree::{
    Advice, Alignment, Block, BlockKind, Callout, Cell, Chart, Contact, Definition, Details, EasyReadRow, Figure,
    Guidance, Heading, Inline, InlineKind, List, Picture, Table, Video, plain_text,
};
use crate::document::words::parts;
use crate::formats::format::{Edition, Hyperlink, Print, Unshown, chart_table};
use crate::formats::office::columns::{column_widths, has_header, in_column, is_tight, label_width, value_column};
use crate::formats::office::look::{STEP, TEXT_WIDTH};
use crate::formats::office::pictures::{Media, PictureBounds};
use crate::formats::office::{self, Direction};
use crate::formats::xml::uri;
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

struct Writer<'e> {
    edition: &'e Edition<'e>,
    out: String,
    media: Media,
    unshown: Vec<Unshown>,
    /// The headings that links can lead to, by id: their numbers.
    anchors: BTreeMap<&'e str, Anchor>,
    /// The level of the last heading.
    level: u8,
    /// What has become of each footnote.
    notes: Vec<Note>,
    in_link: bool,
    /// How many boxes and quotations are around.
    boxes: usize,
    /// The width of the lines here, in twips.
    room: u32,
}

#[derive(Clone, Copy)]
struct Anchor {
    number: usize,
    is_placed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Note {
    Unmet,
    Written,
}

/// Pushes formatted code.
macro_rules! put {
    ($out:expr, $($format:tt)*) => {{
        use std::fmt::Write as _;
        let _ = write!($out, $($format)*);
    }};
}

/// A string literal.
struct Literal<'a>(&'a str);

impl std::fmt::Display for Literal<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use std::fmt::Write as _;
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' | '\\' => {
                    f.write_char('\\')?;
                    f.write_char(c)?;
                }
                '\n' => f.write_str("\\n")?,
                '\t' => f.write_str("\\t")?,
                c if c.is_control() => {}
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
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
            out: String::with_capacity(16 << 10),
            media: Media::default(),
            unshown: Vec::new(),
            anchors,
            level: 1,
            notes: vec![Note::Unmet; edition.body.footnotes.len()],
            in_link: false,
            boxes: 0,
            room: TEXT_WIDTH,
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
        self.literal(edition.title, Span::default());
        self.out.push_str(", ");
        put!(self.out, "organisation: {}, ", Literal(edition.organisation));
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
        self.out.push_str("identity: ");
        self.literal(&office::foot(edition.identity), Span::default());
        self.out.push_str(", ");
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
            self.out.push_str("#pagebreak(weak: true)\n");
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
        for (heading, span) in entries {
            let anchor = self.anchors.get(&*heading.id).copied();
            if let Some(anchor) = anchor {
                let words = self.cleaned(&plain_text(&heading.content), span);
                put!(self.out, "h{}: {}, ", anchor.number, Literal(words.trim()));
            }
        }
        self.out.push_str("))\n");
    }

    fn blocks(&mut self, blocks: &'e [Block]) {
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

    fn block(&mut self, block: &'e Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.paragraph(content),
            BlockKind::Heading(heading) => self.heading(heading, block.span),
            BlockKind::List(list) => self.list(list, list.start),
            BlockKind::Steps(list) => self.list(list, Some(list.start.unwrap_or(1))),
            BlockKind::Quote(content) => self.boxed("quoted", content, |_| {}),
            BlockKind::Callout(callout) => self.callout(callout),
            BlockKind::Code(code) => {
                self.out.push_str("#code[");
                for (index, line) in code.trim_end_matches('\n').split('\n').enumerate() {
                    self.out.push_str(if index > 0 { LINE_BREAK } else { "" });
                    self.out.push_str("#raw(");
                    self.literal(line, block.span);
                    self.out.push(')');
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
    fn wrapped(&mut self, open: &str, content: &'e [Block]) {
        self.out.push_str(open);
        self.blocks(content);
        self.out.push_str("]\n");
    }

    fn paragraph(&mut self, content: &'e [Inline]) {
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

    fn heading(&mut self, heading: &'e Heading, span: Span) {
        if !is_shown(&heading.content) {
            return self.paragraph(&heading.content);
        }
        // A level left out would be refused: readers who jump from heading to heading would look for what is missing.
        self.level = heading.level.clamp(2, 6).min(self.level + 1);
        put!(self.out, "#heading(level: {})[", self.level);
        let _ = span;
        self.inlines(&heading.content);
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

    fn list(&mut self, list: &'e List, start: Option<u64>) {
        match start {
            Some(start) => put!(self.out, "#enum(start: {}, ", start.min(i64::MAX as u64 / 2)),
            None => self.out.push_str("#list("),
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

    fn callout(&mut self, callout: &'e Callout) {
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

    fn guidance(&mut self, guidance: &'e Guidance) {
        let name = match guidance.advice {
            Advice::Do => "do",
            Advice::Dont => "do-not",
        };
        self.boxed(name, &guidance.content, |writer| match guidance.heading.as_slice() {
            [] => writer.words(guidance.advice.label(), Span::default()),
            heading => writer.inlines(heading),
        });
    }

    fn contact(&mut self, contact: &'e Contact) {
        self.boxed("contact", &contact.content, |writer| writer.inlines(&contact.heading));
    }

    /// Writes blocks in a box of the template's, below the label that `label` writes.
    fn boxed(&mut self, name: &str, content: &'e [Block], label: impl FnOnce(&mut Self)) {
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

    fn details(&mut self, details: &'e Details) {
        self.out.push_str("#summary[");
        self.inlines(&details.summary);
        self.out.push_str("]\n");
        self.blocks(&details.content);
    }

    fn definitions(&mut self, definitions: &'e [Definition]) {
        let print = self.edition.print;
        let at = value_column(definitions, self.room, print);
        match at {
            Some(at) => put!(self.out, "#labelled({:.2}pt, ", f64::from(at) / 20.0),
            None => self.out.push_str("#defined("),
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
        self.out.push_str(")\n\n");
    }

    fn table(&mut self, table: &Table) {
        let widths = column_widths(table, self.room, self.edition.print);
        let count = widths.len();
        if count == 0 {
            if !table.caption.is_empty() {
                self.out.push_str("#title-line[");
                self.inlines(&table.caption);
                self.out.push_str("]\n");
            }
            return;
        }
        let mut close = ")\n\n".to_owned();
        self.out.push('#');
        if !table.caption.is_empty() {
            self.out.push_str("captioned([");
            self.inlines(&table.caption);
            self.out.push_str("], ");
            close.insert(0, ')');
        }
        if is_tight(table, self.room, self.edition.print) {
            self.out.push_str("divided(");
            close.insert(0, ')');
        }
        if has_short_rows(table, &widths) {
            self.out.push_str("whole-rows(");
            close.insert(0, ')');
        }
        self.out.push_str("table(columns: (");
        for width in &widths {
            put!(self.out, "{width}fr,");
        }
        self.out.push_str("), align: (");
        for column in 0..count {
            self.out.push_str(match table.alignments.get(column) {
                Some(Alignment::Centre) => "center,",
                Some(Alignment::End) => "end,",
                _ => "start,",
            });
        }
        self.out.push(')');
        if has_header(table) {
            self.out.push_str(", table.header(");
            for column in 0..count {
                self.out.push_str("column-header[");
                self.cell(&table.header, column);
                self.out.push_str("],");
            }
            self.out.push(')');
        }
        for row in &table.rows {
            for column in 0..count {
                let is_header =
                    column == 0 && table.row_headers && row.first().is_some_and(|cell| is_shown(&cell.content));
                self.out.push_str(if is_header { ",row-header[" } else { ",[" });
                self.cell(row, column);
                self.out.push(']');
            }
        }
        self.out.push_str(&close);
    }

    fn cell(&mut self, cells: &[Cell], column: usize) {
        for (index, content) in in_column(cells, column).enumerate() {
            if index > 0 {
                self.out.push_str(LINE_BREAK);
            }
            self.inlines(content);
        }
    }

    fn figure(&mut self, figure: &'e Figure, span: Span) {
        let is_captioned = !figure.caption.is_empty();
        if let Some(picture) = &figure.picture
            && is_captioned
            && self.media.medium(self.edition, &picture.target).is_some()
        {
            self.out.push_str("#pictured(");
            self.literal(&figure.caption, span);
            self.out.push_str(", [");
            self.picture(picture, PictureBounds::Text, Place::Block);
            self.out.push_str("])\n\n");
        } else {
            if let Some(picture) = &figure.picture {
                self.picture(picture, PictureBounds::Text, Place::Block);
            }
            if is_captioned {
                self.title_line(&figure.caption, span);
            }
        }
        self.blocks(&figure.content);
    }

    fn video(&mut self, video: &'e Video, span: Span) {
        let title = format!("Video: {}", video.title);
        self.out.push_str("#action[");
        self.linked(&video.source, |writer| writer.words(&title, span));
        self.out.push_str("]\n");
        for (target, words) in [(&video.transcript, "Transcript"), (&video.described, "Audio described version")] {
            if let Some(target) = target {
                self.linked(target, |writer| writer.words(words, span));
                self.out.push_str("\n\n");
            }
        }
        self.blocks(&video.content);
    }

    fn easy_read(&mut self, rows: &'e [EasyReadRow]) {
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

    fn chart(&mut self, chart: &'e Chart, span: Span) {
        match (self.edition.chart)(&chart.data) {
            Some(data) => self.table(&chart_table(&chart.title, &data)),
            None => self.title_line(&chart.title, span),
        }
        self.blocks(&chart.content);
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) => self.words(words, inline.span),
                InlineKind::Code(words) => {
                    self.out.push_str("#raw(");
                    self.literal(words, inline.span);
                    self.out.push(')');
                }
                // Slanted letters are hard to read; bold ones say the same.
                InlineKind::Emphasis(content) if self.edition.print == Print::Large => self.marked("#strong[", content),
                InlineKind::Emphasis(content) => self.marked("#emph[", content),
                InlineKind::Strong(content) => self.marked("#strong[", content),
                InlineKind::Link(link) => self.link(&link.target, &link.content),
                InlineKind::Picture(picture) => self.picture(picture, PictureBounds::Text, Place::Line),
                InlineKind::Footnote { index, .. } => self.footnote(*index),
                InlineKind::Break => self.out.push_str(LINE_BREAK),
            }
        }
    }

    fn marked(&mut self, open: &str, content: &[Inline]) {
        self.out.push_str(open);
        self.inlines(content);
        self.out.push(']');
    }

    /// Writes words, each stretch of another script with its language.
    fn words(&mut self, words: &str, span: Span) {
        let mut start = 0;
        for (part, language) in parts(words, self.edition.language) {
            let span = within(span, words, start, part.len());
            start += part.len();
            match language {
                None => {
                    self.out.push('#');
                    self.literal(part, span);
                }
                Some(language) => {
                    put!(self.out, "#text(lang: \"{language}\", ");
                    self.literal(part, span);
                    self.out.push(')');
                }
            }
        }
    }

    /// Writes words as a string literal.
    fn literal(&mut self, words: &str, span: Span) {
        let words = self.cleaned(words, span);
        put!(self.out, "{}", Literal(&words));
    }

    /// Writes the title of what cannot be shown.
    fn title_line(&mut self, title: &str, span: Span) {
        self.out.push_str("#title-line(");
        self.literal(title, span);
        self.out.push_str(")\n");
    }

    /// The words without what no font can show, which is noted; long words with places to break.
    fn cleaned(&mut self, words: &str, span: Span) -> String {
        let mut out = String::with_capacity(words.len());
        let mut length = 0;
        for (at, c) in words.char_indices() {
            if c.is_whitespace() {
                length = 0;
            } else {
                length += 1;
                if length > WORD_MAX {
                    out.push('\u{200b}');
                    length = 1;
                }
            }
            match c {
                ' '..='~' | '\n' | '\t' => out.push(c),
                c if c.is_control() || is_unseen(c) => {}
                c if self.edition.fonts.has(c) && !is_private(c) => out.push(c),
                character => {
                    let span = within(span, words, at, character.len_utf8());
                    self.unshown.push(Unshown { span, character });
                    out.push('\u{fffd}');
                }
            }
        }
        out
    }

    fn link(&mut self, target: &str, content: &[Inline]) {
        self.linked(target, |writer| writer.inlines(content));
    }

    /// Writes what `words` writes as a link, or without one where the target leads nowhere, a link is open already or
    /// there is nothing to see.
    fn linked(&mut self, target: &str, words: impl FnOnce(&mut Self)) {
        let start = self.out.len();
        let hyperlink = if self.in_link { None } else { (self.edition.link)(target) };
        let open = match hyperlink {
            Some(Hyperlink::Heading(id)) => {
                self.anchors.get(id.as_str()).map(|anchor| format!("#link(<h{}>)[#u[", anchor.number))
            }
            Some(Hyperlink::Address(address)) if !address.trim().is_empty() => {
                Some(format!("#link({})[#u[", Literal(&uri(address.trim()))))
            }
            _ => None,
        };
        let Some(open) = open else { return words(self) };
        self.in_link = true;
        words(self);
        self.in_link = false;
        if self.out[start..].chars().any(char::is_alphanumeric) {
            self.out.insert_str(start, &open);
            self.out.push_str("]]");
        }
    }

    /// Writes the number of a footnote, with the note at its first reference.
    fn footnote(&mut self, index: usize) {
        let Some(footnote) = self.edition.body.footnotes.get(index) else { return };
        match self.notes[index] {
            Note::Written => put!(self.out, "#footnote(<n{index}>)"),
            Note::Unmet => {
                self.notes[index] = Note::Written;
                let was_in_link = std::mem::replace(&mut self.in_link, false);
                self.out.push_str("#footnote[");
                self.blocks(&footnote.content);
                put!(self.out, "]<n{index}>");
                self.in_link = was_in_link;
            }
        }
    }

    /// Writes a picture, or its alternative in words where the file cannot be shown.
    fn picture(&mut self, picture: &Picture, bounds: PictureBounds, place: Place) {
        let alt = picture.alt.trim();
        let end = if place == Place::Block { "\n\n" } else { "" };
        let Some(medium) = self.media.medium(self.edition, &picture.target) else {
            if !alt.is_empty() {
                self.words(&format!("[Picture: {alt}]"), picture.span);
                self.out.push_str(end);
            }
            return;
        };
        let (width, height) = medium.shown_size(bounds, self.room);
        let points = |emu: u64| emu as f64 / 12_700.0;
        let name = &self.media.files[medium.index].0;
        let image = format!("image(\"/{name}\", width: {:.2}pt, height: {:.2}pt", points(width), points(height));
        let (open, close) = if place == Place::Line { ("box(", ")") } else { ("", "") };
        if alt.is_empty() {
            put!(self.out, "#{open}pdf.artifact({image})){close}{end}");
        } else {
            put!(self.out, "#{open}{image}, alt: {}){close}{end}", Literal(alt));
        }
    }
}

/// The most boxes and quotations inside each other: further in, Typst would give up, and a line has no room. What they
/// hold is written without them.
const BOXES_MAX: usize = 8;

/// A new line, with the space that keeps the words apart for those who hear them.
const LINE_BREAK: &str = "#\" \"#linebreak()";

/// The least width of a line, in twips, however deep it stands.
const ROOM_MIN: u32 = 6 * STEP;

/// Where a picture stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Block,
    Line,
}

/// The letters after which a word may be broken, when nothing else breaks it: an address would run off the page.
const WORD_MAX: usize = 30;

/// Whether each row of a table is surely shorter than half a page, by a generous guess at its lines.
fn has_short_rows(table: &Table, widths: &[u32]) -> bool {
    /// A line of 12 points with its space, or of 18: half of a page holds as many in either print.
    const LINES_MAX: u64 = 16;
    /// The width of a wide letter, in twips.
    const LETTER: u64 = 170;
    let lines = |(cell, width): (&Cell, &u32)| {
        let letters = plain_text(&cell.content).chars().count() as u64;
        let breaks = cell.content.iter().filter(|inline| matches!(inline.kind, InlineKind::Break)).count() as u64;
        letters * LETTER / u64::from((*width).max(1)) + breaks + 1
    };
    let has_picture = |cell: &Cell| cell.content.iter().any(|inline| matches!(inline.kind, InlineKind::Picture(_)));
    let rows = std::iter::once(&table.header).chain(&table.rows);
    rows.flat_map(|row| row.iter().zip(widths))
        .all(|(cell, width)| !has_picture(cell) && lines((cell, width)) <= LINES_MAX)
}

/// Whether a paragraph is one picture.
fn is_picture(content: &[Inline]) -> bool {
    matches!(content, [Inline { kind: InlineKind::Picture(_), .. }])
}

/// The span of a part of some words, where the Markdown is the same letter for letter; that of the words otherwise.
fn within(span: Span, words: &str, start: usize, length: usize) -> Span {
    let first = span.start as usize + start;
    if (span.end - span.start) as usize == words.len() { Span::new(first, first + length) } else { span }
}

/// Whether inline text has words, pictures aside.
fn is_shown(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match &inline.kind {
        InlineKind::Text(words) | InlineKind::Code(words) => {
            words.chars().any(|c| !c.is_whitespace() && !c.is_control() && !is_unseen(c))
        }
        InlineKind::Emphasis(content) | InlineKind::Strong(content) => is_shown(content),
        InlineKind::Link(link) => is_shown(&link.content),
        InlineKind::Picture(_) | InlineKind::Footnote { .. } | InlineKind::Break => false,
    })
}

/// Characters that show nothing and that fonts lack: the soft hyphen, the byte-order mark, the joiner of words, and the
/// selectors of a letter's or a symbol's variant.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{feff}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character means something only to those who agreed on it (the private-use areas of Unicode).
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}

/// The language and, where it names one, the region of a language tag: ("en", "GB").
fn language_and_region(tag: &str) -> (&str, Option<String>) {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or("en");
    let region = parts.find(|part| part.len() == 2).map(str::to_uppercase);
    (language, region)
}
