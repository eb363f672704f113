//! What a partner's page tells of the partner's health, where they have agreed to nothing being said of it.
//!
//! Partners speak of illnesses all the time: the group for sepsis, the work with people who have dementia. So only what
//! somebody says of themselves, or what is said of one person, is told, and as a warning.

use std::sync::LazyLock;

use regex::Regex;

use super::check::Subject;
use super::waivers::words_of;
use crate::diagnostic::Diagnostic;
use crate::kinds::Kind;
use crate::kinds::partner::{PartnerRecord, Story};
use crate::rule;
use crate::source::Span;

rule!(/// A partner's page tells of their health, and they did not agree to that.
    HEALTH = "anon/partner-health", Warning, None, super::consent::UK_GDPR);

/// Looks at the words of a profile that are published.
pub(super) fn look(subject: &Subject<'_>, record: &PartnerRecord, found: &mut Vec<Diagnostic>) {
    let meta = &subject.page.document.meta;
    let Kind::Partner(profile) = &meta.kind else { return };
    if profile.story == Story::Withheld || record.consent.as_ref().is_none_or(|consent| consent.health) {
        return;
    }
    let of_passages = subject
        .passages
        .iter()
        .flat_map(|it| health(&it.text).into_iter().map(|range| (it.span(range.clone()), words_of(&it.text[range]))));
    let of_keys = [("description", meta.common.description.as_deref()), ("quote", profile.quote.as_deref())];
    let of_keys = of_keys.into_iter().filter_map(|(key, words)| {
        let words = words.filter(|words| !health(words).is_empty())?;
        Some((meta.place(key), words_of(words)))
    });
    let places: Vec<(Span, String)> = of_passages.chain(of_keys).collect();
    for (place, words) in places {
        let message = "this may tell of the partner's health, and they have not agreed to that";
        let help = "take it out, or ask the partner again and record the answer under `consent: health`";
        let told = Diagnostic::new(&HEALTH, subject.page.document.path(), place, message);
        found.push(told.help(help).hidden().about([&*words]));
    }
}

/// Where a text may tell of one person's own health.
fn health(text: &str) -> Vec<std::ops::Range<usize>> {
    let is_of_one = |start: usize| {
        let sentence = text[..start].rsplit(['.', '?', '!']).next().unwrap_or_default();
        let words: Vec<&str> = sentence.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        !words.iter().rev().take(6).any(|word| OTHERS.contains(&word.to_lowercase().as_str()))
    };
    let is_of_work = |end: usize| {
        let next = text[end..].split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
        let is_close = text[end..].starts_with([' ', '-', '’', '\'']);
        is_close && next.is_some_and(|word| WORK.contains(&word.to_lowercase().as_str()))
    };
    let illnesses = ILLNESS.find_iter(text).filter(|it| is_of_one(it.start()) && !is_of_work(it.end()));
    let states = STATE.find_iter(text).filter(|it| is_of_one(it.start()) && !is_of_work(it.end()));
    illnesses.chain(states).map(|it| it.range()).collect()
}

/// Words for people at large.
const OTHERS: &[&str] = &[
    "people",
    "patients",
    "those",
    "others",
    "families",
    "family",
    "carers",
    "anyone",
    "anybody",
    "someone",
    "somebody",
    "everyone",
    "adults",
    "children",
    "women",
    "men",
    "users",
    "staff",
    "relatives",
    "residents",
    "nobody",
    "charity",
    "network",
    "community",
    "group",
];

/// Words after an illness that make it a field of work.
const WORK: &[&str] = &[
    "service",
    "services",
    "nurse",
    "nurses",
    "team",
    "teams",
    "group",
    "groups",
    "care",
    "ward",
    "wards",
    "charity",
    "research",
    "committee",
    "awareness",
    "clinic",
    "clinics",
    "unit",
    "network",
    "training",
    "policy",
    "specialist",
    "campaign",
    "prevention",
    "pathway",
    "strategy",
    "project",
    "work",
    "friendly",
    "support",
    "forum",
    "audit",
];

