//! Markdown to the block tree. Never fails and never panics: what it cannot hold is a diagnostic, and its words stay.
//!
//! The Markdown library's events come with byte ranges; a stack of open blocks and a stack of open inlines turn them
//! into the tree without recursion, so that no nesting can overflow. Past [`DEPTH_MAX`] levels a block or inline is
//! *transparent*: its content goes to the one around it.

mod notes;
mod running;
mod stack;

use std::collections::BTreeMap;

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use running::{DECORATIVE, InlineFrame, LANGUAGE, Run, take_decoration};
use stack::{Frame, Open};

use super::component::{self, Component};
use super::fence::{self, Fence, FenceKind};
use super::tree::*;
use super::words::slug;
use crate::diagnostic::{CANDOUR, Diagnostic};
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

    fn finish(mut self) -> (Body, Vec<Diagnostic>) {
        if let Some(span) = self.too_deep {
            let message = format!("lists, quotations or components are nested more than {DEPTH_MAX} deep here");
            self.report(&TOO_DEEP, span, &message, "use headings and shorter lists instead");
        }
        let blocks = self.stack.pop().map(|root| root.blocks).unwrap_or_default();
        let footnotes = self.footnotes(&blocks);
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

    fn line_end(&self, offset: u32) -> usize {
        let offset = offset as usize;
        self.source.text[offset..].find('\n').map_or(self.source.text.len(), |at| offset + at)
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
}

/// The library's ranges can end inside a character, where a definition list meets a carriage return or a tab.
fn on_boundaries(text: &str, range: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let (start, end) = (text.floor_char_boundary(range.start), text.floor_char_boundary(range.end));
    start..end.max(start)
}

fn alignment(alignment: &pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Start,
        pulldown_cmark::Alignment::Center => Alignment::Centre,
        pulldown_cmark::Alignment::Right => Alignment::End,
    }
}
