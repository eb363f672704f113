//! The pages of lists that no file stands for: the library of learning by theme, setting, response and period, the
//! further pages of long lists, and the landing pages of folders without one.

use rayon::prelude::*;

use super::feed::{Feed, FeedContent};
use crate::formats::html;
use crate::site::{List, Page, Site, address, on_page, page_count};

/// The pages of lists.
pub const LISTS: Feed = Feed {
    name: "lists",
    make: |whole| {
        let pages = whole.site.list_pages();
        let made = pages.par_iter().map(|page| {
            let list = |site: &Site| html::list(page, site, whole.view, whole.theme, whole.pictures);
            // What of the whole list its page tells; entries are told by their front matter.
            let section = &page.section;
            let drafted = match page.list {
                List::Landing(_) | List::Folder(_) => {
                    let (listed, count) = (&section.listed, page_count(section.listed.len()));
                    let has_order = listed.iter().any(|page| page.document.meta.common.order.is_some());
                    let facts = format!("{} {} {} {has_order}", section.kind, page.number, listed.len());
                    let older = if page.number == count { &section.older[..] } else { &[] };
                    let (of, landing) =
                        if let List::Landing(page) = page.list { ("page", Some(page)) } else { ("folder", None) };
                    let entries = on_page(listed, page.number);
                    let pages: Vec<&Page> = landing.into_iter().chain(entries.iter().chain(older).copied()).collect();
                    whole.page(&["list", of, &page.address, &facts], &pages, list)?
                }
                List::Facet(_) | List::Value(_) => list(whole.site)?,
            };
            Ok((address::output(&page.address), FeedContent::Html(drafted)))
        });
        made.collect()
    },
};
