//! The output end: a cleared site into `output/site`, whole or not at all; and from there to where readers see it.
//!
//! The new site is staged beside the old one, flushed, and exchanged with it in one step. Until then the old site is
//! untouched; a crash at any moment leaves the one or the other. Files that have not changed are hard links to the old
//! ones, so that tools which copy the site see what changed. Refuses to replace a folder that holds files it did not
//! write: the manifest says which it did.
//!
//! What has been published so is a [`Release`], and nothing else goes on to a [`target`](target::Target): a folder or a
//! host with rsync, both exchanged in one step, or object storage, which knows no such step ([`plan`]).

pub mod folder;
pub mod plan;
mod reports;
pub mod rsync;
pub mod storage;
pub mod target;
mod trouble;

pub use reports::{ReportError, may_report, pages, report};

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::artefact::{Artefacts, hex};
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

/// A site that was cleared and stands whole on the disk: the only thing that goes on to readers. [`publish`] makes one,
/// and [`stands`] where an equal build has been published already.
#[derive(Debug)]
pub struct Release {
    site: PathBuf,
    manifest: Manifest,
    /// What publishing it did.
    pub published: Published,
}

impl Release {
    /// What it is made of.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The folder that holds its files.
    pub fn site(&self) -> &Path {
        &self.site
    }

    /// Whether a file still has the bytes that were cleared.
    pub fn holds(&self, path: &str, sha256: &str) -> bool {
        self.manifest.files.get(path).is_some_and(|entry| entry.sha256 == sha256)
    }

    /// The bytes of a file, as they were cleared.
    ///
    /// # Errors
    /// A file that cannot be read, or has been changed since.
    #[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
    fn bytes(&self, path: &str) -> Result<Vec<u8>, PublishError> {
        let place = self.site.join(path);
        let bytes = std::fs::read(&place).map_err(failed("read", &place))?;
        match self.holds(path, &hex(&Sha256::digest(&bytes))) {
            true => Ok(bytes),
            false => Err(PublishError::Changed { path: place }),
        }
    }
}

/// Where a site is put, and what is kept beside it.
struct Places {
    /// The folder that readers see.
    site: PathBuf,
    /// The folder with the manifests, the lock and what is being staged, on the same disk.
    room: PathBuf,
    /// Whether files of somebody else may stay, or stop everything.
    others: Others,
}

/// What becomes of files that Candour did not write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Others {
    /// They stop everything.
    Stop,
    /// They stay where they are; a file of the site takes the place of one of the same name.
    Stay,
}

/// The files of a site, by path.
enum Files<'a> {
    Made(&'a Artefacts),
    Released(&'a Release),
}

impl Files<'_> {
    fn paths(&self) -> Vec<&str> {
        match self {
            Files::Made(artefacts) => artefacts.iter().map(|(path, _)| path.as_str()).collect(),
            Files::Released(release) => release.manifest.files.keys().map(String::as_str).collect(),
        }
    }

    fn bytes(&self, path: &str) -> Result<Cow<'_, [u8]>, PublishError> {
        match self {
            Files::Made(artefacts) => Ok(artefacts.get(path).map(|it| it.bytes()).unwrap_or_default()),
            Files::Released(release) => release.bytes(path).map(Cow::Owned),
        }
    }
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
    /// A folder to publish to holds a file that Candour did not write.
    Others {
        /// The folder.
        folder: PathBuf,
        /// A file in it.
        file: String,
    },
    /// The folder of the build holds a file that Candour did not write.
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
    /// A file of the site is no longer what was cleared.
    Changed {
        /// The file.
        path: PathBuf,
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
                        ". Give yourself the right to write there, or name another folder (for a build: with --output)"
                    }
                    _ => "",
                };
                let (path, words) = (path.display(), plain_io_error(source));
                write!(f, "cannot {action} {path}: {words}{hint}. The site that was there before is untouched")
            }
            PublishError::Others { folder, file } => write!(
                f,
                "{} holds {file}, which Candour did not put there, and nothing was published. Name another folder, or keep what is there beside the site with --keep-others",
                folder.display()
            ),
            PublishError::NotOurs { folder, file } => write!(
                f,
                "{} holds {file}, which Candour did not write, so it will not replace the folder. Move that file away, or choose another folder with --output",
                folder.display()
            ),
            PublishError::Locked { folder } => {
                write!(f, "another build is publishing to {} now. Wait until it has ended", folder.display())
            }
            PublishError::Changed { path } => {
                write!(
                    f,
                    "{} was changed after the build, perhaps by another build. Run the command again",
                    path.display()
                )
            }
        }
    }
}

impl std::error::Error for PublishError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            PublishError::Io { source, .. } => Some(source),
            PublishError::NotOurs { .. }
            | PublishError::Others { .. }
            | PublishError::Locked { .. }
            | PublishError::Changed { .. } => None,
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
pub fn publish(site: &Cleared<'_>, output: &Path) -> Result<Release, PublishError> {
    let places = Places { site: output.join(SITE), room: output.to_owned(), others: Others::Stop };
    put(&Files::Made(site.artefacts()), &places)
}

