//! The content folder read again and again, as the preview does: what has not changed is not read.
//!
//! A file is known by its size, its times and its number on the disk. Where the clock of the disk is too coarse to tell
//! two saves apart, the file is read anew and its bytes are compared: what a watcher says is a hint and never the truth.
//! The hint that only files changed which are known already spares a look at all the others; any other is followed by a
//! look at everything.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ffi::OsString;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use super::{ReadError, SourceFile, SourcePath, SourceTree, is_ignored, read_entry};

/// A file that was changed less than this before it was read may change again without another time on it: some disks
/// count in steps of two seconds.
const COARSEST_CLOCK: Duration = Duration::from_secs(3);

/// What tells two states of a file apart without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    bytes: u64,
    changed: Option<SystemTime>,
    /// The number of the file and the time of its last change of any kind, where the system has them.
    identity: (u64, i64, i64),
}

impl Stamp {
    /// Of a file.
    pub fn new(metadata: &Metadata) -> Stamp {
        #[cfg(unix)]
        let identity = {
            use std::os::unix::fs::MetadataExt as _;
            (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
        };
        #[cfg(not(unix))]
        let identity = (0, 0, 0);
        Stamp { bytes: metadata.len(), changed: metadata.modified().ok(), identity }
    }

    /// Whether a file that was read at this moment will have another stamp when it is changed again.
    fn is_settled(&self, read_at: SystemTime) -> bool {
        self.changed.and_then(|changed| read_at.duration_since(changed).ok()).is_some_and(|age| age > COARSEST_CLOCK)
    }
}

/// A file as it was read.
struct Seen {
    /// What to compare next time; `None` when it has to be read again.
    stamp: Option<Stamp>,
    path: SourcePath,
}

/// What is told of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// These files and folders may be others than before, and nothing else is.
    At(BTreeSet<PathBuf>),
    /// Nobody knows what.
    Anything,
}

/// So many changes at once are anything.
const TOLD_MAX: usize = 200;

impl Told {
    /// Both.
    pub fn and(self, other: Told) -> Told {
        match (self, other) {
            (Told::At(mut places), Told::At(more)) => {
                places.extend(more);
                if places.len() > TOLD_MAX { Told::Anything } else { Told::At(places) }
            }
            _ => Told::Anything,
        }
    }
}

/// A content folder and what was read of it.
pub struct Reader {
    folder: PathBuf,
    /// Where it really is, if what was told of a place can be held against that: links may show a file at several.
    root: Option<PathBuf>,
    /// By their places on the disk.
    seen: HashMap<OsString, Seen>,
    tree: Arc<SourceTree>,
}

impl Reader {
    /// A folder that has not been read yet.
    pub fn new(folder: &Path) -> Reader {
        let tree = Arc::new(SourceTree::default());
        Reader { folder: folder.to_owned(), root: None, seen: HashMap::new(), tree }
    }

    /// The folder after a change, equal to what [`Reader::read`] gives if only what is told of has changed. `None` where
    /// more than the words of files may have changed that are known already: then all has to be looked at.
    #[expect(clippy::disallowed_methods, reason = "this is the input end of the house")]
    pub fn read_at(&mut self, places: &BTreeSet<PathBuf>) -> Option<Arc<SourceTree>> {
        let read_at = SystemTime::now();
        let root = self.root.clone()?;
        let typed = std::path::absolute(&self.folder).ok()?;
        let mut changed = Vec::new();
        for place in places {
            let below = place.strip_prefix(&root).or_else(|_| place.strip_prefix(&typed)).ok()?;
            if below.components().any(|part| is_ignored(&part.as_os_str().to_string_lossy())) {
                continue;
            }
            let place = root.join(below);
            let is_file = std::fs::symlink_metadata(&place).map(|it| it.is_file());
            match (is_file, self.seen.get(place.as_os_str())) {
                (Ok(true), Some(_)) => changed.push((self.read_one(&root, &place, false, read_at).ok()?, place)),
                // It came and went, and was no folder either.
                (Err(error), None) if error.kind() == std::io::ErrorKind::NotFound && !self.holds(below) => {}
                _ => return None,
            }
        }
        let is_other = |(read, _): &(Read, PathBuf)| match read.found.as_slice() {
            [(path, file)] => self.tree.get(path).is_none_or(|before| !before.is(file)),
            _ => true,
        };
        if changed.iter().any(is_other) {
            let mut files = self.tree.files.clone();
            files.extend(changed.iter().flat_map(|(read, _)| read.found.iter().cloned()));
            self.tree = Arc::new(SourceTree { files });
        }
        for (Read { stamp, .. }, place) in changed {
            self.seen.get_mut(place.as_os_str())?.stamp = stamp;
        }
        Some(self.tree.clone())
    }

