//! Films: everybody can follow them, and watching one is never a surprise. Captions, a transcript and an audio
//! description are asked for; the file and its captions are what browsers play.

use super::check::{Check, Run, Subject};
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::tree::{BlockKind, Purpose, Video};
use crate::rule;
use crate::site::{CaptionFault, Destination, Page, Site};

const CAPTIONS: &str = "WCAG 2.2, 1.2.2 Captions (prerecorded), level A";
const TRANSCRIPT: &str = "WCAG 2.2, 1.2.3 and 1.2.8, media alternative; NHS digital service manual, video";
const DESCRIPTION: &str = "WCAG 2.2, 1.2.5 Audio description (prerecorded), level AA";
const SERVICE: &str =
    "Privacy and Electronic Communications Regulations 2003, regulation 6; NHS digital service manual, video";

rule!(/// A film without captions.
    NO_CAPTIONS = "video/no-captions", Error, None, CAPTIONS);
rule!(/// A film without a transcript.
    NO_TRANSCRIPT = "video/no-transcript", Error, None, TRANSCRIPT);
rule!(/// A film without audio description.
    NO_AUDIO_DESCRIPTION = "video/no-audio-description", Advice, None, DESCRIPTION);
rule!(/// Captions that browsers cannot show.
    CAPTIONS_UNUSABLE = "video/captions-unusable", Error, None, CAPTIONS);
rule!(/// Captions in another language than the page.
    CAPTIONS_LANGUAGE = "video/captions-language", Warning, None, "WCAG 2.2, 3.1.2 Language of parts, level AA");
rule!(/// Captions that go on after the film has ended.
    CAPTIONS_TOO_LONG = "video/captions-too-long", Warning, None, CAPTIONS);
rule!(/// A file that browsers cannot play.
    NOT_A_FILM = "video/not-a-film", Error, Fixed, "HTML standard, the video element");
rule!(/// A film on another website whose length is not told.
    NO_LENGTH = "video/no-length", Warning, None, SERVICE);

/// The check of films.
pub const VIDEO: Check = Check { rules: RULES, run: Run::Page(run) };

const RULES: &[&Rule] = &[
    &NO_CAPTIONS,
    &NO_TRANSCRIPT,
    &NO_AUDIO_DESCRIPTION,
    &CAPTIONS_UNUSABLE,
    &CAPTIONS_LANGUAGE,
    &CAPTIONS_TOO_LONG,
    &NOT_A_FILM,
    &NO_LENGTH,
];

/// How long captions may go on after a film, in thousandths of a second: players round.
const CAPTIONS_AFTER_FILM_MAX: u64 = 2_000;

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Subject { page, body, site, .. } = *subject;
    body.each_block(&mut |block| {
        if let BlockKind::Video(video) = &block.kind
            && !video.source.is_empty()
        {
            let mut report = |rule: &Rule, message: &str, help: &str| {
                found.push(Diagnostic::new(rule, page.document.path(), block.span, message).help(help));
            };
            match video.service() {
                Some(service) => elsewhere(video, &service, &mut report),
                None => own(video, page, site, &mut report),
            }
            transcript(video, &mut report);
        }
    });
}

type Report<'a> = dyn FnMut(&Rule, &str, &str) + 'a;

fn elsewhere(video: &Video, service: &str, report: &mut Report<'_>) {
    if video.captioned != Some(true) {
        let message = format!("this film on {service} is not said to have captions");
        let help = "check that its captions are right, not made by a machine, then add captioned=yes to this line";
        report(&NO_CAPTIONS, &message, help);
    }
    if video.length.is_none() {
        let message = format!("readers are not told how long this film on {service} is");
        report(&NO_LENGTH, &message, "add length=\"4 minutes\" to this line");
    }
    if video.described.is_none() {
        description(report);
    }
}

fn own(video: &Video, page: &Page, site: &Site, report: &mut Report<'_>) {
    // What leads nowhere is told by the check of links.
    let Destination::File(path) = site.resolve(page, &video.source, Purpose::Embed) else { return };
    let Some(film) = site.film(page, &video.source) else {
        let message = format!("{path} is not a film that browsers can play, or it is damaged");
        return report(&NOT_A_FILM, &message, "save it again as MP4 (H.264) or WebM");
    };
    let silent = film.has_sound == Some(false);
    match video.captions.as_deref() {
        Some(target) => captions(target, film.seconds, page, site, report),
        None if silent => {}
        None => report(
            &NO_CAPTIONS,
            "this film has no captions",
            "write its words in a WebVTT file beside the page, and add captions=film.vtt to this line",
        ),
    }
    if video.described.is_none() && !silent {
        description(report);
    }
}

fn description(report: &mut Report<'_>) {
    report(
        &NO_AUDIO_DESCRIPTION,
        "this film has no audio description",
        "make a version in which a voice tells what is only seen, and add described=film-described.mp4; until then, tell all of it in the transcript",
    );
}

fn transcript(video: &Video, report: &mut Report<'_>) {
    if video.content.is_empty() && video.transcript.is_none() {
        report(
            &NO_TRANSCRIPT,
            "this film has no transcript",
            "write what is said and what is shown inside the block, or add transcript=page.md to this line",
        );
    }
}

fn captions(target: &str, seconds: Option<u64>, page: &Page, site: &Site, report: &mut Report<'_>) {
    let captions = match site.captions(page, target) {
        None => return,
        Some(Ok(captions)) => captions,
        Some(Err(fault)) => {
            let (message, help) = told(fault, target);
            return report(&CAPTIONS_UNUSABLE, &message, help);
        }
    };
    let primary = |tag: &str| tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
    let declared = captions.language.as_deref().filter(|tag| primary(tag) != primary(&page.language));
    let written = captions.script_language(captions.language.as_deref().unwrap_or(&page.language));
    if let Some(language) = written.or(declared) {
        let message = format!("these captions are in another language ({language}) than the page ({})", page.language);
        let help = "give captions in the page's language: other languages belong to the pages in those languages";
        report(&CAPTIONS_LANGUAGE, &message, help);
    }
    if seconds.is_some_and(|seconds| captions.end > seconds * 1000 + CAPTIONS_AFTER_FILM_MAX) {
        let message = "these captions go on after the film has ended";
        report(&CAPTIONS_TOO_LONG, message, "check that they are the captions of this film");
    }
}

fn told(fault: CaptionFault, file: &str) -> (String, &'static str) {
    match fault {
        CaptionFault::NotWebVtt => (
            format!("{file} is not a WebVTT file: its first line is not WEBVTT"),
            "save the captions as WebVTT (.vtt) in UTF-8: every caption program can",
        ),
        CaptionFault::None => {
            (format!("{file} holds no captions"), "save the captions again, or choose the file that has them")
        }
        CaptionFault::Times(line) => (
            format!("line {line} of {file} is not a start and an end"),
            "write it as 00:01:04.000 --> 00:01:07.500, with a full stop before the thousandths",
        ),
        CaptionFault::EndsFirst(line) => {
            (format!("the caption at line {line} of {file} ends before it starts"), "change one of its two times")
        }
        CaptionFault::OutOfOrder(line) => (
            format!("the caption at line {line} of {file} starts before the one above it"),
            "put the captions in the order in which they are shown",
        ),
        CaptionFault::Empty(line) => (
            format!("the caption at line {line} of {file} has no words"),
            "write its words below its times, or take it out",
        ),
    }
}
