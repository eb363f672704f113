//! Documents: hard pages, bad pictures, missing letters, and what is kept between builds.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::folder::{
    DAY, Files, Folder, Outcome, SITE_YAML, copy_plain_theme, files_below, nhs_theme, page, page_with_documents,
    program, repository,
};
use crate::pictures::{noted_png, quarters, unpacked};

/// Every document format by its ending.
const ENDINGS: [&str; 7] = [".pdf", "-large-print.pdf", ".docx", "-large-print.docx", ".odt", ".epub", ".txt"];

/// The pages that are hard on the formats, built with the theme that has all fonts.
fn hard_pages(output: &std::path::Path, jobs: &str) -> (Outcome, Files) {
    let mut build = program();
    build.args(["build", "--today", DAY, "--format", "plain", "--jobs", jobs]);
    build.arg("--content").arg(repository().join("tests/hostile"));
    build.arg("--theme").arg(nhs_theme()).arg("--output").arg(output);
    let outcome = Outcome::of(&mut build);
    (outcome, files_below(&output.join("site")))
}

#[test]
fn hard_pages_give_every_document_and_always_the_same() {
    let (one, two) = (crate::folder::temporary(), crate::folder::temporary());
    let (outcome, files) = hard_pages(one.path(), "2");
    assert_eq!(outcome.status, 0, "{outcome}");
    for text in files_below(&repository().join("tests/hostile")).keys().filter(|path| path.ends_with(".md")) {
        if text == "index.md" {
            continue;
        }
        let (name, language) = match text.trim_end_matches(".md").split_once('.') {
            Some((name, language)) => (name, format!("{language}/")),
            None => (text.trim_end_matches(".md"), String::new()),
        };
        let last = name.rsplit('/').next().expect("a name");
        for ending in ENDINGS {
            let path = format!("{language}{name}/{last}{ending}");
            assert!(files.contains_key(&path), "{path}");
        }
    }
    let (outcome, again) = hard_pages(two.path(), "1");
    assert_eq!(outcome.status, 0, "{outcome}");
    crate::folder::assert_same(&files, &again, "one thread and two");
}

#[test]
fn a_policy_of_300_pages() {
    let mut text = String::new();
    for chapter in 1..=150 {
        let _ = writeln!(text, "## Chapter {chapter}\n");
        for _ in 0..2 {
            let sentence = "Staff talk to the person and their family at once, and write down what was said. ";
            let _ = writeln!(text, "{}\n", sentence.repeat(32));
        }
        let _ = writeln!(text, "| Role | Duty |\n| --- | --- |\n| Nurse | Listen |\n");
    }
    let text = format!(
        "---\ntitle: Everything\nversion: \"1\"\napproved_on: 2026-04-01\nreview_due: 2028-04\ndocuments: [pdf]\n---\n{text}"
    );
    let folder = Folder::new(&[("policies/all.md", &text)]);
    let outcome = folder.build_with(&["--theme", nhs_theme().to_str().expect("a plain path")]);
    assert_eq!(outcome.status, 0, "{outcome}");
    let html = folder.text("policies/all/index.html");
    let pages = html.split(" pages)").next().and_then(|before| before.rsplit(' ').next());
    let pages: u32 = pages.and_then(|pages| pages.parse().ok()).expect("a number of pages");
    assert!(pages >= 150, "{pages}");
}

#[test]
fn every_document_says_whose_it_is() {
    const NAME: &str = "Northmere Health and Care NHS Trust";
    let folder = Folder::new(&[("care/falls.md", &page_with_documents("Falls", "Text."))]);
    let built = || {
        folder.publish();
        let site = folder.site();
        let files = ENDINGS.into_iter().map(|ending| format!("care/falls/falls{ending}"));
        files.flat_map(|path| unpacked(&path, &site[&path])).collect::<Files>()
    };
    let plain = built();
    let words = |path: &str| String::from_utf8_lossy(&plain[&format!("care/falls/falls{path}")]).into_owned();
    for (path, title) in [
        (".docx/word/document.xml", "Falls</w:t>"),
        ("-large-print.docx/word/document.xml", "Falls</w:t>"),
        (".odt/content.xml", "Falls</text:h>"),
        (".epub/EPUB/text.xhtml", "Falls</h1>"),
        (".txt", "Falls\r\n====="),
    ] {
        let text = words(path);
        let (above, _) = text.split_once(title).expect(path);
        assert_eq!(above.matches(NAME).count(), 1, "{path}");
        let shown = |path: &String| path.contains(".docx/word/media/") || path.contains(".odt/Pictures/");
        assert!(!plain.keys().any(shown), "{path}");
    }
    let pictures_in = |pdf: &[u8]| {
        let pdf = lopdf::Document::load_mem(pdf).expect("a PDF");
        let images = pdf.objects.values().filter_map(|it| it.as_stream().ok());
        let is_image = |it: &&lopdf::Stream| {
            it.dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|name| name == b"Image"))
        };
        images.filter(is_image).count()
    };
    assert_eq!(pictures_in(&plain["care/falls/falls.pdf"]), 0);

    // With a logo that every program shows, and with one that only the web shows.
    folder.write("logo.png", noted_png(&quarters(200, 100), 200, 100));
    folder.write("site.yaml", SITE_YAML.replace("site:", "  logo: logo.png\nsite:"));
    let shown = built();
    assert_eq!(pictures_in(&shown["care/falls/falls.pdf"]), 1);
    for (path, markup) in [
        (".docx/word/document.xml", "adec:decorative"),
        ("-large-print.docx/word/document.xml", "adec:decorative"),
        (".odt/content.xml", "<svg:desc>Logo</svg:desc>"),
    ] {
        let text = String::from_utf8_lossy(&shown[&format!("care/falls/falls{path}")]).into_owned();
        let (above, below) = text.split_once(markup).unwrap_or_else(|| panic!("{path}: {text}"));
        assert!(!above.contains(NAME) && below.contains(NAME), "{path}");
    }
    folder.write(
        "logo.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"20\" height=\"10\"><path d=\"M0 0h9v9z\"/></svg>",
    );
    folder.write("site.yaml", SITE_YAML.replace("site:", "  logo: logo.svg\nsite:"));
    let drawn = built();
    for path in
        [".docx/word/document.xml", ".odt/content.xml", ".txt"].map(|ending| format!("care/falls/falls{ending}"))
    {
        assert_eq!(drawn[&path], plain[&path], "{path}");
    }
}

