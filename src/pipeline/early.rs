//! One page before all the others are made: what a preview shows to the reader who waits for its first build.

use std::sync::Arc;

use super::{Batch, Press, write_page};
use crate::artefact::Shelf;
use crate::document::Words;
use crate::formats::Fonts;
use crate::kinds::Kind;
use crate::site::{Pictures, Site, address};
use crate::theme::{Shared, Theme};

/// A site that is being written.
pub struct Early {
    /// The pages at their addresses.
    pub site: Site,
    words: Vec<Words>,
    view: Arc<Shared>,
    pictures: Arc<Pictures>,
}

impl Early {
    pub(super) fn new(site: &Site, words: &[Words], view: &Arc<Shared>, pictures: &Arc<Pictures>) -> Early {
        let words = words.iter().map(Words::let_go).collect();
        Early { site: site.share(), words, view: view.clone(), pictures: pictures.clone() }
    }

    /// The web page at an address of the site, as it is about to be written. `None` for what is not a page of an
    /// author's, for a statement, which tells what was found everywhere, and for a page that cannot be made.
    pub fn page(&self, address: &str, theme: &Theme, shelf: &dyn Shelf) -> Option<Vec<u8>> {
        let shown = self.site.page_showing(address)?;
        if matches!(shown.document.meta.kind, Kind::Statement(_)) {
            return None;
        }
        let at = self.site.pages().iter().position(|page| std::ptr::eq(page, shown))?;
        let press = Press { fonts: Arc::new(Fonts::default()), shelf, pictures: &self.pictures };
        let mut batch = Batch::default();
        let words = self.words.get(at)?;
        write_page(shown, words, &self.site, &self.view, theme, &press, false, &mut batch).ok()?;
        let path = address::output(address);
        batch.files.into_iter().find(|file| file.path == path).map(|file| file.artefact.bytes().into_owned())
    }
}
