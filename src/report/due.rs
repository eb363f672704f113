//! What is due, by owner: as text, for a spreadsheet, for a calendar, and as e-mails ready to be sent.

use std::collections::BTreeMap;

use super::sentence_start;
use crate::exchange::{self, Event, push_record};
use crate::overview::{DueItem, Overview, Owner};

/// The forms of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueFormat {
    /// Text, by owner.
    Text,
    /// Comma-separated values.
    Csv,
    /// A calendar.
    Ics,
    /// An e-mail to each owner.
    Email,
}

/// What is due within some days or overdue, of one owner where one is named.
pub fn write(overview: &Overview, within_days: u16, owner: Option<&str>, format: DueFormat) -> String {
    let is_wanted = |item: &DueItem<'_>| owner.is_none_or(|owner| is_of(&item.owner, owner));
    let items: Vec<DueItem<'_>> = overview.due(within_days).into_iter().filter(is_wanted).collect();
    match format {
        DueFormat::Text => text(&items, within_days),
        DueFormat::Csv => csv(&items),
        DueFormat::Ics => ics(&items, overview),
        DueFormat::Email => emails(&items, overview),
    }
}

fn is_of(owner: &Owner, wanted: &str) -> bool {
    matches!(owner, Owner::Role(role) if role.trim().to_lowercase() == wanted.trim().to_lowercase())
}

/// The owner in words, as reports have it.
pub(super) fn owner_words(owner: &Owner) -> &str {
    match owner {
        Owner::Role(role) => role,
        Owner::None => "No owner",
        Owner::NotShown => "Owner not shown",
    }
}

/// "Patient safety policy", or its file where the title may not be repeated.
fn page_words<'a>(item: &DueItem<'a>) -> &'a str {
    item.page.title.as_deref().unwrap_or(item.page.file.as_str())
}

/// "safety action: Check the call bell; Falls at night".
fn what_words(item: &DueItem<'_>) -> String {
    let words = item.words.map(|words| words.trim().trim_end_matches('.'));
    told(item.what, words, Some(page_words(item)))
}

/// The same with the file, which is told once where it stands for the title.
fn what_and_file(item: &DueItem<'_>) -> String {
    let words = item.words.map(|words| words.trim().trim_end_matches('.'));
    format!("{} ({})", told(item.what, words, item.page.title.as_deref()), item.page.file)
}

fn told(what: &str, words: Option<&str>, page: Option<&str>) -> String {
    let which: Vec<&str> = words.into_iter().chain(page).collect();
    if which.is_empty() { what.to_owned() } else { format!("{what}: {}", which.join("; ")) }
}

/// Items in runs of one owner.
fn by_owner<'i, 'a>(items: &'i [DueItem<'a>]) -> impl Iterator<Item = &'i [DueItem<'a>]> {
    items.chunk_by(|a, b| a.owner == b.owner)
}

fn text(items: &[DueItem<'_>], within_days: u16) -> String {
    if items.is_empty() {
        return format!("Nothing is overdue, and nothing is due within {within_days} days.\n");
    }
    let mut text = String::new();
    for of_owner in by_owner(items) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("{}\n", owner_words(&of_owner[0].owner)));
        for item in of_owner {
            let when = if item.is_overdue { "overdue since" } else { "due by" };
            text.push_str(&format!("  {when} {}: {}\n", item.due.last_day(), what_and_file(item)));
        }
    }
    text
}

fn csv(items: &[DueItem<'_>]) -> String {
    let mut text = String::new();
    push_record(["owner", "due", "overdue", "what", "which", "page", "file"].into_iter(), &mut text);
    for item in items {
        let due = item.due.last_day().iso();
        let overdue = if item.is_overdue { "yes" } else { "no" };
        let (page, which) = (page_words(item), item.words.unwrap_or(""));
        let values = [owner_words(&item.owner), &due, overdue, item.what, which, page, item.page.file.as_str()];
        push_record(values.into_iter(), &mut text);
    }
    text
}

fn ics(items: &[DueItem<'_>], overview: &Overview) -> String {
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    let events = items.iter().map(|item| {
        // Where it stands says which it is; its date may move.
        let id = format!("due:{}:{}:{}", item.page.file, item.what, item.words.unwrap_or(""));
        let same = ids.entry(id.clone()).or_default();
        *same += 1;
        Event {
            id: if *same == 1 { id } else { format!("{id}:{same}") },
            day: item.due.last_day(),
            summary: sentence_start(&what_words(item)),
            description: format!("{}\n{}", owner_words(&item.owner), item.page.file),
            url: None,
        }
    });
    let events: Vec<Event> = events.collect();
    let (mut calendar, end) = exchange::calendar(&format!("{}: what is due", overview.site), "Due");
    events.iter().for_each(|event| exchange::push_event(event, overview.day, &mut calendar));
    calendar + end
}

fn emails(items: &[DueItem<'_>], overview: &Overview) -> String {
    if items.is_empty() {
        return "Nothing is due, so there is no e-mail to send.\n".to_owned();
    }
    let mut text = String::new();
    for of_owner in by_owner(items) {
        if !text.is_empty() {
            text.push_str("\n----\n\n");
        }
        let count = match of_owner.len() {
            1 => "1 date".to_owned(),
            many => format!("{many} dates"),
        };
        let (late, soon): (Vec<_>, Vec<_>) = of_owner.iter().partition(|item| item.is_overdue);
        text.push_str(&format!("To: {}\n", owner_words(&of_owner[0].owner)));
        text.push_str(&format!("Subject: {}: {count} to keep\n\n", overview.site));
        text.push_str(&format!("Dear colleague,\n\nYou answer for pages of the website \"{}\".\n", overview.site));
        for (heading, items) in [("Overdue:", late), ("Due soon:", soon)] {
            if items.is_empty() {
                continue;
            }
            text.push_str(&format!("\n{heading}\n\n"));
            for item in items {
                text.push_str(&format!("- {}, {}\n", item.due.last_day(), what_and_file(item)));
            }
        }
        text.push_str(
            "\nPlease read each page through. Tell us what has to change, or that it is right as it is, so that we can bring it up to date.\n",
        );
    }
    text
}
