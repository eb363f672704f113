//! What stands before the items of a list. Markdown has bullets and figures; letters are typed at the start of each item,
//! "- a) Tell the family", and stand there instead of bullets, so that "see 3 b)" finds its place in every format.

use super::{Block, BlockKind, List, plain_text};

/// What stands before the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// A bullet.
    Bullets,
    /// Numbers, from this on.
    Numbers(u64),
    /// Nothing but the letters with which the items begin.
    Own,
}

impl List {
    /// What stands before its items.
    pub fn marks(&self) -> Marks {
        match self.start {
            Some(start) => Marks::Numbers(start),
            None if has_own_marks(self) => Marks::Own,
            None => Marks::Bullets,
        }
    }
}

/// Whether each item begins with letters that go on from those before.
fn has_own_marks(list: &List) -> bool {
    let mut ways: Option<[u32; 2]> = None;
    for item in &list.items {
        let Some(Block { kind: BlockKind::Paragraph(content), .. }) = item.content.first() else { return false };
        let words = plain_text(content);
        let Some((_, counts)) = mark(&words) else { return false };
        // Alone, a letter with a full stop may be the initial of a name.
        if list.items.len() == 1 && !words.split_whitespace().next().is_some_and(|first| first.ends_with(')')) {
            return false;
        }
        ways = Some(match ways {
            // An i may be a letter or a numeral: each way to count goes on for itself.
            None => counts.map(|count| count.unwrap_or(0)),
            Some(before) => std::array::from_fn(|way| {
                counts[way].filter(|count| before[way] > 0 && *count == before[way] + 1).unwrap_or(0)
            }),
        });
        if ways.iter().flatten().all(|count| *count == 0) {
            return false;
        }
    }
    !list.items.is_empty()
}

/// The letters at the start of a text, "a) " or "(iv) " or "b. ": how many bytes they take with the space after them, and
/// what they count to as letters and as a Roman numeral.
pub fn mark(text: &str) -> Option<(usize, [Option<u32>; 2])> {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let is_opened = inner.len() < text.len();
    let letters = &inner[..inner.bytes().take_while(u8::is_ascii_alphabetic).count()];
    let is_small = letters.bytes().all(|letter| letter.is_ascii_lowercase());
    if !is_small && !letters.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return None;
    }
    let after = &inner[letters.len()..];
    let is_closed = after.starts_with(')') || !is_opened && after.starts_with('.');
    let rest = is_closed.then(|| &after[1..])?;
    let words = rest.trim_start();
    if words.is_empty() || words.len() == rest.len() {
        return None;
    }
    let letters = letters.to_ascii_lowercase();
    let counts = [of_letters(&letters), of_roman(&letters)];
    counts.iter().any(Option::is_some).then_some((text.len() - words.len(), counts))
}

/// What letters count to as Word counts in them: a to z, then aa.
fn of_letters(letters: &str) -> Option<u32> {
    let first = letters.bytes().next()?;
    let times = u32::try_from(letters.len()).ok().filter(|times| *times <= 2)?;
    letters.bytes().all(|letter| letter == first).then(|| u32::from(first - b'a') + 1 + 26 * (times - 1))
}

/// What a small Roman numeral counts to, up to 49.
fn of_roman(letters: &str) -> Option<u32> {
    const ONES: [&str; 10] = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"];
    const TENS: [&str; 5] = ["", "x", "xx", "xxx", "xl"];
    (1..50_u32).find(|number| {
        let (tens, ones) = (TENS[*number as usize / 10], ONES[*number as usize % 10]);
        letters.strip_prefix(tens) == Some(ones)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse_markdown;

    #[test]
    fn letters_that_go_on_stand_instead_of_bullets() {
        for (markdown, expected) in [
            ("- a) one\n- b) two\n- c) three", Marks::Own),
            ("- (c) one\n- (d) two", Marks::Own),
            ("- h) one\n- i) two\n- j) three", Marks::Own),
            ("- i. one\n- ii. two\n- iii. three", Marks::Own),
            ("- IX) one\n- X) two", Marks::Own),
            ("- z) one\n- aa) two", Marks::Own),
            ("- **b)** one", Marks::Own),
            ("- a) one\n- c) three", Marks::Bullets),
            ("- a) one\n- two", Marks::Bullets),
            ("- A. Nurse\n- B. Doctor", Marks::Own),
            ("- B. Doctor", Marks::Bullets),
            ("- A. Nurse\n- S. Doctor", Marks::Bullets),
            ("- i.e. this\n- e.g. that", Marks::Bullets),
            ("- (or) this", Marks::Bullets),
            ("- one\n- two", Marks::Bullets),
            ("3. a) one", Marks::Numbers(3)),
        ] {
            let (body, _) = parse_markdown(markdown);
            let [Block { kind: BlockKind::List(list), .. }] = body.blocks.as_slice() else { panic!("{markdown}") };
            assert_eq!(list.marks(), expected, "{markdown}");
        }
    }
}
