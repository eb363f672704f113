//! Word documents: styles, then every part with words in it.

use std::collections::{BTreeMap, BTreeSet};

use super::office::{Package, has_description, is_shown_as_picture};
use super::xml::{Step, Trail};
use super::{CreditPlace, Facts, HiddenContent, LETTERS_WITHOUT_HEADINGS, Presence, Stop, is_description};

/// The parts that hold words, by the ends of their content types.
pub const STORIES: &[&str] = &[
    "document.main+xml",
    "template.main+xml",
    "document.macroEnabled.main+xml",
    "template.macroEnabledTemplate.main+xml",
    "wordprocessingml.header+xml",
    "wordprocessingml.footer+xml",
    "wordprocessingml.footnotes+xml",
    "wordprocessingml.endnotes+xml",
    "wordprocessingml.comments+xml",
];

/// Elements that record a change that nobody has accepted or rejected.
fn is_change(name: &str) -> bool {
    matches!(
        name,
        "ins"
            | "del"
            | "moveFrom"
            | "moveTo"
            | "cellIns"
            | "cellDel"
            | "cellMerge"
            | "rPrChange"
            | "pPrChange"
            | "sectPrChange"
            | "tblPrChange"
            | "tblGridChange"
            | "tblPrExChange"
            | "tcPrChange"
            | "trPrChange"
            | "numberingChange"
    )
}

/// Looks into a Word document whose properties have been read.
pub fn read(package: &mut Package<'_>, facts: &mut Facts) -> Result<(), Stop> {
    let styles = Styles::read(package)?;
    let mut story = Story::new(&styles, facts);
    for ending in STORIES {
        package.walk_all(ending, &mut |trail, step| story.step(trail, step))?;
    }
    let (letters, headings) = (story.letters, story.headings);
    facts.language = styles.has_language.into();
    facts.headings = match headings {
        0 if letters < LETTERS_WITHOUT_HEADINGS => Presence::NotAsked,
        count => (count > 0).into(),
    };
    // Word keeps this list when the last comment is gone.
    package.walk_all("wordprocessingml.people+xml", &mut |trail, step| {
        if let Step::Open(element) = step
            && trail.name(0) == "person"
        {
            facts.credit(CreditPlace::People, &element.attribute("author"));
        }
    })
}

/// What styles decide.
#[derive(Default)]
pub struct Styles {
    /// Whether words have a language unless they say otherwise.
    has_language: bool,
    /// The ids of heading styles, and of those made from them.
    pub headings: BTreeSet<String>,
    /// The ids of styles whose text is hidden.
    hidden: BTreeSet<String>,
}

#[derive(Default)]
struct Style {
    is_heading: bool,
    is_hidden: bool,
    based_on: String,
}

impl Styles {
    pub fn read(package: &mut Package<'_>) -> Result<Styles, Stop> {
        let mut found = Styles::default();
        let mut styles: BTreeMap<String, Style> = BTreeMap::new();
        let (mut id, mut is_default) = (String::new(), false);
        package.walk_all("wordprocessingml.styles+xml", &mut |trail, step| {
            let Step::Open(element) = step else { return };
            let value = || element.attribute("val");
            let style = |styles: &mut BTreeMap<String, Style>, change: &dyn Fn(&mut Style)| {
                change(styles.entry(id.clone()).or_default());
            };
            match trail.name(0) {
                "style" => {
                    id = element.attribute("styleId");
                    let is_paragraph = element.attribute("type") == "paragraph";
                    is_default = is_paragraph && matches!(element.attribute("default").as_str(), "1" | "true");
                }
                "name" if trail.name(1) == "style" => {
                    let is_heading = value().to_lowercase().starts_with("heading ");
                    style(&mut styles, &|style| style.is_heading |= is_heading);
                }
                "basedOn" => style(&mut styles, &|style| style.based_on = value()),
                "outlineLvl" => {
                    let is_heading = is_outline_level(&value());
                    style(&mut styles, &|style| style.is_heading |= is_heading);
                }
                "vanish" if trail.name(2) == "style" => style(&mut styles, &|style| style.is_hidden = element.is_on()),
                "lang" => {
                    let in_defaults = trail.name(2) == "rPrDefault" || trail.name(2) == "style" && is_default;
                    found.has_language |= in_defaults && is_language(&value());
                }
                _ => {}
            }
        })?;
        for id in styles.keys() {
            let family = |of: &dyn Fn(&Style) -> bool| {
                let next = |style: &&Style| styles.get(&style.based_on);
                // Word allows ten steps; the limit also ends a circle.
                std::iter::successors(styles.get(id), next).take(20).any(of)
            };
            if family(&|style| style.is_heading) {
                found.headings.insert(id.clone());
            }
            if family(&|style| style.is_hidden) {
                found.hidden.insert(id.clone());
            }
        }
        Ok(found)
    }
}

