//! The preview: watch, build, hand to the local server, tell the browser.
//!
//! One thread builds, with the same [`pipeline::build`] as publishing, and swaps the finished site in; the server answers
//! from whatever is there. Nothing is written to the disk. A page is shown beside what was found in it, even what keeps
//! the site from being published; where a page cannot be read at all, the site stays as it was, with what was found on
//! top. A build that fails or stops in any other way is told in the same place and never ends the server.

mod answer;
mod documents;
mod panel;
mod rules;
mod server;
mod shelf;
mod state;
mod view;
mod watch;

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use crate::artefact::Memo;
use crate::dates::Date;
use crate::diagnostic::{Findings, Severity, Strictness};
use crate::fingerprint::WaiverKey;
use crate::pipeline::{self, Failure, Inputs, Making};
use crate::site::Drafts;
use crate::source::SourceTree;
use crate::source::again::{Reader, Told};
use crate::theme::{self, Theme};
use shelf::Kept;
use state::{BUILDS_KNOWN, Changed, Current, FirstSight, Good, Snapshot, Trouble};

/// What a preview is asked for.
pub struct Options {
    /// The content folder.
    pub content: PathBuf,
    /// The theme's folder.
    pub theme: PathBuf,
    /// The output folder, in which documents of earlier builds are looked for. Nothing is written there.
    pub output: PathBuf,
    /// The content folder as reports name it.
    pub folder: String,
    /// Takes the place of `site.url`.
    pub base_url: Option<String>,
    /// What blocks.
    pub strictness: Strictness,
    /// The site's secret for waivers.
    pub waiver_key: Option<WaiverKey>,
    /// Where to listen; the next free port when it is taken.
    pub port: u16,
    /// Whether to look for changes at intervals instead of being told of them.
    pub poll: bool,
    /// Whether to open the reader's browser.
    pub open: bool,
    /// The day, asked before every build: a preview may run past midnight.
    pub day: fn(Option<&str>) -> Result<Date, String>,
    /// The day that was asked for.
    pub today: Option<String>,
    /// Whether to say nothing but the address.
    pub quiet: bool,
}

impl Options {
    fn log(&self, message: &str) {
        if !self.quiet {
            eprintln!("{message}");
        }
    }
}

/// How often a folder is looked at that nothing tells about.
const POLL: Duration = Duration::from_millis(400);
/// How soon a folder that could not be read is tried again.
const RETRY: Duration = Duration::from_secs(1);
/// How often all is looked at even when nothing was told: the day may have changed, or an event been lost.
const AT_LEAST: Duration = Duration::from_secs(30);

/// What is told when a build ends in a way that it should not.
const STOPPED: &str = "Candour stopped while it built this, which is a fault in Candour. The preview shows the site as it \
                       was before. Save again to try again, and please report it with the page you were writing.";

/// Runs a preview until it is interrupted. `announce` is given the address once the server listens.
///
/// # Errors
/// Why no server can be started.
pub fn run(options: Options, announce: &dyn Fn(&str)) -> Result<(), String> {
    let options = Arc::new(options);
    let shelf = Arc::new(Kept::new(&options.output));
    let (publish, snapshots) = tokio_watch();
    let server = server::Server::bind(&options, snapshots, shelf.clone())?;
    announce(&server.address());
    if options.open {
        open(&server.address(), &options);
    }
    let address = server.address();
    let own = options.clone();
    let built = std::thread::Builder::new().name("preview".to_owned()).spawn(move || {
        let (wake, changes) = mpsc::channel();
        let watcher = watch::Watcher::new(&own, wake);
        Workshop::new(own, shelf, address).work(watcher, &changes, &publish);
    });
    built.map_err(|error| format!("cannot start a thread: {error}"))?;
    server.serve()
}

use server::{Publish, channel as tokio_watch};

/// What the building thread knows between two builds.
struct Workshop {
    options: Arc<Options>,
    shelf: Arc<Kept>,
    memo: Arc<Memo>,
    address: String,
    reader: Reader,
    sources: Option<Arc<SourceTree>>,
    theme: Option<Arc<Theme>>,
    theme_digest: Option<[u8; 32]>,
    theme_trouble: Option<Trouble>,
    day: Option<Date>,
    /// What keeps the content from being read.
    trouble: Option<String>,
    good: Option<Arc<Good>>,
    number: u64,
    /// Whether somebody may have seen the site before the build was done.
    was_seen: AtomicBool,
    changes: VecDeque<Changed>,
}

