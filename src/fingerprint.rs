//! Fingerprints of words: they tell whether a waiver is for the words that a finding is about, and nothing of the words.
//!
//! A name has so little to it that a plain digest is no secret: whoever tries a list of names knows it in a second. So
//! the words are digested with a key that only the site has ([`WaiverKey`]). The rule and the page are in it too. The same
//! name on two pages has two fingerprints: nobody can tell from a log that two pages are about one person, and a waiver
//! that was copied with its page waives nothing there.

use std::fmt;

use ring::hmac;
use ring::rand::{SecureRandom as _, SystemRandom};
use sha2::{Digest as _, Sha256};

use crate::artefact::hex;

/// The bytes of a key: as long as the digest, as RFC 2104 advises.
const KEY_BYTES: usize = 32;

/// The bytes of a fingerprint: two words share one by chance once in 2^80.
const FINGERPRINT_BYTES: usize = 10;

/// The bytes of the name of a key.
const NAME_BYTES: usize = 2;

/// The secret of a site, with which fingerprints are made.
#[derive(Clone)]
pub struct WaiverKey(hmac::Key);

impl fmt::Debug for WaiverKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WaiverKey(…)")
    }
}

/// What a finding is about: a digest of it, to be made a fingerprint. It is never printed or kept, as whoever has it can try
/// words until one fits.
#[derive(Clone, PartialEq, Eq)]
pub struct About([u8; 32]);

impl fmt::Debug for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("About(…)")
    }
}

impl About {
    /// These words, in their order.
    pub fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> About {
        let mut hash = Sha256::new();
        for words in words {
            for word in words.split_whitespace() {
                hash.update(word);
                hash.update(b" ");
            }
            hash.update([0]);
        }
        About(hash.finalize().into())
    }
}

impl WaiverKey {
    /// A key as [`fresh`] writes it. `None` for anything else: what a person makes up can be guessed.
    pub fn parse(text: &str) -> Option<WaiverKey> {
        let text = text.trim();
        let mut key = [0; KEY_BYTES];
        if text.len() != KEY_BYTES * 2 || !text.is_ascii() {
            return None;
        }
        for (at, byte) in key.iter_mut().enumerate() {
            *byte = u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()?;
        }
        Some(WaiverKey(hmac::Key::new(hmac::HMAC_SHA256, &key)))
    }

    /// What tells it from another key, and nothing else of it.
    pub fn name(&self) -> String {
        hex(&hmac::sign(&self.0, b"the name of this key").as_ref()[..NAME_BYTES])
    }

    /// The fingerprint of what a finding of a rule on a page is about: `1f0a-` and twenty digits and letters.
    pub fn fingerprint(&self, rule: &str, page: &str, about: &About) -> String {
        let mut context = hmac::Context::with_key(&self.0);
        for part in ["a waiver", rule, page] {
            context.update(part.as_bytes());
            context.update(&[0]);
        }
        context.update(&about.0);
        format!("{}-{}", self.name(), hex(&context.sign().as_ref()[..FINGERPRINT_BYTES]))
    }
}

/// The name of the key that a fingerprint was made with. `None` for what is no fingerprint.
pub fn key_of(fingerprint: &str) -> Option<&str> {
    let (name, rest) = fingerprint.split_once('-')?;
    let is_hex = |text: &str, bytes: usize| {
        text.len() == bytes * 2 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    (is_hex(name, NAME_BYTES) && is_hex(rest, FINGERPRINT_BYTES)).then_some(name)
}

/// A new key, as text: what a computer draws and nobody can guess. `None` where the system has no chance to offer.
pub fn fresh() -> Option<String> {
    let mut key = [0; KEY_BYTES];
    SystemRandom::new().fill(&mut key).ok()?;
    Some(hex(&key))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(digit: &str) -> WaiverKey {
        WaiverKey::parse(&digit.repeat(64)).expect("a key")
    }

    #[test]
    fn a_fingerprint_is_of_a_rule_a_page_and_words_under_a_key() {
        let of = |digit: &str, rule: &str, page: &str, words: &str| {
            key(digit).fingerprint(rule, page, &About::words([words]))
        };
        let one = of("1", "anon/name", "learning/falls.md", "Glen");
        assert_eq!(one, of("1", "anon/name", "learning/falls.md", " Glen\n"));
        for other in [
            of("2", "anon/name", "learning/falls.md", "Glen"),
            of("1", "anon/place", "learning/falls.md", "Glen"),
            of("1", "anon/name", "learning/sepsis.md", "Glen"),
            of("1", "anon/name", "learning/falls.md", "Glenn"),
        ] {
            assert_ne!(one, other);
        }
        assert_eq!(key_of(&one), Some(key("1").name().as_str()));
        for wrong in ["", "Glen", "1f0a", "1f0a-", "1F0A-00000000000000000000", "1f0a-0000000000000000000g"] {
            assert_eq!(key_of(wrong), None, "{wrong}");
        }
        assert_ne!(About::words(["a b"]), About::words(["a", "b"]));
    }

    #[test]
    fn a_key_is_drawn_and_not_made_up_and_never_printed() {
        let text = fresh().expect("chance");
        assert_ne!(Some(&text), fresh().as_ref());
        let key = WaiverKey::parse(&format!("{text}\n")).expect("a key");
        assert!(!format!("{key:?} {:?}", About::words(["Glen"])).contains(&text[..8]));
        for made_up in ["", "password", &text[1..], &format!("é{}", &text[2..]), &"g".repeat(64)] {
            assert!(WaiverKey::parse(made_up).is_none(), "{made_up}");
        }
    }
}
