//! Attachments: each rule about the content of supplied files with a file that breaks it and one that does not; where
//! and how often it is told; and files that are damaged or made with bad intent.

use candour::inspect::{self, FileFormat, Reading, Stop};

use crate::folder::{self, Folder, Made, PDF, SITE_YAML, Wish, page};
use crate::supplied::{
    Parts, excel, locked_word, old_word, open_sheet, open_slides, open_text, powerpoint, word, word_picture,
};

/// What is found when a page attaches a file of this name, without the place and what to do: `error no-title: …`.
fn found(name: &str, bytes: &[u8]) -> Vec<String> {
    found_with(name, bytes, "")
}

fn found_with(name: &str, bytes: &[u8], key: &str) -> Vec<String> {
    let page = format!("---\ntitle: Falls\nattachments:\n  - file: {name}\n    title: Leaflet\n{key}---\nText.\n");
    let files: [(&str, &[u8]); 2] = [("falls.md", page.as_bytes()), (name, bytes)];
    let build = folder::build_bytes(&files, &Wish::default()).expect("a configuration that can be read");
    let told = |it: &candour::diagnostic::Finding| {
        assert_eq!((it.file.as_str(), it.line, it.column), ("falls.md", 4, 11), "{it:?}");
        assert!(!it.help.is_empty() && !format!("{it:?}").contains("Zebrafink"), "{it:?}");
        format!("{} {}: {}", it.severity, it.rule.trim_start_matches("attachments/"), it.message)
    };
    build.findings.iter().map(told).collect()
}

#[track_caller]
fn check(name: &str, bytes: &[u8], expected: &[&str]) {
    assert_eq!(found(name, bytes), expected);
}

fn pdf(changes: &[(&str, &str)]) -> Vec<u8> {
    let mut text = PDF.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from} stands in no part");
        text = text.replace(from, to);
    }
    text.into_bytes()
}

/// The PDF with other tags in the place of its one paragraph.
fn tagged(tags: &str) -> Vec<u8> {
    pdf(&[("<</Type/StructElem /S/P /P 5 0 R /Pg 3 0 R /K 0>>", tags)])
}

// Files that are as they should be.

