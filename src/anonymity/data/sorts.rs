//! What a dictionary sorts words under: callings, creatures, instruments, languages, peoples, faiths, illnesses. README.md
//! tells where it comes from.

use std::sync::LazyLock;

use fst::{Map, Streamer};

use super::{Automaton, longest};

static SORTS: Automaton = LazyLock::new(|| Map::new(include_bytes!("sorts.fst").as_slice()).ok());

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

/// How many first words can be told apart, as a power of two.
const FIRST_WORDS: u32 = 18;

/// The first words of all terms, by their hashes: nearly every word of a text is told by one look to begin none.
static FIRST: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let mut bits = vec![0; 1 << (FIRST_WORDS - 6)];
    let Some(map) = SORTS.as_ref() else { return bits };
    let mut keys = map.keys();
    while let Some(key) = keys.next() {
        let end = key.iter().position(|byte| *byte == b' ').unwrap_or(key.len());
        let hash = hash(&key[..end]);
        bits[hash >> 6] |= 1 << (hash & 63);
    }
    bits
});

/// FNV-1a, folded to the places of `FIRST`.
fn hash(word: &[u8]) -> usize {
    let hash = word
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    (hash >> (64 - FIRST_WORDS)) as usize
}

/// Whether a term may begin with this word.
pub(in crate::anonymity) fn may_begin(word: &str) -> bool {
    let hash = hash(word.as_bytes());
    FIRST[hash >> 6] & 1 << (hash & 63) != 0
}

/// The longest word or phrase that begins with the first of these words: how many words it has, and what it stands for.
pub(in crate::anonymity) fn longest_sort(words: impl Iterator<Item = impl AsRef<str>>) -> Option<(usize, Sorts)> {
    longest(&SORTS, words).map(|(count, value)| (count, Sorts(value as u8)))
}
