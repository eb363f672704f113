//! `candour import`: a Word document becomes a page with the same words in the same order, and a person is told what
//! the page cannot show as it was.

use std::collections::BTreeSet;

use candour::anonymity::Vocabulary;
use candour::archive::{Packing, pack};
use candour::document::parse_markdown;
use candour::document::tree::{BlockKind, Body, plain_text};
use candour::import::{Document, Page, Refusal, State, Wish};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::folder::{Folder, Made, Outcome, files_below, program, write};

/// A Word document by its parts.
pub struct Word {
    body: String,
    styles: String,
    numbering: String,
    parts: Vec<(&'static str, String)>,
    relationships: String,
    properties: String,
}

const STYLES: &str = r#"<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading3"><w:name w:val="heading 3"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Our"><w:name w:val="Our section"/><w:basedOn w:val="berschrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="Titre 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/></w:style>
<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>"#;

const NUMBERING: &str = r#"<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/><w:pPr><w:ind w:left="720"/></w:pPr></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/><w:pPr><w:ind w:left="1440"/></w:pPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:pPr><w:ind w:left="720"/></w:pPr></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/><w:pPr><w:ind w:left="1440"/></w:pPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%1)"/><w:pPr><w:ind w:left="720"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#;

const NAMESPACES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:v="urn:schemas-microsoft-com:vml""#;

impl Word {
    pub fn new(body: &str) -> Word {
        Word {
            body: body.to_owned(),
            styles: STYLES.to_owned(),
            numbering: NUMBERING.to_owned(),
            parts: Vec::new(),
            relationships: String::new(),
            properties: String::new(),
        }
    }

    /// A further part of the text, by its kind: `footnotes`, `comments`, `header`.
    pub fn and(mut self, kind: &'static str, content: &str) -> Word {
        self.parts.push((kind, content.to_owned()));
        self
    }

    /// Further numberings, which stand before those that there are.
    pub fn numbered(mut self, numbering: &str) -> Word {
        self.numbering.insert_str(0, numbering);
        self
    }

    /// What the file says of itself.
    pub fn with_properties(mut self, properties: &str) -> Word {
        self.properties += properties;
        self
    }

    /// Further styles.
    pub fn styled(mut self, styles: &str) -> Word {
        self.styles += styles;
        self
    }

