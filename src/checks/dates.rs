//! Dates and document control: what front matter says holds together, and running text says the same.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::check::{Check, Run, Subject};
use super::passage::{Passage, Role, sentences};
use super::prose::{Often, cycles, dates, pattern};
use crate::dates::{Cycle, CycleUnit, Date, Due};
use crate::diagnostic::{Diagnostic, Rule};
use crate::kinds::Kind;
use crate::kinds::kind::Status;
use crate::rule;

const DOCUMENT_CONTROL: &str = "NHS policies on policies: document control";
const STANDARDS: &str = "NHS England, Patient safety incident response standards: plans are kept under review";

rule!(/// Approval, effect and review are not in that order.
    ORDER = "dates/order", Error, None, DOCUMENT_CONTROL);
rule!(/// The review date is not the approval plus the stated cycle.
    CYCLE = "dates/review-contradicts-cycle", Error, None, DOCUMENT_CONTROL);
rule!(/// A date in the text that is not the one in the front matter.
    PROSE = "dates/text-contradicts", Error, None, DOCUMENT_CONTROL);
rule!(/// A cycle in the text that is not the one in the front matter, or than another in the text.
    PROSE_CYCLE = "dates/text-contradicts-cycle", Error, None, DOCUMENT_CONTROL);
rule!(/// A review that is due soon.
    SOON = "dates/review-soon", Advice, None, DOCUMENT_CONTROL);
rule!(/// A review that is overdue.
    OVERDUE = "dates/review-overdue", Warning, None, DOCUMENT_CONTROL);
rule!(/// A review that has been overdue for longer than the site allows.
    LONG_OVERDUE = "dates/review-long-overdue", Error, None, DOCUMENT_CONTROL);
rule!(/// A day that has not come, as the day of something done.
    FUTURE = "dates/in-the-future", Error, None, DOCUMENT_CONTROL);
rule!(/// A plan whose period, refresh and stated cycle disagree.
    PLAN = "dates/plan-period", Error, None, STANDARDS);

/// The check of dates.
pub const DATES: Check = Check {
    rules: &[&ORDER, &CYCLE, &PROSE, &PROSE_CYCLE, &SOON, &OVERDUE, &LONG_OVERDUE, &FUTURE, &PLAN],
    run: Run::Page(run),
};

/// How far a review date may lie from the day that the cycle gives: policies round to the month.
const ROUNDED: Cycle = Cycle { count: 31, unit: CycleUnit::Days };

/// How many bytes may stand between a cycle and the review that it is of.
const NEAR: usize = 45;

/// What a date in the text is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Approval,
    Effect,
    Review,
}

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let mut judge = Judge { subject, found };
    if !judge.is_in_force() {
        return;
    }
    // A date that is wrong is told once: what follows from it would be told in vain.
    if judge.order() {
        judge.reviews();
        judge.cycle();
    }
    judge.prose();
}

struct Judge<'a, 'f> {
    subject: &'a Subject<'a>,
    found: &'f mut Vec<Diagnostic>,
}

