//! The accessibility statement: the headings and sentences that the regulations fix, around the organisation's facts.
//!
//! Authority: Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018, and the
//! headings that the monitoring body looks for.

use super::generated::{heading, in_english, link, our_paragraph, ours, paragraph, section, text};
use super::tree::*;
use crate::config::Config;
use crate::dates::Date;
use crate::kinds::Meta;
use crate::kinds::statement::{Compliance, Enforcer, Statement};
use crate::source::Span;

const REGULATIONS: &str =
    "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018";
const WCAG: &str = "Web Content Accessibility Guidelines version 2.2 AA standard";
const WCAG_ADDRESS: &str = "https://www.w3.org/TR/WCAG22/";

/// The statement's blocks.
pub fn blocks(facts: &Statement, meta: &Meta, config: &Config) -> Vec<Block> {
    let whole = meta.span;
    let organisation = config.organisation.name.as_str();
    let host = config.site.url.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
    let mut blocks = vec![our_paragraph(
        &format!("{organisation} is committed to making its website accessible, in accordance with the {REGULATIONS}."),
        whole,
    )];
    blocks.push(match written(&facts.scope) {
        Some(scope) => paragraph(&scope, meta.place("scope")),
        None => our_paragraph(&format!("This accessibility statement applies to {host}."), whole),
    });

    blocks.push(heading(2, "Compliance status", "compliance-status", whole));
    let (status, because) = match facts.compliance.unwrap_or(Compliance::None) {
        Compliance::Full => ("fully compliant", "."),
        Compliance::Partial => ("partially compliant", ", due to the non-compliances listed below."),
        Compliance::None => ("not compliant", ". The non-accessible sections are detailed below."),
    };
    let span = meta.place("compliance");
    let mut sentence = text("This website is ", span);
    sentence.push(Inline { span, kind: InlineKind::Strong(text(status, span).into()) });
    sentence.extend(text(" with the ", span));
    sentence.push(link(WCAG, WCAG_ADDRESS, span));
    sentence.extend(text(because, span));
    blocks.push(Block { span, kind: BlockKind::Paragraph(in_english(sentence, span)) });

    let out_of_scope = written(&facts.out_of_scope);
    if !facts.issues.is_empty() || out_of_scope.is_some() {
        blocks.push(heading(2, "Non-accessible content", "non-accessible-content", whole));
        blocks.push(our_paragraph("The content listed below is non-accessible for the following reasons.", whole));
    }
    if !facts.issues.is_empty() {
        let title = "Non-compliance with the accessibility regulations";
        blocks.push(heading(3, title, "non-compliance-with-the-accessibility-regulations", whole));
        let items = facts.issues.iter().enumerate().map(|(index, issue)| {
            let span = meta.place(&format!("issues.{index}"));
            let mut words = text(&format!("{}.", issue.what.trim_end_matches('.')), span);
            if let Some(who) = &issue.who_is_affected {
                words.extend(ours(" Who is affected: ", span));
                words.extend(text(&format!("{}.", who.trim_end_matches('.')), span));
            }
            if let Some(criterion) = &issue.criterion {
                let criterion = criterion.trim_end_matches('.');
                words.extend(ours(&format!(" This fails WCAG 2.2 success criterion {criterion}."), span));
            }
            if let Some(fix_by) = issue.fix_by {
                words.extend(ours(&format!(" We plan to fix this by {fix_by}."), span));
            }
            Item { span, content: vec![Block { span, kind: BlockKind::Paragraph(words) }] }
        });
        let list = List { start: None, tight: true, items: items.collect() };
        blocks.push(Block { span: meta.place("issues"), kind: BlockKind::List(list) });
    }
    if let Some(outside) = &out_of_scope {
        let title = "Content that's not within the scope of the accessibility regulations";
        blocks.push(heading(3, title, "content-not-within-scope", whole));
        blocks.push(paragraph(outside, meta.place("out_of_scope")));
    }
    if let Some(burden) = written(&facts.disproportionate_burden) {
        blocks.push(heading(2, "Disproportionate burden", "disproportionate-burden", whole));
        blocks.push(paragraph(&burden, meta.place("disproportionate_burden")));
    }

    blocks.push(heading(2, "Preparation of this accessibility statement", "preparation-of-this-statement", whole));
    let span = meta.place("prepared_on");
    let mut prepared = Vec::new();
    let mut say = |words: &str, fact: Option<&str>| {
        let space = if prepared.is_empty() { "" } else { " " };
        prepared.extend(ours(&format!("{space}{words}"), span));
        prepared.extend(fact.iter().flat_map(|fact| text(fact, span)));
    };
    if let Some(date) = facts.prepared_on {
        say(&format!("This statement was prepared on {date}."), None);
    }
    if let Some(date) = meta.common.last_reviewed {
        say(&format!("It was last reviewed on {date}."), None);
    }
    if let Some(who) = written(&facts.tested_by) {
        say("The website was tested by ", Some(&format!("{}.", who.trim_end_matches('.'))));
    }
    if !prepared.is_empty() {
        blocks.push(Block { span, kind: BlockKind::Paragraph(prepared) });
    }
    if let Some(method) = written(&facts.test_method) {
        blocks.push(paragraph(&method, meta.place("test_method")));
    }

    blocks.push(heading(2, "Feedback and contact information", "feedback-and-contact-information", whole));
    blocks.extend(feedback(config, whole));
    blocks.push(heading(2, "Enforcement procedure", "enforcement-procedure", whole));
    blocks.push(enforcement(facts.enforced_by, whole));
    blocks
}

