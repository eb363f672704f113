//! What the document register and the review calendar know of a page: every policy, plan and learning summary, its
//! reference, version and dates.

use super::{Page, Site};
use crate::dates::Due;
use crate::kinds::Kind;
use crate::kinds::kind::Status;

/// Where the document register is, unless the site has a page of its own there.
pub const REGISTER_ADDRESS: &str = "/documents/";

impl Site {
    /// Every policy, plan and learning summary that is published, withdrawn and superseded ones too: policies first,
    /// then plans, each in the order of their titles.
    pub fn registered(&self) -> Vec<&Page> {
        let mut pages: Vec<&Page> = self.pages().iter().filter(|page| page.is_registered()).collect();
        let rank = |page: &Page| match page.document.meta.kind {
            Kind::Policy(_) => 0,
            Kind::Plan(_) => 1,
            _ => 2,
        };
        pages.sort_by_cached_key(|page| (rank(page), page.document.title_in_small_letters(), page.address.as_str()));
        pages
    }

    /// Whether the register is a page of ours: there is something to list, and no page, list or old address of the
    /// author's is in its place.
    pub fn has_register_page(&self) -> bool {
        self.is_free(REGISTER_ADDRESS) && self.pages().iter().any(Page::is_registered)
    }

    /// Whether nothing of the author's is at an address.
    pub fn is_free(&self, address: &str) -> bool {
        self.page_at(address).is_none()
            && self.redirects().iter().all(|redirect| redirect.from != address)
            && !self.list_addresses().contains(address)
    }
}

impl Page {
    /// Whether the register lists it.
    fn is_registered(&self) -> bool {
        let kind = &self.document.meta.kind;
        matches!(kind, Kind::Policy(_) | Kind::Plan(_) | Kind::Learning(_)) && self.hidden.is_none()
    }

    /// Its number in the organisation's own register.
    pub fn reference(&self) -> Option<&str> {
        match &self.document.meta.kind {
            Kind::Policy(policy) => policy.reference.as_deref(),
            Kind::Plan(plan) => plan.reference.as_deref(),
            _ => None,
        }
    }

    /// Its version.
    pub fn version(&self) -> Option<&str> {
        match &self.document.meta.kind {
            Kind::Policy(policy) => policy.version.as_deref(),
            Kind::Plan(plan) => plan.version.as_deref(),
            _ => None,
        }
    }

    /// When it was approved, or signed for the last time.
    pub fn approved(&self) -> Option<Due> {
        match &self.document.meta.kind {
            Kind::Policy(policy) => policy.approved_on.map(Due::Day),
            Kind::Plan(plan) => plan.sign_off.iter().map(|sign| sign.date.0).max_by_key(|due| due.last_day()),
            _ => None,
        }
    }

    /// When the policy or plan itself is due for review.
    pub fn document_due(&self) -> Option<Due> {
        match &self.document.meta.kind {
            Kind::Policy(policy) => policy.review_due,
            Kind::Plan(plan) => plan.refresh_due,
            _ => None,
        }
    }

    /// When it is due for review: the policy or plan itself, or else the page.
    pub fn review_due(&self) -> Option<Due> {
        self.document_due().or(self.document.meta.common.next_review.map(Due::Day))
    }

    /// Whether it is in force.
    pub fn status(&self) -> Status {
        self.document.meta.common.status
    }
}
