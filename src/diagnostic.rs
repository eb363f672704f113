//! Diagnostics as data: what a rule is, what a finding says, where it stands and how it weighs.
//!
//! Every stage collects findings; nothing is printed here. The room `report` writes them for people and machines. A
//! finding never repeats text that may identify a person: rules of such a kind are marked [`Excerpt::Hidden`], and no
//! report shows the author's line for them.

mod settled;
mod veil;

pub use settled::{Findings, Rulebook, Settled};

use crate::fingerprint::About;
use crate::source::{SourcePath, SourceTree, Span};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Never blocks.
    Advice,
    /// Informs; blocks under `--strict`.
    Warning,
    /// Blocks: nothing is published.
    Error,
}

impl Severity {
    /// `error`, `warning` or `advice`, as reports and `site.yaml` write it.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Advice => "advice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// A rule: its code names the fault. Declared with [`rule!`](crate::rule) beside the code that finds it.
#[derive(Debug)]
pub struct Rule {
    /// `family/fault`, for example `links/no-such-page`.
    pub code: &'static str,
    /// How it weighs unless `site.yaml` says otherwise.
    pub severity: Severity,
    /// Whose rule it is, in a few words, with an address where there is one.
    pub authority: &'static str,
    /// Whether `site.yaml` may lower or switch it off.
    pub floor: Floor,
    /// What it asks, why, and examples: Markdown, printed by `candour explain`.
    pub explain: &'static str,
}

/// Whether a rule's severity may be lowered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Floor {
    /// `site.yaml` decides.
    None,
    /// It can only be raised: the page cannot be made, or a person could be harmed.
    Fixed,
}

impl Rule {
    /// The part of its code before the slash.
    pub fn family(&self) -> &'static str {
        self.code.split('/').next().unwrap_or(self.code)
    }
}

impl PartialEq for Rule {
    fn eq(&self, other: &Rule) -> bool {
        self.code == other.code
    }
}

impl Rule {
    /// What it is called: the first line of its explanation.
    pub fn title(&self) -> &'static str {
        self.explain.lines().next().unwrap_or("").trim_start_matches("# ")
    }

    /// Why there is such a rule: the words of its explanation before the first section.
    pub fn why(&self) -> &'static str {
        let after_title = self.explain.split_once('\n').map_or("", |(_, rest)| rest);
        after_title.split("\n## ").next().unwrap_or("").trim()
    }

    /// How to put it right: the words of that section of its explanation.
    pub fn mending(&self) -> &'static str {
        let section = self.explain.split_once("\n## How to mend it\n").map_or("", |(_, rest)| rest);
        section.split("\n## ").next().unwrap_or("").trim()
    }
}

/// The first web address among the words of an authority.
pub fn address_of(authority: &str) -> Option<&str> {
    let start = authority.find("https://").or_else(|| authority.find("http://"))?;
    let ends = |c: char| c.is_whitespace() || matches!(c, ')' | '>' | ';' | ',' | '"');
    let address = authority[start..].split(ends).next().unwrap_or("");
    Some(address.trim_end_matches(['.', ':']))
}

/// Declares a [`Rule`] whose explanation is `src/checks/<code>.md`.
#[macro_export]
macro_rules! rule {
    ($(#[$doc:meta])* $name:ident = $code:literal, $severity:ident, $floor:ident, $authority:expr) => {
        $(#[$doc])*
        pub const $name: $crate::diagnostic::Rule = $crate::diagnostic::Rule {
            code: $code,
            severity: $crate::diagnostic::Severity::$severity,
            authority: $authority,
            floor: $crate::diagnostic::Floor::$floor,
            explain: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/checks/", $code, ".md")),
        };
    };
}

/// The contract that pages and site.yaml keep with Candour itself.
pub const CANDOUR: &str = "Candour";

/// Whether a report may show the author's line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Excerpt {
    /// It may.
    Shown,
    /// It may hold something private; only the place is given.
    Hidden,
}

/// One finding.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// The code of its rule.
    pub rule: &'static str,
    /// How it weighs, after `site.yaml` had its say.
    pub severity: Severity,
    /// The file.
    pub file: SourcePath,
    /// Where in the file's text; empty spans stand for the file as a whole.
    pub span: Span,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// What to do, one sentence without a full stop; may be empty.
    pub help: String,
    /// Whose rule it is.
    pub authority: &'static str,
    /// Whether the line may be shown.
    pub excerpt: Excerpt,
    /// Whether a waiver covers it.
    pub waived: bool,
    /// Why it is waived, by which role and until when; empty when it is not.
    pub waived_because: String,
    /// What to write in its place, where Candour can say; otherwise empty.
    pub replacement: String,
    /// What a waiver's fingerprint is made of, where the finding is about words that may identify somebody.
    pub about: Option<Box<About>>,
    /// The fingerprint of that, once there is a key; otherwise empty.
    pub fingerprint: String,
}

impl Diagnostic {
    /// A finding of a rule at a place.
    pub fn new(rule: &Rule, file: &SourcePath, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            rule: rule.code,
            severity: rule.severity,
            file: file.clone(),
            span,
            message: message.into(),
            help: String::new(),
            authority: rule.authority,
            excerpt: Excerpt::Shown,
            waived: false,
            waived_because: String::new(),
            replacement: String::new(),
            about: None,
            fingerprint: String::new(),
        }
    }

    /// The same with what a waiver of it is for.
    pub fn about<'a>(mut self, words: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        self.about = Some(Box::new(About::words(words)));
        self
    }

    /// The same with words that can take the place of what was found.
    pub fn replaced_by(mut self, words: &str) -> Diagnostic {
        words.clone_into(&mut self.replacement);
        self
    }

    /// The same with what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = help.into();
        self
    }

    /// The same without the author's line in any report.
    pub fn hidden(mut self) -> Diagnostic {
        self.excerpt = Excerpt::Hidden;
        self
    }

    /// Whether it keeps the site from being published.
    pub fn blocks(&self, strictness: Strictness) -> bool {
        let blocking = match strictness {
            Strictness::Normal => Severity::Error,
            Strictness::Strict => Severity::Warning,
        };
        !self.waived && self.severity >= blocking
    }
}

