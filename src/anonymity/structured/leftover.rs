//! Ages by elimination: a number beside a person that no unit, dose, count, time or place explains. "lady 83, fell",
//! "The service user (29)", "looks about 50", "had turned two the week before", "33y", "in Year 11", "born at 34+2".

use super::lexicon::{MONTH, NUMERAL, OCCUPATION, PERSON, STAFF, WEEKDAY};
use super::persons;
use super::tellings::Figure;
use super::tokens::{Class, Gap, Tokens};

/// In what an age is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    Years,
    Months,
    Weeks,
    Days,
}

/// How far a person may be from a number that is only said to be near an age, in tokens.
const PERSON_REACH: usize = 20;

/// People whom the lexicon does not hold, as they stand in notes.
const PEOPLE: &[&str] = &[
    "user", "prisoner", "inmate", "detainee", "veteran", "survivor", "driver", "caller", "passenger", "cyclist", "pedestrian",
    "infant", "neonate", "newborn", "baby", "chap", "bloke", "fella", "gent", "fellow", "youngster", "teen", "teenager",
    "toddler", "pupil", "tenant", "seeker", "refugee", "runner", "rider", "motorcyclist", "biker", "jogger", "walker", "bride",
    "twin", "primip", "multip", "primigravida", "donor", "recipient", "tourist", "visitor", "worker", "lad", "lass", "kid",
    "granny", "grandson", "granddaughter", "nephew", "niece", "cousin", "neighbour", "victim", "complainant", "deceased", "male",
    "female", "guest", "parishioner", "widow", "widower", "soldier", "player", "swimmer", "climber", "fiancée", "fiancé",
    "girlfriend", "boyfriend", "housemate", "cellmate", "attendee", "claimant", "subject", "youngest", "eldest", "schoolgirl", "schoolboy",
];

/// Words of doubt before an age.
const ABOUT: &[&str] = &[
    "about", "around", "approximately", "approx", "roughly", "circa", "probably", "maybe", "perhaps", "only", "just", "now",
    "nearly", "almost", "barely", "still", "c", "ca", "~", "maybe", "possibly", "aged", "then", "already", "say", "est", "estimated", "some", "even",
];

/// Where an age is left over, the last token not included, and what it is counted in.
pub(super) fn age(tokens: &Tokens, it: Figure) -> Option<(usize, usize, Span)> {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let opened = tokens.any(before, &["(", "[", "\"", "“", "'", "‘", "—", "–", ":", "~", "|", "*", ">"]);
    if tokens.joined(at) && at > 0 && !opened || value == 0 || tokens.any(end, &["%", "°", "£"]) {
        return None;
    }
    glued(tokens, it)
        .or_else(|| spanned(tokens, it))
        .or_else(|| row(tokens, it))
        .or_else(|| twelfths(tokens, it))
        .or_else(|| gestation(tokens, it))
        .or_else(|| school(tokens, it))
        .or_else(|| years(tokens, it).map(|(from, to)| (from, to, Span::Years)))
}

/// Whether a token stands for one person.
fn person(tokens: &Tokens, at: usize) -> bool {
    tokens.has(at, PERSON) && !tokens.any(at, &["individual", "staff"])
        || tokens.any(at, PEOPLE)
        || tokens.named(at)
        || tokens.has(at, OCCUPATION) && !tokens.any(at, &["train", "bus", "taxi", "lorry", "model", "may"])
        || tokens.capital(at) && persons::name_ends(tokens, at) && !tokens.has(at, MONTH | WEEKDAY)
        // "Patient one".
        || tokens.has(at, NUMERAL) && tokens.has(tokens.back(at, 1), PERSON)
        // "Resident A".
        || tokens.shouted(at) && tokens.raw(at).len() == 1 && tokens.has(tokens.back(at, 1), PERSON | STAFF)
}

/// Whether one person is spoken of nearby.
fn near_person(tokens: &Tokens, from: usize, to: usize) -> bool {
    persons::spoken_of(tokens, from, to, PERSON_REACH)
        || tokens.behind(from, 6).any(|it| tokens.any(it, PEOPLE) || tokens.has(it, PERSON) && !tokens.any(it, &["staff"]))
}

/// Whether what follows a number leaves it alone: a mark, or a word that goes on.
fn alone(tokens: &Tokens, end: usize) -> bool {
    if !tokens.near(end) {
        return true;
    }
    match tokens.class(end) {
        Some(Class::Mark) => {
            let tied = tokens.joined(end) && tokens.joined(end + 1) && tokens.class(end + 1) != Some(Class::Mark);
            let listed = tokens.is(end, ",") && (tokens.digits(end + 1) > 0 || tokens.has(end + 1, NUMERAL));
            tokens.any(end, &[",", ".", ";", ")", "]", "!", "?", "\"", "”", ":", "–", "—", "-", "|", "'", "’", "(", "*"])
                && !tied
                && !listed
        }
        Some(Class::Word) => tokens.any(
            end,
            &[
                "and", "when", "but", "who", "so", "then", "now", "next", "this", "last", "that", "himself", "herself", "with",
                "had", "was", "is", "has", "from", "found", "lives", "lived", "living", "admitted", "presented", "brought",
                "fell", "known", "yesterday", "today", "tomorrow", "soon", "at", "the", "on", "in", "she", "he", "we", "they",
                "came", "while", "because", "though", "although", "says", "said", "started", "attended", "c", "w", "post", "prev",
                "normally", "usually", "referred", "seen", "told", "rang", "went", "took", "whose", "as", "by", "f", "m", "if",
            ],
        ) && !tokens.any(end + 1, &["weeks", "days", "hours", "minutes", "months"]),
        _ => false,
    }
}

