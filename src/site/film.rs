//! Films and their captions: what a file says of itself, read from its first boxes and lines and never played.

use super::files::size_words;
use super::{Destination, Page, Site, address};
use crate::document::tree::{Body, Purpose, Video};
use crate::document::words::parts;

/// A film that browsers play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FilmFile {
    /// "MP4".
    pub format: &'static str,
    /// How long it runs, in seconds, where that stands in its head.
    pub seconds: Option<u64>,
    /// Whether it has a track of sound, where that stands in its head.
    pub has_sound: Option<bool>,
}

/// The deepest boxes that are looked into: those of a track's medium.
const BOX_DEPTH_MAX: usize = 3;

impl FilmFile {
    /// The film in some bytes. `None` for what is no MP4 and no WebM.
    pub fn read(bytes: &[u8]) -> Option<FilmFile> {
        if bytes.starts_with(b"\x1a\x45\xdf\xa3") {
            // Its length is a number among elements of any order and size: not worth a reader.
            return Some(FilmFile { format: "WebM", seconds: None, has_sound: None });
        }
        // QuickTime is made of the same boxes, and few browsers play it.
        let brand = bytes.get(8..12).filter(|brand| *brand != b"qt  ")?;
        if bytes.get(4..8)? != b"ftyp" || !brand.iter().all(u8::is_ascii) {
            return None;
        }
        let mut film = FilmFile { format: "MP4", seconds: None, has_sound: None };
        let mut has_head = false;
        each_box(bytes, 0, &mut |kind, content| match kind {
            b"moov" => has_head = true,
            b"mvhd" => film.seconds = seconds(content),
            b"hdlr" => {
                let is_sound = content.get(8..12).is_some_and(|kind| kind == b"soun");
                film.has_sound = Some(is_sound || film.has_sound == Some(true));
            }
            _ => {}
        });
        has_head.then_some(film)
    }
}

/// Calls `visit` with each box of an MP4 file (ISO/IEC 14496-12) that lies on the way to what is asked of it.
fn each_box<'a>(mut bytes: &'a [u8], depth: usize, visit: &mut dyn FnMut(&[u8], &'a [u8])) {
    while let (Some(size), Some(kind)) = (number(bytes, 0, 4), bytes.get(4..8)) {
        let (head, size) = match size {
            0 => (8, bytes.len() as u64),
            1 => (16, number(bytes, 8, 8).unwrap_or(0)),
            size => (8, size),
        };
        let Some(end) = usize::try_from(size).ok().filter(|end| *end >= head) else { return };
        // A box that is cut off still tells what is left of it.
        let Some(content) = bytes.get(head..end.min(bytes.len())) else { return };
        visit(kind, content);
        if depth < BOX_DEPTH_MAX && matches!(kind, b"moov" | b"trak" | b"mdia") {
            each_box(content, depth + 1, visit);
        }
        bytes = bytes.get(end..).unwrap_or(&[]);
    }
}

/// A number of some bytes, the highest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    Some(bytes.get(at..at + length)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// The length in the head of a film: units, and how many there are in a second.
fn seconds(head: &[u8]) -> Option<u64> {
    let (units_at, width) = if head.first() == Some(&1) { (20, 8) } else { (12, 4) };
    let a_second = number(head, units_at, 4).filter(|units| *units > 0)?;
    let length = number(head, units_at + 4, width)?;
    // All ones stand for a length that is not known.
    (length < u64::MAX >> (64 - 8 * width)).then_some((length + a_second / 2) / a_second)
}

/// A length as readers are told it: "15 seconds", "2 minutes", "1 hour 5 minutes".
fn length_words(seconds: u64) -> String {
    let count = |number: u64, unit: &str| format!("{number} {unit}{}", if number == 1 { "" } else { "s" });
    let minutes = (seconds + 30) / 60;
    match (seconds, minutes / 60, minutes % 60) {
        (..60, ..) => count(seconds.max(1), "second"),
        (_, 0, minutes) => count(minutes, "minute"),
        (_, hours, 0) => count(hours, "hour"),
        (_, hours, minutes) => format!("{} {}", count(hours, "hour"), count(minutes, "minute")),
    }
}

