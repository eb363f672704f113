//! The document register: every policy, plan and learning summary with its version, dates, owner and documents, as a
//! page, as CSV and as JSON with its schema.
//!
//! The model publication scheme of the Freedom of Information Act asks every public body for its policies and
//! procedures. A person reads the page, a spreadsheet the CSV, a program the JSON.

use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use super::feed::{Feed, FeedContent, Files, Whole};
use crate::artefact::{Length, OutputPath};
use crate::exchange::push_record;
use crate::formats::format::Print;
use crate::formats::html::{self, Filled, Special};
use crate::formats::{FORMATS, Format};
use crate::kinds::Kind;
use crate::kinds::kind::Status;
use crate::site::{FileDetails, Page, REGISTER_ADDRESS, Site, address};
use crate::theme::TemplateFault;

/// The document register.
pub const REGISTER: Feed = Feed { name: "register", make };

/// What the JSON is held against.
const SCHEMA: &str = include_str!("documents.schema.json");

/// How many documents stand on one page of the register: at about 3 kB each, a phone still shows it at once.
const ROWS_MAX: usize = 200;

/// A page in the register, with what was made of it.
struct Entry<'a> {
    page: &'a Page,
    documents: Vec<(&'static Format, OutputPath, Option<Length>)>,
}

fn make(whole: &Whole<'_>) -> Result<Files, TemplateFault> {
    let listed = whole.site.registered();
    if listed.is_empty() {
        return Ok(Vec::new());
    }
    let mut files = vec![
        (OutputPath::new("documents.csv"), FeedContent::Pieces(csv(&listed, whole))),
        (OutputPath::new("documents.json"), FeedContent::Pieces(json(&listed, whole))),
        (OutputPath::new("documents.schema.json"), FeedContent::Text(schema(whole.site))),
    ];
    if whole.site.has_register_page() {
        let pages: Vec<&[&Page]> = listed.chunks(ROWS_MAX).collect();
        let calendar = super::reviews::is_made(whole.site).then_some(super::reviews::ADDRESS);
        let is_free = |index: &usize| *index == 0 || whole.site.is_free(&page_address(*index));
        let made = (0..pages.len()).into_par_iter().filter(is_free).map(|index| {
            let parts = ["register", &index.to_string(), &pages.len().to_string(), calendar.unwrap_or_default()];
            let draft = |site: &Site| register_page(pages[index], (index, pages.len()), calendar, site, whole);
            let page = whole.page(&parts, pages[index], draft)?;
            Ok((address::output(&page_address(index)), FeedContent::Html(page)))
        });
        files.extend(made.collect::<Result<Files, TemplateFault>>()?);
    }
    Ok(files)
}

fn entry<'a>(page: &'a Page, whole: &Whole<'_>) -> Entry<'a> {
    let documents = FORMATS.iter().filter_map(|format| {
        let path = whole.site.document_path(page, format.ending);
        let length = *whole.documents.get(&path)?;
        Some((format, path, length))
    });
    Entry { page, documents: documents.collect() }
}

/// `published`, `withdrawn` or `superseded`, as front matter writes it.
fn status(page: &Page) -> &'static str {
    match page.status() {
        Status::Published => "published",
        Status::Withdrawn => "withdrawn",
        Status::Superseded => "superseded",
    }
}

// The page.

/// What the template shows of a page of the register.
#[derive(Serialize)]
struct RegisterView<'a> {
    groups: Vec<GroupView<'a>>,
    csv: String,
    json: String,
    calendar: Option<String>,
    /// "Page 2 of 5", where there are more than one.
    place: Option<String>,
    previous: Option<String>,
    next: Option<String>,
}

#[derive(Default, Serialize)]
struct GroupView<'a> {
    /// The key of its heading among the theme's words.
    heading: &'static str,
    // Which columns say something.
    has_reference: bool,
    has_version: bool,
    has_approved: bool,
    has_review_due: bool,
    has_owner: bool,
    rows: Vec<RowView<'a>>,
}

#[derive(Serialize)]
struct RowView<'a> {
    title: &'a str,
    address: String,
    /// Where it is not that of the site.
    language: Option<&'a str>,
    reference: Option<&'a str>,
    version: Option<&'a str>,
    status: &'a str,
    approved: Option<String>,
    review_due: Option<String>,
    owner: Option<&'a str>,
    /// "7 documents".
    count: String,
    documents: Vec<DocumentView>,
}

