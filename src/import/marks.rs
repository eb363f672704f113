//! What authors mark by hand: words underlined for stress, and the boxes of forms.

use super::model::*;

/// Words that are underlined because all hangs on them.
const STRESS: &[&str] = &[
    "not",
    "never",
    "must",
    "no",
    "only",
    "always",
    "cannot",
    "can't",
    "do",
    "don't",
    "does",
    "doesn't",
    "should",
    "may",
    "stop",
    "all",
    "any",
    "every",
    "each",
    "none",
    "nil",
    "both",
    "either",
    "and",
    "or",
    "before",
    "after",
    "without",
    "unless",
    "except",
    "immediately",
    "urgent",
    "urgently",
    "at",
    "least",
    "once",
    "first",
    "be",
    "is",
    "are",
    "will",
];

/// A whole line that is underlined and no longer than this is set apart, as a heading is, in characters.
const LINE_MAX: usize = 90;

/// Signs for an empty box.
const BOXES: &[&str] = &["☐", "□", "❑", "❏", "▢", "◻", "⬜", "[ ]", "[]", "[_]"];

/// Signs for a box that is ticked.
const TICKED: &[&str] = &["☑", "☒", "[x]", "[X]"];

/// Makes bold what is underlined for stress, and tells of what else is.
pub fn underlined(blocks: &mut [Block]) {
    each_paragraph_mut(blocks, &mut |paragraph| {
        let is_marked = |it: &Inline| matches!(it, Inline::Text(_, format) if format.underlined);
        if !paragraph.content.iter().any(is_marked) {
            return;
        }
        let has_words = |words: &str| words.chars().any(char::is_alphanumeric);
        let is_whole = paragraph.content.iter().all(|it| match it {
            Inline::Text(words, format) => !has_words(words) || format.underlined && format.link == 0,
            _ => false,
        }) && paragraph.text().chars().count() <= LINE_MAX;
        let mut is_told = false;
        for inline in &mut paragraph.content {
            let Inline::Text(words, format) = inline else { continue };
            // A link is underlined because it is one, and a line to write on has no words.
            if std::mem::take(&mut format.underlined) && format.link == 0 && has_words(words) {
                let is_stress = is_whole || is_stress(words);
                format.strong |= is_stress;
                is_told |= !is_stress && !format.strong;
            }
        }
        if is_told && !paragraph.told.contains(&Told::Underlined) {
            paragraph.told.push(Told::Underlined);
        }
    });
}

/// Whether some words are underlined for stress: few, and such that all hangs on them.
fn is_stress(words: &str) -> bool {
    let words: Vec<String> = words
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'"))
        .collect();
    (1..=4).contains(&words.len()) && words.iter().all(|word| STRESS.contains(&word.as_str()))
}

/// Writes the boxes at the beginning of lines with one sign each, ☐ or ☑; says how many there are.
pub fn boxes(blocks: &mut [Block]) -> usize {
    let mut count = 0;
    each_paragraph_mut(blocks, &mut |paragraph| {
        let Some(Inline::Text(words, _)) = paragraph.content.first_mut() else { return };
        let line = words.trim_start();
        let found = [(BOXES, "☐"), (TICKED, "☑")].into_iter().find_map(|(signs, written)| {
            let rest = signs.iter().find_map(|sign| line.strip_prefix(sign))?;
            (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| format!("{written}{rest}"))
        });
        if let Some(written) = found {
            *words = written;
            count += 1;
        }
    });
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_stress_are_few_and_known() {
        assert!(is_stress("not") && is_stress("Do NOT") && is_stress("must not,"));
        assert!(!is_stress("Larch Ward") && !is_stress("") && !is_stress("not on the ward"));
    }
}
