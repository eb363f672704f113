//! `candour due`: what is due, and whose it is.

use crate::folder::{Folder, Outcome, plain_theme, program};

const ACTIONS: &str = "\
---
title: Falls at night
owner: Falls lead
next_review: 2027-02-01
theme: [falls]
actions:
  - action: Check the call bell
    owner: Ward managers
    due: 2026-12
    status: in progress
  - action: Fit night lights
    owner: Ward managers
    due: 2026-12
    status: done
---
## What happened

Somebody fell.
";

const STATEMENT: &str = "\
---
kind: statement
title: Accessibility statement
owner: Web team
compliance: partial
issues:
  - what: Old films have no captions
    criterion: 1.2.2 Captions (prerecorded)
    fix_by: 2026-12-31
prepared_on: 2026-01-10
last_reviewed: 2026-01-10
tested_by: our web team
test_method: We tried every page with a keyboard.
---
";

const POLICY: &str = "\
---
title: Moving and handling
review_due: 2026-10-01
waivers:
  - rule: plain/word
    reason: The name of a form
    by: Head of Safety
    given_on: 2026-01-01
    until: 2027-01-31
---
Words.
";

fn site() -> Folder {
    Folder::new(&[
        ("learning/falls.md", ACTIONS),
        ("accessibility-statement.md", STATEMENT),
        ("policies/moving.md", POLICY),
        (
            "old.md",
            "---\ntitle: Old\nnext_review: 2026-01-01\nstatus: withdrawn\nwithdrawn_reason: Gone.\n---\nWords.\n",
        ),
        ("draft.md", "---\ntitle: Draft\nnext_review: 2026-01-01\ndraft: true\n---\nWords.\n"),
    ])
}

fn due(folder: &Folder, options: &[&str]) -> Outcome {
    let mut program = program();
    program.args(["due", "--root"]).arg(folder.root()).args(["--today", "2026-11-22", "--theme"]).arg(plain_theme());
    let outcome = Outcome::of(program.args(options));
    assert_eq!(outcome.status, 0, "{outcome}");
    outcome
}

#[test]
fn what_is_due_is_told_by_owner() {
    let told = due(&site(), &[]).stdout;
    let expected = "\
Falls lead
  due by 1 February 2027: review: Falls at night (learning/falls.md)

Ward managers
  due by 31 December 2026: safety action: Check the call bell; Falls at night (learning/falls.md)

Web team
  due by 31 December 2026: promise to mend: Old films have no captions; Accessibility statement (accessibility-statement.md)
  due by 10 January 2027: yearly review of the statement: Accessibility statement (accessibility-statement.md)

No owner
  overdue since 1 October 2026: review: Moving and handling (policies/moving.md)
  due by 31 January 2027: end of a waiver: plain/word; Moving and handling (policies/moving.md)
";
    assert_eq!(told, expected);
    let near = due(&site(), &["--within", "10"]).stdout;
    assert_eq!(near, "No owner\n  overdue since 1 October 2026: review: Moving and handling (policies/moving.md)\n");
    let own = due(&site(), &["--owner", " ward MANAGERS"]).stdout;
    assert!(own.starts_with("Ward managers\n") && own.lines().count() == 2, "{own}");
    let nobody = due(&site(), &["--owner", "Nobody"]).stdout;
    assert_eq!(nobody, "Nothing is overdue, and nothing is due within 90 days.\n");
}

#[test]
fn the_list_goes_into_spreadsheets_calendars_and_letters() {
    let csv = due(&site(), &["--as", "csv"]).stdout;
    assert!(csv.starts_with("\"owner\",\"due\",\"overdue\",\"what\",\"which\",\"page\",\"file\"\r\n"), "{csv}");
    assert!(csv.contains(
        "\"No owner\",\"2026-10-01\",\"yes\",\"review\",\"\",\"Moving and handling\",\"policies/moving.md\"\r\n"
    ));
    assert_eq!(csv.lines().count(), 7);

    let ics = due(&site(), &["--as", "ics"]).stdout;
    assert_eq!(ics.matches("BEGIN:VEVENT\r\n").count(), 6);
    assert!(ics.contains("DTSTART;VALUE=DATE:20261001\r\n") && ics.contains("SUMMARY:Review: Moving and handling\r\n"));
    let ids: std::collections::BTreeSet<&str> = ics.lines().filter(|line| line.starts_with("UID:")).collect();
    assert_eq!(ids.len(), 6, "{ids:?}");
    assert!(ics.lines().all(|line| line.len() <= 75));

    let letters = due(&site(), &["--as", "email"]).stdout;
    assert_eq!(letters.matches("\nDear colleague,\n").count(), 4, "{letters}");
    assert!(letters.contains("To: No owner\nSubject: Patient safety at Northmere: 2 dates to keep\n"), "{letters}");
    assert!(letters.contains("Overdue:\n\n- 1 October 2026, review: Moving and handling (policies/moving.md)\n"));
}