/// Units and other words that a number counts.
const COUNTED: &[&str] = &[
    "hour", "hr", "h", "day", "week", "month", "minute", "min", "second", "sec", "mg", "ml", "mcg", "g", "kg", "cm", "mm", "mmol",
    "l", "litre", "unit", "iu", "bpm", "percent", "per", "am", "pm", "o", "x", "feet", "ft", "stone", "st", "foot", "inch", "lb",
    "mile", "km", "m", "metre", "point", "place", "kpa", "mmhg", "degree", "c", "patient", "staff", "people", "women", "men",
    "children", "of", "year", "yr", "fold", "out", "miles", "nd", "rd", "th", "or", "to", "pounds", "pence", "more", "fewer",
    "less", "other", "different", "new", "bed", "page", "in", "million", "thousand", "hundred", "weeks",
];

/// Whether nothing that follows is counted: not "82 beats", not "12 hours", but "12 her leg was broken".
fn uncounted(tokens: &Tokens, end: usize) -> bool {
    if !tokens.near(end) || tokens.class(end) == Some(Class::Mark) {
        return alone(tokens, end);
    }
    if tokens.any(end, &["in"]) {
        return tokens.has(end + 1, MONTH) || tokens.any(end + 1, &["the", "a", "his", "her", "this"]);
    }
    let singular = ["was", "is", "has", "his", "this", "as", "yes", "always", "does", "lives", "says", "perhaps", "its", "us", "sepsis"];
    let plural = tokens.lower(end).ends_with('s') && !tokens.any(end, &singular);
    tokens.word(end) && !plural && !tokens.any(end, COUNTED)
}

/// "77yr sepsis", "4 yrs 2/12", "2.5 yr old", "infant 6w", "D3 of life", "CGA 34/40": with a unit that hangs on.
fn glued(tokens: &Tokens, it: Figure) -> Option<(usize, usize, Span)> {
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
        let near = tokens.behind(at, 6).any(|it| tokens.any(it, &["born", "baby", "twin", "neonate", "infant", "delivered", "ex"]));
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
        let beside = tokens.any(more, &young) || tokens.any(before, &young) && tokens.near(at) && (alone(tokens, more) || joined);
        return (joined && tokens.raw(end).len() < 3 && (beside || tokens.is(end, "mo") && free_months(tokens, more))).then_some((at, more, span));
    }
    // "77yr sepsis".
    let long = [
        "follow", "plan", "contract", "survival", "risk", "experience", "history", "review", "strategy", "ago", "later", "period",
        "course", "programme", "average", "prognosis", "project", "lease", "data", "olds",
    ];
    let limits = ["for", "over", "past", "last", "in", "every", "under", "than", "to", "of", "least", "after", "within", "next", "per", "x"];
    let free = !tokens.any(more, &long) && !tokens.any(before, &limits) && !tokens.any(more, &["+", "/", "-"]);
    let open = !tokens.near(at) || !tokens.joined(at) || tokens.any(before, &["(", ":", "–", "—", "|"]);
    (joined && free && open && value > 1 && tokens.any(end, &["y", "yr", "yrs"])).then_some((at, more, span))
}

/// "33y", "8 months", "now 14 weeks", "the 59 yr chap", "screened at 30 hours": with a unit.
fn spanned(tokens: &Tokens, it: Figure) -> Option<(usize, usize, Span)> {
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
        tokens.has(*it, PERSON) && !tokens.is(*it, "patient") || tokens.any(*it, PEOPLE) && !tokens.is(*it, "worker")
    });
    let close = noun.is_some_and(|it| it == stop || short && (stop..it).all(|between| tokens.word(between)));
    let introduced = begins || tokens.any(before, &["a", "an", "the", "this", "our", "her", "his", ",", ":", "-", "–", "our"]);
    let plain = noun.is_some_and(|it| !tokens.any(it + 1, &["follow", "review", "check", "visit", "clinic"]));
    if young && close && introduced && plain {
        return Some((at, whole, span));
    }
    let closed = !tokens.near(whole)
        || tokens.any(whole, &[",", ")", ".", ";", "|", "–", "—", "]", "-", "("])
        || short && tokens.any(whole, &["and", "with", "on", "who"]);
    // "She was screened at 30 hours."
    let verbs = ["screened", "tested", "weighed", "died", "readmitted", "diagnosed", "discharged", "immunised", "walked", "seen"];
    let stands = closed || tokens.any(whole, &["in", "and", "by", "on", "when"]);
    if tokens.is(before, "at") && stands && tokens.any(tokens.back(at, 2), &verbs[..6]) {
        let was = tokens.back(at, 3);
        let who = if tokens.any(was, &["was", "had", "been"]) { tokens.back(was, 1) } else { was };
        let whom = tokens.any(who, &["he", "she"]) || tokens.named(who) || tokens.any(who, &["baby", "infant", "twin"]);
        return whom.then_some((at, stop, span));
    }
    // "Baby is now 6 weeks and thriving".
    let copula = if tokens.any(before, &["now", "only", "just"]) { tokens.back(at, 2) } else { before };
    let infant = tokens.any(tokens.back(copula, 1), &["baby", "infant", "neonate", "newborn", "twin", "grandson", "granddaughter"]);
    if infant && tokens.any(copula, &["is", "was", "s"]) && (closed || tokens.any(stop, &["and", "when", "but"])) {
        return Some((at, stop, span));
    }
    // "Detained pt 59 yrs on", "child 3 yrs", "Baby at 3 days".
    let beside = short && (tokens.has(before, PERSON) || tokens.any(before, PEOPLE)) && tokens.gap(at) == Gap::Space;
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
fn twelfths(tokens: &Tokens, it: Figure) -> Option<(usize, usize, Span)> {
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
    let aside = tokens.any(before, &[",", "(", ":"]) && (person(tokens, who) || tokens.any(who, &["age", "baby", "child", "m", "f"]));
    let of = tokens.is(before, "of") && tokens.any(who, &["baby", "infant", "child", "boy", "girl"]);
    let letter = tokens.shouted(end) && tokens.any(end, &["f", "m"]) && !tokens.near(at);
    let direct = of || letter || (tokens.any(before, &["inf", "baby", "infant", "child", "neonate", "aged", "boy", "girl"])) && tokens.near(at);
    let noun = person(tokens, end) && tokens.near(end) && !tokens.has(end, STAFF);
    (close && (ended && (cell || aside) || direct && !tokens.any(end, &["of"]) || noun && !tokens.any(before, &["for", "in", "x"])))
        .then_some((at, end, span))
}

