//! Publishing to a folder that a web server reads: staged beside it, and exchanged with it in one step.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::{Files, Others, Places, PublishError, Release, found_files, put};
use crate::artefact::hex;

/// What publishing to a folder did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The files that were put, with their sizes.
    pub put: Vec<(String, u64)>,
    /// The files that were deleted.
    pub deleted: Vec<String>,
    /// How many were as they are to be.
    pub unchanged: usize,
}

/// Puts a release in the place of a folder. What is kept of it, the manifest and what is being staged, lies beside the
/// folder in `.NAME.candour`, where readers cannot see it.
///
/// # Errors
/// Anything that keeps the whole site from being written, and files of others where they are not to stay. The folder is
/// then as it was.
pub fn publish(release: &Release, folder: &Path, others: Others) -> Result<Outcome, PublishError> {
    let outcome = plan(release, folder, others)?;
    let places = Places { site: folder.to_owned(), room: room(folder), others };
    put(&Files::Released(release), &places).map_err(told)?;
    Ok(outcome)
}

/// What [`publish`] would do.
///
/// # Errors
/// As for [`publish`].
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
pub fn plan(release: &Release, folder: &Path, others: Others) -> Result<Outcome, PublishError> {
    let files = &release.manifest().files;
    let found = found_files(&room(folder), folder, others).map_err(told)?;
    let stands = |path: &str| {
        std::fs::read(folder.join(path)).is_ok_and(|bytes| release.holds(path, &hex(&Sha256::digest(&bytes))))
    };
    let put: Vec<(String, u64)> =
        files.par_iter().filter(|(path, _)| !stands(path)).map(|(path, entry)| (path.clone(), entry.bytes)).collect();
    let deleted = found.ours.into_iter().filter(|path| !files.contains_key(path)).collect();
    Ok(Outcome { unchanged: files.len() - put.len(), put, deleted })
}

/// What others put into a folder that is named as a target is in nobody's `--output`.
fn told(error: PublishError) -> PublishError {
    match error {
        PublishError::NotOurs { folder, file } => PublishError::Others { folder, file },
        error => error,
    }
}

/// The folder beside the one that readers see.
fn room(folder: &Path) -> PathBuf {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    folder.with_file_name(format!(".{name}.candour"))
}
