//! `sarif`: one log of the Static Analysis Results Interchange Format, version 2.1.0 (OASIS), for code scanning.
//!
//! Paths are relative to the repository, whose place on this machine is not told. A finding's fingerprint is the same
//! when lines move. It is made of the words it stands on only where a report may show them.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{Report, acceptance, told};
use crate::artefact::hex;
use crate::diagnostic::{Finding, Rule, address_of};
use crate::source::{Position, SourcePath, SourceTree};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The name of the repository's top folder in every path.
const ROOT: &str = "%SRCROOT%";

/// A log with one run.
pub fn write(report: &Report<'_>) -> String {
    let version = env!("CARGO_PKG_VERSION");
    let rules: Vec<Value> = report.rules.iter().map(|rule| describe(rule)).collect();
    let mut seen = BTreeMap::new();
    let any_waived = report.findings.iter().any(|finding| finding.waived);
    let results: Vec<Value> =
        report.findings.iter().map(|finding| result(finding, report, any_waived, &mut seen)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "Candour", "version": version, "semanticVersion": version, "rules": rules } },
            "language": "en-GB",
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "originalUriBaseIds": {
                ROOT: { "description": { "text": "The folder at the top of the repository" } },
            },
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn level(severity: &str) -> &'static str {
    match severity {
        "error" => "error",
        "warning" => "warning",
        _ => "note",
    }
}

/// A rule, as code scanning explains it beside a finding.
fn describe(rule: &Rule) -> Value {
    // Without the examples: a name in one of them is no finding.
    let markdown = format!("# {}\n\n{}\n\n## How to mend it\n\n{}\n", rule.title(), rule.why(), rule.mending());
    let mut described = json!({
        "id": rule.code,
        "shortDescription": { "text": rule.title() },
        "fullDescription": { "text": rule.why() },
        "help": { "text": rule.mending(), "markdown": markdown },
        "defaultConfiguration": { "level": level(rule.severity.name()) },
        "properties": {
            "authority": rule.authority,
            "tags": [rule.code.split('/').next().unwrap_or_default()],
        },
    });
    if let Some(address) = address_of(rule.authority) {
        described["helpUri"] = json!(address);
    }
    described
}

fn result(finding: &Finding, report: &Report<'_>, any_waived: bool, seen: &mut BTreeMap<String, usize>) -> Value {
    let mut place = json!({
        "artifactLocation": { "uri": uri(&format!("{}{}", report.folder, finding.file)), "uriBaseId": ROOT },
    });
    // Lines are for text: a finding about a picture or a PDF is about the file.
    if report.sources.text(&SourcePath::new(&finding.file)).is_some() {
        place["region"] = json!({
            "startLine": finding.line,
            "startColumn": finding.column,
            "endLine": finding.end_line,
            "endColumn": finding.end_column,
        });
    }
    let fingerprint = fingerprint(finding, report.sources);
    let count = seen.entry(fingerprint.clone()).and_modify(|count| *count += 1).or_insert(1);
    let mut result = json!({
        "ruleId": finding.rule,
        "level": level(&finding.severity),
        "message": { "text": told(finding) },
        "locations": [{ "physicalLocation": place }],
        "partialFingerprints": { "candour/v1": format!("{fingerprint}:{count}") },
    });
    // A fingerprint with a key, so that it tells nobody the words.
    if !finding.fingerprint.is_empty() {
        result["properties"] = json!({ "waiverFingerprint": finding.fingerprint });
    }
    if let Some(index) = report.rules.iter().position(|rule| rule.code == finding.rule) {
        result["ruleIndex"] = json!(index);
    }
    // Where one result says whether it is suppressed, all have to.
    if any_waived {
        let reason = acceptance(finding).unwrap_or_else(|| "Accepted in the front matter of the page.".to_owned());
        result["suppressions"] = match finding.waived {
            true => json!([{ "kind": "external", "status": "accepted", "justification": reason }]),
            false => json!([]),
        };
    }
    result
}

/// What makes a finding the same in another version of its file: the rule, the file, the words it stands on, and what
/// it says. Numbers in what it says may be those of days, and go up by themselves. On pages about people
/// neither is in it: a digest of a short text can be undone by trying.
fn fingerprint(finding: &Finding, sources: &SourceTree) -> String {
    let text = sources.text(&SourcePath::new(&finding.file)).filter(|_| !finding.excerpt_hidden);
    let words = text.map_or("", |text| {
        let start = text.offset(Position { line: finding.line, column: finding.column });
        let end = text.offset(Position { line: finding.end_line, column: finding.end_column });
        text.text.get(start..end).unwrap_or("")
    });
    let message = if finding.excerpt_hidden { "" } else { finding.message.as_str() };
    let message: String = message.chars().filter(|c| !c.is_ascii_digit()).collect();
    let mut hash = Sha256::new();
    for part in [&finding.rule, &finding.file, &message] {
        hash.update(part);
        hash.update([0]);
    }
    for word in words.split_whitespace() {
        hash.update(word);
        hash.update([b' ']);
    }
    hex(&hash.finalize()[..16])
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(char::from(byte))
            }
            byte => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
