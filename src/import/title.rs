//! The title of a document: who says it, and what is none.

use super::control;
use super::cover::{COVER_MAX, WHAT, cover_end, is_apart, is_contents_title, same, says_what, words};
use super::labels::plain_label;
use super::looks::{is_bold_line, size_of, usual_size};
use super::model::*;
use super::organisation::{is_organisation, organisation_lines};
use crate::inspect::is_title;

/// Who says what the title is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// Nobody.
    #[default]
    Nowhere,
    /// A row of document control.
    Control,
    /// A paragraph in the style for titles.
    Style,
    /// The only heading of the highest level, above all else.
    Heading,
    /// The properties of the file, and the cover says the same.
    PropertyAndCover,
    /// The properties of the file alone.
    Property,
    /// The largest letters of the cover.
    Largest,
    /// Another line of the cover.
    Cover,
    /// The name of the file.
    FileName,
}

impl Origin {
    /// Where the title came from, for the report.
    pub fn words(self) -> &'static str {
        match self {
            Origin::Nowhere => "nobody: the document does not say it, and the name of its file is none",
            Origin::Control => "the row of document control that is for it",
            Origin::Style => "the line in Word's style “Title”",
            Origin::Heading => "the only first-level heading",
            Origin::PropertyAndCover => "the properties of the Word file; the cover says the same",
            Origin::Property => "the properties of the Word file",
            Origin::Largest => "the line that stands out most on the cover",
            Origin::Cover => "a line of the cover",
            Origin::FileName => "the name of the file, without its version and date",
        }
    }

    /// What a person has to see to, where it is not sure.
    pub fn doubt(self) -> Option<&'static str> {
        match self {
            Origin::Nowhere | Origin::FileName => {
                Some("the document does not say its title; the page has the name of the file: see whether it is right")
            }
            Origin::Cover => Some("the title is a line of the cover, for want of another: see whether it is right"),
            Origin::Property => Some(
                "the title is the one in the properties of the Word file, which its cover does not show: see whether it is right",
            ),
            _ => None,
        }
    }
}

/// A title and who says it.
#[derive(Clone, Debug, Default)]
pub struct Title {
    /// The title; empty where nothing says what it is.
    pub text: String,
    /// Who says it.
    pub origin: Origin,
}

/// What is known beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Known<'k> {
    /// The title in the properties of the file.
    pub property: &'k str,
    /// The names of the organisation whose site it is, if they are known.
    pub own: &'k [String],
}

/// Takes the title out of the text. Lines of the cover that say it again are taken later.
pub fn take(blocks: &mut Vec<Block>, known: Known<'_>) -> Title {
    let is_real = |text: &str| is_real(text, known.own);
    let said = control::take(&mut blocks.clone(), "policy").value("title").map(str::to_owned).filter(|it| is_real(it));
    let styled = take_styled(blocks, said.as_deref(), &is_real);
    if let Some(text) = said {
        take_heading(blocks, &|heading, _| same(heading, &text));
        return Title { text, origin: Origin::Control };
    }
    if let Some(text) = styled {
        return Title { text, origin: Origin::Style };
    }
    // A heading above all else, but the organisation's name.
    if let Some(text) = take_heading(blocks, &|heading, above| above.is_empty() && is_real(heading)) {
        return Title { text, origin: Origin::Heading };
    }
    let property = Some(known.property).filter(|it| is_real(it) && !it.to_lowercase().contains("template"));
    if let Some(text) = property {
        let is_said = take_heading(blocks, &|heading, _| same(heading, text)).is_some()
            || blocks.iter().take(COVER_MAX).any(|it| matches!(it, Block::Paragraph(it) if same(&it.text(), text)));
        let origin = if is_said { Origin::PropertyAndCover } else { Origin::Property };
        return Title { text: text.to_owned(), origin };
    }
    if let Some(text) = take_largest(blocks, known.own) {
        return Title { text, origin: Origin::Largest };
    }
    match take_heading(blocks, &|heading, _| is_real(heading)) {
        Some(text) => Title { text, origin: Origin::Heading },
        None => Title::default(),
    }
}

