//! Every rule is what its explanation says: the faulty examples break it, the right ones do not, and `explain` prints
//! it all.

use candour::checks;
use candour::diagnostic::{Finding, Rule};
use candour::pipeline::Failure;

use crate::folder::{self, Outcome, program, told};

/// Rules whose fault no file of text can show: their explanation says in words when it happens.
const TOLD_IN_WORDS: &[&str] = &[
    "anon/file-properties",
    "attachments/comments",
    "attachments/encrypted",
    "attachments/hidden-content",
    "attachments/no-alt-text",
    "attachments/no-header-row",
    "anon/unread-file",
    "attachments/no-headings",
    "attachments/no-language",
    "attachments/no-title",
    "attachments/old-format",
    "attachments/cleaned",
    "attachments/personal-metadata",
    "attachments/scanned-pdf",
    "attachments/tracked-changes",
    "attachments/unreadable",
    "attachments/untagged-pdf",
    "files/moving-picture",
    "files/picture-too-large",
    "files/print-colours",
    "links/bad-certificate",
    "links/dead",
    "links/moved",
    "links/no-such-part",
    "links/not-checked",
    "links/not-https",
    "links/unreachable",
    "markdown/too-deep",
    "output/document-failed",
    "output/path-twice",
    "output/words-joined",
    "source/not-text",
    "source/too-large",
    "theme/contrast",
    "video/captions-language",
    "video/captions-too-long",
    "video/captions-unusable",
    "waivers/no-text",
    "waivers/repeats-words",
];