/// A WebVTT file that browsers can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captions {
    /// The language that its head names.
    pub language: Option<String>,
    /// When the last caption goes, in thousandths of a second.
    pub end: u64,
    /// The words of all captions.
    pub words: String,
}

/// Why a file is no captions, and the line, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaptionFault {
    /// It is not UTF-8 text that starts with `WEBVTT`.
    NotWebVtt,
    /// It holds no caption.
    None,
    /// A line with times that are none.
    Times(usize),
    /// A caption that goes before it comes.
    EndsFirst(usize),
    /// A caption that comes before the one above it.
    OutOfOrder(usize),
    /// A caption without words.
    Empty(usize),
}

impl Captions {
    /// Reads a WebVTT file.
    ///
    /// # Errors
    /// The first fault in it.
    pub fn read(bytes: &[u8]) -> Result<Captions, CaptionFault> {
        let text = std::str::from_utf8(bytes).map_err(|_| CaptionFault::NotWebVtt)?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = text.lines().enumerate().map(|(index, line)| (index + 1, line)).peekable();
        let first = lines.next().map_or("", |(_, line)| line);
        if !first.strip_prefix("WEBVTT").is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])) {
            return Err(CaptionFault::NotWebVtt);
        }
        let mut captions = Captions { language: None, end: 0, words: String::new() };
        while let Some((_, line)) = lines.next_if(|(_, line)| !line.trim().is_empty()) {
            if let Some((_, tag)) = line.split_once(':').filter(|(key, _)| key.trim() == "Language") {
                captions.language = Some(tag.trim().to_owned()).filter(|tag| !tag.is_empty());
            }
        }
        let (mut last_start, mut count) = (0, 0);
        while let Some((number, line)) = lines.next() {
            let is_cue = line.contains("-->") || lines.peek().is_some_and(|(_, next)| next.contains("-->"));
            if line.trim().is_empty() || !is_cue {
                // A note or a style: all lines up to an empty one.
                while !line.trim().is_empty() && lines.next_if(|(_, line)| !line.trim().is_empty()).is_some() {}
                continue;
            }
            let (number, line) =
                if line.contains("-->") { (number, line) } else { lines.next().unwrap_or((number, "")) };
            let (start, end) = times(line).ok_or(CaptionFault::Times(number))?;
            if end <= start {
                return Err(CaptionFault::EndsFirst(number));
            }
            if start < last_start {
                return Err(CaptionFault::OutOfOrder(number));
            }
            let mut is_empty = true;
            while let Some((_, words)) = lines.next_if(|(_, line)| !line.trim().is_empty() && !line.contains("-->")) {
                is_empty &= !words.chars().any(char::is_alphanumeric) && !words.contains('♪');
                captions.words.push_str(words);
                captions.words.push('\n');
            }
            if is_empty {
                return Err(CaptionFault::Empty(number));
            }
            (last_start, count, captions.end) = (start, count + 1, captions.end.max(end));
        }
        if count == 0 { Err(CaptionFault::None) } else { Ok(captions) }
    }

    /// The language that most of its words show by their script, where it is not the page's.
    pub fn script_language(&self, page_language: &str) -> Option<&'static str> {
        let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
        let stretches = parts(&self.words, page_language);
        let foreign = stretches.iter().filter_map(|(text, language)| Some((letters(text), (*language)?)));
        let longest = foreign.clone().max_by_key(|(letters, _)| *letters)?.1;
        let count: usize = foreign.map(|(letters, _)| letters).sum();
        (count * 2 > letters(&self.words)).then_some(longest)
    }
}

