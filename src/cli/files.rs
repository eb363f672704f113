//! Writing new files, never over another.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::source::plain_io_error;
use crate::start::NewFile;

/// What came of writing some files.
#[derive(Default)]
pub(super) struct Added {
    /// How many were written.
    pub(super) written: usize,
    /// Those that stood there already with something else in them.
    pub(super) stood: Vec<String>,
}

/// Writes files below a folder. Those that are there already are left as they are.
#[expect(clippy::disallowed_methods, reason = "looks whether what stands there is the same")]
pub(super) fn add(folder: &Path, files: &[NewFile]) -> Result<Added, String> {
    let mut added = Added::default();
    for file in files {
        let path = folder.join(&file.path);
        match write_new(&path, &file.bytes) {
            Ok(()) => added.written += 1,
            Err(error) if error.kind() == ErrorKind::AlreadyExists && path.is_file() => {
                if std::fs::read(&path).ok().as_ref() != Some(&file.bytes) {
                    added.stood.push(file.path.clone());
                }
            }
            Err(error) => return Err(cannot_write(&path, &error)),
        }
    }
    Ok(added)
}

/// Writes a file that is not there yet, in a folder that is made for it.
#[expect(clippy::disallowed_methods, reason = "new pages, new sites and imports are written here and nowhere else")]
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
}

/// Why a file cannot be written, for the operator.
pub(super) fn cannot_write(path: &Path, error: &std::io::Error) -> String {
    format!("cannot write {}: {}", path.display(), plain_io_error(error))
}

/// What to say of a file whose name has spaces and was typed without quotation marks: none of the names is there, and
/// together they are one that is.
pub(super) fn parts_of_one_name(paths: &[PathBuf]) -> Option<String> {
    for from in 0..paths.len() {
        for to in (from + 2..=paths.len()).rev() {
            let parts: Vec<String> = paths[from..to].iter().map(|path| path.display().to_string()).collect();
            let whole = parts.join(" ");
            if !paths[from].exists() && Path::new(&whole).exists() {
                return Some(format!(
                    "the name of this file has spaces in it, so it needs quotation marks: \"{whole}\""
                ));
            }
        }
    }
    None
}

/// A path as it is typed in a shell.
pub(super) fn typed(path: &Path) -> String {
    let shown = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+:@%".contains(c);
    if !shown.is_empty() && shown.chars().all(is_plain) { shown } else { format!("'{}'", shown.replace('\'', "'\\''")) }
}
