//! A Patient Safety Partner: the profile that consent allows today, and the consent itself, which is never rendered.
//!
//! The front matter as the author wrote it never leaves this module. [`PartnerProfile`] holds only what may be shown,
//! so no format, feed or template can show more.

use serde::Deserialize;

use super::kind::{Common, Private};
use super::{ControlRow, list_row, row};
use crate::dates::{Date, Due};
use crate::keys::JsonSchema;

/// The front matter as written: may hold a name that must not be shown.
#[derive(Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PartnerFrontMatter {
    /// The partner's whole name. How much of it is published depends on `name_shown` and on consent.
    #[schemars(example = "Imelda Thackwray")]
    name: Option<String>,
    /// How much of the name is published.
    name_shown: NameShown,
    /// A picture of the partner, a file beside the page. Published only with consent.
    #[schemars(example = "imelda.jpg")]
    photo: Option<String>,
    /// What the picture shows, for people who cannot see it.
    #[schemars(example = "Imelda in the hospital garden")]
    photo_alt: Option<String>,
    /// Since when they have been a partner: a day or a month.
    since: Option<Due>,
    /// The committees and groups they sit on.
    #[schemars(example = ["Patient Safety Committee"])]
    committees: Vec<String>,
    /// What they care about. Published only with consent to their story.
    #[schemars(example = ["medicines"])]
    interests: Vec<String>,
    /// Their own words. Published only with consent to their story.
    #[schemars(example = "I ask what it was like for the person.")]
    quote: Option<String>,
    /// What the partner has agreed to. Never published.
    consent: Option<Consent>,
}

/// How much of the name is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum NameShown {
    /// First and last name.
    Full,
    /// The first name only.
    #[default]
    First,
    /// A name that the partner chose.
    Pseudonym,
}

/// What a partner has agreed to. Never rendered.
#[derive(Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Consent {
    /// true when they agreed to their name being published.
    pub name: bool,
    /// true when they agreed to their picture being published.
    pub photo: bool,
    /// true when they agreed to their story and their words being published.
    pub story: bool,
    /// true when they agreed to what they say of their health being published.
    pub health: bool,
    /// The day on which they agreed. Without it, nothing is published.
    pub given_on: Option<Date>,
    /// The day from which their consent no longer holds.
    pub expires_on: Option<Date>,
    /// The day on which they took their consent back.
    pub withdrawn_on: Option<Date>,
    /// Where the signed form is kept.
    #[schemars(example = "PSP-07")]
    pub reference: Option<String>,
}

impl Consent {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.given_on.is_some_and(|given| given <= day)
            && self.expires_on.is_none_or(|expires| day < expires)
            && self.withdrawn_on.is_none_or(|withdrawn| day < withdrawn)
    }
}

/// When a consent with which something is published ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentEnd {
    /// On this day.
    On(Date),
    /// No end is written. It was given on this day.
    NotWritten(Date),
}

impl Consent {
    /// When it ends. `None` where it was never given or is taken back, or covers nothing.
    pub fn end(&self) -> Option<ConsentEnd> {
        let given = self.given_on.filter(|_| self.withdrawn_on.is_none() && (self.name || self.photo || self.story))?;
        Some(self.expires_on.map_or(ConsentEnd::NotWritten(given), ConsentEnd::On))
    }
}

/// What may be shown of a partner on the day of the build.
#[derive(Clone, Debug, Default)]
pub struct PartnerProfile {
    /// The name to show.
    pub display_name: String,
    /// The picture, where consent allows it.
    pub photo: Option<Photo>,
    /// Partner since.
    pub since: Option<Due>,
    /// The committees they sit on.
    pub committees: Vec<String>,
    /// What they care about.
    pub interests: Vec<String>,
    /// Their own words, where consent allows them.
    pub quote: Option<String>,
    /// Whether the page's text, their story, may be shown.
    pub story: Story,
    /// Whether consent stands today, whatever it is to. Without it nobody is led to the page.
    pub is_introduced: bool,
    /// Whether a name may be shown at all.
    pub is_named: bool,
}

/// Whether a story may be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Story {
    /// It may.
    Shown,
    /// Consent does not cover it today.
    #[default]
    Withheld,
}

