//! The stack of open blocks: what each may hold, and what becomes of it when it closes.

use std::collections::btree_map::Entry;

use super::{Builder, CAPTION_ATTRIBUTE, CELLS_LOST, FOOTNOTE_UNUSED};
use crate::document::component::{self, Component};
use crate::document::tree::*;
use crate::source::{SourceText, Span};

/// An open block: its kind, where it starts, and what is inside it so far.
pub(super) struct Open {
    pub(super) frame: Frame,
    pub(super) span: Span,
    pub(super) blocks: Vec<Block>,
}

pub(super) enum Frame {
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

impl Builder<'_> {
    pub(super) fn open(&mut self, frame: Frame, span: Span) {
        let leaf = matches!(frame, Frame::Code(_) | Frame::Html(_) | Frame::Table(_) | Frame::Footnote(_));
        let frame = if self.stack.len() > DEPTH_MAX && !leaf {
            self.too_deep.get_or_insert(Span::new(span.start as usize, self.line_end(span.start)));
            if matches!(frame, Frame::Component(_)) { Frame::TransparentComponent } else { Frame::Transparent }
        } else {
            frame
        };
        self.stack.push(Open { frame, span, blocks: Vec::new() });
    }

    /// Closes the innermost block that a Markdown construct opened, and components left open inside it.
    pub(super) fn close_block(&mut self) {
        while matches!(self.stack.last(), Some(Open { frame: Frame::Component(_) | Frame::TransparentComponent, .. })) {
            self.unclosed_component();
        }
        self.close_top();
    }

    /// Closes everything down to a height of the stack.
    pub(super) fn close_to(&mut self, height: usize) {
        while self.stack.len() > height {
            if matches!(self.stack.last(), Some(Open { frame: Frame::Component(_), .. })) {
                self.unclosed_component();
            } else {
                self.close_top();
            }
        }
    }

    pub(super) fn unclosed_component(&mut self) {
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

    pub(super) fn close_top(&mut self) {
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
    pub(super) fn push(&mut self, mut block: Block) {
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

    /// The library drops cells that the header row has no column for; their words would be lost.
    pub(super) fn report_lost_cells(&mut self, row: Span) {
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
}

/// A component's span is its opening line only where it was never closed; otherwise from fence to fence.
fn component_span(span: Span, source: &SourceText) -> Span {
    Span::new(span.start as usize, (span.end as usize).min(source.text.len()))
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
