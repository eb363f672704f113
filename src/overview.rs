//! What is known of each page for those who answer for it: its title, its owner's role and when it is due for review.
//! Reports are made of it; no page or document is.
//!
//! Nothing private comes in here, and what a finding must not repeat goes out again: see [`Overview::conceal`].

use std::collections::BTreeMap;

use crate::dates::{Cycle, CycleUnit, Date, Due};
use crate::diagnostic::{Diagnostic, Excerpt};
use crate::document::Document;
use crate::kinds::Kind;
use crate::kinds::kind::Status;
use crate::source::{SourcePath, Span};

/// How far ahead a review is told, in days: what a committee that meets every quarter has to plan for.
pub const AHEAD_DAYS: u16 = 90;

/// Every page of a content folder on the day of the build.
#[derive(Clone, Debug)]
pub struct Overview {
    /// What the site is called.
    pub site: String,
    /// The day.
    pub day: Date,
    /// Its pages in the order of their files, with those that are not published.
    pub pages: Vec<PageFacts>,
}

/// What is known of a page.
#[derive(Clone, Debug)]
pub struct PageFacts {
    /// Its file.
    pub file: SourcePath,
    /// Its title, where it may be repeated.
    pub title: Option<String>,
    /// Who answers for it.
    pub owner: Owner,
    /// When it is due for review, the first date first. None for pages that are not in force.
    pub reviews: Vec<Review>,
    /// Where the owner is written.
    owner_place: Span,
    /// Whether the page is about one person by its kind.
    about_person: bool,
}

/// Who answers for a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// This role.
    Role(String),
    /// Nobody is named.
    None,
    /// What is written there may name somebody who must not be named.
    NotShown,
}

/// A date on which somebody has to look at a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Review {
    /// By when.
    pub due: Due,
    /// What is due: "review", "refresh".
    pub what: &'static str,
}

/// How near a review is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nearness {
    /// Its last day has passed.
    Overdue,
    /// Its last day is within [`AHEAD_DAYS`].
    Soon,
    /// Later than that.
    Later,
}

impl Overview {
    /// Of a site without pages yet.
    pub fn new(site: &str, day: Date) -> Overview {
        Overview { site: site.to_owned(), day, pages: Vec::new() }
    }

    /// Takes back what pages with findings about people must not repeat: the title, and the owner where a finding
    /// touches it or the page is about one person. To be called before the lines of whole pages are hidden.
    pub fn conceal(&mut self, found: &[Diagnostic]) {
        let mut hidden: BTreeMap<&SourcePath, Vec<&Diagnostic>> = BTreeMap::new();
        for diagnostic in found.iter().filter(|it| it.excerpt == Excerpt::Hidden) {
            hidden.entry(&diagnostic.file).or_default().push(diagnostic);
        }
        for page in &mut self.pages {
            let Some(found) = hidden.get(&page.file) else { continue };
            page.title = None;
            let touches = |span: Span| span.start < page.owner_place.end && page.owner_place.start < span.end;
            // Front matter that is wrong about people may not be what it seems: a profile of a misspelt kind.
            let doubted = found.iter().any(|it| it.rule.starts_with("front-matter/") || touches(it.span));
            if page.owner != Owner::None && (page.about_person || doubted) {
                page.owner = Owner::NotShown;
            }
        }
    }

    /// How near a date is on the day of the build.
    pub fn nearness(&self, due: Due) -> Nearness {
        let last_day = due.last_day();
        if last_day < self.day {
            Nearness::Overdue
        } else if last_day <= self.day.after(Cycle { count: AHEAD_DAYS, unit: CycleUnit::Days }) {
            Nearness::Soon
        } else {
            Nearness::Later
        }
    }

    /// The reviews that are overdue or soon, those that are due first first.
    pub fn reviews(&self, wanted: Nearness) -> Vec<(&PageFacts, Review)> {
        let all = self.pages.iter().flat_map(|page| page.reviews.iter().map(move |review| (page, *review)));
        let mut reviews: Vec<_> = all.filter(|(_, review)| self.nearness(review.due) == wanted).collect();
        reviews.sort_by(|a, b| (a.1.due.last_day(), &a.0.file).cmp(&(b.1.due.last_day(), &b.0.file)));
        reviews
    }
}

impl PageFacts {
    /// What is known of a document on a day.
    pub fn of(document: &Document, day: Date) -> PageFacts {
        let meta = &document.meta;
        let common = &meta.common;
        let in_force =
            common.status == Status::Published && !common.draft && common.expire_on.is_none_or(|expires| day < expires);
        let own = match &meta.kind {
            Kind::Policy(policy) => policy.review_due.map(|due| Review { due, what: "review" }),
            Kind::Plan(plan) => plan.refresh_due.map(|due| Review { due, what: "refresh" }),
            Kind::Learning(_) | Kind::Partner(_) | Kind::Page | Kind::Statement(_) => None,
        };
        let next = common.next_review.map(|date| Review { due: Due::Day(date), what: "review" });
        let mut reviews: Vec<Review> = own.into_iter().chain(next).filter(|_| in_force).collect();
        reviews.sort_by_key(|review| review.due.last_day());
        reviews.dedup_by_key(|review| review.due.last_day());
        let owner = common.owner.as_deref().map(str::trim).filter(|owner| !owner.is_empty());
        PageFacts {
            file: document.path().clone(),
            title: Some(document.title().to_owned()).filter(|title| !title.is_empty()),
            owner: owner.map_or(Owner::None, |owner| Owner::Role(owner.to_owned())),
            reviews,
            owner_place: meta.places.get("owner").unwrap_or_default(),
            about_person: matches!(meta.kind, Kind::Partner(_)),
        }
    }
}
