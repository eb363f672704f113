//! The report of `candour check --report`: one web page for people who answer for policies and never open a terminal.
//!
//! It stands alone: its style is in it, there is no script, and its own policy lets it ask nobody for anything. What an
//! author wrote is escaped. Pages with findings about people are named by their files, and none of their lines are shown.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::due::owner_words;
use super::{
    Escaped, Report, UNFINISHED_HELP, acceptance, coded, ended, pages, push_text, put, sentence, sentence_start,
};
use crate::diagnostic::{Finding, Rule, address_of};
use crate::overview::{AHEAD_DAYS, Nearness, Overview, Owner, PageFacts, Review};
use crate::source::{Position, SourcePath};

/// How every report begins. `publish` replaces no file that begins otherwise.
pub const SIGNATURE: &str = "<!DOCTYPE html>\n<!-- Written by candour check; the next report takes its place. -->\n";

const STYLE: &str = include_str!("page.css");

/// The longest piece of an author's words that is shown, in characters.
const WORDS_CHARACTERS_MAX: usize = 160;

/// What was found in a file, with the number of each finding in the report.
type Numbered<'a> = Vec<(usize, &'a Finding)>;

/// One page of the report's subject: a file in which something was found, or that is due.
struct Entry<'a> {
    number: usize,
    file: &'a str,
    /// What the page is called: by its title, by its file where that must not be repeated, by both where another page
    /// here has the same title.
    name: Cow<'a, str>,
    facts: Option<&'a PageFacts>,
    findings: Numbered<'a>,
}

/// What the preview adds to its report, which is always of the last save. All of it is HTML.
pub struct Live<'a> {
    /// Stands in the head.
    pub head: &'a str,
    /// What its policy allows besides: `script-src 'self'`.
    pub allowed: &'a str,
    /// Stands before all else.
    pub lead: &'a str,
    /// The part about documents, with its heading; empty where there is none.
    pub documents: &'a str,
    /// Stands under a finding.
    pub beside: &'a dyn Fn(&Finding) -> String,
    /// Whether a file is a page that is shown and not published: what is found in it keeps nothing else back.
    pub is_unpublished: &'a dyn Fn(&str) -> bool,
}

impl Live<'_> {
    fn blocks(&self, finding: &Finding, report: &Report<'_>) -> bool {
        finding.blocks(report.strictness) && !(self.is_unpublished)(&finding.file)
    }
}

/// The report as one HTML file. `overview` is `None` when `site.yaml` kept the pages from being read.
pub fn write(report: &Report<'_>, overview: Option<&Overview>) -> String {
    let nothing =
        Live { head: "", allowed: "", lead: "", documents: "", beside: &|_| String::new(), is_unpublished: &|_| false };
    write_live(report, overview, &nothing)
}

/// The same with what the preview adds.
pub fn write_live(report: &Report<'_>, overview: Option<&Overview>, live: &Live<'_>) -> String {
    let entries = entries(report, overview);
    let mut out = String::from(SIGNATURE);
    let site = overview.map_or("site.yaml cannot be used", |overview| overview.site.as_str());
    let title = format!("What the checks found: {site}");
    put!(
        out,
        "<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'nonce-report'{}; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"robots\" content=\"noindex\">\n\
         <title>{}</title>\n<style nonce=\"report\">{STYLE}</style>\n{}</head>\n<body>\n\
         <a class=\"skip\" href=\"#main\">Skip to main content</a>\n\
         <header><p>{}, {}</p></header>\n<main id=\"main\">\n<h1>What the checks found</h1>\n{}",
        live.allowed,
        Escaped(&title),
        live.head,
        Escaped(site),
        report.day,
        live.lead
    );
    summary(report, overview, live, &mut out);
    blocking(report, &entries, live, &mut out);
    if let Some(overview) = overview {
        reviews(overview, &entries, &mut out);
    }
    by_page(report, &entries, live, &mut out);
    if let Some(overview) = overview {
        by_owner(report, overview, &entries, &mut out);
    }
    accepted(report, &entries, &mut out);
    out.push_str(live.documents);
    rules(report, &mut out);
    put!(
        out,
        "</main>\n<footer><p>Made by Candour {} for {}. Dates are counted from that day.</p></footer>\n</body>\n</html>\n",
        env!("CARGO_PKG_VERSION"),
        report.day
    );
    out
}

