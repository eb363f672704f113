//! The command line: arguments, the clock, the terminal, exit statuses. Results go to standard output, progress and
//! what the operator must know to standard error.

mod fix;
mod progress;
mod scan;
mod serve;

use std::ffi::OsString;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::{Args, CommandFactory as _, Parser, Subcommand, ValueEnum};

use crate::checks;
use crate::config;
use crate::dates::Date;
use crate::diagnostic::{Finding, Rule, Strictness, nearest};
use crate::network::Policy;
use crate::outside::Questions;
use crate::overview::Overview;
use crate::pipeline::{self, Build, Failure, Inputs, Making, Progress, Searched};
use crate::publish::{self, Published};
use crate::report::{self, Colour, Report, ReportFormat};
use crate::schema;
use crate::site::Drafts;
use crate::source::{self, SourceTree};
use crate::store::{self, Documents, Kept, Outcome};
use crate::theme;
use progress::{ProgressBar, Stopwatch};

/// Published or clean.
const CLEAN: u8 = 0;
/// Findings block; the published site is untouched.
const BLOCKED: u8 = 1;
/// Wrong usage, bad configuration, or a file that cannot be read or written.
const UNUSABLE: u8 = 2;

/// Publishes how an NHS organisation keeps patients safe.
#[derive(Parser)]
#[command(name = "candour", version, about, disable_help_subcommand = true, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the site and its documents into output/site
    Build(BuildOptions),
    /// Run every check and write nothing but a report, where one is asked for
    Check(CheckOptions),
    /// Look for what identifies somebody in any Markdown, text, Word or PDF file or picture; no site is needed
    Scan(ScanOptions),
    /// Show the site in a browser on this computer, drafts too, and follow every change
    Serve(serve::ServeOptions),
    /// What a rule asks, why, on whose authority, and how to mend it
    Explain {
        /// The rule, as a finding names it: links/no-such-page. Without it, the list of rules
        rule: Option<String>,
        /// Write a page about every rule into a folder, in Markdown that Candour builds
        #[arg(long, value_name = "DIR", conflicts_with = "rule")]
        pages: Option<PathBuf>,
    },
    /// Print JSON Schema of front matter and of site.yaml, with which an editor completes and explains keys
    Schema {
        /// policy, plan, learning, partner, page or statement for the front matter of a kind, or site for site.yaml.
        /// Without it, one schema of them all
        kind: Option<String>,
    },
    /// Print the completions of a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Args)]
struct BuildOptions {
    /// The folder that holds content/, themes/ and output/
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The content folder, instead of content/ in the root
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
    /// The theme's folder, instead of themes/nhs in the root
    #[arg(long, value_name = "DIR")]
    theme: Option<PathBuf>,
    /// The output folder, instead of output/ in the root
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// The address the site will have, instead of site.url
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The date of the build, instead of SOURCE_DATE_EPOCH or today
    #[arg(long, value_name = "YYYY-MM-DD")]
    today: Option<String>,
    /// Show drafts and pages outside their dates, marked, and keep search engines away
    #[arg(long)]
    drafts: bool,
    /// Let warnings block too
    #[arg(long)]
    strict: bool,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = FormatOption::Human)]
    format: FormatOption,
    /// How many threads to use; all cores when left out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    jobs: Option<u16>,
    /// Print findings only
    #[arg(long)]
    quiet: bool,
    /// Say how long each part of the build took
    #[arg(long)]
    timings: bool,
    /// Whether to use colour
    #[arg(long, value_enum, default_value_t = ColourOption::Auto)]
    color: ColourOption,
}

#[derive(Args)]
struct CheckOptions {
    #[command(flatten)]
    build: BuildOptions,
    /// Ask other websites whether the pages that this site links to are there; nothing else uses the network
    #[arg(long)]
    external: bool,
    /// Write a web page for those who answer for the pages: what blocks, what is due, by page and by owner
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
    /// Offer general words for what identifies somebody, one place after the other; only what you say yes to is changed
    #[arg(long)]
    fix: bool,
}

