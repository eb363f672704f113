//! Footnotes: references are counted as they come, and what they lead to is told at the end.

use super::{Builder, FOOTNOTE_MISSING, FOOTNOTE_UNUSED};
use crate::document::tree::*;
use crate::source::Span;

const NO_FOOTNOTE: &str = "this refers to a footnote that is not written";
const WRITE_FOOTNOTE: &str = "add the footnote on a line of its own: [^1]: its text";

impl Builder<'_> {
    pub(super) fn footnote_reference(&mut self, label: &str, span: Span) {
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

    /// The footnotes in the order in which they are referred to. Those that nothing refers to, and references to none, are
    /// told.
    pub(super) fn footnotes(&mut self, blocks: &[Block]) -> Vec<Footnote> {
        if self.text.contains("[^") {
            let mut places = Vec::new();
            self.plain_references(blocks, &mut places);
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
        footnotes
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
}
