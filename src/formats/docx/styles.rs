//! The look of the document: one list of named styles, the list markers and the colour theme.
//!
//! All but indents and the space below lists, boxes and tables comes from a style, so that a communications officer can
//! restyle a finished document from Word's styles pane. Text is Arial, 12 points or larger, aligned to the start, and each text colour has a contrast
//! of at least 4.5 to 1 on white and on the fill behind it (WCAG 2.2, 1.4.3). Lengths are in twentieths of a point
//! (twips), font sizes in half points, as Word counts them.

use super::Direction;
use super::xml::{DECLARATION, Escaped, NAMESPACE, put};
use crate::formats::format::Print;

/// The width of an A4 page, in twips.
pub const PAGE_WIDTH: u32 = 11_906;
/// The height of an A4 page, in twips.
pub const PAGE_HEIGHT: u32 = 16_838;
/// The margin at each side of the text, in twips: 2.25 cm.
pub const MARGIN: u32 = 1276;
/// The width of the text, in twips.
pub const TEXT_WIDTH: u32 = PAGE_WIDTH - 2 * MARGIN;

/// How far each list, box or meaning is set in, in twips. It is the distance of Word's tab stops too, so that the tab
/// after a list marker always ends where the text begins.
pub const STEP: u32 = 420;

/// The levels of list that Word numbers. Deeper lists use the last.
pub const LIST_LEVELS: usize = 9;

/// What a list stands on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// The page: each level starts further in.
    Page,
    /// A box: each level starts at its edge, with spaces before the marker.
    Box,
}

/// A numbered list.
pub struct NumberedList {
    /// What it stands on.
    pub ground: Ground,
    /// Its level, from 0.
    pub level: usize,
    /// Its first number.
    pub start: u64,
}

/// The numbering that all bulleted lists on a ground share.
pub fn bullets(ground: Ground) -> usize {
    ground as usize + 1
}

/// The numbering of the numbered list with an ordinal, from 1.
pub fn numbers(ordinal: usize) -> usize {
    ordinal + 2
}

/// A paragraph style.
pub struct Style {
    /// The name that paragraphs use.
    pub id: &'static str,
    /// The name people see. Word knows its own styles by these names.
    name: &'static str,
    /// The style it starts from.
    base: &'static str,
    /// The style of the paragraph that is typed after it; empty for the same again.
    next: &'static str,
    /// In half points; 0 for that of the base.
    size: u16,
    /// RRGGBB; empty for that of the base.
    colour: &'static str,
    /// Anything else about its letters, as XML before the colour: bold, another font.
    letters: &'static str,
    /// Space above and below, in twips.
    spacing: Option<(u16, u16)>,
    /// The height of its lines, as attributes; empty for that of the base.
    line: &'static str,
    /// Where its text starts, in twips from the margin or the edge of what it stands in.
    pub left: u32,
    /// The box it is drawn in.
    frame: Option<Frame>,
    /// How its lines keep together, as XML.
    keep: &'static str,
    /// Its lines and tab stops where it has no box, as XML.
    border: &'static str,
    /// Anything else about the paragraph, as XML that follows indentation.
    layout: &'static str,
}

impl Style {
    /// Whether it is drawn in a box.
    pub fn is_boxed(&self) -> bool {
        self.frame.is_some()
    }

    /// Whether its letters are bold.
    pub fn is_bold(&self) -> bool {
        self.letters == BOLD
    }

    /// Whether list items have it outside of boxes.
    pub fn is_list(&self) -> bool {
        self.id == LIST.id || self.id == SPACED_LIST.id
    }

    /// The space above its paragraphs, in twips.
    pub fn space_above(&self) -> u16 {
        self.spacing.map_or(0, |(above, _)| above)
    }
}

/// The box around callouts: a bar at the start of the lines, and a fill.
struct Frame {
    /// The colour of the bar, RRGGBB.
    bar: &'static str,
    /// The colour behind the text, RRGGBB; empty for none.
    fill: &'static str,
}

