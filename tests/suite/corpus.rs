//! The corpus: pages that are wrong in one way each, and pages as good communications teams write them.
//!
//! Every fault is found at its line and nothing else is; a clean page has no error and at most one warning. CONTRIBUTING.md
//! says how to add a case.

use std::collections::{BTreeMap, BTreeSet};

use candour::checks;
use candour::diagnostic::Finding;
use candour::pipeline::Failure;
use rayon::prelude::*;

use crate::folder::{self, Files, PDF, Wish, files_below, repository, told};
use crate::supplied::{self, Parts};

/// How many ways to break each rule there are at least.
const WAYS_MIN: usize = 3;

/// Rules with fewer cases, and why.
const REASONS: &[(&str, &str)] = &[
    ("anon/file-properties", "only `candour scan` tells of it: tests/suite/scanning.rs looks into files"),
    ("anon/unread-file", "a file that cannot be read is no text: tests/suite/leaks.rs offers some"),
    ("links/bad-certificate", "only other websites can break it: tests/suite/outside.rs answers for them"),
    ("links/dead", "only other websites can break it: tests/suite/outside.rs answers for them"),
    ("links/moved", "only other websites can break it: tests/suite/outside.rs answers for them"),
    ("links/no-such-part", "only other websites can break it: tests/suite/outside.rs answers for them"),
    ("links/not-checked", "only other websites can break it: tests/suite/outside.rs answers for them"),
    ("links/not-https", "only other websites can break it: tests/suite/outside.rs answers for them"),
    ("links/unreachable", "only other websites can break it: tests/suite/outside.rs answers for them"),
    ("output/document-failed", "no page makes a document fail: it would be a fault of Candour"),
    ("output/words-joined", "no page joins words: it would be a fault of a template"),
    ("source/too-large", "a page of more than 8 MB is no case to read; tests/suite/bad_input.rs makes one"),
    ("waivers/repeats-words", "only a site with a key can break it: tests/suite/waivers.rs makes one"),
    ("theme/contrast", "only a theme can break it, and no page: tests/suite/colours.rs makes some"),
];

/// Ends a line in which a fault is to be found. Another rule than the case's may follow, or after `and` one more.
const MARK: &str = "<<<";

/// Begins the line that names a file, in a case of several.
const NEXT_FILE: &str = "=== ";

/// What is to be found: the file, its line, from 1, and the rule.
type Place = (String, usize, String);

/// A site with one rule broken in it.
struct Case {
    /// Its file below `tests/corpus/faulty`.
    name: String,
    rule: String,
    files: Files,
    places: Vec<Place>,
}

impl Case {
    /// A case from its file, `FAMILY/RULE/HOW.md`, within a site that has no fault.
    fn read(name: &str, text: &str, around: &Files) -> Case {
        let rule = name.rsplit_once('/').expect("a rule and a way to break it").0.to_owned();
        let mut case = Case { name: name.to_owned(), rule, files: around.clone(), places: Vec::new() };
        if !text.starts_with(NEXT_FILE) {
            case.add("page.md", text);
            return case;
        }
        for part in format!("\n{text}").split(&format!("\n{NEXT_FILE}")).skip(1) {
            let (head, content) = part.split_once('\n').unwrap_or((part, ""));
            // A last line ends as the others do.
            let content =
                if content.is_empty() { String::new() } else { format!("{}\n", content.trim_end_matches('\n')) };
            case.part(head, &content);
        }
        case
    }

    /// One file of several, as its line says: `path`, `+ path` for lines more, `- path` to take it away, `path from
    /// good` for a spoilt copy. A mark here is for the file's first line, or the
    /// line whose number follows.
    fn part(&mut self, head: &str, content: &str) {
        let (head, mark) = unmarked(head);
        if let Some(path) = head.strip_prefix("- ") {
            assert!(self.files.remove(path).is_some(), "{}: there is no {path} to take away", self.name);
        } else if let Some(path) = head.strip_prefix("+ ") {
            let before = String::from_utf8(self.files[path].clone()).expect("text");
            self.add(path, &format!("{before}{content}"));
        } else if let Some((path, good)) = head.split_once(" from ") {
            self.files.insert(path.to_owned(), spoilt(good, content));
        } else if !content.is_empty() {
            self.add(head, content);
        }
        if let Some(mark) = mark {
            let path = head.split(' ').find(|word| word.len() > 1).expect("a path");
            let (line, rule) = mark.parse().map_or((1, mark), |line| (line, ""));
            self.mark(path, line, rule);
        }
    }

