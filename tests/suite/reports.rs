//! Findings as other programs and the owners of pages read them: SARIF, annotations of GitHub, JUnit, and the report of
//! `check --report`. The outside judges validate them (`tests/outside/run --only sarif --only junit`).

use candour::diagnostic::Floor;
use serde_json::Value;

use crate::folder::{BARE_SITE_YAML, Folder, Outcome, files_below, page, program, write};

/// A `site.yaml` under which only these rules, and those that no site can switch off, find anything: a rule that is new
/// must not change what is looked at here.
fn only(codes: &[&str]) -> String {
    let rules = candour::checks::rules();
    let others = rules.iter().filter(|rule| rule.floor == Floor::None && !codes.contains(&rule.code));
    let off: Vec<String> = others.map(|rule| format!("  {}: off\n", rule.code)).collect();
    format!("{BARE_SITE_YAML}rules:\n{}", off.concat())
}

/// The rules that are looked at here and can be switched off.
const RULES: &[&str] = &["markdown/second-title", "publishing/not-yet", "waivers/unused"];

/// Faults of each weight, one that is waived, one about a person; letters of one to four bytes, and a file whose name
/// no format can take as it is.
fn faulty() -> Folder {
    Folder::new(&[
        ("site.yaml", &only(RULES)),
        (
            "care/falls, 100% é.md",
            "---\ntitle: Preventing falls\nowner: Falls prevention lead\n---\n\u{1F600} Łódź: [two\nwords](nowhere.md), [more](idex.md)\n\n# Again\n",
        ),
        ("later.md", "---\ntitle: Later\npublish_on: 2027-01-11\n---\n"),
        (
            "partners/one.md",
            "---\nname: Tunde Zebrafink\nname_shown: first\nowner: Partners lead\nconsent:\n  name: true\n  story: true\n  given_on: 2026-01-01\n---\nI am Tunde Zebrafink.\n",
        ),
        (
            "policies/complaints.md",
            "---\ntitle: Complaints policy\nwaivers:\n  - rule: markdown/second-title\n    reason: the national template has it\n    by: Director of Nursing\n    given_on: 2026-01-01\n    until: 2027-05-01\n---\n# Again\n",
        ),
    ])
}

fn sarif(folder: &Folder) -> Value {
    let outcome = folder.run("check", &["--format", "sarif"]);
    serde_json::from_str(&outcome.stdout).unwrap_or_else(|error| panic!("{error}\n{outcome}"))
}

/// The results of a log as `error links/no-such-page content/falls.md 4:9-5:19`.
fn results(log: &Value) -> Vec<String> {
    let results = log["runs"][0]["results"].as_array().expect("results");
    let line = |result: &Value| {
        let place = &result["locations"][0]["physicalLocation"];
        let region = &place["region"];
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        let file = place["artifactLocation"]["uri"].as_str().expect("a path");
        let (level, rule) = (result["level"].as_str().expect("a level"), result["ruleId"].as_str().expect("a rule"));
        let number = |key: &str| region[key].to_string();
        let (from, to) = (["startLine", "startColumn"].map(number), ["endLine", "endColumn"].map(number));
        format!("{level} {rule} {file} {}-{}", from.join(":"), to.join(":"))
    };
    results.iter().map(line).collect()
}

fn fingerprints(log: &Value) -> Vec<String> {
    let results = log["runs"][0]["results"].as_array().expect("results").iter();
    results.map(|it| it["partialFingerprints"]["candour/v1"].as_str().expect("a fingerprint").to_owned()).collect()
}

// SARIF.

