//! `content/site.yaml`: the organisation, its contacts and its rules.
//!
//! Faults here are bad configuration (exit status 2): they are all reported, and no site is made.

pub mod phone;

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{self, Deserializer};

use phone::Phone;

use crate::dates::{Cycle, CycleUnit, Date};
use crate::diagnostic::{CANDOUR, Diagnostic, Setting, Severity, nearest};
use crate::keys::{JsonSchema, written};
use crate::kinds::KINDS;
use crate::kinds::kind::DocumentChoice;
use crate::rule;
use crate::source::{SourcePath, SourceTree, Span, TextFault};
use crate::yaml::{self, FaultKind, Node, list_words};

rule!(/// No `site.yaml`, or one that cannot be read.
    SITE_YAML = "config/site-yaml", Error, Fixed, CANDOUR);
rule!(/// A key of `site.yaml` that is unknown, missing, double or of the wrong kind.
    CONFIG_KEY = "config/key", Error, Fixed, CANDOUR);

/// The name of the configuration in the content folder.
pub const CONFIG_FILE: &str = "site.yaml";

/// Everything that `site.yaml` says.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Who publishes the website.
    pub organisation: Organisation,
    /// The website.
    pub site: SiteFacts,
    /// The teams that readers can reach, each under a name. Give a team, never a person.
    pub contacts: Contacts,
    /// The main language of the website. en-GB is British English.
    pub language: Language,
    /// The other languages you publish in. about.cy.md is the page about.md in Welsh, once cy is here.
    #[schemars(with = "Vec<Language>")]
    #[schemars(example = ["cy", "pl", "gu", "ur"])]
    pub languages: Vec<String>,
    /// The licence of your words, shown at the foot of every page.
    pub licence: Option<Licence>,
    /// The menu at the top of every page, in order.
    pub navigation: Vec<NavigationEntry>,
    /// Which documents are made of each kind of page. A page can say otherwise in its own front matter.
    pub documents: BTreeMap<String, DocumentChoice>,
    /// When you are reminded of reviews.
    pub review: Review,
    /// How much a rule counts, by its name or by its family: off, advice, warning or error. The rule's own line
    /// decides.
    pub rules: BTreeMap<String, RuleSetting>,
    /// Words of your own that add to Candour's lists, such as response types. Leave it empty to use the national
    /// lists.
    pub vocabularies: BTreeMap<String, Vec<String>>,
    /// How people in learning summaries are protected.
    pub anonymisation: Anonymisation,
    /// What people who find a weakness in the website are told, in /.well-known/security.txt.
    pub security_txt: SecurityTxt,
    /// Whether readers can search the website. The search works in their own browser and sends nothing to anyone.
    pub search: Switch,
}

/// The organisation.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Organisation {
    /// The full name of the organisation.
    #[schemars(example = "Northmere Health and Care NHS Trust")]
    pub name: String,
    /// Its name in running text.
    #[schemars(example = &"Northmere")]
    pub short_name: Option<String>,
    /// What kind of organisation it is.
    #[serde(rename = "type")]
    pub kind: OrganisationKind,
    /// Its logo, a file in the content folder. Without it, no logo is shown.
    #[schemars(example = "logo.svg")]
    pub logo: Option<String>,
    /// Its postal address.
    #[schemars(example = "Lantern House, Harbour Approach, Northmere, NM1 1NH")]
    pub address: Option<String>,
}

/// The types of organisation that the framework knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum OrganisationKind {
    /// An NHS trust.
    #[default]
    Trust,
    /// An integrated care board.
    Icb,
    /// Another provider of care, such as a hospice.
    Provider,
}

/// The website.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SiteFacts {
    /// The title of the website.
    #[schemars(example = "Patient safety at Northmere")]
    pub title: String,
    /// One or two sentences on what the website is about.
    #[schemars(example = "How Northmere keeps patients safe and learns.")]
    pub description: Option<String>,
    /// The public address of the website, with https:// and without a slash at its end.
    #[schemars(example = "https://safety.example.nhs.uk")]
    pub url: String,
    /// A notice at the foot of every page.
    pub notice: Option<String>,
}

/// The contacts of the contract, and any others by name.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Contacts(pub BTreeMap<String, ContactDetails>);

/// How to reach a team.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactDetails {
    /// The name of the team.
    #[schemars(example = "Patient safety team")]
    pub team: String,
    /// Its e-mail address.
    #[schemars(example = "patient.safety@example.nhs.uk")]
    pub email: Option<String>,
    /// Its phone number, with spaces as it is spoken, perhaps with an extension: 01632 960120 ext 22.
    #[schemars(example = "01632 960120")]
    pub phone: Option<String>,
    /// When it answers.
    #[schemars(example = "Monday to Friday, 9am to 5pm")]
    pub hours: Option<String>,
    /// Where it is.
    #[schemars(example = "Lantern House, Harbour Approach, Northmere, NM1 1NH")]
    pub address: Option<String>,
}

