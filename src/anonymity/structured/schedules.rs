//! Days of documents, services and the calendar: published, in force, next reviewed, set each year, still to come. They
//! happened to nobody.

use super::lexicon::{MONTH, PERSON, POLICY};
use super::persons;
use super::tokens::Tokens;
use crate::anonymity::words::{Among, lists};

lists!("structured/schedules": DOCUMENTS, DONE, SET);

/// Whether a day is one of documents and services: published, in force, next reviewed.
pub(super) fn neutral(tokens: &Tokens, at: usize) -> bool {
    if scheduled(tokens, at) {
        return true;
    }
    let mut cue = false;
    let mut document = false;
    for (steps, before) in tokens.behind(at, 9).enumerate() {
        let word = tokens.lower(before);
        if steps > 0
            && (tokens.any(before, &[".", "!", "?", ";"]) && !tokens.joined(before + 1)
                || tokens.has(before, MONTH)
                || tokens.digits(before) > 2)
        {
            break;
        }
        // Somebody to whom something was done.
        let subject = tokens.is(before, "patient") && tokens.any(before + 1, &["safety", "experience", "and"]);
        if tokens.has(before, PERSON) && !subject || matches!(word, "she" | "he" | "her" | "him" | "baby") {
            return false;
        }
        // A case conference and a telephone consultation are somebody's; so is what happened while she or he is named.
        let theirs = matches!(
            word,
            "conference" | "consultation" | "consultations" | "inspection" | "version" | "snapshot" | "act"
        ) && (persons::around(tokens, at, at, 20)
            || tokens.any(
                tokens.back(before, 1),
                &["case", "strategy", "discharge", "family", "telephone", "phone", "video", "gp"],
            ));
        if steps < 6 && tokens.has(before, POLICY) && !theirs {
            return true;
        }
        cue |= scheduling(tokens, before, steps);
        let own = somebodys(tokens, at, before);
        document |= !own && DOCUMENTS.has(word);
        cue |= document && DONE.has(word);
        // "We will do it by": what is still to come happened to nobody.
        cue |= matches!(word, "will" | "must" | "should") && tokens.behind(at, steps).any(|it| tokens.is(it, "by"));
        // "files from before 23 September 2018".
        cue |= matches!(word, "files" | "documents" | "pages" | "pdfs" | "content")
            && tokens.is(tokens.back(at, 1), "before");
        if document
            && !own
            && matches!(
                word,
                "policy" | "page" | "document" | "plan" | "strategy" | "framework" | "standard" | "guidance"
            )
        {
            let plan = !matches!(word, "policy" | "page" | "document");
            cue |= tokens.behind(at, steps).any(|it| {
                tokens.any(it, &["began", "begins", "started", "starts", "runs", "applies"])
                    || !plan
                        && tokens.any(
                            it,
                            &[
                                "approved",
                                "issued",
                                "updated",
                                "amended",
                                "introduced",
                                "reviewed",
                                "revised",
                                "adopted",
                                "released",
                                "of",
                                "dated",
                            ],
                        )
            });
        }
        if cue {
            return true;
        }
    }
    false
}

/// Whether a word so many steps before a day says that the day is one of a schedule: "next review", "in force from".
fn scheduling(tokens: &Tokens, at: usize, steps: usize) -> bool {
    let word = tokens.lower(at);
    let near = tokens.lower(at.wrapping_sub(1));
    match word {
        "review" => matches!(near, "next" | "last" | "policy") || tokens.any(at + 1, &["date", "due", "by"]),
        "updated" | "reviewed" | "modified" | "revised" => {
            matches!(near, "last" | "page" | "next" | "_" | "-" | "previously") || tokens.is(at + 1, "_")
        }
        "force" | "effect" | "review_date" => true,
        "due" => {
            steps < 4
                && !tokens.behind(at, 4).any(|it| tokens.any(it, &["she", "he", "i", "who", "baby", "mrs", "mr", "ms"]))
        }
        "accessed" => matches!(near, "[" | "(" | "." | "last"),
        "date" => {
            steps < 3
                && tokens.any(
                    tokens.back(at, 1),
                    &[
                        "review",
                        "publication",
                        "issue",
                        "implementation",
                        "closing",
                        "start",
                        "target",
                        "completion",
                        "expiry",
                        "approval",
                        "renewal",
                    ],
                )
        }
        _ => false,
    }
}

/// Whether a word before a day is for a document about somebody: "her care plan".
fn somebodys(tokens: &Tokens, day: usize, at: usize) -> bool {
    let word = tokens.lower(at);
    matches!(word, "plan" | "report" | "statement" | "summary" | "data" | "document" | "page")
        && (persons::around(tokens, day, day, 24)
            || tokens.any(
                tokens.back(at, 1),
                &[
                    "care",
                    "discharge",
                    "treatment",
                    "witness",
                    "management",
                    "birth",
                    "crisis",
                    "her",
                    "his",
                    "support",
                    "my",
                    "incident",
                ],
            ))
}

/// Whether a day is one to which something is set each year or still to come, of figures or of nobody: "applications close
/// on 14 May", "the figures stop at 31 December", "World Sepsis Day is on 13 September".
fn scheduled(tokens: &Tokens, at: usize) -> bool {
    let counts =
        ["figures", "data", "statistics", "dataset", "census", "snapshot", "audit", "returns", "counts", "totals"];
    let occasion = ["day", "week", "month", "meeting", "conference", "session", "deadline", "celebration"];
    let mut fits = tokens
        .behind(at, 2)
        .any(|it| tokens.any(it, &["issued", "ratified", "approved", "published", "withdrawn", "superseded"]));
    for it in tokens.behind(at, 8) {
        if tokens.any(it, &[".", "!", "?", ";", "|"]) && !tokens.joined(it + 1) {
            break;
        }
        if tokens.has(it, MONTH) {
            continue;
        }
        let yearly = tokens.is(it, "day")
            && tokens.capital(it)
            && tokens.any(tokens.back(it, 1), &["international", "world", "national"]);
        let held = yearly
            || tokens.any(it, &occasion)
                && tokens.any(it + 1, &["is", "will"])
                && (tokens.capital(it)
                    && (tokens.capital(tokens.back(it, 1)) || tokens.any(tokens.back(it, 1), &["'", "’", "s"]))
                    || tokens.any(tokens.back(it, 1), &["next", "final"]));
        let counted = tokens.any(it, &counts)
            && tokens.any(it + 1, &["are", "for", "to", "from", "stop", "end", "is", "at", "run", "cover"]);
        fits |= tokens.any(it, &SET) || held || counted;
    }
    fits && !persons::spoken_of(tokens, at, at, 24)
}
