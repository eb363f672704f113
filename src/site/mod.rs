//! The site: every page at its address, every target resolved, every listing. Made once from the documents, then
//! immutable. Knows no format.

pub mod address;
mod asked;
mod changes;
mod files;
mod film;
mod guide;
mod known_names;
mod language;
mod library;
pub mod pictures;
mod register;
mod resolve;
mod search;
mod section;
mod shape;
mod supplied;

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};

pub use asked::Before;
pub use changes::Change;
pub use files::{CHART_ROWS_MAX, ChartData, ChartFault, ChartRow, size_words};
pub use film::{CaptionFault, Captions, FilmFile};
pub use guide::{Guide, Part};
pub use known_names::KnownNames;
pub use library::{Facet, LIBRARY, Library, Value};
pub use pictures::Pictures;
pub use register::REGISTER_ADDRESS;
pub use resolve::{Broken, Destination};
pub use section::{Above, ENTRIES_MAX, List, ListPage, Section, numbered, on_page, page_count};
pub use supplied::{FileDetails, SuppliedFile};

use crate::artefact::{OutputPath, digest};
use crate::config::{self, Config};
use crate::dates::Date;
use crate::diagnostic::{CANDOUR, Diagnostic, Rule};
use crate::document::tree::Purpose;
use crate::document::{Document, Words};
use crate::kinds::Kind;
use crate::kinds::kind::DocumentFormat;
use crate::outside::decode;
use crate::rule;
use crate::source::{SourcePath, SourceTree};
use address::Address;
use asked::{Asked, Question, WorkedOut};
use language::Translations;

rule!(/// A draft that is left out.
    DRAFT = "publishing/draft", Advice, None, CANDOUR);
rule!(/// A page whose day has not come.
    NOT_YET = "publishing/not-yet", Advice, None, CANDOUR);
rule!(/// A page whose day has gone.
    EXPIRED = "publishing/expired", Advice, None, CANDOUR);
rule!(/// Two pages at one address.
    DUPLICATE_ADDRESS = "addresses/duplicate", Error, Fixed, CANDOUR);
rule!(/// An old address that is in use.
    ALIAS_COLLIDES = "addresses/alias-collides", Error, Fixed, CANDOUR);
rule!(/// An old address that leads to itself.
    ALIAS_LOOPS = "addresses/alias-loops", Error, Fixed, CANDOUR);
rule!(/// An address that no disk can hold.
    ADDRESS_TOO_LONG = "addresses/too-long", Error, Fixed, CANDOUR);
rule!(/// An old address that is no address.
    ALIAS_UNUSABLE = "addresses/alias-unusable", Error, Fixed, CANDOUR);

/// The rules that linking may find broken.
pub const RULES: &[&Rule] = &[
    &DRAFT,
    &NOT_YET,
    &EXPIRED,
    &DUPLICATE_ADDRESS,
    &ALIAS_COLLIDES,
    &ALIAS_LOOPS,
    &ALIAS_UNUSABLE,
    &ADDRESS_TOO_LONG,
    &guide::PART_COLLIDES,
    &guide::NOT_SPLIT,
];

/// Whether drafts and pages outside their dates are shown, marked and kept from search engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// They are left out.
    Hidden,
    /// They are shown: `--drafts` and the preview.
    Shown,
}

/// Why a page is not published today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hidden {
    /// `draft: true`.
    Draft,
    /// `publish_on` is to come.
    NotYet(Date),
    /// `expire_on` has come.
    Expired(Date),
}

/// A page at its address.
#[derive(Debug)]
pub struct Page {
    /// What it says.
    pub document: Arc<Document>,
    /// Where it is, within the site.
    pub address: Address,
    /// Its language, as BCP 47.
    pub language: String,
    /// Why it would not be published, when drafts are shown.
    pub hidden: Option<Hidden>,
    /// The documents made of it.
    pub formats: Vec<DocumentFormat>,
    /// Its parts, when it is a guide.
    pub guide: Option<Guide>,
}

/// A page's place among the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageId(usize);

/// An old address and the page it leads to.
#[derive(Clone, Debug)]
pub struct Redirect {
    /// The old address.
    pub from: Address,
    /// The page.
    pub to: PageId,
}

/// The whole site. A copy is the same site in memory.
pub struct Site {
    linked: Arc<Linked>,
    /// Where it notes what it is asked, if it does.
    asked: Option<Asked>,
}

