//! What a passage has that some rule looks for, found in one look.
//!
//! Most passages have none of it. Without these cues every rule would read every word, one pattern after the other, and
//! the checks of a large site would cost more than its pages.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

/// A set of cues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cues(u16);

impl Cues {
    /// A digit.
    pub const DIGIT: Cues = Cues(1);
    /// Two capital letters in a row.
    pub const CAPITALS: Cues = Cues(1 << 1);
    /// The end of a sentence with a capital letter close behind.
    pub const CLOSED_UP: Cues = Cues(1 << 2);
    /// A letter or sign that is not ASCII.
    pub const BEYOND_ASCII: Cues = Cues(1 << 3);
    /// A word that has a plainer one.
    pub const PLAINER: Cues = Cues(1 << 4);
    /// A word about people that hurts or labels them.
    pub const LABEL: Cues = Cues(1 << 5);
    /// A window or a tab.
    pub const WINDOW: Cues = Cues(1 << 6);
    /// A colour, or left and right.
    pub const SENSE: Cues = Cues(1 << 7);
    /// A web address.
    pub const ADDRESS: Cues = Cues(1 << 8);
    /// A word of the framework before PSIRF, a body that is gone, or PSIRF itself.
    pub const FRAMEWORK: Cues = Cues(1 << 9);
    /// The duty of candour.
    pub const CANDOUR: Cues = Cues(1 << 10);
    /// Approval, effect or review.
    pub const CONTROL: Cues = Cues(1 << 11);
    /// A title, a patient or a relative, with what may be a name behind.
    pub const PERSON: Cues = Cues(1 << 12);

    /// Whether all of some cues are here.
    pub fn has(self, cues: Cues) -> bool {
        self.0 & cues.0 == cues.0
    }

    fn add(&mut self, cues: Cues) {
        self.0 |= cues.0;
    }

    /// The cues of a text.
    pub fn of(text: &str) -> Cues {
        let mut cues = Cues::default();
        let bytes = text.as_bytes();
        if !text.is_ascii() {
            cues.add(Cues::BEYOND_ASCII);
        }
        let mut before = 0_u8;
        for byte in bytes {
            if byte.is_ascii_digit() {
                cues.add(Cues::DIGIT);
            } else if byte.is_ascii_uppercase() {
                if before.is_ascii_uppercase() {
                    cues.add(Cues::CAPITALS);
                } else if matches!(before, b'.' | b'?' | b'!') {
                    cues.add(Cues::CLOSED_UP);
                }
            }
            before = *byte;
        }
        for found in WORDS.find_overlapping_iter(text) {
            let Some((cue, whole)) = MEANINGS.get(found.pattern().as_usize()) else { continue };
            let is_word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
            let stands_alone = || {
                !is_word(found.start().checked_sub(1).and_then(|at| bytes.get(at))) && !is_word(bytes.get(found.end()))
            };
            let leads_on =
                || *cue != Cues::PERSON || super::named::is_before_a_name(text, &(found.start()..found.end()));
            if (!whole || stands_alone()) && leads_on() {
                cues.add(*cue);
            }
        }
        cues
    }
}

/// Each cue with the words that give it, and whether they do so only as whole words. A family's words are with its
/// patterns.
static LISTS: LazyLock<Vec<(Cues, bool, Vec<&'static str>)>> = LazyLock::new(|| {
    let of = |words: &[&'static str]| words.to_vec();
    vec![
        (Cues::PLAINER, true, super::plain::plainer_words().collect()),
        (Cues::LABEL, true, super::plain::labelling_words().collect()),
        (Cues::WINDOW, false, of(&["window", "tab"])),
        (Cues::SENSE, true, of(super::accessibility::SENSE_WORDS)),
        (Cues::ADDRESS, false, of(&["http", "www."])),
        (Cues::FRAMEWORK, true, of(super::psirf::CUES)),
        (Cues::CANDOUR, false, of(super::psirf::CANDOUR_CUES)),
        (Cues::CONTROL, false, of(super::dates::CUES)),
        (Cues::PERSON, true, super::named::cue_words().collect()),
    ]
});

static MEANINGS: LazyLock<Vec<(Cues, bool)>> =
    LazyLock::new(|| LISTS.iter().flat_map(|(cue, whole, words)| words.iter().map(|_| (*cue, *whole))).collect());

static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let words = LISTS.iter().flat_map(|(_, _, words)| words);
    let all = AhoCorasick::builder().ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA)).build(words);
    all.unwrap_or_else(|error| unreachable!("{error}"))
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_are_words_letters_and_signs() {
        assert_eq!(Cues::of("The ward was calm."), Cues::default());
        assert!(Cues::of("Held in 2026").has(Cues::DIGIT));
        assert!(Cues::of("an RCA").has(Cues::CAPITALS) && Cues::of("an RCA").has(Cues::FRAMEWORK));
        assert!(Cues::of("It ended.Then").has(Cues::CLOSED_UP) && !Cues::of("It ended. Then").has(Cues::CLOSED_UP));
        assert!(Cues::of("sent VIA the hub").has(Cues::PLAINER) && !Cues::of("a viable plan").has(Cues::PLAINER));
        assert!(Cues::of("the red box").has(Cues::SENSE) && !Cues::of("required").has(Cues::SENSE));
        assert!(Cues::of("it was reviewed").has(Cues::CONTROL));
        assert!(Cues::of("the fall of Mrs Doreen").has(Cues::PERSON) && Cues::of("a patient, Amir,").has(Cues::PERSON));
        assert!(!Cues::of("Patient Safety, patients and the late shift").has(Cues::PERSON));
        assert!(Cues::of("“so”").has(Cues::BEYOND_ASCII));
    }
}
