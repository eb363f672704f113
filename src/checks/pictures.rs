//! Pictures in words: each is described or marked as decoration, never neither and never both.

use super::check::{Check, Run, Subject};
use crate::diagnostic::Diagnostic;
use crate::document::tree::{BlockKind, Body, Inline, InlineKind, Picture};
use crate::rule;

const WCAG: &str = "WCAG 2.2, 1.1.1: what is not text has a text alternative";

rule!(/// A picture without words for those who cannot see it.
    NO_ALT_TEXT = "pictures/no-alt-text", Error, None, WCAG);
rule!(/// A picture with words that say it needs none.
    DECORATION_WITH_WORDS = "pictures/decoration-with-words", Error, None, WCAG);

/// The check of the words for pictures.
pub const PICTURES: Check = Check { rules: &[&NO_ALT_TEXT, &DECORATION_WITH_WORDS], run: Run::Page(run) };

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let source = subject.page.document.path();
    each_picture(subject.body, &mut |picture| {
        let mut report = |rule, message: &str, help: &str| {
            found.push(Diagnostic::new(rule, source, picture.span, message).help(help));
        };
        let alt = picture.alt.trim();
        let has_words = alt.chars().any(char::is_alphanumeric);
        if picture.is_decorative {
            if !alt.is_empty() {
                report(
                    &DECORATION_WITH_WORDS,
                    "this picture is marked as decoration, and has words",
                    "take out the words if it tells readers nothing, or take out `{decorative}`",
                );
            }
        } else if !has_words {
            report(
                &NO_ALT_TEXT,
                "this picture has no words for people who cannot see it",
                "say in the square brackets what it shows, or write `{decorative}` after it if it tells readers nothing",
            );
        }
    });
}

/// Calls back for every picture that an author put into the words of a page.
pub fn each_picture<'a>(body: &'a Body, visit: &mut dyn FnMut(&'a Picture)) {
    body.each_block(&mut |block| {
        match &block.kind {
            BlockKind::Figure(figure) => figure.picture.iter().for_each(&mut *visit),
            BlockKind::EasyRead(rows) => rows.iter().filter_map(|row| row.picture.as_ref()).for_each(&mut *visit),
            _ => {}
        }
        block.inlines(&mut |inlines| pictures(inlines, visit));
    });
}

fn pictures<'a>(inlines: &'a [Inline], visit: &mut dyn FnMut(&'a Picture)) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Picture(it) => visit(it),
            InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Foreign(_, content) => {
                pictures(content, visit)
            }
            InlineKind::Link(link) => pictures(&link.content, visit),
            _ => {}
        }
    }
}
