//! Places that only what is said of somebody shows: where they lived, whatever the place is called, and where they were
//! found, seen or hurt. No list has each suburb and shop.

use super::evidence::{Evidence, WARN};
use super::tokens::{Gap, Shape, Word};
use crate::anonymity::data::Classes;
use crate::anonymity::words::{Among, lists};

lists!("names/spots": DEEDS, BRANCHES, SITES, CARE);

/// What somebody does where they live, and the words between that and the place.
const HOME: &[(&str, &[&str])] = &[
    ("live", &["in", "near", "outside"]),
    ("lives", &["in", "near", "outside"]),
    ("lived", &["in", "near", "outside"]),
    ("living", &["in", "near", "outside"]),
    ("grew", &["in", "near"]),
    ("born", &["in", "near"]),
    ("raised", &["in"]),
    ("brought", &["in"]),
    ("moved", &["from", "to", "into"]),
    ("came", &["from"]),
    ("comes", &["from"]),
    ("come", &["from"]),
    ("originally", &["from"]),
    ("hails", &["from"]),
    ("hailed", &["from"]),
    ("settled", &["in"]),
    ("retired", &["to"]),
    ("home", &["in"]),
    ("house", &["in"]),
    ("flat", &["in"]),
    ("bungalow", &["in"]),
    ("farm", &["in", "near"]),
    ("shop", &["in"]),
    ("firm", &["in"]),
    ("practice", &["in"]),
    ("clinic", &["in"]),
    ("hostel", &["in"]),
    ("pub", &["in"]),
    ("village", &["of"]),
    ("suburb", &["of"]),
    ("town", &["of"]),
];

/// Words between what happens and where.
const AT: &[&str] =
    &["at", "in", "near", "by", "outside", "from", "behind", "opposite", "to", "off", "on", "under", "inside"];

/// How far the deed stands before the place, in words.
const REACH: usize = 6;

/// How far somebody is looked for before a place, in words.
const PERSON_REACH: usize = 16;

/// How many words name a place that begins here, in a text with names or without.
pub(super) fn spot(words: &[Word], evidence: &[Evidence], at: usize, personal: bool) -> Option<usize> {
    if evidence[at].sum >= WARN || words[at].heading || !words[at].joined() {
        return None;
    }
    let article = at > 0 && words[at - 1].folded == "the";
    let before = at.checked_sub(1 + usize::from(article))?;
    let preposition = words[before].folded.as_str();
    if !AT.contains(&preposition) && preposition != "of" && preposition != "into" || words[before + 1].gap != Gap::Space
    {
        return None;
    }
    let branch = || words[at].shape == Shape::Lower && BRANCHES.has(&words[at].folded);
    if words[at].shape != Shape::Capital && !branch() || !(personal || somebody(words, before)) {
        return None;
    }
    home(words, evidence, at, before).or_else(|| deed(words, evidence, at, before))
}

/// Whether one person is spoken of in the words before.
fn somebody(words: &[Word], at: usize) -> bool {
    let who = ["he", "she", "her", "his", "him", "mr", "mrs", "ms", "miss", "i", "we", "family", "patient"];
    let from = at.saturating_sub(PERSON_REACH);
    words[from..at].iter().any(|word| who.contains(&word.folded.as_str()))
}

/// Capitals from here on that are no name and no abbreviation.
fn capitals(words: &[Word], evidence: &[Evidence], at: usize) -> usize {
    let known = Classes::NATION.or(Classes::CALENDAR).or(Classes::SYSTEM).or(Classes::DRUG).or(Classes::ROLE);
    let run = words[at..].iter().zip(&evidence[at..]).take(4).enumerate().take_while(|(offset, (word, evidence))| {
        word.shape == Shape::Capital
            && (*offset == 0 || word.joined() && word.gap != Gap::Stop)
            && evidence.sum < WARN
            && !(*offset == 0 && word.is(known))
    });
    run.count()
}

/// "lives in Splott", "moved here from Handsworth".
fn home(words: &[Word], evidence: &[Evidence], at: usize, before: usize) -> Option<usize> {
    let preposition = words[before].folded.as_str();
    let verb = (1..=3).filter_map(|back| before.checked_sub(back)).find(|&index| {
        HOME.iter().any(|(verb, places)| words[index].folded == *verb && places.contains(&preposition))
    })?;
    let parted = words[verb + 1..=before].iter().any(|word| matches!(word.gap, Gap::Stop | Gap::Break));
    // "comes from the Alzheimer's Society".
    if before + 1 < at && preposition != "of" {
        return None;
    }
    let count = capitals(words, evidence, at);
    let care = words[at..at + count].iter().chain(words.get(at + count)).any(|word| CARE.has(&word.folded));
    // "came from Theatre", "moved to Recovery": plain words are parts of a hospital.
    let plain = words[at].common > 2
        && !matches!(words[verb].folded.as_str(), "live" | "lives" | "lived" | "living" | "grew" | "born");
    (count > 0 && !parted && !care && !plain && !words[at].is(Classes::FUNCTION)).then_some(count)
}

/// "found safe at Aintree racecourse", "seen at the Tesco Extra in Wrexham".
fn deed(words: &[Word], evidence: &[Evidence], at: usize, before: usize) -> Option<usize> {
    let from = before.saturating_sub(REACH);
    let parted = |index: usize| words[index + 1..=before].iter().any(|word| matches!(word.gap, Gap::Stop | Gap::Break));
    let done = (from..before).rev().any(|index| DEEDS.has(&words[index].folded) && !parted(index));
    if !done {
        return None;
    }
    let branch = BRANCHES.has(&words[at].folded) && words[at].shape != Shape::Upper;
    let mut end = at + capitals(words, evidence, at).max(usize::from(branch));
    if end == at {
        return None;
    }
    let lower = words[end..].iter().take(3).take_while(|word| word.gap == Gap::Space && word.shape == Shape::Lower);
    let kind = lower.enumerate().filter(|(_, word)| SITES.has(&word.folded)).map(|it| it.0).next();
    let last = SITES.has(&words[end - 1].folded) && end - at > 1;
    end += kind.map_or(0, |kind| kind + 1);
    let where_at = words.get(end).is_some_and(|word| {
        word.gap == Gap::Space && matches!(word.folded.as_str(), "in" | "on" | "at" | "near" | "of" | "by")
    });
    let mut placed = false;
    if where_at && end + 1 < words.len() {
        let named = capitals(words, evidence, end + 1);
        let known = words[end + 1..end + 1 + named].iter().all(|word| word.common < 4 || named > 1);
        let hasty = branch
            && named == 0
            && words[end + 1].shape == Shape::Lower
            && words.get(end + 2).is_some_and(|word| word.gap == Gap::Space);
        if named > 0 && known {
            placed = true;
            end += 1 + named;
        } else if hasty {
            placed = true;
            end += 3;
        }
    }
    let care = words[at..end].iter().any(|word| CARE.has(&word.folded) && word.folded != "bay");
    (!care && (kind.is_some() || last || branch && placed)).then_some(end - at)
}
