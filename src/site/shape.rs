//! What one page may know of all others, as a digest: everything of the site but the words on its pages. Only the words of a
//! page that another has replaced are among it.

use rayon::prelude::*;

use super::Site;
use crate::artefact::digest;
use crate::source::{SourceFile, SourcePath};

impl Site {
    /// A digest of the settings, the day, the front matter, headings and parts of every page, and every other file.
    pub(super) fn shape(&self) -> [u8; 32] {
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
        let SourceFile::Text(text) = file else { return digest(&[name, &self.file_digest(path)]) };
        let Some(page) = self.by_source.get(path).map(|id| &self.pages[id.0]) else {
            return digest(&[name, &text.digest()]);
        };
        // The version that took its place is held against its words too.
        if page.document.meta.common.superseded_by.is_some() {
            return digest(&[name, &text.digest()]);
        }
        let guide = page.guide.as_ref().map(|guide| format!("{guide:?}")).unwrap_or_default();
        digest(&[&page.document.front(), &page.document.outline(), guide.as_bytes()])
    }
}
