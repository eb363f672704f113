//! The output end: a cleared site into `output/site`, whole or not at all.
//!
//! The new site is staged beside the old one, flushed, and exchanged with it in one step. Until then the old site is
//! untouched; a crash at any moment leaves the one or the other. Files that have not changed are hard links to the old
//! ones, so that tools which copy the site see what changed. Refuses to replace a folder that holds files it did not
//! write: the manifest says which it did.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::artefact::{Artefact, OutputPath, hex};
use crate::pipeline::Cleared;
use crate::source::plain_io_error;

const SITE: &str = "site";
const MANIFEST: &str = "manifest.json";
/// Written before the exchange, renamed to [`MANIFEST`] after it: between the two, the site is one of both.
const NEXT_MANIFEST: &str = "manifest.next.json";
const STAGING: &str = ".staging";
const LOCK: &str = ".lock";
/// What a killed build may have left of a manifest.
const PARTIALS: [&str; 2] = ["manifest.partial", "manifest.next.partial"];

/// `output/manifest.json`: every published file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// By path, in order.
    pub files: BTreeMap<String, ManifestEntry>,
}

/// A published file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestEntry {
    /// Its size.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

/// What publishing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// Files that are new or differ.
    pub changed: usize,
    /// Files that are gone.
    pub removed: usize,
    /// Files left as they were.
    pub unchanged: usize,
}

/// What keeps a site from being published; the old site stands.
#[derive(Debug)]
pub enum PublishError {
    /// The system refused something.
    Io {
        /// What was tried: "write", "create".
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
    /// The folder holds a file that Candour did not write.
    NotOurs {
        /// The folder.
        folder: PathBuf,
        /// A file in it.
        file: String,
    },
    /// Another build is publishing to the same folder.
    Locked {
        /// The folder.
        folder: PathBuf,
    },
}

impl fmt::Display for PublishError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PublishError::Io { action, path, source } => {
                let hint = match source.kind() {
                    io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                        ". Make room on the disk and build again"
                    }
                    io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                        ". Give yourself the right to write there, or choose another folder with --output"
                    }
                    _ => "",
                };
                let (path, words) = (path.display(), plain_io_error(source));
                write!(f, "cannot {action} {path}: {words}{hint}. The site that was there before is untouched")
            }
            PublishError::NotOurs { folder, file } => write!(
                f,
                "{} holds {file}, which Candour did not write, so it will not replace the folder. Move that file away, or choose another folder with --output",
                folder.display()
            ),
            PublishError::Locked { folder } => {
                write!(f, "another build is publishing to {} now. Wait until it has ended", folder.display())
            }
        }
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            PublishError::Io { source, .. } => Some(source),
            PublishError::NotOurs { .. } | PublishError::Locked { .. } => None,
        }
    }
}

fn failed(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> PublishError {
    move |source| PublishError::Io { action, path: path.to_owned(), source }
}

/// Puts a cleared site into `output/site`, with `output/manifest.json` beside it.
///
/// # Errors
/// Anything that keeps the whole site from being written. The old site is then as it was.
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
pub fn publish(site: &Cleared<'_>, output: &Path) -> Result<Published, PublishError> {
    std::fs::create_dir_all(output).map_err(failed("create", output))?;
    let _lock = lock(output)?;
    let (target, staging) = (output.join(SITE), output.join(STAGING));
    let old = owned_files(output, &target)?;
    remove_tree(&staging)?;
    for partial in PARTIALS {
        remove_file(&output.join(partial))?;
    }
    settle_manifests(output)?;

    let staged = stage(site, &target, &staging);
    let (manifest, published) = match staged {
        Ok(staged) => staged,
        Err(error) => {
            // Best effort: the fault that is told is the one that stopped the build.
            let _ = std::fs::remove_dir_all(&staging);
            return Err(error);
        }
    };
    let removed = old.iter().filter(|path| !manifest.files.contains_key(*path)).count();
    if published.changed == 0 && removed == 0 && target.is_dir() {
        remove_tree(&staging)?;
        write_manifest(&manifest, output)?;
        return Ok(Published { removed, ..published });
    }
    flush(output)?;
    write_atomically(&output.join(NEXT_MANIFEST), &to_json(&manifest))?;
    exchange(&staging, &target)?;
    let next = output.join(NEXT_MANIFEST);
    std::fs::rename(&next, output.join(MANIFEST)).map_err(failed("rename", &next))?;
    flush(output)?;
    remove_tree(&staging)?;
    Ok(Published { removed, ..published })
}

/// What keeps a report from being written.
#[derive(Debug)]
pub enum ReportError {
    /// The folder holds a file that Candour did not write.
    NotOurs {
        /// The folder.
        folder: PathBuf,
        /// A file in it.
        file: String,
    },
    /// The system refused something.
    Io {
        /// What was tried: "write", "create".
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What it said.
        source: io::Error,
    },
}

impl fmt::Display for ReportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReportError::NotOurs { folder, file } => write!(
                f,
                "{} holds {file}, which Candour did not write, so nothing is written there. Name a new or an empty folder",
                folder.display()
            ),
            ReportError::Io { action, path, source } => {
                write!(f, "cannot {action} {}: {}. There is no report", path.display(), plain_io_error(source))
            }
        }
    }
}

