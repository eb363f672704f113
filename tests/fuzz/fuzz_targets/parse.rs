//! Any text at all through the parser and the front matter: nothing panics, and every span can be sliced.
//! `cargo +nightly fuzz run --fuzz-dir tests/fuzz parse`

#![no_main]

use std::sync::Arc;

use candour::config::Config;
use candour::dates::Date;
use candour::document;
use candour::source::{SourcePath, SourceText};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let day = Date::parse("2026-11-22").expect("a date");
    for path in ["policies/a.md", "partners/a.md", "learning/a.md"] {
        let source = Arc::new(SourceText::new(SourcePath::new(path), bytes.to_vec()));
        let parsed = document::parse(&source, &Config::default(), day);
        for finding in &parsed.found {
            assert!(source.text.get(finding.span.range()).is_some() || source.text.is_empty());
        }
        parsed.body.each_block(&mut |block| assert!(source.text.get(block.span.range()).is_some()));
    }
});
