//! Gives the engine an identity: a digest of its own source and of its locked dependencies. What one engine kept is
//! never taken for another's. And lists the files of the theme, which the program gives to every new site.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::hash::{Hash as _, Hasher as _};
use std::path::Path;

fn main() {
    let mut hasher = DefaultHasher::new();
    for path in ["Cargo.toml", "Cargo.lock", "build.rs", "src"] {
        println!("cargo:rerun-if-changed={path}");
        hash(Path::new(path), &mut hasher);
    }
    println!("cargo:rustc-env=CANDOUR_ENGINE={:016x}", hasher.finish());
    list_theme();
}

/// Writes the list of the theme's own files, each with its bytes. What npm installs is not among them.
#[expect(clippy::disallowed_methods, reason = "a build script reads what it builds from")]
fn list_theme() {
    let mut list = String::from("&[\n");
    for top in entries(Path::new(THEME)).iter().filter(|top| !top.ends_with("node_modules")) {
        println!("cargo:rerun-if-changed={}", top.display());
        let mut waiting = vec![top.clone()];
        while let Some(path) = waiting.pop() {
            if path.is_dir() {
                waiting.extend(entries(&path).into_iter().rev());
                continue;
            }
            let whole = path.to_string_lossy().replace('\\', "/");
            let name = whole.trim_start_matches(THEME).trim_start_matches('/');
            let _ = writeln!(list, "({name:?}, include_bytes!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{whole}\"))),");
        }
    }
    list.push(']');
    let folder = std::env::var("OUT_DIR").unwrap_or_default();
    let written = std::fs::write(Path::new(&folder).join("theme.rs"), list);
    assert!(written.is_ok(), "the list of the theme's files cannot be written to {folder}");
}

/// The theme that comes with the program.
const THEME: &str = "themes/nhs";

#[expect(clippy::disallowed_methods, reason = "a build script reads what it builds from")]
fn entries(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut entries: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|it| it.path()).collect();
    entries.sort();
    entries
}

#[expect(clippy::disallowed_methods, reason = "a build script reads the source it is built from")]
fn hash(path: &Path, hasher: &mut DefaultHasher) {
    if path.is_dir() {
        for entry in entries(path) {
            hash(&entry, hasher);
        }
    } else if let Ok(bytes) = std::fs::read(path) {
        path.hash(hasher);
        bytes.hash(hasher);
    }
}
