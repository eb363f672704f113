//! Files without what tells who made them. What goes is what no reader of the document sees: names in properties, the path
//! of a template on somebody's computer, a small picture of the first page, marks that tell who typed what and when, and
//! the notes in photos. Words, comments, recorded changes and structure stay: to take those out would be to change what the
//! author wrote.
//!
//! A file is copied part by part; what does not tell is copied as it lies. Then the copy is looked into as the file was. It
//! is taken only if all else in it is the same. A signed file stays as it is, as its signature would break, and so does a
//! name that the document shows on its pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::office::{CONTENT_TYPES, Package, is_personal_property};
use super::words::words;
use super::xml::{self, Budget, Element, Fate, Step, Trail};
use super::{Credit, CreditPlace, Facts, FileFormat, Inspection, Reading, Stop, clean_pdf, inspect};
use crate::archive::Archive;
use crate::picture;

/// The largest file that is cleaned, in bytes: a copy of it is held beside it.
pub const BYTES_MAX: usize = 50 << 20;

/// The largest part that is read, in bytes.
const PART_BYTES_MAX: usize = 64 << 20;

/// A file that was looked into, as it is published.
#[derive(Debug)]
pub struct Looked {
    /// What is in it as it is published.
    pub inspection: Inspection,
    /// The file to publish, where it is another than the author's.
    pub cleaned: Option<Cleaned>,
    /// Why something that tells who made it is still there, or all of it.
    pub kept: Option<Kept>,
}

/// A file without what tells who made it.
pub struct Cleaned {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// What was taken out.
    pub removed: BTreeSet<Removed>,
    /// The names among it.
    pub credits: BTreeSet<Credit>,
}

impl fmt::Debug for Cleaned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Cleaned({:?}, {} bytes)", self.removed, self.bytes.len())
    }
}

/// What was taken out of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Removed {
    /// Who wrote it.
    Author,
    /// Who saved or printed it last.
    LastEditor,
    /// The manager, the company, and properties about a person.
    Properties,
    /// A list of the people who worked on it.
    People,
    /// A path on somebody's computer.
    Path,
    /// What a photo tells of where and when it was taken, and with which camera.
    PictureNotes,
    /// A small picture of the first page.
    Thumbnail,
    /// Marks that tell in which sitting each word was typed.
    EditingMarks,
    /// What a program keeps in it for itself.
    ProgramData,
    /// What the file held when it was saved before.
    EarlierVersions,
    /// What an organisation's systems keep in it: fields of a document store, variables of templates.
    OwnData,
}

/// Why something that tells who made a file was not taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is signed, and the signature would break.
    Signed,
    /// The document shows it on its pages.
    Shown,
    /// The file is too large to be copied.
    TooLarge,
    /// The copy would differ in more than that.
    NotTheSame,
}

/// What cleaning gave: the bytes and what went; `None` where there is nothing to take out.
pub type Draft = Option<(Vec<u8>, BTreeSet<Removed>)>;

