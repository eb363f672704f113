//! What a page gave before, and what the feeds gave.

use std::sync::Arc;

use super::{Batch, Failure, write_feeds};
use crate::artefact::{Artefact, Memo};
use crate::feeds::feed::Whole;
use crate::kinds::Kind;
use crate::site::{Before, Page, Site};

/// What a page gave before, if nothing of what it is made from has changed: its own words, and what it asks of the site
/// around it.
pub(super) fn again(
    page: &Page,
    site: &Site,
    before: Before<'_>,
    write: &dyn Fn(&Site, &mut Batch) -> Result<(), Failure>,
    batch: &mut Batch,
) -> Result<(), Failure> {
    // What a statement says depends on what was found everywhere.
    if matches!(page.document.meta.kind, Kind::Statement(_)) {
        return write(site, batch);
    }
    let written = before.known("page", page, site, |site| {
        let mut written = Batch::default();
        write(site, &mut written)?;
        written.kept = Vec::new();
        Ok(written)
    })?;
    batch.files.extend(written.files.iter().cloned());
    batch.found.extend(written.found.iter().cloned());
    batch.classes.extend(written.classes.iter().cloned());
    written.shared.iter().for_each(|classes| batch.note(classes));
    batch.documents.extend(written.documents.iter().cloned());
    Ok(())
}

/// What the feeds gave before, if nothing has changed of what they know: the site around the words of its pages, and which
/// documents and files there are.
pub(super) fn feeds(whole: Whole<'_>, memo: &Memo, before: Before<'_>) -> Result<Arc<Batch>, Failure> {
    let site = whole.site;
    let documents = whole.documents.iter().map(|(path, length)| format!("{path}\0{length:?}\0"));
    let files = whole.files.iter().map(|file| format!("{}\0", file.path));
    let (documents, files): (String, String) = (documents.collect(), files.collect());
    let made = before.whole(&[b"feeds", documents.as_bytes(), files.as_bytes()], site, || {
        let mut made = write_feeds(whole, Some(memo))?;
        for file in &mut made.files {
            if let Artefact::Made(bytes) = &mut file.artefact {
                file.artefact = Artefact::Kept(std::mem::take(bytes).into());
            }
        }
        Ok(made)
    })?;
    // Most of them stay as they are when a title changes.
    memo.hold(&made.kept);
    Ok(made)
}
