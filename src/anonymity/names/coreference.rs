//! A name that one place of a text confirms is a name in every other place: in lower case, misspelt by one letter, with a
//! possessive or in a slug. A name that the text declares to be invented is none.

use std::collections::BTreeSet;

use super::evidence::{BLOCK, DOUBTFUL, Evidence, WARN, is_mere, is_rare};
use super::tokens::{Gap, Shape, Word};
use super::vetoes::Part;
use crate::anonymity::data::{Classes, QuickMap, QuickSet};

/// The sum of a word that is a name because it is one elsewhere.
const CONFIRMED: f32 = BLOCK + 1.0;

/// From this sum on a mention supports the others, and how much of its sum it lends them.
const LIKELY: f32 = 1.0;
const SUPPORT: f32 = 0.6;

/// Raises every other mention of a confirmed name, and drops those that the text declares invented.
pub(super) fn settle(text: &str, words: &[Word], parts: &[Part], all: &mut [Evidence]) {
    let invented = invented(text, words);
    accumulate(words, parts, all);
    let mut confirmed: QuickSet<&str> = QuickSet::default();
    for (word, evidence) in words.iter().zip(all.iter()) {
        if evidence.sum >= BLOCK && word.folded.chars().count() >= 3 && word.shape != Shape::Initial {
            confirmed.insert(&word.folded);
        }
    }
    for name in &invented {
        confirmed.remove(name.as_str());
    }
    let spellings = Spellings::of(&confirmed);
    for run in slugs(words) {
        let named = |at: &usize| confirmed.contains(words[*at].folded.as_str());
        let glued = words[run.start + 1..run.end].iter().any(|word| word.gap == Gap::Glue);
        if glued || run.clone().filter(named).count() >= 2 {
            for at in run.clone().filter(named).filter(|&at| !words[at].is(Classes::FUNCTION)) {
                all[at].sum = all[at].sum.max(CONFIRMED);
            }
        }
    }
    for (at, word) in words.iter().enumerate() {
        if is_plain(words, at) {
            continue;
        }
        if invented.contains(word.folded.as_str()) {
            all[at].sum = 0.0;
            continue;
        }
        if all[at].sum >= BLOCK
            || matches!(word.shape, Shape::Initial | Shape::Number)
            || parts[at] != Part::Free && parts[at] != Part::Place
        {
            continue;
        }
        let same = confirmed.contains(word.folded.as_str());
        if same && speaks(words, at) || !same && (spellings.misspelt(word) || spellings.joined_up(word)) {
            all[at].sum = CONFIRMED;
        }
    }
}

/// An English word in lower case, as most words are, or "the Trust": never another mention of a name.
fn is_plain(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    if word.is(Classes::ORGANISATION) && after_article(words, at) {
        return true;
    }
    word.shape == Shape::Lower
        && (word.common >= 2 || word.foreign)
        && word.gap == Gap::Space
        && words.get(at + 1).is_none_or(|next| next.gap == Gap::Space)
}

/// What the mentions of one word sum up to.
#[derive(Default)]
struct Mentions {
    most: f32,
    total: f32,
    personal: bool,
    /// How often it begins a sentence with a verb after it.
    acts: u8,
}

/// Several mentions that each may be a name speak for one another.
fn accumulate(words: &[Word], parts: &[Part], all: &mut [Evidence]) {
    let mut sums: QuickMap<&str, Mentions> = QuickMap::default();
    for (at, word) in words.iter().enumerate() {
        if word.starts
            && word.rank.first >= 3
            && word.is_capital()
            && super::cues::deed(words, at) > 0
            && parts[at] == Part::Free
        {
            let mentions = sums.entry(&word.folded).or_default();
            mentions.acts = mentions.acts.saturating_add(1);
            if mentions.acts >= 2 && !word.is(Classes::FUNCTION.or(Classes::ROLE).or(Classes::NATION)) {
                mentions.most = mentions.most.max(WARN);
            }
        }
        if all[at].sum >= LIKELY && parts[at] == Part::Free && counts(words, at, all[at]) {
            let mentions = sums.entry(&word.folded).or_default();
            mentions.most = mentions.most.max(all[at].sum);
            mentions.total += all[at].sum;
            mentions.personal |= all[at].personal;
        }
    }
    for (at, word) in words.iter().enumerate() {
        if !is_plain(words, at)
            && let Some(Mentions { most, total, personal, .. }) = sums.get(word.folded.as_str())
            && parts[at] == Part::Free
            && (total > most || *most >= WARN)
            && (all[at].sum >= LIKELY || word.is_capital() && speaks(words, at))
        {
            let sum = most + SUPPORT * (total - most).min(BLOCK);
            let sum = if *personal || !is_rare(word) { sum } else { sum.min(DOUBTFUL) };
            all[at].sum = all[at].sum.max(sum);
        }
    }
}

