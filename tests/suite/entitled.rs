//! Where the title of an imported document comes from, and what never is one: the organisation, a section, a place or a day
//! in the name of a file.

use crate::folder::{Folder, Outcome, SITE_YAML, program, write};
use crate::importing::{Word, p, page_of, run, style, table};

const TRUST: &str = "Larkfield NHS Trust";

/// A line in letters of a size, in points, bold or not.
fn sized(points: u16, is_bold: bool, words: &str) -> String {
    let bold = if is_bold { "<w:b/>" } else { "" };
    format!("<w:p>{}</w:p>", run(&format!(r#"{bold}<w:sz w:val="{}"/>"#, points * 2), words))
}

fn control(label: &str) -> String {
    table(&[&[label, "Falls Prevention Policy"], &["Version", "2.0"], &["Date approved", "18/09/2025"]])
}

/// The text of a policy below its cover.
fn text() -> String {
    let sections = ["1. Introduction", "2. Scope", "3. Duties"];
    sections.iter().map(|it| style("berschrift1", it) + &p("We prevent falls.")).collect()
}

fn property(title: &str) -> String {
    format!("<dc:title>{title}</dc:title>")
}

#[test]
fn the_title_is_that_of_the_document_and_never_the_organisation() {
    let (trust, title) = (sized(14, false, TRUST), sized(26, true, "Falls Prevention Policy"));
    let cover = [trust.as_str(), title.as_str()].concat();
    let styled = [style("Title", TRUST), title.clone()].concat();
    let two = [sized(14, false, "Larkfield Valley Healthcare"), sized(14, false, "NHS Trust"), title.clone()].concat();
    let (row, file) = ("row of document control", property("Falls Prevention Policy"));
    for (case, cover, properties, from) in [
        ("a row", cover.clone() + &control("Title"), String::new(), row),
        ("a row called otherwise", cover.clone() + &control("Name of document"), String::new(), row),
        ("a row before the style", style("Title", TRUST) + &control("Policy title"), file.clone(), row),
        ("a style", trust.clone() + &style("Title", "Falls Prevention Policy"), property("Old"), "style “Title”"),
        ("a property", cover.clone(), file.clone(), "properties of the Word file; the cover says the same"),
        ("the largest", cover.clone(), String::new(), "stands out most"),
        ("the largest, the property being the trust", cover, property(TRUST), "stands out most"),
        ("the largest, not the style", styled, String::new(), "stands out most"),
        ("the name on two lines", two, String::new(), "stands out most"),
        (
            "the largest on two lines",
            trust + &sized(26, true, "Falls") + &sized(26, true, "Prevention Policy"),
            String::new(),
            "stands out most",
        ),
    ] {
        let page = page_of(&Word::new(&(cover + &text())).with_properties(&properties).bytes(), "policy");
        let report = page.report.text();
        assert!(page.markdown.starts_with("---\ntitle: Falls Prevention Policy\n"), "{case}: {}", page.markdown);
        assert_eq!(page.name, "falls-prevention-policy.md", "{case}");
        assert!(report.lines().any(|line| line.contains("- title: from ") && line.contains(from)), "{case}: {report}");
        // The page shows each once, and the report says what went.
        let body = page.markdown.split_once("\n---\n").expect("front matter").1;
        assert!(body.starts_with("## 1. Introduction\n"), "{case}: {body}");
        assert!(report.contains("the organisation's name on the cover"), "{case}: {report}");
    }
}

#[test]
fn a_section_is_no_title_and_the_name_of_a_file_is_read() {
    let one =
        style("berschrift1", "1. Introduction") + &p("We prevent falls.") + &style("Heading3", "Scope") + &p("All.");
    let page = page_of(&Word::new(&one).bytes(), "policy");
    assert!(page.markdown.starts_with("---\ntitle: A file\n"), "{}", page.markdown);
    assert!(page.markdown.contains("## 1. Introduction\n"), "{}", page.markdown);
    let report = page.report.text();
    assert!(
        report.contains("title: from the name of the file") && report.contains("does not say its title"),
        "{report}"
    );
    // A line of the cover that looks like nothing, but ends as titles do.
    let page =
        page_of(&Word::new(&(p(TRUST) + &p("Falls Prevention Policy") + &p("Version 2") + &one)).bytes(), "policy");
    assert!(page.markdown.starts_with("---\ntitle: Falls Prevention Policy\n"), "{}", page.markdown);
    assert!(page.report.text().contains("line 2: the title is a line of the cover"), "{}", page.report.text());
}

#[test]
fn sections_in_the_style_for_titles_are_headings() {
    let sections =
        ["1. Introduction", "2. How we work"].map(|it| style("Title", it) + &p("We prevent falls.")).concat();
    let page = page_of(&Word::new(&(style("Title", TRUST) + &control("Title") + &sections)).bytes(), "policy");
    assert!(page.markdown.starts_with("---\ntitle: Falls Prevention Policy\n"), "{}", page.markdown);
    let expected = "\n---\n## 1. Introduction\n\nWe prevent falls.\n\n## 2. How we work\n\nWe prevent falls.\n";
    assert!(page.markdown.ends_with(expected), "{}", page.markdown);
}

#[test]
fn a_title_that_only_the_file_knows_is_doubted_and_the_cover_stays() {
    let cover = sized(14, false, TRUST) + &sized(26, true, "Falls Prevention Policy");
    let word = Word::new(&(cover + &text())).with_properties(&property("Slips and Trips Policy"));
    let page = page_of(&word.bytes(), "policy");
    assert!(page.markdown.starts_with("---\ntitle: Slips and Trips Policy\n"), "{}", page.markdown);
    assert!(page.markdown.contains("Falls Prevention Policy"), "{}", page.markdown);
    assert!(page.report.text().contains("line 2: the title is the one in the properties"), "{}", page.report.text());
}

#[test]
fn the_sites_own_name_is_no_title_and_another_bodys_stays() {
    let folder = Folder::new(&[]);
    folder.write("site.yaml", SITE_YAML.replace("Health and Care NHS Trust", "Community Care"));
    let names = ["Northmere Community Care", "Brook and Moor Integrated Care Board"];
    let cover = names.map(|name| sized(20, true, name)).concat() + &sized(16, true, "Falls Prevention Policy");
    write(&folder.path("a.docx"), Word::new(&(cover + &text())).bytes());
    let outcome = Outcome::of(program().args(["import", "a.docx"]).current_dir(folder.root()));
    assert!(outcome.stdout.contains("title: from the line that stands out most on the cover"), "{outcome}");
    let page = std::fs::read_to_string(folder.path("content/policies/falls-prevention-policy.md")).expect("a page");
    assert!(!page.contains("Northmere") && page.contains("**Brook and Moor Integrated Care Board**"), "{page}");
}

#[test]
fn learning_whose_title_names_a_place_or_a_day_has_a_file_that_names_none() {
    for title in ["Learning summary: norovirus on Birch Ward", "A fall on 12 January 2026"] {
        let word = Word::new(&[style("Title", title), style("berschrift1", "What happened"), p("Words.")].concat());
        let page = page_of(&word.bytes(), "learning");
        assert_eq!(page.name, "learning-summary.md", "{title}");
        assert!(page.report.text().contains("line 2: the title may say who somebody is"), "{}", page.report.text());
    }
    let word = Word::new(&style("Title", "Norovirus on a ward"));
    assert_eq!(page_of(&word.bytes(), "learning").name, "norovirus-on-a-ward.md");
}

#[test]
fn bold_lines_that_begin_appendices_stand_beside_the_sections() {
    let bold = |words| format!("<w:p>{}</w:p>", run("<w:b/>", words));
    let appendices = [bold("Appendix A: Checklist"), p("One."), bold("Appendix B: Letter"), p("Two.")].concat();
    let page = page_of(&Word::new(&(style("Title", "Falls") + &text() + &appendices)).bytes(), "policy");
    let body = page.markdown.split_once("## 3. Duties").expect("a section").1;
    assert_eq!(
        body.trim_end(),
        "\n\nWe prevent falls.\n\n## Appendix A: Checklist\n\nOne.\n\n## Appendix B: Letter\n\nTwo."
    );
}

#[test]
fn a_line_among_others_stays_where_it_is_when_the_title_is_only_guessed_from_it() {
    let text = ["Staff listen to families", "We learn from each visit", "This week is about the falls policy"];
    let cover: String = text.iter().map(|it| p(it)).collect();
    let page = page_of(&Word::new(&(cover + &style("berschrift1", "Scope") + &p("Everybody."))).bytes(), "page");
    let body = page.markdown.split_once("\n---\n").expect("front matter").1;
    let places: Vec<Option<usize>> = text.iter().map(|line| body.find(line)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{}", page.markdown);
}
