//! JSON Schemas for editors: of the front matter of each kind of page, and of `site.yaml`. An editor that reads them
//! completes keys and says what each is for as the author types.
//!
//! The shapes come from the types that read the files ([`keys::shape_of`]). Here they learn what else the reader takes:
//! numbers where text is wanted, one value for a list of one, nothing after a key. And they get the names that stand
//! higher up in the house: rules, kinds, vocabularies. A schema cannot know the folder of a file, other pages or dates
//! that contradict each other: that stays with `candour check`.

pub mod cms;

use serde_json::{Map, Value, json};

use crate::checks::{self, VOCABULARY_NAMES, VOCABULARY_OF_LEARNING};
use crate::config::Config;
use crate::diagnostic::{Floor, Rule, nearest};
use crate::keys::{self, DIALECT};
use crate::kinds::kind::Common;
use crate::kinds::{KINDS, KindInfo, TITLE_CHARACTERS_MAX};
use crate::yaml::list_words;

/// What the schema of `site.yaml` is asked for by.
pub const SITE: &str = "site";

/// The words that mean true and false, as [`crate::yaml`] reads them.
const YES_OR_NO: &str = "^(?:[Yy][Ee][Ss]|[Nn][Oo])$";

/// Contacts that have a meaning of their own, and what each is for.
const CONTACTS: &[(&str, &str)] = &[
    ("feedback", "Questions about patient safety, incidents and the pages of this website."),
    ("patient_advice", "Help and support for patients, families and carers."),
    ("other_formats", "Easy Read, large print, audio, braille, British Sign Language and other languages."),
    ("security", "For people who find a weakness in the website."),
];

/// What there is a schema of: each kind, and `site`.
pub fn names() -> Vec<&'static str> {
    KINDS.iter().map(|info| info.name).chain([SITE]).collect()
}

/// The schema of a kind's front matter, or of `site.yaml`. `None` when there is nothing of that name.
pub fn of(name: &str) -> Option<Value> {
    let mut schema = body_of(name)?;
    schema["$schema"] = DIALECT.into();
    Some(schema)
}

/// One schema of every kind's front matter and of `site.yaml`, each under its name among the definitions.
pub fn all() -> Value {
    let definitions: Map<String, Value> =
        names().into_iter().filter_map(|name| Some((name.to_owned(), body_of(name)?))).collect();
    let choices: Vec<Value> =
        names().into_iter().map(|name| json!({ "$ref": format!("#/definitions/{name}") })).collect();
    json!({
        "$schema": DIALECT,
        "title": "Candour",
        "description": "The front matter of a page of any kind, or site.yaml.",
        "definitions": definitions,
        "anyOf": choices,
    })
}

/// The schema that a person asked for by its name, or all of them, as text.
///
/// # Errors
/// When there is none of that name: the nearest one, or which there are.
pub fn printed(wanted: Option<&str>) -> Result<String, String> {
    let Some(name) = wanted else { return Ok(format!("{:#}\n", all())) };
    let schema = of(name).ok_or_else(|| {
        let help = match nearest(name.trim_end_matches(".yaml"), names()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("there are {}", list_words(&names())),
        };
        format!("there is no schema of {name}; {help}")
    })?;
    Ok(format!("{schema:#}\n"))
}

fn body_of(name: &str) -> Option<Value> {
    if name == SITE {
        return Some(site());
    }
    KINDS.iter().find(|info| info.name == name).map(front_matter)
}