    /// A file of text, without its marks.
    fn add(&mut self, path: &str, text: &str) {
        let mut lines = String::new();
        let is_summary = text.contains("\nkind: learning") || path.starts_with("learning/");
        let signed = if is_summary { folder::signed_off("learning/page.md", text) } else { text.to_owned() };
        for (index, line) in signed.lines().enumerate() {
            let (line, mark) = unmarked(line);
            if let Some(rule) = mark {
                self.mark(path, index + 1, rule);
            }
            lines.push_str(line);
            lines.push('\n');
        }
        self.files.insert(path.to_owned(), lines.into_bytes());
    }

    fn mark(&mut self, path: &str, line: usize, rule: &str) {
        let more = rule.strip_prefix("and ");
        let own = (rule.is_empty() || more.is_some()).then(|| self.rule.clone());
        let rules = own.into_iter().chain(more.or(Some(rule)).filter(|rule| !rule.is_empty()).map(str::to_owned));
        self.places.extend(rules.map(|rule| (path.to_owned(), line, rule)));
    }

    /// What is wrong: faults that are not found, and findings that are no fault of this page.
    fn judge(&self) -> Result<usize, String> {
        if self.places.is_empty() {
            return Err(format!("{}: no line ends with {MARK}", self.name));
        }
        let findings = findings(&self.files);
        let mut found: Vec<(&str, usize, &str)> =
            findings.iter().map(|it| (it.file.as_str(), it.line, it.rule.as_str())).collect();
        let mut expected: Vec<(&str, usize, &str)> =
            self.places.iter().map(|(file, line, rule)| (file.as_str(), *line, rule.as_str())).collect();
        found.sort_unstable();
        expected.sort_unstable();
        if found == expected {
            return Ok(found.len());
        }
        let places: Vec<String> =
            self.places.iter().map(|(file, line, rule)| format!("{file}:{line} ({rule})")).collect();
        Err(format!("{}: a fault at {}, found is:\n{}", self.name, places.join(" and "), told(&findings)))
    }
}

/// A line without its mark, and the rule that the mark names, which may be empty.
fn unmarked(line: &str) -> (&str, Option<&str>) {
    match line.rsplit_once(MARK) {
        Some((before, rule)) => (before.trim_end(), Some(rule.trim())),
        None => (line, None),
    }
}

/// A good file of this kind, spoilt as the lines say: `words -> other words`, or `+ part type text` for one part more.
fn spoilt(good: &str, changes: &str) -> Vec<u8> {
    let parts = match good {
        "word" => supplied::word(),
        "excel" => supplied::excel(),
        "powerpoint" => supplied::powerpoint(),
        "open-text" => supplied::open_text(),
        "open-sheet" => supplied::open_sheet(),
        "open-slides" => supplied::open_slides(),
        "locked-word" => return supplied::locked_word(),
        "old-word" => return supplied::old_word(changes.trim_end()),
        "film" => return crate::films::film(90, &[b"vide", b"soun"]),
        "pdf" => {
            return changes
                .lines()
                .map(change)
                .fold(PDF.to_owned(), |text, (from, to)| {
                    assert!(text.contains(from), "{from} does not stand in the PDF");
                    text.replace(from, to)
                })
                .into_bytes();
        }
        file => {
            let path = repository().join("tests/corpus/files").join(file);
            return std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        }
    };
    let mut end = usize::MAX;
    let spoil = |parts: Parts, line: &str| {
        if let Some(part) = line.strip_prefix("+ ") {
            let mut words = part.splitn(3, ' ');
            let mut next = || words.next().unwrap_or("");
            let (name, content_type, text) = (next(), next(), next());
            return parts.and(name, content_type, text);
        }
        if let Some(length) = line.strip_prefix("cut after ") {
            end = length.parse().expect("a number of bytes");
            return parts;
        }
        let (from, to) = change(line);
        parts.with(from, to)
    };
    let mut bytes = changes.lines().fold(parts, spoil).zip();
    bytes.truncate(end);
    bytes
}

