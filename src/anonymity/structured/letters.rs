//! Letters in capitals that stand for a person because they stand for nothing else, or because they stand where a person
//! does: "JB was moved", "seen by KT (FY2)", "HCA LP noted", "J.B.'s mother". What a text spells out beside its letters,
//! and what takes an article, is a thing.

use super::Found;
use super::abbreviations::{self, Known};
use super::lexicon::{PERSON, STAFF, TITLE};
use super::tokens::{Class, Gap, Tokens};
use crate::anonymity::Kind;
use crate::anonymity::words::{Among, lists};

lists!("structured/letters": HUMAN, DOES, GOES_ON, BECOMES, KIN, STATES, BEFORE, THINGS, DOTTED, ARTICLES);

/// Letters that may stand for somebody.
struct Letters {
    at: usize,
    end: usize,
    known: Known,
    dotted: bool,
}

/// The letters in a text that stand for people.
pub(super) fn find(found: &mut Found) {
    let tokens = found.tokens;
    let list: Vec<Letters> = (0..tokens.list.len()).filter_map(|at| letters(tokens, at)).collect();
    listed(found);
    if list.is_empty() {
        return;
    }
    let mut stands: Vec<bool> = list.iter().map(|it| of_person(tokens, it)).collect();
    // "cc MB, TS", "SH and PW": what is listed with letters of somebody is letters of somebody.
    for index in (1..list.len()).chain((1..list.len()).rev()) {
        let (one, next) = (&list[index - 1], &list[index]);
        let parted = next.at == one.end + 1 && tokens.near(next.at) && tokens.any(one.end, &[",", "and", "&", "/"]);
        if parted && stands[index - 1] != stands[index] {
            let other = if stands[index] { one } else { next };
            if other.known <= Known::Seldom && tokens.raw(other.at).len() < 3 && !spelt_out(tokens, other) {
                stands[index - 1] = true;
                stands[index] = true;
            }
        }
    }
    // Letters that are somebody's once in a text are so again where they could be.
    let sure: Vec<&str> = list
        .iter()
        .zip(&stands)
        .filter(|(it, stands)| **stands && !it.dotted)
        .map(|(it, _)| tokens.raw(it.at))
        .collect();
    for (index, it) in list.iter().enumerate() {
        let again = !stands[index] && sure.contains(&tokens.raw(it.at)) && !article(tokens, tokens.back(it.at, 1));
        stands[index] |=
            again && (it.known <= Known::Seldom || tokens.any(it.end, &HUMAN) || tokens.any(it.end, &DOES));
    }
    for (it, _) in list.iter().zip(&stands).filter(|(_, stands)| **stands) {
        found.warn(Kind::Initials, tokens.range(it.at, it.end));
    }
}

/// Two or three capital letters that belong to no longer code, with dots or without.
fn letters(tokens: &Tokens, at: usize) -> Option<Letters> {
    let length = tokens.raw(at).len();
    if length > 3 || length == 0 || !tokens.shouted(at) {
        return None;
    }
    let before = tokens.back(at, 1);
    if tokens.joined(at)
        && at > 0
        && !tokens.any(before, &["(", "[", "\"", "“", "‘", "'", "*", "|", ":", ",", ">", "/"])
    {
        return None;
    }
    if tokens.is(before, "/") && tokens.joined(at) && !tokens.joined(before) {
        return None;
    }
    if tokens.is(before, "/") && tokens.joined(at) && (length != 2 || !tokens.shouted(tokens.back(at, 2))) {
        return None;
    }
    if length == 1 {
        return dotted(tokens, at);
    }
    let free = !tokens.joined(at + 1)
        || match tokens.class(at + 1) {
            Some(Class::Mark) => {
                let tied = tokens.joined(at + 2) && matches!(tokens.class(at + 2), Some(Class::Word | Class::Number));
                let owner = tokens.any(at + 1, &["'", "’"]) && tokens.is(at + 2, "s");
                let pair = tokens.is(at + 1, "/")
                    && tokens.shouted(at + 2)
                    && (tokens.raw(at + 2).len() == 2 || abbreviations::role(tokens.raw(at + 2)));
                owner || pair || !tied && !tokens.any(at + 1, &["%", "&", "+", "@", "_", "=", "°", "/", "#"])
            }
            _ => false,
        };
    let known = abbreviations::known(tokens.raw(at));
    free.then_some(Letters { at, end: at + 1, known, dotted: false })
}