#[derive(Args)]
struct ScanOptions {
    /// Files and folders: Markdown, text, Word, PDF, pictures
    #[arg(required = true, value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// The folder that holds content/site.yaml, whose own words and contacts are no finding
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Let warnings block too
    #[arg(long)]
    strict: bool,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = FormatOption::Human)]
    format: FormatOption,
    /// Print findings only
    #[arg(long)]
    quiet: bool,
    /// Whether to use colour
    #[arg(long, value_enum, default_value_t = ColourOption::Auto)]
    color: ColourOption,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatOption {
    /// The author's line underlined, for a terminal
    Human,
    /// One paragraph a finding, for screen readers and logs
    Plain,
    /// One JSON object a line
    Json,
    /// A SARIF 2.1.0 log, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// JUnit's XML, for build servers
    Junit,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ColourOption {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What a command wants done with a built site.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Publish,
    Check,
    /// Look, and offer changes of the pages.
    Mend,
}

/// Runs a command. The exit status is 0, 1 or 2 as the contract says.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { UNUSABLE } else { CLEAN });
        }
    };
    let result = match &arguments.command {
        Command::Build(options) => build(options, Purpose::Publish, None, None),
        Command::Check(options) => {
            let network = options.external.then(Policy::default);
            let purpose = if options.fix { Purpose::Mend } else { Purpose::Check };
            build(&options.build, purpose, options.report.as_deref(), network.as_ref())
        }
        Command::Serve(options) => serve::serve(options),
        Command::Explain { pages: Some(folder), .. } => explain_in(folder),
        Command::Explain { rule, .. } => explain(rule.as_deref()),
        Command::Scan(options) => day(None).and_then(|day| scan::scan(options, day)),
        Command::Schema { kind } => schema::printed(kind.as_deref()).map(|text| {
            print(&text);
            CLEAN
        }),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "candour", &mut script);
            print(&String::from_utf8_lossy(&script));
            Ok(CLEAN)
        }
    };
    let status = result.unwrap_or_else(|message| {
        eprintln!("candour: {}", report::ended(&message));
        UNUSABLE
    });
    ExitCode::from(status)
}

/// To standard output; a reader that has gone away is no error.
fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

#[expect(clippy::disallowed_methods, reason = "the command line is where time and environment come in")]
fn build(
    options: &BuildOptions,
    purpose: Purpose,
    report: Option<&Path>,
    network: Option<&Policy>,
) -> Result<u8, String> {
    let started = Instant::now();
    let day = day(options.today.as_deref())?;
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
    let content = options.content.clone().unwrap_or_else(|| options.root.join("content"));
    let theme_folder = options.theme.clone().unwrap_or_else(|| options.root.join("themes").join("nhs"));
    let output = options.output.clone().unwrap_or_else(|| options.root.join("output"));
    if !content.is_dir() {
        let folder = content.display();
        return Err(format!("there is no folder {folder}; use --root to name the folder that holds content/"));
    }
    if let Some(folder) = report {
        may_report(folder, &content, &output.join("site"))?;
    }
    let (sources, theme) = rayon::join(
        || source::read(&content).map_err(|error| error.to_string()),
        || theme::load(&theme_folder, &log).map_err(|error| error.to_string()),
    );
    let (sources, theme) = (Arc::new(sources?), theme?);
    let strictness = if options.strict { Strictness::Strict } else { Strictness::Normal };
    let drafts = if options.drafts { Drafts::Shown } else { Drafts::Hidden };
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
    };
    let key = build_key(&inputs);
    let printer = Printer { options, sources: &sources, day, strictness, folder: in_repository(&content) };

    if purpose == Purpose::Publish
        && let Some(outcome) = store::last_build(&output, &key)
        && publish::stands(&output, &outcome.manifest)
    {
        let findings: Vec<Finding> = outcome.findings.into_iter().map(Kept::restore).collect();
        printer.findings(&findings);
        printer.summary(outcome.pages, outcome.documents, &findings, Some(Published::default()), started);
        return Ok(CLEAN);
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
            return Ok(UNUSABLE);
        }
        Err(failure) => return Err(failure.to_string()),
    };
    printer.findings(&built.findings);
    printer.page(report, &built.findings, Some(&built.overview))?;
    if let Some(reason) = &built.unasked {
        return Err(format!("outside links cannot be checked: {reason}"));
    }
    if purpose == Purpose::Mend {
        fix::fix(&built.findings, &sources, &content, &mut std::io::stdin().lock())?;
    }
    let Some(cleared) = built.cleared() else {
        printer.summary(built.pages, built.documents, &built.findings, None, started);
        if purpose == Purpose::Publish {
            log(
                "Nothing was published: the site that was there before is untouched. Mend what is listed above, then build again.",
            );
        }
        forget(built, sources);
        return Ok(BLOCKED);
    };
    let published = match purpose {
        Purpose::Check | Purpose::Mend => None,
        Purpose::Publish => Some(publish::publish(&cleared, &output).map_err(|error| error.to_string())?),
    };
    printer.summary(built.pages, built.documents, &built.findings, published, started);
    if let Some(search) = built.search {
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
    forget(built, sources);
    Ok(CLEAN)
}