/// A language tag, `en-GB` unless the site says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language(pub String);

impl Default for Language {
    fn default() -> Language {
        Language("en-GB".to_owned())
    }
}

const NOT_A_LANGUAGE: &str = "this is not a language tag\nwrite it as en-GB, cy, pl, ur or gu";
written!(Language, "^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$", NOT_A_LANGUAGE, ["en-GB", "cy", "pl", "ur", "gu"]);

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Language, D::Error> {
        let tag = String::deserialize(deserializer)?;
        if is_language_tag(&tag) {
            return Ok(Language(tag));
        }
        Err(de::Error::custom(NOT_A_LANGUAGE))
    }
}

/// Whether text has the form of a BCP 47 tag: letters first, then parts of letters and digits.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or("");
    (2..=3).contains(&primary.len())
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Whether a language is written from right to left.
pub fn is_right_to_left(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or("");
    match parts.find(|part| part.len() == 4) {
        Some(script) => ["arab", "hebr", "thaa"].contains(&script.to_ascii_lowercase().as_str()),
        None => matches!(language, "ar" | "ckb" | "dv" | "fa" | "he" | "ps" | "sd" | "ug" | "ur" | "yi"),
    }
}

/// A licence.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// What the licence is called.
    #[schemars(example = "Open Government Licence v3.0")]
    pub name: String,
    /// Where it can be read.
    #[schemars(example = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/")]
    pub url: String,
}

/// An entry of the navigation.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NavigationEntry {
    /// The words of the link.
    #[schemars(example = &"Policies")]
    pub title: String,
    /// The page: the path of its .md file in the content folder.
    #[schemars(example = "policies/_index.md")]
    pub page: String,
}

/// When reviews are spoken of.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Review {
    /// How long before a review is due you are reminded of it.
    pub warn_within: Cycle,
    /// How long a review may be overdue before it keeps the site from being published.
    pub grace: Cycle,
}

impl Default for Review {
    fn default() -> Review {
        let days = |count| Cycle { count, unit: crate::dates::CycleUnit::Days };
        Review { warn_within: days(90), grace: days(30) }
    }
}

/// The severity of a rule in `site.yaml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum RuleSetting {
    /// It is not reported.
    Off,
    /// It is reported and never blocks.
    Advice,
    /// It blocks only with `--strict`.
    Warning,
    /// It blocks: nothing is published.
    Error,
}

impl RuleSetting {
    /// As the diagnostics take it.
    pub fn setting(self) -> Setting {
        match self {
            RuleSetting::Off => Setting::Off,
            RuleSetting::Advice => Setting::At(Severity::Advice),
            RuleSetting::Warning => Setting::At(Severity::Warning),
            RuleSetting::Error => Setting::At(Severity::Error),
        }
    }
}

/// How the anonymity checks are set.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Anonymisation {
    /// Words that look like a name and are none, each with the reason.
    pub allowed: Vec<WordWithReason>,
    /// Words that must never appear, each with the reason.
    pub forbidden: Vec<WordWithReason>,
    /// How small counts of people are published: nhs-statistics, or threshold-5.
    #[schemars(example = "nhs-statistics")]
    pub small_numbers: SmallNumbers,
    /// The smallest number of summaries that should tell of people with the same details, 5 unless it is set.
    #[schemars(example = 5)]
    pub k: Option<u32>,
}

/// How small counts of people are published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SmallNumbers {
    /// As NHS England does with hospital statistics: 1 to 7 hidden, the rest rounded to the nearest 5.
    #[default]
    NhsStatistics,
    /// 1 to 4 hidden, and as many more that nobody can work one out.
    #[serde(rename = "threshold-5")]
    Threshold5,
}

/// A word and why it is listed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WordWithReason {
    /// The word or words.
    pub text: String,
    /// Why they are listed.
    pub reason: String,
}

/// What `/.well-known/security.txt` tells people who find a weakness in the website (RFC 9116).
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SecurityTxt {
    /// Where people can write, the best way first: an e-mail address, a page, or tel:+44 and a number. Without it,
    /// `contacts.security` is used.
    pub contact: Vec<ContactAddress>,
    /// The day from which the file is not to be relied on. `expires_after` is better: it moves with every build.
    pub expires: Option<Date>,
    /// How long after each build the file can be relied on. Just under a year, if left out.
    pub expires_after: Option<Cycle>,
    /// Where people can read how you deal with what you are told.
    #[schemars(example = "https://www.example.nhs.uk/disclosure")]
    pub policy: Option<SecureAddress>,
    /// Where you thank people who told you of something.
    #[schemars(example = "https://www.example.nhs.uk/thanks")]
    pub acknowledgments: Option<SecureAddress>,
    /// The languages in which people can write to you.
    #[schemars(example = ["en", "cy"])]
    pub preferred_languages: Vec<Language>,
}

