//! What sets somebody apart by how it is told, whatever the words: "the man from the advert", "the daughter of the head
//! porter", "victims of the chip shop explosion", "Occ: steeplejack", brothers who all died.

use super::Found;
use super::lexicon::{ARTICLE, NATIONALITY, OCCUPATION, PERSON, RELIGION, STAFF};
use super::portraits;
use super::tokens::{Class, Tokens};
use super::uncommon::{self, Told, told};
use crate::anonymity::Detail;
use crate::anonymity::data::Sorts;

/// How many words a description may have.
const WORDS_MAX: usize = 8;

/// The words that begin or end what sets somebody apart.
pub(super) const WORDS: &[&[&str]] = &[
    &[
        "the",
        "one",
        "our",
        "my",
        "occ",
        "occupation",
        "job",
        "employment",
        "profession",
        "sh",
        "shx",
        "hx",
        "all",
        "both",
        "was",
        "were",
        "had",
        "lost",
        "ran",
        "printed",
        "published",
        "carried",
        "used",
        "m",
        "f",
        "male",
        "female",
        "yo",
        "y",
        "yrs",
        "ex",
        "only",
        "sole",
        "youngest",
        "oldest",
        "wheelchair",
        "guide",
        "prosthetic",
        "stammer",
        "deaf",
        "blind",
        "twins",
        "triplets",
    ],
    HAPPENINGS,
    GATHERINGS,
    DEEDS,
    LOOKS,
    DWELLS,
];

/// What a word begins or ends that sets somebody apart.
pub(super) fn word(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    match tokens.lower(at) {
        "the" | "one" | "our" | "my" => one_who(found, at),
        "occ" | "occupation" | "job" | "employment" | "profession" | "sh" | "shx" | "hx" => labelled(found, at),
        "all" | "both" | "was" | "were" | "had" => bereaved(found, at),
        "lost" => lost(found, at),
        "member" | "members" | "elder" => member(found, at),
        "killed" | "murdered" | "stabbed" | "shot" => killed(found, at),
        "pet" => pet(found, at),
        "mp" | "msp" | "kc" | "qc" => initialled(found, at),
        "foot" | "feet" => tall(found, at),
        "handcuffed" | "shackled" => bound(found, at),
        "ran" | "printed" | "published" | "carried" | "used" => printed(found, at),
        "m" | "f" | "male" | "female" | "yo" | "y" | "yrs" => listed(found, at),
        "ex" => formerly(found, at),
        "only" | "sole" | "youngest" | "oldest" => owned(found, at),
        "wheelchair" | "guide" | "prosthetic" | "stammer" | "deaf" | "blind" | "twins" | "triplets" => apart(found, at),
        word if HAPPENINGS.contains(&word) => happening(found, at),
        word if GATHERINGS.contains(&word) => gathering(found, at),
        word if DEEDS.contains(&word) => deed(found, at),
        word if LOOKS.contains(&word) => looks(found, at),
        word if DWELLS.contains(&word) => dwells(found, at),
        _ => {}
    }
}

/// Whether a word stands for somebody.
fn somebody(tokens: &Tokens, at: usize) -> bool {
    tokens.has(at, PERSON | OCCUPATION)
        || tokens.any(at, PEOPLE)
        || portraits::agent(tokens, at)
        || uncommon::term(tokens, at).is_some_and(|term| term.sorts.any(Sorts::CALLING.or(Sorts::PERHAPS)))
}

/// Words for people, besides those for kin and trades.
const PEOPLE: &[&str] = &[
    "head",
    "leader",
    "governors",
    "governor",
    "founder",
    "survivor",
    "survivors",
    "victim",
    "winner",
    "owner",
    "landlord",
    "chair",
    "chairman",
    "president",
    "secretary",
    "treasurer",
    "director",
    "manager",
    "captain",
    "member",
    "members",
    "face",
    "voice",
    "juror",
    "witness",
    "heir",
    "patron",
    "subject",
    "author",
    "maker",
    "player",
    "keeper",
    "coach",
    "driver",
    "worker",
    "supervisor",
    "officer",
    "teacher",
    "star",
    "widow",
    "parents",
    "couple",
    "family",
    "lead",
    "candidate",
    "champion",
];

