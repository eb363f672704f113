//! Ages that are left over, in years with no unit: beside a person or a sex, between two marks, at the head of a note.

use super::leftover::*;
use super::leftover_told::{life, of_subject, said};
use super::lexicon::{MONTH, NUMERAL, PERSON, WEEKDAY};
use super::tellings::Figure;
use super::tokens::{Class, Gap, Tokens};
use crate::anonymity::words::lists;

lists!("structured/leftover_years": BOUNDS, NUMBERED);

/// A number of years with no unit.
pub(super) fn years(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let spelt = tokens.word(at);
    if !spelt && tokens.digits(at) > 3 {
        return None;
    }
    // "70ish", "40-something", "80-odd".
    let dash = usize::from(tokens.is(end, "-"));
    if value > 15 && tokens.any(end + dash, &["ish", "something"]) && tokens.near(end + dash) {
        let stop = end + dash + 1;
        let counted = tokens.word(stop) && !person(tokens, stop) && !alone(tokens, stop);
        let looks = tokens.any(before, &["looks", "looked", "aged", "age"]);
        return (looks || !counted && near_person(tokens, at, stop) || person(tokens, stop)).then_some((at, stop));
    }
    if tokens.is(end, "candles") && near_he(tokens, at) {
        return Some((at, end));
    }
    if turned(tokens, it) || labelled_age(tokens, it) {
        return Some((at, end));
    }
    // "older than his 68 years".
    if value > 12
        && tokens.any(before, &["his", "her", "their", "my"])
        && tokens.is(end, "years")
        && !tokens.any(end + 1, &["of", "in", "as", "at", "with", "experience"])
    {
        return Some((at, end + 1));
    }
    // "He heard 34 and typed 16": an age taken down in a call.
    let quoted = tokens.any(before, &["\"", "“"]);
    let verb = if quoted { tokens.back(at, 2) } else { before };
    if tokens.any(verb, &["heard", "misheard", "typed", "keyed"]) && alone(tokens, end) && value > 0 {
        return Some((at, end));
    }
    let labelled = tokens.is(before, ":")
        && tokens.any(tokens.back(at, 2), &["age", "sex", "gender"])
        && tokens.behind(before, 4).any(|it| tokens.is(it, "age"));
    if labelled && tokens.any(end, &["/", ",", "|", ".", ";"]) && !tokens.joined(end) {
        return Some((at, end));
    }
    if beside_sex(tokens, it) {
        return Some((at, end));
    }
    if let Some(told) = between_marks(tokens, it).or_else(|| noted(tokens, it)).or_else(|| of_subject(tokens, it)) {
        return Some(told);
    }
    if !alone(tokens, end) {
        return None;
    }
    if set_off(tokens, it) {
        return Some((at, end));
    }
    // "about 46", "looks about 50", "(approx 60)".
    let mut head = before;
    while (tokens.any(head, &ABOUT) || tokens.any(head, &["?", ".", "~"]) && !tokens.capital(at))
        && at - head < 4
        && tokens.near(head)
    {
        head = tokens.back(head, 1);
    }
    head = if tokens.ends_sentence(head + 1) { before } else { head };
    let doubt = head != before;
    let who = tokens.back(at, 2);
    let told = value > 12 && tokens.near(at) && !measured(tokens, at) && guessed(tokens, it, head, doubt);
    if told || beside_person(tokens, it) || after_label(tokens, it) {
        return Some((at, end));
    }
    // "Gentleman of 78 with", "a Gurkha veteran of 84".
    let who = if doubt && tokens.is(head, "of") { tokens.back(head, 1) } else { who };
    let somebody = |at: usize| person(tokens, at) || tokens.any(at, &["somebody", "someone"]);
    if tokens.is(head, "of")
        && value > 15
        && somebody(who)
        && tokens.near(at)
        && !tokens.named(who)
        && !tokens.any(who, &["children", "people"])
        && !tokens.ends_with_s(who)
    {
        let parent = tokens.any(
            who,
            &["patient", "mother", "father", "parent", "mum", "dad", "user", "player", "driver", "worker", "visitor"],
        );
        return (!parent || spelt && value > 12).then_some((at, end));
    }
    let young = ["child", "boy", "girl", "toddler", "lad", "lass", "baby"];
    if tokens.is(before, "of")
        && tokens.any(who, &young)
        && tokens.digits(at) > 0
        && tokens.class(end) != Some(Class::Word)
    {
        return Some((at, end));
    }
    // "At fifteen he".
    if spelt && value > 12 && tokens.is(before, "at") && tokens.ends_sentence(before) {
        let next = end + usize::from(tokens.is(end, ","));
        return tokens.any(next, &["he", "she", "they", "i"]).then_some((at, end));
    }
    pair(tokens, it).or_else(|| said(tokens, it)).or_else(|| life(tokens, it))
}

