//! The words of workbooks, presentations, OpenDocument files, e-books, drawings, rich text and archives.
//!
//! All words that a reader could come upon are taken, wherever they stand: in cells and their notes, on slides and in
//! what a speaker says to them, in charts, in the names of sheets, of layers and of files.

use super::office::{Package, walk_part};
use super::words::{Passage, Place, words_within};
use super::xml::{self, Budget, Step};
use super::{FileFormat, Stop};
use crate::archive::Archive;

/// The most words that are taken out of one file, in bytes. A cell may stand for a long text many times.
const WORDS_BYTES_MAX: usize = 64 << 20;

/// The largest file in an archive that is read, in bytes.
const MEMBER_BYTES_MAX: usize = 50 << 20;

/// How many archives may lie in one another.
const ARCHIVES_MAX: usize = 2;

/// What has been taken out of a file.
#[derive(Default)]
struct Taken {
    passages: Vec<Passage>,
    bytes: usize,
}

impl Taken {
    fn push(&mut self, place: Place, aside: &'static str, text: String) {
        self.bytes += text.len();
        if self.bytes <= WORDS_BYTES_MAX && !text.trim().is_empty() {
            self.passages.push(Passage { place, text, aside, ..Passage::default() });
        }
    }

    fn all(self) -> Result<Vec<Passage>, Stop> {
        if self.bytes > WORDS_BYTES_MAX { Err(Stop::TooLarge) } else { Ok(self.passages) }
    }
}

/// A row of a table as Markdown writes it, so that its cells are read with the heads of their columns.
fn row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | ").replace(['\n', '\r'], " "))
}

/// Excel, PowerPoint and what both have in common with Word: charts and diagrams.
pub(super) fn office(bytes: &[u8], format: FileFormat) -> Result<Vec<Passage>, Stop> {
    let mut package = Package::open(bytes)?;
    let mut taken = Taken::default();
    if format == FileFormat::Excel {
        sheets(&mut package, &mut taken)?;
    } else {
        slides(&mut package, &mut taken)?;
    }
    beside(&mut package, &mut taken)?;
    taken.all()
}

/// What an Office file says beside its text: in charts, in diagrams and of itself.
pub(super) fn beside_text(package: &mut Package<'_>) -> Result<Vec<Passage>, Stop> {
    let mut taken = Taken::default();
    beside(package, &mut taken)?;
    taken.all()
}

/// The properties in which somebody writes words. Who wrote the file is told elsewhere.
const PROPERTIES: &[&str] = &["title", "subject", "keywords", "keyword", "description", "category"];

/// Where those are, in the words of a report.
const IN_PROPERTIES: &str = "its properties";

fn beside(package: &mut Package<'_>, taken: &mut Taken) -> Result<(), Stop> {
    let mut text = String::new();
    package.walk_all("core-properties+xml", &mut |trail, step| match step {
        Step::Text(part) if PROPERTIES.contains(&trail.name(0)) => text.push_str(part),
        Step::Close => taken.push(Place::Somewhere, IN_PROPERTIES, std::mem::take(&mut text)),
        _ => {}
    })?;
    drawn(package, taken)
}

fn drawn(package: &mut Package<'_>, taken: &mut Taken) -> Result<(), Stop> {
    for ending in ["chart+xml", "chartex+xml", "diagramData+xml", "officedocument.drawing+xml"] {
        let mut text = String::new();
        package.walk_all(ending, &mut |trail, step| match step {
            Step::Open(element) if trail.name(0) == "cNvPr" => {
                taken.push(Place::Somewhere, "a drawing", element.attribute("descr"));
            }
            Step::Text(part) if matches!(trail.name(0), "t" | "v" | "f") => text.push_str(part),
            Step::Close if matches!(trail.name(0), "p" | "pt" | "f") => {
                taken.push(Place::Somewhere, "a chart or a drawing", std::mem::take(&mut text));
            }
            _ => {}
        })?;
    }
    Ok(())
}

