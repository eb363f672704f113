//! What hosts read: security headers, media types, old addresses and the page for wrong ones, each in the words of the
//! host. All are written from [`headers`] and the site's redirects.
//!
//! Hosts read `_headers`, `_redirects` (Netlify, Cloudflare Pages), `.htaccess` (Apache), `web.config` (IIS) and
//! `staticwebapp.config.json` (Azure) at the top of the site, and `.nojekyll` has GitHub Pages send folders that begin
//! with a dot. nginx reads no file of a site: its two are in `/.candour/`, for its own configuration to include, so
//! that they change in one step with the site. They hold nothing that a response does not say; hosts that can be told
//! to do so keep all of these files to themselves.

mod apache;
mod azure;
mod headers;
mod iis;
mod nginx;

use std::collections::BTreeSet;

pub use self::headers::{Header, cache_control, headers, media_type, media_types};
use super::feed::{Feed, FeedContent, Whole};
use crate::artefact::OutputPath;
use crate::formats::xml::uri;
use crate::site::address::Address;

/// The files for hosts.
pub const HOSTS: Feed = Feed {
    name: "hosts",
    make: |whole| {
        let told = Told::new(whole);
        let files = [
            ("_headers", plain_headers(&told)),
            ("_redirects", plain_redirects(&told)),
            (".htaccess", apache::htaccess(&told)),
            (".nojekyll", String::new()),
            ("web.config", iis::web_config(&told)),
            ("staticwebapp.config.json", azure::config(&told)),
            (".candour/nginx-http.conf", nginx::http(&told)),
            (".candour/nginx-server.conf", nginx::server(&told)),
        ];
        Ok(files.into_iter().map(|(path, text)| (OutputPath::new(path), FeedContent::Text(text))).collect())
    },
};

/// The files at the top of the site that are for hosts and not for readers.
const FOR_HOSTS: [&str; 7] =
    [".candour", ".htaccess", ".nojekyll", "_headers", "_redirects", "staticwebapp.config.json", "web.config"];

/// Whether a file of the site is for hosts and not for readers.
pub fn is_for_hosts(path: &str) -> bool {
    FOR_HOSTS.contains(&path.split('/').next().unwrap_or(path))
}

/// What a host is told.
struct Told {
    /// The path of the site on its host, with a slash at its end: `/`.
    base: String,
    headers: Vec<Header>,
    types: Vec<(&'static str, &'static str)>,
    moved: Vec<Moved>,
}

/// An old address. Addresses have the site's base path and hold letters, digits, `-`, `_`, `.`, `~` and `/` alone; the
/// letters of an old one may be of any script.
struct Moved {
    /// The old address: `/old/`.
    from: Address,
    /// The ways in which a reader may ask for it: `/old/`, `/old`, `/old.html`.
    asked: Vec<String>,
    /// Where the page is.
    to: Address,
    /// Whether a host that knows no capital letters, and moves all below an address with it, may move it.
    is_alone: bool,
}

impl Told {
    fn new(whole: &Whole<'_>) -> Told {
        let site = whole.site;
        let files: BTreeSet<Address> = whole.files.iter().map(|file| format!("/{}", file.path)).collect();
        let old: BTreeSet<&Address> = site.redirects().iter().map(|redirect| &redirect.from).collect();
        let specials = whole.specials.iter().filter(|address| !old.contains(address));
        let there = site.pages().iter().map(|page| &page.address).chain(specials).chain(&files);
        let taken: BTreeSet<Address> = there.map(|address| address.to_lowercase()).collect();
        let mut seen = BTreeSet::new();
        let moved = site.redirects().iter().map(|redirect| {
            let from = &redirect.from;
            let short = from.trim_end_matches('/');
            let asked = [from.clone(), short.to_owned(), format!("{short}.html")];
            let lower = from.to_lowercase();
            let below = taken.range(lower.clone()..).next().is_some_and(|address| address.starts_with(&lower));
            let is_alone = !below && seen.insert(lower);
            Moved {
                from: site.href(from),
                asked: asked.iter().filter(|path| !files.contains(*path)).map(|path| site.href(path)).collect(),
                to: site.href(&site.page(redirect.to).address),
                is_alone,
            }
        });
        Told { moved: moved.collect(), base: site.href("/"), headers: headers(site), types: media_types() }
    }
}

/// `_headers` of Netlify and Cloudflare Pages, which know the media types.
fn plain_headers(told: &Told) -> String {
    let mut text = format!("{}*\n", told.base);
    for Header { name, value } in &told.headers {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    text
}

/// `_redirects` of Netlify and Cloudflare Pages. Both send `404.html` for wrong addresses without being told.
fn plain_redirects(told: &Told) -> String {
    let mut text = String::new();
    for moved in &told.moved {
        for asked in &moved.asked {
            text.push_str(&format!("{} {} 301\n", uri(asked), moved.to));
        }
    }
    text
}
