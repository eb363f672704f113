//! Whole names: the other half of a name that is sure of one half, and the initials and particles that belong to it.

use super::cues::{self, Cue};
use super::evidence::{BLOCK, Evidence, WARN};
use super::neighbours::{is_particle, source};
use super::tokens::{Gap, Shape, Word};
use super::vetoes::Part;
use crate::anonymity::data::Classes;

/// What is no half of a name, unless people usually bear it.
const OTHER: Classes = Classes::TITLE
    .or(Classes::ROLE)
    .or(Classes::FAMILY)
    .or(Classes::ORGANISATION)
    .or(Classes::HEAD)
    .or(Classes::CALENDAR)
    .or(Classes::NATION)
    .or(Classes::SYSTEM)
    .or(Classes::DEVICE)
    .or(Classes::DRUG);

/// Makes names of the words beside a name that are its other half: first surnames, then first names.
pub(super) fn complete(words: &[Word], parts: &[Part], all: &mut [Evidence]) {
    for at in 2..words.len() {
        // "Dr A Okafor": the title is the surname's.
        let initial = words[at - 1].shape == Shape::Initial && words[at].gap == Gap::Space;
        if initial
            && words[at].shape == Shape::Capital
            && parts[at] == Part::Free
            && matches!(cues::before(words, at - 1), Some((Cue::Title | Cue::Staff(_), 2)))
        {
            all[at].sum = all[at].sum.max(BLOCK);
        }
    }
    for at in 1..words.len() {
        let from = at - 1;
        let free = parts[at] == Part::Free
            // "Nkosana Zhou grade 5": after a first name it is no eponym.
            || parts[at] == Part::Eponym && all[from].sum >= BLOCK && words[from].rank.first >= 2 && !words[from].starts;
        if all[at].sum < WARN && all[from].sum >= WARN && free && is_surname(words, from, at) {
            raise(words, all, at, from);
        }
    }
    for at in (0..words.len().saturating_sub(1)).rev() {
        if all[at].sum >= WARN || parts[at] != Part::Free {
            continue;
        }
        let after = (at + 1..words.len().min(at + 4))
            .find(|&after| all[after].sum >= WARN && source(words, after) == Some(at) && is_given(words, at, after));
        if let Some(after) = after {
            raise(words, all, at, after);
        } else if all[at + 1].sum >= WARN && is_turned(words, at) {
            raise(words, all, at, at + 1);
        }
    }
    for at in 1..words.len().saturating_sub(1) {
        let and = matches!(words[at].folded.as_str(), "and" | "or" | "nor") && words[at].gap == Gap::Space;
        if !and || words[at + 1].gap != Gap::Space {
            continue;
        }
        for (one, other) in [(at - 1, at + 1), (at + 1, at - 1)] {
            if all[one].sum >= BLOCK
                && all[other].sum < WARN
                && parts[other] == Part::Free
                && are_two(words, one, other)
            {
                raise(words, all, other, one);
                all[other].sum = WARN;
            }
        }
    }
    for (at, evidence) in all.iter_mut().enumerate() {
        if evidence.sum >= WARN && evidence.cue.is_none() && is_numeral(&words[at]) {
            evidence.sum = 0.0;
        }
    }
}

/// One half is as sure as the other; in lower case it is only noted.
fn raise(words: &[Word], all: &mut [Evidence], at: usize, from: usize) {
    let most = if words[at].shape == Shape::Lower || words[at].rank.first == 0 && at < from { WARN } else { BLOCK };
    all[at] = Evidence { sum: all[from].sum.min(most), personal: all[from].personal, cue: all[from].cue };
}

/// Whether the word at `at` is the surname of the first name before it: "Linh To", "Justice Judge".
fn is_surname(words: &[Word], from: usize, at: usize) -> bool {
    let (given, word) = (&words[from], &words[at]);
    if !word.joined() || given.possessive || given.rank.first == 0 && given.common > 0 {
        return false;
    }
    let unknown = word.common == 0;
    let second = from > 0 && given.joined() && words[from - 1].is_capital();
    match (given.shape, word.shape) {
        (Shape::Capital, Shape::Capital) if word.is(Classes::FUNCTION) => {
            word.rank.last >= 1 && given.rank.first >= 1 && !word.heading && !word.starts
        }
        (Shape::Capital, Shape::Capital) | (Shape::Upper, Shape::Upper) if word.is(OTHER) => {
            word.rank.last >= 2 && given.rank.first >= 2 && !word.heading && !word.starts && !second
        }
        (Shape::Capital, Shape::Capital) => unknown || word.rank.last >= 1 && !word.heading,
        (Shape::Upper, Shape::Upper) => word.folded.len() >= 3 && (unknown || word.rank.last >= 2),
        (Shape::Lower, Shape::Lower) if unknown => is_typed_name(word) && !word.is(OTHER),
        // "beryl knight", and nothing after it that "knight" might belong to.
        (Shape::Lower, Shape::Lower) => {
            let small = Classes::FUNCTION.or(Classes::DEED);
            let ends = words.get(at + 1).is_none_or(|next| next.gap != Gap::Space || next.is(small));
            let usual = given.common == 0 && given.rank.first >= 2 && word.rank.last >= 2 && !word.foreign;
            usual && ends && word.gap == Gap::Space && !word.is(OTHER.or(small).or(Classes::CUE))
        }
        _ => false,
    }
}

