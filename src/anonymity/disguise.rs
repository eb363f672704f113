//! Names that are written so that a search does not find them and a reader does: letters set apart, letters of another
//! alphabet that look the same, capitals in the place of spaces, one name in two cells, words turned round.
//!
//! What looks like a disguise is written plainly, in a text of the paragraphs that have any, and that text is read for
//! names. Most texts have none and cost one look.

use std::ops::Range;

use super::data::{self, Classes};

/// The fewest letters that are taken for a word set apart: "N H S" is none.
const LETTERS_MIN: usize = 5;

/// Paragraphs with disguises, written plainly.
#[derive(Default)]
pub(super) struct Plain {
    /// The text.
    pub text: String,
    /// What was written otherwise: where it is in the text, where it was, and whether it may have been innocent.
    pieces: Vec<Piece>,
}

struct Piece {
    plain: Range<usize>,
    typed: Range<usize>,
    is_doubtful: bool,
}

impl Plain {
    /// Where something found in the plain text stood, if a disguise is a part of it, and whether that is doubtful.
    pub fn typed(&self, range: &Range<usize>) -> Option<(Range<usize>, bool)> {
        let mut met = self.pieces.iter().filter(|it| it.plain.start < range.end && range.start < it.plain.end);
        let first = met.next()?;
        let last = met.next_back().unwrap_or(first);
        Some((first.typed.start..last.typed.end.max(first.typed.end), first.is_doubtful && last.is_doubtful))
    }

    /// The places of what was surely disguised and is a rare first name or surname by itself.
    pub fn names(&self) -> impl Iterator<Item = Range<usize>> {
        let is_name = |word: &str| known(word).common == 0 && (is_first(word) || is_last(word));
        let sure = self.pieces.iter().filter(|it| !it.is_doubtful);
        sure.filter(move |it| self.text[it.plain.clone()].split_whitespace().any(is_name)).map(|it| it.typed.clone())
    }

    fn push(&mut self, plain: &str, typed: Range<usize>, is_doubtful: bool) {
        let start = self.text.len();
        self.text.push_str(plain);
        self.pieces.push(Piece { plain: start..self.text.len(), typed, is_doubtful });
    }
}

/// A disguise within a paragraph: where, how it reads, and whether it may be innocent.
type Disguise = (Range<usize>, String, bool);

/// What of a text is disguised, written plainly.
pub(super) fn undone(text: &str) -> Plain {
    let mut plain = Plain::default();
    let mut at = 0;
    let mut lone: Option<Range<usize>> = None;
    for paragraph in text.split("\n\n") {
        let start = at;
        at += paragraph.len() + 2;
        let mut found = Vec::new();
        apart(paragraph, &mut found);
        looks(paragraph, &mut found);
        cells(paragraph, &mut found);
        found.sort_by_key(|(range, ..)| (range.start, range.end));
        let mut done = 0;
        for (range, words, is_doubtful) in found {
            if range.start >= done {
                plain.text.push_str(&paragraph[done..range.start]);
                plain.push(&words, range.start + start..range.end + start, is_doubtful);
                done = range.end;
            }
        }
        if done > 0 {
            plain.text.push_str(&paragraph[done..]);
            plain.text.push_str("\n\n");
        }
        // A first name and a surname, each an item of a list.
        let word = Some(paragraph.trim_end()).filter(|it| is_capitalised(it)).map(|it| start..start + it.len());
        if let (Some(first), Some(last)) = (&lone, &word)
            && is_first(&text[first.clone()])
            && is_last(&text[last.clone()])
        {
            let words = format!("{} {}", &text[first.clone()], &text[last.clone()]);
            plain.text.push_str("The patient was ");
            plain.push(&words, first.start..last.end, true);
            plain.text.push_str(".\n\n");
        }
        lone = word;
    }
    plain
}

fn is_capitalised(word: &str) -> bool {
    (2..30).contains(&word.len())
        && word.starts_with(char::is_uppercase)
        && word.chars().skip(1).all(|c| c.is_lowercase() || c == '\'' || c == '-')
}

fn known(word: &str) -> data::Known {
    data::word(&data::fold(word))
}

fn is_first(word: &str) -> bool {
    let known = known(word);
    known.rank.first >= 2 && !known.classes.any(NO_NAMES)
}

fn is_last(word: &str) -> bool {
    let known = known(word);
    known.rank.last >= 2 && !known.classes.any(NO_NAMES)
}

