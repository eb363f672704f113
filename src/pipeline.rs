//! The build: from sources and a theme to the whole site in memory and everything that was found, in one straight
//! line. No input, no output, no clock, and no network but what it is handed to ask with ([`Inputs::ask`]).
//!
//! Equal inputs give equal bytes, whatever the number of threads: work is spread over pages and gathered in the order
//! of their files. [`Cleared`] is the only way on from here to the disk, and an error closes it.

mod again;
mod later;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use again::again;
use later::Later;
pub use later::{Offered, Outlook};

use crate::artefact::{Artefact, Artefacts, Length, Memo, OutputPath, Shelf, digest};
use crate::checks::{self, check::Records, outside, waivers::Waivers};
use crate::config::{self, CONFIG_FILE};
use crate::dates::Date;
use crate::diagnostic::{self, Diagnostic, Excerpt, Finding, Rule, Strictness};
use crate::document::tree::Body;
use crate::document::{self, Parsed, statement};
use crate::feeds::FEEDS;
use crate::feeds::feed::{FeedContent, Whole};
use crate::fingerprint::WaiverKey;
use crate::formats::format::{Draft, Finished, Unshown};
use crate::formats::html::{self, Done, Drafted, Filled};
use crate::formats::{self, FORMATS, Fonts, Format};
use crate::kinds::kind::GateKey;
use crate::kinds::{Kind, Record};
use crate::outside::Ask;
use crate::overview::{Overview, PageFacts};
use crate::search;
use crate::site::pictures::{self, Files, PublishedFile};
use crate::site::{Drafts, Page, Pictures, Site, address};
use crate::source::{SourcePath, SourceText, SourceTree, Span};
use crate::theme::{Shared, TemplateFault, Theme};

/// Everything a build depends on.
pub struct Inputs<'a> {
    /// The content folder.
    pub sources: Arc<SourceTree>,
    /// The theme.
    pub theme: &'a Theme,
    /// The day of the build: the only date it knows.
    pub day: Date,
    /// Whether drafts are shown.
    pub drafts: Drafts,
    /// Takes the place of `site.url`.
    pub base_url: Option<String>,
    /// What blocks.
    pub strictness: Strictness,
    /// Documents that were finished before.
    pub shelf: &'a dyn Shelf,
    /// Asks other websites about the links to them. Only `candour check --external` has it.
    pub ask: Option<Ask<'a>>,
    /// Whether documents and the search index are made with the pages.
    pub making: Making,
    /// The site's secret, with which waivers are held against what they are for.
    pub waiver_key: Option<WaiverKey>,
}

/// When documents and the search index are made.
#[derive(Clone)]
pub enum Making {
    /// With the pages.
    Whole,
    /// When they are asked for, with [`Build::make`]: for the preview. Pages offer them without their sizes, and are
    /// written beside findings that block, as long as each can be read ([`Build::is_written`]). What this build makes of
    /// a page is left for the next one, which takes it if it would make the same.
    OnDemand(Arc<Memo>),
    /// Nothing is made: only what is found, and the overview, is wanted.
    Nothing,
}

impl Making {
    fn memo(&self) -> Option<&Arc<Memo>> {
        match self {
            Making::Whole | Making::Nothing => None,
            Making::OnDemand(memo) => Some(memo),
        }
    }
}

/// How far a build is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Reading pages; how many there are.
    Reading(usize),
    /// Looking for faults.
    Checking,
    /// Asking other websites.
    Asking,
    /// Writing pages and documents; how many pages there are.
    Writing(usize),
    /// A page is written.
    Written,
    /// The search index is being made, or taken from the store, beside the pages.
    Indexing,
    /// It is there.
    Indexed,
    /// Writing what is about the whole site: lists, registers, feeds.
    Gathering,
    /// They are written.
    Gathered,
}

