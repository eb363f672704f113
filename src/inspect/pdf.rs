//! PDFs: title, language, tags, text, comments, files inside, security. Format: ISO 32000-2; what an accessible PDF
//! needs: ISO 14289-1 (PDF/UA-1).
//!
//! The library reads the objects; pictures and the content of pages are let go of as soon as they are read. Every
//! walk over objects notes where it has been, so that references in a circle end it.

use std::cell::Cell;
use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use super::office::is_personal_property;
use super::xml::{self, Budget, Step};
use super::{CreditPlace, Facts, HiddenContent, Presence, Stop, is_description, is_title};

/// What one compressed stream of objects may unpack to, in bytes. Programs put 100 to 200 objects into each.
pub const STREAM_BYTES_MAX: usize = 32 << 20;

/// What all compressed streams of objects may unpack to together, in bytes. A tagged book of 1,000 pages needs 40 MB.
const STREAMS_BYTES_MAX: usize = 256 << 20;

/// The largest encrypted file that is read in full. The library keeps each of its objects several times.
const ENCRYPTED_BYTES_MAX: usize = 50 << 20;

/// The largest description of a file in XMP that is read, in bytes.
pub const XMP_BYTES_MAX: usize = 4 << 20;

/// The most pages, tags or other objects of one kind that are walked over.
const OBJECTS_MAX: usize = 2_000_000;

/// The most pages whose words are read.
const PAGES_READ_MAX: usize = 5_000;

/// The fewest pages for which headings are asked.
const PAGES_WITH_HEADINGS: usize = 3;

/// Looks into a PDF, and counts its pages.
pub fn read(bytes: &[u8], facts: &mut Facts) -> Result<u32, Stop> {
    let is_encrypted = memchr::memmem::find(bytes, b"/Encrypt").is_some();
    if is_encrypted && bytes.len() > ENCRYPTED_BYTES_MAX {
        return Err(Stop::TooLarge);
    }
    let document = load(bytes).map_err(|why| if is_encrypted { Stop::Locked } else { why })?;
    if document.is_encrypted() {
        return Err(Stop::Locked);
    }
    if let Some(state) = &document.encryption_state {
        let rights = state.permissions();
        // Revision 2 has one right for copying and for assistive technology.
        let right = if state.revision() < 3 {
            lopdf::Permissions::COPYABLE
        } else {
            lopdf::Permissions::COPYABLE_FOR_ACCESSIBILITY
        };
        facts.assistive_technology_refused = !rights.contains(right);
    }
    let pdf = Pdf { document: &document };
    let catalog = document.catalog().map_err(|_| Stop::Damaged)?;
    let pages = pdf.pages(catalog)?;
    if pages.is_empty() {
        return Err(Stop::Damaged);
    }
    pdf.properties(catalog, facts);
    let has_text = pdf.has_text(&pages);
    facts.text = has_text.into();
    if has_text {
        pdf.tags(catalog, pages.len(), facts);
    }
    pages.iter().for_each(|page| pdf.annotations(page.dictionary, facts));
    facts.hide(HiddenContent::File, pdf.files(catalog));
    facts.hide(HiddenContent::Layer, pdf.layers(catalog));
    facts.hide(HiddenContent::Script, usize::from(pdf.has_script()));
    Ok(u32::try_from(pages.len()).unwrap_or(u32::MAX))
}

/// The words of each page, as far as its fonts say which letters they show.
pub fn page_texts(bytes: &[u8]) -> Result<Vec<String>, Stop> {
    let options = LoadOptions { max_decompressed_size: Some(STREAM_BYTES_MAX), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|_| Stop::Damaged)?;
    if document.is_encrypted() {
        return Err(Stop::Locked);
    }
    let pages = document.get_pages();
    let text = |number: &u32| document.extract_text(&[*number]).unwrap_or_default();
    Ok(pages.keys().take(PAGES_READ_MAX).map(text).collect())
}

/// What stands beside the content of the pages, each with where it is.
pub fn beside_pages(bytes: &[u8]) -> Result<Vec<(&'static str, String)>, Stop> {
    let document = load(bytes)?;
    let catalog = document.catalog().map_err(|_| Stop::Damaged)?;
    Ok(Pdf { document: &document }.beside(catalog))
}

/// Whether a dictionary, or any in it, is so. Objects of their own are not followed.
fn any_dictionary(object: &Object, depth: usize, is_so: &dyn Fn(&Dictionary) -> bool) -> bool {
    let within = |it: &Dictionary| is_so(it) || it.iter().any(|(_, value)| any_dictionary(value, depth + 1, is_so));
    match object {
        _ if depth > 20 => false,
        Object::Dictionary(dictionary) => within(dictionary),
        Object::Stream(stream) => within(&stream.dict),
        Object::Array(objects) => objects.iter().any(|it| any_dictionary(it, depth + 1, is_so)),
        _ => false,
    }
}

