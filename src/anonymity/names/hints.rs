//! What a sentence says only of people, where no title stands and no list may know the name: a label with their roles, a
//! bed, a department, what belongs to one person, and what is written on a wristband.

use super::evidence::{Evidence, WARN};
use super::tokens::{Gap, Shape, Word};
use super::vetoes::Part;
use super::{around, cues, series};
use crate::anonymity::data::Classes;

/// What people alone have, so that even an eponym before it is somebody: "Waterlow's decision".
const BELONGINGS: &[&str] = &[
    "decision",
    "advice",
    "wish",
    "wishes",
    "voice",
    "opinion",
    "account",
    "words",
    "bedside",
    "handbag",
    "glasses",
    "dentures",
    "colleague",
    "colleagues",
    "friend",
    "friends",
    "shift",
    "bleep",
    "email",
    "signature",
    "handwriting",
    "funeral",
    "belongings",
    "keys",
    "house",
    "birthday",
    "suggestion",
    "idea",
];

/// What a person's name stands before in a record: "Ashworth's drug chart", "Beck's list overran".
const PAPERS: &[&str] =
    &["list", "chart", "notes", "son", "daughter", "bed", "training", "round", "clinic", "bag", "kit"];

/// Where somebody works: "Sky from the agency".
const DEPARTMENTS: &[&str] = &[
    "agency",
    "bank",
    "catering",
    "estates",
    "pharmacy",
    "stores",
    "theatres",
    "radiology",
    "physio",
    "finance",
    "hr",
    "portering",
    "security",
    "switchboard",
    "housekeeping",
    "domestics",
    "labs",
    "transport",
    "outreach",
    "bookings",
    "kitchen",
    "kitchens",
    "laundry",
    "reception",
    "records",
    "maintenance",
    "chaplaincy",
    "dietetics",
    "procurement",
];

/// "That was Waterlow's decision": whether only a person has what follows.
pub(super) fn is_owner(words: &[Word], at: usize) -> bool {
    let next = words.get(at + 1).filter(|next| words[at].possessive && next.gap == Gap::Space);
    next.is_some_and(|next| next.shape == Shape::Lower && BELONGINGS.contains(&next.folded.as_str()))
}

/// Notes the words that only a person's name can be.
pub(super) fn note(text: &str, words: &[Word], parts: &[Part], all: &mut [Evidence]) {
    for at in 1..words.len() {
        let word = &words[at];
        if word.shape == Shape::Lower || all[at].sum >= WARN && word.gap != Gap::Label {
            continue;
        }
        if word.gap == Gap::Label && word.is_capital() {
            roster(words, parts, all, at);
        }
        if parts[at] == Part::Free && may_be_name(word) && all[at].sum < WARN && said(text, words, at) {
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

fn said(text: &str, words: &[Word], at: usize) -> bool {
    in_bed(words, at)
        || of_department(words, at)
        || on_label(words, at)
        || after_number(text, words, at)
        || words[at - 1].folded == "names" && matches!(words[at].gap, Gap::Stop | Gap::Label)
        || reached(words, at)
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
    let Some(link) = words.get(at + 1).filter(|link| link.gap == Gap::Space && link.folded == "from") else {
        return false;
    };
    let article = words.get(at + 2).is_some_and(|word| word.folded == "the" && word.gap == Gap::Space);
    let place = words.get(at + 2 + usize::from(article)).filter(|place| place.gap == Gap::Space);
    link.shape == Shape::Lower && place.is_some_and(|place| DEPARTMENTS.contains(&place.folded.as_str()))
}

/// "The label said “Gleason”", "spelt "Okafor"": one word in quotation marks, and where it was written.
fn on_label(words: &[Word], at: usize) -> bool {
    const WRITTEN: &[&str] =
        &["label", "wristband", "band", "signed", "spelt", "envelope", "nameplate", "badge", "bracelet"];
    let alone = words.get(at + 1).is_none_or(|next| !next.joined());
    let quoted = words[at].gap == Gap::Open || words[at].gap == Gap::Comma || words[at].gap == Gap::Other;
    let near = words[at.saturating_sub(3)..at].iter().rev();
    let near = near.take_while(|word| !matches!(word.gap, Gap::Stop | Gap::Break));
    let at_start = words[at - 1].gap == Gap::Break || words[at - 1].gap == Gap::Stop;
    alone
        && quoted
        && words[at].gap == Gap::Open
        && (near.clone().any(|word| WRITTEN.contains(&word.folded.as_str()))
            || at_start && WRITTEN.contains(&words[at - 1].folded.as_str()))
}

/// "616 671 3622 = Okafor"
fn after_number(text: &str, words: &[Word], at: usize) -> bool {
    let last = &words[at - 1];
    let between = &text[last.range.end..words[at].range.start];
    matches!(last.shape, Shape::Number | Shape::Code) && last.range.len() >= 4 && between.trim() == "="
}

/// "Minh can be reached on"
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