/// What a site is made of.
pub struct Linked {
    /// Its configuration.
    pub config: Arc<Config>,
    /// The day of the build.
    pub day: Date,
    /// Whether drafts are shown.
    pub drafts: Drafts,
    sources: Arc<SourceTree>,
    /// The path part of the site's address, without its last slash.
    base: String,
    pages: Vec<Page>,
    by_source: FxHashMap<SourcePath, PageId>,
    by_address: FxHashMap<Address, PageId>,
    parts: guide::Parts,
    unpublished: BTreeMap<SourcePath, Hidden>,
    /// The accessibility statements among them.
    unpublished_statements: Vec<(SourcePath, Hidden)>,
    redirects: Vec<Redirect>,
    sections: BTreeMap<Address, Vec<PageId>>,
    learning_library: Library,
    supplied: BTreeMap<SourcePath, SuppliedFile>,
    translations: Translations,
    replaced: BTreeMap<PageId, Vec<usize>>,
    /// What a page is made from besides its own words, as a digest: files of which its words tell, and the words of pages
    /// that it has taken the place of.
    besides: BTreeMap<SourcePath, [u8; 32]>,
    /// What was worked out of it, by this build or by an earlier one of a site that differs in nothing but words.
    worked_out: Arc<WorkedOut>,
}

impl Deref for Site {
    type Target = Linked;

    fn deref(&self) -> &Linked {
        &self.linked
    }
}

impl Site {
    /// Puts every page at its address. Pages that are not published today are left out, unless drafts are shown.
    ///
    /// The words of the pages come back beside the site, in the order of [`Site::pages`]: whoever writes a page is
    /// handed its words and may let go of them when it is written, which halves the memory of a large site.
    pub fn link(
        documents: Vec<(Arc<Document>, Words)>,
        sources: Arc<SourceTree>,
        config: Arc<Config>,
        day: Date,
        drafts: Drafts,
    ) -> (Site, Vec<Words>, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let mut bodies = Vec::with_capacity(documents.len());
        let base = config::base_path(&config.site.url).unwrap_or_default();
        let linked = Linked {
            base,
            config,
            day,
            drafts,
            sources,
            pages: Vec::with_capacity(documents.len()),
            by_source: FxHashMap::with_capacity_and_hasher(documents.len(), FxBuildHasher),
            by_address: FxHashMap::with_capacity_and_hasher(documents.len(), FxBuildHasher),
            parts: guide::Parts::new(),
            unpublished: BTreeMap::new(),
            unpublished_statements: Vec::new(),
            redirects: Vec::new(),
            sections: BTreeMap::new(),
            learning_library: Library::default(),
            supplied: BTreeMap::new(),
            translations: Translations::default(),
            replaced: BTreeMap::new(),
            besides: BTreeMap::new(),
            worked_out: Arc::default(),
        };
        let mut site = Site { linked: Arc::new(linked), asked: None };
        for (document, body) in documents {
            if site.place(document, &body, &mut found) {
                bodies.push(body);
            }
        }
        let translations = Translations::new(&site.pages, &site.config);
        site.own().translations = translations;
        site.list_sections();
        site.gather_library();
        let parts = guide::addresses(&site.pages, &|address| site.page_at(address), &mut found);
        site.own().parts = parts;
        site.collect_redirects(&mut found);
        let supplied = supplied::inspect(&site, &bodies);
        site.own().supplied = supplied;
        let mut besides = BTreeMap::new();
        for (page, body) in site.pages.iter().zip(&mut bodies) {
            // A body that others hold too is copied before it is changed, so only one that has something to change.
            let (has_labels, has_films) = (supplied::has_labels(&site, page, body), body.has_films());
            if has_labels || has_films {
                let label = |site: &Site| {
                    body.change(|body| {
                        supplied::label_links(site, page, body);
                        film::label_films(site, page, body);
                    });
                };
                besides.insert(page.document.path().clone(), site.told(page, label));
            }
        }
        site.own().besides = besides;
        site.find_replaced();
        (site, bodies, found)
    }

    /// The parts of a site that is still being linked.
    fn own(&mut self) -> &mut Linked {
        match Arc::get_mut(&mut self.linked) {
            Some(linked) => linked,
            None => unreachable!("nobody else has a site that is being linked"),
        }
    }

