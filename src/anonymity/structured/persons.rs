//! Whether somebody is spoken of: what stands before an age, a role or a condition.

use super::lexicon::{MONTH, PERSON, STAFF, TITLE, WEEKDAY};
use super::tokens::{Gap, Tokens};
use crate::anonymity::data;

/// How many parts of a name are looked at.
const PARTS_MAX: usize = 8;

/// Whether a name ends with this token: after a title, or of words that are known as names.
pub(super) fn name_ends(tokens: &Tokens, last: usize) -> bool {
    if tokens.named(last) && !tokens.has(last, TITLE) {
        return true;
    }
    let mut at = last;
    let mut known = false;
    let mut words = 0;
    for _ in 0..PARTS_MAX {
        if tokens.any(at, &["-", "'", "’", "."]) {
            if !tokens.any(at, &["."]) && !tokens.joined(at) || words == 0 {
                return false;
            }
        } else if tokens.has(at, TITLE) && (words > 0 || tokens.capital(at) && tokens.raw(at).len() > 3) {
            return words > 0;
        } else if tokens.capital(at)
            || words > 0 && tokens.any(at, &["van", "de", "der", "al", "el", "bin", "da", "dos", "von", "di", "s"])
        {
            words += 1;
            known |= is_name(tokens, at, words == 1);
        } else {
            break;
        }
        if at == 0 || !tokens.near(at) || tokens.gap(at) > Gap::Line {
            break;
        }
        at -= 1;
    }
    words > 0 && known
}

/// Whether a word is known as a name, and less as another word.
fn is_name(tokens: &Tokens, at: usize, last: bool) -> bool {
    let raw = tokens.raw(at);
    if raw.len() < 2 || tokens.has(at, WEEKDAY) {
        return false;
    }
    let known = data::word(&data::fold(raw));
    // A first name may be any word. A last name alone must be no common one.
    let plain = known.classes.any(data::Classes::FUNCTION) || known.common > 3 && known.rank.first < 2;
    known.rank.first > 0 && !plain && !tokens.is(at, "may")
        || known.rank.last > 0 && known.common < 3 && !tokens.has(at, MONTH) && (known.common == 0 || !last)
}

/// Whether a word in small letters is known as a name and as nothing else.
pub(super) fn known(tokens: &Tokens, at: usize) -> bool {
    let known = data::word(&data::fold(tokens.raw(at)));
    tokens.word(at) && (known.rank.first > 0 || known.rank.last > 0) && known.common < 2
}

/// Whether the token is one that stands for somebody: "she", "who", "the patient", a name.
pub(super) fn somebody(tokens: &Tokens, at: usize) -> bool {
    tokens.any(at, &["he", "she", "who", "i"])
        || tokens.has(at, PERSON | STAFF)
        || tokens.named(at)
        || tokens.capital(at) && name_ends(tokens, at)
}

/// Whether one person is spoken of around a place, within its sentence or so: "she", "his", "the patient", "Mrs".
pub(super) fn around(tokens: &Tokens, from: usize, to: usize, reach: usize) -> bool {
    let one = |it: usize| {
        tokens.any(it, &["he", "she", "her", "his", "him", "hers", "mr", "mrs", "ms", "miss", "mx"])
            || tokens.any(
                it,
                &[
                    "patient", "man", "woman", "boy", "girl", "baby", "child", "resident", "mother", "father", "son",
                    "daughter", "husband", "wife", "family", "couple",
                ],
            ) && tokens.any(tokens.back(it, 1), &["the", "a", "this", "that", "old", "her", "his"])
    };
    tokens.behind(from, reach).any(one) || tokens.ahead(to, reach).any(one)
}

/// Whether one person is told of around a place, as guidance tells of nobody: by name or title, by "she" and "his", or as
/// "the patient" who was or had something.
pub(super) fn spoken_of(tokens: &Tokens, from: usize, to: usize, reach: usize) -> bool {
    let one = |it: usize| {
        let either = tokens.any(it + 1, &["or", "/"]) || tokens.any(tokens.back(it, 1), &["or", "/"]);
        tokens.any(it, &["he", "she", "her", "his", "him", "hers", "mr", "mrs", "ms", "miss", "mx", "my"]) && !either
            || tokens.named(it)
            || tokens.has(it, PERSON)
                && (tokens.any(it + 1, &["was", "had", "is", "s"])
                    || tokens.any(it + 1, &[",", "'", "’"])
                    || tokens.any(tokens.back(it, 1), &["her", "his", "my", "whose"]))
                && tokens.any(tokens.back(it, 1), &["the", "this", "her", "his", "my", "our", "whose", "a", "old"])
    };
    tokens.behind(from, reach).any(one) || tokens.ahead(to, reach).any(one)
}

/// Whether a place stands in what is said of people who were made up, as for tests.
pub(super) fn invented(tokens: &Tokens, at: usize) -> bool {
    tokens.around(at, at, 30, &["invented", "fictitious", "fictional", "imaginary", "dummy"])
        || tokens.behind(at, 30).any(|it| {
            tokens.any(it, &["test", "example"])
                && tokens
                    .any(it + 1, &["people", "patients", "persons", "records", "patient", "record", "data", "street"])
        })
}

/// Whether the words before speak of anybody who has something: "a mother who has lost".
pub(super) fn anybody(tokens: &Tokens, at: usize) -> bool {
    let who = tokens.behind(at, 4).find(|it| tokens.is(*it, "who"));
    who.is_some_and(|who| {
        tokens
            .behind(who, 3)
            .any(|it| tokens.any(it, &["a", "an", "any", "each", "every", "anyone", "those", "people", "patients"]))
            && tokens.any(who + 1, &["has", "have", "is", "are", "may", "can"])
            && !tokens
                .behind(who, 12)
                .chain(tokens.ahead(at, 16))
                .any(|it| tokens.any(it, &["he", "she", "his", "her", "was"]))
    })
}
