//! Signs of symbol fonts as the letters that everybody's fonts have.

/// What a character of a symbol font shows. `None` where no other font has it.
pub fn letter(font: &str, code: u32) -> Option<&'static str> {
    let font = font.to_lowercase();
    // Word keeps them in a private range, on top of their own numbers.
    let code = if (0xf000..=0xf0ff).contains(&code) { code - 0xf000 } else { code };
    if font.starts_with("wingdings 2") {
        return WINGDINGS_2.iter().find(|(at, _)| *at == code).map(|(_, letter)| *letter);
    }
    if font.starts_with("wingdings") {
        return WINGDINGS.iter().find(|(at, _)| *at == code).map(|(_, letter)| *letter);
    }
    if font == "symbol" {
        if let Some((_, letter)) = SYMBOL.iter().find(|(at, _)| *at == code) {
            return Some(letter);
        }
        let at = usize::try_from(code).ok()?.checked_sub(0x41)?;
        return GREEK.get(at).copied().filter(|it| !it.is_empty());
    }
    None
}

/// Whether a font holds signs in place of letters.
pub fn is_symbol_font(font: &str) -> bool {
    let font = font.to_lowercase();
    font.starts_with("wingdings") || font == "symbol" || font.starts_with("webdings")
}

const WINGDINGS: &[(u32, &str)] = &[
    (0x21, "✏"),
    (0x28, "☎"),
    (0x2a, "✉"),
    (0x36, "⌛"),
    (0x46, "☞"),
    (0x4a, "☺"),
    (0x4c, "☹"),
    (0x6c, "●"),
    (0x6e, "■"),
    (0x6f, "□"),
    (0x71, "❑"),
    (0x74, "⧫"),
    (0x75, "◆"),
    (0x76, "❖"),
    (0x77, "◆"),
    (0x9f, "•"),
    (0xa1, "○"),
    (0xa7, "▪"),
    (0xa8, "◻"),
    (0xb6, "☆"),
    (0xd8, "➢"),
    (0xdf, "←"),
    (0xe0, "→"),
    (0xe1, "↑"),
    (0xe2, "↓"),
    (0xe8, "➔"),
    (0xf0, "⇨"),
    (0xfb, "✗"),
    (0xfc, "✓"),
    (0xfd, "☒"),
    (0xfe, "☑"),
];

const WINGDINGS_2: &[(u32, &str)] =
    &[(0x4f, "✗"), (0x50, "✓"), (0x51, "☒"), (0x52, "☑"), (0x53, "☒"), (0x54, "☒"), (0xa3, "□"), (0x97, "●")];

const SYMBOL: &[(u32, &str)] = &[
    (0x20, " "),
    (0x28, "("),
    (0x29, ")"),
    (0x2a, "∗"),
    (0x2b, "+"),
    (0x2d, "−"),
    (0x3c, "<"),
    (0x3d, "="),
    (0x3e, ">"),
    (0xa3, "≤"),
    (0xa5, "∞"),
    (0xab, "↔"),
    (0xac, "←"),
    (0xad, "↑"),
    (0xae, "→"),
    (0xaf, "↓"),
    (0xb0, "°"),
    (0xb1, "±"),
    (0xb2, "″"),
    (0xb3, "≥"),
    (0xb4, "×"),
    (0xb7, "•"),
    (0xb8, "÷"),
    (0xb9, "≠"),
    (0xba, "≡"),
    (0xbb, "≈"),
    (0xbc, "…"),
    (0xd2, "®"),
    (0xd3, "©"),
    (0xd4, "™"),
    (0xd6, "√"),
    (0xe5, "∑"),
];

/// The letters of the font Symbol, from A (0x41) to z.
const GREEK: &[&str] = &[
    "Α", "Β", "Χ", "Δ", "Ε", "Φ", "Γ", "Η", "Ι", "ϑ", "Κ", "Λ", "Μ", "Ν", "Ο", "Π", "Θ", "Ρ", "Σ", "Τ", "Υ", "ς", "Ω",
    "Ξ", "Ψ", "Ζ", "[", "∴", "]", "⊥", "_", "", "α", "β", "χ", "δ", "ε", "φ", "γ", "η", "ι", "ϕ", "κ", "λ", "μ", "ν",
    "ο", "π", "θ", "ρ", "σ", "τ", "υ", "ϖ", "ω", "ξ", "ψ", "ζ",
];

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn signs_are_letters_of_other_fonts() {
        assert_eq!(letter("Wingdings", 0xf0fc), Some("✓"));
        assert_eq!(letter("Symbol", 0x62), Some("β"));
        assert_eq!(letter("symbol", 0xf0b7), Some("•"));
        assert_eq!((letter("Wingdings", 0x1), letter("Arial", 0x41)), (None, None));
    }
}