/// "the man from the furniture advert", "one of our own governors": who somebody is said to be, and what goes with it.
fn one_who(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let of_ours = tokens.is(at, "one") && tokens.is(at + 1, "of") && tokens.any(at + 2, &["our", "the", "its", "only"]);
    if tokens.is(at, "one") && !of_ours && !tokens.any(tokens.back(at, 1), &["the"])
        || tokens.is(at, "our") && tokens.is(tokens.back(at, 1), "of")
    {
        return;
    }
    let said = portraits::said(tokens, at)
        || beside(tokens, at)
        || tokens.is(at, "our") && tokens.any(tokens.back(at, 1), &["is", "was", ":", ","]);
    if !said || told(tokens, at, at + 1) < Told::Event {
        return;
    }
    let from = if of_ours { at + 2 } else { at + 1 };
    let mut head = None;
    for it in from..from + WORDS_MAX {
        if tokens.any(it, &["-", "'", "’", "s"]) && tokens.joined(it) {
            continue;
        }
        if !tokens.near(it) || !tokens.word(it) || !portraits::goes_on(tokens, it) {
            break;
        }
        if somebody(tokens, it) || of_ours && tokens.lower(it).ends_with('s') {
            head = Some(it);
        }
    }
    let Some(head) = head else { return };
    let next = head + 1;
    let tail = tokens
        .any(next, &["of", "from", "in", "at", "who", "that", "on", "with", "whose", "behind", "for", "to"])
        && tokens.near(next);
    let care = [
        "charge", "call", "duty", "question", "care", "shift", "bed", "bay", "room", "ward", "time", "here",
        "hospital", "team", "case", "caring", "looking", "next", "contact", "first", "falls", "safety",
    ];
    let in_care = tokens.ahead(next + 1, 3).any(|it| tokens.any(it, &care));
    let patient = tokens.any(head, &["patient", "person", "resident", "client", "member", "lead", "baby", "carer"]);
    let nurse = tokens.has(head, STAFF) && !of_ours;
    let ours = tokens.is(at, "our") && tokens.is(tokens.back(at, 1), ":");
    let past = (from..head).any(|it| tokens.any(it, &["retired", "former", "only", "first", "last"]));
    let whoever = tokens.any(head, &["person", "patient", "man", "woman", "doctor", "nurse", "one"])
        && tokens.any(next, &["who", "that", "on", "to", "with", "for", "in"])
        && (tokens.is(head, "person")
            || tokens.any(next, &["on", "to", "for"])
            || tokens.any(next + 1, &["found", "saw", "took", "called", "rang", "had", "was"]));
    if of_ours
        || ours
        || past && !patient
        || tail && !(in_care && !tokens.is(next, "of")) && !nurse && !(patient && in_care)
    {
        let end = tokens.ahead(next, 6).take_while(|it| tokens.word(*it)).last().unwrap_or(head);
        found.unusual(Detail::Role, tokens.range(at, if tail { end + 1 } else { head + 1 }));
    }
}

/// "The volunteer, the retired head of the school,": whether an article begins what is said beside somebody.
fn beside(tokens: &Tokens, at: usize) -> bool {
    let comma = tokens.back(at, 1);
    let last = tokens.back(comma, 1);
    tokens.is(comma, ",")
        && (tokens.has(last, PERSON | STAFF)
            || tokens.any(
                last,
                &["volunteer", "reporter", "porter", "complainant", "governor", "cleaner", "registrar", "member"],
            ))
        && tokens.behind(last, 4).any(|it| tokens.any(it, &["the", "this", "our", "her", "his", "a"]))
}

/// "Occ: steeplejack", "SHx – hermit": what stands after a label.
fn labelled(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let social = tokens.any(at, &["sh", "shx", "hx"]);
    let mark = tokens.any(at + 1, &[":", "-", "–", "—"]);
    if !tokens.ends_sentence(at) && !mark
        || social && (!mark || tokens.is(at, "hx") && !tokens.is(tokens.back(at, 1), "social"))
    {
        return;
    }
    let from = at + 1 + usize::from(mark);
    let from = from + usize::from(tokens.has(from, ARTICLE));
    let mut end = from;
    while end - from < WORDS_MAX && (portraits::goes_on(tokens, end) || tokens.any(end, &["-"]) && tokens.joined(end)) {
        end += 1;
    }
    let none = [
        "retired",
        "unemployed",
        "none",
        "nil",
        "unknown",
        "student",
        "n",
        "not",
        "housewife",
        "carer",
        "nurse",
        "worker",
        "description",
        "title",
        "summary",
        "role",
        "plan",
        "adverts",
        "advert",
        "roles",
        "reference",
        "share",
        "families",
        "id",
        "health",
        "descriptions",
        "lives",
        "independent",
        "nonsmoker",
        "smoker",
        "ex",
        "non",
        "band",
        "role",
        "satisfaction",
        "planning",
        "centre",
    ];
    if end == from || tokens.any(from, &none) || tokens.has(end - 1, STAFF) || tokens.any(end, &["and"]) && social {
        return;
    }
    let people = (from..end).any(|it| somebody(tokens, it));
    let closed = !tokens.near(end)
        || tokens.class(end) == Some(Class::Mark)
        || tokens.any(end, &["at", "in", "on", "of", "for", "with"]);
    if people && closed && !tokens.any(end, &[":", "/"]) {
        found.unusual(Detail::Occupation, tokens.range(from, end));
    }
}

