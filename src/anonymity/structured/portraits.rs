//! What is said that somebody is: "he is a circus performer", "Ms Lee, who is a retired air traffic controller", "she was
//! 29, a harbour pilot, and". Roles of care and what an illness makes of people pass: "a nurse", "a known diabetic".

use super::Found;
use super::lexicon::{ARTICLE, NATIONALITY, NUMERAL, OCCUPATION, PERSON, RELIGION, STAFF, TITLE};
use super::persons;
use super::standouts;
use super::tokens::{Class, Gap, Tokens};
use crate::anonymity::Detail;
use crate::anonymity::words::{Among, List, lists};

lists!("structured/portraits": NEVER, MARKED, ROLES, ANYONE, OF_CARE, CARE, HELPERS, ENDS);

/// How many words a description may have.
const WORDS_MAX: usize = 9;

/// A description that an article begins.
pub(super) fn word(found: &mut Found, at: usize, flags: u32) {
    if flags & ARTICLE == 0 || !found.tokens.near(at) {
        return;
    }
    let tokens = found.tokens;
    let said = opening(tokens, at);
    if said == Said::No && tokens.is(at, "the") {
        return;
    }
    let end = described(tokens, at);
    let head = end - 1;
    if head <= at || !tokens.word(head) {
        return;
    }
    let has = |flags: u32| (at + 1..end).any(|it| tokens.has(it, flags));
    let any = |words: &[&str]| (at + 1..end).any(|it| tokens.any(it, words));
    let listed = |words: &List| (at + 1..end).any(|it| tokens.any(it, words));
    let care = tokens.has(head, STAFF);
    let patient = tokens.any(head, &["patient", "man", "woman", "boy", "girl", "baby", "child", "resident"]);
    let role =
        tokens.any(head, &ROLES) && !(tokens.has(head, PERSON) && !has(RELIGION | NATIONALITY) && !any(&["plymouth"]));
    // "a fairground worker", but "a social worker".
    let office = tokens.any(head, OFFICES) && head > at + 1 && !listed(&OF_CARE);
    let agent = agent(tokens, head) && !tokens.has(head, STAFF | PERSON | TITLE);
    let trade = tokens.has(head, OCCUPATION) || agent || office;
    if standouts::kin_of_trade(tokens, at, head) && (said != Said::No || persons::spoken_of(tokens, at, end, 16)) {
        found.unusual(Detail::Family, tokens.range(at, end));
        return;
    }
    if let Some(last) = learns(tokens, end).filter(|_| said != Said::No) {
        found.unusual(Detail::Occupation, tokens.range(at, last + 1));
        return;
    }
    let was = said != Said::No
        && any(&["retired", "former", "professional", "champion", "famous", "ex"])
        && !patient
        && end > at + 2;
    let unusual = was || listed(&MARKED) && (care || trade || role || tokens.has(head, PERSON) && !patient);
    let capital = (at + 1..end).any(|it| tokens.capital(it));
    if said == Said::No {
        // Not said to be somebody: only what is plainly so, and where somebody is spoken of.
        let past =
            any(&["retired", "former", "serving", "famous", "celebrated", "olympic", "paralympic", "deaf", "blind"])
                && (trade || role);
        let people = (has(NATIONALITY) || has(RELIGION)) && capital && (trade || role && !tokens.has(head, RELIGION));
        // "…, always the tie, a blind piano tuner."
        let aside = end > at + 2
            && tokens.any(tokens.back(at, 1), &[",", "-", "–", "—", ":", ";"])
            && (!tokens.near(end)
                || tokens.any(end, &[".", ",", ";", ")", "–", "—", "on", "at", "of", "in", "from", "who"]))
            && (tokens.has(head, OCCUPATION) || tokens.any(head, &ROLES))
            && (persons::spoken_of(tokens, at, end, 24)
                || tokens.behind(at, 24).any(|it| tokens.any(it, &["whom", "remember"])));
        if !(past || people || aside) || care || !(aside || persons::around(tokens, at, end, 24)) {
            return;
        }
    }
    let detail = if has(RELIGION) && capital {
        Detail::Religion
    } else if has(NATIONALITY)
        && capital
        && (trade || role || care || tokens.has(head, PERSON) || said != Said::No && uncommon(tokens, at, end))
    {
        Detail::Nationality
    } else if unusual || role {
        Detail::Role
    } else if trade {
        Detail::Occupation
    } else if (said == Said::Copula || said == Said::Age) && !care && uncommon(tokens, at, end) {
        // What is worth saying of somebody, and is said of few.
        Detail::Other
    } else {
        return;
    };
    found.unusual(detail, tokens.range(at, end));
}

/// How an article begins a description. "the" names one who is known already, unless more follows.
fn opening(tokens: &Tokens, at: usize) -> Said {
    let said = introduced(tokens, at);
    if !tokens.is(at, "the") || !matches!(said, Said::Copula | Said::Named | Said::Age) {
        return said;
    }
    let inside = |it: usize| tokens.near(it) && (tokens.word(it) || tokens.any(it, &["'", "’", "-"]));
    let told = |it: usize| tokens.any(it, MORE) || tokens.has(it, OCCUPATION) || tokens.any(it, &ROLES);
    if (at + 1..=at + WORDS_MAX).take_while(|it| inside(*it)).any(told) { said } else { Said::No }
}

