//! The whole site in memory: every file that would be published, by its path.

use std::any::{Any, TypeId};
use std::borrow::{Borrow, Cow};
use std::collections::BTreeMap;
use std::fmt;
use std::io::{Read as _, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use rustc_hash::FxHashMap;
use sha2::{Digest as _, Sha256};

/// The path of a published file relative to `output/site`, `/`-separated: `policies/psirf/index.html`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct OutputPath(Arc<str>);

impl OutputPath {
    /// A path from its text. Callers make it of parts that cannot leave the folder.
    pub fn new(path: &str) -> OutputPath {
        debug_assert!(!path.starts_with('/') && !path.split('/').any(|part| part == ".." || part.is_empty()));
        OutputPath(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// In the order of its text.
impl Borrow<str> for OutputPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The bytes of a published file.
#[derive(Clone, Debug)]
pub enum Artefact {
    /// Made by the build.
    Made(Vec<u8>),
    /// Taken over from the content or the theme as it is.
    Kept(Arc<[u8]>),
    /// Kept from one build to the next: of thousands of pages a few are looked at.
    Packed(Packed),
    /// A long text in pieces, most of which the build before has made.
    Joined(Pieces),
}

/// The pieces of a long text, in order.
pub type Pieces = Arc<[Arc<String>]>;

/// Bytes at a quarter of their length in memory. What is packed is shared.
#[derive(Clone, Debug)]
pub struct Packed {
    packed: Arc<[u8]>,
    length: usize,
}

impl Packed {
    /// Packs some bytes: equal ones give equal ones.
    pub fn new(bytes: &[u8]) -> Packed {
        let mut packed = DeflateEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::fast());
        // Writing to memory cannot fail.
        let packed = packed.write_all(bytes).and_then(|()| packed.finish()).unwrap_or_default();
        Packed { packed: packed.into(), length: bytes.len() }
    }

    fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.length);
        let read = DeflateDecoder::new(&*self.packed).read_to_end(&mut bytes);
        debug_assert_eq!(read.ok(), Some(self.length), "what was packed is unpacked");
        bytes
    }
}

impl Artefact {
    /// The bytes.
    pub fn bytes(&self) -> Cow<'_, [u8]> {
        match self {
            Artefact::Made(bytes) => bytes.into(),
            Artefact::Kept(bytes) => (&**bytes).into(),
            Artefact::Packed(packed) => packed.bytes().into(),
            Artefact::Joined(pieces) => {
                pieces.iter().map(|piece| piece.as_str()).collect::<String>().into_bytes().into()
            }
        }
    }

    /// How many bytes there are.
    pub fn length(&self) -> usize {
        match self {
            Artefact::Made(bytes) => bytes.len(),
            Artefact::Kept(bytes) => bytes.len(),
            Artefact::Packed(packed) => packed.length,
            Artefact::Joined(pieces) => pieces.iter().map(|piece| piece.len()).sum(),
        }
    }

    /// Whether it holds the same as another. What is shared in memory need not be compared.
    pub fn is(&self, other: &Artefact) -> bool {
        match (self, other) {
            (Artefact::Kept(one), Artefact::Kept(other)) if Arc::ptr_eq(one, other) => true,
            (Artefact::Packed(one), Artefact::Packed(other)) => {
                Arc::ptr_eq(&one.packed, &other.packed) || one.packed == other.packed
            }
            // Pieces that are shared are not compared.
            (Artefact::Joined(one), Artefact::Joined(other)) if one == other => true,
            (one, other) => one.length() == other.length() && one.bytes() == other.bytes(),
        }
    }
}

/// Every file of a site in the order of its paths.
#[derive(Debug, Default)]
pub struct Artefacts(BTreeMap<OutputPath, Artefact>);

impl Artefacts {
    /// Adds a file. `Err` gives the path back when another file stands there already.
    pub fn insert(&mut self, path: OutputPath, artefact: Artefact) -> Result<(), OutputPath> {
        use std::collections::btree_map::Entry;
        match self.0.entry(path) {
            Entry::Vacant(vacant) => {
                vacant.insert(artefact);
                Ok(())
            }
            Entry::Occupied(taken) => Err(taken.key().clone()),
        }
    }

    /// The file at a path.
    pub fn get(&self, path: &str) -> Option<&Artefact> {
        self.0.get(path)
    }

    /// All files in the order of their paths.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&OutputPath, &Artefact)> {
        self.0.iter()
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A finished document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finished {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has, where it has pages.
    pub pages: Option<u32>,
}

impl Finished {
    /// How long it is.
    pub fn length(&self) -> Length {
        Length { bytes: self.bytes.len(), pages: self.pages }
    }
}

/// How long a finished document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// Its size in bytes.
    pub bytes: usize,
    /// How many pages it has, where it has pages.
    pub pages: Option<u32>,
}

