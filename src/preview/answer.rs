//! What is answered: a file of the site in memory, by its address. There is no path from here to the disk.

use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::state::{Built, Good, Snapshot};
use crate::artefact::{Artefact, hex};
use crate::feeds::hosts::media_type;
use crate::outside::decode;
use crate::site::Site;

/// The preview's own addresses.
pub const OWN: &str = "/__candour/";

/// An answer.
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The media type; none for an answer without a body.
    pub media_type: &'static str,
    /// Lines of its head besides those that every answer has.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Body,
}

/// The body of an answer.
pub enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A part of a file that is in memory as it is.
    Part(Arc<[u8]>, Range<usize>),
}

impl Answer {
    /// A web page.
    pub fn html(status: u16, html: String) -> Answer {
        Answer::new(status, "text/html; charset=utf-8", html.into_bytes())
    }

    /// Some words.
    pub fn text(status: u16, words: &str) -> Answer {
        Answer::new(status, "text/plain; charset=utf-8", format!("{words}\n").into_bytes())
    }

    /// Bytes of a media type.
    pub fn new(status: u16, media_type: &'static str, bytes: Vec<u8>) -> Answer {
        Answer { status, media_type, headers: Vec::new(), body: Body::Bytes(bytes) }
    }
}

/// What there is at an address of the site.
pub enum Found {
    /// This.
    Answer(Answer),
    /// A document, or a file of the search index, that may still have to be made: of this site, at this path.
    Maybe(Arc<Built>, String),
    /// Nothing, and there is no site yet either.
    NoSite,
}

/// What there is at the path of a request, as a browser sent it.
pub fn find(snapshot: &Snapshot, raw_path: &str, range: Option<&str>) -> Found {
    let Some(good) = &snapshot.good else { return Found::NoSite };
    let path = decode(raw_path);
    let Some(within) = path.strip_prefix(&*good.base).and_then(|rest| rest.strip_prefix('/')) else {
        if !good.base.is_empty() && (path == "/" || path == good.base) {
            return Found::Answer(moved(format!("{}/", good.base)));
        }
        return Found::Answer(not_found(snapshot, good));
    };
    if is_gone(snapshot, good, within) {
        return Found::Answer(not_found(snapshot, good));
    }
    let artefacts = &good.built.build.artefacts;
    let file =
        if within.is_empty() || within.ends_with('/') { format!("{within}index.html") } else { within.to_owned() };
    match artefacts.get(&file) {
        Some(artefact) if media_type(&file).starts_with("text/html") => {
            Found::Answer(page(200, &artefact.bytes(), snapshot))
        }
        Some(artefact) => Found::Answer(bytes(artefact, media_type(&file), range)),
        None if artefacts.get(&format!("{within}/index.html")).is_some() => {
            Found::Answer(moved(format!("{raw_path}/")))
        }
        None if raw_path.ends_with('/') => Found::Answer(not_found(snapshot, good)),
        None => Found::Maybe(good.built.clone(), within.to_owned()),
    }
}

/// A file that was made when it was asked for.
pub fn made(bytes: Vec<u8>, path: &str, range: Option<&str>) -> Answer {
    self::bytes(&Artefact::Made(bytes), media_type(path), range)
}

/// The site's page for wrong addresses.
pub fn not_found(snapshot: &Snapshot, good: &Good) -> Answer {
    match good.built.build.artefacts.get("404.html") {
        Some(artefact) => page(404, &artefact.bytes(), snapshot),
        None => Answer::text(404, "There is nothing at this address."),
    }
}

fn moved(to: String) -> Answer {
    let mut answer = Answer::text(307, "The page is at the same address with a slash at its end.");
    answer.headers.push(("Location", to));
    answer
}

/// Whether what the site that is shown has at a path is there no more in what was read since: a page that was deleted or
/// renamed, or an old address that was taken out. Everything at and below the address of such a page is gone with it.
fn is_gone(snapshot: &Snapshot, good: &Good, within: &str) -> bool {
    let Some(current) = snapshot.current.as_ref().and_then(|current| current.built.as_ref()) else { return false };
    if Arc::ptr_eq(current, &good.built) {
        return false;
    }
    let (before, now) = (&good.built.build.site, &current.build.site);
    let folder = &within[..within.rfind('/').map_or(0, |at| at + 1)];
    let address = format!("/{folder}");
    let is_alias = |site: &Site| site.redirects().iter().any(|redirect| redirect.from == address);
    let was_page = before.page_showing(&address).is_some();
    let is_page = now.page_showing(&address).is_some();
    !is_page && (was_page || (is_alias(before) && !is_alias(now)))
}

