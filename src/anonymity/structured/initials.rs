//! Initials that stand for a person: "Mrs K.", "patient JM". Letters that stand for something else pass, and so do the
//! pseudonyms "Patient A", "Nurse B".

use super::Found;
use super::lexicon::{ABBREVIATION, PERSON, STAFF, TITLE};
use super::tokens::{Class, Gap, Tokens};
use crate::anonymity::Kind;

/// Initials after a title or a person.
pub(super) fn word(found: &mut Found, at: usize, flags: u32) {
    let tokens = found.tokens;
    if flags & TITLE != 0 {
        titled(found, at);
    }
    if flags & (PERSON | STAFF) != 0 {
        let next = at + 1 + usize::from(tokens.any(at + 1, &["(", ",", ":", "-", "'", "’", "."]));
        if let Some(end) = letters(tokens, next, 2).filter(|_| tokens.near(at + 1) && tokens.near(next)) {
            let sentence = tokens.any(tokens.back(at, 1), &["mental", "per"]);
            if !sentence {
                found.suggest(Kind::Initials, tokens.range(next, end), "the person's role");
            }
        }
        // "JM (patient)", "DB, daughter".
        let article = usize::from(tokens.any(tokens.back(at, 1), &["the", "a", "her", "his"]));
        if tokens.any(tokens.back(at, 1 + article), &["(", ","]) {
            let last = tokens.back(at, 2 + article);
            if tokens.raw(last).len() <= 3
                && tokens.near(at)
                && letters(tokens, last, 2) == Some(last + 1)
                && tokens.gap(last) > Gap::None
            {
                found.suggest(Kind::Initials, tokens.range(last, last + 1), "the person's role");
            }
        }
    }
}

/// "Mrs K.", "Dr J.S.", "Mr AB".
fn titled(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    if !tokens.capital(at) && !tokens.any(at, &["mr", "mrs", "dr", "ms", "miss"]) {
        return;
    }
    let next = at + 1 + usize::from(tokens.is(at + 1, ".") && tokens.joined(at + 1));
    let person =
        tokens.any(at, &["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "master", "sister", "matron"]);
    if !person || tokens.any(at, &["sister", "matron", "master", "miss"]) && !tokens.capital(at) {
        return;
    }
    let Some(end) = letters(tokens, next, 1).filter(|_| tokens.near(at + 1) && tokens.near(next)) else { return };
    // A surname after the letters makes it a name, which others find.
    let surname =
        tokens.capital(end) && tokens.gap(end) == Gap::Space && tokens.raw(end).len() > 2 && !tokens.ends_sentence(end);
    if !surname {
        found.suggest(Kind::Initials, tokens.range(at, end), "the person's role");
    }
}

/// Capital letters, with dots or without: the token after them. So many at least; abbreviations are none.
fn letters(tokens: &Tokens, at: usize, least: usize) -> Option<usize> {
    if !tokens.shouted(at) || !tokens.raw(at).is_ascii() {
        return None;
    }
    let length = tokens.raw(at).len();
    let free = |end: usize| {
        !(tokens.joined(end)
            && (tokens.digits(end) > 0 || tokens.any(end, &["-", "/", "&", "+"]) && tokens.joined(end + 1)))
    };
    if length > 1 {
        let known = tokens.has(at, ABBREVIATION) || tokens.has(at, STAFF | TITLE);
        // Three letters are an abbreviation more often than not.
        let person = length == 2 || length == 3 && least == 1;
        return (person && !known && free(at + 1)).then_some(at + 1);
    }
    let mut end = at + 1;
    let mut count = 1;
    loop {
        let dot = usize::from(tokens.is(end, ".") && tokens.joined(end));
        let next = end + dot;
        let close = tokens.joined(next) || tokens.gap(next) == Gap::Space;
        if count < 3
            && close
            && tokens.shouted(next)
            && tokens.raw(next).len() == 1
            && (dot > 0 || tokens.gap(next) == Gap::Space)
            && tokens.raw(next) != "I"
        {
            count += 1;
            end = next + 1;
        } else {
            break;
        }
    }
    if count > 1 && tokens.is(end, ".") && tokens.joined(end) {
        end += 1;
    }
    (count >= least && free(end) && tokens.class(end) != Some(Class::Number)).then_some(end)
}
