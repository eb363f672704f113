//! The small change of the formats that are packages of XML: escaped text and addresses that every reader accepts.

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
        while let Some(at) =
            rest.find(|c: char| c < ' ' || matches!(c, '&' | '<' | '>' | '"' | '\u{fffe}' | '\u{ffff}'))
        {
            f.write_str(&rest[..at])?;
            let mut characters = rest[at..].chars();
            f.write_str(match characters.next() {
                Some('&') => "&amp;",
                Some('<') => "&lt;",
                Some('>') => "&gt;",
                Some('"') => "&quot;",
                Some('\t' | '\n' | '\r') => " ",
                _ => "",
            })?;
            rest = characters.as_str();
        }
        f.write_str(rest)
    }
}

/// An address with what a URI may not hold percent-encoded. Word refuses to open a file with one malformed target.
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
        assert_eq!(
            Escaped("a<b>&\"c\"\u{1}\u{ffff}\td\u{1F600}").to_string(),
            "a&lt;b&gt;&amp;&quot;c&quot; d\u{1F600}"
        );
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
