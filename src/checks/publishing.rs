//! Publishing: what a page says of its own state holds together, and nothing in it is still to be written.

use super::check::{Check, Run, Subject};
use super::unwritten::Sign;
use crate::config::CONFIG_FILE;
use crate::diagnostic::{CANDOUR, Diagnostic, Finding, Rule, Severity, Strictness};
use crate::document::tree::Purpose;
use crate::kinds::kind::Status;
use crate::rule;
use crate::site::{Destination, Page, Site};
use crate::source::{SourcePath, Span};

rule!(/// A withdrawn page without a reason.
    WITHDRAWN_WITHOUT_REASON = "publishing/withdrawn-without-reason", Error, None, "Withdrawal states of the national publishing platform");
rule!(/// A superseded page that does not say by what.
    SUPERSEDED_BY_NOTHING = "publishing/superseded-by-nothing", Error, None, "Withdrawal states of the national publishing platform");
rule!(/// Superseded pages that lead round in a circle.
    SUPERSEDED_CIRCLE = "publishing/superseded-circle", Error, None, "Withdrawal states of the national publishing platform");
rule!(/// A superseded page whose newer page is no longer in force.
    SUPERSEDED_BY_WITHDRAWN = "publishing/superseded-by-withdrawn", Error, None, "Withdrawal states of the national publishing platform");
rule!(/// Words that are still to be written: an error where the page is published, advice in a draft.
    TO_WRITE = "publishing/to-write", Error, None, CANDOUR);

/// What stands before a note on what is still to be written. `candour new` and `candour init` put it where an author has
/// something to do.
pub const TO_WRITE_MARK: &str = "To write:";

/// The check of a page's own state.
pub const PUBLISHING: Check = Check {
    rules: &[
        &WITHDRAWN_WITHOUT_REASON,
        &SUPERSEDED_BY_NOTHING,
        &SUPERSEDED_CIRCLE,
        &SUPERSEDED_BY_WITHDRAWN,
        &TO_WRITE,
    ],
    run: Run::Page(run),
};

/// The files of pages on which something is still to be written where the site lets that stand: `candour publish` refuses
/// them although nothing blocks. Whether a page is published at all, the caller knows.
pub fn unfinished<'a>(findings: impl IntoIterator<Item = &'a Finding>, strictness: Strictness) -> Vec<String> {
    let is_note = |it: &&Finding| it.rule == TO_WRITE.code && it.file != CONFIG_FILE && !it.waived;
    let notes = findings.into_iter().filter(is_note).filter(|it| !it.blocks(strictness));
    let mut files: Vec<String> = notes.map(|it| it.file.clone()).collect();
    files.dedup();
    files
}

/// Notes in `site.yaml` on what is still to be written there.
pub fn in_configuration(file: &SourcePath, text: &str, found: &mut Vec<Diagnostic>) {
    // The values that `candour init` puts below its notes are stand-ins: a note counts until a person deletes it.
    for (at, mark) in text.match_indices(TO_WRITE_MARK) {
        let message = "something is still to be written in site.yaml";
        let help = "write it below, then delete the note, from its # on";
        found.push(Diagnostic::new(&TO_WRITE, file, Span::new(at, at + mark.len()), message).help(help));
    }
}

fn to_write(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let (page, meta) = (subject.page, &subject.page.document.meta);
    let is_draft = meta.common.draft;
    let severity = if is_draft { Severity::Advice } else { TO_WRITE.severity };
    let here = if is_draft { "" } else { "this page is published, and " };
    let until = match is_draft {
        true => "; the page is a draft until then",
        false => ", or add `draft: true` to the front matter, and take out links to the page, until it is written",
    };
    for it in subject.unwritten {
        let (message, help) = match &it.sign {
            Sign::Note => (
                format!("{here}something is still to be written here"),
                format!("write it and take the note away{until}"),
            ),
            Sign::NoteAbove(key) => (
                format!("{here}nobody has said that `{key}` is right: the comment above it still stands"),
                format!(
                    "see whether the value of `{key}`, below, is right; then delete this line of the comment, from its # on{until}"
                ),
            ),
            Sign::Stopgap(words) => (
                format!("{here}\u{201c}{words}\u{201d} says that something is still to be written here"),
                format!(
                    "write what belongs here{until}. A text that only speaks of such signs puts them in quotation marks"
                ),
            ),
        };
        let mut diagnostic = Diagnostic::new(&TO_WRITE, page.document.path(), it.place, message).help(help);
        diagnostic.severity = severity;
        // The line may hold what is private.
        let is_guarded = meta.kind.info().private_key.is_some() && it.place.start < meta.span.end;
        found.push(if is_guarded { diagnostic.hidden() } else { diagnostic });
    }
}

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    to_write(subject, found);
    let Subject { page, site, .. } = *subject;
    let (path, meta) = (page.document.path(), &page.document.meta);
    match meta.common.status {
        Status::Published => {}
        Status::Withdrawn => {
            if meta.common.withdrawn_reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
                let help = "add `withdrawn_reason:` with one sentence for readers";
                let message = "this page is withdrawn and does not say why";
                found.push(Diagnostic::new(&WITHDRAWN_WITHOUT_REASON, path, meta.place("status"), message).help(help));
            }
        }
        Status::Superseded => {
            let target = meta.common.superseded_by.as_deref().unwrap_or("");
            let newer = site.resolve(page, target, Purpose::Link);
            if !matches!(newer, Destination::Page(newer, _) if !std::ptr::eq(newer, page)) {
                let key = if target.is_empty() { "status" } else { "superseded_by" };
                let message = "this page is replaced by a page that does not exist";
                let help = "add `superseded_by:` with the path of the newer page's .md file, starting from this folder";
                found.push(Diagnostic::new(&SUPERSEDED_BY_NOTHING, path, meta.place(key), message).help(help));
            } else if let Some((rule, message)) = chain(page, site) {
                let help = "name the page that is in force today";
                found.push(Diagnostic::new(rule, path, meta.place("superseded_by"), message).help(help));
            }
        }
    }
}

/// What is wrong with the pages that follow a superseded one.
fn chain(page: &Page, site: &Site) -> Option<(&'static Rule, &'static str)> {
    let mut seen = vec![page.document.path()];
    let mut current = page;
    loop {
        let target = current.document.meta.common.superseded_by.as_deref()?;
        let Destination::Page(newer, _) = site.resolve(current, target, Purpose::Link) else { return None };
        match newer.document.meta.common.status {
            Status::Published => return None,
            Status::Withdrawn => {
                return Some((&SUPERSEDED_BY_WITHDRAWN, "the page that replaces this one is withdrawn"));
            }
            Status::Superseded if seen.contains(&newer.document.path()) => {
                return Some((&SUPERSEDED_CIRCLE, "the pages that replace this one lead round in a circle"));
            }
            Status::Superseded => {
                seen.push(newer.document.path());
                current = newer;
            }
        }
    }
}
