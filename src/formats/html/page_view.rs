//! What templates know of a page, its words aside.

use serde::Serialize;

use super::guide::{GuideView, guide_view};
use super::section::{self, EntryView, ListView, SectionView};
use super::structured::{self, SharedPicture};
use super::{DownloadView, Extent, LinkView, Special};
use crate::config;
use crate::dates::{Date, Due};
use crate::document::tree::*;
use crate::formats::xml::push_text;
use crate::kinds::Kind;
use crate::kinds::kind::Status;
use crate::language::own_name;
use crate::site::{Above, Destination, Drafts, Hidden, Page, Pictures, Site};
use crate::source::SourcePath;
use crate::theme::{Theme, WHOLE_LANGUAGE, Words};

/// The most level-2 headings a page may have without a contents list.
const HEADINGS_WITHOUT_CONTENTS: usize = 3;

#[derive(Serialize)]
struct NavigationView<'a> {
    title: &'a str,
    address: String,
    /// The language of the title, where that is not the page's own.
    language: Option<&'a str>,
    current: bool,
    section: bool,
}

/// What templates know of a page, its words aside. `data` is what a page that no file stands for shows.
#[derive(Serialize)]
pub struct PageView<'a, D = ()> {
    title: String,
    window_title: String,
    description: Option<String>,
    kind: &'a str,
    language: &'a str,
    direction: &'static str,
    pub(super) canonical: Option<String>,
    noindex: bool,
    /// The home page in the language of the page.
    home: String,
    /// The page in every language it has, itself among them.
    translations: Vec<TranslationView<'a>>,
    navigation: Vec<NavigationView<'a>>,
    breadcrumb: Vec<LinkView>,
    contents: Vec<LinkView>,
    guide: Option<GuideView<'a>>,
    downloads: Vec<DownloadView>,
    owner: Option<&'a str>,
    last_reviewed: Option<String>,
    next_review: Option<String>,
    banners: Vec<BannerView>,
    listing: Vec<EntryView>,
    section: SectionView,
    /// The words of a landing page up to its first heading, and the rest, as HTML.
    lead: String,
    rest: String,
    /// The pages of the library that a summary is on.
    more_learning: Vec<LinkView>,
    /// Feeds of this page alone.
    feeds: Vec<LinkView>,
    pub(super) target: Option<LinkView>,
    /// JSON-LD.
    structured_data: Option<String>,
    shared_picture: Option<SharedPicture>,
    data: D,
}

/// A page in one of its languages.
#[derive(Serialize)]
struct TranslationView<'a> {
    /// What its readers call the language.
    title: &'a str,
    language: &'a str,
    direction: &'static str,
    address: String,
    /// With scheme and host, as search engines ask for it.
    canonical: String,
    current: bool,
}

#[derive(Serialize)]
struct BannerView {
    /// The key of its heading among the theme's words.
    kind: &'static str,
    /// HTML.
    text: String,
    link: Option<LinkView>,
}

impl<D> PageView<'_, D> {
    /// Shows a list on the page.
    pub(super) fn show_list(&mut self, list: ListView) {
        (self.listing, self.section, self.feeds) = (list.entries, list.section, list.feeds);
    }

    /// Lets a list stand after the first words of the page, when it is of a kind that readers come for.
    pub(super) fn show_list_after(&mut self, lead: String, content: &str) {
        if self.section.is_first()
            && let Some(rest) = content.strip_prefix(lead.as_str())
        {
            (self.lead, self.rest) = (lead, rest.to_owned());
        }
    }
}

/// What the template of a page that no file stands for knows of it.
pub fn special_view<'a, D>(
    special: Special<'a, D>,
    language: &'a str,
    site: &'a Site,
    theme: &Theme,
) -> PageView<'a, D> {
    let structured_data = match (special.address, site.drafts) {
        (Some(address), Drafts::Hidden) => structured::of_special(address, &special.title, site, theme),
        _ => None,
    };
    PageView {
        window_title: format!("{} – {}", special.title, site.config.site.title),
        title: special.title,
        description: special.description,
        kind: "page",
        language,
        direction: direction(language),
        canonical: special.address.map(|address| site.absolute(address)),
        noindex: special.address.is_none() || site.drafts == Drafts::Shown,
        home: home(site, language),
        translations: Vec::new(),
        navigation: navigation(site, special.address.unwrap_or(""), language),
        breadcrumb: special.address.map_or_else(Vec::new, |address| breadcrumb(address, language, site, theme)),
        contents: Vec::new(),
        guide: None,
        downloads: Vec::new(),
        owner: None,
        last_reviewed: None,
        next_review: None,
        banners: Vec::new(),
        listing: Vec::new(),
        section: SectionView::default(),
        lead: String::new(),
        rest: String::new(),
        more_learning: Vec::new(),
        feeds: Vec::new(),
        target: None,
        structured_data,
        shared_picture: None,
        data: special.data,
    }
}