/// "The service user (29)", "Male prisoner, fifty-five, repeated": between commas or in brackets, after a person.
fn set_off(tokens: &Tokens, it: Figure) -> bool {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let spelt = tokens.word(at);
    let open = tokens.any(before, &[",", "(", "[", "–", "—"]);
    let who = tokens.back(at, 2);
    let shut = |from: usize| match tokens.raw(from) {
        "(" | "[" => tokens.any(end, &[")", ",", ";", "]"]),
        _ => tokens.any(end, &[",", ".", ";", ")", "–", "—", "next", "this", "last", "in", "on"]),
    };
    if !(open && shut(before) && tokens.near(at) && value > 1) {
        return false;
    }
    let day = tokens.has(who, MONTH | WEEKDAY);
    if person(tokens, who)
        && !day
        && (value > 12 || !spelt)
        && !sourced(tokens, before, end)
        && !tokens.ends_with_s(who)
    {
        return true;
    }
    // "A retired sub-postmistress, 71, was": one of whom more is said.
    let article = tokens.behind(who, 5).any(|it| tokens.any(it, &["a", "an", "this"]));
    let next = end + 1;
    let verb = tokens.is(before, ",")
        && tokens.is(end, ",")
        && tokens.any(
            next,
            &[
                "was",
                "had",
                "who",
                "came",
                "fell",
                "became",
                "presented",
                "attended",
                "admitted",
                "lives",
                "rang",
                "is",
                "has",
            ],
        );
    verb && value > 15 && article && tokens.word(who) && !day && !tokens.ends_with_s(who)
}

/// "looks about 50", "male, approx 60", "her father (perhaps 80)": an age that somebody guessed, from the word at `head` on.
fn guessed(tokens: &Tokens, it: Figure, head: usize, doubt: bool) -> bool {
    let Figure { at, end, .. } = it;
    let before = tokens.back(at, 1);
    let looks = ["looks", "looked", "seems", "seemed", "appears", "appeared", "believed", "estimated", "thought"];
    if tokens.any(head, &looks) && near_person(tokens, head, end) {
        return true;
    }
    let sexed = tokens.any(head, &["male", "female", "man", "woman", "lady", "gentleman"]);
    if doubt
        && (sexed && uncounted(tokens, end)
            || head + 1 == before && person(tokens, head) && tokens.class(end) == Some(Class::Mark))
    {
        return true;
    }
    doubt && tokens.any(head, &[",", "(", "–", "—"]) && person(tokens, tokens.back(head, 1))
}

/// "mother 24, third day", "lady 83,".
fn beside_person(tokens: &Tokens, it: Figure) -> bool {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let bare = tokens.digits(at) == 2 && value > 15 && tokens.gap(at) == Gap::Space;
    if !(bare && tokens.near(at) && person(tokens, before) && !tokens.has(before, MONTH)) {
        return false;
    }
    let numbered = [
        "patient",
        "pt",
        "resident",
        "client",
        "user",
        "twin",
        "donor",
        "recipient",
        "subject",
        "driver",
        "child",
        "player",
    ];
    let sure = !tokens.any(before, &numbered) || value > 24;
    let ended = tokens.class(end) == Some(Class::Mark)
        || !tokens.near(end)
        || !tokens.any(end, &["and", "the", "at", "on", "in", "as", "by"])
        || tokens.any(before, &["pt"]) && tokens.any(end, &["on", "in", "at"])
        || tokens.any(
            before,
            &["dad", "mum", "nan", "gran", "grandad", "male", "female", "lady", "gentleman", "man", "woman"],
        );
    let common = !(tokens.named(before) || tokens.has(before, PERSON) || tokens.any(before, &PEOPLE));
    let measure = tokens.shouted(before) && tokens.raw(before).len() > 1 || tokens.any(before, &["waterlow", "braden"]);
    sure && ended && !common && !measure && !sourced(tokens, before, end) && !tokens.ends_with_s(before)
}

