//! What a landing page lists, and the pages of lists that no file stands for: the further pages of a long list, the
//! landing page of a folder without one, and the pages of the library.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::asked::Question;
use super::library::{Facet, LIBRARY, Value};
use super::{Address, Page, PageId, Site};
use crate::dates::Date;
use crate::kinds::kind::Status;
use crate::kinds::{KINDS, Kind, KindInfo};

/// The most entries on a page of a list.
pub const ENTRIES_MAX: usize = 100;

/// What a landing page lists.
#[derive(Clone, Debug, Default)]
pub struct Section<'a> {
    /// What most of it is: the name of a kind.
    pub kind: &'static str,
    /// The pages in force, in the order in which readers look for them.
    pub listed: Vec<&'a Page>,
    /// Those that are not in force any more and may still be read.
    pub older: Vec<&'a Page>,
}

/// What is worked out of lists once and asked for many times: on a site of 10,000 pages, putting one of them in order
/// takes as long as a hundred pages.
#[derive(Default)]
pub(super) struct Listings {
    sections: Mutex<BTreeMap<Address, Arc<InOrder>>>,
    addresses: OnceLock<BTreeSet<Address>>,
}

/// A section by the numbers of its pages.
struct InOrder {
    kind: &'static str,
    listed: Vec<PageId>,
    older: Vec<PageId>,
}

/// A page of a list that no file stands for.
#[derive(Clone, Debug)]
pub struct ListPage<'a> {
    /// Where it is.
    pub address: Address,
    /// What it lists.
    pub list: List<'a>,
    /// Which page of the list it is, from 1.
    pub number: usize,
    /// Everything that the list holds, on whatever page of it.
    pub section: Arc<Section<'a>>,
}

impl ListPage<'_> {
    /// The newest date of what the list holds.
    pub fn issued(&self) -> Option<Date> {
        self.section.listed.iter().filter_map(|page| page.issued()).max()
    }
}