#[test]
fn good_files_are_silent() {
    check("a.pdf", PDF.as_bytes(), &[]);
    check("a.docx", &word().zip(), &[]);
    check("a.xlsx", &excel().zip(), &[]);
    check("a.pptx", &powerpoint().zip(), &[]);
    check("a.odt", &open_text().zip(), &[]);
    check("a.ods", &open_sheet().zip(), &[]);
    check("a.odp", &open_slides().zip(), &[]);
    check("a.csv", b"Month,Falls\nMay,4\n", &[]);
    check("a.ics", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", &[]);
    check("a.unheard", b"\0\x01", &[]);
}

#[test]
fn a_document_of_candours_own_is_a_good_attachment() {
    let policy = "## Aim\n\nText.\n\n| Ward | Falls |\n|---|---|\n| One | 4 |\n\n> [!NOTE]\n> Text.\n";
    let made = Made::new(&[("policies/falls.md", &page("Falls policy", policy))]);
    check("a.docx", made.bytes("policies/falls/falls.docx"), &[]);
}

// PDF.

#[test]
fn a_pdf_without_tags() {
    let words = "error untagged-pdf: this PDF has no tags, so screen readers cannot tell headings, lists and tables";
    check("a.pdf", &pdf(&[("/Marked true", "/Marked false")]), &[words]);
    check("a.pdf", &pdf(&[("/StructTreeRoot 5 0 R", "")]), &[words]);
    // A tree with nothing in it.
    check("a.pdf", &tagged("<</S/Document>>"), &[words]);
    let xmp = "/Metadata 8 0 R";
    let stream = "8 0 obj <</Type/Metadata /Length 37>> stream\n<x pdfuaid:part='1' xmlns:pdfuaid='u'/>\nendstream endobj\ntrailer";
    let claimed = pdf(&[("/StructTreeRoot 5 0 R", xmp), ("trailer", stream)]);
    check("a.pdf", &claimed, &["error untagged-pdf: this PDF says that it is accessible (PDF/UA), but it has no tags"]);
}

#[test]
fn a_pdf_that_is_a_picture_of_its_pages() {
    let scan = pdf(&[("/Resources<</Font<</F 4 0 R>> >>", "/Resources<</XObject<<>> >>")]);
    check("a.pdf", &scan, &["error scanned-pdf: this PDF is a picture of its pages: there is no text in it"]);
    // The font of a form that a page draws, and one that a page inherits.
    let form = pdf(&[
        ("/Resources<</Font<</F 4 0 R>> >>", "/Resources<</XObject<</X 8 0 R>> >>"),
        (
            "trailer",
            "8 0 obj <</Type/XObject /Subtype/Form /Resources<</Font<</F 4 0 R>> >> /Length 0>> stream\n\nendstream endobj\ntrailer",
        ),
    ]);
    check("a.pdf", &form, &[]);
    let inherited =
        pdf(&[("/Resources<</Font<</F 4 0 R>> >>", ""), ("/Count 1", "/Count 1 /Resources<</Font<</F 4 0 R>> >>")]);
    check("a.pdf", &inherited, &[]);
}

#[test]
fn a_pdf_without_title_or_language() {
    let none = "error no-title: this PDF has no title that tells what it is about";
    check("a.pdf", &pdf(&[("/Title(Preventing falls)", "")]), &[none]);
    check("a.pdf", &pdf(&[("(Preventing falls)", "(Microsoft Word - falls v3.docx)")]), &[none]);
    let hidden = "error no-title: readers of this PDF are shown the name of its file and not its title";
    check("a.pdf", &pdf(&[("/DisplayDocTitle true", "")]), &[hidden]);
    let mute = "error no-language: this PDF does not say what language it is in";
    check("a.pdf", &pdf(&[("/Lang(en-GB)", "")]), &[mute]);
}

#[test]
fn tags_of_a_pdf() {
    let long = |tags: &str| {
        let kids = "8 0 obj <</Type/Page /Parent 2 0 R>> endobj\n9 0 obj <</Type/Page /Parent 2 0 R>> endobj\ntrailer";
        let text = String::from_utf8(tagged(tags)).expect("text");
        text.replace("/Kids[3 0 R]", "/Kids[3 0 R 8 0 R 9 0 R]").replace("trailer", kids).into_bytes()
    };
    check("a.pdf", &long("<</S/P /K 0>>"), &["error no-headings: this PDF has no headings"]);
    check("a.pdf", &long("<</S/H1 /K 0>>"), &[]);
    // A name of the program's own that stands for a heading.
    let mapped = String::from_utf8(long("<</S/Chapter /K 0>>")).expect("text");
    check(
        "a.pdf",
        mapped.replace("/StructTreeRoot /K", "/StructTreeRoot /RoleMap<</Chapter/Big /Big/H1>> /K").as_bytes(),
        &[],
    );

    let table = |first: &str| {
        let row = |cell: &str| format!("<</S/TR /K[<</S/{cell} /K 0>> <</S/{cell} /K 1>>]>>");
        tagged(&format!("<</S/Table /K[{} {}]>>", row(first), row("TD")))
    };
    check("a.pdf", &table("TH"), &[]);
    check("a.pdf", &table("TD"), &["error no-header-row: this PDF has 1 table without a header row"]);
    check("a.pdf", &tagged("<</S/Figure /K 0 /Alt(A call bell)>>"), &[]);
    check("a.pdf", &tagged("<</S/Figure /K 0>>"), &["error no-alt-text: this PDF has 1 picture without alt text"]);
}

#[test]
fn comments_and_files_in_a_pdf() {
    let annotation = |kind: &str| {
        let to = format!("/MediaBox[0 0 595 842] /Annots[<</Subtype/{kind} /T(Zebrafink)>>]");
        pdf(&[("/MediaBox[0 0 595 842]", &to)])
    };
    let named = "error personal-metadata: this PDF seems to name a person as the author of a comment";
    check("a.pdf", &annotation("Link"), &[]);
    check("a.pdf", &annotation("Widget"), &[]);
    check("a.pdf", &annotation("Highlight"), &["error comments: this PDF holds 1 comment or note", named]);
    let redaction =
        "error hidden-content: this PDF holds 1 mark for redaction not applied yet: the words below can still be read";
    check("a.pdf", &annotation("Redact"), &[redaction, named]);
    let file = pdf(&[("/Lang", "/Names<</EmbeddedFiles<</Names[(a.txt) 7 0 R]>> >> /Lang")]);
    check("a.pdf", &file, &["error hidden-content: this PDF holds 1 file inside it"]);
}

// Names of people.

#[test]
fn names_of_people_are_found_and_not_told() {
    let pdf_author = "advice cleaned: this PDF is published without its author's name";
    check("a.pdf", &pdf(&[("Communications Team", "Tunde Zebrafink")]), &[pdf_author]);
    // Cut short, so that nothing leads to the properties any more.
    let cut = pdf(&[("Communications Team)", "Tunde Zebrafink) /Producer(P)"), ("/Info 7 0 R", "")]);
    check("a.pdf", &cut, &[pdf_author]);
    let xmp = "8 0 obj <</Type/Metadata /Length 88>> stream\n<x xmlns:r='r' xmlns:dc='d'><dc:creator><r:Seq><r:li>Zebrafink</r:li></r:Seq></dc:creator></x>\nendstream endobj\ntrailer";
    check("a.pdf", &pdf(&[("/Lang", "/Metadata 8 0 R /Lang"), ("trailer", xmp)]), &[pdf_author]);
    check(
        "a.docx",
        &word()
            .with("Communications Team", "Zebrafink")
            .with("Northmere Health", "Zebrafink of Northmere Health")
            .zip(),
        &[
            "advice cleaned: this Word document is published without its author's name and the name of who saved or printed it last",
        ],
    );
    let custom = "application/vnd.openxmlformats-officedocument.custom-properties+xml";
    let property = |name: &str| {
        format!(
            "<Properties xmlns:vt=\"v\"><property name=\"{name}\"><vt:lpwstr>Zebrafink</vt:lpwstr></property></Properties>"
        )
    };
    let both = "its author's name, the name of who saved or printed it last";
    let other = &format!("advice cleaned: this Excel workbook is published without {both} and properties about people");
    check("a.xlsx", &excel().and("docProps/custom.xml", custom, &property("Checked by")).zip(), &[other]);
    check("a.xlsx", &excel().and("docProps/custom.xml", custom, &property("Colour")).zip(), &[]);
    let people = "application/vnd.openxmlformats-officedocument.wordprocessingml.people+xml";
    check(
        "a.docx",
        &word()
            .and("word/people.xml", people, "<w:people xmlns:w=\"w\"><w:person w:author=\"Zebrafink\"/></w:people>")
            .zip(),
        &[&format!("advice cleaned: this Word document is published without {both} and its list of people")],
    );
    check(
        "a.odt",
        &open_text().with("Communications Team", "Zebrafink").zip(),
        &["advice cleaned: this OpenDocument text is published without its author's name"],
    );
}

#[test]
fn a_name_that_is_allowed_is_no_persons() {
    let bytes = word().with("Communications Team", "Quill and Byrne").zip();
    assert_eq!(found("a.docx", &bytes).len(), 1);
    let site = format!("{SITE_YAML}anonymisation:\n  allowed:\n    - {{text: Quill and Byrne, reason: our printer}}\n");
    let page = "---\ntitle: Falls\nattachments:\n  - {file: a.docx, title: Leaflet}\n---\nText.\n";
    let files: [(&str, &[u8]); 3] = [("site.yaml", site.as_bytes()), ("falls.md", page.as_bytes()), ("a.docx", &bytes)];
    let build = folder::build_bytes(&files, &Wish::default()).expect("a configuration that can be read");
    assert_eq!(folder::told(&build.findings), "");
}

#[test]
fn a_name_that_cannot_be_taken_out_is_told() {
    let word = word().with("Communications Team", "Zebrafink");
    let named = "error personal-metadata: this Word document seems to name a person as its author";
    let signature = "application/vnd.openxmlformats-package.digital-signature-origin";
    let signed = word.clone().and("_xmlsignatures/origin.sigs", signature, "");
    let expected = format!("{named}, and it is signed, so that Candour cannot take the name out");
    check("a.docx", &signed.zip(), &[&expected]);
    let shown = format!("{named}, and its pages show the name too, so that Candour cannot take it out");
    // A field, in two runs, and the text of a cover page that Word fills in when the file is opened.
    let field =
        "<w:r><w:fldChar/><w:instrText> AUT</w:instrText></w:r><w:r><w:instrText>HOR </w:instrText></w:r></w:p>";
    check(
        "a.docx",
        &word.with("<w:t>Falls</w:t></w:r></w:p>", &format!("<w:t>Falls</w:t></w:r>{field}")).zip(),
        &[&shown],
    );
    let bound =
        "<w:sdt><w:sdtPr><w:dataBinding w:xpath=\"/ns1:coreProperties[1]/ns0:creator[1]\"/></w:sdtPr></w:sdt></w:body>";
    check("a.docx", &word.with("</w:body>", bound).zip(), &[&shown]);
    let pdf = pdf(&[
        ("Communications Team", "Zebrafink"),
        ("trailer", "8 0 obj <</Type/Sig /ByteRange[0 1 2 3] /Contents<00>>> endobj\ntrailer"),
    ]);
    let named = "error personal-metadata: this PDF seems to name a person as its author";
    check("a.pdf", &pdf, &[&format!("{named}, and it is signed, so that Candour cannot take the name out")]);
    let text = open_text().with("Communications Team", "Zebrafink");
    let field = "<text:p><text:initial-creator>Zebrafink</text:initial-creator></text:p><text:h>Falls</text:h>";
    let named = "error personal-metadata: this OpenDocument text seems to name a person as its author";
    let expected = format!("{named}, and its pages show the name too, so that Candour cannot take it out");
    check("a.odt", &text.with("<text:h>Falls</text:h>", field).zip(), &[&expected]);
}

/// The file that is published in the place of one that a page attaches, and what is found.
fn published(name: &str, bytes: &[u8]) -> (Vec<u8>, String) {
    let folder = Folder::new(&[("falls.md", &page("Falls", &format!("Print [our leaflet]({name}).")))]);
    folder.write(name, bytes);
    let outcome = folder.publish();
    assert!(!format!("{outcome}").contains("Zebrafink"), "{outcome}");
    let site = folder.site();
    let page = folder.text("falls/index.html");
    let size = format!("{}KB", ((site[name].len() + 500) / 1_000).max(1));
    assert!(page.contains(&size), "the page tells the size of the file it leads to, {size}: {page}");
    (site[name].clone(), outcome.told())
}

/// The parts of a package, by name.
fn unpacked(bytes: &[u8]) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package");
    let mut part = |at| {
        let mut part = archive.by_index(at).expect("a part");
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut part, &mut bytes).expect("a whole part");
        (part.name().expect("a plain name").to_string(), bytes)
    };
    (0..zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a package").len()).map(&mut part).collect()
}

