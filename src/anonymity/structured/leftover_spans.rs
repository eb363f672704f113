//! Ages that are left over, with a unit: months, weeks and days of the young, school years, how early somebody was born.

use super::leftover::*;
use super::lexicon::{PERSON, STAFF};
use super::tellings::Figure;
use super::tokens::{Class, Gap, Tokens};
use crate::anonymity::words::lists;

lists!("structured/leftover_spans": LONG);

/// "77yr sepsis", "4 yrs 2/12", "2.5 yr old", "infant 6w", "D3 of life", "CGA 34/40": with a unit that hangs on.
pub(super) fn glued(tokens: &Tokens, it: Figure) -> Option<(usize, usize, Span)> {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let unit = |at: usize| match tokens.lower(at) {
        "y" | "yr" | "yrs" | "years" | "year" => Some(Span::Years),
        "m" | "mo" | "mth" | "mths" | "months" | "month" => Some(Span::Months),
        "w" | "wk" | "wks" | "weeks" => Some(Span::Weeks),
        "d" | "hr" | "hrs" | "h" | "hours" | "days" => Some(Span::Days),
        _ => None,
    };
    // "2.5 yr old".
    if tokens.is(end, ".") && tokens.joined(end) && tokens.joined(end + 1) && tokens.digits(end + 1) == 1 {
        let dash = usize::from(tokens.is(end + 2, "-"));
        let span = unit(end + 2 + dash)?;
        let old = end + 3 + dash + usize::from(tokens.is(end + 3 + dash, "-"));
        return tokens.is(old, "old").then_some((at, old + 1, span));
    }
    // "CGA 34/40", "Ex-27/40".
    if tokens.is(end, "/") && tokens.number(end + 1) == Some(40) && tokens.joined(end) && tokens.joined(end + 1) {
        let ex = tokens.is(before, "-") && tokens.is(tokens.back(at, 2), "ex");
        let near = tokens
            .behind(at, 6)
            .any(|it| tokens.any(it, &["born", "baby", "twin", "neonate", "infant", "delivered", "ex"]));
        return (ex || near || tokens.any(before, &["cga", "ex"])).then_some((at, end + 2, Span::Days));
    }
    let end = end + usize::from(tokens.any(end, &["½", "¼", "¾"]));
    let span = unit(end)?;
    if !tokens.near(end) {
        return None;
    }
    let more = end + 1;
    // "4 yrs 2/12", "2y 3m old".
    let twelfths = tokens.digits(more) > 0 && tokens.is(more + 1, "/") && tokens.number(more + 2) == Some(12);
    if span == Span::Years && twelfths {
        return Some((at, more + 3, span));
    }
    let begins = !tokens.near(at) || tokens.any(before, &[",", ":", "(", "–"]);
    if begins && span == Span::Years && tokens.digits(more) > 0 && tokens.is(more + 1, "months") {
        return Some((at, more + 2, span));
    }
    if span == Span::Years && tokens.digits(more) > 0 && unit(more + 1) == Some(Span::Months) && tokens.near(more + 1) {
        let stop = more + 2 + usize::from(tokens.is(more + 2, "old"));
        return (stop > more + 2 || tokens.joined(more + 1)).then_some((at, stop, span));
    }
    let young = ["baby", "infant", "neonate", "newborn", "boy", "girl", "child", "twin", "bairn"];
    let joined = tokens.joined(end);
    if tokens.is(more, "old") && tokens.any(end, &["hr", "hrs", "h", "w", "m", "mo", "d", "mth", "mths"]) {
        return Some((at, more + 1, span));
    }
    if span != Span::Years {
        let beside = tokens.any(more, &young)
            || tokens.any(before, &young) && tokens.near(at) && (alone(tokens, more) || joined);
        return (joined && tokens.raw(end).len() < 3 && (beside || tokens.is(end, "mo") && free_months(tokens, more)))
            .then_some((at, more, span));
    }
    // "77yr sepsis".
    let limits = [
        "for", "over", "past", "last", "in", "every", "under", "than", "to", "of", "least", "after", "within", "next",
        "per", "x",
    ];
    let free = !tokens.any(more, &LONG) && !tokens.any(before, &limits) && !tokens.any(more, &["+", "/", "-"]);
    let open = !tokens.near(at) || !tokens.joined(at) || tokens.any(before, &["(", ":", "–", "—", "|"]);
    (joined && free && open && value > 1 && tokens.any(end, &["y", "yr", "yrs"])).then_some((at, more, span))
}

