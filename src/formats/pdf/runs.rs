//! What stands inside a paragraph: words, links, footnotes and pictures. All text of the author's passes [`cleaned`] and
//! [`Literal`].

use super::Fonts;
use super::story::{Note, Writer};
use crate::document::tree::{Inline, InlineKind, Picture};
use crate::document::words::parts;
use crate::formats::format::{Hyperlink, Print, Unshown};
use crate::formats::office::Direction;
use crate::formats::office::columns::advance;
use crate::formats::office::pictures::PictureBounds;
use crate::formats::xml::{put, uri};
use crate::source::Span;

/// A string literal.
pub struct Literal<'a>(pub &'a str);

impl std::fmt::Display for Literal<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        use std::fmt::Write as _;
        f.write_char('"')?;
        for c in self.0.chars() {
            match c {
                '"' | '\\' => {
                    f.write_char('\\')?;
                    f.write_char(c)?;
                }
                '\n' => f.write_str("\\n")?,
                '\t' => f.write_str("\\t")?,
                c if c.is_control() => {}
                c => f.write_char(c)?,
            }
        }
        f.write_char('"')
    }
}

/// Words as an expression that may stand wherever content may: a string literal, or several with places between them
/// where a line may end. Such a place is a space of no width and not U+200B, which whoever copies an address, or a row
/// of dots to write on, would copy.
pub struct Words<'a>(pub &'a str);

impl std::fmt::Display for Words<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut pieces = breakable(self.0);
        let first = pieces.next().unwrap_or_default();
        let mut rest = pieces.peekable();
        if rest.peek().is_none() {
            return write!(f, "{}", Literal(first));
        }
        write!(f, "({}", Literal(first))?;
        for piece in rest {
            write!(f, "+{MAY_BREAK}+")?;
            let (sign, piece) = held(piece);
            if !sign.is_empty() {
                write!(f, "box({})+", Literal(sign))?;
            }
            write!(f, "{}", Literal(piece))?;
        }
        f.write_str(")")
    }
}

/// A place where a line may end. Typst passes over a space that has no width at all.
const MAY_BREAK: &str = "h(0.001pt)";

/// Pieces of cleaned words between which a line may end without a character for it.
fn breakable(words: &str) -> impl Iterator<Item = &str> {
    words.split(MARK)
}

/// The sign that a piece begins with, and the rest. No line ends before a full stop or a bracket, whatever space is
/// there; before a box with one in it a line may end (UAX 14, LB13 and LB20).
fn held(piece: &str) -> (&str, &str) {
    let sign = piece.chars().next().filter(|first| is_sign(*first));
    piece.split_at(sign.map_or(0, char::len_utf8))
}

/// Signs, of which forms have rows to write on.
fn is_sign(c: char) -> bool {
    c.is_ascii_punctuation() || matches!(c, '…' | '·' | '•' | '–' | '—')
}

/// Stands in cleaned words where a line may end. Nothing that an author types is it: no control character is cleaned.
const MARK: char = '\u{1}';

/// A new line, with the space that keeps the words apart for those who hear them.
pub const LINE_BREAK: &str = "#\" \"#linebreak()";

/// Where a picture stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// By itself.
    Block,
    /// Among words.
    Line,
}

/// The letters after which a word may be broken, when nothing else breaks it: an address would run off the page.
const WORD_MAX: usize = 30;

/// The letters up to which a word of small letters is left to hyphenation, however narrow its column.
const HYPHENATED_MAX: usize = 20;

/// The signs of a row after which it may be broken: narrow columns of large print hold as many.
const ROW_MAX: usize = 8;

