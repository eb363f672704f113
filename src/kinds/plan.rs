//! A patient safety incident response plan: its period, its refresh, who agreed and signed it.

use serde::Deserialize;

use super::{ControlRow, list_row, row};
use crate::dates::{Cycle, Date, Due, Month};

/// The front matter of a plan.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Plan {
    /// The number in the organisation's register.
    pub reference: Option<String>,
    /// The version.
    pub version: Option<String>,
    /// What it covers.
    pub period: Option<Period>,
    /// When it will be refreshed.
    pub refresh_due: Option<Due>,
    /// The stated cycle.
    pub review_every: Option<Cycle>,
    /// Who wrote, reviewed and authorised it.
    pub sign_off: Vec<SignOff>,
    /// The partners who agreed it.
    pub agreed_with: Vec<String>,
}

/// The first and last day, or month, of a plan.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// From the start of.
    pub from: Due,
    /// To the end of.
    pub to: Due,
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} to {}", self.from, self.to)
    }
}

/// One signature.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignOff {
    /// Author, reviewer, authoriser.
    pub role: String,
    /// The post that signed.
    pub title: String,
    /// When.
    pub date: SignedOn,
}

/// A day or a month of signing.
#[derive(Clone, Copy, Debug, Deserialize)]
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
