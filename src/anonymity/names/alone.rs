//! A name that stands once. Nothing in "Derek's insulin was late" or "It was for Priya that the bed was kept" says that a
//! person is meant, except that the word is a first name with a capital: so it is one, unless what stands beside it makes
//! a term of it.

use super::cues;
use super::evidence::{BLOCK, Evidence, THINGS, WARN};
use super::tokens::{Gap, Shape, Word};
use super::vetoes::Part;
use crate::anonymity::data::{Classes, QuickSet};
use crate::anonymity::words::{Among, List, lists};

lists!("names/alone": TERMS, CARE, CALLED, SHARED, WITH, TRAVEL, ADVERBS);

/// What is done with somebody, and not with a month.
const NURSED: &[&str] = &["about", "asked", "beside", "helped", "moved", "nursed", "saw", "told", "with"];

/// Notes the names that stand with nothing beside them that says so.
pub(super) fn note(text: &str, words: &[Word], parts: &[Part], all: &mut [Evidence]) {
    let mut lower: Option<QuickSet<&str>> = None;
    for at in 0..words.len() {
        if all[at].sum < BLOCK && words[at].shape == Shape::Capital && stands_alone(text, words, parts, at) {
            let sum = all[at].sum;
            let lower = || {
                let plain = lower.get_or_insert_with(|| {
                    let lower = words.iter().filter(|word| word.shape == Shape::Lower && word.rank.first >= 2);
                    lower.map(|word| word.folded.as_str()).collect()
                });
                plain.contains(words[at].folded.as_str())
            };
            all[at].sum = sum.max(weight(words, at, lower));
        }
    }
}

/// Whether a word with a capital is no part of a longer name, of a list or of a term.
fn stands_alone(text: &str, words: &[Word], parts: &[Part], at: usize) -> bool {
    let word = &words[at];
    let free = match parts[at] {
        Part::Free => true,
        Part::Eponym => word.possessive,
        // "Thomas's splint" may be a Thomas splint, and may be his.
        Part::Phrase => word.possessive && word.rank.first >= 3 && cares(words, at),
        _ => false,
    };
    if !free || matches!(word.gap, Gap::Hyphen | Gap::Glue) || called(words, at) {
        return false;
    }
    let plain = |other: &Word| other.common >= 3 && (other.starts || other.heading) || other.shape == Shape::Lower;
    let before = at == 0 || {
        let before = &words[at - 1];
        let article = matches!(
            before.folded.as_str(),
            "the"
                | "a"
                | "an"
                | "this"
                | "each"
                | "every"
                | "our"
                | "your"
                | "its"
                | "these"
                | "no"
                | "st"
                | "v"
                | "vs"
        );
        let owned = before.possessive && before.shape != Shape::Lower;
        let joins = word.joined() && (article || owned || !plain(before) && before.shape != Shape::Number);
        let and = word.gap == Gap::Other && text[before.range.end..word.range.start].contains('&');
        !joins && !and
    };
    let after = words.get(at + 1).is_none_or(|next| {
        let and = next.gap == Gap::Other && text[word.range.end..next.range.start].contains('&');
        let case = matches!(next.folded.as_str(), "v" | "vs") && next.gap == Gap::Space;
        !matches!(next.gap, Gap::Hyphen | Gap::Glue)
            && !and
            && !case
            && (!next.joined() || plain(next) || next.shape == Shape::Number && !word.possessive && word.common == 0)
    });
    before && after && !listed(words, at)
}

/// "Tommy's, Sands and Bliss", "Lloyd's pharmacy": a name that is known with its possessive.
fn called(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    word.possessive && !cares(words, at) && CALLED.has(&word.folded)
}

/// Whether what a person in care has follows at once.
fn cares(words: &[Word], at: usize) -> bool {
    thing(words, at, 0).is_some_and(|thing| CARE.has(&thing.folded))
}

/// "moved here from Handsworth": a place that somebody left or came to.
fn travels(words: &[Word], at: usize) -> bool {
    let near = at.saturating_sub(4)..at.saturating_sub(1);
    at > 0
        && matches!(words[at - 1].folded.as_str(), "from" | "to")
        && words[near].iter().any(|word| TRAVEL.has(&word.folded))
}

/// "Redman and Dawes", "Diwali, Eid, Easter": in a list with words that are no first names, what one is the others tell.
fn listed(words: &[Word], at: usize) -> bool {
    let no_given = |index: Option<usize>| {
        index.and_then(|index| words.get(index)).is_some_and(|other| other.is_capital() && !given(other))
    };
    let and = |index: usize| {
        let word = words.get(index).filter(|word| matches!(word.gap, Gap::Space | Gap::Comma));
        word.is_some_and(|word| matches!(word.folded.as_str(), "and" | "or"))
    };
    if words[at].possessive && words.get(at + 1).is_some_and(|next| next.gap == Gap::Space) {
        return false;
    }
    let before = match words[at].gap {
        Gap::Comma => no_given(at.checked_sub(1)),
        Gap::Space if at > 0 && and(at - 1) => no_given(at.checked_sub(2)),
        _ => false,
    };
    let after = words.get(at + 1).is_some_and(|next| next.gap == Gap::Comma) && no_given(Some(at + 1))
        || and(at + 1) && no_given(Some(at + 2));
    before || after
}

