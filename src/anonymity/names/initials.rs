//! Initials that stand for a person.

use super::cues::{self, Cue};
use super::evidence::{BLOCK, Evidence, WARN};
use super::tokens::{Gap, Shape, Word};
use crate::anonymity::data;
use crate::anonymity::words::{Among, lists};
use crate::anonymity::{Identifier, Kind, Weight};

lists!("names/initials": USUAL, DOTTED);

/// Letters by which anonymous people are told apart, as in "Mr B".
const PSEUDONYMS: &[&str] = &["a", "b", "c", "d", "x", "y", "z"];

/// Initials that stand for a person: "Mrs K", "patient M.O.", "J.S."
pub(super) fn find(text: &str, words: &[Word], evidence: &[Evidence]) -> Vec<Identifier> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let word = &words[at];
        let mut last = at;
        if word.shape == Shape::Initial {
            while words.get(last + 1).is_some_and(|next| {
                next.shape == Shape::Initial
                    && matches!(next.gap, Gap::Glue)
                    && text[words[last].range.end..].starts_with('.')
            }) {
                last += 1;
            }
        }
        let letters = last - at + 1;
        let beside_name = evidence.get(last + 1).is_some_and(|next| next.sum >= WARN && words[last + 1].joined())
            || at > 0 && evidence[at - 1].sum >= WARN && word.joined();
        let short = matches!(word.shape, Shape::Initial | Shape::Upper) && word.folded.len() <= 3;
        let titled = if short { cues::before(words, at).filter(|(_, sure)| *sure >= 1) } else { None };
        let person = match word.shape {
            Shape::Initial if beside_name => false,
            Shape::Initial if letters >= 2 => titled.is_some() || is_dotted_pair(words, at, last),
            Shape::Initial => {
                matches!(titled, Some((Cue::Title | Cue::Staff("a doctor"), 2)))
                    && !PSEUDONYMS.contains(&word.folded.as_str())
            }
            Shape::Upper => letters_of_person(words, at, titled) || signs(words, evidence, at, text),
            _ => false,
        };
        if person {
            let suggestion = titled.map(|(cue, _)| cue.suggestion().to_owned());
            found.push(Identifier {
                kind: Kind::Initials,
                weight: Weight::Warn,
                range: word.range.start..words[last].range.end,
                suggestion,
                detail: None,
            });
        }
        at = last + 1;
    }
    found
}

/// "J.S." and no abbreviation such as "i.e." or "U.K."
fn is_dotted_pair(words: &[Word], at: usize, last: usize) -> bool {
    let letters: String = words[at..=last].iter().map(|word| word.folded.as_str()).collect();
    (2..=3).contains(&letters.len()) && !DOTTED.has(letters.as_str())
}

/// "Nurse JB", "patient MO": two or three letters that are no usual abbreviation, after a title.
fn letters_of_person(words: &[Word], at: usize, titled: Option<(Cue, u8)>) -> bool {
    let word = &words[at];
    let short = (2..=3).contains(&word.folded.len());
    let usual = word.common > 0 || word.classes != data::Classes::default() || USUAL.has(&word.folded);
    let person = matches!(titled, Some((Cue::Title | Cue::Staff(_), 1 | 2)) | Some((Cue::Patient, 1)));
    short && person && !usual && !word.heading
}

/// "Agnes (AO)", "signed DU and timed at nine", "Service user: FM": letters that the text itself gives to a person.
fn signs(words: &[Word], evidence: &[Evidence], at: usize, text: &str) -> bool {
    let word = &words[at];
    if !(2..=3).contains(&word.folded.len()) || word.heading || USUAL.has(&word.folded) {
        return false;
    }
    let Some(before) = at.checked_sub(1).map(|index| &words[index]) else { return false };
    let ends = words.get(at + 1).is_none_or(|next| next.gap != Gap::Space || next.shape == Shape::Lower);
    let bracketed = word.gap == Gap::Open && text[word.range.end..].starts_with([')', ']']);
    if bracketed && evidence[at - 1].sum >= WARN {
        let name = (1..=3).rev().filter_map(|back| at.checked_sub(back)).find(|&index| evidence[index].sum >= WARN);
        let same = |index: usize| words[index].folded.chars().next() == word.folded.chars().next();
        return same(at - 1) || name.is_some_and(same);
    }
    let signed = matches!(before.folded.as_str(), "signed" | "initialled" | "countersigned" | "initials");
    let person = matches!(before.folded.as_str(), "user" | "patient" | "client" | "resident" | "initials");
    let people = || evidence.iter().any(|evidence| evidence.sum >= BLOCK);
    match word.gap {
        Gap::Space if signed => ends,
        Gap::Space if before.folded == "by" => word.common == 0 && word.folded.len() == 2 && ends && people(),
        Gap::Label | Gap::Other => person && words.get(at + 1).is_none_or(|next| next.gap != Gap::Space),
        _ => false,
    }
}
