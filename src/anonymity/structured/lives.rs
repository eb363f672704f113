//! What makes a bare number an age: a sex beside it, a person before it, the way in which notes are written.

use super::lexicon::{NUMERAL, PERSON};
use super::persons;
use super::tokens::{Class, Gap, Tokens};
use crate::anonymity::words::lists;

lists!("structured/lives": MEASURED, AFTER, LIVES, GOES_ON);

/// "87F", "87 F", "87/F", "45 M,".
pub(super) fn sex_after(tokens: &Tokens, at: usize, value: u32) -> Option<usize> {
    if value > 12 && tokens.is(at + 1, ",") && tokens.any(at + 2, &["f", "m"]) && tokens.shouted(at + 2) {
        let ended = !tokens.near(at + 3) || tokens.class(at + 3) == Some(Class::Mark) && !tokens.joined(at + 4);
        let listed = tokens.digits(tokens.back(at, 1)) > 0 || tokens.any(tokens.back(at, 1), &["-", "/"]);
        return (ended && !listed).then_some(at + 3);
    }
    let stroke = usize::from(tokens.is(at + 1, "/") && tokens.joined(at + 1) && tokens.joined(at + 2));
    let sex = at + 1 + stroke;
    let joined = tokens.joined(sex) && tokens.joined(at + 1);
    let free =
        !(tokens.joined(sex + 1) && (tokens.digits(sex + 1) > 0 || tokens.any(sex + 1, &["-", "/", "°", "'", "’"])));
    if !tokens.any(sex, &["f", "m"]) || !free || value == 0 {
        return None;
    }
    let money = tokens.any(tokens.back(at, 1), &["£", "$", "€", "of", "over", "to"]) && tokens.is(sex, "m");
    let heat = tokens.around(at, sex, 5, &MEASURED);
    let lower = !tokens.shouted(sex);
    let person = tokens.back(at, 2);
    let aside = tokens.is(tokens.back(at, 1), ",")
        && (tokens.named(person) || persons::known(tokens, person) || tokens.has(person, PERSON))
        && value > 12
        && (!tokens.near(sex + 1) || tokens.any(sex + 1, &[",", ".", ";", ")", "-"]));
    let length = lower
        && stroke == 0
        && !aside
        && tokens.is(sex, "m")
        && !tokens.around(at, sex, 4, &["pt", "patient", "age", "aged", "driver", "passenger", "pts"]);
    let spaced = !joined && stroke == 0;
    // "45 M" with a space is an age at the start, after "pt" or before a mark.
    let spaced_well = !spaced
        || (!lower
            && (tokens.near(sex)
                && (tokens.any(
                    sex + 1,
                    &[",", ".", ";", "with", "admitted", "presented", "who", "pt", "patient", "-", ")", ":"],
                ) || !tokens.near(sex + 1))));
    (!money && !heat && !length && spaced_well).then_some(sex + 1)
}

/// "F/82", "M/45", "pt F82".
pub(super) fn sex_before(tokens: &Tokens, at: usize, value: u32) -> bool {
    let before = tokens.back(at, 1);
    let sex = tokens.back(at, 2);
    let labelled = tokens.any(before, &["f", "m"])
        && tokens.gap(at) == Gap::Space
        && tokens.behind(before, 5).any(|it| tokens.any(it, &["age", "sex"]));
    if labelled && value > 0 && (!tokens.near(at + 1) || tokens.class(at + 1) == Some(Class::Mark)) {
        return true;
    }
    let stroke = tokens.any(before, &["/", ","]) && tokens.any(sex, &["f", "m", "female", "male"]) && value > 0;
    stroke
        && (tokens.is(before, ",") || tokens.joined(at) && tokens.joined(before))
        && tokens.near(at)
        && !(tokens.joined(sex) && tokens.digits(tokens.back(at, 3)) > 0)
        && !tokens.any(at + 1, &["%", "/", "patients", "mg"])
}

