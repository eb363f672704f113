//! Tables: every column says what it holds, and no caption brings a number of its own.

use std::collections::BTreeMap;

use super::check::{Check, Run, Subject};
use crate::diagnostic::{CANDOUR, Diagnostic};
use crate::document::tree::{BlockKind, Cell, Table, plain_text};
use crate::rule;
use crate::source::Span;

rule!(/// A column without a heading.
    EMPTY_HEADER = "tables/empty-header", Warning, None, "WCAG 2.2, 1.3.1 Info and relationships, level A");
rule!(/// A caption that begins with a number, which pages and documents count themselves.
    TYPED_NUMBER = "tables/typed-number", Advice, None, CANDOUR);

/// What authors call tables and figures in the languages of the theme, which says the same before their numbers.
const NOUNS: [&str; 10] = ["Table", "Figure", "Tabl", "Ffigur", "Tabela", "Rysunek", "કોષ્ટક", "આકૃતિ", "جدول", "شکل"];

/// The check of tables.
pub const TABLES: Check = Check { rules: &[&EMPTY_HEADER, &TYPED_NUMBER], run: Run::Page(run) };

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let path = subject.page.document.path();
    subject.body.each_block(&mut |block| {
        let BlockKind::Table(table) = &block.kind else { return };
        if !has_headers(table) {
            return;
        }
        for (column, cell) in table.header.iter().enumerate() {
            // Above headings of rows, the corner may be empty.
            if (column == 0 && table.row_headers) || names_a_column(cell) {
                continue;
            }
            let message = format!("column {} of this table has no heading", column + 1);
            let help = "write in its first row what the column holds: a screen reader says it before each cell";
            found.push(Diagnostic::new(&EMPTY_HEADER, path, block.span, message).help(help));
        }
    });
    typed_numbers(subject, found);
}

/// Tells of captions that begin with a number, and which of them have the same.
fn typed_numbers(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let mut typed: BTreeMap<(&str, u32), Vec<Span>> = BTreeMap::new();
    subject.body.each_block(&mut |block| {
        let caption = match &block.kind {
            BlockKind::Table(table) => plain_text(&table.caption),
            BlockKind::Chart(chart) => chart.title.to_string(),
            BlockKind::Figure(figure) => figure.caption.to_string(),
            _ => return,
        };
        for noun in NOUNS {
            if let Some(number) = typed_number(&caption, noun) {
                typed.entry((noun, number)).or_default().push(block.span);
            }
        }
    });
    for ((noun, number), places) in typed {
        let numbered = format!("\u{201c}{noun} {number}\u{201d}");
        let message = match places.as_slice() {
            [_] => format!("this caption begins with {numbered}, and the page numbers captions itself"),
            _ => format!(
                "the captions {} are all {numbered}, and the page numbers captions itself",
                subject.lines_in_words(places.iter().copied())
            ),
        };
        let help = format!(
            "take {numbered} off the caption; where the text names it, see whether that is its number still, and link to the heading above it"
        );
        for place in places {
            let finding = Diagnostic::new(&TYPED_NUMBER, subject.page.document.path(), place, message.clone());
            found.push(finding.help(help.clone()));
        }
    }
}

/// The number that a caption begins with: 3 of "Table 3: Falls by ward".
fn typed_number(caption: &str, noun: &str) -> Option<u32> {
    let rest = caption.trim_start().split_at_checked(noun.len()).filter(|(it, _)| it.eq_ignore_ascii_case(noun))?.1;
    let after = rest.trim_start();
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let marked = after[digits..].trim_start().starts_with([':', '.', '-', '–', '—']) || after.len() == digits;
    // "Tables 1" and "Table 3 of the national report" are words.
    (rest.len() > after.len() && marked && digits <= 3).then(|| after[..digits].parse().ok()).flatten()
}

/// Whether any column of a table has a name. A table without any is told as such, and not column by column.
pub fn has_headers(table: &Table) -> bool {
    table.header.iter().any(names_a_column)
}

/// Whether a cell has words or a sign that means something, and not only a dash to fill it.
fn names_a_column(cell: &Cell) -> bool {
    plain_text(&cell.content).chars().any(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '.' | '_'))
}
