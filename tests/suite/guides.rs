//! Policies and plans as readers meet them: document control, whether they are in force, and guides in parts.

use candour::site::Drafts;

use crate::folder::{Folder, Made, SITE_YAML, SVG, Wish, build, nhs_theme, page, told};

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
fn captions_have_one_number_in_parts_whole_and_documents() {
    let table = |caption: &str| format!("Table: {caption}\n\n| Ward | Falls |\n| --- | --- |\n| Lark | 430 |\n\n");
    let figure = |caption: &str| format!("::: figure {{caption=\"{caption}\"}}\n![A bed](a.svg)\n:::\n\n");
    let plain = "| Bay | Beds |\n| --- | --- |\n| One | 412 |\n\n";
    let chart = "::: chart {data=calls.csv type=bar title=\"Calls\"} :::\n\n";
    let parts = [
        table("Falls") + plain + chart,
        format!("## Scope\n\n{}\n\n> {}", figure("A bed"), table("Bays").trim_end().replace('\n', "\n> ")),
        format!("\n\n## Duties\n\n{}{}", figure("A ward"), table("Nurses")),
    ];
    let expected = [
        &["Table 1: Falls", "Table 2: Calls"][..],
        &["Figure 1: A bed", "Table 3: Bays"],
        &["Figure 2: A ward", "Table 4: Nurses"],
    ];
    let markdown = format!("---\ntitle: Falls\nguide: true\ndocuments: [text]\n---\n{}", parts.concat());
    let data = "Year,Calls\n2025,430\n2026,412\n";
    // And on a page in another language, in its words.
    let welsh = format!("---\ntitle: Cwympiadau\n---\n{}{}", table("Wardiau"), figure("Gwely"));
    let site = format!("languages: [cy]\n{SITE_YAML}");
    let guide = ("guide.md", &*markdown);
    let folder = in_theme(&[("site.yaml", &site), guide, ("calls.csv", data), ("a.svg", SVG), ("falls.cy.md", &welsh)]);
    let [whole, welsh] = ["guide/print/index.html", "cy/falls/index.html"].map(|path| text(&folder.text(path)));
    assert!(welsh.contains("Tabl 1: Wardiau") && welsh.contains("Ffigur 1: Gwely"), "{welsh}");
    let plain = folder.text("guide/guide.txt");
    for (path, captions) in PARTS.iter().zip(expected) {
        let part = text(&folder.text(path));
        for caption in captions {
            assert!(part.contains(caption) && whole.contains(caption), "{path}: {caption}: {part}");
            assert!(plain.contains(caption), "{caption}: {plain}");
        }
        let count = |of: &str| part.matches(of).count();
        assert_eq!(count("Table ") + count("Figure "), captions.len(), "{part}");
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
    in_theme_with(files, &[])
}

fn in_theme_with(files: &[(&str, &str)], options: &[&str]) -> Folder {
    let folder = Folder::new(files);
    let theme = nhs_theme();
    let outcome = folder.build_with(&[&["--theme", theme.to_str().expect("a plain path")], options].concat());
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

/// Each entry of a list by its title, with the words and the class of its mark.
fn marks(html: &str) -> Vec<(String, String)> {
    let html = bare(html);
    let entries = html.split("<li class=candour-listing__item>").skip(1);
    let between = |html: &str, from: &str, to: &str| {
        html.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map_or(String::new(), |(it, _)| it.to_owned())
    };
    let mut marks: Vec<(String, String)> = entries
        .map(|entry| {
            let entry = entry.split("</li><li class=candour-listing__item>").next().unwrap_or(entry);
            let heading = between(entry, "candour-listing__heading", "</h");
            let title = text(&format!("<x{heading}"));
            (title, text(&between(entry, "<p class=candour-listing__tag>", "</p>")))
        })
        .collect();
    marks.sort();
    marks
}

#[test]
fn lists_mark_what_is_not_simply_in_force_and_nothing_else() {
    let policy = |title: &str, lines: &str| format!("---\ntitle: {title}\ndocuments: none\n{lines}---\nText.\n");
    let plan = |title: &str, from: &str, to: &str| policy(title, &format!("period: {{from: {from}, to: {to}}}\n"));
    let files = [
        ("policies/a.md", policy("In force", "review_due: 2026-11-22\n")),
        ("policies/b.md", policy("Late", "review_due: 2026-11-21\n")),
        ("policies/c.md", policy("Old", "status: withdrawn\nwithdrawn_reason: Old.\nreview_due: 2026-11-21\n")),
        ("policies/d.md", policy("Former", "status: superseded\nsuperseded_by: a.md\n")),
        ("policies/e.md", policy("To write", "draft: true\nreview_due: 2026-11-21\n")),
        ("policies/f.md", policy("Next week", "publish_on: 2026-11-29\n")),
        ("policies/g.md", policy("Over", "expire_on: 2026-11-22\n")),
        ("plan/a.md", plan("Now", "2026-01", "2026-12")),
        ("plan/b.md", plan("Before", "2024-01", "2025-12")),
        ("plan/c.md", plan("Next", "2027-01", "2028-12")),
        ("care/_index.md", page("Care", "Text.")),
        ("care/falls.md", page("Falls", "Text.")),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let expected = |marks: &[(&str, &str)]| -> Vec<(String, String)> {
        marks.iter().map(|(title, mark)| ((*title).to_owned(), (*mark).to_owned())).collect()
    };
    let public = in_theme(&files);
    let of_policies = [("Former", "Replaced"), ("In force", ""), ("Late", "Review overdue"), ("Old", "Withdrawn")];
    assert_eq!(marks(&public.text("policies/index.html")), expected(&of_policies));
    assert_eq!(
        marks(&public.text("plan/index.html")),
        expected(&[("Before", "Ended"), ("Next", "To come"), ("Now", "Current")])
    );
    assert_eq!(marks(&public.text("care/index.html")), expected(&[("Falls", "")]));
    for path in ["policies/a/index.html", "care/falls/index.html"] {
        let html = public.text(path);
        assert!(!html.contains("candour-banner") && !html.contains("nhsuk-tag"), "{html}");
    }

    // What only drafts show is marked in lists as it is on its own page.
    let drafts = in_theme_with(&files, &["--drafts"]);
    let mut all = of_policies.to_vec();
    all.extend([("Next week", "Not published yet"), ("Over", "No longer published"), ("To write", "Draft")]);
    all.sort_unstable();
    assert_eq!(marks(&drafts.text("policies/index.html")), expected(&all));
    for (path, kind) in [("e", "draft"), ("f", "scheduled"), ("g", "expired"), ("c", "withdrawn"), ("d", "superseded")]
    {
        let html = drafts.text(&format!("policies/{path}/index.html"));
        assert!(html.contains(&format!("candour-banner--{kind}")), "{html}");
        // A draft whose review is late has two marks; no other page has.
        let count = html.matches("candour-banner__heading").count();
        assert_eq!(count, 1 + usize::from(path == "e"), "{html}");
    }
}

// Whom to ask.

#[test]
fn a_contact_stands_in_a_box_with_its_heading() {
    let folder = in_theme(&[
        ("with.md", &page("A", "::: contact Ask **us**\nPhone 01632 960120.\n:::")),
        ("bare.md", &page("B", "::: contact\nPhone 01632 960120.\n:::")),
        ("without.md", &page("C", "Phone 01632 960120.")),
    ]);
    let html = |path: &str| bare(&folder.text(path));
    let with = html("with/index.html");
    let boxed = "<div class=candour-contact><div class=candour-contact__heading>Ask <strong>us</strong></div><p>Phone 01632 960120.</div>";
    assert!(with.replace("</p>", "").contains(boxed), "{with}");
    let plain = html("bare/index.html");
    assert!(
        plain.contains("<div class=candour-contact><p>Phone") && !plain.contains("candour-contact__heading"),
        "{plain}"
    );
    assert!(!html("without/index.html").contains("candour-contact"));
}

#[test]
fn readers_are_told_whom_to_ask_once_and_only_where_somebody_is_named() {
    let lines = "owner: Head of Falls\ndocuments: [text]\n";
    let contact_in = |settings: &str, body: &str| {
        let made = Made::new(&[("site.yaml", settings), ("policies/falls.md", &policy(lines, body))]);
        made.text("policies/falls/falls.txt").matches("Contact").count()
    };
    let own = "Contact\n: Falls team, 01632 960121\n\nText.";
    let nobody = CONTACTS.split("contacts:").next().expect("settings");
    assert_eq!((contact_in(CONTACTS, "Text."), contact_in(CONTACTS, own)), (1, 1));
    assert_eq!((contact_in(nobody, "Text."), contact_in(nobody, own)), (0, 1));

    let [with, without] = [CONTACTS, nobody].map(|settings| {
        let folder = in_theme(&[("site.yaml", settings), ("falls.md", &page("Falls", "Text."))]);
        folder.text("falls/index.html")
    });
    assert!(
        text(&with).contains("Feedback on this page") && bare(&with).contains("href=mailto:safety@northmere.example")
    );
    assert!(text(&with).contains("Phone: 01632 960120"), "{with}");
    for absent in ["Feedback on this page", "candour-ways", "mailto:", "Other formats and languages"] {
        assert!(!without.contains(absent), "{absent}: {without}");
    }
}
