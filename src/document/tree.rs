//! The block tree: what a page says, free of any format. Each node carries the span of its Markdown.
//!
//! Everything a format needs is a node of its own, so that nothing has to be guessed from its looks: a table owns its
//! caption and header cells, a footnote its text, a video its transcript. What the tree cannot hold (raw HTML) is a
//! diagnostic and stays as the words the author typed. Nesting is limited by the parser ([`DEPTH_MAX`]), so that
//! writers may recurse.

mod marks;
mod walk;

use std::sync::OnceLock;

pub use marks::{Marks, mark};

use crate::language::Spoken;
use crate::source::Span;

/// The deepest nesting of blocks or of inlines that a page may have. Deeper text is kept, without its nesting.
pub const DEPTH_MAX: usize = 24;

/// A block and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Its Markdown; for a generated block, the front matter it was made from.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of block. A closed set: each format writes every one.
#[derive(Clone, Debug, PartialEq)]
pub enum BlockKind {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// A heading below the page's title.
    Heading(Heading),
    /// A bulleted or numbered list.
    List(List),
    /// A quotation.
    Quote(Vec<Block>),
    /// Inset text or a warning callout.
    Callout(Callout),
    /// Preformatted text, with its lines as typed.
    Code(Box<str>),
    /// A data table.
    Table(Box<Table>),
    /// Terms with their meanings, or labels with their values.
    Definitions(Vec<Definition>),
    /// A thematic break.
    Rule,
    /// Text behind a summary on the web, open in documents.
    Details(Details),
    /// A "Do" or "Do not" list.
    Guidance(Box<Guidance>),
    /// Steps to take in order.
    Steps(List),
    /// How to reach a team.
    Contact(Contact),
    /// A picture with a caption.
    Figure(Box<Figure>),
    /// A film with its text alternative.
    Video(Box<Video>),
    /// Picture and short sentence, row by row.
    EasyRead(Vec<EasyReadRow>),
    /// The one link a page wants followed.
    Action(Action),
    /// Figures from a data file, as a chart and as a table.
    Chart(Box<Chart>),
}

/// A heading. Authors write from level 2; the page's title is level 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Heading {
    /// 2 to 6. (1 only where an author wrote it, which a check reports.)
    pub level: u8,
    /// Its fragment, unique in the page: from `{#id}` or from its words.
    pub id: Box<str>,
    /// Its words.
    pub content: Vec<Inline>,
}

/// A list.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The first number of a numbered list; `None` for bullets.
    pub start: Option<u64>,
    /// Whether items are single lines, without space between them.
    pub tight: bool,
    /// Its items, in order.
    pub items: Vec<Item>,
}

/// One item of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its Markdown.
    pub span: Span,
    /// Its blocks; the text of a tight item is one paragraph.
    pub content: Vec<Block>,
}

/// A callout: `> [!NOTE]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Callout {
    /// Which of the five.
    pub kind: CalloutKind,
    /// What it says.
    pub content: Vec<Block>,
}

/// The five callouts of the Markdown dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CalloutKind {
    /// Inset text.
    Note,
    /// Inset text.
    Tip,
    /// A warning callout headed "Important".
    Important,
    /// A warning callout headed "Warning".
    Warning,
    /// A warning callout headed "Caution".
    Caution,
}

impl CalloutKind {
    /// The word that a reader who cannot see the box is given, and that heads a warning callout.
    pub fn label(self) -> &'static str {
        match self {
            CalloutKind::Note => "Information",
            CalloutKind::Tip => "Tip",
            CalloutKind::Important => "Important",
            CalloutKind::Warning => "Warning",
            CalloutKind::Caution => "Caution",
        }
    }

    /// Whether it is drawn as a warning callout with its label as a heading, rather than as inset text.
    pub fn is_warning(self) -> bool {
        matches!(self, CalloutKind::Important | CalloutKind::Warning | CalloutKind::Caution)
    }
}

