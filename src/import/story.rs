//! The walk over the text of a Word file. Changes are taken as accepted, and what nobody sees is left where it is.
//!
//! No reader of Word files in Rust keeps notes, fields, numbering and changes and stands damaged files as well, so this
//! is a walk of our own over XML as it is unpacked, within the limits of `inspect`.

mod paragraphs;
mod tables;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use super::fields::Field;
use super::model::*;
use super::numbering::Numberings;
use super::styles::Styles;
use crate::inspect::Stop;
use crate::inspect::office::{Package, Relationship};
use crate::inspect::xml::{Element, Step, Trail};

/// The most text of a document, in bytes: about 5,000 pages.
const TEXT_BYTES_MAX: usize = 20 << 20;

/// The most paragraphs and tables of a document.
const BLOCKS_MAX: usize = 400_000;

/// The most pictures of a document.
const PICTURES_MAX: usize = 2_000;

/// The most fields within one another.
const FIELDS_MAX: usize = 64;

/// The ends of the content types of parts that are the text of a document.
const MAIN: &[&str] = &[
    "document.main+xml",
    "template.main+xml",
    "document.macroEnabled.main+xml",
    "template.macroEnabledTemplate.main+xml",
];

/// Reads a document.
pub fn read(package: &mut Package<'_>) -> Result<Story, Stop> {
    let styles = Styles::read(package)?;
    let numberings = Numberings::read(package, &styles)?;
    let main = MAIN.iter().find_map(|ending| package.parts(ending).into_iter().next()).ok_or(Stop::Damaged)?;
    let mut walk = Walk::new(&styles, &numberings);
    walk.story.title = title(package)?;
    walk.story.language.clone_from(&styles.language);
    walk.part(package, &main)?;
    walk.story.blocks = walk.take();
    for (ending, kind) in [("wordprocessingml.footnotes+xml", 'f'), ("wordprocessingml.endnotes+xml", 'e')] {
        for part in package.parts(ending) {
            walk.kind = kind;
            walk.part(package, &part)?;
            walk.take();
        }
    }
    // The text first, so that what stands in margins finds no numbers of its own to count on.
    let met = walk.story.met;
    for part in ["wordprocessingml.header+xml", "wordprocessingml.footer+xml"] {
        for part in package.parts(part) {
            walk.part(package, &part)?;
            let words = words_of(&walk.take()).replace('\n', " ");
            if !words.is_empty() && !walk.story.margins.contains(&words) {
                walk.story.margins.push(words);
            }
        }
    }
    walk.story.met = Met { comments: comments(package)?, ..met };
    if walk.is_full {
        return Err(Stop::TooLarge);
    }
    let mut story = walk.story;
    diagrams(package, &walk.diagram_parts, &mut story)?;
    numberings.count(&mut story.blocks);
    story.notes.values_mut().for_each(|note| numberings.count(note));
    Ok(story)
}

/// The words of diagrams, which stand in parts of their own, at the places where the diagrams stand.
fn diagrams(package: &mut Package<'_>, parts: &[(usize, String)], story: &mut Story) -> Result<(), Stop> {
    for (at, part) in parts.iter().rev() {
        let mut found = Vec::new();
        let mut words = String::new();
        package.walk(part, &mut |trail, step| match step {
            Step::Text(text) if trail.name(0) == "t" => words.push_str(text),
            Step::Close if trail.name(0) == "pt" && !words.trim().is_empty() => {
                let content = vec![Inline::Text(std::mem::take(&mut words), Format::default())];
                found.push(Block::Paragraph(Box::new(Paragraph { content, ..Paragraph::default() })));
            }
            _ => {}
        })?;
        let at = (*at).min(story.blocks.len());
        story.blocks.splice(at..at, found);
    }
    Ok(())
}

