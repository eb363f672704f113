//! What an author wrote, as checks read it: the plain words of each paragraph, heading and cell, with the way back from
//! every word to the characters in the file.

use std::cell::OnceCell;
use std::ops::Range;

use super::cues::Cues;
use crate::document::tree::*;
use crate::kinds::Meta;
use crate::source::Span;

/// What a passage is in its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A paragraph of running text.
    Paragraph,
    /// The first paragraph of a list item.
    Item,
    /// A heading, with its level.
    Heading(u8),
    /// A cell in the header row of a table.
    ColumnHeader,
    /// Any other cell.
    Cell,
    /// The caption of a table.
    Caption,
    /// A label: the term of a definition, the summary of details, the heading of a component, an action link.
    Label,
    /// The text of a footnote.
    Note,
}

/// The plain words of one run of text.
#[derive(Clone, Debug)]
pub struct Passage<'a> {
    /// What it is.
    pub role: Role,
    /// The words, without markup.
    pub text: String,
    /// The same with its markup.
    pub inlines: &'a [Inline],
    /// The Markdown of the whole.
    pub place: Span,
    /// What of them rules look for.
    pub cues: Cues,
    /// Where a line of the file begins within the words: 0, and behind every end of a line.
    pub lines: Vec<usize>,
    marks: Vec<Mark>,
    sentences: OnceCell<Vec<Range<usize>>>,
}

/// From here on, a byte of the words is a byte of the file, up to the next mark.
#[derive(Clone, Copy, Debug)]
struct Mark {
    text: u32,
    source: u32,
    /// The end of the stretch in the file.
    end: u32,
}

impl Passage<'_> {
    /// Its sentences, as [`sentences`] tells them; looked for once.
    pub fn sentences(&self) -> &[Range<usize>] {
        self.sentences.get_or_init(|| sentences(&self.text))
    }

    /// Where some of its words stand in the file.
    pub fn span(&self, range: Range<usize>) -> Span {
        if range.is_empty() {
            return self.place;
        }
        match (self.source_of(range.start, false), self.source_of(range.end - 1, true)) {
            (Some(start), Some(end)) if start < end => Span::new(start as usize, end as usize),
            _ => self.place,
        }
    }

    /// The place of the byte at `at`; with `after`, of the place behind its character.
    fn source_of(&self, at: usize, after: bool) -> Option<u32> {
        let index = self.marks.partition_point(|mark| mark.text as usize <= at).checked_sub(1)?;
        let mark = self.marks[index];
        let into = u32::try_from(at).ok()? - mark.text + u32::from(after);
        Some((mark.source + into).min(mark.end))
    }
}

/// Every passage that the author of a page typed, in reading order. What front matter makes is left out: its places lie
/// in the front matter. `source` is the file as typed.
pub fn passages<'a>(body: &'a Body, meta: &Meta, source: &str) -> Vec<Passage<'a>> {
    let mut reader = Reader { front_matter_ends: meta.span.end, source, found: Vec::new() };
    reader.blocks(&body.blocks, Role::Paragraph);
    for footnote in &body.footnotes {
        reader.blocks(&footnote.content, Role::Note);
    }
    reader.found
}

struct Reader<'a, 's> {
    front_matter_ends: u32,
    source: &'s str,
    found: Vec<Passage<'a>>,
}

