//! What every kind of page shares: the common front matter, statuses, waivers, and the wrapper that keeps a private
//! record away from everything that writes.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{self, Deserializer};
use serde_json::json;

use crate::dates::Date;
use crate::keys::{self, JsonSchema, Schema, SchemaGenerator};
use crate::source::Span;

/// The front matter that every kind may have.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Common {
    /// What kind of page this is, where its folder does not say so.
    pub kind: Option<String>,
    /// The page's title, which is its main heading too. About 65 characters or fewer read best.
    #[schemars(example = "Preventing falls")]
    pub title: Option<String>,
    /// One or two sentences on what the page is about, for lists of pages and for search engines.
    #[schemars(example = "How we keep people safe from falls in our hospitals.")]
    pub description: Option<String>,
    /// The last part of the page's address, where the name of the file is not to be it.
    #[schemars(example = "preventing-falls")]
    pub slug: Option<String>,
    /// Old addresses of the page. Readers who come to them are led here.
    #[schemars(example = ["/falls/"])]
    pub aliases: Vec<String>,
    /// The place in lists of pages: pages with small numbers come first.
    #[schemars(example = 10)]
    pub order: Option<i64>,
    /// true keeps the page from being published. `--drafts` shows it, marked as a draft.
    pub draft: bool,
    /// The day from which the page is published. Before it, nobody sees the page.
    pub publish_on: Option<Date>,
    /// The day from which the page is no longer published.
    pub expire_on: Option<Date>,
    /// The day on which a person last read the page through. Readers see it.
    pub last_reviewed: Option<Date>,
    /// The day on which a person will read the page through again. Readers see it.
    pub next_review: Option<Date>,
    /// The role that answers for the page. A role, never a person's name.
    #[schemars(example = "Head of Patient Safety")]
    pub owner: Option<String>,
    /// true gives the page to readers in parts, one for each of its sections, with one page of the whole for
    /// printing.
    pub guide: bool,
    /// The documents to make of the page: formats, or none. Without this line, site.yaml decides.
    pub documents: Option<DocumentChoice>,
    /// Files that belong to the page, each with a title for its link.
    pub attachments: Vec<Attachment>,
    /// Whether the page is in force.
    pub status: Status,
    /// Why the page was withdrawn, in one sentence for readers. Goes with `status: withdrawn`.
    #[schemars(example = "The service has closed.")]
    pub withdrawn_reason: Option<String>,
    /// The page that takes this page's place: the path of its .md file, from this folder. Goes with `status:
    /// superseded`.
    #[schemars(example = "incident-response-2026.md")]
    pub superseded_by: Option<String>,
    /// Findings of the checks that a role has accepted for this page, each with a reason and for a time.
    pub waivers: Vec<Waiver>,
}

/// Whether a page is in force. The states are those of national publishing platforms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is in force.
    #[default]
    Published,
    /// It is no longer in force. `withdrawn_reason` says why.
    Withdrawn,
    /// Another page has replaced it. `superseded_by` names that page.
    Superseded,
}

/// A file that belongs to a page.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// The file, beside the page.
    #[schemars(example = "consent-form.pdf")]
    pub file: String,
    /// What the file is called in its link.
    #[schemars(example = "Consent form")]
    pub title: String,
    /// Whether everybody can read the file. Write false only while it cannot be mended, and name it in the
    /// accessibility statement.
    #[serde(default)]
    pub accessible: Option<bool>,
}

/// A finding that a role has accepted for a time.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The rule, as the finding names it.
    pub rule: String,
    /// The exact words that the finding is about. Without them, every finding of the rule on this page is accepted.
    #[schemars(example = "serious incident")]
    pub text: Option<String>,
    /// The fingerprint that the finding was told with. It stands for the words, which then need not be repeated in `text`.
    #[schemars(example = "5c1d-0f83b6a2c94e7d1580aa")]
    pub fingerprint: Option<String>,
    /// Why the finding is right here.
    #[schemars(example = "The title of a report of 2019")]
    pub reason: Option<String>,
    /// The role that decided. A role, never a person's name.
    #[schemars(example = "Head of Patient Safety")]
    pub by: Option<String>,
    /// The day on which it was decided.
    pub given_on: Option<Date>,
    /// The last day on which the finding is accepted.
    pub until: Option<Date>,
}

