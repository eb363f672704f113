//! The anonymity gate as a communications team meets it: a summary that identifies somebody is not published, and nothing
//! that is written anywhere repeats who it was.

use std::io::Write as _;
use std::process::Stdio;

use crate::folder::{Folder, Outcome, SIGNED_OFF, files_below};

/// A learning summary with the parts that readers look for.
fn summary(head: &str, happened: &str) -> String {
    format!(
        "---\ntitle: A fall at night\n{SIGNED_OFF}{head}---\n## What happened\n\n{happened}\n\n## What contributed\n\nThe room was dark.\n\n## What we learned\n\nA light helps.\n\n## What we are doing\n\nWe fit lights.\n"
    )
}

fn rules(outcome: &Outcome) -> Vec<String> {
    let rule = |line: &str| Some(line.split("\"rule\":\"").nth(1)?.split('"').next()?.to_owned());
    outcome.stdout.lines().filter_map(rule).collect()
}

#[test]
fn nothing_that_is_written_repeats_who_it_was() {
    const PLANTED: &[&str] =
        &["Zebulina", "Quaggington", "9991234571", "999 123 4571", "960423", "quagg.zeb", "ZQ9 9ZQ", "W482913"];
    let text = summary(
        "description: How Zebulina Quaggington fell\nowner: Falls lead\n# seen by Quaggington\n",
        "The patient was Zebulina Quaggington (NHS number 999 123 4571). ![Zebulina by the bed](zebulina.png)\n\nMrs Quaggington rang 01632 960423 or quagg.zeb@example.org. Datix W482913 tells more.\n\nNHS number 9991234571.",
    );
    let folder = Folder::new(&[]);
    folder.publish();
    let before = folder.site();
    folder.write("learning/quaggington-fell.md", &text);
    folder.write("learning/zebulina.png", crate::pictures::noted_png(&crate::pictures::quarters(20, 10), 20, 10));
    let report = folder.path("report");
    let mut said = String::new();
    for format in ["human", "plain", "json", "sarif", "github", "junit"] {
        for command in ["check", "build"] {
            let mut options = vec!["--format", format];
            if command == "check" {
                options.extend(["--report", report.to_str().expect("a plain path")]);
            }
            let outcome = folder.run(command, &options);
            assert_eq!(outcome.status, 1, "{command} {format}: {outcome}");
            said.push_str(&format!("{outcome}"));
        }
    }
    assert!(said.contains("anon/name") && said.contains("anon/nhs-number") && said.contains("anon/case-reference"));
    let written = files_below(&folder.path("output")).into_iter().chain(files_below(&report));
    let written: Vec<(String, String)> =
        written.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes).into_owned())).collect();
    assert!(written.iter().any(|(path, _)| path == "index.html"), "the report is among them");
    for token in PLANTED {
        // The name of the file is where its findings are: an editor must be able to open it.
        let said = said.replace("quaggington-fell.md", "").to_lowercase();
        assert!(!said.contains(&token.to_lowercase()), "{token} was printed");
        for (path, text) in &written {
            let text = text.replace("quaggington-fell", "").to_lowercase();
            assert!(!text.contains(&token.to_lowercase()), "{token} was written to {path}");
        }
    }
    assert_eq!(folder.site(), before, "the published site is untouched");
}

#[test]
fn a_named_role_can_let_exact_words_stand() {
    let waiver = |text: &str| {
        format!(
            "waivers:\n  - rule: anon/name\n    text: {text}\n    reason: The family asked us to name her\n    by: Chief nurse\n    given_on: 2026-11-01\n    until: 2099-10-31\n"
        )
    };
    let happened = "Agnieszka Brzezinska gave her story.";
    let folder = Folder::new(&[("learning/story.md", &summary(&waiver("Agnieszka Brzezinska"), happened))]);
    let outcome = folder.publish();
    assert!(outcome.stdout.contains("\"waived\":true"), "{outcome}");
    assert!(folder.text("learning/story/index.html").contains("Brzezinska"));
    // Other words of the same page stay protected.
    let more = "Agnieszka Brzezinska gave her story to Margaret Thornbury.";
    folder.write("learning/story.md", summary(&waiver("Agnieszka Brzezinska"), more));
    let outcome = folder.build();
    assert_eq!(outcome.status, 1, "{outcome}");
    folder.write("learning/story.md", summary(&waiver("Agnieszka"), happened));
    let outcome = folder.build();
    assert!(outcome.status == 1 && rules(&outcome).contains(&"waivers/unused".to_owned()), "{outcome}");
}