fn change(line: &str) -> (&str, &str) {
    line.split_once(" -> ").unwrap_or_else(|| panic!("{line} is no change: write `words -> other words`"))
}

/// What the program finds in a site.
fn findings(files: &Files) -> Vec<Finding> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    match folder::build_alone(&files, &Wish::default()) {
        Ok(build) => build.findings.into_vec(),
        Err(Failure::Configuration(findings)) => findings,
        Err(failure) => panic!("{failure}"),
    }
}

fn corpus(below: &str) -> Files {
    files_below(&repository().join("tests/corpus").join(below))
}

fn text_of(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn every_fault_is_found_at_its_line_and_nothing_else() {
    folder::load_theme();
    let around = corpus("around");
    assert_eq!(told(&findings(&around)), "", "the site around the cases has no fault");
    let cases: Vec<Case> =
        corpus("faulty").iter().map(|(name, bytes)| Case::read(name, text_of(bytes), &around)).collect();
    let judged: Vec<Result<usize, String>> = cases.par_iter().map(Case::judge).collect();
    let wrong: Vec<&str> = judged.iter().filter_map(|it| it.as_ref().err().map(String::as_str)).collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n\n{}", wrong.len(), cases.len(), wrong.join("\n\n"));

    let mut ways: BTreeMap<&str, usize> = BTreeMap::new();
    for case in &cases {
        *ways.entry(&case.rule).or_default() += 1;
    }
    let rules: BTreeSet<&str> = checks::rules().iter().map(|rule| rule.code).collect();
    for rule in ways.keys() {
        assert!(rules.contains(rule), "tests/corpus/faulty/{rule} is no rule");
    }
    let reasons: BTreeMap<&str, &str> = REASONS.iter().copied().collect();
    let few: Vec<&str> = rules
        .iter()
        .copied()
        .filter(|rule| (ways.get(rule).copied().unwrap_or(0) < WAYS_MIN) != reasons.contains_key(rule))
        .collect();
    assert!(few.is_empty(), "rules with fewer than {WAYS_MIN} cases and no reason, or the other way round: {few:?}");
    let faults: usize = judged.iter().flatten().sum();
    println!("rules {}  with {WAYS_MIN} cases or more {}", rules.len(), rules.len() - reasons.len());
    println!("cases {}  faults found at their lines {faults}  other findings 0", cases.len());
}

#[test]
fn clean_pages_have_no_error_and_hardly_a_warning() {
    let mut sites: BTreeMap<String, Files> = BTreeMap::new();
    for (path, bytes) in corpus("clean") {
        let (site, path) = path.split_once('/').expect("a site");
        sites.entry(site.to_owned()).or_default().insert(path.to_owned(), bytes);
    }
    folder::load_theme();
    let found: Vec<Vec<Finding>> = sites.par_iter().map(|(_, files)| findings(files)).collect();
    let mut faults = Vec::new();
    println!("{:<24}{:>6}{:>9}{:>10}{:>8}", "site", "pages", "errors", "warnings", "advice");
    let mut all = [0; 4];
    for ((site, files), findings) in sites.iter().zip(&found) {
        let pages = files.keys().filter(|path| path.ends_with(".md")).count();
        let count = |severity: &str| findings.iter().filter(|it| it.severity == severity).count();
        let row = [pages, count("error"), count("warning"), count("advice")];
        println!("{site:<24}{:>6}{:>9}{:>10}{:>8}", row[0], row[1], row[2], row[3]);
        all.iter_mut().zip(row).for_each(|(sum, one)| *sum += one);
        let mut warnings: BTreeMap<&str, Vec<Finding>> = BTreeMap::new();
        for finding in findings {
            match finding.severity.as_str() {
                "error" => faults.push(format!("{site}/{}", told(std::slice::from_ref(finding)))),
                "warning" => {
                    println!("  {}", told(std::slice::from_ref(finding)));
                    warnings.entry(&finding.file).or_default().push(finding.clone());
                }
                _ => {}
            }
        }
        for many in warnings.values().filter(|many| many.len() > 1) {
            faults.push(format!("{site}: {}", told(many)));
        }
    }
    println!("{:<24}{:>6}{:>9}{:>10}{:>8}", "all", all[0], all[1], all[2], all[3]);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(all[0] >= 100, "{} clean pages are fewer than 100", all[0]);
}
