//! Plain English, as the NHS content style asks. Advice and warnings only: a score is no reader, so nothing here blocks.

mod words;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use words::{GONE, KNOWN, LABELS, LABELS_PATTERN, REPLACED, REPLACEMENTS, SHOUTED, replacement};
pub(super) use words::{labelling_words, plainer_words};

use super::check::{Check, Report, Run, Subject};
use super::cues::Cues;
use super::passage::{Passage, Role, shouted};
use super::prose::pattern;
use crate::diagnostic::Diagnostic;
use crate::rule;
use crate::source::Span;

const STYLE: &str = "NHS digital service manual, content style guide, https://service-manual.nhs.uk/content";

rule!(/// A page that is harder to read than most adults can.
    READING_AGE = "plain/reading-age", Advice, None, STYLE);
rule!(/// A sentence of more than 20 words.
    LONG_SENTENCE = "plain/long-sentence", Advice, None, STYLE);
rule!(/// A paragraph of more than 3 sentences.
    LONG_PARAGRAPH = "plain/long-paragraph", Advice, None, STYLE);
rule!(/// A page that says mostly what is done, and not who does it.
    PASSIVE = "plain/passive", Advice, None, STYLE);
rule!(/// A word that has a plainer one.
    WORD = "plain/word", Advice, None, STYLE);
rule!(/// A word about people that hurts or labels them.
    LABEL = "plain/word-about-people", Warning, None, "NHS digital service manual, inclusive content, https://service-manual.nhs.uk/content/inclusive-content");
rule!(/// An abbreviation that is not written out.
    ABBREVIATION = "plain/abbreviation", Advice, None, STYLE);
rule!(/// No space after a full stop.
    MISSING_SPACE = "plain/missing-space", Warning, None, STYLE);
rule!(/// A date or number in another form than the style asks.
    NUMBER = "plain/date-and-number", Advice, None, STYLE);
rule!(/// Quotation marks of two kinds.
    QUOTES = "plain/quotation-marks", Advice, None, STYLE);
rule!(/// Words that say that a link opens a new window, which it does not.
    NEW_WINDOW = "plain/new-window", Warning, None, STYLE);

/// The check of plain English.
pub const PLAIN: Check = Check {
    rules: &[
        &READING_AGE,
        &LONG_SENTENCE,
        &LONG_PARAGRAPH,
        &PASSIVE,
        &WORD,
        &LABEL,
        &ABBREVIATION,
        &MISSING_SPACE,
        &NUMBER,
        &QUOTES,
        &NEW_WINDOW,
    ],
    run: Run::Page(run),
};

const WORDS_MAX: usize = 20;
const SENTENCES_MAX: usize = 3;
/// The highest reading age that the style allows for.
const READING_AGE_MAX: f64 = 14.0;
/// A score over fewer words is chance.
const WORDS_FOR_A_SCORE: usize = 150;
/// More than this share of passive sentences is a habit.
const PASSIVE_SHARE: f64 = 0.25;

/// A sentence and how hard it is.
struct Sentence {
    words: usize,
    letters: usize,
    place: Span,
}

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    // The rules are about English.
    if !subject.page.language.starts_with("en") {
        return;
    }
    let mut judge = Judge { report: Report::new(subject, found), said: BTreeSet::new(), whole: String::new() };
    let mut all = Vec::new();
    let mut passive = Vec::new();
    for passage in subject.passages {
        judge.words(passage);
        if matches!(passage.role, Role::Paragraph | Role::Item | Role::Note) {
            judge.sentences(passage, &mut all, &mut passive);
        }
    }
    judge.scores(&all, &passive);
    judge.abbreviations();
    judge.quotes();
}

struct Judge<'a, 'f> {
    report: Report<'a, 'f>,
    /// Words told of before on this page: each is told once.
    said: BTreeSet<&'static str>,
    /// The text so far, in which abbreviations are written out.
    whole: String,
}

