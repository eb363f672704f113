//! A name that stands once. Nothing in "Derek's insulin was late" or "It was for Priya that the bed was kept" says that a
//! person is meant, except that the word is a first name with a capital: so it is one, unless what stands beside it makes
//! a term of it.

use std::sync::LazyLock;

use super::cues;
use super::evidence::{BLOCK, Evidence, THINGS, WARN};
use super::tokens::{Gap, Shape, Word};
use super::vetoes::Part;
use crate::anonymity::data::{Classes, QuickSet};

/// What follows the possessive of a name that is a term: "Harvey's law", "Reye's syndrome", "Ronald's house".
static TERMS: LazyLock<QuickSet<&str>> = LazyLock::new(|| {
    "act acts party ark box razor wager hierarchy book guide special store shop pharmacy steps legacy task apple \
     choice training curve scheme agent anaemia angina appeal areas award bill campaign cells charity charter \
     chorea circle claw collection contracture corner criteria cyst day disease duct encephalopathy equation \
     exercises formula foundation fracture fund gland hospice hospital house hypothesis index inquiry law laws \
     lymphoma method model node nodes oesophagus palsy paradox paralysis phenomenon place point position \
     principle project protocol pouch reagent ring rule rules sarcoma scale score sign signs solution spots stain \
     syndrome test tests theorem theory thyroiditis triad triangle tube tumour ulcer vaccine wheel wort"
        .split_whitespace()
        .collect()
});

/// What a person in care has, and a firm or a product has not.
static CARE: LazyLock<QuickSet<&str>> = LazyLock::new(|| {
    "account admission age airway allergies allergy anaesthetic ankle antibiotics appointment arm back bay bed \
     bedside belongings biopsy birth birthday bladder bleep blood bloods body bowel brain breathing cannula care \
     carer carers catheter cataract chair chart chest collapse colleague colleagues complaint concerns condition \
     confusion cubicle death decision delirium dentures deterioration diabetes diagnosis discharge dose doses \
     drain dressing dressings drip drug drugs ear epilepsy experience eye eyes face fall falls father feed feeds \
     feet fever fluids food foot fracture friend friends funeral glasses glucose hand handover hands head hearing \
     heart heel hip home infection infusion injuries injury inquest insulin kidneys knee labour leg legs life \
     line liver lunch lungs meal meals medication medicine medicines meds mood mouth name nausea neck neighbour \
     notes observations obs operation oxygen pain parents potassium pregnancy pressure pulse pump rash record \
     records recovery referral relapse result results room safety saturations scan seizure seizures sepsis shift \
     shoulder side signature skin sodium spine splint stay stomach story stroke surgery swallow symptoms tablet \
     tablets teeth temperature toe transfer treatment tube urine ventilator view views voice walker wait weight \
     wheelchair wishes words wound wounds wrist wristband x-ray"
        .split_whitespace()
        .collect()
});

/// Charities, shops and hospitals that are called by a possessive, and terms of old stories.
const CALLED: &[&str] = &[
    "adam",
    "asda",
    "barnardo",
    "bart",
    "brewer",
    "claire",
    "dyson",
    "hercules",
    "hobson",
    "jo",
    "kellogg",
    "lloyd",
    "maggie",
    "morrison",
    "pandora",
    "peyton",
    "roy",
    "sainsbury",
    "tommy",
    "wrigley",
];

/// What firms and things have as well as people.
const SHARED: &[&str] = &[
    "body",
    "care",
    "drug",
    "drugs",
    "home",
    "life",
    "line",
    "medicine",
    "medicines",
    "name",
    "pump",
    "record",
    "records",
    "result",
    "results",
    "safety",
    "side",
    "surgery",
    "treatment",
    "tube",
    "view",
    "views",
    "weight",
    "words",
];

/// What stands before somebody more often than before a thing.
const WITH: &[&str] = &[
    "about", "after", "asked", "because", "beside", "but", "by", "called", "for", "from", "found", "gave", "helped",
    "if", "moved", "nursed", "saw", "see", "seen", "take", "tell", "that", "to", "told", "took", "until", "when",
    "where", "while", "with", "without",
];

/// What is done with somebody, and not with a month.
const NURSED: &[&str] = &["about", "asked", "beside", "helped", "moved", "nursed", "saw", "told", "with"];

/// Notes the names that stand with nothing beside them that says so.
pub(super) fn note(text: &str, words: &[Word], parts: &[Part], all: &mut [Evidence]) {
    let mut lower: Option<QuickSet<&str>> = None;
    for at in 0..words.len() {
        if all[at].sum < BLOCK && words[at].shape == Shape::Capital && stands_alone(text, words, parts, at) {
            let sum = all[at].sum;
            let lower = || {
                let plain = lower.get_or_insert_with(|| {
                    let lower = words.iter().filter(|word| word.shape == Shape::Lower && word.rank.first >= 2);
                    lower.map(|word| word.folded.as_str()).collect()
                });
                plain.contains(words[at].folded.as_str())
            };
            all[at].sum = sum.max(weight(words, at, lower));
        }
    }
}

