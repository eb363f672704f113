//! What is inside a file that an author supplies: a PDF, a Word document, a spreadsheet, a presentation.
//!
//! Bytes go in, an [`Inspection`] comes out: the true type, the number of pages, and the [`Facts`] that decide whether
//! the file may be published: can everybody read it, and does it tell more than its author means to tell? This room
//! knows no page, no rule and no disk.
//!
//! A file may be damaged or made with bad intent. Every reader here has limits on size, depth and number, and stops
//! at them with a [`Stop`] in place of facts. Names of people are kept in [`Credit`], which does not print them.

pub mod clean;
mod clean_pdf;
mod format;
mod legacy;
pub mod office;
mod opendocument;
mod pdf;
mod slides;
mod texts;
mod word;
pub mod words;
mod workbook;
pub mod xml;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

pub use format::{FileFormat, detect};

/// What was found in a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspection {
    /// What it is, by its content.
    pub format: FileFormat,
    /// How far it could be looked into.
    pub reading: Reading,
    /// The number of pages, where the format has pages.
    pub pages: Option<u32>,
    /// What it holds. Empty unless `reading` is [`Reading::Whole`] or [`Reading::Properties`].
    pub facts: Facts,
}

/// How far a file could be looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// All of it.
    Whole,
    /// Only its properties: an old format, whose words are not looked at.
    Properties,
    /// There is nothing to look for in files of this kind: a picture, a table of plain text.
    NotNeeded,
    /// Not at all, and why.
    Stopped(Stop),
}

/// Why a file cannot be looked into.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It is damaged, or not what it says it is.
    Damaged,
    /// It is larger, deeper or more tangled than the limits.
    TooLarge,
    /// It needs a password.
    Locked,
    /// It can be looked into, but its words cannot be read.
    Unread,
}

/// Whether something that should be in a file is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// The format has no such thing, or a file as short as this does not need it.
    #[default]
    NotAsked,
    /// It is missing.
    Missing,
    /// It is there.
    Present,
}

impl From<bool> for Presence {
    fn from(is_there: bool) -> Presence {
        if is_there { Presence::Present } else { Presence::Missing }
    }
}

/// What decides whether a file may be published.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// A title in the properties that names the document. The name of a program or of a file is none.
    pub title: Presence,
    /// Whether programs show that title, and not the name of the file.
    pub title_shown: Presence,
    /// The language of its words.
    pub language: Presence,
    /// Whether there is any text at all, and not only pictures of it.
    pub text: Presence,
    /// The tags of a PDF, with content in them.
    pub tags: Presence,
    /// Real headings.
    pub headings: Presence,
    /// Whether it says of itself that it conforms to PDF/UA.
    pub claims_pdf_ua: bool,
    /// Whether its security settings shut out what reads aloud or enlarges.
    pub assistive_technology_refused: bool,
    /// Tables of two or more rows and columns without a header row.
    pub tables_without_header: usize,
    /// Pictures that have no description and are not marked as decoration.
    pub pictures_without_text: usize,
    /// Slides that have no title.
    pub slides_without_title: usize,
    /// Insertions, deletions, moves and changes of format that are still recorded.
    pub tracked_changes: usize,
    /// Comments, notes on cells and review marks.
    pub comments: usize,
    /// What readers do not see at first, and how often.
    pub hidden: BTreeMap<HiddenContent, usize>,
    /// Who is named in properties, comments and changes.
    pub credits: BTreeSet<Credit>,
}

/// Content that does not show when a file is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HiddenContent {
    /// Text that is formatted as hidden.
    Text,
    /// A sheet.
    Sheet,
    /// Rows with content.
    Row,
    /// Columns with content.
    Column,
    /// A pivot table's copy of the data it was made from.
    PivotData,
    /// Values copied from another workbook.
    OtherWorkbook,
    /// A slide.
    Slide,
    /// Marks for redaction that were not applied: what is under them is still there.
    Redaction,
    /// A file inside the file.
    File,
    /// A speaker's notes.
    Notes,
    /// A document or another object embedded in an Office file.
    Object,
    /// A layer of a PDF that is switched off.
    Layer,
    /// A form field that is filled in and not shown.
    Field,
    /// A script.
    Script,
}

/// Where somebody is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CreditPlace {
    /// The author in the properties.
    Author,
    /// Who saved or printed it last.
    LastEditor,
    /// The manager or another property.
    Property,
    /// The author of a comment.
    Comment,
    /// The author of a tracked change.
    Change,
    /// The list of people who worked on it.
    People,
}

/// A name in a file. It can be asked for, to decide whether it is a person's; it is never printed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Credit {
    /// Where it stands.
    pub place: CreditPlace,
    name: String,
}

impl Credit {
    /// The name, for a decision about publishing.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Debug for Credit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Credit({:?}, …)", self.place)
    }
}

