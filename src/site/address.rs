//! From a file's path to its page's address, language and place in the output.

use crate::artefact::OutputPath;
use crate::config::Config;
use crate::document::words::slug;
use crate::source::SourcePath;

/// The address of a page within the site, starting and ending with `/`, without the site's base path.
pub type Address = String;

/// The language of a file `NAME.LANG.md`, when the site has that language; and its name without it.
pub fn language<'a>(path: &'a SourcePath, config: &'a Config) -> (&'a str, Option<&'a str>) {
    let stem = path.stem();
    match stem.rsplit_once('.') {
        Some((name, tag)) => match config.languages.iter().find(|language| language.eq_ignore_ascii_case(tag)) {
            Some(language) => (name, Some(language)),
            None => (stem, None),
        },
        None => (stem, None),
    }
}

/// The address of a page. `slug_override` is the front matter's `slug`.
pub fn of_page(path: &SourcePath, slug_override: Option<&str>, config: &Config) -> Address {
    let (name, language) = language(path, config);
    let mut parts: Vec<String> = language.map(slug).into_iter().collect();
    parts.extend(path.folder().split('/').filter(|part| !part.is_empty()).map(part));
    match slug_override {
        Some(own) => parts.push(part(own)),
        None if name == "_index" || name == "index" => {}
        None => parts.push(part(name)),
    }
    if parts.is_empty() { "/".to_owned() } else { format!("/{}/", parts.join("/")) }
}

/// A part of an address. Names without a letter or digit that can be typed keep their bytes in hexadecimal.
pub fn part(name: &str) -> String {
    let part = slug(name);
    if part.is_empty() { name.bytes().map(|byte| format!("{byte:02x}")).collect() } else { part }
}

/// The address that an author's alias names: `/old/page`, `old/page/` and `/old/page.html` alike.
pub fn of_alias(alias: &str) -> Address {
    let path = alias.trim().trim_start_matches('/').trim_end_matches('/');
    let path = path.strip_suffix("/index.html").or_else(|| path.strip_suffix(".html")).unwrap_or(path);
    if path.is_empty() || path == "index" { "/".to_owned() } else { format!("/{path}/") }
}

/// The longest part of an address, in bytes: file systems stop at 255, and a document's suffix comes on top.
const PART_BYTES_MAX: usize = 200;

/// The longest address, in bytes: some browsers and servers stop at about 2,000.
const ADDRESS_BYTES_MAX: usize = 1500;

/// Whether an address is longer than file systems and browsers can hold.
pub fn is_too_long(address: &str) -> bool {
    address.len() > ADDRESS_BYTES_MAX || address.split('/').any(|part| part.len() > PART_BYTES_MAX)
}

/// The file that a host serves for an address.
pub fn output(address: &str) -> OutputPath {
    OutputPath::new(&format!("{}index.html", address.trim_start_matches('/')))
}

/// Where a file of the content folder is published: at its own path, its name fit for addresses.
pub fn of_file(path: &SourcePath) -> OutputPath {
    let parts: Vec<String> = path
        .as_str()
        .split('/')
        .map(|name| match name.rsplit_once('.') {
            Some((stem, suffix)) => format!("{}.{}", part(stem), slug(suffix)),
            None => part(name),
        })
        .collect();
    OutputPath::new(&parts.join("/"))
}
