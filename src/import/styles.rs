//! Styles: what a paragraph or a run is by the name, the outline level or the family of its style.

use std::collections::BTreeMap;

use super::model::Role;
use crate::inspect::Stop;
use crate::inspect::office::Package;
use crate::inspect::xml::{Element, Step, Trail};

/// A style as it is written.
#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    based_on: String,
    outline: Option<u8>,
    numbering: Option<String>,
    level: Option<usize>,
    left: Option<i32>,
    size: Option<u16>,
    bold: Option<bool>,
    italic: Option<bool>,
    hidden: Option<bool>,
    language: Option<String>,
    is_centred: Option<bool>,
    /// Whether a table of it shows its first row in another way.
    marks_first_row: bool,
}

/// What a style comes to, its family included.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// What a paragraph of it is.
    pub role: Role,
    /// The numbering it brings.
    pub numbering: Option<String>,
    /// The level in that numbering.
    pub level: Option<usize>,
    /// Where lines begin.
    pub left: Option<i32>,
    /// The size of letters in half points.
    pub size: Option<u16>,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is italic.
    pub italic: bool,
    /// Whether nobody sees it.
    pub hidden: bool,
    /// Whether it is for code.
    pub code: bool,
    /// Its language.
    pub language: Option<String>,
    /// Whether lines stand in the middle.
    pub is_centred: bool,
    /// Whether a table of it shows its first row in bold or on another ground.
    marks_first_row: bool,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub struct Styles {
    resolved: BTreeMap<String, Resolved>,
    plain: Resolved,
    /// The usual size of letters, in half points.
    pub size: u16,
    /// The usual language.
    pub language: String,
}

impl Styles {
    /// Reads the styles.
    pub fn read(package: &mut Package<'_>) -> Result<Styles, Stop> {
        let mut styles: BTreeMap<String, Style> = BTreeMap::new();
        let (mut id, mut usual) = (String::new(), String::new());
        // The part of a table that a style speaks of.
        let mut table_part = String::new();
        let mut found = Styles { size: 20, ..Styles::default() };
        package.walk_all("wordprocessingml.styles+xml", &mut |trail: &Trail, step| {
            let Step::Open(element) = step else { return };
            let value = || element.attribute("val");
            let name = trail.name(0);
            if name == "style" {
                id = element.attribute("styleId");
                let is_default = matches!(element.attribute("default").as_str(), "1" | "true");
                if element.attribute("type") == "paragraph" && is_default {
                    usual.clone_from(&id);
                }
                styles.insert(id.clone(), Style::default());
                return;
            }
            if trail.name(2) == "rPrDefault" {
                match name {
                    "sz" => found.size = value().parse().unwrap_or(20),
                    "lang" => found.language = value(),
                    _ => {}
                }
            }
            if name == "tblStylePr" {
                table_part = element.attribute("type");
            }
            // Not what tables say of their first rows.
            let in_style = trail.name(1) == "style" || trail.name(2) == "style" || trail.name(3) == "style";
            let of_part = (0..4).any(|step| trail.name(step) == "tblStylePr");
            if of_part
                && table_part == "firstRow"
                && (name == "b" && element.is_on() || name == "shd" && is_ground(&element))
                && let Some(style) = styles.get_mut(&id)
            {
                style.marks_first_row = true;
            }
            let Some(style) = styles.get_mut(&id).filter(|_| in_style && !of_part) else { return };
            match name {
                "name" => style.name = value().trim().to_lowercase(),
                "basedOn" => style.based_on = value(),
                "outlineLvl" => style.outline = value().parse().ok(),
                "numId" => style.numbering = Some(value()),
                "ilvl" => style.level = value().parse().ok(),
                "ind" => style.left = left_of(&element.attribute("left"), &element.attribute("start")),
                "sz" => style.size = value().parse().ok(),
                "b" => style.bold = Some(element.is_on()),
                "i" => style.italic = Some(element.is_on()),
                "vanish" => style.hidden = Some(element.is_on()),
                "lang" => style.language = element.find("val"),
                "jc" => style.is_centred = Some(value() == "center"),
                _ => {}
            }
        })?;
        found.plain = resolve(&styles, &usual);
        if let Some(size) = found.plain.size {
            found.size = size;
        }
        found.resolved = styles.keys().map(|id| (id.clone(), resolve(&styles, id))).collect();
        Ok(found)
    }