const INK: &str = "212B32";
const BLUE: &str = "005EB8";
const DARK_BLUE: &str = "003087";
const GREY: &str = "4C6272";

const BOLD: &str = "<w:b/><w:bCs/>";
const MONOSPACED: &str = r#"<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:eastAsia="Courier New" w:cs="Courier New"/><w:noProof/>"#;
/// Lines closer than those of running text.
const CLOSE: &str = r#" w:line="264" w:lineRule="auto""#;
const WITH_NEXT: &str = "<w:keepNext/>";
const WITH_NEXT_WHOLE: &str = "<w:keepNext/><w:keepLines/>";
const RULE_LINE: &str = r#"<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="1" w:color="AEB7BD"/></w:pBdr>"#;
/// A line above, and a tab stop at the end of the line for the page number.
const FOOTER_LINE: &str = concat!(
    r#"<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="AEB7BD"/></w:pBdr>"#,
    r#"<w:tabs><w:tab w:val="right" w:pos="9354"/></w:tabs>"#,
);

/// Where every style starts from.
const BASE: Style = Style {
    id: "",
    name: "",
    base: "Normal",
    next: "",
    size: 0,
    colour: "",
    letters: "",
    spacing: None,
    line: "",
    left: 0,
    frame: None,
    keep: "",
    border: "",
    layout: "",
};

const HEADING: Style =
    Style { next: "Normal", colour: DARK_BLUE, letters: BOLD, line: CLOSE, keep: WITH_NEXT_WHOLE, ..BASE };

/// Running text.
pub static NORMAL: Style = Style { id: "Normal", name: "Normal", base: "", ..BASE };

/// The title, and headings of level 2 to 6.
pub static HEADINGS: [Style; 6] = [
    Style {
        id: "Heading1",
        name: "heading 1",
        size: 52,
        spacing: Some((0, 280)),
        layout: r#"<w:outlineLvl w:val="0"/>"#,
        ..HEADING
    },
    Style {
        id: "Heading2",
        name: "heading 2",
        size: 38,
        spacing: Some((440, 140)),
        layout: r#"<w:outlineLvl w:val="1"/>"#,
        ..HEADING
    },
    Style {
        id: "Heading3",
        name: "heading 3",
        size: 30,
        spacing: Some((340, 100)),
        layout: r#"<w:outlineLvl w:val="2"/>"#,
        ..HEADING
    },
    Style {
        id: "Heading4",
        name: "heading 4",
        size: 26,
        spacing: Some((280, 80)),
        layout: r#"<w:outlineLvl w:val="3"/>"#,
        ..HEADING
    },
    Style {
        id: "Heading5",
        name: "heading 5",
        size: 24,
        spacing: Some((240, 80)),
        layout: r#"<w:outlineLvl w:val="4"/>"#,
        ..HEADING
    },
    Style {
        id: "Heading6",
        name: "heading 6",
        size: 24,
        colour: GREY,
        spacing: Some((240, 80)),
        layout: r#"<w:outlineLvl w:val="5"/>"#,
        ..HEADING
    },
];

/// The heading of the contents list. It looks like a heading and is none, so that it stays out of the outline.
pub static CONTENTS_HEADING: Style =
    Style { id: "TOCHeading", name: "TOC Heading", size: 30, spacing: Some((240, 100)), ..HEADING };
/// Entries of the contents list for headings of level 2 and 3.
pub static CONTENTS: [Style; 2] = [
    Style { id: "TOC2", name: "toc 2", next: "Normal", spacing: Some((0, 60)), line: CLOSE, ..BASE },
    Style { id: "TOC3", name: "toc 3", next: "Normal", spacing: Some((0, 60)), line: CLOSE, left: STEP, ..BASE },
];

