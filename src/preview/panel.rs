//! What was found, beside the page it was found in; and all of it on one page, the dashboard.

use std::path::Path;

use serde_json::{Value, json};

use super::answer::{self, OWN};
use super::documents::{self, Asked, Document};
use super::rules;
use super::state::{Built, Current, Snapshot, Trouble};
use crate::checks;
use crate::diagnostic::{Finding, Severity};
use crate::formats::xml::{Escaped, put};
use crate::kinds::kind::Status;
use crate::report::page::{Live, write_live};
use crate::report::{Report, UNFINISHED_HELP, coded, ended, pages};
use crate::site::Hidden;
use crate::source::SourcePath;

/// The panel of the page at an address: what its button says and what is in it.
pub fn panel(snapshot: &Snapshot, asked: &Asked, address: &str) -> Value {
    let shown = answer::file_at(snapshot, address);
    let made = shown.as_ref().map(|(built, file)| documents::documents(built, asked, Some(file))).unwrap_or_default();
    let found_in_documents = documents::findings(&made);
    let file = shown.as_ref().map(|(_, file)| file.as_str());
    // Only what is told: a large site has more findings than can be made into lines after every save.
    let current = snapshot.current.as_ref();
    let mut here = current.zip(file).map(|(current, file)| current.findings.of(file)).unwrap_or_default();
    here.extend(found_in_documents.iter().filter(|it| file.is_some_and(|file| it.file == file)).cloned());
    let mut own: Vec<&Finding> = here.iter().filter(|it| !it.waived).collect();
    // The gravest first: what is still to be written may fill the panel.
    own.sort_by_key(|it| (!it.blocks(snapshot.strictness), it.severity == "advice"));
    let blocking = current.map(|current| current.blocking(snapshot.strictness)).unwrap_or_default();
    let elsewhere: Vec<&Finding> = blocking.iter().filter(|it| file.is_none_or(|file| it.file != file)).collect();
    let blocks = |current: &Current| {
        current.is_blocked || found_in_documents.iter().any(|it| current.blocks(it, snapshot.strictness))
    };
    let is_blocked = current.is_none_or(blocks);
    let unfinished = current.map_or(&[][..], |current| &current.unfinished);
    let mut html = String::new();
    if let Some(trouble) = &snapshot.trouble {
        trouble_html(trouble, snapshot, &mut html);
    }
    if address == OWN {
        return dashboard_panel(snapshot, asked, is_blocked, &html);
    }
    let stands = match (snapshot.shows_newest(), is_blocked) {
        (false, _) if snapshot.good.is_some() => {
            "What was saved last cannot be shown. You see the site as it was before."
        }
        (_, true) => "The site cannot be published as it is.",
        (_, false) => "",
    };
    if !stands.is_empty() {
        put!(html, "<p class=\"blocked\">{stands}</p>\n");
    } else if !unfinished.is_empty() {
        let count = pages(unfinished.len());
        put!(
            html,
            "<p class=\"blocked\"><code>candour publish</code> refuses the site: something is still to be written on {count}.</p>\n"
        );
        if file.is_some_and(|file| unfinished.iter().any(|it| it == file)) {
            put!(html, "<p>This page is one of them. {UNFINISHED_HELP}</p>\n");
        }
    }
    let mut mark = None;
    if let Some((built, file)) = &shown {
        let states = states(built, file, &own, snapshot);
        for state in &states {
            put!(html, "<p class=\"state\"><strong>{}</strong></p>\n", Escaped(state));
        }
        mark = states.into_iter().next();
        about_file(built, file, &made, snapshot, &mut html);
    }
    html.push_str("<h3>On this page</h3>\n");
    list(&own, snapshot, "Nothing was found on this page.", &mut html);
    if !elsewhere.is_empty() {
        html.push_str("<h3>What blocks publishing elsewhere</h3>\n");
        list(&elsewhere, snapshot, "", &mut html);
    }
    put!(html, "<p><a href=\"{OWN}\">All findings, reviews and waivers</a></p>\n");
    let (button, weight) = button(snapshot, &own, &elsewhere, is_blocked);
    json!({ "build": snapshot.name(), "button": button, "weight": weight, "mark": mark, "html": html })
}

