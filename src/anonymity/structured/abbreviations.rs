//! Capital letters that stand for a thing: what they could be if they were not the initials of somebody.
use crate::anonymity::words::{Among, lists};

lists!("structured/abbreviations": ROLES, ACTS, OFTEN, SELDOM);

/// What letters are known to stand for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Known {
    /// For nothing that is known.
    Not,
    /// For something that is written of seldom: where a person stands, they are a person.
    Seldom,
    /// For something that is written of every day.
    Often,
    /// For a role or a department, which act as people do, or for what is measured in people.
    Acts,
}

/// What letters in capitals stand for.
pub(super) fn known(letters: &str) -> Known {
    match () {
        () if ACTS.has(letters) => Known::Acts,
        () if OFTEN.has(letters) => Known::Often,
        () if SELDOM.has(letters) => Known::Seldom,
        () => Known::Not,
    }
}

/// Whether letters stand for a role: "HCA", "CNS". The letters of who has it may follow.
pub(super) fn role(letters: &str) -> bool {
    ROLES.has(letters)
}
