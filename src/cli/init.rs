//! `candour init`: a new site, or what a site lacks.

use std::io::{BufRead, IsTerminal as _};
use std::path::{Path, PathBuf};

use super::files::{Added, add};
use super::options::DayOptions;
use super::{Args, CLEAN, ValueEnum, plural};
use crate::config::OrganisationKind;
use crate::source::plain_io_error;
use crate::start::site::{self, Details};
use crate::start::workflows::Host;

/// The options of `candour init`.
#[derive(Args)]
pub(super) struct InitOptions {
    /// The folder of the site: a new or an empty one, or a site that lacks something
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The full name of the organisation
    #[arg(long)]
    name: Option<String>,
    /// Its name in running text
    #[arg(long)]
    short_name: Option<String>,
    /// What kind of organisation it is
    #[arg(long = "type", value_enum)]
    kind: Option<KindOption>,
    /// The address the website will have
    #[arg(long)]
    url: Option<String>,
    /// The team that answers questions about patient safety
    #[arg(long)]
    team: Option<String>,
    /// The e-mail address of the team
    #[arg(long)]
    email: Option<String>,
    /// The phone number of the team
    #[arg(long)]
    phone: Option<String>,
    /// Where the site is to be built and published from
    #[arg(long, value_enum)]
    ci: Option<HostOption>,
    /// Ask nothing: what is not given is marked to be written
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    date: DayOptions,
}

#[derive(Clone, Copy, ValueEnum)]
enum KindOption {
    /// An NHS trust
    Trust,
    /// An integrated care board
    Icb,
    /// Another provider of care, such as a hospice
    Provider,
}

#[derive(Clone, Copy, ValueEnum)]
enum HostOption {
    /// GitHub Actions and Pages
    Github,
    /// GitLab CI and Pages
    Gitlab,
    /// Azure DevOps and Static Web Apps
    Azure,
    /// Nowhere yet
    None,
}

/// Writes a new site, or adds to one what it lacks of theme, editor settings and workflow.
pub(super) fn init(options: &InitOptions) -> Result<u8, String> {
    let folder = &options.folder;
    let day = options.date.day()?;
    let host = options.ci.and_then(HostOption::host);
    if folder.join("content").join("site.yaml").is_file() {
        let added = add(folder, &site::equipment(host))?;
        eprintln!("{} holds a site already. Its pages are left as they are.", folder.display());
        let given = [&options.name, &options.short_name, &options.url, &options.team, &options.email, &options.phone];
        if options.kind.is_some() || given.iter().any(|it| it.is_some()) {
            eprintln!(
                "What you gave of name, address and contacts was not written: change it in {}.",
                folder.join("content").join("site.yaml").display()
            );
        }
        tell(&added);
        tell_to_do(host);
        return Ok(CLEAN);
    }
    may_begin(folder)?;
    let may_ask = !options.yes && std::io::stdin().is_terminal();
    let mut answers = Answers { may_ask, input: &mut std::io::stdin().lock() };
    if may_ask {
        eprintln!("Press Enter where you do not know an answer. What is missing is marked, and can be written later.");
    }
    let (details, assumed) = asked(options, day, host, &mut answers)?;
    let files = site::files(&details)?;
    let added = add(folder, &files)?;
    eprintln!("A new site is in {}.", folder.display());
    tell(&added);
    tell_to_do(host);
    if !assumed.is_empty() {
        let settings = folder.join("content").join("site.yaml");
        eprintln!("\nNot asked. If it is not so, change it in {}:", settings.display());
        assumed.iter().for_each(|it| eprintln!("  {it}"));
    }
    eprintln!("\nNext:");
    next_steps(folder).iter().for_each(|it| eprintln!("  {it}"));
    Ok(CLEAN)
}

/// What to type next, from the folder in which the site was begun.
fn next_steps(folder: &Path) -> Vec<String> {
    let is_here = super::absolute(folder) == super::absolute(Path::new("."));
    let is_child = folder.components().count() == 1 && folder.is_relative();
    let word = if is_child && !is_here { "../Your policy.docx" } else { "Your policy.docx" };
    let import = format!("candour import \"{word}\"");
    let width = import.chars().count() + 3;
    let cd = (!is_here).then(|| format!("cd {}", super::files::typed(folder)));
    let told =
        [(import.as_str(), "makes a page of a Word file"), ("candour serve --open", "shows the site in your browser")];
    cd.into_iter().chain(told.map(|(command, what)| format!("{command:width$}{what}"))).collect()
}

