//! A page as a document: its public front matter and its block tree. Knows no address and no format.

mod component;
mod control;
mod fence;
pub mod generated;
mod parse;
mod service;
pub mod statement;
pub mod tree;
pub mod words;

use std::sync::Arc;

use crate::config::Config;
use crate::dates::Date;
use crate::diagnostic::{CANDOUR, Diagnostic, Rule};
use crate::kinds::kind::Private;
use crate::kinds::{self, Meta, Record};
use crate::rule;
use crate::source::{SourcePath, SourceText, Span, TEXT_BYTES_MAX, TextFault};
use tree::Body;

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

/// Whether a finding says that its page cannot be read.
pub fn is_unreadable(diagnostic: &Diagnostic) -> bool {
    UNREADABLE.iter().any(|rule| rule.code == diagnostic.rule)
}

/// A page without its words: what everybody may read of its front matter.
#[derive(Clone, Debug)]
pub struct Document {
    path: SourcePath,
    /// The file as it was typed, private records and all: only a gate may read it.
    pub source: Private<Arc<SourceText>>,
    /// Its front matter.
    pub meta: Meta,
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
}

/// What a file holds, with what was found in it.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The page.
    pub document: Arc<Document>,
    /// What it says, in the author's order, with the parts that its front matter makes.
    pub body: Arc<Body>,
    /// What only the checks may read.
    pub record: Record,
    /// The faults.
    pub found: Vec<Diagnostic>,
}

/// Reads a page. Never fails and never panics: what is wrong is among the findings. `day` is the day of the build.
pub fn parse(source: &Arc<SourceText>, config: &Config, day: Date) -> Parsed {
    let mut found = Vec::new();
    if let Some(fault) = source.fault {
        found.push(text_fault(fault, source));
    }
    let (meta, record) = if source.fault.is_some() {
        // Its faults are already told; an empty page stands in for it.
        kinds::read(source, day, &mut Vec::new())
    } else {
        kinds::read(source, day, &mut found)
    };
    let (body, more) = parse::parse_body(source, meta.span.end as usize);
    found.extend(more);
    let body = generated::assemble(&meta, body, config, day);
    Parsed {
        document: Arc::new(Document { path: source.path.clone(), source: Private::new(source.clone()), meta }),
        body: Arc::new(body),
        record,
        found,
    }
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
