//! `candour key`, and where the other commands look for the key: the environment, then the folder that holds content/.
//!
//! The key lies beside the content and not in it, and git is told to leave it alone: whoever has it and a list of names can
//! find out which name a fingerprint is of. No message holds it.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::files::cannot_write;
use super::{Args, CLEAN, print};
use crate::fingerprint::{self, WaiverKey};
use crate::source::plain_io_error;

/// The file in the root that holds the key.
const FILE: &str = ".candour-key";

/// The variable of the environment that holds it where there is no such file: in a workflow.
const VARIABLE: &str = "CANDOUR_WAIVER_KEY";

/// The options of `candour key`.
#[derive(Args)]
pub(super) struct KeyOptions {
    /// The folder that holds content/
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

/// Makes a key, unless there is one.
pub(super) fn key(options: &KeyOptions) -> Result<u8, String> {
    let path = options.root.join(FILE);
    if !options.root.is_dir() {
        return Err(format!(
            "there is no folder {}; use --root to name the folder that holds content/",
            options.root.display()
        ));
    }
    let key = fingerprint::fresh().ok_or("this computer has no chance to draw a key from")?;
    // Git first: a key that stands there for a moment may be committed in that moment.
    leave_alone(&options.root.join(".gitignore"))?;
    match write_secret(&path, &format!("{key}\n")) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let path = path.display();
            return Err(format!(
                "{path} is there already, and nothing was written: with another key no fingerprint in a waiver would hold any more"
            ));
        }
        Err(error) => return Err(cannot_write(&path, &error)),
    }
    print(&format!("{}\n", path.display()));
    eprintln!(
        "This is the site's key for waivers. Keep a copy where the team keeps its passwords, and give it to nobody else. In a workflow, store the line in it as the secret {VARIABLE}. Git leaves the file alone."
    );
    Ok(CLEAN)
}

/// The site's key, where there is one.
///
/// # Errors
/// What stands in its place is no key.
#[expect(clippy::disallowed_methods, reason = "the command line is where environment and secrets come in")]
pub(super) fn waiver_key(root: &Path) -> Result<Option<WaiverKey>, String> {
    let no_key = |place: &str| {
        format!("{place} does not hold a key that `candour key` has made: 64 digits and letters from a to f")
    };
    // A secret that a workflow was not given is an empty variable; on Azure Pipelines it is its own name in brackets.
    let given = std::env::var_os(VARIABLE).map(|text| text.to_string_lossy().into_owned());
    if let Some(text) = given.filter(|text| !text.trim().is_empty() && *text != format!("$({VARIABLE})")) {
        return WaiverKey::parse(&text).map(Some).ok_or_else(|| no_key(VARIABLE));
    }
    let path = root.join(FILE);
    match std::fs::read_to_string(&path) {
        Ok(text) => WaiverKey::parse(&text).map(Some).ok_or_else(|| no_key(&path.display().to_string())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == ErrorKind::InvalidData => Err(no_key(&path.display().to_string())),
        Err(error) => Err(format!("cannot read {}: {}", path.display(), plain_io_error(&error))),
    }
}

/// Writes a file that is not there yet and that nobody else on this computer may read.
fn write_secret(path: &Path, text: &str) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}

/// Adds the key's file to those that git leaves alone.
#[expect(clippy::disallowed_methods, reason = "adds a line to a file that is often there")]
fn leave_alone(path: &Path) -> Result<(), String> {
    let line = format!("/{FILE}");
    let before = match std::fs::read_to_string(path) {
        Ok(text) if text.lines().any(|it| it.trim() == line || it.trim() == FILE) => return Ok(()),
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(format!("cannot read {}: {}", path.display(), plain_io_error(&error))),
    };
    let end = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    let mut file =
        OpenOptions::new().append(true).create(true).open(path).map_err(|error| cannot_write(path, &error))?;
    file.write_all(format!("{end}{line}\n").as_bytes()).map_err(|error| cannot_write(path, &error))
}
