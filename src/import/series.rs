//! Headings that are only bold, told by their numbers: "**3. DEFINITIONS**" between "2. Purpose" and "7. Training" is one
//! of them, and "**4.1 Chief Executive**" stands below "4."

use std::collections::BTreeSet;

use super::model::*;

/// The number of a heading: 4 and 1 of "4.1".
pub type Number = Vec<u32>;

/// The number that a paragraph begins with, typed or shown by Word.
pub fn number_of(paragraph: &Paragraph) -> Option<Number> {
    let shown = paragraph.label.as_ref().filter(|it| it.number.is_some() && !it.is_lettered).map(|it| it.shown.clone());
    let text = match shown {
        Some(shown) if !shown.is_empty() => shown,
        _ => paragraph.text(),
    };
    let first = text.split_whitespace().next()?;
    let number = first.trim_end_matches(['.', ')', ':']);
    let part = |part: &str| part.parse().ok().filter(|_| part.len() <= 2 && part.bytes().all(|it| it.is_ascii_digit()));
    let parts: Option<Number> = number.split('.').map(part).collect();
    parts.filter(|parts| parts.len() <= 6)
}

/// Of the lines that look like headings, by their places, those that belong to a series of numbers, and the level of each.
pub fn find(blocks: &[Block], candidates: &[usize]) -> Vec<(usize, u8)> {
    let mut real: Vec<(usize, u8, Option<Number>)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if let Block::Paragraph(it) = block
            && let Role::Heading(level) = it.role
        {
            real.push((at, level, number_of(it)));
        }
    }
    let numbered: Vec<(usize, &Number)> =
        real.iter().filter_map(|(at, _, number)| Some((*at, number.as_ref()?))).collect();
    let mut last: Option<Number> = None;
    let mut found: Vec<(usize, Number)> = Vec::new();
    let mut passed = 0;
    for at in candidates {
        while let Some((_, number)) = numbered.get(passed).filter(|(heading, _)| heading < at) {
            last = Some((*number).clone());
            passed += 1;
        }
        let Block::Paragraph(paragraph) = &blocks[*at] else { continue };
        let Some(number) = number_of(paragraph) else { continue };
        let is_taken = numbered.iter().any(|(_, it)| **it == number);
        // A series that begins anew below, as in an appendix, says nothing of this one.
        let next = numbered.get(passed).map(|(_, it)| *it).filter(|it| last.as_ref().is_none_or(|last| *it > last));
        if !is_taken && follows(last.as_ref(), &number) && next.is_none_or(|next| number < *next) {
            last = Some(number.clone());
            found.push((*at, number));
        }
    }
    let first = real.iter().find_map(|(_, level, number)| Some((*level, number.as_ref()?.len())));
    let base = match (first, found.first(), found.last()) {
        (Some((level, depth)), ..) => usize::from(level).saturating_sub(depth - 1).max(1),
        // No heading has a number. Then a few lines in a row, with no heading between them, are a series of their own.
        (None, Some((from, _)), Some((to, _))) => {
            let is_apart = real.iter().any(|(at, ..)| from < at && at < to);
            if is_apart || found.len() < 3 {
                return Vec::new();
            }
            let above = real.iter().rfind(|(at, ..)| at < from).map(|(_, level, _)| usize::from(*level) + 1);
            above.or(real.iter().map(|(_, level, _)| usize::from(*level)).min()).unwrap_or(1)
        }
        _ => return Vec::new(),
    };
    let level = |number: &Number| u8::try_from((base + number.len() - 1).min(6)).unwrap_or(6);
    found.into_iter().map(|(at, number)| (at, level(&number))).collect()
}

/// Of the lines that look like headings, by their places, those that begin an appendix with text below it: no part of the
/// section above, so their level is the highest that the document has.
pub fn appendices(blocks: &[Block], candidates: &[usize]) -> Vec<(usize, u8)> {
    let levels = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(it) => {
            if let Role::Heading(level) = it.role {
                Some(level)
            } else {
                None
            }
        }
        Block::Table(_) => None,
    });
    let Some(level) = levels.min() else { return Vec::new() };
    let is_appendix = |at: usize| match &blocks[at] {
        Block::Paragraph(line) => begins_appendix(&line.text()),
        Block::Table(_) => false,
    };
    let is_empty =
        |block: &Block| matches!(block, Block::Paragraph(it) if it.text().is_empty() && it.content.len() < 2);
    let has_text_below = |at: usize| {
        let below = (at + 1..blocks.len()).find(|at| !is_empty(&blocks[*at]));
        below.is_some_and(|below| !candidates.contains(&below) || !is_appendix(below))
    };
    candidates.iter().filter(|at| is_appendix(**at) && has_text_below(**at)).map(|at| (*at, level)).collect()
}

