//! Numbers and codes of one person or thing by elimination: what has the form of a number that somebody gave out, is
//! announced by what such numbers are of ("smartcard", "donor", "claim"), or is explained by nothing else. Dates, doses,
//! versions, standards and telephone numbers pass.

use super::calendar;
use super::tokens::{Class, Tokens};
use super::{Found, codes};
use crate::anonymity::Kind;
use crate::anonymity::words::lists;

lists!("structured/numbered": THINGS, PUBLIC, COUNTS, STRONG);

/// How far before a code its announcement is looked for, in tokens.
const CUE_REACH: usize = 7;

/// The longest code, in tokens.
const TOKENS_MAX: usize = 24;

/// Words that announce any number.
const GENERIC: &[&str] = &[
    "number",
    "numbers",
    "no",
    "nos",
    "num",
    "nr",
    "code",
    "codes",
    "ref",
    "reference",
    "id",
    "identifier",
    "quoting",
    "quoted",
    "s",
];

/// A code and what it is made of.
struct Code {
    start: usize,
    end: usize,
    digits: usize,
    letters: usize,
    groups: usize,
    /// Whether it has capital letters and no small ones after digits.
    upper: bool,
    dots_only: bool,
}

/// A code whose first number stands here.
pub(super) fn number(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    // Most numbers are short and stand alone.
    let lone = (at == 0 || !tokens.joined(at)) && !tokens.joined(at + 1) && tokens.digits(at + 1) == 0;
    if lone && (tokens.digits(at) < 4 || year(tokens, at)) {
        return;
    }
    let Some(code) = code(tokens, at) else { return };
    if code.letters == 0 && code.digits < 4 || code.letters + code.digits < 4 {
        return;
    }
    if explained(tokens, &code) {
        return;
    }
    let thing = announced(tokens, &code);
    let generic = tokens.behind(code.start, 3).any(|it| tokens.any(it, GENERIC));
    // Documents are numbered with few digits.
    let short = code.letters == 0 || code.digits < 5;
    let document = |it: usize| short && codes::document(tokens, it);
    let public = tokens.behind(code.start, 5).any(|it| tokens.any(it, &PUBLIC) || tokens.shouted(it) && document(it))
        || codes::document(tokens, code.start) && (short || !tokens.any(code.start, &["cp", "cas"]))
        || tokens.ahead(code.end, 5).any(|it| tokens.any(it, &["example", "fictitious", "dummy", "invented"]));
    let total = code.digits + code.letters;
    let pure = code.letters == 0;
    let counted = pure && code.groups == 1 && tokens.near(code.end) && tokens.any(code.end, &COUNTS);
    if counted {
        return;
    }
    // Two numbers with a dash or a stroke are a range, a share or a date, unless one is long or begins with a nought.
    let noughts = (code.start..code.end).any(|it| tokens.digits(it) > 1 && tokens.raw(it).starts_with('0'));
    let range = pure && code.groups == 2 && code.digits < 8 && !noughts;
    // "ACCT 118/25": so many of a year.
    let yearly = range
        && tokens.digits(code.start) > 2
        && tokens.number(code.end - 1).is_some_and(|year| (15..46).contains(&year));
    let long_thing = yearly
        || if pure {
            code.digits > 4 && !(range && code.digits < 6)
                || code.digits == 4 && generic && !range && !year(tokens, code.start)
        } else {
            code.digits > 2 && total > 4
        };
    let named = generic && !public && if pure { code.digits > 4 && !range } else { code.digits > 2 && total > 4 };
    let tied = (code.start..code.end).any(|it| tokens.any(it, &["-", "/"]));
    let alone = !public
        && if pure {
            tied && code.groups > 1 && !range && code.digits > 7 || code.groups == 1 && code.digits > 10
        } else {
            code.upper && code.digits > 3 && total > 5
        };
    if thing && long_thing && (!public || strong(tokens, &code)) || named || alone {
        found.warn(Kind::OtherNumber, tokens.range(code.start, code.end));
    }
}

/// Whether a thing of one person's is named right before a code, even where documents are spoken of.
fn strong(tokens: &Tokens, code: &Code) -> bool {
    tokens.behind(code.start, 3).any(|it| tokens.any(it, &STRONG))
}

/// Whether what has such numbers is named before a code.
fn announced(tokens: &Tokens, code: &Code) -> bool {
    let mut sentence = tokens.behind(code.start, CUE_REACH).take_while(|it| {
        !(tokens.any(*it, &[".", "!", "?"]) && tokens.raw(tokens.back(*it, 1)).len() > 4 || tokens.is(*it, ";"))
    });
    sentence.any(|it| tokens.any(it, &THINGS))
        || tokens
            .ahead(code.end, 4)
            .any(|it| tokens.any(it, &["serial", "badge", "smartcard", "passport", "batch", "lot"]))
}

fn year(tokens: &Tokens, at: usize) -> bool {
    tokens.digits(at) == 4 && tokens.number(at).is_some_and(|year| (1900..2100).contains(&year))
}

