//! Tables on the walk: their rows and cells, and what their properties say.

use super::Walk;
use crate::import::model::{Cell, Row, Table};
use crate::import::styles::is_ground;
use crate::inspect::xml::Element;

/// How deep tables may stand in one another. The words of deeper ones belong to the cell around them.
const TABLES_MAX: usize = 8;

impl Walk<'_> {
    /// Opens an element of a table, or says that it is none.
    pub(super) fn table(&mut self, name: &str, around: &str, element: &Element<'_>) -> bool {
        if name == "tbl" {
            if self.tables.len() >= TABLES_MAX {
                self.is_deeper += 1;
            } else {
                self.finish_paragraph_around();
                self.tables.push(Table::default());
            }
            return true;
        }
        if self.is_deeper > 0 {
            return false;
        }
        let Some(table) = self.tables.last_mut() else { return false };
        let value = || element.attribute("val");
        let row = |table: &mut Table, change: &dyn Fn(&mut Row)| table.rows.last_mut().into_iter().for_each(change);
        let cell = |table: &mut Table, change: &dyn Fn(&mut Cell)| {
            table.rows.last_mut().and_then(|row| row.cells.last_mut()).into_iter().for_each(change);
        };
        match (name, around) {
            ("tr", _) => table.rows.push(Row::default()),
            ("tc", _) => {
                row(table, &|row| row.cells.push(Cell::default()));
                self.flows.push(Default::default());
            }
            ("gridSpan", _) => {
                let columns = value().parse::<usize>().unwrap_or(1).clamp(1, 200);
                cell(table, &|cell| cell.columns = columns);
            }
            ("vMerge" | "hMerge", "tcPr") => {
                let goes_on = value() != "restart";
                cell(table, &|cell| cell.is_continued |= goes_on);
            }
            ("shd", "tcPr") => cell(table, &|cell| cell.is_shaded = is_ground(element)),
            ("gridBefore", _) => {
                let columns = value().parse::<usize>().unwrap_or(0).min(200);
                row(table, &|row| row.columns_before = columns);
            }
            ("tblHeader", _) if element.is_on() => row(table, &|row| row.is_header = true),
            ("tblStyle", "tblPr") => table.style = value(),
            ("tblLook", _) => {
                let bits = u32::from_str_radix(&value(), 16).unwrap_or(0);
                let on = |name: &str, bit| match element.find(name).as_deref() {
                    Some(it) => matches!(it, "1" | "true" | "on"),
                    None => bits & bit != 0,
                };
                table.marks_first_column = on("firstColumn", 0x80);
                // Word asks this of almost every table: it says something where the style has such a look.
                table.marks_first_row = on("firstRow", 0x20) && self.styles.marks_first_row(&table.style);
            }
            _ => return false,
        }
        true
    }

    /// The cell that was opened last.
    pub(super) fn cell(&mut self) -> Option<&mut Cell> {
        self.tables.last_mut()?.rows.last_mut()?.cells.last_mut()
    }
}