/// The site in memory, with what was found in it.
pub struct Build {
    /// Every file of the site; none when it was not written.
    pub artefacts: Artefacts,
    /// Whether the site was written: not where findings block, or, [on demand](Making::OnDemand), where a page cannot be
    /// read at all.
    pub is_written: bool,
    /// What was found, in order.
    pub findings: Vec<Finding>,
    /// How many pages are published.
    pub pages: usize,
    /// How many documents are made.
    pub documents: usize,
    /// What is known of each page, published or not, for those who answer for it.
    pub overview: Overview,
    /// The search index, where the site has one.
    pub search: Option<Searched>,
    /// Why other websites could not be asked, although they should have been.
    pub unasked: Option<String>,
    /// The pages at their addresses.
    pub site: Site,
    later: Option<Later>,
    blocked: bool,
}

/// What the search index came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Searched {
    /// How many files it has.
    pub files: usize,
    /// Whether an earlier build made them.
    pub kept: bool,
}

/// A site that may be published. Only [`Build::cleared`] makes one.
pub struct Cleared<'a> {
    artefacts: &'a Artefacts,
}

impl<'a> Cleared<'a> {
    /// The files to publish.
    pub fn artefacts(&self) -> &'a Artefacts {
        self.artefacts
    }
}

impl Build {
    /// The right to publish: `None` while a finding blocks.
    pub fn cleared(&self) -> Option<Cleared<'_>> {
        (!self.blocked).then_some(Cleared { artefacts: &self.artefacts })
    }
}

/// What keeps a build from being made at all: exit status 2.
#[derive(Debug)]
pub enum Failure {
    /// `site.yaml` is wrong.
    Configuration(Vec<Finding>),
    /// The fonts of the theme cannot set a PDF.
    Fonts(String),
    /// The search index cannot be made.
    Search(String),
    /// A template fails on a page.
    Template {
        /// The page that was rendered.
        page: String,
        /// Where and why.
        fault: TemplateFault,
    },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Configuration(_) => f.write_str("site.yaml cannot be used"),
            Failure::Fonts(reason) => write!(f, "PDF documents cannot be made: {reason}"),
            Failure::Search(reason) => write!(
                f,
                "the search index cannot be made: {reason}. Write `search: off` in site.yaml to publish without search"
            ),
            Failure::Template { page, fault } => write!(
                f,
                "the template {}, line {}, column {}, fails on the page {page}: {}",
                fault.template, fault.line, fault.column, fault.message
            ),
        }
    }
}

impl std::error::Error for Failure {}

