//! What a site says of its own words: which are allowed, which are forbidden, and which contacts are its own.

use std::collections::{BTreeMap, BTreeSet};

use super::{Identifier, Kind, Weight};

/// The site's own allowed and forbidden words, its names and its contacts. The default is empty.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Allowed phrases and the organisation's names, folded.
    allowed: BTreeSet<String>,
    /// Forbidden phrases as folded words, under their first word.
    forbidden: BTreeMap<String, Vec<Vec<String>>>,
    /// Telephone numbers as digits; e-mail and web addresses in lower case.
    contacts: BTreeSet<String>,
}

impl Vocabulary {
    /// A vocabulary from the words that a site allows, those it forbids, the names of the organisation, and its
    /// public telephone numbers, e-mail and web addresses.
    pub fn new(allowed: &[String], forbidden: &[String], organisations: &[String], contacts: &[String]) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        vocabulary.allowed.extend(allowed.iter().chain(organisations).map(|phrase| folded(phrase)));
        vocabulary.contacts.extend(contacts.iter().map(|contact| contact_key(contact)));
        for phrase in forbidden {
            let words: Vec<String> = words(phrase).map(|(_, word)| word).collect();
            if let Some(first) = words.first() {
                vocabulary.forbidden.entry(first.clone()).or_default().push(words);
            }
        }
        vocabulary
    }

    /// Whether there is no phrase that a site allows.
    pub(super) fn allows_nothing(&self) -> bool {
        self.allowed.is_empty()
    }

    /// Whether a site allows exactly these words, in capitals or not.
    pub fn allows(&self, phrase: &str) -> bool {
        !self.allowed.is_empty() && self.allowed.contains(&folded(phrase))
    }

    /// Whether a telephone number, an e-mail or a web address is the organisation's own.
    pub fn has_contact(&self, contact: &str) -> bool {
        !self.contacts.is_empty() && self.contacts.contains(&contact_key(contact))
    }

    /// Where forbidden words stand.
    pub(super) fn forbidden_in(&self, text: &str) -> Vec<Identifier> {
        if self.forbidden.is_empty() {
            return Vec::new();
        }
        let words: Vec<(usize, String)> = words(text).collect();
        let mut found = Vec::new();
        for (index, (start, word)) in words.iter().enumerate() {
            for phrase in self.forbidden.get(word).into_iter().flatten() {
                let Some(stretch) = words.get(index..index + phrase.len()) else { continue };
                if let Some((last, _)) = stretch.last()
                    && stretch.iter().map(|(_, word)| word).eq(phrase)
                {
                    let length = text[*last..].find(|c: char| !is_word(c)).unwrap_or(text.len() - last);
                    let range = *start..last + length;
                    found.push(Identifier {
                        kind: Kind::Name,
                        weight: Weight::Block,
                        range,
                        suggestion: None,
                        detail: None,
                    });
                }
            }
        }
        found
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '\''
}

/// The words of a text in lower case, each with its place.
fn words(text: &str) -> impl Iterator<Item = (usize, String)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(is_word)?;
        let length = text[start..].find(|c| !is_word(c)).unwrap_or(text.len() - start);
        rest = start + length;
        Some((start, text[start..rest].to_lowercase()))
    })
}

/// A phrase as it is compared: words in lower case, one space between them.
fn folded(phrase: &str) -> String {
    words(phrase).map(|(_, word)| word).collect::<Vec<_>>().join(" ")
}

/// A contact as it is compared: a telephone number as its digits within the country, an address in lower case without
/// its scheme.
fn contact_key(contact: &str) -> String {
    let lower = contact.trim().to_lowercase();
    if lower.contains('@') || lower.chars().any(|c| c.is_alphabetic()) {
        let address = ["mailto:", "https://", "http://", "tel:"].iter().find_map(|scheme| lower.strip_prefix(scheme));
        let address = address.unwrap_or(&lower);
        return address.strip_prefix("www.").unwrap_or(address).trim_end_matches('/').to_owned();
    }
    let digits: String = lower.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("0044").or_else(|| digits.strip_prefix("44")) {
        Some(national) => format!("0{}", national.trim_start_matches('0')),
        None => digits,
    }
}
