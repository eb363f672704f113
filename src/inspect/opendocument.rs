//! OpenDocument texts, spreadsheets and presentations. Format: OASIS OpenDocument 1.3.

use std::collections::BTreeSet;

use super::office::{is_personal_property, walk_part};
use super::xml::{Budget, Element, Step, Trail};
use super::{CreditPlace, Facts, FileFormat, HiddenContent, LETTERS_WITHOUT_HEADINGS, Presence, Stop, is_title};
use crate::archive::Archive;

/// Looks into an OpenDocument file.
pub fn read(bytes: &[u8], format: FileFormat, facts: &mut Facts) -> Result<(), Stop> {
    let mut archive = Archive::open(bytes).ok_or(Stop::Damaged)?;
    let mut budget = Budget::default();
    let mut is_locked = false;
    walk_part(&mut archive, &mut budget, "META-INF/manifest.xml", &mut |trail, _| {
        is_locked |= trail.name(0) == "encryption-data";
    })?;
    if is_locked {
        return Err(Stop::Locked);
    }
    if !archive.names().iter().any(|name| name == "content.xml") {
        return Err(Stop::Damaged);
    }
    properties(&mut archive, &mut budget, facts)?;
    let mut content = Content::new(format, facts);
    for part in ["styles.xml", "content.xml"] {
        content.in_styles = part == "styles.xml";
        walk_part(&mut archive, &mut budget, part, &mut |trail, step| content.step(trail, step))?;
    }
    let (letters, headings, has_language) = (content.letters, content.headings, content.has_language);
    match format {
        FileFormat::OpenText => {
            facts.language = has_language.into();
            facts.headings = match headings {
                0 if letters < LETTERS_WITHOUT_HEADINGS => Presence::NotAsked,
                count => (count > 0).into(),
            };
        }
        // A workbook is known by the name of its file: no program asks for another title.
        FileFormat::OpenSheet => facts.title = Presence::NotAsked,
        _ => {}
    }
    Ok(())
}

fn properties(archive: &mut Archive<'_>, budget: &mut Budget, facts: &mut Facts) -> Result<(), Stop> {
    let mut title = String::new();
    let mut text = String::new();
    let mut property = String::new();
    walk_part(archive, budget, "meta.xml", &mut |trail, step| match step {
        Step::Open(element) => {
            text.clear();
            property = element.attribute("name");
        }
        Step::Text(part) => text += part,
        Step::Close => {
            match trail.name(0) {
                "title" => title = std::mem::take(&mut text),
                "initial-creator" => facts.credit(CreditPlace::Author, &text),
                "creator" | "printed-by" => facts.credit(CreditPlace::LastEditor, &text),
                "user-defined" if is_personal_property(&property) => facts.credit(CreditPlace::Property, &text),
                _ => {}
            }
            text.clear();
        }
    })?;
    facts.title = is_title(&title).into();
    Ok(())
}

/// A table that is open.
#[derive(Default)]
struct Table {
    rows: usize,
    columns: usize,
    columns_max: usize,
    has_header: bool,
}

/// A frame that is open.
#[derive(Default)]
struct Frame {
    is_picture: bool,
    is_described: bool,
    is_title: bool,
}

/// The walk over styles and content.
struct Content<'a> {
    format: FileFormat,
    facts: &'a mut Facts,
    /// Whether what is walked over is the part with styles, whose drawings are the ground of all slides.
    in_styles: bool,
    letters: usize,
    headings: usize,
    has_language: bool,
    /// The styles that hide text, sheets or slides, each with its family before its name.
    hiding: BTreeSet<String>,
    style: String,
    tables: Vec<Table>,
    frames: Vec<Frame>,
    /// Where the innermost hidden text began.
    hidden_from: Option<usize>,
    row_is_hidden: bool,
    column_is_hidden: Vec<(usize, bool)>,
    has_title: bool,
    notes_have_words: bool,
    creator: String,
}

