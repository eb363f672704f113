//! The checks. [`CHECKS`] is the list; a new family is one file and one line. Each rule has its explanation beside it,
//! `<code>.md`, whose examples are run as tests and which `candour explain` prints.

mod accessibility;
mod anonymity;
mod assurance;
mod attachments;
pub mod check;
mod clock;
mod configuration;
mod consent;
mod control;
mod cues;
mod dates;
pub mod files;
mod folders;
mod forms;
mod front;
mod health;
mod languages;
mod learning;
mod links;
mod named;
mod numbers;
mod offered;
pub mod outside;
mod passage;
mod pictures;
mod plain;
mod private;
pub mod prose;
mod psirf;
mod publishing;
pub mod sections;
mod statement;
mod story;
mod subjects;
mod tables;
pub mod unwritten;
mod video;
mod vocabulary;
pub mod waivers;

pub use anonymity::{FILE_PROPERTIES, NOT_SIGNED_OFF, identified, in_page, once, too_exact, vocabulary};
pub use assurance::{ASSURANCES, assured};
pub use attachments::KnownNames;
pub use offered::UNREAD_FILE;
pub use publishing::{TO_WRITE, TO_WRITE_MARK, unfinished};
pub use story::{of_patients, patients_named};
pub use vocabulary::{OF_LEARNING as VOCABULARY_OF_LEARNING, SITE_NAMES as VOCABULARY_NAMES};

use std::convert::Infallible;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config;
use crate::diagnostic::{CANDOUR, Diagnostic, Rule, Rulebook, Settled};
use crate::document::{self, Words};
use crate::kinds::kind::GateKey;
use crate::rule;
use crate::site::{self, Before, Page, Site};
use crate::source::{SourcePath, Span};
use check::{Check, Found, Records, Run, Subject};
use numbers::Figures;

rule!(/// Minifying a page would have changed its words.
    WORDS_JOINED = "output/words-joined", Warning, None, CANDOUR);
rule!(/// Two files of the site would have one path.
    PATH_TWICE = "output/path-twice", Error, Fixed, CANDOUR);
rule!(/// A document could not be made.
    DOCUMENT_FAILED = "output/document-failed", Error, Fixed, CANDOUR);

rule!(/// Words or signs of the theme that cannot be told from what they stand on.
    THEME_CONTRAST = "theme/contrast", Error, None, "WCAG 2.2, 1.4.3 Contrast (Minimum) and 1.4.11 Non-text Contrast, https://www.w3.org/TR/WCAG22/#contrast-minimum");
rule!(/// A character that no font of the PDF documents has.
    CHARACTER_NOT_SHOWN = "output/character-not-shown", Error, None, "ISO 14289-1 (PDF/UA-1), 7.21.4: every character is a glyph of an embedded font");

/// A pair of the theme's colours that readers cannot tell apart. `scheme` says when, such as "in the dark".
pub fn weak_colours(front: &str, ground: &str, scheme: &str, contrast: f64, least: f64) -> Diagnostic {
    let message = format!(
        "{scheme}, the theme's colour {front} on {ground} has a contrast of {contrast:.1} to 1; the law asks for {least}"
    );
    let help = format!("make --candour-{front} or --candour-{ground} darker or lighter in the theme's stylesheet");
    let configuration = SourcePath::new(config::CONFIG_FILE);
    Diagnostic::new(&THEME_CONTRAST, &configuration, Span::default(), message).help(help)
}

/// Every check that looks at pages and the site.
pub const CHECKS: &[Check] = &[
    links::LINKS,
    files::FILES,
    video::VIDEO,
    tables::TABLES,
    statement::STATEMENT,
    statement::STATEMENTS,
    files::GIVEN_FILES,
    pictures::PICTURES,
    attachments::ATTACHMENTS,
    numbers::NUMBERS,
    numbers::TOGETHER,
    consent::CONSENT,
    consent::NAMES_ELSEWHERE,
    publishing::PUBLISHING,
    languages::LANGUAGES,
    dates::DATES,
    control::CONTROL,
    psirf::PSIRF,
    learning::LEARNING,
    clock::TIMES,
    accessibility::ACCESSIBILITY,
    plain::PLAIN,
    configuration::CONFIGURATION,
    folders::FOLDERS,
    story::STORIES,
    named::NAMES,
    named::ROLES,
    anonymity::ANONYMITY,
    offered::SHOWN,
];

