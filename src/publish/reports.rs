//! Reports and pages for people at their desks, in folders of their own, which hold nothing else.

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::source::plain_io_error;

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