/// A table. Cells hold inline text only, as Markdown tables do.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// From the `Table: …` line above it; empty when there is none.
    pub caption: Vec<Inline>,
    /// One for each column.
    pub alignments: Vec<Alignment>,
    /// The column headers, one for each column.
    pub header: Vec<Cell>,
    /// The rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// Whether the first cell of each row is that row's header: `{row-headers}`.
    pub row_headers: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its Markdown.
    pub span: Span,
    /// Its words.
    pub content: Vec<Inline>,
}

/// How a column is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// At the start of the line (left, in left-to-right text).
    Start,
    /// Centred.
    Centre,
    /// At the end of the line.
    End,
}

/// A term with one or more meanings.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The term or label.
    pub term: Vec<Inline>,
    /// Its meanings or values.
    pub meanings: Vec<Vec<Block>>,
}

/// `::: details Title`.
#[derive(Clone, Debug, PartialEq)]
pub struct Details {
    /// The summary, always shown.
    pub summary: Vec<Inline>,
    /// What it opens.
    pub content: Vec<Block>,
}

/// `::: do` and `::: dont`.
#[derive(Clone, Debug, PartialEq)]
pub struct Guidance {
    /// Do, or do not.
    pub advice: Advice,
    /// The heading on the fence line; empty for the usual "Do" or "Don't".
    pub heading: Vec<Inline>,
    /// Usually one bulleted list.
    pub content: Vec<Block>,
}

/// The two sides of a do and don't list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advice {
    /// What to do.
    Do,
    /// What not to do.
    Dont,
}

impl Advice {
    /// The heading when the author gave none.
    pub fn label(self) -> &'static str {
        match self {
            Advice::Do => "Do",
            Advice::Dont => "Do not",
        }
    }
}

/// `::: contact Heading`.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// The heading on the fence line, may be empty.
    pub heading: Vec<Inline>,
    /// The ways to get in touch.
    pub content: Vec<Block>,
}

/// `::: figure {caption=}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The picture. `None` when the author forgot it, which is reported.
    pub picture: Option<Picture>,
    /// The caption; empty when there is none.
    pub caption: Box<str>,
    /// Text beside the picture: a longer description, a source.
    pub content: Vec<Block>,
}

/// A picture as it is used in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Its Markdown.
    pub span: Span,
    /// The target as the author wrote it, relative to the page.
    pub target: Box<str>,
    /// What a reader who cannot see it is told; empty for decoration, or where the author forgot it, which is reported.
    pub alt: Box<str>,
    /// Whether the author says that it tells nothing: `![](picture.png){decorative}`.
    pub is_decorative: bool,
}

/// `::: video {src= title= captions= transcript= described= poster= length= captioned=}`. The targets are as the author
/// wrote them.
#[derive(Clone, Debug, PartialEq)]
pub struct Video {
    /// The film: a file beside the page, or a page of a video service.
    pub source: Box<str>,
    /// What it is called.
    pub title: Box<str>,
    /// A WebVTT file.
    pub captions: Option<Box<str>>,
    /// A page or file with the transcript, where it is not in the block.
    pub transcript: Option<Box<str>>,
    /// The same film with audio description.
    pub described: Option<Box<str>>,
    /// A still picture.
    pub poster: Option<Box<str>>,
    /// How long it runs, in the author's words.
    pub length: Option<Box<str>>,
    /// Whether a film on another website has captions there, where the author says so.
    pub captioned: Option<bool>,
    /// The transcript itself.
    pub content: Vec<Block>,
}

/// A row of `::: easy-read`.
#[derive(Clone, Debug, PartialEq)]
pub struct EasyReadRow {
    /// The picture at its side.
    pub picture: Option<Picture>,
    /// The short sentences.
    pub content: Vec<Block>,
}

/// `::: action [Words](target) :::`.
#[derive(Clone, Debug, PartialEq)]
pub struct Action {
    /// The target as the author wrote it.
    pub target: Box<str>,
    /// The words of the link.
    pub content: Vec<Inline>,
}

