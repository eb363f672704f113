//! Markdown to the block tree. Never fails and never panics: what it cannot hold is a diagnostic, and its words stay.
//!
//! The Markdown library's events come with byte ranges; a stack of open blocks and a stack of open inlines turn them
//! into the tree without recursion, so that no nesting can overflow. Past [`DEPTH_MAX`] levels a block or inline is
//! *transparent*: its content goes to the one around it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::component::{self, Component};
use super::fence::{self, Fence, FenceKind};
use super::tree::*;
use super::words::slug;
use crate::diagnostic::{CANDOUR, Diagnostic};
use crate::language::Spoken;
use crate::rule;
use crate::source::{SourceText, Span};

rule!(/// Raw HTML, which documents cannot hold.
    RAW_HTML = "markdown/raw-html", Error, Fixed, CANDOUR);
rule!(/// Nesting past [`DEPTH_MAX`].
    TOO_DEEP = "markdown/too-deep", Error, Fixed, CANDOUR);
rule!(/// A footnote that is referred to and not written.
    FOOTNOTE_MISSING = "markdown/footnote-missing", Error, Fixed, CANDOUR);
rule!(/// A footnote that nothing refers to: its text would be lost.
    FOOTNOTE_UNUSED = "markdown/footnote-unused", Error, Fixed, CANDOUR);
rule!(/// A level-1 heading in the text.
    SECOND_TITLE = "markdown/second-title", Warning, None, "NHS digital service manual, headings; WCAG 2.2, 1.3.1 and 2.4.6");
rule!(/// A heading two or more levels below the one before it.
    HEADING_SKIPPED = "markdown/heading-skipped", Warning, None, "WCAG 2.2, 1.3.1 (technique G141); ISO 14289-1 (PDF/UA-1), 7.4.2");
rule!(/// A table row with more cells than columns.
    CELLS_LOST = "markdown/cells-lost", Error, Fixed, CANDOUR);
rule!(/// Words marked as being in a language that is not known.
    UNKNOWN_LANGUAGE = "markdown/unknown-language", Error, Fixed, CANDOUR);
rule!(/// Attributes of a table's caption line that mean nothing.
    CAPTION_ATTRIBUTE = "markdown/caption-attribute", Error, Fixed, CANDOUR);

const NO_FOOTNOTE: &str = "this refers to a footnote that is not written";
const WRITE_FOOTNOTE: &str = "add the footnote on a line of its own: [^1]: its text";

/// The body of a page from byte `start` of its text on, with what was found.
pub fn parse_body(source: &SourceText, start: usize) -> (Body, Vec<Diagnostic>) {
    let text = source.text.get(start..).unwrap_or("");
    let mut builder = Builder::new(source, start, text);
    builder.run();
    builder.finish()
}

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_DEFINITION_LIST);

/// An open block: its kind, where it starts, and what is inside it so far.
struct Open {
    frame: Frame,
    span: Span,
    blocks: Vec<Block>,
}

enum Frame {
    Root,
    Quote,
    Callout(CalloutKind),
    List {
        start: Option<u64>,
        tight: bool,
        items: Vec<Item>,
    },
    Item,
    Definitions(Vec<Definition>),
    Meaning,
    Footnote(String),
    Component(Component),
    Table(Box<Table>),
    Code(String),
    Html(String),
    /// Too deep, or without a meaning of its own: its content goes to the block around it.
    Transparent,
    /// A component that is too deep: its closing line closes it, and its content goes to the block around it.
    TransparentComponent,
}

/// Running text that is being read: a paragraph, a heading, a cell, a term.
struct Run {
    span: Span,
    open: Vec<(InlineFrame, Span, Vec<Inline>)>,
    pending: Option<(Span, String)>,
    /// Opened by the first words of a tight item, not by an event of its own.
    implied: bool,
}

enum InlineFrame {
    Root,
    Emphasis,
    Strong,
    Foreign(Spoken),
    Link(Box<str>),
    Picture(Box<str>),
    Transparent,
}

pub(super) struct Builder<'a> {
    source: &'a SourceText,
    /// The byte of the file at which the body starts.
    start: usize,
    text: &'a str,
    stack: Vec<Open>,
    run: Option<Run>,
    labels: Vec<(String, usize, Span)>,
    footnotes: BTreeMap<String, (Span, Vec<Block>)>,
    ids: BTreeMap<String, usize>,
    /// The level of the last heading; the page's title is the first.
    level: u8,
    too_deep: Option<Span>,
    /// References on fence lines, told there.
    title_notes: Vec<Span>,
    pub(super) found: Vec<Diagnostic>,
}