/// Kin of whom more than one died, or who were killed.
fn bereaved(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let kin = [
        "brothers",
        "sisters",
        "sons",
        "daughters",
        "children",
        "parents",
        "grandmother",
        "mother",
        "father",
        "brother",
        "sister",
        "husband",
        "wife",
        "son",
        "daughter",
        "siblings",
        "babies",
        "cousins",
        "uncles",
        "aunts",
        "grandfather",
        "husbands",
    ];
    let ends = [
        "died",
        "murdered",
        "killed",
        "drowned",
        "shot",
        "stabbed",
        "executed",
        "jailed",
        "imprisoned",
        "hanged",
        "kidnapped",
    ];
    let Some(end) = tokens.ahead(at + 1, 4).find(|it| tokens.any(*it, &ends)) else { return };
    let hard = !tokens.any(end, &["died"]);
    let many = tokens.any(at, &["all", "both"]) || tokens.any(tokens.back(end, 1), &["all", "both", "also"]);
    if !(hard || many) {
        return;
    }
    if let Some(first) = tokens.behind(at, 5).find(|it| tokens.any(*it, &kin))
        && told(tokens, first, end) == Told::One
    {
        found.unusual(Detail::Family, tokens.range(first, end + 1));
    }
}

/// "had lost two earlier babies", "lost her sight in the blast".
fn lost(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let whom = [
        "babies",
        "children",
        "sons",
        "daughters",
        "brothers",
        "sisters",
        "twins",
        "husbands",
        "legs",
        "arms",
        "hands",
        "eye",
        "parents",
    ];
    let Some(end) = tokens.ahead(at + 1, 5).find(|it| tokens.any(*it, &whom)) else { return };
    if told(tokens, at, end) == Told::One
        || tokens.any(tokens.back(at, 1), &["had"]) && tokens.is(tokens.back(at, 2), "they")
    {
        found.unusual(Detail::Family, tokens.range(at, end + 1));
    }
}

/// "ran his picture across two pages".
fn printed(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let whose = tokens.any(at + 1, &["his", "her", "their", "the"]);
    let what = tokens.ahead(at + 2, 2).find(|it| {
        tokens.any(*it, &["picture", "pictures", "photograph", "photographs", "photo", "story", "face", "name"])
    });
    let Some(what) = what.filter(|_| whose) else { return };
    let press = tokens.around(
        at,
        what,
        12,
        &["paper", "papers", "press", "page", "pages", "newspaper", "newspapers", "which", "magazine", "online"],
    );
    if press && told(tokens, at, what) == Told::One {
        found.unusual(Detail::Media, tokens.range(at, what + 1));
    }
}

/// "38y M, scallop diver,": what stands after an age and a sex.
fn listed(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let aged = tokens.behind(at, 3).any(|it| (1..=3).contains(&tokens.digits(it)));
    if !tokens.is(at + 1, ",") || !aged {
        return;
    }
    let from = at + 2;
    let mut end = from;
    while end - from < 5 && (portraits::goes_on(tokens, end) || tokens.any(end, &["-"]) && tokens.joined(end)) {
        end += 1;
    }
    let closed = !tokens.near(end) || tokens.any(end, &[",", ".", ";", "|", "at", "from", "of", "in"]);
    if end > from && closed && !tokens.has(end - 1, STAFF | PERSON) && somebody(tokens, end - 1) {
        found.unusual(Detail::Occupation, tokens.range(from, end));
    }
}

/// "members of the Exclusive Brethren", "an elder of the Kirk".
fn member(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let of = tokens.is(at + 1, "of");
    let thing = at + 2 + usize::from(tokens.any(at + 2, &["the", "our", "a"]));
    let body = [
        "board",
        "council",
        "choir",
        "band",
        "club",
        "regiment",
        "crew",
        "order",
        "church",
        "society",
        "guild",
        "orchestra",
        "parliament",
        "cabinet",
        "congregation",
        "sect",
        "troupe",
        "circus",
        "brethren",
        "lodge",
        "coven",
        "gang",
        "panel",
        "squad",
        "party",
    ];
    let ahead = || tokens.ahead(thing, 4).take_while(|it| tokens.word(*it));
    let end = ahead().find(|it| tokens.any(*it, &body)).or_else(|| {
        let last = ahead().take_while(|it| tokens.capital(*it) && !tokens.shouted(*it)).last()?;
        (last >= thing).then_some(last)
    });
    let is = tokens.behind(at, 4).any(|it| tokens.any(it, &["is", "was", "are", "were", ",", "as"]));
    if let Some(end) = end.filter(|_| of && is)
        && told(tokens, at, end) == Told::One
    {
        found.unusual(Detail::Role, tokens.range(at, end + 1));
    }
}

