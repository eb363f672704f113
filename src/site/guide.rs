//! Guides: long pages that readers are given in parts, each at an address of its own, and whole at one more.
//!
//! A part is a range of the page's blocks, so that there is one text and one outline. What stands before the first
//! heading is the first part, at the page's own address; each section follows at the address of its heading.

use std::collections::BTreeMap;
use std::ops::Range;

use super::address::{self, Address};
use super::asked::Question;
use super::{ADDRESS_TOO_LONG, Page, PageId, Site, decode};
use crate::diagnostic::{CANDOUR, Diagnostic};
use crate::document::tree::{Block, BlockKind, Body, Heading, plain_text};
use crate::document::{Document, Words, tree};
use crate::kinds::Kind;
use crate::rule;
use crate::source::Span;

rule!(/// The part of a guide at an address that is taken.
    PART_COLLIDES = "addresses/part-collides", Error, Fixed, CANDOUR);
rule!(/// A guide that cannot be split.
    NOT_SPLIT = "publishing/guide-not-split", Warning, None, "NHS digital service manual, contents list: for guides of 2 pages or more");

/// The last part of the address at which a guide stands whole.
const WHOLE: &str = "print";

/// A long page in parts.
#[derive(Debug)]
pub struct Guide {
    /// Its parts, in order, two or more. The first is at the page's own address.
    pub parts: Vec<Part>,
    /// Where it stands whole, to be read or printed at once.
    pub whole: Address,
}

/// One part of a guide.
#[derive(Debug)]
pub struct Part {
    /// The words of the heading that begins it. `None` for what stands before the first one.
    pub title: Option<String>,
    /// The fragment of that heading.
    pub id: Box<str>,
    /// Where it is.
    pub address: Address,
    /// Its blocks among the page's, the heading left out.
    pub blocks: Range<usize>,
    /// Where its heading is written.
    span: Span,
}

impl Part {
    /// Whether a block is in it, its heading included.
    fn holds(&self, at: usize) -> bool {
        (self.blocks.start - usize::from(self.title.is_some())..self.blocks.end).contains(&at)
    }
}

/// The guide that a page asks to be, at an address. What keeps it from being one is told.
pub fn split(document: &Document, words: &Words, page_address: &str, found: &mut Vec<Diagnostic>) -> Option<Guide> {
    if !document.meta.common.guide {
        return None;
    }
    // Only now: of most pages the words are not read.
    let body: &Body = words;
    let sections: Vec<(usize, &Heading, Span)> = sections(&body.blocks).collect();
    let path = document.path();
    let is_home = path.folder().is_empty() && matches!(path.stem().split('.').next(), Some("index" | "_index"));
    let reason = match &document.meta.kind {
        Kind::Statement(_) => Some("an accessibility statement stays one page"),
        _ if is_home => Some("the home page stays one page"),
        _ if super::is_landing(path) => Some("the landing page of a folder stays one page"),
        _ if sections.len() < 2 => Some("this page has fewer than 2 sections to split it at"),
        _ => None,
    };
    if let Some(reason) = reason {
        let help = "delete the line `guide: true`, or give a long page 2 headings or more: ## Heading";
        let place = document.meta.place("guide");
        found.push(Diagnostic::new(&NOT_SPLIT, path, place, reason).help(help));
        return None;
    }
    let ends = sections.iter().skip(1).map(|(at, ..)| *at).chain([body.blocks.len()]);
    let mut parts: Vec<Part> = sections
        .iter()
        .zip(ends)
        .map(|((at, heading, span), end)| Part {
            title: Some(plain_text(&heading.content)),
            id: heading.id.clone(),
            address: format!("{page_address}{}/", address::part(&heading.id)),
            blocks: at + 1..end,
            span: *span,
        })
        .collect();
    match sections.first() {
        // Nothing stands before the first heading: its section is the first part.
        Some((0, ..)) => page_address.clone_into(&mut parts[0].address),
        Some((first, ..)) => {
            let address = page_address.to_owned();
            let id = "maincontent".into();
            parts.insert(0, Part { title: None, id, address, blocks: 0..*first, span: Span::default() });
        }
        None => {}
    }
    Some(Guide { parts, whole: format!("{page_address}{WHOLE}/") })
}

