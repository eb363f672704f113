//! The spine of the formats: what a document format is given (`Edition`) and what it gives back (`Draft`).
//!
//! A format first *drafts*: pure and cheap, a recipe of named parts that can be read as text. Then it *finishes*:
//! dear, bytes. The digest of the recipe is the key of the finished bytes, so nothing stale can be kept.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

pub use crate::artefact::{Finished, Length};
use crate::dates::Date;
use crate::document::tree::{Alignment, Body, Cell, Inline, InlineKind, Picture, Table};
use crate::formats::pdf::Fonts;
pub use crate::picture::{PictureFile, PictureKind};
pub use crate::site::ChartData;
use crate::source::Span;

/// One page as a document format sees it: public words only, every link and file resolved by the site.
pub struct Edition<'a> {
    /// The page's title.
    pub title: &'a str,
    /// One or two sentences about it; may be empty.
    pub description: &'a str,
    /// BCP 47 language of the page, for example `en-GB`.
    pub language: &'a str,
    /// The organisation that publishes it: named above the title, and the author of the document.
    pub organisation: &'a str,
    /// The reference, version and review date, already joined; the title where there are none.
    pub identity: &'a str,
    /// What the foot of each page says, in lines: which document it is of.
    pub foot: &'a str,
    /// The date the document carries: when the page was last reviewed, approved or changed.
    pub issued: Option<Date>,
    /// The day of the build, for formats that must carry a date and have no other.
    pub day: Date,
    /// The size of the words.
    pub print: Print,
    /// Whether the first block is the document-control list.
    pub has_control: bool,
    /// Whether the page is about a partner, so that its figures are portraits.
    pub is_partner: bool,
    /// The blocks and footnotes, generated parts included.
    pub body: &'a Body,
    /// The fonts that the document may use.
    pub fonts: &'a Arc<Fonts>,
    /// Where a target written by the author leads; `None` when it leads nowhere, which is already a finding.
    pub link: &'a (dyn Fn(&str) -> Option<Hyperlink> + Sync),
    /// The picture behind a target; the organisation's logo behind [`LOGO`].
    pub picture: &'a (dyn Fn(&str) -> Option<PictureFile> + Sync),
    /// The figures behind a chart's data target.
    pub chart: &'a (dyn Fn(&str) -> Option<Arc<ChartData>> + Sync),
}

/// The target of the organisation's logo. No author can write it.
pub const LOGO: &str = "\0logo";

/// The logo above the organisation's name. The name says all that it does, so it is decoration where a format can say
/// so; where none can, it has an alternative.
pub fn logo(alternative: &str) -> Picture {
    let is_decorative = alternative.is_empty();
    Picture { span: Span::default(), target: LOGO.into(), alt: alternative.into(), is_decorative }
}

/// The size in which a document is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Print {
    /// 12 point.
    Standard,
    /// 18 point for readers with low vision: reflowed, without italics and small raised figures.
    Large,
}

impl Print {
    /// The length that words take in this print which were measured at 12 point.
    pub fn grown(self, length: u32) -> u32 {
        match self {
            Print::Standard => length,
            Print::Large => length * 3 / 2,
        }
    }

    /// The room that a length has for words measured at 12 point.
    pub fn measured(self, length: u32) -> u32 {
        match self {
            Print::Standard => length,
            Print::Large => length * 2 / 3,
        }
    }
}

/// Where a link in a document leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hyperlink {
    /// To a heading of this document, by its id.
    Heading(String),
    /// To an address with its scheme.
    Address(String),
}

/// The table that holds the figures of a chart: its first column names the rows, the others hold numbers.
pub fn chart_table(title: &str, data: &ChartData) -> Table {
    let span = Span::default();
    let words = |text: &str| match text {
        "" => vec![],
        text => vec![Inline { span, kind: InlineKind::Text(text.into()) }],
    };
    let cell = |text: &String| Cell { span, content: words(text) };
    let alignments = (0..data.columns.len()).map(|column| if column == 0 { Alignment::Start } else { Alignment::End });
    let rows = data.rows.iter().map(|row| std::iter::once(&row.label).chain(&row.texts).map(cell).collect());
    Table {
        caption: words(title),
        alignments: alignments.collect(),
        header: data.columns.iter().map(cell).collect(),
        rows: rows.collect(),
        row_headers: true,
    }
}

/// The dear work: from a recipe to the finished file, and nothing else.
pub type Finish = fn(&Recipe) -> Result<Finished, String>;

/// What a format makes of an edition before the dear work.
pub struct Draft {
    /// The parts, in order.
    pub recipe: Recipe,
    /// Turns the recipe into the finished file. Depends on nothing else.
    pub finish: Finish,
    /// What the document cannot show.
    pub unshown: Vec<Unshown>,
}

impl Draft {
    /// A draft that shows all there is.
    pub fn new(recipe: Recipe, finish: Finish) -> Draft {
        Draft { recipe, finish, unshown: Vec::new() }
    }
}

/// A character that no font of the document has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unshown {
    /// The words it stands in.
    pub span: Span,
    /// The character.
    pub character: char,
}

/// Named parts, readable as text, with the resources they use.
#[derive(Default)]
pub struct Recipe {
    /// In the order in which the file holds them.
    pub parts: Vec<Part>,
}

/// One part of a recipe.
pub struct Part {
    /// Its name inside the file: `word/document.xml`.
    pub name: String,
    /// What it holds.
    pub content: Content,
}

/// The content of a part.
pub enum Content {
    /// Text made by the format.
    Text(String),
    /// A resource taken over as it is.
    Resource(Arc<[u8]>),
    /// The fonts it is set in.
    Fonts(Arc<Fonts>),
}

impl Content {
    /// The bytes to write; for fonts, their digest.
    pub fn bytes(&self) -> &[u8] {
        match self {
            Content::Text(text) => text.as_bytes(),
            Content::Resource(bytes) => bytes,
            Content::Fonts(fonts) => fonts.digest(),
        }
    }
}

impl Recipe {
    /// Adds a part of text.
    pub fn push_text(&mut self, name: &str, text: String) {
        self.parts.push(Part { name: name.to_owned(), content: Content::Text(text) });
    }

    /// Adds a resource.
    pub fn push_resource(&mut self, name: &str, bytes: Arc<[u8]>) {
        self.parts.push(Part { name: name.to_owned(), content: Content::Resource(bytes) });
    }

    /// Adds the fonts.
    pub fn push_fonts(&mut self, name: &str, fonts: Arc<Fonts>) {
        self.parts.push(Part { name: name.to_owned(), content: Content::Fonts(fonts) });
    }

    /// SHA-256 over names and content: the key under which the finished bytes may be kept.
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for part in &self.parts {
            hash.update((part.name.len() as u64).to_le_bytes());
            hash.update(&part.name);
            hash.update((part.content.bytes().len() as u64).to_le_bytes());
            hash.update(part.content.bytes());
        }
        hash.finalize().into()
    }
}
