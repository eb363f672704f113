//! Ways in which a name could still get out: each is told or refused, nothing repeats it, and nothing of it is published.

use std::io::{Cursor, Write as _};

use candour::inspect::{self, HiddenContent};

use crate::folder::{self, Folder, Outcome, PDF, SIGNED_OFF, SITE_YAML, page, program};
use crate::{pictures, supplied};

const TABLE: &str = "| Place | Falls |\n| --- | --- |\n| A | 30 |\n";

fn summary(head: &str, body: &str) -> String {
    format!("---\ntitle: A fall at night\n{SIGNED_OFF}{head}---\n## What happened\n\n{body}\n")
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        archive.write_all(bytes).expect("room");
    }
    archive.finish().expect("an archive").into_inner()
}

fn letters(text: &str, of: impl Fn(char) -> String) -> String {
    text.chars().map(|c| if c.is_ascii_alphabetic() { of(c) } else { c.to_string() }).collect()
}

fn shifted(start: u32) -> impl Fn(char) -> String {
    move |c| char::from_u32(start + u32::from(c.to_ascii_uppercase()) - 65).expect("a letter").to_string()
}

/// Builds a summary, which must not pass in silence, whatever else is in its folder.
#[track_caller]
fn is_told(folder: &Folder, why: &str) {
    let outcome = folder.build();
    let found = outcome.findings();
    let is_told = found.iter().any(|it| it.rule.starts_with("anon/") || it.rule.starts_with("consent/"));
    let is_refused = outcome.status == 1;
    assert!(is_told || is_refused, "{why} passes in silence: {outcome}");
    let said = format!("{outcome}").to_lowercase();
    assert!(!said.contains("panicked") && !said.contains("margaret thornbury"), "{why}: {outcome}");
}

