//! Learning summaries: the parts that readers look for, words from the national code lists, and actions that somebody
//! leads.

use super::check::{Check, Run, Subject};
use super::forms::{self, Form};
use super::sections::{LEARNING_SECTIONS, missing_sections};
use super::vocabulary::{
    ACTION_STATUSES, AGE_BRACKETS, EVENT_TYPES, PHYSICAL_HARM, PSYCHOLOGICAL_HARM, RESPONSE_TYPES, SETTINGS, Vocabulary,
};
use crate::diagnostic::Diagnostic;
use crate::document::tree::plain_text;
use crate::document::words::slug;
use crate::kinds::Kind;
use crate::kinds::kind::Status;
use crate::language::Spoken;
use crate::rule;
use crate::yaml::list_words;

const CODE_LISTS: &str = "NHS England, Learn from patient safety events (LFPSE) taxonomy v5, January 2023, https://www.england.nhs.uk/patient-safety/patient-safety-insight/learn-from-patient-safety-events-service/";
const PRACTICE: &str = "NHS England, PSIRF: safety action development guide, https://www.england.nhs.uk/patient-safety/patient-safety-insight/incident-response-framework/";

rule!(/// A learning summary without a part that readers look for.
    SECTIONS = "learning/sections", Warning, None, PRACTICE);
rule!(/// A value that is not in its code list.
    CODE = "learning/unknown-code", Warning, None, CODE_LISTS);
rule!(/// A period in words that say no time.
    PERIOD = "learning/no-period", Warning, None, CODE_LISTS);
rule!(/// A safety action that nobody leads, or without its month or status.
    ACTION = "learning/action-incomplete", Warning, None, PRACTICE);
rule!(/// A safety action whose month has passed.
    ACTION_OVERDUE = "learning/action-overdue", Warning, None, PRACTICE);

/// The check of learning summaries.
pub const LEARNING: Check =
    Check { rules: &[&SECTIONS, &CODE, &PERIOD, &ACTION, &ACTION_OVERDUE], run: Run::Page(run) };

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let (page, config) = (subject.page, &subject.site.config);
    let meta = &page.document.meta;
    let Kind::Learning(summary) = &meta.kind else { return };
    if page.is_landing() || meta.common.status != Status::Published {
        return;
    }
    let mut report = |rule, key: &str, message: String, help: String| {
        found.push(Diagnostic::new(rule, page.document.path(), meta.place(key), message).help(help));
    };

    let headings: Vec<String> = subject.body.headings().map(|(heading, _)| plain_text(&heading.content)).collect();
    let missing = missing_sections(LEARNING_SECTIONS, &headings, "learning_sections", config);
    if !missing.is_empty() {
        let message = format!("this learning summary has no section {}", list_words(&missing));
        let help = "add a heading for each, with a few sentences below it".to_owned();
        report(&SECTIONS, "title", message, help);
    }

    let harm = summary.harm.as_ref();
    let codes: [(&str, Option<&String>, &Vocabulary); 6] = [
        ("setting", summary.setting.as_ref(), &SETTINGS),
        ("response_type", summary.response_type.as_ref(), &RESPONSE_TYPES),
        ("event_type", summary.event_type.as_ref(), &EVENT_TYPES),
        ("harm.physical", harm.and_then(|harm| harm.physical.as_ref()), &PHYSICAL_HARM),
        ("harm.psychological", harm.and_then(|harm| harm.psychological.as_ref()), &PSYCHOLOGICAL_HARM),
        ("age_bracket", summary.age_bracket.as_ref(), &AGE_BRACKETS),
    ];
    for (key, value, vocabulary) in codes {
        // An age is told of by the gate.
        let is_told = |value: &str| key == "age_bracket" && forms::of_age(value) == Form::Exact;
        if value.is_some_and(|value| !vocabulary.has(value, config) && !is_told(value)) {
            let message = format!("this `{}` is not in the national list", key.rsplit('.').next().unwrap_or(key));
            let names = vocabulary.names().join("; ");
            let help =
                format!("choose one of: {names}; or add it under `vocabularies: {}` in site.yaml", vocabulary.name);
            report(&CODE, key, message, help);
        }
    }
    let in_english = Spoken::ENGLISH.is(&page.language);
    if in_english && summary.period.as_deref().is_some_and(|period| forms::of_period(period) == Form::Other) {
        let message = "this `period` is no quarter, season, month or year".to_owned();
        let help = "write it as 2026-Q2, summer 2026, May 2026 or 2026".to_owned();
        report(&PERIOD, "period", message, help);
    }
    if let Some(themes) = config.vocabularies.get("themes") {
        for (index, theme) in summary.theme.iter().enumerate() {
            if !themes.iter().any(|known| slug(known) == slug(theme)) {
                let help = format!(
                    "choose one of: {}; or add it under `vocabularies: themes` in site.yaml",
                    themes.join("; ")
                );
                report(&CODE, &format!("theme.{index}"), "this `theme` is not in the site's list".to_owned(), help);
            }
        }
    }

    for (index, action) in summary.actions.iter().enumerate() {
        let key = format!("actions.{index}");
        let is_empty = |text: &Option<String>| text.as_deref().is_none_or(|text| text.trim().is_empty());
        // What is written and is no month has been told as that.
        let has_no_due = action.due.is_none() && !is_written(subject, &format!("{key}.due"), "due");
        let missing: Vec<&str> =
            [("owner", is_empty(&action.owner)), ("due", has_no_due), ("status", is_empty(&action.status))]
                .into_iter()
                .filter_map(|(name, is_missing)| is_missing.then_some(name))
                .collect();
        if !missing.is_empty() {
            let message = format!("this safety action has no {}", list_words(&missing));
            let help = "add them: a role that leads it, a month (2027-03) and a status such as in progress".to_owned();
            report(&ACTION, &key, message, help);
        }
        let Some(status) = action.status.as_deref() else { continue };
        if !is_empty(&action.status) && !ACTION_STATUSES.has(status, config) {
            let help = format!(
                "choose one of: {}; or add it under `vocabularies: action_statuses` in site.yaml",
                ACTION_STATUSES.names().join("; ")
            );
            report(&CODE, &format!("{key}.status"), "this status of an action is not known".to_owned(), help);
        }
        if let Some(due) = action.due.filter(|due| !action.is_over() && due.last_day() < subject.site.day) {
            let message = format!("this safety action was due in {due} and is not done");
            let help =
                "ask the role that leads it; then set `status: done`, or give a new month and say why in the text"
                    .to_owned();
            report(&ACTION_OVERDUE, &format!("{key}.due"), message, help);
        }
    }
}

/// Whether a key has a value, right or wrong: the place of one without is the key itself.
fn is_written(subject: &Subject<'_>, path: &str, key: &str) -> bool {
    subject.page.document.meta.places.exactly(path).is_some_and(|place| (place.end - place.start) as usize != key.len())
}