#[test]
fn a_word_document_leaves_without_what_tells_who_made_it() {
    let office = "application/vnd.openxmlformats-officedocument";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let small = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"a\" Type=\"{package}/metadata/thumbnail\" Target=\"docProps/thumbnail.jpeg\"/><Relationship Id=\"b\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
    );
    let template = format!(
        "<Relationships xmlns=\"{package}\"><Relationship Id=\"a\" Type=\"x/attachedTemplate\" Target=\"file:///C:/Users/Zebrafink/Normal.dotm\" TargetMode=\"External\"/></Relationships>"
    );
    let file = word()
        .with("Communications Team", "Zebrafink")
        .with("<w:r><w:t>Falls</w:t>", "<w:r w:rsidR=\"00A10C5B\" w:rsidRPr='00A1'><w:t xml:space=\"preserve\">Falls</w:t>")
        .and("docProps/app.xml", &format!("{office}.extended-properties+xml"), "<Properties><Manager>Zebrafink</Manager><Company>Zebrafink</Company><Pages>4</Pages></Properties>")
        .and("docProps/custom.xml", &format!("{office}.custom-properties+xml"), "<Properties xmlns:vt=\"v\"><property name=\"Document owner\"><vt:lpwstr>Zebrafink</vt:lpwstr></property><property name=\"Colour\"><vt:lpwstr>Blue</vt:lpwstr></property></Properties>")
        .and("word/settings.xml", &format!("{office}.wordprocessingml.settings+xml"), "<w:settings xmlns:w=\"w\"><w:zoom/><w:attachedTemplate r:id=\"a\"/><w:rsids><w:rsidRoot w:val=\"00A10C5B\"/></w:rsids></w:settings>")
        .and("word/people.xml", &format!("{office}.wordprocessingml.people+xml"), "<w:people xmlns:w=\"w\"><w:person w:author=\"Zebrafink\"/></w:people>")
        .and("customXml/item1.xml", "application/xml", "<p:properties xmlns:p=\"p\"><SharedWithUsers><UserInfo><DisplayName>Zebrafink</DisplayName></UserInfo></SharedWithUsers></p:properties>")
        .and("docProps/thumbnail.jpeg", "image/jpeg", "Zebrafink")
        .and("_rels/.rels", "application/vnd.openxmlformats-package.relationships+xml", &small)
        .and("word/_rels/settings.xml.rels", "application/vnd.openxmlformats-package.relationships+xml", &template);
    let before = unpacked(&file.zip());
    let (copy, told) = published("leaflet.docx", &file.zip());
    assert!(
        told.contains("advice attachments/cleaned: this Word document is published without its author's name, the name of who saved or printed it last, properties about people, its list of people, the place of a file or printer in somebody's office, the small picture of its first page, the marks of each sitting in which it was edited and what an organisation's own systems keep in it"),
        "{told}"
    );
    let after = unpacked(&copy);
    for (name, bytes) in &after {
        let text = String::from_utf8_lossy(bytes);
        for token in ["Zebrafink", "00A1", "thumbnail", "attachedTemplate", "customXml"] {
            assert!(!text.contains(token) && !name.contains(token), "{token} is in {name}: {text}");
        }
    }
    let text = |name: &str| String::from_utf8_lossy(&after[name]).into_owned();
    let typed =
        String::from_utf8_lossy(&before["word/document.xml"]).replace(" w:rsidR=\"00A10C5B\" w:rsidRPr='00A1'", "");
    assert_eq!(text("word/document.xml"), typed, "nothing else of the words has changed");
    assert_eq!(after["word/styles.xml"], before["word/styles.xml"]);
    assert!(text("docProps/core.xml").contains("<dc:title>Preventing falls</dc:title>"));
    assert!(text("docProps/app.xml").contains("<Pages>4</Pages>") && text("docProps/custom.xml").contains("Blue"));
    assert!(text("_rels/.rels").contains("word/document.xml") && text("word/settings.xml").contains("<w:zoom/>"));
    // Comments and changes stay, and so do those who made them: that is for their author to decide.
    let change = word().with("<w:t>Falls</w:t></w:r>", "<w:t>Falls</w:t></w:r><w:ins w:author=\"Zebrafink\"/>");
    let people = "<w:people xmlns:w=\"w\"><w:person w:author=\"Zebrafink\"/></w:people>";
    let change = change.and("word/people.xml", &format!("{office}.wordprocessingml.people+xml"), people);
    assert_eq!(found("a.docx", &change.zip()).len(), 2, "{:?}", found("a.docx", &change.zip()));
}