#[test]
fn wherever_a_name_stands_in_a_page_it_is_told() {
    const NAME: &str = "Margaret Thornbury";
    let folder = Folder::new(&[]);
    let bodies = [
        format!("Table: Falls that {NAME} saw\n\n{TABLE}"),
        format!("A fall.[^1]\n\n[^1]: Said {NAME}."),
        format!("{NAME}\n:   the patient"),
        format!("<p title=\"{NAME}\">A fall.</p>"),
        format!("A fall. <!-- {NAME} -->"),
        format!("[a page](https://example.org/a \"{NAME}\")"),
        "[a page](https://example.org/margaret-thornbury)".to_owned(),
        "[a page](https://example.org/?who=Margaret+Thornbury)".to_owned(),
        "[a page](https://example.org/%4d%61rgaret-%54hornbury)".to_owned(),
        format!("[a page][x]\n\n[x]: https://example.org/a \"{NAME}\""),
        format!("[a page][{NAME}]\n\n[{NAME}]: https://example.org/a"),
        "### The fall {#margaret-thornbury}\n\nWords.".to_owned(),
        "[a fall]{lang=margaret-thornbury} was seen.".to_owned(),
        format!("```\n{NAME}\n```"),
        format!("$$\\text{{{NAME}}}$$"),
        format!("::: details {NAME}\nWords.\n:::"),
        "[Write](mailto:margaret.thornbury@example.org)".to_owned(),
        "#JusticeForMargaretThornbury #MargaretThornbury trended.".to_owned(),
        // Letters that look as they should.
        "Mar\u{200d}garet Thorn\u{200c}bury fell.".to_owned(),
        "M\u{430}rg\u{430}ret Th\u{43e}rnbury fell.".to_owned(),
        "\u{39c}argaret Th\u{3bf}rnbury fell.".to_owned(),
        letters(NAME, |c| char::from_u32(0xff21 + u32::from(c.to_ascii_uppercase()) - 65).expect("a letter").into())
            + " fell.",
        letters(NAME, shifted(0x24b6)) + " fell.",
        letters(NAME, shifted(0x1f150)) + " fell.",
        letters(NAME, shifted(0x1d400)) + " fell.",
        "M\u{1d00}\u{280}\u{262}\u{1d00}\u{280}\u{1d07}\u{1d1b} T\u{29c}\u{1d0f}\u{280}\u{274}\u{299}\u{1d1c}\u{280}\u{28f} fell.".to_owned(),
        format!("A fall{}.", letters(NAME, |c| char::from_u32(0xe0000 + u32::from(c)).expect("a letter").into())),
        "\u{202e}yrubnrohT teragraM\u{202c} fell.".to_owned(),
        "M4rg4ret Th0rnbury fell.".to_owned(),
        "MargaretThornbury fell.".to_owned(),
        // Letters apart.
        "The patient was M a r g a r e t T h o r n b u r y.".to_owned(),
        "The patient was M.a.r.g.a.r.e.t T.h.o.r.n.b.u.r.y.".to_owned(),
        "The patient was **M**a**r**g*a*ret **Th**ornbury.".to_owned(),
        "&#77;argaret &#x54;hornbury fell.".to_owned(),
        "Marg&shy;aret Thorn&shy;bury fell.".to_owned(),
        "Mar\u{ad}\ngaret Thorn\u{ad}\nbury fell.".to_owned(),
        "| First | Last |\n| --- | --- |\n| Margaret | Thornbury |".to_owned(),
        "| A | B | C | D | E | F | G | H |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n| M | a | r | g | a | r | e | t |".to_owned(),
        "- Margaret\n- Thornbury".to_owned(),
        // Ordinary words that are somebody's name.
        "[a page](https://example.org/inquest-of-patience-long)".to_owned(),
        "### The fall {#patience-long}\n\nWords.".to_owned(),
    ];
    for body in bodies {
        folder.write("learning/fall.md", summary("", &body));
        is_told(&folder, &body);
    }
    for head in [
        format!("description: The fall of {NAME}\n"),
        "aliases: [/learning/margaret-thornbury/]\n".to_owned(),
        "aliases: [/learning/falls-review-patience-long/]\n".to_owned(),
        "slug: margaret-thornbury\n".to_owned(),
        format!("theme: [falls, {NAME}]\n"),
        format!("owner: {NAME}\n"),
        format!("# {NAME}\n"),
        "margaret_thornbury: yes\n".to_owned(),
    ] {
        folder.write("learning/fall.md", summary(&head, "A person fell."));
        is_told(&folder, &head);
    }
    folder.write("learning/fall.md", summary("", "A person fell."));
    assert!(!folder.publish().stdout.contains("anon/"), "without a name nothing is told");
    for path in [
        "learning/falls-review-patience-long.md",
        "learning/the-death-of-jack-wood.md",
        "learning/margaret-thornbury/a.md",
    ] {
        folder.write(path, summary("", "A person fell.").replace("A fall", "Another fall"));
        is_told(&folder, path);
        folder.remove(path);
    }
    // Pages of other kinds are told by their addresses too.
    folder.write("about/the-death-of-margaret-thornbury.md", page("About", "Words."));
    assert!(folder.publish().stdout.contains("anon/name-on-page"));
    folder.remove("about/the-death-of-margaret-thornbury.md");
    folder.write("about.md", "---\ntitle: About\naliases: [/the-death-of-margaret-thornbury/]\n---\nWords.\n");
    let outcome = folder.publish();
    let told = outcome.findings().into_iter().find(|it| it.rule == "anon/name-on-page");
    assert_eq!(told.map(|it| it.line), Some(3), "{outcome}");
}