/// Every file that the report has something to say about, in order.
fn entries<'a>(report: &Report<'a>, overview: Option<&'a Overview>) -> Vec<Entry<'a>> {
    let mut found: BTreeMap<&str, (Option<&PageFacts>, Numbered<'_>)> = BTreeMap::new();
    for (index, finding) in report.findings.iter().enumerate() {
        found.entry(&finding.file).or_default().1.push((index + 1, finding));
    }
    for page in overview.map_or(&[][..], |overview| &overview.pages) {
        let due =
            overview.is_some_and(|it| page.reviews.iter().any(|review| it.nearness(review.due) != Nearness::Later));
        if due || found.contains_key(page.file.as_str()) {
            found.entry(page.file.as_str()).or_default().0 = Some(page);
        }
    }
    let mut pages_of: BTreeMap<&str, usize> = BTreeMap::new();
    for title in found.values().filter_map(|(facts, _)| facts.as_ref()?.title.as_deref()) {
        *pages_of.entry(title).or_default() += 1;
    }
    let mut entries = Vec::with_capacity(found.len());
    for (file, (facts, findings)) in found {
        let name = match facts.and_then(|facts| facts.title.as_deref()) {
            None => Cow::Borrowed(file),
            Some(title) if pages_of.get(title).is_some_and(|count| *count > 1) => format!("{title} ({file})").into(),
            Some(title) => Cow::Borrowed(title),
        };
        entries.push(Entry { number: entries.len() + 1, file, name, facts, findings });
    }
    entries
}

impl Entry<'_> {
    /// Its findings that no waiver covers.
    fn open(&self) -> impl Iterator<Item = &(usize, &Finding)> {
        self.findings.iter().filter(|(_, finding)| !finding.waived)
    }

    /// A link to what was found in it, where something was, else its name.
    fn link(&self, out: &mut String) {
        let name = Escaped(&self.name);
        if self.open().next().is_some() {
            put!(out, "<a href=\"#page-{}\">{name}</a>", self.number);
        } else {
            put!(out, "{name}");
        }
    }
}

