//! What a name says of the words beside it: a surname follows a first name, and "Jean and Ken" are two people.

use super::evidence::{BLOCK, Evidence, WARN, shouted_name};
use super::tokens::{Gap, Shape, Word};
use super::vetoes::Part;
use crate::anonymity::data::Classes;
use crate::anonymity::words::{Among, lists};

lists!("names/neighbours": PARTICLES);

/// What a name is worth to a word beside it.
const NEIGHBOUR: f32 = 2.5;
/// What a sure name is worth to the word on the other side of "and".
const AND: f32 = 3.0;

/// Particles inside surnames: "van der Berg", "al-Hassan", "ap Rhys".
pub(super) fn is_particle(word: &Word) -> bool {
    PARTICLES.has(&word.folded)
}

/// A word that a name beside it may draw in.
fn may_follow(words: &[Word], parts: &[Part], at: usize) -> bool {
    let word = &words[at];
    let kinds = Classes::NATION.or(Classes::CALENDAR).or(Classes::ROLE);
    let place = word.place >= 3 && word.rank.first < 3;
    let function = word.is(Classes::FUNCTION) && (word.starts || word.rank.last < 2 && word.rank.first < 2);
    let acronym = word.shape == Shape::Upper && !shouted_name(words, at);
    word.is_capital()
        && !acronym
        && !place
        && parts[at] == Part::Free
        && !function
        && (!word.is(kinds) || word.rank.first.max(word.rank.last) >= 3 && !word.is(Classes::NATION))
}

/// "Jean and Ken": one sure name makes a usual first name of the other.
pub(super) fn coordinate(words: &[Word], parts: &[Part], all: &mut [Evidence]) {
    for at in 0..words.len().saturating_sub(2) {
        let and = matches!(words[at + 1].folded.as_str(), "and" | "or")
            && words[at + 1].gap == Gap::Space
            && words[at + 2].gap == Gap::Space;
        let able = |at: usize| {
            words[at].rank.first >= 2
                && words[at].is_capital()
                && parts[at] == Part::Free
                && !words[at].possessive
                && !words[at].is(Classes::NATION.or(Classes::CALENDAR))
        };
        if !and || words[at].gap == Gap::Hyphen {
            continue;
        }
        for (one, other) in [(at, at + 2), (at + 2, at)] {
            if all[one].sum >= BLOCK && all[other].sum < BLOCK && able(other) && able(one) {
                all[other].sum = (all[other].sum + AND).max(WARN);
            }
        }
    }
}

/// A name makes names of the capitals beside it, first rightwards, then leftwards.
pub(super) fn spread(words: &[Word], parts: &[Part], all: &mut [Evidence]) {
    for at in 1..words.len() {
        let Some(from) = source(words, at) else { continue };
        if all[from].sum >= WARN && may_follow(words, parts, at) && !words[at].starts {
            let hyphened = if words[at].gap == Gap::Hyphen { 2.0 } else { 0.0 };
            all[at].sum += NEIGHBOUR + hyphened;
            all[at].cue = all[at].cue.or(all[from].cue);
            all[at].personal |= all[from].personal;
        }
    }
    for at in (0..words.len().saturating_sub(1)).rev() {
        let Some(from) = (at + 1..words.len().min(at + 4)).find(|&to| source(words, to) == Some(at)) else { continue };
        if all[from].sum >= WARN && may_follow(words, parts, at) && all[at].sum < BLOCK {
            let named = words[at].rank.first >= 1 || words[at].common == 0 || words[from].gap == Gap::Hyphen;
            let worth = if named && !words[at].is(Classes::FUNCTION) { NEIGHBOUR } else { 0.0 };
            all[at].sum += if words[at].starts && words[at].common >= 3 { worth * 0.5 } else { worth };
            all[at].cue = all[at].cue.or(all[from].cue);
            all[at].personal |= all[from].personal;
        }
    }
}

/// The word of the same name before `at`: next to it, or with an initial or particles between.
pub(super) fn source(words: &[Word], at: usize) -> Option<usize> {
    let mut from = at;
    for _ in 0..3 {
        if !words[from].joined() {
            return None;
        }
        from = from.checked_sub(1)?;
        if words[from].possessive {
            return None;
        }
        let between =
            words[from].shape == Shape::Initial || is_particle(&words[from]) && words[from].shape == Shape::Lower;
        if !between {
            return Some(from);
        }
    }
    None
}
