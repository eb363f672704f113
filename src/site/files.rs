//! What the site knows of files that are not pages: chart data, sizes, and what readers call a format.

/// The figures of a chart, read from its CSV file: at least one column of numbers and one row.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartData {
    /// The column names; the first is the name of the labels.
    pub columns: Vec<String>,
    /// A label and a number for each further column.
    pub rows: Vec<ChartRow>,
}

/// One row of a chart's data.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartRow {
    /// What the row is about.
    pub label: String,
    /// As typed in the file, for the table.
    pub texts: Vec<String>,
    /// The same as numbers, for the bars.
    pub values: Vec<f64>,
}

/// Why a data file is no chart. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartFault {
    /// Not UTF-8 text, or quotation marks that do not close.
    Unreadable,
    /// Fewer than two columns, or no row.
    TooSmall,
    /// A row with another number of cells than the first.
    Ragged {
        /// The line.
        line: u64,
    },
    /// A cell that is not a number of 0 or more.
    NotANumber {
        /// The line.
        line: u64,
        /// The name of its column.
        column: String,
    },
}

/// What stands in the place of a small number that could identify a person.
pub const SUPPRESSED: &str = "*";

/// The most rows a chart can show.
pub const CHART_ROWS_MAX: usize = 200;

impl ChartData {
    /// Reads a CSV file whose first row names the columns.
    ///
    /// # Errors
    /// The first fault in it.
    pub fn read(bytes: &[u8]) -> Result<ChartData, ChartFault> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(bytes);
        let columns: Vec<String> =
            reader.headers().map_err(|_| ChartFault::Unreadable)?.iter().map(str::to_owned).collect();
        let mut rows = Vec::new();
        for record in reader.records() {
            let record = record.map_err(|_| ChartFault::Unreadable)?;
            let line = record.position().map_or(0, csv::Position::line);
            if record.len() != columns.len() {
                return Err(ChartFault::Ragged { line });
            }
            let texts: Vec<String> = record.iter().skip(1).map(str::to_owned).collect();
            let mut values = Vec::with_capacity(texts.len());
            for (text, column) in texts.iter().zip(&columns[1..]) {
                // A suppressed small number has no bar, and its mark stands in the table.
                let number = match text.as_str() {
                    SUPPRESSED => Some(0.0),
                    text => text.replace(',', "").trim_end_matches('%').parse::<f64>().ok(),
                };
                match number.filter(|number| number.is_finite() && *number >= 0.0) {
                    Some(number) => values.push(number),
                    None => return Err(ChartFault::NotANumber { line, column: column.clone() }),
                }
            }
            rows.push(ChartRow { label: record.get(0).unwrap_or("").to_owned(), texts, values });
        }
        if columns.len() < 2 || rows.is_empty() || rows.len() > CHART_ROWS_MAX {
            return Err(ChartFault::TooSmall);
        }
        Ok(ChartData { columns, rows })
    }
}

/// A file's size as the NHS style gives it: "84KB", and from 1MB on "1.25MB".
pub fn size_words(bytes: usize) -> String {
    if bytes < 999_500 {
        format!("{}KB", ((bytes + 500) / 1000).max(1))
    } else {
        format!("{:.2}MB", bytes as f64 / 1e6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_in_nhs_style() {
        assert_eq!(
            (size_words(400), size_words(84_400), size_words(1_250_000)),
            ("1KB".into(), "84KB".into(), "1.25MB".into())
        );
    }

    #[test]
    fn chart_data_say_what_is_wrong() {
        let fault = |csv: &str| ChartData::read(csv.as_bytes()).err();
        assert_eq!(fault("Category,Count\nFalls,\"1,210\"\nOther,*\n"), None);
        assert_eq!(
            fault("Category,Count\nFalls,few\n"),
            Some(ChartFault::NotANumber { line: 2, column: "Count".into() })
        );
        assert_eq!(fault("Category,Count\nFalls,1,2\n"), Some(ChartFault::Ragged { line: 2 }));
        assert_eq!(fault("Category\nFalls\n"), Some(ChartFault::TooSmall));
    }
}
