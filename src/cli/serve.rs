//! `candour serve`: its options, and how the preview is told of them.

use super::{Args, BuildOptions, CLEAN, absolute, day, in_repository, key::waiver_key, print};
use crate::config;
use crate::diagnostic::Strictness;
use crate::preview::{self, Options};

/// The options of `candour serve`.
#[derive(Args)]
pub struct ServeOptions {
    #[command(flatten)]
    build: BuildOptions,
    /// The port to listen on; the next free one is taken when it is busy
    #[arg(long, value_name = "PORT", default_value_t = 4321)]
    port: u16,
    /// Open the preview in a browser
    #[arg(long)]
    open: bool,
    /// Look for changes at intervals: for network drives and containers, which do not tell of them
    #[arg(long)]
    poll: bool,
}

/// Runs the preview until it is interrupted.
pub fn serve(options: &ServeOptions) -> Result<u8, String> {
    let build = &options.build;
    // A wrong date is told at once and not in the browser.
    build.date.day()?;
    if let Some(url) = &build.base_url
        && config::base_path(url).is_none()
    {
        return Err(format!("--base-url {url} is not the address of a website; start it with https://"));
    }
    if let Some(jobs) = build.jobs {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(jobs)).build_global();
        pool.map_err(|error| format!("cannot start {jobs} threads: {error}"))?;
    }
    let content = build.site.content_folder()?;
    let strictness = if build.strict { Strictness::Strict } else { Strictness::Normal };
    let preview = Options {
        folder: in_repository(&content),
        content: absolute(&content),
        theme: absolute(&build.theme_folder()),
        output: build.output_folder(),
        base_url: build.base_url.clone(),
        strictness,
        waiver_key: waiver_key(&build.site.root)?,
        port: options.port,
        poll: options.poll,
        open: options.open,
        day,
        today: build.date.today.clone(),
        quiet: build.quiet,
    };
    preview::run(preview, &|address| print(&format!("Preview: {address}\nTo end it, press Ctrl-C.\n")))?;
    Ok(CLEAN)
}
