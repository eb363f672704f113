//! What search engines are told of a page in their own words: JSON-LD with the vocabulary of schema.org, and the picture
//! that stands for it where people share it. Public words only: of a partner, what the profile holds and no more.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::DownloadView;
use crate::config::{ContactDetails, OrganisationKind};
use crate::document::tree::{BlockKind, Body, InlineKind, Purpose, Video, is_outside};
use crate::formats::format::PictureKind;
use crate::kinds::Kind;
use crate::kinds::partner::{NAME_WITHHELD, PartnerProfile};
use crate::site::pictures::Picture;
use crate::site::{Destination, Page, Pictures, Site};
use crate::theme::Theme;

/// The JSON-LD of a page, fit to stand in a script element. `None` for one that search engines should pass over.
pub fn of_page(
    page: &Page,
    body: &Body,
    site: &Site,
    theme: &Theme,
    pictures: &Pictures,
    downloads: &[DownloadView],
) -> Option<String> {
    if page.is_unlisted() {
        return None;
    }
    let mut graph = Vec::new();
    if page.address == "/" {
        graph.push(organisation(site, pictures));
        graph.push(json!({
            "@type": "WebSite",
            "name": site.config.site.title,
            "url": site.absolute("/"),
            "inLanguage": site.config.language.0,
            "publisher": { "@id": organisation_id(site) },
        }));
    }
    graph.extend(breadcrumbs(&page.address, page.document.title(), &page.language, site, theme));
    match &page.document.meta.kind {
        Kind::Policy(_) | Kind::Plan(_) => graph.push(document("DigitalDocument", page, site, downloads)),
        Kind::Learning(_) => graph.push(document("Report", page, site, downloads)),
        Kind::Partner(partner) => graph.extend(person(partner, page, site, theme, pictures)),
        Kind::Page | Kind::Statement(_) => {}
    }
    body.each_block(&mut |block| {
        if let BlockKind::Video(film) = &block.kind {
            graph.extend(video(film, page, site, pictures));
        }
    });
    in_script(graph)
}

/// The JSON-LD of a page that no file stands for.
pub fn of_special(address: &str, title: &str, site: &Site, theme: &Theme) -> Option<String> {
    in_script(breadcrumbs(address, title, &site.config.language.0, site, theme).into_iter().collect())
}

/// No character in it can end the script element or begin markup of any kind.
fn in_script(graph: Vec<Value>) -> Option<String> {
    if graph.is_empty() {
        return None;
    }
    let text = json!({ "@context": "https://schema.org", "@graph": graph }).to_string();
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => escaped.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => escaped.push(c),
        }
    }
    Some(escaped)
}

fn organisation_id(site: &Site) -> String {
    site.absolute("/#organisation")
}

fn organisation_type(site: &Site) -> Value {
    match site.config.organisation.kind {
        OrganisationKind::Trust => json!(["GovernmentOrganization", "MedicalOrganization"]),
        OrganisationKind::Icb => "GovernmentOrganization".into(),
        OrganisationKind::Provider => "MedicalOrganization".into(),
    }
}

/// An object without what is not known.
fn object(pairs: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let known = |value: &Value| match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => true,
    };
    let pairs = pairs.into_iter().filter(|(_, value)| known(value));
    Value::Object(pairs.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

fn organisation(site: &Site, pictures: &Pictures) -> Value {
    let own = &site.config.organisation;
    let contact = |contact: &ContactDetails| {
        object([
            ("@type", "ContactPoint".into()),
            ("contactType", contact.team.clone().into()),
            ("email", contact.email.clone().into()),
            ("telephone", contact.phone.clone().into()),
        ])
    };
    let contacts: Vec<Value> = site.config.contacts.0.values().map(contact).collect();
    object([
        ("@type", organisation_type(site)),
        ("@id", organisation_id(site).into()),
        ("name", own.name.clone().into()),
        ("alternateName", own.short_name.clone().into()),
        ("url", site.absolute("/").into()),
        ("logo", pictures.logo(site).and_then(|logo| widest(logo, site)).into()),
        ("address", own.address.clone().into()),
        ("contactPoint", contacts.into()),
    ])
}

/// The organisation in a few words, for pages that are not its own.
fn publisher(site: &Site) -> Value {
    json!({ "@type": organisation_type(site), "@id": organisation_id(site), "name": site.config.organisation.name })
}

fn breadcrumbs(address: &str, title: &str, language: &str, site: &Site, theme: &Theme) -> Option<Value> {
    let above = site.above(address);
    if above.is_empty() {
        return None;
    }
    let above = above.into_iter().map(|page| match page.address.as_str() {
        "/" => (theme.words.phrase(language, "home").text, site.absolute("/")),
        address => (page.document.title(), site.absolute(address)),
    });
    let whole = above.chain([(title, site.absolute(address))]);
    let items = whole.enumerate().map(
        |(index, (name, address))| json!({ "@type": "ListItem", "position": index + 1, "name": name, "item": address }),
    );
    Some(json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() }))
}