#[test]
fn what_the_site_allows_passes_and_what_it_forbids_does_not() {
    let site = format!(
        "{}anonymisation:\n  allowed:\n    - {{text: Ashdene, reason: our electronic record}}\n  forbidden:\n    - {{text: the big case, reason: everybody knows which}}\n",
        crate::folder::SITE_YAML
    );
    let folder =
        Folder::new(&[("site.yaml", &site), ("learning/one.md", &summary("", "It was noted in Ashdene at once."))]);
    let outcome = folder.publish();
    assert!(!rules(&outcome).iter().any(|rule| rule.starts_with("anon/")), "{outcome}");
    folder.write("learning/one.md", summary("", "It was like the big case."));
    assert_eq!(rules(&folder.build()), ["anon/name"]);
}

#[test]
fn the_gate_stands_before_summaries_and_numbers_of_one_person_before_every_page() {
    let folder = Folder::new(&[(
        "policies/falls.md",
        "---\ntitle: Falls\n---\nAsk Margaret Thornbury on Ward 3. Your NHS number is like 999 123 4567.\n",
    )]);
    let outcome = folder.publish();
    assert!(!outcome.stdout.contains("anon/"), "{outcome}");
    folder.write("policies/falls.md", "---\ntitle: Falls\n---\nHer National Insurance number was QQ 12 34 56 C.\n");
    let outcome = folder.build();
    assert_eq!(
        (outcome.status, rules(&outcome).contains(&"anon/national-insurance".to_owned())),
        (1, true),
        "{outcome}"
    );
    // A landing page is no summary.
    folder.remove("policies/falls.md");
    folder.write("learning/_index.md", "---\ntitle: Learning\n---\nAsk Margaret Thornbury.\n");
    folder.publish();
}

#[test]
fn general_words_are_offered_and_only_a_yes_changes_a_page() {
    let happened = "The fall was on 14 May 2026. The person was moved to Ward 23.";
    let text = summary("", happened);
    let folder = Folder::new(&[("learning/one.md", &text)]);
    let path = folder.path("content/learning/one.md");
    let read = || std::fs::read_to_string(&path).expect("a page");
    let mend = |answers: &str| {
        let mut command = folder.command("check", &["--fix", "--today", "2026-11-22"]);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a program");
        child.stdin.take().expect("a pipe").write_all(answers.as_bytes()).expect("answers that are read");
        let output = child.wait_with_output().expect("a program that ends");
        (String::from_utf8(output.stderr).expect("UTF-8"), String::from_utf8(output.stdout).expect("UTF-8"))
    };
    let (asked, found) = mend("");
    assert!(asked.contains("offered for 2 places; nothing was changed"), "{asked}");
    assert!(asked.contains("Write “in spring 2026” in its place? [y/N]"), "{asked}");
    assert!(!asked.contains("14 May") && !found.contains("14 May") && !asked.contains("Ward 23"), "{asked}{found}");
    assert_eq!(read(), text);
    let (asked, _) = mend("n\nmaybe\n");
    assert!(asked.contains("nothing was changed") && read() == text, "{asked}");
    let (asked, _) = mend("Y\nno\n");
    assert!(asked.contains("1 of 2 places changed"), "{asked}");
    assert!(
        asked.contains("Counted again") && asked.contains("The fall was [in spring 2026]. The person was"),
        "{asked}"
    );
    assert_eq!(read(), text.replace("on 14 May 2026", "in spring 2026"));
    // With the mark that some editors write.
    std::fs::write(&path, format!("\u{feff}{text}")).expect("a page");
    mend("y\ny\n");
    let mended = read();
    assert!(mended.starts_with("\u{feff}---") && mended.contains("was in spring 2026"), "{mended}");
    assert!(!mended.contains("Ward 23"), "{mended}");
    // What waits as a draft is what wants mending.
    let draft = summary("draft: true\n", "Sister Thornbury came, and Mrs Holroyd told her.");
    std::fs::write(&path, draft).expect("a page");
    let (asked, _) = mend("y\ny\n");
    assert!(asked.contains("[A senior nurse] came, and … told her.") && asked.contains("2 of 2 places"), "{asked}");
    assert!(!asked.contains("Thornbury") && !asked.contains("Holroyd"), "{asked}");
    assert!(read().contains("A senior nurse came, and the patient told her."), "{}", read());
}