/// `::: chart {data=file.csv type=bar title=}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The CSV file as the author wrote it; its first row names the columns, its first column the bars.
    pub data: Box<str>,
    /// What the chart shows, in words.
    pub title: Box<str>,
    /// Text beside it: what to see in it.
    pub content: Vec<Block>,
}

/// A piece of running text and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Inline {
    /// Its Markdown.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

/// The kinds of running text. A closed set: each format writes every one.
#[derive(Clone, Debug, PartialEq)]
pub enum InlineKind {
    /// Words. A line end inside a paragraph is a space.
    Text(Box<str>),
    /// Text typed as code.
    Code(Box<str>),
    /// Emphasis.
    Emphasis(Box<[Inline]>),
    /// Strong emphasis.
    Strong(Box<[Inline]>),
    /// Words in a language other than the page's.
    Foreign(Spoken, Box<[Inline]>),
    /// A link.
    Link(Box<Link>),
    /// A picture in the line, or alone in its paragraph.
    Picture(Box<Picture>),
    /// A reference to a footnote.
    Footnote {
        /// Into [`Body::footnotes`].
        index: usize,
        /// How many references to the same footnote stand before this one, from 0.
        occurrence: usize,
    },
    /// A line break the author asked for.
    Break,
}

/// A link.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The target as the author wrote it; an e-mail autolink has `mailto:` before it.
    pub target: Box<str>,
    /// The words.
    pub content: Vec<Inline>,
}

/// A footnote, numbered from 1 in the order of first reference.
#[derive(Clone, Debug, PartialEq)]
pub struct Footnote {
    /// Its Markdown.
    pub span: Span,
    /// What it says.
    pub content: Vec<Block>,
    /// How often the text refers to it, at least 1.
    pub references: usize,
}

/// All that a page says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// The blocks, in reading order.
    pub blocks: Vec<Block>,
    /// The footnotes that are referred to, in order of first reference.
    pub footnotes: Vec<Footnote>,
    named: Named,
}

/// What a body names, looked for once: it is asked for many times, and takes a walk over every word.
#[derive(Debug, Default)]
struct Named(OnceLock<Names>);

#[derive(Debug, Default)]
struct Names {
    targets: Vec<(Span, Box<str>, Purpose)>,
    has_films: bool,
}

/// A copy may be changed, and looks anew.
impl Clone for Named {
    fn clone(&self) -> Named {
        Named::default()
    }
}

impl PartialEq for Named {
    fn eq(&self, _: &Named) -> bool {
        true
    }
}

/// A target, with where it is written, met on a walk over a body.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The place to report.
    pub span: Span,
    /// As the author wrote it.
    pub target: &'a str,
    /// What is asked of it.
    pub purpose: Purpose,
}

/// Why a target is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A reader may go there: a page, a file or another site.
    Link,
    /// A file that is shown or played in the page; it must be in the content folder.
    Embed,
    /// A data file that the page is made from; it is not published itself.
    Data,
}

/// Whether a target leads away from the site: it names a scheme or another host.
pub fn is_outside(target: &str) -> bool {
    target.starts_with("//")
        || target.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty()
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
                && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        })
}

/// The plain words of inline text: no markup, breaks as spaces, pictures as their alt text.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    push_plain_text(inlines, &mut text);
    text
}

fn push_plain_text(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(words) | InlineKind::Code(words) => text.push_str(words),
            InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Foreign(_, content) => {
                push_plain_text(content, text)
            }
            InlineKind::Link(link) => push_plain_text(&link.content, text),
            InlineKind::Picture(picture) => text.push_str(&picture.alt),
            InlineKind::Footnote { .. } => {}
            InlineKind::Break => text.push(' '),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A large site holds millions of these at once.
    #[test]
    fn nodes_stay_small() {
        assert!(size_of::<Inline>() <= 32, "{}", size_of::<Inline>());
        assert!(size_of::<Block>() <= 64, "{}", size_of::<Block>());
    }
}
