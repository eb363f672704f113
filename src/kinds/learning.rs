//! A learning summary, which identifies nobody, and the private record that it was made so.

use serde::Deserialize;

use super::{ControlRow, row};
use crate::dates::{Date, Month};
use crate::keys::{self, JsonSchema};

/// The public front matter of a learning summary.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct LearningSummary {
    /// What the summary is about: one theme or more. Each has a page of its own in the library of learning.
    #[schemars(example = ["falls"])]
    pub theme: Vec<String>,
    /// The quarter or season in which it happened, never the day.
    #[schemars(example = "2026-Q2")]
    #[schemars(example = "summer 2026")]
    pub period: Option<String>,
    /// How your organisation responded to the event.
    pub response_type: Option<String>,
    /// The kind of place where it happened, never the name of a ward or site.
    pub setting: Option<String>,
    /// The kind of event.
    pub event_type: Option<String>,
    /// The grades of harm.
    pub harm: Option<Harm>,
    /// The person's age, as one of the wide brackets. A summary shows no other age.
    pub age_bracket: Option<String>,
    /// The safety actions: what will be done, by which role and by when.
    pub actions: Vec<SafetyAction>,
}

/// The grades of harm.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Harm {
    /// The grade of physical harm.
    pub physical: Option<String>,
    /// The grade of psychological harm.
    pub psychological: Option<String>,
}

/// A safety action.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SafetyAction {
    /// What will be done.
    #[schemars(example = "Check the call bell at every handover")]
    pub action: String,
    /// The role that does it. A role, never a person's name.
    #[schemars(example = "Lead for falls prevention")]
    pub owner: Option<String>,
    /// The month by which it will be done.
    pub due: Option<Month>,
    /// How far it is.
    pub status: Option<String>,
    /// How you will know that it works.
    #[schemars(example = "Falls at night, counted each month")]
    pub measure: Option<String>,
}

impl SafetyAction {
    /// Whether nothing is left to be done.
    pub fn is_over(&self) -> bool {
        let status = self.status.as_deref().unwrap_or("").trim().to_lowercase();
        ["done", "complete", "completed", "closed", "stopped", "superseded"].contains(&status.as_str())
    }
}

/// The private record that a summary was made anonymous and may be published. Never rendered.
#[derive(Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AnonymisationRecord {
    /// The role that read the summary for anything that could identify somebody.
    #[schemars(example = "Caldicott Guardian")]
    pub reviewer: Option<String>,
    /// The day on which that role read it.
    pub reviewed_on: Option<Date>,
    /// The day on which somebody tried to find out from the summary who it is about.
    pub intruder_check: Option<Date>,
    /// How the person or their family was involved.
    pub family: Option<Family>,
    /// Why, where the answer to `family` needs a reason.
    #[schemars(example = "Nobody was affected")]
    pub family_reason: Option<String>,
    /// true while an inquest, a police matter or a claim stands against publishing.
    pub legal_hold: Option<bool>,
    /// The earliest day on which the summary may be published.
    pub publish_from: Option<Date>,
}

/// How the family was involved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// They were told.
    Informed,
    /// They were asked.
    Consulted,
    /// There is no family, or nobody was affected.
    NotApplicable,
}

/// What may stand in the front matter of a learning summary, its private record included.
pub fn shape() -> serde_json::Value {
    let mut shape = keys::shape_of::<LearningSummary>();
    shape["properties"][ANONYMISATION] = keys::shape_of::<AnonymisationRecord>();
    shape
}

/// The key of the private record.
pub const ANONYMISATION: &str = "anonymisation";

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
