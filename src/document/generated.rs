//! The parts of a page that its front matter makes: document control, sign-off, safety actions, version history, a
//! partner's picture and words. Made once, as blocks, so that every format says the same.

use super::tree::*;
use super::words::slug;
use super::{control, statement};
use crate::config::Config;
use crate::dates::Date;
use crate::kinds::partner::Story;
use crate::kinds::{Kind, Meta};
use crate::language::Spoken;
use crate::source::Span;

/// The author's body with the generated parts in their places. `day` is the day of the build.
pub fn assemble(meta: &Meta, mut body: Body, config: &Config, day: Date) -> Body {
    if let Kind::Partner(partner) = &meta.kind {
        if partner.story == Story::Withheld {
            body = Body::default();
        }
        let mut head = Vec::new();
        if let Some(photo) = &partner.photo {
            let span = meta.place("photo");
            let picture = Picture {
                span,
                target: photo.file.as_str().into(),
                alt: photo.alt.as_str().into(),
                is_decorative: false,
            };
            let figure = Figure { picture: Some(picture), caption: "".into(), content: Vec::new() };
            head.push(Block { span, kind: BlockKind::Figure(Box::new(figure)) });
        }
        if let Some(quote) = &partner.quote {
            let span = meta.place("quote");
            head.push(Block { span, kind: BlockKind::Quote(vec![paragraph(quote, span)]) });
        }
        head.append(&mut body.blocks);
        body.blocks = head;
    }
    if let Kind::Statement(facts) = &meta.kind {
        let mut blocks = statement::blocks(facts, meta, config);
        keep_ids_apart(&mut blocks, &body);
        blocks.append(&mut body.blocks);
        body.blocks = blocks;
    }
    body.blocks.splice(0..0, control::block(meta, &body, config, day));
    match &meta.kind {
        Kind::Learning(summary) if !summary.actions.is_empty() => {
            insert_actions(meta, &mut body);
        }
        Kind::Plan(plan) if !plan.sign_off.is_empty() => {
            let rows =
                plan.sign_off.iter().map(|sign| vec![sign.role.clone(), sign.title.clone(), sign.date.0.to_string()]);
            let table = table("Sign-off", &["Role", "Title", "Date"], rows.collect(), meta.place("sign_off"));
            section("Sign-off", [table], meta.place("sign_off"), &mut body);
        }
        Kind::Policy(policy) if !policy.history.is_empty() => {
            let text = |value: &Option<String>| value.clone().unwrap_or_default();
            let rows = policy.history.iter().map(|revision| {
                let (author, summary) = (text(&revision.author), text(&revision.summary));
                vec![revision.version.clone(), revision.date.to_string(), author, summary]
            });
            let mut rows: Vec<Vec<String>> = rows.collect();
            let mut columns = vec!["Version", "Date", "Author", "What changed"];
            // What no version says needs no column: an old policy often names no author, and none may be known.
            for column in (2..columns.len()).rev() {
                if rows.iter().all(|row| row[column].trim().is_empty()) {
                    columns.remove(column);
                    rows.iter_mut().for_each(|row| drop(row.remove(column)));
                }
            }
            let table = table("Versions of this policy", &columns, rows, meta.place("history"));
            section("Version history", [table], meta.place("history"), &mut body);
        }
        _ => {}
    }
    body
}

/// The table of safety actions goes to the end of the section that speaks of them, or into a section of its own.
fn insert_actions(meta: &Meta, body: &mut Body) {
    const HEADING: &str = "What we are doing";
    let Kind::Learning(summary) = &meta.kind else { return };
    let span = meta.place("actions");
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let rows = summary.actions.iter().map(|action| {
        let due = action.due.map_or_else(String::new, |due| due.to_string());
        let status = crate::kinds::learning::sentence_case(&text(&action.status));
        vec![action.action.clone(), text(&action.owner), due, status, text(&action.measure)]
    });
    let columns = ["Action", "Who leads it", "Due", "Status", "How we measure it"];
    let table = table("Safety actions", &columns, rows.collect(), span);
    let heading = body.blocks.iter().position(|block| match &block.kind {
        BlockKind::Heading(heading) => slug(&plain_text(&heading.content)).starts_with(&slug(HEADING)),
        _ => false,
    });
    let Some(heading) = heading else { return section(HEADING, [table], span, body) };
    let next = body.blocks[heading + 1..].iter().position(|block| matches!(block.kind, BlockKind::Heading(_)));
    let at = next.map_or(body.blocks.len(), |offset| heading + 1 + offset);
    body.blocks.insert(at, table);
}

/// Adds a section at the end, its id unlike any other's.
pub fn section(title: &str, content: impl IntoIterator<Item = Block>, span: Span, body: &mut Body) {
    let mut id = slug(title);
    while body.headings().any(|(heading, _)| *heading.id == *id) {
        id.push_str("-of-this-page");
    }
    body.blocks.push(heading(2, title, &id, span));
    body.blocks.extend(content);
}

/// Gives generated headings ids that the author's have not.
fn keep_ids_apart(blocks: &mut [Block], body: &Body) {
    for block in blocks {
        if let BlockKind::Heading(heading) = &mut block.kind {
            while body.headings().any(|(other, _)| other.id == heading.id) {
                heading.id = format!("{}-of-this-page", heading.id).into();
            }
        }
    }
}

/// A heading of ours with an id.
pub fn heading(level: u8, title: &str, id: &str, span: Span) -> Block {
    Block { span, kind: BlockKind::Heading(Heading { level, id: id.into(), content: ours(title, span) }) }
}

/// A paragraph of plain words.
pub fn paragraph(words: &str, span: Span) -> Block {
    Block { span, kind: BlockKind::Paragraph(text(words, span)) }
}

/// Words of Candour's own. They are English on every page, and known as such where the page is not (WCAG 2.2, 3.1.2).
pub fn ours(words: &str, span: Span) -> Vec<Inline> {
    in_english(text(words, span), span)
}

/// Inline text of Candour's own.
pub fn in_english(content: Vec<Inline>, span: Span) -> Vec<Inline> {
    vec![Inline { span, kind: InlineKind::Foreign(Spoken::ENGLISH, content.into()) }]
}

/// A paragraph of Candour's own words.
pub fn our_paragraph(words: &str, span: Span) -> Block {
    Block { span, kind: BlockKind::Paragraph(ours(words, span)) }
}

/// Plain words.
pub fn text(words: &str, span: Span) -> Vec<Inline> {
    vec![Inline { span, kind: InlineKind::Text(words.into()) }]
}

/// A link with plain words.
pub fn link(words: &str, target: &str, span: Span) -> Inline {
    let link = Link { target: target.into(), content: text(words, span) };
    Inline { span, kind: InlineKind::Link(Box::new(link)) }
}

fn table(caption: &str, columns: &[&str], rows: Vec<Vec<String>>, span: Span) -> Block {
    let heading = |words: &&str| Cell { span, content: ours(words, span) };
    let cell = |words: &str| Cell { span, content: if words.is_empty() { Vec::new() } else { text(words, span) } };
    let table = Table {
        caption: ours(caption, span),
        alignments: vec![Alignment::Start; columns.len()],
        header: columns.iter().map(heading).collect(),
        rows: rows.iter().map(|row| row.iter().map(|words| cell(words)).collect()).collect(),
        row_headers: true,
    };
    Block { span, kind: BlockKind::Table(Box::new(table)) }
}
