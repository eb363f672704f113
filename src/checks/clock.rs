//! The time of day in a learning summary: whoever was there knows what happened at 19:40.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::anonymity::{ICO, is_summary};
use super::check::{Check, Run, Subject};
use super::cues::Cues;
use super::waivers::words_of;
use crate::diagnostic::Diagnostic;
use crate::rule;

rule!(/// A learning summary that gives a time to the minute.
    TIME = "anon/clock-time", Warning, None, ICO);

/// The check of learning summaries for times.
pub const TIMES: Check = Check { rules: &[&TIME], run: Run::Page(run) };

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if !is_summary(subject.page) {
        return;
    }
    for passage in subject.passages.iter().filter(|it| it.cues.has(Cues::DIGIT)) {
        for time in CLOCK.captures_iter(&passage.text) {
            let Some(whole) = time.get(0) else { continue };
            let message = "this is the exact time of something that happened";
            let words = part_of_day(&time);
            let help = match words {
                Some(words) => format!("write “{words}” instead, or leave it out"),
                None => "leave it out, or write “at night”, “in the morning” or “in the evening”".to_owned(),
            };
            let place = passage.span(whole.range());
            let told = Diagnostic::new(&TIME, subject.page.document.path(), place, message).help(help).hidden();
            let told = told.about([&*words_of(whole.as_str())]);
            // Only with the word before it does another fit into the sentence.
            let fits = whole.as_str().to_lowercase().starts_with("at ");
            found.push(match words.filter(|_| fits) {
                Some(words) => told.replaced_by(words),
                None => told,
            });
        }
    }
}

/// An hour of the day and its minutes: 19:40, 7.40pm, 0740 hours.
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = Regex::new(
        r"(?i)\b(?:at )?(?:([01]?[0-9]|2[0-3])[:.][0-5][0-9] ?([ap])\.?m\b\.?|([01]?[0-9]|2[0-3])[:.]?[0-5][0-9] ?(?:hours|hrs?|h)\b|([01]?[0-9]|2[0-3]):[0-5][0-9]\b)",
    );
    pattern.unwrap_or_else(|error| unreachable!("{error}"))
});

fn part_of_day(time: &Captures<'_>) -> Option<&'static str> {
    let hour: u8 = [1, 3, 4].iter().find_map(|group| time.get(*group))?.as_str().parse().ok()?;
    let hour = match time.get(2).map(|half| half.as_str().to_lowercase()).as_deref() {
        Some("p") if hour < 12 => hour + 12,
        Some("a") if hour == 12 => 0,
        // Without a noun or a half of the day, 7:40 may be either.
        None if (1..12).contains(&hour) && time.get(4).is_some_and(|it| it.len() == 1) => return None,
        _ => hour,
    };
    Some(match hour {
        5..12 => "in the morning",
        12..17 => "in the afternoon",
        17..21 => "in the evening",
        _ => "at night",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_to_the_minute_are_told_by_the_part_of_the_day() {
        for (text, expected) in [
            ("moved to a ward at 19:40", Some(("at 19:40", Some("in the evening")))),
            ("At 7:40pm she fell", Some(("At 7:40pm", Some("in the evening")))),
            ("seen at 0340 hours", Some(("at 0340 hours", Some("at night")))),
            ("seen by 12.05 am", Some(("12.05 am", Some("at night")))),
            ("the 7:40 round", Some(("7:40", None))),
            ("the 13:15 round", Some(("13:15", Some("in the afternoon")))),
            ("Open from 9am to 5pm", None),
            ("A ratio of 1:1, in section 3.12 and 12.30 mg", None),
            ("In 2024 there were 1200 falls", None),
        ] {
            let time = CLOCK.captures(text);
            let told = time.as_ref().and_then(|time| Some((time.get(0)?.as_str(), part_of_day(time))));
            assert_eq!(told, expected, "{text}");
        }
    }
}