    /// Puts a page at its address. `false` when it is not part of the site.
    fn place(&mut self, document: Arc<Document>, body: &Words, found: &mut Vec<Diagnostic>) -> bool {
        let hidden = hidden(&document, self.day);
        if let Some(why) = hidden
            && self.drafts == Drafts::Hidden
        {
            found.push(left_out(&document, why));
            self.own().unpublished.insert(document.path().clone(), why);
            if matches!(document.meta.kind, Kind::Statement(_)) {
                self.own().unpublished_statements.push((document.path().clone(), why));
            }
            return false;
        }
        let common = &document.meta.common;
        let address = address::of_page(document.path(), common.slug.as_deref(), &self.config);
        let id = PageId(self.pages.len());
        if let Some(other) = self.by_address.get(&address) {
            let other = &self.page(*other).document;
            // An address that somebody chose is the easier one to change.
            let chosen = |document: &Document| document.meta.common.slug.is_some();
            let (blamed, other) =
                if chosen(other) && !chosen(&document) { (other, &document) } else { (&document, other) };
            let key = if chosen(blamed) { "slug" } else { "title" };
            let message = format!("this page has the same address as {}: {address}", other.path());
            let help = "rename one of the two files, or give one a `slug`";
            found.push(Diagnostic::new(&DUPLICATE_ADDRESS, blamed.path(), blamed.meta.place(key), message).help(help));
            return false;
        }
        if address::is_too_long(&address) {
            let message = "this address is too long for a file or a browser";
            let help = "give the page a short `slug`, or rename its file or folder";
            let place = document.meta.place(if common.slug.is_some() { "slug" } else { "title" });
            found.push(Diagnostic::new(&ADDRESS_TOO_LONG, document.path(), place, message).help(help));
        }
        let (_, language) = address::language(document.path(), &self.config);
        let language = language.unwrap_or(&self.config.language.0).to_owned();
        let formats = match &common.documents {
            Some(choice) => choice.0.clone(),
            None => self.config.documents.get(document.meta.kind.info().name).map_or_else(
                || if has_documents_by_default(&document) { DocumentFormat::ALL.to_vec() } else { Vec::new() },
                |choice| if is_landing(document.path()) { Vec::new() } else { choice.0.clone() },
            ),
        };
        let guide = guide::split(&document, body, &address, found);
        let site = self.own();
        site.by_address.insert(address.clone(), id);
        site.by_source.insert(document.path().clone(), id);
        site.pages.push(Page { document, address, language, hidden, formats, guide });
        true
    }

    fn list_sections(&mut self) {
        let Linked { pages, sections, .. } = self.own();
        for (index, page) in pages.iter().enumerate() {
            if !page.is_home() {
                let parent = parent_address(&page.address);
                match sections.get_mut(parent) {
                    Some(section) => section.push(PageId(index)),
                    None => drop(sections.insert(parent.to_owned(), vec![PageId(index)])),
                }
            }
        }
        for section in sections.values_mut() {
            section.sort_by_cached_key(|id| {
                let document = &pages[id.0].document;
                (document.meta.common.order.unwrap_or(i64::MAX), document.title_in_small_letters(), *id)
            });
        }
    }

    fn collect_redirects(&mut self, found: &mut Vec<Diagnostic>) {
        let mut taken: BTreeMap<Address, PageId> = BTreeMap::new();
        let mut redirects = Vec::new();
        for (index, page) in self.pages.iter().enumerate() {
            let meta = &page.document.meta;
            for (alias_index, alias) in meta.common.aliases.iter().enumerate() {
                let place = meta.place(&format!("aliases.{alias_index}"));
                let mut report = |rule, message: String, help: &str| {
                    found.push(Diagnostic::new(rule, page.document.path(), place, message).help(help));
                };
                let usable = |part: &str| {
                    !part.is_empty()
                        && !part.starts_with('.')
                        && part.chars().all(|c| c.is_alphanumeric() || "-_.~".contains(c))
                };
                let from = address::of_alias(alias);
                if from == "/" || !from.trim_matches('/').split('/').all(usable) || address::is_too_long(&from) {
                    let help = "write the old address from its first slash on, for example /old-policy/";
                    report(&ALIAS_UNUSABLE, "this old address cannot be used".to_owned(), help);
                } else if from == page.address {
                    let help = "delete it: this is the page's address today";
                    report(&ALIAS_LOOPS, "this old address leads to itself".to_owned(), help);
                } else if let Some(other) = self
                    .by_address
                    .get(&from)
                    .or_else(|| taken.get(&from))
                    .or_else(|| self.parts.get(&from).map(|(page, _)| page))
                {
                    let other = self.page(*other).document.path();
                    let message = format!("this old address is already used by {other}");
                    report(&ALIAS_COLLIDES, message, "delete it here, or move the other page");
                } else {
                    taken.insert(from.clone(), PageId(index));
                    redirects.push(Redirect { from, to: PageId(index) });
                }
            }
        }
        self.own().redirects = redirects;
    }