/// Stages files beside a folder, and puts them in its place in one step.
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
fn put(files: &Files<'_>, places: &Places) -> Result<Release, PublishError> {
    let Places { site: target, room, others } = places;
    std::fs::create_dir_all(room).map_err(failed("create", room))?;
    let _lock = lock(room)?;
    let staging = room.join(STAGING);
    let found = found_files(room, target, *others)?;
    remove_tree(&staging)?;
    for partial in PARTIALS {
        remove_file(&room.join(partial))?;
    }
    settle_manifests(room, target)?;

    let staged = stage(files, target, &staging).and_then(|staged| {
        found.of_others.iter().try_for_each(|path| keep_other(path, target, &staging)).map(|()| staged)
    });
    let (manifest, published) = match staged {
        Ok(staged) => staged,
        Err(error) => {
            // Best effort: the fault that is told is the one that stopped the build.
            let _ = std::fs::remove_dir_all(&staging);
            return Err(error);
        }
    };
    let removed = found.ours.iter().filter(|path| !manifest.files.contains_key(*path)).count();
    let release =
        |manifest: Manifest| Release { site: target.clone(), manifest, published: Published { removed, ..published } };
    if published.changed == 0 && removed == 0 && target.is_dir() {
        remove_tree(&staging)?;
        write_manifest(&manifest, room)?;
        return Ok(release(manifest));
    }
    flush(room)?;
    write_atomically(&room.join(NEXT_MANIFEST), &to_json(&manifest))?;
    exchange(&staging, target)?;
    let next = room.join(NEXT_MANIFEST);
    std::fs::rename(&next, room.join(MANIFEST)).map_err(failed("rename", &next))?;
    flush(room)?;
    remove_tree(&staging)?;
    Ok(release(manifest))
}

/// The release in `output/site`, if that is byte for byte what the manifest says, the manifest is the one with this
/// digest, which was noted when a cleared site was published, and no killed build left anything behind.
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
pub fn stands(output: &Path, manifest_sha256: &str) -> Option<Release> {
    let text = std::fs::read(output.join(MANIFEST)).ok()?;
    let leftovers = [NEXT_MANIFEST, STAGING].into_iter().chain(PARTIALS);
    if hex(&Sha256::digest(&text)) != manifest_sha256 || leftovers.map(|name| output.join(name)).any(|it| it.exists()) {
        return None;
    }
    let manifest = serde_json::from_slice::<Manifest>(&text).ok()?;
    let site = output.join(SITE);
    is_intact(&manifest, &site).then(|| Release { site, manifest, published: Published::default() })
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

/// The files of the old site.
#[derive(Default)]
struct Found {
    ours: Vec<String>,
    of_others: Vec<String>,
}

/// Looks which files the folder holds; where others' stop everything, all of them must have been written by Candour.
fn found_files(room: &Path, target: &Path, others: Others) -> Result<Found, PublishError> {
    if !target.exists() {
        return Ok(Found::default());
    }
    let found = files_below(target).map_err(failed("read", target))?;
    let mut known = BTreeMap::new();
    for name in [MANIFEST, NEXT_MANIFEST] {
        let manifest = read_manifest(&room.join(name)).unwrap_or_default();
        known.extend(manifest.files);
    }
    let (ours, of_others): (Vec<String>, Vec<String>) = found.into_iter().partition(|path| known.contains_key(path));
    match of_others.first() {
        Some(file) if others == Others::Stop => {
            Err(PublishError::NotOurs { folder: target.to_owned(), file: file.clone() })
        }
        _ => Ok(Found { ours, of_others }),
    }
}

/// A file of somebody else goes along, unless the site has one of its name.
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
fn keep_other(path: &str, target: &Path, staging: &Path) -> Result<(), PublishError> {
    let (old, new) = (target.join(path), staging.join(path));
    if new.exists() {
        return Ok(());
    }
    let folder = new.parent().unwrap_or(staging);
    std::fs::create_dir_all(folder).map_err(failed("create", folder))?;
    std::fs::hard_link(&old, &new).map_err(failed("keep", &old))
}

/// After a build that was killed there are two manifests, and the site is one of both. Keeps the one that it is, byte
/// for byte, before a new one is written in the place of the next.
#[expect(clippy::disallowed_methods, reason = "this is the output end of the house")]
fn settle_manifests(room: &Path, target: &Path) -> Result<(), PublishError> {
    let next = room.join(NEXT_MANIFEST);
    let Some(manifest) = read_manifest(&next) else { return remove_file(&next) };
    if is_intact(&manifest, target) {
        return std::fs::rename(&next, room.join(MANIFEST)).map_err(failed("rename", &next));
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
fn stage(files: &Files<'_>, target: &Path, staging: &Path) -> Result<(Manifest, Published), PublishError> {
    std::fs::create_dir(staging).map_err(failed("create", staging))?;
    let paths = files.paths();
    let mut folders: Vec<&str> =
        paths.iter().filter_map(|path| path.rsplit_once('/').map(|(folder, _)| folder)).collect();
    folders.sort_unstable();
    folders.dedup();
    for folder in folders {
        let folder = staging.join(folder);
        std::fs::create_dir_all(&folder).map_err(failed("create", &folder))?;
    }
    let staged: Result<Vec<(String, ManifestEntry, bool)>, PublishError> = paths
        .par_iter()
        .map(|path| {
            let bytes = files.bytes(path)?;
            let (old, new) = (target.join(path), staging.join(path));
            let unchanged = std::fs::read(&old).is_ok_and(|old| old == *bytes);
            if !(unchanged && std::fs::hard_link(&old, &new).is_ok()) {
                write_file(&new, &bytes)?;
            }
            let entry = ManifestEntry { bytes: bytes.len() as u64, sha256: hex(&Sha256::digest(&bytes)) };
            Ok(((*path).to_owned(), entry, unchanged))
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
