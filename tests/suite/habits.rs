//! What people do in Word by hand, and what they leave for later: both are met again after an import, or said.

use crate::folder::{Folder, Outcome, SITE_YAML, program, write};
use crate::importing::{Word, check, p, page_of, run, style, table};

fn bold(words: &str) -> String {
    format!("<w:p>{}</w:p>", run("<w:b/>", words))
}

fn line(runs: &[String]) -> String {
    format!("<w:p>{}</w:p>", runs.concat())
}

#[test]
fn bold_lines_of_a_series_of_numbers_are_headings_of_their_level() {
    let body = [
        style("berschrift1", "1. Introduction"),
        p("Words."),
        bold("2. SCOPE"),
        p("Words."),
        bold("2.1 Staff"),
        p("Words."),
        bold("2.2 Visitors"),
        p("Words."),
        bold("Key message"),
        p("Words."),
        style("berschrift1", "4. Training"),
        bold("3. Out of turn"),
        p("Words."),
    ];
    let expected = "## 1. Introduction\n\nWords.\n\n## 2. SCOPE\n\nWords.\n\n### 2.1 Staff\n\nWords.\n\n### 2.2 Visitors\n\nWords.\n\n**Key message**\n\nWords.\n\n## 4. Training\n\n**3. Out of turn**\n\nWords.";
    let word = Word::new(&body.concat());
    let said = [
        "lines 8, 12 and 16: this line was only bold and is a heading now",
        "this line is bold as if it were a heading: if it is one, write #### before it",
        "this line is bold as if it were a heading: if it is one, write ### before it",
    ];
    check(&word, expected, &said);
    let report = page_of(&word.bytes(), "page").report.text();
    assert_eq!(report.matches("only bold").count(), 1, "{report}");
}

#[test]
fn bold_lines_in_a_row_below_one_heading_are_headings_below_it() {
    let body = [
        bold("Larkfield NHS Trust"),
        bold("For all staff"),
        style("berschrift1", "1. Duties"),
        bold("Chief Executive"),
        p("Answers for all."),
        bold("All staff"),
        p("Report."),
        style("berschrift1", "2. Remember"),
        bold("Never move a person who fell"),
        bold("Call for help"),
        p("Words."),
        style("berschrift1", "3. Forms"),
        bold("Figure 1 Steps"),
        p("Words."),
        bold("Figure 2 Calls"),
        p("Words."),
    ];
    let word = Word::new(&body.concat());
    let page = page_of(&word.bytes(), "page");
    let headings: Vec<&str> = page.markdown.lines().filter(|line| line.starts_with('#')).collect();
    let expected = ["## 1. Duties", "### Chief Executive", "### All staff", "## 2. Remember", "## 3. Forms"];
    assert_eq!(headings, expected, "{}", page.markdown);
    let report = page.report.text();
    assert!(report.contains(": this line was only bold and is a heading now: see whether it is one"), "{report}");
    assert!(report.contains("this line is bold as if it were a heading"), "of the others it is only said: {report}");
}

#[test]
fn a_check_names_the_level_of_a_line_that_looks_like_a_heading() {
    let page = "---\ntitle: Falls\n---\n## 1. Aim\n\nWords.\n\n**2. Scope**\n\nWords.\n\n**2.1 Staff**\n\nWords.\n\n**Note**\n\nWords.\n";
    let site = SITE_YAML.replace("  accessibility: off\n", "");
    let outcome = Folder::new(&[("site.yaml", &site), ("falls.md", page)]).run("check", &["--format", "plain"]);
    for (line, signs) in [(8, "##"), (12, "###"), (16, "###")] {
        let said =
            outcome.stdout.lines().find(|it| it.contains(&format!("line {line},")) && it.contains("fake-heading"));
        assert!(said.is_some_and(|it| it.contains(&format!("with {signs}, without"))), "{line}\n{outcome}");
    }
}

