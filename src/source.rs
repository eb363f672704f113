//! The input end: every file of a content folder, read once, in a stable order.
//!
//! Owns paths (`SourcePath`), positions (`Span`, `Position`) and the text of Markdown and YAML files. Data files
//! and pictures are kept as bytes. Refuses to follow a link out of the folder, and files too large to be a page.
//! Nothing after this module reads the disk for content.

pub mod again;

use std::any::Any;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use sha2::{Digest as _, Sha256};

/// The largest Markdown or YAML file that is read, in bytes. A 300-page policy is about 1 MB.
pub const TEXT_BYTES_MAX: u64 = 8 << 20;

/// The largest picture, video or other file that is read, in bytes.
pub const FILE_BYTES_MAX: u64 = 200 << 20;

/// The path of a file relative to the content folder, `/`-separated on every system: `policies/psirf.md`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct SourcePath(Arc<str>);

impl PartialOrd for SourcePath {
    fn partial_cmp(&self, other: &SourcePath) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Most paths that are compared are one and the same, of findings in one file.
impl Ord for SourcePath {
    fn cmp(&self, other: &SourcePath) -> Ordering {
        if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.cmp(&other.0) }
    }
}

impl SourcePath {
    /// A path from its text, which is taken as it is.
    pub fn new(path: &str) -> SourcePath {
        SourcePath(Arc::from(path))
    }

    /// The path as text, `/`-separated.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder part without its last slash; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last part: `psirf.md`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// The file name without its last suffix: `psirf`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The suffix in lower case, without the dot: `md`. Empty when there is none.
    pub fn suffix(&self) -> String {
        self.file_name().rsplit_once('.').map_or_else(String::new, |(_, suffix)| suffix.to_ascii_lowercase())
    }

    /// Where a relative link in this file leads: `../plan/plan.md` from `policies/psirf.md` is `plan/plan.md`.
    /// A leading slash starts at the content folder. `None` when it leaves the content folder.
    pub fn join(&self, target: &str) -> Option<SourcePath> {
        let (folder, target) = match target.strip_prefix('/') {
            Some(from_top) => ("", from_top),
            None => (self.folder(), target),
        };
        let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
        for part in target.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(SourcePath::new(&parts.join("/")))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// A range of bytes in a file's text, end exclusive, both ends on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span of two byte offsets. Files are limited to [`TEXT_BYTES_MAX`], so 32 bits hold them.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start: start as u32, end: end.max(start) as u32 }
    }

    /// The bytes as a range, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies within this span.
    pub fn holds(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A place as people count it: line and column from 1, columns in Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
}

/// A text file: its words with line ends as `\n` and no byte order mark, or why it has none.
#[derive(Debug)]
pub struct SourceText {
    /// Where it is.
    pub path: SourcePath,
    /// The text. When `fault` says that there is none to read: as many empty lines as lead to the fault, so that its
    /// place is told as any other's.
    pub text: String,
    /// What keeps this file from being read as text.
    pub fault: Option<TextFault>,
    /// Where each line starts; counted when a place is first asked for, which most pages never are.
    line_starts: OnceLock<Vec<usize>>,
    digest: OnceLock<[u8; 32]>,
}

/// Why a file cannot be read as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// Not UTF-8: the first bad byte stands at this offset in the file.
    NotUtf8 {
        /// The line of the first bad byte, from 1.
        line: usize,
    },
    /// A NUL character, which no text editor writes.
    Nul {
        /// The line of the first NUL, from 1.
        line: usize,
    },
    /// Larger than [`TEXT_BYTES_MAX`].
    TooLarge {
        /// The file's size in bytes.
        bytes: u64,
    },
}

