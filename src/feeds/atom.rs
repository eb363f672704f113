//! Atom feeds (RFC 4287): what has changed on the site, what has been learned, and one for each page of the library.
//!
//! Every time is one that a page gives, at midnight UTC; a page without any is left out. A page's address is its id, and
//! an address is never given to another page. What search engines may not list is not in a feed.

use std::fmt::Write as _;

use rayon::prelude::*;

use super::feed::{Feed, FeedContent, Whole};
use crate::artefact::OutputPath;
use crate::dates::Date;
use crate::document::words::slug;
use crate::formats::html;
use crate::formats::xml::{push_attribute, push_text};
use crate::site::{Change, LIBRARY};

/// The most entries of a feed.
const ENTRIES_MAX: usize = 50;

/// The feeds for feed readers.
pub const ATOM: Feed = Feed {
    name: "atom",
    make: |whole| {
        let Whole { site, theme, .. } = *whole;
        let titled = |key: &str| {
            let words = theme.words.phrase(&site.config.language.0, key).text;
            words.replace("{site}", &site.config.site.title)
        };
        let library = site.learning_library();
        let mut feeds = vec![
            Atom { title: titled("feed_changes"), page: "/", changes: site.changes(ENTRIES_MAX) },
            Atom {
                title: titled("feed_learning"),
                page: LIBRARY,
                changes: site.changes_of(&library.newest, ENTRIES_MAX),
            },
        ];
        feeds.extend(library.values.iter().map(|value| Atom {
            title: format!("{} – {}", html::value_title(value, &site.config.language.0, theme), site.config.site.title),
            page: &value.address,
            changes: site.changes_of(&value.pages, ENTRIES_MAX),
        }));
        // The time of a feed is that of its newest entry: without one there is none.
        feeds.retain(|feed| !feed.changes.is_empty());
        let files = feeds.par_iter().map(|feed| {
            let path = OutputPath::new(&format!("{}feed.xml", feed.page.trim_start_matches('/')));
            Ok((path, FeedContent::Text(feed.xml(whole))))
        });
        files.collect()
    },
};

/// A feed.
struct Atom<'a> {
    title: String,
    /// The page whose news it has.
    page: &'a str,
    changes: Vec<Change<'a>>,
}

impl Atom<'_> {
    fn xml(&self, whole: &Whole<'_>) -> String {
        let site = whole.site;
        let config = &site.config;
        let page = site.absolute(self.page);
        let own = format!("{page}feed.xml");
        let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed");
        attribute(&mut xml, "xmlns", "http://www.w3.org/2005/Atom");
        attribute(&mut xml, "xml:lang", &config.language.0);
        xml.push_str(">\n");
        element(&mut xml, "id", &own);
        element(&mut xml, "title", &self.title);
        if let Some(description) = &config.site.description {
            element(&mut xml, "subtitle", description);
        }
        let newest = self.changes.iter().map(|change| change.day).max();
        element(&mut xml, "updated", &newest.map(time).unwrap_or_default());
        link(&mut xml, &[("rel", "self"), ("type", "application/atom+xml"), ("href", &own)]);
        link(&mut xml, &[("rel", "alternate"), ("type", "text/html"), ("href", &page)]);
        xml.push_str("<author>\n");
        element(&mut xml, "name", &config.organisation.name);
        element(&mut xml, "uri", &site.absolute("/"));
        xml.push_str("</author>\n");
        if let Some(licence) = &config.licence {
            if !licence.url.is_empty() {
                link(&mut xml, &[("rel", "license"), ("href", &licence.url)]);
            }
            element(&mut xml, "rights", &licence.name);
        }
        self.changes.iter().for_each(|change| entry(&mut xml, change, whole));
        xml.push_str("</feed>\n");
        xml
    }
}

fn entry(xml: &mut String, change: &Change<'_>, whole: &Whole<'_>) {
    let page = change.page;
    let common = &page.document.meta.common;
    let address = whole.site.absolute(&page.address);
    xml.push_str("<entry");
    if page.language != whole.site.config.language.0 {
        attribute(xml, "xml:lang", &page.language);
    }
    xml.push_str(">\n");
    let (id, title, summary) = match change.revision {
        None => (address.clone(), page.document.title().to_owned(), common.description.as_ref()),
        Some(revision) => {
            let words = whole.theme.words.phrase(&page.language, "feed_version").text;
            let words = words.replace("{title}", page.document.title()).replace("{version}", &revision.version);
            // What the version is called, in letters of addresses; no heading has an underscore.
            let version = slug(&revision.version.replace('.', "-"));
            (format!("{address}#version_{version}"), words, revision.summary.as_ref().or(common.description.as_ref()))
        }
    };
    element(xml, "id", &id);
    element(xml, "title", &title);
    element(xml, "updated", &time(change.day));
    if let (None, Some(day)) = (change.revision, common.publish_on.filter(|day| *day <= change.day)) {
        element(xml, "published", &time(day));
    }
    link(xml, &[("rel", "alternate"), ("type", "text/html"), ("href", &address)]);
    element(xml, "summary", summary.map_or(title.as_str(), String::as_str));
    xml.push_str("</entry>\n");
}

fn time(day: Date) -> String {
    format!("{}T00:00:00Z", day.iso())
}

fn element(xml: &mut String, name: &str, text: &str) {
    let _ = write!(xml, "<{name}>");
    push_text(text, xml);
    let _ = writeln!(xml, "</{name}>");
}

fn link(xml: &mut String, attributes: &[(&str, &str)]) {
    xml.push_str("<link");
    attributes.iter().for_each(|(name, value)| attribute(xml, name, value));
    xml.push_str("/>\n");
}

fn attribute(xml: &mut String, name: &str, value: &str) {
    let _ = write!(xml, " {name}=\"");
    push_attribute(value, xml);
    xml.push('"');
}