/// The headings that begin a part, with their places among the blocks.
fn sections(blocks: &[Block]) -> impl Iterator<Item = (usize, &tree::Heading, Span)> {
    blocks.iter().enumerate().filter_map(|(at, block)| match &block.kind {
        BlockKind::Heading(heading) if heading.level <= 2 => Some((at, heading, block.span)),
        _ => None,
    })
}

/// Where each part of a guide is, by address; `None` for a guide as a whole.
pub type Parts = BTreeMap<Address, (PageId, Option<usize>)>;

/// The addresses of all parts. Those that something else has are told; `page_at` finds the page at an address.
pub fn addresses<'a>(
    pages: &'a [Page],
    page_at: &dyn Fn(&str) -> Option<&'a Page>,
    found: &mut Vec<Diagnostic>,
) -> Parts {
    let mut taken = Parts::new();
    for (index, page) in pages.iter().enumerate() {
        let Some(guide) = &page.guide else { continue };
        let parts = guide.parts.iter().enumerate().skip(1).map(|(at, part)| (&part.address, Some(at), part.span));
        let whole = (&guide.whole, None, page.document.meta.place("guide"));
        // The whole first, so that a section called "Print" is told and not the guide.
        for (address, part, place) in std::iter::once(whole).chain(parts) {
            let path = page.document.path();
            let other = page_at(address).map(|other| other.document.path().to_string());
            let other = other.or_else(|| match taken.get(address) {
                Some((_, None)) => Some("the guide as a whole, for printing".to_owned()),
                Some((_, Some(_))) => Some("another part of this guide".to_owned()),
                None => None,
            });
            if let Some(other) = other {
                let what = if part.is_some() { "this part of a guide" } else { "this guide as a whole, for printing," };
                let message = format!("{what} has the same address as {other}: {address}");
                let help = match part {
                    Some(_) => {
                        "give the heading an id of its own, such as ## Heading {#another-id}, or rename the other"
                    }
                    None => "rename the other page, or give it a `slug`",
                };
                found.push(Diagnostic::new(&PART_COLLIDES, path, place, message).help(help));
            } else if address::is_too_long(address) {
                let message = "the address of this part is too long for a file or a browser";
                let help = "give the heading a short id: ## Heading {#short}";
                found.push(Diagnostic::new(&ADDRESS_TOO_LONG, path, place, message).help(help));
            }
            taken.entry(address.clone()).or_insert((PageId(index), part));
        }
    }
    taken
}

impl Site {
    /// The page that is shown at an address, whole or in part.
    pub fn page_showing(&self, address: &str) -> Option<&Page> {
        self.note(|| Question::Address(address.to_owned()));
        self.page_at(address).or_else(|| self.parts.get(address).map(|(page, _)| self.page(*page)))
    }

    /// Where a fragment of a page is, or the page itself: in a guide, the part that has it. Within the site.
    pub fn address_of(&self, page: &Page, fragment: Option<&str>) -> String {
        let Some(fragment) = fragment else { return page.address.clone() };
        self.note(|| Question::Heading(page.document.path().clone(), fragment.to_owned()));
        match page.guide.as_ref().and_then(|guide| guide.parts.get(page.part_of(fragment))) {
            // It is the heading that begins the part.
            Some(part) if part.title.is_some() && *part.id == *decode(fragment) => part.address.clone(),
            Some(part) => format!("{}#{fragment}", part.address),
            None => format!("{}#{fragment}", page.address),
        }
    }
}

impl Page {
    /// The part of it that a fragment is in; 0 for a page that is no guide.
    pub fn part_of(&self, fragment: &str) -> usize {
        let Some(at) = self.document.headings().get(decode(fragment).as_str()) else { return 0 };
        let parts = self.guide.as_ref().map(|guide| &guide.parts);
        parts.and_then(|parts| parts.iter().position(|part| part.holds(*at))).unwrap_or(0)
    }

    /// Where readers find it: its address or, for a guide, that of each part.
    pub fn addresses(&self) -> Vec<&str> {
        match &self.guide {
            Some(guide) => guide.parts.iter().map(|part| part.address.as_str()).collect(),
            None => vec![&self.address],
        }
    }
}
