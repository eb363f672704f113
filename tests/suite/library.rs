//! Landing pages, the library of learning and the feeds that go with them.

use crate::folder::{Folder, Made, SITE_YAML, Wish, nhs_theme, page};

/// A summary with these lines in its front matter.
fn summary(title: &str, lines: &str) -> String {
    format!("---\ntitle: {title}\ndocuments: none\n{lines}---\nText.\n")
}

/// Built with the theme that people get; without quotation marks, which minifying leaves out where it may.
fn published(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::new(files);
    let outcome = folder.build_with(&["--theme", nhs_theme().to_str().expect("a plain path")]);
    assert_eq!(outcome.status, 0, "{outcome}");
    folder
}

fn unquoted(folder: &Folder, path: &str) -> String {
    folder.text(path).replace('"', "")
}

/// These words stand in this order.
#[track_caller]
fn in_order(text: &str, words: &[&str]) {
    let mut rest = text;
    for word in words {
        let at = rest.find(word).unwrap_or_else(|| panic!("{word:?} is not in its place in\n{text}"));
        rest = &rest[at + word.len()..];
    }
}

const LEARNING: &[(&str, &str)] = &[
    ("learning/_index.md", "---\ntitle: What we learned\n---\nFirst words.\n\n## Later words\n\nText.\n"),
    (
        "learning/one.md",
        "---\ntitle: One fall\ndocuments: none\ntheme: [falls, Sepsis]\nperiod: 2026-Q2\nsetting: care home\n\
         response_type: after action review\nlast_reviewed: 2026-07-01\n---\nText.\n",
    ),
    (
        "learning/two.md",
        "---\ntitle: Two falls\ndocuments: none\ntheme: [falls]\nperiod: spring 2026\nlast_reviewed: 2026-08-01\n---\nText.\n",
    ),
    (
        "learning/deep/three.md",
        "---\ntitle: Three falls\ndocuments: none\ntheme: [Falls]\nperiod: 2025\npublish_on: 2025-02-03\n\
         last_reviewed: 2026-09-01\n---\nText.\n",
    ),
    (
        "learning/four.md",
        "---\ntitle: Withdrawn fall\nstatus: withdrawn\nwithdrawn_reason: Asked.\ntheme: [falls]\nlast_reviewed: 2026-09-01\n---\nText.\n",
    ),
    (
        "learning/five.md",
        "---\ntitle: Draft fall\ndraft: true\ntheme: [falls, drafts]\nlast_reviewed: 2026-09-01\n---\nText.\n",
    ),
];

#[test]
fn learning_is_listed_from_the_newest_on_with_ways_to_browse_it() {
    let folder = published(LEARNING);
    let landing = unquoted(&folder, "learning/index.html");
    in_order(
        &landing,
        &["First words.", ">Two falls</a>", ">One fall</a>", ">Three falls</a>", "Browse learning", "Later words"],
    );
    in_order(
        &landing,
        &[
            "Theme: Falls, Sepsis",
            "Where: Care home",
            "When: April to June 2026",
            "How we responded: After action review",
        ],
    );
    assert!(landing.contains("Published: 3 February 2025") && landing.contains("Number of summaries: 3"), "{landing}");
    in_order(&landing, &["href=/learning/theme/falls/>Falls</a> (3)", "href=/learning/theme/sepsis/>Sepsis</a> (1)"]);
    in_order(
        &landing,
        &[
            "/learning/period/2026/>2026</a> (2)",
            "/learning/period/2026/q2/>",
            "/learning/period/2026/spring/>Spring 2026",
            "/learning/period/2025/>2025</a> (1)",
        ],
    );
    assert!(!landing.contains("Withdrawn fall") && !landing.contains("Draft fall"), "{landing}");
}