/// "Theatre 4, pt 2: 76, R TKR", "Pt age/sex: 39 / F".
fn after_label(tokens: &Tokens, it: Figure) -> bool {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let who = tokens.back(at, 2);
    if !(tokens.is(before, ":") && value > 0) {
        return false;
    }
    let numbered = tokens.digits(who) > 0 && tokens.any(tokens.back(at, 3), &["pt", "patient", "case"]) && value > 15;
    let labelled =
        tokens.any(who, &["age", "sex", "gender"]) && tokens.behind(before, 4).any(|it| tokens.is(it, "age"));
    numbered && tokens.is(end, ",") || labelled
}

/// "had turned two the week before", "due to turn eighteen".
pub(super) fn turned(tokens: &Tokens, it: Figure) -> bool {
    let Figure { at, end, .. } = it;
    let mut verb = tokens.back(at, 1);
    verb = if tokens.any(verb, &["just", "only"]) { tokens.back(verb, 1) } else { verb };
    let turns = tokens.any(verb, &["turned", "turn", "turns", "turning"]);
    let reached = tokens.is(verb, "reached") && it.value > 59;
    if !(turns || reached) || !tokens.near(at) {
        return false;
    }
    let words = [
        "that",
        "the",
        "a",
        "this",
        "last",
        "next",
        "in",
        "on",
        "two",
        "three",
        "yesterday",
        "today",
        "during",
        "while",
        "and",
    ];
    let free = alone(tokens, end) || tokens.any(end, &words) || tokens.has(end, MONTH | WEEKDAY);
    let mut who = tokens.back(verb, 1);
    for _ in 0..4 {
        if tokens.any(
            who,
            &[
                "had", "has", "just", "have", "was", "due", "to", "would", "about", "will", "be", "only", "is",
                "recently", "s", "d", "'", "’",
            ],
        ) {
            who = tokens.back(who, 1);
        }
    }
    free && (tokens.any(who, &["he", "she", "i"])
        || tokens.is(who, "who") && near_he(tokens, at)
        || person(tokens, who))
}

/// "Age at fall 41", "Age when seen: 41", "Her age was put down as 41".
pub(super) fn labelled_age(tokens: &Tokens, it: Figure) -> bool {
    let Figure { at, end, .. } = it;
    if !alone(tokens, end) {
        return false;
    }
    for it in tokens.behind(at, 7) {
        if tokens.any(it, &BOUNDS) || tokens.digits(it) > 0 || tokens.any(it, &[".", ";", ","]) {
            return false;
        }
        if tokens.is(it, "age") {
            let owner = tokens.back(it, 1);
            let label = tokens.capital(it)
                && (!tokens.near(it) || tokens.ends_sentence(it) || tokens.any(owner, &["|", "*", "-"]));
            return label || tokens.any(owner, &["her", "his", "s", "patient", "maternal"]);
        }
    }
    false
}

