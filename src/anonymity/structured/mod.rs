//! What has a form: numbers, dates, ages, addresses, rooms. Each find has a validator or a cue, never a bare pattern.
//!
//! One pass over the [`tokens`] of a text asks, at each word that [`lexicon`] knows and at each number, those finders
//! that the word or number could begin. Where finds of different kinds overlap, the surer one stands.

mod abbreviations;
mod address;
mod age_words;
mod ages;
mod announcements;
mod bedsides;
mod calendar;
mod codes;
mod contact;
mod dates;
mod doings;
mod few;
mod health;
mod houses;
mod illnesses;
mod initials;
mod known;
mod labels;
mod leftover;
mod leftover_spans;
mod leftover_told;
mod leftover_years;
mod letters;
mod lexicon;
mod lives;
mod numbered;
mod other;
mod persons;
mod phones;
mod phrased;
mod portraits;
mod quasi;
mod rooms;
mod schedules;
mod signers;
mod standing;
mod standouts;
mod strokes;
mod tellings;
mod tokens;
mod trades;
mod uncommon;
mod vehicles;
mod wards;

#[cfg(test)]
mod examples;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::{Detail, Identifier, Kind, Vocabulary, Weight};
use tokens::{Class, Tokens};

/// The number of a month, 1 to 12, by its English name in small letters: whole, short or often misspelt.
pub(super) fn month_number(word: &str) -> Option<u8> {
    lexicon::entry(word).filter(|entry| entry.flags & lexicon::MONTH != 0).map(|entry| entry.value)
}

/// Whether a text has a word with which it may speak of one person's number. A quick look, for [`find`] to be asked only
/// where it may find one.
pub(super) fn may_number_a_person(text: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let cues = health::BEFORE_BRACKETS.iter().chain(health::AROUND_LETTERS).copied();
        announcements::first_words_of_persons().chain(cues).collect()
    });
    let lower = text.to_ascii_lowercase();
    lower.split(|c: char| !c.is_alphabetic()).any(|word| WORDS.contains(word))
}

/// How a text is read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As a reader hears it: everything is looked for.
    Heard,
    /// As it was typed, with its markup: what is told in sentences was heard already.
    Typed,
}

/// What has a form in a plain text, with the places of the names in it.
pub(super) fn find(text: &str, vocabulary: &Vocabulary, names: &[Range<usize>], reading: Reading) -> Vec<Identifier> {
    let tokens = Tokens::of(text, names);
    let mut found = Found { tokens: &tokens, vocabulary, list: Vec::new() };
    for at in 0..tokens.list.len() {
        match tokens.list[at].class {
            Class::Number => {
                health::number(&mut found, at);
                phones::number(&mut found, at);
                other::number(&mut found, at);
                dates::number(&mut found, at);
                bedsides::number(&mut found, at);
                ages::number(&mut found, at);
                address::number(&mut found, at);
                labels::year_reference(&mut found, at);
                codes::number(&mut found, at);
                numbered::number(&mut found, at);
            }
            Class::Word => {
                let flags = tokens.list[at].entry.map_or(0, |entry| entry.flags);
                if flags != 0 {
                    labels::word(&mut found, at, flags);
                    dates::word(&mut found, at, flags);
                    ages::word(&mut found, at, flags);
                    rooms::word(&mut found, at, flags);
                    bedsides::word(&mut found, at, flags);
                    wards::word(&mut found, at);
                    address::word(&mut found, at, flags);
                    if reading == Reading::Heard {
                        quasi::word(&mut found, at, flags);
                        portraits::word(&mut found, at, flags);
                    }
                    if reading == Reading::Heard && flags & lexicon::TELLS != 0 {
                        standing::word(&mut found, at);
                    }
                    if reading == Reading::Heard && flags & lexicon::STANDOUT != 0 {
                        standouts::word(&mut found, at);
                    }
                    initials::word(&mut found, at, flags);
                }
                if reading == Reading::Heard {
                    uncommon::word(&mut found, at);
                    few::word(&mut found, at);
                }
                if reading == Reading::Heard && tokens.raw(at).len() > 6 {
                    illnesses::illness(&mut found, at);
                    illnesses::diagnosis(&mut found, at);
                }
                if tokens.joined(at + 1) && tokens.digits(at + 1) > 0 || tokens.raw(at).len() <= 6 {
                    address::postcode(&mut found, at);
                    vehicles::word(&mut found, at);
                    health::word(&mut found, at);
                    codes::word(&mut found, at);
                    initials::alone(&mut found, at);
                    signers::letters(&mut found, at);
                    if tokens.is(at, "dot") {
                        contact::spoken(&mut found, at);
                    }
                }
            }
            Class::Mark => match tokens.raw(at) {
                "@" => contact::at_sign(&mut found, at),
                "#" => contact::hashtag(&mut found, at),
                "+" => phones::mark(&mut found, at),
                "(" => {
                    phones::mark(&mut found, at);
                    contact::bracket(&mut found, at);
                    initials::bracket(&mut found, at);
                }
                "[" | "{" => contact::bracket(&mut found, at),
                "/" => contact::slash(&mut found, at),
                "," => houses::comma(&mut found, at),
                "." => contact::dot(&mut found, at),
                "\"" | "“" | "‘" if reading == Reading::Heard => quasi::quotation(&mut found, at),
                _ => {}
            },
        }
    }
    letters::find(&mut found);
    wards::again(&mut found);
    settle(found.list)
}