/// Whether a word with a capital is no part of a longer name, of a list or of a term.
fn stands_alone(text: &str, words: &[Word], parts: &[Part], at: usize) -> bool {
    let word = &words[at];
    let free = match parts[at] {
        Part::Free => true,
        Part::Eponym => word.possessive,
        // "Thomas's splint" may be a Thomas splint, and may be his.
        Part::Phrase => word.possessive && word.rank.first >= 3 && cares(words, at),
        _ => false,
    };
    if !free || matches!(word.gap, Gap::Hyphen | Gap::Glue) || called(words, at) {
        return false;
    }
    let plain = |other: &Word| other.common >= 3 && (other.starts || other.heading) || other.shape == Shape::Lower;
    let before = at == 0 || {
        let before = &words[at - 1];
        let article = matches!(
            before.folded.as_str(),
            "the"
                | "a"
                | "an"
                | "this"
                | "each"
                | "every"
                | "our"
                | "your"
                | "its"
                | "these"
                | "no"
                | "st"
                | "v"
                | "vs"
        );
        let owned = before.possessive && before.shape != Shape::Lower;
        let joins = word.joined() && (article || owned || !plain(before) && before.shape != Shape::Number);
        let and = word.gap == Gap::Other && text[before.range.end..word.range.start].contains('&');
        !joins && !and
    };
    let after = words.get(at + 1).is_none_or(|next| {
        let and = next.gap == Gap::Other && text[word.range.end..next.range.start].contains('&');
        let case = matches!(next.folded.as_str(), "v" | "vs") && next.gap == Gap::Space;
        !matches!(next.gap, Gap::Hyphen | Gap::Glue)
            && !and
            && !case
            && (!next.joined() || plain(next) || next.shape == Shape::Number && !word.possessive && word.common == 0)
    });
    before && after && !listed(words, at)
}

/// "Tommy's, Sands and Bliss", "Lloyd's pharmacy": a name that is known with its possessive.
fn called(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    word.possessive && !cares(words, at) && CALLED.contains(&word.folded.as_str())
}

/// Whether what a person in care has follows at once.
fn cares(words: &[Word], at: usize) -> bool {
    thing(words, at, 0).is_some_and(|thing| CARE.contains(thing.folded.as_str()))
}

/// "moved here from Handsworth": a place that somebody left or came to.
fn travels(words: &[Word], at: usize) -> bool {
    const TRAVEL: &[&str] = &[
        "moved",
        "moves",
        "moving",
        "move",
        "came",
        "comes",
        "come",
        "coming",
        "drove",
        "went",
        "goes",
        "go",
        "going",
        "travelled",
        "travels",
        "transfers",
        "transferred",
        "flew",
        "back",
        "far",
        "miles",
        "way",
        "road",
        "originally",
    ];
    let near = at.saturating_sub(4)..at.saturating_sub(1);
    at > 0
        && matches!(words[at - 1].folded.as_str(), "from" | "to")
        && words[near].iter().any(|word| TRAVEL.contains(&word.folded.as_str()))
}

/// "Redman and Dawes", "Diwali, Eid, Easter": in a list with words that are no first names, what one is the others tell.
fn listed(words: &[Word], at: usize) -> bool {
    let no_given = |index: Option<usize>| {
        index.and_then(|index| words.get(index)).is_some_and(|other| other.is_capital() && !given(other))
    };
    let and = |index: usize| {
        let word = words.get(index).filter(|word| matches!(word.gap, Gap::Space | Gap::Comma));
        word.is_some_and(|word| matches!(word.folded.as_str(), "and" | "or"))
    };
    if words[at].possessive && words.get(at + 1).is_some_and(|next| next.gap == Gap::Space) {
        return false;
    }
    let before = match words[at].gap {
        Gap::Comma => no_given(at.checked_sub(1)),
        Gap::Space if at > 0 && and(at - 1) => no_given(at.checked_sub(2)),
        _ => false,
    };
    let after = words.get(at + 1).is_some_and(|next| next.gap == Gap::Comma) && no_given(Some(at + 1))
        || and(at + 1) && no_given(Some(at + 2));
    before || after
}

/// A usual first name that is no other word.
fn given(word: &Word) -> bool {
    word.rank.first >= 2 && word.common == 0 && word.place == 0 && !word.is(Classes::CALENDAR.or(Classes::NATION))
}

/// The lower-case word that a possessive owns, or the one after it: "Derek's left foot".
fn thing(words: &[Word], at: usize, past: usize) -> Option<&Word> {
    let run = words.get(at + 1..=at + 1 + past).unwrap_or_default();
    let all = run.iter().all(|it| it.gap == Gap::Space && (it.shape == Shape::Lower || it.heading));
    all.then(|| run.last()).flatten()
}

