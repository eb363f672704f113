//! The web page: the block tree as HTML, inside the theme's template, minified where that changes no word.
//!
//! Everything that the organisation's words do not say (contents, downloads, listing, review dates) is handed to the
//! template as [`PageView`]; the template marks it `data-web-only`. [`body`] writes the words, [`finish`] the last form.

mod body;
mod finish;

use serde::Serialize;

pub use self::finish::{collect_classes, finish};
use super::Format;
use super::format::{Finished, PictureFile, Print};
use crate::config::{self, ContactDetails};
use crate::dates::Due;
use crate::document::tree::*;
use crate::kinds::Kind;
use crate::kinds::kind::Status;
use crate::site::{Destination, Drafts, FileDetails, Hidden, Page, Site};
use crate::theme::{Shared, TemplateFault, Theme};

/// The most level-2 headings a page may have without a contents list.
const HEADINGS_WITHOUT_CONTENTS: usize = 3;

/// What templates know of the site. Made once for a build.
#[derive(Serialize)]
struct SiteView<'a> {
    title: &'a str,
    organisation: &'a str,
    description: Option<&'a str>,
    notice: Option<&'a str>,
    language: &'a str,
    home: String,
    stylesheet: Option<String>,
    logo: Option<LogoView<'a>>,
    footer_links: Vec<LinkView>,
    licence: Option<LicenceView<'a>>,
    contacts: ContactsView<'a>,
}

#[derive(Serialize)]
struct LogoView<'a> {
    address: String,
    width: u32,
    height: u32,
    alt: &'a str,
}

#[derive(Serialize)]
struct LicenceView<'a> {
    name: &'a str,
    url: &'a str,
}

#[derive(Serialize)]
struct ContactsView<'a> {
    feedback: Option<ContactView<'a>>,
    patient_advice: Option<ContactView<'a>>,
    other_formats: Option<ContactView<'a>>,
    security: Option<ContactView<'a>>,
}

#[derive(Serialize)]
struct ContactView<'a> {
    team: &'a str,
    email: Option<&'a str>,
    phone: Option<&'a str>,
    phone_link: Option<String>,
    hours: Option<&'a str>,
    address: Option<&'a str>,
}

#[derive(Serialize)]
struct LinkView {
    title: String,
    address: String,
}

#[derive(Serialize)]
struct NavigationView<'a> {
    title: &'a str,
    address: String,
    current: bool,
    section: bool,
}

/// What templates know of a page, its words aside.
#[derive(Serialize)]
pub struct PageView<'a> {
    title: &'a str,
    window_title: String,
    description: Option<&'a str>,
    kind: &'a str,
    language: &'a str,
    direction: &'static str,
    canonical: Option<String>,
    noindex: bool,
    navigation: Vec<NavigationView<'a>>,
    breadcrumb: Vec<LinkView>,
    contents: Vec<LinkView>,
    downloads: Vec<DownloadView>,
    owner: Option<&'a str>,
    last_reviewed: Option<String>,
    next_review: Option<String>,
    banners: Vec<BannerView>,
    listing: Vec<ListingView>,
    target: Option<LinkView>,
}

#[derive(Serialize)]
struct BannerView {
    kind: &'static str,
    heading: &'static str,
    text: String,
    link: Option<LinkView>,
}

#[derive(Serialize)]
struct ListingView {
    title: String,
    address: String,
    description: Option<String>,
    details: Vec<String>,
}

/// A finished document or a file of the author's that a page offers.
#[derive(Clone, Debug, Serialize)]
pub struct DownloadView {
    /// "PSIRF policy (Word, 41KB)", "Consent form (PDF, 84KB, 3 pages)".
    pub text: String,
    /// Where it is.
    pub address: String,
    /// The page's title.
    pub title: String,
    /// "Word".
    pub format: &'static str,
    /// "41KB".
    pub size: String,
    /// How many pages it has, where that is known.
    pub pages: Option<u32>,
    /// Whether the author supplied it.
    pub attachment: bool,
}

/// A finished document of a page, as the page offers it: title, format, size and, where it has pages, their number, in
/// the words of the NHS content style.
pub fn document(page: &Page, format: &Format, document: &Finished, address: String) -> DownloadView {
    let mut title = page.document.title().to_owned();
    if format.print == Print::Large {
        title.push_str(", large print");
    }
    let details = FileDetails::new(Some(format.label), document.bytes.len(), document.pages);
    let text = format!("{title} ({})", details.words(format.label));
    let FileDetails { size, pages, .. } = details;
    DownloadView { text, address, title, format: format.label, size, pages, attachment: false }
}