impl SourceText {
    /// The text of a file from its bytes.
    pub fn new(path: SourcePath, bytes: Vec<u8>) -> SourceText {
        let line_at = |bytes: &[u8], offset: usize| 1 + bytes[..offset].iter().filter(|byte| **byte == b'\n').count();
        let readable =
            |path, text, fault| SourceText { path, text, fault, line_starts: OnceLock::new(), digest: OnceLock::new() };
        let faulty = |path, line: usize, fault| readable(path, "\n".repeat(line - 1), Some(fault));
        if bytes.len() as u64 > TEXT_BYTES_MAX {
            return faulty(path, 1, TextFault::TooLarge { bytes: bytes.len() as u64 });
        }
        if let Some(offset) = bytes.iter().position(|byte| *byte == 0) {
            let line = line_at(&bytes, offset);
            return faulty(path, line, TextFault::Nul { line });
        }
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let line = line_at(error.as_bytes(), error.utf8_error().valid_up_to());
                return faulty(path, line, TextFault::NotUtf8 { line });
            }
        };
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let text = if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
        readable(path, text, None)
    }

    /// A digest of its path and all that it holds, counted once.
    pub fn digest(&self) -> [u8; 32] {
        *self.digest.get_or_init(|| {
            let mut hash = Sha256::new();
            for part in [self.path.as_str(), &format!("{:?}", self.fault), &self.text] {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
            hash.finalize().into()
        })
    }

    /// The text of a span; empty when the span is not of this text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// Line and column of a byte offset. Offsets past the end give the end.
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset);
        Position { line, column: 1 + self.text[starts[line - 1]..offset].chars().count() }
    }

    /// The byte offset of a line and column. Places past the end give the end.
    pub fn offset(&self, place: Position) -> usize {
        let Some(start) = self.line_starts().get(place.line.saturating_sub(1)) else { return self.text.len() };
        let mut characters = self.text[*start..].char_indices();
        characters.nth(place.column.saturating_sub(1)).map_or(self.text.len(), |(at, _)| start + at)
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
        })
    }

    /// The span of a whole line, counted from 1, without its end.
    pub fn line_span(&self, line_number: usize) -> Span {
        let Some(start) = self.line_starts().get(line_number.saturating_sub(1)) else {
            return Span::new(self.text.len(), self.text.len());
        };
        Span::new(*start, self.text[*start..].find('\n').map_or(self.text.len(), |at| start + at))
    }
}

/// A file that is not a page: a picture, a video, a data file, an attachment.
#[derive(Debug)]
pub struct SourceBytes {
    /// The content.
    pub bytes: Arc<[u8]>,
    digest: OnceLock<[u8; 32]>,
    /// What somebody made of it.
    known: Known,
}

impl SourceBytes {
    /// A digest of the content, counted once.
    pub fn digest(&self) -> [u8; 32] {
        *self.digest.get_or_init(|| Sha256::digest(&self.bytes).into())
    }
}

/// What was made of a file's content, which never changes while it is in memory.
#[derive(Default)]
struct Known(OnceLock<Arc<dyn Any + Send + Sync>>);

impl fmt::Debug for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.get().is_some() { "known" } else { "not known" })
    }
}

/// What was found at a path.
#[derive(Clone, Debug)]
pub enum SourceFile {
    /// A Markdown page or `site.yaml`.
    Text(Arc<SourceText>),
    /// Anything else.
    Bytes(Arc<SourceBytes>),
    /// A link that leads out of the content folder, or to nothing.
    LeavesFolder,
    /// A file larger than its limit, in bytes; it was not read.
    TooLarge(u64),
}

/// Every file of a content folder in the order of its paths. Equal trees, date and options give equal sites.
#[derive(Clone, Debug, Default)]
pub struct SourceTree {
    files: BTreeMap<SourcePath, SourceFile>,
}