/// The two times of a caption, in thousandths of a second: `00:01.000 --> 00:02.500 line:0`.
fn times(line: &str) -> Option<(u64, u64)> {
    let (start, rest) = line.split_once("-->")?;
    Some((time(start.trim())?, time(rest.split_whitespace().next()?)?))
}

fn time(text: &str) -> Option<u64> {
    let (whole, thousandths) = text.split_once('.')?;
    let digits = |text: &str, length: usize| {
        let all = text.len() >= length && text.bytes().all(|byte| byte.is_ascii_digit());
        all.then(|| text.parse::<u32>().ok()).flatten().map(u64::from)
    };
    let parts: Vec<&str> = whole.split(':').collect();
    let (hours, minutes, seconds) = match parts.as_slice() {
        [minutes, seconds] => (0, digits(minutes, 2)?, digits(seconds, 2)?),
        [hours, minutes, seconds] => (digits(hours, 2)?, digits(minutes, 2)?, digits(seconds, 2)?),
        _ => return None,
    };
    let thousandths = digits(thousandths, 3).filter(|_| thousandths.len() == 3)?;
    (minutes < 60 && seconds < 60).then_some(((hours * 60 + minutes) * 60 + seconds) * 1000 + thousandths)
}

impl Site {
    /// The film behind a target of a page. `None` for one of another site, and for what is no film.
    pub fn film(&self, page: &Page, target: &str) -> Option<FilmFile> {
        match self.resolve(page, target, Purpose::Embed) {
            Destination::File(path) => FilmFile::read(self.bytes(&path)?),
            _ => None,
        }
    }

    /// The captions behind a target of a page, when it leads to a file.
    pub fn captions(&self, page: &Page, target: &str) -> Option<Result<Captions, CaptionFault>> {
        let Destination::File(path) = self.resolve(page, target, Purpose::Embed) else { return None };
        let mut captions = Captions::read(self.bytes(&path)?);
        if let Ok(captions) = &mut captions
            && let (_, Some(language)) = address::language(&path, &self.config)
        {
            captions.language.get_or_insert_with(|| language.to_owned());
        }
        Some(captions)
    }
}

/// Adds to the title of each film what a reader wants to know first: "Saying sorry (MP4, 1.2MB, 2 minutes)" and, on
/// another website, "Saying sorry (YouTube, 2 minutes, with captions)".
pub fn label_films(site: &Site, page: &Page, body: &mut Body) {
    body.each_video_mut(&mut |video| {
        let details = details(site, page, video);
        if !details.is_empty() {
            video.title = format!("{} ({})", video.title, details.join(", ")).into();
        }
    });
}

