//! The search page of each language: a form, and every page of the language by section, so that a reader without
//! scripts finds a way too. Of many pages it lists the sections, and leads to lists of the rest in alphabetical order.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::feed::{Feed, FeedContent, Files, Whole};
use crate::formats::html::{self, Filled, Special};
use crate::kinds::learning::sentence_case;
use crate::kinds::{KINDS, Kind};
use crate::language::own_name;
use crate::search;
use crate::site::{Page, Site, address};
use crate::theme::TemplateFault;

/// The search pages.
pub const SEARCH: Feed = Feed { name: "search", make };

/// The most pages that one page lists: about 30 kB of HTML, 5 kB as it is sent.
const LISTED_MAX: usize = 200;

/// What the search page shows.
#[derive(Serialize)]
struct SearchView {
    /// The folder of the index.
    search_index: String,
    /// The address of the page itself.
    address: String,
    /// The kinds of its pages, where there is a choice.
    kinds: Vec<&'static str>,
    /// The themes of its pages.
    themes: Vec<ThemeView>,
    sections: Vec<SectionView>,
    lists: Vec<RangeView>,
    languages: Vec<LanguageView>,
}

#[derive(Serialize)]
struct ThemeView {
    value: String,
    label: String,
}

#[derive(Serialize)]
struct SectionView {
    /// The landing page; pages that have none stand together.
    landing: Option<PageLink>,
    pages: Vec<PageLink>,
}

#[derive(Clone, Serialize)]
struct PageLink {
    title: String,
    address: String,
}

/// A list of pages, by the first and the last.
#[derive(Serialize)]
struct RangeView {
    address: String,
    first: String,
    last: String,
}

#[derive(Serialize)]
struct LanguageView {
    title: &'static str,
    language: String,
    address: String,
}

/// What a list of pages shows.
#[derive(Serialize)]
struct ListView {
    search: String,
    pages: Vec<PageLink>,
    previous: Option<RangeView>,
    next: Option<RangeView>,
}

fn make(whole: &Whole<'_>) -> Result<Files, TemplateFault> {
    let mut files = Files::new();
    if !html::has_search(whole.site, whole.theme) {
        return Ok(files);
    }
    let addresses = whole.site.search_addresses();
    let mut by_language: BTreeMap<&str, Vec<&Page>> = BTreeMap::new();
    for page in whole.site.pages().iter().filter(|page| page.is_searchable()) {
        by_language.entry(&page.language).or_default().push(page);
    }
    for (language, address) in &addresses {
        let mut pages = by_language.remove(language).unwrap_or_default();
        pages.sort_by_cached_key(|page| (page.document.title_in_small_letters(), page.address.as_str()));
        for_language(whole, language, address, &addresses, &pages, &mut files)?;
    }
    Ok(files)
}

