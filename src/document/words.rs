//! Words as addresses and fragments, and the languages that their letters show.

/// An address part from words: lower case, spaces and underscores as hyphens, accents folded (ŵ to w, ł to l, ø to o),
/// all other punctuation dropped. Empty when nothing is left.
pub fn slug(words: &str) -> String {
    let mut slug = String::with_capacity(words.len());
    for c in words.chars() {
        let mut push = |c: char| match c {
            'a'..='z' | '0'..='9' => slug.push(c),
            'A'..='Z' => slug.push(c.to_ascii_lowercase()),
            ' ' | '\t' | '\n' | '-' | '_' | '/' if !slug.is_empty() && !slug.ends_with('-') => slug.push('-'),
            _ => {}
        };
        if c.is_ascii() {
            push(c);
        } else if matches!(c, '–' | '—' | '\u{a0}') {
            push('-');
        } else {
            deunicode::deunicode_char(c).unwrap_or("").trim().chars().for_each(push);
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The language that a script of its own shows, as far as letters can: `None` for letters that many languages share.
/// `ar` stands for Arabic script, in which [`parts`] tells Urdu by its own letters.
fn language_of(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => "el",
        '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}' => "he",
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => "ar",
        '\u{900}'..='\u{963}' | '\u{966}'..='\u{97f}' => "hi",
        '\u{980}'..='\u{9ff}' => "bn",
        '\u{a00}'..='\u{a7f}' => "pa",
        '\u{a80}'..='\u{aff}' => "gu",
        '\u{b80}'..='\u{bff}' => "ta",
        '\u{e00}'..='\u{e7f}' => "th",
        '\u{ac00}'..='\u{d7a3}' => "ko",
        _ => return None,
    })
}

/// Letters that Urdu has and Arabic has not.
const URDU: &str = "ٹڈڑںےہھگچپژۓ";

/// A text in stretches, each with its language where its script shows one that is not the page's (WCAG 2.2, 3.1.2).
/// Joined, the stretches are the text.
pub fn parts<'t>(text: &'t str, page_language: &str) -> Vec<(&'t str, Option<&'static str>)> {
    if text.is_ascii() {
        return vec![(text, None)];
    }
    let primary = page_language.split('-').next().unwrap_or(page_language);
    let mut parts: Vec<(&str, Option<&'static str>)> = Vec::new();
    // Where the stretch begins, where its last letter ends, and the language of its letters.
    let (mut start, mut end, mut current) = (0, 0, None);
    for (at, c) in text.char_indices() {
        let language = match language_of(c) {
            // In a page in Arabic script every such letter is the page's own.
            Some("ar") if matches!(primary, "ar" | "ur" | "fa" | "ps" | "ku" | "sd" | "ug") => None,
            Some(language) if language == primary => None,
            language => language,
        };
        let is_letter = c.is_alphanumeric() || language.is_some();
        if !is_letter {
            continue;
        }
        if language != current {
            // What stands between two stretches belongs to the page's own language.
            let split = if current.is_some() { end } else { at };
            if split > start {
                parts.push((&text[start..split], current));
            }
            start = split;
            if current.is_some() && language.is_some() && at > split {
                parts.push((&text[split..at], None));
                start = at;
            }
            current = language;
        }
        end = at + c.len_utf8();
    }
    if current.is_some() && end < text.len() {
        parts.push((&text[start..end], current));
        (start, current) = (end, None);
    }
    parts.push((&text[start..], current));
    for (part, language) in &mut parts {
        if *language == Some("ar") && part.contains(|c| URDU.contains(c)) {
            *language = Some("ur");
        }
    }
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::{parts, slug};

    #[test]
    fn scripts_show_their_languages() {
        let shown = |text, page| {
            let parts = parts(text, page);
            assert_eq!(parts.iter().map(|(part, _)| *part).collect::<String>(), text);
            parts.into_iter().map(|(part, language)| format!("{}={part}", language.unwrap_or(""))).collect::<Vec<_>>()
        };
        assert_eq!(shown("Plain – words", "en-GB"), ["=Plain – words"]);
        assert_eq!(
            shown("Ask in ગુજરાતી ભાષા, বাংলা or اردو ہے!", "en-GB"),
            ["=Ask in ", "gu=ગુજરાતી ભાષા", "=, ", "bn=বাংলা", "= or ", "ur=اردو ہے", "=!"]
        );
        assert_eq!(shown("ہم NHS ہیں", "ur"), ["=ہم NHS ہیں"]);
        assert_eq!(shown("العربية", "en"), ["ar=العربية"]);
        assert_eq!(shown("", "en"), ["="]);
    }

    #[test]
    fn slugs_can_be_typed() {
        for (words, expected) in [
            ("Our patient safety culture", "our-patient-safety-culture"),
            ("What we don't do: blame!", "what-we-dont-do-blame"),
            ("Sŵn  ac ŁÓDŹ – ø", "swn-ac-lodz-o"),
            ("???", ""),
            ("2.1 Scope", "21-scope"),
        ] {
            assert_eq!(slug(words), expected);
        }
    }
}