/// Builds a site. `progress` is told how far it is, from any thread.
///
/// # Errors
/// A configuration or a template that cannot be used. What authors got wrong is among the findings instead.
pub fn build(inputs: &Inputs<'_>, progress: &(dyn Fn(Progress) + Sync)) -> Result<Build, Failure> {
    let sources = &inputs.sources;
    let mut config = config::read(sources).map_err(|found| {
        Failure::Configuration(found.iter().map(|diagnostic| Finding::new(diagnostic, sources)).collect())
    })?;
    if let Some(url) = &inputs.base_url {
        config.site.url.clone_from(url);
    }
    let rules = checks::rules();
    let setting = |rule: &&Rule| config.rules.get(rule.code).or_else(|| config.rules.get(rule.family()));
    let settings = rules.iter().filter_map(|rule| Some((rule.code.to_owned(), setting(rule)?.setting()))).collect();

    // Documents.
    let texts: Vec<_> = sources.iter().filter_map(|(path, _)| sources.text(path)).collect();
    let texts: Vec<_> = texts.into_iter().filter(|text| text.path.suffix() == "md").collect();
    progress(Progress::Reading(texts.len()));
    let memo = inputs.making.memo();
    let around = memo.map(|memo| {
        memo.begin();
        let settings = sources.text(&SourcePath::new(CONFIG_FILE)).map(|text| text.digest()).unwrap_or_default();
        digest(&[&settings, format!("{:?} {:?}", inputs.base_url, inputs.day).as_bytes()])
    });
    let parse = |text: &Arc<SourceText>| match memo.zip(around) {
        None => document::parse(text, &config, inputs.day),
        Some((memo, around)) => {
            let key = digest(&[&around, &text.digest()]);
            (*memo.of(key, || document::parse(text, &config, inputs.day))).clone()
        }
    };
    let parsed: Vec<Parsed> = texts.par_iter().map(|text| parse(text)).collect();
    let mut found = Vec::new();
    let mut records = Records::new();
    let mut documents = Vec::with_capacity(parsed.len());
    let mut overview = Overview::new(&config.site.title, inputs.day);
    for Parsed { document, body, record, found: faults } in parsed {
        if !matches!(record, Record::None) {
            records.insert(document.path().clone(), record);
        }
        found.extend(faults);
        overview.pages.push(PageFacts::of(&document, inputs.day));
        documents.push((document, body));
    }

    let pages = documents.iter().map(|(document, _)| (document.path(), &document.meta));
    let mut waivers =
        Waivers::collect(pages, &rules, inputs.day, inputs.waiver_key.as_ref(), &checks::vocabulary(&config));

    // Site, and the checks over it.
    let (site, mut bodies, faults) = Site::link(documents, sources.clone(), config, inputs.day, inputs.drafts);
    found.extend(faults);
    progress(Progress::Checking);
    let shape = memo.map(|_| site.shape());
    let before = memo.map(|memo| &**memo).zip(shape);
    found.extend(checks::run(&site, &bodies, &records, &GateKey::for_checks(), before));
    let weak = inputs.theme.weak_colours.iter();
    found.extend(weak.map(|it| checks::weak_colours(it.front, it.ground, it.scheme, it.contrast, it.least)));
    let about_people: BTreeSet<SourcePath> = records.into_keys().collect();
    let mut unasked = None;
    if let Some(ask) = inputs.ask {
        progress(Progress::Asking);
        let links = outside::links(&site, &bodies, &GateKey::for_checks());
        match ask(&outside::questions(&links)) {
            Ok(answers) => {
                let guarded = with_hidden_lines(&found, &about_people);
                found.extend(outside::findings(&links, &answers, &guarded));
            }
            Err(reason) => unasked = Some(reason),
        }
    }

    // Formats and feeds, unless it is already clear that nothing will be published.
    let mut artefacts = Artefacts::default();
    let mut document_count = 0;
    let mut search = None;
    let mut later = None;
    let mut settled = diagnostic::settle(found, &settings, &rules);
    waivers.apply(&mut settled, sources);
    let is_whole = matches!(inputs.making, Making::Whole);
    let is_written = match inputs.making {
        Making::Nothing => false,
        Making::OnDemand(_) => !settled.iter().any(document::is_unreadable),
        Making::Whole => !settled.iter().any(|diagnostic| diagnostic.blocks(Strictness::Normal)),
    };
    if is_written {
        let claims = checks::assured(&site, &bodies, &settled, &settings);
        for (page, body) in site.pages().iter().zip(&mut bodies) {
            if matches!(page.document.meta.kind, Kind::Statement(_)) {
                statement::close(Arc::make_mut(body), &claims, site.pages().len(), site.day);
            }
        }
        let made = write(&site, bodies, inputs, shape, progress)?;
        document_count = made.documents;
        artefacts = made.artefacts;
        search = made.search;
        later = made.later;
        let mut late = made.found;
        waivers.apply(&mut late, sources);
        settled.extend(late);
    }
    settled.extend(waivers.faults(is_written && is_whole, inputs.ask.is_some() && unasked.is_none()));
    settled = diagnostic::settle(settled, &settings, &rules);
    if let Some(later) = &mut later {
        later.settings = settings;
    }
    overview.conceal(&settled);
    hide_lines_about_people(&mut settled, &about_people);
    let blocked = settled.iter().any(|diagnostic| diagnostic.blocks(inputs.strictness));
    let findings = settled.par_iter().map(|diagnostic| Finding::new(diagnostic, sources)).collect();
    let pages = site.pages().len();
    let documents = document_count;
    Ok(Build { artefacts, is_written, findings, pages, documents, overview, search, unasked, site, later, blocked })
}

