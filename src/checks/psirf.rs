//! The Patient Safety Incident Response Framework: what a policy and a plan are expected to say, and words that the
//! framework has left behind.

use std::sync::LazyLock;

use regex::Regex;

use super::check::{Check, Report, Run, Subject};
use super::cues::Cues;
use super::passage::{Passage, Role};
use super::prose::pattern;
use super::publishing::TO_WRITE_MARK;
use super::sections::{
    LOCAL_COLUMNS, NATIONAL_COLUMNS, NATIONAL_ROWS, PLAN_SECTIONS, POLICY_SECTIONS, is_about_response, missing_sections,
};
use super::vocabulary::{LEAD_BODIES, RESPONSE_TYPES, Vocabulary};
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::tree::*;
use crate::kinds::Kind;
use crate::kinds::kind::Status;
use crate::rule;
use crate::source::Span;
use crate::yaml::list_words;

const FRAMEWORK: &str = "NHS England, Patient Safety Incident Response Framework, https://www.england.nhs.uk/patient-safety/patient-safety-insight/incident-response-framework/";
const TEMPLATES: &str = "NHS England, templates of the PSIRF policy and plan, 2022";

rule!(/// A response policy without a section that readers expect.
    POLICY_SECTION = "psirf/policy-sections", Warning, None, TEMPLATES);
rule!(/// A response plan without a section that readers expect.
    PLAN_SECTION = "psirf/plan-sections", Warning, None, TEMPLATES);
rule!(/// A plan without one of its two tables, or a table without its columns.
    PLAN_TABLE = "psirf/plan-table", Warning, None, TEMPLATES);
rule!(/// A national requirement that a plan's table does not mention.
    NATIONAL_ROW = "psirf/national-rows", Advice, None, FRAMEWORK);
rule!(/// A response that is none of the known types.
    RESPONSE_TYPE = "psirf/response-type", Warning, None, FRAMEWORK);
rule!(/// A lead organisation that is none of the known ones.
    LEAD_BODY = "psirf/lead-body", Warning, None, FRAMEWORK);
rule!(/// A word from the framework before this one.
    LEGACY_TERM = "psirf/legacy-term", Warning, None, FRAMEWORK);
rule!(/// A body or a system that no longer exists.
    FORMER_BODY = "psirf/former-body", Warning, None, FRAMEWORK);
rule!(/// The framework, called a policy or a plan.
    CALLED_A_PLAN = "psirf/called-a-plan", Warning, None, FRAMEWORK);
rule!(/// A number of days, given as what the law on candour asks.
    CANDOUR_DAYS = "psirf/candour-days", Error, None, "Health and Social Care Act 2008 (Regulated Activities) Regulations 2014, regulation 20, https://www.legislation.gov.uk/uksi/2014/2936/regulation/20");

/// The check of the framework's documents and words.
pub const PSIRF: Check = Check {
    rules: &[
        &POLICY_SECTION,
        &PLAN_SECTION,
        &PLAN_TABLE,
        &NATIONAL_ROW,
        &RESPONSE_TYPE,
        &LEAD_BODY,
        &LEGACY_TERM,
        &FORMER_BODY,
        &CALLED_A_PLAN,
        &CANDOUR_DAYS,
    ],
    run: Run::Page(run),
};

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if subject.page.document.meta.common.status != Status::Published {
        return;
    }
    let mut judge = Judge { report: Report::new(subject, found) };
    if !subject.page.is_landing() {
        judge.documents();
    }
    for passage in subject.passages {
        judge.words(passage);
    }
}

struct Judge<'a, 'f> {
    report: Report<'a, 'f>,
}

impl Judge<'_, '_> {
    fn documents(&mut self) {
        let page = self.report.subject.page;
        let headings: Vec<String> =
            self.report.subject.body.headings().map(|(heading, _)| plain_text(&heading.content)).collect();
        let is_about_response = is_about_response(page.document.title());
        let place = page.document.meta.place("title");
        let config = &self.report.subject.site.config;
        match &page.document.meta.kind {
            Kind::Policy(_) if is_about_response => {
                let missing = missing_sections(POLICY_SECTIONS, &headings, "policy_sections", config);
                self.sections(&POLICY_SECTION, "policy", &missing, place);
            }
            Kind::Plan(_) if is_about_response => {
                let missing = missing_sections(PLAN_SECTIONS, &headings, "plan_sections", config);
                self.sections(&PLAN_SECTION, "plan", &missing, place);
                self.plan_tables(place);
            }
            _ => {}
        }
    }