/// The title in the properties.
fn title(package: &mut Package<'_>) -> Result<String, Stop> {
    let mut title = String::new();
    package.walk_all("core-properties+xml", &mut |trail, step| {
        if let Step::Text(text) = step
            && trail.name(0) == "title"
        {
            title.push_str(text);
        }
    })?;
    Ok(title.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn comments(package: &mut Package<'_>) -> Result<usize, Stop> {
    let mut count = 0;
    package.walk_all("wordprocessingml.comments+xml", &mut |trail, step| {
        count += usize::from(matches!(step, Step::Open(_)) && trail.name(0) == "comment");
    })?;
    Ok(count)
}

/// A field that is open.
struct OpenField {
    code: String,
    /// Whether its code has been read, and what it shows follows.
    shows: bool,
    field: Field,
    link: u32,
    contents: u32,
    is_ticked: bool,
    /// What it has shown so far, for fields whose result is not text.
    shown: String,
}

/// A paragraph that is open.
#[derive(Default)]
struct OpenParagraph {
    paragraph: Paragraph,
    style: String,
    outline: Option<u8>,
    numbering: Option<String>,
    level: Option<usize>,
    left: Option<i32>,
    is_centred: Option<bool>,
    /// Whether its end was deleted, so that the next goes on in it.
    goes_on: bool,
    /// What stands in boxes beside it.
    boxes: Vec<Block>,
    run: Run,
}

/// The run that is open.
#[derive(Clone, Default)]
struct Run {
    bold: Option<bool>,
    italic: Option<bool>,
    is_hidden: Option<bool>,
    is_underlined: bool,
    style: String,
    script: Script,
    language: Option<String>,
    other_language: Option<String>,
    is_leftward: bool,
    size: u16,
    font: String,
}

struct Walk<'s> {
    styles: &'s Styles,
    numberings: &'s Numberings,
    story: Story,
    relationships: BTreeMap<String, Relationship>,
    /// `d` in the text, `f` in footnotes, `e` in endnotes.
    kind: char,
    /// Lists of blocks that are open, the outermost first, each with what waits to go on in it.
    flows: Vec<(Vec<Block>, Vec<Inline>)>,
    paragraphs: Vec<OpenParagraph>,
    tables: Vec<Table>,
    fields: Vec<OpenField>,
    links: Vec<(usize, u32)>,
    /// The depth of the element that is passed over with all that is in it.
    passed_over: Option<usize>,
    /// For each set of alternatives that is open, whether one was taken.
    alternatives: Vec<bool>,
    /// Content controls that are open: their depth, and the table of contents that each is.
    controls: Vec<(usize, u32)>,
    bookmarks: Vec<String>,
    /// What is told of the next paragraph.
    told: Vec<Told>,
    /// Bookmarks by their numbers, while they are open.
    open_bookmarks: BTreeMap<String, String>,
    /// The note that is open.
    note: String,
    contents_count: u32,
    /// The tables of contents that were closed as they should be.
    closed_contents: BTreeSet<u32>,
    alt: (String, bool),
    shape_alt: String,
    bytes: usize,
    block_count: usize,
    is_full: bool,
    is_deeper: usize,
    diagram_parts: Vec<(usize, String)>,
}

impl<'s> Walk<'s> {
    fn new(styles: &'s Styles, numberings: &'s Numberings) -> Walk<'s> {
        Walk {
            styles,
            numberings,
            story: Story::default(),
            relationships: BTreeMap::new(),
            kind: 'd',
            flows: vec![Default::default()],
            paragraphs: Vec::new(),
            tables: Vec::new(),
            fields: Vec::new(),
            links: Vec::new(),
            passed_over: None,
            alternatives: Vec::new(),
            controls: Vec::new(),
            bookmarks: Vec::new(),
            told: Vec::new(),
            open_bookmarks: BTreeMap::new(),
            note: String::new(),
            contents_count: 0,
            closed_contents: BTreeSet::new(),
            alt: Default::default(),
            shape_alt: String::new(),
            bytes: 0,
            block_count: 0,
            is_full: false,
            is_deeper: 0,
            diagram_parts: Vec::new(),
        }
    }

    fn part(&mut self, package: &mut Package<'_>, name: &str) -> Result<(), Stop> {
        self.relationships = package.relationships(name)?;
        package.walk(name, &mut |trail, step| self.step(trail, step))
    }

    /// The blocks that were read, and everything as before the first.
    fn take(&mut self) -> Vec<Block> {
        while !self.paragraphs.is_empty() {
            self.close_paragraph();
        }
        let (mut blocks, rest) = self.flows.drain(..).next().unwrap_or_default();
        if !rest.is_empty() {
            let paragraph = Paragraph { content: rest, ..Paragraph::default() };
            blocks.push(Block::Paragraph(Box::new(paragraph)));
        }
        self.flows.push(Default::default());
        self.tables.clear();
        self.fields.clear();
        self.links.clear();
        self.alternatives.clear();
        self.controls.clear();
        self.open_bookmarks.clear();
        self.is_deeper = 0;
        let closed = std::mem::take(&mut self.closed_contents);
        without_contents(&mut blocks, &closed);
        blocks
    }

    fn step(&mut self, trail: &Trail, step: Step<'_>) {
        if self.is_full {
            return;
        }
        let name = trail.name(0);
        if let Some(depth) = self.passed_over {
            if matches!(step, Step::Close) && trail.depth() == depth {
                self.passed_over = None;
            }
            return;
        }
        match step {
            Step::Open(element) => self.open(trail, name, &element),
            Step::Text(text) => match (name, trail.name(1)) {
                ("t", _) => self.text(text),
                ("instrText", _) => {
                    if let Some(field) = self.fields.last_mut().filter(|it| !it.shows && it.code.len() < 8_000) {
                        field.code.push_str(text);
                    }
                }
                _ => {}
            },
            Step::Close => self.close(trail, name),
        }
    }

    fn open(&mut self, trail: &Trail, name: &str, element: &Element<'_>) {
        let value = || element.attribute("val");
        let around = trail.name(1);
        match (name, around) {
            // Changes.
            ("del" | "moveFrom", "rPr") => {
                if trail.name(2) == "pPr"
                    && let Some(open) = self.paragraphs.last_mut()
                {
                    open.goes_on = true;
                }
            }
            ("del", "trPr") => {
                if let Some(row) = self.tables.last_mut().and_then(|table| table.rows.last_mut()) {
                    row.is_deleted = true;
                    self.story.met.deletions += 1;
                }
            }
            ("del", _) => {
                self.story.met.deletions += 1;
                self.passed_over = Some(trail.depth());
            }
            ("moveFrom", _) => {
                self.story.met.moves += 1;
                self.passed_over = Some(trail.depth());
            }
            ("ins", "rPr" | "trPr") => {}
            ("ins", _) => self.story.met.insertions += 1,
            ("cellDel", _) => {
                if let Some(cell) = self.cell() {
                    cell.is_deleted = true;
                }
            }
            (
                "rPrChange" | "pPrChange" | "sectPrChange" | "tblPrChange" | "tblGridChange" | "tblPrExChange"
                | "tcPrChange" | "trPrChange" | "numberingChange",
                _,
            ) => {
                self.story.met.other_changes += 1;
                self.passed_over = Some(trail.depth());
            }
            ("sectPr", _) => self.passed_over = Some(trail.depth()),
            // Alternatives for programs of other ages.
            ("AlternateContent", _) => self.alternatives.push(false),
            ("Choice", "AlternateContent") => {
                if self.alternatives.last_mut().is_some_and(|taken| std::mem::replace(taken, true)) {
                    self.passed_over = Some(trail.depth());
                }
            }
            // Content controls.
            ("sdt", _) => self.controls.push((trail.depth(), 0)),
            ("docPartGallery", _) if value() == "Table of Contents" => {
                self.contents_count += 1;
                if let Some(control) = self.controls.last_mut() {
                    control.1 = self.contents_count;
                    self.story.met.contents += 1;
                }
            }
            ("showingPlcHdr", _) if element.is_on() => self.tell(Told::Placeholder),
            // Notes.
            ("footnote" | "endnote", "footnotes" | "endnotes") => {
                if !matches!(element.attribute("type").as_str(), "" | "normal") {
                    self.passed_over = Some(trail.depth());
                }
                self.note = format!("{}{}", self.kind, element.attribute("id"));
            }
            ("footnoteReference", _) => self.note_reference('f', element),
            ("endnoteReference", _) => self.note_reference('e', element),
            // Text boxes.
            ("txbxContent", _) => {
                self.tell(Told::Box);
                self.flows.push(Default::default());
            }
            ("p", _) => self.open_paragraph(),
            ("r", _) => {
                if let Some(open) = self.paragraphs.last_mut() {
                    open.run = Run::default();
                }
            }
            (_, "pPr" | "numPr") => self.paragraph_property(name, element),
            (_, "rPr") if matches!(trail.name(2), "r" | "ctrlPr") => self.run_property(name, element),
            ("tab" | "ptab", "r") => self.text("\t"),
            ("br", "r") => match element.attribute("type").as_str() {
                "page" | "column" => {
                    self.story.met.page_breaks += 1;
                    self.push(Inline::PageBreak);
                }
                _ => self.push(Inline::Break),
            },
            ("cr", "r") => self.push(Inline::Break),
            ("noBreakHyphen", _) => self.text("\u{2011}"),
            ("sym", _) => {
                let code = u32::from_str_radix(&element.attribute("char"), 16).unwrap_or(0);
                let font = element.attribute("font");
                self.symbol(&font, code);
            }
            ("hyperlink", _) => {
                let bookmark = element.attribute("anchor");
                let target = self.relationships.get(&element.attribute("id")).map(|it| it.target.clone());
                let goal = match target {
                    Some(target) if bookmark.is_empty() => Some(Goal::Address(target)),
                    Some(target) => Some(Goal::Address(format!("{target}#{bookmark}"))),
                    None if bookmark.is_empty() => None,
                    None => Some(Goal::Bookmark(bookmark)),
                };
                let link = goal.map_or(0, |goal| self.link(goal));
                self.links.push((trail.depth(), link));
            }
            ("bookmarkStart", _) => {
                let name = element.attribute("name");
                if self.open_bookmarks.len() < 100 {
                    self.open_bookmarks.insert(element.attribute("id"), name.clone());
                }
                match self.paragraphs.last_mut() {
                    Some(open) => open.paragraph.bookmarks.push(name),
                    None if self.bookmarks.len() < 10_000 => self.bookmarks.push(name),
                    None => {}
                }
            }
            ("bookmarkEnd", _) => drop(self.open_bookmarks.remove(&element.attribute("id"))),
            ("fldSimple", _) => self.open_field(element.attribute("instr"), true),
            ("fldChar", _) => match element.attribute("fldCharType").as_str() {
                "begin" => self.open_field(String::new(), false),
                "separate" => self.show_field(),
                "end" => self.close_field(),
                _ => {}
            },
            ("checked" | "default", "checkBox") => {
                if let Some(field) = self.fields.last_mut() {
                    field.is_ticked = element.is_on();
                }
            }
            // Formulas, as a line of text.
            ("oMath", _) => self.tell(Told::Formula),
            ("den", _) => self.text("/"),
            ("sup", "sSup" | "sSubSup" | "nary") => self.text("^"),
            ("sub", "sSub" | "sSubSup" | "nary") => self.text("_"),
            ("chr", "naryPr") => self.text(&value()),
            _ if self.table(name, around, element) => {}
            _ => self.drawing(trail, name, element),
        }
    }

    /// Pictures, charts, diagrams and files within the file.
    fn drawing(&mut self, trail: &Trail, name: &str, element: &Element<'_>) {
        match (name, trail.name(1)) {
            ("docPr", _) => self.alt = (element.attribute("descr"), false),
            ("cNvPr", "nvPicPr") => {
                let own = element.attribute("descr");
                if !own.trim().is_empty() {
                    self.alt.0 = own;
                }
            }
            ("decorative", _) => self.alt.1 |= element.is_on(),
            ("blip", "blipFill") if trail.name(2) == "pic" => {
                let id = element.find("embed").or_else(|| element.find("link"));
                let (alt, is_decorative) = self.alt.clone();
                self.picture(&id.unwrap_or_default(), alt, is_decorative);
            }
            ("shape" | "rect", _) => self.shape_alt = element.attribute("alt"),
            // The picture of an embedded file shows what is in it.
            ("imagedata", _) => {
                let alt = std::mem::take(&mut self.shape_alt);
                self.picture(&element.attribute("id"), alt, false);
            }
            ("chart", "graphicData") => self.tell(Told::Chart),
            ("relIds", "graphicData") => {
                self.story.met.diagrams += 1;
                let part = self.relationships.get(&element.attribute("dm")).filter(|it| !it.is_outside);
                if let Some(part) = part.map(|it| it.target.clone())
                    && self.flows.len() == 1
                    && self.diagram_parts.len() < 200
                {
                    self.diagram_parts.push((self.flows[0].0.len() + 1, part));
                }
            }
            ("OLEObject" | "altChunk", _) => self.tell(Told::Object),
            _ => {}
        }
    }

    fn close(&mut self, trail: &Trail, name: &str) {
        match name {
            "p" => self.close_paragraph(),
            "footnote" | "endnote" if matches!(trail.name(1), "footnotes" | "endnotes") => {
                let note = self.take();
                self.story.notes.insert(std::mem::take(&mut self.note), note);
            }
            "tc" if self.is_deeper == 0 && !self.tables.is_empty() && self.flows.len() > 1 => {
                let (mut blocks, rest) = self.flows.pop().unwrap_or_default();
                if !rest.is_empty() {
                    blocks.push(Block::Paragraph(Box::new(Paragraph { content: rest, ..Paragraph::default() })));
                }
                if let Some(cell) = self.cell() {
                    cell.blocks = blocks;
                }
            }
            "tbl" if self.is_deeper > 0 => self.is_deeper -= 1,
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    self.push_block(Block::Table(Box::new(table)));
                }
            }
            "txbxContent" if self.flows.len() > 1 => {
                let (blocks, _) = self.flows.pop().unwrap_or_default();
                match self.paragraphs.last_mut() {
                    Some(open) => open.boxes.extend(blocks),
                    None => blocks.into_iter().for_each(|block| self.push_block(block)),
                }
            }
            "AlternateContent" => drop(self.alternatives.pop()),
            "sdt" => {
                if let Some((_, contents @ 1..)) = self.controls.pop_if(|(depth, _)| *depth == trail.depth()) {
                    self.closed_contents.insert(contents);
                }
            }
            "hyperlink" => drop(self.links.pop_if(|(depth, _)| *depth == trail.depth())),
            "fldSimple" => self.close_field(),
            _ => {}
        }
    }
}

/// Takes out the tables of contents that are whole. What one that never ends would take with it stays.
fn without_contents(blocks: &mut Vec<Block>, closed: &BTreeSet<u32>) {
    if closed.is_empty() {
        return;
    }
    blocks.retain_mut(|block| match block {
        Block::Paragraph(paragraph) => {
            let is_listed = |it: &Inline| matches!(it, Inline::Text(_, format) if closed.contains(&format.contents));
            if !paragraph.content.iter().any(is_listed) {
                return true;
            }
            paragraph.content.retain(|it| !is_listed(it));
            !paragraph.text().is_empty() || paragraph.content.iter().any(|it| matches!(it, Inline::Picture(_)))
        }
        Block::Table(table) => {
            for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                without_contents(&mut cell.blocks, closed);
            }
            true
        }
    });
}
