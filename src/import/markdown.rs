//! The blocks of a document as the Markdown of a page, and what a person has to look at, by line.

mod tables;

use std::collections::{BTreeMap, BTreeSet};

use super::captions::{
    can_caption, caption_below, is_caption, names_page, number_of_caption, only_picture, without_number,
};
use super::inline::{Context, Noted, Place, count_links, markdown};
use super::model::*;
use super::report::Report;
use super::tables::is_layout;
use crate::document::parse_markdown;
use crate::document::tree::mark;

/// How deep lists may stand in one another.
const LISTS_MAX: usize = 10;

/// Lines whose left edges are closer than this, in twentieths of a point, begin at the same place.
const NEAR: i32 = 120;

/// The largest number that a list of Markdown may begin with.
const NUMBER_MAX: u32 = 999_999_999;

/// What is told of a list whose marks a page cannot show instead of bullets.
const COUNTED: &str = "this list counts in a way that a page has no lists for: what it shows before its items is typed behind bullets now, so that whoever names an item by it is right";

/// An item whose list goes on.
struct Item {
    numbering: String,
    level: usize,
    left: i32,
    /// The column at which its text begins.
    column: usize,
    number: Option<u32>,
    /// What its letters count to, where they are typed before its words.
    letter: Option<u32>,
    sign: char,
}

/// Writes a page.
pub struct Writer<'c, 's> {
    context: &'c mut Context<'s>,
    report: &'c mut Report,
    out: String,
    /// The line that comes next, from 1.
    line: usize,
    /// The levels of the headings around this place, as the document has them.
    headings: Vec<u8>,
    items: Vec<Item>,
    /// The lines of captions by what they count and the number that they had.
    captions: BTreeMap<(&'static str, String), usize>,
    /// The lists of which was told that they count in another way than pages can.
    counted: BTreeSet<String>,
}

/// The Markdown of a text with its notes.
pub fn write(blocks: &[Block], context: &mut Context<'_>, report: &mut Report) -> String {
    context.fragments = fragments(blocks, context);
    context.notes.clear();
    context.numbers.clear();
    context.noted = Noted::default();
    let mut writer = Writer {
        context,
        report,
        out: String::new(),
        line: 1,
        headings: Vec::new(),
        items: Vec::new(),
        captions: BTreeMap::new(),
        counted: BTreeSet::new(),
    };
    writer.blocks(blocks);
    writer.notes();
    writer.out
}

/// The fragments of headings by the bookmarks in them, as the page will have them.
fn fragments(blocks: &[Block], context: &mut Context<'_>) -> BTreeMap<String, String> {
    let mut lines = String::new();
    let mut bookmarks: Vec<&[String]> = Vec::new();
    for block in blocks {
        if let Block::Paragraph(paragraph) = block
            && matches!(paragraph.role, Role::Heading(_))
            && let Some(words) = heading(paragraph, context)
        {
            lines.push_str(&format!("## {words}\n\n"));
            bookmarks.push(&paragraph.bookmarks);
        }
    }
    let (body, _) = parse_markdown(&lines);
    let ids = body.headings().map(|(heading, _)| heading.id.to_string());
    let pairs = bookmarks.into_iter().zip(ids);
    pairs.flat_map(|(names, id)| names.iter().map(move |name| (name.clone(), id.clone()))).collect()
}

/// The words of a heading, with the number that Word shows before it.
fn heading(paragraph: &Paragraph, context: &mut Context<'_>) -> Option<String> {
    let content = paragraph.content.iter().cloned().map(unstressed);
    let shown = paragraph.label.as_ref().map(|label| label.shown.as_str()).filter(|shown| !shown.is_empty());
    let number = shown.map(|shown| Inline::Text(format!("{shown} "), Format::default()));
    let content: Vec<Inline> = number.into_iter().chain(content).collect();
    let words = markdown(&content, Place::Line, context);
    // Behind the number signs, "1." begins no list.
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let words = match words[digits..].strip_prefix('\\') {
        Some(rest) if digits > 0 => format!("{}{rest}", &words[..digits]),
        _ => words,
    };
    // A closing brace at the end would be read as the end of an attribute.
    let words = if words.ends_with('}') { format!("{}&#125;", &words[..words.len() - 1]) } else { words };
    // Number signs at the end would close the heading.
    let words = if words.ends_with('#') { format!("{}\\#", &words[..words.len() - 1]) } else { words };
    (!words.is_empty()).then_some(words)
}

/// Without bold and italic, where they say nothing.
fn unstressed(inline: Inline) -> Inline {
    match inline {
        Inline::Text(words, format) => Inline::Text(words, Format { strong: false, emphasis: false, ..format }),
        inline => inline,
    }
}

impl Writer<'_, '_> {
    fn push(&mut self, text: &str) {
        self.line += text.matches('\n').count();
        self.out.push_str(text);
    }

