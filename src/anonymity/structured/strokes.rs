//! A day and a month in figures, which may as well be a share, a score or a span: "on 1/8".

use super::Found;
use super::calendar::Day;
use super::lexicon::{ROOM, WEEKDAY};
use super::tokens::{Gap, Tokens};
use crate::anonymity::words::lists;

lists!("structured/strokes": ACTED);

/// "on 1/8": a day and a month in figures, if the words before say so.
pub(super) fn day_and_month(found: &Found, at: usize) -> Option<Day> {
    let tokens = found.tokens;
    let month = month(tokens, at)?;
    let end = at + 3;
    let before = tokens.back(at, 1);
    let strong = announced(tokens, at);
    let weak = tokens.any(before, &["by", "from", "until", "till", "before", "after", "to", "between", "and"]);
    let dotted = tokens.is(at + 1, ".");
    let padded = tokens.digits(at) == 2 && tokens.digits(at + 2) == 2;
    if dotted && !(strong && padded) {
        return None;
    }
    let rated = if strong {
        // "came on 8/8 with kidney pain": a score is said before the figures or at once after them.
        tokens.behind(at, 6).chain(tokens.ahead(end, 1)).any(|it| tokens.any(it, SCORES))
    } else {
        tokens.around(at, end, 6, SCORES)
    };
    let score = rated || !strong && tokens.around(at, end, 6, SPANS);
    // "10/7 of antibiotics", "in 6/12": days, weeks and months as clinicians write them.
    let first = tokens.number(at)?;
    let span = tokens.any(before, &["for", "over", "in", "x", "every", "last", "past", "next", "after", "within"])
        || tokens.any(end, &["course", "of", "antibiotics", "ago", "old", "history", "hx", "post", "after", "supply"]);
    let shortened = matches!((month, tokens.number(at + 2)), (7, _) | (12, Some(12))) && span;
    let at_time = tokens.is(end, "at") && tokens.digits(end + 1) > 0
        || tokens.is(end, ",") && tokens.digits(end + 1) > 0 && !tokens.is(tokens.back(at, 1), ",")
        || tokens.digits(end) > 0
            && (tokens.any(end + 1, &["am", "pm"]) || tokens.any(end + 1, &[":", "."]) && tokens.digits(end + 2) == 2);
    // More of a whole than there is: no share, no score and no sharpness of sight.
    let more = first > month && !(first == 24 && month == 7) && !shortened;
    let clear =
        tokens.any(end, &["%", "mg", "ml"]) || tokens.any(before, &["bp", "ratio", "of", "pressure"]) && !strong;
    // What begins a row or an item is its day.
    let service = [
        "service", "support", "access", "care", "cover", "crisis", "helpline", "line", "access", "phone", "on",
        "advice",
    ];
    let row = tokens.gap(at) == Gap::Line && tokens.any(end, &["-", ":", "–"]) && !tokens.joined(end + 1);
    let heads = row || !tokens.near(at) || tokens.any(before, &["|", "*"]) && !tokens.near(before);
    let heads = heads && (tokens.any(end, &["|", "*", ":", "-", "–"]) || tokens.capital(end) && !tokens.joined(end));
    let heads = heads && !tokens.any(end, &service);
    let told = tokens.is(before, "(") && tokens.is(end, ")") && super::persons::around(tokens, at, end, 24);
    let alone = tokens.is(before, "(") && tokens.is(end, ")")
        || tokens.any(before, &["|", "*"]) && tokens.any(end, &["|", "*"])
        || !tokens.near(at) && (tokens.any(end, &["-", "|", ":", "*"]) || tokens.word(end));
    let certain = tokens.any(before, DONE) || tokens.has(before, WEEKDAY);
    let placed = tokens.any(before, &ACTED)
        || tokens.any(before, &[":", "for", "on", ","]) && tokens.any(tokens.back(at, 2), &ACTED);
    // "her 8/11 scan".
    let owned = tokens.any(before, &["her", "his", "their", "the", "that", "this"])
        && tokens.any(
            end,
            &[
                "scan",
                "clinic",
                "appointment",
                "visit",
                "letter",
                "bloods",
                "entry",
                "admission",
                "ct",
                "mri",
                "referral",
            ],
        );
    let whole = owned && !score && !shortened
        || strong && (!score || certain || more)
        || at_time && !score
        || weak && !score && !shortened && month != 10
        || placed && (more || !score) && (!shortened || first > 12)
        || heads && (!score || more || first > 10)
        || told && !score
        || alone && (more || padded && !score)
        || more && first > 12 && !score
        || more
            && first > 12
            && tokens.any(before, &["from", "since", "until", "by", "before", "after", "to", "was"])
            && !tokens.around(at, end, 6, SCORES);
    (whole && !clear).then_some(Day { end, month: Some(month), year: None })
}

