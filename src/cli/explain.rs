//! `candour explain`.

use std::path::Path;

use super::{CLEAN, plural, print};
use crate::checks;
use crate::diagnostic::{Rule, nearest};
use crate::publish;
use crate::report;

pub(super) fn explain(wanted: Option<&str>) -> Result<u8, String> {
    let rules = checks::rules();
    let Some(wanted) = wanted else {
        print(&rule_list(&rules));
        return Ok(CLEAN);
    };
    match rules.iter().find(|rule| rule.code == wanted) {
        Some(rule) => {
            let severity = rule.severity.name();
            print(&format!(
                "{}\nRule: {}\nSeverity: {severity}\nAuthority: {}\n",
                rule.explain, rule.code, rule.authority
            ));
            Ok(CLEAN)
        }
        None => {
            let help = match meant(wanted, &rules) {
                near if near.is_empty() => "`candour explain` lists them all".to_owned(),
                near => format!("did you mean {}?", near.join(" or ")),
            };
            Err(format!("there is no rule {wanted}; {help}"))
        }
    }
}

/// The rules that somebody may have meant: by the last part of their names, by their whole names, by a word in them.
fn meant(wanted: &str, rules: &[&Rule]) -> Vec<&'static str> {
    let last = |code: &'static str| code.rsplit('/').next().unwrap_or(code);
    let codes = || rules.iter().map(|rule| rule.code);
    let wanted = wanted.to_lowercase().replace([' ', '_'], "-");
    let named: Vec<&str> = codes().filter(|code| last(code) == wanted).collect();
    if !named.is_empty() {
        return named;
    }
    let within: Vec<&str> = codes().filter(|code| last(code).split('-').any(|part| part == wanted)).take(4).collect();
    let near = nearest(&wanted, codes()).or_else(|| {
        let near = nearest(&wanted, codes().map(last))?;
        codes().find(|code| last(code) == near)
    });
    if wanted.contains('/') || within.is_empty() { near.into_iter().collect() } else { within }
}

/// Writes the pages of a guide to the rules.
pub(super) fn explain_in(folder: &Path) -> Result<u8, String> {
    let pages = report::rules::pages(&checks::rules());
    publish::pages(folder, &pages).map_err(|error| error.to_string())?;
    eprintln!("{} written to {}", plural(pages.len(), "page", ""), folder.display());
    Ok(CLEAN)
}

/// Every rule with its title, by family.
fn rule_list(rules: &[&Rule]) -> String {
    let mut list = String::new();
    let mut family = "";
    for rule in rules {
        let own = rule.code.split('/').next().unwrap_or("");
        if own != family {
            family = own;
            list.push_str(&format!("{}{family}\n", if list.is_empty() { "" } else { "\n" }));
        }
        list.push_str(&format!("  {:<36} {:<8} {}\n", rule.code, rule.severity.name(), rule.title()));
    }
    list
}
