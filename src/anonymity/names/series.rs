//! Lists of names that are of no patient and no member of staff: eponyms, and the authors of what was published.

use super::tokens::{Gap, Shape, Word};
use super::vetoes::{self, Part};
use crate::anonymity::data::Classes;
use crate::anonymity::words::{Among, lists};

lists!("names/series": PUBLISHED);

/// From so many on items are a list, and from so many on where what they are is sure.
const ITEMS: usize = 4;
const FEW: usize = 3;

/// "Breslow, Clark, Koebner, Wood and Nikolsky": a list of which half are eponyms is of eponyms.
pub(super) fn of_eponyms(words: &[Word], parts: &mut [Part]) {
    let mut at = 0;
    while at < words.len() {
        let items = items(words, at);
        let Some(last) = items.last() else {
            at += 1;
            continue;
        };
        let end = last.end;
        if items.len() >= FEW && !vetoes::titled(words, at) {
            let known = |item: &&std::ops::Range<usize>| words[(*item).clone()].iter().any(|it| it.is(Classes::EPONYM));
            let eponyms = items.iter().filter(known).count();
            let things = items.iter().filter(|item| words[(*item).clone()].iter().any(is_no_name)).count();
            let headed = words.get(end).is_some_and(|head| {
                head.gap == Gap::Space && head.shape == Shape::Lower && head.folded.ends_with('s') && is_thing(head)
            });
            let many = items.len() >= ITEMS && (eponyms >= 3 || eponyms * 2 >= items.len() || headed);
            if many || headed && eponyms + things > 0 || things >= 2 && (eponyms + things) * 2 >= items.len() {
                for index in items.into_iter().flatten() {
                    parts[index] = Part::Phrase;
                }
            }
        }
        at = end.max(at + 1);
    }
}

/// A thing or an eponym of the lists that hardly anybody bears as a name.
fn is_no_name(word: &Word) -> bool {
    let things = Classes::EPONYM.or(Classes::DEVICE).or(Classes::SYSTEM).or(Classes::DRUG);
    word.is(things) && word.rank.first < 2 && word.rank.last < 2
}

/// A word for things, which no one does.
fn is_thing(word: &Word) -> bool {
    word.is(Classes::HEAD.or(Classes::DEVICE)) && !word.is(Classes::DEED.or(Classes::FUNCTION).or(Classes::ROLE))
}

/// The items of a list that begins here, each of one word with a capital or of two with a hyphen.
pub(super) fn items(words: &[Word], at: usize) -> Vec<std::ops::Range<usize>> {
    let mut items: Vec<std::ops::Range<usize>> = Vec::new();
    let mut next = at;
    let mut ends = false;
    while let Some(word) = words.get(next) {
        let first = items.is_empty();
        let and = word.folded == "and" && matches!(word.gap, Gap::Space | Gap::Comma);
        if !first && and {
            ends = true;
            next += 1;
        } else if !first && word.gap != Gap::Comma {
            break;
        }
        let Some(word) = words.get(next) else { break };
        if !(word.is_capital() || word.shape == Shape::Initial) || ends && word.gap != Gap::Space {
            break;
        }
        let hyphened = words.get(next + 1).is_some_and(|part| part.gap == Gap::Hyphen && part.is_capital());
        let end = next + 1 + usize::from(hyphened);
        if !hyphened && word.shape == Shape::Initial
            || words.get(end).is_some_and(|more| more.joined() && (more.is_capital() || more.shape == Shape::Initial))
        {
            break;
        }
        items.push(next..end);
        next = end;
        if ends {
            break;
        }
    }
    items
}

/// "Hall A, Okafor BC, Smith J. Falls on wards. BMJ 2019": the authors of what was published, up to the first full stop.
pub(super) fn of_authors(words: &[Word], parts: &mut [Part]) {
    let mut from = 0;
    while from < words.len() {
        let end = (from + 1..words.len()).find(|&at| words[at].gap == Gap::Break).unwrap_or(words.len());
        let block = from..end;
        from = end;
        let start = block.start + usize::from(words[block.start].shape == Shape::Number);
        let year =
            |word: &Word| word.shape == Shape::Number && word.folded.len() == 4 && word.folded.starts_with(['1', '2']);
        let mut authors = Vec::new();
        let mut at = start;
        while at + 1 < end && words[at].is_capital() && (at == start || matches!(words[at].gap, Gap::Comma)) {
            let hyphened = words[at + 1].gap == Gap::Hyphen && at + 2 < end;
            let initials = at + 1 + usize::from(hyphened);
            let short =
                matches!(words[initials].shape, Shape::Initial | Shape::Upper) && words[initials].folded.len() <= 3;
            if !short || words[initials].gap != Gap::Space {
                break;
            }
            authors.extend(at..=initials);
            at = initials + 1;
        }
        if authors.is_empty() {
            continue;
        }
        let published = words[block.clone()].iter().any(|word| PUBLISHED.has(&word.folded));
        // "Hall A. Falls on wards. John Murray, 2015.": the publisher is no person here either.
        let publisher = words[block.clone()].iter().rposition(|word| word.gap == Gap::Stop).map(|at| block.start + at);
        let publisher = publisher.filter(|&at| {
            let (rest, last) = (&words[at..end], &words[end - 1]);
            rest.len() >= 2
                && year(last)
                && last.gap == Gap::Comma
                && rest[..rest.len() - 1].iter().all(|word| word.is_capital() && word.gap != Gap::Comma)
        });
        let years = words[block.clone()].iter().any(year);
        if years && (published || publisher.is_some()) {
            authors.extend(publisher.into_iter().flat_map(|at| at..end));
            for index in authors {
                parts[index] = Part::Phrase;
            }
        }
    }
}