/// "had killed his father".
fn killed(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let kin = tokens.any(at + 1, &["his", "her", "their", "a", "two", "three"]) && tokens.word(at + 2);
    let by = tokens.any(at + 1, &["in", "by"]) && tokens.any(tokens.back(at, 1), &["was", "were", "been"]);
    if (kin || by) && told(tokens, at, at + 2) == Told::One {
        found.unusual(Detail::Other, tokens.range(at, at + 3));
    }
}

/// "his pet capuchin".
fn pet(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let next = at + 1;
    let usual = [
        "dog",
        "dogs",
        "cat",
        "cats",
        "scan",
        "scans",
        "ct",
        "therapy",
        "food",
        "insurance",
        "owner",
        "owners",
        "policy",
        "visits",
        "name",
    ];
    if tokens.word(next)
        && !tokens.shouted(at)
        && !tokens.any(next, &usual)
        && portraits::goes_on(tokens, next)
        && told(tokens, at, next) == Told::One
    {
        found.unusual(Detail::Other, tokens.range(at, next + 1));
    }
}

/// "a sitting MP about his mother's".
fn initialled(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let one =
        tokens.behind(at, 3).any(|it| tokens.any(it, &["a", "an", "the", "is", "was", "former", "serving", "sitting"]));
    let your = tokens.any(tokens.back(at, 1), &["your", "their", "her", "his", "local"]);
    let things = ["enquiries", "enquiry", "letter", "letters", "correspondence", "office", "s", "query", "queries"];
    if tokens.shouted(at) && one && !your && !tokens.any(at + 1, &things) && told(tokens, at, at + 1) >= Told::Event {
        found.unusual(Detail::Role, tokens.range(at, at + 1));
    }
}

/// "seven foot two", "nearly seven feet tall".
fn tall(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let count = tokens.back(at, 1);
    let high = tokens.any(count, &["seven", "four", "three"])
        || tokens.number(count).is_some_and(|feet| feet == 7 || feet == 3 || feet == 4);
    let height = tokens
        .any(at + 1, &["tall", "one", "two", "three", "four", "five", "six", "eight", "nine", "ten", "eleven", "high"])
        || tokens.digits(at + 1) > 0;
    if high
        && height
        && tokens.behind(count, 4).any(|it| tokens.any(it, &["is", "was", "at", "stands", "almost", "nearly"]))
        && told(tokens, count, at) == Told::One
    {
        found.unusual(Detail::Other, tokens.range(count, at + 1));
    }
}

/// "handcuffed to two prison officers".
fn bound(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    if told(tokens, at, at + 1) == Told::One {
        found.unusual(Detail::Other, tokens.range(at, at + 1));
    }
}

/// "Ex-SAS, PTSD", "ex-director of nursing here".
fn formerly(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let next = at + 1 + usize::from(tokens.any(at + 1, &["-", "‑"]));
    let smoked = [
        "smoker",
        "drinker",
        "partner",
        "partners",
        "user",
        "alcohol",
        "alcoholic",
        "ivdu",
        "smokers",
        "vivo",
        "prem",
        "utero",
        "husband",
        "wife",
        "premature",
        "preterm",
        "gratia",
        "officio",
        "works",
        "employees",
        "addict",
        "boyfriend",
        "girlfriend",
        "heavy",
        "tobacco",
    ];
    if next > at + 1
        && tokens.word(next)
        && tokens.near(next)
        && !tokens.any(next, &smoked)
        && told(tokens, at, next) >= Told::Event
    {
        found.unusual(Detail::Occupation, tokens.range(at, next + 1));
    }
}

