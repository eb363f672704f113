//! General words fitted into a sentence: which words around a finding change with it, so that what is written reads well.
//! "on 14 May" becomes "in spring", "an 87-year-old woman" becomes "a very old woman", "in his eighties" becomes "aged 66 to
//! 85". Pure: a text, a place and the words offered in, a place and words out.

use std::ops::Range;

/// Nouns for one person that an age may describe.
const PEOPLE: &[&str] = &[
    "woman",
    "man",
    "lady",
    "gentleman",
    "boy",
    "girl",
    "baby",
    "infant",
    "child",
    "son",
    "daughter",
    "patient",
    "male",
    "female",
    "person",
    "resident",
    "mother",
    "father",
    "widow",
    "widower",
    "pensioner",
    "student",
    "nurse",
    "driver",
    "grandmother",
    "grandfather",
    "brother",
    "sister",
];

/// A stage of life before a noun, for each bracket of ages.
const STAGES: &[(&str, &str)] = &[
    ("0 to 14 days old", "newborn"),
    ("15 to 28 days old", "newborn"),
    ("1 to 11 months old", "very young"),
    ("aged 1 to 4", "young"),
    ("aged 5 to 9", "school-age"),
    ("aged 10 to 15", "school-age"),
    ("aged 16 or 17", "teenage"),
    ("aged 18 to 25", "young adult"),
    ("aged 26 to 45", "younger"),
    ("aged 46 to 65", "middle-aged"),
    ("aged 66 to 85", "older"),
    ("aged over 85", "very old"),
];

/// What stands before a decade of somebody's life.
const DECADES: &[&str] = &[
    "in his early ",
    "in his mid-",
    "in his mid ",
    "in his late ",
    "in his very late ",
    "in his ",
    "in her early ",
    "in her mid-",
    "in her mid ",
    "in her late ",
    "in her very late ",
    "in her ",
    "in their early ",
    "in their mid-",
    "in their late ",
    "in their ",
    "in his mid‑",
    "in her mid‑",
];

/// Titles and posts that belong to a name and go with it. In small letters only the first few do: "his sister" is no post.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "mr.",
    "mrs.",
    "ms.",
    "dr.",
    "prof.",
    "baby",
    "charge",
    "constable",
    "consultant",
    "dame",
    "doctor",
    "father",
    "healthcare assistant",
    "lady",
    "lord",
    "master",
    "matron",
    "midwife",
    "nurse",
    "paramedic",
    "pharmacist",
    "physiotherapist",
    "professor",
    "registrar",
    "rev",
    "reverend",
    "senior",
    "sergeant",
    "sir",
    "sister",
    "staff",
    "student",
    "ward",
];
/// How many of these are no other word in small letters.
const PLAIN_TITLES: usize = 12;

/// What already says who a name is, before it: "her son Karim" becomes "her son".
const RELATIVES: &[&str] = &[
    "husband",
    "wife",
    "partner",
    "son",
    "daughter",
    "mother",
    "father",
    "brother",
    "sister",
    "aunt",
    "uncle",
    "niece",
    "nephew",
    "grandson",
    "granddaughter",
    "grandmother",
    "grandfather",
    "friend",
    "neighbour",
    "carer",
];

/// The place to change and the words to write there, for a finding of a rule with the words that it offers.
pub(super) fn fitted(text: &str, place: Range<usize>, rule: &str, words: &str) -> (Range<usize>, String) {
    match rule {
        "anon/date" => date(text, place, words),
        "anon/age" => age(text, place, words),
        "anon/room" | "anon/place" => general(text, place, words),
        "anon/name" | "anon/possible-name" | "anon/initials" => person(text, place, words),
        _ => (place, words.to_owned()),
    }
}

/// The place with what stands before it, where the text before ends so in capitals or not. Answers whether a capital began
/// it.
fn with_before(text: &str, place: &Range<usize>, ends: &[&str]) -> Option<(Range<usize>, bool)> {
    let before = text.get(..place.start)?;
    ends.iter().find_map(|end| {
        let tail = before.get(before.len().checked_sub(end.len())?..)?;
        let apart = before[..before.len() - end.len()].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
        let same = tail.eq_ignore_ascii_case(end) && apart;
        same.then(|| (place.start - end.len()..place.end, tail.starts_with(char::is_uppercase)))
    })
}

/// Words with a capital letter, if they begin a sentence.
fn begun(words: &str, capital: bool) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) if capital => first.to_uppercase().chain(chars).collect(),
        _ => words.to_owned(),
    }
}

