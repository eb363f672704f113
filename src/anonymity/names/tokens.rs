//! Words with what stands between them, and where sentences and headings begin.

use std::ops::{Deref, Range};
use std::rc::Rc;

use crate::anonymity::data::{self, Classes, NameRank, QuickMap};

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// "ward"
    Lower,
    /// "Agnes", "McDonald", "O'Brien"
    Capital,
    /// "SMITH"
    Upper,
    /// "J"
    Initial,
    /// Digits only.
    Number,
    /// "NEWS2", "HCAs", "iPad"
    Code,
}

/// What stands between a word and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    /// Spaces, or a full stop that ends a title or an initial.
    Space,
    /// A hyphen without spaces.
    Hyphen,
    /// A mark without spaces, as in addresses and file names: "." "_" "/" "@".
    Glue,
    Comma,
    /// An opening bracket or quotation mark.
    Open,
    /// A colon, or the border of a table's cell: a label stands before it.
    Label,
    /// A dash, a slash with spaces and the like.
    Other,
    /// The end of a sentence.
    Stop,
    /// The end of a paragraph, heading, item or cell.
    Break,
}

/// The letters of a word as it is looked up. All mentions of a word in a text share them.
#[derive(Clone, Debug)]
pub(super) struct Folded(Rc<str>);

impl Folded {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Folded {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Folded {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&str> for Folded {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

/// A word.
#[derive(Debug)]
pub(super) struct Word {
    /// Its place in the text, without a possessive "'s".
    pub range: Range<usize>,
    /// Lower case, without accents and without a possessive "'s".
    pub folded: Folded,
    pub shape: Shape,
    /// What stands before it.
    pub gap: Gap,
    /// Whether "'s", or an apostrophe after "s", follows.
    pub possessive: bool,
    /// Whether a capital here says nothing: the first word of a sentence, an item, a cell or a quotation.
    pub starts: bool,
    /// Whether it stands in a line where most words have capitals.
    pub heading: bool,
    /// Whether most words in lower case around it are none of English: a page in another language.
    pub foreign: bool,
    /// What is known of it.
    pub rank: NameRank,
    pub common: u8,
    pub classes: Classes,
    /// How well it is known as a place.
    pub place: u8,
}

impl Word {
    /// Whether it is written as a name may be.
    pub(super) fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }

    /// Whether it follows the word before it in the same phrase.
    pub(super) fn joined(&self) -> bool {
        matches!(self.gap, Gap::Space | Gap::Hyphen)
    }