    /// A style by its id; the usual one where there is none of that id.
    pub fn of(&self, id: &str) -> &Resolved {
        self.resolved.get(id).unwrap_or(&self.plain)
    }

    /// Whether a style of tables gives their first row a look of its own.
    pub fn marks_first_row(&self, id: &str) -> bool {
        self.resolved.get(id).is_some_and(|style| style.marks_first_row)
    }

    /// A character style by its id.
    pub fn of_run(&self, id: &str) -> Option<&Resolved> {
        self.resolved.get(id)
    }
}

/// Whether shading is another ground than the page's.
pub fn is_ground(shading: &Element<'_>) -> bool {
    let fill = shading.attribute("fill").to_ascii_lowercase();
    !matches!(fill.as_str(), "" | "auto" | "ffffff")
}

/// The left edge that an element states.
pub fn left_of(left: &str, start: &str) -> Option<i32> {
    left.parse().or_else(|_| start.parse()).ok()
}

fn resolve(styles: &BTreeMap<String, Style>, id: &str) -> Resolved {
    // Word allows ten steps; the limit also ends a circle.
    let next = |(_, style): &(&String, &Style)| styles.get_key_value(&style.based_on);
    let chain = || std::iter::successors(styles.get_key_value(id), next).take(12);
    let first = |of: &dyn Fn(&Style) -> Option<bool>| chain().find_map(|(_, it)| of(it)).unwrap_or(false);
    let role = chain().find_map(|(id, style)| role_of(id, style)).unwrap_or_default();
    Resolved {
        role,
        numbering: chain().find_map(|(_, it)| it.numbering.clone()),
        level: chain().find_map(|(_, it)| it.level),
        left: chain().find_map(|(_, it)| it.left),
        size: chain().find_map(|(_, it)| it.size),
        bold: first(&|it| it.bold),
        italic: first(&|it| it.italic),
        hidden: first(&|it| it.hidden),
        code: chain().any(|(_, it)| is_code(&it.name)),
        language: chain().find_map(|(_, it)| it.language.clone()),
        is_centred: first(&|it| it.is_centred),
        marks_first_row: chain().any(|(_, it)| it.marks_first_row),
    }
}

/// How headings are called in the languages whose templates leave their own names.
const HEADINGS: &[&str] = &[
    "heading",
    "pennawd",
    "überschrift",
    "titre",
    "título",
    "titulo",
    "titolo",
    "kop",
    "rubrik",
    "overskrift",
    "otsikko",
    "nagłówek",
    "nadpis",
    "címsor",
    "заголовок",
    "berschrift",
    "naglowek",
    "tytuł",
];

fn role_of(id: &str, style: &Style) -> Option<Role> {
    let id = id.to_lowercase();
    for name in [style.name.as_str(), id.as_str()] {
        match name {
            "title" | "titel" | "teitl" | "document title" | "cover title" => return Some(Role::Title),
            "organisation" => return Some(Role::Masthead),
            "caption" | "beschriftung" | "table caption" | "image caption" | "captioned figure" => {
                return Some(Role::Caption);
            }
            "quote" | "intense quote" | "block text" | "quotations" => return Some(Role::Quote),
            "definition term" | "definitionterm" => return Some(Role::Term),
            "definition" => return Some(Role::Meaning),
            "toc heading" | "tocheading" | "contents heading" | "table of figures" => return Some(Role::Contents),
            _ => {}
        }
        if is_code(name) && style.outline.is_none() {
            return Some(Role::Code);
        }
        if ["toc ", "contents "].iter().any(|start| digit_after(name, start).is_some()) {
            return Some(Role::Contents);
        }
    }
    // What a style says of its level goes before what it is called.
    match style.outline {
        Some(level @ 0..=8) => return Some(Role::Heading(level + 1)),
        Some(_) => return Some(Role::Body),
        None => {}
    }
    [style.name.as_str(), id.as_str()]
        .iter()
        .find_map(|name| HEADINGS.iter().find_map(|start| digit_after(name, start)).map(Role::Heading))
}

/// The digit from 1 to 9 that is all that follows in a name.
fn digit_after(name: &str, start: &str) -> Option<u8> {
    let rest = name.strip_prefix(start)?.trim();
    rest.parse().ok().filter(|level| (1..=9).contains(level))
}

fn is_code(name: &str) -> bool {
    matches!(
        name,
        "code"
            | "source code"
            | "html preformatted"
            | "preformatted text"
            | "verbatim char"
            | "code text"
            | "source text"
            | "html code"
    )
}