impl<'e> Writer<'e> {
    /// Writes running text.
    pub fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) => self.words(words, inline.span),
                InlineKind::Code(words) => {
                    self.raw(words, inline.span);
                }
                // Slanted letters are hard to read; bold ones say the same.
                InlineKind::Emphasis(content) if self.edition.print == Print::Large => self.marked("#strong[", content),
                InlineKind::Emphasis(content) => self.marked("#emph[", content),
                InlineKind::Strong(content) => self.marked("#strong[", content),
                InlineKind::Foreign(language, content) if language.is(self.language) => self.inlines(content),
                InlineKind::Foreign(language, content) => {
                    let around = std::mem::replace(&mut self.language, language.tag());
                    self.marked(&format!("#text(lang: \"{}\")[", self.language), content);
                    self.language = around;
                }
                InlineKind::Link(link) => self.link(&link.target, &link.content),
                InlineKind::Picture(picture) => self.picture(picture, PictureBounds::Text, Place::Line),
                InlineKind::Footnote { index, .. } => self.footnote(*index),
                InlineKind::Break => self.out.push_str(LINE_BREAK),
            }
        }
    }

    /// Writes running text between an opening and a bracket.
    pub fn marked(&mut self, open: &str, content: &[Inline]) {
        self.out.push_str(open);
        self.inlines(content);
        self.out.push(']');
    }

    /// Writes words, each stretch of another script with its language.
    pub fn words(&mut self, words: &str, span: Span) {
        let mut start = 0;
        for (part, language) in parts(words, self.language) {
            let span = within(span, words, start, part.len());
            start += part.len();
            match language {
                None => {
                    self.out.push('#');
                    self.literal(part, span);
                }
                Some(language) => {
                    // The letters have their own direction. Marks around them would be a part of what is copied and read.
                    let direction = match Direction::of(self.edition.language) {
                        Direction::LeftToRight => "ltr",
                        Direction::RightToLeft => "rtl",
                    };
                    put!(self.out, "#text(lang: \"{language}\", dir: {direction}, ");
                    self.literal(part, span);
                    self.out.push(')');
                }
            }
        }
    }

    /// Writes words as an expression.
    pub fn literal(&mut self, words: &str, span: Span) {
        let shown = self.shown(words, span);
        put!(self.out, "{}", Words(&shown));
    }

    /// Writes words letter for letter, as code has them.
    pub fn raw(&mut self, words: &str, span: Span) {
        let shown = self.shown(words, span);
        for (index, piece) in breakable(&shown).enumerate() {
            if index > 0 {
                put!(self.out, "#{MAY_BREAK}");
            }
            let (sign, piece) = if index > 0 { held(piece) } else { ("", piece) };
            if !sign.is_empty() {
                put!(self.out, "#box(raw({}))", Literal(sign));
            }
            put!(self.out, "#raw({})", Literal(piece));
        }
    }

    /// The width of the lines here, in the measure of words: twips of bold letters of 12 points.
    pub fn line(&self) -> u64 {
        u64::from(self.edition.print.measured(self.room)) * 10 / 11 * 10 / u64::from(self.letters)
    }

    /// Words as they can be shown; notes what cannot.
    fn shown(&mut self, words: &str, span: Span) -> String {
        let (shown, unshown) = cleaned(self.edition.fonts, words, self.line());
        for (at, character) in unshown {
            let span = within(span, words, at, character.len_utf8());
            self.unshown.push(Unshown { span, character });
        }
        shown
    }

    /// Writes the title of what cannot be shown.
    pub fn title_line(&mut self, title: &str, span: Span) {
        self.out.push_str("#title-line(");
        self.literal(title, span);
        self.out.push_str(")\n");
    }

    /// Writes running text as a link.
    pub fn link(&mut self, target: &str, content: &[Inline]) {
        self.linked(target, is_shown(content), |writer| writer.inlines(content));
    }

    /// Writes what `words` writes as a link, or without one where the target leads nowhere, a link is open already or
    /// there is nothing to see.
    pub fn linked(&mut self, target: &str, is_shown: bool, words: impl FnOnce(&mut Self)) {
        let start = self.out.len();
        let hyperlink = if self.in_link { None } else { (self.edition.link)(target) };
        let underlined = match self.edition.print {
            Print::Standard => "u",
            Print::Large => "dark-u",
        };
        let open = match hyperlink {
            Some(Hyperlink::Heading(id)) => {
                self.anchors.get(id.as_str()).map(|anchor| format!("#link(<h{}>)[#{underlined}[", anchor.number))
            }
            Some(Hyperlink::Address(address)) if !address.trim().is_empty() => {
                Some(format!("#link({})[#{underlined}[", Literal(&uri(address.trim()))))
            }
            _ => None,
        };
        let Some(open) = open else { return words(self) };
        self.in_link = true;
        words(self);
        self.in_link = false;
        if is_shown || self.out[start..].contains("image(") {
            self.out.insert_str(start, &open);
            self.out.push_str("]]");
        }
    }

    /// Writes the number of a footnote, with the note at its first reference.
    pub fn footnote(&mut self, index: usize) {
        let Some(footnote) = self.edition.body.footnotes.get(index) else { return };
        match self.notes[index] {
            Note::Written => put!(self.out, "#footnote(<n{index}>)"),
            Note::Unmet => {
                self.notes[index] = Note::Written;
                let was_in_link = std::mem::replace(&mut self.in_link, false);
                self.out.push_str("#footnote[");
                self.blocks(&footnote.content);
                put!(self.out, "]<n{index}>");
                self.in_link = was_in_link;
            }
        }
    }

    /// Writes a picture, or its alternative in words where the file cannot be shown.
    pub fn picture(&mut self, picture: &Picture, bounds: PictureBounds, place: Place) {
        let alt: String = picture.alt.chars().filter(|c| !is_unseen(*c) && !c.is_control()).collect();
        let alt = alt.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}'));
        let end = if place == Place::Block { "\n\n" } else { "" };
        let Some(medium) = self.media.medium(self.edition, &picture.target) else {
            if !alt.is_empty() {
                self.words(&format!("[Picture: {alt}]"), picture.span);
                self.out.push_str(end);
            }
            return;
        };
        let (width, height) = medium.shown_size(bounds, self.room);
        let points = |emu: u64| emu as f64 / 12_700.0;
        let name = &self.media.files[medium.index].0;
        let image = format!("image(\"/{name}\", width: {:.2}pt, height: {:.2}pt", points(width), points(height));
        let (open, close) = if place == Place::Line { ("box(", ")") } else { ("", "") };
        if alt.is_empty() {
            // In a container: where a page ends behind it, Typst would take a footnote's links for a part of it.
            let (open, close) = if place == Place::Line { (open, close) } else { ("block(", ")") };
            put!(self.out, "#{open}pdf.artifact({image})){close}{end}");
        } else {
            put!(self.out, "#{open}{image}, alt: {}){close}{end}", Literal(alt));
        }
    }
}