#[test]
fn a_page_about_a_person_is_named_by_its_file_where_something_is_wrong_with_it() {
    let summary = ACTIONS
        .replace("title: Falls at night", "title: Falls of Mrs Imelda Thackwray, NHS number 943 476 5919")
        .replace("Check the call bell", "Write to Mrs Imelda Thackwray");
    let folder = Folder::new(&[("learning/falls.md", &summary)]);
    for form in ["text", "csv", "ics", "email"] {
        let told = due(&folder, &["--as", form]).stdout;
        assert!(!told.contains("Thackwray") && told.contains("learning/falls.md"), "{form}: {told}");
    }
}

#[test]
fn an_action_is_told_by_what_it_says_where_nothing_found_is_in_it() {
    let summary = ACTIONS.replace("Somebody fell.", "Imelda Thackwray fell. Imelda Thackwray rang.");
    let folder = Folder::new(&[("learning/falls.md", &summary)]);
    let told = due(&folder, &[]).stdout;
    assert!(told.contains("safety action: Check the call bell (learning/falls.md)\n"), "{told}");
    assert!(told.contains("review (learning/falls.md)\n"), "{told}");
    folder.write("learning/falls.md", summary.replace("Check the call bell", "Ring the thackwray family"));
    let told = due(&folder, &[]).stdout;
    assert!(told.contains("safety action (learning/falls.md)\n") && !told.contains("family"), "{told}");
}

#[test]
fn consents_that_end_or_have_no_end_are_due() {
    let partner = |ends: &str| {
        format!(
            "---\nname: Imelda Thackwray\nowner: Partners lead\nconsent:\n  name: true\n  story: true\n  given_on: 2026-03-02\n{ends}---\nI listen.\n"
        )
    };
    let folder = Folder::new(&[("partners/one.md", &partner("  expires_on: 2027-01-15\n"))]);
    let told = due(&folder, &[]).stdout;
    assert!(
        told.contains("Partners lead\n  due by 15 January 2027: end of a consent: Imelda (partners/one.md)\n"),
        "{told}"
    );
    folder.write("partners/one.md", partner(""));
    let told = due(&folder, &[]).stdout;
    assert!(told.contains("  overdue since 2 March 2026: end to write for a consent that has none: Imelda"), "{told}");
    folder.write("partners/one.md", partner("  withdrawn_on: 2026-04-01\n"));
    assert!(!due(&folder, &[]).stdout.contains("consent"));
}

#[test]
fn faults_in_the_pages_keep_nobody_from_the_list() {
    let folder = site();
    folder.write("broken.md", "---\ntitle: [\n---\nWords with <b>HTML</b>.\n");
    assert!(due(&folder, &[]).stdout.contains("Moving and handling"));
    folder.write("site.yaml", "site: [\n");
    let mut program = program();
    let outcome = Outcome::of(program.args(["due", "--root"]).arg(folder.root()).arg("--theme").arg(plain_theme()));
    assert!(outcome.status == 2 && outcome.stderr.contains("site.yaml"), "{outcome}");
}

#[test]
fn how_far_to_look_ahead_is_said_in_words_too() {
    let folder = site();
    let years = due(&folder, &["--within", "3 years"]).stdout;
    assert_eq!(years, due(&folder, &["--within", "1098"]).stdout);
    assert_ne!(years, due(&folder, &["--within", "1 day"]).stdout);
    let outcome = Outcome::of(program().args(["due", "--within", "soon"]));
    assert!(outcome.status == 2 && outcome.stderr.contains("such as \"6 months\""), "{outcome}");
}
