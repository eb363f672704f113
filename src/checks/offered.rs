//! What identifies people beside the text of a page: in the files that a summary offers or shows, and in the settings,
//! whose words stand on every page.

use std::collections::BTreeMap;

use super::anonymity::{ICO, identified, is_summary, once, vocabulary};
use super::check::{Check, Run, Subject};
use super::pictures::each_picture;
use crate::anonymity::{self, Kind as What, Vocabulary};
use crate::config::CONFIG_FILE;
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::tree::{BlockKind, Purpose};
use crate::inspect::Stop;
use crate::inspect::words::{Whole, words};
use crate::kinds::learning::sentence_case;
use crate::rule;
use crate::site::{Destination, Page, Site};
use crate::source::{SourcePath, Span};
use crate::yaml::{self, Node, Value};

rule!(/// A file of a summary in which nobody has looked for names.
    UNREAD_FILE = "anon/unread-file", Error, Fixed, ICO);
rule!(/// A person named in the settings, whose words stand on every page.
    NAME_IN_SETTINGS = "config/person", Error, None, ICO);

/// The drawings, figures and captions that a summary shows, and people in the settings.
pub const SHOWN: Check = Check { rules: &[&NAME_IN_SETTINGS], run: Run::Page(shown) };

/// What identifies people in a file of a summary: each kind once, at the place where the page names the file.
pub(super) fn in_file(
    path: &SourcePath,
    bytes: &[u8],
    page: &Page,
    place: Span,
    vocabulary: &Vocabulary,
) -> Vec<Diagnostic> {
    let passages = match words(bytes, &path.suffix()) {
        Ok(passages) => passages.unwrap_or_default(),
        Err(Stop::Unread | Stop::TooLarge) => {
            let message = "Candour cannot read the words of this file, so that it may name somebody";
            let help = "save it as Word, PDF, OpenDocument, CSV or text, and offer that; of an archive, offer its files one by one";
            let told = Diagnostic::new(&UNREAD_FILE, page.document.path(), place, message).help(help).hidden();
            return vec![told.about([path.as_str()])];
        }
        // What cannot be opened at all is told by the rules about attachments.
        Err(Stop::Damaged | Stop::Locked) => return Vec::new(),
    };
    let whole = Whole::new(&passages);
    let mut found: BTreeMap<&str, (Diagnostic, Vec<&str>)> = BTreeMap::new();
    for identifier in once(anonymity::scan(&whole.text, vocabulary)) {
        let (rule, what, help) = identified(&identifier);
        let at = whole.place(identifier.range.clone());
        let said = if at.said.is_empty() { format!("on line {}, ", at.line) } else { at.said };
        let message = format!("{said}this file holds {what}");
        let told = || Diagnostic::new(rule, page.document.path(), place, message).help(help).hidden();
        let words = whole.text.get(identifier.range.clone()).unwrap_or_default();
        found.entry(rule.code).or_insert_with(|| (told(), Vec::new())).1.push(words);
    }
    let with_count = |(mut told, words): (Diagnostic, Vec<&str>)| {
        if words.len() > 1 {
            told.message.push_str(&format!(", and {} more", words.len() - 1));
        }
        told.about([path.as_str()].into_iter().chain(words))
    };
    found.into_values().map(with_count).collect()
}

/// What identifies people in the drawings, the figures of charts and the captions of films that a summary shows.
fn shown(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Subject { page, body, site, .. } = *subject;
    if !is_summary(page) {
        return;
    }
    let mut targets: Vec<(&str, Span, Purpose)> = Vec::new();
    each_picture(body, &mut |it| targets.push((&it.target, it.span, Purpose::Embed)));
    body.each_block(&mut |block| match &block.kind {
        BlockKind::Video(video) => {
            let files = [&video.captions, &video.poster].into_iter().flatten();
            targets.extend(files.map(|it| (&**it, block.span, Purpose::Embed)));
        }
        BlockKind::Chart(chart) => targets.push((&chart.data, block.span, Purpose::Data)),
        _ => {}
    });
    if targets.is_empty() {
        return;
    }
    let own = vocabulary(&site.config);
    for (target, place, purpose) in targets {
        if let Destination::File(path) = site.resolve(page, target, purpose)
            && let Some(bytes) = site.bytes(&path)
        {
            found.extend(in_file(&path, bytes, page, place, &own));
        }
    }
}

/// Keys of the settings that no reader sees, and those in which a person's name is the organisation's own.
const UNSEEN: &[&str] = &[
    "anonymisation",
    "rules",
    "documents",
    "review",
    "search",
    "language",
    "languages",
    "organisation.name",
    "organisation.short_name",
];

/// People in the settings, each at its line: names, and numbers that belong on no page.
pub(super) fn in_settings(site: &Site) -> Vec<Diagnostic> {
    let Ok(root) = yaml::parse(site.configuration_text(), 0) else { return Vec::new() };
    let anonymisation = &site.config.anonymisation;
    let text = |words: &[crate::config::WordWithReason]| words.iter().map(|it| it.text.clone()).collect::<Vec<_>>();
    let organisation = &site.config.organisation;
    let names: Vec<String> = organisation.short_name.iter().chain([&organisation.name]).cloned().collect();
    // Without the site's own title and addresses, which are what is looked at.
    let own = Vocabulary::new(&text(&anonymisation.allowed), &text(&anonymisation.forbidden), &names, &[]);
    let mut found = Vec::new();
    values(&root, "", &mut |value, place, key| {
        if UNSEEN.iter().any(|it| key == *it || key.strip_prefix(it).is_some_and(|rest| rest.starts_with('.'))) {
            return;
        }
        let file = SourcePath::new(CONFIG_FILE);
        let mut report = |rule: &'static Rule, message: String, help: String| {
            found.push(Diagnostic::new(rule, &file, place, message).help(help).hidden());
        };
        // The part of an e-mail address before its sign is words too, and a name there has small letters.
        let words = value.split_once('@').map(|(name, _)| capitalised(name));
        let text = words.as_deref().unwrap_or(value);
        let identifiers = anonymity::scan(text, &own);
        // A lone word may be a place, a street or a building.
        let named = |it: &anonymity::Identifier| {
            let range = text.get(it.range.clone()).unwrap_or_default();
            it.kind == What::Name && range.contains([' ', '-', '_'])
        };
        if identifiers.iter().any(named) {
            let message = "this setting seems to name a person, and stands on every page".to_owned();
            let help = "write a team or a role; if it names no person, list the words under `anonymisation: allowed:` with a reason";
            report(&NAME_IN_SETTINGS, message, help.to_owned());
        }
        for identifier in anonymity::scan_numbers(value, &own) {
            let (rule, what, help) = identified(&identifier);
            report(rule, format!("this setting holds {what}"), help);
        }
    });
    found
}

/// "mary.smith" as it stands in a text: "Mary Smith".
fn capitalised(part: &str) -> String {
    part.split(['.', '_', '-']).map(sentence_case).collect::<Vec<_>>().join(" ")
}

/// Every value with its place and its keys.
fn values(node: &Node, path: &str, visit: &mut dyn FnMut(&str, Span, &str)) {
    match &node.value {
        Value::Text(value) => visit(value, node.span, path),
        Value::List(items) => items.iter().for_each(|item| values(item, path, visit)),
        Value::Map(entries) => {
            for entry in entries {
                let path = if path.is_empty() { entry.key.clone() } else { format!("{path}.{}", entry.key) };
                values(&entry.value, &path, visit);
            }
        }
        Value::Empty | Value::Bool(_) => {}
    }
}
