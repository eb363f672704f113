//! Dates and cycles, in front matter and in the text: each fault once, at its place, and none where all agree.

use crate::folder::{BARE_SITE_YAML, Folder};

/// The findings of the family `dates` in a policy with these keys and this text, as line, column and rule.
fn found(front_matter: &str, text: &str) -> Vec<String> {
    let page = format!("---\ntitle: Falls\n{front_matter}---\n{text}\n");
    let folder = Folder::new(&[("site.yaml", BARE_SITE_YAML), ("policies/falls.md", &page)]);
    let findings = folder.run("check", &["--format", "json"]).findings();
    let dates = findings.iter().filter(|it| it.rule.starts_with("dates/"));
    dates.map(|it| format!("{}:{} {}", it.line, it.column, it.rule)).collect()
}

const WHOLE: &str = "approved_on: 2026-04-01\nreview_due: 2028-04-01\nreview_every: 2 years\n";

#[test]
fn a_wrong_date_is_told_once() {
    // Really published: approved and due for review in the same month, then every two years.
    let same_month = WHOLE.replace("2028-04-01", "2026-04");
    assert_eq!(found(&same_month, "Text."), ["4:13 dates/order"]);
    assert_eq!(found(&WHOLE.replace("2028-04-01", "2029-04-01"), "Text."), ["4:13 dates/review-contradicts-cycle"]);
    let old = WHOLE.replace("2026-", "2023-").replace("2028-", "2025-");
    assert_eq!(found(&old, "Text."), ["4:13 dates/review-long-overdue"]);
}

#[test]
fn a_review_in_the_month_of_the_approval_is_said_to_be_so() {
    let message = |review: &str, keys: &str| {
        let page = format!("---\ntitle: Falls\n{keys}\nreview_due: {review}\n---\nText.\n");
        let folder = Folder::new(&[("site.yaml", BARE_SITE_YAML), ("policies/falls.md", &page)]);
        let mut findings = folder.run("check", &["--format", "json"]).findings();
        findings.retain(|it| it.rule == "dates/order");
        findings.first().map(|it| it.message.clone()).unwrap_or_default()
    };
    let approved = "approved_on: 2025-10-14";
    for (review, keys, expected) in [
        ("2025-10-31", approved, "the review, 31 October 2025, is in the same month as the approval, 14 October 2025"),
        ("2025-10", approved, "the review, October 2025, is in the same month as the approval, 14 October 2025"),
        ("2025-10-14", approved, "the review, 14 October 2025, is not after the approval, 14 October 2025"),
        ("2025-10-13", approved, "the review, 13 October 2025, is not after the approval, 14 October 2025"),
        ("2025-09", approved, "the review, September 2025, is not after the approval, 14 October 2025"),
        (
            "2025-09",
            "effective_from: 2025-10-14",
            "the review, September 2025, is not after the day from which this is in force, 14 October 2025",
        ),
        ("2025-11-01", approved, ""),
    ] {
        assert_eq!(message(review, keys), expected);
    }
}

#[test]
fn a_day_that_its_month_does_not_have_is_told_as_that() {
    let told = |review: &str| {
        let page = format!("---\ntitle: Falls\nreview_due: {review}\n---\nText.\n");
        let folder = Folder::new(&[("site.yaml", BARE_SITE_YAML), ("policies/falls.md", &page)]);
        let mut findings = folder.run("check", &["--format", "json"]).findings();
        findings.retain(|it| it.rule == "front-matter/wrong-value");
        findings.first().map(|it| format!("{}; {}", it.message, it.help)).unwrap_or_default()
    };
    let no_such =
        |last| format!("`review_due`: there is no such day: the month has {last} days; write a day that the month has");
    assert_eq!(told("2027-06-31"), no_such(30));
    assert_eq!(told("2027-02-29"), no_such(28));
    assert_eq!(told("2028-02-30"), no_such(29));
    for other in ["2027-13-01", "2027-06-3", "31 June 2027", "2027-06-00"] {
        assert!(told(other).starts_with("`review_due`: this is not a date or a month"), "{other}: {}", told(other));
    }
    assert_eq!(told("2028-02-29"), "");
}

#[test]
fn the_text_says_what_the_front_matter_says() {
    for text in [
        "This policy was approved on 1 April 2026 and is due for review on 1st April 2028.",
        "This policy was approved in April 2026. It is reviewed every 24 months.",
        "Approved on 01/04/2026. Next review: April 2028.",
        "The trust board approved the safety strategy on 3 May 2021. We review each ward every six months.",
        "The plan is refreshed every 18 months. The Act came into force on 1 April 2015.",
        "We will review this policy by 1 April 2028, or every two years at the latest.",
    ] {
        assert_eq!(found(WHOLE, text), [""; 0], "{text}");
    }
}

#[test]
fn the_text_says_something_else() {
    for (text, expected) in [
        ("This policy was approved on 1 April 2025.", "7:29 dates/text-contradicts"),
        ("This policy is next due for review in April 2027.", "7:39 dates/text-contradicts"),
        ("- Approved on 2 April 2026", "7:15 dates/text-contradicts"),
        ("We review **this policy** every three years.", "7:27 dates/text-contradicts-cycle"),
        ("This policy was approved in April 2026. It is reviewed annually.", "7:56 dates/text-contradicts-cycle"),
    ] {
        assert_eq!(found(WHOLE, text), [expected], "{text}");
    }
}
