//! Excel workbooks: what is hidden in them, who wrote notes, and pictures without words.

use super::office::{Drawings, Package};
use super::xml::{Step, Trail};
use super::{CreditPlace, Facts, HiddenContent, Stop};

/// Looks into a workbook whose properties have been read.
pub fn read(package: &mut Package<'_>, facts: &mut Facts) -> Result<(), Stop> {
    package.walk_all("main+xml", &mut |trail, step| {
        if let Step::Open(element) = step
            && trail.name(0) == "sheet"
            && matches!(element.attribute("state").as_str(), "hidden" | "veryHidden")
        {
            facts.hide(HiddenContent::Sheet, 1);
        }
    })?;
    for part in package.parts("worksheet+xml") {
        let mut sheet = Sheet::default();
        package.walk(&part, &mut |trail, step| sheet.step(trail, &step))?;
        facts.hide(HiddenContent::Row, sheet.rows);
        facts.hide(HiddenContent::Column, sheet.columns);
    }
    for (part, what, value) in [
        ("pivotCacheRecords+xml", HiddenContent::PivotData, "r"),
        ("externalLink+xml", HiddenContent::OtherWorkbook, "v"),
    ] {
        for name in package.parts(part) {
            let mut holds_data = false;
            package.walk(&name, &mut |trail, _| holds_data |= trail.name(0) == value)?;
            facts.hide(what, usize::from(holds_data));
        }
    }
    notes(package, facts)?;
    let mut drawings = Drawings::default();
    package.walk_all("officedocument.drawing+xml", &mut |trail, step| drawings.step(trail, &step, facts))
}

fn notes(package: &mut Package<'_>, facts: &mut Facts) -> Result<(), Stop> {
    let (mut notes, mut threaded) = (0, 0);
    let mut author = String::new();
    package.walk_all("omments+xml", &mut |trail, step| match step {
        Step::Open(_) => {
            author.clear();
            notes += usize::from(trail.name(0) == "comment");
            threaded += usize::from(trail.name(0) == "threadedComment");
        }
        Step::Text(text) if trail.name(0) == "author" => author += text,
        // A threaded comment is repeated as a note whose author is a number.
        Step::Close if trail.name(0) == "author" && !author.starts_with("tc={") => {
            facts.credit(CreditPlace::Comment, &author);
        }
        Step::Text(_) | Step::Close => {}
    })?;
    facts.comments += notes.max(threaded);
    let mut people = |trail: &Trail, step: Step<'_>| {
        let Step::Open(element) = step else { return };
        match trail.name(0) {
            "person" => facts.credit(CreditPlace::People, &element.attribute("displayName")),
            "userInfo" => facts.credit(CreditPlace::People, &element.attribute("name")),
            _ => {}
        }
    };
    package.walk_all("ms-excel.person+xml", &mut people)?;
    package.walk_all("spreadsheetml.userNames+xml", &mut people)?;
    // The changes of a workbook that several people shared.
    package.walk_all("spreadsheetml.revisionHeaders+xml", &mut |trail, step| {
        if let Step::Open(element) = step
            && trail.name(0) == "header"
        {
            facts.tracked_changes += 1;
            facts.credit(CreditPlace::Change, &element.attribute("userName"));
        }
    })
}

/// The walk over one worksheet.
#[derive(Default)]
struct Sheet {
    /// Hidden columns, as their first and last numbers from 1.
    hidden_columns: Vec<(u32, u32)>,
    /// Which of them have content.
    filled_columns: Vec<bool>,
    row_is_hidden: bool,
    column: u32,
    /// Hidden rows with content.
    rows: usize,
    /// Runs of hidden columns with content.
    columns: usize,
}

impl Sheet {
    fn step(&mut self, trail: &Trail, step: &Step<'_>) {
        let Step::Open(element) = step else { return };
        let is_hidden = || matches!(element.attribute("hidden").as_str(), "1" | "true");
        match trail.name(0) {
            // Excel has 16,384 columns; more runs of hidden ones than that are not Excel's.
            "col" if is_hidden() && self.hidden_columns.len() < 16_384 => {
                let number = |name| element.attribute(name).parse::<u32>().unwrap_or(0);
                self.hidden_columns.push((number("min"), number("max")));
                self.filled_columns.push(false);
            }
            "row" => {
                self.row_is_hidden = is_hidden();
                self.column = 0;
            }
            "c" if self.row_is_hidden || !self.hidden_columns.is_empty() => {
                self.column = column_number(&element.attribute("r")).unwrap_or(self.column + 1);
            }
            "v" | "is" if trail.name(1) == "c" => self.fill(),
            _ => {}
        }
    }

    fn fill(&mut self) {
        if std::mem::take(&mut self.row_is_hidden) {
            self.rows += 1;
        }
        let column = self.column;
        let at = self.hidden_columns.iter().position(|(first, last)| (*first..=*last).contains(&column));
        if let Some(at) = at
            && !std::mem::replace(&mut self.filled_columns[at], true)
        {
            self.columns += 1;
        }
    }
}

/// The number of the column in a cell's name, from 1: 28 for `AB12`.
fn column_number(cell: &str) -> Option<u32> {
    let letters = cell.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.take(4).fold(0, |sum, letter| sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    (number > 0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_from_their_letters() {
        let numbers = ["A1", "Z9", "AB12", "XFD1"].map(column_number);
        assert_eq!(numbers, [Some(1), Some(26), Some(28), Some(16_384)]);
        assert_eq!(column_number("12"), None);
    }
}