fn summary(report: &Report<'_>, overview: Option<&Overview>, live: &Live<'_>, out: &mut String) {
    let (blocks, kept_back): (Vec<_>, Vec<_>) = (report.findings.iter())
        .filter(|finding| finding.blocks(report.strictness))
        .partition(|finding| live.blocks(finding, report));
    let blocks = blocks.len();
    let unfinished = report.unfinished.len();
    let (class, verdict) = match (overview, blocks) {
        (Some(_), 0) if unfinished > 0 => (
            " blocked",
            format!(
                "<code>candour publish</code> refuses the site: something is still to be written on {}.",
                pages(unfinished)
            ),
        ),
        (None, _) => (" blocked", "Nothing else was checked: site.yaml has to be put right first.".to_owned()),
        (Some(_), 0) => ("", "Nothing keeps the site from being published.".to_owned()),
        (Some(_), 1) => (" blocked", "The site cannot be published: 1 finding has to be put right first.".to_owned()),
        (Some(_), count) => {
            (" blocked", format!("The site cannot be published: {count} findings have to be put right first."))
        }
    };
    put!(out, "<p class=\"verdict{class}\"><strong>{verdict}</strong></p>\n");
    let open = report.findings.iter().filter(|finding| !finding.waived && !finding.blocks(report.strictness));
    let (warnings, advice): (Vec<_>, Vec<_>) = open.partition(|finding| finding.severity == "warning");
    let (warned_back, warnings): (Vec<&Finding>, Vec<_>) =
        warnings.into_iter().partition(|finding| (live.is_unpublished)(&finding.file));
    let waived = report.findings.iter().filter(|finding| finding.waived).count();
    let mut rows = Vec::new();
    rows.extend(overview.map(|overview| ("Pages checked", overview.pages.len())));
    rows.extend([("Findings that block publishing", blocks), ("Warnings", warnings.len()), ("Advice", advice.len())]);
    if unfinished > 0 {
        rows.push(("Pages on which something is still to be written", unfinished));
    }
    if !kept_back.is_empty() {
        rows.push(("In pages that are not published: findings that block them", kept_back.len()));
    }
    if !warned_back.is_empty() {
        rows.push(("In pages that are not published: warnings", warned_back.len()));
    }
    if waived > 0 {
        rows.push(("Findings that somebody has accepted", waived));
    }
    let (overdue, soon) = ("Reviews that are overdue", format!("Reviews due in the next {AHEAD_DAYS} days"));
    if let Some(overview) = overview {
        rows.push((overdue, overview.reviews(Nearness::Overdue).len()));
        rows.push((&soon, overview.reviews(Nearness::Soon).len()));
    }
    out.push_str("<table>\n<caption>In short</caption>\n<tbody>\n");
    for (label, count) in rows {
        put!(out, "<tr><th scope=\"row\">{label}</th><td class=\"count\">{count}</td></tr>\n");
    }
    out.push_str("</tbody>\n</table>\n<nav aria-label=\"Contents\">\n<ul>\n");
    let due = overview.map(|_| ("reviews", "Reviews"));
    let owners = overview.map(|_| ("owners", "By owner"));
    let parts = [Some(("blocking", "What blocks publishing")), due, Some(("pages", "By page")), owners];
    let accepted = (waived > 0).then_some(("accepted", "What somebody has accepted"));
    let rules = (!report.findings.is_empty()).then_some(("rules", "The rules"));
    let documents = (!live.documents.is_empty()).then_some(("documents", "Documents"));
    for (id, words) in parts.into_iter().flatten().chain(accepted).chain(documents).chain(rules) {
        put!(out, "<li><a href=\"#{id}\">{words}</a></li>\n");
    }
    out.push_str("</ul>\n</nav>\n");
}

fn blocking(report: &Report<'_>, entries: &[Entry<'_>], live: &Live<'_>, out: &mut String) {
    out.push_str("<h2 id=\"blocking\">What blocks publishing</h2>\n");
    let blocking = |entry: &Entry<'_>| entry.open().any(|(_, finding)| live.blocks(finding, report));
    if !entries.iter().any(blocking) {
        if report.unfinished.is_empty() {
            out.push_str("<p>Nothing.</p>\n");
        }
        return unfinished(report, entries, out);
    }
    out.push_str(
        "<p>Until each of these is put right, the site stays as it was published before.</p>\n<ul class=\"jumps\">\n",
    );
    for entry in entries {
        for (number, finding) in entry.open().filter(|(_, finding)| live.blocks(finding, report)) {
            put!(
                out,
                "<li>{}, line {}: <a href=\"#finding-{number}\">{}</a></li>\n",
                Escaped(&entry.name),
                finding.line,
                coded(&sentence_start(&finding.message))
            );
        }
    }
    out.push_str("</ul>\n");
    unfinished(report, entries, out);
}