impl Workshop {
    fn new(options: Arc<Options>, shelf: Arc<Kept>, address: String) -> Workshop {
        let reader = Reader::new(&options.content);
        Workshop {
            options,
            shelf,
            memo: Arc::default(),
            address,
            reader,
            sources: None,
            theme: None,
            theme_digest: None,
            theme_trouble: None,
            day: None,
            trouble: None,
            good: None,
            number: 0,
            was_seen: AtomicBool::new(false),
            changes: VecDeque::new(),
        }
    }

    /// Builds for ever.
    #[expect(clippy::disallowed_methods, reason = "the preview looks at everything now and then")]
    fn work(mut self, mut watcher: watch::Watcher, changes: &Receiver<Told>, publish: &Publish) {
        let mut told = Told::Anything;
        let mut looked = Instant::now();
        loop {
            // Before the folders are looked at, so that a folder that has just appeared is not missed.
            watcher.renew(&self.options);
            if told == Told::Anything {
                looked = Instant::now();
            }
            let step = catch_unwind(AssertUnwindSafe(|| self.step(&told, publish)));
            let snapshot = step.unwrap_or_else(|_| {
                let trouble = Some(Trouble::new(STOPPED));
                self.say_trouble(trouble.as_ref());
                Some(self.snapshot(None, trouble))
            });
            if let Some(snapshot) = snapshot {
                publish.send(snapshot);
            }
            let patience = match (self.trouble.is_some(), watcher.polls()) {
                (_, true) => POLL,
                (true, false) => RETRY,
                // What has just been saved was shown first.
                (false, false) => AT_LEAST.saturating_sub(looked.elapsed()),
            };
            let is_precise = self.trouble.is_none() && !watcher.polls() && !patience.is_zero();
            told = match changes.recv_timeout(patience) {
                Ok(told) => Some(watch::wait_for_quiet(told, changes)).filter(|_| is_precise).unwrap_or(Told::Anything),
                Err(RecvTimeoutError::Timeout) => Told::Anything,
                Err(RecvTimeoutError::Disconnected) => {
                    std::thread::sleep(POLL);
                    Told::Anything
                }
            };
        }
    }

    /// Looks again at what is told of, or at everything, and builds, if anything is another than before.
    #[expect(clippy::disallowed_methods, reason = "the preview tells how long a build took")]
    fn step(&mut self, told: &Told, publish: &Publish) -> Option<Snapshot> {
        let started = Instant::now();
        let options = self.options.clone();
        let day = match (options.day)(options.today.as_deref()) {
            Ok(day) => day,
            Err(message) => return self.unreadable(message),
        };
        // Whatever is told of and is no page that is known, a template above all, leads to a look at everything.
        let saved = match told {
            Told::At(places) => self.reader.read_at(places),
            Told::Anything => None,
        };
        let digest = self.theme_digest.filter(|_| saved.is_some());
        let read = saved.map_or_else(|| self.reader.read(), Ok);
        let digest = digest.unwrap_or_else(|| theme::again::digest(&options.theme));
        let is_new_theme = self.theme_digest != Some(digest);
        if is_new_theme {
            self.theme_digest = Some(digest);
            self.theme_trouble = match theme::load(&options.theme, &|message| options.log(message)) {
                Ok(theme) => {
                    self.theme = Some(Arc::new(theme));
                    None
                }
                Err(error) => Some(Trouble::at(&error.message)),
            };
        }
        let sources = match read {
            Ok(sources) => sources,
            Err(error) => return self.unreadable(error.to_string()),
        };
        let is_same = self.sources.as_ref().is_some_and(|before| Arc::ptr_eq(before, &sources));
        if is_same && !is_new_theme && self.day == Some(day) && self.trouble.is_none() {
            return None;
        }
        (self.sources, self.day, self.trouble) = (Some(sources.clone()), Some(day), None);
        // With the theme as it was, what authors change meanwhile is still checked and shown.
        let Some(theme) = self.theme.clone() else {
            let trouble = self.theme_trouble.clone();
            self.say_trouble(trouble.as_ref());
            return Some(self.snapshot(None, trouble));
        };
        let inputs = Inputs {
            sources: sources.clone(),
            theme: &theme,
            day,
            drafts: Drafts::Shown,
            base_url: options.base_url.clone(),
            strictness: options.strictness,
            shelf: &*self.shelf,
            ask: None,
            making: Making::OnDemand(self.memo.clone()),
            waiver_key: options.waiver_key.clone(),
        };
        // Whoever waits for the first build is shown the page that they asked for as soon as it can be made.
        let show = |early| {
            if self.number == 0 {
                let first = FirstSight::new(early, &theme, &self.shelf);
                self.was_seen.store(true, Ordering::Relaxed);
                // Under the name of the build that is under way: what it shows is what that will show.
                publish.send(Snapshot { early: Some(first), number: 1, ..self.empty() });
            }
        };
        let built = pipeline::build_showing(&inputs, &|_| (), &show);
        let (current, trouble) = match built {
            Ok(build) => (Current::of(build, sources, day, options.strictness, &theme), None),
            Err(Failure::Configuration(findings)) => {
                let trouble = Trouble::new("site.yaml cannot be used. What is wrong with it is among the findings");
                (Current::failed(findings.into(), sources, day), Some(trouble))
            }
            Err(failure) => {
                let trouble = Trouble::of_failure(&failure, &options.theme);
                (Current::failed(Findings::default(), sources, day), Some(trouble))
            }
        };
        let trouble = self.theme_trouble.clone().or(trouble);
        let snapshot = self.snapshot(Some(current), trouble);
        self.say(&snapshot, started.elapsed());
        Some(snapshot)
    }