fn sheets(package: &mut Package<'_>, taken: &mut Taken) -> Result<(), Stop> {
    let mut shared: Vec<String> = Vec::new();
    let mut text = String::new();
    package.walk_all("sharedStrings+xml", &mut |trail, step| match step {
        Step::Text(part) if trail.name(0) == "t" => text.push_str(part),
        Step::Close if trail.name(0) == "si" => shared.push(std::mem::take(&mut text)),
        _ => {}
    })?;
    for ending in ["main+xml", "table+xml", "pivotCacheDefinition+xml"] {
        package.walk_all(ending, &mut |trail, step| {
            if let Step::Open(element) = step
                && matches!(trail.name(0), "sheet" | "definedName" | "table" | "tableColumn" | "cacheField" | "s")
            {
                let name = if trail.name(0) == "s" { "v" } else { "name" };
                taken.push(Place::Somewhere, "the name of a sheet, a table or a column", element.attribute(name));
            }
        })?;
    }
    for (index, part) in package.parts("worksheet+xml").iter().enumerate() {
        let (mut number, mut cells, mut is_shared) = (0, Vec::new(), false);
        let mut cell = String::new();
        package.walk(part, &mut |trail, step| match (trail.name(0), step) {
            ("row", Step::Open(_)) => number += 1,
            ("c", Step::Open(element)) => {
                is_shared = element.attribute("t") == "s";
                cell.clear();
            }
            ("v" | "t", Step::Text(part)) => cell.push_str(part),
            ("c", Step::Close) => {
                let at = is_shared.then(|| cell.trim().parse::<usize>().ok()).flatten();
                cells.push(match at {
                    Some(at) => shared.get(at).cloned().unwrap_or_default(),
                    None => std::mem::take(&mut cell),
                });
            }
            ("row", Step::Close) => {
                taken.push(Place::Row(index + 1, number), "", row(&std::mem::take(&mut cells)));
            }
            (
                "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter",
                Step::Text(part),
            ) => {
                taken.push(Place::Somewhere, "a header or footer", part.to_owned());
            }
            _ => {}
        })?;
    }
    for ending in ["comments+xml", "threadedComments+xml", "threadedcomments+xml"] {
        package.walk_all(ending, &mut |trail, step| match step {
            Step::Text(part) if matches!(trail.name(0), "t" | "text") => text.push_str(part),
            Step::Close if matches!(trail.name(0), "comment" | "threadedComment") => {
                taken.push(Place::Somewhere, "a comment", std::mem::take(&mut text));
            }
            _ => {}
        })?;
    }
    Ok(())
}

fn slides(package: &mut Package<'_>, taken: &mut Taken) -> Result<(), Stop> {
    for (ending, aside) in [
        ("presentationml.slide+xml", ""),
        ("presentationml.notesSlide+xml", "a speaker's notes"),
        ("presentationml.slideLayout+xml", "a layout"),
        ("presentationml.slideMaster+xml", "the slide master"),
        ("comments+xml", "a comment"),
    ] {
        for part in package.parts(ending) {
            let number: String = part.chars().filter(char::is_ascii_digit).collect();
            let place = match number.parse() {
                Ok(number) if aside.is_empty() => Place::Slide(number),
                _ => Place::Somewhere,
            };
            let mut text = String::new();
            package.walk(&part, &mut |trail, step| match (trail.name(0), step) {
                ("cNvPr", Step::Open(element)) => taken.push(place, "", element.attribute("descr")),
                ("br" | "tab", Step::Open(_)) => text.push(' '),
                ("t" | "text", Step::Text(part)) => text.push_str(part),
                ("p" | "text" | "cm", Step::Close) => taken.push(place, aside, std::mem::take(&mut text)),
                _ => {}
            })?;
        }
    }
    Ok(())
}

