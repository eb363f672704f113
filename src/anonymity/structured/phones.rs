//! Telephone numbers, extensions and bleeps. Short public numbers (999, 111, 116 123) are too short to be taken.

use super::Found;
use super::health::Digits;
use super::tokens::{Class, Gap, Tokens};
use crate::anonymity::words::{Among, lists};
use crate::anonymity::{Kind, Weight};

lists!("structured/phones": PUBLIC);

/// A number that begins with a digit: national, or with two noughts for abroad.
pub(super) fn number(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let raw = tokens.raw(at);
    // Without its nought a mobile number is still one, if it stands as such.
    if raw.len() == 4 && raw.starts_with('7') && tokens.digits(at + 1) >= 3 {
        bare_mobile(found, at);
    }
    if raw == "0" {
        spelt(found, at);
    }
    if !raw.starts_with('0') || raw.len() < 2 || raw.len() == 2 && raw != "00" {
        return;
    }
    let before = tokens.back(at, 1);
    if at > 0
        && tokens.joined(at)
        && (tokens.class(before) != Some(Class::Mark) || tokens.any(before, &[".", ",", "$", "£"]))
        && !(tokens.is(before, ".") && tokens.word(tokens.back(at, 2)))
        || tokens.joined(at) && tokens.any(before, &["-", "/", ")"]) && tokens.digits(tokens.back(at, 2)) > 0
    {
        return;
    }
    if raw.starts_with("00") && !raw.starts_with("000") && abroad(found, at, at) {
        return;
    }
    let wanted = if raw.starts_with("00") { 14 } else { 11 };
    let Some(digits) = national(tokens, at, wanted) else { return };
    take(found, at, digits);
}

/// A number that begins with a plus or a bracket.
pub(super) fn mark(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    if tokens.is(at, "(") {
        let inside = tokens.raw(at + 1);
        if inside.starts_with('0') && (3..=6).contains(&inside.len()) && tokens.is(at + 2, ")") {
            let Some(digits) = Digits::of(tokens, at + 3, 11 - inside.len(), false) else { return };
            if (9..=11).contains(&(digits.count + inside.len())) && tokens.near(at + 3) {
                let range = tokens.range(at, digits.end);
                note(found, range);
            }
        }
        return;
    }
    if !tokens.joined(at + 1)
        || !(1..=14).contains(&tokens.digits(at + 1))
        || (at > 0 && tokens.joined(at) && tokens.digits(at - 1) > 0)
    {
        return;
    }
    abroad(found, at, at + 1);
}

/// Groups of digits after a plus or two noughts, with a nought in brackets among them: +44 (0)113 496 0123.
fn abroad(found: &mut Found, from: usize, first: usize) -> bool {
    let tokens = found.tokens;
    let (mut next, mut end, mut count) = (first, first, 0);
    let noughts = if first == from { 2 } else { 0 };
    let home = tokens.raw(first).starts_with(if noughts > 0 { "0044" } else { "44" });
    for _ in 0..9 {
        if tokens.digits(next) > 0 && (tokens.near(next) || next == first) {
            count += tokens.digits(next);
            next += 1;
            end = next;
        } else if (tokens.any(next, &["(", ")", "-"]) || tokens.any(next, &[".", "/"]) && tokens.joined(next + 1))
            && tokens.near(next)
            && tokens.near(next + 1)
            && count < 15
        {
            next += 1;
        } else {
            break;
        }
        if count >= 13 + noughts || home && count >= 12 + noughts {
            break;
        }
    }
    let whole = (8 + noughts..=15 + noughts).contains(&count) && (noughts == 0 || count > 10);
    if whole {
        note(found, tokens.range(from, end));
    }
    whole
}

/// A number one digit at a time: "0 7 7 0 0 9 0 0 1 2 3".
fn spelt(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let part = at > 0 && tokens.near(at) && (tokens.digits(at - 1) > 0 || tokens.joined(at));
    let length = 1 + tokens.ahead(at + 1, 11).take_while(|it| tokens.digits(*it) == 1).count();
    if !part && (10..=11).contains(&length) {
        note(found, tokens.range(at, at + length));
    }
}

/// Digits of a national number: groups of two or more, parted by spaces, dashes or dots.
fn national(tokens: &Tokens, at: usize, wanted: usize) -> Option<Digits> {
    let digits = Digits::of(tokens, at, wanted, false)?;
    let groups = &digits.groups[..digits.group_count];
    let joined_after = tokens.joined(digits.end)
        && (tokens.word(digits.end) && !tokens.is(digits.end, "x") || tokens.digits(digits.end) > 0);
    (digits.count >= 9 && groups.len() <= 5 && groups.iter().all(|size| *size >= 2) && !joined_after).then_some(digits)
}