/// Whether a doubtful mention says something of the others: not of "Patient Safety", "Chief Medical Officer" or "the Plan",
/// which a text on safety has on every page and the lists hardly know as names.
fn counts(words: &[Word], at: usize, evidence: Evidence) -> bool {
    let word = &words[at];
    let title = after_article(words, at) || at > 0 && word.joined() && words[at - 1].is_capital();
    let plain = is_mere(word) || title && word.common == 4 && word.rank.first <= 1 && !evidence.personal;
    evidence.sum >= BLOCK || !plain
}

/// Whether a mention of a name may be one as it is written here: a plain word in lower case, or one that begins a
/// sentence, may be the word itself.
fn speaks(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    match word.shape {
        Shape::Lower if word.foreign && !in_slug(words, at) => false,
        Shape::Lower => {
            word.common <= 1 && !word.is(Classes::HEAD.or(Classes::ROLE).or(Classes::FAMILY))
                || in_slug(words, at) && word.common <= 3
        }
        _ if word.is(Classes::NATION) || word.place == 4 => false,
        Shape::Upper if word.folded.len() <= 4 && word.rank.first < 3 && word.rank.last < 3 => false,
        _ if word.starts && word.is(Classes::FUNCTION) => super::cues::deed(words, at) >= 2,
        _ if (word.starts || word.heading) && word.common == 4 => {
            word.rank.first >= 2 || super::cues::deed(words, at) > 0
        }
        _ => true,
    }
}

/// Whether an article stands before it.
fn after_article(words: &[Word], at: usize) -> bool {
    let article =
        |word: &Word| matches!(word.folded.as_str(), "the" | "this" | "our" | "your" | "each" | "every" | "a");
    words[at].gap == Gap::Space && at > 0 && article(&words[at - 1])
}

/// Words in lower case that only hyphens or marks part: file names and addresses.
fn slugs(words: &[Word]) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for at in 1..=words.len() {
        if words.get(at).is_some_and(|word| matches!(word.gap, Gap::Hyphen | Gap::Glue)) {
            continue;
        }
        let run = start..at;
        if run.len() >= 2 && !words[run.clone()].iter().any(|word| word.shape == Shape::Capital) {
            found.push(run);
        }
        start = at;
    }
    found
}

/// Whether it stands in a file name or an address.
fn in_slug(words: &[Word], at: usize) -> bool {
    let glued = |word: &Word| matches!(word.gap, Gap::Hyphen | Gap::Glue);
    let before = at > 0 && glued(&words[at]);
    let after = words.get(at + 1).is_some_and(glued);
    let mark = words[at].gap == Gap::Glue || words.get(at + 1).is_some_and(|next| next.gap == Gap::Glue);
    before && after || mark
}

/// The names of a text by what is left of each when one letter is taken out: two names that are one letter apart share
/// such a rest, so that no name need be held against every word.
#[derive(Default)]
struct Spellings<'w> {
    names: QuickSet<&'w str>,
    /// By the number of a rest.
    by_rest: QuickMap<u64, Vec<&'w str>>,
}

/// Names shorter than this are too like other words to be found misspelt, in bytes.
const MISSPELT_FROM: usize = 4;
/// Names shorter than this are found misspelt only with a capital, and never within another word.
const USUAL_FROM: usize = 5;
/// The most names that may share a rest; more are no names but a list of letters.
const SHARED_MOST: usize = 16;

