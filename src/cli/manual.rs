//! `candour manual`: the manual page of the program and of each command, and the same as pages of a guide. All are made
//! from the definition of the command line, so that none of them can say something else than the program does.

use std::path::{Path, PathBuf};

use clap_mangen::Man;

use super::{Args, Argument, CLEAN, Definition, definition, plural, print};
use crate::publish;

#[derive(Args)]
pub(super) struct ManualOptions {
    /// Write a manual page of the program and of every command into a folder, for the program man
    #[arg(long, value_name = "DIR", conflicts_with = "guide")]
    pages: Option<PathBuf>,
    /// Write a page about every command into a folder, in Markdown that Candour builds
    #[arg(long, value_name = "DIR")]
    guide: Option<PathBuf>,
}

pub(super) fn manual(options: &ManualOptions) -> Result<u8, String> {
    let program = definition();
    match (&options.pages, &options.guide) {
        (Some(folder), _) => write(folder, &manual_pages(&program)?)?,
        (None, Some(folder)) => write(folder, &guide_pages(&program))?,
        (None, None) => print(&rendered(program)?),
    }
    Ok(CLEAN)
}

fn write(folder: &Path, pages: &[(String, String)]) -> Result<(), String> {
    publish::pages(folder, pages).map_err(|error| error.to_string())?;
    eprintln!("{} written to {}", plural(pages.len(), "page", ""), folder.display());
    Ok(())
}

/// The commands in the order in which the program lists them.
fn commands(program: &Definition) -> impl Iterator<Item = &Definition> {
    program.get_subcommands().filter(|command| !command.is_hide_set())
}

/// Every manual page by the name of its file, in section 1.
fn manual_pages(program: &Definition) -> Result<Vec<(String, String)>, String> {
    let name = program.get_name();
    let mut pages = vec![(format!("{name}.1"), rendered(program.clone())?)];
    for command in commands(program) {
        pages.push((format!("{name}-{}.1", command.get_name()), rendered(command.clone())?));
    }
    Ok(pages)
}

fn rendered(command: Definition) -> Result<String, String> {
    let source = concat!("candour ", env!("CARGO_PKG_VERSION"));
    let mut page = Vec::new();
    let written = Man::new(command).source(source).manual("Candour").render(&mut page);
    written.map_err(|error| format!("the manual page cannot be made: {error}"))?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// The pages of a guide by their paths below a folder: one for all commands and one for each.
fn guide_pages(program: &Definition) -> Vec<(String, String)> {
    let name = program.get_name();
    let mut index = front_matter("Commands", "What each command of Candour does, and its options.", 0);
    index.push_str(
        "You type a command after the name of the program. Each page lists the options of one command. \
         The same words come with `--help`.\n\n",
    );
    index.push_str(
        "## How a command ends\n\nEach command tells the program that called it how it went, as a number:\n\n\
         - 0: published, or nothing found that blocks. There may be warnings.\n\
         - 1: something that was found blocks. Nothing was changed.\n\
         - 2: the command cannot be used so, the settings are wrong, or a file cannot be read or written.\n",
    );
    let mut pages = vec![("_index.md".to_owned(), index)];
    for (order, command) in (1..).zip(commands(program)) {
        let call = format!("{name} {}", command.get_name());
        pages.push((format!("{}.md", command.get_name()), guide_page(command, &call, order)));
    }
    pages
}

fn guide_page(command: &Definition, call: &str, order: usize) -> String {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let mut page = front_matter(call, &sentence(&about), order);
    page.push_str(&format!("{}\n\n", escaped(&sentence(&about))));
    let more = command.get_long_about().map(ToString::to_string).filter(|words| *words != about);
    for paragraph in more.iter().flat_map(|words| words.split("\n\n")).skip(1) {
        page.push_str(&format!("{}\n\n", escaped(&sentence(paragraph))));
    }
    let usage = command.clone().bin_name(call).render_usage().to_string();
    page.push_str(&format!("```text\n{}\n```\n\n", usage.trim_start_matches("Usage: ").trim()));
    let listed = |argument: &&Argument| !argument.is_hide_set() && argument.get_id() != "help";
    let (values, options): (Vec<_>, Vec<_>) =
        command.get_arguments().filter(listed).partition(|argument| argument.is_positional());
    for (heading, column, arguments) in [("What you give it", "Value", values), ("Options", "Option", options)] {
        if arguments.is_empty() {
            continue;
        }
        page.push_str(&format!(
            "## {heading}\n\nTable: {heading} {{row-headers}}\n\n| {column} | What it does |\n|---|---|\n"
        ));
        for argument in arguments {
            page.push_str(&format!("| `{}` | {} |\n", typed(argument), meaning(argument)));
        }
        page.push('\n');
    }
    let notes = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    for (at, paragraph) in notes.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()).enumerate() {
        let heading = if at == 0 { "## More about it\n\n" } else { "" };
        // What is set in columns stays so.
        match paragraph.lines().any(|line| line.starts_with("  ")) {
            true => page.push_str(&format!("{heading}```text\n{}\n```\n\n", paragraph.trim_end())),
            false => page.push_str(&format!("{heading}{}\n\n", escaped(&sentence(paragraph)))),
        }
    }
    page.push_str(&format!("`--help` after the command says the same in the terminal: `{call} --help`.\n"));
    page
}

