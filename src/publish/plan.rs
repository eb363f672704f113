//! What of a site travels to object storage, and in which order.
//!
//! Storage can replace one object at a time and nothing more. So a publish has three parts, each begun when the one
//! before is done, and readers find a working site at every moment, even if nothing comes after it:
//!
//! 1. **What is new**: files at addresses where nothing stands. Nothing leads to them yet. First what refers to nothing,
//!    such as pictures and documents, then styles and scripts, then lists and feeds, then the new pages, and the home page
//!    last.
//! 2. **What has changed**, in the same order. Every file that a changed page needs is there by now, and every file that
//!    a page needs which has not changed yet is still there. Pages come last, in one go, those deepest in the site first
//!    and the home page after all others.
//! 3. **What is gone**: pages first, then what only they needed. No page of the new site leads to them.
//!
//! What readers can see meanwhile: each page whole, the old or the new; while part 2 lasts, an old page beside a new one,
//! and a new picture, document or style on an old page; while part 3 lasts, on a page that is about to go, a link to one
//! that has gone. If the publish is cut off, that is how it stays until the next one. A place where the whole site changes
//! in one step is a folder or a host with rsync.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::artefact::{digest, hex};
use crate::feeds::hosts::{cache_control, is_for_hosts, media_type};

/// Where the record of what was published is kept, in the folder of the site.
pub const RECORD: &str = ".candour/published.json";
/// Where it is kept what is being published, until that is done.
pub const UNDERWAY: &str = ".candour/underway.json";

/// What Candour has published to a place: nothing but what everybody can see there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The address of the site.
    pub site: String,
    /// The files, by path.
    pub files: BTreeMap<String, Recorded>,
}

/// A file as it was put.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Of what it is, see [`Wanted::mark`].
    pub mark: String,
    /// Its size.
    pub bytes: u64,
    /// The storage's own word for this state of the file.
    pub etag: String,
}

/// What a publish that has begun may have put, or may be about to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Underway {
    /// The address of the site.
    pub site: String,
    /// The paths.
    pub files: BTreeSet<String>,
}

/// A file that is to stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its size.
    pub bytes: u64,
    /// Of its bytes.
    pub sha256: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What caches may do with it.
    pub cache_control: &'static str,
    /// Made of all three: equal marks, nothing to do.
    pub mark: String,
}

impl Wanted {
    /// A file of the site.
    pub fn new(path: &str, bytes: u64, sha256: &str) -> Wanted {
        let (media_type, cache_control) = (media_type(path), cache_control(path));
        let mark = digest(&[sha256.as_bytes(), media_type.as_bytes(), cache_control.as_bytes()]);
        Wanted { bytes, sha256: sha256.to_owned(), media_type, cache_control, mark: hex(&mark[..16]) }
    }

    /// The files of a site that readers are to see, by path. What other hosts read at the top of a site means nothing to
    /// storage, which would show it.
    pub fn all<'a>(files: impl Iterator<Item = (&'a str, u64, &'a str)>) -> BTreeMap<String, Wanted> {
        files
            .filter(|(path, _, _)| !is_for_hosts(path))
            .map(|(path, bytes, sha256)| (path.to_owned(), Wanted::new(path, bytes, sha256)))
            .collect()
    }
}

/// A file that stands at the target, as the storage lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its size.
    pub bytes: u64,
    /// The storage's own word for its state, where it has one.
    pub etag: Option<String>,
}

/// What stands at the target.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// What Candour put there, each with its mark where that is certain.
    pub ours: BTreeMap<String, Option<String>>,
    /// What somebody else put there.
    pub of_others: BTreeSet<String>,
    /// Files of which only a look at them tells whether they are what is wanted.
    pub doubtful: BTreeSet<String>,
}