/// Items of a list.
pub static LIST: Style = Style { id: "ListParagraph", name: "List Paragraph", spacing: Some((0, 60)), ..BASE };
/// Items of a list that have space between them, and their further paragraphs.
pub static SPACED_LIST: Style = Style {
    id: "SpacedListParagraph",
    name: "Spaced List Paragraph",
    base: "ListParagraph",
    spacing: Some((0, 140)),
    ..BASE
};

/// A quotation.
pub static QUOTE: Style = Style { id: "Quote", name: "Quote", frame: Some(Frame { bar: "768692", fill: "" }), ..BOX };
/// Inset text.
pub static INSET: Style =
    Style { id: "InsetText", name: "Inset Text", frame: Some(Frame { bar: BLUE, fill: "EDF4FB" }), ..BOX };
/// A warning callout.
pub static WARNING: Style = Style {
    id: "WarningCallout",
    name: "Warning Callout",
    frame: Some(Frame { bar: "FFB81C", fill: "FFF6DC" }),
    ..BOX
};
/// The label of a warning callout.
pub static WARNING_LABEL: Style =
    Style { id: "WarningLabel", name: "Warning Label", base: "WarningCallout", next: "WarningCallout", ..LABEL };
/// What to do.
pub static DO: Style =
    Style { id: "DoList", name: "Do List", frame: Some(Frame { bar: "007F3B", fill: "EBF6EF" }), ..BOX };
/// The label of what to do.
pub static DO_LABEL: Style =
    Style { id: "DoLabel", name: "Do Label", base: "DoList", next: "DoList", colour: "00591F", ..LABEL };
/// What not to do.
pub static DO_NOT: Style =
    Style { id: "DoNotList", name: "Do Not List", frame: Some(Frame { bar: "D5281B", fill: "FCEEEC" }), ..BOX };
/// The label of what not to do.
pub static DO_NOT_LABEL: Style =
    Style { id: "DoNotLabel", name: "Do Not Label", base: "DoNotList", next: "DoNotList", colour: "9C1B10", ..LABEL };
/// How to reach a team.
pub static CONTACT: Style = Style {
    id: "ContactDetails",
    name: "Contact Details",
    frame: Some(Frame { bar: DARK_BLUE, fill: "F0F4F5" }),
    ..BOX
};
/// The name of the team.
pub static CONTACT_LABEL: Style = Style {
    id: "ContactLabel",
    name: "Contact Label",
    base: "ContactDetails",
    next: "ContactDetails",
    colour: DARK_BLUE,
    ..LABEL
};

const BOX: Style = Style { spacing: Some((0, 140)), left: STEP, ..BASE };
const LABEL: Style =
    Style { size: 26, letters: BOLD, spacing: Some((0, 100)), left: STEP, keep: WITH_NEXT_WHOLE, ..BASE };

/// Preformatted text.
pub static CODE: Style = Style {
    id: "Code",
    name: "Code",
    letters: MONOSPACED,
    spacing: Some((0, 200)),
    left: STEP,
    frame: Some(Frame { bar: "F0F4F5", fill: "F0F4F5" }),
    ..BASE
};
/// The summary of text that is folded away on the web.
pub static SUMMARY: Style = Style {
    id: "DetailsSummary",
    name: "Details Summary",
    next: "Normal",
    colour: DARK_BLUE,
    letters: BOLD,
    spacing: Some((120, 100)),
    keep: WITH_NEXT_WHOLE,
    ..BASE
};
/// A term above its meanings.
pub static TERM: Style = Style {
    id: "DefinitionTerm",
    name: "Definition Term",
    next: "Definition",
    letters: BOLD,
    spacing: Some((0, 60)),
    keep: WITH_NEXT_WHOLE,
    ..BASE
};
/// A meaning, or a label with its value.
pub static DEFINITION: Style =
    Style { id: "Definition", name: "Definition", spacing: Some((0, 120)), left: STEP, ..BASE };
