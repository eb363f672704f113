//! The look in Word's words: the styles, the list markers and the colour theme.

use super::xml::{DECLARATION, NAMESPACE};
use crate::formats::format::Print;
use crate::formats::office::Direction;
use crate::formats::office::look::{
    BLUE, BOX_RIGHT, CODE, CONTENTS, DARK_BLUE, Frame, GREY, Ground, HEADER_FILL, HEADINGS, INK, LINE_GREY,
    LIST_LEVELS, Letters, Lines, PARAGRAPHS, Rule, STEP, STEP_OF_SPACES, Style, TEXT_WIDTH, VISITED, printed_colour,
    printed_size, text_size,
};
use crate::formats::xml::{Escaped, put};

/// A list with a numbering of its own.
pub struct NumberedList {
    /// What it stands on.
    pub ground: Ground,
    /// Its level, from 0.
    pub level: usize,
    /// Its first number; none where the items bring their own letters.
    pub start: Option<u64>,
}

/// The numbering that all bulleted lists on a ground share.
pub fn bullets(ground: Ground) -> usize {
    ground as usize + 1
}

/// The numbering of the list with an ordinal, from 1, among those that have one of their own.
pub fn numbers(ordinal: usize) -> usize {
    ordinal + 2
}

const BOLD: &str = "<w:b/><w:bCs/>";
const MONOSPACED: &str = r#"<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:eastAsia="Courier New" w:cs="Courier New"/><w:noProof/>"#;

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
        super::paragraph_mark(direction),
        text_size(print),
    );
    for style in PARAGRAPHS.into_iter().chain(&HEADINGS).chain(&CONTENTS) {
        push_style(&mut out, style, direction, print);
    }
    push_characters(&mut out, print);
    push_tables(&mut out);
    out.push_str("</w:styles>");
    out
}

fn push_style(out: &mut String, style: &Style, direction: Direction, print: Print) {
    let Style { id, name, base, next, size, colour, .. } = *style;
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
    out.push_str("<w:qFormat/><w:pPr>");
    if style.keep.with_next {
        out.push_str("<w:keepNext/>");
    }
    if style.keep.whole {
        out.push_str("<w:keepLines/>");
    }
    match style.rule {
        Some(Rule::Below) => {
            put!(out, r#"<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="1" w:color="{LINE_GREY}"/></w:pBdr>"#);
        }
        // The tab stop at the end of the line is for the page number.
        Some(Rule::Foot) => {
            put!(
                out,
                r#"<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="{LINE_GREY}"/></w:pBdr><w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>"#
            );
        }
        None => {}
    }
    // Code runs from left to right in every language.
    let is_code = style.id == CODE.id;
    if let Some(frame) = &style.frame {
        push_frame(out, frame, if is_code { Direction::LeftToRight } else { direction });
    }
    if is_code {
        out.push_str(r#"<w:bidi w:val="0"/>"#);
    }
    if let Some((before, after)) = style.spacing {
        let line = match style.lines {
            Lines::Base => "",
            Lines::Close => r#" w:line="264" w:lineRule="auto""#,
            Lines::Thin => r#" w:line="100" w:lineRule="exact""#,
        };
        put!(out, r#"<w:spacing w:before="{before}" w:after="{after}"{line}/>"#);
    }
    if style.frame.is_some() {
        put!(out, r#"<w:ind w:left="{}" w:right="{BOX_RIGHT}"/>"#, style.left);
    } else if style.left > 0 {
        put!(out, r#"<w:ind w:left="{}"/>"#, style.left);
    }
    if let Some(level) = style.level {
        put!(out, r#"<w:outlineLvl w:val="{}"/>"#, level - 1);
    }
    out.push_str("</w:pPr><w:rPr>");
    out.push_str(match style.letters {
        Letters::Plain => "",
        Letters::Bold => BOLD,
        Letters::Monospaced => MONOSPACED,
    });
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

/// The sides beside the bar have the colour of the fill: they are the padding.
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
        Print::Large => (BOLD, r#"<w:vertAlign w:val="baseline"/>"#),
    };
    let link = printed_colour(BLUE, print);
    out.push_str(concat!(
        r#"<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>"#,
        r#"<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:qFormat/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>"#,
    ));
    put!(
        out,
        r#"<w:style w:type="character" w:styleId="Emphasis"><w:name w:val="Emphasis"/><w:qFormat/><w:rPr>{emphasis}</w:rPr></w:style><w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="{link}"/><w:u w:val="single"/></w:rPr></w:style><w:style w:type="character" w:customStyle="1" w:styleId="CodeText"><w:name w:val="Code Text"/><w:qFormat/><w:rPr>{MONOSPACED}</w:rPr></w:style><w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr>{note}</w:rPr></w:style>"#
    );
}
/// Lines between rows only, as on the web; the header row has a fill and a heavier line.
fn push_tables(out: &mut String) {
    out.push_str(r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#);
    put!(
        out,
        r#"<w:style w:type="table" w:customStyle="1" w:styleId="DataTable"><w:name w:val="Data Table"/><w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="{LINE_GREY}"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="{GREY}"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LINE_GREY}"/></w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="12" w:space="0" w:color="{DARK_BLUE}"/></w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{HEADER_FILL}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr></w:style>"#
    );
}

/// The part that holds the list markers. Nested numbers stay plain numbers, as the author typed them and as the web page
/// shows them.
pub fn numbering(lists: &[NumberedList]) -> String {
    let mut out = String::with_capacity(8 << 10);
    put!(out, "{DECLARATION}<w:numbering {NAMESPACE}>");
    // Items that begin with letters of their own have nothing before them, and are items of a list all the same.
    let has_letters = lists.iter().any(|list| list.start.is_none());
    let formats = ["bullet", "decimal"].into_iter().chain(has_letters.then_some("none"));
    let definitions = formats.flat_map(|format| [(Ground::Page, format), (Ground::Box, format)]);
    for (definition, (ground, format)) in definitions.enumerate() {
        put!(out, r#"<w:abstractNum w:abstractNumId="{definition}"><w:multiLevelType w:val="hybridMultilevel"/>"#);
        for level in 0..LIST_LEVELS {
            let spaces = if ground == Ground::Box { level } else { 0 };
            // A bullet is one character for some programs; any text may stand where there is no number.
            let format_name = if spaces > 0 && format == "bullet" { "none" } else { format };
            let gap = if format == "none" { r#"<w:suff w:val="nothing"/>"# } else { "" };
            put!(
                out,
                r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format_name}"/>{gap}<w:lvlText w:val=""#
            );
            (0..spaces).for_each(|_| out.push_str(STEP_OF_SPACES));
            match (format, level % 2) {
                ("bullet", 0) => out.push('\u{2022}'),
                ("bullet", _) => out.push('\u{2013}'),
                ("none", _) => {}
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
        let number = numbers(index + 1);
        let Some(start) = start else {
            let definition = 4 + *ground as usize;
            put!(out, r#"<w:num w:numId="{number}"><w:abstractNumId w:val="{definition}"/></w:num>"#);
            continue;
        };
        let definition = 2 + *ground as usize;
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
        ("folHlink", VISITED),
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
