//! The accessibility statement: the facts behind the wording that the regulations fix.

use serde::Deserialize;

use crate::dates::{Date, Due};

/// The front matter of an accessibility statement. `last_reviewed` is among the common keys.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Statement {
    /// What it covers; the site when empty.
    pub scope: Option<String>,
    /// How far the site meets WCAG 2.2 AA.
    pub compliance: Option<Compliance>,
    /// What does not meet it.
    pub issues: Vec<AccessibilityIssue>,
    /// What would be a disproportionate burden to mend, and why.
    pub disproportionate_burden: Option<String>,
    /// What the regulations leave out.
    pub out_of_scope: Option<String>,
    /// When it was prepared.
    pub prepared_on: Option<Date>,
    /// Who tested.
    pub tested_by: Option<String>,
    /// How.
    pub test_method: Option<String>,
    /// Who enforces the regulations where the organisation is.
    pub enforced_by: Enforcer,
}

/// The bodies that enforce the regulations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Enforcer {
    /// The Equality and Human Rights Commission: England, Scotland and Wales.
    #[default]
    Ehrc,
    /// The Equality Commission for Northern Ireland.
    Ecni,
}

/// The three wordings of the compliance status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Compliance {
    /// Fully compliant.
    Full,
    /// Partially compliant.
    Partial,
    /// Not compliant.
    None,
}

/// Something that does not meet WCAG.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessibilityIssue {
    /// What.
    pub what: String,
    /// The success criterion: "1.2.5 Audio description (prerecorded)".
    pub criterion: Option<String>,
    /// Who is affected and how.
    pub who_is_affected: Option<String>,
    /// By when it will be mended.
    pub fix_by: Option<Due>,
}
