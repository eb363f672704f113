//! The guide to Candour: it is a site that Candour builds without a warning, its examples are what Candour reads, and
//! every command in it runs.
//!
//! A chapter's ```` ```sh ```` blocks run in order as one script, in a folder with the sample site, the theme and two
//! Word files. A block after "In `content/…`:" is a file, which is there when the script begins. Commands that ask
//! somebody, serve or use the network stand in ```` ```text ```` blocks or in a sentence: the program has to know each
//! of their options.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::folder::{self, DAY, Outcome, files_below, program, repository};

/// The folders of the guide that the program writes.
const MADE: [&str; 2] = ["rules/", "commands/"];

/// Midday of the tests' day, in seconds.
const MIDDAY: &str = "1795348800";

/// The page of which the Word policy is made.
const POLICY: &str = "\
---
title: Falls policy
documents: [docx]
---
Table: Document control {row-headers}

| Reference | CG-014 |
|---|---|
| Version | 2.1 |
| Approved by | Quality and Safety Committee |
| Date approved | 14 September 2026 |
| Review date | 14 September 2028 |
| Document owner | Falls prevention lead |

## Purpose

This policy says how we keep people safe from falls.

## What we do

- We look at each person's risk when they come in.
- We look again after every move.
";

/// A fenced block of a chapter.
struct Fence {
    language: String,
    text: String,
    /// Where it begins: `pictures.md:12`.
    place: String,
    /// The file that it shows.
    file: Option<String>,
}

/// A page of the guide that somebody wrote.
struct Chapter {
    path: String,
    fences: Vec<Fence>,
    /// The code within sentences, with its place.
    spans: Vec<(String, String)>,
}

fn guide() -> PathBuf {
    repository().join("content-guide")
}

/// The pages that somebody wrote, in the order of their paths.
fn chapters() -> Vec<Chapter> {
    let mut chapters = Vec::new();
    for (path, bytes) in files_below(&guide()) {
        if path.ends_with(".md") && !MADE.iter().any(|folder| path.starts_with(folder)) {
            chapters.push(chapter(&path, &String::from_utf8(bytes).expect("UTF-8")));
        }
    }
    assert!(chapters.len() > 20, "only {} chapters", chapters.len());
    chapters
}

fn chapter(path: &str, text: &str) -> Chapter {
    let mut chapter = Chapter { path: path.to_owned(), fences: Vec::new(), spans: Vec::new() };
    let mut file = None;
    let mut lines = (1..).zip(text.lines());
    while let Some((number, line)) = lines.next() {
        let place = format!("{path}:{number}");
        if let Some(language) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
            let text = body.join("\n") + "\n";
            chapter.fences.push(Fence { language: language.to_owned(), text, place, file: file.take() });
            continue;
        }
        if !line.is_empty() {
            file = line.strip_prefix("In `").and_then(|rest| rest.strip_suffix("`:")).map(str::to_owned);
        }
        let spans = line.split('`').skip(1).step_by(2);
        chapter.spans.extend(spans.map(|span| (place.clone(), span.to_owned())));
    }
    chapter
}

/// What a chapter's script finds: the sample site, what its last build kept, the theme and two Word files.
fn scratch(chapter: &Chapter) -> tempfile::TempDir {
    let folder = folder::temporary();
    let copy = |from: &Path, to: &str| {
        for (path, bytes) in files_below(from) {
            folder::write(&folder.path().join(to).join(path), bytes);
        }
    };
    copy(&repository().join("content"), "content");
    copy(&built_sample().join(".store/documents"), "output/.store/documents");
    std::fs::create_dir(folder.path().join("themes")).expect("a folder");
    std::os::unix::fs::symlink(folder::nhs_theme(), folder.path().join("themes/nhs")).expect("a link to the theme");
    let word = |page: &str| {
        let name = page.rsplit('/').next().unwrap_or(page);
        std::fs::read(built_sample().join("site").join(page).join(format!("{name}.docx"))).expect("a Word file")
    };
    folder::write(&folder.path().join("summary.docx"), word("learning/falls-after-moving-room"));
    folder::write(&folder.path().join("Falls policy.docx"), word_policy());
    for fence in &chapter.fences {
        if let Some(file) = &fence.file {
            folder::write(&folder.path().join(file), &fence.text);
        }
    }
    folder
}

