//! Vocabularies of the field, each with its date and source. They change, so `vocabularies:` in site.yaml adds to any of
//! them by its name: no list here is law.

use crate::config::Config;
use crate::document::words::slug;

/// A list of terms, each with other ways to say it.
pub struct Vocabulary {
    /// Its name in `vocabularies:` of site.yaml.
    pub name: &'static str,
    /// Each term, its usual form first.
    pub terms: &'static [&'static [&'static str]],
}

impl Vocabulary {
    /// Whether a text holds one of the terms, in any of its forms or as the site adds them.
    pub fn is_in(&self, text: &str, config: &Config) -> bool {
        let text = folded(text);
        let own = config.vocabularies.get(self.name).into_iter().flatten();
        self.terms
            .iter()
            .copied()
            .flatten()
            .copied()
            .chain(own.map(String::as_str))
            .any(|term| text.contains(&folded(term)))
    }

    /// Whether a value is one of the terms and nothing else.
    pub fn has(&self, value: &str, config: &Config) -> bool {
        let value = slug(value);
        let own = config.vocabularies.get(self.name).into_iter().flatten();
        self.terms.iter().copied().flatten().copied().chain(own.map(String::as_str)).any(|term| slug(term) == value)
    }

    /// The usual form of each term.
    pub fn names(&self) -> Vec<&'static str> {
        self.terms.iter().map(|forms| forms[0]).collect()
    }
}

/// Words between hyphens, so that a term is found as words and not inside one: "-after-action-review-".
fn folded(text: &str) -> String {
    format!("-{}-", slug(text))
}

/// How an organisation may respond to an incident (practice under the framework, 2024).
pub const RESPONSE_TYPES: Vocabulary = Vocabulary {
    name: "response_types",
    terms: &[
        &[
            "patient safety incident investigation",
            "PSII",
            "PSIIs",
            "investigation",
            "patient safety incident investigations",
        ],
        &["after action review", "AAR", "after action reviews", "after-action review"],
        &["multidisciplinary team review", "MDT review", "multidisciplinary review", "multi-disciplinary team review"],
        &["SWARM huddle", "SWARM", "huddle", "swarm-based huddle"],
        &["thematic review", "thematic analysis", "thematic reviews", "themed review"],
        &["structured judgement review", "structured judgement", "SJR"],
        &["case note review", "case record review", "case review", "casenote review"],
        &[
            "no further response",
            "no further action",
            "informs improvement",
            "local review",
            "improvement plan",
            "quality improvement",
        ],
        &["referral", "refer", "report to", "information for", "notify", "reported to", "referred to"],
    ],
};

/// Who leads where a response is set nationally (2024).
pub const LEAD_BODIES: Vocabulary = Vocabulary {
    name: "lead_bodies",
    terms: &[
        &[
            "the organisation itself",
            "trust",
            "provider",
            "organisation",
            "hospice",
            "we",
            "us",
            "our organisation",
            "locally led",
            "local",
        ],
        &["Maternity and Newborn Safety Investigations", "MNSI"],
        &["NHS England", "NHSE", "NHS England regional team", "regional team", "RIIT"],
        &["Child Death Overview Panel", "CDOP", "child death review"],
        &["LeDeR"],
        &[
            "local authority",
            "council",
            "safeguarding board",
            "safeguarding adults board",
            "safeguarding partnership",
            "safeguarding children partnership",
            "local designated professionals",
        ],
        &["screening quality assurance", "screening quality assurance service", "SQAS"],
        &["Prisons and Probation Ombudsman", "PPO"],
        &["Independent Office for Police Conduct", "IOPC"],
        &["Community Safety Partnership", "CSP", "community safety partnerships"],
        &["integrated care board", "ICB"],
        &["Health Services Safety Investigations Body", "HSSIB"],
        &["coroner", "police", "Health and Safety Executive", "Care Quality Commission", "CQC", "HSE"],
    ],
};