impl Judge<'_, '_> {
    fn sentences(&mut self, passage: &Passage<'_>, all: &mut Vec<Sentence>, passive: &mut Vec<Span>) {
        let ranges = passage.sentences();
        if passage.role == Role::Paragraph && ranges.len() > SENTENCES_MAX {
            let message = format!("this paragraph has {} sentences", ranges.len());
            let help = format!("split it: up to {SENTENCES_MAX} sentences are easy to take in");
            self.report.at(&LONG_PARAGRAPH, passage.place, message, help);
        }
        for range in ranges {
            let text = &passage.text[range.clone()];
            let (words, letters) = count(text);
            let place = passage.span(range.clone());
            if words > WORDS_MAX {
                let message = format!("this sentence has {words} words");
                let help = format!("split it, or make it a list: up to {WORDS_MAX} words are easy to follow");
                self.report.at(&LONG_SENTENCE, place, message, help);
            }
            if words >= 4 && is_passive(text) {
                passive.push(place);
            }
            // A list item that is no sentence says nothing about sentences.
            if words >= 4 {
                all.push(Sentence { words, letters, place });
            }
        }
    }

    /// The automated readability index over the page, as an age: letters for each word and words for each sentence.
    fn scores(&mut self, all: &[Sentence], passive: &[Span]) {
        let words: usize = all.iter().map(|sentence| sentence.words).sum();
        let letters: usize = all.iter().map(|sentence| sentence.letters).sum();
        if words < WORDS_FOR_A_SCORE {
            return;
        }
        let age = reading_age(letters, words, all.len());
        if age > READING_AGE_MAX {
            let mut hardest: Vec<&Sentence> = all.iter().filter(|sentence| sentence.words >= 8).collect();
            let hard = |sentence: &Sentence| reading_age(sentence.letters, sentence.words, 1);
            hardest.sort_by(|a, b| hard(b).total_cmp(&hard(a)));
            let source = self.report.subject.lines_in_words(hardest.iter().take(3).map(|sentence| sentence.place));
            let message = format!("this page needs a reading age of about {age:.0}");
            let help =
                format!("half of all adults read at 11 to 14 or below: begin with the hardest sentences, {source}");
            self.report.at_key(&READING_AGE, "title", message, help);
        }
        if passive.len() >= 5 && passive.len() as f64 > PASSIVE_SHARE * all.len() as f64 {
            let lines = self.report.subject.lines_in_words(passive.iter().take(3).copied());
            let message = format!("{} of {} sentences do not say who does something", passive.len(), all.len());
            let help =
                format!("begin with who does it (\"we look into it\", not \"it is looked into\"): {lines}, and others");
            self.report.at_key(&PASSIVE, "title", message, help);
        }
    }

    fn words(&mut self, passage: &Passage<'_>) {
        let text = passage.text.as_str();
        self.whole.push_str(text);
        self.whole.push('\n');
        let has = |cue| passage.cues.has(cue);
        for found in REPLACED.find_iter(if has(Cues::PLAINER) { text } else { "" }) {
            let Some((_, plain)) = replacement(REPLACEMENTS, found.as_str()) else { continue };
            if self.said.insert(plain) {
                let message = format!("\"{}\" has a plainer word", found.as_str());
                self.report.at(&WORD, passage.span(found.range()), message, format!("write {plain}"));
            }
        }
        for found in LABELS_PATTERN.find_iter(if has(Cues::LABEL) { text } else { "" }) {
            let Some((_, plain)) = replacement(LABELS, found.as_str()) else { continue };
            let message = format!("\"{}\" labels or hurts people", found.as_str());
            self.report.at(&LABEL, passage.span(found.range()), message, format!("write {plain}"));
        }
        if has(Cues::CLOSED_UP)
            && let Some(found) = NO_SPACE.captures(text).and_then(|found| found.get(1))
        {
            let message = "there is no space after this full stop";
            self.report.at(
                &MISSING_SPACE,
                passage.span(found.range()),
                message,
                "add a space: screen readers read the two words as one",
            );
        }
        if has(Cues::WINDOW)
            && let Some(found) = WINDOW.find(text)
        {
            let help = "take the words away: links open in the same window";
            self.report.at(&NEW_WINDOW, passage.span(found.range()), "these words speak of a new window or tab", help);
        }
        if has(Cues::DIGIT) {
            self.numbers(passage);
        }
    }

