//! The build: from sources and a theme to the whole site in memory and everything that was found, in one straight
//! line. No input, no output, no clock, and no network but what it is handed to ask with ([`Inputs::ask`]).
//!
//! Equal inputs give equal bytes, whatever the number of threads: work is spread over pages and gathered in the order
//! of their files. [`Cleared`] is the only way on from here to the disk, and an error closes it.

mod again;
mod early;
mod later;
mod ledger;
mod page;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use again::again;
pub use early::Early;
use later::Later;
pub use later::{Offered, Outlook};
use ledger::Ledger;
use page::{Batch, File, Press, finish_page, write_page};

use crate::artefact::{Artefact, Artefacts, Length, Memo, OutputPath, Shelf, digest};
use crate::checks::check::{Found, Records};
use crate::checks::{self, outside, waivers::Waivers};
use crate::config::{self, CONFIG_FILE};
use crate::dates::Date;
use crate::diagnostic::{Diagnostic, Excerpt, Finding, Findings, Rule, Rulebook, Strictness};
use crate::document::{self, Parsed, Words, statement};
use crate::feeds::FEEDS;
use crate::feeds::feed::{FeedContent, Whole};
use crate::fingerprint::WaiverKey;
use crate::formats::html;
use crate::formats::{FORMATS, Fonts};
use crate::kinds::kind::GateKey;
use crate::kinds::partner::Consent;
use crate::kinds::{Kind, Record};
use crate::outside::Ask;
use crate::overview::{Overview, PageFacts};
use crate::search;
use crate::site::pictures::{self, BadPicture, Files, PublishedFile};
use crate::site::{Before, Drafts, Page, Pictures, Site, address};
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
    pub findings: Findings,
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
    build_showing(inputs, progress, &|_| ())
}

