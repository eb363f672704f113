//! What templates know of a list of pages: a landing page, the cards of the home page, a page of the library.

use std::collections::BTreeSet;

use serde::Serialize;

use super::LinkView;
use super::page_view::date_words;
use super::picture::{Room, push_picture};
use crate::document::tree::{Body, Purpose};
use crate::document::words::slug;
use crate::kinds::kind::Status;
use crate::kinds::learning::sentence_case;
use crate::kinds::{KINDS, Kind, KindInfo};
use crate::site::{
    Destination, ENTRIES_MAX, Facet, Hidden, LIBRARY, List, ListPage, Page, Pictures, Section, Site, Value, numbered,
    on_page, page_count,
};
use crate::source::SourcePath;
use crate::theme::Theme;

/// From this many policies on, they are grouped by their first letter.
const GROUPED_FROM: usize = 12;

/// The most values of a facet beside a list; the facet's own page has them all.
const VALUES_MAX: usize = 10;

/// How many summaries the home page shows.
const LATEST: usize = 3;

/// A page in a list.
#[derive(Default, Serialize)]
pub struct EntryView {
    title: String,
    address: String,
    description: Option<String>,
    /// The language of its words, where that is not the page's own.
    language: Option<String>,
    /// The name of its kind.
    kind: &'static str,
    /// "Version: 2.0", in the order of the page.
    details: Vec<String>,
    /// What stands out of it.
    tag: Option<TagView>,
    /// A partner's picture, which their consent covers today, as HTML.
    photo: Option<String>,
    /// The heading above it, where a group begins.
    group: Option<String>,
    /// The key of its date's label, and the date.
    dated: Option<(&'static str, String)>,
}

#[derive(Serialize)]
struct TagView {
    /// The key of its words.
    key: &'static str,
    colour: &'static str,
}

/// What stands around the entries of a list.
#[derive(Default, Serialize)]
pub struct SectionView {
    /// The key of the list's heading.
    heading: Option<&'static str>,
    /// `list`, or `cards` for partners.
    form: &'static str,
    /// The level of the heading of each entry.
    level: u8,
    /// What is in force no more, with the key of its heading.
    older_heading: &'static str,
    older: Vec<EntryView>,
    /// How many entries there are on all pages of the list.
    count: usize,
    pages: Option<PagesView>,
    browse: Vec<FacetView>,
    /// Where news of the list is to be had.
    feed: Option<LinkView>,
    latest: Vec<EntryView>,
    /// Where all of the latest are.
    library: Option<LinkView>,
    /// Pages that nothing else on the home page leads to.
    others: Vec<LinkView>,
}

impl SectionView {
    /// Whether readers come for the list rather than for what is said around it.
    pub fn is_first(&self) -> bool {
        self.heading.is_some_and(|heading| heading != "in_this_section")
    }
}

#[derive(Serialize)]
struct PagesView {
    previous: Option<LinkView>,
    next: Option<LinkView>,
}

#[derive(Serialize)]
struct FacetView {
    name: &'static str,
    /// The page with all its values, when there are more.
    all: Option<String>,
    values: Vec<ValueView>,
}

#[derive(Serialize)]
struct ValueView {
    title: String,
    address: String,
    count: usize,
    current: bool,
    is_part: bool,
}

/// A list as a template shows it.
#[derive(Default)]
pub struct ListView {
    /// The entries of this page.
    pub entries: Vec<EntryView>,
    /// What stands around them.
    pub section: SectionView,
    /// News of them, for feed readers.
    pub feeds: Vec<LinkView>,
}

/// The list of a landing page: its first entries.
pub fn landing(page: &Page, body: &Body, site: &Site, theme: &Theme, pictures: &Pictures) -> ListView {
    if page.is_home() {
        return home(page, body, site, theme, pictures);
    }
    section(&page.address, 1, &site.section(&page.address), &page.language, site, theme, pictures)
}

/// A page of a list that no file stands for.
pub fn list_page(page: &ListPage<'_>, site: &Site, theme: &Theme, pictures: &Pictures) -> ListView {
    let language = &site.config.language.0;
    match page.list {
        List::Facet(facet) => {
            let browse = vec![facet_view(facet, None, usize::MAX, site)];
            let section = SectionView { form: "facet", browse, ..SectionView::default() };
            ListView { section, ..ListView::default() }
        }
        List::Value(value) => {
            let listed = &page.section.listed;
            let feed = value_feed(value, site, theme);
            let section = SectionView {
                form: "list",
                level: 2,
                count: listed.len(),
                pages: pages(&value.address, page.number, listed.len(), language, site, theme),
                browse: browse(Some(value), site),
                feed: feed.clone(),
                ..SectionView::default()
            };
            let entries =
                on_page(listed, page.number).iter().map(|page| entry(page, language, site, theme, pictures)).collect();
            ListView { entries, section, feeds: feed.into_iter().collect() }
        }
        List::Landing(landing) => {
            section(&landing.address, page.number, &page.section, &landing.language, site, theme, pictures)
        }
        List::Folder(info) => {
            section(&format!("/{}/", info.folder), page.number, &page.section, language, site, theme, pictures)
        }
    }
}

/// The title of such a page.
pub fn list_title(page: &ListPage<'_>, site: &Site, theme: &Theme) -> String {
    let language = site.config.language.0.as_str();
    let title = match page.list {
        List::Facet(facet) => facet_title(facet, language, theme),
        List::Value(value) => value_title(value, language, theme),
        List::Landing(landing) => landing.document.title().to_owned(),
        List::Folder(info) => folder_title(info, language, theme),
    };
    match page.number {
        1 => title,
        number => format!("{title}, {}", page_of(number, page_count(page.section.listed.len()), language, theme)),
    }
}

/// One or two sentences on such a page for search engines; `None` where its address is enough.
pub fn list_description(page: &ListPage<'_>, site: &Site, theme: &Theme) -> Option<String> {
    match page.list {
        List::Value(value) => {
            let words = theme.words.phrase(&site.config.language.0, "library_description").text;
            Some(words.replace("{value}", &value.label))
        }
        List::Landing(landing) => landing.document.meta.common.description.clone(),
        List::Facet(_) | List::Folder(_) => None,
    }
}

/// What a page of the library is called in a path: "Learning about falls".
pub fn value_title(value: &Value, language: &str, theme: &Theme) -> String {
    let key = format!("library_{}", value.facet.name());
    theme.words.phrase(language, &key).text.replace("{value}", &value.label)
}

/// What a page that lists values is called: "Learning by theme".
pub fn facet_title(facet: Facet, language: &str, theme: &Theme) -> String {
    theme.words.phrase(language, &format!("library_by_{}", facet.name())).text.to_owned()
}

/// What the folder of a kind is called where it has no page of an author's.
pub fn folder_title(info: &KindInfo, language: &str, theme: &Theme) -> String {
    theme.words.phrase(language, &format!("section_{}", info.name)).text.to_owned()
}

/// The title of the page of a list at an address that no file stands for.
pub fn title_at(address: &str, site: &Site, theme: &Theme) -> Option<String> {
    let language = site.config.language.0.as_str();
    if let Some(info) = site.folder_at(address) {
        return Some(folder_title(info, language, theme));
    }
    let facet = site.facet_at(address).map(|facet| facet_title(facet, language, theme));
    facet.or_else(|| site.value_at(address).map(|value| value_title(value, language, theme)))
}

/// The pages of the library that a summary is on.
pub fn more_learning(page: &Page, site: &Site, theme: &Theme) -> Vec<LinkView> {
    let language = site.config.language.0.as_str();
    let values =
        site.values_of(page).map(|value| LinkView::new(value_title(value, language, theme), site.href(&value.address)));
    values.collect()
}

/// The feeds of the whole site: what has changed, and learning.
pub fn site_feeds(site: &Site, theme: &Theme) -> Vec<LinkView> {
    let changes = (!site.changes(1).is_empty()).then(|| {
        LinkView::new(
            theme.words.phrase(&site.config.language.0, "feed_changes").text.replace("{site}", &site.config.site.title),
            site.href("/feed.xml"),
        )
    });
    changes.into_iter().chain(learning_feed(site, theme)).collect()
}

/// The feed of everything in the library, when there is news in it.
pub fn learning_feed(site: &Site, theme: &Theme) -> Option<LinkView> {
    let title = theme.words.phrase(&site.config.language.0, "feed_learning").text;
    let title = title.replace("{site}", &site.config.site.title);
    let has_news = !site.changes_of(&site.learning_library().newest, 1).is_empty();
    has_news.then(|| LinkView::new(title, site.href(&format!("{LIBRARY}feed.xml"))))
}

fn value_feed(value: &Value, site: &Site, theme: &Theme) -> Option<LinkView> {
    let has_news = !site.changes_of(&value.pages, 1).is_empty();
    has_news.then(|| {
        LinkView::new(
            value_title(value, &site.config.language.0, theme),
            site.href(&format!("{}feed.xml", value.address)),
        )
    })
}

fn home(page: &Page, body: &Body, site: &Site, theme: &Theme, pictures: &Pictures) -> ListView {
    let language = &page.language;
    // In the order of the menu, and after these the rest by their names.
    let place = |page: &Page| site.config.navigation.iter().position(|it| it.page == page.document.path().as_str());
    let mut listed = site.section("/").listed;
    listed.sort_by_key(|page| place(page).unwrap_or(usize::MAX));
    // In the language of the page where there is a translation.
    let listed = listed.into_iter().map(|page| site.in_language(page, language));
    let (sections, single): (Vec<&Page>, Vec<&Page>) = listed.partition(|page| page.is_landing());
    // Pages that the menu, the foot of the page or its own words lead to need no second way.
    let mut known: BTreeSet<&str> = body
        .targets()
        .filter_map(|target| match site.resolve(page, target.target, Purpose::Link) {
            Destination::Page(page, _) => Some(page.address.as_str()),
            _ => None,
        })
        .collect();
    let menu = site.config.navigation.iter().map(|entry| SourcePath::new(&entry.page));
    let foot = ["privacy.md", "contact.md"].map(SourcePath::new);
    known.extend(
        menu.chain(foot)
            .filter_map(|path| site.page_of(&path))
            .map(|page| site.in_language(page, language).address.as_str()),
    );
    let single = single.into_iter().filter(|page| !known.contains(page.address.as_str()));
    let others = single.filter(|page| !matches!(page.document.meta.kind, Kind::Statement(_)));
    let link = |page: &Page| LinkView::to(page, page.document.title(), language, site);
    let latest = site.learning_library().newest.iter().take(LATEST).map(|id| {
        let mut entry = entry(site.in_language(site.page(*id), language), language, site, theme, pictures);
        entry.details.truncate(1);
        entry
    });
    let section = SectionView {
        heading: Some("home_sections"),
        form: "cards",
        latest: latest.collect(),
        library: library_link(language, site, theme),
        others: others.map(link).collect(),
        ..SectionView::default()
    };
    let mut entries: Vec<EntryView> =
        sections.into_iter().map(|page| entry(page, language, site, theme, pictures)).collect();
    let folders = KINDS.iter().filter(|info| site.folder_at(&format!("/{}/", info.folder)).is_some());
    entries.extend(folders.map(|info| EntryView {
        title: folder_title(info, language, theme),
        address: site.href(&format!("/{}/", info.folder)),
        kind: info.name,
        ..EntryView::default()
    }));
    ListView { entries, section, feeds: Vec::new() }
}

fn library_link(language: &str, site: &Site, theme: &Theme) -> Option<LinkView> {
    if let Some(page) = site.page_at(LIBRARY) {
        let page = site.in_language(page, language);
        return Some(LinkView::to(page, page.document.title(), language, site));
    }
    let title = folder_title(site.folder_at(LIBRARY)?, language, theme);
    Some(LinkView::new(title, site.href(LIBRARY)))
}

/// A page of the list of a folder.
fn section(
    address: &str,
    number: usize,
    of: &Section<'_>,
    language: &str,
    site: &Site,
    theme: &Theme,
    pictures: &Pictures,
) -> ListView {
    let Section { kind, listed, older } = of;
    let kind = *kind;
    let heading = match kind {
        "policy" => "list_policies",
        "plan" => "list_plans",
        "learning" => "list_learning",
        "partner" => "list_partners",
        _ => "in_this_section",
    };
    let is_library = address == LIBRARY;
    let feed = if is_library { learning_feed(site, theme) } else { None };
    let view = |page: &&Page| entry(page, language, site, theme, pictures);
    let mut entries: Vec<EntryView> = on_page(listed, number).iter().map(view).collect();
    let has_order = listed.iter().any(|page| page.document.meta.common.order.is_some());
    let is_grouped = kind == "policy" && listed.len() >= GROUPED_FROM && !has_order;
    if is_grouped {
        let pages = on_page(listed, number).iter().map(|page| !page.is_landing());
        group_by_letter(pages.zip(&mut entries));
    }
    let section = SectionView {
        heading: (!entries.is_empty()).then_some(heading),
        form: if kind == "partner" { "cards" } else { "list" },
        level: if is_grouped { 4 } else { 3 },
        older_heading: if kind == "plan" { "list_past_plans" } else { "list_older" },
        // On the last page, so that they are read after what is in force.
        older: if number == page_count(listed.len()) { older.iter().map(view).collect() } else { Vec::new() },
        count: listed.len(),
        pages: pages(address, number, listed.len(), language, site, theme),
        browse: if is_library { browse(None, site) } else { Vec::new() },
        feed,
        ..SectionView::default()
    };
    ListView { entries, section, feeds: Vec::new() }
}

/// Sets the letter above the first entry of each, for those that are to be grouped.
fn group_by_letter<'a>(entries: impl Iterator<Item = (bool, &'a mut EntryView)>) {
    let mut last = String::new();
    for (is_grouped, entry) in entries {
        let letter = slug(&entry.title).chars().next().map_or_else(|| "#".to_owned(), |c| c.to_uppercase().to_string());
        let letter = if letter.chars().all(|c| c.is_ascii_digit()) { "0–9".to_owned() } else { letter };
        if is_grouped && letter != last {
            entry.group = Some(letter.clone());
            last = letter;
        }
    }
}