/// "Born at 34+2", "delivered at 29+5", "ex-27 weeker".
fn gestation(tokens: &Tokens, it: Figure) -> Option<(usize, usize, Span)> {
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
    let limits = ["from", "before", "until", "after", "to", "than", "between", "under", "over", "beyond", "by", "and", "or"];
    let birth = tokens.around(at, end + 2, 6, &["birth", "born", "delivery", "delivered", "baby", "twin", "neonate", "infant", "nicu"]);
    let weeks = tokens.any(end, &["weeks", "wks", "week"]);
    let early = tokens.is(before, "at") && weeks && value < 37 && tokens.behind(at, 6).any(|it| tokens.any(it, &["born", "delivered"]));
    if early && !tokens.any(end + 1, &["or", "and", "to"]) && tokens.ends_sentence(tokens.behind(at, 6).find(|it| tokens.any(*it, &["born", "delivered"])).unwrap_or(at)) {
        return Some((at, end + 1, Span::Days));
    }
    let begun = tokens.is(before, "at") && tokens.is(verb, "born") && tokens.ends_sentence(verb) && weeks;
    if begun && tokens.is(end + 1, ",") {
        return Some((at, end + 1, Span::Days));
    }
    (days && (tokens.any(verb, &["born", "delivered"]) || birth && !tokens.any(before, &limits))).then_some((at, end + 2, Span::Days))
}

/// "in Year 11", "a Year 4 pupil", "in P3 at school": what school year somebody is in.
fn school(tokens: &Tokens, it: Figure) -> Option<(usize, usize, Span)> {
    let Figure { at, end, value } = it;
    let year = tokens.back(at, 1);
    if !tokens.any(year, &["year", "primary", "yr"]) || !tokens.capital(year) && !tokens.any(end, &["pupil", "boy", "girl", "student"])
        || !(1..=13).contains(&value) {
        return None;
    }
    let before = tokens.back(year, 1);
    let pupil = tokens.any(end, &["pupil", "boy", "girl", "child", "student", "at", "when", "and", "class"])
        || tokens.class(end) == Some(Class::Mark)
        || !tokens.near(end);
    let placed = tokens.any(before, &["in", "started", "starting", "into", "entering", "finished", "a", "her", "his", "repeating"]);
    let plan = tokens.around(
        year,
        end,
        10,
        &["plan", "programme", "project", "medical", "nursing", "students", "budget", "trial", "rotation", "degree", "strategy"],
    );
    (pupil && placed && !plan && near_person(tokens, year, end)).then_some((year, end, Span::Years))
}

/// "in reception class": the first year of school.
pub(super) fn reception(tokens: &Tokens, at: usize) -> Option<usize> {
    let class = tokens.is(at + 1, "class");
    let who = tokens.behind(at, 4).any(|it| tokens.any(it, &["she", "he", "daughter", "son", "child", "who"]));
    (tokens.is(tokens.back(at, 1), "in") && class && who).then_some(at + 2)
}