    /// How numbers, times and dates are written.
    fn numbers(&mut self, passage: &Passage<'_>) {
        let text = passage.text.as_str();
        if let Some(found) = PER_CENT.captures(text).and_then(|found| found.get(1)) {
            let message = "a share of a hundred is written out";
            let help = format!("write {}%", found.as_str());
            self.report.at(&NUMBER, passage.span(found.range()), message, help);
        }
        // In a learning summary the time itself is to go: anon/clock-time.
        if let Some(found) = CLOCK.find(text).filter(|_| !super::anonymity::is_summary(self.report.subject.page)) {
            let help = "write the hour with am or pm: 9am, 5:30pm";
            self.report.at(&NUMBER, passage.span(found.range()), "this time is that of a 24-hour clock", help);
        }
        if let Some(found) = DATE_FORM.find(text) {
            let help = "write the day, the month in letters and the year: 6 August 2026";
            self.report.at(
                &NUMBER,
                passage.span(found.range()),
                "this date is not in the form that readers know",
                help,
            );
        }
        let is_count = |found: &regex::Match<'_>| !OF_A_THING.is_match(&text[..found.start()]);
        if let Some(found) = LONG_NUMBER.captures(text).and_then(|found| found.get(1)).filter(is_count) {
            let digits = found.as_str();
            let message = format!("the number {digits} has no comma");
            let (head, tail) = digits.split_at(digits.len() - 3);
            self.report.at(&NUMBER, passage.span(found.range()), message, format!("write {head},{tail}"));
        }
    }

    /// Each abbreviation once, where it is first used, unless it is written out there or in a glossary.
    fn abbreviations(&mut self) {
        let mut seen = BTreeSet::new();
        let own = self.report.subject.site.config.vocabularies.get("abbreviations");
        for passage in self.report.subject.passages.iter().filter(|it| it.cues.has(Cues::CAPITALS)) {
            for found in ABBREVIATIONS.find_iter(&passage.text) {
                // The plural of an abbreviation is the abbreviation: "AARs".
                let name = found.as_str().trim_end_matches('s');
                let is_known = KNOWN.contains(&name)
                    || SHOUTED.contains(&name)
                    || GONE.contains(&name)
                    || own.is_some_and(|own| own.iter().any(|it| it == name));
                if is_known || !seen.insert(name) || is_line_in_capitals(&passage.text) {
                    continue;
                }
                let is_shouted = || shouted(&passage.text).iter().any(|run| run.contains(&found.start()));
                if !is_written_out(name, &self.whole) && !is_shouted() {
                    // Not repeated: the letters may be somebody's initials.
                    let message = "this abbreviation is not written out on this page";
                    let help = "write it in full where it first stands, with the letters in brackets after it";
                    self.report.at(&ABBREVIATION, passage.span(found.range()), message, help);
                }
            }
        }
    }

    fn quotes(&mut self) {
        let is_curly = |c: char| matches!(c, '“' | '”' | '‘');
        let straight = self.whole.contains('"');
        let mut passages = self.report.subject.passages.iter();
        let is_mixed = |it: &&Passage<'_>| straight && it.cues.has(Cues::BEYOND_ASCII) && it.text.contains(is_curly);
        let Some(passage) = passages.find(is_mixed) else { return };
        let at = passage.text.find(is_curly).unwrap_or(0);
        let span = passage.span(at..at + '“'.len_utf8());
        self.report.at(
            &QUOTES,
            span,
            "this page has straight and curly quotation marks",
            "use straight ones everywhere: \" and '",
        );
    }
}

/// The words of a sentence, and the letters in them.
fn count(text: &str) -> (usize, usize) {
    let (mut words, mut letters, mut is_counted) = (0, 0, false);
    for c in text.chars() {
        if c.is_alphanumeric() {
            letters += 1;
            words += usize::from(!is_counted);
            is_counted = true;
        } else if c.is_whitespace() {
            is_counted = false;
        }
    }
    (words, letters)
}

