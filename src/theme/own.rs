//! The theme that comes with the program: its files, for every new site, and where a release keeps what npm would
//! install.

use std::path::PathBuf;

/// The theme's own files by their paths below its folder. What its package brings is not among them.
pub static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/theme.rs"));

/// Where the theme of a release lies, with its packages: beside the program, or where Unix keeps what belongs to a
/// program in `bin`.
#[expect(clippy::disallowed_methods, reason = "themes are read here and nowhere else")]
pub(super) fn folders_of_release() -> Vec<PathBuf> {
    // A link to the program leads to the folder that it lies in.
    let program = std::env::current_exe().and_then(std::fs::canonicalize).ok();
    let Some(folder) = program.as_deref().and_then(std::path::Path::parent) else { return Vec::new() };
    ["themes/nhs", "../share/candour/themes/nhs"].map(|below| folder.join(below)).into()
}
