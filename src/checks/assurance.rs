//! What the checks of a build allow to be said in public. The accessibility statement prints it.
//!
//! A claim rests on rules. It is made only if each of them was looked for and found nothing, waived findings included,
//! so that the statement can say no more than this build has verified.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Floor, Rule, Setting, Severity};
use crate::document::Words;
use crate::inspect::FileFormat;
use crate::kinds::kind::DocumentFormat;
use crate::site::Site;

/// A claim and what it rests on.
pub struct Assurance {
    /// What readers are told, to follow "It found that:".
    pub claim: &'static str,
    /// The codes of the rules that verify it.
    pub rules: &'static [&'static str],
    /// Whether the site has anything that it is about.
    applies: fn(&Site, &[Words]) -> bool,
}

/// Every claim, in the order in which readers are told.
pub const ASSURANCES: &[Assurance] = &[
    Assurance {
        claim: "each page has one main heading, and no level of heading is left out",
        rules: &["front-matter/missing-key", "markdown/second-title", "markdown/heading-skipped"],
        applies: |_, _| true,
    },
    Assurance {
        claim: "every link has words, and every link to a page, heading or file of this website leads somewhere",
        rules: &[
            "links/no-words",
            "links/no-such-page",
            "links/no-such-heading",
            "links/no-such-file",
            "links/to-unpublished",
            "links/empty-target",
        ],
        applies: |_, _| true,
    },
    Assurance {
        claim: "no link says only words such as \"click here\", which tell nothing by themselves",
        rules: &["accessibility/link-words"],
        applies: |_, _| true,
    },
    Assurance {
        claim: "every column of a table has a heading",
        rules: &["tables/empty-header", "accessibility/table-headers"],
        applies: |_, bodies| bodies.iter().any(Words::has_tables),
    },
    Assurance {
        claim: "every film has a transcript and, if it has sound, captions",
        rules: &["video/no-captions", "video/no-transcript", "video/captions-unusable", "video/not-a-film"],
        applies: |_, bodies| bodies.iter().any(Words::has_videos),
    },
    Assurance {
        claim: "no page fetches pictures, films or captions from another website",
        rules: &["links/unsafe-target"],
        applies: |_, _| true,
    },
    Assurance {
        claim: "every PDF made from a page is tagged, as the standard PDF/UA-1 asks",
        rules: &["output/document-failed", "output/character-not-shown"],
        applies: |site, _| {
            let printed = [DocumentFormat::Pdf, DocumentFormat::LargePrint];
            site.pages().iter().any(|page| page.formats.iter().any(|format| printed.contains(format)))
        },
    },
    Assurance {
        claim: "files that we attach have a title, a language, headings, header rows in tables and words for pictures",
        rules: &[
            "attachments/encrypted",
            "attachments/no-alt-text",
            "attachments/no-header-row",
            "attachments/no-headings",
            "attachments/no-language",
            "attachments/no-title",
            "attachments/old-format",
            "attachments/scanned-pdf",
            "attachments/unreadable",
            "attachments/untagged-pdf",
        ],
        applies: |site, _| {
            let is_document = |format| {
                matches!(
                    format,
                    FileFormat::Pdf
                        | FileFormat::Word
                        | FileFormat::Excel
                        | FileFormat::PowerPoint
                        | FileFormat::OpenText
                        | FileFormat::OpenSheet
                        | FileFormat::OpenSlides
                )
            };
            site.supplied_files().any(|(_, file)| is_document(file.inspection().format))
        },
    },
];

/// The claims that this build has verified. `broken` are the rules that were broken before anything is written; what is looked
/// for while writing stops the publishing, and so cannot stand beside a claim.
pub fn assured(
    site: &Site,
    bodies: &[Words],
    broken: &BTreeSet<&str>,
    settings: &BTreeMap<String, Setting>,
) -> Vec<&'static str> {
    let rules = super::rules();
    let verified = |code: &&str| {
        rules.iter().any(|rule| rule.code == *code && is_looked_for(rule, settings.get(*code)))
            && !broken.contains(code)
    };
    let holds = |assurance: &&Assurance| assurance.rules.iter().all(verified) && (assurance.applies)(site, bodies);
    ASSURANCES.iter().filter(holds).map(|assurance| assurance.claim).collect()
}

/// Whether a rule counts in this site: not switched off and, if it is looked for while writing, still an error.
fn is_looked_for(rule: &Rule, setting: Option<&Setting>) -> bool {
    let severity = match setting {
        Some(_) if rule.floor == Floor::Fixed => rule.severity,
        Some(Setting::Off) => return false,
        Some(Setting::At(severity)) => *severity,
        None => rule.severity,
    };
    severity == Severity::Error || !rule.code.starts_with("output/")
}
