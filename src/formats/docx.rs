//! Word documents (.docx): an edition as WordprocessingML, written straight into the parts of an Office package.
//!
//! `office` walks the blocks and says how they look; `story` writes the text and the footnotes, `paragraphs`, `runs` and
//! `tables` what stands in them, `styles` the look. This module names the parts and writes those that say what the
//! document is: its properties, settings, footer and content types. Nothing of the author's reaches a part unescaped.
//!
//! What makes the document accessible is in the markup, not in its looks: the title is the only Heading 1, headings and
//! lists are real, header rows repeat, tables carry a title and a description, pictures an alternative, links their own
//! words, and every part its language. No table is used for layout. Word asks nothing when it opens the document: the
//! contents list is filled in beforehand and carries links instead of page numbers, which only Word could know.
//!
//! Absent on purpose: direct formatting where a style will do, dates nobody stated, SVG and WebP pictures (Word cannot
//! show them everywhere; their alternative is written out), and labels that pretend to be headings.

mod paragraphs;
mod runs;
mod story;
mod styles;
mod tables;
mod xml;

use crate::formats::format::{Draft, Edition, Print, Recipe};
use crate::formats::office::columns::foot_has_room;
use crate::formats::office::{Direction, look};
use crate::formats::package;
use crate::formats::xml::{Escaped, put};
use xml::{DECLARATION, NAMESPACE};

/// The Word document of an edition.
pub fn draft(edition: &Edition<'_>) -> Draft {
    let direction = Direction::of(edition.language);
    let story = story::write(edition, direction);
    let has_notes = story.footnotes.is_some();
    let mut recipe = Recipe::default();
    recipe.push_text("[Content_Types].xml", content_types(has_notes));
    recipe.push_text("_rels/.rels", PACKAGE_RELATIONSHIPS.to_owned());
    recipe.push_text("word/document.xml", story.document);
    push_relationships(&mut recipe, "word/_rels/document.xml.rels", story.relationships);
    recipe.push_text("word/styles.xml", styles::part(edition.language, direction, edition.print));
    recipe.push_text("word/numbering.xml", styles::numbering(&story.lists));
    recipe.push_text("word/settings.xml", settings(edition.language, direction, has_notes));
    recipe.push_text("word/fontTable.xml", FONTS.to_owned());
    recipe.push_text("word/theme/theme1.xml", styles::theme());
    recipe.push_text("word/footer1.xml", footer(edition.foot, direction, edition.print));
    if let Some((footnotes, relationships)) = story.footnotes {
        recipe.push_text("word/footnotes.xml", footnotes);
        push_relationships(&mut recipe, "word/_rels/footnotes.xml.rels", relationships);
    }
    recipe.push_text("docProps/core.xml", core_properties(edition));
    recipe.push_text("docProps/app.xml", app_properties(edition.organisation));
    for (name, bytes) in story.media {
        recipe.push_resource(&format!("word/media/{name}"), bytes);
    }
    Draft::new(recipe, package::zip)
}

/// The paragraph property that says which way its lines run.
fn paragraph_mark(direction: Direction) -> &'static str {
    match direction {
        Direction::LeftToRight => "",
        Direction::RightToLeft => "<w:bidi/>",
    }
}

fn push_relationships(recipe: &mut Recipe, name: &str, relationships: xml::Relationships) {
    if let Some(part) = relationships.into_part() {
        recipe.push_text(name, part);
    }
}

/// The parts, each with the last piece of its media type.
const PARTS: [(&str, &str); 6] = [
    ("document", "document.main"),
    ("styles", "styles"),
    ("numbering", "numbering"),
    ("settings", "settings"),
    ("fontTable", "fontTable"),
    ("footer1", "footer"),
];

