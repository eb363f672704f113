//! The closed lists of words from which finds begin, or that decide about them. Read once into one table.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::announcements::{Label, labels};
use super::{address, dates, initials, known, standing, uncommon};
use crate::anonymity::Detail;
use crate::anonymity::words::{List, lists};

mod words {
    use super::lists;
    lists!("structured/lexicon":
        MONTH, WEEKDAY, ORDINAL, NUMERAL, DECADE, SPAN, PERSON, STAFF, ARTICLE, OCCUPATION, STANDOUT, REGION,
        MEDIA, WORKS, LANGUAGE, SIGNED, TITLE, STREET, AREA, HOUSE, ROOM, AGE, NATIONALITY, COUNTRY, RELIGION,
        WARD_NAME, WARD_SORT, ABBREVIATION, FEAST, POLICY
    );
}

mod phrases {
    use super::lists;
    lists!("structured/phrases":
        MEDIA, ROLE, RELIGION, FAMILY, OTHER, SEX, OCCUPATION, CONDITION, MEDIA_OF_ONE, OTHER_OF_ONE,
        FAMILY_OF_ONE, RELIGION_OF_ONE, SEX_OF_ONE, OCCUPATION_OF_ONE
    );
}

/// A month; the value is its number.
pub(super) const MONTH: u32 = 1;
/// A day of the week.
pub(super) const WEEKDAY: u32 = 1 << 1;
/// "third"; the value is the number.
pub(super) const ORDINAL: u32 = 1 << 2;
/// "three"; the value is the number.
pub(super) const NUMERAL: u32 = 1 << 3;
/// "years", "weeks".
pub(super) const SPAN: u32 = 1 << 4;
/// One person: "woman", "daughter".
pub(super) const PERSON: u32 = 1 << 5;
/// "Mrs", "Sister".
pub(super) const TITLE: u32 = 1 << 6;
/// "Road", "Close".
pub(super) const STREET: u32 = 1 << 7;
/// Begins a label.
pub(super) const LABEL: u32 = 1 << 8;
/// "ward", "bay".
pub(super) const ROOM: u32 = 1 << 9;
/// Begins an age.
pub(super) const AGE: u32 = 1 << 10;
/// Begins what is unusual in a person.
pub(super) const QUASI: u32 = 1 << 11;
/// "nineties"; the value is the decade.
pub(super) const DECADE: u32 = 1 << 12;
/// "Polish".
pub(super) const NATIONALITY: u32 = 1 << 13;
/// "Poland".
pub(super) const COUNTRY: u32 = 1 << 14;
/// "Muslim".
pub(super) const RELIGION: u32 = 1 << 15;
/// "farmer", "vicar".
pub(super) const OCCUPATION: u32 = 1 << 16;
/// What wards are called: trees, rivers, flowers.
pub(super) const WARD_NAME: u32 = 1 << 17;
/// What a ward is for, which names none: "surgical".
pub(super) const WARD_SORT: u32 = 1 << 18;
/// Letters that are no initials: "BP", "MDT".
pub(super) const ABBREVIATION: u32 = 1 << 19;
/// Days that have names: "Christmas", "Easter".
pub(super) const FEAST: u32 = 1 << 20;
/// What happens to documents and services, not to people: "published".
pub(super) const POLICY: u32 = 1 << 21;
/// A house that stands alone: "Cottage", "Flat".
pub(super) const HOUSE: u32 = 1 << 22;
/// A role of one who cares: "nurse".
pub(super) const STAFF: u32 = 1 << 23;