/// What such a page lists.
#[derive(Clone, Copy, Debug)]
pub enum List<'a> {
    /// The values of a facet.
    Facet(Facet),
    /// The summaries of a value.
    Value(&'a Value),
    /// The pages after the first of an author's landing page.
    Landing(&'a Page),
    /// The pages of a folder without a landing page.
    Folder(&'static KindInfo),
}

/// What stands above an address in the path to it.
pub enum Above<'a> {
    /// An author's page.
    Page(&'a Page),
    /// A page of a list.
    List(Address),
}

/// The address of a page of a list that starts at another.
pub fn numbered(first: &str, number: usize) -> Address {
    if number <= 1 { first.to_owned() } else { format!("{first}page-{number}/") }
}

/// How many pages a list has.
pub fn page_count(entries: usize) -> usize {
    entries.div_ceil(ENTRIES_MAX).max(1)
}

/// The entries on a page of a list.
pub fn on_page<T>(entries: &[T], number: usize) -> &[T] {
    let start = (number.saturating_sub(1) * ENTRIES_MAX).min(entries.len());
    &entries[start..(start + ENTRIES_MAX).min(entries.len())]
}

impl Site {
    /// What the landing page at an address lists.
    pub fn section(&self, address: &str) -> Section<'_> {
        self.note(|| Question::Section(address.to_owned()));
        let known = || self.worked_out.listings.sections.lock().unwrap_or_else(PoisonError::into_inner);
        let pages = |ids: &[PageId]| ids.iter().map(|id| &self.linked.pages[id.0]).collect();
        let section = known().get(address).cloned();
        let section = section.unwrap_or_else(|| {
            // Worked out once for all who ask, so what is asked for it is none of their questions.
            let site = self.share();
            let section = site.put_in_order(address);
            let id = |page: &&Page| site.by_source.get(page.document.path()).copied();
            let ids = |pages: &[&Page]| pages.iter().filter_map(id).collect();
            let in_order = InOrder { kind: section.kind, listed: ids(&section.listed), older: ids(&section.older) };
            let in_order = Arc::new(in_order);
            known().insert(address.to_owned(), in_order.clone());
            in_order
        });
        Section { kind: section.kind, listed: pages(&section.listed), older: pages(&section.older) }
    }

    /// The addresses of all pages of lists that no file stands for.
    pub(super) fn list_addresses(&self) -> &BTreeSet<Address> {
        self.note(|| Question::Everything);
        let addresses = || self.share().list_pages().into_iter().map(|list| list.address).collect();
        self.worked_out.listings.addresses.get_or_init(addresses)
    }

    fn put_in_order(&self, address: &str) -> Section<'_> {
        let mut below = Vec::new();
        self.gather_below(address, &mut below);
        // A partner who has agreed to nothing today is not introduced.
        below.retain(|page| !matches!(&page.document.meta.kind, Kind::Partner(partner) if !partner.is_introduced));
        let kind = below.iter().map(|page| page.document.meta.kind.info().name);
        let kind = kind.filter(|kind| ["policy", "plan", "learning", "partner"].contains(kind)).min().unwrap_or("page");
        let is_in_force = |page: &Page| page.document.meta.common.status == Status::Published;
        if address == LIBRARY {
            let learning = |page: &&Page| matches!(page.document.meta.kind, Kind::Learning(_));
            let others = below.into_iter().filter(|page| is_in_force(page) && !learning(page));
            let listed = self.learning_library().newest.iter().map(|id| self.page(*id)).chain(others).collect();
            return Section { kind: "learning", listed, older: Vec::new() };
        }
        let (mut listed, older): (Vec<&Page>, Vec<&Page>) = below.into_iter().partition(|page| is_in_force(page));
        let mut older = if matches!(kind, "policy" | "plan") { older } else { Vec::new() };
        match kind {
            "plan" => {
                let (past, current): (Vec<&Page>, _) = listed.into_iter().partition(|page| self.is_past(page));
                (listed, older) = (current, [past, older].concat());
                // The current one before those to come, the newest of the past first.
                listed.sort_by_key(|page| (order(page), starts(page)));
                older.sort_by_key(|page| (order(page), Reverse(starts(page))));
            }
            "learning" => listed.sort_by_key(|page| (order(page), Reverse(page.newest()))),
            _ => listed
                .sort_by_cached_key(|page| (page.document.title_as_slug(), page.document.title_in_small_letters())),
        }
        // Sections of policies and the like come before its pages, unless an author has given an order.
        listed.sort_by_key(|page| (order(page), kind != "page" && !page.is_landing()));
        Section { kind, listed, older }
    }

    /// The pages below an address, through folders that have no landing page of their own.
    pub(super) fn gather_below<'a>(&'a self, address: &str, below: &mut Vec<&'a Page>) {
        below.extend(self.below(address));
        if address == "/" {
            return;
        }
        let folders = self.linked.sections.range(address.to_owned()..).map(|(folder, _)| folder);
        let folders = folders.skip_while(|folder| *folder == address);
        for folder in folders.take_while(|folder| folder.starts_with(address)) {
            let mut above = folder.as_str();
            let mut is_own = true;
            while above != address {
                is_own &= self.page_at(above).is_none();
                above = super::parent_address(above);
            }
            if is_own {
                below.extend(self.below(folder));
            }
        }
    }

    /// Whether the time of a plan is over.
    fn is_past(&self, page: &Page) -> bool {
        match &page.document.meta.kind {
            Kind::Plan(plan) => plan.period.as_ref().is_some_and(|period| period.to.last_day() < self.day),
            _ => false,
        }
    }

    /// The kind of a folder of pages that has no landing page.
    pub fn folder_at(&self, address: &str) -> Option<&'static KindInfo> {
        let folder = address.strip_prefix('/')?.strip_suffix('/')?;
        let info = KINDS.iter().find(|info| !info.folder.is_empty() && info.folder == folder)?;
        self.note(|| Question::Address(address.to_owned()));
        let is_free = self.page_at(address).is_none() && !self.redirects.iter().any(|it| it.from == address);
        (is_free && self.sections.contains_key(address)).then_some(info)
    }

    /// The facet whose values the page at an address lists.
    pub fn facet_at(&self, address: &str) -> Option<Facet> {
        let facet = Facet::ALL.into_iter().find(|facet| facet.address() == address)?;
        self.note(|| Question::Address(address.to_owned()));
        self.linked.learning_library.of(facet).next().map(|_| facet)
    }

    /// The path to an address from the home page down, in the language of the address where there is one.
    pub fn path_to(&self, address: &str) -> Vec<Above<'_>> {
        let (prefix, mut rest) = self.split_language(address);
        let mut path = Vec::new();
        while rest != "/" {
            rest = super::parent_address(rest);
            path.extend(match self.page_at(&format!("{prefix}{rest}")).or_else(|| self.page_at(rest)) {
                Some(page) => Some(Above::Page(page)),
                None => self.is_list(rest).then(|| Above::List(rest.to_owned())),
            });
        }
        path.reverse();
        path
    }

    fn is_list(&self, address: &str) -> bool {
        self.folder_at(address).is_some() || self.facet_at(address).is_some() || self.value_at(address).is_some()
    }

    /// Every page of a list that no file stands for. What authors put at an address stands.
    pub fn list_pages<'a>(&'a self) -> Vec<ListPage<'a>> {
        let old: BTreeSet<&str> = self.redirects.iter().map(|redirect| redirect.from.as_str()).collect();
        let is_free = |address: &str| self.page_at(address).is_none() && !old.contains(address);
        let mut pages = Vec::new();
        let mut push = |first: &str, from: usize, list, section: Section<'a>| {
            let section = Arc::new(section);
            for number in from..=page_count(section.listed.len()) {
                let address = numbered(first, number);
                if is_free(&address) {
                    pages.push(ListPage { address, list, number, section: section.clone() });
                }
            }
        };
        for info in KINDS.iter().filter(|info| !info.folder.is_empty()) {
            let address = format!("/{}/", info.folder);
            if self.folder_at(&address).is_some() {
                push(&address, 1, List::Folder(info), self.section(&address));
            }
        }
        self.note(|| Question::Everything);
        for page in self.linked.pages.iter().filter(|page| page.is_landing() && page.address != "/") {
            push(&page.address, 2, List::Landing(page), self.section(&page.address));
        }
        for facet in Facet::ALL {
            if self.learning_library().of(facet).next().is_some() {
                push(&facet.address(), 1, List::Facet(facet), Section::default());
            }
        }
        for value in &self.learning_library().values {
            let listed = value.pages.iter().map(|id| self.page(*id)).collect();
            push(&value.address, 1, List::Value(value), Section { kind: "learning", listed, older: Vec::new() });
        }
        pages
    }
}

fn order(page: &Page) -> i64 {
    page.document.meta.common.order.unwrap_or(i64::MAX)
}

/// When a plan starts.
fn starts(page: &Page) -> Option<Date> {
    match &page.document.meta.kind {
        Kind::Plan(plan) => plan.period.as_ref().map(|period| period.from.last_day()),
        _ => None,
    }
}
