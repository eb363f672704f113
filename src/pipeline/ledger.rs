//! What was found, file by file, from the first faults to the last. A page in which nothing else is found than by its own
//! checks keeps what they gave, shared with the builds before.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::checks::check::Found;
use crate::checks::waivers::Waivers;
use crate::diagnostic::{Diagnostic, Rulebook, Settled, Strictness};
use crate::source::{SourcePath, SourceTree};

pub(super) struct Ledger<'a> {
    rulebook: &'a Rulebook,
    sources: &'a SourceTree,
    /// In the order of the files.
    files: Vec<(SourcePath, Arc<Settled>)>,
}

impl<'a> Ledger<'a> {
    /// What the checks found. Of the pages in `waiving`, some may be waived.
    pub(super) fn new(
        found: Found,
        rulebook: &'a Rulebook,
        sources: &'a SourceTree,
        waivers: &mut Waivers,
        waiving: &BTreeSet<SourcePath>,
    ) -> Ledger<'a> {
        let mut ledger = Ledger { rulebook, sources, files: found.pages };
        ledger.add(found.more);
        // What is about people has fingerprints too, for waivers to come.
        for (_, settled) in ledger.files.iter_mut().filter(|(file, it)| it.is_private() || waiving.contains(file)) {
            let mut own = settled.found().to_vec();
            waivers.apply(&mut own, sources);
            *settled = Arc::new(rulebook.settle(own));
        }
        ledger
    }

    fn place(&self, file: &SourcePath) -> Result<usize, usize> {
        self.files.binary_search_by(|(other, _)| other.cmp(file))
    }

    /// What was found besides.
    pub(super) fn add(&mut self, found: Vec<Diagnostic>) {
        let mut by_file: BTreeMap<SourcePath, Vec<Diagnostic>> = BTreeMap::new();
        for diagnostic in found {
            by_file.entry(diagnostic.file.clone()).or_default().push(diagnostic);
        }
        let mut others = Vec::new();
        for (file, mut found) in by_file {
            match self.place(&file) {
                Ok(at) => {
                    found.extend(self.files[at].1.found().iter().cloned());
                    self.files[at].1 = Arc::new(self.rulebook.settle(found));
                }
                Err(_) => others.push((file, Arc::new(self.rulebook.settle(found)))),
            }
        }
        if !others.is_empty() {
            self.files.extend(others);
            self.files.sort_by(|one, other| one.0.cmp(&other.0));
        }
    }

    /// What is found after the waivers were looked at: they may cover it too.
    pub(super) fn add_late(&mut self, mut found: Vec<Diagnostic>, waivers: &mut Waivers) {
        waivers.apply(&mut found, self.sources);
        self.add(found);
    }

    /// Whether something keeps the site from being published.
    pub(super) fn blocks(&self, strictness: Strictness) -> bool {
        self.files.iter().any(|(_, settled)| settled.blocks(strictness))
    }

    /// The rules that are broken.
    pub(super) fn codes(&self) -> BTreeSet<&'static str> {
        self.files.iter().flat_map(|(_, settled)| settled.codes()).copied().collect()
    }

    /// What was found in files of which a line must stay hidden.
    pub(super) fn private(&self) -> impl Iterator<Item = &Diagnostic> {
        let files = self.files.iter().filter(|(_, settled)| settled.is_private());
        files.flat_map(|(_, settled)| settled.found())
    }

    /// All of it.
    pub(super) fn close(self) -> Vec<(SourcePath, Arc<Settled>)> {
        self.files
    }
}
