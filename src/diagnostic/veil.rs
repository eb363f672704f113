//! Which lines of a file no report shows: those in which something was found that may identify somebody, and every other
//! line with a word of it. A rule that reads less than all of a page may not have found the same name there.

use std::collections::BTreeSet;

use super::{Diagnostic, Excerpt};
use crate::source::{SourceText, Span};

/// What of a file must stay hidden.
#[derive(Debug, PartialEq)]
pub(super) enum Veil {
    /// All of it.
    Whole,
    /// Some lines, from 1.
    Lines(BTreeSet<usize>),
}

impl Veil {
    /// Of a file in which this was found.
    pub(super) fn over(found: &[Diagnostic], text: Option<&SourceText>) -> Veil {
        let mut hidden = found.iter().filter(|it| it.excerpt == Excerpt::Hidden).peekable();
        let Some(text) = text.filter(|_| hidden.peek().is_some()) else {
            return if hidden.peek().is_some() { Veil::Whole } else { Veil::Lines(BTreeSet::new()) };
        };
        let mut lines = BTreeSet::new();
        let mut words: BTreeSet<String> = BTreeSet::new();
        for diagnostic in hidden {
            let own: Vec<String> = words_in(text.slice(diagnostic.span)).collect();
            // Front matter that is wrong about people may not be what it seems, and what is found in the name of a file
            // stands in its text as somebody else typed it.
            if own.is_empty() || !is_of_a_line(diagnostic.rule) {
                return Veil::Whole;
            }
            lines.extend(lines_of(text, diagnostic.span));
            words.extend(own);
        }
        for (index, line) in text.text.split('\n').enumerate() {
            if all_words(line).any(|word| words.contains(&word.to_lowercase())) {
                lines.insert(index + 1);
            }
        }
        Veil::Lines(lines)
    }

    /// Whether a line of a place must stay hidden.
    pub(super) fn covers(&self, text: Option<&SourceText>, place: Span) -> bool {
        match (self, text) {
            (Veil::Whole, _) => true,
            (Veil::Lines(lines), Some(text)) => {
                !lines.is_empty() && lines_of(text, place).any(|it| lines.contains(&it))
            }
            (Veil::Lines(_), None) => false,
        }
    }
}

/// Whether what a rule hides is the place of its finding and nothing else.
fn is_of_a_line(rule: &str) -> bool {
    rule.starts_with("anon/") || matches!(rule, "consent/hidden-name" | "control/person-not-role")
}

fn lines_of(text: &SourceText, place: Span) -> impl Iterator<Item = usize> {
    text.position(place.start as usize).line..=text.position(place.end as usize).line
}

/// Words that may identify somebody, in small letters: with a capital letter or a digit, and not what any sentence
/// begins with.
fn words_in(text: &str) -> impl Iterator<Item = String> {
    let identifies = |word: &&str| word.contains(|c: char| c.is_uppercase() || c.is_numeric());
    let words = all_words(text).filter(identifies).map(str::to_lowercase);
    words.filter(|word| word.chars().count() > 1 && !COMMON.contains(&word.as_str()))
}

fn all_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
}

const COMMON: &[&str] = &[
    "the", "an", "this", "that", "these", "in", "at", "on", "of", "to", "by", "from", "for", "with", "after", "before",
    "when", "while", "as", "and", "but", "he", "she", "they", "it", "we", "our", "her", "his", "their", "mr", "mrs",
    "ms", "miss", "dr", "ward", "hospital", "nhs", "trust", "patient",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{CANDOUR, Floor, Rule, Severity};
    use crate::source::SourcePath;

    #[test]
    fn lines_with_what_identifies_are_hidden_and_others_are_not() {
        let text =
            "# Falls\n\nThe late Doreen\nPartridge fell.\n\nDoreen's bed was wet.\n\nPARTRIDGE\n\nAsk the ward.\n";
        let source = SourceText::new(SourcePath::new("falls.md"), text.as_bytes().to_vec());
        let place = |words: &str| {
            let at = text.find(words).expect("the words are there");
            Span::new(at, at + words.len())
        };
        let found = |code: &'static str, place: Span| {
            let rule = Rule { code, severity: Severity::Warning, authority: CANDOUR, floor: Floor::None, explain: "" };
            Diagnostic::new(&rule, &SourcePath::new("falls.md"), place, "").hidden()
        };
        let veil = Veil::over(&[found("anon/name-on-page", place("Doreen\nPartridge"))], Some(&source));
        assert_eq!(veil, Veil::Lines(BTreeSet::from([3, 4, 6, 8])));
        assert!(veil.covers(Some(&source), place("bed")) && !veil.covers(Some(&source), place("ward")));
        assert_eq!(Veil::over(&[found("anon/name-on-page", Span::default())], Some(&source)), Veil::Whole);
        assert_eq!(Veil::over(&[found("front-matter/kind", place("Falls"))], Some(&source)), Veil::Whole);
        assert_eq!(Veil::over(&[found("anon/name", place("Doreen"))], None), Veil::Whole);
        assert_eq!(Veil::over(&[], Some(&source)), Veil::Lines(BTreeSet::new()));
    }
}