/// Whether the word at `at` is the first name of the name after it: "Goodness Park", "Ricardo dos Reis".
fn is_given(words: &[Word], at: usize, after: usize) -> bool {
    let (word, name) = (&words[at], &words[after]);
    let unknown = word.common == 0;
    let usual = word.rank.first >= 2 || unknown && word.rank.first + word.rank.last > 0 || unknown && !word.starts;
    match (word.shape, name.shape) {
        _ if word.folded.len() < 2 => false,
        // "My Xuan", "To Yen": only within a sentence.
        (Shape::Capital, Shape::Capital) if word.is(Classes::FUNCTION) => {
            !word.starts && !word.heading && word.rank.first.max(word.rank.last) >= 1 && !name.is(Classes::FUNCTION)
        }
        (Shape::Capital, Shape::Capital | Shape::Upper) if word.is(OTHER) => word.rank.first >= 3 && !word.heading,
        (Shape::Capital, Shape::Capital | Shape::Upper) => usual || !word.starts && !word.heading && !word.possessive,
        (Shape::Upper, Shape::Upper) => {
            !word.is(OTHER.or(Classes::FUNCTION))
                && word.folded.len() >= 3
                && usual
                && (unknown || word.rank.first >= 3)
        }
        (Shape::Lower, Shape::Lower) => unknown && is_typed_name(word) && !word.is(OTHER),
        _ => false,
    }
}

/// "Renate and Aikaterini": whether what stands beside an "and" may be a person as the other is.
fn are_two(words: &[Word], one: usize, other: usize) -> bool {
    let (one_word, word) = (&words[one], &words[other]);
    let alone = words.get(other + 1).is_none_or(|next| !(next.joined() && next.is_capital()) || other < one);
    let given = one_word.rank.first >= 2 || one_word.common == 0;
    let listed = OTHER.or(Classes::FUNCTION).or(Classes::EPONYM);
    let unknown = word.common == 0;
    // "Dear Marigold and Happiness"
    let greeted = one < other && one > 0 && words[one - 1].folded == "dear";
    word.shape == one_word.shape
        && given
        && alone
        && !word.is(listed)
        && !word.heading
        && !word.possessive
        && word.place < 3
        && match word.shape {
            Shape::Capital => {
                let ranked = word.rank.first >= 1;
                unknown && (word.rank.last >= 1 || !word.starts && word.place == 0) || ranked && !word.starts || greeted
            }
            Shape::Lower => unknown && is_typed_name(word),
            _ => false,
        }
}

/// A name of the lists typed without a capital.
fn is_typed_name(word: &Word) -> bool {
    !word.foreign && word.folded.len() >= 3 && word.rank.first.max(word.rank.last) >= 1 && !word.is(Classes::EPONYM)
}

/// "POUND, Jay": a surname in capitals that begins an item, before its first name.
fn is_turned(words: &[Word], at: usize) -> bool {
    let (word, name) = (&words[at], &words[at + 1]);
    let plain = Classes::FUNCTION.or(Classes::ROLE).or(Classes::SYSTEM).or(Classes::DEVICE).or(Classes::DRUG);
    let begins = matches!(word.gap, Gap::Break | Gap::Label | Gap::Stop | Gap::Other | Gap::Open);
    begins
        && word.shape == Shape::Upper
        && word.folded.len() >= 3
        && (word.common == 0 || word.rank.last >= 1 && !word.is(plain))
        && name.gap == Gap::Comma
        && name.shape == Shape::Capital
        && (name.rank.first >= 2 || name.common == 0)
}

/// "Fuji IX": a Roman numeral of two figures or more.
fn is_numeral(word: &Word) -> bool {
    word.shape == Shape::Upper
        && matches!(
            word.folded.as_str(),
            "ii" | "iii" | "iv" | "vi" | "vii" | "viii" | "ix" | "xi" | "xii" | "xiii" | "xiv" | "xv"
        )
}

/// The first word of the name at `at`: its initials and particles belong to it: "J. P. Smith", "al-Hassan".
pub(super) fn begin(text: &str, words: &[Word], at: usize) -> usize {
    let mut first = at;
    while first > 0 {
        let before = &words[first - 1];
        let between = &text[before.range.end..words[first].range.start];
        // "d. okafor": a full stop that ends no sentence.
        let typed = before.folded.len() == 1 && before.shape == Shape::Lower && matches!(between, ". " | ".");
        let glued = words[first].gap == Gap::Glue && is_particle(before);
        if !(words[first].joined() || typed && words[at].shape == Shape::Lower || glued) {
            break;
        }
        let dotted = text[before.range.end..].starts_with('.');
        let hyphened = matches!(words[first].gap, Gap::Hyphen | Gap::Glue);
        let initial = match before.shape {
            Shape::Initial => true,
            // "d. okafor", "t-okafor", but neither "a okafor" nor "i okafor".
            Shape::Lower if before.folded.len() == 1 => {
                dotted || hyphened || !matches!(before.folded.as_str(), "a" | "i")
            }
            _ => false,
        };
        let particle = is_particle(before)
            && (hyphened || !before.is(Classes::FUNCTION) || first != at && is_particle(&words[first]));
        // "My Xuan": "My" alone is a word.
        let syllable = first == at
            && before.is(Classes::FUNCTION)
            && before.shape == Shape::Capital
            && !before.starts
            && !before.heading
            && before.rank.first.max(before.rank.last) >= 1;
        if !initial && !particle && !syllable {
            break;
        }
        first -= 1;
    }
    first
}

/// The last word of a name that ends at `at`: "Asli D" has its initial with it.
pub(super) fn end(words: &[Word], at: usize) -> usize {
    let Some(next) = words.get(at + 1) else { return at };
    let parted = words.get(at + 2).is_none_or(|after| after.gap != Gap::Space);
    let initial = next.shape == Shape::Initial
        && next.gap == Gap::Space
        && !words[at].possessive
        && (parted || !matches!(next.folded.as_str(), "i" | "a"));
    if initial && words[at].is_capital() { at + 1 } else { at }
}
