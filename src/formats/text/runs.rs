//! The words in a line: links with their addresses, references to footnotes, the alternatives of pictures.

use super::lines::{OnBreak, Writer};
use crate::document::tree::{Inline, InlineKind, Picture};
use crate::formats::format::Hyperlink;
use crate::formats::xml::{put, uri};

impl Writer<'_> {
    /// Writes running text.
    pub fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) | InlineKind::Code(words) => self.words(words),
                InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Foreign(_, content) => {
                    self.inlines(content)
                }
                InlineKind::Link(link) => self.link(&link.target, |writer| writer.inlines(&link.content)),
                InlineKind::Picture(picture) => self.picture(picture),
                InlineKind::Footnote { index, .. } => put!(self.out, "[{}]", index + 1),
                InlineKind::Break if self.on_break == OnBreak::Space => self.out.push(' '),
                InlineKind::Break if self.has_words() => {
                    self.close();
                    self.open("");
                }
                InlineKind::Break => {}
            }
        }
    }

    /// Writes words. What could end a line, or is no character of a text, does not reach it.
    pub fn words(&mut self, words: &str) {
        self.words_with(words, " ");
    }

    /// Writes words, with something in place of tabs.
    pub fn words_with(&mut self, words: &str, tab: &str) {
        let mut rest = words;
        while let Some(at) = rest.find(|c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}')) {
            self.out.push_str(&rest[..at]);
            let mut characters = rest[at..].chars();
            self.out.push_str(match characters.next() {
                Some('\t') => tab,
                Some('\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') => " ",
                _ => "",
            });
            rest = characters.as_str();
        }
        self.out.push_str(rest);
    }

    /// Writes what `words` writes, with the address it leads to after it. A link inside of a link has no say.
    pub fn link(&mut self, target: &str, words: impl FnOnce(&mut Self)) {
        let start = self.out.len();
        let before = (self.is_in_link, self.on_break);
        (self.is_in_link, self.on_break) = (true, OnBreak::Space);
        words(self);
        (self.is_in_link, self.on_break) = before;
        if self.is_in_link {
            return;
        }
        let Some(Hyperlink::Address(address)) = (self.edition.link)(target) else { return };
        let words = self.out[start..].trim();
        if words.is_empty() || is_address(words, &address) {
            return;
        }
        let shown = uri(address.strip_prefix("mailto:").unwrap_or(&address));
        if self.is_right_to_left {
            put!(self.out, " \u{2066}<{shown}>\u{2069}");
        } else {
            put!(self.out, " <{shown}>");
        }
    }

    /// Writes the alternative of a picture.
    pub fn picture(&mut self, picture: &Picture) {
        let alt = picture.alt.trim();
        if !alt.is_empty() {
            self.out.push_str("[Picture: ");
            self.words(alt);
            self.out.push(']');
        }
    }
}

/// Whether the words of a link say its address already, perhaps without its scheme, or the number it dials.
fn is_address(words: &str, address: &str) -> bool {
    if let Some(number) = address.strip_prefix("tel:") {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        // Without the prefix of the country, which people write in more than one way.
        let number = digits(number);
        let last = number.len().saturating_sub(9);
        return !number.is_empty() && digits(words).ends_with(&number[last..]);
    }
    let bare = |text: &'_ str| {
        let text =
            ["https://", "http://", "mailto:"].iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text);
        text.strip_prefix("www.").unwrap_or(text).trim_end_matches('/').to_lowercase()
    };
    bare(words) == bare(address)
}