impl<'a> Builder<'a> {
    fn new(source: &'a SourceText, start: usize, text: &'a str) -> Builder<'a> {
        let span = Span::new(start, start + text.len());
        Builder {
            source,
            start,
            text,
            stack: vec![Open { frame: Frame::Root, span, blocks: Vec::new() }],
            run: None,
            labels: Vec::new(),
            footnotes: BTreeMap::new(),
            ids: BTreeMap::from([("maincontent".to_owned(), 0)]),
            level: 1,
            too_deep: None,
            title_notes: Vec::new(),
            found: Vec::new(),
        }
    }

    /// A range of the body as a span of the file.
    fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.start + range.start, self.start + range.end)
    }

    /// A span of the body as a span of the file.
    fn shift(&self, span: Span) -> Span {
        self.span(span.range())
    }

    pub(super) fn report(&mut self, rule: &crate::diagnostic::Rule, span: Span, message: &str, help: &str) {
        self.found.push(Diagnostic::new(rule, &self.source.path, span, message).help(help));
    }

    fn run(&mut self) {
        let (masked, mut fences) = fence::mask(self.text);
        for (event, range) in Parser::new_ext(&masked, OPTIONS).into_offset_iter() {
            let range = on_boundaries(self.text, range);
            if matches!(event, Event::Rule)
                && let Some(at) = fences.range(range.clone()).next().map(|(at, _)| *at)
                && let Some(fence) = fences.remove(&at)
            {
                self.close_implied();
                self.fence(fence);
                continue;
            }
            if matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock)) {
                fences.retain(|at, _| !range.contains(at));
            }
            self.event(event, range);
        }
        self.close_implied();
        for fence in fences.into_values() {
            let span = self.shift(fence.span);
            self.report(
                &component::MISPLACED,
                span,
                "this ::: line stands where no component can start or end",
                "put an empty line before and after it",
            );
        }
        self.close_to(1);
    }

    /// Where a reference has no footnote at all, the library leaves it as plain text: found in the text as typed, once
    /// the footnotes that there are have been read.
    fn plain_references(&self, blocks: &[Block], places: &mut Vec<Span>) {
        for block in blocks {
            block.inlines(&mut |inlines| self.plain_references_in(inlines, places));
            for inner in block.children() {
                self.plain_references(inner, places);
            }
        }
    }

    fn plain_references_in(&self, inlines: &[Inline], places: &mut Vec<Span>) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) if words.contains("[^") => {
                    let typed = self.source.slice(inline.span);
                    // The backslash before the first letter of a text is not in its span.
                    let is_escaped = |at: usize| {
                        let before = inline.span.start as usize + at;
                        self.source.text.get(..before).is_some_and(|text| text.ends_with('\\'))
                    };
                    for (at, _) in typed.match_indices("[^").filter(|(at, _)| !is_escaped(*at)) {
                        let length = typed[at..].find(']').map_or(0, |end| end + 1);
                        let label = typed.get(at + 2..at + length.saturating_sub(1)).unwrap_or("");
                        if !label.is_empty() && !label.contains(char::is_whitespace) {
                            let start = inline.span.start as usize + at;
                            places.push(Span::new(start, start + length));
                        }
                    }
                }
                InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Foreign(_, content) => {
                    self.plain_references_in(content, places)
                }
                InlineKind::Link(link) => self.plain_references_in(&link.content, places),
                _ => {}
            }
        }
    }

    fn finish(mut self) -> (Body, Vec<Diagnostic>) {
        if let Some(span) = self.too_deep {
            let message = format!("lists, quotations or components are nested more than {DEPTH_MAX} deep here");
            self.report(&TOO_DEEP, span, &message, "use headings and shorter lists instead");
        }
        let blocks = self.stack.pop().map(|root| root.blocks).unwrap_or_default();
        if self.text.contains("[^") {
            let mut places = Vec::new();
            self.plain_references(&blocks, &mut places);
            for (_, content) in self.footnotes.values() {
                self.plain_references(content, &mut places);
            }
            places.retain(|place| !self.title_notes.contains(place));
            for place in places {
                self.report(&FOOTNOTE_MISSING, place, NO_FOOTNOTE, WRITE_FOOTNOTE);
            }
        }
        let mut footnotes = Vec::new();
        for (label, references, span) in std::mem::take(&mut self.labels) {
            let (span, content) = match self.footnotes.remove(&label) {
                Some(found) => found,
                None => {
                    self.report(&FOOTNOTE_MISSING, span, NO_FOOTNOTE, WRITE_FOOTNOTE);
                    (span, Vec::new())
                }
            };
            footnotes.push(Footnote { span, content, references });
        }
        for (span, _) in std::mem::take(&mut self.footnotes).into_values() {
            self.report(
                &FOOTNOTE_UNUSED,
                span,
                "nothing refers to this footnote, so no reader would see it",
                "refer to it in the text, or delete it",
            );
        }
        (Body::new(blocks, footnotes), self.found)
    }

    fn event(&mut self, event: Event<'_>, range: std::ops::Range<usize>) {
        let span = match event {
            // A block's range ends with its line; what a reader points at does not.
            Event::Start(_) | Event::End(_) | Event::Rule => {
                self.span(range.start..range.start + self.text[range.clone()].trim_end_matches('\n').len())
            }
            _ => self.span(range.clone()),
        };
        match event {
            Event::Start(tag) => self.start_tag(tag, span),
            Event::End(tag) => self.end_tag(tag, span),
            Event::Text(words) => match self.stack.last_mut().map(|open| &mut open.frame) {
                Some(Frame::Code(code)) => {
                    // From the text as typed: fence lines are masked in what the library saw.
                    code.push_str(if words.len() == range.len() { &self.text[range] } else { &words });
                }
                _ => self.words(&words, span),
            },
            Event::Code(words) => self.inline(InlineKind::Code(words.as_ref().into()), span),
            Event::SoftBreak => self.words(" ", span),
            Event::HardBreak => self.inline(InlineKind::Break, span),
            Event::FootnoteReference(label) => self.footnote_reference(&label, span),
            Event::Html(html) => {
                if let Some(Frame::Html(text)) = self.stack.last_mut().map(|open| &mut open.frame) {
                    text.push_str(if html.len() == range.len() { &self.text[range] } else { &html });
                }
            }
            Event::InlineHtml(html) => {
                self.raw_html(&html, span);
                self.words(&html, span);
            }
            Event::Rule => {
                self.close_implied();
                self.push(Block { span, kind: BlockKind::Rule });
            }
            // Not switched on.
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    // Blocks.

    fn start_tag(&mut self, tag: Tag<'_>, span: Span) {
        match tag {
            Tag::Emphasis => return self.open_inline(InlineFrame::Emphasis, span),
            Tag::Strong => return self.open_inline(InlineFrame::Strong, span),
            Tag::Link { link_type, dest_url, .. } => {
                let mail = link_type == LinkType::Email;
                let target = if mail { format!("mailto:{dest_url}") } else { dest_url.to_string() };
                let frame = match target.strip_prefix(LANGUAGE) {
                    Some(tag) => self.language(tag, span),
                    None => InlineFrame::Link(target.into()),
                };
                return self.open_inline(frame, span);
            }
            Tag::Image { dest_url, .. } => {
                return self.open_inline(InlineFrame::Picture(dest_url.as_ref().into()), span);
            }
            Tag::Strikethrough | Tag::Superscript | Tag::Subscript => {
                return self.open_inline(InlineFrame::Transparent, span);
            }
            _ => {}
        }
        self.close_implied();
        match tag {
            Tag::Paragraph | Tag::Heading { .. } | Tag::TableCell | Tag::DefinitionListTitle => self.open_run(span),
            Tag::BlockQuote(kind) => {
                let frame = match kind {
                    None => Frame::Quote,
                    Some(BlockQuoteKind::Note) => Frame::Callout(CalloutKind::Note),
                    Some(BlockQuoteKind::Tip) => Frame::Callout(CalloutKind::Tip),
                    Some(BlockQuoteKind::Important) => Frame::Callout(CalloutKind::Important),
                    Some(BlockQuoteKind::Warning) => Frame::Callout(CalloutKind::Warning),
                    Some(BlockQuoteKind::Caution) => Frame::Callout(CalloutKind::Caution),
                };
                self.open(frame, span);
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(_) | CodeBlockKind::Indented) => {
                self.open(Frame::Code(String::new()), span);
            }
            Tag::HtmlBlock => self.open(Frame::Html(String::new()), span),
            Tag::List(start) => self.open(Frame::List { start, tight: true, items: Vec::new() }, span),
            Tag::Item => {
                let in_list = matches!(self.stack.last(), Some(Open { frame: Frame::List { .. }, .. }));
                self.open(if in_list { Frame::Item } else { Frame::Transparent }, span);
            }
            Tag::FootnoteDefinition(label) => self.open(Frame::Footnote(label.to_lowercase()), span),
            Tag::DefinitionList => self.open(Frame::Definitions(Vec::new()), span),
            Tag::DefinitionListDefinition => self.open(Frame::Meaning, span),
            Tag::Table(alignments) => {
                let alignments = alignments.iter().map(alignment).collect();
                let table =
                    Table { caption: Vec::new(), alignments, header: Vec::new(), rows: Vec::new(), row_headers: false };
                self.open(Frame::Table(Box::new(table)), span);
            }
            Tag::TableRow => {
                self.report_lost_cells(span);
                if let Some(Frame::Table(table)) = self.stack.last_mut().map(|open| &mut open.frame) {
                    table.rows.push(Vec::new());
                }
            }
            _ => {}
        }
    }

    fn end_tag(&mut self, tag: TagEnd, span: Span) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Link
            | TagEnd::Image
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript => return self.close_inline(span),
            TagEnd::Paragraph => {
                let content = self.close_run();
                return self.push(Block { span, kind: BlockKind::Paragraph(content) });
            }
            TagEnd::Heading(level) => return self.heading(level as u8, span),
            TagEnd::TableCell => {
                let content = self.close_run();
                let cell = Cell { span, content };
                if let Some(Frame::Table(table)) = self.stack.last_mut().map(|open| &mut open.frame) {
                    match table.rows.last_mut() {
                        Some(row) => row.push(cell),
                        None => table.header.push(cell),
                    }
                }
                return;
            }
            TagEnd::DefinitionListTitle => {
                let term = self.close_run();
                match self.stack.last_mut().map(|open| &mut open.frame) {
                    Some(Frame::Definitions(definitions)) => {
                        definitions.push(Definition { term, meanings: Vec::new() })
                    }
                    _ => self.push(Block { span, kind: BlockKind::Paragraph(term) }),
                }
                return;
            }
            _ => {}
        }
        self.close_implied();
        match tag {
            TagEnd::BlockQuote(_)
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition
            | TagEnd::Table => self.close_block(),
            _ => {}
        }
    }

    /// The library drops cells that the header row has no column for; their words would be lost.
    fn report_lost_cells(&mut self, row: Span) {
        let Some(Frame::Table(table)) = self.stack.last().map(|open| &open.frame) else { return };
        let columns = table.alignments.len();
        let line = self.source.slice(row).trim();
        let inner = line.strip_prefix('|').unwrap_or(line);
        let inner = if inner.ends_with("\\|") { inner } else { inner.strip_suffix('|').unwrap_or(inner) };
        let mut cells = 1;
        let mut escaped = false;
        for c in inner.chars() {
            cells += usize::from(c == '|' && !escaped);
            escaped = c == '\\' && !escaped;
        }
        if cells > columns {
            let message =
                format!("this row has {cells} cells and the header row has {columns}, so the last would be lost");
            let help = "add a column to the header row, or write \\| where a cell holds a vertical line";
            self.report(&CELLS_LOST, row, &message, help);
        }
    }

    fn open(&mut self, frame: Frame, span: Span) {
        let leaf = matches!(frame, Frame::Code(_) | Frame::Html(_) | Frame::Table(_) | Frame::Footnote(_));
        let frame = if self.stack.len() > DEPTH_MAX && !leaf {
            self.too_deep.get_or_insert(Span::new(span.start as usize, self.line_end(span.start)));
            if matches!(frame, Frame::Component(_)) { Frame::TransparentComponent } else { Frame::Transparent }
        } else {
            frame
        };
        self.stack.push(Open { frame, span, blocks: Vec::new() });
    }

    fn line_end(&self, offset: u32) -> usize {
        let offset = offset as usize;
        self.source.text[offset..].find('\n').map_or(self.source.text.len(), |at| offset + at)
    }

    /// Closes the innermost block that a Markdown construct opened, and components left open inside it.
    fn close_block(&mut self) {
        while matches!(self.stack.last(), Some(Open { frame: Frame::Component(_) | Frame::TransparentComponent, .. })) {
            self.unclosed_component();
        }
        self.close_top();
    }

    /// Closes everything down to a height of the stack.
    fn close_to(&mut self, height: usize) {
        while self.stack.len() > height {
            if matches!(self.stack.last(), Some(Open { frame: Frame::Component(_), .. })) {
                self.unclosed_component();
            } else {
                self.close_top();
            }
        }
    }

    fn unclosed_component(&mut self) {
        // One of an unknown name has been told already.
        if let Some(Open { frame: Frame::Component(component), .. }) = self.stack.last()
            && !component.name.is_empty()
        {
            let (span, name) = (component.span, component.name);
            let message = format!("the component `{name}` is not closed");
            self.report(&component::UNCLOSED, span, &message, "add a line with three colons (:::) where it ends");
        }
        self.close_top();
    }

    fn close_top(&mut self) {
        if self.stack.len() <= 1 {
            return;
        }
        let Some(Open { frame, span, mut blocks }) = self.stack.pop() else { return };
        blocks.shrink_to_fit();
        let kind = match frame {
            Frame::Root => return,
            Frame::Transparent | Frame::TransparentComponent => {
                if let Some(around) = self.stack.last_mut() {
                    around.blocks.extend(blocks);
                }
                return;
            }
            Frame::Quote => BlockKind::Quote(blocks),
            Frame::Callout(kind) => BlockKind::Callout(Callout { kind, content: blocks }),
            Frame::List { start, tight, items } => BlockKind::List(List { start, tight, items }),
            Frame::Item => {
                if let Some(Frame::List { tight, items, .. }) = self.stack.last_mut().map(|open| &mut open.frame) {
                    *tight &= blocks.len() <= 2;
                    items.push(Item { span, content: blocks });
                }
                return;
            }
            Frame::Definitions(definitions) => BlockKind::Definitions(definitions),
            Frame::Meaning => {
                match self.stack.last_mut().map(|open| &mut open.frame) {
                    Some(Frame::Definitions(definitions)) if !definitions.is_empty() => {
                        if let Some(definition) = definitions.last_mut() {
                            definition.meanings.push(blocks);
                        }
                    }
                    _ => blocks.into_iter().for_each(|block| self.push(block)),
                }
                return;
            }
            Frame::Footnote(label) => {
                if let Entry::Vacant(vacant) = self.footnotes.entry(label) {
                    vacant.insert((span, blocks));
                } else {
                    self.report(
                        &FOOTNOTE_UNUSED,
                        span,
                        "another footnote has the same name, so no reader would see this one",
                        "give it a name of its own, or delete it",
                    );
                }
                return;
            }
            Frame::Component(component) => {
                if let Some(kind) = component.finish(blocks, self) {
                    self.push(Block { span: component_span(span, self.source), kind });
                }
                return;
            }
            Frame::Table(mut table) => {
                let columns = table.alignments.len();
                for row in &mut table.rows {
                    let end = row.last().map_or(span, |cell| cell.span);
                    row.resize_with(columns, || Cell { span: end, content: Vec::new() });
                    // Cells that a short row lacks come from behind its end.
                    for cell in row {
                        cell.span.start = cell.span.start.min(span.end);
                        cell.span.end = cell.span.end.min(span.end);
                    }
                }
                BlockKind::Table(table)
            }
            Frame::Code(code) => BlockKind::Code(code.trim_end_matches('\n').into()),
            Frame::Html(html) => {
                self.raw_html(&html, span);
                let words = html.trim_end().into();
                BlockKind::Paragraph(vec![Inline { span, kind: InlineKind::Text(words) }])
            }
        };
        self.push(Block { span, kind });
    }

    /// Adds a finished block to the innermost open one; a table takes the caption line before it.
    fn push(&mut self, mut block: Block) {
        let Some(open) = self.stack.last_mut() else { return };
        if let BlockKind::Table(table) = &mut block.kind
            && let Some(Block { kind: BlockKind::Paragraph(content), span }) = open.blocks.last_mut()
            && let Some(InlineKind::Text(words)) = content.first().map(|inline| &inline.kind)
            && words.starts_with("Table:")
        {
            let span = *span;
            table.caption = std::mem::take(content);
            open.blocks.pop();
            block.span.start = span.start;
            let attributes = take_caption(&mut table.caption);
            if let Some(attributes) = attributes {
                if attributes == "row-headers" {
                    table.row_headers = true;
                } else {
                    self.report(
                        &CAPTION_ATTRIBUTE,
                        span,
                        "the caption ends in braces that mean nothing here",
                        "write {row-headers}, or leave the braces out",
                    );
                }
            }
        }
        if let Some(open) = self.stack.last_mut() {
            open.blocks.push(block);
        }
    }

    fn heading(&mut self, level: u8, span: Span) {
        let explicit = self.explicit_id(span);
        let mut content = self.close_run();
        if self.source.slice(span).trim_end().ends_with(DECORATIVE) {
            // What stands in braces at the end of a heading is taken for attributes.
            take_decoration(&mut content, span, DECORATIVE);
        }
        let base = explicit.unwrap_or_else(|| slug(&plain_text(&content)));
        let base = if base.is_empty() { "section".to_owned() } else { base };
        let mut id = base.clone();
        let mut count = self.ids.get(&base).copied().unwrap_or(0);
        while self.ids.contains_key(&id) {
            count += 1;
            id = format!("{base}-{count}");
        }
        self.ids.insert(base, count);
        self.ids.entry(id.clone()).or_insert(0);
        if level == 1 {
            self.report(
                &SECOND_TITLE,
                span,
                "this heading is at the level of the page's title",
                "start it with two number signs (##)",
            );
        }
        let next = self.level + 1;
        if level > next {
            self.report(
                &HEADING_SKIPPED,
                span,
                "this heading leaves out a level; it is published one level below the one before it",
                "take away number signs, or give the headings above it their level",
            );
        }
        // In every format: PDF/UA has no place for a level left out.
        self.level = level.min(next);
        let heading = Heading { level: self.level, id: id.into(), content };
        self.push(Block { span, kind: BlockKind::Heading(heading) });
    }

    /// The id in `{#id}` at the end of a heading's line.
    fn explicit_id(&self, span: Span) -> Option<String> {
        let line = self.source.slice(span).lines().next()?.trim_end();
        let braces = line.strip_suffix('}')?;
        let inside = &braces[braces.rfind('{')? + 1..];
        let id = inside.split_whitespace().find_map(|word| word.strip_prefix('#'))?;
        Some(slug(id)).filter(|id| !id.is_empty())
    }

    fn raw_html(&mut self, html: &str, span: Span) {
        let html = html.trim();
        let lines = html.lines().count();
        let (message, help) = if html.starts_with("<!--") {
            (
                "this is an HTML comment; nothing hidden may stand in a page",
                "delete it, and keep notes outside of the content folder".to_owned(),
            )
        } else {
            let name: String = html.chars().skip(1).take_while(|c| c.is_alphanumeric() || *c == '/').take(20).collect();
            let help = if lines > 1 || name.is_empty() {
                "write it in Markdown, or put a backslash (\\) before each < if readers are to see the angle brackets"
                    .to_owned()
            } else {
                format!("write \\<{name}> if readers are to see the angle brackets; otherwise use Markdown")
            };
            ("this is HTML, which Word and PDF documents would lose", help)
        };
        let span = Span::new(span.start as usize, self.line_end(span.start).min(span.end as usize));
        self.report(&RAW_HTML, span, message, &help);
    }

    fn footnote_reference(&mut self, label: &str, span: Span) {
        let label = &label.to_lowercase();
        let index = match self.labels.iter().position(|(known, _, _)| known == label) {
            Some(index) => index,
            None => {
                self.labels.push((label.to_owned(), 0, span));
                self.labels.len() - 1
            }
        };
        let occurrence = self.labels[index].1;
        self.labels[index].1 += 1;
        self.inline(InlineKind::Footnote { index, occurrence }, span);
    }

    // Components.

    fn fence(&mut self, fence: Fence) {
        let span = self.shift(fence.span);
        let opening = match fence.kind {
            FenceKind::Close => {
                let top = self
                    .stack
                    .last_mut()
                    .filter(|open| matches!(open.frame, Frame::Component(_) | Frame::TransparentComponent));
                if let Some(open) = top {
                    open.span.end = span.end;
                    self.close_top();
                } else {
                    self.report(
                        &component::MISPLACED,
                        span,
                        "this ::: line closes nothing",
                        "delete it, or add the line that opens the component",
                    );
                }
                return;
            }
            FenceKind::Open(opening) => opening,
        };
        let title = self.title(opening.title);
        let complete = opening.complete;
        let Some(component) = Component::new(opening, span, title, self) else { return };
        self.open(Frame::Component(component), span);
        if complete {
            self.close_top();
        }
    }

    /// The words on a fence line, with their Markdown.
    fn title(&mut self, span: Span) -> Vec<Inline> {
        let text = &self.text[span.range()];
        if text.is_empty() {
            return Vec::new();
        }
        // "1. First" on a fence line is words, not a list.
        let mut builder = Builder::new(self.source, self.start + span.start as usize, text);
        builder.run();
        let (body, found) = builder.finish();
        let (notes, found): (Vec<_>, Vec<_>) = found.into_iter().partition(|it| it.rule == FOOTNOTE_MISSING.code);
        self.found.extend(found);
        for note in notes {
            self.title_notes.push(note.span);
            let help = "put the footnote in the text of the component";
            self.report(&component::CONTENT, note.span, "a footnote cannot stand on a ::: line", help);
        }
        match body.blocks.into_iter().next().map(|block| block.kind) {
            Some(BlockKind::Paragraph(content)) => content,
            _ => vec![Inline { span: self.shift(span), kind: InlineKind::Text(text.into()) }],
        }
    }

    /// A span of the body, for what a component reports about its fence line.
    pub(super) fn shifted(&self, span: Span) -> Span {
        self.shift(span)
    }

    // Running text.

    fn open_run(&mut self, span: Span) {
        self.run = Some(Run { span, open: vec![(InlineFrame::Root, span, Vec::new())], pending: None, implied: false });
    }

    fn current_run(&mut self, span: Span) -> &mut Run {
        self.run.get_or_insert_with(|| Run {
            span,
            open: vec![(InlineFrame::Root, span, Vec::new())],
            pending: None,
            implied: true,
        })
    }

    fn close_run(&mut self) -> Vec<Inline> {
        let Some(mut run) = self.run.take() else { return Vec::new() };
        flush(&mut run);
        while run.open.len() > 1 {
            let span = run.span;
            close_inline_of(&mut run, span);
        }
        let mut content = run.open.pop().map(|(_, _, content)| content).unwrap_or_default();
        content.shrink_to_fit();
        content
    }

    /// Ends the paragraph that the words of a tight item opened without an event.
    fn close_implied(&mut self) {
        if self.run.as_ref().is_some_and(|run| run.implied) {
            let span = self.run.as_ref().map(|run| run.span).unwrap_or_default();
            let content = self.close_run();
            self.push(Block { span, kind: BlockKind::Paragraph(content) });
        }
    }

    fn words(&mut self, words: &str, span: Span) {
        let run = self.current_run(span);
        run.span.end = run.span.end.max(span.end);
        match &mut run.pending {
            Some((pending_span, text)) => {
                pending_span.end = span.end.max(pending_span.end);
                text.push_str(words);
            }
            None => run.pending = Some((span, words.to_owned())),
        }
    }

    fn inline(&mut self, kind: InlineKind, span: Span) {
        let run = self.current_run(span);
        run.span.end = run.span.end.max(span.end);
        flush(run);
        if let Some((_, _, content)) = run.open.last_mut() {
            content.push(Inline { span, kind });
        }
    }

    fn open_inline(&mut self, frame: InlineFrame, span: Span) {
        let run = self.current_run(span);
        flush(run);
        let deep = run.open.len() > DEPTH_MAX;
        let frame = if deep && !matches!(frame, InlineFrame::Picture(_)) { InlineFrame::Transparent } else { frame };
        run.open.push((frame, span, Vec::new()));
        if deep {
            let end = self.line_end(span.start);
            self.too_deep.get_or_insert(Span::new(span.start as usize, end));
        }
    }

    /// Words in the language of a tag.
    fn language(&mut self, tag: &str, span: Span) -> InlineFrame {
        let Some(language) = Spoken::named(tag) else {
            let message = "these words are marked as being in a language that Candour does not know";
            let help = "after `lang:` write the tag of a language, such as cy for Welsh or pl for Polish";
            self.report(&UNKNOWN_LANGUAGE, span, message, help);
            return InlineFrame::Transparent;
        };
        InlineFrame::Foreign(language)
    }

    fn close_inline(&mut self, span: Span) {
        if let Some(run) = &mut self.run {
            run.span.end = run.span.end.max(span.end);
            close_inline_of(run, span);
        }
    }
}