/// The front matter of a kind: the keys of every kind, and its own.
fn front_matter(info: &KindInfo) -> Value {
    let mut common = keys::shape_of::<Common>();
    let mut own = (info.shape)();
    let mut properties = Map::new();
    for shape in [&mut common, &mut own] {
        loosen(shape);
        if let Value::Object(keys) = shape["properties"].take() {
            properties.extend(keys);
        }
    }
    let mut schema = json!({
        "title": format!("The front matter of {}", info.noun),
        "description": format!("What stands between the two lines of three dashes at the top of {}.", info.noun),
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    schema["properties"]["kind"]["enum"] = json!([info.name, null]);
    title(&mut schema, info);
    waivers(&mut schema["properties"]["waivers"]["items"]);
    if info.name == "learning" {
        offer_vocabularies(&mut schema["properties"]);
    }
    schema
}

/// A title in words, which only a partner's page may lack: it has the partner's name.
fn title(schema: &mut Value, info: &KindInfo) {
    let title = &mut schema["properties"]["title"];
    title["maxLength"] = TITLE_CHARACTERS_MAX.into();
    if info.name != "partner" {
        title["type"] = json!(["string", "number", "boolean"]);
        title["pattern"] = r"[\p{L}\p{N}]".into();
        title["patternErrorMessage"] = "the title has no letters or numbers: write it in words".into();
        schema["required"] = json!(["title"]);
    }
}

/// What a waiver needs to count, and the rules that can be waived.
fn waivers(waiver: &mut Value) {
    let waivable = |rule: &&Rule| rule.floor == Floor::None || rule.code.starts_with("anon/");
    let codes: Vec<&str> = checks::rules().into_iter().filter(waivable).map(|rule| rule.code).collect();
    waiver["required"] = json!(["rule", "reason", "by", "given_on", "until"]);
    let keys = &mut waiver["properties"];
    keys["rule"]["enum"] = json!(codes);
    for key in ["reason", "by"] {
        keys[key]["type"] = json!(["string", "number", "boolean"]);
        keys[key]["pattern"] = r"\S".into();
        keys[key]["patternErrorMessage"] = "this is empty: write it in words".into();
    }
    for key in ["given_on", "until"] {
        keys[key]["type"] = "string".into();
    }
}

/// The national terms are offered and not asked for: `site.yaml` may add to each list.
fn offer_vocabularies(properties: &mut Value) {
    for (path, vocabulary) in VOCABULARY_OF_LEARNING {
        let mut key = &mut *properties;
        for (depth, step) in path.split('.').enumerate() {
            if depth > 0 {
                key = if key.get("items").is_some() { &mut key["items"]["properties"] } else { &mut key["properties"] };
            }
            key = &mut key[step];
        }
        key["examples"] = json!(vocabulary.names());
    }
}

fn site() -> Value {
    let mut schema = keys::shape_of::<Config>();
    loosen(&mut schema);
    schema["title"] = "site.yaml".into();
    schema["description"] = "Who publishes the website, its contacts and its rules.".into();
    schema["type"] = "object".into();
    schema["required"] = json!(["organisation", "site"]);
    let keys = &mut schema["properties"];
    require(&mut keys["organisation"], &["name"]);
    require(&mut keys["site"], &["title", "url"]);
    keys["site"]["properties"]["url"]["type"] = "string".into();
    keys["site"]["properties"]["url"]["pattern"] =
        r"^\s*https?://[A-Za-z0-9.:\[\]-]+(?:/[A-Za-z0-9/._~-]*)?\s*$".into();
    keys["site"]["properties"]["url"]["patternErrorMessage"] =
        "this is not the address of a website: write it with https:// and without ? or #".into();
    contacts(&mut keys["contacts"]);
    documents(&mut keys["documents"]);
    rules(&mut keys["rules"]);
    vocabularies(&mut keys["vocabularies"]);
    // Both say the same thing.
    let written = json!({ "expires": { "type": "string" }, "expires_after": { "type": "string" } });
    keys["security_txt"]["not"] =
        json!({ "type": "object", "required": ["expires", "expires_after"], "properties": written });
    schema
}

/// Makes keys of an object required, and their words words.
fn require(object: &mut Value, names: &[&str]) {
    object["type"] = "object".into();
    object["required"] = json!(names);
    for name in names {
        let key = &mut object["properties"][*name];
        key["pattern"] = r"\S".into();
        key["patternErrorMessage"] = "this is empty: write it in words".into();
    }
}

fn contacts(schema: &mut Value) {
    let team = schema["additionalProperties"].clone();
    schema["properties"] = CONTACTS.iter().map(|(name, what)| (*name, described(&team, what))).collect();
}

fn documents(schema: &mut Value) {
    let choice = schema["additionalProperties"].take();
    let of_kind =
        |info: &KindInfo| (info.name, described(&choice, &format!("The documents that are made of {}.", info.noun)));
    schema["properties"] = KINDS.iter().map(of_kind).collect();
    schema["additionalProperties"] = false.into();
}

fn rules(schema: &mut Value) {
    let setting = schema["additionalProperties"].take();
    let rules = checks::rules();
    let families = rules.iter().map(|rule| {
        let what =
            format!("Every rule whose name begins with {}/, but those that have a line of their own.", rule.family());
        (rule.family(), described(&setting, &what))
    });
    let each = rules.iter().map(|rule| {
        let fixed = if rule.floor == Floor::Fixed { " It cannot be lowered." } else { "" };
        let what = format!("{}. Without this line: {}.{fixed}", rule.title(), rule.severity.name());
        (rule.code, described(&setting, &what))
    });
    schema["properties"] = families.chain(each).collect();
    schema["additionalProperties"] = false.into();
}

fn vocabularies(schema: &mut Value) {
    let words = schema["additionalProperties"].clone();
    schema["properties"] = VOCABULARY_NAMES.iter().map(|(name, what)| (*name, described(&words, what))).collect();
}

fn described(schema: &Value, what: &str) -> Value {
    let mut schema = schema.clone();
    schema["description"] = what.into();
    schema
}

/// Lets a schema of types, and all within it, take what the reader of [`crate::yaml`] takes.
fn loosen(schema: &mut Value) {
    let Value::Object(object) = schema else { return };
    for (_, inner) in object.get_mut("properties").and_then(Value::as_object_mut).into_iter().flatten() {
        loosen(inner);
    }
    for inner in object.get_mut("anyOf").and_then(Value::as_array_mut).into_iter().flatten() {
        loosen(inner);
    }
    for key in ["items", "additionalProperties"] {
        if let Some(inner) = object.get_mut(key) {
            loosen(inner);
        }
    }
    // Editors would type a default for the author, which says no more than leaving the key out.
    object.remove("default");
    if let Some(Value::String(words)) = object.get_mut("description") {
        *words = words.replace('\n', " ");
    }
    choices(object);
    unwrap_optional(object);
    take_other_types(object);
}

/// Answers with an explanation each, as editors know them: a list, and a list of what each means.
fn choices(object: &mut Map<String, Value>) {
    let Some(Value::Array(answers)) = object.remove("oneOf") else { return };
    let values: Vec<&Value> = answers.iter().filter_map(|answer| answer.get("const")).collect();
    let meanings: Vec<&Value> = answers.iter().filter_map(|answer| answer.get("description")).collect();
    object.insert("enum".to_owned(), json!(values));
    object.insert("markdownEnumDescriptions".to_owned(), json!(meanings));
    object.insert("type".to_owned(), "string".into());
}

/// "This or nothing" in one schema, which editors explain better than a choice of two.
fn unwrap_optional(object: &mut Map<String, Value>) {
    let Some(Value::Array(either)) = object.get("anyOf") else { return };
    let [Value::Object(one), nothing] = &either[..] else { return };
    if *nothing != json!({ "type": "null" }) {
        return;
    }
    let mut one = one.clone();
    object.remove("anyOf");
    one.append(object);
    *object = one;
    allow(object, &["null"]);
}

fn take_other_types(object: &mut Map<String, Value>) {
    object.remove("format");
    let is = |wanted: &str| match object.get("type") {
        Some(Value::Array(types)) => types.iter().any(|it| it == wanted),
        Some(one) => one == wanted,
        None => false,
    };
    let (has_form, is_closed) = (object.contains_key("pattern"), object.contains_key("enum"));
    if is("boolean") {
        allow(object, &["string"]);
        object.insert("pattern".to_owned(), YES_OR_NO.into());
        object.insert("patternErrorMessage".to_owned(), "write true or false, without quotation marks".into());
    } else if is("integer") {
        let is_positive = object.contains_key("minimum");
        allow(object, &["string"]);
        object.insert("pattern".to_owned(), if is_positive { r"^\+?[0-9]+$" } else { "^[+-]?[0-9]+$" }.into());
        object.insert("patternErrorMessage".to_owned(), "write digits only, for example 5".into());
    } else if is("array") {
        take_one_for_a_list(object);
    } else if is("object") && !object.contains_key("required") {
        allow(object, &["null"]);
    } else if is("string") && !has_form && !is_closed {
        allow(object, &["number", "boolean"]);
    }
}

/// A list may be empty, have empty items, or be one item alone.
fn take_one_for_a_list(object: &mut Map<String, Value>) {
    let form = object.get("items").and_then(|items| items.get("pattern")).cloned();
    let wrong = object.get("items").and_then(|items| items.get("patternErrorMessage")).cloned();
    let Some(Value::Object(items)) = object.get_mut("items") else { return };
    let is_closed = items.contains_key("enum");
    let is_free = !is_closed && form.is_none() && !items.contains_key("properties");
    allow(items, &["null"]);
    match (form, is_free) {
        (Some(form), _) => {
            allow(object, &["string"]);
            object.insert("pattern".to_owned(), form);
            object.insert("patternErrorMessage".to_owned(), wrong.unwrap_or_default());
        }
        (None, true) => allow(object, &["string", "number"]),
        (None, false) => {}
    }
    allow(object, &["null"]);
}

/// Adds types to those that a schema takes, and nothing to its list of answers when null is one.
fn allow(object: &mut Map<String, Value>, more: &[&str]) {
    let mut types = match object.remove("type") {
        Some(Value::Array(types)) => types,
        Some(one) => vec![one],
        None => return,
    };
    for name in more {
        if !types.iter().any(|it| it == name) {
            types.push((*name).into());
        }
    }
    // Nothing is the last that an editor should offer.
    types.sort_by_key(|it| it == "null");
    if types.iter().any(|it| it == "null")
        && let Some(Value::Array(answers)) = object.get_mut("enum")
        && !answers.contains(&Value::Null)
    {
        answers.push(Value::Null);
    }
    object.insert("type".to_owned(), types.into());
}