/// Begins or ends what sets somebody apart.
pub(super) const TELLS: u32 = 1 << 24;
/// "Tigrinya", "Polish".
pub(super) const LANGUAGE: u32 = 1 << 25;
/// "a", "an", "the": what somebody is may follow.
pub(super) const ARTICLE: u32 = 1 << 26;
/// What somebody does, has or belongs to may follow or end here.
pub(super) const WORKS: u32 = 1 << 27;
/// "television", "Gazette".
pub(super) const MEDIA: u32 = 1 << 28;
/// "country", "county": where somebody is the only one.
pub(super) const REGION: u32 = 1 << 29;
/// What stands before the letters of somebody who signs: "signed", "by".
pub(super) const SIGNED: u32 = 1 << 24;
/// Tells one from many by rank or number: "oldest", "only", "cases".
pub(super) const STANDOUT: u32 = 1 << 30;
/// A part of a hospital, home or prison that a number or letter tells: "zone 2", "MAU 2".
pub(super) const AREA: u32 = 1 << 31;

/// What is known of a word.
#[derive(Default)]
pub(super) struct Entry {
    pub flags: u32,
    pub value: u8,
    /// What it says of whom a sentence tells, by the bits of `uncommon`.
    pub tells: u8,
    /// The labels that begin with the word, as the words after it, the longest first.
    pub labels: Vec<(Vec<&'static str>, Label)>,
    /// The unusual phrases that begin with the word, as the words after it, the longest first.
    pub phrases: Vec<Phrase>,
}

/// An unusual phrase, from its second word on.
pub(super) struct Phrase {
    pub rest: Vec<&'static str>,
    pub detail: Detail,
    pub weighs: Weighs,
}

/// Where a phrase weighs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weighs {
    /// Wherever it can be said of somebody.
    Often,
    /// Only where one person is told of.
    OfOne,
}

/// The longest word of the lists, in bytes.
const WORD_BYTES_MAX: usize = 18;

/// What is known of a word in lower case.
pub(super) fn entry(word: &str) -> Option<&'static Entry> {
    let list = &*LEXICON;
    let &[first, second, ..] = word.as_bytes() else { return list.0.get(word) };
    let known = word.len() <= WORD_BYTES_MAX && list.1[pair(first, second)] & 1 << word.len() != 0;
    if known { list.0.get(word) } else { None }
}

/// The place of two letters in the table of lengths.
fn pair(first: u8, second: u8) -> usize {
    usize::from(first & 31) << 5 | usize::from(second & 31)
}

/// FNV-1a: short keys, all our own.
#[derive(Default)]
struct Short(u64);

impl Hasher for Short {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ 0xcbf2_9ce4 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

type Lexicon = HashMap<&'static str, Entry, BuildHasherDefault<Short>>;

/// The words, and by their first two letters which lengths they have: most words of a text are told by that to be in none
/// of the lists.
static LEXICON: LazyLock<(Lexicon, [u32; 1024])> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for (flag, words) in LISTS {
        for word in words.entries() {
            let (word, value) = word.split_once('=').unwrap_or((word, ""));
            let entry = lexicon.entry(word).or_default();
            entry.flags |= flag;
            entry.value = value.parse().unwrap_or(entry.value);
        }
    }
    for (label, announced) in labels() {
        let mut words = announced.split(' ');
        let entry = lexicon.entry(words.next().unwrap_or_default()).or_default();
        entry.flags |= LABEL;
        entry.labels.push((words.collect(), label));
    }
    let listed = PHRASES.iter().flat_map(|(weighs, detail, list)| list.entries().map(|it| (*weighs, *detail, it)));
    let marked = MARKED.iter().map(|(detail, phrase)| (Weighs::OfOne, *detail, *phrase));
    for (weighs, detail, phrase) in listed.chain(marked) {
        let mut words = phrase.split(' ').flat_map(parts);
        let entry = lexicon.entry(words.next().unwrap_or_default()).or_default();
        entry.flags |= QUASI;
        entry.phrases.push(Phrase { rest: words.collect(), detail, weighs });
    }
    for entry in lexicon.values_mut() {
        entry.labels.sort_by_key(|(rest, _)| Reverse(rest.len()));
        entry.phrases.sort_by_key(|phrase| Reverse(phrase.rest.len()));
    }
    for (bit, words) in uncommon::TELLING {
        for word in words.entries() {
            lexicon.entry(word).or_default().tells |= bit;
        }
    }
    for word in standing::words() {
        lexicon.entry(word).or_default().flags |= TELLS;
    }
    let mut lengths = [0; 1024];
    for word in lexicon.keys() {
        if let [first, second, ..] = *word.as_bytes() {
            lengths[pair(first, second)] |= 1 << word.len().min(31);
        }
    }
    (lexicon, lengths)
});

