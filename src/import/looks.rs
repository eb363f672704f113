//! How lines look: their letters' size, and whether they are bold.

use super::model::*;

/// The size of the letters of a line.
pub fn size_of(paragraph: &Paragraph) -> u16 {
    let sizes = paragraph.content.iter().filter_map(|inline| match inline {
        Inline::Text(words, format) if !words.trim().is_empty() => {
            Some(if format.size > 0 { format.size } else { paragraph.size })
        }
        _ => None,
    });
    sizes.min().unwrap_or(paragraph.size)
}

/// The size in which most letters of the text are set.
pub fn usual_size(blocks: &[Block]) -> u16 {
    let mut letters = std::collections::BTreeMap::<u16, usize>::new();
    each_paragraph(blocks, &mut |paragraph| *letters.entry(size_of(paragraph)).or_default() += paragraph.text().len());
    letters.into_iter().max_by_key(|(_, count)| *count).map_or(22, |(size, _)| size)
}

/// Whether all of a line is bold.
pub fn is_bold_line(paragraph: &Paragraph) -> bool {
    let mut has_words = false;
    let all = paragraph.content.iter().all(|inline| match inline {
        Inline::Text(words, format) => {
            let is_blank = words.trim().is_empty();
            has_words |= !is_blank;
            is_blank || format.strong
        }
        Inline::Break | Inline::PageBreak => false,
        _ => true,
    });
    has_words && (all || paragraph.is_bold)
}
