//! Consent: a partner's page shows what the partner has agreed to, and no trace of the rest. The site's settings
//! cannot lower these rules.

use rayon::prelude::*;

use super::check::{Check, Found, Records, Run, Subject};
use super::health::HEALTH;
use crate::diagnostic::Diagnostic;
use crate::document::tree::plain_text;
use crate::document::words::slug;
use crate::kinds::Record;
use crate::kinds::kind::GateKey;
use crate::kinds::partner::{Consent, NameShown, PartnerRecord};
use crate::rule;
use crate::site::{Before, Site};
use crate::source::{SourcePath, Span};

pub(super) const UK_GDPR: &str =
    "UK GDPR articles 4(11), 7 and 9; NHS England, Framework for involving patients in patient safety";

rule!(/// A profile without a record of consent.
    CONSENT_MISSING = "consent/missing", Error, Fixed, UK_GDPR);
rule!(/// Something that consent does not cover is asked for, and withheld.
    CONSENT_WITHHELD = "consent/withheld", Warning, Fixed, UK_GDPR);
rule!(/// A name that is not to be shown stands in the page or its address.
    HIDDEN_NAME = "consent/hidden-name", Error, Fixed, UK_GDPR);

/// The check of partner profiles.
pub const CONSENT: Check =
    Check { rules: &[&CONSENT_MISSING, &CONSENT_WITHHELD, &HIDDEN_NAME, &HEALTH], run: Run::Gate(run) };

/// The check of all other pages for names that partners do not show.
pub const NAMES_ELSEWHERE: Check = Check { rules: &[], run: Run::SiteGate(elsewhere) };

fn run(subject: &Subject<'_>, record: &Record, key: &GateKey, found: &mut Vec<Diagnostic>) {
    let Record::Partner(record) = record else { return };
    let record = record.open(key);
    let Subject { page, site, .. } = *subject;
    let (path, meta) = (page.document.path(), &page.document.meta);
    let Some(consent) = &record.consent else {
        let message = "this profile has no record of consent";
        let help = "add a `consent:` record with what the partner agreed to and when";
        found.push(Diagnostic::new(&CONSENT_MISSING, path, meta.place("consent"), message).help(help).hidden());
        return;
    };
    let typed = &page.document.source.open(key).text;
    // What is wrong here has been told, and stops the page. All that follows from it would hide the cause.
    if is_misread(subject, typed, consent) {
        return;
    }
    let has_words = !typed[meta.span.end as usize..].trim().is_empty();
    let mut withheld: Vec<&str> =
        record.withheld.iter().filter(|key| **key != "story" || has_words).map(|key| part_words(key)).collect();
    if record.withheld.contains(&"story") {
        let told = [("description", "the description"), ("attachments", "the attached files")];
        withheld.extend(told.iter().filter(|(key, _)| meta.places.get(key).is_some()).map(|(_, words)| *words));
    }
    if !withheld.is_empty() {
        let why = if consent.withdrawn_on.is_some_and(|date| date <= site.day) {
            "consent was withdrawn"
        } else if consent.expires_on.is_some_and(|date| date <= site.day) {
            "consent has expired"
        } else if consent.given_on.is_none_or(|date| date > site.day) {
            "consent has not been given yet"
        } else {
            "consent does not cover it"
        };
        let message = format!("not shown, because {why}: {}", withheld.join(", "));
        let help = "take these parts off the page, or ask the partner again and record the answer";
        found.push(Diagnostic::new(&CONSENT_WITHHELD, path, meta.place("consent"), message).help(help).hidden());
    }
    hidden_names(subject, typed, record, found);
    super::health::look(subject, record, found);
}

/// Whether the record has a date that is none, or an answer that is neither true nor false.
fn is_misread(subject: &Subject<'_>, typed: &str, consent: &Consent) -> bool {
    let value = |key: &str| {
        let place = subject.page.document.meta.places.exactly(&format!("consent.{key}"))?;
        // The place of a key without a value is the key itself.
        typed.get(place.start as usize..place.end as usize).filter(|words| *words != key)
    };
    let dates =
        [("given_on", consent.given_on), ("expires_on", consent.expires_on), ("withdrawn_on", consent.withdrawn_on)];
    let is_answer = |words: &str| {
        let words = words.trim_matches(['"', '\'']).to_lowercase();
        ["true", "false", "yes", "no"].contains(&words.as_str())
    };
    dates.iter().any(|(key, date)| date.is_none() && value(key).is_some())
        || ["name", "photo", "story", "health"].into_iter().filter_map(value).any(|words| !is_answer(words))
}

/// Looks for the words of a hidden name in all that the author typed and in what was made of it.
fn hidden_names(subject: &Subject<'_>, text: &str, record: &PartnerRecord, found: &mut Vec<Diagnostic>) {
    let Subject { page, body, .. } = *subject;
    let (path, meta) = (page.document.path(), &page.document.meta);
    let words: Vec<Vec<char>> = record.hidden_name_words.iter().map(|word| fold(word)).collect();
    let words: Vec<&[char]> = words.iter().map(|word| trim_marks(word)).filter(|word| word.len() > 1).collect();
    let help = match record.name_shown {
        NameShown::First => "use the first name only, or record consent to the full name",
        NameShown::Full | NameShown::Pseudonym => "take the name out, or record consent to it",
    };
    let mut report = |span, message: &str| {
        found.push(Diagnostic::new(&HIDDEN_NAME, path, span, message).help(help).hidden());
    };
    let holds = |text: &str| words.iter().any(|word| !places_of(text, word).is_empty());
    if holds(path.as_str()) || address_holds(path, record) {
        report(Span::default(), "the file's name, which makes the address, holds a name that is not to be shown");
    }
    // The whole file as it was typed, but for the keys that say what to hide.
    let private = ["name", "consent"].map(|key| meta.place(key));
    let mut typed = false;
    for word in &words {
        for span in places_of(text, word) {
            if !private.iter().any(|place| place.holds(span)) {
                typed = true;
                report(span, "a name that is not to be shown stands here");
            }
        }
    }
    // Markup can hide a name from a search of what was typed: **B**alewright.
    if !typed {
        body.each_block(&mut |block| {
            block.inlines(&mut |inlines| {
                if holds(&plain_text(inlines)) {
                    report(block.span, "this text holds a name that is not to be shown");
                }
            });
        });
    }
}