#[test]
fn photos_in_a_document_leave_without_their_notes() {
    use std::io::Write as _;
    let photo = crate::pictures::noted_png(&crate::pictures::quarters(20, 10), 20, 10);
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in
        unpacked(&word().zip()).into_iter().chain([("word/media/image1.png".to_owned(), photo.clone())])
    {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        archive.write_all(&bytes).expect("room");
    }
    let file = archive.finish().expect("an archive").into_inner();
    let (copy, told) = published("leaflet.docx", &file);
    assert!(told.contains("what its pictures tell of where and when they were taken"), "{told}");
    let after = &unpacked(&copy)["word/media/image1.png"];
    assert!(after.len() < photo.len() && !candour::picture::has_notes(after));
}

#[test]
fn a_pdf_leaves_without_what_tells_who_made_it_and_without_its_earlier_versions() {
    let xmp = "<x xmlns:r='r' xmlns:dc='d' xmlns:p='p'><r:Description p:Manager='Zebrafink'/><dc:title>Falls</dc:title><dc:creator><r:Seq><r:li>Zebrafink</r:li></r:Seq></dc:creator></x>";
    let stream = format!(
        "8 0 obj <</Type/Metadata /Length {}>> stream\n{xmp}\nendstream endobj\n9 0 obj (Zebrafink was here) endobj\ntrailer",
        xmp.len()
    );
    let mut file = pdf(&[
        ("/Author(Communications Team)", "/Author(Zebrafink) /Manager(Zebrafink) /Producer(Quill)"),
        ("/Lang", "/PieceInfo<</App<</Private(Zebrafink)>> >> /Metadata 8 0 R /Lang"),
        ("trailer", &stream),
    ]);
    // Saved once more: the properties as they were are still in the file.
    file.extend(b"7 0 obj <</Title(Preventing falls) /Author(Other Zebrafink) /Producer(Quill)>> endobj\ntrailer <</Root 1 0 R /Info 7 0 R /Size 10>>\nstartxref\n0\n%%EOF\n");
    let (copy, told) = published("leaflet.pdf", &file);
    assert!(told.contains("advice attachments/cleaned: this PDF is published without its author's name"), "{told}");
    let text = String::from_utf8_lossy(&copy);
    assert!(!text.contains("Zebrafink"), "{text}");
    for kept in ["Preventing falls", "Quill", "StructTreeRoot", "DisplayDocTitle", "<dc:title>Falls</dc:title>"] {
        assert!(text.contains(kept), "{kept}: {text}");
    }
    assert_eq!(inspect::inspect(&copy, "pdf").reading, Reading::Whole);
    // One that names nobody, or a team, is published as it is.
    for clean in [pdf(&[("/Author(Communications Team)", "")]), PDF.as_bytes().to_vec()] {
        assert_eq!(published("leaflet.pdf", &clean).0, clean);
    }
}