/// A number of years with no unit.
fn years(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
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
    let open = tokens.any(before, &[",", "(", "[", "–", "—"]);
    let who = tokens.back(at, 2);
    let shut = |from: usize| match tokens.raw(from) {
        "(" | "[" => tokens.any(end, &[")", ",", ";", "]"]),
        _ => tokens.any(end, &[",", ".", ";", ")", "–", "—", "next", "this", "last", "in", "on"]),
    };
    // "The service user (29)", "Male prisoner, fifty-five, repeated".
    if open && shut(before) && tokens.near(at) && value > 1 {
        let day = tokens.has(who, MONTH | WEEKDAY);
        if person(tokens, who) && !day && (value > 12 || !spelt) && !sourced(tokens, before, end) && !tokens.ends_with_s(who) {
            return Some((at, end));
        }
        // "A retired sub-postmistress, 71, was": one of whom more is said.
        let article = tokens.behind(who, 5).any(|it| tokens.any(it, &["a", "an", "this"]));
        let next = end + 1;
        let verb = tokens.is(before, ",")
            && tokens.is(end, ",")
            && tokens.any(next, &["was", "had", "who", "came", "fell", "became", "presented", "attended", "admitted", "lives", "rang", "is", "has"]);
        if verb && value > 15 && article && tokens.word(who) && !day && !tokens.ends_with_s(who) {
            return Some((at, end));
        }
    }
    // "about 46", "looks about 50", "(approx 60)".
    let mut head = before;
    while (tokens.any(head, ABOUT) || tokens.any(head, &["?", ".", "~"]) && !tokens.capital(at)) && at - head < 4 && tokens.near(head) {
        head = tokens.back(head, 1);
    }
    head = if tokens.ends_sentence(head + 1) { before } else { head };
    let doubt = head != before;
    let looks = ["looks", "looked", "seems", "seemed", "appears", "appeared", "believed", "estimated", "thought", "possibly", "to", "be"];
    if value > 12 && tokens.near(at) && !measured(tokens, at) {
        if tokens.any(head, &looks[..9]) && near_person(tokens, head, end) {
            return Some((at, end));
        }
        let sexed = tokens.any(head, &["male", "female", "man", "woman", "lady", "gentleman"]);
        if doubt && (sexed && uncounted(tokens, end) || head + 1 == before && person(tokens, head) && tokens.class(end) == Some(Class::Mark)) {
            return Some((at, end));
        }
        if doubt && tokens.any(head, &[",", "(", "–", "—"]) && person(tokens, tokens.back(head, 1)) {
            return Some((at, end));
        }
    }
    // "mother 24, third day", "lady 83,": beside a person.
    let bare = tokens.digits(at) == 2 && value > 15 && tokens.gap(at) == Gap::Space;
    let numbered = ["patient", "pt", "resident", "client", "user", "twin", "donor", "recipient", "subject", "driver", "child", "player"];
    if bare && tokens.near(at) && person(tokens, before) && !tokens.has(before, MONTH) {
        let sure = !tokens.any(before, &numbered) || value > 24;
        let ended = tokens.class(end) == Some(Class::Mark) || !tokens.near(end) || !tokens.any(end, &["and", "the", "at", "on", "in", "as", "by"])
            || tokens.any(before, &["pt"]) && tokens.any(end, &["on", "in", "at"])
            || tokens.any(before, &["dad", "mum", "nan", "gran", "grandad", "male", "female", "lady", "gentleman", "man", "woman"]);
        let common = !tokens.named(before) && tokens.capital(before) && !tokens.ends_sentence(before) && !tokens.has(before, PERSON);
        let measure = tokens.shouted(before) && tokens.raw(before).len() > 1 || tokens.any(before, &["waterlow", "braden"]);
        if sure && ended && !common && !measure && !sourced(tokens, before, end) && !tokens.ends_with_s(before) {
            return Some((at, end));
        }
    }
    // "Theatre 4, pt 2: 76, R TKR", "Pt age/sex: 39 / F".
    if tokens.is(before, ":") && value > 0 {
        let numbered = tokens.digits(who) > 0 && tokens.any(tokens.back(at, 3), &["pt", "patient", "case"]) && value > 15;
        let labelled = tokens.any(who, &["age", "sex", "gender"]) && tokens.behind(before, 4).any(|it| tokens.is(it, "age"));
        if numbered && tokens.is(end, ",") || labelled {
            return Some((at, end));
        }
    }
    // "Gentleman of 78 with", "a Gurkha veteran of 84".
    let who = if doubt && tokens.is(head, "of") { tokens.back(head, 1) } else { who };
    let somebody = |at: usize| person(tokens, at) || tokens.any(at, &["somebody", "someone"]);
    if tokens.is(head, "of") && value > 15 && somebody(who) && tokens.near(at) && !tokens.named(who) && !tokens.any(who, &["children", "people"]) && !tokens.ends_with_s(who) {
        let parent = tokens.any(who, &["patient", "mother", "father", "parent", "mum", "dad", "user", "player", "driver", "worker", "visitor"]);
        return (!parent || spelt && value > 12).then_some((at, end));
    }
    let young = ["child", "boy", "girl", "toddler", "lad", "lass", "baby"];
    if tokens.is(before, "of") && tokens.any(who, &young) && tokens.digits(at) > 0 && tokens.class(end) != Some(Class::Word) {
        return Some((at, end));
    }
    // "At fifteen he".
    if spelt && value > 12 && tokens.is(before, "at") && tokens.ends_sentence(before) {
        let next = end + usize::from(tokens.is(end, ","));
        return tokens.any(next, &["he", "she", "they", "i"]).then_some((at, end));
    }
    pair(tokens, it).or_else(|| said(tokens, it)).or_else(|| life(tokens, it))
}

/// "had turned two the week before", "due to turn eighteen".
fn turned(tokens: &Tokens, it: Figure) -> bool {
    let Figure { at, end, .. } = it;
    let mut verb = tokens.back(at, 1);
    verb = if tokens.any(verb, &["just", "only"]) { tokens.back(verb, 1) } else { verb };
    if !tokens.any(verb, &["turned", "turn", "turns", "turning"]) && !(tokens.is(verb, "reached") && it.value > 59) || !tokens.near(at) {
        return false;
    }
    let words = ["that", "the", "a", "this", "last", "next", "in", "on", "two", "three", "yesterday", "today", "during", "while", "and"];
    let free = alone(tokens, end) || tokens.any(end, &words) || tokens.has(end, MONTH | WEEKDAY);
    let mut who = tokens.back(verb, 1);
    for _ in 0..4 {
        if tokens.any(who, &["had", "has", "just", "have", "was", "due", "to", "would", "about", "will", "be", "only", "is", "recently", "s", "d", "'", "’"]) {
            who = tokens.back(who, 1);
        }
    }
    free && (tokens.any(who, &["he", "she", "i", "who"]) || person(tokens, who))
}

/// Where about how old somebody is is told, the last token not included.
pub(super) fn about(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
    if it.value == 0 || tokens.joined(it.at) && it.at > 0 && !tokens.any(tokens.back(it.at, 1), &["-", "–", "("]) {
        return None;
    }
    limit(tokens, it).map(|(from, to, _)| (from, to))
}

/// Whether months that hang on a number are nobody's duration.
fn free_months(tokens: &Tokens, more: usize) -> bool {
    !tokens.any(more, &["ago", "later", "course", "trial", "follow", "review", "plan", "wait"])
}