/// What follows where "the" begins a description.
const MORE: &[&str] =
    &["of", "who", "whose", "ever", "only", "first", "last", "former", "oldest", "youngest", "longest", "to"];

/// The token after a description that an article begins.
fn described(tokens: &Tokens, at: usize) -> usize {
    let mut end = at + 1;
    while end - at <= WORDS_MAX && goes_on(tokens, end) {
        // "a pantomime dame well known in the county": what people think of somebody follows the noun.
        let thought = tokens.any(end, &["well", "known", "much", "famous", "loved", "liked", "renowned", "respected"]);
        if thought && end > at + 1 && stands_for_somebody(tokens, end - 1) {
            break;
        }
        end += 1;
    }
    end
}

/// Who works somewhere, or comes from there: what stands before tells where.
const OFFICES: &[&str] = &[
    "worker",
    "survivor",
    "prisoner",
    "leader",
    "manager",
    "officer",
    "inspector",
    "owner",
    "holder",
    "performer",
    "student",
];

/// "a trainee at the fire station": what sets such people apart is where they are. The last word of the place.
fn learns(tokens: &Tokens, end: usize) -> Option<usize> {
    let learner =
        ["trainee", "apprentice", "student", "volunteer", "pupil", "cadet", "manager", "cook", "driver", "member"];
    let there = tokens.any(end + 1, &["the", "a", "an", "our"]) || tokens.capital(end + 1);
    if !there || !tokens.any(end - 1, &learner) || !tokens.any(end, &["at", "with", "for", "of", "in"]) {
        return None;
    }
    let place = || {
        let words = tokens.ahead(end + 1, 5).take_while(|it| tokens.word(*it));
        words.take_while(|it| !tokens.any(*it, &["and", "who", "when", "but", "in", "on"]))
    };
    if place().any(|it| tokens.any(it, &CARE)) { None } else { place().last() }
}

/// Whether an article begins what somebody is said to be.
pub(super) fn said(tokens: &Tokens, at: usize) -> bool {
    introduced(tokens, at) != Said::No
}

/// How a description is introduced.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    /// It is none of somebody.
    No,
    /// "She is a…"
    Copula,
    /// "Hawthorne is a…", which may be no person.
    Named,
    /// "He was 29, a…"
    Age,
    /// "Mr Lee, a…", "worked as a…"
    Aside,
}

/// Whether an article begins what somebody is: after "is" or "was" of a person, after an age, or after "works as".
fn introduced(tokens: &Tokens, at: usize) -> Said {
    let before = tokens.back(at, 1);
    match tokens.lower(before) {
        "is" | "was" | "be" | "been" | "became" | "remains" | "being" | "remained" | "also" | "once" | "formerly"
        | "previously" | "now" | "himself" | "herself" | "still" => {
            let mut subject = before;
            for _ in 0..4 {
                if !tokens.any(subject, &HELPERS) {
                    break;
                }
                subject = tokens.back(subject, 1);
            }
            let being = tokens.is(before, "being") && persons::around(tokens, at, at, 16);
            if being {
                return Said::Aside;
            }
            if !tokens.near(at) || tokens.any(subject, &["it", "this", "that", "there", "what", "which"]) {
                return Said::No;
            }
            // "he is", "Mr Lee is", "her husband was", "Ms Lee, who is".
            let person = tokens.any(subject, &["he", "she"])
                || tokens.is(subject, "who") && who(tokens, subject)
                || tokens.is(subject, ",") && parted(tokens, subject)
                || tokens.has(subject, PERSON)
                || titled(tokens, subject);
            let name = tokens.named(subject) || tokens.capital(subject) && persons::name_ends(tokens, subject);
            match (person, name) {
                (true, _) => Said::Copula,
                (_, true) => Said::Named,
                _ => Said::No,
            }
        }
        "as" => {
            let work = [
                "works", "worked", "working", "work", "job", "employed", "career", "trained", "served", "life",
                "serves", "post", "nights", "days", "shifts",
            ];
            let called = ["known", "described", "recognised", "famous", "remembered", "identified"];
            let works = tokens.behind(before, 4).any(|it| tokens.any(it, &work) || tokens.any(it, &called))
                || tokens.capital(before);
            if works && persons::around(tokens, at, at, 20) { Said::Aside } else { Said::No }
        }
        "," | "(" | ";" | "-" | "—" | "–" => {
            let last = tokens.back(before, 1);
            let aged = tokens.number(last).is_some_and(|age| age < 116) && tokens.digits(last) < 4
                || tokens.has(last, NUMERAL);
            // "Mrs Lee (84), a retired": the age or the name stands before the bracket.
            let bracket = tokens.is(last, ")") && tokens.behind(last, 3).any(|it| tokens.is(it, "("));
            let year = tokens.digits(last) == 4;
            // "He was 29, a harbour pilot"; "lived here since 2021; a Traveller from".
            let age = aged && tokens.behind(last, 4).any(|it| tokens.any(it, &["he", "she", "was", "is", "aged", ","]));
            let since = year && tokens.is(before, ";")
                || tokens.is(before, ";")
                    && (persons::around(tokens, at, at, 16)
                        || tokens.behind(before, 8).any(|it| tokens.any(it, &["lives", "lived", "alone", "home"])));
            let noun = tokens.has(last, PERSON)
                && tokens.any(tokens.back(last, 1), &["the", "this", "her", "his", "our"])
                && !tokens.is(before, "(");
            let name = noun
                || (tokens.gap(at) == Gap::Space || tokens.is(before, "("))
                    && tokens.capital(last)
                    && titled(tokens, last);
            let first =
                tokens.is(before, ",") && (tokens.named(last) || bracket && persons::around(tokens, last, last, 8));
            match (age, since || name || first) {
                (true, _) => Said::Age,
                (_, true) => Said::Aside,
                _ => Said::No,
            }
        }
        ":" if persons::spoken_of(tokens, before, before, 4) => Said::Aside,
        ":" | "|"
            if tokens.any(
                tokens.back(before, 1),
                &[
                    "occupation",
                    "job",
                    "background",
                    "employment",
                    "profession",
                    "social",
                    "hx",
                    "history",
                    "note",
                    "about",
                    "lives",
                    "home",
                    "context",
                    "notes",
                ],
            ) =>
        {
            Said::Aside
        }
        _ => Said::No,
    }
}