/// A policy as people have it: its document control is a table in the text.
fn word_policy() -> Vec<u8> {
    let site = folder::Folder::new(&[("falls-policy.md", POLICY)]);
    site.publish();
    std::fs::read(site.path("output/site/falls-policy/falls-policy.docx")).expect("a Word file")
}

/// The program as a release has it: in a folder with the theme and its packages. Where nothing else says so, a new site
/// takes the packages from there, and not from the network.
fn release() -> &'static Path {
    static RELEASE: OnceLock<PathBuf> = OnceLock::new();
    RELEASE.get_or_init(|| {
        let release = Path::new(env!("CARGO_TARGET_TMPDIR")).join("release");
        let _ = std::fs::remove_dir_all(&release);
        std::fs::create_dir_all(release.join("themes")).expect("a folder");
        // A link by another name is a program of its own, which looks beside itself.
        std::fs::hard_link(env!("CARGO_BIN_EXE_candour"), release.join("candour")).expect("a link to the program");
        std::os::unix::fs::symlink(folder::nhs_theme(), release.join("themes/nhs")).expect("a link to the theme");
        release
    })
}

/// The output of the sample site, built once in a run. It stays: a run after it finds its documents made.
fn built_sample() -> &'static Path {
    static OUTPUT: OnceLock<PathBuf> = OnceLock::new();
    OUTPUT.get_or_init(|| {
        let output = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample");
        let mut build = program();
        build.current_dir(repository()).args(["build", "--quiet", "--today", DAY, "--output"]).arg(&output);
        let outcome = Outcome::of(&mut build);
        assert_eq!(outcome.status, 0, "the sample site\n{outcome}");
        output
    })
}

#[test]
fn every_command_of_a_chapter_runs() {
    let mut scripts = 0;
    for chapter in chapters() {
        let blocks: Vec<&str> =
            chapter.fences.iter().filter(|it| it.language == "sh").map(|it| it.text.as_str()).collect();
        if blocks.is_empty() {
            continue;
        }
        scripts += 1;
        let folder = scratch(&chapter);
        let path = format!("{}:{}", release().display(), std::env::var("PATH").expect("a PATH"));
        let mut shell = Command::new("bash");
        shell.args(["-eux", "-o", "pipefail", "-c", &blocks.join("\n")]).current_dir(folder.path());
        shell
            .env("PATH", path)
            .env("SOURCE_DATE_EPOCH", MIDDAY)
            .env("NO_COLOR", "1")
            .stdin(std::process::Stdio::null());
        let outcome = Outcome::of(&mut shell);
        assert_eq!(outcome.status, 0, "{}\n{outcome}", chapter.path);
        // A finding that the chapter shows is what its commands print, to the letter.
        let is_finding =
            |text: &str| ["error[", "warning[", "advice["].iter().any(|severity| text.starts_with(severity));
        for fence in chapter.fences.iter().filter(|it| is_finding(&it.text)) {
            assert!(outcome.stdout.contains(&fence.text), "{}: not what is printed\n{outcome}", fence.place);
        }
        for fence in &chapter.fences {
            let Some(file) = &fence.file else { continue };
            assert!(file.starts_with("content/"), "{}: {file} is not in the content folder", fence.place);
        }
    }
    assert!(scripts > 10, "only {scripts} chapters have commands");
}

#[test]
fn every_file_that_the_guide_shows_is_checked_by_a_command() {
    let mut shown = 0;
    for chapter in chapters() {
        let mut fences = chapter.fences.iter();
        while let Some(fence) = fences.find(|fence| fence.file.is_some()) {
            shown += 1;
            let checks = |fence: &Fence| fence.language == "sh" && fence.text.contains("candour ");
            // The list of kinds shows a page that another chapter explains.
            let is_checked = fences.clone().any(checks) || chapter.path == "writing/_index.md";
            assert!(is_checked, "{}: no command after it looks at the file", fence.place);
        }
    }
    assert!(shown > 5, "only {shown} files are shown");
}

