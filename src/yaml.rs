//! YAML with places: a tree whose every key and value knows its span, and typed reading from it that reports *all*
//! faults, each at its own key or value, with the nearest right name or an example.
//!
//! The only module that names the YAML library. Scalars keep the text the author typed, so `version: 1.10` stays
//! "1.10". Limits on size, depth and aliases are the library's budget, set in [`parse`]. Messages never repeat a
//! value: it may be private.

mod typed;

pub use typed::{ReadError, key_names, read};

use std::fmt;

use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::{Options, Spanned, options};

use crate::source::Span;

/// A value and where it stands in the file.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its bytes in the file's text.
    pub span: Span,
    /// What it is.
    pub value: Value,
}

/// The kinds of value.
#[derive(Clone, Debug)]
pub enum Value {
    /// `key:` with nothing after it, or `~`.
    Empty,
    /// `true` or `false`.
    Bool(bool),
    /// Text or a number, as typed.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys with values, in the author's order.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where the key stands.
    pub key_span: Span,
    /// The key.
    pub key: String,
    /// The value.
    pub value: Node,
}

/// What is wrong at a place of a YAML text.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// Where.
    pub span: Span,
    /// The keys that lead to it, outermost first; list items by their index.
    pub path: Vec<String>,
    /// What kind of fault.
    pub kind: FaultKind,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// The kinds of fault, each a rule of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// Not YAML, or past the limits.
    Syntax,
    /// The same key twice.
    DuplicateKey,
    /// A key that has no meaning here.
    UnknownKey,
    /// A key that has to be there.
    MissingKey,
    /// A value of the wrong kind.
    WrongValue,
}

/// Reads YAML text that starts at byte `offset` of its file.
///
/// # Errors
/// The first fault that keeps it from being YAML: tabs, unclosed quotes, a key twice, too many aliases.
pub fn parse(text: &str, offset: usize) -> Result<Node, Fault> {
    let options: Options = options! {
        budget: serde_yaml::budget! {
            max_reader_input_bytes: Some(1 << 20),
            max_nodes: 20_000,
            max_depth: 32,
            max_aliases: 200,
        },
    };
    let raw: Spanned<Raw> =
        serde_yaml::from_str_with_options(text, options).map_err(|error| syntax_fault(&error, text, offset))?;
    Ok(node(raw.referenced, raw.value, text, offset))
}

const SECOND_COLON: &str = "there is a second colon on this line";
const NO_COLON: (FaultKind, &str, &str) = (
    FaultKind::Syntax,
    "the colon after the key is missing on this line",
    "write a colon and a space after the key, the first word: `key: value`",
);

fn syntax_fault(error: &serde_yaml::Error, text: &str, offset: usize) -> Fault {
    let words = error.without_snippet().to_string();
    let mut at = error.location().map_or(0, |location| local_range(location, text).start);
    let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
    let tab = text[..line_end].rfind('\n').map_or(0, |start| start + 1);
    let has_tab = text[tab..line_end].contains('\t');
    let (kind, message, help) = if words.contains("duplicate mapping key") {
        (FaultKind::DuplicateKey, "this key stands here a second time", "keep one of the two and delete the other")
    } else if words.contains("budget") || words.contains("alias") && words.contains("limit") {
        (FaultKind::Syntax, "this is too large or repeats itself too often", "write it out plainly, without & and *")
    } else if words.contains("unknown anchor") {
        (FaultKind::Syntax, "a value that starts with * points to nothing", "put quotation marks around the value")
    } else if has_tab || words.contains("tab") {
        (FaultKind::Syntax, "there is a tab here, where only spaces may stand", "replace the tab with spaces")
    } else if words.contains("mapping values are not allowed") {
        let line = text[..at].rfind('\n').map_or(0, |start| start + 1);
        let typed = &text[line..line_end];
        let is_only = typed.matches(':').count() == 1;
        match line_without_colon(text, at) {
            Some(place) if is_only => {
                at = place;
                NO_COLON
            }
            _ if is_only && typed.starts_with(' ') => {
                at = line;
                (
                    FaultKind::Syntax,
                    "the spaces at the start of this line make it a part of the value above",
                    "take the spaces away, or take out the value above if the line belongs below its key",
                )
            }
            _ if has_two_keys(typed) => (
                FaultKind::Syntax,
                SECOND_COLON,
                "put the second key on a line of its own below, with two more spaces before it; or put quotation marks around the whole value",
            ),
            _ => (FaultKind::Syntax, SECOND_COLON, "put quotation marks around the whole value"),
        }
    } else if words.contains("unclosed") || words.contains("quote") {
        at = unclosed_quote(text).unwrap_or(at);
        let line = &text[at..text[at..].find('\n').map_or(text.len(), |end| at + end)];
        if line.contains(['“', '”', '„', '‘', '’']) {
            let help = "write the same straight quotation mark (\" or ') at both ends: Word turns them into curly ones";
            return fault_at(
                at,
                text,
                offset,
                FaultKind::Syntax,
                "a straight quotation mark is opened here, and a curly one does not close it",
                help,
            );
        }
        (
            FaultKind::Syntax,
            "a bracket or quotation mark is opened and not closed",
            "close it, or put quotation marks around the whole value",
        )
    } else if let Some(place) = line_without_colon(text, at) {
        at = place;
        NO_COLON
    } else {
        (
            FaultKind::Syntax,
            "this cannot be read as `key: value` lines",
            "check the spaces at the start of the line and put quotation marks around values with : # [ ] { } or quotation marks",
        )
    };
    fault_at(at, text, offset, kind, message, help)
}