/// The code around a number, if the number is its first.
fn code(tokens: &Tokens, at: usize) -> Option<Code> {
    let mark = |at: usize| tokens.any(at, &["-", "/", ".", "_", "\\", "–"]);
    let part = |at: usize| matches!(tokens.class(at), Some(Class::Word | Class::Number));
    let mut start = at;
    while start > 0 && tokens.joined(start) && at - start < TOKENS_MAX {
        let before = start - 1;
        if tokens.digits(before) > 0 {
            return None;
        }
        let word = tokens.word(before) && tokens.raw(before).len() <= 8 && tokens.raw(before).is_ascii();
        if word || mark(before) && before > 0 && tokens.joined(before) && part(before - 1) {
            start = before;
        } else {
            // In an address, a sum or a share.
            if tokens.any(before, &["@", "/", "£", "$", "€", "#", "=", "&", "%", "+", "~", "\\", "<", ">", "°"])
                || !mark(before) && part(before)
            {
                return None;
            }
            break;
        }
    }
    if mark(start) {
        return None;
    }
    let mut end = start;
    let (mut digits, mut letters, mut groups, mut upper, mut dots_only) = (0, 0, 0, true, true);
    loop {
        let mut moved = false;
        while part(end) && (end == start || tokens.joined(end) || !moved) && end - start < TOKENS_MAX {
            digits += tokens.digits(end);
            if tokens.word(end) {
                letters += tokens.raw(end).len();
                upper &= tokens.shouted(end) || end == start && tokens.raw(end).len() < 5;
            }
            end += 1;
            moved = true;
            if mark(end) && tokens.joined(end) && tokens.joined(end + 1) && part(end + 1) {
                dots_only &= tokens.is(end, ".");
                groups += 1;
                end += 1;
            }
            if !tokens.joined(end) {
                break;
            }
        }
        groups += 1;
        // "G0721 23 418 559 8": groups of digits with spaces between them.
        let spaced = tokens.near(end)
            && !tokens.joined(end)
            && tokens.digits(end) > 1
            && tokens.digits(end - 1) > 1
            && groups < 7
            && !tokens.any(end + 1, &COUNTS)
            && !tokens.any(end + 1, &[":", "%", "st", "nd", "rd", "th"])
            && !tokens.has(end + 1, super::lexicon::MONTH | super::lexicon::SPAN);
        if !spaced || end - start > TOKENS_MAX {
            break;
        }
        dots_only = false;
    }
    let tied = tokens.joined(end) && tokens.any(end, &["%", "@", "°", "=", "&", "+"]);
    (!tied && digits > 2).then_some(Code { start, end, digits, letters, groups, upper, dots_only })
}

/// Whether something else explains a code: a date, a dose, a version, a telephone number, a file.
fn explained(tokens: &Tokens, code: &Code) -> bool {
    let Code { start, end, digits, letters, groups, dots_only, .. } = *code;
    if (start..end).any(|it| tokens.digits(it) > 0 && calendar::any(tokens, it).is_some()) {
        return true;
    }
    // "500mg", "21st", "1200hrs".
    if tokens.digits(start) > 0 && letters > 0 && groups == 1 && !tokens.shouted(start + 1) {
        return true;
    }
    // "3.5-5.0".
    let decimal = (start..end).any(|it| tokens.is(it, ".")) && digits < 6 && letters == 0;
    if decimal || dots_only && groups > 1 && letters < 3 {
        return true;
    }
    // "FY2024/25", "Q3 2024/25", "2024/25", "2019-2024".
    let first = (start..end).find(|it| tokens.digits(*it) > 0).unwrap_or(start);
    let period = (start..end).any(|it| tokens.any(it, &["fy", "q", "h"]));
    if year(tokens, first) && digits <= 8 && (letters == 0 || period) {
        return true;
    }
    // "Blood360" is a product.
    if tokens.raw(start).len() > 3 && tokens.capital(start) && !tokens.shouted(start) && digits < 5 {
        return true;
    }
    // Telephone numbers are others' to find.
    let tied_up = (start..end).any(|it| tokens.any(it, &["-", "/"]));
    let phone = letters == 0
        && tokens.raw(start).starts_with('0')
        && (if tied_up { 10..=11 } else { 8..=11 }).contains(&digits)
        && tokens.digits(start) > 2;
    let file = ["pdf", "docx", "doc", "png", "jpg", "jpeg", "xlsx", "csv", "html", "uk", "com", "org", "net", "md"];
    let named = (start..end).any(|it| tokens.any(it, &file) && tokens.is(tokens.back(it, 1), "."));
    // A sum of money, a heading with a number, a day and a time.
    let money = tokens.any(tokens.back(start, 1), &["£", "$", "€"]);
    let heading = tokens.is(end, ",") && tokens.joined(end) && tokens.digits(end + 1) == 3 && tokens.joined(end + 1);
    let clock = tokens.is(end, ":") && tokens.joined(end) && tokens.digits(end + 1) == 2
        || tokens.is(tokens.back(start, 1), ":") && tokens.joined(start) && tokens.digits(tokens.back(start, 2)) > 0;
    let small =
        ["covid", "sars", "news", "vo", "co", "phq", "gad", "spo", "ph", "who", "cha", "ds", "hba", "ca", "il", "cyp"];
    let word = (start..end).any(|it| tokens.any(it, &small)) && digits < 4;
    let hours = letters == 0 && groups == 1 && digits == 4 && tokens.any(end, &["hrs", "hours", "h"]);
    phone || named || money || heading || clock || word || hours
}
