//! The web page: the block tree as HTML, inside the theme's template, minified where that changes no word.
//!
//! Everything that the organisation's words do not say (contents, downloads, listing, review dates) is handed to the
//! template as [`PageView`]; the template marks it `data-web-only`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde::Serialize;

use super::format::{ChartData, PictureFile, chart_table};
use crate::config::{self, ContactDetails};
use crate::dates::Due;
use crate::document::tree::*;
use crate::kinds::Kind;
use crate::kinds::kind::Status;
use crate::site::{Destination, Drafts, Hidden, Page, Site, document_format, size_words};
use crate::theme::{Shared, TemplateFault, Theme};

/// The most level-2 headings a page may have without a contents list.
const HEADINGS_WITHOUT_CONTENTS: usize = 3;

/// Tables from this many columns on may need to scroll on a phone.
const SCROLLING_COLUMNS: usize = 4;

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
    /// "PSIRF policy (Word, 41KB)".
    pub text: String,
    /// Where it is.
    pub address: String,
    /// The page's title.
    pub title: String,
    /// "Word".
    pub format: &'static str,
    /// "41KB".
    pub size: String,
    /// Whether the author supplied it.
    pub attachment: bool,
}

/// The files that the author attached to a page, as it offers them.
pub fn attachments(page: &Page, site: &Site) -> Vec<DownloadView> {
    let attachments = page.document.meta.common.attachments.iter();
    attachments
        .filter_map(|attachment| {
            let Destination::File(path) = site.resolve(page, &attachment.file, Purpose::Embed) else { return None };
            let size = size_words(site.sources().bytes(&path)?.len());
            let format = document_format(&path).unwrap_or("file");
            let address = site.href(&site.file_address(&path));
            let text = format!("{} ({format}, {size})", attachment.title);
            Some(DownloadView { text, address, title: attachment.title.clone(), format, size, attachment: true })
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
        let picture = PictureFile::read(site.sources().bytes(&path)?)?;
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
    let mut writer = Writer { site, page, out: String::with_capacity(page.document.source.text.len() * 2), tables: 0 };
    writer.blocks(&body.blocks);
    writer.footnotes(&body.footnotes);
    let template = match (page.address.as_str(), page.is_landing()) {
        ("/", _) => "home",
        (_, true) => "landing",
        _ => page.document.meta.kind.info().name,
    };
    theme.render(template, site_view, &view, &writer.out)
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

/// Text inside an element.
fn escape(text: &str, out: &mut String) {
    escape_into(text, out, &['&', '<', '>']);
}

/// Text inside a double-quoted attribute.
fn attribute(text: &str, out: &mut String) {
    escape_into(text, out, &['&', '<', '>', '"']);
}

fn escape_into(text: &str, out: &mut String, special: &[char]) {
    let mut rest = text;
    while let Some(at) = rest.find(special) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

struct Writer<'a> {
    site: &'a Site,
    page: &'a Page,
    out: String,
    tables: usize,
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.wrapped("<p>", content, "</p>\n"),
            BlockKind::Heading(heading) => {
                let level = heading.level.clamp(2, 6);
                let _ = write!(self.out, "<h{level} id=\"{}\">", heading.id);
                self.inlines(&heading.content);
                let _ = writeln!(self.out, "</h{level}>");
            }
            BlockKind::List(list) => self.list(list, ""),
            BlockKind::Steps(list) => self.list(list, " candour-steps"),
            BlockKind::Quote(content) => {
                self.container("<blockquote class=\"candour-quote\">\n", content, "</blockquote>\n")
            }
            BlockKind::Callout(callout) => self.callout(callout),
            BlockKind::Code(code) => {
                self.out.push_str("<pre class=\"candour-code\"><code>");
                escape(code, &mut self.out);
                self.out.push_str("</code></pre>\n");
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Definitions(definitions) => self.definitions(definitions),
            BlockKind::Rule => {
                let class = "nhsuk-section-break nhsuk-section-break--m nhsuk-section-break--visible";
                let _ = writeln!(self.out, "<hr class=\"{class}\">");
            }
            BlockKind::Details(details) => {
                self.out.push_str("<details class=\"nhsuk-details\"><summary class=\"nhsuk-details__summary\">");
                self.wrapped("<span class=\"nhsuk-details__summary-text\">", &details.summary, "</span></summary>\n");
                self.container("<div class=\"nhsuk-details__text\">\n", &details.content, "</div></details>\n");
            }
            BlockKind::Guidance(guidance) => self.guidance(guidance),
            BlockKind::Contact(contact) => {
                self.out.push_str("<div class=\"candour-contact\">\n");
                if !contact.heading.is_empty() {
                    self.wrapped("<div class=\"candour-contact__heading\">", &contact.heading, "</div>\n");
                }
                self.container("", &contact.content, "</div>\n");
            }
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Video(video) => self.video(video),
            BlockKind::EasyRead(rows) => self.easy_read(rows),
            BlockKind::Action(action) => {
                self.out.push_str("<p class=\"candour-action\">");
                if self.open_link(&action.target, "nhsuk-action-link") {
                    self.wrapped("<span class=\"nhsuk-action-link__text\">", &action.content, "</span></a>");
                } else {
                    self.inlines(&action.content);
                }
                self.out.push_str("</p>\n");
            }
            BlockKind::Chart(chart) => self.chart(chart),
        }
    }

    fn container(&mut self, open: &str, content: &[Block], close: &str) {
        self.out.push_str(open);
        self.blocks(content);
        self.out.push_str(close);
    }

    fn wrapped(&mut self, open: &str, content: &[Inline], close: &str) {
        self.out.push_str(open);
        self.inlines(content);
        self.out.push_str(close);
    }

    fn list(&mut self, list: &List, more_classes: &str) {
        let close = match list.start {
            None => {
                let _ = writeln!(self.out, "<ul class=\"nhsuk-list nhsuk-list--bullet{more_classes}\">");
                "</ul>\n"
            }
            Some(start) => {
                let start = if start == 1 { String::new() } else { format!(" start=\"{start}\"") };
                let _ = writeln!(self.out, "<ol class=\"nhsuk-list nhsuk-list--number{more_classes}\"{start}>");
                "</ol>\n"
            }
        };
        self.items(list);
        self.out.push_str(close);
    }

    fn items(&mut self, list: &List) {
        for item in &list.items {
            self.out.push_str("<li>");
            match item.content.as_slice() {
                // The one paragraph of a tight item stands without a paragraph's space around it.
                [Block { kind: BlockKind::Paragraph(content), .. }, rest @ ..] if list.tight => {
                    self.inlines(content);
                    self.blocks(rest);
                }
                content => self.blocks(content),
            }
            self.out.push_str("</li>\n");
        }
    }

    fn callout(&mut self, callout: &Callout) {
        let label = callout.kind.label();
        if callout.kind.is_warning() {
            let _ = writeln!(
                self.out,
                "<div class=\"nhsuk-warning-callout\"><div class=\"nhsuk-warning-callout__label\">{label}</div>"
            );
            return self.container("", &callout.content, "</div>\n");
        }
        self.out.push_str("<div class=\"nhsuk-inset-text\">\n");
        let hidden = format!("<span class=\"nhsuk-u-visually-hidden\">{label}: </span>");
        match callout.content.as_slice() {
            [Block { kind: BlockKind::Paragraph(content), .. }, rest @ ..] => {
                self.wrapped(&format!("<p>{hidden}"), content, "</p>\n");
                self.blocks(rest);
            }
            content => {
                let _ = writeln!(self.out, "<p>{hidden}</p>");
                self.blocks(content);
            }
        }
        self.out.push_str("</div>\n");
    }

    fn guidance(&mut self, guidance: &Guidance) {
        let (class, mark) = match guidance.advice {
            Advice::Do => ("candour-do", "tick"),
            Advice::Dont => ("candour-dont", "cross"),
        };
        let _ = write!(self.out, "<div class=\"nhsuk-do-dont-list {class}\"><p class=\"nhsuk-do-dont-list__label\">");
        if guidance.heading.is_empty() {
            self.out.push_str(guidance.advice.label());
        } else {
            self.inlines(&guidance.heading);
        }
        self.out.push_str("</p>\n");
        for block in &guidance.content {
            match &block.kind {
                BlockKind::List(list) if list.start.is_none() => {
                    let _ = writeln!(self.out, "<ul class=\"nhsuk-list nhsuk-list--{mark}\">");
                    self.items(list);
                    self.out.push_str("</ul>\n");
                }
                _ => self.block(block),
            }
        }
        self.out.push_str("</div>\n");
    }

    fn table(&mut self, table: &Table) {
        self.tables += 1;
        let number = self.tables;
        let scrolls = table.alignments.len() >= SCROLLING_COLUMNS;
        if scrolls {
            let label = if table.caption.is_empty() {
                "aria-label=\"Table\"".to_owned()
            } else {
                format!("aria-labelledby=\"table_{number}\"")
            };
            let _ = writeln!(self.out, "<div class=\"candour-table\" tabindex=\"0\" role=\"region\" {label}>");
        }
        self.out.push_str("<table class=\"nhsuk-table\">");
        if !table.caption.is_empty() {
            let open = format!("<caption class=\"nhsuk-table__caption\" id=\"table_{number}\">");
            self.wrapped(&open, &table.caption, "</caption>\n");
        }
        self.out.push_str("<thead class=\"nhsuk-table__head\"><tr>");
        for (cell, alignment) in table.header.iter().zip(&table.alignments) {
            if cell.content.is_empty() {
                self.out.push_str("<td class=\"nhsuk-table__header\"></td>");
            } else {
                let open = format!("<th scope=\"col\" class=\"nhsuk-table__header{}\">", alignment_class(*alignment));
                self.wrapped(&open, &cell.content, "</th>");
            }
        }
        self.out.push_str("</tr></thead>\n<tbody class=\"nhsuk-table__body\">\n");
        for row in &table.rows {
            self.out.push_str("<tr class=\"nhsuk-table__row\">");
            for (index, (cell, alignment)) in row.iter().zip(&table.alignments).enumerate() {
                let align = alignment_class(*alignment);
                if index == 0 && table.row_headers && !cell.content.is_empty() {
                    let open = format!("<th scope=\"row\" class=\"nhsuk-table__header{align}\">");
                    self.wrapped(&open, &cell.content, "</th>");
                } else {
                    self.wrapped(&format!("<td class=\"nhsuk-table__cell{align}\">"), &cell.content, "</td>");
                }
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody></table>\n");
        if scrolls {
            self.out.push_str("</div>\n");
        }
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        self.out.push_str("<dl class=\"nhsuk-summary-list\">\n");
        for definition in definitions {
            self.out.push_str("<div class=\"nhsuk-summary-list__row\">");
            self.wrapped("<dt class=\"nhsuk-summary-list__key\">", &definition.term, "</dt>");
            if definition.meanings.is_empty() {
                self.out.push_str("<dd class=\"nhsuk-summary-list__value\"></dd>");
            }
            for meaning in &definition.meanings {
                self.out.push_str("<dd class=\"nhsuk-summary-list__value\">");
                match meaning.as_slice() {
                    [Block { kind: BlockKind::Paragraph(content), .. }] => self.inlines(content),
                    content => self.blocks(content),
                }
                self.out.push_str("</dd>");
            }
            self.out.push_str("</div>\n");
        }
        self.out.push_str("</dl>\n");
    }

    fn figure(&mut self, figure: &Figure) {
        self.out.push_str("<figure class=\"nhsuk-image\">");
        if let Some(picture) = &figure.picture {
            self.picture(picture, "nhsuk-image__img");
        }
        if !figure.caption.is_empty() || !figure.content.is_empty() {
            self.out.push_str("<figcaption class=\"nhsuk-image__caption\">");
            escape(&figure.caption, &mut self.out);
            self.out.push('\n');
            self.blocks(&figure.content);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
    }

    fn video(&mut self, video: &Video) {
        self.out.push_str("<div class=\"candour-video\">\n<p>");
        let linked = self.open_link(&video.source, "");
        self.out.push_str("Video: ");
        escape(&video.title, &mut self.out);
        self.out.push_str(if linked { "</a></p>\n" } else { "</p>\n" });
        if !is_outside(&video.source)
            && let Some(address) = self.embedded(&video.source)
        {
            let poster = video.poster.as_deref().and_then(|poster| self.embedded(poster));
            let size = video.poster.as_deref().and_then(|poster| self.site.picture(self.page, poster));
            self.out.push_str("<video controls preload=\"none\"");
            if let Some(poster) = poster {
                self.out.push_str(" poster=\"");
                attribute(&poster, &mut self.out);
                self.out.push('"');
            }
            if let Some(size) = size.filter(|size| size.width > 0) {
                let _ = write!(self.out, " width=\"{}\" height=\"{}\"", size.width, size.height);
            }
            self.out.push_str(" src=\"");
            attribute(&address, &mut self.out);
            self.out.push_str("\">");
            if let Some(captions) = video.captions.as_deref().and_then(|captions| self.embedded(captions)) {
                let language = &self.page.language;
                let _ = write!(
                    self.out,
                    "<track kind=\"captions\" srclang=\"{language}\" label=\"Captions\" default src=\""
                );
                attribute(&captions, &mut self.out);
                self.out.push_str("\">");
            }
            self.out.push_str("</video>\n");
        }
        for (target, words) in [(&video.transcript, "Transcript"), (&video.described, "Audio described version")] {
            if let Some(target) = target {
                self.out.push_str("<p>");
                let linked = self.open_link(target, "");
                self.out.push_str(words);
                self.out.push_str(if linked { "</a></p>\n" } else { "</p>\n" });
            }
        }
        self.container("", &video.content, "</div>\n");
    }

    fn easy_read(&mut self, rows: &[EasyReadRow]) {
        self.out.push_str("<div class=\"candour-easy-read\">\n");
        for row in rows {
            self.out.push_str("<div class=\"candour-easy-read__row\"><div class=\"candour-easy-read__picture\">");
            if let Some(picture) = &row.picture {
                self.picture(picture, "candour-easy-read__image");
            }
            self.container("</div><div class=\"candour-easy-read__text\">\n", &row.content, "</div></div>\n");
        }
        self.out.push_str("</div>\n");
    }

    fn chart(&mut self, chart: &Chart) {
        let Some(data) = self.site.chart(self.page, &chart.data) else { return };
        self.out.push_str("<div class=\"candour-chart\">\n");
        self.table(&chart_table(&chart.title, &data));
        self.bars(&data);
        self.container("", &chart.content, "</div>\n");
    }

    /// Bars as a drawing for those who see it; the table before it holds the same figures for everybody. Widths are
    /// percentages, so that words keep their size on a phone. With more than one bar a row, each says what it counts.
    fn bars(&mut self, data: &ChartData) {
        const LABEL: usize = 22;
        const BAR: usize = 24;
        const GAP: usize = 10;
        /// The longest bar, in per cent: its value stands beside it.
        const LONGEST: f64 = 70.0;
        let most = data.rows.iter().flat_map(|row| &row.values).fold(0.0_f64, |most, value| most.max(*value));
        let series = data.columns.len() - 1;
        let height = data.rows.len() * (LABEL + BAR * series + GAP);
        let _ = write!(
            self.out,
            "<svg data-web-only class=\"candour-chart__bars\" aria-hidden=\"true\" width=\"100%\" height=\"{height}\">"
        );
        let mut y = 0;
        for row in &data.rows {
            let _ = write!(self.out, "<text class=\"candour-chart__label\" x=\"0\" y=\"{}\">", y + 16);
            escape(&row.label, &mut self.out);
            self.out.push_str("</text>");
            y += LABEL;
            for (index, (value, text)) in row.values.iter().zip(&row.texts).enumerate() {
                let length = if most > 0.0 { value / most * LONGEST } else { 0.0 };
                let (number, bar_height, baseline) = (index % 4 + 1, BAR - 4, y + 16);
                let _ = write!(
                    self.out,
                    "<rect class=\"candour-chart__bar candour-chart__bar--{number}\" x=\"0\" y=\"{y}\" width=\"{length:.1}%\" height=\"{bar_height}\"/><text class=\"candour-chart__value\" x=\"{length:.1}%\" dx=\"6\" y=\"{baseline}\">"
                );
                if series > 1 {
                    escape(&data.columns[index + 1], &mut self.out);
                    self.out.push_str(": ");
                }
                escape(text, &mut self.out);
                self.out.push_str("</text>");
                y += BAR;
            }
            y += GAP;
        }
        self.out.push_str("</svg>\n");
    }

    fn footnotes(&mut self, footnotes: &[Footnote]) {
        if footnotes.is_empty() {
            return;
        }
        self.out
            .push_str("<section class=\"candour-footnotes\" data-footnotes><h2 data-web-only>Footnotes</h2>\n<ol>\n");
        for (index, footnote) in footnotes.iter().enumerate() {
            let number = index + 1;
            let _ = write!(self.out, "<li id=\"footnote_{number}\">");
            let last = footnote.content.len().saturating_sub(1);
            for (position, block) in footnote.content.iter().enumerate() {
                match &block.kind {
                    BlockKind::Paragraph(content) if position == last => {
                        self.wrapped("<p>", content, " ");
                        self.back_links(number, footnote.references);
                        self.out.push_str("</p>\n");
                    }
                    _ => {
                        self.block(block);
                        if position == last {
                            self.out.push_str("<p>");
                            self.back_links(number, footnote.references);
                            self.out.push_str("</p>\n");
                        }
                    }
                }
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol></section>\n");
    }

    fn back_links(&mut self, number: usize, references: usize) {
        for occurrence in 0..references {
            let id = reference_id(number, occurrence);
            let words = if references == 1 { String::new() } else { format!(", place {}", occurrence + 1) };
            let space = if occurrence == 0 { "" } else { " " };
            let _ =
                write!(self.out, "{space}<a data-footnote-back href=\"#{id}\">Back to reference {number}{words}</a>");
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) => escape(words, &mut self.out),
                InlineKind::Code(words) => {
                    self.out.push_str("<code>");
                    escape(words, &mut self.out);
                    self.out.push_str("</code>");
                }
                InlineKind::Emphasis(content) => self.wrapped("<em>", content, "</em>"),
                InlineKind::Strong(content) => self.wrapped("<strong>", content, "</strong>"),
                InlineKind::Link(link) => {
                    let linked = self.open_link(&link.target, "");
                    match link.content.as_slice() {
                        // An e-mail address may break after its @ on a narrow screen.
                        [Inline { kind: InlineKind::Text(words), .. }] if link.target.starts_with("mailto:") => {
                            for part in words.split_inclusive('@') {
                                escape(part, &mut self.out);
                                self.out.push_str(if part.ends_with('@') { "<wbr>" } else { "" });
                            }
                        }
                        content => self.inlines(content),
                    }
                    self.out.push_str(if linked { "</a>" } else { "" });
                }
                InlineKind::Picture(picture) => self.picture(picture, "candour-picture"),
                InlineKind::Footnote { index, occurrence } => {
                    let number = index + 1;
                    let id = reference_id(number, *occurrence);
                    let _ = write!(
                        self.out,
                        "<sup><a class=\"candour-footnote-ref\" data-footnote-ref href=\"#footnote_{number}\" id=\"{id}\">{number}</a></sup>"
                    );
                }
                InlineKind::Break => self.out.push_str("<br>\n"),
            }
        }
    }

    /// Opens a link. `false`, with nothing written, when the target leads nowhere.
    fn open_link(&mut self, target: &str, class: &str) -> bool {
        let address = match self.site.resolve(self.page, target, Purpose::Link) {
            Destination::Page(page, fragment) => {
                let fragment = fragment.map_or_else(String::new, |fragment| format!("#{fragment}"));
                format!("{}{fragment}", self.site.href(&page.address))
            }
            Destination::Here(fragment) => format!("#{fragment}"),
            Destination::File(path) => self.site.href(&self.site.file_address(&path)),
            Destination::Outside(address) => address.to_owned(),
            Destination::Broken(_) => return false,
        };
        self.out.push_str("<a ");
        if !class.is_empty() {
            let _ = write!(self.out, "class=\"{class}\" ");
        }
        self.out.push_str("href=\"");
        attribute(&address.replace(' ', "%20"), &mut self.out);
        self.out.push_str("\">");
        true
    }

    /// The address of a file that is shown in the page.
    fn embedded(&self, target: &str) -> Option<String> {
        match self.site.resolve(self.page, target, Purpose::Embed) {
            Destination::File(path) => Some(self.site.href(&self.site.file_address(&path))),
            _ => None,
        }
    }

    fn picture(&mut self, picture: &Picture, class: &str) {
        let Some(address) = self.embedded(&picture.target) else {
            return escape(&picture.alt, &mut self.out);
        };
        let _ = write!(self.out, "<img class=\"{class}\" src=\"");
        attribute(&address, &mut self.out);
        self.out.push('"');
        if let Some(file) = self.site.picture(self.page, &picture.target).filter(|file| file.width > 0) {
            let _ = write!(self.out, " width=\"{}\" height=\"{}\"", file.width, file.height);
        }
        self.out.push_str(" alt=\"");
        attribute(&picture.alt, &mut self.out);
        self.out.push_str("\">");
    }
}

/// Ids of our own hold an underscore, which no heading's id does, so that none can stand twice.
fn reference_id(number: usize, occurrence: usize) -> String {
    format!("reference_{number}_{}", occurrence + 1)
}

fn alignment_class(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Start => "",
        Alignment::Centre => " candour-centre",
        Alignment::End => " candour-end",
    }
}

/// A finished page.
pub struct Finished {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether minifying would have changed its words, so that the page is as long as it was drafted.
    pub kept_long: bool,
}

/// Minifies a page in ways that the HTML standard allows, and only if every word stays.
pub fn finish(html: String) -> Finished {
    let settings = minify_html::Cfg {
        keep_closing_tags: true,
        keep_html_and_head_opening_tags: true,
        ..minify_html::Cfg::default()
    };
    let minified = minify_html::minify(html.as_bytes(), &settings);
    if same_words(&minified, html.as_bytes()) {
        // The minifier's buffer is as long as what it was given; the site is kept in memory, so only the page is.
        Finished { bytes: minified.as_slice().into(), kept_long: false }
    } else {
        Finished { bytes: html.into_bytes(), kept_long: true }
    }
}

/// The text of a page as it is read, byte by byte: markup gone, white space folded, a space at the edge of every block.
/// In bytes and without a copy, because every page of a site is read twice; all that matters here is ASCII.
struct VisibleText<'a> {
    html: &'a [u8],
    at: usize,
    /// Whether the last byte given was a space; leading space counts as given.
    spaced: bool,
}

impl Iterator for VisibleText<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        let mut space = false;
        while let Some(&byte) = self.html.get(self.at) {
            match byte {
                b'<' => {
                    let name_start = self.at + 1 + usize::from(self.html.get(self.at + 1) == Some(&b'/'));
                    let name = &self.html[name_start.min(self.html.len())..];
                    let name_length = name.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                    space |= !is_inline(&name[..name_length]);
                    self.at = tag_end(self.html, name_start + name_length);
                }
                b' ' | b'\n' | b'\t' | b'\r' => {
                    space = true;
                    self.at += 1;
                }
                _ if space && !self.spaced => {
                    self.spaced = true;
                    return Some(b' ');
                }
                _ => {
                    let (byte, length) = if byte == b'&' { entity(&self.html[self.at..]) } else { (byte, 1) };
                    self.at += length;
                    self.spaced = false;
                    return Some(byte);
                }
            }
        }
        None
    }
}

fn visible_text(html: &[u8]) -> VisibleText<'_> {
    VisibleText { html, at: 0, spaced: true }
}