/// "J.B.", "M.T".
fn dotted(tokens: &Tokens, at: usize) -> Option<Letters> {
    let (mut end, mut count) = (at + 1, 1);
    let mut word = String::from(tokens.raw(at));
    while tokens.is(end, ".")
        && tokens.joined(end)
        && tokens.joined(end + 1)
        && tokens.shouted(end + 1)
        && tokens.raw(end + 1).len() == 1
    {
        count += 1;
        word.push_str(tokens.raw(end + 1));
        end += 2;
    }
    let part = tokens.joined(end) && !matches!(tokens.class(end), Some(Class::Mark));
    if !(2..=4).contains(&count) || part {
        return None;
    }
    end += usize::from(tokens.is(end, ".") && tokens.joined(end));
    let goes_on = tokens.joined(end) && matches!(tokens.class(end), Some(Class::Word | Class::Number));
    // What else is written with dots.
    let thing = DOTTED.has(&word);
    let surname = tokens.named(end) && tokens.gap(end) == Gap::Space && tokens.capital(end);
    (!goes_on && !thing && !surname).then_some(Letters { at, end, known: Known::Not, dotted: true })
}

/// Whether letters stand for a person.
fn of_person(tokens: &Tokens, it: &Letters) -> bool {
    let Letters { at, end, known, dotted } = *it;
    if dotted {
        return true;
    }
    let (before, length) = (tokens.back(at, 1), tokens.raw(at).len());
    let near = tokens.near(at);
    // Headings and labels are all in capitals.
    let loud = |at: usize| {
        tokens.shouted(at) && tokens.raw(at).len() > 3 && abbreviations::known(tokens.raw(at)) == Known::Not
    };
    if near && loud(before) && tokens.gap(at) == Gap::Space || tokens.near(end) && loud(end) {
        return false;
    }
    let initials = ["initials", "initialled"];
    let labelled = near
        && (tokens.any(before, &initials)
            || tokens.any(before, &[":", "\"", "“", "("])
                && tokens.behind(before, 5).any(|it| tokens.any(it, &initials)));
    // "I, OT, was the lead nurse".
    let myself = tokens.is(before, ",") && tokens.is(tokens.back(at, 2), "i") && tokens.is(end, ",");
    // "VT, G3 P2": somebody who is expecting.
    let next = end + usize::from(tokens.is(end, ","));
    let expects = tokens.near(next) && tokens.is(next, "g") && tokens.digits(next + 1) == 1 && tokens.joined(next + 1);
    // "Patient A (CV)".
    let pseudonym = tokens.is(before, "(")
        && tokens.is(end, ")")
        && tokens.raw(tokens.back(at, 2)).len() == 1
        && tokens.has(tokens.back(at, 3), PERSON | STAFF);
    if labelled || myself || (expects || pseudonym) && length == 2 {
        return true;
    }
    let spaced = tokens.gap(end) == Gap::Space;
    let human = spaced && tokens.any(end, &HUMAN);
    let owner = tokens.any(end, &["'", "’"]) && tokens.joined(end) && tokens.is(end + 1, "s");
    let aged = aged(tokens, end, known);
    let was = spaced && tokens.any(end, &["was", "is", "had", "has", "were"]);
    if article(tokens, before) || known < Known::Acts && spelt_out(tokens, it) {
        return false;
    }
    if known > Known::Seldom {
        return length == 2 && (aged || often(tokens, it, human, owner))
            || known == Known::Often && (aged || stated(tokens, end));
    }
    let place = [
        "bed", "beds", "bay", "crew", "pt", "patient", "case", "room", "cubicle", "chair", "action", "sr", "pts",
        "entry",
    ];
    let placed = near && tokens.digits(before) > 0 && tokens.any(tokens.back(at, 2), &place);
    if near && tokens.digits(before) > 0 && tokens.gap(at) <= Gap::Space && !placed
        || tokens.near(end)
            && tokens.digits(end) > 0
            && tokens.gap(end) <= Gap::Space
            && !tokens.any(end + 1, &["m", "f", "yr", "yo"])
    {
        return false;
    }
    let after_role = near
        && (tokens.gap(at) == Gap::Space && role(tokens, before)
            || tokens.any(before, &["(", ":", ","]) && role(tokens, tokens.back(at, 2)));
    let before_role = role_follows(tokens, end);
    let cued = near
        && (tokens.any(before, &BEFORE) || tokens.is(before, ":") && tokens.any(tokens.back(at, 2), &BEFORE))
        || near && tokens.is(before, "w") && tokens.is(tokens.back(at, 2), "/");
    let becomes = was && (tokens.any(end + 1, &BECOMES) || tokens.any(end + 1, &STATES));
    let quoted = end + usize::from(tokens.any(end, &["\"", "“"]));
    let did = length == 2 && tokens.word(end) && tokens.lower(end).ends_with("ed") && tokens.raw(end).len() > 4;
    let does = spaced && (tokens.any(quoted, &DOES) || did);
    let goes_on = tokens.near(end) && tokens.any(end, &GOES_ON);
    let stops = !tokens.near(end)
        || tokens.any(end, &[".", ",", ";", ")", "!", "?", ":", "\"", "”", "]", "|", "–", "-", "—", "(", "/"]);
    let begins = tokens.ends_sentence(at)
        || tokens.any(before, &[":", "|", "–", "—", "*", "\"", "“", ")", "-", "["])
        || near
            && tokens.any(
                before,
                &[
                    "that", "although", "because", "when", "while", "but", "so", "and", "as", "if", ",", "could",
                    "can", "would", "please", "did",
                ],
            );
    let sure = human || aged || placed || before_role || after_role && (stops || does || goes_on) || becomes && begins;
    if length == 3 {
        let firm = ["asked", "told", "ask", "tell", "re", "cc", "dear", "supervised", "by", "hi"];
        let role_firm = after_role && (does || tokens.any(before, &["patient", "pt", "baby", "child"]));
        return human
            || aged
            || role_firm
            || after_role && tokens.is(before, "(") && tokens.is(end, ")") && known == Known::Not
            || before_role && tokens.is(end, "/") && known == Known::Not
            || before_role && near && tokens.any(before, &["by", "with", "to", "and", "from"])
            || near && tokens.any(before, &firm) && (stops || goes_on)
            || owner && tokens.any(end + 2, &KIN)
            || does
                && !was
                && !tokens.any(end, &["will", "can", "may", "should", "would", "met"])
                && known == Known::Not
            || becomes && begins && known == Known::Not;
    }
    let preposition = ["for", "of", "to", "in", "with", "from", "between", "than", "about", "sharing"];
    // "AF is the commonest arrhythmia" tells of a thing.
    let defined = tokens.is(end, "is") && tokens.any(end + 1, &["a", "an", "the", "not"]);
    if defined && !tokens.ahead(end + 2, 5).any(|it| tokens.has(it, PERSON)) {
        return aged;
    }
    sure || cued && (stops || does || goes_on)
        || owner
        || does
        || becomes
        || begins && (stops || goes_on)
        || near && tokens.any(before, &preposition) && (stops || goes_on)
        || known == Known::Not && !(spaced && tokens.any(end, &THINGS))
}

