//! The numbers that belong on no page of any kind, read for every page of a site: NHS numbers, National Insurance
//! numbers and hospital numbers.
//!
//! Most pages have none, and must cost next to nothing. One look at the bytes of a page finds the paragraphs in which
//! such a number could stand at all; only these are read as a whole.

use std::ops::Range;

use super::{Identifier, Kind, View, Vocabulary, Weight, structured, union};

/// The fewest digits of a number that is looked at.
const DIGITS_MIN: usize = 5;

/// The digits of an NHS number.
const NHS_NUMBER_DIGITS: usize = 10;

/// How much of a long paragraph is read around a number, in bytes.
const AROUND_BYTES: usize = 1000;

/// The NHS numbers, National Insurance numbers and hospital numbers in a text, by place: what would be
/// wrong on any page. Only what is sure enough to stop a page is told.
pub fn scan_numbers(source: &str, vocabulary: &Vocabulary) -> Vec<Identifier> {
    let mut found = Vec::new();
    for part in candidates(source) {
        let text = &source[part.clone()];
        let view = View::of(text);
        let mut here = structured::find(&view.text, vocabulary, &[], structured::Reading::Typed);
        for identifier in &mut here {
            identifier.range = view.source_range(identifier.range.clone());
        }
        here.extend(structured::find(text, vocabulary, &[], structured::Reading::Typed));
        here.retain(|it| {
            let words = text.get(it.range.clone()).unwrap_or_default();
            it.weight == Weight::Block && belongs_nowhere(it.kind, words)
        });
        for identifier in &mut here {
            identifier.range = identifier.range.start + part.start..identifier.range.end + part.start;
        }
        found.extend(here);
    }
    union(found)
}

/// Whether something stands for one person alone. The NHS numbers that are kept for tests and examples, from
/// 999 000 0000, stand for nobody, and a date of birth needs a person beside it: pages that ask for either show one.
fn belongs_nowhere(kind: Kind, words: &str) -> bool {
    match kind {
        Kind::NhsNumber => !words.chars().filter(char::is_ascii_digit).take(3).eq("999".chars()),
        Kind::NationalInsurance | Kind::HospitalNumber => true,
        _ => false,
    }
}

/// The paragraphs in which such a number could stand.
fn candidates(source: &str) -> Vec<Range<usize>> {
    let bytes = source.as_bytes();
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let end = match byte {
            b'0'..=b'9' => {
                let (end, candidate) = digits(bytes, at);
                if !candidate || !(end - at >= NHS_NUMBER_DIGITS || is_announced(source, at, end)) {
                    at = end;
                    continue;
                }
                end
            }
            _ => {
                at += 1;
                continue;
            }
        };
        let part = paragraph(source, at, end);
        at = part.end.max(end);
        match parts.last_mut() {
            Some(last) if last.end >= part.start => last.end = part.end.max(last.end),
            _ => parts.push(part),
        }
    }
    parts
}

/// Whether fewer digits than an NHS number has may stand for a person: two letters before them may begin a National
/// Insurance number, and a word in their paragraph may say whose they are. Where markup may hide the word, they may.
fn is_announced(source: &str, from: usize, to: usize) -> bool {
    // All that would be read: in a table whose columns are set wide, the word is a long way off.
    let part = paragraph(source, from, to);
    let around = &source[part.clone()];
    let before = source[part.start..from].trim_end_matches(|c: char| !c.is_alphanumeric());
    let letters = before.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    letters == 2 || !around.is_ascii() || around.contains(['*', '&', '\\']) || structured::may_number_a_person(around)
}

/// Digits with single marks between them: where they end, and whether they are more than a year or a telephone number.
fn digits(bytes: &[u8], from: usize) -> (usize, bool) {
    let (mut at, mut count, mut group) = (from, 0, 0);
    // The sizes of the first three groups.
    let mut groups = [0_usize; 3];
    let mut group_count = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_digit() {
            count += 1;
            group += 1;
            at += 1;
            continue;
        }
        let Some(wide) = marks(bytes.get(at..).unwrap_or_default()) else { break };
        if let Some(size) = groups.get_mut(group_count) {
            *size = group;
        }
        group_count += 1;
        group = 0;
        at += wide;
    }
    if let Some(size) = groups.get_mut(group_count) {
        *size = group;
    }
    let years = group_count == 1 && groups[0] == 4 && matches!(groups[1], 2 | 4);
    let century = matches!(bytes.get(from..from + 2), Some(b"19" | b"20"));
    let date = group_count == 2 && groups == [4, 2, 2] && century && bytes.get(from + 4) == Some(&b'-');
    let telephone = bytes.get(from) == Some(&b'0') && matches!(count, 10 | 11);
    (at, count >= DIGITS_MIN && !years && !date && !telephone)
}

