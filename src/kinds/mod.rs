//! The kinds of content and their typed front matter.
//!
//! [`KINDS`] is the list; a new kind is one file and one line. [`read`] turns the YAML between the `---` lines into
//! [`Meta`], which every later stage may use, and [`Record`], which only the checks may open. It reports every fault
//! at its own key or value. Knows no blocks and no addresses.

pub mod kind;
pub mod learning;
pub mod partner;
pub mod plan;
pub mod policy;
pub mod statement;

use std::fmt::Display;

use serde::Deserialize;

use crate::dates::{Date, Due};
use crate::diagnostic::{CANDOUR, Diagnostic, nearest};
use crate::keys::{self, JsonSchema};
use crate::rule;
use crate::source::{SourcePath, SourceText, Span};
use crate::yaml::{self, FaultKind, Node, Value};
use kind::{Common, Places, Private, Status};

rule!(/// A page without front matter.
    FRONT_MATTER_MISSING = "front-matter/missing", Error, Fixed, CANDOUR);
rule!(/// Front matter that is not YAML.
    FRONT_MATTER_YAML = "front-matter/not-yaml", Error, Fixed, CANDOUR);
rule!(/// A key twice.
    FRONT_MATTER_DUPLICATE_KEY = "front-matter/duplicate-key", Error, Fixed, CANDOUR);
rule!(/// A key that has no meaning.
    FRONT_MATTER_UNKNOWN_KEY = "front-matter/unknown-key", Error, Fixed, CANDOUR);
rule!(/// A key that has to be there.
    FRONT_MATTER_MISSING_KEY = "front-matter/missing-key", Error, Fixed, CANDOUR);
rule!(/// A value of the wrong kind.
    FRONT_MATTER_WRONG_VALUE = "front-matter/wrong-value", Error, Fixed, CANDOUR);
rule!(/// Words after a hash sign, which YAML does not read.
    WORDS_AFTER_HASH = "front-matter/words-after-hash", Warning, None, CANDOUR);
rule!(/// A kind that there is not.
    FRONT_MATTER_UNKNOWN_KIND = "front-matter/unknown-kind", Error, Fixed, CANDOUR);

/// The longest title, in characters. The style guide asks for about 65; past this it is an accident.
pub const TITLE_CHARACTERS_MAX: usize = 300;

/// What a page is, with the front matter that only its kind has.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A policy.
    Policy(Box<policy::Policy>),
    /// A plan.
    Plan(Box<plan::Plan>),
    /// A learning summary.
    Learning(Box<learning::LearningSummary>),
    /// A Patient Safety Partner.
    Partner(Box<partner::PartnerProfile>),
    /// Any other page.
    Page,
    /// The accessibility statement.
    Statement(Box<statement::Statement>),
}

/// One line of the list of kinds.
#[derive(Debug)]
pub struct KindInfo {
    /// `kind:` in front matter, and the template's name.
    pub name: &'static str,
    /// What it is called in a sentence.
    pub noun: &'static str,
    /// The folder whose pages are of this kind unless they say otherwise.
    pub folder: &'static str,
    /// The keys that only this kind has.
    pub keys: fn() -> &'static [&'static str],
    /// What may stand after those keys and the private one.
    pub shape: fn() -> serde_json::Value,
    /// Its private key, whose value is never shown or repeated.
    pub private_key: Option<&'static str>,
    /// Keys whose values are not repeated or shown either, because they may have to stay hidden.
    pub guarded_keys: &'static [&'static str],
}

/// Every kind there is.
pub const KINDS: &[KindInfo] = &[
    KindInfo {
        name: "policy",
        noun: "a policy",
        folder: "policies",
        keys: yaml::key_names::<policy::Policy>,
        shape: keys::shape_of::<policy::Policy>,
        private_key: None,
        guarded_keys: &[],
    },
    KindInfo {
        name: "plan",
        noun: "a plan",
        folder: "plan",
        keys: yaml::key_names::<plan::Plan>,
        shape: keys::shape_of::<plan::Plan>,
        private_key: None,
        guarded_keys: &[],
    },
    KindInfo {
        name: "learning",
        noun: "a learning summary",
        folder: "learning",
        keys: yaml::key_names::<learning::LearningSummary>,
        shape: learning::shape,
        private_key: Some(learning::ANONYMISATION),
        guarded_keys: &[],
    },
    KindInfo {
        name: "partner",
        noun: "a Patient Safety Partner",
        folder: "partners",
        keys: yaml::key_names::<partner::PartnerFrontMatter>,
        shape: keys::shape_of::<partner::PartnerFrontMatter>,
        private_key: Some("consent"),
        guarded_keys: &["name", "title", "description", "quote", "photo", "photo_alt", "slug", "aliases"],
    },
    KindInfo {
        name: "page",
        noun: "a page",
        folder: "",
        keys: no_keys,
        shape: || serde_json::json!({ "properties": {} }),
        private_key: None,
        guarded_keys: &[],
    },
    KindInfo {
        name: "statement",
        noun: "an accessibility statement",
        folder: "",
        keys: yaml::key_names::<statement::Statement>,
        shape: keys::shape_of::<statement::Statement>,
        private_key: None,
        guarded_keys: &[],
    },
];