/// Looks into a file, and takes out of it what tells who made it. `suffix` is as for [`inspect`].
pub fn look(bytes: &Arc<[u8]>, suffix: &str) -> Looked {
    let before = inspect(bytes, suffix);
    let keep = |inspection, kept| Looked { inspection, cleaned: None, kept };
    let can_be_cleaned = matches!(
        before.format,
        FileFormat::Word
            | FileFormat::Excel
            | FileFormat::PowerPoint
            | FileFormat::OpenText
            | FileFormat::OpenSheet
            | FileFormat::OpenSlides
    ) || (before.format == FileFormat::Pdf
        && (!before.facts.credits.is_empty() || clean_pdf::may_tell(bytes)));
    if before.reading != Reading::Whole || !can_be_cleaned {
        return keep(before, None);
    }
    if bytes.len() > BYTES_MAX {
        return keep(before, Some(Kept::TooLarge));
    }
    // As in `inspect`: should a library fail in another way than with an error, the file stays as it is.
    let draft = std::panic::catch_unwind(|| match before.format {
        FileFormat::Pdf => clean_pdf::cleaned(bytes),
        FileFormat::Word | FileFormat::Excel | FileFormat::PowerPoint => office(bytes, &before.facts),
        _ => open_document(bytes),
    });
    let tells = |facts: &Facts| {
        let in_properties = [CreditPlace::Author, CreditPlace::LastEditor, CreditPlace::Property];
        facts.credits.iter().any(|credit| in_properties.contains(&credit.place))
    };
    let (copy, removed) = match draft.unwrap_or(Err(Kept::NotTheSame)) {
        Ok(Some(draft)) => draft,
        Ok(None) => {
            let kept = tells(&before.facts).then_some(Kept::Shown);
            return keep(before, kept);
        }
        Err(why) => return keep(before, Some(why)),
    };
    let after = inspect(&copy, suffix);
    let rest =
        |it: &Inspection| Inspection { facts: Facts { credits: BTreeSet::new(), ..it.facts.clone() }, ..it.clone() };
    let is_same = rest(&before) == rest(&after)
        && after.facts.credits.is_subset(&before.facts.credits)
        && (before.format != FileFormat::Word || texts(bytes) == texts(&copy));
    if !is_same {
        return keep(before, Some(Kept::NotTheSame));
    }
    let credits = before.facts.credits.difference(&after.facts.credits).cloned().collect();
    let kept = tells(&after.facts).then_some(Kept::Shown);
    let cleaned = Cleaned { bytes: Arc::from(copy), removed, credits };
    Looked { inspection: after, cleaned: Some(cleaned), kept }
}

fn texts(bytes: &[u8]) -> Option<Vec<String>> {
    Some(words(bytes, "").ok()??.into_iter().map(|passage| passage.text).collect())
}

/// The parts of a package that change, and what went out of them.
struct Copy<'a> {
    archive: Archive<'a>,
    budget: Budget,
    changes: BTreeMap<String, Option<Vec<u8>>>,
    removed: BTreeSet<Removed>,
}

