//! Pages in more than one language, in the theme that people get: the switch between them, what search engines are
//! told, the frame in the page's own language, and what is said when a translation is old.

use crate::folder::{BARE_SITE_YAML, Folder, SITE_YAML, nhs_theme, page_with_documents};
use crate::pictures::unpacked;

/// A site with an English and an Urdu page about rights, the English one changed on a day.
fn published(changed: &str) -> Folder {
    let site = format!("{SITE_YAML}languages: [ur, pl]\nnavigation:\n  - title: Rights\n    page: rights.md\n");
    let english = format!("---\ntitle: Your rights\nlast_reviewed: {changed}\n---\nYou can ask.\n");
    let folder = Folder::new(&[
        ("site.yaml", &site),
        ("rights.md", &english),
        ("rights.ur.md", "---\ntitle: آپ کے حقوق\nlast_reviewed: 2026-05-02\n---\nآپ پوچھ سکتے ہیں۔\n"),
        ("help/only.md", "---\ntitle: Only English\n---\nWords.\n"),
        ("help/_index.md", "---\ntitle: Help\n---\nWords.\n"),
        ("help/more.pl.md", "---\ntitle: Więcej\n---\nSłowa.\n"),
    ]);
    let outcome = folder.build_with(&["--theme", nhs_theme().to_str().expect("a plain path")]);
    assert_eq!(outcome.status, 0, "{outcome}");
    folder
}

fn page(folder: &Folder, path: &str) -> String {
    folder.text(path).replace('"', "")
}

#[track_caller]
fn holds(html: &str, words: &str) {
    assert!(html.contains(words), "no {words:?} in\n{html}");
}

/// The start tag before some words has all of these attributes.
#[track_caller]
fn tag_before(html: &str, words: &str, attributes: &str) {
    let end = format!(">{words}");
    let starts = html.match_indices(&end).map(|(end, _)| {
        let start = html[..end].rfind('<').expect("a start tag");
        format!("{} ", &html[start..end])
    });
    let wanted = || attributes.split(' ').map(|attribute| format!("{attribute} "));
    let tags: Vec<String> = starts.collect();
    assert!(tags.iter().any(|tag| wanted().all(|it| tag.contains(&it))), "no {attributes} before {words:?}: {tags:?}");
}

#[test]
fn each_language_leads_to_the_others() {
    let folder = published("2026-05-01");
    let (english, urdu) = (page(&folder, "rights/index.html"), page(&folder, "ur/rights/index.html"));
    for html in [&english, &urdu] {
        holds(html, "<link href=https://safety.northmere.example/ur/rights/ hreflang=ur rel=alternate>");
        holds(html, "<link href=https://safety.northmere.example/rights/ hreflang=en-GB rel=alternate>");
    }
    tag_before(&english, "اردو</a>", "href=/ur/rights/ lang=ur hreflang=ur dir=rtl");
    tag_before(&urdu, "English</a>", "href=/rights/ lang=en-GB hreflang=en-GB dir=ltr");
    assert!(!page(&folder, "help/only/index.html").contains("candour-languages"), "nothing to switch to");
    assert!(!urdu.contains("may be out of date") && !urdu.contains("پرانا"), "the translation is newer");
}

#[test]
fn the_frame_speaks_the_language_of_the_page() {
    let folder = published("2026-05-01");
    let urdu = page(&folder, "ur/rights/index.html");
    tag_before(&urdu, "<head>", "<html lang=ur dir=rtl");
    holds(&urdu, "مرکزی مواد پر جائیں");
    holds(&urdu, "2 مئی 2026");
    // What the theme does not say in Urdu is English, and says so.
    tag_before(&urdu, "Printed from", "<span lang=en dir=ltr");
    // The menu leads to the page in the same language where there is one.
    tag_before(&urdu, "<strong", "href=/ur/rights/ aria-current=page");
    let polish = page(&folder, "pl/help/more/index.html");
    tag_before(&polish, "Rights", "href=/rights/ lang=en-GB hreflang=en-GB dir=auto");
    // The section has not been translated, so the way back leads to the English one.
    tag_before(&polish, "Help", "href=/help/ lang=en-GB hreflang=en-GB dir=auto");
    holds(&polish, "Strona główna");
}