fn no_keys() -> &'static [&'static str] {
    &[]
}

/// One version of a policy.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    /// The version.
    #[schemars(example = "1.10")]
    pub version: String,
    /// When it came about: a day or a month.
    pub date: crate::dates::Due,
    /// The role that wrote it. A role, never a person's name.
    #[schemars(example = "Patient Safety Specialist")]
    pub author: Option<String>,
    /// What changed.
    #[schemars(example = "New section on involving families")]
    pub summary: Option<String>,
}

/// A label and a value for the head of a page.
#[derive(Clone, Debug)]
pub struct ControlRow {
    /// "Review due".
    pub label: &'static str,
    /// The front-matter key it comes from.
    pub key: &'static str,
    /// The values in words, at least one.
    pub values: Vec<String>,
}

/// A row when there is a value.
pub fn row(label: &'static str, key: &'static str, value: &Option<impl Display>) -> Option<ControlRow> {
    value.as_ref().map(|value| ControlRow { label, key, values: vec![value.to_string()] })
}

/// A row for a list that is not empty.
pub fn list_row(label: &'static str, key: &'static str, values: &[String]) -> Option<ControlRow> {
    (!values.is_empty()).then(|| ControlRow { label, key, values: values.to_vec() })
}

/// All that the front matter says and everybody may read.
#[derive(Clone, Debug)]
pub struct Meta {
    /// What every kind may have.
    pub common: Common,
    /// What this kind has.
    pub kind: Kind,
    /// Where each key stands.
    pub places: Places,
    /// The whole front matter with its `---` lines.
    pub span: Span,
}

/// What the front matter says and only the checks may read.
#[derive(Clone, Debug)]
pub enum Record {
    /// Nothing.
    None,
    /// How a learning summary was made anonymous; `None` when that is not written.
    Anonymisation(Option<Private<learning::AnonymisationRecord>>),
    /// A partner's consent and hidden name.
    Partner(Private<partner::PartnerRecord>),
}

impl Kind {
    /// Its line in the list.
    pub fn info(&self) -> &'static KindInfo {
        let name = match self {
            Kind::Policy(_) => "policy",
            Kind::Plan(_) => "plan",
            Kind::Learning(_) => "learning",
            Kind::Partner(_) => "partner",
            Kind::Page => "page",
            Kind::Statement(_) => "statement",
        };
        KINDS.iter().find(|info| info.name == name).unwrap_or(&KINDS[0])
    }

    /// Whether it is a document with an owner, a version and a review, such as a policy.
    pub fn is_controlled(&self) -> bool {
        matches!(self, Kind::Policy(_) | Kind::Plan(_))
    }

    /// The labels and values that head the page.
    pub fn control(&self) -> Vec<ControlRow> {
        match self {
            Kind::Policy(policy) => policy.control(),
            Kind::Plan(plan) => plan.control(),
            Kind::Learning(summary) => summary.control(),
            Kind::Partner(partner) => partner.control(),
            Kind::Page | Kind::Statement(_) => Vec::new(),
        }
    }
}

impl Meta {
    /// Where a key stands, or the whole front matter when it is not written.
    pub fn place(&self, key: &str) -> Span {
        self.places.get(key).unwrap_or(Span { start: self.span.start, end: self.span.start })
    }

    /// When the document that it is was due for review or refreshing, if that day has gone and it is still in force.
    pub fn overdue(&self, day: Date) -> Option<Due> {
        let due = match &self.kind {
            Kind::Policy(policy) => policy.review_due,
            Kind::Plan(plan) => plan.refresh_due,
            _ => None,
        };
        due.filter(|due| due.last_day() < day && self.common.status == Status::Published)
    }

