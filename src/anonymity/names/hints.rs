//! What a sentence says only of people, where no title stands and no list may know the name: a label with their roles, a
//! bed, a department, what belongs to one person, and what is written on a wristband.

use super::evidence::{Evidence, WARN};
use super::tokens::{Gap, Shape, Word};
use super::vetoes::Part;
use super::{around, cues, series};
use crate::anonymity::data::{self, Classes};
use crate::anonymity::words::{Among, lists};

lists!("names/hints": BELONGINGS, DEPARTMENTS);

/// What a person's name stands before in a record: "Ashworth's drug chart", "Beck's list overran".
const PAPERS: &[&str] =
    &["list", "chart", "notes", "son", "daughter", "bed", "training", "round", "clinic", "bag", "kit"];

/// "That was Waterlow's decision": whether only a person has what follows.
pub(super) fn is_owner(words: &[Word], at: usize) -> bool {
    let next = words.get(at + 1).filter(|next| words[at].possessive && next.gap == Gap::Space);
    next.is_some_and(|next| next.shape == Shape::Lower && BELONGINGS.has(&next.folded))
}

/// Notes the words that only a person's name can be.
pub(super) fn note(text: &str, words: &[Word], parts: &[Part], all: &mut [Evidence]) {
    for at in 0..words.len() {
        let word = &words[at];
        if word.shape == Shape::Lower {
            if all[at].sum < WARN && parts[at] == Part::Free && owns_in_haste(words, at) {
                raise(&mut all[at]);
            }
            continue;
        }
        if all[at].sum >= WARN && word.gap != Gap::Label {
            continue;
        }
        if word.gap == Gap::Label && word.is_capital() {
            roster(words, parts, all, at);
        }
        let free = parts[at] == Part::Free && all[at].sum < WARN && word.shape == Shape::Capital;
        if free && (may_be_name(word) && said(text, words, at) || may_be_any(word) && sure(text, words, at)) {
            raise(&mut all[at]);
        }
    }
    owners(words, parts, all);
}

fn raise(evidence: &mut Evidence) {
    evidence.sum = evidence.sum.max(WARN);
    evidence.personal = true;
}

/// A word that the lists know as a name, or that no list knows.
fn may_be_name(word: &Word) -> bool {
    let things = Classes::SYSTEM.or(Classes::DEVICE).or(Classes::DRUG).or(Classes::NATION).or(Classes::CALENDAR);
    let other = Classes::FUNCTION.or(Classes::ROLE).or(Classes::HEAD).or(Classes::ORGANISATION).or(Classes::TITLE);
    let usual = word.rank.first >= 2 || word.rank.last >= 3 && word.common < 3;
    word.shape == Shape::Capital
        && !word.heading
        && (word.rank.first >= 3 || !word.is(things) && word.place < 3)
        && !word.is(other)
        && (usual || word.common == 0 && word.rank.first + word.rank.last > 0)
}

/// A word that only what stands around it can show to be a name.
fn may_be_any(word: &Word) -> bool {
    let other = Classes::FUNCTION.or(Classes::ROLE).or(Classes::ORGANISATION).or(Classes::TITLE).or(Classes::DEVICE);
    !word.heading && !word.is(other.or(Classes::CALENDAR).or(Classes::NATION)) && (!word.starts || word.common == 0)
}

/// What is said of people more than of things.
fn said(text: &str, words: &[Word], at: usize) -> bool {
    let back = |count: usize| at.checked_sub(count).map_or("", |index| words[index].folded.as_str());
    of_department(words, at)
        || after_number(text, words, at)
        || back(1) == "names" && matches!(words[at].gap, Gap::Stop | Gap::Label)
        || runs_a_shop(words, at)
        || initialled(words, at)
        || back(1) == "am" && back(2) == "i" && words[at].gap == Gap::Space
}

/// What is said of nothing but people.
fn sure(text: &str, words: &[Word], at: usize) -> bool {
    let unknown = words[at].common == 0;
    // A body gives advice too.
    let owner = || words[at].rank.last >= 1 && (words[at].is(Classes::EPONYM) || !words[at].is(Classes::SYSTEM));
    in_bed(words, at)
        || reached(words, at)
        || is_owner(words, at) && owner()
        || unknown && (on_label(words, at) || after_number(text, words, at))
        || !words[at].starts && related(words, at)
}

