//! What a page gave before, and what the feeds gave.

use std::sync::Arc;

use super::{Batch, Failure, note, write_feeds};
use crate::artefact::{Artefact, Memo, digest};
use crate::feeds::feed::Whole;
use crate::kinds::Kind;
use crate::site::Page;
use crate::source::SourceText;

/// What a page gave before, if nothing of what it is made from has changed: its own words, and what it may know of the
/// site around it.
pub(super) fn again(
    page: &Page,
    memo: &Memo,
    around: [u8; 32],
    text: Option<&Arc<SourceText>>,
    write: &dyn Fn(&mut Batch) -> Result<(), Failure>,
    batch: &mut Batch,
) -> Result<(), Failure> {
    // What a statement says depends on what was found everywhere.
    let text = text.filter(|_| !matches!(page.document.meta.kind, Kind::Statement(_)));
    let Some(text) = text else { return write(batch) };
    let key = digest(&[b"page", &around, &text.digest()]);
    let written = match memo.get::<Batch>(key) {
        Some(written) => written,
        None => {
            let mut written = Batch::default();
            write(&mut written)?;
            let written = Arc::new(written);
            memo.keep(key, written.clone());
            written
        }
    };
    batch.files.extend(written.files.iter().cloned());
    batch.found.extend(written.found.iter().cloned());
    note(&written.classes, batch);
    batch.documents.extend(written.documents.iter().cloned());
    Ok(())
}

/// What the feeds gave before, if nothing has changed of what they know: the site around the words of its pages, and which
/// documents and files there are.
pub(super) fn feeds(whole: Whole<'_>, memo: &Memo, around: [u8; 32]) -> Result<Batch, Failure> {
    let documents = whole.documents.iter().map(|(path, length)| format!("{path}\0{length:?}\0"));
    let files = whole.files.iter().map(|file| format!("{}\0", file.path));
    let (documents, files): (String, String) = (documents.collect(), files.collect());
    let key = digest(&[b"feeds", &around, documents.as_bytes(), files.as_bytes()]);
    if let Some(made) = memo.get::<Batch>(key) {
        return Ok((*made).clone());
    }
    let mut made = write_feeds(whole, Some(memo))?;
    for file in &mut made.files {
        if let Artefact::Made(bytes) = &mut file.artefact {
            file.artefact = Artefact::Kept(std::mem::take(bytes).into());
        }
    }
    memo.keep(key, Arc::new(made.clone()));
    Ok(made)
}