/// The document formats of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentFormat {
    /// Word.
    Docx,
    /// OpenDocument text.
    Odt,
    /// PDF.
    Pdf,
    /// Large print, as PDF and Word.
    LargePrint,
    /// An e-book.
    Epub,
    /// Plain text.
    Text,
}

impl DocumentFormat {
    /// Every format, which is what a policy, plan or learning summary is made in unless its site or page says otherwise.
    pub const ALL: [DocumentFormat; 6] = [
        DocumentFormat::Docx,
        DocumentFormat::Odt,
        DocumentFormat::Pdf,
        DocumentFormat::LargePrint,
        DocumentFormat::Epub,
        DocumentFormat::Text,
    ];
}

/// `documents:` in front matter: a list of formats, or `none`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentChoice(pub Vec<DocumentFormat>);

impl<'de> Deserialize<'de> for DocumentChoice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<DocumentChoice, D::Error> {
        #[derive(Deserialize)]
        #[serde(rename_all = "kebab-case")]
        enum Choice {
            Docx,
            Odt,
            Pdf,
            LargePrint,
            Epub,
            Text,
            None,
        }
        let choices = Vec::<Choice>::deserialize(deserializer)?;
        let mut formats = Vec::new();
        for choice in &choices {
            formats.push(match choice {
                Choice::None if choices.len() == 1 => return Ok(DocumentChoice(Vec::new())),
                Choice::None => {
                    return Err(de::Error::custom("`none` stands beside other formats\nkeep `none` or the formats"));
                }
                Choice::Docx => DocumentFormat::Docx,
                Choice::Odt => DocumentFormat::Odt,
                Choice::Pdf => DocumentFormat::Pdf,
                Choice::LargePrint => DocumentFormat::LargePrint,
                Choice::Epub => DocumentFormat::Epub,
                Choice::Text => DocumentFormat::Text,
            });
        }
        formats.sort();
        formats.dedup();
        Ok(DocumentChoice(formats))
    }
}

impl JsonSchema for DocumentChoice {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "DocumentChoice".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut format = DocumentFormat::json_schema(generator);
        format.remove("description");
        let none = json!({ "enum": ["none"], "markdownEnumDescriptions": ["No documents."] });
        keys::schema(json!({
            "anyOf": [
                { "type": "array", "items": format },
                format,
                none,
                { "type": "array", "items": none, "uniqueItems": true },
            ],
            "examples": [["docx", "pdf"]],
        }))
    }
}

/// A value that is never published. It can be neither serialised nor printed, and only code that holds a
/// [`GateKey`], which the checks are handed and the formats and feeds are not, can look inside.
#[derive(Clone)]
pub struct Private<T>(T);

/// Proof that the caller decides about publishing and does not write pages. Made by the pipeline alone.
pub struct GateKey(());

impl GateKey {
    /// The key for a run of the checks. A tidy test holds that only the pipeline calls this.
    pub fn for_checks() -> GateKey {
        GateKey(())
    }
}

impl<T> Private<T> {
    /// Locks a value away.
    pub fn new(value: T) -> Private<T> {
        Private(value)
    }

    /// The value, for a decision about publishing.
    pub fn open(&self, _: &GateKey) -> &T {
        &self.0
    }
}

impl<T> std::fmt::Debug for Private<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Private(…)")
    }
}

/// Where each key of the front matter stands, by its path (`history.0.date`). Holds no values.
#[derive(Clone, Debug, Default)]
pub struct Places(BTreeMap<String, Span>);

impl Places {
    /// Notes a place.
    pub fn insert(&mut self, path: String, span: Span) {
        self.0.insert(path, span);
    }

    /// The place of a key that is written.
    pub fn exactly(&self, path: &str) -> Option<Span> {
        self.0.get(path).copied()
    }

    /// The place of a key, or of the nearest key around it, or `None` when it is not written.
    pub fn get(&self, path: &str) -> Option<Span> {
        let mut path = path;
        loop {
            if let Some(span) = self.0.get(path) {
                return Some(*span);
            }
            path = path.rsplit_once('.')?.0;
        }
    }
}
