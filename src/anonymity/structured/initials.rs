//! Initials that stand for a person: "Mrs K.", "patient JM". Letters that stand for something else pass, and so do the
//! pseudonyms "Patient A", "Nurse B".

use super::Found;
use super::abbreviations::{self, Known};
use super::lexicon::{ABBREVIATION, PERSON, SIGNED, STAFF, TITLE};
use super::tokens::{Class, Gap, Tokens};
use crate::anonymity::words::lists;
use crate::anonymity::{Kind, data};

lists!("structured/initials": SMALL, NEVER, LIVING, KIN, SEVERAL, BORNE, BEFORE, ROLES);

/// Initials after a title or a person.
pub(super) fn word(found: &mut Found, at: usize, flags: u32) {
    let tokens = found.tokens;
    if flags & TITLE != 0 {
        titled(found, at);
    }
    if flags & SIGNED != 0 {
        signed(found, at);
        several(found, at);
        handover(found, at);
    }
    if flags & (PERSON | STAFF) != 0 {
        single(found, at);
        let next = at + 1 + usize::from(tokens.any(at + 1, &["(", ",", ":", "-", "'", "’", "."]));
        if let Some(end) = letters(tokens, next, 2).filter(|_| tokens.near(at + 1) && tokens.near(next)) {
            let sentence = tokens.any(tokens.back(at, 1), &["mental", "per"]);
            if !sentence {
                found.warn(Kind::Initials, tokens.range(next, end));
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
                found.warn(Kind::Initials, tokens.range(last, last + 1));
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
    // "mrs b, in the next bed", in haste.
    let hasty = tokens.raw(next).len() == 1
        && tokens.raw(next).bytes().all(|byte| byte.is_ascii_lowercase())
        && tokens.raw(at) == tokens.lower(at)
        && tokens.class(next + 1) == Some(Class::Mark)
        && tokens.gap(next) == Gap::Space;
    if hasty {
        found.suggest(Kind::Initials, tokens.range(at, next + 1), by_title(tokens, at));
        return;
    }
    let Some(end) = letters(tokens, next, 1).filter(|_| tokens.near(at + 1) && tokens.near(next)) else { return };
    // A surname after the letters makes it a name, which others find.
    let surname =
        tokens.capital(end) && tokens.gap(end) == Gap::Space && tokens.raw(end).len() > 2 && !tokens.ends_sentence(end);
    if !surname {
        found.suggest(Kind::Initials, tokens.range(at, end), by_title(tokens, at));
    }
}

/// What to say instead of a title and letters.
fn by_title(tokens: &Tokens, at: usize) -> &'static str {
    match tokens.lower(at) {
        "dr" => "a doctor",
        "prof" | "professor" => "a senior doctor",
        "sister" | "matron" => "a senior nurse",
        _ => "the person",
    }
}

/// "signed TG", "the next one, by MM, ", "Service user: MY", "initials AB".
fn signed(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    // "d/w TW": discussed with.
    let discussed = tokens.is(at, "w") && tokens.is(tokens.back(at, 1), "/") && tokens.is(tokens.back(at, 2), "d");
    let by = tokens.is(at, "by") || discussed;
    if tokens.is(at, "w") && !discussed {
        return;
    }
    let mut next = at + 1;
    let mut announced = false;
    for _ in 0..4 {
        if !tokens.near(next)
            || !tokens.any(next, &[":", "|", "*", "by", "as", "initials", "name", "\"", "(", "=", "-"])
        {
            break;
        }
        announced |= tokens.any(next, &[":", "|", "="]);
        next += 1;
    }
    let sure = tokens.any(at, &["signed", "initialled", "initials", "initial"]);
    let length = tokens.raw(next).len();
    let lists = tokens.any(at, &["checked", "witnessed", "verified"]);
    if !tokens.near(next) || !(sure || by || announced || lists) {
        return;
    }
    let alone = !tokens.near(next + 1)
        || tokens.class(next + 1) == Some(Class::Mark) && !tokens.any(next + 1, &["-", "/", "&"]);
    let follows = alone || tokens.any(next + 1, &["and", "at", "on", "with", "in", "who", "timed"]);
    // "Checked RW/TM".
    let checked = tokens.any(at, &["checked", "witnessed", "verified"])
        && length == 2
        && tokens.is(next + 1, "/")
        && tokens.raw(next + 2).len() == 2
        && tokens.shouted(next)
        && tokens.shouted(next + 2)
        && !tokens.has(next, ABBREVIATION)
        && !tokens.has(next + 2, ABBREVIATION);
    if checked {
        found.warn(Kind::Initials, tokens.range(next, next + 1));
        found.warn(Kind::Initials, tokens.range(next + 2, next + 3));
        return;
    }
    let follows = follows || sure && tokens.any(next + 1, &["/", "&"]) && tokens.gap(next + 1) == Gap::Space;
    let word = (2..=3).contains(&length) && tokens.shouted(next) && follows && !tokens.joined(next);
    let known = tokens.has(next, STAFF | TITLE) || tokens.has(next, ABBREVIATION) && !tokens.any(next, &SMALL);
    // "signed a.b." in haste.
    let small =
        |at: usize| tokens.raw(at).len() == 1 && tokens.word(at) && tokens.is(at + 1, ".") && tokens.joined(at + 1);
    let hasty = small(next) && small(next + 2) && tokens.joined(next + 2) && !tokens.any(next, &["e", "i"]);
    let whose = announced
        && length == 2
        && tokens.shouted(next)
        && alone
        && tokens.any(at, &["user", "client", "resident", "patient", "name", "subject", "person"]);
    if tokens.is(at, "subject") && tokens.any(next, &["re", "fw", "fwd"]) {
        return;
    }
    let end = match letters(tokens, next, 2) {
        _ if hasty && (sure || by) => next + 4,
        _ if whose && !tokens.any(next, &["na", "no", "nk", "re", "fw"]) => next + 1,
        Some(end) if sure || by && (length != 3 || follows) || announced => end,
        _ if word && (!known || sure && length == 2 && !tokens.has(next, STAFF)) && (length == 2 || announced) => {
            next + 1
        }
        _ => return,
    };
    if by && length == 3 {
        return;
    }
    found.warn(Kind::Initials, tokens.range(next, end));
    others(found, end, sure);
}

/// How far the letters of others who signed are looked for, in tokens.
const SIGNERS_REACH: usize = 16;

/// "Checked: AB / CD", "Initialled RG / P.H., and in another ink SK": who signed besides.
fn others(found: &mut Found, from: usize, sure: bool) {
    let tokens = found.tokens;
    let mut at = from;
    let mut stop = from + if sure { SIGNERS_REACH } else { 2 };
    while at < stop && tokens.near(at) {
        let parted = tokens.any(tokens.back(at, 1), &["/", "&", "and", ",", "ink", "by", "then", "also"]);
        let pair = tokens.raw(at).len() == 2
            && tokens.shouted(at)
            && !tokens.any(at, &NEVER)
            && (sure || !tokens.has(at, ABBREVIATION))
            && (!tokens.joined(at + 1)
                || tokens.class(at + 1) == Some(Class::Mark) && !tokens.any(at + 1, &["-", "&"]));
        match letters(tokens, at, 2).or(pair.then_some(at + 1)) {
            Some(end) if parted && tokens.raw(at).len() < 3 => {
                found.warn(Kind::Initials, tokens.range(at, end));
                at = end;
                stop = stop.max(end + 2);
            }
            // A stop ends the sentence, unless it belongs to letters.
            _ if tokens.any(at, &[".", ";"]) && !tokens.any(at + 1, &[","]) && tokens.capital(at + 1) => return,
            _ => at += 1,
        }
    }
}

/// "Twin brothers JW and LW": people of whom each has letters.
fn several(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let next = at + 1 + usize::from(tokens.any(at + 1, &["(", ",", ":"]));
    let second = next + 2;
    if tokens.any(at, &SEVERAL)
        && tokens.near(second)
        && tokens.any(next + 1, &["and", "&", "/", ","])
        && let (Some(one), Some(two)) = (letters(tokens, next, 2), letters(tokens, second, 2))
        && tokens.raw(next).len() == 2
        && tokens.raw(second).len() == 2
    {
        found.warn(Kind::Initials, tokens.range(next, one));
        found.warn(Kind::Initials, tokens.range(second, two));
    }
}

/// "Handover from NW to LR": who gave and who took.
fn handover(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    if !tokens.any(at, &["handover", "handed", "took", "taken", "swapped"]) {
        return;
    }
    for it in tokens.ahead(at + 1, 7) {
        let pair = tokens.raw(it).len() == 2 && tokens.any(tokens.back(it, 1), &["from", "to", "with", "by"]);
        if let Some(end) = letters(tokens, it, 2).filter(|_| pair) {
            found.warn(Kind::Initials, tokens.range(it, end));
        }
    }
}

/// "JM said", "JM's daughter": two letters that act as somebody does.
pub(super) fn alone(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    if tokens.raw(at).len() != 2 || !tokens.shouted(at) || tokens.has(at, ABBREVIATION) || tokens.joined(at) && at > 0 {
        return;
    }
    let owns =
        tokens.any(at + 1, &["'", "’"]) && tokens.joined(at + 1) && tokens.is(at + 2, "s") && tokens.any(at + 3, &KIN);
    let acts = tokens.gap(at + 1) == Gap::Space && tokens.any(at + 1, &LIVING);
    let was = tokens.any(at + 1, &["was", "had"]) && tokens.any(at + 2, &BORNE);
    let shouted = tokens.shouted(at + 1) && tokens.raw(at + 1).len() > 3
        || tokens.shouted(tokens.back(at, 1)) && tokens.raw(tokens.back(at, 1)).len() > 1;
    let part = tokens.joined(at + 1)
        && (tokens.any(at + 1, &["-", "/", "&", "+", "@", "_", "%"])
            || tokens.digits(at + 1) > 0
            || tokens.word(at + 1));
    let before = tokens.back(at, 1);
    let cued = tokens.any(before, &BEFORE) || tokens.is(before, ":") && tokens.any(tokens.back(at, 2), &BEFORE);
    let told = cued && super::persons::around(tokens, at, at + 1, 40);
    let named = tokens.is(before, "is") && tokens.is(tokens.back(at, 2), "name")
        || tokens.is(before, ":")
            && tokens
                .any(tokens.back(at, 2), &["re", "cc", "charge", "nurse", "team", "staff", "present", "from", "to"])
        || tokens.any(before, &["re", "cc", "countersigned", "handover", "with"])
            && tokens.any(before, &["cc", "countersigned"])
        || tokens.any(before, &["to", "told", "per", "done", "with", "of"])
            && tokens.any(tokens.back(at, 2), &["thanks", "handover", "obs", "notes", "spoke", "spoken", "bloods"])
        || tokens.any(before, &["told", "asked", "informed", "bleeped", "rang"]);
    // "JM, 84, fell", "JM: tearful today", "JM - daughter".
    let heads = !tokens.near(at)
        && (tokens.is(at + 1, ",") && tokens.digits(at + 2) == 2
            || tokens.any(at + 1, &[":"]) && tokens.word(at + 2) && !tokens.capital(at + 2)
            || tokens.any(at + 1, &["-", "("]) && tokens.has(at + 2, PERSON | STAFF));
    let role = tokens.is(at + 1, "(")
        && tokens.any(at + 2, &ROLES)
        && tokens.any(before, &["with", "by", "to", "from", "and", ",", ":"]);
    if (owns || acts || was || told || named || heads || role) && !shouted && !part {
        found.warn(Kind::Initials, tokens.range(at, at + 1));
    }
}

/// "baby K": one letter, but not the first and last ones of the alphabet, which stand for "a patient".
fn single(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    // "Bank nurse L. gave the dose."
    let stopped = tokens.has(at, STAFF)
        && tokens.raw(at + 1).len() == 1
        && tokens.shouted(at + 1)
        && tokens.gap(at + 1) == Gap::Space
        && tokens.is(at + 2, ".")
        && tokens.joined(at + 2)
        && tokens.word(at + 3)
        && !tokens.capital(at + 3)
        && tokens.gap(at + 3) == Gap::Space;
    if stopped {
        found.warn(Kind::Initials, tokens.range(at + 1, at + 3));
        return;
    }
    let kin = ["baby", "child", "boy", "girl", "mother", "father", "infant", "twin", "daughter", "son"];
    let letter = tokens.raw(at + 1).len() == 1 && tokens.shouted(at + 1) && tokens.gap(at + 1) == Gap::Space;
    let goes_on = tokens.joined(at + 2) && tokens.class(at + 2) != Some(Class::Mark);
    let part = tokens.any(at + 2, &["'", "’", "-", "/", "&"])
        && tokens.joined(at + 2)
        && tokens.word(at + 3)
        && !tokens.is(at + 3, "s");
    let ended = !goes_on && !part;
    let inquiry = tokens.ahead(at + 2, 4).any(|it| tokens.any(it, &["review", "inquiry", "case", "report", "enquiry"]));
    if letter
        && ended
        && !inquiry
        && tokens.any(at, &kin)
        && !tokens.any(at + 1, &["a", "b", "c", "d", "e", "i", "x", "y", "z"])
    {
        found.warn(Kind::Initials, tokens.range(at + 1, at + 2));
    }
}

/// "Nasrin (NS)": letters in brackets that begin as the name before them does.
pub(super) fn bracket(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let name = tokens.back(at, 1);
    let (letters, close) = (tokens.raw(at + 1), tokens.is(at + 2, ")"));
    // "(N.S.)" with dots.
    if letters.len() == 1
        && tokens.is(at + 2, ".")
        && tokens.raw(at + 3).len() == 1
        && tokens.shouted(at + 3)
        && tokens.shouted(at + 1)
    {
        let end = at + 4 + usize::from(tokens.is(at + 4, "."));
        if tokens.is(end, ")") {
            found.warn(Kind::Initials, tokens.range(at + 1, end));
        }
        return;
    }
    if !close
        || !(2..=3).contains(&letters.len())
        || !tokens.shouted(at + 1)
        || !tokens.capital(name)
        || !tokens.near(at)
    {
        return;
    }
    let known = data::word(&data::fold(tokens.raw(name)));
    let first = |word: &str| word.chars().next().map(|c| c.to_ascii_uppercase());
    let own = first(tokens.raw(name)) == first(letters)
        || tokens.capital(tokens.back(name, 1)) && first(tokens.raw(tokens.back(name, 1))) == first(letters);
    if own && known.common < 2 && (known.rank.first > 0 || known.rank.last > 1) && !tokens.shouted(name) {
        found.warn(Kind::Initials, tokens.range(at + 1, at + 2));
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
        let letters = abbreviations::known(tokens.raw(at));
        let known = tokens.has(at, ABBREVIATION | STAFF | TITLE)
            || letters == Known::Acts
            || length == 3 && letters != Known::Not;
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