/// The signs in a long word behind which it is best broken.
const JOINTS: [char; 13] = ['.', '/', '@', '?', '&', '=', '-', '_', '#', '%', '~', ':', ','];

/// Words with places to break those that are long or wider than a line, and a mark in place of what no font can show.
/// That comes beside them, with where it stands.
pub fn cleaned(fonts: &Fonts, words: &str, line: u64) -> (String, Vec<(usize, char)>) {
    let mut shown = String::with_capacity(words.len());
    let mut unshown = Vec::new();
    // The letters since the last place to break, and where the next may be: behind a full stop or a slash rather than
    // within a part of an address.
    let (mut length, mut joint) = (0, None);
    // Their width, where they may not be left to hyphenation.
    let (mut width, mut is_divided) = (0, false);
    // The same sign again and again: a row to write on, which may be broken anywhere.
    let mut row = (' ', 0);
    for (at, c) in words.char_indices() {
        row = if row.0 == c { (c, row.1 + 1) } else { (c, 1) };
        if is_sign(c) && row.1 > ROW_MAX {
            shown.push(MARK);
            (length, width, joint, row.1) = (0, 0, None, 1);
        }
        length = if c.is_whitespace() { 0 } else { length + 1 };
        width = if c.is_whitespace() { 0 } else { width + advance(c) };
        if length == 1 {
            is_divided = !is_hyphenated(&words[at..]);
        }
        if length <= 1 {
            joint = None;
        } else if c.is_ascii_alphanumeric() && shown.ends_with(JOINTS) {
            joint = Some((shown.len(), length, width));
        }
        // Letters of other scripts may belong to the one before them.
        if (length > WORD_MAX || length > 1 && is_divided && width > line) && (c.is_ascii() || is_sign(c)) {
            let (place, before, passed) = joint.take().unwrap_or((shown.len(), length, width));
            shown.insert(place, MARK);
            length -= before - 1;
            width -= passed - advance(c).min(passed);
        }
        match c {
            ' '..='~' | '\n' | '\t' => shown.push(c),
            // An author's own place to break, which other scripts than ours need as it is.
            '\u{200b}' if words[at + c.len_utf8()..].chars().next().is_none_or(|next| next.is_ascii()) => {
                shown.push(MARK)
            }
            '\u{2028}' | '\u{2029}' => shown.push(' '),
            c if c.is_control() || is_unseen(c) => {}
            c if fonts.has(c) && !is_private(c) => shown.push(c),
            c => {
                unshown.push((at, c));
                shown.push('\u{fffd}');
            }
        }
    }
    (shown, unshown)
}

/// Whether the word that a text begins with can be left to hyphenation: a short one of small letters.
fn is_hyphenated(text: &str) -> bool {
    let word = text.split(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
    word.chars().count() <= HYPHENATED_MAX && word.chars().skip(1).all(char::is_lowercase)
}

/// The span of a part of some words, where the Markdown is the same letter for letter; that of the words otherwise.
fn within(span: Span, words: &str, start: usize, length: usize) -> Span {
    let first = span.start as usize + start;
    if (span.end - span.start) as usize == words.len() { Span::new(first, first + length) } else { span }
}

/// Whether inline text has words, pictures aside.
pub fn is_shown(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match &inline.kind {
        InlineKind::Text(words) | InlineKind::Code(words) => {
            words.chars().any(|c| !c.is_whitespace() && !c.is_control() && !is_unseen(c))
        }
        InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Foreign(_, content) => {
            is_shown(content)
        }
        InlineKind::Link(link) => is_shown(&link.content),
        InlineKind::Picture(_) | InlineKind::Footnote { .. } | InlineKind::Break => false,
    })
}

/// Characters that show nothing and that fonts lack: the soft hyphen, the byte-order mark, the joiner of words, the
/// selectors of a letter's or a symbol's variant, and what turns letters against their own direction.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{feff}' | '\u{202d}' | '\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character means something only to those who agreed on it (the private-use areas of Unicode).
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..)
}
