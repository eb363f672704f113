//! Beginnings, at the surface: `candour init` and `candour new`, and what both leave to be written.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use candour::schema;
use candour::yaml::{self, Node};
use tempfile::TempDir;

use crate::folder::{
    DAY, Outcome, assert_same, files_below, nhs_theme, plain_theme, program, repository, temporary, write,
};

/// A command of the program on a day.
fn run(arguments: &[&str], folder: &Path) -> Outcome {
    Outcome::of(program().args(arguments).args(["--today", DAY]).current_dir(folder))
}

/// Begins a site in a folder of its own.
fn begun(options: &[&str]) -> TempDir {
    let folder = temporary();
    let outcome = run(&[&["init", "site", "--yes"], options].concat(), folder.path());
    assert_eq!(outcome.status, 0, "{outcome}");
    assert!(outcome.stdout.is_empty(), "what an operator is told is no result: {outcome}");
    folder
}

/// A command on a site that was begun, with the plain theme, which needs no package.
fn on_site(folder: &TempDir, command: &str, options: &[&str]) -> Outcome {
    let mut program = program();
    program.args([command, "--root", "site", "--today", DAY, "--theme"]).arg(plain_theme()).args(options);
    Outcome::of(program.current_dir(folder.path()))
}

/// The rules that findings name, each once.
fn rules_found(outcome: &Outcome) -> BTreeSet<String> {
    outcome.findings().into_iter().map(|finding| finding.rule).collect()
}

fn rules<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.map(str::to_owned).into()
}

const ORGANISATIONS: [(&str, &str); 3] = [
    ("trust", "Northmere Health and Care NHS Trust"),
    ("icb", "NHS Northmere and Vale Integrated Care Board"),
    ("provider", "Larkfield Hospice"),
];

#[test]
fn a_new_site_builds_and_lacks_only_what_it_says_is_to_be_written() {
    for (kind, name) in ORGANISATIONS {
        let options = ["--type", kind, "--name", name, "--url", "https://safety.northmere.example"];
        let more = ["--email", "safety@northmere.example", "--phone", "01632 960120"];
        let folder = begun(&[&options[..], &more].concat());
        let built = on_site(&folder, "build", &["--format", "json"]);
        assert_eq!(built.status, 0, "{kind}\n{built}");
        assert_eq!(rules_found(&built), rules(["publishing/draft", "publishing/to-write"]), "{kind}\n{}", built.told());
        assert!(!built.told().contains("site.yaml"), "all of it was given\n{}", built.told());
        let drafts = on_site(&folder, "check", &["--drafts", "--format", "json"]);
        assert_eq!(rules_found(&drafts), rules(["publishing/to-write"]), "{kind}\n{}", drafts.told());
        let site = files_below(&folder.path().join("site/output/site"));
        let home = std::str::from_utf8(&site["index.html"]).expect("UTF-8");
        assert!(home.contains("Keeping patients safe") && home.contains("To write:"), "{kind}");
        let contact = std::str::from_utf8(&site["contact/index.html"]).expect("UTF-8");
        assert!(contact.contains("01632 960120") && contact.contains("mailto:safety@northmere.example"), "{kind}");
        assert!(!site.keys().any(|path| path.contains("response-p")), "{kind}: drafts are not published");
    }
}

#[test]
fn an_integrated_care_board_does_not_speak_as_if_it_gave_care() {
    for (kind, name) in ORGANISATIONS {
        let folder = begun(&["--type", kind, "--name", name]);
        let duty = std::fs::read_to_string(folder.path().join("site/content/duty-of-candour.md")).expect("a page");
        assert_eq!(duty.contains("those who gave the care must be open"), kind == "icb", "{kind}");
        let yaml = std::fs::read_to_string(folder.path().join("site/content/site.yaml")).expect("a configuration");
        assert!(yaml.contains(&format!("  type: {kind}\n")), "{kind}");
    }
}

#[test]
fn unfinished_text_blocks_once_the_site_is_to_be_public() {
    let folder = begun(&[]);
    let path = folder.path().join("site/content/site.yaml");
    let yaml = std::fs::read_to_string(&path).expect("a configuration");
    let line = "  publishing/to-write: warning\n";
    assert!(yaml.contains(line), "{yaml}");
    write(&path, yaml.replace("rules:\n", "").replace(line, ""));
    let built = on_site(&folder, "build", &["--format", "json"]);
    assert_eq!(built.status, 1, "{built}");
    assert!(built.findings().iter().any(|it| it.rule == "publishing/to-write" && it.severity == "error"), "{built}");
}

