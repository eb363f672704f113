//! The configuration of an editor in the browser, Decap CMS or Sveltia CMS, which both read: a form for each kind of
//! page, made from the types that read front matter. What is private is left out unless it is asked for: whoever opens
//! such a form may be somebody who should not see it.

use serde_json::{Map, Value, json};

use crate::checks::VOCABULARY_OF_LEARNING;
use crate::keys;
use crate::kinds::kind::{Common, DocumentFormat};
use crate::kinds::learning::sentence_case;
use crate::kinds::{KINDS, KindInfo};
use crate::yaml;

/// What a form shows of private records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Private {
    /// Nothing.
    LeftOut,
    /// All of it.
    Shown,
}

/// Keys that may name somebody who must not be named, besides the private records of [`KINDS`]: the whole name of a
/// partner, and the exact words that a waiver is about.
const NAMING: &[&str] = &["name", "name_shown", "waivers"];

const HEAD: &str = "\
# An editor in the browser for this site: Decap CMS or Sveltia CMS. Put this file beside the page of the editor, as
# config.yml, and change the first lines to where your site is kept. It was made by candour schema --cms from what
# Candour reads: make it again after each new version.
#
# Records of consent and of anonymisation have no form here unless you add --private, nor have names of partners and
# waivers. They are written in the file of the page, by whoever may see them.
";

/// The configuration as YAML.
pub fn config(private: Private) -> String {
    let collections: Vec<Value> =
        KINDS.iter().map(|info| collection(info, private)).chain([landing(private)]).collect();
    let parts = [
        ("backend", json!({ "name": "github", "repo": "your-organisation/your-site", "branch": "main" })),
        ("media_folder", json!("content")),
        ("public_folder", json!("")),
        // Sveltia CMS: a field that is left empty is no key.
        ("output", json!({ "omit_empty_optional_fields": true })),
        ("collections", json!(collections)),
    ];
    let mut text = HEAD.to_owned();
    for (key, value) in parts {
        text.push('\n');
        push_entry(key, &value, 0, &mut text);
    }
    text
}

/// The pages of a kind in its folder; a kind without a folder has the pages at the top, the statement is one file.
fn collection(info: &KindInfo, private: Private) -> Value {
    let label = sentence_case(info.noun.split_once(' ').map_or(info.noun, |(_, noun)| noun));
    let fields = fields(info, private);
    if info.name == "statement" {
        let file = json!({
            "name": info.name, "label": label, "file": "content/accessibility-statement.md", "fields": fields
        });
        return json!({ "name": "statements", "label": label, "files": [file] });
    }
    let folder = format!("content/{}", info.folder);
    json!({
        "name": info.name,
        "label": label,
        "folder": folder.trim_end_matches('/'),
        "create": true,
        "extension": "md",
        "format": "yaml-frontmatter",
        "slug": "{{slug}}",
        "identifier_field": if info.name == "partner" { "owner" } else { "title" },
        // Pictures and files stand beside the page that uses them.
        "media_folder": "",
        "public_folder": "",
        "editor": { "preview": false },
        "fields": fields,
    })
}

/// The pages that begin the sections, and the home page.
fn landing(private: Private) -> Value {
    let page = KINDS.iter().find(|info| info.name == "page").unwrap_or(&KINDS[0]);
    let fields = fields(page, private);
    let home = json!({ "name": "home", "label": "Home page", "file": "content/index.md", "fields": fields });
    let of_section = |info: &KindInfo| {
        let (name, label) = (format!("{}_section", info.name), format!("{} section", sentence_case(info.name)));
        json!({ "name": name, "label": label, "file": format!("content/{}/_index.md", info.folder), "fields": fields })
    };
    let sections = KINDS.iter().filter(|info| !info.folder.is_empty()).map(of_section);
    let files: Vec<Value> = [home].into_iter().chain(sections).collect();
    json!({ "name": "landing", "label": "Home page and sections", "files": files })
}

fn fields(info: &KindInfo, private: Private) -> Vec<Value> {
    let mut shape = keys::shape_of::<Common>();
    let own = (info.shape)();
    let names: Vec<&str> = yaml::key_names::<Common>()
        .iter()
        .chain((info.keys)())
        .copied()
        .chain(info.private_key)
        // The folder or the file says what kind of page it is.
        .filter(|name| *name != "kind" || info.name == "statement")
        .collect();
    if let Some(Value::Object(own)) = own.get("properties").cloned() {
        for (name, of_key) in own {
            shape["properties"][name] = of_key;
        }
    }
    let is_private = |name: &str| info.private_key == Some(name) || NAMING.contains(&name);
    let mut fields = Vec::new();
    let mut seen = Vec::new();
    for name in names {
        if seen.contains(&name) || (private == Private::LeftOut && is_private(name)) {
            continue;
        }
        seen.push(name);
        if name == "kind" {
            fields.push(json!({ "name": name, "label": "Kind", "widget": "hidden", "default": info.name }));
            continue;
        }
        let mut made = field(name, &shape["properties"][name], name);
        if name == "draft" {
            made["default"] = true.into();
        }
        if name == "title" {
            made["required"] = (info.name != "partner").into();
        }
        fields.push(made);
    }
    fields.push(json!({ "name": "body", "label": "Text", "widget": "markdown", "required": false }));
    fields
}