/// The tag by which a page of the preview is known to its own script: no page that is published has it.
fn tag(digest: &str, build: &str) -> String {
    format!("<script defer src=\"{OWN}preview.js\" data-page=\"{digest}\" data-build=\"{build}\"></script>")
}

/// A web page with the preview's script.
pub fn page(status: u16, html: &[u8], snapshot: &Snapshot) -> Answer {
    let digest = hex(&Sha256::digest(html)[..8]);
    let tag = tag(&digest, &snapshot.name());
    let end = html.windows(7).position(|window| window.eq_ignore_ascii_case(b"</head>"));
    let (head, rest) = html.split_at(end.unwrap_or(html.len()));
    Answer::new(status, "text/html; charset=utf-8", [head, tag.as_bytes(), rest].concat())
}

/// A file, or the part of it that was asked for.
fn bytes(artefact: &Artefact, media_type: &'static str, range: Option<&str>) -> Answer {
    let length = artefact.length();
    let part = range.and_then(|range| part(range, length));
    let (status, range) = match part {
        None => (200, 0..length),
        Some(Some(range)) => (206, range),
        Some(None) => {
            let mut answer = Answer::text(416, "The file is shorter than that.");
            answer.headers.push(("Content-Range", format!("bytes */{length}")));
            return answer;
        }
    };
    let mut headers = vec![("Accept-Ranges", "bytes".to_owned())];
    if status == 206 {
        headers.push(("Content-Range", format!("bytes {}-{}/{length}", range.start, range.end - 1)));
    }
    let body = match artefact {
        Artefact::Kept(bytes) => Body::Part(bytes.clone(), range),
        other => Body::Bytes(other.bytes()[range].to_vec()),
    };
    Answer { status, media_type, headers, body }
}

/// The part that a `Range` line asks for: `None` for the whole file, `Some(None)` for one that the file does not have.
/// Several at once are answered with the whole file, as the standard allows.
fn part(range: &str, length: usize) -> Option<Option<Range<usize>>> {
    let (first, last) = range.trim().strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| -> Option<usize> {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse().unwrap_or(usize::MAX))
    };
    let range = match (first.trim(), last.trim()) {
        ("", last) => {
            let count = number(last)?;
            if count == 0 {
                return Some(None);
            }
            length.saturating_sub(count)..length
        }
        (first, "") => number(first)?..length,
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            if first > last {
                return None;
            }
            first..last.saturating_add(1).min(length)
        }
    };
    Some((range.start < range.end).then_some(range))
}

/// The file of the page that is shown at an address of the site, in what was read last.
pub fn file_at(snapshot: &Snapshot, raw_address: &str) -> Option<(Arc<Built>, String)> {
    let address = decode(raw_address);
    let built = snapshot.current.as_ref().and_then(|current| current.built.clone());
    let built = built.or_else(|| Some(snapshot.good.as_ref()?.built.clone()))?;
    let base = crate::config::base_path(&built.build.site.config.site.url).unwrap_or_default();
    let within = address.strip_prefix(&base)?.to_owned();
    let file = built.build.site.page_showing(&within)?.document.path().to_string();
    Some((built, file))
}

/// The address of a page on this computer.
pub fn address_of(site: &Site, file: &str) -> Option<String> {
    let page = site.page_of(&crate::source::SourcePath::new(file))?;
    Some(site.href(&page.address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_file_are_those_of_the_standard() {
        assert_eq!(part("bytes=0-3", 10), Some(Some(0..4)));
        assert_eq!(part("bytes=4-", 10), Some(Some(4..10)));
        assert_eq!(part("bytes=-3", 10), Some(Some(7..10)));
        assert_eq!(part("bytes=-30", 10), Some(Some(0..10)));
        assert_eq!(part("bytes=2-900", 10), Some(Some(2..10)));
        assert_eq!(part("bytes=10-", 10), Some(None));
        assert_eq!(part("bytes=-0", 10), Some(None));
        assert_eq!(part("bytes=99999999999999999999-", 10), Some(None));
        for whole in ["bytes=5-2", "bytes=a-b", "lines=1-2", "bytes=0-1,3-4", "bytes=", "bytes=-", "bytes=+1-2"] {
            assert_eq!(part(whole, 10), None, "{whole}");
        }
    }
}
