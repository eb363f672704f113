//! What every kind of page shares: the common front matter, statuses, waivers, and the wrapper that keeps a private
//! record away from everything that writes.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{self, Deserializer};

use crate::dates::Date;
use crate::source::Span;

/// The front matter that every kind may have.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Common {
    /// The name of the kind, where the folder does not say it.
    pub kind: Option<String>,
    /// The page's title, its only level-1 heading.
    pub title: Option<String>,
    /// One or two sentences for listings and search engines.
    pub description: Option<String>,
    /// The last part of the address, where the file name is not to be it.
    pub slug: Option<String>,
    /// Old addresses that lead here.
    pub aliases: Vec<String>,
    /// The place in listings: small numbers first.
    pub order: Option<i64>,
    /// Not published, except with `--drafts`.
    pub draft: bool,
    /// Not published before this day.
    pub publish_on: Option<Date>,
    /// Not published from this day on.
    pub expire_on: Option<Date>,
    /// When a person last read it through.
    pub last_reviewed: Option<Date>,
    /// When a person will read it through again.
    pub next_review: Option<Date>,
    /// The role that answers for it.
    pub owner: Option<String>,
    /// Whether readers are given it in parts, one for each section.
    pub guide: bool,
    /// The documents to make of it; `None` leaves it to the site.
    pub documents: Option<DocumentChoice>,
    /// Files that belong to it.
    pub attachments: Vec<Attachment>,
    /// Whether it is in force.
    pub status: Status,
    /// Why it was withdrawn.
    pub withdrawn_reason: Option<String>,
    /// The page that takes its place, as a link from this file.
    pub superseded_by: Option<String>,
    /// Findings that a named role has accepted.
    pub waivers: Vec<Waiver>,
}

/// Whether a page is in force. The states are those of national publishing platforms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// In force.
    #[default]
    Published,
    /// No longer in force, with an explanation.
    Withdrawn,
    /// Replaced by another page, kept with a banner.
    Superseded,
}

/// A file that belongs to a page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// The file, relative to the page.
    pub file: String,
    /// What it is called in the link.
    pub title: String,
    /// Whether it is known to be accessible, or known not to be.
    #[serde(default)]
    pub accessible: Option<bool>,
}

/// A finding that a role has accepted for a time.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The code of the rule.
    pub rule: String,
    /// The exact words it is for.
    pub text: Option<String>,
    /// Why it is right here.
    pub reason: Option<String>,
    /// The role that decided.
    pub by: Option<String>,
    /// When.
    pub given_on: Option<Date>,
    /// Until when.
    pub until: Option<Date>,
}

/// The document formats of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
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
