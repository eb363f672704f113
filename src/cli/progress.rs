//! How far a command is, and on what its time went: on standard error, and as a bar on a terminal only.

use std::cell::Cell;
use std::io::IsTerminal as _;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::network::{self, Asked, Policy};
use crate::outside::{Answers, Questions};
use crate::pipeline::Progress;
use crate::store::Notebook;

/// When each part of a build began and ended.
#[derive(Default)]
pub struct Stopwatch(Mutex<Vec<(Progress, Instant)>>);

#[expect(clippy::disallowed_methods, reason = "the command line is where time comes in")]
impl Stopwatch {
    /// A point that a build has come to.
    pub fn press(&self, progress: Progress) {
        if progress != Progress::Written {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).push((progress, Instant::now()));
        }
    }

    fn at(&self, wanted: impl Fn(Progress) -> bool) -> Option<Instant> {
        let presses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        presses.iter().find(|(progress, _)| wanted(*progress)).map(|(_, at)| *at)
    }

    /// The seconds from one point to another; 0 where there was none.
    pub fn seconds(&self, from: Progress, to: Progress) -> f64 {
        let (from, to) = (self.at(|it| it == from), self.at(|it| it == to));
        from.zip(to).map_or(0.0, |(from, to)| to.saturating_duration_since(from).as_secs_f64())
    }

    /// What a build that began and ended at these moments spent its time on.
    pub fn summary(&self, started: Instant, ended: Instant) -> String {
        let writing = self.at(|it| matches!(it, Progress::Writing(_)));
        let moments = [
            ("reading files", Some(started)),
            ("reading pages", self.at(|it| matches!(it, Progress::Reading(_)))),
            ("checks", self.at(|it| it == Progress::Checking)),
            ("asking other websites", self.at(|it| it == Progress::Asking)),
            ("pages and documents", writing),
            ("site-wide files", self.at(|it| it == Progress::Gathering)),
            ("gathering", self.at(|it| it == Progress::Gathered)),
            ("publishing", Some(ended)),
        ];
        let moments: Vec<(&str, Instant)> = moments.into_iter().filter_map(|(name, at)| Some((name, at?))).collect();
        let ends = moments.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]);
        let parts = moments
            .iter()
            .zip(ends)
            .map(|((name, from), to)| format!("{name} {:.3} s", to.saturating_duration_since(*from).as_secs_f64()));
        format!("Time: {}", parts.collect::<Vec<_>>().join(", "))
    }
}

/// Shows how far a long build is, on a terminal only.
pub struct ProgressBar(indicatif::ProgressBar);

impl ProgressBar {
    /// A bar, unless nothing but findings is wanted.
    pub fn new(quiet: bool) -> ProgressBar {
        if quiet || !std::io::stderr().is_terminal() {
            return ProgressBar(indicatif::ProgressBar::hidden());
        }
        let bar = indicatif::ProgressBar::new(0);
        if let Ok(style) = indicatif::ProgressStyle::with_template("{msg} {pos} of {len}") {
            bar.set_style(style);
        }
        ProgressBar(bar)
    }

    /// A point that a build has come to.
    pub fn tell(&self, progress: Progress) {
        match progress {
            Progress::Reading(pages) => {
                self.0.set_length(pages as u64);
                self.0.set_message("Reading");
            }
            Progress::Checking => self.0.set_message("Checking"),
            Progress::Asking => self.0.set_message("Asking other websites"),
            Progress::Writing(pages) => {
                self.0.set_length(pages as u64);
                self.0.set_position(0);
                self.0.set_message("Writing");
            }
            Progress::Written => self.0.inc(1),
            Progress::Indexing | Progress::Indexed | Progress::Gathering | Progress::Gathered => {}
        }
    }

    /// Another kind of work begins, on so many things.
    pub fn begin(&self, what: &'static str, count: usize) {
        self.0.set_length(count as u64);
        self.0.set_position(0);
        self.0.set_message(what);
    }

    /// One of them is done.
    pub fn one(&self) {
        self.0.inc(1);
    }

    fn tell_asked(&self, asked: Asked) {
        self.0.set_length((asked.addresses - asked.kept) as u64);
        self.0.set_position(asked.asked as u64);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}

/// Asks other websites, and says how far it is: on a terminal as it goes, else in two lines.
#[expect(clippy::disallowed_methods, reason = "the command line is where time comes in")]
pub fn ask(
    questions: &Questions,
    policy: &Policy,
    output: &Path,
    bar: &ProgressBar,
    log: &dyn Fn(&str),
) -> Result<Answers, String> {
    let started = Instant::now();
    let mut notebook = Notebook::open(output, super::unix_seconds());
    let last = Cell::new(None);
    let answers = network::ask(questions, policy, &mut notebook, &|asked| {
        if last.replace(Some(asked)).is_none() && asked.kept < asked.addresses {
            let addresses = super::plural(asked.addresses - asked.kept, "address", "addresses");
            log(&format!("Asking other websites about {addresses}, politely: this can take some minutes"));
        }
        bar.tell_asked(asked);
    })?;
    if let Some(Asked { addresses, hosts, kept, asked }) = last.get() {
        let (addresses, hosts) =
            (super::plural(addresses, "address", "addresses"), super::plural(hosts, "website", ""));
        let seconds = started.elapsed().as_secs_f64();
        log(&format!("Outside links: {addresses} on {hosts}, {asked} asked, {kept} known from before, {seconds:.1} s"));
    }
    Ok(answers)
}
