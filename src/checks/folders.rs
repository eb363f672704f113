//! Folders whose names are nearly those that make a page a policy, a plan, a learning summary or a partner. A page in one
//! is an ordinary page, which no gate stands before: a learning summary could go out with all its names.

use std::collections::BTreeMap;

use super::check::{Check, Run};
use crate::diagnostic::{CANDOUR, Diagnostic};
use crate::kinds::{KINDS, KindInfo, kind_of_path};
use crate::rule;
use crate::site::{Page, Site};
use crate::source::Span;

rule!(/// A folder with nearly the name of one that gives its pages a kind.
    WRONG_FOLDER = "publishing/wrong-folder", Error, Fixed, CANDOUR);

/// The check of folders.
pub const FOLDERS: Check = Check { rules: &[&WRONG_FOLDER], run: Run::Site(run) };

/// From this length on, one letter more, less or other is a slip and no other word. "Plane" and "plant" are words.
const SLIP_LETTERS_MIN: usize = 6;

fn run(site: &Site, found: &mut Vec<Diagnostic>) {
    let mut meant: BTreeMap<&str, (&'static KindInfo, Vec<&Page>)> = BTreeMap::new();
    // Who has written the kind has decided.
    let undecided = site.pages().iter().filter(|page| page.document.meta.common.kind.is_none() && !page.is_landing());
    for page in undecided {
        let path = page.document.path();
        if kind_of_path(path) == "page"
            && let Some((folder, info)) = meant_folder(path.as_str())
        {
            meant.entry(folder).or_insert_with(|| (info, Vec::new())).1.push(page);
        }
    }
    for (folder, (info, pages)) in meant {
        let Some(first) = pages.first() else { continue };
        let is = match pages.len() {
            1 => "this page is".to_owned(),
            count => format!("this and {} more in the folder are", count - 1),
        };
        let kind = info.noun.split_once(' ').map_or(info.noun, |(_, noun)| noun);
        let message = format!(
            "{is} checked and published as an ordinary page, not as a {kind}: its folder is not `{}`",
            info.folder
        );
        let help = format!(
            "move what is in `{folder}` to the folder `{}` at the top of the content folder; if an ordinary page is meant, write `kind: page` in its front matter",
            info.folder
        );
        found.push(Diagnostic::new(&WRONG_FOLDER, first.document.path(), Span::default(), message).help(help));
    }
}

/// The folder of a page, as far as the part that is nearly the name of a kind's folder, and that kind.
fn meant_folder(path: &str) -> Option<(&str, &'static KindInfo)> {
    let (folders, _) = path.rsplit_once('/')?;
    let mut end = 0;
    for (depth, part) in folders.split('/').enumerate() {
        end += part.len() + usize::from(depth > 0);
        let kinds = KINDS.iter().filter(|info| !info.folder.is_empty());
        // A folder of that very name, but further down, matters where people could be named.
        let mut meant = kinds.filter(|info| (depth == 0 || info.private_key.is_some()) && is_nearly(part, info));
        if let Some(info) = meant.next() {
            return Some((&folders[..end], info));
        }
    }
    None
}

fn is_nearly(name: &str, info: &KindInfo) -> bool {
    let typed = letters(name);
    let (wanted, kind) = (letters(info.folder), letters(info.name));
    let noun = letters(info.noun.split_once(' ').map_or(info.noun, |(_, noun)| noun));
    [&wanted, &kind, &noun].iter().any(|one| singular(one) == singular(&typed))
        || (wanted.len() >= SLIP_LETTERS_MIN && is_one_slip_from(&typed, &wanted))
}

/// The letters of a name in small letters, without the signs between them.
fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

fn singular(word: &str) -> String {
    match (word.strip_suffix("ies"), word.strip_suffix('s')) {
        (Some(stem), _) => format!("{stem}y"),
        (None, Some(stem)) => stem.to_owned(),
        (None, None) => word.to_owned(),
    }
}

/// Whether two words differ by one letter that is missing, other, or in the place of its neighbour.
fn is_one_slip_from(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (a, b) = (&one[same..], &other[same..]);
    let is_swap = matches!((a, b), ([a, b, rest @ ..], [c, d, end @ ..]) if a == d && b == c && rest == end);
    is_swap || a.get(1..) == b.get(1..) || a.get(1..) == Some(b) || b.get(1..) == Some(a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_meant_by_case_number_and_slips() {
        let kind = |path: &str| meant_folder(path).map(|(folder, info)| (folder.to_owned(), info.name));
        let is = |path: &str, folder: &str, name: &'static str| assert_eq!(kind(path), Some((folder.to_owned(), name)));
        for (folder, name) in [
            ("Learning", "learning"),
            ("learnings", "learning"),
            ("lerning", "learning"),
            ("laerning", "learning"),
            ("learning-summaries", "learning"),
            ("Learning summary", "learning"),
            ("policy", "policy"),
            ("Policies", "policy"),
            ("polices", "policy"),
            ("plans", "plan"),
            ("PLAN", "plan"),
            ("partner", "partner"),
            ("patient-safety-partners", "partner"),
        ] {
            is(&format!("{folder}/a.md"), folder, name);
        }
        is("archive/learning/2026/a.md", "archive/learning", "learning");
        for path in ["a.md", "about/a.md", "plain/a.md", "plant/a.md", "about/policies/a.md", "winnings/a.md"] {
            assert_eq!(kind(path), None, "{path}");
        }
    }
}
