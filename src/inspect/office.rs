//! What Word, Excel and PowerPoint files have in common: the package, its properties, pictures and tables in drawings.
//!
//! Parts are found by their content types, as the Office programs find them: their names are a habit only. Formats:
//! ECMA-376, Office Open XML, parts 1 and 2.

use std::collections::BTreeMap;

use super::xml::{self, Budget, Element, Step, Trail};
use super::{
    CreditPlace, Facts, FileFormat, HiddenContent, Presence, Stop, is_description, is_title, slides, word, workbook,
};
use crate::archive::{Archive, PartFault};

/// The part that names the content type of every other.
pub const CONTENT_TYPES: &str = "[Content_Types].xml";

/// An open Office file.
pub struct Package<'a> {
    archive: Archive<'a>,
    /// The content type of each part, by its name.
    types: BTreeMap<String, String>,
    budget: Budget,
}

impl<'a> Package<'a> {
    /// Opens a file.
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, Stop> {
        Package::open_within(bytes, Budget::default())
    }

    /// Opens a file that may not unpack to more.
    pub fn open_within(bytes: &'a [u8], mut budget: Budget) -> Result<Package<'a>, Stop> {
        let mut archive = Archive::open(bytes).ok_or(Stop::Damaged)?;
        let types = content_types(&mut archive, &mut budget)?;
        Ok(Package { archive, types, budget })
    }

    /// The parts whose content type ends so, in the order of their names.
    pub fn parts(&self, type_ending: &str) -> Vec<String> {
        let parts = self.types.iter().filter(|(_, it)| it.ends_with(type_ending));
        parts.map(|(name, _)| name.clone()).collect()
    }

    /// Walks over a part.
    pub fn walk(&mut self, name: &str, visit: &mut dyn FnMut(&Trail, Step<'_>)) -> Result<(), Stop> {
        walk_part(&mut self.archive, &mut self.budget, name, visit)
    }

    /// Walks over every part of a content type.
    pub fn walk_all(&mut self, type_ending: &str, visit: &mut dyn FnMut(&Trail, Step<'_>)) -> Result<(), Stop> {
        self.parts(type_ending).iter().try_for_each(|name| self.walk(name, visit))
    }

    /// Where the relationships of a part lead, by their ids.
    pub fn relationships(&mut self, part: &str) -> Result<BTreeMap<String, Relationship>, Stop> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let slash = if folder.is_empty() { "" } else { "/" };
        let mut found = BTreeMap::new();
        self.walk(&format!("{folder}{slash}_rels/{file}.rels"), &mut |trail, step| {
            let Step::Open(element) = step else { return };
            if trail.name(0) == "Relationship" {
                let target = element.attribute("Target");
                let is_outside = element.attribute("TargetMode") == "External";
                let target = if is_outside { target } else { inside(folder, &target) };
                found.insert(element.attribute("Id"), Relationship { target, is_outside });
            }
        })?;
        Ok(found)
    }

    /// The bytes of a part, unless there are more of them than `bytes_max`.
    pub fn bytes(&mut self, name: &str, bytes_max: usize) -> Result<Vec<u8>, Stop> {
        let bytes = self.archive.start_of(name, bytes_max as u64 + 1).map_err(|_| Stop::Damaged)?;
        if bytes.len() > bytes_max { Err(Stop::TooLarge) } else { Ok(bytes) }
    }
}

/// Where a relationship leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relationship {
    /// The name of a part, or an address outside of the file.
    pub target: String,
    /// Whether it is outside.
    pub is_outside: bool,
}

/// The name of a part that a relationship of a part in `folder` names.
fn inside(folder: &str, target: &str) -> String {
    let mut names: Vec<&str> = match target.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => folder.split('/').filter(|name| !name.is_empty()).collect(),
    };
    for name in target.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.join("/")
}