    /// The front matter of a file that has none that can be used, so that the rest of it can still be looked at.
    fn empty(path: &SourcePath, span: Span) -> Meta {
        let title = Some(path.stem().replace(['-', '_'], " "));
        Meta { common: Common { title, ..Common::default() }, kind: Kind::Page, places: Places::default(), span }
    }
}

/// The kind of a file by its folder.
pub fn kind_of_path(path: &SourcePath) -> &'static str {
    let top = path.as_str().split_once('/').map_or("", |(top, _)| top);
    if path.file_name().starts_with("_index.") {
        return "page";
    }
    KINDS.iter().find(|info| !info.folder.is_empty() && info.folder == top).map_or("page", |info| info.name)
}

/// The front matter's YAML and the whole block with its `---` lines. `None` when the file does not start with one.
pub fn split(text: &str) -> Option<(Span, Span)> {
    let rest = text.strip_prefix("---")?;
    let first_line = rest.find('\n')?;
    if !rest[..first_line].trim().is_empty() {
        return None;
    }
    let yaml_start = 3 + first_line + 1;
    let mut at = yaml_start;
    for line in text[yaml_start..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some((Span::new(yaml_start, at), Span::new(0, at + line.len())));
        }
        at += line.len();
    }
    None
}

/// Reads a file's front matter. `day` is the day of the build: what consent allows depends on it.
pub fn read(source: &SourceText, day: Date, found: &mut Vec<Diagnostic>) -> (Meta, Record) {
    let path = &source.path;
    let Some((yaml_span, whole)) = split(&source.text) else {
        let unclosed = source.text.starts_with("---\n");
        let (message, help) = if source.text.trim().is_empty() {
            ("this page is empty", "add front matter with at least a title, or delete the file")
        } else if unclosed {
            ("the front matter is not closed", "add a line with three dashes (---) after its last key")
        } else {
            (
                "this page has no front matter",
                "start the file with a line of three dashes (---), a line `title: …`, and three dashes again",
            )
        };
        found.push(Diagnostic::new(&FRONT_MATTER_MISSING, path, source.line_span(1), message).help(help));
        return (Meta::empty(path, Span::default()), Record::None);
    };
    let mut root = match yaml::parse(source.slice(yaml_span), yaml_span.start as usize) {
        Ok(root) => root,
        Err(fault) => {
            found.push(diagnostic(fault, path, Guard::All));
            return (Meta::empty(path, whole), Record::None);
        }
    };
    match &root.value {
        Value::Map(_) => {}
        Value::Empty => root.value = Value::Map(Vec::new()),
        Value::List(_) | Value::Text(_) | Value::Bool(_) => {
            let message = "the front matter is not a set of `key: value` lines";
            let help = "start each line with a key and a colon, for example `title: Our policy`";
            found.push(Diagnostic::new(&FRONT_MATTER_YAML, path, root.span, message).help(help));
            return (Meta::empty(path, whole), Record::None);
        }
    }
    read_map(&root, whole, source, day, found)
}

fn read_map(root: &Node, whole: Span, source: &SourceText, day: Date, found: &mut Vec<Diagnostic>) -> (Meta, Record) {
    let path = &source.path;
    let named = root.get("kind").and_then(Node::text);
    let info = KINDS.iter().find(|info| info.name == named.unwrap_or(kind_of_path(path)));
    let info = info.unwrap_or_else(|| {
        let names: Vec<&str> = KINDS.iter().map(|info| info.name).collect();
        let help = match nearest(named.unwrap_or(""), names.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("the kinds are {}", yaml::list_words(&names)),
        };
        let span = root.get("kind").map_or(whole, |node| node.span);
        found.push(Diagnostic::new(&FRONT_MATTER_UNKNOWN_KIND, path, span, "there is no such kind of page").help(help));
        &KINDS[4]
    });
    let guard = Guard::Keys(info);
    let common_keys = yaml::key_names::<Common>();
    let own_keys = (info.keys)();
    let mut common_part = Node { span: root.span, value: Value::Map(Vec::new()) };
    let mut own_part = common_part.clone();
    for entry in root.entries() {
        let part = if common_keys.contains(&entry.key.as_str()) {
            &mut common_part
        } else if own_keys.contains(&entry.key.as_str()) || info.private_key == Some(entry.key.as_str()) {
            &mut own_part
        } else {
            found.push(unknown_key(entry, info, common_keys, own_keys, path));
            continue;
        };
        if let Value::Map(entries) = &mut part.value {
            entries.push(entry.clone());
        }
    }
    let mut places = Places::default();
    note_places(root, "", &mut places);
    report_words_after_hash(root, source, guard, found);

    let mut faults = Vec::new();
    let mut common = yaml::read::<Common>(&common_part, &mut faults).unwrap_or_default();
    let (kind, record) = read_kind(info, &own_part, day, &mut faults);
    if let Kind::Partner(partner) = &kind {
        partner.withhold(&mut common);
    }
    found.extend(faults.into_iter().map(|fault| diagnostic(fault, path, guard)));
    let mut meta = Meta { common, kind, places, span: whole };
    settle_title(&mut meta, path, found);
    (meta, record)
}