thread_local! {
    /// What the streams of objects of the file that is read on this thread may still unpack to.
    static STREAM_BYTES_LEFT: Cell<usize> = const { Cell::new(0) };
}

/// Reads the objects of a file; the second time by looking for them, when the list at its end leads nowhere.
fn load(bytes: &[u8]) -> Result<Document, Stop> {
    let attempt = |force_reconstruct| {
        STREAM_BYTES_LEFT.set(STREAMS_BYTES_MAX);
        let options = LoadOptions {
            filter: Some(keep),
            max_decompressed_size: Some(STREAM_BYTES_MAX),
            force_reconstruct,
            ..LoadOptions::default()
        };
        let document = Document::load_mem_with_options(bytes, options);
        match STREAM_BYTES_LEFT.get() {
            0 => Err(Stop::TooLarge),
            _ => document.map_err(|error| match error {
                lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => Stop::TooLarge,
                _ => Stop::Damaged,
            }),
        }
    };
    let has_pages = |document: &Document| {
        let pdf = Pdf { document };
        let catalog = document.catalog().ok();
        document.is_encrypted() || catalog.and_then(|it| pdf.dictionary(it, b"Pages")).is_some_and(|it| it.has(b"Kids"))
    };
    match attempt(false) {
        Ok(document) if has_pages(&document) => Ok(document),
        Err(Stop::TooLarge) => Err(Stop::TooLarge),
        Ok(_) | Err(_) => attempt(true),
    }
}

/// Lets go of what is not looked at. The library calls it for each object and takes a plain function only, so the
/// limit on all streams together lives in [`STREAM_BYTES_LEFT`].
fn keep(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    // Of what is handed back, the library takes the object only for those out of compressed streams.
    let Object::Stream(stream) = object else { return Some((id, object.clone())) };
    if stream.dict.has_type(b"ObjStm") {
        let left = STREAM_BYTES_LEFT.get();
        let used = match stream.decompress_to_writer(&mut std::io::sink(), left.min(STREAM_BYTES_MAX)) {
            Ok(used) => used,
            Err(lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. })) => left,
            // Damaged after some bytes: the library tries it once more.
            Err(_) => STREAM_BYTES_MAX / 8,
        };
        STREAM_BYTES_LEFT.set(left.saturating_sub(used));
        return (used < left).then_some((id, Object::Null));
    }
    if !stream.dict.has_type(b"Metadata") {
        stream.set_content(Vec::new());
    }
    Some((id, Object::Null))
}

/// A page with the fonts and pictures that it or the pages above it name.
struct Page<'a> {
    dictionary: &'a Dictionary,
    resources: Option<&'a Dictionary>,
}

struct Pdf<'a> {
    document: &'a Document,
}

impl<'a> Pdf<'a> {
    /// What a reference leads to, or the object itself.
    fn follow(&self, object: &'a Object) -> Option<(Option<ObjectId>, &'a Object)> {
        self.document.dereference(object).ok()
    }

    fn value(&self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
        Some(self.follow(dictionary.get(key).ok()?)?.1)
    }

