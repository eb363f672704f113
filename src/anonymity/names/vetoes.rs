//! What makes a capitalised word no person: a head noun, a known phrase, an organisation. A veto never goes by the word
//! alone where people bear it as a name.

use std::borrow::Cow;

use super::series;
use super::things;
use super::tokens::{Gap, Shape, Word};
use crate::anonymity::Vocabulary;
use crate::anonymity::data::{self, Classes};
use crate::anonymity::words::{Among, lists};

lists!("names/vetoes": MUNDANE, THINGS);

/// What a word is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Nothing known.
    Free,
    /// A phrase of the lists: a system, an inquiry, a charity, a device.
    Phrase,
    /// The name of an organisation, ward or building: "Nightingale Ward".
    Organisation,
    /// A place of more than one word: "Stoke-on-Trent".
    Place,
    /// An eponym: "Hodgkin lymphoma".
    Eponym,
}

/// Whether a head noun makes an eponym only without a possessive.
pub(super) fn is_mundane(head: &Word) -> bool {
    MUNDANE.has(&head.folded)
}

/// The most words on one side of a head noun that belong to it.
const LONGEST: usize = 8;

/// What each word is part of.
pub(super) fn parts(text: &str, words: &[Word], vocabulary: &Vocabulary) -> Vec<Part> {
    let mut parts = vec![Part::Free; words.len()];
    allowed(text, words, vocabulary, &mut parts);
    phrases(words, &mut parts);
    named_laws(words, &mut parts);
    firms(text, words, &mut parts);
    posts(words, &mut parts);
    storms(words, &mut parts);
    named_things(words, &mut parts);
    eponyms(words, &mut parts);
    organisations(words, &mut parts);
    in_addresses(words, &mut parts);
    series::of_eponyms(words, &mut parts);
    series::of_authors(words, &mut parts);
    things::mark(text, words, &mut parts);
    parts
}

/// Countries and counties in addresses and file names, which have no capital there: www.england.nhs.uk.
fn in_addresses(words: &[Word], parts: &mut [Part]) {
    let glued = |word: &Word| matches!(word.gap, Gap::Hyphen | Gap::Glue);
    for (at, word) in words.iter().enumerate() {
        let address = glued(word) || words.get(at + 1).is_some_and(glued);
        if address && word.shape == Shape::Lower && word.place == 4 && word.rank.first < 3 && parts[at] == Part::Free {
            parts[at] = Part::Phrase;
        }
    }
}

/// What the site itself allows: its own names among them.
fn allowed(text: &str, words: &[Word], vocabulary: &Vocabulary, parts: &mut [Part]) {
    if vocabulary.allows_nothing() {
        return;
    }
    for at in 0..words.len() {
        let most = run(words, at).count();
        let longest = (1..=most)
            .rev()
            .find(|count| vocabulary.allows(&text[words[at].range.start..words[at + count - 1].range.end]));
        if let Some(count) = longest {
            parts[at..at + count].fill(Part::Phrase);
        }
    }
}

/// "Harvey's Law", "Clare's Rule": laws and campaigns that bear a first name.
fn named_laws(words: &[Word], parts: &mut [Part]) {
    for at in (1..words.len()).filter(|&at| words[at].shape == Shape::Capital) {
        let head = matches!(
            words[at].folded.as_str(),
            "law"
                | "rule"
                | "campaign"
                | "protocol"
                | "fund"
                | "foundation"
                | "trust"
                | "pledge"
                | "charter"
                | "appeal"
        );
        let owner = &words[at - 1];
        if head && words[at].gap == Gap::Space && owner.possessive && owner.is_capital() && !words[at].heading {
            parts[at - 1..=at].fill(Part::Phrase);
            // "Max and Keira's Law"
            if at >= 3 && words[at - 2].folded == "and" && words[at - 1].joined() && words[at - 3].is_capital() {
                parts[at - 3] = Part::Phrase;
            }
        }
    }
}

