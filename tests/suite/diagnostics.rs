//! Findings as people and programs get them: the fields of the contract, the two ways to read them, what settings may
//! change, and that nothing private is ever repeated. The formats for other programs are in `reports`.

use crate::folder::{Folder, SITE_YAML, page, page_with_documents};

/// A site with one fault of each severity.
fn faulty() -> Folder {
    Folder::new(&[
        ("falls.md", "---\ntitle: Falls\n---\nŁódź é: [two\nwords](nowhere.md), [care](idex.md)\n\n# Again\n"),
        ("later.md", "---\ntitle: Later\npublish_on: 2027-01-11\n---\n"),
    ])
}

// The formats.

#[test]
fn json_has_the_fields_of_the_contract() {
    let outcome = faulty().build();
    assert_eq!(outcome.status, 1, "{outcome}");
    let expected = r##"
{"rule":"links/no-such-page","severity":"error","file":"falls.md","line":4,"column":9,"end_line":5,"end_column":19,"message":"there is no such page","help":"write the path of a .md file, starting from the folder of this page","authority":"NHS digital service manual, links; Candour","waived":false}
{"rule":"links/no-such-page","severity":"error","file":"falls.md","line":5,"column":21,"end_line":5,"end_column":36,"message":"there is no such page","help":"did you mean index.md?","authority":"NHS digital service manual, links; Candour","waived":false}
{"rule":"markdown/second-title","severity":"warning","file":"falls.md","line":7,"column":1,"end_line":7,"end_column":8,"message":"this heading is at the level of the page's title","help":"start it with two number signs (##)","authority":"NHS digital service manual, headings; WCAG 2.2, 1.3.1 and 2.4.6","waived":false}
{"rule":"publishing/not-yet","severity":"advice","file":"later.md","line":3,"column":13,"end_line":3,"end_column":23,"message":"this page is not published before 11 January 2027","help":"nothing to do: the first build on that day publishes it","authority":"Candour","waived":false}
"##;
    assert_eq!(outcome.stdout, expected.trim_start());
}

#[test]
fn plain_is_one_paragraph_a_finding() {
    let outcome = faulty().run("build", &["--format", "plain"]);
    let expected = "\
Error in falls.md, line 4, column 9: there is no such page. Write the path of a .md file, starting from the folder of this page. Rule: links/no-such-page.

Error in falls.md, line 5, column 21: there is no such page. Did you mean index.md? Rule: links/no-such-page.

Warning in falls.md, line 7, column 1: this heading is at the level of the page's title. Start it with two number signs (##). Rule: markdown/second-title.

Advice in later.md, line 3, column 13: this page is not published before 11 January 2027. Nothing to do: the first build on that day publishes it. Rule: publishing/not-yet.

";
    assert_eq!(outcome.stdout, expected);
}

#[test]
fn so_much_advice_as_a_person_reads_is_printed() {
    let folder = Folder::new(&[("broken.md", &page("Broken", "[two](nowhere.md)"))]);
    for number in 0..203 {
        folder.write(&format!("later-{number:03}.md"), "---\ntitle: Later\npublish_on: 2027-01-11\n---\n");
    }
    let people = folder.run("build", &["--format", "human"]).stdout;
    assert_eq!((people.matches("advice[").count(), people.matches("error[").count()), (200, 1));
    assert!(people.contains("3 more pieces of advice: `candour check --format plain` lists them all, `candour check --report DIR` by page and by owner.\n"), "{people}");
    let last = people.rfind("error[").expect("the error");
    assert!(last > people.rfind("advice").expect("advice"), "what blocks stands last: {people}");
    let logs = folder.run("build", &["--format", "plain"]).stdout;
    assert_eq!(logs.matches("Advice in").count(), 203);
}

