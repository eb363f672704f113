//! The words of a file, with what says who wrote it: for a look before it goes near a site.

use std::collections::BTreeSet;
use std::ops::Range;

use super::office::Package;
use super::xml::Budget;
use super::xml::{Step, Trail};
use super::{FileFormat, Stop, format, texts, word};

/// Words that stand together, and where.
#[derive(Clone, Default)]
pub struct Passage {
    /// Where.
    pub place: Place,
    /// The words.
    pub text: String,
    /// Where each run of equal format begins in them, in bytes. Empty where there are no runs.
    pub runs: Vec<usize>,
    /// Whether it is a heading.
    pub is_heading: bool,
    /// What of a Word document it is in, where that is not its text: "a header", "a comment".
    pub aside: &'static str,
}

/// Where in a file words stand. Everything counts from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// The file is text, and all of it is one passage.
    #[default]
    Whole,
    /// A paragraph of a Word document.
    Paragraph(usize),
    /// A page of a PDF.
    Page(usize),
    /// A sheet, and a row of it.
    Row(usize, usize),
    /// A slide.
    Slide(usize),
    /// A place that has no number.
    Somewhere,
}

/// The largest PDF whose words are read, in bytes: the library holds each of its objects several times.
const PDF_BYTES_MAX: usize = 50 << 20;

/// The words of a file, by what it holds. `None` where there are none: a photo, a film, an empty file.
///
/// # Errors
/// A file that is damaged, locked, too large, or of a kind whose words cannot be read ([`Stop::Unread`]).
pub fn words(bytes: &[u8], suffix: &str) -> Result<Option<Vec<Passage>>, Stop> {
    // As in `inspect`: a library may fail in another way than with an error.
    std::panic::catch_unwind(|| words_within(bytes, suffix, 0)).unwrap_or(Err(Stop::Damaged))
}

/// The same for a file that lies in so many archives.
pub(super) fn words_within(bytes: &[u8], suffix: &str, depth: usize) -> Result<Option<Vec<Passage>>, Stop> {
    let whole = |text: String| Ok(Some(vec![Passage { text, ..Passage::default() }]));
    let format = format::detect(bytes, suffix)?;
    match format {
        FileFormat::Word => word_passages(bytes).map(Some),
        FileFormat::Excel | FileFormat::PowerPoint => texts::office(bytes, format).map(Some),
        FileFormat::OpenText | FileFormat::OpenSheet | FileFormat::OpenSlides => {
            texts::open_document(bytes, format).map(Some)
        }
        FileFormat::Epub => texts::book(bytes).map(Some),
        FileFormat::Zip => texts::archive(bytes, depth).map(Some),
        FileFormat::Pdf => pdf_passages(bytes).map(Some),
        FileFormat::Rtf => whole(texts::rich_text(bytes)),
        FileFormat::LockedOffice => Err(Stop::Locked),
        FileFormat::OldWord | FileFormat::OldExcel | FileFormat::OldPowerPoint => Err(Stop::Unread),
        FileFormat::Media | FileFormat::Empty => Ok(None),
        FileFormat::Picture if is_drawing(bytes) => texts::marked_up(bytes, &mut Budget::default()).map(Some),
        FileFormat::Picture => Ok(None),
        _ => match std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
            Ok(text) if !text.contains('\0') => whole(text.to_owned()),
            _ => texts::decoded(bytes).map_or(Err(Stop::Unread), whole),
        },
    }
}

/// Whether a picture is a drawing in XML, and none of pixels.
fn is_drawing(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start().starts_with(b"<")
}

