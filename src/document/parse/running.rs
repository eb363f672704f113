//! Running text: the words and inlines of a paragraph, a heading, a cell or a term, while they are read.

use super::{Builder, UNKNOWN_LANGUAGE};
use crate::document::tree::*;
use crate::language::Spoken;
use crate::source::Span;

/// Running text that is being read: a paragraph, a heading, a cell, a term.
pub(super) struct Run {
    pub(super) span: Span,
    pub(super) open: Vec<(InlineFrame, Span, Vec<Inline>)>,
    pub(super) pending: Option<(Span, String)>,
    /// Opened by the first words of a tight item, not by an event of its own.
    pub(super) implied: bool,
}

pub(super) enum InlineFrame {
    Root,
    Emphasis,
    Strong,
    Foreign(Spoken),
    Link(Box<str>),
    Picture(Box<str>),
    Transparent,
}

impl Builder<'_> {
    pub(super) fn open_run(&mut self, span: Span) {
        self.run = Some(Run { span, open: vec![(InlineFrame::Root, span, Vec::new())], pending: None, implied: false });
    }

    pub(super) fn current_run(&mut self, span: Span) -> &mut Run {
        self.run.get_or_insert_with(|| Run {
            span,
            open: vec![(InlineFrame::Root, span, Vec::new())],
            pending: None,
            implied: true,
        })
    }

    pub(super) fn close_run(&mut self) -> Vec<Inline> {
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
    pub(super) fn close_implied(&mut self) {
        if self.run.as_ref().is_some_and(|run| run.implied) {
            let span = self.run.as_ref().map(|run| run.span).unwrap_or_default();
            let content = self.close_run();
            self.push(Block { span, kind: BlockKind::Paragraph(content) });
        }
    }

    pub(super) fn words(&mut self, words: &str, span: Span) {
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

    pub(super) fn inline(&mut self, kind: InlineKind, span: Span) {
        let run = self.current_run(span);
        run.span.end = run.span.end.max(span.end);
        flush(run);
        if let Some((_, _, content)) = run.open.last_mut() {
            content.push(Inline { span, kind });
        }
    }

    pub(super) fn open_inline(&mut self, frame: InlineFrame, span: Span) {
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
    pub(super) fn language(&mut self, tag: &str, span: Span) -> InlineFrame {
        let Some(language) = Spoken::named(tag) else {
            let message = "these words are marked as being in a language that Candour does not know";
            let help = "after `lang:` write the tag of a language, such as cy for Welsh or pl for Polish";
            self.report(&UNKNOWN_LANGUAGE, span, message, help);
            return InlineFrame::Transparent;
        };
        InlineFrame::Foreign(language)
    }

    pub(super) fn close_inline(&mut self, span: Span) {
        if let Some(run) = &mut self.run {
            run.span.end = run.span.end.max(span.end);
            close_inline_of(run, span);
        }
    }
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

/// What begins the target of a link that leads nowhere: its words are in the language that follows.
pub(super) const LANGUAGE: &str = "lang:";

/// What stands after a picture that tells readers nothing.
pub(super) const DECORATIVE: &str = "{decorative}";

/// Words without that mark at their start, where a picture stands before them, which takes it.
pub(super) fn take_decoration<'w>(content: &mut [Inline], span: Span, words: &'w str) -> (Span, &'w str) {
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
