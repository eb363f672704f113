//! Lists that are only typed: bullets, dashes, numbers and letters that somebody put before each line.

use super::looks::is_bold_line;
use super::model::*;

/// The signs that people type before the items of a list.
const BULLETS: &[char] = &[
    '•', '·', '▪', '●', '○', '◦', '■', '➢', '➔', '⇨', '✓', '◆', '❖', '‣', '⁃', '∙', '–', '—', '-', '*', 'o', 'Ø', '§',
    'ü',
];

/// Signs that may also begin a sentence, and the letters that stand for the bullets of symbol fonts once those are lost.
const DASHES: &[char] = &['–', '—', '-', '*', 'o', 'Ø', '§', 'ü'];

/// What somebody typed before an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typed {
    Bullet(char),
    Number(u32),
    /// A small letter, which may be a Roman numeral as well.
    Letter(char),
    /// A Roman numeral of more than one letter.
    Roman(u32),
}

/// What an item counts in, once the items before it have told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Count {
    Bullet,
    Number(u32),
    Letter(u32),
    Roman(u32),
}

/// The small Roman numerals that lists get to.
const ROMAN: [&str; 20] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii",
    "xviii", "xix", "xx",
];

fn roman(letters: &str) -> Option<u32> {
    // Twenty fit the type.
    ROMAN.iter().position(|it| *it == letters).map(|index| index as u32 + 1)
}

impl Typed {
    /// What this counts in as the next after another item, if it is that.
    fn after(self, before: Count) -> Option<Count> {
        match (self, before) {
            (Typed::Bullet(_), Count::Bullet) => Some(Count::Bullet),
            (Typed::Number(next), Count::Number(last)) if next == last + 1 => Some(Count::Number(next)),
            (Typed::Letter(next), Count::Letter(last)) if next as u32 == 'a' as u32 + last => {
                Some(Count::Letter(last + 1))
            }
            (Typed::Letter(next), Count::Roman(last)) if roman(next.encode_utf8(&mut [0; 4])) == Some(last + 1) => {
                Some(Count::Roman(last + 1))
            }
            (Typed::Roman(next), Count::Roman(last)) if next == last + 1 => Some(Count::Roman(next)),
            _ => None,
        }
    }

    /// What this counts in as the first of a list. Letters begin with an a, or with an i.
    fn first(self) -> Option<Count> {
        match self {
            Typed::Bullet(_) => Some(Count::Bullet),
            Typed::Number(number) => Some(Count::Number(number)),
            Typed::Letter('a') => Some(Count::Letter(1)),
            Typed::Letter('i') => Some(Count::Roman(1)),
            Typed::Letter(_) | Typed::Roman(_) => None,
        }
    }
}

/// The typed marker of a text, and how many bytes it takes with the space after it.
fn marker(text: &str) -> Option<(Typed, usize)> {
    let start = text.len() - text.trim_start().len();
    let words = &text[start..];
    let first = words.chars().next()?;
    let (typed, length) = if BULLETS.contains(&first) {
        (Typed::Bullet(first), first.len_utf8())
    } else if first.is_ascii_digit() {
        let digits = words.bytes().take_while(u8::is_ascii_digit).count();
        let number = words[..digits].parse().ok().filter(|_| (1..=3).contains(&digits))?;
        words[digits..].starts_with(['.', ')']).then_some(())?;
        (Typed::Number(number), digits + 1)
    } else {
        let inner = words.strip_prefix('(').unwrap_or(words);
        let letters = &inner[..inner.bytes().take_while(u8::is_ascii_lowercase).count()];
        let is_closed = inner[letters.len()..].starts_with(')');
        (is_closed || inner.len() == words.len() && inner[letters.len()..].starts_with('.')).then_some(())?;
        let mut each = letters.chars();
        let typed = match (each.next(), each.next()) {
            (Some(only), None) => Typed::Letter(only),
            _ => Typed::Roman(roman(letters)?),
        };
        (typed, words.len() - inner.len() + letters.len() + 1)
    };
    let rest = &words[length..];
    let space = rest.len() - rest.trim_start().len();
    (space > 0 && space < rest.len()).then_some((typed, start + length + space))
}

/// The text that a paragraph begins with.
fn start_of(paragraph: &Paragraph) -> &str {
    match paragraph.content.first() {
        Some(Inline::Text(words, _)) => words,
        _ => "",
    }
}

/// The typed marker of a paragraph. It may be a piece of its own, with a tab after it.
fn marker_of(paragraph: &Paragraph) -> Option<(Typed, usize)> {
    if paragraph.role != Role::Body || paragraph.label.is_some() {
        return None;
    }
    let mut text = start_of(paragraph).to_owned();
    for inline in paragraph.content.iter().skip(1).take(2) {
        if let Inline::Text(words, _) = inline {
            text.push_str(words);
        }
    }
    marker(&text)
}

