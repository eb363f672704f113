//! What a page gave before.

use std::sync::Arc;

use super::{Batch, Failure, note};
use crate::artefact::{Memo, digest};
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
