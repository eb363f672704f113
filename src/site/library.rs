//! The library of learning: its summaries, newest first, and the values by which readers browse them.
//!
//! Values are what authors typed. Two spellings that make one address are one value, under the spelling used most. An
//! author's own page or old address at the address of a value stands; the library then makes none there.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::asked::Question;
use super::{Address, Page, PageId, Site};
use crate::dates::Date;
use crate::document::words::slug;
use crate::kinds::Kind;
use crate::kinds::kind::Status;
use crate::kinds::learning::{LearningSummary, period_words};

/// Where the library is: the folder of learning summaries.
pub const LIBRARY: &str = "/learning/";

/// The longest part of an address that is made from a value, in bytes.
const PART_BYTES_MAX: usize = 100;

/// What summaries are browsed by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Facet {
    /// What they are about.
    Theme,
    /// The kind of place.
    Setting,
    /// How the organisation responded.
    Response,
    /// The year, quarter or season.
    Period,
}

impl Facet {
    /// All of them, in the order in which readers see them.
    pub const ALL: [Facet; 4] = [Facet::Theme, Facet::Setting, Facet::Response, Facet::Period];

    /// Its part of an address, and of the theme's words.
    pub fn name(self) -> &'static str {
        match self {
            Facet::Theme => "theme",
            Facet::Setting => "setting",
            Facet::Response => "response",
            Facet::Period => "period",
        }
    }

    /// The page that lists its values.
    pub fn address(self) -> Address {
        format!("{LIBRARY}{}/", self.name())
    }
}

/// One value: "falls", "care home", "spring 2026".
#[derive(Debug)]
pub struct Value {
    /// What it is a value of.
    pub facet: Facet,
    /// The words for it within a sentence.
    pub label: String,
    /// Its page.
    pub address: Address,
    /// Whether it is a part of a year, which is a value too.
    pub is_part: bool,
    /// Its summaries, newest first.
    pub pages: Vec<PageId>,
}

/// The library.
#[derive(Debug, Default)]
pub struct Library {
    /// Every summary, newest first.
    pub newest: Vec<PageId>,
    /// By facet; themes, settings and responses by name, periods from the newest on.
    pub values: Vec<Value>,
    /// The values of each summary, without years.
    of_page: BTreeMap<PageId, Vec<usize>>,
}

impl Library {
    /// The values of a facet.
    pub fn of(&self, facet: Facet) -> impl Iterator<Item = &Value> {
        self.values.iter().filter(move |value| value.facet == facet)
    }
}

/// A value as one summary gives it.
struct Given {
    facet: Facet,
    /// Its place in the order of its facet.
    order: (u16, u8),
    path: String,
    label: String,
    is_part: bool,
}

/// What is gathered of a value before its name is settled.
#[derive(Default)]
struct Gathered {
    order: (u16, u8),
    is_part: bool,
    spellings: BTreeMap<String, usize>,
    pages: Vec<PageId>,
}

impl Site {
    /// Gathers the library. A translation of a summary that is in the site's language too is not listed again.
    pub(super) fn gather_library(&mut self) {
        let mut newest: Vec<PageId> =
            (0..self.linked.pages.len()).map(PageId).filter(|id| self.is_in_library(*id)).collect();
        newest.sort_by_cached_key(|id| {
            let page = self.page(*id);
            let order = page.document.meta.common.order.unwrap_or(i64::MAX);
            (order, Reverse(page.newest()), Reverse(period_order(page)), page.document.title_in_small_letters(), *id)
        });
        let mut gathered: BTreeMap<(Facet, String), Gathered> = BTreeMap::new();
        for id in &newest {
            for given in self.page(*id).learning().map(given).unwrap_or_default() {
                let value = gathered.entry((given.facet, given.path)).or_default();
                value.order = value.order.max(given.order);
                value.is_part = given.is_part;
                *value.spellings.entry(given.label).or_default() += 1;
                if value.pages.last() != Some(id) {
                    value.pages.push(*id);
                }
            }
        }
        let mut values: Vec<((u16, u8), Value)> = gathered
            .into_iter()
            .map(|((facet, path), it)| {
                let label = it.spellings.into_iter().max_by_key(|(label, count)| (*count, Reverse(label.clone())));
                let label = label.map_or_else(String::new, |(label, _)| label);
                let address = format!("{LIBRARY}{}/{path}/", facet.name());
                (it.order, Value { facet, label, address, is_part: it.is_part, pages: it.pages })
            })
            .collect();
        values.sort_by_cached_key(|(order, value)| (value.facet, Reverse(*order), value.label.to_lowercase()));
        let values: Vec<Value> = values.into_iter().map(|(_, value)| value).collect();
        let mut of_page: BTreeMap<PageId, Vec<usize>> = BTreeMap::new();
        for (index, value) in values.iter().enumerate().filter(|(_, value)| !value.is_year()) {
            for id in &value.pages {
                of_page.entry(*id).or_default().push(index);
            }
        }
        self.own().learning_library = Library { newest, values, of_page };
    }

    fn is_in_library(&self, id: PageId) -> bool {
        let page = self.page(id);
        if page.learning().is_none() || page.document.meta.common.status != Status::Published {
            return false;
        }
        std::ptr::eq(self.in_language(page, &self.config.language.0), page)
    }