#[test]
fn sarif_gives_each_place_exactly() {
    let log = sarif(&faulty());
    let expected = [
        "error links/no-such-page content/care/falls%2C%20100%25%20%C3%A9.md 5:9-6:19",
        "error links/no-such-page content/care/falls%2C%20100%25%20%C3%A9.md 6:21-6:36",
        "warning markdown/second-title content/care/falls%2C%20100%25%20%C3%A9.md 8:1-8:8",
        "note publishing/not-yet content/later.md 3:13-3:23",
        "error consent/hidden-name content/partners/one.md 10:12-10:21",
        "warning markdown/second-title content/policies/complaints.md 10:1-10:8",
    ];
    assert_eq!(results(&log), expected);
    assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
    assert_eq!(log["version"], "2.1.0");
    assert_eq!(log["runs"].as_array().map(Vec::len), Some(1));
}

#[test]
fn sarif_describes_every_rule() {
    let log = sarif(&faulty());
    let run = &log["runs"][0];
    let described = run["tool"]["driver"]["rules"].as_array().expect("rules");
    let rules = candour::checks::rules();
    assert_eq!(described.len(), rules.len());
    for (described, rule) in described.iter().zip(&rules) {
        let level = match rule.severity.name() {
            "advice" => "note",
            name => name,
        };
        assert_eq!(described["id"], rule.code);
        assert_eq!(described["shortDescription"]["text"], rule.title());
        assert!(rule.explain.contains(described["fullDescription"]["text"].as_str().expect("words")));
        assert_eq!(described["defaultConfiguration"]["level"], level);
        assert_eq!(described.get("helpUri").is_some(), rule.authority.contains("http"), "{}", rule.code);
        for words in [&described["fullDescription"]["text"], &described["help"]["text"]] {
            assert!(words.as_str().is_some_and(|words| !words.is_empty()), "{} is described", rule.code);
        }
    }
    for result in run["results"].as_array().expect("results") {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(described[index]["id"], result["ruleId"]);
    }
}

#[test]
fn sarif_tells_who_accepted_a_finding() {
    let log = sarif(&faulty());
    let results = log["runs"][0]["results"].as_array().expect("results");
    for (index, result) in results.iter().enumerate() {
        let suppressions = result["suppressions"].as_array().expect("a word on each");
        assert_eq!(suppressions.len(), usize::from(index == 5), "{result}");
    }
    assert_eq!(results[5]["suppressions"][0]["kind"], "external");
    let reason = "Accepted: the national template has it (Director of Nursing, until 1 May 2027).";
    assert_eq!(results[5]["suppressions"][0]["justification"], reason);
    // Where nothing is waived, nothing is said of it: some readers take the word itself for a suppression.
    let other = Folder::new(&[("site.yaml", &only(&[])), ("new.md", &page("New", "[x](nowhere.md)"))]);
    assert_eq!(sarif(&other)["runs"][0]["results"][0].get("suppressions"), None);
}

#[test]
fn a_finding_about_a_file_without_lines_has_no_region() {
    // The page and the file would both be published as falls/index.html; the second is to blame.
    let folder = Folder::new(&[
        ("site.yaml", &only(&[])),
        ("falls.md", &page("Falls", "[A file](falls/index.html)")),
        ("falls/index.html", "<p>Not a page.</p>"),
        ("unreadable.md", "---\ntitle: \u{0}\n---\n"),
    ]);
    let log = sarif(&folder);
    assert!(results(&log).contains(&"error source/not-text content/unreadable.md 2:1-2:1".to_owned()), "{log}");
    folder.remove("unreadable.md");
    let log = sarif(&folder);
    assert_eq!(results(&log), ["error output/path-twice content/falls/index.html null:null-null:null"]);
    assert_eq!(log["runs"][0]["results"][0]["locations"][0]["physicalLocation"].get("region"), None);
}