/// No report shows a line of a page about people: one with a private record, or one in which something that must
/// stay hidden was found.
fn hide_lines_about_people(found: &mut [Diagnostic], about_people: &BTreeSet<SourcePath>) {
    let hidden = with_hidden_lines(found, about_people);
    for diagnostic in found.iter_mut().filter(|it| hidden.contains(&it.file)) {
        diagnostic.excerpt = Excerpt::Hidden;
    }
}

/// The pages of which no line may be shown.
fn with_hidden_lines(found: &[Diagnostic], about_people: &BTreeSet<SourcePath>) -> BTreeSet<SourcePath> {
    let hidden = found.iter().filter(|it| it.excerpt == Excerpt::Hidden).map(|it| it.file.clone());
    hidden.chain(about_people.iter().cloned()).collect()
}

struct Made {
    artefacts: Artefacts,
    found: Vec<Diagnostic>,
    documents: usize,
    search: Option<Searched>,
    later: Option<Later>,
}

/// A file of the site before all are gathered.
#[derive(Clone)]
struct File {
    path: OutputPath,
    artefact: Artefact,
    /// The page it comes from, for what is found in it.
    source: SourcePath,
}

/// What one page, or the feeds together, give.
#[derive(Clone, Default)]
struct Batch {
    files: Vec<File>,
    found: Vec<Diagnostic>,
    classes: BTreeSet<String>,
    /// The documents that were made, which are among the files.
    documents: Vec<(OutputPath, Option<Length>)>,
    /// The words that documents will be made from.
    bodies: Vec<Arc<Body>>,
}