/// An OpenDocument text, spreadsheet or presentation, with what is embedded in it.
pub(super) fn open_document(bytes: &[u8], format: FileFormat) -> Result<Vec<Passage>, Stop> {
    let mut archive = Archive::open(bytes).ok_or(Stop::Damaged)?;
    let mut budget = Budget::default();
    let mut taken = Taken::default();
    let is_part = |name: &&String| name.ends_with("content.xml") || name.ends_with("styles.xml");
    let parts: Vec<String> = archive.names().iter().filter(is_part).cloned().collect();
    let is_sheet = format == FileFormat::OpenSheet;
    if archive.names().iter().any(|name| name == "meta.xml") {
        let mut text = String::new();
        walk_part(&mut archive, &mut budget, "meta.xml", &mut |trail, step| match step {
            Step::Text(part) if PROPERTIES.contains(&trail.name(0)) => text.push_str(part),
            Step::Close => taken.push(Place::Somewhere, IN_PROPERTIES, std::mem::take(&mut text)),
            _ => {}
        })?;
    }
    let mut number = 0;
    for part in parts {
        let (mut open, mut cells, mut rows): (Vec<String>, Vec<String>, usize) = (Vec::new(), Vec::new(), 0);
        walk_part(&mut archive, &mut budget, &part, &mut |trail, step| match (trail.name(0), step) {
            ("p" | "h" | "title" | "desc", Step::Open(_)) => open.push(String::new()),
            ("s" | "tab" | "line-break", Step::Open(_)) => {
                if let Some(text) = open.last_mut() {
                    text.push(' ');
                }
            }
            ("table" | "table-source" | "named-range", Step::Open(element)) => {
                taken.push(Place::Somewhere, "the name of a table", element.attribute("name"));
            }
            ("p" | "h" | "title" | "desc", Step::Close) => {
                let text = open.pop().unwrap_or_default();
                if is_sheet && trail.name(1) == "table-cell" {
                    cells.push(text);
                } else {
                    number += 1;
                    taken.push(Place::Paragraph(number), "", text);
                }
            }
            ("table-row", Step::Close) if is_sheet => {
                rows += 1;
                taken.push(Place::Row(1, rows), "", row(&std::mem::take(&mut cells)));
            }
            (_, Step::Text(part)) => {
                if let Some(text) = open.last_mut() {
                    text.push_str(part);
                }
            }
            _ => {}
        })?;
    }
    taken.all()
}

/// Elements that part no word.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font", "i", "kbd", "mark", "q", "s", "small", "span",
    "strong", "sub", "sup", "textPath", "tspan", "u",
];

/// Attributes in which words may stand.
const WITH_WORDS: &[&str] = &["alt", "title", "aria-label", "content", "id", "class", "label", "href", "desc"];

/// A drawing, or a part of an e-book: all text, once as it is shown and once with its pieces apart, and names of things.
pub(super) fn marked_up(bytes: &[u8], budget: &mut Budget) -> Result<Vec<Passage>, Stop> {
    let mut taken = Taken::default();
    let (mut joined, mut apart, mut pieces) = (String::new(), String::new(), 0);
    let flush = |taken: &mut Taken, joined: &mut String, apart: &mut String, pieces: &mut usize| {
        taken.push(Place::Somewhere, "", std::mem::take(joined));
        let apart = std::mem::take(apart);
        if std::mem::take(pieces) > 1 {
            taken.push(Place::Somewhere, "", apart);
        }
    };
    xml::walk(bytes, budget, &mut |trail, step| match step {
        Step::Open(element) => {
            for name in WITH_WORDS {
                if let Some(value) = element.find(name) {
                    taken.push(Place::Somewhere, "", value);
                }
            }
            if !INLINE.contains(&trail.name(0)) {
                flush(&mut taken, &mut joined, &mut apart, &mut pieces);
            }
        }
        Step::Text(_) if matches!(trail.name(0), "style" | "script") => {}
        Step::Text(part) => {
            joined.push_str(part);
            apart.push_str(part);
            apart.push(' ');
            pieces += usize::from(!part.trim().is_empty());
        }
        Step::Close if !INLINE.contains(&trail.name(0)) => flush(&mut taken, &mut joined, &mut apart, &mut pieces),
        Step::Close => {}
    })?;
    flush(&mut taken, &mut joined, &mut apart, &mut pieces);
    taken.all()
}

/// An e-book.
pub(super) fn book(bytes: &[u8]) -> Result<Vec<Passage>, Stop> {
    let mut archive = Archive::open(bytes).ok_or(Stop::Damaged)?;
    let mut budget = Budget::default();
    let endings = [".xhtml", ".html", ".htm", ".opf", ".ncx", ".svg"];
    let is_part = |name: &&String| endings.iter().any(|ending| name.to_lowercase().ends_with(ending));
    let mut passages = Vec::new();
    for name in archive.names().iter().filter(is_part).cloned().collect::<Vec<_>>() {
        let part = archive.start_of(&name, MEMBER_BYTES_MAX as u64).map_err(|_| Stop::Damaged)?;
        passages.extend(marked_up(&part, &mut budget)?);
    }
    Ok(passages)
}

