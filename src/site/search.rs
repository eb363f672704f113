//! What readers may find by searching, and where they do.

use std::collections::BTreeMap;

use super::address::Address;
use super::{Page, Site};
use crate::config::Switch;
use crate::document::words::slug;
use crate::kinds::Kind;
use crate::kinds::kind::Status;

impl Site {
    /// The address of the search page of each language that has pages; none where search is off. The site's own
    /// language has one whatever its pages.
    pub fn search_addresses(&self) -> BTreeMap<&str, Address> {
        if self.config.search == Switch::Off {
            return BTreeMap::new();
        }
        let own = self.config.language.0.as_str();
        let languages = self.pages().iter().filter(|page| page.is_searchable()).map(|page| page.language.as_str());
        let addresses = languages.filter(|language| *language != own).map(|it| (it, format!("/{}/search/", slug(it))));
        addresses.chain([(own, "/search/".to_owned())]).collect()
    }
}

impl Page {
    /// Whether readers may find it: pages that are not in force stay out, and partners of whom nothing may be said. A
    /// preview finds its drafts.
    pub fn is_searchable(&self) -> bool {
        let is_introduced = match &self.document.meta.kind {
            Kind::Partner(partner) => partner.is_introduced,
            _ => true,
        };
        self.document.meta.common.status == Status::Published && is_introduced
    }
}
