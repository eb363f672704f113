//! What stands inside a paragraph: words in runs, fields and pictures.

use std::ops::Range;

use super::story::Writer;
use crate::formats::format::Print;
use crate::formats::office::Direction;
use crate::formats::office::look::{BLUE, printed_colour};
use crate::formats::office::state::Format;
use crate::formats::xml::{Escaped, put};
use crate::language::Spoken;

/// Pushes the run's properties. One character style names what the words are; what it leaves out is set directly.
fn push_format(format: Format, out: &mut String, direction: Direction, print: Print) {
    let style = match format {
        Format { code: true, .. } => "CodeText",
        Format { link: true, .. } => "Hyperlink",
        Format { strong: true, .. } => "Strong",
        Format { emphasis: true, .. } => "Emphasis",
        _ => "",
    };
    if style.is_empty() && direction == Direction::LeftToRight && format.language.is_none() {
        return;
    }
    out.push_str("<w:rPr>");
    if !style.is_empty() {
        put!(out, r#"<w:rStyle w:val="{style}"/>"#);
    }
    if format.strong && style != "Strong" {
        out.push_str("<w:b/><w:bCs/>");
    }
    if format.emphasis && style != "Emphasis" {
        out.push_str("<w:i/><w:iCs/>");
    }
    if format.link && style != "Hyperlink" {
        put!(out, r#"<w:color w:val="{}"/><w:u w:val="single"/>"#, printed_colour(BLUE, print));
    }
    if direction == Direction::RightToLeft {
        out.push_str("<w:rtl/>");
    }
    if let Some(language) = format.language.map(Spoken::tag) {
        put!(out, r#"<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"/>"#);
    }
    out.push_str("</w:rPr>");
}

const RUN_END: &str = "</w:t></w:r>";

/// The last run of words that was written.
#[derive(Clone, Copy)]
pub struct LastRun {
    /// Where it ends. Words that follow there in the same format join it.
    end: usize,
    /// How it is set.
    format: Format,
    /// Which way it runs.
    direction: Direction,
}

impl Writer<'_> {
    /// Writes words, each stretch in its direction.
    pub fn stretches(&mut self, words: &str, format: Format) {
        let direction = if format.code { Direction::LeftToRight } else { self.direction };
        each_stretch(words, direction, |stretch, direction| self.run(stretch, format, direction));
    }

    /// Writes words that run in one direction.
    pub fn run(&mut self, words: &str, format: Format, direction: Direction) {
        if words.is_empty() {
            return;
        }
        // Bold of a character style takes back the bold of a paragraph style: Word toggles (ISO/IEC 29500-1, 17.7.3).
        let print = self.state.edition.print;
        let format = match print {
            Print::Standard => format,
            // Slanted letters are hard to read; bold ones say the same.
            Print::Large => Format { strong: format.strong || format.emphasis, emphasis: false, ..format },
        };
        let format = Format { strong: format.strong && !self.is_bold, ..format };
        match self.last_run {
            Some(last) if (last.end, last.format, last.direction) == (self.xml.len(), format, direction) => {
                self.xml.truncate(last.end - RUN_END.len());
            }
            _ => {
                self.xml.push_str("<w:r>");
                push_format(format, &mut self.xml, direction, print);
                self.xml.push_str(r#"<w:t xml:space="preserve">"#);
            }
        }
        put!(self.xml, "{}{RUN_END}", Escaped(words));
        self.last_run = Some(LastRun { end: self.xml.len(), format, direction });
    }

    /// Writes a bracket beside the number of a footnote in large print, where it stands on the line and would look like
    /// part of the word.
    pub fn note_bracket(&mut self, bracket: &str) {
        if self.state.edition.print == Print::Large {
            put!(self.xml, r#"<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:t>{bracket}</w:t></w:r>"#);
        }
    }

    /// Writes a picture in a line.
    pub fn push_drawing(&mut self, relationship: usize, (width, height): (u64, u64), id: usize, alt: &str) {
        put!(
            self.xml,
            r#"<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{id}" name="Picture {id}""#
        );
        if alt.is_empty() {
            self.xml.push_str(concat!(
                r#"><a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative"#,
                r#" xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>"#,
                "</wp:docPr>",
            ));
        } else {
            put!(self.xml, r#" descr="{}"/>"#, Escaped(alt));
        }
        put!(
            self.xml,
            r#"<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{id}" name="Picture {id}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"#
        );
    }
}

/// Pushes words outside of the story.
pub fn push_words(out: &mut String, words: &str, direction: Direction) {
    each_stretch(words, direction, |stretch, direction| {
        if !stretch.is_empty() {
            out.push_str("<w:r>");
            push_format(Format::PLAIN, out, direction, Print::Standard);
            put!(out, r#"<w:t xml:space="preserve">{}{RUN_END}"#, Escaped(stretch));
        }
    });
}

/// Pushes a field: a code that Word can work out anew, and the result it had when the document was written.
pub fn push_field(out: &mut String, code: &str, result: &str) {
    let properties =
        if code.starts_with("NOTEREF") { r#"<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>"# } else { "" };
    put!(
        out,
        r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>{properties}<w:t>{result}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#
    );
}

/// Calls `each` with the stretches of a text and their directions, in order.
fn each_stretch(text: &str, direction: Direction, mut each: impl FnMut(&str, Direction)) {
    let mut end = 0;
    if direction == Direction::RightToLeft {
        for rightward in rightward_stretches(text) {
            each(&text[end..rightward.start], Direction::RightToLeft);
            each(&text[rightward.clone()], Direction::LeftToRight);
            end = rightward.end;
        }
    }
    each(&text[end..], direction);
}

/// The stretches of a right-to-left text that run from left to right, such as English names: whole words with what
/// stands between them, without the punctuation and spaces around them. Word sets each run in one direction, so that a
/// wrong mark would put a bracket or a full stop on the wrong side.
fn rightward_stretches(text: &str) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    // Whether the last stretch may grow: no word from right to left stood after it. Numbers join it, as in Unicode.
    let mut is_open = false;
    let mut numbers = telephone_numbers(text).into_iter().peekable();
    for (start, word) in words_of(text) {
        let end = start + word.len();
        if let Some(number) = numbers.next_if(|number| number.start < end) {
            stretches.push(number);
        }
        if stretches.last().is_some_and(|last| start < last.end) {
            is_open = false;
            continue;
        }
        let letters = || word.char_indices().filter(|(_, c)| c.is_alphanumeric());
        if word.chars().any(is_leftward) {
            is_open = false;
        } else if letters().any(|(_, c)| c.is_alphabetic()) || is_open {
            let (Some((first, _)), Some((last, c))) = (letters().next(), letters().next_back()) else { continue };
            let end = start + last + c.len_utf8();
            match stretches.last_mut() {
                Some(stretch) if is_open => stretch.end = end,
                _ => stretches.push(start + first..end),
            }
            is_open = true;
        }
    }
    stretches
}

/// The telephone numbers that stand between left-to-right marks, with these.
fn telephone_numbers(text: &str) -> Vec<Range<usize>> {
    const MARK: &str = "\u{200e}";
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(MARK).map(|at| from + at) {
        from = start + MARK.len();
        let digits = text[from..].find(|c: char| !c.is_ascii_digit() && !matches!(c, ' ' | '+'));
        if let Some(digits) = digits
            && digits > 0
            && text[from + digits..].starts_with(MARK)
        {
            from += digits + MARK.len();
            found.push(start..from);
        }
    }
    found
}

/// The words between white space, with their places.
fn words_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split(char::is_whitespace).map(move |word| {
        let at = text[start..].find(word).map_or(start, |offset| start + offset);
        start = at + word.len();
        (at, word)
    })
}

/// Whether a character belongs to a script written from right to left: Hebrew to Arabic Extended-A, their presentation
/// forms, and the scripts of the second plane's right-to-left block.
fn is_leftward(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_words_in_urdu_keep_their_direction() {
        let text = "ہم (NHS England) کی NM-POL-014, version 2 دیکھیں۔ 25 دن";
        let found: Vec<_> = rightward_stretches(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["NHS England", "NM-POL-014, version 2"]);
        let text = "NHS (\u{200e}01632 960000\u{200e}، 25 دن";
        let found: Vec<_> = rightward_stretches(text).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, ["NHS", "\u{200e}01632 960000\u{200e}"]);
    }
}
