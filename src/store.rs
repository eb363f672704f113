//! What is kept between builds in `output/.store`, under the hash of everything it was made from. Safe to delete.
//!
//! It keeps three things. The outcome of the last build, so that a build of the same content, theme, date and options by
//! the same engine has nothing to make. And every finished document under the digest of its recipe, so that a changed
//! page makes its own documents anew and no others. A key that differs in anything is another key; nothing is ever
//! invalidated, and what is read back is checked against its own hash. The third is what other websites answered
//! (`candour check --external`), each answer under a digest of its address and for a time only.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::artefact::{Finished, Shelf, hex};
use crate::diagnostic::Finding;
use crate::outside::{Address, Answer, State};

/// The engine that made what is kept: a digest of its source, set when it was compiled.
pub const ENGINE: &str = env!("CANDOUR_ENGINE");

const FOLDER: &str = ".store";
const LAST_BUILD: &str = "last-build.json";
const DOCUMENTS: &str = "documents";
const OUTSIDE: &str = "outside.json";

/// The outcome of a build that was published.
#[derive(Debug, Serialize, Deserialize)]
pub struct Outcome {
    /// Of everything it was made from.
    pub key: String,
    /// SHA-256 of the manifest it was published with.
    pub manifest: String,
    /// What was found.
    pub findings: Vec<Kept>,
    /// How many pages it has.
    pub pages: usize,
    /// How many documents it has.
    pub documents: usize,
}

/// A finding as it is kept: with the word whether its line may be shown, which reports do not print.
#[derive(Debug, Serialize, Deserialize)]
pub struct Kept {
    finding: Finding,
    excerpt_hidden: bool,
}

impl Kept {
    /// To keep.
    pub fn new(finding: &Finding) -> Kept {
        Kept { finding: finding.clone(), excerpt_hidden: finding.excerpt_hidden }
    }

    /// As it was.
    pub fn restore(self) -> Finding {
        Finding { excerpt_hidden: self.excerpt_hidden, ..self.finding }
    }
}

/// The key of a build: a digest of its parts in order, and of the engine.
pub fn key(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    hash.update(ENGINE);
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hex(&hash.finalize())
}

/// The outcome of the last build, if it was made from the same.
#[expect(clippy::disallowed_methods, reason = "the store is one of the ends of the house")]
pub fn last_build(output: &Path, key: &str) -> Option<Outcome> {
    let text = std::fs::read(output.join(FOLDER).join(LAST_BUILD)).ok()?;
    serde_json::from_slice::<Outcome>(&text).ok().filter(|outcome| outcome.key == key)
}

/// Keeps the outcome of a build. What cannot be kept is made again next time, so a failure is no error.
#[expect(clippy::disallowed_methods, reason = "the store is one of the ends of the house")]
pub fn keep(output: &Path, outcome: &Outcome) {
    let folder = output.join(FOLDER);
    let Ok(text) = serde_json::to_vec(outcome) else { return };
    let partial = folder.join("last-build.partial");
    let _ = std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(&partial, text))
        .and_then(|()| std::fs::rename(&partial, folder.join(LAST_BUILD)));
}

/// The finished documents of earlier builds.
pub struct Documents {
    folder: PathBuf,
    purpose: Purpose,
    /// The keys that this build has asked for.
    used: Mutex<BTreeSet<String>>,
}

/// What a build does with the documents it finishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It keeps them.
    Keep,
    /// It only looks: nothing is written.
    Look,
}

/// The length of what stands before a document in its file: a SHA-256 over the rest, and the number of pages.
const HEAD: usize = 32 + 4;

impl Documents {
    /// The documents kept in an output folder.
    pub fn new(output: &Path, purpose: Purpose) -> Documents {
        Documents { folder: output.join(FOLDER).join(DOCUMENTS), purpose, used: Mutex::new(BTreeSet::new()) }
    }

    /// The file of a recipe's document. The engine is part of the key: another version may make other bytes.
    fn path(&self, recipe: &[u8; 32]) -> PathBuf {
        let key = key(&[recipe]);
        let path = self.folder.join(&key[..2]).join(&key[2..]);
        self.used.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
        path
    }

    /// Takes away what this build did not use, once that is more than half of all.
    #[expect(clippy::disallowed_methods, reason = "the store is one of the ends of the house")]
    pub fn tidy(&self) {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let files = walkdir::WalkDir::new(&self.folder).min_depth(2).max_depth(2).into_iter().filter_map(Result::ok);
        let key_of = |path: &Path| {
            let name = path.file_name()?.to_str()?;
            Some(format!("{}{name}", path.parent()?.file_name()?.to_str()?))
        };
        let unused: Vec<PathBuf> = files
            .map(walkdir::DirEntry::into_path)
            .filter(|path| key_of(path).is_none_or(|key| !used.contains(&key)))
            .collect();
        if unused.len() > used.len() {
            for path in unused {
                let _ = std::fs::remove_file(path);
            }
        }
    }
}