fn take(found: &mut Found, at: usize, digits: Digits) {
    let tokens = found.tokens;
    let abroad = digits.value[..2] == [0, 0];
    // Ten digits: some areas have numbers a digit short. Area codes begin with 1, 2, 3, 5, 7, 8 or 9.
    let right_length = if abroad { (11..=15).contains(&digits.count) } else { (10..=11).contains(&digits.count) };
    let area = abroad || matches!(digits.value[1], 1 | 2 | 3 | 5 | 7 | 8 | 9);
    let ten = digits.count == 10 && !abroad && digits.is_nhs_number() && digits.group_count != 2;
    if !right_length || !area || ten || tokens.around(at, digits.end, 4, &["isbn", "doi", "issn", "orcid", "isni"]) {
        return;
    }
    note(found, tokens.range(at, digits.end));
}

/// A number that is long enough, unless it is the organisation's own or everyone's.
fn note(found: &mut Found, range: std::ops::Range<usize>) {
    let shown = &found.tokens.text[range.clone()];
    if found.vocabulary.has_contact(shown) || found.vocabulary.has_contact(&shown.replace("(0)", "")) {
        return;
    }
    let mut plain: String = shown.chars().filter(char::is_ascii_digit).collect();
    if let Some(rest) = plain.strip_prefix("44").or_else(|| plain.strip_prefix("0044")) {
        plain = format!("0{}", rest.trim_start_matches('0'));
    }
    if PUBLIC.has(plain.as_str()) {
        return;
    }
    // Numbers that begin with 03 or 080 are those of organisations.
    let weight = if plain.starts_with("03") || plain.starts_with("080") { Weight::Warn } else { Weight::Block };
    found.add(Kind::Phone, weight, range, None);
}

fn bare_mobile(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let Some(digits) = Digits::of(tokens, at, 10, false) else { return };
    let cue = ["mobile", "phone", "tel", "call", "text", "number", "contact", "rang", "ring", "mob", "whatsapp", "on"];
    if digits.count == 10 && tokens.behind(at, 4).any(|before| tokens.any(before, &cue)) {
        found.block(Kind::Phone, tokens.range(at, digits.end));
    }
}

/// A number after "telephone", which may be without its area code, or be read badly.
pub(super) fn local(found: &mut Found, at: usize) -> bool {
    let tokens = found.tokens;
    let Some(digits) = Digits::of(tokens, at, 11, true) else { return false };
    let groups = &digits.groups[..digits.group_count];
    let short =
        (6..=8).contains(&digits.count) && (groups.len() == 1 || groups.iter().all(|size| (2..=5).contains(size)));
    let year = groups.len() == 1 && digits.count < 6;
    if year
        || !(short || (9..=12).contains(&digits.count))
        || tokens.is(digits.end, "%")
        || super::calendar::any(tokens, at).is_some()
    {
        return false;
    }
    note(found, tokens.range(at, digits.end));
    true
}

/// The number of an extension or a bleep.
pub(super) fn extension(found: &mut Found, label_at: usize, at: usize) -> bool {
    let tokens = found.tokens;
    let length = tokens.digits(at);
    if !(2..=6).contains(&length) {
        return false;
    }
    let label = tokens.lower(label_at);
    // "x4471" is an extension, "x 12" a factor. "on x 4471" is one too.
    if label == "x" {
        let phone = tokens.around(
            label_at,
            at + 1,
            6,
            &["ext", "phone", "tel", "call", "ring", "extension", "switchboard", "dial", "on"],
        );
        let free = tokens.gap(label_at) > Gap::None || tokens.any(tokens.back(label_at, 1), &["(", "|", ":"]);
        // "secretary x 4471"; "3 x 4000", "magnification x 1000" are none.
        let before = tokens.back(label_at, 1);
        let times = tokens.digits(before) > 0 && tokens.near(label_at)
            || tokens.any(before, &["magnification", "spun", "times", "factor", "at"])
            || tokens.any(at + 1, &["g", "mg", "ml", "units", "mm", "cm"]);
        let apart = length == 4 && !times && tokens.near(at);
        if !(free
            && (tokens.joined(at) || apart)
            && (phone && length == 3 || length >= 4)
            && !tokens.any(at + 1, &["mg", "ml", "%", "x", "-"]))
        {
            return false;
        }
    }
    let lengthening = label == "extension"
        && (tokens.any(at + 1, &["days", "weeks", "months", "years", "degrees"])
            || tokens.is(tokens.back(at, 1), "of"));
    let year = length == 4 && label == "extension" && tokens.any(tokens.back(at, 1), &["in", "to", "on"]);
    if lengthening || year || tokens.is(at + 1, "%") || (tokens.is(at + 1, "/") && tokens.joined(at + 1)) {
        return false;
    }
    found.block(Kind::Phone, tokens.range(label_at, at + 1));
    true
}