/// "She is over 90", "a woman over 90 was", "less than a year old", "unknown male, 40-50": about how old one person is.
fn limit(tokens: &Tokens, it: Figure) -> Option<(usize, usize, Span)> {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let (mut from, mut stop) = (at, end);
    let than = tokens.is(before, "than") && tokens.any(tokens.back(at, 2), &["more", "less"]);
    let over = than || tokens.any(before, &["over", "under", "nearly", "beyond"]);
    if over {
        let head = if than { tokens.back(at, 3) } else { tokens.back(at, 2) };
        let verb = if tokens.any(head, &["well", "just", "now", "still", "only", "already"]) { tokens.back(head, 1) } else { head };
        let who = tokens.back(verb, 1);
        let subject = tokens.any(who, &["he", "she"]) || tokens.named(who);
        let said = subject && tokens.any(verb, &["is", "was"]);
        let one = tokens.has(head, PERSON)
            && !tokens.ends_with_s(head)
            && tokens.any(tokens.back(head, 1), &["a", "this", "the"])
            && tokens.any(end, &["was", "had", "fell", "who", "were"]);
        let years = tokens.any(end, &["years", "year"]) && tokens.is(end + 1, "old");
        stop += usize::from(years) * 2;
        let free = years || one || uncounted(tokens, end) && !tokens.any(end, &["mph", "minutes"]);
        return ((said && value > 1 || one && value > 1) && free && !measured(tokens, at)).then_some((from, stop, Span::Years));
    }
    // "unknown male, 40-50", "thought to be 30 to 35", "a man of between 40 and 50".
    let next = tokens.any(end, &["-", "–", "to", "and"]) && tokens.digits(end + 1) == 2;
    let last = tokens.any(before, &["-", "–", "to", "and"]) && tokens.digits(tokens.back(at, 2)) == 2;
    if !(next || last) || tokens.digits(at) != 2 || value < 16 {
        return None;
    }
    if next {
        stop = end + 2;
    } else {
        from = tokens.back(at, 2);
    }
    let one = ["man", "woman", "male", "female", "lady", "gentleman", "boy", "girl", "person"];
    let who = tokens.behind(from, 6).any(|it| tokens.any(it, &one));
    let doubt = ["unknown", "unidentified", "id", "thought", "believed", "looks", "looked", "approximately", "found", "aged"];
    let of = tokens.is(tokens.back(from, 1), "between") && tokens.is(tokens.back(from, 2), "of");
    let unsure = tokens.around(from, stop, 6, &doubt[..8]) || of;
    (who && unsure).then_some((from, stop, Span::Years))
}

/// "Age at fall 41", "Age when seen: 41", "Her age was put down as 41".
fn labelled_age(tokens: &Tokens, it: Figure) -> bool {
    let Figure { at, end, .. } = it;
    if !alone(tokens, end) {
        return false;
    }
    let words = ["group", "groups", "range", "limit", "band", "profile", "over", "under", "above", "below", "from", "average", "mean", "median", "least", "between", "minimum", "maximum", "standard", "uk", "concern", "older", "younger"];
    for it in tokens.behind(at, 7) {
        if tokens.any(it, &words) || tokens.digits(it) > 0 || tokens.any(it, &[".", ";", ","]) {
            return false;
        }
        if tokens.is(it, "age") {
            let owner = tokens.back(it, 1);
            let label = tokens.capital(it) && (!tokens.near(it) || tokens.ends_sentence(it) || tokens.any(owner, &["|", "*", "-"]));
            return label || tokens.any(owner, &["her", "his", "s", "patient", "maternal"]);
        }
    }
    false
}

/// "kids (4, 7 and 11)", "Children at home: 4, 7, 11", "Their ages were 84 and 86": a row of the ages of several.
fn row(tokens: &Tokens, it: Figure) -> Option<(usize, usize, Span)> {
    let number = |at: usize| (1..=2).contains(&tokens.digits(at)) || tokens.has(at, NUMERAL);
    let joint = |at: usize| tokens.any(at, &[",", "and", "&", "/"]);
    let mut first = it.at;
    while joint(tokens.back(first, 1)) && number(tokens.back(first, 2)) && it.at - first < 12 {
        first -= 2;
    }
    let mut last = it.end;
    while joint(last) && number(last + 1) && last - it.at < 12 {
        last += 2;
    }
    let several = last > it.end || first < it.at;
    let open = tokens.back(first, 1);
    if !tokens.any(open, &["(", ":", "were", "are", ","]) || !several {
        return None;
    }
    let kin = ["kids", "children", "sons", "daughters", "siblings", "brothers", "sisters", "grandchildren", "boys", "girls", "lads", "toddlers", "youngsters"];
    let noun = tokens.back(open, 1);
    let home = tokens.any(noun, &["home"]) && tokens.behind(noun, 3).any(|it| tokens.any(it, &kin));
    let ages = tokens.is(noun, "ages") && tokens.any(tokens.back(noun, 1), &["their", "the"]);
    let shut = !tokens.near(last) || tokens.class(last) == Some(Class::Mark) && !tokens.any(last, &["%", "/"]) || tokens.any(last, &["were", "and", "who"]);
    let swapped = it.value > 12 && tokens.any(noun, &["patients", "men", "women", "ladies", "residents"]) && tokens.any(tokens.back(noun, 1), &["two", "both"]);
    let few = swapped || it.value < 20 && (tokens.any(noun, &kin) || home) && !tokens.is(open, ",");
    (shut && (few || ages)).then_some((it.at, it.end, Span::Years))
}

/// "71;F", "71 / M /", "F (71)", "63 male", "M 63", "66 (M)": beside a sex.
fn beside_sex(tokens: &Tokens, it: Figure) -> bool {
    let Figure { at, end, value } = it;
    if value < 13 || tokens.word(at) || tokens.digits(at) > 3 || measured(tokens, at) {
        return false;
    }
    let letter = |at: usize| tokens.shouted(at) && tokens.any(at, &["f", "m"]);
    let lonely = |at: usize| !(tokens.joined(at + 1) && (tokens.digits(at + 1) > 0 || tokens.any(at + 1, &["'", "’", "&", "°"])));
    let before = tokens.back(at, 1);
    let after = end + usize::from(tokens.any(end, &[";", "/", "-", "(", ","]));
    let shut = |at: usize| !tokens.near(at) || tokens.class(at) == Some(Class::Mark) || tokens.word(at) && !tokens.capital(at) && uncounted(tokens, at);
    let first = !tokens.near(at) || tokens.ends_sentence(at) || tokens.any(before, &[":", "–", "|", ","]) && !tokens.joined(at);
    if first && letter(end) && tokens.gap(end) == Gap::Space && lonely(end) && shut(end + 1) {
        return true;
    }
    // "67,F,fall", "F/67/fall".
    let tight = |at: usize| tokens.any(at, &[",", "/", ";"]) && tokens.joined(at);
    let columns = tight(end) && tight(end + 2) && letter(end + 1) && !tokens.near(at)
        || tight(before) && tight(end) && tokens.joined(at) && letter(tokens.back(at, 2)) && !tokens.near(tokens.back(at, 2));
    if columns {
        return true;
    }
    if tokens.near(after) && letter(after) && lonely(after) && after > end && shut(after + 1) {
        return !(tokens.joined(end) && tokens.is(end, ","));
    }
    let word = |at: usize| tokens.any(at, &["male", "female", "lady", "gentleman", "man", "woman", "girl", "boy", "gent"]);
    if tokens.near(end) && word(end) && tokens.gap(end) == Gap::Space {
        let open = !tokens.near(at) || tokens.ends_sentence(at) || tokens.any(before, &[",", ":", "–", "—", "-", "|", "(", "a", "an", "this", "the"]);
        return open && (tokens.class(end + 1) == Some(Class::Mark) || uncounted(tokens, end + 1)) && !tokens.any(before, &["-"]) | !tokens.joined(before);
    }
    let sex = tokens.back(at, if tokens.any(before, &["(", ";", "/", "-"]) { 2 } else { 1 });
    let begins = !tokens.near(sex) || tokens.ends_sentence(sex) || tokens.any(tokens.back(sex, 1), &[",", ":", "–", "|", "-", "pt", "patient", "("]);
    tokens.near(at) && letter(sex) && begins && uncounted(tokens, end) && !tokens.joined(end)
        && !tokens.any(end, &["motorway", "northbound", "southbound", "junction", "corridor", "closed", "between"])
}

