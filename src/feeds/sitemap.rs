//! `sitemap.xml`: every page that search engines may list, with the date it was last read through or approved.

use std::fmt::Write as _;

use super::feed::{Feed, FeedContent};
use crate::artefact::OutputPath;
use crate::site::Drafts;

/// The list of pages for search engines. Addresses hold no character that XML reserves.
pub const SITEMAP: Feed = Feed {
    name: "sitemap",
    make: |whole| {
        if whole.site.drafts == Drafts::Shown {
            return Ok(Vec::new());
        }
        let mut xml = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
        );
        for page in whole.site.pages().iter().filter(|page| !page.is_unlisted()) {
            for address in page.addresses() {
                let _ = write!(xml, "<url><loc>{}</loc>", whole.site.absolute(address));
                if let Some(date) = page.issued() {
                    let _ = write!(xml, "<lastmod>{}</lastmod>", date.iso());
                }
                xml.push_str("</url>\n");
            }
        }
        for page in whole.site.list_pages() {
            let _ = write!(xml, "<url><loc>{}</loc>", whole.site.absolute(&page.address));
            if let Some(date) = page.issued() {
                let _ = write!(xml, "<lastmod>{}</lastmod>", date.iso());
            }
            xml.push_str("</url>\n");
        }
        xml.push_str("</urlset>\n");
        Ok(vec![(OutputPath::new("sitemap.xml"), FeedContent::Text(xml))])
    },
};