/// Rows that a plan's table of national requirements is expected to have, by words that any wording of them holds. From
/// the framework's guide to responding, 2022; a site adds to no row, it has its own.
pub const NATIONAL_ROWS: &[(&str, &[&str])] = &[
    ("Never Events", &["never event"]),
    (
        "deaths thought more likely than not to be due to problems in care",
        &["more likely than not", "problems in care"],
    ),
    (
        "deaths of people detained under the Mental Health Act or to whom the Mental Capacity Act applies",
        &["mental health act", "mental capacity act", "detained"],
    ),
    ("homicides by people in receipt of mental health care", &["homicide"]),
    ("maternity and newborn incidents that meet the national criteria", &["maternity", "neonatal", "newborn", "mnsi"]),
    ("deaths of children", &["child death", "death of a child", "deaths of children", "child deaths", "cdop"]),
    ("deaths of people with a learning disability and autistic people", &["learning disabilit", "leder", "autistic"]),
    ("safeguarding incidents", &["safeguarding"]),
    ("incidents in screening programmes", &["screening"]),
    ("deaths in custody", &["custody", "prison"]),
    ("domestic homicide", &["domestic homicide", "domestic abuse"]),
];

/// Physical harm (LFPSE taxonomy v5, January 2023).
pub const PHYSICAL_HARM: Vocabulary = Vocabulary {
    name: "physical_harm",
    terms: &[
        &["no", "none", "no physical harm", "no harm"],
        &["low", "low physical harm"],
        &["moderate", "moderate physical harm"],
        &["severe", "severe physical harm"],
        &["fatal"],
    ],
};

/// Psychological harm, which has no fatal grade (LFPSE taxonomy v5, January 2023).
pub const PSYCHOLOGICAL_HARM: Vocabulary = Vocabulary {
    name: "psychological_harm",
    terms: &[
        &["no", "none", "no psychological harm", "no harm"],
        &["low", "low psychological harm"],
        &["moderate", "moderate psychological harm"],
        &["severe", "severe psychological harm"],
    ],
};

/// The only ages that a summary shows (LFPSE taxonomy v5, January 2023).
pub const AGE_BRACKETS: Vocabulary = Vocabulary {
    name: "age_brackets",
    terms: &[
        &["0–14 days", "0 to 14 days", "0-14 days"],
        &["15–28 days", "15 to 28 days", "15-28 days"],
        &["1–11 months", "1 to 11 months", "1-11 months"],
        &["1–4", "1 to 4", "1 to 4 years", "1-4 years"],
        &["5–9", "5 to 9", "5 to 9 years", "5-9 years"],
        &["10–15", "10 to 15", "10 to 15 years", "10-15 years"],
        &["16 and 17", "16 and 17 years", "16 to 17"],
        &["18–25", "18 to 25", "18 to 25 years", "18-25 years"],
        &["26–45", "26 to 45", "26 to 45 years", "26-45 years"],
        &["46–65", "46 to 65", "46 to 65 years", "46-65 years"],
        &["66–85", "66 to 85", "66 to 85 years", "66-85 years"],
        &["over 85 years", "over 85"],
    ],
};

/// The kinds of place, which stand for the names of wards and sites (LFPSE taxonomy v5, January 2023).
pub const SETTINGS: Vocabulary = Vocabulary {
    name: "settings",
    terms: &[
        &["public place"],
        &["private home", "home"],
        &["care home"],
        &["hospital"],
        &["mental health unit"],
        &["GP building", "GP surgery"],
        &["community pharmacy", "pharmacy"],
        &["other healthcare building"],
        &["ambulance"],
        &["prison"],
        &["none"],
        &["unknown"],
    ],
};

/// The kinds of event (LFPSE).
pub const EVENT_TYPES: Vocabulary =
    Vocabulary { name: "event_types", terms: &[&["incident"], &["outcome"], &["risk"], &["good care"]] };

/// How far a safety action is.
pub const ACTION_STATUSES: Vocabulary = Vocabulary {
    name: "action_statuses",
    terms: &[
        &["planned", "not started"],
        &["in progress", "started", "under way", "on track"],
        &["done", "complete", "completed", "closed"],
        &["delayed", "late", "overdue"],
        &["stopped", "superseded"],
    ],
};

/// The vocabulary of each key of a learning summary that has one, by the keys that lead to it.
pub const OF_LEARNING: &[(&str, &Vocabulary)] = &[
    ("setting", &SETTINGS),
    ("response_type", &RESPONSE_TYPES),
    ("event_type", &EVENT_TYPES),
    ("harm.physical", &PHYSICAL_HARM),
    ("harm.psychological", &PSYCHOLOGICAL_HARM),
    ("age_bracket", &AGE_BRACKETS),
    ("actions.status", &ACTION_STATUSES),
];