/// The files of a section `## Bad` or `## Good`, each in a fenced block headed by its language and path.
fn examples(explanation: &str, heading: &str) -> Result<Vec<(String, String)>, String> {
    let start = format!("\n## {heading}\n");
    let Some((_, section)) = explanation.split_once(&start) else {
        return Err(format!("it has no section `## {heading}`"));
    };
    let mut files: Vec<(String, String)> = Vec::new();
    let mut fence = None;
    for line in section.lines() {
        let backticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            None if backticks >= 3 => {
                let info = &line[backticks..];
                let Some((_, path)) = info.split_once(' ') else {
                    return Err(format!("the block `{info}` in `{heading}` has no path"));
                };
                files.push((path.to_owned(), String::new()));
                fence = Some(backticks);
            }
            None if line.starts_with("## ") => break,
            None => {}
            Some(length) if backticks == length && line.len() == length => fence = None,
            Some(_) => {
                let (_, text) = files.last_mut().expect("an open block");
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    if files.is_empty() || fence.is_some() { Err(format!("`{heading}` has no whole block")) } else { Ok(files) }
}

/// What is found in the files of an example.
fn found_in(files: &[(String, String)]) -> Vec<Finding> {
    let own = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let files: Vec<(&str, &str)> = [("site.yaml", folder::BARE_SITE_YAML)].into_iter().chain(own).collect();
    match folder::build(&files) {
        Ok(build) => build.findings.into_vec(),
        Err(Failure::Configuration(findings)) => findings,
        Err(failure) => panic!("{failure}"),
    }
}

/// What is wrong with a rule's explanation.
fn check(rule: &Rule) -> Result<(), String> {
    let text = rule.explain;
    let (title, rest) = text.split_once("\n\n").ok_or("it is one paragraph")?;
    if !title.starts_with("# ") || title.lines().count() != 1 || title.ends_with('.') {
        return Err("it should start with a title".to_owned());
    }
    if rest.trim_start().starts_with('#') || !rest.contains("\n\n## How to mend it\n\n") {
        return Err("it should say why, then `## How to mend it`".to_owned());
    }
    if TOLD_IN_WORDS.contains(&rule.code) {
        let bare = !text.contains("\n## Bad\n") && !text.contains("\n## Good\n");
        return if bare && text.contains("\n## Example\n\n") { Ok(()) } else { Err("it needs an example".to_owned()) };
    }
    let bad = found_in(&examples(text, "Bad")?);
    if bad.iter().all(|it| it.rule != rule.code) {
        return Err(format!("its bad example does not break it: {}", told(&bad)));
    }
    let good = found_in(&examples(text, "Good")?);
    if good.iter().any(|it| it.rule == rule.code || it.severity == "error") {
        return Err(format!("its good example is not good: {}", told(&good)));
    }
    Ok(())
}

#[test]
fn every_rule_is_as_its_examples_show() {
    let rules = checks::rules();
    let wrong: Vec<String> =
        rules.iter().filter_map(|rule| check(rule).err().map(|fault| format!("{}: {fault}", rule.code))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for code in TOLD_IN_WORDS {
        assert!(rules.iter().any(|rule| rule.code == *code), "there is no rule {code}");
    }
}

#[test]
fn every_rule_has_a_code_and_an_authority() {
    let rules = checks::rules();
    for rule in &rules {
        let plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        let parts: Vec<&str> = rule.code.split('/').collect();
        assert!(parts.len() == 2 && parts.into_iter().all(plain), "{} is not family/fault", rule.code);
        assert!(!rule.authority.trim().is_empty(), "{} has no authority", rule.code);
    }
    let codes: Vec<&str> = rules.iter().map(|rule| rule.code).collect();
    let mut once = codes.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(codes, once, "the rules are in order, each once");
}

fn explain(rule: &[&str]) -> Outcome {
    Outcome::of(program().arg("explain").args(rule))
}

#[test]
fn explain_prints_a_rule() {
    for rule in checks::rules() {
        // Every rule is printed from the same data: three stand for all.
        if !["consent/hidden-name", "links/no-such-page", "publishing/draft"].contains(&rule.code) {
            continue;
        }
        let outcome = explain(&[rule.code]);
        assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""), "{outcome}");
        let severity = rule.severity.name();
        for words in [rule.explain, rule.code, severity, rule.authority] {
            assert!(outcome.stdout.contains(words), "{} is explained without {words:?}", rule.code);
        }
    }
}

#[test]
fn explain_lists_every_rule() {
    let outcome = explain(&[]);
    assert_eq!(outcome.status, 0, "{outcome}");
    let listed: Vec<&str> = outcome.stdout.lines().filter_map(|line| line.strip_prefix("  ")).collect();
    let rules = checks::rules();
    assert_eq!(listed.len(), rules.len(), "{outcome}");
    for (line, rule) in listed.iter().zip(rules) {
        let title = rule.explain.lines().next().expect("a title").trim_start_matches("# ");
        assert!(line.starts_with(rule.code) && line.ends_with(title), "{line}");
        assert!(line.contains(rule.severity.name()), "{line}");
    }
}

#[test]
fn explain_knows_what_was_meant() {
    for (typed, expected) in [
        ("links/no-such-pag", "candour: there is no rule links/no-such-pag; did you mean links/no-such-page?\n"),
        ("fake-heading", "candour: there is no rule fake-heading; did you mean accessibility/fake-heading?\n"),
        ("Wrong folder", "candour: there is no rule Wrong folder; did you mean publishing/wrong-folder?\n"),
        ("capitals", "candour: there is no rule capitals; did you mean accessibility/capitals?\n"),
        ("zzz", "candour: there is no rule zzz; `candour explain` lists them all.\n"),
    ] {
        let outcome = explain(&[typed]);
        assert_eq!((outcome.status, outcome.stdout.as_str(), outcome.stderr.as_str()), (2, "", expected));
    }
}

#[test]
fn the_rules_are_pages_of_a_guide_that_candour_builds() {
    let site = folder::Folder::new(&[]);
    let rules = site.path("content/rules");
    let explain = || Outcome::of(program().arg("explain").arg("--pages").arg(&rules));
    let written = explain();
    assert_eq!(written.status, 0, "{written}");
    assert_eq!(explain().status, 0, "again, over its own pages");
    let outcome = site.build();
    let wrong = outcome.stdout.lines().filter(|line| {
        let is_grave = line.contains("\"severity\":\"error\"") || line.contains("\"severity\":\"warning\"");
        is_grave && !line.contains("\"waived\":true")
    });
    assert_eq!((outcome.status, wrong.count()), (0, 0), "{outcome}");
    let page = site.text("rules/links/no-such-page/index.html");
    for words in ["links/no-such-page", "How to mend it", "An example that breaks it", "On whose authority"] {
        assert!(page.contains(words), "no {words:?} in {page}");
    }
    let codes = checks::rules().len();
    let pages = site.site().keys().filter(|path| path.starts_with("rules/")).count();
    assert!(pages > codes, "{pages} pages for {codes} rules");
    site.write("rules/own.md", "---\ntitle: Own\n---\nWords.\n");
    let refused = explain();
    assert!(refused.status == 2 && refused.stderr.contains("holds own.md, which Candour did not write"), "{refused}");
}
