//! How documents look: the page and one list of named styles.
//!
//! All but indents and the space below lists, boxes and tables comes from a style, so that a communications officer can
//! restyle a finished document from the styles pane. Text is Arial, 12 points or larger, aligned to the start, and each
//! text colour has a contrast of at least 4.5 to 1 on white and on the fill behind it (WCAG 2.2, 1.4.3). Lengths are in
//! twentieths of a point (twips), font sizes in half points, as Word counts them.

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

/// One [`STEP`] of 21 points as white space at 12 points: an em, an en and a quarter of an em.
pub const STEP_OF_SPACES: &str = "\u{2003}\u{2002}\u{2005}";

/// The levels of list that Word numbers; OpenDocument has one more. Deeper lists use the last.
pub const LIST_LEVELS: usize = 9;

/// What a list stands on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ground {
    /// The page: each level starts further in.
    Page,
    /// A box: each level starts at its edge, with spaces before the marker.
    Box,
}

/// A paragraph style.
pub struct Style {
    /// The name that Word's paragraphs use.
    pub id: &'static str,
    /// The name people see. Word knows its own styles by these names.
    pub name: &'static str,
    /// The id of the style it starts from; empty for none.
    pub base: &'static str,
    /// The id of the style of the paragraph that is typed after it; empty for the same again.
    pub next: &'static str,
    /// In half points; 0 for that of the base.
    pub size: u16,
    /// RRGGBB; empty for that of the base.
    pub colour: &'static str,
    /// How its letters are drawn.
    pub letters: Letters,
    /// Space above and below, in twips; `None` for that of the base.
    pub spacing: Option<(u16, u16)>,
    /// The height of its lines.
    pub lines: Lines,
    /// Where its text starts, in twips from the margin or the edge of what it stands in.
    pub left: u32,
    /// The box it is drawn in.
    pub frame: Option<Frame>,
    /// How its lines keep together.
    pub keep: Keep,
    /// A line across the page.
    pub rule: Option<Rule>,
    /// For headings: the level in the outline, from 1.
    pub level: Option<u8>,
}

impl Style {
    /// Whether it is drawn in a box.
    pub fn is_boxed(&self) -> bool {
        self.frame.is_some()
    }

    /// Whether its letters are bold.
    pub fn is_bold(&self) -> bool {
        self.letters == Letters::Bold
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

/// The size of running text, in half points.
pub fn text_size(print: Print) -> u16 {
    match print {
        Print::Standard => 24,
        Print::Large => 36,
    }
}

/// A size of the standard print in another: letters that are large already grow less in large print.
pub fn printed_size(size: u16, print: Print) -> u16 {
    match print {
        Print::Standard => size,
        Print::Large => text_size(print) + size.saturating_sub(text_size(Print::Standard)) * 9 / 10,
    }
}

/// A colour of the standard print in another: in large print grey is black, and links are darker.
pub fn printed_colour(colour: &'static str, print: Print) -> &'static str {
    match (print, colour) {
        (Print::Large, GREY) => "000000",
        (Print::Large, BLUE) => DARK_BLUE,
        _ => colour,
    }
}

/// How letters are drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// As those of the base.
    Plain,
    /// In bold.
    Bold,
    /// All as wide as each other, and not checked for spelling.
    Monospaced,
}

/// The height of lines.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// As those of the base; 1.25 of the letters in running text.
    Base,
    /// 1.1 of the letters.
    Close,
    /// 5 points, for paragraphs without words.
    Thin,
}

/// How the lines of a paragraph keep together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Keep {
    /// On the page of the paragraph below.
    pub with_next: bool,
    /// On one page.
    pub whole: bool,
}

/// A line across the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Below a paragraph, 1 point thick.
    Below,
    /// Above the foot of the page, half a point thick.
    Foot,
}

/// The box around callouts: a bar at the start of the lines, and a fill.
///
/// The bar is 6 points wide and 15 points from the text, together one [`STEP`]. The fill goes half a point and 8 points
/// beyond the text at the other sides.
pub struct Frame {
    /// The colour of the bar, RRGGBB.
    pub bar: &'static str,
    /// The colour behind the text, RRGGBB; empty for none.
    pub fill: &'static str,
}

/// How far the text in a box stays from the end of the line, in twips.
pub const BOX_RIGHT: u32 = 180;

/// The darkest colour of the palette, RRGGBB.
pub const INK: &str = "212B32";
/// Links and inset text.
pub const BLUE: &str = "005EB8";
/// Links that were followed.
pub const VISITED: &str = "330072";
/// Headings.
pub const DARK_BLUE: &str = "003087";
/// Headings of the lowest level, and the heavier lines of tables.
pub const GREY: &str = "4C6272";
/// The lines between the rows of tables, and across the page.
pub const LINE_GREY: &str = "AEB7BD";
/// Behind column headers.
pub const HEADER_FILL: &str = "E8EDEE";

const LOOSE: Keep = Keep { with_next: false, whole: false };
const WITH_NEXT: Keep = Keep { with_next: true, whole: false };
const WHOLE: Keep = Keep { with_next: false, whole: true };
const WITH_NEXT_WHOLE: Keep = Keep { with_next: true, whole: true };

