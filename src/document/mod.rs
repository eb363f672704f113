//! A page as a document: its public front matter and its block tree. Knows no address and no format.

mod component;
mod control;
mod fence;
pub mod generated;
pub mod numbers;
mod parse;
mod service;
pub mod statement;
pub mod tree;
mod typed;
pub mod words;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use sha2::{Digest as _, Sha256};

use crate::config::Config;
use crate::dates::Date;
use crate::diagnostic::{CANDOUR, Diagnostic, Rule};
use crate::kinds::kind::Private;
use crate::kinds::{self, Meta, Record};
use crate::rule;
use crate::source::{SourcePath, SourceText, Span, TEXT_BYTES_MAX, TextFault};
use tree::{BlockKind, Body};
pub use typed::Words;

rule!(/// A file that is not text.
    NOT_TEXT = "source/not-text", Error, Fixed, CANDOUR);
rule!(/// A file too large to be a page.
    TOO_LARGE = "source/too-large", Error, Fixed, CANDOUR);

/// The rules that parsing may find broken.
pub const RULES: &[&Rule] = &[
    &NOT_TEXT,
    &TOO_LARGE,
    &kinds::FRONT_MATTER_MISSING,
    &kinds::FRONT_MATTER_YAML,
    &kinds::FRONT_MATTER_DUPLICATE_KEY,
    &kinds::FRONT_MATTER_UNKNOWN_KEY,
    &kinds::FRONT_MATTER_MISSING_KEY,
    &kinds::FRONT_MATTER_WRONG_VALUE,
    &kinds::FRONT_MATTER_UNKNOWN_KIND,
    &kinds::WORDS_AFTER_HASH,
    &parse::RAW_HTML,
    &parse::TOO_DEEP,
    &parse::FOOTNOTE_MISSING,
    &parse::FOOTNOTE_UNUSED,
    &parse::SECOND_TITLE,
    &parse::HEADING_SKIPPED,
    &parse::CAPTION_ATTRIBUTE,
    &parse::UNKNOWN_LANGUAGE,
    &parse::CELLS_LOST,
    &component::UNKNOWN,
    &component::UNCLOSED,
    &component::MISPLACED,
    &component::ATTRIBUTE,
    &component::CONTENT,
];

/// What keeps a page from being read, so that nobody knows what it is, or which of its words are private.
const UNREADABLE: [&Rule; 6] = [
    &NOT_TEXT,
    &TOO_LARGE,
    &kinds::FRONT_MATTER_MISSING,
    &kinds::FRONT_MATTER_YAML,
    &kinds::FRONT_MATTER_DUPLICATE_KEY,
    &kinds::FRONT_MATTER_UNKNOWN_KIND,
];

/// Whether a finding of a rule says that its page cannot be read.
pub fn is_unreadable(code: &str) -> bool {
    UNREADABLE.iter().any(|rule| rule.code == code)
}

/// A page without its words: what everybody may read of its front matter.
#[derive(Clone, Debug)]
pub struct Document {
    path: SourcePath,
    /// The file as it was typed, private records and all: only a gate may read it.
    pub source: Private<Arc<SourceText>>,
    /// Its front matter.
    pub meta: Meta,
    headings: BTreeMap<Box<str>, usize>,
    whole: [u8; 32],
    front: [u8; 32],
    outline: [u8; 32],
    title_forms: OnceLock<(Box<str>, Box<str>)>,
}

impl Document {
    /// Where its file is.
    pub fn path(&self) -> &SourcePath {
        &self.path
    }

    /// Its title.
    pub fn title(&self) -> &str {
        self.meta.common.title.as_deref().unwrap_or_default()
    }

    /// Its title in small letters, by which lists are put in order.
    pub fn title_in_small_letters(&self) -> &str {
        &self.title_forms().0
    }

    /// Its title as [`words::slug`] makes it, by which accents and punctuation change no order.
    pub fn title_as_slug(&self) -> &str {
        &self.title_forms().1
    }

    /// Worked out once, however many builds put their lists in order.
    fn title_forms(&self) -> &(Box<str>, Box<str>) {
        self.title_forms.get_or_init(|| (self.title().to_lowercase().into(), words::slug(self.title()).into()))
    }

