//! What of a theme the preview watches: its own files and those that take their place, without the packages it names,
//! which are held by their hashes.

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use super::OVERRIDES_FOLDER;

/// The folder of packages.
const PACKAGES: &str = "node_modules";

/// The theme's own folders and the one beside it: each with whether what is below it counts too.
pub fn folders(theme: &Path) -> Vec<(PathBuf, bool)> {
    let mut folders = vec![(theme.to_owned(), false)];
    folders.extend(own_entries(theme).into_iter().filter(|path| path.is_dir()).map(|path| (path, true)));
    if let Some(above) = theme.parent() {
        // Where the overrides appear when somebody begins to write them.
        folders.push((above.to_owned(), false));
        let overrides = above.join(OVERRIDES_FOLDER);
        if overrides.is_dir() {
            folders.push((overrides, true));
        }
    }
    folders
}

fn own_entries(theme: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(theme).min_depth(1).max_depth(1).sort_by_file_name();
    let entries = entries.into_iter().filter_map(Result::ok).filter(|entry| entry.file_name() != PACKAGES);
    entries.map(walkdir::DirEntry::into_path).collect()
}

/// A digest of all that an author of the theme may change. They are a few small files, so all are read.
#[expect(clippy::disallowed_methods, reason = "themes are read here and nowhere else")]
pub fn digest(theme: &Path) -> [u8; 32] {
    let mut roots = own_entries(theme);
    roots.extend(theme.parent().map(|above| above.join(OVERRIDES_FOLDER)));
    let mut hash = Sha256::new();
    for root in roots {
        let walk = walkdir::WalkDir::new(root).follow_links(true).sort_by_file_name();
        for entry in walk.into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
            let path = entry.path().to_string_lossy();
            let bytes = std::fs::read(entry.path()).unwrap_or_default();
            hash.update((path.len() as u64).to_le_bytes());
            hash.update(path.as_bytes());
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(&bytes);
        }
    }
    hash.finalize().into()
}