#[test]
fn fingerprints_stay_when_lines_move() {
    let text = "[one](nowhere.md)\n\n[two](nowhere.md)\n\n[two](nowhere.md)\n";
    let folder = Folder::new(&[("site.yaml", &only(&[])), ("new.md", &page("New", text))]);
    let before = fingerprints(&sarif(&folder));
    let mut once = before.clone();
    once.dedup();
    assert_eq!(once.len(), 3, "each finding has one of its own: {before:?}");
    folder.write("new.md", page("New", &format!("More words.\n\n\n{text}")));
    assert_eq!(fingerprints(&sarif(&folder)), before, "lines moved");
    folder.write("new.md", page("New", text.split_once("\n\n").expect("two links").1));
    assert_eq!(fingerprints(&sarif(&folder)), before[1..], "the first was mended");
    folder.write("new.md", page("New", &text.replace("one", "four")));
    let after = fingerprints(&sarif(&folder));
    assert!(after[0] != before[0] && after[1..] == before[1..], "the first is another: {after:?}");
}

#[test]
fn fingerprints_are_not_made_of_what_identifies() {
    let profile = |name: &str| {
        let consent = "consent:\n  name: true\n  story: true\n  given_on: 2026-01-01\n";
        format!("---\nname: Tunde {name}\nname_shown: first\n{consent}---\nI am {name}. [x](nowhere.md)\n")
    };
    let told = |name: &str| {
        fingerprints(&sarif(&Folder::new(&[("site.yaml", &only(&[])), ("partners/one.md", &profile(name))])))
    };
    let one = told("Zebrafink");
    assert_eq!(one.len(), 2);
    assert_eq!(one, told("Balewright"));
}

#[test]
fn no_report_names_the_machine() {
    let folder = faulty();
    let root = folder.root().to_str().expect("a plain path");
    for format in ["sarif", "github", "junit"] {
        let outcome = folder.run("check", &["--format", format]);
        assert!(!outcome.stdout.contains(root), "{format}\n{outcome}");
        assert_eq!(outcome.stdout, folder.run("check", &["--format", format]).stdout, "{format} twice");
    }
}

// Annotations of GitHub.

#[test]
fn github_gives_an_annotation_a_line() {
    let outcome = faulty().run("check", &["--format", "github"]);
    assert_eq!(outcome.status, 1);
    let expected = "\
::error file=content/care/falls%2C 100%25 é.md,line=5,endLine=6,title=links/no-such-page::There is no such page. Write the path of a .md file, starting from the folder of this page.
::error file=content/care/falls%2C 100%25 é.md,line=6,col=21,endLine=6,endColumn=36,title=links/no-such-page::There is no such page. Write the path of a .md file, starting from the folder of this page.
::warning file=content/care/falls%2C 100%25 é.md,line=8,col=1,endLine=8,endColumn=8,title=markdown/second-title::This heading is at the level of the page's title. Start it with two number signs (##).
::notice file=content/later.md,line=3,col=13,endLine=3,endColumn=23,title=publishing/not-yet::This page is not published before 11 January 2027. Nothing to do: the first build on that day publishes it.
::error file=content/partners/one.md,line=10,col=12,endLine=10,endColumn=21,title=consent/hidden-name::A name that is not to be shown stands here. Use the first name only, or record consent to the full name.
::notice file=content/policies/complaints.md,line=10,col=1,endLine=10,endColumn=8,title=markdown/second-title (waived)::This heading is at the level of the page's title. Start it with two number signs (##).
";
    assert_eq!(outcome.stdout, expected);
}

#[test]
fn paths_start_at_the_top_of_the_repository() {
    let folder = Folder::new(&[("site.yaml", &only(&[])), ("new.md", &page("New", "[x](nowhere.md)"))]);
    let file = |outcome: &Outcome| outcome.stdout.split([' ', ',']).nth(1).unwrap_or_default().to_owned();
    let github = ["--format", "github"];
    assert_eq!(file(&folder.run("check", &github)), "file=content/new.md");
    // The site is a folder of the repository, and the command runs in another.
    let sites = Folder::new(&[]);
    write(&sites.path(".git/HEAD"), "ref: refs/heads/main\n");
    for (path, bytes) in files_below(&folder.path("content")) {
        write(&sites.path("sites/trust/words").join(path), bytes);
    }
    let content = sites.path("sites/../sites/trust/words");
    let outcome = sites.run("check", &["--content", content.to_str().expect("a plain path"), "--format", "github"]);
    assert_eq!(file(&outcome), "file=sites/trust/words/new.md");
    // The content is the repository.
    write(&folder.path("content/.git"), "gitdir: elsewhere\n");
    assert_eq!(file(&folder.run("check", &github)), "file=new.md");
}

