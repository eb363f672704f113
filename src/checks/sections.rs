//! What readers expect in a policy, a plan and a learning summary: sections by their headings, and the tables of a plan.
//! The checks look for it, and a new page begins with it.

use crate::config::Config;
use crate::document::words::slug;

/// A section that readers expect.
pub struct Section {
    /// The usual heading.
    pub name: &'static str,
    /// Words of which a heading that stands for it has one: headings are read loosely.
    pub words: &'static [&'static str],
    /// What readers look for in it.
    pub asks: &'static str,
    /// Whether any document of its kind has it, whatever it is about.
    pub anywhere: bool,
}

/// A section of documents about responses to incidents.
const fn section(name: &'static str, words: &'static [&'static str], asks: &'static str) -> Section {
    Section { name, words, asks, anywhere: false }
}

/// A section that any document of its kind has.
const fn anywhere(name: &'static str, words: &'static [&'static str], asks: &'static str) -> Section {
    Section { name, words, asks, anywhere: true }
}

/// What a policy says (the national template, 2022).
pub const POLICY_SECTIONS: &[Section] = &[
    anywhere("Purpose", &["purpose", "aim", "introduction", "what this policy is for"], "why there is this policy"),
    anywhere(
        "Scope",
        &["scope", "who this policy applies to", "who it applies to"],
        "the people and services that the policy covers, and what it does not cover",
    ),
    section("Our patient safety culture", &["culture"], "how you make it safe to speak up, and how you know"),
    section("Patient safety partners", &["partner"], "what your partners do, and how you support them"),
    section(
        "Addressing health inequalities",
        &["inequalit", "equality", "fairness"],
        "how you find out who is harmed more often, and what you do about it",
    ),
    section(
        "Engaging and involving patients, families and staff",
        &["engag", "involv"],
        "how the people affected take part, and what support they get",
    ),
    section(
        "Response planning",
        &["response planning", "planning", "our plan", "safety profile"],
        "how your plan is made, and how often",
    ),
    section(
        "Responding to patient safety incidents",
        &["respond", "response"],
        "how incidents are recorded, how a response is chosen, and how its actions are followed up",
    ),
    anywhere(
        "Oversight roles and responsibilities",
        &["oversight", "responsib", "accountab", "roles", "governance"],
        "which roles answer for what",
    ),
    section(
        "Complaints and appeals",
        &["complain", "appeal", "unhappy", "not happy", "not satisfied", "disagree", "concern"],
        "what people can do when they are unhappy with a response",
    ),
];

/// What a plan says (published plans, 2023).
pub const PLAN_SECTIONS: &[Section] = &[
    anywhere("Introduction", &["introduction", "foreword", "about this plan", "background"], "what the plan is for"),
    anywhere(
        "Our services",
        &["our services", "our service", "about us", "who we are", "our organisation"],
        "who you care for, and where",
    ),
    section(
        "Defining our patient safety incident profile",
        &["incident profile", "safety profile", "what we know", "situational analysis"],
        "what your information tells you, and who helped to make sense of it",
    ),
    section(
        "Defining our patient safety improvement profile",
        &["improvement"],
        "the improvement work that is under way",
    ),
    section(NATIONAL_SECTION, &["national"], "anything special about how you meet these requirements"),
    section(LOCAL_SECTION, &["local"], "why you chose these priorities, and who helped to choose them"),
];

/// The section of a plan that holds the table of national requirements.
pub const NATIONAL_SECTION: &str = "National requirements";

/// The section of a plan that holds the table of local priorities.
pub const LOCAL_SECTION: &str = "Local focus";

/// What a learning summary says.
pub const LEARNING_SECTIONS: &[Section] = &[
    anywhere(
        "What happened",
        &["what happened", "the event", "summary of"],
        "what happened, without anything that could tell who was involved",
    ),
    anywhere(
        "What contributed",
        &["contribut", "why", "what we found", "findings", "what helped", "what went well"],
        "what in the work system made it more likely, and what helped",
    ),
    anywhere("What we learned", &["learn", "lesson"], "what others could learn from it"),
    anywhere(
        "What we are doing",
        &["what we are doing", "doing", "action", "improv", "change", "next", "we will do", "do more"],
        "what is changing; the actions themselves stand in the front matter",
    ),
];

/// The columns of a plan's table of national requirements.
pub const NATIONAL_COLUMNS: &[&str] =
    &["Incident type", "Required response", "Anticipated improvement route", "Lead organisation"];

/// The columns of a plan's table of local priorities.
pub const LOCAL_COLUMNS: &[&str] = &["Incident type or issue", "Planned response", "Anticipated improvement route"];

/// A row that a plan's table of national requirements is expected to have.
pub struct NationalRow {
    /// The incident.
    pub name: &'static str,
    /// Words of which any wording of it has one.
    pub words: &'static [&'static str],
    /// What is required.
    pub response: &'static str,
    /// Where what is learned leads.
    pub route: &'static str,
    /// Who leads. Empty: the organisation itself.
    pub lead: &'static str,
}

const fn row(
    name: &'static str,
    words: &'static [&'static str],
    [response, route, lead]: [&'static str; 3],
) -> NationalRow {
    NationalRow { name, words, response, route, lead }
}

const INVESTIGATION: &str = "Locally led patient safety incident investigation";
const ACTIONS: &str = "Safety actions for the learning";
const ANSWER: &str = "Response to the recommendations";

/// Rows that a plan's table of national requirements is expected to have. From the framework's guide to responding,
/// 2022; a site adds to no row, it has its own.
pub const NATIONAL_ROWS: &[NationalRow] = &[
    row("Never Events", &["never event"], [INVESTIGATION, ACTIONS, ""]),
    row(
        "deaths thought more likely than not to be due to problems in care",
        &["more likely than not", "problems in care"],
        [INVESTIGATION, ACTIONS, ""],
    ),
    row(
        "deaths of people detained under the Mental Health Act or to whom the Mental Capacity Act applies",
        &["mental health act", "mental capacity act", "detained"],
        [INVESTIGATION, ACTIONS, ""],
    ),
    row(
        "homicides by people in receipt of mental health care",
        &["homicide"],
        ["Referral to the regional team of NHS England", ANSWER, "NHS England"],
    ),
    row(
        "maternity and newborn incidents that meet the national criteria",
        &["maternity", "neonatal", "newborn", "mnsi"],
        [
            "Referral to Maternity and Newborn Safety Investigations",
            ANSWER,
            "Maternity and Newborn Safety Investigations",
        ],
    ),
    row(
        "deaths of children",
        &["child death", "death of a child", "deaths of children", "child deaths", "cdop"],
        ["Referral to the Child Death Overview Panel", ANSWER, "Child Death Overview Panel"],
    ),
    row(
        "deaths of people with a learning disability and autistic people",
        &["learning disabilit", "leder", "autistic"],
        ["Referral for a LeDeR review", ANSWER, "LeDeR"],
    ),
    row("safeguarding incidents", &["safeguarding"], ["Referral to the local authority", ANSWER, "Local authority"]),
    row(
        "incidents in screening programmes",
        &["screening"],
        ["Report to screening quality assurance", ACTIONS, "Screening quality assurance"],
    ),
    row(
        "deaths in custody",
        &["custody", "prison"],
        ["Referral to the Prisons and Probation Ombudsman", ANSWER, "Prisons and Probation Ombudsman"],
    ),
    row(
        "domestic homicide",
        &["domestic homicide", "domestic abuse"],
        ["Information for the Community Safety Partnership", ANSWER, "Community Safety Partnership"],
    ),
];

/// Whether a title is one of the documents that the framework asks for.
pub fn is_about_response(title: &str) -> bool {
    let title = title.to_lowercase();
    title.contains("incident response") || title.contains("psirf") || title.contains("psirp")
}

/// The expected sections that none of some headings stands for. `extra` is the name under which a site adds its own
/// headings, as "Expected section = our heading".
pub fn missing_sections(
    expected: &'static [Section],
    headings: &[String],
    extra: &str,
    config: &Config,
) -> Vec<&'static str> {
    let own = |name: &str| {
        let added = config.vocabularies.get(extra).into_iter().flatten();
        added
            .filter_map(|line| line.split_once('='))
            .filter(|(known, _)| slug(known) == slug(name))
            .map(|(_, heading)| heading.trim().to_lowercase())
            .collect::<Vec<_>>()
    };
    let is_there = |section: &Section| {
        let own = own(section.name);
        headings.iter().any(|heading| {
            let heading = heading.to_lowercase();
            section.words.iter().any(|word| heading.contains(word))
                || own.iter().any(|own| heading.contains(own.as_str()))
        })
    };
    expected.iter().filter(|section| !is_there(section)).map(|section| section.name).collect()
}
