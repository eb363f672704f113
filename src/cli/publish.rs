//! `candour publish`: a build, and then what has changed of it to where readers see it.

use std::time::Instant;

use super::build::{self, Purpose};
use super::options::{BuildOptions, FormatOption};
use super::progress::ProgressBar;
use super::{Args, BLOCKED, CLEAN, plural, print, value_parser};
use crate::publish::storage::{Bucket, Reach, Sending, Sent, Wish};
use crate::publish::target::{Host, Place, Target};
use crate::publish::{Others, Release, folder, rsync, storage, target};

/// What stands below the options of `candour publish --help`.
const NOTES: &str = "\
Where to:
  s3://BUCKET/FOLDER   Amazon S3, and with --endpoint what speaks as it does
  az://CONTAINER       Azure Blob Storage; a website's container is az://$web, in quotation marks for the shell
  gs://BUCKET/FOLDER   Google Cloud Storage
  USER@HOST:FOLDER     a folder of another computer, by rsync over ssh; or ssh://USER@HOST:PORT/FOLDER
  FOLDER               a folder of this computer

Who may write there is said by the environment, and by nothing else:
  s3   AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or the web identity of a pipeline
  az   AZURE_STORAGE_ACCOUNT_NAME with AZURE_STORAGE_ACCOUNT_KEY, AZURE_STORAGE_SAS_TOKEN, or AZURE_CLIENT_ID,
       AZURE_TENANT_ID and AZURE_CLIENT_SECRET or AZURE_FEDERATED_TOKEN_FILE
  gs   GOOGLE_SERVICE_ACCOUNT, the file with the key of a service account

A folder and a host change in one step. Object storage cannot: there new files come first, then what has changed, pages
last, and what is gone goes at the end. Each page is whole and finds what it needs at every moment; while changed pages
are put, a reader may see an old page beside a new one. What was published is recorded there in .candour/published.json,
which names public files only. If anything fails, run the same command again: it goes on where it stopped.";

/// The options of `candour publish`.
#[derive(Args)]
#[command(after_help = NOTES)]
pub struct PublishOptions {
    /// Where the site is published, see below
    #[arg(value_name = "TARGET", required_unless_present = "to")]
    target: Option<String>,
    /// The same; only there to say how it is written
    #[arg(long, value_name = "TARGET", hide = true)]
    to: Option<String>,
    #[command(flatten)]
    build: BuildOptions,
    /// Build, and list what would travel with its size; send nothing
    #[arg(long)]
    dry_run: bool,
    /// The address of a storage that is not at its provider's own
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// Publish although the target holds files that Candour did not put there. They stay, but a file of the site takes the
    /// place of one of the same name
    #[arg(long)]
    keep_others: bool,
    /// The address of the site whose place this one takes, where the target holds another
    #[arg(long, value_name = "URL")]
    replaces: Option<String>,
    /// Publish pages as they are on which "To write:" still stands, notes and all: readers see "To write: ..." there. For
    /// a site that only a few people see
    #[arg(long)]
    allow_unfinished: bool,
    /// How often a request to a storage that failed is tried again
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = value_parser!(u8).range(..=50))]
    retries: u8,
}

/// Runs the command.
pub fn publish(options: &PublishOptions) -> Result<u8, String> {
    let target = match (&options.target, &options.to) {
        (Some(target), None) => target::parse(target)?,
        (target, _) => {
            let target = target.as_ref().or(options.to.as_ref()).map_or("TARGET", String::as_str);
            return Err(format!("where to publish is written without --to: candour publish {target}"));
        }
    };
    if options.build.drafts {
        return Err(
            "drafts are for nobody but you: `candour serve` shows them, and `candour publish` takes no --drafts"
                .to_owned(),
        );
    }
    if options.endpoint.is_some() && !matches!(target, Target::Storage(_)) {
        return Err(format!("--endpoint is the address of a storage, and {target} is none"));
    }
    // What is wrong with the storage is told before a long build.
    let bucket = match &target {
        Target::Storage(place) => Some(open(place, options)?),
        Target::Host(_) | Target::Folder(_) => None,
    };
    if let Target::Folder(folder) = &target {
        may_be(folder, &options.build)?;
    }
    let ended = build::release(&options.build, Purpose::Publish, None, None)?;
    let Some((release, address)) = ended.release else { return Ok(ended.status) };
    if !ended.unfinished.is_empty() && !options.allow_unfinished {
        let pages = ended.unfinished.join(", ");
        let many = ended.unfinished.len() > 1;
        let (on, each) = if many { ("these pages", "each") } else { ("this page", "it") };
        eprintln!(
            "Nothing was published to {target}: something is still to be written on {on}: {pages}. Write it and take the notes away, or add `draft: true` to {each}. --allow-unfinished publishes {each} with its notes, so that readers see \"To write: …\" there: only for a site that a few people see."
        );
        return Ok(BLOCKED);
    }
    match (&target, bucket) {
        (Target::Storage(_), Some(bucket)) => to_storage(&bucket, &release, &address, options, &target),
        (Target::Host(host), _) => to_host(host, &release, options, &target),
        (Target::Folder(folder), _) => to_folder(folder, &release, options, &target),
        (Target::Storage(_), None) => Ok(CLEAN),
    }
}

