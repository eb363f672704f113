//! Pages in more than one language: which say the same, and which have fallen behind.

use std::collections::BTreeMap;

use super::asked::Question;
use super::{Page, PageId, Site, address, parent_address};
use crate::config::Config;
use crate::dates::Date;
use crate::document::words::slug;
use crate::source::SourcePath;

/// The pages that say the same in different languages, by the file that they would share without their language.
#[derive(Debug, Default)]
pub(super) struct Translations(BTreeMap<String, Vec<PageId>>);

fn group(path: &SourcePath, config: &Config) -> String {
    format!("{}/{}", path.folder(), address::language(path, config).0)
}

impl Translations {
    /// Of all pages. A site in one language has none.
    pub(super) fn new(pages: &[Page], config: &Config) -> Translations {
        let mut groups: BTreeMap<String, Vec<PageId>> = BTreeMap::new();
        if config.languages.is_empty() {
            return Translations(groups);
        }
        for (index, page) in pages.iter().enumerate() {
            groups.entry(group(page.document.path(), config)).or_default().push(PageId(index));
        }
        let rank = |language: &str| config.languages.iter().position(|it| it == language).map_or(0, |at| at + 1);
        groups.retain(|_, group| group.len() > 1);
        for group in groups.values_mut() {
            group.sort_by_key(|id| rank(&pages[id.0].language));
        }
        Translations(groups)
    }
}

impl Site {
    /// A page in every language that it has, itself among them, the site's own language first. Empty for a page in one
    /// language.
    pub fn translations(&self, page: &Page) -> Vec<&Page> {
        if self.config.languages.is_empty() {
            return Vec::new();
        }
        self.note(|| Question::Translations(page.document.path().clone()));
        let group = self.translations.0.get(&group(page.document.path(), &self.config));
        group.into_iter().flatten().map(|id| self.page(*id)).collect()
    }

    /// A page in a language, or as it is where it has not been translated.
    pub fn in_language<'a>(&'a self, page: &'a Page, language: &str) -> &'a Page {
        if page.language == language {
            return page;
        }
        self.note(|| Question::Translations(page.document.path().clone()));
        self.translations(page).into_iter().find(|it| it.language == language).unwrap_or(page)
    }

    /// The page that a page translates, when that has changed since, and the day it changed on.
    pub fn newer_source(&self, page: &Page) -> Option<(&Page, Date)> {
        let source = self.in_language(page, &self.config.language.0);
        // Most pages are in the site's own language.
        if std::ptr::eq(source, page) {
            return None;
        }
        let changed = source.issued()?;
        let is_behind = source.language != page.language && page.issued().is_none_or(|own| own < changed);
        // The reference outlives the comparison: it is the site's page, not the argument.
        let source = self.page_of(source.document.path())?;
        is_behind.then_some((source, changed))
    }

    /// The part of an address that names a language: `/pl` of `/pl/policies/`, and the rest: `/policies/`.
    pub(super) fn split_language<'a>(&self, address: &'a str) -> (&'a str, &'a str) {
        let languages = self.config.languages.iter();
        let prefix = languages.map(|tag| slug(tag).len() + 1).find(|end| {
            let (first, rest) = address.split_at_checked(*end).unwrap_or(("", ""));
            rest.starts_with('/') && self.config.languages.iter().any(|tag| first[1..] == slug(tag))
        });
        address.split_at(prefix.unwrap_or(0))
    }

    /// The landing pages above an address, from the home page down, in the language of the address where they have
    /// been translated.
    pub fn above(&self, address: &str) -> Vec<&Page> {
        let (prefix, mut rest) = self.split_language(address);
        let mut chain = Vec::new();
        while rest != "/" {
            rest = parent_address(rest);
            chain.extend(self.page_at(&format!("{prefix}{rest}")).or_else(|| self.page_at(rest)));
        }
        chain.reverse();
        chain
    }

    /// The home page in a language, or else the site's.
    pub fn home(&self, language: &str) -> Option<&Page> {
        let home = self.page_at("/")?;
        Some(self.in_language(home, language))
    }
}

impl Page {
    /// Whether it is the home page of its language.
    pub fn is_home(&self) -> bool {
        let path = self.document.path();
        path.folder().is_empty() && matches!(path.stem().split('.').next(), Some("index" | "_index"))
    }
}
