//! Publishing: what a page says of its own state holds together.

use super::check::{Check, Run, Subject};
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::tree::Purpose;
use crate::kinds::kind::Status;
use crate::rule;
use crate::site::{Destination, Page, Site};

rule!(/// A withdrawn page without a reason.
    WITHDRAWN_WITHOUT_REASON = "publishing/withdrawn-without-reason", Error, None, "Withdrawal states of the national publishing platform");
rule!(/// A superseded page that does not say by what.
    SUPERSEDED_BY_NOTHING = "publishing/superseded-by-nothing", Error, None, "Withdrawal states of the national publishing platform");
rule!(/// Superseded pages that lead round in a circle.
    SUPERSEDED_CIRCLE = "publishing/superseded-circle", Error, None, "Withdrawal states of the national publishing platform");
rule!(/// A superseded page whose newer page is no longer in force.
    SUPERSEDED_BY_WITHDRAWN = "publishing/superseded-by-withdrawn", Error, None, "Withdrawal states of the national publishing platform");
/// The check of a page's own state.
pub const PUBLISHING: Check = Check {
    rules: &[&WITHDRAWN_WITHOUT_REASON, &SUPERSEDED_BY_NOTHING, &SUPERSEDED_CIRCLE, &SUPERSEDED_BY_WITHDRAWN],
    run: Run::Page(run),
};

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Subject { page, site, .. } = *subject;
    let (path, meta) = (page.document.path(), &page.document.meta);
    match meta.common.status {
        Status::Published => {}
        Status::Withdrawn => {
            if meta.common.withdrawn_reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
                let help = "add `withdrawn_reason:` with one sentence for readers";
                let message = "this page is withdrawn and does not say why";
                found.push(Diagnostic::new(&WITHDRAWN_WITHOUT_REASON, path, meta.place("status"), message).help(help));
            }
        }
        Status::Superseded => {
            let target = meta.common.superseded_by.as_deref().unwrap_or("");
            let newer = site.resolve(page, target, Purpose::Link);
            if !matches!(newer, Destination::Page(newer, _) if !std::ptr::eq(newer, page)) {
                let key = if target.is_empty() { "status" } else { "superseded_by" };
                let message = "this page is replaced by a page that does not exist";
                let help = "add `superseded_by:` with the path of the newer page's .md file, starting from this folder";
                found.push(Diagnostic::new(&SUPERSEDED_BY_NOTHING, path, meta.place(key), message).help(help));
            } else if let Some((rule, message)) = chain(page, site) {
                let help = "name the page that is in force today";
                found.push(Diagnostic::new(rule, path, meta.place("superseded_by"), message).help(help));
            }
        }
    }
}

/// What is wrong with the pages that follow a superseded one.
fn chain(page: &Page, site: &Site) -> Option<(&'static Rule, &'static str)> {
    let mut seen = vec![page.document.path()];
    let mut current = page;
    loop {
        let target = current.document.meta.common.superseded_by.as_deref()?;
        let Destination::Page(newer, _) = site.resolve(current, target, Purpose::Link) else { return None };
        match newer.document.meta.common.status {
            Status::Published => return None,
            Status::Withdrawn => {
                return Some((&SUPERSEDED_BY_WITHDRAWN, "the page that replaces this one is withdrawn"));
            }
            Status::Superseded if seen.contains(&newer.document.path()) => {
                return Some((&SUPERSEDED_CIRCLE, "the pages that replace this one lead round in a circle"));
            }
            Status::Superseded => {
                seen.push(newer.document.path());
                current = newer;
            }
        }
    }
}