fn for_language(
    whole: &Whole<'_>,
    language: &str,
    address: &str,
    addresses: &BTreeMap<&str, address::Address>,
    pages: &[&Page],
    files: &mut Files,
) -> Result<(), TemplateFault> {
    let site = whole.site;
    let phrase = |key| whole.theme.words.phrase(language, key).text.to_owned();
    let mut write = |at: &str, page: Result<Filled, TemplateFault>| -> Result<(), TemplateFault> {
        files.push((address::output(at), FeedContent::Html(page?)));
        Ok(())
    };
    let chunks: Vec<&[&Page]> = if pages.len() > LISTED_MAX { pages.chunks(LISTED_MAX).collect() } else { Vec::new() };
    let list_address = |index: usize| format!("{address}pages/{}/", index + 1);
    let range = |index: usize| {
        let chunk = chunks.get(index)?;
        let title = |page: Option<&&Page>| page.map_or_else(String::new, |page| page.document.title().to_owned());
        let address = site.href(&list_address(index));
        Some(RangeView { address, first: title(chunk.first()), last: title(chunk.last()) })
    };
    for (index, chunk) in chunks.iter().enumerate() {
        let data = ListView {
            search: site.href(address),
            pages: chunk.iter().map(|page| link(page, site)).collect(),
            previous: index.checked_sub(1).and_then(range),
            next: range(index + 1),
        };
        let title = format!("{} ({}/{})", phrase("search_all_pages"), index + 1, chunks.len());
        let at = list_address(index);
        let special = Special { template: "search-pages", title, description: None, address: Some(&at), data };
        write(&at, html::special_in(language, special, site, whole.view, whole.theme))?;
    }
    let others = addresses.iter().filter(|(other, _)| **other != language);
    let languages = others.map(|(other, address)| LanguageView {
        title: own_name(other).unwrap_or_default(),
        language: (*other).to_owned(),
        address: site.href(address),
    });
    let data = SearchView {
        search_index: site.href(&format!("/{}/", search::FOLDER)),
        address: site.href(address),
        kinds: kinds(pages),
        themes: themes(pages),
        sections: match chunks.is_empty() {
            true => sections(site, address.trim_end_matches("search/"), pages),
            false => vec![SectionView {
                landing: None,
                pages: pages.iter().filter(|it| it.is_landing()).take(LISTED_MAX).map(|it| link(it, site)).collect(),
            }],
        },
        lists: (0..chunks.len()).filter_map(range).collect(),
        languages: languages.filter(|it| !it.title.is_empty()).collect(),
    };
    let special =
        Special { template: "search", title: phrase("search"), description: None, address: Some(address), data };
    write(address, html::special_in(language, special, site, whole.view, whole.theme))
}

fn link(page: &Page, site: &Site) -> PageLink {
    PageLink { title: page.document.title().to_owned(), address: site.href(&page.address) }
}

/// The kinds that readers choose by, where the pages have more than one. A statement is a page as others are.
fn kinds(pages: &[&Page]) -> Vec<&'static str> {
    let used: BTreeSet<&str> = pages.iter().map(|page| search::kind(&page.document.meta.kind)).collect();
    let kinds = KINDS.iter().map(|info| info.name).filter(|name| used.contains(name));
    if used.len() > 1 { kinds.collect() } else { Vec::new() }
}

fn themes(pages: &[&Page]) -> Vec<ThemeView> {
    let themes = pages.iter().filter_map(|page| match &page.document.meta.kind {
        Kind::Learning(summary) => Some(&summary.theme),
        _ => None,
    });
    let themes: BTreeSet<&String> = themes.flatten().collect();
    let view = |value: &String| ThemeView { value: value.clone(), label: sentence_case(value) };
    themes.into_iter().map(view).collect()
}

/// The pages by the first part of their address after `home`: a part with a landing page is a section.
fn sections(site: &Site, home: &str, pages: &[&Page]) -> Vec<SectionView> {
    let mut groups: BTreeMap<&str, Vec<&Page>> = BTreeMap::new();
    for page in pages {
        let below = page.address.strip_prefix(home).unwrap_or(&page.address);
        groups.entry(below.split('/').next().unwrap_or("")).or_default().push(page);
    }
    let mut sections = Vec::new();
    let mut others = Vec::new();
    for (part, group) in groups {
        let at = format!("{home}{part}/");
        let landing = group.iter().find(|page| page.address == at && (group.len() > 1 || page.is_landing()));
        match landing {
            Some(landing) => sections.push((
                (landing.document.meta.common.order.unwrap_or(i64::MAX), landing.document.title_in_small_letters()),
                SectionView {
                    landing: Some(link(landing, site)),
                    pages: group.iter().filter(|page| page.address != at).map(|page| link(page, site)).collect(),
                },
            )),
            None => others.extend(group),
        }
    }
    sections.sort_by(|one, other| one.0.cmp(&other.0));
    let mut sections: Vec<SectionView> = sections.into_iter().map(|(_, section)| section).collect();
    if !others.is_empty() {
        others.sort_by_cached_key(|page| page.document.title_in_small_letters());
        sections.push(SectionView { landing: None, pages: others.iter().map(|page| link(page, site)).collect() });
    }
    sections
}
