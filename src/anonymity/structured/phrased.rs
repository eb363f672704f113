//! Phrases that are unusual in a person, where they are said of somebody and not of press offices, guidance or many.

use super::Found;
use super::lexicon::{OCCUPATION, PERSON, Phrase, Weighs};
use super::persons;
use super::tokens::Tokens;
use super::uncommon::{Told, told};
use crate::anonymity::Detail;
use crate::anonymity::words::lists;

lists!("structured/phrased": CASES, GUIDANCE);

/// How far somebody is looked for around a phrase that weighs only of somebody, in tokens.
const TOLD_REACH: usize = 20;

/// The unusual phrase that a word begins.
pub(super) fn phrase(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let Some(entry) = tokens.entry(at) else { return };
    let next = tokens.lower(at + 1);
    let joined = matches!(next, "-" | "‑" | "'" | "’" | "");
    for Phrase { rest, detail, weighs } in &entry.phrases {
        // Common words begin many phrases: the next word tells most of them apart.
        if rest.first().is_some_and(|first| *first != next && *first != "'") && !joined {
            continue;
        }
        let end = if rest.is_empty() {
            Some(at + 1)
        } else {
            tokens.near(at + 1).then(|| follow(tokens, at + 1, rest)).flatten()
        };
        let Some(end) = end else { continue };
        let office = [
            "policy",
            "policies",
            "enquiries",
            "team",
            "office",
            "officer",
            "release",
            "releases",
            "handling",
            "statement",
            "training",
            "relations",
            "management",
            "plan",
        ];
        let generic = tokens.any(end, &["each", "every", "all", "any", "your"]) && tokens.is(end - 1, "of")
            || persons::anybody(tokens, at)
            || *detail == Detail::Media
                && (of_nobody(tokens, at, end)
                    || tokens.behind(at, 8).count() + tokens.ahead(end, 8).count() > 8
                        && told(tokens, at, end) == Told::Nobody
                        && !persons::around(tokens, at, end, 40))
            || *detail == Detail::Media
                && tokens.around(
                    at,
                    end,
                    8,
                    &[
                        "campaign",
                        "advert",
                        "adverts",
                        "advertised",
                        "recruitment",
                        "survey",
                        "consultation",
                        "vacancy",
                    ],
                )
            || tokens.is(at, "world") && !persons::spoken_of(tokens, at, end, TOLD_REACH)
            || tokens.any(end, &office) && tokens.near(end)
            || tokens.any(at, &["well"]) && !unique_person(tokens, end)
            || tokens.any(at, &["mayor", "captain", "governor", "landlord"])
                && !tokens.any(
                    tokens.back(at, 1),
                    &["the", "a", "former", "as", "and", "was", "deputy", "club", "is", "his", "her"],
                )
            || tokens.any(at, &["transgender"]) && !unique_person(tokens, end)
            || tokens.any(at, &["headline", "headlines"])
                && tokens.any(
                    end,
                    &["figures", "figure", "measures", "measure", "results", "findings", "data", "message", "messages"],
                )
            || tokens.any(at, &["police", "prison"])
                && !tokens.any(tokens.back(at, 1), &["retired", "former", "a", "serving", "off", "duty"]);
        let weighed = match weighs {
            Weighs::Often => told_of_somebody(tokens, at, end, *detail),
            Weighs::OfOne => persons::spoken_of(tokens, at, end, TOLD_REACH) || told(tokens, at, end) == Told::One,
        };
        if !generic && weighed {
            let before = tokens.back(at, 1);
            let from = if tokens.any(before, &["retired", "former"]) && tokens.near(at) { before } else { at };
            found.unusual(*detail, tokens.range(from, end));
            return;
        }
    }
}

/// Whether the press is spoken of in words of many that tell of no case and of nobody.
fn of_nobody(tokens: &Tokens, at: usize, end: usize) -> bool {
    let long = tokens.behind(at, 8).count() + tokens.ahead(end, 8).count() > 8;
    long && !tokens.around(at, end, 24, &CASES)
        && !persons::around(tokens, at, end, 40)
        && !persons::spoken_of(tokens, at, end, 40)
}

/// Whether a phrase is said of somebody, where it stands in guidance as often.
fn told_of_somebody(tokens: &Tokens, at: usize, end: usize, detail: Detail) -> bool {
    match detail {
        Detail::Media => {
            !tokens.any(
                at,
                &[
                    "newspaper",
                    "newspapers",
                    "headline",
                    "headlines",
                    "documentary",
                    "televised",
                    "a",
                    "journalists",
                    "reporters",
                    "vigil",
                ],
            ) || persons::around(tokens, at, end, 40)
                || tokens
                    .behind(at, 8)
                    .any(|it| tokens.any(it, &["story", "case", "reported", "coverage", "family", "inquest"]))
        }
        Detail::Condition => {
            let ill =
                ["illness", "diagnosis", "diagnosed", "underlying", "suffers", "suffered", "living", "lives", "born"];
            let said = tokens.behind(at, 5).any(|it| tokens.any(it, &ill));
            let own = tokens.behind(at, 4).any(|it| tokens.any(it, &["diagnosis", "illness", "diagnosed"]))
                && persons::spoken_of(tokens, at, end, 16);
            let about = tokens.around(at, end, 4, &GUIDANCE);
            own || !about && (persons::around(tokens, at, end, 30) || said || told(tokens, at, end) == Told::One)
        }
        Detail::Religion | Detail::Family | Detail::Sex => {
            persons::around(tokens, at, end, 30)
                || tokens.any(tokens.back(at, 1), &["a", "an", "one", "the"])
                || tokens.is(tokens.back(at, 1), "of")
                    && tokens.any(tokens.back(at, 2), &["one", "mother", "father", "birth"])
        }
        Detail::Occupation => {
            persons::around(tokens, at, end, 30) || tokens.any(tokens.back(at, 1), &["a", "an", "retired", "former"])
        }
        Detail::Other => {
            (persons::around(tokens, at, end, 40) || tokens.any(tokens.back(at, 1), &["a", "an"]))
                && !tokens.ahead(end, 3).any(|it| tokens.any(it, &["inquiry", "report", "review", "enquiry"]))
        }
        _ => true,
    }
}

/// The token after the rest of a phrase; dashes may join its words.
fn follow(tokens: &Tokens, from: usize, rest: &[&str]) -> Option<usize> {
    let mut at = from;
    let mut own = false;
    for word in rest {
        // "Rasmussen encephalitis" is Rasmussen's.
        if *word == "'" && !tokens.any(at, &["'", "’"]) || own && *word == "s" {
            own = *word == "'";
            continue;
        }
        at += usize::from(tokens.any(at, &["-", "‑"]) && tokens.joined(at));
        let same = tokens.is(at, word) || *word == "'" && tokens.is(at, "’");
        if !tokens.near(at) || !same {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// Whether a person follows within a few words.
fn unique_person(tokens: &Tokens, at: usize) -> bool {
    tokens.ahead(at, 3).any(|it| tokens.has(it, PERSON | OCCUPATION) || tokens.any(it, &["couple", "family", "figure"]))
}