    /// Whether there was a file below a place.
    fn holds(&self, below: &Path) -> bool {
        let Some(folder) = below.to_str() else { return true };
        let folder = SourcePath::new(&format!("{}/", folder.replace('\\', "/")));
        self.tree.files.range(&folder..).next().is_some_and(|(path, _)| path.as_str().starts_with(folder.as_str()))
    }

    /// The folder as it is now, equal to what [`read`](super::read) gives. The same tree while nothing in it has changed.
    ///
    /// # Errors
    /// A folder or file that exists and cannot be read. What was read before is still known.
    #[expect(clippy::disallowed_methods, reason = "this is the input end of the house")]
    pub fn read(&mut self) -> Result<Arc<SourceTree>, ReadError> {
        let failed = |path: &Path, source: std::io::Error| ReadError { path: path.to_owned(), source };
        let read_at = SystemTime::now();
        self.root = None;
        let root = std::fs::canonicalize(&self.folder).map_err(|error| failed(&self.folder, error))?;
        let mut entries = Vec::new();
        let walk = walkdir::WalkDir::new(&root).follow_links(false).into_iter();
        for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_ignored(&entry.file_name().to_string_lossy()))
        {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => entries.push((entry.file_type().is_symlink(), entry.into_path())),
                Err(error) => {
                    let path = error.path().unwrap_or(&self.folder).to_owned();
                    let error = error.into_io_error().unwrap_or_else(|| std::io::Error::other("the folder loops"));
                    // Gone since its folder was listed: the next look will not list it.
                    if error.kind() != std::io::ErrorKind::NotFound {
                        return Err(failed(&path, error));
                    }
                }
            }
        }
        let has_links = entries.iter().any(|(is_link, _)| *is_link);
        let read_one = |(is_link, place): (bool, PathBuf)| match self.read_one(&root, &place, is_link, read_at) {
            Ok(read) => Ok(Some((place, read))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(failed(&place, error)),
        };
        let read: Result<Vec<Option<(PathBuf, Read)>>, ReadError> = entries.into_par_iter().map(read_one).collect();
        let mut files = BTreeMap::new();
        let mut seen = HashMap::with_capacity(self.seen.len());
        for (place, Read { stamp, found }) in read?.into_iter().flatten() {
            if let [(path, _)] = found.as_slice() {
                seen.insert(place.into_os_string(), Seen { stamp, path: path.clone() });
            }
            files.extend(found);
        }
        // Two names that are one path, as only an odd disk has them, are looked at together.
        let is_plain = !has_links && seen.len() == files.len();
        (self.seen, self.root) = (seen, is_plain.then_some(root));
        let same = files.len() == self.tree.files.len()
            && files.iter().zip(&self.tree.files).all(|((a, one), (b, other))| a == b && one.is(other));
        if !same {
            self.tree = Arc::new(SourceTree { files });
        }
        Ok(self.tree.clone())
    }

    #[expect(clippy::disallowed_methods, reason = "this is the input end of the house")]
    fn read_one(&self, root: &Path, place: &Path, is_link: bool, read_at: SystemTime) -> std::io::Result<Read> {
        // Before the file is read: a change in between gives it another stamp next time.
        let stamp = (!is_link).then(|| std::fs::symlink_metadata(place)).transpose()?;
        let stamp = stamp.map(|metadata| Stamp::new(&metadata));
        if let (Some(stamp), Some(seen)) = (stamp, self.seen.get(place.as_os_str()))
            && seen.stamp == Some(stamp)
            && let Some(file) = self.tree.get(&seen.path)
        {
            return Ok(Read { stamp: Some(stamp), found: vec![(seen.path.clone(), file.clone())] });
        }
        let mut found = read_entry(root, place, place)?;
        for (path, file) in &mut found {
            // The same file again stays the same in memory, and what was made of it stays known.
            if let Some(before) = self.tree.get(path)
                && before.same_content(file)
            {
                *file = before.clone();
            }
        }
        Ok(Read { stamp: stamp.filter(|stamp| stamp.is_settled(read_at)), found })
    }
}

