//! What a printed document has and a page has not: a contents list that somebody typed, the title on the cover, the line
//! that says where the document ends.

use std::collections::BTreeSet;

use super::cover::is_contents_title;
use super::labels::plain_label;
use super::looks::is_bold_line;
use super::model::*;
use super::{cover, organisation};

/// The highest number of a page that a contents list names.
const PAGE_MAX: u32 = 2_000;

/// Takes out the contents lists that were typed; says how many there were.
///
/// A list needs its title, or leaders and tabs before the numbers of the pages, and numbers that never go down: a list of
/// figures is not taken for one.
pub fn take_typed_contents(blocks: &mut Vec<Block>) -> usize {
    let mut count = 0;
    let mut at = 0;
    while at < blocks.len() {
        let has_title = matches!(&blocks[at], Block::Paragraph(it) if is_contents_title(&it.text()));
        let first = at + usize::from(has_title);
        match contents_end(blocks, first, has_title) {
            Some(end) => {
                blocks.drain(at..end);
                count += 1;
            }
            None => at += 1,
        }
    }
    count
}

/// Takes out the organisation's name and logo above the title, as Candour's own documents have them: a page has them in
/// its header.
pub fn take_masthead(blocks: &mut Vec<Block>) {
    let is_masthead = |block: &Block| matches!(block, Block::Paragraph(it) if it.role == Role::Masthead);
    let end = blocks.iter().take_while(|block| is_masthead(block)).count();
    blocks.drain(..end);
    // Elsewhere the name of a style says nothing.
    for block in blocks.iter_mut() {
        if let Block::Paragraph(it) = block
            && it.role == Role::Masthead
        {
            it.role = Role::Body;
        }
    }
}

/// Where the contents list that begins at `first` ends.
fn contents_end(blocks: &[Block], first: usize, has_title: bool) -> Option<usize> {
    let (mut lines, mut last, mut end) = (0, 0, first);
    for (at, block) in blocks.iter().enumerate().skip(first) {
        let found = match block {
            Block::Paragraph(it) if it.text().is_empty() && !it.content.iter().any(is_picture) => continue,
            Block::Paragraph(it) if matches!(it.role, Role::Heading(_) | Role::Title) => None,
            Block::Paragraph(it) => {
                lines_of(&it.content).into_iter().map(|line| page_at_end(&line, has_title)).collect()
            }
            Block::Table(table) if has_title && lines == 0 => pages_of_rows(table),
            Block::Table(_) => None,
        };
        let Some(pages): Option<Vec<u32>> = found else { break };
        if pages.iter().any(|page| std::mem::replace(&mut last, *page) > *page) {
            break;
        }
        lines += pages.len();
        end = at + 1;
    }
    (lines >= if has_title { 2 } else { 4 }).then_some(end)
}

fn is_picture(inline: &Inline) -> bool {
    matches!(inline, Inline::Picture(_) | Inline::Note(_) | Inline::NoteAgain(..))
}

