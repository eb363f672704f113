//! Names of people, initials and named places, by the evidence that a text gives for each word.
//!
//! A text becomes [`tokens`]; [`vetoes`] tell which belong to an eponym, an organisation or a known phrase; [`evidence`]
//! adds up what speaks for each, with the help of [`cues`] and [`neighbours`]; [`judge`] gives a second opinion with learnt
//! weights; [`whole`] finds the other half of a name and [`coreference`] its other mentions.

mod alone;
mod around;
mod coreference;
mod cues;
mod evidence;
mod hints;
mod initials;
mod judge;
mod neighbours;
mod places;
mod series;
mod sites;
mod spots;
mod things;
mod tokens;
mod vetoes;
mod whole;

use evidence::{BLOCK, Evidence, WARN};
use tokens::{Gap, Shape, Word};

use super::{Identifier, Kind, Vocabulary, Weight};

/// The names, initials and named places in a plain text, by place.
pub(super) fn find(text: &str, vocabulary: &Vocabulary) -> Vec<Identifier> {
    let words = tokens::words(text);
    let parts = vetoes::parts(text, &words, vocabulary);
    let mut evidence = evidence::weigh(&words, &parts);
    judge::judge(&words, &parts, &mut evidence);
    hints::note(text, &words, &parts, &mut evidence);
    alone::note(text, &words, &parts, &mut evidence);
    whole::complete(&words, &parts, &mut evidence);
    coreference::settle(text, &words, &parts, &mut evidence);
    let mut found = names(text, &words, &evidence);
    found.extend(initials::find(text, &words, &evidence));
    found.extend(places::find(&words, &parts, &evidence));
    found.sort_by_key(|identifier| (identifier.range.start, identifier.range.end, identifier.kind));
    found
}

/// Words of one name become one finding.
fn names(text: &str, words: &[Word], evidence: &[Evidence]) -> Vec<Identifier> {
    let mut found: Vec<Identifier> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if evidence[at].sum < WARN {
            at += 1;
            continue;
        }
        let mut last = at;
        let mut sum = evidence[at].sum;
        let mut next = at + 1;
        while next < words.len() && next <= last + 3 {
            let joined = words[next].joined() || words[next].gap == Gap::Glue;
            if !joined || words[last].possessive {
                break;
            }
            if evidence[next].sum >= WARN {
                last = next;
                sum = sum.max(evidence[next].sum);
            } else if words[next].shape != Shape::Initial && !neighbours::is_particle(&words[next]) {
                break;
            }
            next += 1;
        }
        // "von" before an eponym is no name.
        let lone = !evidence[at].personal && text[words[at].range.clone()].is_ascii();
        if lone && words[at..=last].iter().all(|word| word.shape == Shape::Lower && neighbours::is_particle(word)) {
            at = last + 1;
            continue;
        }
        let first = whole::begin(text, words, at);
        let cue = (at..=last).find_map(|index| evidence[index].cue);
        let weight = if sum >= BLOCK { Weight::Block } else { Weight::Warn };
        found.push(Identifier {
            kind: Kind::Name,
            weight,
            range: words[first].range.start..words[whole::end(words, last)].range.end,
            suggestion: cue.map(|cue| cue.suggestion().to_owned()),
            detail: None,
        });
        at = last + 1;
    }
    found
}

#[cfg(test)]
mod tests;