/// Builds a site [on demand](Making::OnDemand), and shows it as soon as it is clear that it will be written: its pages can
/// then be had one by one, as they will be.
///
/// # Errors
/// Those of [`build`].
pub fn build_showing(
    inputs: &Inputs<'_>,
    progress: &(dyn Fn(Progress) + Sync),
    show: &dyn Fn(Early),
) -> Result<Build, Failure> {
    let sources = &inputs.sources;
    let mut config = config::read(sources).map_err(|found| {
        Failure::Configuration(found.iter().map(|diagnostic| Finding::new(diagnostic, sources)).collect())
    })?;
    if let Some(url) = &inputs.base_url {
        config.site.url.clone_from(url);
    }
    let config = Arc::new(config);
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
        digest(&[&settings, format!("{:?} {:?} {:?}", inputs.base_url, inputs.day, inputs.drafts).as_bytes()])
    });
    let read = |parsed: Parsed| {
        let consent = match &parsed.record {
            Record::Partner(record) => record.open(&GateKey::for_checks()).consent.as_ref().and_then(Consent::end),
            _ => None,
        };
        let facts = Arc::new(PageFacts::of(&parsed.document, consent, inputs.day));
        (parsed, facts)
    };
    let parse = |text: &Arc<SourceText>| match memo.zip(around) {
        None => read(document::parse(text, &config, inputs.day)),
        Some((memo, around)) => {
            let key = digest(&[&around, &text.digest()]);
            if let Some(known) = memo.get::<(Parsed, Arc<PageFacts>)>(key) {
                return (*known).clone();
            }
            let mut parsed = document::parse(text, &config, inputs.day);
            parsed.body = parsed.body.readable(text, &config, inputs.day);
            // The tree is read again by those who look at it: all of them at one time are a large site's most of memory.
            parsed.body = parsed.body.let_go();
            let parsed = read(parsed);
            memo.keep(key, Arc::new(parsed.clone()));
            parsed
        }
    };
    let parsed: Vec<(Parsed, Arc<PageFacts>)> = texts.par_iter().map(|text| parse(text)).collect();
    let mut found = Vec::new();
    let mut records = Records::new();
    let mut documents = Vec::with_capacity(parsed.len());
    let mut overview = Overview::new(&config.site.title, inputs.day);
    for (Parsed { document, body, record, found: faults }, facts) in parsed {
        if !matches!(record, Record::None) {
            records.insert(document.path().clone(), record);
        }
        found.extend(faults);
        overview.pages.push(facts);
        documents.push((document, body));
    }

    let pages = documents.iter().map(|(document, _)| (document.path(), &document.meta));
    let waiving = pages.clone().filter(|(_, meta)| !meta.common.waivers.is_empty());
    let waiving: BTreeSet<SourcePath> = waiving.map(|(path, _)| path.clone()).collect();
    let mut waivers =
        Waivers::collect(pages, &rules, inputs.day, inputs.waiver_key.as_ref(), &checks::vocabulary(&config));
    let rulebook = Rulebook::new(&rules, &settings);

    // Site, and the checks over it.
    let (mut site, mut bodies, faults) = Site::link(documents, sources.clone(), config, inputs.day, inputs.drafts);
    found.extend(faults);
    progress(Progress::Checking);
    let before = memo.zip(around).map(|(memo, around)| Before::new(memo, around));
    before.into_iter().for_each(|before| site.recall(before));
    // Already now it is clear whether a preview will have something to show.
    let is_readable = !found.iter().any(|fault| document::is_unreadable(fault.rule));
    let early = memo.filter(|_| is_readable).map(|_| {
        let around = Around::new(&site, &bodies, inputs);
        show(Early::new(&site, &bodies, &around.view, &around.pictures));
        around
    });
    let mut checked = checks::run(&site, &bodies, &records, &GateKey::for_checks(), &rulebook, before);
    checked.more.extend(found);
    let weak = inputs.theme.weak_colours.iter();
    checked.more.extend(weak.map(|it| checks::weak_colours(it.front, it.ground, it.scheme, it.contrast, it.least)));
    let about_people: BTreeSet<SourcePath> = records.into_keys().collect();
    let mut unasked = None;
    if let Some(ask) = inputs.ask {
        progress(Progress::Asking);
        let links = outside::links(&site, &bodies, &GateKey::for_checks());
        match ask(&outside::questions(&links)) {
            Ok(answers) => {
                let guarded = guarded(&checked, &about_people);
                checked.more.extend(outside::findings(&links, &answers, &guarded));
            }
            Err(reason) => unasked = Some(reason),
        }
    }

    // Formats and feeds, unless it is already clear that nothing will be published.
    let mut artefacts = Artefacts::default();
    let mut document_count = 0;
    let mut search = None;
    let mut later = None;
    let mut ledger = Ledger::new(checked, &rulebook, sources, &mut waivers, &waiving);
    let is_whole = matches!(inputs.making, Making::Whole);
    let is_written = match inputs.making {
        Making::Nothing => false,
        Making::OnDemand(_) => !ledger.codes().into_iter().any(document::is_unreadable),
        Making::Whole => !ledger.blocks(Strictness::Normal),
    };
    if is_written {
        let claims = checks::assured(&site, &bodies, &ledger.codes(), &settings);
        for (page, body) in site.pages().iter().zip(&mut bodies) {
            if matches!(page.document.meta.kind, Kind::Statement(_)) {
                body.change(|body| statement::close(body, &claims, site.pages().len(), site.day));
            }
        }
        let around = early.unwrap_or_else(|| Around::new(&site, &bodies, inputs));
        let made = write(&site, bodies, around, inputs, before, progress)?;
        document_count = made.documents;
        artefacts = made.artefacts;
        search = made.search;
        later = made.later;
        ledger.add_late(made.found, &mut waivers);
        // Not by a build that ended before it came to all pages: what they were is wanted again when that is mended.
        memo.into_iter().for_each(|memo| memo.forget());
    }
    ledger.add(waivers.faults(is_written && is_whole, inputs.ask.is_some() && unasked.is_none()));
    if let Some(later) = &mut later {
        later.settings = settings;
    }
    overview.conceal(ledger.private(), sources);
    let blocked = ledger.blocks(inputs.strictness);
    let findings = Findings::new(ledger.close(), &about_people, sources);
    let pages = site.pages().len();
    let documents = document_count;
    Ok(Build { artefacts, is_written, findings, pages, documents, overview, search, unasked, site, later, blocked })
}

/// The pages of which no line may be shown: those with a private record, and those in which something that must stay
/// hidden was found.
fn guarded(found: &Found, about_people: &BTreeSet<SourcePath>) -> BTreeSet<SourcePath> {
    let pages = found.pages.iter().filter(|(_, settled)| settled.is_private()).map(|(path, _)| path);
    let others = found.more.iter().filter(|it| it.excerpt == Excerpt::Hidden).map(|it| &it.file);
    pages.chain(others).chain(about_people).cloned().collect()
}

struct Made {
    artefacts: Artefacts,
    found: Vec<Diagnostic>,
    documents: usize,
    search: Option<Searched>,
    later: Option<Later>,
}

