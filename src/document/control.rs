//! The document control that heads a page: what its kind says of it, and for policies and plans whether they are in
//! force today, who answers for them and how to reach that team.

use super::generated::{link, our_paragraph, ours, paragraph, text};
use super::tree::*;
use crate::config::Config;
use crate::dates::Date;
use crate::kinds::kind::Status;
use crate::kinds::{ControlRow, Kind, Meta};

/// The list of document control, above an author's `body`. `None` for a page that says nothing of the kind.
pub fn block(meta: &Meta, body: &Body, config: &Config, day: Date) -> Option<Block> {
    let rows = meta.kind.control();
    if rows.is_empty() {
        return None;
    }
    let mut definitions: Vec<Definition> = rows.into_iter().map(|row| definition(row, meta, day)).collect();
    if meta.kind.is_controlled() {
        let after = |definitions: &[Definition], labels: &[&str]| {
            let position = definitions.iter().rposition(|it| labels.contains(&plain_text(&it.term).as_str()));
            position.map_or(0, |at| at + 1)
        };
        let at = after(&definitions, &["Reference", "Version"]);
        definitions.insert(at, status(meta, day));
        if let Some(owner) = &meta.common.owner {
            let before = ["Responsible director", "Responsible committee", "Who it is for", "Agreed with"];
            let at = definitions.iter().position(|it| {
                let label = plain_text(&it.term);
                before.contains(&label.as_str()) || label.ends_with("impact assessment")
            });
            let at = at.unwrap_or(definitions.len());
            definitions.insert(at, row("Document owner", "owner", vec![owner.clone()], meta));
        }
        // Two rows would leave readers to guess whom to ask; who wrote the page knows.
        if !names_contact(body) {
            definitions.extend(contact(meta, config));
        }
    }
    Some(Block { span: meta.span, kind: BlockKind::Definitions(definitions) })
}

fn definition(mut written: ControlRow, meta: &Meta, day: Date) -> Definition {
    if matches!(written.key, "review_due" | "refresh_due") && meta.overdue(day).is_some() {
        written.values.iter_mut().for_each(|value| value.push_str(" (overdue)"));
    }
    row(written.label, written.key, written.values, meta)
}

fn row(label: &str, key: &str, values: Vec<String>, meta: &Meta) -> Definition {
    let span = meta.place(key);
    Definition { term: ours(label, span), meanings: values.iter().map(|value| vec![paragraph(value, span)]).collect() }
}

/// Whether it is in force, in words.
fn status(meta: &Meta, day: Date) -> Definition {
    let span = meta.place("status");
    let mut meaning = vec![our_paragraph(&status_words(meta, day), span)];
    if meta.common.status == Status::Withdrawn
        && let Some(reason) = &meta.common.withdrawn_reason
        && let Some(Block { kind: BlockKind::Paragraph(words), .. }) = meaning.first_mut()
    {
        words.extend(text(&format!(". {}", reason.trim()), span));
    }
    Definition { term: ours("Status", span), meanings: vec![meaning] }
}

fn status_words(meta: &Meta, day: Date) -> String {
    let common = &meta.common;
    let starts = match &meta.kind {
        Kind::Policy(policy) => policy.effective_from,
        _ => None,
    };
    match common.status {
        Status::Published if common.draft => "Draft".to_owned(),
        Status::Published => match starts.filter(|starts| *starts > day) {
            Some(starts) => format!("Not in force before {starts}"),
            None => "In force".to_owned(),
        },
        Status::Withdrawn => "Withdrawn".to_owned(),
        Status::Superseded => "Replaced by a newer version".to_owned(),
    }
}

/// Whether the author's own list at the head of the page, above its first heading, says whom to ask.
fn names_contact(body: &Body) -> bool {
    let head = body.blocks.iter().take_while(|block| !matches!(block.kind, BlockKind::Heading(_)));
    let mut definitions = head.flat_map(|block| match &block.kind {
        BlockKind::Definitions(definitions) => definitions.as_slice(),
        _ => &[],
    });
    definitions.any(|it| {
        let label = plain_text(&it.term).trim().to_lowercase();
        let is_contact = label.split(|c: char| !c.is_alphanumeric()).next() == Some("contact");
        is_contact && it.meanings.iter().any(|meaning| !meaning.is_empty())
    })
}

/// The team to ask, from the site's contacts.
fn contact(meta: &Meta, config: &Config) -> Option<Definition> {
    let contact = config.contacts.0.get("feedback")?;
    // Its facts are in site.yaml, so they have no place of their own in the page.
    let span = meta.place("contact");
    let mut ways = vec![text(&contact.team, span)];
    ways.extend(
        contact
            .email
            .iter()
            .filter(|email| !email.trim().is_empty())
            .map(|email| vec![link(email, &format!("mailto:{email}"), span)]),
    );
    ways.extend(contact.phone.iter().map(|phone| text(phone, span)));
    let meanings = ways.into_iter().map(|words| vec![Block { span, kind: BlockKind::Paragraph(words) }]);
    Some(Definition { term: ours("Contact", span), meanings: meanings.collect() })
}