/// Whether two pages are read the same. Most bytes are letters that stand in both: those are compared at once, and
/// only markup, white space and references are looked at closely.
fn same_words(one: &[u8], other: &[u8]) -> bool {
    let plain = |byte: u8| byte > b'&' && byte != b'<';
    let (mut one, mut other) = (visible_text(one), visible_text(other));
    loop {
        let (rest, other_rest) = (&one.html[one.at..], &other.html[other.at..]);
        let alike = rest.iter().zip(other_rest).take_while(|(a, b)| a == b && plain(**a)).count();
        if alike > 0 {
            one.at += alike;
            other.at += alike;
            one.spaced = false;
            other.spaced = false;
        }
        match (one.next(), other.next()) {
            (None, None) => return true,
            (a, b) if a != b => return false,
            _ => {}
        }
    }
}

/// What follows a tag's `>`, quoted attributes respected.
fn tag_end(html: &[u8], start: usize) -> usize {
    let mut quote = None;
    for (offset, byte) in html[start..].iter().enumerate() {
        match (quote, *byte) {
            (None, b'>') => return start + offset + 1,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// The character that a reference at the start of some text stands for, and its length. Only those that a minifier
/// writes in another way; any other stays as it is typed.
fn entity(text: &[u8]) -> (u8, usize) {
    const REFERENCES: [(&[u8], u8); 6] =
        [(b"&amp", b'&'), (b"&lt", b'<'), (b"&gt", b'>'), (b"&quot", b'"'), (b"&#39", b'\''), (b"&#x27", b'\'')];
    for (reference, character) in REFERENCES {
        if text.starts_with(reference) {
            let semicolon = usize::from(text.get(reference.len()) == Some(&b';'));
            return (character, reference.len() + semicolon);
        }
    }
    (b'&', 1)
}

fn is_inline(name: &[u8]) -> bool {
    matches!(
        name,
        b"a" | b"abbr"
            | b"b"
            | b"bdi"
            | b"bdo"
            | b"cite"
            | b"code"
            | b"em"
            | b"i"
            | b"kbd"
            | b"mark"
            | b"q"
            | b"s"
            | b"small"
            | b"span"
            | b"strong"
            | b"sub"
            | b"sup"
            | b"time"
            | b"u"
            | b"wbr"
    )
}

/// Every class that a drafted page uses, added to `classes`.
pub fn collect_classes(html: &str, classes: &mut BTreeSet<String>) {
    const OPENING: &str = "class=\"";
    for at in memchr::memmem::find_iter(html.as_bytes(), OPENING) {
        let rest = &html[at + OPENING.len()..];
        let end = rest.find('"').unwrap_or(rest.len());
        for class in rest[..end].split_ascii_whitespace() {
            if !classes.contains(class) {
                classes.insert(class.to_owned());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joined_words_are_seen() {
        let text = |html: &str| String::from_utf8(visible_text(html.as_bytes()).collect()).expect("text");
        assert_eq!(text("<div><a>one</a> <a>two</a></div>"), "one two");
        assert_eq!(text("<div><a>one</a><a>two</a></div>"), "onetwo");
        assert!(same_words(b"<p>one <b>two</b>\n</p>", b"<p>one <b>two</b></p>"));
        assert!(!same_words(b"<div><a>one</a> <a>two</a></div>", b"<div><a>one</a><a>two</a></div>"));
        assert!(!same_words(b"<p>one two</p>", b"<p>one</p>") && !same_words(b"<p>a b</p>", b"<p>ab</p>"));
        assert_eq!(text("<p>a  &amp;\nb</p><p title='>'>c&copy;</p>\n<"), "a & b c&copy;");
    }

    #[test]
    fn a_page_whose_words_would_join_stays_long() {
        let html = "<!DOCTYPE html><html lang=\"en\"><head><title>x</title></head><body><div><a href=\"/a\">one</a> <a href=\"/b\">two</a></div></body></html>";
        assert!(finish(html.to_owned()).kept_long);
        assert!(!finish(html.replace("</a> <a", "</a><a")).kept_long);
    }
}