    /// The fragments that its words have, each with the place among the blocks of what it leads to.
    pub fn headings(&self) -> &BTreeMap<Box<str>, usize> {
        &self.headings
    }

    /// A digest of its path and of all that its file says.
    pub fn digest(&self) -> [u8; 32] {
        self.whole
    }

    /// A digest of its path and its front matter: of all that other pages may say of it.
    pub fn front(&self) -> [u8; 32] {
        self.front
    }

    /// A digest of its headings.
    pub fn outline(&self) -> [u8; 32] {
        self.outline
    }
}

/// What a file holds, with what was found in it.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The page.
    pub document: Arc<Document>,
    /// What it says, in the author's order, with the parts that its front matter makes.
    pub body: Words,
    /// What only the checks may read.
    pub record: Record,
    /// The faults.
    pub found: Vec<Diagnostic>,
}

/// Reads a page. Never fails and never panics: what is wrong is among the findings. `day` is the day of the build.
pub fn parse(source: &Arc<SourceText>, config: &Config, day: Date) -> Parsed {
    let mut found = Vec::new();
    let (meta, record, body) = read(source, config, day, &mut found);
    let headings = headings(&body);
    let front = source.text.get(..meta.span.end as usize).unwrap_or(&source.text);
    let outline: String = headings.iter().map(|(id, at)| format!("{id}\0{at}\0")).collect();
    let document = Document {
        whole: source.digest(),
        front: digest(&[source.path.as_str(), &format!("{:?}", source.fault), front]),
        outline: digest(&[&outline]),
        path: source.path.clone(),
        source: Private::new(source.clone()),
        meta,
        headings,
        title_forms: OnceLock::new(),
    };
    Parsed { document: Arc::new(document), body: Words::new(body), record, found }
}

fn read(source: &Arc<SourceText>, config: &Config, day: Date, found: &mut Vec<Diagnostic>) -> (Meta, Record, Body) {
    let (meta, record) = match source.fault {
        None => kinds::read(source, day, found),
        Some(fault) => {
            found.push(text_fault(fault, source));
            // Its faults are already told; an empty page stands in for it.
            kinds::read(source, day, &mut Vec::new())
        }
    };
    let (body, more) = parse::parse_body(source, meta.span.end as usize);
    found.extend(more);
    let body = generated::assemble(&meta, body, config, day);
    (meta, record, body)
}

/// The fragments of a body, each with its place among the blocks.
fn headings(body: &Body) -> BTreeMap<Box<str>, usize> {
    let mut headings = BTreeMap::from([("maincontent".into(), 0)]);
    for (at, block) in body.blocks.iter().enumerate() {
        if let BlockKind::Heading(heading) = &block.kind {
            headings.entry(heading.id.clone()).or_insert(at);
        }
    }
    headings
}

fn digest(parts: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// The body of any text, without front matter: for tests of the parser alone.
pub fn parse_markdown(text: &str) -> (Body, Vec<Diagnostic>) {
    let source = SourceText::new(SourcePath::new("text.md"), text.as_bytes().to_vec());
    parse::parse_body(&source, 0)
}

fn text_fault(fault: TextFault, source: &SourceText) -> Diagnostic {
    let (rule, message, help) = match fault {
        TextFault::NotUtf8 { line } => (
            &NOT_TEXT,
            format!("this file is not UTF-8 text: line {line} holds bytes that are no characters"),
            "save it again as \"UTF-8\" from your editor's save dialogue",
        ),
        TextFault::Nul { line } => (
            &NOT_TEXT,
            format!("this file is not a text file: line {line} holds a NUL character"),
            "it may be a Word file or a picture with the wrong name: save the text as UTF-8, or rename the file",
        ),
        TextFault::TooLarge { bytes } => (
            &TOO_LARGE,
            format!("this page is {} MB, more than the {} MB a page may have", bytes >> 20, TEXT_BYTES_MAX >> 20),
            "split it into several pages, and keep pictures as files beside it",
        ),
    };
    let end = source.text.len();
    Diagnostic::new(rule, &source.path, Span::new(end, end), message).help(help)
}
