//! `candour import`: Word documents become pages of the content folder. Nothing that somebody has written is written over.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::options::SiteOptions;
use super::{Args, CLEAN, UNUSABLE, ValueEnum, files, plural, print};
use crate::anonymity::Vocabulary;
use crate::config::{self, CONFIG_FILE, Config};
use crate::import::{Document, Page, Refusal, State, Wish, yaml};
use crate::kinds::{KINDS, kind_of_path};
use crate::source::{SourcePath, SourceTree, plain_io_error};
use crate::start::page::is_as_begun;

/// The largest file that is read, in bytes.
const BYTES_MAX: u64 = 300 << 20;

/// The options of `candour import`.
#[derive(Args)]
#[command(after_help = "\
Headings, lists, tables, links, notes and pictures become those of the page. Tables of document control become
front matter. Tracked changes are taken as accepted; comments and names of authors are left out. The report says,
line by line, what a person has to look at. A page is a draft until you take the line `draft: true` out of it.

A folder becomes a section: every .docx file below it is a page, and the section gets a landing page.
Nothing that somebody has written is written over: a page whose name is taken gets a number at its end. It takes the
place of a page of its name that Candour began and nobody has changed.")]
pub struct ImportOptions {
    /// Word documents (.docx), and folders of them
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// The folder for the pages, instead of the one in the content folder for their kind
    #[arg(long, value_name = "DIR")]
    into: Option<PathBuf>,
    /// What kind of page to make; without it, the title of the document, its file or its folder says so
    #[arg(long, value_enum)]
    kind: Option<KindOption>,
    /// Make pages that the next build publishes, and no drafts
    #[arg(long)]
    publish: bool,
    #[command(flatten)]
    site: SiteOptions,
}

#[derive(Clone, Copy, ValueEnum)]
enum KindOption {
    Policy,
    Plan,
    Learning,
    Page,
}

impl KindOption {
    fn name(self) -> &'static str {
        match self {
            KindOption::Policy => "policy",
            KindOption::Plan => "plan",
            KindOption::Learning => "learning",
            KindOption::Page => "page",
        }
    }
}

/// One file to import.
struct Job {
    file: PathBuf,
    /// The folder that its page belongs in, where it is not its kind that says so.
    section: Option<PathBuf>,
}

/// Imports files. The exit status says whether all could be read.
///
/// # Errors
/// Nothing to import, or a folder that cannot be written.
pub fn import(options: &ImportOptions) -> Result<u8, String> {
    let content = options.site.content();
    if options.into.is_none() && !content.is_dir() {
        let folder = content.display();
        return Err(format!(
            "there is no folder {folder} here. Go into the folder of your site first, with cd, or name it with --root; --into says where else the pages go"
        ));
    }
    if let Some(message) = super::files::parts_of_one_name(&options.paths) {
        return Err(message);
    }
    let mut jobs = Vec::new();
    let mut passed_over = Vec::new();
    let mut sections: Vec<(PathBuf, String)> = Vec::new();
    for path in &options.paths {
        if path.is_dir() {
            let (files, others) = below(path)?;
            passed_over.extend(others);
            if files.is_empty() {
                return Err(format!("there is no Word document (.docx) in {}", path.display()));
            }
            let name = super::absolute(path).file_name().map(|name| name.to_string_lossy().into_owned());
            let name = name.unwrap_or_default();
            let section = match (&options.into, options.kind) {
                (Some(into), _) => into.clone(),
                (None, Some(kind)) => content.join(folder_of(kind.name())),
                (None, None) => content.join(section_name(&name)),
            };
            sections.push((section.clone(), name));
            jobs.extend(files.into_iter().map(|file| Job { file, section: Some(section.clone()) }));
        } else {
            jobs.push(Job { file: path.clone(), section: options.into.clone() });
        }
    }
    let vocabulary = super::scan::own_words(&content.join(CONFIG_FILE)).map(|(own, _)| own).unwrap_or_default();
    let mut failed = Vec::new();
    let config = settings(&content);
    for job in &jobs {
        match one(job, options, &content, &vocabulary, config.as_ref()) {
            Ok(told) => print(&told),
            Err(message) => {
                eprintln!("candour: {message}");
                failed.push(job.file.display().to_string());
            }
        }
    }
    for (section, name) in sections {
        if failed.len() < jobs.len() {
            landing_page(&section, &name)?;
        }
    }
    if jobs.len() > 1 {
        let made = jobs.len() - failed.len();
        print(&format!("{} made of {}.\n", plural(made, "page", ""), plural(jobs.len(), "Word document", "")));
    }
    if failed.len() < jobs.len() && options.into.is_none() {
        print(&next_steps(options));
    }
    for (file, why) in &passed_over {
        eprintln!("candour: {} was not imported: {why}", file.display());
    }
    if failed.is_empty() {
        return Ok(if passed_over.is_empty() { CLEAN } else { UNUSABLE });
    }
    if jobs.len() > 1 {
        eprintln!("candour: not imported: {}", failed.join(", "));
    }
    Ok(UNUSABLE)
}

