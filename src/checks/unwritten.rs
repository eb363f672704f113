//! Where a page says that something of it is still to be written: the notes that `candour new` leaves, and the signs that
//! people leave for themselves, such as "TBC".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::passage::Passage;
use super::publishing::TO_WRITE_MARK;
use crate::site::Page;
use crate::source::Span;

/// What stands in a note above a value that a new file begins with: only a person can tell that it is right.
pub const DELETE_WHEN_RIGHT: &str = "Delete this note when it is right.";

/// A place where something is still to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwritten {
    /// The sign that says so.
    pub place: Span,
    /// What it is.
    pub sign: Sign,
}

/// What says that something is still to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sign {
    /// "To write:".
    Note,
    /// The same, in a comment above a key that has a value.
    NoteAbove(String),
    /// What people write for want of the words: "TBC", "xx/xx/2026", "[insert name]".
    Stopgap(String),
}

impl Sign {
    /// The sign that some words are. What stands in brackets after the first word may be private.
    fn of(words: &str) -> Sign {
        let is_bracket = words.starts_with(['[', '<', '{', '«']);
        let first = words.split_whitespace().next().filter(|_| is_bracket && words.contains(char::is_whitespace));
        Sign::Stopgap(first.map_or_else(|| words.to_owned(), |first| format!("{first} …")))
    }
}

/// Signs that mean the same wherever they stand.
static STOPGAPS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let patterns = [
        r"\b(?:TBC|tbc|Tbc|T\.B\.C\.|TBA|TBD)(?:\b|$)",
        // "XXX" alone is also a number of chromosomes.
        r"\b[xX]{1,2}[/.\-][xX]{1,3}[/.\-](?:20)?[xX0-9]{2,4}\b",
        r"\b\d{1,2}[/.\-][xX]{2}[/.\-](?:20)?[xX0-9]{2,4}\b",
        r"\b20[xX]{2}\b",
        r"\b(?:[xX]{4,12}|xxx)\b",
        r"(?i)[\[<{«](?:please )?(?:insert|enter|fill in|to be |tbc|add (?:here|your|name|date|link|text)|your |name of |date of )[^\]>}»\n]{0,120}[\]>}»]?",
        r"(?i)\bclick (?:or tap )?(?:here )?to enter (?:text|a date)\b\.?",
        r"\bChoose an item\b\.?",
    ];
    Regex::new(&patterns.join("|")).ok()
});

/// "To be confirmed" and its like. In running text the same words tell what has to be done ("the position is to be
/// confirmed by X-ray"), so what stands around them tells.
static OPEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\bto be (?:confirmed|agreed|determined|advised|decided|announced|inserted|added)\b").ok()
});

/// Where a text has signs that something of it is missing. In quotation marks a text only speaks of them.
pub fn stopgaps(text: &str) -> Vec<Range<usize>> {
    let is_quoted = |at: usize| text[..at].ends_with(['"', '“', '\'', '‘']);
    let mut found: Vec<Range<usize>> = Vec::new();
    if let Some(stopgaps) = STOPGAPS.as_ref() {
        found.extend(stopgaps.find_iter(text).map(|it| it.range()).filter(|it| !is_quoted(it.start)));
    }
    if let Some(open) = OPEN.as_ref() {
        let places = open.find_iter(text).filter(|it| !is_quoted(it.start()) && is_open(text, it.range()));
        found.extend(places.map(|it| it.range()));
    }
    found.sort_by_key(|it| (it.start, usize::MAX - it.end));
    found.dedup_by(|next, before| next.start < before.end);
    found
}

/// Whether "to be confirmed" stands for words that are missing: alone between signs, or in capitals where a sentence
/// begins.
fn is_open(text: &str, place: Range<usize>) -> bool {
    let (before, after) = (text[..place.start].trim_end(), text[place.end..].trim_start());
    let begins = before.is_empty() || before.ends_with([':', '(', '[', '–', '—', '-', '.', '!', '?', ';', '*', '|']);
    let ends = after.is_empty() || after.starts_with([')', ']', '.', ';', ',', '–', '—', '*', '|']);
    let is_loud = !text[place].chars().any(char::is_lowercase);
    begins && (ends || is_loud)
}

