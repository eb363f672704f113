//! What a newcomer meets with the Word files that trusts have: what only print needs, what stands in no place of its own,
//! and what the report says of it.

use crate::folder::{Folder, Outcome, files_below, program, write};
use crate::importing::{Word, check, p, page_of, policy, run, style, table};

/// A line in bold.
fn bold(words: &str) -> String {
    format!("<w:p>{}</w:p>", run("<w:b/>", words))
}

/// A line with a tab before each further part.
fn tabbed(parts: &[&str]) -> String {
    let parts: Vec<String> = parts.iter().map(|it| format!("<w:r><w:t>{it}</w:t></w:r>")).collect();
    format!("<w:p>{}</w:p>", parts.join("<w:r><w:tab/></w:r>"))
}

/// A cell, with what its properties say.
fn cell(properties: &str, words: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(words))
}

fn rows(rows: &[Vec<String>]) -> String {
    let row = |cells: &Vec<String>| format!("<w:tr>{}</w:tr>", cells.concat());
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

#[test]
fn a_contents_list_that_was_typed_is_left_out_and_said() {
    let text =
        [style("berschrift1", "Introduction"), p("We keep people safe."), style("berschrift1", "Scope")].concat();
    let expected = "## Introduction\n\nWe keep people safe.\n\n## Scope";
    let said = ["1 table of contents, which the page makes itself"];
    let tabs = [
        bold("CONTENTS"),
        tabbed(&["1.", "Introduction", "3"]),
        tabbed(&["2.", "Scope", "3"]),
        p(""),
        tabbed(&["Appendix A", "Flowchart", "10"]),
    ]
    .concat();
    let spaces = [p("Table of Contents"), p("1. Introduction 3"), p("2. Scope 4")].concat();
    let dots = ["Introduction ..... 1", "Aims ..... 1", "Scope ..... 2", "Roles ..... 12"].map(p).concat();
    let in_table = [p("Contents"), table(&[&["Section", "Page"], &["Introduction", "3"], &["Scope", "4"]])].concat();
    for contents in [tabs, spaces, dots, in_table] {
        check(&Word::new(&[style("Title", "Falls"), contents, text.clone()].concat()), expected, &said);
    }
    // What only looks like one stays.
    let figures = [p("Falls in 2024 12"), p("Falls in 2025 9"), p("See Regulation 20")].concat();
    let word = Word::new(&[style("Title", "Falls"), figures, style("berschrift1", "Aim")].concat());
    check(&word, "Falls in 2024 12\n\nFalls in 2025 9\n\nSee Regulation 20\n\n## Aim", &[]);
}

/// A policy with a cover, a title row over its control table, and a last line.
fn covered() -> Word {
    let span = |words: &str| vec![cell(r#"<w:gridSpan w:val="4"/>"#, words)];
    let pair = |label: &str, value: &str| vec![cell("", label), cell(r#"<w:gridSpan w:val="3"/>"#, value)];
    let control = rows(&[
        span("DOCUMENT CONTROL"),
        pair("Policy title", "Incident policy"),
        pair("Reference", "HV-017"),
        pair("Version", "v3.0 FINAL"),
        vec![cell("", "Date ratified"), cell("", "14/09/2026"), cell("", "Review date"), cell("", "September 2029")],
        pair("Policy author", "Ada Zebrafink, Head of Patient Safety"),
        pair("Executive lead", "Ada Zebrafink"),
        pair("Supersedes", "The policy of 2022"),
    ]);
    let history = rows(&[
        span("Version history"),
        ["Version", "Date", "Author", "Changes"].map(|it| cell("", it)).to_vec(),
        ["3.0", "Sept 2026", "A Zebrafink", "Rewritten"].map(|it| cell("", it)).to_vec(),
    ]);
    let cover = |words: &str| {
        format!(r#"<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{}</w:p>"#, run(r#"<w:b/><w:sz w:val="40"/>"#, words))
    };
    Word::new(
        &[
            cover("Larkfield NHS Trust"),
            cover("Incident Policy"),
            control,
            history,
            style("berschrift1", "Aim"),
            bold("Who it is for"),
            p("For all staff, see the list on page 7."),
            style("berschrift1", "Scope"),
            bold("END OF DOCUMENT"),
        ]
        .concat(),
    )
}

#[test]
fn a_cover_and_title_rows_leave_nothing_behind_and_the_report_says_what_is_true() {
    let page = page_of(&covered().bytes(), "policy");
    let report = page.report.text();
    let expected = "Supersedes\n: The policy of 2022\n\n## Aim\n\n**Who it is for**\n\nFor all staff, see the list on page 7.\n\n## Scope\n";
    let (front, body) = page.markdown.split_once("\n---\n").expect("front matter");
    assert!(body.ends_with(expected) && !body.contains("CONTROL"), "{body}\n{report}");
    assert!(front.contains("\nversion: \"3.0\"\n") && front.contains("\nowner: Head of Patient Safety\n"), "{front}");
    assert!(front.contains("\n  - version: \"3.0\"\n    date: 2026-09\n    summary: \"Rewritten\""), "{front}");
    let line_of = |words: &str| page.markdown.lines().position(|line| line.contains(words)).expect(words) + 1;
    for said in [
        format!("line {}: names of people were left out of the history of versions", line_of("history:")),
        format!("line {}: what follows is left of document control", line_of("Supersedes")),
        format!("line {}: this line is bold as if it were a heading", line_of("Who it is for")),
        format!("line {}: this names the number of a page", line_of("page 7")),
        "no role; the name was left out: write `director: ` and the role".to_owned(),
        "the names of people beside their roles, which stay: `owner`".to_owned(),
        "2 title rows of document control".to_owned(),
        "1 line that said where the document ends".to_owned(),
        "what stood beside the number of the version, such as FINAL".to_owned(),
    ] {
        assert!(report.contains(&said), "{said}\n{report}");
    }
    for wrong in ["`owner`, and no role", "Zebrafink", "lacks `owner`", "END OF"] {
        assert!(!report.contains(wrong), "{wrong}\n{report}");
    }
}

#[test]
fn the_title_of_a_document_is_found_in_its_control_table() {
    let control = table(&[&["Policy title", "Falls policy"], &["Reference", "CG-1"], &["Version", "2"]]);
    let cover = [bold("Larkfield NHS Trust"), bold("Falls Policy"), bold("For all wards")].concat();
    let body = [cover, control, style("berschrift1", "Aim"), p("Words.")];
    let two = [style("berschrift1", "Scope"), p("More.")].concat();
    let page = page_of(&Word::new(&[body.concat(), two].concat()).bytes(), "policy");
    assert!(page.markdown.starts_with("---\ntitle: Falls policy\n"), "{}", page.markdown);
    assert!(page.markdown.contains("\n---\n**For all wards**\n\n## Aim\n"), "{}", page.markdown);
    let report = page.report.text();
    assert!(!report.contains("does not say its title") && !report.contains("bold as if"), "{report}");
    assert!(report.contains("this line stood on the cover") && report.contains("the title on the cover"), "{report}");
}

#[test]
fn headers_of_two_rows_are_joined_and_no_header_is_invented() {
    let two = rows(&[
        vec![
            cell(r#"<w:vMerge w:val="restart"/>"#, "Type"),
            cell(r#"<w:gridSpan w:val="2"/>"#, "Response"),
            cell(r#"<w:vMerge w:val="restart"/>"#, "Lead"),
        ],
        vec![cell("<w:vMerge/>", ""), cell("", "National"), cell("", "Local"), cell("<w:vMerge/>", "")],
        ["Fall", "None", "Huddle", "Ward manager"].map(|it| cell("", it)).to_vec(),
        ["Never Event", "PSII", "None", "Head of Safety"].map(|it| cell("", it)).to_vec(),
    ]);
    check(
        &Word::new(&two),
        "| Type | Response: National | Response: Local | Lead |\n| --- | --- | --- | --- |\n| Fall | None | Huddle | Ward manager |\n| Never Event | PSII | None | Head of Safety |",
        &["more than one header row; they are one now"],
    );
    // A caption in bold above a table is no heading.
    let captioned =
        [bold("Table 1: Contacts"), table(&[&["PALS", "01632 960123"], &["Team", "01632 960124"]])].concat();
    let word = Word::new(&[style("berschrift1", "Aim"), captioned, style("berschrift1", "Scope")].concat());
    check(
        &word,
        "## Aim\n\nTable: Contacts\n\n| To write: what column 1 holds | To write: what column 2 holds |\n| --- | --- |\n| PALS | 01632 960123 |\n| Team | 01632 960124 |\n\n## Scope",
        &["this table had no header row: write in the row"],
    );
    assert!(!page_of(&word.bytes(), "page").report.text().contains("bold as if"));
    let plain = table(&[&["Step", "Who"], &["Report", "Everybody"]]);
    check(
        &Word::new(&plain),
        "| Step | Who |\n| --- | --- |\n| Report | Everybody |",
        &["write a row above it that names the columns"],
    );
}

#[test]
fn a_picture_of_a_margin_is_left_out_and_said() {
    let drawing = r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" descr="Our logo"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="rId9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#;
    let word = Word::new(&[style("Title", "Falls"), p("Words.")].concat()).and("header", drawing);
    let page = page_of(&word.bytes(), "page");
    assert!(page.pictures.is_empty(), "{}", page.report.text());
}

/// The command in a folder, as a newcomer runs it.
fn import(folder: &Folder, arguments: &[&str]) -> Outcome {
    Outcome::of(program().arg("import").args(arguments).current_dir(folder.root()))
}

#[test]
fn an_imported_page_is_a_draft_and_the_report_says_what_remains() {
    let folder = Folder::new(&[]);
    let rails = Word::new(&[style("Title", "Bed rails policy"), p("Words about Ada Zebrafink and rails.")].concat());
    write(&folder.path("rails.docx"), rails.bytes());
    let outcome = import(&folder, &["rails.docx"]);
    let text = std::fs::read_to_string(folder.path("content/policies/bed-rails-policy.md")).expect("a page");
    assert!(text.starts_with("---\ntitle: Bed rails policy\ndraft: true\n---\n"), "{text}");
    for said in [
        "line 3: the page is a draft, which no build publishes",
        "the top of the page lacks `reference` (its number)",
        "`approved_by` (the committee that approved it)",
        "`owner` (the role that answers for it)",
    ] {
        assert!(outcome.stdout.contains(said), "{said}\n{outcome}");
    }
    folder.run("build", &[]);
    assert!(!files_below(&folder.path("output/site")).keys().any(|path| path.contains("bed-rails")));
    let ready = import(&folder, &["rails.docx", "--publish"]);
    let text = std::fs::read_to_string(folder.path("content/policies/bed-rails-policy-2.md")).expect("a page");
    assert!(!text.contains("draft:") && !ready.stdout.contains("is a draft"), "{text}\n{ready}");
}

#[test]
fn a_begun_page_is_named_beside_an_import_that_takes_its_place() {
    let folder = Folder::new(&[]);
    for title in ["Bed rails policy", "Complaints policy"] {
        let made = Outcome::of(program().args(["new", "policy", title]).current_dir(folder.root()));
        assert_eq!(made.status, 0, "{made}");
    }
    for title in ["Bed rails policy", "Visiting policy", "Policy on complaints"] {
        let word = Word::new(&[style("Title", title), p("Words about rails.")].concat());
        write(&folder.path(&format!("{title}.docx")), word.bytes());
    }
    // One on which somebody has written, if only a word of it, is left as it is.
    let path = folder.path("content/policies/bed-rails-policy.md");
    let text = std::fs::read_to_string(&path).expect("a page");
    write(&path, text.replacen("reference: \"To write: its number in your register\"", "reference: CG-014", 1));
    assert_ne!(std::fs::read_to_string(&path).expect("a page"), text);
    let begun = "is begun and not written: if the new page takes its place, delete it";
    let same = import(&folder, &["Bed rails policy.docx"]);
    let told = format!(
        "content/policies/bed-rails-policy.md {begun}, and rename bed-rails-policy-2.md to bed-rails-policy.md: the name of the file is its address on the site"
    );
    assert!(same.stdout.contains(&told) && !same.stdout.contains("complaints"), "{same}");
    let other = import(&folder, &["Visiting policy.docx"]);
    assert!(!other.stdout.contains("begun"), "it has nothing to do with them: {other}");
    let near = import(&folder, &["Policy on complaints.docx"]);
    assert!(near.stdout.contains(&format!("complaints-policy.md {begun}, and make links to it")), "{near}");
}

#[test]
fn an_import_takes_the_place_of_a_begun_page_that_nobody_has_changed() {
    let folder = Folder::new(&[]);
    let command = |arguments: &[&str]| Outcome::of(program().args(arguments).current_dir(folder.root()));
    let begun = command(&["init", "my-site", "--yes", "--name", "Larkfield NHS Trust", "--today", "2026-09-14"]);
    assert_eq!(begun.status, 0, "{begun}");
    let title = "Patient Safety Incident Response Policy";
    write(&folder.path("A policy.docx"), Word::new(&[style("Title", title), p("Words.")].concat()).bytes());
    let imported = command(&["import", "--root", "my-site", "A policy.docx"]);
    let file = "my-site/content/policies/patient-safety-incident-response-policy.md";
    assert!(imported.stdout.starts_with(&format!("{file} from A policy.docx\n")), "{imported}");
    assert!(imported.stdout.contains("It took the place of the page that was begun there"), "{imported}");
    assert!(!imported.stdout.contains("Beside it"), "{imported}");
    let page = std::fs::read_to_string(folder.path(file)).expect("a page");
    assert!(page.ends_with("---\nWords.\n"), "{page}");
    // What was written is somebody's work now.
    let again = command(&["import", "--root", "my-site", "A policy.docx"]);
    assert!(again.stdout.contains("patient-safety-incident-response-policy-2.md from"), "{again}");
    assert_eq!(std::fs::read_to_string(folder.path(file)).expect("a page"), page);
    // The next commands are those of this site, and the whole report is kept.
    assert!(
        imported.stdout.contains("\n  candour check --root my-site --drafts --errors-only   what has"),
        "{imported}"
    );
    let kept = "my-site/output/import/policies/patient-safety-incident-response-policy.txt";
    assert!(imported.stdout.contains(kept), "{imported}");
    let kept = std::fs::read_to_string(folder.path(kept)).expect("the report");
    assert!(kept.contains("line 3: the page is a draft") && kept.contains("kind: policy"), "{kept}");
    let built = command(&["build", "--root", "my-site"]);
    assert!(built.stderr.ends_with("The site is in my-site/output/site, without 3 drafts.\n"), "{built}");
}

#[test]
fn a_long_report_says_in_the_terminal_what_is_where_and_in_its_file_what_to_do() {
    let folder = Folder::new(&[]);
    let picture_of_page = "as on page 7";
    let marked = |words: &str, mark: &str| format!("<w:p>{}{}</w:p>", run("", "We "), run(mark, words));
    let few = [
        style("Title", "Bed rails policy"),
        p(&format!("See the list, {picture_of_page}.")),
        p(&format!("See the table, {picture_of_page}.")),
    ];
    let many = [
        marked("wait for them", r#"<w:strike/>"#),
        marked("ask the ward staff", r#"<w:highlight w:val="yellow"/>"#),
        marked("listen to them", r#"<w:u w:val="single"/>"#),
        style("berschrift1", "Aim"),
        bold("Who it is for"),
        p("All staff. Ring [insert number]."),
        style("berschrift1", "Scope"),
        p("Words."),
    ];
    write(&folder.path("few.docx"), Word::new(&few.concat()).bytes());
    write(&folder.path("many.docx"), Word::new(&[few.concat(), many.concat()].concat()).bytes());
    let advice = "lines 5 and 7: this names the number of a page, and a website has no pages: write a link\n";
    let fact = "lines 5 and 7: this names the number of a page, and a website has no pages\n";
    let short = import(&folder, &["few.docx"]);
    assert!(short.stdout.contains(advice), "{short}");
    let long = import(&folder, &["many.docx"]);
    assert!(long.stdout.contains(fact) && !long.stdout.contains("write a link"), "{long}");
    assert!(long.stdout.contains("the top of the page lacks `reference` (its number)"), "{long}");
    let kept = std::fs::read_to_string(folder.path("output/import/policies/bed-rails-policy-2.txt")).expect("a report");
    assert!(kept.contains(advice), "{kept}");
}

#[test]
fn names_in_an_imported_summary_are_counted_and_the_sign_off_is_named() {
    let folder = Folder::new(&[]);
    let body = [style("Title", "Learning from a fall"), p("Mrs Doreen Partridge, aged 82, fell on 14 May 2026.")];
    write(&folder.path("fall.docx"), Word::new(&body.concat()).bytes());
    let outcome = import(&folder, &["fall.docx"]);
    assert!(outcome.stdout.starts_with("content/learning/learning-from-a-fall.md"), "{outcome}");
    assert!(outcome.stdout.contains("1 name and 2 other details could say who somebody is"), "{outcome}");
    assert!(outcome.stdout.contains("they write `anonymisation:` at the top of the page"), "{outcome}");
    assert!(!outcome.stdout.contains("Partridge"), "{outcome}");
}

#[test]
fn what_a_newcomer_types_wrong_is_answered_with_what_to_type() {
    let folder = Folder::new(&[]);
    write(&folder.path("Policy v3 FINAL.docx"), policy().bytes());
    let unquoted = import(&folder, &["Policy", "v3", "FINAL.docx"]);
    assert_eq!(unquoted.status, 2, "{unquoted}");
    assert!(unquoted.stderr.contains("it needs quotation marks: \"Policy v3 FINAL.docx\""), "{unquoted}");
    let scanned = Outcome::of(program().args(["scan", "Policy", "v3", "FINAL.docx"]).current_dir(folder.root()));
    assert!(scanned.stderr.contains("it needs quotation marks: \"Policy v3 FINAL.docx\""), "{scanned}");
    write(&folder.path("Old policies/old.doc"), b"old");
    write(&folder.path("Old policies/text.rtf"), b"{}");
    write(&folder.path("Old policies/new.docx"), policy().bytes());
    let of_folder = import(&folder, &["Old policies"]);
    assert_eq!(of_folder.status, 2, "{of_folder}");
    assert!(of_folder.stderr.contains("old.doc was not imported: it is an old Word document (.doc)"), "{of_folder}");
    assert!(of_folder.stderr.contains("text.rtf was not imported: it is a .rtf file"), "{of_folder}");
    let elsewhere = Outcome::of(program().args(["import", "new.docx"]).current_dir(folder.path("Old policies")));
    assert!(elsewhere.stderr.contains("Go into the folder of your site first"), "{elsewhere}");
}

#[test]
fn letters_that_were_typed_are_a_list_with_its_levels() {
    let items = ["a)\tensure it", "b)\tsee to it", "c)\tassure:", "\ti.\tevery one", "\tii.\ta sample", "d)\tsay so"];
    let list = [p("The nurse will:"), items.map(|it| p(&it.replace('\t', " "))).concat(), p("After.")].concat();
    check(
        &Word::new(&list),
        "The nurse will:\n\n- a) ensure it\n- b) see to it\n- c) assure:\n  - i. every one\n  - ii. a sample\n- d) say so\n\nAfter.",
        &[],
    );
    // Initials and lines that go on with no beginning stay as they are.
    check(&Word::new(&[p("A. Nurse"), p("B. Doctor")].concat()), "A. Nurse\n\nB. Doctor", &[]);
    check(&Word::new(&[p("c) later"), p("d) last")].concat()), "c) later\n\nd) last", &[]);
}

#[test]
fn targets_and_titles_are_answered_in_terms_of_what_was_typed() {
    let folder = Folder::new(&[]);
    let made = Outcome::of(program().args(["new", "page", "Fall", "at", "night"]).current_dir(folder.root()));
    assert_eq!(made.status, 0, "{made}");
    assert!(made.stdout.contains("fall-at-night.md"), "{made}");
    let storage = folder.run("publish", &["S3:bucket"]);
    assert!(storage.stderr.contains("for the storage write s3://bucket"), "{storage}");
    write(&folder.path("website/old.html"), b"old");
    let website = folder.path("website").display().to_string();
    let refused = folder.run("publish", &[&website]);
    assert!(refused.stderr.contains("Name another folder, or keep what is there beside the site with --keep-others"));
    let init = |arguments: &[&str]| Outcome::of(program().arg("init").args(arguments).current_dir(folder.root()));
    let begun = init(&["My site", "--yes"]);
    assert!(begun.stderr.contains("\n  cd 'My site'\n  candour import \"../Your policy.docx\" "), "{begun}");
    let again = init(&["My site", "--yes", "--name", "Larkfield NHS Trust"]);
    assert!(again.stderr.contains("was not written: change it in My site/content/site.yaml"), "{again}");
}

#[test]
fn a_scan_of_a_word_file_says_where_its_author_finds_the_place() {
    let folder = Folder::new(&[]);
    let body = [
        style("berschrift1", "3. Roles"),
        p("First words."),
        p("It was told by Mrs Doreen Partridge."),
        style("berschrift1", "What Mrs Doreen Partridge said"),
        p("Mrs Doreen Partridge was glad."),
    ];
    let word = Word::new(&body.concat()).and("comments", &p("Ask Mrs Doreen Partridge."));
    write(&folder.path("other/roles.docx"), word.bytes());
    let scan = |from: &str| {
        Outcome::of(program().args(["scan", "roles.docx", "--format", "plain"]).current_dir(folder.path(from)))
    };
    let outcome = scan("other");
    for said in [
        "under the heading “3. Roles”, 2nd paragraph or cell (paragraph 3, run 1), this is the name of a person",
        "in a heading (paragraph 4, run 1), ",
        "in paragraph 5, run 1, this is",
        "in a comment (paragraph 6, run 1), ",
    ] {
        assert!(outcome.stdout.contains(said), "{said}\n{outcome}");
    }
    assert!(!outcome.to_string().contains("Partridge"), "{outcome}");
    assert!(!outcome.stderr.contains("whose site"), "the folder above is a site: {outcome}");
    let elsewhere = tempfile::tempdir().expect("a folder");
    std::fs::copy(folder.path("other/roles.docx"), elsewhere.path().join("roles.docx")).expect("a copy");
    let alone = Outcome::of(program().args(["scan", "roles.docx"]).current_dir(elsewhere.path()));
    assert!(alone.stderr.contains("With --root FOLDER, the folder of your site"), "{alone}");
}