    fn sections(&mut self, rule: &Rule, kind: &str, missing: &[&str], place: Span) {
        if !missing.is_empty() {
            let message = format!("this {kind} has no section {}", list_words(missing));
            let help = format!(
                "add a heading for each; if a section has another name, write 3 lines in site.yaml, with these spaces: `vocabularies:`, then `  {kind}_sections:`, then `    - \"{} = our heading\"`",
                missing[0]
            );
            self.report.at(rule, place, message, help);
        }
    }

    /// The two tables, known by the words of their columns.
    fn plan_tables(&mut self, place: Span) {
        let mut national = None;
        let mut local = None;
        for (table, span) in tables(self.report.subject.body) {
            let columns: Vec<String> =
                table.header.iter().map(|cell| plain_text(&cell.content).to_lowercase()).collect();
            let has = |words: &[&str]| columns.iter().position(|column| words.iter().any(|word| column.contains(word)));
            let incident = has(&["incident", "event", "issue", "type"]);
            if let (Some(_), Some(response)) =
                (incident, has(&["required response", "required action", "national response", "response required"]))
            {
                national.get_or_insert((
                    table,
                    span,
                    response,
                    has(&["lead", "led by", "who leads"]),
                    has(&["improvement"]),
                ));
            } else if let (Some(_), Some(response)) =
                (incident, has(&["planned response", "our response", "local response", "response"]))
            {
                local.get_or_insert((table, span, response, has(&["improvement"])));
            }
        }
        match national {
            None => {
                let message = "this plan has no table of national requirements";
                let help = format!("add a table with the columns {}", list_words(NATIONAL_COLUMNS));
                self.report.at(&PLAN_TABLE, place, message, help);
            }
            Some((table, span, response, lead, improvement)) => {
                self.columns(span, &[(NATIONAL_COLUMNS[2], improvement), (NATIONAL_COLUMNS[3], lead)]);
                self.terms(table, response, &RESPONSE_TYPE, &RESPONSE_TYPES);
                if let Some(lead) = lead {
                    self.terms(table, lead, &LEAD_BODY, &LEAD_BODIES);
                }
                self.national_rows(table, span);
            }
        }
        match local {
            None => {
                let message = "this plan has no table of local priorities";
                let help = format!("add a table with the columns {}", list_words(LOCAL_COLUMNS));
                self.report.at(&PLAN_TABLE, place, message, help);
            }
            Some((table, span, response, improvement)) => {
                self.columns(span, &[(LOCAL_COLUMNS[2], improvement)]);
                self.terms(table, response, &RESPONSE_TYPE, &RESPONSE_TYPES);
            }
        }
    }

    fn columns(&mut self, span: Span, columns: &[(&str, Option<usize>)]) {
        let missing: Vec<&str> = columns.iter().filter(|(_, at)| at.is_none()).map(|(name, _)| *name).collect();
        if !missing.is_empty() {
            let message = format!("this table has no column {}", list_words(&missing));
            self.report.at(
                &PLAN_TABLE,
                span,
                message,
                "add the column: readers look for what will change, and who leads",
            );
        }
    }

    /// The cells of a column that hold no term of a vocabulary.
    fn terms(&mut self, table: &Table, column: usize, rule: &Rule, vocabulary: &Vocabulary) {
        let config = &self.report.subject.site.config;
        let own = [Some(config.organisation.name.as_str()), config.organisation.short_name.as_deref()];
        for cell in table.rows.iter().filter_map(|row| row.get(column)) {
            let words = plain_text(&cell.content);
            let is_own = rule.code == LEAD_BODY.code && own.iter().flatten().any(|name| words.contains(name));
            if words.trim().is_empty() || words.contains(TO_WRITE_MARK) || is_own || vocabulary.is_in(&words, config) {
                continue;
            }
            let what = if rule.code == LEAD_BODY.code { "lead organisation" } else { "response" };
            let message = format!("this {what} is not one that readers of plans know");
            let help = format!(
                "name one of {}, or add it under `vocabularies: {}` in site.yaml",
                vocabulary.names().join(", "),
                vocabulary.name
            );
            self.report.at(rule, cell.span, message, help);
        }
    }

