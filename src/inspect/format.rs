//! What a file is, by its content. Its name decides only between kinds of plain text.

use super::{Stop, legacy, office};
use crate::archive::Archive;

/// The kinds of file that authors attach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// PDF.
    Pdf,
    /// Word, since 2007: .docx.
    Word,
    /// Word, before 2007: .doc.
    OldWord,
    /// Rich text.
    Rtf,
    /// Excel, since 2007: .xlsx.
    Excel,
    /// Excel, before 2007, or in its binary form: .xls, .xlsb.
    OldExcel,
    /// PowerPoint, since 2007: .pptx.
    PowerPoint,
    /// PowerPoint, before 2007: .ppt.
    OldPowerPoint,
    /// A Word, Excel or PowerPoint file that needs a password.
    LockedOffice,
    /// OpenDocument text.
    OpenText,
    /// OpenDocument spreadsheet.
    OpenSheet,
    /// OpenDocument presentation.
    OpenSlides,
    /// An e-book.
    Epub,
    /// An archive of some other files.
    Zip,
    /// Comma-separated values.
    Csv,
    /// Calendar dates.
    Calendar,
    /// Plain text.
    Text,
    /// A web page.
    Html,
    /// A picture.
    Picture,
    /// A film or a sound.
    Media,
    /// Nothing at all.
    Empty,
    /// Something else.
    Other,
}

/// Suffixes, and the formats whose files may carry them. A suffix that is not here says nothing.
const SUFFIXES: &[(&str, &[FileFormat])] = &[
    ("pdf", &[FileFormat::Pdf]),
    ("docx", &[FileFormat::Word, FileFormat::LockedOffice]),
    ("docm", &[FileFormat::Word, FileFormat::LockedOffice]),
    // Word opens rich text under this name without a word about it.
    ("doc", &[FileFormat::OldWord, FileFormat::Rtf, FileFormat::LockedOffice]),
    ("rtf", &[FileFormat::Rtf]),
    ("xlsx", &[FileFormat::Excel, FileFormat::LockedOffice]),
    ("xlsm", &[FileFormat::Excel, FileFormat::LockedOffice]),
    ("xls", &[FileFormat::OldExcel, FileFormat::LockedOffice]),
    ("xlsb", &[FileFormat::OldExcel, FileFormat::LockedOffice]),
    ("pptx", &[FileFormat::PowerPoint, FileFormat::LockedOffice]),
    ("pptm", &[FileFormat::PowerPoint, FileFormat::LockedOffice]),
    ("ppt", &[FileFormat::OldPowerPoint, FileFormat::LockedOffice]),
    ("odt", &[FileFormat::OpenText]),
    ("ods", &[FileFormat::OpenSheet]),
    ("odp", &[FileFormat::OpenSlides]),
    ("epub", &[FileFormat::Epub]),
    ("zip", &[FileFormat::Zip]),
    ("csv", &[FileFormat::Csv]),
    ("ics", &[FileFormat::Calendar]),
    ("txt", &[FileFormat::Text]),
];

impl FileFormat {
    /// What readers call it in a link: "PDF". `None` for what browsers show themselves, and for what is not known.
    pub fn label(self) -> Option<&'static str> {
        Some(match self {
            FileFormat::Pdf => "PDF",
            FileFormat::Word | FileFormat::OldWord | FileFormat::Rtf => "Word",
            FileFormat::Excel | FileFormat::OldExcel => "Excel",
            FileFormat::PowerPoint | FileFormat::OldPowerPoint => "PowerPoint",
            FileFormat::OpenText => "OpenDocument text",
            FileFormat::OpenSheet => "OpenDocument spreadsheet",
            FileFormat::OpenSlides => "OpenDocument presentation",
            FileFormat::Epub => "EPUB",
            FileFormat::Zip => "ZIP",
            FileFormat::Csv => "CSV",
            FileFormat::Calendar => "calendar",
            FileFormat::Text => "text",
            FileFormat::LockedOffice
            | FileFormat::Html
            | FileFormat::Picture
            | FileFormat::Media
            | FileFormat::Empty
            | FileFormat::Other => return None,
        })
    }

    /// What it is, in a sentence: "a PDF".
    pub fn words(self) -> &'static str {
        match self {
            FileFormat::Pdf => "a PDF",
            FileFormat::Word => "a Word document",
            FileFormat::OldWord => "an old Word document (.doc)",
            FileFormat::Rtf => "a rich text document (.rtf)",
            FileFormat::Excel => "an Excel workbook",
            FileFormat::OldExcel => "an old or binary Excel workbook (.xls or .xlsb)",
            FileFormat::PowerPoint => "a PowerPoint presentation",
            FileFormat::OldPowerPoint => "an old PowerPoint presentation (.ppt)",
            FileFormat::LockedOffice => "an Office file with a password",
            FileFormat::OpenText => "an OpenDocument text",
            FileFormat::OpenSheet => "an OpenDocument spreadsheet",
            FileFormat::OpenSlides => "an OpenDocument presentation",
            FileFormat::Epub => "an e-book",
            FileFormat::Zip => "a ZIP archive",
            FileFormat::Csv => "a table of comma-separated values",
            FileFormat::Calendar => "a calendar file",
            FileFormat::Text => "plain text",
            FileFormat::Html => "a web page",
            FileFormat::Picture => "a picture",
            FileFormat::Media => "a film or a sound",
            FileFormat::Empty => "empty",
            FileFormat::Other => "a file of another kind",
        }
    }

    /// Whether it is a format that only its makers' programs read in full.
    pub fn is_old(self) -> bool {
        use FileFormat::{OldExcel, OldPowerPoint, OldWord, Rtf};
        matches!(self, OldWord | OldExcel | OldPowerPoint | Rtf)
    }

    /// Whether a name with this suffix, in lower case, tells the truth about a file of this format.
    pub fn fits(self, suffix: &str) -> bool {
        SUFFIXES.iter().find(|(it, _)| *it == suffix).is_none_or(|(_, formats)| formats.contains(&self))
    }

    /// What a name with this suffix, in lower case, promises.
    pub fn by_suffix(suffix: &str) -> FileFormat {
        SUFFIXES.iter().find(|(it, _)| *it == suffix).map_or(FileFormat::Other, |(_, formats)| formats[0])
    }
}