static ILLNESS: LazyLock<Regex> = LazyLock::new(|| {
    const LEAD: &str = r"i have(?: had)?|i['’]ve(?: had)?|i had|has(?: had)?|had|(?:who|and) has|(?:i |who |she |he |and )?(?:live|lives|lived|living) with|(?:was |been |were )?diagnosed with|suffer(?:s|ed)? (?:from|with)|(?:have |has )?survived|survivor of|recover(?:ed|ing|s)? from|(?:was |been )?treated for|treatment for|because of (?:my|her|his)|after (?:my|her|his|a|an)|my(?: own)?|her(?: own)?|his(?: own)?|affected by|in remission from|is on|am on|need(?:s|ed)?";
    const ILL: &str = r"diabetes|asthma|epilepsy|cancers?|leukaemia|lymphoma|myeloma|melanoma|tumours?|strokes?|heart (?:attacks?|failure|disease|condition|problems?|bypass)|angina|copd|emphysema|dementia|alzheimer['’]?s?|parkinson['’]?s?|multiple sclerosis|motor neurone disease|hiv|aids|hepatitis(?: [abc])?|depression|anxiety|bipolar(?: disorder)?|schizophrenia|psychosis|ptsd|ocd|adhd|autism|arthritis|osteoporosis|lupus|crohn['’]s|colitis|coeliac disease|kidney (?:disease|failure|transplant)|liver (?:disease|failure|transplant)|transplant|sepsis|long covid|fibromyalgia|endometriosis|sickle cell|cystic fibrosis|thyroid (?:disease|problems?)|high blood pressure|hypertension|eating disorder|anorexia|bulimia|self-harm|addiction|alcohol (?:problems?|dependence)|(?:brain|spinal|head) (?:cord )?injury|amputation|(?:learning |physical )?disabilit(?:y|ies)|visual impairment|sight loss|hearing loss|stoma|colostomy|dialysis|chemotherapy|radiotherapy|miscarriages?|stillbirth|overdose|breakdown|(?:health |heart |medical |mental health |lung |skin |rare |chronic |long-term |lifelong |serious )(?:conditions?|illness(?:es)?|problems?)|mental illness|(?:hip|knee) replacement|mastectomy|hysterectomy|surgery|operation|pacemaker|insulin|antidepressants";
    pattern(&format!(
        r"(?i)\b(?:{LEAD}) (?:(?:an?|the|my|her|his|both|with|from|own|very|mild|severe|serious|chronic|major|early|early-onset|young-onset|type (?:1|2|one|two)|stage [a-z0-9]+|hip|knee|heart|eye|breast|bowel|lung|prostate|skin|ovarian|cervical|blood|brain|bladder|kidney|rheumatoid|clinical|post-?natal|vascular|metastatic|terminal|secondary|incurable|life-limiting|several|two|three|emergency) ){{0,4}}(?:{ILL})\b"
    ))
});

static STATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:(?:i am|i['’]m|i was|she is|he is|is|was|being|became|become|registered) (?:an? |also |now |severely |partially |partly |profoundly |registered |type (?:1|2|one|two) ){0,3}(?:diabetic|epileptic|asthmatic|autistic|neurodivergent|disabled|deaf|blind|sight-impaired|partially sighted|bipolar|hiv[- ]positive|in remission|wheelchair user|amputee|cancer survivor|stroke survivor|suicidal|sectioned|bedbound|housebound|terminally ill|paralysed)|uses? a wheelchair|tried to (?:end|take) (?:my|her|his) (?:own )?life)\b",
    )
});

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("{error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_tells_of_their_own_health_is_found() {
        for text in [
            "Moira has type 2 diabetes.",
            "I have lived with epilepsy since I was a child.",
            "She was diagnosed with breast cancer in 2019.",
            "My own depression made me want to help.",
            "I've had a stroke and a hip replacement.",
            "I am deaf and use a hearing loop.",
            "He uses a wheelchair.",
            "I am on dialysis three times a week.",
            "I live with a long-term condition.",
        ] {
            assert!(!health(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_is_said_of_others_and_of_work_is_not() {
        for text in [
            "I sit on the group that looks at falls and sepsis.",
            "I speak for people living with dementia.",
            "Patients who have diabetes tell me what food is like.",
            "She has sepsis awareness as her subject.",
            "Her interests are diabetes and mental health.",
            "He was a cancer nurse for 20 years and is on the heart failure group.",
            "I help the diabetes team to write letters.",
            "I ask the question that everyone else thinks is too simple.",
            "I spent years helping people to be heard in meetings.",
        ] {
            assert!(health(text).is_empty(), "{text}");
        }
    }
}