/// Paragraphs whose lines are the items of a list, a paragraph for each line.
pub fn lines_apart(blocks: Vec<Block>) -> Vec<Block> {
    let mut out = Vec::with_capacity(blocks.len());
    for block in blocks {
        let Block::Paragraph(paragraph) = block else {
            out.push(block);
            continue;
        };
        let lines: Vec<&[Inline]> = paragraph.content.split(|inline| *inline == Inline::Break).collect();
        let is_item = |line: &&[Inline]| match line.first() {
            Some(Inline::Text(words, _)) => marker(words).is_some(),
            _ => false,
        };
        let items = lines.iter().filter(|line| is_item(line)).count();
        if paragraph.role != Role::Body || paragraph.label.is_some() || items < 2 || items + 1 < lines.len() {
            out.push(Block::Paragraph(paragraph));
            continue;
        }
        for line in lines.into_iter().filter(|line| !line.is_empty()) {
            out.push(Block::Paragraph(Box::new(Paragraph { content: line.to_vec(), ..(*paragraph).clone() })));
        }
    }
    out
}

/// Makes lists of what is only typed as lists: bullets, two dashes or more, numbers that go on.
pub fn typed_lists(blocks: &mut [Block]) {
    let typed: Vec<Option<(Typed, usize)>> = blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(paragraph) => marker_of(paragraph),
            Block::Table(_) => None,
        })
        .collect();
    let is_item = |block: &Block| matches!(block, Block::Paragraph(it) if it.label.is_some() && it.role == Role::Body);
    let is_line = |at: usize| matches!(&blocks[at], Block::Paragraph(it) if is_bold_line(it));
    let mut made = Vec::new();
    let mut at = 0;
    while at < typed.len() {
        let Some((first, count)) = typed[at].and_then(|(first, _)| Some((first, first.first()?))) else {
            at += 1;
            continue;
        };
        // What the lists around the item at hand count in, the outermost first.
        let mut open = vec![count];
        let mut items = vec![(at, 0, count)];
        let mut end = at + 1;
        loop {
            // Items of a list of Word's may stand below one that is typed.
            let below = blocks[end..].iter().take_while(|block| is_item(block)).count();
            let Some(Some((next, _))) = typed.get(end + below) else { break };
            if below > 0 && !open.iter().any(|before| next.after(*before).is_some()) {
                break;
            }
            end += below;
            let level = open.iter().rposition(|before| next.after(*before).is_some());
            let is_lettered = |count: &Count| matches!(count, Count::Letter(_) | Count::Roman(_));
            if let Some(level) = level {
                open.truncate(level + 1);
                open[level] = next.after(open[level]).unwrap_or(open[level]);
            } else if let Some(begun) = next.first()
                && open.len() < 4
                && (is_lettered(&begun) || open.iter().any(is_lettered))
                && !matches!(begun, Count::Number(2..))
            {
                open.push(begun);
            } else {
                break;
            }
            items.push((end, open.len() - 1, open[open.len() - 1]));
            end += 1;
        }
        let is_list = match first {
            Typed::Bullet(sign) => items.len() > 1 || !DASHES.contains(&sign),
            // Bold lines with numbers are headings.
            _ => items.len() > 1 && !(at..end).all(is_line),
        };
        if is_list {
            made.extend(items.into_iter().map(|(index, level, count)| (index, at, level, count)));
        }
        at = end;
    }
    for (index, list, level, count) in made {
        let (Block::Paragraph(paragraph), Some((_, length))) = (&mut blocks[index], typed[index]) else { continue };
        let shown = shown(paragraph, length);
        cut(&mut paragraph.content, length);
        let (number, is_lettered) = match count {
            Count::Bullet => (None, false),
            Count::Number(number) => (Some(number), false),
            Count::Letter(number) | Count::Roman(number) => (Some(number), true),
        };
        let shown = if is_lettered { shown } else { String::new() };
        paragraph.label = Some(Label { number, shown, has_parts: false, is_lettered });
        paragraph.numbering = Some((format!("typed {list}"), level));
        paragraph.is_guessed = true;
    }
}

/// What was typed before an item, without the space around it.
fn shown(paragraph: &Paragraph, length: usize) -> String {
    let mut text = String::new();
    for inline in paragraph.content.iter().take(3) {
        if let Inline::Text(words, _) = inline {
            text.push_str(words);
        }
    }
    text[..text.floor_char_boundary(length)].trim().to_owned()
}

/// Cuts bytes off the start of some text.
fn cut(content: &mut Vec<Inline>, mut length: usize) {
    while length > 0
        && let Some(Inline::Text(words, _)) = content.first_mut()
    {
        if words.len() <= length {
            length -= words.len();
            content.remove(0);
        } else {
            // Markers end at the boundary of a character.
            words.drain(..words.floor_char_boundary(length));
            length = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typed_markers_are_seen() {
        for (text, expected) in [
            ("• one", Some(Typed::Bullet('•'))),
            (" -\tone", Some(Typed::Bullet('-'))),
            ("12) one", Some(Typed::Number(12))),
            ("a) one", Some(Typed::Letter('a'))),
            ("(b) one", Some(Typed::Letter('b'))),
            ("\tiii. one", Some(Typed::Roman(3))),
            ("1.2 one", None),
            ("-5 degrees", None),
            ("2026. A year", None),
            ("A. Name", None),
            ("i.e. this", None),
            ("1. ", None),
            ("", None),
        ] {
            assert_eq!(marker(text).map(|(typed, _)| typed), expected, "{text}");
        }
    }
}
