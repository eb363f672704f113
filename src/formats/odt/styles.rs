//! The look in OpenDocument's words: the named styles with the page and its foot, and the automatic styles that
//! paragraphs, lists and tables get on the way.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{DECLARATION, Points, lists, tables};
use crate::document::tree::Alignment;
use crate::formats::format::Edition;
use crate::formats::office::Direction;
use crate::formats::office::columns::foot_has_room;
use crate::formats::office::look::{
    BLUE, CODE, CONTENTS, Frame, Ground, HEADINGS, LINE_GREY, Letters, Lines, MARGIN, NORMAL, PAGE_HEIGHT, PAGE_WIDTH,
    PARAGRAPHS, Rule, STEP, Style, TEXT_WIDTH, VISITED,
};
use crate::formats::xml::{Escaped, put};
use crate::language::Spoken;

/// The namespaces of the text and of the styles, with the version, as attributes of the root element.
pub const NAMESPACES: &str = concat!(
    r#"xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0""#,
    r#" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0""#,
    r#" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0""#,
    r#" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0""#,
    r#" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0""#,
    r#" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0""#,
    r#" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0""#,
    r#" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3""#,
);

/// The name of a style in the file, where a space is `_20_`.
pub fn name(style: &Style) -> impl fmt::Display {
    Encoded(display_name(style))
}

struct Encoded(&'static str);

impl fmt::Display for Encoded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, word) in self.0.split(' ').enumerate() {
            write!(f, "{}{word}", if index > 0 { "_20_" } else { "" })?;
        }
        Ok(())
    }
}

/// The name of a style that people see. LibreOffice knows its own styles by these names.
fn display_name(style: &Style) -> &'static str {
    match style.id {
        "Normal" => "Text body",
        "Heading1" => "Heading 1",
        "Heading2" => "Heading 2",
        "Heading3" => "Heading 3",
        "Heading4" => "Heading 4",
        "Heading5" => "Heading 5",
        "Heading6" => "Heading 6",
        "TOCHeading" => "Contents Heading",
        "TOC2" => "Contents 2",
        "TOC3" => "Contents 3",
        "Quote" => "Quotations",
        "Code" => "Preformatted Text",
        "Rule" => "Horizontal Line",
        "Caption" => "Caption",
        "TableText" => "Table Contents",
        "FootnoteText" => "Footnote",
        "Footer" => "Footer",
        _ => style.name,
    }
}

/// Every named style of paragraphs.
fn all() -> impl Iterator<Item = &'static Style> {
    PARAGRAPHS.into_iter().chain(&HEADINGS).chain(&CONTENTS)
}

fn by_id(id: &str) -> Option<&'static Style> {
    all().find(|style| style.id == id)
}

/// Whether a style draws a box, itself or by its base. A box begins at its bar, and its text one step further in.
pub fn is_boxed(style: &Style) -> bool {
    style.is_boxed() || by_id(style.base).is_some_and(Style::is_boxed)
}

/// The space below the paragraphs of a style, in twips.
pub fn space_below(style: &Style) -> u16 {
    let spacing = style.spacing.or_else(|| by_id(style.base).and_then(|base| base.spacing));
    spacing.map_or(SPACE_BELOW, |(_, below)| below)
}

/// The space below running text, in twips.
const SPACE_BELOW: u16 = 180;

/// What a paragraph has beyond its style.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Properties {
    /// Its properties as attributes, each with a space before it.
    pub attributes: String,
    /// Whether there is a tab stop where its lines start.
    pub has_tab_stop: bool,
}

impl Properties {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty() && !self.has_tab_stop
    }
}

/// What stands before the items of a list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// A bullet.
    Bullet,
    /// A number.
    Number,
    /// Nothing: the items bring letters of their own.
    Nothing,
}

/// The style of a list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ListStyle {
    /// What stands before its items.
    pub sign: Sign,
    /// What the list stands on.
    pub ground: Ground,
    /// How many lists are around the box that it stands in.
    pub base: usize,
}

/// The automatic styles, each kind numbered from 1 in the order of first use.
#[derive(Default)]
pub struct Automatic {
    paragraphs: BTreeMap<(&'static str, Properties), usize>,
    lists: BTreeMap<ListStyle, usize>,
    /// By the distances of the start and the end from the margins, in twips.
    tables: BTreeMap<(u32, u32), usize>,
    /// By their width in twips.
    columns: BTreeMap<u32, usize>,
    /// The names of the styles of cells.
    pub cells: BTreeSet<&'static str>,
    /// Whether there are pictures.
    pub has_pictures: bool,
    /// The languages of words that are in another than the document's.
    pub languages: BTreeSet<Spoken>,
}

/// The number of a key; the next one for a key that is new.
fn number<K: Ord>(numbers: &mut BTreeMap<K, usize>, key: K) -> usize {
    let next = numbers.len() + 1;
    *numbers.entry(key).or_insert(next)
}

impl Automatic {
    /// The number of a paragraph style that adds these properties to a named one.
    pub fn paragraph(&mut self, style: &'static Style, properties: Properties) -> usize {
        number(&mut self.paragraphs, (display_name(style), properties))
    }

