//! The spine of the feeds: files about the whole site.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::artefact::{Key, Length, OutputPath};
use crate::formats::html::{Done, Filled};
use crate::site::address::Address;
use crate::site::pictures::PublishedFile;
use crate::site::{Before, Page, Pictures, Site};
use crate::theme::{Shared, TemplateFault, Theme};

/// What a feed is made from. Public words only.
pub struct Whole<'a> {
    /// The site.
    pub site: &'a Site,
    /// The site as templates see it.
    pub view: &'a Shared,
    /// The theme.
    pub theme: &'a Theme,
    /// The pictures that pages show.
    pub pictures: &'a Pictures,
    /// The documents, and how long they are; the preview makes them later.
    pub documents: &'a BTreeMap<OutputPath, Option<Length>>,
    /// The files that are published beside them.
    pub files: &'a [PublishedFile],
    /// Where the feeds before this one put pages that no file stands for.
    pub specials: Vec<Address>,
    /// What earlier builds made, and the keys of what of it was wanted, where it is kept. Then the pages offer every
    /// document that there may be, each without its length.
    pub before: Option<(Before<'a>, Mutex<Vec<Key>>)>,
}

/// One page in 64, by the first byte of what its front matter comes to, begins a piece of a long file.
const BEGINS_BELOW: u8 = 4;

impl Whole<'_> {
    /// The text that `push` makes of one page after the other: of its front matter, its documents and what it asks of the
    /// site. It is made in pieces, each of which is kept from one build to the next. They end at pages that their own
    /// front matter picks, so that most stay the same when a page comes, goes or moves.
    pub fn pieces(
        &self,
        name: &str,
        pages: &[&Page],
        push: &(dyn Fn(&Page, &Site, &mut String) + Sync),
    ) -> Vec<Arc<String>> {
        let pieces: Vec<&[&Page]> = pages.chunk_by(|_, next| next.document.front()[0] >= BEGINS_BELOW).collect();
        let made = pieces.into_par_iter().map(|pages| {
            let make = |site: &Site| -> Result<String, Infallible> {
                let mut text = String::new();
                pages.iter().for_each(|page| push(page, site, &mut text));
                Ok(text)
            };
            let Ok(text) = match &self.before {
                None => make(self.site).map(Into::into),
                Some((before, keys)) => {
                    let made = before.of_fronts(&[name.as_bytes()], pages, self.site, make);
                    made.map(|(text, key)| {
                        keys.lock().unwrap_or_else(PoisonError::into_inner).push(key);
                        text
                    })
                }
            };
            text
        });
        made.collect()
    }

    /// The page that `draft` makes of the front matter of some pages, of some more words and of what it asks of the site:
    /// drafted only if it is not known what became of the same.
    ///
    /// # Errors
    /// That of `draft`.
    pub fn page(
        &self,
        parts: &[&str],
        pages: &[&Page],
        draft: impl Fn(&Site) -> Result<Filled, TemplateFault>,
    ) -> Result<Filled, TemplateFault> {
        let Some(((before, keys), memo)) = self.before.as_ref().zip(self.view.memo.as_deref()) else {
            return draft(self.site);
        };
        let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
        let mut drafted = None;
        let make = |site: &Site| {
            let filled = draft(site)?;
            let key = filled.key();
            drafted = Some(filled);
            Ok(key)
        };
        let (finished, key) = before.of_fronts(&parts, pages, self.site, make)?;
        keys.lock().unwrap_or_else(PoisonError::into_inner).push(key);
        let known = || finished.and_then(|key| Some(Filled::Known(memo.get::<Done>(key)?, key)));
        match drafted.or_else(known) {
            Some(filled) => Ok(filled),
            None => draft(self.site),
        }
    }

    /// Notes a page of a feed. The one for wrong addresses has no address of its own.
    pub fn note_special(&mut self, path: &OutputPath) {
        if let Some(folder) = path.as_str().strip_suffix("index.html") {
            self.specials.push(format!("/{folder}"));
        }
    }
}

/// Files by their paths, not yet finished: HTML is minified with the pages.
pub type Files = Vec<(OutputPath, FeedContent)>;

/// What a feed's file holds.
pub enum FeedContent {
    /// A drafted web page.
    Html(Filled),
    /// Anything else, as it is.
    Text(String),
    /// The same in pieces.
    Pieces(Vec<Arc<String>>),
}

/// A feed.
pub struct Feed {
    /// Its name, for the tests.
    pub name: &'static str,
    /// Makes its files.
    pub make: fn(&Whole<'_>) -> Result<Files, TemplateFault>,
}
