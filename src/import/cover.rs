//! The lines before the first heading, told by their words alone.

use super::file_name::readable;
use super::labels::key_of;
use super::model::*;

/// How far into a text its cover reaches, in paragraphs and tables.
pub const COVER_MAX: usize = 12;

/// The longest line that may be a title, in letters.
const LETTERS_MAX: usize = 150;

/// Words that say what a document is.
pub const WHAT: [&str; 10] =
    ["policy", "procedure", "plan", "guideline", "guidelines", "protocol", "strategy", "guidance", "summary", "polisi"];

/// How many blocks stand before the first heading, if they may be a cover.
pub fn cover_end(blocks: &[Block]) -> usize {
    let is_heading = |block: &Block| matches!(block, Block::Paragraph(it) if matches!(it.role, Role::Heading(_)));
    let first = blocks.iter().position(is_heading).unwrap_or(0);
    first.min(COVER_MAX)
}

/// The words of a text in small letters, without signs.
pub fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// Whether a line has a word that says what a document is.
pub fn says_what(line: &str) -> bool {
    words(line).iter().any(|word| WHAT.contains(&word.as_str()))
}

/// Whether two texts are the same but for signs and large letters.
pub fn same(one: &str, other: &str) -> bool {
    let one = words(one);
    !one.is_empty() && one == words(other)
}

/// Whether a line can be a title by its form: no sentence, no label with its value, no version or date alone.
pub fn is_apart(text: &str) -> bool {
    let label = text.split_once(':').map(|(label, _)| label);
    let is_label = label.is_some_and(|label| key_of(label).is_some());
    let is_kind = matches!(words(text).as_slice(), [one] if WHAT.contains(&one.as_str()) || one == "confidential");
    let is_left = readable(text).chars().filter(|c| c.is_alphabetic()).count() > 1;
    text.chars().count() <= LETTERS_MAX && !text.ends_with(['.', ':', ';', ',']) && !is_label && !is_kind && is_left
}

/// Whether a line is the title of a contents list.
pub fn is_contents_title(text: &str) -> bool {
    let text = text.trim_end_matches([':', '.']).trim().to_lowercase();
    matches!(text.as_str(), "contents" | "table of contents" | "contents page" | "list of contents" | "cynnwys")
}