/// "Margaret, 87, " or "the patient (87)": an age set aside after a person.
pub(super) fn aside(tokens: &Tokens, at: usize) -> bool {
    let before = tokens.back(at, 1);
    if tokens.any(before, &["then", "now", "just", "aged", "only", "nearly", "almost"]) {
        let name = tokens.back(at, 3);
        let apart = tokens.is(tokens.back(at, 2), ",") && tokens.any(at + 1, &[",", ".", ")", ";"]);
        return apart && (tokens.has(name, PERSON) || tokens.any(name, RIDERS) || persons::name_ends(tokens, name));
    }
    let person = tokens.back(at, 2);
    // "Felicity Young, G3P2, 27, booked": after how many times she was pregnant.
    let parity = tokens.digits(person) > 0 && tokens.any(tokens.back(at, 3), &["p", "g"])
        || tokens.any(
            person,
            &["primip", "multip", "primigravida", "multigravida", "primiparous", "multiparous", "nulliparous"],
        );
    if parity
        && tokens.is(before, ",")
        && tokens.digits(at) == 2
        && (!tokens.near(at + 1) || tokens.any(at + 1, &[",", ".", ";", ")"]))
    {
        return true;
    }
    // "Mr Ofori-Atta (33)"; "Leeds (33), York (12)" are counts.
    let lone = tokens.is(before, "(")
        && tokens.is(at + 1, ")")
        && tokens.digits(at) == 2
        && persons::name_ends(tokens, person)
        && !tokens.ahead(at + 2, 6).chain(tokens.behind(before, 8)).any(|it| tokens.is(it, "("));
    if lone {
        return true;
    }
    if tokens.any(person, RIDERS) && tokens.any(before, &["(", ","]) && tokens.any(at + 1, &[")", ","]) {
        return true;
    }
    if tokens.is(before, "(") && tokens.any(at + 1, &[")", ","]) {
        return tokens.has(person, PERSON)
            && !tokens.any(person, &["staff", "doctor", "consultant", "nurse"])
            && tokens.digits(at) <= 3
            && !tokens.is(tokens.back(at, 3), "per")
            || tokens.capital(person)
                && tokens.capital(tokens.back(at, 3))
                && tokens.has(tokens.back(at, 4), super::lexicon::TITLE)
                && tokens.digits(at) >= 2
            || tokens.capital(person) && tokens.has(tokens.back(at, 3), super::lexicon::TITLE)
            || tokens.is(person, ".")
                && tokens.raw(tokens.back(at, 3)).len() == 1
                && tokens.has(tokens.back(at, 4), super::lexicon::TITLE);
    }
    // "omotola akinola, 94, cares for him", in haste.
    let does = [
        "cares", "lives", "lived", "who", "was", "is", "said", "told", "had", "fell", "slipped", "came", "went",
        "rang", "found", "saw",
    ];
    let hasty = tokens.is(before, ",")
        && tokens.is(at + 1, ",")
        && tokens.any(at + 2, &does)
        && tokens.number(at).is_some_and(|value| value > 12);
    if hasty && !tokens.capital(person) && persons::known(tokens, person) {
        return true;
    }
    if tokens.is(before, ",")
        && tokens.near(at)
        && tokens.named(person)
        && tokens.any(at + 1, &[",", ".", ")", ";"])
        && tokens.digits(at + 2) == 0
    {
        return true;
    }
    let listed = tokens.is(before, ",") && tokens.is(at + 1, ",") && tokens.near(at) && tokens.digits(at) <= 3;
    let day = tokens.has(person, super::lexicon::MONTH) && tokens.number(at).is_some_and(|day| day <= 31);
    // "Nurses, 12, and doctors, 8": a word that begins a sentence is no name for that.
    let begins = tokens.ends_sentence(person) && !tokens.has(person, PERSON) && !persons::name_ends(tokens, person);
    let named = tokens.capital(person)
        && !begins
        && !day
        && !tokens.shouted(person)
        && !tokens.has(person, super::lexicon::WEEKDAY)
        && tokens.digits(tokens.back(at, 3)) == 0;
    listed
        && (named
            && tokens.digits(at + 2) == 0
            && !tokens.any(
                person,
                &["ward", "wards", "bay", "table", "section", "figure", "no", "room", "items", "nos", "level", "band"],
            )
            && tokens.word(at + 2)
            && !tokens.capital(at + 2)
            || tokens.has(person, PERSON) && tokens.word(at + 2))
}

