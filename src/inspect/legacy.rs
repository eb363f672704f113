//! Formats before 2007: compound files (.doc, .xls, .ppt) and rich text. Their properties are read and their words are
//! not. Formats: \[MS-CFB\], \[MS-OLEPS\], the RTF specification 1.9.1.

use std::io::{Cursor, Read as _};

use super::{CreditPlace, Facts, FileFormat, Stop, office};

/// How a compound file begins.
pub const MAGIC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// The largest set of properties that is read, in bytes.
const PROPERTIES_BYTES_MAX: u64 = 1 << 20;

type Compound<'a> = cfb::CompoundFile<Cursor<&'a [u8]>>;

fn open(bytes: &[u8]) -> Result<Compound<'_>, Stop> {
    cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Stop::Damaged)
}

/// Which kind of file a compound file is.
pub fn detect(bytes: &[u8]) -> Result<FileFormat, Stop> {
    let file = open(bytes)?;
    let kinds = [
        ("/EncryptedPackage", FileFormat::LockedOffice),
        ("/WordDocument", FileFormat::OldWord),
        ("/Workbook", FileFormat::OldExcel),
        ("/Book", FileFormat::OldExcel),
        ("/PowerPoint Document", FileFormat::OldPowerPoint),
    ];
    let kind = kinds.iter().find(|(stream, _)| file.is_stream(stream));
    Ok(kind.map_or(FileFormat::Other, |(_, format)| *format))
}

/// Reads the properties of an old Office file.
pub fn read(bytes: &[u8], facts: &mut Facts) -> Result<(), Stop> {
    if !bytes.starts_with(MAGIC) {
        return office::read_properties(bytes, facts);
    }
    let mut file = open(bytes)?;
    let start = stream(&mut file, "/WordDocument", 12).unwrap_or_default();
    // The bit fEncrypted in the first words of a Word document.
    if start.get(11).is_some_and(|flags| flags & 1 != 0) {
        return Err(Stop::Locked);
    }
    for (name, places) in [
        ("/\u{5}SummaryInformation", &[(4, CreditPlace::Author), (8, CreditPlace::LastEditor)][..]),
        ("/\u{5}DocumentSummaryInformation", &[(14, CreditPlace::Property)][..]),
    ] {
        let Some(properties) = stream(&mut file, name, PROPERTIES_BYTES_MAX) else { continue };
        for (id, place) in places {
            facts.credit(*place, &property(&properties, *id).unwrap_or_default());
        }
    }
    Ok(())
}

fn stream(file: &mut Compound<'_>, name: &str, bytes_max: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.open_stream(name).ok()?.take(bytes_max).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// A text among a set of properties, by its number.
fn property(set: &[u8], id: u32) -> Option<String> {
    let number = |at: usize| {
        let bytes = set.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    };
    let section = number(44)? as usize;
    let count = number(section.checked_add(4)?)?.min(1_000) as usize;
    let entries = (0..count).map(|index| section + 8 + index * 8);
    let entry = entries.into_iter().find(|at| number(*at) == Some(id))?;
    let at = section.checked_add(number(entry + 4)? as usize)?;
    let (kind, length) = (number(at)?, number(at + 4)? as usize);
    let text = set.get(at + 8..)?;
    let text = match kind {
        // Letters of one byte: names in Latin letters, whatever the code page.
        0x1e => text[..length.min(text.len())].iter().map(|byte| char::from(*byte)).collect::<String>(),
        0x1f => {
            let pairs = text.chunks_exact(2).take(length).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
            String::from_utf16_lossy(&pairs.collect::<Vec<u16>>())
        }
        _ => return None,
    };
    Some(text.split('\0').next().unwrap_or("").to_owned())
}

/// Reads the properties of a rich text file, and looks for comments and tracked changes.
pub fn read_rtf(bytes: &[u8], facts: &mut Facts) {
    for (word, place) in [
        ("author", CreditPlace::Author),
        ("operator", CreditPlace::LastEditor),
        ("manager", CreditPlace::Property),
        ("atnauthor", CreditPlace::Comment),
    ] {
        for name in words_after(bytes, word) {
            facts.credit(place, &name);
        }
    }
    // The authors of changes, each in a group of its own: `{\*\revtbl {Unknown;}{Somebody;}}`.
    if let Some(at) = memchr::memmem::find(bytes, br"\revtbl") {
        let table = &bytes[at..];
        let end = memchr::memmem::find(table, b"}}").unwrap_or(0);
        for name in table[..end].split(|byte| *byte == b'{').skip(1) {
            facts.credit(CreditPlace::Change, plain_rtf(name).trim_end_matches(';'));
        }
    }
    facts.comments += words_after(bytes, "annotation").count();
    facts.tracked_changes += words_after(bytes, "revised").chain(words_after(bytes, "deleted")).count();
}

/// The text that follows a control word, up to the end of its group, for each time that it stands in a file.
fn words_after<'a>(bytes: &'a [u8], word: &str) -> impl Iterator<Item = String> + use<'a> {
    let control = format!("\\{word}");
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + memchr::memmem::find(&bytes[from..], control.as_bytes())? + control.len();
            from = at;
            // `\author` and not `\authority`; `\revised` and not `\revised0`, which switches it off.
            if !bytes.get(at).is_some_and(|next| next.is_ascii_alphanumeric()) {
                return Some(plain_rtf(&bytes[at..]));
            }
        }
    })
}

/// The text of a group without its control words.
fn plain_rtf(bytes: &[u8]) -> String {
    let end = bytes.iter().take(1_000).position(|byte| matches!(byte, b'{' | b'}')).unwrap_or(bytes.len().min(1_000));
    let mut text = String::new();
    let mut rest = &bytes[..end];
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'\\', [b'\'', a, b, after @ ..]) => {
                let hex = [*a, *b];
                let code = std::str::from_utf8(&hex).ok().and_then(|hex| u8::from_str_radix(hex, 16).ok());
                text.extend(code.map(char::from));
                rest = after;
            }
            (b'\\', [b'\\', after @ ..]) => {
                text.push('\\');
                rest = after;
            }
            (b'\\', _) => {
                let length = after.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
                let control = std::str::from_utf8(&after[..length]).unwrap_or("");
                let code = control.strip_prefix('u').and_then(|code| code.parse::<i32>().ok());
                let c = code.and_then(|code| u32::try_from(code.rem_euclid(65_536)).ok()).and_then(char::from_u32);
                text.extend(c);
                // A space ends a control word; a letter of an older program follows a code.
                let skipped = length + usize::from(after.get(length) == Some(&b' ') || c.is_some());
                rest = after.get(skipped..).unwrap_or_default();
            }
            (b'\r' | b'\n', _) => {}
            (byte, _) => text.push(char::from(*byte)),
        }
    }
    text.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rich_text_gives_its_names() {
        let rtf = br"{\rtf1{\info{\author Ana\u269? Zebr\'e1fink}{\operator X}}{\*\atnauthor B}{\*\annotation c}{\*\revtbl {C;}}\revised0 d\authority}";
        let mut facts = Facts::default();
        read_rtf(rtf, &mut facts);
        let names: Vec<&str> = facts.credits.iter().map(super::super::Credit::name).collect();
        assert_eq!(names, ["Ana\u{10d} Zebr\u{e1}fink", "X", "B", "C"]);
        assert_eq!((facts.comments, facts.tracked_changes), (1, 0));
    }
}
