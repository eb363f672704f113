//! The house in order: who may import whom, where each big dependency is named, what stands outside of tests only, and
//! that no file names a machine.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use candour::checks;

use crate::folder::{files_below, repository};

/// The rooms from the roof down. A room imports only from rooms below it.
const ROOMS: &[&str] = &[
    "main",
    "lib",
    "cli",
    "preview",
    "report",
    "publish",
    "network",
    "pipeline",
    "start",
    "overview",
    "schema",
    "import",
    "checks",
    "feeds",
    "search",
    "formats",
    "store",
    "site",
    "document",
    "config",
    "kinds",
    "theme",
    "yaml",
    "diagnostic",
    "inspect",
    "picture",
    "xml",
    "archive",
    "exchange",
    "outside",
    "fingerprint",
    "artefact",
    "source",
    "dates",
    "anonymity",
    "language",
    "keys",
];

/// Rooms that never meet, although one lies below the other.
const STRANGERS: &[(&str, &str)] = &[
    // A check cannot see what is written, and what is written cannot see a check.
    ("checks", "feeds"),
    ("checks", "formats"),
    ("checks", "search"),
    // What a page says is known before how the site looks.
    ("checks", "theme"),
    ("site", "theme"),
    ("document", "theme"),
    ("config", "theme"),
    ("kinds", "theme"),
    // What is known of a file that an author supplies is asked of the site.
    ("search", "inspect"),
    ("formats", "inspect"),
    ("feeds", "inspect"),
    ("document", "inspect"),
    // Only the two ends of the house write.
    ("checks", "store"),
    ("feeds", "store"),
    ("search", "store"),
    ("formats", "store"),
    ("pipeline", "store"),
    // What a page says knows no path of the site's output.
    ("document", "artefact"),
    ("kinds", "artefact"),
    ("config", "artefact"),
];

/// The one module that names each big dependency; more than one where the list says so.
const DEPENDENCIES: &[(&str, &str)] = &[
    ("aho_corasick", "src/checks/cues.rs"),
    ("annotate_snippets", "src/report/human.rs"),
    ("axum", "src/preview/server.rs"),
    ("cfb", "src/inspect/legacy.rs"),
    ("clap", "src/cli.rs"),
    ("clap_complete", "src/cli.rs"),
    ("clap_mangen", "src/cli/manual.rs"),
    ("cssparser", "src/theme/stylesheet.rs"),
    ("crc32fast", "src/picture/container.rs"),
    ("csv", "src/site/files.rs"),
    ("deunicode", "src/document/words.rs"),
    ("fast_image_resize", "src/picture/raster.rs"),
    ("fst", "src/anonymity/data/mod.rs"),
    ("image", "src/picture/raster.rs"),
    ("imagesize", "src/picture/mod.rs"),
    ("indicatif", "src/cli/progress.rs"),
    ("futures_util", "src/preview/server.rs"),
    ("futures_util", "src/publish/storage.rs"),
    ("jiff", "src/dates.rs"),
    ("jpeg_encoder", "src/picture/encode.rs"),
    // What is in a PDF, and a PDF without some of it.
    ("lopdf", "src/inspect/clean_pdf.rs"),
    ("lopdf", "src/inspect/pdf.rs"),
    ("mimalloc", "src/main.rs"),
    ("minify_html", "src/formats/html/finish.rs"),
    ("notify_debouncer_full", "src/preview/watch.rs"),
    ("object_store", "src/publish/storage.rs"),
    ("png", "src/picture/encode.rs"),
    ("pulldown_cmark", "src/document/parse.rs"),
    ("pagefind", "src/search/engine.rs"),
    ("quick_xml", "src/inspect/xml.rs"),
    ("ring", "src/fingerprint.rs"),
    ("roxmltree", "src/picture/drawing.rs"),
    ("rustix", "src/publish.rs"),
    ("rustls", "src/network/client.rs"),
    ("rustls_native_certs", "src/network/client.rs"),
    ("schemars", "src/keys.rs"),
    ("serde_yaml", "src/yaml.rs"),
    ("strsim", "src/diagnostic.rs"),
    ("tera", "src/theme/mod.rs"),
    // What does many things at one time: the preview's server, storage, and Pagefind.
    ("tokio", "src/preview/server.rs"),
    ("tokio", "src/publish/storage.rs"),
    ("tokio", "src/search/engine.rs"),
    ("typst", "src/formats/pdf/order.rs"),
    ("typst", "src/formats/pdf/press.rs"),
    ("ureq", "src/network/client.rs"),
    ("url", "src/outside.rs"),
    ("webp", "src/picture/encode.rs"),
    ("zip", "src/archive.rs"),
];

/// A source file without its tests and comments.
struct Source {
    path: String,
    code: String,
}

impl Source {
    /// The top module a file belongs to.
    fn room(&self) -> &str {
        let below = self.path.strip_prefix("src/").expect("a file of the library");
        below.split('/').next().expect("a part").trim_end_matches(".rs")
    }
}

/// Every Rust file of the library.
fn library() -> Vec<Source> {
    let files = files_below(&repository().join("src"));
    // What makes the data is a program of its own.
    let files = files.into_iter().filter(|(path, _)| path.ends_with(".rs") && !path.contains("/build/"));
    files
        .map(|(path, bytes)| {
            let text = String::from_utf8(bytes).expect("UTF-8");
            let text = text.split("#[cfg(test)]\nmod tests {").next().expect("a part");
            let uncommented = text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line });
            Source { path: format!("src/{path}"), code: uncommented.collect::<Vec<_>>().join("\n") }
        })
        .collect()
}

