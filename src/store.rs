//! What is kept between builds in `output/.store`, under the hash of everything it was made from. Safe to delete.
//!
//! Today it keeps the outcome of the last build, so that a build of the same content, theme, date and options by the
//! same engine has nothing to make. A key that differs in any of them is another build; nothing is ever invalidated.

use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::artefact::hex;
use crate::diagnostic::Finding;

/// The engine that made what is kept: a digest of its source, set when it was compiled.
pub const ENGINE: &str = env!("CANDOUR_ENGINE");

const FOLDER: &str = ".store";
const LAST_BUILD: &str = "last-build.json";

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
