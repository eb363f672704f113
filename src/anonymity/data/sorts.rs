//! What a dictionary sorts words under: callings, creatures, instruments, languages, peoples, faiths, illnesses. README.md
//! tells where it comes from.

use super::{SORT_STARTS, SORTS, longest, quick};

/// What a word or phrase stands for. The bits stand in the order of build/sorts.py.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::anonymity) struct Sorts(u8);

impl Sorts {
    /// Somebody whose calling or standing few share: "puppeteer".
    pub(in crate::anonymity) const CALLING: Sorts = Sorts(1);
    /// Somebody's calling where the words around say so: "potter".
    pub(in crate::anonymity) const PERHAPS: Sorts = Sorts(1 << 1);
    /// A creature, instrument, vessel, sport, weapon, honour or feast: "parrot".
    pub(in crate::anonymity) const ODD: Sorts = Sorts(1 << 2);
    /// A language.
    pub(in crate::anonymity) const TONGUE: Sorts = Sorts(1 << 3);
    /// A people.
    pub(in crate::anonymity) const PEOPLE: Sorts = Sorts(1 << 4);
    /// A faith or one who holds it.
    pub(in crate::anonymity) const FAITH: Sorts = Sorts(1 << 5);
    /// An illness that few have.
    pub(in crate::anonymity) const MALADY: Sorts = Sorts(1 << 6);

    /// Whether it is one of these.
    pub(in crate::anonymity) fn any(self, sorts: Sorts) -> bool {
        self.0 & sorts.0 != 0
    }

    /// Both together.
    pub(in crate::anonymity) const fn or(self, other: Sorts) -> Sorts {
        Sorts(self.0 | other.0)
    }
}

/// Whether a term may begin with this word.
pub(in crate::anonymity) fn may_begin(word: &str) -> bool {
    SORT_STARTS.contains(&quick::number(word.as_bytes()))
}

/// The longest word or phrase that begins with the first of these words: how many words it has, and what it stands for.
pub(in crate::anonymity) fn longest_sort(words: impl Iterator<Item = impl AsRef<str>>) -> Option<(usize, Sorts)> {
    longest(&SORTS, &SORT_STARTS, words).map(|(count, value)| (count, Sorts(value as u8)))
}
