//! The numbers that the health service gives: NHS numbers, hospital numbers, National Insurance numbers and the
//! registrations of professionals, where no label announces them.

use super::tokens::{Class, Gap, Tokens};
use super::{Found, other};
use crate::anonymity::Kind;

/// Digits that stand together, in groups parted by spaces, dashes, dots or strokes.
pub(super) struct Digits {
    pub value: [u8; 24],
    pub count: usize,
    /// The sizes of the groups.
    pub groups: [u8; 24],
    pub group_count: usize,
    /// The token after.
    pub end: usize,
}

impl Digits {
    /// Digits from a token on, whole groups, until there are as many as wanted. Where a label says that they are
    /// digits, letters that look like some are taken for them.
    pub fn of(tokens: &Tokens, from: usize, wanted: usize, labelled: bool) -> Option<Digits> {
        let mut digits = Digits { value: [0; 24], count: 0, groups: [0; 24], group_count: 0, end: from };
        let mut at = from;
        if tokens.class(at) != Some(Class::Number)
            && !(labelled && looks_like_digits(tokens.raw(at)) && tokens.digits(at + 1) > 0)
        {
            return None;
        }
        loop {
            let mut size = 0;
            while let Some(class) = tokens.class(at)
                && (size == 0 || tokens.joined(at))
            {
                let raw = tokens.raw(at);
                if !(class == Class::Number || labelled && looks_like_digits(raw)) {
                    break;
                }
                for byte in raw.bytes() {
                    *digits.value.get_mut(digits.count)? = as_digit(byte);
                    digits.count += 1;
                    size += 1;
                }
                at += 1;
            }
            if size == 0 {
                break;
            }
            *digits.groups.get_mut(digits.group_count)? = size;
            digits.group_count += 1;
            digits.end = at;
            if digits.count >= wanted {
                break;
            }
            let mark = tokens.any(at, &["-", ".", "/", "_", "·", "–", "‑", "*", "\u{2009}"]);
            if mark && tokens.near(at) && tokens.gap(at + 1) <= Gap::Line {
                at += 1;
            } else if !tokens.near(at) || (tokens.gap(at) == Gap::None) {
                break;
            }
            if tokens.class(at) != Some(Class::Number) && !(labelled && looks_like_digits(tokens.raw(at))) {
                break;
            }
        }
        (digits.count > 0).then_some(digits)
    }

    fn sizes(&self) -> &[u8] {
        &self.groups[..self.group_count]
    }

    /// Whether ten digits carry the check digit of NHS numbers: Modulus 11, weights 10 to 2.
    pub fn is_nhs_number(&self) -> bool {
        if self.count != 10 {
            return false;
        }
        let sum: u32 =
            self.value[..9].iter().zip((2..=10).rev()).map(|(digit, weight)| u32::from(*digit) * weight).sum();
        let check = (11 - sum % 11) % 11;
        let same = self.value[1..10].iter().all(|digit| *digit == self.value[0]);
        check < 10 && u32::from(self.value[9]) == check && !same
    }
}

/// Letters that are read as digits: O for 0, I and l for 1, S for 5, B for 8, Z for 2.
fn looks_like_digits(word: &str) -> bool {
    !word.is_empty()
        && word.len() < 4
        && word.bytes().all(|byte| matches!(byte, b'O' | b'o' | b'I' | b'l' | b'S' | b'B' | b'Z'))
}

fn as_digit(byte: u8) -> u8 {
    match byte {
        b'I' | b'l' => 1,
        b'Z' => 2,
        b'S' => 5,
        b'B' => 8,
        b'0'..=b'9' => byte - b'0',
        _ => 0,
    }
}

/// Words that say that a number is no number of a patient.
const INVENTED: &[&str] =
    &["example", "test", "dummy", "fictitious", "invented", "sample", "demonstration", "isbn", "doi", "orcid", "issn"];

