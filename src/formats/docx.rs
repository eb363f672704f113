//! Word documents (.docx): an edition as WordprocessingML, written straight into the parts of an Office package.
//!
//! `story` walks the blocks and writes the text and the footnotes; `runs` writes what stands inside a paragraph,
//! `tables` the tables, `styles` the look. This module names the parts and writes those that say what the document
//! is: its properties, settings, footer and content types. Nothing of the author's reaches a part unescaped.
//!
//! What makes the document accessible is in the markup, not in its looks: the title is the only Heading 1, headings and
//! lists are real, header rows repeat, tables carry a title and a description, pictures an alternative, links their own
//! words, and every part its language. No table is used for layout. Word asks nothing when it opens the document: the
//! contents list is filled in beforehand and carries links instead of page numbers, which only Word could know.
//!
//! Absent on purpose: direct formatting where a style will do, dates nobody stated, SVG and WebP pictures (Word cannot
//! show them everywhere; their alternative is written out), and headings in callouts.

mod runs;
mod story;
mod styles;
mod tables;
mod xml;

use crate::config;
use crate::formats::format::{Draft, Edition, Recipe};
use crate::formats::package;
use xml::{DECLARATION, Escaped, NAMESPACE, put};

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
    recipe.push_text("word/styles.xml", styles::part(edition.language, direction));
    recipe.push_text("word/numbering.xml", styles::numbering(&story.lists));
    recipe.push_text("word/settings.xml", settings(edition.language, direction, has_notes));
    recipe.push_text("word/fontTable.xml", FONTS.to_owned());
    recipe.push_text("word/theme/theme1.xml", styles::theme());
    recipe.push_text("word/footer1.xml", footer(edition.identity, direction));
    if let Some((footnotes, relationships)) = story.footnotes {
        recipe.push_text("word/footnotes.xml", footnotes);
        push_relationships(&mut recipe, "word/_rels/footnotes.xml.rels", relationships);
    }
    recipe.push_text("docProps/core.xml", core_properties(edition));
    recipe.push_text("docProps/app.xml", app_properties(edition.organisation));
    for (name, bytes) in story.media {
        recipe.push_resource(&format!("word/{name}"), bytes);
    }
    Draft { recipe, finish: package::zip }
}

/// Which way the lines of a language run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    LeftToRight,
    RightToLeft,
}

impl Direction {
    fn of(language: &str) -> Direction {
        if config::is_right_to_left(language) { Direction::RightToLeft } else { Direction::LeftToRight }
    }

    /// The paragraph property that says so.
    fn paragraph_mark(self) -> &'static str {
        match self {
            Direction::LeftToRight => "",
            Direction::RightToLeft => "<w:bidi/>",
        }
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
        put!(
            out,
            r#"<Override PartName="/{part}.xml" ContentType="application/vnd.openxmlformats-{kind}+xml"/>"#
        );
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
        styles::STEP
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

/// The document's reference and version, and the page number.
fn footer(identity: &str, direction: Direction) -> String {
    let mut out = String::with_capacity(2 << 10);
    put!(out, r#"{DECLARATION}<w:ftr {NAMESPACE}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>"#);
    runs::push_words(&mut out, identity, direction);
    out.push_str("<w:r><w:tab/></w:r>");
    runs::push_words(&mut out, "Page ", Direction::LeftToRight);
    runs::push_field(&mut out, "PAGE", "1");
    runs::push_words(&mut out, " of ", Direction::LeftToRight);
    runs::push_field(&mut out, "NUMPAGES", "1");
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