// JUnit.

#[test]
fn junit_has_a_suite_a_page() {
    let folder = Folder::new(&[
        ("site.yaml", &only(RULES)),
        ("care/<a> & b.md", &page("Falls", "[more](nowhere.md)\n\n# Again")),
        ("later.md", "---\ntitle: Later\npublish_on: 2027-01-11\n---\n"),
    ]);
    let expected = |failures: usize, second: &str, passed: &str| {
        format!(
            "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<testsuites>
  <testsuite name=\"care/&lt;a&gt; &amp; b.md\" package=\"care\" id=\"0\" timestamp=\"2026-11-22T00:00:00\" hostname=\"localhost\" tests=\"2\" failures=\"{failures}\" errors=\"0\" time=\"0\">
    <properties><property name=\"file\" value=\"content/care/&lt;a&gt; &amp; b.md\"/></properties>
    <testcase name=\"Error, line 4, column 1: there is no such page (links/no-such-page)\" classname=\"care/&lt;a&gt; &amp; b.md\" time=\"0\"><failure type=\"links/no-such-page\" message=\"there is no such page\">content/care/&lt;a&gt; &amp; b.md, line 4, column 1
There is no such page. Write the path of a .md file, starting from the folder of this page.
Authority: NHS digital service manual, links; Candour
</failure></testcase>
    <testcase name=\"Warning, line 6, column 1: this heading is at the level of the page's title (markdown/second-title)\" classname=\"care/&lt;a&gt; &amp; b.md\" time=\"0\"{second}
    <system-out>{passed}</system-out>
    <system-err/>
  </testsuite>
  <testsuite name=\"index.md\" package=\"\" id=\"1\" timestamp=\"2026-11-22T00:00:00\" hostname=\"localhost\" tests=\"1\" failures=\"0\" errors=\"0\" time=\"0\">
    <properties><property name=\"file\" value=\"content/index.md\"/></properties>
    <testcase name=\"no findings\" classname=\"index.md\" time=\"0\"/>
    <system-out></system-out>
    <system-err/>
  </testsuite>
  <testsuite name=\"later.md\" package=\"\" id=\"2\" timestamp=\"2026-11-22T00:00:00\" hostname=\"localhost\" tests=\"1\" failures=\"0\" errors=\"0\" time=\"0\">
    <properties><property name=\"file\" value=\"content/later.md\"/></properties>
    <testcase name=\"Advice, line 3, column 13: this page is not published before 11 January 2027 (publishing/not-yet)\" classname=\"later.md\" time=\"0\"/>
    <system-out>Advice in later.md, line 3, column 13: this page is not published before 11 January 2027. Nothing to do: the first build on that day publishes it. Rule: publishing/not-yet.
</system-out>
    <system-err/>
  </testsuite>
</testsuites>
"
        )
    };
    let warning = "Warning in care/&lt;a&gt; &amp; b.md, line 6, column 1: this heading is at the level of the page's title. Start it with two number signs (##). Rule: markdown/second-title.\n";
    let outcome = folder.run("check", &["--format", "junit"]);
    assert_eq!(outcome.stdout, expected(1, "/>", warning));
    let strict = folder.run("check", &["--format", "junit", "--strict"]);
    let failure = "><failure type=\"markdown/second-title\" message=\"this heading is at the level of the page's title\">content/care/&lt;a&gt; &amp; b.md, line 6, column 1
This heading is at the level of the page's title. Start it with two number signs (##).
Authority: NHS digital service manual, headings; WCAG 2.2, 1.3.1 and 2.4.6
</failure></testcase>";
    assert_eq!(strict.stdout, expected(2, failure, ""));
}

