//! The spine of the checks: what a check is and what it may see.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::numbers::Figures;
use super::passage::Passage;
use super::unwritten::Unwritten;
use crate::diagnostic::{Diagnostic, Rule, Settled};
use crate::document::Words;
use crate::document::tree::Body;
use crate::kinds::Record;
use crate::kinds::kind::GateKey;
use crate::site::{Before, Page, Site};
use crate::source::{SourcePath, Span};

/// A check: the rules it can find broken and how it looks.
pub struct Check {
    /// Its rules.
    pub rules: &'static [&'static Rule],
    /// How it looks.
    pub run: Run,
}

/// What was found in a site: in each page, settled, and what else there is.
pub struct Found {
    /// What was found in each page by itself, in the order of the pages.
    pub pages: Vec<(SourcePath, Arc<Settled>)>,
    /// Everything else, in any file.
    pub more: Vec<Diagnostic>,
    /// The tables and charts of each page that count people, in the order of the pages.
    pub(super) figures: Vec<Arc<Figures>>,
}

impl Found {
    /// Whether a rule is known to be broken at a place.
    pub fn holds(&self, rule: &Rule, file: &SourcePath, place: Span) -> bool {
        let is_it = |it: &Diagnostic| it.rule == rule.code && it.span == place && it.file == *file;
        let page = self.pages.binary_search_by(|(path, _)| path.cmp(file)).ok().and_then(|at| self.pages.get(at));
        page.is_some_and(|(_, settled)| settled.found().iter().any(is_it)) || self.more.iter().any(is_it)
    }

    /// Takes back findings in some files.
    pub fn retain<T>(&mut self, files: &BTreeMap<&SourcePath, T>, keep: impl Fn(&Diagnostic, &T) -> bool) {
        for (path, settled) in &mut self.pages {
            let kept = files.get(path).and_then(|here| settled.only(|it| keep(it, here)));
            if let Some(kept) = kept {
                *settled = Arc::new(kept);
            }
        }
        self.more.retain(|it| files.get(&it.file).is_none_or(|here| keep(it, here)));
    }
}

/// What a check looks at. Page checks run on every page, in parallel.
pub enum Run {
    /// One page within its site.
    Page(fn(&Subject<'_>, &mut Vec<Diagnostic>)),
    /// The site as a whole, and the figures on its pages.
    Figures(fn(&Site, &mut Found)),
    /// The site as a whole, and no words on its pages: a preview keeps what is found as long as nothing else changes.
    Site(fn(&Site, &mut Vec<Diagnostic>)),
    /// A page and its private record. Only the gates are handed the key.
    Gate(fn(&Subject<'_>, &Record, &GateKey, &mut Vec<Diagnostic>)),
    /// The site as a whole and every private record.
    SiteGate(fn(&Site, &Records, &GateKey, Option<Before<'_>>, &mut Found)),
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
    pub unwritten: &'a [Unwritten],
    /// Where somebody may be named on a page that is no learning summary, and the words there, which are never printed.
    pub named: &'a [(Span, String)],
    /// The site around it.
    pub site: &'a Site,
    /// What all of its pages say, in their order. Only what a page says that this one has replaced may be asked
    /// ([`Site::replaced_by`]): a preview keeps what is found in a page as long as its questions are answered alike.
    pub bodies: &'a [Words],
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
