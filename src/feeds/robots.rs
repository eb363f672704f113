//! `robots.txt`: search engines are welcome to what is published, and to nothing while drafts are shown.

use super::feed::{Feed, FeedContent};
use crate::artefact::OutputPath;
use crate::site::Drafts;

/// The word to search engines.
pub const ROBOTS: Feed = Feed {
    name: "robots",
    make: |whole| {
        let text = match whole.site.drafts {
            Drafts::Shown => "User-agent: *\nDisallow: /\n".to_owned(),
            Drafts::Hidden => {
                format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", whole.site.absolute("/sitemap.xml"))
            }
        };
        Ok(vec![(OutputPath::new("robots.txt"), FeedContent::Text(text))])
    },
};
