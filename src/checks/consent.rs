//! Consent: a partner's page shows what the partner has agreed to, and no trace of the rest. The site's settings
//! cannot lower these rules.

use super::check::{Check, Run};
use crate::diagnostic::Diagnostic;
use crate::document::tree::plain_text;
use crate::kinds::Record;
use crate::kinds::kind::GateKey;
use crate::kinds::partner::NameShown;
use crate::rule;
use crate::site::{Page, Site};
use crate::source::Span;

const UK_GDPR: &str = "UK GDPR articles 4(11), 7 and 9; NHS England, Framework for involving patients in patient safety";

rule!(/// A profile without a record of consent.
    CONSENT_MISSING = "consent/missing", Error, Fixed, UK_GDPR);
rule!(/// Something that consent does not cover is asked for, and withheld.
    CONSENT_WITHHELD = "consent/withheld", Warning, Fixed, UK_GDPR);
rule!(/// A name that is not to be shown stands in the page or its address.
    HIDDEN_NAME = "consent/hidden-name", Error, Fixed, UK_GDPR);

/// The check of partner profiles.
pub const CONSENT: Check = Check { rules: &[&CONSENT_MISSING, &CONSENT_WITHHELD, &HIDDEN_NAME], run: Run::Gate(run) };

fn run(page: &Page, site: &Site, record: &Record, key: &GateKey, found: &mut Vec<Diagnostic>) {
    let Record::Partner(record) = record else { return };
    let record = record.open(key);
    let (path, meta) = (page.document.path(), &page.document.meta);
    let Some(consent) = &record.consent else {
        let help = "add a `consent:` record with what the partner agreed to and when";
        found.push(
            Diagnostic::new(&CONSENT_MISSING, path, meta.place("consent"), "this profile has no record of consent")
                .help(help)
                .hidden(),
        );
        return;
    };
    if !record.withheld.is_empty() {
        let why = if consent.withdrawn_on.is_some_and(|date| date <= site.day) {
            "consent was withdrawn"
        } else if consent.expires_on.is_some_and(|date| date <= site.day) {
            "consent has expired"
        } else if consent.given_on.is_none_or(|date| date > site.day) {
            "consent has not been given yet"
        } else {
            "consent does not cover it"
        };
        let parts: Vec<&str> = record.withheld.iter().map(|key| part_words(key)).collect();
        let message = format!("not shown, because {why}: {}", parts.join(", "));
        let help = "nothing more to do if that is right; otherwise ask the partner again and record the answer";
        found.push(Diagnostic::new(&CONSENT_WITHHELD, path, meta.place("consent"), message).help(help).hidden());
    }
    let mut report = |span, message: &str| {
        let help = match record.name_shown {
            NameShown::First => "use the first name only, or record consent to the full name",
            NameShown::Full | NameShown::Pseudonym => "take the name out, or record consent to it",
        };
        found.push(Diagnostic::new(&HIDDEN_NAME, path, span, message).help(help).hidden());
    };
    let hidden = |text: &str| record.hidden_name_words.iter().any(|word| contains_word(text, word));
    let top = Span::default();
    if hidden(path.as_str()) {
        report(top, "the file's name, which makes the address, holds a name that is not to be shown");
    }
    for (key, text) in [
        ("title", meta.common.title.as_deref()),
        ("description", meta.common.description.as_deref()),
        ("slug", meta.common.slug.as_deref()),
        ("owner", meta.common.owner.as_deref()),
    ] {
        if text.is_some_and(hidden) {
            report(meta.place(key), "this holds a name that is not to be shown");
        }
    }
    for (index, alias) in meta.common.aliases.iter().enumerate() {
        if hidden(alias) {
            report(meta.place(&format!("aliases.{index}")), "this holds a name that is not to be shown");
        }
    }
    for target in page.document.body.targets() {
        if hidden(target.target) {
            report(target.span, "this link or file name holds a name that is not to be shown");
        }
    }
    page.document.body.each_block(&mut |block| {
        block.inlines(&mut |inlines| {
            if hidden(&plain_text(inlines)) {
                report(block.span, "this text holds a name that is not to be shown");
            }
        });
    });
}

fn part_words(key: &str) -> &'static str {
    match key {
        "name" => "the name",
        "photo" => "the photo",
        "quote" => "the quote",
        _ => "the text of the page",
    }
}

/// Whether a text holds a word, whatever the case, also as a part of a file name.
fn contains_word(text: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.chars().count() > 1
        && text.to_lowercase().split(|c: char| !c.is_alphanumeric() && c != '\'').any(|part| {
            let part = part.trim_matches('\'');
            part == word || part.strip_suffix("'s") == Some(word)
        })
}
