//! One page: its documents, its web pages, and what was found while they were made.

use std::any::TypeId;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::Failure;
use crate::artefact::{Artefact, Key, Length, Memo, OutputPath, Shelf};
use crate::checks;
use crate::diagnostic::Diagnostic;
use crate::document::Words;
use crate::document::tree::Body;
use crate::formats::format::{Draft, Finished, Unshown};
use crate::formats::html::{self, Classes, Done, Drafted, Filled};
use crate::formats::{self, FORMATS, Fonts, Format};
use crate::site::{Page, Pictures, Site, address};
use crate::source::{SourcePath, Span};
use crate::theme::{Shared, Theme};

/// A file of the site before all are gathered.
#[derive(Clone)]
pub(super) struct File {
    pub(super) path: OutputPath,
    pub(super) artefact: Artefact,
    /// The page it comes from, for what is found in it.
    pub(super) source: SourcePath,
}

/// What one page, or the feeds together, give.
#[derive(Clone, Default)]
pub(super) struct Batch {
    pub(super) files: Vec<File>,
    pub(super) found: Vec<Diagnostic>,
    pub(super) classes: BTreeSet<String>,
    /// The classes that many pages share, each once.
    pub(super) shared: Vec<Classes>,
    /// The keys of what it was made of.
    pub(super) kept: Vec<Key>,
    /// The documents that were made, which are among the files.
    pub(super) documents: Vec<(OutputPath, Option<Length>)>,
    /// The words that documents will be made from.
    pub(super) bodies: Vec<Words>,
}

/// What makes documents.
pub(super) struct Press<'a> {
    pub(super) fonts: Arc<Fonts>,
    pub(super) shelf: &'a dyn Shelf,
    pub(super) pictures: &'a Pictures,
}

/// A page's documents, then the page itself, which names their sizes.
#[expect(clippy::too_many_arguments, reason = "one caller, and each is another part of the build")]
pub(super) fn write_page(
    page: &Page,
    body: &Body,
    site: &Site,
    view: &Shared,
    theme: &Theme,
    press: &Press<'_>,
    is_whole: bool,
    batch: &mut Batch,
) -> Result<(), Failure> {
    let source = page.document.path();
    let mut downloads = Vec::new();
    for format in FORMATS.iter().filter(|format| page.formats.contains(&format.name)) {
        let path = site.document_path(page, format.ending);
        let address = site.href(&format!("/{path}"));
        if !is_whole {
            downloads.push(html::document(page, format, None, address, theme));
            batch.documents.push((path, None));
            continue;
        }
        let draft = formats::draft(format, page, body, site, press.pictures, &press.fonts);
        batch.found.extend(not_shown(&draft, page));
        let document = match finish(&draft, press.shelf) {
            Ok(document) => document,
            Err(reason) => {
                batch.found.push(not_made(format, page, &reason));
                continue;
            }
        };
        downloads.push(html::document(page, format, Some(document.length()), address, theme));
        batch.documents.push((path.clone(), Some(document.length())));
        batch.files.push(File { path, artefact: Artefact::Made(document.bytes), source: source.clone() });
    }
    downloads.extend(html::attachments(page, site));
    let drafted = html::draft(page, body, site, view, theme, press.pictures, downloads)
        .map_err(|fault| Failure::Template { page: source.to_string(), fault })?;
    for Drafted { address, page } in drafted {
        finish_page(page, view.memo.as_deref(), address::output(&address), source, batch);
    }
    Ok(())
}

/// The finished document of a draft, from the shelf where it has been made before.
pub(super) fn finish(draft: &Draft, shelf: &dyn Shelf) -> Result<Finished, String> {
    let recipe = draft.recipe.digest();
    if let Some(document) = shelf.take(&recipe) {
        return Ok(document);
    }
    let document = (draft.finish)(&draft.recipe)?;
    shelf.keep(&recipe, &document);
    Ok(document)
}

/// The finding about a document that could not be made.
pub(super) fn not_made(format: &Format, page: &Page, reason: &str) -> Diagnostic {
    let message = format!("the {} document could not be made: {reason}", format.label);
    let help = "this is a fault in Candour: please report it with this page";
    Diagnostic::new(&checks::DOCUMENT_FAILED, page.document.path(), Span::default(), message).help(help)
}

/// The findings about what a document cannot show. Characters that follow one another, a word in another script, are one
/// fault.
pub(super) fn not_shown<'a>(draft: &'a Draft, page: &'a Page) -> impl Iterator<Item = Diagnostic> + 'a {
    let words = draft.unshown.chunk_by(|before, next| before.span.end == next.span.start);
    words.map(|unshown| words_not_shown(unshown, page))
}

fn words_not_shown(unshown: &[Unshown], page: &Page) -> Diagnostic {
    let mut characters: Vec<char> = unshown.iter().map(|it| it.character).collect();
    characters.dedup();
    let names: Vec<String> = characters.iter().take(5).map(|it| format!("{it} (U+{:04X})", u32::from(*it))).collect();
    let what = if characters.len() == 1 { "character" } else { "characters" };
    let more = if characters.len() > names.len() { " and others" } else { "" };
    let message = format!("no font of the PDF documents has the {what} {}{more}", names.join(", "));
    let spans = unshown.first().zip(unshown.last()).map(|(first, last)| (first.span, last.span));
    // The title is in the front matter, which has no words of its own in the tree.
    let place = match spans {
        Some((first, last)) if first != Span::default() => Span::new(first.start as usize, last.end as usize),
        _ => page.document.meta.place("title"),
    };
    let help = "write it in another way, or leave `pdf` and `large-print` out of this page's `documents`";
    Diagnostic::new(&checks::CHARACTER_NOT_SHOWN, page.document.path(), place, message).help(help)
}

impl Batch {
    /// Notes the classes of a page; most are noted already.
    pub(super) fn note(&mut self, classes: &Classes) {
        if !self.shared.iter().any(|it| Arc::ptr_eq(it, classes)) {
            self.shared.push(classes.clone());
        }
    }

    /// Takes over what another made of feeds.
    pub(super) fn join(&mut self, other: Batch) {
        self.files.extend(other.files);
        self.found.extend(other.found);
        self.classes.extend(other.classes);
        self.kept.extend(other.kept);
        other.shared.iter().for_each(|classes| self.note(classes));
    }
}

pub(super) fn finish_page(page: Filled, memo: Option<&Memo>, path: OutputPath, source: &SourcePath, batch: &mut Batch) {
    let done = match (page, memo) {
        (Filled::Drafted(html, Some(key)), Some(memo)) => Ok((memo.of(key, || Done::new(html, memo)), key)),
        (Filled::Known(done, key), _) => Ok((done, key)),
        (Filled::Drafted(html, _), _) => Err(html),
    };
    let (artefact, kept_long) = match done {
        Ok((done, key)) => {
            batch.note(&done.classes);
            batch.kept.push((TypeId::of::<Done>(), key));
            (Artefact::Packed(done.bytes.clone()), done.kept_long)
        }
        Err(html) => {
            html::collect_classes(&html, &mut batch.classes);
            let finished = html::finish(html);
            (Artefact::Made(finished.bytes), finished.kept_long)
        }
    };
    if kept_long {
        let message = format!("{path} is published without minifying, which would have joined words");
        let help = "in the template, put links that stand side by side into a list or a paragraph";
        batch.found.push(Diagnostic::new(&checks::WORDS_JOINED, source, Span::default(), message).help(help));
    }
    batch.files.push(File { path, artefact, source: source.clone() });
}
