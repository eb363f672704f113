//! YAML with places: a tree whose every key and value knows its span, and typed reading from it that reports *all*
//! faults, each at its own key or value, with the nearest right name or an example.
//!
//! The only module that names the YAML library. Scalars keep the text the author typed, so `version: 1.10` stays
//! "1.10". Limits on size, depth and aliases are the library's budget, set in [`parse`]. Messages never repeat a
//! value: it may be private.

use std::fmt;

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde_yaml::{Options, Spanned, options};

use crate::diagnostic::nearest;
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
        (FaultKind::Syntax, "there is a second colon on this line", "put quotation marks around the whole value")
    } else if words.contains("unclosed") || words.contains("quote") {
        at = unclosed_quote(text).unwrap_or(at);
        (
            FaultKind::Syntax,
            "a bracket or quotation mark is opened and not closed",
            "close it, or put quotation marks around the whole value",
        )
    } else {
        (
            FaultKind::Syntax,
            "this cannot be read as `key: value` lines",
            "check the spaces at the start of the line and put quotation marks around values with : # [ ] { } or quotation marks",
        )
    };
    Fault {
        span: Span::new(offset + at, offset + text[at..].find('\n').map_or(text.len(), |end| at + end)),
        path: Vec::new(),
        kind,
        message: message.to_owned(),
        help: help.to_owned(),
    }
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

/// The names of a type's keys, in the order of its declaration.
pub fn key_names<T: DeserializeOwned>() -> &'static [&'static str] {
    struct Probe<'a>(&'a mut &'static [&'static str]);
    impl<'de> Deserializer<'de> for Probe<'_> {
        type Error = ReadError;
        fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, ReadError> {
            Err(<ReadError as de::Error>::custom("not a set of keys"))
        }
        fn deserialize_struct<V: Visitor<'de>>(
            self,
            _: &'static str,
            fields: &'static [&'static str],
            _: V,
        ) -> Result<V::Value, ReadError> {
            *self.0 = fields;
            Err(<ReadError as de::Error>::custom("only the names are wanted"))
        }
        serde::forward_to_deserialize_any! {
            bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
            unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
        }
    }
    let mut names: &'static [&'static str] = &[];
    let _ = T::deserialize(Probe(&mut names));
    names
}

/// Reads a typed value from a tree and reports every fault in it. `None` when something that must be there is not.
pub fn read<T: DeserializeOwned>(root: &Node, faults: &mut Vec<Fault>) -> Option<T> {
    let mut root = root.clone();
    let mut removed: Vec<Vec<String>> = Vec::new();
    // Each round removes what was wrong, so the rounds end.
    loop {
        match T::deserialize(NodeDeserializer { node: &root }) {
            Ok(value) => return Some(value),
            Err(error) => {
                let missing = error.missing_path();
                let fault = error.into_fault(&root);
                let path = fault.path.clone();
                // What is missing because it was wrong has been told already.
                if !missing.is_some_and(|missing| removed.contains(&missing)) {
                    faults.push(fault);
                }
                if !root.remove(&path) {
                    return None;
                }
                removed.push(path);
            }
        }
    }
}

/// What typed reading met, with the way back to it.
#[derive(Debug)]
pub struct ReadError {
    problem: Problem,
    /// Innermost first while it travels outwards.
    path: Vec<String>,
    span: Option<Span>,
}

#[derive(Debug)]
enum Problem {
    UnknownKey { typed: String, known: &'static [&'static str] },
    UnknownChoice { typed: String, known: &'static [&'static str] },
    Missing(&'static str),
    Wrong { message: String, help: String },
}

impl ReadError {
    fn wrong(span: Span, message: String, help: &str) -> ReadError {
        ReadError { problem: Problem::Wrong { message, help: help.to_owned() }, path: Vec::new(), span: Some(span) }
    }

    fn at(mut self, step: &str, span: Span) -> ReadError {
        self.path.push(step.to_owned());
        self.span.get_or_insert(span);
        self
    }

    /// The path of the key that is missing, when that is the problem.
    fn missing_path(&self) -> Option<Vec<String>> {
        let Problem::Missing(name) = self.problem else { return None };
        Some(self.path.iter().rev().cloned().chain(std::iter::once(name.to_owned())).collect())
    }

    fn into_fault(self, root: &Node) -> Fault {
        let mut path = self.path;
        path.reverse();
        let span = self.span.unwrap_or(root.span);
        let (kind, message, help) = match self.problem {
            Problem::UnknownKey { typed, known } => {
                let help = match nearest(&typed, known.iter().copied()) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => format!("the keys here are {}", list_words(known)),
                };
                (FaultKind::UnknownKey, format!("there is no key `{typed}` here"), help)
            }
            Problem::UnknownChoice { typed, known } => {
                let help = match nearest(&typed, known.iter().copied()) {
                    Some(name) => format!("did you mean `{name}`? The choices are {}", list_words(known)),
                    None => format!("the choices are {}", list_words(known)),
                };
                (FaultKind::WrongValue, "this is not one of the choices".to_owned(), help)
            }
            Problem::Missing(name) => {
                (FaultKind::MissingKey, format!("`{name}` is missing"), format!("add a line `{name}: …`"))
            }
            Problem::Wrong { message, help } => (FaultKind::WrongValue, message, help),
        };
        Fault { span, path, kind, message, help }
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

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.problem)
    }
}

impl std::error::Error for ReadError {}

impl de::Error for ReadError {
    /// The first line says what is wrong, the second what to do.
    fn custom<T: fmt::Display>(words: T) -> ReadError {
        let words = words.to_string();
        let (message, help) = words.split_once('\n').unwrap_or((&words, ""));
        let problem = Problem::Wrong { message: message.to_owned(), help: help.to_owned() };
        ReadError { problem, path: Vec::new(), span: None }
    }

    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> ReadError {
        de::Error::custom(format!("this should be {expected}"))
    }

