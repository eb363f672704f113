//! The `:::` lines of a page, found before the Markdown parser runs and hidden from it as thematic breaks.
//!
//! A thematic break may stand wherever a block may: it ends paragraphs, lists and tables as a fence should, in list
//! items and quotations too. So each fence line becomes `***` and spaces of the same length, the parser's ranges stay
//! true, and the builder knows the fence by its offset. Fence lines inside code come back as typed.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::source::Span;

/// A fence line.
#[derive(Clone, Debug)]
pub struct Fence {
    /// From its colons to the end of the line, in bytes of the body.
    pub span: Span,
    /// What it does.
    pub kind: FenceKind,
}

/// What a fence line does.
#[derive(Clone, Debug)]
pub enum FenceKind {
    /// Ends the innermost component.
    Close,
    /// Starts one.
    Open(Opening),
}

/// The words of an opening fence.
#[derive(Clone, Debug)]
pub struct Opening {
    /// `details`.
    pub name: String,
    /// Where the name stands.
    pub name_span: Span,
    /// The words between name and attributes.
    pub title: Span,
    /// `key=value` pairs in their order.
    pub attributes: Vec<Attribute>,
    /// What cannot be read as an attribute.
    pub unreadable: Option<Span>,
    /// Whether the line ends in `:::` and so needs no closing line.
    pub complete: bool,
}

/// An attribute of a component.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name.
    pub key: String,
    /// Its value, without quotation marks.
    pub value: String,
    /// Where it stands.
    pub span: Span,
}

/// The text for the Markdown parser, and the fences by the offset of their colons.
pub fn mask(text: &str) -> (Cow<'_, str>, BTreeMap<usize, Fence>) {
    let mut fences = BTreeMap::new();
    if !text.contains(":::") {
        return (Cow::Borrowed(text), fences);
    }
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let content = line.strip_suffix('\n').unwrap_or(line);
        let indent = content.len() - content.trim_start_matches([' ', '>']).len();
        if content[indent..].starts_with(":::") {
            let start = at + indent;
            let words = &content[indent..];
            fences.insert(start, Fence { span: Span::new(start, start + words.len()), kind: read(words, start) });
            masked.push_str(&content[..indent]);
            masked.push_str("***");
            masked.extend(std::iter::repeat_n(' ', words.len() - 3));
            masked.push_str(&line[content.len()..]);
        } else {
            masked.push_str(line);
        }
        at += line.len();
    }
    (Cow::Owned(masked), fences)
}

/// Reads a fence line that starts with its colons at byte `offset` of the body.
fn read(line: &str, offset: usize) -> FenceKind {
    let line = line.trim_end();
    let colons = line.len() - line.trim_start_matches(':').len();
    let mut inner = colons..line.len();
    let complete = line.len() > colons && line.ends_with(":::");
    if complete {
        inner.end = colons + line[colons..].trim_end_matches(':').len();
    }
    let words = line[inner.clone()].trim();
    if words.is_empty() {
        return FenceKind::Close;
    }
    let words_start = inner.start + (line[inner.clone()].len() - line[inner].trim_start().len());
    let name_length = words.find(|c: char| c.is_whitespace() || c == '{').unwrap_or(words.len());
    let (name, rest) = words.split_at(name_length);
    let rest_start = words_start + name_length;
    let braces = if rest.ends_with('}') { rest.rfind('{') } else { None };
    let title = &rest[..braces.unwrap_or(rest.len())];
    let title_start = rest_start + (title.len() - title.trim_start().len());
    let mut attributes = Vec::new();
    let unreadable = braces.and_then(|brace| {
        let inside = &rest[brace + 1..rest.len() - 1];
        read_attributes(inside, offset + rest_start + brace + 1, &mut attributes)
    });
    FenceKind::Open(Opening {
        name: name.to_owned(),
        name_span: Span::new(offset + words_start, offset + words_start + name_length),
        title: Span::new(offset + title_start, offset + title_start + title.trim().len()),
        attributes,
        unreadable,
        complete,
    })
}

/// Reads `key=value key="value with spaces"`. Returns the place of what cannot be read.
fn read_attributes(text: &str, offset: usize, found: &mut Vec<Attribute>) -> Option<Span> {
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        if at == text.len() {
            return None;
        }
        let start = at;
        let rest = Some(Span::new(offset + start, offset + text.len()));
        let Some(equals) = text[at..].find('=') else { return rest };
        let key = &text[at..at + equals];
        if key.is_empty() || !key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return rest;
        }
        at += equals + 1;
        let value = match text[at..].strip_prefix('"') {
            Some(quoted) => {
                let Some(length) = quoted.find('"') else { return rest };
                at += length + 2;
                &quoted[..length]
            }
            None => {
                let length = text[at..].find(char::is_whitespace).unwrap_or(text.len() - at);
                let value = &text[at..at + length];
                at += length;
                value
            }
        };
        let span = Span::new(offset + start, offset + at);
        found.push(Attribute { key: key.to_owned(), value: value.to_owned(), span });
    }
}
