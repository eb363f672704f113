//! Search in the reader's own browser: an index of the words of the published pages, and what a browser needs to read
//! it. Nothing is sent to anyone.
//!
//! It is made from the block trees, beside the documents: what a page does not say in public never gets here, because
//! records are not to be had. Pages that are not in force stay out. The index as a whole is kept from one build to the
//! next under the hash of its words, so that it is made anew only when a word has changed.

mod engine;
mod words;

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use crate::artefact::{Finished, OutputPath, Shelf};
use crate::document::Words;
use crate::site::Site;
use words::Entry;
pub use words::kind;

/// The folder of the index in the site.
pub const FOLDER: &str = "search/pagefind";

/// What the index is to be made from.
pub struct Plan {
    entries: Vec<Entry>,
    key: [u8; 32],
}

/// The files of the index.
pub struct Index {
    /// Where each is published, and its bytes.
    pub files: Vec<(OutputPath, Vec<u8>)>,
    /// Whether an earlier build made them.
    pub kept: bool,
}

impl Plan {
    /// The words of the pages that readers may find, sorted by address: the engine numbers pages as they come.
    pub fn new(site: &Site, bodies: &[Words]) -> Plan {
        let pages = site.pages().par_iter().zip(bodies);
        let pages = pages.filter(|(page, _)| page.is_searchable());
        let mut entries: Vec<Entry> = pages.flat_map_iter(|(page, body)| words::entries(page, body)).collect();
        entries.sort_by(|one, other| one.address.cmp(&other.address));
        let mut hash = Sha256::new_with_prefix("search index\0");
        for entry in &entries {
            for part in [&entry.address, &entry.html] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
        }
        Plan { entries, key: hash.finalize().into() }
    }

    /// The index, from the shelf where its words are those of an earlier build.
    ///
    /// # Errors
    /// Why the engine could not make it.
    pub fn index(self, shelf: &dyn Shelf) -> Result<Index, String> {
        let kept = shelf.take(&self.key).and_then(|packed| unpack(&packed.bytes));
        let is_kept = kept.is_some();
        let files = match kept {
            Some(files) => files,
            None => {
                let entries = self.entries;
                let made = catch_unwind(AssertUnwindSafe(|| engine::files(entries)));
                let files = made.unwrap_or_else(|_| Err("the search engine stopped".to_owned()))?;
                shelf.keep(&self.key, &Finished { bytes: pack(&files), pages: None });
                files
            }
        };
        let files = files.into_iter().map(|(name, bytes)| (OutputPath::new(&format!("{FOLDER}/{name}")), bytes));
        Ok(Index { files: files.collect(), kept: is_kept })
    }
}

/// Files by name in one: each name and each content after its length.
fn pack(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let parts = || files.iter().flat_map(|(name, bytes)| [name.as_bytes(), bytes]);
    let mut packed = Vec::with_capacity(parts().map(|part| 8 + part.len()).sum());
    for part in parts() {
        packed.extend_from_slice(&(part.len() as u64).to_le_bytes());
        packed.extend_from_slice(part);
    }
    packed
}

/// The files of a pack; nothing for bytes that are none.
fn unpack(mut packed: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    let part = |packed: &mut &[u8]| {
        let (length, rest) = packed.split_at_checked(8)?;
        let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
        let (part, rest) = rest.split_at_checked(length)?;
        *packed = rest;
        Some(part.to_vec())
    };
    while !packed.is_empty() {
        files.push((String::from_utf8(part(&mut packed)?).ok()?, part(&mut packed)?));
    }
    Some(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_gives_its_files_back_and_nothing_else_is_a_pack() {
        let files = vec![("a/b".to_owned(), vec![1, 2]), ("c".to_owned(), Vec::new())];
        let packed = pack(&files);
        assert_eq!(unpack(&packed), Some(files));
        assert_eq!(unpack(&packed[..packed.len() - 1]), None);
        assert_eq!(unpack(&[0xff; 20]), None);
        assert_eq!(unpack(&[]), Some(Vec::new()));
    }
}
