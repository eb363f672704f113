//! A patient safety incident response plan: its period, its refresh, who agreed and signed it.

use serde::Deserialize;

use super::{ControlRow, list_row, row};
use crate::dates::{Cycle, Date, Due, Month};
use crate::keys::JsonSchema;

/// The front matter of a plan.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Plan {
    /// The plan's number in your organisation's register.
    #[schemars(example = "CG-015")]
    pub reference: Option<String>,
    /// The version. Put it in quotation marks: "1.10" is not 1.1.
    #[schemars(example = "2.0")]
    pub version: Option<String>,
    /// What time the plan covers.
    pub period: Option<Period>,
    /// When the plan is due to be refreshed: a day or a month.
    pub refresh_due: Option<Due>,
    /// How often the plan is reviewed.
    pub review_every: Option<Cycle>,
    /// Who wrote, reviewed and authorised the plan, and when.
    pub sign_off: Vec<SignOff>,
    /// The partners who agreed the plan.
    #[schemars(example = ["Northmere Integrated Care Board"])]
    pub agreed_with: Vec<String>,
}

/// The first and last day, or month, of a plan.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Its first day or month.
    pub from: Due,
    /// Its last day or month.
    pub to: Due,
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} to {}", self.from, self.to)
    }
}

/// One signature.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// What was done: author, reviewer or authoriser.
    #[schemars(example = &"authoriser")]
    pub role: String,
    /// The post that signed. A role, never a person's name.
    #[schemars(example = "Chief Executive")]
    pub title: String,
    /// When: a day or a month.
    pub date: SignedOn,
}

/// A day or a month of signing.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct SignedOn(pub Due);

impl SignedOn {
    /// The last day it can have been.
    pub fn last_day(self) -> Date {
        self.0.last_day()
    }

    /// Its month.
    pub fn month(self) -> Month {
        self.0.last_day().month()
    }
}

impl Plan {
    /// The document-control rows.
    pub fn control(&self) -> Vec<ControlRow> {
        [
            row("Reference", "reference", &self.reference),
            row("Version", "version", &self.version),
            row("Period", "period", &self.period),
            row("Refresh due", "refresh_due", &self.refresh_due),
            row("Reviewed every", "review_every", &self.review_every),
            list_row("Agreed with", "agreed_with", &self.agreed_with),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
