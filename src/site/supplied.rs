//! Files that authors supply: attached in front matter, or linked from the text. Each is looked into once, however many
//! pages use it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::asked::Question;
use super::files::size_words;
use super::{Destination, KnownNames, Page, PageId, Site};
use crate::document::Words;
use crate::document::tree::{Body, Inline, InlineKind, Purpose, is_outside};
use crate::inspect::Inspection;
use crate::inspect::clean::{self, Cleaned, Looked, Removed};
use crate::source::{SourcePath, Span};

/// A file that pages offer to readers.
#[derive(Debug)]
pub struct SuppliedFile {
    /// What is in it, and a copy without what tells who made it.
    pub looked: Arc<Looked>,
    /// Whether that copy is published in its place: a file that names nobody is published as it is.
    is_cleaned: bool,
    /// The first page that uses it: one that attaches it, before one that links to it.
    pub page: PageId,
    /// Where that page names it.
    pub place: Span,
    /// How many pages use it.
    pub pages: usize,
    /// Whether an attachment says that it is not accessible.
    pub is_declared_inaccessible: bool,
}

/// What a link says of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileDetails {
    /// "PDF". `None` for what browsers show themselves, and for what is not known.
    pub format: Option<&'static str>,
    /// "84KB".
    pub size: String,
    /// The number of its pages, where the format has pages.
    pub pages: Option<u32>,
}

impl FileDetails {
    /// Of a file of so many bytes.
    pub fn new(format: Option<&'static str>, bytes: usize, pages: Option<u32>) -> FileDetails {
        FileDetails { format, size: size_words(bytes), pages }
    }

    /// "PDF, 84KB, 3 pages", as the NHS content style asks, with this word for the format.
    pub fn words(&self, format: &str) -> String {
        let pages = match self.pages {
            None => String::new(),
            Some(1) => ", 1 page".to_owned(),
            Some(count) => format!(", {count} pages"),
        };
        format!("{format}, {}{pages}", self.size)
    }
}

impl SuppliedFile {
    /// What is in it as it is published.
    pub fn inspection(&self) -> &Inspection {
        &self.looked.inspection
    }

    /// The copy that is published in its place.
    pub fn cleaned(&self) -> Option<&Cleaned> {
        self.looked.cleaned.as_ref().filter(|_| self.is_cleaned)
    }
}

impl Site {
    /// The bytes of a file as readers get them: of one that pages offer, without what tells who made it.
    pub fn given_bytes(&self, path: &SourcePath) -> Option<&Arc<[u8]>> {
        self.note(|| Question::File(path.clone()));
        let cleaned = self.supplied.get(path).and_then(SuppliedFile::cleaned);
        cleaned.map(|it| &it.bytes).or_else(|| self.bytes(path))
    }

    /// Every file that pages offer to readers, in the order of their paths.
    pub fn supplied_files(&self) -> impl Iterator<Item = (&SourcePath, &SuppliedFile)> {
        self.note(|| Question::Everything);
        self.linked.supplied.iter()
    }

    /// Format, size and number of pages of a file that a page offers.
    pub fn file_details(&self, path: &SourcePath) -> Option<FileDetails> {
        self.note(|| Question::File(path.clone()));
        let inspection = self.supplied.get(path)?.inspection();
        Some(FileDetails::new(inspection.format.label(), self.given_bytes(path)?.len(), inspection.pages))
    }
}

/// A place where a page names a file.
struct Use {
    path: SourcePath,
    place: Span,
    /// Whether the text links to it, and front matter does not attach it.
    is_link: bool,
    is_declared_inaccessible: bool,
}