/// Whether an age follows, set aside: "TB, 54, fell", "MK (aged 9)".
fn aged(tokens: &Tokens, end: usize, known: Known) -> bool {
    let number = end + 1;
    let unit = ["yo", "y", "yr", "yrs", "year", "m", "f", "-"];
    let closed = known < Known::Acts && tokens.any(number + 1, &[",", ")"]) || tokens.any(number + 1, &unit);
    tokens.near(end)
        && tokens.any(end, &[",", "-", "–", "("])
        && ((1..=2).contains(&tokens.digits(number)) && closed
            || tokens.any(number, &["age", "aged", "m", "f"]) && tokens.digits(number + 1) > 0)
}

/// Whether somebody's role stands here.
fn role(tokens: &Tokens, at: usize) -> bool {
    let words =
        ["spr", "reg", "cons", "physio", "recept", "pt", "bank", "tech", "scribe", "lead", "owner", "mgr", "user"];
    tokens.has(at, STAFF | TITLE | PERSON) && !tokens.any(at, &["gp", "staff"])
        || tokens.shouted(at) && abbreviations::role(tokens.raw(at))
        || tokens.any(at, &words)
}

/// Whether a role follows letters, in brackets or after a comma: "KT (FY2)", "NS, the ANP".
fn role_follows(tokens: &Tokens, end: usize) -> bool {
    let next = end + 1 + usize::from(tokens.any(end + 1, &["the", "her", "his", "a", "our", "my"]));
    let grade = ["fy", "f", "st", "ct", "band", "agency", "bank", "ward", "itu", "ed", "icu", "age", "aged"];
    tokens.near(end)
        && (tokens.any(end, &["(", ","]) && role(tokens, next) && (!tokens.shouted(next) || next > end + 1)
            || tokens.any(end, &["(", "/"]) && tokens.shouted(next) && abbreviations::role(tokens.raw(next))
            || tokens.is(end, "(") && tokens.any(next, &grade))
}