/// "Progress Towers, the father," and "Okafor, her neighbour"
fn related(words: &[Word], at: usize) -> bool {
    let Some([article, relative]) = words.get(at + 1..at + 3) else { return false };
    let kin = relative.is(Classes::FAMILY) && cues::group(relative).is_none() && !relative.is(Classes::ROLE);
    article.gap == Gap::Comma
        && matches!(article.folded.as_str(), "the" | "his" | "her" | "their")
        && relative.gap == Gap::Space
        && relative.shape == Shape::Lower
        && kin
        && words.get(at + 3).is_none_or(|after| !after.joined() || after.is(Classes::FUNCTION.or(Classes::DEED)))
}

/// "Okafor A, Smith J and Adeyemi T": surnames with an initial, one after another.
fn initialled(words: &[Word], at: usize) -> bool {
    let pair = |at: usize| {
        words.get(at).is_some_and(Word::is_capital)
            && words.get(at + 1).is_some_and(|next| next.gap == Gap::Space && next.shape == Shape::Initial)
    };
    let and = words.get(at + 2).is_some_and(|word| word.folded == "and" && word.gap == Gap::Space);
    let listed = words.get(at + 2).is_some_and(|word| word.gap == Gap::Comma);
    pair(at) && (listed && pair(at + 2) || and && pair(at + 3))
}

/// "Changming runs a stall"
fn runs_a_shop(words: &[Word], at: usize) -> bool {
    const SHOPS: &[&str] =
        &["stall", "shop", "pub", "cafe", "farm", "garage", "salon", "bakery", "taxi", "choir", "band", "smallholding"];
    let Some([runs, a, shop]) = words.get(at + 1..at + 4) else { return false };
    matches!(runs.folded.as_str(), "runs" | "ran" | "owns" | "has" | "keeps")
        && matches!(a.folded.as_str(), "a" | "the")
        && shop.gap == Gap::Space
        && SHOPS.contains(&shop.folded.as_str())
}

/// "zikoras sandwiches": a name of the lists in haste, with its "s", before a thing.
fn owns_in_haste(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let stem = word.folded.strip_suffix('s').filter(|stem| stem.len() >= 3 && !stem.ends_with('s'));
    let next = words.get(at + 1).filter(|next| next.gap == Gap::Space && next.shape == Shape::Lower);
    let small = Classes::FUNCTION.or(Classes::DEED).or(Classes::CUE);
    word.common == 0
        && !word.foreign
        && word.gap != Gap::Glue
        && next.is_some_and(|next| next.common >= 2 && next.folded.len() >= 4 && !next.is(small.or(Classes::ROLE)))
        && stem.is_some_and(|stem| {
            let known = data::word(stem);
            known.common == 0 && known.rank.first >= 2 && known.place == 0
        })
}

/// "Organ in bed B4"
fn in_bed(words: &[Word], at: usize) -> bool {
    let Some([link, thing, number]) = words.get(at + 1..at + 4) else { return false };
    link.gap == Gap::Space
        && matches!(link.folded.as_str(), "in" | "from")
        && matches!(thing.folded.as_str(), "bed" | "bay" | "room" | "cubicle" | "chair")
        && number.gap == Gap::Space
        && matches!(number.shape, Shape::Number | Shape::Code | Shape::Initial)
}

/// "Grant from catering", "Sky from the agency"
fn of_department(words: &[Word], at: usize) -> bool {
    let link = words.get(at + 1).filter(|link| link.gap == Gap::Space);
    let Some(link) = link.filter(|link| matches!(link.folded.as_str(), "from" | "in")) else { return false };
    let article = words.get(at + 2).is_some_and(|word| word.folded == "the" && word.gap == Gap::Space);
    let place = words.get(at + 2 + usize::from(article)).filter(|place| place.gap == Gap::Space);
    let acts = words.get(at + 3).is_some_and(|deed| deed.gap == Gap::Space && deed.is(Classes::DEED));
    link.shape == Shape::Lower
        && (link.folded == "from" || acts)
        && place.is_some_and(|place| DEPARTMENTS.has(&place.folded))
}