/// The process ends here; taking a large site apart first would only cost time.
fn forget(built: Build, sources: Arc<SourceTree>) {
    std::mem::forget((built, sources));
}

/// Everything a build's outcome depends on. Strictness among it: only published builds are kept.
fn build_key(inputs: &Inputs<'_>) -> String {
    let options = format!("{:?} {:?} {:?} {:?}", inputs.day, inputs.drafts, inputs.base_url, inputs.strictness);
    store::key(&[&inputs.sources.digest(), &inputs.theme.digest, options.as_bytes()])
}

/// The clock.
#[expect(clippy::disallowed_methods, reason = "the only clock")]
fn unix_seconds() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

/// The date of the build: as asked, or of `SOURCE_DATE_EPOCH`, or of the clock (in UTC).
#[expect(clippy::disallowed_methods, reason = "the only look at the environment")]
fn day(asked: Option<&str>) -> Result<Date, String> {
    if let Some(text) = asked {
        let wrong = || format!("--today {text} is not a date; write it as 2026-04-01");
        return Date::parse(text).ok_or_else(wrong);
    }
    if let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") {
        let seconds = text.trim().parse().ok().and_then(Date::from_unix_seconds);
        return seconds.ok_or_else(|| "SOURCE_DATE_EPOCH is not a number of seconds".to_owned());
    }
    let seconds = i64::try_from(unix_seconds()).unwrap_or(0);
    Date::from_unix_seconds(seconds).ok_or_else(|| "the clock of this computer is wrong; use --today".to_owned())
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

/// A path from the root, without going up and down on the way.
fn absolute(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

/// The content folder as seen from the top of the repository, with a slash at its end: `content/`. Outside of any, as
/// seen from the folder the command runs in, or else from the folder above it.
fn in_repository(content: &Path) -> String {
    let content = absolute(content);
    let here = absolute(Path::new("."));
    let repository = content.ancestors().find(|folder| folder.join(".git").exists());
    let top = repository.or_else(|| content.starts_with(&here).then_some(&here)).or(content.parent());
    let below = top.and_then(|top| content.strip_prefix(top).ok()).unwrap_or(Path::new(""));
    below.components().map(|part| format!("{}/", part.as_os_str().to_string_lossy())).collect()
}

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
        self.report(findings, |report| print(&report::write(report, format, colour)));
    }

    /// The report for people who answer for pages, where one is asked for.
    fn page(&self, folder: Option<&Path>, findings: &[Finding], overview: Option<&Overview>) -> Result<(), String> {
        let Some(folder) = folder else { return Ok(()) };
        let html = self.report(findings, |report| report::page::write(report, overview));
        let written = publish::report(folder, report::page::SIGNATURE, &html).map_err(|error| error.to_string())?;
        if !self.options.quiet {
            eprintln!("The report is in {}.", written.display());
        }
        Ok(())
    }

    fn report<T>(&self, findings: &[Finding], tell: impl FnOnce(&Report<'_>) -> T) -> T {
        let Printer { sources, day, strictness, folder, .. } = self;
        let rules = checks::rules();
        tell(&Report { findings, sources, rules: &rules, strictness: *strictness, day: *day, folder })
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
    }
}