/// The panel of the dashboard, which has all of it already: the button counts the whole site.
fn dashboard_panel(snapshot: &Snapshot, asked: &Asked, is_blocked: bool, trouble: &str) -> Value {
    let current = snapshot.current.as_ref();
    let built = current.and_then(|current| current.built.as_ref());
    let made = built.map(|built| documents::documents(built, asked, None)).unwrap_or_default();
    let in_documents = documents::findings(&made);
    let count = |severity: Severity, is_unpublished: bool| {
        let Some(current) = current else { return 0 };
        let wanted = |file: &str| current.is_unpublished(file) == is_unpublished;
        let in_documents = in_documents.iter().filter(|it| it.severity == severity.name() && !it.waived);
        current.findings.open_in(severity, wanted) + in_documents.filter(|it| wanted(&it.file)).count()
    };
    let tally = |is_unpublished: bool| {
        let of = |severity, one, many| counted(count(severity, is_unpublished), one, many);
        let parts = [
            of(Severity::Error, "error", "errors"),
            of(Severity::Warning, "warning", "warnings"),
            of(Severity::Advice, "piece of advice", "pieces of advice"),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let trouble_words = snapshot.trouble.as_ref().map(|_| "the site cannot be built".to_owned());
    let in_unpublished = Some(tally(true)).filter(|it| !it.is_empty());
    let in_unpublished = in_unpublished.map(|it| format!("in pages that are not published: {it}"));
    let parts = [trouble_words, Some(tally(false)).filter(|it| !it.is_empty()), in_unpublished];
    let words: Vec<String> = parts.into_iter().flatten().collect();
    let is_unfinished = current.is_some_and(|current| !current.unfinished.is_empty());
    let warns = [(Severity::Warning, false), (Severity::Warning, true), (Severity::Error, true)];
    let is_warned = is_unfinished || warns.iter().any(|(severity, place)| count(*severity, *place) > 0);
    let is_grave = is_blocked || snapshot.trouble.is_some() || count(Severity::Error, false) > 0;
    let weight = match (is_grave, is_warned) {
        (true, _) => "error",
        (false, true) => "warning",
        (false, false) => "good",
    };
    let button = match words.is_empty() {
        true => "Preview: nothing to mend on the whole site".to_owned(),
        false => format!("Preview, the whole site: {}", words.join("; ")),
    };
    let html = format!("{trouble}<p>All that was found in the site is on this page.</p>\n");
    json!({ "build": snapshot.name(), "button": button, "weight": weight, "mark": null, "html": html })
}

/// So many of something, where there are any.
pub fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        count => Some(format!("{count} {many}")),
    }
}

/// The words on the button, and how grave they are.
fn button(snapshot: &Snapshot, own: &[&Finding], elsewhere: &[&Finding], is_blocked: bool) -> (String, &'static str) {
    let of = |severity: &str| own.iter().filter(|it| it.severity == severity).count();
    let parts = [
        snapshot.trouble.as_ref().map(|_| "the site cannot be built".to_owned()),
        counted(of("error"), "error", "errors"),
        counted(of("warning"), "warning", "warnings"),
        counted(of("advice"), "piece of advice", "pieces of advice"),
        counted(elsewhere.len(), "error elsewhere", "errors elsewhere"),
    ];
    let words: Vec<String> = parts.into_iter().flatten().collect();
    let weight = match (is_blocked || snapshot.trouble.is_some() || of("error") > 0, of("warning") > 0) {
        (true, _) => "error",
        (false, true) => "warning",
        (false, false) => "good",
    };
    match words.is_empty() {
        true => ("Preview: nothing to mend on this page".to_owned(), weight),
        false => (format!("Preview: {}", words.join(", ")), weight),
    }
}

fn trouble_html(trouble: &Trouble, snapshot: &Snapshot, out: &mut String) {
    put!(out, "<div class=\"trouble\"><p><strong>{}</strong></p>", Escaped(&ended(&trouble.message)));
    if let Some((file, line)) = &trouble.place {
        editor(snapshot, file, *line, 1, out);
    }
    out.push_str("</div>\n");
}

