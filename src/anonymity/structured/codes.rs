//! Codes that nothing announces: the reference of a case, a hospital number, the number of a professional, by their
//! form. In a text about somebody a code points at one record; what documents, standards and studies are numbered with
//! passes.

use super::tokens::{Class, Tokens};
use super::{Found, other};
use crate::anonymity::Kind;
use crate::anonymity::words::lists;

lists!("structured/codes": DOCUMENTS, PUBLIC, COUNTED, FILED);

/// Letters with which the numbers of professionals begin who are registered with the HCPC.
const PROFESSIONS: &[&str] =
    &["as", "bs", "ch", "cs", "dt", "had", "odp", "or", "ot", "pa", "ph", "po", "pyl", "ra", "sl"];

/// Whether a word is one with which documents, standards, studies and laws are numbered.
pub(super) fn document(tokens: &Tokens, at: usize) -> bool {
    tokens.any(at, &DOCUMENTS)
}

/// A code that letters begin: `PA12345`, `AB-123456`, `PSII/2024/031`, `U/24/1849`.
pub(super) fn word(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let letters = tokens.raw(at).len();
    if letters > 6 || !begins(tokens, at) {
        return;
    }
    // The number of a thing is announced as one.
    if dated(found, at) || other::of_thing(tokens, at) || serial(found, at) {
        return;
    }
    let mark = usize::from(tokens.any(at + 1, &["-", "/"]) && tokens.joined(at + 1));
    let number = at + 1 + mark;
    let digits = tokens.digits(number);
    if !tokens.joined(number) || !(5..=9).contains(&digits) || !ends(tokens, number + 1) {
        return;
    }
    // Guidance is numbered with few digits, and charities and companies with six.
    let short = letters == 2
        && digits > 5
        && (mark == 1 && !tokens.any(at, &["oc", "rc", "sc"])
            || !tokens.any(at, &["oc", "rc", "ni", "sc", "en", "bs", "sl", "nr"]));
    if tokens.any(at, &DOCUMENTS) && !short && !tokens.is(at, "bs") {
        return;
    }
    let range = tokens.range(at, number + 1);
    let long = letters <= 4 && (mark == 1 || letters > 3);
    if mark == 0 && digits <= 6 && tokens.any(at, PROFESSIONS) && !tokens.around(at, number + 1, 3, &PUBLIC) {
        found.block(Kind::Registration, range);
    } else if long && digits > 5 && !tokens.around(at, number + 1, 4, &PUBLIC) {
        let shouted = tokens.shouted(at);
        if shouted { found.block(Kind::OtherNumber, range) } else { found.warn(Kind::OtherNumber, range) }
    } else if mark == 0 && letters <= 2 && digits > 5 && !tokens.shouted(at) && !file_or_page(tokens, at, number + 1) {
        found.warn(Kind::OtherNumber, range);
    }
}

/// Letters, a year and a number, parted by strokes or dashes.
fn dated(found: &mut Found, at: usize) -> bool {
    let tokens = found.tokens;
    let mark = tokens.raw(at + 1);
    let close = (1..=4).all(|by| tokens.joined(at + by));
    if !matches!(mark, "/" | "-") || !close || tokens.raw(at + 3) != mark {
        return false;
    }
    let year = matches!(tokens.digits(at + 2), 2 | 4) && tokens.number(at + 2).is_some_and(is_year);
    // "INC/24-25/113": a financial year takes one part more.
    let number = at + 4;
    let digits = tokens.digits(number);
    let day = digits == 2 && mark == "-" || tokens.any(number + 1, &[mark]) && tokens.joined(number + 1);
    if !year || !(2..=7).contains(&digits) || day || !ends(tokens, number + 1) {
        return false;
    }
    let document = tokens.any(at, &DOCUMENTS) && !tokens.any(at, &["si", "psa"]);
    if document || !tokens.shouted(at) && tokens.raw(at).len() > 2 || tokens.around(at, number + 1, 6, &PUBLIC) {
        return false;
    }
    found.block(Kind::CaseReference, tokens.range(at, number + 1));
    true
}

