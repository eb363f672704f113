//! Words with a capital that a text itself shows to be things: it says what they are, who made them, in which journal
//! something was printed, or lists them with others of their sort.

use super::cues;
use super::series;
use super::tokens::{Gap, Shape, Word};
use super::vetoes::{Part, titled};
use crate::anonymity::data::{Classes, QuickSet};
use crate::anonymity::words::{Among, lists};

lists!("names/things": KINDS, GOODS);

/// Marks what the text shows to be a thing.
pub(super) fn mark(text: &str, words: &[Word], parts: &mut [Part]) {
    young(words, parts);
    abbreviations(text, words, parts);
    journals(text, words, parts);
    grades(text, words, parts);
    makers(words, parts);
    inquiries(words, parts);
    places(words, parts);
    declared(words, parts);
}

/// "Young people", "Young Person's Guide": how old somebody is, not what they are called.
fn young(words: &[Word], parts: &mut [Part]) {
    for at in (1..words.len()).filter(|&at| words[at].gap == Gap::Space && words[at - 1].folded == "young") {
        let other = words[at].is(Classes::DEED.or(Classes::FUNCTION)) || words[at - 1].possessive;
        if words[at].common >= 3 && !other && !titled(words, at - 1) {
            parts[at - 1] = Part::Phrase;
            parts[at] = if words[at].is_capital() { Part::Phrase } else { parts[at] };
        }
    }
}

/// Short forms that are first names too: "Tel", "reg".
const SHORT: &[&str] =
    &["tel", "ref", "reg", "hosp", "mob", "ext", "fax", "dob", "nok", "fao", "attn", "alt", "misc", "vis"];

/// "Tel (home)", "GPhC reg. 2533502", "HOSP SE-216570": a short form before what it is short for.
fn abbreviations(text: &str, words: &[Word], parts: &mut [Part]) {
    let short = |word: &Word| matches!(word.folded.len(), 3 | 4) && SHORT.contains(&word.folded.as_str());
    for at in (0..words.len()).filter(|&at| short(&words[at])) {
        let next = words.get(at + 1);
        let dotted = text[words[at].range.end..].starts_with(['.', ':']);
        let given = next.is_some_and(|next| next.joined() && next.shape == Shape::Capital && !dotted);
        if words[at].shape != Shape::Capital || !given && !titled(words, at) {
            parts[at] = Part::Phrase;
        }
    }
}

/// "BMJ Qual Saf 2014;23:706": the short title of a journal.
fn journals(text: &str, words: &[Word], parts: &mut [Part]) {
    for at in 1..words.len().saturating_sub(1) {
        let year = words[at].shape == Shape::Number && words[at].range.len() == 4 && words[at].gap == Gap::Space;
        if !year || !text[words[at].range.end..].starts_with([';', ':']) {
            continue;
        }
        let mut first = at;
        while first > 0 && at - first < 6 && words[first - 1].is_capital() && (first == at || words[first].joined()) {
            first -= 1;
        }
        parts[first..at].fill(Part::Phrase);
    }
}

/// "Forrest Ia", "Killip III": a grade after the name of who first described it.
fn grades(text: &str, words: &[Word], parts: &mut [Part]) {
    for at in 0..words.len().saturating_sub(1) {
        let (word, next) = (&words[at], &words[at + 1]);
        if word.shape != Shape::Capital || next.gap != Gap::Space || parts[at] != Part::Free || word.possessive {
            continue;
        }
        let written = &text[next.range.clone()];
        let figures = written.trim_end_matches(['a', 'b', 'c']);
        let numeral = matches!(figures, "I" | "II" | "III" | "IV" | "V" | "VI" | "VII" | "VIII" | "IX");
        let sure = written.len() >= 2 || word.is(Classes::EPONYM);
        let joined = at > 0 && word.joined() && words[at - 1].is_capital();
        if numeral && sure && (figures != "I" || written.len() == 2) && !joined && !titled(words, at) {
            parts[at] = Part::Eponym;
        }
    }
}

/// "Lifts are by Otis", "a boiler made by Ruston and Hornsby": a firm by its goods.
fn makers(words: &[Word], parts: &mut [Part]) {
    const MADE: &[&str] = &[
        "is",
        "are",
        "was",
        "were",
        "made",
        "supplied",
        "built",
        "sold",
        "leased",
        "manufactured",
        "installed",
        "serviced",
        "provided",
        "maintained",
    ];
    for at in 2..words.len() {
        if words[at].shape != Shape::Capital || words[at].gap != Gap::Space || words[at - 1].folded != "by" {
            continue;
        }
        let mut before = at - 1;
        let mut steps = 0;
        while before > 0 && steps < 4 && words[before].gap == Gap::Space {
            before -= 1;
            steps += 1;
            let word = words[before].folded.as_str();
            if !MADE.contains(&word) && !matches!(word, "which" | "that" | "all" | "now" | "and") {
                break;
            }
        }
        // "by Boots and by Nivea"
        let again = words[before].is_capital() && matches!(parts[before], Part::Phrase) && before + 2 == at - 1;
        let goods = words[before].shape == Shape::Lower || words[before].starts;
        if !(goods && GOODS.has(&words[before].folded) || again) {
            continue;
        }
        let mut end = at + 1;
        while words.get(end).is_some_and(|next| next.joined() && next.is_capital()) {
            end += 1;
        }
        let second = words.get(end).is_some_and(|and| and.folded == "and" && and.gap == Gap::Space)
            && words.get(end + 1).is_some_and(|next| next.gap == Gap::Space && next.is_capital());
        end += if second { 2 } else { 0 };
        if !titled(words, at) {
            parts[at..end].fill(Part::Phrase);
        }
    }
}