/// "Head of Fleet": what somebody leads, which is no name of a person up to the next sign.
fn posts(words: &[Word], parts: &mut [Part]) {
    for at in (2..words.len()).filter(|&at| words[at].is_capital()) {
        let post = matches!(
            words[at - 2].folded.as_str(),
            "head" | "director" | "chief" | "manager" | "minister" | "secretary" | "department" | "deputy"
        );
        if post && words[at - 1].folded == "of" && words[at].gap == Gap::Space {
            parts[at] = Part::Phrase;
        }
    }
}

/// "The wards are Ash, Rowan and Willow", "Bays: Heather, Daisy, Poppy": a list of names of things, each of them a word of
/// its own. A list in which a word is no more than a name is of people.
fn named_things(words: &[Word], parts: &mut [Part]) {
    for thing in 0..words.len() {
        if !words[thing].folded.ends_with('s') || !THINGS.has(&words[thing].folded) {
            continue;
        }
        let rest = words[thing + 1..].iter().take(6);
        let plain = rest.take_while(|word| word.gap == Gap::Space && word.shape == Shape::Lower).count();
        let first = thing + 1 + plain;
        let named = words[thing + 1..first]
            .iter()
            .any(|word| matches!(word.folded.as_str(), "are" | "were" | "called" | "named"));
        let opens = words.get(first).is_some_and(|word| matches!(word.gap, Gap::Label | Gap::Open | Gap::Comma));
        let mut items = Vec::new();
        let mut at = first;
        while let Some(word) = words.get(at).filter(|_| items.len() < LONGEST * LONGEST) {
            let listed = items.is_empty() || matches!(word.gap, Gap::Comma);
            let and = word.folded == "and" && matches!(word.gap, Gap::Comma | Gap::Space);
            if and && words.get(at + 1).is_some_and(|next| next.gap == Gap::Space) && !items.is_empty() {
                items.push(at + 1);
                break;
            }
            if !listed {
                break;
            }
            items.push(at);
            at += 1;
        }
        let known = Classes::EPONYM.or(Classes::SYSTEM).or(Classes::DEVICE);
        let thing = |&at: &usize| {
            let word = &words[at];
            let alone = words.get(at + 1).is_none_or(|next| !next.joined() || !next.is_capital());
            alone && word.is_capital() && (word.common > 0 || word.is(known) || word.place > 0)
        };
        if items.len() >= 3
            && (named || opens && (plain == 0 || words[first].gap == Gap::Label))
            && items.iter().all(thing)
        {
            for at in items {
                if parts[at] == Part::Free {
                    parts[at] = Part::Organisation;
                }
            }
        }
    }
}

/// "Storm Arwen", "the storm called Arwen": storms bear first names.
fn storms(words: &[Word], parts: &mut [Part]) {
    const STORMS: &[&str] = &["storm", "hurricane", "cyclone", "typhoon"];
    for at in (1..words.len()).filter(|&at| words[at].is_capital()) {
        let called = matches!(words[at - 1].folded.as_str(), "called" | "named") && words[at - 1].gap == Gap::Space;
        let head = if called { at.checked_sub(2) } else { Some(at - 1) };
        let storm = head.is_some_and(|head| STORMS.contains(&words[head].folded.as_str()));
        if storm && words[at].gap == Gap::Space {
            parts[at] = Part::Phrase;
        }
    }
}

/// "Marks & Spencer": a firm, unless both are first names.
fn firms(text: &str, words: &[Word], parts: &mut [Part]) {
    for at in 1..words.len() {
        let between = text.get(words[at - 1].range.end..words[at].range.start).unwrap_or_default();
        let pair = words[at - 1].is_capital() && words[at].is_capital();
        let people = words[at - 1].rank.first >= 3 && words[at].rank.first >= 3;
        if pair && between.len() <= 3 && between.contains('&') && !people && !titled(words, at - 1) {
            parts[at - 1..=at].fill(Part::Organisation);
        }
    }
}

