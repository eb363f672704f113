//! What sets somebody apart by how it is told, whatever the words: "the man from the advert", "the daughter of the head
//! porter", "victims of the chip shop explosion", "Occ: steeplejack", brothers who all died.

use super::Found;
use super::doings;
use super::lexicon::{ARTICLE, NATIONALITY, OCCUPATION, PERSON, RELIGION, STAFF};
use super::portraits;
use super::tokens::{Class, Tokens};
use super::uncommon::{self, Told, told};
use crate::anonymity::Detail;
use crate::anonymity::data::Sorts;
use crate::anonymity::words::{List, lists};

lists!("structured/standing": PEOPLE, TELLING, IN_CARE, NO_CALLING, KIN, BODIES, FORMERLY);

/// How many words a description may have.
const WORDS_MAX: usize = 8;

/// The words that begin or end what sets somebody apart.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    use doings::{DEEDS, DWELLS, GATHERINGS, HABITS, HAPPENINGS, LOOKS, MECHANISMS};
    let lists = [&TELLING, &MECHANISMS, &HAPPENINGS, &GATHERINGS, &DEEDS, &HABITS, &LOOKS, &DWELLS];
    lists.into_iter().flat_map(List::entries)
}

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
        "pet" => doings::pet(found, at),
        "born" => doings::born(found, at),
        "cats" | "dogs" | "birds" | "rabbits" | "rats" => doings::herd(found, at),
        _ if tokens.any(at, &doings::MECHANISMS) => doings::mechanism(found, at),
        "mp" | "msp" | "kc" | "qc" => initialled(found, at),
        "foot" | "feet" => doings::tall(found, at),
        "handcuffed" | "shackled" => doings::bound(found, at),
        "ran" | "printed" | "published" | "carried" | "used" => printed(found, at),
        "m" | "f" | "male" | "female" | "yo" | "y" | "yrs" => listed(found, at),
        "ex" => formerly(found, at),
        "only" | "sole" | "youngest" | "oldest" => owned(found, at),
        "wheelchair" | "guide" | "prosthetic" | "stammer" | "deaf" | "blind" | "twins" | "triplets" => apart(found, at),
        _ if tokens.any(at, &doings::HAPPENINGS) => doings::happening(found, at),
        _ if tokens.any(at, &doings::GATHERINGS) => doings::gathering(found, at),
        _ if tokens.any(at, &doings::DEEDS) => doings::deed(found, at, true),
        _ if tokens.any(at, &doings::HABITS) => doings::deed(found, at, doings::hobby(tokens, at)),
        _ if tokens.any(at, &doings::LOOKS) => doings::looks(found, at),
        _ if tokens.any(at, &doings::DWELLS) => doings::dwells(found, at),
        _ => {}
    }
}