/// The parts of a word as they stand in a text: "vicar's" is three.
fn parts(word: &'static str) -> impl Iterator<Item = &'static str> {
    let (word, rest) = word.split_once('\'').map_or((word, None), |(word, rest)| (word, Some(rest)));
    let mark = rest.map(|_| "'");
    [Some(word), mark, rest.filter(|rest| !rest.is_empty())].into_iter().flatten()
}

/// The words of each property. A word may have a value, after "=".
static LISTS: &[(u32, &List)] = &[
    (MONTH, &words::MONTH),
    (WEEKDAY, &words::WEEKDAY),
    (ORDINAL, &words::ORDINAL),
    (NUMERAL, &words::NUMERAL),
    (DECADE, &words::DECADE),
    (SPAN, &words::SPAN),
    (PERSON, &words::PERSON),
    (STAFF, &words::STAFF),
    (ARTICLE, &words::ARTICLE),
    (OCCUPATION, &words::OCCUPATION),
    (STANDOUT, &words::STANDOUT),
    (REGION, &words::REGION),
    (MEDIA, &words::MEDIA),
    (MEDIA, &known::TITLES),
    (WORKS, &words::WORKS),
    (LANGUAGE, &words::LANGUAGE),
    (SIGNED, &words::SIGNED),
    (SIGNED, &initials::SEVERAL),
    (TITLE, &words::TITLE),
    (STREET, &words::STREET),
    (STREET, &address::STREETS),
    (AREA, &words::AREA),
    (HOUSE, &words::HOUSE),
    (ROOM, &words::ROOM),
    (AGE, &words::AGE),
    (NATIONALITY, &words::NATIONALITY),
    (COUNTRY, &words::COUNTRY),
    (RELIGION, &words::RELIGION),
    (WARD_NAME, &words::WARD_NAME),
    (WARD_SORT, &words::WARD_SORT),
    (ABBREVIATION, &words::ABBREVIATION),
    (FEAST, &words::FEAST),
    (FEAST, &dates::FEASTS),
    (POLICY, &words::POLICY),
];

/// The phrases that are unusual in a person by themselves, by where they weigh and what they tell.
static PHRASES: &[(Weighs, Detail, &List)] = &[
    (Weighs::Often, Detail::Media, &phrases::MEDIA),
    (Weighs::Often, Detail::Role, &phrases::ROLE),
    (Weighs::Often, Detail::Religion, &phrases::RELIGION),
    (Weighs::Often, Detail::Family, &phrases::FAMILY),
    (Weighs::Often, Detail::Other, &phrases::OTHER),
    (Weighs::Often, Detail::Sex, &phrases::SEX),
    (Weighs::Often, Detail::Occupation, &phrases::OCCUPATION),
    (Weighs::Often, Detail::Condition, &phrases::CONDITION),
    (Weighs::OfOne, Detail::Media, &phrases::MEDIA_OF_ONE),
    (Weighs::OfOne, Detail::Other, &phrases::OTHER_OF_ONE),
    (Weighs::OfOne, Detail::Family, &phrases::FAMILY_OF_ONE),
    (Weighs::OfOne, Detail::Religion, &phrases::RELIGION_OF_ONE),
    (Weighs::OfOne, Detail::Sex, &phrases::SEX_OF_ONE),
    (Weighs::OfOne, Detail::Occupation, &phrases::OCCUPATION_OF_ONE),
];

/// Phrases with marks, which the lists have not.
const MARKED: &[(Detail, &str)] = &[(Detail::Sex, "trans ,"), (Detail::Sex, "trans .")];
