//! The footnotes of a web page. A part of a guide has those that it refers to, with the numbers they have in the whole,
//! so that "footnote 3" is the same in the part, in the whole and in the documents.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Extent;
use super::body::Writer;
use crate::document::tree::*;

/// The numbers of footnotes, from 0, each with the places, from 0, that refer to it.
type References = BTreeMap<usize, Vec<usize>>;

impl Writer<'_> {
    /// The footnotes that the web page refers to.
    pub(super) fn footnotes(&mut self, body: &Body) {
        let references = match self.extent {
            Extent::Page | Extent::Whole(_) => all(body),
            Extent::Part(guide, at) => referred(&body.blocks[guide.parts[at].blocks.clone()], body),
        };
        if references.is_empty() {
            return;
        }
        let title = self.words.phrase(&self.page.language, "footnotes").html();
        let _ = writeln!(
            self.out,
            "<section class=\"candour-footnotes\" data-footnotes><h2 data-web-only>{title}</h2>\n<ol>"
        );
        let mut expected = 0;
        for (index, places) in references {
            let Some(footnote) = body.footnotes.get(index) else { continue };
            let number = index + 1;
            let value = if index == expected { String::new() } else { format!(" value=\"{number}\"") };
            let _ = write!(self.out, "<li{value} id=\"footnote_{number}\">");
            self.footnote(number, footnote, &places);
            self.out.push_str("</li>\n");
            expected = index + 1;
        }
        self.out.push_str("</ol></section>\n");
    }

    fn footnote(&mut self, number: usize, footnote: &Footnote, places: &[usize]) {
        let last = footnote.content.len().saturating_sub(1);
        for (position, block) in footnote.content.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph(content) if position == last => {
                    self.wrapped("<p>", content, " ");
                    self.back_links(number, places);
                    self.out.push_str("</p>\n");
                }
                _ => {
                    self.block(block);
                    if position == last {
                        self.out.push_str("<p>");
                        self.back_links(number, places);
                        self.out.push_str("</p>\n");
                    }
                }
            }
        }
    }

    fn back_links(&mut self, number: usize, places: &[usize]) {
        let key = if places.len() == 1 { "footnote_back" } else { "footnote_back_place" };
        let words = self.words.phrase(&self.page.language, key).html_with("number", &number.to_string());
        for (position, occurrence) in places.iter().enumerate() {
            let id = reference_id(number, *occurrence);
            let words = words.replace("{place}", &(position + 1).to_string());
            let space = if position == 0 { "" } else { " " };
            let _ = write!(self.out, "{space}<a data-footnote-back href=\"#{id}\">{words}</a>");
        }
    }
}

/// Ids of our own hold an underscore, which no heading's id does, so that none can stand twice.
pub fn reference_id(number: usize, occurrence: usize) -> String {
    format!("reference_{number}_{}", occurrence + 1)
}

fn all(body: &Body) -> References {
    body.footnotes.iter().enumerate().map(|(index, footnote)| (index, (0..footnote.references).collect())).collect()
}

/// What some blocks refer to, and what the footnotes that they refer to refer to.
fn referred(blocks: &[Block], body: &Body) -> References {
    let mut references = References::new();
    let mut read = Vec::new();
    in_blocks(blocks, &mut references);
    while let Some(index) = references.keys().find(|index| !read.contains(*index)).copied() {
        read.push(index);
        if let Some(footnote) = body.footnotes.get(index) {
            in_blocks(&footnote.content, &mut references);
        }
    }
    references
}

fn in_blocks(blocks: &[Block], references: &mut References) {
    for block in blocks {
        block.inlines(&mut |inlines| in_words(inlines, references));
        for inner in block.children() {
            in_blocks(inner, references);
        }
    }
}

fn in_words(inlines: &[Inline], references: &mut References) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Footnote { index, occurrence } => {
                let places = references.entry(*index).or_default();
                if !places.contains(occurrence) {
                    places.push(*occurrence);
                }
            }
            InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Foreign(_, content) => {
                in_words(content, references)
            }
            InlineKind::Link(link) => in_words(&link.content, references),
            _ => {}
        }
    }
}
