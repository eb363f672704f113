//! "See section 6.2", "Appendix A" and "Table 3": links to the headings that are meant, or under which the table stands,
//! where it is plain which those are.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::captions::{can_caption, caption_below, is_caption, number_of_caption, only_picture};
use super::forms;
use super::model::*;
use super::series::number_of;
use super::tables::is_layout;

/// What names another place of the document: after a word for one, after "see", or by its letter.
static NAMED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let number = r"(\d{1,2}(?:\.\d{1,2}){0,4})\b";
    let dotted = r"(\d{1,2}(?:\.\d{1,2}){1,4})\b";
    Regex::new(&format!(
        r"\b(?:[Ss]ub-?section|[Ss]ection|SECTION|[Pp]aragraph|[Pp]ara|[Cc]lause)\s{number}|\b[Ss]ee\s{dotted}|\b(?:[Aa]ppendix|APPENDIX)\s([A-Z]|\d{{1,2}})\b|\b(?:[Tt]ables?|TABLE)\s(\d{{1,2}})\b|\b(?:[Ff]igures?\s|FIGURE\s|[Ff]ig\.?\s)(\d{{1,2}})\b"
    ))
    .ok()
});

/// What leads to a section of the same document, where no Act is spoken of.
const SAID_IN: &[&str] =
    &["set out in", "described in", "explained in", "listed in", "given in", "outlined in", "detailed in"];
static ACT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(?:Acts?|Code|Regulations?|Order|MHA|MCA)\b").ok());

/// A place that a text may name.
#[derive(Clone, Copy, Debug)]
struct Target {
    /// The heading that it is, or under which it stands; none at the head of a document.
    heading: Option<usize>,
    /// Whether it has that number on the page, which counts captions anew.
    has_number: bool,
}

/// Links what names a heading, or what stands under one, and tells of what names none; says how many links it made.
pub fn link(blocks: &mut [Block], links: &mut Vec<Goal>) -> usize {
    let mut linker =
        Linker { targets: targets(blocks), links, goals: BTreeMap::new(), marked: BTreeMap::new(), count: 0 };
    let mut around = None;
    for at in 0..blocks.len() {
        if matches!(&blocks[at], Block::Paragraph(it) if matches!(it.role, Role::Heading(_))) {
            around = Some(at);
        }
        each_paragraph_mut(&mut blocks[at..=at], &mut |paragraph| linker.paragraph(paragraph, around));
    }
    let Linker { marked, count, .. } = linker;
    for (at, names) in marked {
        if let Some(Block::Paragraph(heading)) = blocks.get_mut(at) {
            heading.bookmarks.extend(names);
        }
    }
    count
}

struct Linker<'l> {
    targets: BTreeMap<String, Target>,
    links: &'l mut Vec<Goal>,
    /// The links by the headings to which they lead.
    goals: BTreeMap<usize, u32>,
    /// Bookmarks that headings get.
    marked: BTreeMap<usize, Vec<String>>,
    count: usize,
}