    /// The letters of the word as they are looked up in phrases.
    pub(super) fn is(&self, classes: Classes) -> bool {
        self.classes.any(classes)
    }
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 6);
    let mut seen: QuickMap<&str, (Folded, Shape, data::Known)> =
        QuickMap::with_capacity_and_hasher(text.len() / 12, Default::default());
    let mut line_start = 0;
    let mut at = 0;
    let mut last_end = 0;
    while let Some(start) = text[at..].find(char::is_alphanumeric).map(|offset| at + offset) {
        let end = word_end(text, start);
        let (bare, possessive) = without_possessive(text, start, end);
        let gap = if words.is_empty() { Gap::Break } else { gap(text, last_end..start, words.last()) };
        if gap == Gap::Break || gap == Gap::Label {
            mark_heading(&mut words[line_start..], &text[last_end..]);
            line_start = words.len();
        }
        let written = &text[start..bare];
        // Most words of a text come again: what is known of them is looked up once.
        let (folded, shape, known) = match seen.get(written) {
            Some(found) => found.clone(),
            None => {
                let (folded, shape) = (data::fold(written), shape(written));
                let named = !matches!(shape, Shape::Number | Shape::Code);
                let known = if named { data::written(written, &folded) } else { data::Known::default() };
                let found = (Folded(folded.into()), shape, known);
                seen.insert(written, found.clone());
                found
            }
        };
        let data::Known { mut rank, mut common, classes, place } = known;
        let quoted = gap == Gap::Open && !text[..start].ends_with(['(', '[']);
        let starts = matches!(gap, Gap::Stop | Gap::Break | Gap::Label | Gap::Other) || quoted;
        // "below 4 °C. The": an initial is no abbreviation before a word that begins sentences and no surname.
        let (gap, starts) = match words.last() {
            Some(Word { shape: Shape::Initial, .. })
                if gap == Gap::Space && BEGINNINGS.contains(&written) && text[last_end..].starts_with('.') =>
            {
                (Gap::Stop, true)
            }
            _ => (gap, starts),
        };
        if matches!(shape, Shape::Number | Shape::Code | Shape::Initial) {
            (rank, common) = (NameRank::default(), 4);
        }
        words.push(Word {
            range: start..bare,
            folded,
            shape,
            gap,
            possessive,
            starts,
            heading: false,
            foreign: false,
            rank,
            common,
            classes,
            place,
        });
        last_end = end;
        at = end;
    }
    mark_heading(&mut words[line_start..], &text[last_end..]);
    mark_foreign(&mut words);
    words
}

/// How many words on each side tell of which language a word is, and how many of all these English does not have.
const SIDE: usize = 8;
const FOREIGN_FROM: usize = 8;

/// Marks the words that stand among words of another language: names in lower case cannot be told from these.
fn mark_foreign(words: &mut [Word]) {
    // Names in lower case, in a list of people typed in haste, are of no other language.
    let named = |word: &Word| word.rank.first >= 2 && word.range.len() == word.folded.len();
    let unknown =
        |word: &Word| word.shape == Shape::Lower && word.common == 0 && word.folded.len() >= 2 && !named(word);
    let mut count = words.iter().take(SIDE).filter(|word| unknown(word)).count();
    for at in 0..words.len() {
        count += words.get(at + SIDE).map_or(0, |word| usize::from(unknown(word)));
        if let Some(left) = at.checked_sub(SIDE + 1) {
            count -= usize::from(unknown(&words[left]));
        }
        words[at].foreign = count >= FOREIGN_FROM;
    }
}

/// Words that begin sentences and are no surname.
const BEGINNINGS: &[&str] = &[
    "The", "This", "That", "These", "Those", "It", "They", "We", "There", "When", "If", "In", "At", "He", "She", "A",
    "An",
];

/// The end of the word that begins here: letters and digits, and an apostrophe between two letters.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let plain = bytes[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if plain > 0 && bytes.get(start + plain).is_none_or(|byte| byte.is_ascii() && !matches!(byte, b'\'' | b'`')) {
        return start + plain;
    }
    let mut chars = text[start..].char_indices().peekable();
    let mut end = start;
    while let Some((offset, c)) = chars.next() {
        let inside = c.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&c);
        let apostrophe = is_apostrophe(c) && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !inside && !apostrophe {
            break;
        }
        end = start + offset + c.len_utf8();
    }
    end.max(start + text[start..].chars().next().map_or(0, char::len_utf8))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}' | '\u{2018}' | '`')
}

/// Where a word ends without its possessive, and whether it has one.
fn without_possessive(text: &str, start: usize, end: usize) -> (usize, bool) {
    let word = &text[start..end];
    let mut backwards = word.char_indices().rev();
    if let (Some((_, 's' | 'S')), Some((mark, c))) = (backwards.next(), backwards.next())
        && is_apostrophe(c)
        && mark > 0
    {
        return (start + mark, true);
    }
    let plural =
        word.ends_with('s') && text[end..].starts_with(is_apostrophe) && text[end..].chars().nth(1) == Some(' ');
    (end, plural)
}

fn shape(word: &str) -> Shape {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Shape::Lower;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic());
    let upper = letters.clone().filter(|c| c.is_uppercase()).count();
    let total = letters.count();
    let digits = word.chars().any(|c| c.is_numeric());
    let first_upper = word.chars().next().is_some_and(char::is_uppercase);
    match () {
        () if total == 0 => Shape::Number,
        () if digits => Shape::Code,
        () if upper == 0 => Shape::Lower,
        () if total == 1 => Shape::Initial,
        () if upper == total => Shape::Upper,
        () if first_upper && upper == 1 => Shape::Capital,
        () if is_double_capital(word) => Shape::Capital,
        // "al'Hassan", "d'Souza"
        () if upper == 1 && word.contains(is_apostrophe) => Shape::Capital,
        () => Shape::Code,
    }
}

/// "McDonald", "O'Brien", "DeSouza", "FitzGerald", "NíCheallaigh": capitals that each begin a part of a name.
fn is_double_capital(word: &str) -> bool {
    let capitals: Vec<usize> = word.char_indices().filter(|(_, c)| c.is_uppercase()).map(|(at, _)| at).collect();
    let &[0, second] = capitals.as_slice() else { return false };
    let rest = word[second..].chars().count();
    let start = word[..second].chars().count();
    rest >= 3
        && (start >= 2)
        && (word[..second].ends_with(is_apostrophe)
            || matches!(
                &word[..second],
                "Mc" | "Mac"
                    | "De"
                    | "Di"
                    | "Du"
                    | "La"
                    | "Le"
                    | "Van"
                    | "Von"
                    | "Fitz"
                    | "Ni"
                    | "Ní"
                    | "Al"
                    | "El"
                    | "Abu"
                    | "Ben"
                    | "Ap"
                    | "St"
            ))
}

fn gap(text: &str, between: Range<usize>, before: Option<&Word>) -> Gap {
    let marks = &text[between.clone()];
    match marks {
        "" => return Gap::Glue,
        " " => return Gap::Space,
        ", " => return Gap::Comma,
        _ => {}
    }
    if let Some(newline) = marks.find(['\n', '\r'])
        && is_break(marks, newline, &text[between.end..], before)
    {
        return Gap::Break;
    }
    if marks.contains('|') || marks.contains('\t') {
        return Gap::Label;
    }
    let spaced = marks.contains(char::is_whitespace);
    let marks: &str = marks.trim();
    let stops = marks.contains(['.', '!', '?', '\u{2026}']);
    match marks {
        "" => Gap::Space,
        "-" | "\u{2010}" | "\u{2011}" if !spaced => Gap::Hyphen,
        "." if !spaced => Gap::Glue,
        "." if before.is_some_and(is_abbreviation) => Gap::Space,
        "_" | "/" | "@" | "\\" | "~" | "=" | "+" | "#" if !spaced => Gap::Glue,
        "," => Gap::Comma,
        _ if stops && spaced => Gap::Stop,
        "*" | "**" | "_" | "__" | "`" => Gap::Space,
        _ if marks.ends_with(['(', '[', '"', '\u{201c}', '\u{2018}', '\'']) && !marks.contains([')', ']']) => Gap::Open,
        _ if marks.starts_with(':') && spaced => Gap::Label,
        _ if marks.starts_with(',') => Gap::Comma,
        _ => Gap::Other,
    }
}