#[test]
fn what_nobody_gave_is_marked_in_the_configuration() {
    let folder = begun(&[]);
    let found = on_site(&folder, "check", &["--format", "json"]).findings();
    let lines: Vec<&str> = found.iter().filter(|it| it.file == "site.yaml").map(|it| it.rule.as_str()).collect();
    assert_eq!(lines, ["publishing/to-write"; 3], "the name, the address and the e-mail address");
}

#[test]
fn every_key_of_the_configuration_is_explained() {
    let folder = begun(&[]);
    let text = std::fs::read_to_string(folder.path().join("site/content/site.yaml")).expect("a configuration");
    let shape = schema::of("site").expect("a schema");
    for (key, of_key) in shape["properties"].as_object().expect("keys") {
        let written = text.contains(&format!("\n{key}:")) || text.contains(&format!("\n# {key}:"));
        assert!(written, "{key} is not there");
        let told = of_key["description"].as_str().expect("an explanation");
        let words = told.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
        assert!(text.contains(&words), "{key} is not explained: {words}");
    }
}

#[test]
fn names_may_hold_what_yaml_and_markdown_read_as_their_own() {
    let name = "St *Anne's*: \"Care\" & #1 [Trust] | NHS Trust";
    let folder = begun(&["--name", name, "--short-name", name, "--team", name, "--email", "a_b*c@northmere.example"]);
    let built = on_site(&folder, "build", &["--format", "json"]);
    assert_eq!(built.status, 0, "{built}");
    let contact = std::fs::read_to_string(folder.path().join("site/output/site/contact/index.html")).expect("a page");
    assert!(contact.contains("a_b*c@northmere.example") && contact.contains("*Anne's*"), "the words as given");
}

#[test]
fn details_that_cannot_be_are_refused_with_what_to_do() {
    for (options, told) in [
        (["--url", "safety.example"], "is not the address of a website"),
        (["--email", "nobody"], "is not an e-mail address"),
        (["--phone", "call us"], "is not a phone number"),
        (["--name", "  "], "has no name"),
    ] {
        let folder = temporary();
        let outcome = run(&[&["init", "site", "--yes"], &options[..]].concat(), folder.path());
        assert_eq!(outcome.status, 2, "{outcome}");
        assert!(outcome.stderr.contains(told), "{outcome}");
        assert!(!folder.path().join("site").exists(), "nothing is written");
    }
}

#[test]
fn nothing_is_written_over_or_into_something_else() {
    let folder = temporary();
    write(&folder.path().join("site/minutes.docx"), "minutes");
    let refused = run(&["init", "site", "--yes"], folder.path());
    assert_eq!(refused.status, 2, "{refused}");
    assert!(refused.stderr.contains("minutes.docx") && refused.stderr.contains("Nothing was written"), "{refused}");
    assert_eq!(files_below(&folder.path().join("site")).len(), 1);

    let folder = begun(&[]);
    let site = folder.path().join("site");
    write(&site.join("content/index.md"), "my own words");
    write(&site.join(".gitignore"), "mine\n");
    std::fs::remove_file(site.join("themes/nhs/templates/home.html")).expect("a template");
    std::fs::remove_file(site.join("content/privacy.md")).expect("a page");
    let before = files_below(&site);
    let again = run(&["init", "site", "--yes", "--ci", "gitlab"], folder.path());
    assert_eq!(again.status, 0, "{again}");
    assert!(again.stderr.contains("holds a site already") && again.stderr.contains("  .gitignore"), "{again}");
    let mut after = files_below(&site);
    for path in ["themes/nhs/templates/home.html", ".gitlab-ci.yml"] {
        assert!(after.remove(path).is_some(), "{path} was missing and is added");
    }
    assert_same(&before, &after, "a site that is there");
}

