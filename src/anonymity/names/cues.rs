//! What stands beside a word and says that it is a person: a title, a relative, a deed, an age.

use super::around;
use super::tokens::{Gap, Shape, Word};
use crate::anonymity::data::Classes;
use crate::anonymity::words::{Among, lists};

lists!("names/cues": PERSONAL, PASSIVE, BROAD, INTRODUCING);

/// What a title or role before a name says of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// "Mrs", "Mr": nothing but that a person follows.
    Title,
    /// "Dr", "Sister", "HCA": a member of staff, by the group that may be named instead.
    Staff(&'static str),
    /// "his daughter", "Mum"
    Relative,
    /// "patient", "resident"
    Patient,
}

impl Cue {
    /// What to write instead of a name with this cue.
    pub(super) fn suggestion(self) -> &'static str {
        match self {
            Cue::Title | Cue::Patient => "the patient",
            Cue::Staff(group) => group,
            Cue::Relative => "a relative",
        }
    }
}

/// Titles that stand before names and nothing else.
const PLAIN: &[&str] =
    &["mr", "mrs", "ms", "miss", "mx", "sir", "dame", "lady", "lord", "messrs", "mister", "missus", "madam"];

/// Titles of staff that stand before names and little else.
const DOCTORS: &[&str] = &["dr", "doctor", "prof", "professor"];

/// What may be named instead of a member of staff, by the words for the role.
const GROUPS: &[(&str, &[&str])] = &[
    ("a senior nurse", &["sister", "sr", "matron", "manager", "charge", "nursing"]),
    ("a nurse", &["nurse", "nurses", "rn", "rgn", "rmn", "ssn", "cns", "anp", "associate"]),
    (
        "a doctor",
        &[
            "dr",
            "doctor",
            "prof",
            "professor",
            "registrar",
            "sho",
            "fy1",
            "fy2",
            "f1",
            "f2",
            "st1",
            "st2",
            "st3",
            "st4",
            "st5",
            "st6",
            "st7",
            "ct1",
            "ct2",
            "spr",
            "gp",
            "locum",
            "physician",
            "geriatrician",
            "anaesthetist",
            "radiologist",
            "psychiatrist",
            "paediatrician",
            "obstetrician",
            "cardiologist",
        ],
    ),
    ("a consultant", &["consultant"]),
    ("a surgeon", &["surgeon"]),
    ("a midwife", &["midwife", "midwives"]),
    ("a healthcare assistant", &["hca", "assistant", "carer"]),
    ("a pharmacist", &["pharmacist"]),
    ("a porter", &["porter"]),
    ("a paramedic", &["paramedic", "technician", "emt"]),
    (
        "a therapist",
        &["physio", "physiotherapist", "therapist", "ot", "dietitian", "podiatrist", "odp", "radiographer"],
    ),
    ("a police officer", &["pc", "dc", "sgt", "sergeant", "constable", "inspector", "insp", "officer"]),
    (
        "a member of staff",
        &[
            "worker",
            "receptionist",
            "clerk",
            "housekeeper",
            "chaplain",
            "coordinator",
            "investigator",
            "author",
            "lead",
            "director",
            "executive",
            "acp",
            "pa",
            "psychologist",
            "counsellor",
            "domestic",
            "volunteer",
            "interpreter",
            "secretary",
        ],
    ),
    ("a coroner", &["coroner"]),
];

/// A role that may also be a plain noun: "Sister Okafor" and "sister in charge".
pub(super) fn group(word: &Word) -> Option<&'static str> {
    let known = |words: &&(&str, &[&str])| words.1.contains(&word.folded.as_str());
    GROUPS.iter().find(known).map(|(group, _)| *group)
}

/// What the words before `at` say of it, and how sure that is: 2 for a title, 1 for a word that is often a plain noun.
pub(super) fn before(words: &[Word], at: usize) -> Option<(Cue, u8)> {
    let word = &words[at];
    let last = words.get(at.checked_sub(1)?)?;
    let near = word.joined() && word.gap != Gap::Hyphen;
    let listed = near || matches!(word.gap, Gap::Comma | Gap::Open | Gap::Other | Gap::Label);
    if near && last.folded == "dear" {
        return Some((Cue::Patient, 2));
    }
    let lower = last.shape == Shape::Lower;
    if last.is(Classes::FAMILY) && listed {
        let owned = at >= 2 && is_owner(words, at - 1);
        if owned && near {
            return Some((Cue::Relative, 2));
        }
        if owned || near && (lower || last.shape == Shape::Capital) && group(last).is_none() {
            return Some((Cue::Relative, 1));
        }
    }
    if matches!(last.folded.as_str(), "patient" | "resident" | "client" | "pt" | "baby")
        && (near || word.gap == Gap::Label)
        && !last.possessive
    {
        return Some((Cue::Patient, 1));
    }
    if !near && word.gap == Gap::Label && last.folded == "cons" {
        return Some((Cue::Staff("a consultant"), 1));
    }
    if !near && matches!(word.gap, Gap::Label | Gap::Comma | Gap::Open | Gap::Other) {
        let staff = || Cue::Staff(group(last).unwrap_or("a member of staff"));
        let named = matches!(last.folded.as_str(), "name" | "by" | "author" | "cc");
        return match word.gap {
            Gap::Label if last.is(Classes::ROLE) || named => Some((staff(), 1)),
            Gap::Comma | Gap::Open | Gap::Other if last.is(Classes::ROLE) => Some((staff(), 0)),
            _ => None,
        };
    }
    if !near || !last.is(Classes::TITLE.or(Classes::ROLE)) {
        return None;
    }
    if PLAIN.contains(&last.folded.as_str()) {
        return Some((Cue::Title, 2));
    }
    if DOCTORS.contains(&last.folded.as_str()) && !last.possessive {
        return Some((Cue::Staff("a doctor"), if lower && last.folded.len() > 4 { 1 } else { 2 }));
    }
    if last.possessive {
        return None;
    }
    if let Some(group) = group(last)
        && last.is(Classes::TITLE.or(Classes::ROLE))
    {
        return Some((Cue::Staff(group), 1));
    }
    last.is(Classes::TITLE).then_some((Cue::Title, 1))
}