/// Whether a word stands for somebody.
pub(super) fn somebody(tokens: &Tokens, at: usize) -> bool {
    tokens.has(at, PERSON | OCCUPATION)
        || tokens.any(at, &PEOPLE)
        || portraits::agent(tokens, at)
        || uncommon::term(tokens, at).is_some_and(|term| term.sorts.any(Sorts::CALLING.or(Sorts::PERHAPS)))
}

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
    let in_care = tokens.ahead(next + 1, 3).any(|it| tokens.any(it, &IN_CARE));
    let patient = tokens.any(head, &["patient", "person", "resident", "client", "member", "lead", "baby", "carer"]);
    let nurse = tokens.has(head, STAFF) && !of_ours;
    let ours = tokens.is(at, "our") && tokens.is(tokens.back(at, 1), ":");
    let past = (from..head).any(|it| tokens.any(it, &["retired", "former", "only", "first", "last"]));
    let whoever = tokens.any(head, &["person", "patient", "man", "woman", "doctor", "nurse", "one"])
        && tokens.any(next, &["who", "that", "on", "to", "with", "for", "in"])
        && (tokens.is(head, "person")
            || tokens.any(next, &["on", "to", "for"])
            || tokens.any(next + 1, &["found", "saw", "took", "called", "rang", "had", "was"]));
    let body = "board council committee choir band club regiment crew order church party society guild orchestra \
        parliament cabinet";
    let member = tokens.is(head, "member")
        && tokens.is(next, "of")
        && tokens.ahead(next + 1, 6).any(|it| tokens.among(it, body));
    if of_ours
        || ours
        || member
        || past && !patient
        || !whoever && !nurse && tail && (!in_care || !patient && tokens.is(next, "of"))
    {
        let goes_on = |it: &usize| tokens.word(*it) && !tokens.is(*it, "and");
        let end = tokens.ahead(next, 6).take_while(goes_on).last().unwrap_or(head);
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
    if end == from || tokens.any(from, &NO_CALLING) || tokens.has(end - 1, STAFF) || tokens.any(end, &["and"]) && social
    {
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
    let ends = "died murdered killed drowned shot stabbed executed jailed imprisoned hanged kidnapped";
    let Some(end) = tokens.ahead(at + 1, 4).find(|it| tokens.among(*it, ends)) else { return };
    let hard = !tokens.any(end, &["died"]);
    let many = tokens.any(at, &["all", "both"]) || tokens.any(tokens.back(end, 1), &["all", "both", "also"]);
    if !(hard || many) {
        return;
    }
    if let Some(first) = tokens.behind(at, 5).find(|it| tokens.any(*it, &KIN))
        && told(tokens, first, end) == Told::One
    {
        found.unusual(Detail::Family, tokens.range(first, end + 1));
    }
}

/// "had lost two earlier babies", "lost her sight in the blast".
fn lost(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let whom = "babies children sons daughters brothers sisters twins husbands legs arms hands eye parents";
    let Some(end) = tokens.ahead(at + 1, 5).find(|it| tokens.among(*it, whom)) else { return };
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
    let ahead = || tokens.ahead(thing, 4).take_while(|it| tokens.word(*it));
    let end = ahead().find(|it| tokens.any(*it, &BODIES)).or_else(|| {
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

/// "a sitting MP about his mother's".
fn initialled(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let one =
        tokens.behind(at, 3).any(|it| tokens.any(it, &["a", "an", "the", "is", "was", "former", "serving", "sitting"]));
    let your = tokens.any(tokens.back(at, 1), &["your", "their", "her", "his", "local"]);
    let things = "enquiries enquiry letter letters correspondence office s query queries";
    if tokens.shouted(at) && one && !your && !tokens.among(at + 1, things) && told(tokens, at, at + 1) >= Told::Event {
        found.unusual(Detail::Role, tokens.range(at, at + 1));
    }
}

/// "Ex-SAS, PTSD", "ex-director of nursing here".
fn formerly(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let next = at + 1 + usize::from(tokens.any(at + 1, &["-", "‑"]));
    if next > at + 1
        && tokens.word(next)
        && tokens.near(next)
        && !tokens.any(next, &FORMERLY)
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
    let said = tokens.behind(at, 6).any(|it| tokens.among(it, "is was as were remains became been , ("));
    let noun = tokens
        .ahead(at + 1, 5)
        .take_while(|it| tokens.word(*it) && !tokens.among(*it, "of in to for who that way time is was"))
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
    let said = tokens.behind(at, 5).any(|it| tokens.among(it, "who uses is was one only pregnant a has"));
    let things = "awareness equality access service services community people patients bay dog users";
    if close
        && said
        && !tokens.among(at + 1, things)
        && told(tokens, at, at + 1) >= Told::Event
        && (twins
            || !tokens
                .behind(at, 8)
                .any(|it| tokens.any(it, &["fetched", "pushed", "brought", "into", "in", "with", "for"])))
    {
        found.unusual(Detail::Other, tokens.range(tokens.back(at, 1), at + 1));
    }
}