impl Standing {
    /// Compares what is listed with what was recorded.
    pub fn new(
        listed: &BTreeMap<String, Listed>,
        record: &Record,
        underway: &Underway,
        wanted: &BTreeMap<String, Wanted>,
    ) -> Standing {
        let mut standing = Standing::default();
        for (path, file) in listed {
            let recorded = record.files.get(path);
            if recorded.is_none() && !underway.files.contains(path) {
                standing.of_others.insert(path.clone());
                continue;
            }
            let untouched = recorded.filter(|it| it.bytes == file.bytes && file.etag.as_ref() == Some(&it.etag));
            standing.ours.insert(path.clone(), untouched.map(|it| it.mark.clone()));
            let may_be = wanted.get(path).is_some_and(|wanted| wanted.bytes == file.bytes);
            if untouched.is_none() && may_be {
                standing.doubtful.insert(path.clone());
            }
        }
        standing
    }
}

/// What is to be done, in order. Each step begins when the one before has ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The steps.
    pub steps: Vec<Step>,
    /// The files that stand already.
    pub unchanged: BTreeSet<String>,
}

/// A part of the work whose files may travel in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Files to put.
    Put(Vec<String>),
    /// Files to delete.
    Delete(Vec<String>),
}

impl Plan {
    /// What brings the target from what stands there to what is wanted.
    pub fn new(wanted: &BTreeMap<String, Wanted>, standing: &Standing) -> Plan {
        let mut plan = Plan::default();
        let mut puts: BTreeMap<(Turn, Tier), Vec<String>> = BTreeMap::new();
        for (path, file) in wanted {
            let turn = match standing.ours.get(path) {
                Some(Some(mark)) if *mark == file.mark => {
                    plan.unchanged.insert(path.clone());
                    continue;
                }
                Some(_) => Turn::Changed,
                None if standing.of_others.contains(path) => Turn::Changed,
                None => Turn::New,
            };
            puts.entry((turn, Tier::of(path))).or_default().push(path.clone());
        }
        for ((_, tier), mut paths) in puts {
            // The home page last: who comes there meanwhile is not led from a new page to an old one, or to none.
            let home = paths.iter().position(|path| path == "index.html").map(|at| paths.remove(at));
            if tier == Tier::Page {
                paths.sort_by_key(|path| std::cmp::Reverse(path.matches('/').count()));
            }
            let home = home.map(|home| vec![home]);
            plan.steps.extend([paths].into_iter().chain(home).filter(|paths| !paths.is_empty()).map(Step::Put));
        }
        let gone = standing.ours.keys().filter(|path| !wanted.contains_key(*path));
        let (refer, rest): (Vec<String>, Vec<String>) =
            gone.cloned().partition(|path| matches!(Tier::of(path), Tier::Page | Tier::List));
        plan.steps.extend([refer, rest].into_iter().filter(|paths| !paths.is_empty()).map(Step::Delete));
        plan
    }

    /// The files that travel, in order.
    pub fn puts(&self) -> impl Iterator<Item = &String> {
        self.steps.iter().flat_map(|step| match step {
            Step::Put(paths) => paths.as_slice(),
            Step::Delete(_) => &[],
        })
    }

    /// The files that go, in order.
    pub fn deletions(&self) -> impl Iterator<Item = &String> {
        self.steps.iter().flat_map(|step| match step {
            Step::Delete(paths) => paths.as_slice(),
            Step::Put(_) => &[],
        })
    }
}

/// Whether something stands at the address.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    New,
    Changed,
}

/// What a file needs: only files of tiers before its own, or of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    /// Pictures, films, fonts, documents, the parts of the search index.
    Leaf,
    /// Styles and scripts.
    Look,
    /// Feeds, registers, the site map, the head of the search index.
    List,
    Page,
}

impl Tier {
    fn of(path: &str) -> Tier {
        let name = path.rsplit('/').next().unwrap_or(path);
        match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "html" => Tier::Page,
            "xml" | "atom" | "json" | "csv" | "ics" | "txt" => Tier::List,
            "css" | "js" | "mjs" => Tier::Look,
            _ => Tier::Leaf,
        }
    }
}