/// What stands around the words of a page.
struct Around {
    view: Arc<Shared>,
    pictures: Arc<Pictures>,
    published: Vec<PublishedFile>,
    bad: Vec<BadPicture>,
}

impl Around {
    fn new(site: &Site, bodies: &[Words], inputs: &Inputs<'_>) -> Around {
        let Files { pictures, published, bad } = pictures::files(site, bodies, inputs.shelf);
        let mut view = html::site_view(site, inputs.theme, &pictures);
        view.memo = inputs.making.memo().cloned();
        Around { view: Arc::new(view), pictures: Arc::new(pictures), published, bad }
    }
}

/// Writes every page and feed. The words of a page are let go of as soon as it is written.
fn write(
    site: &Site,
    bodies: Vec<Words>,
    around: Around,
    inputs: &Inputs<'_>,
    before: Option<Before<'_>>,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Made, Failure> {
    let theme = inputs.theme;
    let Around { view, pictures, published, bad } = around;
    let before = before.map(|before| before.within(&[&view.digest(), &pictures.digest()]));
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
                let write = |site: &Site, batch: &mut Batch| {
                    write_page(page, &body, site, &view, theme, &press, is_whole, batch)
                };
                match before {
                    None => write(site, &mut batch)?,
                    Some(before) => again(page, site, before, &write, &mut batch)?,
                }
                if !is_whole {
                    batch.bodies.push(body.let_go());
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
    let bodies: Vec<Words> = chunks.iter_mut().flat_map(|batch| std::mem::take(&mut batch.bodies)).collect();
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
        before: before.map(|before| (before, Mutex::default())),
    };
    progress(Progress::Gathering);
    chunks.push(match inputs.making.memo().zip(before) {
        None => write_feeds(whole, None)?,
        Some((memo, before)) => (*again::feeds(whole, memo, before)?).clone(),
    });
    progress(Progress::Gathered);

    let mut artefacts = Artefacts::default();
    let mut found: Vec<Diagnostic> =
        bad.iter().map(|it| checks::files::bad_picture(&it.fault, &it.page, it.place)).collect();
    let mut classes = BTreeSet::new();
    let mut made_from = Vec::new();
    let mut add = |file: File, found: &mut Vec<Diagnostic>| {
        made_from.push((file.path.clone(), file.source.clone()));
        if let Err(path) = artefacts.insert(file.path, file.artefact) {
            let message = format!("two files of the site would be published as {path}");
            let help = "rename one of the files";
            found.push(Diagnostic::new(&checks::PATH_TWICE, &file.source, Span::default(), message).help(help));
        }
    };
    let mut all = Batch::default();
    for batch in chunks {
        batch.files.into_iter().for_each(|file| add(file, &mut found));
        found.extend(batch.found);
        classes.extend(batch.classes);
        batch.shared.iter().for_each(|classes| all.note(classes));
    }
    all.shared.iter().for_each(|shared| classes.extend(shared.iter().cloned()));
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
    let mut before = "";
    for (path, _) in artefacts.iter() {
        let folders = path.as_str().match_indices('/').map(|(at, _)| &path.as_str()[..at]);
        // Most files are in the folders of the one before.
        let is_new = |folder: &&str| before.strip_prefix(folder).is_none_or(|rest| !rest.starts_with('/'));
        let taken = folders.filter(is_new).find(|folder| artefacts.get(folder).is_some());
        let Some(taken) = taken else {
            before = path.as_str();
            continue;
        };
        if let Some((_, source)) = made_from.iter().rfind(|(made, _)| made == path) {
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
    let kept = whole.before.take().map(|(_, keys)| keys.into_inner().unwrap_or_else(PoisonError::into_inner));
    let batches: Vec<Batch> = files
        .into_par_iter()
        .chunks(32)
        .map(|files| {
            let mut batch = Batch::default();
            for (path, content) in files {
                let artefact = match content {
                    FeedContent::Html(page) => {
                        finish_page(page, memo, path, &source, &mut batch);
                        continue;
                    }
                    FeedContent::Text(text) => Artefact::Made(text.into_bytes()),
                    FeedContent::Pieces(pieces) if memo.is_some() => Artefact::Joined(pieces.into()),
                    FeedContent::Pieces(pieces) => Artefact::Made(Artefact::Joined(pieces.into()).bytes().into_owned()),
                };
                batch.files.push(File { path, artefact, source: source.clone() });
            }
            batch
        })
        .collect();
    let mut all = Batch { kept: kept.unwrap_or_default(), ..Batch::default() };
    for batch in batches {
        all.join(batch);
    }
    Ok(all)
}