    /// Which pages have been superseded by which.
    fn find_replaced(&mut self) {
        let mut replaced: BTreeMap<PageId, Vec<usize>> = BTreeMap::new();
        for (index, page) in self.pages.iter().enumerate() {
            if let Some(by) = page.document.meta.common.superseded_by.as_deref()
                && let Destination::Page(newer, _) = self.resolve(page, by, Purpose::Link)
                && let Some(id) = self.by_source.get(newer.document.path())
            {
                replaced.entry(*id).or_default().push(index);
            }
        }
        let Linked { pages, besides, .. } = self.own();
        for (id, earlier) in &replaced {
            let besides = besides.entry(pages[id.0].document.path().clone()).or_default();
            for at in earlier {
                *besides = digest(&[besides, &pages[*at].document.digest()]);
            }
        }
        self.own().replaced = replaced;
    }

    /// The places, among the pages, of those that a page has taken the place of.
    pub fn replaced_by(&self, page: &Page) -> &[usize] {
        let id = self.by_source.get(page.document.path());
        id.and_then(|id| self.replaced.get(id)).map_or(&[], Vec::as_slice)
    }

    /// A page.
    pub fn page(&self, id: PageId) -> &Page {
        let page = &self.linked.pages[id.0];
        self.note(|| Question::File(page.document.path().clone()));
        page
    }

    /// All pages, in the order of their files.
    pub fn pages(&self) -> &[Page] {
        self.note(|| Question::Everything);
        &self.linked.pages
    }

    /// The page of a file, when it is published.
    pub fn page_of(&self, path: &SourcePath) -> Option<&Page> {
        self.note(|| Question::File(path.clone()));
        self.by_source.get(path).map(|id| self.page(*id))
    }

    /// The page at an address.
    pub fn page_at(&self, address: &str) -> Option<&Page> {
        self.note(|| Question::Address(address.to_owned()));
        self.by_address.get(address).map(|id| self.page(*id))
    }

    /// The pages directly below an address, in their order.
    pub fn below(&self, address: &str) -> impl Iterator<Item = &Page> {
        self.note(|| Question::Everything);
        self.sections.get(address).into_iter().flatten().map(|id| self.page(*id))
    }

    /// The old addresses.
    pub fn redirects(&self) -> &[Redirect] {
        self.note(|| Question::Everything);
        &self.redirects
    }

    /// The content of a file that is not a page. Pages are not to be had as typed: they hold private records.
    pub fn bytes(&self, path: &SourcePath) -> Option<&Arc<[u8]>> {
        self.note(|| Question::File(path.clone()));
        self.sources.bytes(path)
    }

    /// `site.yaml` as typed, which holds nothing private.
    pub fn configuration_text(&self) -> &str {
        self.sources.text(&SourcePath::new(config::CONFIG_FILE)).map_or("", |source| source.text.as_str())
    }

    /// Why a page of the content folder is not published, when it is not.
    pub fn unpublished(&self, path: &SourcePath) -> Option<Hidden> {
        self.note(|| Question::File(path.clone()));
        self.unpublished.get(path).copied()
    }

    /// The accessibility statements that are not published, and why.
    pub fn unpublished_statements(&self) -> &[(SourcePath, Hidden)] {
        self.note(|| Question::Everything);
        &self.unpublished_statements
    }

    /// An address as a browser asks the host for it: with the site's base path.
    pub fn href(&self, address: &str) -> String {
        format!("{}{address}", self.base)
    }

    /// An address with scheme and host, for documents and search engines.
    pub fn absolute(&self, address: &str) -> String {
        format!("{}{address}", self.config.site.url.trim_end_matches('/'))
    }

    /// The address of a published file.
    pub fn file_address(&self, path: &SourcePath) -> Address {
        format!("/{}", address::of_file(path))
    }

