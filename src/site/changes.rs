//! What is new on the site, by the dates that its pages give. Only what search engines may list, and nothing that is
//! still to come.

use std::cmp::Reverse;

use super::asked::Question;
use super::{Page, PageId, Site};
use crate::dates::{Date, Due};
use crate::kinds::{Kind, Revision};

/// A page that was published, approved or read through on a day, or a version of a policy that came about on it.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The page.
    pub page: &'a Page,
    /// The version, where its page says what changed in it.
    pub revision: Option<&'a Revision>,
    /// The day.
    pub day: Date,
}

impl Site {
    /// Changes of the site, the newest first, no more than asked for.
    pub fn changes(&self, most: usize) -> Vec<Change<'_>> {
        let mut changes = Vec::new();
        self.note(|| Question::Everything);
        for page in self.linked.pages.iter().filter(|page| !page.is_unlisted()) {
            let versions = revisions(page).iter().filter_map(|revision| {
                let day = first_day(revision.date).filter(|day| *day <= self.day)?;
                Some(Change { page, revision: Some(revision), day })
            });
            let newest = changes.len();
            changes.extend(versions);
            let newest = changes[newest..].iter().map(|change| change.day).max();
            // The newest version is the news of a policy, until somebody reads the page through after it.
            let day = self.changed(page).filter(|day| newest.is_none_or(|newest| *day > newest));
            changes.extend(day.map(|day| Change { page, revision: None, day }));
        }
        newest_first(changes, most)
    }

    /// The changes of some pages of the library, the newest first, no more than asked for.
    pub fn changes_of(&self, pages: &[PageId], most: usize) -> Vec<Change<'_>> {
        let pages = pages.iter().map(|id| self.page(*id)).filter(|page| !page.is_unlisted());
        let changes = pages.filter_map(|page| Some(Change { page, revision: None, day: self.changed(page)? }));
        newest_first(changes.collect(), most)
    }

    /// The last day up to today on which a page was published, approved or read through.
    fn changed(&self, page: &Page) -> Option<Date> {
        let common = &page.document.meta.common;
        let approved = match &page.document.meta.kind {
            Kind::Policy(policy) => policy.approved_on,
            Kind::Plan(plan) => plan.sign_off.iter().filter_map(|sign| first_day(sign.date.0)).max(),
            Kind::Statement(statement) => statement.prepared_on,
            Kind::Learning(_) | Kind::Partner(_) | Kind::Page => None,
        };
        let days = [common.publish_on, common.last_reviewed, approved];
        days.into_iter().flatten().filter(|day| *day <= self.day).max()
    }
}

fn newest_first(mut changes: Vec<Change<'_>>, most: usize) -> Vec<Change<'_>> {
    // Of one day, the later version first.
    changes.reverse();
    changes.sort_by_key(|change| Reverse(change.day));
    changes.truncate(most);
    changes
}

fn revisions(page: &Page) -> &[Revision] {
    match &page.document.meta.kind {
        Kind::Policy(policy) => &policy.history,
        _ => &[],
    }
}

/// A month counts from its first day: its last may be to come.
fn first_day(due: Due) -> Option<Date> {
    match due {
        Due::Day(date) => Some(date),
        Due::Month(month) => Date::parse(&format!("{}-01", month.iso())),
    }
}
