//! The accessibility statement: the facts behind the wording that the regulations fix.

use serde::Deserialize;

use crate::dates::{Date, Due};
use crate::keys::JsonSchema;

/// The front matter of an accessibility statement. `last_reviewed` is among the common keys.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Statement {
    /// What the statement covers. Without it, this website.
    #[schemars(example = "safety.example.nhs.uk")]
    pub scope: Option<String>,
    /// How far the website meets level AA of the Web Content Accessibility Guidelines (WCAG) 2.2.
    pub compliance: Option<Compliance>,
    /// What does not meet the guidelines, one entry for each issue.
    pub issues: Vec<AccessibilityIssue>,
    /// What would be a disproportionate burden to mend, and why.
    pub disproportionate_burden: Option<String>,
    /// What the regulations do not cover.
    pub out_of_scope: Option<String>,
    /// The day on which the statement was prepared.
    pub prepared_on: Option<Date>,
    /// Who tested the website.
    #[schemars(example = "our web team")]
    pub tested_by: Option<String>,
    /// How the website was tested: which pages, with what, and when.
    pub test_method: Option<String>,
    /// The body that enforces the regulations where your organisation is.
    pub enforced_by: Enforcer,
}

/// The bodies that enforce the regulations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Enforcer {
    /// The Equality and Human Rights Commission, for England, Scotland and Wales.
    #[default]
    Ehrc,
    /// The Equality Commission for Northern Ireland.
    Ecni,
}

/// The three wordings of the compliance status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Compliance {
    /// It meets all of them.
    Full,
    /// It meets most of them.
    Partial,
    /// It does not meet them.
    None,
}

/// Something that does not meet WCAG.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AccessibilityIssue {
    /// What does not meet the guidelines.
    #[schemars(example = "Our films from before 2024 have no audio description.")]
    pub what: String,
    /// The success criterion, with its number and name.
    #[schemars(example = "1.2.5 Audio description (prerecorded)")]
    pub criterion: Option<String>,
    /// Who is affected, and how.
    #[schemars(example = "People who cannot see the picture miss what it shows.")]
    pub who_is_affected: Option<String>,
    /// When it will be mended: a day or a month.
    pub fix_by: Option<Due>,
}