fn pages(first: &str, number: usize, entries: usize, language: &str, site: &Site, theme: &Theme) -> Option<PagesView> {
    let count = page_count(entries);
    let link =
        |number: usize| LinkView::new(page_of(number, count, language, theme), site.href(&numbered(first, number)));
    (entries > ENTRIES_MAX).then(|| PagesView {
        previous: (number > 1).then(|| link(number - 1)),
        next: (number < count).then(|| link(number + 1)),
    })
}

/// "page 2 of 7".
fn page_of(number: usize, count: usize, language: &str, theme: &Theme) -> String {
    let words = theme.words.phrase(language, "page_of").text.replace("{number}", &number.to_string());
    words.replace("{count}", &count.to_string())
}

fn browse(current: Option<&Value>, site: &Site) -> Vec<FacetView> {
    let facets = Facet::ALL.into_iter().map(|facet| facet_view(facet, current, VALUES_MAX, site));
    facets.filter(|facet| !facet.values.is_empty()).collect()
}

/// The values of a facet that most summaries have, in their own order, with the current one among them.
fn facet_view(facet: Facet, current: Option<&Value>, most: usize, site: &Site) -> FacetView {
    let all: Vec<&Value> = site.learning_library().of(facet).collect();
    let is_current = |value: &Value| current.is_some_and(|current| current.address == value.address);
    let mut shown: Vec<(usize, &Value)> = all.iter().copied().enumerate().collect();
    // The newest periods; of the rest, those that lead to most.
    if facet != Facet::Period {
        shown.sort_by_key(|(place, value)| (std::cmp::Reverse(value.pages.len()), *place));
    }
    let rest = shown.split_off(shown.len().min(most));
    shown.extend(rest.into_iter().filter(|(_, value)| is_current(value)));
    shown.sort_by_key(|(place, _)| *place);
    let values = shown.iter().map(|(_, value)| ValueView {
        title: sentence_case(&value.label),
        address: site.href(&value.address),
        count: value.pages.len(),
        current: is_current(value),
        is_part: value.is_part,
    });
    FacetView {
        name: facet.name(),
        all: (shown.len() < all.len()).then(|| site.href(&facet.address())),
        values: values.collect(),
    }
}