/// A fault from a place to the end of its line.
fn fault_at(at: usize, text: &str, offset: usize, kind: FaultKind, message: &str, help: &str) -> Fault {
    Fault {
        span: Span::new(offset + at, offset + text[at..].find('\n').map_or(text.len(), |end| at + end)),
        path: Vec::new(),
        kind,
        message: message.to_owned(),
        help: help.to_owned(),
    }
}

/// Where the line of a fault begins, or the line before it, that is a key with no colon after it.
fn line_without_colon(text: &str, at: usize) -> Option<usize> {
    let start = text[..at].rfind('\n').map_or(0, |start| start + 1);
    let before = text[..start.saturating_sub(1)].rfind('\n').map_or(0, |start| start + 1);
    let is_one = |place: &usize| {
        let line = text[*place..].lines().next().unwrap_or("");
        let key = line.split(' ').next().unwrap_or("");
        let is_key = key.len() > 1 && key.bytes().all(|it| it.is_ascii_lowercase() || it == b'_');
        is_key && !line.contains(':')
    };
    [start, before].into_iter().find(is_one)
}

/// Whether a line is one key after the other: "vocabularies: policy_sections: [..]".
fn has_two_keys(line: &str) -> bool {
    let mut parts = line.split(": ");
    let is_key = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_lowercase() || it == b'_');
    let (first, second) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    is_key(first.trim()) && is_key(second.trim_end_matches(':').trim())
}

/// The first value that opens with a quotation mark and does not close on its line: where the author will look.
fn unclosed_quote(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let value = line.find(": ").map_or(0, |colon| colon + 2);
        let indent = line[value..].len() - line[value..].trim_start_matches([' ', '-']).len();
        let opening = line[value + indent..].chars().next().filter(|c| matches!(c, '"' | '\''));
        if opening.is_some_and(|quote| line[value..].matches(quote).count() % 2 == 1) {
            return Some(start + value + indent);
        }
        start += line.len();
    }
    None
}

/// A location's bytes in the YAML text. Values carry byte offsets; errors of the scanner carry characters only.
fn local_range(location: serde_yaml::Location, text: &str) -> std::ops::Range<usize> {
    let span = location.span();
    if let (Some(start), Some(length)) = (span.byte_offset(), span.byte_len()) {
        let start = text.floor_char_boundary(start as usize);
        return start..text.floor_char_boundary(start + length as usize);
    }
    let byte_of = |character: u64| text.char_indices().nth(character as usize).map_or(text.len(), |(at, _)| at);
    byte_of(span.offset())..byte_of(span.offset() + span.len())
}

/// What the library hands over: scalars still typed, places as its locations.
enum Raw {
    Empty,
    Bool(bool),
    Number,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> de::Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Raw, D::Error> {
        struct RawVisitor;
        impl<'de> Visitor<'de> for RawVisitor {
            type Value = Raw;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
                Ok(Raw::Bool(value))
            }
            fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
                Ok(Raw::Number)
            }
            fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
                Ok(Raw::Number)
            }
            fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
                Ok(Raw::Number)
            }
            fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
                Ok(Raw::Number)
            }
            fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
                Ok(Raw::Number)
            }
            fn visit_str<E>(self, text: &str) -> Result<Raw, E> {
                Ok(Raw::Text(text.to_owned()))
            }
            fn visit_unit<E>(self) -> Result<Raw, E> {
                Ok(Raw::Empty)
            }
            fn visit_none<E>(self) -> Result<Raw, E> {
                Ok(Raw::Empty)
            }
            fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Raw, D::Error> {
                de::Deserialize::deserialize(inner)
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Raw, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Raw::List(list))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Raw, A::Error> {
                let mut map = Vec::new();
                while let Some(key) = entries.next_key()? {
                    map.push((key, entries.next_value()?));
                }
                Ok(Raw::Map(map))
            }
        }
        deserializer.deserialize_any(RawVisitor)
    }
}