/// Who is met on a road.
const RIDERS: &[&str] = &["driver", "passenger", "cyclist", "pedestrian", "rider", "motorcyclist", "victim", "caller"];

/// "(F95)", "driver V Verma M62", "Age / sex: M74". Motorways, codes of diseases and years of training look the same.
pub(super) fn sex_joined(tokens: &Tokens, at: usize) -> bool {
    let sex = tokens.back(at, 1);
    if !tokens.joined(at)
        || !tokens.any(sex, &["f", "m"])
        || tokens.joined(at + 1) && tokens.class(at + 1) != Some(Class::Mark)
    {
        return false;
    }
    let before = tokens.back(sex, 1);
    let goes_on = tokens.any(at + 1, &[".", "-", "/"]) && tokens.joined(at + 1) && tokens.digits(at + 2) > 0;
    let road = tokens
        .any(before, &["the", "on", "of", "off", "via", "junction", "near", "and", "to", "from", "icd", "code"])
        || tokens
            .any(at + 1, &["motorway", "corridor", "northbound", "southbound", "eastbound", "westbound", "junction"]);
    let bracketed = tokens.is(before, "(")
        && tokens.any(at + 1, &[")", ","])
        && !tokens
            .behind(before, 6)
            .any(|it| tokens.any(it, &["icd", "code", "coded", "disorder", "depression", "motorway"]));
    let labelled = tokens.behind(sex, 6).any(|it| tokens.any(it, &["age", "sex", "gender"]));
    let person = tokens.gap(sex) == Gap::Space
        && (tokens.has(before, PERSON)
            || tokens.any(before, &["pt", "driver", "passenger"])
            || persons::name_ends(tokens, before));
    let found = [
        "found",
        "fell",
        "with",
        "admitted",
        "presented",
        "lives",
        "who",
        "known",
        "seen",
        "brought",
        "collapse",
        "collapsed",
        "fall",
        "c",
    ];
    let starts = !tokens.near(sex) && tokens.any(at + 1, &found) && tokens.digits(at) == 2;
    let roads = [
        "junction",
        "motorway",
        "road",
        "traffic",
        "icd",
        "code",
        "codes",
        "services",
        "closed",
        "northbound",
        "southbound",
        "crash",
        "coded",
        "disorder",
    ];
    let listed = (!tokens.near(sex)
        || tokens.any(before, &[",", ":", "-", "|", "*", "/"]) && tokens.gap(sex) > Gap::None)
        && !tokens.around(sex, at + 1, 6, &roads)
        && (!tokens.near(at + 1) || tokens.any(at + 1, &[",", ";", ".", ")", "|", "-", "*"]));
    let starts = starts || listed && tokens.digits(at) == 2;
    let patient = starts || tokens.behind(sex, 4).any(|it| tokens.any(it, &["pt", "patient"]));
    !goes_on && !road && (bracketed || labelled || (person || patient) && tokens.digits(at) == 2)
}

/// "not yet two", "eight and a half": small numbers of years, which alone would count something.
pub(super) fn small_predicate(tokens: &Tokens, at: usize, after: usize) -> Option<usize> {
    let dash = |at: usize| at + usize::from(tokens.any(at, &["-"]));
    let (and, a) = (dash(after), dash(dash(after) + 1));
    let half = tokens.is(and, "and") && tokens.is(a, "a") && tokens.is(dash(a + 1), "half");
    let end = if half { dash(a + 1) + 1 } else { after };
    let whole = end + usize::from(half && tokens.any(end, &["years", "year"]));
    let whole = whole + usize::from(half && tokens.is(whole, "old"));
    let soft = tokens.any(tokens.back(at, 1), &["yet", "just", "nearly", "almost", "only"]);
    ((half || soft) && predicate(tokens, at, whole)).then_some(whole)
}

