//! What somebody does for a living, where they do it, and to whom they belong.

use super::Found;
use super::illnesses;
use super::lexicon::{NATIONALITY, PERSON, RELIGION, WEEKDAY};
use super::persons;
use crate::anonymity::Detail;
use crate::anonymity::words::lists;

lists!("structured/trades": ADJECTIVES, CARE);

/// "a retired miner", "works as a baker".
pub(super) fn occupation(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let before = tokens.back(at, 1);
    let mut first = at;
    let mut cue = false;
    for it in tokens.behind(at, 3) {
        if tokens.any(it, &ADJECTIVES) || tokens.is(it, "-") {
            first = it;
            cue |= tokens.any(
                it,
                &["retired", "former", "ex", "local", "dairy", "sheep", "coal", "parish", "village", "professional"],
            );
        } else {
            break;
        }
    }
    let article = tokens.back(first, 1);
    let work = tokens.any(article, &["a", "an", "the", "as"])
        && tokens.behind(article, 3).any(|it| {
            tokens.any(
                it,
                &[
                    "works",
                    "worked",
                    "working",
                    "job",
                    "employed",
                    "career",
                    "trained",
                    "training",
                    "retired",
                    "occupation",
                    "being",
                    "life",
                    "trade",
                ],
            )
        });
    let is = tokens.any(article, &["a", "an"])
        && tokens.any(tokens.back(article, 1), &["is", "was"])
        && tokens.any(
            tokens.back(article, 2),
            &["she", "he", "who", "patient", "husband", "wife", "son", "daughter", "father", "mother", "man", "woman"],
        );
    let labelled = tokens.is(article, ":") && tokens.is(tokens.back(article, 1), "occupation");
    let worked = work && !tokens.any(tokens.back(article, 1), &["is", "was"]);
    // "local model", "a former artist" of things: the word must end there.
    let thing = tokens.any(
        at,
        &["model", "train", "conductor", "bus", "taxi", "lorry", "chef", "engineer", "cleaner", "porter", "marine"],
    ) && !(worked || labelled || tokens.any(before, &["retired", "former"]));
    let whose = tokens.any(at + 1, &["'", "’", "&"]) && tokens.joined(at + 1);
    // "A farmer, a teacher and a retired engineer" sit on a panel.
    let among = tokens.any(tokens.back(article, 1), &["and", "or", ","])
        && tokens.any(article, &["a", "an"])
        && !persons::spoken_of(tokens, first, at, 24);
    if (cue || worked || is || labelled)
        && !among
        && !thing
        && !whose
        && !tokens.any(at + 1, &["training", "and", "'", "’"]) | worked
    {
        found.unusual(Detail::Occupation, tokens.range(first, at + 1));
    }
}

/// "she taught at the primary school", "ran the post office", "plays the organ at", "a rare genetic disorder", "from the
/// Traveller community": what somebody does or belongs to.
pub(super) fn works(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let next = at + 1;
    // Who runs a café may be a charity.
    let bodies = [
        "foundation",
        "trust",
        "charity",
        "society",
        "fund",
        "college",
        "council",
        "hospice",
        "association",
        "service",
    ];
    let body = tokens.any(tokens.back(at, 1), &bodies);
    let person = |from: usize| {
        let helper = |it: &usize| {
            tokens.any(*it, &["had", "has", "also", "once", "still", "used", "to", "regularly", "now", "always"])
        };
        let subject = tokens.behind(from, 4).find(|it| !helper(it));
        subject.is_some_and(|it| {
            let who = tokens.is(it, "who") && {
                let before = tokens.back(it, 1 + usize::from(tokens.is(tokens.back(it, 1), ",")));
                tokens.has(before, PERSON) || tokens.capital(before) && persons::name_ends(tokens, before)
            };
            tokens.any(it, &["he", "she"])
                || who
                || tokens.has(it, PERSON)
                || (tokens.named(it) || tokens.capital(it) && persons::name_ends(tokens, it))
        })
    };
    match tokens.lower(at) {
        "rare" | "ultra" => {
            let ill = [
                "condition",
                "disorder",
                "disease",
                "syndrome",
                "cancer",
                "illness",
                "form",
                "mutation",
                "tumour",
                "genetic",
                "complication",
                "blood",
                "allergy",
                "variant",
                "gene",
            ];
            let rest = tokens.ahead(next, 4).find(|it| tokens.any(*it, &ill));
            if let Some(rest) = rest.filter(|_| persons::around(tokens, at, next, 24)) {
                found.unusual(Detail::Condition, tokens.range(at, rest + 1));
            }
        }
        "syndrome" | "disease" | "disorder" => illnesses::eponym(found, at),
        "community" | "communities" | "congregation" | "heritage" => {
            let people = NATIONALITY | RELIGION;
            let before = tokens.behind(at, 3).find(|it| tokens.has(*it, people) && tokens.capital(*it));
            if let Some(first) = before.filter(|_| persons::around(tokens, at, next, 20)) {
                found.unusual(Detail::Ethnicity, tokens.range(first, at + 1));
            }
        }
        _ => {
            let at_work = tokens.any(
                at,
                &[
                    "works",
                    "worked",
                    "teaches",
                    "taught",
                    "preaches",
                    "preached",
                    "performs",
                    "performed",
                    "sang",
                    "sings",
                ],
            );
            let place = !at_work
                || tokens.any(at, &["teaches", "taught"]) && tokens.is(next, "the")
                || tokens.any(next, &["at", "in", "for", "on", "nights"]);
            let thing = next + usize::from(at_work && !tokens.is(next, "the"));
            let article = tokens.any(thing, &["the", "a", "an", "his", "her"]) || tokens.capital(thing);
            let care = tokens.ahead(next, 5).any(|it| tokens.any(it, &CARE));
            // "runs a café on the first Tuesday" is of a charity.
            let regular = tokens
                .ahead(next, 8)
                .any(|it| tokens.has(it, WEEKDAY) || tokens.any(it, &["month", "weekly", "daily"]));
            if place && article && !regular && !care && !body && person(at) {
                let end = tokens.ahead(thing + 1, 4).take_while(|it| tokens.word(*it)).last().unwrap_or(thing);
                found.unusual(Detail::Occupation, tokens.range(at, end + 1));
            }
        }
    }
}