impl Shelf for Documents {
    #[expect(clippy::disallowed_methods, reason = "the store is one of the ends of the house")]
    fn take(&self, recipe: &[u8; 32]) -> Option<Finished> {
        let mut bytes = std::fs::read(self.path(recipe)).ok()?;
        let (digest, rest) = bytes.split_at_checked(HEAD - 4)?;
        if *digest != *Sha256::digest(rest) {
            return None;
        }
        let pages = u32::from_le_bytes(rest.get(..4)?.try_into().ok()?);
        bytes.drain(..HEAD);
        Some(Finished { bytes, pages: (pages > 0).then_some(pages) })
    }

    #[expect(clippy::disallowed_methods, reason = "the store is one of the ends of the house")]
    fn keep(&self, recipe: &[u8; 32], document: &Finished) {
        if self.purpose == Purpose::Look {
            return;
        }
        let path = self.path(recipe);
        let pages = document.pages.unwrap_or(0).to_le_bytes();
        let mut hash = Sha256::new();
        hash.update(pages);
        hash.update(&document.bytes);
        let file = [hash.finalize().as_slice(), &pages, &document.bytes].concat();
        if std::fs::write(&path, &file).is_err()
            && let Some(folder) = path.parent()
        {
            let _ = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, &file));
        }
    }
}

/// What other websites answered, with the moment of each answer.
pub struct Notebook {
    folder: PathBuf,
    now: u64,
    notes: BTreeMap<String, Note>,
}

#[derive(Serialize, Deserialize)]
struct Notes {
    engine: String,
    notes: BTreeMap<String, Note>,
}

#[derive(Serialize, Deserialize)]
struct Note {
    /// The Unix time in seconds.
    at: u64,
    /// The parts of the page that were looked for.
    parts: BTreeSet<String>,
    answer: Answer,
}

/// Nobody asks for an answer that is older.
const NOTE_SECONDS_MAX: u64 = 7 * 24 * 60 * 60;

impl Notebook {
    /// What is kept in an output folder; `now` is the Unix time in seconds.
    #[expect(clippy::disallowed_methods, reason = "the store is one of the ends of the house")]
    pub fn open(output: &Path, now: u64) -> Notebook {
        let folder = output.join(FOLDER);
        let read = std::fs::read(folder.join(OUTSIDE)).ok();
        let kept = read.and_then(|text| serde_json::from_slice::<Notes>(&text).ok());
        let mut notes = kept.filter(|kept| kept.engine == ENGINE).map_or_else(BTreeMap::new, |kept| kept.notes);
        // A clock that was wrong makes answers of tomorrow, which would never grow old.
        notes.retain(|_, note| note.at <= now && now - note.at < NOTE_SECONDS_MAX);
        Notebook { folder, now, notes }
    }

    /// The Unix time in seconds at which it was opened.
    pub fn now(&self) -> u64 {
        self.now
    }

    /// What was answered for an address, if that is not too long ago and was about these parts of the page.
    pub fn answer(
        &self,
        address: &Address,
        parts: &BTreeSet<String>,
        good_for: Duration,
        bad_for: Duration,
    ) -> Option<Answer> {
        let note = self.notes.get(&address.digest())?;
        let age_max = if note.answer.state == State::Found { good_for } else { bad_for };
        let is_young = Duration::from_secs(self.now - note.at) < age_max;
        let knows = note.answer.state != State::Found || note.parts.is_superset(parts);
        let missing = note.answer.missing.intersection(parts).cloned().collect();
        (is_young && knows).then(|| Answer { missing, ..note.answer.clone() })
    }

    /// Takes an answer down.
    pub fn note(&mut self, address: &Address, parts: &BTreeSet<String>, answer: &Answer) {
        let note = Note { at: self.now, parts: parts.clone(), answer: answer.clone() };
        self.notes.insert(address.digest(), note);
    }

    /// Keeps it. What cannot be kept is asked again next time, so a failure is no error.
    #[expect(clippy::disallowed_methods, reason = "the store is one of the ends of the house")]
    pub fn save(&mut self) {
        let notes = Notes { engine: ENGINE.to_owned(), notes: std::mem::take(&mut self.notes) };
        let partial = self.folder.join("outside.partial");
        if let Ok(text) = serde_json::to_vec(&notes) {
            let _ = std::fs::create_dir_all(&self.folder)
                .and_then(|()| std::fs::write(&partial, text))
                .and_then(|()| std::fs::rename(&partial, self.folder.join(OUTSIDE)));
        }
        self.notes = notes.notes;
    }
}