/// Numbers without a label: an NHS number, a nurse's PIN.
pub(super) fn number(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let length = tokens.digits(at);
    if length == 2 {
        nurse_pin(found, at);
    }
    let spelt = length == 1 && (1..10).all(|by| tokens.digits(at + by) == 1);
    if !(3..=10).contains(&length) && !spelt || (at > 0 && tokens.joined(at) && part_of_more(tokens, at)) {
        return;
    }
    if length == 6 || length == 7 || length == 8 {
        near_patient(found, at);
    }
    let Some(digits) = Digits::of(tokens, at, 10, false) else { return };
    if digits.count != 10 || tokens.digits(digits.end) > 0 && tokens.any(digits.end.wrapping_sub(1), &["-", "."]) {
        return;
    }
    let joined_after = tokens.joined(digits.end) && (tokens.word(digits.end) || tokens.digits(digits.end) > 0);
    let usual = matches!(digits.sizes(), [10] | [3, 3, 4] | [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
    if joined_after || !(usual || matches!(digits.sizes(), [6, 4] | [3, 7] | [4, 3, 3])) {
        return;
    }
    let range = tokens.range(at, digits.end);
    let test_range = digits.value[..3] == [9, 9, 9];
    let labelled = tokens.around(at, digits.end, 10, &["nhs"]);
    let reach = if test_range { 24 } else { 8 };
    let invented = tokens.around(at, digits.end, reach, INVENTED);
    if digits.is_nhs_number() && (!test_range || labelled) && !invented {
        if usual || labelled {
            found.block(Kind::NhsNumber, range);
        } else {
            found.warn(Kind::NhsNumber, range);
        }
    } else if usual && digits.sizes() == [10] && after_person(tokens, at) && !invented {
        found.warn(Kind::NhsNumber, range);
    } else if labelled && usual {
        found.block(Kind::NhsNumber, range);
    } else if digits.sizes() == [3, 3, 4] && digits.value[0] != 0 && !invented {
        // The form alone, with another check digit or of the test range.
        let patient =
            tokens.around(at, digits.end, 8, &["patient", "number", "record", "records", "hospital", "pt", "id"]);
        if patient { found.block(Kind::NhsNumber, range) } else { found.warn(Kind::NhsNumber, range) }
    }
}

/// "DE VRIES, Dietrich 03-05-1977 4207222181": after a name and a day of a whole record, whatever the check digit.
fn after_person(tokens: &Tokens, at: usize) -> bool {
    let year = tokens.back(at, 1);
    let day = tokens.digits(year) == 4
        && tokens.any(tokens.back(at, 2), &["-", "/", "."])
        && tokens.digits(tokens.back(at, 5)) > 0
        && tokens.gap(at) == Gap::Space;
    day && tokens.behind(at, 10).any(|it| tokens.named(it))
}

/// Whether a number that follows its neighbour at once is a part of something longer.
fn part_of_more(tokens: &Tokens, at: usize) -> bool {
    let before = tokens.back(at, 1);
    match tokens.raw(before) {
        "." | "/" | "-" | "," | ":" => tokens.joined(before) && tokens.digits(tokens.back(at, 2)) > 0,
        ")" => tokens.is(tokens.back(at, 2), "0"),
        "=" | "%" | "&" => true,
        _ => tokens.word(before),
    }
}

/// Before a patient's number in brackets.
pub(super) const BEFORE_BRACKETS: &[&str] =
    &["patient", "notes", "hospital", "casenotes", "mrn", "wristband", "label", "identity", "identification"];

/// Around a patient's number that begins with letters.
pub(super) const AROUND_LETTERS: &[&str] =
    &["patient", "hospital", "notes", "record", "records", "mrn", "wristband", "casenotes", "number", "pt", "admitted"];

/// Six to eight digits in brackets or after a comma, close after a patient or a hospital.
fn near_patient(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let bracketed = tokens.is(tokens.back(at, 1), "(") && tokens.is(at + 1, ")");
    if bracketed && tokens.behind(at, 5).any(|before| tokens.any(before, BEFORE_BRACKETS)) {
        found.block(Kind::HospitalNumber, tokens.range(at, at + 1));
    }
}

/// Two digits, a letter, four digits and a letter: the PIN of a nurse or midwife.
fn nurse_pin(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let letters =
        tokens.raw(at + 1).len() == 1 && tokens.raw(at + 3).len() == 1 && tokens.word(at + 1) && tokens.word(at + 3);
    let close = (1..4).all(|by| tokens.joined(at + by));
    let free = !(tokens.joined(at) && at > 0 && matches!(tokens.class(at - 1), Some(Class::Word | Class::Number)));
    let ended = !(tokens.joined(at + 4) && matches!(tokens.class(at + 4), Some(Class::Word | Class::Number)));
    if letters && close && free && ended && tokens.digits(at + 2) == 4 {
        found.block(Kind::Registration, tokens.range(at, at + 4));
    }
}

/// Words that run into digits: a National Insurance number, a hospital number.
pub(super) fn word(found: &mut Found, at: usize) {
    if insurance(found, at, false) {
        return;
    }
    let tokens = found.tokens;
    let raw = tokens.raw(at);
    let free = tokens.gap(at) > Gap::None
        || at == 0
        || matches!(tokens.raw(at - 1), "(" | "[" | "|" | "*" | "\"" | "'" | "/" | ":");
    let (digits, end) = (tokens.digits(at + 1), at + 2);
    let linked = tokens.any(end, &["-", "/", "."]) && tokens.joined(end + 1) && tokens.class(end + 1).is_some();
    let more = linked || matches!(tokens.class(end), Some(Class::Word | Class::Number));
    let ended = !(tokens.joined(end) && more);
    if !free || !tokens.joined(at + 1) || !ended || raw.len() > 3 || !(6..=9).contains(&digits) {
        return;
    }
    let lower = !tokens.shouted(at);
    if other::of_thing(tokens, at) {
        return;
    }
    if tokens.around(at, end, 10, AROUND_LETTERS) && !(lower && raw.len() > 1) {
        found.block(Kind::HospitalNumber, tokens.range(at, end));
    } else if !lower
        && !tokens.around(
            at,
            end,
            4,
            &["isbn", "doi", "product", "model", "part", "trial", "order", "catalogue", "crd", "isrctn", "nct"],
        )
    {
        found.warn(Kind::HospitalNumber, tokens.range(at, end));
    }
}

/// A National Insurance number: two letters that are in use, six digits and a letter from A to D. A label stands in
/// for the last letter.
pub(super) fn insurance(found: &mut Found, at: usize, labelled: bool) -> bool {
    let tokens = found.tokens;
    if !labelled && at > 0 && tokens.joined(at) && matches!(tokens.class(at - 1), Some(Class::Word | Class::Number)) {
        return false;
    }
    let (prefix, mut next) = match tokens.lower(at).as_bytes() {
        [a, b] => ([*a, *b], at + 1),
        [a] if tokens.raw(at + 1).len() == 1 && tokens.word(at + 1) && labelled => {
            ([*a, tokens.lower(at + 1).as_bytes().first().copied().unwrap_or(b'-')], at + 2)
        }
        _ => return false,
    };
    let wrong_letter = |byte: u8| b"dfiuv".contains(&byte) || !byte.is_ascii_lowercase();
    let example = prefix == *b"qq";
    let unused = [b"bg", b"gb", b"nk", b"kn", b"tn", b"nt", b"zz"].contains(&&prefix);
    if (!example && (wrong_letter(prefix[0]) || wrong_letter(prefix[1]) || prefix[1] == b'o' || unused)) && !labelled {
        return false;
    }
    if tokens.any(next, &["-", "."]) {
        next += 1;
    }
    if !tokens.near(next) {
        return false;
    }
    let Some(digits) = Digits::of(tokens, next, 6, labelled) else { return false };
    if digits.count != 6 || !(matches!(digits.sizes(), [6] | [2, 2, 2] | [3, 3]) || labelled) {
        return false;
    }
    let mut end = digits.end;
    let mark = usize::from(tokens.any(end, &["-", "."]) && tokens.word(end + 1));
    let suffix = matches!(tokens.lower(end + mark), "a" | "b" | "c" | "d") && tokens.near(end + mark);
    let common = tokens.any(at, &["in", "at", "by", "as", "an", "am", "be", "he", "we", "my", "no"]);
    let single = digits.sizes() == [2, 2, 2] && !common
        || tokens.joined(end + mark)
        || tokens.shouted(end + mark)
        || tokens.shouted(at);
    if suffix && (single || labelled) && !(tokens.joined(end + mark + 1) && tokens.digits(end + mark + 1) > 0) {
        end += mark + 1;
    } else if !labelled {
        return false;
    }
    found.block(Kind::NationalInsurance, tokens.range(at, end));
    true
}
