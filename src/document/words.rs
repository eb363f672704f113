//! Words as addresses and fragments.

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

#[cfg(test)]
mod tests {
    use super::slug;

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
