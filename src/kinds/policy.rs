//! A policy, with the document control that a policy on policies asks for (see `domain` sources in its rules).

use serde::Deserialize;
use serde::de::{self, Deserializer};

use super::{ControlRow, Revision, row};
use crate::dates::{Cycle, DAY_PATTERN, Date, Due};
use crate::keys::{self, JsonSchema, Schema, SchemaGenerator};

/// The front matter of a policy.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// The policy's number in your organisation's register.
    #[schemars(example = "CG-014")]
    pub reference: Option<String>,
    /// The version. Put it in quotation marks: "1.10" is not 1.1.
    #[schemars(example = "1.10")]
    pub version: Option<String>,
    /// The day on which the policy was approved.
    pub approved_on: Option<Date>,
    /// The group that approved the policy.
    #[schemars(example = "Quality and Safety Committee")]
    pub approved_by: Option<String>,
    /// The day on which the policy came into force: on or after its approval.
    pub effective_from: Option<Date>,
    /// When the policy is due for review: a day or a month.
    pub review_due: Option<Due>,
    /// How often the policy is reviewed. Its approval and this length of time give the day of its review.
    pub review_every: Option<Cycle>,
    /// The director who is responsible. A role, never a person's name.
    #[schemars(example = "Chief Nurse")]
    pub director: Option<String>,
    /// The committee that is responsible.
    #[schemars(example = "Quality and Safety Committee")]
    pub committee: Option<String>,
    /// Who the policy is for.
    #[schemars(example = "Everyone who works for us")]
    pub audience: Option<String>,
    /// The assessments that were made of the policy: for each a date, or `not-needed:` and the reason.
    pub impact_assessments: ImpactAssessments,
    /// The versions of the policy. The last entry is the version that is in force.
    pub history: Vec<Revision>,
}

/// The impact assessments of a policy.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ImpactAssessments {
    /// The assessment of equality and health inequalities: its date, or `not-needed:` and the reason.
    pub equality: Option<Assessment>,
    /// The assessment of quality: its date, or `not-needed:` and the reason.
    pub quality: Option<Assessment>,
    /// The assessment of data protection: its date, or `not-needed:` and the reason.
    pub privacy: Option<Assessment>,
}

const NOT_AN_ASSESSMENT: &str =
    "this is neither a date nor a reason\nwrite a date as 2026-04-01, or `not-needed: ` and the reason";

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
                    _ => Err(E::custom(NOT_AN_ASSESSMENT)),
                }
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut entries: A) -> Result<Assessment, A::Error> {
                let first = entries.next_entry::<String, String>()?;
                let is_alone = entries.next_entry::<String, String>()?.is_none();
                match first {
                    Some((key, reason)) if key == "not-needed" && is_alone && !reason.trim().is_empty() => {
                        Ok(Assessment::NotNeeded(reason.trim().to_owned()))
                    }
                    _ => Err(de::Error::custom(NOT_AN_ASSESSMENT)),
                }
            }
        }
        deserializer.deserialize_any(AssessmentVisitor)
    }
}

impl JsonSchema for Assessment {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Assessment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let pattern = format!(r"^(?:{DAY_PATTERN}|not-needed:\s*\S[\s\S]*)$");
        let mut schema = keys::text(&pattern, NOT_AN_ASSESSMENT, &["2026-04-01", "not-needed: it changes no care"]);
        schema.insert("type".to_owned(), serde_json::json!(["string", "object"]));
        schema.insert(
            "properties".to_owned(),
            serde_json::json!({
                "not-needed": { "description": "Why no assessment was needed.", "type": "string", "pattern": r"\S" }
            }),
        );
        schema.insert("required".to_owned(), serde_json::json!(["not-needed"]));
        schema.insert("additionalProperties".to_owned(), false.into());
        schema
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
