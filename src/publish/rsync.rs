//! Publishing to a folder of another computer with that computer's ssh and both computers' rsync.
//!
//! What readers see there is a link to a release, `.NAME.candour/releases/…` beside it. A publish fills the folder of a
//! new release, in which files that have not changed are the same files as in the one that readers see, and then puts a
//! new link in the place of the old one, in one step. The release before it is kept. Whatever is cut off on the way, the
//! old link stands, and the next publish goes on in the same folder.

use std::fmt;
use std::io;
use std::process::{Command, Stdio};

use super::target::Host;
use super::{PublishError, Release, is_intact, to_json};
use crate::artefact::{digest, hex};

/// What publishing to a host did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The files that were put, with their sizes.
    pub put: Vec<(String, u64)>,
    /// How many were there already.
    pub unchanged: usize,
}

/// What keeps a site from being published to a host. What readers see there is as it was.
#[derive(Debug)]
pub enum HostError {
    /// A program is not there.
    NoProgram {
        /// Its name.
        program: &'static str,
    },
    /// A program cannot be run.
    Io {
        /// Its name.
        program: &'static str,
        /// Why.
        source: io::Error,
    },
    /// A program ended with a fault, which it has told by itself.
    Failed {
        /// Its name.
        program: &'static str,
        /// The host.
        host: String,
        /// What it ended with.
        status: String,
    },
    /// The folder there holds what Candour did not put there.
    NotOurs {
        /// The host.
        host: String,
        /// The folder.
        folder: String,
    },
    /// The release is no longer what was cleared.
    Release(PublishError),
}