/// "the trust's only paediatric dentist", "our newest and only Ukrainian".
fn owned(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let before = tokens.back(at, 1);
    let owner = tokens.is(before, "s") && tokens.joined(before)
        || tokens.any(before, &["our", "its", "the", "whose"])
        || tokens.is(before, "and") && tokens.behind(before, 3).any(|it| tokens.any(it, &["our", "its", "the"]));
    if !owner {
        return;
    }
    let said = tokens
        .behind(at, 6)
        .any(|it| tokens.any(it, &["is", "was", "as", "were", "remains", "became", "been", ",", "("]));
    let noun = tokens
        .ahead(at + 1, 5)
        .take_while(|it| {
            tokens.word(*it) && !tokens.any(*it, &["of", "in", "to", "for", "who", "that", "way", "time", "is", "was"])
        })
        .find(|it| tokens.has(*it, PERSON | STAFF | OCCUPATION | NATIONALITY | RELIGION) || somebody(tokens, *it));
    let Some(noun) = noun else { return };
    let anyone = tokens.any(noun + 1, &["who", "that", "with"])
        && tokens.any(noun + 2, &["may", "can", "must", "should", "access"]);
    let copula = tokens.behind(before, 4).any(|it| tokens.any(it, &["is", "was"])) && tokens.has(noun, STAFF);
    if said && !anyone && (copula || told(tokens, at, noun) >= Told::Event) {
        found.unusual(Detail::Role, tokens.range(before, noun + 1));
    }
}

/// Staff and relatives whom a wheelchair or a stammer tells from others: "the registrar, who uses a wheelchair".
fn apart(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let staff = |it: usize| {
        tokens.has(it, STAFF | OCCUPATION)
            || tokens.any(it, &["member", "reporter", "author", "colleague", "governor", "manager"])
    };
    let twins = tokens.any(at, &["twins", "triplets"]);
    if twins && !tokens.behind(at, 2).any(|it| tokens.any(it, &["pregnant"])) {
        return;
    }
    let close = tokens.behind(at, 8).any(staff) || tokens.ahead(at + 1, 2).any(staff);
    let said = tokens
        .behind(at, 5)
        .any(|it| tokens.any(it, &["who", "uses", "is", "was", "one", "only", "pregnant", "a", "has"]));
    let things = [
        "awareness",
        "equality",
        "access",
        "service",
        "services",
        "community",
        "people",
        "patients",
        "bay",
        "dog",
        "users",
    ];
    if close
        && said
        && !tokens.any(at + 1, &things)
        && told(tokens, at, at + 1) >= Told::Event
        && (twins
            || !tokens
                .behind(at, 8)
                .any(|it| tokens.any(it, &["fetched", "pushed", "brought", "into", "in", "with", "for"])))
    {
        found.unusual(Detail::Other, tokens.range(tokens.back(at, 1), at + 1));
    }
}

/// What is in the news when it happens.
const HAPPENINGS: &[&str] = &[
    "explosion",
    "collapse",
    "crash",
    "robbery",
    "disaster",
    "shooting",
    "stabbing",
    "bombing",
    "siege",
    "flood",
    "floods",
    "derailment",
    "sinking",
    "massacre",
    "rescue",
    "murder",
    "murders",
    "kidnapping",
    "hijack",
    "hijacking",
    "riot",
    "stampede",
    "blaze",
    "wreck",
    "raid",
    "heist",
    "attack",
    "landslide",
    "avalanche",
    "earthquake",
    "strike",
    "protest",
    "inferno",
    "tragedy",
    "scandal",
    "inquiry",
    "trial",
];

/// "the chip shop explosion", "the jewellery museum robbery".
fn happening(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let doubtful = ["collapse", "attack", "strike", "trial", "inquiry", "crash", "rescue", "scandal", "raid", "blaze"];
    let care = [
        "heart",
        "asthma",
        "panic",
        "cardiac",
        "public",
        "lung",
        "clinical",
        "drug",
        "controlled",
        "randomised",
        "cyber",
        "ransomware",
        "market",
        "needle",
        "vagal",
        "ischaemic",
        "statutory",
        "independent",
        "hostos",
        "this",
        "system",
        "server",
        "inhouse",
        "vaccine",
        "phase",
        "junior",
        "doctors",
        "nurses",
        "medical",
        "screen",
        "acute",
        "severe",
        "sudden",
        "further",
        "new",
        "second",
        "first",
        "anxiety",
        "angina",
        "witnessed",
        "unwitnessed",
        "circulatory",
        "vertebral",
        "weight",
        "bearing",
        "breathing",
        "internal",
        "external",
        "table",
        "top",
        "alcohol",
        "covid",
    ];
    let modifier = tokens.back(at, 1);
    let compound = tokens.word(modifier) && portraits::goes_on(tokens, modifier) && !tokens.has(modifier, ARTICLE);
    let named = compound
        && tokens.behind(at, 5).take_while(|it| tokens.word(*it)).any(|it| tokens.any(it, &["the", "a", "that"]));
    let weak = tokens.any(at, &doubtful) && !compound;
    let plain = tokens.any(modifier, &["the", "a", "in", "of"]);
    if weak
        || tokens.any(modifier, &care)
        || !(named || plain && !tokens.any(at, &doubtful))
        || tokens.word(at + 1) && !portraits_end(tokens, at + 1)
    {
        return;
    }
    let victims = tokens
        .behind(at, 8)
        .any(|it| tokens.any(it, &["victims", "victim", "survivor", "survivors", "casualties", "injured"]));
    if told(tokens, at, at + 1) == Told::One || victims {
        let first = tokens
            .behind(at, 4)
            .take_while(|it| tokens.word(*it) && portraits::goes_on(tokens, *it))
            .last()
            .unwrap_or(at);
        found.unusual(Detail::Other, tokens.range(first, at + 1));
    }
}