fn tell(added: &Added) {
    eprintln!("{} written.", plural(added.written, "file", ""));
    if !added.stood.is_empty() {
        eprintln!("These were there already and are left as they are:");
        added.stood.iter().for_each(|path| eprintln!("  {path}"));
    }
}

fn tell_to_do(host: Option<Host>) {
    if let Some(host) = host {
        eprintln!("{}", host.to_do());
    }
}

/// A folder that somebody uses for something else is not filled with a site. What a new repository holds may be there.
#[expect(clippy::disallowed_methods, reason = "the command line looks before it writes")]
fn may_begin(folder: &Path) -> Result<(), String> {
    if !folder.exists() {
        return Ok(());
    }
    let entries = std::fs::read_dir(folder)
        .map_err(|error| format!("cannot read {}: {}", folder.display(), plain_io_error(&error)))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let is_of_repository = |name: &str| {
        let name = name.to_lowercase();
        name.starts_with('.') || name.starts_with("readme") || name.starts_with("licen")
    };
    match names.iter().find(|name| !is_of_repository(name)) {
        Some(other) => Err(format!(
            "{} holds {other}, and no site. Nothing was written. Name a new or an empty folder",
            folder.display()
        )),
        None => Ok(()),
    }
}

/// What a person answers, where one can be asked.
struct Answers<'a> {
    may_ask: bool,
    input: &'a mut dyn BufRead,
}

impl Answers<'_> {
    /// An answer in one line; the usual one when nothing is typed or nobody can be asked.
    fn ask(&mut self, question: &str, usual: &str) -> Result<String, String> {
        if !self.may_ask {
            return Ok(usual.to_owned());
        }
        let shown = if usual.is_empty() { String::new() } else { format!(" [{usual}]") };
        eprint!("{question}{shown}: ");
        let mut line = String::new();
        let read = self.input.read_line(&mut line);
        read.map_err(|error| format!("cannot read the answer: {}", plain_io_error(&error)))?;
        let line = line.trim();
        Ok(if line.is_empty() { usual.to_owned() } else { line.to_owned() })
    }

    /// An answer that is as it has to be: what is wrong with another is said at once, and it is asked for again.
    fn ask_until(&mut self, question: &str, usual: &str, judged: Judged) -> Result<String, String> {
        loop {
            let answer = self.ask(question, usual)?;
            match judged(&answer) {
                Ok(()) => return Ok(answer),
                Err(why) if self.may_ask => eprintln!("{}.", sentence(&why)),
                Err(why) => return Err(why),
            }
        }
    }

    /// One of some words, as people write them, asked for until it is one of them.
    fn choose<T: ValueEnum>(&mut self, question: &str, usual: &str) -> Result<T, String> {
        loop {
            let answer = self.ask(question, usual)?;
            match T::from_str(meant(&answer), true) {
                Ok(chosen) => return Ok(chosen),
                Err(_) if self.may_ask => {
                    let choices: Vec<String> = T::value_variants()
                        .iter()
                        .filter_map(ValueEnum::to_possible_value)
                        .map(|it| match it.get_help() {
                            Some(help) => format!("{} ({help})", it.get_name()),
                            None => it.get_name().to_owned(),
                        })
                        .collect();
                    eprintln!("Type one of these: {}.", choices.join(", "));
                }
                Err(_) => return Err(format!("there is no choice {answer}")),
            }
        }
    }
}

/// What judges an answer.
type Judged = fn(&str) -> Result<(), String>;

/// The word of a question that an answer means: "NHS Foundation Trust" is a trust.
fn meant(answer: &str) -> &str {
    const MEANT: &[(&str, &str)] = &[
        ("trust", "trust"),
        ("integrated care board", "icb"),
        ("icb", "icb"),
        ("hospice", "provider"),
        ("charity", "provider"),
        ("provider", "provider"),
        ("independent", "provider"),
    ];
    let lower = answer.to_lowercase();
    MEANT.iter().find(|(words, _)| lower.contains(words)).map_or(answer, |(_, word)| *word)
}