/// Writes every page and feed. The words of a page are let go of as soon as it is written.
fn write(
    site: &Site,
    bodies: Vec<Arc<Body>>,
    inputs: &Inputs<'_>,
    shape: Option<[u8; 32]>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Made, Failure> {
    let theme = inputs.theme;
    let Files { pictures, published, bad } = pictures::files(site, &bodies, inputs.shelf);
    let mut view = html::site_view(site, theme, &pictures);
    view.memo = inputs.making.memo().cloned();
    let around = shape.map(|shape| digest(&[&shape, &view.digest(), &pictures.digest()]));
    let is_whole = inputs.making.memo().is_none();
    let printed = |page: &Page| FORMATS.iter().any(|it| it.label == "PDF" && page.formats.contains(&it.name));
    let fonts = match is_whole && site.pages().iter().any(printed) {
        true => Fonts::new(&theme.typefaces).map_err(Failure::Fonts)?,
        false => Fonts::default(),
    };
    let press = Press { fonts: Arc::new(fonts), shelf: inputs.shelf, pictures: &pictures };
    let has_search = html::has_search(site, theme);
    let search = (has_search && is_whole).then(|| search::Plan::new(site, &bodies));
    progress(Progress::Writing(site.pages().len()));
    let index = || {
        let plan = search?;
        progress(Progress::Indexing);
        let index = plan.index(inputs.shelf);
        progress(Progress::Indexed);
        Some(index)
    };
    // In chunks, so that the classes are gathered by chunk and not by page.
    let pages = || -> Result<Vec<Batch>, Failure> {
        let chunks = site.pages().par_iter().zip(bodies).chunks(32).map(|pages| {
            let mut batch = Batch::default();
            for (page, body) in pages {
                match inputs.making.memo().zip(around) {
                    None => write_page(page, &body, site, &view, theme, &press, is_whole, &mut batch)?,
                    Some((memo, around)) => {
                        let write =
                            |batch: &mut Batch| write_page(page, &body, site, &view, theme, &press, is_whole, batch);
                        again(page, memo, around, inputs.sources.text(page.document.path()), &write, &mut batch)?;
                    }
                }
                if !is_whole {
                    batch.bodies.push(body);
                }
                progress(Progress::Written);
            }
            Ok(batch)
        });
        chunks.collect()
    };
    let (chunks, index) = rayon::join(pages, index);
    let mut chunks = chunks?;
    let index = index.transpose().map_err(Failure::Search)?;
    let bodies: Vec<Arc<Body>> = chunks.iter_mut().flat_map(|batch| std::mem::take(&mut batch.bodies)).collect();
    let made_documents: BTreeMap<OutputPath, Option<Length>> =
        chunks.iter_mut().flat_map(|batch| std::mem::take(&mut batch.documents)).collect();
    let documents = made_documents.values().flatten().count();
    let whole = Whole {
        site,
        view: &view,
        theme,
        pictures: &pictures,
        documents: &made_documents,
        files: &published,
        specials: Vec::new(),
    };
    progress(Progress::Gathering);
    chunks.push(match inputs.making.memo().zip(around) {
        None => write_feeds(whole, None)?,
        Some((memo, around)) => again::feeds(whole, memo, around)?,
    });
    progress(Progress::Gathered);

    let mut artefacts = Artefacts::default();
    let mut found: Vec<Diagnostic> =
        bad.iter().map(|it| checks::files::bad_picture(&it.fault, &it.page, it.place)).collect();
    let mut classes = BTreeSet::new();
    let mut made_from = BTreeMap::new();
    let mut add = |file: File, found: &mut Vec<Diagnostic>| {
        made_from.insert(file.path.clone(), file.source.clone());
        if let Err(path) = artefacts.insert(file.path, file.artefact) {
            let message = format!("two files of the site would be published as {path}");
            let help = "rename one of the files";
            found.push(Diagnostic::new(&checks::PATH_TWICE, &file.source, Span::default(), message).help(help));
        }
    };
    for batch in chunks {
        batch.files.into_iter().for_each(|file| add(file, &mut found));
        found.extend(batch.found);
        classes.extend(batch.classes);
    }
    let configuration = SourcePath::new(CONFIG_FILE);
    for PublishedFile { path, bytes, source } in published {
        add(File { path, artefact: Artefact::Kept(bytes), source }, &mut found);
    }
    for (path, bytes) in &theme.assets {
        let artefact = Artefact::Kept(bytes.clone());
        add(File { path: path.clone(), artefact, source: configuration.clone() }, &mut found);
    }
    let search = index.as_ref().map(|index| Searched { files: index.files.len(), kept: index.kept });
    if has_search {
        let script = theme.search.iter().map(|(path, bytes)| (path.clone(), Artefact::Kept(bytes.clone())));
        let files = index.into_iter().flat_map(|index| index.files);
        for (path, artefact) in script.chain(files.map(|(path, bytes)| (path, Artefact::Made(bytes)))) {
            add(File { path, artefact, source: configuration.clone() }, &mut found);
        }
    }
    if !theme.stylesheet.is_empty() {
        let pruned = || theme.stylesheet.pruned(&classes).into_bytes();
        let artefact = match inputs.making.memo() {
            None => Artefact::Made(pruned()),
            Some(memo) => {
                let parts = [theme.digest.as_slice()].into_iter().chain(classes.iter().map(String::as_bytes));
                let key = digest(&parts.collect::<Vec<_>>());
                Artefact::Kept((*memo.of::<Arc<[u8]>>(key, || pruned().into())).clone())
            }
        };
        let path = OutputPath::new("assets/site.css");
        add(File { path, artefact, source: configuration }, &mut found);
    }
    for (path, source) in &made_from {
        let folders = path.as_str().match_indices('/').map(|(at, _)| &path.as_str()[..at]);
        if let Some(taken) = folders.into_iter().find(|folder| artefacts.get(folder).is_some()) {
            let message = format!("{path} would be published in a folder that is already a file: {taken}");
            let help = "rename one of the two, or take out the old address";
            let (source, place) = written_at(path, source, site);
            found.push(Diagnostic::new(&checks::PATH_TWICE, source, place, message).help(help));
        }
    }
    let sources = inputs.sources.clone();
    let settings = BTreeMap::new();
    let later =
        (!is_whole).then_some(Later { bodies, pictures, fonts: OnceLock::new(), has_search, sources, settings });
    Ok(Made { artefacts, found, documents, search, later })
}

/// Where an author wrote what makes a file of the site: for an old address, its line.
fn written_at<'a>(path: &OutputPath, source: &'a SourcePath, site: &'a Site) -> (&'a SourcePath, Span) {
    for page in site.pages() {
        let aliases = &page.document.meta.common.aliases;
        let index = aliases.iter().position(|alias| address::output(&address::of_alias(alias)) == *path);
        if let Some(index) = index {
            return (page.document.path(), page.document.meta.place(&format!("aliases.{index}")));
        }
    }
    (source, Span::default())
}

