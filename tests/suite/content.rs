//! The sample site: without a fault today and without an error a year later, and an example of everything there is.

use std::collections::BTreeSet;
use std::sync::Arc;

use candour::config;
use candour::dates::Date;
use candour::diagnostic::Strictness;
use candour::document::tree::BlockKind;
use candour::document::{self, Parsed};
use candour::kinds::KINDS;
use candour::pipeline::{self, Build, Inputs, Making};
use candour::site::Drafts;
use candour::source::{self, SourceTree};
use candour::theme;

use crate::folder::{DAY, nhs_theme, no_documents, repository, told};

fn sources() -> Arc<SourceTree> {
    Arc::new(source::read(&repository().join("content")).expect("the sample site"))
}

fn build_on(day: &str) -> Build {
    let theme = theme::load(&nhs_theme(), &|_| ()).expect("the theme");
    let day = Date::parse(day).expect("a day");
    let (sources, strictness) = (sources(), Strictness::Strict);
    let inputs = Inputs {
        sources,
        theme: &theme,
        day,
        drafts: Drafts::Hidden,
        base_url: None,
        strictness,
        shelf: &no_documents(),
        ask: None,
        making: Making::Whole,
        waiver_key: None,
    };
    pipeline::build(&inputs, &|_| ()).expect("a site that can be made")
}

#[test]
fn the_sample_site_has_no_faults() {
    let build = build_on(DAY);
    let faults: Vec<_> = build.findings.into_iter().filter(|finding| finding.severity != "advice").collect();
    assert!(faults.is_empty(), "{}", told(&faults));
}

#[test]
fn the_sample_site_has_no_errors_a_year_later() {
    let build = build_on("2027-11-22");
    let errors: Vec<_> = build.findings.into_iter().filter(|finding| finding.severity == "error").collect();
    assert!(errors.is_empty(), "{}", told(&errors));
}

fn parsed() -> Vec<Parsed> {
    let sources = sources();
    let config = config::read(&sources).expect("a configuration");
    let day = Date::parse(DAY).expect("a day");
    let texts = sources.iter().filter_map(|(path, _)| sources.text(path)).filter(|text| text.path.suffix() == "md");
    texts.map(|text| document::parse(text, &config, day)).collect()
}

#[test]
fn every_kind_of_page_has_an_example() {
    let pages = parsed();
    for info in KINDS {
        let found = pages.iter().any(|page| page.document.meta.kind.info().name == info.name);
        assert!(found, "there is no {} in content/", info.name);
    }
}

#[test]
fn every_kind_of_block_has_an_example() {
    let mut found = BTreeSet::new();
    for page in parsed() {
        page.body.each_block(&mut |block| {
            found.insert(match &block.kind {
                BlockKind::Paragraph(_) => "paragraph",
                BlockKind::Heading(_) => "heading",
                BlockKind::List(list) if list.start.is_some() => "numbered list",
                BlockKind::List(_) => "list",
                BlockKind::Quote(_) => "quotation",
                BlockKind::Callout(callout) if callout.kind.is_warning() => "warning",
                BlockKind::Callout(_) => "inset text",
                BlockKind::Code(_) => "code",
                BlockKind::Table(table) if table.row_headers => "table with row headers",
                BlockKind::Table(_) => "table",
                BlockKind::Definitions(_) => "definitions",
                BlockKind::Rule => "rule",
                BlockKind::Details(_) => "details",
                BlockKind::Guidance(guidance) => guidance.advice.label(),
                BlockKind::Steps(_) => "steps",
                BlockKind::Contact(_) => "contact",
                BlockKind::Figure(_) => "figure",
                BlockKind::Video(_) => "video",
                BlockKind::EasyRead(_) => "easy read",
                BlockKind::Action(_) => "action",
                BlockKind::Chart(_) => "chart",
            });
        });
        if !page.body.footnotes.is_empty() {
            found.insert("footnote");
        }
    }
    for wanted in [
        "Do",
        "Do not",
        "action",
        "chart",
        "contact",
        "definitions",
        "details",
        "easy read",
        "figure",
        "footnote",
        "heading",
        "inset text",
        "list",
        "numbered list",
        "paragraph",
        "quotation",
        "steps",
        "table with row headers",
        "video",
        "warning",
    ] {
        assert!(found.contains(wanted), "there is no {wanted} in content/: {found:?}");
    }
}