/// Whether the name of a file, as it is in the address, holds a hidden name: without accents (żak.md), or run together
/// with what stands before or after it (imeldathackwray.md).
fn address_holds(path: &SourcePath, record: &PartnerRecord) -> bool {
    let words = record.hidden_name_words.iter().map(|word| slug(word));
    // Of a double-barrelled name, each half too.
    let names: Vec<String> = words.flat_map(|word| word.split('-').map(str::to_owned).collect::<Vec<_>>()).collect();
    let parts: Vec<String> = path.as_str().trim_end_matches(".md").split(['/', '.']).map(slug).collect();
    let alone = |part: &str, name: &str| part.split('-').any(|word| word == name) || part == name;
    let joined = |part: &str, name: &str| name.len() > 3 && (part.starts_with(name) || part.ends_with(name));
    let name_in = |name: &String| parts.iter().any(|part| alone(part, name) || joined(part, name));
    names.iter().any(|name| name.len() > 2 && name_in(name))
}

/// Other pages must not give the full name either.
fn elsewhere(site: &Site, records: &Records, key: &GateKey, _: Option<Before<'_>>, found: &mut Found) {
    let names: Vec<(&SourcePath, Vec<char>)> = records
        .iter()
        .filter_map(|(path, record)| match record {
            Record::Partner(record) => Some((path, record.open(key))),
            _ => None,
        })
        .filter(|(_, record)| !record.hidden_name_words.is_empty() && record.full_name.contains(' '))
        .map(|(path, record)| (path, fold(&record.full_name)))
        .collect();
    if names.is_empty() {
        return;
    }
    let more: Vec<Vec<Diagnostic>> = site
        .pages()
        .par_iter()
        .map(|page| {
            let own = page.document.path();
            let text = &page.document.source.open(key).text;
            let message = "the full name of a partner who does not show it stands here";
            let help = "use the name on the partner's page, or record consent to the full name";
            names
                .iter()
                .filter(|(path, _)| *path != own)
                .flat_map(|(_, name)| places_of(text, name))
                .map(|span| Diagnostic::new(&HIDDEN_NAME, own, span, message).help(help).hidden())
                .collect()
        })
        .collect();
    found.more.extend(more.into_iter().flatten());
}

fn part_words(key: &str) -> &'static str {
    match key {
        "name" => "the name",
        "photo" => "the photo",
        "quote" => "the quote",
        "interests" => "the interests",
        _ => "the text of the page",
    }
}

/// Letters in lower case, curly apostrophes straight, all dashes as hyphens: how two spellings of a name are one.
fn fold_char(c: char) -> char {
    match c {
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => '\'',
        '\u{2010}'..='\u{2015}' => '-',
        '\u{a0}' | '\n' => ' ',
        // Names lose their accents in addresses and file names.
        c if !c.is_ascii() && c.is_alphabetic() => match slug(c.encode_utf8(&mut [0; 4])).as_bytes() {
            [letter] => char::from(*letter),
            _ => c.to_lowercase().next().unwrap_or(c),
        },
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

fn fold(text: &str) -> Vec<char> {
    text.chars().map(fold_char).collect()
}

fn trim_marks(word: &[char]) -> &[char] {
    let start = word.iter().position(|c| c.is_alphanumeric()).unwrap_or(word.len());
    let end = word.iter().rposition(|c| c.is_alphanumeric()).map_or(start, |at| at + 1);
    &word[start..end]
}

/// Where a folded word stands in a text as a word of its own, whatever the case.
fn places_of(text: &str, word: &[char]) -> Vec<Span> {
    let Some(first) = word.first() else { return Vec::new() };
    let mut places = Vec::new();
    let mut before = None;
    for (start, c) in text.char_indices() {
        let boundary = before.is_none_or(|c: char| !c.is_alphanumeric());
        before = Some(c);
        if !boundary || fold_char(c) != *first {
            continue;
        }
        let mut rest = text[start..].char_indices();
        let matches = word.iter().all(|wanted| rest.next().is_some_and(|(_, c)| fold_char(c) == *wanted));
        let end = start + rest.offset();
        if matches && text[end..].chars().next().is_none_or(|c| !c.is_alphanumeric()) {
            places.push(Span::new(start, end));
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_however_they_are_typed() {
        let found = |text: &str, word: &str| !places_of(text, &fold(word)).is_empty();
        assert!(found("Mr Bale-Wright said", "bale-wright") && found("BALE\u{2010}WRIGHT's", "Bale-Wright"));
        assert!(found("(O\u{2019}Neill)", "O'Neill") && found("tunde-balewright.png", "Balewright"));
        assert!(!found("Balewrighter", "Balewright") && !found("unBalewright", "Balewright"));
        assert!(found("Tunde\nBalewright", "tunde balewright"));
        assert!(found("lukasz-zak.png", "Żak") && found("ŻAK", "żak") && found("Renée", "renee"));
    }
}