/// A word as phrases hold it: with its "'s".
fn in_phrase(word: &Word) -> Cow<'_, str> {
    if word.possessive && !word.folded.ends_with('s') {
        Cow::Owned(format!("{}'s", word.folded.as_str()))
    } else {
        Cow::Borrowed(&word.folded)
    }
}

/// The words from `at` on that stand in one phrase.
fn run(words: &[Word], at: usize) -> impl Iterator<Item = &Word> {
    let rest = words.get(at..).unwrap_or_default();
    rest.iter().take(6).enumerate().take_while(|(offset, word)| *offset == 0 || word.joined()).map(|(_, word)| word)
}

fn phrases(words: &[Word], parts: &mut [Part]) {
    const PHRASES: Classes = Classes::SYSTEM.or(Classes::DEVICE).or(Classes::NATION).or(Classes::CALENDAR);
    let mut at = 0;
    while at < words.len() {
        // "von Hippel-Lindau"
        let particle = || {
            super::neighbours::is_particle(&words[at])
                && words.get(at + 1).is_some_and(|next| next.gap == Gap::Space && next.shape == Shape::Capital)
        };
        if !words[at].is_capital() && words[at].shape != Shape::Code && !particle() {
            at += 1;
            continue;
        }
        let bare = data::longest_term(run(words, at).map(|word| word.folded.as_str()));
        let owner = run(words, at).any(|word| word.possessive);
        let with = if owner { data::longest_term(run(words, at).map(in_phrase)) } else { None };
        let term = with.max_by_words(bare);
        let place = data::longest_place(run(words, at).map(|word| word.folded.as_str()));
        let (count, part) = match (term, place) {
            (Some((count, classes)), _) if count >= 2 && classes.any(PHRASES) => (count, Part::Phrase),
            (Some((count, classes)), _) if count >= 2 && classes.any(Classes::EPONYM) => (count, Part::Eponym),
            (_, Some((count, _))) if count >= 2 => (count, Part::Place),
            _ if compass(words, at) => (2, Part::Place),
            _ => (1, Part::Free),
        };
        if part != Part::Free && parts[at] == Part::Free {
            parts[at..(at + count).min(words.len())].fill(part);
        }
        at += count.max(1);
    }
}

/// What a hospital is called after its town, where "Hospital" is left out.
const HOSPITAL: &[&str] = &["royal", "general", "district", "infirmary", "memorial", "county", "university", "central"];

/// "East Kent", "Aberdeen Royal"
fn compass(words: &[Word], at: usize) -> bool {
    let side = matches!(
        words[at].folded.as_str(),
        "east"
            | "west"
            | "north"
            | "south"
            | "mid"
            | "central"
            | "greater"
            | "inner"
            | "outer"
            | "upper"
            | "lower"
            | "northern"
            | "southern"
            | "eastern"
            | "western"
    );
    let next = words.get(at + 1).filter(|next| next.joined() && next.is_capital());
    side && next.is_some_and(|next| next.place >= 2)
        || words[at].place >= 2
            && words[at].rank.first < 3
            && next.is_some_and(|next| HOSPITAL.contains(&next.folded.as_str()))
}

/// The longer of two phrases.
trait Longer {
    fn max_by_words(self, other: Self) -> Self;
}

impl Longer for Option<(usize, Classes)> {
    fn max_by_words(self, other: Self) -> Self {
        match (self, other) {
            (Some(one), Some(two)) => Some(if two.0 > one.0 { two } else { one }),
            (one, two) => one.or(two),
        }
    }
}