#[test]
fn an_opendocument_text_leaves_without_what_tells_who_made_it() {
    let file = open_text()
        .with("Communications Team</meta:initial-creator>", "Zebrafink</meta:initial-creator><dc:creator>Zebrafink</dc:creator><meta:printed-by>Zebrafink</meta:printed-by><meta:user-defined meta:name=\"Checked by\">Zebrafink</meta:user-defined><meta:user-defined meta:name=\"Colour\">Blue</meta:user-defined>")
        .with("<text:h>Falls</text:h>", "<text:h officeooo:rsid=\"001a2b3c\">Falls</text:h>")
        .and("settings.xml", "", "<office:settings xmlns:office=\"o\" xmlns:config=\"c\"><config:config-item config:name=\"PrinterName\">Zebrafink</config:config-item><config:config-item config:name=\"Rsid\">001a2b3c</config:config-item><config:config-item config:name=\"Zoom\">9</config:config-item></office:settings>")
        .and("Thumbnails/thumbnail.png", "", "Zebrafink")
        .and("META-INF/manifest.xml", "", "<m:manifest xmlns:m=\"m\"><m:file-entry m:full-path=\"Thumbnails/thumbnail.png\"/><m:file-entry m:full-path=\"content.xml\"/></m:manifest>");
    let (copy, told) = published("leaflet.odt", &file.zip());
    assert!(told.contains("advice attachments/cleaned: this OpenDocument text is published without"), "{told}");
    let after = unpacked(&copy);
    for (name, bytes) in &after {
        let text = String::from_utf8_lossy(bytes);
        for token in ["Zebrafink", "001a2b3c", "Thumbnails"] {
            assert!(!text.contains(token) && !name.contains(token), "{token} is in {name}: {text}");
        }
    }
    let text = |name: &str| String::from_utf8_lossy(&after[name]).into_owned();
    assert!(text("meta.xml").contains("Preventing falls") && text("meta.xml").contains("Blue"));
    assert!(text("settings.xml").contains("Zoom") && text("META-INF/manifest.xml").contains("content.xml"));
    assert!(copy[30..].starts_with(b"mimetype"), "its kind comes first, as it was");
}

// Word and OpenDocument text.

#[test]
fn what_is_missing_in_a_word_document() {
    let missing = |changes: &[(&str, &str)], expected: &str| {
        let parts = changes.iter().fold(word(), |parts, (from, to)| parts.with(from, to));
        check("a.docx", &parts.zip(), &[expected]);
    };
    missing(
        &[("Preventing falls", " ")],
        "error no-title: this Word document has no title that tells what it is about",
    );
    missing(
        &[("<w:lang w:val=\"en-GB\"/>", "")],
        "error no-language: this Word document does not say what language it is in",
    );
    missing(&[("heading 1", "Loud")], "error no-headings: this Word document has no headings");
    missing(
        &[("<w:tblHeader/>", "<w:tblHeader w:val=\"0\"/>")],
        "error no-header-row: this Word document has 1 table without a header row",
    );
    missing(
        &[("A call bell within reach", "")],
        "error no-alt-text: this Word document has 1 picture without alt text",
    );
    missing(
        &[("A call bell within reach", "bell.png")],
        "error no-alt-text: this Word document has 1 picture without alt text",
    );
    // A style made from a heading, an outline level, and decoration.
    check(
        "a.docx",
        &word().with("w:val=\"heading 1\"/>", "w:val=\"Loud\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr>").zip(),
        &[],
    );
    let decoration = "descr=\"\"><x:decorative xmlns:x=\"x\" val=\"1\"/></wp:docPr>";
    check("a.docx", &word().with("descr=\"A call bell within reach\"/>", decoration).zip(), &[]);
    // Old programs get the same picture once more.
    let fallback = format!("<m:Fallback xmlns:m=\"m\">{}</m:Fallback></w:body>", word_picture(""));
    check("a.docx", &word().with("</w:body>", &fallback).zip(), &[]);
    // A letter of one page needs no headings.
    check(
        "a.docx",
        &word().with("heading 1", "Loud").with(&"How we keep people safe. ".repeat(150), "Short.").zip(),
        &[],
    );
}