#[test]
fn every_value_has_a_page_and_a_feed() {
    let folder = published(LEARNING);
    let falls = unquoted(&folder, "learning/theme/falls/index.html");
    in_order(&falls, &["<h1>Learning about falls</h1>", ">Two falls</a>", ">One fall</a>", ">Three falls</a>"]);
    in_order(
        &falls,
        &[
            "nhsuk-breadcrumb",
            ">Home</a>",
            "href=/learning/>What we learned</a>",
            "href=/learning/theme/>Learning by theme</a>",
        ],
    );
    assert!(falls.contains("aria-current=page href=/learning/theme/falls/"), "{falls}");
    assert!(falls.contains("rel=canonical") && !falls.contains("noindex"), "{falls}");
    assert!(falls.contains("href=/learning/theme/falls/feed.xml"), "{falls}");
    assert_eq!(falls.matches("type=application/atom+xml").count(), 3, "its own feed and the two of the site: {falls}");
    for (path, h1) in [
        ("learning/theme/index.html", "Learning by theme"),
        ("learning/setting/care-home/index.html", "Learning by where it happened: care home"),
        ("learning/response/after-action-review/index.html", "Learning by how we responded: after action review"),
        ("learning/period/2026/q2/index.html", "Learning from April to June 2026"),
        ("learning/period/2026/spring/index.html", "Learning from spring 2026"),
        ("learning/period/2026/index.html", "Learning from 2026"),
        ("learning/period/index.html", "Learning by when it happened"),
    ] {
        assert!(folder.text(path).contains(&format!("<h1>{h1}</h1>")), "{path}");
        let address = format!("<loc>https://safety.northmere.example/{}</loc>", path.trim_end_matches("index.html"));
        assert!(folder.text("sitemap.xml").contains(&address), "{address}");
    }
    let one = unquoted(&folder, "learning/one/index.html");
    in_order(
        &one,
        &[
            "More learning like this",
            "/learning/theme/falls/>Learning about falls</a>",
            "/learning/theme/sepsis/>",
            "Subscribe to updates",
        ],
    );
    assert!(!folder.site().keys().any(|path| path.contains("drafts")), "a draft makes no page");
}

#[test]
fn what_an_author_puts_at_an_address_stands() {
    let made = Made::new(&[
        ("learning/one.md", &summary("One", "theme: [falls, sepsis, '???', burns]\n")),
        ("learning/theme/falls.md", &page("All about falls", "Our own words.")),
        ("old.md", "---\ntitle: Moved\naliases: [/learning/theme/sepsis/]\n---\nText.\n"),
    ]);
    assert!(made.text("learning/theme/falls/index.html").contains("Our own words."));
    assert!(made.text("learning/theme/sepsis/index.html").contains("0; url=/old/"));
    assert!(made.text("learning/theme/burns/index.html").contains("<h1>Learning about burns</h1>"));
    let sitemap = made.text("sitemap.xml");
    assert_eq!(sitemap.matches("/learning/theme/falls/<").count(), 1, "{sitemap}");
    assert!(!sitemap.contains("/learning/theme/sepsis/"), "{sitemap}");
}

#[test]
fn values_of_every_length_and_script_have_addresses_that_a_disk_can_hold() {
    let long = "very ".repeat(300);
    let lines = format!("theme: ['{long}', 'Ωμέγα', '../../evil', 'a/b', '<b>bold</b> & more']\nperiod: 2026 pages\n");
    let made = Made::new(&[("learning/one.md", &summary("One", &lines))]);
    let paths = made.paths();
    assert!(paths.contains(&"learning/theme/omega/index.html") && paths.contains(&"learning/theme/evil/index.html"));
    assert!(paths.contains(&"learning/theme/a-b/index.html"));
    assert!(paths.iter().all(|path| path.split('/').all(|part| part.len() < 200)), "{paths:?}");
    let bold = made.text("learning/theme/bbold-b-more/index.html");
    assert!(!bold.contains("<b>") && bold.contains("<h1>Learning about &lt;b"), "{bold}");
    let feed = made.paths().contains(&"learning/feed.xml");
    assert!(!feed, "a summary without a date is no news");
}

#[test]
fn long_lists_go_on_to_further_pages() {
    let many: Vec<(String, String)> = (0..230)
        .map(|n| {
            let lines = format!("theme: [falls]\nlast_reviewed: 2025-{:02}-{:02}\n", n / 20 + 1, n % 20 + 1);
            (format!("learning/s{n}.md"), summary(&format!("Summary {n}"), &lines))
        })
        .collect();
    let mut files: Vec<(&str, &str)> = many.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    files.push(("learning/_index.md", "---\ntitle: Learning\n---\nText.\n"));
    let folder = published(&files);
    let entries = |path: &str| unquoted(&folder, path).matches("candour-listing__item").count();
    for first in ["learning", "learning/theme/falls"] {
        let pages = ["", "page-2/", "page-3/"].map(|more| format!("{first}/{more}index.html"));
        assert_eq!(pages.each_ref().map(|path| entries(path)), [100, 100, 30]);
        let second = unquoted(&folder, &pages[1]);
        assert!(
            second.contains(&format!("rel=prev href=/{first}/>"))
                || second.contains(&format!("href=/{first}/ rel=prev"))
        );
        assert!(second.contains(&format!("href=/{first}/page-3/")) && second.contains("rel=next"), "{second}");
        assert!(second.contains(", page 2 of 3</h1>"), "{second}");
        assert!(folder.text("sitemap.xml").contains(&format!("/{first}/page-3/</loc>")));
        assert!(!folder.path(&format!("output/site/{first}/page-4")).exists());
    }
    in_order(
        &unquoted(&folder, "learning/index.html"),
        &[">Summary 229</a>", ">Summary 228</a>", "href=/learning/page-2/"],
    );
    assert_eq!(folder.text("learning/feed.xml").matches("<entry>").count(), 50, "no more than people read");
}

