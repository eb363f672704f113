//! `candour scan`: what identifies somebody in files of every kind, where it stands, and never who it is.

use serde_json::Value;

use crate::folder::{self, Folder, Outcome, page_with_documents, program};
use crate::{pictures, supplied};

fn scan(folder: &Folder, options: &[&str]) -> Outcome {
    Outcome::of(program().arg("scan").args(options).current_dir(folder.root()))
}

fn findings(outcome: &Outcome) -> Vec<Value> {
    outcome.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The rule, the line and the columns of each finding.
fn places(outcome: &Outcome) -> Vec<(String, u64, u64, u64)> {
    let number = |it: &Value, key: &str| it[key].as_u64().expect("a number");
    let place = |it: &Value| {
        let rule = it["rule"].as_str().expect("a rule").to_owned();
        (rule, number(it, "line"), number(it, "column"), number(it, "end_column"))
    };
    findings(outcome).iter().map(place).collect()
}

#[test]
fn text_is_read_whatever_it_is_for_and_places_are_exact() {
    let folder = Folder::new(&[]);
    let text = "---\ntitle: A fall\n---\nŻółw: Margaret Thornbury fell.\n\n<!-- QQ 12 34 56 C is her National Insurance number -->\n";
    folder::write(&folder.path("notes/fall.md"), text);
    folder::write(&folder.path("notes/.hidden.md"), text);
    folder::write(&folder.path("notes/clean.txt"), "A patient fell at night. Staff came at once.\r\n");
    let outcome = scan(&folder, &["notes", "--format", "json"]);
    assert_eq!(outcome.status, 1, "{outcome}");
    let expected = [("anon/name".to_owned(), 4, 7, 25), ("anon/national-insurance".to_owned(), 6, 6, 19)];
    assert_eq!(places(&outcome), expected, "{outcome}");
    assert!(findings(&outcome).iter().all(|it| it["file"] == "notes/fall.md"));
    assert!(outcome.stderr.starts_with("2 files, 2 findings. A person still has to read each text"), "{outcome}");
    for format in ["human", "plain", "sarif", "github", "junit"] {
        let outcome = scan(&folder, &["notes", "--format", format]);
        let said = outcome.to_string();
        assert!(outcome.status == 1 && !said.contains("Thornbury") && !said.contains("QQ 12"), "{format}: {outcome}");
    }
    assert_eq!(scan(&folder, &["notes/clean.txt"]).status, 0);
}

#[test]
fn word_and_pdf_files_say_in_which_paragraph_and_on_which_page() {
    let body = "Some words first.\n\nThe patient was *Margaret* Thornbury.\n";
    let made = Folder::new(&[("notes.md", &page_with_documents("Notes", body))]);
    made.publish();
    for ending in ["docx", "pdf", "txt"] {
        let outcome = scan(&made, &[&format!("output/site/notes/notes.{ending}"), "--format", "json"]);
        let found = findings(&outcome);
        let names: Vec<&Value> = found.iter().filter(|it| it["rule"] == "anon/name").collect();
        assert!(outcome.status == 1 && names.len() == 1, "{ending}: {outcome}");
        let message = names[0]["message"].as_str().expect("words");
        match ending {
            "docx" => assert!(message.contains(", run 2), this is the name of a person"), "{message}"),
            "pdf" => assert_eq!(message, "on page 1, this is the name of a person"),
            _ => assert_eq!(message, "this is the name of a person"),
        }
    }
}

#[test]
fn what_a_file_does_not_show_is_told() {
    let folder = Folder::new(&[]);
    let file = |name: &str, bytes: Vec<u8>| folder::write(&folder.path("files").join(name), bytes);
    let changed = supplied::word().with(
        "<w:t>Falls</w:t></w:r>",
        "<w:t>Falls</w:t></w:r><w:del><w:r><w:delText> Margaret Thornbury fell</w:delText></w:r></w:del>",
    );
    file("changed.docx", changed.zip());
    file("clean.docx", supplied::word().zip());
    file("photo.png", pictures::noted_png(&pictures::quarters(20, 10), 20, 10));
    let outcome = scan(&folder, &["files", "--format", "json"]);
    let told: Vec<(String, String)> = findings(&outcome)
        .iter()
        .map(|it| (it["file"].as_str().unwrap().to_owned(), it["rule"].as_str().unwrap().to_owned()))
        .collect();
    let expected = [
        ("files/changed.docx", "anon/name"),
        ("files/changed.docx", "anon/file-properties"),
        ("files/photo.png", "anon/file-properties"),
    ];
    assert_eq!(told, expected.map(|(file, rule)| (file.to_owned(), rule.to_owned())), "{outcome}");
}

#[test]
fn a_file_that_cannot_be_read_is_not_called_clean() {
    let folder = Folder::new(&[]);
    folder::write(&folder.path("broken.docx"), &supplied::word().zip()[..400]);
    let broken = scan(&folder, &["broken.docx"]);
    assert_eq!((broken.status, broken.stdout.as_str()), (2, ""), "{broken}");
    assert!(broken.stderr.contains("broken.docx was not scanned: it is damaged"), "{broken}");
    let missing = scan(&folder, &["nothing.md"]);
    assert!(missing.status == 2 && missing.stderr.contains("nothing.md"), "{missing}");
    assert_eq!(scan(&folder, &[]).status, 2);
}

#[test]
fn the_words_of_a_site_are_its_own() {
    let site =
        format!("{}contacts:\n  feedback:\n    team: Safety team\n    phone: 01632 960 555\n", folder::SITE_YAML);
    let folder = Folder::new(&[("site.yaml", &site)]);
    folder::write(&folder.path("note.txt"), "Ring 01632 960 555 to tell us.\n");
    assert_eq!(scan(&folder, &["note.txt"]).status, 0);
    folder::write(&folder.path("other/note.txt"), "Ring 01632 960 555 to tell us.\n");
    assert_eq!(scan(&folder, &["note.txt", "--root", "other"]).status, 1);
}

#[test]
fn a_scan_and_a_check_say_the_same_of_a_summary() {
    let text = "---\ntitle: A fall at night\ntheme: [falls, Doreen Partridge]\nperiod: 14 May 2026\nage_bracket: aged 82\nharm: {physical: broken hip of Mrs Partridge}\nlast_reviewed: 2026-05-01\nsetting: hospital\nactions:\n  - action: Fit lights\n    owner: Estates lead\n    due: 2026-12\n    status: done by Sunita Rao\n---\nA person fell. Dr Anil Mehta came.\n";
    let folder = Folder::new(&[("learning/fall.md", text)]);
    let told = |outcome: &Outcome| {
        let found =
            findings(outcome).into_iter().filter(|it| it["rule"].as_str().is_some_and(|it| it.starts_with("anon/")));
        found
            .map(|it| format!("{} {}:{}", it["rule"], it["line"], it["column"]))
            .collect::<std::collections::BTreeSet<_>>()
    };
    let scanned = told(&scan(&folder, &["content/learning/fall.md", "--format", "json"]));
    let checked = told(&folder.run("check", &["--format", "json"]));
    // The record of the sign-off is written before the others by the test's folder, for both.
    assert_eq!(scanned, checked);
    assert!(scanned.len() >= 6, "{scanned:?}");
    let policy = "---\ntitle: Duty of candour\nreference: HV-POL-0042\napproved_on: 2026-04-01\n---\nSee the Regulations 2014 (SI 2014/2936).\n";
    folder.write("policies/candour.md", policy);
    assert!(told(&scan(&folder, &["content/policies/candour.md", "--format", "json"])).is_empty());
}