impl<'a> Content<'a> {
    fn new(format: FileFormat, facts: &'a mut Facts) -> Content<'a> {
        Content {
            format,
            facts,
            in_styles: false,
            letters: 0,
            headings: 0,
            has_language: false,
            hiding: BTreeSet::new(),
            style: String::new(),
            tables: Vec::new(),
            frames: Vec::new(),
            hidden_from: None,
            row_is_hidden: false,
            column_is_hidden: Vec::new(),
            has_title: false,
            notes_have_words: false,
            creator: String::new(),
        }
    }

    fn step(&mut self, trail: &Trail, step: Step<'_>) {
        match step {
            Step::Open(element) => self.open(trail, &element),
            Step::Text(text) => self.text(trail, text),
            Step::Close => self.close(trail),
        }
    }

    fn open(&mut self, trail: &Trail, element: &Element<'_>) {
        let hides = |family: &str| self.hiding.contains(&format!("{family} {}", element.attribute("style-name")));
        match trail.name(0) {
            "style" | "default-style" => {
                self.style = format!("{} {}", element.attribute("family"), element.attribute("name"));
            }
            "text-properties" => {
                let is_default = trail.name(1) == "default-style";
                let language = element.attribute("language");
                self.has_language |= is_default && !matches!(language.as_str(), "" | "none" | "zxx" | "und");
                self.note_hiding(element.attribute("display") == "none");
            }
            "table-properties" => self.note_hiding(element.attribute("display") == "false"),
            "drawing-page-properties" => self.note_hiding(element.attribute("visibility") == "hidden"),
            "h" => self.headings += 1,
            "p" | "span" | "section" | "hidden-text" | "hidden-paragraph" => {
                let is_hidden = match trail.name(0) {
                    "p" => hides("paragraph"),
                    "span" => hides("text"),
                    "section" => element.attribute("display") == "none",
                    _ => true,
                };
                if is_hidden && self.hidden_from.is_none() {
                    self.hidden_from = Some(trail.depth());
                    self.facts.hide(HiddenContent::Text, 1);
                }
            }
            "table" => self.open_table(element),
            "table-header-rows" => {
                if let Some(table) = self.tables.last_mut() {
                    table.has_header = true;
                }
            }
            "table-row" => {
                self.row_is_hidden = is_collapsed(element);
                if let Some(table) = self.tables.last_mut() {
                    table.rows += 1;
                    table.columns = 0;
                }
            }
            "table-column" if self.format == FileFormat::OpenSheet => {
                self.column_is_hidden.push((repeated(element), is_collapsed(element)));
            }
            "table-cell" | "covered-table-cell" => self.open_cell(element),
            "frame" => self.frames.push(Frame {
                is_picture: false,
                is_described: element.attribute("decorative") == "true",
                is_title: element.attribute("class") == "title",
            }),
            "image" | "object" | "object-ole" if trail.name(1) == "frame" => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.is_picture = true;
                }
            }
            "page" => {
                self.has_title = false;
                if hides("drawing-page") {
                    self.facts.hide(HiddenContent::Slide, 1);
                    self.has_title = true;
                }
            }
            "notes" => self.notes_have_words = false,
            "annotation" => self.facts.comments += 1,
            "changed-region" => self.facts.tracked_changes += 1,
            "creator" => self.creator.clear(),
            _ => {}
        }
    }

    fn note_hiding(&mut self, hides: bool) {
        if hides {
            self.hiding.insert(self.style.clone());
        }
    }

    fn open_table(&mut self, element: &Element<'_>) {
        self.tables.push(Table::default());
        self.column_is_hidden.clear();
        let style = format!("table {}", element.attribute("style-name"));
        if self.format == FileFormat::OpenSheet && self.hiding.contains(&style) {
            self.facts.hide(HiddenContent::Sheet, 1);
        }
    }

    fn open_cell(&mut self, element: &Element<'_>) {
        let Some(table) = self.tables.last_mut() else { return };
        let column = table.columns;
        table.columns = table.columns.saturating_add(repeated(element));
        table.columns_max = table.columns_max.max(table.columns);
        if self.format != FileFormat::OpenSheet || element.attribute("value-type").is_empty() {
            return;
        }
        if std::mem::take(&mut self.row_is_hidden) {
            self.facts.hide(HiddenContent::Row, 1);
        }
        let mut first = 0_usize;
        for (count, is_hidden) in &mut self.column_is_hidden {
            let end = first.saturating_add(*count);
            if (first..end).contains(&column) && std::mem::take(is_hidden) {
                self.facts.hide(HiddenContent::Column, 1);
            }
            first = end;
        }
    }

    fn text(&mut self, trail: &Trail, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        match trail.name(0) {
            "creator" => self.creator += text,
            "title" | "desc" if trail.name(1) == "frame" => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.is_described = true;
                }
            }
            "p" | "h" | "span" | "a" | "s" => {
                self.letters += text.chars().filter(|c| !c.is_whitespace()).count();
                self.notes_have_words = true;
                self.has_title |= self.frames.last().is_some_and(|frame| frame.is_title);
            }
            _ => {}
        }
    }

    fn close(&mut self, trail: &Trail) {
        self.hidden_from.take_if(|depth| *depth == trail.depth());
        match trail.name(0) {
            "table" => {
                let table = self.tables.pop().unwrap_or_default();
                // One row or one column is a frame around something, not data.
                let is_data = self.format == FileFormat::OpenText && table.rows > 1 && table.columns_max > 1;
                self.facts.tables_without_header += usize::from(is_data && !table.has_header);
            }
            "frame" => {
                let frame = self.frames.pop().unwrap_or_default();
                let is_ground = self.in_styles && self.format == FileFormat::OpenSlides;
                let is_mute = frame.is_picture && !frame.is_described && !is_ground;
                self.facts.pictures_without_text += usize::from(is_mute);
            }
            "page" if self.format == FileFormat::OpenSlides && !self.in_styles => {
                self.facts.slides_without_title += usize::from(!self.has_title);
            }
            "notes" => self.facts.hide(HiddenContent::Notes, usize::from(self.notes_have_words)),
            "creator" => {
                let place = if trail.name(1) == "annotation" { CreditPlace::Comment } else { CreditPlace::Change };
                self.facts.credit(place, &self.creator);
            }
            _ => {}
        }
    }
}

fn is_collapsed(element: &Element<'_>) -> bool {
    matches!(element.attribute("visibility").as_str(), "collapse" | "filter")
}

/// How many columns or cells one element stands for.
fn repeated(element: &Element<'_>) -> usize {
    element.attribute("number-columns-repeated").parse().unwrap_or(1)
}