/// "71;F", "71 / M /", "F (71)", "63 male", "M 63", "66 (M)": beside a sex.
pub(super) fn beside_sex(tokens: &Tokens, it: Figure) -> bool {
    let Figure { at, end, value } = it;
    if value < 13 || tokens.word(at) || tokens.digits(at) > 3 || measured(tokens, at) {
        return false;
    }
    let letter = |at: usize| tokens.shouted(at) && tokens.any(at, &["f", "m"]);
    let lonely = |at: usize| {
        !(tokens.joined(at + 1) && (tokens.digits(at + 1) > 0 || tokens.any(at + 1, &["'", "’", "&", "°"])))
    };
    let before = tokens.back(at, 1);
    let after = end + usize::from(tokens.any(end, &[";", "/", "-", "(", ","]));
    let shut = |at: usize| {
        !tokens.near(at)
            || tokens.class(at) == Some(Class::Mark)
            || tokens.word(at) && !tokens.capital(at) && uncounted(tokens, at)
    };
    let first =
        !tokens.near(at) || tokens.ends_sentence(at) || tokens.any(before, &[":", "–", "|", ","]) && !tokens.joined(at);
    if first && letter(end) && tokens.gap(end) == Gap::Space && lonely(end) && shut(end + 1) {
        return true;
    }
    // "67,F,fall", "F/67/fall".
    let tight = |at: usize| tokens.any(at, &[",", "/", ";"]) && tokens.joined(at);
    let columns = tight(end) && tight(end + 2) && letter(end + 1) && !tokens.near(at)
        || tight(before)
            && tight(end)
            && tokens.joined(at)
            && letter(tokens.back(at, 2))
            && !tokens.near(tokens.back(at, 2));
    if columns {
        return true;
    }
    if tokens.near(after) && letter(after) && lonely(after) && after > end && shut(after + 1) {
        return !(tokens.joined(end) && tokens.is(end, ","));
    }
    let word =
        |at: usize| tokens.any(at, &["male", "female", "lady", "gentleman", "man", "woman", "girl", "boy", "gent"]);
    if tokens.near(end) && word(end) && tokens.gap(end) == Gap::Space {
        let open = !tokens.near(at)
            || tokens.ends_sentence(at)
            || tokens.any(before, &[",", ":", "–", "—", "-", "|", "(", "a", "an", "this", "the"]);
        return open
            && (tokens.class(end + 1) == Some(Class::Mark) || uncounted(tokens, end + 1))
            && (!tokens.is(before, "-") || !tokens.joined(before));
    }
    let sex = tokens.back(at, if tokens.any(before, &["(", ";", "/", "-"]) { 2 } else { 1 });
    let begins = !tokens.near(sex)
        || tokens.ends_sentence(sex)
        || tokens.any(tokens.back(sex, 1), &[",", ":", "–", "|", "-", "pt", "patient", "("]);
    tokens.near(at)
        && letter(sex)
        && begins
        && uncounted(tokens, end)
        && !tokens.joined(end)
        && !tokens.any(end, &["motorway", "northbound", "southbound", "junction", "corridor", "closed", "between"])
}

/// "93, deaf, and left", "18 last Friday, so", "Background: 77, COPD", "Bed 4 – 77, sepsis": at the head of a note.
pub(super) fn noted(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let figure = tokens.digits(at) == 2 && value > 15;
    let begins = !tokens.near(at) || tokens.ends_sentence(at) && !tokens.any(before, &[")"]);
    let last = tokens.back(at, 2);
    let heads = [
        "background",
        "s",
        "situation",
        "b",
        "pt",
        "who",
        "imp",
        "wr",
        "summary",
        "hx",
        "pc",
        "history",
        "handover",
        "story",
    ];
    let place = tokens.digits(last) > 0
        && tokens.any(tokens.back(at, 3), &["bed", "case", "pt", "patient", "bay", "room", "call", "entry"]);
    let headed = tokens.any(before, &[":", "–", "—", "-", ","])
        && !tokens.joined(at)
        && (tokens.any(last, &heads) && !tokens.is(before, ",") || place);
    if !figure || !(begins || headed) {
        return None;
    }
    let next = end + 1;
    let lower =
        tokens.word(next) && (!tokens.capital(next) || headed) && tokens.near(next) && !tokens.any(next, &COUNTED);
    let row = tokens.digits(next) > 0;
    let comma = tokens.is(end, ",") && !tokens.joined(next) && lower && !row;
    let expecting = tokens.is(end, ",") && tokens.any(next, &["g", "p"]) && tokens.digits(next + 1) > 0;
    let words = expecting
        || tokens.any(end, &["with", "lady", "gentleman", "last"])
        || begins && tokens.is(end, "so")
        || headed && tokens.has(end, PERSON);
    // "12, the number of" heads a sentence about a number.
    let article = begins && tokens.any(next, &["the", "a", "an", "of", "which", "as", "if", "or", "and"]);
    (comma && !article || words && !tokens.any(next, &["of"])).then_some((at, end))
}