#[test]
fn every_file_that_a_summary_shows_or_offers_is_read() {
    const NAME: &str = "Margaret Thornbury fell.";
    let svg = |inside: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 20\">{inside}</svg>");
    let chart = "::: chart {data=falls.csv type=bar title=\"Falls by month\"}\n:::";
    let shown = [
        ("![Falls](a.svg)", "a.svg", svg("<text y=\"9\">Margaret Thornbury fell</text>")),
        (
            "![Falls](a.svg)",
            "a.svg",
            svg("<text><tspan>Marg</tspan><tspan>aret</tspan> <tspan>Thornbury</tspan> fell</text>"),
        ),
        ("![Falls](a.svg)", "a.svg", svg("<title>Margaret Thornbury fell</title><path d=\"M0 0h2v2H0z\"/>")),
        (chart, "falls.csv", "Place,Falls\nMargaret Thornbury,30\nB,40\n".to_owned()),
        (chart, "falls.csv", "Place,Margaret Thornbury\nA,30\nB,40\n".to_owned()),
    ];
    let folder = Folder::new(&[]);
    for (body, name, text) in shown {
        folder.write(&format!("learning/{name}"), &text);
        folder.write("learning/fall.md", summary("", body));
        is_told(&folder, &text);
        folder.write(
            &format!("learning/{name}"),
            text.replace("Margaret Thornbury", "People")
                .replace("Marg", "")
                .replace("aret", "")
                .replace("Thornbury", "People"),
        );
        assert!(!folder.build().stdout.contains("anon/"), "{text}");
    }
    let office = "application/vnd.openxmlformats-officedocument";
    let sheet = supplied::excel()
        .and(
            "xl/sharedStrings.xml",
            &format!("{office}.spreadsheetml.sharedStrings+xml"),
            "<sst><si><t>Margaret </t><t>Thornbury fell</t></si></sst>",
        )
        .and(
            "xl/worksheets/sheet9.xml",
            &format!("{office}.spreadsheetml.worksheet+xml"),
            "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c><v>3</v></c></row></sheetData></worksheet>",
        );
    let slides = supplied::powerpoint()
        .and("ppt/slides/slide9.xml", &format!("{office}.presentationml.slide+xml"), "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><a:p><a:r><a:t>Margaret Thorn</a:t></a:r><a:r><a:t>bury fell</a:t></a:r></a:p></p:sld>");
    let text =
        supplied::open_text().with("<text:h>Falls</text:h>", &format!("<text:h>Falls</text:h><text:p>{NAME}</text:p>"));
    let utf16 = |text: &str| [vec![0xff, 0xfe], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let book = archive(&[
        ("mimetype", b"application/epub+zip"),
        ("a.xhtml", format!("<html><body><p>{}</p></body></html>", "Margaret <b>Thorn</b>bury fell.").as_bytes()),
    ]);
    let field = PDF.replace(
        "/MediaBox[0 0 595 842]",
        "/MediaBox[0 0 595 842] /Annots[<</Subtype/Widget /FT/Tx /V(Margaret Thornbury fell)>>]",
    );
    let mark = PDF
        .replace("/Info 7 0 R", "/Info 7 0 R /X 9 0 R")
        .replace("trailer", "9 0 obj <</Title(Margaret Thornbury fell) /Parent 1 0 R>> endobj\ntrailer");
    let files: Vec<(&str, Vec<u8>, &str)> = vec![
        ("a.xlsx", sheet.zip(), "in row 1 of sheet "),
        ("a.pptx", slides.zip(), "on slide 9, "),
        ("a.odt", text.zip(), "in paragraph "),
        ("a.epub", book, "in its text, "),
        ("a.pdf", field.into_bytes(), "in a form field, "),
        ("a.pdf", mark.into_bytes(), "in a bookmark, "),
        ("a.txt", utf16(NAME), "on line 1, "),
        ("a.txt", b"The caf\xe9.\nMargaret Thornbury fell.".to_vec(), "on line 2, "),
        ("a.rtf", br"{\rtf1\ansi Marg\'61ret Thorn{\b bury} fell.}".to_vec(), "on line 1, "),
        ("a.zip", archive(&[("notes.txt", NAME.as_bytes())]), "in a file inside it, "),
        ("a.zip", archive(&[("margaret-thornbury.txt", b"A fall.")]), "in the name of a file inside it, "),
        ("a.bin", [b"\0\x01".as_slice(), NAME.as_bytes()].concat(), "cannot read the words"),
        ("a.doc", supplied::old_word("Communications Team"), "cannot read the words"),
        ("a.zip", archive(&[("a.bin", b"\0\x01")]), "cannot read the words"),
    ];
    for (name, bytes, place) in files {
        folder.write(&format!("learning/{name}"), bytes);
        folder.write(
            "learning/fall.md",
            summary(&format!("attachments:\n  - {{file: {name}, title: A file}}\n"), "A person fell."),
        );
        let outcome = folder.build();
        let told = outcome.findings().into_iter().filter(|it| it.rule.starts_with("anon/")).collect::<Vec<_>>();
        assert!(
            outcome.status == 1 && told.iter().any(|it| it.message.contains(place) && it.line == 5),
            "{name}: {outcome}"
        );
        assert!(!format!("{outcome}").contains("Thornbury"), "{name}: {outcome}");
    }
}

