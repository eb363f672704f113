//! Names of people, initials and named places, by the evidence that a text gives for each word.
//!
//! A text becomes [`tokens`]; [`vetoes`] tell which belong to an eponym, an organisation or a known phrase; [`evidence`]
//! adds up what speaks for each, with the help of [`cues`] and [`neighbours`]; [`coreference`] raises the other mentions of what is sure.

mod coreference;
mod cues;
mod evidence;
mod judge;
mod neighbours;
mod places;
mod sites;
mod tokens;
mod vetoes;

use cues::Cue;
use evidence::{BLOCK, Evidence, WARN};
use tokens::{Gap, Shape, Word};

use super::{Identifier, Kind, Vocabulary, Weight};

/// The names, initials and named places in a plain text, by place.
pub(super) fn find(text: &str, vocabulary: &Vocabulary) -> Vec<Identifier> {
    let words = tokens::words(text);
    let parts = vetoes::parts(text, &words, vocabulary);
    let mut evidence = evidence::weigh(&words, &parts);
    judge::judge(&words, &parts, &mut evidence);
    coreference::settle(text, &words, &parts, &mut evidence);
    let mut found = names(&words, &evidence);
    found.extend(initials(text, &words, &evidence));
    found.extend(places::find(&words, &parts, &evidence));
    found.sort_by_key(|identifier| (identifier.range.start, identifier.range.end, identifier.kind));
    found
}

/// Words of one name become one finding.
fn names(words: &[Word], evidence: &[Evidence]) -> Vec<Identifier> {
    let mut found: Vec<Identifier> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if evidence[at].sum < WARN {
            at += 1;
            continue;
        }
        let mut last = at;
        let mut sum = evidence[at].sum;
        let mut next = at + 1;
        while next < words.len() && next <= last + 3 {
            let joined = words[next].joined() || words[next].gap == Gap::Glue;
            if !joined || words[last].possessive {
                break;
            }
            if evidence[next].sum >= WARN {
                last = next;
                sum = sum.max(evidence[next].sum);
            } else if words[next].shape != Shape::Initial && !neighbours::is_particle(&words[next]) {
                break;
            }
            next += 1;
        }
        let first = with_initials(words, at);
        let cue = (at..=last).find_map(|index| evidence[index].cue);
        let weight = if sum >= BLOCK { Weight::Block } else { Weight::Warn };
        found.push(Identifier {
            kind: Kind::Name,
            weight,
            range: words[first].range.start..words[last].range.end,
            suggestion: cue.map(|cue| cue.suggestion().to_owned()),
        });
        at = last + 1;
    }
    found
}

/// A name's initials and particles before it belong to it: "J. P. Smith", "al-Hassan".
fn with_initials(words: &[Word], at: usize) -> usize {
    let mut first = at;
    while first > 0 && words[first].joined() {
        let before = &words[first - 1];
        let initial = before.shape == Shape::Initial && !matches!(before.folded.as_str(), "i" | "a");
        if !initial
            && !(neighbours::is_particle(before)
                && words[at].shape != Shape::Lower
                && (words[first].gap == Gap::Hyphen || !before.is(crate::anonymity::data::Classes::FUNCTION)))
        {
            break;
        }
        first -= 1;
    }
    first
}

/// Letters by which anonymous people are told apart, as in "Mr B".
const PSEUDONYMS: &[&str] = &["a", "b", "c", "d", "x", "y", "z"];

/// Initials that stand for a person: "Mrs K", "patient M.O.", "J.S."
fn initials(text: &str, words: &[Word], evidence: &[Evidence]) -> Vec<Identifier> {
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
            Shape::Upper => letters_of_person(words, at, titled),
            _ => false,
        };
        if person {
            let suggestion = titled.map(|(cue, _)| cue.suggestion().to_owned());
            found.push(Identifier {
                kind: Kind::Initials,
                weight: Weight::Warn,
                range: word.range.start..words[last].range.end,
                suggestion,
            });
        }
        at = last + 1;
    }
    found
}

/// "J.S." and no abbreviation such as "i.e." or "U.K."
fn is_dotted_pair(words: &[Word], at: usize, last: usize) -> bool {
    let letters: String = words[at..=last].iter().map(|word| word.folded.as_str()).collect();
    (2..=3).contains(&letters.len())
        && !matches!(
            letters.as_str(),
            "ie" | "eg"
                | "am"
                | "pm"
                | "uk"
                | "us"
                | "usa"
                | "eu"
                | "nb"
                | "ps"
                | "ad"
                | "bc"
                | "phd"
                | "ba"
                | "ma"
                | "md"
                | "iv"
                | "im"
                | "po"
                | "sc"
                | "pr"
                | "bd"
                | "od"
                | "ng"
                | "cd"
                | "dvt"
                | "tb"
                | "gi"
        )
}

/// "Nurse JB", "patient MO": two or three letters that are no usual abbreviation, after a title.
fn letters_of_person(words: &[Word], at: usize, titled: Option<(Cue, u8)>) -> bool {
    let word = &words[at];
    let short = (2..=3).contains(&word.folded.len());
    let usual = word.common > 0
        || word.classes != crate::anonymity::data::Classes::default()
        || matches!(
            word.folded.as_str(),
            "id" | "nhs"
                | "iv"
                | "icu"
                | "itu"
                | "hdu"
                | "ed"
                | "gp"
                | "ae"
                | "ot"
                | "sw"
                | "uk"
                | "us"
                | "it"
                | "hr"
                | "pa"
                | "mdt"
                | "mri"
                | "ct"
                | "ecg"
                | "tv"
                | "pc"
                | "vte"
                | "aki"
                | "dka"
                | "uti"
                | "mh"
                | "ld"
                | "led"
                | "cns"
                | "no"
                | "re"
                | "and"
                | "or"
                | "amu"
                | "sau"
                | "cau"
                | "nicu"
                | "scbu"
                | "pals"
                | "cqc"
                | "dvt"
                | "pe"
                | "mi"
                | "tia"
                | "cva"
                | "af"
                | "hf"
                | "ckd"
                | "copd"
                | "ref"
        );
    let person = matches!(titled, Some((Cue::Title | Cue::Staff(_), 1 | 2)) | Some((Cue::Patient, 1)));
    short && person && !usual && !word.heading
}

#[cfg(test)]
mod tests;
