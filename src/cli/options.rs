//! The options that commands share.

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use super::{Args, ValueEnum, day, files::typed, value_parser};
use crate::dates::Date;
use crate::report::{Colour, ReportFormat};

/// Where a site is.
#[derive(Args)]
pub(super) struct SiteOptions {
    /// The folder that holds content/, themes/ and output/
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// The content folder, instead of content/ in the root
    #[arg(long, value_name = "DIR")]
    content: Option<PathBuf>,
}

impl SiteOptions {
    /// The folder that was named, or the one of this name in the root.
    pub(super) fn folder(&self, named: Option<&PathBuf>, name: &str) -> PathBuf {
        named.cloned().unwrap_or_else(|| self.root.join(name))
    }

    /// The content folder, whether it is there or not.
    pub(super) fn content(&self) -> PathBuf {
        self.folder(self.content.as_ref(), "content")
    }

    /// The options by which another command finds the same site, as they are typed, with a space before each.
    pub(super) fn typed(&self) -> String {
        let root = (self.root != Path::new(".")).then(|| format!(" --root {}", typed(&self.root)));
        let content = self.content.as_ref().map(|content| format!(" --content {}", typed(content)));
        root.into_iter().chain(content).collect()
    }

    /// The content folder, which has to be there.
    pub(super) fn content_folder(&self) -> Result<PathBuf, String> {
        let content = self.content();
        match content.is_dir() {
            true => Ok(content),
            false => Err(format!(
                "there is no folder {}; use --root to name the folder that holds content/, or begin a site with candour init",
                content.display()
            )),
        }
    }
}

/// The only date that a command knows.
#[derive(Args)]
pub(super) struct DayOptions {
    /// The date, instead of SOURCE_DATE_EPOCH or today
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) today: Option<String>,
}

impl DayOptions {
    /// The date.
    pub(super) fn day(&self) -> Result<Date, String> {
        day(self.today.as_deref())
    }
}

#[derive(Args)]
pub(super) struct BuildOptions {
    #[command(flatten)]
    pub(super) site: SiteOptions,
    /// The theme's folder, instead of themes/nhs in the root
    #[arg(long, value_name = "DIR")]
    pub(super) theme: Option<PathBuf>,
    /// The output folder, instead of output/ in the root
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// The address the site will have, instead of site.url
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
    #[command(flatten)]
    pub(super) date: DayOptions,
    /// Take in drafts and pages outside their dates; a build marks them and keeps search engines away
    #[arg(long)]
    pub(super) drafts: bool,
    /// Let warnings block too
    #[arg(long)]
    pub(super) strict: bool,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = FormatOption::Human)]
    pub(super) format: FormatOption,
    /// Print what blocks, and leave warnings and advice out
    #[arg(long)]
    pub(super) errors_only: bool,
    /// How many threads to use; all cores when left out
    #[arg(long, value_name = "N", value_parser = value_parser!(u16).range(1..=512))]
    pub(super) jobs: Option<u16>,
    /// Print findings only
    #[arg(long)]
    pub(super) quiet: bool,
    /// Say how long each part of the build took
    #[arg(long)]
    pub(super) timings: bool,
    /// Whether to use colour
    #[arg(long, value_enum, default_value_t = ColourOption::Auto)]
    pub(super) color: ColourOption,
}

impl BuildOptions {
    /// The theme's folder.
    pub(super) fn theme_folder(&self) -> PathBuf {
        self.site.folder(self.theme.as_ref(), "themes/nhs")
    }

    /// The output folder.
    pub(super) fn output_folder(&self) -> PathBuf {
        self.site.folder(self.output.as_ref(), "output")
    }
}

#[derive(Args)]
pub(super) struct CheckOptions {
    #[command(flatten)]
    pub(super) build: BuildOptions,
    /// Ask other websites whether the pages that this site links to are there; no other check uses the network
    #[arg(long)]
    pub(super) external: bool,
    /// Write a web page for those who answer for the pages: what blocks, what is due, by page and by owner
    #[arg(long, value_name = "DIR")]
    pub(super) report: Option<PathBuf>,
    /// Offer general words for what identifies somebody, in drafts too, one place after the other; only what you say yes
    /// to is changed
    #[arg(long)]
    pub(super) fix: bool,
}

#[derive(Args)]
pub(super) struct ScanOptions {
    /// Files and folders: Markdown, text, Word, PDF, pictures
    #[arg(required = true, value_name = "PATHS")]
    pub(super) paths: Vec<PathBuf>,
    /// The folder that holds content/site.yaml, whose own words and contacts are no finding
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(super) root: PathBuf,
    /// Let warnings block too
    #[arg(long)]
    pub(super) strict: bool,
    /// How to print what is found
    #[arg(long, value_enum, default_value_t = FormatOption::Human)]
    pub(super) format: FormatOption,
    /// Print findings only
    #[arg(long)]
    pub(super) quiet: bool,
    /// Whether to use colour
    #[arg(long, value_enum, default_value_t = ColourOption::Auto)]
    pub(super) color: ColourOption,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatOption {
    /// The author's line underlined, for a terminal
    Human,
    /// One paragraph a finding, for screen readers and logs
    Plain,
    /// One JSON object a line
    Json,
    /// A SARIF 2.1.0 log, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// JUnit's XML, for build servers
    Junit,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ColourOption {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

pub(super) fn report_format(option: FormatOption) -> ReportFormat {
    match option {
        FormatOption::Human => ReportFormat::Human,
        FormatOption::Plain => ReportFormat::Plain,
        FormatOption::Json => ReportFormat::Json,
        FormatOption::Sarif => ReportFormat::Sarif,
        FormatOption::Github => ReportFormat::Github,
        FormatOption::Junit => ReportFormat::Junit,
    }
}

#[expect(clippy::disallowed_methods, reason = "NO_COLOR is the reader's wish")]
pub(super) fn colour(option: ColourOption) -> Colour {
    let wanted = match option {
        ColourOption::Always => true,
        ColourOption::Never => false,
        ColourOption::Auto => {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            std::io::stdout().is_terminal() && !refused
        }
    };
    if wanted { Colour::Always } else { Colour::Never }
}