/// Its file, and what is not as it will be published.
fn about_file(built: &Built, file: &str, made: &[Document<'_>], snapshot: &Snapshot, out: &mut String) {
    let Some(page) = built.build.site.page_of(&SourcePath::new(file)) else { return };
    put!(out, "<p>File: {}{}. ", Escaped(&snapshot.folder), Escaped(file));
    editor(snapshot, &snapshot.content.join(file), 1, 1, out);
    out.push_str("</p>\n");
    if !page.formats.is_empty() {
        documents::of_page(made, built, out);
    }
}

/// What a reader of the published site will not see, or not in this way: the gravest first.
fn states(built: &Built, file: &str, own: &[&Finding], snapshot: &Snapshot) -> Vec<String> {
    let Some(page) = built.build.site.page_of(&SourcePath::new(file)) else { return Vec::new() };
    let mut states = Vec::new();
    if own.iter().any(|it| it.rule == checks::NOT_SIGNED_OFF.code) {
        states.push("Not signed off: this page would not be published.".to_owned());
    } else if own.iter().any(|it| it.blocks(snapshot.strictness)) {
        states.push("This page cannot be published as it is.".to_owned());
    }
    match page.hidden {
        Some(Hidden::Draft) => states.push("This page is a draft: it is not published.".to_owned()),
        Some(Hidden::NotYet(date)) => states.push(format!("This page is not published before {date}.")),
        Some(Hidden::Expired(date)) => {
            states.push(format!("This page is not published any more: it expired on {date}."));
        }
        None => {}
    }
    match page.status() {
        Status::Published => {}
        Status::Withdrawn => states.push("This page is published as withdrawn.".to_owned()),
        Status::Superseded => states.push("This page is published as superseded.".to_owned()),
    }
    states
}

fn list(findings: &[&Finding], snapshot: &Snapshot, none: &str, out: &mut String) {
    if findings.is_empty() {
        put!(out, "<p>{none}</p>\n");
        return;
    }
    out.push_str("<ul class=\"findings\">\n");
    for finding in findings {
        let weight = match finding.severity.as_str() {
            _ if finding.blocks(snapshot.strictness) => "Error",
            "warning" => "Warning",
            _ => "Advice",
        };
        put!(out, "<li class=\"{}\">\n<p><span class=\"weight\">{weight}</span> ", Escaped(&finding.severity));
        put!(out, "<strong>{}</strong></p>\n", coded(&ended(&sentence_start(&finding.message))));
        put!(out, "<p>{}, line {}</p>\n", Escaped(&finding.file), finding.line);
        if !finding.help.is_empty() {
            put!(out, "<p>What to do: {}</p>\n", coded(&ended(&finding.help)));
        }
        out.push_str(&links(finding, snapshot));
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

fn sentence_start(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// To the rule of a finding, and to its place in an editor.
fn links(finding: &Finding, snapshot: &Snapshot) -> String {
    let rule = Escaped(&finding.rule);
    let mut out = String::new();
    put!(out, "<p>Why: <a href=\"{OWN}rules/{rule}\">{rule}</a>. ");
    editor(snapshot, &snapshot.content.join(&finding.file), finding.line, finding.column, &mut out);
    out.push_str("</p>\n");
    out
}

fn editor(snapshot: &Snapshot, file: &Path, line: usize, column: usize, out: &mut String) {
    let link = snapshot.editor_link(file, line, column);
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    put!(out, "<a href=\"{}\">Open {}, line {line}, in an editor</a>", Escaped(&link), Escaped(&name));
}

/// Everything that was found, by page and by owner, with reviews that are due and waivers: the report of `check`, as
/// it stands now.
pub fn dashboard(snapshot: &Snapshot, asked: &Asked) -> String {
    let mut lead = String::new();
    if let Some(trouble) = &snapshot.trouble {
        trouble_html(trouble, snapshot, &mut lead);
    }
    let Some(current) = &snapshot.current else {
        return rules::framed("The site cannot be built", &format!("<h1>The site cannot be built</h1>\n{lead}"));
    };
    match (snapshot.shows_newest(), snapshot.good.is_some()) {
        (true, _) => {}
        (false, true) => {
            lead.push_str("<p>The preview shows the site as it was before: what was saved last cannot be shown.</p>\n")
        }
        (false, false) => {
            lead.push_str("<p>The preview has nothing to show before the pages that cannot be read are mended.</p>\n")
        }
    }
    // Where nothing can be shown, this page stands at the home page's address too.
    if let Some(built) = current.built.as_ref().filter(|_| snapshot.good.is_some()) {
        put!(lead, "<p><a href=\"{}\">See the site</a></p>\n", Escaped(&built.build.site.href("/")));
    }
    let Current { findings, sources, day, .. } = current;
    let made = current.built.as_ref().map(|built| documents::documents(built, asked, None)).unwrap_or_default();
    let mut about_documents = String::new();
    if let Some(built) = &current.built {
        documents::of_site(&made, built, &mut about_documents);
    }
    let mut findings: Vec<Finding> = findings.iter().cloned().chain(documents::findings(&made)).collect();
    findings.sort_by(|a, b| a.file.cmp(&b.file).then_with(|| (a.line, a.column).cmp(&(b.line, b.column))));
    let all_rules = checks::rules();
    let report = Report {
        findings: &findings,
        sources,
        rules: &all_rules,
        strictness: snapshot.strictness,
        unfinished: &current.unfinished,
        day: *day,
        folder: &snapshot.folder,
    };
    let beside = |finding: &Finding| {
        let mut out = String::from("<p>");
        let site = current.built.as_ref().map(|built| &built.build.site);
        if let Some(address) = site.and_then(|site| answer::address_of(site, &finding.file)) {
            put!(out, "<a href=\"{}\">See the page</a>. ", Escaped(&address));
        }
        editor(snapshot, &snapshot.content.join(&finding.file), finding.line, finding.column, &mut out);
        out.push_str("</p>\n");
        out
    };
    let live = Live {
        head: "",
        allowed: " 'self'; script-src 'self'; connect-src 'self'",
        lead: &lead,
        beside: &beside,
        documents: &about_documents,
        is_unpublished: &|file| current.is_unpublished(file),
    };
    let overview = current.built.as_ref().map(|built| &built.build.overview);
    write_live(&report, overview, &live)
}
