//! Lists that Word counts in letters or Roman numerals, which Markdown counts in figures. Where the text refers to their
//! items, "as in (b)", the letters are words that people need, and are kept before the items.

use std::collections::BTreeSet;

use super::model::{Block, Format, Inline, Label, Paragraph, each_paragraph};

/// What is told of a list whose letters are kept.
pub const KEPT: &str = "this list counts in letters or Roman numerals, which a page has no lists for: the text refers to \
                        them, so they are typed before its items now";

/// What is told of a list whose letters went.
pub const COUNTED: &str = "this list counted in letters or Roman numerals and counts in figures now, as every list of a \
                           page does: nothing was found that refers to its letters";

/// A numbering and one of its levels.
pub type List = (String, usize);

/// What people say before the letter of an item.
const NOUNS: [&str; 20] = [
    "item",
    "items",
    "point",
    "points",
    "paragraph",
    "paragraphs",
    "subparagraph",
    "subparagraphs",
    "sub-paragraph",
    "sub-paragraphs",
    "clause",
    "clauses",
    "step",
    "steps",
    "option",
    "options",
    "part",
    "parts",
    "criterion",
    "bullet",
];

/// The lists whose letters something in these texts refers to. To find one too many does no harm: its letters stay.
pub fn referred_to<'a>(texts: impl Iterator<Item = &'a [Block]>) -> BTreeSet<List> {
    let mut items: Vec<(List, String)> = Vec::new();
    let mut named = BTreeSet::new();
    for blocks in texts {
        each_paragraph(blocks, &mut |paragraph| {
            if let (Some(label), Some(list)) = (&paragraph.label, &paragraph.numbering)
                && label.is_lettered
                && !label.has_parts
            {
                items.push((list.clone(), letters_of(&label.shown)));
            }
            references(&paragraph.text(), &mut named);
        });
    }
    items.into_iter().filter(|(_, letters)| named.contains(letters)).map(|(list, _)| list).collect()
}

/// The words of an item after its letters, as Word shows them.
pub fn typed(paragraph: &Paragraph, label: &Label) -> Vec<Inline> {
    if paragraph.text().is_empty() {
        return paragraph.content.clone();
    }
    let letters = Inline::Text(format!("{} ", label.shown), Format::default());
    std::iter::once(letters).chain(paragraph.content.iter().cloned()).collect()
}

/// The letters of "(b)", "b." or "IV".
fn letters_of(shown: &str) -> String {
    shown.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase()
}

/// What in a text may be the letters of an item: "(b)", "2(b)", "2b", "point b".
fn references(text: &str, named: &mut BTreeSet<String>) {
    let mut note = |letters: &str| {
        if (1..=5).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            named.insert(letters.to_lowercase());
        }
    };
    for (at, _) in text.match_indices('(') {
        // The end of "policy(s)" is none, and neither is the beginning of an item that somebody typed.
        let is_end_of_word = text[..at].ends_with(char::is_alphabetic);
        if at > 0
            && !is_end_of_word
            && let Some((letters, _)) = text[at + 1..].split_once(')')
        {
            note(letters);
        }
    }
    let mut after_noun = false;
    for word in text.split([' ', '/', '–']) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let letters = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        if after_noun || (letters.len() == 1 && letters.len() < word.len()) {
            note(letters);
        }
        // "points b and c", "points b, c or d"
        let goes_on = after_noun && (word.len() <= 2 || matches!(word, "and" | "or" | "to"));
        after_noun = goes_on || NOUNS.contains(&word.to_lowercase().as_str());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_people_refer_to_are_known() {
        for (text, expected) in [
            ("As we say in (b), tell the family.", "b"),
            ("See 2(c) and section 4.2d.", "c d"),
            ("Do what points a, b and D ask.", "a b d"),
            ("Under sub-paragraph iv it is different.", "iv"),
            ("The policy(s) of each trust(s) (see below) hold.", ""),
            ("(a) typed at the start of its line", ""),
            ("Nothing at all, in a house (or a home).", ""),
        ] {
            let mut named = BTreeSet::new();
            references(text, &mut named);
            // Other short words may be among them: no list counts so.
            let counts = |it: &&str| it.len() == 1 || *it == "iv";
            let named: Vec<&str> = named.iter().map(String::as_str).filter(counts).collect();
            assert_eq!(named.join(" "), expected, "{text}");
        }
        assert_eq!(["(b)", "b.", "IV"].map(letters_of), ["b", "b", "iv"]);
    }
}