#[test]
fn the_files_that_a_summary_offers_are_read_too() {
    let offers = "attachments:\n  - {file: notes.docx, title: Notes of the review}\n";
    let folder = Folder::new(&[("learning/one.md", &summary(offers, "A person fell at night."))]);
    let notes = crate::supplied::word();
    folder.write("learning/notes.docx", notes.zip());
    let clean = folder.build();
    assert!(!clean.stdout.contains("anon/"), "{clean}");
    let names = "Margaret Thornbury fell. Sister Okafor came to Margaret at once.";
    folder.write("learning/notes.docx", notes.with("<w:t>Falls</w:t>", &format!("<w:t>{names}</w:t>")).zip());
    let outcome = folder.build();
    assert_eq!(
        (outcome.status, rules(&outcome).iter().filter(|rule| *rule == "anon/name").count()),
        (1, 1),
        "{outcome}"
    );
    assert!(outcome.stdout.contains("in paragraph 1, run 1, this file holds the name of a person, and "), "{outcome}");
    // On another page they are the author's own decision.
    folder.remove("learning/one.md");
    folder.write(
        "learning/notes.md",
        "---\ntitle: Notes\nkind: page\nattachments:\n  - {file: notes.docx, title: Notes}\n---\nWords.\n",
    );
    assert!(!folder.build().stdout.contains("anon/"));
}

#[test]
fn tables_of_one_shape_are_told_apart_by_what_they_say() {
    let site = format!("{}anonymisation: {{small_numbers: threshold-5}}\n", crate::folder::SITE_YAML);
    let page = |caption: &str, rows: &str| {
        let rows: String = rows.split("; ").map(|row| format!("| {row} |\n")).collect();
        format!("---\ntitle: Figures\n---\nTable: {caption}\n\n| Ward | Patients |\n| --- | --- |\n{rows}")
    };
    let hiding = page("Patients who fell, 2025", "Ward A | *; Ward B | *; Ward C | 20; Total | 43");
    let folder = Folder::new(&[("site.yaml", &site), ("one.md", &hiding)]);
    for (caption, rows, told) in [
        ("Patients who fell, 2025", "Ward A | 23; Ward B | *; Ward C | *; Total | 43", ""),
        ("Patients who fell, 2025", "Ward A | 12; Ward B | 11; Ward C | 20; Total | 43", "the table in two.md"),
        ("Patients who fell, 2024", "Ward A | 12; Ward B | 11; Ward C | 20; Total | 43", ""),
        ("Patients with an infection, 2025", "Ward A | 12; Ward B | 11; Ward C | 20; Total | 43", ""),
        ("Patients who fell, 2025", "Ward A | 12; Ward B | 11; Ward C | 31; Total | 54", ""),
        ("Patients who fell, 2025", "Ward A | 12; Ward D | 11; Ward C | 20; Total | 43", ""),
    ] {
        folder.write("two.md", page(caption, rows));
        let found = folder.run("check", &["--format", "json"]).findings();
        let message = found.iter().find(|it| it.rule == "anon/worked-out" && it.file == "one.md");
        match told {
            // In the first, Ward B would be 0, which nobody hides: from such a pair nothing follows.
            "" => assert!(message.is_none(), "{caption}: {message:?}"),
            told => assert!(message.is_some_and(|it| it.message.contains(told)), "{caption}: {found:?}"),
        }
    }
}

