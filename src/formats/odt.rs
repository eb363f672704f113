//! OpenDocument text (.odt): an edition written straight into the parts of an OpenDocument 1.3 package.
//!
//! `office` walks the blocks and says how they look, as for Word; `story` writes the text with its footnotes,
//! `paragraphs`, `runs`, `lists` and `tables` what stands in it, `styles` the look. This module names the parts and
//! writes those that say what the document is. Nothing of the author's reaches a part unescaped.
//!
//! What makes the document accessible is in the markup, not in its looks: the title is the only heading of level 1,
//! headings and lists are real, header rows repeat, tables carry a title and a description, pictures an alternative,
//! links their own words, and the document its language. No table is used for layout. The contents list is filled in beforehand and
//! carries links instead of page numbers, which only the reader's program could know.
//!
//! Absent on purpose: names from outside the standard, dates nobody stated, SVG and WebP pictures (not every program
//! shows them; their alternative is written out), and labels that pretend to be headings.

mod lists;
mod paragraphs;
mod runs;
mod story;
mod styles;
mod tables;

use std::fmt;

use crate::formats::format::{Draft, Edition, Recipe};
use crate::formats::office::Direction;
use crate::formats::package;
use crate::formats::xml::{Escaped, put};

/// The media type of an OpenDocument text.
const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.text";

/// How each part begins.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// The OpenDocument text of an edition.
pub fn draft(edition: &Edition<'_>) -> Draft {
    let direction = Direction::of(edition.language);
    let story = story::write(edition, direction);
    let mut recipe = Recipe::default();
    recipe.push_text("mimetype", MEDIA_TYPE.to_owned());
    recipe.push_text("content.xml", story.content);
    recipe.push_text("styles.xml", styles::part(edition, direction));
    recipe.push_text("meta.xml", meta(edition));
    recipe.push_text("settings.xml", settings());
    for (name, bytes) in story.media {
        recipe.push_resource(&format!("Pictures/{name}"), bytes);
    }
    let manifest = manifest(&recipe);
    recipe.push_text("META-INF/manifest.xml", manifest);
    Draft::new(recipe, package::zip)
}

/// What the package holds. The media type is no part of it.
fn manifest(recipe: &Recipe) -> String {
    let mut out = String::with_capacity(1 << 10);
    put!(
        out,
        r#"{DECLARATION}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MEDIA_TYPE}"/>"#
    );
    for part in recipe.parts.iter().skip(1) {
        let media_type = match part.name.rsplit_once('.') {
            Some((_, "png")) => "image/png",
            Some((_, "jpeg")) => "image/jpeg",
            Some((_, "gif")) => "image/gif",
            _ => "text/xml",
        };
        put!(out, r#"<manifest:file-entry manifest:full-path="{}" manifest:media-type="{media_type}"/>"#, part.name);
    }
    out.push_str("</manifest:manifest>");
    out
}

/// Title, subject, author, language and dates, as programs show them among the document's properties. Without a date of
/// issue the document carries none: a constant would be a false statement, and the day of the build would change the
/// bytes.
fn meta(edition: &Edition<'_>) -> String {
    let mut out = String::with_capacity(1 << 10);
    put!(
        out,
        r#"{DECLARATION}<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta><meta:generator>Candour</meta:generator>"#
    );
    let Edition { title, description, organisation, language, issued, .. } = *edition;
    let mut property = |name, value: &dyn fmt::Display| put!(out, "<{name}>{value}</{name}>");
    property("dc:title", &Escaped(title));
    if !description.is_empty() {
        property("dc:description", &Escaped(description));
        property("dc:subject", &Escaped(description));
    }
    property("meta:initial-creator", &Escaped(organisation));
    property("dc:creator", &Escaped(organisation));
    if let Some(issued) = issued {
        for name in ["meta:creation-date", "dc:date"] {
            property(name, &format_args!("{}T00:00:00", issued.iso()));
        }
    }
    property("dc:language", &Escaped(language));
    out.push_str("</office:meta></office:document-meta>");
    out
}

/// How LibreOffice sets the document. Where these are left out, it takes a document for one of twenty years ago.
const SETTINGS: [(&str, bool); 15] = [
    // Of the spaces between two paragraphs the larger counts, as it does in Word.
    ("AddParaTableSpacing", false),
    // The rest is as in the documents that it makes itself.
    ("AddExternalLeading", true),
    ("AddParaLineSpacingToTableCells", true),
    ("AddParaSpacingToTableCells", true),
    ("CollapseEmptyCellPara", true),
    ("DoNotJustifyLinesWithManualBreak", false),
    ("DoNotResetParaAttrsForNumFont", false),
    ("IgnoreFirstLineIndentInNumbering", false),
    ("PropLineSpacingShrinksFirstLine", true),
    ("TabOverflow", true),
    ("UnxForceZeroExtLeading", false),
    ("UseFormerLineSpacing", false),
    ("UseFormerObjectPositioning", false),
    ("UseFormerTextWrapping", false),
    ("UseOldNumbering", false),
];

fn settings() -> String {
    let mut out = String::with_capacity(2 << 10);
    put!(
        out,
        r#"{DECLARATION}<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:ooo="http://openoffice.org/2004/office" office:version="1.3"><office:settings><config:config-item-set config:name="ooo:configuration-settings">"#
    );
    for (name, value) in SETTINGS {
        put!(out, r#"<config:config-item config:name="{name}" config:type="boolean">{value}</config:config-item>"#);
    }
    out.push_str("</config:config-item-set></office:settings></office:document-settings>");
    out
}

/// A length given in twentieths of a point, as OpenDocument writes it.
struct Points(u32);

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (points, hundredths) = (self.0 / 20, self.0 % 20 * 5);
        match hundredths {
            0 => write!(f, "{points}pt"),
            _ => write!(f, "{points}.{hundredths:02}pt"),
        }
    }
}