#[test]
fn policies_show_what_readers_choose_by() {
    let policy = |title: &str, lines: &str| format!("---\ntitle: {title}\ndocuments: none\n{lines}---\nText.\n");
    let letters: Vec<(String, String)> =
        ["apples", "Bananas", "Ångström", "cherries", "dates", "elder", "figs", "grapes", "hops", "ivy"]
            .iter()
            .map(|title| (format!("policies/{}.md", title.to_lowercase()), policy(title, "")))
            .collect();
    let own = [
        ("policies/_index.md".to_owned(), page("Policies", "Text.")),
        ("policies/new.md".to_owned(), policy("New policy", "reference: NM-1\nversion: '2.10'\nreview_due: 2027-01\n")),
        ("policies/late.md".to_owned(), policy("Late policy", "review_due: 2026-11-10\n")),
        ("policies/old.md".to_owned(), policy("Old policy", "status: superseded\nsuperseded_by: new.md\n")),
        ("policies/gone.md".to_owned(), policy("Gone policy", "status: withdrawn\nwithdrawn_reason: Not needed.\n")),
    ];
    let files: Vec<(&str, &str)> = own.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let html = unquoted(&published(&files), "policies/index.html");
    in_order(
        &html,
        &[
            ">Late policy</a>",
            "Review overdue",
            ">New policy</a>",
            "Reference: NM-1",
            "Version: 2.10",
            "Review due: January 2027",
        ],
    );
    in_order(&html, &["Older versions", ">Gone policy</a>", "Withdrawn", ">Old policy</a>", "Replaced"]);
    assert!(!html.contains(">L</h3>"), "a few need no letters");
    let all: Vec<(&str, &str)> =
        files.into_iter().chain(letters.iter().map(|(path, text)| (path.as_str(), text.as_str()))).collect();
    let html = unquoted(&published(&all), "policies/index.html");
    in_order(&html, &[">A</h3>", ">Ångström</a></h4>", ">B</h3>", ">Bananas</a></h4>", ">N</h3>", ">New policy</a>"]);
    assert_eq!(html.matches(">A</h3>").count(), 1, "{html}");
}

#[test]
fn the_plan_in_force_comes_first() {
    let plan = |title: &str, from: &str, to: &str| {
        format!("---\ntitle: {title}\ndocuments: none\nperiod: {{from: {from}, to: {to}}}\n---\nText.\n")
    };
    let html = unquoted(
        &published(&[
            ("plan/_index.md", &page("Our plan", "Text.")),
            ("plan/a.md", &plan("Oldest", "2020-01", "2021-12")),
            ("plan/b.md", &plan("Older", "2022-01", "2024-12")),
            ("plan/c.md", &plan("In force", "2025-01", "2026-12")),
            ("plan/d.md", &plan("To come next", "2027-01", "2028-12")),
        ]),
        "plan/index.html",
    );
    in_order(
        &html,
        &[
            ">In force</a>",
            ">Current<",
            ">To come next</a>",
            ">To come<",
            "Past plans",
            ">Older</a>",
            ">Ended<",
            ">Oldest</a>",
        ],
    );
}

#[test]
fn partners_are_cards() {
    let svg = crate::folder::SVG;
    let folder = published(&[
        ("partners/_index.md", &page("Partners", "Text.")),
        (
            "partners/wren.md",
            "---\nname: Wren\nname_shown: pseudonym\nphoto: bird.svg\nphoto_alt: A small bird\nsince: 2024-09\ncommittees: [Falls group]\n\
             consent: {photo: true, given_on: 2026-01-01}\n---\n",
        ),
        ("partners/bird.svg", svg),
    ]);
    let html = unquoted(&folder, "partners/index.html");
    in_order(
        &html,
        &["nhsuk-card", "alt=A small bird", ">Wren</a>", "Partner since: September 2024", "Falls group"].map(|it| it),
    );
    assert!(html.contains("src=/partners/bird.svg"), "{html}");
}