/// A component's span is its opening line only where it was never closed; otherwise from fence to fence.
fn component_span(span: Span, source: &SourceText) -> Span {
    Span::new(span.start as usize, (span.end as usize).min(source.text.len()))
}

/// The library's ranges can end inside a character, where a definition list meets a carriage return or a tab.
fn on_boundaries(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let (start, end) = (text.floor_char_boundary(range.start), text.floor_char_boundary(range.end));
    start..end.max(start)
}

fn flush(run: &mut Run) {
    if let Some((span, words)) = run.pending.take()
        && let Some((_, _, content)) = run.open.last_mut()
    {
        let (span, words) = take_decoration(content, span, &words);
        if !words.is_empty() {
            content.push(Inline { span, kind: InlineKind::Text(words.into()) });
        }
    }
}

/// What stands after a picture that tells readers nothing.
/// What begins the target of a link that leads nowhere: its words are in the language that follows.
const LANGUAGE: &str = "lang:";

const DECORATIVE: &str = "{decorative}";

/// Words without that mark at their start, where a picture stands before them, which takes it.
fn take_decoration<'w>(content: &mut [Inline], span: Span, words: &'w str) -> (Span, &'w str) {
    match content.last_mut().map(|inline| &mut inline.kind) {
        Some(InlineKind::Picture(picture)) if words.starts_with(DECORATIVE) => {
            picture.is_decorative = true;
            let start = (span.start as usize + DECORATIVE.len()).min(span.end as usize);
            (Span::new(start, span.end as usize), &words[DECORATIVE.len()..])
        }
        _ => (span, words),
    }
}

