//! What can go wrong with object storage, in words for people, and without anything that is secret.

use std::fmt;

use super::PublishError;
use crate::config;

/// What keeps a site from being published.
#[derive(Debug)]
pub enum SendError {
    /// The storage cannot be used as it is described.
    Setting {
        /// What is wrong, and what to do.
        reason: String,
    },
    /// The storage, or the way to it, refused something.
    Storage {
        /// What was tried: "list", "put".
        action: &'static str,
        /// On what.
        what: String,
        /// What it said.
        reason: String,
        /// What may help.
        hint: &'static str,
        /// Whether anything had been sent.
        begun: Begun,
    },
    /// A file of the release cannot be read.
    Release(PublishError),
    /// The target holds files that Candour did not write.
    NotOurs {
        /// The target.
        target: String,
        /// One of them.
        file: String,
        /// How many there are.
        count: usize,
    },
    /// The target holds another site.
    OtherSite {
        /// The target.
        target: String,
        /// Its address.
        there: String,
        /// Ours.
        here: String,
    },
    /// Another publish to the same target is going on, or has ended meanwhile.
    Meanwhile {
        /// The target.
        target: String,
    },
}

/// Whether anything had been sent when a publish ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// Not one file.
    No,
    /// Perhaps.
    Perhaps,
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SendError::Setting { reason } => f.write_str(reason),
            SendError::Storage { action, what, reason, hint, begun } => {
                write!(f, "cannot {action} {what}: {reason}. {hint}")?;
                f.write_str(match begun {
                    Begun::No => "Nothing has been sent",
                    Begun::Perhaps => "Run the same command again; it goes on where it stopped",
                })
            }
            SendError::Release(error) => error.fmt(f),
            SendError::NotOurs { target, file, count } => {
                write!(f, "{target} holds {file}")?;
                if *count > 1 {
                    write!(f, " and {} more", count - 1)?;
                }
                f.write_str(
                    ", which Candour did not put there. Name another folder, or say --keep-others: they stay, but a file \
                     of the site takes the place of one of the same name",
                )
            }
            SendError::OtherSite { target, there, here } => write!(
                f,
                "{target} holds the site {there}, and this is {here}. If it is to take that one's place, say --replaces \
                 {there}"
            ),
            SendError::Meanwhile { target } => {
                write!(f, "somebody else publishes to {target} at this time. Wait a moment, and run the command again")
            }
        }
    }
}

impl std::error::Error for SendError {}

/// Whether an address is on this computer; only there nothing has to be kept from others on the way.
pub(super) fn is_here(endpoint: &str) -> Result<bool, SendError> {
    let here = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
    let is_here = here
        .iter()
        .any(|start| endpoint.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/'])));
    if config::base_path(endpoint).is_none() || !(is_here || endpoint.starts_with("https://")) {
        return Err(SendError::Setting {
            reason: format!("--endpoint {endpoint} is no address that can be trusted; start it with https://"),
        });
    }
    Ok(is_here)
}

/// What a storage said, in one line without what asked: addresses lose their questions, which may hold a signature, and
/// of an answer in XML stay its code and its message.
pub(super) fn plain(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    let mut said = error.to_string();
    while let Some(source) = innermost.source() {
        innermost = source;
        let more = innermost.to_string();
        if !said.contains(&more) {
            said = format!("{said}: {more}");
        }
    }
    let between = |start: &str, end: &str| {
        let from = said.find(start)? + start.len();
        said[from..].find(end).map(|to| said[from..from + to].trim().to_owned())
    };
    let status = said.find("status code: ").map(|at| said[at + 13..].chars().take(3).collect::<String>());
    let code = between("<Code>", "</Code>");
    let message = between("<Message>", "</Message>");
    let told: Vec<String> = status
        .map(|status| format!("it answers {status}"))
        .into_iter()
        .chain(code)
        .chain(message.map(|it| it.lines().next().unwrap_or_default().to_owned()))
        .collect();
    let text = if told.is_empty() { reason(&said) } else { told.join(", ") };
    let words = text.split_whitespace().map(|word| match word.split_once('?') {
        Some((address, _)) if address.contains("://") => address,
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ").trim_end_matches(['.', ' ']).to_owned()
}

/// The words of an error that is no answer, without its technical beginning.
fn reason(said: &str) -> String {
    let known = [
        ("Connection refused", "no connection: nobody listens there"),
        ("dns error", "no computer has this name"),
        ("operation timed out", "there was not enough time"),
        ("certificate", "its certificate is not one that this computer trusts"),
    ];
    match known.iter().find(|(word, _)| said.contains(word)) {
        Some((_, plain)) => (*plain).to_owned(),
        None => said.chars().take(400).collect(),
    }
}
