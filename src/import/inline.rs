//! Running text as Markdown that reads back as the same words.
//!
//! Whatever an author typed is escaped where Markdown would take it for a sign. What is hard to foresee, such as bold in
//! the middle of a word beside a bracket, is read back with the parser of the house: where the words differ, the text
//! goes without its emphasis.

use super::model::{Format, Goal, Inline, Script, Story};
use crate::document::parse_markdown;
use crate::document::tree::{BlockKind, plain_text};
use crate::language::Spoken;

/// Where text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a paragraph.
    Paragraph,
    /// In a heading or another line that must stay one: a caption.
    Line,
    /// In a cell of a table.
    Cell,
}

/// A picture as the page shows it: the name of its file, `None` where the page cannot show it.
#[derive(Clone, Debug)]
pub struct Shot {
    /// The file beside the page.
    pub name: Option<String>,
    /// Its description.
    pub alt: String,
    /// Whether it is decoration.
    pub is_decorative: bool,
}

/// What running text may refer to.
pub struct Context<'s> {
    /// All that was read.
    pub story: &'s Story,
    /// The pictures, as the page shows them.
    pub shots: Vec<Shot>,
    /// The language of the document.
    pub language: Spoken,
    /// The fragment of the heading at a bookmark.
    pub fragments: std::collections::BTreeMap<String, String>,
    /// The notes in the order in which the text refers to them.
    pub notes: Vec<String>,
    /// The numbers of those notes, from 1.
    pub numbers: std::collections::BTreeMap<String, usize>,
    /// What was met in the text that is open.
    pub noted: Noted,
}

/// What was met in a text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Noted {
    /// Pictures without a description.
    pub undescribed: usize,
    /// Pictures that cannot be shown.
    pub unshown: usize,
    /// Links into the document to a place that is no heading.
    pub lost_links: usize,
    /// Links to files on somebody's computer or network.
    pub local_links: usize,
    /// Superscript or subscript that is plain now.
    pub scripts: usize,
}

/// A piece of text for which the format is the same.
#[derive(Clone, Debug)]
enum Piece {
    Words(String, Format),
    /// A new line.
    Break(Format),
    /// Markdown, and what it reads as.
    Made(String, String, Format),
}

impl Piece {
    fn format(&self) -> Format {
        match self {
            Piece::Words(_, format) | Piece::Break(format) | Piece::Made(_, _, format) => *format,
        }
    }
}

/// The Markdown of some running text: one line, but for the line breaks of a paragraph.
pub fn markdown(content: &[Inline], place: Place, context: &mut Context<'_>) -> String {
    let pieces = pieces(content, place, context);
    let expected = squeezed(&pieces.iter().map(plain).collect::<String>());
    let written = |keep: &dyn Fn(Format) -> Format| {
        let pieces: Vec<Piece> = pieces.iter().cloned().map(|piece| with(piece, keep)).collect();
        let mut out = String::new();
        group(&pieces, Level::Link, false, context, &mut out);
        starts_escaped(out.trim())
    };
    let usual = written(&|format| format);
    if is_simple(&usual) || reads_as(&usual, &expected) {
        return usual;
    }
    let without = written(&|format| Format { strong: false, emphasis: false, ..format });
    if reads_as(&without, &expected) {
        return without;
    }
    written(&|format| Format { strong: false, emphasis: false, code: false, link: 0, language: None, ..format })
}

fn with(piece: Piece, keep: &dyn Fn(Format) -> Format) -> Piece {
    match piece {
        Piece::Words(words, format) => Piece::Words(words, keep(format)),
        Piece::Break(format) => Piece::Break(keep(format)),
        Piece::Made(made, plain, format) => Piece::Made(made, plain, keep(format)),
    }
}

