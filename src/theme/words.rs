//! What the theme itself says on a page, by language: `words/<tag>.yaml`.
//!
//! English has every word. What another language does not say is said in English and marked as English (WCAG 2.2,
//! 3.1.2 Language of parts), so that a screen reader never reads one language by the rules of another.

use std::collections::BTreeMap;

/// The language in which every word of the theme is there.
pub const WHOLE_LANGUAGE: &str = "en";

/// The words of a theme by language and key.
#[derive(Debug, Default)]
pub struct Words(BTreeMap<String, BTreeMap<String, String>>);

/// A word of the theme in the language asked for, or else in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phrase<'a> {
    /// The words.
    pub text: &'a str,
    /// Whether they are English on a page in another language.
    pub is_foreign: bool,
}

impl Words {
    /// Adds words of a language, which take the place of those that are there.
    pub(super) fn add(&mut self, language: &str, words: BTreeMap<String, String>) {
        self.0.entry(language.to_ascii_lowercase()).or_default().extend(words);
    }

    /// The languages with words of their own.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// The keys that are not in English: words that no page could show.
    pub(super) fn stray_key(&self) -> Option<(&str, &str)> {
        let whole = self.0.get(WHOLE_LANGUAGE)?;
        let mut all = self.0.iter().flat_map(|(language, words)| words.keys().map(move |key| (language, key)));
        all.find(|(_, key)| !whole.contains_key(*key)).map(|(language, key)| (language.as_str(), key.as_str()))
    }

    /// What the theme says for a key on a page in a language; nothing for an unknown key.
    pub fn phrase(&self, language: &str, key: &str) -> Phrase<'_> {
        let language = language.to_ascii_lowercase();
        let primary = primary(&language);
        let own = [language.as_str(), primary].into_iter().find_map(|tag| self.0.get(tag)?.get(key));
        match own {
            Some(text) => Phrase { text, is_foreign: false },
            None => {
                let text = self.0.get(WHOLE_LANGUAGE).and_then(|words| words.get(key)).map_or("", String::as_str);
                Phrase { text, is_foreign: primary != WHOLE_LANGUAGE }
            }
        }
    }

    /// Every key.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.get(WHOLE_LANGUAGE).into_iter().flat_map(BTreeMap::keys).map(String::as_str)
    }
}

impl Phrase<'_> {
    /// The words as HTML.
    pub fn html(&self) -> String {
        self.html_with("", "")
    }

    /// The words as HTML, with a value in the place of `{name}`.
    pub fn html_with(&self, name: &str, value: &str) -> String {
        let mut text = self.text.to_owned();
        if !name.is_empty() {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        match self.is_foreign {
            true => format!("<span lang=\"{WHOLE_LANGUAGE}\" dir=\"ltr\">{escaped}</span>"),
            false => escaped,
        }
    }
}

fn primary(tag: &str) -> &str {
    tag.split('-').next().unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let of = |pairs: &[(&str, &str)]| pairs.iter().map(|(key, text)| ((*key).into(), (*text).into())).collect();
        let mut words = Words::default();
        words.add("en", of(&[("menu", "Menu"), ("when", "From {date} & on")]));
        words.add("cy", of(&[("menu", "Dewislen")]));
        words
    }

    #[test]
    fn a_missing_word_is_said_in_english_and_marked() {
        let words = words();
        assert_eq!(words.phrase("cy-GB", "menu").html(), "Dewislen");
        assert_eq!(
            words.phrase("cy", "when").html_with("date", "6 Awst"),
            "<span lang=\"en\" dir=\"ltr\">From 6 Awst &amp; on</span>"
        );
        assert_eq!(words.phrase("en-GB", "when").html_with("date", "<b>"), "From &lt;b&gt; &amp; on");
    }

    #[test]
    fn a_word_that_english_has_not_is_found() {
        let mut words = words();
        assert_eq!(words.stray_key(), None);
        words.add("cy", [("menyoo".to_owned(), "Dewislen".to_owned())].into());
        assert_eq!(words.stray_key(), Some(("cy", "menyoo")));
    }
}
