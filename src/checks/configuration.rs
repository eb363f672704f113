//! `site.yaml` against the rest of the site: what it names is there.

use super::check::{Check, Run};
use super::files::shown_picture;
use crate::config::CONFIG_FILE;
use crate::diagnostic::{CANDOUR, Diagnostic, Floor, Rule, Setting, nearest};
use crate::rule;
use crate::site::Site;
use crate::source::{SourcePath, Span};

rule!(/// A rule in `site.yaml` that there is not.
    UNKNOWN_RULE = "config/unknown-rule", Error, Fixed, CANDOUR);
rule!(/// A rule in `site.yaml` that cannot be lowered.
    RULE_IS_FIXED = "config/rule-is-fixed", Warning, Fixed, CANDOUR);
rule!(/// A page or file named in `site.yaml` that is not there.
    NAMED_FILE_MISSING = "config/named-file-missing", Error, Fixed, CANDOUR);
rule!(/// A site without a home page.
    NO_HOME_PAGE = "config/no-home-page", Error, Fixed, CANDOUR);

/// The check of what `site.yaml` names.
pub const CONFIGURATION: Check =
    Check { rules: &[&UNKNOWN_RULE, &RULE_IS_FIXED, &NAMED_FILE_MISSING, &NO_HOME_PAGE], run: Run::Site(run) };

fn run(site: &Site, found: &mut Vec<Diagnostic>) {
    let file = SourcePath::new(CONFIG_FILE);
    let text = site.configuration_text();
    // The first place where a value is written; the file has been read as YAML, so it is there.
    let place = |words: &str| {
        let at = text.find(words).unwrap_or(0);
        Span::new(at, at + if text[at..].starts_with(words) { words.len() } else { 0 })
    };
    let rules = super::rules();
    for (code, setting) in &site.config.rules {
        let lowers = |rule: &Rule| match setting.setting() {
            Setting::Off => true,
            Setting::At(severity) => severity < rule.severity,
        };
        if rules.iter().any(|rule| rule.code == code && rule.floor == Floor::Fixed && lowers(rule)) {
            let message = "this rule protects readers and cannot be lowered; the line has no effect";
            let help = "delete the line, and mend what the rule finds";
            found.push(Diagnostic::new(&RULE_IS_FIXED, &file, place(code), message).help(help));
        }
        if rules.iter().all(|rule| rule.code != code && rule.family() != code) {
            let help = match nearest(code, rules.iter().map(|rule| rule.code)) {
                Some(near) => format!("did you mean {near}?"),
                None => "type `candour explain` for the list of rules".to_owned(),
            };
            found.push(Diagnostic::new(&UNKNOWN_RULE, &file, place(code), "there is no such rule").help(help));
        }
    }
    for entry in &site.config.navigation {
        if site.page_of(&SourcePath::new(&entry.page)).is_none() {
            let pages = site.pages().iter().map(|page| page.document.path().as_str());
            let help = match nearest(&entry.page, pages) {
                Some(near) => format!("did you mean {near}?"),
                None => "write the path of a .md file in the content folder, for example policies/_index.md".to_owned(),
            };
            let message = "the navigation names a page that is not there or not published";
            found.push(Diagnostic::new(&NAMED_FILE_MISSING, &file, place(&entry.page), message).help(help));
        }
    }
    if let Some(logo) = &site.config.organisation.logo {
        match site.logo() {
            Some(path) => found.extend(shown_picture(site, &path).map(|fault| fault.at(&file, place(logo)))),
            None => {
                let help = "put the picture in the content folder, or delete the line";
                found
                    .push(Diagnostic::new(&NAMED_FILE_MISSING, &file, place(logo), "the logo is not there").help(help));
            }
        }
    }
    if site.page_at("/").is_none() {
        let home = SourcePath::new("index.md");
        let (message, help) = if site.unpublished(&home).is_some() || site.page_of(&home).is_some() {
            ("the home page, index.md, is not published", "take out `draft`, `publish_on`, `expire_on` or `slug`")
        } else {
            ("the site has no home page", "add a file index.md at the top of the content folder")
        };
        found.push(Diagnostic::new(&NO_HOME_PAGE, &file, Span::default(), message).help(help));
    }
}