impl std::error::Error for ReportError {}

/// The one file of a report.
const REPORT: &str = "index.html";

/// Whether a report may be written to a folder: there is none, or it holds nothing but an older report, which begins
/// with the same signature.
///
/// # Errors
/// A folder that holds anything else, or cannot be read.
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
pub fn may_report(folder: &Path, signature: &str) -> Result<(), ReportError> {
    let failed = |path: &Path, source| ReportError::Io { action: "read", path: path.to_owned(), source };
    if !folder.exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder).map_err(|error| failed(folder, error))? {
        let path = entry.map_err(|error| failed(folder, error))?.path();
        let begins_right = || std::fs::read(&path).is_ok_and(|bytes| bytes.starts_with(signature.as_bytes()));
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // A run that was killed leaves the second name.
        let is_ours = (name == REPORT && begins_right()) || name == "index.partial";
        if !is_ours {
            return Err(ReportError::NotOurs { folder: folder.to_owned(), file: name });
        }
    }
    Ok(())
}

/// Writes a report into a folder of its own, whole or not at all. Gives the path of the file.
///
/// # Errors
/// As [`may_report`], and anything that keeps the file from being written.
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
pub fn report(folder: &Path, signature: &str, html: &str) -> Result<PathBuf, ReportError> {
    may_report(folder, signature)?;
    let path = folder.join(REPORT);
    std::fs::create_dir_all(folder).map_err(|source| ReportError::Io {
        action: "create",
        path: folder.to_owned(),
        source,
    })?;
    let partial = folder.join("index.partial");
    std::fs::write(&partial, html)
        .and_then(|()| std::fs::rename(&partial, &path))
        .map_err(|source| ReportError::Io { action: "write", path: path.clone(), source })?;
    Ok(path)
}

/// Writes pages into a folder of their own, which may hold older ones.
///
/// # Errors
/// A folder that holds anything else, and anything that keeps a page from being written.
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
pub fn pages(folder: &Path, pages: &[(String, String)]) -> Result<(), ReportError> {
    let failed = |action: &'static str, path: &Path| {
        let path = path.to_owned();
        move |source| ReportError::Io { action, path, source }
    };
    let ours: BTreeSet<PathBuf> = pages.iter().map(|(path, _)| folder.join(path)).collect();
    if folder.exists() {
        for entry in walkdir::WalkDir::new(folder) {
            let entry = entry.map_err(|error| failed("read", folder)(error.into()))?;
            if !entry.file_type().is_dir() && !ours.contains(entry.path()) {
                let file = entry.path().strip_prefix(folder).unwrap_or(entry.path()).display().to_string();
                return Err(ReportError::NotOurs { folder: folder.to_owned(), file });
            }
        }
    }
    for (path, text) in pages {
        let path = folder.join(path);
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).map_err(failed("create", parent))?;
        std::fs::write(&path, text).map_err(failed("write", &path))?;
    }
    Ok(())
}

