//! What the server answers from: the last site that could be shown, and what the newest build found.

use std::collections::{BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::shelf::Kept;
use crate::artefact::OutputPath;
use crate::checks;
use crate::config;
use crate::dates::Date;
use crate::diagnostic::{Finding, Findings, Strictness};
use crate::feeds::hosts;
use crate::outside::decode;
use crate::pipeline::{Build, Early, Failure};
use crate::site::Site;
use crate::source::{SourcePath, SourceTree};
use crate::theme::Theme;

/// A build and the theme it was made with.
pub struct Built {
    /// The build.
    pub build: Build,
    /// For the documents that are still to be made.
    pub theme: Arc<Theme>,
}

/// A site that can be shown, whatever was found in it.
pub struct Good {
    /// The site.
    pub built: Arc<Built>,
    /// The path part of its address, without its last slash.
    pub base: String,
    /// What every answer carries.
    pub headers: Vec<Header>,
}

/// What the newest build found.
pub struct Current {
    /// The findings.
    pub findings: Findings,
    /// The build, if there could be one.
    pub built: Option<Arc<Built>>,
    /// What it was made from.
    pub sources: Arc<SourceTree>,
    /// Its day.
    pub day: Date,
    /// Whether `candour build` would publish nothing: pages that it leaves out keep no other from being published.
    pub is_blocked: bool,
    /// The pages that `candour publish` refuses all the same: something is still to be written there.
    pub unfinished: Vec<String>,
}

/// A site of which one page after the other can be had, with what it takes to make them.
pub struct FirstSight {
    early: Early,
    theme: Arc<Theme>,
    shelf: Arc<Kept>,
}

impl FirstSight {
    /// Of a site that is being written.
    pub fn new(early: Early, theme: &Arc<Theme>, shelf: &Arc<Kept>) -> FirstSight {
        FirstSight { early, theme: theme.clone(), shelf: shelf.clone() }
    }

    /// The page that a browser asks for, if it is one of an author's, with the head of its answer.
    pub fn page(&self, raw_path: &str) -> Option<(Vec<u8>, Vec<Header>)> {
        let site = &self.early.site;
        let path = decode(raw_path);
        let base = config::base_path(&site.config.site.url).unwrap_or_default();
        let address = path.strip_prefix(&base)?;
        Some((self.early.page(address, &self.theme, &*self.shelf)?, headers(site)))
    }
}

/// A line of the head of an answer.
pub type Header = (&'static str, String);

/// What every answer carries.
fn headers(site: &Site) -> Vec<Header> {
    let headers = hosts::headers(site).into_iter().filter_map(|header| match header.name {
        // On this computer there is no secure connection to insist on.
        "Strict-Transport-Security" | "Cache-Control" | "X-Robots-Tag" => None,
        "Content-Security-Policy" => Some((header.name, with_preview(&header.value))),
        name => Some((name, header.value)),
    });
    headers.collect()
}

/// What is wrong that is no finding in a page.
#[derive(Clone, Debug)]
pub struct Trouble {
    /// What it is.
    pub message: String,
    /// Where, if that is known: a file and its line.
    pub place: Option<(PathBuf, usize)>,
}

/// All of it at one moment.
pub struct Snapshot {
    /// Counts the builds.
    pub number: u64,
    /// While there is none yet: the site as the first build is about to write it.
    pub early: Option<FirstSight>,
    /// The last site that could be shown.
    pub good: Option<Arc<Good>>,
    /// What the newest build found; `None` when nothing could be read.
    pub current: Option<Current>,
    /// What is wrong besides.
    pub trouble: Option<Trouble>,
    /// The addresses that answer otherwise than in the snapshot before, for this one and some before it; `None` for
    /// any.
    pub changes: VecDeque<Changed>,
    /// The content folder.
    pub content: PathBuf,
    /// The content folder as reports name it.
    pub folder: String,
    /// What blocks.
    pub strictness: Strictness,
}

/// What a build changed.
pub type Changed = Option<Vec<String>>;

/// For so many builds it is known what they changed.
pub const BUILDS_KNOWN: usize = 32;

/// Of more changes a browser is told only that there are many.
const CHANGES_MAX: usize = 400;

impl Good {
    /// A site that was written.
    pub fn new(built: Arc<Built>) -> Good {
        let site = &built.build.site;
        let base = config::base_path(&site.config.site.url).unwrap_or_default();
        let headers = headers(site);
        Good { base, headers, built }
    }

    /// The addresses of files that were added, changed or taken away; `None` when they are many.
    pub fn changed_since(&self, before: &Good) -> Option<Vec<String>> {
        let mut changed = Vec::new();
        if self.base != before.base || self.headers != before.headers {
            return None;
        }
        let (mut new, mut old) =
            (self.built.build.artefacts.iter().peekable(), before.built.build.artefacts.iter().peekable());
        while changed.len() <= CHANGES_MAX {
            let order = match (new.peek(), old.peek()) {
                (None, None) => return Some(changed),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (Some((new, _)), Some((old, _))) => new.cmp(old),
            };
            let (added, taken) = match order {
                std::cmp::Ordering::Less => (new.next(), None),
                std::cmp::Ordering::Greater => (None, old.next()),
                std::cmp::Ordering::Equal => (new.next(), old.next()),
            };
            let is_same = added.zip(taken).is_some_and(|((_, one), (_, other))| one.is(other));
            if let Some((path, _)) = added.or(taken).filter(|_| !is_same) {
                changed.push(self.address(path));
            }
        }
        None
    }

    fn address(&self, path: &OutputPath) -> String {
        let path = path.as_str();
        let shown = path.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/'));
        format!("{}/{}", self.base, shown.unwrap_or(path))
    }
}

/// The site's policy with what the preview needs besides: its own script, its events, and a frame to see a page in.
fn with_preview(policy: &str) -> String {
    let kept = policy.split("; ").filter(|part| *part != "upgrade-insecure-requests").map(|part| match part {
        "frame-ancestors 'none'" => "frame-ancestors 'self'",
        part => part,
    });
    let mut parts: Vec<&str> = kept.collect();
    for (name, own) in [("script-src ", "script-src 'self'"), ("connect-src ", "connect-src 'self'")] {
        if !parts.iter().any(|part| part.starts_with(name)) {
            parts.push(own);
        }
    }
    parts.join("; ")
}

impl Current {
    /// What a build found.
    pub fn of(
        build: Build,
        sources: Arc<SourceTree>,
        day: Date,
        strictness: Strictness,
        theme: &Arc<Theme>,
    ) -> Current {
        let findings = build.findings.clone();
        let built = Some(Arc::new(Built { build, theme: theme.clone() }));
        let mut current = Current { findings, built, sources, day, is_blocked: false, unfinished: Vec::new() };
        let mut unfinished = checks::unfinished(&current.findings.of_rule(checks::TO_WRITE.code), strictness);
        unfinished.retain(|file| !current.is_unpublished(file));
        current.unfinished = unfinished;
        current.is_blocked = current.findings.blocks_in(strictness, |file| !current.is_unpublished(file));
        current
    }

    /// What was found where no site could be built.
    pub fn failed(findings: Findings, sources: Arc<SourceTree>, day: Date) -> Current {
        Current { findings, built: None, sources, day, is_blocked: true, unfinished: Vec::new() }
    }

    /// What keeps the site from being published.
    pub fn blocking(&self, strictness: Strictness) -> Vec<Finding> {
        let mut blocking = self.findings.blocking(strictness);
        blocking.retain(|it| self.blocks(it, strictness));
        blocking
    }

    /// Whether a finding keeps the site from being published, and not only a page that is left out anyway.
    pub fn blocks(&self, finding: &Finding, strictness: Strictness) -> bool {
        finding.blocks(strictness) && !self.is_unpublished(&finding.file)
    }

    /// Whether a file is a page that the preview shows and `candour build` leaves out: a draft, above all.
    pub fn is_unpublished(&self, file: &str) -> bool {
        let site = self.built.as_ref().map(|built| &built.build.site);
        let page = site.and_then(|site| site.page_of(&SourcePath::new(file)));
        page.is_some_and(|page| page.hidden.is_some())
    }
}

impl Trouble {
    /// Without a place.
    pub fn new(message: &str) -> Trouble {
        Trouble { message: message.to_owned(), place: None }
    }

    /// With the place that the message begins with: `themes/nhs/theme.yaml:3:1: …`.
    pub fn at(message: &str) -> Trouble {
        let mut parts = message.splitn(4, ':');
        let place = parts.next().zip(parts.next().and_then(|line| line.parse().ok()));
        let place = place.map(|(file, line)| (PathBuf::from(file), line)).filter(|(file, _)| file.is_file());
        Trouble { message: message.to_owned(), place }
    }

    /// Of a build that could not be made.
    pub fn of_failure(failure: &Failure, theme: &Path) -> Trouble {
        let place = match failure {
            Failure::Template { fault, .. } => {
                let own = theme.parent().map(|above| above.join(crate::theme::OVERRIDES_FOLDER));
                let folders = [own, Some(theme.to_owned())].into_iter().flatten();
                let files = folders.map(|folder| folder.join("templates").join(&fault.template));
                files.into_iter().find(|file| file.is_file()).map(|file| (file, fault.line))
            }
            _ => None,
        };
        Trouble { message: failure.to_string(), place }
    }
}

impl Snapshot {
    /// The name of the build, by which a browser knows whether it has seen it: another one when the preview was started
    /// again.
    pub fn name(&self) -> String {
        format!("{}.{}", std::process::id(), self.number)
    }

    /// Whether the site that is shown is the newest one.
    pub fn shows_newest(&self) -> bool {
        let newest = self.current.as_ref().and_then(|current| current.built.as_ref());
        self.good.as_ref().zip(newest).is_some_and(|(good, newest)| Arc::ptr_eq(&good.built, newest))
    }

    /// What has changed since a build of this name; `None` for anything.
    pub fn changed_since(&self, name: &str) -> Changed {
        let (run, number) = name.split_once('.')?;
        let number: u64 = number.parse().ok().filter(|_| run == std::process::id().to_string())?;
        let builds = usize::try_from(self.number.checked_sub(number)?).ok()?;
        let known = self.changes.len().checked_sub(builds)?;
        let mut changed = BTreeSet::new();
        for addresses in self.changes.iter().skip(known) {
            changed.extend(addresses.as_ref()?.iter().cloned());
        }
        Some(changed.into_iter().collect())
    }

    /// The link that opens a file in an editor at a line.
    pub fn editor_link(&self, file: &Path, line: usize, column: usize) -> String {
        let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        let path = file.to_string_lossy().replace('\\', "/");
        let mut link = "vscode://file".to_owned();
        for byte in format!("/{}", path.trim_start_matches('/')).bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                    link.push(char::from(byte));
                }
                byte => link.push_str(&format!("%{byte:02X}")),
            }
        }
        format!("{link}:{line}:{column}")
    }
}