impl SecurityTxt {
    /// A year, which RFC 9116 asks to stay below.
    pub const LIFE_MAX: Cycle = Cycle { count: 1, unit: CycleUnit::Years };

    /// The day from which a file made on a day is not to be relied on.
    pub fn expiry(&self, day: Date) -> Date {
        let almost_a_year = Cycle { count: 364, unit: CycleUnit::Days };
        self.expires.unwrap_or_else(|| day.after(self.expires_after.unwrap_or(almost_a_year)))
    }
}

impl Config {
    /// Where people who find a weakness in the website can write, best first. A phone number of `contacts.security`
    /// stands in for a missing e-mail address, as the number of this country that it is unless it says so.
    pub fn security_contacts(&self) -> Vec<ContactAddress> {
        if !self.security_txt.contact.is_empty() {
            return self.security_txt.contact.clone();
        }
        let Some(team) = self.contacts.0.get("security") else { return Vec::new() };
        let email = team.email.as_deref().and_then(ContactAddress::parse);
        let phone = || ContactAddress::parse(&Phone::parse(team.phone.as_deref()?)?.link_from_abroad());
        email.or_else(phone).into_iter().collect()
    }
}

/// A way to reach a person: an address with its scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactAddress(pub String);

impl ContactAddress {
    /// From an e-mail address, or an address that starts with `mailto:`, `tel:+` or `https://`.
    pub fn parse(text: &str) -> Option<ContactAddress> {
        let text = text.trim();
        let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
        let is_email =
            |text: &str| text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        let is_number = |text: &str| {
            let (number, extension) = text.split_once(";ext=").unwrap_or((text, "0"));
            let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
            number.len() > 1 && digits(number) && !extension.is_empty() && digits(extension)
        };
        if !is_plain {
            return None;
        }
        match text.split_once(':') {
            None if is_email(text) => Some(ContactAddress(format!("mailto:{text}"))),
            Some(("mailto", rest)) if is_email(rest) => Some(ContactAddress(text.to_owned())),
            Some(("tel", rest)) if rest.strip_prefix('+').is_some_and(is_number) => {
                Some(ContactAddress(text.to_owned()))
            }
            Some(("https", rest)) if rest.len() > 2 && rest.starts_with("//") => Some(ContactAddress(text.to_owned())),
            _ => None,
        }
    }
}

const NOT_A_CONTACT: &str = "this is no way to reach a person\nwrite an e-mail address, a page that starts with https://, or tel:+44 and the number without spaces";
written!(
    ContactAddress,
    r"^\s*(?:[!-9;-?A-~]+@[!-9;-~]*\.[!-9;-~]*|mailto:[!-?A-~]+@[!-~]*\.[!-~]*|tel:\+[0-9-]{2,}(?:;ext=[0-9-]+)?|https://[!-~]+)\s*$",
    NOT_A_CONTACT,
    ["security@example.nhs.uk", "https://www.example.nhs.uk/disclosure", "tel:+441632960180"]
);

impl<'de> Deserialize<'de> for ContactAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ContactAddress, D::Error> {
        ContactAddress::parse(&String::deserialize(deserializer)?).ok_or_else(|| de::Error::custom(NOT_A_CONTACT))
    }
}

/// An address that starts with `https://`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecureAddress(pub String);

const NOT_SECURE: &str = "this is not a secure address\nwrite it from https:// on";
written!(SecureAddress, "^https://[!-~]+$", NOT_SECURE, ["https://www.example.nhs.uk/disclosure"]);

impl<'de> Deserialize<'de> for SecureAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<SecureAddress, D::Error> {
        let text = String::deserialize(deserializer)?;
        let rest = text.strip_prefix("https://").unwrap_or("");
        if !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Ok(SecureAddress(text));
        }
        Err(de::Error::custom(NOT_SECURE))
    }
}

/// `on` or `off`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Switch {
    /// Yes.
    #[default]
    On,
    /// No.
    Off,
}