/// Where every style starts from.
const BASE: Style = Style {
    id: "",
    name: "",
    base: "Normal",
    next: "",
    size: 0,
    colour: "",
    letters: Letters::Plain,
    spacing: None,
    lines: Lines::Base,
    left: 0,
    frame: None,
    keep: LOOSE,
    rule: None,
    level: None,
};

const HEADING: Style = Style {
    next: "Normal",
    colour: DARK_BLUE,
    letters: Letters::Bold,
    lines: Lines::Close,
    keep: WITH_NEXT_WHOLE,
    ..BASE
};

/// Running text.
pub static NORMAL: Style = Style { id: "Normal", name: "Normal", base: "", ..BASE };

/// The organisation above the title.
pub static ORGANISATION: Style = Style {
    id: "Organisation",
    name: "Organisation",
    next: "Heading1",
    size: 28,
    letters: Letters::Bold,
    spacing: Some((0, 160)),
    lines: Lines::Close,
    keep: WITH_NEXT_WHOLE,
    ..BASE
};

/// The title, and headings of level 2 to 6.
pub static HEADINGS: [Style; 6] = [
    Style { id: "Heading1", name: "heading 1", size: 52, spacing: Some((0, 280)), level: Some(1), ..HEADING },
    Style { id: "Heading2", name: "heading 2", size: 38, spacing: Some((440, 140)), level: Some(2), ..HEADING },
    Style { id: "Heading3", name: "heading 3", size: 30, spacing: Some((340, 100)), level: Some(3), ..HEADING },
    Style { id: "Heading4", name: "heading 4", size: 26, spacing: Some((280, 80)), level: Some(4), ..HEADING },
    Style { id: "Heading5", name: "heading 5", size: 24, spacing: Some((240, 80)), level: Some(5), ..HEADING },
    Style {
        id: "Heading6",
        name: "heading 6",
        size: 24,
        colour: GREY,
        spacing: Some((240, 80)),
        level: Some(6),
        ..HEADING
    },
];

/// The heading of the contents list. It looks like a heading and is none, so that it stays out of the outline.
pub static CONTENTS_HEADING: Style =
    Style { id: "TOCHeading", name: "TOC Heading", size: 30, spacing: Some((240, 100)), ..HEADING };
/// Entries of the contents list for headings of level 2 and 3.
pub static CONTENTS: [Style; 2] = [
    Style { id: "TOC2", name: "toc 2", next: "Normal", spacing: Some((0, 60)), lines: Lines::Close, ..BASE },
    Style {
        id: "TOC3",
        name: "toc 3",
        next: "Normal",
        spacing: Some((0, 60)),
        lines: Lines::Close,
        left: STEP,
        ..BASE
    },
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
    Style { size: 26, letters: Letters::Bold, spacing: Some((0, 100)), left: STEP, keep: WITH_NEXT_WHOLE, ..BASE };

/// Preformatted text.
pub static CODE: Style = Style {
    id: "Code",
    name: "Code",
    letters: Letters::Monospaced,
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
    letters: Letters::Bold,
    spacing: Some((120, 100)),
    keep: WITH_NEXT_WHOLE,
    ..BASE
};
/// A term above its meanings.
pub static TERM: Style = Style {
    id: "DefinitionTerm",
    name: "Definition Term",
    next: "Definition",
    letters: Letters::Bold,
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
    letters: Letters::Bold,
    spacing: Some((120, 240)),
    ..BASE
};
/// The sentences of an easy read row.
pub static EASY_READ: Style =
    Style { id: "EasyRead", name: "Easy Read", size: 32, spacing: Some((0, 160)), keep: WHOLE, ..BASE };
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
    letters: Letters::Bold,
    spacing: Some((160, 120)),
    keep: WHOLE,
    ..BASE
};
/// Cells of a table.
pub static TABLE_TEXT: Style =
    Style { id: "TableText", name: "Table Text", spacing: Some((60, 60)), lines: Lines::Close, ..BASE };
/// Column headers.
pub static TABLE_HEADING: Style = Style {
    id: "TableHeading",
    name: "Table Heading",
    base: "TableText",
    letters: Letters::Bold,
    keep: WITH_NEXT,
    ..BASE
};
/// Row headers.
pub static TABLE_ROW_HEADING: Style =
    Style { id: "TableRowHeading", name: "Table Row Heading", base: "TableText", letters: Letters::Bold, ..BASE };
/// The text of a footnote.
pub static FOOTNOTE: Style =
    Style { id: "FootnoteText", name: "footnote text", spacing: Some((0, 80)), lines: Lines::Close, ..BASE };
/// The foot of each page.
pub static FOOTER: Style =
    Style { id: "Footer", name: "footer", spacing: Some((0, 0)), lines: Lines::Close, rule: Some(Rule::Foot), ..BASE };
/// A line across the page.
pub static RULE: Style =
    Style { id: "Rule", name: "Rule", next: "Normal", spacing: Some((0, 320)), rule: Some(Rule::Below), ..BASE };
/// What keeps apart two tables or two equal boxes, which Word would join.
pub static GAP: Style =
    Style { id: "Gap", name: "Gap", next: "Normal", spacing: Some((140, 0)), lines: Lines::Thin, ..BASE };

/// Every paragraph style but the headings and the contents entries, bases first.
pub static PARAGRAPHS: [&Style; 30] = [
    &NORMAL,
    &ORGANISATION,
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