/// A picture of a partner.
#[derive(Clone, Debug)]
pub struct Photo {
    /// Relative to the page.
    pub file: String,
    /// What it shows.
    pub alt: String,
}

/// What the checks may know of a partner and nothing else may.
#[derive(Clone, Default)]
pub struct PartnerRecord {
    /// The consent, when it is written.
    pub consent: Option<Consent>,
    /// The whole name as written.
    pub full_name: String,
    /// The words of the name that must not be seen.
    pub hidden_name_words: Vec<String>,
    /// What was asked for and is withheld, by front-matter key.
    pub withheld: Vec<&'static str>,
    /// How much of the name was asked for.
    pub name_shown: NameShown,
    /// Whether there is a photo without words for it.
    pub photo_without_alt: bool,
}

/// The name shown when consent covers none.
pub const NAME_WITHHELD: &str = "Patient Safety Partner";

impl PartnerFrontMatter {
    /// What may be shown on a day, and what the checks have to know.
    pub fn split(self, day: Date) -> (PartnerProfile, Private<PartnerRecord>) {
        let consent = self.consent.clone().unwrap_or_default();
        let holds = consent.holds_on(day);
        let mut withheld = Vec::new();
        let mut allow = |key: &'static str, agreed: bool, wanted: bool| {
            if wanted && !(holds && agreed) {
                withheld.push(key);
            }
            wanted && holds && agreed
        };
        let name = self.name.clone().unwrap_or_default();
        // A pseudonym names nobody, so it needs no consent to a name.
        let name_agreed = consent.name || self.name_shown == NameShown::Pseudonym;
        let name_allowed = allow("name", name_agreed, !name.is_empty());
        let words: Vec<&str> = name.split_whitespace().collect();
        let words_joined = words.join(" ");
        let (shown, hidden): (Vec<&str>, Vec<&str>) = match (name_allowed, self.name_shown) {
            (false, NameShown::Pseudonym) => (vec![], vec![]),
            (false, _) => (vec![], words),
            (true, NameShown::Full | NameShown::Pseudonym) => (words, vec![]),
            (true, NameShown::First) => (words.iter().take(1).copied().collect(), words[1..].to_vec()),
        };
        let display_name = if shown.is_empty() { NAME_WITHHELD.to_owned() } else { shown.join(" ") };
        let photo = self.photo.clone().filter(|_| allow("photo", consent.photo, true));
        let alt = self.photo_alt.clone().unwrap_or_default();
        let quote = self.quote.clone().filter(|_| allow("quote", consent.story, true));
        let story = if allow("story", consent.story, true) { Story::Shown } else { Story::Withheld };
        // What somebody cares about is a part of their story, and can tell of their health.
        let interests = match allow("interests", consent.story, !self.interests.is_empty()) {
            true => self.interests,
            false => Vec::new(),
        };
        // Since when they sit on which groups tells colleagues who they are.
        let (since, committees) = if holds { (self.since, self.committees) } else { (None, Vec::new()) };
        let record = PartnerRecord {
            full_name: words_joined,
            hidden_name_words: hidden.into_iter().map(str::to_owned).collect(),
            withheld,
            name_shown: self.name_shown,
            photo_without_alt: self.photo.is_some() && alt.trim().is_empty(),
            consent: self.consent,
        };
        let profile = PartnerProfile {
            display_name,
            photo: photo.map(|file| Photo { file, alt }),
            since,
            committees,
            interests,
            quote,
            story,
            is_introduced: holds,
            is_named: holds && name_agreed,
        };
        (profile, Private::new(record))
    }
}

impl PartnerProfile {
    /// Takes what consent does not cover from the front matter that every kind may have.
    pub fn withhold(&self, common: &mut Common) {
        if !self.is_named {
            common.title = None;
        }
        if self.story == Story::Withheld {
            common.description = None;
            common.attachments.clear();
        }
    }

    /// The facts that head a profile.
    pub fn control(&self) -> Vec<ControlRow> {
        [
            row("Partner since", "since", &self.since),
            list_row("Committees and groups", "committees", &self.committees),
            list_row("Interests", "interests", &self.interests),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