/// "Referral reads: 72, frail", "chest pain, 49, breathing", "note: 26, 14 weeks pregnant": between two marks, with no other
/// number in the row.
pub(super) fn between_marks(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let spelt = tokens.word(at) && value > 20;
    if !(16..=106).contains(&value)
        || !(spelt || tokens.digits(at) > 1)
        || !tokens.any(before, &[",", ":"])
        || !tokens.near(at)
    {
        return None;
    }
    let last = tokens.back(before, 1);
    if !tokens.word(last)
        || tokens.has(last, MONTH | WEEKDAY)
        || tokens.joined(at)
        || tokens.shouted(last) && tokens.raw(last).len() > 1
    {
        return None;
    }
    let next = end + 1;
    let number = |it: usize| tokens.digits(it) > 0 || tokens.has(it, NUMERAL);
    let week = number(next) && tokens.any(next + 1, &["weeks", "wks", "week"]);
    let shut = tokens.is(end, ",")
        && tokens.near(next)
        && tokens.word(next)
        && (!number(next) || week)
        && !tokens.capital(next);
    let shut = shut || week && tokens.is(end, ",");
    let rows = tokens.behind(before, 4).any(number);
    let counted = tokens.behind(before, 4).any(|it| tokens.any(it, &NUMBERED)) || measured(tokens, at);
    let label = [
        "reads",
        "card",
        "log",
        "note",
        "notes",
        "referral",
        "case",
        "handover",
        "triage",
        "call",
        "patient",
        "pt",
        "caller",
        "situation",
        "wr",
    ];
    let announced = tokens.is(before, ",") || tokens.any(last, &label);
    (shut && !rows && !counted && announced).then_some((at, end))
}

/// "one 75 and one 79", "two men in the bay, 84 and 86,": the ages of two.
pub(super) fn pair(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let several = |from: usize| {
        tokens.behind(from, 14).any(|it| {
            tokens.any(
                it,
                &[
                    "men",
                    "women",
                    "ladies",
                    "patients",
                    "boys",
                    "girls",
                    "brothers",
                    "sisters",
                    "gentlemen",
                    "twins",
                    "residents",
                    "males",
                    "females",
                ],
            )
        }) && tokens.behind(from, 16).any(|it| tokens.any(it, &["two", "both", "three"]))
    };
    let each = tokens.is(before, "one") || tokens.is(before, "other") && tokens.is(tokens.back(at, 2), "the");
    let other = each && tokens.around(at, end, 8, &["other", "one"]) && tokens.around(at, end, 8, &["other"]);
    let one_was = tokens.is(before, "was")
        && tokens.is(tokens.back(at, 2), "one")
        && tokens.ahead(end, 4).any(|it| tokens.is(it, "other"));
    let both_were = tokens.is(before, "were") && tokens.behind(at, 4).any(|it| tokens.is(it, "both"));
    if (other || one_was || both_were && several(at)) && alone(tokens, end) {
        return Some((at, end));
    }
    let first = tokens.is(before, ",") && tokens.is(end, "and") && tokens.digits(end + 1) == 2;
    // "Two brothers, 4 and 6, were".
    let kin = [
        "brothers",
        "sisters",
        "boys",
        "girls",
        "children",
        "twins",
        "sons",
        "daughters",
        "siblings",
        "lads",
        "toddlers",
    ];
    let (opens, closes) = (
        tokens.any(before, &[",", "("]) && tokens.is(end, "and") && tokens.digits(end + 1) > 0,
        tokens.is(before, "and") && tokens.any(end, &[",", ".", ")"]),
    );
    let row = if opens { before } else { tokens.back(at, 3) };
    if (opens || closes && tokens.any(row, &[",", "("]) && tokens.digits(tokens.back(at, 2)) > 0)
        && tokens.any(tokens.back(row, 1), &kin)
        && value < 20
    {
        return Some((at, end));
    }
    if value < 13 {
        return None;
    }
    let second =
        tokens.is(before, "and") && tokens.digits(tokens.back(at, 2)) == 2 && tokens.is(tokens.back(at, 3), ",");
    ((each || first || second) && several(at)).then_some((at, end))
}