/// A word for each place of a site in which an author may put a name, and the rest of a site around them.
const PLACES: &[&str] = &[
    "title",
    "description",
    "owner",
    "yaml",
    "heading",
    "text",
    "bold",
    "alt",
    "picture",
    "link",
    "mail",
    "note",
    "caption",
    "column",
    "cell",
    "details",
    "chart",
    "series",
    "action",
    "alias",
    "waived",
    "reason",
    "role",
    "author",
    "editor",
    "company",
    "custom",
    "comment",
    "commenter",
    "deleted",
    "hidden",
    "person",
    "template",
    "exif",
    "pdfauthor",
    "xmp",
    "mark",
    "earlier",
    "sheet",
    "writer",
    "data",
];

fn told_nowhere(said: &str, files: &[(String, Vec<u8>)], but: &[&str]) {
    for place in PLACES.iter().filter(|place| !but.contains(place)) {
        let token = format!("quagga{place}");
        assert!(!said.to_lowercase().contains(&token), "{token} was printed: {said}");
        for (path, bytes) in files {
            let text = String::from_utf8_lossy(bytes).to_lowercase();
            assert!(!text.contains(&token) && !path.to_lowercase().contains(&token), "{token} was written to {path}");
        }
    }
}

#[test]
fn a_name_in_any_place_comes_out_nowhere() {
    let office = "application/vnd.openxmlformats-officedocument";
    let front = "description: Quaggadescription fell\nowner: Mrs Quaggaowner\n# ask Mr Quaggayaml\naliases: [/old/quaggaalias/]\nactions:\n  - {action: Mr Quaggaaction fits lights, owner: Falls lead, due: 2027-01, status: open}\nattachments:\n  - {file: notes.docx, title: Notes}\n  - {file: leaflet.pdf, title: Leaflet}\n  - {file: figures.xlsx, title: Figures}\n  - {file: text.odt, title: Text}\nwaivers:\n  - {rule: anon/name, text: Zebulina Quaggawaived, reason: Mrs Quaggareason asked, by: Mr Quaggarole, given_on: 2026-01-01, until: 2027-01-01}\n";
    let happened = "Zebulina Quaggawaived told Mr Quaggatext and **Mrs Quaggabold**. ![Mr Quaggaalt sits](quaggapicture.png) [Quaggalink](https://example.org/quaggalink) wrote to <quaggamail@example.org>.[^1]\n\n[^1]: Says Mr Quagganote.\n\n### Mr Quaggaheading\n\nTable: Patients seen by Dr Quaggacaption\n\n| Ward | Dr Quaggacolumn |\n| --- | --- |\n| Mr Quaggacell | 3 |\n\n::: details Mrs Quaggadetails\nWords.\n:::\n\n::: chart {data=falls.csv type=bar title=\"Patients of Dr Quaggachart\"}\n:::";
    let text = summary(front, happened).replace("title: A fall at night", "title: Mrs Quaggatitle fell");
    let word = crate::supplied::word()
        .with("Communications Team", "Zebulina Quaggaauthor")
        .with("Northmere Health and Care NHS Trust", "Zebulina Quaggaeditor")
        .with("<w:t>Falls</w:t></w:r>", "<w:t>Falls</w:t></w:r><w:del w:author=\"Quaggaperson\"><w:r><w:delText>Mr Quaggadeleted</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>Mr Quaggahidden</w:t></w:r>")
        .and("docProps/app.xml", &format!("{office}.extended-properties+xml"), "<Properties><Company>Quaggacompany</Company></Properties>")
        .and("docProps/custom.xml", &format!("{office}.custom-properties+xml"), "<Properties xmlns:vt=\"v\"><property name=\"Checked by\"><vt:lpwstr>Quaggacustom</vt:lpwstr></property></Properties>")
        .and("word/comments.xml", &format!("{office}.wordprocessingml.comments+xml"), "<w:comments xmlns:w=\"w\"><w:comment w:author=\"Quaggacommenter\"><w:p><w:r><w:t>Ask Mr Quaggacomment</w:t></w:r></w:p></w:comment></w:comments>")
        .and("word/_rels/settings.xml.rels", "application/vnd.openxmlformats-package.relationships+xml", "<Relationships><Relationship Id=\"a\" Type=\"x/attachedTemplate\" Target=\"file:///C:/Users/Quaggatemplate/a.dotm\"/></Relationships>");
    let xmp = "<x xmlns:r='r' xmlns:dc='d'><dc:creator><r:Seq><r:li>Quaggaxmp</r:li></r:Seq></dc:creator></x>";
    let pdf = crate::folder::PDF
        .replace("/Author(Communications Team)", "/Author(Zebulina Quaggapdfauthor)")
        .replace("/Lang", "/Metadata 8 0 R /Lang")
        .replace("/MediaBox[0 0 595 842]", "/MediaBox[0 0 595 842] /Annots[<</Subtype/Highlight /T(Quaggamark)>>]")
        .replace(
            "trailer",
            &format!("8 0 obj <</Type/Metadata /Length {}>> stream\n{xmp}\nendstream endobj\ntrailer", xmp.len()),
        );
    let pdf = pdf.replacen("%PDF-1.7\n", "%PDF-1.7\n7 0 obj <</Author(Quaggaearlier) /Producer(P)>> endobj\n", 1);
    let sheet = crate::supplied::excel().with("Communications Team", "Zebulina Quaggasheet");
    let odt = crate::supplied::open_text().with("Communications Team", "Zebulina Quaggawriter");
    let photo = crate::pictures::noted_png(&crate::pictures::quarters(20, 10), 20, 10);
    let folder = Folder::new(&[]);
    folder.publish();
    let before = folder.site();
    folder.write("learning/one.md", &text);
    folder.write("learning/quaggapicture.png", [&photo[..], b"Mrs Quaggaexif"].concat());
    folder.write("learning/notes.docx", word.zip());
    folder.write("learning/leaflet.pdf", &pdf);
    folder.write("learning/figures.xlsx", sheet.zip());
    folder.write("learning/text.odt", odt.zip());
    folder.write("learning/falls.csv", "Ward,Mrs Quaggaseries\nMr Quaggadata,3\nB,40\n");
    let report = folder.path("report");
    for key in ["", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"] {
        let mut said = String::new();
        let mut run = |command: &str, options: &[&str]| {
            let mut command = folder.command(command, options);
            command.env("CANDOUR_WAIVER_KEY", key).env("RUST_BACKTRACE", "full");
            let outcome = Outcome::of(&mut command);
            assert!(!outcome.stderr.contains("panicked"), "{outcome}");
            said.push_str(&format!("{outcome}"));
            outcome.status
        };
        for format in ["human", "plain", "json", "sarif", "github", "junit"] {
            let options = ["--format", format, "--report", report.to_str().expect("a plain path")];
            assert_eq!(run("check", &options), 1, "{format}");
            assert_eq!(run("build", &["--format", format, "--drafts"]), 1, "{format}");
        }
        for form in ["text", "csv", "ics", "email"] {
            let mut due = crate::folder::program();
            due.args(["due", "--root"]).arg(folder.root()).args(["--theme"]).arg(crate::folder::plain_theme());
            due.args(["--within", "900", "--today", crate::folder::DAY, "--as", form]).env("CANDOUR_WAIVER_KEY", key);
            said.push_str(&format!("{}", Outcome::of(&mut due)));
        }
        for format in ["human", "plain", "json", "sarif", "github", "junit"] {
            let mut scan = crate::folder::program();
            scan.args(["scan", "--format", format]).arg(folder.path("content/learning")).current_dir(folder.root());
            said.push_str(&format!("{}", Outcome::of(&mut scan)).replace("quaggapicture.png", ""));
        }
        for rule in
            ["anon/name", "attachments/comments", "attachments/tracked-changes", "attachments/personal-metadata"]
        {
            assert!(said.contains(rule), "{rule}: {said}");
        }
        let written = files_below(&folder.path("output")).into_iter().chain(files_below(&report)).collect::<Vec<_>>();
        assert!(key.is_empty() || !said.contains(key), "the key is told nowhere");
        // Who owns a page is a role and told as one, and a file is told by its name: an editor must be able to open it.
        told_nowhere(&said, &written, &["owner", "picture"]);
    }
    assert_eq!(folder.site(), before, "the published site is untouched");
}