/// Whether a word ends what stands before it.
fn portraits_end(tokens: &Tokens, at: usize) -> bool {
    !portraits::goes_on(tokens, at)
        || tokens.any(at, &["last", "years", "two", "three", "this", "all", "were", "left", "killed", "outside"])
}

/// Where many are together.
const GATHERINGS: &[&str] = &[
    "party",
    "banquet",
    "parade",
    "carnival",
    "fete",
    "fête",
    "festival",
    "marathon",
    "race",
    "races",
    "show",
    "derby",
    "wedding",
    "funeral",
    "coronation",
    "gala",
    "fair",
    "match",
    "final",
    "concert",
    "pageant",
    "regatta",
    "rally",
    "tournament",
    "championship",
    "championships",
    "speedway",
    "circus",
    "rodeo",
    "auction",
    "premiere",
    "procession",
    "pilgrimage",
    "rolling",
    "eisteddfod",
    "jubilee",
    "cup",
    "games",
    "bonfire",
    "fireworks",
    "rave",
    "raft",
    "rave",
    "ceremony",
    "reunion",
    "prizegiving",
    "graduation",
    "ball",
];

/// "fell ill at the royal garden party", "injured at the cheese-rolling".
fn gathering(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let from = tokens
        .behind(at, 5)
        .find(|it| tokens.any(*it, &["at", "from", "during", "after", "running", "ran", "in", "won"]));
    let Some(from) = from else { return };
    let modifier = tokens.back(at, 1);
    let compound = (tokens.word(modifier) || tokens.any(modifier, &["-"]))
        && !tokens.any(modifier, &["the", "a", "an", "her", "his", "this", "their"]);
    let usual = [
        "search",
        "third",
        "working",
        "christmas",
        "team",
        "leaving",
        "cross",
        "blood",
        "group",
        "donor",
        "slide",
        "trade",
        "talk",
        "job",
        "careers",
        "health",
        "care",
        "other",
        "interested",
    ];
    let plain = [
        "party", "final", "ball", "match", "race", "show", "fair", "cup", "rolling", "games", "ceremony", "rally",
        "rave", "raft",
    ];
    if tokens.any(modifier, &usual) || !compound && tokens.any(at, &plain) || tokens.any(from, &["in"]) && !compound {
        return;
    }
    if told(tokens, at, at + 1) == Told::One {
        found.unusual(Detail::Other, tokens.range(from + 1, at + 1));
    }
}

/// What few do, and others hear of.
const DEEDS: &[&str] = &[
    "founded",
    "livestreamed",
    "chained",
    "campaigned",
    "petitioned",
    "protested",
    "blogged",
    "starred",
    "invented",
    "captained",
    "composed",
    "knighted",
    "ordained",
    "crowned",
    "sculpted",
    "busked",
    "busks",
    "petition",
    "blog",
    "vlog",
    "rescued",
    "gored",
    "mauled",
    "trampled",
    "restores",
    "breeds",
    "collects",
    "sculpts",
    "carves",
    "weaves",
    "campaigns",
    "competes",
    "competed",
    "races",
    "raced",
    "restored",
    "bred",
    "sells",
    "taught",
    "teaches",
    "won",
    "wins",
    "swam",
    "climbed",
    "sailed",
    "rowed",
    "played",
    "plays",
    "sang",
    "sings",
    "conducts",
    "umpires",
    "referees",
    "judges",
    "coaches",
    "presents",
    "hosts",
    "hosted",
    "acts",
    "acted",
    "dances",
    "danced",
    "paints",
    "painted",
    "emigrated",
    "defected",
    "deserted",
    "embezzled",
    "jailed",
    "imprisoned",
    "interned",
    "evacuated",
    "smuggled",
    "convicted",
    "paroled",
    "acquitted",
    "deported",
    "exiled",
    "struck",
];