fn entry(page: &Page, language: &str, site: &Site, theme: &Theme, pictures: &Pictures) -> EntryView {
    let meta = &page.document.meta;
    let keys: &[&str] = match &meta.kind {
        Kind::Policy(_) => &["reference", "version", "review_due"],
        Kind::Plan(_) => &["period", "refresh_due"],
        Kind::Learning(_) => &["theme", "setting", "period", "response_type"],
        Kind::Partner(_) => &["since", "committees"],
        Kind::Page | Kind::Statement(_) => &[],
    };
    let control = meta.kind.control();
    let rows = keys.iter().filter_map(|key| control.iter().find(|row| row.key == *key));
    let dated = match &meta.kind {
        Kind::Learning(_) => {
            let key = if meta.common.publish_on.is_some() { "published" } else { "last_reviewed" };
            page.newest().map(|date| (key, date_words(date, language, &theme.words)))
        }
        _ => None,
    };
    EntryView {
        title: page.document.title().to_owned(),
        address: site.href(&page.address),
        description: meta.common.description.clone(),
        language: (page.language != language).then(|| page.language.clone()),
        kind: meta.kind.info().name,
        details: rows.map(|row| format!("{}: {}", row.label, row.values.join("; "))).collect(),
        tag: tag(page, site),
        photo: photo(page, site, pictures),
        group: None,
        dated,
    }
}