/// The pages that only `candour publish` refuses.
fn unfinished(report: &Report<'_>, entries: &[Entry<'_>], out: &mut String) {
    if report.unfinished.is_empty() {
        return;
    }
    put!(out, "<p>Something is still to be written on these pages. {UNFINISHED_HELP}</p>\n<ul class=\"jumps\">\n");
    for entry in entries.iter().filter(|entry| report.unfinished.iter().any(|file| file == entry.file)) {
        out.push_str("<li>");
        entry.link(out);
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

fn reviews(overview: &Overview, entries: &[Entry<'_>], out: &mut String) {
    put!(out, "<h2 id=\"reviews\">Reviews</h2>\n");
    let tables = [
        (Nearness::Overdue, "Overdue".to_owned(), "No review is overdue.".to_owned()),
        (
            Nearness::Soon,
            format!("Due in the next {AHEAD_DAYS} days"),
            format!("No review is due in the next {AHEAD_DAYS} days."),
        ),
    ];
    for (nearness, caption, none) in tables {
        let reviews = overview.reviews(nearness);
        if reviews.is_empty() {
            put!(out, "<p>{none}</p>\n");
            continue;
        }
        put!(out, "<table>\n<caption>{caption}</caption>\n<thead><tr><th scope=\"col\">Page</th>");
        out.push_str("<th scope=\"col\">What is due</th><th scope=\"col\">Owner</th></tr></thead>\n<tbody>\n");
        for (page, review) in reviews {
            out.push_str("<tr><td>");
            match entries.iter().find(|entry| entry.file == page.file.as_str()) {
                Some(entry) => entry.link(out),
                None => put!(out, "{}", Escaped(page.file.as_str())),
            }
            put!(out, "</td><td>{}</td><td>{}</td></tr>\n", due_words(review), Escaped(owner_words(&page.owner)));
        }
        out.push_str("</tbody>\n</table>\n");
    }
}

/// "Review by 30 November 2026".
fn due_words(review: Review) -> String {
    format!("{} by {}", sentence_start(review.what), review.due.last_day())
}

fn by_page(report: &Report<'_>, entries: &[Entry<'_>], live: &Live<'_>, out: &mut String) {
    out.push_str("<h2 id=\"pages\">By page</h2>\n");
    if !report.findings.iter().any(|finding| !finding.waived) {
        out.push_str("<p>Nothing was found.</p>\n");
        return;
    }
    out.push_str("<p>Pages and files that are not listed have no findings.</p>\n");
    for entry in entries.iter().filter(|entry| entry.open().next().is_some()) {
        put!(out, "<h3 id=\"page-{}\">{}</h3>\n<p class=\"quiet\">", entry.number, Escaped(&entry.name));
        if let Some(facts) = entry.facts {
            put!(out, "{}. ", Escaped(&owner_line(&facts.owner)));
        }
        put!(out, "File: {}{}</p>\n<ul class=\"findings\">\n", Escaped(report.folder), Escaped(entry.file));
        for (number, finding) in entry.open() {
            one(*number, finding, report, live, out);
        }
        out.push_str("</ul>\n");
    }
}

fn owner_line(owner: &Owner) -> String {
    match owner {
        Owner::Role(role) => format!("Owner: {role}"),
        other => owner_words(other).to_owned(),
    }
}

/// A finding with all that it takes to put it right.
fn one(number: usize, finding: &Finding, report: &Report<'_>, live: &Live<'_>, out: &mut String) {
    let blocks = finding.blocks(report.strictness);
    let (class, weight) = match finding.severity.as_str() {
        _ if live.blocks(finding, report) => ("block", "Blocks publishing"),
        _ if blocks => ("block", "Keeps this page back"),
        "warning" => ("warning", "Warning"),
        _ => ("advice", "Advice"),
    };
    put!(out, "<li class=\"{class}\" id=\"finding-{number}\">\n<p><span class=\"weight\">{weight}</span> ");
    put!(out, "<strong>{}</strong></p>\n<p>Line {}", coded(&sentence(&finding.message)), finding.line);
    if let Some(words) = words(finding, report) {
        put!(out, ": <code>{}</code>", Escaped(&words));
    }
    out.push_str("</p>\n");
    if !finding.help.is_empty() {
        put!(out, "<p>What to do: {}</p>\n", coded(&ended(&finding.help)));
    }
    rule_line(finding, report, out);
    out.push_str(&(live.beside)(finding));
    out.push_str("</li>\n");
}

fn rule_line(finding: &Finding, report: &Report<'_>, out: &mut String) {
    let rule = Escaped(&finding.rule);
    put!(out, "<p>Rule: ");
    match report.rules.iter().find(|rule| rule.code == finding.rule) {
        Some(known) => put!(out, "<a href=\"#{}\">{rule}</a>", rule_id(known)),
        None => put!(out, "{rule}"),
    }
    // Its address stands with the rule.
    let authority = finding.authority.replace(address_of(&finding.authority).unwrap_or("\n"), "");
    let authority = authority.replace(", ;", ";").replace(" ()", "");
    put!(out, ", from {}</p>\n", Escaped(authority.trim_end_matches([',', ':', ' '])));
}

/// The author's words that a finding stands on, where they may be shown.
fn words(finding: &Finding, report: &Report<'_>) -> Option<String> {
    let text = report.sources.text(&SourcePath::new(&finding.file)).filter(|_| !finding.excerpt_hidden)?;
    let start = text.offset(Position { line: finding.line, column: finding.column });
    let end = text.offset(Position { line: finding.end_line, column: finding.end_column });
    let words = text.text.get(start..end)?.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() > WORDS_CHARACTERS_MAX {
        return Some(words.chars().take(WORDS_CHARACTERS_MAX).chain(['…']).collect());
    }
    Some(words).filter(|words| !words.is_empty())
}

fn by_owner(report: &Report<'_>, overview: &Overview, entries: &[Entry<'_>], out: &mut String) {
    out.push_str("<h2 id=\"owners\">By owner</h2>\n");
    let mut owners: BTreeMap<&Owner, Vec<&Entry<'_>>> = BTreeMap::new();
    for entry in entries {
        let Some(facts) = entry.facts else { continue };
        if entry.open().next().is_some() || next_review(facts, overview).is_some() {
            owners.entry(&facts.owner).or_default().push(entry);
        }
    }
    // site.yaml, and files that belong to no page in particular.
    let others: Vec<&Entry<'_>> =
        entries.iter().filter(|entry| entry.facts.is_none() && entry.open().next().is_some()).collect();
    if owners.is_empty() && others.is_empty() {
        out.push_str("<p>No owner has anything to do.</p>\n");
        return;
    }
    out.push_str("<p>Owners who are not listed have nothing to do.</p>\n");
    for (owner, pages) in owners {
        put!(out, "<h3>{}</h3>\n", Escaped(owner_words(owner)));
        out.push_str(match owner {
            Owner::Role(_) => "",
            Owner::None => "<p>These pages do not say who answers for them.</p>\n",
            Owner::NotShown => "<p>Something about a person was found in these pages, and what is written as their owner may be a name.</p>\n",
        });
        tasks(&pages, overview, report, out);
    }
    if !others.is_empty() {
        out.push_str("<h3>The site as a whole</h3>\n");
        tasks(&others, overview, report, out);
    }
}

/// What there is to do on some pages.
fn tasks(pages: &[&Entry<'_>], overview: &Overview, report: &Report<'_>, out: &mut String) {
    out.push_str("<ul class=\"jumps\">\n");
    for entry in pages {
        out.push_str("<li>");
        entry.link(out);
        let review = entry.facts.and_then(|facts| next_review(facts, overview));
        put!(out, ": {}</li>\n", Escaped(&to_do(entry, review, report)));
    }
    out.push_str("</ul>\n");
}

/// The first review of a page that is overdue or soon, in words.
fn next_review(facts: &PageFacts, overview: &Overview) -> Option<String> {
    let review = facts.reviews.iter().find(|review| overview.nearness(review.due) != Nearness::Later)?;
    let overdue = overview.nearness(review.due) == Nearness::Overdue;
    Some(if overdue {
        format!("{} overdue since {}", review.what, review.due.last_day())
    } else {
        format!("{} due by {}", review.what, review.due.last_day())
    })
}

/// "2 findings block publishing, 1 warning; review due by 30 November 2026".
fn to_do(entry: &Entry<'_>, review: Option<String>, report: &Report<'_>) -> String {
    let (blocks, rest): (Vec<&Finding>, Vec<&Finding>) =
        entry.open().map(|(_, finding)| finding).partition(|finding| finding.blocks(report.strictness));
    let warnings = rest.iter().filter(|finding| finding.severity == "warning").count();
    let advice = rest.len() - warnings;
    let count = |number: usize, one: &str, many: &str| match number {
        0 => None,
        1 => Some(one.to_owned()),
        number => Some(format!("{number} {many}")),
    };
    let parts = [
        count(blocks.len(), "1 finding blocks publishing", "findings block publishing"),
        count(warnings, "1 warning", "warnings"),
        count(advice, "1 piece of advice", "pieces of advice"),
        review,
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn accepted(report: &Report<'_>, entries: &[Entry<'_>], out: &mut String) {
    let waived = |entry: &&Entry<'_>| entry.findings.iter().any(|(_, finding)| finding.waived);
    if !entries.iter().any(|entry| waived(&entry)) {
        return;
    }
    out.push_str("<h2 id=\"accepted\">What somebody has accepted</h2>\n");
    out.push_str("<p>These findings stand, because a waiver in the page's front matter says so.</p>\n");
    for entry in entries.iter().filter(waived) {
        put!(out, "<h3>{}</h3>\n", Escaped(&entry.name));
        put!(out, "<p class=\"quiet\">File: {}{}</p>\n", Escaped(report.folder), Escaped(entry.file));
        out.push_str("<ul class=\"findings\">\n");
        for (number, finding) in entry.findings.iter().filter(|(_, finding)| finding.waived) {
            put!(out, "<li id=\"finding-{number}\">\n<p><span class=\"weight\">Accepted</span> ");
            put!(out, "<strong>{}</strong></p>\n", coded(&sentence(&finding.message)));
            put!(out, "<p>Line {}", finding.line);
            if let Some(words) = words(finding, report) {
                put!(out, ": <code>{}</code>", Escaped(&words));
            }
            let why =
                acceptance(finding).unwrap_or_else(|| "The reason is in the front matter of the page.".to_owned());
            put!(out, "</p>\n<p>{}</p>\n", Escaped(&why));
            rule_line(finding, report, out);
            out.push_str("</li>\n");
        }
        out.push_str("</ul>\n");
    }
}

/// Every rule that is broken somewhere, once: what it asks, why, and how to put it right.
fn rules(report: &Report<'_>, out: &mut String) {
    let broken: BTreeSet<&str> = report.findings.iter().map(|finding| finding.rule.as_str()).collect();
    if broken.is_empty() {
        return;
    }
    out.push_str("<h2 id=\"rules\">The rules</h2>\n");
    for rule in report.rules.iter().filter(|rule| broken.contains(rule.code)) {
        put!(out, "<h3 id=\"{}\">{}</h3>\n", rule_id(rule), Escaped(rule.title()));
        for text in [rule.why(), rule.mending()] {
            for paragraph in text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()) {
                out.push_str("<p class=\"rule\">");
                push_text(&paragraph.replace(['`', '*'], ""), out);
                out.push_str("</p>\n");
            }
        }
        put!(out, "<p class=\"quiet\">Rule {}. Authority: ", Escaped(rule.code));
        match address_of(rule.authority) {
            Some(address) => {
                let (before, after) = rule.authority.split_once(address).unwrap_or((rule.authority, ""));
                let address = Escaped(address);
                put!(out, "{}<a href=\"{address}\">{address}</a>{}", Escaped(before), Escaped(after));
            }
            None => put!(out, "{}", Escaped(rule.authority)),
        }
        out.push_str("</p>\n");
    }
}

/// The fragment of a rule: `rule-links-no-such-page`.
fn rule_id(rule: &Rule) -> String {
    format!("rule-{}", rule.code.replace('/', "-"))
}