fn read_kind(info: &KindInfo, part: &Node, day: Date, faults: &mut Vec<yaml::Fault>) -> (Kind, Record) {
    match info.name {
        "policy" => (Kind::Policy(yaml::read(part, faults).unwrap_or_default()), Record::None),
        "plan" => (Kind::Plan(yaml::read(part, faults).unwrap_or_default()), Record::None),
        "statement" => (Kind::Statement(yaml::read(part, faults).unwrap_or_default()), Record::None),
        "partner" => {
            let written: partner::PartnerFrontMatter = yaml::read(part, faults).unwrap_or_default();
            let (profile, record) = written.split(day);
            (Kind::Partner(Box::new(profile)), Record::Partner(record))
        }
        "learning" => {
            let mut public = part.clone();
            let mut record = None;
            if let Value::Map(entries) = &mut public.value {
                entries.retain(|entry| entry.key != learning::ANONYMISATION);
            }
            if let Some(node) = part.get(learning::ANONYMISATION) {
                let mut own_faults = Vec::new();
                record = yaml::read::<learning::AnonymisationRecord>(node, &mut own_faults).map(Private::new);
                faults.extend(own_faults.into_iter().map(|mut fault| {
                    fault.path.insert(0, learning::ANONYMISATION.to_owned());
                    fault
                }));
            }
            (Kind::Learning(yaml::read(&public, faults).unwrap_or_default()), Record::Anonymisation(record))
        }
        _ => (Kind::Page, Record::None),
    }
}

fn settle_title(meta: &mut Meta, path: &SourcePath, found: &mut Vec<Diagnostic>) {
    let title = meta.common.title.as_deref().map(str::trim).unwrap_or("").to_owned();
    if title.is_empty() {
        if let Kind::Partner(partner) = &meta.kind {
            meta.common.title = Some(partner.display_name.clone());
            return;
        }
        let message = "this page has no title";
        let help = "add a line such as `title: Patient safety incident response policy`";
        found.push(Diagnostic::new(&FRONT_MATTER_MISSING_KEY, path, meta.place("title"), message).help(help));
        meta.common.title = Some(path.stem().replace(['-', '_'], " "));
        return;
    }
    if title.chars().count() > TITLE_CHARACTERS_MAX {
        let message = format!("the title is longer than {TITLE_CHARACTERS_MAX} characters");
        let help = "shorten it to 65 characters or fewer and put the rest in the page";
        let diagnostic = Diagnostic::new(&FRONT_MATTER_WRONG_VALUE, path, meta.place("title"), message).help(help);
        found.push(diagnostic.hidden());
    }
    if !title.chars().any(char::is_alphanumeric) {
        let message = "the title has no letters or numbers";
        let help = "write it in words: screen readers and documents need them";
        found.push(Diagnostic::new(&FRONT_MATTER_WRONG_VALUE, path, meta.place("title"), message).help(help));
    }
    meta.common.title = Some(title);
}

fn unknown_key(
    entry: &yaml::Entry,
    info: &KindInfo,
    common_keys: &[&str],
    own_keys: &[&str],
    path: &SourcePath,
) -> Diagnostic {
    let here = common_keys.iter().chain(own_keys).copied().chain(info.private_key);
    let elsewhere: Vec<&KindInfo> = KINDS
        .iter()
        .filter(|other| (other.keys)().contains(&entry.key.as_str()) || other.private_key == Some(entry.key.as_str()))
        .collect();
    let help = match (elsewhere.as_slice(), nearest(&entry.key, here)) {
        ([first, ..], _) => {
            let nouns: Vec<&str> = elsewhere.iter().map(|other| other.noun).collect();
            let nouns = nouns.join(" or ");
            let place = if first.folder.is_empty() {
                String::new()
            } else {
                format!("move the file to `{}`, or ", first.folder)
            };
            format!(
                "`{}` belongs to {nouns}; this page is {}. If it is {}, {place}write `kind: {}` at its top",
                entry.key, info.noun, first.noun, first.name
            )
        }
        ([], Some(name)) => format!("did you mean `{name}`?"),
        ([], None) => "delete the line, or see `candour explain front-matter/unknown-key` for the keys".to_owned(),
    };
    // Something typed as a key may be a name: it is not repeated where names are guarded. A private record in a page
    // of another kind is as private as in its own.
    let message = if info.private_key.is_some() {
        format!("there is no such key in {}", info.noun)
    } else {
        format!("there is no key `{}` in {}", entry.key, info.noun)
    };
    let diagnostic = Diagnostic::new(&FRONT_MATTER_UNKNOWN_KEY, path, entry.key_span, message).help(help);
    let is_private = KINDS.iter().any(|other| other.private_key == Some(entry.key.as_str()));
    if info.private_key.is_some() || is_private { diagnostic.hidden() } else { diagnostic }
}