#[test]
fn underlined_words_of_stress_become_bold_and_others_are_said() {
    let underlined = |words: &str| run(r#"<w:u w:val="single"/>"#, words);
    let plain = |words: &str| run("", words);
    let body = [
        line(&[plain("Do "), underlined("not"), plain(" rely on a copy.")]),
        line(&[plain("The "), underlined("falls team"), plain(" comes.")]),
        line(&[plain("Signed "), underlined("        ")]),
    ];
    let word = Word::new(&body.concat());
    check(&word, "Do **not** rely on a copy.\n\nThe falls team comes.\n\nSigned", &[]);
    let report = page_of(&word.bytes(), "page").report.text();
    assert_eq!(report.matches("were underlined").count(), 1, "{report}");
    assert!(report.contains("line 6: words here were underlined"), "{report}");
}

#[test]
fn what_is_still_open_in_a_document_is_said_at_its_line() {
    let shaded = run(r#"<w:shd w:val="clear" w:fill="FFFF00"/>"#, "the on-call team");
    let body = [
        p("It is certified. TO BE CONFIRMED BY LEGAL"),
        p("Ring [insert number]."),
        p("The position is to be confirmed by X-ray."),
        line(&[run("", "Ask "), shaded]),
        table(&[&["Role", "Phone"], &["Nurse", "TBC"]]),
    ];
    let report = page_of(&Word::new(&body.concat()).bytes(), "page").report.text();
    let said = "lines 4, 6 and 14: words here say that something is still to be written, such as TBC";
    assert!(report.contains(said), "{report}");
    assert!(report.contains("line 10: words here were highlighted or shaded"), "{report}");
    assert_eq!(report.matches("still to be written, such as").count(), 1, "{report}");
}

#[test]
fn captions_below_tables_and_named_sections_keep_their_meaning() {
    let body = [
        style("berschrift1", "1. Aim"),
        p("Fill in the form, see section 2.1, or section 3 of the Mental Capacity Act. See 2.9 and Appendix A."),
        style("berschrift1", "2. Forms"),
        p("2.1 There are two. See Table 1."),
        table(&[&["Form", "For"], &["1", "Adults"]]),
        style("Caption", "Table 1: Consent forms"),
        style("berschrift1", "Appendix A – Checklist"),
        p("☐ Name"),
        p("□ Date"),
        p("[ ] Signed"),
        p("o one"),
        p("Ø two"),
    ];
    let expected = "## 1. Aim\n\nFill in the form, see [section 2.1](#2-forms), or section 3 of the Mental Capacity Act. See 2.9 and [Appendix A](#appendix-a-checklist).\n\n## 2. Forms\n\n2.1 There are two. See Table 1.\n\nTable: Consent forms\n\n| Form | For |\n| --- | --- |\n| 1 | Adults |\n\n## Appendix A – Checklist\n\n☐ Name\n\n☐ Date\n\n☐ Signed\n\n- one\n- two";
    let said = [
        "2 links to sections, appendices and tables",
        "line 6: this names a section or an appendix by a number or letter that one heading",
        "3 boxes of a form to tick",
        "1 number of a caption",
    ];
    check(&Word::new(&body.concat()), expected, &said);
}

#[test]
fn the_title_is_found_on_the_cover_of_a_converted_file() {
    let body =
        [bold("Larkfield NHS Trust"), bold("Consent Policy"), p("Version 3"), style("berschrift1", "Aim"), p("Words.")];
    let scope = [style("berschrift1", "Scope"), p("More.")].concat();
    let page = page_of(&Word::new(&[body.concat(), scope].concat()).bytes(), "policy");
    assert!(page.markdown.starts_with("---\ntitle: Consent Policy\n"), "{}", page.markdown);
    assert_eq!((page.name.as_str(), page.markdown.matches("Consent Policy").count()), ("consent-policy.md", 1));
    assert!(page.report.text().contains("line 2: the title is a line of the cover"), "{}", page.report.text());
}

#[test]
fn a_check_says_what_waits_in_drafts_and_how_to_see_it() {
    let draft = "---\ntitle: Falls\ndraft: true\n---\n![](gone.png)\n";
    let folder = Folder::new(&[("falls.md", draft)]);
    let outcome = folder.run("check", &[]);
    let waits = outcome.stderr.lines().find(|line| line.starts_with("1 draft was passed over.")).unwrap_or_default();
    assert!(waits.contains(" error") && waits.ends_with("`candour check --drafts`."), "{outcome}");
    assert!(!folder.run("check", &["--drafts"]).stderr.contains("passed over"));
    folder.write("falls.md", draft.replace("draft: true\n", ""));
    assert!(!folder.run("check", &[]).stderr.contains("passed over"));
    write(&folder.path("falls.docx"), Word::new(&[style("Title", "Falls policy"), p("Words.")].concat()).bytes());
    let imported = Outcome::of(program().args(["import", "falls.docx"]).current_dir(folder.root()));
    assert!(imported.stdout.contains("\n  candour check --drafts --errors-only   what has to be mended"), "{imported}");
}

#[test]
fn a_note_is_done_with_once_its_key_has_a_value_and_stopgaps_do_not_go_out() {
    let site = format!("{SITE_YAML}  publishing/to-write: warning\n");
    let page = "---\ntitle: Falls\n# To write: the role that\n# answers for it.\nowner: Falls team\n# To write: the day. Delete this note when it is right.\nnext_review: 2027-01-02\n---\nRing us.\n";
    let folder = Folder::new(&[("site.yaml", &site), ("falls.md", page)]);
    let outcome = folder.run("check", &["--format", "plain"]);
    let notes: Vec<&str> = outcome.stdout.lines().filter(|line| line.contains("publishing/to-write")).collect();
    assert!(
        matches!(notes.as_slice(), [only] if only.contains("line 6") && only.contains("`next_review` is right")),
        "{outcome}"
    );
    let public = folder.path("public");
    let target = public.to_str().expect("a plain path").to_owned();
    folder.write("falls.md", "---\ntitle: Falls\n---\nDo not rely on a copy. TO BE CONFIRMED BY LEGAL\n");
    let outcome = folder.run("publish", &[&target]);
    assert_eq!(outcome.status, 1, "{outcome}");
    assert!(outcome.stderr.contains("falls.md") && !public.exists(), "{outcome}");
    folder.write("falls.md", "---\ntitle: Falls\n---\nWe never write “TBC” on a page.\n");
    assert_eq!(folder.run("publish", &[&target]).status, 0);
    let hint = folder.run("publish", &["--to", "../public"]);
    assert!(hint.stderr.contains("written without --to: candour publish ../public"), "{hint}");
}