/// "Hodgkin lymphoma", "Wells score", "Murphy's sign", "Cheyne-Stokes breathing", "Foley urinary catheter".
fn eponyms(words: &[Word], parts: &mut [Part]) {
    for at in 0..words.len() {
        let word = &words[at];
        if !word.is_capital() || parts[at] != Part::Free {
            continue;
        }
        let eponym = word.is(Classes::EPONYM.or(Classes::DEVICE));
        let head = head_after(words, at);
        let common = word.rank.first >= 3;
        let vetoed = match head {
            Some(head) => {
                let mundane = MUNDANE.has(&head.folded);
                eponym || !(mundane || common && word.possessive) || !common && !word.possessive && word.rank.first < 2
            }
            // "Parkinson's", "Crohn's", "Alzheimer's" alone name the disease.
            None => eponym && word.possessive && !common && !owned(words, at) && !super::hints::is_owner(words, at),
        };
        let strong = head.is_some_and(|head| !MUNDANE.has(&head.folded)) && !word.possessive;
        let named = at > 0
            && !strong
            && word.gap == Gap::Space
            && (words[at - 1].is_capital()
                && words[at - 1].rank.first >= 2
                && parts[at - 1] == Part::Free
                && !words[at - 1].is(Classes::EPONYM.or(Classes::FUNCTION)));
        if vetoed && !named && !titled(words, at) {
            parts[at] = Part::Eponym;
            // "Cheyne-Stokes", "Child-Pugh", "Bence Jones protein"
            let mut before = at;
            while before > 0
                && at - before < LONGEST
                && words[before].joined()
                && words[before - 1].is_capital()
                && !words[before - 1].starts
                && !words[before - 1].is(Classes::FUNCTION)
                && (strong || words[before].gap == Gap::Hyphen)
                && !titled(words, before - 1)
            {
                before -= 1;
                parts[before] = Part::Eponym;
            }
        }
    }
}

/// The thing that a possessive owns is a person's: "Parkinson's wife".
fn owned(words: &[Word], at: usize) -> bool {
    words.get(at + 1).is_some_and(|next| next.joined() && next.is(Classes::FAMILY))
}

/// Whether a title that people bear stands before it.
pub(super) fn titled(words: &[Word], at: usize) -> bool {
    super::cues::before(words, at).is_some_and(|(_, sure)| sure == 2)
}

/// The head noun after an eponym, with at most one adjective between.
fn head_after(words: &[Word], at: usize) -> Option<&Word> {
    let next = words.get(at + 1).filter(|next| next.joined())?;
    if next.is(Classes::HEAD) {
        return Some(next);
    }
    let eponym = words[at].is(Classes::EPONYM);
    let second = words.get(at + 2).filter(|second| second.gap == Gap::Space)?;
    let adjective = next.shape == Shape::Lower && !next.is(Classes::FUNCTION) && !next.is(Classes::DEED);
    let hyphened = next.is_capital() && next.gap == Gap::Hyphen;
    (eponym && adjective && second.is(Classes::HEAD) || hyphened && second.is(Classes::HEAD)).then_some(second)
}