fn date(text: &str, place: Range<usize>, words: &str) -> (Range<usize>, String) {
    if words == "that month" {
        return match with_before(text, &place, &["on the ", "on "]) {
            Some((whole, capital)) => (whole, begun(words, capital)),
            None => (place, words.to_owned()),
        };
    }
    match with_before(text, &place, &["on the ", "on ", "from ", "between "]) {
        // "between October and December 2025".
        Some((whole, capital)) => match words.split_once(" to ") {
            Some((first, last)) => (whole, begun(&format!("between {first} and {last}"), capital)),
            None => (whole, begun(&format!("in {words}"), capital)),
        },
        None => (place, words.to_owned()),
    }
}

fn age(text: &str, place: Range<usize>, words: &str) -> (Range<usize>, String) {
    let typed = text.get(place.clone()).unwrap_or_default();
    let lower = typed.to_lowercase();
    let number = words.strip_prefix("aged ").unwrap_or(words);
    // "Age: 43" keeps its label.
    if lower.starts_with("age") && lower.contains([':', '|', '=']) {
        let digits = typed.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        return (place.start + digits..place.end, number.to_owned());
    }
    if lower.ends_with("birthday") {
        return (place, "birthday".to_owned());
    }
    if let Some((whole, _)) = with_before(text, &place, DECADES) {
        return (whole, words.to_owned());
    }
    if lower.starts_with("age of")
        && let Some((whole, capital)) = with_before(text, &place, &["at the "])
    {
        return (whole, begun(words, capital));
    }
    if let Some((whole, _)) = with_before(text, &place, &["had just turned ", "had turned ", "has turned ", "turned "])
    {
        return (whole, format!("was {words}"));
    }
    let articled = with_before(text, &place, &["an ", "a "]);
    if lower.ends_with("genarian") || lower.ends_with("centenarian") {
        return match articled {
            Some((whole, capital)) => (whole, begun("an older person", capital)),
            None => (place, "older person".to_owned()),
        };
    }
    let next = text[place.end..].strip_prefix(' ').unwrap_or_default();
    let next: String = next.chars().take_while(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
    let stage = STAGES.iter().find(|(bracket, _)| *bracket == words).map(|(_, stage)| *stage);
    match (stage, articled) {
        (Some(stage), articled) if PEOPLE.contains(&next.as_str()) => match articled {
            Some((whole, capital)) => {
                let article = if stage.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
                (whole, begun(&format!("{article} {stage}"), capital))
            }
            None => (place, stage.to_owned()),
        },
        (_, Some((whole, capital))) => (whole, begun(&format!("someone {words}"), capital)),
        _ => (place, words.to_owned()),
    }
}

/// "Mrs Okafor" becomes "the patient", "Staff Nurse Pike" "a nurse", and "her son Karim" "her son".
fn person(text: &str, place: Range<usize>, words: &str) -> (Range<usize>, String) {
    let mut whole = place;
    while let Some((wider, _)) = TITLES.iter().enumerate().find_map(|(index, title)| {
        let found = with_before(text, &whole, &[&format!("{title} ")])?;
        (found.1 || index < PLAIN_TITLES).then_some(found)
    }) {
        whole = wider;
    }
    let before = text.get(..whole.start).unwrap_or_default();
    let known = |it: &&&str| words == "a relative" && with_before(text, &whole, &[&format!("{it} ")]).is_some();
    if let Some(relative) = RELATIVES.iter().find(known) {
        let start = whole.start - relative.len() - 1;
        return (start..whole.end, text[start..whole.start - 1].to_owned());
    }
    if words == "the patient"
        && let Some((wider, capital)) = with_before(text, &whole, &["the patient, ", "the patient "])
    {
        // "the patient, Mrs Okafor, was": the second comma goes too.
        let comma = text[wider.start..whole.start].contains(',') && text[whole.end..].starts_with(", ");
        return (wider.start..whole.end + usize::from(comma), begun(words, capital));
    }
    let line = before.rsplit('\n').next().unwrap_or_default();
    let opens = line.trim_matches([' ', '-', '*', '>', '#', '_', '“', '"', '|']).is_empty();
    let begins = opens || line.trim_end().ends_with(['.', '!', '?', ':']) && !line.trim_end().ends_with("Dr.");
    (whole, begun(words, begins))
}

/// "the Beaumont Unit" becomes "a unit", and "Ward 23 was full" "A ward was full".
fn general(text: &str, place: Range<usize>, words: &str) -> (Range<usize>, String) {
    if let Some((whole, capital)) = with_before(text, &place, &["the "]) {
        return (whole, begun(words, capital));
    }
    let before = text.get(..place.start).unwrap_or_default().trim_end_matches(' ');
    let begins = before.is_empty() || before.ends_with(['.', '!', '?', '\n']);
    (place, begun(words, begins))
}

#[cfg(test)]
mod tests {
    use super::fitted;

    #[test]
    fn general_words_read_well_where_they_are_written() {
        let cases = [
            ("The fall was on ⟦14 May 2026⟧.", "anon/date", "spring 2026", "The fall was in spring 2026."),
            ("On ⟦14 May⟧ she fell.", "anon/date", "spring", "In spring she fell."),
            ("On the ⟦3rd⟧ she fell.", "anon/date", "that month", "That month she fell."),
            (
                "It was on ⟦2 January 2026⟧.",
                "anon/date",
                "January to March 2026",
                "It was between January and March 2026.",
            ),
            ("Date: ⟦14 May 2026⟧", "anon/date", "spring 2026", "Date: spring 2026"),
            ("She was here from ⟦3 to 9 May⟧.", "anon/date", "spring", "She was here in spring."),
            ("An ⟦87-year-old⟧ woman fell.", "anon/age", "aged over 85", "A very old woman fell."),
            ("A ⟦72-year-old⟧ man fell.", "anon/age", "aged 66 to 85", "An older man fell."),
            ("A ⟦72-year-old⟧ fell.", "anon/age", "aged 66 to 85", "Someone aged 66 to 85 fell."),
            ("Her ⟦nine-month-old⟧ son", "anon/age", "1 to 11 months old", "Her very young son"),
            ("A man in his late ⟦eighties⟧ came.", "anon/age", "aged over 85", "A man aged over 85 came."),
            ("He died at the ⟦age of 61⟧.", "anon/age", "aged 46 to 65", "He died aged 46 to 65."),
            ("She had turned ⟦seventy⟧.", "anon/age", "aged 66 to 85", "She was aged 66 to 85."),
            ("It was her ⟦40th birthday⟧.", "anon/age", "aged 26 to 45", "It was her birthday."),
            ("He was an ⟦octogenarian⟧.", "anon/age", "aged 66 to 85", "He was an older person."),
            ("⟦Age: 43⟧", "anon/age", "aged 26 to 45", "Age: 26 to 45"),
            ("The patient, ⟦87⟧, fell.", "anon/age", "aged over 85", "The patient, aged over 85, fell."),
            ("⟦Ward 23⟧ was full.", "anon/room", "a ward", "A ward was full."),
            ("He was in the ⟦Beaumont Unit⟧.", "anon/room", "a unit", "He was in a unit."),
            ("⟦Ackerley⟧ fell.", "anon/name", "the patient", "The patient fell."),
            ("Mrs ⟦Ackerley⟧, aged 66 to 85, fell.", "anon/name", "the patient", "The patient, aged 66 to 85, fell."),
            ("It was late. Dr ⟦Okafor⟧ came.", "anon/name", "a doctor", "It was late. A doctor came."),
            ("It was Sister ⟦Okafor⟧ who came.", "anon/name", "a senior nurse", "It was a senior nurse who came."),
            ("- Staff Nurse ⟦Pike⟧ rang.", "anon/name", "a nurse", "- A nurse rang."),
            ("They rang mrs ⟦okafor⟧ twice.", "anon/name", "the patient", "They rang the patient twice."),
            ("Her son ⟦Karim⟧ rang.", "anon/name", "a relative", "Her son rang."),
            ("The patient, Mr ⟦Holroyd⟧, fell.", "anon/name", "the patient", "The patient fell."),
            ("She lives in ⟦Leith⟧.", "anon/place", "the area", "She lives in the area."),
        ];
        for (marked, rule, words, expected) in cases {
            let (before, rest) = marked.split_once('⟦').expect("a mark");
            let (inside, after) = rest.split_once('⟧').expect("a mark");
            let mut text = format!("{before}{inside}{after}");
            let (place, written) = fitted(&text, before.len()..before.len() + inside.len(), rule, words);
            text.replace_range(place, &written);
            assert_eq!(text, expected, "{marked}");
        }
    }
}