#[test]
fn a_new_repository_may_hold_a_readme_and_a_licence() {
    let folder = temporary();
    for name in ["README.md", "LICENCE", ".git/config"] {
        write(&folder.path().join("site").join(name), "kept");
    }
    let outcome = run(&["init", "site", "--yes"], folder.path());
    assert_eq!(outcome.status, 0, "{outcome}");
    assert_eq!(std::fs::read_to_string(folder.path().join("site/README.md")).expect("a file"), "kept");
}

#[test]
fn two_runs_give_the_same_bytes() {
    let [one, two] = [begun(&["--ci", "github"]), begun(&["--ci", "github"])];
    assert_same(&files_below(one.path()), &files_below(two.path()), "the same command");
}

// The theme.

#[test]
fn a_new_site_has_the_whole_theme_but_not_its_packages() {
    let folder = begun(&[]);
    let given = files_below(&folder.path().join("site/themes/nhs"));
    let mut own = files_below(&nhs_theme());
    own.retain(|path, _| !path.starts_with("node_modules/"));
    assert_same(&own, &given, "the theme");
}

/// A folder as a release unpacks, and its archive: the program, and the theme with what it takes from its packages.
pub struct Release {
    folder: TempDir,
    /// Its name, with the version in it.
    pub name: String,
}

/// The release of these tests, made once.
pub static RELEASE: LazyLock<Release> = LazyLock::new(|| {
    let folder = temporary();
    let name = format!("candour-{}-x86_64-unknown-linux-musl", env!("CARGO_PKG_VERSION"));
    let place = folder.path().join(&name);
    std::fs::create_dir_all(&place).expect("a folder");
    // Without what only a debugger reads, which is most of it.
    let stripped = Command::new("strip").arg("-o").args([&place.join("candour"), Path::new(PROGRAM)]).status();
    if !stripped.is_ok_and(|status| status.success()) {
        std::fs::copy(PROGRAM, place.join("candour")).expect("a copy of the program");
    }
    let theme = nhs_theme();
    let described = std::fs::read_to_string(theme.join("theme.yaml")).expect("a theme");
    let names = described.lines().filter_map(|line| line.split_once("file: ")).map(|(_, name)| name.trim_matches('"'));
    for name in names.filter(|name| name.starts_with("node_modules/")) {
        write(&place.join("themes/nhs").join(name), std::fs::read(theme.join(name)).expect("a file of a package"));
    }
    Release { folder, name }
});

const PROGRAM: &str = env!("CARGO_BIN_EXE_candour");

impl Release {
    /// The folder that it lies in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The program in it.
    fn program(&self) -> PathBuf {
        self.folder().join(&self.name).join("candour")
    }
}

#[test]
fn a_release_builds_a_new_site_with_neither_rust_nor_node() {
    let folder = begun(&[]);
    let build = |program: &Path| {
        let mut build = Command::new(program);
        // No npm is found, and nothing else either.
        build.env_clear().env("PATH", "/nowhere").args(["build", "--root", "site", "--today", DAY]);
        Outcome::of(build.current_dir(folder.path()))
    };
    let alone = build(Path::new(PROGRAM));
    assert_eq!(alone.status, 2, "{alone}");
    assert!(alone.stderr.contains("npm is not on this computer") && alone.stderr.contains("release"), "{alone}");
    let built = build(&RELEASE.program());
    assert_eq!(built.status, 0, "{built}");
    assert!(!folder.path().join("site/themes/nhs/node_modules").exists(), "nothing is installed");
    let sheet = std::fs::read_to_string(folder.path().join("site/output/site/assets/site.css")).expect("a stylesheet");
    assert!(sheet.contains("nhsuk-") && sheet.contains("Copyright (c) 2019 NHS.UK"));
    // A link to the program finds them too; a file that is not the one the theme names is not taken.
    let link = folder.path().join("linked");
    std::os::unix::fs::symlink(RELEASE.program(), &link).expect("a link");
    assert_eq!(build(&link).status, 0);
    // Where Unix keeps programs and what belongs to them.
    let [bin, share] = ["usr/bin", "usr/share/candour"].map(|below| RELEASE.folder().join(below));
    for place in [&bin, &share] {
        std::fs::create_dir_all(place).expect("a folder");
    }
    std::fs::hard_link(RELEASE.program(), bin.join("candour")).expect("the program once more");
    let themes = RELEASE.folder().join(&RELEASE.name).join("themes");
    std::os::unix::fs::symlink(themes, share.join("themes")).expect("a link");
    assert_eq!(build(&bin.join("candour")).status, 0);
    let theme = folder.path().join("site/themes/nhs/theme.yaml");
    let other = std::fs::read_to_string(&theme).expect("a theme").replacen("sha256: ", "sha256: 0", 1);
    write(&theme, other);
    assert_eq!(build(&RELEASE.program()).status, 2, "another hash");
}