/// Whether a line begins as the headings of appendices do: "Appendix A", "Annex 2".
fn begins_appendix(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["appendix ", "annex ", "atodiad "].iter().any(|noun| {
        let letter = lower.strip_prefix(noun).and_then(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
        letter.is_some_and(|it| it.len() == 1 || (1..=2).contains(&it.len()) && it.bytes().all(|b| b.is_ascii_digit()))
    })
}

/// Of the lines that look like headings, by their places, those that stand in a row below one heading, and the level of
/// each: two or more, each with text of its own below it. "**Chief Executive**" and "**All staff**" below "3. Duties" are
/// such. A section in which one of them has no text below it stays as it is: those may be words of stress.
pub fn rows(blocks: &[Block], candidates: &[usize], in_series: &[(usize, u8)]) -> Vec<(usize, u8)> {
    let level_at = |at: usize| {
        if let Block::Paragraph(it) = &blocks[at]
            && let Role::Heading(level) = it.role
        {
            return Some(level);
        }
        in_series.iter().find(|(place, _)| *place == at).map(|(_, level)| *level)
    };
    let is_candidate = |at: usize| candidates.binary_search(&at).is_ok();
    let has_text_below = |at: usize| {
        let is_blank = |it: &Inline| matches!(it, Inline::Text(words, _) if words.trim().is_empty());
        let is_empty = |block: &Block| matches!(block, Block::Paragraph(it) if it.content.iter().all(is_blank));
        let below = (at + 1..blocks.len()).find(|at| !is_empty(&blocks[*at]));
        below.is_some_and(|below| level_at(below).is_none() && !is_candidate(below))
    };
    let is_plain = |at: usize| match &blocks[at] {
        Block::Paragraph(line) => number_of(line).is_none() && !is_named_as_caption(&line.text()),
        Block::Table(_) => false,
    };
    let ends: Vec<usize> = (0..blocks.len()).filter(|at| level_at(*at).is_some()).chain([blocks.len()]).collect();
    let mut found = Vec::new();
    for section in ends.windows(2) {
        let Some(level) = level_at(section[0]) else { continue };
        let row: Vec<usize> = (section[0] + 1..section[1]).filter(|at| is_candidate(*at)).collect();
        if row.len() > 1 && row.iter().all(|at| is_plain(*at) && has_text_below(*at)) {
            found.extend(row.into_iter().map(|at| (at, (level + 1).min(6))));
        }
    }
    found
}

/// Whether a line begins as captions do: "Table 3", "Figure 1".
fn is_named_as_caption(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["table ", "figure "].iter().any(|noun| {
        lower.strip_prefix(noun).is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Tells of headings that have the number of another, and of those before which a number is left out. An appendix, or a
/// first number, begins a series of its own.
pub fn tell_slips(blocks: &mut [Block]) {
    let is_heading = |it: &Paragraph| matches!(it.role, Role::Heading(_));
    let numbered = |block: &Block| matches!(block, Block::Paragraph(it) if is_heading(it) && number_of(it).is_some());
    if blocks.iter().filter(|block| numbered(block)).count() < SERIES_LEAST {
        return;
    }
    // What has a number of this series: headings, and what else may stand for one that is not there.
    let (mut headings, mut others): (BTreeSet<Number>, BTreeSet<Number>) = Default::default();
    for block in blocks {
        let Block::Paragraph(paragraph) = block else { continue };
        let number = number_of(paragraph);
        if !is_heading(paragraph) {
            others.extend(number.filter(|it| it.len() > 1 || paragraph.told.contains(&Told::LooksLikeHeading)));
            continue;
        }
        let text = paragraph.text().to_lowercase();
        let is_apart = ["appendix", "annex", "schedule"].iter().any(|word| text.starts_with(word));
        if is_apart || number.as_deref() == Some(&[1][..]) {
            headings.clear();
            others.clear();
        }
        let Some(number) = number else { continue };
        let before =
            number.split_last().filter(|(last, _)| **last > 1).map(|(last, above)| [above, &[last - 1]].concat());
        let is_left_out = before.is_some_and(|it| !headings.contains(&it) && !others.contains(&it));
        let told = match headings.is_empty() {
            true => None,
            false if headings.contains(&number) => Some(Told::SameNumber),
            false => is_left_out.then_some(Told::NumberLeftOut),
        };
        paragraph.told.extend(told);
        headings.insert(number);
    }
}

/// So many headings with numbers are a series, and no heading such as "2 weeks later".
const SERIES_LEAST: usize = 3;

/// Whether a number can come next. One may be left out: its heading may look like nothing at all.
fn follows(last: Option<&Number>, number: &Number) -> bool {
    let Some((end, above)) = number.split_last() else { return false };
    let Some(last) = last else { return above.is_empty() && *end == 1 };
    match last.get(above.len()) {
        Some(before) => last.starts_with(above) && (before + 1..=before + 2).contains(end),
        None => last == above && *end == 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_follows_its_sister_or_begins_below_its_parent() {
        for (last, number, expected) in [
            (&[2][..], &[3][..], true),
            (&[3], &[4, 1], false),
            (&[4], &[4, 1], true),
            (&[4, 1], &[4, 2], true),
            (&[4, 5], &[5], true),
            (&[4, 5], &[7], false),
            (&[4], &[4], false),
        ] {
            assert_eq!(follows(Some(&last.to_vec()), &number.to_vec()), expected, "{last:?} {number:?}");
        }
        assert!(follows(None, &vec![1]) && !follows(None, &vec![3]));
    }
}