/// Where finished documents are kept from one build to the next, under the hash of everything they are made from.
pub trait Shelf: Sync {
    /// The document of a recipe, if it has been made before.
    fn take(&self, recipe: &[u8; 32]) -> Option<Finished>;

    /// Keeps a document. What cannot be kept is made again next time, so a failure is no error.
    fn keep(&self, recipe: &[u8; 32], document: &Finished);
}

/// What one build leaves in memory for the next, each thing under the hash of everything it was made from. Nothing is
/// ever invalidated: what is made from something else has another key.
#[derive(Default)]
pub struct Memo {
    /// By the first byte of the key, so that threads do not wait for one another.
    known: [Mutex<FxHashMap<Key, Kept>>; SHELVES],
    build: AtomicU64,
}

const SHELVES: usize = 16;

/// What a thing is kept under: its type and the hash of what it was made from.
pub type Key = (TypeId, [u8; 32]);

/// A thing, with the build that asked for it last.
type Kept = (Arc<dyn Any + Send + Sync>, u64);

impl Memo {
    fn shelf(&self, key: &[u8; 32]) -> MutexGuard<'_, FxHashMap<Key, Kept>> {
        self.known[usize::from(key[0]) % SHELVES].lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn build(&self) -> u64 {
        self.build.load(Ordering::Relaxed)
    }

    /// What was made under a key.
    pub fn get<T: Any + Send + Sync>(&self, key: [u8; 32]) -> Option<Arc<T>> {
        let mut shelf = self.shelf(&key);
        let (thing, used) = shelf.get_mut(&(TypeId::of::<T>(), key))?;
        *used = self.build();
        thing.clone().downcast().ok()
    }

    /// Holds on to what was made under some keys for another build.
    pub fn hold(&self, keys: &[Key]) {
        for key in keys {
            if let Some((_, used)) = self.shelf(&key.1).get_mut(key) {
                *used = self.build();
            }
        }
    }

    /// Keeps what was made under a key.
    pub fn keep<T: Any + Send + Sync>(&self, key: [u8; 32], thing: Arc<T>) {
        self.shelf(&key).insert((TypeId::of::<T>(), key), (thing, self.build()));
    }

    /// What is made from all that the key was made from: made, if it is not known.
    pub fn of<T: Any + Send + Sync>(&self, key: [u8; 32], make: impl FnOnce() -> T) -> Arc<T> {
        self.get(key).unwrap_or_else(|| {
            let made = Arc::new(make());
            self.keep(key, made.clone());
            made
        })
    }

    /// Begins another build.
    pub fn begin(&self) {
        self.build.fetch_add(1, Ordering::Relaxed);
    }

    /// Forgets what this build did not ask for: to be called when it has asked for all that it may.
    pub fn forget(&self) {
        let build = self.build();
        for shelf in &self.known {
            shelf.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, (_, used)| *used == build);
        }
    }
}

/// SHA-256 over some parts, each after its length.
pub fn digest(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// Bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_the_same_and_shorter() {
        let page = "<p>Learning from a fall on the stairs.</p>\n".repeat(200);
        for bytes in [page.as_bytes(), b"", b"\xff\x00\x80"] {
            let packed = Artefact::Packed(Packed::new(bytes));
            assert_eq!(&*packed.bytes(), bytes);
            assert_eq!(packed.length(), bytes.len());
            assert!(packed.is(&Artefact::Packed(Packed::new(bytes))) && packed.is(&Artefact::Made(bytes.to_vec())));
            assert!(!packed.is(&Artefact::Packed(Packed::new(b"other"))));
        }
        assert!(Packed::new(page.as_bytes()).packed.len() * 4 < page.len());
    }

    #[test]
    fn what_is_in_pieces_is_the_same_however_it_is_cut() {
        let joined = |pieces: &[&str]| Artefact::Joined(pieces.iter().map(|it| Arc::new((*it).to_owned())).collect());
        let text = joined(&["one, ", "two, ", "three"]);
        assert_eq!((&*text.bytes(), text.length()), (b"one, two, three".as_slice(), 15));
        assert!(text.is(&joined(&["one, ", "two, ", "three"])) && text.is(&joined(&["one, two", ", three"])));
        assert!(!text.is(&joined(&["one, ", "two, ", "seven"])) && !text.is(&joined(&["one, ", "two, "])));
        assert!(text.is(&Artefact::Made(b"one, two, three".to_vec())));
    }
}