/// Whether `output/site` is byte for byte what the manifest says, the manifest is the one with this digest, and no
/// killed build left anything behind.
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
pub fn stands(output: &Path, manifest_sha256: &str) -> bool {
    let Ok(text) = std::fs::read(output.join(MANIFEST)) else { return false };
    let leftovers = [NEXT_MANIFEST, STAGING].into_iter().chain(PARTIALS);
    if hex(&Sha256::digest(&text)) != manifest_sha256 || leftovers.map(|name| output.join(name)).any(|it| it.exists()) {
        return false;
    }
    let Ok(manifest) = serde_json::from_slice::<Manifest>(&text) else { return false };
    is_intact(&manifest, &output.join(SITE))
}

/// Whether a folder is byte for byte what a manifest says, with nothing beside it.
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
fn is_intact(manifest: &Manifest, root: &Path) -> bool {
    let intact = manifest.files.par_iter().all(|(path, entry)| {
        std::fs::read(root.join(path))
            .is_ok_and(|bytes| bytes.len() as u64 == entry.bytes && hex(&Sha256::digest(&bytes)) == entry.sha256)
    });
    intact && files_below(root).is_ok_and(|files| files.len() == manifest.files.len())
}

/// The digest of the manifest that stands now, for [`stands`].
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
pub fn manifest_digest(output: &Path) -> Option<String> {
    std::fs::read(output.join(MANIFEST)).ok().map(|text| hex(&Sha256::digest(text)))
}

/// An open lock; closing the file ends it.
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
fn lock(output: &Path) -> Result<std::fs::File, PublishError> {
    let path = output.join(LOCK);
    let file = std::fs::File::create(&path).map_err(failed("create", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(PublishError::Locked { folder: output.to_owned() }),
        // Some network drives have no locks; the exchange is atomic there too.
        Err(std::fs::TryLockError::Error(_)) => Ok(file),
    }
}

/// The files of the old site, all of them written by Candour.
fn owned_files(output: &Path, target: &Path) -> Result<Vec<String>, PublishError> {
    if !target.exists() {
        return Ok(Vec::new());
    }
    let found = files_below(target).map_err(failed("read", target))?;
    let mut known = BTreeMap::new();
    for name in [MANIFEST, NEXT_MANIFEST] {
        let manifest = read_manifest(&output.join(name)).unwrap_or_default();
        known.extend(manifest.files);
    }
    match found.iter().find(|path| !known.contains_key(*path)) {
        Some(file) => Err(PublishError::NotOurs { folder: target.to_owned(), file: file.clone() }),
        None => Ok(found),
    }
}

/// After a build that was killed there are two manifests, and the site is one of both. Keeps the one that it is, byte
/// for byte, before a new one is written in the place of the next.
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
fn settle_manifests(output: &Path) -> Result<(), PublishError> {
    let next = output.join(NEXT_MANIFEST);
    let Some(manifest) = read_manifest(&next) else { return remove_file(&next) };
    if is_intact(&manifest, &output.join(SITE)) {
        return std::fs::rename(&next, output.join(MANIFEST)).map_err(failed("rename", &next));
    }
    remove_file(&next)
}

#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
fn read_manifest(path: &Path) -> Option<Manifest> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}

/// Every file below a folder, `/`-separated, in order.
fn files_below(folder: &Path) -> io::Result<Vec<String>> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(folder) {
        let entry = entry?;
        if !entry.file_type().is_dir() {
            let relative = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
            files.push(parts.join("/"));
        }
    }
    files.sort();
    Ok(files)
}

