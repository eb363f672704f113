//! Tables: every column says what it holds.

use super::check::{Check, Run, Subject};
use crate::diagnostic::Diagnostic;
use crate::document::tree::{BlockKind, Cell, Table, plain_text};
use crate::rule;

rule!(/// A column without a heading.
    EMPTY_HEADER = "tables/empty-header", Warning, None, "WCAG 2.2, 1.3.1 Info and relationships, level A");

/// The check of tables.
pub const TABLES: Check = Check { rules: &[&EMPTY_HEADER], run: Run::Page(run) };

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
}

/// Whether any column of a table has a name. A table without any is told as such, and not column by column.
pub fn has_headers(table: &Table) -> bool {
    table.header.iter().any(names_a_column)
}

/// Whether a cell has words or a sign that means something, and not only a dash to fill it.
fn names_a_column(cell: &Cell) -> bool {
    plain_text(&cell.content).chars().any(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '.' | '_'))
}
