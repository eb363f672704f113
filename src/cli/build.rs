//! `candour build` and `candour check`.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use super::options::{BuildOptions, FormatOption, colour, report_format};
use super::progress::{self, ProgressBar, Stopwatch};
use super::{BLOCKED, CLEAN, UNUSABLE, absolute, fix, in_repository, key::waiver_key, plural, print};
use crate::checks;
use crate::config;
use crate::dates::Date;
use crate::diagnostic::{Finding, Strictness};
use crate::fingerprint::WaiverKey;
use crate::network::Policy;
use crate::outside::Questions;
use crate::overview::Overview;
use crate::pipeline::{self, Build, Failure, Inputs, Making, Progress, Searched};
use crate::publish::{self, Published, Release};
use crate::report::{self, Report};
use crate::site::{self, Drafts};
use crate::source::{self, SourcePath, SourceTree};
use crate::store::{self, Documents, Kept, Outcome};
use crate::theme;

/// What a command wants done with a built site.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Publish,
    Check,
    /// Look, and offer changes of the pages.
    Mend,
}

/// How a build ended.
pub(super) struct Ended {
    pub(super) status: u8,
    /// What stands on the disk now, where that was the purpose and nothing blocks, with the address of the site.
    pub(super) release: Option<(Release, String)>,
    /// Published pages on which something is still to be written, where the site lets that stand.
    pub(super) unfinished: Vec<String>,
    /// How many drafts are not in it.
    pub(super) drafts: usize,
}

impl Ended {
    fn with(status: u8) -> Ended {
        Ended { status, release: None, unfinished: Vec::new(), drafts: 0 }
    }
}

pub(super) fn build(
    options: &BuildOptions,
    purpose: Purpose,
    report: Option<&Path>,
    network: Option<&Policy>,
) -> Result<u8, String> {
    let ended = release(options, purpose, report, network)?;
    if ended.release.is_some() && !options.quiet {
        let drafts = match ended.drafts {
            0 => String::new(),
            drafts => format!(", without {}", plural(drafts, "draft", "")),
        };
        let site = options.output_folder().join("site");
        eprintln!("The site is in {}{drafts}.", site.strip_prefix(".").unwrap_or(&site).display());
    }
    Ok(ended.status)
}

