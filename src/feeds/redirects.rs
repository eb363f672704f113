//! Old addresses: a page at each that sends the reader on, for hosts without redirects of their own.

use super::feed::{Feed, FeedContent};
use crate::formats::html;
use crate::site::address;

/// The pages at old addresses.
pub const REDIRECTS: Feed = Feed {
    name: "redirects",
    make: |whole| {
        let redirects = whole.site.redirects().iter();
        redirects
            .map(|redirect| {
                let page = html::redirect(whole.site.page(redirect.to), whole.site, whole.view, whole.theme)?;
                Ok((address::output(&redirect.from), FeedContent::Html(page)))
            })
            .collect()
    },
};
