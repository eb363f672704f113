//! What Word and OpenDocument documents have in common: how they look, where their paragraphs stand, how wide their
//! columns and pictures are, and the walk over the blocks.
//!
//! `look` is the list of styles, `place` says where blocks stand, `columns` shares out the width of a line, `pictures`
//! gathers the files that are shown, and `story` walks the blocks with a `state` of its own. Only the markup is left to
//! the formats: they implement [`story::Markup`].

use crate::config;
use crate::formats::format::Print;

pub mod columns;
pub mod look;
pub mod pictures;
pub mod place;
pub mod state;
pub mod story;

/// Which way the lines of a language run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As in English.
    LeftToRight,
    /// As in Urdu.
    RightToLeft,
}

impl Direction {
    /// The direction of a language.
    pub fn of(language: &str) -> Direction {
        if config::is_right_to_left(language) { Direction::RightToLeft } else { Direction::LeftToRight }
    }

    /// What keeps the number in a field beside the English words before it: a left-to-right mark in a paragraph that
    /// runs the other way, where LibreOffice takes a field for part of the paragraph.
    pub fn after_field(self) -> &'static str {
        match self {
            Direction::LeftToRight => "",
            Direction::RightToLeft => "\u{200e}",
        }
    }
}

/// What the foot of each page says of its document, in lines that end where a part of it ends: the identity, the title
/// where no reference names the document, and the organisation where there is room.
pub fn foot(title: &str, reference: Option<&str>, identity: &str, organisation: &str, print: Print) -> String {
    let characters_max = match print {
        Print::Standard => 120,
        Print::Large => 70,
    };
    let foot = match (identity.is_empty(), reference) {
        (true, _) => cut(title, characters_max),
        (false, Some(_)) => cut(identity, characters_max),
        (false, None) => {
            let room = characters_max.saturating_sub(identity.chars().count()).max(TITLE_MIN);
            cut(&format!("{}{BETWEEN}{identity}", cut(title, room)), characters_max + TITLE_MIN)
        }
    };
    let mut organisation = organisation.trim().to_owned();
    if organisation.chars().count() <= NAME_WHOLE_MAX {
        organisation = organisation.replace(' ', NO_BREAK_SPACE);
    }
    let whole = format!("{foot}{BETWEEN}{organisation}");
    let has_room = !organisation.is_empty() && whole.chars().count() <= characters_max;
    in_lines(if has_room { &whole } else { &foot }, print)
}

/// The parts of a foot in lines. What stands between two parts of a line stands at the end of none.
fn in_lines(foot: &str, print: Print) -> String {
    let mut lines: Vec<String> = Vec::new();
    for part in foot.split(BETWEEN) {
        match lines.last_mut() {
            Some(line) if columns::fits_in_foot(&format!("{line}{BETWEEN}{part}"), print) => {
                line.push_str(BETWEEN);
                line.push_str(part);
            }
            _ => lines.push(part.to_owned()),
        }
    }
    lines.join("\n")
}

/// What stands between the parts of a foot.
const BETWEEN: &str = " · ";

/// The characters of a title that the foot of a page shows in any case.
const TITLE_MIN: usize = 20;

/// The characters of an organisation's name up to which it stays on one line of the foot, beside the page number.
const NAME_WHOLE_MAX: usize = 50;
const NO_BREAK_SPACE: &str = "\u{a0}";

fn cut(words: &str, characters_max: usize) -> String {
    match words.char_indices().nth(characters_max) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_foot_of_a_page_tells_which_document_it_is_of() {
        let foot = |title: &str, reference, identity| foot(title, reference, identity, "", Print::Standard);
        assert_eq!(foot("Falls plan", None, "Review due 1 October 2027"), "Falls plan · Review due 1 October 2027");
        assert_eq!(foot("Falls policy", Some("NM-1"), "NM-1 · Version 2.0"), "NM-1 · Version 2.0");
        assert_eq!(foot("A fall", None, ""), "A fall");
        let long = foot(&"long ".repeat(60), None, "Version 2.0");
        assert!(long.ends_with("…\nVersion 2.0") && long.chars().count() <= 125, "{long}");
        let large = super::foot(&"long ".repeat(60), None, "Version 2.0", "", Print::Large);
        assert!(large.ends_with("…\nVersion 2.0") && large.chars().count() <= 75, "{large}");
    }

    #[test]
    fn the_foot_of_a_page_names_the_organisation_where_there_is_room() {
        let foot = |identity, print| foot("Falls policy", Some("NM-1"), identity, "Northmere Trust", print);
        assert_eq!(foot("NM-1 · Version 2.0", Print::Standard), "NM-1 · Version 2.0 · Northmere\u{a0}Trust");
        assert_eq!(foot("NM-1 · Version 2.0", Print::Large), "NM-1 · Version 2.0 · Northmere\u{a0}Trust");
        let identity = "NM-POL-014 · Version 2.0 · Review due 30 September 2028";
        assert_eq!(foot(identity, Print::Large), identity.replace("0 · R", "0\nR"), "no organisation");
    }

    #[test]
    fn no_line_of_the_foot_ends_in_what_stands_between_its_parts() {
        let title = "Patient safety incident response plan";
        for print in [Print::Standard, Print::Large] {
            for identity in ["", "Version 2.0", "Version 2.0 · Review due 30 September 2028 (overdue)"] {
                let foot = foot(title, None, identity, "Northmere Health and Care NHS Trust", print);
                assert!(foot.lines().all(|line| line.trim() == line && !line.ends_with('·')), "{foot}");
                let fits = |line: &str| !line.contains(BETWEEN) || columns::fits_in_foot(line, print);
                assert!(foot.lines().all(fits), "{foot}");
            }
        }
    }
}
