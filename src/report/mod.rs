//! Findings as people and machines read them. [`write`] gives the formats of `--format`; [`page::write`] the report of
//! `candour check --report`, for those who answer for the pages.
//!
//! Text goes out, and nothing else: `cli` prints it, `publish` puts it on the disk. No format repeats more of an
//! author's words than [`Finding`] allows: those about people show a place and no line.

pub mod due;
mod github;
mod human;
mod junit;
pub mod page;
pub mod rules;
mod sarif;

use crate::dates::Date;
use crate::diagnostic::{Finding, Rule, Severity, Strictness};
use crate::formats::xml::{Escaped, push_text, put};
use crate::source::SourceTree;

/// The ways to print findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// For a terminal: the author's line underlined, and what blocks last.
    Human,
    /// For a screen reader or a log: one paragraph a finding, no drawing, no colour.
    Plain,
    /// For programs: one JSON object a line, the fields of the contract.
    Json,
    /// For code scanning: one SARIF 2.1.0 log.
    Sarif,
    /// For GitHub Actions: one annotation a line.
    Github,
    /// For build servers: JUnit's XML, a test suite for each page.
    Junit,
}

/// Whether a report may use colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colour {
    /// Terminal colours. Never the only carrier of a meaning.
    Always,
    /// None.
    Never,
}

/// What was found, and all that it takes to tell it.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// What was found, in order.
    pub findings: &'a [Finding],
    /// Supplies the author's lines.
    pub sources: &'a SourceTree,
    /// Every rule there is.
    pub rules: &'a [&'static Rule],
    /// What blocks.
    pub strictness: Strictness,
    /// Pages that `candour publish` refuses although nothing in them blocks: something is still to be written there.
    pub unfinished: &'a [String],
    /// The day of the build.
    pub day: Date,
    /// The content folder as seen from the top of the repository, with a slash at its end: `content/`. Empty when it
    /// is the top.
    pub folder: &'a str,
}

/// A report as text.
pub fn write(report: &Report<'_>, format: ReportFormat, colour: Colour) -> String {
    let each = |one: &dyn Fn(&Finding) -> String| report.findings.iter().map(|it| one(it) + "\n").collect();
    match format {
        ReportFormat::Human => for_people(report, colour),
        ReportFormat::Plain => each(&plain),
        ReportFormat::Json => each(&|finding| serde_json::to_string(finding).unwrap_or_default()),
        ReportFormat::Github => each(&|finding| github::write(finding, report.folder)),
        ReportFormat::Sarif => sarif::write(report),
        ReportFormat::Junit => junit::write(report),
    }
}

/// So many pieces of advice are printed for people. Nobody reads more at one sitting, and on a site of thousands of pages
/// printing them takes longer than finding them.
const ADVICE_MAX: usize = 200;

/// As much advice as a person may read, then all that warns, then all that blocks: the end of a long list is what stands
/// on the screen.
fn for_people(report: &Report<'_>, colour: Colour) -> String {
    let rank = |it: &&Finding| match it.blocks(report.strictness) {
        true => 2,
        false => u8::from(it.severity != Severity::Advice.name() && !it.waived),
    };
    let tell = |it: &Finding| human::write(it, report.sources, colour) + "\n";
    let of_rank = |wanted| report.findings.iter().filter(move |it| rank(it) == wanted);
    let is_advice = |it: &&Finding| it.severity == Severity::Advice.name();
    let mut text = String::new();
    let mut advice = 0;
    for finding in of_rank(0) {
        advice += usize::from(is_advice(&finding));
        if advice <= ADVICE_MAX || !is_advice(&finding) {
            text.push_str(&tell(finding));
        }
    }
    if let Some(more @ 1..) = advice.checked_sub(ADVICE_MAX) {
        let pieces = if more == 1 { "piece" } else { "pieces" };
        text.push_str(&format!(
            "{more} more {pieces} of advice: `candour check --format plain` lists them all, `candour check --report DIR` by page and by owner.\n\n"
        ));
    }
    text.extend(of_rank(1).chain(of_rank(2)).map(tell));
    text
}

/// One paragraph: severity, place, what is wrong, what to do, the rule.
fn plain(finding: &Finding) -> String {
    let waived = if finding.waived { " (waived)" } else { "" };
    let help = if finding.help.is_empty() { String::new() } else { format!(" {}", sentence(&finding.help)) };
    let accepted = acceptance(finding).map_or(String::new(), |accepted| format!(" {accepted}"));
    let fingerprint = fingerprint(finding).map_or(String::new(), |it| format!(" {}", sentence(&it)));
    format!(
        "{}{waived} in {}, line {}, column {}: {}.{help}{accepted}{fingerprint} Rule: {}.\n",
        sentence_start(&finding.severity),
        finding.file,
        finding.line,
        finding.column,
        finding.message,
        finding.rule
    )
}

/// Why a finding is waived, as a sentence: "Accepted: it is the name of a ward (Caldicott Guardian, until 1 May 2027)."
fn acceptance(finding: &Finding) -> Option<String> {
    (finding.waived && !finding.waived_because.is_empty())
        .then(|| ended(&format!("Accepted: {}", finding.waived_because)))
}

/// What a waiver of a finding names, where nothing else says that.
fn fingerprint(finding: &Finding) -> Option<String> {
    (!finding.waived && !finding.fingerprint.is_empty())
        .then(|| format!("a waiver of it names the fingerprint {}", finding.fingerprint))
}

/// What is wrong and what to do, as sentences.
fn told(finding: &Finding) -> String {
    let mut told = sentence(&finding.message);
    if !finding.help.is_empty() {
        told.push(' ');
        told.push_str(&sentence(&finding.help));
    }
    told
}

/// Words as a sentence: a capital letter first, a full stop last.
fn sentence(text: &str) -> String {
    ended(&sentence_start(text))
}

/// Words with a capital letter first.
fn sentence_start(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Words as HTML, in which what stands between two backticks is code.
pub fn coded(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 16);
    let mut pieces = words.split('`').peekable();
    let mut is_code = false;
    while let Some(piece) = pieces.next() {
        match (is_code, pieces.peek()) {
            (false, _) => push_text(piece, &mut out),
            (true, Some(_)) => put!(out, "<code>{}</code>", Escaped(piece)),
            // Nothing closes it.
            (true, None) => {
                out.push('`');
                push_text(piece, &mut out);
            }
        }
        is_code = !is_code;
    }
    out
}

/// `publish` refuses a page on which something is still to be written: what to do, as HTML.
pub const UNFINISHED_HELP: &str = "Write it and take each note away, or add <code>draft: true</code> to the page. <code>candour publish --allow-unfinished</code> publishes such pages as they are, notes and all: only for a site that is shown to a few people.";

/// "6 pages", of those on which something is still to be written.
pub fn pages(count: usize) -> String {
    if count == 1 { "1 page".to_owned() } else { format!("{count} pages") }
}

/// Words with a full stop, unless they end in a mark of their own.
pub fn ended(text: &str) -> String {
    if text.ends_with(['?', '.', '!']) { text.to_owned() } else { format!("{text}.") }
}