// New pages.

/// A page of each kind, its title, and where it goes.
const PAGES: [(&str, &str, &str); 6] = [
    ("policy", "Preventing falls in hospital", "policies/preventing-falls-in-hospital.md"),
    (
        "plan",
        "Patient safety incident response plan for 2027",
        "plan/patient-safety-incident-response-plan-for-2027.md",
    ),
    ("learning", "Falls at night", "learning/falls-at-night.md"),
    ("partner", "Imelda Thackwray", "partners/imelda.md"),
    ("page", "Visiting: what's new?", "visiting-whats-new.md"),
    ("statement", "Accessibility statement", "accessibility-statement.md"),
];

#[test]
fn a_new_page_lacks_only_what_it_says_is_to_be_written() {
    for (kind, title, path) in PAGES {
        let folder = begun(&[
            "--name",
            "Larkfield Hospice",
            "--email",
            "safety@larkfield.example",
            "--url",
            "https://larkfield.example",
        ]);
        if kind == "statement" {
            std::fs::remove_file(folder.path().join("site/content").join(path)).expect("the statement of the site");
        }
        let made = run(&["new", kind, title, "--root", "site"], folder.path());
        assert_eq!(made.status, 0, "{made}");
        assert_eq!(made.stdout, format!("site/content/{path}\n"));
        assert_eq!(made.stderr.contains("signed it off"), kind == "learning", "{made}");
        let found = on_site(&folder, "check", &["--drafts", "--format", "json"]);
        let own: Vec<_> = found.findings().into_iter().filter(|it| it.file == path).collect();
        assert!(!own.is_empty(), "{kind}: something is to be written");
        // That somebody has to read a summary for what identifies people cannot be written in advance.
        let expected = ["publishing/to-write", "anon/not-signed-off"];
        let expected = &expected[..if kind == "learning" { 2 } else { 1 }];
        assert!(own.iter().all(|it| expected.contains(&it.rule.as_str())), "{kind}\n{}", found.told());
        // As it is, it is published by nobody.
        let built = on_site(&folder, "build", &["--format", "json"]);
        let waits = built.findings().iter().any(|it| it.file == path && it.rule == "publishing/draft");
        // Every page of the site links to its statement, so that it cannot be published without one.
        assert!(waits && (built.status == 0) == (kind != "statement"), "{built}");

        let text = std::fs::read_to_string(folder.path().join("site/content").join(path)).expect("a page");
        let again = run(&["new", kind, title, "--root", "site"], folder.path());
        assert_eq!(again.status, 2, "{again}");
        assert!(again.stderr.contains("is there already"), "{again}");
        assert_eq!(std::fs::read_to_string(folder.path().join("site/content").join(path)).expect("a page"), text);
    }
}

#[test]
fn every_key_of_a_new_page_is_explained_as_editors_explain_it() {
    let folder = begun(&[]);
    for (kind, title, path) in PAGES.into_iter().filter(|(kind, ..)| *kind != "statement") {
        assert_eq!(run(&["new", kind, title, "--root", "site"], folder.path()).status, 0);
        let text = std::fs::read_to_string(folder.path().join("site/content").join(path)).expect("a page");
        let joined = text.replace("\n# ", " ").replace("\n  # ", " ");
        let shape = schema::of(kind).expect("a schema");
        let front_matter = text.split("---\n").nth(1).expect("front matter");
        let keys = front_matter.lines().map(|line| line.trim_start_matches("# "));
        let keys: BTreeSet<&str> = keys
            .filter_map(|line| line.split_once(':'))
            .map(|(key, _)| key)
            .filter(|key| shape["properties"].get(key).is_some())
            .collect();
        assert!(keys.len() > 4, "{kind}: {keys:?}");
        for key in keys {
            let told = shape["properties"][key]["description"].as_str().expect("an explanation");
            assert!(joined.contains(told), "{kind}: {key} is not explained: {told}\n{text}");
        }
    }
}