    /// The number of a list style.
    pub fn list(&mut self, style: ListStyle) -> usize {
        number(&mut self.lists, style)
    }

    /// The number of the style of a table that starts and ends this far from the margins, in twips.
    pub fn table(&mut self, start: u32, end: u32) -> usize {
        number(&mut self.tables, (start, end))
    }

    /// The number of the style of a column with a width in twips.
    pub fn column(&mut self, width: u32) -> usize {
        number(&mut self.columns, width)
    }

    /// The element that holds them.
    pub fn part(self, direction: Direction) -> String {
        let mut out = String::with_capacity(8 << 10);
        out.push_str("<office:automatic-styles>");
        for ((parent, properties), number) in self.paragraphs {
            put!(
                out,
                r#"<style:style style:name="P{number}" style:family="paragraph" style:parent-style-name="{}"><style:paragraph-properties{}>"#,
                Encoded(parent),
                properties.attributes
            );
            if properties.has_tab_stop {
                out.push_str(r#"<style:tab-stops><style:tab-stop style:position="0pt"/></style:tab-stops>"#);
            }
            out.push_str("</style:paragraph-properties></style:style>");
        }
        for (width, number) in &self.columns {
            put!(
                out,
                r#"<style:style style:name="C{number}" style:family="table-column"><style:table-column-properties style:column-width="{}" style:rel-column-width="{width}*"/></style:style>"#,
                Points(*width)
            );
        }
        for (distances, number) in &self.tables {
            tables::push_style(&mut out, *number, *distances, direction);
        }
        if !self.tables.is_empty() {
            tables::push_styles(&mut out, &self.cells);
        }
        if self.has_pictures {
            out.push_str(r#"<style:style style:name="Picture" style:family="graphic"><style:graphic-properties style:vertical-pos="top" style:vertical-rel="baseline"/></style:style>"#);
        }
        for language in self.languages {
            let tag = language.tag();
            put!(out, r#"<style:style style:name="{tag}" style:family="text"><style:text-properties"#);
            push_language(&mut out, tag);
            out.push_str("/></style:style>");
        }
        for (style, number) in self.lists {
            lists::push_style(&mut out, number, style);
        }
        out.push_str("</office:automatic-styles>");
        out
    }
}

/// The part that holds the named styles, the page and its foot.
pub fn part(edition: &Edition<'_>, direction: Direction) -> String {
    let mut out = String::with_capacity(16 << 10);
    put!(
        out,
        r#"{DECLARATION}<office:document-styles {NAMESPACES}><office:font-face-decls><style:font-face style:name="Arial" svg:font-family="Arial" style:font-family-generic="swiss" style:font-pitch="variable"/><style:font-face style:name="Courier New" svg:font-family="'Courier New'" style:font-family-generic="modern" style:font-pitch="fixed"/></office:font-face-decls><office:styles><style:default-style style:family="paragraph"><style:paragraph-properties style:tab-stop-distance="{}" style:writing-mode="{}"/><style:text-properties"#,
        Points(STEP),
        writing_mode(direction),
    );
    push_font(&mut out, "Arial");
    push_size(&mut out, 24);
    push_language(&mut out, edition.language);
    put!(
        out,
        r#" fo:hyphenate="false"/></style:default-style><style:default-style style:family="graphic"/><style:default-style style:family="table"><style:table-properties table:border-model="collapsing"/></style:default-style><style:default-style style:family="table-row"/><style:default-style style:family="table-cell"/><style:style style:name="Standard" style:display-name="Standard" style:family="paragraph" style:class="text"><style:paragraph-properties fo:margin-top="0pt" fo:margin-bottom="{}" fo:line-height="125%" fo:text-align="{}" fo:orphans="2" fo:widows="2" style:writing-mode="{}"/></style:style>"#,
        Points(SPACE_BELOW.into()),
        side(Alignment::Start, direction),
        writing_mode(direction),
    );
    for style in all() {
        push_style(&mut out, style, direction);
    }
    push_characters(&mut out);
    out.push_str(
        r#"<text:notes-configuration text:note-class="footnote" text:citation-style-name="Footnote_20_Symbol" text:citation-body-style-name="Footnote_20_anchor" style:num-format="1" text:start-value="0" text:footnotes-position="page" text:start-numbering-at="document"/></office:styles>"#,
    );
    push_page(&mut out, edition, direction);
    out.push_str("</office:document-styles>");
    out
}

fn writing_mode(direction: Direction) -> &'static str {
    match direction {
        Direction::LeftToRight => "lr-tb",
        Direction::RightToLeft => "rl-tb",
    }
}

/// The side that lines are aligned to. LibreOffice takes the start of a line for the left in every language, so that
/// right-to-left text needs the sides themselves.
pub fn side(alignment: Alignment, direction: Direction) -> &'static str {
    match (alignment, direction) {
        (Alignment::Centre, _) => "center",
        (Alignment::Start, Direction::LeftToRight) => "start",
        (Alignment::End, Direction::LeftToRight) => "end",
        (Alignment::Start, Direction::RightToLeft) => "right",
        (Alignment::End, Direction::RightToLeft) => "left",
    }
}

/// Pushes a property for letters of every script: LibreOffice takes Arabic and Indic letters from the one for complex
/// scripts.
fn push_for_scripts(out: &mut String, name: &str, value: &str) {
    let (space, plain) = name.split_once(':').unwrap_or(("fo", name));
    for (space, script) in [(space, ""), ("style", "-asian"), ("style", "-complex")] {
        put!(out, r#" {space}:{plain}{script}="{}""#, Escaped(value));
    }
}

fn push_font(out: &mut String, font: &str) {
    push_for_scripts(out, "style:font-name", font);
}

/// Pushes a size in half points.
fn push_size(out: &mut String, size: u16) {
    push_for_scripts(out, "fo:font-size", &Points(u32::from(size) * 10).to_string());
}

/// Pushes a language tag in its parts, and whole where it has others.
fn push_language(out: &mut String, tag: &str) {
    let (mut script, mut country, mut has_others) = (None, None, false);
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    for part in parts {
        let is_country = part.len() == 2 || (part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit()));
        match part.len() {
            4 if script.is_none() && country.is_none() => script = Some(part),
            _ if is_country && country.is_none() => country = Some(part),
            _ => has_others = true,
        }
    }
    push_for_scripts(out, "fo:language", language);
    if let Some(script) = script {
        push_for_scripts(out, "fo:script", script);
    }
    push_for_scripts(out, "fo:country", country.unwrap_or("none"));
    if has_others {
        push_for_scripts(out, "style:rfc-language-tag", tag);
    }
}

fn push_style(out: &mut String, style: &'static Style, direction: Direction) {
    let Style { base, size, colour, spacing, left, .. } = *style;
    let base = match by_id(base) {
        Some(base) if base.id != NORMAL.id => display_name(base),
        _ => "Standard",
    };
    put!(
        out,
        r#"<style:style style:name="{}" style:display-name="{}" style:family="paragraph" style:parent-style-name="{}""#,
        name(style),
        display_name(style),
        Encoded(base),
    );
    if let Some(next) = by_id(style.next) {
        put!(out, r#" style:next-style-name="{}""#, name(next));
    }
    if let Some(level) = style.level {
        put!(out, r#" style:default-outline-level="{level}""#);
    }
    out.push_str("><style:paragraph-properties");
    if let Some((above, below)) = spacing {
        put!(out, r#" fo:margin-top="{}" fo:margin-bottom="{}""#, Points(above.into()), Points(below.into()));
    }
    match style.lines {
        Lines::Base => {}
        Lines::Close => out.push_str(r#" fo:line-height="110%""#),
        Lines::Thin => out.push_str(r#" fo:line-height="5pt""#),
    }
    if left > 0 && !is_boxed(style) {
        put!(out, r#" fo:margin-left="{}""#, Points(left));
    }
    if style.keep.with_next {
        out.push_str(r#" fo:keep-with-next="always""#);
    }
    if style.keep.whole {
        out.push_str(r#" fo:keep-together="always""#);
    }
    // Code runs from left to right in every language.
    let is_code = style.id == CODE.id;
    if let Some(frame) = &style.frame {
        push_frame(out, frame, if is_code { Direction::LeftToRight } else { direction });
    }
    if is_code {
        out.push_str(r#" fo:text-align="left" style:writing-mode="lr-tb""#);
    }
    match style.rule {
        Some(Rule::Below) => put!(
            out,
            r##" fo:padding-bottom="1pt" fo:border-left="none" fo:border-right="none" fo:border-top="none" fo:border-bottom="1pt solid #{LINE_GREY}"/>"##
        ),
        // The tab stop at the end of the line is for the page number.
        Some(Rule::Foot) => put!(
            out,
            r##" fo:padding-top="6pt" fo:border-left="none" fo:border-right="none" fo:border-bottom="none" fo:border-top="0.5pt solid #{LINE_GREY}"><style:tab-stops><style:tab-stop style:position="{}" style:type="right"/></style:tab-stops></style:paragraph-properties>"##,
            Points(TEXT_WIDTH)
        ),
        None => out.push_str("/>"),
    }
    out.push_str("<style:text-properties");
    match style.letters {
        Letters::Plain => {}
        Letters::Bold => push_for_scripts(out, "fo:font-weight", "bold"),
        Letters::Monospaced => push_code(out),
    }
    if !colour.is_empty() {
        put!(out, r##" fo:color="#{colour}""##);
    }
    if size > 0 {
        push_size(out, size);
    }
    out.push_str("/></style:style>");
}

/// Pushes the sides of a box. Unlike margins, they do not turn with the direction of the text.
fn push_frame(out: &mut String, frame: &Frame, direction: Direction) {
    let (start, end) = match direction {
        Direction::LeftToRight => ("left", "right"),
        Direction::RightToLeft => ("right", "left"),
    };
    put!(out, r##" fo:padding-{start}="15pt" fo:border-{start}="6pt solid #{}""##, frame.bar);
    for side in ["top", end, "bottom"] {
        match frame.fill {
            "" => put!(out, r#" fo:padding-{side}="0pt" fo:border-{side}="none""#),
            // The sides beside the bar have the colour of the fill: they are the padding.
            fill => put!(out, r##" fo:padding-{side}="8pt" fo:border-{side}="0.5pt solid #{fill}""##),
        }
    }
    if !frame.fill.is_empty() {
        put!(out, r##" fo:background-color="#{}""##, frame.fill);
    }
}

/// Pushes the letters of code, which is in no language.
fn push_code(out: &mut String) {
    push_font(out, "Courier New");
    push_language(out, "zxx");
}

fn push_characters(out: &mut String) {
    type Push = fn(&mut String);
    let styles: [(&'static str, Push); 7] = [
        ("Strong Emphasis", |out| push_for_scripts(out, "fo:font-weight", "bold")),
        ("Emphasis", |out| push_for_scripts(out, "fo:font-style", "italic")),
        ("Source Text", push_code),
        ("Internet link", |out| push_link(out, BLUE)),
        ("Visited Internet Link", |out| push_link(out, VISITED)),
        ("Footnote Symbol", push_raised),
        ("Footnote anchor", push_raised),
    ];
    for (name, push) in styles {
        put!(
            out,
            r#"<style:style style:name="{}" style:display-name="{name}" style:family="text"><style:text-properties"#,
            Encoded(name)
        );
        push(out);
        out.push_str("/></style:style>");
    }
}

fn push_raised(out: &mut String) {
    out.push_str(r#" style:text-position="super 65%""#);
}

fn push_link(out: &mut String, colour: &str) {
    put!(
        out,
        r##" fo:color="#{colour}" style:text-underline-style="solid" style:text-underline-width="auto" style:text-underline-color="font-color""##
    );
}

/// How far the foot of the page starts from the edge of the paper, in twips: 1 cm.
const FOOT_MARGIN: u32 = 567;

/// Pushes the page with its foot: the document's reference and version, and the page number.
fn push_page(out: &mut String, edition: &Edition<'_>, direction: Direction) {
    put!(
        out,
        r##"<office:automatic-styles><style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="{}" fo:page-height="{}" style:print-orientation="portrait" fo:margin-top="{margin}" fo:margin-bottom="{}" fo:margin-left="{margin}" fo:margin-right="{margin}" style:writing-mode="{}" style:footnote-max-height="0cm"><style:footnote-sep style:width="0.5pt" style:distance-before-sep="6pt" style:distance-after-sep="6pt" style:line-style="solid" style:adjustment="{}" style:rel-width="25%" style:color="#000000"/></style:page-layout-properties><style:header-style/><style:footer-style><style:header-footer-properties fo:min-height="{}" fo:margin-top="14pt"/></style:footer-style></style:page-layout></office:automatic-styles>"##,
        Points(PAGE_WIDTH),
        Points(PAGE_HEIGHT),
        Points(FOOT_MARGIN),
        writing_mode(direction),
        if direction == Direction::LeftToRight { "left" } else { "right" },
        Points(MARGIN - FOOT_MARGIN),
        margin = Points(MARGIN),
    );
    put!(
        out,
        r#"<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page"><style:footer><text:p text:style-name="Footer">{}{}<text:tab/>Page <text:page-number text:select-page="current">1</text:page-number> of <text:page-count>1</text:page-count>{}</text:p></style:footer></style:master-page></office:master-styles>"#,
        edition.foot.lines().map(|line| Escaped(line).to_string()).collect::<Vec<_>>().join("<text:line-break/>"),
        if foot_has_room(edition.foot.lines().last().unwrap_or_default(), edition.print) {
            ""
        } else {
            "<text:line-break/>"
        },
        direction.after_field(),
    );
}