fn content_types(has_notes: bool) -> String {
    let mut out = String::with_capacity(2 << 10);
    put!(out, r#"{DECLARATION}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#);
    for (suffix, media_type) in [
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
        ("xml", "application/xml"),
        ("png", "image/png"),
        ("jpeg", "image/jpeg"),
        ("gif", "image/gif"),
    ] {
        put!(out, r#"<Default Extension="{suffix}" ContentType="{media_type}"/>"#);
    }
    for (part, kind) in PARTS.into_iter().chain(has_notes.then_some(("footnotes", "footnotes"))) {
        put!(
            out,
            r#"<Override PartName="/word/{part}.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>"#
        );
    }
    for (part, kind) in [
        ("word/theme/theme1", "officedocument.theme"),
        ("docProps/core", "package.core-properties"),
        ("docProps/app", "officedocument.extended-properties"),
    ] {
        put!(out, r#"<Override PartName="/{part}.xml" ContentType="application/vnd.openxmlformats-{kind}+xml"/>"#);
    }
    out.push_str("</Types>");
    out
}

const PACKAGE_RELATIONSHIPS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#,
    r#"<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/>"#,
    "</Relationships>",
);

/// How Word treats the document: as its own newest kind, with the notes' separators where Word looks for them.
fn settings(language: &str, direction: Direction, has_notes: bool) -> String {
    let mut out = String::with_capacity(2 << 10);
    put!(
        out,
        r#"{DECLARATION}<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="{}"/><w:characterSpacingControl w:val="doNotCompress"/>"#,
        look::STEP
    );
    if has_notes {
        out.push_str(r#"<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>"#);
    }
    out.push_str("<w:compat>");
    for (name, value) in [
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
    ] {
        put!(
            out,
            r#"<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>"#
        );
    }
    put!(out, r#"</w:compat><w:themeFontLang w:val="{}""#, Escaped(language));
    if direction == Direction::RightToLeft {
        put!(out, r#" w:bidi="{}""#, Escaped(language));
    }
    out.push_str(concat!(
        r#"/><w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1""#,
        r#" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6""#,
        r#" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/></w:settings>"#,
    ));
    out
}

const FONTS: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
    r#"<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    r#"<w:font w:name="Arial"><w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>"#,
    r#"<w:font w:name="Courier New"><w:panose1 w:val="02070309020205020404"/><w:charset w:val="00"/><w:family w:val="modern"/><w:pitch w:val="fixed"/></w:font>"#,
    "</w:fonts>",
);

/// The document's reference and version, and the page number, on a line of its own where there is no room beside them.
fn footer(foot: &str, direction: Direction, print: Print) -> String {
    let mut out = String::with_capacity(2 << 10);
    put!(out, r#"{DECLARATION}<w:ftr {NAMESPACE}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>"#);
    for (index, line) in foot.lines().enumerate() {
        out.push_str(if index > 0 { "<w:r><w:br/></w:r>" } else { "" });
        runs::push_words(&mut out, line, direction);
    }
    out.push_str(if foot_has_room(foot.lines().last().unwrap_or_default(), print) {
        "<w:r><w:tab/></w:r>"
    } else {
        "<w:r><w:br/><w:tab/></w:r>"
    });
    runs::push_words(&mut out, "Page ", Direction::LeftToRight);
    runs::push_field(&mut out, "PAGE", "1");
    runs::push_words(&mut out, " of ", Direction::LeftToRight);
    runs::push_field(&mut out, "NUMPAGES", "1");
    runs::push_words(&mut out, direction.after_field(), Direction::LeftToRight);
    out.push_str("</w:p></w:ftr>");
    out
}

/// Title, subject, author, language and dates, as Word shows them under File, Info. Without a date of issue the document
/// carries none: a constant would be a false statement, and the day of the build would change the bytes.
fn core_properties(edition: &Edition<'_>) -> String {
    let mut out = String::with_capacity(1 << 10);
    put!(
        out,
        r#"{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#
    );
    for (name, value) in [
        ("dc:title", edition.title),
        ("dc:subject", edition.description),
        ("dc:creator", edition.organisation),
        ("cp:lastModifiedBy", edition.organisation),
        ("dc:language", edition.language),
    ] {
        put!(out, "<{name}>{}</{name}>", Escaped(value));
    }
    if let Some(issued) = edition.issued {
        for name in ["created", "modified"] {
            put!(out, r#"<dcterms:{name} xsi:type="dcterms:W3CDTF">{}T00:00:00Z</dcterms:{name}>"#, issued.iso());
        }
    }
    out.push_str("</cp:coreProperties>");
    out
}

fn app_properties(organisation: &str) -> String {
    format!(
        r#"{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Candour</Application><Company>{}</Company></Properties>"#,
        Escaped(organisation)
    )
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::document::parse_markdown;
    use crate::document::tree::{Block, BlockKind, Body, Callout, CalloutKind, Definition, Heading, Item, List, Table};
    use crate::formats::sample::{self, part};
    use crate::source::Span;

    /// The Word document of a body in a language.
    fn drafted(body: &Body, language: &str) -> Draft {
        sample::drafted(draft, body, language)
    }

    #[test]
    fn the_page_number_has_a_line_of_its_own_where_the_foot_is_long() {
        let foot = "NM-POL-014 · Version 2.0 · Review due 1 April 2028";
        let breaks = |foot: &str, print| footer(foot, Direction::LeftToRight, print).contains("<w:br/><w:tab/>");
        assert!(breaks(foot, Print::Large) && !breaks(foot, Print::Standard) && !breaks("A fall", Print::Large));
        assert!(!breaks("Patient safety incident response plan · Review due 1 October 2027", Print::Large));
        let full = "Patient safety incident response plan · Version 2.0 · Review due 1 October";
        assert!(breaks(full, Print::Standard) && !breaks(&full.repeat(2)[..100], Print::Standard));
    }

    /// What a part holds, a line for each paragraph: its style, the level and numbering of its list marker, its words.
    /// Tabs are `|`, cells begin with `#`, links stand in angle brackets. Fails when an element is not closed.
    fn outline(xml: &str) -> String {
        let mut out = String::new();
        let mut open = Vec::new();
        for piece in xml.split('<').skip(1) {
            let (tag, text) = piece.split_once('>').expect("a closed tag");
            let name = tag.split([' ', '/']).next().unwrap_or_default();
            let value = || tag.split("w:val=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(open.pop(), Some(name), "in {out}");
            } else if !tag.ends_with(['/', '?']) {
                open.push(name);
            }
            match (tag, name) {
                ("w:p", _) => out.push('\n'),
                (_, "w:tc") => out.push_str("\n#"),
                (_, "w:pStyle") => _ = write!(out, "{} ", value()),
                (_, "w:ilvl") => _ = write!(out, "({}.", value()),
                (_, "w:numId") => _ = write!(out, "{}) ", value()),
                (_, "w:tab") if !tag.contains("w:pos") => out.push('|'),
                (_, "w:br") => out.push('/'),
                (_, "w:hyperlink") => out.push('<'),
                ("/w:hyperlink", _) => out.push('>'),
                (_, "w:footnoteReference" | "w:footnoteRef") => out.push('*'),
                (_, "w:drawing") => out.push_str("[drawing]"),
                (_, "w:t") => out.push_str(text),
                _ => {}
            }
        }
        assert!(open.is_empty(), "{open:?}");
        out.replace("\n#\n", "\n#").trim().to_owned()
    }

    /// Asserts that the document of some Markdown has this outline below its title.
    #[track_caller]
    fn check(markdown: &str, expected: &[&str]) {
        let (body, _) = parse_markdown(markdown);
        let draft = drafted(&body, "en-GB");
        let outline = outline(part(&draft, "word/document.xml"));
        assert_eq!(
            outline.lines().collect::<Vec<_>>(),
            [&["Organisation A trust", "Heading1 A &lt;title&gt;"], expected].concat()
        );
    }

    /// Asserts that a part of the document of some Markdown holds these pieces, in this order.
    #[track_caller]
    fn check_part(markdown: &str, name: &str, pieces: &[&str]) {
        let (body, _) = parse_markdown(markdown);
        let draft = drafted(&body, "en-GB");
        let mut rest = part(&draft, name);
        for piece in pieces {
            let at = rest.find(piece).unwrap_or_else(|| panic!("{piece} in {rest}"));
            rest = &rest[at + piece.len()..];
        }
    }

    #[test]
    fn lists_nest_and_start_anew() {
        check(
            "- a\n- b\n  1. c\n\n  d\n\ntext\n\n1. e",
            &[
                "SpacedListParagraph (0.1) a",
                "SpacedListParagraph (0.1) b",
                "ListParagraph (1.3) c",
                "SpacedListParagraph d",
                "text",
                "ListParagraph (0.4) e",
            ],
        );
        check(
            "5. a\n\n   > [!WARNING]\n   > - b",
            &["ListParagraph (0.3) a", "WarningLabel Warning", "WarningCallout (0.2) b"],
        );
        check_part("5. a\n6. b", "word/numbering.xml", &[r#"w:numId="3""#, r#"<w:startOverride w:val="5"/>"#]);
    }

    #[test]
    fn items_that_begin_with_letters_are_items_without_bullets() {
        check(
            "- a) one\n- b) two\n\n> [!NOTE]\n> - c) three",
            &[
                "ListParagraph (0.3) a) one",
                "ListParagraph (0.3) b) two",
                "InsetText Information: ",
                "InsetText (0.4) c) three",
            ],
        );
        check_part(
            "- a) one",
            "word/numbering.xml",
            &[
                r#"w:abstractNumId="4""#,
                r#"<w:numFmt w:val="none"/><w:suff w:val="nothing"/><w:lvlText w:val=""/>"#,
                r#"<w:num w:numId="3"><w:abstractNumId w:val="4"/></w:num>"#,
            ],
        );
    }

    #[test]
    fn callouts_say_what_they_are() {
        check(
            "> [!NOTE]\n> a\n>\n> - b\n>\n>   c\n\n> [!NOTE]\n> - d",
            &[
                "InsetText Information: a",
                "InsetText (0.2) b",
                "InsetText |c",
                "Gap ",
                "InsetText Information: ",
                "InsetText (0.2) d",
            ],
        );
        check(
            "::: dont\n- a\n:::\n\n::: do Always\n- b\n:::",
            &["DoNotLabel Do not", "DoNotList (0.2) a", "DoLabel Always", "DoList (0.2) b"],
        );
    }

    #[test]
    fn tables_name_their_headers() {
        check(
            "Table: Falls\n\n| a | b |\n| --- | --- |\n| c |  |",
            &["Caption Table 1: Falls", "#TableHeading a", "#TableHeading b", "#TableText c", "#TableText ", "Gap"],
        );
        check_part(
            "Table: Falls {row-headers}\n\n| a | b |\n| --- | --: |\n| c | 1 |",
            "word/document.xml",
            &[
                r#"w:firstRow="1""#,
                r#"w:firstColumn="1""#,
                r#"<w:tblCaption w:val="Falls"/><w:tblDescription w:val="Table with columns a, b"/>"#,
                "<w:tblHeader/>",
                r#"w:name="Title_1""#,
                r#"<w:pStyle w:val="TableRowHeading"/>"#,
                r#"<w:jc w:val="right"/>"#,
            ],
        );
    }

    #[test]
    fn footnotes_are_words_own() {
        let markdown = "a[^x] b[^x]\n\n[^x]: See [this](https://example.org/ü), also[^y]\n\n[^y]: More";
        check(markdown, &["a* b1"]);
        check_part(markdown, "word/document.xml", &["_RefNote1", r"NOTEREF _RefNote1 \f \h"]);
        check_part(markdown, "word/footnotes.xml", &["<w:footnoteRef/>", "See ", "also", "More", "</w:footnote>"]);
        check_part(markdown, "word/_rels/footnotes.xml.rels", &["https://example.org/%C3%BC", "External"]);
    }

    #[test]
    fn pictures_have_their_alternative() {
        check("![a](a.svg) ![](a.svg) ![b](empty.png)", &["[Picture: a]  [Picture: b]"]);
        check("![](a.svg)\n\ntext", &["text"]);
        check_part(
            "![a \"b\"](a.png) ![](a.png)",
            "word/document.xml",
            &[
                r#"cx="5939790" cy="1484947""#,
                r#"<wp:docPr id="1" name="Picture 1" descr="a &quot;b&quot;"/>"#,
                r#"<wp:docPr id="2" name="Picture 2"><a:extLst>"#,
                "adec:decorative",
            ],
        );
    }

    #[test]
    fn headings_are_reached_from_the_contents_and_from_links() {
        check(
            "## A {#x}\n\n### B\n\n## C\n\n[to A](#x), [nowhere](broken)",
            &[
                "TOCHeading Contents",
                "TOC2 <A>",
                "TOC3 <B>",
                "TOC2 <C>",
                "Heading2 A",
                "Heading3 B",
                "Heading2 C",
                "<to A>, nowhere",
            ],
        );
        check_part(
            "[to A](#x)\n\n## A {#x}",
            "word/document.xml",
            &[r#"<w:hyperlink w:anchor="h1_x""#, r#"<w:bookmarkStart w:id="1" w:name="h1_x"/>"#],
        );
    }

    #[test]
    fn word_opens_a_document_without_a_question_and_with_no_wrong_page_numbers() {
        let (body, _) = parse_markdown("## A\n\n## B\n\n## C\n\ntext");
        let draft = drafted(&body, "en-GB");
        // Either would make Word ask whether to update fields “that may refer to other files”.
        assert!(!part(&draft, "word/settings.xml").contains("updateFields"));
        let document = part(&draft, "word/document.xml");
        assert!(!document.contains("w:dirty") && !document.contains("PAGEREF"), "{document}");
        // What stands in the footer until Word has laid the pages out is counted anew by Word itself.
        assert!(part(&draft, "word/footer1.xml").contains("NUMPAGES"));
    }

    #[test]
    fn components_are_text() {
        check("::: details Why\nBecause.\n:::", &["DetailsSummary Why", "Because."]);
        check(
            "::: chart {data=a.csv type=bar title=\"Falls\"}\nFewer.\n:::",
            &[
                "Caption Table 1: Falls",
                "#TableHeading Ward",
                "#TableHeading Falls",
                "#TableRowHeading Ash",
                "#TableText 12",
                "Fewer.",
            ],
        );
        check(
            "::: video {src=https://v.example title=\"Film\" transcript=t.md}\nWords.\n:::",
            &[
                "ActionLink <Video: Film>",
                "This link opens v.example, another website, which may set cookies.",
                "<Transcript>",
                "Words.",
            ],
        );
        check("Owner\n: Nurse\n\nVersion\n: 2", &["Definition Owner|Nurse", "Definition Version|2"]);
        check("Owner\n: Nurse\n: Doctor", &["DefinitionTerm Owner", "Definition Nurse", "Definition Doctor"]);
        check(
            "::: easy-read\n![a](a.png) We say sorry.\n:::",
            &["EasyReadPicture [drawing]", "EasyRead We say sorry."],
        );
    }

    #[test]
    fn right_to_left_text_is_marked() {
        let (body, _) = parse_markdown("ہم NHS ہیں");
        let draft = drafted(&body, "ur");
        assert!(part(&draft, "word/styles.xml").contains(r#"w:bidi="ur""#));
        assert!(part(&draft, "word/styles.xml").contains("<w:bidi/>"));
        assert!(part(&draft, "word/document.xml").contains(concat!(
            r#"<w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">ہم </w:t></w:r>"#,
            r#"<w:r><w:t xml:space="preserve">NHS</w:t></w:r>"#,
        )));
    }

    #[test]
    fn any_tree_gives_a_document_and_always_the_same() {
        let block = |kind| Block { span: Span::default(), kind };
        let table =
            Table { caption: vec![], alignments: vec![], header: vec![], rows: vec![vec![]], row_headers: true };
        let heading = Heading { level: 9, id: "x".into(), content: vec![] };
        let mut inner = vec![
            block(BlockKind::Table(Box::new(table.clone()))),
            block(BlockKind::Heading(heading.clone())),
            block(BlockKind::Heading(heading)),
            block(BlockKind::Definitions(vec![Definition { term: vec![], meanings: vec![] }])),
            block(BlockKind::Table(Box::new(table))),
        ];
        for depth in 0..24 {
            let list = List {
                start: (depth % 2 == 0).then_some(u64::MAX),
                tight: true,
                items: vec![Item { span: Span::default(), content: inner }],
            };
            let callout = Callout { kind: CalloutKind::Note, content: vec![block(BlockKind::List(list))] };
            inner = vec![block(BlockKind::Callout(callout)), block(BlockKind::Rule), block(BlockKind::Quote(vec![]))];
        }
        let body = Body::new(inner, vec![]);
        let draft = drafted(&body, "en-GB");
        outline(part(&draft, "word/document.xml"));
        assert_eq!(draft.recipe.digest(), drafted(&body, "en-GB").recipe.digest());
        assert!((draft.finish)(&draft.recipe).is_ok_and(|made| made.bytes.starts_with(b"PK")));
    }
}
