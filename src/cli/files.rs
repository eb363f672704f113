//! Writing new files, never over another.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

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
#[expect(clippy::disallowed_methods, reason = "new pages and new sites are written here and nowhere else")]
pub(super) fn add(folder: &Path, files: &[NewFile]) -> Result<Added, String> {
    let mut added = Added::default();
    for file in files {
        let path = folder.join(&file.path);
        let failed = |action: &str, error: &std::io::Error| {
            format!("cannot {action} {}: {}", path.display(), plain_io_error(error))
        };
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).map_err(|error| failed("make the folder of", &error))?;
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut opened) => {
                opened.write_all(&file.bytes).map_err(|error| failed("write", &error))?;
                added.written += 1;
            }
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                if std::fs::read(&path).ok().as_ref() != Some(&file.bytes) {
                    added.stood.push(file.path.clone());
                }
            }
            Err(error) => return Err(failed("write", &error)),
        }
    }
    Ok(added)
}
