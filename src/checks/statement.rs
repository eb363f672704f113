//! The accessibility statement: what the regulator's own checks look for and the generated wording cannot give by
//! itself. What is late is a warning; what would be untrue or missing on the page is an error.

use super::check::{Check, Run, Subject};
use crate::config::CONFIG_FILE;
use crate::dates::{Cycle, CycleUnit, Date};
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::statement::HEADINGS;
use crate::document::tree::plain_text;
use crate::document::words::slug;
use crate::kinds::Kind;
use crate::kinds::kind::Status;
use crate::kinds::statement::{Compliance, Statement};
use crate::rule;
use crate::site::{Hidden, Page, Site};
use crate::source::{SourcePath, Span};

const REGULATIONS: &str = "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018, regulation 8; GDS monitoring of statements";

rule!(/// A site without a statement.
    MISSING = "statement/missing", Warning, None, REGULATIONS);
rule!(/// Two statements in one language.
    SECOND = "statement/second", Warning, None, REGULATIONS);
rule!(/// A statement under another title.
    TITLE = "statement/title", Error, None, REGULATIONS);
rule!(/// A statement that is not in force.
    NOT_IN_FORCE = "statement/not-in-force", Error, None, REGULATIONS);
rule!(/// A scope that does not name the website.
    UNCLEAR_SCOPE = "statement/unclear-scope", Warning, None, REGULATIONS);
rule!(/// No compliance status.
    NO_STATUS = "statement/no-status", Error, None, REGULATIONS);
rule!(/// Issues are announced and none is listed.
    NO_ISSUES = "statement/no-issues", Error, None, REGULATIONS);
rule!(/// Issues are listed on a website that is said to have none.
    FULL_WITH_ISSUES = "statement/full-with-issues", Error, None, REGULATIONS);
rule!(/// An issue that does not say what it fails.
    NO_CRITERION = "statement/no-criterion", Error, None, REGULATIONS);
rule!(/// A promise whose day has gone.
    FIX_DATE_PAST = "statement/fix-date-past", Error, None, REGULATIONS);
rule!(/// A burden without a reason.
    BURDEN_WITHOUT_REASON = "statement/burden-without-reason", Error, None, REGULATIONS);
rule!(/// A statement without its dates.
    NO_DATES = "statement/no-dates", Error, None, REGULATIONS);
rule!(/// Dates that cannot be.
    IMPOSSIBLE_DATES = "statement/impossible-dates", Error, None, REGULATIONS);
rule!(/// A statement that nobody has reviewed within a year.
    REVIEW_OVERDUE = "statement/review-overdue", Warning, None, REGULATIONS);
rule!(/// No word about how the website was tested.
    NO_TEST_METHOD = "statement/no-test-method", Error, None, REGULATIONS);
rule!(/// Nobody to write to.
    NO_CONTACT = "statement/no-contact", Error, None, REGULATIONS);
rule!(/// A heading of the author's that the fixed wording has too.
    HEADING_TWICE = "statement/heading-twice", Error, None, REGULATIONS);

/// The check of a statement.
pub const STATEMENT: Check = Check {
    rules: &[
        &TITLE,
        &NOT_IN_FORCE,
        &UNCLEAR_SCOPE,
        &NO_STATUS,
        &NO_ISSUES,
        &FULL_WITH_ISSUES,
        &NO_CRITERION,
        &FIX_DATE_PAST,
        &BURDEN_WITHOUT_REASON,
        &NO_DATES,
        &IMPOSSIBLE_DATES,
        &REVIEW_OVERDUE,
        &NO_TEST_METHOD,
        &NO_CONTACT,
        &HEADING_TWICE,
    ],
    run: Run::Page(one),
};

/// The check that a site has its statement.
pub const STATEMENTS: Check = Check { rules: &[&MISSING, &SECOND], run: Run::Site(all) };

/// The fewest words that can say what would be a burden, and why.
const BURDEN_WORDS_MIN: usize = 10;

/// The success criteria of WCAG 2.2: each guideline with the number of its last. 4.1.1 is obsolete.
const CRITERIA: &[(&str, u32)] = &[
    ("1.1", 1),
    ("1.2", 9),
    ("1.3", 6),
    ("1.4", 13),
    ("2.1", 4),
    ("2.2", 6),
    ("2.3", 3),
    ("2.4", 13),
    ("2.5", 8),
    ("3.1", 6),
    ("3.2", 6),
    ("3.3", 9),
    ("4.1", 3),
];

/// Reports a rule at a key of the front matter: the rule, the key, what is wrong, what to do.
type Report<'a> = dyn FnMut(&Rule, &str, String, &str) + 'a;

