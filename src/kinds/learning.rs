//! A learning summary, which identifies nobody, and the private record that it was made so.

use serde::Deserialize;

use super::{ControlRow, row};
use crate::dates::{Date, Month};

/// The public front matter of a learning summary.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LearningSummary {
    /// What it is about.
    pub theme: Vec<String>,
    /// The quarter or season: `2026-Q2`, `summer 2026`.
    pub period: Option<String>,
    /// How the organisation responded.
    pub response_type: Option<String>,
    /// The kind of place, from the national location list.
    pub setting: Option<String>,
    /// The kind of event.
    pub event_type: Option<String>,
    /// The grades of harm.
    pub harm: Option<Harm>,
    /// The only age a summary shows.
    pub age_bracket: Option<String>,
    /// What will be done.
    pub actions: Vec<SafetyAction>,
}

/// The grades of harm.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Harm {
    /// Physical harm.
    pub physical: Option<String>,
    /// Psychological harm.
    pub psychological: Option<String>,
}

/// A safety action.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafetyAction {
    /// What will be done.
    pub action: String,
    /// By which role.
    pub owner: Option<String>,
    /// By when.
    pub due: Option<Month>,
    /// How far it is.
    pub status: Option<String>,
    /// How we will know.
    pub measure: Option<String>,
}

/// The private record that a summary was made anonymous and may be published. Never rendered.
#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AnonymisationRecord {
    /// The role that read it for identifying detail.
    pub reviewer: Option<String>,
    /// When.
    pub reviewed_on: Option<Date>,
    /// When somebody tried to identify a person from it, as a motivated intruder would.
    pub intruder_check: Option<Date>,
    /// How the family was involved.
    pub family: Option<Family>,
    /// Why, where that needs a reason.
    pub family_reason: Option<String>,
    /// An inquest, police matter or claim stands against publishing.
    pub legal_hold: Option<bool>,
    /// The earliest day to publish.
    pub publish_from: Option<Date>,
}

/// How the family was involved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// Told.
    Informed,
    /// Asked.
    Consulted,
    /// There is none, or nobody was affected.
    NotApplicable,
}

impl LearningSummary {
    /// The facts that head a summary.
    pub fn control(&self) -> Vec<ControlRow> {
        let themes = (!self.theme.is_empty()).then(|| sentence_case(&self.theme.join(", ")));
        let physical = self.harm.as_ref().and_then(|harm| harm.physical.clone());
        let psychological = self.harm.as_ref().and_then(|harm| harm.psychological.clone());
        [
            row("Theme", "theme", &themes),
            row("When", "period", &self.period.as_deref().map(period_words)),
            row("Where", "setting", &self.setting.as_deref().map(sentence_case)),
            row("Type of event", "event_type", &self.event_type.as_deref().map(sentence_case)),
            row("How we responded", "response_type", &self.response_type.as_deref().map(sentence_case)),
            row("Physical harm", "harm.physical", &physical.as_deref().map(sentence_case)),
            row("Psychological harm", "harm.psychological", &psychological.as_deref().map(sentence_case)),
            row("Age", "age_bracket", &self.age_bracket),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// "April to June 2026" for `2026-Q2`; anything else with a capital letter.
pub fn period_words(period: &str) -> String {
    let quarter = period.split_once("-Q").filter(|(year, quarter)| {
        year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) && matches!(*quarter, "1" | "2" | "3" | "4")
    });
    match quarter {
        Some((year, "1")) => format!("January to March {year}"),
        Some((year, "2")) => format!("April to June {year}"),
        Some((year, "3")) => format!("July to September {year}"),
        Some((year, _)) => format!("October to December {year}"),
        None => sentence_case(period),
    }
}

/// The same words with a capital first letter.
pub fn sentence_case(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
