//! What every host is told to send with the site's files: the one list from which the files for all hosts are written.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::config::Switch;
use crate::formats::FORMATS;
use crate::site::{Drafts, Site};

/// Names of files stay when their content changes: a browser keeps them, and asks whether they are still the same.
const ASKED_AGAIN: &str = "no-cache";

/// A line of a response.
pub struct Header {
    /// Its name.
    pub name: &'static str,
    /// Its value: printable ASCII without `$`, `%`, backslash and double quotation marks, which no syntax has to escape.
    pub value: String,
}

/// The headers of every response.
pub fn headers(site: &Site) -> Vec<Header> {
    let is_secure = site.config.site.url.starts_with("https://");
    let mut headers = vec![("Content-Security-Policy", content_security_policy(site, is_secure))];
    if is_secure {
        // A year. Other sites on names below this one may not be secure: that is for their owners to say.
        headers.push(("Strict-Transport-Security", "max-age=31536000".to_owned()));
    }
    let fixed = [
        ("X-Content-Type-Options", "nosniff"),
        // Nobody else learns what a patient reads here.
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cache-Control", ASKED_AGAIN),
    ];
    headers.extend(fixed.map(|(name, value)| (name, value.to_owned())));
    if site.drafts == Drafts::Shown {
        headers.push(("X-Robots-Tag", "noindex".to_owned()));
    }
    headers.into_iter().map(|(name, value)| Header { name, value }).collect()
}

/// Nothing from any other host, nothing inline, no frame. Scripts for the search alone.
fn content_security_policy(site: &Site, is_secure: bool) -> String {
    let mut policy =
        vec!["default-src 'none'", "img-src 'self'", "style-src 'self'", "font-src 'self'", "media-src 'self'"];
    if site.config.search == Switch::On {
        policy.extend(["script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'"]);
    }
    policy.extend(["form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"]);
    if is_secure {
        policy.push("upgrade-insecure-requests");
    }
    policy.join("; ")
}

/// Files that some host does not know, by ending, with their media type: those of documents first.
pub fn media_types() -> Vec<(&'static str, &'static str)> {
    let mut types: Vec<(&str, &str)> = Vec::new();
    for format in FORMATS {
        let ending = format.ending.rsplit('.').next().unwrap_or(format.ending);
        if types.iter().all(|(known, _)| *known != ending) && !format.media_type.starts_with("text/") {
            types.push((ending, format.media_type));
        }
    }
    types.extend([
        ("atom", "application/atom+xml"),
        ("csv", "text/csv; charset=utf-8"),
        ("ics", "text/calendar; charset=utf-8"),
        ("json", "application/json"),
        ("md", "text/markdown; charset=utf-8"),
        ("mp4", "video/mp4"),
        ("svg", "image/svg+xml"),
        ("txt", "text/plain; charset=utf-8"),
        ("vtt", "text/vtt; charset=utf-8"),
        ("wasm", "application/wasm"),
        ("webp", "image/webp"),
        ("woff2", "font/woff2"),
        // The index of the search. A host that does not know a file's type may refuse to send it.
        ("pagefind", "application/octet-stream"),
        ("pf_fragment", "application/octet-stream"),
        ("pf_index", "application/octet-stream"),
        ("pf_meta", "application/octet-stream"),
    ]);
    types
}

/// The media type of a file, by its name.
pub fn media_type(path: &str) -> &'static str {
    static TYPES: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
        // What every host knows by itself, then what the site tells them.
        let known = [
            ("avif", "image/avif"),
            ("css", "text/css; charset=utf-8"),
            ("doc", "application/msword"),
            ("gif", "image/gif"),
            ("html", "text/html; charset=utf-8"),
            ("ico", "image/x-icon"),
            ("jpeg", "image/jpeg"),
            ("jpg", "image/jpeg"),
            ("js", "text/javascript; charset=utf-8"),
            ("mjs", "text/javascript; charset=utf-8"),
            ("png", "image/png"),
            ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            ("webm", "video/webm"),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("xml", "application/xml"),
        ];
        known.into_iter().chain(media_types()).collect()
    });
    let name = path.rsplit('/').next().unwrap_or(path);
    let suffix = name.rsplit_once('.').map_or("", |(_, suffix)| suffix);
    TYPES.get(suffix).copied().unwrap_or("application/octet-stream")
}

/// What a browser, and every cache on the way to it, may do with a file, by its name, where a host can be told so for
/// each file alone: the parts of the search index have their content in their names.
pub fn cache_control(path: &str) -> &'static str {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "pf_fragment" | "pf_index" | "pf_meta" | "pf_filter" => "public, max-age=31536000, immutable",
        _ => ASKED_AGAIN,
    }
}
