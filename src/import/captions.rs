//! Captions of tables and figures, and what a text says of other places by a number or a letter.

use super::model::*;
use super::tables::is_layout;

/// Whether a text names a page of the document by its number: "on page 7".
pub fn names_page(text: &str) -> bool {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split_whitespace().collect();
    let is_number = |word: &str| {
        let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
        (1..=3).contains(&word.len()) && word.bytes().all(|it| it.is_ascii_digit())
    };
    words.windows(3).any(|it| {
        let is_place = matches!(it[0].trim_start_matches('('), "on" | "see" | "at" | "to" | "from" | "and");
        is_place && matches!(it[1], "page" | "pages") && is_number(it[2])
    })
}

/// Whether a paragraph is one picture and nothing else.
pub fn only_picture(paragraph: &Paragraph) -> bool {
    let pictures = paragraph.content.iter().filter(|inline| matches!(inline, Inline::Picture(_))).count();
    pictures == 1 && paragraph.label.is_none() && paragraph.text().is_empty() && notes_of(paragraph) == 0
}

pub fn notes_of(paragraph: &Paragraph) -> usize {
    paragraph.content.iter().filter(|inline| matches!(inline, Inline::Note(_) | Inline::NoteAgain(..))).count()
}

/// Whether a caption can stand on the line that opens a figure: plain words.
pub fn can_caption(paragraph: &Paragraph) -> bool {
    let text = paragraph.text();
    let is_plain = |it: &Inline| matches!(it, Inline::Text(_, format) if format.link == 0);
    let words = text_of(&without_number(&paragraph.content, "figure"));
    !words.is_empty()
        && !text.contains(['"', '{', '}'])
        && !text.to_lowercase().starts_with("table")
        && paragraph.content.iter().all(is_plain)
}

/// Whether a paragraph is the caption of the table below it.
pub fn is_caption(paragraph: &Paragraph) -> bool {
    let text = paragraph.text();
    let is_numbered = number_length(&text, "table").is_some_and(|length| length < text.len());
    let is_short = text.chars().count() <= 250 && paragraph.label.is_none();
    let is_plain = paragraph.content.iter().all(|it| matches!(it, Inline::Text(..) | Inline::Note(_)));
    is_short
        && is_plain
        && !text.is_empty()
        && match paragraph.role {
            Role::Caption => !text.to_lowercase().starts_with("figure"),
            Role::Body => is_numbered,
            _ => false,
        }
}

/// The same of one that begins with its number: "Table 3: Calls".
pub fn is_table_caption(paragraph: &Paragraph) -> bool {
    let text = paragraph.text();
    is_caption(paragraph) && number_length(&text, "table").is_some_and(|length| length < text.len())
}

/// The caption that stands below a table, where it cannot be that of a table below it.
pub fn caption_below(blocks: &[Block], at: usize) -> Option<&Paragraph> {
    let Some(Block::Paragraph(caption)) = blocks.get(at + 1) else { return None };
    let is_above = matches!(blocks.get(at + 2), Some(Block::Table(table)) if !is_layout(table));
    (is_table_caption(caption) && !is_above).then_some(caption)
}

/// What a caption begins with: "table" or "figure" and its number.
pub fn number_of_caption(paragraph: &Paragraph) -> Option<(&'static str, String)> {
    let text = paragraph.text();
    ["table", "figure"].into_iter().find_map(|noun| {
        let length = number_length(&text, noun).filter(|length| *length < text.len())?;
        let number: String = text[noun.len()..length].trim().chars().take_while(|c| c.is_ascii_digit()).collect();
        (paragraph.label.is_none() && !number.is_empty()).then_some((noun, number))
    })
}

/// How many bytes "Table 3: " takes at the start of a text.
pub fn number_length(text: &str, noun: &str) -> Option<usize> {
    let start = text.get(..noun.len()).filter(|it| it.eq_ignore_ascii_case(noun))?.len();
    let rest = &text[start..];
    let after_space = rest.trim_start();
    let number = after_space.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(after_space.len());
    if number == 0 || !after_space.starts_with(|c: char| c.is_ascii_digit()) || after_space.len() == rest.len() {
        return None;
    }
    let tail = &after_space[number..];
    let mark = tail.trim_start();
    let has_mark = mark.starts_with([':', '.', '-', '–', '—']) || after_space[..number].ends_with('.');
    let words = mark.trim_start_matches([':', '.', '-', '–', '—', ' ', '\u{a0}', '\u{200e}', '\u{200f}']);
    (has_mark || mark.is_empty()).then(|| text.len() - words.len())
}

/// A caption without its number, which the page counts itself, and without bold.
pub fn without_number(content: &[Inline], noun: &str) -> Vec<Inline> {
    let mut text: String = String::new();
    for inline in content {
        if let Inline::Text(words, _) = inline {
            text.push_str(words);
        }
    }
    let lead = text.len() - text.trim_start().len();
    let mut length = number_length(text.trim_start(), noun).map_or(0, |length| lead + length);
    let mut out = Vec::new();
    for inline in content {
        match inline {
            Inline::Text(words, format) => {
                let cut = words.floor_char_boundary(length.min(words.len()));
                length -= cut;
                let format = Format { strong: false, emphasis: false, ..*format };
                out.push(Inline::Text(words[cut..].to_owned(), format));
            }
            inline => out.push(inline.clone()),
        }
    }
    out
}