    pub fn related(mut self, id: &str, target: &str, mode: &str) -> Word {
        self.relationships += &format!(r#"<Relationship Id="{id}" Type="t" Target="{target}"{mode}/>"#);
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let main = "application/vnd.openxmlformats-officedocument.wordprocessingml";
        let mut types = format!(r#"<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>"#);
        let document = format!("<w:document {NAMESPACES}><w:body>{}</w:body></w:document>", self.body);
        let mut parts: Vec<(String, Vec<u8>)> = vec![("word/document.xml".to_owned(), document.into_bytes())];
        let own = [("styles", self.styles.clone()), ("numbering", self.numbering.clone())];
        for (kind, content) in own.iter().chain(&self.parts) {
            types += &format!(r#"<Override PartName="/word/{kind}.xml" ContentType="{main}.{kind}+xml"/>"#);
            parts.push((
                format!("word/{kind}.xml"),
                format!("<w:{kind} {NAMESPACES}>{content}</w:{kind}>").into_bytes(),
            ));
        }
        types += r#"<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>"#;
        let core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
        let properties = format!(
            r#"<cp:coreProperties xmlns:cp="{core}" xmlns:dc="http://purl.org/dc/elements/1.1/">{}</cp:coreProperties>"#,
            self.properties
        );
        parts.push(("docProps/core.xml".to_owned(), properties.into_bytes()));
        let types = format!(r#"<Types xmlns="t"><Default Extension="png" ContentType="image/png"/>{types}</Types>"#);
        parts.push(("[Content_Types].xml".to_owned(), types.into_bytes()));
        let links = format!("<Relationships>{}</Relationships>", self.relationships);
        parts.push(("word/_rels/document.xml.rels".to_owned(), links.into_bytes()));
        parts.push((
            "word/media/a.png".to_owned(),
            std::fs::read(crate::folder::repository().join("tests/hostile/square.png")).expect("a picture"),
        ));
        pack(parts.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice(), Packing::Deflated)))
            .expect("an archive")
    }
}

/// A paragraph.
pub fn p(words: &str) -> String {
    format!(r#"<w:p><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>"#)
}

/// A paragraph with properties.
pub fn styled(properties: &str, words: &str) -> String {
    format!(r#"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>"#)
}

pub fn style(id: &str, words: &str) -> String {
    styled(&format!(r#"<w:pStyle w:val="{id}"/>"#), words)
}

pub fn item(numbering: usize, level: usize, words: &str) -> String {
    styled(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbering}"/></w:numPr>"#), words)
}

/// A run in a format.
pub fn run(format: &str, words: &str) -> String {
    format!(r#"<w:r><w:rPr>{format}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>"#)
}

pub fn table(rows: &[&[&str]]) -> String {
    let row = |row: &&[&str]| {
        format!("<w:tr>{}</w:tr>", row.iter().map(|it| format!("<w:tc>{}</w:tc>", p(it))).collect::<String>())
    };
    format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
}

pub fn page_of(bytes: &[u8], kind: &str) -> Page {
    let document = Document::read(bytes, "docx", Vec::new()).expect("a Word document");
    let taken = BTreeSet::new();
    let wish = Wish {
        kind,
        because: "so",
        folder_says_so: true,
        file_name: "A file.docx",
        taken: &taken,
        state: State::Ready,
        vocabulary: &Vocabulary::default(),
    };
    document.page(&wish)
}

/// Asserts what stands below the front matter of the page of a document, and that the report says all of `said`.
#[track_caller]
pub fn check(word: &Word, expected: &str, said: &[&str]) {
    let page = page_of(&word.bytes(), "page");
    let (_, body) = page.markdown.split_once("\n---\n").expect("front matter");
    assert_eq!(body.trim_end(), expected.trim_end(), "{}", page.report.text());
    for words in said {
        assert!(page.report.text().contains(words), "{words}\n{}", page.report.text());
    }
    let (_, found) = parse_markdown(body);
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn headings_are_known_by_style_family_and_language_and_no_level_is_left_out() {
    let body = [
        style("Title", "Preventing falls"),
        style("berschrift1", "Purpose"),
        style("Heading3", "Deeper"),
        style("Our", "2. Scope"),
        style("Titre2", "Who"),
        styled(r#"<w:outlineLvl w:val="2"/>"#, "What"),
    ];
    let word = Word::new(&body.concat());
    check(&word, "## Purpose\n\n### Deeper\n\n## 2. Scope\n\n### Who\n\n#### What", &["5 headings"]);
    assert!(page_of(&word.bytes(), "page").markdown.starts_with("---\ntitle: Preventing falls\n---\n"));
}

#[test]
fn bold_lines_are_headings_where_there_are_no_others() {
    let bold = |words: &str| format!("<w:p>{}</w:p>", run("<w:b/>", words));
    let plain = Word::new(&[bold("Purpose"), p("Words."), bold("Scope"), p("More.")].concat());
    check(&plain, "## Purpose\n\nWords.\n\n## Scope\n\nMore.", &["was only bold and is a heading now"]);
    let mixed = Word::new(
        &[style("Heading3", "Real"), bold("Purpose"), p("Words."), style("Heading3", "More"), p("x")].concat(),
    );
    check(
        &mixed,
        "## Real\n\n**Purpose**\n\nWords.\n\n## More\n\nx",
        &["line 6: this line is bold as if it were a heading"],
    );
}

#[test]
fn lists_nest_begin_anew_and_keep_numbers_of_several_parts() {
    let items = [
        item(1, 0, "one"),
        item(1, 1, "inner"),
        item(1, 0, "two"),
        p("Text."),
        item(2, 0, "first"),
        item(2, 0, "second"),
        item(4, 0, "anew"),
        item(2, 0, "third"),
        item(2, 1, "a part"),
        item(3, 0, "letter"),
    ];
    check(
        &Word::new(&items.concat()),
        "- one\n  - inner\n- two\n\nText.\n\n1. first\n2. second\n\n1) anew\n2) third\n\n2.1 a part\n\n- (a) letter",
        &[],
    );
}

#[test]
fn typed_lists_become_lists() {
    let body = [
        p("We will:"),
        p("•\tlisten"),
        p("• learn"),
        p("Then"),
        p("1. ask"),
        p("2. tell"),
        p("- alone"),
        p("1. alone"),
    ];
    check(
        &Word::new(&body.concat()),
        "We will:\n\n- listen\n- learn\n\nThen\n\n1. ask\n2. tell\n\n\\- alone\n\n1\\. alone",
        &[],
    );
    let lines = "<w:p><w:r><w:t>So:</w:t><w:br/><w:t>– one</w:t><w:br/><w:t>– two</w:t></w:r></w:p>";
    check(&Word::new(lines), "So:\n\n- one\n- two", &[]);
}

#[test]
fn emphasis_links_and_signs_read_back_as_typed() {
    let runs = [
        run("", "Some "),
        run("<w:b/>", "bold "),
        run("<w:i/>", "slanted"),
        run("", " 1*2*3 _x_ [y] &lt;b> `c` a_b &amp;amp; "),
        run("<w:b/>", "("),
        run("", "x"),
        run("<w:b/>", ")"),
    ];
    check(
        &Word::new(&format!("<w:p>{}</w:p>", runs.concat())),
        "Some **bold** *slanted* 1\\*2\\*3 \\_x\\_ \\[y] \\<b> \\`c\\` a_b \\&amp; (x)",
        &[],
    );
    for (words, expected) in [
        ("# not a heading", "\\# not a heading"),
        ("> not a quote", "\\> not a quote"),
        ("::: do", "\\::: do"),
        (": no meaning", "\\: no meaning"),
        ("2026. A year", "2026\\. A year"),
        ("---", "\\---"),
        ("+ plus", "\\+ plus"),
        ("a | b", "a \\| b"),
        ("a\\b", "a\\\\b"),
        ("~~~", "\\~~~"),
        ("[^1]: x", "\\[^1]\\: x"),
        ("![a](b)", "\\!\\[a]\\(b)"),
    ] {
        check(&Word::new(&p(words)), expected, &[]);
        let (body, _) = parse_markdown(expected);
        let [block] = body.blocks.as_slice() else { panic!("one paragraph: {expected}") };
        let BlockKind::Paragraph(content) = &block.kind else { panic!("a paragraph: {expected}") };
        assert_eq!(plain_text(content), words);
    }
}

#[test]
fn links_lead_where_they_led() {
    let field = |code: &str, words: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
            run("", words)
        )
    };
    let body = [
        format!(r#"<w:p><w:hyperlink r:id="r1">{}</w:hyperlink>{}{}</w:p>"#, run("", "one"), run("", " "), field(r#" HYPERLINK "https://b.example/(x)" "#, "two")),
        format!(r#"<w:p><w:fldSimple w:instr="HYPERLINK \l &quot;aim&quot;">{}</w:fldSimple>{}<w:hyperlink w:anchor="gone">{}</w:hyperlink></w:p>"#, run("", "inside"), run("", " "), run("", "lost")),
        format!(r#"<w:p><w:hyperlink r:id="r2">{}</w:hyperlink></w:p>"#, run("", "drive")),
        r#"<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:bookmarkStart w:id="1" w:name="aim"/><w:r><w:t>Our aim</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>"#.to_owned(),
        style("berschrift1", "More"),
    ];
    let word = Word::new(&body.concat())
        .related("r1", "https://a.example/?a=1&amp;b=2", r#" TargetMode="External""#)
        .related("r2", "file:///S:/Policies/x.docx", r#" TargetMode="External""#);
    check(
        &word,
        "[one](https://a.example/?a=1&b=2) [two](https://b.example/%28x%29)\n\n[inside](#our-aim) lost\n\ndrive\n\n## Our aim\n\n## More",
        &["line 6: a link led to a place", "line 8: a link led to a file on a computer"],
    );
}

#[test]
fn tables_get_a_header_and_a_line_for_each_row() {
    let marked =
        table(&[&["Ward", "Falls"], &["A | B", "3"]]).replacen("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1);
    let body = format!("{}{marked}", style("Caption", "Table 1: Falls by ward"));
    check(&Word::new(&body), "Table: Falls by ward\n\n| Ward | Falls |\n| --- | --- |\n| A \\| B | 3 |", &[]);
    check(
        &Word::new(&table(&[&["x", "y"], &["1", ""]])),
        "| x | y |\n| --- | --- |\n| 1 | |",
        &["line 4: no row of this table was marked as its header"],
    );
    check(&Word::new(&table(&[&["only", "side"]])), "only\n\nside", &["1 table only put things side by side"]);
    let merged = r#"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:r><w:t>Both</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>d</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"#;
    check(
        &Word::new(merged),
        "| Both | Both |\n| --- | --- |\n| a | b; c |\n| a | d |",
        &["merged cells", "held more than one paragraph"],
    );
}

#[test]
fn changes_are_accepted_and_comments_and_authors_are_gone() {
    let body = r#"<w:p><w:r><w:t xml:space="preserve">We </w:t></w:r><w:ins w:author="Ada Zebrafink"><w:r><w:t>listen</w:t></w:r></w:ins><w:del w:author="Ada Zebrafink"><w:r><w:delText>wait</w:delText></w:r></w:del><w:commentRangeStart w:id="1"/><w:r><w:t xml:space="preserve"> and learn.</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>
<w:p><w:pPr><w:rPr><w:del w:author="x"/></w:rPr></w:pPr><w:r><w:t>One</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve"> line.</w:t></w:r></w:p>
<w:p><w:moveFrom w:author="x"><w:r><w:t>Moved</w:t></w:r></w:moveFrom></w:p><w:p><w:moveTo w:author="x"><w:r><w:t>Moved here</w:t></w:r></w:moveTo></w:p>
<w:p><w:pPr><w:pPrChange w:author="x"><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr></w:pPrChange></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r><w:r><w:t>Seen</w:t></w:r></w:p>"#;
    let comments =
        r#"<w:comment w:id="1" w:author="Ada Zebrafink"><w:p><w:r><w:t>Is this so?</w:t></w:r></w:p></w:comment>"#;
    let word = Word::new(body).and("comments", comments);
    check(
        &word,
        "We listen and learn.\n\nOne line.\n\nMoved here\n\nSeen",
        &[
            "accepted: 1 insertion, 1 deletion, 1 passage moved, 1 other change",
            "1 comment, with the name",
            "1 stretch of hidden words",
        ],
    );
    let page = page_of(&word.bytes(), "page");
    assert!(!format!("{}{}", page.markdown, page.report.text()).contains("Zebrafink"));
}

#[test]
fn notes_breaks_symbols_and_boxes_keep_their_words() {
    let body = r#"<w:p><w:r><w:t xml:space="preserve">Told </w:t></w:r><w:r><w:footnoteReference w:id="5"/></w:r><w:r><w:t xml:space="preserve"> CO</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t>2</w:t></w:r><w:r><w:br/><w:t>next</w:t><w:tab/><w:t>to</w:t><w:noBreakHyphen/><w:t>day</w:t><w:softHyphen/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r></w:p>
<w:p><w:r><w:br w:type="page"/></w:r></w:p>
<w:p><w:r><w:t>Beside</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>
<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control</w:t></w:r></w:p></w:sdtContent></w:sdt><w:p><m:oMath><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath></w:p>"#;
    let notes = r#"<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>no</w:t></w:r></w:p></w:footnote><w:footnote w:id="5"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> The note.</w:t></w:r></w:p><w:p><w:r><w:t>More.</w:t></w:r></w:p></w:footnote>"#;
    check(
        &Word::new(body).and("footnotes", notes),
        "Told [^1] CO₂\\\nnext to\u{2011}day✓\n\nBeside\n\nIn a box\n\nIn a control\n\na/b\n\n[^1]: The note.\n\n    More.",
        &["1 page break", "line 7: the words of a text box", "line 13: a formula is plain text"],
    );
}

#[test]
fn contents_and_margins_are_left_out_and_said() {
    let body = format!(
        r#"{}<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \o</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:hyperlink w:anchor="_Toc1"><w:r><w:t>Purpose 2</w:t></w:r></w:hyperlink></w:p><w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>{}{}"#,
        p("Contents"),
        style("berschrift1", "Purpose"),
        p("Words."),
    );
    let header = format!(
        "{}{}",
        p("Falls policy, version 2"),
        r#"<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>"#
    );
    let word = Word::new(&format!("{}{body}{}", style("Title", "Falls"), style("berschrift1", "Scope")))
        .and("header", &header);
    check(
        &word,
        "## Purpose\n\nWords.\n\n## Scope",
        &["1 table of contents", "a header or footer: “Falls policy, version 2”"],
    );
    // One that never ends takes nothing with it.
    let endless = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Listed</w:t></w:r></w:p>"#;
    check(&Word::new(&format!("{endless}{}", p("After."))), "Listed\n\nAfter.", &[]);
}

#[test]
fn pictures_stand_beside_the_page_with_their_words() {
    let drawing = |properties: &str| {
        format!(
            r#"<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" {properties}/><a:graphic><a:graphicData uri="x/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="x"/></pic:nvPicPr><pic:blipFill><a:blip r:embed="r9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
        )
    };
    let body = format!("{}{}", drawing(r#"descr="How we [respond]""#), drawing(""));
    let word = Word::new(&body).related("r9", "media/a.png", "");
    let file = "a-file-how-we-respond.png";
    check(&word, &format!("![How we \\[respond\\]]({file})\n\n![]({file})"), &["line 6: a picture has no words"]);
    let caption = format!("{}{}", drawing(r#"descr="A ward""#), style("Caption", "Figure 2: A ward &amp; its board"));
    let word = Word::new(&format!("{caption}{body}")).related("r9", "media/a.png", "");
    let figure = "::: figure {caption=\"A ward & its board\"}\n![A ward](a-file-a-ward.png)\n:::";
    check(
        &word,
        &format!("{figure}\n\n![How we \\[respond\\]](a-file-a-ward.png)\n\n![](a-file-a-ward.png)"),
        &["1 number of a caption"],
    );
    let word = Word::new(&body).related("r9", "media/a.png", "");
    let page = page_of(&word.bytes(), "page");
    assert_eq!(page.pictures.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), [file]);
}

#[test]
fn words_in_another_language_are_marked() {
    let words = format!(
        "<w:p>{}{}</w:p>",
        run("", "We say it in Welsh as well: "),
        run(r#"<w:lang w:val="cy-GB"/>"#, "diogelwch cleifion")
    );
    check(&Word::new(&words), "We say it in Welsh as well: [diogelwch cleifion](lang:cy)", &[]);
    let urdu = format!(
        r#"<w:p><w:pPr><w:bidi/></w:pPr>{}</w:p>"#,
        run(r#"<w:rtl/><w:lang w:val="en-GB" w:bidi="ur-PK"/>"#, "مریض کی حفاظت")
    );
    check(&Word::new(&urdu), "مریض کی حفاظت", &["the document is in اردو"]);
}

/// A policy as trusts write them.
pub fn policy() -> Word {
    let control = table(&[
        &["Policy reference:", "CG-014"],
        &["Version", "2.1"],
        &["Date ratified", "1st April 2026"],
        &["Approving Committee", "Quality Committee"],
        &["Next review date", "April 2028"],
        &["Author", "Ada Zebrafink, Head of Patient Safety"],
        &["Executive lead", "Ada Zebrafink"],
        &["Keywords", "falls"],
    ]);
    let history = table(&[
        &["Version", "Date", "Author", "Summary of changes"],
        &["1.0", "3 May 2023", "Ada Zebrafink", "First"],
        &["2.1", "01/04/2026", "Head of Patient Safety", "Review"],
    ]);
    Word::new(
        &[
            style("Title", "Falls policy"),
            style("berschrift1", "Document control"),
            control,
            style("berschrift1", "Version history"),
            history,
            style("berschrift1", "Purpose"),
            p("We keep people safe."),
        ]
        .concat(),
    )
}

#[test]
fn document_control_becomes_front_matter_without_names_of_people() {
    let page = page_of(&policy().bytes(), "policy");
    let expected = "---\ntitle: Falls policy\nreference: \"CG-014\"\nversion: \"2.1\"\napproved_on: 2026-04-01\napproved_by: Quality Committee\nreview_due: 2028-04\nowner: Head of Patient Safety\nhistory:\n  - version: \"1.0\"\n    date: 2023-05-03\n    summary: \"First\"\n  - version: \"2.1\"\n    date: 2026-04-01\n    author: Head of Patient Safety\n    summary: \"Review\"\n---\n## Document control\n\nKeywords\n: falls\n\n## Purpose\n\nWe keep people safe.\n";
    assert_eq!(page.markdown, expected, "{}", page.report.text());
    let report = page.report.text();
    assert!(!report.contains("Zebrafink"), "{report}");
    for key in ["`owner`", "`director`", "names of people were left out of the history of versions"] {
        assert!(report.contains(key), "{key}\n{report}");
    }
}

#[test]
fn document_control_is_known_in_every_shape() {
    let side = table(&[
        &["Reference", "CG-1", "Author", "Ada Zebrafink"],
        &["Version", "3", "Distribution", "All wards"],
        &["Review date", "soon", "", ""],
    ]);
    let page = page_of(&Word::new(&format!("{side}{}", p("Words."))).bytes(), "policy");
    let (front, body) = page.markdown.split_once("\n---\n").expect("front matter");
    assert_eq!(front, "---\ntitle: A file\nreference: \"CG-1\"\nversion: \"3\"");
    assert_eq!(body, "Distribution\n: All wards\n\nReview date\n: soon\n\nWords.\n", "{}", page.report.text());
    assert!(page.report.text().contains("`review_due` that is in no form Candour knows"), "{}", page.report.text());
    let below = table(&[&["Ref", "Version", "Ratified on", "Notes"], &["X1", "2", "01/02/2026", "none given"]]);
    let lines = [
        p("Review period: every three years"),
        p("Target audience: All staff"),
        style("berschrift1", "Aim"),
        style("berschrift1", "Scope"),
    ]
    .concat();
    let page = page_of(&Word::new(&format!("{below}{lines}")).bytes(), "policy");
    let expected = "---\ntitle: A file\nreference: \"X1\"\nversion: \"2\"\napproved_on: 2026-02-01\nreview_every: \"3 years\"\naudience: All staff\n---\nNotes\n: none given\n\n## Aim\n\n## Scope\n";
    assert_eq!(page.markdown, expected);
    let plan = page_of(
        &Word::new(&lines.replace("Review period: every three years", "Next review: May 2028")).bytes(),
        "plan",
    );
    assert!(plan.markdown.contains("Next review: May 2028"), "one line alone is text: {}", plan.markdown);
    let both = [p("Ref: P1"), p("Next review: May 2028")].concat();
    assert!(page_of(&Word::new(&both).bytes(), "plan").markdown.contains("reference: \"P1\"\nrefresh_due: 2028-05\n"));
}

#[test]
fn a_folder_becomes_a_section_that_can_be_checked_and_nothing_is_written_over() {
    let folder = Folder::new(&[]);
    write(&folder.path("word/policies/falls.docx"), policy().bytes());
    write(&folder.path("word/policies/deeper/other.docx"), Word::new(&style("Title", "Another policy")).bytes());
    write(&folder.path("word/policies/bad.docx"), b"PK\x03\x04 no");
    write(&folder.path("word/policies/~$falls.docx"), b"lock");
    let import = |options: &[&str]| Outcome::of(program().arg("import").args(options).current_dir(folder.root()));
    let outcome = import(&["word/policies"]);
    assert_eq!(outcome.status, 2, "{outcome}");
    assert!(outcome.stderr.contains("bad.docx was not imported: it is damaged"), "{outcome}");
    assert!(outcome.stdout.contains("2 pages made of 3 Word documents."), "{outcome}");
    let made: Vec<String> = files_below(&folder.path("content/policies")).into_keys().collect();
    assert_eq!(made, ["_index.md", "another-policy.md", "falls-policy.md"]);
    let first = std::fs::read(folder.path("content/policies/falls-policy.md")).expect("a page");
    let again = import(&["word/policies/falls.docx"]);
    assert_eq!(again.status, 0, "{again}");
    assert!(again.stdout.starts_with("content/policies/falls-policy-2.md from word/policies/falls.docx\n"), "{again}");
    assert_eq!(std::fs::read(folder.path("content/policies/falls-policy.md")).expect("a page"), first);
    let checked = folder.run("check", &["--format", "json"]);
    let syntax = checked
        .findings()
        .into_iter()
        .filter(|it| it.rule.starts_with("markdown/") || it.rule.starts_with("front-matter/"));
    assert_eq!(syntax.map(|it| it.rule).collect::<Vec<_>>(), [""; 0], "{checked}");
}

#[test]
fn what_cannot_be_read_is_refused_in_plain_words() {
    let refused = |bytes: &[u8], suffix: &str| Document::read(bytes, suffix, Vec::new()).err();
    assert_eq!(refused(b"", "docx"), Some(Refusal::Damaged));
    assert!(matches!(refused(b"plain words", "docx"), Some(Refusal::Other(_))));
    assert!(matches!(refused(b"%PDF-1.7", "docx"), Some(Refusal::Other("a PDF"))));
    let whole = policy().bytes();
    assert_eq!(refused(&whole[..whole.len() / 2], "docx"), Some(Refusal::Damaged));
    let bomb = Word::new(&"<w:p><w:r><w:t>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</w:t></w:r></w:p>".repeat(600_000));
    assert_eq!(refused(&bomb.bytes(), "docx"), Some(Refusal::TooLarge));
    let deep = Word::new(&format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(400), "</w:tc></w:tr></w:tbl>".repeat(400)));
    assert_eq!(refused(&deep.bytes(), "docx"), Some(Refusal::TooLarge));
    let nested = Word::new(&format!(
        "{}{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(100),
        p("core"),
        "</w:tc></w:tr></w:tbl>".repeat(100)
    ));
    check(&nested, "core", &[]);
}

/// The words of a page in order, those with letters or figures.
fn words(body: &Body) -> Vec<String> {
    let mut text = String::new();
    body.each_block(&mut |block| {
        if let BlockKind::Code(code) = &block.kind {
            text.push_str(&format!("{code}\n"));
        }
        block.inlines(&mut |inlines| {
            text.push_str(&plain_text(inlines));
            text.push('\n');
        });
    });
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).map(str::to_owned).collect()
}

/// Any words, with signs of Markdown among them, as Markdown.
fn text() -> impl Strategy<Value = String> {
    const WORDS: &[&str] = &[
        "safety",
        "falls",
        "a_b",
        "_x_",
        "*y*",
        "**",
        "[z]",
        "(b)",
        "<b>",
        "&amp;",
        "`code`",
        "#",
        "::: do",
        "{.x}",
        "|",
        "\\",
        "“quoted”",
        "don't",
        "1.5",
        "£3",
        "!",
        "~~~",
        "Żółw",
        "ŵ",
        "x^2",
        "https://a.example/_b_",
        ">",
        "[^1]:",
        "e.g.",
        "—",
    ];
    prop::collection::vec(prop::sample::select(WORDS), 1..9).prop_map(|words| {
        let text = format!("w {}", words.join(" "));
        text.chars().flat_map(|c| c.is_ascii_punctuation().then_some('\\').into_iter().chain([c])).collect()
    })
}

/// A block of any kind, as Markdown.
fn block() -> impl Strategy<Value = String> {
    let list = |sign: &'static str| {
        prop::collection::vec((text(), prop::option::of(text())), 1..4).prop_map(move |items| {
            let inner = " ".repeat(sign.len());
            let item = |(text, nested): (String, Option<String>)| {
                let nested = nested.map(|it| format!("{inner}- {it}\n")).unwrap_or_default();
                format!("{sign}{text}\n{nested}")
            };
            items.into_iter().map(item).collect::<String>()
        })
    };
    let table = (text(), text(), prop::collection::vec((text(), text()), 1..4)).prop_map(|(a, b, rows)| {
        let rows: String = rows.into_iter().map(|(a, b)| format!("| {a} | {b} |\n")).collect();
        format!("Table: {a} end\n\n| {a} | {b} |\n| --- | --- |\n{rows}")
    });
    prop_oneof![
        4 => text(),
        2 => text().prop_map(|it| format!("## {it}")),
        1 => text().prop_map(|it| format!("### {it}")),
        2 => list("- "),
        2 => list("1. "),
        2 => table,
        1 => (text(), text()).prop_map(|(a, b)| format!("> {a}\n>\n> {b}")),
        1 => (text(), text(), text()).prop_map(|(a, b, c)| format!("{a} **{b}** *{c}* {a}**{b}**{c}")),
        1 => (text(), text()).prop_map(|(a, b)| format!("{a} [{b}](https://safety.example/a?b=1&c=2)\\\n{a}")),
        1 => Just("```\nlet x = *y*;\n  ::: z\n```".to_owned()),
    ]
}

/// The Word document that Candour makes of a text, imported.
fn through_word(markdown: &str) -> String {
    let front = "---\ntitle: A page of words\ndocuments: [docx]\n---\n";
    let made = Made::new(&[("words.md", &format!("{front}{markdown}"))]);
    let page = page_of(made.bytes("words/words.docx"), "page");
    page.markdown.split_once("\n---\n").map(|(_, body)| body.to_owned()).expect("front matter")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, rng_seed: RngSeed::Fixed(8), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_word_comes_back_from_word(blocks in prop::collection::vec(block(), 1..9), note in prop::option::of(text())) {
        let note = note.map(|note| format!("\n\nNoted[^n] here.\n\n[^n]: {note}")).unwrap_or_default();
        let markdown = format!("{}{note}\n", blocks.join("\n\n"));
        let (before, _) = parse_markdown(&markdown);
        let back = through_word(&markdown);
        let (after, _) = parse_markdown(&back);
        prop_assert_eq!(words(&before), words(&after), "{}\n=====\n{}", markdown, back);
        // And again: what was imported is made a document and imported as it is.
        let again = through_word(&back);
        prop_assert_eq!(&back, &again, "{}", markdown);
    }

    #[test]
    fn damaged_documents_end_in_words_or_in_a_page(at in 0_usize..6_000, byte in any::<u8>()) {
        let mut bytes = policy().bytes();
        let at = at % bytes.len();
        bytes[at] = byte;
        if let Ok(document) = Document::read(&bytes, "docx", Vec::new()) {
            let taken = BTreeSet::new();
            let (state, vocabulary) = (State::Ready, &Vocabulary::default());
            document.page(&Wish { kind: "policy", because: "so", folder_says_so: true, file_name: "x", taken: &taken, state, vocabulary });
        }
    }
}