    /// The content cannot be read: told once, tried again and again.
    fn unreadable(&mut self, message: String) -> Option<Snapshot> {
        if self.trouble.as_ref() == Some(&message) {
            return None;
        }
        let trouble = Trouble::new(&message);
        self.trouble = Some(message);
        self.say_trouble(Some(&trouble));
        Some(self.snapshot(None, Some(trouble)))
    }

    /// What the server answers from now on.
    fn snapshot(&mut self, current: Option<Current>, trouble: Option<Trouble>) -> Snapshot {
        self.number += 1;
        let mut changed = Some(Vec::new());
        if let Some(built) = current.as_ref().and_then(|current| current.built.as_ref())
            && built.build.is_written
        {
            let good = Arc::new(Good::new(built.clone()));
            changed = self.good.as_ref().and_then(|before| good.changed_since(before));
            self.good = Some(good);
        }
        if std::mem::take(self.was_seen.get_mut()) && self.good.is_none() {
            // What was seen is not to be had after all.
            self.number += 1;
            changed = None;
        }
        if self.changes.len() == BUILDS_KNOWN {
            self.changes.pop_front();
        }
        self.changes.push_back(changed);
        let changes = self.changes.clone();
        Snapshot { good: self.good.clone(), current, trouble, changes, ..self.empty() }
    }

    /// A snapshot with nothing in it yet.
    fn empty(&self) -> Snapshot {
        let options = &self.options;
        Snapshot {
            number: self.number,
            early: None,
            good: None,
            current: None,
            trouble: None,
            changes: VecDeque::new(),
            content: std::path::absolute(&options.content).unwrap_or_else(|_| options.content.clone()),
            folder: options.folder.clone(),
            strictness: options.strictness,
        }
    }

    fn say(&self, snapshot: &Snapshot, took: Duration) {
        let Some(current) = &snapshot.current else { return };
        let count = |severity, is_unpublished| {
            current.findings.open_in(severity, |file| current.is_unpublished(file) == is_unpublished)
        };
        let tally = |is_unpublished| {
            let (errors, warnings) = (count(Severity::Error, is_unpublished), count(Severity::Warning, is_unpublished));
            let parts = [panel::counted(errors, "error", "errors"), panel::counted(warnings, "warning", "warnings")];
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        };
        let (in_published, in_drafts) = (tally(false), tally(true));
        let found = match (in_published.as_str(), in_drafts.as_str()) {
            ("", "") => "nothing to mend".to_owned(),
            (found, "") => found.to_owned(),
            ("", drafts) => format!("nothing to mend in what is published; in pages that are not published: {drafts}"),
            (found, drafts) => format!("{found}; in pages that are not published: {drafts}"),
        };
        let state = match (snapshot.shows_newest(), current.is_blocked) {
            (true, false) if !current.unfinished.is_empty() => {
                ". You can see it all the same; `candour publish` refuses it while something is still to be written"
            }
            (true, false) => "",
            (true, true) => ". You can see it all the same; it cannot be published like this",
            (false, _) if snapshot.good.is_some() => ". The preview shows the site as it was before",
            (false, _) => ". There is nothing to show until that is mended",
        };
        let see = match in_published.is_empty() && in_drafts.is_empty() {
            true => String::new(),
            false => format!(" Each with its place: {}__candour/", self.address),
        };
        self.options.log(&format!("Built in {} ms, {found}{state}.{see}", took.as_millis()));
        self.say_trouble(snapshot.trouble.as_ref());
    }

    fn say_trouble(&self, trouble: Option<&Trouble>) {
        if let Some(trouble) = trouble {
            self.options.log(&trouble.message);
        }
    }
}