/// "33y", "8 months", "now 14 weeks", "the 59 yr chap", "screened at 30 hours": with a unit.
pub(super) fn spanned(tokens: &Tokens, it: Figure) -> Option<(usize, usize, Span)> {
    let Figure { at, end, value } = it;
    let dash = usize::from(tokens.any(end, &["-", "‑", "–"]) && tokens.joined(end + 1));
    let unit = end + dash;
    let (span, short) = match tokens.lower(unit) {
        "y" | "yr" | "yrs" => (Span::Years, true),
        "year" | "years" => (Span::Years, false),
        "months" | "month" | "mths" | "mth" | "mo" => (Span::Months, false),
        "m" if tokens.joined(unit) && !tokens.shouted(unit) => (Span::Months, true),
        "weeks" | "week" | "wks" | "wk" => (Span::Weeks, false),
        "days" | "day" | "hours" | "hour" | "hrs" => (Span::Days, false),
        _ => return None,
    };
    if !tokens.near(unit) {
        return None;
    }
    let stop = unit + 1;
    let whole = stop + usize::from(tokens.is(stop, "old"));
    let before = tokens.back(at, 1);
    let begins = !tokens.near(at) || tokens.ends_sentence(at);
    // "the 59 yr chap", "a 72 yr diabetic lady", "8 month girl".
    let young = span == Span::Years && short && value > 12 || span == Span::Months && !short || span == Span::Weeks;
    let noun = tokens.ahead(stop, 3).find(|it| {
        tokens.has(*it, PERSON) && !tokens.is(*it, "patient") || tokens.any(*it, &PEOPLE) && !tokens.is(*it, "worker")
    });
    let close = noun.is_some_and(|it| it == stop || short && (stop..it).all(|between| tokens.word(between)));
    let introduced =
        begins || tokens.any(before, &["a", "an", "the", "this", "our", "her", "his", ",", ":", "-", "–", "our"]);
    let plain = noun.is_some_and(|it| !tokens.any(it + 1, &["follow", "review", "check", "visit", "clinic"]));
    if young && close && introduced && plain {
        return Some((at, whole, span));
    }
    let closed = !tokens.near(whole)
        || tokens.any(whole, &[",", ")", ".", ";", "|", "–", "—", "]", "-", "("])
        || short && tokens.any(whole, &["and", "with", "on", "who"]);
    // "She was screened at 30 hours."
    let verbs = [
        "screened",
        "tested",
        "weighed",
        "died",
        "readmitted",
        "diagnosed",
        "discharged",
        "immunised",
        "walked",
        "seen",
    ];
    let stands = closed || tokens.any(whole, &["in", "and", "by", "on", "when"]);
    if tokens.is(before, "at") && stands && tokens.any(tokens.back(at, 2), &verbs[..6]) {
        let was = tokens.back(at, 3);
        let who = if tokens.any(was, &["was", "had", "been"]) { tokens.back(was, 1) } else { was };
        let whom = tokens.any(who, &["he", "she"]) || tokens.named(who) || tokens.any(who, &["baby", "infant", "twin"]);
        return whom.then_some((at, stop, span));
    }
    // "Baby is now 6 weeks and thriving".
    let copula = if tokens.any(before, &["now", "only", "just"]) { tokens.back(at, 2) } else { before };
    let infant = tokens
        .any(tokens.back(copula, 1), &["baby", "infant", "neonate", "newborn", "twin", "grandson", "granddaughter"]);
    if infant && tokens.any(copula, &["is", "was", "s"]) && (closed || tokens.any(stop, &["and", "when", "but"])) {
        return Some((at, stop, span));
    }
    // "Detained pt 59 yrs on", "child 3 yrs", "Baby at 3 days".
    let beside = short && (tokens.has(before, PERSON) || tokens.any(before, &PEOPLE)) && tokens.gap(at) == Gap::Space;
    let at_age = tokens.is(before, "at") && tokens.any(tokens.back(at, 2), &["baby", "infant", "twin", "neonate"]);
    if span == Span::Years && beside && uncounted(tokens, stop) || at_age && closed {
        return Some((at, whole, span));
    }
    // "His life of 84 years", "lived for ninety years", "born 59 years ago", "after 91 good years".
    let life = tokens.is(before, "of") && tokens.any(tokens.back(at, 2), &["life", "lady", "gentleman"])
        || tokens.any(before, &["for", "lived"]) && tokens.behind(at, 2).any(|it| tokens.is(it, "lived"))
        || tokens.is(before, "some") && person(tokens, tokens.back(at, 3));
    let born = tokens.is(before, "born") && tokens.is(stop, "ago");
    if span == Span::Years && (life && value > 69 || born && value > 12) {
        return Some((at, whole, span));
    }
    let open = begins || tokens.any(before, &[",", "(", ":", "|", "–", "—", "-", "[", ")"]);
    let soft = tokens.any(before, &["now", "only", "just", "about", "approx", "is", "was", "around"]);
    let previous = if soft { tokens.back(at, 2) } else { before };
    let who = tokens.back(previous, 1);
    if !closed {
        return None;
    }
    let named = person(tokens, who) || tokens.is(who, ")") || begins && person(tokens, tokens.back(at, 2));
    let was = tokens.any(before, &["is", "was"]) && person(tokens, tokens.back(at, 2));
    let glued = short && tokens.joined(unit) && span == Span::Years;
    let set_aside = (open || soft && tokens.any(previous, &[",", "(", "–", "—"])) && named;
    let long = tokens.any(stop, &["ago", "later", "late", "early", "post", "after", "into", "before"]);
    // Time in a row of other things may be anything's.
    let listed = span != Span::Years && tokens.digits(tokens.back(before, 1)) > 0;
    let noted = span == Span::Years
        && (open || soft)
        && (glued || (near_person(tokens, at, stop) || value > 15) && tokens.any(before, &["–", "—", "(", ":", "|"]));
    let told = span == Span::Years && was && value > 12;
    ((set_aside || noted || told) && !long && !listed).then_some((at, whole, span))
}

