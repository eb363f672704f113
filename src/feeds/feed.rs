//! The spine of the feeds: files about the whole site.

use std::collections::BTreeMap;

use crate::artefact::{Length, OutputPath};
use crate::formats::html::Filled;
use crate::site::address::Address;
use crate::site::pictures::PublishedFile;
use crate::site::{Pictures, Site};
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
}

impl Whole<'_> {
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
}

/// A feed.
pub struct Feed {
    /// Its name, for the tests.
    pub name: &'static str,
    /// Makes its files.
    pub make: fn(&Whole<'_>) -> Result<Files, TemplateFault>,
}