#[derive(Serialize)]
struct DocumentView {
    /// "PDF, large print, 84KB, 3 pages".
    details: String,
    address: String,
}

fn page_address(index: usize) -> String {
    match index {
        0 => REGISTER_ADDRESS.to_owned(),
        index => format!("{REGISTER_ADDRESS}page-{}/", index + 1),
    }
}

/// A page of the register, by its place among so many.
fn register_page(
    listed: &[&Page],
    (index, count): (usize, usize),
    calendar: Option<&str>,
    site: &Site,
    whole: &Whole<'_>,
) -> Result<Filled, TemplateFault> {
    let phrase = |key| whole.theme.words.phrase(&site.config.language.0, key).text;
    let mut groups: Vec<GroupView<'_>> = Vec::new();
    for entry in listed.iter().map(|page| entry(page, whole)) {
        let heading = match entry.page.document.meta.kind {
            Kind::Policy(_) => "register_policies",
            Kind::Plan(_) => "register_plans",
            _ => "register_learning",
        };
        if groups.last().is_none_or(|group| group.heading != heading) {
            groups.push(GroupView { heading, ..GroupView::default() });
        }
        if let Some(group) = groups.last_mut() {
            let row = row(&entry, site, whole);
            group.has_reference |= row.reference.is_some();
            group.has_version |= row.version.is_some();
            group.has_approved |= row.approved.is_some();
            group.has_review_due |= row.review_due.is_some();
            group.has_owner |= row.owner.is_some();
            group.rows.push(row);
        }
    }
    let place = (count > 1).then(|| {
        let place = phrase("register_page").replace("{page}", &(index + 1).to_string());
        place.replace("{pages}", &count.to_string())
    });
    let title = match &place {
        Some(place) if index > 0 => format!("{}: {place}", phrase("register")),
        _ => phrase("register").to_owned(),
    };
    let data = RegisterView {
        groups,
        csv: site.href("/documents.csv"),
        json: site.href("/documents.json"),
        calendar: calendar.map(|address| site.href(address)),
        place,
        previous: index.checked_sub(1).map(|index| site.href(&page_address(index))),
        next: (index + 1 < count).then(|| site.href(&page_address(index + 1))),
    };
    let address = page_address(index);
    let description = Some(phrase("register_description").to_owned());
    let page = Special { template: "register", title, description, address: Some(&address), data };
    html::special(page, site, whole.view, whole.theme)
}

fn row<'a>(entry: &Entry<'a>, site: &Site, whole: &Whole<'a>) -> RowView<'a> {
    let (page, words) = (entry.page, &whole.theme.words);
    let language = site.config.language.0.as_str();
    let due = |due| html::due_words(due, language, words);
    let phrase = |key| words.phrase(language, key).text;
    let documents = entry.documents.iter().map(|(format, path, length)| {
        let label = match format.print {
            Print::Standard => format.label.to_owned(),
            Print::Large => format!("{}, {}", format.label, phrase("large_print")),
        };
        let details = match length {
            Some(length) => FileDetails::new(Some(format.label), length.bytes, length.pages).words(&label),
            None => label,
        };
        DocumentView { details, address: site.href(&format!("/{path}")) }
    });
    let count = match entry.documents.len() {
        1 => phrase("register_document").to_owned(),
        count => phrase("register_documents_count").replace("{count}", &count.to_string()),
    };
    let key = match page.status() {
        Status::Published => "status_published",
        Status::Withdrawn => "withdrawn",
        Status::Superseded => "superseded",
    };
    RowView {
        title: page.document.title(),
        address: site.href(&page.address),
        language: (page.language != language).then_some(page.language.as_str()),
        reference: page.reference(),
        version: page.version(),
        status: phrase(key),
        approved: page.approved().map(due),
        review_due: page.review_due().map(due),
        owner: page.document.meta.common.owner.as_deref(),
        count,
        documents: documents.collect(),
    }
}

// CSV.

