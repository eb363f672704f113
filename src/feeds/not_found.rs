//! `404.html`: what a reader sees at an address that leads nowhere.

use super::feed::{Feed, FeedContent};
use crate::artefact::OutputPath;
use crate::formats::html;

/// The page for wrong addresses.
pub const NOT_FOUND: Feed = Feed {
    name: "not-found",
    make: |whole| {
        let page = html::special("not-found", "Page not found", whole.site, whole.view, whole.theme)?;
        Ok(vec![(OutputPath::new("404.html"), FeedContent::Html(page))])
    },
};
