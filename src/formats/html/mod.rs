//! The web page: the block tree as HTML, inside the theme's template, minified where that changes no word.
//!
//! Everything that the organisation's words do not say (contents, downloads, listing, review dates) is handed to the
//! template as [`PageView`]; the template marks it `data-web-only`. [`body`] writes the words, [`finish`] the last form.

mod body;
mod downloads;
mod film;
mod finish;
mod guide;
mod notes;
mod page_view;
mod picture;
mod section;
mod site_view;
mod structured;

use std::sync::Arc;

use serde::Serialize;

pub use self::downloads::{DownloadView, attachments, document};
pub use self::finish::{Classes, Done, collect_classes, finish};
pub use self::page_view::{PageView, due_words};
use self::page_view::{page_view, special_view};
pub use self::section::value_title;
pub use self::site_view::site_view;
use crate::config::Switch;
use crate::document::tree::Body;
use crate::site::address::Address;
use crate::site::{Guide, ListPage, Page, Pictures, Site};
use crate::theme::{Shared, TemplateFault, Theme};

/// A link in the frame of a page.
#[derive(Clone, Debug, Serialize)]
pub struct LinkView {
    title: String,
    address: String,
    /// The language that it leads to, where that is not the page's own.
    language: Option<String>,
}

impl LinkView {
    /// To something in the page's own language.
    fn new(title: impl Into<String>, address: String) -> LinkView {
        LinkView { title: title.into(), address, language: None }
    }

    /// To a page, from one in a language.
    fn to(page: &Page, title: impl Into<String>, language: &str, site: &Site) -> LinkView {
        let other = (page.language != language).then(|| page.language.clone());
        LinkView { title: title.into(), address: site.href(&page.address), language: other }
    }
}

/// How much of a page one web page shows.
#[derive(Clone, Copy)]
pub enum Extent<'a> {
    /// All of a page that is no guide.
    Page,
    /// One part of a guide, by its number.
    Part(&'a Guide, usize),
    /// All of a guide, to read or print at once.
    Whole(&'a Guide),
}

impl Extent<'_> {
    /// Where it stands.
    fn address<'p>(&'p self, page: &'p Page) -> &'p str {
        match self {
            Extent::Page => &page.address,
            Extent::Part(guide, at) => &guide.parts[*at].address,
            Extent::Whole(guide) => &guide.whole,
        }
    }
}

/// A web page, not yet finished.
pub struct Drafted {
    /// Where it stands, within the site.
    pub address: Address,
    /// The page.
    pub page: Filled,
}

/// A template that is filled in, or what an earlier build made of the same.
pub enum Filled {
    /// Not yet minified, with the key under which it is to be kept.
    Drafted(String, Option<[u8; 32]>),
    /// The finished page, with its key.
    Known(Arc<Done>, [u8; 32]),
}

impl Filled {
    /// The key of what becomes of it, where that is kept.
    pub fn key(&self) -> Option<[u8; 32]> {
        match self {
            Filled::Drafted(_, key) => *key,
            Filled::Known(_, key) => Some(*key),
        }
    }
}

/// A template filled in, if it is not known what becomes of it.
fn filled(
    theme: &Theme,
    template: &str,
    shared: &Shared,
    language: &str,
    page: &impl Serialize,
    content: &str,
) -> Result<Filled, TemplateFault> {
    let memo = shared.memo.as_deref();
    let key = memo.and_then(|_| theme.digest_of(template, shared, language, page, content));
    if let Some((done, key)) = memo.zip(key).and_then(|(memo, key)| Some((memo.get(key)?, key))) {
        return Ok(Filled::Known(done, key));
    }
    Ok(Filled::Drafted(theme.render(template, shared, language, page, content)?, key))
}