/// "the Ashworth inquiry under Fallon": who led a public inquiry.
fn inquiries(words: &[Word], parts: &mut [Part]) {
    for at in 3..words.len() {
        let near = |index: usize| words[index].gap == Gap::Space;
        if words[at].is_capital()
            && near(at)
            && near(at - 1)
            && near(at - 2)
            && matches!(words[at - 1].folded.as_str(), "by" | "under")
            && matches!(words[at - 2].folded.as_str(), "inquiry" | "enquiry")
            && words[at - 3].is_capital()
        {
            parts[at] = Part::Phrase;
        }
    }
}

/// "from Penrith to Keswick, then Millom": places in a row, most of them of the lists.
fn places(words: &[Word], parts: &mut [Part]) {
    let mut at = 0;
    while at < words.len() {
        if words[at].shape != Shape::Capital {
            at += 1;
            continue;
        }
        let mut row = Vec::new();
        let mut next = at;
        while let Some(word) = words.get(next) {
            let named = word.shape == Shape::Capital && (!word.starts || row.is_empty()) && !word.possessive;
            let alone = words.get(next + 1).is_none_or(|after| !(after.joined() && after.is_capital()));
            if !named || !(alone || parts[next] == Part::Place) {
                break;
            }
            row.push(next);
            let mut after = next + 1;
            while parts[next] == Part::Place && parts.get(after) == Some(&Part::Place) && words[after].joined() {
                after += 1;
            }
            let small = |word: &Word| matches!(word.folded.as_str(), "and" | "to" | "or" | "then" | "from" | "via");
            let begin = after;
            while after < begin + 2
                && words.get(after).is_some_and(|word| small(word) && matches!(word.gap, Gap::Space | Gap::Comma))
            {
                after += 1;
            }
            let listed =
                words.get(after).is_some_and(|word| word.gap == Gap::Comma || word.gap == Gap::Space && after > begin);
            if !listed {
                break;
            }
            next = after;
        }
        let known =
            |index: usize| parts[index] == Part::Place || words[index].place >= 1 && words[index].rank.first < 2;
        let count = row.iter().filter(|&&index| known(index)).count();
        let town = row.iter().any(|&index| known(index) && (parts[index] == Part::Place || words[index].place >= 2));
        if row.len() >= 3 && town && count >= 2 && count * 2 >= row.len() && !titled(words, at) {
            let most = count * 3 >= row.len() * 2;
            for &index in &row {
                if parts[index] == Part::Free && (most || words[index].place >= 1) {
                    parts[index] = Part::Place;
                }
            }
        }
        at = row.last().map_or(at, |last| *last) + 1;
    }
}

/// "Heidi, Dragon and Birdie are systems", "SUE is the secondary uses extract", "an app called Florence": what the text
/// says is a thing is none of its people, wherever it stands.
fn declared(words: &[Word], parts: &mut [Part]) {
    let mut things: QuickSet<&str> = QuickSet::default();
    let mut at = 0;
    while at < words.len() {
        if !words[at].is_capital() {
            at += 1;
            continue;
        }
        let called = at > 1
            && words[at].gap != Gap::Stop
            && matches!(words[at - 1].folded.as_str(), "called" | "named")
            && words[at - 1].gap == Gap::Space
            && words[at - 2].shape == Shape::Lower
            && KINDS.has(&words[at - 2].folded);
        // A look at what follows spares most words the rest.
        let goes_on = words.get(at + 1).is_some_and(|next| {
            matches!(next.gap, Gap::Comma | Gap::Hyphen)
                || next.gap == Gap::Space && matches!(next.folded.as_str(), "and" | "is" | "are" | "was" | "were")
        });
        if !called && !goes_on {
            at += 1;
            continue;
        }
        let items = series::items(words, at);
        let end = items.last().map_or(at + 1, |last| last.end);
        let within = at > 0 && words[at].joined() && words[at - 1].is_capital();
        let all = items.into_iter().flatten();
        if called {
            things.insert(&words[at].folded);
        } else if !within && end > at && are_things(words, end) {
            things.extend(all.map(|index| words[index].folded.as_str()));
        }
        at = end.max(at + 1);
    }
    if things.is_empty() {
        return;
    }
    for at in 0..words.len() {
        let person = || {
            titled(words, at)
                || cues::deed(words, at) == 3
                || words.get(at + 1).is_some_and(|next| next.joined() && next.is_capital() && next.rank.last >= 1)
        };
        if parts[at] == Part::Free && words[at].is_capital() && things.contains(words[at].folded.as_str()) && !person()
        {
            parts[at] = Part::Phrase;
        }
    }
}

/// Whether "are systems", "is the secondary uses extract" stands here.
fn are_things(words: &[Word], at: usize) -> bool {
    let lower = |index: usize| words.get(index).filter(|it| it.gap == Gap::Space && it.shape == Shape::Lower);
    let Some(verb) = lower(at).map(|verb| verb.folded.as_str()) else { return false };
    let several = matches!(verb, "are" | "were");
    if !several && !matches!(verb, "is" | "was") {
        return false;
    }
    let article = lower(at + 1)
        .is_some_and(|word| matches!(word.folded.as_str(), "the" | "a" | "an" | "our" | "their" | "another" | "one"));
    if !several && !article {
        return false;
    }
    let first = at + 1 + usize::from(article);
    for index in first..first + 4 {
        let Some(word) = lower(index) else { return false };
        let ends = lower(index + 1).is_none_or(|next| next.is(Classes::FUNCTION) || next.is(Classes::CUE));
        if ends && KINDS.has(&word.folded) && (!several || word.folded.ends_with(['s', 'a'])) {
            return true;
        }
        if word.is(Classes::FUNCTION) {
            return false;
        }
    }
    false
}
