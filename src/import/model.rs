//! What a Word file says, as it is read: paragraphs, tables and the running text in them, with no more of their looks
//! than tells what they are.

use std::collections::BTreeMap;

use crate::language::Spoken;

/// A paragraph or a table.
#[derive(Clone, Debug)]
pub enum Block {
    /// A paragraph with something in it.
    Paragraph(Box<Paragraph>),
    /// A table.
    Table(Box<Table>),
}

/// What a paragraph's style makes of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    #[default]
    Body,
    /// The document's title.
    Title,
    /// The organisation above the title, in a document that Candour made.
    Masthead,
    /// A heading, from level 1.
    Heading(u8),
    /// The caption of a table or figure.
    Caption,
    /// Preformatted text.
    Code,
    /// A quotation.
    Quote,
    /// A term whose meanings follow.
    Term,
    /// A meaning of the term before it.
    Meaning,
    /// A line of a table of contents.
    Contents,
}

/// A paragraph.
#[derive(Clone, Debug, Default)]
pub struct Paragraph {
    /// What it is.
    pub role: Role,
    /// The numbering and level it names, where it is in a list or numbered.
    pub numbering: Option<(String, usize)>,
    /// What stands before it, once the numbers have been counted.
    pub label: Option<Label>,
    /// Where its lines begin, in twentieths of a point.
    pub left: i32,
    /// Whether it stands in the middle of the line.
    pub is_centred: bool,
    /// Whether its style is bold.
    pub is_bold: bool,
    /// The size of its letters in half points.
    pub size: u16,
    /// Whether it is a heading or a list item only by how it looks.
    pub is_guessed: bool,
    /// What of it a person has to look at.
    pub told: Vec<Told>,
    /// Where links may lead.
    pub bookmarks: Vec<String>,
    /// Its words.
    pub content: Vec<Inline>,
}

/// What in a paragraph a person has to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is bold as a heading would be.
    LooksLikeHeading,
    /// It is bold and stands on the cover.
    Cover,
    /// It is a row of document control that no key is for.
    ControlLeft,
    /// Words were crossed out.
    Struck,
    /// Words were highlighted.
    Highlighted,
    /// Words were underlined, and not for stress alone.
    Underlined,
    /// A section or an appendix is named by a number or letter that no heading has.
    LostNumber,
    /// It is a heading with the number of one above.
    SameNumber,
    /// It is a heading, and the number before its own is nobody's.
    NumberLeftOut,
    /// A table or figure is named by a number that it does not have on the page.
    TableNumber,
    /// A table or figure is named by a number that no caption has, or more than one.
    LostTable,
    /// A formula.
    Formula,
    /// A chart.
    Chart,
    /// A file within the file.
    Object,
    /// A text box.
    Box,
    /// A field that was not filled in.
    Placeholder,
    /// The number of a page.
    PageNumber,
}

impl Told {
    /// What to tell.
    pub fn words(self) -> &'static str {
        match self {
            Told::LooksLikeHeading => "this line is bold as if it were a heading",
            Told::Cover => "this line stood on the cover of the document: take it out if the page says it elsewhere",
            Told::ControlLeft => {
                "what follows is left of document control, because the page has no line for it: move it to where readers look for it, or take it out"
            }
            Told::Struck => "words here were crossed out and are plain now: take them out if nobody is to read them",
            Told::Highlighted => {
                "words here were highlighted or shaded and are plain now: see whether that marked something still to be written"
            }
            Told::Underlined => {
                "words here were underlined and are plain now: if that stressed them, put two asterisks on each side"
            }
            Told::LostNumber => {
                "this names a section or an appendix by a number or letter that one heading of the page does not have: see whether it is of another document, and say which"
            }
            Told::SameNumber => {
                "a heading above has the same number: give each its own, and see which of them the text means"
            }
            Told::NumberLeftOut => {
                "no heading has the number before this one: see whether a part is missing, or number the headings anew"
            }
            Told::TableNumber => {
                "this names a table or figure by its old number, and the page counts its captions anew: write the number that the page shows"
            }
            Told::LostTable => {
                "this names a table or figure by a number that one caption of the page does not have, or not surely that one: see which is meant, and say what it shows"
            }
            Told::Formula => "a formula is plain text now: see whether it still says the same",
            Told::Chart => {
                "a chart stood here and was not taken over: put in a picture of it, or its figures as a table"
            }
            Told::Object => "a file within the document stood here and was not taken over",
            Told::Box => "the words of a text box stood beside this; they follow it now",
            Told::Placeholder => "a form field was not filled in: the words that ask to fill it in are in the text",
            Told::PageNumber => "this names the number of a page, and a website has no pages: write a link",
        }
    }
}

/// A bullet or number that Word shows before a paragraph and nobody typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The number, `None` for a bullet.
    pub number: Option<u32>,
    /// How it is shown: "1.", "2.3", "(a)".
    pub shown: String,
    /// Whether it is made of the numbers of more than one level.
    pub has_parts: bool,
    /// Whether it counts in letters or Roman numerals.
    pub is_lettered: bool,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Words.
    Text(String, Format),
    /// A new line.
    Break,
    /// The start of a new page or column.
    PageBreak,
    /// A reference to a note, by its name in [`Story::notes`].
    Note(String),
    /// A repeated reference to the note beside a bookmark, with the number that was shown.
    NoteAgain(String, String),
    /// A picture, into [`Story::pictures`].
    Picture(usize),
}

