//! Being told that something was saved. What exactly is a hint: pages that are told to have been saved are read again, and
//! after any other word of a change, and now and then without one, the folders are looked at as a whole, so that lost,
//! doubled and misnamed events make no difference.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};

use notify_debouncer_full::notify::event::{AccessKind, AccessMode};
use notify_debouncer_full::notify::{ErrorKind, EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};

use super::Options;
use crate::source::again::Told;
use crate::theme;

/// What one save causes comes within this time.
const JOINED: Duration = Duration::from_millis(4);
/// How often the debouncer looks whether that time has gone by: also when nobody saves anything.
const TICK: Duration = Duration::from_millis(4);
const _: () = assert!(TICK.as_millis() <= JOINED.as_millis(), "the debouncer takes no such times");
/// Editors write a file in several steps: nothing is read before none has come for this long,
const QUIET: Duration = Duration::from_millis(5);
/// but not for ever: something that is written all the time is shown as it is.
const QUIET_MAX: Duration = Duration::from_millis(250);

/// Waits until no more changes come, and gives all that came since the first.
#[expect(clippy::disallowed_methods, reason = "the preview waits for a quiet moment")]
pub fn wait_for_quiet(first: Told, changes: &Receiver<Told>) -> Told {
    let ends = Instant::now() + QUIET_MAX;
    let mut told = first;
    while let Ok(more) = changes.recv_timeout(QUIET) {
        told = told.and(more);
        if Instant::now() >= ends {
            break;
        }
    }
    changes.try_iter().fold(told, Told::and)
}

/// A folder that is watched: by its number on the disk too, for one that is deleted and made again is another.
type Target = (PathBuf, bool, u64);

/// Tells of changes, or knows that it cannot.
pub struct Watcher {
    debouncer: Option<Debouncer<RecommendedWatcher, RecommendedCache>>,
    targets: BTreeSet<Target>,
    wake: Sender<Told>,
    /// Whether the system has let us down, so that the folders have to be looked at at intervals.
    is_deaf: Arc<AtomicBool>,
    is_quiet: bool,
}

impl Watcher {
    /// A watcher that watches nothing yet; none at all where the folders are to be looked at at intervals.
    pub fn new(options: &Options, wake: Sender<Told>) -> Watcher {
        let is_deaf = Arc::new(AtomicBool::new(options.poll));
        Watcher { debouncer: None, targets: BTreeSet::new(), wake, is_deaf, is_quiet: options.quiet }
    }

    /// Whether nobody tells of changes.
    pub fn polls(&self) -> bool {
        self.is_deaf.load(Ordering::Relaxed)
    }

    /// Hears of a fault as the system would tell it.
    #[cfg(test)]
    pub fn fails(&self, error: &ErrorKind) {
        go_deaf(error, &self.is_deaf, self.is_quiet);
    }

    /// Watches the folders that there are now, if they are others than before.
    pub fn renew(&mut self, options: &Options) {
        if self.polls() {
            self.debouncer = None;
            return;
        }
        let mut folders = vec![(options.content.clone(), true)];
        folders.extend(options.content.parent().map(|above| (above.to_owned(), false)));
        folders.extend(theme::again::folders(&options.theme));
        let targets: BTreeSet<Target> = folders
            .into_iter()
            .map(|(path, below)| if path.as_os_str().is_empty() { (PathBuf::from("."), below) } else { (path, below) })
            .filter_map(|(path, below)| Some((number(&path)?, path, below)))
            .map(|(number, path, below)| (path, below, number))
            .collect();
        if targets == self.targets && self.debouncer.is_some() {
            return;
        }
        // A new one: the old one may still hold folders that are gone.
        self.debouncer = None;
        let (wake, is_deaf, is_quiet) = (self.wake.clone(), self.is_deaf.clone(), self.is_quiet);
        let handler = move |result: DebounceEventResult| match result {
            Ok(events) => {
                let changes = events.iter().filter(|event| event.need_rescan() || is_change(event.kind));
                let told = changes.map(|event| match event.need_rescan() || event.paths.is_empty() {
                    true => Told::Anything,
                    false => Told::At(event.paths.iter().cloned().collect()),
                });
                if let Some(told) = told.reduce(Told::and) {
                    let _ = wake.send(told);
                }
            }
            Err(errors) => {
                for error in &errors {
                    go_deaf(&error.kind, &is_deaf, is_quiet);
                }
                let _ = wake.send(Told::Anything);
            }
        };
        let made = new_debouncer(JOINED, Some(TICK), handler);
        let mut debouncer = match made {
            Ok(debouncer) => debouncer,
            Err(error) => return go_deaf(&error.kind, &self.is_deaf, self.is_quiet),
        };
        for (path, below, _) in &targets {
            let mode = if *below { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            if let Err(error) = debouncer.watch(path, mode) {
                go_deaf(&error.kind, &self.is_deaf, self.is_quiet);
            }
        }
        if !self.polls() {
            self.debouncer = Some(debouncer);
            self.targets = targets;
        }
    }
}

/// Whether an event may be about something that was written. Reading is none: the preview itself reads.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        _ => true,
    }
}