fn close_inline_of(run: &mut Run, span: Span) {
    flush(run);
    if run.open.len() <= 1 {
        return;
    }
    let Some((frame, _, content)) = run.open.pop() else { return };
    let Some((_, _, around)) = run.open.last_mut() else { return };
    let kind = match frame {
        InlineFrame::Root | InlineFrame::Transparent => return around.extend(content),
        InlineFrame::Emphasis => InlineKind::Emphasis(content.into()),
        InlineFrame::Strong => InlineKind::Strong(content.into()),
        InlineFrame::Foreign(language) => InlineKind::Foreign(language, content.into()),
        InlineFrame::Link(target) => InlineKind::Link(Box::new(Link { target, content })),
        InlineFrame::Picture(target) => {
            let alt = plain_text(&content).trim().into();
            InlineKind::Picture(Box::new(Picture { span, target, alt, is_decorative: false }))
        }
    };
    around.push(Inline { span, kind });
}

fn alignment(alignment: &pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Start,
        pulldown_cmark::Alignment::Center => Alignment::Centre,
        pulldown_cmark::Alignment::Right => Alignment::End,
    }
}

/// Takes `Table:` off the front of a caption line and `{…}` off its end; returns what stood in the braces.
fn take_caption(caption: &mut Vec<Inline>) -> Option<String> {
    if let Some(InlineKind::Text(words)) = caption.first_mut().map(|inline| &mut inline.kind) {
        *words = words["Table:".len()..].trim_start().into();
    }
    let mut attributes = None;
    if let Some(InlineKind::Text(words)) = caption.last_mut().map(|inline| &mut inline.kind) {
        let trimmed = words.trim_end();
        if let Some(braces) = trimmed.strip_suffix('}')
            && let Some(open) = braces.rfind('{')
        {
            attributes = Some(braces[open + 1..].trim().to_owned());
            *words = words[..open].trim_end().into();
        } else if trimmed.len() != words.len() {
            *words = trimmed.into();
        }
    }
    caption.retain(|inline| !matches!(&inline.kind, InlineKind::Text(words) if words.is_empty()));
    attributes
}