#[test]
fn human_underlines_the_authors_line() {
    let outcome = faulty().run("build", &[]);
    let expected = "\
advice[publishing/not-yet]: this page is not published before 11 January 2027
 --> later.md:3:13
  |
3 | publish_on: 2027-01-11
  |             ^^^^^^^^^^
  |
  = help: nothing to do: the first build on that day publishes it

warning[markdown/second-title]: this heading is at the level of the page's title
 --> falls.md:7:1
  |
7 | # Again
  | ^^^^^^^
  |
  = help: start it with two number signs (##)

error[links/no-such-page]: there is no such page
 --> falls.md:4:9
  |
4 | Łódź é: [two
  |         ^^^^
  |
  = help: write the path of a .md file, starting from the folder of this page

error[links/no-such-page]: there is no such page
 --> falls.md:5:21
  |
5 | words](nowhere.md), [care](idex.md)
  |                     ^^^^^^^^^^^^^^^
  |
  = help: did you mean index.md?

";
    assert_eq!(outcome.stdout, expected);
}

#[test]
fn colour_is_asked_for_and_never_the_only_sign() {
    let folder = faulty();
    let plain = folder.run("build", &[]).stdout;
    let mut coloured = crate::folder::program();
    coloured.arg("build").arg("--root").arg(folder.root()).arg("--theme").arg(crate::folder::plain_theme());
    coloured.args(["--today", crate::folder::DAY, "--color", "always"]);
    let coloured = crate::folder::Outcome::of(&mut coloured).stdout;
    assert!(coloured.contains('\u{1b}') && !plain.contains('\u{1b}'));
    let mut words = String::new();
    for (index, part) in coloured.split('\u{1b}').enumerate() {
        words.push_str(if index == 0 { part } else { part.split_once('m').expect("a colour").1 });
    }
    assert_eq!(words, plain);
}

#[test]
fn a_line_without_end_is_cut_around_the_finding() {
    let body = format!("{}[more](nowhere.md){}", "word ".repeat(2_000), " word".repeat(2_000));
    let outcome = Folder::new(&[("falls.md", &page("Falls", &body))]).run("build", &[]);
    assert_eq!(outcome.status, 1);
    assert!(outcome.stdout.contains("[more](nowhere.md)"), "{outcome}");
    assert!(outcome.stdout.contains("falls.md:4:10001"), "{outcome}");
    assert!(outcome.stdout.len() < 2_000, "{} bytes", outcome.stdout.len());
}

#[test]
fn a_build_ends_with_a_summary() {
    let folder = Folder::new(&[
        ("care/one.md", &page_with_documents("One", "Text.")),
        ("later.md", "---\ntitle: Later\ndraft: true\n---\n"),
    ]);
    let summary = |outcome: &crate::folder::Outcome| {
        let told = outcome.stderr.lines().find(|line| line.contains(" documents, ")).unwrap_or_default().to_owned();
        told.rsplit_once(", ").map(|(words, _)| words.to_owned()).unwrap_or(told)
    };
    let first = folder.publish();
    assert_eq!(summary(&first), "2 pages, 7 documents, 1 advice, 21 files changed, 0 removed", "{first}");
    let again = folder.publish();
    assert_eq!(summary(&again), "2 pages, 7 documents, 1 advice, nothing changed");
    for outcome in [first, again] {
        let last = outcome.stderr.lines().last().unwrap_or_default();
        assert!(last.starts_with("The site is in ") && last.ends_with("output/site, without 1 draft."), "{outcome}");
    }
    folder.remove("care/one.md");
    assert_eq!(summary(&folder.publish()), "1 page, 0 documents, 1 advice, 1 file changed, 8 removed");
    folder.write("new.md", page("New", "[x](nowhere.md)"));
    let blocked = folder.build();
    assert!(blocked.stderr.contains("2 pages, 0 documents, 1 error, 1 advice"), "{blocked}");
    assert!(blocked.stderr.contains("Nothing was published"), "{blocked}");
    assert!(!blocked.stderr.contains("The site is in"), "{blocked}");
    assert_eq!(folder.build_with(&["--quiet"]).stderr, "");
}

// Settings.

/// A site with these lines under `rules:` and one page.
fn with_rules(rules: &str, text: &str) -> Folder {
    Folder::new(&[("site.yaml", &format!("{SITE_YAML}{rules}")), ("new.md", text)])
}

/// What is found, as severity and rule, and the exit status.
#[track_caller]
fn check_rules(rules: &str, text: &str, options: &[&str], status: i32, expected: &[&str]) {
    let outcome = with_rules(rules, text).build_with(options);
    let findings = outcome.findings();
    let told: Vec<String> = findings.iter().map(|it| format!("{} {}", it.severity, it.rule)).collect();
    assert_eq!((told, outcome.status), (expected.iter().map(|it| (*it).to_owned()).collect(), status), "{outcome}");
}

const DRAFT: &str = "---\ntitle: New\ndraft: true\n---\n";
const TWO_TITLES: &str = "---\ntitle: New\n---\n# Again\n";
const NO_HEADING: &str = "---\ntitle: New\n---\n[x](#nowhere)\n";
const NO_PAGE: &str = "---\ntitle: New\n---\n[x](nowhere.md)\n";

#[test]
fn settings_raise_a_rule() {
    check_rules("  publishing/draft: error\n", DRAFT, &[], 1, &["error publishing/draft"]);
    check_rules("  publishing/draft: warning\n", DRAFT, &[], 0, &["warning publishing/draft"]);
    check_rules("  markdown/second-title: error\n", TWO_TITLES, &[], 1, &["error markdown/second-title"]);
}

#[test]
fn settings_lower_a_rule() {
    check_rules("  links/no-such-heading: warning\n", NO_HEADING, &[], 0, &["warning links/no-such-heading"]);
    check_rules("  links/no-such-heading: advice\n", NO_HEADING, &[], 0, &["advice links/no-such-heading"]);
    check_rules("  links/no-such-heading: off\n", NO_HEADING, &[], 0, &[]);
    check_rules("  publishing/draft: \"off\"\n", DRAFT, &[], 0, &[]);
}

#[test]
fn settings_for_a_family_give_way_to_those_for_a_rule() {
    check_rules("  markdown: off\n", TWO_TITLES, &[], 0, &[]);
    check_rules(
        "  markdown: off\n  markdown/second-title: error\n",
        TWO_TITLES,
        &[],
        1,
        &["error markdown/second-title"],
    );
    // What is fixed stays, and that is no attempt to lower it.
    check_rules("  links: off\n", NO_PAGE, &[], 1, &["error links/no-such-page"]);
}

#[test]
fn settings_cannot_lower_a_fixed_rule() {
    let expected = &["error links/no-such-page", "warning config/rule-is-fixed"];
    for setting in ["off", "advice", "warning"] {
        check_rules(&format!("  links/no-such-page: {setting}\n"), NO_PAGE, &[], 1, expected);
    }
    let profile = "---\nkind: partner\nname: Wren Balewright\n---\n";
    let expected = &["error consent/missing", "warning config/rule-is-fixed"];
    check_rules("  consent/missing: advice\n", profile, &[], 1, expected);
    // The same weight or more is no attempt to lower it.
    check_rules("  links/no-such-page: error\n", NO_PAGE, &[], 1, &["error links/no-such-page"]);
}

#[test]
fn settings_name_rules_that_there_are() {
    let outcome = with_rules("  links/no-such-pag: off\n", &page("New", "Text.")).build();
    assert_eq!(
        outcome.told(),
        "site.yaml:14:3 error config/unknown-rule: there is no such rule; did you mean links/no-such-page?"
    );
    assert_eq!(outcome.status, 1);
}

#[test]
fn strict_lets_warnings_block_and_advice_never() {
    check_rules("", TWO_TITLES, &[], 0, &["warning markdown/second-title"]);
    check_rules("", TWO_TITLES, &["--strict"], 1, &["warning markdown/second-title"]);
    check_rules("", DRAFT, &["--strict"], 0, &["advice publishing/draft"]);
    // A site that was published in a lenient build is not taken for one that may be published in a strict one.
    let folder = with_rules("", TWO_TITLES);
    folder.publish();
    assert_eq!(folder.build_with(&["--strict"]).status, 1);
    assert_eq!(folder.build().status, 0);
}

// What must not be told.

/// A word that stands only where it is private, in whatever case it comes back.
const SECRET: &str = "Zebrafink";

/// What is told of a site in every format, and in the report for its owners.
fn told_in_every_way(folder: &Folder) -> Vec<(&'static str, crate::folder::Outcome)> {
    let formats = ["human", "plain", "json", "sarif", "github", "junit"];
    let mut told: Vec<_> =
        formats.into_iter().map(|format| (format, folder.run("check", &["--format", format]))).collect();
    let report = folder.path("report");
    let mut checked = folder.run("check", &["--quiet", "--report", report.to_str().expect("a plain path")]);
    checked.stdout = std::fs::read_to_string(report.join("index.html")).expect("a report");
    told.push(("the report", checked));
    told
}

/// No way to print what is found in these pages repeats the private word, and something is found in each.
#[track_caller]
fn check_silent(pages: impl IntoIterator<Item = (&'static str, String)>) {
    let mut told = Vec::new();
    for (path, text) in pages {
        assert!(text.to_lowercase().contains(&SECRET.to_lowercase()), "the page holds the word\n{text}");
        let folder = Folder::new(&[(path, &text)]);
        for (format, outcome) in told_in_every_way(&folder) {
            let found = format != "the report" || outcome.stdout.contains("id=\"finding-1\"");
            assert!(found && !outcome.stdout.is_empty(), "something is wrong in\n{text}");
            if outcome.to_string().to_lowercase().contains(&SECRET.to_lowercase()) {
                told.push(format!("{format} repeats it: {path}\n{text}\n{}", outcome.stdout));
            }
        }
    }
    assert!(told.is_empty(), "{}", told.join("\n"));
}

const CONSENT: &str = "\
consent:
  name: true
  photo: true
  story: true
  health: true
  given_on: 2026-01-01
  expires_on: 2030-01-01
";

#[test]
fn a_faulty_private_value_is_not_repeated() {
    let partner = |lines: &str| ("partners/tunde.md", format!("---\nname: Tunde Balewright\n{lines}---\nText.\n"));
    let faulty = [
        "consent:\n  name: Zebrafink\n",
        "consent:\n  given_on: Zebrafink\n",
        "consent:\n  Zebrafink: true\n",
        "consent:\n  Zebrafink\n",
        "consent: Zebrafink\n",
        "consent: [Zebrafink]\n",
        "consent: {Zebrafink: 1, name: maybe}\n",
        "consent:\n  reference: [Zebrafink]\n",
        "consent:\n  reference: PSP #Zebrafink\n",
        "consent:\n  reference: {Zebrafink}\n",
        "consent:\n  reference: \"Zebrafink\n",
        "consent:\n  reference: Zebrafink: one\n",
        "consent:\n  reference: Zebrafink\n  reference: Zebrafink\n",
        "consnt:\n  reference: Zebrafink\n",
        "consnt: {reference: Zebrafink}\n",
        "Zebrafink: true\n",
    ];
    check_silent(faulty.map(partner));
}

#[test]
fn a_faulty_record_of_anonymity_is_not_repeated() {
    let record = |lines: &str| format!("---\ntitle: Falls\nanonymisation:\n{lines}---\nText.\n");
    let faulty = [
        "  reviewer: [Zebrafink, other]\n",
        "  reviewer: Lead # Zebrafink\n",
        "  reviewed_on: Zebrafink\n",
        "  intruder_check: Zebrafink 2026\n",
        "  family: Zebrafink\n",
        "  family_reason: {Zebrafink: one}\n",
        "  legal_hold: Zebrafink\n",
        "  publish_from: Zebrafink\n",
        "  Zebrafink: one\n",
        "  family_reason: Zebrafink: one\n",
        "  family_reason: 'Zebrafink\n",
        "  - Zebrafink\n",
    ];
    check_silent(faulty.map(|lines| ("learning/falls.md", record(lines))));
    check_silent(
        ["anonymisation: Zebrafink", "anonymisaton: {reviewer: Zebrafink}"]
            .map(|line| ("learning/falls.md", format!("---\ntitle: Falls\n{line}\n---\nText.\n"))),
    );
}

#[test]
fn a_faulty_line_with_a_partners_name_is_not_repeated() {
    let partner = |lines: &str| ("partners/tunde.md", format!("---\nname_shown: first\n{CONSENT}{lines}---\nText.\n"));
    let faulty = [
        "name: [Tunde Zebrafink]\nfoo: 1\n",
        "name: {first: Tunde, last: Zebrafink}\n",
        "name: Tunde Zebrafink # his name\n",
        "name: Tunde Zebrafink: partner\n",
        "name: \"Tunde Zebrafink\n",
        "name: Tunde Zebrafink\nname: Tunde Zebrafink\n",
        "name: Tunde Zebrafink\ntitle: Tunde Zebrafink\n",
        "name: Tunde Zebrafink\ntitle: [Tunde Zebrafink, one]\n",
        "name: Tunde Zebrafink\nquote: I am Zebrafink # really\n",
        "name: Tunde Zebrafink\nphoto: zebrafink.png\nphoto_alt: Zebrafink in a hat\n",
        "name: Tunde Zebrafink\nslug: tunde-zebrafink\n",
        "name: Tunde Zebrafink\naliases: [/tunde-zebrafink/, /people/Zebrafink?/]\n",
        "name: Tunde Zebrafink\naliases:\n  - \"/tunde zebrafink/\"\n",
        "name: Tunde Zebrafink\ndescription: [Tunde Zebrafink, one]\n",
        "name: Tunde Zebrafink\nowner: Zebrafink # the owner\n",
        "name: Tunde Zebrafink\ncommittees: [Zebrafink committee]\n",
        "name: Tunde Zebrafink\ninterests: {Zebrafink: 1}\n",
        "name: Tunde Zebrafink\nattachments:\n  - {file: zebrafink.pdf, title: One}\n",
    ];
    check_silent(faulty.map(partner));
}

#[test]
fn a_profile_of_a_misspelt_kind_is_guarded_all_the_same() {
    let partner = format!("---\nkind: parner\nname: Tunde Zebrafink\n{CONSENT}---\nText.\n");
    let summary = "---\ntitle: F\nkind: lerning\nanonymisation: {reviewer: Zebrafink}\n---\n".to_owned();
    check_silent([("partners/tunde.md", partner.clone()), ("tunde.md", partner), ("learning/falls.md", summary)]);
}

#[test]
fn a_faulty_line_of_text_with_a_hidden_name_is_not_repeated() {
    let head = format!("---\nname: Tunde Zebrafink\nname_shown: first\n{CONSENT}---\n");
    let faulty = [
        "Tunde Zebrafink sits on a committee.",
        "Tunde **Zebra**fink sits on a [committee](nowhere.md). Zebrafink.",
        "Ask [Zebrafink](nowhere.md), or see ![Zebrafink](nowhere.png).",
        "# Zebrafink\n\n<b>Zebrafink</b> <!-- Zebrafink -->",
        "::: zebrafink Zebrafink\n:::\n\n::: details Zebrafink",
        "Zebrafink[^zebrafink]",
    ];
    check_silent(faulty.map(|body| ("partners/tunde.md", format!("{head}{body}\n"))));
}

#[test]
fn a_hidden_name_on_another_page_is_not_repeated() {
    let profile = format!("---\nname: Tunde Zebrafink\nname_shown: first\n{CONSENT}---\nText.\n");
    let folder = Folder::new(&[
        ("partners/tunde.md", &profile),
        ("news.md", &page("News", "Tunde Zebrafink came. [More](nowhere.md)")),
    ]);
    for (format, outcome) in told_in_every_way(&folder) {
        assert_eq!(outcome.status, 1, "{outcome}");
        assert!(outcome.stdout.contains("consent/hidden-name"), "{outcome}");
        assert!(!format!("{outcome}").contains(SECRET), "{format} repeats it\n{outcome}");
    }
}

#[test]
fn a_build_says_on_what_its_time_went_when_asked() {
    let folder = Folder::new(&[("falls.md", &page("Falls", "Words."))]);
    let outcome = folder.build_with(&["--timings"]);
    let line = outcome.stderr.lines().find_map(|line| line.strip_prefix("Time: ")).expect("the times");
    let parts: Vec<&str> = line
        .split(", ")
        .map(|part| part.rsplit_once(' ').and_then(|it| it.0.rsplit_once(' ')).expect("words and seconds").0)
        .collect();
    let all = [
        "reading files",
        "reading pages",
        "checks",
        "pages and documents",
        "site-wide files",
        "gathering",
        "publishing",
    ];
    assert_eq!(parts, all);
    folder.write("falls.md", "---\ntitel: Falls\n---\nWords.\n");
    let outcome = folder.build_with(&["--timings"]);
    assert_eq!(outcome.status, 1);
    assert!(!outcome.stderr.contains("Time: "), "{outcome}");
}

#[test]
fn a_name_hides_the_lines_it_stands_in_and_no_others() {
    let text = "The fall of Mrs Doreen Zebrafink changed this. [More](nowhere.md)\n\nSee [the form](nowhere.md) for zebras.\n\nZEBRAFINK wrote [a letter](nowhere.md).\n\nAsk [Doreen](nowhere.md) first.";
    let folder = Folder::new(&[("policies/falls.md", &page("Falls", text))]);
    for (format, outcome) in told_in_every_way(&folder) {
        let said = outcome.to_string();
        assert!(!said.to_lowercase().contains("zebrafink") && !said.contains("Doreen"), "{format} repeats it\n{said}");
        let quoted = said.contains("See [the form](nowhere.md) for zebras.");
        assert_eq!(quoted, format == "human", "{format}\n{said}");
        assert!(!said.contains("[More]") && !said.contains("a letter"), "{format}\n{said}");
    }
    // Of a page about somebody no line is shown.
    let profile = format!("---\nname: Tunde Zebrafink\nname_shown: first\n{CONSENT}---\nSee [the form](nowhere.md).\n");
    let folder = Folder::new(&[("partners/tunde.md", &profile)]);
    for (format, outcome) in told_in_every_way(&folder) {
        assert!(!outcome.to_string().contains("the form"), "{format}\n{outcome}");
    }
}