/// "Agnieszka is 52.", "I'm 16.", "Ash Sheet was 48 and at work", "he would have been 60": an age said of somebody.
pub(super) fn predicate(tokens: &Tokens, at: usize, end: usize) -> bool {
    if tokens.joined(at) || !tokens.near(at) {
        return false;
    }
    let mut verb = tokens.back(at, 1);
    let soft = [
        "only", "just", "nearly", "almost", "now", "then", "still", "about", "already", "not", "yet", "barely",
        "around", "over", "well",
    ];
    while tokens.any(verb, &soft) && at - verb < 5 {
        verb = tokens.back(verb, 1);
    }
    let subject = match tokens.lower(verb) {
        "is" | "was" | "turned" | "turns" | "am" | "reached" => tokens.back(verb, 1),
        "be" | "been" => {
            let mut before = tokens.back(verb, 1);
            while tokens.any(before, &["have", "had", "would", "will", "d", "'", "’", "has", "ll"]) && verb - before < 5
            {
                before = tokens.back(before, 1);
            }
            before
        }
        "m" | "s" if tokens.any(tokens.back(verb, 1), &["'", "’"]) && tokens.joined(verb) => tokens.back(verb, 2),
        _ => return false,
    };
    let goes_on = tokens.joined(end) && tokens.joined(end + 1) && tokens.digits(end + 1) > 0;
    let ended = !tokens.near(end)
        || tokens.any(end, &[".", ",", ";", ")", "!", "?", "—", "-", "\"", "|", ":"])
            && !goes_on
            && !tokens.is(end + 1, "%")
        || tokens.any(end, &AFTER) && tokens.digits(end + 1) == 0 && !tokens.has(end + 1, NUMERAL);
    let own = tokens.is(subject, "i");
    let person = tokens.any(subject, &["he", "she", "who"])
        || tokens.has(subject, PERSON) && !tokens.any(subject, &["individual", "person"])
        || (tokens.named(subject) || tokens.capital(subject) && persons::name_ends(tokens, subject));
    ended && (own || person) && !tokens.any(end, &["%", "/"])
}

/// Ages as notes have them: "pt 84 lives alone", "Background: 84, lives alone", "female 84, known COPD", "died at 84".
pub(super) fn in_notes(tokens: &Tokens, at: usize) -> bool {
    if tokens.joined(at) && at > 0
        || tokens.digits(at) > 3
        || tokens.joined(at + 1) && tokens.class(at + 1) != Some(Class::Mark)
    {
        return false;
    }
    let before = tokens.back(at, 1);
    let next = at + 1 + usize::from(tokens.any(at + 1, &[",", ".", ";", "-", "&"]));
    let lives = |it: usize| tokens.any(it, &LIVES) || tokens.any(it, &GOES_ON);
    let starts = !tokens.near(at) || tokens.any(before, &[".", "!", "?"]) && !tokens.joined(at);
    // "48 but looked older."
    let looks = starts
        && tokens.digits(at) == 2
        && tokens.any(at + 1, &["but", "and", "though", "looked", "looks"])
        && tokens
            .ahead(at + 1, 3)
            .any(|it| tokens.any(it, &["looked", "looks", "seemed", "older", "younger", "frail", "fit"]));
    if looks {
        return true;
    }
    let told = tokens.any(next, &LIVES) && next > at + 1;
    let goes_on = tokens.joined(at + 1) && tokens.joined(at + 2) && tokens.digits(at + 2) > 0;
    if goes_on || tokens.any(at + 1, &["%", ":", "/"]) {
        return false;
    }
    let labelled = tokens.is(before, ":")
        && tokens.any(
            tokens.back(at, 2),
            &["patient", "pt", "resident", "client", "background", "pmh", "history", "situation", "who", "user"],
        );
    if labelled || starts && at + 1 < next {
        return told || labelled && tokens.any(at + 1, &[",", "."]) && lives(next);
    }
    // "pt 84 lives alone", "female 84, known".
    let person = tokens.any(before, &["pt", "patient", "female", "male", "lady", "gentleman", "resident"])
        && tokens.gap(at) == Gap::Space;
    if person && tokens.digits(at) == 2 {
        return lives(next) || tokens.any(at + 1, &[",", ".", ")"]) || !tokens.near(at + 1);
    }
    // "died at 84", "At 84 she": later than any hour.
    let hour = tokens.number(at).is_some_and(|value| value <= 24)
        || tokens.any(at + 1, &["hours", "hrs", "am", "pm", "minutes", "days", "weeks", "weeks", "mmhg", "bpm"]);
    tokens.is(before, "at")
        && !hour
        && (tokens.any(tokens.back(at, 2), &["died", "dead", "dies", "death", "retired"])
            || tokens.any(next, &["she", "he"]) && (tokens.capital(before) || next > at + 1))
}

