//! Letters of people in the places where only people have letters: who reviewed something with whom, whose initials are on
//! a chart, who is to do what after a meeting, who signs. There letters are a person's even if they are short for
//! something elsewhere ("reviewed with PM"), except those of roles and departments, which meet and sign as well.

use super::Found;
use super::lexicon::{ABBREVIATION, MONTH, OCCUPATION, PERSON, STAFF, TITLE};
use super::tokens::{Class, Gap, Tokens};
use crate::anonymity::Kind;
use crate::anonymity::words::lists;

lists!("structured/signers": ROLES, WORDS, MET_WITH, DONE_BY, TO_DO);

/// Letters of a person that begin here, where the words around them say so.
pub(super) fn letters(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let Some(end) = pair(tokens, at) else { return };
    let short = tokens.has(at, ABBREVIATION | STAFF | TITLE) && end == at + 1;
    let role = end == at + 1 && tokens.any(at, &ROLES);
    let word = end == at + 1 && tokens.any(at, &WORDS);
    let person = stands_for(tokens, at, end)
        || !role && !word && (initialled(tokens, at) || defined(tokens, at, end))
        || !role && (met(tokens, at, end) || done_by(tokens, at, end) && !word)
        || !role && !word && speaks(tokens, at, end)
        || !short && !word && (acts(tokens, at, end) || signs(tokens, at, end))
        || filed(tokens, at, end);
    if person {
        found.warn(Kind::Initials, tokens.range(at, end));
    }
}

/// "AB", "A.B." or "A.B" apart from what is around them: the token after.
fn pair(tokens: &Tokens, at: usize) -> Option<usize> {
    let before = tokens.back(at, 1);
    let open = tokens.any(before, &["(", "[", "\"", "“", "'", "‘", "*", "|", "_", "—", "/"]) && !tokens.is(before, "/");
    if !tokens.shouted(at) || at > 0 && tokens.joined(at) && !open {
        return None;
    }
    let end = match tokens.raw(at).len() {
        2 => at + 1,
        1 if tokens.is(at + 1, ".") && tokens.raw(at + 2).len() == 1 && tokens.shouted(at + 2) => {
            if !tokens.joined(at + 1) || !tokens.joined(at + 2) {
                return None;
            }
            at + 3 + usize::from(tokens.is(at + 3, ".") && tokens.joined(at + 3))
        }
        _ => return None,
    };
    let goes_on = tokens.joined(end)
        && (tokens.class(end) != Some(Class::Mark)
            || tokens.any(end, &["-", "&", "+", "@", "_", "%", "'", "’", "#"]) && tokens.joined(end + 1));
    let loud = [tokens.back(at, 1), end].into_iter().any(|it| tokens.shouted(it) && tokens.raw(it).len() > 2);
    (!goes_on && !loud).then_some(end)
}

/// Whether what is said of the letters ends after them, or goes on with a small word.
fn closes(tokens: &Tokens, end: usize) -> bool {
    !tokens.near(end)
        || tokens.class(end) == Some(Class::Mark)
        || tokens.any(end, &["and", "at", "on", "who", "about", "before", "after", "in", "when", "but", "as", "again"])
}

/// "Reviewed with PM, agreed", "discussed with A.B. on the phone".
fn met(tokens: &Tokens, at: usize, end: usize) -> bool {
    let with = tokens.back(at, 1);
    let told = tokens.any(with, &["with", "w"])
        || tokens.is(with, "to") && tokens.any(tokens.back(at, 2), &["spoke", "spoken", "talked"]);
    let verb = tokens.behind(with, 3).any(|it| tokens.any(it, &MET_WITH));
    told && verb && tokens.near(at) && closes(tokens, end)
}

/// "Checked by PS.", "minutes taken by AB".
fn done_by(tokens: &Tokens, at: usize, end: usize) -> bool {
    let verb = tokens.behind(tokens.back(at, 1), 2).any(|it| tokens.any(it, &DONE_BY));
    tokens.is(tokens.back(at, 1), "by") && verb && tokens.near(at) && closes(tokens, end)
}

/// How far the word "initials" may stand from the letters it speaks of, in tokens.
const INITIALS_REACH: usize = 14;

/// "Two sets of initials are on the chart, P.R. and TP": in one sentence with the word.
fn initialled(tokens: &Tokens, at: usize) -> bool {
    let named = ["initials", "initialled", "initialed", "signatures", "signature", "signatories"];
    let parted = tokens.any(
        tokens.back(at, 1),
        &[
            ",", "and", "&", "/", ":", "(", "are", "is", "were", "was", "of", "by", "from", "as", "or", "\"", "“", "‘",
            "'", "read", "reads",
        ],
    ) || !tokens.near(at);
    let same = |it: &usize| {
        let stop = tokens.any(*it, &[".", "!", "?", ";"]);
        // The stop of "P.R." ends no sentence.
        !stop || tokens.raw(it.wrapping_sub(1)).len() == 1
    };
    parted
        && (tokens.behind(at, INITIALS_REACH).take_while(same).any(|it| tokens.any(it, &named))
            || tokens.ahead(at + 1, 8).take_while(same).any(|it| tokens.any(it, &named)))
}