/// What is said more often than it is a name.
const NO_NAMES: Classes =
    Classes::FUNCTION.or(Classes::CALENDAR).or(Classes::ROLE).or(Classes::TITLE).or(Classes::FAMILY);

/// Letters set apart, by a space, a full stop or another mark: "M a r g a r e t", "M.a.r.g.a.r.e.t", "(m)(a)(r)(g)".
fn apart(text: &str, found: &mut Vec<Disguise>) {
    const MARKS: &[&str] = &[" | ", ")(", " - ", " ", ".", "-", "_", "·", "/", "~"];
    let mut rest = 0;
    let mut before = ' ';
    while let Some(c) = text[rest..].chars().next() {
        let start = rest;
        rest += c.len_utf8();
        let begins = c.is_alphabetic() && !before.is_alphanumeric();
        before = c;
        if !begins {
            continue;
        }
        let Some(mark) = MARKS.iter().find(|mark| text[rest..].starts_with(**mark)) else { continue };
        let (mut end, mut letters) = (rest, vec![c]);
        while let Some(next) = text[end..].strip_prefix(mark).and_then(|after| after.chars().next())
            && next.is_alphabetic()
        {
            let after = end + mark.len() + next.len_utf8();
            let is_alone = !text[after..].starts_with(|c: char| c.is_alphanumeric());
            if !is_alone {
                break;
            }
            letters.push(next);
            end = after;
        }
        if letters.len() < LETTERS_MIN {
            continue;
        }
        let is_shouted = letters.iter().all(|c| c.is_uppercase());
        let mut word = String::new();
        for (index, c) in letters.iter().enumerate() {
            match index {
                0 if is_shouted || c.is_lowercase() => word.extend(c.to_uppercase()),
                0 => word.push(*c),
                _ if is_shouted => word.extend(c.to_lowercase()),
                _ if c.is_uppercase() => {
                    word.push(' ');
                    word.push(*c);
                }
                _ => word.push(*c),
            }
        }
        // "(m)(a)(r)": the brackets around belong to it.
        found.push((start..end, word, false));
        rest = end;
        before = 'a';
    }
}

/// Words with letters of another alphabet among Latin ones, with digits or signs in the place of letters, with capitals in
/// the place of spaces, and in letters that are pictures of letters.
fn looks(text: &str, found: &mut Vec<Disguise>) {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '@' | '$') || pictured(c).is_some();
        let Some(start) = rest.find(is_of_word) else { return };
        // What nobody sees is a word of its own.
        let is_unseen = |c: char| ('\u{e0000}'..='\u{e007f}').contains(&c);
        let kind = rest[start..].starts_with(is_unseen);
        let length = rest[start..].find(|c| !is_of_word(c) || is_unseen(c) != kind).unwrap_or(rest.len() - start);
        let word = &rest[start..start + length];
        let range = at + start..at + start + length;
        at = range.end;
        if word.len() < 4 {
            continue;
        }
        if !word.is_ascii() {
            let latin = word.chars().filter(|c| c.is_ascii_alphabetic()).count();
            let like: Vec<char> = word.chars().map(|c| look_alike(c).unwrap_or(c)).collect();
            let other = word.chars().filter(|c| look_alike(*c).is_some()).count();
            let pictures = word.chars().filter(|c| pictured(*c).is_some()).count();
            if other > 0 && (latin > 0 || pictures == other) && like.iter().all(|c| c.is_alphabetic() || *c == ' ') {
                let mut plain: String = like.into_iter().collect();
                if plain.chars().all(|c| !c.is_lowercase()) {
                    plain = plain.chars().take(1).chain(plain.to_lowercase().chars().skip(1)).collect();
                }
                let gap = if kind { " " } else { "" };
                found.push((range, format!("{gap}{}", split(&plain).unwrap_or(plain)), false));
            }
            continue;
        }
        let bytes = word.as_bytes();
        let is_inner = |index: usize| {
            let lower = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_lowercase);
            lower(index + 1) && index > 0 && (lower(index - 1) || (index == 1 && bytes[0].is_ascii_uppercase()))
        };
        let signs = bytes.iter().filter(|byte| !byte.is_ascii_alphabetic()).count();
        if signs > 0 {
            let inner = |(index, byte): (usize, &u8)| byte.is_ascii_alphabetic() || is_inner(index);
            if bytes[0].is_ascii_uppercase() && bytes.len() >= LETTERS_MIN && bytes.iter().enumerate().all(inner) {
                let plain = word.chars().map(|c| match c {
                    '0' => 'o',
                    '1' | '!' => 'i',
                    '3' => 'e',
                    '4' | '@' => 'a',
                    '5' | '$' => 's',
                    '7' => 't',
                    c => c,
                });
                found.push((range, plain.collect(), true));
            }
        } else if let Some(words) = split(word) {
            found.push((range, words, true));
        }
    }
}