    fn invalid_value(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> ReadError {
        de::Error::custom(format!("this should be {expected}"))
    }

    fn unknown_field(typed: &str, known: &'static [&'static str]) -> ReadError {
        ReadError { problem: Problem::UnknownKey { typed: typed.to_owned(), known }, path: Vec::new(), span: None }
    }

    fn unknown_variant(typed: &str, known: &'static [&'static str]) -> ReadError {
        ReadError { problem: Problem::UnknownChoice { typed: typed.to_owned(), known }, path: Vec::new(), span: None }
    }

    fn missing_field(name: &'static str) -> ReadError {
        ReadError { problem: Problem::Missing(name), path: Vec::new(), span: None }
    }
}

struct NodeDeserializer<'a> {
    node: &'a Node,
}

impl NodeDeserializer<'_> {
    fn mismatch(&self, wanted: &str, help: &str) -> ReadError {
        let message = match &self.node.value {
            Value::Empty => format!("this is empty; it should be {wanted}"),
            _ => format!("this is {}; it should be {wanted}", self.node.describe()),
        };
        ReadError::wrong(self.node.span, message, help)
    }

    fn number<T: std::str::FromStr>(&self) -> Result<T, ReadError> {
        let parsed = self.node.text().and_then(|text| text.parse().ok());
        parsed.ok_or_else(|| self.mismatch("a whole number", "write digits only, for example 5"))
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
            visitor.$visit(self.number()?)
        }
    )*};
}

impl<'de> Deserializer<'de> for NodeDeserializer<'_> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        let span = self.node.span;
        let result = match &self.node.value {
            Value::Empty => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Text(text) => visitor.visit_str(text),
            Value::List(items) => visitor.visit_seq(Items { items: items.iter().enumerate() }),
            Value::Map(entries) => visitor.visit_map(Entries { entries: entries.iter(), current: None }),
        };
        result.map_err(|mut error| {
            error.span.get_or_insert(span);
            error
        })
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match &self.node.value {
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Text(text) if text.eq_ignore_ascii_case("yes") => visitor.visit_bool(true),
            Value::Text(text) if text.eq_ignore_ascii_case("no") => visitor.visit_bool(false),
            _ => Err(self.mismatch("true or false", "write true or false, without quotation marks")),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match &self.node.value {
            Value::Text(text) => visitor.visit_str(text),
            Value::Bool(value) => visitor.visit_str(if *value { "true" } else { "false" }),
            _ => Err(self.mismatch("text", "write the words after the colon")),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match &self.node.value {
            Value::Empty => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match &self.node.value {
            Value::List(items) => visitor.visit_seq(Items { items: items.iter().enumerate() }),
            // One value stands for a list of one.
            Value::Text(_) => visitor.visit_seq(Items { items: std::slice::from_ref(self.node).iter().enumerate() }),
            Value::Empty => visitor.visit_seq(Items { items: [].iter().enumerate() }),
            _ => Err(self.mismatch("a list", "start each item on a line of its own with a dash and a space")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match &self.node.value {
            Value::Map(entries) => visitor.visit_map(Entries { entries: entries.iter(), current: None }),
            Value::Empty => visitor.visit_map(Entries { entries: [].iter(), current: None }),
            _ => Err(self.mismatch("a set of `key: value` lines", "indent each `key: value` line by two spaces")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let choices = list_words(variants);
        let Some(text) = self.node.text() else {
            return Err(self.mismatch("one of the choices", &format!("the choices are {choices}")));
        };
        let choice: de::value::StrDeserializer<'_, ReadError> = text.into_deserializer();
        visitor.visit_enum(choice).map_err(|mut error| {
            error.span.get_or_insert(self.node.span);
            error
        })
    }

    numbers! {
        deserialize_i8 visit_i8, deserialize_i16 visit_i16, deserialize_i32 visit_i32, deserialize_i64 visit_i64,
        deserialize_u8 visit_u8, deserialize_u16 visit_u16, deserialize_u32 visit_u32, deserialize_u64 visit_u64
    }

    serde::forward_to_deserialize_any! {
        f32 f64 char bytes byte_buf unit unit_struct newtype_struct tuple tuple_struct identifier ignored_any
    }
}

struct Items<'a> {
    items: std::iter::Enumerate<std::slice::Iter<'a, Node>>,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, ReadError> {
        // An empty item is one that a former round found wrong, or a dash with nothing after it.
        let next = self.items.by_ref().find(|(_, item)| !matches!(item.value, Value::Empty));
        let Some((index, item)) = next else { return Ok(None) };
        let read = seed.deserialize(NodeDeserializer { node: item });
        read.map(Some).map_err(|error| error.at(&index.to_string(), item.span))
    }
}

struct Entries<'a> {
    entries: std::slice::Iter<'a, Entry>,
    current: Option<&'a Entry>,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, ReadError> {
        let Some(entry) = self.entries.next() else { return Ok(None) };
        self.current = Some(entry);
        let key: de::value::StrDeserializer<'_, ReadError> = entry.key.as_str().into_deserializer();
        seed.deserialize(key).map(Some).map_err(|error| error.at(&entry.key, entry.key_span))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ReadError> {
        let entry = self.current.ok_or_else(|| <ReadError as de::Error>::custom("a value without its key"))?;
        let place = if entry.value.span.start == entry.value.span.end { entry.key_span } else { entry.value.span };
        seed.deserialize(NodeDeserializer { node: &entry.value }).map_err(|error| {
            let mut error = error.at(&entry.key, place);
            if error.span.is_some_and(|span| span.start == span.end) {
                error.span = Some(place);
            }
            error
        })
    }
}
