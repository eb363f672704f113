//! The feeds: files about the whole site. [`FEEDS`] is the list; a new one is one file and one line.

mod atom;
pub mod feed;
mod lists;
mod not_found;
mod redirects;
mod robots;
mod search;
mod sitemap;

use feed::Feed;

/// Every feed.
pub const FEEDS: &[Feed] = &[
    atom::ATOM,
    lists::LISTS,
    not_found::NOT_FOUND,
    redirects::REDIRECTS,
    robots::ROBOTS,
    search::SEARCH,
    sitemap::SITEMAP,
];