/// The files that the author attached to a page, as it offers them.
pub fn attachments(page: &Page, site: &Site) -> Vec<DownloadView> {
    let attachments = page.document.meta.common.attachments.iter();
    attachments
        .filter_map(|attachment| {
            let Destination::File(path) = site.resolve(page, &attachment.file, Purpose::Embed) else { return None };
            let details = site.file_details(&path)?;
            let format = details.format.unwrap_or("file");
            let address = site.href(&site.file_address(&path));
            let text = format!("{} ({})", attachment.title, details.words(format));
            let (title, size, pages) = (attachment.title.clone(), details.size, details.pages);
            Some(DownloadView { text, address, title, format, size, pages, attachment: true })
        })
        .collect()
}

/// What templates know of a site, ready for any number of pages.
pub fn site_view(site: &Site, theme: &Theme) -> Shared {
    let config = &site.config;
    let contact = |key: &str| config.contacts.0.get(key).map(contact_view);
    let footer = |path: &str, title: &str| {
        let page = site.page_of(&crate::source::SourcePath::new(path))?;
        Some(LinkView { title: title.to_owned(), address: site.href(&page.address) })
    };
    let statement = site.pages().iter().find(|page| matches!(page.document.meta.kind, Kind::Statement(_)));
    let statement = statement
        .map(|page| LinkView { title: "Accessibility statement".to_owned(), address: site.href(&page.address) });
    let logo = site.logo().and_then(|path| {
        let picture = PictureFile::read(site.bytes(&path)?)?;
        let address = site.href(&site.file_address(&path));
        Some(LogoView { address, width: picture.width, height: picture.height, alt: &config.organisation.name })
    });
    Shared::new(&SiteView {
        title: &config.site.title,
        organisation: &config.organisation.name,
        description: config.site.description.as_deref(),
        notice: config.site.notice.as_deref(),
        language: &config.language.0,
        home: site.href("/"),
        stylesheet: (!theme.stylesheet.is_empty()).then(|| site.href("/assets/site.css")),
        logo,
        footer_links: [statement, footer("privacy.md", "Privacy"), footer("contact.md", "Contact us")]
            .into_iter()
            .flatten()
            .collect(),
        licence: config.licence.as_ref().map(|licence| LicenceView { name: &licence.name, url: &licence.url }),
        contacts: ContactsView {
            feedback: contact("feedback"),
            patient_advice: contact("patient_advice"),
            other_formats: contact("other_formats"),
            security: contact("security"),
        },
    })
}

fn contact_view(contact: &ContactDetails) -> ContactView<'_> {
    let digits = |phone: &str| phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect::<String>();
    ContactView {
        team: &contact.team,
        email: contact.email.as_deref(),
        phone: contact.phone.as_deref(),
        phone_link: contact.phone.as_deref().map(|phone| format!("tel:{}", digits(phone))),
        hours: contact.hours.as_deref(),
        address: contact.address.as_deref(),
    }
}

/// A page's words as HTML inside the theme's template, not yet minified.
///
/// # Errors
/// The template that failed on it.
pub fn draft(
    page: &Page,
    body: &Body,
    site: &Site,
    site_view: &Shared,
    theme: &Theme,
    downloads: Vec<DownloadView>,
) -> Result<String, TemplateFault> {
    let view = page_view(page, body, site, downloads);
    let content = body::write(page, body, site);
    let template = match (page.address.as_str(), page.is_landing()) {
        ("/", _) => "home",
        (_, true) => "landing",
        _ => page.document.meta.kind.info().name,
    };
    theme.render(template, site_view, &view, &content)
}

/// A page that no file stands for: "not-found".
///
/// # Errors
/// The template that failed.
pub fn special(
    template: &str,
    title: &str,
    site: &Site,
    view: &Shared,
    theme: &Theme,
) -> Result<String, TemplateFault> {
    theme.render(template, view, &bare_view(title, site, None), "")
}

/// The page at an old address, which sends the reader on.
///
/// # Errors
/// The template that failed.
pub fn redirect(to: &Page, site: &Site, view: &Shared, theme: &Theme) -> Result<String, TemplateFault> {
    let target = LinkView { title: to.document.title().to_owned(), address: site.href(&to.address) };
    let mut page = bare_view("This page has moved", site, Some(target));
    page.canonical = Some(site.absolute(&to.address));
    theme.render("redirect", view, &page, "")
}

fn bare_view<'a>(title: &'a str, site: &'a Site, target: Option<LinkView>) -> PageView<'a> {
    PageView {
        title,
        window_title: format!("{title} – {}", site.config.site.title),
        description: None,
        kind: "page",
        language: &site.config.language.0,
        direction: if config::is_right_to_left(&site.config.language.0) { "rtl" } else { "ltr" },
        canonical: None,
        noindex: true,
        navigation: navigation(site, ""),
        breadcrumb: Vec::new(),
        contents: Vec::new(),
        downloads: Vec::new(),
        owner: None,
        last_reviewed: None,
        next_review: None,
        banners: Vec::new(),
        listing: Vec::new(),
        target,
    }
}

