//! Telephone numbers among words that run from right to left.
//!
//! Each group of a number is a number of its own there, and numbers follow one another in the direction of the words:
//! 01632 960000 would be shown as 960000 01632, and nobody answers.

use super::tree::Body;

/// What keeps the groups of a number together, on either side of it, where there is no markup for it.
const MARK: char = '\u{200e}';

/// Marks the telephone numbers of a page that runs from right to left.
pub fn keep_in_order(body: &mut Body) {
    body.each_text_mut(&mut |words| {
        if let Some(marked) = marked(words) {
            *words = marked.into();
        }
    });
}

/// A text with marks around its telephone numbers; `None` where it has none.
fn marked(text: &str) -> Option<String> {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((start, end)) = telephone_number(rest) {
        out.push_str(&rest[..start]);
        out.push(MARK);
        out.push_str(&rest[start..end]);
        out.push(MARK);
        rest = &rest[end..];
    }
    out.push_str(rest);
    (out.len() > text.len()).then_some(out)
}

/// Where the first telephone number in groups stands: it begins with 0 or +, and has at least 7 digits.
pub fn telephone_number(words: &str) -> Option<(usize, usize)> {
    let is_part = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '+');
    let mut from = 0;
    while let Some(start) = words[from..].find(|letter: char| letter == '+' || letter.is_ascii_digit()) {
        let start = from + start;
        let end = words[start..].find(|letter| !is_part(letter)).map_or(words.len(), |length| start + length);
        let number = words[start..end].trim_end();
        let digits = number.bytes().filter(u8::is_ascii_digit).count();
        if digits >= 7 && number.contains(' ') && number.starts_with(['0', '+']) {
            return Some((start, start + number.len()));
        }
        from = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_groups_of_a_telephone_number_keep_their_order() {
        for (text, found) in [
            ("رابطہ: 01632 960000 پر", "رابطہ: \u{200e}01632 960000\u{200e} پر"),
            ("+44 1632 960000", "\u{200e}+44 1632 960000\u{200e}"),
        ] {
            assert_eq!(marked(text).as_deref(), Some(found));
        }
        for text in ["2026 میں 10 دن", "12/3/2026", "9:00 سے 17:00", "01632960000", "2026 10", "", "1 - 2345678"]
        {
            assert_eq!(marked(text), None, "{text}");
        }
    }
}