/// What makes documents.
struct Press<'a> {
    fonts: Arc<Fonts>,
    shelf: &'a dyn Shelf,
    pictures: &'a Pictures,
}

/// A page's documents, then the page itself, which names their sizes.
#[expect(clippy::too_many_arguments, reason = "one caller, and each is another part of the build")]
fn write_page(
    page: &Page,
    body: &Body,
    site: &Site,
    view: &Shared,
    theme: &Theme,
    press: &Press<'_>,
    is_whole: bool,
    batch: &mut Batch,
) -> Result<(), Failure> {
    let source = page.document.path();
    let mut downloads = Vec::new();
    for format in FORMATS.iter().filter(|format| page.formats.contains(&format.name)) {
        let path = site.document_path(page, format.ending);
        let address = site.href(&format!("/{path}"));
        if !is_whole {
            downloads.push(html::document(page, format, None, address, theme));
            batch.documents.push((path, None));
            continue;
        }
        let draft = formats::draft(format, page, body, site, press.pictures, &press.fonts);
        batch.found.extend(not_shown(&draft, page));
        let document = match finish(&draft, press.shelf) {
            Ok(document) => document,
            Err(reason) => {
                batch.found.push(not_made(format, page, &reason));
                continue;
            }
        };
        downloads.push(html::document(page, format, Some(document.length()), address, theme));
        batch.documents.push((path.clone(), Some(document.length())));
        batch.files.push(File { path, artefact: Artefact::Made(document.bytes), source: source.clone() });
    }
    downloads.extend(html::attachments(page, site));
    let drafted = html::draft(page, body, site, view, theme, press.pictures, downloads)
        .map_err(|fault| Failure::Template { page: source.to_string(), fault })?;
    for Drafted { address, page } in drafted {
        finish_page(page, view.memo.as_deref(), address::output(&address), source, batch);
    }
    Ok(())
}

/// The finished document of a draft, from the shelf where it has been made before.
fn finish(draft: &Draft, shelf: &dyn Shelf) -> Result<Finished, String> {
    let recipe = draft.recipe.digest();
    if let Some(document) = shelf.take(&recipe) {
        return Ok(document);
    }
    let document = (draft.finish)(&draft.recipe)?;
    shelf.keep(&recipe, &document);
    Ok(document)
}

/// The finding about a document that could not be made.
fn not_made(format: &Format, page: &Page, reason: &str) -> Diagnostic {
    let message = format!("the {} document could not be made: {reason}", format.label);
    let help = "this is a fault in Candour: please report it with this page";
    Diagnostic::new(&checks::DOCUMENT_FAILED, page.document.path(), Span::default(), message).help(help)
}

/// The findings about what a document cannot show. Characters that follow one another, a word in another script, are one
/// fault.
fn not_shown<'a>(draft: &'a Draft, page: &'a Page) -> impl Iterator<Item = Diagnostic> + 'a {
    let words = draft.unshown.chunk_by(|before, next| before.span.end == next.span.start);
    words.map(|unshown| words_not_shown(unshown, page))
}

