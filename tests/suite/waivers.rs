//! Waivers as authors write them: what they cover is told and does not block, and everything else about them is told.

use crate::folder::{Folder, Outcome, SIGNED_OFF, program};

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

/// The key of a site in these tests.
const KEY: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// A summary with the name of a nurse in it, and this waiver of `anon/name` by these words or this fingerprint.
fn story(waiver: &str, happened: &str) -> String {
    let waiver = match waiver {
        "" => String::new(),
        waiver => format!(
            "waivers:\n  - rule: anon/name\n    {waiver}\n    reason: The family asked us to name her\n    by: Chief nurse\n    given_on: 2026-11-01\n    until: 2099-10-31\n"
        ),
    };
    format!("---\ntitle: A fall at night\n{SIGNED_OFF}{waiver}---\n## What happened\n\n{happened}\n")
}

/// The fingerprints that findings of a rule were told with.
fn fingerprints(outcome: &Outcome, rule: &str) -> Vec<String> {
    outcome.findings().into_iter().filter(|it| it.rule == rule).map(|it| it.fingerprint).collect()
}

fn checked_with_key(folder: &Folder) -> Outcome {
    std::fs::write(folder.path(".candour-key"), format!("{KEY}\n")).expect("a key");
    folder.run("check", &["--format", "json"])
}

#[test]
fn a_fingerprint_holds_for_its_words_on_its_page_and_for_nothing_else() {
    let happened = "Agnieszka Brzezinska gave her story.";
    let folder = Folder::new(&[("learning/story.md", &story("", happened))]);
    let without_key = folder.run("check", &["--format", "json"]);
    assert_eq!(fingerprints(&without_key, "anon/name"), [""], "{without_key}");
    let outcome = checked_with_key(&folder);
    let [own] = &fingerprints(&outcome, "anon/name")[..] else { panic!("{outcome}") };
    let waiver = format!("fingerprint: {own}");
    let plain = folder.run("check", &["--format", "plain"]).stdout;
    assert!(plain.contains(&format!("A waiver of it names the fingerprint {own}.")), "{plain}");

    folder.write("learning/story.md", story(&waiver, happened));
    let outcome = checked_with_key(&folder);
    assert_eq!(outcome.status, 0, "{outcome}");
    assert!(outcome.findings().iter().all(|it| it.waived || !it.rule.starts_with("anon/name")), "{outcome}");
    // Where the words stand does not matter, nor how they are set.
    let moved = "It was dark.\n\nThe story is hers. **Agnieszka Brzezinska** gave her story.";
    folder.write("learning/story.md", story(&waiver, moved));
    let outcome = checked_with_key(&folder);
    assert_eq!(outcome.status, 0, "{outcome}");

    // Another name is found again, and the waiver says that it is not for it.
    folder.write("learning/story.md", story(&waiver, "Margaret Thornbury gave her story."));
    let outcome = checked_with_key(&folder);
    assert_eq!(outcome.status, 1, "{outcome}");
    let told = outcome.told();
    assert!(told.contains("waivers/unused: this waiver of anon/name is for other words than those"), "{told}");
    // The name is gone.
    folder.write("learning/story.md", story(&waiver, "A nurse gave her story."));
    let told = checked_with_key(&folder).told();
    assert!(
        told.contains("waivers/unused: this waiver of anon/name matches nothing on this page; delete it"),
        "{told}"
    );

    // A copy of the page is another page, about which nobody has decided.
    folder.write("learning/copy.md", story(&waiver, happened));
    let outcome = checked_with_key(&folder);
    assert_eq!(outcome.status, 1, "{outcome}");
    assert!(outcome.findings().iter().any(|it| it.file == "learning/copy.md" && it.rule == "anon/name" && !it.waived));
    // A fingerprint of one rule is none of another.
    folder.remove("learning/copy.md");
    folder.write("learning/story.md", story(&waiver, happened).replace("rule: anon/name", "rule: anon/place"));
    assert_eq!(checked_with_key(&folder).status, 1);
}