/// RFC 4180: a header, lines that end in CR LF, every value in quotation marks.
fn csv(listed: &[&Page], whole: &Whole<'_>) -> Vec<Arc<String>> {
    const COLUMNS: [&str; 10] = [
        "title",
        "address",
        "kind",
        "reference",
        "version",
        "status",
        "approved_on",
        "review_due",
        "owner",
        "language",
    ];
    let keys: Vec<String> = FORMATS.iter().map(|format| format.key().replace('-', "_")).collect();
    let mut head = String::new();
    push_record(COLUMNS.iter().copied().chain(keys.iter().map(String::as_str)), &mut head);
    let mut pieces = vec![Arc::new(head)];
    pieces.extend(whole.pieces("csv", listed, &|page, site, text| {
        let Entry { documents, .. } = entry(page, whole);
        let address = site.absolute(&page.address);
        let (approved, due) = (page.approved().map(|due| due.iso()), page.review_due().map(|due| due.iso()));
        let values = [
            page.document.title(),
            &address,
            page.document.meta.kind.info().name,
            page.reference().unwrap_or(""),
            page.version().unwrap_or(""),
            status(page),
            approved.as_deref().unwrap_or(""),
            due.as_deref().unwrap_or(""),
            page.document.meta.common.owner.as_deref().unwrap_or(""),
            &page.language,
        ];
        let made = FORMATS.iter().map(|format| {
            let path = documents.iter().find(|(made, ..)| made.ending == format.ending).map(|(_, path, _)| path);
            path.map_or_else(String::new, |path| site.absolute(&format!("/{path}")))
        });
        let made: Vec<String> = made.collect();
        push_record(values.into_iter().chain(made.iter().map(String::as_str)), text);
    }));
    pieces
}

// JSON.

#[derive(Serialize)]
struct RegisterJson<'a> {
    #[serde(rename = "$schema")]
    schema: String,
    title: &'a str,
    publisher: &'a str,
    /// Written one by one.
    documents: [(); 0],
}

#[derive(Serialize)]
struct DocumentJson<'a> {
    title: &'a str,
    address: String,
    kind: &'static str,
    reference: Option<&'a str>,
    version: Option<&'a str>,
    status: &'static str,
    approved_on: Option<String>,
    review_due: Option<String>,
    owner: Option<&'a str>,
    language: &'a str,
    formats: Vec<FormatJson>,
}

#[derive(Serialize)]
struct FormatJson {
    name: String,
    address: String,
    media_type: &'static str,
    /// Not known in the preview, which makes documents when they are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<usize>,
    pages: Option<u32>,
}

fn json(listed: &[&Page], whole: &Whole<'_>) -> Vec<Arc<String>> {
    let site = whole.site;
    let register = RegisterJson {
        schema: site.absolute("/documents.schema.json"),
        title: &site.config.site.title,
        publisher: &site.config.organisation.name,
        documents: [],
    };
    let mut pieces = whole.pieces("json", listed, &|page, site, text| {
        let json = serde_json::to_string_pretty(&document_json(&entry(page, whole), site)).unwrap_or_default();
        text.push_str(",\n    ");
        text.push_str(&json.replace('\n', "\n    "));
    });
    let around = serde_json::to_string_pretty(&register).unwrap_or_default();
    let before = around.strip_suffix("]\n}").unwrap_or(&around);
    if let Some(first) = pieces.first_mut() {
        *first = Arc::new(format!("{before}{}", first.trim_start_matches(',')));
    }
    pieces.push(Arc::new("\n  ]\n}\n".to_owned()));
    pieces
}

fn document_json<'a>(Entry { page, documents }: &Entry<'a>, site: &Site) -> DocumentJson<'a> {
    DocumentJson {
        title: page.document.title(),
        address: site.absolute(&page.address),
        kind: page.document.meta.kind.info().name,
        reference: page.reference(),
        version: page.version(),
        status: status(page),
        approved_on: page.approved().map(|due| due.iso()),
        review_due: page.review_due().map(|due| due.iso()),
        owner: page.document.meta.common.owner.as_deref(),
        language: &page.language,
        formats: documents
            .iter()
            .map(|(format, path, length)| FormatJson {
                name: format.key(),
                address: site.absolute(&format!("/{path}")),
                media_type: format.media_type,
                bytes: length.map(|length| length.bytes),
                pages: length.and_then(|length| length.pages),
            })
            .collect(),
    }
}

fn schema(site: &Site) -> String {
    let id = serde_json::Value::from(site.absolute("/documents.schema.json"));
    SCHEMA.replacen("\"/documents.schema.json\"", &id.to_string(), 1)
}
