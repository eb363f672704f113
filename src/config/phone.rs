//! A telephone number as people write it, with or without an extension, and what a telephone dials for it.

/// How to write one.
pub const HOW_TO_WRITE: &str = "write digits and spaces, as 01632 960120, with an extension as 01632 960120 ext 22";

/// Words and signs before an extension, in small letters.
const BEFORE_EXTENSION: &[&str] = &["extension", "ext.", "ext", "x", "#"];

/// A telephone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// As it is dialled: digits, perhaps with a plus sign before them.
    pub number: String,
    /// What is dialled then, if anything.
    pub extension: Option<String>,
}

impl Phone {
    /// Reads a number; `None` where it has other words or signs, of which nobody can say what a telephone would dial.
    pub fn parse(text: &str) -> Option<Phone> {
        let text = text.replace('\u{a0}', " ").to_lowercase();
        let split = text.char_indices().find(|(_, c)| c.is_alphabetic() || *c == '#').map_or(text.len(), |(at, _)| at);
        let (number, rest) = text.split_at(split);
        let number = number.trim().trim_end_matches(',');
        // "+44 (0)1632": the nought is dialled within the country only.
        let number = if number.starts_with('+') { number.replacen("(0)", "", 1) } else { number.to_owned() };
        let is_plain = number
            .chars()
            .enumerate()
            .all(|(at, c)| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '-' | '.') || (c == '+' && at == 0));
        let extension = match rest.trim() {
            "" => None,
            rest => {
                let rest = BEFORE_EXTENSION.iter().find_map(|word| rest.strip_prefix(word))?;
                let digits = rest.trim_start_matches([':', '.', ' ']);
                let is_number = (1..=7).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
                Some(digits.to_owned()).filter(|_| is_number).map(Some)?
            }
        };
        let number: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        (is_plain && number.contains(|c: char| c.is_ascii_digit())).then_some(Phone { number, extension })
    }

    /// What a link dials.
    pub fn link(&self) -> String {
        match &self.extension {
            Some(extension) => format!("tel:{};ext={extension}", self.number),
            None => format!("tel:{}", self.number),
        }
    }

    /// The same from any country, where the number is of this one unless it says so.
    pub fn link_from_abroad(&self) -> String {
        let number = self.number.strip_prefix('0').map_or_else(|| self.number.clone(), |rest| format!("+44{rest}"));
        Phone { number, ..self.clone() }.link()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_dials_what_it_says() {
        for (text, link) in [
            ("01632 960120", Some("tel:01632960120")),
            ("(01632) 960-120", Some("tel:01632960120")),
            ("+44 (0)1632 960120", Some("tel:+441632960120")),
            ("01632 960471 ext 22", Some("tel:01632960471;ext=22")),
            ("01632 960471, ext. 22", Some("tel:01632960471;ext=22")),
            ("01632 960471 x22", Some("tel:01632960471;ext=22")),
            ("01632 960471 extension: 2204", Some("tel:01632960471;ext=2204")),
            ("01632 960471 (option 2)", None),
            ("01632 960471 or 01632 960472", None),
            ("01632 960471 ext", None),
            ("ext 22", None),
            ("", None),
        ] {
            assert_eq!(Phone::parse(text).map(|it| it.link()).as_deref(), link, "{text}");
        }
        let phone = Phone::parse("01632 960471 ext 22").expect("a number");
        assert_eq!(phone.link_from_abroad(), "tel:+441632960471;ext=22");
    }
}