#[test]
fn what_must_not_be_left_in_a_word_document() {
    let run = |properties: &str, text: &str| {
        format!("<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p></w:body>")
    };
    let with = |end: &str| word().with("</w:body>", end);
    let hidden = "error hidden-content: this Word document holds hidden text";
    check("a.docx", &with(&run("<w:vanish/>", "secret")).zip(), &[hidden]);
    check("a.docx", &with(&run("<w:rStyle w:val=\"Secret\"/>", "secret")).zip(), &[hidden]);
    check("a.docx", &with(&run("<w:vanish w:val=\"false\"/>", "open")).zip(), &[]);
    check("a.docx", &with(&run("<w:webHidden/>", "4")).zip(), &[]);
    check(
        "a.docx",
        &with("<w:p><w:ins w:author=\"Zebrafink\"><w:r><w:t>new</w:t></w:r></w:ins><w:del w:author=\"Team\"/></w:p></w:body>").zip(),
        &[
            "error personal-metadata: this Word document seems to name a person as the author of a tracked change",
            "error tracked-changes: this Word document still holds 2 tracked changes",
        ],
    );
    let comments = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
    let comment = "<w:comments xmlns:w=\"w\"><w:comment w:author=\"Team\"/></w:comments>";
    check(
        "a.docx",
        &word().and("word/comments.xml", comments, comment).zip(),
        &["error comments: this Word document holds 1 comment or note"],
    );
    check("a.docx", &word().and("word/comments.xml", comments, "<w:comments xmlns:w=\"w\"/>").zip(), &[]);
}

#[test]
fn an_opendocument_text() {
    let faulty = |from: &str, to: &str, expected: &str| check("a.odt", &open_text().with(from, to).zip(), &[expected]);
    let subject = "this OpenDocument text";
    faulty("Preventing falls", "", &format!("error no-title: {subject} has no title that tells what it is about"));
    faulty(
        "fo:language=\"en\"",
        "fo:language=\"zxx\"",
        &format!("error no-language: {subject} does not say what language it is in"),
    );
    faulty("text:h>", "text:p>", &format!("error no-headings: {subject} has no headings"));
    faulty(
        "table-header-rows",
        "table-row-group",
        &format!("error no-header-row: {subject} has 1 table without a header row"),
    );
    faulty("A call bell", "", &format!("error no-alt-text: {subject} has 1 picture without alt text"));
    faulty("\"Plain\"", "\"Secret\"", &format!("error hidden-content: {subject} holds hidden text"));
    let change = "<text:tracked-changes><text:changed-region/></text:tracked-changes><text:h>";
    faulty("<text:h>", change, &format!("error tracked-changes: {subject} still holds 1 tracked change"));
    let comment = "<office:annotation><dc:creator>Team</dc:creator></office:annotation></text:p>";
    faulty("</text:p>", comment, &format!("error comments: {subject} holds 1 comment or note"));
    let encrypted = ("META-INF/manifest.xml", "<m><encryption-data/></m>");
    let locked = open_text().and(encrypted.0, "", encrypted.1);
    check("a.odt", &locked.zip(), &["error encrypted: this OpenDocument text is protected with a password"]);
}

// Spreadsheets and presentations.

#[test]
fn what_hides_in_a_workbook() {
    let faulty = |parts: Parts, expected: &str| check("a.xlsx", &parts.zip(), &[expected]);
    let office = "application/vnd.openxmlformats-officedocument";
    let holds = |what: &str| format!("error hidden-content: this Excel workbook holds {what}");
    faulty(excel().with("sheetId=\"1\"", "sheetId=\"1\" state=\"veryHidden\""), &holds("1 hidden sheet"));
    faulty(excel().with("<row r=\"2\"", "<row r=\"2\" hidden=\"1\""), &holds("1 hidden row"));
    faulty(excel().with("max=\"2\"", "max=\"2\" hidden=\"1\""), &holds("1 run of hidden columns"));
    let pivot = format!("{office}.spreadsheetml.pivotCacheRecords+xml");
    faulty(
        excel().and("xl/pivotCache/r.xml", &pivot, "<pivotCacheRecords><r/></pivotCacheRecords>"),
        &holds("a pivot table with a copy of the data it was made from"),
    );
    let link = format!("{office}.spreadsheetml.externalLink+xml");
    let cached = "<externalLink><cell><v>4</v></cell></externalLink>";
    faulty(excel().and("xl/externalLinks/e.xml", &link, cached), &holds("values copied from another workbook"));
    let comments = format!("{office}.spreadsheetml.comments+xml");
    let note = "<comments><authors><author>tc={1}</author></authors><commentList><comment/></commentList></comments>";
    faulty(
        excel().and("xl/comments1.xml", &comments, note),
        "error comments: this Excel workbook holds 1 comment or note",
    );
    let persons = "<personList><person displayName=\"Zebrafink\"/></personList>";
    faulty(
        excel().and("xl/persons/person.xml", "application/vnd.ms-excel.person+xml", persons),
        "advice cleaned: this Excel workbook is published without its author's name, the name of who saved or printed it last and its list of people",
    );
    let ods = |from: &str, to: &str, expected: &str| {
        let message = format!("error hidden-content: this OpenDocument spreadsheet holds {expected}");
        check("a.ods", &open_sheet().with(from, to).zip(), &[&message]);
    };
    ods("table:display=\"true\"", "table:display=\"false\"", "1 hidden sheet");
    ods("\"visible\"", "\"collapse\"", "1 hidden row");
    ods("repeated=\"2\"", "repeated=\"2\" table:visibility=\"collapse\"", "1 run of hidden columns");
}