impl fmt::Display for HostError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            HostError::NoProgram { program } => write!(
                f,
                "{program} is not installed on this computer. Install it (on Debian and Ubuntu: apt install rsync \
                 openssh-client), or publish to a folder or to object storage"
            ),
            HostError::Io { program, source } => write!(f, "cannot run {program}: {source}"),
            HostError::Failed { program, host, status } => write!(
                f,
                "{program} could not do its work on {host} ({status}); it says why above. What readers see there is as \
                 it was. Run the same command again; it goes on where it stopped"
            ),
            HostError::NotOurs { host, folder } => write!(
                f,
                "{folder} of {host} is not a link that Candour made, and it is not empty. Move it away, or name another \
                 folder: Candour puts a link there, so that the site can change in one step"
            ),
            HostError::Release(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for HostError {}

/// Told by the script that looks at the folder when it is somebody else's.
const NOT_OURS: i32 = 73;

/// Brings a release to a host.
///
/// # Errors
/// Anything that keeps the whole release from being there. What readers see is then as it was.
pub fn publish(release: &Release, host: &Host) -> Result<Outcome, HostError> {
    whole(release)?;
    let Room { room, link, now } = look(host)?;
    let name = hex(&digest(&[&to_json(release.manifest())])[..8]);
    let files = release.manifest().files.len();
    if now.as_deref() == Some(name.as_str()) {
        return Ok(Outcome { put: Vec::new(), unchanged: files });
    }
    let partial = format!("{room}/releases/{name}.partial");
    ask(host, &format!("umask 022; mkdir -p {partial}"))?;
    let like = now.iter().map(|now| format!("--link-dest=../{now}"));
    let put = copy(release, host, &partial, like)?;
    let before = now.as_deref().unwrap_or("none");
    // `-T` of Linux is `-h` elsewhere: the link itself, not what it leads to.
    ask(
        host,
        &format!(
            "rm -rf {room}/releases/{name}; mv {room}/releases/{name}.partial {room}/releases/{name}; \
             if [ -d {site} ] && [ ! -L {site} ]; then rmdir {site}; fi; \
             rm -f {room}/next; ln -s {link}/{name} {room}/next; \
             mv -fT {room}/next {site} 2>/dev/null || mv -fh {room}/next {site}; \
             for old in {room}/releases/*; do case $old in */{name}|*/{before}) ;; *) rm -rf $old ;; esac; done",
            site = host.folder
        ),
    )?;
    Ok(Outcome { unchanged: files.saturating_sub(put.len()), put })
}

/// What [`publish`] would bring.
///
/// # Errors
/// As for [`publish`].
pub fn plan(release: &Release, host: &Host) -> Result<Outcome, HostError> {
    whole(release)?;
    let Room { room, now, .. } = look(host)?;
    let put = match now {
        Some(now) => copy(release, host, &format!("{room}/releases/{now}"), ["--dry-run".to_owned()])?,
        None => release.manifest().files.iter().map(|(path, entry)| (path.clone(), entry.bytes)).collect(),
    };
    Ok(Outcome { unchanged: release.manifest().files.len().saturating_sub(put.len()), put })
}

/// What rsync reads is what was cleared.
fn whole(release: &Release) -> Result<(), HostError> {
    match is_intact(release.manifest(), release.site()) {
        true => Ok(()),
        false => Err(HostError::Release(PublishError::Changed { path: release.site().to_owned() })),
    }
}

/// The folder beside the one that readers see.
struct Room {
    /// Its path on the host.
    room: String,
    /// The releases in it, as seen from the folder that holds both.
    link: String,
    /// The release that readers see.
    now: Option<String>,
}

fn look(host: &Host) -> Result<Room, HostError> {
    let (above, name) = host.folder.rsplit_once('/').map_or(("", host.folder.as_str()), |(above, name)| (above, name));
    let own = format!(".{name}.candour");
    let room = if host.folder.contains('/') { format!("{above}/{own}") } else { own.clone() };
    let link = format!("{own}/releases");
    let site = &host.folder;
    let said = ask(
        host,
        &format!(
            "if [ -L {site} ]; then to=$(readlink {site}); \
             case $to in {link}/*) echo ${{to##*/}} ;; *) exit {NOT_OURS} ;; esac; \
             elif [ -d {site} ]; then if [ -n \"$(ls -A {site})\" ]; then exit {NOT_OURS}; fi; \
             elif [ -e {site} ]; then exit {NOT_OURS}; fi"
        ),
    )?;
    // A login script may say something first.
    let is_name = |line: &&str| line.len() == 16 && line.bytes().all(|byte| byte.is_ascii_hexdigit());
    Ok(Room { room, link, now: said.lines().rev().map(str::trim).find(is_name).map(str::to_owned) })
}

/// Has the host's shell do something. Every path in it is of letters that no shell takes for something else.
#[expect(clippy::disallowed_methods, reason = "ssh is the way to the host")]
fn ask(host: &Host, script: &str) -> Result<String, HostError> {
    let mut ssh = Command::new("ssh");
    if let Some(port) = host.port {
        ssh.args(["-p", &port.to_string()]);
    }
    ssh.arg("--").arg(&host.name).arg(format!("sh -c 'set -eu; {script}'"));
    let output = run(ssh, "ssh")?;
    match output.status.code() {
        Some(0) => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        Some(NOT_OURS) => Err(HostError::NotOurs { host: host.name.clone(), folder: host.folder.clone() }),
        _ => Err(HostError::Failed { program: "ssh", host: host.name.clone(), status: output.status.to_string() }),
    }
}

/// Copies the files to a folder of the host, by what is in them. Gives those that travelled.
#[expect(clippy::disallowed_methods, reason = "rsync is what brings files to the host")]
fn copy(
    release: &Release,
    host: &Host,
    folder: &str,
    more: impl IntoIterator<Item = String>,
) -> Result<Vec<(String, u64)>, HostError> {
    let mut rsync = Command::new("rsync");
    // Without times: a file that has not changed keeps the time of its last change, by which browsers ask.
    rsync.args(["--recursive", "--checksum", "--delete", "--chmod=D755,F644", "--out-format=%l %n"]).args(more);
    if let Some(port) = host.port {
        rsync.arg(format!("--rsh=ssh -p {port}"));
    }
    let mut from = release.site().as_os_str().to_owned();
    from.push("/");
    rsync.arg("--").arg(from).arg(format!("{}:{folder}/", host.name));
    let output = run(rsync, "rsync")?;
    if !output.status.success() {
        let (host, status) = (host.name.clone(), output.status.to_string());
        return Err(HostError::Failed { program: "rsync", host, status });
    }
    let said = String::from_utf8_lossy(&output.stdout);
    let lines = said.lines().filter_map(|line| line.trim_start().split_once(' '));
    let files = lines.filter(|(_, path)| release.manifest().files.contains_key(*path));
    Ok(files.filter_map(|(bytes, path)| Some((path.to_owned(), bytes.parse().ok()?))).collect())
}

/// Runs a program whose messages the operator sees as they come.
fn run(mut command: Command, program: &'static str) -> Result<std::process::Output, HostError> {
    command.stdin(Stdio::inherit()).stderr(Stdio::inherit()).output().map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => HostError::NoProgram { program },
        _ => HostError::Io { program, source },
    })
}