/// A value for every key that a learning summary may have, by the schema that editors read: `planted` wherever an author
/// may write words. Private keys and those whose values are a closed list are left out.
fn planted_everywhere(planted: &str) -> Vec<(String, String)> {
    fn words(schema: &serde_json::Value) -> bool {
        let text = |it: &serde_json::Value| it == "string";
        let is_text = schema["type"].as_array().map_or_else(|| text(&schema["type"]), |types| types.iter().any(text));
        is_text && schema.get("enum").is_none()
    }
    fn keys(schema: &serde_json::Value, planted: &str, found: &mut Vec<(String, String)>) {
        for (key, value) in schema["properties"].as_object().into_iter().flatten() {
            if ["anonymisation", "waivers", "kind"].contains(&key.as_str()) {
                continue;
            }
            let items = &value["items"];
            if items["properties"].is_object() {
                let mut inner = Vec::new();
                keys(items, planted, &mut inner);
                // The first key of an action or a file has to be there.
                let needs = [("actions", "action: Fit lights"), ("attachments", "file: a.pdf, title: A file")];
                let need = needs.iter().find(|(name, _)| name == key).map_or("", |(_, need)| need);
                for (name, line) in inner {
                    let more = if need.contains(&format!("{}:", name)) { String::new() } else { format!(", {need}") };
                    found.push((format!("{key}.{name}"), format!("{key}: [{{{line}{more}}}]")));
                }
            } else if value["properties"].is_object() {
                let mut inner = Vec::new();
                keys(value, planted, &mut inner);
                found.extend(
                    inner.into_iter().map(|(name, line)| (format!("{key}.{name}"), format!("{key}: {{{line}}}"))),
                );
            } else if items.is_object() && items.get("enum").is_none() {
                found.push((key.clone(), format!("{key}: [falls, {planted}]")));
            } else if words(value) {
                found.push((key.clone(), format!("{key}: {planted}")));
            }
        }
    }
    let schema = candour::schema::of("learning").expect("a schema");
    let mut found = Vec::new();
    keys(&schema, planted, &mut found);
    found
}