/// "| 5/12,", "Now: 17/12", "baby, 6/52,": months, weeks and days as clinicians write them, standing for nothing else.
pub(super) fn twelfths(tokens: &Tokens, it: Figure) -> Option<(usize, usize, Span)> {
    let Figure { at, value, .. } = it;
    let span = match tokens.number(at + 2)? {
        12 => Span::Months,
        52 => Span::Weeks,
        7 => Span::Days,
        _ => return None,
    };
    let close = tokens.is(at + 1, "/") && tokens.joined(at + 1) && tokens.joined(at + 2) && value <= 40;
    let before = tokens.back(at, 1);
    let (who, end) = (tokens.back(at, 2), at + 3);
    let ended = !tokens.near(end) || tokens.any(end, &[",", ")", "|", ".", ";"]) && !tokens.joined(end + 1);
    let cell = tokens.is(before, "|") && tokens.any(who, &["now", "age", "aged"]);
    let aside = tokens.any(before, &[",", "(", ":"])
        && (person(tokens, who) || tokens.any(who, &["age", "baby", "child", "m", "f"]));
    let of = tokens.is(before, "of") && tokens.any(who, &["baby", "infant", "child", "boy", "girl"]);
    let letter = tokens.shouted(end) && tokens.any(end, &["f", "m"]) && !tokens.near(at);
    let direct = of
        || letter
        || (tokens.any(before, &["inf", "baby", "infant", "child", "neonate", "aged", "boy", "girl"]))
            && tokens.near(at);
    let noun = person(tokens, end) && tokens.near(end) && !tokens.has(end, STAFF);
    (close
        && (ended && (cell || aside)
            || direct && !tokens.any(end, &["of"])
            || noun && !tokens.any(before, &["for", "in", "x"])))
    .then_some((at, end, span))
}

