//! Ages by elimination: a number beside a person that no unit, dose, count, time or place explains. "lady 83, fell",
//! "The service user (29)", "looks about 50", "had turned two the week before", "33y", "in Year 11", "born at 34+2".

use super::leftover_spans::{gestation, glued, school, spanned, twelfths};
use super::leftover_told::row;
use super::leftover_years::years;
use super::lexicon::{MONTH, NUMERAL, OCCUPATION, PERSON, STAFF, WEEKDAY};
use super::persons;
use super::tellings::Figure;
use super::tokens::{Class, Tokens};

/// In what an age is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Span {
    Years,
    Months,
    Weeks,
    Days,
}

/// How far a person may be from a number that is only said to be near an age, in tokens.
pub(super) const PERSON_REACH: usize = 20;

/// People whom the lexicon does not hold, as they stand in notes.
pub(super) const PEOPLE: &[&str] = &[
    "user",
    "prisoner",
    "inmate",
    "detainee",
    "veteran",
    "survivor",
    "driver",
    "caller",
    "passenger",
    "cyclist",
    "pedestrian",
    "infant",
    "neonate",
    "newborn",
    "baby",
    "chap",
    "bloke",
    "fella",
    "gent",
    "fellow",
    "youngster",
    "teen",
    "teenager",
    "toddler",
    "pupil",
    "tenant",
    "seeker",
    "refugee",
    "runner",
    "rider",
    "motorcyclist",
    "biker",
    "jogger",
    "walker",
    "bride",
    "twin",
    "primip",
    "multip",
    "primigravida",
    "donor",
    "recipient",
    "tourist",
    "visitor",
    "worker",
    "lad",
    "lass",
    "kid",
    "granny",
    "grandson",
    "granddaughter",
    "nephew",
    "niece",
    "cousin",
    "neighbour",
    "victim",
    "complainant",
    "deceased",
    "male",
    "female",
    "guest",
    "parishioner",
    "widow",
    "widower",
    "soldier",
    "player",
    "swimmer",
    "climber",
    "fiancée",
    "fiancé",
    "girlfriend",
    "boyfriend",
    "housemate",
    "cellmate",
    "attendee",
    "claimant",
    "subject",
    "youngest",
    "eldest",
    "schoolgirl",
    "schoolboy",
];

