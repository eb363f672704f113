//! `candour due`: what is due, and whose it is.

use std::path::PathBuf;
use std::sync::Arc;

use super::options::{DayOptions, SiteOptions};
use super::{Args, CLEAN, ValueEnum, key::waiver_key, print};
use crate::dates::{Cycle, CycleUnit};
use crate::diagnostic::Strictness;
use crate::overview::AHEAD_DAYS;
use crate::pipeline::{self, Failure, Inputs, Making};
use crate::report::due::{self, DueFormat};
use crate::site::Drafts;
use crate::source;
use crate::store::{self, Documents};
use crate::theme;

/// The options of `candour due`.
#[derive(Args)]
pub(super) struct DueOptions {
    /// How long to look ahead: a number of days, or a time such as "6 months"
    #[arg(long, value_name = "DAYS", default_value_t = AHEAD_DAYS, value_parser = days)]
    within: u16,
    /// The form of the list
    #[arg(long = "as", value_enum, default_value_t = FormOption::Text)]
    form: FormOption,
    /// Only what this role has to do
    #[arg(long, value_name = "ROLE")]
    owner: Option<String>,
    #[command(flatten)]
    site: SiteOptions,
    /// The theme's folder, instead of themes/nhs in the root
    #[arg(long, value_name = "DIR")]
    theme: Option<PathBuf>,
    #[command(flatten)]
    date: DayOptions,
    /// Print the list only
    #[arg(long)]
    quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum FormOption {
    /// Text, by owner
    Text,
    /// Comma-separated values, for a spreadsheet
    Csv,
    /// A calendar
    Ics,
    /// An e-mail to each owner, ready to be sent
    Email,
}

/// A number of days, or a time in words as `review_every` has it.
fn days(text: &str) -> Result<u16, String> {
    if let Ok(days) = text.trim().parse() {
        return Ok(days);
    }
    let cycle = Cycle::parse(text)
        .ok_or("write a number of days, such as 90, or a time, such as \"6 months\" or \"3 years\"")?;
    let of_one = match cycle.unit {
        CycleUnit::Days => 1,
        CycleUnit::Weeks => 7,
        CycleUnit::Months => 31,
        CycleUnit::Years => 366,
    };
    Ok(cycle.count.saturating_mul(of_one))
}

/// Prints the list. Whatever is found in the pages, there is one; it repeats nothing that a report must not.
pub(super) fn due(options: &DueOptions) -> Result<u8, String> {
    let day = options.date.day()?;
    let content = options.site.content_folder()?;
    let theme_folder = options.site.folder(options.theme.as_ref(), "themes/nhs");
    let log = |message: &str| {
        if !options.quiet {
            eprintln!("{message}");
        }
    };
    let theme = theme::load(&theme_folder, &log).map_err(|error| error.to_string())?;
    let sources = source::read(&content).map_err(|error| error.to_string())?;
    let inputs = Inputs {
        sources: Arc::new(sources),
        theme: &theme,
        day,
        drafts: Drafts::Hidden,
        base_url: None,
        strictness: Strictness::Normal,
        shelf: &Documents::new(&options.site.root.join("output"), store::Purpose::Look),
        ask: None,
        making: Making::Nothing,
        waiver_key: waiver_key(&options.site.root)?,
    };
    let built = pipeline::build(&inputs, &|_| {}).map_err(|failure| match failure {
        Failure::Configuration(_) => "site.yaml has faults; candour check says which".to_owned(),
        failure => failure.to_string(),
    })?;
    let form = match options.form {
        FormOption::Text => DueFormat::Text,
        FormOption::Csv => DueFormat::Csv,
        FormOption::Ics => DueFormat::Ics,
        FormOption::Email => DueFormat::Email,
    };
    print(&due::write(&built.overview, options.within.min(10_000), options.owner.as_deref(), form));
    Ok(CLEAN)
}