#[test]
fn what_is_wrong_with_a_presentation() {
    let faulty = |parts: Parts, expected: &str| check("a.pptx", &parts.zip(), &[expected]);
    let subject = "this PowerPoint presentation";
    faulty(
        powerpoint().with("\"title\"", "\"body\""),
        &format!("error no-headings: {subject} has 1 slide without a title"),
    );
    faulty(
        powerpoint().with("firstRow=\"1\"", ""),
        &format!("error no-header-row: {subject} has 1 table without a header row"),
    );
    faulty(
        powerpoint().with("A call bell", ""),
        &format!("error no-alt-text: {subject} has 1 picture without alt text"),
    );
    faulty(
        powerpoint().with("Preventing falls", "PowerPoint Presentation"),
        &format!("error no-title: {subject} has no title that tells what it is about"),
    );
    faulty(
        powerpoint().with("<p:sld ", "<p:sld show=\"0\" "),
        &format!("warning hidden-content: {subject} holds 1 hidden slide"),
    );
    let notes = "<p:notes xmlns:p=\"p\" xmlns:a=\"a\"><p:sp><p:ph type=\"body\"/><a:t>Ask her</a:t></p:sp></p:notes>";
    let part = "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml";
    faulty(
        powerpoint().and("ppt/notesSlides/n.xml", part, notes),
        &format!("warning hidden-content: {subject} holds speaker notes, on 1 slide"),
    );
    let comments = "<p188:cmLst xmlns:p188=\"p\"><p188:cm/></p188:cmLst>";
    faulty(
        powerpoint().and("ppt/comments/c.xml", "application/vnd.ms-powerpoint.comments+xml", comments),
        &format!("error comments: {subject} holds 1 comment or note"),
    );
    let odp = open_slides().with("\"title\"", "\"outline\"").zip();
    check("a.odp", &odp, &["error no-headings: this OpenDocument presentation has 1 slide without a title"]);
    let odp = open_slides().with("<text:p/>", "<text:p>Ask her</text:p>").zip();
    check("a.odp", &odp, &["warning hidden-content: this OpenDocument presentation holds speaker notes, on 1 slide"]);
}

// Files that cannot be looked into.

#[test]
fn files_that_are_not_what_their_name_says() {
    for (name, bytes, is) in [
        ("a.pdf", word().zip(), "a Word document"),
        ("a.docx", PDF.as_bytes().to_vec(), "a PDF"),
        ("a.pdf", b"<!DOCTYPE html><title>Sign in</title>".to_vec(), "a web page"),
        ("a.xlsx", Vec::new(), "empty"),
        ("a.csv", excel().zip(), "an Excel workbook"),
        ("a.docx", old_word("Team"), "an old Word document (.doc)"),
        ("a.zip", b"\0\x01".to_vec(), "a file of another kind"),
    ] {
        let (_, suffix) = name.split_once('.').expect("a suffix");
        check(name, &bytes, &[&format!("error wrong-type: the name of this file ends in .{suffix}, but it is {is}")]);
    }
}

#[test]
fn files_that_nobody_can_look_into() {
    check("a.docx", &locked_word(), &["error encrypted: this file is protected with a password"]);
    check("a.docx", &word().zip()[..900], &["error unreadable: this Word document cannot be opened: it is damaged"]);
    check("a.pdf", b"%PDF-1.7\nnothing", &["error unreadable: this PDF cannot be opened: it is damaged"]);
    let old = "warning old-format: this Word document is in an old format: Candour has looked at its properties only";
    check("a.doc", &old_word("Communications Team"), &[old]);
    let named = "error personal-metadata: this Word document seems to name a person as its author";
    check("a.doc", &old_word("Zebrafink"), &[old, named]);
}

// Where it is told, and how it weighs.

#[test]
fn a_barrier_that_is_declared_is_a_warning() {
    let bytes = pdf(&[("/Marked true", "/Marked false"), ("Communications Team", "Zebrafink")]);
    let weights = |key: &str| -> Vec<String> {
        let lines = found_with("a.pdf", &bytes, key);
        lines.iter().map(|line| line.split(':').next().expect("a start").to_owned()).collect()
    };
    assert_eq!(weights(""), ["advice cleaned", "error untagged-pdf"]);
    assert_eq!(weights("    accessible: true\n"), ["advice cleaned", "error untagged-pdf"]);
    assert_eq!(weights("    accessible: false\n"), ["advice cleaned", "warning untagged-pdf"]);
}

