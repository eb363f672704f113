//! Named sites in a text about somebody: a school, a pub, a works, a station. Wards are told elsewhere.

use super::tokens::{Gap, Shape, Word};
use super::vetoes::Part;
use crate::anonymity::data::Classes;
use crate::anonymity::words::{Among, lists};

lists!("names/sites": KINDS, BEASTS);

/// Sites that are named by what stands after: "HMP Holmefield", "RAF Carrow".
pub(super) const BEFORE: &[&str] = &["hmp", "hmyoi", "yoi", "raf", "hms", "rnas"];

/// Words between a kind and a place: "the steelworks at Holme", "the temple in Holme".
pub(super) const BETWEEN: &[&str] = &["at", "in", "of", "on", "by", "near"];

/// Words that stand before a site that somebody was at.
const NEAR: &[&str] = &[
    "near", "outside", "behind", "opposite", "past", "at", "to", "from", "in", "attends", "attended", "visited", "by",
];

/// How many words name a site that begins here.
pub(super) fn named(words: &[Word], parts: &[Part], at: usize) -> Option<usize> {
    kind_first(words, at).or_else(|| titled(words, parts, at)).or_else(|| signed(words, at))
}

/// "HMP Holmefield", "the steelworks at Holme".
fn kind_first(words: &[Word], at: usize) -> Option<usize> {
    let word = &words[at];
    let next = words.get(at + 1).filter(|next| next.gap == Gap::Space)?;
    if BEFORE.contains(&word.folded.as_str()) && !matches!(next.shape, Shape::Number | Shape::Code) {
        return (next.is_capital() || word.shape == Shape::Lower && !next.is(Classes::FUNCTION)).then_some(2);
    }
    let kind = word.shape == Shape::Lower && KINDS.has(&word.folded);
    let place = words.get(at + 2).filter(|place| place.gap == Gap::Space)?;
    let known = place.place > 0 || place.is_capital() && place.common == 0;
    (kind && BETWEEN.contains(&next.folded.as_str()) && place.is_capital() && known).then_some(3)
}

/// "Larkfield Primary School", "Dale View caravan site".
fn titled(words: &[Word], parts: &[Part], at: usize) -> Option<usize> {
    let begins = words[at].is_capital() && (at == 0 || !words[at].joined() || !words[at - 1].is_capital());
    if !begins || words[at].is(Classes::FUNCTION) || parts[at] == Part::Phrase {
        return None;
    }
    let capitals = words[at..].iter().take(6).enumerate();
    let capitals = capitals.take_while(|(offset, word)| *offset == 0 || word.joined() && word.is_capital()).count();
    let lower = words[at + capitals..].iter().take(3);
    let lower = lower.take_while(|word| word.gap == Gap::Space && word.shape == Shape::Lower);
    let tail = lower.clone().enumerate().filter(|(_, word)| KINDS.has(&word.folded)).map(|it| it.0).last();
    let plain = lower.take(tail.unwrap_or(0)).any(|word| word.is(Classes::FUNCTION.or(Classes::DEED)));
    let last = &words[at + capitals - 1];
    let ends = capitals >= 2 && KINDS.has(&last.folded);
    let count = match tail {
        Some(tail) if !plain => capitals + tail + 1,
        _ if ends => capitals,
        _ => return None,
    };
    let hospital = words[at..at + count].iter().any(|word| {
        matches!(
            word.folded.as_str(),
            "hospital" | "infirmary" | "ward" | "unit" | "trust" | "nhs" | "hospice" | "clinic"
        )
    });
    let bare = words[at..at + count - 1].iter().all(|word| word.common >= 3 && !word.is(Classes::EPONYM));
    (!hospital && (!bare || near(words, at))).then_some(count)
}

/// "the Red Lion on the quay": a name after a word of place.
fn signed(words: &[Word], at: usize) -> Option<usize> {
    let the = at > 0 && words[at - 1].folded == "the" && words[at].gap == Gap::Space;
    let next = words.get(at + 1).filter(|next| next.joined() && next.shape == Shape::Capital)?;
    (the && words[at].shape == Shape::Capital && BEASTS.has(&next.folded)).then_some(2)
}

/// Words that many hospitals have in their names: of these alone nobody knows which it is.
const USUAL: &[&str] = &[
    "acute",
    "children's",
    "childrens",
    "children",
    "city",
    "community",
    "cottage",
    "county",
    "district",
    "general",
    "health",
    "hospital",
    "infirmary",
    "local",
    "maternity",
    "memorial",
    "mental",
    "nhs",
    "private",
    "psychiatric",
    "royal",
    "teaching",
    "trust",
    "university",
    "women's",
    "women",
    "womens",
];

/// Who something happens to, in words that no organisation is called by, and that it happens.
const HAPPENING: &[&str] = &[
    "baby", "boy", "child", "girl", "he", "happened", "her", "him", "his", "infant", "lady", "man", "occurred",
    "patient", "person", "resident", "she", "their", "them", "they", "woman",
];

/// "she was taken to St Jude's Hospital": how many words name the hospital that somebody was at. In other prose a hospital
/// is an organisation.
pub(super) fn hospital(words: &[Word], at: usize) -> Option<usize> {
    let begins = words[at].is_capital() && (at == 0 || !words[at].joined() || !words[at - 1].is_capital());
    if !begins || words[at].heading || words[at].is(Classes::FUNCTION) || !near(words, at) {
        return None;
    }
    let capitals = words[at..].iter().take(6).enumerate();
    let capitals = capitals.take_while(|(offset, word)| *offset == 0 || word.joined() && word.is_capital());
    let kind = |word: &Word| matches!(word.folded.as_str(), "hospital" | "infirmary");
    let count = capitals.filter(|(_, word)| kind(word)).last()?.0 + 1;
    let named = words[at..at + count].iter().any(|word| !USUAL.contains(&word.folded.as_str()));
    // From the first word of the sentence on.
    let first = (0..=at).rev().find(|&index| index == 0 || matches!(words[index].gap, Gap::Stop | Gap::Break))?;
    let told = words[first..at].iter().any(|word| HAPPENING.contains(&word.folded.as_str()));
    (named && told).then_some(count)
}

/// Whether a word of place stands before it, with or without an article.
fn near(words: &[Word], at: usize) -> bool {
    let article = at > 0 && matches!(words[at - 1].folded.as_str(), "the" | "a" | "an");
    let index = at.checked_sub(1 + usize::from(article));
    index.is_some_and(|index| words[index].shape == Shape::Lower && NEAR.contains(&words[index].folded.as_str()))
}
