//! A text as a reader hears it, with the way back to the text as typed.
//!
//! Markdown and HTML markup go, entities are decoded, hard line ends within a paragraph are spaces, and look-alike
//! characters are one: `**M**argaret`, `Marg&shy;aret` and "Margaret" read the same. Nothing is lost: comments,
//! addresses, alternative texts and attributes follow their paragraph as paragraphs of their own, and addresses once
//! more as words (`mrs-smith.jpg` as "mrs smith"). Paragraphs, rows, list items and lines of front matter are parted by
//! an empty line, and nothing else is.
//!
//! This is no parser: where it is unsure, text stays.

use std::ops::Range;

use super::cells;
use super::characters::{entity, is_invisible, percent};
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// How far the end of a link, an image or a tag is looked for, in bytes.
const MARKUP_BYTES_MAX: usize = 600;

/// Plain text made of a source, and where each part of it came from.
pub struct View {
    /// The plain text.
    pub text: String,
    pieces: Vec<Piece>,
}

/// A stretch of the view and the stretch of the source that it stands for.
struct Piece {
    view: Range<usize>,
    source: Range<usize>,
    /// Byte for byte the same, so that places within it can be told.
    exact: bool,
}

impl View {
    /// The view of a source.
    pub fn of(source: &str) -> View {
        let view = View { text: String::with_capacity(source.len() + source.len() / 8), pieces: Vec::new() };
        let mut builder =
            Builder { source, view, later: Vec::new(), links: Vec::new(), head: None, fence: None, unclosed: false };
        let body = builder.front_matter();
        builder.body(body);
        builder.flush();
        builder.view
    }

    /// Where a stretch of the view stands in the source.
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        let first = self.pieces.partition_point(|piece| piece.view.end <= range.start);
        let after = self.pieces.partition_point(|piece| piece.view.start < range.end);
        let Some(first) = self.pieces.get(first) else { return 0..0 };
        let inside = range.start.max(first.view.start) - first.view.start;
        let start = if first.exact { first.source.start + inside } else { first.source.start };
        let Some(last) = after.checked_sub(1).and_then(|last| self.pieces.get(last)) else { return start..start };
        let inside = range.end.min(last.view.end) - last.view.start;
        let end = if last.exact { last.source.start + inside } else { last.source.end };
        // Only what does not hang together in the source ends before it starts.
        if end < start { start..first.source.end.max(start) } else { start..end }
    }
}

/// What follows a paragraph.
enum Later {
    /// Text with markup of its own: a comment, an alternative text.
    Text(Range<usize>),
    /// An address, as typed and as words.
    Address(Range<usize>),
    /// A cell of a table after the head of its column.
    Cell(Range<usize>, Range<usize>),
    /// The words of an address that stands in the text already.
    Words(Range<usize>),
}

struct Builder<'s> {
    source: &'s str,
    view: View,
    later: Vec<Later>,
    /// Where the texts of open links end, and where the text goes on after their addresses.
    links: Vec<(usize, usize)>,
    /// The first row of the table that goes on here.
    head: Option<Range<usize>>,
    /// The mark of an open code block.
    fence: Option<u8>,
    /// A comment without an end was met: no other can have one.
    unclosed: bool,
}

