//! `candour new`: a page of a kind, ready to be written.

use super::files::add;
use super::options::{DayOptions, SiteOptions};
use super::{Args, CLEAN, print};
use crate::config;
use crate::diagnostic::nearest;
use crate::kinds::KINDS;
use crate::source::{self, SourceTree};
use crate::start::page::{self, Wanted};
use crate::yaml::list_words;

/// The options of `candour new`.
#[derive(Args)]
pub(super) struct NewOptions {
    /// policy, plan, learning, partner, page or statement
    #[arg(value_name = "KIND")]
    kind: String,
    /// The title of the page; of a partner, the name, of which only the first word is used and only to name the file
    #[arg(value_name = "TITLE", required = true)]
    title: Vec<String>,
    /// The folder it goes to, below the content folder, instead of the kind's own
    #[arg(long, value_name = "FOLDER")]
    into: Option<String>,
    /// The role that answers for the page, instead of the team that answers questions
    #[arg(long, value_name = "ROLE")]
    owner: Option<String>,
    #[command(flatten)]
    site: SiteOptions,
    #[command(flatten)]
    date: DayOptions,
}

/// Writes the page as a draft, and prints its path.
pub(super) fn new(options: &NewOptions) -> Result<u8, String> {
    let names: Vec<&str> = KINDS.iter().map(|info| info.name).collect();
    let Some(kind) = KINDS.iter().find(|info| info.name == options.kind) else {
        let help = match nearest(&options.kind, names.iter().copied()) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("there are {}", list_words(&names)),
        };
        return Err(format!("there is no kind of page {}; {help}", options.kind));
    };
    let content = options.site.content_folder()?;
    let sources: SourceTree = source::read(&content).map_err(|error| error.to_string())?;
    let config = config::read(&sources).map_err(|_| {
        "site.yaml has faults, so nothing can be filled in from it; candour check says which".to_owned()
    })?;
    // Words without quotation marks are one title.
    let title = options.title.join(" ");
    let wanted = Wanted {
        kind,
        title: &title,
        folder: options.into.as_deref(),
        owner: options.owner.as_deref(),
        config: &config,
        day: options.date.day()?,
    };
    let file = page::page(&wanted)?;
    let path = content.join(&file.path);
    if path.exists() {
        let path = path.display();
        return Err(format!(
            "{path} is there already, and nothing was written. Give another title, or another folder with --into"
        ));
    }
    add(&content, &[file])?;
    print(&format!("{}\n", path.display()));
    eprintln!(
        "It is a draft. Write what is marked, then take the line `draft: true` out. candour check --drafts lists what is left."
    );
    if kind.name == "learning" {
        eprintln!(
            "candour serve shows it, marked as not signed off. It cannot be published until somebody has signed it off under `anonymisation:`."
        );
    }
    Ok(CLEAN)
}