#[test]
fn a_file_is_told_once_at_its_first_place() {
    let folder = Folder::new(&[
        ("a.md", &page("A", "See [the leaflet](b/leaflet.pdf) and [again](b/leaflet.pdf).")),
        ("b/b.md", "---\ntitle: B\nattachments:\n  - {file: leaflet.pdf, title: Leaflet}\n---\nText.\n"),
        ("c.md", &page("C", "[Leaflet](b/leaflet.pdf)")),
    ]);
    folder.write("b/leaflet.pdf", pdf(&[("/Lang(en-GB)", "")]));
    let message = "this PDF does not say what language it is in (3 pages use it)";
    let help =
        "in Acrobat choose File > Properties > Advanced and set Language, or set it in Word and make the PDF again";
    assert_eq!(folder.build().told(), format!("b/b.md:4:12 error attachments/no-language: {message}; {help}"));
    folder.remove("b/b.md");
    assert!(folder.build().told().starts_with("a.md:4:5 error attachments/no-language"), "at the first link");
}

#[test]
fn labels_tell_the_true_format_and_the_pages() {
    let three = pdf(&[
        ("/Kids[3 0 R]", "/Kids[3 0 R 8 0 R 9 0 R 3 0 R]"),
        ("/S/P", "/S/H1"),
        ("trailer", "8 0 obj <<>> endobj\n9 0 obj <<>> endobj\ntrailer"),
    ]);
    let page =
        "---\ntitle: Falls\nattachments:\n  - {file: plan, title: Plan}\n---\n[Form](form.pdf) and [plan](plan)\n";
    let plan = word().zip();
    let size = (plan.len() + 500) / 1000;
    let files: [(&str, &[u8]); 3] = [("falls.md", page.as_bytes()), ("form.pdf", &three), ("plan", &plan)];
    let build = folder::build_bytes(&files, &Wish::default()).expect("a site");
    assert_eq!(folder::told(&build.findings), "");
    let html = String::from_utf8_lossy(&build.artefacts.get("falls/index.html").expect("a page").bytes()).into_owned();
    for label in ["Form (PDF, 1KB, 3 pages)".to_owned(), format!("plan (Word, {size}KB)")] {
        assert!(html.contains(&label), "{label}\n{html}");
    }
}

// Damage and bad intent.

/// Numbers that look random and are always the same.
fn numbers(mut seed: u64) -> impl FnMut(usize) -> usize {
    move |below| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % below.max(1) as u64) as usize
    }
}

#[test]
fn damaged_files_are_looked_into_without_harm() {
    let kinds = [
        ("pdf", PDF.as_bytes().to_vec()),
        ("docx", word().zip()),
        ("xlsx", excel().zip()),
        ("pptx", powerpoint().zip()),
        ("odt", open_text().zip()),
        ("ods", open_sheet().zip()),
        ("doc", old_word("Team")),
        ("rtf", br"{\rtf1{\info{\author T\u269?\'e1}}{\*\annotation a}{\*\revtbl {A;}}}".to_vec()),
    ];
    for (suffix, sound) in kinds {
        let mut number = numbers(0x9e37_79b9_7f4a_7c15);
        for round in 0..60 {
            let mut bytes = sound.clone();
            if round % 3 == 0 {
                bytes.truncate(number(sound.len()));
            } else {
                for _ in 0..=round % 7 {
                    let at = number(sound.len());
                    bytes[at] ^= 1 << number(8);
                }
            }
            inspect::inspect(&bytes, suffix);
        }
    }
}

#[test]
fn references_in_a_circle_and_without_end() {
    let of = |bytes: &[u8]| inspect::inspect(bytes, "pdf");
    // Pages that hold themselves, ten times on each of nine levels.
    let mut levels = String::from("%PDF-1.7\n1 0 obj <</Type/Catalog /Pages 2 0 R>> endobj\n");
    for level in 2..12 {
        let kids = format!("{} 0 R 2 0 R ", level + 1).repeat(10);
        levels.push_str(&format!("{level} 0 obj <</Type/Pages /Kids[{kids}]>> endobj\n"));
    }
    levels.push_str("12 0 obj <</Type/Page>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n");
    assert_eq!(of(levels.as_bytes()).pages, Some(1));
    // Tags that hold themselves, and arrays nested deeper than any stack.
    assert_eq!(of(&tagged("<</S/Sect /K[6 0 R 6 0 R]>>")).pages, Some(1));
    let deep = pdf(&[("/Lang", &format!("/X {}{} /Lang", "[".repeat(200_000), "]".repeat(200_000)))]);
    assert!(matches!(of(&deep).reading, Reading::Stopped(_)));
}

#[test]
fn files_that_unpack_without_end() {
    let body =
        |text: String| inspect::inspect(&word().with("</w:body>", &format!("{text}</w:body>")).zip(), "docx").reading;
    assert_eq!(body(" ".repeat(20 << 20)), Reading::Stopped(Stop::TooLarge));
    assert_eq!(body("<w:p>".repeat(2_000)), Reading::Stopped(Stop::TooLarge));
    assert_eq!(body("<w:p/>".repeat(2_000)), Reading::Whole);
    let entries = "PK\x01\x02".repeat(60_000);
    assert_eq!(
        inspect::inspect(format!("PK\x03\x04{entries}").as_bytes(), "zip").reading,
        Reading::Stopped(Stop::Damaged)
    );
    assert_eq!(inspect::inspect(b"", "pdf").format, FileFormat::Empty);
}