#[test]
fn settings_that_name_a_person_are_told_at_their_line() {
    let folder = Folder::new(&[("about.md", &page("About", "Words."))]);
    assert!(!folder.publish().stdout.contains("config/person"));
    let changed = |from: &str, to: &str| SITE_YAML.replacen(from, to, 1);
    let below = |lines: &str| format!("{lines}{SITE_YAML}");
    for (text, line) in [
        (changed("title: Patient safety at Northmere", "title: In memory of Margaret Thornbury"), 5),
        (changed("  title:", "  notice: The death of Margaret Thornbury is looked into\n  title:"), 5),
        (changed("  title:", "  description: What Margaret Thornbury taught us\n  title:"), 5),
        (below("navigation:\n  - {title: Margaret Thornbury, page: about.md}\n"), 2),
        (below("contacts:\n  feedback:\n    team: Margaret Thornbury\n    email: a@northmere.example\n"), 3),
        (below("contacts:\n  feedback:\n    team: Safety team\n    email: margaret.thornbury@northmere.example\n"), 4),
        (below("licence:\n  name: Licence\n  url: https://example.org/margaret-thornbury\n"), 3),
        (below("vocabularies:\n  theme: [falls, Margaret Thornbury review]\n"), 2),
        (changed("security@northmere", "margaret.thornbury@northmere"), 1),
    ] {
        folder.write("site.yaml", &text);
        let outcome = folder.build();
        let told: Vec<_> = outcome.findings().into_iter().filter(|it| it.rule == "config/person").collect();
        assert_eq!(outcome.status, 1, "{text}: {outcome}");
        assert_eq!(
            told.iter().map(|it| (it.file.as_str(), it.line)).collect::<Vec<_>>(),
            [("site.yaml", line)],
            "{text}"
        );
        assert!(!outcome.stdout.contains("Thornbury") && !outcome.stderr.contains("Thornbury"), "{outcome}");
        folder.write("site.yaml", format!("{text}anonymisation:\n  allowed:\n    - {{text: Margaret Thornbury, reason: the name of our building}}\n"));
        assert!(
            !folder.build().stdout.contains("config/person") || text.contains('@') || text.contains("/margaret"),
            "{text}"
        );
    }
    folder.write("site.yaml", changed("  title:", "  notice: NHS number 943 476 5919\n  title:"));
    assert!(folder.build().stdout.contains("anon/nhs-number"));
}

/// What is found in an attached PDF, and the file that would be published.
fn attached(bytes: &[u8]) -> (Vec<String>, Vec<u8>) {
    let folder = Folder::new(&[("falls.md", &page("Falls", "Print [our leaflet](a.pdf)."))]);
    folder.write("a.pdf", bytes);
    let outcome = folder.build();
    assert!(!format!("{outcome}").contains("Zebrafink"), "{outcome}");
    let rules =
        outcome.findings().into_iter().filter(|it| it.rule.starts_with("attachments/")).map(|it| it.message).collect();
    (rules, folder.site().remove("a.pdf").unwrap_or_default())
}