// What cannot be shown.

#[test]
fn a_letter_that_no_font_has_is_told_at_its_place() {
    let text = page_with_documents("Welcome", "Hello\n\nWelcome: ᠮᠣᠩ and \u{e000}");
    let folder = Folder::new(&[("care/welcome.md", &text)]);
    let outcome = folder.build();
    assert_eq!(outcome.status, 1, "{outcome}");
    let told: Vec<String> = outcome
        .findings()
        .iter()
        .map(|it| {
            format!("{} {}:{} {}", it.rule, it.line, it.column, it.message.rsplit(' ').next().unwrap_or_default())
        })
        .collect();
    let at = |column, character| format!("output/character-not-shown 7:{column} ({character})");
    // A word is one fault.
    assert_eq!(told, [at(10, "U+1829"), at(18, "U+E000")]);
    folder.write("care/welcome.md", page_with_documents("ᠮ", "Text."));
    let found = folder.build().findings();
    let found: Vec<_> = found.iter().map(|it| (it.rule.as_str(), it.line, it.column)).collect();
    assert_eq!(found, [("output/character-not-shown", 2, 8)]);
    // Without PDFs there is nothing to find.
    folder.write("care/welcome.md", text.replace("pdf, large-print, ", ""));
    folder.publish();
}

#[test]
fn a_theme_without_fonts_says_what_to_do() {
    let folder = Folder::new(&[("policies/falls.md", &page("Falls", "Text."))]);
    let theme = copy_plain_theme(&folder);
    let build = || folder.build_with(&["--theme", &theme]);
    folder.publish();
    for (described, expected) in [
        ("name: own\n", "the theme names no fonts. Name them in theme.yaml under `documents`"),
        (
            "name: own\ndocuments:\n  text: Arimo\n  code: Arimo\n  fonts:\n    - file: templates/page.html\n",
            "templates/page.html is not a font",
        ),
        (
            "name: own\ndocuments:\n  text: Arimo\n  code: Arimo\n  fonts:\n    - file: lost.ttf\n",
            "lost.ttf: no such file",
        ),
    ] {
        crate::folder::write(&folder.path("themes/own/theme.yaml"), described);
        let outcome = build();
        assert_eq!(outcome.status, 2, "{outcome}");
        assert!(outcome.stderr.contains(expected), "{outcome}");
    }
    // A site without PDFs needs no fonts.
    crate::folder::write(&folder.path("themes/own/theme.yaml"), "name: own\n");
    folder.write("policies/falls.md", "---\ntitle: Falls\ndocuments: [docx]\n---\nText.\n");
    assert_eq!(build().status, 0);
}

/// A PNG of one colour with these sides; its rows are left out where they would be many.
fn png(width: u32, height: u32) -> Vec<u8> {
    fn chunk(name: &[u8; 4], content: &[u8], out: &mut Vec<u8>) {
        out.extend(u32::try_from(content.len()).expect("a short chunk").to_be_bytes());
        let start = out.len();
        out.extend(name);
        out.extend(content);
        let sum = crc32(&out[start..]);
        out.extend(sum.to_be_bytes());
    }
    /// The check sum of PNG, as its specification writes it down (annex D).
    fn crc32(bytes: &[u8]) -> u32 {
        let step = |sum: u32, byte: &u8| {
            (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 })
        };
        !bytes.iter().fold(u32::MAX, step)
    }
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(b"IHDR", &[&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat(), &mut out);
    chunk(b"IDAT", b"x\x9cc\xf8\x0f\0\x01\x01\x01\0", &mut out);
    chunk(b"IEND", b"", &mut out);
    out
}

