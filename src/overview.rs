//! What is known of each page for those who answer for it: its title, its owner's role and when it is due for review.
//! Reports are made of it; no page or document is.
//!
//! Of what is private only the day comes in here by which a consent has to be renewed or is to get an end, and what a finding must not repeat goes out again: see [`Overview::conceal`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::dates::{Cycle, CycleUnit, Date, Due};
use crate::diagnostic::{Diagnostic, Excerpt};
use crate::document::Document;
use crate::kinds::Kind;
use crate::kinds::kind::{Common, Status};
use crate::kinds::partner::ConsentEnd;
use crate::source::{SourcePath, SourceTree, Span};

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
    pub pages: Vec<Arc<PageFacts>>,
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
    /// Other dates that somebody has to keep, the first date first. None for pages that are not in force.
    pub promises: Vec<Promise>,
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

/// A date that a page names, or that follows from what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// By when.
    pub due: Due,
    /// What it is: "safety action", "end of a waiver".
    pub what: &'static str,
    /// The role that keeps it, where it is another than the owner of the page.
    pub owner: Option<String>,
    /// Which one it is, in the page's own words, where they may be repeated.
    pub words: Option<String>,
    /// Where these words stand.
    words_place: Span,
}

/// Something that is due, and whose it is.
#[derive(Clone, Debug)]
pub struct DueItem<'a> {
    /// Whose it is.
    pub owner: Owner,
    /// By when.
    pub due: Due,
    /// Whether that day has gone.
    pub is_overdue: bool,
    /// What is due.
    pub what: &'static str,
    /// Which one, where a page has several.
    pub words: Option<&'a str>,
    /// The page.
    pub page: &'a PageFacts,
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
    /// touches it or the page is about one person. An action is still told by what it says where no finding touches it
    /// and nothing that was found elsewhere on the page is named in it. To be called before the lines of whole pages are
    /// hidden.
    pub fn conceal<'a>(&mut self, found: impl IntoIterator<Item = &'a Diagnostic>, sources: &SourceTree) {
        let mut hidden: BTreeMap<&SourcePath, Vec<&Diagnostic>> = BTreeMap::new();
        for diagnostic in found.into_iter().filter(|it| it.excerpt == Excerpt::Hidden) {
            hidden.entry(&diagnostic.file).or_default().push(diagnostic);
        }
        if hidden.is_empty() {
            return;
        }
        for page in &mut self.pages {
            let Some(found) = hidden.get(&page.file) else { continue };
            let page = Arc::make_mut(page);
            page.title = None;
            let touched = |place: Span| found.iter().any(|it| it.span.start < place.end && place.start < it.span.end);
            // Front matter that is wrong about people may not be what it seems: a profile of a misspelt kind.
            let is_doubted = found.iter().any(|it| it.rule.starts_with("front-matter/"));
            let text = sources.text(&page.file);
            let told = |it: &&Diagnostic| text?.text.get(it.span.start as usize..it.span.end as usize);
            let told: BTreeSet<String> = found.iter().filter_map(told).flat_map(words_of).collect();
            for promise in &mut page.promises {
                let is_named = promise.words.as_deref().is_none_or(|words| names(words, &told));
                if page.about_person || is_doubted || text.is_none() || is_named || touched(promise.words_place) {
                    promise.words = None;
                }
                promise.owner = None;
            }
            if page.owner != Owner::None && (page.about_person || is_doubted || touched(page.owner_place)) {
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
        let all = self.pages.iter().flat_map(|page| page.reviews.iter().map(move |review| (&**page, *review)));
        let mut reviews: Vec<_> = all.filter(|(_, review)| self.nearness(review.due) == wanted).collect();
        reviews.sort_by(|a, b| (a.1.due.last_day(), &a.0.file).cmp(&(b.1.due.last_day(), &b.0.file)));
        reviews
    }

    /// What is due within some days, or overdue: by owner, those without one last, and then by date.
    pub fn due(&self, within_days: u16) -> Vec<DueItem<'_>> {
        let last = match within_days {
            0 => self.day,
            days => self.day.after(Cycle { count: days, unit: CycleUnit::Days }),
        };
        let mut items = Vec::new();
        for page in &self.pages {
            let mut add = |due: Due, what, owner: Option<&String>, words| {
                if due.last_day() <= last {
                    let is_overdue = due.last_day() < self.day;
                    let owner = owner.map_or_else(|| page.owner.clone(), |owner| Owner::Role(owner.clone()));
                    items.push(DueItem { owner, due, is_overdue, what, words, page });
                }
            };
            for review in &page.reviews {
                add(review.due, review.what, None, None);
            }
            for promise in &page.promises {
                add(promise.due, promise.what, promise.owner.as_ref(), promise.words.as_deref());
            }
        }
        items.sort_by(|a, b| {
            let key = |item: &DueItem<'_>| (item.due.last_day(), item.page.file.clone(), item.what);
            a.owner.cmp(&b.owner).then_with(|| key(a).cmp(&key(b)))
        });
        items
    }
}