/// From now on the folders are looked at at intervals; said once, with what the operator can do.
fn go_deaf(error: &ErrorKind, is_deaf: &AtomicBool, is_quiet: bool) {
    let Some(why) = why_deaf(error) else { return };
    if !is_deaf.swap(true, Ordering::Relaxed) && !is_quiet {
        eprintln!("Changes are looked for at intervals from now on, which takes longer: {why}.");
    }
}

/// Why the system does not tell of changes, and what can be done; `None` where that is no reason to give up.
fn why_deaf(error: &ErrorKind) -> Option<String> {
    Some(match error {
        // What was there a moment ago; its folder tells the rest.
        ErrorKind::PathNotFound | ErrorKind::WatchNotFound => return None,
        ErrorKind::MaxFilesWatch => {
            "this computer lets its programs watch no more folders. To raise that limit on Linux, type: sudo sysctl \
             fs.inotify.max_user_watches=524288"
                .to_owned()
        }
        // EMFILE and ENFILE: the number of watchers, not of folders.
        ErrorKind::Io(error) if matches!(error.raw_os_error(), Some(23 | 24)) => {
            "too many programs on this computer watch folders. To raise that limit on Linux, type: sudo sysctl \
             fs.inotify.max_user_instances=512"
                .to_owned()
        }
        ErrorKind::Io(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        ErrorKind::Io(error) => crate::source::plain_io_error(error),
        ErrorKind::Generic(message) => message.clone(),
        ErrorKind::InvalidConfig(_) => "the system does not allow it".to_owned(),
    })
}

/// The number of a folder on its disk; `None` where there is no such folder.
#[expect(clippy::disallowed_methods, reason = "what is watched is on the disk")]
fn number(path: &std::path::Path) -> Option<u64> {
    let metadata = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_dir)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        Some(metadata.ino())
    }
    #[cfg(not(unix))]
    {
        drop(metadata);
        Some(0)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Error;

    use super::*;

    #[test]
    fn a_system_that_watches_no_more_is_explained() {
        for (error, expected) in [
            (ErrorKind::MaxFilesWatch, Some("sudo sysctl fs.inotify.max_user_watches=524288")),
            // EMFILE, as inotify_init answers it.
            (ErrorKind::Io(Error::from_raw_os_error(24)), Some("sudo sysctl fs.inotify.max_user_instances=512")),
            (ErrorKind::Io(Error::from_raw_os_error(13)), Some("permission")),
            (ErrorKind::Io(Error::from_raw_os_error(2)), None),
            (ErrorKind::PathNotFound, None),
        ] {
            let why = why_deaf(&error);
            assert_eq!(why.is_some(), expected.is_some(), "{error:?}: {why:?}");
            let why = why.unwrap_or_default();
            assert!(why.to_lowercase().contains(expected.unwrap_or("")), "{error:?}: {why}");
            assert!(!why.ends_with('.') && !why.contains("os error"), "a part of a sentence, in plain words: {why}");
        }
    }
}
