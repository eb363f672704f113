//! A new site: its configuration, the pages that every site has, a policy and a plan to be written, the theme, and what
//! keeps a repository in order.

use super::fill::{Filled, Key, written};
use super::page::{self, EVERY_PAGE, Wanted};
use super::workflows::Host;
use super::{NewFile, editor};
use crate::config::phone::{HOW_TO_WRITE, Phone};
use crate::config::{Config, ContactDetails, OrganisationKind, base_path};
use crate::dates::Date;
use crate::kinds::{KINDS, KindInfo};
use crate::{schema, theme, yaml};

/// What is asked of whoever begins a site.
#[derive(Clone, Debug)]
pub struct Details {
    /// The name of the organisation.
    pub name: String,
    /// Its name in running text.
    pub short_name: String,
    /// What kind of organisation it is.
    pub kind: OrganisationKind,
    /// The address of the website.
    pub url: String,
    /// The team that answers.
    pub team: String,
    /// Its e-mail address.
    pub email: String,
    /// Its phone number; empty when it has none.
    pub phone: String,
    /// Where the site is built.
    pub host: Option<Host>,
    /// The day.
    pub day: Date,
    /// What nobody has given yet, and stands there as an example.
    pub open: Open,
}

/// Details that are examples until somebody writes the site's own.
#[derive(Clone, Copy, Debug, Default)]
pub struct Open {
    /// The name of the organisation.
    pub name: bool,
    /// The address of the website.
    pub url: bool,
    /// The e-mail address of the team.
    pub email: bool,
}

impl Details {
    /// What keeps a site from being begun with these.
    ///
    /// # Errors
    /// The first that is wrong, and how to write it.
    pub fn check(&self) -> Result<(), String> {
        if self.name.trim().is_empty() {
            return Err("the organisation has no name; give one with --name".to_owned());
        }
        for (option, value, judged) in [
            ("--url", &self.url, is_address as fn(&str) -> Result<(), String>),
            ("--email", &self.email, is_email),
            ("--phone", &self.phone, is_phone),
        ] {
            judged(value).map_err(|why| format!("{option}: {why}"))?;
        }
        Ok(())
    }
}

/// Whether a website can have this address.
///
/// # Errors
/// What is wrong with it, and how to write it.
pub fn is_address(url: &str) -> Result<(), String> {
    if base_path(url).is_some() {
        return Ok(());
    }
    let example = "https://safety.example.nhs.uk";
    let with_scheme = format!("https://{}", url.trim_end_matches('/'));
    let is_bare = url.contains('.') && !url.contains(char::is_whitespace) && base_path(&with_scheme).is_some();
    let write = if is_bare { format!("write {with_scheme}") } else { format!("write it as {example}") };
    Err(format!("{url} is not the address of a website; {write}"))
}

