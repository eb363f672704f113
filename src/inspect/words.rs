//! The words of a file, with what says who wrote it: for a look before it goes near a site.

use super::office::Package;
use super::xml::{Step, Trail};
use super::{FileFormat, Stop, format, word};

/// Words that stand together, and where.
#[derive(Clone, Default)]
pub struct Passage {
    /// Where.
    pub place: Place,
    /// The words.
    pub text: String,
    /// Where each run of equal format begins in them, in bytes. Empty where there are no runs.
    pub runs: Vec<usize>,
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
}

/// The largest PDF whose words are read, in bytes: the library holds each of its objects several times.
const PDF_BYTES_MAX: usize = 50 << 20;

/// The words of a file, by what it holds. A picture has none.
///
/// # Errors
/// A file that is damaged, locked, too large, or of a kind whose words cannot be read.
pub fn words(bytes: &[u8], suffix: &str) -> Result<Option<Vec<Passage>>, Stop> {
    match format::detect(bytes, suffix)? {
        FileFormat::Word => word_passages(bytes).map(Some),
        FileFormat::Pdf => pdf_passages(bytes).map(Some),
        FileFormat::LockedOffice => Err(Stop::Locked),
        _ => match std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
            Ok(text) if !text.contains('\0') => {
                Ok(Some(vec![Passage { place: Place::Whole, text: text.to_owned(), runs: Vec::new() }]))
            }
            _ => Ok(None),
        },
    }
}

/// The paragraphs of a Word document: of its text, then of headers, footers, notes and comments. What has been deleted
/// and is still recorded is among the words, and so are descriptions of pictures.
fn word_passages(bytes: &[u8]) -> Result<Vec<Passage>, Stop> {
    let mut package = Package::open(bytes)?;
    let mut passages: Vec<Passage> = Vec::new();
    // Paragraphs may hold others, in boxes.
    let mut open: Vec<Passage> = Vec::new();
    let mut count = 0;
    for ending in word::STORIES {
        package.walk_all(ending, &mut |trail: &Trail, step| match step {
            Step::Open(element) => match trail.name(0) {
                "p" => {
                    count += 1;
                    open.push(Passage { place: Place::Paragraph(count), ..Passage::default() });
                }
                "r" => {
                    if let Some(passage) = open.last_mut() {
                        passage.runs.push(passage.text.len());
                    }
                }
                "tab" | "br" | "cr" => {
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
            Step::Text(text) if matches!(trail.name(0), "t" | "delText" | "instrText") => {
                if let Some(passage) = open.last_mut() {
                    passage.text.push_str(text);
                }
            }
            Step::Text(_) => {}
            Step::Close if trail.name(0) == "p" => passages.extend(open.pop()),
            Step::Close => {}
        })?;
    }
    Ok(passages)
}

fn pdf_passages(bytes: &[u8]) -> Result<Vec<Passage>, Stop> {
    if bytes.len() > PDF_BYTES_MAX {
        return Err(Stop::TooLarge);
    }
    // The library fails in other ways than by an error on some damaged files.
    let read = std::panic::catch_unwind(|| super::pdf::page_texts(bytes));
    let pages = read.unwrap_or(Err(Stop::Damaged))?;
    let passage = |(index, text)| Passage { place: Place::Page(index + 1), text, runs: Vec::new() };
    Ok(pages.into_iter().enumerate().map(passage).collect())
}
