//! `check --fix`: general words for what identifies somebody, offered place by place. Nothing is changed without a yes, and
//! who it is about is never printed: the place is, and the sentence as it would read, of which each word that may say who it
//! was is left out.

use std::collections::BTreeMap;
use std::io::{BufRead, Write as _};
use std::ops::Range;
use std::path::Path;

use super::fitted::fitted;
use super::plural;
use crate::anonymity;
use crate::diagnostic::Finding;
use crate::source::{SourcePath, SourceTree, plain_io_error};

/// Offers what can take the place of findings, reads a line of answer for each, and changes the files of the content
/// folder. The end of the answers is a no to the rest. Answers how many places were changed.
///
/// # Errors
/// A file that cannot be written, or that has been changed since it was read.
pub fn fix(
    findings: &[Finding],
    sources: &SourceTree,
    content: &Path,
    answers: &mut dyn BufRead,
) -> Result<usize, String> {
    let mut by_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    let all = findings;
    for finding in findings.iter().filter(|it| !it.replacement.is_empty() && !it.waived) {
        by_file.entry(&finding.file).or_default().push(finding);
    }
    let (mut offered, mut changed) = (0, 0);
    for (file, findings) in by_file {
        let Some(source) = sources.text(&SourcePath::new(file)) else { continue };
        let mut accepted = Vec::new();
        let told: Vec<Range<usize>> =
            all.iter().filter(|it| it.file == file).filter_map(|it| place(&source.text, it)).collect();
        for finding in findings {
            let Some((place, words)) = place(&source.text, finding)
                .map(|place| fitted(&source.text, place, &finding.rule, &finding.replacement))
            else {
                continue;
            };
            eprint!(
                "{file}:{}:{}: {}.\n    {}\nWrite “{words}” in its place? [y/N] ",
                finding.line,
                finding.column,
                finding.message,
                around(&source.text, &place, &words, &told)
            );
            offered += 1;
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
        (_, changed) => eprintln!("{changed} of {offers} changed. Read each text again before you publish it."),
    }
    Ok(changed)
}

/// How many words are shown before and after a place.
const SHOWN: usize = 6;

/// The line as it would read, the new words in brackets. What else was found in it is left out, and so is each word that is
/// not an ordinary one: it may be a name that no check knows.
fn around(text: &str, place: &Range<usize>, words: &str, told: &[Range<usize>]) -> String {
    let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[place.end..].find('\n').map_or(text.len(), |at| place.end + at);
    let shown = |range: Range<usize>| -> Vec<&str> {
        let mut at = range.start;
        let mut shown: Vec<&str> = Vec::new();
        for piece in text[range].split_inclusive(char::is_whitespace) {
            let word = piece.trim();
            let is_told = told.iter().any(|it| it.start < at + word.len() && at < it.end);
            let plain = anonymity::is_ordinary_word(word);
            at += piece.len();
            match word {
                "" => {}
                _ if plain && !is_told => shown.push(word),
                _ if shown.last() != Some(&"…") => shown.push("…"),
                _ => {}
            }
        }
        shown
    };
    let (before, after) = (shown(start..place.start), shown(place.end..end));
    let mut line: Vec<&str> = before[before.len().saturating_sub(SHOWN)..].to_vec();
    let new = format!("[{words}]");
    // "[spring 2026]." with its full stop.
    let tight = text[place.end..end].starts_with(|it: char| !it.is_whitespace());
    let first = after.first().copied().unwrap_or_default();
    let joined = if tight { format!("{new}{first}") } else { new };
    line.push(&joined);
    line.extend(after.iter().skip(usize::from(tight)).take(SHOWN));
    line.join(" ")
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

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn the_line_is_shown_without_what_may_say_who_it_was() {
        let text =
            "# One\nThe fall of Mrs Holroyd on 3 May was seen by margaret, and Ann rang. Then zuleyha left.\nTwo";
        let range = |words: &str| {
            let at = text.find(words).expect("the words");
            at..at + words.len()
        };
        let told = [range("Holroyd"), range("3 May"), range("margaret")];
        let shown = |place: &str, words: &str| around(text, &range(place), words, &told);
        assert_eq!(shown("Mrs Holroyd", "the patient"), "The fall of [the patient] on … was seen by …");
        assert_eq!(shown("margaret", "a nurse"), "… on … was seen by [a nurse], and … rang. Then … left.");
        assert_eq!(around("Karim", &(0..5), "a relative", &[]), "[a relative]");
    }
}