/// Builds, and gives what stands on the disk then.
#[expect(clippy::disallowed_methods, reason = "the command line is where time and environment come in")]
pub(super) fn release(
    options: &BuildOptions,
    purpose: Purpose,
    report: Option<&Path>,
    network: Option<&Policy>,
) -> Result<Ended, String> {
    let started = Instant::now();
    let day = options.date.day()?;
    if let Some(url) = &options.base_url
        && config::base_path(url).is_none()
    {
        return Err(format!("--base-url {url} is not the address of a website; start it with https://"));
    }
    if let Some(jobs) = options.jobs {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build_global();
        pool.map_err(|error| format!("cannot start {jobs} threads: {error}"))?;
    }
    let log = |message: &str| {
        if !options.quiet {
            eprintln!("{message}");
        }
    };
    let content = options.site.content_folder()?;
    let (theme_folder, output) = (options.theme_folder(), options.output_folder());
    if let Some(folder) = report {
        may_report(folder, &content, &output.join("site"))?;
    }
    let (sources, theme) = rayon::join(
        || source::read(&content).map_err(|error| error.to_string()),
        || theme::load(&theme_folder, &log).map_err(|error| error.to_string()),
    );
    let (sources, theme) = (Arc::new(sources?), theme?);
    let strictness = if options.strict { Strictness::Strict } else { Strictness::Normal };
    // Who mends a page has it as a draft mostly.
    let drafts = if options.drafts || purpose == Purpose::Mend { Drafts::Shown } else { Drafts::Hidden };
    let shelf = Documents::new(
        &output,
        match purpose {
            Purpose::Check | Purpose::Mend => store::Purpose::Look,
            Purpose::Publish => store::Purpose::Keep,
        },
    );
    let bar = ProgressBar::new(options.quiet);
    let asking =
        |questions: &Questions| progress::ask(questions, network.unwrap_or(&Policy::default()), &output, &bar, &log);
    let inputs = Inputs {
        sources: sources.clone(),
        theme: &theme,
        day,
        drafts,
        base_url: options.base_url.clone(),
        strictness,
        shelf: &shelf,
        ask: network.is_some().then_some(&asking),
        making: Making::Whole,
        waiver_key: waiver_key(&options.site.root)?,
    };
    let key = build_key(&inputs);
    let printer = Printer { options, sources: &sources, day, strictness, folder: in_repository(&content) };

    if purpose == Purpose::Publish
        && let Some(outcome) = store::last_build(&output, &key)
        && let Some(release) = publish::stands(&output, &outcome.manifest)
        && let Ok(config) = config::read(&sources)
    {
        let findings: Vec<Finding> = outcome.findings.into_iter().map(Kept::restore).collect();
        printer.findings(&findings);
        printer.summary(outcome.pages, outcome.documents, &findings, Some(Published::default()), started);
        let address = options.base_url.clone().unwrap_or(config.site.url);
        let unfinished = checks::unfinished(&findings, strictness);
        let drafts = drafts_in(&findings).len();
        return Ok(Ended { status: CLEAN, release: Some((release, address)), unfinished, drafts });
    }

    let stopwatch = Stopwatch::default();
    let built = pipeline::build(&inputs, &|progress| {
        stopwatch.press(progress);
        bar.tell(progress);
    });
    bar.finish();
    let ended = Instant::now();
    let built = match built {
        Ok(built) => built,
        Err(Failure::Configuration(findings)) => {
            printer.findings(&findings);
            printer.page(report, &findings, None)?;
            log("site.yaml cannot be used; nothing was built.");
            return Ok(Ended::with(UNUSABLE));
        }
        Err(failure) => return Err(failure.to_string()),
    };
    printer.findings(&built.findings);
    let mut unfinished = checks::unfinished(&*built.findings, strictness);
    unfinished.retain(|file| built.site.page_of(&SourcePath::new(file)).is_none_or(|page| page.hidden.is_none()));
    printer.page(report, &built.findings, Some((&built.overview, &unfinished)))?;
    let waiting = match purpose {
        Purpose::Check if !options.quiet => in_drafts(&inputs, &built.findings)?,
        _ => None,
    };
    if let Some(reason) = &built.unasked {
        return Err(format!("outside links cannot be checked: {reason}"));
    }
    if purpose == Purpose::Mend {
        let changed = fix::fix(&built.findings, &sources, &content, &mut std::io::stdin().lock())?;
        if changed > 0 {
            return counted_again(&inputs, &content, &printer);
        }
    }
    let Some(cleared) = built.cleared() else {
        printer.summary(built.pages, built.documents, &built.findings, None, started);
        waiting.iter().for_each(|words| log(words));
        if purpose == Purpose::Publish {
            log(
                "Nothing was published: the site that was there before is untouched. Mend what is listed above, then build again.",
            );
        }
        forget(built, sources);
        return Ok(Ended::with(BLOCKED));
    };
    let release = match purpose {
        Purpose::Check | Purpose::Mend => None,
        Purpose::Publish => Some(publish::publish(&cleared, &output).map_err(|error| error.to_string())?),
    };
    let published = release.as_ref().map(|release| release.published);
    printer.summary(built.pages, built.documents, &built.findings, published, started);
    waiting.iter().for_each(|words| log(words));
    if let Some(search) = built.search.filter(|_| purpose == Purpose::Publish) {
        log(&search_summary(search, stopwatch.seconds(Progress::Indexing, Progress::Indexed)));
    }
    if options.timings {
        log(&stopwatch.summary(started, ended));
    }
    if purpose == Purpose::Publish
        && let Some(manifest) = publish::manifest_digest(&output)
    {
        let findings = built.findings.iter().map(Kept::new).collect();
        shelf.tidy();
        store::keep(&output, &Outcome { key, manifest, findings, pages: built.pages, documents: built.documents });
    }
    let address = built.site.config.site.url.clone();
    if purpose == Purpose::Check && !unfinished.is_empty() {
        log(&would_refuse(&unfinished));
    }
    let drafts = drafts_in(&built.findings).len();
    forget(built, sources);
    Ok(Ended { status: CLEAN, release: release.map(|release| (release, address)), unfinished, drafts })
}