/// "his wife", "the patient's daughter", "Agnes's mother": the word at `at` is somebody's.
fn is_owner(words: &[Word], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|index| words.get(index)) else { return false };
    let adjective = |word: &Word| {
        matches!(
            word.folded.as_str(),
            "elder"
                | "eldest"
                | "older"
                | "younger"
                | "youngest"
                | "late"
                | "adult"
                | "only"
                | "twin"
                | "elderly"
                | "baby"
                | "little"
                | "teenage"
                | "step"
        )
    };
    let owner = match at.checked_sub(2).and_then(|index| words.get(index)) {
        Some(earlier) if adjective(before) => earlier,
        _ => before,
    };
    owner.possessive || matches!(owner.folded.as_str(), "his" | "her" | "their" | "my" | "our" | "your" | "whose")
}

/// What the words after `at` say of it: "Agnes, her daughter", "Agnes (wife)", "Ji-woo Han, staff nurse".
pub(super) fn after(words: &[Word], at: usize) -> Option<(Cue, u8)> {
    let next = words.get(at + 1)?;
    if words[at].possessive && next.joined() && next.is(Classes::FAMILY) && next.shape == Shape::Lower {
        return Some((Cue::Patient, 2));
    }
    if !matches!(next.gap, Gap::Comma | Gap::Open) {
        return None;
    }
    let skip = usize::from(matches!(next.folded.as_str(), "his" | "her" | "their" | "the" | "a" | "our" | "my" | "an"));
    let owned = skip == 1;
    for offset in 0..3 {
        let word = words.get(at + 1 + skip + offset)?;
        if offset + skip > 0 && !word.joined() {
            return None;
        }
        if word.is(Classes::FAMILY) && (owned || next.gap == Gap::Open) && group(word).is_none() {
            return Some((Cue::Relative, 2));
        }
        if word.is(Classes::ROLE) && word.shape == Shape::Lower && offset + skip > 0
            || word.is(Classes::ROLE) && next.gap == Gap::Open
        {
            return Some((group(word).map_or(Cue::Patient, Cue::Staff), 1));
        }
    }
    None
}

/// How much the verb after a name speaks for a person: 3 when only people do it, 1 when things do it as often.
pub(super) fn deed(words: &[Word], at: usize) -> u8 {
    let Some(next) = words.get(at + 1) else { return 0 };
    if words[at].possessive || next.gap != Gap::Space || next.shape != Shape::Lower || !next.is(Classes::DEED) {
        return 0;
    }
    if PERSONAL.has(&next.folded) {
        return 3;
    }
    let passive = |word: &Word| PASSIVE.has(&word.folded);
    let auxiliary = matches!(next.folded.as_str(), "was" | "is" | "had" | "has" | "were");
    let rest = words.get(at + 2..(at + 5).min(words.len())).unwrap_or_default();
    let verb = rest.iter().find(|word| {
        !matches!(
            word.folded.as_str(),
            "been"
                | "not"
                | "being"
                | "then"
                | "also"
                | "later"
                | "already"
                | "never"
                | "very"
                | "so"
                | "still"
                | "first"
        )
    });
    match verb {
        Some(verb) if auxiliary && BROAD.has(&verb.folded) => 2,
        Some(verb) if auxiliary && passive(verb) => 3,
        _ => 1,
    }
}

/// "Agnes, 87," or "Agnes (87)" or "Agnes, aged 87".
pub(super) fn age(words: &[Word], at: usize) -> bool {
    let Some(next) = words.get(at + 1) else { return false };
    let number = |word: &Word| {
        word.shape == Shape::Number && word.range.len() <= 3
            || word.shape == Shape::Code && word.folded.len() <= 4 && word.folded.ends_with(['f', 'm', 'y'])
    };
    let aside = matches!(next.gap, Gap::Comma | Gap::Open);
    let counted = words.get(at + 2).is_some_and(|word| {
        word.gap == Gap::Space
            && word.shape == Shape::Lower
            && !matches!(
                word.folded.as_str(),
                "year" | "years" | "yrs" | "yo" | "weeks" | "months" | "days" | "month" | "week"
            )
    });
    aside
        && (number(next) && !counted
            || next.folded == "aged"
            || matches!(next.folded.as_str(), "an" | "a") && words.get(at + 2).is_some_and(number))
}

/// A small word before a name that often stands before people: "said", "asked", "with".
pub(super) fn introduces(words: &[Word], at: usize) -> u8 {
    let Some(before) = at.checked_sub(1).and_then(|index| words.get(index)) else { return 0 };
    if around::says_name(words, at) {
        return 2;
    }
    if words[at].gap != Gap::Space || before.shape != Shape::Lower || !before.is(Classes::CUE) {
        return 0;
    }
    1 + u8::from(INTRODUCING.has(&before.folded))
}
