//! What the author meant by looks alone: headings that are only bold, lists that are only typed, tables that
//! only put things side by side.

use super::captions::is_caption;
use super::cover::is_contents_title;
use super::leftovers;
use super::looks::{is_bold_line, size_of, usual_size};
use super::model::*;
use super::title::{Known, Title};
use super::{marks, series, tables, title, typed};

/// The longest line that may be a heading in all but name, in characters.
const HEADING_MAX: usize = 90;

/// The title and the text below it.
pub struct Shape {
    /// The title, and who says it.
    pub title: Title,
    /// The text.
    pub blocks: Vec<Block>,
    /// Tables that only put things side by side, as paragraphs now.
    pub layout_tables: usize,
    /// Contents lists that were typed and are left out.
    pub contents: usize,
    /// Boxes of forms.
    pub boxes: usize,
    /// Whether a last line only said that the document ends.
    pub had_end: bool,
}

/// Finds the shape of a text.
pub fn shape(mut blocks: Vec<Block>, known: Known<'_>, has_contents: bool) -> Shape {
    let mut layout_tables = 0;
    blocks = without_layout(blocks, &mut layout_tables, 0);
    leftovers::take_masthead(&mut blocks);
    blocks.retain(|block| match block {
        Block::Paragraph(paragraph) if paragraph.role == Role::Contents => {
            let is_title = is_contents_title(&paragraph.text());
            !has_contents
                && !is_title
                && paragraph.content.iter().all(|it| !matches!(it, Inline::Text(_, f) if f.link > 0))
                && !paragraph.text().ends_with(|c: char| c.is_ascii_digit())
        }
        Block::Paragraph(paragraph) => !(has_contents && is_contents_title(&paragraph.text())),
        Block::Table(_) => true,
    });
    marks::underlined(&mut blocks);
    let title = title::take(&mut blocks, known);
    let contents = leftovers::take_typed_contents(&mut blocks);
    let had_end = leftovers::take_end(&mut blocks);
    blocks = typed::lines_apart(blocks);
    let boxes = marks::boxes(&mut blocks);
    typed::typed_lists(&mut blocks);
    typed_headings(&mut blocks);
    Shape { title, blocks, layout_tables, contents, boxes, had_end }
}

/// The blocks of tables that hold no data, in their place.
fn without_layout(blocks: Vec<Block>, count: &mut usize, depth: usize) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        match block {
            Block::Table(table) if depth < 10 && tables::is_layout(&table) => {
                *count += usize::from(table.rows.iter().any(|row| row.cells.len() > 1));
                for cell in table.rows.into_iter().filter(|row| !row.is_deleted).flat_map(|row| row.cells) {
                    if !cell.is_deleted {
                        out.extend(without_layout(cell.blocks, count, depth + 1));
                    }
                }
            }
            block => out.push(block),
        }
    }
    out
}

/// Makes headings of bold lines where there are no others. Elsewhere those are headings that belong to a series of
/// numbers or stand in a row below one heading. A person is told of those, and of the
/// rest.
fn typed_headings(blocks: &mut [Block]) {
    let usual = usual_size(blocks);
    let has_headings =
        blocks.iter().any(|block| matches!(block, Block::Paragraph(it) if matches!(it.role, Role::Heading(_))));
    let looks = |block: &Block| match block {
        Block::Paragraph(paragraph) => {
            let text = paragraph.text();
            let is_line = paragraph.role == Role::Body
                && (paragraph.label.is_none() || paragraph.label.as_ref().is_some_and(|it| it.number.is_some()))
                && (2..=HEADING_MAX).contains(&text.chars().count())
                && !text.ends_with(['.', ',', ';', ':', '!'])
                && text.chars().any(char::is_alphabetic)
                && paragraph.content.iter().all(|it| matches!(it, Inline::Text(..)));
            is_line && (is_bold_line(paragraph) || size_of(paragraph) >= usual + 4)
        }
        Block::Table(_) => false,
    };
    // The line above a table that is its caption is no heading.
    let is_above_table = |at: usize| match (&blocks[at], blocks.get(at + 1)) {
        (Block::Paragraph(line), Some(Block::Table(table))) => is_caption(line) && !tables::is_layout(table),
        _ => false,
    };
    let candidates: Vec<usize> =
        (0..blocks.len()).filter(|at| at + 1 < blocks.len() && looks(&blocks[*at]) && !is_above_table(*at)).collect();
    if has_headings || candidates.len() < 2 {
        let mut in_series = series::find(blocks, &candidates);
        in_series.extend(series::appendices(blocks, &candidates));
        in_series.sort_unstable();
        let in_rows = series::rows(blocks, &candidates, &in_series);
        let level_in = |found: &[(usize, u8)], at: usize| found.iter().find(|it| it.0 == at).map(|it| it.1);
        for at in candidates {
            let Block::Paragraph(paragraph) = &mut blocks[at] else { continue };
            if let Some(level) = level_in(&in_series, at).or(level_in(&in_rows, at)) {
                paragraph.role = Role::Heading(level);
                paragraph.is_guessed = true;
            } else {
                paragraph.told.push(Told::LooksLikeHeading);
            }
        }
        return;
    }
    let mut sizes: Vec<u16> = Vec::new();
    for at in &candidates {
        if let Block::Paragraph(paragraph) = &blocks[*at] {
            sizes.push(size_of(paragraph));
        }
    }
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    sizes.dedup();
    for at in candidates {
        if let Block::Paragraph(paragraph) = &mut blocks[at] {
            let size = size_of(paragraph);
            let rank = sizes.iter().position(|it| *it == size).unwrap_or(0);
            let depth = numbered_depth(&paragraph.text()).unwrap_or(rank + 1);
            paragraph.role = Role::Heading(u8::try_from(depth.min(5)).unwrap_or(1));
            paragraph.is_guessed = true;
        }
    }
}

/// How deep a typed number says that a heading is: 1 for "2." and 2 for "2.1".
fn numbered_depth(text: &str) -> Option<usize> {
    let number = text.split_whitespace().next()?.trim_end_matches(['.', ')']);
    let parts: Vec<&str> = number.split('.').collect();
    let is_number = |part: &&str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|it| it.is_ascii_digit());
    parts.iter().all(is_number).then_some(parts.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_depth_of_a_heading_is_told_by_its_number() {
        assert_eq!((numbered_depth("2.1 Scope"), numbered_depth("Scope")), (Some(2), None));
    }
}
