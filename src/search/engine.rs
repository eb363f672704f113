//! Pagefind, the search engine: pages in, files out, all in memory. Its output depends on the order in which pages
//! come, and on nothing else.

use pagefind::api::PagefindIndex;

use super::words::Entry;

/// What the engine's licence asks every copy to carry.
const NOTICE: &str = include_str!("notice.txt");

/// The script that reads the index.
const SCRIPT: &str = "pagefind.js";

/// The facts that the script asks for first.
const FACTS: &str = "pagefind-entry.json";

/// The reader of languages whose word endings the engine does not know.
const READER_OF_OTHERS: &str = "wasm.unknown.pagefind";

/// The files of an index by name. The engine's own user interfaces are left out: the theme has one.
pub fn files(entries: Vec<Entry>) -> Result<Vec<(String, Vec<u8>)>, String> {
    if entries.is_empty() {
        return Ok(Vec::new());
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(|error| error.to_string())?;
    let made = async {
        let mut index = PagefindIndex::new(None)?;
        for Entry { address, html } in entries {
            index.add_html_file(None, Some(address), html).await?;
        }
        index.get_files().await
    };
    // The engine shares out its work. In the threads of the build it could be handed another index while it waits for
    // its own, and one thread drives one runtime.
    let threads = rayon::ThreadPoolBuilder::new().build().map_err(|error| error.to_string())?;
    let made = threads.install(|| runtime.block_on(made));
    let made = made.map_err(|error| error.to_string())?;
    let mut files: Vec<(String, Vec<u8>)> = made
        .into_iter()
        .map(|file| (file.filename.to_string_lossy().replace('\\', "/"), file.contents))
        .filter(|(name, _)| is_needed(name))
        .collect();
    files.sort();
    let every_language_is_known = files.iter().any(|(name, facts)| name == FACTS && knows_every_language(facts));
    files.retain(|(name, _)| !every_language_is_known || name != READER_OF_OTHERS);
    if let Some((_, script)) = files.iter_mut().find(|(name, _)| name == SCRIPT) {
        script.splice(..0, NOTICE.bytes());
    }
    Ok(files)
}

/// Whether a reader's browser ever asks for a file.
fn is_needed(name: &str) -> bool {
    let in_folder = ["fragment/", "index/", "filter/"].iter().any(|folder| name.starts_with(folder));
    in_folder || [SCRIPT, FACTS].contains(&name) || name.ends_with(".pf_meta") || name.starts_with("wasm.")
}

/// Whether each language of an index has a reader of its own.
fn knows_every_language(facts: &[u8]) -> bool {
    let facts: Option<serde_json::Value> = serde_json::from_slice(facts).ok();
    let languages = facts.as_ref().and_then(|facts| facts.get("languages")?.as_object());
    languages.is_some_and(|languages| languages.values().all(|it| it.get("wasm").is_some_and(|it| it.is_string())))
}

#[cfg(test)]
mod tests {
    use rayon::prelude::*;

    use super::*;

    #[test]
    fn several_indexes_are_made_at_once() {
        let entries = || {
            let page = |at: usize| Entry {
                address: format!("/{at}/"),
                html: format!(
                    "<html lang=\"en\"><body><h1>Page {at}</h1><p>Words to find, the {at}th time.</p></body></html>"
                ),
            };
            (0..200).map(page).collect::<Vec<_>>()
        };
        let alone = files(entries()).expect("an index");
        let many = rayon::ThreadPoolBuilder::new().num_threads(8).build().expect("threads");
        many.install(|| {
            (0..64).into_par_iter().for_each(|_| assert!(files(entries()).is_ok_and(|made| made == alone)));
        });
    }
}
