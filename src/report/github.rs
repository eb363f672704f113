//! `github`: workflow commands, which GitHub Actions shows beside the lines of a pull request.

use std::fmt::Write as _;

use super::told;
use crate::diagnostic::Finding;

/// A finding as an annotation. `folder` is the content folder as seen from the top of the repository.
pub fn write(finding: &Finding, folder: &str) -> String {
    let command = match finding.severity.as_str() {
        _ if finding.waived => "notice",
        "error" => "error",
        "warning" => "warning",
        _ => "notice",
    };
    let Finding { line, column, end_line, end_column, .. } = finding;
    let mut annotation = format!("::{command} file={}", property(&format!("{folder}{}", finding.file)));
    // GitHub refuses columns where an annotation covers more than one line.
    _ = if line == end_line {
        write!(annotation, ",line={line},col={column},endLine={end_line},endColumn={end_column}")
    } else {
        write!(annotation, ",line={line},endLine={end_line}")
    };
    let title = if finding.waived { format!("{} (waived)", finding.rule) } else { finding.rule.clone() };
    _ = write!(annotation, ",title={}::{}", property(&title), message(&told(finding)));
    annotation
}

/// Text after the second pair of colons.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, where colons and commas have a meaning too.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
