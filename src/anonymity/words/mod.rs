//! The closed lists of words by which the rooms `names` and `structured` decide. They stand in plain files beside this
//! one, so that who speaks the language can read and correct them without reading code; README.md says how.

use std::sync::OnceLock;

use super::data::QuickSet;

/// The lists of a file, each a section with the name of the list: `lists!("structured/codes": FILED)` is the section
/// `[filed]` of structured/codes.txt. A name that is no section does not compile.
macro_rules! lists {
    ($file:literal: $($name:ident),+ $(,)?) => {
        $(pub(super) static $name: $crate::anonymity::words::List = $crate::anonymity::words::List::of(
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/anonymity/words/", $file, ".txt")),
            stringify!($name),
        );)+
    };
}

pub(super) use lists;

/// What a word may be one of: a list, or a few words in the code.
pub(super) trait Among {
    /// Whether a word in lower case is one of these.
    fn has(&self, word: &str) -> bool;
}

/// A list of words or phrases, read when it is first asked.
pub(super) struct List {
    section: &'static str,
    words: OnceLock<QuickSet<&'static str>>,
}

impl List {
    /// The list of a file with this name.
    pub(super) const fn of(file: &'static str, name: &str) -> List {
        List { section: section(file, name), words: OnceLock::new() }
    }

    /// The words and phrases in the order of the file: parted by commas and line ends, lines that begin with "#" left out.
    pub(super) fn entries(&self) -> impl Iterator<Item = &'static str> + use<> {
        let lines = self.section.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(|line| line.split(',')).map(str::trim).filter(|entry| !entry.is_empty())
    }
}

impl Among for List {
    fn has(&self, word: &str) -> bool {
        self.words.get_or_init(|| self.entries().collect()).contains(word)
    }
}

impl Among for [&str] {
    fn has(&self, word: &str) -> bool {
        // Most words differ in length or first letter, which is told without a call.
        let first = word.as_bytes().first();
        self.iter().any(|it| it.len() == word.len() && it.as_bytes().first() == first && *it == word)
    }
}

impl<const COUNT: usize> Among for [&str; COUNT] {
    fn has(&self, word: &str) -> bool {
        self.as_slice().has(word)
    }
}

/// A section of a file: what stands below the line with its name in brackets, in small letters and with spaces.
const fn section(file: &'static str, name: &str) -> &'static str {
    let bytes = file.as_bytes();
    let mut heading = 0;
    while !is_heading(bytes, heading, name.as_bytes()) {
        heading += 1;
        assert!(heading < bytes.len(), "a list needs a section of its name");
    }
    let start = heading + name.len() + 2;
    let mut end = start;
    while end < bytes.len() && !(bytes[end] == b'[' && bytes[end - 1] == b'\n') {
        end += 1;
    }
    file.split_at(end).0.split_at(start).1
}

/// Whether the heading of a section of this name begins here.
const fn is_heading(bytes: &[u8], at: usize, name: &[u8]) -> bool {
    let end = at + name.len() + 1;
    if end >= bytes.len() || bytes[at] != b'[' || bytes[end] != b']' || at > 0 && bytes[at - 1] != b'\n' {
        return false;
    }
    let mut index = 0;
    while index < name.len() {
        let letter = if name[index] == b'_' { b' ' } else { name[index].to_ascii_lowercase() };
        if bytes[at + 1 + index] != letter {
            return false;
        }
        index += 1;
    }
    true
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};
    use std::path::Path;

    use super::*;

    /// The files of a folder of this room, and of those below it, that end so.
    #[expect(clippy::disallowed_methods, reason = "the lists are compared with the source that names them")]
    fn files(folder: &Path, ending: &str) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                found.extend(files(&path, ending));
            } else if path.extension().is_some_and(|it| it == ending) {
                found.insert(path.display().to_string(), std::fs::read_to_string(&path).expect("a text"));
            }
        }
        found
    }

    fn room(path: &str) -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src/anonymity").join(path)
    }

    /// The name and the text of each section.
    fn sections(file: &str) -> Vec<(&str, &str)> {
        file.split("\n[").map(|it| it.trim_start_matches('[').split_once("]\n").expect("a heading")).collect()
    }

    #[test]
    fn every_list_says_what_it_is_and_stands_in_order() {
        for (path, file) in files(&room("words"), "txt") {
            for (name, text) in sections(&file) {
                assert!(text.starts_with("# "), "[{name}] of {path} does not say what it is");
                let lines = text.lines().filter(|it| !it.starts_with('#'));
                let words: Vec<&str> =
                    lines.flat_map(|it| it.split(',')).map(str::trim).filter(|it| !it.is_empty()).collect();
                assert!(!words.is_empty(), "[{name}] of {path} is empty");
                let key = |word: &str| word.to_lowercase();
                for pair in words.windows(2) {
                    let ordered = pair[0].contains('=') || key(pair[0]) < key(pair[1]);
                    assert!(ordered, "“{}” stands before “{}” in [{name}] of {path}", pair[0], pair[1]);
                }
            }
        }
    }

    /// A list that the source names and does not ask is told by the compiler.
    #[test]
    fn every_list_is_named_in_the_source() {
        let source: Vec<String> =
            ["names", "structured"].iter().flat_map(|it| files(&room(it), "rs").into_values()).collect();
        for (path, file) in files(&room("words"), "txt") {
            let (_, key) = path.trim_end_matches(".txt").rsplit_once("/words/").expect("a folder");
            let code = source.iter().find(|it| it.contains(&format!("lists!(\"{key}\":")));
            let code = code.unwrap_or_else(|| panic!("nobody reads {path}"));
            let named: BTreeSet<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
            for (name, _) in sections(&file) {
                let list = name.to_uppercase().replace(' ', "_");
                assert!(named.contains(list.as_str()), "[{name}] of {path} is not in the source");
            }
        }
    }

    #[test]
    fn lists_are_read_by_name() {
        const FILE: &str = "[one]\n# A number.\none, two words,\nthree\n\n[two too]\n# Another.\nfour=4\n";
        static ONE: List = List::of(FILE, "ONE");
        static TWO_TOO: List = List::of(FILE, "TWO_TOO");
        assert_eq!(ONE.entries().collect::<Vec<_>>(), ["one", "two words", "three"]);
        assert_eq!(TWO_TOO.entries().collect::<Vec<_>>(), ["four=4"]);
        assert!(ONE.has("two words") && !ONE.has("four") && !ONE.has(""));
        assert!(["a", "b"].has("b") && !["a", "b"].has("c"));
    }
}