impl<'a> Reader<'a, '_> {
    fn blocks(&mut self, blocks: &'a [Block], role: Role) {
        for block in blocks {
            self.block(block, role);
        }
    }

    fn block(&mut self, block: &'a Block, role: Role) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.passage(content, role, block.span),
            BlockKind::Heading(heading) => self.passage(&heading.content, Role::Heading(heading.level), block.span),
            BlockKind::List(list) | BlockKind::Steps(list) => {
                for item in &list.items {
                    if let Some((first, rest)) = item.content.split_first() {
                        self.block(first, if role == Role::Paragraph { Role::Item } else { role });
                        self.blocks(rest, role);
                    }
                }
            }
            BlockKind::Table(table) => {
                self.passage(&table.caption, Role::Caption, block.span);
                for cell in &table.header {
                    self.passage(&cell.content, Role::ColumnHeader, cell.span);
                }
                for cell in table.rows.iter().flatten() {
                    self.passage(&cell.content, Role::Cell, cell.span);
                }
            }
            BlockKind::Definitions(definitions) => {
                for definition in definitions {
                    self.passage(&definition.term, Role::Label, block.span);
                    definition.meanings.iter().for_each(|meaning| self.blocks(meaning, role));
                }
            }
            _ => {
                block.inlines(&mut |inlines| self.passage(inlines, Role::Label, block.span));
                for children in block.children() {
                    self.blocks(children, role);
                }
            }
        }
    }

    fn passage(&mut self, inlines: &'a [Inline], role: Role, place: Span) {
        let is_typed = inlines.first().is_some_and(|first| first.span.start >= self.front_matter_ends);
        if !is_typed {
            return;
        }
        let (text, cues, marks, sentences) = (String::new(), Cues::default(), Vec::new(), OnceCell::new());
        let mut passage = Passage { role, text, inlines, place, cues, lines: vec![0], marks, sentences };
        self.words(inlines, &mut passage);
        passage.cues = Cues::of(&passage.text);
        if !passage.text.trim().is_empty() {
            self.found.push(passage);
        }
    }

    fn words(&self, inlines: &[Inline], passage: &mut Passage<'_>) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) | InlineKind::Code(words) => self.align(words, inline.span, passage),
                InlineKind::Emphasis(content) | InlineKind::Strong(content) => self.words(content, passage),
                InlineKind::Link(link) => self.words(&link.content, passage),
                // Words in another language are judged by nobody here: every rule is about English.
                InlineKind::Foreign(..) | InlineKind::Picture(_) | InlineKind::Footnote { .. } => {}
                InlineKind::Break => {
                    passage.marks.push(Mark {
                        text: offset(passage.text.len()),
                        source: inline.span.start,
                        end: inline.span.end,
                    });
                    passage.text.push(' ');
                    passage.lines.push(passage.text.len());
                }
            }
        }
    }

    /// Adds words, with marks wherever what was typed differs from them: a backslash, an entity, a new line with the
    /// signs of a list or quotation.
    fn align(&self, words: &str, span: Span, passage: &mut Passage<'_>) {
        let base = passage.text.len();
        passage.text.push_str(words);
        let Passage { marks, lines, .. } = passage;
        let mut mark = |at: usize, source: usize| {
            let (text, source) = (offset(base + at), offset(source));
            marks.push(Mark { text, source, end: span.end });
        };
        let (start, end) = (span.start as usize, span.end as usize);
        mark(0, start);
        let Some(typed) = self.source.get(start..end).filter(|typed| *typed != words) else { return };
        let mut cursor = 0;
        let mut follows = true;
        for (at, c) in words.char_indices() {
            let rest = &typed[cursor..];
            if rest.starts_with(c) {
                if !follows {
                    mark(at, start + cursor);
                }
                follows = true;
                cursor += c.len_utf8();
                continue;
            }
            let skipped = match c {
                // A line end, and what the next line begins with.
                ' ' => rest.find(|c: char| !c.is_whitespace() && c != '>').unwrap_or(rest.len()),
                c => rest.find(c).map_or(0, |found| found + c.len_utf8()),
            };
            // An entity or a backslash is a few characters; anything further off is another word of the same kind.
            let is_near = c == ' ' || skipped <= 40;
            if c == ' ' && rest[..skipped].contains('\n') {
                lines.push(base + at + 1);
            }
            mark(at, start + cursor);
            match (skipped, is_near, rest.starts_with('&')) {
                (_, _, true) => cursor += rest.find(';').map_or(0, |end| end + 1),
                (skipped, true, _) => cursor += skipped,
                _ => {}
            }
            follows = false;
        }
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The runs of words in capitals that are no abbreviations: two long words, or three words of some length.
pub fn shouted(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut run: Option<Run> = None;
    let end = |run: Option<Run>, found: &mut Vec<Range<usize>>| found.extend(run.and_then(Run::shouts));
    for piece in text.split_whitespace() {
        let at = piece.as_ptr() as usize - text.as_ptr() as usize;
        let letters = piece.chars().filter(|c| c.is_alphabetic()).count();
        let is_upper = letters > 0 && piece.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        match &mut run {
            Some(run) if is_upper => run.add(letters, at + piece.len()),
            None if is_upper && letters > 1 => {
                run = Some(Run { start: at, end: at + piece.len(), words: 1, letters, shortest: letters });
            }
            _ => end(run.take(), &mut found),
        }
    }
    end(run, &mut found);
    found
}

/// Words in capitals that follow one another.
struct Run {
    start: usize,
    end: usize,
    words: usize,
    letters: usize,
    /// The letters of its shortest word.
    shortest: usize,
}

impl Run {
    fn add(&mut self, letters: usize, end: usize) {
        self.words += 1;
        self.letters += letters;
        self.shortest = self.shortest.min(letters);
        self.end = end;
    }

    fn shouts(self) -> Option<Range<usize>> {
        let shouts = (self.words >= 3 && self.letters >= 14) || (self.words == 2 && self.shortest >= 6);
        shouts.then_some(self.start..self.end)
    }
}

/// The sentences of a text, as ranges of it without the spaces around them. A full stop ends one where a space and a
/// capital letter or digit follow and the word before is no abbreviation.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    const ABBREVIATIONS: &[&str] =
        &["mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "eg", "e.g", "ie", "i.e", "etc", "p", "pp", "para", "art"];
    let mut found = Vec::new();
    let mut start = 0;
    let ends = |(at, byte): (usize, u8)| match byte {
        b'.' | b'!' | b'?' => Some((at, char::from(byte))),
        0xe2 => text.get(at..).filter(|rest| rest.starts_with('…')).map(|_| (at, '…')),
        _ => None,
    };
    for (at, c) in text.bytes().enumerate().filter_map(ends) {
        let rest = &text[at + c.len_utf8()..];
        let closing = rest.len() - rest.trim_start_matches(['"', '\'', ')', '”', '’']).len();
        let after = &rest[closing..];
        let next = after.trim_start();
        let ends = after.is_empty()
            || (after.len() > next.len()
                && next.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "\"'(“‘".contains(c)));
        let word = text[start..at].rsplit([' ', '(']).next().unwrap_or("");
        // The number of an item: "1. Wash your hands."
        let is_number = !word.is_empty()
            && text[start..at].trim() == word
            && word.len() <= 2
            && word.bytes().all(|byte| byte.is_ascii_digit());
        let is_abbreviation = c == '.'
            && (is_number
                || ABBREVIATIONS.iter().any(|it| it.eq_ignore_ascii_case(word))
                || (word.chars().count() == 1 && word.chars().all(char::is_uppercase) && !after.is_empty()));
        if ends && !is_abbreviation {
            push_trimmed(text, start..at + c.len_utf8() + closing, &mut found);
            start = at + c.len_utf8() + closing;
        }
    }
    push_trimmed(text, start..text.len(), &mut found);
    found
}

