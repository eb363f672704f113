//! The feeds: files about the whole site. [`FEEDS`] is the list; a new one is one file and one line.

pub mod feed;
mod not_found;
mod redirects;
mod robots;
mod sitemap;

use feed::Feed;

/// Every feed.
pub const FEEDS: &[Feed] = &[not_found::NOT_FOUND, redirects::REDIRECTS, robots::ROBOTS, sitemap::SITEMAP];