impl PageFacts {
    /// What is known of a document on a day, with when the consent ends that it is published with.
    pub fn of(document: &Document, consent: Option<ConsentEnd>, day: Date) -> PageFacts {
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
        let place = |key: &str| meta.places.get(key).unwrap_or_default();
        let mut promises =
            if in_force { promises(&meta.kind, common, reviews.first().copied(), &place) } else { Vec::new() };
        promises.extend(consent.filter(|_| in_force).map(|end| {
            let (day, what) = match end {
                ConsentEnd::On(day) => (day, "end of a consent"),
                ConsentEnd::NotWritten(given) => (given, "end to write for a consent that has none"),
            };
            Promise { due: Due::Day(day), what, owner: None, words: None, words_place: Span::default() }
        }));
        promises.sort_by_key(|promise| promise.due.last_day());
        let owner = common.owner.as_deref().map(str::trim).filter(|owner| !owner.is_empty());
        PageFacts {
            file: document.path().clone(),
            title: Some(document.title().to_owned()).filter(|title| !title.is_empty()),
            owner: owner.map_or(Owner::None, |owner| Owner::Role(owner.to_owned())),
            reviews,
            promises,
            owner_place: meta.places.get("owner").unwrap_or_default(),
            about_person: matches!(meta.kind, Kind::Partner(_)),
        }
    }
}

/// The dates of a page in force besides its reviews.
fn promises(kind: &Kind, common: &Common, review: Option<Review>, place: &dyn Fn(&str) -> Span) -> Vec<Promise> {
    let mut promises = Vec::new();
    match kind {
        Kind::Learning(summary) => {
            for (index, action) in summary.actions.iter().enumerate().filter(|(_, action)| !action.is_over()) {
                promises.extend(action.due.map(|month| Promise {
                    due: Due::Month(month),
                    what: "safety action",
                    owner: action.owner.clone().filter(|owner| !owner.trim().is_empty()),
                    words: Some(action.action.clone()),
                    words_place: place(&format!("actions.{index}.action")),
                }));
            }
        }
        Kind::Statement(statement) => {
            for (index, issue) in statement.issues.iter().enumerate() {
                promises.extend(issue.fix_by.map(|due| Promise {
                    due,
                    what: "promise to mend",
                    owner: None,
                    words: Some(issue.what.clone()),
                    words_place: place(&format!("issues.{index}.what")),
                }));
            }
            // A statement is reviewed every year, whatever it plans itself.
            let yearly = common.last_reviewed.map(|day| day.after(Cycle { count: 1, unit: CycleUnit::Years }));
            let is_planned = |day: Date| review.is_some_and(|review| review.due.last_day() <= day);
            promises.extend(yearly.filter(|day| !is_planned(*day)).map(|day| Promise {
                due: Due::Day(day),
                what: "yearly review of the statement",
                owner: None,
                words: None,
                words_place: Span::default(),
            }));
        }
        _ => {}
    }
    promises.extend(common.waivers.iter().enumerate().filter_map(|(index, waiver)| {
        let (due, words_place) = (Due::Day(waiver.until?), place(&format!("waivers.{index}.rule")));
        Some(Promise { due, what: "end of a waiver", owner: None, words: Some(waiver.rule.clone()), words_place })
    }));
    promises
}

/// Whether a text holds one of some words, in whatever letters.
fn names(text: &str, told: &BTreeSet<String>) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric());
    words.any(|word| told.contains(&word.to_lowercase()))
}

/// The words of a text that may tell of whom it is, in small letters: not "the", "of", "one".
fn words_of(text: &str) -> impl Iterator<Item = String> {
    let tells = |word: &&str| {
        word.chars().count() > 3 || word.starts_with(|first: char| first.is_uppercase() || first.is_numeric())
    };
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).filter(tells).map(str::to_lowercase)
}
