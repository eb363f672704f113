//! Fields: what Word works out and shows in their place.

use super::model::Goal;

/// What a field is, by its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// A link.
    Link(Goal),
    /// A table of contents or an index.
    Contents,
    /// A number of a page, in the text or in a margin.
    Page,
    /// The number of the page that something stands on.
    PageOf,
    /// The number of a note that was referred to before, by its bookmark.
    NoteAgain(String),
    /// A box to tick.
    Box,
    /// Anything else: what it shows is text.
    Other,
}

impl Field {
    /// The field of a code.
    pub fn of(code: &str) -> Field {
        let words = words(code);
        let Some((name, rest)) = words.split_first() else { return Field::Other };
        let first = || rest.iter().find(|word| !word.starts_with('\\')).cloned().unwrap_or_default();
        match name.to_uppercase().as_str() {
            "HYPERLINK" => link(rest),
            "REF" if rest.iter().any(|word| word == "\\h") => Field::Link(Goal::Bookmark(first())),
            "TOC" | "INDEX" | "TOA" => Field::Contents,
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" => Field::Page,
            "PAGEREF" => Field::PageOf,
            "NOTEREF" | "FTNREF" => Field::NoteAgain(first()),
            "FORMCHECKBOX" => Field::Box,
            _ => Field::Other,
        }
    }
}

fn link(words: &[String]) -> Field {
    let (mut address, mut bookmark) = (String::new(), String::new());
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "\\l" => bookmark = words.next().cloned().unwrap_or_default(),
            // A tip to show, and a frame to show the page in.
            "\\o" | "\\t" => drop(words.next()),
            switch if switch.starts_with('\\') => {}
            word if address.is_empty() => address = word.to_owned(),
            _ => {}
        }
    }
    match (address.is_empty(), bookmark.is_empty()) {
        (true, true) => Field::Other,
        (true, false) => Field::Link(Goal::Bookmark(bookmark)),
        (false, true) => Field::Link(Goal::Address(address)),
        (false, false) => Field::Link(Goal::Address(format!("{address}#{bookmark}"))),
    }
}

/// The words of a code; what stands in quotation marks is one.
fn words(code: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let quote = match first {
            '"' => Some('"'),
            '“' => Some('”'),
            _ => None,
        };
        let (word, after) = match quote {
            Some(end) => {
                let inner = &rest[first.len_utf8()..];
                inner.split_once(end).unwrap_or((inner, ""))
            }
            None => {
                let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
                rest.split_at(end)
            }
        };
        words.push(word.replace("\\\\", "\\"));
        rest = after.trim_start();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read() {
        let address = |it: &str| Field::Link(Goal::Address(it.to_owned()));
        let bookmark = |it: &str| Field::Link(Goal::Bookmark(it.to_owned()));
        for (code, field) in [
            (r#" HYPERLINK "https://safety.example/a b" \o "tip" "#, address("https://safety.example/a b")),
            (r#"HYPERLINK https://safety.example \l "part""#, address("https://safety.example#part")),
            (r#"hyperlink \l "_Toc1" \h"#, bookmark("_Toc1")),
            (r"REF _Ref12 \r \h", bookmark("_Ref12")),
            ("REF _Ref12", Field::Other),
            (r#"TOC \o "1-3""#, Field::Contents),
            ("NOTEREF _RefNote1 \\f", Field::NoteAgain("_RefNote1".to_owned())),
            ("", Field::Other),
            ("HYPERLINK", Field::Other),
            ("HYPERLINK \"unclosed", address("unclosed")),
        ] {
            assert_eq!(Field::of(code), field, "{code}");
        }
    }
}