fn details(site: &Site, page: &Page, video: &Video) -> Vec<String> {
    let stated = video.length.as_deref().map(str::to_owned);
    if let Some(service) = video.service() {
        let captions = if video.captioned == Some(true) { Some("with captions".to_owned()) } else { None };
        return [Some(service), stated, captions].into_iter().flatten().collect();
    }
    let Destination::File(path) = site.resolve(page, &video.source, Purpose::Embed) else { return Vec::new() };
    let (Some(bytes), film) = (site.bytes(&path), site.film(page, &video.source)) else { return Vec::new() };
    let format = film.map(|film| film.format.to_owned());
    let length = stated.or_else(|| film?.seconds.map(length_words));
    [format, Some(size_words(bytes.len())), length].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_box(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
        let size = u32::try_from(content.len() + 8).expect("a small box");
        [&size.to_be_bytes()[..], kind, content].concat()
    }

    fn film(units: u32, length: u32, tracks: &[&[u8; 4]]) -> Vec<u8> {
        let head = [&[0; 12][..], &units.to_be_bytes(), &length.to_be_bytes(), &[0; 80]].concat();
        let track =
            |kind: &[u8; 4]| a_box(b"trak", &a_box(b"mdia", &a_box(b"hdlr", &[&[0; 8][..], kind, &[0; 12]].concat())));
        let tracks: Vec<u8> = tracks.iter().flat_map(|kind| track(kind)).collect();
        let moov = a_box(b"moov", &[a_box(b"mvhd", &head), tracks].concat());
        [a_box(b"ftyp", b"isom\0\0\x02\0isom"), a_box(b"mdat", &[0; 9]), moov].concat()
    }

    #[test]
    fn a_film_tells_its_length_and_whether_it_has_sound() {
        let read = |bytes: &[u8]| FilmFile::read(bytes).map(|film| (film.seconds, film.has_sound));
        assert_eq!(read(&film(1000, 90_400, &[b"vide", b"soun"])), Some((Some(90), Some(true))));
        assert_eq!(read(&film(1000, 15_000, &[b"vide"])), Some((Some(15), Some(false))));
        assert_eq!(read(&film(0, 15_000, &[])), Some((None, None)));
        assert_eq!(read(&film(1000, u32::MAX, &[])), Some((None, None)));
        assert_eq!(read(b"\x1a\x45\xdf\xa3webm"), Some((None, None)));
        let whole = film(1000, 15_000, &[b"vide", b"soun"]);
        for end in 0..whole.len() {
            let _ = read(&whole[..end]);
        }
        assert_eq!((read(b""), read(b"words of a page"), read(&whole[..30])), (None, None, None));
        let quicktime = [a_box(b"ftyp", b"qt  \0\0\x02\0qt  "), whole].concat();
        assert_eq!(read(&quicktime), None);
    }

    #[test]
    fn lengths_are_told_in_words() {
        for (seconds, words) in [
            (0, "1 second"),
            (59, "59 seconds"),
            (60, "1 minute"),
            (100, "2 minutes"),
            (3600, "1 hour"),
            (3900, "1 hour 5 minutes"),
        ] {
            assert_eq!(length_words(seconds), words);
        }
    }

    #[test]
    fn captions_tell_what_is_wrong() {
        let read = |text: &str| Captions::read(text.as_bytes());
        let good = "\u{feff}WEBVTT - ours\nLanguage: cy\n\nNOTE by us\nmore\n\none\n00:01.000 --> 00:02.500 line:0\nHelo\n\n01:00:00.000 --> 01:00:01.000\n♪\n";
        let captions = read(good).expect("captions");
        assert_eq!((captions.language.as_deref(), captions.end), (Some("cy"), 3_601_000));
        for (text, fault) in [
            ("", CaptionFault::NotWebVtt),
            ("WEBVTTS\n", CaptionFault::NotWebVtt),
            ("1\n00:00:01,000 --> 00:00:02,000\nSubRip\n", CaptionFault::NotWebVtt),
            ("WEBVTT\n\nNOTE nothing\n", CaptionFault::None),
            ("WEBVTT\n\n00:01,000 --> 00:02.000\nA\n", CaptionFault::Times(3)),
            ("WEBVTT\n\n1\n00:61.000 --> 01:02.000\nA\n", CaptionFault::Times(4)),
            ("WEBVTT\n\n00:02.000 --> 00:01.000\nA\n", CaptionFault::EndsFirst(3)),
            ("WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\n00:01.000 --> 00:02.000\nB\n", CaptionFault::OutOfOrder(6)),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:03.000 --> 00:04.000\nB\n", CaptionFault::Empty(3)),
            ("WEBVTT\n\n00:01.000 --> 00:02.000\n00:03.000 --> 00:04.000\nB\n", CaptionFault::Empty(3)),
        ] {
            assert_eq!(read(text), Err(fault), "{text:?}");
        }
        let urdu = read("WEBVTT\n\n00:01.000 --> 00:02.000\nہم NHS ہیں اور ہم\n").expect("captions");
        assert_eq!((urdu.script_language("en-GB"), urdu.script_language("ur")), (Some("ur"), None));
    }
}