/// Opens the reader's browser at an address.
#[expect(clippy::disallowed_methods, reason = "the reader's own browser is another program")]
fn open(address: &str, options: &Options) {
    use std::process::{Command, Stdio};
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/C", "start", ""]);
        command
    } else {
        Command::new("xdg-open")
    };
    let started = command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if started.is_err() {
        options.log(&format!("No browser could be opened: type {address} into yours."));
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "a test writes what the preview reads")]

    use std::path::Path;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use notify_debouncer_full::notify::ErrorKind;

    fn write(folder: &Path, words: &str) {
        let content = folder.join("content");
        std::fs::create_dir_all(&content).unwrap();
        let settings = "organisation: {name: Northmere Health and Care NHS Trust}\nsite: {title: Patient safety, url: https://safety.northmere.example}\n";
        std::fs::write(content.join("site.yaml"), settings).unwrap();
        std::fs::write(content.join("index.md"), format!("---\ntitle: Patient safety\n---\n{words}\n")).unwrap();
    }

    fn options(folder: &Path, day: fn(Option<&str>) -> Result<Date, String>) -> Arc<Options> {
        Arc::new(Options {
            content: folder.join("content"),
            theme: Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/theme"),
            output: folder.join("output"),
            folder: "content/".to_owned(),
            base_url: None,
            strictness: Strictness::Normal,
            waiver_key: None,
            port: 0,
            poll: false,
            open: false,
            day,
            today: None,
            quiet: true,
        })
    }

    fn a_day(_: Option<&str>) -> Result<Date, String> {
        Ok(Date::parse("2026-11-22").expect("a day"))
    }

    fn home(snapshot: &Snapshot) -> String {
        let good = snapshot.good.as_ref().expect("a site");
        String::from_utf8_lossy(&good.built.build.artefacts.get("index.html").expect("a home page").bytes())
            .into_owned()
    }

    /// The first snapshot that is as it should be.
    fn until(snapshots: &server::Snapshots, is_right: impl Fn(&Snapshot) -> bool) -> Arc<Snapshot> {
        let started = Instant::now();
        loop {
            if let Some(snapshot) = snapshots.borrow().clone().filter(|it| is_right(it)) {
                return snapshot;
            }
            assert!(started.elapsed() < Duration::from_secs(60), "it should have come");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    static STOPS: AtomicBool = AtomicBool::new(false);

    /// Stops as a fault of ours would.
    fn a_day_or_none(asked: Option<&str>) -> Result<Date, String> {
        assert!(!STOPS.load(Ordering::Relaxed), "a build that stops, on purpose");
        a_day(asked)
    }

    #[test]
    fn a_build_that_stops_ends_nothing_and_is_told_in_plain_words() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "First words.");
        let options = options(folder.path(), a_day_or_none);
        let (publish, snapshots) = tokio_watch();
        let (wake, changes) = mpsc::channel();
        let workshop =
            Workshop::new(options.clone(), Arc::new(Kept::new(&options.output)), "http://127.0.0.1:1/".into());
        let watcher = watch::Watcher::new(&options, wake.clone());
        // It works for as long as the tests run.
        std::thread::spawn(move || workshop.work(watcher, &changes, &publish));
        assert!(home(&until(&snapshots, |it| it.good.is_some())).contains("First words."));

        STOPS.store(true, Ordering::Relaxed);
        write(folder.path(), "Second words.");
        let stopped = until(&snapshots, |it| it.trouble.is_some());
        assert!(home(&stopped).contains("First words."), "the site is as it was");
        let told = panel::panel(&stopped, &documents::Asked::default(), "/").to_string();
        assert!(told.contains("Candour stopped while it built this, which is a fault in Candour."), "{told}");
        assert!(told.contains("the site cannot be built") && !told.contains("panicked"), "{told}");
        let board = panel::dashboard(&stopped, &documents::Asked::default());
        assert!(board.contains("Save again to try again"), "{board}");

        STOPS.store(false, Ordering::Relaxed);
        write(folder.path(), "Third words.");
        let mended = until(&snapshots, |it| it.trouble.is_none() && home(it).contains("Third words."));
        assert!(mended.current.is_some());
        drop(wake);
    }

    #[test]
    fn where_the_system_tells_of_no_change_the_folders_are_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "First words.");
        let options = options(folder.path(), a_day);
        let (publish, snapshots) = tokio_watch();
        let (wake, changes) = mpsc::channel();
        let workshop =
            Workshop::new(options.clone(), Arc::new(Kept::new(&options.output)), "http://127.0.0.1:1/".into());
        let mut watcher = watch::Watcher::new(&options, wake);
        watcher.renew(&options);
        assert!(!watcher.polls());
        watcher.fails(&ErrorKind::MaxFilesWatch);
        assert!(watcher.polls());
        std::thread::spawn(move || workshop.work(watcher, &changes, &publish));
        until(&snapshots, |it| it.good.is_some());
        write(folder.path(), "Second words.");
        until(&snapshots, |it| home(it).contains("Second words."));
    }
}
