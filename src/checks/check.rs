//! The spine of the checks: what a check is and what it may see.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::passage::Passage;
use crate::artefact::Memo;
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::tree::Body;
use crate::kinds::Record;
use crate::kinds::kind::GateKey;
use crate::site::{Page, Site};
use crate::source::{SourcePath, Span};

/// A check: the rules it can find broken and how it looks.
pub struct Check {
    /// Its rules.
    pub rules: &'static [&'static Rule],
    /// How it looks.
    pub run: Run,
}

/// What was found in a page by earlier builds, where that is kept: the memo, and a digest of all that a page's checks may
/// ask of the site around it.
pub type Before<'a> = Option<(&'a Memo, [u8; 32])>;

/// What a check looks at. Page checks run on every page, in parallel.
pub enum Run {
    /// One page within its site.
    Page(fn(&Subject<'_>, &mut Vec<Diagnostic>)),
    /// The site as a whole, and what its pages say, in their order. It looks at each build anew, so it has to be quick.
    Words(fn(&Site, &[Arc<Body>], &mut Vec<Diagnostic>)),
    /// The site as a whole.
    Site(fn(&Site, &mut Vec<Diagnostic>)),
    /// A page and its private record. Only the gates are handed the key.
    Gate(fn(&Subject<'_>, &Record, &GateKey, &mut Vec<Diagnostic>)),
    /// The site as a whole and every private record.
    SiteGate(fn(&Site, &Records, &GateKey, Before<'_>, &mut Vec<Diagnostic>)),
}

/// A page with its words, within its site.
pub struct Subject<'a> {
    /// The page.
    pub page: &'a Page,
    /// What it says.
    pub body: &'a Body,
    /// The words that its author typed, passage by passage.
    pub passages: &'a [Passage<'a>],
    /// Where the file says of itself that something is still to be written.
    pub unwritten: &'a [Span],
    /// The site around it.
    pub site: &'a Site,
    /// What all of its pages say, in their order. Only what a page that was superseded says may be asked: what is found
    /// in a page is kept under [`Site::shape`], which knows no other words.
    pub bodies: &'a [Arc<Body>],
    /// The line on which a place of the page's file begins, from 1.
    pub line: &'a dyn Fn(Span) -> usize,
}

impl Subject<'_> {
    /// Where some places are, as a reader of a report looks them up: "on lines 4, 9 and 12".
    pub fn lines_in_words(&self, places: impl IntoIterator<Item = Span>) -> String {
        let mut lines: Vec<usize> = places.into_iter().map(|place| (self.line)(place)).collect();
        lines.sort_unstable();
        lines.dedup();
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        match lines.as_slice() {
            [] => String::new(),
            [one] => format!("on line {one}"),
            [rest @ .., last] => format!("on lines {} and {last}", rest.join(", ")),
        }
    }
}

/// Takes what a check finds on one page.
pub struct Report<'a, 'f> {
    /// The page with its words.
    pub subject: &'a Subject<'a>,
    found: &'f mut Vec<Diagnostic>,
}

impl<'a, 'f> Report<'a, 'f> {
    /// A report that has found nothing yet on this page.
    pub fn new(subject: &'a Subject<'a>, found: &'f mut Vec<Diagnostic>) -> Report<'a, 'f> {
        Report { subject, found }
    }

    /// A finding at a place of the page's file.
    pub fn at(&mut self, rule: &Rule, place: Span, message: impl Into<String>, help: impl Into<String>) {
        self.found.push(Diagnostic::new(rule, self.subject.page.document.path(), place, message).help(help));
    }

    /// A finding at a key of the front matter, or where it would stand.
    pub fn at_key(&mut self, rule: &Rule, key: &str, message: impl Into<String>, help: impl Into<String>) {
        self.at(rule, self.subject.page.document.meta.place(key), message, help);
    }

    /// How many findings there are, of whatever check.
    pub fn count(&self) -> usize {
        self.found.len()
    }
}

/// The private records, by file.
pub type Records = BTreeMap<SourcePath, Record>;