/// Levels 0 to 8 are headings; 9 is body text.
pub fn is_outline_level(value: &str) -> bool {
    value.parse::<u32>().is_ok_and(|level| level < 9)
}

fn is_language(tag: &str) -> bool {
    !matches!(tag.trim().to_lowercase().as_str(), "" | "none" | "x-none" | "zxx" | "und")
}

/// A table that is open.
#[derive(Default)]
struct Table {
    rows: usize,
    columns_max: usize,
    columns: usize,
    has_header: bool,
}

/// The walk over the parts with words.
struct Story<'a> {
    styles: &'a Styles,
    facts: &'a mut Facts,
    letters: usize,
    headings: usize,
    tables: Vec<Table>,
    is_hidden_run: bool,
    is_hidden_paragraph: bool,
    is_heading: bool,
    has_words: bool,
    is_described: bool,
    shape_is_described: bool,
}

impl<'a> Story<'a> {
    fn new(styles: &'a Styles, facts: &'a mut Facts) -> Story<'a> {
        Story {
            styles,
            facts,
            letters: 0,
            headings: 0,
            tables: Vec::new(),
            is_hidden_run: false,
            is_hidden_paragraph: false,
            is_heading: false,
            has_words: false,
            is_described: false,
            shape_is_described: false,
        }
    }

    fn step(&mut self, trail: &Trail, step: Step<'_>) {
        match step {
            Step::Open(element) => self.open(trail, &element),
            Step::Text(text) if trail.name(0) == "t" => {
                let letters = text.chars().filter(|c| !c.is_whitespace()).count();
                self.letters += letters;
                self.has_words |= letters > 0;
                if letters > 0 && (self.is_hidden_run || self.is_hidden_paragraph) {
                    self.facts.hide(HiddenContent::Text, 1);
                }
            }
            Step::Text(_) => {}
            Step::Close => self.close(trail.name(0)),
        }
    }

    fn open(&mut self, trail: &Trail, element: &super::xml::Element<'_>) {
        let name = trail.name(0);
        if is_change(name) {
            self.facts.tracked_changes += 1;
            self.facts.credit(CreditPlace::Change, &element.attribute("author"));
        }
        let value = || element.attribute("val");
        match name {
            "comment" => {
                self.facts.comments += 1;
                self.facts.credit(CreditPlace::Comment, &element.attribute("author"));
            }
            "p" => (self.is_heading, self.is_hidden_paragraph, self.has_words) = (false, false, false),
            "pStyle" => {
                let style = value();
                self.is_heading |= self.styles.headings.contains(&style);
                self.is_hidden_paragraph |= self.styles.hidden.contains(&style);
            }
            "outlineLvl" => self.is_heading |= is_outline_level(&value()),
            "r" => self.is_hidden_run = false,
            "rStyle" => self.is_hidden_run |= self.styles.hidden.contains(&value()),
            // The same in `w:pPr` is about the mark at the end of the paragraph.
            "vanish" if trail.name(2) == "r" => self.is_hidden_run = element.is_on(),
            "tbl" => self.tables.push(Table::default()),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows += 1;
                    table.columns = 0;
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.columns += 1;
                    table.columns_max = table.columns_max.max(table.columns);
                }
            }
            "tblHeader" if element.is_on() => {
                if let Some(table) = self.tables.last_mut() {
                    table.has_header = true;
                }
            }
            "docPr" => self.is_described = has_description(element),
            "decorative" if element.is_on() => self.is_described = true,
            "graphicData" if !self.is_described && is_shown_as_picture(&element.attribute("uri")) => {
                self.facts.pictures_without_text += 1;
            }
            // Pictures of older versions.
            "shape" | "rect" => self.shape_is_described = is_description(&element.attribute("alt")),
            "imagedata" if !self.shape_is_described => self.facts.pictures_without_text += 1,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => {
                self.headings += usize::from(self.is_heading && self.has_words);
                self.is_heading = false;
            }
            "tbl" => {
                let table = self.tables.pop().unwrap_or_default();
                // One row or one column is a frame around something, not data.
                if table.rows > 1 && table.columns_max > 1 && !table.has_header {
                    self.facts.tables_without_header += 1;
                }
            }
            _ => {}
        }
    }
}