/// A page's words as HTML inside the theme's template: one web page or, for a guide, one for each part and the whole.
///
/// # Errors
/// The template that failed on it.
pub fn draft(
    page: &Page,
    body: &Body,
    site: &Site,
    shared: &Shared,
    theme: &Theme,
    pictures: &Pictures,
    downloads: Vec<DownloadView>,
) -> Result<Vec<Drafted>, TemplateFault> {
    let template = match (page.is_home(), page.is_landing()) {
        (true, _) => "home",
        (_, true) => "landing",
        _ => page.document.meta.kind.info().name,
    };
    let extents = match &page.guide {
        None => vec![Extent::Page],
        Some(guide) => (0..guide.parts.len()).map(|at| Extent::Part(guide, at)).chain([Extent::Whole(guide)]).collect(),
    };
    let draft = |extent: Extent<'_>| {
        let mut view = page_view(page, body, site, theme, pictures, downloads.clone(), extent);
        let content = body::write(page, body, site, pictures, &theme.words, extent);
        if page.is_landing() && !page.is_home() {
            view.show_list_after(body::write_lead(page, body, site, pictures, &theme.words), &content);
        }
        let filled = filled(theme, template, shared, &page.language, &view, &content)?;
        Ok(Drafted { address: extent.address(page).to_owned(), page: filled })
    };
    extents.into_iter().map(draft).collect()
}

/// Whether the site has a search page: its theme can show one, and it is not switched off.
pub fn has_search(site: &Site, theme: &Theme) -> bool {
    theme.search.is_some() && site.config.search == Switch::On
}

/// A page that no file stands for, such as the one for wrong addresses.
pub struct Special<'a, D> {
    /// The theme's template for it.
    pub template: &'a str,
    /// Its title, in the language of the site.
    pub title: String,
    /// One or two sentences for search engines.
    pub description: Option<String>,
    /// Where it is; `None` for one that stands at many addresses. Search engines are told of pages with an address.
    pub address: Option<&'a str>,
    /// What its template shows, as `page.data`.
    pub data: D,
}

/// Fills in the template of a page that no file stands for.
///
/// # Errors
/// The template that failed.
pub fn special<D: Serialize>(
    special: Special<'_, D>,
    site: &Site,
    shared: &Shared,
    theme: &Theme,
) -> Result<Filled, TemplateFault> {
    special_in(&site.config.language.0, special, site, shared, theme)
}

/// The same in another of the site's languages.
///
/// # Errors
/// The template that failed.
pub fn special_in<D: Serialize>(
    language: &str,
    special: Special<'_, D>,
    site: &Site,
    shared: &Shared,
    theme: &Theme,
) -> Result<Filled, TemplateFault> {
    let template = special.template;
    filled(theme, template, shared, language, &special_view(special, language, site, theme), "")
}

/// Fills in the template of a landing page for a list that no file stands for.
///
/// # Errors
/// The template that failed.
pub fn list(
    page: &ListPage<'_>,
    site: &Site,
    shared: &Shared,
    theme: &Theme,
    pictures: &Pictures,
) -> Result<Filled, TemplateFault> {
    let title = section::list_title(page, site, theme);
    let description = section::list_description(page, site, theme);
    let list = Special { template: "landing", title, description, address: Some(&page.address), data: () };
    let mut view = special_view(list, &site.config.language.0, site, theme);
    view.show_list(section::list_page(page, site, theme, pictures));
    filled(theme, "landing", shared, &site.config.language.0, &view, "")
}

/// The page at an old address, which sends the reader on.
///
/// # Errors
/// The template that failed.
pub fn redirect(to: &Page, site: &Site, shared: &Shared, theme: &Theme) -> Result<Filled, TemplateFault> {
    let title = theme.words.phrase(&site.config.language.0, "page_moved").text.to_owned();
    let page = Special { template: "redirect", title, description: None, address: None, data: () };
    let mut view = special_view(page, &site.config.language.0, site, theme);
    view.target = Some(LinkView::to(to, to.document.title(), &site.config.language.0, site));
    view.canonical = Some(site.absolute(&to.address));
    filled(theme, "redirect", shared, &site.config.language.0, &view, "")
}
