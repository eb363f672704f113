//! The spine of the checks: what a check is and what it may see.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Rule};
use crate::kinds::Record;
use crate::kinds::kind::GateKey;
use crate::site::{Page, Site};
use crate::source::SourcePath;

/// A check: the rules it can find broken and how it looks.
pub struct Check {
    /// Its rules.
    pub rules: &'static [&'static Rule],
    /// How it looks.
    pub run: Run,
}

/// What a check looks at. Page checks run on every page, in parallel.
pub enum Run {
    /// One page within its site.
    Page(fn(&Page, &Site, &mut Vec<Diagnostic>)),
    /// The site as a whole.
    Site(fn(&Site, &mut Vec<Diagnostic>)),
    /// A page and its private record. Only checks of this kind are handed the key.
    Gate(fn(&Page, &Site, &Record, &GateKey, &mut Vec<Diagnostic>)),
}

/// The private records, by file.
pub type Records = BTreeMap<SourcePath, Record>;