impl Builder<'_> {
    fn byte(&self, at: usize) -> u8 {
        self.source.as_bytes().get(at).copied().unwrap_or(b'\n')
    }

    fn before(&self, at: usize) -> u8 {
        at.checked_sub(1).map_or(b'\n', |at| self.byte(at))
    }

    fn line_end(&self, at: usize) -> usize {
        self.source[at..].find('\n').map_or(self.source.len(), |length| at + length)
    }

    fn exact(&mut self, range: Range<usize>) {
        let start = self.view.text.len();
        self.view.text.push_str(&self.source[range.clone()]);
        let end = self.view.text.len();
        match self.view.pieces.last_mut() {
            Some(last) if last.exact && last.source.end == range.start && last.view.end == start => {
                last.source.end = range.end;
                last.view.end = end;
            }
            _ => self.view.pieces.push(Piece { view: start..end, source: range, exact: true }),
        }
    }

    fn instead(&mut self, text: &str, range: Range<usize>) {
        let start = self.view.text.len();
        self.view.text.push_str(text);
        self.view.pieces.push(Piece { view: start..self.view.text.len(), source: range, exact: false });
    }

    fn space(&mut self, range: Range<usize>) {
        if self.view.text.is_empty() || self.view.text.ends_with([' ', '\n']) {
        } else if self.source[range.clone()] == *" " {
            self.exact(range);
        } else {
            self.instead(" ", range);
        }
    }

    /// Ends a paragraph, and puts after it what was left for later.
    fn flush(&mut self) {
        self.end_paragraph();
        self.links.clear();
        while let Some(later) = self.later.pop() {
            match later {
                Later::Text(range) => self.inline_all(range),
                Later::Address(range) => {
                    self.plain(range.clone());
                    self.end_paragraph();
                    self.words(range);
                }
                Later::Cell(head, cell) => {
                    self.plain(head);
                    self.view.text.push_str(": ");
                    self.plain(cell);
                }
                Later::Words(range) => self.words(range),
            }
            self.end_paragraph();
        }
    }

    fn end_paragraph(&mut self) {
        if !self.view.text.is_empty() && !self.view.text.ends_with("\n\n") {
            self.view.text.push_str("\n\n");
        }
    }

    /// Reads front matter, line by line, and answers where the body begins.
    fn front_matter(&mut self) -> usize {
        let start = if self.source.starts_with('\u{feff}') { 3 } else { 0 };
        let mut at = self.line_end(start) + 1;
        if self.source[start..].lines().next().is_none_or(|line| line.trim_end() != "---") {
            return start;
        }
        let first = at;
        let closing = loop {
            if at >= self.source.len() {
                return start;
            }
            let end = self.line_end(at);
            if matches!(self.source[at..end].trim_end(), "---" | "...") {
                break at;
            }
            at = end + 1;
        };
        let mut at = first;
        while at < closing {
            let end = self.line_end(at);
            let line = &self.source[at..end];
            let indent = line.len() - line.trim_start().len();
            let content = line.trim_start();
            let item = content.starts_with("- ");
            let key = content.split(' ').next().is_some_and(|word| word.ends_with(':'));
            let content_start = at + indent + if item { 2 } else { 0 };
            if item || key || indent == 0 {
                self.flush();
            }
            self.inline_all(content_start..end);
            self.space(end..(end + 1).min(self.source.len()));
            let value =
                self.source[content_start..end].rfind(' ').map_or(content_start, |space| content_start + space + 1);
            if self.source[value..end].contains(['-', '_', '/']) {
                self.later.push(Later::Words(value..end));
            }
            at = end + 1;
        }
        self.flush();
        self.line_end(closing).min(self.source.len() - 1) + 1
    }

    fn body(&mut self, mut at: usize) {
        while at < self.source.len() {
            let end = self.line_end(at);
            at = self.line(at, end);
        }
    }

    /// One line, or more where markup spans lines. Answers where the next line begins.
    fn line(&mut self, start: usize, end: usize) -> usize {
        let line = &self.source[start..end];
        let content = line.trim();
        if content.is_empty() {
            self.head = None;
            self.flush();
            return end + 1;
        }
        let mark = content.as_bytes().first().copied().unwrap_or(b' ');
        if content.starts_with("```") || content.starts_with("~~~") {
            self.fence = match self.fence {
                Some(open) if open == mark => None,
                None => Some(mark),
                open => open,
            };
            return self.alone(start..end);
        }
        let only = |marks: &str| content.bytes().all(|byte| marks.as_bytes().contains(&byte) || byte == b' ');
        if self.fence.is_some() {
            return self.alone(start..end);
        }
        if only("-=*_|:+") && content.len() > 1 {
            self.flush();
            return end + 1;
        }
        if content.starts_with(":::") || (mark == b'[' && content.contains("]:")) {
            return self.alone(start..end);
        }
        let (at, whole) = self.prefix(start, end);
        let row = mark == b'|' || content.contains(" | ");
        if row {
            self.flush();
            match self.head.clone() {
                Some(head) => {
                    let pairs = cells::labelled(&self.source[head.clone()], line).into_iter();
                    let place = |range: Range<usize>, at: usize| range.start + at..range.end + at;
                    self.later
                        .extend(pairs.map(|(name, cell)| Later::Cell(place(name, head.start), place(cell, start))));
                }
                None => self.head = Some(start..end).filter(|head| head.len() < MARKUP_BYTES_MAX),
            }
        } else {
            self.head = None;
        }
        let (mut at, mut stop) = (at, end);
        while at < stop {
            at = self.inline(at, self.source.len());
            if at > stop {
                // Markup ended within a later line, which goes on as text.
                stop = self.line_end(at);
            }
        }
        if whole || row {
            self.flush();
        } else {
            self.space(stop..(stop + 1).min(self.source.len()));
        }
        stop + 1
    }

    /// A line that is a paragraph of its own and has no markup.
    fn alone(&mut self, range: Range<usize>) -> usize {
        self.flush();
        let end = range.end;
        self.plain(range);
        self.flush();
        end + 1
    }

    /// Skips what begins a line: quotes, list marks, a heading. Answers whether the line is a paragraph of its own.
    fn prefix(&mut self, start: usize, end: usize) -> (usize, bool) {
        let mut at = start;
        loop {
            while at < end && matches!(self.byte(at), b' ' | b'\t') {
                at += 1;
            }
            let rest = &self.source[at..end];
            let bytes = rest.as_bytes();
            if rest.starts_with('>') {
                at += 1;
            } else if matches!(bytes, [b'-' | b'*' | b'+', b' ' | b'\t', ..]) {
                self.flush();
                at += 2;
            } else if rest.starts_with('#') {
                let level = rest.bytes().take_while(|byte| *byte == b'#').count();
                if bytes.get(level) == Some(&b' ') {
                    self.flush();
                    return (at + level + 1, true);
                }
                return (at, false);
            } else {
                let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
                let list = (1..4).contains(&digits) && matches!(bytes.get(digits..), Some([b'.' | b')', b' ', ..]));
                // Within a paragraph only "1." begins a list: "Ward⏎23. She" is a sentence.
                if list && (self.view.text.is_empty() || self.view.text.ends_with('\n') || rest.starts_with("1")) {
                    self.flush();
                    at += digits + 2;
                }
                return (at, false);
            }
        }
    }

    fn inline_all(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            at = self.inline(at, range.end);
        }
    }

    /// One step of text with markup. Answers where it goes on, at most at the end.
    fn inline(&mut self, at: usize, end: usize) -> usize {
        if let Some((close, after)) = self.links.last().copied()
            && at >= close
        {
            self.links.pop();
            // Another mark may have gone past the end of the link.
            return after.clamp(at, end.max(at));
        }
        let (byte, next) = (self.byte(at), self.byte(at + 1));
        let gap = |byte: u8| byte.is_ascii_whitespace();
        let word = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80;
        match byte {
            b'\\' if next.is_ascii_punctuation() => {
                self.exact(at + 1..(at + 2).min(end).max(at + 1));
                (at + 2).min(end)
            }
            b'\\' if next == b'\n' => at + 1,
            b'`' => at + 1,
            b'*' if (gap(next) && gap(self.before(at)))
                || (next.is_ascii_digit() && self.before(at).is_ascii_digit()) =>
            {
                self.exact(at..at + 1);
                at + 1
            }
            b'*' => at + 1,
            b'_' if (word(next) && word(self.before(at))) || (gap(next) && gap(self.before(at))) => {
                self.exact(at..at + 1);
                at + 1
            }
            b'_' => at + 1,
            b'~' | b'=' if next == byte => (at + 2).min(end),
            b'<' => self.angle(at, end),
            b'!' if next == b'[' => match self.link(at + 1, end) {
                Some((close, after)) => {
                    self.later.push(Later::Text(at + 2..close));
                    after
                }
                None => self.plain_step(at, end),
            },
            b'[' if next == b'^' => match self.source[at..end.min(self.floor(at + 60))].find(']') {
                Some(length) => at + length + 1,
                None => self.plain_step(at, end),
            },
            b'[' => match self.link(at, end) {
                Some(link) => {
                    self.links.push(link);
                    at + 1
                }
                None => self.plain_step(at, end),
            },
            b':' if self.source[at..end].starts_with("://") => {
                let stop = self.source[at..end].find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | '"' | ']'));
                let stop = stop.map_or(end, |length| at + length);
                self.later.push(Later::Words(at + 3..stop));
                self.plain(at..stop);
                stop
            }
            _ => self.plain_step(at, end),
        }
    }

    /// The nearest character boundary at or before a place.
    fn floor(&self, at: usize) -> usize {
        self.source.floor_char_boundary(at.min(self.source.len()))
    }

    /// The end of the text of a link whose bracket opens here, and where its address ends.
    fn link(&mut self, open: usize, end: usize) -> Option<(usize, usize)> {
        let limit = self.floor(open + MARKUP_BYTES_MAX).min(end);
        let close = self.matching(open, limit, b'[', b']')?;
        match self.byte(close + 1) {
            b'(' => {
                let limit = self.floor(close + MARKUP_BYTES_MAX).min(end);
                let last = self.matching(close + 1, limit, b'(', b')')?;
                self.later.push(Later::Address(close + 2..last));
                Some((close, last + 1))
            }
            b'[' => {
                let limit = self.floor(close + MARKUP_BYTES_MAX).min(end);
                let last = self.matching(close + 1, limit, b'[', b']')?;
                self.later.push(Later::Text(close + 2..last));
                Some((close, last + 1))
            }
            _ => None,
        }
    }

    /// The bracket that closes the one here, within a paragraph.
    fn matching(&self, open: usize, limit: usize, opening: u8, closing: u8) -> Option<usize> {
        let bytes = self.source.as_bytes().get(..limit)?;
        let mut depth = 0_usize;
        for (at, byte) in bytes.iter().copied().enumerate().skip(open) {
            if byte == opening {
                depth += 1;
            } else if byte == closing {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return Some(at);
                }
            } else if byte == b'\n' && bytes.get(at + 1) == Some(&b'\n') {
                return None;
            }
        }
        None
    }

    /// A comment, a tag or an address in angle brackets; else the bracket itself.
    fn angle(&mut self, at: usize, end: usize) -> usize {
        let rest = &self.source[at..end];
        if rest.starts_with("<!--") && !self.unclosed {
            match rest.find("-->") {
                Some(length) if length >= 4 => {
                    self.later.push(Later::Text(at + 4..at + length));
                    return at + length + 3;
                }
                Some(length) => return at + length + 3,
                None => self.unclosed = true,
            }
        }
        let limit = self.floor(at + MARKUP_BYTES_MAX).min(end);
        let inside = self.source[at..limit].find('>').map(|length| &self.source[at + 1..at + length]);
        let Some(inside) = inside.filter(|it| it.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/')) else {
            return self.plain_step(at, end);
        };
        let after = at + inside.len() + 2;
        if !inside.contains(' ') && inside.contains(['@', ':']) {
            self.plain(at + 1..after - 1);
            return after;
        }
        let mut quoted = at + 1;
        while let Some(open) = self.source[quoted..after].find(['"', '\'']) {
            let start = quoted + open + 1;
            let mark = char::from(self.byte(start - 1));
            let Some(length) = self.source[start..after].find(mark) else { break };
            self.later.push(Later::Address(start..start + length));
            quoted = start + length + 1;
        }
        let name = inside.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
        let inline =
            ["a", "abbr", "b", "bdi", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q", "s"];
        let more = ["small", "span", "strong", "sub", "sup", "time", "u", "wbr"];
        if inline.contains(&name) || more.contains(&name) {
        } else if name == "br" {
            self.space(at..after);
        } else {
            self.end_paragraph();
        }
        after
    }

    /// Text without markup.
    fn plain(&mut self, range: Range<usize>) {
        let mut at = range.start;
        while at < range.end {
            at = self.plain_step(at, range.end);
        }
    }

    /// A run of plain characters, a space, an entity or one other character with its marks.
    fn plain_step(&mut self, at: usize, end: usize) -> usize {
        let bytes = self.source.as_bytes();
        let plain = |byte: u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b',' | b'-' | b'\'' | b'/' | b';' | b'(' | b')')
        };
        let mut stop = at;
        while stop < end && plain(bytes[stop]) {
            stop += 1;
        }
        if stop > at {
            // A mark that combines belongs to the letter before it.
            if stop < end && bytes[stop] >= 0x80 && self.source[stop..].chars().next().is_some_and(is_combining_mark) {
                stop -= 1;
            }
            if stop > at {
                self.exact(at..stop);
                return stop;
            }
        }
        let Some(c) = self.source[at..end].chars().next() else { return end.max(at + 1) };
        let after = at + c.len_utf8();
        match c {
            '&' => match entity(&self.source[at..self.floor(at + 12).min(end)]) {
                Some((decoded, length)) => {
                    self.shown(decoded, at..at + length);
                    at + length
                }
                None => {
                    self.exact(at..after);
                    after
                }
            },
            ' ' | '\t' | '\r' | '\n' => {
                self.space(at..after);
                after
            }
            c => {
                let marks = &self.source[after..end];
                let marks = marks.find(|c| !is_combining_mark(c)).unwrap_or(marks.len());
                if marks > 0 {
                    let composed: String = self.source[at..after + marks].nfkc().collect();
                    self.instead(&composed, at..after + marks);
                } else if c.is_ascii() {
                    self.exact(at..after);
                } else {
                    self.shown(c, at..after);
                }
                after + marks
            }
        }
    }

    /// One character as it is compared.
    fn shown(&mut self, c: char, range: Range<usize>) {
        let mut buffer = [0; 4];
        match c {
            c if is_invisible(c) => {}
            c if c.is_whitespace() => self.space(range),
            '‘' | '’' | '‛' | 'ʼ' | '′' | '`' | '´' => self.instead("'", range),
            '“' | '”' | '„' | '″' | '«' | '»' => self.instead("\"", range),
            '‐' | '‑' | '‒' | '–' | '−' | '﹣' | '－' => self.instead("-", range),
            '―' => self.instead("—", range),
            c if c.is_ascii() => self.instead(c.encode_utf8(&mut buffer), range),
            c => {
                let composed: String = std::iter::once(c).nfkc().collect();
                if self.source[range.clone()] == composed {
                    self.exact(range);
                } else {
                    self.instead(&composed, range);
                }
            }
        }
    }

    /// An address as words: `img/mrs-smith%20ward_23.jpg` as "img mrs smith ward 23".
    fn words(&mut self, range: Range<usize>) {
        let mut end = range.end;
        let file = self.source[range.clone()].rfind('.').filter(|dot| range.len() - dot <= 5);
        end = file.map_or(end, |dot| range.start + dot);
        let mut at = range.start;
        while at < end {
            let Some(c) = self.source[at..end].chars().next() else { return };
            let after = at + c.len_utf8();
            if c == '%'
                && let Some((decoded, length)) = percent(&self.source[at..end])
            {
                self.shown(decoded, at..at + length);
                at += length;
            } else if c.is_alphanumeric() || c == '\'' || is_combining_mark(c) {
                at = self.plain_step(at, self.word_end(at, end));
            } else {
                self.space(at..after);
                at = after;
            }
        }
    }

    fn word_end(&self, at: usize, end: usize) -> usize {
        let rest = &self.source[at..end];
        rest.find(|c: char| !c.is_alphanumeric() && c != '\'' && !is_combining_mark(c))
            .map_or(end, |length| at + length)
    }
}