/// The month of "1/8", or of "8/13" the other way round: of no room, no age in months and no part of a longer number.
fn month(tokens: &Tokens, at: usize) -> Option<u32> {
    let (one, two) = (tokens.digits(at), tokens.digits(at + 2));
    let mark = tokens.any(at + 1, &["/", "."]) && tokens.joined(at + 1) && tokens.joined(at + 2);
    let room = tokens.has(tokens.back(at, 1), ROOM) && tokens.near(at);
    if room || !mark || !(1..=2).contains(&one) || !(1..=2).contains(&two) {
        return None;
    }
    let end = at + 3;
    let (day, month) = (tokens.number(at)?, tokens.number(at + 2)?);
    // "22/12 old" is an age in months.
    let young = usize::from(tokens.is(end, "-"));
    if tokens.any(end + young, &["old", "baby", "infant"]) {
        return None;
    }
    let goes_on = tokens.joined(end)
        && (tokens.any(end, &["/", "-", "%"])
            || tokens.digits(end) > 0
            || (tokens.is(end, ".") && tokens.digits(end + 1) > 0 && tokens.joined(end + 1))
            || tokens.word(end));
    let (day, month) = if month > 12 && month <= 31 { (month, day) } else { (day, month) };
    (!goes_on && (1..=31).contains(&day) && (1..=12).contains(&month)).then_some(month)
}

/// What is done on a day, or stands before one.
const DONE: &[&str] = &[
    "dated",
    "date",
    "since",
    "commencing",
    "admitted",
    "discharged",
    "died",
    "fell",
    "transferred",
    "readmitted",
    "adm",
    "rip",
];

/// Whether the words before say that a day follows: "admitted 1/8", "letter of 1/8", "w/c 1/8".
fn announced(tokens: &Tokens, at: usize) -> bool {
    let before = tokens.back(at, 1);
    tokens.is(before, "on")
        || tokens.any(before, DONE)
        || tokens.has(before, WEEKDAY)
        || tokens.any(before, &["c", "v"]) && tokens.is(tokens.back(at, 2), "/")
        || tokens.is(before, "of")
            && tokens.behind(at, 9).take_while(|it| !tokens.any(*it, &[".", ";"])).any(|it| {
                tokens
                    .any(it, &["letter", "email", "note", "entry", "message", "text", "report", "minutes", "referral"])
            })
        || tokens.is(before, "of")
            && tokens.any(tokens.back(at, 2), &["night", "morning", "evening", "afternoon", "early", "shift", "day"])
        || tokens.is(before, ",") && tokens.has(tokens.back(at, 2), WEEKDAY)
        || tokens.is(before, ":")
            && tokens.any(tokens.back(at, 2), &["date", "admitted", "incident", "seen", "discharged"])
}

/// Words near courses and rates.
const SPANS: &[&str] =
    &["out", "days", "week", "weeks", "shift", "course", "every", "points", "power", "news", "grade"];

/// Words near shares and scores.
const SCORES: &[&str] = &[
    "score", "scored", "scale", "pain", "gcs", "rated", "apgar", "apgars", "ratio", "rating", "acuity", "vision",
    "odds", "snellen", "mrc",
];