/// What `candour publish` would say of pages on which something is still to be written, though nothing else is wrong.
fn would_refuse(pages: &[String]) -> String {
    let on = if pages.len() > 1 { "these pages" } else { "this page" };
    format!(
        "Nothing blocks a build. `candour publish` would refuse it: something is still to be written on {on}: {}.",
        pages.join(", ")
    )
}

/// What is left once pages were changed: a count of before would be wrong.
#[expect(clippy::disallowed_methods, reason = "the command line is where time comes in")]
fn counted_again(inputs: &Inputs<'_>, content: &Path, printer: &Printer<'_>) -> Result<Ended, String> {
    let started = Instant::now();
    let sources = Arc::new(source::read(content).map_err(|error| error.to_string())?);
    let again = Inputs {
        sources: sources.clone(),
        base_url: inputs.base_url.clone(),
        ask: None,
        making: Making::Whole,
        waiver_key: inputs.waiver_key.clone(),
        ..*inputs
    };
    let built = pipeline::build(&again, &|_| {}).map_err(|failure| match failure {
        Failure::Configuration(_) => "site.yaml cannot be used any more".to_owned(),
        failure => failure.to_string(),
    })?;
    if !printer.options.quiet {
        eprintln!("Counted again, with the changes. `candour check --drafts` lists what is left:");
    }
    printer.summary(built.pages, built.documents, &built.findings, None, started);
    let status = if built.cleared().is_some() { CLEAN } else { BLOCKED };
    forget(built, sources);
    Ok(Ended::with(status))
}

/// The drafts that were passed over.
fn drafts_in(findings: &[Finding]) -> BTreeSet<&str> {
    findings.iter().filter(|it| it.rule == site::DRAFT.code).map(|it| it.file.as_str()).collect()
}

/// What waits in drafts, which a check passes over: whoever brought a policy over from Word would take silence for praise.
fn in_drafts(inputs: &Inputs<'_>, findings: &[Finding]) -> Result<Option<String>, String> {
    let drafts = drafts_in(findings);
    if drafts.is_empty() {
        return Ok(None);
    }
    let shown = Inputs {
        sources: inputs.sources.clone(),
        drafts: Drafts::Shown,
        base_url: inputs.base_url.clone(),
        ask: None,
        making: Making::Nothing,
        waiver_key: inputs.waiver_key.clone(),
        ..*inputs
    };
    let Ok(built) = pipeline::build(&shown, &|_| {}) else { return Ok(None) };
    let count = |severity: &str| {
        let is_there = |it: &&Finding| drafts.contains(it.file.as_str()) && it.severity == severity && !it.waived;
        built.findings.iter().filter(is_there).count()
    };
    let found: Vec<String> = [("error", count("error")), ("warning", count("warning")), ("advice", count("advice"))]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, number)| plural(number, name, if name == "advice" { name } else { "" }))
        .collect();
    forget(built, inputs.sources.clone());
    let many = plural(drafts.len(), "draft", "");
    let (was, them) = if drafts.len() == 1 { ("was", "it") } else { ("were", "them") };
    let found = if found.is_empty() { "nothing".to_owned() } else { found.join(", ") };
    Ok(Some(format!(
        "{many} {was} passed over. To be found in {them}: {found}. See each with `candour check --drafts`."
    )))
}

/// The process ends here; taking a large site apart first would only cost time.
fn forget(built: Build, sources: Arc<SourceTree>) {
    std::mem::forget((built, sources));
}

/// Everything a build's outcome depends on. Strictness among it: only published builds are kept.
fn build_key(inputs: &Inputs<'_>) -> String {
    let key = inputs.waiver_key.as_ref().map(WaiverKey::name);
    let options = format!("{:?} {:?} {:?} {:?} {key:?}", inputs.day, inputs.drafts, inputs.base_url, inputs.strictness);
    store::key(&[&inputs.sources.digest(), &inputs.theme.digest, options.as_bytes()])
}

/// A report has a folder of its own: in the content it would be content, in the site it would stop the next build.
fn may_report(folder: &Path, content: &Path, site: &Path) -> Result<(), String> {
    for (other, what) in [(content, "the content folder"), (site, "the published site")] {
        if absolute(folder).starts_with(absolute(other)) {
            let (folder, other) = (folder.display(), other.display());
            return Err(format!("--report {folder} lies in {other}, {what}; name a folder outside of it"));
        }
    }
    publish::may_report(folder, report::page::SIGNATURE).map_err(|error| error.to_string())
}