/// Whether what people alone are follows.
fn stated(tokens: &Tokens, end: usize) -> bool {
    tokens.any(end, &["was", "is", "had", "has"]) && tokens.any(end + 1, &STATES)
}

/// Whether letters that are written every day for a thing are somebody's here: "MR refused", "PE is a retired man".
fn often(tokens: &Tokens, it: &Letters, human: bool, owner: bool) -> bool {
    let Letters { at, end, known, .. } = *it;
    let before = tokens.back(at, 1);
    let kin = owner && tokens.any(end + 2, &KIN);
    if known == Known::Acts {
        return kin && !abbreviations::role(tokens.raw(at));
    }
    let described = tokens.any(end, &["is", "was"])
        && tokens.any(end + 1, &["a", "an"])
        && tokens.ahead(end + 2, 4).any(|it| tokens.has(it, PERSON));
    let staffed = tokens.near(at)
        && tokens.gap(at) == Gap::Space
        && role(tokens, before)
        && !tokens.any(before, &["pt", "patient", "reg", "lead", "mgr", "user"])
        && (tokens.any(end, &DOES) || tokens.any(end, &["(", ","]));
    let states = stated(tokens, end)
        || tokens.any(end, &["is", "was"])
            && tokens.any(end + 1, &["a", "an"])
            && tokens.capital(end + 2)
            && !tokens.shouted(end + 2)
        || tokens.is(before, "by")
            && tokens
                .any(tokens.back(at, 2), &["seen", "reviewed", "vetted", "signed", "checked", "witnessed", "clerked"]);
    let bracketed = tokens.is(before, "(")
        && tokens.is(end, ")")
        && tokens.has(tokens.back(at, 2), STAFF)
        && tokens.capital(tokens.back(at, 2));
    let acts =
        tokens.gap(end) == Gap::Space && tokens.any(end, &["rang", "remembers", "asked", "attended", "thanked", "met"]);
    let follows = role_follows(tokens, end) && tokens.near(at);
    let addressed =
        tokens.near(at) && tokens.any(before, &["dear", "hi", "cc", "asked", "told", "signed", "bleeped", "phoned"]);
    kin || human || acts || follows || addressed || described || staffed || states || bracketed
}

/// Whether what follows is a thing, by the word before it: "the AB", "an XR".
fn article(tokens: &Tokens, before: usize) -> bool {
    tokens.any(before, &ARTICLES)
}

