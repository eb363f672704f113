//! Tables: the cells of a row with the head of their column, where the head says what they hold.

use std::ops::Range;

/// Words in the head of a column whose cells are read after it: "MRN: 4471823".
const HEADS: &[&str] = &[
    "age",
    "unit",
    "pas",
    "rio",
    "epr",
    "emis",
    "systmone",
    "cerner",
    "epic",
    "crn",
    "urn",
    "pid",
    "patient",
    "pt",
    "record",
    "casenote",
    "notes",
    "identifier",
    "identity",
    "hosp",
    "chi",
    "nhs",
    "batch",
    "lot",
    "number",
    "no",
    "no.",
    "mrn",
    "dob",
    "birth",
    "born",
    "gmc",
    "nmc",
    "hcpc",
    "gphc",
    "datix",
    "lfpse",
    "steis",
    "ref",
    "ref.",
    "reference",
    "ext",
    "ext.",
    "extension",
    "bleep",
    "tel",
    "phone",
    "telephone",
    "mobile",
    "postcode",
    "pin",
    "hospital",
    "id",
    "reg",
    "registration",
    "serial",
    "asset",
    "nino",
    "passport",
];

/// The heads and cells of two lines, as places within them, for columns whose head says what they hold.
pub(super) fn labelled(head: &str, row: &str) -> Vec<(Range<usize>, Range<usize>)> {
    let columns = cells(head).zip(cells(row));
    let named = columns.filter(|(column, cell)| {
        let mut words = head[column.clone()].split_whitespace();
        !cell.is_empty()
            && words.any(|word| HEADS.contains(&word.trim_matches(['*', '_', ':']).to_ascii_lowercase().as_str()))
    });
    named.collect()
}

/// The cells of a row, without the space around them.
fn cells(line: &str) -> impl Iterator<Item = Range<usize>> {
    let start = line.len() - line.trim_start().trim_start_matches('|').len();
    let mut at = start;
    std::iter::from_fn(move || {
        let rest = line.get(at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('|').unwrap_or(rest.len());
        let cell = &rest[..length];
        let from = at + cell.len() - cell.trim_start().len();
        let range = from..from + cell.trim().len();
        at += length + 1;
        Some(range)
    })
}
