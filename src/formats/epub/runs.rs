//! What stands inside a paragraph: words, links, references to footnotes and pictures.

use super::blocks::Writer;
use super::has_words;
use crate::config;
use crate::document::tree::{Inline, InlineKind, Picture};
use crate::formats::format::Hyperlink;
use crate::formats::xml::{Escaped, push_text, put, uri};

impl Writer<'_> {
    /// Writes running text.
    pub fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) => push_text(words, &mut self.out),
                InlineKind::Code(words) => {
                    put!(self.out, "<code{}>{}</code>", self.code_direction, Escaped(words));
                }
                InlineKind::Emphasis(content) => self.wrapped("<em>", content, "</em>"),
                InlineKind::Strong(content) => self.wrapped("<strong>", content, "</strong>"),
                InlineKind::Foreign(language, content) if language.is(self.edition.language) => self.inlines(content),
                InlineKind::Foreign(language, content) => {
                    let tag = language.tag();
                    let direction = if config::is_right_to_left(tag) { "rtl" } else { "ltr" };
                    let open = format!("<span xml:lang=\"{tag}\" lang=\"{tag}\" dir=\"{direction}\">");
                    self.wrapped(&open, content, "</span>");
                }
                InlineKind::Link(link) => self.link(&link.target, |writer| writer.inlines(&link.content)),
                InlineKind::Picture(picture) => self.picture(picture),
                InlineKind::Footnote { index, .. } if self.is_in_link => self.waiting_references.push(*index),
                InlineKind::Footnote { index, .. } => self.reference(*index),
                InlineKind::Break => self.out.push_str("<br/>\n"),
            }
        }
    }

    /// Writes what `words` writes as a link, or without one where the target leads nowhere or a link is open already.
    pub fn link(&mut self, target: &str, words: impl FnOnce(&mut Self)) {
        let hyperlink = if self.is_in_link { None } else { (self.edition.link)(target) };
        let address = hyperlink.and_then(|hyperlink| match hyperlink {
            Hyperlink::Heading(id) => self.anchors.get(id.as_str()).map(|anchor| format!("#heading_{}", anchor.number)),
            Hyperlink::Address(address) => web_address(&address),
        });
        let Some(address) = address else { return words(self) };
        let start = self.out.len();
        put!(self.out, "<a href=\"{}\">", Escaped(&address));
        let inner = self.out.len();
        self.is_in_link = true;
        words(self);
        self.is_in_link = false;
        // A link without words could be reached, but not understood.
        if self.out.len() == inner {
            self.out.truncate(start);
        } else {
            self.out.push_str("</a>");
        }
        for index in std::mem::take(&mut self.waiting_references) {
            self.reference(index);
        }
    }

    /// Writes the number of a footnote.
    fn reference(&mut self, index: usize) {
        let Some(count) = self.references.get_mut(index) else { return };
        *count += 1;
        let number = index + 1;
        put!(
            self.out,
            "<sup data-book-only=\"\"><a epub:type=\"noteref\" role=\"doc-noteref\" id=\"reference_{number}_{count}\" href=\"#note_{number}\">{number}</a></sup>"
        );
    }

    /// Writes a picture, or its alternative in words where the book does not hold the file.
    pub fn picture(&mut self, picture: &Picture) {
        let alt = picture.alt.trim();
        let is_described = has_words(alt);
        let Some(medium) = self.pictures.take(&picture.target, self.edition) else {
            if is_described {
                self.out.push_str("<span data-book-only=\"\">[");
                self.say("Picture");
                put!(self.out, ": {}]</span>", Escaped(alt));
            }
            return;
        };
        put!(self.out, "<img src=\"{}\"", medium.name);
        if medium.pixels.0 > 0 {
            put!(self.out, " width=\"{}\" height=\"{}\"", medium.pixels.0, medium.pixels.1);
        }
        put!(self.out, " alt=\"{}\"/>", if is_described { Escaped(alt) } else { Escaped("") });
        self.pictures.are_described |= is_described;
    }
}

/// An address as a link may hold it: of the web, of e-mail or of a telephone. `None` where a reading app would find a
/// fault in it; its words are in the book all the same.
fn web_address(address: &str) -> Option<String> {
    let address = address.trim();
    let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
    let (scheme, rest) = address.split_once(':')?;
    let is_usable = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest.strip_prefix("//").is_some_and(|rest| {
            let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
            is_host(&rest[..end])
        }),
        "mailto" | "tel" => !rest.is_empty(),
        _ => false,
    };
    is_usable.then(|| uri(&address))
}

/// Whether this is the name of a host, perhaps with a port. Names in other scripts than Europe's follow rules that only a
/// table of all characters could hold; so do names that are encoded already.
fn is_host(text: &str) -> bool {
    let (host, port) = text.rsplit_once(':').unwrap_or((text, "443"));
    let is_letter = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '-' | '_')
            || (matches!(c, '\u{c0}'..='\u{52f}') && c.is_alphabetic() && c.is_lowercase())
    };
    let is_label = |label: &str| !label.is_empty() && !label.starts_with("xn--") && label.chars().all(is_letter);
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_number = last.starts_with(|c: char| c.is_ascii_digit());
    port.parse::<u16>().is_ok()
        && host.split('.').all(is_label)
        && (!is_number || host.parse::<std::net::Ipv4Addr>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_lead_somewhere_are_links() {
        for (address, expected) in [
            ("https://example.org", Some("https://example.org")),
            ("https://example.org:8080/a b?c=d#e", Some("https://example.org:8080/a%20b?c=d#e")),
            ("//example.org/a", Some("https://example.org/a")),
            ("HTTP://192.0.2.1/", Some("HTTP://192.0.2.1/")),
            ("mailto:pals@example.org", Some("mailto:pals@example.org")),
            ("tel:+441632960140", Some("tel:+441632960140")),
            ("https://sŵn.example/é", Some("https://s%C5%B5n.example/%C3%A9")),
            ("https://", None),
            ("https://xn--a.example/", None),
            ("https://\u{fdfa}.example/", None),
            ("https:example.org", None),
            ("https://exa mple.org/", None),
            ("https://example..org/", None),
            ("https://192.0.2.1.5/", None),
            ("https://example.org:99999/", None),
            ("https://[::1/", None),
            ("javascript:alert(1)", None),
            ("data:text/html,a", None),
            ("mailto:", None),
            ("page.md", None),
        ] {
            assert_eq!(web_address(address).as_deref(), expected, "{address}");
        }
    }
}
