//! The pages of lists that no file stands for: the library of learning by theme, setting, response and period, the
//! further pages of long lists, and the landing pages of folders without one.

use rayon::prelude::*;

use super::feed::{Feed, FeedContent};
use crate::formats::html;
use crate::site::address;

/// The pages of lists.
pub const LISTS: Feed = Feed {
    name: "lists",
    make: |whole| {
        let pages = whole.site.list_pages();
        let made = pages.par_iter().map(|page| {
            let drafted = html::list(page, whole.site, whole.view, whole.theme, whole.pictures)?;
            Ok((address::output(&page.address), FeedContent::Html(drafted)))
        });
        made.collect()
    },
};
