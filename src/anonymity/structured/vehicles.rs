//! Registrations of vehicles, in the forms that have been issued.

use super::Found;
use super::lexicon::ABBREVIATION;
use super::tokens::{Class, Gap, Tokens};
use crate::anonymity::words::lists;
use crate::anonymity::{Kind, Weight};

lists!("structured/vehicles": CUES);

/// The form of a registration that begins at a token: the token after it, and whether the form alone says enough.
fn form(tokens: &Tokens, at: usize) -> Option<(usize, bool)> {
    let close = |at: usize| tokens.gap(at) <= Gap::Line;
    let skip = |at: usize| at + usize::from(tokens.any(at, &["-", "."]) && tokens.joined(at) && tokens.joined(at + 1));
    let first = tokens.lower(at).as_bytes();
    let (length, digits) = (first.len(), tokens.digits(at + 1));
    let last = |at: usize| {
        let word = tokens.lower(at).as_bytes();
        tokens.word(at) && word.len() == 3 && word.iter().all(|byte| byte.is_ascii_lowercase() && !b"iq".contains(byte))
    };
    if !close(at + 1) {
        return None;
    }
    let next = skip(at + 2);
    match (length, digits) {
        // 2001 on: YK19 ABC. The number is a half-year.
        (2, 2) if tokens.joined(at + 1) || tokens.shouted(at) => {
            let half = tokens.number(at + 1)?;
            let issued = (2..=30).contains(&half) || (51..=80).contains(&half);
            let letters = first.iter().all(|byte| byte.is_ascii_lowercase() && !b"iqz".contains(byte));
            (issued && letters && close(next) && last(next)).then_some((next + 1, true))
        }
        // 1983 to 2001: K123 ABC.
        (1, 1..=3) if (tokens.joined(at + 1) || tokens.shouted(at)) && !b"ioquz".contains(&first[0]) => {
            (close(next) && last(next)).then_some((next + 1, false))
        }
        // 1963 to 1983: ABC 123K.
        (3, 1..=3) if tokens.raw(at + 2).len() == 1 && tokens.joined(at + 2) && tokens.word(at + 2) => {
            Some((at + 3, false))
        }
        // Northern Ireland: XIZ 1234.
        (3, 1..=4) if first.iter().any(|byte| b"iz".contains(byte)) => Some((at + 2, false)),
        _ => None,
    }
}

/// A registration that a word may begin.
pub(super) fn word(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    if tokens.raw(at).len() > 3
        || (at > 0 && tokens.joined(at) && matches!(tokens.class(at - 1), Some(Class::Word | Class::Number)))
    {
        return;
    }
    let Some((end, sure)) = form(tokens, at) else { return };
    if tokens.joined(end) && matches!(tokens.class(end), Some(Class::Word | Class::Number)) {
        return;
    }
    let shouted = (at..end).all(|part| !tokens.word(part) || tokens.shouted(part));
    let cue = tokens.around(at, end, 8, &CUES);
    let abbreviation = tokens.has(end - 1, ABBREVIATION) || tokens.has(at, ABBREVIATION) && tokens.raw(at).len() == 3;
    let common = tokens.any(
        end - 1,
        &[
            "the", "and", "for", "was", "has", "had", "all", "are", "not", "but", "per", "max", "day", "bed", "new",
            "old",
        ],
    );
    if (cue && (shouted || !common)) || (sure && (shouted || !common && tokens.joined(at + 1))) {
        found.block(Kind::Vehicle, tokens.range(at, end));
    } else if shouted && !abbreviation && !common && tokens.joined(at + 1) && end > at + 2 {
        found.add(Kind::Vehicle, Weight::Warn, tokens.range(at, end), None);
    }
}

/// A registration that a label announces.
pub(super) fn plate(found: &mut Found, at: usize, labelled: bool) -> bool {
    let tokens = found.tokens;
    let Some((end, _)) = form(tokens, at) else { return false };
    if labelled {
        found.block(Kind::Vehicle, tokens.range(at, end));
    }
    labelled
}