/// "Born at 34+2", "delivered at 29+5", "ex-27 weeker".
pub(super) fn gestation(tokens: &Tokens, it: Figure) -> Option<(usize, usize, Span)> {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    // "baby day 5,", "a day 3 baby".
    let young = ["baby", "infant", "neonate", "newborn"];
    let day = tokens.is(before, "day") && value <= 28 && tokens.digits(at) > 0;
    if day && (tokens.any(tokens.back(at, 2), &young) && alone(tokens, end) || tokens.any(end, &young)) {
        return Some((before, end, Span::Days));
    }
    if !(22..=43).contains(&value) {
        return None;
    }
    let weeker = end + usize::from(tokens.is(end, "-"));
    if tokens.is(weeker, "weeker") {
        return Some((at, weeker + 1, Span::Days));
    }
    // "A 33/40 baby".
    let due = tokens.is(end, "/") && tokens.number(end + 1) == Some(40) && tokens.joined(end) && tokens.joined(end + 1);
    if due && tokens.any(end + 2, &["baby", "infant", "girl", "boy", "twin", "neonate"]) {
        return Some((at, end + 2, Span::Days));
    }
    let days = tokens.is(end, "+") && tokens.digits(end + 1) == 1 && tokens.joined(end) && tokens.joined(end + 1);
    let verb = if tokens.is(before, "at") { tokens.back(at, 2) } else { before };
    let limits =
        ["from", "before", "until", "after", "to", "than", "between", "under", "over", "beyond", "by", "and", "or"];
    let birth = tokens.around(
        at,
        end + 2,
        6,
        &["birth", "born", "delivery", "delivered", "baby", "twin", "neonate", "infant", "nicu"],
    );
    let weeks = tokens.any(end, &["weeks", "wks", "week"]);
    let early = tokens.is(before, "at")
        && weeks
        && value < 37
        && tokens.behind(at, 6).any(|it| tokens.any(it, &["born", "delivered"]));
    if early
        && !tokens.any(end + 1, &["or", "and", "to"])
        && tokens.ends_sentence(tokens.behind(at, 6).find(|it| tokens.any(*it, &["born", "delivered"])).unwrap_or(at))
    {
        return Some((at, end + 1, Span::Days));
    }
    let begun = tokens.is(before, "at") && tokens.is(verb, "born") && tokens.ends_sentence(verb) && weeks;
    if begun && tokens.is(end + 1, ",") {
        return Some((at, end + 1, Span::Days));
    }
    (days && (tokens.any(verb, &["born", "delivered"]) || birth && !tokens.any(before, &limits))).then_some((
        at,
        end + 2,
        Span::Days,
    ))
}

/// "in Year 11", "a Year 4 pupil", "in P3 at school": what school year somebody is in.
pub(super) fn school(tokens: &Tokens, it: Figure) -> Option<(usize, usize, Span)> {
    let Figure { at, end, value } = it;
    let year = tokens.back(at, 1);
    if !tokens.any(year, &["year", "primary", "yr"])
        || !tokens.capital(year) && !tokens.any(end, &["pupil", "boy", "girl", "student"])
        || !(1..=13).contains(&value)
    {
        return None;
    }
    let before = tokens.back(year, 1);
    let pupil = tokens.any(end, &["pupil", "boy", "girl", "child", "student", "at", "when", "and", "class"])
        || tokens.class(end) == Some(Class::Mark)
        || !tokens.near(end);
    let placed = tokens
        .any(before, &["in", "started", "starting", "into", "entering", "finished", "a", "her", "his", "repeating"]);
    let plan = tokens.around(
        year,
        end,
        10,
        &[
            "plan",
            "programme",
            "project",
            "medical",
            "nursing",
            "students",
            "budget",
            "trial",
            "rotation",
            "degree",
            "strategy",
        ],
    );
    (pupil && placed && !plan && near_person(tokens, year, end)).then_some((year, end, Span::Years))
}

/// "in reception class": the first year of school.
pub(super) fn reception(tokens: &Tokens, at: usize) -> Option<usize> {
    let class = tokens.is(at + 1, "class");
    let who = tokens.behind(at, 4).any(|it| tokens.any(it, &["she", "he", "daughter", "son", "child", "who"]));
    (tokens.is(tokens.back(at, 1), "in") && class && who).then_some(at + 2)
}

/// Whether months that hang on a number are nobody's duration.
pub(super) fn free_months(tokens: &Tokens, more: usize) -> bool {
    !tokens.any(more, &["ago", "later", "course", "trial", "follow", "review", "plan", "wait"])
}