#[test]
fn a_fingerprint_without_its_key_covers_nothing() {
    let happened = "Agnieszka Brzezinska gave her story.";
    let folder = Folder::new(&[("learning/story.md", &story("", happened))]);
    let own = fingerprints(&checked_with_key(&folder), "anon/name").remove(0);
    folder.write("learning/story.md", story(&format!("fingerprint: {own}"), happened));
    assert_eq!(checked_with_key(&folder).status, 0);
    std::fs::remove_file(folder.path(".candour-key")).expect("the key");
    let run = |key: Option<&str>| {
        let mut command = folder.command("check", &["--format", "json"]);
        Outcome::of(match key {
            Some(key) => command.env("CANDOUR_WAIVER_KEY", key),
            None => &mut command,
        })
    };
    for (key, told) in [
        (None, "waivers/not-compared: this waiver has a fingerprint, and there is no key here to hold it against"),
        (Some(""), "waivers/not-compared: this waiver has a fingerprint, and there is no key"),
        (Some("$(CANDOUR_WAIVER_KEY)"), "waivers/not-compared: this waiver has a fingerprint, and there is no key"),
        (Some(&KEY.replace('0', "f")), "waivers/not-compared: this fingerprint was made with another key"),
    ] {
        let outcome = run(key);
        assert_eq!(outcome.status, 1, "{outcome}");
        assert!(outcome.told().contains(told), "{told}\n{}", outcome.told());
        assert!(outcome.findings().iter().any(|it| it.rule == "anon/name" && !it.waived), "{outcome}");
    }
    assert_eq!(run(Some(KEY)).status, 0, "the environment holds it where there is no file");
    let outcome = run(Some("Made-up-secret-word"));
    assert_eq!(outcome.status, 2, "{outcome}");
    assert!(
        outcome.stderr.contains("CANDOUR_WAIVER_KEY does not hold a key") && !format!("{outcome}").contains("Made-up")
    );
    for (waiver, told) in [
        ("fingerprint: Agnieszka", "this is no fingerprint; copy it from the finding"),
        ("text: Agnieszka", "check that `text` is exactly what the finding is about"),
    ] {
        folder.write("learning/story.md", story(waiver, happened));
        let outcome = run(Some(KEY));
        assert!(outcome.status == 1 && outcome.told().contains(told), "{}", outcome.told());
    }
}

#[test]
fn words_in_a_waiver_still_hold_and_are_advised_against() {
    let folder = Folder::new(&[(
        "learning/story.md",
        &story("text: Agnieszka Brzezinska", "Agnieszka Brzezinska gave her story."),
    )]);
    let outcome = folder.run("check", &["--format", "json"]);
    assert!(outcome.status == 0 && !outcome.told().contains("waivers/"), "{outcome}");
    let outcome = checked_with_key(&folder);
    assert_eq!(outcome.status, 0, "{outcome}");
    let findings = outcome.findings();
    let advice = findings.iter().find(|it| it.rule == "waivers/repeats-words").expect("advice");
    assert_eq!(advice.severity, "advice");
    // What is advised is what the program takes.
    let own = advice.help.split('`').nth(1).expect("what to write");
    folder.write("learning/story.md", story(own, "Agnieszka Brzezinska gave her story."));
    let outcome = checked_with_key(&folder);
    assert!(outcome.status == 0 && !outcome.told().contains("waivers/"), "{outcome}");
    assert!(!format!("{outcome}").contains("Brzezinska"), "{outcome}");
}

#[test]
fn a_key_is_made_once_for_its_owner_only_and_git_leaves_it_alone() {
    let folder = Folder::new(&[]);
    std::fs::write(folder.path(".gitignore"), "node_modules").expect("a file");
    let make = || Outcome::of(program().args(["key", "--root"]).arg(folder.root()));
    let outcome = make();
    assert_eq!(outcome.status, 0, "{outcome}");
    let path = folder.path(".candour-key");
    let key = std::fs::read_to_string(&path).expect("a key");
    assert_eq!(key.trim().len(), 64, "it is 32 bytes");
    assert!(!format!("{outcome}").contains(key.trim()), "the key is not printed");
    assert_eq!(std::fs::read_to_string(folder.path(".gitignore")).expect("a file"), "node_modules\n/.candour-key\n");
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::MetadataExt::mode(&path.metadata().expect("a file")) & 0o777, 0o600);
    // Another key would end every waiver.
    let outcome = make();
    assert_eq!(outcome.status, 2, "{outcome}");
    assert_eq!(std::fs::read_to_string(&path).expect("a key"), key);
    assert_eq!(folder.run("check", &[]).status, 0);
    // The key is no part of what a build leaves.
    folder.publish();
    let written = crate::folder::files_below(&folder.path("output"));
    assert!(written.values().all(|bytes| !String::from_utf8_lossy(bytes).contains(key.trim())));
    std::fs::write(&path, "password\n").expect("a file");
    let outcome = folder.run("check", &[]);
    assert!(outcome.status == 2 && outcome.stderr.contains("does not hold a key"), "{outcome}");
}

#[test]
fn a_build_with_another_key_is_another_build() {
    let folder = Folder::new(&[("learning/story.md", &story("", "The person was moved to Ward 23."))]);
    let build = |key: &str| {
        std::fs::write(folder.path(".candour-key"), key).expect("a key");
        fingerprints(&folder.publish(), "anon/room")
    };
    let (one, other) = (build(KEY), build(&KEY.replace('0', "f")));
    assert!(one.len() == 1 && other.len() == 1 && one != other, "{one:?} {other:?}");
    assert_eq!(build(KEY), one);
}
