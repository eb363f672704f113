//! A policy, with the document control that a policy on policies asks for (see `domain` sources in its rules).

use serde::Deserialize;
use serde::de::{self, Deserializer};

use super::{ControlRow, Revision, row};
use crate::dates::{Cycle, Date, Due};

/// The front matter of a policy.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// The number in the organisation's register.
    pub reference: Option<String>,
    /// The version, as text: "1.10" is not 1.1.
    pub version: Option<String>,
    /// When it was approved.
    pub approved_on: Option<Date>,
    /// The group that approved it.
    pub approved_by: Option<String>,
    /// When it came into force.
    pub effective_from: Option<Date>,
    /// When it is due for review.
    pub review_due: Option<Due>,
    /// The stated cycle.
    pub review_every: Option<Cycle>,
    /// The responsible director, a role.
    pub director: Option<String>,
    /// The responsible committee.
    pub committee: Option<String>,
    /// Who it is for.
    pub audience: Option<String>,
    /// The assessments made of it.
    pub impact_assessments: ImpactAssessments,
    /// Its versions.
    pub history: Vec<Revision>,
}

/// The impact assessments of a policy.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ImpactAssessments {
    /// Equality and health inequalities.
    pub equality: Option<Assessment>,
    /// Quality.
    pub quality: Option<Assessment>,
    /// Data protection.
    pub privacy: Option<Assessment>,
}

/// When an assessment was made, or why none was needed.
#[derive(Clone, Debug)]
pub enum Assessment {
    /// Made on this day.
    On(Date),
    /// Not needed, for this reason.
    NotNeeded(String),
}

impl<'de> Deserialize<'de> for Assessment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Assessment, D::Error> {
        struct AssessmentVisitor;
        impl<'de> de::Visitor<'de> for AssessmentVisitor {
            type Value = Assessment;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a date or `not-needed: reason`")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Assessment, E> {
                if let Some(date) = Date::parse(text) {
                    return Ok(Assessment::On(date));
                }
                match text.split_once(':') {
                    Some(("not-needed", reason)) if !reason.trim().is_empty() => {
                        Ok(Assessment::NotNeeded(reason.trim().to_owned()))
                    }
                    _ => Err(E::custom(
                        "this is neither a date nor a reason\nwrite a date as 2026-04-01, or `not-needed: ` and the reason",
                    )),
                }
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut entries: A) -> Result<Assessment, A::Error> {
                match entries.next_entry::<String, String>()? {
                    Some((key, reason)) if key == "not-needed" => Ok(Assessment::NotNeeded(reason)),
                    _ => Err(de::Error::custom(
                        "this is neither a date nor a reason\nwrite a date as 2026-04-01, or `not-needed: ` and the reason",
                    )),
                }
            }
        }
        deserializer.deserialize_any(AssessmentVisitor)
    }
}

impl std::fmt::Display for Assessment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Assessment::On(date) => write!(f, "Completed on {date}"),
            Assessment::NotNeeded(reason) => write!(f, "Not needed: {reason}"),
        }
    }
}

impl Policy {
    /// The document-control rows, in the order of the field.
    pub fn control(&self) -> Vec<ControlRow> {
        [
            row("Reference", "reference", &self.reference),
            row("Version", "version", &self.version),
            row("Approved by", "approved_by", &self.approved_by),
            row("Approved on", "approved_on", &self.approved_on),
            row("In force from", "effective_from", &self.effective_from),
            row("Review due", "review_due", &self.review_due),
            row("Reviewed every", "review_every", &self.review_every),
            row("Responsible director", "director", &self.director),
            row("Responsible committee", "committee", &self.committee),
            row("Who it is for", "audience", &self.audience),
            row("Equality impact assessment", "impact_assessments.equality", &self.impact_assessments.equality),
            row("Quality impact assessment", "impact_assessments.quality", &self.impact_assessments.quality),
            row("Data protection impact assessment", "impact_assessments.privacy", &self.impact_assessments.privacy),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