#[test]
fn sections_and_tables_are_those_that_the_checks_look_for() {
    let folder = begun(&[]);
    let read = |path: &str| std::fs::read_to_string(folder.path().join("site/content").join(path)).expect("a page");
    let policy = read("policies/patient-safety-incident-response-policy.md");
    for section in candour::checks::sections::POLICY_SECTIONS {
        assert!(policy.contains(&format!("\n## {}\n", section.name)), "{}", section.name);
    }
    assert_eq!(run(&["new", "policy", "Moving and handling", "--root", "site"], folder.path()).status, 0);
    let other = read("policies/moving-and-handling.md");
    assert!(other.contains("\n## Scope\n") && !other.contains("Patient safety partners"), "{other}");
    let plan = read("plan/patient-safety-incident-response-plan.md");
    assert!(plan.contains("| Incident type | Required response | Anticipated improvement route | Lead organisation |"));
    assert!(plan.contains("| Incident type or issue | Planned response | Anticipated improvement route |"));
}

#[test]
fn a_partners_name_is_in_no_file_name_and_on_no_page() {
    let folder = begun(&[]);
    assert_eq!(run(&["new", "partner", "Imelda Thackwray", "--root", "site"], folder.path()).status, 0);
    for (path, bytes) in files_below(&folder.path().join("site/content")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!path.contains("thackwray") && !text.contains("Thackwray"), "{path}");
    }
}

#[test]
fn a_page_in_another_folder_says_what_it_is() {
    let folder = begun(&[]);
    let made =
        run(&["new", "policy", "Moving and handling", "--into", "services/wards", "--root", "site"], folder.path());
    assert_eq!(made.stdout, "site/content/services/wards/moving-and-handling.md\n", "{made}");
    let text = std::fs::read_to_string(folder.path().join(made.stdout.trim())).expect("a page");
    assert!(text.contains("\nkind: policy\n"), "{text}");
    for (wrong, told) in [
        (["new", "polcy", "Moving"], "did you mean policy?"),
        (["new", "page", "???"], "has no letters or numbers"),
        (["new", "page", ""], "has no letters or numbers"),
    ] {
        let outcome = run(&[&wrong[..], &["--root", "site"]].concat(), folder.path());
        assert!(outcome.status == 2 && outcome.stderr.contains(told), "{outcome}");
    }
    for outside in ["..", "../other", "a//b", "/etc", ".git", "a\\b"] {
        let outcome = run(&["new", "page", "Visiting", "--into", outside, "--root", "site"], folder.path());
        let expected = if outside == "/etc" { 0 } else { 2 };
        assert_eq!(outcome.status, expected, "{outside}: {outcome}");
    }
    assert!(folder.path().join("site/content/etc/visiting.md").is_file(), "a folder is one of the content");
}

// Editors.

#[test]
fn an_editor_is_given_the_schemas_and_the_places_of_findings() {
    let folder = begun(&[]);
    let site = folder.path().join("site");
    let json = |path: &str| -> serde_json::Value {
        serde_json::from_slice(&std::fs::read(site.join(path)).expect("a file")).expect("JSON")
    };
    let settings = json(".vscode/settings.json");
    for (path, globs) in settings["yaml.schemas"].as_object().expect("schemas") {
        assert_eq!(json(path)["$schema"], "http://json-schema.org/draft-07/schema#", "{path}");
        assert!(globs[0].as_str().is_some_and(|glob| glob.starts_with("content/")), "{path}");
    }
    let tasks = json(".vscode/tasks.json");
    let task = &tasks["tasks"][0];
    let matcher = &task["problemMatcher"]["pattern"];
    let pattern = regex::Regex::new(matcher["regexp"].as_str().expect("a pattern")).expect("a regular expression");
    let options: Vec<&str> =
        task["args"].as_array().expect("arguments").iter().filter_map(|it| it.as_str()).skip(1).collect();
    let outcome = on_site(&folder, "check", &options);
    assert!(outcome.stdout.lines().count() > 20);
    for (line, finding) in outcome.stdout.lines().zip(outcome.findings()) {
        let found = pattern.captures(line).unwrap_or_else(|| panic!("not understood: {line}"));
        let part = |name: &str| {
            let number = matcher[name].as_u64().expect("a number") as usize;
            found.get(number).map_or("", |part| part.as_str())
        };
        assert_eq!((part("file"), part("code")), (finding.file.as_str(), finding.rule.as_str()));
        assert_eq!(part("line").parse(), Ok(finding.line));
        assert_eq!(part("severity"), if finding.severity == "advice" { "" } else { finding.severity.as_str() });
        assert!(!part("message").is_empty());
        assert!(site.join("content").join(part("file")).is_file(), "{line}");
    }
}