/// "In this document UJ is the patient and F.J. the next of kin".
fn defined(tokens: &Tokens, at: usize, end: usize) -> bool {
    let verb = tokens.any(end, &["is", "was", "means", "refers", "denotes"])
        || tokens.is(end, "=")
        || tokens.is(end, "stands") && tokens.is(end + 1, "for");
    let mut noun = end + usize::from(verb) + usize::from(tokens.any(end, &["stands", "refers"]));
    let article = tokens.any(noun, &["the", "her", "his", "a", "our"]);
    if !(verb || article && tokens.any(tokens.back(at, 1), &["and", ",", ";"])) {
        return false;
    }
    noun += usize::from(article);
    let kin = tokens.is(noun, "next") && tokens.is(noun + 2, "kin");
    let somebody =
        tokens.has(noun, PERSON | STAFF) || tokens.any(noun, &["complainant", "reporter", "witness", "claimant"]);
    (article || tokens.is(end, "=")) && (kin || somebody)
}

/// "Radiographer (GA): silent": who speaks in a play or a transcript.
fn speaks(tokens: &Tokens, at: usize, end: usize) -> bool {
    let role = tokens.back(at, 2);
    tokens.is(tokens.back(at, 1), "(")
        && tokens.is(end, ")")
        && tokens.any(end + 1, &[":", "—", "–"])
        && (tokens.has(role, STAFF | OCCUPATION | PERSON)
            || tokens.digits(role) > 0 && tokens.has(tokens.back(at, 3), STAFF))
}

/// "AK to write to the family": who is to do what, as minutes have it.
fn acts(tokens: &Tokens, at: usize, end: usize) -> bool {
    let before = tokens.back(at, 1);
    let begins = !tokens.near(at)
        || tokens.any(before, &[".", ":", "|", "*", "-", "–", ";", "!", "?", "and", "/", "action", "actions"]);
    begins && tokens.is(end, "to") && tokens.any(end + 1, &TO_DO) && tokens.gap(end) == Gap::Space
}

/// "The facts stated here are true. DA, 03 JAN 2026", "before it goes out – GM)".
fn signs(tokens: &Tokens, at: usize, end: usize) -> bool {
    let before = tokens.back(at, 1);
    let begins =
        !tokens.near(at) || tokens.any(before, &[".", "!", "?", "—", "–", "-", "*", ")"]) && tokens.gap(at) > Gap::None;
    let day = end + usize::from(tokens.is(end, ","));
    let dated = day > end
        && (1..=2).contains(&tokens.digits(day))
        && (tokens.has(day + 1, MONTH)
            || tokens.any(day + 1, &["/", "."]) && tokens.digits(day + 2) > 0
            || tokens.any(day + 1, &["st", "nd", "rd", "th"]));
    let dash = tokens.any(before, &["—", "–", "-"]) && tokens.gap(before) == Gap::Space;
    // A remark of some words stands before the letters that sign it.
    let remark = tokens.behind(before, 6).filter(|it| tokens.word(*it) && !tokens.capital(*it)).count() > 3;
    let last = !tokens.near(end) || tokens.any(end, &[")", "]"]) && !tokens.near(end + 2);
    begins && dated || dash && remark && last
}

/// "IS (Iyabo Soyinka)": the letters of the name that follows in brackets.
fn stands_for(tokens: &Tokens, at: usize, end: usize) -> bool {
    if !tokens.any(end, &["(", "[", "="]) {
        return false;
    }
    let last_letter = if end == at + 1 { tokens.raw(at).get(1..) } else { Some(tokens.raw(at + 2)) };
    let begins = |it: usize, letter: Option<&str>| letter.is_some_and(|letter| tokens.raw(it).starts_with(letter));
    let first = begins(end + 1, tokens.raw(at).get(..1)) && tokens.word(end + 1) && tokens.raw(end + 1).len() > 1;
    let rest = tokens.ahead(end + 2, 6).take_while(|it| tokens.word(*it) || tokens.any(*it, &["-", "'", "’"]));
    let mut same = false;
    let mut named = tokens.named(end + 1);
    for it in rest {
        named |= tokens.named(it);
        same |= tokens.capital(it) && begins(it, last_letter);
    }
    first && same && named
}

/// "A.D./C/23/7851": letters at the head of a reference.
fn filed(tokens: &Tokens, at: usize, end: usize) -> bool {
    let referred = tokens.behind(at, 4).any(|it| tokens.any(it, &["ref", "reference", "references", "refs"]));
    end > at + 1 && referred && tokens.is(end, "/") && tokens.joined(end) && tokens.joined(end + 1)
}