/// An archive: the names of its files, and what stands in each. One that cannot be read stops the reading of all.
pub(super) fn archive(bytes: &[u8], depth: usize) -> Result<Vec<Passage>, Stop> {
    if depth >= ARCHIVES_MAX {
        return Err(Stop::TooLarge);
    }
    let mut archive = Archive::open(bytes).ok_or(Stop::Damaged)?;
    let mut taken = Taken::default();
    for name in archive.names().to_vec() {
        taken.push(Place::Somewhere, "the name of a file inside it", name.clone());
        if name.ends_with('/') {
            continue;
        }
        let member = archive.start_of(&name, MEMBER_BYTES_MAX as u64 + 1).map_err(|_| Stop::Locked)?;
        if member.len() > MEMBER_BYTES_MAX {
            return Err(Stop::TooLarge);
        }
        let suffix = name.rsplit_once('.').map_or("", |(_, suffix)| suffix).to_lowercase();
        for passage in words_within(&member, &suffix, depth + 1)?.unwrap_or_default() {
            taken.push(Place::Somewhere, "a file inside it", passage.text);
        }
    }
    taken.all()
}

/// Rich text: what it shows, without its groups and control words.
pub(super) fn rich_text(bytes: &[u8]) -> String {
    let mut text = String::new();
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'{' | b'}' | b'\r' | b'\n', _) => {}
            (b'\\', [b'\'', a, b, after @ ..]) => {
                let hex = [*a, *b];
                let code = std::str::from_utf8(&hex).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
                text.extend(code.map(char::from));
                rest = after;
            }
            (b'\\', [letter, ..]) if letter.is_ascii_alphabetic() => {
                let length = after.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                let digits = after.iter().skip(length).take_while(|it| it.is_ascii_digit() || **it == b'-').count();
                let (word, number) = (&after[..length], &after[length..length + digits]);
                let code = std::str::from_utf8(number).ok().and_then(|it| it.parse::<i32>().ok());
                let c = code.filter(|_| word == b"u").and_then(|it| u32::try_from(it.rem_euclid(65_536)).ok());
                text.extend(c.and_then(char::from_u32));
                if matches!(word, b"par" | b"line" | b"cell" | b"row" | b"tab" | b"sect" | b"page") {
                    text.push_str(if word == b"par" { "\n\n" } else { " " });
                }
                // A space ends a control word; a letter for older programs follows a code.
                let end = length + digits;
                rest = after.get(end + usize::from(after.get(end) == Some(&b' ') || c.is_some())..).unwrap_or_default();
            }
            (b'\\', [b'~', after @ ..]) => {
                text.push(' ');
                rest = after;
            }
            (b'\\', [b'-' | b'*', after @ ..]) => rest = after,
            (b'\\', [sign, after @ ..]) => {
                text.push(char::from(*sign));
                rest = after;
            }
            (byte, _) => text.push(char::from(*byte)),
        }
    }
    text
}

/// Text in another encoding than UTF-8: UTF-16 by its mark, else the letters of western Windows. `None` where it is no
/// text.
pub(super) fn decoded(bytes: &[u8]) -> Option<String> {
    let units = |of: fn([u8; 2]) -> u16| -> Vec<u16> {
        bytes[2..].chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect()
    };
    match bytes {
        [0xff, 0xfe, ..] => return Some(String::from_utf16_lossy(&units(u16::from_le_bytes))),
        [0xfe, 0xff, ..] => return Some(String::from_utf16_lossy(&units(u16::from_be_bytes))),
        _ => {}
    }
    let is_text = |byte: &u8| *byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0c');
    let windows = |byte: &u8| match byte {
        0x91 | 0x92 => '\'',
        0x93 | 0x94 => '"',
        0x96 | 0x97 => '-',
        0x85 => '…',
        0x8a => 'Š',
        0x8e => 'Ž',
        0x9a => 'š',
        0x9e => 'ž',
        0x9f => 'Ÿ',
        byte => char::from(*byte),
    };
    bytes.iter().all(is_text).then(|| bytes.iter().map(windows).collect())
}