fn direction(language: &str) -> &'static str {
    if config::is_right_to_left(language) { "rtl" } else { "ltr" }
}

/// The pages above an address, from the home page down: authors' own, and those of lists.
fn breadcrumb(address: &str, language: &str, site: &Site, theme: &Theme) -> Vec<LinkView> {
    let above = site.path_to(address).into_iter().filter_map(|above| match above {
        Above::Page(above) if above.is_home() => {
            let mut link = LinkView::to(above, theme.words.phrase(language, "home").text, language, site);
            // The word is the theme's, whatever language the page is in.
            link.language = None;
            Some(link)
        }
        Above::Page(above) => Some(LinkView::to(above, above.document.title(), language, site)),
        Above::List(address) => {
            let mut link = LinkView::new(section::title_at(&address, site, theme)?, site.href(&address));
            let own = site.config.language.0.as_str();
            link.language = (own != language).then(|| own.to_owned());
            Some(link)
        }
    });
    above.collect()
}

/// A date as the theme writes it in a language: "6 August 2026".
pub(super) fn date_words(date: Date, language: &str, words: &Words) -> String {
    let (year, month, day) = date.year_month_day();
    format!("{day} {} {year}", words.phrase(language, &format!("month_{month}")).text)
}

/// A day or a month as the theme writes it in a language.
pub fn due_words(due: Due, language: &str, words: &Words) -> String {
    let whole = date_words(due.last_day(), language, words);
    match due {
        Due::Day(_) => whole,
        Due::Month(_) => whole.split_once(' ').map_or_else(String::new, |(_, month)| month.to_owned()),
    }
}

/// The menu: on a page in another language, each page under its own title where it has been translated.
fn navigation<'a>(site: &'a Site, current: &str, language: &str) -> Vec<NavigationView<'a>> {
    let entries = site.config.navigation.iter().filter_map(|entry| {
        let named = site.page_of(&SourcePath::new(&entry.page))?;
        let page = site.in_language(named, language);
        let is_current = page.address == current;
        Some(NavigationView {
            title: if std::ptr::eq(page, named) { &entry.title } else { page.document.title() },
            address: site.href(&page.address),
            language: (page.language != language).then_some(&page.language),
            current: is_current,
            section: !is_current && !page.is_home() && current.starts_with(&page.address),
        })
    });
    entries.collect()
}

fn home(site: &Site, language: &str) -> String {
    site.href(site.home(language).map_or("/", |home| &home.address))
}

fn translations<'a>(page: &Page, site: &'a Site) -> Vec<TranslationView<'a>> {
    let pages = site.translations(page).into_iter().filter(|it| !it.is_unlisted() || it.address == page.address);
    let views = pages.map(|it| TranslationView {
        title: own_name(&it.language).unwrap_or(&it.language),
        language: &it.language,
        direction: direction(&it.language),
        address: site.href(&it.address),
        canonical: site.absolute(&it.address),
        current: it.address == page.address,
    });
    let views: Vec<_> = views.collect();
    if views.len() > 1 { views } else { Vec::new() }
}

