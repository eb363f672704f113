//! `reviews.ics`: a day in the calendar of whoever owns a page for each review that is due (RFC 5545).

use super::feed::{Feed, FeedContent};
use crate::artefact::OutputPath;
use crate::dates::Date;
use crate::kinds::kind::Status;
use crate::site::{Page, Site};
use crate::theme::Words;

/// The calendar of reviews.
pub const REVIEWS: Feed = Feed {
    name: "reviews",
    make: |whole| {
        if !is_made(whole.site) {
            return Ok(Vec::new());
        }
        let calendar = calendar(whole.site, &whole.theme.words);
        Ok(vec![(OutputPath::new(ADDRESS.trim_start_matches('/')), FeedContent::Text(calendar))])
    },
};

/// Where the calendar is.
pub const ADDRESS: &str = "/reviews.ics";

/// Whether any review is due.
pub fn is_made(site: &Site) -> bool {
    site.pages().iter().any(is_due)
}

fn is_due(page: &Page) -> bool {
    page.hidden.is_none() && page.status() == Status::Published && page.review_due().is_some()
}

fn calendar(site: &Site, words: &Words) -> String {
    let language = site.config.language.0.as_str();
    let name = words.phrase(language, "review_calendar").text.replace("{site}", &site.config.site.title);
    let mut calendar = String::new();
    let mut line = |name: &str, value: &str| push_line(&format!("{name}:{value}"), &mut calendar);
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Candour//Review calendar//EN");
    line("CALSCALE", "GREGORIAN");
    line("METHOD", "PUBLISH");
    line("NAME", &escaped(&name));
    line("X-WR-CALNAME", &escaped(&name));
    for page in site.pages().iter().filter(|page| is_due(page)) {
        let Some(due) = page.review_due() else { continue };
        let day = due.last_day();
        let address = site.absolute(&page.address);
        let summary = words.phrase(language, "review_due_event").text.replace("{title}", page.document.title());
        let facts = [page.document.meta.common.owner.clone(), Some(page.identity(site.day)), Some(address.clone())];
        let facts: Vec<String> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
        line("BEGIN", "VEVENT");
        // The same from build to build, so that a calendar moves the event when the date moves.
        line("UID", &escaped(&format!("review:{address}")));
        line("DTSTAMP", &format!("{}T000000Z", basic(site.day)));
        line("DTSTART;VALUE=DATE", &basic(day));
        line("DTEND;VALUE=DATE", &basic(day.next()));
        line("SUMMARY", &escaped(&summary));
        line("DESCRIPTION", &escaped(&facts.join("\n")));
        line("URL", &address);
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    calendar
}

/// `20260401`.
fn basic(date: Date) -> String {
    date.iso().replace('-', "")
}

/// Text as the value of a property.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A content line, folded where it would be longer than 75 bytes: a line of 75, then lines that begin with a space.
fn push_line(line: &str, calendar: &mut String) {
    const LINE_BYTES_MAX: usize = 75;
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE_BYTES_MAX {
            calendar.push_str("\r\n ");
            length = 1;
        }
        calendar.push(c);
        length += c.len_utf8();
    }
    calendar.push_str("\r\n");
}
