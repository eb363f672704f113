//! The example of the guide, compiled. The test of the guide holds the two together.

use std::path::Path;
use std::sync::Arc;

use candour::dates::Date;
use candour::diagnostic::Strictness;
use candour::pipeline::{self, Inputs, Making};
use candour::site::Drafts;
use candour::{publish, source, store, theme};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let output = Path::new("output");
    let theme = theme::load(Path::new("themes/nhs"), &|_| ())?;
    let shelf = store::Documents::new(output, store::Purpose::Keep);
    let inputs = Inputs {
        sources: Arc::new(source::read(Path::new("content"))?),
        theme: &theme,
        day: Date::parse("2026-11-22").ok_or("not a day")?,
        drafts: Drafts::Hidden,
        base_url: None,
        strictness: Strictness::Normal,
        shelf: &shelf,
        ask: None,
        making: Making::Whole,
        waiver_key: None,
    };
    let build = pipeline::build(&inputs, &|_| ())?;
    for finding in &build.findings {
        println!("{}:{} {}", finding.file, finding.line, finding.message);
    }
    if let Some(cleared) = build.cleared() {
        publish::publish(&cleared, output)?;
    }
    Ok(())
}