/// "93, deaf, and left", "18 last Friday, so", "Background: 77, COPD", "Bed 4 – 77, sepsis": at the head of a note.
fn noted(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let figure = tokens.digits(at) == 2 && value > 15;
    let begins = !tokens.near(at) || tokens.ends_sentence(at) && !tokens.any(before, &[")"]);
    let last = tokens.back(at, 2);
    let heads = ["background", "s", "situation", "b", "pt", "who", "imp", "wr", "summary", "hx", "pc", "history", "handover", "story"];
    let place = tokens.digits(last) > 0 && tokens.any(tokens.back(at, 3), &["bed", "case", "pt", "patient", "bay", "room", "call", "entry"]);
    let headed = tokens.any(before, &[":", "–", "—", "-", ","]) && !tokens.joined(at)
        && (tokens.any(last, &heads) && !tokens.is(before, ",") || place);
    if !figure || !(begins || headed) {
        return None;
    }
    let next = end + 1;
    let lower = tokens.word(next) && (!tokens.capital(next) || headed) && tokens.near(next) && !tokens.any(next, COUNTED);
    let row = tokens.digits(next) > 0;
    let comma = tokens.is(end, ",") && !tokens.joined(next) && lower && !row;
    let expecting = tokens.is(end, ",") && tokens.any(next, &["g", "p"]) && tokens.digits(next + 1) > 0;
    let words = expecting || tokens.any(end, &["with", "lady", "gentleman", "last"]) || begins && tokens.is(end, "so") || headed && tokens.has(end, PERSON);
    // "12, the number of" heads a sentence about a number.
    let article = begins && tokens.any(next, &["the", "a", "an", "of", "which", "as", "if", "or", "and"]);
    (comma && !article || words && !tokens.any(next, &["of"])).then_some((at, end))
}

/// "When she was 12 her leg", "I'm 86 you know", "was \"nearly 80\"", "The lady in bed 6 is 93", "became 65": said of
/// somebody, with anything after it that is not counted.
fn of_subject(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
    let Figure { at, end, value } = it;
    let small = tokens.word(at) && value < 13;
    let mut verb = tokens.back(at, 1);
    while (tokens.any(verb, ABOUT) || tokens.any(verb, &["\"", "“", "a", "young", "yet", "not", "well", "past"])) && at - verb < 5 {
        verb = tokens.back(verb, 1);
    }
    if !tokens.near(at) || !uncounted(tokens, end) || measured(tokens, at) || value < 2 {
        return None;
    }
    let been = tokens.any(verb, &["be", "been", "reach", "see", "make"]);
    let simple = tokens.any(verb, &["is", "was", "am", "hes", "shes", "im", "whos", "became", "becomes", "reaches", "reached", "turns", "turned", "celebrated", "makes"])
        || tokens.is(verb, "were") && tokens.is(tokens.back(verb, 1), "you");
    let short = tokens.any(verb, &["s", "m"]) && tokens.any(tokens.back(verb, 1), &["'", "’"]);
    let mut who = tokens.back(verb, if short { 2 } else { 1 });
    let helps = [
        "would", "have", "will", "had", "d", "'", "’", "must", "might", "could", "may", "ll", "due", "to", "is", "was", "has", "never",
        "about", "only", "also", "now", "just", "not", "did", "live", "lived", "t", "didn",
    ];
    for _ in 0..6 {
        if tokens.any(who, &helps) && (been || tokens.any(who, &["also", "now", "just", "only", "never", "had", "has"])) {
            who = tokens.back(who, 1);
        }
    }
    if !(been || simple || short) || !tokens.near(verb) && !tokens.any(verb, &["hes", "shes", "im"]) {
        return None;
    }
    let ended = tokens.class(end) == Some(Class::Mark) || !tokens.near(end) || tokens.any(end, &["and", "when", "in", "on", "next", "last", "this", "now", "at"]);
    if small && !ended || small && tokens.is(end, "and") && tokens.digits(end + 1) > 0 {
        return None;
    }
    let subject = tokens.any(verb, &["hes", "shes", "im", "whos"]) || tokens.any(who, &["he", "she", "i", "who", "you"]) || person(tokens, who) && !tokens.ends_with_s(who);
    let reached = tokens.any(verb, &["reached", "reach", "makes", "make", "see", "celebrated"]);
    if subject {
        let fits = if reached { value > 12 || been && tokens.word(at) } else { value > 12 || small || ended };
        let group = tokens.is(who, "who") && !near_he(tokens, at) && (tokens.any(tokens.back(who, 1), &["people", "anyone", "those", "person", "someone"]) || tokens.ends_with_s(tokens.back(who, 1)));
        return (fits && !group).then_some((at, end));
    }
    // "The lady in bed 6 is 93".
    let far = tokens.behind(who + 1, 6).take_while(|it| !tokens.any(*it, &[".", ";", ",", "!", "?", "is", "was"])).any(|it| {
        tokens.has(it, PERSON) && tokens.any(tokens.back(it, 1), &["the", "this", "our", "my"]) && tokens.any(it + 1, &["in", "on", "from", "next"])
    });
    (far && value > 15 && simple).then_some((at, end))
}