/// What somebody did or does: "founded the League of Friends", "sells the Big Issue".
fn deed(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let before = tokens.back(at, 1);
    let noun = tokens.any(at, &["petition", "blog", "vlog"]);
    let helper = [
        "had",
        "has",
        "was",
        "been",
        "also",
        "once",
        "still",
        "regularly",
        "often",
        "and",
        "who",
        "were",
        "being",
        "having",
        "later",
        "then",
        "now",
    ];
    let mut subject = before;
    for _ in 0..4 {
        if !tokens.any(subject, &helper) {
            break;
        }
        subject = tokens.back(subject, 1);
    }
    let person = tokens.any(subject, &["he", "she", "patient", "pt", "i"])
        || tokens.is(before, "who")
        || tokens.has(subject, PERSON) && !tokens.any(subject, &["baby", "individual", "infant", "neonate"])
        || tokens.named(subject)
        || tokens.any(before, &["being", "having", "been"]);
    let before_age = tokens.any(subject, &[","]) && tokens.behind(subject, 6).any(|it| tokens.any(it, &["he", "she"]));
    let person = person || before_age;
    let nothing = tokens.any(at + 1, &["to", "out", "off", "down", "about"]) && !tokens.is(at, "struck");
    let usual = [
        "part",
        "role",
        "area",
        "areas",
        "bed",
        "up",
        "how",
        "music",
        "judgement",
        "breath",
        "hip",
        "staff",
        "sling",
        "knee",
        "skin",
        "students",
        "head",
        "on",
        "by",
        "trainees",
        "nurses",
        "clinic",
        "trust",
        "over",
        "technique",
        "self",
        "blood",
        "pulse",
        "circulation",
        "function",
        "with",
        "as",
        "at",
        "confidence",
        "appeal",
        "game",
        "cards",
        "her",
        "him",
    ];
    let object = at + 1 + usize::from(tokens.has(at + 1, ARTICLE));
    let medical = tokens.any(
        at,
        &[
            "played",
            "plays",
            "won",
            "restored",
            "acted",
            "acts",
            "presents",
            "taught",
            "teaches",
            "struck",
            "painted",
            "rescued",
            "evacuated",
            "races",
            "judges",
        ],
    );
    let thin =
        medical && (!tokens.near(object) || tokens.any(object, &usual) || tokens.class(object) == Some(Class::Mark));
    let off = tokens.is(at, "struck")
        && !(tokens.any(at + 1, &["off", "by"]) && tokens.any(at + 2, &["as", "the", "lightning", "a"]));
    if noun
        && !(tokens.any(before, &["her", "his", "their", "whose"])
            || tokens.any(before, &["a"]) && tokens.any(at + 1, &["about", "on"]))
    {
        return;
    }
    if !off && (noun || person && !nothing && !thin) && told(tokens, at, at + 1) == Told::One {
        let end = tokens.ahead(at + 1, 6).take_while(|it| tokens.word(*it)).last().unwrap_or(at);
        found.unusual(Detail::Other, tokens.range(at, end + 1));
    }
}

/// Verbs that are said of anybody, unless their object tells.
const HABITS: &[&str] = &[
    "keeps",
    "kept",
    "keep",
    "own",
    "owns",
    "owned",
    "makes",
    "builds",
    "built",
    "repairs",
    "writes",
    "wrote",
    "records",
    "runs",
    "run",
    "drives",
    "drove",
    "delivers",
    "performs",
    "performed",
    "directs",
    "represented",
    "represents",
    "grows",
    "rides",
    "trains",
    "chairs",
    "chaired",
    "bakes",
    "photographs",
    "streams",
    "edits",
    "publishes",
    "designs",
    "designed",
    "flies",
    "flew",
    "knits",
    "brews",
];

/// Whether the object of a verb is a pastime or a business: "keeps alpacas", "owns the village bakery", not "keeps falling".
fn hobby(tokens: &Tokens, at: usize) -> bool {
    let businesses = [
        "shop",
        "bakery",
        "pub",
        "café",
        "cafe",
        "garage",
        "farm",
        "butcher",
        "butchers",
        "hotel",
        "restaurant",
        "takeaway",
        "stall",
        "post",
        "nursery",
        "school",
        "gallery",
        "studio",
        "theatre",
        "cinema",
        "gym",
        "salon",
        "factory",
        "mill",
        "brewery",
        "dairy",
        "zoo",
        "sanctuary",
        "stables",
        "kennels",
        "campsite",
        "museum",
        "newsagent",
        "newsagents",
        "choir",
        "band",
        "club",
        "league",
        "team",
        "bus",
        "lorry",
        "taxi",
        "train",
        "tram",
        "coach",
        "tractor",
        "digger",
        "hearse",
        "van",
        "hats",
        "novels",
        "books",
        "poems",
        "songs",
        "plays",
        "column",
        "magazine",
        "boats",
        "guitars",
        "violins",
        "clocks",
        "furniture",
        "pots",
        "jewellery",
        "kites",
        "sculptures",
        "cakes",
        "beer",
        "cider",
        "wine",
        "cheese",
        "scouts",
        "brownies",
        "guides",
        "council",
        "charity",
        "company",
        "firm",
        "business",
        "rides",
        "horses",
        "sheep",
        "cattle",
        "pigs",
        "bees",
        "hens",
        "planes",
        "gliders",
        "helicopters",
        "drones",
        "pigeons",
        "motorbike",
        "motorcycle",
        "marathons",
        "ferry",
        "boat",
        "yacht",
        "rally",
    ];
    tokens
        .ahead(at + 1, 5)
        .take_while(|it| {
            tokens.word(*it)
                && !tokens.any(*it, &["to", "and", "that", "when", "in", "on", "for"])
                && !tokens.lower(*it).ends_with("ing")
        })
        .any(|it| {
            tokens.any(it, &businesses)
                || uncommon::term(tokens, it).is_some_and(|term| term.sorts.any(Sorts::ODD)) && !tokens.has(it, ARTICLE)
        })
}