/// How many findings are more than a screen shows: before them it is said how to see fewer.
const LONG: usize = 10;

struct Printer<'a> {
    options: &'a BuildOptions,
    sources: &'a SourceTree,
    day: Date,
    strictness: Strictness,
    folder: String,
}

impl Printer<'_> {
    fn findings(&self, findings: &[Finding]) {
        let (format, colour) = (report_format(self.options.format), colour(self.options.color));
        let blocking: Vec<Finding>;
        let shown = match self.options.errors_only {
            true => {
                blocking = findings.iter().filter(|it| it.blocks(self.strictness)).cloned().collect();
                &blocking
            }
            false => findings,
        };
        let blocking = shown.iter().filter(|it| it.blocks(self.strictness)).count();
        if self.is_read() && shown.len() >= LONG && blocking > 0 && blocking < shown.len() {
            let block = if blocking == 1 { "blocks" } else { "block" };
            let count = shown.len();
            eprintln!("{count} findings. To see only the {blocking} that {block} a build, add --errors-only.\n");
        }
        self.report(shown, |report| print(&report::write(report, format, colour)));
    }

    /// Whether a person reads what is printed.
    fn is_read(&self) -> bool {
        !self.options.quiet && matches!(self.options.format, FormatOption::Human | FormatOption::Plain)
    }

    /// The report for people who answer for pages, where one is asked for.
    fn page(
        &self,
        folder: Option<&Path>,
        findings: &[Finding],
        built: Option<(&Overview, &[String])>,
    ) -> Result<(), String> {
        let Some(folder) = folder else { return Ok(()) };
        let (overview, unfinished) = built.unzip();
        let html = self.report(findings, |report| {
            report::page::write(&Report { unfinished: unfinished.unwrap_or_default(), ..*report }, overview)
        });
        let written = publish::report(folder, report::page::SIGNATURE, &html).map_err(|error| error.to_string())?;
        if !self.options.quiet {
            eprintln!("The report is in {}.", written.display());
        }
        Ok(())
    }

    fn report<T>(&self, findings: &[Finding], tell: impl FnOnce(&Report<'_>) -> T) -> T {
        let Printer { sources, day, strictness, folder, .. } = self;
        let rules = checks::rules();
        tell(&Report { findings, sources, rules: &rules, strictness: *strictness, unfinished: &[], day: *day, folder })
    }

    fn summary(
        &self,
        pages: usize,
        documents: usize,
        findings: &[Finding],
        published: Option<Published>,
        started: Instant,
    ) {
        if self.options.quiet {
            return;
        }
        let count = |severity: &str| findings.iter().filter(|it| it.severity == severity && !it.waived).count();
        let found = [("error", count("error")), ("warning", count("warning")), ("advice", count("advice"))];
        let waived = findings.iter().filter(|finding| finding.waived).count();
        let found: Vec<String> = found
            .iter()
            .chain([&("waived", waived)])
            .filter(|(_, count)| *count > 0)
            .map(|(name, number)| plural(*number, name, if matches!(*name, "advice" | "waived") { name } else { "" }))
            .collect();
        let found = if found.is_empty() { "no findings".to_owned() } else { found.join(", ") };
        let changed = match published {
            None => String::new(),
            Some(Published { changed: 0, removed: 0, .. }) => ", nothing changed".to_owned(),
            Some(published) => {
                format!(", {} changed, {} removed", plural(published.changed, "file", ""), published.removed)
            }
        };
        let seconds = started.elapsed().as_secs_f64();
        let (pages, documents) = (plural(pages, "page", ""), plural(documents, "document", ""));
        eprintln!("{pages}, {documents}, {found}{changed}, {seconds:.2} s");
        let blocking = findings.iter().filter(|it| it.blocks(self.strictness)).count();
        if self.is_read() && !self.options.errors_only && blocking > 0 && findings.len() > blocking {
            eprintln!("To see only what blocks, add --errors-only.");
        }
    }
}

/// What the search index cost: it is made beside the documents, so its time is part of the whole.
fn search_summary(search: Searched, seconds: f64) -> String {
    let files = plural(search.files, "file", "");
    match search.kept {
        true => format!("Search index: {files}, kept from an earlier build"),
        false => format!("Search index: {files}, made beside the documents in {seconds:.2} s"),
    }
}
