//! `404.html`: what a reader sees at an address that leads nowhere.

use super::feed::{Feed, FeedContent};
use crate::artefact::OutputPath;
use crate::formats::html::{self, Special};

/// The page for wrong addresses.
pub const NOT_FOUND: Feed = Feed {
    name: "not-found",
    make: |whole| {
        let title = whole.theme.words.phrase(&whole.site.config.language.0, "page_not_found").text.to_owned();
        let page = Special { template: "not-found", title, description: None, address: None, data: () };
        let page = html::special(page, whole.site, whole.view, whole.theme)?;
        Ok(vec![(OutputPath::new("404.html"), FeedContent::Html(page))])
    },
};