/// The paragraphs of a Word document: of its text, then of headers, footers, notes and comments. What has been deleted
/// and is still recorded is among the words, and so are descriptions of pictures and what the file says of itself.
fn word_passages(bytes: &[u8]) -> Result<Vec<Passage>, Stop> {
    let mut package = Package::open(bytes)?;
    let styles = word::Styles::read(&mut package)?;
    let mut passages: Vec<Passage> = Vec::new();
    // Paragraphs may hold others, in boxes.
    let mut open: Vec<Passage> = Vec::new();
    let mut count = 0;
    for ending in word::STORIES {
        let aside = match *ending {
            "wordprocessingml.header+xml" => "a header",
            "wordprocessingml.footer+xml" => "a footer",
            "wordprocessingml.footnotes+xml" => "a footnote",
            "wordprocessingml.endnotes+xml" => "an endnote",
            "wordprocessingml.comments+xml" => "a comment",
            _ => "",
        };
        package.walk_all(ending, &mut |trail: &Trail, step| match step {
            Step::Open(element) => match trail.name(0) {
                "p" => {
                    count += 1;
                    open.push(Passage { place: Place::Paragraph(count), aside, ..Passage::default() });
                }
                "pStyle" | "outlineLvl" => {
                    if let Some(passage) = open.last_mut() {
                        let value = element.attribute("val");
                        passage.is_heading |= styles.headings.contains(&value)
                            || trail.name(0) == "outlineLvl" && word::is_outline_level(&value);
                    }
                }
                "r" => {
                    if let Some(passage) = open.last_mut() {
                        passage.runs.push(passage.text.len());
                    }
                }
                "tab" | "ptab" | "br" | "cr" => {
                    if let Some(passage) = open.last_mut() {
                        passage.text.push(' ');
                    }
                }
                "docPr" | "cNvPr" => {
                    if let Some(passage) = open.last_mut() {
                        passage.text.push_str(&format!(" {} ", element.attribute("descr")));
                    }
                }
                _ => {}
            },
            // Of a field's code only what leads to an address is anybody's words.
            Step::Text(text)
                if matches!(trail.name(0), "t" | "delText")
                    || trail.name(0) == "instrText" && text.contains("HYPERLINK") =>
            {
                if let Some(passage) = open.last_mut() {
                    passage.text.push_str(text);
                }
            }
            Step::Text(_) => {}
            Step::Close if trail.name(0) == "p" => passages.extend(open.pop()),
            Step::Close => {}
        })?;
    }
    passages.extend(texts::beside_text(&mut package)?);
    Ok(passages)
}

fn pdf_passages(bytes: &[u8]) -> Result<Vec<Passage>, Stop> {
    if bytes.len() > PDF_BYTES_MAX {
        return Err(Stop::TooLarge);
    }
    // The library fails in other ways than by an error on some damaged files.
    let read = std::panic::catch_unwind(|| super::pdf::page_texts(bytes));
    let pages = read.unwrap_or(Err(Stop::Damaged))?;
    let passage = |(index, text)| Passage { place: Place::Page(index + 1), text, ..Passage::default() };
    let mut passages: Vec<Passage> = pages.into_iter().enumerate().map(passage).collect();
    let beside = std::panic::catch_unwind(|| super::pdf::beside_pages(bytes)).unwrap_or(Err(Stop::Damaged));
    let passage = |(aside, text)| Passage { place: Place::Somewhere, text, aside, ..Passage::default() };
    // A damaged list of objects loses the bookmarks, and not the pages.
    passages.extend(beside.unwrap_or_default().into_iter().map(passage));
    Ok(passages)
}

/// All words of a file in one text, so that a name told once is known everywhere.
pub struct Whole<'a> {
    /// The text.
    pub text: String,
    /// Where each passage begins.
    starts: Vec<(usize, &'a Passage)>,
    /// The headings that may be quoted, by their place in `starts`.
    quotable: BTreeSet<usize>,
}

/// The longest heading that is quoted, in characters.
const HEADING_MAX: usize = 80;

/// A place in a file: lines and columns from 1, in characters, the end exclusive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The line; in a Word document the number of the paragraph, in a PDF of the page.
    pub line: usize,
    /// The column.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column of the end.
    pub end_column: usize,
    /// The words that say so where there are no lines: "in paragraph 3, run 1, ".
    pub said: String,
}