/// Takes the lines in the style for titles: those that are the title, or say it again. Others stay as lines of the cover,
/// and those below the title as headings.
fn take_styled(blocks: &mut Vec<Block>, said: Option<&str>, is_real: &dyn Fn(&str) -> bool) -> Option<String> {
    let titled = |block: &Block| match block {
        Block::Paragraph(it) if it.role == Role::Title => Some(it.text()).filter(|text| !text.is_empty()),
        _ => None,
    };
    let first = blocks.iter().position(|block| titled(block).is_some_and(|text| is_real(&text)));
    let mut lines: Vec<String> = Vec::new();
    if let Some(first) = first {
        // A title on two lines.
        let run = |block: &&Block| titled(block).is_some_and(|text| is_real(&text));
        lines.extend(blocks[first..].iter().take_while(run).filter_map(titled));
        let is_taken = said.is_none_or(|said| same(said, &lines.join(" ")));
        if is_taken {
            blocks.drain(first..first + lines.len());
        }
    }
    // Where sections have that style too, the cover ends above the first.
    let is_section = |block: &Block| match block {
        Block::Paragraph(it) => match it.role {
            Role::Heading(_) => true,
            Role::Title => is_section(&it.text()),
            _ => false,
        },
        Block::Table(_) => false,
    };
    let end = blocks.iter().position(is_section).unwrap_or(blocks.len()).min(COVER_MAX);
    for (at, block) in blocks.iter_mut().enumerate() {
        if let Block::Paragraph(it) = block
            && it.role == Role::Title
        {
            let is_above = at < end && (said.is_some() || first.is_none_or(|first| at < first));
            it.role = if is_above { Role::Body } else { Role::Heading(1) };
            if is_above && !it.text().is_empty() {
                it.told.push(Told::Cover);
            }
        }
    }
    (!lines.is_empty()).then(|| lines.join(" "))
}

/// Takes the only heading of the highest level, where it is the first of all and `wanted`, which is asked with what stands
/// above it beside the organisation's name.
fn take_heading(blocks: &mut Vec<Block>, wanted: &dyn Fn(&str, &[String]) -> bool) -> Option<String> {
    let heading = |block: &Block| match block {
        Block::Paragraph(it) => match it.role {
            Role::Heading(level) if !it.text().is_empty() => Some(level),
            _ => None,
        },
        Block::Table(_) => None,
    };
    let first = blocks.iter().position(|block| heading(block).is_some())?;
    let tops = blocks.iter().filter(|block| heading(block) == Some(1)).count();
    let Block::Paragraph(line) = &blocks[first] else { return None };
    if line.role != Role::Heading(1) || tops != 1 || first >= COVER_MAX || line.label.is_some() {
        return None;
    }
    let above: Vec<String> = blocks[..first]
        .iter()
        .map(|block| words_of(std::slice::from_ref(block)))
        .filter(|text| !text.is_empty() && !is_organisation(text, &[]))
        .collect();
    let text = line.text();
    wanted(&text, &above).then(|| {
        blocks.remove(first);
        text
    })
}

/// Takes the line of the cover in the largest letters: one that is larger than all text below it, or the first.
fn take_largest(blocks: &mut Vec<Block>, own: &[String]) -> Option<String> {
    let is_heading = |block: &Block| matches!(block, Block::Paragraph(it) if matches!(it.role, Role::Heading(_)));
    let end = blocks.iter().position(is_heading).unwrap_or(blocks.len()).min(COVER_MAX);
    let of_body = organisation_lines(blocks, own);
    let candidate = |at: usize| match &blocks[at] {
        Block::Paragraph(it) if it.role == Role::Body && it.label.is_none() && !of_body.contains(&at) => {
            let text = it.text();
            let is_one = is_real(&text, own) && is_apart(&text);
            is_one.then_some((&**it, text))
        }
        _ => None,
    };
    let first = (0..blocks.len()).find(|at| match &blocks[*at] {
        Block::Paragraph(it) => !it.text().is_empty() && !of_body.contains(at),
        Block::Table(_) => true,
    })?;
    let least = usual_size(blocks) + 6;
    let large = |at: usize| candidate(at).map(|(it, _)| size_of(it)).filter(|size| *size >= least);
    // Where lines further down are as large, they are headings that are only typed.
    let is_largest = |found: usize, size: u16| {
        blocks.iter().skip(found + 2).all(|block| match block {
            Block::Paragraph(it) => it.text().is_empty() || is_heading(block) || size_of(it) < size,
            Block::Table(_) => true,
        })
    };
    let largest = (0..end).filter_map(|at| Some((large(at)?, at)));
    let at = match largest.max_by_key(|(size, at)| (*size, std::cmp::Reverse(*at))) {
        Some((size, at)) if is_largest(at, size) => at,
        _ => first,
    };
    let (line, text) = candidate(at)?;
    let is_first_bold = at == first && is_bold_line(line) && line.is_centred;
    if large(at).is_none() && !is_first_bold {
        return None;
    }
    // A title on two lines, the first of which is not whole.
    let next = (at + 1 < end).then(|| candidate(at + 1)).flatten();
    let next = next.filter(|(next, _)| large(at).is_some() && size_of(next) == size_of(line) && !says_what(&text));
    let next = next.map(|(_, next)| next).filter(|next| says_what(next));
    let lines = 1 + usize::from(next.is_some());
    let text = next.map_or(text.clone(), |next| format!("{text} {next}"));
    blocks.drain(at..at + lines);
    Some(text)
}

