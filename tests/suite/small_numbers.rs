//! Tables of counts on a page, as somebody types them: small counts of people are told at their cell, and what counts
//! something else, is hidden or is large passes.

use crate::folder::{Folder, SITE_YAML, page};

/// What columns of people may be headed, and columns that count none.
const PEOPLE: &[&str] = &[
    "Patients",
    "Staff",
    "Deaths",
    "Babies",
    "Women",
    "Children",
    "Falls",
    "Residents",
    "Admissions",
    "Number of patients",
];
const THINGS: &[&str] = &["Number of wards", "Beds", "Weeks", "Pages", "Cost (£)"];

fn table(caption: &str, head: &str, counts: &[&str]) -> String {
    let rows: String = counts.iter().enumerate().map(|(row, count)| format!("| Group {row} | {count} |\n")).collect();
    page("Counts", &format!("Table: {caption}\n\n| Group | {head} |\n| --- | --- |\n{rows}"))
}

/// The lines of the findings of small numbers of each page that is written so.
fn told(site: &str, pages: &[(String, String)]) -> Vec<(String, Vec<usize>)> {
    let mut files: Vec<(&str, &str)> = vec![("site.yaml", site)];
    files.extend(pages.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let folder = Folder::new(&files);
    let findings = folder.run("check", &["--format", "json"]).findings();
    let of = |path: &str| {
        let small = findings.iter().filter(|it| it.rule == "anon/small-number" && it.file.ends_with(path));
        small.map(|it| it.line).collect()
    };
    pages.iter().map(|(path, _)| (path.clone(), of(path))).collect()
}

/// The line of the first row of counts of [`table`].
fn first_row(text: &str) -> usize {
    text.lines().position(|line| line.starts_with("| Group 0")).expect("a row") + 1
}

#[test]
fn each_small_count_of_people_is_told_at_its_row() {
    let counts = ["1", "4", "5", "7", "0", "*", "40", "120"];
    let page_of = |index: usize, head: &str, caption: &str| (format!("p{index}.md"), table(caption, head, &counts));
    let people: Vec<_> =
        PEOPLE.iter().enumerate().map(|(index, head)| page_of(index, head, "People by group in a year")).collect();
    let first = first_row(&people[0].1);
    for (path, lines) in told(SITE_YAML, &people) {
        assert_eq!(lines, [first, first + 1, first + 2, first + 3], "{path}");
    }
    let threshold = format!("{SITE_YAML}anonymisation:\n  small_numbers: threshold-5\n");
    for (path, lines) in told(&threshold, &people) {
        assert_eq!(lines, [first, first + 1], "{path}");
    }
    let things: Vec<_> =
        THINGS.iter().enumerate().map(|(index, head)| page_of(index, head, "The estate by group")).collect();
    for (path, lines) in told(SITE_YAML, &things) {
        assert!(lines.is_empty(), "{path}: {lines:?}");
    }
}

#[test]
fn counts_in_prose_are_no_table() {
    let text = page("Counts", "We changed three wards. Two nurses and four patients told us what they saw.");
    assert!(told(SITE_YAML, &[("one.md".to_owned(), text)])[0].1.is_empty());
}