impl<'a> Whole<'a> {
    /// Of the passages of a file.
    pub fn new(passages: &'a [Passage]) -> Whole<'a> {
        let mut whole = Whole { text: String::new(), starts: Vec::new(), quotable: BTreeSet::new() };
        let mut sheet = 0;
        for passage in passages {
            if let Place::Row(of, _) = passage.place
                && of != std::mem::replace(&mut sheet, of)
            {
                whole.text.push('\n');
            }
            whole.starts.push((whole.text.len(), passage));
            whole.text.push_str(&passage.text);
            match passage.place {
                Place::Whole => {}
                // Rows of one sheet are one table.
                Place::Row(_, _) => whole.text.push('\n'),
                _ => whole.text.push_str("\n\n"),
            }
        }
        whole
    }

    /// Lets places be told by the headings above them: those in which nothing was found that names anybody.
    pub fn quote_headings_without(&mut self, found: &[Range<usize>]) {
        for (index, (start, passage)) in self.starts.iter().enumerate() {
            let end = start + passage.text.len();
            let is_clean = !found.iter().any(|it| it.start < end && *start < it.end);
            let letters = passage.text.trim().chars().count();
            if passage.is_heading && is_clean && (1..=HEADING_MAX).contains(&letters) {
                self.quotable.insert(index);
            }
        }
    }

    /// Where a paragraph of a Word document is, as its author can find it.
    fn in_word(&self, at: usize) -> Option<String> {
        let (_, passage) = self.starts.get(at)?;
        if !passage.aside.is_empty() {
            return Some(format!("in {}", passage.aside));
        }
        if passage.is_heading && !passage.text.trim().is_empty() {
            return Some("in a heading".to_owned());
        }
        let heading = (0..at)
            .rev()
            .find(|index| self.starts.get(*index).is_some_and(|(_, it)| it.is_heading && !it.text.trim().is_empty()))?;
        let (_, above) = self.starts.get(heading)?;
        let between = self.starts.get(heading + 1..=at)?.iter();
        let count = between.filter(|(_, it)| !it.text.trim().is_empty()).count();
        let name = if self.quotable.contains(&heading) {
            let words: Vec<&str> = above.text.split_whitespace().collect();
            format!("the heading \u{201c}{}\u{201d}", words.join(" "))
        } else {
            return None;
        };
        Some(format!("under {name}, {} paragraph or cell", ordinal(count)))
    }

    /// Where a range of the text stands in the file.
    pub fn place(&self, range: Range<usize>) -> Found {
        let at = self.starts.partition_point(|(start, _)| *start <= range.start).saturating_sub(1);
        let Some((start, passage)) = self.starts.get(at) else {
            return Found { line: 1, column: 1, end_line: 1, end_column: 1, said: String::new() };
        };
        let (from, to) = (range.start - start, (range.end - start).min(passage.text.len()));
        let before = |offset: usize| passage.text.get(..offset).unwrap_or_default();
        let count = |offset: usize| before(offset).chars().count() + 1;
        let in_line = |offset: usize| before(offset).rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let line = |offset: usize| before(offset).matches('\n').count() + 1;
        let numbered = |number: usize, said: String| Found {
            line: number,
            column: count(from),
            end_line: number,
            end_column: count(to),
            said,
        };
        match passage.place {
            Place::Whole => Found {
                line: line(from),
                column: in_line(from),
                end_line: line(to),
                end_column: in_line(to),
                said: String::new(),
            },
            Place::Paragraph(number) => {
                let run = passage.runs.partition_point(|run| *run <= from).max(1);
                let said = match self.in_word(at).filter(|_| !self.quotable.is_empty()) {
                    Some(place) => format!("{place} (paragraph {number}, run {run}), "),
                    None => format!("in paragraph {number}, run {run}, "),
                };
                numbered(number, said)
            }
            Place::Page(number) => numbered(number, format!("on page {number}, ")),
            Place::Slide(number) => numbered(number, format!("on slide {number}, ")),
            Place::Row(sheet, number) => numbered(number, format!("in row {number} of sheet {sheet}, ")),
            Place::Somewhere if passage.aside.is_empty() => numbered(1, "in its text, ".to_owned()),
            Place::Somewhere => numbered(1, format!("in {}, ", passage.aside)),
        }
    }
}

/// "1st", "2nd", "13th".
fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}