/// The configuration of a tree, or what is wrong with it.
///
/// # Errors
/// Every fault in `site.yaml`: exit status 2.
pub fn read(sources: &SourceTree) -> Result<Config, Vec<Diagnostic>> {
    let path = SourcePath::new(CONFIG_FILE);
    let fault = |span, message: &str, help: &str| vec![Diagnostic::new(&SITE_YAML, &path, span, message).help(help)];
    let Some(source) = sources.text(&path) else {
        let help = "add a file site.yaml with the name of your organisation, or use --root to name the folder that holds content/";
        return Err(fault(Span::default(), "the content folder has no site.yaml", help));
    };
    if source.fault.is_some() {
        let end = source.text.len();
        if let Some(TextFault::TooLarge { bytes }) = source.fault {
            let message = format!("site.yaml is {} MB large, so it is not the site's configuration", bytes >> 20);
            return Err(fault(Span::default(), &message, "put the right file in its place; the sample site has one"));
        }
        return Err(fault(Span::new(end, end), "site.yaml is not a text file", "save it again as UTF-8 text"));
    }
    let root = match yaml::parse(&source.text, 0) {
        Ok(root) if !root.entries().is_empty() => root,
        Ok(root) => {
            let help = "start with the line `organisation:`, see the sample site for the rest";
            return Err(fault(root.span, "site.yaml is not a set of `key: value` lines", help));
        }
        Err(found) => {
            let rule = if found.kind == FaultKind::DuplicateKey { &CONFIG_KEY } else { &SITE_YAML };
            return Err(vec![Diagnostic::new(rule, &path, found.span, found.message).help(found.help)]);
        }
    };
    let mut faults = Vec::new();
    let config = yaml::read::<Config>(&root, &mut faults);
    let mut found: Vec<Diagnostic> = faults
        .into_iter()
        .map(|fault| {
            let key = fault.path.join(".");
            let message = match fault.kind {
                FaultKind::UnknownKey | FaultKind::MissingKey => fault.message,
                _ => format!("`{key}`: {}", fault.message),
            };
            Diagnostic::new(&CONFIG_KEY, &path, fault.span, message).help(fault.help)
        })
        .collect();
    let config = config.unwrap_or_default();
    check(&config, &root, &path, &mut found);
    found.sort_by_key(|diagnostic| diagnostic.span);
    if found.is_empty() { Ok(config) } else { Err(found) }
}

fn check(config: &Config, root: &Node, path: &SourcePath, found: &mut Vec<Diagnostic>) {
    let place = |keys: &[&str]| {
        let mut node = root;
        for key in keys {
            match node.get(key) {
                Some(inner) => node = inner,
                None => break,
            }
        }
        if std::ptr::eq(node, root) { Span::default() } else { node.span }
    };
    for (value, keys, example) in [
        (&config.organisation.name, ["organisation", "name"], "Northmere Health and Care NHS Trust"),
        (&config.site.title, ["site", "title"], "Patient safety at Northmere"),
        (&config.site.url, ["site", "url"], "https://safety.example.nhs.uk"),
    ] {
        let span = place(&keys);
        let written = root.get(keys[0]).and_then(|node| node.get(keys[1])).is_some();
        if value.trim().is_empty() && !(written && found_at(found, span)) {
            let key = keys.join(".");
            let help = format!("add it under `{}:`, for example `{}: {example}`", keys[0], keys[1]);
            found.push(Diagnostic::new(&CONFIG_KEY, path, span, format!("`{key}` is missing")).help(help));
        }
    }
    let mut report = |span, message: &str, help: String| {
        found.push(Diagnostic::new(&CONFIG_KEY, path, span, message).help(help));
    };
    let url = config.site.url.trim();
    if !url.is_empty() && base_path(url).is_none() {
        let help = "write it with https:// and without ? or #, for example https://safety.example.nhs.uk".to_owned();
        report(place(&["site", "url"]), "`site.url` is not the address of a website", help);
    }
    let names: Vec<&str> = KINDS.iter().map(|info| info.name).collect();
    for kind in config.documents.keys().filter(|kind| !names.contains(&kind.as_str())) {
        let help = match nearest(kind, names.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("the kinds are {}", list_words(&names)),
        };
        report(place(&["documents", kind]), "there is no such kind of page", help);
    }
    if config.security_txt.expires.is_some() && config.security_txt.expires_after.is_some() {
        let help = "keep `expires_after`: it moves with every build".to_owned();
        report(place(&["security_txt", "expires"]), "`expires` and `expires_after` say the same thing twice", help);
    }
    let mut languages = config.languages.iter();
    if languages.any(|tag| !is_language_tag(tag)) {
        let help = "write them as cy, pl, ur, gu".to_owned();
        report(place(&["languages"]), "one of these is not a language tag", help);
    }
}

fn found_at(found: &[Diagnostic], span: Span) -> bool {
    found.iter().any(|diagnostic| diagnostic.span == span)
}

/// The path of a site's address, without its last slash: empty for a site at the top of its host. `None` when it is
/// not the address of a website.
pub fn base_path(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let (host, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
    let host_is_plain = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'));
    let path_is_plain = path.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '.' | '_' | '~'));
    (!host.is_empty() && host_is_plain && path_is_plain).then(|| path.trim_end_matches('/').to_owned())
}