#[test]
fn junit_lets_what_is_waived_pass() {
    let outcome = faulty().run("check", &["--format", "junit"]);
    let case = "<testcase name=\"Waived, line 10, column 1: this heading is at the level of the page's title (markdown/second-title)\" classname=\"policies/complaints.md\" time=\"0\"/>";
    assert!(outcome.stdout.contains(case), "{outcome}");
    let words = "Accepted: the national template has it (Director of Nursing, until 1 May 2027).";
    assert!(outcome.stdout.contains(words), "{outcome}");
}

// Waivers in what people read.

#[test]
fn what_is_waived_is_counted_and_told_with_its_reason() {
    let folder = faulty();
    let human = folder.run("check", &[]);
    assert!(human.stderr.contains(", 3 errors, 1 warning, 1 advice, 1 waived, "), "{human}");
    assert!(human.stdout.contains("(waived)"), "{human}");
    let words = "note: accepted: the national template has it (Director of Nursing, until 1 May 2027)\n";
    assert!(human.stdout.contains(words), "{human}");
    let plain = folder.run("check", &["--format", "plain"]);
    let words = " Accepted: the national template has it (Director of Nursing, until 1 May 2027). Rule: ";
    assert!(plain.stdout.contains(words), "{plain}");
}

// The report for the owners of pages.

/// Checks a site and reads the report about it.
fn report(folder: &Folder, status: i32) -> String {
    let place = folder.path("report");
    let outcome = folder.run("check", &["--report", place.to_str().expect("a plain path")]);
    assert_eq!(outcome.status, status, "{outcome}");
    assert!(outcome.stderr.contains("The report is in "), "{outcome}");
    assert_eq!(files_below(&place).into_keys().collect::<Vec<_>>(), ["index.html"]);
    std::fs::read_to_string(place.join("index.html")).expect("a report")
}

/// The words of a report from one heading to the next, as a reader hears them.
fn part(report: &str, id: &str) -> String {
    let start = report.find(&format!("<h2 id=\"{id}\">")).unwrap_or_else(|| panic!("no part {id}"));
    let rest = &report[start..];
    let end = rest[1..].find("<h2").or_else(|| rest[1..].find("</main>")).expect("an end");
    words(&rest[..=end])
}

