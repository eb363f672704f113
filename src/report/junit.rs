//! `junit`: the XML of JUnit, which build servers show as tests. It is valid by both schemas there are: that of Ant and
//! the laxer one of Jenkins.
//!
//! A page is a test suite. What blocks is a failed test, and all other findings are tests that pass: a build server
//! must not be red where Candour would publish. Their words are in the suite's output.

use std::collections::BTreeMap;

use super::{Escaped, Report, plain, push_text, put, sentence_start, told};
use crate::diagnostic::Finding;
use crate::source::SourceFile;

/// Every page as a test suite, and every other file in which something was found.
pub fn write(report: &Report<'_>) -> String {
    let pages =
        report.sources.iter().filter(|(path, file)| matches!(file, SourceFile::Text(_)) && path.suffix() == "md");
    let mut suites: BTreeMap<&str, Vec<&Finding>> = pages.map(|(path, _)| (path.as_str(), Vec::new())).collect();
    for finding in report.findings {
        suites.entry(&finding.file).or_default().push(finding);
    }
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for (index, (file, findings)) in suites.into_iter().enumerate() {
        suite(index, file, &findings, report, &mut out);
    }
    out.push_str("</testsuites>\n");
    out
}

fn suite(index: usize, file: &str, findings: &[&Finding], report: &Report<'_>, out: &mut String) {
    let failures = findings.iter().filter(|finding| finding.blocks(report.strictness)).count();
    let tests = findings.len().max(1);
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (name, package, day) = (Escaped(file), Escaped(folder), report.day.iso());
    put!(
        out,
        "  <testsuite name=\"{name}\" package=\"{package}\" id=\"{index}\" timestamp=\"{day}T00:00:00\" hostname=\"localhost\" \
         tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" time=\"0\">\n"
    );
    put!(out, "    <properties><property name=\"file\" value=\"{}{name}\"/></properties>\n", Escaped(report.folder));
    if findings.is_empty() {
        put!(out, "    <testcase name=\"no findings\" classname=\"{name}\" time=\"0\"/>\n");
    }
    let mut passed = String::new();
    for finding in findings {
        let weight = if finding.waived { "Waived" } else { &sentence_start(&finding.severity) };
        let case = format!(
            "{weight}, line {}, column {}: {} ({})",
            finding.line, finding.column, finding.message, finding.rule
        );
        put!(out, "    <testcase name=\"{}\" classname=\"{name}\" time=\"0\"", Escaped(&case));
        if !finding.blocks(report.strictness) {
            out.push_str("/>\n");
            passed.push_str(&plain(finding));
            continue;
        }
        put!(out, "><failure type=\"{}\" message=\"{}\">", Escaped(&finding.rule), Escaped(&finding.message));
        let place = format!(
            "{}{}, line {}, column {}\n{}\nAuthority: {}\n",
            report.folder,
            finding.file,
            finding.line,
            finding.column,
            told(finding),
            finding.authority
        );
        push_text(&place, out);
        out.push_str("</failure></testcase>\n");
    }
    out.push_str("    <system-out>");
    push_text(&passed, out);
    out.push_str("</system-out>\n    <system-err/>\n  </testsuite>\n");
}