/// Looks into every file that some page attaches or links to, in parallel.
pub fn inspect(site: &Site, bodies: &[Words]) -> BTreeMap<SourcePath, SuppliedFile> {
    let uses: Vec<Vec<Use>> =
        site.pages.par_iter().zip(bodies).map(|(page, body)| files_of(site, page, body)).collect();
    let mut by_file: BTreeMap<SourcePath, Vec<(PageId, Use)>> = BTreeMap::new();
    for (index, uses) in uses.into_iter().enumerate() {
        for it in uses {
            by_file.entry(it.path.clone()).or_default().push((PageId(index), it));
        }
    }
    if by_file.is_empty() {
        return BTreeMap::new();
    }
    let known = KnownNames::of(site);
    // One by one to whoever is free: a large file takes as long as a hundred small ones.
    let files: Vec<_> = by_file.into_iter().collect();
    let inspected = files.into_par_iter().with_max_len(1).filter_map(|(path, mut uses)| {
        let looked = site.sources.known(&path, |bytes| clean::look(bytes, &path.suffix()))?;
        let is_cleaned = looked.cleaned.as_ref().is_some_and(|copy| tells_more(copy, &known));
        let is_declared_inaccessible = uses.iter().any(|(_, it)| it.is_declared_inaccessible);
        let mut pages: Vec<PageId> = uses.iter().map(|(page, _)| *page).collect();
        pages.dedup();
        uses.sort_by_key(|(page, it)| (it.is_link, *page));
        let (page, first) = uses.into_iter().next()?;
        let file =
            SuppliedFile { looked, is_cleaned, page, place: first.place, pages: pages.len(), is_declared_inaccessible };
        Some((path, file))
    });
    inspected.collect()
}

/// Whether a file has something in it besides the names of teams and bodies that its copy has not.
fn tells_more(copy: &Cleaned, known: &KnownNames) -> bool {
    let of_teams = [Removed::Author, Removed::LastEditor, Removed::Properties, Removed::ProgramData];
    copy.credits.iter().any(|credit| known.is_person(credit.name()))
        || copy.removed.iter().any(|it| !of_teams.contains(it))
}

fn files_of(site: &Site, page: &Page, body: &Words) -> Vec<Use> {
    let meta = &page.document.meta;
    let mut uses = Vec::new();
    for (index, attachment) in meta.common.attachments.iter().enumerate() {
        if let Destination::File(path) = site.resolve(page, &attachment.file, Purpose::Embed) {
            let place = meta.place(&format!("attachments.{index}.file"));
            let is_declared_inaccessible = attachment.accessible == Some(false);
            uses.push(Use { path, place, is_link: false, is_declared_inaccessible });
        }
    }
    for target in body.file_targets() {
        if target.purpose == Purpose::Link
            && let Some(path) = linked_file(site, page, target.target)
        {
            uses.push(Use { path, place: target.span, is_link: true, is_declared_inaccessible: false });
        }
    }
    uses
}

/// The file behind a link.
fn linked_file(site: &Site, page: &Page, target: &str) -> Option<SourcePath> {
    let path = target.split(['#', '?']).next().unwrap_or("").trim();
    if path.is_empty() || path.ends_with(".md") || path.ends_with('/') || is_outside(path) {
        return None;
    }
    match site.resolve(page, target, Purpose::Link) {
        Destination::File(path) => Some(path),
        _ => None,
    }
}

/// Whether a page links to a document of the site.
pub fn has_labels(site: &Site, page: &Page, body: &Words) -> bool {
    !site.supplied.is_empty()
        && body.file_targets().any(|it| it.purpose == Purpose::Link && linked_file(site, page, it.target).is_some())
}

/// Adds format, size and pages to the words of each link to a document: "Consent form (PDF, 84KB, 3 pages)".
pub fn label_links(site: &Site, page: &Page, body: &mut Body) {
    body.each_link_mut(&mut |span, link| {
        let Some(details) = linked_file(site, page, &link.target).and_then(|path| site.file_details(&path)) else {
            return;
        };
        let Some(format) = details.format else { return };
        let label = format!(" ({})", details.words(format));
        link.content.push(Inline { span, kind: InlineKind::Text(label.into()) });
    });
}