/// How much speaks for a word that stands alone, in a text that may have it in lower case too.
fn weight(words: &[Word], at: usize, lower: impl FnOnce() -> bool) -> f32 {
    let word = &words[at];
    let (first, last) = (word.rank.first, word.rank.last);
    let next = thing(words, at, 0);
    let is = |it: Option<&Word>, list: &QuickSet<&str>| it.is_some_and(|it| list.contains(it.folded.as_str()));
    let term = words.get(at + 1).filter(|term| term.gap == Gap::Space);
    let owns = word.possessive && (is(next, &CARE) || is(thing(words, at, 1), &CARE));
    let eponym = word.is(Classes::EPONYM);
    if word.possessive && is(term, &TERMS) && (eponym || !owns) {
        return 0.0;
    }
    if word.is(THINGS) || first < 3 && word.is(Classes::NATION) || word.folded.chars().count() < 3 && !owns {
        return 0.0;
    }
    let place = word.place >= 2 && !(first >= 3 && word.place < 4);
    let waits = next.is_some_and(|next| !word.possessive && matches!(next.folded.as_str(), "waited" | "waits" | "lay"));
    let deed = if waits { 3 } else { cues::deed(words, at) };
    let with = at > 0
        && word.gap == Gap::Space
        && (WITH.contains(&words[at - 1].folded.as_str()) || watched(words, at))
        && next.is_none_or(acts);
    if word.is(Classes::CALENDAR.or(Classes::FUNCTION)) {
        let month = word.is(Classes::CALENDAR);
        let dated = month && (at == 0 || !NURSED.contains(&words[at - 1].folded.as_str()));
        return match () {
            () if first < 3 || month && last > first || place => 0.0,
            () if owns => BLOCK,
            () if deed == 3 || with && !dated && !word.starts => WARN,
            () => 0.0,
        };
    }
    // "Kay pictures", "Humphrey fields"
    let names_thing = !word.possessive && next.is_some_and(|next| !acts(next));
    if first >= 2 && word.common == 0 && !place {
        return match () {
            () if eponym && (owns || deed == 3) => BLOCK,
            () if eponym && with && first >= 3 => WARN,
            () if eponym => 0.0,
            () if names_thing => {
                if first >= 3 {
                    WARN
                } else {
                    0.0
                }
            }
            () => BLOCK,
        };
    }
    if first >= 2 && word.common > 0 {
        return match () {
            () if owns && !eponym && (first >= 3 || !word.starts) => BLOCK,
            () if eponym || names_thing || place => 0.0,
            () if with && first >= 3 && !word.heading && !lower() => BLOCK,
            () if (deed == 3 || deed > 0 && word.common <= 2) && first >= 3 => WARN,
            () if !word.starts && !word.heading && (with || word.common < 4) => WARN,
            () => 0.0,
        };
    }
    // "Baker's insulin"
    if owns && !eponym && word.common > 0 && (first >= 1 || last >= 2) {
        return WARN;
    }
    if word.common == 0 && word.place == 0 && !eponym {
        let with = with && !travels(words, at);
        let acts_now = next.is_some();
        let sole = next.is_some_and(|next| SHARED.contains(&next.folded.as_str()));
        return match () {
            () if owns && (first + last > 0 || !sole) => BLOCK,
            () if owns => WARN,
            () if names_thing || word.heading && !with || word.possessive => 0.0,
            () if last >= 3 && (with || deed >= 2) || last >= 1 && (with && acts_now || deed == 3) => BLOCK,
            () if with || deed == 3 || deed > 0 && last + first > 0 => WARN,
            () => 0.0,
        };
    }
    0.0
}

/// "checked on Priya".
fn watched(words: &[Word], at: usize) -> bool {
    const WATCH: &[&str] = &["check", "checked", "checking", "checks", "eye", "call", "called", "operated", "relied"];
    let on = at > 1 && words[at - 1].folded == "on" && words[at - 1].gap == Gap::Space;
    on && WATCH.contains(&words[at - 2].folded.as_str())
}

/// Whether a word goes on after somebody's name: "Derek waited", "Derek in", "Derek now".
fn acts(next: &Word) -> bool {
    const ADVERBS: &[&str] = &[
        "overnight",
        "twice",
        "again",
        "downstairs",
        "upstairs",
        "home",
        "afterwards",
        "soon",
        "sooner",
        "alone",
        "earlier",
        "later",
        "today",
        "yesterday",
        "tonight",
        "tomorrow",
        "outside",
        "indoors",
        "online",
        "anymore",
        "often",
        "then",
    ];
    let ends = |end: &str| next.folded.ends_with(end);
    ADVERBS.contains(&next.folded.as_str())
        || next.is(Classes::DEED.or(Classes::FUNCTION).or(Classes::CUE))
        || ends("ed")
        || ends("ing")
        || ends("ly")
}

#[cfg(test)]
mod tests;
