//! Who is known through others: kin of people who are known, and whose story the press told.

use super::Found;
use super::lexicon::{OCCUPATION, STAFF};
use super::persons;
use super::tokens::Tokens;
use crate::anonymity::Detail;
use crate::anonymity::words::{List, lists};

lists!("structured/known": KNOWN, ANYBODY, PRESS, WHOM, TITLES);

/// "her husband is a consultant in the same trust", "the niece of a councillor", "married to a porter here": kin of
/// somebody who is known.
pub(super) fn kin(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let someone = |it: usize| tokens.has(it, OCCUPATION | STAFF) || tokens.any(it, &KNOWN);
    // "brother of a councillor", "the ward manager's niece".
    let of = tokens.is(at + 1, "of")
        && tokens.ahead(at + 2, 6).take_while(|it| tokens.word(*it)).any(someone)
        && tokens.any(at + 2, &["a", "an", "the", "one", "our", "its", "another", "two"]);
    let s = tokens.back(at, 1);
    let possessive = tokens.is(s, "s")
        && tokens.joined(s)
        && tokens.any(tokens.back(s, 1), &["'", "’"])
        && (tokens.has(tokens.back(s, 2), OCCUPATION | STAFF) || tokens.any(tokens.back(s, 2), &KNOWN))
        && !tokens.any(tokens.back(s, 3), &["one", "a", "an"]);
    // "her son is a nurse on the same ward", "whose wife works here".
    let verb = at
        + 1
        + usize::from(tokens.is(at + 1, ","))
        + usize::from(tokens.any(at + 1, &[","]) && tokens.is(at + 2, "who"));
    let role = tokens.any(verb, &["is", "was"])
        && tokens.any(verb + 1, &["a", "an", "the", "also", "one"])
        && tokens.ahead(verb + 2, 4).take_while(|it| tokens.word(*it)).any(someone);
    let works = tokens.any(verb, &["works", "worked"])
        && tokens.any(verb + 1, &["here", "at", "in", "on", "for", "with", "as"]);
    let whose = tokens.any(
        s,
        &["her", "his", "whose", "their", "the", "s", "elder", "younger", "twin", "own", "step", "former", "late"],
    );
    let person = !tokens.any(at, &ANYBODY);
    if person && (of || possessive || whose && (role || works)) {
        let end = if possessive && !of && !role {
            at + 1
        } else {
            tokens.ahead(at + 1, 9).find(|it| someone(*it)).unwrap_or(at) + 1
        };
        found.unusual(Detail::Family, tokens.range(at, end));
    }
}

/// "the evening paper", "a Sunday newspaper".
fn strong_paper(tokens: &Tokens, at: usize) -> bool {
    tokens.any(at, &["paper", "papers", "newspaper", "gazette", "echo", "magazine"])
        && tokens.any(
            tokens.back(at, 1),
            &[
                "local", "evening", "sunday", "weekly", "county", "daily", "free", "village", "parish", "town",
                "national",
            ],
        )
}

fn next_word(tokens: &Tokens, at: usize, words: &[&str]) -> bool {
    tokens.any(at + 1, words) && tokens.near(at + 1)
}

/// "was shown on breakfast television", "the Chronicle ran the story": the press, where a case or somebody is spoken of.
pub(super) fn media(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let titled = tokens.any(at, &TITLES);
    if titled && (!tokens.capital(at) || !(tokens.capital(tokens.back(at, 1)) || tokens.is(tokens.back(at, 1), "the")))
        || tokens.is(at, "bbc") && !tokens.capital(at)
    {
        return;
    }
    if crew(tokens, at) {
        found.unusual(Detail::Media, tokens.range(at, at + 2));
        return;
    }
    if documents(tokens, at) {
        return;
    }
    let rules = ["policy", "consent", "permission", "apply", "applies", "must", "should", "written"];
    let ruled = tokens.around(at, at + 1, 12, &rules) && !persons::spoken_of(tokens, at, at + 1, 30);
    let around = |words: &List, reach: usize| tokens.around(at, at + 1, reach, words);
    let of_somebody = || around(&WHOM, 20) || persons::around(tokens, at, at + 1, 40);
    let press = || titled || sure(tokens, at) || around(&PRESS, 10);
    if piece(tokens, at) || newspaper(tokens, at) && !ruled && !office(tokens, at) && press() && of_somebody() {
        found.unusual(Detail::Media, tokens.range(at, at + 1));
    }
}

/// "A television crew stood at the entrance": such a day is looked up, whoever was in the news.
fn crew(tokens: &Tokens, at: usize) -> bool {
    next_word(tokens, at, &["crew", "crews", "cameras", "van", "vans", "reporter", "reporters", "helicopter"])
        && tokens.ahead(at + 2, 6).any(|it| {
            tokens.any(
                it,
                &[
                    "stood", "came", "waited", "was", "were", "filmed", "arrived", "camped", "parked", "followed",
                    "hovered",
                ],
            )
        })
        && !tokens.around(at, at + 2, 10, &["must", "should", "may", "can", "will", "policy", "permission", "if"])
}

/// "Found the papers": documents, and no newspapers.
fn documents(tokens: &Tokens, at: usize) -> bool {
    tokens.is(at, "papers")
        && !tokens.any(tokens.back(at, 1), &["local", "sunday", "daily", "evening", "national", "regional", "morning"])
        && !tokens.any(tokens.back(at, 2), &["in", "by", "to"])
}

/// "There was a piece in the evening paper."
fn piece(tokens: &Tokens, at: usize) -> bool {
    strong_paper(tokens, at)
        && tokens
            .behind(at, 6)
            .any(|it| tokens.any(it, &["piece", "article", "story", "report", "photograph", "picture", "letter"]))
        && tokens.behind(at, 9).any(|it| tokens.any(it, &["was", "were", "ran", "had", "appeared"]))
}

/// Whether "paper" is one that is read: "the weekly paper".
fn newspaper(tokens: &Tokens, at: usize) -> bool {
    !tokens.is(at, "paper")
        || tokens.any(
            tokens.back(at, 1),
            &[
                "local", "evening", "county", "town", "weekly", "daily", "sunday", "national", "regional", "free",
                "village", "parish", "morning", "s",
            ],
        )
}

/// Whether what is spoken of has to do with the press and tells of nobody, or is none: "press office", "blood film".
fn office(tokens: &Tokens, at: usize) -> bool {
    tokens.any(
        at + 1,
        &[
            "policy",
            "team",
            "office",
            "enquiries",
            "release",
            "statement",
            "officer",
            "training",
            "score",
            "ulcer",
            "ulcers",
            "account",
            "accounts",
        ],
    ) || tokens.any(tokens.back(at, 1), &["blood", "drill", "hand", "watching", "watch", "mixed", "trade"])
}

/// Whether a word is of the press wherever it stands, or by the word before it: "newspaper", "local radio".
fn sure(tokens: &Tokens, at: usize) -> bool {
    tokens.any(
        at,
        &[
            "newspaper",
            "newspapers",
            "tabloid",
            "tabloids",
            "podcast",
            "documentary",
            "journalist",
            "journalists",
            "reporter",
            "reporters",
            "magazine",
            "bbc",
            "itv",
            "viral",
        ],
    )
        // Crews and porters speak "on the radio" all day.
        || tokens.is(at, "radio")
            && tokens.any(tokens.back(at, 1), &["regional", "local", "national", "breakfast", "county", "hospital"])
        || tokens.any(at, &["press", "news", "television", "tv"])
            && tokens.any(
                tokens.back(at, 1),
                &["the", "regional", "local", "national", "breakfast", "on", "evening", "county", "hospital"],
            )
}