fn plain(piece: &Piece) -> &str {
    match piece {
        Piece::Words(words, _) => words,
        Piece::Break(_) => " ",
        Piece::Made(_, plain, _) => plain,
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether nothing in a text can be taken for a sign.
fn is_simple(text: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || " .,;()'\"’‘“”–—/%?\u{a0}".contains(c);
    text.chars().all(is_plain) && !text.starts_with(|c: char| c.is_ascii_digit())
}

fn reads_as(markdown: &str, expected: &str) -> bool {
    if markdown.is_empty() {
        return expected.is_empty();
    }
    // Notes are written elsewhere, and a reference without one is read as words.
    let mut text = markdown.to_owned();
    for (at, _) in markdown.match_indices("[^") {
        let label: String = markdown[at + 2..].chars().take_while(char::is_ascii_digit).collect();
        text.push_str(&format!("\n\n[^{label}]: x"));
    }
    let (body, found) = parse_markdown(&text);
    let is_fault = found.iter().any(|it| !it.rule.starts_with("markdown/footnote"));
    match body.blocks.as_slice() {
        [block] => match &block.kind {
            BlockKind::Paragraph(content) => !is_fault && squeezed(&plain_text(content)) == *expected,
            _ => false,
        },
        // A footnote alone.
        [] => expected.is_empty(),
        _ => false,
    }
}

fn pieces(content: &[Inline], place: Place, context: &mut Context<'_>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut format = Format::default();
    // Whether a space would be the first of its line or follow another.
    let mut is_spaced = true;
    for inline in content {
        match inline {
            Inline::Text(words, own) => {
                format = settled(*own, context);
                let words = scripted(words, own.script, &mut context.noted);
                let mut text = String::with_capacity(words.len());
                for c in words.chars() {
                    let is_space = c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}';
                    if !is_space {
                        text.push(c);
                    } else if !is_spaced {
                        text.push(' ');
                    }
                    is_spaced = is_space;
                }
                match pieces.last_mut() {
                    Some(Piece::Words(before, same)) if *same == format => before.push_str(&text),
                    _ if text.is_empty() => {}
                    _ => pieces.push(Piece::Words(text, format)),
                }
            }
            Inline::Break | Inline::PageBreak if place == Place::Paragraph => {
                trim_end(&mut pieces);
                if !pieces.is_empty() {
                    pieces.push(Piece::Break(Format { code: false, ..format }));
                }
                is_spaced = true;
            }
            Inline::Break | Inline::PageBreak => {
                if !is_spaced {
                    pieces.push(Piece::Words(" ".to_owned(), format));
                }
                is_spaced = true;
            }
            Inline::Note(name) => {
                note(name, context, &mut pieces);
                is_spaced = false;
            }
            Inline::NoteAgain(bookmark, shown) => match context.story.note_bookmarks.get(bookmark).cloned() {
                Some(name) => note(&name, context, &mut pieces),
                None => pieces.push(Piece::Words(shown.trim().to_owned(), Format::default())),
            },
            Inline::Picture(index) => {
                let Some(shot) = context.shots.get(*index) else { continue };
                match &shot.name {
                    Some(name) => {
                        let alt = squeezed(&shot.alt);
                        let is_silent = !alt.chars().any(char::is_alphanumeric) || is_file_name(&alt);
                        context.noted.undescribed += usize::from(is_silent && !shot.is_decorative);
                        let alt = if is_silent || shot.is_decorative { String::new() } else { alt };
                        let mut made = "![".to_owned();
                        escape(&alt, true, &mut made);
                        made.push_str(&format!("]({name})"));
                        if shot.is_decorative {
                            made.push_str("{decorative}");
                        }
                        pieces.push(Piece::Made(made, alt, Format::default()));
                        is_spaced = false;
                    }
                    None => context.noted.unshown += 1,
                }
            }
        }
    }
    while matches!(pieces.last(), Some(Piece::Break(_))) {
        pieces.pop();
    }
    trim_end(&mut pieces);
    pieces.retain(|piece| !matches!(piece, Piece::Words(words, _) if words.is_empty()));
    pieces
}

/// Whether a description is only the name of a file, as converters leave it.
pub fn is_file_name(alt: &str) -> bool {
    let lower = alt.to_ascii_lowercase();
    !alt.contains(' ')
        && [".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".svg", ".webp"].iter().any(|it| lower.ends_with(it))
}

fn trim_end(pieces: &mut [Piece]) {
    if let Some(Piece::Words(words, _)) = pieces.last_mut() {
        words.truncate(words.trim_end().len());
    }
}

fn note(name: &str, context: &mut Context<'_>, pieces: &mut Vec<Piece>) {
    let words = context.story.notes.get(name).is_some_and(|note| !note.is_empty());
    if words {
        let number = match context.numbers.get(name) {
            Some(number) => *number,
            None => {
                context.notes.push(name.to_owned());
                context.numbers.insert(name.to_owned(), context.notes.len());
                context.notes.len()
            }
        };
        pieces.push(Piece::Made(format!("[^{number}]"), String::new(), Format::default()));
    }
}

/// A format with nothing in it that Markdown has no sign for.
fn settled(format: Format, context: &Context<'_>) -> Format {
    let own = format.language.or_else(|| Spoken::named(&context.story.language));
    let language = own.filter(|language| *language != context.language && format.link == 0);
    Format { script: Script::Line, size: 0, contents: 0, underlined: false, language, ..format }
}

/// Raised and lowered figures as the letters there are for them: 10² is not 102.
fn scripted(words: &str, script: Script, noted: &mut Noted) -> String {
    let signs = match script {
        Script::Line => return words.to_owned(),
        Script::Above => "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻",
        Script::Below => "₀₁₂₃₄₅₆₇₈₉₊₋",
    };
    let is_figure = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '−');
    if words.trim().is_empty() || !words.trim().chars().all(is_figure) {
        // "1st" is "1st".
        noted.scripts += usize::from(!matches!(words.trim(), "" | "st" | "nd" | "rd" | "th" | "TM" | "®"));
        return words.to_owned();
    }
    let sign = |c: char| match c {
        '0'..='9' => signs.chars().nth(c as usize - '0' as usize),
        '+' => signs.chars().nth(10),
        '-' | '−' => signs.chars().nth(11),
        _ => None,
    };
    words.chars().map(|c| sign(c).unwrap_or(c)).collect()
}

/// What holds pieces together, the outermost first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Link,
    Language,
    Strong,
    Emphasis,
    Words,
}