/// The fields of every form in the configuration of an editor in the browser: the collection, and the keys that lead to
/// each field.
fn fields(cms: &str) -> Vec<(String, Vec<String>)> {
    fn below(node: &Node, keys: &[String], collection: &str, found: &mut Vec<(String, Vec<String>)>) {
        let Some(fields) = node.get("fields") else { return };
        let yaml::Value::List(fields) = &fields.value else { panic!("fields are a list") };
        for field in fields {
            let name = field.get("name").and_then(Node::text).expect("a name").to_owned();
            let keys = [keys, &[name]].concat();
            assert!(field.get("widget").and_then(Node::text).is_some(), "{keys:?} has no widget");
            found.push((collection.to_owned(), keys.clone()));
            below(field, &keys, collection, found);
        }
    }
    let root = yaml::parse(cms, 0).expect("YAML");
    let yaml::Value::List(collections) = &root.get("collections").expect("collections").value else { panic!("a list") };
    let mut found = Vec::new();
    for collection in collections {
        let name = collection.get("name").and_then(Node::text).expect("a name");
        below(collection, &[], name, &mut found);
        if let Some(yaml::Value::List(files)) = collection.get("files").map(|files| &files.value) {
            let kind = if name == "statements" { "statement" } else { "page" };
            files.iter().for_each(|file| below(file, &[], kind, &mut found));
        }
    }
    found
}

#[test]
fn forms_in_a_browser_have_the_keys_of_front_matter_and_none_that_is_private() {
    let cms = Outcome::of(program().args(["schema", "--cms"]));
    assert_eq!(cms.status, 0, "{cms}");
    let found = fields(&cms.stdout);
    for kind in ["policy", "plan", "learning", "partner", "page", "statement"] {
        let own: Vec<&Vec<String>> = found.iter().filter(|(of, _)| of == kind).map(|(_, keys)| keys).collect();
        assert!(own.len() > 15, "{kind}: {}", own.len());
        let shape = schema::of(kind).expect("a schema");
        for keys in own.iter().filter(|keys| keys[0] != "body") {
            let mut place = &shape;
            for key in keys.iter() {
                place = if place.get("items").is_some() {
                    &place["items"]["properties"][key]
                } else {
                    &place["properties"][key]
                };
            }
            assert!(place.is_object(), "{kind}: there is no key {keys:?}");
        }
        for key in shape["properties"].as_object().expect("keys").keys() {
            let is_private = ["anonymisation", "consent", "waivers", "name", "name_shown"].contains(&key.as_str());
            let is_there = own.iter().any(|keys| keys.len() == 1 && keys[0] == *key);
            assert_eq!(is_there, !is_private && (key != "kind" || kind == "statement"), "{kind}: {key}");
        }
    }
    // What a date widget would put there by itself is no date that anybody chose; and what is new is a draft.
    assert!(!cms.stdout.contains("datetime") && cms.stdout.contains("For example 2026-04-01"));
    assert_eq!(cms.stdout.matches("default: true").count(), cms.stdout.matches("name: \"draft\"").count());
    for word in ["anonymisation", "legal_hold", "intruder", "consent:", "given_on", "withdrawn_on"] {
        assert!(!cms.stdout.contains(&format!("name: \"{word}")), "{word}");
    }
    let all = Outcome::of(program().args(["schema", "--cms", "--private"]));
    let all = fields(&all.stdout);
    let has = |keys: &[&str]| all.iter().any(|(_, own)| own == keys);
    assert!(has(&["anonymisation", "legal_hold"]) && has(&["consent", "given_on"]) && has(&["waivers", "until"]));
    let refused = Outcome::of(program().args(["schema", "--private"]));
    assert_eq!(refused.status, 2, "{refused}");
    assert!(repository().join("src/schema/cms.rs").is_file());
}