fn words_not_shown(unshown: &[Unshown], page: &Page) -> Diagnostic {
    let mut characters: Vec<char> = unshown.iter().map(|it| it.character).collect();
    characters.dedup();
    let names: Vec<String> = characters.iter().take(5).map(|it| format!("{it} (U+{:04X})", u32::from(*it))).collect();
    let what = if characters.len() == 1 { "character" } else { "characters" };
    let more = if characters.len() > names.len() { " and others" } else { "" };
    let message = format!("no font of the PDF documents has the {what} {}{more}", names.join(", "));
    let spans = unshown.first().zip(unshown.last()).map(|(first, last)| (first.span, last.span));
    // The title is in the front matter, which has no words of its own in the tree.
    let place = match spans {
        Some((first, last)) if first != Span::default() => Span::new(first.start as usize, last.end as usize),
        _ => page.document.meta.place("title"),
    };
    let help = "write it in another way, or leave `pdf` and `large-print` out of this page's `documents`";
    Diagnostic::new(&checks::CHARACTER_NOT_SHOWN, page.document.path(), place, message).help(help)
}

fn write_feeds(mut whole: Whole<'_>, memo: Option<&Memo>) -> Result<Batch, Failure> {
    let source = SourcePath::new(CONFIG_FILE);
    let mut files = Vec::new();
    for feed in FEEDS {
        let made = (feed.make)(&whole).map_err(|fault| Failure::Template { page: feed.name.to_owned(), fault })?;
        for (path, content) in &made {
            if matches!(content, FeedContent::Html(_)) {
                whole.note_special(path);
            }
        }
        files.extend(made);
    }
    let batches: Vec<Batch> = files
        .into_par_iter()
        .chunks(32)
        .map(|files| {
            let mut batch = Batch::default();
            for (path, content) in files {
                match content {
                    FeedContent::Html(page) => finish_page(page, memo, path, &source, &mut batch),
                    FeedContent::Text(text) => {
                        let artefact = Artefact::Made(text.into_bytes());
                        batch.files.push(File { path, artefact, source: source.clone() });
                    }
                }
            }
            batch
        })
        .collect();
    let mut all = Batch::default();
    for batch in batches {
        all.files.extend(batch.files);
        all.found.extend(batch.found);
        all.classes.extend(batch.classes);
    }
    Ok(all)
}

/// Notes the classes of a page; most are noted already.
fn note(classes: &BTreeSet<String>, batch: &mut Batch) {
    if !classes.is_subset(&batch.classes) {
        batch.classes.extend(classes.iter().cloned());
    }
}

fn finish_page(page: Filled, memo: Option<&Memo>, path: OutputPath, source: &SourcePath, batch: &mut Batch) {
    let (artefact, kept_long) = match (page, memo) {
        (Filled::Drafted(html, Some(key)), Some(memo)) => {
            // Not counted twice: another thread may have finished the same page meanwhile.
            let done = memo.of(key, || Done::new(html));
            note(&done.classes, batch);
            (Artefact::Kept(done.bytes.clone()), done.kept_long)
        }
        (Filled::Known(done), _) => {
            note(&done.classes, batch);
            (Artefact::Kept(done.bytes.clone()), done.kept_long)
        }
        (Filled::Drafted(html, _), _) => {
            html::collect_classes(&html, &mut batch.classes);
            let finished = html::finish(html);
            (Artefact::Made(finished.bytes), finished.kept_long)
        }
    };
    if kept_long {
        let message = format!("{path} is published without minifying, which would have joined words");
        let help = "in the template, put links that stand side by side into a list or a paragraph";
        batch.found.push(Diagnostic::new(&checks::WORDS_JOINED, source, Span::default(), message).help(help));
    }
    batch.files.push(File { path, artefact, source: source.clone() });
}