/// "The label said “Gleason”", "spelt "Okafor"": one word in quotation marks, and where it was written.
fn on_label(words: &[Word], at: usize) -> bool {
    const WRITTEN: &[&str] =
        &["label", "wristband", "band", "signed", "spelt", "envelope", "nameplate", "badge", "bracelet"];
    let alone = words.get(at + 1).is_none_or(|next| !next.joined());
    let mut from = at;
    while from > 0 && at - from < 3 && (from == at || !matches!(words[from].gap, Gap::Stop | Gap::Break)) {
        from -= 1;
    }
    let written = || words[from..at].iter().any(|word| WRITTEN.contains(&word.folded.as_str()));
    alone && words[at].gap == Gap::Open && written()
}

/// "616 671 3622 = Okafor"
fn after_number(text: &str, words: &[Word], at: usize) -> bool {
    let Some(last) = at.checked_sub(1).map(|index| &words[index]) else { return false };
    let between = &text[last.range.end..words[at].range.start];
    matches!(last.shape, Shape::Number | Shape::Code) && last.range.len() >= 4 && between.trim() == "="
}

/// "Minh can be reached on", "Akweley had been lent to"
fn reached(words: &[Word], at: usize) -> bool {
    let Some([can, be, done]) = words.get(at + 1..at + 4) else { return false };
    matches!(can.folded.as_str(), "can" | "may" | "could")
        && be.folded == "be"
        && matches!(done.folded.as_str(), "reached" | "rung" | "phoned")
        && can.gap == Gap::Space
        || can.folded == "had" && be.folded == "been" && done.folded == "lent" && can.gap == Gap::Space
}

/// "Consultants in turn: Enache, Lloyd, Wolfson and, on the Friday, Herrera": who is listed after a label with a role.
fn roster(words: &[Word], parts: &[Part], all: &mut [Evidence], at: usize) {
    let from = (at.saturating_sub(5)..at)
        .rev()
        .find(|&index| matches!(words[index].gap, Gap::Stop | Gap::Break | Gap::Label))
        .unwrap_or(at);
    let role = |word: &Word| {
        word.is(Classes::ROLE) && (cues::group(word).is_some() || word.folded.ends_with('s'))
            || matches!(word.folded.as_str(), "present" | "apologies" | "attendees" | "consultants" | "crew" | "rota")
    };
    if !words[from..at].iter().any(role) {
        return;
    }
    let items = series::items(words, at);
    let named = |item: &&std::ops::Range<usize>| words[(*item).clone()].iter().all(may_be_name);
    let sure = items.iter().filter(named).count();
    if items.len() < 2 || sure * 3 < items.len() * 2 {
        return;
    }
    for index in items.iter().filter(named).cloned().flatten() {
        if parts[index] == Part::Free {
            raise(&mut all[index]);
        }
    }
}

/// "Beck's list overran, Ready's began late": several owners in one sentence, one of whom has what people have.
fn owners(words: &[Word], parts: &[Part], all: &mut [Evidence]) {
    let mut at = 0;
    while at < words.len() {
        let end = (at + 1..words.len())
            .find(|&index| matches!(words[index].gap, Gap::Stop | Gap::Break))
            .unwrap_or(words.len());
        let bears = |index: &usize| {
            let word = &words[*index];
            word.possessive
                && word.shape == Shape::Capital
                && !word.heading
                && (matches!(parts[*index], Part::Free | Part::Eponym))
                && (word.rank.first + word.rank.last > 0 || word.common == 0)
        };
        let owning: Vec<usize> = (at..end).filter(bears).collect();
        if owning.len() >= 2 {
            let has = |index: usize| {
                let thing = |offset: usize| {
                    let thing = words.get(index + offset).filter(|it| it.gap == Gap::Space && it.shape == Shape::Lower);
                    thing.is_some_and(|thing| PAPERS.contains(&thing.folded.as_str()))
                };
                thing(1) || thing(2) && words[index + 1].gap == Gap::Space || around::owns(words, index)
            };
            let lacks = |index: usize| {
                let next = words.get(index + 1);
                next.is_none_or(|next| next.gap != Gap::Space || next.is(Classes::DEED.or(Classes::FUNCTION)))
            };
            let owner = owning.iter().filter(|&&index| has(index)).count();
            if owner > 0 && owning.iter().all(|&index| has(index) || lacks(index)) {
                for index in owning {
                    raise(&mut all[index]);
                }
            }
        }
        at = end;
    }
}
