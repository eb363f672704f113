//! What happened to a patient, told on a page that is no learning summary: "a 15-year-old girl was admitted".
//!
//! Policies and plans are written from real incidents. Without the name such a passage still says who it was, to those
//! who were there. So an age, a person and what befell them in one sentence are told as a warning, and a name beside
//! them is an error. What could happen to anybody, and what a court has made public, is no such story.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::anonymity::{ICO, NAME, once, vocabulary};
use super::check::{Check, Run, Subject};
use super::cues::Cues;
use super::named::{POSTS, contacts, is_of_a_post};
use super::passage::sentences;
use super::waivers::words_of;
use crate::anonymity::{self, Identifier, Kind as What, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::kinds::Kind;
use crate::rule;

rule!(/// What happened to one patient, told on a page that is no learning summary.
    STORY = "anon/patient-story", Warning, None, ICO);

/// The check of every page that is neither a summary nor a partner's.
pub const STORIES: Check = Check { rules: &[&STORY], run: Run::Page(run) };

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let page = subject.page;
    if super::anonymity::is_summary(page) || matches!(page.document.meta.kind, Kind::Partner(_)) {
        return;
    }
    let path = page.document.path();
    let mut patients: Vec<String> = Vec::new();
    let mut own: Option<Vocabulary> = None;
    for passage in subject.passages.iter().filter(|it| it.cues.has(Cues::DIGIT) || it.text.contains("old")) {
        let text = passage.text.as_str();
        let stories = of_patients(text);
        for story in &stories {
            let message = "this tells what happened to a patient, with their age";
            let help = "leave it out, or say in general terms what it shows; what was learned from it belongs in a learning summary, where everything that could say who it was is looked for";
            let words = words_of(&text[story.clone()]);
            let told = Diagnostic::new(&STORY, path, passage.span(story.clone()), message);
            found.push(told.help(help).hidden().about([&*words]));
        }
        if !stories.is_empty() {
            let own = own.get_or_insert_with(|| vocabulary(&subject.site.config));
            for name in patients_named(text, own) {
                let words = &text[name.range.clone()];
                patients
                    .extend(words.split(|c: char| !c.is_alphanumeric()).filter(|it| is_a_name(it)).map(str::to_owned));
            }
        }
    }
    if patients.is_empty() {
        return;
    }
    // Once it is known who the story is of, every mention of them is.
    let contacts = contacts(subject.body);
    for passage in subject.passages {
        let text = passage.text.as_str();
        for name in mentions(text, &patients) {
            let place = passage.span(name.clone());
            if is_of_staff(text, &name) || contacts.iter().any(|it| it.holds(place)) {
                continue;
            }
            let message = "this may be the name of the patient whose story this page tells";
            let help = "write “the patient” instead, or leave it out";
            let told = Diagnostic::new(&NAME, path, place, message).help(help).hidden();
            found.push(told.about([&*words_of(&text[name])]));
        }
    }
}

/// Where some names stand in a text, those beside each other as one.
fn mentions(text: &str, names: &[String]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let place = start..start + word.len();
        start = place.end + text[place.end..].chars().next().map_or(0, char::len_utf8);
        if !names.iter().any(|name| name == word) {
            continue;
        }
        match found.last_mut() {
            Some(last) if text[last.end..place.start].trim().is_empty() => last.end = place.end,
            _ => found.push(place),
        }
    }
    found
}

fn is_a_name(word: &str) -> bool {
    word.chars().count() > 1 && word.starts_with(char::is_uppercase)
}

/// The names in a story of those who are not there by their post.
pub fn patients_named(text: &str, own: &Vocabulary) -> Vec<Identifier> {
    let mut names = once(anonymity::scan(text, own));
    names.retain(|it| {
        it.kind == What::Name && !is_of_staff(text, &it.range) && !text[it.range.clone()].starts_with("Dr ")
    });
    names
}

