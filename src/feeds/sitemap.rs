//! `sitemap.xml`: every page that search engines may list, with the date it was last read through or approved, and in
//! which languages it is.

use std::collections::{BTreeMap, BTreeSet};

use super::feed::{Feed, FeedContent, Files, Whole};
use crate::artefact::OutputPath;
use crate::dates::Date;
use crate::site::{Drafts, Page, Site};

/// The list of pages for search engines: their own, and those of the feeds before this one. Addresses hold no character
/// that XML reserves.
pub const SITEMAP: Feed = Feed {
    name: "sitemap",
    make: |whole| {
        if whole.site.drafts == Drafts::Shown {
            return Ok(Vec::new());
        }
        let site = whole.site;
        Ok(files(&entries(whole), &|address| site.absolute(address), ADDRESSES_MAX))
    },
};

/// The most addresses that one sitemap may hold, says sitemaps.org.
const ADDRESSES_MAX: usize = 50_000;

/// The most bytes of one sitemap: sitemaps.org says 50 MB.
const BYTES_MAX: usize = 48 << 20;

const NAMESPACE: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

struct Entry {
    /// With scheme and host.
    location: String,
    changed: Option<Date>,
    /// The page in each of its languages, as XML.
    languages: String,
}

fn entries(whole: &Whole<'_>) -> Vec<Entry> {
    let site = whole.site;
    let pages = site.pages().iter().filter(|page| !page.is_unlisted());
    // A guide has several addresses; it is in other languages as a whole.
    let pages = pages.flat_map(|page| {
        page.addresses().into_iter().map(move |address| Entry {
            location: site.absolute(address),
            changed: page.issued(),
            languages: if address == page.address { languages(page, site) } else { String::new() },
        })
    });
    let lists = site.list_pages().into_iter().map(|list| (list.issued(), list.address));
    let lists: BTreeMap<String, Option<Date>> = lists.map(|(changed, address)| (address, changed)).collect();
    let moved: BTreeSet<&str> = site.redirects().iter().map(|redirect| redirect.from.as_str()).collect();
    let specials = whole.specials.iter().filter(|address| !moved.contains(address.as_str()));
    let specials = specials.map(|address| Entry {
        location: site.absolute(address),
        changed: lists.get(address).copied().flatten(),
        languages: String::new(),
    });
    pages.chain(specials).collect()
}

/// The page in every language that search engines may list, itself among them; nothing for one language.
fn languages(page: &Page, site: &Site) -> String {
    let listed: Vec<&Page> = site.translations(page).into_iter().filter(|page| !page.is_unlisted()).collect();
    if listed.len() < 2 {
        return String::new();
    }
    let link = |page: &Page| {
        let (language, address) = (&page.language, site.absolute(&page.address));
        format!("<xhtml:link rel=\"alternate\" hreflang=\"{language}\" href=\"{address}\"/>")
    };
    listed.into_iter().map(link).collect()
}

/// One sitemap; or, where there are too many addresses for one, as many as are needed and an index of them.
fn files(entries: &[Entry], absolute: &dyn Fn(&str) -> String, addresses_max: usize) -> Files {
    let mut maps: Vec<(String, Option<Date>)> = Vec::new();
    let mut count = 0;
    for entry in entries {
        if count == addresses_max
            || maps.last().is_none_or(|(xml, _)| xml.len() + entry.location.len() + entry.languages.len() > BYTES_MAX)
        {
            maps.push((String::new(), None));
            count = 0;
        }
        if let Some((xml, changed)) = maps.last_mut() {
            push(xml, "url", entry);
            *changed = (*changed).max(entry.changed);
            count += 1;
        }
    }
    if maps.len() < 2 {
        let urls = maps.pop().map_or_else(String::new, |(urls, _)| urls);
        return vec![file("sitemap.xml", "urlset", &urls)];
    }
    let mut index = String::new();
    let mut files = Vec::with_capacity(maps.len() + 1);
    for (number, (urls, changed)) in maps.iter().enumerate() {
        let name = format!("sitemap-{}.xml", number + 1);
        let entry = Entry { location: absolute(&format!("/{name}")), changed: *changed, languages: String::new() };
        push(&mut index, "sitemap", &entry);
        files.push(file(&name, "urlset", urls));
    }
    files.push(file("sitemap.xml", "sitemapindex", &index));
    files
}

fn push(xml: &mut String, element: &str, entry: &Entry) {
    xml.push_str(&format!("<{element}><loc>{}</loc>", entry.location));
    if let Some(date) = entry.changed {
        xml.push_str(&format!("<lastmod>{}</lastmod>", date.iso()));
    }
    xml.push_str(&entry.languages);
    xml.push_str(&format!("</{element}>\n"));
}

fn file(name: &str, root: &str, content: &str) -> (OutputPath, FeedContent) {
    let more = if content.contains("<xhtml:") { " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"" } else { "" };
    let xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} {NAMESPACE}{more}>\n{content}</{root}>\n");
    (OutputPath::new(name), FeedContent::Text(xml))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_addresses_stand_in_several_sitemaps_with_an_index() {
        let day = |text| Date::parse(text);
        let changed = [day("2026-01-02"), None, day("2026-03-04"), None, None];
        let entries = changed.into_iter().enumerate();
        let entries: Vec<Entry> = entries
            .map(|(number, changed)| Entry {
                location: format!("https://x.example/{number}/"),
                changed,
                languages: String::new(),
            })
            .collect();
        let made = |max| {
            files(&entries, &|address| format!("https://x.example{address}"), max)
                .into_iter()
                .map(|(path, content)| match content {
                    FeedContent::Text(text) => (path.to_string(), text),
                    FeedContent::Html(_) | FeedContent::Pieces(_) => panic!("not whole"),
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(made(5).len(), 1);
        let several = made(2);
        let names: Vec<&str> = several.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]);
        assert_eq!(several.iter().map(|(_, text)| text.matches("<url>").count()).collect::<Vec<_>>(), [2, 2, 1, 0]);
        let index = &several[3].1;
        assert!(index.contains("<sitemapindex xmlns="), "{index}");
        assert!(
            index.contains(
                "<sitemap><loc>https://x.example/sitemap-2.xml</loc><lastmod>2026-03-04</lastmod></sitemap>\n\
                 <sitemap><loc>https://x.example/sitemap-3.xml</loc></sitemap>"
            ),
            "{index}"
        );
    }
}
