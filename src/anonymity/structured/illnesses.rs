//! Illnesses that few people have, by the form of their names, in a text about somebody who has one.

use super::Found;
use super::persons;
use super::uncommon::{Told, told};
use crate::anonymity::words::{Among, lists};
use crate::anonymity::{Detail, data};

lists!("structured/illnesses": OFTEN, COMMON, ILL_OFTEN);

/// Words before an illness that somebody has.
const CUES: &[&str] = &[
    "has",
    "had",
    "with",
    "diagnosed",
    "illness",
    "diagnosis",
    "born",
    "known",
    "lives",
    "underlying",
    "suffered",
    "condition",
    "by",
    "called",
];

/// "Susac's syndrome", "stone man syndrome" of somebody who has it.
pub(super) fn eponym(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let own = usize::from(
        tokens.is(tokens.back(at, 1), "s")
            && tokens.joined(at.saturating_sub(1))
            && tokens.any(tokens.back(at, 2), &["'", "’"]),
    ) * 2;
    let name = tokens.back(at, 1 + own);
    let cued = tokens.behind(name, 6).any(|it| tokens.any(it, CUES));
    let illness = tokens.behind(name, 6).any(|it| tokens.any(it, &["illness", "underlying", "diagnosed", "born"]));
    let told = told(tokens, name, at) == Told::One;
    let noted = tokens.behind(name, 4).any(|it| tokens.any(it, &["pmh", "pmhx", "pt", "dx", ":", "of", "and"]));
    let cued = cued || told && noted;
    let somebody = illness || told || persons::around(tokens, name, at, 20);
    let named =
        tokens.capital(name) && !tokens.shouted(name) && !tokens.any(name, &OFTEN) && !tokens.ends_sentence(name);
    let told = tokens.word(name)
        && !tokens.capital(name)
        && !tokens.any(name, &COMMON)
        && own == 0
        && !tokens.is(at, "disorder");
    if tokens.near(at) && cued && somebody && (named || told) {
        found.unusual(Detail::Condition, tokens.range(name, at + 1));
    }
}

/// Endings of names of illnesses.
const ILL: &[&str] = &[
    "aemia",
    "uria",
    "osis",
    "plasia",
    "trophy",
    "dystrophy",
    "ataxia",
    "algia",
    "phagia",
    "oma",
    "itis",
    "opathy",
    "oedema",
    "philia",
    "porphyria",
    "blastoma",
];
/// How far from "diagnosis" the name of an illness is looked for, in tokens.
const DIAGNOSIS_REACH: usize = 5;

/// "her main diagnosis, craniopagus twins,": an illness so rare that no list of words has it.
pub(super) fn diagnosis(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    if !tokens.any(at, &["diagnosis", "illness", "condition"])
        || !tokens.any(at + 1, &[",", ":", "is", "was", "(", "of"])
        || !persons::spoken_of(tokens, at, at + 1, 8)
    {
        return;
    }
    let words = tokens.ahead(at + 2, DIAGNOSIS_REACH).take_while(|it| tokens.word(*it) || tokens.is(*it, "-"));
    let rare = |it: &usize| {
        let word = tokens.lower(*it);
        let known = data::word(&data::fold(word));
        word.len() > 6
            && !tokens.capital(*it)
            && known.common == 0
            && known.classes == data::Classes::default()
            && tokens.entry(*it).is_none()
            && !ILL_OFTEN.has(word)
    };
    let list: Vec<usize> = words.collect();
    if let Some(first) = list.iter().copied().find(|it| rare(it)) {
        let end = list.iter().copied().skip_while(|it| *it < first).take_while(|it| !tokens.any(*it, VERBS)).last();
        found.unusual(Detail::Condition, tokens.range(first, end.unwrap_or(first) + 1));
    }
}

/// Words that end the name of an illness.
const VERBS: &[&str] = &["has", "had", "was", "is", "and", "which", "that", "made", "meant", "with", "who"];

/// "has alkaptonuria": an illness by its ending, of somebody who has it.
pub(super) fn illness(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let word = tokens.lower(at);
    if word.len() < 9
        || !ILL.iter().any(|end| word.ends_with(end))
        || ILL_OFTEN.has(word)
        || tokens.capital(at) && !tokens.ends_sentence(at)
    {
        return;
    }
    let cued = tokens.behind(at, 4).any(|it| tokens.any(it, CUES));
    let illness = tokens.behind(at, 5).any(|it| tokens.any(it, &["illness", "underlying", "diagnosed"]));
    if cued && (illness || persons::around(tokens, at, at + 1, 20) || told(tokens, at, at + 1) == Told::One) {
        found.unusual(Detail::Condition, tokens.range(at, at + 1));
    }
}