/// The bytes from which a file is judged to be text.
const TEXT_PROBE: usize = 64 << 10;

/// What a file is.
///
/// # Errors
/// An archive that cannot be opened, or an encrypted part of one.
pub fn detect(bytes: &[u8], suffix: &str) -> Result<FileFormat, Stop> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let holds = |at: usize, magic: &[u8]| bytes.get(at..at + magic.len()) == Some(magic);
    if bytes.is_empty() {
        return Ok(FileFormat::Empty);
    }
    if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
        return detect_archive(bytes);
    }
    if starts(legacy::MAGIC) {
        return legacy::detect(bytes);
    }
    if starts(b"{\\rtf") {
        return Ok(FileFormat::Rtf);
    }
    // Readers look for a PDF's first line in the first 1,024 bytes.
    if memchr::memmem::find(&bytes[..bytes.len().min(1024)], b"%PDF-").is_some() {
        return Ok(FileFormat::Pdf);
    }
    let is_picture = starts(b"\x89PNG\r\n\x1a\n")
        || starts(b"\xff\xd8\xff")
        || starts(b"GIF8")
        || starts(b"II*\0")
        || starts(b"MM\0*")
        || starts(b"RIFF") && holds(8, b"WEBP")
        || holds(4, b"ftyp") && [&b"heic"[..], b"mif1", b"avif"].iter().any(|brand| holds(8, brand));
    if is_picture {
        return Ok(FileFormat::Picture);
    }
    let is_media = holds(4, b"ftyp")
        || starts(b"ID3")
        || starts(b"\xff\xfb")
        || starts(b"OggS")
        || starts(b"fLaC")
        || starts(b"RIFF")
        || starts(b"\x1a\x45\xdf\xa3");
    if is_media {
        return Ok(FileFormat::Media);
    }
    Ok(detect_text(&bytes[..bytes.len().min(TEXT_PROBE)], suffix))
}

fn detect_text(start: &[u8], suffix: &str) -> FileFormat {
    let is_utf16 = start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff");
    let is_text = |byte: &u8| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c');
    if !is_utf16 && !start.iter().all(is_text) {
        return FileFormat::Other;
    }
    let words = String::from_utf8_lossy(&start[..start.len().min(1024)]).to_lowercase();
    let words = words.trim_start_matches('\u{feff}').trim_start();
    if words.starts_with("<!doctype html") || words.starts_with("<html") {
        return FileFormat::Html;
    }
    if words.starts_with('<') && words.contains("<svg") {
        return FileFormat::Picture;
    }
    if words.starts_with("begin:vcalendar") {
        return FileFormat::Calendar;
    }
    if suffix == "csv" { FileFormat::Csv } else { FileFormat::Text }
}

fn detect_archive(bytes: &[u8]) -> Result<FileFormat, Stop> {
    let mut archive = Archive::open(bytes).ok_or(Stop::Damaged)?;
    let has = |name: &str| archive.names().iter().any(|it| it == name);
    if has(office::CONTENT_TYPES) {
        return office::detect(&mut archive);
    }
    if !has("mimetype") {
        return Ok(FileFormat::Zip);
    }
    let media_type = archive.start_of("mimetype", 200).map_err(|_| Stop::Damaged)?;
    Ok(match media_type.trim_ascii() {
        b"application/vnd.oasis.opendocument.text" | b"application/vnd.oasis.opendocument.text-template" => {
            FileFormat::OpenText
        }
        b"application/vnd.oasis.opendocument.spreadsheet"
        | b"application/vnd.oasis.opendocument.spreadsheet-template" => FileFormat::OpenSheet,
        b"application/vnd.oasis.opendocument.presentation"
        | b"application/vnd.oasis.opendocument.presentation-template" => FileFormat::OpenSlides,
        b"application/epub+zip" => FileFormat::Epub,
        _ => FileFormat::Zip,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_not_the_name() {
        let of = |bytes: &[u8], suffix| detect(bytes, suffix);
        assert_eq!(of(b"", "pdf"), Ok(FileFormat::Empty));
        assert_eq!(of(b"\n%PDF-1.7", "docx"), Ok(FileFormat::Pdf));
        assert_eq!(of(b"  <!DOCTYPE html><title>Sign in", "pdf"), Ok(FileFormat::Html));
        assert_eq!(of(b"a,b\n1,2\n", "csv"), Ok(FileFormat::Csv));
        assert_eq!(of(b"a,b\n1,2\n", "txt"), Ok(FileFormat::Text));
        assert_eq!(of(b"BEGIN:VCALENDAR\r\n", "txt"), Ok(FileFormat::Calendar));
        assert_eq!(of(b"{\\rtf1 a}", "doc"), Ok(FileFormat::Rtf));
        assert_eq!(of(b"\0\x01\x02", "txt"), Ok(FileFormat::Other));
        assert_eq!(of(b"PK\x03\x04", "docx"), Err(Stop::Damaged));
        assert!(FileFormat::Rtf.fits("doc") && !FileFormat::Html.fits("pdf") && FileFormat::Html.fits("htm"));
    }
}