#[test]
fn an_old_translation_says_so() {
    let folder = published("2026-05-03");
    let urdu = page(&folder, "ur/rights/index.html");
    holds(&urdu, "یہ ترجمہ پرانا ہو سکتا ہے");
    holds(&urdu, "changed on 3 May 2026.");
    tag_before(&urdu, "Your rights</a>", "href=/rights/ lang=en-GB hreflang=en-GB dir=auto");
    let outcome = folder.run("check", &["--format", "json"]);
    assert_eq!(outcome.status, 0, "{outcome}");
    assert_eq!(
        outcome.told(),
        "rights.ur.md:3:16 warning languages/translation-behind: this translation is older than the page that it translates, rights.md, of 3 May 2026; have it translated again, then change its `last_reviewed`; until then, the page says that it may be out of date"
    );
}

#[test]
fn words_in_another_language_are_known_as_such_everywhere() {
    let body =
        "In Welsh: [bore *da*](lang:cy-GB). In Urdu, in Latin letters: [shukriya](lang:ur). [Good](lang:en) day.";
    let folder = Folder::new(&[("greetings.md", &page_with_documents("Greetings", body))]);
    let outcome = folder.build();
    assert_eq!(outcome.status, 0, "{outcome}");
    let html = page(&folder, "greetings/index.html");
    holds(&html, "<span dir=ltr lang=cy>bore <em>da</em></span>");
    holds(&html, "<span dir=rtl lang=ur>shukriya</span>. Good day.");
    let parts = |ending: &str| {
        let path = folder.path(&format!("output/site/greetings/greetings{ending}"));
        let parts = unpacked("", &std::fs::read(path).expect("a document"));
        parts.into_iter().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).collect::<String>()
    };
    holds(
        &parts(".docx"),
        r#"<w:lang w:val="cy" w:eastAsia="cy" w:bidi="cy"/></w:rPr><w:t xml:space="preserve">bore "#,
    );
    let odt = parts(".odt");
    holds(&odt, r#"<text:span text:style-name="cy">bore "#);
    holds(&odt, r#"<style:style style:name="cy" style:family="text"><style:text-properties fo:language="cy""#);
    holds(&parts(".epub"), r#"<span xml:lang="ur" lang="ur" dir="rtl">shukriya</span>"#);
    for ending in [".pdf", "-large-print.pdf"] {
        let pdf = parts(ending);
        assert!(["cy", "ur"].iter().all(|tag| pdf.contains(&format!("/Lang({tag}-GB)"))), "{ending}");
    }
    holds(&parts(".txt"), "In Welsh: bore da.");
}

#[test]
fn what_candour_writes_in_english_is_english_on_every_page() {
    let site =
        format!("{BARE_SITE_YAML}languages: [cy]\nrules:\n  plain: off\n  control: off\n  psirf: off\n  dates: off\n");
    let policy = "---\ntitle: Polisi cwympiadau\nversion: '2'\nstatus: withdrawn\nwithdrawn_reason: Mae un newydd.\nhistory:\n  - version: '2'\n    date: 2026-01-05\n    summary: Geiriau newydd.\n---\nGeiriau.\n";
    let folder = Folder::new(&[("site.yaml", &site), ("policies/cwympiadau.cy.md", policy)]);
    let outcome = folder.build();
    assert_eq!(outcome.status, 0, "{outcome}");
    let html = page(&folder, "cy/policies/cwympiadau/index.html");
    holds(&html, "<span dir=ltr lang=en>Version</span>");
    holds(&html, "<span dir=ltr lang=en>Withdrawn</span>. Mae un newydd.");
    holds(&html, "<span dir=ltr lang=en>Version history</span>");
    holds(&html, "<span dir=ltr lang=en>What changed</span>");
}

#[test]
fn groups_of_a_telephone_number_keep_their_order_in_documents_too() {
    let body = page_with_documents("گرنا", "فون 01632 960160، 2026 میں۔");
    let site = format!("{SITE_YAML}languages: [ur]\n");
    let folder = Folder::new(&[("site.yaml", &site), ("falls.ur.md", &body)]);
    let outcome = folder.build_with(&["--theme", nhs_theme().to_str().expect("a plain path")]);
    assert_eq!(outcome.status, 0, "{outcome}");
    let parts = |ending: &str| {
        let path = folder.path(&format!("output/site/ur/falls/falls{ending}"));
        let parts = unpacked("", &std::fs::read(path).expect("a document"));
        parts.into_iter().map(|(_, bytes)| String::from_utf8_lossy(&bytes).into_owned()).collect::<String>()
    };
    // Word sets each run in one direction; this one is not marked as running from the right.
    holds(&parts(".docx"), "<w:r><w:t xml:space=\"preserve\">\u{200e}01632 960160\u{200e}</w:t></w:r>");
    for ending in [".odt", ".epub"] {
        holds(&parts(ending), "فون \u{200e}01632 960160\u{200e}، 2026 میں۔");
    }
}
