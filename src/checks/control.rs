//! Document control: what a policy or plan must say of itself, and a version history that leads to the present.

use super::check::{Check, Run, Subject};
use crate::dates::Due;
use crate::diagnostic::Diagnostic;
use crate::kinds::kind::Status;
use crate::kinds::policy::Policy;
use crate::kinds::{Kind, Meta};
use crate::rule;
use crate::yaml::list_words;

const DOCUMENT_CONTROL: &str = "NHS policies on policies: document control";

rule!(/// A policy or plan that does not say who answers for it, which version it is or when it is reviewed.
    MISSING = "control/missing", Warning, None, DOCUMENT_CONTROL);
rule!(/// A version history that does not end at the present version.
    HISTORY = "control/history", Error, None, DOCUMENT_CONTROL);
rule!(/// A version history that is out of order.
    HISTORY_ORDER = "control/history-order", Error, None, DOCUMENT_CONTROL);

/// The check of document control.
pub const CONTROL: Check = Check { rules: &[&MISSING, &HISTORY, &HISTORY_ORDER], run: Run::Page(run) };

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let (path, meta) = (subject.page.document.path(), &subject.page.document.meta);
    if subject.page.is_landing() || meta.common.status != Status::Published {
        return;
    }
    let missing = missing(meta);
    if !missing.is_empty() {
        let kind = meta.kind.info().name;
        let message = format!("the front matter of this {kind} has no {}", list_words(&missing));
        let help = "add them below the title: readers and inspectors look for them first";
        found.push(Diagnostic::new(&MISSING, path, meta.place("title"), message).help(help));
    }
    if let Kind::Policy(policy) = &meta.kind {
        history(subject, policy, found);
    }
}

/// The keys that are missing, in the order of the field.
fn missing(meta: &Meta) -> Vec<&'static str> {
    let no_text = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
    let owner = ("owner", no_text(&meta.common.owner));
    let keys = match &meta.kind {
        Kind::Policy(policy) => vec![
            ("reference", no_text(&policy.reference)),
            ("version", no_text(&policy.version)),
            ("approved_on", policy.approved_on.is_none()),
            ("approved_by", no_text(&policy.approved_by)),
            ("review_due", policy.review_due.is_none()),
            owner,
        ],
        Kind::Plan(plan) => vec![
            ("period", plan.period.is_none()),
            ("refresh_due", plan.refresh_due.is_none()),
            ("sign_off", plan.sign_off.is_empty()),
            owner,
        ],
        _ => Vec::new(),
    };
    keys.into_iter().filter_map(|(key, is_missing)| is_missing.then_some(key)).collect()
}

fn history(subject: &Subject<'_>, policy: &Policy, found: &mut Vec<Diagnostic>) {
    let (path, meta) = (subject.page.document.path(), &subject.page.document.meta);
    let mut report = |rule, key: &str, message: String, help: &str| {
        found.push(Diagnostic::new(rule, path, meta.place(key), message).help(help));
    };
    let Some(last) = policy.history.last() else { return };
    let index = policy.history.len() - 1;
    let out_of_order = policy.history.windows(2).position(|pair| pair[1].date.last_day() < pair[0].date.last_day());
    if let Some(at) = out_of_order {
        let message = format!(
            "version {} is older than version {} before it",
            policy.history[at + 1].version,
            policy.history[at].version
        );
        report(
            &HISTORY_ORDER,
            &format!("history.{}.date", at + 1),
            message,
            "list the versions from the first to the newest",
        );
        return;
    }
    if let Some(version) = policy.version.as_deref().filter(|version| version.trim() != last.version.trim()) {
        let message = format!("the history ends at version {}, and this is version {version}", last.version);
        report(
            &HISTORY,
            &format!("history.{index}.version"),
            message,
            "add this version to the history, or correct `version`",
        );
        return;
    }
    let Some(approved) = policy.approved_on else { return };
    let is_same = [Some(approved), policy.effective_from].into_iter().flatten().any(|date| match last.date {
        Due::Day(day) => day == date,
        Due::Month(month) => month == date.month(),
    });
    if !is_same {
        let message =
            format!("the history gives {} for version {}, and it was approved on {approved}", last.date, last.version);
        report(
            &HISTORY,
            &format!("history.{index}.date"),
            message,
            "find out which date is right, and change the other",
        );
    }
}
