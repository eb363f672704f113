//! Named places in what happened to somebody: where they lived, were found or were taken. A place in other prose says
//! nothing of a person.

use super::evidence::{BLOCK, Evidence, WARN};
use super::tokens::{Gap, Shape, Word};
use super::vetoes::Part;
use super::{sites, spots};
use crate::anonymity::data::{self, Classes};
use crate::anonymity::words::{Among, lists};
use crate::anonymity::{Identifier, Kind, Weight};

lists!("names/places": TIES, HOMES);

/// How many words before a place are read for a tie.
const REACH: usize = 8;

/// From so many names on a text is about somebody, and each place in it may be where that person was.
const PEOPLE: usize = 2;

/// The named places that help to identify a person.
pub(super) fn find(words: &[Word], parts: &[Part], evidence: &[Evidence]) -> Vec<Identifier> {
    // What only looks like a name makes no text one about somebody.
    let sure = || evidence.iter().filter(|evidence| evidence.sum >= BLOCK);
    let personal = sure().take(PEOPLE).count() >= PEOPLE && sure().any(|evidence| evidence.personal);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let free = evidence[at].sum < WARN && !words[at].heading;
        let about = || free && (personal || about_somebody(words, at) && tied(words, at));
        let named = match may_be_site(words, at) && about() {
            true => sites::named(words, parts, at),
            false => None,
        };
        let town = match personal {
            true => anywhere(words, parts, at).filter(|_| evidence[at].sum < WARN),
            false => place_at(words, parts, at).filter(|_| free && tied(words, at)),
        };
        let hospital = sites::hospital(words, at).filter(|_| evidence[at].sum < WARN);
        let site = site_at(words, parts, at).or(named).max(hospital);
        let spot = spots::spot(words, evidence, at, personal);
        let Some(count) = site.max(town).max(spot) else {
            at += 1;
            continue;
        };
        let suggestion = match site.max(spot) > town {
            true => kind_of(&words[at..at + count]),
            false => "the area",
        };
        found.push(Identifier {
            kind: Kind::Place,
            weight: Weight::Warn,
            range: words[at].range.start..words[at + count - 1].range.end,
            suggestion: Some(suggestion.to_owned()),
            detail: None,
        });
        at += count;
    }
    found
}

/// What to say instead of the name of a site, by the last word that says its kind.
fn kind_of(words: &[Word]) -> &'static str {
    let kind = |word: &Word| match word.folded.as_str() {
        "school" | "academy" | "nursery" | "playgroup" => Some("a school"),
        "college" | "university" => Some("a college"),
        "church" | "chapel" | "cathedral" | "abbey" | "mosque" | "temple" | "synagogue" | "gurdwara" => {
            Some("a place of worship")
        }
        "inn" | "arms" | "tavern" | "pub" | "lion" => Some("a pub"),
        "hotel" | "hostel" => Some("a hotel"),
        "station" | "platform" | "terminal" | "airport" => Some("a station"),
        "home" | "lodge" | "grange" | "manor" => Some("a care home"),
        "farm" => Some("a farm"),
        "works" | "steelworks" | "plant" | "factory" | "garage" | "depot" | "mill" => Some("a workplace"),
        "hmp" | "hmyoi" | "prison" => Some("a prison"),
        "tesco" | "asda" | "lidl" | "aldi" | "supermarket" | "market" => Some("a shop"),
        "park" | "fields" | "beach" | "moor" | "wood" | "woods" | "common" | "seafront" => Some("an open space"),
        "hospital" | "infirmary" => Some("a hospital"),
        "surgery" | "practice" => Some("a general practice"),
        "pharmacy" | "chemist" => Some("a pharmacy"),
        _ => None,
    };
    words.iter().rev().find_map(kind).unwrap_or("a local place")
}

/// A town or village in a text about somebody, however it is written.
fn anywhere(words: &[Word], parts: &[Part], at: usize) -> Option<usize> {
    let word = &words[at];
    let written = word.is_capital() || word.shape == Shape::Lower && word.common == 0;
    if !written || word.starts && word.common > 1 || !matches!(parts[at], Part::Free | Part::Place | Part::Eponym) {
        return None;
    }
    let joined = words[at..].iter().take(5).enumerate().take_while(|(offset, word)| *offset == 0 || word.joined());
    let (count, tier) = data::longest_place(joined.map(|(_, word)| word.folded.as_str()))?;
    let plain = count == 1 && word.common > 1 && !preposition(words, at);
    let system = Classes::SYSTEM.or(Classes::DEVICE).or(Classes::EPONYM).or(Classes::NATION);
    let thing = count == 1 && word.is(system) && !preposition(words, at);
    (tier < 4 && !plain && !thing && (word.is_capital() || preposition(words, at))).then_some(count)
}

/// Whether a word of place stands before it.
fn preposition(words: &[Word], at: usize) -> bool {
    at > 0
        && words[at].gap == Gap::Space
        && matches!(
            words[at - 1].folded.as_str(),
            "in" | "from" | "near" | "to" | "at" | "outside" | "of" | "around" | "through" | "via" | "towards"
        )
}

/// How many words make a place that begins here; countries and counties are too large to name somebody.
fn place_at(words: &[Word], parts: &[Part], at: usize) -> Option<usize> {
    if !words[at].is_capital() || !matches!(parts[at], Part::Free | Part::Place) {
        return None;
    }
    let joined = words[at..].iter().take(5).enumerate().take_while(|(offset, word)| *offset == 0 || word.joined());
    let (count, tier) = data::longest_place(joined.map(|(_, word)| word.folded.as_str()))?;
    (tier < 4 && preposition(words, at)).then_some(count)
}

/// Whether the name of a site can begin here: with a capital, or with a kind of site before a word of place. A quick look.
fn may_be_site(words: &[Word], at: usize) -> bool {
    words[at].shape != Shape::Lower
        || sites::BEFORE.contains(&words[at].folded.as_str())
        || words.get(at + 1).is_some_and(|next| sites::BETWEEN.contains(&next.folded.as_str()))
}

/// Whether the words before a place speak of one person.
fn about_somebody(words: &[Word], at: usize) -> bool {
    let who = ["he", "she", "her", "his", "him", "mr", "mrs", "ms"];
    words[at.saturating_sub(REACH)..at].iter().any(|word| who.contains(&word.folded.as_str()))
}

/// Whether the words before a place speak of where somebody was.
fn tied(words: &[Word], at: usize) -> bool {
    let mut index = at;
    for _ in 0..REACH {
        if matches!(words[index].gap, Gap::Stop | Gap::Break) || index == 0 {
            return false;
        }
        index -= 1;
        if TIES.has(&words[index].folded) {
            return true;
        }
    }
    false
}

/// "Rowan Court nursing home", "Larkfield Primary School", "the Bluebell Inn".
fn site_at(words: &[Word], parts: &[Part], at: usize) -> Option<usize> {
    let first = parts[at] == Part::Organisation
        && words[at].shape == Shape::Capital
        && (at == 0 || parts[at - 1] != Part::Organisation || !words[at].joined());
    if !first || words[at].heading || words[at].is(Classes::FUNCTION) {
        return None;
    }
    let count = words[at..]
        .iter()
        .zip(&parts[at..])
        .enumerate()
        .take_while(|(offset, (word, part))| **part == Part::Organisation && (*offset == 0 || word.joined()))
        .count();
    let named = words[at..at + count].iter().any(|word| word.common <= 1 || word.rank.last >= 2 && word.common <= 3);
    let home = words[at..at + count].iter().any(|word| HOMES.has(&word.folded));
    (count >= 2 && named && home && tied(words, at)).then_some(count)
}