/// Walks over a part of an archive. One that is missing has nothing in it.
pub fn walk_part(
    archive: &mut Archive<'_>,
    budget: &mut Budget,
    name: &str,
    visit: &mut dyn FnMut(&Trail, Step<'_>),
) -> Result<(), Stop> {
    match archive.part(name) {
        Ok(part) => xml::walk(part, budget, visit),
        Err(PartFault::Missing) => Ok(()),
        Err(PartFault::Locked) => Err(Stop::Locked),
        Err(PartFault::Damaged) => Err(Stop::Damaged),
    }
}

fn content_types(archive: &mut Archive<'_>, budget: &mut Budget) -> Result<BTreeMap<String, String>, Stop> {
    let mut by_suffix = BTreeMap::new();
    let mut by_name = BTreeMap::new();
    walk_part(archive, budget, CONTENT_TYPES, &mut |trail, step| {
        let Step::Open(element) = step else { return };
        let content_type = element.attribute("ContentType");
        match trail.name(0) {
            "Default" => drop(by_suffix.insert(element.attribute("Extension").to_lowercase(), content_type)),
            "Override" => {
                let name = element.attribute("PartName");
                by_name.insert(name.trim_start_matches('/').to_lowercase(), content_type);
            }
            _ => {}
        }
    })?;
    let content_type = |name: &String| {
        let name = name.to_lowercase();
        let suffix = name.rsplit_once('.').map_or("", |(_, suffix)| suffix);
        by_name.get(&name).or_else(|| by_suffix.get(suffix)).cloned().unwrap_or_default()
    };
    Ok(archive.names().iter().map(|name| (name.clone(), content_type(name))).collect())
}

/// Which Office file a package is.
pub fn detect(archive: &mut Archive<'_>) -> Result<FileFormat, Stop> {
    let types = content_types(archive, &mut Budget::default())?;
    let format = types.values().find_map(|it| {
        let is_main = it.ends_with("main+xml");
        if it.contains("ms-excel.sheet.binary") {
            Some(FileFormat::OldExcel)
        } else if is_main && (it.contains("wordprocessingml.") || it.contains("ms-word.")) {
            Some(FileFormat::Word)
        } else if is_main && (it.contains("spreadsheetml.") || it.contains("ms-excel.")) {
            Some(FileFormat::Excel)
        } else if is_main && (it.contains("presentationml.") || it.contains("ms-powerpoint.")) {
            Some(FileFormat::PowerPoint)
        } else {
            None
        }
    });
    Ok(format.unwrap_or(FileFormat::Zip))
}

/// Looks into a Word, Excel or PowerPoint file.
pub fn read(bytes: &[u8], format: FileFormat, facts: &mut Facts) -> Result<(), Stop> {
    let mut package = Package::open(bytes)?;
    properties(&mut package, facts)?;
    let is_embedded = |name: &&String| name.to_lowercase().contains("/embeddings/");
    facts.hide(HiddenContent::Object, package.parts("").iter().filter(is_embedded).count());
    match format {
        FileFormat::Word => word::read(&mut package, facts),
        FileFormat::PowerPoint => slides::read(&mut package, facts),
        _ => {
            // A workbook is known by the name of its file: no program asks for another title.
            facts.title = Presence::NotAsked;
            workbook::read(&mut package, facts)
        }
    }
}

/// Only the properties of a package, for a form that is not looked into further.
pub fn read_properties(bytes: &[u8], facts: &mut Facts) -> Result<(), Stop> {
    properties(&mut Package::open(bytes)?, facts)?;
    facts.title = Presence::NotAsked;
    Ok(())
}

/// Parts of the names of properties that people add for people: "Reviewed by", "Document owner", "_AuthorEmail".
const PERSONAL_PROPERTIES: &[&str] =
    &["author", "owner", "editor", "manager", "reviewer", "typist", "creator", "contact", "mail", "name", " by"];

/// Whether a property that an author has added is about a person.
pub fn is_personal_property(name: &str) -> bool {
    let name = name.to_lowercase();
    PERSONAL_PROPERTIES.iter().any(|part| name.contains(part))
}

fn properties(package: &mut Package<'_>, facts: &mut Facts) -> Result<(), Stop> {
    let mut title = String::new();
    let mut text = String::new();
    let mut property = String::new();
    let mut read = |trail: &Trail, step: Step<'_>| match step {
        Step::Open(element) => {
            text.clear();
            if trail.name(0) == "property" {
                property = element.attribute("name");
            }
        }
        Step::Text(part) => text += part,
        Step::Close => {
            match (trail.name(0), trail.name(1)) {
                ("title", "coreProperties") => title = std::mem::take(&mut text),
                ("creator", "coreProperties") => facts.credit(CreditPlace::Author, &text),
                ("lastModifiedBy", "coreProperties") => facts.credit(CreditPlace::LastEditor, &text),
                ("Manager", "Properties") => facts.credit(CreditPlace::Property, &text),
                (_, "property") if is_personal_property(&property) => facts.credit(CreditPlace::Property, &text),
                _ => {}
            }
            text.clear();
        }
    };
    for part in ["core-properties+xml", "extended-properties+xml", "custom-properties+xml"] {
        package.walk_all(part, &mut read)?;
    }
    facts.title = is_title(&title).into();
    Ok(())
}

/// Pictures, charts and tables in drawings, as presentations and workbooks hold them.
#[derive(Default)]
pub struct Drawings {
    /// Whether the picture or frame that is open has a description or is decoration.
    is_described: bool,
}

impl Drawings {
    /// Looks at one step of a part with drawings.
    pub fn step(&mut self, trail: &Trail, step: &Step<'_>, facts: &mut Facts) {
        match step {
            Step::Open(element) => match (trail.name(0), trail.name(1)) {
                ("cNvPr", "nvPicPr" | "nvGraphicFramePr") => self.is_described = has_description(element),
                ("decorative", _) if element.is_on() => self.is_described = true,
                ("graphicData", _) if !self.is_described && is_shown_as_picture(&element.attribute("uri")) => {
                    facts.pictures_without_text += 1;
                }
                ("tblPr", "tbl") if !matches!(element.attribute("firstRow").as_str(), "1" | "true") => {
                    facts.tables_without_header += 1;
                }
                _ => {}
            },
            Step::Close if trail.name(0) == "nvPicPr" && !self.is_described => facts.pictures_without_text += 1,
            Step::Close | Step::Text(_) => {}
        }
    }
}

/// Whether the element that names a drawing describes it. A title alone is not read aloud.
pub fn has_description(element: &Element<'_>) -> bool {
    is_description(&element.attribute("descr"))
}

/// Whether graphic data of this kind are a picture to a reader who cannot see: charts and diagrams too.
pub fn is_shown_as_picture(uri: &str) -> bool {
    let kinds = ["/picture", "/chart", "/chartex", "/diagram", "/wordprocessingGroup"];
    kinds.iter().any(|kind| uri.ends_with(kind))
}
