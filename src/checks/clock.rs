//! The time of day in a learning summary: whoever was there knows what happened at 19:40.

use std::ops::Range;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::anonymity::{ICO, is_summary};
use super::check::{Check, Run, Subject};
use super::cues::Cues;
use super::waivers::words_of;
use crate::diagnostic::Diagnostic;
use crate::kinds::learning::sentence_case;
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
        for (place, words) in times(&passage.text) {
            let whole = &passage.text[place.clone()];
            let message = "this is the exact time of something that happened";
            // In the place of "At 19:40" at the beginning of a sentence.
            let words =
                words.map(|it| if whole.starts_with(char::is_uppercase) { sentence_case(it) } else { it.to_owned() });
            let help = match &words {
                Some(words) => format!("write “{words}” instead, or leave it out"),
                None => "leave it out, or write “at night”, “in the morning” or “in the evening”".to_owned(),
            };
            // Only with the word before it does another fit into the sentence.
            let fits = whole.starts_with(char::is_alphabetic);
            let place = passage.span(place);
            let told = Diagnostic::new(&TIME, subject.page.document.path(), place, message).help(help).hidden();
            let told = told.about([&*words_of(whole)]);
            found.push(match words.filter(|_| fits) {
                Some(words) => told.replaced_by(&words),
                None => told,
            });
        }
    }
}

/// The times in a text, with the words before them that belong to them, and the part of the day. "Between 02:00 and 04:00"
/// is one of them, where both are in the same part.
fn times(text: &str) -> Vec<(Range<usize>, Option<&'static str>)> {
    let mut found: Vec<(Range<usize>, Option<&'static str>)> = Vec::new();
    for time in CLOCK.captures_iter(text) {
        let Some(whole) = time.get(0) else { continue };
        let part = part_of_day(&time);
        let from = found.last().filter(|(_, first)| part.is_some() && *first == part).and_then(|(first, _)| {
            let before = text[..first.start].to_lowercase();
            let joined = [("between ", " and "), ("from ", " to "), ("from ", " until ")];
            let opens = |(open, middle): &(&str, &str)| {
                before.ends_with(open) && text[first.end..whole.start()].eq_ignore_ascii_case(middle)
            };
            joined.iter().find(|it| opens(it)).map(|(open, _)| first.start - open.len())
        });
        match (from, found.last_mut()) {
            (Some(from), Some(last)) => last.0 = from..whole.end(),
            _ => found.push((whole.range(), part)),
        }
    }
    found
}

/// An hour of the day and its minutes: 19:40, 7.40pm, 0740 hours.
static CLOCK: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = Regex::new(
        r"(?i)\b(?:(?:at )?(?:about|around|approximately|roughly) |at )?(?:([01]?[0-9]|2[0-3])[:.][0-5][0-9] ?([ap])\.?m\b\.?|([01]?[0-9]|2[0-3])[:.]?[0-5][0-9] ?(?:hours|hrs?|h)\b|([01]?[0-9]|2[0-3]):[0-5][0-9]\b)",
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
            ("He fell at around 19:40.", Some(("at around 19:40", Some("in the evening")))),
            ("She slept between 02:00 and 04:15.", Some(("between 02:00 and 04:15", Some("at night")))),
            ("From 09:10 until 10:00 she waited.", Some(("From 09:10 until 10:00", Some("in the morning")))),
            ("She was out from 09:10 to 14:00.", Some(("09:10", Some("in the morning")))),
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
            let told = times(text).first().map(|(place, part)| (&text[place.clone()], *part));
            assert_eq!(told, expected, "{text}");
        }
    }
}
