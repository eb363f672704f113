//! Numbers and letters by which a Word file names its own places: tables, appendices, items of lists. Whoever follows
//! "see 3 b)" or "see Table 3" on the page finds what the reader of Word found, or the report says so.

use crate::folder::{Made, SVG, files_below, nhs_theme, page};
use crate::importing::{Word, check, item, p, page_of, style, table};

/// A table of two columns with the caption above it.
fn captioned(caption: &str) -> String {
    let marked =
        table(&[&["Ward", "Falls"], &["Lark", "3"]]).replacen("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1);
    format!("{}{marked}", style("Caption", caption))
}

const ROWS: &str = "| Ward | Falls |\n| --- | --- |\n| Lark | 3 |";

#[test]
fn a_table_that_is_named_by_its_number_is_linked_where_one_has_it() {
    let body = [
        style("berschrift1", "Aim"),
        p(
            "See Table 1 and Table 2, as in Appendix B. Table 9 is gone, and Table 2 of the national report is not ours.",
        ),
        style("berschrift1", "Falls"),
        captioned("Table 1: Falls by ward"),
        p("As Table 1 shows, it is safer."),
        style("berschrift1", "Calls"),
        captioned("Table 2: Calls by ward"),
        style("berschrift1", "Appendix B: Checklist"),
        p("Words."),
    ];
    let expected = format!(
        "## Aim\n\nSee [Table 1](#falls) and [Table 2](#calls), as in [Appendix B](#appendix-b-checklist). Table 9 is gone, and Table 2 of the national report is not ours.\n\n## Falls\n\nTable: Falls by ward\n\n{ROWS}\n\nAs Table 1 shows, it is safer.\n\n## Calls\n\nTable: Calls by ward\n\n{ROWS}\n\n## Appendix B: Checklist\n\nWords."
    );
    let word = Word::new(&body.concat());
    let said =
        ["3 links to sections, appendices and tables", "line 6: this names a table or figure by a number that one"];
    check(&word, &expected, &said);
    let report = page_of(&word.bytes(), "page").report.text();
    assert_eq!(report.matches("names a table or figure").count(), 1, "{report}");
}

#[test]
fn a_number_that_tells_no_reader_which_table_is_meant_is_said() {
    for words in ["See Tables 1 and 2.", "See Table 1 in the national report."] {
        let body =
            [style("Title", "Wards"), p(words), style("berschrift1", "Falls"), captioned("Table 1: Falls by ward")]
                .concat();
        let said = ["line 4: this names a table or figure by a number that one caption"];
        check(&Word::new(&body), &format!("{words}\n\n## Falls\n\nTable: Falls by ward\n\n{ROWS}"), &said);
    }
    // The page counts from 1.
    let body = [
        style("berschrift1", "Aim"),
        p("See Table 3."),
        p("See Table 5."),
        style("berschrift1", "Falls"),
        captioned("Table 3: Falls by ward"),
        captioned("Table 4: Calls by ward"),
        style("berschrift1", "Beds"),
        captioned("Table 5: Beds by ward"),
    ];
    let page = page_of(&Word::new(&body.concat()).bytes(), "page");
    let report = page.report.text();
    assert!(page.markdown.contains("See [Table 3](#falls).\n\nSee [Table 5](#beds).\n"), "{}", page.markdown);
    let said = "lines 6 and 8: this names a table or figure by its old number, and the page counts its captions anew";
    assert!(report.contains(said), "{said}\n{report}");
}

#[test]
fn two_tables_of_one_number_keep_their_captions_and_the_report_names_both_lines() {
    let body =
        [p("See Table 1."), captioned("Table 1: Falls by ward"), p("Words."), captioned("Table 1 – Calls by ward")];
    let word = Word::new(&body.concat());
    let expected =
        format!("See Table 1.\n\nTable: Falls by ward\n\n{ROWS}\n\nWords.\n\nTable: Calls by ward\n\n{ROWS}");
    let twice = "lines 6 and 14: more than one table was table 1 in the document";
    let lost = "line 4: this names a table or figure by a number that one caption of the page does not have";
    check(&word, &expected, &[twice, lost, "2 numbers of captions"]);
    // Documents count them 1 and 2, and so do the ids of the web page.
    let text = page_of(&word.bytes(), "page").markdown.replacen("---\n", "---\ndocuments: [text]\n", 1);
    let made = Made::new(&[("two.md", &text)]);
    let words = made.text("two/two.txt");
    assert!(words.contains("Table 1: Falls by ward") && words.contains("Table 2: Calls by ward"), "{words}");
    let html = made.text("two/index.html");
    let ids: Vec<&str> = html.split("id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len(), "{ids:?}");
}

/// The second level of the numberings of `importing` is "1.1"; this one counts "a)" below "1.".
const LEVELS: &str = r#"<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="720"/></w:pPr></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/><w:pPr><w:ind w:left="1440"/></w:pPr></w:lvl><w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="Part %3"/><w:pPr><w:ind w:left="2160"/></w:pPr></w:lvl></w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>"#;

#[test]
fn letters_stay_as_the_reader_of_word_saw_them() {
    let body = [
        item(7, 0, "Ask."),
        item(7, 0, "Tell:"),
        item(7, 1, "the family"),
        item(7, 1, "the team"),
        item(7, 0, "Write."),
        p("See 2 b)."),
    ];
    let expected = "1. Ask.\n2. Tell:\n   - a) the family\n   - b) the team\n3. Write.\n\nSee 2 b).";
    let word = Word::new(&body.concat()).numbered(LEVELS);
    check(&word, expected, &[]);
    assert!(!page_of(&word.bytes(), "page").report.text().contains("counts in"));
    // Bullets and letters in a row are two lists, and letters that begin anew are another.
    let row = [item(1, 0, "one"), item(3, 0, "first"), item(3, 0, "second"), p("a) anew"), p("b) more")];
    check(&Word::new(&row.concat()), "- one\n\n* (a) first\n* (b) second\n\n- a) anew\n- b) more", &[]);
    // What is no letter has a bullet before it, and the report says so.
    let parts = [item(7, 2, "Ask."), item(7, 2, "Tell.")];
    check(
        &Word::new(&parts.concat()).numbered(LEVELS),
        "- Part A Ask.\n- Part B Tell.",
        &["line 4: this list counts in a way that a page has no lists for"],
    );
    // Typed letters go on below a list of Word's.
    let typed = [p("a) ask"), item(1, 0, "one"), item(1, 0, "two"), p("b) tell")];
    check(&Word::new(&typed.concat()), "- a) ask\n  - one\n  - two\n- b) tell", &[]);
}

#[test]
fn letters_stand_instead_of_bullets_in_every_format() {
    let markdown =
        "3. Tell:\n   - a) the family\n   - b) the team\n     1. now\n     2. later\n   - c) the board\n4. Write.\n";
    let text = format!("---\ntitle: Letters\ndocuments: [docx, odt, pdf, epub, text]\n---\n{markdown}");
    let made = Made::new(&[("letters.md", &text)]);
    let html = made.text("letters/index.html");
    let list = "<ul class=\"nhsuk-list candour-letters\" role=list><li>a) the family</li><li>b) the team<ol";
    assert!(html.contains(list), "{html}");
    let words = made.text("letters/letters.txt").replace("\r\n", "\n");
    let lines =
        "3. Tell:\n   a) the family\n   b) the team\n      1. now\n      2. later\n   c) the board\n4. Write.\n";
    assert!(words.contains(lines), "{words}");
    // Word reads them as items of a list, and they come back as they were typed.
    let back = page_of(made.bytes("letters/letters.docx"), "page");
    assert_eq!(back.markdown.split_once("\n---\n").expect("front matter").1, markdown, "{}", back.report.text());
}

#[test]
fn a_caption_with_a_typed_number_is_told_with_the_lines_of_its_twins() {
    let table = |caption: &str| format!("Table: {caption}\n\n{ROWS}\n\n");
    let text = [table("Table 1: Falls"), table("Table 1: Calls"), table("Falls at night"), table("Table 7 beds")];
    let figures = "::: figure {caption=\"Figure 1: A ward\"}\n![A bed](a.svg)\n:::\n\n::: figure {caption=\"Figures of May\"}\n![A bed](a.svg)\n:::\n";
    let made = Made::new(&[("falls.md", &page("Falls", &(text.concat() + figures))), ("a.svg", SVG)]);
    let told = made.told();
    assert_eq!(told.matches("tables/typed-number").count(), 3, "{told}");
    assert!(told.contains("on lines 4 and 10") && told.contains("begins with \u{201c}Figure 1\u{201d}"), "{told}");
}

#[test]
fn a_typed_number_is_told_in_every_language_in_which_the_theme_writes_one() {
    let mut languages = 0;
    for (path, bytes) in files_below(&nhs_theme().join("words")) {
        languages += 1;
        let words = String::from_utf8(bytes).expect("UTF-8");
        for key in ["table_number: ", "figure_number: "] {
            let said = words.lines().find_map(|line| line.strip_prefix(key)).expect(key).trim_matches('"');
            let text = format!("Table: {} X\n\n{ROWS}\n", said.replace("{number}", "7"));
            let told = Made::new(&[("falls.md", &page("Falls", &text))]).told();
            assert_eq!(told.matches("tables/typed-number").count(), 1, "{path:?}: {text}: {told}");
        }
    }
    assert!(languages > 1, "{languages}");
}

#[test]
fn numbers_of_headings_that_are_there_twice_or_left_out_are_told() {
    let numbers = ["1. Aim", "2. Scope", "3. Duties", "4. Training", "3. Review", "6. Sources"];
    let of = |headings: &[&str]| {
        let body: Vec<String> = headings.iter().map(|it| style("berschrift1", it) + &p("Words.")).collect();
        page_of(&Word::new(&body.concat()).bytes(), "page").report.text()
    };
    let told = of(&numbers);
    assert_eq!(told.matches("a heading above has the same number").count(), 1, "{told}");
    assert_eq!(told.matches("no heading has the number before this one").count(), 1, "{told}");
    // An appendix counts anew, and a heading that only begins with a number is of no series.
    for right in [
        &["1. Aim", "2. Scope", "3. Duties", "Appendix A", "1. Form", "2. Letter"][..],
        &["2 weeks later", "Aim", "4 months later"],
        &["4. Aim", "5. Scope", "6. Duties"],
    ] {
        let told = of(right);
        assert!(!told.contains("same number") && !told.contains("number before this one"), "{right:?} {told}");
    }
}

#[test]
fn a_section_that_something_is_set_out_in_is_linked() {
    let body = [
        style("Title", "Calls"),
        style("berschrift1", "8. Times"),
        p("We answer in the time set out in section 8; so do they."),
    ];
    check(
        &Word::new(&body.concat()),
        "## 8. Times\n\nWe answer in the time set out in [section 8](#8-times); so do they.",
        &[],
    );
}
