//! `site.yaml` against the rest of the site: what it names is there.

use super::check::{Check, Run};
use super::files::shown_picture;
use super::publishing;
use crate::config::{CONFIG_FILE, SecurityTxt};
use crate::diagnostic::{CANDOUR, Diagnostic, Floor, Rule, Setting, nearest};
use crate::rule;
use crate::site::Site;
use crate::source::{SourcePath, Span};
use crate::yaml;

rule!(/// A rule in `site.yaml` that there is not.
    UNKNOWN_RULE = "config/unknown-rule", Error, Fixed, CANDOUR);
rule!(/// A rule in `site.yaml` that cannot be lowered.
    RULE_IS_FIXED = "config/rule-is-fixed", Warning, Fixed, CANDOUR);
rule!(/// A page or file named in `site.yaml` that is not there.
    NAMED_FILE_MISSING = "config/named-file-missing", Error, Fixed, CANDOUR);
rule!(/// A site without a home page.
    NO_HOME_PAGE = "config/no-home-page", Error, Fixed, CANDOUR);

rule!(/// A `security.txt` that nobody may rely on any more.
    SECURITY_TXT_EXPIRED = "config/security-txt-expired", Error, Fixed, RFC_9116);
rule!(/// A `security.txt` that is relied on for longer than anybody should.
    SECURITY_TXT_TOO_LONG = "config/security-txt-too-long", Warning, None, RFC_9116);
rule!(/// Nobody to tell of a weakness in the website.
    NO_SECURITY_CONTACT = "config/no-security-contact", Advice, None, "RFC 9116, 2.5.3; National Cyber Security Centre, vulnerability disclosure toolkit");

const RFC_9116: &str = "RFC 9116, 2.5.5: https://www.rfc-editor.org/rfc/rfc9116#section-2.5.5";

/// The check of what `site.yaml` names.
pub const CONFIGURATION: Check = Check {
    rules: &[
        &UNKNOWN_RULE,
        &RULE_IS_FIXED,
        &NAMED_FILE_MISSING,
        &NO_HOME_PAGE,
        &SECURITY_TXT_EXPIRED,
        &SECURITY_TXT_TOO_LONG,
        &NO_SECURITY_CONTACT,
    ],
    run: Run::Site(run),
};

fn run(site: &Site, found: &mut Vec<Diagnostic>) {
    let file = SourcePath::new(CONFIG_FILE);
    let text = site.configuration_text();
    // The first place where a value is written; the file has been read as YAML, so it is there.
    let place = |words: &str| {
        let at = text.find(words).unwrap_or(0);
        Span::new(at, at + if text[at..].starts_with(words) { words.len() } else { 0 })
    };
    publishing::in_configuration(&file, text, found);
    let rules = super::rules();
    for (code, setting) in &site.config.rules {
        let lowers = |rule: &Rule| match setting.setting() {
            Setting::Off => true,
            Setting::At(severity) => severity < rule.severity,
        };
        // A family with a single rule that can be lowered is not told: the line has an effect.
        let mut named = rules.iter().filter(|rule| rule.code == code || rule.family() == code).peekable();
        if named.peek().is_some() && named.all(|rule| rule.floor == Floor::Fixed && lowers(rule)) {
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
    security_txt(site, &file, found);
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

fn security_txt(site: &Site, file: &SourcePath, found: &mut Vec<Diagnostic>) {
    if site.config.security_contacts().is_empty() {
        let message = "people who find a weakness in this website are told nowhere whom to write to";
        let help = "add `security:` with a team and its email under `contacts:`";
        found.push(Diagnostic::new(&NO_SECURITY_CONTACT, file, Span::default(), message).help(help));
        return;
    }
    let tree = yaml::parse(site.configuration_text(), 0).ok();
    let place = |key: &str| {
        let value = tree.as_ref().and_then(|root| root.get("security_txt")).and_then(|block| block.get(key));
        value.map_or_else(Span::default, |value| value.span)
    };
    let written = &site.config.security_txt;
    let key = if written.expires.is_some() { "expires" } else { "expires_after" };
    let expiry = written.expiry(site.day);
    let help = "delete the line: each build then says a day in just under a year";
    if expiry <= site.day {
        let message = "security.txt would be published as out of date: this day is not to come";
        found.push(Diagnostic::new(&SECURITY_TXT_EXPIRED, file, place(key), message).help(help));
    } else if expiry > site.day.after(SecurityTxt::LIFE_MAX) {
        let message = "security.txt would be relied on for longer than a year";
        found.push(Diagnostic::new(&SECURITY_TXT_TOO_LONG, file, place(key), message).help(help));
    }
}