fn open(place: &Place, options: &PublishOptions) -> Result<Bucket, String> {
    let reach = Reach { endpoint: options.endpoint.clone(), retries: usize::from(options.retries) };
    Bucket::open(place, &reach).map_err(|error| error.to_string())
}

/// A folder that readers see is not one that the build reads or writes.
fn may_be(folder: &std::path::Path, options: &BuildOptions) -> Result<(), String> {
    let others = [options.site.content(), options.theme_folder(), options.output_folder()];
    let folder = super::absolute(folder);
    if folder.file_name().is_none() {
        return Err("the top of a disk cannot be exchanged for a site; name a folder in it".to_owned());
    }
    for other in others.map(|other| super::absolute(&other)) {
        if folder.starts_with(&other) || other.starts_with(&folder) {
            let (folder, other) = (folder.display(), other.display());
            return Err(format!(
                "{folder} cannot be exchanged for the site: {other} is needed for building it. Name a folder apart from it"
            ));
        }
    }
    Ok(())
}

fn to_storage(
    bucket: &Bucket,
    release: &Release,
    address: &str,
    options: &PublishOptions,
    target: &Target,
) -> Result<u8, String> {
    let started = now();
    let bar = ProgressBar::new(options.build.quiet);
    let wish = Wish {
        site: address,
        replaces: options.replaces.as_deref(),
        others: others(options),
        sending: if options.dry_run { Sending::Not } else { Sending::Really },
    };
    let sent = bucket.publish(release, &wish, &|sent| match sent {
        Sent::Planned(count) => bar.begin("Publishing", count),
        Sent::One => bar.one(),
    });
    bar.finish();
    let storage::Outcome { put, deleted, unchanged, of_others } = sent.map_err(|error| error.to_string())?;
    if options.dry_run {
        list(&put, &deleted, options);
    }
    tell(target, &put, Some(deleted.len()), unchanged, options, started);
    if of_others > 0 && !options.build.quiet {
        let files = plural(of_others, "file", "");
        eprintln!("{files} there that Candour did not put there, left alone");
    }
    Ok(CLEAN)
}

fn to_host(host: &Host, release: &Release, options: &PublishOptions, target: &Target) -> Result<u8, String> {
    let started = now();
    let sent = if options.dry_run { rsync::plan(release, host) } else { rsync::publish(release, host) };
    let rsync::Outcome { put, unchanged } = sent.map_err(|error| error.to_string())?;
    if options.dry_run {
        list(&put, &[], options);
    }
    tell(target, &put, None, unchanged, options, started);
    Ok(CLEAN)
}

fn to_folder(
    folder: &std::path::Path,
    release: &Release,
    options: &PublishOptions,
    target: &Target,
) -> Result<u8, String> {
    let started = now();
    let folder = super::absolute(folder);
    if options.dry_run {
        let folder::Outcome { put, deleted, unchanged } =
            folder::plan(release, &folder, others(options)).map_err(|error| error.to_string())?;
        list(&put, &deleted, options);
        tell(target, &put, Some(deleted.len()), unchanged, options, started);
        return Ok(CLEAN);
    }
    let folder::Outcome { put, deleted, unchanged } =
        folder::publish(release, &folder, others(options)).map_err(|error| error.to_string())?;
    tell(target, &put, Some(deleted.len()), unchanged, options, started);
    Ok(CLEAN)
}

fn others(options: &PublishOptions) -> Others {
    if options.keep_others { Others::Stay } else { Others::Stop }
}

#[expect(clippy::disallowed_methods, reason = "the command line is where time comes in")]
fn now() -> Instant {
    Instant::now()
}

/// What would travel: a result, unless results are for a machine that reads findings.
fn list(put: &[(String, u64)], deleted: &[String], options: &PublishOptions) {
    let puts = put.iter().map(|(path, bytes)| format!("put {path} ({})\n", size(*bytes)));
    let lines: String = puts.chain(deleted.iter().map(|path| format!("delete {path}\n"))).collect();
    match options.build.format {
        FormatOption::Human | FormatOption::Plain => print(&lines),
        _ => eprint!("{lines}"),
    }
}

/// The last line: what was done, or would be.
fn tell(
    target: &Target,
    put: &[(String, u64)],
    deleted: Option<usize>,
    unchanged: usize,
    options: &PublishOptions,
    started: Instant,
) {
    if options.build.quiet {
        return;
    }
    let bytes = size(put.iter().map(|(_, bytes)| bytes).sum());
    let seconds = started.elapsed().as_secs_f64();
    let deleted = deleted.map_or_else(String::new, |count| format!(", {count} deleted"));
    let verb = if options.dry_run { "Would publish" } else { "Published" };
    let files = plural(put.len(), "file", "");
    eprintln!("{verb} to {target}: {files} put ({bytes}), {unchanged} unchanged{deleted}, {seconds:.2} s");
}

/// A size as people read it.
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.1} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}