/// Every name that has a meaning under `vocabularies:` of site.yaml, and what stands there.
pub const SITE_NAMES: &[(&str, &str)] = &[
    (RESPONSE_TYPES.name, "More ways to respond to an incident."),
    (LEAD_BODIES.name, "More bodies that lead a response."),
    (PHYSICAL_HARM.name, "More grades of physical harm."),
    (PSYCHOLOGICAL_HARM.name, "More grades of psychological harm."),
    (AGE_BRACKETS.name, "More brackets of age."),
    (SETTINGS.name, "More kinds of place."),
    (EVENT_TYPES.name, "More kinds of event."),
    (ACTION_STATUSES.name, "More ways to say how far a safety action is."),
    ("themes", "The themes of learning summaries. Once there are any, no summary may have another."),
    ("abbreviations", "Abbreviations that all your readers know, which need not be written out."),
    (
        "policy_sections",
        "Your headings for the sections of a policy, as \"Complaints and appeals = Putting things right\".",
    ),
    ("plan_sections", "Your headings for the sections of a plan, as \"Local focus = Our priorities\"."),
    (
        "learning_sections",
        "Your headings for the sections of a learning summary, as \"What contributed = The wider picture\".",
    ),
];

/// What a policy says, by headings that are read loosely (the national template, 2022).
pub const POLICY_SECTIONS: &[(&str, &[&str])] = &[
    ("Purpose", &["purpose", "aim", "introduction", "what this policy is for"]),
    ("Scope", &["scope", "who this policy applies to", "who it applies to"]),
    ("Our patient safety culture", &["culture"]),
    ("Patient safety partners", &["partner"]),
    ("Addressing health inequalities", &["inequalit", "equality", "fairness"]),
    ("Engaging and involving patients, families and staff", &["engag", "involv"]),
    ("Response planning", &["response planning", "planning", "our plan", "safety profile"]),
    ("Responding to patient safety incidents", &["respond", "response"]),
    ("Oversight roles and responsibilities", &["oversight", "responsib", "accountab", "roles", "governance"]),
    ("Complaints and appeals", &["complain", "appeal", "unhappy", "not happy", "not satisfied", "disagree", "concern"]),
];

/// What a plan says, by headings that are read loosely (published plans, 2023).
pub const PLAN_SECTIONS: &[(&str, &[&str])] = &[
    ("Introduction", &["introduction", "foreword", "about this plan", "background"]),
    ("Our services", &["our services", "our service", "about us", "who we are", "our organisation"]),
    (
        "Defining our patient safety incident profile",
        &["incident profile", "safety profile", "what we know", "situational analysis"],
    ),
    ("Defining our patient safety improvement profile", &["improvement"]),
    ("National requirements", &["national"]),
    ("Local focus", &["local"]),
];

/// What a learning summary says, by headings that are read loosely.
pub const LEARNING_SECTIONS: &[(&str, &[&str])] = &[
    ("What happened", &["what happened", "the event", "summary of"]),
    ("What contributed", &["contribut", "why", "what we found", "findings", "what helped", "what went well"]),
    ("What we learned", &["learn", "lesson"]),
    (
        "What we are doing",
        &["what we are doing", "doing", "action", "improv", "change", "next", "we will do", "do more"],
    ),
];

/// The expected sections that none of some headings stands for. `extra` is the name under which a site adds its own
/// headings, as "Expected section = our heading".
pub fn missing_sections<'a>(
    expected: &'a [(&'a str, &'a [&'a str])],
    headings: &[String],
    extra: &str,
    config: &Config,
) -> Vec<&'a str> {
    let own = |name: &str| {
        let added = config.vocabularies.get(extra).into_iter().flatten();
        added
            .filter_map(|line| line.split_once('='))
            .filter(|(known, _)| slug(known) == slug(name))
            .map(|(_, heading)| heading.trim().to_lowercase())
            .collect::<Vec<_>>()
    };
    let is_there = |name: &str, words: &[&str]| {
        let own = own(name);
        headings.iter().any(|heading| {
            let heading = heading.to_lowercase();
            words.iter().any(|word| heading.contains(word)) || own.iter().any(|own| heading.contains(own.as_str()))
        })
    };
    expected.iter().filter(|(name, words)| !is_there(name, words)).map(|(name, _)| *name).collect()
}