/// The lines of a paragraph, with their tabs.
fn lines_of(content: &[Inline]) -> Vec<String> {
    let mut lines = vec![String::new()];
    for inline in content {
        match inline {
            Inline::Text(words, _) => lines.iter_mut().last().into_iter().for_each(|line| line.push_str(words)),
            Inline::Break | Inline::PageBreak => lines.push(String::new()),
            // What is not only words is no line of a list of contents.
            _ => lines.push("?".to_owned()),
        }
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

/// The number of the page at the end of a line of a contents list.
fn page_at_end(line: &str, has_title: bool) -> Option<u32> {
    let line = line.trim();
    let words = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let page = line[words.len()..].parse().ok().filter(|page| (1..=PAGE_MAX).contains(page))?;
    let name = words.trim_end_matches(['.', '…', '·', '_', '-', ' ', '\t', '\u{a0}']);
    let gap = &words[name.len()..];
    let is_led = gap.contains('\t') || gap.contains('…') || gap.contains("...") || gap.contains("  ");
    // Below the title, one space is enough: "1. Introduction 3". "Version 3." and "Table 2" alone are no such lines.
    let is_said = has_title && gap.ends_with([' ', '\u{a0}']);
    let is_name = name.chars().any(char::is_alphabetic) && name.chars().count() <= 150;
    (is_name && (is_led || is_said)).then_some(page)
}

/// The pages of a contents list that was typed into a table.
fn pages_of_rows(table: &Table) -> Option<Vec<u32>> {
    let mut pages = Vec::new();
    for row in table.rows.iter().filter(|row| !row.is_deleted) {
        let cells: Vec<String> = row.cells.iter().map(|cell| words_of(&cell.blocks)).collect();
        let last = cells.last()?.trim();
        match last.parse::<u32>() {
            Ok(page) if (1..=PAGE_MAX).contains(&page) && cells.len() > 1 => pages.push(page),
            _ if pages.is_empty() && last.to_lowercase().starts_with("page") => {}
            _ => return None,
        }
    }
    (pages.len() >= 2).then_some(pages)
}

/// Lines of the cover that a page shows elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Covers {
    /// Lines that say the title again.
    pub titles: usize,
    /// Lines with the organisation's name.
    pub organisations: usize,
}

/// Takes the title out of the cover, where it stands a second time, and the name of the organisation, `own`, or any where
/// that is not known. Says how many lines those were. Other bold lines of the cover are no headings. A plain line among
/// others that the title was taken from, `is_guess`, may be a part of the text: it stays where it is.
pub fn tidy_cover(blocks: &mut Vec<Block>, title: &str, own: &[String], is_guess: bool) -> Covers {
    let end = cover::cover_end(blocks);
    let line = |block: &Block| match block {
        Block::Paragraph(it) if it.role == Role::Body && it.label.is_none() && !it.content.iter().any(is_picture) => {
            Some(it.text()).filter(|text| !text.is_empty())
        }
        _ => None,
    };
    let lines: Vec<Option<String>> = blocks[..end].iter().map(line).collect();
    let mut titles = BTreeSet::new();
    for (at, this) in lines.iter().enumerate() {
        let Some(this) = this else { continue };
        let next = lines.get(at + 1).and_then(Option::as_ref);
        if cover::same(this, title) {
            titles.insert(at);
        } else if next.is_some_and(|next| cover::same(&format!("{this} {next}"), title)) {
            titles.extend([at, at + 1]);
        }
    }
    let stands_out = |at: usize| match &blocks[at] {
        Block::Paragraph(it) => is_bold_line(it) || it.is_centred,
        Block::Table(_) => false,
    };
    let organisations = organisation::organisation_lines(blocks, own);
    let has_lines_above = |at: usize| (0..at).any(|above| lines[above].is_some() && !organisations.contains(&above));
    if is_guess {
        titles.retain(|at| stands_out(*at) || !has_lines_above(*at));
    }
    // Where the site's own name is known, another body's says something.
    let is_own = |text: &str| own.is_empty() || organisation::is_own(text, own);
    let bodies: BTreeSet<usize> = organisations
        .into_iter()
        .filter(|at| lines.get(*at).and_then(Option::as_ref).is_some_and(|text| is_own(text)))
        .filter(|at| !titles.contains(at))
        .collect();
    let mut index = 0;
    blocks.retain(|_| {
        index += 1;
        !titles.contains(&(index - 1)) && !bodies.contains(&(index - 1))
    });
    for block in blocks.iter_mut().take(end - titles.len() - bodies.len()) {
        if let Block::Paragraph(it) = block {
            it.told.iter_mut().filter(|told| **told == Told::LooksLikeHeading).for_each(|told| *told = Told::Cover);
        }
    }
    Covers { titles: titles.len(), organisations: bodies.len() }
}

/// Takes out the line that says that the document ends, and says whether there was one.
pub fn take_end(blocks: &mut Vec<Block>) -> bool {
    let is_empty = |block: &Block| matches!(block, Block::Paragraph(it) if it.text().is_empty() && !it.content.iter().any(is_picture));
    let Some(last) = blocks.iter().rposition(|block| !is_empty(block)) else { return false };
    let is_end = match &blocks[last] {
        Block::Paragraph(it) => {
            let is_set_apart = is_bold_line(it) || it.is_centred;
            let ends = match plain_label(&it.text()).as_str() {
                "end of document" | "end of policy" | "end of procedure" | "end of guideline" | "end of plan" => true,
                "end" => is_set_apart,
                _ => false,
            };
            ends && it.role == Role::Body && it.label.is_none()
        }
        Block::Table(_) => false,
    };
    if is_end {
        blocks.remove(last);
    }
    is_end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_organisation_is_left_out_above_the_title_alone() {
        let of = |role| Block::Paragraph(Box::new(Paragraph { role, ..Paragraph::default() }));
        let mut blocks = [Role::Masthead, Role::Masthead, Role::Title, Role::Masthead].map(of).to_vec();
        take_masthead(&mut blocks);
        let roles = blocks.iter().map(|block| match block {
            Block::Paragraph(it) => it.role,
            Block::Table(_) => Role::Code,
        });
        assert_eq!(roles.collect::<Vec<_>>(), [Role::Title, Role::Body]);
    }

    #[test]
    fn the_page_at_the_end_of_a_line_is_known() {
        for (line, has_title, expected) in [
            ("1.\tIntroduction\t3", false, Some(3)),
            ("Introduction ........ 12", false, Some(12)),
            ("Introduction…4", false, Some(4)),
            ("1. Introduction 3", true, Some(3)),
            ("1. Introduction 3", false, None),
            ("Regulation 20", false, None),
            ("PSP2", true, None),
            ("12", true, None),
            ("The year\t2026", true, None),
            ("", true, None),
        ] {
            assert_eq!(page_at_end(line, has_title), expected, "{line}");
        }
    }
}