/// Fails unless the program knows a command and each of its options.
#[track_caller]
fn assert_known(call: &str, place: &str) {
    let words: Vec<&str> = call.split_whitespace().collect();
    let Some(command) = words.get(1).filter(|word| !word.starts_with('-')) else { return };
    let help = Outcome::of(program().args([*command, "--help"]));
    assert_eq!(help.status, 0, "{place}: {call}: there is no command {command}");
    for option in words.iter().filter(|word| word.starts_with("--")) {
        let name = option.split('=').next().unwrap_or(option).trim_end_matches([',', '.']);
        let known = help.stdout.split(|letter: char| !(letter.is_alphanumeric() || letter == '-')).any(|it| it == name);
        assert!(known, "{place}: {call}: candour {command} has no option {name}");
    }
}

#[test]
fn commands_that_are_only_shown_are_known_to_the_program() {
    let mut chapters = chapters();
    let readme = std::fs::read_to_string(repository().join("README.md")).expect("README.md");
    chapters.push(chapter("README.md", &readme));
    let mut known = BTreeSet::new();
    for chapter in &chapters {
        let lines = chapter.fences.iter().flat_map(|fence| {
            let call = |line: &str| line.strip_prefix("cargo run --release -- ").map(|rest| format!("candour {rest}"));
            fence.text.lines().map(move |line| (fence, call(line).unwrap_or_else(|| line.to_owned())))
        });
        for (fence, line) in lines {
            let line = line.split(" #").next().unwrap_or_default().trim();
            if !line.starts_with("candour ") {
                continue;
            }
            let languages: &[&str] = if chapter.path == "README.md" { &["", "sh"] } else { &["sh", "text"] };
            let language = fence.language.as_str();
            assert!(languages.contains(&language), "{}: a command in a block of {language:?}", fence.place);
            assert_known(line, &fence.place);
            known.insert(line.to_owned());
        }
        for (place, span) in chapter.spans.iter().filter(|(_, span)| span.starts_with("candour ")) {
            assert_known(span, place);
            known.insert(span.clone());
        }
    }
    assert!(known.len() > 20, "only {} commands: {known:?}", known.len());
}

#[test]
fn settings_that_the_guide_shows_exist() {
    let schema = Outcome::of(program().arg("schema")).stdout;
    let mut keys = 0;
    for chapter in chapters() {
        for fence in chapter.fences.iter().filter(|fence| fence.language == "yaml") {
            for line in fence.text.lines().filter(|line| line.starts_with(|it: char| it.is_ascii_lowercase())) {
                let key = line.split(':').next().unwrap_or_default();
                assert!(schema.contains(&format!("\"{key}\":")), "{}: there is no key {key}", fence.place);
                keys += 1;
            }
        }
    }
    assert!(keys > 10, "only {keys} keys");
}

/// The guide with the pages that the program makes, in a folder of its own.
fn whole_guide() -> tempfile::TempDir {
    let folder = folder::temporary();
    for (path, bytes) in files_below(&guide()) {
        if !MADE.iter().any(|made| path.starts_with(made)) {
            folder::write(&folder.path().join("content").join(path), bytes);
        }
    }
    let made = |arguments: [&str; 2], below: &str| {
        let outcome = Outcome::of(program().args(arguments).arg(folder.path().join("content").join(below)));
        assert_eq!(outcome.status, 0, "{outcome}");
    };
    made(["explain", "--pages"], "rules");
    made(["manual", "--guide"], "commands");
    folder
}