/// What was found so far in a text.
struct Found<'t> {
    tokens: &'t Tokens<'t>,
    vocabulary: &'t Vocabulary,
    list: Vec<Identifier>,
}

impl Found<'_> {
    fn block(&mut self, kind: Kind, range: Range<usize>) {
        self.add(kind, Weight::Block, range, None);
    }

    fn warn(&mut self, kind: Kind, range: Range<usize>) {
        self.add(kind, Weight::Warn, range, None);
    }

    fn suggest(&mut self, kind: Kind, range: Range<usize>, suggestion: &str) {
        self.add(kind, Weight::Warn, range, Some(suggestion.to_owned()));
    }

    /// What is unusual in a person, and of which sort it is.
    fn unusual(&mut self, detail: Detail, range: Range<usize>) {
        let before = self.list.len();
        self.add(Kind::Quasi, Weight::Warn, range, None);
        if let Some(added) = self.list.get_mut(before) {
            added.detail = Some(detail);
        }
    }

    fn add(&mut self, kind: Kind, weight: Weight, range: Range<usize>, suggestion: Option<String>) {
        // What findings tell people to write instead is none.
        let instead = ["a retired person", "retired person", "someone in work"];
        if instead.iter().any(|said| self.tokens.text[range.clone()].eq_ignore_ascii_case(said)) {
            return;
        }
        if !range.is_empty() && !self.vocabulary.allows(&self.tokens.text[range.clone()]) {
            self.list.push(Identifier { kind, weight, range, suggestion, detail: None });
        }
    }
}

/// How sure a kind is of its digits: where two kinds overlap, the lower number stands.
fn rank(identifier: &Identifier) -> u8 {
    match identifier.kind {
        Kind::BirthDate => 0,
        Kind::NhsNumber if identifier.weight == Weight::Block => 1,
        Kind::NationalInsurance => 2,
        Kind::Email => 3,
        Kind::Registration => 4,
        Kind::HospitalNumber if identifier.weight == Weight::Block => 5,
        Kind::CaseReference if identifier.weight == Weight::Block => 6,
        Kind::OtherNumber if identifier.weight == Weight::Block => 7,
        Kind::Phone => 8,
        Kind::Online => 9,
        Kind::Postcode => 10,
        Kind::Vehicle => 11,
        Kind::NhsNumber => 12,
        Kind::Address => 13,
        Kind::Date => 14,
        Kind::HospitalNumber => 15,
        Kind::CaseReference => 16,
        Kind::OtherNumber => 17,
        Kind::Room => 18,
        Kind::Age => 19,
        Kind::Name | Kind::Initials | Kind::Place => 20,
        Kind::Quasi => 21,
    }
}

/// Lets the surer of two finds of different kinds stand, except where one only lies near what the other says.
fn settle(mut found: Vec<Identifier>) -> Vec<Identifier> {
    if found.len() < 2 {
        return found;
    }
    found.sort_by_key(|it| (it.range.start, rank(it)));
    let mut kept: Vec<Identifier> = Vec::with_capacity(found.len());
    for next in found {
        // Long finds are rare and short: a few of the last ones are all that can overlap.
        let clash = kept.iter().enumerate().rev().take(8);
        let clash = clash
            .filter(|(_, it)| it.range.end > next.range.start && !coexist(it.kind, next.kind))
            .map(|(index, _)| index)
            .next();
        match clash {
            Some(index) if rank(&kept[index]) > rank(&next) => kept[index] = next,
            Some(index) if kept[index].kind == next.kind => {
                kept[index].range.end = kept[index].range.end.max(next.range.end)
            }
            Some(_) => {}
            None => kept.push(next),
        }
    }
    kept
}

/// Whether finds of two kinds may share words: an unusual role may hold anything, a house may stand before its postcode.
fn coexist(one: Kind, other: Kind) -> bool {
    one != other && (one == Kind::Quasi || other == Kind::Quasi)
}