#[test]
fn a_pdf_keeps_nothing_that_its_pages_do_not_show() {
    let with = |from: &str, to: &str| PDF.replace(from, to).into_bytes();
    assert_eq!(attached(PDF.as_bytes()), (Vec::new(), PDF.as_bytes().to_vec()));
    for (file, message) in [
        (
            with("/Lang", "/Names<</JavaScript<</Names[(a) <</S/JavaScript /JS(Zebrafink)>>]>> >> /Lang"),
            "this PDF holds a script (JavaScript)",
        ),
        (with("/Lang", "/OpenAction<</S/JavaScript /JS(Zebrafink)>> /Lang"), "this PDF holds a script (JavaScript)"),
        (
            with("/Lang", "/OCProperties<</OCGs[7 0 R] /D<</OFF[7 0 R]>> >> /Lang"),
            "this PDF holds 1 hidden layer, which anybody can switch on",
        ),
        (with("/Lang", "/AF[7 0 R] /Lang"), "this PDF holds 1 file inside it"),
        (
            with("/MediaBox[0 0 595 842]", "/MediaBox[0 0 595 842] /Annots[<</Subtype/Widget /F 2 /V(Zebrafink)>>]"),
            "this PDF holds 1 form field that is filled in and hidden",
        ),
        (
            with("/MediaBox[0 0 595 842]", "/MediaBox[0 0 595 842] /Annots[<</Subtype/FreeText /T(Zebrafink)>>]"),
            "this PDF seems to name a person as the author of a comment",
        ),
    ] {
        assert_eq!(attached(&file), (vec![message.to_owned()], Vec::new()));
    }
    // Layers that show, and fields that are seen, are the author's.
    assert_eq!(attached(&with("/Lang", "/OCProperties<</OCGs[7 0 R] /D<</ON[7 0 R]>> >> /Lang")).0, [""; 0]);
    // A photo as cameras save it: its pixels stay, its notes go.
    let photo = pictures::photo_with_notes(40, 30);
    let mut file = PDF
        .split("trailer")
        .next()
        .expect("objects")
        .replace("/Font<</F 4 0 R>>", "/Font<</F 4 0 R>> /XObject<</I 8 0 R>>")
        .into_bytes();
    file.extend(format!("8 0 obj <</Type/XObject /Subtype/Image /Width 40 /Height 30 /ColorSpace/DeviceRGB /BitsPerComponent 8 /Filter/DCTDecode /Length {}>> stream\n", photo.len()).bytes());
    file.extend(&photo);
    file.extend(b"\nendstream endobj\ntrailer <</Root 1 0 R /Info 7 0 R /Size 9>>\nstartxref\n0\n%%EOF\n");
    let (told, copy) = attached(&file);
    assert_eq!(
        told,
        [
            "this PDF is published without its author's name and what its pictures tell of where and when they were taken"
        ]
    );
    let holds = |bytes: &[u8], words: &[u8]| bytes.windows(words.len()).any(|it| it == words);
    assert!(holds(&file, b"Planted") && !holds(&copy, b"Planted") && !holds(&copy, b"Exif"));
    assert!(
        holds(&copy, &photo[photo.len() - 60..photo.len() - 30]) || copy.len() > photo.len() / 2,
        "the pixels stay"
    );
    // What was taken off a page when the file was saved once more is still in the file, until it is published.
    let mut again = PDF.as_bytes().to_vec();
    again.splice(9..9, b"8 0 obj (Zebrafink was here) endobj\n".iter().copied());
    again.extend(b"trailer <</Root 1 0 R /Info 7 0 R /Size 9>>\nstartxref\n0\n%%EOF\n");
    let (told, copy) = attached(&again);
    assert_eq!(told, ["this PDF is published without its author's name and what earlier versions of it held"]);
    assert!(!holds(&copy, b"Zebrafink") && holds(&copy, b"Preventing falls"));
}