fn document(kind: &str, page: &Page, site: &Site, downloads: &[DownloadView]) -> Value {
    let common = &page.document.meta.common;
    let address = site.absolute(&page.address);
    let themes = match &page.document.meta.kind {
        Kind::Learning(summary) => summary.theme.clone(),
        _ => Vec::new(),
    };
    let encodings = downloads.iter().filter_map(|download| {
        let made = download.made_as?;
        Some(json!({
            "@type": "MediaObject",
            "contentUrl": site.absolute(&format!("/{}", site.document_path(page, made.ending))),
            "encodingFormat": made.media_type,
            "contentSize": made.bytes.to_string(),
        }))
    });
    object([
        ("@type", kind.into()),
        ("@id", format!("{address}#document").into()),
        ("name", page.document.title().into()),
        ("description", common.description.clone().into()),
        ("url", address.into()),
        ("inLanguage", page.language.as_str().into()),
        ("identifier", page.reference().into()),
        ("version", page.version().into()),
        ("keywords", themes.into()),
        ("datePublished", page.approved().map(|due| due.last_day()).or(page.issued()).map(|day| day.iso()).into()),
        ("dateModified", page.issued().map(|day| day.iso()).into()),
        ("license", site.config.licence.as_ref().map(|licence| licence.url.clone()).into()),
        ("publisher", publisher(site)),
        ("encoding", encodings.collect::<Vec<_>>().into()),
    ])
}

/// A partner, where consent covers a name and the page shows it.
fn person(partner: &PartnerProfile, page: &Page, site: &Site, theme: &Theme, pictures: &Pictures) -> Option<Value> {
    let name = partner.display_name.as_str();
    if name == NAME_WITHHELD || !page.document.title().contains(name) {
        return None;
    }
    let photo = partner.photo.as_ref().and_then(|photo| widest(pictures.get(site, page, &photo.file)?, site));
    Some(object([
        ("@type", "Person".into()),
        ("name", name.into()),
        ("url", site.absolute(&page.address).into()),
        ("jobTitle", theme.words.phrase(&page.language, "kind_partner").text.into()),
        ("image", photo.into()),
        ("affiliation", publisher(site)),
    ]))
}

fn video(film: &Video, page: &Page, site: &Site, pictures: &Pictures) -> Option<Value> {
    let file = |target: &Option<Box<str>>| target.as_deref().and_then(|target| file_address(target, page, site));
    let (content, other) = match is_outside(&film.source) {
        true => (None, Some(film.source.to_string())),
        false => (Some(file_address(&film.source, page, site)?), None),
    };
    let captions = file(&film.captions).map(|address| {
        json!({ "@type": "MediaObject", "contentUrl": address, "encodingFormat": "text/vtt", "inLanguage": page.language })
    });
    let poster = film.poster.as_deref().and_then(|poster| widest(pictures.get(site, page, poster)?, site));
    let common = &page.document.meta.common;
    Some(object([
        ("@type", "VideoObject".into()),
        ("name", film.title.as_ref().into()),
        ("description", common.description.as_deref().unwrap_or(page.document.title()).into()),
        ("contentUrl", content.into()),
        ("url", other.into()),
        ("thumbnailUrl", poster.into()),
        ("uploadDate", page.issued().map(|day| day.iso()).into()),
        ("inLanguage", page.language.as_str().into()),
        ("caption", captions.unwrap_or_default()),
        ("publisher", publisher(site)),
    ]))
}

/// The address, with scheme and host, of a file that the page shows.
fn file_address(target: &str, page: &Page, site: &Site) -> Option<String> {
    match site.resolve(page, target, Purpose::Embed) {
        Destination::File(path) => Some(site.absolute(&site.file_address(&path))),
        _ => None,
    }
}

/// The address, with scheme and host, of the widest form of a picture that every browser shows.
fn widest(picture: &Picture, site: &Site) -> Option<String> {
    let address = &picture.plain().last()?.address;
    Some(site.absolute(address.strip_prefix(&site.href("")).unwrap_or(address)))
}

/// The picture that stands for a page where people share its address.
#[derive(Serialize)]
pub struct SharedPicture {
    address: String,
    width: u32,
    height: u32,
    alt: String,
}

/// Narrower pictures are signs, not pictures of something.
const SHARED_WIDTH_MIN: u32 = 200;

/// The first picture of a page that others can show. Never that of a partner: copies elsewhere would outlive consent.
pub fn shared_picture(page: &Page, body: &Body, site: &Site, pictures: &Pictures) -> Option<SharedPicture> {
    if page.is_unlisted() || matches!(page.document.meta.kind, Kind::Partner(_)) {
        return None;
    }
    let mut found = None;
    let mut consider = |target: &str, alt: &str| {
        if found.is_some() || alt.is_empty() {
            return;
        }
        let Some(picture) = pictures.get(site, page, target) else { return };
        let file = &picture.file;
        if file.kind != PictureKind::Svg && file.width >= SHARED_WIDTH_MIN {
            let address = widest(picture, site);
            let (width, height, alt) = (file.width, file.height, alt.to_owned());
            found = address.map(|address| SharedPicture { address, width, height, alt });
        }
    };
    body.each_block(&mut |block| {
        match &block.kind {
            BlockKind::Figure(figure) => {
                if let Some(picture) = &figure.picture {
                    consider(&picture.target, &picture.alt);
                }
            }
            BlockKind::Video(film) => {
                if let Some(poster) = &film.poster {
                    consider(poster, &film.title);
                }
            }
            _ => {}
        }
        block.inlines(&mut |inlines| {
            for inline in inlines {
                if let InlineKind::Picture(picture) = &inline.kind {
                    consider(&picture.target, &picture.alt);
                }
            }
        });
    });
    found
}
