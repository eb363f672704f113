//! What stands inside a paragraph: words in runs, links, footnote references, fields and pictures.

use std::ops::Range;

use super::Direction;
use super::story::{Note, Writer};
use super::styles::{TEXT_WIDTH, link_colour};
use super::xml::{Escaped, put};
use crate::document::tree::{Inline, InlineKind, Picture};
use crate::formats::format::{Hyperlink, PictureKind, Print};

/// How words are set, beyond the style of their paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// Strong emphasis.
    pub strong: bool,
    /// Emphasis.
    pub emphasis: bool,
    /// Typed as code.
    pub code: bool,
    /// Inside a link.
    pub link: bool,
}

impl Format {
    /// Words set as their paragraph is.
    pub const PLAIN: Format = Format { strong: false, emphasis: false, code: false, link: false };
    /// Words in strong emphasis.
    pub const STRONG: Format = Format { strong: true, ..Format::PLAIN };

    /// Pushes the run's properties. One character style names what the words are; what it leaves out is set directly.
    fn push(self, out: &mut String, direction: Direction, print: Print) {
        let style = match self {
            Format { code: true, .. } => "CodeText",
            Format { link: true, .. } => "Hyperlink",
            Format { strong: true, .. } => "Strong",
            Format { emphasis: true, .. } => "Emphasis",
            _ => "",
        };
        if style.is_empty() && direction == Direction::LeftToRight {
            return;
        }
        out.push_str("<w:rPr>");
        if !style.is_empty() {
            put!(out, r#"<w:rStyle w:val="{style}"/>"#);
        }
        if self.strong && style != "Strong" {
            out.push_str("<w:b/><w:bCs/>");
        }
        if self.emphasis && style != "Emphasis" {
            out.push_str("<w:i/><w:iCs/>");
        }
        if self.link && style != "Hyperlink" {
            put!(out, r#"<w:color w:val="{}"/><w:u w:val="single"/>"#, link_colour(print));
        }
        if direction == Direction::RightToLeft {
            out.push_str("<w:rtl/>");
        }
        out.push_str("</w:rPr>");
    }
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

/// A picture file that the document holds.
#[derive(Clone, Copy)]
pub struct Medium {
    /// Its place in the list of media.
    index: usize,
    /// Its width and height in pixels, neither of them 0.
    pixels: (u32, u32),
}

/// The length of a pixel in English Metric Units, at 96 pixels to the inch.
const PIXEL: u64 = 9525;
/// The length of a twip in English Metric Units.
const TWIP: u64 = 635;
/// The tallest a picture is shown, in twips: two thirds of the page, so that its caption stays with it.
const PICTURE_HEIGHT_MAX: u32 = 10_200;

/// How large a picture may be shown.
#[derive(Clone, Copy)]
pub enum PictureBounds {
    /// As wide as the text around it, and not much of a page high.
    Text,
    /// In the square of an easy read picture, 5.5 cm wide and high.
    EasyRead,
}

impl PictureBounds {
    /// The most width and height a picture may have where lines are this wide, in twips.
    pub fn within(self, room: u32) -> (u32, u32) {
        match self {
            PictureBounds::Text => (room, PICTURE_HEIGHT_MAX),
            PictureBounds::EasyRead => (room.min(TEXT_WIDTH / 3), TEXT_WIDTH / 3),
        }
    }
}

impl Writer<'_> {
    /// Writes running text.
    pub fn inlines(&mut self, inlines: &[Inline], format: Format) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) => self.words(words, format),
                InlineKind::Code(words) => self.words(words, Format { code: true, ..format }),
                InlineKind::Emphasis(content) => self.inlines(content, Format { emphasis: true, ..format }),
                InlineKind::Strong(content) => self.inlines(content, Format { strong: true, ..format }),
                InlineKind::Link(link) => {
                    self.link(&link.target, format, |writer, format| writer.inlines(&link.content, format));
                }
                InlineKind::Picture(picture) => self.picture(picture, PictureBounds::Text, format),
                InlineKind::Footnote { index, .. } => self.footnote_reference(*index),
                InlineKind::Break => self.xml.push_str("<w:r><w:br/></w:r>"),
            }
        }
    }

    /// Writes words.
    pub fn words(&mut self, words: &str, format: Format) {
        let direction = if format.code { Direction::LeftToRight } else { self.direction };
        each_stretch(words, direction, |stretch, direction| self.run(stretch, format, direction));
    }

    /// Writes words that run in one direction.
    pub fn run(&mut self, words: &str, format: Format, direction: Direction) {
        if words.is_empty() {
            return;
        }
        // Bold of a character style takes back the bold of a paragraph style: Word toggles (ISO/IEC 29500-1, 17.7.3).
        let format = Format { strong: format.strong && !self.is_bold, ..format };
        let format = match self.edition.print {
            Print::Large if format.emphasis => {
                // Slanted letters are hard to read; bold ones say the same.
                Format { emphasis: false, strong: !self.is_bold, ..format }
            }
            _ => format,
        };
        match self.last_run {
            Some(last) if (last.end, last.format, last.direction) == (self.xml.len(), format, direction) => {
                self.xml.truncate(last.end - RUN_END.len());
            }
            _ => {
                self.xml.push_str("<w:r>");
                format.push(&mut self.xml, direction, self.edition.print);
                self.xml.push_str(r#"<w:t xml:space="preserve">"#);
            }
        }
        put!(self.xml, "{}{RUN_END}", Escaped(words));
        self.last_run = Some(LastRun { end: self.xml.len(), format, direction });
    }

    /// Writes what `words` writes as a link, or without one where the target leads nowhere or a link is open already.
    pub fn link(&mut self, target: &str, format: Format, words: impl FnOnce(&mut Self, Format)) {
        let hyperlink = if format.link { None } else { (self.edition.link)(target) };
        let is_open = match hyperlink {
            Some(Hyperlink::Heading(id)) => match self.anchors.get(id.as_str()) {
                Some(anchor) => {
                    put!(self.xml, r#"<w:hyperlink w:anchor="{}" w:history="1">"#, anchor.name);
                    true
                }
                None => false,
            },
            Some(Hyperlink::Address(address)) if !address.is_empty() => {
                let number = self.relationships.address(&address);
                put!(self.xml, r#"<w:hyperlink r:id="rId{number}" w:history="1">"#);
                true
            }
            _ => false,
        };
        if is_open {
            words(self, Format { link: true, ..format });
            self.xml.push_str("</w:hyperlink>");
        } else {
            words(self, format);
        }
    }

    /// Writes the number of a footnote. The first reference in the text is Word's own, which carries the note; further
    /// ones refer to its number. Word has no notes to notes: a note that only another note refers to follows it there.
    fn footnote_reference(&mut self, index: usize) {
        match self.notes.get(index) {
            Some(Note::Unmet) if self.in_footnotes => {
                self.notes[index] = Note::Placed;
                self.notes_to_notes.push(index);
            }
            Some(Note::Unmet) => {
                self.note_count += 1;
                self.notes[index] = Note::Numbered(self.note_count);
                let bookmark = self.next_bookmark();
                let id = index + 1;
                let (open, close) = self.note_brackets();
                put!(
                    self.xml,
                    r#"{open}<w:bookmarkStart w:id="{bookmark}" w:name="_RefNote{id}"/><w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{id}"/></w:r><w:bookmarkEnd w:id="{bookmark}"/>{close}"#
                );
            }
            Some(Note::Numbered(number)) => {
                let (open, close) = self.note_brackets();
                self.xml.push_str(open);
                push_field(&mut self.xml, &format!(r"NOTEREF _RefNote{} \f \h", index + 1), &number.to_string());
                self.xml.push_str(close);
            }
            Some(Note::Placed) | None => {}
        }
    }

    /// What stands around the number of a footnote. On the line of large print it would look like part of the word.
    fn note_brackets(&self) -> (&'static str, &'static str) {
        match self.edition.print {
            Print::Standard => ("", ""),
            Print::Large => (
                r#"<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:t>[</w:t></w:r>"#,
                r#"<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:t>]</w:t></w:r>"#,
            ),
        }
    }

    /// Writes a picture, or its alternative in words where Word cannot show the file.
    pub fn picture(&mut self, picture: &Picture, bounds: PictureBounds, format: Format) {
        let alt = picture.alt.trim();
        let Some(medium) = self.medium(&picture.target) else {
            if !alt.is_empty() {
                self.words(&format!("[Picture: {alt}]"), format);
            }
            return;
        };
        let (width, height) = shown_size(medium.pixels, bounds.within(self.room));
        let relationship = self.relationships.part("image", &self.media[medium.index].0);
        self.picture_count += 1;
        let id = self.picture_count;
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

    /// The file behind a target, taken into the document at its first use. `None` when Word cannot show it.
    fn medium(&mut self, target: &str) -> Option<Medium> {
        if let Some(known) = self.media_by_target.get(target) {
            return *known;
        }
        let medium = (self.edition.picture)(target).and_then(|file| {
            let suffix = match file.kind {
                PictureKind::Png => "png",
                PictureKind::Jpeg => "jpeg",
                PictureKind::Gif => "gif",
                PictureKind::Svg | PictureKind::Webp => return None,
            };
            if file.width == 0 || file.height == 0 {
                return None;
            }
            let index = self.media.len();
            self.media.push((format!("media/image{}.{suffix}", index + 1), file.bytes));
            Some(Medium { index, pixels: (file.width, file.height) })
        });
        self.media_by_target.insert(target.to_owned(), medium);
        medium
    }
}

/// The width and height of a picture in English Metric Units: as many pixels as it has, made smaller to fit a width and
/// a height in twips. A side is never 0, which Word would not open.
pub fn shown_size((width, height): (u32, u32), (width_max, height_max): (u32, u32)) -> (u64, u64) {
    let (mut width, mut height) = (u64::from(width) * PIXEL, u64::from(height) * PIXEL);
    let (width_max, height_max) = (u64::from(width_max) * TWIP, u64::from(height_max) * TWIP);
    // In 128 bits, since the pixel counts are whatever the file says.
    let scaled = |side: u64, new: u64, old: u64| (u128::from(side) * u128::from(new) / u128::from(old)) as u64;
    if width > width_max {
        (width, height) = (width_max, scaled(height, width_max, width));
    }
    if height > height_max {
        (width, height) = (scaled(width, height_max, height), height_max);
    }
    (width.max(1), height.max(1))
}

/// Pushes words outside of the story.
pub fn push_words(out: &mut String, words: &str, direction: Direction) {
    each_stretch(words, direction, |stretch, direction| {
        if !stretch.is_empty() {
            out.push_str("<w:r>");
            Format::PLAIN.push(out, direction, Print::Standard);
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
    for (start, word) in words_of(text) {
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
    }

    #[test]
    fn pictures_fit_the_page() {
        assert_eq!(shown_size((100, 50), (9354, 10_000)), (100 * PIXEL, 50 * PIXEL));
        assert_eq!(shown_size((10_000, 1), (9354, 10_000)), (9354 * TWIP, 593));
        assert_eq!(shown_size((u32::MAX, 1), (0, 0)), (1, 1));
        assert_eq!(shown_size((1000, u32::MAX), (9354, 10_000)).1, 10_000 * TWIP);
    }
}
