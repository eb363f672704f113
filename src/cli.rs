//! The command line: arguments, the clock, the terminal, exit statuses. Results go to standard output, progress and
//! what the operator must know to standard error.

mod build;
mod due;
mod explain;
mod files;
mod fitted;
mod fix;
mod import;
mod init;
mod key;
mod manual;
mod new;
mod options;
mod progress;
mod publish;
mod scan;
mod serve;

use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{
    Arg as Argument, Args, Command as Definition, CommandFactory as _, Parser, Subcommand, ValueEnum, value_parser,
};

use crate::dates::Date;
use crate::network::Policy;
use crate::report;
use crate::schema::{self, cms};
use build::{Purpose, build};
use options::{BuildOptions, CheckOptions, ScanOptions};

/// Published or clean.
const CLEAN: u8 = 0;
/// Findings block; the published site is untouched.
const BLOCKED: u8 = 1;
/// Wrong usage, bad configuration, or a file that cannot be read or written.
const UNUSABLE: u8 = 2;

/// Publishes how an NHS organisation keeps patients safe.
#[derive(Parser)]
#[command(name = "candour", version, about, disable_help_subcommand = true, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build the site and its documents into output/site
    Build(BuildOptions),
    /// Build the site, and bring what has changed to where readers see it: object storage, a host with rsync, or a folder
    Publish(publish::PublishOptions),
    /// Run every check and write nothing but a report, where one is asked for
    Check(CheckOptions),
    /// Look for what identifies somebody in any Markdown, text, Word or PDF file or picture; no site is needed
    Scan(ScanOptions),
    /// Make pages of Word documents: Markdown, with the pictures beside it and a report of what needs a person
    Import(import::ImportOptions),
    /// Show the site in a browser on this computer, drafts too, and follow every change
    Serve(serve::ServeOptions),
    /// Begin a site: pages to be written, the theme, settings for an editor, and a workflow that publishes it
    Init(init::InitOptions),
    /// Begin a page: a draft with its front matter filled in and explained, and the sections that readers expect
    New(new::NewOptions),
    /// List what is due or overdue, and whose it is: reviews, safety actions, promises, waivers that end
    Due(due::DueOptions),
    /// Make the site's key, with which a waiver holds for the words it was given for and repeats none of them
    Key(key::KeyOptions),
    /// What a rule asks, why, on whose authority, and how to mend it
    Explain {
        /// The rule, as a finding names it: links/no-such-page. Without it, the list of rules
        rule: Option<String>,
        /// Write a page about every rule into a folder, in Markdown that Candour builds
        #[arg(long, value_name = "DIR", conflicts_with = "rule")]
        pages: Option<PathBuf>,
    },
    /// Print JSON Schema of front matter and of site.yaml, with which an editor completes and explains keys
    Schema {
        /// policy, plan, learning, partner, page or statement for the front matter of a kind, or site for site.yaml.
        /// Without it, one schema of them all
        kind: Option<String>,
        /// Print the configuration of an editor in the browser instead, for Decap CMS or Sveltia CMS
        #[arg(long, conflicts_with = "kind")]
        cms: bool,
        /// Let the forms of that editor show private records too: of consent and of anonymisation
        #[arg(long, requires = "cms")]
        private: bool,
    },
    /// Print the manual page of the program, or write one of every command
    Manual(manual::ManualOptions),
    /// Print the completions of a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// Runs a command. The exit status is 0, 1 or 2 as the contract says.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            if let Some(hint) = whole_site(&error) {
                eprintln!("{hint}");
            }
            return ExitCode::from(if error.use_stderr() { UNUSABLE } else { CLEAN });
        }
    };
    let result = match &arguments.command {
        Command::Build(options) => build(options, Purpose::Publish, None, None),
        Command::Publish(options) => publish::publish(options),
        Command::Check(options) => {
            let network = options.external.then(Policy::default);
            let purpose = if options.fix { Purpose::Mend } else { Purpose::Check };
            build(&options.build, purpose, options.report.as_deref(), network.as_ref())
        }
        Command::Import(options) => import::import(options),
        Command::Serve(options) => serve::serve(options),
        Command::Init(options) => init::init(options),
        Command::New(options) => new::new(options),
        Command::Key(options) => key::key(options),
        Command::Due(options) => due::due(options),
        Command::Explain { pages: Some(folder), .. } => explain::explain_in(folder),
        Command::Explain { rule, .. } => explain::explain(rule.as_deref()),
        Command::Scan(options) => day(None).and_then(|day| scan::scan(options, day)),
        Command::Schema { cms: true, private, .. } => {
            print(&cms::config(if *private { cms::Private::Shown } else { cms::Private::LeftOut }));
            Ok(CLEAN)
        }
        Command::Schema { kind, .. } => schema::printed(kind.as_deref()).map(|text| {
            print(&text);
            CLEAN
        }),
        Command::Manual(options) => manual::manual(options),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut definition(), "candour", &mut script);
            print(&String::from_utf8_lossy(&script));
            Ok(CLEAN)
        }
    };
    let status = result.unwrap_or_else(|message| {
        eprintln!("candour: {}", report::ended(&message));
        UNUSABLE
    });
    ExitCode::from(status)
}

