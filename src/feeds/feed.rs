//! The spine of the feeds: files about the whole site.

use crate::artefact::OutputPath;
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
}

/// Files by their paths, not yet finished: HTML is minified with the pages.
pub type Files = Vec<(OutputPath, FeedContent)>;

/// What a feed's file holds.
pub enum FeedContent {
    /// A drafted web page.
    Html(String),
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