/// How somebody looks.
const LOOKS: &[&str] = &[
    "hair",
    "moustache",
    "beard",
    "eye",
    "eyes",
    "dreadlocks",
    "mohican",
    "mohawk",
    "tattoo",
    "tattoos",
    "tattooed",
    "piercings",
    "scar",
    "feet",
    "costume",
    "dressed",
    "wearing",
];

/// "bright green hair", "one blue eye and one brown", "dressed as a rhinoceros".
fn looks(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let colours = [
        "green",
        "blue",
        "pink",
        "purple",
        "orange",
        "red",
        "ginger",
        "violet",
        "silver",
        "waxed",
        "handlebar",
        "waist",
        "plaited",
        "dyed",
        "rainbow",
    ];
    let told = || told(tokens, at, at + 1) == Told::One;
    let first = match tokens.lower(at) {
        "hair" | "beard" | "moustache" => tokens.behind(at, 3).find(|it| tokens.any(*it, &colours)),
        "eye" | "eyes" => {
            tokens.behind(at, 3).find(|it| tokens.any(*it, &["blue", "brown", "green", "glass", "one"])).filter(|it| {
                tokens.any(*it, &["glass"])
                    || tokens.ahead(at + 1, 3).any(|it| tokens.any(it, &["brown", "green", "blue", "one", "colours"]))
            })
        }
        "dressed" => tokens.is(at + 1, "as").then_some(at),
        "wearing" => tokens
            .ahead(at + 1, 5)
            .take_while(|it| tokens.word(*it))
            .find(|it| uncommon::term(tokens, *it).is_some_and(|term| term.sorts.any(Sorts::ODD)))
            .map(|_| at),
        "dreadlocks" | "mohican" | "mohawk" | "tattooed" => Some(at),
        "tattoo" | "tattoos" | "scar" => tokens.any(at + 1, &["of", "across", "on"]).then_some(at),
        _ => None,
    };
    if let Some(first) = first
        && told()
    {
        found.unusual(Detail::Other, tokens.range(first, at + 1));
    }
}

/// Words for living somewhere.
const DWELLS: &[&str] = &["lives", "lived", "sleeps", "living", "slept", "squats", "moored", "lodges", "lodged"];

/// "lives in a converted windmill", "sleeps in the bandstand".
fn dwells(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let place = tokens.ahead(at + 1, 7).take_while(|it| tokens.word(*it) || tokens.any(*it, &["-"])).find(|it| {
        tokens.any(
            *it,
            &[
                "windmill",
                "bandstand",
                "narrowboat",
                "lighthouse",
                "castle",
                "cave",
                "barge",
                "boat",
                "van",
                "tent",
                "yurt",
                "convent",
                "monastery",
                "church",
                "tower",
                "commune",
                "houseboat",
                "caravan",
                "showground",
                "car",
                "shed",
                "doorway",
                "underpass",
                "barracks",
                "vicarage",
                "manor",
                "palace",
                "pub",
                "treehouse",
                "woods",
                "squat",
                "lorry",
                "bus",
                "station",
                "shelter",
                "farm",
                "embassy",
                "hotel",
                "abbey",
            ],
        ) || uncommon::term(tokens, *it).is_some_and(|term| term.sorts.any(Sorts::ODD))
    });
    let Some(place) = place else { return };
    let notes = tokens.behind(at, 4).any(|it| tokens.any(it, &["sh", "shx", "social", "hx"]));
    if notes || told(tokens, at, place) == Told::One {
        found.unusual(Detail::Other, tokens.range(at, place + 1));
    }
}