/// A usual first name that is no other word.
fn given(word: &Word) -> bool {
    word.rank.first >= 2 && word.common == 0 && word.place == 0 && !word.is(Classes::CALENDAR.or(Classes::NATION))
}

/// The lower-case word that a possessive owns, or the one after it: "Derek's left foot".
fn thing(words: &[Word], at: usize, past: usize) -> Option<&Word> {
    let run = words.get(at + 1..=at + 1 + past).unwrap_or_default();
    let all = run.iter().all(|it| it.gap == Gap::Space && (it.shape == Shape::Lower || it.heading));
    all.then(|| run.last()).flatten()
}

/// How much speaks for a word that stands alone, in a text that may have it in lower case too.
fn weight(words: &[Word], at: usize, lower: impl FnOnce() -> bool) -> f32 {
    let word = &words[at];
    let (first, last) = (word.rank.first, word.rank.last);
    let next = thing(words, at, 0);
    let is = |it: Option<&Word>, list: &List| it.is_some_and(|it| list.has(&it.folded));
    let term = words.get(at + 1).filter(|term| term.gap == Gap::Space);
    let owns = word.possessive && (is(next, &CARE) || is(thing(words, at, 1), &CARE));
    let eponym = word.is(Classes::EPONYM);
    if word.possessive && is(term, &TERMS) && (eponym || !owns) {
        return 0.0;
    }
    if word.is(THINGS) || first < 3 && word.is(Classes::NATION) || word.folded.chars().count() < 3 && !owns {
        return 0.0;
    }
    let place = word.place >= 2 && !(first >= 3 && word.place < 4);
    let waits = next.is_some_and(|next| !word.possessive && matches!(next.folded.as_str(), "waited" | "waits" | "lay"));
    let deed = if waits { 3 } else { cues::deed(words, at) };
    let with = at > 0
        && word.gap == Gap::Space
        && (WITH.has(&words[at - 1].folded) || watched(words, at))
        && next.is_none_or(acts);
    if word.is(Classes::CALENDAR.or(Classes::FUNCTION)) {
        let month = word.is(Classes::CALENDAR);
        let dated = month && (at == 0 || !NURSED.contains(&words[at - 1].folded.as_str()));
        return match () {
            () if first < 3 || month && last > first || place => 0.0,
            () if owns => BLOCK,
            () if deed == 3 || with && !dated && !word.starts => WARN,
            () => 0.0,
        };
    }
    // "Kay pictures", "Humphrey fields"
    let names_thing = !word.possessive && next.is_some_and(|next| !acts(next));
    if first >= 2 && word.common == 0 && !place {
        return match () {
            () if eponym && (owns || deed == 3) => BLOCK,
            () if eponym && with && first >= 3 => WARN,
            () if eponym => 0.0,
            () if names_thing => {
                if first >= 3 {
                    WARN
                } else {
                    0.0
                }
            }
            () => BLOCK,
        };
    }
    if first >= 2 && word.common > 0 {
        return match () {
            () if owns && !eponym && (first >= 3 || !word.starts) => BLOCK,
            () if eponym || names_thing || place => 0.0,
            () if with && first >= 3 && !word.heading && !lower() => BLOCK,
            () if (deed == 3 || deed > 0 && word.common <= 2) && first >= 3 => WARN,
            () if !word.starts && !word.heading && (with || word.common < 4) => WARN,
            () => 0.0,
        };
    }
    // "Baker's insulin"
    if owns && !eponym && word.common > 0 && (first >= 1 || last >= 2) {
        return WARN;
    }
    if word.common == 0 && word.place == 0 && !eponym {
        let with = with && !travels(words, at);
        let acts_now = next.is_some();
        let sole = next.is_some_and(|next| SHARED.has(&next.folded));
        return match () {
            () if owns && (first + last > 0 || !sole) => BLOCK,
            () if owns => WARN,
            () if names_thing || word.heading && !with || word.possessive => 0.0,
            () if last >= 3 && (with || deed >= 2) || last >= 1 && (with && acts_now || deed == 3) => BLOCK,
            () if with || deed == 3 || deed > 0 && last + first > 0 => WARN,
            () => 0.0,
        };
    }
    0.0
}

/// "checked on Priya".
fn watched(words: &[Word], at: usize) -> bool {
    const WATCH: &[&str] = &["check", "checked", "checking", "checks", "eye", "call", "called", "operated", "relied"];
    let on = at > 1 && words[at - 1].folded == "on" && words[at - 1].gap == Gap::Space;
    on && WATCH.contains(&words[at - 2].folded.as_str())
}

/// Whether a word goes on after somebody's name: "Derek waited", "Derek in", "Derek now".
fn acts(next: &Word) -> bool {
    let ends = |end: &str| next.folded.ends_with(end);
    ADVERBS.has(&next.folded)
        || next.is(Classes::DEED.or(Classes::FUNCTION).or(Classes::CUE))
        || ends("ed")
        || ends("ing")
        || ends("ly")
}

#[cfg(test)]
mod tests;