/// Whether "he" or "she" is said nearby.
fn near_he(tokens: &Tokens, at: usize) -> bool {
    tokens.around(at, at + 1, 16, &["he", "she", "his", "her", "him"])
}

/// "Referral reads: 72, frail", "chest pain, 49, breathing", "note: 26, 14 weeks pregnant": between two marks, with no other
/// number in the row.
fn between_marks(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let spelt = tokens.word(at) && value > 20;
    if !(16..=106).contains(&value) || !(spelt || tokens.digits(at) > 1) || !tokens.any(before, &[",", ":"]) || !tokens.near(at) {
        return None;
    }
    let last = tokens.back(before, 1);
    if !tokens.word(last) || tokens.has(last, MONTH | WEEKDAY) || tokens.joined(at) || tokens.shouted(last) && tokens.raw(last).len() > 1 {
        return None;
    }
    let next = end + 1;
    let number = |it: usize| tokens.digits(it) > 0 || tokens.has(it, NUMERAL);
    let week = number(next) && tokens.any(next + 1, &["weeks", "wks", "week"]);
    let shut = tokens.is(end, ",") && tokens.near(next) && tokens.word(next) && (!number(next) || week) && !tokens.capital(next);
    let shut = shut || week && tokens.is(end, ",");
    let rows = tokens.behind(before, 4).any(number);
    let counts = [
        "total", "number", "score", "count", "page", "pages", "section", "paragraph", "item", "items", "figure", "table", "chapter",
        "ward", "wards", "bed", "room", "route", "bus", "version", "issue", "volume", "edition", "target", "answer", "result",
    ];
    let counted = tokens.behind(before, 4).any(|it| tokens.any(it, &counts)) || measured(tokens, at);
    let label = ["reads", "card", "log", "note", "notes", "referral", "case", "handover", "triage", "call", "patient", "pt", "caller", "situation", "wr"];
    let announced = tokens.is(before, ",") || tokens.any(last, &label);
    (shut && !rows && !counted && announced).then_some((at, end))
}

/// What stands before "at" when a measure stays there.
const STAYS: &[&str] = &[
    "was", "is", "stood", "stands", "remained", "sat", "set", "measured", "recorded", "running", "held", "steady", "kept", "fixed",
    "back", "stable", "up", "down", "look", "looked", "arrived", "arrive", "called", "seen", "rang", "home", "bed", "there",
];

/// "lost his leg at 58 because", "Ninety-six and fiercely independent, she", "in fact 37", "as 3 by the crew".
fn life(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let spelt = tokens.word(at);
    let sentence = |reach: usize| tokens.behind(at, reach).take_while(|it| !tokens.any(*it, &[".", "!", "?", ";"]));
    if tokens.is(before, "at") && (value > 24 || spelt && value > 12) && !tokens.any(tokens.back(at, 2), STAYS) {
        let whose = sentence(10).any(|it| tokens.any(it, &["he", "she", "his", "her", "him", "i", "my"]));
        return (whose && !measured(tokens, at)).then_some((at, end));
    }
    let verbs = ["diagnosed", "orphaned", "married", "widowed", "pregnant", "diabetes", "school", "epilepsy", "retired", "adopted", "career"];
    let at_life = tokens.is(before, "at") && value > 3 && tokens.any(tokens.back(at, 2), &verbs) && uncounted(tokens, end) && !tokens.is(end, ":");
    let heads = tokens.is(before, "at") && tokens.ends_sentence(before) && value > 24 && tokens.any(end, &["you", "he", "she", "his", "her"]);
    if at_life && near_he(tokens, at) || heads {
        return Some((at, end));
    }
    let since = tokens.is(before, "since")
        && tokens.any(tokens.back(at, 2), &["smoker", "smoked", "care", "camhs", "services", "team", "known", "drinking", "unit", "insulin"]);
    let first = ["first", "harmed", "met", "came", "started", "began", "moved", "arrived", "left"];
    let first = tokens.is(before, "at") && value > 12 && near_he(tokens, at) && tokens.behind(at, 6).any(|it| tokens.any(it, &first[..7]));
    if (since || first) && value > 2 && tokens.class(end) == Some(Class::Mark) && alone(tokens, end) {
        return Some((at, end));
    }
    // "Although only 22, he", "Despite being 88 she".
    let mut head = before;
    while tokens.any(head, ABOUT) && at - head < 4 {
        head = tokens.back(head, 1);
    }
    // "The eldest, at 19, is", "Only eight, he already", "A month shy of 18, he".
    let verb = tokens.back(at, 2);
    let aside = tokens.is(before, "at") && tokens.is(verb, ",") && tokens.any(end, &[","]);
    let kin = person(tokens, tokens.back(at, 3)) || tokens.any(tokens.back(at, 3), &["eldest", "youngest", "oldest"]);
    let opening = tokens.any(before, &["just", "only", "now", "barely", "still", "hardly"]) && tokens.ends_sentence(before);
    let pronoun = tokens.is(end, ",") && tokens.any(end + 1, &["he", "she"]);
    let shy = (tokens.is(before, "of") && tokens.any(verb, &["shy", "short"]) || tokens.is(before, "off")) && value > 12;
    let rising = (tokens.is(before, "rising") || tokens.is(before, "on") && tokens.is(verb, "going")) && (spelt || alone(tokens, end));
    let near = tokens.behind(at, 5).any(|it| tokens.any(it, &["he", "she", "s", "daughter", "son"])) || pronoun;
    if aside && kin || opening && pronoun || shy && (near || near_person(tokens, at, end)) && alone(tokens, end) || rising && near {
        return Some((at, end));
    }
    let although = tokens.any(head, &["although", "though", "being", "at", "despite"]) && (tokens.is(head, "being") || tokens.ends_sentence(head));
    if although && value > 12 && tokens.any(end + usize::from(tokens.is(end, ",")), &["he", "she"]) && (!tokens.is(head, "at") || value > 24) {
        return Some((at, end));
    }
    if spelt && value > 20 && tokens.ends_sentence(at) && tokens.is(end, "and") {
        return tokens.ahead(end, 8).any(|it| tokens.any(it, &["he", "she"])).then_some((at, end));
    }
    // "They were both eighty".
    let both = tokens.is(before, "both") && tokens.any(tokens.back(at, 2), &["were", "are"]) && value > 12;
    if both && tokens.any(tokens.back(at, 3), &["they", "we", "parents", "twins", "brothers", "sisters"]) {
        return Some((at, end));
    }
    let age = sentence(16).any(|it| {
        tokens.any(it, &["age", "birthday", "younger", "older", "dob"]) && !tokens.any(it + 1, &["group", "groups", "range", "limit", "of"])
    });
    let told = tokens.any(before, &["as", "fact", "give", "gave", "gives", "say", "said", "says", "actually", "really", "not"]);
    (age && told && !tokens.is(before, "as") | near_person(tokens, at, end) && told && age).then_some((at, end))
}

