//! Which document a sentence speaks of at a place: "The Plan is reviewed every 12 to 18 months, and this policy every
//! three years" says two things of two documents, and contradicts nothing.

use std::ops::Range;

use regex::Regex;

/// What is reviewed in sentences about reviews, as one and as many.
const HEADS: &[&str] = &[
    "policy",
    "plan",
    "document",
    "version",
    "procedure",
    "strategy",
    "framework",
    "guideline",
    "guidance",
    "protocol",
    "standard",
    "register",
    "profile",
    "programme",
    "checklist",
    "list",
    "template",
    "form",
    "leaflet",
    "appendix",
    "training",
    "module",
    "assessment",
    "terms",
    "contract",
    "agreement",
    "arrangement",
    "system",
    "risk",
    "action",
    "audit",
    "data",
    "theme",
    "priority",
    "equipment",
    "membership",
    "page",
    "statement",
    "toolkit",
    "summary",
    "summaries",
    "pathway",
    "rota",
    "budget",
    "workplan",
];

/// Words that begin the name of a thing.
const DETERMINERS: &[&str] =
    &["the", "this", "our", "its", "their", "each", "every", "all", "these", "those", "that", "a", "an", "any"];

/// Words after which a thing is not what the sentence is about. "Of" and "the review of" lead to what is reviewed.
const ASIDE: &[&str] = &[
    "against",
    "with",
    "under",
    "alongside",
    "to",
    "for",
    "from",
    "by",
    "in",
    "within",
    "at",
    "on",
    "through",
    "as",
    "using",
    "after",
    "before",
    "beside",
    "following",
    "per",
];

/// How many words a thing may have between its determiner and its head.
const WORDS_MAX: usize = 5;

struct Mention {
    range: Range<usize>,
    is_own: bool,
}

/// Whether what stands at a place, the last of some `cycles` or dates up to there, is said of another document than the
/// one that `itself` names. `others` are the places of all of them, in order.
pub fn is_of_another(text: &str, at: &Range<usize>, others: &[Range<usize>], itself: &Regex) -> bool {
    let mentions = mentions(text, itself);
    let before = others.iter().rev().filter(|other| other.end <= at.start);
    let mut end = at.start;
    for start in before.map(|other| other.end).chain([0]) {
        let between = mentions.iter().rev().find(|it| start <= it.range.start && it.range.end <= end);
        if let Some(mention) = between {
            return !mention.is_own;
        }
        end = start;
    }
    let next = others.iter().find(|other| other.start >= at.end).map_or(text.len(), |other| other.start);
    let after = mentions.iter().find(|it| at.end <= it.range.start && it.range.end <= next);
    after.is_some_and(|mention| !mention.is_own)
}

/// The documents and other things that a sentence is about, in order.
fn mentions(text: &str, itself: &Regex) -> Vec<Mention> {
    let is_part = |c: char| c.is_alphanumeric() || "'’-".contains(c);
    let words: Vec<Range<usize>> = words(text, is_part);
    let lower = |range: &Range<usize>| text[range.clone()].to_lowercase();
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        // "This document control form" is about its last word.
        let is_head = |range: &Range<usize>| {
            let word = lower(range);
            HEADS.iter().any(|head| word == *head || is_plural_of(&word, head))
        };
        let goes_on = words.get(index + 1).is_some_and(|next| is_head(next) && &text[word.end..next.start] == " ");
        if !is_head(word) || goes_on {
            continue;
        }
        let first = index.saturating_sub(WORDS_MAX);
        let determiner = (first..index).rev().find(|at| DETERMINERS.contains(&lower(&words[*at]).as_str()));
        let is_unbroken = |at: usize| !text[words[at].start..word.start].contains([',', ';', ':', '(', ')']);
        let start = determiner.filter(|at| is_unbroken(*at)).unwrap_or(index);
        let range = words[start].start..word.end;
        let is_own = itself.find(&text[range.clone()]).is_some_and(|it| it.range() == (0..range.len()));
        let is_aside = start.checked_sub(1).is_some_and(|at| ASIDE.contains(&lower(&words[at]).as_str()));
        // "The profile, which supports this policy, is reviewed every year."
        let before = start.saturating_sub(4)..start;
        let is_relative = before.rev().any(|at| {
            let is_far = start - at >= 2;
            let word = lower(&words[at]);
            (word == "which" || word == "who" || (word == "that" && is_far))
                && !text[words[at].start..words[start].start].contains(',')
        });
        if (is_own || !is_aside) && !is_relative {
            found.push(Mention { range, is_own });
        }
    }
    found
}

fn words(text: &str, is_part: impl Fn(char) -> bool) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, is_part(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    words
}

fn is_plural_of(word: &str, head: &str) -> bool {
    match head.strip_suffix('y') {
        Some(stem) => word.strip_suffix("ies") == Some(stem),
        None => word.strip_suffix('s') == Some(head),
    }
}

#[cfg(test)]
mod tests {
    use super::super::prose::{cycles, pattern};
    use super::*;

    #[test]
    fn what_is_said_of_another_document_is_told_apart() {
        let itself = pattern(r"(?i)\b(?:this|our|the)\s+(?:current\s+|trust\s+)?(?:policy|document)\b");
        let of_another = |text: &str| -> Vec<bool> {
            let places: Vec<Range<usize>> = cycles(text).into_iter().map(|(range, _)| range).collect();
            places.iter().map(|at| is_of_another(text, at, &places, &itself)).collect()
        };
        for (text, expected) in [
            ("The Plan is reviewed every 12 to 18 months, and this policy every three years.", vec![true, false]),
            ("We review the Plan every 18 months and this policy every three years.", vec![true, false]),
            ("This policy is reviewed every two years and the training every year.", vec![false, true]),
            ("This policy is reviewed every two years, or every year after a change.", vec![false, false]),
            ("Every three years we review this policy.", vec![false]),
            ("Every year we review the risk register that goes with this policy.", vec![true]),
            ("The complaints policy is reviewed every year.", vec![true]),
            ("This policy is reviewed against the national framework every two years.", vec![false]),
            ("It is reviewed every year.", vec![false]),
            ("Policies are reviewed yearly; this policy every two years.", vec![true, false]),
            ("The review of this policy takes place every two years.", vec![false]),
            ("Our incident profile, which supports this policy, is reviewed annually.", vec![true]),
        ] {
            assert_eq!(of_another(text), expected, "{text}");
        }
    }
}