    fn dictionary(&self, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Dictionary> {
        match self.value(dictionary, key)? {
            Object::Dictionary(found) => Some(found),
            Object::Stream(stream) => Some(&stream.dict),
            _ => None,
        }
    }

    fn text(&self, dictionary: &'a Dictionary, key: &[u8]) -> String {
        let value = self.value(dictionary, key);
        value.and_then(|it| lopdf::decode_text_string(it).ok()).unwrap_or_default().trim().to_owned()
    }

    fn is_true(&self, dictionary: &'a Dictionary, key: &[u8]) -> bool {
        self.value(dictionary, key).is_some_and(|it| matches!(it, Object::Boolean(true)))
    }

    /// The objects of an array, or the one object that stands in its place.
    fn list(&self, dictionary: &'a Dictionary, key: &[u8]) -> &'a [Object] {
        let Ok(object) = dictionary.get(key) else { return &[] };
        match self.follow(object) {
            Some((_, Object::Array(objects))) => objects,
            Some(_) => std::slice::from_ref(object),
            None => &[],
        }
    }

    /// Every page once, in no particular order.
    fn pages(&self, catalog: &'a Dictionary) -> Result<Vec<Page<'a>>, Stop> {
        let mut pages = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open: Vec<(&Object, Option<&Dictionary>)> =
            catalog.get(b"Pages").map(|root| (root, None)).into_iter().collect();
        while let Some((object, inherited)) = open.pop() {
            let Some((id, Object::Dictionary(node))) = self.follow(object) else { continue };
            if id.is_some_and(|id| !seen.insert(id)) {
                continue;
            }
            if seen.len() > OBJECTS_MAX {
                return Err(Stop::TooLarge);
            }
            let resources = self.dictionary(node, b"Resources").or(inherited);
            if node.has(b"Kids") {
                open.extend(self.list(node, b"Kids").iter().map(|kid| (kid, resources)));
            } else {
                pages.push(Page { dictionary: node, resources });
            }
        }
        Ok(pages)
    }

    /// Title, language and names: in the information dictionary, the catalog and XMP.
    fn properties(&self, catalog: &'a Dictionary, facts: &mut Facts) {
        let mut title = String::new();
        let named = self.dictionary(&self.document.trailer, b"Info");
        // A file that was cut short has lost the name of this dictionary, but not the dictionary.
        let information = named.or_else(|| {
            let dictionaries = self.document.objects.values().filter_map(|object| object.as_dict().ok());
            dictionaries.into_iter().find(|it| it.has(b"Author") && (it.has(b"Producer") || it.has(b"CreationDate")))
        });
        if let Some(information) = information {
            title = self.text(information, b"Title");
            facts.credit(CreditPlace::Author, &self.text(information, b"Author"));
            for (key, _) in information.iter().filter(|(key, _)| !matches!(key.as_slice(), b"Author" | b"Creator")) {
                if is_personal_property(&String::from_utf8_lossy(key)) {
                    facts.credit(CreditPlace::Property, &self.text(information, key));
                }
            }
        }
        let xmp = match self.value(catalog, b"Metadata") {
            Some(Object::Stream(stream)) => stream.get_plain_content_with_limit(XMP_BYTES_MAX).unwrap_or_default(),
            _ => Vec::new(),
        };
        facts.claims_pdf_ua = memchr::memmem::find(&xmp, b"pdfuaid:part").is_some();
        let mut text = String::new();
        // XMP that is no XML is passed over: it is a second place for what stands elsewhere.
        _ = xml::walk(xmp.as_slice(), &mut Budget::default(), &mut |trail, step| match step {
            Step::Open(_) => text.clear(),
            Step::Text(part) => text += part,
            Step::Close => {
                match (trail.name(0), trail.name(2)) {
                    ("li", "title") if !is_title(&title) => title = std::mem::take(&mut text),
                    ("li", "creator") => facts.credit(CreditPlace::Author, &text),
                    _ => {}
                }
                text.clear();
            }
        });
        facts.title = is_title(&title).into();
        let preferences = self.dictionary(catalog, b"ViewerPreferences");
        facts.title_shown = preferences.is_some_and(|it| self.is_true(it, b"DisplayDocTitle")).into();
        facts.language = (!self.text(catalog, b"Lang").is_empty()).into();
    }

    /// Whether any page names a font, itself or in a form that it draws.
    fn has_text(&self, pages: &[Page<'a>]) -> bool {
        let mut seen = BTreeSet::new();
        pages.iter().any(|page| {
            let mut open: Vec<&Dictionary> = page.resources.into_iter().collect();
            while let Some(resources) = open.pop() {
                if self.dictionary(resources, b"Font").is_some_and(|fonts| !fonts.is_empty()) {
                    return true;
                }
                let Some(drawn) = self.dictionary(resources, b"XObject") else { continue };
                for (_, object) in drawn {
                    if let Some((Some(id), Object::Stream(form))) = self.follow(object)
                        && seen.insert(id)
                    {
                        open.extend(self.dictionary(&form.dict, b"Resources"));
                    }
                }
            }
            false
        })
    }

    /// The tree of tags: headings, tables, pictures.
    fn tags(&self, catalog: &'a Dictionary, page_count: usize, facts: &mut Facts) {
        let is_marked = self.dictionary(catalog, b"MarkInfo").is_some_and(|it| self.is_true(it, b"Marked"));
        let tree = self.dictionary(catalog, b"StructTreeRoot").filter(|_| is_marked);
        let Some(root) = tree else {
            facts.tags = Presence::Missing;
            return;
        };
        let tags = Tags::read(self, root);
        facts.tags = tags.have_content.into();
        if !tags.have_content {
            return;
        }
        if tags.have_language {
            facts.language = Presence::Present;
        }
        facts.pictures_without_text = tags.pictures_without_text;
        facts.tables_without_header = tags.tables.iter().filter(|table| table.is_faulty()).count();
        facts.headings = match tags.headings {
            0 if page_count < PAGES_WITH_HEADINGS => Presence::NotAsked,
            count => (count > 0).into(),
        };
    }

    /// Comments and review marks on a page.
    fn annotations(&self, page: &'a Dictionary, facts: &mut Facts) {
        for object in self.list(page, b"Annots") {
            let Some((_, Object::Dictionary(annotation))) = self.follow(object) else { continue };
            let Some(Object::Name(kind)) = self.value(annotation, b"Subtype") else { continue };
            match kind.as_slice() {
                b"Text" | b"Highlight" | b"Underline" | b"Squiggly" | b"StrikeOut" | b"Caret" => facts.comments += 1,
                b"FileAttachment" => facts.hide(HiddenContent::File, 1),
                b"Redact" => facts.hide(HiddenContent::Redaction, 1),
                b"FreeText" | b"Stamp" | b"Ink" | b"Line" | b"Square" | b"Circle" | b"Polygon" | b"PolyLine" => {}
                b"Widget" => {
                    // Hidden, or not to be viewed: ISO 32000-2, table 167.
                    let flags = self.value(annotation, b"F").and_then(|it| it.as_i64().ok()).unwrap_or(0);
                    let is_filled = !self.field_value(annotation).is_empty();
                    facts.hide(HiddenContent::Field, usize::from(flags & 0b10_0010 != 0 && is_filled));
                    continue;
                }
                // The same key of a form field is the name of the field.
                _ => continue,
            }
            facts.credit(CreditPlace::Comment, &self.text(annotation, b"T"));
        }
    }

    /// How many files lie inside.
    fn files(&self, catalog: &'a Dictionary) -> usize {
        let names = self.dictionary(catalog, b"Names").and_then(|names| self.dictionary(names, b"EmbeddedFiles"));
        let named = names.map_or(0, |tree| self.list(tree, b"Names").len() / 2 + self.list(tree, b"Kids").len());
        named.max(self.list(catalog, b"AF").len())
    }

    /// How many layers are switched off.
    fn layers(&self, catalog: &'a Dictionary) -> usize {
        let Some(layers) = self.dictionary(catalog, b"OCProperties") else { return 0 };
        let Some(usual) = self.dictionary(layers, b"D") else { return 0 };
        let is_off =
            self.value(usual, b"BaseState").is_some_and(|it| matches!(it, Object::Name(name) if name == b"OFF"));
        match is_off {
            true => self.list(layers, b"OCGs").len().saturating_sub(self.list(usual, b"ON").len()),
            false => self.list(usual, b"OFF").len(),
        }
    }

    /// Whether anything runs when the file is opened or used.
    fn has_script(&self) -> bool {
        let is_script = |dictionary: &Dictionary| {
            dictionary.has(b"JS") || matches!(dictionary.get(b"S"), Ok(Object::Name(name)) if name == b"JavaScript")
        };
        self.document.objects.values().any(|object| any_dictionary(object, 0, &is_script))
    }

    /// What a form field is filled in with, which the field above may say.
    fn field_value(&self, field: &'a Dictionary) -> String {
        let mut field = Some(field);
        for _ in 0..10 {
            let Some(here) = field else { break };
            let text = self.text(here, b"V");
            if !text.is_empty() {
                return text;
            }
            field = self.dictionary(here, b"Parent");
        }
        String::new()
    }

    /// What is typed beside the content of the pages: values of form fields, notes, bookmarks, the names of files inside,
    /// and what the file says of itself.
    fn beside(&self, catalog: &'a Dictionary) -> Vec<(&'static str, String)> {
        let mut found: Vec<(&'static str, String)> = Vec::new();
        if let Some(information) = self.dictionary(&self.document.trailer, b"Info") {
            for key in [&b"Title"[..], b"Subject", b"Keywords"] {
                found.push(("its properties", self.text(information, key)));
            }
        }
        for page in self.pages(catalog).unwrap_or_default() {
            for object in self.list(page.dictionary, b"Annots") {
                let Some((_, Object::Dictionary(annotation))) = self.follow(object) else { continue };
                let is_field =
                    matches!(self.value(annotation, b"Subtype"), Some(Object::Name(kind)) if kind == b"Widget");
                if is_field {
                    found.push(("a form field", self.field_value(annotation)));
                }
                for key in [&b"Contents"[..], b"TU", b"Subj"] {
                    found.push(("a note or a form field", self.text(annotation, key)));
                }
            }
        }
        for object in self.document.objects.values() {
            let Object::Dictionary(dictionary) = object else { continue };
            // Bookmarks have a title and a way up; files inside have two names.
            if dictionary.has(b"Title") && dictionary.has(b"Parent") {
                found.push(("a bookmark", self.text(dictionary, b"Title")));
            }
            if dictionary.has(b"EF") {
                found.push(("the name of a file inside it", self.text(dictionary, b"UF")));
                found.push(("the name of a file inside it", self.text(dictionary, b"F")));
                found.push(("the name of a file inside it", self.text(dictionary, b"Desc")));
            }
            if matches!(dictionary.get(b"Type"), Ok(Object::Name(name)) if name == b"OCG") {
                found.push(("the name of a layer", self.text(dictionary, b"Name")));
            }
            for key in [&b"Alt"[..], b"ActualText"] {
                if dictionary.has(b"S") && dictionary.has(key) {
                    found.push(("the description of a picture", self.text(dictionary, key)));
                }
            }
        }
        found.retain(|(_, text)| !text.is_empty());
        found.sort();
        found.dedup();
        found
    }
}

/// A table in the tree of tags.
#[derive(Default)]
struct Table {
    rows: usize,
    columns_max: usize,
    has_header: bool,
}

impl Table {
    /// One row or one column is a frame around something, not data.
    fn is_faulty(&self) -> bool {
        self.rows > 1 && self.columns_max > 1 && !self.has_header
    }
}

/// What the tree of tags holds.
#[derive(Default)]
struct Tags {
    have_content: bool,
    have_language: bool,
    headings: usize,
    pictures_without_text: usize,
    tables: Vec<Table>,
}

impl Tags {
    fn read<'a>(pdf: &Pdf<'a>, root: &'a Dictionary) -> Tags {
        let mut tags = Tags::default();
        let roles = pdf.dictionary(root, b"RoleMap");
        let mut seen = BTreeSet::new();
        let mut walked = 0;
        // Each with the table around it and its depth.
        let mut open: Vec<(&Object, Option<usize>, usize)> =
            pdf.list(root, b"K").iter().map(|kid| (kid, None, 0)).collect();
        while let Some((object, mut table, depth)) = open.pop() {
            walked += 1;
            if walked > OBJECTS_MAX {
                break;
            }
            let Some((id, object)) = pdf.follow(object) else { continue };
            if id.is_some_and(|id| !seen.insert(id)) {
                continue;
            }
            let element = match object {
                Object::Integer(_) => {
                    tags.have_content = true;
                    continue;
                }
                Object::Dictionary(element) => element,
                _ => continue,
            };
            let Some(Object::Name(name)) = pdf.value(element, b"S") else {
                // A reference to content or to an annotation.
                tags.have_content |= element.has(b"MCID") || element.has(b"Obj");
                continue;
            };
            let kids = pdf.list(element, b"K");
            tags.have_language |= depth == 0 && !pdf.text(element, b"Lang").is_empty();
            match standard_type(pdf, roles, name) {
                b"H" | b"H1" | b"H2" | b"H3" | b"H4" | b"H5" | b"H6" => tags.headings += 1,
                b"Figure" => {
                    let is_described =
                        [&b"Alt"[..], b"ActualText"].iter().any(|key| is_description(&pdf.text(element, key)));
                    tags.pictures_without_text += usize::from(!is_described);
                }
                b"Table" => {
                    table = Some(tags.tables.len());
                    tags.tables.push(Table::default());
                }
                b"TR" => {
                    if let Some(table) = table.and_then(|at| tags.tables.get_mut(at)) {
                        table.rows += 1;
                        table.columns_max = table.columns_max.max(kids.len());
                    }
                }
                b"TH" => {
                    if let Some(table) = table.and_then(|at| tags.tables.get_mut(at)) {
                        table.has_header = true;
                    }
                }
                _ => {}
            }
            open.extend(kids.iter().map(|kid| (kid, table, depth + 1)));
        }
        tags
    }
}

/// The standard type of a tag: programs give tags names of their own and say what they stand for.
fn standard_type<'a>(pdf: &Pdf<'a>, roles: Option<&'a Dictionary>, name: &'a [u8]) -> &'a [u8] {
    let Some(roles) = roles else { return name };
    let next = |name: &&'a [u8]| match pdf.value(roles, name) {
        Some(Object::Name(role)) if role.as_slice() != *name => Some(role.as_slice()),
        _ => None,
    };
    // The limit ends a circle of names.
    std::iter::successors(Some(name), next).take(10).last().unwrap_or(name)
}