/// Whether somebody is named with their post, before the name or after it.
fn is_of_staff(text: &str, name: &Range<usize>) -> bool {
    const TITLES: &[&str] = &["dr", "prof", "matron", "doctor", "registrar", "surgeon", "practitioner", "hospital"];
    let before = text[..name.start].rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty());
    is_of_a_post(text, name)
        || before.map(str::to_lowercase).is_some_and(|it| POSTS.contains(&&*it) || TITLES.contains(&&*it))
}

/// The sentences of a text that tell what happened to one patient.
pub fn of_patients(text: &str) -> Vec<Range<usize>> {
    let may_tell = ["old", "aged ", " of ", ", "].iter().any(|it| text.contains(it));
    if !may_tell || !AGED.is_match(text) || PUBLIC.is_match(text) {
        return Vec::new();
    }
    sentences(text).into_iter().filter(|sentence| tells(&text[sentence.clone()])).collect()
}

fn tells(sentence: &str) -> bool {
    let is_one = |person: &regex::Match<'_>| {
        !OF_AN_AGE.is_match(&sentence[person.end()..]) && !MANY.iter().any(|many| person.as_str().starts_with(many))
    };
    AGED.find_iter(sentence).filter(is_one).any(|person| {
        // The first word of what happened may end the person: "an 82-year-old was found".
        let end = person.as_str().rfind(' ').map_or(person.end(), |at| person.start() + at);
        let (before, after) = (&sentence[..person.start()], &sentence[end..]);
        !SUPPOSED.is_match(before) && EVENT.find(after).is_some_and(|event| !MAY.is_match(&after[..event.start()]))
            || (!SUPPOSED.is_match(before) && OF_EVENT.is_match(before))
    })
}

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("{error}"))
}

/// One person with their age.
static AGED: LazyLock<Regex> = LazyLock::new(|| {
    const PERSON: &str = "girl|boy|man|woman|male|female|lady|gentleman|patient|child|baby|infant|toddler|teenager|resident|mother|father|daughter|son|student|pensioner|person|inpatient|service user|widow|widower|grandmother|grandfather";
    const NUMBER: &str = "[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety";
    const UNIT: &str = "year|month|week|day";
    const DASH: &str = r"[\s\u{a0}‐‑–-]{1,2}";
    pattern(&format!(
        r"(?i)\b(?:an?|the|this|our|one|his|her|their){DASH}(?:[a-z]+ ){{0,2}}?(?:{NUMBER}){DASH}(?:{UNIT})s?{DASH}old(?:(?: [a-z-]+){{0,2}}? (?:{PERSON})\b|,| (?:was|had|who|died|fell|with|from|in|on)\b)|\b(?:an?|the|this|our|one|his|her|their) (?:[a-z-]+ ){{0,2}}?(?:{PERSON})\b(?:,? (?:aged|of) (?:just |only )?(?:{NUMBER})\b(?:{DASH}(?:{UNIT})s?(?:{DASH}(?:old|of age))?)?|, (?:{NUMBER})(?:,|\)| (?:{UNIT})s|(?: was| who| had)\b))|\b(?-i:[A-Z][a-z]+)(?: (?-i:[A-Z][\p{{L}}'’-]+))?,? (?:who was |was )?aged (?:just |only )?(?:{NUMBER})\b"
    ))
});

/// What happened to somebody.
static EVENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^.{0,160}?\b(?:(?:was|had been|has been|were) (?:also |then |later |not |never |urgently |wrongly |sadly |recently |first |initially )?(?:re-?)?(?:admitted|brought|taken|transferred|discharged|referred|seen|found|given|treated|diagnosed|operated|moved|sent|assessed|prescribed|injured|resuscitated|sectioned|detained|rushed|pronounced|known to have|placed on|connected|harmed|left)|died|fell|collapsed|refused|attended|presented|underwent|suffered|developed|deteriorated|self-discharged|absconded|went missing|arrived|overdosed|gave birth|took (?:his|her|their) own life|hanged|choked|came (?:in|to)|had (?:an? )?(?:[a-z-]+ )?(?:fall|stroke|heart attack|seizure|operation|overdose|arrest|miscarriage|reaction|surgery|bleed)|lost (?:his|her|their))\b",
    )
});

