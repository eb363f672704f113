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

    /// Whether a value is one of the terms of the list itself, which no site has added.
    pub fn is_national(&self, value: &str) -> bool {
        let value = slug(value);
        self.terms.iter().copied().flatten().any(|term| slug(term) == value)
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