/// How many bytes of marks stand before the next digit, where only such stand there as part the digits of one number.
fn marks(rest: &[u8]) -> Option<usize> {
    let mut length = 0;
    for _ in 0..3 {
        let byte = rest.get(length)?;
        if length > 0 && byte.is_ascii_digit() {
            return Some(length);
        }
        // A no-break space and the dashes are of two or three bytes, an entity of at most eight.
        length += match (byte, rest.get(length + 1).copied().unwrap_or(b' ')) {
            (0xc2, 0xa0) => 2,
            (0xe2, 0x80) => 3,
            (b'&', _) => 1 + rest.iter().skip(length).take(8).position(|byte| *byte == b';')?,
            (b'.' | b'\n', b' ' | b'\n') => return None,
            (b' ' | b'-' | b'.' | b'/' | b'\n' | b'*' | b'_', _) => 1,
            _ => return None,
        };
    }
    rest.get(length).filter(|byte| byte.is_ascii_digit()).map(|_| length)
}

/// The paragraph around a stretch, or as much of it as matters.
fn paragraph(source: &str, from: usize, to: usize) -> Range<usize> {
    let low = source.floor_char_boundary(from.saturating_sub(AROUND_BYTES));
    let high = source.ceil_char_boundary((to + AROUND_BYTES).min(source.len()));
    let (from, to) = (source.floor_char_boundary(from), source.ceil_char_boundary(to));
    let start = source[low..from].rfind("\n\n").map_or(low, |at| low + at + 2);
    let end = source[to..high].find("\n\n").map_or(high, |at| to + at);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        scan_numbers(text, &Vocabulary::default()).iter().map(|it| it.kind).collect()
    }

    #[test]
    fn what_belongs_nowhere_is_found_with_its_place() {
        let text = "# Parking\n\nSpaces are free.\n\nNHS number 943 476 5919 was seen, and QQ 12 34 56 C.\n\nDOB: 3/6/38, MRN 4471823";
        let found = scan_numbers(text, &Vocabulary::default());
        let shown: Vec<&str> = found.iter().map(|it| &text[it.range.clone()]).collect();
        assert_eq!(shown, ["943 476 5919", "QQ 12 34 56 C", "4471823"]);
        assert_eq!(
            found.iter().map(|it| it.kind).collect::<Vec<_>>(),
            [Kind::NhsNumber, Kind::NationalInsurance, Kind::HospitalNumber]
        );
    }

    #[test]
    fn what_markup_parts_is_found() {
        assert_eq!(kinds("NHS number 943&nbsp;476&nbsp;5919"), [Kind::NhsNumber]);
        assert_eq!(kinds("NHS number **943** 476 5919"), [Kind::NhsNumber]);
        assert_eq!(kinds("| Name | Hospital number |\n|---|---|\n| x | 4471823 |"), [Kind::HospitalNumber]);
        let wide = " ".repeat(300);
        assert_eq!(kinds(&format!("| Hospital number{wide}| 4471823{wide}|")), [Kind::HospitalNumber]);
    }

    #[test]
    fn what_any_page_may_hold_passes() {
        assert!(
            kinds("Ring 01632 960123 in 2024/25, or on 3 June 2025. The birth centre is open; 12,345 came.").is_empty()
        );
        assert!(kinds("Your NHS number is like 999 123 4571. The trust's founder was born on 3 June 1838.").is_empty());
        assert!(kinds("Margaret Smith, 87, lives at 14 Larch Close.").is_empty());
        assert!(kinds("").is_empty());
    }

    #[test]
    fn a_page_without_them_has_no_paragraph_to_read() {
        let page = "On 2019-03-26 it opened, under EST-001234. Ring 01632 960123, or 020 7946 0018. ".repeat(80);
        assert!(candidates(&page).is_empty());
        assert_eq!(candidates("Hospital no. EST-001234").len(), 1);
    }

    #[test]
    fn no_text_is_too_strange() {
        for text in ["b", "d.o.b", "1\u{a0}", "9\u{2011}9", "é9434765919é", "\n\n", "0\u{a0}0\u{2011}"] {
            let _ = kinds(text);
        }
    }
}