impl Linker<'_> {
    /// Links what a paragraph names, which stands under a heading.
    fn paragraph(&mut self, paragraph: &mut Paragraph, around: Option<usize>) {
        let is_text = !matches!(paragraph.role, Role::Heading(_) | Role::Caption | Role::Code | Role::Contents);
        if !is_text || number_of_caption(paragraph).is_some() {
            return;
        }
        let mut made = Vec::with_capacity(paragraph.content.len());
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
            for Named { range, name, is_sure } in names(words) {
                let is_shown = name.starts_with("table") || name.starts_with("figure");
                let target = self.targets.get(&name).copied().filter(|_| is_sure);
                let told = match target {
                    None if is_shown => Some(Told::LostTable),
                    None => Some(Told::LostNumber),
                    Some(target) if !target.has_number => Some(Told::TableNumber),
                    Some(_) => None,
                };
                paragraph.told.extend(told.filter(|told| !paragraph.told.contains(told)));
                // A table of the same section is at hand: a link would lead up to the heading above both.
                let heading = target.and_then(|it| it.heading).filter(|it| !is_shown || Some(*it) != around);
                let Some(heading) = heading else { continue };
                let link = self.goal(heading);
                made.push(Inline::Text(words[written..range.start].to_owned(), *format));
                made.push(Inline::Text(words[range.clone()].to_owned(), Format { link, ..*format }));
                written = range.end;
                self.count += 1;
            }
            match written {
                0 => made.push(inline),
                _ => made.push(Inline::Text(words[written..].to_owned(), *format)),
            }
        }
        made.retain(|it| !matches!(it, Inline::Text(words, _) if words.is_empty()));
        paragraph.content = made;
    }

    /// The link to a heading.
    fn goal(&mut self, heading: usize) -> u32 {
        *self.goals.entry(heading).or_insert_with(|| {
            let bookmark = format!("candour {heading}");
            self.marked.entry(heading).or_default().push(bookmark.clone());
            self.links.push(Goal::Bookmark(bookmark));
            u32::try_from(self.links.len()).unwrap_or(0)
        })
    }
}

