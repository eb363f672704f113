//! Front matter and `site.yaml` as a new file begins: each key with its explanation, which is the comment of the type
//! that reads it. A key without a value is there as a comment, so that its author sees what there is.

use serde_json::Value as Shape;

use crate::checks::TO_WRITE_MARK;

/// The longest line of a comment.
const WIDTH: usize = 100;

/// What stands after a key.
#[derive(Clone, Debug)]
pub enum Filled {
    /// Words, in quotation marks where YAML asks for them.
    Words(String),
    /// A word of the format's own: `true`, `trust`, a date.
    Plain(String),
    /// Nothing.
    Nothing,
    /// A list.
    List(Vec<Filled>),
    /// Keys with values.
    Keys(Vec<Key>),
}

/// A key as a new file has it.
#[derive(Clone, Debug)]
pub struct Key {
    /// The key.
    pub name: String,
    /// What stands after it; without it the key is a comment.
    pub value: Option<Filled>,
    /// What its author has to do about it, for the note above the key.
    pub to_write: Option<String>,
    /// More that is said of it than its explanation.
    pub said: Option<String>,
}

impl Key {
    /// A key with words.
    pub fn words(name: &str, words: impl Into<String>) -> Key {
        Key::new(name, Some(Filled::Words(words.into())))
    }

    /// A key with a word of the format's own.
    pub fn plain(name: &str, word: impl Into<String>) -> Key {
        Key::new(name, Some(Filled::Plain(word.into())))
    }

    /// A key with a list.
    pub fn list(name: &str, items: impl IntoIterator<Item = Filled>) -> Key {
        Key::new(name, Some(Filled::List(items.into_iter().collect())))
    }

    /// A key with keys of its own.
    pub fn keys(name: &str, keys: impl IntoIterator<Item = Key>) -> Key {
        Key::new(name, Some(Filled::Keys(keys.into_iter().collect())))
    }

    /// A key that is there as a comment.
    pub fn unused(name: &str) -> Key {
        Key::new(name, None)
    }

    /// A key whose words are a note on what to write.
    pub fn to_write(name: &str, what: &str) -> Key {
        Key::words(name, note(what))
    }

    fn new(name: &str, value: Option<Filled>) -> Key {
        Key { name: name.to_owned(), value, to_write: None, said: None }
    }

    /// The same with a note on what to write above it.
    pub fn and_write(mut self, what: &str) -> Key {
        self.to_write = Some(what.to_owned());
        self
    }

    /// The same with more that is said of it.
    pub fn said(mut self, words: impl Into<String>) -> Key {
        self.said = Some(words.into());
        self
    }
}

/// "To write: …"
pub fn note(what: &str) -> String {
    format!("{TO_WRITE_MARK} {what}")
}

/// Some keys of a type with this schema, as YAML. `apart` puts an empty line between them.
pub fn written(keys: &[Key], shape: &Shape, apart: bool) -> String {
    let mut yaml = String::new();
    push_keys(keys, shape, 0, apart, &mut yaml);
    yaml
}

fn push_keys(keys: &[Key], shape: &Shape, indent: usize, apart: bool, yaml: &mut String) {
    let properties = &inner(shape)["properties"];
    for (index, key) in keys.iter().enumerate() {
        if apart && index > 0 {
            yaml.push('\n');
        }
        let shape = &properties[key.name.as_str()];
        let explanation = shape["description"].as_str().unwrap_or("").replace('\n', " ");
        let told = [Some(explanation), key.said.clone(), key.to_write.as_deref().map(note)];
        for words in told.into_iter().flatten().filter(|words| !words.is_empty()) {
            push_comment(&words, indent, yaml);
        }
        let name = if is_plain(&key.name) { key.name.clone() } else { quoted(&key.name) };
        match &key.value {
            Some(value) => {
                yaml.push_str(&format!("{}{name}:", " ".repeat(indent)));
                push_value(value, inner(shape), indent, yaml);
            }
            None => {
                let example = example_of(shape).map_or_else(String::new, |example| format!(" {example}"));
                yaml.push_str(&format!("{}# {name}:{example}\n", " ".repeat(indent)));
            }
        }
    }
}

fn push_value(value: &Filled, shape: &Shape, indent: usize, yaml: &mut String) {
    match value {
        Filled::Words(words) => yaml.push_str(&format!(" {}\n", scalar(words))),
        Filled::Plain(word) => yaml.push_str(&format!(" {word}\n")),
        Filled::Nothing => yaml.push('\n'),
        Filled::List(items) if items.is_empty() => yaml.push_str(" []\n"),
        Filled::List(items) => {
            yaml.push('\n');
            for (index, item) in items.iter().enumerate() {
                push_item(item, inner(&shape["items"]), indent + 2, index == 0, yaml);
            }
        }
        Filled::Keys(keys) => {
            yaml.push('\n');
            push_keys(keys, shape, indent + 2, false, yaml);
        }
    }
}

fn push_item(item: &Filled, shape: &Shape, indent: usize, is_first: bool, yaml: &mut String) {
    let Filled::Keys(keys) = item else {
        yaml.push_str(&format!("{}-", " ".repeat(indent)));
        return push_value(item, shape, indent, yaml);
    };
    // The explanations of all keys go before the item: between its dash and its first key none may stand.
    let properties = &shape["properties"];
    for key in keys.iter().filter(|_| is_first) {
        let explanation = properties[key.name.as_str()]["description"].as_str().unwrap_or("").replace('\n', " ");
        push_comment(&format!("{}: {explanation}", key.name), indent, yaml);
    }
    for (index, key) in keys.iter().enumerate() {
        let before = if index == 0 { "- " } else { "  " };
        yaml.push_str(&format!("{}{before}{}:", " ".repeat(indent), key.name));
        push_value(key.value.as_ref().unwrap_or(&Filled::Nothing), &properties[key.name.as_str()], indent + 2, yaml);
    }
}

fn push_comment(words: &str, indent: usize, yaml: &mut String) {
    let mut line = String::new();
    let start = format!("{}#", " ".repeat(indent));
    for word in words.split_whitespace() {
        if !line.is_empty() && start.len() + line.len() + 1 + word.len() > WIDTH {
            yaml.push_str(&format!("{start}{line}\n"));
            line.clear();
        }
        line.push(' ');
        line.push_str(word);
    }
    yaml.push_str(&format!("{start}{line}\n"));
}

/// A schema without the wrapping of an optional value.
pub fn inner(shape: &Shape) -> &Shape {
    shape["anyOf"].as_array().and_then(|either| either.first()).unwrap_or(shape)
}

/// The first example of a schema, on one line. A date that nobody has thought of is none.
fn example_of(shape: &Shape) -> Option<String> {
    let example = shape["examples"].get(0).or_else(|| inner(shape)["examples"].get(0))?;
    let is_date = |text: &str| text.starts_with("20");
    if example.as_str().is_some_and(is_date) {
        return None;
    }
    Some(example.as_str().map_or_else(|| example.to_string(), scalar))
}

/// Words as a YAML value.
pub fn scalar(words: &str) -> String {
    if is_plain(words) { words.to_owned() } else { quoted(words) }
}

/// In quotation marks, as JSON has them, which YAML reads alike.
fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}

/// Whether YAML reads some words as these words and nothing else.
fn is_plain(words: &str) -> bool {
    let safe = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '(' | ')' | '/' | '-' | '_' | '\'' | '@');
    let taken = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"];
    words.starts_with(|c: char| c.is_alphabetic())
        && words.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | ')'))
        && words.chars().all(safe)
        && !words.contains("  ")
        && !taken.contains(&words.to_lowercase().as_str())
}
