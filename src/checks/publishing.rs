//! Publishing: what a page says of its own state holds together.

use super::check::{Check, Run, Subject};
use crate::diagnostic::Diagnostic;
use crate::document::tree::Purpose;
use crate::kinds::kind::Status;
use crate::rule;
use crate::site::Destination;

rule!(/// A withdrawn page without a reason.
    WITHDRAWN_WITHOUT_REASON = "publishing/withdrawn-without-reason", Error, None, "Withdrawal states of the national publishing platform");
rule!(/// A superseded page that does not say by what.
    SUPERSEDED_BY_NOTHING = "publishing/superseded-by-nothing", Error, None, "Withdrawal states of the national publishing platform");
/// The check of a page's own state.
pub const PUBLISHING: Check =
    Check { rules: &[&WITHDRAWN_WITHOUT_REASON, &SUPERSEDED_BY_NOTHING], run: Run::Page(run) };

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
            }
        }
    }
}