/// A message as a sentence.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first = letters.next().map(|it| it.to_uppercase().collect::<String>()).unwrap_or_default();
    // An address is written as it was typed.
    let word = message.split(' ').next().unwrap_or_default();
    if word.contains(['.', '@', ':']) {
        format!("That will not do: {message}")
    } else {
        format!("{first}{}", letters.as_str())
    }
}

/// The name that a site has until its own is written.
const EXAMPLE_NAME: &str = "Example NHS Trust";
const EXAMPLE_URL: &str = "https://safety.example.nhs.uk";
const EXAMPLE_EMAIL: &str = "patient.safety@example.nhs.uk";
const USUAL_TEAM: &str = "Patient safety team";

fn asked(
    options: &InitOptions,
    day: crate::dates::Date,
    host: Option<Host>,
    answers: &mut Answers<'_>,
) -> Result<(Details, Vec<String>), String> {
    let any = |_: &str| Ok(());
    let mut given = |option: &Option<String>, question: &str, usual: &str, judged: Judged| match option {
        Some(given) => Ok(given.trim().to_owned()),
        None => answers.ask_until(question, usual, judged),
    };
    let name = given(&options.name, "The full name of your organisation", EXAMPLE_NAME, any)?;
    let url = match &options.url {
        Some(url) => url.trim().to_owned(),
        None => with_scheme(given(&None, "The address the website will have", EXAMPLE_URL, is_address)?),
    };
    let email =
        given(&options.email, "The e-mail address for questions about patient safety", EXAMPLE_EMAIL, site::is_email)?;
    let phone = given(&options.phone, "A phone number for them, if there is one", "", site::is_phone)?;
    let mut assumed = Vec::new();
    let kind = match (options.kind, kind_by_name(&name)) {
        (Some(kind), _) => kind,
        (None, Some((kind, words))) => {
            assumed.push(format!("it is {words}"));
            kind
        }
        (None, None) => answers.choose("What kind of organisation: trust, icb or provider", "provider")?,
    };
    let short_name = options.short_name.as_ref().map(|it| it.trim().to_owned()).unwrap_or_else(|| {
        let short = shortened(&name);
        assumed.push(format!("its name in running text is {short}"));
        short
    });
    let team = options.team.as_ref().map(|it| it.trim().to_owned()).unwrap_or_else(|| {
        assumed.push(format!("the team that answers is called {USUAL_TEAM}"));
        USUAL_TEAM.to_owned()
    });
    let kind = match kind {
        KindOption::Trust => OrganisationKind::Trust,
        KindOption::Icb => OrganisationKind::Icb,
        KindOption::Provider => OrganisationKind::Provider,
    };
    let examples = [(&name, EXAMPLE_NAME), (&url, EXAMPLE_URL), (&email, EXAMPLE_EMAIL)];
    let [is_name, is_url, is_email] = examples.map(|(value, example)| value == example);
    let open = site::Open { name: is_name, url: is_url, email: is_email };
    Ok((Details { name, short_name, kind, url, team, email, phone, host, day, open }, assumed))
}

/// What kind of organisation its name says that it is.
fn kind_by_name(name: &str) -> Option<(KindOption, &'static str)> {
    let lower = name.to_lowercase();
    if lower.contains("integrated care board") || lower.ends_with(" icb") {
        Some((KindOption::Icb, "an integrated care board"))
    } else if lower.contains("trust") {
        Some((KindOption::Trust, "an NHS trust"))
    } else {
        None
    }
}

/// The address of a website as people say it, without what stands before it.
fn with_scheme(url: String) -> String {
    if url.contains("://") { url } else { format!("https://{}", url.trim_end_matches('/')) }
}

fn is_address(url: &str) -> Result<(), String> {
    let wrong = format!("{url} is not the address of a website; write it as {EXAMPLE_URL}");
    if !url.contains('.') {
        return Err(wrong);
    }
    site::is_address(&with_scheme(url.to_owned())).map_err(|_| wrong)
}