/// What an entry of the folder holds.
struct Read {
    stamp: Option<Stamp>,
    found: Vec<(SourcePath, SourceFile)>,
}

impl SourceFile {
    /// Whether two files are one in memory.
    fn is(&self, other: &SourceFile) -> bool {
        match (self, other) {
            (SourceFile::Text(one), SourceFile::Text(other)) => Arc::ptr_eq(one, other),
            (SourceFile::Bytes(one), SourceFile::Bytes(other)) => Arc::ptr_eq(one, other),
            _ => self.same_content(other),
        }
    }

    fn same_content(&self, other: &SourceFile) -> bool {
        match (self, other) {
            (SourceFile::Text(one), SourceFile::Text(other)) => one.fault == other.fault && one.text == other.text,
            (SourceFile::Bytes(one), SourceFile::Bytes(other)) => one.bytes == other.bytes,
            (SourceFile::LeavesFolder, SourceFile::LeavesFolder) => true,
            (SourceFile::TooLarge(one), SourceFile::TooLarge(other)) => one == other,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "what is read again was written")]

    use super::*;

    /// What a reader gives that is told of some places, held against a look at everything.
    #[track_caller]
    fn check(reader: &mut Reader, folder: &Path, names: &[&str], is_enough: bool) {
        let places = names.iter().map(|name| folder.join(name)).collect();
        let alone = reader.read_at(&places);
        assert_eq!(alone.is_some(), is_enough, "{names:?}");
        let tree = alone.unwrap_or_else(|| reader.read().unwrap());
        assert_eq!(tree.digest(), super::super::read(folder).unwrap().digest(), "{names:?}");
    }

    #[test]
    fn what_is_told_of_is_read_alone_only_if_nothing_else_can_have_changed() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().canonicalize().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.join(name), text).unwrap();
        std::fs::create_dir(folder.join("care")).unwrap();
        write("one.md", "One");
        write("care/two.md", "Two");
        let mut reader = Reader::new(&folder);
        check(&mut reader, &folder, &["one.md"], false);
        let before = reader.read().unwrap();

        // Nothing new, a page saved, one saved under another name first, and what editors leave lying about.
        check(&mut reader, &folder, &["one.md"], true);
        assert!(Arc::ptr_eq(&reader.read().unwrap(), &before), "the same tree");
        write("one.md", "One more");
        check(&mut reader, &folder, &["one.md"], true);
        write("care/4913", "Two more");
        std::fs::rename(folder.join("care/4913"), folder.join("care/two.md")).unwrap();
        check(&mut reader, &folder, &["care/4913", "care/two.md"], true);
        write(".swap.md", "No page");
        check(&mut reader, &folder, &[".swap.md"], true);

        // A page or folder comes or goes, or is another thing than it was.
        write("three.md", "Three");
        check(&mut reader, &folder, &["three.md"], false);
        std::fs::remove_file(folder.join("three.md")).unwrap();
        check(&mut reader, &folder, &["three.md"], false);
        std::fs::rename(folder.join("care"), folder.join("people")).unwrap();
        check(&mut reader, &folder, &["care", "people"], false);
        std::fs::remove_dir_all(folder.join("people")).unwrap();
        check(&mut reader, &folder, &["people"], false);
        check(&mut reader, &folder, &[""], false);
        let elsewhere = reader.read_at(&BTreeSet::from([folder.with_file_name("elsewhere.md")]));
        assert!(elsewhere.is_none(), "what is not in the folder");
    }

    #[cfg(unix)]
    #[test]
    fn where_links_show_a_file_twice_everything_is_looked_at() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().canonicalize().unwrap();
        std::fs::write(folder.join("one.md"), "One").unwrap();
        let mut reader = Reader::new(&folder);
        reader.read().unwrap();
        std::os::unix::fs::symlink(folder.join("one.md"), folder.join("two.md")).unwrap();
        check(&mut reader, &folder, &["two.md"], false);
        std::fs::write(folder.join("one.md"), "One more").unwrap();
        check(&mut reader, &folder, &["one.md"], false);
    }
}