/// Whether this is an e-mail address.
///
/// # Errors
/// How to write one.
pub fn is_email(email: &str) -> Result<(), String> {
    let is_email = email.split_once('@').is_some_and(|(name, host)| {
        let plain = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_graphic() && c != '@');
        plain(name) && plain(host) && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    if is_email { Ok(()) } else { Err(format!("{email} is not an e-mail address; write it as safety@example.nhs.uk")) }
}

/// Whether this is a phone number, or none at all.
///
/// # Errors
/// How to write one.
pub fn is_phone(phone: &str) -> Result<(), String> {
    if phone.trim().is_empty() || Phone::parse(phone).is_some() {
        return Ok(());
    }
    Err(format!("{phone} is not a phone number; {HOW_TO_WRITE}"))
}

/// A page that every site begins with, by its file.
struct Page {
    path: &'static str,
    title: &'static str,
    description: &'static str,
    text: &'static str,
}

/// The words in double braces are filled in.
const PAGES: &[Page] = &[
    Page {
        path: "index.md",
        title: "Keeping patients safe",
        description: "How {{short}} keeps patients safe, what happens when something goes wrong, and what we have learned.",
        text: include_str!("site/index.md"),
    },
    Page {
        path: "duty-of-candour.md",
        title: "What you can expect when something goes wrong",
        description: "The Duty of Candour: being told what happened, hearing that people are sorry, and getting support.",
        text: include_str!("site/duty-of-candour.md"),
    },
    Page {
        path: "contact.md",
        title: "Contact us about patient safety",
        description: "How to contact {{short}} about patient safety, other formats and complaints.",
        text: include_str!("site/contact.md"),
    },
    Page {
        path: "privacy.md",
        title: "Privacy",
        description: "What information this website holds, and how we protect people in what we publish.",
        text: include_str!("site/privacy.md"),
    },
    Page {
        path: "policies/_index.md",
        title: "Patient safety policies",
        description: "The policies that say how {{short}} keeps patients safe, with their versions and review dates.",
        text: include_str!("site/policies.md"),
    },
    Page {
        path: "plan/_index.md",
        title: "Our patient safety plan",
        description: "How {{short}} plans its responses to patient safety incidents.",
        text: include_str!("site/plan.md"),
    },
    Page {
        path: "learning/_index.md",
        title: "What we have learned and what has changed",
        description: "Summaries of learning from patient safety incidents. They do not say who was involved.",
        text: include_str!("site/learning.md"),
    },
    Page {
        path: "partners/_index.md",
        title: "Our Patient Safety Partners",
        description: "Patients, carers and members of the public who work with {{short}} on patient safety.",
        text: include_str!("site/partners.md"),
    },
];

/// The menu, as titles and files.
const MENU: &[(&str, &str)] = &[
    ("When things go wrong", "duty-of-candour.md"),
    ("Policies", "policies/_index.md"),
    ("Our plan", "plan/_index.md"),
    ("Learning", "learning/_index.md"),
    ("Partners", "partners/_index.md"),
    ("Contact", "contact.md"),
];

/// Every file of a new site.
///
/// # Errors
/// Details that no site can be made of.
pub fn files(details: &Details) -> Result<Vec<NewFile>, String> {
    details.check()?;
    let mut files = vec![NewFile::text("content/site.yaml", site_yaml(details))];
    files.extend(PAGES.iter().map(|page| own_page(page, details)));
    files.push(statement(details));
    let mut config = Config::default();
    config.organisation.name.clone_from(&details.name);
    config.organisation.short_name = Some(details.short_name.clone());
    config.contacts.0.insert("feedback".to_owned(), contact(details));
    for (kind, title) in
        [("policy", "Patient safety incident response policy"), ("plan", "Patient safety incident response plan")]
    {
        let wanted =
            Wanted { kind: kind_of(kind), title, folder: None, owner: None, config: &config, day: details.day };
        let page = page::page(&wanted)?;
        files.push(NewFile { path: format!("content/{}", page.path), ..page });
    }
    files.extend(equipment(details.host));
    Ok(files)
}

/// What a site needs besides its pages: the theme, what keeps a repository in order, what an editor reads, and the
/// workflow of a host.
pub fn equipment(host: Option<Host>) -> Vec<NewFile> {
    let mut files = Vec::new();
    files.extend(
        theme::own::FILES
            .iter()
            .map(|(path, bytes)| NewFile { path: format!("themes/nhs/{path}"), bytes: bytes.to_vec() }),
    );
    files.push(NewFile::text(
        ".gitignore",
        "node_modules/\n/.candour-key\n/report/\n/candour.junit.xml\n.DS_Store\nThumbs.db\n",
    ));
    files.push(NewFile::text("output/.gitignore", "# Everything here is made by candour build.\n*\n!.gitignore\n"));
    files.extend(editor::files());
    files.extend(host.map(Host::file));
    files
}

fn kind_of(name: &str) -> &'static KindInfo {
    KINDS.iter().find(|info| info.name == name).unwrap_or(&KINDS[0])
}

fn contact(details: &Details) -> ContactDetails {
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    ContactDetails {
        team: details.team.clone(),
        email: given(&details.email),
        phone: given(&details.phone),
        hours: None,
        address: None,
    }
}

fn own_page(page: &Page, details: &Details) -> NewFile {
    let description = page.description.replace("{{short}}", &details.short_name);
    let keys = [
        Key::words("title", page.title),
        Key::words("description", description),
        Key::words("owner", &details.team),
        // Nobody has read it through yet.
        Key::unused("last_reviewed"),
        Key::plain("next_review", details.day.after(EVERY_PAGE).iso()),
    ];
    let shape = page::shape_of(kind_of("page"));
    let text = format!("---\n{}---\n{}", written(&keys, &shape, false), filled_in(page.text, details));
    NewFile::text(&format!("content/{}", page.path), text)
}

fn statement(details: &Details) -> NewFile {
    let mut keys = vec![
        Key::plain("kind", "statement"),
        Key::words("title", "Accessibility statement"),
        Key::words(
            "description",
            format!(
                "How accessible the patient safety website of {} is, and how to tell us of a problem.",
                details.short_name
            ),
        ),
        Key::words("owner", &details.team),
    ];
    keys.extend(page::statement(details.day));
    let shape = page::shape_of(kind_of("statement"));
    NewFile::text("content/accessibility-statement.md", format!("---\n{}---\n", written(&keys, &shape, false)))
}