/// The one link a page wants followed, or a film.
pub static ACTION: Style = Style {
    id: "ActionLink",
    name: "Action Link",
    next: "Normal",
    size: 26,
    letters: BOLD,
    spacing: Some((120, 240)),
    ..BASE
};
/// The sentences of an easy read row.
pub static EASY_READ: Style =
    Style { id: "EasyRead", name: "Easy Read", size: 32, spacing: Some((0, 160)), keep: "<w:keepLines/>", ..BASE };
/// The picture above them.
pub static EASY_READ_PICTURE: Style = Style {
    id: "EasyReadPicture",
    name: "Easy Read Picture",
    base: "EasyRead",
    next: "EasyRead",
    spacing: Some((300, 120)),
    keep: WITH_NEXT,
    ..BASE
};
/// The caption of a table or a figure.
pub static CAPTION: Style = Style {
    id: "Caption",
    name: "caption",
    next: "Normal",
    letters: BOLD,
    spacing: Some((160, 120)),
    keep: "<w:keepLines/>",
    ..BASE
};
/// Cells of a table.
pub static TABLE_TEXT: Style =
    Style { id: "TableText", name: "Table Text", spacing: Some((60, 60)), line: CLOSE, ..BASE };
/// Column headers.
pub static TABLE_HEADING: Style =
    Style { id: "TableHeading", name: "Table Heading", base: "TableText", letters: BOLD, keep: WITH_NEXT, ..BASE };
/// Row headers.
pub static TABLE_ROW_HEADING: Style =
    Style { id: "TableRowHeading", name: "Table Row Heading", base: "TableText", letters: BOLD, ..BASE };
/// The text of a footnote.
pub static FOOTNOTE: Style =
    Style { id: "FootnoteText", name: "footnote text", spacing: Some((0, 80)), line: CLOSE, ..BASE };
/// The foot of each page.
pub static FOOTER: Style =
    Style { id: "Footer", name: "footer", spacing: Some((0, 0)), line: CLOSE, border: FOOTER_LINE, ..BASE };
/// A line across the page.
pub static RULE: Style =
    Style { id: "Rule", name: "Rule", next: "Normal", spacing: Some((0, 320)), border: RULE_LINE, ..BASE };
/// What keeps apart two tables or two equal boxes, which Word would join.
pub static GAP: Style = Style {
    id: "Gap",
    name: "Gap",
    next: "Normal",
    spacing: Some((140, 0)),
    line: r#" w:line="100" w:lineRule="exact""#,
    ..BASE
};

/// Every paragraph style but the headings and the contents entries, bases first.
static PARAGRAPHS: [&Style; 29] = [
    &NORMAL,
    &CONTENTS_HEADING,
    &LIST,
    &SPACED_LIST,
    &QUOTE,
    &INSET,
    &WARNING,
    &WARNING_LABEL,
    &DO,
    &DO_LABEL,
    &DO_NOT,
    &DO_NOT_LABEL,
    &CONTACT,
    &CONTACT_LABEL,
    &CODE,
    &SUMMARY,
    &TERM,
    &DEFINITION,
    &ACTION,
    &EASY_READ,
    &EASY_READ_PICTURE,
    &CAPTION,
    &TABLE_TEXT,
    &TABLE_HEADING,
    &TABLE_ROW_HEADING,
    &FOOTNOTE,
    &FOOTER,
    &RULE,
    &GAP,
];

/// The size of running text, in half points.
fn text_size(print: Print) -> u16 {
    match print {
        Print::Standard => 24,
        Print::Large => 36,
    }
}

/// A size of the standard print in another print: large print grows less the larger the letters are already.
fn printed_size(size: u16, print: Print) -> u16 {
    match print {
        Print::Standard => size,
        Print::Large => text_size(print).max(text_size(print) + size.saturating_sub(24) * 9 / 10),
    }
}

