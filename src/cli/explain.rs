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
            let near = nearest(wanted, rules.iter().map(|rule| rule.code));
            let help =
                near.map_or("`candour explain` lists them all".to_owned(), |near| format!("did you mean {near}?"));
            Err(format!("there is no rule {wanted}; {help}"))
        }
    }
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