/// An option as it is typed: `--root <DIR>`.
fn typed(argument: &Argument) -> String {
    let takes = argument.get_action().takes_values();
    let names: Vec<String> =
        argument.get_value_names().unwrap_or_default().iter().map(|name| name.to_string()).collect();
    let value = if names.is_empty() { argument.get_id().as_str().to_uppercase() } else { names.join(" ") };
    match (argument.get_long(), takes) {
        (Some(long), true) => format!("--{long} <{value}>"),
        (Some(long), false) => format!("--{long}"),
        (None, _) => value,
    }
}

/// What an option does, the values it may have and the one it has when it is left out.
fn meaning(argument: &Argument) -> String {
    let mut words = escaped(&sentence(&argument.get_help().map(ToString::to_string).unwrap_or_default()));
    let takes = argument.get_action().takes_values();
    let choices: Vec<String> = argument
        .get_possible_values()
        .iter()
        .filter(|choice| takes && !choice.is_hide_set())
        .map(|choice| match choice.get_help() {
            Some(help) => format!("`{}`: {}", choice.get_name(), escaped(&lower_first(&help.to_string()))),
            None => format!("`{}`", choice.get_name()),
        })
        .collect();
    if !choices.is_empty() {
        words.push_str(&format!(" One of {}.", choices.join("; ")));
    }
    let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if takes && !defaults.is_empty() {
        words.push_str(&format!(" Without it: `{}`.", defaults.join(" ")));
    }
    words
}

fn front_matter(title: &str, description: &str, order: usize) -> String {
    let quoted = |words: &str| format!("'{}'", words.replace('\'', "''"));
    format!(
        "---\ntitle: {}\ndescription: {}\norder: {order}\ndocuments: none\n---\n",
        quoted(title),
        quoted(description)
    )
}

/// With a full stop at its end, on one line.
fn sentence(words: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() || words.ends_with(['.', '?', '!', ':']) { words } else { format!("{words}.") }
}

/// With a small first letter, but for names: "GitHub Actions", "Azure DevOps", "HTML".
fn lower_first(words: &str) -> String {
    // "DevOps", and not "NHS".
    let is_name = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    let mut parts = words.split(' ');
    let (first, second) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let mut letters = words.chars();
    match letters.next() {
        Some(letter) if !first.chars().skip(1).any(char::is_uppercase) && !is_name(second) => {
            letter.to_lowercase().chain(letters).collect()
        }
        _ => words.to_owned(),
    }
}

/// Words that mean themselves in Markdown, in the cell of a table too. What stands in backticks stays code.
fn escaped(words: &str) -> String {
    let has_code = words.matches('`').count().is_multiple_of(2);
    let mut text = String::with_capacity(words.len());
    let mut in_code = false;
    for letter in words.chars() {
        in_code ^= has_code && letter == '`';
        let is_sign = matches!(letter, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '{' | '}' | '#');
        if letter == '|' || (letter == '`' && !has_code) || (is_sign && !in_code) {
            text.push('\\');
        }
        text.push(letter);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::lower_first;

    #[test]
    fn names_keep_their_capital_letters() {
        for name in ["GitHub Actions and Pages", "GitLab CI and Pages", "Azure DevOps", "HTML", "JUnit"] {
            assert_eq!(lower_first(name), name);
        }
        assert_eq!(lower_first("An NHS trust"), "an NHS trust");
        assert_eq!(lower_first("One JSON object a line"), "one JSON object a line");
    }
}