#[test]
fn a_folder_without_a_landing_page_has_one() {
    let made = Made::new(&[
        ("policies/one.md", &page("One policy", "Text.")),
        ("learning/one.md", &summary("One summary", "theme: [falls]\n")),
        ("care/one.md", &page("One page", "Text.")),
    ]);
    let html = made.text("policies/index.html");
    assert!(html.contains("<h1>Policies</h1>") && html.contains(">One policy</a>"), "{html}");
    assert!(made.text("learning/index.html").contains("<h1>Learning</h1>"));
    assert!(!made.paths().contains(&"care/index.html") && !made.paths().contains(&"plan/index.html"));
    let folder = published(&[("policies/one.md", &page("One policy", "Text."))]);
    in_order(&unquoted(&folder, "policies/one/index.html"), &["nhsuk-breadcrumb", "href=/policies/>Policies</a>"]);
    assert!(unquoted(&folder, "index.html").contains("href=/policies/>Policies</a>"));
}

#[test]
fn the_home_page_leads_to_sections_and_the_latest_learning() {
    let mut files = LEARNING.to_vec();
    let site = format!(
        "{SITE_YAML}navigation:\n  - {{title: Learn, page: learning/_index.md}}\n  - {{title: Contact, page: contact.md}}\n"
    );
    let more = [
        ("site.yaml", site.as_str()),
        ("policies/_index.md", "---\ntitle: All policies\n---\nText.\n"),
        ("contact.md", "---\ntitle: Contact us\n---\nText.\n"),
        ("lonely.md", "---\ntitle: A lonely page\n---\nText.\n"),
        ("linked.md", "---\ntitle: A linked page\n---\nText.\n"),
        ("index.md", "---\ntitle: Home\n---\n[What we publish](linked.md)\n"),
    ];
    files.extend(more);
    let html = unquoted(&published(&files), "index.html");
    in_order(
        &html,
        &[
            ">What we learned</a>",
            ">All policies</a>",
            "Latest learning",
            ">Two falls</a>",
            "1 August 2026",
            ">One fall</a>",
            ">A lonely page</a>",
        ],
    );
    assert!(!html.contains(">A linked page</a>"), "{html}");
}

#[test]
fn translations_are_not_listed_twice() {
    let site = format!("{SITE_YAML}languages: [cy]\n");
    let made = Made::new(&[
        ("site.yaml", &site),
        ("learning/_index.md", &page("Learning", "Text.")),
        ("learning/one.md", &summary("One", "theme: [falls]\nlast_reviewed: 2026-01-01\n")),
        ("learning/one.cy.md", &summary("Un", "theme: [cwympo]\nlast_reviewed: 2026-01-01\n")),
        ("learning/two.cy.md", &summary("Dau", "theme: [cwympo]\nlast_reviewed: 2026-01-01\n")),
    ]);
    let feed = made.text("learning/feed.xml");
    assert!(
        feed.contains("<title>One</title>")
            && feed.contains("<title>Dau</title>")
            && !feed.contains("<title>Un</title>")
    );
    assert!(feed.contains("<entry xml:lang=\"cy\">"), "{feed}");
    let cwympo = made.text("learning/theme/cwympo/index.html");
    assert!(cwympo.contains(">Dau</a>") && !cwympo.contains(">Un</a>"), "{cwympo}");
}

// Feeds.

/// A feed as a reader of XML sees it: the texts of its entries' titles, ids, times and summaries.
fn entries(xml: &str) -> Vec<[String; 4]> {
    let document = roxmltree::Document::parse(xml).unwrap_or_else(|error| panic!("{error} in\n{xml}"));
    let root = document.root_element();
    let atom = "http://www.w3.org/2005/Atom";
    assert_eq!(root.tag_name(), (atom, "feed").into());
    let text = |node: roxmltree::Node<'_, '_>, name: &str| {
        let found: Vec<_> = node.children().filter(|child| child.has_tag_name((atom, name))).collect();
        assert_eq!(found.len(), 1, "one {name} in\n{xml}");
        found[0].text().unwrap_or_default().to_owned()
    };
    for name in ["id", "title", "updated", "author"] {
        text(root, name);
    }
    let entries = root.children().filter(|child| child.has_tag_name((atom, "entry")));
    entries.map(|entry| ["title", "id", "updated", "summary"].map(|name| text(entry, name))).collect()
}