/// The dates that the front matter of a policy or plan gives, with their keys.
#[derive(Default)]
struct Control {
    approved: Option<(&'static str, Date)>,
    effective: Option<(&'static str, Date)>,
    review: Option<(&'static str, Due)>,
    every: Option<Cycle>,
    /// Earlier approvals, which the text may speak of.
    earlier: Vec<Due>,
}

impl Judge<'_, '_> {
    fn report(&mut self, rule: &Rule, key: &str, message: String, help: impl Into<String>) {
        let meta = &self.subject.page.document.meta;
        let path = self.subject.page.document.path();
        self.found.push(Diagnostic::new(rule, path, meta.place(key), message).help(help));
    }

    fn is_in_force(&self) -> bool {
        self.subject.page.document.meta.common.status == Status::Published
    }

    fn control(&self) -> Control {
        let common = &self.subject.page.document.meta.common;
        let next = common.next_review.map(|date| ("next_review", Due::Day(date)));
        match &self.subject.page.document.meta.kind {
            Kind::Policy(policy) => Control {
                approved: policy.approved_on.map(|date| ("approved_on", date)),
                effective: policy.effective_from.map(|date| ("effective_from", date)),
                review: policy.review_due.map(|due| ("review_due", due)).or(next),
                every: policy.review_every,
                earlier: policy.history.iter().map(|revision| revision.date).collect(),
            },
            Kind::Plan(plan) => Control {
                approved: None,
                effective: plan.period.as_ref().map(|period| ("period.from", first_day(period.from))),
                review: plan.refresh_due.map(|due| ("refresh_due", due)).or(next),
                every: plan.review_every,
                earlier: plan.sign_off.iter().map(|sign| sign.date.0).collect(),
            },
            _ => Control { review: next, ..Control::default() },
        }
    }

    /// A review that is due soon, or was.
    fn reviews(&mut self) {
        let site = self.subject.site;
        let Some((key, due)) = self.control().review else { return };
        let last_day = due.last_day();
        let (grace, warn) = (site.config.review.grace, site.config.review.warn_within);
        let help = "review the page and change its dates, or withdraw it with `status: withdrawn`";
        if last_day.after(grace) < site.day {
            let message = format!("the review was due {} {due}, more than {grace} ago", preposition(due));
            self.report(&LONG_OVERDUE, key, message, help);
        } else if last_day < site.day {
            let message = format!("the review was due {} {due}", preposition(due));
            self.report(&OVERDUE, key, message, help);
        } else if last_day <= site.day.after(warn) {
            let message = format!("the review is due {} {due}", preposition(due));
            let help = "tell the owner of the page";
            self.report(&SOON, key, message, help);
        }
    }

    /// Approval, effect and review in that order, none of them impossible. Whether they are.
    fn order(&mut self) -> bool {
        let before = self.found.len();
        let control = self.control();
        let day = self.subject.site.day;
        if let Some((key, approved)) = control.approved {
            if approved > day {
                let message = format!("this was approved on {approved}, which has not come yet");
                self.report(
                    &FUTURE,
                    key,
                    message,
                    "check the year, or publish the page after its approval with `publish_on`",
                );
            }
            if let Some((key, effective)) = control.effective.filter(|(_, effective)| *effective < approved) {
                let message = format!("this is in force from {effective}, before its approval on {approved}");
                self.report(&ORDER, key, message, "check both dates: nothing is in force before it is approved");
            }
        }
        if let Some(read) = self.subject.page.document.meta.common.last_reviewed.filter(|read| *read > day) {
            let message = format!("this page was last reviewed on {read}, which has not come yet");
            self.report(&FUTURE, "last_reviewed", message, "check the year");
        }
        let start = control
            .approved
            .or(control.effective)
            .or_else(|| self.subject.page.document.meta.common.last_reviewed.map(|date| ("last_reviewed", date)));
        if let (Some((_, start)), Some((key, review))) = (start, control.review)
            && review.last_day() <= start.month().last_day()
        {
            let message = format!("the review, {review}, is not after the approval, {start}");
            self.report(&ORDER, key, message, "check the year of both dates");
        }
        if let Kind::Plan(plan) = &self.subject.page.document.meta.kind
            && let Some(period) = &plan.period
        {
            let (from, to) = (first_day(period.from), period.to.last_day());
            if to <= from {
                let message = format!("this plan ends, {}, before it begins, {}", period.to, period.from);
                self.report(&PLAN, "period.to", message, "check the year of both dates");
            } else if let Some(refresh) = plan.refresh_due.filter(|due| due.last_day() > to.after(ROUNDED)) {
                let message = format!("the refresh, {refresh}, is after the end of the plan, {}", period.to);
                let help = "bring the refresh forward, or let the plan run for longer";
                self.report(&PLAN, "refresh_due", message, help);
            }
        }
        self.found.len() == before
    }

    /// The review date is where the stated cycle puts it, counted from approval or effect.
    fn cycle(&mut self) {
        let control = self.control();
        let (Some(every), Some((key, review))) = (control.every, control.review) else { return };
        let common = &self.subject.page.document.meta.common;
        let starts: Vec<Date> =
            [control.approved.map(|it| it.1), control.effective.map(|it| it.1)].into_iter().flatten().collect();
        // A page that was read through since may count from then.
        let all = starts.iter().copied().chain(common.last_reviewed);
        let fits = |start: Date| {
            let expected = start.after(every);
            let (first, last) = (first_day(review), review.last_day());
            expected <= last.after(ROUNDED) && first <= expected.after(ROUNDED)
        };
        if !all.clone().any(fits)
            && let Some(start) = starts.first().copied().or(common.last_reviewed)
        {
            let rule = if matches!(self.subject.page.document.meta.kind, Kind::Plan(_)) { &PLAN } else { &CYCLE };
            let expected = start.after(every);
            let message = format!("the review, {review}, is not {every} after {start}");
            let help = format!("{every} after {start} is {expected}: change the review date, or `review_every`");
            self.report(rule, key, message, help);
        }
    }

    fn prose(&mut self) {
        let itself = match self.subject.page.document.meta.kind {
            Kind::Policy(_) => &POLICY,
            Kind::Plan(_) => &PLAN_ITSELF,
            _ => return,
        };
        let control = self.control();
        let mut stated: Option<Often> = None;
        for passage in self.subject.passages {
            if matches!(passage.role, Role::Cell | Role::ColumnHeader | Role::Note) || !CONTEXT.is_match(&passage.text)
            {
                continue;
            }
            let mut is_named = false;
            for sentence in sentences(&passage.text) {
                let text = &passage.text[sentence.clone()];
                let goes_on = is_named && GOES_ON.is_match(text);
                is_named = itself.is_match(text) || goes_on;
                if is_named || CONTROL_LINE.is_match(text) {
                    self.dates_in(passage, sentence.start, text, &control);
                    self.cycles_in(passage, sentence.start, text, &control, &mut stated);
                }
            }
        }
    }

    /// The dates of a sentence about this policy or plan.
    fn dates_in(&mut self, passage: &Passage<'_>, at: usize, text: &str, control: &Control) {
        let mut after = 0;
        for (range, written) in dates(text) {
            let about = about(&text[after..range.start]);
            after = range.end;
            let known: Vec<Due> = match about {
                None => continue,
                Some(About::Approval) => control
                    .approved
                    .map(|it| Due::Day(it.1))
                    .into_iter()
                    .chain(control.earlier.iter().copied())
                    .collect(),
                Some(About::Effect) => {
                    let own = [control.effective, control.approved].into_iter().flatten().map(|it| Due::Day(it.1));
                    own.chain(control.earlier.iter().copied()).collect()
                }
                Some(About::Review) => {
                    let next = self.subject.page.document.meta.common.next_review.map(Due::Day);
                    control.review.map(|it| it.1).into_iter().chain(next).collect()
                }
            };
            let Some(first) = known.first() else { continue };
            if known.iter().any(|known| agrees(*known, written)) {
                continue;
            }
            let (what, key) = match about {
                Some(About::Approval) => ("was approved", control.approved.map_or("sign_off", |it| it.0)),
                Some(About::Effect) => ("is in force from", control.effective.map_or("approved_on", |it| it.0)),
                _ => ("is due for review", control.review.map_or("review_due", |it| it.0)),
            };
            let message = format!("the text says that this {what} {written}, the front matter says {first}");
            let help = format!("find out which is right, then change the text or `{key}`");
            self.at(&PROSE, passage, at, range, message, help);
        }
    }

    fn cycles_in(
        &mut self,
        passage: &Passage<'_>,
        at: usize,
        text: &str,
        control: &Control,
        stated: &mut Option<Often>,
    ) {
        if !REVIEWED.is_match(text) {
            return;
        }
        for (range, often) in cycles(text) {
            let is_near = REVIEWED
                .find_iter(text)
                .any(|review| range.start.abs_diff(review.end()).min(review.start().abs_diff(range.end)) <= NEAR);
            if !is_near {
                continue;
            }
            match (control.every, &stated) {
                (Some(every), _) if !often.holds(every) => {
                    let words = &text[range.clone()];
                    let message =
                        format!("the text says that this is reviewed {words}, the front matter says every {every}");
                    let help = "find out which is right, then change the text or `review_every`";
                    self.at(&PROSE_CYCLE, passage, at, range, message, help.to_owned());
                }
                (None, Some(before)) if *before != often => {
                    let words = &text[range.clone()];
                    let message =
                        format!("the text says here that this is reviewed {words}, and something else before");
                    self.at(
                        &PROSE_CYCLE,
                        passage,
                        at,
                        range,
                        message,
                        "find out which is right, and say it once".to_owned(),
                    );
                }
                (None, None) => *stated = Some(often),
                _ => {}
            }
        }
    }

    fn at(
        &mut self,
        rule: &Rule,
        passage: &Passage<'_>,
        offset: usize,
        range: Range<usize>,
        message: String,
        help: String,
    ) {
        let span = passage.span(offset + range.start..offset + range.end);
        self.found.push(Diagnostic::new(rule, self.subject.page.document.path(), span, message).help(help));
    }
}

/// Words without which a passage says nothing about approval or review.
static CONTEXT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)approv|ratifi|signed off|in force|into force|effective|into effect|review|refresh"));

/// A sentence that names the policy itself.
static POLICY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:this|our|the)\s+(?:current\s+|trust\s+|trust's\s+)?(?:policy|document|version)\b")
});