#[test]
fn a_word_document_holds_no_other_file_in_silence() {
    let part = "application/vnd.openxmlformats-officedocument.oleObject";
    let file = supplied::word().and("word/embeddings/oleObject1.bin", part, "Zebrafink").zip();
    let facts = inspect::inspect(&file, "docx").facts;
    assert_eq!(facts.hidden.get(&HiddenContent::Object), Some(&1));
    let folder = Folder::new(&[("falls.md", &page("Falls", "Print [our leaflet](a.docx)."))]);
    folder.write("a.docx", file);
    let outcome = folder.build();
    assert!(
        outcome.stdout.contains("this Word document holds 1 embedded document, with all that stands in them"),
        "{outcome}"
    );
    // Settings that tell from which list letters were written.
    let settings = "application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml";
    let merge = "<w:settings xmlns:w=\"w\"><w:zoom/><w:mailMerge><w:query w:val=\"C:/Zebrafink.csv\"/></w:mailMerge></w:settings>";
    folder.write("a.docx", supplied::word().and("word/settings.xml", settings, merge).zip());
    let outcome = folder.publish();
    assert!(outcome.stdout.contains("attachments/cleaned"), "{outcome}");
    let copy = pictures::unpacked("a.docx", &folder.site()["a.docx"]);
    assert!(copy.iter().all(|(_, bytes)| !String::from_utf8_lossy(bytes).contains("Zebrafink")));
}

fn scan(folder: &Folder, options: &[&str]) -> Outcome {
    Outcome::of(program().arg("scan").args(options).current_dir(folder.root()))
}

#[test]
fn odd_files_in_a_scanned_folder_stop_nothing_and_panic_nowhere() {
    let folder = Folder::new(&[]);
    let file = |name: &str, bytes: &[u8]| folder::write(&folder.path("odd").join(name), bytes);
    file("a-name.txt", b"Margaret Thornbury fell.");
    file("empty.pdf", b"");
    file("empty.docx", b"");
    file("locked.docx", &supplied::locked_word());
    file(
        "locked.pdf",
        PDF.replace(
            "trailer <<",
            "9 0 obj <</Filter/Standard /V 1 /R 2 /O(Zebrafink) /U(Zebrafink) /P 0>> endobj\ntrailer <</Encrypt 9 0 R ",
        )
        .as_bytes(),
    );
    file("picture.docx", &pictures::noted_png(&pictures::quarters(20, 10), 20, 10));
    file("word.pdf", &supplied::word().zip());
    file("text.docx", b"Margaret Thornbury fell.");
    file(
        "wide.txt",
        &[vec![0xfe, 0xff], "Margaret Thornbury fell.".encode_utf16().flat_map(u16::to_be_bytes).collect()].concat(),
    );
    file("odd.txt", &[0xff, 0xfe, 0x00]);
    file("nul.txt", b"Margaret\0Thornbury");
    file("bomb.zip", &archive(&[("bomb.txt", &vec![b'a'; 60 << 20])]));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(".", folder.path("odd/loop")).expect("a link");
        std::os::unix::fs::symlink("nowhere", folder.path("odd/broken")).expect("a link");
    }
    for format in ["human", "json", "sarif"] {
        let outcome = scan(&folder, &["odd", "--format", format]);
        assert_eq!(outcome.status, 2, "{outcome}");
        assert!(!outcome.stderr.contains("panicked"), "{outcome}");
        for token in ["Thornbury", "Zebrafink", "thornbury"] {
            assert!(!format!("{outcome}").contains(token), "{outcome}");
        }
        for (name, why) in [
            ("locked.docx", "it needs a password"),
            ("locked.pdf", "it needs a password"),
            ("nul.txt", "its words cannot be read"),
            ("bomb.zip", "it is too large"),
        ] {
            assert!(outcome.stderr.lines().any(|line| line.contains(name) && line.contains(why)), "{name}: {outcome}");
        }
    }
    // What could be read was, in spite of the others.
    let outcome = scan(&folder, &["odd", "--format", "json"]);
    for name in ["a-name.txt", "text.docx", "wide.txt", "picture.docx"] {
        assert!(outcome.findings().iter().any(|it| it.file.ends_with(name)), "{name}: {outcome}");
    }
    for name in ["empty.pdf", "empty.docx", "odd.txt"] {
        assert_eq!(scan(&folder, &[&format!("odd/{name}")]).status, 0, "{name} holds no words");
    }
}