/// The headings by their numbers and letters, and those around paragraphs, tables and figures that have numbers. A number
/// that two have is nobody's.
fn targets(blocks: &[Block]) -> BTreeMap<String, Target> {
    let mut headings: BTreeMap<String, Option<Target>> = BTreeMap::new();
    let mut paragraphs: BTreeMap<String, Option<Target>> = BTreeMap::new();
    let mut around = None;
    let written = |number: &Vec<u32>| number.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
    let put = |names: &mut BTreeMap<String, Option<Target>>, name: String, heading, has_number| {
        names.entry(name).and_modify(|it| *it = None).or_insert(Some(Target { heading, has_number }));
    };
    let mut captions = Captions::default();
    for (at, block) in blocks.iter().enumerate() {
        let counted = captions.counted(blocks, at);
        let Block::Paragraph(paragraph) = block else { continue };
        let number = number_of(paragraph);
        if matches!(paragraph.role, Role::Heading(_)) {
            around = Some(at);
            let text = paragraph.text().to_lowercase();
            let letter =
                text.strip_prefix("appendix ").and_then(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
            match (number, letter.filter(|it| !it.is_empty())) {
                (_, Some(letter)) => put(&mut headings, format!("appendix {letter}"), around, true),
                (Some(number), None) => put(&mut headings, written(&number), around, true),
                (None, None) => {}
            }
        } else if let Some((noun, number)) = number_of_caption(paragraph) {
            // What stays as it was typed keeps its number.
            let holds = counted.is_none_or(|counted| counted.to_string() == number);
            put(&mut headings, format!("{noun} {number}"), around, holds);
        } else if let (Some(heading), Some(number)) = (around, number.filter(|it| it.len() > 1)) {
            put(&mut paragraphs, written(&number), Some(heading), true);
        }
    }
    let mut found: BTreeMap<String, Target> = BTreeMap::new();
    for (name, target) in paragraphs.into_iter().filter(|(name, _)| !headings.contains_key(name)) {
        found.extend(target.map(|target| (name, target)));
    }
    found.extend(headings.into_iter().filter_map(|(name, target)| Some((name, target?))));
    found
}

/// How the page and its documents count captions.
#[derive(Default)]
struct Captions {
    tables: usize,
    figures: usize,
    /// Whether the caption at hand was that of the table above it.
    is_below: bool,
}

impl Captions {
    /// The number that the page gives to what the paragraph at a place is the caption of.
    fn counted(&mut self, blocks: &[Block], at: usize) -> Option<usize> {
        let was_below = std::mem::take(&mut self.is_below);
        let is_next_table = |next: usize| matches!(blocks.get(next), Some(Block::Table(it)) if !is_layout(it));
        match &blocks[at] {
            Block::Table(table) => {
                self.is_below = caption_below(blocks, at).is_some();
                let is_captioned =
                    self.is_below || at > 0 && matches!(&blocks[at - 1], Block::Paragraph(it) if is_caption(it));
                // The titles within a form are captions too; the first joins the caption of the whole.
                let titled = forms::parts(table).iter().filter(|part| !part.title.is_empty()).count();
                let more = titled - usize::from(is_captioned).min(titled);
                self.tables += if self.is_below { 0 } else { more };
                None
            }
            Block::Paragraph(_) if was_below => {
                self.tables += 1;
                Some(self.tables)
            }
            Block::Paragraph(it) if is_caption(it) && is_next_table(at + 1) => {
                self.tables += 1;
                Some(self.tables)
            }
            Block::Paragraph(it) => {
                let is_figure = it.role == Role::Caption
                    && can_caption(it)
                    && at > 0
                    && matches!(&blocks[at - 1], Block::Paragraph(above) if above.role == Role::Body && only_picture(above));
                self.figures += usize::from(is_figure);
                is_figure.then_some(self.figures)
            }
        }
    }
}

/// A place that a text names.
struct Named {
    range: Range<usize>,
    name: String,
    /// Whether it can be no other.
    is_sure: bool,
}

/// The places that a text names, each by its number, or as "appendix a" and "table 3".
fn names(text: &str) -> Vec<Named> {
    let Some(named) = NAMED.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for it in named.captures_iter(text) {
        let Some(whole) = it.get(0) else { continue };
        let (before, after) = (text[..whole.start()].trim_end().to_lowercase(), &text[whole.end()..]);
        let of_noun = |group: usize, noun: &str| Some(format!("{noun} {}", it.get(group)?.as_str().to_lowercase()));
        let number = it.get(1).or_else(|| it.get(2)).map(|number| number.as_str().to_owned());
        let name =
            number.or_else(|| of_noun(3, "appendix")).or_else(|| of_noun(4, "table")).or_else(|| of_noun(5, "figure"));
        let Some(name) = name else { continue };
        // Acts have sections too: "section 3 of the Mental Capacity Act", "section 2 MHA", "detained under section 2".
        let next = after.trim_start();
        let is_elsewhere = next.starts_with("of the ") && !next.starts_with("of the policy")
            || next.starts_with("of that ")
            || after.starts_with('(')
            || next.starts_with(|c: char| c.is_uppercase());
        let is_own = name.contains('.')
            || name.starts_with(char::is_alphabetic)
            || before.ends_with("see")
            || before.ends_with("refer to")
            || SAID_IN.iter().any(|words| before.ends_with(words))
                && !ACT.as_ref().is_some_and(|act| act.is_match(text))
            || ["above", "below", "of this"].iter().any(|word| next.starts_with(word));
        if is_own && !is_elsewhere {
            // "Table 2 in the national report", "Tables 2 and 3": which are meant, a person has to see.
            let noun = whole.as_str().to_lowercase();
            let is_many = noun.starts_with("tables") || noun.starts_with("figures");
            let is_caption = noun.starts_with("table") || noun.starts_with("fig");
            let is_unsure = is_many || is_caption && next.starts_with("in ");
            found.push(Named { range: whole.range(), name, is_sure: !is_unsure });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_of_the_document_are_told_from_those_of_acts() {
        let named = |text: &str| names(text).into_iter().map(|it| it.name).collect::<Vec<_>>();
        assert_eq!(named("in the record, see section 6.2"), ["6.2"]);
        assert_eq!(named("in the time set out in section 8;"), ["8"]);
        assert_eq!(named("(see Section 7) or see 7.4. Appendix A"), ["7", "7.4", "appendix a"]);
        assert_eq!(named("Table 3 and fig. 2 below, Figure 12."), ["table 3", "figure 2", "figure 12"]);
        for text in [
            "under section 3 of the Mental Capacity Act",
            "detained under section 2",
            "see section 3 of the Act",
            "rights under the Care Act, as described in section 9",
            "see section 5(2)",
            "see section 2 MHA",
            "see Table 2 of the national guideline",
            "give 2.5 mg",
        ] {
            assert_eq!(named(text), Vec::<String>::new(), "{text}");
        }
    }
}