#[test]
fn a_name_in_any_key_of_a_summary_keeps_it_from_readers() {
    const NAMES: &[&str] = &["Doreen Partridge", "the week Agnieszka Brzezinska died", "review by Dr Mehta"];
    let folder = Folder::new(&[]);
    folder.publish();
    let before = folder.site();
    let mut missed = Vec::new();
    for (key, line) in NAMES.iter().flat_map(|name| planted_everywhere(name)) {
        let text = summary(&format!("{line}\n"), "The room was dark.");
        let text = if key == "title" { text.replace("title: A fall at night\n", "") } else { text };
        folder.write("learning/fall.md", &text);
        let outcome = folder.build();
        let found = rules(&outcome);
        // A value of the wrong kind is in no page, and its finding repeats nothing.
        let is_wrong = found.iter().any(|rule| rule == "front-matter/wrong-value");
        if outcome.status != 1 || !(is_wrong || found.contains(&"anon/name".to_owned())) {
            missed.push(format!("{line}: {found:?}"));
        }
        for part in ["Partridge", "Brzezinska", "Mehta"] {
            assert!(!outcome.stdout.contains(part), "{key}: {outcome}");
        }
        assert_eq!(folder.site(), before, "{key}: nothing was published");
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    let keys: Vec<String> = planted_everywhere("").into_iter().map(|(key, _)| key).collect();
    for key in ["theme", "period", "setting", "response_type", "event_type", "harm.physical", "age_bracket", "owner"] {
        assert!(keys.iter().any(|it| it == key), "{key} is not among {keys:?}");
    }
    assert!(keys.len() >= 25 && keys.contains(&"actions.status".to_owned()), "{keys:?}");
}

#[test]
fn a_summary_in_nearly_the_right_folder_is_not_published_as_a_page() {
    let page = "---\ntitle: A fall at night\n---\nA person fell.\n";
    let folder = Folder::new(&[]);
    folder.publish();
    for name in ["Learning/fall.md", "learnings/fall.md", "learning-summaries/fall.md", "archive/learning/fall.md"] {
        folder.write(name, page);
        let outcome = folder.build();
        assert_eq!(outcome.status, 1, "{name}: {outcome}");
        assert!(rules(&outcome).contains(&"publishing/wrong-folder".to_owned()), "{name}: {outcome}");
        assert!(outcome.stdout.contains("learning"), "{outcome}");
        folder.write(name, page.replace("title:", "kind: page\ntitle:"));
        assert_eq!(folder.build().status, 0, "{name} is meant");
        folder.remove(name);
    }
    folder.write("learning/fall.md", summary("", "A person fell."));
    folder.write("Learning/fall.md", page.replace("title:", "kind: page\ntitle:"));
    let outcome = folder.build();
    assert!(outcome.status == 1 && rules(&outcome).contains(&"addresses/duplicate".to_owned()), "{outcome}");
}

#[test]
fn a_patient_named_in_a_policy_is_told_and_staff_are_not() {
    let policy = |head: &str, words: &str| format!("---\ntitle: Falls\n{head}---\n{words}\n");
    let folder = Folder::new(&[]);
    let found = |text: String| {
        folder.write("policies/falls.md", text);
        let outcome = folder.publish();
        assert!(!outcome.stdout.contains("Partridge"), "{outcome}");
        rules(&outcome).into_iter().filter(|rule| rule.starts_with("anon/")).collect::<Vec<_>>()
    };
    for words in [
        "The fall of Mrs Doreen Partridge at Willow Court changed this.",
        "The late **Doreen** Partridge was not heard.",
        "Baby Partridge was not weighed.",
        "Her daughter, Precious Adeyemi, told us.",
        "A patient called Amir Hussain fell.",
    ] {
        assert_eq!(found(policy("", words)), ["anon/name-on-page"], "{words}");
    }
    assert_eq!(found(policy("description: What Mrs Partridge taught us\n", "Words.")), ["anon/name-on-page"]);
    for words in [
        "Ask Margaret Thornbury, falls lead. Dr Anil Mehta and Professor Jane Partridge wrote this.",
        "Mrs Jane Smith, Chief Nurse, approved it. Mr Justice Baker ruled so.",
        "Martha's Rule, the Patient Safety Incident Response Framework and the Baby Friendly Initiative apply.",
        "“Our patients” and the “late” shift; a patient (Parkinson's disease) and the Master Patient Index.",
        "::: contact Questions\nMrs Jane Partridge, 01632 960001\n:::",
    ] {
        let words = words.replace("Partridge", "Smith");
        assert_eq!(found(policy("", &words)), [""; 0], "{words}");
    }
}

#[test]
fn a_partners_page_leads_to_the_team_and_never_to_the_partner() {
    let folder = Folder::new(&[]);
    folder.write("site.yaml", crate::folder::SITE_YAML.replace("rules:", "contacts:\n  patient_safety: {team: Safety team, email: team@elsewhere.example, phone: 01632 960471 ext 22}\nrules:"));
    let found = |health: bool, words: &str| {
        let consent = format!("consent:\n  name: true\n  story: true\n  health: {health}\n  given_on: 2026-01-01\n");
        folder.write("partners/moira.md", format!("---\nname: Moira\n{consent}---\n{words}\n"));
        let outcome = folder.build();
        assert!(!outcome.stdout.contains("07700") && !outcome.stdout.contains("Mill Lane"), "{outcome}");
        rules(&outcome)
    };
    for (words, expected) in [
        ("Ring her on 07700 900417.", &["anon/phone"][..]),
        ("Write to moira.pn@example.com.", &["anon/email"]),
        ("She lives at 4 Mill Lane, Upper Slaughterford SN14 8QX.", &["anon/address", "anon/postcode"]),
        ("Ring the team on 01632 960471, or write to team@elsewhere.example or help@northmere.example.", &[]),
        ("I sit on the group for sepsis and speak for people with dementia. Ring 0300 123 4567.", &[]),
        ("I have type 2 diabetes.", &["anon/partner-health"]),
    ] {
        assert_eq!(found(false, words), expected, "{words}");
    }
    assert_eq!(found(true, "I have type 2 diabetes."), [""; 0]);
}

#[test]
fn what_happened_to_a_patient_is_told_in_a_policy_and_their_name_stops_it() {
    let folder = Folder::new(&[]);
    let found = |words: &str| {
        folder.write("policies/consent.md", format!("---\ntitle: Consent\n---\n{words}\n"));
        let outcome = folder.build();
        assert!(!outcome.to_string().contains("Amy") && !outcome.to_string().contains("15-year"), "{outcome}");
        (outcome.status, rules(&outcome))
    };
    let story = "In January 2023 a 15-year-old girl was admitted to Larch Ward and refused to see her mother.";
    assert_eq!(found(story), (0, vec!["anon/patient-story".to_owned()]));
    let named = format!("{}\n\nThe ward met Amy's mother.", story.replace("girl", "girl, Amy,"));
    let (status, rules) = found(&named);
    assert_eq!((status, rules), (1, ["anon/patient-story", "anon/name", "anon/name"].map(str::to_owned).to_vec()));
    assert_eq!(found("A 16-year-old can consent. If a 15-year-old girl was admitted, ask.").1, [""; 0]);
    let (status, rules) =
        found("Call Margaret Partridge's daughter: ring her on 07700 900417. She was born on 3 June 1958.");
    assert!(status == 1 && rules.iter().any(|it| it == "anon/phone"), "{rules:?}");
}

#[test]
fn a_time_in_a_summary_is_left_out_and_not_written_better() {
    let folder = Folder::new(&[("site.yaml", crate::folder::BARE_SITE_YAML)]);
    folder.write("learning/falls.md", summary("", "They were moved to another ward at 19:40. At 20:15 they fell."));
    let outcome = folder.run("check", &["--format", "json"]);
    let found = rules(&outcome);
    assert!(outcome.stdout.contains("“in the evening”") && outcome.stdout.contains("“In the evening”"), "{outcome}");
    assert!(found.contains(&"anon/clock-time".to_owned()), "{outcome}");
    assert!(!found.contains(&"plain/date-and-number".to_owned()) && !outcome.stdout.contains("19:40"), "{outcome}");
}

#[test]
fn a_wrong_date_is_told_once_as_what_it_is() {
    let folder = Folder::new(&[("site.yaml", crate::folder::BARE_SITE_YAML)]);
    let action = "actions:\n  - {action: Fit lights, owner: Falls lead, due: 31/03/2027, status: in progress}\n";
    folder.write("learning/falls.md", summary(action, "A person fell."));
    let outcome = folder.run("check", &["--format", "json"]);
    let of_due: Vec<&str> =
        outcome.stdout.lines().filter(|line| line.contains("due`") || line.contains("anon/date")).collect();
    assert!(of_due.len() == 1 && of_due[0].contains("front-matter/wrong-value"), "{outcome}");
    folder.remove("learning/falls.md");
    let consent = "consent:\n  name: yes\n  story: true\n  given_on: 1/9/2025\n";
    folder.write("partners/moira.md", format!("---\nname: Moira Teal\n{consent}---\nWords.\n"));
    let outcome = folder.run("check", &["--format", "json"]);
    let of_partner: Vec<&str> = outcome.stdout.lines().filter(|line| line.contains("partners/moira.md")).collect();
    assert!(of_partner[0].contains("front-matter/wrong-value"), "{outcome}");
    assert!(!outcome.stdout.contains("consent/"), "{outcome}");
}
