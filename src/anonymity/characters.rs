//! Single characters as they are encoded in text: entities, percent codes, and those that nobody sees.

use unicode_normalization::UnicodeNormalization as _;

/// Characters that take no room and part no word.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The character that begins a percent-encoded text, and how many bytes it takes there.
pub(super) fn percent(text: &str) -> Option<(char, usize)> {
    let byte = |index: usize| {
        let code = text.get(index..index + 3)?.strip_prefix('%')?;
        u8::from_str_radix(code, 16).ok()
    };
    let mut bytes = Vec::with_capacity(4);
    for index in 0..4 {
        bytes.push(byte(index * 3)?);
        if let Ok(decoded) = std::str::from_utf8(&bytes) {
            return decoded.chars().next().map(|c| (c, (index + 1) * 3));
        }
    }
    None
}

/// The character that an entity at the start of a text stands for, and the length of the entity.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.find(';')?;
    let name = text.get(1..end)?;
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = hex.map_or_else(|| number.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?;
        return char::from_u32(code).map(|c| (c, end + 1));
    }
    let named = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" | "ldquo" | "rdquo" | "laquo" | "raquo" => '"',
        "apos" | "lsquo" | "rsquo" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "shy" | "zwj" | "zwnj" => '\u{ad}',
        "ndash" | "minus" | "hyphen" => '-',
        "mdash" => '—',
        "hellip" => '…',
        "commat" => '@',
        "period" => '.',
        "colon" => ':',
        "num" => '#',
        "sol" => '/',
        "szlig" => 'ß',
        "aelig" => 'æ',
        "oslash" => 'ø',
        "Oslash" => 'Ø',
        "eth" => 'ð',
        "thorn" => 'þ',
        _ => {
            // The letters with marks: eacute, Ouml, ccedil.
            let mut chars = name.chars();
            let base = chars.next().filter(char::is_ascii_alphabetic)?;
            let mark = match chars.as_str() {
                "acute" => '\u{301}',
                "grave" => '\u{300}',
                "circ" => '\u{302}',
                "uml" => '\u{308}',
                "tilde" => '\u{303}',
                "cedil" => '\u{327}',
                "ring" => '\u{30a}',
                "caron" => '\u{30c}',
                "ogon" => '\u{328}',
                "macr" => '\u{304}',
                "breve" => '\u{306}',
                "dot" => '\u{307}',
                _ => return None,
            };
            [base, mark].into_iter().nfc().next()?
        }
    };
    Some((named, end + 1))
}