/// Whether a line end parts two blocks, or only wraps a line.
fn is_break(marks: &str, newline: usize, rest: &str, before: Option<&Word>) -> bool {
    let after = &marks[newline + 1..];
    let blank = after.contains('\n');
    let markup = after.contains(['#', '|', '>', '-', '*', '+', '=', '<']) || marks[..newline].contains(['|', '>', '}']);
    let key = rest.find(['\n', ' ', ':']).is_some_and(|at| rest[at..].starts_with(": "));
    let numbered =
        rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().take(4).any(|c| matches!(c, '.' | ')'));
    // "signed by Simon B.", and the surname on the next line.
    let initial = marks[..newline].trim() == "." && before.is_some_and(is_abbreviation);
    let ended = marks[..newline].contains(['.', '!', '?', ':']) && !initial;
    blank || markup || key || numbered || ended
}

/// A word whose full stop ends no sentence.
fn is_abbreviation(word: &Word) -> bool {
    word.shape == Shape::Initial
        || matches!(
            word.folded.as_str(),
            "mr" | "mrs"
                | "ms"
                | "dr"
                | "prof"
                | "st"
                | "rev"
                | "revd"
                | "sr"
                | "jr"
                | "capt"
                | "sgt"
                | "messrs"
                | "fr"
                | "no"
                | "vs"
                | "eg"
                | "ie"
        )
}

/// In a line where most of the words have capitals a capital says little.
fn mark_heading(line: &mut [Word], rest: &str) {
    let long = line.iter().filter(|word| {
        !word.is(Classes::FUNCTION) && !matches!(word.shape, Shape::Number | Shape::Code | Shape::Initial)
    });
    // The value of a label is no heading: "Consultant: Grace Bell".
    if line.first().is_some_and(|word| word.gap == Gap::Label) && line.len() <= 4 {
        return;
    }
    let (mut capitals, mut total) = (0, 0);
    for word in long {
        total += 1;
        capitals += usize::from(word.is_capital());
    }
    let shouted = line.len() >= 4 && line.iter().all(|word| !matches!(word.shape, Shape::Lower | Shape::Capital));
    if shouted {
        // Where all is in capitals a capital says as little as none.
        for word in line {
            if word.shape == Shape::Upper || word.shape == Shape::Initial {
                word.shape = Shape::Lower;
            }
        }
    } else if !rest.starts_with(['.', '!']) && total >= 2 && capitals * 10 >= total * 7 {
        for word in line {
            word.heading = true;
        }
    }
}
