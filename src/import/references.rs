//! "See section 6.2" and "Appendix A": links to the headings that are meant, where it is plain which those are.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::model::*;
use super::series::number_of;

/// What names another place of the document: after a word for one, after "see", or by its letter.
static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let number = r"(\d{1,2}(?:\.\d{1,2}){0,4})\b";
    let dotted = r"(\d{1,2}(?:\.\d{1,2}){1,4})\b";
    Regex::new(&format!(
        r"\b(?:[Ss]ub-?section|[Ss]ection|SECTION|[Pp]aragraph|[Pp]ara|[Cc]lause)\s{number}|\b[Ss]ee\s{dotted}|\b(?:[Aa]ppendix|APPENDIX)\s([A-Z]|\d{{1,2}})\b"
    ))
    .ok()
});

/// A table or figure that is named by its number.
static SHOWN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(?:[Tt]able|TABLE|[Ff]igure|FIGURE|[Ff]ig\.)\s\d{1,2}\b").ok());

/// Whether a text names a table or figure by its number.
pub fn names_table(text: &str) -> bool {
    SHOWN.as_ref().is_some_and(|shown| shown.is_match(text))
}

/// Links what names a heading, and tells of what names none; says how many links it made.
pub fn link(blocks: &mut [Block], links: &mut Vec<Goal>) -> usize {
    let targets = targets(blocks);
    let mut goals: BTreeMap<String, u32> = BTreeMap::new();
    let mut marked: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut count = 0;
    each_paragraph_mut(blocks, &mut |paragraph| {
        if matches!(paragraph.role, Role::Heading(_) | Role::Caption | Role::Code | Role::Contents) {
            return;
        }
        let mut made = Vec::with_capacity(paragraph.content.len());
        let mut is_lost = false;
        for inline in std::mem::take(&mut paragraph.content) {
            let Inline::Text(words, format) = &inline else {
                made.push(inline);
                continue;
            };
            if format.link > 0 || format.code || format.contents > 0 {
                made.push(inline);
                continue;
            }
            let mut written = 0;
            for (range, name) in names(words) {
                let Some(heading) = targets.get(&name) else {
                    is_lost = true;
                    continue;
                };
                let link = *goals.entry(name.clone()).or_insert_with(|| {
                    let bookmark = format!("candour {name}");
                    marked.entry(*heading).or_default().push(bookmark.clone());
                    links.push(Goal::Bookmark(bookmark));
                    u32::try_from(links.len()).unwrap_or(0)
                });
                made.push(Inline::Text(words[written..range.start].to_owned(), *format));
                made.push(Inline::Text(words[range.clone()].to_owned(), Format { link, ..*format }));
                written = range.end;
                count += 1;
            }
            match written {
                0 => made.push(inline),
                _ => made.push(Inline::Text(words[written..].to_owned(), *format)),
            }
        }
        made.retain(|it| !matches!(it, Inline::Text(words, _) if words.is_empty()));
        paragraph.content = made;
        if is_lost && !paragraph.told.contains(&Told::LostNumber) {
            paragraph.told.push(Told::LostNumber);
        }
    });
    for (at, names) in marked {
        if let Some(Block::Paragraph(heading)) = blocks.get_mut(at) {
            heading.bookmarks.extend(names);
        }
    }
    count
}

/// The headings by their numbers and letters, and those around paragraphs that have numbers. A number that two have is
/// nobody's.
fn targets(blocks: &[Block]) -> BTreeMap<String, usize> {
    let mut headings: BTreeMap<String, Option<usize>> = BTreeMap::new();
    let mut paragraphs: BTreeMap<String, Option<usize>> = BTreeMap::new();
    let mut around = None;
    for (at, block) in blocks.iter().enumerate() {
        let Block::Paragraph(paragraph) = block else { continue };
        let number = number_of(paragraph);
        let written = |number: &Vec<u32>| number.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
        let put = |names: &mut BTreeMap<String, Option<usize>>, name: String, heading: usize| {
            names.entry(name).and_modify(|it| *it = None).or_insert(Some(heading));
        };
        if matches!(paragraph.role, Role::Heading(_)) {
            around = Some(at);
            let text = paragraph.text().to_lowercase();
            let letter =
                text.strip_prefix("appendix ").and_then(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
            match (number, letter.filter(|it| !it.is_empty())) {
                (_, Some(letter)) => put(&mut headings, format!("appendix {letter}"), at),
                (Some(number), None) => put(&mut headings, written(&number), at),
                (None, None) => {}
            }
        } else if let (Some(heading), Some(number)) = (around, number.filter(|it| it.len() > 1)) {
            put(&mut paragraphs, written(&number), heading);
        }
    }
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for (name, heading) in paragraphs.into_iter().filter(|(name, _)| !headings.contains_key(name)) {
        found.extend(heading.map(|heading| (name, heading)));
    }
    found.extend(headings.into_iter().filter_map(|(name, heading)| Some((name, heading?))));
    found
}

/// The places that a text names, each by its number, or as "appendix a".
fn names(text: &str) -> Vec<(Range<usize>, String)> {
    let Some(named) = NAMED.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for it in named.captures_iter(text) {
        let Some(whole) = it.get(0) else { continue };
        let (before, after) = (text[..whole.start()].trim_end().to_lowercase(), &text[whole.end()..]);
        let name = match (it.get(1).or_else(|| it.get(2)), it.get(3)) {
            (Some(number), _) => number.as_str().to_owned(),
            (None, Some(letter)) => format!("appendix {}", letter.as_str().to_lowercase()),
            (None, None) => continue,
        };
        // Acts have sections too: "section 3 of the Mental Capacity Act", "section 2 MHA", "detained under section 2".
        let next = after.trim_start();
        let is_elsewhere = next.starts_with("of the ") && !next.starts_with("of the policy")
            || next.starts_with("of that ")
            || after.starts_with('(')
            || next.starts_with(|c: char| c.is_uppercase());
        let is_own = name.contains('.')
            || name.starts_with('a')
            || before.ends_with("see")
            || before.ends_with("refer to")
            || ["above", "below", "of this"].iter().any(|word| next.starts_with(word));
        if is_own && !is_elsewhere {
            found.push((whole.range(), name));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_of_the_document_are_told_from_those_of_acts() {
        let named = |text: &str| names(text).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(named("in the record, see section 6.2"), ["6.2"]);
        assert_eq!(named("(see Section 7) or see 7.4. Appendix A"), ["7", "7.4", "appendix a"]);
        for text in [
            "under section 3 of the Mental Capacity Act",
            "detained under section 2",
            "see section 3 of the Act",
            "see section 5(2)",
            "see section 2 MHA",
            "give 2.5 mg",
        ] {
            assert_eq!(named(text), Vec::<String>::new(), "{text}");
        }
    }
}