/// "one 75 and one 79", "two men in the bay, 84 and 86,": the ages of two.
fn pair(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let several = |from: usize| {
        tokens.behind(from, 14).any(|it| {
            tokens.any(it, &["men", "women", "ladies", "patients", "boys", "girls", "brothers", "sisters", "gentlemen", "twins", "residents", "males", "females"])
        }) && tokens.behind(from, 16).any(|it| tokens.any(it, &["two", "both", "three"]))
    };
    let each = tokens.is(before, "one") || tokens.is(before, "other") && tokens.is(tokens.back(at, 2), "the");
    let other = each && tokens.around(at, end, 8, &["other", "one"]) && tokens.around(at, end, 8, &["other"]);
    let one_was = tokens.is(before, "was") && tokens.is(tokens.back(at, 2), "one") && tokens.ahead(end, 4).any(|it| tokens.is(it, "other"));
    let both_were = tokens.is(before, "were") && tokens.behind(at, 4).any(|it| tokens.is(it, "both"));
    if (other || one_was || both_were && several(at)) && alone(tokens, end) {
        return Some((at, end));
    }
    let first = tokens.is(before, ",") && tokens.is(end, "and") && tokens.digits(end + 1) == 2;
    // "Two brothers, 4 and 6, were".
    let kin = ["brothers", "sisters", "boys", "girls", "children", "twins", "sons", "daughters", "siblings", "lads", "toddlers"];
    let (opens, closes) = (tokens.any(before, &[",", "("]) && tokens.is(end, "and") && tokens.digits(end + 1) > 0, tokens.is(before, "and") && tokens.any(end, &[",", ".", ")"]));
    let row = if opens { before } else { tokens.back(at, 3) };
    if (opens || closes && tokens.any(row, &[",", "("]) && tokens.digits(tokens.back(at, 2)) > 0) && tokens.any(tokens.back(row, 1), &kin) && value < 20 {
        return Some((at, end));
    }
    if value < 13 {
        return None;
    }
    let second = tokens.is(before, "and") && tokens.digits(tokens.back(at, 2)) == 2 && tokens.is(tokens.back(at, 3), ",");
    ((each || first || second) && several(at)).then_some((at, end))
}

/// "caller is 56 and says", "He would have been seven this Christmas".
fn said(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
    let Figure { at, end, value } = it;
    let mut verb = tokens.back(at, 1);
    while tokens.any(verb, ABOUT) && at - verb < 4 {
        verb = tokens.back(verb, 1);
    }
    let been = tokens.any(verb, &["be", "been"]);
    let mut who = tokens.back(verb, 1);
    for _ in 0..4 {
        if been && tokens.any(who, &["would", "have", "will", "had", "d", "'", "’", "must", "might", "could", "may", "ll"]) {
            who = tokens.back(who, 1);
        }
    }
    let copula = been || tokens.any(verb, &["is", "was", "am"]);
    let subject = tokens.any(who, &["he", "she"]) || person(tokens, who) && !tokens.ends_with_s(who);
    let small = tokens.word(at) && value < 13;
    let timed = tokens.any(end, &["this", "next", "last", "when", "now", "today", "tomorrow", "soon", "then"]) || !tokens.word(end);
    (copula && tokens.near(verb) && tokens.near(at) && subject && (!small && value > 12 || been && timed && value > 1) && !measured(tokens, at))
        .then_some((at, end))
}

/// Whether numbers stand in brackets all around: counts and sources.
fn sourced(tokens: &Tokens, before: usize, end: usize) -> bool {
    let number = |it: usize| tokens.digits(it) > 0 && tokens.any(tokens.back(it, 1), &["(", ","]) && tokens.any(it + 1, &[")", ","]);
    tokens.ahead(end + 1, 8).chain(tokens.behind(before, 8)).any(number)
}

/// Whether the sentence so far is of a measure.
fn measured(tokens: &Tokens, at: usize) -> bool {
    let words = [
        "score", "scored", "news", "gcs", "rate", "temperature", "pressure", "bp", "sats", "saturation", "saturations", "glucose",
        "haemoglobin", "hb", "crp", "weight", "bmi", "dose", "number", "count", "total", "bed", "room", "egfr", "inr", "lactate",
        "ciwa", "waterlow", "braden", "potassium", "sodium", "pulse", "hr", "rr", "average", "mean", "median", "target", "ward", "bay", "level", "platelets",
    ];
    tokens.behind(at, 14).take_while(|it| !tokens.any(*it, &[".", ";", "!", "?"])).any(|it| tokens.any(it, &words))
}