/// What to write instead of `candour check content`: a folder where none is taken.
fn whole_site(error: &clap::Error) -> Option<String> {
    let Some(ContextValue::String(given)) = error.get(ContextKind::InvalidArg) else { return None };
    let is_path = error.kind() == ErrorKind::UnknownArgument && !given.starts_with('-') && Path::new(given).exists();
    is_path.then(|| {
        format!(
            "This command works on a whole site, and looks for it in the folder you are in.\n\
             A site somewhere else: --root and its folder. Its pages in another folder than content: --content and that folder.\n\
             To look for what identifies somebody in files of your own: candour scan {given}"
        )
    })
}

/// The command line as the program understands it, complete with what is in it by default.
fn definition() -> Definition {
    let mut definition = Arguments::command();
    definition.build();
    definition
}

/// To standard output; a reader that has gone away is no error.
fn print(text: &str) {
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

/// The clock.
#[expect(clippy::disallowed_methods, reason = "the only clock")]
fn unix_seconds() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

/// The date of the build: as asked, or of `SOURCE_DATE_EPOCH`, or of the clock (in UTC).
#[expect(clippy::disallowed_methods, reason = "the only look at the environment")]
fn day(asked: Option<&str>) -> Result<Date, String> {
    if let Some(text) = asked {
        let wrong = || format!("--today {text} is not a date; write it as 2026-04-01");
        return Date::parse(text).ok_or_else(wrong);
    }
    if let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") {
        let seconds = text.trim().parse().ok().and_then(Date::from_unix_seconds);
        return seconds.ok_or_else(|| "SOURCE_DATE_EPOCH is not a number of seconds".to_owned());
    }
    let seconds = i64::try_from(unix_seconds()).unwrap_or(0);
    Date::from_unix_seconds(seconds).ok_or_else(|| "the clock of this computer is wrong; use --today".to_owned())
}

/// A path from the root, without going up and down on the way.
fn absolute(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

/// The content folder as seen from the top of the repository, with a slash at its end: `content/`. Outside of any, as
/// seen from the folder the command runs in, or else from the folder above it.
fn in_repository(content: &Path) -> String {
    let content = absolute(content);
    let here = absolute(Path::new("."));
    let repository = content.ancestors().find(|folder| folder.join(".git").exists());
    let top = repository.or_else(|| content.starts_with(&here).then_some(&here)).or(content.parent());
    let below = top.and_then(|top| content.strip_prefix(top).ok()).unwrap_or(Path::new(""));
    below.components().map(|part| format!("{}/", part.as_os_str().to_string_lossy())).collect()
}

/// "1 page", "2 pages"; another plural where one is given.
fn plural(count: usize, noun: &str, many: &str) -> String {
    match (count, many) {
        (1, _) => format!("1 {noun}"),
        (count, "") => format!("{count} {noun}s"),
        (count, many) => format!("{count} {many}"),
    }
}