/// The longest name that is kept, in bytes. What is longer is some other text, and its start is enough to tell.
const NAME_BYTES_MAX: usize = 500;

impl Facts {
    /// Notes a name, unless there is nothing in it.
    fn credit(&mut self, place: CreditPlace, name: &str) {
        let name = name.trim_matches(|c: char| c.is_whitespace() || c.is_control());
        if !name.is_empty() {
            let name = name[..name.floor_char_boundary(NAME_BYTES_MAX)].to_owned();
            self.credits.insert(Credit { place, name });
        }
    }

    /// Notes hidden content.
    fn hide(&mut self, what: HiddenContent, count: usize) {
        if count > 0 {
            *self.hidden.entry(what).or_default() += count;
        }
    }
}

/// Whether a title in the properties names the document. Programs fill it in with the name of the file or their own.
pub fn is_title(title: &str) -> bool {
    let title = title.trim().to_lowercase();
    let file_name =
        [".doc", ".docx", ".docm", ".dotx", ".odt", ".rtf", ".pdf", ".ppt", ".pptx", ".odp", ".indd", ".pub"]
            .iter()
            .any(|suffix| title.ends_with(suffix));
    let of_program = ["microsoft word - ", "microsoft powerpoint - "].iter().any(|start| title.starts_with(start));
    let numbered = title.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    let placeholder = matches!(
        numbered,
        "" | "untitled" | "document" | "presentation" | "powerpoint presentation" | "slide" | "title" | "template"
    );
    !(file_name || of_program || placeholder)
}

/// Whether a text describes a picture. Some programs put the name of the picture's file there.
fn is_description(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let suffixes = [".png", ".jpg", ".jpeg", ".gif", ".bmp", ".svg", ".emf", ".wmf", ".tif", ".tiff", ".webp"];
    let is_file_name = !text.contains(' ') && suffixes.iter().any(|suffix| text.ends_with(suffix));
    !text.is_empty() && !is_file_name
}

/// The number of letters from which a document needs headings: about two pages of 300 words.
const LETTERS_WITHOUT_HEADINGS: usize = 3_000;

/// Looks into a file. `suffix` is the ending of its name in lower case, and decides only between kinds of plain text.
pub fn inspect(bytes: &[u8], suffix: &str) -> Inspection {
    // The last fence: the readers below return an error for what they cannot read. Should one of the libraries they
    // use fail in another way on a damaged file, the file counts as damaged and the build goes on.
    let inspected = std::panic::catch_unwind(|| inspect_unfenced(bytes, suffix));
    inspected.unwrap_or_else(|_| stopped(FileFormat::by_suffix(suffix), Stop::Damaged))
}

fn stopped(format: FileFormat, why: Stop) -> Inspection {
    Inspection { format, reading: Reading::Stopped(why), pages: None, facts: Facts::default() }
}

fn inspect_unfenced(bytes: &[u8], suffix: &str) -> Inspection {
    let format = match format::detect(bytes, suffix) {
        Ok(format) => format,
        Err(why) => return stopped(FileFormat::by_suffix(suffix), why),
    };
    let mut facts = Facts::default();
    let mut pages = None;
    let read = match format {
        FileFormat::Pdf => pdf::read(bytes, &mut facts).map(|count| pages = Some(count)),
        FileFormat::Word | FileFormat::Excel | FileFormat::PowerPoint => office::read(bytes, format, &mut facts),
        FileFormat::OpenText | FileFormat::OpenSheet | FileFormat::OpenSlides => {
            opendocument::read(bytes, format, &mut facts)
        }
        FileFormat::OldWord | FileFormat::OldExcel | FileFormat::OldPowerPoint => legacy::read(bytes, &mut facts),
        FileFormat::Rtf => {
            legacy::read_rtf(bytes, &mut facts);
            Ok(())
        }
        FileFormat::LockedOffice => Err(Stop::Locked),
        _ => return Inspection { format, reading: Reading::NotNeeded, pages, facts },
    };
    let reading = match read {
        Err(why) => return stopped(format, why),
        Ok(()) if format.is_old() => Reading::Properties,
        Ok(()) => Reading::Whole,
    };
    Inspection { format, reading, pages, facts }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_programs_make_up_are_none() {
        for title in
            ["", " ", "Document1", "Untitled", "Microsoft Word - falls v3", "falls.docx", "PowerPoint Presentation"]
        {
            assert!(!is_title(title), "{title}");
        }
        assert!(is_title("Preventing falls") && is_title("Document control policy"));
    }

    #[test]
    fn a_credit_does_not_print_its_name() {
        let mut facts = Facts::default();
        facts.credit(CreditPlace::Author, " Zebrafink\0");
        assert!(facts.credits.iter().any(|credit| credit.name() == "Zebrafink"));
        assert!(!format!("{facts:?}").contains("Zebrafink"));
    }
}
