//! Findings at rest: those of one file in order and without doubles, and those of a whole site by its files.
//!
//! What was found in a page is settled once and shared from then on. A report asks for all of it in lines and columns; a
//! preview, which is built again after every save, asks for numbers and for the findings of the page that is looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::veil::Veil;
use super::{Diagnostic, Excerpt, Finding, Floor, Rule, Setting, Severity, Strictness};
use crate::source::{SourcePath, SourceTree};

/// What a site makes of the rules.
pub struct Rulebook {
    by_code: BTreeMap<&'static str, (&'static Rule, Option<Setting>)>,
}

impl Rulebook {
    /// The rules with the settings of a site, by code.
    pub fn new(rules: &[&'static Rule], settings: &BTreeMap<String, Setting>) -> Rulebook {
        let by_code = rules.iter().map(|rule| (rule.code, (*rule, settings.get(rule.code).copied())));
        Rulebook { by_code: by_code.collect() }
    }

    /// Applies the settings, then puts the findings of a file in order of place and rule, without doubles. What is
    /// settled already and settled again stays as it is.
    pub fn settle(&self, found: Vec<Diagnostic>) -> Settled {
        let mut found: Vec<Diagnostic> = found.into_iter().filter_map(|it| self.weigh(it)).collect();
        found.sort_by(|a, b| {
            a.span.cmp(&b.span).then_with(|| a.rule.cmp(b.rule)).then_with(|| a.message.cmp(&b.message))
        });
        found.dedup();
        Settled::new(found)
    }

    fn weigh(&self, mut diagnostic: Diagnostic) -> Option<Diagnostic> {
        let (rule, setting) = self.by_code.get(diagnostic.rule)?;
        match setting {
            None => {}
            Some(Setting::Off) if rule.floor == Floor::None => return None,
            Some(Setting::At(severity)) if rule.floor == Floor::None || *severity > diagnostic.severity => {
                diagnostic.severity = *severity;
            }
            Some(_) => {}
        }
        Some(diagnostic)
    }
}

/// What was found in one file, in order.
#[derive(Debug, Default)]
pub struct Settled {
    found: Box<[Diagnostic]>,
    /// How many of each weight are not waived: advice, warnings, errors.
    open: [usize; 3],
    /// The rules that are broken, each once.
    codes: Box<[&'static str]>,
    is_private: bool,
}

impl Settled {
    fn new(found: Vec<Diagnostic>) -> Settled {
        let mut open = [0; 3];
        for diagnostic in found.iter().filter(|it| !it.waived) {
            open[diagnostic.severity as usize] += 1;
        }
        let codes: BTreeSet<&'static str> = found.iter().map(|it| it.rule).collect();
        let is_private = found.iter().any(|it| it.excerpt == Excerpt::Hidden);
        Settled { found: found.into(), open, codes: codes.into_iter().collect(), is_private }
    }

    /// The findings.
    pub fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// The rules that are broken, each once.
    pub fn codes(&self) -> &[&'static str] {
        &self.codes
    }

    /// Whether a line of one of them must stay hidden.
    pub fn is_private(&self) -> bool {
        self.is_private
    }

    /// How many are not waived, of a weight.
    pub fn open(&self, severity: Severity) -> usize {
        self.open[severity as usize]
    }

    /// Whether one of them keeps the site from being published.
    pub fn blocks(&self, strictness: Strictness) -> bool {
        self.open(Severity::Error) > 0 || (strictness == Strictness::Strict && self.open(Severity::Warning) > 0)
    }