/// Two letters, four digits, a dash and a letter, or the number of a prisoner: A1234BC.
fn serial(found: &mut Found, at: usize) -> bool {
    let tokens = found.tokens;
    let letters = tokens.raw(at).len();
    if letters > 2 || !tokens.shouted(at) || tokens.digits(at + 1) != 4 || !tokens.joined(at + 1) {
        return false;
    }
    let prisoner = letters == 1 && tokens.raw(at + 2).len() == 2 && tokens.shouted(at + 2) && tokens.joined(at + 2);
    let dash = tokens.is(at + 2, "-") && tokens.joined(at + 2) && tokens.joined(at + 3);
    let batch = dash && tokens.raw(at + 3).len() == 1 && tokens.shouted(at + 3);
    let end = if prisoner { at + 3 } else { at + 4 };
    if !(prisoner || batch) || !ends(tokens, end) || tokens.around(at, end, 3, &PUBLIC) {
        return false;
    }
    if prisoner {
        found.block(Kind::OtherNumber, tokens.range(at, end))
    } else {
        found.warn(Kind::OtherNumber, tokens.range(at, end))
    }
    true
}

/// A number that nothing announces: six to ten digits that count nothing, or a number with its year, "2093/2026".
pub(super) fn number(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let digits = tokens.digits(at);
    if digits < 3 || !begins(tokens, at) {
        return;
    }
    if (3..=6).contains(&digits) && tokens.is(at + 1, "/") && tokens.joined(at + 1) && tokens.joined(at + 2) {
        let year = tokens.digits(at + 2) == 4 && tokens.number(at + 2).is_some_and(|year| (2000..2050).contains(&year));
        let law = tokens.around(at, at + 3, 6, &PUBLIC)
            || tokens.behind(at, 3).any(|it| tokens.any(it, &["eu", "ec", "eec", "no"]));
        let years = tokens.number(at).is_some_and(|first| (1990..2046).contains(&first));
        if year && !years && !law && ends(tokens, at + 3) {
            found.block(Kind::CaseReference, tokens.range(at, at + 3));
        }
        return;
    }
    if !(6..=10).contains(&digits) || !ends(tokens, at + 1) || tokens.raw(at).ends_with("000") {
        return;
    }
    // "Search for 565919 in the system", "form 530073 in the module": what is looked up or filed is one.
    let filed = tokens.behind(at, 3).any(|it| tokens.any(it, &FILED)) && !tokens.any(at + 1, &["of", "per", "people"]);
    let counted = tokens.near(at + 1) && (tokens.any(at + 1, &COUNTED) && !filed || tokens.digits(at + 1) > 0);
    let part = tokens.any(tokens.back(at, 1), &["£", "$", "€", "#", "=", "?", "&", "%", "/", "_"]) && tokens.joined(at);
    let spoken = tokens.near(at) && tokens.digits(tokens.back(at, 1)) > 0;
    if counted || part || spoken || tokens.around(at, at + 1, 5, &PUBLIC) || file_or_page(tokens, at, at + 1) {
        return;
    }
    found.warn(Kind::OtherNumber, tokens.range(at, at + 1));
}

fn is_year(year: u32) -> bool {
    (15..=45).contains(&year) || (2015..=2045).contains(&year)
}

/// Whether a code can begin here: it is no part of a word, an address or something longer.
fn begins(tokens: &Tokens, at: usize) -> bool {
    let before = tokens.back(at, 1);
    // "A.D./C/23/7851": the letters of who deals with it come first.
    let dealt = tokens.is(before, "/")
        && tokens.joined(before)
        && (tokens.is(tokens.back(at, 2), ".")
            || tokens.shouted(tokens.back(at, 2)) && tokens.raw(tokens.back(at, 2)).len() < 4)
        && tokens.behind(before, 6).any(|it| tokens.any(it, &["ref", "reference", "refs", "references"]));
    !tokens.joined(at)
        || dealt
        || at == 0
        || tokens.any(before, &["(", "[", "|", "*", "\"", "'", ":", "“", "‘", ">", ",", ";", "{"])
}

/// Whether a code can end before this token.
fn ends(tokens: &Tokens, end: usize) -> bool {
    if !tokens.joined(end) {
        return true;
    }
    match tokens.class(end) {
        Some(Class::Word | Class::Number) => false,
        _ if tokens.any(end, &["%", "°", "@", "=", "&", "_"]) => false,
        // A stop or a dash ends it, unless it goes on behind.
        _ if tokens.any(end, &["-", "/", ".", ",", ":"]) => {
            !(tokens.joined(end + 1) && matches!(tokens.class(end + 1), Some(Class::Word | Class::Number)))
        }
        _ => true,
    }
}

/// Whether a code stands in the name of a file or in an address.
fn file_or_page(tokens: &Tokens, at: usize, end: usize) -> bool {
    let before = tokens.back(at, 1);
    tokens.joined(at) && tokens.any(before, &["/", "_", "-", "#", ".", "@"])
        || tokens.is(end, ".") && tokens.joined(end) && tokens.joined(end + 1) && tokens.word(end + 1)
}