/// "Nightingale Ward", "Queen Elizabeth Hospital Birmingham", "Foxglove ward", "St Oswald's".
fn organisations(words: &[Word], parts: &mut [Part]) {
    for at in 0..words.len() {
        let word = &words[at];
        let capital = word.is_capital() || word.shape == Shape::Code;
        if !capital && !word.is(Classes::ORGANISATION) {
            continue;
        }
        // "St Mary's" needs no head noun.
        if matches!(word.folded.as_str(), "st" | "saint")
            && word.is_capital()
            && words.get(at + 1).is_some_and(|next| next.gap == Gap::Space && next.is_capital())
        {
            let person = words.get(at + 2).is_some_and(|next| next.gap == Gap::Hyphen);
            if parts[at + 1] == Part::Free && !person {
                parts[at + 1] = Part::Organisation;
            }
        }
        let role = words
            .get(at + 1)
            .is_some_and(|next| next.gap == Gap::Space && next.is(Classes::ROLE) && !next.is(Classes::ORGANISATION));
        if !word.is(Classes::ORGANISATION) || at == 0 || !word.joined() || role {
            continue;
        }
        let mut first = at;
        while first > 0
            && at - first < LONGEST
            && words[first].joined()
            && (words[first - 1].is_capital() && !(words[first - 1].starts && words[first - 1].is(Classes::FUNCTION))
                || words[first - 1].shape == Shape::Code
                || connects(words, first - 1) && belongs(words, first - 1))
        {
            first -= 1;
        }
        while first < at && (words[first].is(Classes::FUNCTION) && words[first].starts || connects(words, first)) {
            first += 1;
        }
        if first == at || is_person(words, first, at, capital) {
            continue;
        }
        for index in first..=at {
            if parts[index] == Part::Free && !(words[index].starts && words[index].is(Classes::FUNCTION)) {
                parts[index] = Part::Organisation;
            }
        }
        // "Hospital Birmingham", "University of Bradford", "Hospitals NHS Trust"
        let mut next = at + 1;
        while let Some(follows) = words.get(next).filter(|follows| next - at <= LONGEST && follows.joined()) {
            if capital
                && (follows.is_capital() && follows.rank.first < 3 || connects(words, next))
                && parts[next] == Part::Free
            {
                parts[next] = Part::Organisation;
                next += 1;
            } else {
                break;
            }
        }
    }
}

/// "of", "and", "the" between two capitals.
fn connects(words: &[Word], at: usize) -> bool {
    let small = matches!(words[at].folded.as_str(), "of" | "and" | "the" | "for" | "in" | "upon" | "on")
        && words[at].shape == Shape::Lower
        && words[at].joined();
    let before = at > 0 && words[at - 1].is_capital() && !(words[at - 1].starts && words[at - 1].is(Classes::FUNCTION));
    let after = words.get(at + 1).is_some_and(|next| next.joined() && next.is_capital());
    small && before && after
}

/// Whether what stands before an "and" or a "for" belongs to the name of an organisation: "Institute for", "Barking and",
/// "Guy's and". "Made by Agnes Okafor for" and "Agnes Okafor and" end in a person.
fn belongs(words: &[Word], at: usize) -> bool {
    if matches!(words[at].folded.as_str(), "of" | "the" | "upon") {
        return true;
    }
    let Some(before) = at.checked_sub(1).map(|index| &words[index]) else { return false };
    let named = before.rank.first >= 2 || before.common == 0;
    before.possessive
        || before.is(Classes::ORGANISATION.or(Classes::HEAD).or(Classes::EPONYM).or(Classes::SYSTEM))
        || before.place > 0
        || !named && before.common >= 2
}

/// "Margaret Ward was", "Mrs Hall", "Agnes House": a person whose surname is also a head noun, or whose name stands
/// before a plain noun: "Agnes home".
fn is_person(words: &[Word], first: usize, at: usize, capital: bool) -> bool {
    let given = words[at - 1].rank.first >= 3 && !words[at - 1].is(Classes::EPONYM);
    let placed = first > 0
        && words[first].joined()
        && matches!(
            words[first - 1].folded.as_str(),
            "the" | "on" | "to" | "in" | "at" | "from" | "of" | "near" | "outside"
        );
    // "Ward Sister Rosemary Trust", "Nurse Hall"
    let named = at >= 2
        && words[at - 2].shape == Shape::Capital
        && words[at - 2].is(Classes::TITLE)
        && words[at - 1].rank.first >= 2
        && !words[at].heading
        && super::cues::before(words, at - 1).is_some_and(|(_, sure)| sure >= 1);
    if titled(words, at) || titled(words, first) || named {
        return true;
    }
    match capital {
        true if words[at].heading => false,
        true => {
            given
                && (first + 1 == at || at >= 2 && words[at - 2].folded == "and")
                && words[at].rank.last >= 2
                && !placed
        }
        false => words[at - 1].possessive || given && !placed,
    }
}