/// Every name that follows `crate::`, whether it is imported alone, in braces or used in place.
fn imports(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => drop(names.insert(name(rest))),
            Some(list) => {
                let mut depth = 0;
                let mut start = true;
                for (offset, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => start = true,
                        c if start && c.is_alphabetic() => {
                            names.insert(name(&list[offset..]));
                            start = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    // The macro is exported at the top and lives with the rules.
    if names.remove("rule") {
        names.insert("diagnostic".to_owned());
    }
    names
}

#[test]
fn imports_lead_downwards() {
    let mut used: BTreeMap<(String, String), String> = BTreeMap::new();
    for source in library() {
        for to in imports(&source.code) {
            used.entry((source.room().to_owned(), to)).or_insert_with(|| source.path.clone());
        }
    }
    let level = |room: &str| ROOMS.iter().position(|it| *it == room);
    let mut wrong = Vec::new();
    for ((from, to), path) in &used {
        match (level(from), level(to)) {
            (Some(from), Some(to)) if from <= to => {}
            (None, _) => wrong.push(format!("{path}: the room {from} is not in the table")),
            (_, None) => wrong.push(format!("{path}: the room {to} is not in the table")),
            _ => wrong.push(format!("{path}: {from} imports {to}, which lies above it")),
        }
        if STRANGERS.contains(&(from, to)) {
            wrong.push(format!("{path}: {from} imports {to}, which it must not know"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(used.len() > 40, "the imports were found: {used:?}");
}

#[test]
fn imports_are_found_in_every_form() {
    let code = "use crate::{a::{self, b}, c};\nuse crate::d::E;\nlet x = crate::f::g();\ncrate::rule!(x);";
    let expected = ["a", "c", "d", "diagnostic", "f"].map(str::to_owned);
    assert_eq!(imports(code), BTreeSet::from(expected));
}

/// Whether code names a crate: its name as a word, with a path after it or imported as a whole.
fn names_crate(code: &str, dependency: &str) -> bool {
    code.match_indices(dependency).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let rest = &code[at + dependency.len()..];
        let word = before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':' && c != '.');
        let imported = code[..at].ends_with("use ") && (rest.starts_with(';') || rest.starts_with(" as "));
        word && (rest.starts_with("::") || imported)
    })
}

#[test]
fn each_big_dependency_is_named_in_one_module() {
    let library = library();
    let mut modules: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (dependency, module) in DEPENDENCIES {
        modules.entry(dependency).or_default().push(module);
    }
    for (dependency, modules) in modules {
        let named = library.iter().filter(|source| names_crate(&source.code, dependency));
        let named: Vec<&str> = named.map(|source| source.path.as_str()).collect();
        assert_eq!(named, modules, "{dependency}");
    }
}

#[test]
fn only_the_pipeline_makes_the_key_to_private_records() {
    let library = library();
    let made = library.iter().filter(|source| source.code.contains("GateKey::for_checks"));
    assert_eq!(made.map(|source| source.path.as_str()).collect::<Vec<_>>(), ["src/pipeline.rs"]);
    let opened = library.iter().filter(|source| source.code.contains(".open(key)"));
    assert!(opened.into_iter().all(|source| source.path.starts_with("src/checks/")));
}

#[test]
fn what_belongs_into_tests_stays_there() {
    for Source { path, code } in library() {
        for word in [".unwrap()", ".expect(", "todo!", "unimplemented!", "dbg!", "panic!(", "println!("] {
            // Messages to the operator are the one use of standard error.
            let found = code.replace("eprintln!(", "").contains(word);
            assert!(!found, "{word} stands in {path}");
        }
    }
}

/// The most lines that a file of the source has: what is longer has a seam somewhere.
const LINES_MAX: usize = 600;

/// Files that are still to be taken apart, each with the most lines it may have until then.
const STILL_LONG: &[(&str, usize)] = &[("src/pipeline.rs", 700), ("src/site/mod.rs", 640)];

#[test]
fn no_file_of_the_source_is_too_long() {
    let mut wrong = Vec::new();
    for (name, bytes) in files_below(&repository().join("src")) {
        let path = format!("src/{name}");
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
        let most = STILL_LONG.iter().find(|(long, _)| *long == path).map_or(LINES_MAX, |(_, most)| *most);
        if path.ends_with(".rs") && lines > most {
            wrong.push(format!("{path} has {lines} lines, more than {most}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_explanation_belongs_to_a_rule() {
    let files = files_below(&repository().join("src/checks"));
    let written: BTreeSet<&str> = files.keys().filter_map(|path| path.strip_suffix(".md")).collect();
    let rules: BTreeSet<&str> = checks::rules().iter().map(|rule| rule.code).collect();
    assert_eq!(written, rules);
}

/// The files that git keeps, and those that are about to be added.
fn repository_files() -> Vec<String> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(repository())
        .output()
        .expect("git, which keeps the repository");
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    let names = String::from_utf8(listed.stdout).expect("plain names");
    names.split('\0').filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[test]
fn no_file_names_a_machine() {
    // In halves, so that this file does not name them.
    let machines = [
        concat!("/wo", "rk/"),
        concat!("/ho", "me/"),
        concat!("/ro", "ot/"),
        concat!("registry.npm", "js"),
        concat!("crates.io", "/api"),
        concat!("index.crates", ".io"),
        concat!("static.crates", ".io"),
        concat!("files.python", "hosted"),
        concat!("pypi", ".org"),
        concat!("proxy.golang", ".org"),
        concat!("deb.debian", ".org"),
    ];
    let mut wrong = Vec::new();
    for name in repository_files() {
        let Ok(bytes) = std::fs::read(repository().join(&name)) else { continue };
        let text = String::from_utf8_lossy(&bytes);
        for machine in machines {
            if let Some(at) = text.find(machine) {
                let line = 1 + text[..at].matches('\n').count();
                wrong.push(format!("{name}:{line} names {machine}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock").exists());
}
