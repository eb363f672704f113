//! Numbering: which bullet or number Word shows before a paragraph. Nobody typed it, so only counting tells it.

use std::collections::{BTreeMap, BTreeSet};

use super::model::{Block, Label, Paragraph, each_paragraph_mut};
use super::styles::{Styles, left_of};
use crate::inspect::Stop;
use crate::inspect::office::Package;
use crate::inspect::xml::{Step, Trail};

/// The levels of a numbering.
const LEVELS: usize = 9;

/// A level as it is written.
#[derive(Clone, Debug, Default)]
struct Level {
    format: String,
    text: String,
    start: Option<u32>,
    is_legal: bool,
    left: Option<i32>,
}

#[derive(Clone, Debug, Default)]
struct Abstract {
    levels: [Level; LEVELS],
    style_link: String,
}

#[derive(Clone, Debug, Default)]
struct Numbering {
    of: String,
    starts: BTreeMap<usize, u32>,
    levels: BTreeMap<usize, Level>,
}

/// The numberings of a document.
#[derive(Debug, Default)]
pub struct Numberings {
    abstracts: BTreeMap<String, Abstract>,
    numberings: BTreeMap<String, Numbering>,
}

impl Numberings {
    /// Reads the numberings.
    pub fn read(package: &mut Package<'_>, styles: &Styles) -> Result<Numberings, Stop> {
        let mut found = Numberings::default();
        // The abstract and the numbering that are open, the level and whether it overrides.
        let (mut of, mut number, mut level) = (None::<String>, None::<String>, 0);
        package.walk_all("wordprocessingml.numbering+xml", &mut |trail: &Trail, step| {
            let element = match step {
                Step::Open(element) => element,
                Step::Close => {
                    match trail.name(0) {
                        "abstractNum" => of = None,
                        "num" => number = None,
                        _ => {}
                    }
                    return;
                }
                Step::Text(_) => return,
            };
            let value = || element.attribute("val");
            let name = trail.name(0);
            match name {
                "abstractNum" => {
                    let id = element.attribute("abstractNumId");
                    found.abstracts.insert(id.clone(), Abstract::default());
                    of = Some(id);
                }
                "num" => {
                    let id = element.attribute("numId");
                    found.numberings.insert(id.clone(), Numbering::default());
                    number = Some(id);
                }
                "lvl" | "lvlOverride" => {
                    level = element.attribute("ilvl").parse::<usize>().unwrap_or(0).min(LEVELS - 1);
                }
                _ => {}
            }
            if let Some(numbering) = number.as_ref().and_then(|id| found.numberings.get_mut(id)) {
                match name {
                    "abstractNumId" => numbering.of = value(),
                    "startOverride" => {
                        numbering.starts.insert(level, value().parse().unwrap_or(1));
                    }
                    "lvl" => {
                        numbering.levels.insert(level, Level::default());
                    }
                    _ => {
                        if let Some(level) = numbering.levels.get_mut(&level) {
                            level.note(name, &value, &element);
                        }
                    }
                }
            } else if let Some(abstracted) = of.as_ref().and_then(|id| found.abstracts.get_mut(id)) {
                match name {
                    "numStyleLink" => abstracted.style_link = value(),
                    _ => abstracted.levels[level].note(name, &value, &element),
                }
            }
        })?;
        // A numbering that only names a style counts as the numbering of that style.
        let targets: Vec<(String, String)> = found
            .abstracts
            .iter()
            .filter(|(_, it)| !it.style_link.is_empty())
            .filter_map(|(id, it)| {
                let numbering = styles.of(&it.style_link).numbering.clone()?;
                Some((id.clone(), found.numberings.get(&numbering)?.of.clone()))
            })
            .collect();
        for (id, target) in targets {
            if let Some(levels) = found.abstracts.get(&target).map(|it| it.levels.clone())
                && let Some(own) = found.abstracts.get_mut(&id)
            {
                own.levels = levels;
            }
        }
        Ok(found)
    }

    fn level(&self, numbering: &str, level: usize) -> Option<&Level> {
        let numbering = self.numberings.get(numbering)?;
        let own = numbering.levels.get(&level).filter(|it| !it.format.is_empty());
        own.or_else(|| self.abstracts.get(&numbering.of)?.levels.get(level))
    }

    /// Where the lines of an item begin, as its numbering says.
    pub fn left(&self, numbering: &str, level: usize) -> Option<i32> {
        self.level(numbering, level)?.left
    }