fn group(pieces: &[Piece], level: Level, in_brackets: bool, context: &Context<'_>, out: &mut String) {
    let next = match level {
        Level::Link => Level::Language,
        Level::Language => Level::Strong,
        Level::Strong => Level::Emphasis,
        Level::Emphasis => Level::Words,
        Level::Words => {
            return pieces.iter().enumerate().for_each(|(index, piece)| {
                leaf(piece, pieces.get(index + 1).is_none(), in_brackets, out);
            });
        }
    };
    let key = |piece: &Piece| {
        let format = piece.format();
        match level {
            Level::Link => u64::from(format.link),
            Level::Language => {
                format.language.map_or(0, |it| 1 + it.tag().bytes().fold(0, |sum, it| sum << 8 | u64::from(it)))
            }
            Level::Strong => u64::from(format.strong),
            _ => u64::from(format.emphasis),
        }
    };
    let mut rest = pieces;
    while let Some(first) = rest.first() {
        let same = rest.iter().take_while(|piece| key(piece) == key(first)).count();
        let (these, after) = rest.split_at(same);
        rest = after;
        let format = first.format();
        let inside = |brackets: bool| {
            let mut inner = String::new();
            group(these, next, brackets, context, &mut inner);
            inner
        };
        let before_next = after.first().and_then(|piece| plain(piece).chars().next());
        match level {
            Level::Link if format.link > 0 => {
                let inner = inside(true);
                let target = target(format.link, context);
                match target {
                    Some(target) => wrap(&inner, "[", &format!("]({target})"), out),
                    None => out.push_str(&inside(in_brackets)),
                }
            }
            Level::Language if let Some(language) = format.language => {
                let words: String = these.iter().map(plain).collect();
                if words.chars().any(char::is_alphabetic) && !in_brackets {
                    wrap(&inside(true), "[", &format!("](lang:{})", language.tag()), out);
                } else {
                    out.push_str(&inside(in_brackets));
                }
            }
            Level::Strong if format.strong => stress(&inside(in_brackets), "**", before_next, out),
            Level::Emphasis if format.emphasis => stress(&inside(in_brackets), "*", before_next, out),
            _ => out.push_str(&inside(in_brackets)),
        }
    }
}

/// Puts signs around words, inside of the spaces at their ends.
fn wrap(inner: &str, open: &str, close: &str, out: &mut String) {
    let core = inner.trim();
    if core.is_empty() {
        return out.push_str(inner);
    }
    let start = inner.len() - inner.trim_start().len();
    out.push_str(&inner[..start]);
    out.push_str(open);
    out.push_str(core);
    out.push_str(close);
    out.push_str(&inner[start + core.len()..]);
}

/// The same with asterisks, where they would be read as such.
fn stress(inner: &str, sign: &str, after: Option<char>, out: &mut String) {
    let core = inner.trim();
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '*' && c != '_');
    let (before, after) = (out.chars().next_back(), if inner.ends_with(core) { after } else { None });
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric());
    let opens = inner.len() != inner.trim_start().len() && before != Some('*')
        || is_edge(before)
        || before != Some('*') && is_word(core.chars().next());
    let closes = is_edge(after) || is_word(core.chars().next_back());
    if core.is_empty() || !opens || !closes {
        return out.push_str(inner);
    }
    wrap(inner, sign, sign, out);
}

