//! `check --fix`: general words for what identifies somebody, offered place by place. Nothing is changed without a yes, and
//! who it is about is never printed: the place is, for the editor that is open beside.

use std::collections::BTreeMap;
use std::io::{BufRead, Write as _};
use std::ops::Range;
use std::path::Path;

use super::fitted::fitted;
use super::plural;
use crate::diagnostic::Finding;
use crate::source::{SourcePath, SourceTree, plain_io_error};

/// Offers what can take the place of findings, reads a line of answer for each, and changes the files of the content
/// folder. The end of the answers is a no to the rest.
///
/// # Errors
/// A file that cannot be written, or that has been changed since it was read.
pub fn fix(
    findings: &[Finding],
    sources: &SourceTree,
    content: &Path,
    answers: &mut dyn BufRead,
) -> Result<(), String> {
    let mut by_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|it| !it.replacement.is_empty() && !it.waived) {
        by_file.entry(&finding.file).or_default().push(finding);
    }
    let offered: usize = by_file.values().map(Vec::len).sum();
    let mut changed = 0;
    for (file, findings) in by_file {
        let Some(source) = sources.text(&SourcePath::new(file)) else { continue };
        let mut accepted = Vec::new();
        for finding in findings {
            let Some((place, words)) = place(&source.text, finding)
                .map(|place| fitted(&source.text, place, &finding.rule, &finding.replacement))
            else {
                continue;
            };
            eprint!(
                "{file}:{}:{}: {}. Write “{}” in its place? [y/N] ",
                finding.line, finding.column, finding.message, words
            );
            let _ = std::io::stderr().flush();
            let mut answer = String::new();
            let read = answers.read_line(&mut answer).map_err(|error| plain_io_error(&error))?;
            if read == 0 {
                eprintln!();
            }
            if matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") {
                accepted.push((place, words));
            }
        }
        if !accepted.is_empty() {
            changed += accepted.len();
            write(&content.join(file), &source.text, accepted)?;
        }
    }
    let offers = plural(offered, "place", "");
    match (offered, changed) {
        (0, _) => eprintln!("There is nothing to offer general words for."),
        (_, 0) => eprintln!("General words were offered for {offers}; nothing was changed."),
        (_, changed) => eprintln!("{} of {offers} changed. Read each text again before you publish it.", changed),
    }
    Ok(())
}

/// Where a finding stands, in bytes; `None` for one that is about the whole file.
fn place(text: &str, finding: &Finding) -> Option<Range<usize>> {
    let offset = |line: usize, column: usize| {
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let rest = text.get(start..)?;
        Some(start + rest.char_indices().nth(column - 1).map_or(rest.len(), |(at, _)| at))
    };
    let range = offset(finding.line, finding.column)?..offset(finding.end_line, finding.end_column)?;
    (!range.is_empty()).then_some(range)
}

#[expect(clippy::disallowed_methods, reason = "the author has said yes to each change of this file")]
fn write(path: &Path, text: &str, mut accepted: Vec<(Range<usize>, String)>) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("cannot change {}: {}", path.display(), plain_io_error(&error));
    // A mark that begins some files is no part of their text.
    const MARK: &str = "\u{feff}";
    let now = std::fs::read(path).map_err(failed)?;
    let mark = if now.starts_with(MARK.as_bytes()) { MARK } else { "" };
    if &now[mark.len()..] != text.as_bytes() {
        return Err(format!("{} has been changed since it was read, and was left as it is", path.display()));
    }
    accepted.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    let mut changed = text.to_owned();
    let mut end = text.len();
    for (range, words) in accepted {
        if range.end <= end {
            end = range.start;
            changed.replace_range(range, &words);
        }
    }
    let partial = path.with_extension("md.partial");
    std::fs::write(&partial, format!("{mark}{changed}")).and_then(|()| std::fs::rename(&partial, path)).map_err(failed)
}