/// "Jahanara, her daughter, is": whether what stands between commas parts a person from the verb.
fn parted(tokens: &Tokens, comma: usize) -> bool {
    if !tokens.any(comma + 1, &["is", "was", "became", "remains", "has", "had"]) {
        return false;
    }
    let Some(opening) = tokens.behind(comma, 9).find(|it| tokens.is(*it, ",")) else { return false };
    let person =
        |it: usize| tokens.has(it, PERSON) || tokens.named(it) || tokens.capital(it) && persons::name_ends(tokens, it);
    person(tokens.back(opening, 1)) || tokens.any(opening + 1, &["her", "his", "my"]) && person(opening + 2)
}

/// Whether a word alone stands for somebody with a trade or a role.
fn stands_for_somebody(tokens: &Tokens, at: usize) -> bool {
    tokens.has(at, OCCUPATION | PERSON) || tokens.any(at, &ROLES) || agent(tokens, at)
}

/// Whether "who" stands for one person.
fn who(tokens: &Tokens, at: usize) -> bool {
    let last = tokens.back(at, 1 + usize::from(tokens.is(tokens.back(at, 1), ",")));
    // "Emlyn from next door, who is".
    tokens.has(last, PERSON)
        || persons::name_ends(tokens, last)
        || tokens.is(tokens.back(at, 1), ",") && tokens.behind(at, 6).any(|it| tokens.named(it))
}

/// Whether a name with its title ends here: "Mr Lee, a retired…".
fn titled(tokens: &Tokens, last: usize) -> bool {
    tokens.behind(last, 3).any(|it| tokens.any(it, &["mr", "mrs", "ms", "miss"])) && persons::name_ends(tokens, last)
}

/// Whether a description goes on with this token.
pub(super) fn goes_on(tokens: &Tokens, at: usize) -> bool {
    if !tokens.near(at) {
        return false;
    }
    if tokens.class(at) == Some(Class::Mark) {
        return tokens.any(at, &["-", "'", "’"]) && tokens.joined(at) && tokens.joined(at + 1) && tokens.word(at + 1);
    }
    tokens.word(at) && !tokens.any(at, &ENDS)
}

/// Whether what somebody is said to be tells them from others.
fn uncommon(tokens: &Tokens, at: usize, end: usize) -> bool {
    let head = end - 1;
    let word = tokens.lower(head);
    let abstracts = [
        "tion", "sion", "ment", "ness", "ity", "ism", "sis", "ance", "ence", "ure", "age", "ing", "ed", "ly", "hood",
        "ship", "th", "ful", "ous", "ive", "able", "ible", "ic", "al", "ia", "less", "ation",
    ];
    !tokens.any(head, &ANYONE)
        && !tokens.any(head, &["last", "first", "next", "only", "one", "same", "other", "second", "third"])
        && !tokens.any(head, &NEVER)
        && !tokens.has(head, PERSON | STAFF)
        && word.len() > 2
        && !abstracts.iter().any(|ending| word.ends_with(ending))
        && tokens.digits(at + 1) == 0
}

/// Whether a word is one for somebody who does something, by its ending.
pub(super) fn agent(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.lower(at);
    let endings = ["er", "or", "ist", "ian", "eer", "man", "woman", "smith", "monger", "wright", "keeper", "ress"];
    word.len() > 4 && endings.iter().any(|end| word.ends_with(end)) && !NEVER.has(word) && !tokens.capital(at)
}
