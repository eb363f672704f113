//! Where a site is published, as a person types it: `s3://bucket/folder`, `az://…`, `gs://…`, `user@host:/folder` or a
//! folder of this computer.

use std::fmt;
use std::path::PathBuf;

/// Where a site is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Object storage.
    Storage(Place),
    /// A folder of another computer, with rsync and ssh.
    Host(Host),
    /// A folder of this computer.
    Folder(PathBuf),
}

/// A place in object storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Whose storage it is.
    pub provider: Provider,
    /// The bucket or container.
    pub bucket: String,
    /// The folder in it, without slashes at its ends; empty for the whole.
    pub prefix: String,
}

/// Whose storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provider {
    /// Amazon S3, and what speaks as it does.
    Amazon,
    /// Azure Blob Storage.
    Azure,
    /// Google Cloud Storage.
    Google,
}

/// A folder of another computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// `user@host`, or `host`.
    pub name: String,
    /// Where ssh listens, where it is not where it always does.
    pub port: Option<u16>,
    /// The folder that readers see there, without a slash at its end.
    pub folder: String,
}

impl Provider {
    /// How its addresses begin.
    pub fn scheme(self) -> &'static str {
        match self {
            Provider::Amazon => "s3",
            Provider::Azure => "az",
            Provider::Google => "gs",
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Storage(place) => place.fmt(f),
            Target::Host(host) => write!(f, "{}:{}", host.name, host.folder),
            Target::Folder(folder) => folder.display().fmt(f),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Place { provider, bucket, prefix } = self;
        write!(f, "{}://{bucket}", provider.scheme())?;
        if prefix.is_empty() { Ok(()) } else { write!(f, "/{prefix}") }
    }
}

/// Reads a target.
///
/// # Errors
/// What is wrong with it, and what it should be.
pub fn parse(text: &str) -> Result<Target, String> {
    let wrong = |why: &str| {
        Err(format!(
            "{text} is no place to publish to: {why}. Write s3://BUCKET/FOLDER, az://CONTAINER/FOLDER, \
             gs://BUCKET/FOLDER, USER@HOST:FOLDER, or a folder of this computer"
        ))
    };
    if text.trim().is_empty() {
        return wrong("it is empty");
    }
    if text.chars().any(char::is_control) {
        return wrong("it holds a character that cannot be seen");
    }
    if let Some((scheme, rest)) = text.split_once("://") {
        let provider = match scheme.to_ascii_lowercase().as_str() {
            "s3" => Provider::Amazon,
            "az" | "azure" => Provider::Azure,
            "gs" => Provider::Google,
            "ssh" | "rsync" => return ssh(rest).map(Target::Host).or_else(wrong),
            "file" => return Ok(Target::Folder(PathBuf::from(rest.strip_prefix("localhost").unwrap_or(rest)))),
            _ => return wrong("Candour does not know how to reach it"),
        };
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '$');
        if bucket.is_empty() || !bucket.chars().all(is_name) {
            return wrong("it does not name a bucket");
        }
        let prefix = prefix.trim_matches('/');
        if !prefix.is_empty() && !is_plain(prefix) {
            return wrong("its folder may hold letters, digits, full stops, hyphens, underscores and slashes only");
        }
        return Ok(Target::Storage(Place { provider, bucket: bucket.to_owned(), prefix: prefix.to_owned() }));
    }
    if let Some(folder) = text.strip_prefix("file:") {
        return if folder.is_empty() { wrong("it names no folder") } else { Ok(Target::Folder(folder.into())) };
    }
    // A colon before any slash, as for rsync and scp; one letter alone is a drive of Windows.
    if let Some((name, folder)) = text.split_once(':')
        && !name.contains(['/', '\\'])
        && name.len() > 1
    {
        let scheme = name.to_ascii_lowercase();
        if matches!(scheme.as_str(), "s3" | "az" | "azure" | "gs") {
            let scheme = if scheme == "azure" { "az" } else { &scheme };
            let folder = folder.trim_start_matches('/');
            return Err(format!("{text} would be a computer named {name}; for the storage write {scheme}://{folder}"));
        }
        return host(name, None, folder).map(Target::Host).or_else(wrong);
    }
    Ok(Target::Folder(text.into()))
}

/// What follows `ssh://`.
fn ssh(rest: &str) -> Result<Host, &'static str> {
    let (name, folder) = rest.split_once('/').ok_or("it names no folder")?;
    let (name, port) = match name.rsplit_once(':') {
        Some((name, port)) => (name, Some(port.parse().map_err(|_| "its port is no number")?)),
        None => (name, None),
    };
    host(name, port, &format!("/{folder}"))
}

fn host(name: &str, port: Option<u16>, folder: &str) -> Result<Host, &'static str> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '@');
    // What begins with a hyphen would be an option of ssh.
    if name.is_empty() || name.starts_with('-') || !name.chars().all(is_name) {
        return Err("it does not name a host");
    }
    let folder = folder.trim_end_matches('/');
    if folder.is_empty() || folder.starts_with('-') || !is_plain(folder.trim_start_matches(['/', '~'])) {
        return Err("its folder may hold letters, digits, full stops, hyphens, underscores and slashes only");
    }
    if folder.starts_with('~') && !folder.starts_with("~/") {
        return Err("its folder may begin with ~/ only");
    }
    // ssh begins in the home folder.
    let folder = folder.strip_prefix("~/").unwrap_or(folder);
    Ok(Host { name: name.to_owned(), port, folder: folder.to_owned() })
}

/// Whether a path needs no quoting anywhere and leads down only.
fn is_plain(path: &str) -> bool {
    let is_part = |part: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        !matches!(part, "" | "." | "..") && part.chars().all(plain)
    };
    path.split('/').all(is_part)
}
