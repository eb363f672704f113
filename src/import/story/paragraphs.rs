//! Paragraphs on the walk: where they begin and end, and what their properties say.

use super::{BLOCKS_MAX, OpenParagraph, Walk};
use crate::import::fields::Field;
use crate::import::model::{Block, Inline, Paragraph, Role, Script, Told};
use crate::import::styles::{is_ground, left_of};
use crate::inspect::xml::Element;

impl Walk<'_> {
    pub(super) fn open_paragraph(&mut self) {
        let bookmarks = std::mem::take(&mut self.bookmarks);
        let told = std::mem::take(&mut self.told);
        let paragraph = Paragraph { bookmarks, told, ..Paragraph::default() };
        self.paragraphs.push(OpenParagraph { paragraph, ..OpenParagraph::default() });
    }

    /// A table within a paragraph, as damaged files have it: what the paragraph holds so far stands before it.
    pub(super) fn finish_paragraph_around(&mut self) {
        if self.flows.len() == 1 && !self.paragraphs.is_empty() {
            self.close_paragraph();
        }
    }

    pub(super) fn close_paragraph(&mut self) {
        let Some(mut open) = self.paragraphs.pop() else { return };
        // A field whose code never ends, or a number of a page that goes on for ever, would take the rest with it.
        for field in self.fields.iter_mut().filter(|field| !field.shows) {
            field.shows = true;
        }
        for field in &mut self.fields {
            if matches!(field.field, Field::Page | Field::NoteAgain(_)) {
                field.field = Field::Other;
            }
        }
        let style = self.styles.of(&open.style);
        let mut paragraph = std::mem::take(&mut open.paragraph);
        paragraph.role = match open.outline {
            Some(level @ 0..=8) if style.role == Role::Body => Role::Heading(level + 1),
            _ => style.role,
        };
        paragraph.is_bold = style.bold;
        paragraph.size = style.size.unwrap_or(self.styles.size);
        paragraph.is_centred = open.is_centred.unwrap_or(style.is_centred);
        let level = open.level.or(style.level).unwrap_or(0);
        let numbering = open.numbering.or_else(|| style.numbering.clone()).filter(|id| id != "0");
        let numbered = numbering.as_ref().and_then(|id| self.numberings.left(id, level));
        paragraph.left = open.left.or(numbered).or(style.left).unwrap_or(0);
        paragraph.numbering = numbering.map(|id| (id, level));
        let Some((blocks, waiting)) = self.flows.last_mut() else { return };
        if !waiting.is_empty() {
            waiting.append(&mut paragraph.content);
            std::mem::swap(waiting, &mut paragraph.content);
        }
        if open.goes_on {
            waiting.append(&mut paragraph.content);
        }
        let is_empty = paragraph.content.iter().all(|inline| match inline {
            Inline::Text(words, _) => words.trim().is_empty(),
            Inline::Break | Inline::PageBreak => true,
            _ => false,
        });
        if is_empty && paragraph.told.is_empty() {
            // Links to it lead to what follows.
            self.bookmarks.append(&mut paragraph.bookmarks);
        } else {
            blocks.push(Block::Paragraph(Box::new(paragraph)));
            self.block_count += 1;
        }
        blocks.append(&mut open.boxes);
        self.is_full |= self.block_count > BLOCKS_MAX;
    }

    /// Notes something that a person has to look at in the paragraph that is open, or else in the next.
    pub(super) fn tell(&mut self, told: Told) {
        let list = match self.paragraphs.last_mut() {
            Some(open) => &mut open.paragraph.told,
            None => &mut self.told,
        };
        if !list.contains(&told) {
            list.push(told);
        }
    }

    pub(super) fn push_block(&mut self, block: Block) {
        self.block_count += 1;
        self.is_full |= self.block_count > BLOCKS_MAX;
        if !self.is_full
            && let Some((blocks, _)) = self.flows.last_mut()
        {
            blocks.push(block);
        }
    }

    pub(super) fn paragraph_property(&mut self, name: &str, element: &Element<'_>) {
        let Some(open) = self.paragraphs.last_mut() else { return };
        let value = || element.attribute("val");
        match name {
            "pStyle" => open.style = value(),
            "outlineLvl" => open.outline = value().parse().ok(),
            "numId" => open.numbering = Some(value()),
            "ilvl" => open.level = value().parse().ok(),
            "ind" => {
                let left = left_of(&element.attribute("left"), &element.attribute("start"));
                open.left = left.or(open.left);
            }
            "jc" => open.is_centred = Some(value() == "center"),
            _ => {}
        }
    }

    pub(super) fn run_property(&mut self, name: &str, element: &Element<'_>) {
        let Some(open) = self.paragraphs.last_mut() else { return };
        let run = &mut open.run;
        let value = || element.attribute("val");
        match name {
            "b" => run.bold = Some(element.is_on()),
            "i" => run.italic = Some(element.is_on()),
            "bCs" => run.bold = run.bold.or(Some(element.is_on()).filter(|_| run.is_leftward)),
            "vanish" => run.is_hidden = Some(element.is_on()),
            "rStyle" => run.style = value(),
            "vertAlign" => {
                run.script = match value().as_str() {
                    "superscript" => Script::Above,
                    "subscript" => Script::Below,
                    _ => Script::Line,
                };
            }
            "lang" => {
                run.language = element.find("val");
                run.other_language = element.find("bidi");
            }
            "rtl" | "cs" => run.is_leftward = element.is_on(),
            "sz" => run.size = value().parse().unwrap_or(0),
            "rFonts" => run.font = element.attribute("ascii"),
            "strike" | "dstrike" if element.is_on() => self.tell(Told::Struck),
            "u" => run.is_underlined = !matches!(value().as_str(), "" | "none"),
            // The yellow of a converted file is a ground behind the words.
            "shd" if is_ground(element) => self.tell(Told::Highlighted),
            "highlight" if value() != "none" => self.tell(Told::Highlighted),
            _ => {}
        }
    }
}
