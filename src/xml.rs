//! The small change of markup: escaped text, and addresses that every reader of a document accepts.

use std::fmt::{self, Write as _};

/// Appends formatted text to a `String`, which cannot fail.
macro_rules! put {
    ($out:expr, $($arguments:tt)*) => {{
        use std::fmt::Write as _;
        _ = write!($out, $($arguments)*);
    }};
}
pub(crate) use put;

/// Text as XML content or as an attribute's value: markup characters escaped, line ends and tabs as spaces, and
/// characters that XML 1.0 cannot hold left out.
pub struct Escaped<'a>(pub &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some((plain, special, after)) = split_at_special(rest) {
            f.write_str(plain)?;
            f.write_str(match special {
                '\t' | '\n' => " ",
                special => reference(special),
            })?;
            rest = after;
        }
        f.write_str(rest)
    }
}

/// Pushes text as the content of an element, of HTML too. Line ends and tabs stay: preformatted text needs them.
pub fn push_text(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some((plain, special, after)) = split_at_special(rest) {
        out.push_str(plain);
        out.push_str(match special {
            '\t' => "\t",
            '\n' => "\n",
            '"' => "\"",
            special => reference(special),
        });
        rest = after;
    }
    out.push_str(rest);
}

/// Pushes text as the value of an attribute in double quotes, of HTML too.
pub fn push_attribute(text: &str, out: &mut String) {
    put!(out, "{}", Escaped(text));
}

/// The text before the first character that markup cannot hold as it is, that character, and the text after it.
fn split_at_special(text: &str) -> Option<(&str, char, &str)> {
    let is_special = |c: char| c < ' ' || matches!(c, '&' | '<' | '>' | '"' | '\u{fffe}' | '\u{ffff}');
    let at = text.find(is_special)?;
    let special = text[at..].chars().next()?;
    Some((&text[..at], special, &text[at + special.len_utf8()..]))
}

/// What stands for a character that markup cannot hold: nothing where XML has no way to write it.
fn reference(special: char) -> &'static str {
    match special {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\r' => " ",
        _ => "",
    }
}

/// An address with what a URI may not hold percent-encoded: Word refuses to open a file with one malformed target.
pub fn uri(address: &str) -> String {
    let mut encoded = String::with_capacity(address.len());
    let mut has_fragment = false;
    for (at, c) in address.char_indices() {
        let is_kept = match c {
            '%' => address.as_bytes()[at + 1..].iter().take(2).filter(|byte| byte.is_ascii_hexdigit()).count() == 2,
            '#' => !std::mem::replace(&mut has_fragment, true),
            '!' | '$' | '&' | '\'' | '(' | ')' | '*' | '+' | ',' | '-' | '.' | '/' | ':' | ';' | '=' | '?' | '@'
            | '_' | '~' => true,
            _ => c.is_ascii_alphanumeric(),
        };
        if is_kept {
            encoded.push(c);
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_never_breaks_the_markup() {
        let text = "a<b>&\"c\"\u{1}\u{ffff}\td\u{1F600}\r\n";
        assert_eq!(Escaped(text).to_string(), "a&lt;b&gt;&amp;&quot;c&quot; d\u{1F600}  ");
        let mut out = String::new();
        push_text(text, &mut out);
        assert_eq!(out, "a&lt;b&gt;&amp;\"c\"\td\u{1F600} \n");
    }

    #[test]
    fn addresses_are_uris() {
        for (address, expected) in [
            ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&d=e#f"),
            ("https://example.org/a b[1]#f#g", "https://example.org/a%20b%5B1%5D#f%23g"),
            ("https://example.org/100%/%41/é", "https://example.org/100%25/%41/%C3%A9"),
        ] {
            assert_eq!(uri(address), expected);
        }
    }
}