/// What blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strictness {
    /// Errors.
    Normal,
    /// Errors and warnings: `--strict`.
    Strict,
}

/// What `site.yaml` makes of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Not reported.
    Off,
    /// Reported with this weight.
    At(Severity),
}

/// A finding with its place in lines and columns: what reports print and what is kept between builds.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Finding {
    /// `family/fault`.
    pub rule: String,
    /// `error`, `warning` or `advice`.
    pub severity: String,
    /// Relative to the content folder, `/`-separated.
    pub file: String,
    /// First line, from 1.
    pub line: usize,
    /// First column, from 1, in characters.
    pub column: usize,
    /// Last line.
    pub end_line: usize,
    /// One past the last column.
    pub end_column: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Whose rule it is.
    pub authority: String,
    /// Whether a waiver covers it.
    pub waived: bool,
    /// Why it is waived, by which role and until when; empty when it is not.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub waived_because: String,
    /// Whether the author's line may be shown beside it.
    #[serde(skip_serializing, default)]
    pub excerpt_hidden: bool,
    /// What a waiver of it names, where it is about words that may identify somebody and the site has a key;
    /// otherwise empty.
    #[serde(skip_serializing_if = "String::is_empty", default)]
    pub fingerprint: String,
    /// What to write in its place, where Candour can say; otherwise empty.
    #[serde(skip_serializing, default)]
    pub replacement: String,
}

impl Finding {
    /// The finding of a diagnostic, its place counted in the file's text.
    pub fn new(diagnostic: &Diagnostic, sources: &SourceTree) -> Finding {
        let position = |offset: u32| {
            sources.text(&diagnostic.file).map_or((1, 1), |text| {
                let position = text.position(offset as usize);
                (position.line, position.column)
            })
        };
        let (line, column) = position(diagnostic.span.start);
        let (end_line, end_column) = position(diagnostic.span.end);
        Finding {
            rule: diagnostic.rule.to_owned(),
            severity: diagnostic.severity.name().to_owned(),
            file: diagnostic.file.as_str().to_owned(),
            line,
            column,
            end_line,
            end_column,
            message: diagnostic.message.clone(),
            help: diagnostic.help.clone(),
            authority: diagnostic.authority.to_owned(),
            waived: diagnostic.waived,
            waived_because: reason_to_tell(diagnostic, sources),
            excerpt_hidden: diagnostic.excerpt == Excerpt::Hidden,
            fingerprint: diagnostic.fingerprint.clone(),
            replacement: diagnostic.replacement.clone(),
        }
    }

    /// Whether it keeps the site from being published.
    pub fn blocks(&self, strictness: Strictness) -> bool {
        let blocking = match strictness {
            Strictness::Normal => self.severity == "error",
            Strictness::Strict => self.severity != "advice",
        };
        !self.waived && blocking
    }
}

/// What is told of a reason that must not be told.
pub const WITHHELD_REASON: &str = "the reason is in the front matter of the page";

/// Why a finding is waived. Where the author's words must stay hidden, so must a reason that repeats them.
fn reason_to_tell(diagnostic: &Diagnostic, sources: &SourceTree) -> String {
    let hidden = sources.text(&diagnostic.file).filter(|_| diagnostic.excerpt == Excerpt::Hidden);
    let words = hidden.map_or("", |text| text.slice(diagnostic.span));
    if diagnostic.waived && repeats(&diagnostic.waived_because, words) {
        return WITHHELD_REASON.to_owned();
    }
    diagnostic.waived_because.clone()
}

/// Whether a text repeats another, or a word of it that may identify somebody: one with a capital letter or a digit.
fn repeats(told: &str, hidden: &str) -> bool {
    fn words(text: &str) -> impl Iterator<Item = &str> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 1)
    }
    let told = told.to_lowercase();
    let whole = hidden.trim().to_lowercase();
    let identifies = |word: &&str| word.chars().any(|c| c.is_uppercase() || c.is_numeric());
    let repeated = |word: &str| words(&told).any(|told| told == word.to_lowercase());
    (!whole.is_empty() && told.contains(&whole)) || words(hidden).filter(identifies).any(repeated)
}

/// The nearest of some names to what was typed, when it is near enough to be meant.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let folded = typed.to_lowercase();
    names
        .into_iter()
        .map(|name| (strsim::normalized_damerau_levenshtein(&folded, &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness >= 0.6)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_that_repeats_hidden_words_is_known() {
        for (hidden, told, expected) in [
            ("Nightingale", "the name of a ward", false),
            ("Nightingale", "NIGHTINGALE is a ward", true),
            ("Ward 17 at night", "there is no number 17", true),
            ("an old man", "it was not an old man", true),
            ("an old man", "an invented man", false),
            ("", "any reason", false),
        ] {
            assert_eq!(repeats(told, hidden), expected, "{hidden}: {told}");
        }
    }

    #[test]
    fn the_address_of_an_authority() {
        for (authority, expected) in [
            ("Candour", None),
            ("NHS England (https://example.org/a/b).", Some("https://example.org/a/b")),
            ("ICO, https://example.org/a; Candour", Some("https://example.org/a")),
        ] {
            assert_eq!(address_of(authority), expected);
        }
    }
}
