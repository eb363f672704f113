//! A page as others see it: narrow, with large text, in the dark, in forced colours, printed, or as words in order.
//!
//! The page is shown in a frame, and its own script (`preview.js`) changes how it looks there; the words come from the
//! page's text document.

use super::answer::{self, Answer, OWN};
use super::rules::framed;
use super::state::Snapshot;
use crate::formats::xml::{Escaped, put};

/// The views by their names in addresses.
const VIEWS: [(&str, &str); 6] = [
    ("narrow", "320 pixels wide"),
    ("large", "Large text"),
    ("dark", "Dark"),
    ("forced", "Forced colours"),
    ("print", "Printed"),
    ("linear", "Words only, in order"),
];

/// The page at an address in one of the views.
pub fn page(snapshot: &Snapshot, name: &str, address: &str) -> Answer {
    let Some((_, title)) = VIEWS.iter().find(|(known, _)| *known == name) else {
        return Answer::text(404, "There is no such view.");
    };
    // Only an address of this site: nothing that a browser would take for another host.
    if !address.starts_with('/') || address.starts_with("//") || address.contains(['\\', '?', '#']) {
        return Answer::text(404, "There is no such page.");
    }
    let mut body = String::new();
    put!(body, "<h1>{title}</h1>\n<nav aria-label=\"Views\">\n<ul class=\"views\">\n");
    put!(body, "<li><a href=\"{}\">As it is</a></li>\n", Escaped(address));
    for (other, words) in VIEWS {
        let current = if other == name { " aria-current=\"page\"" } else { "" };
        let link = format!("{OWN}view?as={other}&address={address}");
        put!(body, "<li><a href=\"{}\"{current}>{words}</a></li>\n", Escaped(&link));
    }
    body.push_str("</ul>\n</nav>\n");
    if name == "linear" {
        match words(snapshot, address) {
            Some(words) => put!(body, "<pre class=\"words\" tabindex=\"0\">{}</pre>\n", Escaped(&words)),
            None => body.push_str("<p>There are no words to show: no page of an author's is at this address.</p>\n"),
        }
    } else {
        let frame = format!("{address}?candour-view={name}");
        put!(body, "<iframe class=\"{name}\" title=\"The page: {title}\" src=\"{}\"></iframe>\n", Escaped(&frame));
    }
    answer::page(200, framed(title, &body).as_bytes(), snapshot)
}

/// The words of a page in the order in which they are read out.
fn words(snapshot: &Snapshot, address: &str) -> Option<String> {
    let good = snapshot.good.as_ref()?;
    let within = address.strip_prefix(&*good.base)?;
    good.built.build.words(good.built.build.site.page_showing(within)?)
}
