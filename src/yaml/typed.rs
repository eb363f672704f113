//! Typed reading from the tree: serde asks, and every fault is told at its own key or value.

use std::fmt;

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};

use super::{Entry, Fault, FaultKind, Node, Value, list_words};
use crate::diagnostic::nearest;
use crate::source::Span;

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