/// After an age that bounds a group.
static OF_AN_AGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^,? ?(?:(?:and|or|years and|years or) (?:over|under|above|below|older|younger|more|less|[0-9])|to [0-9]|[-–+])",
    )
});

/// People of an age, where a name could stand.
const MANY: &[&str] = &[
    "Patients",
    "People",
    "Children",
    "Adults",
    "Women",
    "Men",
    "Girls",
    "Boys",
    "Babies",
    "Infants",
    "Residents",
    "Anyone",
    "Anybody",
    "Everyone",
    "Everybody",
    "Those",
    "Someone",
    "Inpatients",
    "Persons",
    "Adolescents",
    "Users",
];

/// What happened, before the person it happened to: "the death of a 15-year-old girl".
static OF_EVENT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:death|suicide|killing|fall|collapse|admission|stillbirth) of $"));

/// Before a person who could be anybody.
static SUPPOSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:if|where|unless|whenever|wherever|any|every|each|suppose|imagine|should|could|may|might|must|would|e\.g\.|scenario|fictional|invented|for example|for instance|case law|not)\b",
    )
});

/// Between a person and what may happen to them.
static MAY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)\b(?:if|may|might|could|would|should|must|can|cannot|will|shall|who (?:is|are|has|have))\b")
});

/// What a court has made public.
static PUBLIC: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:v|vs?\.) [A-Z]|\[(?:19|20)[0-9]{2}\]|\b(?:EWCA|EWHC|UKSC|UKHL|EWCOP|WLR|Gillick|Bland|High Court|Supreme Court|Court of Appeal|Court of Protection|House of Lords|judge|ruled|ruling)\b|\bRe [A-Z]\b",
    )
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_to_a_patient_is_a_story() {
        for text in [
            "In January 2023 a 15-year-old girl was admitted to Larch Ward for an appendicectomy.",
            "In January 2023 a 15-year-old girl, Amy, was admitted to Larch Ward.",
            "A 67 year old man fell in the corridor and broke his hip.",
            "An 82-year-old was found on the floor at night.",
            "Our policy follows the death of a nine-year-old boy in our care.",
            "The patient, aged 43, was given ten times the dose.",
            "A woman of 31 died after the birth of her second child.",
            "Amy, aged 15, refused to let her mother be present.",
            "A two-week-old baby was sent home with jaundice.",
        ] {
            assert_eq!(of_patients(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn what_may_happen_to_anybody_is_none() {
        for text in [
            "A 16-year-old can consent to treatment.",
            "If a 15-year-old girl is admitted, ask who has parental responsibility.",
            "Where a 15-year-old girl was admitted as an emergency, treat her.",
            "A young person aged 16 or 17 is presumed to have capacity.",
            "Patients aged 65 and over were assessed for falls.",
            "People aged 18 to 25 were moved to adult services.",
            "In Gillick v West Norfolk [1986], the mother of a 15-year-old girl refused.",
            "In Re W, a 16-year-old girl refused treatment and the judge ruled against her.",
            "Any child aged 2 who was seen in clinic is weighed.",
            "The 10-year-old building was sold and staff were moved.",
            "The 5 year old policy was found to be out of date.",
            "A child of 12 may be able to understand what was said.",
            "A 15-year-old girl would be admitted to a children's ward.",
            "Of 40 patients, 12 fell. The patient, 2 nurses and a doctor were seen.",
        ] {
            assert!(of_patients(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn the_patient_of_a_story_is_named_and_staff_are_not() {
        let named = |text: &str| -> Vec<String> {
            let names = patients_named(text, &Vocabulary::default());
            names.into_iter().map(|it| text[it.range].to_owned()).collect()
        };
        assert_eq!(named("A 15-year-old girl, Amy, was admitted."), ["Amy"]);
        assert_eq!(named("A 15-year-old girl was admitted under Dr Anil Mehta."), [""; 0]);
        let text = "Amy Smith was sad. We heard Amy, and Amyas.";
        let mentions = mentions(text, &["Amy".to_owned(), "Smith".to_owned()]);
        assert_eq!(mentions, [0..9, 28..31]);
    }
}