fn push_trimmed(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = &text[range.clone()];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let start = range.start + (piece.len() - piece.trim_start().len());
        found.push(start..start + trimmed.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use crate::dates::Date;
    use crate::document;
    use crate::source::{SourcePath, SourceText};
    use std::sync::Arc;

    /// Each passage's words, and what stands in the file where `needle` is found in it.
    fn found(markdown: &str, needle: &str) -> Vec<String> {
        let text = format!("---\ntitle: A page\n---\n{markdown}");
        let source = Arc::new(SourceText::new(SourcePath::new("a.md"), text.clone().into_bytes()));
        let day = Date::parse("2026-11-22").expect("a day");
        let parsed = document::parse(&source, &Config::default(), day);
        let passages = passages(&parsed.body, &parsed.document.meta, &text);
        let places = passages.iter().flat_map(|passage| {
            passage.text.match_indices(needle).map(|(at, words)| passage.span(at..at + words.len())).collect::<Vec<_>>()
        });
        places.map(|span| text[span.start as usize..span.end as usize].to_owned()).collect()
    }

    #[test]
    fn words_lead_back_to_what_was_typed() {
        assert_eq!(found("One **two** three.\n", "two three"), ["two** three"]);
        assert_eq!(
            found("- One\n  two three\n- two\n  > two\n  > three\n", "two three"),
            ["two three", "two\n  > three"]
        );
        assert_eq!(found("One \\* two &amp; three\n", "* two & three"), ["\\* two &amp; three"]);
        assert_eq!(found("| A | B |\n|---|---|\n| one | two |\n", "two"), ["two"]);
        assert_eq!(found("See [two `three`](a.md) now[^1].\n\n[^1]: Not two.\n", "two"), ["two", "two"]);
    }

    #[test]
    fn shouting_is_told_from_abbreviations() {
        let of = |text: &'static str| shouted(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(of("Please DO NOT USE THIS FORM again"), ["DO NOT USE THIS FORM"]);
        assert_eq!(
            of("VISITING SUSPENDED. Ask, and WEAR A MASK ALWAYS"),
            ["VISITING SUSPENDED.", "WEAR A MASK ALWAYS"]
        );
        assert!(of("The NHS, PSIRF and LFPSE, MNSI").is_empty() && of("A B C test").is_empty());
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let text = "---\ntitle: A page\n---\nBring: **your\n  – glasses** and\\\n– shoes\n";
        let source = Arc::new(SourceText::new(SourcePath::new("a.md"), text.as_bytes().to_vec()));
        let parsed = document::parse(&source, &Config::default(), Date::parse("2026-11-22").expect("a day"));
        let passages = passages(&parsed.body, &parsed.document.meta, text);
        let lines: Vec<&str> = passages[0].lines.iter().map(|at| &passages[0].text[*at..]).collect();
        assert_eq!(lines, ["Bring: your – glasses and – shoes", "– glasses and – shoes", "– shoes"]);
    }

    #[test]
    fn sentences_end_where_readers_think() {
        let of = |text: &'static str| sentences(text).into_iter().map(|range| &text[range]).collect::<Vec<_>>();
        assert_eq!(
            of("We met Dr. Shah. It helped! Did it? (Yes.) 2 agreed"),
            ["We met Dr. Shah.", "It helped!", "Did it?", "(Yes.)", "2 agreed"]
        );
        assert_eq!(of("1. Ask. 2. Listen. It took 12. We met"), ["1. Ask.", "2. Listen.", "It took 12.", "We met"]);
        assert_eq!(of("Version 2.1 is e.g. this one. version"), ["Version 2.1 is e.g. this one. version"]);
    }
}