/// The rules that are found broken outside of [`CHECKS`].
const OTHER_RULES: &[&Rule] = &[
    &config::SITE_YAML,
    &config::CONFIG_KEY,
    &WORDS_JOINED,
    &PATH_TWICE,
    &DOCUMENT_FAILED,
    &CHARACTER_NOT_SHOWN,
    &THEME_CONTRAST,
];

/// Every rule, in the order of its code.
pub fn rules() -> Vec<&'static Rule> {
    let own = CHECKS.iter().flat_map(|check| check.rules.iter().copied());
    let mut rules: Vec<&'static Rule> = own
        .chain(document::RULES.iter().copied())
        .chain(site::RULES.iter().copied())
        .chain(waivers::RULES.iter().copied())
        .chain(outside::RULES.iter().copied())
        .chain(OTHER_RULES.iter().copied())
        .collect();
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// Runs every check over a site and the words of its pages, in the pages' order.
pub fn run(
    site: &Site,
    bodies: &[Words],
    records: &Records,
    key: &GateKey,
    rulebook: &Rulebook,
    before: Option<Before<'_>>,
) -> Found {
    let of_page = |(page, body): (&Page, &Words)| {
        // Of a large site no more trees are in memory at one time than are looked at.
        let body = &body.let_go();
        let look = |site: &Site| -> Result<(Arc<Settled>, Arc<Figures>), Infallible> {
            let source = page.document.source.open(key);
            let passages = passage::passages(body, &page.document.meta, &source.text);
            let line = |place: Span| source.position(place.start as usize).line;
            let unwritten = unwritten::unwritten(page, &passages, &source.text);
            let named = named::places(page, body, &passages, &source.text, site);
            let (passages, unwritten, named) = (&passages, &unwritten, &named);
            let subject = Subject { page, body, passages, unwritten, named, site, bodies, line: &line };
            let mut found = Vec::new();
            for check in CHECKS {
                match check.run {
                    Run::Page(run) => run(&subject, &mut found),
                    Run::Gate(run) => {
                        if let Some(record) = records.get(page.document.path()) {
                            run(&subject, record, key, &mut found);
                        }
                    }
                    Run::Site(_) | Run::SiteGate(_) | Run::Figures(_) => {}
                }
            }
            Ok((Arc::new(rulebook.settle(found)), Arc::new(numbers::figures(site, page, body))))
        };
        let Ok(looked) = match before {
            None => look(site).map(Arc::new),
            Some(before) => before.known("checks", page, site, look),
        };
        let (found, figures) = &*looked;
        ((page.document.path().clone(), found.clone()), figures.clone())
    };
    let (pages, figures) = site.pages().par_iter().zip(bodies).map(of_page).unzip();
    let mut found = Found { pages, more: Vec::new(), figures };
    for (number, check) in CHECKS.iter().enumerate() {
        match check.run {
            Run::Site(run) => {
                let look = || -> Result<Vec<Diagnostic>, Infallible> {
                    let mut found = Vec::new();
                    run(site, &mut found);
                    Ok(found)
                };
                let Ok(own) = match before {
                    None => look().map(Arc::new),
                    Some(before) => before.whole(&[b"check", &number.to_le_bytes()], site, look),
                };
                found.more.extend(Arc::unwrap_or_clone(own));
            }
            Run::Figures(run) => run(site, &mut found),
            Run::SiteGate(run) => run(site, records, key, before, &mut found),
            Run::Page(_) | Run::Gate(_) => {}
        }
    }
    found
}