/// A key as a field of the form. `path` leads to it from the top of the front matter.
fn field(name: &str, shape: &Value, path: &str) -> Value {
    let description = shape["description"].as_str().unwrap_or("").replace('\n', " ");
    let mut field = json!({ "name": name, "label": sentence_case(&name.replace('_', " ")), "required": false });
    // A form of their own shows how it is written.
    let example = inner(shape)["examples"][0].as_str().filter(|_| inner(shape)["pattern"].is_string());
    let example = example.map_or_else(String::new, |example| format!(" For example {example}"));
    if !description.is_empty() {
        field["hint"] = format!("{description}{example}").into();
    }
    let widget = widget(inner(shape), path);
    if let (Some(field), Value::Object(widget)) = (field.as_object_mut(), widget) {
        field.extend(widget);
    }
    field
}

/// What a value is typed into.
fn widget(shape: &Value, path: &str) -> Value {
    let vocabulary = VOCABULARY_OF_LEARNING.iter().find(|(known, _)| *known == path);
    if let Some((_, vocabulary)) = vocabulary {
        return json!({ "widget": "select", "options": vocabulary.names() });
    }
    if path.rsplit('.').next() == Some("documents") {
        let formats = &keys::shape_of::<DocumentFormat>();
        let options: Vec<Value> =
            answers(formats).into_iter().chain([json!({ "label": "None", "value": "none" })]).collect();
        return json!({ "widget": "select", "multiple": true, "options": options });
    }
    let is = |wanted: &str| match &shape["type"] {
        Value::Array(types) => types.iter().any(|it| it == wanted),
        one => one == wanted,
    };
    let options = answers(shape);
    if !options.is_empty() {
        return json!({ "widget": "select", "options": options });
    }
    if is("boolean") {
        return json!({ "widget": "boolean" });
    }
    if is("integer") {
        return json!({ "widget": "number", "value_type": "int" });
    }
    if is("array") {
        let items = inner(&shape["items"]);
        let fields = inner_fields(items, path);
        return if fields.is_empty() {
            json!({ "widget": "list" })
        } else {
            json!({ "widget": "list", "fields": fields })
        };
    }
    if is("string") {
        let is_long = path == "description" || path.ends_with("reason") || path.ends_with("summary");
        if is_long {
            return json!({ "widget": "text" });
        }
        // Dates too: the editors' own widget for them puts today into every date that is left empty, or empty words.
        let mut widget = json!({ "widget": "string" });
        if let Some(pattern) = shape["pattern"].as_str() {
            let told = shape["patternErrorMessage"].as_str().unwrap_or("this is not written as it should be");
            widget["pattern"] = json!([pattern, told]);
        }
        return widget;
    }
    let fields = inner_fields(shape, path);
    if fields.is_empty() { json!({ "widget": "string" }) } else { json!({ "widget": "object", "fields": fields }) }
}

fn inner_fields(shape: &Value, path: &str) -> Vec<Value> {
    let Some(properties) = shape["properties"].as_object() else { return Vec::new() };
    let required = |name: &str| shape["required"].as_array().is_some_and(|names| names.iter().any(|it| it == name));
    let made = properties.iter().map(|(name, inner)| {
        let mut made = field(name, inner, &format!("{path}.{name}"));
        if required(name) {
            made["required"] = true.into();
        }
        made
    });
    made.collect()
}

/// The answers of a closed list, each with what it means.
fn answers(shape: &Value) -> Vec<Value> {
    let closed = shape["oneOf"].as_array().into_iter().flatten().filter_map(|answer| {
        let value = answer.get("const")?.as_str()?;
        let meaning = answer["description"].as_str().unwrap_or("").trim_end_matches('.').replace('\n', " ");
        let label = if meaning.is_empty() { value.to_owned() } else { format!("{value}: {meaning}") };
        Some(json!({ "label": label, "value": value }))
    });
    closed.collect()
}

/// A schema without the wrapping of an optional value.
fn inner(shape: &Value) -> &Value {
    shape["anyOf"].as_array().and_then(|either| either.first()).unwrap_or(shape)
}

// YAML: keys in the order a reader of such files knows, words always in quotation marks.

/// What comes first in an entry; the rest follows by name.
const FIRST: &[&str] = &["name", "label", "widget", "required", "hint", "folder", "file"];

fn push_entry(key: &str, value: &Value, indent: usize, text: &mut String) {
    text.push_str(&format!("{}{key}:", " ".repeat(indent)));
    push_value(value, indent, text);
}

fn push_value(value: &Value, indent: usize, text: &mut String) {
    match value {
        Value::Object(object) if !object.is_empty() => {
            text.push('\n');
            for (key, value) in in_order(object) {
                push_entry(key, value, indent + 2, text);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            text.push('\n');
            for item in items {
                let mut inner = String::new();
                for (key, value) in in_order(item.as_object().unwrap_or(&Map::new())) {
                    push_entry(key, value, indent + 4, &mut inner);
                }
                text.push_str(&format!("{}- {}", " ".repeat(indent + 2), inner.trim_start()));
            }
        }
        other => text.push_str(&format!(" {other}\n")),
    }
}

fn in_order(object: &Map<String, Value>) -> Vec<(&String, &Value)> {
    let mut entries: Vec<(&String, &Value)> = object.iter().collect();
    let place = |key: &str| FIRST.iter().position(|first| *first == key).unwrap_or(FIRST.len());
    entries.sort_by_key(|(key, _)| (place(key), key.to_owned()));
    entries
}
