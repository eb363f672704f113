//! The last form of a page: minified where that changes no word, and the classes it uses.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::artefact::{Memo, Packed, digest};

/// A finished page.
pub struct Finished {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether minifying would have changed its words, so that the page is as long as it was drafted.
    pub kept_long: bool,
}

/// A finished page as it is kept from one build to the next.
pub struct Done {
    /// Its bytes.
    pub bytes: Packed,
    /// As in [`Finished`].
    pub kept_long: bool,
    /// The classes it uses.
    pub classes: Classes,
}

/// The classes of a page, shared with all pages that use the same.
pub type Classes = Arc<BTreeSet<String>>;

impl Done {
    /// A drafted page, finished.
    pub fn new(html: String, memo: &Memo) -> Done {
        let mut classes = BTreeSet::new();
        collect_classes(&html, &mut classes);
        let key = digest(&classes.iter().map(String::as_bytes).collect::<Vec<_>>());
        let classes = memo.of(key, || classes);
        let Finished { bytes, kept_long } = finish(html);
        Done { bytes: Packed::new(&bytes), kept_long, classes }
    }
}

/// Minifies a page in ways that the HTML standard allows, and only if every word stays.
pub fn finish(html: String) -> Finished {
    let settings = minify_html::Cfg {
        keep_closing_tags: true,
        keep_html_and_head_opening_tags: true,
        ..minify_html::Cfg::default()
    };
    let minified = minify_html::minify(html.as_bytes(), &settings);
    if same_words(&minified, html.as_bytes()) {
        // The minifier's buffer is as long as what it was given; the site is kept in memory, so only the page is.
        Finished { bytes: minified.as_slice().into(), kept_long: false }
    } else {
        Finished { bytes: html.into_bytes(), kept_long: true }
    }
}

/// The text of a page as it is read, byte by byte: markup gone, white space folded, a space at the edge of every block.
/// In bytes and without a copy, because every page of a site is read twice; all that matters here is ASCII.
struct VisibleText<'a> {
    html: &'a [u8],
    at: usize,
    /// Whether the last byte given was a space; leading space counts as given.
    spaced: bool,
}

impl Iterator for VisibleText<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        let mut space = false;
        while let Some(&byte) = self.html.get(self.at) {
            match byte {
                b'<' => {
                    let name_start = self.at + 1 + usize::from(self.html.get(self.at + 1) == Some(&b'/'));
                    let name = &self.html[name_start.min(self.html.len())..];
                    let name_length = name.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                    space |= !is_inline(&name[..name_length]);
                    self.at = tag_end(self.html, name_start + name_length);
                }
                b' ' | b'\n' | b'\t' | b'\r' => {
                    space = true;
                    self.at += 1;
                }
                _ if space && !self.spaced => {
                    self.spaced = true;
                    return Some(b' ');
                }
                _ => {
                    let (byte, length) = if byte == b'&' { entity(&self.html[self.at..]) } else { (byte, 1) };
                    self.at += length;
                    self.spaced = false;
                    return Some(byte);
                }
            }
        }
        None
    }
}

fn visible_text(html: &[u8]) -> VisibleText<'_> {
    VisibleText { html, at: 0, spaced: true }
}

/// Whether two pages are read the same. Most bytes are letters that stand in both: those are compared at once, and
/// only markup, white space and references are looked at closely.
fn same_words(one: &[u8], other: &[u8]) -> bool {
    let plain = |byte: u8| byte > b'&' && byte != b'<';
    let (mut one, mut other) = (visible_text(one), visible_text(other));
    loop {
        let (rest, other_rest) = (&one.html[one.at..], &other.html[other.at..]);
        let alike = rest.iter().zip(other_rest).take_while(|(a, b)| a == b && plain(**a)).count();
        if alike > 0 {
            one.at += alike;
            other.at += alike;
            one.spaced = false;
            other.spaced = false;
        }
        match (one.next(), other.next()) {
            (None, None) => return true,
            (a, b) if a != b => return false,
            _ => {}
        }
    }
}

/// What follows a tag's `>`, quoted attributes respected.
fn tag_end(html: &[u8], start: usize) -> usize {
    let mut quote = None;
    for (offset, byte) in html[start..].iter().enumerate() {
        match (quote, *byte) {
            (None, b'>') => return start + offset + 1,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// The character that a reference at the start of some text stands for, and its length. Only those that a minifier
/// writes in another way; any other stays as it is typed.
fn entity(text: &[u8]) -> (u8, usize) {
    const REFERENCES: [(&[u8], u8); 6] =
        [(b"&amp", b'&'), (b"&lt", b'<'), (b"&gt", b'>'), (b"&quot", b'"'), (b"&#39", b'\''), (b"&#x27", b'\'')];
    for (reference, character) in REFERENCES {
        if text.starts_with(reference) {
            let semicolon = usize::from(text.get(reference.len()) == Some(&b';'));
            return (character, reference.len() + semicolon);
        }
    }
    (b'&', 1)
}

fn is_inline(name: &[u8]) -> bool {
    matches!(
        name,
        b"a" | b"abbr"
            | b"b"
            | b"bdi"
            | b"bdo"
            | b"cite"
            | b"code"
            | b"em"
            | b"i"
            | b"kbd"
            | b"mark"
            | b"q"
            | b"s"
            | b"small"
            | b"span"
            | b"strong"
            | b"sub"
            | b"sup"
            | b"time"
            | b"u"
            | b"wbr"
    )
}

/// Every class that a drafted page uses, added to `classes`.
pub fn collect_classes(html: &str, classes: &mut BTreeSet<String>) {
    const OPENING: &str = "class=\"";
    for at in memchr::memmem::find_iter(html.as_bytes(), OPENING) {
        let rest = &html[at + OPENING.len()..];
        let end = rest.find('"').unwrap_or(rest.len());
        for class in rest[..end].split_ascii_whitespace() {
            if !classes.contains(class) {
                classes.insert(class.to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_words_are_seen() {
        let text = |html: &str| String::from_utf8(visible_text(html.as_bytes()).collect()).expect("text");
        assert_eq!(text("<div><a>one</a> <a>two</a></div>"), "one two");
        assert_eq!(text("<div><a>one</a><a>two</a></div>"), "onetwo");
        assert!(same_words(b"<p>one <b>two</b>\n</p>", b"<p>one <b>two</b></p>"));
        assert!(!same_words(b"<div><a>one</a> <a>two</a></div>", b"<div><a>one</a><a>two</a></div>"));
        assert!(!same_words(b"<p>one two</p>", b"<p>one</p>") && !same_words(b"<p>a b</p>", b"<p>ab</p>"));
        assert_eq!(text("<p>a  &amp;\nb</p><p title='>'>c&copy;</p>\n<"), "a & b c&copy;");
    }

    #[test]
    fn a_page_whose_words_would_join_stays_long() {
        let html = "<!DOCTYPE html><html lang=\"en\"><head><title>x</title></head><body><div><a href=\"/a\">one</a> <a href=\"/b\">two</a></div></body></html>";
        assert!(finish(html.to_owned()).kept_long);
        assert!(!finish(html.replace("</a> <a", "</a><a")).kept_long);
    }
}