fn leaf(piece: &Piece, is_last: bool, in_brackets: bool, out: &mut String) {
    match piece {
        Piece::Break(_) => out.push_str("\\\n"),
        Piece::Made(made, ..) => out.push_str(made),
        Piece::Words(words, format) => {
            let core = words.trim();
            let is_code = format.code && !core.is_empty() && !core.contains(['`', '|', '\\', '\n', '\u{a0}']);
            if is_code {
                return wrap(words, "`", "`", out);
            }
            escape(words, in_brackets, out);
            // An exclamation mark before a bracket of ours would make a picture of it.
            if !is_last && out.ends_with('!') {
                out.pop();
                out.push_str("\\!");
            }
        }
    }
}

/// Escapes words wherever they stand in a line.
fn escape(words: &str, in_brackets: bool, out: &mut String) {
    let mut rest = words.chars();
    while let Some(c) = rest.next() {
        let before = out.chars().next_back();
        let next = rest.clone().next();
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let escaped = match c {
            '\\' | '*' | '`' | '<' | '[' | '|' | '{' => true,
            ']' => in_brackets,
            '_' => !(is_word(before) && is_word(next)),
            '&' => next.is_some_and(|c| c == '#' || c.is_ascii_alphabetic()),
            '(' | ':' => before == Some(']'),
            // The last letter of a text, before what may be a bracket.
            '!' => next == Some('['),
            _ => false,
        };
        if escaped {
            out.push('\\');
        }
        out.push(c);
    }
}

/// A text whose lines do not begin as a list, a heading or another block would.
fn starts_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let line = line.trim_start();
        let after = |count: usize| line[count..].chars().next().is_none_or(|c| c.is_whitespace() || c == '\\');
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        match line.chars().next() {
            Some('#' | '>' | ':' | '~' | '=') => out.push('\\'),
            Some('-' | '+') if after(1) || line.starts_with("--") => out.push('\\'),
            Some('0'..='9') if line[digits..].starts_with(['.', ')']) && after(digits + 1) => {
                out.push_str(&line[..digits]);
                out.push('\\');
                out.push_str(&line[digits..]);
                continue;
            }
            _ => {}
        }
        out.push_str(line);
    }
    out
}

/// The target of a link as Markdown writes it. `None` where it leads nowhere that a reader can go.
fn target(link: u32, context: &Context<'_>) -> Option<String> {
    let goal = context.story.links.get(usize::try_from(link).ok()?.checked_sub(1)?)?;
    match goal {
        Goal::Bookmark(name) => context.fragments.get(name).map(|fragment| format!("#{fragment}")),
        Goal::Address(address) => is_public(address).then(|| address_written(address)),
    }
}

/// Whether a link leads somewhere that is not a file of the author's.
pub fn is_public(address: &str) -> bool {
    let lower = address.trim().to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:"].iter().any(|start| lower.starts_with(start) && lower.len() > start.len())
}

fn address_written(address: &str) -> String {
    let mut out = String::new();
    for c in address.trim().chars() {
        match c {
            ' ' => out.push_str("%20"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '\\' => out.push_str("%5C"),
            '`' => out.push_str("%60"),
            '|' => out.push_str("%7C"),
            '*' => out.push_str("%2A"),
            '"' => out.push_str("%22"),
            '_' => out.push_str("\\_"),
            '&' => out.push_str("\\&"),
            c if c.is_whitespace() || c.is_control() => {}
            c => out.push(c),
        }
    }
    // In most addresses neither means anything to Markdown.
    out.replace("\\_", "_").replace("\\&", if address.contains(';') { "\\&" } else { "&" })
}

/// Counts the links of some text that lead nowhere now.
pub fn count_links(content: &[Inline], context: &mut Context<'_>) {
    let mut last = 0;
    for inline in content {
        let Inline::Text(_, format) = inline else { continue };
        if format.link == last || format.link == 0 {
            last = format.link;
            continue;
        }
        last = format.link;
        match context.story.links.get(format.link as usize - 1) {
            Some(Goal::Bookmark(name)) if !context.fragments.contains_key(name) => context.noted.lost_links += 1,
            Some(Goal::Address(address)) if !is_public(address) => context.noted.local_links += 1,
            _ => {}
        }
    }
}

/// Words with every sign of Markdown escaped, for one line.
pub fn plain_line(words: &str) -> String {
    let mut out = String::new();
    escape(&squeezed(words), false, &mut out);
    starts_escaped(&out)
}
