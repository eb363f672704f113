//! The rules as pages of a guide: one page for each, a landing page for each family and one for all, as Markdown that
//! Candour itself builds. Made from the rules' own explanations, so that the guide and `candour explain` say the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::anonymity::{self, Vocabulary};
use crate::diagnostic::{Floor, Rule, Severity};

/// Families by what a reader calls them; others are called by their name.
const FAMILIES: &[(&str, &str)] = &[
    ("accessibility", "Accessibility"),
    ("anon", "Anonymity"),
    ("attachments", "Attached files"),
    ("config", "The settings in site.yaml"),
    ("control", "Document control"),
    ("front-matter", "The facts at the top of a page"),
    ("output", "The published files"),
    ("plain", "Plain English"),
    ("psirf", "The patient safety incident response framework"),
    ("source", "The files of a page"),
    ("statement", "The accessibility statement"),
];

/// The line after the front matter.
const FRONT_MATTER_END: &str = "---\n";

/// The pages by their paths below a folder. They are in the language of Candour.
pub fn pages(rules: &[&Rule]) -> Vec<(String, String)> {
    let mut families: BTreeMap<&str, Vec<&Rule>> = BTreeMap::new();
    for rule in rules {
        families.entry(rule.family()).or_default().push(rule);
    }
    let mut pages = Vec::new();
    let mut list = String::new();
    for (family, rules) in &families {
        let title = family_title(family);
        list.push_str(&format!("- [{title}]({family}/_index.md)\n"));
        let mut own = front_matter(&title, &format!("The rules about {}.", lower_first(&title)));
        own.push_str("Each page says what the rule asks, why, and how to mend what it finds.\n");
        pages.push((format!("{family}/_index.md"), own));
        for rule in rules {
            let name = rule.code.rsplit('/').next().unwrap_or_default();
            pages.push((format!("{family}/{name}.md"), page(rule)));
        }
    }
    let about = "What Candour checks before it publishes a page, why, and how to mend what it finds.";
    let mut index = front_matter("Rules", about);
    index.push_str(
        "An **error** keeps the whole site as it was until it is mended. A **warning** is told and does not keep \
         anything back, unless the build is strict. **Advice** is told and never keeps anything back.\n\n",
    );
    index.push_str(&list);
    pages.push(("_index.md".to_owned(), index));
    pages
}

fn page(rule: &Rule) -> String {
    let (_, words) = rule.explain.split_once('\n').unwrap_or(("", rule.explain));
    let description = format!("Rule {}: what it asks, why, and how to mend it.", rule.code);
    let mut page = String::new();
    let weight = match rule.severity {
        Severity::Error => "an error: nothing is published until it is mended",
        Severity::Warning => "a warning: the page is published",
        Severity::Advice => "advice: the page is published",
    };
    let setting = match rule.floor {
        Floor::None => "Your site can change that under `rules:` in site.yaml.",
        _ => "Your site cannot make it lighter.",
    };
    page.push_str(&format!("Findings name this rule as `{}`. It is {weight}. {setting}\n", rule.code));
    let mut open_fence = "";
    for line in words.lines() {
        let fence = &line[..line.len() - line.trim_start_matches('`').len()];
        match line[fence.len()..].split_once(' ') {
            // The path of an example is part of its first line, where a reader of a page would not see it.
            Some((language, path)) if open_fence.is_empty() && fence.len() > 2 => {
                open_fence = fence;
                page.push_str(&format!("In `{path}`:\n\n{fence}{language}\n"));
            }
            _ => {
                if line == open_fence {
                    open_fence = "";
                }
                page.push_str(match line {
                    "## Bad" => "## An example that breaks it",
                    "## Good" => "## The example mended",
                    line => line,
                });
                page.push('\n');
            }
        }
    }
    page.push_str(&format!("\n## On whose authority\n\n{}\n", linked(rule.authority)));
    let mut head = front_matter(rule.title(), &description);
    // The example of a number that no page may hold holds one.
    let examples = anonymity::scan_numbers(&page, &Vocabulary::default());
    let waivers: BTreeSet<(&str, &str)> =
        examples.iter().filter_map(|it| Some((rule.code, page.get(it.range.clone())?))).collect();
    if !waivers.is_empty() {
        head.truncate(head.len() - FRONT_MATTER_END.len());
        head.push_str("waivers:\n");
        for (code, words) in waivers {
            head.push_str(&format!(
                "  - rule: {code}\n    text: {}\n    reason: an invented example\n    by: Candour\n    given_on: 2026-11-22\n    until: 2099-12-31\n",
                quoted(words)
            ));
        }
        head.push_str(FRONT_MATTER_END);
    }
    head + &page
}

fn front_matter(title: &str, description: &str) -> String {
    format!(
        "---\nkind: page\ntitle: {}\ndescription: {}\ndocuments: none\n{FRONT_MATTER_END}",
        quoted(title),
        quoted(description)
    )
}

fn quoted(words: &str) -> String {
    format!("'{}'", words.replace('\'', "''"))
}

fn family_title(family: &str) -> String {
    if let Some((_, title)) = FAMILIES.iter().find(|(name, _)| *name == family) {
        return (*title).to_owned();
    }
    let words = family.replace('-', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Words in which each web address is a link under the words before it: an address is read out sign by sign.
fn linked(words: &str) -> String {
    let parts = words.split("; ").map(|part| match part.split_once("https://") {
        Some((name, address)) if !name.trim().is_empty() => {
            format!("[{}](<https://{}>)", name.trim_end_matches([',', ':', ' ']), address.trim())
        }
        Some(_) => format!("<{part}>"),
        None => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("; ") + "."
}
