//! A text as tokens: words, numbers and marks, with the gaps between them and what is known of each word.
//!
//! Every find begins at a token and looks a few tokens around it, so that the whole is linear in the length of the text.

use std::ops::Range;

use super::lexicon::{self, Entry};
use crate::anonymity::words::Among;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Letters.
    Word,
    /// The digits 0 to 9.
    Number,
    /// One character of another sort.
    Mark,
}

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    None,
    Space,
    /// A line end.
    Line,
    /// An empty line, or the start.
    Paragraph,
}

/// A token.
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    pub class: Class,
    pub gap: Gap,
    /// What is known of the word.
    pub entry: Option<&'static Entry>,
}

/// A text as tokens. Asked about a place that is not there, it answers as for an empty token.
pub(super) struct Tokens<'t> {
    pub text: &'t str,
    lower: String,
    pub list: Vec<Token>,
    /// Where names were found, by place.
    names: &'t [Range<usize>],
}

impl<'t> Tokens<'t> {
    /// The tokens of a text in which names were found.
    pub fn of(text: &'t str, names: &'t [Range<usize>]) -> Tokens<'t> {
        let lower = text.to_ascii_lowercase();
        let mut list: Vec<Token> = Vec::with_capacity(text.len() / 4);
        let bytes = text.as_bytes();
        let (mut at, mut gap) = (0, Gap::Paragraph);
        while let Some(&byte) = bytes.get(at) {
            let start = at;
            let class = match byte {
                b'0'..=b'9' => {
                    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                        at += 1;
                    }
                    Class::Number
                }
                b'\n' => {
                    gap = if gap >= Gap::Line { Gap::Paragraph } else { Gap::Line };
                    at += 1;
                    continue;
                }
                b' ' | b'\t' | b'\r' => {
                    gap = gap.max(Gap::Space);
                    at += 1;
                    continue;
                }
                _ => {
                    let mut chars = text[at..].chars();
                    let Some(c) = chars.next() else { break };
                    if c.is_alphabetic() {
                        while let Some(&byte) = bytes.get(at) {
                            if byte.is_ascii_alphabetic() {
                                at += 1;
                            } else if byte < 0x80 {
                                break;
                            } else {
                                match text[at..].chars().next() {
                                    Some(c) if c.is_alphabetic() => at += c.len_utf8(),
                                    _ => break,
                                }
                            }
                        }
                        Class::Word
                    } else {
                        at += c.len_utf8();
                        if c.is_whitespace() {
                            gap = gap.max(Gap::Space);
                            continue;
                        }
                        Class::Mark
                    }
                }
            };
            let entry = if class == Class::Word { lexicon::entry(&lower[start..at]) } else { None };
            list.push(Token { start, end: at, class, gap, entry });
            gap = Gap::None;
        }
        Tokens { text, lower, list, names }
    }

    /// The class of a token.
    pub fn class(&self, at: usize) -> Option<Class> {
        self.list.get(at).map(|token| token.class)
    }

    /// The words as typed.
    pub fn raw(&self, at: usize) -> &'t str {
        self.list.get(at).map_or("", |token| &self.text[token.start..token.end])
    }

    /// The words in lower case.
    pub fn lower(&self, at: usize) -> &str {
        self.list.get(at).map_or("", |token| &self.lower[token.start..token.end])
    }

    /// Whether a token is exactly this, in lower case.
    pub fn is(&self, at: usize, word: &str) -> bool {
        self.lower(at) == word
    }

    /// Whether a token is one of these, in lower case.
    pub fn any(&self, at: usize, words: &(impl Among + ?Sized)) -> bool {
        let lower = self.lower(at);
        !lower.is_empty() && words.has(lower)
    }

    /// Whether a token is one of the words of a list, parted by spaces, in lower case.
    pub fn among(&self, at: usize, words: &str) -> bool {
        let lower = self.lower(at);
        !lower.is_empty() && words.split(' ').any(|word| word == lower)
    }

    /// The gap before a token. What is not there is a paragraph away.
    pub fn gap(&self, at: usize) -> Gap {
        self.list.get(at).map_or(Gap::Paragraph, |token| token.gap)
    }

    /// Whether a token follows the one before it at once.
    pub fn joined(&self, at: usize) -> bool {
        self.gap(at) == Gap::None
    }

    /// Whether a token follows the one before it in the same paragraph.
    pub fn near(&self, at: usize) -> bool {
        self.gap(at) < Gap::Paragraph
    }

    /// Whether a token is a word.
    pub fn word(&self, at: usize) -> bool {
        self.class(at) == Some(Class::Word)
    }

    /// Whether a token is a word that begins with a capital letter.
    pub fn capital(&self, at: usize) -> bool {
        self.word(at) && self.raw(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether a token is part of a name that was found.
    pub fn named(&self, at: usize) -> bool {
        let Some(token) = self.list.get(at) else { return false };
        let next = self.names.partition_point(|name| name.end <= token.start);
        token.class == Class::Word && self.names.get(next).is_some_and(|name| name.start < token.end)
    }

    /// Whether a word may be of more than one: "patients", not "mistress".
    pub fn ends_with_s(&self, at: usize) -> bool {
        let word = self.lower(at);
        word.ends_with('s') && !word.ends_with("ss") && !self.capital(at)
    }

    /// Whether a token is a word all in capital letters.
    pub fn shouted(&self, at: usize) -> bool {
        self.word(at) && self.raw(at).bytes().all(|byte| byte.is_ascii_uppercase())
    }

    /// How many digits a token has: none unless it is a number.
    pub fn digits(&self, at: usize) -> usize {
        match self.list.get(at) {
            Some(token) if token.class == Class::Number => token.end - token.start,
            _ => 0,
        }
    }

    /// The value of a number of at most nine digits.
    pub fn number(&self, at: usize) -> Option<u32> {
        if (1..10).contains(&self.digits(at)) { self.raw(at).parse().ok() } else { None }
    }

    /// What is known of a word.
    pub fn entry(&self, at: usize) -> Option<&'static Entry> {
        self.list.get(at).and_then(|token| token.entry)
    }

    /// Whether a word has one of these properties.
    pub fn has(&self, at: usize, flags: u32) -> bool {
        self.entry(at).is_some_and(|entry| entry.flags & flags != 0)
    }

    /// Whether a word says one of these of whom its sentence tells.
    pub fn tells(&self, at: usize, bits: u8) -> bool {
        self.entry(at).is_some_and(|entry| entry.tells & bits != 0)
    }

    /// The value of a word with one of these properties: the number of a month, of a numeral.
    pub fn value(&self, at: usize, flags: u32) -> Option<u32> {
        self.entry(at).filter(|entry| entry.flags & flags != 0).map(|entry| u32::from(entry.value))
    }

    /// The token before, or one that is not there.
    pub fn back(&self, at: usize, by: usize) -> usize {
        at.checked_sub(by).unwrap_or(usize::MAX / 2)
    }

    /// The place of a stretch of tokens, the last not included.
    pub fn range(&self, from: usize, to: usize) -> Range<usize> {
        match (self.list.get(from), to.checked_sub(1).and_then(|last| self.list.get(last))) {
            (Some(first), Some(last)) if first.start < last.end => first.start..last.end,
            _ => 0..0,
        }
    }

    /// Whether the tokens around a stretch have one of these words, within a paragraph and so many tokens.
    pub fn around(&self, from: usize, to: usize, reach: usize, words: &(impl Among + ?Sized)) -> bool {
        self.behind(from, reach).any(|at| self.any(at, words)) || self.ahead(to, reach).any(|at| self.any(at, words))
    }

    /// The tokens before a place, nearest first, within its paragraph.
    pub fn behind(&self, from: usize, reach: usize) -> impl Iterator<Item = usize> {
        let mut at = from;
        (0..reach).map_while(move |_| {
            if !self.near(at) {
                return None;
            }
            at = at.checked_sub(1)?;
            Some(at)
        })
    }

    /// The tokens from a place on, within the paragraph of the token before it.
    pub fn ahead(&self, from: usize, reach: usize) -> impl Iterator<Item = usize> {
        (from..from.saturating_add(reach)).take_while(|at| self.near(*at))
    }

    /// Whether a sentence ends between this token and the one before it.
    pub fn ends_sentence(&self, at: usize) -> bool {
        !self.near(at) || (self.any(at.wrapping_sub(1), &[".", "!", "?"]) && !self.joined(at) && self.capital(at))
    }
}
