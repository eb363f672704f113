//! The site around the pages: addresses, links, files, documents, banners, listings, languages, and the files that
//! stand for the whole site.

use candour::site::Drafts;

use crate::folder::{Made, PDF, SITE_YAML, SVG, Wish, page};

/// The `href` of a link with these words.
#[track_caller]
fn href<'a>(html: &'a str, words: &str) -> &'a str {
    let end = html.find(&format!(">{words}</a>")).unwrap_or_else(|| panic!("there is no link {words:?} in\n{html}"));
    let start = html[..end].rfind("href=").expect("an address") + 5;
    html[start..end].split([' ', '>']).next().expect("an address").trim_matches('"')
}

/// A template's or page's attribute may stand without quotation marks after minifying.
fn unquoted(html: &str) -> String {
    html.replace('"', "")
}

// Addresses.

#[test]
fn addresses_follow_files() {
    for (file, front_matter, address) in [
        ("falls.md", "", "falls/index.html"),
        ("care/night/falls.md", "", "care/night/falls/index.html"),
        ("care/_index.md", "", "care/index.html"),
        ("care/index.md", "", "care/index.html"),
        ("Care Team/Falls & trips.md", "", "care-team/falls-trips/index.html"),
        ("sŵn/łódź.md", "", "swn/lodz/index.html"),
        ("a_b.md", "", "a-b/index.html"),
        ("Ωμέγα.md", "", "omega/index.html"),
        ("care/falls.md", "slug: Our Falls\n", "care/our-falls/index.html"),
        ("care/_index.md", "slug: wards\n", "care/wards/index.html"),
    ] {
        let made = Made::new(&[(file, &format!("---\ntitle: Page\n{front_matter}---\n"))]);
        assert!(made.paths().contains(&address), "{file}: {:?}", made.paths());
    }
}

#[test]
fn names_that_cannot_be_typed_still_have_addresses() {
    let made = Made::new(&[("？.md", &page("Page", "Text.")), ("！！.md", &page("Page", "Text."))]);
    let pages = made.paths().into_iter().filter(|path| path.ends_with("/index.html")).collect::<Vec<_>>();
    assert_eq!(pages.len(), 2, "{pages:?}");
    for path in pages {
        assert!(path.is_ascii() && !path.starts_with('/') && !path.contains("//"), "{path}");
    }
}

#[test]
fn old_addresses_lead_to_the_page() {
    let made = Made::new(&[(
        "falls.md",
        "---\ntitle: Preventing falls\naliases: [/old/, old-page.html, /a/b/c, /trips/index.html]\n---\nText.\n",
    )]);
    for old in ["old", "old-page", "a/b/c", "trips"] {
        let html = made.text(&format!("{old}/index.html"));
        assert_eq!(href(html, "Preventing falls"), "/falls/");
        assert!(unquoted(html).contains("0; url=/falls/"), "{html}");
        assert!(unquoted(html).contains("rel=canonical"), "{html}");
        assert!(html.contains("https://safety.northmere.example/falls/"), "{html}");
        assert!(html.contains("noindex"), "{html}");
    }
}

// Links.