fn tag(page: &Page, site: &Site) -> Option<TagView> {
    let meta = &page.document.meta;
    if let Some(hidden) = &page.hidden {
        let key = match hidden {
            Hidden::Draft => "draft",
            Hidden::NotYet(_) => "scheduled",
            Hidden::Expired(_) => "expired",
        };
        return Some(TagView { key, colour: "yellow" });
    }
    let (key, colour) = match (meta.common.status, &meta.kind) {
        (Status::Withdrawn, _) => ("withdrawn", "grey"),
        (Status::Superseded, _) => ("superseded", "grey"),
        (Status::Published, Kind::Policy(policy)) => {
            let is_overdue = policy.review_due.is_some_and(|due| due.last_day() < site.day);
            return is_overdue.then_some(TagView { key: "tag_overdue", colour: "red" });
        }
        (Status::Published, Kind::Plan(plan)) => {
            let period = plan.period.as_ref()?;
            match () {
                () if period.to.last_day() < site.day => ("tag_past", "grey"),
                () if period.from.last_day() > site.day => ("tag_to_come", "blue"),
                () => ("tag_current", "green"),
            }
        }
        (Status::Published, _) => return None,
    };
    Some(TagView { key, colour })
}

fn photo(page: &Page, site: &Site, pictures: &Pictures) -> Option<String> {
    let Kind::Partner(partner) = &page.document.meta.kind else { return None };
    let photo = partner.photo.as_ref()?;
    let mut html = String::new();
    push_picture(pictures.get(site, page, &photo.file)?, Room::Card, "nhsuk-card__img", &photo.alt, &mut html);
    Some(html)
}