/// Words of doubt before an age.
pub(super) const ABOUT: &[&str] = &[
    "about",
    "around",
    "approximately",
    "approx",
    "roughly",
    "circa",
    "probably",
    "maybe",
    "perhaps",
    "only",
    "just",
    "now",
    "nearly",
    "almost",
    "barely",
    "still",
    "c",
    "ca",
    "~",
    "maybe",
    "possibly",
    "aged",
    "then",
    "already",
    "say",
    "est",
    "estimated",
    "some",
    "even",
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
pub(super) fn person(tokens: &Tokens, at: usize) -> bool {
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
pub(super) fn near_person(tokens: &Tokens, from: usize, to: usize) -> bool {
    persons::spoken_of(tokens, from, to, PERSON_REACH)
        || tokens
            .behind(from, 6)
            .any(|it| tokens.any(it, PEOPLE) || tokens.has(it, PERSON) && !tokens.any(it, &["staff"]))
}

/// Whether what follows a number leaves it alone: a mark, or a word that goes on.
pub(super) fn alone(tokens: &Tokens, end: usize) -> bool {
    if !tokens.near(end) {
        return true;
    }
    match tokens.class(end) {
        Some(Class::Mark) => {
            let tied = tokens.joined(end) && tokens.joined(end + 1) && tokens.class(end + 1) != Some(Class::Mark);
            let listed = tokens.is(end, ",") && (tokens.digits(end + 1) > 0 || tokens.has(end + 1, NUMERAL));
            tokens
                .any(end, &[",", ".", ";", ")", "]", "!", "?", "\"", "”", ":", "–", "—", "-", "|", "'", "’", "(", "*"])
                && !tied
                && !listed
        }
        Some(Class::Word) => {
            tokens.any(
                end,
                &[
                    "and",
                    "when",
                    "but",
                    "who",
                    "so",
                    "then",
                    "now",
                    "next",
                    "this",
                    "last",
                    "that",
                    "himself",
                    "herself",
                    "with",
                    "had",
                    "was",
                    "is",
                    "has",
                    "from",
                    "found",
                    "lives",
                    "lived",
                    "living",
                    "admitted",
                    "presented",
                    "brought",
                    "fell",
                    "known",
                    "yesterday",
                    "today",
                    "tomorrow",
                    "soon",
                    "at",
                    "the",
                    "on",
                    "in",
                    "she",
                    "he",
                    "we",
                    "they",
                    "came",
                    "while",
                    "because",
                    "though",
                    "although",
                    "says",
                    "said",
                    "started",
                    "attended",
                    "c",
                    "w",
                    "post",
                    "prev",
                    "normally",
                    "usually",
                    "referred",
                    "seen",
                    "told",
                    "rang",
                    "went",
                    "took",
                    "whose",
                    "as",
                    "by",
                    "f",
                    "m",
                    "if",
                ],
            ) && !tokens.any(end + 1, &["weeks", "days", "hours", "minutes", "months"])
        }
        _ => false,
    }
}

/// Units and other words that a number counts.
pub(super) const COUNTED: &[&str] = &[
    "hour",
    "hr",
    "h",
    "day",
    "week",
    "month",
    "minute",
    "min",
    "second",
    "sec",
    "mg",
    "ml",
    "mcg",
    "g",
    "kg",
    "cm",
    "mm",
    "mmol",
    "l",
    "litre",
    "unit",
    "iu",
    "bpm",
    "percent",
    "per",
    "am",
    "pm",
    "o",
    "x",
    "feet",
    "ft",
    "stone",
    "st",
    "foot",
    "inch",
    "lb",
    "mile",
    "km",
    "m",
    "metre",
    "point",
    "place",
    "kpa",
    "mmhg",
    "degree",
    "c",
    "patient",
    "staff",
    "people",
    "women",
    "men",
    "children",
    "of",
    "year",
    "yr",
    "fold",
    "out",
    "miles",
    "nd",
    "rd",
    "th",
    "or",
    "to",
    "pounds",
    "pence",
    "more",
    "fewer",
    "less",
    "other",
    "different",
    "new",
    "bed",
    "page",
    "in",
    "million",
    "thousand",
    "hundred",
    "weeks",
];

/// Whether nothing that follows is counted: not "82 beats", not "12 hours", but "12 her leg was broken".
pub(super) fn uncounted(tokens: &Tokens, end: usize) -> bool {
    if !tokens.near(end) || tokens.class(end) == Some(Class::Mark) {
        return alone(tokens, end);
    }
    if tokens.any(end, &["in"]) {
        return tokens.has(end + 1, MONTH) || tokens.any(end + 1, &["the", "a", "his", "her", "this"]);
    }
    let singular = [
        "was", "is", "has", "his", "this", "as", "yes", "always", "does", "lives", "says", "perhaps", "its", "us",
        "sepsis",
    ];
    let plural = tokens.lower(end).ends_with('s') && !tokens.any(end, &singular);
    tokens.word(end) && !plural && !tokens.any(end, COUNTED)
}

/// Whether "he" or "she" is said nearby.
pub(super) fn near_he(tokens: &Tokens, at: usize) -> bool {
    tokens.around(at, at + 1, 16, &["he", "she", "his", "her", "him"])
}

/// Whether numbers stand in brackets all around: counts and sources.
pub(super) fn sourced(tokens: &Tokens, before: usize, end: usize) -> bool {
    let number = |it: usize| {
        tokens.digits(it) > 0 && tokens.any(tokens.back(it, 1), &["(", ","]) && tokens.any(it + 1, &[")", ","])
    };
    tokens.ahead(end + 1, 8).chain(tokens.behind(before, 8)).any(number)
}

/// Whether the sentence so far is of a measure.
pub(super) fn measured(tokens: &Tokens, at: usize) -> bool {
    let words = [
        "score",
        "scored",
        "news",
        "gcs",
        "rate",
        "temperature",
        "pressure",
        "bp",
        "sats",
        "saturation",
        "saturations",
        "glucose",
        "haemoglobin",
        "hb",
        "crp",
        "weight",
        "bmi",
        "dose",
        "number",
        "count",
        "total",
        "bed",
        "room",
        "egfr",
        "inr",
        "lactate",
        "ciwa",
        "waterlow",
        "braden",
        "potassium",
        "sodium",
        "pulse",
        "hr",
        "rr",
        "average",
        "mean",
        "median",
        "target",
        "ward",
        "bay",
        "level",
        "platelets",
    ];
    tokens.behind(at, 14).take_while(|it| !tokens.any(*it, &[".", ";", "!", "?"])).any(|it| tokens.any(it, &words))
}
