//! Policies and plans as readers meet them: document control, whether they are in force, and guides in parts.

use candour::site::Drafts;

use crate::folder::{Folder, Made, Wish, build, nhs_theme, page, told};

/// A policy with these lines of front matter.
fn policy(lines: &str, body: &str) -> String {
    format!("---\ntitle: Falls policy\nreference: NM-1\n{lines}---\n{body}\n")
}

const CONTACTS: &str = "\
organisation:
  name: Northmere Health and Care NHS Trust
site:
  title: Patient safety at Northmere
  url: https://safety.northmere.example
contacts:
  feedback:
    team: Patient safety team
    email: safety@northmere.example
    phone: 01632 960120
";

/// The text of a page, each tag a space.
fn text(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn document_control_is_whole_in_every_format() {
    let lines = "version: \"2.0\"\napproved_on: 2026-04-01\napproved_by: Trust board\neffective_from: 2026-05-01
review_due: 2028-04\nowner: Head of Falls\ndirector: Chief Nurse\ncommittee: Safety Committee\ndocuments: [text]\n";
    let made = Made::new(&[("site.yaml", CONTACTS), ("policies/falls.md", &policy(lines, "Text."))]);
    let expected = "Reference NM-1 Version 2.0 Status In force Approved by Trust board Approved on 1 April 2026 \
In force from 1 May 2026 Review due April 2028 Document owner Head of Falls Responsible director Chief Nurse \
Responsible committee Safety Committee Contact Patient safety team safety@northmere.example 01632 960120";
    let web = text(made.text("policies/falls/index.html"));
    assert!(web.contains(&expected.replace("safety@", "safety@ ")), "{web}");
    let plain = made.text("policies/falls/falls.txt");
    for words in ["Status: In force", "Document owner: Head of Falls", "01632 960120"] {
        assert!(plain.contains(words), "{words}: {plain}");
    }
}

#[test]
fn a_page_says_whether_it_is_in_force() {
    for (lines, words) in [
        ("", "In force"),
        ("effective_from: 2027-01-01\n", "Not in force before 1 January 2027"),
        ("status: withdrawn\nwithdrawn_reason: It is out of date.\n", "Withdrawn. It is out of date."),
        ("status: superseded\nsuperseded_by: ../index.md\n", "Replaced by a newer version"),
        ("draft: true\n", "Draft"),
    ] {
        let wish = Wish { drafts: Drafts::Shown, ..Wish::default() };
        let lines = format!("documents: [text]\n{lines}");
        let made = Made::of(&[("policies/falls.md", &policy(&lines, "Text."))], &wish);
        let plain = made.text("policies/falls/falls.txt");
        assert!(plain.contains(&format!("Status: {words}")), "{words}: {plain}");
    }
}

#[test]
fn an_overdue_document_is_marked_from_the_day_after_its_date() {
    let files = [("policies/falls.md", &*policy("review_due: 2026-11-22\ndocuments: [text]\n", "Text."))];
    let marked = |day, files: &[(&str, &str)]| {
        let made = Made::of(files, &Wish { day, ..Wish::default() });
        let web = text(made.text("policies/falls/index.html")).contains("Review due 22 November 2026 (overdue)");
        let document = made.text("policies/falls/falls.txt").contains("Review due: 22 November 2026 (overdue)");
        assert_eq!(web, document);
        document
    };
    assert_eq!((marked("2026-11-22", &files), marked("2026-11-23", &files)), (false, true));
    let replaced = policy("review_due: 2026-11-22\ndocuments: [text]\nstatus: withdrawn\nwithdrawn_reason: Old.\n", "");
    assert!(!marked("2027-11-23", &[("policies/falls.md", &replaced)]));
    let month = [("policies/falls.md", &*policy("review_due: 2026-11\ndocuments: [text]\n", "Text."))];
    let text = |day| Made::of(&month, &Wish { day, ..Wish::default() }).text("policies/falls/falls.txt").to_owned();
    assert!(!text("2026-11-30").contains("overdue") && text("2026-12-01").contains("November 2026 (overdue)"));
}

const GUIDE: &str = "\
Opening words.[^first] See [the duties](#duties) and [roles](guide.md#roles).

## Scope

Who it is for.[^second] Back to [roles](#roles).

## Duties

What to do.[^first] Ask [who](#scope).

### Roles

The matron.[^third] See [above](#duties).

[^first]: One. See also.[^third]
[^second]: Two.
[^third]: Three.
";

fn guide() -> Made {
    let guide = format!("---\ntitle: Falls\nguide: true\ndocuments: [text]\n---\n{GUIDE}");
    let links = "[Whole](guide.md) [Part](guide.md#duties) [Below](guide.md#roles) [Typed](/guide/duties/)";
    Made::new(&[("guide.md", &guide), ("links.md", &page("Links", links))])
}

/// The parts of the guide, in order.
const PARTS: [&str; 3] = ["guide/index.html", "guide/scope/index.html", "guide/duties/index.html"];

fn link(words: &str, address: &str) -> String {
    format!("href={address}>{words}</a>")
}

fn bare(html: &str) -> String {
    html.replace('"', "")
}

#[test]
fn a_guide_is_read_in_parts() {
    let made = guide();
    for (path, heading, title) in [
        (PARTS[0], "<h1>Falls</h1>", "Falls – Patient safety at Northmere"),
        (PARTS[1], "<h1 id=scope>Scope</h1>", "Scope – Falls – Patient safety at Northmere"),
        (PARTS[2], "<h1 id=duties>Duties</h1>", "Duties – Falls – Patient safety at Northmere"),
    ] {
        let html = bare(made.text(path));
        let address = format!("https://safety.northmere.example/{}", path.trim_end_matches("index.html"));
        assert!(html.contains(heading) && html.contains(&format!("<title>{title}</title>")), "{path}: {html}");
        assert!(
            html.contains(&format!("rel=canonical href={address}"))
                || html.contains(&format!("href={address} rel=canonical")),
            "{html}"
        );
        assert!(!html.contains("noindex") && html.matches("<h1").count() == 1, "{html}");
    }
    // A heading below the part's own moves up a level, so that none is left out.
    assert!(bare(made.text(PARTS[2])).contains("<h2 id=roles>Roles</h2>"));
    assert!(!made.text(PARTS[0]).contains("Who it is for") && !made.text(PARTS[1]).contains("The matron"));
}

#[test]
fn a_guide_also_stands_whole() {
    let made = guide();
    let whole = bare(made.text("guide/print/index.html"));
    assert!(whole.contains("noindex"), "{whole}");
    assert!(
        whole.contains("https://safety.northmere.example/guide/ ")
            || whole.contains("https://safety.northmere.example/guide/>")
    );
    for words in
        ["Opening words.", "Who it is for.", "What to do.", "<h3 id=roles>", "One. See also.", "Two.", "Three."]
    {
        assert!(whole.contains(words), "{words}: {whole}");
    }
    for words in [link("the duties", "#duties"), link("roles", "#roles"), link("who", "#scope")] {
        assert!(whole.contains(&words), "{words}: {whole}");
    }
    // The parts together say what the whole says, in order, and no more.
    let body = |path: &str| {
        let html = made.text(path);
        let html = &html[html.find("</h1>").expect("a title")..html.find("data-footnotes").unwrap_or(html.len())];
        let html = html.split_once("</ol>").map_or(html, |(_, rest)| rest);
        text(html.rsplit_once('<').expect("a tag").0)
    };
    let parts = [body(PARTS[0]), "Scope".into(), body(PARTS[1]), "Duties".into(), body(PARTS[2])];
    assert_eq!(parts.join(" "), body("guide/print/index.html"));
    // Documents are made of the whole.
    assert!(made.text("guide/guide.txt").contains("The matron."));
}

#[test]
fn links_lead_to_the_part_that_has_the_heading() {
    let made = guide();
    let [first, scope, duties] = PARTS.map(|path| bare(made.text(path)));
    let links = bare(made.text("links/index.html"));
    for (html, words, address) in [
        (&first, "the duties", "/guide/duties/"),
        (&first, "roles", "/guide/duties/#roles"),
        (&scope, "roles", "/guide/duties/#roles"),
        (&duties, "who", "/guide/scope/"),
        (&duties, "above", "#duties"),
        (&links, "Whole", "/guide/"),
        (&links, "Part", "/guide/duties/"),
        (&links, "Below", "/guide/duties/#roles"),
        (&links, "Typed", "/guide/duties/"),
    ] {
        assert!(html.contains(&link(words, address)), "{words} should lead to {address}: {html}");
    }
}

#[test]
fn footnotes_stand_in_the_parts_that_refer_to_them() {
    let made = guide();
    let notes = |path: &str| {
        let html = bare(made.text(path));
        let notes = html.split_once("data-footnotes").map_or("", |(_, notes)| notes);
        let text = text(&format!("<{notes}"));
        (text.split("Safety").next().unwrap_or("").to_owned(), html)
    };
    let (first, html) = notes(PARTS[0]);
    // The third is there because the first refers to it, with the number it has everywhere.
    assert!(first.contains("One. See also.") && first.contains("Three.") && !first.contains("Two."), "{first}");
    assert!(html.contains("<li value=3 id=footnote_3>") || html.contains("<li id=footnote_3 value=3>"), "{html}");
    let (scope, html) = notes(PARTS[1]);
    assert!(scope.contains("Two.") && !scope.contains("One."), "{scope}");
    assert!(html.contains("id=footnote_2") && html.contains("href=#footnote_2"), "{html}");
    for path in PARTS.iter().chain(&["guide/print/index.html"]) {
        let html = bare(made.text(path));
        for (at, _) in html.match_indices("href=#") {
            let id: String = html[at + 6..].chars().take_while(|c| !" >".contains(*c)).collect();
            assert!(html.contains(&format!("id={id}")), "{path} has no place #{id}: {html}");
        }
    }
}

#[test]
fn a_guide_is_listed_once_and_found_in_parts() {
    let guide = format!("---\ntitle: Falls\nguide: true\n---\n{}", GUIDE.replace("guide.md", "falls.md"));
    let made = Made::new(&[("care/falls.md", &guide), ("care/_index.md", &page("Care", "Text."))]);
    assert_eq!(made.text("care/index.html").matches("/care/falls/").count(), 1);
    let sitemap = made.text("sitemap.xml");
    for (path, times) in [("falls/<", 1), ("falls/scope/<", 1), ("falls/duties/<", 1), ("print", 0)] {
        assert_eq!(sitemap.matches(path).count(), times, "{path}: {sitemap}");
    }
}

#[test]
fn without_words_before_the_first_heading_its_section_comes_first() {
    let made = Made::new(&[("a.md", "---\ntitle: A\nguide: true\n---\n## One\n\nText.\n\n## Two\n\nMore.\n")]);
    assert!(bare(made.text("a/index.html")).contains("<h1 id=one>One</h1>"));
    assert!(!made.paths().contains(&"a/one/index.html"), "{:?}", made.paths());
    assert!(made.paths().contains(&"a/two/index.html"));
}

#[test]
fn parts_keep_off_other_pages() {
    let guide = "---\ntitle: A\nguide: true\n---\n## One\n\nText.\n\n## Two\n\nMore.\n\n## Print\n\nPaper.\n";
    let found = |files: &[(&str, &str)]| told(&build(files).expect("a site").findings);
    let collides = "addresses/part-collides";
    assert!(found(&[("a.md", guide)]).contains(&format!("a.md:13:1 error {collides}")));
    let guide = guide.replace("## Print", "## Paper");
    assert!(!found(&[("a.md", &guide)]).contains(collides));
    for (path, place) in [("a/two.md", "a.md:9:1"), ("a/print.md", "a.md:3:8")] {
        let found = found(&[("a.md", &guide), (path, &page("Other", "Text."))]);
        assert!(found.contains(&format!("{place} error {collides}")), "{path}: {found}");
    }
    let alias = "---\ntitle: Old\naliases: [/a/two/]\n---\nText.\n";
    assert!(found(&[("a.md", &guide), ("b.md", alias)]).contains("addresses/alias-collides"));
}

#[test]
fn what_cannot_be_split_stays_whole() {
    let body = "guide: true\n---\n## One\n\nText.\n\n## Two\n\nText.\n";
    for path in ["index.md", "care/_index.md", "short.md", "accessibility-statement.md"] {
        let text = match path {
            "short.md" => "---\ntitle: A\nguide: true\n---\nText.\n\n## One\n".to_owned(),
            "accessibility-statement.md" => format!("---\nkind: statement\ntitle: Accessibility statement\n{body}"),
            _ => format!("---\ntitle: A\n{body}"),
        };
        let build = build(&[(path, &text)]).expect("a site");
        assert!(told(&build.findings).contains("publishing/guide-not-split"), "{path}");
    }
}

/// The site as the theme that people get shows it.
fn in_theme(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::new(files);
    let theme = nhs_theme();
    let outcome = folder.build_with(&["--theme", theme.to_str().expect("a plain path")]);
    assert_eq!(outcome.status, 0, "{outcome}");
    folder
}

#[test]
fn a_guide_shows_its_parts_and_the_ways_on() {
    let guide = format!("---\ntitle: Falls\nguide: true\ndocuments: [text]\n---\n{GUIDE}");
    let folder = in_theme(&[("guide.md", &guide)]);
    let html = |path: &str| bare(&folder.text(path));
    let [first, scope, duties] = PARTS.map(html);
    for html in [&first, &scope, &duties] {
        assert!(html.contains("aria-label=Pages in this guide") && html.contains("href=/guide/print/"), "{html}");
        assert_eq!(html.matches("aria-current=page").count(), 1, "{html}");
    }
    assert!(scope.contains("<span class=nhsuk-contents-list__current>Scope</span>"), "{scope}");
    let ways = |html: &str| (html.contains("rel=prev"), html.contains("rel=next"), html.contains("/guide/guide.txt"));
    assert_eq!(
        (ways(&first), ways(&scope), ways(&duties)),
        ((false, true, true), (true, true, false), (true, false, false))
    );
    let whole = html("guide/print/index.html");
    assert_eq!(ways(&whole), (false, false, true));
    assert!(whole.contains("<h1>Falls</h1>") && !whole.contains("Pages in this guide"), "{whole}");
}

#[test]
fn a_banner_tells_readers_that_a_review_is_overdue() {
    let folder = in_theme(&[
        ("policies/late.md", &policy("review_due: 2026-11-21\ndocuments: none\n", "Text.")),
        ("policies/timely.md", &policy("review_due: 2026-11-22\ndocuments: none\n", "Text.")),
        ("plan/late.md", "---\ntitle: Plan\nreference: P\nrefresh_due: 2026-10\ndocuments: none\n---\nText.\n"),
    ]);
    let shown = |path: &str| text(&folder.text(path));
    assert!(
        shown("policies/late/index.html").contains("Review overdue : This was due for review by 21 November 2026.")
    );
    assert!(shown("plan/late/index.html").contains("due for review by October 2026."));
    assert!(!shown("policies/timely/index.html").contains("overdue"));
}