fn navigation<'a>(site: &'a Site, current: &str) -> Vec<NavigationView<'a>> {
    let entries = site.config.navigation.iter().filter_map(|entry| {
        let page = site.page_of(&crate::source::SourcePath::new(&entry.page))?;
        let is_current = page.address == current;
        Some(NavigationView {
            title: &entry.title,
            address: site.href(&page.address),
            current: is_current,
            section: !is_current && page.address != "/" && current.starts_with(&page.address),
        })
    });
    entries.collect()
}

fn page_view<'a>(page: &'a Page, body: &Body, site: &'a Site, downloads: Vec<DownloadView>) -> PageView<'a> {
    let meta = &page.document.meta;
    let common = &meta.common;
    let contents: Vec<LinkView> = body
        .headings()
        .filter(|(heading, _)| heading.level <= 2)
        .map(|(heading, _)| LinkView { title: plain_text(&heading.content), address: format!("#{}", heading.id) })
        .collect();
    let due: Option<Due> = common.next_review.map(Due::Day).or(match &meta.kind {
        Kind::Policy(policy) => policy.review_due,
        Kind::Plan(plan) => plan.refresh_due,
        _ => None,
    });
    PageView {
        title: page.document.title(),
        window_title: page.window_title(site),
        description: common.description.as_deref().or(site.config.site.description.as_deref()),
        kind: meta.kind.info().name,
        language: &page.language,
        direction: if config::is_right_to_left(&page.language) { "rtl" } else { "ltr" },
        canonical: Some(site.absolute(&page.address)),
        noindex: site.drafts == Drafts::Shown || page.is_unlisted(),
        navigation: navigation(site, &page.address),
        breadcrumb: site
            .above(page)
            .into_iter()
            .map(|above| LinkView {
                title: if above.address == "/" { "Home".to_owned() } else { above.document.title().to_owned() },
                address: site.href(&above.address),
            })
            .collect(),
        contents: if contents.len() > HEADINGS_WITHOUT_CONTENTS { contents } else { Vec::new() },
        downloads,
        owner: common.owner.as_deref(),
        last_reviewed: common.last_reviewed.map(|date| date.to_string()),
        next_review: due.map(|due| due.to_string()),
        banners: banners(page, site),
        listing: if page.is_landing() { listing(page, site) } else { Vec::new() },
        target: None,
    }
}

fn banners(page: &Page, site: &Site) -> Vec<BannerView> {
    let mut banners = Vec::new();
    let mut push = |kind, heading, text: String, link| banners.push(BannerView { kind, heading, text, link });
    match page.hidden {
        None => {}
        Some(Hidden::Draft) => {
            push("draft", "Draft", "This page is a draft. The public cannot see it.".to_owned(), None)
        }
        Some(Hidden::NotYet(date)) => {
            push("scheduled", "Not published yet", format!("The public can see this page from {date}."), None);
        }
        Some(Hidden::Expired(date)) => {
            push("expired", "No longer published", format!("The public has not seen this page since {date}."), None);
        }
    }
    let common = &page.document.meta.common;
    match common.status {
        Status::Published => {}
        Status::Withdrawn => {
            let reason = common.withdrawn_reason.clone().unwrap_or_default();
            push("withdrawn", "Withdrawn", format!("This is no longer in force. {reason}").trim().to_owned(), None);
        }
        Status::Superseded => {
            let target = common.superseded_by.as_deref().unwrap_or("");
            let link = match site.resolve(page, target, Purpose::Link) {
                Destination::Page(newer, _) => {
                    Some(LinkView { title: newer.document.title().to_owned(), address: site.href(&newer.address) })
                }
                _ => None,
            };
            push("superseded", "Replaced", "A newer version has replaced this one.".to_owned(), link);
        }
    }
    banners
}

fn listing(page: &Page, site: &Site) -> Vec<ListingView> {
    site.below(&page.address)
        .filter(|below| below.document.meta.common.status == Status::Published)
        .map(|below| {
            let label = |key: &str| below.document.meta.kind.control().into_iter().find(|row| row.key == key);
            let keys: &[&str] = match &below.document.meta.kind {
                Kind::Policy(_) => &["version", "review_due"],
                Kind::Plan(_) => &["period", "refresh_due"],
                Kind::Learning(_) => &["theme", "period", "setting"],
                Kind::Partner(_) => &["since"],
                Kind::Page | Kind::Statement(_) => &[],
            };
            ListingView {
                title: below.document.title().to_owned(),
                address: site.href(&below.address),
                description: below.document.meta.common.description.clone(),
                details: keys
                    .iter()
                    .filter_map(|key| label(key))
                    .map(|row| format!("{}: {}", row.label, row.values.join("; ")))
                    .collect(),
            }
        })
        .collect()
}