#[test]
fn changes_are_told_by_the_dates_of_pages() {
    let site = "\
organisation: {name: 'Ward <i> & Co'}
site: {title: 'Safety & <b>care</b>', url: https://x.example/sub, description: 'Say \"so\"'}
licence: {name: OGL & more, url: https://l.example/?a=1&b=2}
rules: {dates/in-the-future: off, control/history: off}
";
    let policy = "\
---
title: Falls policy
description: How we prevent <falls> & \"trips\".
documents: none
approved_on: 2026-04-01
last_reviewed: 2026-06-01
history:
  - {version: '1.0', date: 2024-05, summary: First & best.}
  - {version: '2.0', date: 2026-04-01, summary: Rewritten.}
  - {version: '3.0', date: 2027-04-01, summary: Still to come.}
---
Text.
";
    let files: &[(&str, &str)] = &[
        ("site.yaml", site),
        ("policies/falls.md", policy),
        (
            "policies/new.md",
            "---\ntitle: New\ndocuments: none\napproved_on: 2026-05-01\nhistory: [{version: '1', date: 2026-05-01}]\n---\n",
        ),
        ("future.md", "---\ntitle: Future\nlast_reviewed: 2027-01-01\n---\n"),
        ("undated.md", "---\ntitle: Undated\n---\n"),
        ("gone.md", "---\ntitle: Gone\nlast_reviewed: 2026-01-01\nstatus: withdrawn\nwithdrawn_reason: Old.\n---\n"),
        ("draft.md", "---\ntitle: Draft\nlast_reviewed: 2026-01-01\ndraft: true\n---\n"),
    ];
    for drafts in [candour::site::Drafts::Hidden, candour::site::Drafts::Shown] {
        let made = Made::of(files, &Wish { drafts, ..Wish::default() });
        let xml = made.text("feed.xml");
        let page = "https://x.example/sub/policies/falls/";
        let new = "https://x.example/sub/policies/new/#version_1";
        let description = "How we prevent <falls> & \"trips\".";
        let expected = [
            ["Falls policy", page, "2026-06-01T00:00:00Z", description],
            ["New, version 1", new, "2026-05-01T00:00:00Z", "New, version 1"],
            ["Falls policy, version 2.0", &format!("{page}#version_2-0"), "2026-04-01T00:00:00Z", "Rewritten."],
            ["Falls policy, version 1.0", &format!("{page}#version_1-0"), "2024-05-01T00:00:00Z", "First & best."],
        ];
        assert_eq!(entries(xml), expected.map(|entry| entry.map(str::to_owned)));
        assert!(xml.contains("<updated>2026-06-01T00:00:00Z</updated>"), "{xml}");
        assert!(xml.contains("<name>Ward &lt;i&gt; &amp; Co</name>"), "{xml}");
        assert!(xml.contains("<rights>OGL &amp; more</rights>") && xml.contains("?a=1&amp;b=2"), "{xml}");
        assert!(
            xml.contains("<link rel=\"self\" type=\"application/atom+xml\" href=\"https://x.example/sub/feed.xml\"/>")
        );
        assert!(xml.contains("xml:lang=\"en-GB\""), "{xml}");
    }
    let later = Made::of(files, &Wish { day: "2026-12-24", ..Wish::default() });
    assert_eq!(later.text("feed.xml"), Made::new(files).text("feed.xml"), "the clock is not asked");
}

#[test]
fn feeds_of_learning_hold_what_their_pages_hold() {
    let folder = published(LEARNING);
    let titles = |path: &str| entries(&folder.text(path)).into_iter().map(|[title, ..]| title).collect::<Vec<_>>();
    assert_eq!(titles("learning/feed.xml"), ["Three falls", "Two falls", "One fall"]);
    assert_eq!(titles("learning/theme/falls/feed.xml"), ["Three falls", "Two falls", "One fall"]);
    assert_eq!(titles("learning/theme/sepsis/feed.xml"), ["One fall"]);
    assert_eq!(titles("learning/period/2026/feed.xml"), ["Two falls", "One fall"]);
    assert!(folder.text("learning/feed.xml").contains("<published>2025-02-03T00:00:00Z</published>"));
    for (path, bytes) in folder.site() {
        if path.ends_with("feed.xml") {
            entries(std::str::from_utf8(&bytes).expect("UTF-8"));
        }
    }
}