fn feedback(config: &Config, span: Span) -> Vec<Block> {
    let contacts = &config.contacts.0;
    let mut blocks = vec![our_paragraph(
        "If you find a problem that is not listed on this page, or need information in another format, contact us.",
        span,
    )];
    for key in ["feedback", "other_formats"] {
        let Some(contact) = contacts.get(key) else { continue };
        let purpose = if key == "feedback" { "To report a problem" } else { "To ask for another format" };
        let mut words = ours(&format!("{purpose}: "), span);
        words.extend(text(&contact.team, span));
        if let Some(email) = contact.email.as_ref().filter(|email| !email.trim().is_empty()) {
            words.extend(ours(", email ", span));
            words.push(link(email, &format!("mailto:{email}"), span));
        }
        if let Some(phone) = &contact.phone {
            words.extend(ours(", phone ", span));
            words.extend(text(phone, span));
        }
        words.extend(text(".", span));
        blocks.push(Block { span, kind: BlockKind::Paragraph(words) });
    }
    blocks
}

fn enforcement(enforcer: Enforcer, span: Span) -> Block {
    let rules = format!("responsible for enforcing the {REGULATIONS} (the 'accessibility regulations')");
    let complaint = "If you're not happy with how we respond to your complaint, contact the";
    let (before, words, address) = match enforcer {
        Enforcer::Ehrc => (
            format!("The Equality and Human Rights Commission (EHRC) is {rules}. {complaint} "),
            "Equality Advisory and Support Service (EASS)",
            "https://www.equalityadvisoryservice.com/",
        ),
        Enforcer::Ecni => (
            format!("The Equality Commission for Northern Ireland (ECNI) is {rules}. {complaint} "),
            "Equality Commission for Northern Ireland",
            "https://www.equalityni.org/",
        ),
    };
    let mut sentence = text(&before, span);
    sentence.push(link(words, address, span));
    sentence.extend(text(".", span));
    Block { span, kind: BlockKind::Paragraph(in_english(sentence, span)) }
}

/// What is written, unless it is nothing but space.
fn written(text: &Option<String>) -> Option<String> {
    text.clone().filter(|text| !text.trim().is_empty())
}

/// The headings that the regulations fix, and with them every heading that Candour writes into a statement.
pub const HEADINGS: &[&str] = &[
    "Compliance status",
    "Non-accessible content",
    "Non-compliance with the accessibility regulations",
    "Content that's not within the scope of the accessibility regulations",
    "Disproportionate burden",
    "Preparation of this accessibility statement",
    "Feedback and contact information",
    "Enforcement procedure",
];

/// Ends a statement with what was checked on the day of the build, over so many pages, and found to hold. The claims
/// come from the checks that ran: here is only their frame.
pub fn close(body: &mut Body, claims: &[&str], pages: usize, day: Date) {
    if claims.is_empty() {
        return;
    }
    let span = Span::default();
    let checked = match pages {
        1 => "1 page".to_owned(),
        pages => format!("all {pages} pages"),
    };
    let lead = format!(
        "On {day}, Candour, the program that makes this website and its documents, checked {checked}. It found that:"
    );
    let items = claims.iter().map(|claim| Item { span, content: vec![our_paragraph(claim, span)] });
    let list = List { start: None, tight: true, items: items.collect() };
    let limits = "These checks are automatic. They do not take the place of tests by people.";
    let content =
        [our_paragraph(&lead, span), Block { span, kind: BlockKind::List(list) }, our_paragraph(limits, span)];
    section("What is checked when this website is built", content, span, body);
}