/// A file that is passed over, and why.
type PassedOver = (PathBuf, String);

/// The Word documents below a folder, by name, and the documents in it that cannot be imported. Those that begin with
/// `~$` are Word's own notes on open files.
fn below(folder: &Path) -> Result<(Vec<PathBuf>, Vec<PassedOver>), String> {
    let mut files = Vec::new();
    let mut others = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| {
            let why = error.io_error().map_or_else(|| "its links lead in a circle".to_owned(), plain_io_error);
            format!("cannot read {}: {why}", folder.display())
        })?;
        let name = entry.file_name().to_string_lossy();
        if !entry.file_type().is_file() || name.starts_with(['~', '.']) {
            continue;
        }
        let suffix = name.rsplit_once('.').map(|(_, suffix)| suffix.to_lowercase()).unwrap_or_default();
        match suffix.as_str() {
            "docx" => files.push(entry.into_path()),
            "doc" | "dot" => others.push((entry.into_path(), Refusal::Old.to_string())),
            "docm" | "dotx" | "dotm" | "odt" | "rtf" | "wpd" | "pages" => {
                let why = format!("it is a .{suffix} file; open it in Word and save it as .docx");
                others.push((entry.into_path(), why));
            }
            "pdf" => others.push((entry.into_path(), Refusal::Other("a PDF").to_string())),
            _ => {}
        }
    }
    Ok((files, others))
}

/// The folder of a kind in the content folder.
fn folder_of(kind: &str) -> &'static str {
    KINDS.iter().find(|info| info.name == kind).map_or("", |info| info.folder)
}

/// The name of a section from the name of a folder.
fn section_name(name: &str) -> String {
    let name = crate::document::words::slug(name);
    if name.is_empty() { "imported".to_owned() } else { name }
}

/// The settings of the site, where they can be read.
#[expect(clippy::disallowed_methods, reason = "an import looks at the site that it adds to")]
fn settings(content: &Path) -> Option<Config> {
    let bytes = std::fs::read(content.join(CONFIG_FILE)).ok()?;
    config::read(&SourceTree::from_files([(CONFIG_FILE, bytes)])).ok()
}

/// What to type next: of the site that was named, where one was.
fn next_steps(options: &ImportOptions) -> String {
    let site = options.site.typed();
    let (drafts, shown) = if options.publish { ("", "") } else { (" --drafts", ", as a draft") };
    let (serve, check) = (format!("candour serve{site} --open"), format!("candour check{site}{drafts} --errors-only"));
    let width = check.chars().count() + 3;
    format!(
        "Next\n  {serve:width$}shows it in your browser{shown}\n  {check:width$}what has to be mended before it can be published\n"
    )
}