#[test]
fn bad_pictures_are_told_at_their_line() {
    let whole = png(1, 1);
    let cut = &whole[..whole.len() - 15];
    let mut changed = whole.clone();
    changed[42] ^= 1;
    let large = png(10_000, 10_000);
    for (bytes, expected) in [
        (whole.as_slice(), None),
        (cut, Some("files/not-a-picture")),
        (&changed, Some("files/not-a-picture")),
        (b"not a picture", Some("files/not-a-picture")),
        (&large, Some("files/picture-too-large")),
    ] {
        let folder = Folder::new(&[("care/falls.md", &page_with_documents("Falls", "Text.\n\n![A bell](bell.png)"))]);
        folder.write("care/bell.png", bytes);
        let outcome = folder.build();
        let found = outcome.findings();
        let found: Vec<_> = found.iter().map(|it| (it.rule.as_str(), it.file.as_str(), it.line)).collect();
        let expected: Vec<_> = expected.iter().map(|rule| (*rule, "care/falls.md", 7)).collect();
        assert_eq!(found, expected, "{outcome}");
    }
}

// What is kept.

/// The documents that are kept, by their files.
fn kept(folder: &Folder) -> BTreeSet<String> {
    files_below(&folder.path("output/.store/documents")).into_keys().collect()
}

#[test]
fn a_changed_page_makes_its_own_documents_and_no_others() {
    let folder = Folder::new(&[]);
    for name in ["one", "two", "three", "four"] {
        folder.write(&format!("policies/{name}.md"), page(name, "Text."));
    }
    folder.publish();
    let before = kept(&folder);
    assert_eq!(before.len(), 4 * ENDINGS.len());
    folder.write("policies/two.md", page("two", "Other text."));
    folder.publish();
    let after = kept(&folder);
    assert_eq!(after.difference(&before).count(), ENDINGS.len());
    assert_eq!(before.difference(&after).count(), 0, "a change that is taken back makes nothing anew");
    // `check` writes nothing.
    folder.write("policies/two.md", page("two", "Yet other text."));
    assert_eq!(folder.run("check", &[]).status, 0);
    assert_eq!(kept(&folder), after);
    // What nobody has asked for in a while goes.
    for name in ["one", "two", "three"] {
        folder.remove(&format!("policies/{name}.md"));
    }
    folder.publish();
    assert_eq!(kept(&folder).len(), ENDINGS.len());
}

#[test]
fn changed_fonts_make_the_documents_anew_that_they_touch() {
    let folder = Folder::new(&[("policies/falls.md", &page("Falls", "Text with `code`."))]);
    let theme = copy_plain_theme(&folder);
    assert_eq!(folder.build_with(&["--theme", &theme]).status, 0);
    let (before, published) = (kept(&folder), folder.site());
    let described = folder.path("themes/own/theme.yaml");
    let text = std::fs::read_to_string(&described).expect("a theme");
    std::fs::write(&described, text.replace("code: Cousine", "code: Arimo")).expect("a theme");
    assert_eq!(folder.build_with(&["--theme", &theme]).status, 0);
    assert_eq!(kept(&folder).difference(&before).count(), 2, "the PDFs");
    let changed: Vec<_> =
        folder.site().into_iter().filter(|(path, bytes)| published.get(path) != Some(bytes)).collect();
    let changed: Vec<_> = changed.iter().map(|(path, _)| path.rsplit('/').next().unwrap_or(path)).collect();
    assert!(changed.contains(&"falls.pdf") && changed.contains(&"falls-large-print.pdf"), "{changed:?}");
    assert!(
        changed.iter().all(|path| [".pdf", ".html", ".json"].iter().any(|ending| path.ends_with(ending))),
        "{changed:?}"
    );
}

#[test]
fn a_kept_document_that_is_damaged_is_made_anew() {
    let folder = Folder::new(&[("policies/falls.md", &page("Falls", "Text."))]);
    folder.publish();
    let published = folder.published();
    for (index, path) in kept(&folder).into_iter().enumerate() {
        let path = folder.path("output/.store/documents").join(path);
        let mut bytes = std::fs::read(&path).expect("a kept document");
        match index % 3 {
            0 => bytes.truncate(bytes.len() / 2),
            1 => bytes.clear(),
            _ => bytes.iter_mut().rev().take(1).for_each(|last| *last ^= 1),
        }
        std::fs::write(&path, bytes).expect("a kept document");
    }
    folder.write("other.md", page("Other", "Text."));
    folder.publish();
    let again = folder.published();
    for (path, bytes) in &published {
        if path.starts_with("policies/falls/falls") {
            assert_eq!(again.get(path), Some(bytes), "{path}");
        }
    }
}
