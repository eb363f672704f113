//! The name of a file as words.

use crate::dates::month_number;

/// The name of a file as words: without its version, its date and words such as FINAL at its end or before it.
pub fn readable(stem: &str) -> String {
    let mut words: Vec<String> = if stem.contains(char::is_whitespace) {
        stem.replace('_', " ")
            .split_whitespace()
            .filter(|it| it.chars().any(char::is_alphanumeric))
            .map(str::to_owned)
            .collect()
    } else {
        stem.replace(['_', '-'], " ").split_whitespace().map(str::to_owned).collect()
    };
    loop {
        let last = noise_at_end(&words);
        if last == 0 {
            break;
        }
        words.truncate(words.len() - last);
    }
    let is_date = |word: &String| date_in_one(word);
    words.drain(..usize::from(words.first().is_some_and(is_date)));
    words.join(" ").trim_end_matches([',', '-', '–']).to_owned()
}

/// A date in one word: 2025-09-18, 18.09.2025, 20250918.
fn date_in_one(word: &str) -> bool {
    let word = word.trim_matches(['(', ')', '[', ']', ',']);
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let is_plain = word.chars().all(|c| c.is_ascii_digit() || ".-/".contains(c));
    is_plain && (digits == 8 || digits == 6 && word.len() == 8)
}

/// How many words at the end of a name say only its version, its state or its date.
fn noise_at_end(words: &[String]) -> usize {
    let plain: Vec<String> =
        words.iter().map(|it| it.to_lowercase().trim_matches(|c: char| !c.is_alphanumeric()).to_owned()).collect();
    let all = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|it| it.is_ascii_digit());
    let is_year = |text: &str| text.len() == 4 && all(text, 4) && (text.starts_with("19") || text.starts_with("20"));
    let is_month = |text: &str| month_number(text).is_some();
    let is_number = |text: &str| !text.is_empty() && text.split('.').all(|part| all(part, 3));
    let is_version = |text: &str| text.strip_prefix('v').is_some_and(is_number);
    match plain.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [.., day, month, year]
            if is_year(year) && is_month(month) && all(day.trim_end_matches(char::is_alphabetic), 2) =>
        {
            3
        }
        [.., day, month, year] if is_year(year) && all(day, 2) && all(month, 2) => 3,
        [.., year, month, day] if is_year(year) && all(day, 2) && all(month, 2) => 3,
        [.., month, year] if is_year(year) && is_month(month) => 2,
        [.., "version" | "ver" | "v" | "issue", number] if is_number(number) => 2,
        [.., version, number] if is_version(version) && all(number, 2) => 2,
        [.., "for", "publication"] => 2,
        [.., word] if is_version(word) || date_in_one(word) => 1,
        [.., "final" | "draft" | "copy" | "clean" | "tracked" | "approved" | "ratified" | "published" | "version"] => 1,
        _ if words
            .last()
            .is_some_and(|it| it.starts_with('(') && it.ends_with(')') && all(&it[1..it.len() - 1], 2)) =>
        {
            1
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_is_read_without_its_version_and_date() {
        for (stem, expected) in [
            ("Outbreak Policy IPC-014 v4.1 FINAL", "Outbreak Policy IPC-014"),
            ("falls_policy_final", "falls policy"),
            ("Falls-Policy-2025-09-18", "Falls Policy"),
            ("Falls Policy 18.09.2025 (2)", "Falls Policy"),
            ("2025-09-18 Falls Policy version 2", "Falls Policy"),
            ("Falls Policy Sept 2025", "Falls Policy"),
            ("Winter plan 2026", "Winter plan 2026"),
            ("v2 FINAL", ""),
        ] {
            assert_eq!(readable(stem), expected, "{stem}");
        }
    }
}