fn node(location: serde_yaml::Location, raw: Raw, text: &str, offset: usize) -> Node {
    let mut span = location_span(location, text, offset);
    let value = match raw {
        Raw::Empty => Value::Empty,
        // Old YAML takes on, off, yes and no for truth values; here they are the words that were typed.
        Raw::Bool(value) if ["true", "false"].contains(&typed(span, text, offset).to_lowercase().as_str()) => {
            Value::Bool(value)
        }
        Raw::Bool(_) | Raw::Number => Value::Text(typed(span, text, offset).to_owned()),
        Raw::Text(text) => Value::Text(text),
        Raw::List(items) => {
            let items: Vec<Node> =
                items.into_iter().map(|item| node(item.referenced, item.value, text, offset)).collect();
            span = around(span, items.first().map(|item| item.span), items.last().map(|item| item.span));
            Value::List(items)
        }
        Raw::Map(entries) => {
            let entries: Vec<Entry> = entries
                .into_iter()
                .map(|(key, value)| Entry {
                    key_span: location_span(key.referenced, text, offset),
                    key: key.value,
                    value: node(value.referenced, value.value, text, offset),
                })
                .collect();
            let first = entries.first().map(|entry| entry.key_span);
            let last = entries
                .last()
                .map(|entry| Span { end: entry.value.span.end.max(entry.key_span.end), ..entry.key_span });
            span = around(span, first, last);
            Value::Map(entries)
        }
    };
    Node { span, value }
}

fn location_span(location: serde_yaml::Location, text: &str, offset: usize) -> Span {
    let range = local_range(location, text);
    let trimmed = range.start + text[range.clone()].trim_end().len();
    Span::new(offset + range.start, offset + trimmed)
}

/// A scalar as the author typed it.
fn typed(span: Span, text: &str, offset: usize) -> &str {
    text.get(span.start as usize - offset..span.end as usize - offset).unwrap_or("").trim()
}

/// A collection's location is a point; its span reaches from its first part to its last.
fn around(own: Span, first: Option<Span>, last: Option<Span>) -> Span {
    match (first, last) {
        (Some(first), Some(last)) => Span { start: own.start.min(first.start), end: own.end.max(last.end) },
        _ => own,
    }
}

impl Node {
    /// The value of a key, when this is a map that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value),
            _ => None,
        }
    }

    /// The entries of a map; none for anything else.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    fn describe(&self) -> &'static str {
        match &self.value {
            Value::Empty => "empty",
            Value::Bool(_) => "true or false",
            Value::Text(_) => "text",
            Value::List(_) => "a list",
            Value::Map(_) => "a set of keys",
        }
    }

    /// Removes what a path leads to. `false` when nothing stood there.
    fn remove(&mut self, path: &[String]) -> bool {
        let Some((step, rest)) = path.split_first() else { return false };
        match &mut self.value {
            Value::Map(entries) => {
                let Some(index) = entries.iter().position(|entry| entry.key == *step) else { return false };
                if rest.is_empty() {
                    entries.remove(index);
                    return true;
                }
                entries[index].value.remove(rest)
            }
            Value::List(items) => {
                let Some(index) = step.parse::<usize>().ok().filter(|index| *index < items.len()) else { return false };
                if rest.is_empty() {
                    // The item keeps its place, so that later paths still count right.
                    items[index].value = Value::Empty;
                    return true;
                }
                items[index].remove(rest)
            }
            // One value stood for a list of one.
            Value::Text(_) if step == "0" && rest.is_empty() => {
                self.value = Value::Empty;
                true
            }
            _ => false,
        }
    }
}

/// "`a`, `b` and `c`".
pub fn list_words(names: &[&str]) -> String {
    match names {
        [] => "none".to_owned(),
        [one] => format!("`{one}`"),
        [most @ .., last] => {
            let most: Vec<String> = most.iter().map(|name| format!("`{name}`")).collect();
            format!("{} and `{last}`", most.join(", "))
        }
    }
}
