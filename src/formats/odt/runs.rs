//! What stands inside a paragraph: words, links, the places of footnotes, and pictures.
//!
//! Who reads OpenDocument leaves out spaces at the start of a paragraph and after another space. Those that are meant
//! are elements.

use super::story::Writer;
use crate::formats::office::state::{Format, Goal};
use crate::formats::xml::{Escaped, put, uri};

/// Whether a character is a space once it is in the file.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// The parts of a format, each with the style that shows it. A link shows itself.
fn character_styles(format: Format) -> impl Iterator<Item = &'static str> {
    let styles =
        [(format.strong, "Strong_20_Emphasis"), (format.emphasis, "Emphasis"), (format.code, "Source_20_Text")];
    styles.into_iter().filter_map(|(is_set, style)| is_set.then_some(style))
}

impl Writer<'_> {
    /// Writes words in their character styles, one span in another.
    pub fn push_words(&mut self, words: &str, format: Format) {
        let start = self.xml.len();
        if let Some(language) = format.language {
            self.automatic.languages.insert(language);
            put!(self.xml, r#"<text:span text:style-name="{}">"#, language.tag());
        }
        for style in character_styles(format) {
            put!(self.xml, r#"<text:span text:style-name="{style}">"#);
        }
        let words_start = self.xml.len();
        self.push_text(words);
        if self.xml.len() == words_start {
            return self.xml.truncate(start);
        }
        for _ in 0..character_styles(format).count() + usize::from(format.language.is_some()) {
            self.xml.push_str("</text:span>");
        }
    }

    /// Writes text with all its spaces.
    fn push_text(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let (spaces, after) = rest.split_at(rest.find(|c| !is_space(c)).unwrap_or(rest.len()));
            self.push_spaces(spaces.len());
            // Up to the next space that would be left out.
            let mut last = 'x';
            let is_lost = |c| {
                let is_lost = is_space(c) && (c != ' ' || last == ' ');
                last = c;
                is_lost
            };
            let (words, after) = after.split_at(after.find(is_lost).unwrap_or(after.len()));
            rest = after;
            let start = self.xml.len();
            put!(self.xml, "{}", Escaped(words));
            if self.xml.len() > start {
                self.is_after_space = words.ends_with(' ');
            }
        }
    }

    /// Writes spaces.
    fn push_spaces(&mut self, count: usize) {
        let mut missing = count;
        if missing > 0 && !self.is_after_space {
            self.xml.push(' ');
            missing -= 1;
            self.is_after_space = true;
        }
        match missing {
            0 => {}
            1 => self.xml.push_str("<text:s/>"),
            _ => put!(self.xml, r#"<text:s text:c="{missing}"/>"#),
        }
    }

    /// Writes what `words` writes as a link; nothing where it writes nothing.
    pub fn push_link(&mut self, goal: Goal<'_>, words: impl FnOnce(&mut Self)) {
        let start = self.xml.len();
        self.xml.push_str(r#"<text:a xlink:type="simple" xlink:href=""#);
        match goal {
            Goal::Bookmark(name) => put!(self.xml, "#{name}"),
            Goal::Address(address) => put!(self.xml, "{}", Escaped(&uri(address))),
        }
        self.xml
            .push_str(r#"" text:style-name="Internet_20_link" text:visited-style-name="Visited_20_Internet_20_Link">"#);
        let words_start = self.xml.len();
        words(self);
        if self.xml.len() == words_start {
            self.xml.truncate(start);
        } else {
            self.xml.push_str("</text:a>");
        }
    }

    /// Writes the reference to a footnote that carries it, and notes the place for what it says.
    pub fn push_note(&mut self, index: usize, number: usize) {
        put!(
            self.xml,
            r#"<text:note text:id="ftn{}" text:note-class="footnote"><text:note-citation>{number}</text:note-citation><text:note-body>"#,
            index + 1
        );
        self.note_places.push((self.xml.len(), index));
        self.xml.push_str("</text:note-body></text:note>");
    }

    /// Writes a picture in the line. Its alternative is the description, which Word takes for it; as its title too, it
    /// would be read out twice.
    pub fn push_picture(&mut self, file: usize, (width, height): (u64, u64), number: usize, alt: &str) {
        self.automatic.has_pictures = true;
        put!(
            self.xml,
            r#"<draw:frame draw:style-name="Picture" draw:name="Picture {number}" text:anchor-type="as-char" svg:width="{}" svg:height="{}"><draw:image xlink:href="Pictures/{}" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>"#,
            centimetres(width),
            centimetres(height),
            self.state.media.files[file].0
        );
        if !alt.is_empty() {
            put!(self.xml, "<svg:desc>{}</svg:desc>", Escaped(alt));
        }
        self.xml.push_str("</draw:frame>");
    }
}

/// A length in English Metric Units, 360,000 to the centimetre, as OpenDocument writes it. Never 0.
fn centimetres(length: u64) -> String {
    let thousandths = (length / 360).max(1);
    format!("{}.{:03}cm", thousandths / 1000, thousandths % 1000)
}