/// The line of the cover that is most likely the title where nothing is larger: a bold one that says what the document is,
/// or else the first; or a plain one that ends so.
pub fn of_cover(blocks: &[Block], own: &[String]) -> Option<String> {
    let of_body = organisation_lines(blocks, own);
    let lines: Vec<(bool, String)> = blocks[..cover_end(blocks)]
        .iter()
        .enumerate()
        .filter_map(|(at, block)| match block {
            Block::Paragraph(it) if it.role == Role::Body && it.label.is_none() && !of_body.contains(&at) => {
                Some((is_bold_line(it), it.text()))
            }
            _ => None,
        })
        .filter(|(_, line)| line.chars().count() >= 4 && is_apart(line) && is_real(line, own))
        .collect();
    let bold = || lines.iter().filter(|(is_bold, _)| *is_bold).map(|(_, line)| line);
    let is_body = |line: &str| {
        words(line).iter().any(|word| ["nhs", "trust", "board", "hospital", "hospitals"].contains(&&**word))
    };
    let ends_so = |line: &&String| {
        let words = words(line);
        (2..=12).contains(&words.len()) && words.last().is_some_and(|word| WHAT.contains(&word.as_str()))
    };
    let plain = || lines.iter().map(|(_, line)| line).find(ends_so);
    bold().find(|line| says_what(line)).or_else(plain).or_else(|| bold().next().filter(|line| !is_body(line))).cloned()
}

/// Whether a text can be the title of a page: no organisation, no section, no stopgap.
fn is_real(text: &str, own: &[String]) -> bool {
    let has_words = text.chars().any(char::is_alphabetic);
    has_words && is_title(text) && !is_organisation(text, own) && !is_section(text)
}

/// Whether a text is the heading of a section that any document may have, or has the number of one.
fn is_section(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let number = first.trim_end_matches(['.', ')']);
    let parts: Vec<&str> = number.split('.').collect();
    let is_number = parts.iter().all(|it| (1..=2).contains(&it.len()) && it.bytes().all(|it| it.is_ascii_digit()));
    if is_number && (first.len() > number.len() || parts.len() > 1) {
        return true;
    }
    let label = plain_label(text);
    let label = label.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    is_contents_title(text)
        || control::is_control_title(label)
        || matches!(
            label,
            "introduction"
                | "background"
                | "purpose"
                | "scope"
                | "purpose and scope"
                | "aim"
                | "aims"
                | "aims and objectives"
                | "introduction and purpose"
                | "policy statement"
                | "foreword"
                | "executive summary"
                | "summary"
                | "overview"
                | "definitions"
                | "references"
                | "rhagarweiniad"
                | "cyflwyniad"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn organisations_and_sections_are_no_titles() {
        let own = ["Ashcombe Valley Healthcare NHS Trust".to_owned(), "AVH".to_owned()];
        for text in [
            "Ashcombe Valley Healthcare NHS Trust",
            "ASHCOMBE VALLEY HEALTHCARE",
            "NHS Trust",
            "AVH",
            "Larkfield NHS Foundation Trust",
            "Harbour and Downs Integrated Care Board",
            "Larkfield Hospitals",
            "Brook Street CIC",
            "Introduction",
            "1. Introduction",
            "3.2 Duties",
            "1 Introduction",
            "Contents",
            "Document control",
            "Policy.docx",
        ] {
            assert!(!is_real(text, &own), "{text}");
        }
        for text in [
            "Falls Prevention Policy",
            "Children in hospital",
            "Leaving Hospital",
            "5 Year Plan",
            "Working with NHS England: a policy",
        ] {
            assert!(is_real(text, &own), "{text}");
        }
    }
}