fn report_format(option: FormatOption) -> ReportFormat {
    match option {
        FormatOption::Human => ReportFormat::Human,
        FormatOption::Plain => ReportFormat::Plain,
        FormatOption::Json => ReportFormat::Json,
        FormatOption::Sarif => ReportFormat::Sarif,
        FormatOption::Github => ReportFormat::Github,
        FormatOption::Junit => ReportFormat::Junit,
    }
}

#[expect(clippy::disallowed_methods, reason = "NO_COLOR is the reader's wish")]
fn colour(option: ColourOption) -> Colour {
    let wanted = match option {
        ColourOption::Always => true,
        ColourOption::Never => false,
        ColourOption::Auto => {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            std::io::stdout().is_terminal() && !refused
        }
    };
    if wanted { Colour::Always } else { Colour::Never }
}

/// What the search index cost: it is made beside the documents, so its time is part of the whole.
fn search_summary(search: Searched, seconds: f64) -> String {
    let files = plural(search.files, "file", "");
    match search.kept {
        true => format!("Search index: {files}, kept from an earlier build"),
        false => format!("Search index: {files}, made beside the documents in {seconds:.2} s"),
    }
}

/// "1 page", "2 pages"; another plural where one is given.
fn plural(count: usize, noun: &str, many: &str) -> String {
    match (count, many) {
        (1, _) => format!("1 {noun}"),
        (count, "") => format!("{count} {noun}s"),
        (count, many) => format!("{count} {many}"),
    }
}

fn explain(wanted: Option<&str>) -> Result<u8, String> {
    let rules = checks::rules();
    let Some(wanted) = wanted else {
        print(&rule_list(&rules));
        return Ok(CLEAN);
    };
    match rules.iter().find(|rule| rule.code == wanted) {
        Some(rule) => {
            let severity = rule.severity.name();
            print(&format!(
                "{}\nRule: {}\nSeverity: {severity}\nAuthority: {}\n",
                rule.explain, rule.code, rule.authority
            ));
            Ok(CLEAN)
        }
        None => {
            let near = nearest(wanted, rules.iter().map(|rule| rule.code));
            let help =
                near.map_or("`candour explain` lists them all".to_owned(), |near| format!("did you mean {near}?"));
            Err(format!("there is no rule {wanted}; {help}"))
        }
    }
}

/// Writes the pages of a guide to the rules.
fn explain_in(folder: &Path) -> Result<u8, String> {
    let pages = report::rules::pages(&checks::rules());
    publish::pages(folder, &pages).map_err(|error| error.to_string())?;
    eprintln!("{} written to {}", plural(pages.len(), "page", ""), folder.display());
    Ok(CLEAN)
}

/// Every rule with its title, by family.
fn rule_list(rules: &[&Rule]) -> String {
    let mut list = String::new();
    let mut family = "";
    for rule in rules {
        let own = rule.code.split('/').next().unwrap_or("");
        if own != family {
            family = own;
            list.push_str(&format!("{}{family}\n", if list.is_empty() { "" } else { "\n" }));
        }
        list.push_str(&format!("  {:<36} {:<8} {}\n", rule.code, rule.severity.name(), rule.title()));
    }
    list
}
