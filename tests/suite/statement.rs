//! The accessibility statement: every fault that its author can make, and what it says of the checks that ran.

use candour::checks::{self, ASSURANCES};

use crate::folder::{Made, build, page, told};

const SITE: &str = "\
organisation:
  name: Northmere Health and Care NHS Trust
contacts:
  feedback: {team: Patient safety team, email: safety@northmere.example}
  security: {team: Cyber security team, email: security@northmere.example}
site:
  title: Patient safety at Northmere
  url: https://safety.northmere.example
";

const FACTS: &str = "\
kind: statement
title: Accessibility statement
compliance: partial
issues:
  - what: The film has no audio description
    criterion: 1.2.5 Audio description (prerecorded)
    fix_by: 2026-11
prepared_on: 2026-11-02
last_reviewed: 2026-11-02
test_method: By hand, page by page.
";

/// A statement with these facts.
fn statement(facts: &str, body: &str) -> String {
    format!("---\n{facts}---\n{body}\n")
}

/// The findings about a statement with one thing changed, each as its place and its rule.
#[track_caller]
fn check(from: &str, to: &str, expected: &[&str]) {
    let facts = FACTS.replace(from, to);
    assert!(from.is_empty() || facts != FACTS, "{from} is not among the facts");
    let text = statement(&facts, "");
    let build = build(&[("site.yaml", SITE), ("accessibility-statement.md", &text)]).expect("a site");
    let place = |it: &candour::diagnostic::Finding| format!("{} {} {}", it.line, it.severity, it.rule);
    let found: Vec<String> = build.findings.iter().map(place).collect();
    assert_eq!(found, expected, "{to}\n{}", told(&build.findings));
}

#[test]
fn a_statement_holds_its_facts_together() {
    check("", "", &[]);
    check("title: Acc", "title: Our acc", &["3 error statement/title"]);
    check("statement\nc", "statement for safety.northmere.example\nc", &[]);
    check("compliance: partial\n", "", &["1 error statement/no-status"]);
    check("partial", "full", &["4 error statement/full-with-issues"]);
    check("    criterion: 1.2.5 Audio description (prerecorded)\n", "", &["6 error statement/no-criterion"]);
    for (criterion, known) in [
        ("2.4.13 Focus appearance", true),
        ("3.3.9", true),
        ("1.4.13: Content on hover or focus", true),
        ("4.1.1 Parsing", false),
        ("4.1.4", false),
        ("1.2", false),
        ("1.2.05", false),
        ("Audio description", false),
    ] {
        let expected: &[&str] = if known { &[] } else { &["7 error statement/no-criterion"] };
        check("1.2.5 Audio description (prerecorded)", &format!("\"{criterion}\""), expected);
    }
    // A month has gone when its last day has.
    check("fix_by: 2026-11", "fix_by: 2026-10", &["8 error statement/fix-date-past"]);
    check("fix_by: 2026-11", "fix_by: 2026-11-21", &["8 error statement/fix-date-past"]);
    check("prepared_on: 2026-11-02\n", "", &["1 error statement/no-dates"]);
    check("last_reviewed: 2026-11-02\n", "", &["1 error statement/no-dates"]);
    check("last_reviewed: 2026-11-02", "last_reviewed: 2026-11-23", &["10 error dates/in-the-future"]);
    check(
        "prepared_on: 2026-11-02\nlast_reviewed: 2026-11-02",
        "prepared_on: 2026-11-23\nlast_reviewed: 2026-11-22",
        &["9 error statement/impossible-dates"],
    );
    check("last_reviewed: 2026-11-02", "last_reviewed: 2026-11-01", &["10 error statement/impossible-dates"]);
    let year = |reviewed: &str| format!("prepared_on: 2024-01-01\nlast_reviewed: {reviewed}");
    let dates = "prepared_on: 2026-11-02\nlast_reviewed: 2026-11-02";
    check(dates, &year("2025-11-22"), &[]);
    check(dates, &year("2025-11-21"), &["10 warning statement/review-overdue"]);
    check("test_method: By hand, page by page.\n", "", &["1 error statement/no-test-method"]);
    check("test_method: By hand, page by page.", "test_method: \" \"", &["11 error statement/no-test-method"]);
    check("kind: s", "scope: What we publish.\nkind: s", &["2 warning statement/unclear-scope"]);
    check("kind: s", "scope: Patient safety at Northmere, our website.\nkind: s", &[]);
    check("kind: s", "status: withdrawn\nwithdrawn_reason: Old.\nkind: s", &["2 error statement/not-in-force"]);
    check("kind: s", "disproportionate_burden: Old films.\nkind: s", &["2 error statement/burden-without-reason"]);
    let issues = FACTS.split_once("issues:").expect("issues").1.split_once("prepared").expect("issues").0;
    check(&format!("issues:{issues}"), "", &["4 error statement/no-issues"]);
}