    /// An empty line, unless there is one.
    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.push("\n");
        }
    }

    /// A text whose further lines begin with `indent`.
    fn put(&mut self, lead: &str, indent: &str, text: &str) {
        let line = self.line;
        let text = text.replace('\n', &format!("\n{indent}"));
        self.push(&format!("{lead}{text}\n"));
        self.tell(line);
    }

    /// Reports what was met in the text that was written at a line.
    fn tell(&mut self, line: usize) {
        let Noted { undescribed, unshown, lost_links, local_links, scripts } = std::mem::take(&mut self.context.noted);
        let mut tell = |count: usize, one: &str| {
            if count > 0 {
                self.report.need(line, one);
            }
        };
        tell(
            undescribed,
            "a picture has no words for people who cannot see it: say in the square brackets what it shows, or write {decorative} after it",
        );
        tell(
            unshown,
            "a picture stood here that no website can show (a drawing of Windows, or one that is elsewhere): save it as PNG and put it in",
        );
        tell(lost_links, "a link led to a place in the document that is no heading; its words stay, without a link");
        tell(local_links, "a link led to a file on a computer or a network; its words stay, without a link");
        tell(scripts, "raised or lowered letters are plain now: see whether they still say the same");
    }

    fn text(&mut self, content: &[Inline], place: Place) -> String {
        count_links(content, self.context);
        markdown(content, place, self.context)
    }

    fn blocks(&mut self, blocks: &[Block]) {
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            let (line, start) = (self.line, self.out.len());
            let taken = match block {
                Block::Table(table) => {
                    self.items.clear();
                    match caption_below(blocks, at) {
                        Some(caption) => {
                            self.report.numbers += 1;
                            self.table(table, &without_number(&caption.content, "table"));
                            2
                        }
                        None => {
                            self.table(table, &[]);
                            1
                        }
                    }
                }
                Block::Paragraph(paragraph) => match (paragraph.role, blocks.get(at + 1)) {
                    (Role::Code, _) => self.code(&blocks[at..]),
                    (Role::Quote, _) if paragraph.label.is_none() => self.quote(&blocks[at..]),
                    (Role::Term, Some(Block::Paragraph(next)))
                        if next.role == Role::Meaning && !next.text().is_empty() && !paragraph.text().is_empty() =>
                    {
                        self.definition(&blocks[at..])
                    }
                    (Role::Body, Some(Block::Paragraph(next)))
                        if next.role == Role::Caption && only_picture(paragraph) && can_caption(next) =>
                    {
                        self.figure(paragraph, next);
                        2
                    }
                    (_, Some(Block::Table(table))) if is_caption(paragraph) && !is_layout(table) => {
                        self.items.clear();
                        let caption = without_number(&paragraph.content, "table");
                        self.report.numbers += usize::from(text_of(&caption) != paragraph.text());
                        self.table(table, &caption);
                        2
                    }
                    _ => {
                        self.paragraph(paragraph);
                        1
                    }
                },
            };
            let written = &self.out[start..];
            let line = line + written.len() - written.trim_start_matches('\n').len();
            if taken == 2 {
                blocks[at..at + 2].iter().for_each(|block| self.count_caption(block, line));
            }
            each_paragraph(&blocks[at..at + taken], &mut |paragraph| {
                for told in &paragraph.told {
                    match told {
                        Told::LooksLikeHeading => {
                            // Below the heading around it, unless it is one of its sisters.
                            let signs = "#".repeat((self.headings.len() + 2).min(6));
                            let words = told.words();
                            self.report.need(
                                line,
                                &format!("{words}: if it is one, write {signs} before it and take out the asterisks"),
                            );
                        }
                        told => self.report.need(line, told.words()),
                    }
                }
                if names_page(&paragraph.text()) && !paragraph.told.contains(&Told::PageNumber) {
                    self.report.need(line, Told::PageNumber.words());
                }
            });
            at += taken;
        }
    }

    /// Tells of a caption whose number another has.
    fn count_caption(&mut self, block: &Block, line: usize) {
        let Block::Paragraph(caption) = block else { return };
        let Some((noun, number)) = number_of_caption(caption) else { return };
        let words = format!(
            "more than one {noun} was {noun} {number} in the document, and documents count them anew: see whether the text tells which it means"
        );
        let first = *self.captions.entry((noun, number)).or_insert(line);
        if first < line {
            if !self.report.needs.contains(&(first, words.clone())) {
                self.report.need(first, &words);
            }
            self.report.need(line, &words);
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        if let Role::Heading(raw) = paragraph.role {
            return self.heading(paragraph, raw);
        }
        match &paragraph.label {
            Some(label) if !label.has_parts && label.number.is_none_or(|number| number <= NUMBER_MAX) => {
                self.item(paragraph, label);
            }
            Some(label) => {
                // "4.2" is part of what people cite, and no list of Markdown has it.
                let number = Inline::Text(format!("{} ", label.shown), Format::default());
                let content: Vec<Inline> = std::iter::once(number).chain(paragraph.content.iter().cloned()).collect();
                self.items.clear();
                self.plain(&content, "");
            }
            None => {
                let near = |item: &Item| paragraph.left > 0 && item.left > 0 && paragraph.left + NEAR / 2 >= item.left;
                if paragraph.role == Role::Body && self.items.last().is_some_and(near) {
                    while self.items.last().is_some_and(|item| item.left > paragraph.left + NEAR) {
                        self.items.pop();
                    }
                    let column = self.items.last().map_or(0, |item| item.column);
                    return self.plain(&paragraph.content, &" ".repeat(column));
                }
                self.items.clear();
                self.plain(&paragraph.content, "");
            }
        }
    }

    fn plain(&mut self, content: &[Inline], indent: &str) {
        let text = self.text(content, Place::Paragraph);
        if text.is_empty() {
            return self.tell(self.line);
        }
        self.gap();
        self.put(indent, indent, &text);
    }

    fn heading(&mut self, paragraph: &Paragraph, raw: u8) {
        self.items.clear();
        count_links(&paragraph.content, self.context);
        let Some(words) = heading(paragraph, self.context) else { return self.tell(self.line) };
        while self.headings.last().is_some_and(|above| *above >= raw) {
            self.headings.pop();
        }
        self.headings.push(raw);
        let level = (self.headings.len() + 1).min(6);
        self.gap();
        if paragraph.is_guessed {
            let words = "this line was only bold and is a heading now: see whether it is one, and its level";
            self.report.need(self.line, words);
        }
        self.report.headings += 1;
        self.put(&format!("{} ", "#".repeat(level)), "", &words);
    }

    fn item(&mut self, paragraph: &Paragraph, label: &Label) {
        let (numbering, level) = paragraph.numbering.clone().unwrap_or_default();
        let keeps_letters = label.is_lettered && !paragraph.text().is_empty();
        let content = if keeps_letters { label.before(&paragraph.content) } else { paragraph.content.clone() };
        let text = self.text(&content, Place::Paragraph);
        if text.is_empty() {
            return self.tell(self.line);
        }
        let (number, letter) = if keeps_letters { (None, label.number) } else { (label.number, None) };
        let left = paragraph.left;
        let is_inside = |item: &Item| {
            if item.numbering == numbering { level > item.level } else { left > item.left + NEAR }
        };
        let is_beside = |item: &Item| {
            if item.numbering == numbering { level == item.level } else { (left - item.left).abs() <= NEAR }
        };
        let was_in_list = !self.items.is_empty();
        while self.items.last().is_some_and(|item| !is_inside(item) && !is_beside(item)) {
            self.items.pop();
        }
        let mut goes_on = false;
        let mut sign = if number.is_some() { '.' } else { '-' };
        if self.items.last().is_some_and(&is_beside) || self.items.len() >= LISTS_MAX {
            let before = self.items.pop();
            let follows = |before: Option<u32>, now: Option<u32>| match (before, now) {
                (None, None) => true,
                (Some(last), Some(number)) => last.checked_add(1) == Some(number),
                _ => false,
            };
            goes_on =
                before.as_ref().is_some_and(|before| follows(before.number, number) && follows(before.letter, letter));
            match before {
                Some(before) if goes_on => sign = before.sign,
                // Two lists in a row are told apart by their signs.
                Some(before) if before.number.is_some() && before.sign == '.' && number.is_some() => sign = ')',
                Some(before) if before.sign == '-' && number.is_none() => sign = '*',
                _ => {}
            }
        }
        let column = self.items.last().map_or(0, |item| item.column);
        let marker = match number {
            Some(number) => format!("{number}{sign} "),
            None => format!("{sign} "),
        };
        let begins_anew = !goes_on && (self.items.is_empty() || number.is_some_and(|number| number != 1));
        if begins_anew || !was_in_list || !goes_on && self.items.last().is_some_and(|_| sign == ')') {
            self.gap();
        }
        if keeps_letters && mark(&format!("{} x", label.shown)).is_none() && self.counted.insert(numbering.clone()) {
            self.report.need(self.line, COUNTED);
        }
        let lead = format!("{}{marker}", " ".repeat(column));
        let inner = lead.chars().count();
        self.put(&lead, &" ".repeat(inner), &text);
        self.report.items += 1;
        self.items.push(Item { numbering, level, left, column: inner, number, letter, sign });
    }

    /// Writes quoted paragraphs up to the first that is none; returns how many.
    fn quote(&mut self, blocks: &[Block]) -> usize {
        self.items.clear();
        let mut count = 0;
        for block in blocks {
            let Block::Paragraph(paragraph) = block else { break };
            if paragraph.role != Role::Quote || paragraph.label.is_some() {
                break;
            }
            count += 1;
            let text = self.text(&paragraph.content, Place::Paragraph);
            if text.is_empty() {
                continue;
            }
            if count == 1 {
                self.gap();
            } else {
                self.push(">\n");
            }
            self.put("> ", "> ", &text);
        }
        count
    }

    /// Writes a picture with its caption.
    fn figure(&mut self, paragraph: &Paragraph, caption: &Paragraph) {
        self.items.clear();
        let picture = self.text(&paragraph.content, Place::Line);
        if picture.is_empty() {
            return self.tell(self.line);
        }
        let words = text_of(&without_number(&caption.content, "figure"));
        self.report.numbers += usize::from(words != caption.text());
        self.gap();
        self.push(&format!("::: figure {{caption=\"{words}\"}}\n"));
        self.put("", "", &picture);
        self.push(":::\n");
    }

    /// Writes a term with the meanings that follow it; returns how many paragraphs they are.
    fn definition(&mut self, blocks: &[Block]) -> usize {
        self.items.clear();
        let mut count = 0;
        for block in blocks {
            let Block::Paragraph(paragraph) = block else { break };
            let is_next = if count == 0 { Role::Term } else { Role::Meaning };
            if paragraph.role != is_next || paragraph.label.is_some() || paragraph.text().is_empty() {
                break;
            }
            count += 1;
            if count == 1 {
                let content: Vec<Inline> = paragraph.content.iter().cloned().map(unstressed).collect();
                let text = self.text(&content, Place::Line);
                self.gap();
                self.put("", "", &text);
            } else {
                let text = self.text(&paragraph.content, Place::Paragraph);
                self.put(": ", "  ", &text);
            }
        }
        count.max(1)
    }

    /// Writes preformatted paragraphs up to the first that is none; returns how many.
    fn code(&mut self, blocks: &[Block]) -> usize {
        self.items.clear();
        let mut lines = String::new();
        let mut count = 0;
        for block in blocks {
            let Block::Paragraph(paragraph) = block else { break };
            if paragraph.role != Role::Code {
                break;
            }
            count += 1;
            for inline in &paragraph.content {
                match inline {
                    Inline::Text(words, _) => lines.push_str(words),
                    Inline::Break | Inline::PageBreak => lines.push('\n'),
                    _ => {}
                }
            }
            lines.push('\n');
        }
        let longest = lines.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let fence = "`".repeat((longest + 1).max(3));
        self.gap();
        self.push(&format!("{fence}\n{lines}{fence}\n"));
        count
    }

    /// Writes the notes that the text refers to. A note may refer to further ones.
    fn notes(&mut self) {
        let mut number = 0;
        while let Some(name) = self.context.notes.get(number).cloned() {
            number += 1;
            let story = self.context.story;
            let Some(blocks) = story.notes.get(&name) else { continue };
            let mut paragraphs = Vec::new();
            each_paragraph(blocks, &mut |paragraph| paragraphs.push(paragraph));
            let mut lead = format!("[^{number}]: ");
            for paragraph in paragraphs {
                let shown = paragraph.label.as_ref().map(|it| it.shown.clone()).filter(|it| !it.is_empty());
                let number = shown.map(|shown| Inline::Text(format!("{shown} "), Format::default()));
                let content: Vec<Inline> = number.into_iter().chain(paragraph.content.iter().cloned()).collect();
                let text = self.text(&content, Place::Paragraph);
                if !text.is_empty() {
                    self.gap();
                    self.put(&lead, "    ", &text);
                    lead = "    ".to_owned();
                }
            }
            // A note without words, which a reference must not lead into the void.
            if lead.starts_with('[') {
                self.gap();
                self.put(&lead, "    ", "\u{2026}");
            }
        }
    }
}