/// Whether a text tells beside the letters what they are short for: "Better Births (BB)", "BB (Better Births)".
fn spelt_out(tokens: &Tokens, it: &Letters) -> bool {
    let raw = tokens.raw(it.at).to_ascii_lowercase();
    let first = |at: usize| tokens.lower(at).bytes().next().unwrap_or(b' ');
    let (head, count) = (raw.as_bytes(), raw.len());
    // Every place of the same letters in the text is asked, not only this one.
    tokens.list.iter().enumerate().any(|(at, token)| {
        if token.class != Class::Word
            || token.end - token.start != count
            || tokens.lower(at) != raw
            || !tokens.shouted(at)
        {
            return false;
        }
        let closed = tokens.is(tokens.back(at, 1), "(") && tokens.is(at + 1, ")");
        let open = tokens.is(at + 1, "(") || tokens.is(at + 1, "=");
        let before = closed && {
            let start = tokens.back(at, 1 + count);
            (0..count).all(|by| tokens.word(start + by) && first(start + by) == head[by])
                || tokens.word(tokens.back(at, 2))
                    && !tokens.capital(tokens.back(at, 2))
                    && first(tokens.back(at, 1 + count)) == head[0]
        };
        let after = open && (0..count).all(|by| tokens.word(at + 2 + by) && first(at + 2 + by) == head[by]);
        before || after
    })
}

/// "Attendees: zj, hb, y.t., family of b.l.", "initialled g.l. / c.c.": letters in a list of people, in haste.
fn listed(found: &mut Found) {
    let tokens = found.tokens;
    for at in 0..tokens.list.len() {
        if tokens.raw(at).len() != 1 && tokens.raw(at + 1) != ":" {
            continue;
        }
        if tokens.is(at + 1, ":")
            && tokens.any(at, &["attendees", "attended", "present", "apologies", "cc", "attending"])
        {
            attendees(found, at + 2);
        }
        let called = tokens.raw(at).len() == 1 && tokens.shouted(at) && tokens.gap(at) == Gap::Space;
        if called
            && (tokens.any(tokens.back(at, 1), &["hi", "dear", "hello"]) && tokens.is(at + 1, ",")
                || tokens.any(tokens.back(at, 1), &["adult", "called"])
                    && !tokens.any(at, &["a", "b", "c", "i", "x", "y", "z"])
                    && !(tokens.joined(at + 1) && tokens.joined(at + 2)))
        {
            found.warn(Kind::Initials, tokens.range(at, at + 1));
        }
        let single = tokens.raw(at).len() == 1 && tokens.word(at) && tokens.is(at + 1, ".") && tokens.joined(at + 1);
        if single
            && tokens.joined(at + 2)
            && tokens.raw(at + 2).len() == 1
            && tokens.word(at + 2)
            && tokens.is(at + 3, ".")
        {
            let signed = tokens.behind(at, 14).any(|it| tokens.any(it, &["initialled", "initials"]));
            if signed && !tokens.joined(at) && !tokens.any(at, &["e", "i"]) {
                found.warn(Kind::Initials, tokens.range(at, at + 4));
            }
        }
    }
}

fn attendees(found: &mut Found, from: usize) {
    let tokens = found.tokens;
    let mut places = Vec::new();
    let mut next = from;
    while tokens.near(next) {
        next += usize::from(tokens.is(next, "family") && tokens.is(next + 1, "of")) * 2;
        let length = tokens.raw(next).len();
        let end = if length == 1 && tokens.is(next + 1, ".") && tokens.raw(next + 2).len() == 1 {
            next + 3 + usize::from(tokens.is(next + 3, ".") && tokens.joined(next + 3))
        } else if tokens.word(next)
            && (2..=3).contains(&length)
            && !tokens.any(next, &["mr", "mrs", "ms", "dr", "no", "all", "the"])
        {
            next + 1
        } else {
            break;
        };
        places.push((next, end));
        if !tokens.any(end, &[",", "and", "&", ";", "/"]) {
            break;
        }
        next = end + 1;
    }
    if places.len() < 2 {
        return;
    }
    for (from, to) in places {
        let known = abbreviations::known(&tokens.raw(from).to_ascii_uppercase());
        if known < Known::Acts
            || tokens.raw(from).len() == 2 && !abbreviations::role(&tokens.raw(from).to_ascii_uppercase())
        {
            found.warn(Kind::Initials, tokens.range(from, to));
        }
    }
}