/// "MargaretThornbury" as two words, where the first is a first name.
fn split(word: &str) -> Option<String> {
    let mut before = ' ';
    let inner = |(at, c): (usize, char)| {
        let begins = c.is_uppercase() && before.is_lowercase();
        before = c;
        begins.then_some(at)
    };
    let cut = word.char_indices().find_map(inner)?;
    let (first, last) = word.split_at(cut);
    // "McGowan" and "MacDonald" are one name each, and "LeDeR" is a programme.
    if first.len() < 3 || first == "Mac" {
        return None;
    }
    let is_name =
        first.starts_with(char::is_uppercase) && is_first(first) && last.len() > 2 && known(last).rank.last > 0;
    is_name.then(|| format!("{first} {last}"))
}

/// A first name in one cell and a surname in the next.
fn cells(text: &str, found: &mut Vec<Disguise>) {
    if !text.contains('|') {
        return;
    }
    let mut at = 0;
    let mut before: Option<Range<usize>> = None;
    for cell in text.split('|') {
        let start = at + cell.len() - cell.trim_start().len();
        at += cell.len() + 1;
        let word = Some(cell.trim()).filter(|word| is_capitalised(word)).map(|word| start..start + word.len());
        if let (Some(first), Some(last)) = (&before, &word) {
            let (one, other) = (&text[first.clone()], &text[last.clone()]);
            // "Ward" and "Falls" are names too, but seldom beside each other.
            let is_rare = known(one).common == 0 || known(other).common == 0;
            let is_name = (is_first(one) && is_last(other)) || (is_first(other) && is_last(one));
            if is_rare && is_name {
                found.push((first.start..last.end, format!("{one} {other}"), false));
            }
        }
        before = word;
    }
}

/// Names of ordinary words in the names of files and in addresses: "falls-review-patience-long.md", "jack-wood".
pub(super) fn in_slugs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let is_of_slug = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let mut at = 0;
    while let Some(start) = text[at..].find(is_of_slug).map(|start| at + start) {
        let length = text[start..].find(|c| !is_of_slug(c)).unwrap_or(text.len() - start);
        let slug = &text[start..start + length];
        at = start + length;
        let parts: Vec<&str> = slug.split(['-', '_']).collect();
        if parts.len() < 2 || slug.bytes().any(|byte| byte.is_ascii_uppercase()) {
            continue;
        }
        let before = &text[..start];
        let is_address = before.ends_with(['/', '#', '(', '?', '='])
            || (text[at..].starts_with(['/', '.']) && text[at + 1..].starts_with(char::is_alphanumeric));
        if parts.len() < 3 && !is_address && start > 0 {
            continue;
        }
        let mut place = start;
        for pair in parts.windows(2) {
            let &[first, last] = pair else { continue };
            let known = known(first);
            // Many short words are somebody's name somewhere.
            let is_usual = known.rank.first >= 3 || (known.rank.first == 2 && known.common < 4);
            if is_usual && first.len() >= 3 && is_first(first) && is_last(last) && self::known(last).rank.last >= 3 {
                found.push(place..place + first.len() + 1 + last.len());
            }
            place += first.len() + 1;
        }
    }
    found
}

/// What a text that is turned round reads, with its place: all between a mark that turns and the one that ends it.
pub(super) fn turned(source: &str) -> Vec<(Range<usize>, String)> {
    const TURN: [char; 2] = ['\u{202e}', '\u{202d}'];
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = source[at..].find(TURN).map(|start| at + start) {
        let from = start + TURN[0].len_utf8();
        let length = source[from..].find(['\u{202c}', '\n']).unwrap_or(source.len() - from);
        found.push((start..from + length, source[from..from + length].chars().rev().collect()));
        at = from + length;
    }
    found
}