/// A sentence that names the plan itself.
static PLAN_ITSELF: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:this|our|the)\s+(?:current\s+|trust\s+|trust's\s+)?(?:plan|document|version)\b")
});

/// A sentence that begins as a line of document control does, and so is about the page.
static CONTROL_LINE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:approved|ratified|effective|in\s+force|reviewed|review\s+(?:date|due)|refresh\s+(?:date|due)|next\s+review|due\s+for|date\s+of)\b",
    )
});

/// A sentence that goes on about what the one before named.
static GOES_ON: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^it\b|\b(?:review|refresh|reviewed|refreshed|approved)\s+it\b"));

static REVIEWED: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\b(?:review|refresh)(?:s|ed)?\b"));

static KEYWORD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)
        (?P<past>\b(?:last|was|were|previously|first)\s+(?:last\s+)?(?:reviewed|refreshed)\b)
      | (?P<approval>\b(?:approved|ratified|signed\s+off|date\s+of\s+approval|approval\s+date)\b)
      | (?P<effect>\b(?:effective|in\s+force|(?:came|comes)\s+into\s+(?:force|effect)|takes\s+effect)\b)
      | (?P<review>\b(?:due\s+for\s+(?:its\s+)?(?:next\s+)?(?:review|refresh)|next\s+(?:review|refresh)\w*|review\s+(?:is\s+)?(?:due|date)|date\s+(?:of|for)\s+review|refresh\s+(?:is\s+)?due
          |(?:be|will|to)\s+(?:be\s+)?(?:fully\s+)?(?:next\s+)?(?:review|refresh)(?:ed)?)\b)
        ",
    )
});

/// What the words before a date say that it is: the last keyword, if the date follows it closely.
fn about(before: &str) -> Option<About> {
    let last = KEYWORD.captures_iter(before).last()?;
    let gap = &before[last.get(0)?.end()..];
    if gap.chars().count() > 60 {
        return None;
    }
    let is = |name: &str| last.name(name).is_some();
    if is("approval") {
        Some(About::Approval)
    } else if is("effect") {
        Some(About::Effect)
    } else if is("review") {
        Some(About::Review)
    } else {
        None
    }
}

/// Whether a written date says the same as a known one, as far as it goes.
fn agrees(known: Due, written: Due) -> bool {
    match (known, written) {
        (Due::Day(known), Due::Day(written)) => known == written,
        (known, written) => known.last_day().month() == written.last_day().month(),
    }
}

fn first_day(due: Due) -> Date {
    match due {
        Due::Day(date) => date,
        Due::Month(month) => month.first_day(),
    }
}

fn preposition(due: Due) -> &'static str {
    if matches!(due, Due::Day(_)) { "on" } else { "in" }
}