#[test]
fn links_lead_to_pages() {
    let links = "\
[One](night/falls.md) [Two](/index.md) [Three](../care/_index.md) [Four](/care/night/falls/)
[Five](night/falls.md#who-to-tell) [Six](#here) [Seven](https://www.nhs.uk/?a=1&b=2) [Eight](mailto:a@b.example)
[Nine](tel:+441632960120) [Ten](night/falls.md?x=1) [Eleven](<my page.md>) [Twelve](my%20page.md)

## Here";
    let made = Made::new(&[
        ("care/_index.md", &page("Care", links)),
        ("care/night/falls.md", &page("Falls", "## Who to tell")),
        ("care/my page.md", &page("Mine", "Text.")),
    ]);
    let html = made.text("care/index.html");
    for (words, address) in [
        ("One", "/care/night/falls/"),
        ("Two", "/"),
        ("Three", "/care/"),
        ("Four", "/care/night/falls/"),
        ("Five", "/care/night/falls/#who-to-tell"),
        ("Six", "#here"),
        ("Nine", "tel:+441632960120"),
        ("Eight", "mailto:a@b.example"),
        ("Ten", "/care/night/falls/"),
        ("Eleven", "/care/my-page/"),
        ("Twelve", "/care/my-page/"),
    ] {
        assert_eq!(href(html, words), address, "{words}");
    }
    assert!(matches!(href(html, "Seven"), "https://www.nhs.uk/?a=1&amp;b=2" | "https://www.nhs.uk/?a=1&b=2"));
}

#[test]
fn links_to_files_give_format_and_size() {
    let large = "x".repeat(1_250_000);
    let made = Made::new(&[
        (
            "care/falls.md",
            &page(
                "Falls",
                "[Leaflet](Our%20leaflet.PDF), [figures](../data/f.csv), [all](all.zip), [log](log.txt), ![Bell](bell.svg)",
            ),
        ),
        ("care/Our leaflet.PDF", PDF),
        ("data/f.csv", "a,b\n1,2\n"),
        ("care/all.zip", "PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
        ("care/log.txt", &large),
        ("care/bell.svg", SVG),
        ("care/nobody-asks.pdf", "%PDF"),
    ]);
    let html = made.text("care/falls/index.html");
    assert_eq!(href(html, "Leaflet (PDF, 1KB, 1 page)"), "/care/our-leaflet.pdf");
    assert_eq!(href(html, "figures (CSV, 1KB)"), "/data/f.csv");
    assert_eq!(href(html, "all (ZIP, 1KB)"), "/care/all.zip");
    assert_eq!(href(html, "log (text, 1.25MB)"), "/care/log.txt");
    assert!(unquoted(html).contains("src=/care/bell.svg"), "{html}");
    assert_eq!(made.text("care/our-leaflet.pdf"), PDF);
    assert!(!made.paths().iter().any(|path| path.contains("nobody-asks")), "only what pages use is published");
}

#[test]
fn the_data_of_a_chart_are_drawn_and_not_published() {
    let made = Made::new(&[
        ("falls.md", &page("Falls", "::: chart {data=falls.csv title=\"Falls by type\"}\n:::")),
        ("falls.csv", "Type,Falls\nFrom bed,42\nOther,*\n"),
    ]);
    let html = made.text("falls/index.html");
    assert!(html.contains("Falls by type") && html.contains("42") && html.contains("From bed"), "{html}");
    assert!(!made.paths().contains(&"falls.csv"));
}

#[test]
fn attachments_are_published() {
    let text = "---\ntitle: Falls\nattachments:\n  - {file: leaflet.pdf, title: Falls leaflet}\n---\nText.\n";
    let made = Made::new(&[("care/falls.md", text), ("care/leaflet.pdf", PDF)]);
    assert_eq!(made.text("care/leaflet.pdf"), PDF);
}

// Documents, with the theme that shows them.

#[test]
fn downloads_give_title_format_and_size() {
    let text = "---\ntitle: Falls policy\ndocuments: [text, docx, epub]\n---\n## Aim\n\nText.\n";
    let folder = crate::folder::Folder::new(&[("policies/falls.md", text)]);
    let theme = crate::folder::nhs_theme();
    let outcome = folder.build_with(&["--theme", theme.to_str().expect("a plain path")]);
    assert_eq!(outcome.status, 0, "{outcome}");
    let html = folder.text("policies/falls/index.html");
    for (file, format) in [("falls.docx", "Word"), ("falls.epub", "EPUB"), ("falls.txt", "text")] {
        let bytes = folder.site().get(&format!("policies/falls/{file}")).expect("a document").len();
        let words = format!("Falls policy ({format}, {}KB)", ((bytes + 500) / 1000).max(1));
        assert!(html.contains(&words), "{words}\n{html}");
        assert!(unquoted(&html).contains(&format!("href=/policies/falls/{file}")), "{html}");
    }
}

/// Whether a file is a document, by its name.
fn is_document(name: &str) -> bool {
    [".pdf", ".docx", ".odt", ".epub"].iter().any(|ending| name.ends_with(ending))
        || (name.ends_with(".txt") && !["robots.txt", "security.txt"].contains(&name))
}

#[test]
fn documents_are_made_as_asked() {
    let made = |site: &str, documents: &str| {
        let site = format!("{SITE_YAML}{site}");
        let policy = format!("---\ntitle: Falls\n{documents}---\n");
        let made = Made::new(&[("site.yaml", &site), ("policies/falls.md", &policy), ("policies/_index.md", &policy)]);
        let documents = made.paths().into_iter().filter(|path| path.rsplit('/').next().is_some_and(is_document));
        documents.map(|path| path.rsplit('/').next().unwrap_or(path).to_owned()).collect::<Vec<_>>()
    };
    let every = ["-large-print.docx", "-large-print.pdf", ".docx", ".epub", ".odt", ".pdf", ".txt"];
    let every = every.map(|ending| format!("falls{ending}"));
    assert_eq!(made("", ""), every);
    assert_eq!(made("", "documents: none\n"), [""; 0]);
    assert_eq!(made("documents:\n  policy: []\n", ""), [""; 0]);
    assert_eq!(made("documents:\n  page: [docx]\n", "").len(), 1 + every.len());
    assert_eq!(made("documents:\n  policy: []\n", "documents: [docx]\n").len(), 2);
    assert_eq!(made("documents:\n  policy: [odt]\n", ""), ["falls.odt"]);
    assert_eq!(made("documents:\n  policy: [odt, docx]\n", "").len(), 2);
}

// States.

/// The page as the theme that shows banners gives it.
fn with_banners(files: &[(&str, &str)], options: &[&str]) -> crate::folder::Folder {
    let folder = crate::folder::Folder::new(files);
    let theme = crate::folder::nhs_theme();
    let outcome = folder.build_with(&[&["--theme", theme.to_str().expect("a plain path")], options].concat());
    assert_eq!(outcome.status, 0, "{outcome}");
    folder
}

#[test]
fn withdrawn_and_superseded_pages_say_so() {
    let folder = with_banners(
        &[
            ("care/_index.md", "---\ntitle: Care\n---\n"),
            (
                "care/alarms.md",
                "---\ntitle: Bed alarms\nstatus: withdrawn\nwithdrawn_reason: They woke everyone.\n---\n",
            ),
            ("care/old.md", "---\ntitle: Falls 2023\nstatus: superseded\nsuperseded_by: new.md\n---\n"),
            ("care/new.md", "---\ntitle: Falls 2026\n---\n"),
        ],
        &[],
    );
    let alarms = folder.text("care/alarms/index.html");
    assert!(
        alarms.contains("Withdrawn") && alarms.contains("This is no longer in force. They woke everyone."),
        "{alarms}"
    );
    let old = folder.text("care/old/index.html");
    assert!(old.contains("A newer version has replaced this one."), "{old}");
    assert_eq!(href(&old, "Falls 2026"), "/care/new/");
    for html in [&alarms, &old] {
        assert!(html.contains("noindex"), "search engines pass it over");
    }
    let landing = folder.text("care/index.html");
    assert!(landing.contains("Falls 2026") && !landing.contains("Bed alarms") && !landing.contains("Falls 2023"));
    let sitemap = folder.text("sitemap.xml");
    assert!(sitemap.contains("/care/new/") && !sitemap.contains("/care/old/") && !sitemap.contains("/care/alarms/"));
}

#[test]
fn drafts_are_marked_and_kept_from_search_engines() {
    let files = &[
        ("later.md", "---\ntitle: Later\npublish_on: 2027-01-11\n---\n"),
        ("draft.md", "---\ntitle: New\ndraft: true\n---\n[More](later.md)\n"),
        ("gone.md", "---\ntitle: Gone\nexpire_on: 2026-11-22\n---\n"),
    ];
    let folder = with_banners(files, &["--drafts"]);
    for (path, words) in [
        ("draft/index.html", "This page is a draft. The public cannot see it."),
        ("later/index.html", "The public can see this page from 11 January 2027."),
        ("gone/index.html", "The public has not seen this page since 22 November 2026."),
    ] {
        let html = folder.text(path);
        assert!(html.contains(words), "{html}");
        assert!(html.contains("noindex"), "{html}");
    }
    assert!(folder.text("index.html").contains("noindex"), "every page of a build with drafts");
    assert_eq!(folder.text("robots.txt"), "User-agent: *\nDisallow: /\n");
    assert!(!folder.site().contains_key("sitemap.xml"));
}

#[test]
fn drafts_are_left_out_and_told() {
    let made = Made::new(&[
        ("later.md", "---\ntitle: Later\npublish_on: 2027-01-11\n---\n"),
        ("draft.md", "---\ntitle: New\ndraft: true\n---\n"),
        ("gone.md", "---\ntitle: Gone\nexpire_on: 2026-11-22\n---\n"),
    ]);
    assert!(!made.paths().iter().any(|path| ["later", "draft", "gone"].iter().any(|name| path.contains(name))));
    assert_eq!(
        made.told(),
        "\
draft.md:3:8 advice publishing/draft: this page is a draft and is not published; see what is left to do in it with `candour check --drafts`; delete the line `draft: true` when it is ready
gone.md:3:12 advice publishing/expired: this page is not published any more: it expired on 22 November 2026; delete the file, or change the date if readers still need it
later.md:3:13 advice publishing/not-yet: this page is not published before 11 January 2027; nothing to do: the first build on that day publishes it"
    );
}

// Listings and navigation.

#[test]
fn listings_are_in_order() {
    let entry = |title: &str, order: &str| format!("---\ntitle: {title}\n{order}---\n");
    let made = Made::new(&[
        ("care/_index.md", &entry("Care", "")),
        ("care/a.md", &entry("zebra", "")),
        ("care/b.md", &entry("Apple", "")),
        ("care/c.md", &entry("Last by order", "order: 20\n")),
        ("care/d.md", &entry("First by order", "order: -1\n")),
        ("care/e/_index.md", &entry("Middle section", "")),
        ("care/e/f.md", &entry("Too deep to list", "")),
        ("other.md", &entry("Elsewhere", "")),
    ]);
    let html = made.text("care/index.html");
    let at = |words: &str| html.find(&format!(">{words}</a>")).unwrap_or_else(|| panic!("{words} is not listed"));
    let places = ["First by order", "Last by order", "Apple", "Middle section", "zebra"].map(at);
    assert!(places.is_sorted(), "{html}");
    assert!(!html.contains("Too deep to list") && !html.contains("Elsewhere"));
}

#[test]
fn navigation_names_pages() {
    let site = format!("{SITE_YAML}navigation:\n  - {{title: Care, page: care/_index.md}}\n");
    let folder = with_banners(&[("site.yaml", &site), ("care/_index.md", &page("All care", "Text."))], &[]);
    for path in ["index.html", "care/index.html", "404.html"] {
        let html = unquoted(&folder.text(path));
        assert!(html.contains("href=/care/"), "{path}: {html}");
    }
}

// Languages.

#[test]
fn pages_in_other_languages() {
    let site = format!("{SITE_YAML}languages: [cy, ur]\n");
    let made = Made::new(&[
        ("site.yaml", &site),
        ("care/falls.md", &page("Falls", "Text.")),
        ("care/falls.cy.md", &page("Cwympo", "Testun. [Cartref](../index.md)")),
        ("care/falls.ur.md", &page("گرنا", "متن")),
        ("care/falls.sw1.md", &page("Falls in SW1", "Text.")),
    ]);
    for (path, language, direction) in [
        ("care/falls/index.html", "en-GB", "ltr"),
        ("cy/care/falls/index.html", "cy", "ltr"),
        ("ur/care/falls/index.html", "ur", "rtl"),
        // Not a language, so it is a part of the name.
        ("care/fallssw1/index.html", "en-GB", "ltr"),
    ] {
        let html = unquoted(made.text(path));
        let tag = html.split("<html ").nth(1).and_then(|rest| rest.split('>').next()).expect("a start tag");
        let mut words: Vec<&str> = tag.split_whitespace().collect();
        words.sort_unstable();
        assert_eq!(words, [format!("dir={direction}"), format!("lang={language}")], "{path}");
    }
    assert!(unquoted(made.text("cy/care/falls/index.html")).contains("<a href=/>Cartref</a>"));
    let made = Made::new(&[("site.yaml", &format!("{SITE_YAML}language: cy\n"))]);
    assert!(unquoted(made.text("index.html")).contains("lang=cy"));
}

#[test]
fn groups_of_a_telephone_number_keep_their_order_among_words_from_the_right() {
    let words = "فون 01632 960160، 2026 اور +44 1632 960160";
    let site = format!("{SITE_YAML}languages: [ur]\n");
    let made =
        Made::new(&[("site.yaml", &site), ("falls.md", &page("Falls", words)), ("falls.ur.md", &page("گرنا", words))]);
    let html = unquoted(made.text("ur/falls/index.html"));
    let number = |number: &str| format!("<span dir=ltr>{number}</span>");
    let expected = format!("فون {}، 2026 اور {}", number("01632 960160"), number("+44 1632 960160"));
    assert!(html.contains(&expected), "{html}");
    assert!(!unquoted(made.text("falls/index.html")).contains("<span dir=ltr>"));
}

#[test]
fn long_addresses_of_other_sites_are_marked_so_that_paper_leaves_them_out() {
    let short = "https://example.org/a";
    let long = format!("https://example.org/{}", "a/".repeat(40));
    let made = Made::new(&[("falls.md", &page("Falls", &format!("[One]({short}) and [two]({long})")))]);
    let html = unquoted(made.text("falls/index.html"));
    assert!(
        html.contains(&format!("<a href={short}>One")) && html.contains(&format!("<a data-long href={long}>two")),
        "{html}"
    );
}

// The whole site.

#[test]
fn robots_and_sitemap() {
    let made = Made::new(&[
        ("falls.md", "---\ntitle: Falls\nlast_reviewed: 2026-04-01\naliases: [/old/]\n---\n"),
        ("policies/sepsis.md", "---\ntitle: Sepsis\napproved_on: 2025-06-30\n---\n"),
    ]);
    assert_eq!(
        made.text("robots.txt"),
        "User-agent: *\nAllow: /\n\nSitemap: https://safety.northmere.example/sitemap.xml\n"
    );
    let expected = "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">
<url><loc>https://safety.northmere.example/falls/</loc><lastmod>2026-04-01</lastmod></url>
<url><loc>https://safety.northmere.example/</loc></url>
<url><loc>https://safety.northmere.example/policies/sepsis/</loc><lastmod>2025-06-30</lastmod></url>
<url><loc>https://safety.northmere.example/policies/</loc><lastmod>2025-06-30</lastmod></url>
<url><loc>https://safety.northmere.example/documents/</loc></url>
</urlset>
";
    assert_eq!(made.text("sitemap.xml"), expected);
}

#[test]
fn a_page_for_wrong_addresses() {
    let made = Made::new(&[]);
    let html = made.text("404.html");
    assert!(html.contains("<h1>Page not found</h1>") && html.contains("noindex"), "{html}");
}

#[test]
fn a_site_below_the_top_of_its_host() {
    let files: &[(&str, &str)] = &[
        ("care/_index.md", &page("Care", "[Falls](falls.md#who) ![Bell](bell.svg) [Leaflet](leaflet.pdf)")),
        ("care/falls.md", "---\ntitle: Falls\naliases: [/old/]\n---\n## Who\n\n[Top page](../index.md)\n"),
        ("care/bell.svg", SVG),
        ("care/leaflet.pdf", PDF),
    ];
    let wish = Wish { base_url: Some("https://x.example/sub"), ..Wish::default() };
    let made = Made::of(files, &wish);
    let html = made.text("care/index.html");
    assert_eq!(href(html, "Falls"), "/sub/care/falls/#who");
    assert!(html.contains("/sub/care/bell.svg"), "{html}");
    assert_eq!(href(html, "Leaflet (PDF, 1KB, 1 page)"), "/sub/care/leaflet.pdf");
    assert!(html.contains("https://x.example/sub/care/"), "the canonical address: {html}");
    assert_eq!(href(made.text("care/falls/index.html"), "Top page"), "/sub/");
    assert_eq!(href(made.text("old/index.html"), "Falls"), "/sub/care/falls/");
    assert!(made.text("robots.txt").contains("https://x.example/sub/sitemap.xml"));
    assert!(made.text("sitemap.xml").contains("<loc>https://x.example/sub/care/falls/</loc>"));
    let drafts = Made::of(files, &Wish { drafts: Drafts::Shown, ..wish });
    assert!(!drafts.paths().contains(&"sitemap.xml"));
}

/// Words that try to be markup wherever an author may write words.
#[test]
fn nothing_an_author_writes_becomes_markup() {
    let evil = "\"'><script>evil()</script>&<!--";
    let yaml = format!("'{}'", evil.replace('\'', "''"));
    let text = evil.replace('<', "\\<");
    let site = format!(
        "\
rules: {{accessibility: off, control: off}}
organisation: {{name: {yaml}, short_name: {yaml}, address: {yaml}}}
site: {{title: {yaml}, description: {yaml}, url: https://safety.northmere.example, notice: {yaml}}}
contacts:
  feedback: {{team: {yaml}, email: {yaml}, phone: {yaml}, hours: {yaml}, address: {yaml}}}
  other_formats: {{team: {yaml}}}
licence: {{name: {yaml}, url: {yaml}}}
navigation: [{{title: {yaml}, page: index.md}}]
"
    );
    let body = format!(
        "## {text}\n\n{text} [{text}](index.md) ![{text}](a.svg) `{evil}`\n\n\
         Table: {text}\n\n| {text} |\n|---|\n| {text} |\n\n\
         ::: details {text}\n{text}\n:::\n\n::: figure {{caption=\"{}\"}}\n![{text}](a.svg)\n:::\n\n\
         ::: chart {{data=a.csv title=\"{}\"}}\n:::\n\n```\n{evil}\n```\n",
        evil.replace('"', ""),
        evil.replace('"', "")
    );
    let policy = format!(
        "\
---
title: {yaml}
description: {yaml}
owner: {yaml}
version: {yaml}
reference: {yaml}
approved_by: {yaml}
status: withdrawn
withdrawn_reason: {yaml}
aliases: [/old/]
history: [{{version: {yaml}, date: 2026-01-01, author: {yaml}, summary: {yaml}}}]
---
{body}"
    );
    let files: &[(&str, &str)] = &[
        ("site.yaml", &site),
        ("policies/evil.md", &policy),
        ("policies/_index.md", &format!("---\ntitle: {yaml}\n---\n")),
        ("policies/other.md", &format!("---\ntitle: {yaml}\ndescription: {yaml}\nversion: {yaml}\n---\n")),
        ("policies/index.md", "---\ntitle: Other\nslug: other-index\n---\n"),
        ("policies/a.svg", SVG),
        ("policies/a.csv", &format!("Type,Count\n\"{}\",4\n", evil.replace('"', "\"\""))),
    ];
    let folder = with_banners(files, &[]);
    let mut pages = 0;
    for (path, bytes) in folder.site() {
        let text = String::from_utf8_lossy(&bytes);
        if path.ends_with(".html") {
            pages += 1;
            let harmless = text.to_lowercase().replace("<script src=/", "").replace("<script src=\"/", "");
            assert!(!harmless.contains("<script>evil") && !harmless.contains("><script"), "{path}: {text}");
            assert!(!text.contains("&<!--"), "{path}: {text}");
        }
    }
    assert!(pages > 4);
    let html = folder.text("policies/evil/index.html");
    assert!(html.matches("evil()").count() > 20, "the words are there: {html}");
}

/// Every address of this site in its own pages starts with the base path, with the theme that people get.
#[test]
fn a_theme_below_the_top_of_its_host() {
    let options = ["--base-url", "https://x.example/sub/"];
    let folder = with_banners(&[("policies/falls.md", &page("Falls", "Text."))], &options);
    for (path, bytes) in folder.site() {
        if !path.ends_with(".html") {
            continue;
        }
        let html = unquoted(&String::from_utf8(bytes).expect("text"));
        for attribute in ["href=", "src=", "url="] {
            for (at, _) in html.match_indices(attribute) {
                let address = html[at + attribute.len()..].split([' ', '>']).next().unwrap_or_default();
                let own = address.starts_with('/');
                assert!(!own || address.starts_with("/sub/"), "{attribute}{address} in {path}");
            }
        }
    }
}