/// What the template of a page knows of it, or of one part of it.
pub fn page_view<'a>(
    page: &'a Page,
    body: &Body,
    site: &'a Site,
    theme: &Theme,
    pictures: &Pictures,
    downloads: Vec<DownloadView>,
    extent: Extent<'a>,
) -> PageView<'a> {
    let meta = &page.document.meta;
    let common = &meta.common;
    let address = extent.address(page);
    // Documents and the list of contents belong to the whole.
    let is_inner_part = matches!(extent, Extent::Part(_, at) if at > 0);
    let canonical = if matches!(extent, Extent::Part(..)) { address } else { &page.address };
    let contents: Vec<LinkView> = body
        .headings()
        .filter(|_| !matches!(extent, Extent::Part(..)))
        .filter(|(heading, _)| heading.level <= 2)
        .map(|(heading, _)| LinkView::new(plain_text(&heading.content), format!("#{}", heading.id)))
        .collect();
    let due: Option<Due> = common.next_review.map(Due::Day).or(match &meta.kind {
        Kind::Policy(policy) => policy.review_due,
        Kind::Plan(plan) => plan.refresh_due,
        _ => None,
    });
    let list = if page.is_landing() || page.is_home() {
        section::landing(page, body, site, theme, pictures)
    } else {
        ListView::default()
    };
    let structured_data = structured::of_page(page, body, site, theme, pictures, &downloads);
    PageView {
        title: page.document.title().to_owned(),
        window_title: window_title(page, extent, site, theme),
        description: common.description.as_ref().or(site.config.site.description.as_ref()).cloned(),
        kind: meta.kind.info().name,
        language: &page.language,
        direction: direction(&page.language),
        canonical: Some(site.absolute(canonical)),
        noindex: site.drafts == Drafts::Shown || page.is_unlisted() || matches!(extent, Extent::Whole(_)),
        home: home(site, &page.language),
        translations: translations(page, site),
        navigation: navigation(site, address, &page.language),
        breadcrumb: breadcrumb(&page.address, &page.language, site, theme),
        contents: if contents.len() > HEADINGS_WITHOUT_CONTENTS { contents } else { Vec::new() },
        guide: guide_view(page, extent, site, theme),
        downloads: if is_inner_part { Vec::new() } else { downloads },
        owner: common.owner.as_deref(),
        last_reviewed: common.last_reviewed.map(|date| date_words(date, &page.language, &theme.words)),
        next_review: due.map(|due| due_words(due, &page.language, &theme.words)),
        banners: banners(page, site, &theme.words),
        listing: list.entries,
        section: list.section,
        lead: String::new(),
        rest: String::new(),
        more_learning: section::more_learning(page, site, theme),
        feeds: list.feeds,
        target: None,
        structured_data,
        shared_picture: structured::shared_picture(page, body, site, pictures),
        data: (),
    }
}

/// The title of the window: of a part of a guide "Responding – Safety policy – Patient safety at Northmere".
fn window_title(page: &Page, extent: Extent<'_>, site: &Site, theme: &Theme) -> String {
    let title = page.window_title(site);
    match extent {
        Extent::Part(guide, at) => match &guide.parts[at].title {
            Some(section) => format!("{section} – {title}"),
            None => title,
        },
        Extent::Whole(_) => format!("{} – {title}", theme.words.phrase(&page.language, "guide_whole").text),
        Extent::Page => title,
    }
}

fn banners(page: &Page, site: &Site, words: &Words) -> Vec<BannerView> {
    let mut banners = Vec::new();
    let mut push = |kind, text, link| banners.push(BannerView { kind, text, link });
    let phrase = |key| words.phrase(&page.language, key);
    let dated = |key, due: Due| {
        let phrase = phrase(key);
        let language = if phrase.is_foreign { WHOLE_LANGUAGE } else { &page.language };
        phrase.html_with("date", &due_words(due, language, words))
    };
    match page.hidden {
        None => {}
        Some(Hidden::Draft) => push("draft", phrase("draft_text").html(), None),
        Some(Hidden::NotYet(date)) => push("scheduled", dated("scheduled_text", Due::Day(date)), None),
        Some(Hidden::Expired(date)) => push("expired", dated("expired_text", Due::Day(date)), None),
    }
    if let Some((source, changed)) = site.newer_source(page) {
        let link = LinkView::to(source, source.document.title(), &page.language, site);
        push("translation_old", dated("translation_old_text", Due::Day(changed)), Some(link));
    }
    let common = &page.document.meta.common;
    match common.status {
        Status::Published => {
            if let Some(due) = page.document.meta.overdue(site.day) {
                push("overdue", dated("overdue_text", due), None);
            }
        }
        Status::Withdrawn => {
            let mut text = phrase("withdrawn_text").html();
            if let Some(reason) = &common.withdrawn_reason {
                text.push(' ');
                push_text(reason, &mut text);
            }
            push("withdrawn", text, None);
        }
        Status::Superseded => {
            let target = common.superseded_by.as_deref().unwrap_or("");
            let link = match site.resolve(page, target, Purpose::Link) {
                Destination::Page(newer, _) => Some(LinkView::to(newer, newer.document.title(), &page.language, site)),
                _ => None,
            };
            push("superseded", phrase("superseded_text").html(), link);
        }
    }
    banners
}