fn words(html: &str) -> String {
    let mut words = String::new();
    for piece in html.split('<') {
        words.push_str(piece.split_once('>').map_or("", |(_, text)| text));
        words.push(' ');
    }
    let words = words.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_report_says_what_blocks_by_page_and_by_owner() {
    let report = report(&faulty(), 1);
    let all = words(&report);
    assert!(all.contains("The site cannot be published: 3 findings have to be put right first."), "{all}");
    let counts = "Pages checked 5 Findings that block publishing 3 Warnings 1 Advice 1 Findings that somebody has accepted 1 \
         Reviews that are overdue 0 Reviews due in the next 90 days 0";
    assert!(all.contains(counts), "{all}");
    let blocking = "Preventing falls, line 5: There is no such page Preventing falls, line 6: There is no such page \
         partners/one.md, line 10: A name that is not to be shown stands here";
    assert!(part(&report, "blocking").ends_with(blocking), "{}", part(&report, "blocking"));
    let pages = part(&report, "pages");
    let first = "Preventing falls Owner: Falls prevention lead. File: content/care/falls, 100% é.md \
         Blocks publishing There is no such page. Line 5: [two words](nowhere.md) \
         What to do: write the path of a .md file, starting from the folder of this page. \
         Rule: links/no-such-page , from NHS digital service manual, links; Candour";
    assert!(pages.contains(first), "{pages}");
    assert!(pages.contains("Warning This heading is at the level of the page's title. Line 8: # Again"), "{pages}");
    assert!(pages.contains("Advice This page is not published before 11 January 2027. Line 3: 2027-01-11"), "{pages}");
    let hidden = "partners/one.md Owner not shown. File: content/partners/one.md \
         Blocks publishing A name that is not to be shown stands here. Line 10 What to do:";
    assert!(pages.contains(hidden) && !pages.contains("Complaints policy"), "{pages}");
    let owners = part(&report, "owners");
    let falls = "Falls prevention lead Preventing falls : 2 findings block publishing, 1 warning No owner";
    assert!(owners.contains(falls) && owners.contains("Later : 1 piece of advice"), "{owners}");
    let accepted = part(&report, "accepted");
    let reason = "Complaints policy File: content/policies/complaints.md Accepted This heading is at the level of the page's \
         title. Line 10: # Again Accepted: the national template has it (Director of Nursing, until 1 May 2027).";
    assert!(accepted.contains(reason), "{accepted}");
    assert!(part(&report, "rules").contains("A link leads to a page that does not exist"));
}

#[test]
fn a_report_tells_pages_of_the_same_title_apart() {
    let text = |title: &str| format!("---\ntitle: {title}\nowner: Head of Falls\n---\n[a](nowhere.md)\n");
    let folder = Folder::new(&[("old.md", &text("Falls")), ("new.md", &text("Falls")), ("care.md", &text("Care"))]);
    let report = report(&folder, 1);
    let blocking = part(&report, "blocking");
    for name in ["Falls (old.md), line", "Falls (new.md), line", "Care, line"] {
        assert!(blocking.contains(name), "{name}: {blocking}");
    }
    assert!(part(&report, "owners").contains("Falls (old.md) : 1 finding blocks"), "{}", part(&report, "owners"));
}

#[test]
fn a_report_says_which_reviews_are_overdue_or_soon() {
    let dated =
        |title: &str, lines: &str| format!("---\ntitle: {title}\nowner: Owner of {title}\n{lines}\n---\nText.\n");
    let folder = Folder::new(&[
        ("site.yaml", &only(RULES)),
        ("policies/a.md", &dated("Last month", "review_due: 2026-10")),
        ("policies/b.md", &dated("Yesterday", "review_due: 2026-11-21")),
        ("policies/c.md", &dated("Today", "review_due: 2026-11-22")),
        ("policies/d.md", &dated("This month", "review_due: 2026-11")),
        ("plan/e.md", &dated("Plan", "refresh_due: 2027-01")),
        ("f.md", &dated("Ninety days", "next_review: 2027-02-20")),
        ("g.md", &dated("Ninety-one days", "next_review: 2027-02-21")),
        ("h.md", &dated("Withdrawn", "next_review: 2026-11-30\nstatus: withdrawn\nwithdrawn_reason: It is old.")),
        ("i.md", &dated("Draft", "next_review: 2026-11-30\ndraft: true")),
        ("j.md", &dated("Expired", "next_review: 2026-11-30\nexpire_on: 2026-11-22")),
        ("policies/k.md", &dated("Both", "review_due: 2026-12-01\nnext_review: 2026-12-01")),
    ]);
    let report = report(&folder, 0);
    assert_eq!(
        part(&report, "reviews"),
        "Reviews Overdue Page What is due Owner \
         Last month Review by 31 October 2026 Owner of Last month Yesterday Review by 21 November 2026 Owner of Yesterday \
         Due in the next 90 days Page What is due Owner Today Review by 22 November 2026 Owner of Today \
         This month Review by 30 November 2026 Owner of This month Both Review by 1 December 2026 Owner of Both \
         Plan Refresh by 31 January 2027 Owner of Plan Ninety days Review by 20 February 2027 Owner of Ninety days"
    );
    let owners = part(&report, "owners");
    assert!(owners.contains("Owner of Last month Last month: review overdue since 31 October 2026"), "{owners}");
    assert!(owners.contains("Owner of Plan Plan: refresh due by 31 January 2027"), "{owners}");
    let whole =
        Folder::new(&[("site.yaml", &format!("{}  links/no-such-page: off\n", only(&["config/rule-is-fixed"])))]);
    let whole = self::report(&whole, 0);
    assert!(part(&whole, "owners").ends_with("The site as a whole site.yaml : 1 warning"), "{}", words(&whole));
    let nothing_else = Folder::new(&[("site.yaml", &only(RULES)), ("a.md", &page("A", "Text."))]);
    let quiet = self::report(&nothing_else, 0);
    let none = "Reviews No review is overdue. No review is due in the next 90 days.";
    assert_eq!(part(&quiet, "reviews"), none);
    assert!(words(&quiet).contains("Nothing keeps the site from being published."));
    assert!(part(&quiet, "owners").ends_with("No owner has anything to do."));
}

#[test]
fn a_report_stands_alone_and_escapes_what_authors_write() {
    let text = "---\ntitle: <b>Falls</b> & \"more\"\nowner: <i>Lead</i>\n---\n[<u> & \"c\"](nowhere.md)\n";
    let report = report(&Folder::new(&[("falls.md", text)]), 1);
    for typed in ["<b>", "<i>", "<u>"] {
        assert!(!report.contains(typed), "{typed} is not escaped");
    }
    assert!(report.contains("&lt;b&gt;Falls&lt;/b&gt; &amp; &quot;more&quot;"));
    for asks in ["<script", "<link", "<img", "src=", "url(", "@import", " style="] {
        assert!(!report.contains(asks), "the report has {asks}");
    }
}

#[test]
fn a_report_is_written_into_a_folder_of_its_own() {
    let folder = faulty();
    let first = report(&folder, 1);
    assert_eq!(report(&folder, 1), first, "it takes the place of the one before");
    assert!(!folder.path("output").exists(), "nothing else is written");
    // Equal findings, equal bytes: the page itself tells no time.
    let refused = |place: &str, words: &str| {
        let before = files_below(folder.root());
        let outcome = folder.run("check", &["--report", folder.path(place).to_str().expect("a plain path")]);
        assert_eq!((outcome.status, outcome.stdout.as_str()), (2, ""), "{outcome}");
        assert!(outcome.stderr.contains(words), "{outcome}");
        assert!(files_below(folder.root()) == before, "{place} is as it was");
    };
    write(&folder.path("report/notes.txt"), "Notes.");
    refused("report", "holds notes.txt, which Candour did not write");
    write(&folder.path("other/index.html"), "<!DOCTYPE html>\n<p>Ours.</p>");
    refused("other", "holds index.html, which Candour did not write");
    refused("content/report", "lies in");
    refused("content", "lies in");
    refused("output/site/report", "lies in");
    refused("content/index.md", "lies in");
    refused("other/index.html", "cannot read");
}

#[test]
fn a_site_that_cannot_be_used_is_reported_as_such() {
    let folder = Folder::new(&[("site.yaml", &BARE_SITE_YAML.replace("title:", "titel:"))]);
    let report = report(&folder, 2);
    let all = words(&report);
    assert!(all.contains("Nothing else was checked: site.yaml has to be put right first."), "{all}");
    assert!(part(&report, "pages").contains("site.yaml File: content/site.yaml Blocks publishing"), "{all}");
}

#[test]
fn the_command_line_knows_the_formats_and_the_report() {
    let outcome = |arguments: &[&str]| Outcome::of(program().args(arguments));
    let help = outcome(&["check", "--help"]);
    assert!(help.stdout.contains("--report <DIR>") && help.stdout.contains("sarif"), "{help}");
    let completions = outcome(&["completions", "bash"]);
    assert!(completions.stdout.contains("human plain json sarif github junit"), "{completions}");
    assert!(completions.stdout.contains("--report"), "{completions}");
    let refused = outcome(&["build", "--report", "report"]);
    assert_eq!(refused.status, 2, "{refused}");
}