fn one(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Subject { page, body, site, .. } = *subject;
    let Kind::Statement(facts) = &page.document.meta.kind else { return };
    let meta = &page.document.meta;
    let mut report = |rule: &Rule, key: &str, message: String, help: &str| {
        found.push(Diagnostic::new(rule, page.document.path(), meta.place(key), message).help(help));
    };
    page_itself(page, facts, site, &mut report);
    compliance(facts, site.day, &mut report);
    dates(page, facts, site.day, &mut report);
    if blank(&facts.test_method) {
        let help = "add `test_method:` with what was tested, how, and against what: a sentence or two";
        report(
            &NO_TEST_METHOD,
            "test_method",
            "the statement does not say how the website was tested".to_owned(),
            help,
        );
    }
    let contacts = ["feedback", "other_formats"].iter().filter_map(|key| site.config.contacts.0.get(*key));
    if contacts.clone().all(|contact| blank(&contact.email)) {
        let help = "add an `email` to `contacts: feedback:` in site.yaml";
        let message = "the statement has no email address for people who meet a problem".to_owned();
        report(&NO_CONTACT, "kind", message, help);
    }
    for (heading, span) in body.headings() {
        let words = plain_text(&heading.content);
        let fixed = HEADINGS.iter().any(|fixed| slug(fixed) == slug(&words));
        // Those that Candour writes have the place of the front matter.
        if fixed && span.start >= meta.span.end {
            let message = format!("the statement already has the heading \"{words}\", which Candour writes");
            let help = "delete the heading, and give its facts in the front matter";
            found.push(Diagnostic::new(&HEADING_TWICE, page.document.path(), span, message).help(help));
        }
    }
}

fn page_itself(page: &Page, facts: &Statement, site: &Site, report: &mut Report<'_>) {
    const FIXED: &str = "Accessibility statement";
    let title = page.document.title();
    let rest = title.strip_prefix(FIXED);
    let is_fixed =
        rest.is_some_and(|rest| rest.is_empty() || rest.strip_prefix(" for ").is_some_and(|x| !x.is_empty()));
    let is_english = page.language.split('-').next() == Some("en");
    if is_english && !is_fixed {
        let message = format!("the title of the statement is not \"{FIXED}\"");
        report(
            &TITLE,
            "title",
            message,
            "write `title: Accessibility statement`, or add \" for\" and the website's name",
        );
    }
    if page.document.meta.common.status != Status::Published {
        let message = "the website's accessibility statement is not in force".to_owned();
        report(&NOT_IN_FORCE, "status", message, "delete the line `status:`, and bring the statement up to date");
    }
    if let Some(scope) = facts.scope.as_deref().filter(|scope| !scope.trim().is_empty()) {
        let scope = scope.to_lowercase();
        let host = site.config.site.url.split("//").last().unwrap_or("").split('/').next().unwrap_or("");
        let names = [host.to_lowercase(), site.config.site.title.to_lowercase()];
        if !names.iter().any(|name| !name.is_empty() && scope.contains(name)) {
            let message = format!("the scope of the statement does not name the website, {host}");
            report(&UNCLEAR_SCOPE, "scope", message, "name the website in it, or delete the line: Candour writes one");
        }
    }
}

fn compliance(facts: &Statement, day: Date, report: &mut Report<'_>) {
    let burden = facts.disproportionate_burden.as_deref();
    match facts.compliance {
        None => {
            let help = "add `compliance: full`, `compliance: partial` or `compliance: none`";
            let message = "the statement does not say whether the website meets WCAG 2.2 AA".to_owned();
            report(&NO_STATUS, "compliance", message, help);
        }
        Some(Compliance::Full) if !facts.issues.is_empty() || burden.is_some() => {
            let help = "write `compliance: partial`, or take out the issues that are mended";
            let message = "the website is said to be fully compliant, and issues are listed".to_owned();
            report(&FULL_WITH_ISSUES, "compliance", message, help);
        }
        Some(Compliance::Partial | Compliance::None) if facts.issues.is_empty() && burden.is_none() => {
            let help = "list each issue under `issues:` with `what` and `criterion`";
            let message = "the website is said not to be fully compliant, and no issue is listed".to_owned();
            report(&NO_ISSUES, "compliance", message, help);
        }
        Some(_) => {}
    }
    for (index, issue) in facts.issues.iter().enumerate() {
        let key = |name: &str| format!("issues.{index}.{name}");
        let help = "write the number and name of the success criterion: criterion: \"1.2.5 Audio description\"";
        match issue.criterion.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
            None => {
                let message = "this issue does not say which success criterion of WCAG it fails".to_owned();
                report(&NO_CRITERION, &key("what"), message, help);
            }
            Some(words) if !is_criterion(words) => {
                let message = "this is not a success criterion of WCAG 2.2".to_owned();
                report(&NO_CRITERION, &key("criterion"), message, help);
            }
            Some(_) => {}
        }
        if let Some(due) = issue.fix_by.filter(|due| due.last_day() < day) {
            let message = format!("the statement promises to fix this by {due}, which has gone");
            let help = "take the issue out if it is fixed; if not, write a day that can be kept";
            report(&FIX_DATE_PAST, &key("fix_by"), message, help);
        }
    }
    if burden.is_some_and(|burden| burden.split_whitespace().count() < BURDEN_WORDS_MIN) {
        let message = "a disproportionate burden is claimed without its reason".to_owned();
        let help = "write what would be a burden, what was weighed and why; delete the line if nothing is claimed";
        report(&BURDEN_WITHOUT_REASON, "disproportionate_burden", message, help);
    }
}

