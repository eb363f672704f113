//! What a sentence says around a name: somebody gives it as a name, owns something, or is to do something.

use super::cues;
use super::tokens::{Gap, Shape, Word};
use crate::anonymity::data::Classes;
use crate::anonymity::words::{Among, lists};

lists!("names/around": OWNED, TASKS, DONE_BY_BODIES);

/// "my name is", "I'm", "known as", "its" in a message that was typed in haste: somebody says a name.
pub(super) fn says_name(words: &[Word], at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).and_then(|index| words.get(index));
    let near = words[at].gap == Gap::Space;
    let (Some(last), second) = (word(1), word(2)) else { return false };
    let second = second.filter(|_| last.gap == Gap::Space).map_or("", |word| word.folded.as_str());
    match last.folded.as_str() {
        "i'm" => near,
        "is" | "was" => near && second == "name",
        "as" => near && matches!(second, "known" | "addressed" | "registered"),
        "sometimes" | "formerly" | "nickname" | "alias" | "aka" => near,
        _ => false,
    }
}

/// Whether a person's things follow: "Agnes's advice".
pub(super) fn owns(words: &[Word], at: usize) -> bool {
    let Some(next) = words.get(at + 1).filter(|next| words[at].possessive && next.gap == Gap::Space) else {
        return false;
    };
    let own = next.folded == "own";
    let thing = if own { words.get(at + 2).filter(|thing| thing.gap == Gap::Space) } else { Some(next) };
    thing.is_some_and(|thing| thing.shape == Shape::Lower && (own || OWNED.has(&thing.folded)))
}

/// "Okafor to ring the ward", "Basil please take": what somebody is to do.
pub(super) fn tasked(words: &[Word], at: usize) -> bool {
    let Some(next) = words.get(at + 1).filter(|next| next.gap == Gap::Space && next.shape == Shape::Lower) else {
        return false;
    };
    let verb = words.get(at + 2).filter(|verb| verb.gap == Gap::Space);
    next.folded == "please" || next.folded == "to" && verb.is_some_and(|verb| TASKS.has(&verb.folded))
}

/// "calliopes wife": a name in haste, with its "s" and without the apostrophe.
pub(super) fn owner_in_haste(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let next = words.get(at + 1).filter(|next| next.gap == Gap::Space && next.shape == Shape::Lower);
    word.common == 0
        && word.folded.len() >= 4
        && word.folded.ends_with('s')
        && next.is_some_and(|next| next.is(Classes::FAMILY) && cues::group(next).is_none())
}

/// What "is" and "has" may be written as after a name: "Skip's a plumber", "Agnes's not been told".
const SHORTENED: &[&str] =
    &["a", "an", "not", "been", "gone", "got", "off", "always", "never", "still", "just", "here", "very", "so"];

/// Whether what follows a name is said to or of a person: "Skip's a plumber", "Opal you're a star", "Flint still has",
/// "Okafor was covering".
pub(super) fn lives(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let listed = Classes::EPONYM.or(Classes::SYSTEM).or(Classes::DEVICE).or(Classes::DRUG).or(Classes::FUNCTION);
    let usual = (word.rank.first >= 2 || word.rank.first == 1 && word.rank.last >= 2)
        && !word.is(listed.or(Classes::ROLE).or(Classes::ORGANISATION));
    let unknown = word.common == 0 && !word.is(listed) && (word.possessive || word.rank.first.max(word.rank.last) >= 1);
    if word.shape != Shape::Capital || word.heading || !usual && !unknown || word.place >= 3 && word.rank.first < 3 {
        return false;
    }
    let lower = |index: usize| words.get(index).filter(|it| it.gap == Gap::Space && it.shape == Shape::Lower);
    let Some(next) = lower(at + 1) else { return false };
    let after = lower(at + 2).map_or("", |word| word.folded.as_str());
    // A firm or a system may still have something; "Skip's a plumber" is said of a person.
    let joins = at > 0 && word.joined() && words[at - 1].is_capital();
    match next.folded.as_str() {
        _ if joins => false,
        said if word.possessive => SHORTENED.contains(&said),
        "you're" | "you've" | "youre" => true,
        "you" => matches!(after, "are" | "were" | "have"),
        "still" | "always" | "never" | "also" | "just" | "then" | "only" => {
            matches!(after, "has" | "had" | "was" | "is" | "began") || cues::deed(words, at + 1) == 3
        }
        "was" | "is" => {
            unknown && word.rank.last.max(word.rank.first) >= 2 && after.len() >= 6 && after.ends_with("ing")
        }
        "stayed" | "began" => true,
        _ => false,
    }
}

/// What is done for a person, when "for" follows.
const DONE_FOR_PEOPLE: &[&str] = &[
    "asked", "asking", "called", "cared", "caring", "left", "looked", "looking", "meant", "searched", "waited",
    "waiting",
];

/// "checked by Kestrelby", "left for Penhallow": a word that no list knows, of somebody who did something or for whom
/// something was done.
pub(super) fn takes_part(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let listed = Classes::EPONYM.or(Classes::SYSTEM).or(Classes::DEVICE).or(Classes::DRUG).or(Classes::FUNCTION);
    let free = word.common == 0 && !word.is(listed.or(Classes::ROLE).or(Classes::ORGANISATION).or(Classes::NATION));
    let alone = words.get(at + 1).is_none_or(|next| !next.joined() || next.shape == Shape::Lower);
    if !free || !alone || word.shape != Shape::Capital || word.heading || word.gap != Gap::Space || word.place >= 2 {
        return false;
    }
    let before = |back: usize| at.checked_sub(back).map(|index| &words[index]).filter(|it| it.shape == Shape::Lower);
    let (Some(link), Some(deed)) = (before(1), before(2)) else { return false };
    let done = deed.folded.as_str();
    link.gap == Gap::Space
        && match link.folded.as_str() {
            "by" => (done.ends_with("ed") || cues::PASSIVE.has(done)) && !DONE_BY_BODIES.has(done),
            "for" => DONE_FOR_PEOPLE.contains(&done),
            _ => false,
        }
}