impl<'a> Copy<'a> {
    fn of(bytes: &'a [u8]) -> Result<Copy<'a>, Kept> {
        let archive = Archive::open(bytes).ok_or(Kept::NotTheSame)?;
        Ok(Copy { archive, budget: Budget::default(), changes: BTreeMap::new(), removed: BTreeSet::new() })
    }

    fn bytes(&mut self, name: &str) -> Result<Vec<u8>, Kept> {
        let bytes = self.archive.start_of(name, PART_BYTES_MAX as u64 + 1).map_err(|_| Kept::NotTheSame)?;
        if bytes.len() > PART_BYTES_MAX { Err(Kept::TooLarge) } else { Ok(bytes) }
    }

    /// Copies a part without some of its elements and attributes.
    fn filter(
        &mut self,
        name: &str,
        fate: &mut dyn FnMut(&Trail, &Element<'_>, &mut BTreeSet<Removed>) -> Fate,
    ) -> Result<(), Kept> {
        let bytes = self.bytes(name)?;
        let removed = &mut self.removed;
        let copy = xml::without(&bytes, &mut self.budget, &mut |trail, element| fate(trail, element, removed));
        match copy {
            Ok(Some(copy)) => drop(self.changes.insert(name.to_owned(), Some(copy))),
            Ok(None) => {}
            Err(Stop::TooLarge) => return Err(Kept::TooLarge),
            Err(_) => return Err(Kept::NotTheSame),
        }
        Ok(())
    }

    /// Takes the notes out of photos. One that is turned by a note stays as it is, as programs would show it turned.
    fn pictures(&mut self) -> Result<(), Kept> {
        let is_picture = |name: &&String| {
            let name = name.to_lowercase();
            let is_kept = name.contains("/media/") || name.starts_with("pictures/") || name.starts_with("media/");
            let is_named = [".jpg", ".jpeg", ".png"].iter().any(|suffix| name.ends_with(suffix));
            (is_kept || is_named) && !self.changes.contains_key(&name)
        };
        let names: Vec<String> = self.archive.names().iter().filter(is_picture).cloned().collect();
        for name in names {
            if let Some(copy) = picture::without_notes(&self.bytes(&name)?) {
                self.removed.insert(Removed::PictureNotes);
                self.changes.insert(name, Some(copy));
            }
        }
        Ok(())
    }

    fn draft(mut self) -> Result<Draft, Kept> {
        if self.removed.is_empty() {
            return Ok(None);
        }
        let bytes = self.archive.rewritten(&self.changes).ok_or(Kept::NotTheSame)?;
        Ok(Some((bytes, self.removed)))
    }
}

/// What stands among the words of fields when content controls show XML of an organisation's own.
const BOUND: &str = "own-xml";

/// What a document shows of its own properties, in small letters: the codes of fields, and what content controls are
/// bound to.
fn shown(package: &mut Package<'_>) -> Result<String, Stop> {
    let mut shown = String::new();
    for part in package.parts("+xml").into_iter().filter(|name| name.starts_with("word/") && name.ends_with(".xml")) {
        package.walk(&part, &mut |trail, step| match step {
            Step::Open(element) => match trail.name(0) {
                "fldSimple" => shown += &format!(" {} ", element.attribute("instr").to_lowercase()),
                "dataBinding" => {
                    let path = element.attribute("xpath").to_lowercase();
                    let is_of_properties =
                        ["coreproperties", "properties[", "coverpage"].iter().any(|it| path.contains(it));
                    shown += &format!(" {path} {} ", if is_of_properties { "" } else { BOUND });
                }
                "fldChar" => shown.push(' '),
                _ => {}
            },
            Step::Text(text) if trail.name(0) == "instrText" => shown += &text.to_lowercase(),
            Step::Text(_) | Step::Close => {}
        })?;
    }
    Ok(shown)
}

/// A Word, Excel or PowerPoint file.
fn office(bytes: &[u8], facts: &Facts) -> Result<Draft, Kept> {
    let mut package = Package::open(bytes).map_err(|_| Kept::NotTheSame)?;
    let is_signature = |name: &String| name.to_lowercase().starts_with("_xmlsignatures/");
    if package.parts("").iter().any(is_signature) || !package.parts("digital-signature-origin").is_empty() {
        return Err(Kept::Signed);
    }
    let shown = shown(&mut package).map_err(|_| Kept::NotTheSame)?;
    let is_shown = |words: &str| shown.contains(words);
    // Those who wrote comments and made changes stay with what they wrote.
    let nobody_wrote_beside = facts.comments == 0 && facts.tracked_changes == 0;
    let mut copy = Copy::of(bytes)?;
    let ends = |types: &[&str]| -> BTreeSet<String> { types.iter().flat_map(|it| package.parts(it)).collect() };
    for part in ends(&["core-properties+xml", "extended-properties+xml", "custom-properties+xml"]) {
        copy.filter(&part, &mut |trail, element, removed| {
            let what = match trail.name(0) {
                "creator" if !is_shown("author") && !is_shown("creator") => Removed::Author,
                "lastModifiedBy" if !is_shown("lastsavedby") && !is_shown("lastmodifiedby") => Removed::LastEditor,
                "Manager" if !is_shown("manager") => Removed::Properties,
                "Company" if !is_shown("company") => Removed::Properties,
                "property" if is_unseen_personal(&element.attribute("name"), &shown) => Removed::Properties,
                _ => return Fate::Keep,
            };
            removed.insert(what);
            Fate::Drop
        })?;
    }
    let people = [
        ("wordprocessingml.people+xml", "person"),
        ("ms-excel.person+xml", "person"),
        ("spreadsheetml.userNames+xml", "userInfo"),
        ("presentationml.commentAuthors+xml", "cmAuthor"),
        ("ms-powerpoint.authors+xml", "author"),
    ];
    for (content_type, name) in people.into_iter().filter(|_| nobody_wrote_beside) {
        for part in package.parts(content_type) {
            copy.filter(&part, &mut |trail, _, removed| drop_named(trail, &[name], Removed::People, removed))?;
        }
    }
    // Lists of SharePoint in a file hold who has it open to them.
    if !is_shown("userinfo") {
        for part in package.parts("xml").into_iter().filter(|name| name.starts_with("customXml/item")) {
            copy.filter(&part, &mut |trail, _, removed| drop_named(trail, &["UserInfo"], Removed::People, removed))?;
        }
    }
    for part in package.parts("sheet.main+xml") {
        copy.filter(&part, &mut |trail, _, removed| drop_named(trail, &["absPath"], Removed::Path, removed))?;
    }
    for part in package.parts("+xml").into_iter().filter(|name| name.starts_with("word/") && name.ends_with(".xml")) {
        if !copy.changes.contains_key(&part) {
            copy.filter(&part, &mut |trail, element, removed| match trail.name(0) {
                "docVars" if !is_shown("docvariable") => {
                    removed.insert(Removed::OwnData);
                    Fate::Drop
                }
                _ => word_part(trail, element, removed),
            })?;
        }
    }
    // A workbook's queries stand there too, and are its author's.
    let all = package.parts("");
    let is_workbook = all.iter().any(|name| name.starts_with("xl/"));
    let own: BTreeSet<String> = match is_shown(BOUND) || is_workbook {
        true => BTreeSet::new(),
        false => all.into_iter().filter(|name| name.starts_with("customXml/")).collect(),
    };
    relationships(&package, &mut copy, own)?;
    copy.pictures()?;
    copy.draft()
}

/// Whether a property is about a person, and no field shows it.
fn is_unseen_personal(name: &str, shown: &str) -> bool {
    is_personal_property(name) && !shown.contains(&name.to_lowercase())
}

fn drop_named(trail: &Trail, names: &[&str], what: Removed, removed: &mut BTreeSet<Removed>) -> Fate {
    if !names.contains(&trail.name(0)) {
        return Fate::Keep;
    }
    removed.insert(what);
    Fate::Drop
}

/// Of the parts of a Word document: the numbers of sittings, and where its template lies.
fn word_part(trail: &Trail, element: &Element<'_>, removed: &mut BTreeSet<Removed>) -> Fate {
    match trail.name(0) {
        "rsids" => {
            removed.insert(Removed::EditingMarks);
            Fate::Drop
        }
        // Where a template lies, and the list from which letters were written.
        "attachedTemplate" | "mailMerge" => {
            removed.insert(Removed::Path);
            Fate::Drop
        }
        _ if element.mentions("rsid") => {
            removed.insert(Removed::EditingMarks);
            Fate::Without(|name| name.starts_with("rsid"))
        }
        _ => Fate::Keep,
    }
}

/// What the parts of an Office file lead to: the small picture of its first page, and a template.
/// `gone` is parts that go as well.
fn relationships(package: &Package<'_>, copy: &mut Copy<'_>, gone: BTreeSet<String>) -> Result<(), Kept> {
    let mut small_pictures = BTreeSet::new();
    let has_own = !gone.is_empty();
    if has_own {
        copy.removed.insert(Removed::OwnData);
    }
    let leads = |name: &String| name.ends_with(".rels") && !gone.contains(name);
    for part in package.parts("").into_iter().filter(leads) {
        copy.filter(&part, &mut |_, element, removed| {
            let kind = element.attribute("Type");
            if kind.ends_with("/metadata/thumbnail") {
                small_pictures.insert(element.attribute("Target").trim_start_matches('/').to_owned());
                removed.insert(Removed::Thumbnail);
                return Fate::Drop;
            }
            if has_own && kind.ends_with("/customXml") {
                return Fate::Drop;
            }
            if kind.ends_with("/attachedTemplate") {
                removed.insert(Removed::Path);
                return Fate::Drop;
            }
            Fate::Keep
        })?;
    }
    small_pictures.retain(|name| copy.archive.names().contains(name));
    small_pictures.extend(gone);
    if small_pictures.is_empty() {
        return Ok(());
    }
    copy.filter(CONTENT_TYPES, &mut |_, element, _| match small_pictures
        .contains(element.attribute("PartName").trim_start_matches('/'))
    {
        true => Fate::Drop,
        false => Fate::Keep,
    })?;
    copy.changes.extend(small_pictures.into_iter().map(|name| (name, None)));
    Ok(())
}

/// An OpenDocument text, spreadsheet or presentation.
fn open_document(bytes: &[u8]) -> Result<Draft, Kept> {
    let mut copy = Copy::of(bytes)?;
    let names: Vec<String> = copy.archive.names().to_vec();
    if names.iter().any(|name| name == "META-INF/documentsignatures.xml") {
        return Err(Kept::Signed);
    }
    let has = |name: &str| names.iter().any(|it| it == name);
    // The fields that show properties, by their names; of those that authors add, with the property's own.
    let mut shown = String::new();
    for part in ["content.xml", "styles.xml"].into_iter().filter(|part| has(part)) {
        let bytes = copy.bytes(part)?;
        let walked = xml::walk(bytes.as_slice(), &mut copy.budget, &mut |trail, step| {
            let Step::Open(element) = step else { return };
            let is_of_comment = matches!(trail.name(1), "annotation" | "change-info");
            if matches!(trail.name(0), "initial-creator" | "creator" | "printed-by" | "user-defined") && !is_of_comment
            {
                shown += &format!(" {} {} ", trail.name(0), element.attribute("name").to_lowercase());
            }
        });
        walked.map_err(|_| Kept::NotTheSame)?;
    }
    let is_shown = |words: &str| shown.contains(&format!(" {words} "));
    if has("meta.xml") {
        copy.filter("meta.xml", &mut |trail, element, removed| {
            let what = match trail.name(0) {
                "initial-creator" if !is_shown("initial-creator") => Removed::Author,
                "creator" | "printed-by" if !is_shown(trail.name(0)) => Removed::LastEditor,
                "user-defined" if is_unseen_personal(&element.attribute("name"), &shown) => Removed::Properties,
                _ => return Fate::Keep,
            };
            removed.insert(what);
            Fate::Drop
        })?;
    }
    if has("settings.xml") {
        copy.filter("settings.xml", &mut |trail, element, removed| {
            let what = match (trail.name(0), element.attribute("name").as_str()) {
                ("config-item", "PrinterName" | "PrinterSetup" | "PrinterPaperFromSetup") => Removed::Path,
                ("config-item", "Rsid" | "RsidRoot") => Removed::EditingMarks,
                _ => return Fate::Keep,
            };
            removed.insert(what);
            Fate::Drop
        })?;
    }
    for part in ["content.xml", "styles.xml"].into_iter().filter(|part| has(part)) {
        copy.filter(part, &mut |_, element, removed| {
            if !element.mentions("rsid") {
                return Fate::Keep;
            }
            removed.insert(Removed::EditingMarks);
            Fate::Without(|name| matches!(name, "rsid" | "paragraph-rsid"))
        })?;
    }
    let small_pictures: Vec<&String> = names.iter().filter(|name| name.starts_with("Thumbnails/")).collect();
    if !small_pictures.is_empty() {
        copy.removed.insert(Removed::Thumbnail);
        copy.changes.extend(small_pictures.into_iter().map(|name| (name.clone(), None)));
        if has("META-INF/manifest.xml") {
            copy.filter("META-INF/manifest.xml", &mut |_, element, _| match element
                .attribute("full-path")
                .starts_with("Thumbnails/")
            {
                true => Fate::Drop,
                false => Fate::Keep,
            })?;
        }
    }
    copy.pictures()?;
    copy.draft()
}