    /// Where a document of a page is published: `policies/psirf/psirf.docx` for the ending `.docx`.
    pub fn document_path(&self, page: &Page, ending: &str) -> OutputPath {
        let folder = page.address.trim_matches('/');
        let name = folder.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("home");
        let separator = if folder.is_empty() { "" } else { "/" };
        OutputPath::new(&format!("{folder}{separator}{name}{ending}"))
    }

    /// The organisation's own logo, when it names one that exists.
    pub fn logo(&self) -> Option<SourcePath> {
        let path = SourcePath::new(self.config.organisation.logo.as_deref()?);
        self.bytes(&path).is_some().then_some(path)
    }

    /// The figures behind a chart's data target.
    pub fn chart(&self, page: &Page, target: &str) -> Option<Arc<ChartData>> {
        match self.resolve(page, target, Purpose::Data) {
            Destination::File(path) => ChartData::read(self.bytes(&path)?).ok().map(Arc::new),
            _ => None,
        }
    }
}

impl Page {
    /// Whether it is the landing page of a folder.
    pub fn is_landing(&self) -> bool {
        is_landing(self.document.path())
    }

    /// The title with the site's name, for the window: "Contact – Patient safety at Northmere".
    pub fn window_title(&self, site: &Site) -> String {
        if self.address == "/" {
            return site.config.site.title.clone();
        }
        format!("{} – {}", self.document.title(), site.config.site.title)
    }

    /// The date that its documents carry: when it was last read through, approved or begun.
    pub fn issued(&self) -> Option<Date> {
        let common = &self.document.meta.common;
        let own = match &self.document.meta.kind {
            Kind::Policy(policy) => policy.approved_on.or(policy.effective_from),
            Kind::Plan(plan) => plan.sign_off.last().map(|sign| sign.date.last_day()),
            Kind::Statement(statement) => statement.prepared_on,
            Kind::Learning(_) | Kind::Partner(_) | Kind::Page => None,
        };
        common.last_reviewed.or(own).or(common.publish_on)
    }

    /// Reference, version and review date for the foot of each page of a document.
    pub fn identity(&self, day: Date) -> String {
        let mut parts: Vec<String> = self.reference().map(str::to_owned).into_iter().collect();
        parts.extend(self.version().map(|version| format!("Version {version}")));
        let overdue = if self.document.meta.overdue(day).is_some() { " (overdue)" } else { "" };
        parts.extend(self.document_due().map(|due| format!("Review due {due}{overdue}")));
        parts.join(" · ")
    }

    /// Whether search engines should pass it over.
    pub fn is_unlisted(&self) -> bool {
        self.hidden.is_some() || !self.is_searchable()
    }
}

fn is_landing(path: &SourcePath) -> bool {
    path.stem().split('.').next() == Some("_index")
}

fn has_documents_by_default(document: &Document) -> bool {
    matches!(document.meta.kind, Kind::Policy(_) | Kind::Plan(_) | Kind::Learning(_))
}

/// The address above another.
pub fn parent_address(address: &str) -> &str {
    let trimmed = address.trim_end_matches('/');
    trimmed.rfind('/').map_or("/", |at| &address[..=at])
}

fn hidden(document: &Document, day: Date) -> Option<Hidden> {
    let common = &document.meta.common;
    if common.draft {
        return Some(Hidden::Draft);
    }
    if let Some(date) = common.expire_on.filter(|date| *date <= day) {
        return Some(Hidden::Expired(date));
    }
    common.publish_on.filter(|date| *date > day).map(Hidden::NotYet)
}

fn left_out(document: &Document, why: Hidden) -> Diagnostic {
    let (rule, key, message, help) = match why {
        Hidden::Draft => (
            &DRAFT,
            "draft",
            "this page is a draft and is not published".to_owned(),
            "see what is left to do in it with `candour check --drafts`; delete the line `draft: true` when it is ready".to_owned(),
        ),
        Hidden::NotYet(date) => (
            &NOT_YET,
            "publish_on",
            format!("this page is not published before {date}"),
            "nothing to do: the first build on that day publishes it".to_owned(),
        ),
        Hidden::Expired(date) => (
            &EXPIRED,
            "expire_on",
            format!("this page is not published any more: it expired on {date}"),
            "delete the file, or change the date if readers still need it".to_owned(),
        ),
    };
    Diagnostic::new(rule, document.path(), document.meta.place(key), message).help(help)
}