/// Writes the new site to the staging folder, unchanged files as links to the old ones.
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
fn stage(site: &Cleared<'_>, target: &Path, staging: &Path) -> Result<(Manifest, Published), PublishError> {
    std::fs::create_dir(staging).map_err(failed("create", staging))?;
    let artefacts: Vec<(&OutputPath, &Artefact)> = site.artefacts().iter().collect();
    let mut folders: Vec<&str> =
        artefacts.iter().filter_map(|(path, _)| path.as_str().rsplit_once('/').map(|(folder, _)| folder)).collect();
    folders.sort_unstable();
    folders.dedup();
    for folder in folders {
        let folder = staging.join(folder);
        std::fs::create_dir_all(&folder).map_err(failed("create", &folder))?;
    }
    let staged: Result<Vec<(String, ManifestEntry, bool)>, PublishError> = artefacts
        .par_iter()
        .map(|(path, artefact)| {
            let bytes = artefact.bytes();
            let (old, new) = (target.join(path.as_str()), staging.join(path.as_str()));
            let unchanged = std::fs::read(&old).is_ok_and(|old| old == bytes);
            if !(unchanged && std::fs::hard_link(&old, &new).is_ok()) {
                write_file(&new, bytes)?;
            }
            let entry = ManifestEntry { bytes: bytes.len() as u64, sha256: hex(&Sha256::digest(bytes)) };
            Ok((path.as_str().to_owned(), entry, unchanged))
        })
        .collect();
    let mut manifest = Manifest::default();
    let mut published = Published::default();
    for (path, entry, unchanged) in staged? {
        manifest.files.insert(path, entry);
        if unchanged {
            published.unchanged += 1;
        } else {
            published.changed += 1;
        }
    }
    Ok((manifest, published))
}

#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
fn write_file(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    std::fs::write(path, bytes).map_err(failed("write", path))?;
    // Linux flushes the whole file system once, before the exchange.
    #[cfg(not(target_os = "linux"))]
    std::fs::File::open(path).and_then(|file| file.sync_all()).map_err(failed("flush", path))?;
    Ok(())
}

/// Everything written so far is on the disk when this returns.
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
fn flush(output: &Path) -> Result<(), PublishError> {
    let folder = std::fs::File::open(output).map_err(failed("open", output))?;
    #[cfg(target_os = "linux")]
    rustix::fs::syncfs(&folder).map_err(|error| failed("flush", output)(error.into()))?;
    #[cfg(not(target_os = "linux"))]
    let _ = folder.sync_all();
    Ok(())
}

/// Puts the staged site in the place of the old one, and the old one in the place of the staged.
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
fn exchange(staging: &Path, target: &Path) -> Result<(), PublishError> {
    if !target.exists() {
        return std::fs::rename(staging, target).map_err(failed("rename", staging));
    }
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        use rustix::io::Errno;
        match renameat_with(CWD, staging, CWD, target, RenameFlags::EXCHANGE) {
            Ok(()) => return Ok(()),
            // Old kernels and some network drives cannot exchange.
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {}
            Err(error) => return Err(failed("replace", target)(error.into())),
        }
    }
    let aside = target.with_extension("old");
    remove_tree(&aside)?;
    std::fs::rename(target, &aside).map_err(failed("rename", target))?;
    if let Err(error) = std::fs::rename(staging, target) {
        let _ = std::fs::rename(&aside, target);
        return Err(failed("rename", staging)(error));
    }
    std::fs::rename(&aside, staging).map_err(failed("rename", &aside))
}

#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
fn remove_tree(folder: &Path) -> Result<(), PublishError> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed("remove", folder)(error)),
        _ => Ok(()),
    }
}

fn to_json(manifest: &Manifest) -> Vec<u8> {
    let mut text = serde_json::to_vec_pretty(manifest).unwrap_or_default();
    text.push(b'\n');
    text
}

fn write_manifest(manifest: &Manifest, output: &Path) -> Result<(), PublishError> {
    write_atomically(&output.join(MANIFEST), &to_json(manifest))?;
    let next = output.join(NEXT_MANIFEST);
    remove_file(&next)
}

#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
fn remove_file(path: &Path) -> Result<(), PublishError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed("remove", path)(error)),
        _ => Ok(()),
    }
}

/// Writes a file whole or not at all: beside it first, flushed, then renamed.
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), PublishError> {
    use std::io::Write as _;
    let partial = path.with_extension("partial");
    let mut file = std::fs::File::create(&partial).map_err(failed("create", &partial))?;
    file.write_all(bytes).and_then(|()| file.sync_all()).map_err(failed("write", &partial))?;
    std::fs::rename(&partial, path).map_err(failed("rename", &partial))
}