/// How a piece of text is set, as far as it means something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// Bold.
    pub strong: bool,
    /// Italic.
    pub emphasis: bool,
    /// A style for code.
    pub code: bool,
    /// Underlined.
    pub underlined: bool,
    /// Raised or lowered.
    pub script: Script,
    /// Into [`Story::links`], from 1; 0 for no link.
    pub link: u32,
    /// The language it is marked as being in.
    pub language: Option<Spoken>,
    /// The size of its letters in half points, 0 where it is the paragraph's.
    pub size: u16,
    /// The table of contents it belongs to, from 1; 0 for none.
    pub contents: u32,
}

/// Where text stands on its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Script {
    /// On it.
    #[default]
    Line,
    /// Above it.
    Above,
    /// Below it.
    Below,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// An address, a file or a mailbox.
    Address(String),
    /// A bookmark in the document.
    Bookmark(String),
}

/// A picture as the document shows it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The part of the package that holds it; `None` where it is elsewhere.
    pub part: Option<String>,
    /// Its description.
    pub alt: String,
    /// Whether it is marked as decoration.
    pub is_decorative: bool,
}

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Its rows.
    pub rows: Vec<Row>,
    /// Whether it is known to be a list of labels with their values.
    pub has_labels: bool,
    /// Whether it asks for another look of its first column.
    pub marks_first_column: bool,
    /// Whether its style gives its first row another look, and the table asks for it.
    pub marks_first_row: bool,
    /// Its style.
    pub style: String,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Whether it is repeated on every page.
    pub is_header: bool,
    /// Whether it was deleted.
    pub is_deleted: bool,
    /// Columns left out before its first cell.
    pub columns_before: usize,
    /// Its cells.
    pub cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub struct Cell {
    /// How many columns it takes.
    pub columns: usize,
    /// Whether it goes on from the cell above.
    pub is_continued: bool,
    /// Whether it was deleted.
    pub is_deleted: bool,
    /// Whether it has a ground of its own.
    pub is_shaded: bool,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

impl Default for Cell {
    fn default() -> Cell {
        Cell { columns: 1, is_continued: false, is_deleted: false, is_shaded: false, blocks: Vec::new() }
    }
}

/// All that was read.
#[derive(Debug, Default)]
pub struct Story {
    /// The text.
    pub blocks: Vec<Block>,
    /// The notes by their names.
    pub notes: BTreeMap<String, Vec<Block>>,
    /// The pictures, in the order of the text.
    pub pictures: Vec<Shown>,
    /// Where links lead.
    pub links: Vec<Goal>,
    /// The notes beside bookmarks, for repeated references.
    pub note_bookmarks: BTreeMap<String, String>,
    /// The title in the properties.
    pub title: String,
    /// The language of words that are not marked as being in another.
    pub language: String,
    /// What headers and footers say, each once.
    pub margins: Vec<String>,
    /// What was met on the way.
    pub met: Met,
}

/// How often something was met that the page will not show as it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Met {
    /// Insertions.
    pub insertions: usize,
    /// Deletions.
    pub deletions: usize,
    /// Passages that were moved.
    pub moves: usize,
    /// Other changes that were still recorded.
    pub other_changes: usize,
    /// Comments.
    pub comments: usize,
    /// Tables of contents.
    pub contents: usize,
    /// Page and column breaks.
    pub page_breaks: usize,
    /// Words that nobody was shown.
    pub hidden: usize,
    /// Signs of a symbol font that have no letter.
    pub unknown_symbols: usize,
    /// Diagrams.
    pub diagrams: usize,
}

impl Label {
    /// Words with this typed before them.
    pub fn before(&self, content: &[Inline]) -> Vec<Inline> {
        let typed = Inline::Text(format!("{} ", self.shown), Format::default());
        std::iter::once(typed).chain(content.iter().cloned()).collect()
    }
}

impl Paragraph {
    /// Its words alone.
    pub fn text(&self) -> String {
        text_of(&self.content)
    }
}

/// The words of some running text, with single spaces.
pub fn text_of(content: &[Inline]) -> String {
    let mut text = String::new();
    for inline in content {
        match inline {
            Inline::Text(words, _) => text.push_str(words),
            Inline::Break | Inline::PageBreak => text.push(' '),
            Inline::NoteAgain(..) | Inline::Note(_) | Inline::Picture(_) => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of some blocks, a line for each paragraph.
pub fn words_of(blocks: &[Block]) -> String {
    let mut lines = Vec::new();
    each_paragraph(blocks, &mut |paragraph| lines.push(paragraph.text()));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

/// Calls back for every paragraph, those in tables too, in their order.
pub fn each_paragraph<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Paragraph)) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => visit(paragraph),
            Block::Table(table) => {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    each_paragraph(&cell.blocks, visit);
                }
            }
        }
    }
}

/// The same, to change.
pub fn each_paragraph_mut(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Paragraph)) {
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => visit(paragraph),
            Block::Table(table) => {
                for cell in table.rows.iter_mut().flat_map(|row| &mut row.cells) {
                    each_paragraph_mut(&mut cell.blocks, visit);
                }
            }
        }
    }
}