    /// Gives every paragraph of the text its label.
    pub fn count(&self, blocks: &mut [Block]) {
        let mut counter = Counter { numberings: self, counts: BTreeMap::new(), begun: BTreeSet::new() };
        each_paragraph_mut(blocks, &mut |paragraph| counter.label(paragraph));
    }
}

impl Level {
    fn note(&mut self, name: &str, value: &dyn Fn() -> String, element: &crate::inspect::xml::Element<'_>) {
        match name {
            "numFmt" => self.format = value(),
            "lvlText" => self.text = value(),
            "start" => self.start = value().parse().ok(),
            "isLgl" => self.is_legal = element.is_on(),
            "ind" => self.left = left_of(&element.attribute("left"), &element.attribute("start")),
            _ => {}
        }
    }
}

/// Where the numbers are.
struct Counter<'n> {
    numberings: &'n Numberings,
    /// The numbers of each abstract numbering, which the numberings made of it share.
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    /// The levels of numberings that have started as they say for themselves.
    begun: BTreeSet<(String, usize)>,
}

impl Counter<'_> {
    fn label(&mut self, paragraph: &mut Paragraph) {
        let Some((id, level)) = &paragraph.numbering else { return };
        let level = (*level).min(LEVELS - 1);
        let (Some(numbering), Some(shape)) = (self.numberings.numberings.get(id), self.numberings.level(id, level))
        else {
            return paragraph.numbering = None;
        };
        let counts = self.counts.entry(numbering.of.clone()).or_default();
        let start = shape.start.unwrap_or(1);
        let anew = numbering.starts.get(&level).filter(|_| self.begun.insert((id.clone(), level)));
        let number = match (anew, counts[level]) {
            (Some(start), _) => *start,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => start,
        };
        counts[level] = Some(number);
        for deeper in &mut counts[level + 1..] {
            *deeper = None;
        }
        let parts = shape.text.matches('%').count();
        paragraph.label = match shape.format.as_str() {
            "none" => None,
            // A bullet that shows nothing: a further paragraph of the item before it.
            "bullet" if shape.text.trim().is_empty() => None,
            "bullet" => Some(Label { number: None, shown: String::new(), has_parts: false, is_lettered: false }),
            // A level that shows no number of its own.
            _ if parts == 0 => None,
            _ => {
                let mut shown = shape.text.clone();
                for (index, count) in counts.iter().enumerate() {
                    let of = self.numberings.level(id, index);
                    let count = count.unwrap_or_else(|| of.and_then(|it| it.start).unwrap_or(1));
                    let format = match of {
                        Some(it) if !shape.is_legal => it.format.as_str(),
                        _ => "decimal",
                    };
                    shown = shown.replace(&format!("%{}", index + 1), &numeral(count, format));
                }
                let is_lettered = !matches!(shape.format.as_str(), "" | "decimal" | "decimalZero" | "ordinal");
                let shown = shown.trim().to_owned();
                Some(Label { number: Some(number), shown, has_parts: parts > 1, is_lettered })
            }
        };
        if paragraph.label.is_none() {
            paragraph.numbering = None;
        }
    }
}

fn numeral(count: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(count),
        "upperLetter" => letters(count).to_uppercase(),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        "decimalZero" => format!("{count:02}"),
        "none" | "bullet" => String::new(),
        _ => count.to_string(),
    }
}

/// a to z, then aa, bb, as Word goes on.
fn letters(count: u32) -> String {
    let Some(index) = count.checked_sub(1) else { return "0".to_owned() };
    let letter = char::from(b'a' + u8::try_from(index % 26).unwrap_or(0));
    std::iter::repeat_n(letter, (index / 26 + 1).min(8) as usize).collect()
}

fn roman(count: u32) -> String {
    if count == 0 || count > 3_999 {
        return count.to_string();
    }
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = count;
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            rest -= value;
            text.push_str(sign);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_writes_them() {
        assert_eq!(["lowerLetter", "upperLetter"].map(|it| numeral(28, it)), ["bb", "BB"]);
        assert_eq!([1, 4, 9, 14, 1999].map(roman), ["I", "IV", "IX", "XIV", "MCMXCIX"]);
        assert_eq!((numeral(0, "lowerLetter"), numeral(0, "upperRoman")), ("0".to_owned(), "0".to_owned()));
    }
}
