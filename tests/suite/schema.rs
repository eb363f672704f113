//! The JSON Schemas for editors. `tests/schemas` says what Candour takes and what it does not: here Candour is held to it,
//! and outside readers of the schemas are held to the same files by `tests/outside/schemas.mjs`.

use std::collections::{BTreeMap, BTreeSet};

use candour::anonymity::Vocabulary;
use candour::checks;
use candour::checks::waivers::Waivers;
use candour::config;
use candour::dates::Date;
use candour::diagnostic::{Diagnostic, Severity};
use candour::kinds::{self, KINDS};
use candour::pipeline::Failure;
use candour::schema;
use candour::source::{SourcePath, SourceTree};
use candour::yaml;
use serde::Deserialize;
use serde_json::Value;

use crate::folder::{self, Outcome, program};

/// `tests/schemas/accepted.yaml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Accepted {
    /// What is tried, by name.
    values: BTreeMap<String, String>,
    /// The names of values that are taken, by the name of a form.
    shapes: BTreeMap<String, Vec<String>>,
    groups: Vec<Group>,
}

/// Keys that stand at one place.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    of: String,
    text: String,
    given: BTreeMap<String, String>,
    keys: BTreeMap<String, String>,
}

/// An entry of `tests/schemas/wrong.yaml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wrong {
    of: String,
    name: String,
    rule: String,
    /// For readers of the schema.
    #[expect(dead_code, reason = "the outside judge reads it")]
    at: Option<String>,
    text: String,
}

fn read<T: serde::de::DeserializeOwned>(name: &str) -> T {
    let path = folder::repository().join("tests/schemas").join(name);
    let text = std::fs::read_to_string(path).expect("a file of the tests");
    let root = yaml::parse(&text, 0).unwrap_or_else(|fault| panic!("{name}: {fault:?}"));
    let mut faults = Vec::new();
    let value = yaml::read(&root, &mut faults);
    assert!(faults.is_empty(), "{name}: {faults:?}");
    value.expect("a whole file")
}

/// A page of a kind, or `site.yaml`, as a file.
fn file_of(of: &str, text: &str) -> (String, String) {
    match KINDS.iter().find(|info| info.name == of) {
        None => (config::CONFIG_FILE.to_owned(), text.to_owned()),
        Some(info) => {
            let folder = if info.folder.is_empty() { "pages" } else { info.folder };
            (format!("{folder}/tried.md"), format!("---\n{}\n---\nWords.\n", text.trim_end()))
        }
    }
}

/// What of a file's keys and values keeps it from being used.
fn faults(of: &str, text: &str) -> Vec<Diagnostic> {
    let (path, text) = file_of(of, text);
    let sources = SourceTree::from_files([(path.as_str(), text.into_bytes())]);
    if of == schema::SITE {
        return config::read(&sources).err().unwrap_or_default();
    }
    let (path, day) = (SourcePath::new(&path), Date::parse(folder::DAY).expect("a day"));
    let mut found = Vec::new();
    let (meta, _) = kinds::read(sources.text(&path).expect("the page"), day, &mut found);
    found.extend(
        Waivers::collect([(&path, &meta)].into_iter(), &checks::rules(), day, None, &Vocabulary::default())
            .faults(true, true),
    );
    found.retain(|it| it.severity == Severity::Error);
    found
}

#[test]
fn every_key_takes_what_is_written_down() {
    let Accepted { values, shapes, groups } = read("accepted.yaml");
    let mut wrong = Vec::new();
    let mut tried = 0;
    for Group { of, text, given, keys } in &groups {
        for (key, shape) in keys {
            let taken = shapes.get(shape).unwrap_or_else(|| panic!("there is no shape {shape}"));
            assert!(taken.iter().all(|name| values.contains_key(name)), "{shape} names a value there is not");
            for (name, value) in &values {
                let others = given.iter().filter(|(other, _)| *other != key);
                let written: Vec<String> =
                    others.chain([(key, value)]).map(|(key, value)| format!("{key}: {value} ")).collect();
                let text = text.replace('@', &written.join(", "));
                let found = faults(of, &text);
                if found.is_empty() != taken.contains(name) {
                    let told: Vec<&str> = found.iter().map(|it| it.message.as_str()).collect();
                    wrong.push(format!("{of}, {name}: {text}\n    {shape} should be right, but: {told:?}"));
                }
                tried += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {tried}\n{}", wrong.len(), wrong.join("\n"));
    assert!(tried > 5_000, "only {tried} were tried");
}

#[test]
fn every_fault_is_found() {
    let all: Vec<Wrong> = read("wrong.yaml");
    assert!(all.len() >= 40, "only {} faults", all.len());
    for Wrong { of, name, rule, text, .. } in all {
        let (path, text) = file_of(&of, &text);
        let findings = match folder::build(&[(&path, &text)]) {
            Ok(build) => build.findings.into_vec(),
            Err(Failure::Configuration(findings)) => findings,
            Err(failure) => panic!("{failure}"),
        };
        assert!(findings.iter().any(|it| it.rule == rule), "{name}: {}", folder::told(&findings));
    }
}

fn names_in(value: &Value) -> BTreeSet<&str> {
    value.as_object().expect("keys").keys().map(String::as_str).collect()
}

#[test]
fn schemas_have_the_keys_that_are_read() {
    let common = yaml::key_names::<kinds::kind::Common>();
    for info in KINDS {
        let schema = schema::of(info.name).expect("a schema");
        let read: BTreeSet<&str> = common.iter().chain((info.keys)()).copied().chain(info.private_key).collect();
        assert_eq!(names_in(&schema["properties"]), read, "{}", info.name);
    }
    let site = schema::of(schema::SITE).expect("a schema");
    let read: BTreeSet<&str> = yaml::key_names::<config::Config>().iter().copied().collect();
    assert_eq!(names_in(&site["properties"]), read);
    let rules = checks::rules();
    let listed: BTreeSet<&str> = rules.iter().flat_map(|rule| [rule.code, rule.family()]).collect();
    assert_eq!(names_in(&site["properties"]["rules"]["properties"]), listed);
}

fn schema_of(names: &[&str]) -> Outcome {
    Outcome::of(program().arg("schema").args(names))
}

#[test]
fn schema_prints_json_to_standard_output() {
    for name in schema::names() {
        let outcome = schema_of(&[name]);
        assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""), "{name}");
        let printed: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
        assert_eq!(printed, schema::of(name).expect("a schema"));
        assert_eq!(printed["$schema"], "http://json-schema.org/draft-07/schema#");
    }
    let outcome = schema_of(&[]);
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
    let printed: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    assert_eq!(names_in(&printed["definitions"]), schema::names().into_iter().collect::<BTreeSet<&str>>());
    for (name, definition) in printed["definitions"].as_object().expect("definitions") {
        assert_eq!(definition["properties"], schema::of(name).expect("a schema")["properties"], "{name}");
    }
}

#[test]
fn schema_knows_what_was_meant() {
    for (typed, expected) in [
        ("polciy", "candour: there is no schema of polciy; did you mean policy?\n"),
        ("site.yaml", "candour: there is no schema of site.yaml; did you mean site?\n"),
        (
            "zzz",
            "candour: there is no schema of zzz; there are `policy`, `plan`, `learning`, `partner`, `page`, `statement` and `site`.\n",
        ),
    ] {
        let outcome = schema_of(&[typed]);
        assert_eq!((outcome.status, outcome.stdout.as_str(), outcome.stderr.as_str()), (2, "", expected));
    }
    assert_eq!(schema_of(&["policy", "plan"]).status, 2);
}