/// A colour of the standard print in another print: in large print, grey is black.
fn printed_colour(colour: &'static str, print: Print) -> &'static str {
    match print {
        Print::Large if colour == GREY => "000000",
        _ => colour,
    }
}

/// The part that holds the styles.
pub fn part(language: &str, direction: Direction, print: Print) -> String {
    let mut out = String::with_capacity(16 << 10);
    let bidirectional = match direction {
        Direction::LeftToRight => "ar-SA",
        Direction::RightToLeft => language,
    };
    put!(
        out,
        r#"{DECLARATION}<w:styles {NAMESPACE}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/><w:sz w:val="{3}"/><w:szCs w:val="{3}"/><w:lang w:val="{0}" w:eastAsia="{0}" w:bidi="{1}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>{2}<w:spacing w:after="180" w:line="300" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>"#,
        Escaped(language),
        Escaped(bidirectional),
        direction.paragraph_mark(),
        text_size(print),
    );
    for style in PARAGRAPHS.into_iter().chain(&HEADINGS).chain(&CONTENTS) {
        push_style(&mut out, style, direction, print);
    }
    push_characters(&mut out, print);
    out.push_str(TABLES);
    out.push_str("</w:styles>");
    out
}

fn push_style(out: &mut String, style: &Style, direction: Direction, print: Print) {
    let Style { id, name, base, next, size, colour, letters, line, keep, border, layout, .. } = *style;
    let kind = if base.is_empty() {
        r#" w:default="1""#
    } else if is_known(name) {
        ""
    } else {
        r#" w:customStyle="1""#
    };
    put!(out, r#"<w:style w:type="paragraph"{kind} w:styleId="{id}"><w:name w:val="{name}"/>"#);
    if !base.is_empty() {
        put!(out, r#"<w:basedOn w:val="{base}"/>"#);
    }
    if !next.is_empty() {
        put!(out, r#"<w:next w:val="{next}"/>"#);
    }
    put!(out, r#"<w:qFormat/><w:pPr>{keep}{border}"#);
    // Code runs from left to right in every language.
    let is_code = style.id == CODE.id;
    if let Some(frame) = &style.frame {
        push_frame(out, frame, if is_code { Direction::LeftToRight } else { direction });
    }
    if is_code {
        out.push_str(r#"<w:bidi w:val="0"/>"#);
    }
    if let Some((before, after)) = style.spacing {
        put!(out, r#"<w:spacing w:before="{before}" w:after="{after}"{line}/>"#);
    }
    if style.frame.is_some() {
        put!(out, r#"<w:ind w:left="{}" w:right="{BOX_RIGHT}"/>"#, style.left);
    } else if style.left > 0 {
        put!(out, r#"<w:ind w:left="{}"/>"#, style.left);
    }
    put!(out, "{layout}</w:pPr><w:rPr>{letters}");
    if !colour.is_empty() {
        put!(out, r#"<w:color w:val="{}"/>"#, printed_colour(colour, print));
    }
    if size > 0 {
        let size = printed_size(size, print);
        put!(out, r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#);
    }
    out.push_str("</w:rPr></w:style>");
}

/// Whether Word has a style of this name itself.
fn is_known(name: &str) -> bool {
    name.starts_with(|c: char| c.is_lowercase())
        || matches!(name, "Normal" | "TOC Heading" | "List Paragraph" | "Quote")
}

/// How far a box stays from the end of the line, in twips.
pub const BOX_RIGHT: u32 = 180;

/// The bar is 6 points wide and 15 points from the text, together one [`STEP`]. The other three sides have the colour
/// of the fill: they are the padding.
fn push_frame(out: &mut String, frame: &Frame, direction: Direction) {
    let bar = frame.bar;
    let side = |out: &mut String, name| match frame.fill {
        "" => {}
        fill => put!(out, r#"<w:{name} w:val="single" w:sz="4" w:space="8" w:color="{fill}"/>"#),
    };
    // Unlike indents, the sides of a border do not turn with the direction of the text.
    let start = match direction {
        Direction::LeftToRight => "left",
        Direction::RightToLeft => "right",
    };
    out.push_str("<w:pBdr>");
    side(out, "top");
    for name in ["left", "bottom", "right"] {
        if name == start {
            put!(out, r#"<w:{name} w:val="single" w:sz="48" w:space="15" w:color="{bar}"/>"#);
        } else {
            side(out, name);
        }
    }
    out.push_str("</w:pBdr>");
    if !frame.fill.is_empty() {
        put!(out, r#"<w:shd w:val="clear" w:color="auto" w:fill="{}"/>"#, frame.fill);
    }
}

/// The styles of stretches of text. Large print has no italics, and its footnote figures stand on the line.
fn push_characters(out: &mut String, print: Print) {
    let (emphasis, note) = match print {
        Print::Standard => ("<w:i/><w:iCs/>", r#"<w:vertAlign w:val="superscript"/>"#),
        Print::Large => (BOLD, ""),
    };
    let colour = link_colour(print);
    put!(
        out,
        concat!(
            r#"<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>"#,
            r#"<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/><w:rPr>{BOLD}</w:rPr></w:style>"#,
            r#"<w:style w:type="character" w:styleId="Emphasis"><w:name w:val="Emphasis"/><w:qFormat/><w:rPr>{emphasis}</w:rPr></w:style>"#,
            r#"<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="{colour}"/><w:u w:val="single"/></w:rPr></w:style>"#,
            r#"<w:style w:type="character" w:customStyle="1" w:styleId="CodeText"><w:name w:val="Code Text"/><w:qFormat/><w:rPr>{MONOSPACED}</w:rPr></w:style>"#,
            r#"<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr>{note}</w:rPr></w:style>"#,
        ),
        BOLD = BOLD,
        MONOSPACED = MONOSPACED,
        emphasis = emphasis,
        colour = colour,
        note = note,
    );
}

/// The colour of links, RRGGBB.
pub fn link_colour(print: Print) -> &'static str {
    match print {
        Print::Standard => BLUE,
        Print::Large => DARK_BLUE,
    }
}

/// Lines between rows only, as on the web; the header row has a fill and a heavier line.
const TABLES: &str = concat!(
    r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#,
    r#"<w:style w:type="table" w:customStyle="1" w:styleId="DataTable"><w:name w:val="Data Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="AEB7BD"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="4C6272"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="AEB7BD"/></w:tblBorders></w:tblPr>"#,
    r#"<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="12" w:space="0" w:color="003087"/></w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="E8EDEE"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>"#,
);

/// The part that holds the list markers. Nested numbers stay plain numbers, as the author typed them and as the web page
/// shows them.
pub fn numbering(lists: &[NumberedList]) -> String {
    let mut out = String::with_capacity(8 << 10);
    put!(out, "{DECLARATION}<w:numbering {NAMESPACE}>");
    for (definition, (ground, format)) in
        [(Ground::Page, "bullet"), (Ground::Box, "bullet"), (Ground::Page, "decimal"), (Ground::Box, "decimal")]
            .into_iter()
            .enumerate()
    {
        put!(out, r#"<w:abstractNum w:abstractNumId="{definition}"><w:multiLevelType w:val="hybridMultilevel"/>"#);
        for level in 0..LIST_LEVELS {
            let spaces = if ground == Ground::Box { level } else { 0 };
            // A bullet is one character for some programs; any text may stand where there is no number.
            let format_name = if spaces > 0 && format == "bullet" { "none" } else { format };
            put!(
                out,
                r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format_name}"/><w:lvlText w:val=""#
            );
            (0..spaces).for_each(|_| out.push_str(STEP_OF_SPACES));
            match (format, level % 2) {
                ("bullet", 0) => out.push('\u{2022}'),
                ("bullet", _) => out.push('\u{2013}'),
                _ => put!(out, "%{}.", level + 1),
            }
            let left = STEP as usize * (level + 1);
            put!(
                out,
                r#""/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="{STEP}"/></w:pPr></w:lvl>"#
            );
        }
        out.push_str("</w:abstractNum>");
    }
    for ground in [Ground::Page, Ground::Box] {
        let (number, definition) = (bullets(ground), ground as usize);
        put!(out, r#"<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/></w:num>"#);
    }
    for (index, NumberedList { ground, level, start }) in lists.iter().enumerate() {
        let (number, definition) = (numbers(index + 1), 2 + *ground as usize);
        // Word counts no further than this.
        let start = (*start).min(32_767);
        put!(
            out,
            r#"<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/><w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>"#
        );
    }
    out.push_str("</w:numbering>");
    out
}

/// One [`STEP`] of 21 points as white space at 12 points: an em, an en and a quarter of an em.
const STEP_OF_SPACES: &str = "\u{2003}\u{2002}\u{2005}";

/// The colours that Word offers for new text and shapes, and Arial for both. The schema asks for the rest.
pub fn theme() -> String {
    let mut out = String::with_capacity(3 << 10);
    put!(
        out,
        r#"{DECLARATION}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Candour"><a:themeElements><a:clrScheme name="Candour">"#
    );
    for (name, colour) in [
        ("dk1", INK),
        ("lt1", "FFFFFF"),
        ("dk2", DARK_BLUE),
        ("lt2", "F0F4F5"),
        ("accent1", BLUE),
        ("accent2", DARK_BLUE),
        ("accent3", "007F3B"),
        ("accent4", "7C2855"),
        ("accent5", "330072"),
        ("accent6", "AE2573"),
        ("hlink", BLUE),
        ("folHlink", "330072"),
    ] {
        put!(out, r#"<a:{name}><a:srgbClr val="{colour}"/></a:{name}>"#);
    }
    out.push_str(r#"</a:clrScheme><a:fontScheme name="Candour">"#);
    for name in ["majorFont", "minorFont"] {
        put!(out, r#"<a:{name}><a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/></a:{name}>"#);
    }
    out.push_str(r#"</a:fontScheme><a:fmtScheme name="Candour">"#);
    let fill = r#"<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>"#;
    let line = format!(r#"<a:ln w="9525">{fill}</a:ln>"#);
    for (name, style) in [
        ("fillStyleLst", fill),
        ("lnStyleLst", &line),
        ("effectStyleLst", "<a:effectStyle><a:effectLst/></a:effectStyle>"),
        ("bgFillStyleLst", fill),
    ] {
        put!(out, "<a:{name}>{style}{style}{style}</a:{name}>");
    }
    out.push_str("</a:fmtScheme></a:themeElements></a:theme>");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contrast of two colours, as WCAG 2.2 defines it.
    fn contrast(one: &str, other: &str) -> f64 {
        let luminance = |colour: &str| -> f64 {
            let channel = |at: usize| {
                let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("a colour")) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn text_is_readable_on_white_and_on_its_fill() {
        let fill = |style: &Style| {
            let framed = PARAGRAPHS.iter().find(|known| known.id == style.id || known.id == style.base);
            framed.and_then(|known| known.frame.as_ref()).map_or("", |frame| frame.fill)
        };
        for style in PARAGRAPHS.into_iter().chain(&HEADINGS).chain(&CONTENTS) {
            assert!(style.size == 0 || style.size >= 24, "{}: at least 12 points", style.id);
            for text in [style.colour, INK, BLUE].into_iter().filter(|colour| !colour.is_empty()) {
                for ground in ["FFFFFF", fill(style)].into_iter().filter(|colour| !colour.is_empty()) {
                    assert!(contrast(text, ground) >= 4.5, "{}: {text} on {ground}", style.id);
                }
            }
        }
    }
}