fn filled_in(text: &str, details: &Details) -> String {
    let is_icb = details.kind == OrganisationKind::Icb;
    let when_harmed = match is_icb {
        true => {
            "those who gave the care tell you, say sorry and support you. They find out why. We make sure that they do, and that the whole area learns from it."
        }
        false => "we tell you, we say sorry and we support you. Then we find out why, and make care safer.",
    };
    let duty = match is_icb {
        true => "If care harms you or someone close to you, those who gave the care must be open with you.",
        false => "If care harms you or someone close to you, we must be open with you.",
    };
    let mut ways = Vec::new();
    if !details.phone.trim().is_empty() {
        ways.push(format!("Phone: {}", plain(&details.phone)));
    }
    let email = &details.email;
    ways.push(format!("Email: [{}](mailto:{email})", plain(email)));
    text.replace("{{when-harmed}}", when_harmed)
        .replace("{{duty}}", duty)
        .replace("{{team}}", &plain(&details.team))
        .replace("{{contact}}", &ways.join("\n\n"))
}

/// Words that mean nothing to Markdown.
fn plain(words: &str) -> String {
    let mut plain = String::new();
    for c in words.chars() {
        if matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '`' | '|' | '&') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}

/// `site.yaml`: what is used, and every other key as a comment. All are explained by the types that read the file.
fn site_yaml(details: &Details) -> String {
    let shape = schema::of(schema::SITE).unwrap_or_default();
    let kind = match details.kind {
        OrganisationKind::Trust => "trust",
        OrganisationKind::Icb => "icb",
        OrganisationKind::Provider => "provider",
    };
    let open = |key: Key, is_open: bool, what: &str| if is_open { key.and_write(what) } else { key };
    let email = open(Key::words("email", &details.email), details.open.email, "the e-mail address of the team.");
    let contact = [Key::words("team", &details.team), email];
    let phone = match details.phone.trim() {
        "" => Key::unused("phone"),
        phone => Key::words("phone", phone),
    };
    let contact = contact.into_iter().chain([phone, Key::unused("hours"), Key::unused("address")]);
    let entry =
        |(title, page): &(&str, &str)| Filled::Keys(vec![Key::words("title", *title), Key::words("page", *page)]);
    let lowered = Key::plain("publishing/to-write", "warning").said(
        "Take this line out before the website is public: notes on what is to be written then keep it from being published.",
    );
    let used = [
        Key::keys(
            "organisation",
            [
                open(
                    Key::words("name", &details.name),
                    details.open.name,
                    "the name of your organisation, here and below.",
                ),
                Key::words("short_name", &details.short_name),
                Key::plain("type", kind).said("trust, icb or provider."),
                Key::unused("logo"),
                Key::unused("address"),
            ],
        ),
        Key::keys(
            "site",
            [
                Key::words("title", format!("Patient safety at {}", details.short_name)),
                Key::words("description", format!("How {} keeps patients safe, and learns.", details.name)),
                open(
                    Key::words("url", details.url.trim().trim_end_matches('/')),
                    details.open.url,
                    "the address that your website will have.",
                ),
                Key::unused("notice"),
            ],
        ),
        Key::keys(
            "contacts",
            [
                Key::keys("feedback", contact),
                Key::unused("patient_advice"),
                Key::unused("other_formats"),
                Key::unused("security"),
            ],
        ),
        Key::words("language", "en-GB"),
        Key::keys(
            "licence",
            [
                Key::words("name", "Open Government Licence v3.0"),
                Key::words("url", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
            ],
        ),
        Key::list("navigation", MENU.iter().map(entry)),
        Key::keys("review", [Key::words("warn_within", "90 days"), Key::words("grace", "30 days")]),
        Key::keys("rules", [lowered]),
        Key::keys("security_txt", [Key::list("contact", [Filled::Words(details.email.clone())])]),
        Key::plain("search", "on"),
    ];
    let in_order = yaml::key_names::<Config>().iter().map(|name| {
        let own = used.iter().find(|key| key.name == *name).cloned();
        own.unwrap_or_else(|| Key::unused(name))
    });
    let keys: Vec<Key> = in_order.collect();
    let head = "# The facts that appear on every page. Change what stands after a colon, keep the spaces at the start of a line, and\n# put quotation marks round anything with a colon or a hash sign in it. A line that begins with # is a note; take the #\n# away to use the key in it.\n\n";
    format!("{head}{}", written(&keys, &shape, true))
}