#[expect(clippy::disallowed_methods, reason = "an import reads the documents it is asked to")]
fn one(
    job: &Job,
    options: &ImportOptions,
    content: &Path,
    vocabulary: &Vocabulary,
    config: Option<&Config>,
) -> Result<String, String> {
    let shown = job.file.display();
    let failed = |error| format!("cannot read {shown}: {}", plain_io_error(&error));
    if std::fs::metadata(&job.file).map_err(failed)?.len() > BYTES_MAX {
        return Err(format!("{shown} is larger than {} MB and was not imported", BYTES_MAX >> 20));
    }
    let bytes = std::fs::read(&job.file).map_err(failed)?;
    let suffix = job.file.extension().map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default();
    let organisation = config.map(|config| &config.organisation);
    let own =
        organisation.into_iter().flat_map(|it| [Some(it.name.clone()), it.short_name.clone()]).flatten().collect();
    let document = Document::read(&bytes, &suffix, own).map_err(|why| format!("{shown} was not imported: {why}"))?;
    let name = |path: Option<&std::ffi::OsStr>| path.map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
    let file_name = name(job.file.file_name());
    let around = name(super::absolute(&job.file).parent().and_then(Path::file_name));
    let (kind, because) = match options.kind {
        Some(kind) => (kind.name(), "--kind says so"),
        None => match job.section.as_deref().and_then(|section| kind_by_folder(section, content)) {
            Some(kind) => (kind, "its folder says so"),
            None => document.kind(&file_name, &around),
        },
    };
    let folder = job.section.clone().unwrap_or_else(|| content.join(folder_of(kind)));
    let begun = begun(&folder, kind);
    let untouched = config.map(|config| untouched(&folder, content, &begun, config)).unwrap_or_default();
    let taken = names_in(&folder).into_iter().filter(|name| !untouched.contains(name)).collect();
    let folder_says_so = kind_by_folder(&folder, content).unwrap_or("page") == kind;
    let state = if options.publish { State::Ready } else { State::Draft };
    let page =
        document.page(&Wish { kind, because, folder_says_so, file_name: &file_name, taken: &taken, state, vocabulary });
    let takes_place = untouched.contains(&page.name);
    write(&folder, &page, takes_place)?;
    let made = folder.join(&page.name);
    let made = made.strip_prefix(".").unwrap_or(&made).display();
    let mut beside = String::new();
    if takes_place {
        beside.push_str("  It took the place of the page that was begun there, on which nobody had written.\n");
    }
    let others = begun.iter().filter(|name| **name != page.name);
    for name in others.filter(|name| kind == "plan" || is_about_the_same(name, &page.name)) {
        let file = folder.join(name);
        let file = file.strip_prefix(".").unwrap_or(&file).display();
        let rename = match numbered(name, &page.name) {
            true => format!(
                ", and rename {} to {name}: the name of the file is its address on the site. Links in other pages go on leading there",
                page.name
            ),
            false => ", and make links to it lead to the new page".to_owned(),
        };
        beside.push_str(&format!(
            "  Beside it\n    - {file} is begun and not written: if the new page takes its place, delete it{rename}\n"
        ));
    }
    let head = format!("{made} from {shown}\n");
    let whole = page.report.text();
    let kept =
        config.and_then(|_| keep_report(&options.site, content, &folder, &page, &format!("{head}{whole}{beside}")));
    Ok(match kept {
        Some(path) => {
            let short = page.report.short();
            format!("{head}{short}{beside}  The whole list, with what to do and what was left out: {path}\n\n")
        }
        None => format!("{head}{whole}{beside}\n"),
    })
}

/// Keeps the whole report where what Candour makes is, to be had at hand while the page is mended. Says where, if it could.
#[expect(clippy::disallowed_methods, reason = "a report of an import before gives way to the new one")]
fn keep_report(site: &SiteOptions, content: &Path, folder: &Path, page: &Page, report: &str) -> Option<String> {
    let (folder, content) = (super::absolute(folder), super::absolute(content));
    let below = folder.strip_prefix(&content).ok()?;
    let path = site.root.join("output/import").join(below).join(&page.name).with_extension("txt");
    let _ = std::fs::remove_file(&path);
    files::write_new(&path, report.as_bytes()).ok()?;
    Some(path.strip_prefix(".").unwrap_or(&path).display().to_string())
}

