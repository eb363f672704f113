//! `candour scan`: what identifies somebody in any file, before it goes near a site.

use std::path::{Path, PathBuf};

use super::options::{ScanOptions, colour, report_format};
use super::{BLOCKED, CLEAN, plural, print};
use crate::anonymity::{self, Vocabulary};
use crate::checks::{self, KnownNames};
use crate::config::{self, CONFIG_FILE};
use crate::dates::Date;
use crate::diagnostic::{Finding, Rule, Strictness};
use crate::inspect::words::{Found, Whole, words};
use crate::inspect::{self, Stop};
use crate::picture;
use crate::report::{self, Report};
use crate::source::SourceTree;

/// The largest file that is read, in bytes.
const BYTES_MAX: u64 = 200 << 20;

/// Scans files. The exit status says whether anything blocks.
///
/// # Errors
/// A file that cannot be read: what the scanner has not seen is not said to be clean.
pub fn scan(options: &ScanOptions, day: Date) -> Result<u8, String> {
    let settings = settings_of(options);
    let own = settings.as_deref().map_or_else(|| Ok((Vocabulary::default(), KnownNames::common())), own_words)?;
    if let Some(message) = super::files::parts_of_one_name(&options.paths) {
        return Err(message);
    }
    let files = files(&options.paths)?;
    let mut findings = Vec::new();
    // One odd file keeps no other from being scanned.
    let mut unscanned: Vec<String> = Vec::new();
    for path in &files {
        match in_file(path, &own) {
            Ok(found) => findings.extend(found),
            Err(fault) => unscanned.push(fault),
        }
    }
    if !unscanned.is_empty() && unscanned.len() == files.len() {
        return Err(unscanned.join("\n"));
    }
    let strictness = if options.strict { Strictness::Strict } else { Strictness::Normal };
    let sources = SourceTree::from_files(std::iter::empty());
    let rules = checks::rules();
    let report =
        Report { findings: &findings, sources: &sources, rules: &rules, strictness, unfinished: &[], day, folder: "" };
    print(&report::write(&report, report_format(options.format), colour(options.color)));
    if !options.quiet {
        let found =
            if findings.is_empty() { "nothing found".to_owned() } else { plural(findings.len(), "finding", "") };
        eprintln!(
            "{}, {found}. A person still has to read each text: no program finds all.",
            plural(files.len() - unscanned.len(), "file", "")
        );
        if settings.is_none() && !findings.is_empty() {
            eprintln!(
                "Candour did not know whose site this is for. With --root FOLDER, the folder of your site, its own name and contacts are not reported."
            );
        }
    }
    if !unscanned.is_empty() {
        return Err(unscanned.join("\n"));
    }
    Ok(if findings.iter().any(|it| it.blocks(strictness)) { BLOCKED } else { CLEAN })
}

/// The settings of the site that the files are for: the one named, the one around this folder, or the one around a file.
fn settings_of(options: &ScanOptions) -> Option<PathBuf> {
    let of = |folder: &Path| Some(folder.join("content").join(CONFIG_FILE)).filter(|path| path.is_file());
    let around = |path: &Path| super::absolute(path).ancestors().find_map(of);
    of(&options.root).or_else(|| {
        let is_usual = options.root == Path::new(".");
        is_usual.then(|| around(&options.root).or_else(|| options.paths.iter().find_map(|path| around(path)))).flatten()
    })
}

/// The words and names that are the site's own, where there is a site.
#[expect(clippy::disallowed_methods, reason = "a scan reads one file of a site, if there is one")]
pub(super) fn own_words(path: &Path) -> Result<(Vocabulary, KnownNames), String> {
    let Ok(bytes) = std::fs::read(path) else { return Ok((Vocabulary::default(), KnownNames::common())) };
    let sources = SourceTree::from_files([(CONFIG_FILE, bytes)]);
    let config = config::read(&sources);
    let config = config.map_err(|_| format!("{} cannot be used; `candour check` says why", path.display()))?;
    Ok((checks::vocabulary(&config), KnownNames::new(&config, std::iter::empty())))
}

/// The files named, and those in the folders named, by name. Hidden ones are left out unless they are named.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    for path in paths {
        let shown =
            |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
        for entry in walkdir::WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(shown) {
            let entry = entry.map_err(|error| format!("cannot read {}: {}", path.display(), said(&error)))?;
            if entry.file_type().is_file() || (entry.depth() == 0 && !entry.file_type().is_dir()) {
                files.push(entry.into_path());
            }
        }
    }
    Ok(files)
}

fn said(error: &walkdir::Error) -> String {
    error.io_error().map_or_else(|| "its links lead in a circle".to_owned(), crate::source::plain_io_error)
}

