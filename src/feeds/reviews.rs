//! `reviews.ics`: a day in the calendar of whoever owns a page for each review that is due (RFC 5545).

use std::sync::Arc;

use super::feed::{Feed, FeedContent, Whole};
use crate::artefact::OutputPath;
use crate::exchange::{self, Event};
use crate::kinds::kind::Status;
use crate::site::{Page, Site};

/// The calendar of reviews.
pub const REVIEWS: Feed = Feed {
    name: "reviews",
    make: |whole| {
        if !is_made(whole.site) {
            return Ok(Vec::new());
        }
        let calendar = calendar(whole);
        Ok(vec![(OutputPath::new(ADDRESS.trim_start_matches('/')), FeedContent::Pieces(calendar))])
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

fn calendar(whole: &Whole<'_>) -> Vec<Arc<String>> {
    let (site, words) = (whole.site, &whole.theme.words);
    let language = site.config.language.0.as_str();
    let name = words.phrase(language, "review_calendar").text.replace("{site}", &site.config.site.title);
    let pages: Vec<&Page> = site.pages().iter().filter(|page| is_due(page)).collect();
    let (begin, end) = exchange::calendar(&name, "Review calendar");
    let mut pieces = vec![Arc::new(begin)];
    pieces.extend(whole.pieces("calendar", &pages, &|page, site, text| {
        let Some(due) = page.review_due() else { return };
        let address = site.absolute(&page.address);
        let facts = [page.document.meta.common.owner.clone(), Some(page.identity(site.day)), Some(address.clone())];
        let facts: Vec<String> = facts.into_iter().flatten().filter(|fact| !fact.is_empty()).collect();
        let event = Event {
            id: format!("review:{address}"),
            day: due.last_day(),
            summary: words.phrase(language, "review_due_event").text.replace("{title}", page.document.title()),
            description: facts.join("\n"),
            url: Some(address),
        };
        exchange::push_event(&event, site.day, text);
    }));
    pieces.push(Arc::new(end.to_owned()));
    pieces
}