/// "82yrs, lives with", "Jean Hobbs 82y fell", "Mr Patel 82 was moved", "for all her 82 years": the token after.
pub(super) fn with_unit(tokens: &Tokens, it: super::tellings::Figure) -> Option<usize> {
    let super::tellings::Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    if value < 16 || tokens.joined(at) && at > 0 {
        return None;
    }
    let lives =
        ["was", "is", "fell", "lives", "lived", "came", "had", "has", "who", "found", "with", "admitted", "from"];
    let named = tokens.named(before) && tokens.near(at) && tokens.gap(at) == Gap::Space;
    if named && tokens.any(end, &lives[..10]) && tokens.near(end) && !tokens.any(end + 1, &["minutes", "hours"]) {
        return Some(end);
    }
    if tokens.any(end, &["y", "yr", "yrs", "yo"]) && tokens.near(end) {
        let ended = !tokens.near(end + 1) || tokens.any(end + 1, &[",", ".", ")", ";"]) || tokens.any(end + 1, &lives);
        let starts = !tokens.near(at) || named || tokens.has(before, PERSON) || tokens.any(before, &["(", "|"]);
        return (ended && starts && !tokens.is(end + 1, "from")).then_some(end + 1);
    }
    let whose = tokens.any(before, &["her", "his", "my", "their"]);
    let whole = tokens.is(tokens.back(at, 2), "all") || tokens.is(tokens.back(at, 2), "in") && value > 39;
    let free = !tokens.near(end + 1) || tokens.any(end + 1, &[",", ".", "she", "he", "i", "they", "had", "has"]);
    (whose && whole && tokens.is(end, "years") && free).then_some(end + 1)
}

/// "her 80th birthday", "in his eighty-third year", "celebrated her eightieth": the token after what numbers a year of life.
pub(super) fn numbered(tokens: &Tokens, at: usize, after: usize) -> Option<usize> {
    let before = tokens.back(at, 1);
    let whose = tokens.any(before, &["her", "his", "my", "whose"]);
    if tokens.is(after, "birthday") {
        // "The charity's 80th birthday" is no person's.
        let owner = tokens.back(at, 3);
        let things =
            ["charity", "hospital", "nhs", "service", "trust", "unit", "league", "ward", "college", "building"];
        let thing = tokens.is(before, "s") && tokens.any(owner, &things) || tokens.is(before, "its");
        return (!thing).then_some(after + 1);
    }
    if tokens.is(after, "year") {
        return (whose && !tokens.any(after + 1, &["of", "at", "as", "in"])).then_some(after + 1);
    }
    let feast = ["celebrated", "celebrating", "celebrate", "marked", "party", "cake", "cards"];
    let kept = tokens.behind(before, 4).any(|it| tokens.any(it, &feast));
    let free = !tokens.near(after)
        || tokens.class(after) == Some(Class::Mark) && !tokens.any(after, &["-", "/"])
        || tokens.any(after, &["in", "on", "with", "at", "and", "when", "that", "this", "last"]);
    // "had only just had his 21st": of nothing else do people have so many.
    let many = tokens.number(at).is_some_and(|value| value > 12)
        && (tokens.class(after) != Some(Class::Word) || tokens.is(after, "by"));
    (whose && (kept || many) && (free || many)).then_some(after)
}

/// "three and a half": the token after the half.
pub(super) fn half(tokens: &Tokens, after: usize) -> Option<usize> {
    let mut at = after;
    for word in ["and", "a", "half"] {
        at += usize::from(tokens.any(at, &["-", "‑"]));
        if !tokens.is(at, word) {
            return None;
        }
        at += 1;
    }
    Some(at)
}