#[test]
fn the_guide_is_a_site_that_candour_finds_nothing_wrong_with() {
    let folder = whole_guide();
    let mut build = program();
    build.args(["build", "--strict", "--format", "json", "--today", DAY, "--root"]).arg(folder.path());
    let outcome = Outcome::of(build.arg("--theme").arg(folder::nhs_theme()));
    let grave = outcome.stdout.lines().filter(|line| !line.contains("\"severity\":\"advice\""));
    let grave: Vec<&str> = grave.filter(|line| !line.contains("\"waived\":true")).collect();
    assert!(grave.is_empty() && outcome.status == 0, "status {}: {grave:#?}", outcome.status);
    let site = folder.path().join("output/site");
    for address in ["first-site", "components", "rules/anon/name", "commands/build", "developers/library"] {
        assert!(site.join(address).join("index.html").is_file(), "there is no page {address}");
    }
    let text = std::fs::read_to_string(site.join("components/components.txt")).expect("the plain text of a chapter");
    for words in ["How we count falls", "2025 to 2026", "Video: What happens when something goes wrong"] {
        assert!(text.contains(words), "no {words:?} in {text}");
    }
    let pictures = files_below(&guide().join("pictures"));
    for (name, bytes) in &pictures {
        assert!(bytes.len() < 150_000, "{name} has {} bytes", bytes.len());
    }
}

#[test]
fn the_manual_says_what_the_program_can_do() {
    let help = Outcome::of(program().arg("--help")).stdout;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let commands: Vec<&str> = listed.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.contains(&"build") && commands.contains(&"manual"), "{help}");
    let manual = Outcome::of(program().arg("manual"));
    assert!(manual.status == 0 && manual.stdout.contains(".TH candour 1"), "{manual}");
    let folder = folder::temporary();
    let (pages, guide) = (folder.path().join("man"), folder.path().join("guide"));
    let written = |option: &str, place: &Path| Outcome::of(program().args(["manual", option]).arg(place));
    assert_eq!(written("--pages", &pages).status, 0);
    assert_eq!(written("--guide", &guide).status, 0);
    assert_eq!(written("--guide", &guide).status, 0, "again, over its own pages");
    let both = written("--pages", &pages).status + files_below(&pages).len() as i32;
    assert_eq!(both, 1 + commands.len() as i32, "a page of the program and one of each command");
    for command in commands {
        assert!(manual.stdout.contains(&format!("candour\\-{command}(1)")), "{command} is not in the manual");
        let help = Outcome::of(program().args([command, "--help"])).stdout;
        let read = |path: PathBuf| std::fs::read_to_string(&path).unwrap_or_else(|_| panic!("no {}", path.display()));
        let page = read(pages.join(format!("candour-{command}.1")));
        let chapter = read(guide.join(format!("{command}.md")));
        for option in help.split_whitespace().filter(|word| word.starts_with("--") && word.len() > 2) {
            let name = option.trim_end_matches([',', '.', ']', ':']).split('=').next().unwrap_or(option);
            assert!(page.contains(&name.replace('-', "\\-")), "{name} is not in the manual page of {command}");
            assert!(chapter.contains(name), "{name} is not in the chapter on {command}");
        }
    }
}

#[test]
fn the_library_is_used_as_the_guide_says() {
    let chapter = chapters().into_iter().find(|it| it.path == "developers/library.md").expect("the chapter");
    let shown = chapter.fences.iter().find(|fence| fence.language == "rust").expect("an example in Rust");
    let compiled = include_str!("library_example.rs");
    let (_, code) = compiled.split_once("\n\n").expect("a comment and the code");
    assert_eq!(shown.text, code, "{}: tests/suite/library_example.rs has to be the same", shown.place);
}

/// Whatever the README leads to is in the archive of a release too, beside the README there.
#[test]
fn the_readme_leads_to_what_a_release_holds() {
    let readme = std::fs::read_to_string(repository().join("README.md")).expect("README.md");
    let release = std::fs::read_to_string(repository().join(".ci/release")).expect(".ci/release");
    let packed = release.lines().find_map(|line| line.trim().strip_prefix("git ls-files README.md ")).expect("a list");
    let packed: Vec<&str> = packed.split_whitespace().collect();
    let links: Vec<&str> = readme.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()).collect();
    assert!(links.len() > 8, "only {} links", links.len());
    for link in links.into_iter().filter(|link| !link.contains("://")) {
        assert!(repository().join(link).is_file(), "{link} is not there");
        let is_packed = packed.iter().any(|it| link == *it || link.starts_with(&format!("{it}/")));
        assert!(is_packed, "{link} is in no release");
    }
}