/// How far the first line of a paragraph hangs out, in twentieths of a point.
struct Outdent(u32);

impl fmt::Display for Outdent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0 > 0 { "-" } else { "" })?;
        Points(self.0).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::document::parse_markdown;
    use crate::document::tree::{
        Block, BlockKind, Body, Callout, CalloutKind, Definition, Footnote, Heading, Inline, InlineKind, Item, List,
        Table,
    };
    use crate::formats::sample::{self, part};
    use crate::source::Span;

    /// The OpenDocument text of a body in a language.
    fn drafted(body: &Body, language: &str) -> Draft {
        sample::drafted(draft, body, language)
    }

    /// What the text holds, a line for each paragraph: `-` for each list around it, with the element that it is the first
    /// of and the number that is set; the named style; the words. Tabs are `|`, lines end in `/`, further spaces are `~`,
    /// cells begin with `#`, links stand in angle brackets, notes in braces. Fails when an element is not closed.
    fn outline(xml: &str) -> String {
        let styles: Vec<(&str, &str)> = xml
            .split("<style:style style:name=\"")
            .skip(1)
            .filter_map(|style| {
                Some((style.split('"').next()?, style.split("parent-style-name=\"").nth(1)?.split('"').next()?))
            })
            .collect();
        let mut out = String::new();
        let mut open = Vec::new();
        let mut item = String::new();
        for piece in xml[xml.find("</text:sequence-decls>").expect("a text")..].split('<').skip(2) {
            let (tag, text) = piece.split_once('>').expect("a closed tag");
            let name = tag.split([' ', '/']).next().unwrap_or_default();
            let value = |key: &str| {
                let value = tag.split(&format!(" {key}=\"")).nth(1).and_then(|rest| rest.split('"').next());
                value.unwrap_or_default()
            };
            if let Some(name) = tag.strip_prefix('/') {
                if open.is_empty() {
                    break;
                }
                assert_eq!(open.pop(), Some(name), "in {out}");
            } else if !tag.ends_with('/') {
                open.push(name);
            }
            match (tag, name) {
                ("/text:a", _) => out.push('>'),
                ("/text:note", _) => out.push('}'),
                (_, "text:list-item") => item = format!("item {}", value("text:start-value")),
                (_, "text:list-header") => item = "header ".to_owned(),
                (_, "text:p" | "text:h") => {
                    let style = value("text:style-name");
                    let named = styles.iter().find(|(name, _)| *name == style).map_or(style, |(_, parent)| parent);
                    let depth = open.iter().filter(|name| **name == "text:list").count();
                    let item = std::mem::take(&mut item);
                    let level = value("text:outline-level");
                    _ = write!(out, "\n{}{}{level}{named}: ", "-".repeat(depth), item.trim_start());
                }
                (_, "table:table-cell") => out.push_str("\n#"),
                (_, "text:tab") => out.push('|'),
                (_, "text:line-break") => out.push('/'),
                (_, "text:s") => out.push('~'),
                (_, "text:a") => out.push('<'),
                (_, "text:note-body") => out.push('{'),
                (_, "draw:frame") => out.push_str("[frame]"),
                _ => {}
            }
            if !matches!(name, "table:title" | "table:desc" | "svg:desc" | "text:index-title-template") {
                out.push_str(text);
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
        let outline = outline(part(&draft, "content.xml"));
        let outline: Vec<_> = outline.lines().map(str::trim_end).collect();
        assert_eq!(outline, [&["Organisation: A trust", "1Heading_20_1: A &lt;title&gt;"], expected].concat());
    }

    /// Asserts that a part of the document of some Markdown holds these pieces, in this order.
    #[track_caller]
    fn check_part(markdown: &str, language: &str, name: &str, pieces: &[&str]) {
        let (body, _) = parse_markdown(markdown);
        let draft = drafted(&body, language);
        let mut rest = part(&draft, name);
        for piece in pieces {
            let at = rest.find(piece).unwrap_or_else(|| panic!("{piece} in {rest}"));
            rest = &rest[at + piece.len()..];
        }
    }

    #[test]
    fn lists_nest_and_start_anew() {
        check(
            "- a\n- b\n  1. c\n  2. d\n\n  e\n\ntext\n\n7. f",
            &[
                "-item Spaced_20_List_20_Paragraph: a",
                "-item Spaced_20_List_20_Paragraph: b",
                "--item 1List_20_Paragraph: c",
                "--item List_20_Paragraph: d",
                "-Spaced_20_List_20_Paragraph: e",
                "Text_20_body: text",
                "-item 7List_20_Paragraph: f",
            ],
        );
    }

    #[test]
    fn lists_go_on_below_a_table() {
        check(
            "1. a\n   - b\n\n     | c |\n     | --- |\n     | d |\n\n     e\n2. f",
            &[
                "-item 1List_20_Paragraph: a",
                "--item Spaced_20_List_20_Paragraph: b",
                "#Table_20_Heading: c",
                "#Table_20_Contents: d",
                "--header Spaced_20_List_20_Paragraph: e",
                "-item 2List_20_Paragraph: f",
            ],
        );
    }

    #[test]
    fn callouts_say_what_they_are() {
        check(
            "> [!NOTE]\n> a\n>\n> - b\n>\n>   c\n\n> [!NOTE]\n> - d\n\n> [!WARNING]\n> e",
            &[
                "Inset_20_Text: Information: a",
                "-item Inset_20_Text: b",
                "-Inset_20_Text: |c",
                "Gap:",
                "Inset_20_Text: Information:",
                "-item Inset_20_Text: d",
                "Warning_20_Label: Warning",
                "Warning_20_Callout: e",
            ],
        );
    }

    #[test]
    fn tables_name_their_headers() {
        check(
            "Table: Falls\n\n| a | b |\n| --- | --- |\n| c |  |",
            &[
                "Caption: Table 1: Falls",
                "#Table_20_Heading: a",
                "#Table_20_Heading: b",
                "#Table_20_Contents: c",
                "#Table_20_Contents:",
                "Gap:",
            ],
        );
        check_part(
            "Table: Falls {row-headers}\n\n| a | b |\n| --- | --: |\n| c | 1 |",
            "en-GB",
            "content.xml",
            &[
                r#"fo:text-align="end""#,
                r#"<text:sequence text:name="Table" style:num-format="1">1</text:sequence>"#,
                "<table:title>Falls</table:title><table:desc>Table with columns a, b</table:desc>",
                "<table:table-header-columns><table:table-column",
                "</table:table-header-columns><table:table-column",
                "<table:table-header-rows><table:table-row",
                "</table:table-header-rows>",
                r#"<text:p text:style-name="Table_20_Row_20_Heading">c"#,
            ],
        );
    }

    #[test]
    fn footnotes_stand_where_they_are_referred_to() {
        check(
            "a[^x] b[^x]\n\n[^x]: See [this](https://example.org/ü), also[^y]\n\n    | c | d |\n    |---|---|\n    | 1 | 2 |\n\n[^y]: More",
            &[
                "Text_20_body: a1{",
                "Footnote: ~See <this>, also",
                "Footnote: c|d",
                "Footnote: 1|2",
                "Footnote: More} b1",
            ],
        );
        check_part(
            "a[^x] b[^x]\n\n[^x]: See [this](https://example.org/ü)",
            "en-GB",
            "content.xml",
            &[
                r#"<text:note text:id="ftn1""#,
                r#"xlink:href="https://example.org/%C3%BC""#,
                "</text:note>",
                r#"text:ref-name="ftn1">1</text:note-ref>"#,
            ],
        );
    }

    #[test]
    fn pictures_have_their_alternative() {
        check("![a](a.svg) ![](a.svg) ![b](empty.png)", &["Text_20_body: [Picture: a] ~[Picture: b]"]);
        check("![](a.svg)\n\ntext", &["Text_20_body: text"]);
        check_part(
            "![a \"b\"](a.png) ![](a.png)",
            "en-GB",
            "content.xml",
            &[
                r#"draw:name="Picture 1" text:anchor-type="as-char" svg:width="16.499cm" svg:height="4.124cm""#,
                r#"xlink:href="Pictures/image1.png""#,
                "<svg:desc>a &quot;b&quot;</svg:desc>",
                r#"xlink:href="Pictures/image1.png""#,
                "/></draw:frame>",
            ],
        );
        check_part(
            "![a](a.png)",
            "en-GB",
            "META-INF/manifest.xml",
            &[r#""Pictures/image1.png" manifest:media-type="image/png""#],
        );
    }

    #[test]
    fn headings_are_reached_from_the_contents_and_from_links() {
        check(
            "## A {#x}\n\n### B\n\n## C\n\n[to A](#x), [nowhere](broken), [](https://example.org)",
            &[
                "Contents_20_Heading: Contents",
                "Contents_20_2: <A>",
                "Contents_20_3: <B>",
                "Contents_20_2: <C>",
                "2Heading_20_2: A",
                "3Heading_20_3: B",
                "2Heading_20_2: C",
                "Text_20_body: <to A>, nowhere,",
            ],
        );
        check_part(
            "[to A](#x)\n\n## A {#x}",
            "en-GB",
            "content.xml",
            &[r##"xlink:href="#h1_x""##, r#"text:outline-level="2"><text:bookmark-start text:name="h1_x"/>"#],
        );
    }

    #[test]
    fn components_are_text() {
        check("::: details Why\nBecause.\n:::", &["Details_20_Summary: Why", "Text_20_body: Because."]);
        check(
            "::: chart {data=a.csv type=bar title=\"Falls\"}\nFewer.\n:::",
            &[
                "Caption: Table 1: Falls",
                "#Table_20_Heading: Ward",
                "#Table_20_Heading: Falls",
                "#Table_20_Row_20_Heading: Ash",
                "#Table_20_Contents: 12",
                "Text_20_body: Fewer.",
            ],
        );
        check(
            "::: video {src=https://v.example title=\"Film\" transcript=t.md}\nWords.\n:::",
            &[
                "Action_20_Link: <Video: Film>",
                "Text_20_body: This link opens v.example, another website, which may set cookies.",
                "Text_20_body: <Transcript>",
                "Text_20_body: Words.",
            ],
        );
        check("Owner\n: Nurse\n\nVersion\n: 2", &["Definition: Owner|Nurse", "Definition: Version|2"]);
        check(
            "::: easy-read\n![a](a.png) We say sorry.\n:::",
            &["Easy_20_Read_20_Picture: [frame]", "Easy_20_Read: We say sorry."],
        );
    }

    #[test]
    fn spaces_tabs_and_lines_stay() {
        check("` a  b `\\\n*c*&nbsp; d\u{1}", &["Text_20_body: a ~b/c\u{a0} d"]);
        check("```\n  a\n\tb   c\n```", &["Preformatted_20_Text: ~a/|b ~c"]);
        check_part("```\n    a\n```", "en-GB", "content.xml", &[r#"<text:s text:c="4"/>a"#]);
    }

    #[test]
    fn the_language_is_stated() {
        let default = r#"fo:language="en" style:language-asian="en" style:language-complex="en" fo:country="GB""#;
        check_part("a", "en-GB", "styles.xml", &[default]);
        check_part("a", "ur", "styles.xml", &[r#"fo:language="ur""#, r#"fo:country="none""#]);
        check_part("a", "pa-Arab-PK", "styles.xml", &[r#"fo:script="Arab""#, r#"fo:country="PK""#]);
        check_part("a", "zh-yue", "styles.xml", &[r#"fo:country="none""#, r#"style:rfc-language-tag="zh-yue""#]);
        check_part("a", "sr-Latn-RS-ekavsk", "styles.xml", &[r#"style:rfc-language-tag="sr-Latn-RS-ekavsk""#]);
        check_part("a", "ur", "meta.xml", &["<dc:language>ur</dc:language>"]);
    }

    #[test]
    fn right_to_left_text_is_marked() {
        check_part(
            "> a",
            "ur",
            "styles.xml",
            &[r#"fo:text-align="right""#, r#"style:writing-mode="rl-tb""#, r#"fo:border-right="6pt solid"#],
        );
        check_part(
            "| a | b |\n|---|--:|\n| c | 1 |",
            "ur",
            "content.xml",
            &[r#"fo:text-align="left""#, r#"style:writing-mode="rl-tb""#],
        );
    }

    #[test]
    fn properties_say_what_the_document_is() {
        check_part(
            "a",
            "en-GB",
            "meta.xml",
            &[
                "<dc:title>A &lt;title&gt;</dc:title>",
                "<dc:description>About it.</dc:description>",
                "<meta:initial-creator>A trust</meta:initial-creator>",
                "<meta:creation-date>2026-03-01T00:00:00</meta:creation-date>",
            ],
        );
        check_part("a", "en-GB", "styles.xml", &["REF-1<text:tab/>Page <text:page-number", "<text:page-count>"]);
        let (body, _) = parse_markdown("a");
        let names: Vec<_> = drafted(&body, "en-GB").recipe.parts.into_iter().map(|part| part.name).collect();
        assert_eq!(
            names,
            ["mimetype", "content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml"]
        );
    }

    #[test]
    fn any_tree_gives_a_document_and_always_the_same() {
        let block = |kind| Block { span: Span::default(), kind };
        let note = |index| Inline { span: Span::default(), kind: InlineKind::Footnote { index, occurrence: 0 } };
        let table =
            Table { caption: vec![], alignments: vec![], header: vec![], rows: vec![vec![]], row_headers: true };
        let wide = Table {
            rows: vec![
                (0..80)
                    .map(|_| crate::document::tree::Cell { span: Span::default(), content: vec![note(9)] })
                    .collect(),
            ],
            ..table.clone()
        };
        let heading = Heading { level: 9, id: "x".into(), content: vec![] };
        let mut inner = vec![
            block(BlockKind::Table(Box::new(table.clone()))),
            block(BlockKind::Heading(heading.clone())),
            block(BlockKind::Heading(heading)),
            block(BlockKind::Definitions(vec![Definition { term: vec![], meanings: vec![] }])),
            block(BlockKind::Paragraph(vec![note(0), note(1), note(0)])),
            block(BlockKind::Table(Box::new(wide))),
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
        let footnote = |content| Footnote { span: Span::default(), content, references: 1 };
        let footnotes = vec![footnote(vec![]), footnote(vec![block(BlockKind::Table(Box::new(table)))])];
        let body = Body::new(inner, footnotes);
        let draft = drafted(&body, "en-GB");
        outline(part(&draft, "content.xml"));
        assert_eq!(draft.recipe.digest(), drafted(&body, "en-GB").recipe.digest());
        assert!((draft.finish)(&draft.recipe).is_ok_and(|made| made.bytes.starts_with(b"PK")));
        outline(part(&drafted(&Body::default(), ""), "content.xml"));
    }
}
