//! Languages by their tags (BCP 47): what each is called by its own readers, and a small name for the ones that words
//! inside of a page may be in.

/// Languages by their tags, each by the name that its own readers give it. The first are those most spoken in England
/// and Wales (Census 2021, main language).
const NAMES: &[(&str, &str)] = &[
    ("en", "English"),
    ("cy", "Cymraeg"),
    ("pl", "Polski"),
    ("ro", "Română"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("ur", "اردو"),
    ("pt", "Português"),
    ("es", "Español"),
    ("ar", "العربية"),
    ("bn", "বাংলা"),
    ("gu", "ગુજરાતી"),
    ("it", "Italiano"),
    ("ta", "தமிழ்"),
    ("fr", "Français"),
    ("lt", "Lietuvių"),
    ("zh", "中文"),
    ("tr", "Türkçe"),
    ("bg", "Български"),
    ("ru", "Русский"),
    ("hu", "Magyar"),
    ("el", "Ελληνικά"),
    ("fa", "فارسی"),
    ("so", "Soomaali"),
    ("uk", "Українська"),
    ("sq", "Shqip"),
    ("de", "Deutsch"),
    ("ku", "Kurdî"),
    ("ckb", "کوردی"),
    ("ps", "پښتو"),
    ("hi", "हिन्दी"),
    ("ne", "नेपाली"),
    ("ti", "ትግርኛ"),
    ("am", "አማርኛ"),
    ("vi", "Tiếng Việt"),
    ("sk", "Slovenčina"),
    ("cs", "Čeština"),
    ("lv", "Latviešu"),
    ("nl", "Nederlands"),
    ("yo", "Yorùbá"),
    ("ig", "Igbo"),
    ("sw", "Kiswahili"),
    ("he", "עברית"),
    ("yi", "ייִדיש"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("th", "ไทย"),
    ("ga", "Gaeilge"),
    ("gd", "Gàidhlig"),
    ("bsl", "BSL"),
];

/// What its own readers call a language; for a language without a name here, nothing.
pub fn own_name(tag: &str) -> Option<&'static str> {
    Spoken::named(tag).map(|language| NAMES[usize::from(language.0)].1)
}

/// A language that is known here by its name. One byte, because a large site holds millions of words in their trees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spoken(u8);

impl Spoken {
    /// British English: what Candour itself writes.
    pub const ENGLISH: Spoken = Spoken(0);

    /// The language of a tag, whatever its region; `None` for one that has no name here.
    pub fn named(tag: &str) -> Option<Spoken> {
        let primary = tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
        let at = NAMES.iter().position(|(tag, _)| *tag == primary)?;
        u8::try_from(at).ok().map(Spoken)
    }

    /// Its tag.
    pub fn tag(self) -> &'static str {
        NAMES[usize::from(self.0)].0
    }

    /// Whether a page in the language of a tag is in this one.
    pub fn is(self, tag: &str) -> bool {
        Spoken::named(tag) == Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_first_part() {
        assert_eq!(Spoken::named("en-GB"), Some(Spoken::ENGLISH));
        assert_eq!(Spoken::named("CY").map(Spoken::tag), Some("cy"));
        assert_eq!(own_name("ur-Arab"), Some("اردو"));
        assert_eq!((Spoken::named("xx"), own_name("")), (None, None));
        assert!(Spoken::ENGLISH.is("en") && !Spoken::ENGLISH.is("pl"));
        assert!(NAMES.len() < 256);
    }
}