/// A file or folder that the operator must mend: exit status 2.
#[derive(Debug)]
pub struct ReadError {
    /// The path as the operator would type it.
    pub path: PathBuf,
    /// What the system said.
    pub source: std::io::Error,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read {}: {}", self.path.display(), plain_io_error(&self.source))
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// The system's words without its error number: "permission denied".
pub fn plain_io_error(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

impl SourceTree {
    /// A tree of files in memory, for tests and for the preview.
    pub fn from_files<'a>(files: impl IntoIterator<Item = (&'a str, Vec<u8>)>) -> SourceTree {
        let files = files.into_iter().map(|(path, bytes)| {
            let path = SourcePath::new(path);
            let file = file_from_bytes(&path, bytes);
            (path, file)
        });
        SourceTree { files: files.collect() }
    }

    /// The file at a path.
    pub fn get(&self, path: &SourcePath) -> Option<&SourceFile> {
        self.files.get(path)
    }

    /// The text of a file, when it is a text file.
    pub fn text(&self, path: &SourcePath) -> Option<&Arc<SourceText>> {
        match self.files.get(path) {
            Some(SourceFile::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The content of a file that is not a page.
    pub fn bytes(&self, path: &SourcePath) -> Option<&Arc<[u8]>> {
        match self.files.get(path) {
            Some(SourceFile::Bytes(file)) => Some(&file.bytes),
            _ => None,
        }
    }

    /// What `make` makes of a file that is not a page, from nothing but its path and its bytes: once, however often it is
    /// built.
    pub fn known<T: Any + Send + Sync>(&self, path: &SourcePath, make: impl Fn(&Arc<[u8]>) -> T) -> Option<Arc<T>> {
        let Some(SourceFile::Bytes(file)) = self.files.get(path) else { return None };
        let known = file.known.0.get_or_init(|| Arc::new(make(&file.bytes)));
        Some(known.clone().downcast().unwrap_or_else(|_| Arc::new(make(&file.bytes))))
    }

    /// All files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&SourcePath, &SourceFile)> {
        self.files.iter()
    }

    /// A digest of every path and byte: equal digests mean equal trees.
    pub fn digest(&self) -> [u8; 32] {
        use rayon::prelude::*;
        let files: Vec<_> = self.files.iter().collect();
        let digests: Vec<[u8; 32]> = files
            .par_iter()
            .map(|(path, file)| {
                let mut hash = Sha256::new();
                hash.update((path.as_str().len() as u64).to_le_bytes());
                hash.update(path.as_str());
                match file {
                    SourceFile::Text(text) => {
                        hash.update([0]);
                        hash.update(format!("{:?}", text.fault));
                        hash.update(&text.text);
                    }
                    SourceFile::Bytes(file) => {
                        hash.update([1]);
                        hash.update(&file.bytes);
                    }
                    SourceFile::LeavesFolder => hash.update([2]),
                    SourceFile::TooLarge(bytes) => {
                        hash.update([3]);
                        hash.update(bytes.to_le_bytes());
                    }
                }
                hash.finalize().into()
            })
            .collect();
        let mut hash = Sha256::new();
        for digest in digests {
            hash.update(digest);
        }
        hash.finalize().into()
    }
}

fn file_from_bytes(path: &SourcePath, bytes: Vec<u8>) -> SourceFile {
    if is_text(path) {
        SourceFile::Text(Arc::new(SourceText::new(path.clone(), bytes)))
    } else {
        SourceFile::Bytes(Arc::new(SourceBytes {
            bytes: bytes.into(),
            digest: OnceLock::new(),
            known: Known::default(),
        }))
    }
}

/// Whether a path is a page or the site's configuration, judged by its name.
fn is_text(path: &SourcePath) -> bool {
    matches!(path.suffix().as_str(), "md" | "yaml" | "yml")
}

/// Reads a whole content folder. Hidden files (`.git`, `.DS_Store`) and editors' lock files (`~$policy.docx`) are
/// passed over.
///
/// # Errors
/// A folder or file that exists and cannot be read.
#[expect(clippy::disallowed_methods, reason = "this is the input end of the house")]
pub fn read(folder: &Path) -> Result<SourceTree, ReadError> {
    use rayon::prelude::*;
    let failed = |path: &Path, source: std::io::Error| ReadError { path: path.to_owned(), source };
    let root = std::fs::canonicalize(folder).map_err(|error| failed(folder, error))?;
    let mut found = Vec::new();
    let walk = walkdir::WalkDir::new(&root).follow_links(false).into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_ignored(&entry.file_name().to_string_lossy())) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            failed(&path, error.into_io_error().unwrap_or_else(|| std::io::Error::other("the folder loops")))
        })?;
        if !entry.file_type().is_dir() {
            found.push(entry.into_path());
        }
    }
    let files: Result<Vec<Vec<(SourcePath, SourceFile)>>, ReadError> =
        found.par_iter().map(|path| read_entry(&root, path, path).map_err(|error| failed(path, error))).collect();
    Ok(SourceTree { files: files?.into_iter().flatten().collect() })
}

