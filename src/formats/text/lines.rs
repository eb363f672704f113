//! Lines: indents, list markers, the blank lines between blocks, underlines.

use crate::config;
use crate::formats::format::Edition;

/// What tells a reader that the file is UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';
const LINE_END: &str = "\r\n";
/// How far the content of a box stands in, in spaces.
pub const STEP: usize = 2;
/// The marks under the title and under headings of levels 2 to 6.
const UNDERLINES: [&str; 6] = ["=", "-", "~", ".", ":", "'"];
/// The least marks in an underline: from 4 on, screen readers say how many there are and not each of them.
const UNDERLINE_MIN: usize = 4;
/// The most marks in an underline: a line of braille.
const UNDERLINE_MAX: usize = 40;

/// The text as it is being written.
pub struct Writer<'e> {
    /// What is written.
    pub edition: &'e Edition<'e>,
    /// Which way its language runs.
    pub is_right_to_left: bool,
    /// The file so far.
    pub out: String,
    /// How far lines stand in, in spaces.
    pub indent: usize,
    /// List markers that the next line shows at the end of its indent.
    pub lead: String,
    /// Whether a blank line is due before the next line.
    pub is_apart: bool,
    /// Where the open line starts.
    line_start: usize,
    /// Where its words start.
    pub words_start: usize,
    /// What becomes of breaks.
    pub on_break: OnBreak,
    /// Whether a link is open.
    pub is_in_link: bool,
    /// Tables with a caption, which are numbered.
    pub table_count: usize,
    /// Figures with a caption, which are numbered.
    pub figure_count: usize,
}

/// What becomes of a line break that the author asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum OnBreak {
    /// A new line.
    NewLine,
    /// A space, in a line that has to be one.
    Space,
}

impl<'e> Writer<'e> {
    /// An empty file.
    pub fn new(edition: &'e Edition<'e>) -> Writer<'e> {
        let mut out = String::with_capacity(32 << 10);
        out.push(BYTE_ORDER_MARK);
        Writer {
            edition,
            is_right_to_left: config::is_right_to_left(edition.language),
            out,
            indent: 0,
            lead: String::new(),
            is_apart: false,
            line_start: 0,
            words_start: 0,
            on_break: OnBreak::NewLine,
            is_in_link: false,
            table_count: 0,
            figure_count: 0,
        }
    }

    /// Writes a line. One without words is not written, and leaves its list marker and its blank line to the next.
    pub fn line(&mut self, words: impl FnOnce(&mut Self)) {
        let (start, is_apart, lead) = (self.out.len(), self.is_apart, std::mem::take(&mut self.lead));
        if is_apart && start > BYTE_ORDER_MARK.len_utf8() {
            self.out.push_str(LINE_END);
        }
        self.open(&lead);
        let first = self.words_start;
        words(self);
        if self.has_words() {
            self.close();
            self.is_apart = false;
        } else if self.words_start > first {
            // A break with nothing after it.
            self.out.truncate(self.line_start);
            self.is_apart = false;
        } else {
            self.out.truncate(start);
            self.lead = lead;
        }
    }

    /// Whether the open line has words.
    pub fn has_words(&self) -> bool {
        !self.out[self.words_start..].trim().is_empty()
    }

    /// Begins a line with its indent, the markers at the end of it.
    pub fn open(&mut self, lead: &str) {
        self.line_start = self.out.len();
        if self.is_right_to_left {
            self.out.push('\u{200f}');
        }
        self.out.extend(std::iter::repeat_n(' ', self.indent.saturating_sub(lead.chars().count())));
        self.out.push_str(lead);
        self.words_start = self.out.len();
    }

    /// Ends the open line.
    pub fn close(&mut self) {
        self.out.truncate(self.out.trim_end_matches([' ', '\t']).len());
        self.out.push_str(LINE_END);
    }

    /// Writes a line of Candour's own.
    pub fn say(&mut self, words: &str) {
        self.line(|writer| writer.out.push_str(words));
    }

    /// Writes what stands further in. A marker that waits stays where it is.
    pub fn inside(&mut self, step: usize, write: impl FnOnce(&mut Self)) {
        if !self.lead.is_empty() {
            self.lead.extend(std::iter::repeat_n(' ', step));
        }
        self.indent += step;
        write(self);
        self.indent -= step;
    }

    /// Writes a line that breaks do not end.
    pub fn one_line(&mut self, words: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.on_break, OnBreak::Space);
        self.line(words);
        self.on_break = before;
    }

    /// Writes a heading and its underline. 1 is the title.
    pub fn heading_line(&mut self, level: u8, words: impl FnOnce(&mut Self)) {
        self.is_apart = true;
        let mut length = None;
        self.one_line(|writer| {
            let start = writer.out.len();
            words(writer);
            length = Some(writer.out[start..].trim().chars().count()).filter(|length| *length > 0);
        });
        if let Some(length) = length {
            let mark = UNDERLINES[usize::from(level.clamp(1, 6)) - 1];
            let length = length.clamp(UNDERLINE_MIN, UNDERLINE_MAX);
            self.line(|writer| writer.out.extend(std::iter::repeat_n(mark, length)));
            self.is_apart = true;
        }
    }
}