    /// The library of learning.
    pub fn learning_library(&self) -> &Library {
        self.note(|| Question::Library);
        &self.linked.learning_library
    }

    /// The value whose page is at an address.
    pub fn value_at(&self, address: &str) -> Option<&Value> {
        self.note(|| Question::Address(address.to_owned()));
        self.learning_library.values.iter().find(|value| value.address == address)
    }

    /// The values of a page, when it is in the library.
    pub fn values_of(&self, page: &Page) -> impl Iterator<Item = &Value> {
        if page.learning().is_some() {
            self.note(|| Question::Values(page.document.path().clone()));
        }
        let id = self.by_address.get(&page.address);
        let values = id.and_then(|id| self.learning_library.of_page.get(id)).into_iter().flatten();
        values.map(|index| &self.learning_library.values[*index])
    }
}

impl Value {
    fn is_year(&self) -> bool {
        self.facet == Facet::Period && !self.is_part && self.label.parse::<u16>().is_ok()
    }
}

impl Page {
    /// What it says as a learning summary, when it is one.
    fn learning(&self) -> Option<&LearningSummary> {
        match &self.document.meta.kind {
            Kind::Learning(summary) => Some(summary),
            _ => None,
        }
    }

    /// The day from which it is new: when it was published or, where it does not say, last read through.
    pub fn newest(&self) -> Option<Date> {
        let common = &self.document.meta.common;
        common.publish_on.or(common.last_reviewed)
    }
}

/// The values that a summary gives.
fn given(summary: &LearningSummary) -> Vec<Given> {
    let mut all = Vec::new();
    let mut plain = |facet, words: &str| {
        let path = part(words);
        if !path.is_empty() {
            all.push(Given { facet, order: (0, 0), path, label: words.trim().to_owned(), is_part: false });
        }
    };
    summary.theme.iter().for_each(|theme| plain(Facet::Theme, theme));
    summary.setting.iter().for_each(|setting| plain(Facet::Setting, setting));
    summary.response_type.iter().for_each(|response| plain(Facet::Response, response));
    if let Some(period) = &summary.period {
        let Some(year) = year_of(period) else {
            plain(Facet::Period, period);
            return all;
        };
        let number: u16 = year.parse().unwrap_or(0);
        let value = |order, path, label: &str, is_part| {
            let label = label.trim().to_owned();
            Given { facet: Facet::Period, order: (number, order), path, label, is_part }
        };
        // A year comes before its parts.
        all.push(value(u8::MAX, year.to_owned(), year, false));
        let rest = part(&period.replacen(year, "", 1));
        let words = period_words(period);
        // "Learning from spring 2026": seasons as they are typed.
        let label = if words.eq_ignore_ascii_case(period) { period.as_str() } else { words.as_str() };
        match rest.strip_prefix("page-") {
            _ if rest.is_empty() => {}
            // Not the address of a second page of the year.
            Some(_) => all.push(value(0, format!("{year}/part-{rest}"), label, true)),
            None => all.push(value(part_order(&rest), format!("{year}/{rest}"), label, true)),
        }
    }
    all
}

/// A part of an address from words, or nothing.
fn part(words: &str) -> String {
    let mut part = slug(words);
    part.truncate(PART_BYTES_MAX);
    part.trim_matches('-').to_owned()
}

/// The four digits of a year that stand alone in a period.
fn year_of(period: &str) -> Option<&str> {
    let mut words = period.split(|c: char| !c.is_ascii_digit());
    words.find(|word| word.len() == 4 && (word.starts_with("19") || word.starts_with("20")))
}

/// Where a part of a year stands in it: about the month it ends in.
fn part_order(part: &str) -> u8 {
    match part {
        "q1" => 3,
        "q2" => 6,
        "q3" => 9,
        "q4" => 12,
        "spring" => 5,
        "summer" => 8,
        "autumn" => 11,
        "winter" => 13,
        month => month.parse::<u8>().unwrap_or(0).min(12),
    }
}

fn period_order(page: &Page) -> (u16, u8) {
    let given = page.learning().map(given).unwrap_or_default();
    let period = given.into_iter().rfind(|it| it.facet == Facet::Period);
    period.map_or((0, 0), |it| it.order)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_have_years_and_parts() {
        for (period, expected) in [
            ("2026-Q2", &["2026 = 2026", "2026/q2 = April to June 2026"][..]),
            ("spring 2026", &["2026 = 2026", "2026/spring = spring 2026"]),
            ("Spring 2026", &["2026 = 2026", "2026/spring = Spring 2026"]),
            ("2026", &["2026 = 2026"]),
            ("2026 page 2", &["2026 = 2026", "2026/part-page-2 = 2026 page 2"]),
            ("last year", &["last-year = last year"]),
            ("???", &[]),
        ] {
            let summary = LearningSummary { period: Some(period.to_owned()), ..LearningSummary::default() };
            let given: Vec<_> = given(&summary).into_iter().map(|it| format!("{} = {}", it.path, it.label)).collect();
            assert_eq!(given, expected);
        }
    }
}
