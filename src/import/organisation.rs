//! The names of organisations, which stand on covers and are no titles.

use super::cover::{COVER_MAX, is_apart, says_what, words};
use super::model::*;

/// What the names of organisations end in.
const ENDS: [&str; 24] = [
    "nhs trust",
    "nhs foundation trust",
    "foundation trust",
    "care trust",
    "partnership trust",
    "nhs",
    "nhs england",
    "integrated care board",
    "integrated care system",
    "icb",
    "health board",
    "healthcare trust",
    "hospital",
    "hospitals",
    "hospitals trust",
    "infirmary",
    "hospice",
    "cic",
    "community interest company",
    "ambulance service",
    "gig",
    "healthcare limited",
    "healthcare ltd",
    "group of hospitals",
];

/// The places of the lines of the cover that are the organisation's name, on one line or on two. Another organisation's
/// name is told by its words alone.
pub fn organisation_lines(blocks: &[Block], own: &[String]) -> Vec<usize> {
    let mut found = Vec::new();
    let line = |at: usize| match blocks.get(at) {
        Some(Block::Paragraph(it)) if matches!(it.role, Role::Body | Role::Title) => it.text(),
        _ => String::new(),
    };
    for at in 0..blocks.len().min(COVER_MAX) {
        let (this, next) = (line(at), line(at + 1));
        if this.is_empty() {
            continue;
        }
        if is_organisation(&this, own) {
            found.push(at);
        } else if !says_what(&this)
            && ENDS.contains(&words(&next).join(" ").as_str())
            && is_named(&this)
            && is_apart(&this)
        {
            // Its words and the form of body, each on a line.
            found.push(at);
        }
    }
    found
}

/// Whether a text is the name of the site's own organisation, or half of it, where that stands on two lines.
pub fn is_own(text: &str, own: &[String]) -> bool {
    let said = words(text).join(" ");
    own.iter().map(|name| words(name).join(" ")).any(|name| {
        let is_start = name.starts_with(&format!("{said} "));
        let is_part = said.contains(' ') && (is_start || name.ends_with(&format!(" {said}")));
        !said.is_empty() && (said == name || is_part)
    })
}

/// Whether a text is the name of an organisation: the site's own, or one that ends as such names do.
pub fn is_organisation(text: &str, own: &[String]) -> bool {
    let all = words(text);
    let said = all.join(" ");
    // "Leaving Hospital" is what a page is about.
    let before = all.len().checked_sub(2).and_then(|at| all.get(at)).map_or("", String::as_str);
    if matches!(before, "in" | "from" | "to" | "into" | "at" | "the" | "leaving" | "of" | "with") {
        return is_own(text, own);
    }
    let ends = |end: &str| said == end || said.ends_with(&format!(" {end}"));
    let is_welsh = said.starts_with("bwrdd iechyd ") || said.starts_with("ymddiriedolaeth ");
    is_own(text, own) || is_named(text) && !says_what(text) && (is_welsh || ENDS.iter().any(|end| ends(end)))
}

/// Whether all its words but small ones begin with large letters, as those of names do.
fn is_named(text: &str) -> bool {
    text.split_whitespace().all(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        matches!(word, "" | "and" | "of" | "the" | "for") || !word.starts_with(char::is_lowercase)
    })
}