    fn national_rows(&mut self, table: &Table, span: Span) {
        let rows: Vec<String> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| plain_text(&cell.content)).collect::<Vec<_>>().join(" ").to_lowercase())
            .collect();
        let is_there = |words: &[&str]| rows.iter().any(|row| words.iter().any(|word| row.contains(word)));
        let missing: Vec<&str> = NATIONAL_ROWS.iter().filter(|row| !is_there(row.words)).map(|row| row.name).collect();
        if !missing.is_empty() {
            let message = format!("this table does not mention {}", missing.join("; "));
            let help = "add a row for each that can happen in your services";
            self.report.at(&NATIONAL_ROW, span, message, help);
        }
    }

    fn words(&mut self, passage: &Passage<'_>) {
        let text = passage.text.as_str();
        if passage.cues.has(Cues::FRAMEWORK) {
            for (pattern, successor) in LEGACY.iter() {
                self.term(passage, pattern, &LEGACY_TERM, |words| {
                    (format!("\"{words}\" is a term of the framework before PSIRF"), format!("say {successor}"))
                });
            }
            for (pattern, successor) in FORMER.iter() {
                self.term(passage, pattern, &FORMER_BODY, |words| {
                    (format!("\"{words}\" no longer exists"), format!("its work is now done by {successor}"))
                });
            }
            if let Some(found) = CALLED.find(text) {
                let message = "PSIRF is a framework, and is called a policy or a plan here";
                let help = "an organisation has a policy and a plan under the framework: write \"Patient Safety Incident Response Framework (PSIRF)\", and call your own document the policy or the plan";
                self.report.at(&CALLED_A_PLAN, passage.span(found.range()), message, help);
            }
        }
        if passage.cues.has(Cues::CANDOUR) {
            for sentence in passage.sentences() {
                let words = &text[sentence.clone()];
                if let Some(days) = DAYS.find(words)
                    && LAW.is_match(words)
                    && !OWN_AIM.is_match(words)
                {
                    let message = "the law on the duty of candour gives no number of days";
                    let help =
                        "write \"as soon as reasonably practicable\"; if the number is your own aim, say \"we aim to\"";
                    let span = passage.span(sentence.start + days.start()..sentence.start + days.end());
                    self.report.at(&CANDOUR_DAYS, span, message, help);
                }
            }
        }
    }

    /// A term where a passage first uses it, unless the sentence says that it is one of the past.
    fn term(&mut self, passage: &Passage<'_>, pattern: &Regex, rule: &Rule, told: impl Fn(&str) -> (String, String)) {
        let Some(words) = pattern.find(&passage.text) else { return };
        let sentence = passage.sentences().iter().find(|range| range.contains(&words.start()));
        let is_history = sentence.is_some_and(|range| HISTORY.is_match(&passage.text[range.clone()]));
        // A glossary may explain any word.
        if is_history || passage.role == Role::Label {
            return;
        }
        let (message, help) = told(words.as_str());
        self.report.at(rule, passage.span(words.range()), message, help);
    }
}

fn tables(body: &Body) -> Vec<(&Table, Span)> {
    let mut found = Vec::new();
    body.each_block(&mut |block| {
        if let BlockKind::Table(table) = &block.kind {
            found.push((&**table, block.span));
        }
    });
    found
}

/// One of these is in every passage that any term below is in.
pub(super) const CUES: &[&str] = &[
    "serious incident",
    "serious incidents",
    "serious untoward incident",
    "serious untoward incidents",
    "siri",
    "siris",
    "sui",
    "suis",
    "sis",
    "si",
    "level 1",
    "level 2",
    "level 3",
    "root cause",
    "root-cause",
    "rca",
    "rcas",
    "steis",
    "strategic executive information system",
    "nrls",
    "national reporting and learning system",
    "hsib",
    "healthcare safety investigation branch",
    "nhsi",
    "nhs improvement",
    "phe",
    "public health england",
    "ccg",
    "ccgs",
    "clinical commissioning group",
    "clinical commissioning groups",
    "hee",
    "health education england",
    "nhs digital",
    "nhsx",
    "npsa",
    "national patient safety agency",
    "nhsla",
    "nhs litigation authority",
    "pct",
    "pcts",
    "primary care trust",
    "primary care trusts",
    "strategic health authority",
    "strategic health authorities",
    "nhs commissioning board",
    "psirf",
    "incident response framework",
];

/// One of these is in every passage about the duty of candour.
pub(super) const CANDOUR_CUES: &[&str] = &["candour", "regulation 20"];

