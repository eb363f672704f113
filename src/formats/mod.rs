//! The formats: the web page and the documents, each written from the same tree. [`FORMATS`] is the list of documents.

pub mod docx;
pub mod epub;
pub mod format;
pub mod html;
pub mod odt;
mod office;
mod package;
pub mod pdf;
#[cfg(test)]
mod sample;
pub mod text;

use std::sync::Arc;

use format::{Draft, Edition, Hyperlink, LOGO, Print};
pub use pdf::Fonts;

use crate::document::numbers::keep_in_order;
use crate::document::tree::{Body, Purpose};
use crate::formats::office::Direction;
use crate::kinds::kind::DocumentFormat;
use crate::site::{Destination, Page, Pictures, Site};
pub use crate::xml;

/// A document format.
pub struct Format {
    /// Its name in front matter.
    pub name: DocumentFormat,
    /// What follows the page's name in the names of its files: `.docx`.
    pub ending: &'static str,
    /// What readers call it: "Word".
    pub label: &'static str,
    /// What programs call it: its media type.
    pub media_type: &'static str,
    /// The size of its words.
    pub print: Print,
    /// Makes the recipe of an edition.
    pub draft: fn(&Edition<'_>) -> Draft,
}

impl Format {
    /// Its name in lists for programs, each once: `pdf`, `large-print-pdf`.
    pub fn key(&self) -> String {
        self.ending[1..].replace('.', "-")
    }
}

/// Every document format there is, in the order in which a page offers them.
pub const FORMATS: &[Format] = &[
    Format {
        name: DocumentFormat::Pdf,
        ending: ".pdf",
        label: "PDF",
        media_type: "application/pdf",
        print: Print::Standard,
        draft: pdf::draft,
    },
    Format {
        name: DocumentFormat::LargePrint,
        ending: "-large-print.pdf",
        label: "PDF",
        media_type: "application/pdf",
        print: Print::Large,
        draft: pdf::draft,
    },
    Format {
        name: DocumentFormat::Docx,
        ending: ".docx",
        label: "Word",
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        print: Print::Standard,
        draft: docx::draft,
    },
    Format {
        name: DocumentFormat::LargePrint,
        ending: "-large-print.docx",
        label: "Word",
        media_type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        print: Print::Large,
        draft: docx::draft,
    },
    Format {
        name: DocumentFormat::Odt,
        ending: ".odt",
        label: "OpenDocument",
        media_type: "application/vnd.oasis.opendocument.text",
        print: Print::Standard,
        draft: odt::draft,
    },
    Format {
        name: DocumentFormat::Epub,
        ending: ".epub",
        label: "EPUB",
        media_type: "application/epub+zip",
        print: Print::Standard,
        draft: epub::draft,
    },
    Format {
        name: DocumentFormat::Text,
        ending: ".txt",
        label: "text",
        media_type: "text/plain",
        print: Print::Standard,
        draft: text::draft,
    },
];

/// The draft of a page in a format.
pub fn draft(format: &Format, page: &Page, body: &Body, site: &Site, pictures: &Pictures, fonts: &Arc<Fonts>) -> Draft {
    let link = |target: &str| match site.resolve(page, target, Purpose::Link) {
        Destination::Here(fragment) => Some(Hyperlink::Heading(fragment.to_owned())),
        Destination::Page(to, Some(fragment)) if std::ptr::eq(to, page) => {
            Some(Hyperlink::Heading(fragment.to_owned()))
        }
        Destination::Page(to, fragment) => Some(Hyperlink::Address(site.absolute(&site.address_of(to, fragment)))),
        Destination::File(path) => Some(Hyperlink::Address(site.absolute(&site.file_address(&path)))),
        Destination::Outside(address) => Some(Hyperlink::Address(address.to_owned())),
        Destination::Broken(_) => None,
    };
    let picture = |target: &str| match target {
        LOGO => Some(pictures.logo(site)?.file.clone()),
        target => Some(pictures.get(site, page, target)?.file.clone()),
    };
    let chart = |target: &str| site.chart(page, target);
    let turned = (Direction::of(&page.language) == Direction::RightToLeft).then(|| {
        let mut body = body.clone();
        keep_in_order(&mut body);
        body
    });
    let body = turned.as_ref().unwrap_or(body);
    let identity = page.identity(site.day);
    let organisation = &site.config.organisation.name;
    let foot = office::foot(page.document.title(), page.reference(), &identity, organisation, format.print);
    let edition = Edition {
        title: page.document.title(),
        description: page.document.meta.common.description.as_deref().unwrap_or(""),
        language: &page.language,
        organisation,
        identity: if identity.is_empty() { page.document.title() } else { &identity },
        foot: &foot,
        issued: page.issued(),
        day: site.day,
        print: format.print,
        has_control: has_control_page(page),
        is_partner: matches!(page.document.meta.kind, crate::kinds::Kind::Partner(_)),
        body,
        fonts,
        link: &link,
        picture: &picture,
        chart: &chart,
    };
    (format.draft)(&edition)
}

/// Whether a page's documents begin with a page of document control: those of policies and plans.
fn has_control_page(page: &Page) -> bool {
    let kind = &page.document.meta.kind;
    kind.is_controlled() && !kind.control().is_empty()
}