impl<'w> Spellings<'w> {
    fn of(names: &QuickSet<&'w str>) -> Spellings<'w> {
        let mut spellings = Spellings::default();
        let mut names: Vec<&str> =
            names.iter().copied().filter(|name| (MISSPELT_FROM..=LONGEST).contains(&name.len())).collect();
        names.sort_unstable();
        for name in names {
            spellings.names.insert(name);
            each_rest(name, |rest| {
                spellings.by_rest.entry(rest).or_default().push(name);
                false
            });
        }
        spellings
    }

    /// Whether a word that is none of English differs from a name by one letter.
    fn misspelt(&self, word: &Word) -> bool {
        let known = Classes::DRUG.or(Classes::DEVICE).or(Classes::SYSTEM).or(Classes::NATION).or(Classes::EPONYM);
        let length = word.folded.len();
        let none = self.names.is_empty() || word.common > 0;
        if none || !(4..=LONGEST).contains(&length) || word.shape == Shape::Code || word.is(known) {
            return false;
        }
        // "Riimi", but not "Leeds" where a Lees is named.
        let usual = word.shape == Shape::Capital && length >= USUAL_FROM && word.place < 2 && !word.starts;
        each_rest(&word.folded, |rest| {
            let sharing = self.by_rest.get(&rest).map_or(&[][..], Vec::as_slice);
            sharing
                .iter()
                .take(SHARED_MOST)
                .any(|name| (usual || name.len() >= USUAL_FROM) && one_apart(&word.folded, name))
        })
    }

    /// Whether a word of an address or handle begins or ends with a name: "agnesokafor".
    fn joined_up(&self, word: &Word) -> bool {
        let text = word.folded.as_str();
        if self.names.is_empty() || word.common > 0 || !(USUAL_FROM + 2..=LONGEST * 2).contains(&text.len()) {
            return false;
        }
        let held = |part: Option<&str>| part.is_some_and(|part| self.names.contains(part));
        (USUAL_FROM..text.len() - 1).any(|length| held(text.get(..length)) || held(text.get(text.len() - length..)))
    }
}

/// Longer words are no names, in bytes.
const LONGEST: usize = 40;

/// Asks for a word, and for it without each of its letters in turn, until one answer is yes. Each is told by a number:
/// what shares it by chance is told apart by [`one_apart`].
fn each_rest(word: &str, mut asked: impl FnMut(u64) -> bool) -> bool {
    /// An odd number of which no small power is small.
    const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
    const INVERSE: u64 = 0xf1de_83e1_9937_733d;
    let next = |number: u64, byte: &u8| number.wrapping_mul(BASE).wrapping_add(u64::from(*byte) + 1);
    let whole = word.as_bytes().iter().fold(0, next);
    if asked(whole) {
        return true;
    }
    // What stands before the letter, the number of all behind it, and the power by which the two are joined.
    let (mut before, mut power) = (0u64, 1u64);
    for _ in word.bytes() {
        power = power.wrapping_mul(BASE);
    }
    let mut begun = 0u64;
    for c in word.chars() {
        let mut bytes = [0; 4];
        for byte in c.encode_utf8(&mut bytes).as_bytes() {
            begun = next(begun, byte);
            power = power.wrapping_mul(INVERSE);
        }
        let behind = whole.wrapping_sub(begun.wrapping_mul(power));
        if asked(before.wrapping_mul(power).wrapping_add(behind)) {
            return true;
        }
        before = begun;
    }
    false
}

/// One letter more, one less, another one, or two changed over.
pub(super) fn one_apart(one: &str, two: &str) -> bool {
    let (one, two) = (one.as_bytes(), two.as_bytes());
    if one.len().abs_diff(two.len()) > 1 || one == two {
        return false;
    }
    let before = one.iter().zip(two).take_while(|(a, b)| a == b).count();
    let (one, two) = (&one[before..], &two[before..]);
    let after = one.iter().rev().zip(two.iter().rev()).take_while(|(a, b)| a == b).count();
    let (one, two) = (&one[..one.len() - after], &two[..two.len() - after]);
    match (one, two) {
        ([_], [] | [_]) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// Ways to say that a name is not the real one, by a word that stands in each.
const DECLARATIONS: &[(&str, &[&str])] = &[
    (
        "name",
        &[
            "not her real name",
            "not his real name",
            "not their real name",
            "not the real name",
            "not a real name",
            "name has been changed",
            "name changed",
            "invented name",
            "a made-up name",
            "fictitious name",
        ],
    ),
    ("pseudonym", &["a pseudonym"]),
    (
        "call",
        &[
            "we call",
            "we will call",
            "we'll call",
            "we have called",
            "we shall call",
            "will be called",
            "called here",
            "whom we call",
        ],
    ),
    ("known", &["will be known as"]),
    ("referred", &["referred to here as"]),
    ("protect", &["to protect"]),
];

/// No declaration is longer, in bytes.
const DECLARATION: usize = 24;

/// The declarations that may stand around a word.
fn declarations(word: &str) -> impl Iterator<Item = &'static str> {
    let with = |it: &&(&str, &[&'static str])| word.starts_with(it.0) || it.0 == "name" && word.ends_with(it.0);
    DECLARATIONS.iter().find(with).into_iter().flat_map(|(_, declarations)| declarations.iter().copied())
}

/// The names that the text declares to be invented: the nearest capitalised word to the declaration.
fn invented(text: &str, words: &[Word]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    if !words.iter().any(|word| {
        matches!(word.folded.as_str(), "name" | "pseudonym" | "call" | "called" | "known" | "referred" | "protect")
    }) {
        return found;
    }
    for (word, declaration) in words.iter().flat_map(|word| declarations(&word.folded).map(move |it| (word, it))) {
        let from = text.floor_char_boundary(word.range.start.saturating_sub(DECLARATION));
        let window = from..text.ceil_char_boundary(word.range.end + DECLARATION);
        for (start, _) in text[window.clone()].match_indices(declaration) {
            let start = window.start + start;
            let end = start + declaration.len();
            let names_after = declaration.contains("call") || declaration.ends_with(" as");
            let behind = words.partition_point(|word| word.range.start < end);
            let after = words[behind..].iter().take(4).find(|word| word.is_capital());
            let from = words.partition_point(|word| word.range.start < start);
            let before =
                words[..from].iter().rev().take(5).find(|word| word.is_capital() && !word.is(Classes::FUNCTION));
            let name = if names_after { after } else { before };
            if let Some(name) = name {
                found.insert(name.folded.as_str().to_owned());
            }
        }
    }
    found
}