    /// Those that are to be kept; `None` when that is all of them.
    pub fn only(&self, keep: impl Fn(&Diagnostic) -> bool) -> Option<Settled> {
        let kept: Vec<Diagnostic> = self.found.iter().filter(|it| keep(it)).cloned().collect();
        (kept.len() < self.found.len()).then(|| Settled::new(kept))
    }
}

/// What was found in a file, and how much of it may be told.
#[derive(Clone, Debug)]
struct OfFile {
    file: SourcePath,
    settled: Arc<Settled>,
    /// Whether no report shows a line of the file.
    is_guarded: bool,
}

impl OfFile {
    fn tell(&self, sources: &SourceTree, wanted: impl Fn(&Diagnostic) -> bool) -> Vec<Finding> {
        let wanted = self.settled.found.iter().filter(|it| wanted(it));
        let text = sources.text(&self.file);
        let text = text.map(|it| &**it);
        let veil = if self.is_guarded { Veil::Whole } else { Veil::over(&self.settled.found, text) };
        let told = wanted.map(|diagnostic| match diagnostic.excerpt {
            Excerpt::Shown if veil.covers(text, diagnostic.span) => Finding::new(&diagnostic.clone().hidden(), sources),
            _ => Finding::new(diagnostic, sources),
        });
        told.collect()
    }
}

/// Everything that was found in a site, in the order of its files. The whole list of findings is made when it is first
/// asked for; numbers, and the findings of one file, are to be had without it.
#[derive(Clone, Debug, Default)]
pub struct Findings {
    files: Arc<[OfFile]>,
    sources: Arc<SourceTree>,
    all: Arc<OnceLock<Vec<Finding>>>,
}

impl Findings {
    /// Of files in their order. No line is shown of those that are `guarded`, nor any line with something that must stay
    /// hidden.
    pub fn new(
        files: impl IntoIterator<Item = (SourcePath, Arc<Settled>)>,
        guarded: &BTreeSet<SourcePath>,
        sources: &Arc<SourceTree>,
    ) -> Findings {
        let files = files.into_iter().filter(|(_, settled)| !settled.found.is_empty());
        let files = files.map(|(file, settled)| {
            let is_guarded = !guarded.is_empty() && guarded.contains(&file);
            OfFile { file, settled, is_guarded }
        });
        Findings { files: files.collect(), sources: sources.clone(), all: Arc::default() }
    }

    /// Those of one file.
    pub fn of(&self, file: &str) -> Vec<Finding> {
        if let Some(all) = self.all.get() {
            return all.iter().filter(|it| it.file == file).cloned().collect();
        }
        let at = self.files.binary_search_by(|it| it.file.as_str().cmp(file));
        at.map_or_else(|_| Vec::new(), |at| self.files[at].tell(&self.sources, |_| true))
    }

    /// Those that keep the site from being published.
    pub fn blocking(&self, strictness: Strictness) -> Vec<Finding> {
        if let Some(all) = self.all.get() {
            return all.iter().filter(|it| it.blocks(strictness)).cloned().collect();
        }
        let files = self.files.iter().filter(|it| it.settled.blocks(strictness));
        files.flat_map(|it| it.tell(&self.sources, |found| found.blocks(strictness))).collect()
    }

    /// Those of a rule.
    pub fn of_rule(&self, code: &str) -> Vec<Finding> {
        if let Some(all) = self.all.get() {
            return all.iter().filter(|it| it.rule == code).cloned().collect();
        }
        self.files.iter().flat_map(|it| it.tell(&self.sources, |found| found.rule == code)).collect()
    }

    /// How many are not waived, of a weight.
    pub fn open(&self, severity: Severity) -> usize {
        self.open_in(severity, |_| true)
    }

    /// How many are not waived, of a weight, in the files that are wanted.
    pub fn open_in(&self, severity: Severity, wanted: impl Fn(&str) -> bool) -> usize {
        if let Some(all) = self.all.get() {
            let open = all.iter().filter(|it| it.severity == severity.name() && !it.waived);
            return open.filter(|it| wanted(&it.file)).count();
        }
        let files = self.files.iter().filter(|it| it.settled.open(severity) > 0 && wanted(it.file.as_str()));
        files.map(|it| it.settled.open(severity)).sum()
    }

    /// Whether something in the files that are wanted keeps the site from being published.
    pub fn blocks_in(&self, strictness: Strictness, wanted: impl Fn(&str) -> bool) -> bool {
        let is_strict = strictness == Strictness::Strict;
        self.open_in(Severity::Error, &wanted) > 0 || (is_strict && self.open_in(Severity::Warning, &wanted) > 0)
    }

    /// All of them as a list of one's own.
    pub fn into_vec(self) -> Vec<Finding> {
        match Arc::try_unwrap(self.all) {
            Ok(all) => all.into_inner().unwrap_or_else(|| tell(&self.files, &self.sources)),
            Err(shared) => shared.get_or_init(|| tell(&self.files, &self.sources)).clone(),
        }
    }
}

fn tell(files: &[OfFile], sources: &SourceTree) -> Vec<Finding> {
    let by_file: Vec<Vec<Finding>> = files.par_iter().map(|it| it.tell(sources, |_| true)).collect();
    by_file.into_iter().flatten().collect()
}

/// The whole list.
impl Deref for Findings {
    type Target = [Finding];

    fn deref(&self) -> &[Finding] {
        self.all.get_or_init(|| tell(&self.files, &self.sources))
    }
}

impl From<Vec<Finding>> for Findings {
    fn from(all: Vec<Finding>) -> Findings {
        Findings { all: Arc::new(OnceLock::from(all)), ..Findings::default() }
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.into_vec().into_iter()
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