/// Whether a sentence says that something is done to somebody: a form of "to be" and, at once or after a word in "-ly",
/// a participle.
fn is_passive(sentence: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || c == '_';
    let is_one_of = |list: &[&str], word: &str| list.iter().any(|it| it.eq_ignore_ascii_case(word));
    let ends_in = |word: &str, end: &str, least: usize| {
        word.len() >= least && word.get(word.len() - end.len()..).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
    };
    let mut words = sentence.split_whitespace();
    while let Some(word) = words.next() {
        let last = word.rsplit(|c| !is_letter(c)).next().unwrap_or("");
        if !(2..=5).contains(&last.len()) || !is_one_of(TO_BE, last) {
            continue;
        }
        let mut following = words.clone();
        let mut next = following.next();
        if let Some(adverb) = next
            && ends_in(adverb, "ly", 3)
            && adverb.chars().all(is_letter)
        {
            next = following.next();
        }
        let participle = next.and_then(|next| next.split(|c| !is_letter(c)).next()).unwrap_or("");
        if ends_in(participle, "ed", 5) || is_one_of(PARTICIPLES, participle) {
            return true;
        }
    }
    false
}

const TO_BE: &[&str] = &["is", "are", "was", "were", "be", "been", "being"];

/// Participles that do not end in "-ed".
const PARTICIPLES: &[&str] = &[
    "given",
    "taken",
    "made",
    "done",
    "seen",
    "held",
    "kept",
    "found",
    "sent",
    "told",
    "shown",
    "written",
    "known",
    "brought",
    "put",
    "set",
    "met",
    "led",
    "chosen",
    "understood",
    "undertaken",
    "drawn",
    "left",
    "paid",
    "lost",
    "built",
    "heard",
    "read",
    "run",
    "spoken",
    "worn",
    "withdrawn",
    "forgotten",
    "overseen",
];

fn reading_age(letters: usize, words: usize, sentences: usize) -> f64 {
    let (letters, words, sentences) = (letters as f64, words as f64, sentences as f64);
    // The index gives a school year of the United States, in which children are 5 years older.
    4.71 * letters / words + 0.5 * words / sentences - 21.43 + 5.0
}

/// Whether a line of several words is all in capitals, so that nobody can tell its abbreviations.
fn is_line_in_capitals(text: &str) -> bool {
    text.trim().contains(' ') && !text.contains(char::is_lowercase)
}

/// Whether the words before "(ABC)" begin with its letters, or "ABC (" is followed by them, or a line defines it.
fn is_written_out(name: &str, text: &str) -> bool {
    let initials: Vec<char> = name.chars().filter(|c| c.is_alphabetic()).map(|c| c.to_ascii_lowercase()).collect();
    let begins = |words: &[&str]| {
        let letters: Vec<char> = words
            .iter()
            .flat_map(|word| word.split('-'))
            .filter_map(|word| word.chars().find(|c| c.is_alphabetic()))
            .map(|c| c.to_ascii_lowercase())
            .collect();
        // In order, small words left out: "Learn from patient safety events" is LFPSE.
        let mut rest = letters.iter();
        let in_order = initials.iter().filter(|initial| rest.any(|letter| letter == *initial)).count();
        in_order * 3 >= initials.len() * 2
    };
    text.match_indices(name).any(|(at, _)| {
        let line_start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let before = &text[line_start..at];
        let after = &text[at + name.len()..];
        let opened = before.trim_end_matches(['"', '\'']).ends_with('(');
        if opened {
            let words: Vec<&str> = before.trim_end_matches(['(', ' ', '"', '\'']).split_whitespace().collect();
            return begins(&words[words.len().saturating_sub(initials.len() * 2 + 1)..]);
        }
        let line_end = after.find('\n').unwrap_or(after.len());
        if let Some(inside) = after[..line_end].trim_start().strip_prefix('(') {
            let words: Vec<&str> = inside.split(')').next().unwrap_or("").split_whitespace().collect();
            return begins(&words);
        }
        let said = ["stands for", "means", "is short for"].iter().find_map(|it| after.trim_start().strip_prefix(it));
        if let Some(said) = said {
            return begins(&said.split_whitespace().take(initials.len() * 2 + 1).collect::<Vec<_>>());
        }
        // A glossary: the abbreviation alone on its line, what it means on the next.
        let next: Vec<&str> = after[line_end..].trim_start().lines().next().unwrap_or("").split_whitespace().collect();
        before.trim().is_empty() && after[..line_end].trim_matches([':', ' ', '–', '-']).is_empty() && begins(&next)
    })
}

