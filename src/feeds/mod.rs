//! The feeds: files about the whole site. [`FEEDS`] is the list; a new one is one file and one line.

mod atom;
pub mod feed;
pub mod hosts;
mod lists;
mod not_found;
mod redirects;
mod register;
mod reviews;
mod robots;
mod search;
mod security;
mod sitemap;

use feed::Feed;

/// Every feed.
pub const FEEDS: &[Feed] = &[
    atom::ATOM,
    lists::LISTS,
    not_found::NOT_FOUND,
    redirects::REDIRECTS,
    register::REGISTER,
    reviews::REVIEWS,
    robots::ROBOTS,
    search::SEARCH,
    security::SECURITY_TXT,
    hosts::HOSTS,
    // Last: it names the pages of the others.
    sitemap::SITEMAP,
];