/// A name without what kind of organisation it is.
fn shortened(name: &str) -> String {
    let endings = [" NHS Foundation Trust", " NHS Trust", " Integrated Care Board", " ICB"];
    let short = endings.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    short.strip_prefix("NHS ").unwrap_or(short).to_owned()
}

impl HostOption {
    fn host(self) -> Option<Host> {
        match self {
            HostOption::Github => Some(Host::Github),
            HostOption::Gitlab => Some(Host::Gitlab),
            HostOption::Azure => Some(Host::Azure),
            HostOption::None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser as _;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        options: InitOptions,
    }

    fn answered(arguments: &[&str], may_ask: bool, typed: &str) -> (Details, Vec<String>) {
        let options = Line::parse_from([&["init", "site"], arguments].concat()).options;
        let mut input = typed.as_bytes();
        let mut answers = Answers { may_ask, input: &mut input };
        let day = crate::dates::Date::parse("2026-11-22").unwrap();
        let host = options.ci.and_then(HostOption::host);
        let answered = asked(&options, day, host, &mut answers).unwrap();
        assert_eq!(input, b"", "all that was typed is an answer");
        answered
    }

    #[test]
    fn four_questions_are_enough_where_the_name_says_the_kind_and_the_rest_is_told() {
        let typed = "NHS Northmere and Vale Integrated Care Board\nhttps://safety.northmere.example\n01632 960120\n";
        let (details, assumed) = answered(&["--email", "safety@northmere.example", "--ci", "gitlab"], true, typed);
        assert_eq!(details.short_name, "Northmere and Vale");
        assert_eq!(details.team, "Patient safety team");
        assert_eq!(details.email, "safety@northmere.example", "what was given is not asked for");
        assert_eq!(details.phone, "01632 960120");
        assert!(details.kind == OrganisationKind::Icb && details.host == Some(Host::Gitlab));
        assert!(!details.open.name && !details.open.url && !details.open.email);
        let told = [
            "it is an integrated care board",
            "its name in running text is Northmere and Vale",
            "the team that answers is called Patient safety team",
        ];
        assert_eq!(assumed, told);
        let given = ["--short-name", "Northmere", "--type", "icb", "--team", "Safety team"];
        let typed = "Northmere ICB\nsafety.northmere.example\nsafety@northmere.example\n\n";
        assert_eq!(answered(&given, true, typed).1, [""; 0]);
    }

    #[test]
    fn a_wrong_answer_is_asked_for_again_at_once_and_kinds_are_known_as_people_write_them() {
        let typed = "Larkfield Community Care\nsomewhere\nwww.larkfield.example\nnot an email\nsafety@larkfield.example\nring us\n01632 960120\nsomething\nNHS trust\n";
        let (details, assumed) = answered(&[], true, typed);
        assert_eq!(details.url, "https://www.larkfield.example");
        assert_eq!(details.email, "safety@larkfield.example");
        assert_eq!(details.phone, "01632 960120");
        assert!(details.kind == OrganisationKind::Trust && details.host.is_none());
        assert!(!assumed.iter().any(|it| it.contains("trust")), "it was asked: {assumed:?}");
        assert_eq!(details.check(), Ok(()));
        let why = site::is_address("www.larkfield.example").unwrap_err();
        assert!(why.ends_with("write https://www.larkfield.example"), "{why}");
        for (answer, word) in [("NHS Foundation Trust", "trust"), ("a hospice", "provider"), ("x", "x")] {
            assert_eq!(meant(answer), word, "{answer}");
        }
    }

    #[test]
    fn nobody_is_asked_where_nobody_can_answer() {
        let (details, _) = answered(&["--name", "Larkfield Hospice"], false, "");
        assert!(details.kind == OrganisationKind::Provider && details.host.is_none());
        assert!(!details.open.name && details.open.url && details.open.email);
    }

    #[test]
    fn the_next_commands_can_be_typed_as_they_stand() {
        let steps = next_steps(Path::new("my site"));
        assert_eq!(steps[0], "cd 'my site'");
        assert!(steps[1].starts_with("candour import \"../Your policy.docx\"   makes"), "{steps:?}");
        assert!(next_steps(Path::new("."))[0].starts_with("candour import \"Your policy.docx\"   makes"));
    }
}