static LEGACY: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    [
        (r"(?i)\bserious (?:untoward )?incidents?(?:\s+(?:requiring investigation|framework|investigations?|reports?))?\b|\bSIRIs?\b|\bSUIs?\b|(?-i:\bSIs\b)|(?-i:\bSI) (?:report|investigation|framework|process|panel)s?\b|\blevel [123] (?:(?:comprehensive|concise|independent) )?investigations?\b", "\"patient safety incident\": PSIRF makes no distinction of serious ones"),
        (r"(?i)\broot[- ]cause analys[ie]s\b|\bRCAs?\b", "\"systems-based response\" or the type of response, such as an after action review"),
        (r"\bStEIS\b|\bSTEIS\b|(?i:\bstrategic executive information system\b)", "\"Learn from patient safety events (LFPSE) service\""),
        (r"\bNRLS\b|(?i:\bnational reporting and learning system\b)", "\"Learn from patient safety events (LFPSE) service\""),
    ]
    .map(|(text, successor)| (pattern(text), successor))
    .into()
});

static FORMER: LazyLock<Vec<(Regex, &'static str)>> = LazyLock::new(|| {
    [
        (r"\bHSIB\b|(?i:\bhealthcare safety investigation branch\b)", "the Health Services Safety Investigations Body (HSSIB), and for maternity by the Maternity and Newborn Safety Investigations programme (MNSI)"),
        (r"\bNHSI\b|(?i:\bNHS improvement\b)", "NHS England"),
        (r"\bPHE\b|(?i:\bpublic health england\b)", "the UK Health Security Agency and the Office for Health Improvement and Disparities"),
        (r"\bCCGs?\b|(?i:\bclinical commissioning groups?\b)", "integrated care boards"),
        (r"\bHEE\b|(?i:\bhealth education england\b)", "NHS England"),
        // In capitals: "the NHS digital service manual" is something else, and stands.
        (r"(?i:\bNHS )D(?:igital|IGITAL)\b|\bNHSX\b", "NHS England"),
        (r"\bNPSA\b|(?i:\bnational patient safety agency\b)", "NHS England"),
        (r"\bNHSLA\b|(?i:\bNHS litigation authority\b)", "NHS Resolution"),
        (r"\bPCTs?\b|(?i:\bprimary care trusts?\b)", "integrated care boards"),
        (r"(?i:\bstrategic health authorit(?:y|ies)\b|\bNHS commissioning board\b)", "NHS England"),
    ]
    .map(|(text, successor)| (pattern(text), successor))
    .into()
});

/// A sentence that speaks of the past may use its words.
static HISTORY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:replace[sd]?|replacing|former(?:ly)?|previous(?:ly)?|used to|no longer|instead of|old(?:er)?|legacy|until 20\d\d|before 20\d\d|was called|were called|known as|not use|do not say|moved away|superseded|ended|closed)\b",
    )
});

static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\bincident response (?:plan|policy)\s*\(\s*PSIRF\s*\)|\b(?:PSIRF|incident response framework)(?:\s*\(\s*PSIRF\s*\))?\s+is\s+(?:a|an|our|the)\s+(?:\w+\s+)?(?:plan|policy)\b|\bPSIRF\s+(?:stands\s+for|means|is\s+short\s+for)\s+(?:the\s+|our\s+)?patient safety incident response (?:plan|policy)\b|\bPSIRF\s*\((?:the\s+)?patient safety incident response (?:plan|policy)\)",
    )
});

static LAW: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\bcandour\b|regulation 20\b|statutory|\blaw\b|legal"));
static DAYS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?xi)\b(?:within|in|no\ later\ than|after|up\ to|gives?\ (?:us|you))\s+(?:a\ maximum\ of\s+)?
            (?:\d{1,3}|one|two|three|four|five|six|seven|ten|fourteen|fifteen|twenty(?:[-\s]one)?|thirty|sixty)\s+
            (?:working\s+|calendar\s+|business\s+)?(?:days?|weeks?|hours?)\b
          | \b(?:\d{1,3}|two|five|seven|ten|fourteen|fifteen|twenty)[-\s](?:working[-\s])?(?:day|week|hour)\s+(?:limit|deadline|rule|period|timescale|window)s?\b",
    )
});
/// The organisation's own aim, or a sentence that denies that the law names a number.
static OWN_AIM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:we aim|our (?:own )?(?:aim|target|standard|goal)|aims? to|we try|local (?:target|standard)|not a (?:legal|statutory)|28 (?:continuous )?days)\b",
    )
});
