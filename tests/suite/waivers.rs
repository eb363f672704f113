//! Waivers as authors write them: what they cover is told and does not block, and everything else about them is told.

use crate::folder::{Folder, Outcome};

/// A page with a fault that blocks in this site, and this waiver's keys.
fn checked(waiver: &str) -> Outcome {
    let indented: String = waiver.lines().map(|line| format!("    {line}\n")).collect();
    let list = if waiver.is_empty() { String::new() } else { format!("waivers:\n  -{}", &indented[3..]) };
    let page = format!("---\ntitle: Falls\n{list}---\n## At night\n\n#### Lights at night\n\nWords.\n");
    let site = format!("{}  markdown/heading-skipped: error\n", crate::folder::SITE_YAML);
    Folder::new(&[("site.yaml", &site), ("falls.md", &page)]).run("check", &["--format", "json"])
}

const WHOLE: &str = "rule: markdown/heading-skipped\nreason: A form of the regulator\nby: Head of Patient Safety\ngiven_on: 2026-01-01\nuntil: 2027-01-01\n";

#[test]
fn a_waived_finding_is_told_and_does_not_block() {
    assert_eq!(checked("").status, 1);
    let outcome = checked(WHOLE);
    assert_eq!(outcome.status, 0, "{outcome}");
    let findings = outcome.findings();
    assert_eq!(findings.len(), 1, "{outcome}");
    assert!(findings[0].waived && findings[0].rule == "markdown/heading-skipped" && findings[0].severity == "error");
    assert_eq!(findings[0].waived_because, "A form of the regulator (Head of Patient Safety, until 1 January 2027)");
}

#[test]
fn a_waiver_covers_its_own_words_only() {
    assert_eq!(checked(&format!("{WHOLE}text: Lights  at night\n")).status, 0);
    let outcome = checked(&format!("{WHOLE}text: Lights\n"));
    assert_eq!(outcome.status, 1, "{outcome}");
    assert!(
        outcome
            .told()
            .contains("falls.md:4:5 warning waivers/unused: this waiver of markdown/heading-skipped matches nothing"),
        "{}",
        outcome.told()
    );
}

#[test]
fn a_waiver_that_is_not_whole_waives_nothing() {
    let without = |key: &str| {
        WHOLE.lines().filter(|line| !line.starts_with(key)).map(|line| format!("{line}\n")).collect::<String>()
    };
    for (waiver, told) in [
        (without("reason"), "waivers/incomplete: this waiver has no `reason`"),
        (without("by"), "waivers/incomplete: this waiver has no `by`"),
        (without("until"), "waivers/incomplete: this waiver has no `until`"),
        (WHOLE.replace("2027-01-01", "2026-01-02"), "waivers/not-in-force: this waiver ended on 2 January 2026"),
        (WHOLE.replace("2026-01-01", "2026-12-31"), "waivers/not-in-force: this waiver begins on 31 December 2026"),
        (
            WHOLE.replace("heading-skipped", "heading-skips"),
            "waivers/cannot-waive: there is no such rule; did you mean markdown/heading-skipped?",
        ),
        (
            WHOLE.replace("markdown/heading-skipped", "consent/hidden-name"),
            "waivers/cannot-waive: nobody can waive consent/hidden-name",
        ),
    ] {
        let outcome = checked(&waiver);
        assert_eq!(outcome.status, 1, "{outcome}");
        assert!(outcome.told().contains(told), "{told}\n{}", outcome.told());
        assert!(outcome.findings().iter().all(|finding| !finding.waived), "{outcome}");
    }
}