/// One entry of the walk: a file, or what a symbolic link inside the folder leads to (itself inside the folder).
#[expect(clippy::disallowed_methods, reason = "this is the input end of the house")]
fn read_entry(root: &Path, place: &Path, real: &Path) -> std::io::Result<Vec<(SourcePath, SourceFile)>> {
    let relative = place.strip_prefix(root).unwrap_or(place);
    let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    let path = SourcePath::new(&parts.join("/"));
    let kind = std::fs::symlink_metadata(real)?;
    if kind.is_symlink() {
        return match std::fs::canonicalize(real) {
            Ok(target) if target.starts_with(root) && target.is_file() => read_entry(root, place, &target),
            Ok(target) if target.starts_with(root) && !place.starts_with(&target) => {
                let mut files = Vec::new();
                for entry in walkdir::WalkDir::new(&target).follow_links(false).into_iter().filter_map(Result::ok) {
                    if entry.file_type().is_file() && !is_ignored(&entry.file_name().to_string_lossy()) {
                        let below = entry.path().strip_prefix(&target).unwrap_or(entry.path());
                        files.extend(read_entry(root, &place.join(below), entry.path())?);
                    }
                }
                Ok(files)
            }
            _ => Ok(vec![(path, SourceFile::LeavesFolder)]),
        };
    }
    let limit = if is_text(&path) { TEXT_BYTES_MAX } else { FILE_BYTES_MAX };
    if kind.len() > limit {
        let file = if is_text(&path) {
            let fault = Some(TextFault::TooLarge { bytes: kind.len() });
            let (line_starts, digest) = (OnceLock::new(), OnceLock::new());
            let text = SourceText { path: path.clone(), text: String::new(), fault, line_starts, digest };
            SourceFile::Text(Arc::new(text))
        } else {
            SourceFile::TooLarge(kind.len())
        };
        return Ok(vec![(path, file)]);
    }
    let file = file_from_bytes(&path, std::fs::read(real)?);
    Ok(vec![(path, file)])
}

fn is_ignored(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$") || name.ends_with('~')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stay_in_the_folder() {
        let from = SourcePath::new("policies/psirf.md");
        let join = |target: &str| from.join(target).map(|path| path.to_string());
        assert_eq!(join("../plan/plan.md").as_deref(), Some("plan/plan.md"));
        assert_eq!(join("./other.md").as_deref(), Some("policies/other.md"));
        assert_eq!(join("/index.md").as_deref(), Some("index.md"));
        assert_eq!(join("../../secret.md"), None);
    }

    #[test]
    fn positions_count_characters() {
        let text = SourceText::new(SourcePath::new("a.md"), "é\r\nŵx".as_bytes().to_vec());
        assert_eq!(text.position(text.text.len()), Position { line: 2, column: 3 });
        assert_eq!(text.position(0), Position { line: 1, column: 1 });
        assert_eq!(text.offset(Position { line: 2, column: 2 }), "é\nŵ".len());
        assert_eq!(text.offset(Position { line: 9, column: 1 }), text.text.len());
        assert_eq!(text.slice(text.line_span(2)), "ŵx");
    }
}
