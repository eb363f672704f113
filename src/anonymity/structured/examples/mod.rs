//! What is found and what passes, kind by kind. Brackets `⟦ ⟧` mark what must be found whole; a text without them must
//! have no finding of any kind.

mod banks;
mod days;
mod numbers;
mod people;
mod places;
mod tellings;
mod told;

use crate::anonymity::{Kind, Vocabulary, scan};

/// A text without its brackets, and the places between them.
fn marked(example: &str) -> (String, Vec<std::ops::Range<usize>>) {
    let (mut text, mut ranges) = (String::new(), Vec::new());
    for (index, part) in example.split(['⟦', '⟧']).enumerate() {
        let start = text.len();
        text.push_str(part);
        if index % 2 == 1 {
            ranges.push(start..text.len());
        }
    }
    (text, ranges)
}

/// Every marked place is found whole as this kind.
fn found(kind: Kind, examples: &[&str]) {
    let mut missed = Vec::new();
    for example in examples {
        let (text, ranges) = marked(example);
        assert!(!ranges.is_empty(), "no place is marked: {example}");
        let found = scan(&text, &Vocabulary::default());
        for range in ranges {
            let covered = text[range.clone()]
                .char_indices()
                .filter(|(_, c)| c.is_alphanumeric())
                .all(|(at, _)| found.iter().any(|it| it.kind == kind && it.range.contains(&(range.start + at))));
            if !covered {
                let near: Vec<_> = found.iter().map(|it| (it.kind, &text[it.range.clone()])).collect();
                missed.push(format!("{example}\n    found only {near:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{} of {} as {kind:?}:\n{}", missed.len(), examples.len(), missed.join("\n"));
}

/// Nothing is found.
fn passes(examples: &[&str]) {
    let mut alarms = Vec::new();
    for example in examples {
        let found = scan(example, &Vocabulary::default());
        if !found.is_empty() {
            let found: Vec<_> = found.iter().map(|it| (it.kind, &example[it.range.clone()])).collect();
            alarms.push(format!("{example}\n    found {found:?}"));
        }
    }
    assert!(alarms.is_empty(), "{} of {}:\n{}", alarms.len(), examples.len(), alarms.join("\n"));
}
