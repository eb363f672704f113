//! Numbers of cards, computers and things, by their own check digits and forms.

use super::Found;
use super::health::Digits;
use super::tokens::{Class, Tokens};
use crate::anonymity::{Kind, Weight};

/// Whether the number that begins here is announced as that of a thing.
pub(super) fn of_thing(tokens: &Tokens, at: usize) -> bool {
    tokens.any(tokens.back(at, 1), &["serial", "lot", "batch", "sn", "number", "no", ":"])
        && tokens.behind(at, 4).any(|it| tokens.any(it, &["serial", "lot", "batch"]))
}

/// A card number, a computer's address.
pub(super) fn number(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let length = tokens.digits(at);
    let inside = at > 0
        && tokens.joined(at)
        && matches!(tokens.raw(at - 1), "." | "-" | "/" | ":")
        && tokens.digits(tokens.back(at, 2)) > 0;
    if inside || (at > 0 && tokens.joined(at) && tokens.word(at - 1)) {
        return;
    }
    if (1..=3).contains(&length) && tokens.is(at + 1, ".") && address(tokens, at).is_some() {
        network(found, at);
    }
    if length != 4 && !(13..=19).contains(&length) {
        return;
    }
    let Some(digits) = Digits::of(tokens, at, 16, false) else { return };
    let groups = &digits.groups[..digits.group_count];
    let form = groups == [4, 4, 4, 4] || groups.len() == 1 || groups == [4, 6, 5];
    // Cards begin with 2 to 6; an identifier of a person in research has the same form and another check.
    let issued = matches!(digits.value[0], 2..=6);
    let ended = !(tokens.joined(digits.end) && matches!(tokens.class(digits.end), Some(Class::Word | Class::Number)));
    if (13..=19).contains(&digits.count)
        && form
        && issued
        && ended
        && luhn(&digits.value[..digits.count])
        && !tokens.around(
            at,
            digits.end,
            4,
            &["orcid", "isbn", "snomed", "sctid", "concept", "isni", "gtin", "barcode"],
        )
    {
        found.block(Kind::OtherNumber, tokens.range(at, digits.end));
    }
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let value = u32::from(*digit) * if place % 2 == 1 { 2 } else { 1 };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != digits[0])
}

/// Four numbers of at most 255 with dots: the token after.
fn address(tokens: &Tokens, at: usize) -> Option<usize> {
    let part = |at: usize| tokens.number(at).is_some_and(|value| value <= 255) && tokens.digits(at) <= 3;
    let dotted = (0..4).all(|index| part(at + index * 2))
        && (0..3).all(|index| tokens.is(at + index * 2 + 1, "."))
        && (1..7).all(|by| tokens.joined(at + by));
    let ended = !(tokens.joined(at + 7)
        && (tokens.word(at + 7)
            || tokens.digits(at + 7) > 0
            || tokens.is(at + 7, ".") && tokens.joined(at + 8) && tokens.digits(at + 8) > 0));
    (dotted && ended).then_some(at + 7)
}

/// The address of a computer. Versions and sections have the same form: without a label it must look like one.
pub(super) fn network(found: &mut Found, at: usize) -> bool {
    let tokens = found.tokens;
    if let Some(end) = address(tokens, at) {
        let large = [0, 2, 4, 6].iter().filter(|index| tokens.digits(at + **index) > 1).count();
        let labelled = tokens
            .behind(at, 5)
            .any(|it| tokens.any(it, &["ip", "address", "login", "logged", "computer", "server", "device"]));
        let version = tokens
            .behind(at, 3)
            .any(|it| tokens.any(it, &["version", "v", "section", "paragraph", "release", "appendix", "clause"]));
        if labelled || (large >= 2 && !version && tokens.digits(at) > 1) {
            found.add(Kind::OtherNumber, Weight::Warn, tokens.range(at, end), None);
            return true;
        }
        return false;
    }
    // Six pairs of hexadecimal digits with colons or dashes, or the longer form with at least four groups.
    let Some(token) = tokens.list.get(at) else { return false };
    let rest = &tokens.text[token.start..];
    let length = rest.find(|c: char| !c.is_ascii_hexdigit() && !matches!(c, ':' | '-')).unwrap_or(rest.len()).min(48);
    let shown = &rest[..length];
    let groups = shown.split([':', '-']).filter(|group| !group.is_empty()).count();
    if groups >= 4 && shown.contains([':', '-']) && shown.bytes().any(|byte| byte.is_ascii_digit()) {
        found.add(Kind::OtherNumber, Weight::Warn, token.start..token.start + length, None);
        return true;
    }
    false
}
