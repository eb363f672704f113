//! What templates know of the site.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::picture::{Room, push_picture};
use super::{LinkView, section};
use crate::config::ContactDetails;
use crate::config::phone::Phone;
use crate::kinds::Kind;
use crate::site::{Pictures, REGISTER_ADDRESS, Site};
use crate::theme::{Shared, Theme};

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
    /// HTML.
    logo: Option<String>,
    footer_links: Vec<LinkView>,
    licence: Option<LicenceView<'a>>,
    contacts: ContactsView<'a>,
    feeds: Vec<LinkView>,
    learning_feed: Option<LinkView>,
    /// The search page of each language of the site's pages; none where search is off.
    search: BTreeMap<&'a str, String>,
    /// The script of the search page.
    search_script: Option<String>,
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

/// What templates know of a site, ready for any number of pages.
pub fn site_view(site: &Site, theme: &Theme, pictures: &Pictures) -> Shared {
    let config = &site.config;
    let contact = |key: &str| config.contacts.0.get(key).map(contact_view);
    let footer = |path: &str, title: &str| {
        let page = site.page_of(&crate::source::SourcePath::new(path))?;
        Some(LinkView::to(page, title, &config.language.0, site))
    };
    let mut statements = site.pages().iter().filter(|page| matches!(page.document.meta.kind, Kind::Statement(_)));
    let own = statements.clone().find(|page| page.language == config.language.0);
    let statement = own.or_else(|| statements.next());
    let statement = statement.map(|page| LinkView::to(page, "Accessibility statement", &config.language.0, site));
    let register = site.has_register_page().then(|| {
        let title = theme.words.phrase(&config.language.0, "register").text;
        LinkView::new(title, site.href(REGISTER_ADDRESS))
    });
    let logo = pictures.logo(site).map(|picture| {
        let mut html = String::new();
        // The organisation's name stands beside it.
        push_picture(picture, Room::Logo, "nhsuk-header__organisation-logo", "", &mut html);
        html
    });
    let languages = site.pages().iter().map(|page| page.language.as_str());
    let languages: BTreeSet<&str> = languages.chain([config.language.0.as_str()]).collect();
    let mut search = BTreeMap::new();
    if super::has_search(site, theme) {
        let addresses = site.search_addresses();
        let own = &addresses[config.language.0.as_str()];
        search = languages.iter().map(|it| (*it, site.href(addresses.get(it).unwrap_or(own)))).collect();
    }
    let view = SiteView {
        title: &config.site.title,
        organisation: &config.organisation.name,
        description: config.site.description.as_deref(),
        notice: config.site.notice.as_deref(),
        language: &config.language.0,
        home: site.href("/"),
        stylesheet: (!theme.stylesheet.is_empty()).then(|| site.href("/assets/site.css")),
        logo,
        footer_links: [register, statement, footer("privacy.md", "Privacy"), footer("contact.md", "Contact us")]
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
        feeds: section::site_feeds(site, theme),
        learning_feed: section::learning_feed(site, theme),
        search,
        search_script: theme.search.as_ref().map(|(path, _)| site.href(&format!("/{path}"))),
    };
    Shared::new(&view, theme, languages)
}

fn contact_view(contact: &ContactDetails) -> ContactView<'_> {
    ContactView {
        team: &contact.team,
        email: contact.email.as_deref(),
        phone: contact.phone.as_deref(),
        phone_link: contact.phone.as_deref().and_then(Phone::parse).map(|phone| phone.link()),
        hours: contact.hours.as_deref(),
        address: contact.address.as_deref(),
    }
}