/// The pages in the folder of a kind that `candour init` or `candour new` began and nobody has written.
#[expect(clippy::disallowed_methods, reason = "an import looks at the pages beside the one it makes")]
fn begun(folder: &Path, kind: &str) -> Vec<String> {
    if !matches!(kind, "policy" | "plan") {
        return Vec::new();
    }
    let is_begun = |name: &String| {
        let is_page = name.ends_with(".md") && name != "_index.md";
        let text = if is_page { std::fs::read_to_string(folder.join(name)).unwrap_or_default() } else { String::new() };
        text.lines().any(|line| line.trim() == "draft: true") && text.contains("To write:") && text.contains("\n# ")
    };
    names_in(folder).into_iter().filter(is_begun).collect()
}

/// Those of some begun pages that are still to the letter as they were begun.
#[expect(clippy::disallowed_methods, reason = "an import looks at the pages beside the one it makes")]
fn untouched(folder: &Path, content: &Path, begun: &[String], config: &Config) -> BTreeSet<String> {
    let (folder, content) = (super::absolute(folder), super::absolute(content));
    let Ok(below) = folder.strip_prefix(&content) else { return BTreeSet::new() };
    let below = below.to_string_lossy().replace('\\', "/");
    let is_untouched = |name: &&String| {
        let text = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
        is_as_begun(&format!("{below}/{name}"), &text, config)
    };
    begun.iter().filter(is_untouched).cloned().collect()
}

/// Whether a name is another with a number, which it has because the other was taken: "falls-2.md" beside "falls.md".
fn numbered(taken: &str, name: &str) -> bool {
    let number = name.strip_suffix(".md").and_then(|it| it.strip_prefix(taken.strip_suffix(".md")?)?.strip_prefix('-'));
    number.is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether the names of two pages have most of their words in common, besides those that any policy may have.
fn is_about_the_same(one: &str, other: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        let stem = name.trim_end_matches(".md").split('-');
        stem.filter(|it| it.len() > 2 && !["policy", "plan", "patient", "safety", "the", "and", "for"].contains(it))
            .map(str::to_owned)
            .collect()
    };
    let (one_words, other_words) = (words(one), words(other));
    let least = one_words.len().min(other_words.len());
    numbered(one, other) || least > 0 && 3 * one_words.intersection(&other_words).count() >= 2 * least
}

/// The kind of the pages in a folder, where it is one of the content folder's for a kind.
fn kind_by_folder(folder: &Path, content: &Path) -> Option<&'static str> {
    let (folder, content) = (super::absolute(folder), super::absolute(content));
    let below = folder.strip_prefix(&content).ok()?.to_string_lossy().replace('\\', "/");
    let kind = kind_of_path(&SourcePath::new(&format!("{below}/x.md")));
    (kind != "page" && crate::import::KINDS.contains(&kind)).then_some(kind)
}

/// The names in a folder. There are none where there is no folder yet.
#[expect(clippy::disallowed_methods, reason = "a new page takes no name that is there")]
fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// Writes a page and its pictures: the pictures first, so that a page never shows one that is not there.
/// A page that takes the place of another does so at one moment.
#[expect(clippy::disallowed_methods, reason = "only a page on which nobody has written anything is written over")]
fn write(folder: &Path, page: &Page, takes_place: bool) -> Result<(), String> {
    for (name, bytes) in &page.pictures {
        new_file(&folder.join(name), bytes)?;
    }
    let path = folder.join(&page.name);
    if !takes_place {
        return new_file(&path, page.markdown.as_bytes());
    }
    let partial = path.with_extension("md.partial");
    new_file(&partial, page.markdown.as_bytes())?;
    std::fs::rename(&partial, &path).map_err(|error| files::cannot_write(&path, &error))
}

fn new_file(path: &Path, bytes: &[u8]) -> Result<(), String> {
    files::write_new(path, bytes).map_err(|error| files::cannot_write(path, &error))
}

/// Gives a section its landing page, where it has none.
fn landing_page(section: &Path, name: &str) -> Result<(), String> {
    let path = section.join("_index.md");
    if path.exists() {
        return Ok(());
    }
    let title = name.replace(['-', '_'], " ");
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = if title.is_empty() { "Imported documents" } else { &title };
    new_file(&path, format!("---\ntitle: {}\n---\n", yaml(title)).as_bytes())?;
    print(&format!("{}: the landing page of the section; say on it what the section is for\n", path.display()));
    Ok(())
}