/// Where a page says that something is still to be written: in its front matter, comments included, and in its text.
pub fn unwritten(page: &Page, passages: &[Passage<'_>], source: &str) -> Vec<Unwritten> {
    let front_matter = page.document.meta.span;
    let typed = source.get(front_matter.start as usize..front_matter.end as usize).unwrap_or("");
    let mut found = in_front_matter(typed, front_matter.start as usize);
    for passage in passages {
        if passage.text.contains(TO_WRITE_MARK) {
            // A page may speak of such notes, in quotation marks.
            let is_note = |at: &usize| !passage.text[..*at].ends_with(['"', '“', '\'', '‘']);
            let places = passage.text.match_indices(TO_WRITE_MARK).map(|(at, _)| at).filter(is_note);
            found.extend(
                places.map(|at| Unwritten { place: passage.span(at..at + TO_WRITE_MARK.len()), sign: Sign::Note }),
            );
        }
        found.extend(stopgaps(&passage.text).into_iter().map(|range| {
            let sign = Sign::of(&passage.text[range.clone()]);
            Unwritten { place: passage.span(range), sign }
        }));
    }
    found
}

/// The same in YAML that begins at a place of its file.
fn in_front_matter(typed: &str, start: usize) -> Vec<Unwritten> {
    let mut found = Vec::new();
    let mut at = 0;
    let lines: Vec<&str> = typed.split_inclusive('\n').collect();
    for (index, line) in lines.iter().enumerate() {
        let is_comment = line.trim_start().starts_with('#');
        let place = |range: Range<usize>| Span::new(start + at + range.start, start + at + range.end);
        for (column, mark) in line.match_indices(TO_WRITE_MARK) {
            let place = place(column..column + mark.len());
            let sign = if is_comment { above(&lines[index..]) } else { Some(Sign::Note) };
            found.extend(sign.map(|sign| Unwritten { place, sign }));
        }
        let value = line.find(": ").map(|colon| colon + 2).or_else(|| line.find("- ").map(|dash| dash + 2));
        if let Some(from) = value.filter(|_| !is_comment) {
            let words = line[from..].trim_end().trim_end_matches(['"', '\'']);
            let opening = words.len() - words.trim_start_matches(['"', '\'']).len();
            for range in stopgaps(&words[opening..]) {
                let from = from + opening;
                let sign = Sign::of(&words[opening..][range.clone()]);
                found.push(Unwritten { place: place(from + range.start..from + range.end), sign });
            }
        }
        at += line.len();
    }
    found
}

/// What a note in a comment means, by the key below it: nothing, once the key has the value that the note asks for.
/// `lines` begin with the line of the note.
fn above(lines: &[&str]) -> Option<Sign> {
    let is_comment = |line: &&str| line.trim_start().starts_with('#') || line.trim().is_empty();
    let note = lines.iter().take_while(|line| is_comment(line)).map(|line| line.trim().trim_start_matches('#'));
    let note = note.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    let mut below = lines.iter().skip_while(|line| is_comment(line));
    let Some((key, value)) = below.next().and_then(|line| line.split_once(':')) else { return Some(Sign::Note) };
    let indent = key.len() - key.trim_start().len();
    let inside: Vec<&str> = below
        .filter(|line| !is_comment(line))
        .take_while(|line| line.len() - line.trim_start().len() > indent || line.trim_start().starts_with("- "))
        .copied()
        .collect();
    let is_given = |value: &str| !matches!(value.trim(), "" | "[]" | "{}" | "null" | "~" | "\"\"" | "''");
    let is_whole = |at: usize, line: &str| {
        let depth = |line: &str| line.len() - line.trim_start().len();
        let goes_on =
            inside.get(at + 1).is_some_and(|next| depth(next) > depth(line) || next.trim_start().starts_with("- "));
        line.split_once(':').is_none_or(|(_, value)| is_given(value) || goes_on)
    };
    let is_filled = match inside.is_empty() {
        true => is_given(value.split(" #").next().unwrap_or("")),
        false => inside.iter().enumerate().all(|(at, line)| is_whole(at, line)),
    };
    if !is_filled || value.contains(TO_WRITE_MARK) || inside.iter().any(|line| line.contains(TO_WRITE_MARK)) {
        return Some(Sign::Note);
    }
    // The values that a new file begins with say nothing of whether somebody has looked at them.
    let is_for_a_person = note.contains(DELETE_WHEN_RIGHT) || note.contains("so that the file can be read");
    is_for_a_person.then(|| Sign::NoteAbove(key.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_missing_words_are_told_from_words() {
        for text in [
            "TBC",
            "Owner: TBC",
            "Ring [insert number]",
            "Ratified on xx/xx/20xx",
            "Ratified on XX/XX/2026",
            "Review: 20XX",
            "It is certified. TO BE CONFIRMED BY LEGAL",
            "Venue: to be confirmed",
            "The committee (to be agreed)",
            "Click or tap here to enter text.",
            "Ring xxxxx",
        ] {
            assert_eq!(stopgaps(text).len(), 1, "{text}");
        }
        for text in [
            "The position is to be confirmed by X-ray.",
            "The dose needs to be confirmed, then given.",
            "to be confirmed by two nurses before the feed begins",
            "A person with 47,XXX has three X chromosomes.",
            "Use \u{201c}TBC\u{201d} nowhere.",
            "Insert the tube (insert slowly).",
            "See [the plan].",
            "Regulation 20.",
        ] {
            assert_eq!(stopgaps(text), Vec::<Range<usize>>::new(), "{text}");
        }
    }

    #[test]
    fn a_note_above_a_value_is_done_with_unless_the_value_was_there_from_the_start() {
        let signs = |text: &str| in_front_matter(text, 0).into_iter().map(|it| it.sign).collect::<Vec<_>>();
        let note = Sign::Note;
        assert_eq!(signs("# To write: one of these.\nsetting:\n"), vec![note.clone()]);
        assert_eq!(signs("# To write: one of these.\nsetting: ward\n"), vec![]);
        assert_eq!(signs("# To write: one theme or more.\ntheme: []\n"), vec![note.clone()]);
        assert_eq!(signs("# To write: one theme or more.\ntheme:\n  - Falls\nowner: A\n"), vec![]);
        assert_eq!(signs("# To write: all.\nsign:\n  by: A\n  # On the day.\n  on:\nx: y\n"), vec![note.clone()]);
        assert_eq!(signs("# To write: all.\nsign:\n  by: A\n  on: 2026-01-02\nx:\n"), vec![]);
        let dated = format!("# To write: the day. Delete this\n# {}\nday: 2026-01-02\n", &DELETE_WHEN_RIGHT[12..]);
        assert_eq!(signs(&dated), vec![Sign::NoteAbove("day".to_owned())]);
        assert_eq!(signs("owner: \"To write: a role\"\n"), vec![note]);
        assert_eq!(signs("owner: TBC\n"), vec![Sign::Stopgap("TBC".to_owned())]);
    }
}