/// Whether some words begin with the number of a success criterion.
fn is_criterion(words: &str) -> bool {
    let number = words.split([' ', ':', ',']).next().unwrap_or("").trim_end_matches('.');
    let Some((guideline, last)) = number.rsplit_once('.') else { return false };
    let known = CRITERIA.iter().find(|(known, _)| *known == guideline);
    let is_number = |last: &str| !last.starts_with(['0', '+']);
    known.is_some_and(|(_, most)| is_number(last) && last.parse::<u32>().is_ok_and(|last| (1..=*most).contains(&last)))
        && number != "4.1.1"
}

fn dates(page: &Page, facts: &Statement, day: Date, report: &mut Report<'_>) {
    let reviewed = page.document.meta.common.last_reviewed;
    for (date, key, what) in
        [(facts.prepared_on, "prepared_on", "prepared"), (reviewed, "last_reviewed", "last reviewed")]
    {
        match date {
            None => {
                let message = format!("the statement does not say when it was {what}");
                report(&NO_DATES, key, message, &format!("add `{key}:` with a day, such as 2026-11-16"));
            }
            // A review that is still to come is told of on any page.
            Some(date) if date > day && key == "prepared_on" => {
                let message = format!("the statement cannot have been {what} on {date}, which is still to come");
                report(&IMPOSSIBLE_DATES, key, message, "write the day on which it was done");
            }
            Some(_) => {}
        }
    }
    let Some(reviewed) = reviewed else { return };
    if facts.prepared_on.is_some_and(|prepared| reviewed < prepared && prepared <= day) {
        let message = "the statement cannot have been reviewed before it was prepared".to_owned();
        report(&IMPOSSIBLE_DATES, "last_reviewed", message, "write the day of the last review");
    }
    if reviewed.after(Cycle { count: 1, unit: CycleUnit::Years }) < day {
        let message = format!("the statement was last reviewed on {reviewed}, more than a year ago");
        let help = "test the website again, bring the facts up to date and write the new day";
        report(&REVIEW_OVERDUE, "last_reviewed", message, help);
    }
}

fn all(site: &Site, found: &mut Vec<Diagnostic>) {
    let is_statement = |page: &&Page| matches!(page.document.meta.kind, Kind::Statement(_));
    let statements: Vec<&Page> = site.pages().iter().filter(is_statement).collect();
    if statements.is_empty() {
        let law = "which the law asks of every public sector website";
        let (message, help) = match site.unpublished_statements().first() {
            None => (
                format!("the site has no accessibility statement, {law}"),
                "add a page accessibility-statement.md with `kind: statement`".to_owned(),
            ),
            Some((path, Hidden::Draft)) => (
                format!("readers see no accessibility statement, {law}: it is a draft"),
                format!("finish {path}, then delete its line `draft: true`"),
            ),
            Some((path, Hidden::NotYet(date))) => (
                format!("readers see no accessibility statement, {law}, before {date}"),
                format!("bring `publish_on` in {path} forward"),
            ),
            Some((path, Hidden::Expired(date))) => (
                format!("readers see no accessibility statement, {law}: it expired on {date}"),
                format!("bring {path} up to date, and take its `expire_on` out"),
            ),
        };
        let file = SourcePath::new(CONFIG_FILE);
        found.push(Diagnostic::new(&MISSING, &file, Span::default(), message).help(help));
    }
    for (index, page) in statements.iter().enumerate() {
        if let Some(first) = statements[..index].iter().find(|other| other.language == page.language) {
            let message = format!("there is already an accessibility statement: {}", first.document.path());
            let help = "keep one, and delete the other: every page links to only one";
            let place = page.document.meta.place("kind");
            found.push(Diagnostic::new(&SECOND, page.document.path(), place, message).help(help));
        }
    }
}

fn blank(text: &Option<String>) -> bool {
    text.as_deref().is_none_or(|text| text.trim().is_empty())
}