static NO_SPACE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:\b[a-z]{2,}|\b20\d\d|\))([.?!])(?:[A-Z][a-z]+(?:[^/@.\w]|$)|[AI]\s)"));
static WINDOW: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bopen(?:s|ed|ing)?\s+(?:in\s+)?(?:an?\s+)?(?:new|another|separate)\s+(?:browser\s+)?(?:window|tab)s?\b|[(\[]\s*new\s+(?:browser\s+)?(?:window|tab)\s*[)\]]",
    )
});
static DATE_FORM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b\d{1,2}(?:st|nd|rd|th)\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b\d{1,2}[/.]\d{1,2}[/.](?:20)?\d{2}\b|\b\d{1,2}-\d{1,2}-20\d{2}\b|\b(?:january|february|march|april|june|july|august|september|october|november|december)\s+\d{1,2}(?:st|nd|rd|th)?,\s+\d{4}\b",
    )
});
static PER_CENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(\d+(?:\.\d+)?)\s?per\s?cent\b"));
static CLOCK: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b\d{1,2}[:.][0-5]\d\s?(?:hrs?|hours)\b|\b(?:0\d|1[3-9]|2[0-3]):[0-5]\d\b"));
static LONG_NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    // Not a year, a phone number, a code or a part of an address.
    pattern(r"(?:^|[^\d\s,]\s|[(£])([3-9]\d{3}|[1-9]\d{4,5})(?:\s+[a-z]{3,}|[.;)]?\s*$)")
});
/// What stands before a number that counts nothing.
static OF_A_THING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:ext(?:ension)?|ext\.|bleep|bleeps|pager|line|room|code|pin|number|no|call|dial|ring|press|option|form|version|iso|bs|en|reference|ref)[.:]?\s*(?:is\s+|on\s+)?\(?$",
    )
});
static ABBREVIATIONS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b[A-Z]{2}[A-Z&]{0,4}s?\b"));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_are_written_out_in_many_ways() {
        for text in [
            "the Patient Safety Incident Response Framework (PSIRF)\n",
            "Learn from patient safety events (LFPSE) service\n",
            "PSIRF (Patient Safety Incident Response Framework)\n",
            "PSIRF\nPatient Safety Incident Response Framework: how we respond\n",
        ] {
            let name = if text.contains("LFPSE") { "LFPSE" } else { "PSIRF" };
            assert!(is_written_out(name, text), "{text}");
        }
        assert!(
            !is_written_out("PSIRF", "We follow PSIRF (see below)\n")
                && !is_written_out("CQC", "the regulator (CQC)\n")
        );
    }

    #[test]
    fn a_sentence_that_names_nobody_is_told() {
        for passive in [
            "The review was carried out.",
            "It (the plan) is regularly checked by the board.",
            "Lessons were LEARNED, and shared.",
            "The family had been told at once.",
        ] {
            assert!(is_passive(passive), "{passive}");
        }
        for active in [
            "We review it.",
            "The board is well aware.",
            "The bed is red.",
            "They are, needed or not, here.",
            "This is a needed step.",
            "It is likely.",
        ] {
            assert!(!is_passive(active), "{active}");
        }
        assert_eq!(count("We – all 4 of us – \"saw\" it."), (7, 15));
    }

    #[test]
    fn every_word_of_the_lists_is_found_and_has_its_plain_one() {
        for (list, pattern) in [(REPLACEMENTS, &*REPLACED), (LABELS, &*LABELS_PATTERN)] {
            for (words, plain) in list {
                for word in words.split('|') {
                    let text = format!("Some {word} here");
                    let found = pattern.find(&text).unwrap_or_else(|| panic!("{word} is not found"));
                    assert_eq!(replacement(list, found.as_str()).map(|it| it.1), Some(*plain), "{word}");
                    let cue = if std::ptr::eq(list, REPLACEMENTS) { Cues::PLAINER } else { Cues::LABEL };
                    assert!(Cues::of(&text).has(cue), "{word}");
                }
            }
        }
        assert!(REPLACED.find("a viable, etched, amiable tier").is_none());
    }
}