#[expect(clippy::disallowed_methods, reason = "a scan reads any file it is asked to")]
fn in_file(path: &Path, (vocabulary, known): &(Vocabulary, KnownNames)) -> Result<Vec<Finding>, String> {
    let failed = |error| format!("cannot read {}: {}", path.display(), crate::source::plain_io_error(&error));
    if std::fs::metadata(path).map_err(failed)?.len() > BYTES_MAX {
        return Err(format!("{} is larger than {} MB and was not scanned", path.display(), BYTES_MAX >> 20));
    }
    let bytes = std::fs::read(path).map_err(failed)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let suffix = path.extension().map(|suffix| suffix.to_string_lossy().to_lowercase()).unwrap_or_default();
    let file = path.to_string_lossy().replace('\\', "/");
    let mut findings = Vec::new();
    let mut tell =
        |rule: &Rule, at: At, message: String, help: String| findings.push(finding(rule, &file, at, message, help));
    for identifier in checks::once(anonymity::scan(&name, vocabulary)) {
        let (rule, what, help) = checks::identified(&identifier);
        tell(rule, At::START, format!("the name of this file holds {what}"), help);
    }
    let passages = match words(&bytes, &suffix) {
        Ok(passages) => passages.unwrap_or_default(),
        Err(why) => return Err(format!("{} was not scanned: {}", path.display(), stopped(why))),
    };
    let mut whole = Whole::new(&passages);
    // The same eyes as those of the gate, so that both say the same of a page.
    let pieces = pieces(&whole.text);
    let (mut found, front) = checks::in_page(&whole.text[..pieces[0]], vocabulary);
    for piece in pieces.windows(2) {
        let (start, end) = (piece[0], piece[1]);
        found.extend(checks::in_page(&whole.text[start..end], vocabulary).0.into_iter().map(|mut it| {
            it.range = it.range.start + start..it.range.end + start;
            it
        }));
    }
    whole.quote_headings_without(&found.iter().map(|it| it.range.clone()).collect::<Vec<_>>());
    for (rule, place, what, help) in checks::too_exact(&front) {
        tell(rule, at(&whole.place(place.start as usize..place.end as usize)), what.to_owned(), help.to_owned());
    }
    for identifier in found {
        let (rule, what, help) = checks::identified(&identifier);
        let place = whole.place(identifier.range.clone());
        tell(rule, at(&place), format!("{}this is {what}", place.said), help);
    }
    for message in properties(&bytes, &suffix, known) {
        let help = "remove it before you publish the file; of a picture, and of the properties of a file, Candour publishes a copy without it";
        tell(&checks::FILE_PROPERTIES, At::START, message, help.to_owned());
    }
    Ok(findings)
}

/// As much of a text as is read at one time, in bytes: every word of it is held many times over.
const PIECE_BYTES: usize = 4 << 20;

/// Where the pieces of a text end, each at the end of a paragraph or at least of a line, where there are any.
fn pieces(text: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut at = 0;
    while text.len() - at > PIECE_BYTES {
        let limit = text.floor_char_boundary(at + PIECE_BYTES);
        let piece = &text[at..limit];
        let end = piece.rfind("\n\n").map(|end| end + 2).or_else(|| piece.rfind('\n').map(|end| end + 1));
        at = end.map_or(limit, |end| at + end);
        ends.push(at);
    }
    ends.push(text.len());
    ends
}

/// What a file tells beside what it shows.
fn properties(bytes: &[u8], suffix: &str, known: &KnownNames) -> Vec<String> {
    if picture::has_notes(bytes) {
        return vec![
            "this picture carries notes that it does not show, such as its place, its owner or a comment".to_owned(),
        ];
    }
    let facts = inspect::inspect(bytes, suffix).facts;
    let mut told = Vec::new();
    if facts.credits.iter().any(|credit| known.is_person(credit.name())) {
        told.push("the properties of this file name somebody who worked on it".to_owned());
    }
    if facts.comments > 0 {
        told.push(format!("this file holds {}", plural(facts.comments, "comment", "")));
    }
    if facts.tracked_changes > 0 {
        told.push(format!("this file holds {} that nobody has accepted", plural(facts.tracked_changes, "change", "")));
    }
    told
}

fn stopped(why: Stop) -> &'static str {
    match why {
        Stop::Damaged => "it is damaged, or not what its name says",
        Stop::TooLarge => "it is too large or too tangled to be read whole",
        Stop::Locked => "it needs a password",
        Stop::Unread => "its words cannot be read: save it as Word, PDF or text",
    }
}

/// A place as findings print it.
#[derive(Clone, Copy)]
struct At {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

impl At {
    const START: At = At { line: 1, column: 1, end_line: 1, end_column: 1 };
}

/// A place in a file as findings print it. In a Word document the line is the number of the paragraph, in a PDF of the page.
fn at(place: &Found) -> At {
    At { line: place.line, column: place.column, end_line: place.end_line, end_column: place.end_column }
}

fn finding(rule: &Rule, file: &str, at: At, message: String, help: String) -> Finding {
    Finding {
        rule: rule.code.to_owned(),
        severity: rule.severity.name().to_owned(),
        file: file.to_owned(),
        line: at.line,
        column: at.column,
        end_line: at.end_line,
        end_column: at.end_column,
        message,
        help,
        authority: rule.authority.to_owned(),
        waived: false,
        waived_because: String::new(),
        excerpt_hidden: true,
        fingerprint: String::new(),
        replacement: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_read_in_pieces_that_part_no_line() {
        assert_eq!(pieces("short"), [5]);
        let text = "A person fell at night.\n".repeat(400_000);
        let ends = pieces(&text);
        assert!(ends.len() == 3 && ends[2] == text.len(), "{ends:?}");
        assert!(ends.iter().all(|end| text[..*end].ends_with('\n')));
        assert_eq!(pieces(&"é".repeat(3 << 20)).len(), 2);
    }
}