#[test]
fn a_site_has_one_statement_with_an_address_to_write_to() {
    let found = |files: &[(&str, &str)]| told(&build(files).expect("a site").findings);
    let text = statement(FACTS, "");
    let bare = SITE.replace(", email: safety@northmere.example", "");
    let told = found(&[("site.yaml", &bare), ("accessibility-statement.md", &text)]);
    assert!(told.contains("accessibility-statement.md:2:7 error statement/no-contact"), "{told}");
    assert!(found(&[("site.yaml", SITE)]).contains("site.yaml:1:1 warning statement/missing"));
    // One that is a draft is there: nobody is told to add another.
    let draft = text.replacen("kind:", "draft: true\nkind:", 1);
    let told = found(&[("site.yaml", SITE), ("accessibility-statement.md", &draft)]);
    assert!(
        told.contains("it is a draft; finish accessibility-statement.md, then delete its line `draft: true`"),
        "{told}"
    );
    assert!(!told.contains("add a page"), "{told}");
    let told = found(&[("site.yaml", SITE), ("a.md", &text), ("b.md", &text)]);
    assert!(told.contains("b.md:2:7 warning statement/second") && !told.contains("a.md:"), "{told}");
    let heading = statement(FACTS, "## Compliance status\n\nNearly.");
    let told = found(&[("site.yaml", SITE), ("a.md", &heading)]);
    assert!(told.contains("a.md:13:1 error statement/heading-twice"), "{told}");
    // Another language has its own, and every page links to that of the site's.
    let site = format!("{SITE}languages: [cy]\n");
    let files =
        [("site.yaml", &*site), ("accessibility-statement.cy.md", &text), ("accessibility-statement.md", &text)];
    assert!(!found(&files).contains("statement/second"));
}

#[test]
fn the_body_that_enforces_is_the_nations_own() {
    let html = |facts: &str| {
        let text = statement(facts, "");
        let made = Made::new(&[("site.yaml", SITE), ("accessibility-statement.md", &text)]);
        made.text("accessibility-statement/index.html").to_owned()
    };
    assert!(html(FACTS).contains("(EHRC)") && html(FACTS).contains("equalityadvisoryservice.com"));
    let northern = html(&format!("{FACTS}enforced_by: ecni\n"));
    assert!(northern.contains("(ECNI)") && northern.contains("equalityni.org") && !northern.contains("EHRC"));
}

/// The claims of a statement, beside some files.
fn claims(files: &[(&str, &str)]) -> (Vec<&'static str>, String) {
    let text = format!("---\n{FACTS}documents: [text]\n---\n");
    let mut all = vec![("site.yaml", SITE), ("accessibility-statement.md", &*text)];
    all.extend_from_slice(files);
    let made = Made::new(&all);
    let plain = made.text("accessibility-statement/accessibility-statement.txt").replace('\n', " ");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let html = made.text("accessibility-statement/index.html");
    let claimed = ASSURANCES.iter().map(|it| it.claim).filter(|claim| html.contains(claim)).collect::<Vec<_>>();
    assert!(claimed.iter().all(|claim| plain.contains(claim)), "{plain}");
    (claimed, plain)
}

const TABLE: &str = "| Ward | Falls |\n|---|---|\n| Lark | 1 |\n";

#[test]
fn the_statement_says_what_this_build_verified() {
    let (claimed, plain) = claims(&[("falls.md", &page("Falls", TABLE))]);
    assert!(plain.contains("On 22 November 2026, Candour") && plain.contains("checked all 3 pages"), "{plain}");
    let says = |claimed: &[&str], words: &str| claimed.iter().any(|claim| claim.contains(words));
    for words in ["main heading", "every link", "every column", "from another website"] {
        assert!(says(&claimed, words), "{words}: {claimed:?}");
    }
    // Nothing is claimed of what there is not.
    assert!(!says(&claimed, "film has") && !says(&claimed, "PDF") && !says(&claimed, "attach"), "{claimed:?}");

    // What was found, waived or switched off is not claimed.
    let (claimed, _) = claims(&[("falls.md", &page("Falls", &TABLE.replace("Falls", "")))]);
    assert!(!says(&claimed, "every column") && says(&claimed, "every link"), "{claimed:?}");
    let waived = "waivers:\n  - {rule: tables/empty-header, reason: A form, by: Head of Falls, given_on: 2026-01-01, until: 2027-01-01}\n";
    let text = format!("---\ntitle: Falls\n{waived}---\n{}", TABLE.replace("Falls", ""));
    assert!(!says(&claims(&[("falls.md", &text)]).0, "every column"));
    let site = format!("{SITE}rules: {{tables/empty-header: off}}\n");
    let (claimed, _) = claims(&[("falls.md", &page("Falls", TABLE)), ("site.yaml", &site)]);
    assert!(!says(&claimed, "every column") && says(&claimed, "every link"), "{claimed:?}");
    let printed = "---\ntitle: Falls\ndocuments: [pdf]\n---\nText.\n";
    assert!(says(&claims(&[("falls.md", printed)]).0, "PDF"));
    let site = format!("{SITE}rules: {{output/character-not-shown: warning}}\n");
    assert!(!says(&claims(&[("falls.md", printed), ("site.yaml", &site)]).0, "PDF"));
}

#[test]
fn every_claim_rests_on_rules() {
    let rules = checks::rules();
    for assurance in ASSURANCES {
        assert!(!assurance.rules.is_empty(), "{}", assurance.claim);
        for code in assurance.rules {
            assert!(rules.iter().any(|rule| rule.code == *code), "{}: there is no rule {code}", assurance.claim);
        }
    }
}
