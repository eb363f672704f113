//! What one page may know of all others, as a digest: everything of the site but the words on its pages. Only the words of a
//! page that another has replaced are among it.
//!
//! A save that changes words and no title, heading, address or file leaves it as it is. What was found in the other pages,
//! and the pages themselves, then stand: this digest is part of the key under which they are kept.

use rayon::prelude::*;

use super::Site;
use crate::artefact::digest;
use crate::source::{SourceFile, SourcePath};

impl Site {
    /// A digest of the settings, the day, the front matter, headings and parts of every page, and every other file.
    pub fn shape(&self) -> [u8; 32] {
        let files: Vec<(&SourcePath, &SourceFile)> = self.sources.iter().collect();
        let digests: Vec<[u8; 32]> = files.into_par_iter().map(|(path, file)| self.shape_of(path, file)).collect();
        let supplied = self.supplied.iter().map(|(path, file)| {
            format!("{path:?} {:?} {:?} {} {}", file.page, file.place, file.pages, file.is_declared_inaccessible)
        });
        let around = format!("{:?} {:?} {:?}", self.day, self.drafts, self.config.site.url);
        let supplied = supplied.collect::<Vec<_>>().join("\n");
        digest(&[around.as_bytes(), supplied.as_bytes(), digests.as_flattened()])
    }

    fn shape_of(&self, path: &SourcePath, file: &SourceFile) -> [u8; 32] {
        let name = path.as_str().as_bytes();
        match file {
            SourceFile::Text(text) => {
                let Some(page) = self.page_of(path) else { return digest(&[name, &text.digest()]) };
                // The version that took its place is held against its words too.
                if page.document.meta.common.superseded_by.is_some() {
                    return digest(&[name, &text.digest(), page.address.as_bytes()]);
                }
                let front = text.text.get(..page.document.meta.span.end as usize).unwrap_or(&text.text);
                let mut headings = String::new();
                for (fragment, part) in &page.fragments {
                    headings.push_str(&format!("{fragment}\0{part}\0"));
                }
                let placed = format!("{:?} {:?} {:?} {:?}", text.fault, page.language, page.formats, page.guide);
                digest(&[name, front.as_bytes(), page.address.as_bytes(), placed.as_bytes(), headings.as_bytes()])
            }
            SourceFile::Bytes(bytes) => digest(&[name, &bytes.digest()]),
            SourceFile::LeavesFolder => digest(&[name, b"leaves"]),
            SourceFile::TooLarge(bytes) => digest(&[name, b"large", &bytes.to_le_bytes()]),
        }
    }
}