/// Which lines a report may not show.
#[derive(Clone, Copy)]
enum Guard {
    /// None of them: the YAML cannot be read, so nobody knows which are private.
    All,
    /// The private and guarded keys of a kind.
    Keys(&'static KindInfo),
}

impl Guard {
    fn hides(self, key: &str) -> bool {
        match self {
            Guard::All => true,
            Guard::Keys(info) => info.private_key == Some(key) || info.guarded_keys.contains(&key),
        }
    }
}

fn diagnostic(fault: yaml::Fault, path: &SourcePath, guard: Guard) -> Diagnostic {
    let rule = match fault.kind {
        FaultKind::Syntax => FRONT_MATTER_YAML,
        FaultKind::DuplicateKey => FRONT_MATTER_DUPLICATE_KEY,
        FaultKind::UnknownKey => FRONT_MATTER_UNKNOWN_KEY,
        FaultKind::MissingKey => FRONT_MATTER_MISSING_KEY,
        FaultKind::WrongValue => FRONT_MATTER_WRONG_VALUE,
    };
    let top = fault.path.first().map_or("", String::as_str);
    let hidden = guard.hides(top);
    let named = if fault.path.is_empty() || fault.kind == FaultKind::UnknownKey {
        if hidden && fault.kind == FaultKind::UnknownKey {
            "there is no such key here".to_owned()
        } else {
            fault.message
        }
    } else {
        let key = fault.path.iter().rev().find(|step| step.parse::<usize>().is_err()).map_or("", String::as_str);
        format!("`{key}`: {}", fault.message)
    };
    let diagnostic = Diagnostic::new(&rule, path, fault.span, named).help(fault.help);
    if hidden { diagnostic.hidden() } else { diagnostic }
}

/// `title: Ward #3` reads as "Ward": YAML takes the rest for a comment, and the author's words would be lost.
fn report_words_after_hash(root: &Node, source: &SourceText, guard: Guard, found: &mut Vec<Diagnostic>) {
    for entry in root.entries() {
        let hidden = guard.hides(&entry.key);
        each_scalar(&entry.value, &mut |span| {
            let line_end =
                source.text[span.end as usize..].find('\n').map_or(source.text.len(), |at| span.end as usize + at);
            let rest = &source.text[span.end as usize..line_end];
            if !rest.trim_start().starts_with('#') {
                return;
            }
            let hash = Span::new(line_end - rest.trim_start().len(), line_end);
            let message = "the words after the # are not read";
            let help = "put quotation marks around the whole value, or put the note on a line of its own";
            let diagnostic = Diagnostic::new(&WORDS_AFTER_HASH, &source.path, hash, message).help(help);
            found.push(if hidden { diagnostic.hidden() } else { diagnostic });
        });
    }
}

fn each_scalar(node: &Node, visit: &mut dyn FnMut(Span)) {
    match &node.value {
        Value::Text(_) | Value::Bool(_) => visit(node.span),
        Value::List(items) => items.iter().for_each(|item| each_scalar(item, visit)),
        Value::Map(entries) => entries.iter().for_each(|entry| each_scalar(&entry.value, visit)),
        Value::Empty => {}
    }
}

fn note_places(node: &Node, prefix: &str, places: &mut Places) {
    let join = |step: &str| if prefix.is_empty() { step.to_owned() } else { format!("{prefix}.{step}") };
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                let empty = entry.value.span.start == entry.value.span.end;
                places.insert(join(&entry.key), if empty { entry.key_span } else { entry.value.span });
                note_places(&entry.value, &join(&entry.key), places);
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                places.insert(join(&index.to_string()), item.span);
                note_places(item, &join(&index.to_string()), places);
            }
        }
        _ => {}
    }
}