/// The letter that another one is a picture of: in a circle or a square, of a flag, or of those that nobody sees.
fn pictured(c: char) -> Option<char> {
    let code = u32::from(c);
    let start = match code {
        0x249c..=0x24b5 => 0x249c,
        0x1f130..=0x1f149 => 0x1f130,
        0x1f150..=0x1f169 => 0x1f150,
        0x1f170..=0x1f189 => 0x1f170,
        0x1f1e6..=0x1f1ff => 0x1f1e6,
        0xe0041..=0xe005a => 0xe0041,
        0xe0061..=0xe007a => return char::from_u32(code - 0xe0000),
        0xe0020 => return Some(' '),
        _ => return None,
    };
    char::from_u32(code - start + u32::from('A'))
}

/// The Latin letter that a letter looks like.
fn look_alike(c: char) -> Option<char> {
    const PAIRS: &[(&str, &str)] = &[
        ("аеорсухіјѕԁһԛԝкгпвьмнтлѵ", "aeopcyxijsdhqwkrnbbmhtlv"),
        ("АВЕКМНОРСТУХІЈЅҮԌ", "ABEKMHOPCTYXIJSYG"),
        ("οανρτικυχεηωγσβ", "oavptikuxenwyob"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
        ("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡıօ", "abcdefghijklmnoprstuvwyzagio"),
    ];
    pictured(c).or_else(|| {
        PAIRS.iter().find_map(|(from, to)| {
            let at = from.chars().position(|it| it == c)?;
            to.chars().nth(at)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> String {
        undone(text).text.trim().to_owned()
    }

    #[test]
    fn what_is_disguised_reads_plainly() {
        for (typed, read) in [
            ("It was M a r g a r e t T h o r n b u r y.", "It was Margaret Thornbury."),
            ("It was M.a.r.g.a.r.e.t.", "It was Margaret."),
            ("It was M A R G A R E T.", "It was Margaret."),
            ("It was m-a-r-g-a-r-e-t.", "It was Margaret."),
            ("| M | a | r | g | a | r | e | t |", "| Margaret |"),
            ("М\u{430}rg\u{430}ret fell", "Margaret fell"),
            ("M\u{1d00}\u{280}\u{262}\u{1d00}\u{280}\u{1d07}\u{1d1b} fell", "Margaret fell"),
            ("A fall\u{e004d}\u{e0061}\u{e0072}\u{e0067}\u{e006f}.", "A fall Margo."),
            ("M4rg4r3t fell", "Margaret fell"),
            ("M@rgaret fell", "Margaret fell"),
            ("MargaretThornbury fell", "Margaret Thornbury fell"),
            ("| Margaret | Thornbury |", "| Margaret Thornbury |"),
            ("| Thornton | Margaret |", "| Thornton Margaret |"),
        ] {
            assert_eq!(plain(typed), read, "{typed}");
        }
        assert_eq!(turned("a \u{202e}teragraM\u{202c} b"), [(2..13, "Margaret".to_owned())]);
    }

    #[test]
    fn what_is_none_stays() {
        for text in [
            "The N H S and the N.M.C. use SystmOne, PowerPoint, LeDeR and the McGowan chart.",
            "Bay 4B, B12, COVID19, MP3 and H1N1 are none, and neither is vitamin B12a.",
            "| Ward | Falls |\n\n| A | 30 |",
            "Анна Ivanova and Σίσυφος fell.",
            "Options A, B, C, D and E. Grades A/B.",
            "Safety\n\nLearning",
        ] {
            assert_eq!(plain(text), "", "{text}");
        }
    }

    #[test]
    fn ordinary_words_in_addresses() {
        let found = |text: &str| in_slugs(text).into_iter().map(|it| text[it].to_owned()).collect::<Vec<_>>();
        assert_eq!(found("learning/falls-review-patience-long.md"), ["patience-long"]);
        assert_eq!(found("the-death-of-jack-wood"), ["jack-wood"]);
        assert_eq!(found("[a](glen-ash.png) {#grace-hope}"), ["glen-ash", "grace-hope"]);
        for text in
            ["A long-term, follow-up plan.", "falls-after-moving-room.md", "rose-tinted", "year-old", "day-case-ward"]
        {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn places_lead_back() {
        let text = "One.\n\nIt was M a r g a r e t Smith.";
        let undone = undone(text);
        let at = undone.text.find("Margaret Smith").expect("the name");
        let (typed, is_doubtful) = undone.typed(&(at..at + 14)).expect("a place");
        assert!(text[typed].starts_with("M a r g a r e t") && !is_doubtful);
        assert_eq!(undone.typed(&(0..2)), None);
    }
}
