//! Dates and document control: what front matter says holds together, and running text says the same.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::check::{Check, Report, Run, Subject};
use super::cues::Cues;
use super::passage::Role;
use super::prose::{Often, cycles, dates, pattern};
use super::subjects::is_of_another;
use crate::dates::{Cycle, CycleUnit, Date, Due};
use crate::diagnostic::Diagnostic;
use crate::document::tree::{BlockKind, plain_text};
use crate::kinds::Kind;
use crate::kinds::kind::Status;
use crate::kinds::policy::Assessment;
use crate::rule;
use crate::source::Span;

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
    /// The last day of a plan.
    End,
}

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let mut judge = Judge { report: Report::new(subject, found) };
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
    report: Report<'a, 'f>,
}

/// The dates that the front matter of a policy or plan gives, with their keys.
#[derive(Default)]
struct Control {
    approved: Option<(&'static str, Date)>,
    effective: Option<(&'static str, Date)>,
    review: Option<(&'static str, Due)>,
    /// The end of a plan.
    end: Option<Due>,
    every: Option<Cycle>,
    /// Earlier approvals, which the text may speak of.
    earlier: Vec<Due>,
}

/// Some words about the page, and the place of a part of them in the file.
struct Said<'a> {
    text: &'a str,
    place: &'a dyn Fn(Range<usize>) -> Span,
}

impl Judge<'_, '_> {
    fn is_in_force(&self) -> bool {
        self.report.subject.page.document.meta.common.status == Status::Published
    }

    fn control(&self) -> Control {
        let common = &self.report.subject.page.document.meta.common;
        let next = common.next_review.map(|date| ("next_review", Due::Day(date)));
        match &self.report.subject.page.document.meta.kind {
            Kind::Policy(policy) => Control {
                approved: policy.approved_on.map(|date| ("approved_on", date)),
                effective: policy.effective_from.map(|date| ("effective_from", date)),
                review: policy.review_due.map(|due| ("review_due", due)).or(next),
                end: None,
                every: policy.review_every,
                earlier: policy.history.iter().map(|revision| revision.date).collect(),
            },
            Kind::Plan(plan) => Control {
                approved: None,
                effective: plan.period.as_ref().map(|period| ("period.from", first_day(period.from))),
                review: plan.refresh_due.map(|due| ("refresh_due", due)).or(next),
                end: plan.period.as_ref().map(|period| period.to),
                every: plan.review_every,
                earlier: plan.sign_off.iter().map(|sign| sign.date.0).collect(),
            },
            _ => Control { review: next, ..Control::default() },
        }
    }

    /// A review that is due soon, or was.
    fn reviews(&mut self) {
        let site = self.report.subject.site;
        let Some((key, due)) = self.control().review else { return };
        let last_day = due.last_day();
        let (grace, warn) = (site.config.review.grace, site.config.review.warn_within);
        let help = "review the page and change its dates, or withdraw it with `status: withdrawn`";
        if last_day.after(grace) < site.day {
            let message = format!("the review was due {} {due}, more than {grace} ago", preposition(due));
            self.report.at_key(&LONG_OVERDUE, key, message, help);
        } else if last_day < site.day {
            let message = format!("the review was due {} {due}", preposition(due));
            self.report.at_key(&OVERDUE, key, message, help);
        } else if last_day <= site.day.after(warn) {
            let message = format!("the review is due {} {due}", preposition(due));
            let help = "tell the owner of the page";
            self.report.at_key(&SOON, key, message, help);
        }
    }

    /// Approval, effect and review in that order, none of them impossible. Whether they are.
    fn order(&mut self) -> bool {
        let before = self.report.count();
        let control = self.control();
        let day = self.report.subject.site.day;
        if let Some((key, approved)) = control.approved {
            if approved > day {
                let message = format!("this was approved on {approved}, which has not come yet");
                self.report.at_key(
                    &FUTURE,
                    key,
                    message,
                    "check the year, or publish the page after its approval with `publish_on`",
                );
            }
            if let Some((key, effective)) = control.effective.filter(|(_, effective)| *effective < approved) {
                let message = format!("this is in force from {effective}, before its approval on {approved}");
                self.report.at_key(&ORDER, key, message, "check both dates: nothing is in force before it is approved");
            }
        }
        if let Some(read) = self.report.subject.page.document.meta.common.last_reviewed.filter(|read| *read > day) {
            let message = format!("this page was last reviewed on {read}, which has not come yet");
            self.report.at_key(&FUTURE, "last_reviewed", message, "check the year");
        }
        for (key, what, date) in self.done() {
            if first_day(date) > day {
                let message = format!("this {what} {} {date}, which has not come yet", preposition(date));
                self.report.at_key(&FUTURE, &key, message, "check the year");
            }
        }
        if !self.period() {
            return false;
        }
        let start = control.approved.or(control.effective).or_else(|| {
            self.report.subject.page.document.meta.common.last_reviewed.map(|date| ("last_reviewed", date))
        });
        if let (Some((began, start)), Some((key, review))) = (start, control.review)
            && review.last_day() <= start.month().last_day()
        {
            let what = match began {
                "period.from" => "the beginning of the period",
                "effective_from" => "the day from which this is in force",
                "last_reviewed" => "the last review",
                _ => "the approval",
            };
            let how = match review.last_day() > start {
                true => "in the same month as",
                false => "not after",
            };
            let message = format!("the review, {review}, is {how} {what}, {start}");
            self.report.at_key(&ORDER, key, message, "check the year of both dates");
        }
        self.report.count() == before
    }

    /// The days on which something was done, besides approval and review: their keys, what it was and when.
    fn done(&self) -> Vec<(String, &'static str, Due)> {
        match &self.report.subject.page.document.meta.kind {
            Kind::Plan(plan) => {
                let signed = plan.sign_off.iter().enumerate();
                signed.map(|(index, sign)| (format!("sign_off.{index}.date"), "was signed", sign.date.0)).collect()
            }
            Kind::Policy(policy) => {
                let made = &policy.impact_assessments;
                let all = [("equality", &made.equality), ("quality", &made.quality), ("privacy", &made.privacy)];
                let of = |(name, made): (&str, &Option<Assessment>)| match made {
                    Some(Assessment::On(date)) => {
                        Some((format!("impact_assessments.{name}"), "was assessed", Due::Day(*date)))
                    }
                    _ => None,
                };
                all.into_iter().filter_map(of).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The period of a plan, with its refresh within it. `false` when it ends before it begins.
    fn period(&mut self) -> bool {
        let Kind::Plan(plan) = &self.report.subject.page.document.meta.kind else { return true };
        let Some(period) = &plan.period else { return true };
        let (from, to) = (first_day(period.from), period.to.last_day());
        if to <= from {
            let message = format!("this plan ends, {}, before it begins, {}", period.to, period.from);
            self.report.at_key(&PLAN, "period.to", message, "check the year of both dates");
            return false;
        }
        if let Some(refresh) = plan.refresh_due.filter(|due| due.last_day() > to.after(ROUNDED)) {
            let message = format!("the refresh, {refresh}, is after the end of the plan, {}", period.to);
            let help = "bring the refresh forward, or let the plan run for longer";
            self.report.at_key(&PLAN, "refresh_due", message, help);
        }
        true
    }

    /// The review date is where the stated cycle puts it, counted from approval or effect.
    fn cycle(&mut self) {
        let control = self.control();
        let (Some(every), Some((key, review))) = (control.every, control.review) else { return };
        let common = &self.report.subject.page.document.meta.common;
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
            let rule =
                if matches!(self.report.subject.page.document.meta.kind, Kind::Plan(_)) { &PLAN } else { &CYCLE };
            let expected = start.after(every);
            let message = format!("the review, {review}, is not {every} after {start}");
            let help = format!("{every} after {start} is {expected}: change the review date, or `review_every`");
            self.report.at_key(rule, key, message, help);
        }
    }

    /// What names the page in its own text.
    fn itself(&self) -> Option<&'static Regex> {
        match self.report.subject.page.document.meta.kind {
            Kind::Policy(_) => Some(&POLICY),
            Kind::Plan(_) => Some(&PLAN_ITSELF),
            _ => None,
        }
    }

    fn prose(&mut self) {
        let Some(itself) = self.itself() else { return };
        let control = self.control();
        let mut stated: Option<Stated> = None;
        for passage in self.report.subject.passages {
            if matches!(passage.role, Role::Cell | Role::ColumnHeader | Role::Note) || !passage.cues.has(Cues::CONTROL)
            {
                continue;
            }
            let mut is_named = false;
            for sentence in passage.sentences() {
                let text = &passage.text[sentence.clone()];
                let goes_on = is_named && GOES_ON.is_match(text);
                is_named = itself.is_match(text) || goes_on;
                if is_named || CONTROL_LINE.is_match(text) {
                    let start = sentence.start;
                    let said = Said { text, place: &|words| passage.span(start + words.start..start + words.end) };
                    self.dates_in(&said, &control);
                    self.cycles_in(&said, &control, &mut stated);
                }
            }
        }
        self.tables(&control, &mut stated);
    }

    /// Tables of two columns, in which document control is often typed: "| Review date | 1 April 2028 |".
    fn tables(&mut self, control: &Control, stated: &mut Option<Stated>) {
        let subject = self.report.subject;
        subject.body.each_block(&mut |block| {
            let BlockKind::Table(table) = &block.kind else { return };
            // Those that front matter makes have the place of the front matter.
            if table.header.len() != 2 || block.span.start < subject.page.document.meta.span.end {
                return;
            }
            for row in std::iter::once(&table.header).chain(&table.rows) {
                let [label, value] = row.as_slice() else { continue };
                let words = plain_text(&label.content);
                if !CONTROL_LINE.is_match(words.trim()) {
                    continue;
                }
                let line = format!("{}: {}", words.trim(), plain_text(&value.content));
                let said = Said { text: &line, place: &|_| value.span };
                self.dates_in(&said, control);
                self.cycles_in(&said, control, stated);
            }
        });
    }

    /// The dates of a sentence about this policy or plan.
    fn dates_in(&mut self, said: &Said<'_>, control: &Control) {
        let text = said.text;
        let mut after = 0;
        let mut last = None;
        for (range, written) in dates(text) {
            let before = &text[after..range.start];
            let about =
                if last == Some(About::Effect) && UNTIL.is_match(before) { Some(About::End) } else { about(before) };
            (after, last) = (range.end, about);
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
                Some(About::End) => control.end.into_iter().collect(),
                Some(About::Review) => {
                    let next = self.report.subject.page.document.meta.common.next_review.map(Due::Day);
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
                Some(About::End) => ("ends", "period.to"),
                _ => ("is due for review", control.review.map_or("review_due", |it| it.0)),
            };
            let message = format!("the text says that this {what} {written}, the front matter says {first}");
            let help = format!("find out which is right, then change the text or `{key}`");
            self.report.at(&PROSE, (said.place)(range), message, help);
        }
    }

    fn cycles_in(&mut self, said: &Said<'_>, control: &Control, stated: &mut Option<Stated>) {
        let text = said.text;
        if !REVIEWED.is_match(text) {
            return;
        }
        let Some(itself) = self.itself() else { return };
        let cycles = cycles(text);
        let places: Vec<Range<usize>> = cycles.iter().map(|(range, _)| range.clone()).collect();
        for (range, often) in cycles {
            let is_near = REVIEWED
                .find_iter(text)
                .any(|review| range.start.abs_diff(review.end()).min(review.start().abs_diff(range.end)) <= NEAR);
            if !is_near || is_of_another(text, &range, &places, itself) {
                continue;
            }
            let words = &text[range.clone()];
            let place = (said.place)(range.clone());
            let place_of = |place: Span| self.report.subject.lines_in_words([place]);
            match (control.every, &stated) {
                (Some(every), _) if !often.holds(every) => {
                    let line = place_of(self.report.subject.page.document.meta.place("review_every"));
                    let message = format!(
                        "the text says that this is reviewed {words}, the front matter says every {every} {line}"
                    );
                    let help = format!("find out which is right, then change the text or `review_every`; {OF_ANOTHER}");
                    self.report.at(&PROSE_CYCLE, place, message, help);
                }
                (None, Some(before)) if before.often != often => {
                    let (said, line) = (&before.words, place_of(before.place));
                    let message = format!("the text says here that this is reviewed {words}, and {line} {said}");
                    let help = format!("find out which is right, and say it once; {OF_ANOTHER}");
                    self.report.at(&PROSE_CYCLE, place, message, help);
                }
                (None, None) => *stated = Some(Stated { often, words: words.to_owned(), place }),
                _ => {}
            }
        }
    }
}

/// What else may be meant.
const OF_ANOTHER: &str =
    "if this is about another document, name it, such as “the response plan is reviewed every year”";

/// How often the text says that the page is reviewed, in which words and where.
struct Stated {
    often: Often,
    words: String,
    place: Span,
}

/// Words without which a passage says nothing about approval or review.
pub(super) const CUES: &[&str] = &[
    "approv",
    "ratifi",
    "adopt",
    "endors",
    "signed off",
    "force",
    "effect",
    "applies",
    "valid",
    "expir",
    "runs",
    "lasts",
    "covers",
    "review",
    "refresh",
];

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
        r"(?i)^(?:approved|ratified|adopted|endorsed|effective|in\s+force|reviewed|(?:review|refresh)\s+(?:date|due|by)|review\s+(?:cycle|period|every)|next\s+(?:review|refresh)|to\s+be\s+(?:reviewed|refreshed)|due\s+for|date\s+(?:of|for|approved|ratified|adopted)|(?:approval|ratification|effective|expiry|issue)\s+date|expires|valid)\b",
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
      | (?P<approval>\b(?:approved|ratified|adopted|endorsed|signed\s+off|date\s+of\s+(?:approval|ratification)|(?:approval|ratification)\s+date)\b)
      | (?P<effect>\b(?:effective|in\s+force|(?:came|comes|coming|went|goes)\s+into\s+(?:force|effect|use)|(?:takes|took)\s+effect|in\s+use|applies\s+from|valid\s+from
          |(?:plan|it)\s+(?:runs|lasts|covers)(?:\s+the\s+(?:period|time|years))?\s+from)\b)
      | (?P<review>\b(?:due\s+for\s+(?:its\s+)?(?:next\s+)?(?:review|refresh)|next\s+(?:review|refresh)\w*|review\s+(?:is\s+)?(?:due|date)|date\s+(?:of|for)\s+review|refresh\s+(?:is\s+)?(?:due|date)|(?:review|refresh)\s+by|expires|expiry\s+date|valid\s+until
          |(?:be|will|to)\s+(?:be\s+)?(?:fully\s+)?(?:next\s+)?(?:review|refresh)(?:ed)?)\b)
        ",
    )
});

/// What stands between the first and the last day of a plan.
static UNTIL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)^,?\s*(?:to|until|up\s+to|to\s+the\s+end\s+of|–|-)\s*(?:the\s+)?$"));

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
