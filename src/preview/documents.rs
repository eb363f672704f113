//! The documents of the site: which were asked for, what came of it, and what was found in making them. What is told is
//! what was looked at: a document that nobody asked for has not been made, and nobody outside of Candour has judged any.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::answer::address_of;
use super::state::Built;
use crate::artefact::Length;
use crate::diagnostic::Finding;
use crate::formats::Format;
use crate::formats::format::Print;
use crate::formats::xml::{Escaped, put};
use crate::pipeline::Offered;
use crate::report::ended;
use crate::site::size_words;

/// Of so many pages the dashboard lists the documents that nobody has asked for.
const PAGES_MAX: usize = 200;

/// What came of the documents that were asked for, by their paths.
#[derive(Default)]
pub struct Asked(Mutex<BTreeMap<String, Outcome>>);

/// What came of making a document.
#[derive(Clone)]
struct Outcome {
    /// The digest of what it was made from.
    recipe: [u8; 32],
    made: Result<Length, String>,
}

impl Asked {
    /// Notes what came of making a document of a site.
    pub fn note(&self, built: &Built, path: &str, made: Result<Length, String>) {
        let Some(Ok(outlook)) = built.build.look_ahead(path, &built.theme, &|_| None) else { return };
        let outcome = Outcome { recipe: outlook.recipe, made };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), outcome);
    }

    fn of(&self, path: &str) -> Option<Outcome> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned()
    }
}

/// A document that was asked for.
pub struct Document<'a> {
    offered: Offered<'a>,
    state: State,
    /// What was found in making it as its page is now.
    pub found: Vec<Finding>,
}

/// What came of it.
enum State {
    /// It is as its page is now.
    Made(Length),
    /// Its page, or what it takes from the site, is another than when it was made.
    Changed,
    /// It could not be made.
    Failed(String),
}

/// The documents of a site that were asked for, or those of one page, as they are now.
pub fn documents<'a>(built: &'a Built, asked: &Asked, file: Option<&str>) -> Vec<Document<'a>> {
    let offered = built.build.offered().filter(|it| file.is_none_or(|file| it.page.document.path().as_str() == file));
    let one = |offered: Offered<'a>| {
        let outcome = asked.of(offered.path.as_str())?;
        let failed = |recipe: &[u8; 32]| match &outcome.made {
            Err(reason) if outcome.recipe == *recipe => Some(reason.clone()),
            _ => None,
        };
        let outlook = built.build.look_ahead(offered.path.as_str(), &built.theme, &failed)?;
        let (state, found) = match outlook {
            Err(reason) => (State::Failed(reason), Vec::new()),
            Ok(outlook) if outlook.recipe != outcome.recipe => (State::Changed, outlook.found),
            Ok(outlook) => match &outcome.made {
                Ok(length) => (State::Made(*length), outlook.found),
                Err(reason) => (State::Failed(reason.clone()), outlook.found),
            },
        };
        Some(Document { offered, state, found })
    };
    offered.filter_map(one).collect()
}

/// What was found in some documents, each finding once, however many documents of a page have it.
pub fn findings(documents: &[Document<'_>]) -> Vec<Finding> {
    let mut found: Vec<Finding> = Vec::new();
    for finding in documents.iter().flat_map(|document| &document.found) {
        if !found.contains(finding) {
            found.push(finding.clone());
        }
    }
    found
}

/// "PDF, large print".
fn name(format: &Format) -> String {
    match format.print {
        Print::Standard => format.label.to_owned(),
        Print::Large => format!("{}, large print", format.label),
    }
}

impl Document<'_> {
    /// What came of it, in words that claim no more than was looked at.
    fn state(&self) -> String {
        match &self.state {
            State::Made(length) => {
                let pages = match length.pages {
                    None => String::new(),
                    Some(1) => ", 1 page".to_owned(),
                    Some(pages) => format!(", {pages} pages"),
                };
                let checked = match self.offered.format.media_type {
                    "application/pdf" => "; the program that sets it found no fault against PDF/UA-1 and PDF/A-2a",
                    _ => "",
                };
                format!("Made: {}{pages}{checked}", size_words(length.bytes))
            }
            State::Changed => "Its page has changed since it was made: ask for it again".to_owned(),
            State::Failed(reason) => format!("Could not be made: {reason}"),
        }
    }

    fn found(&self) -> String {
        match self.found.iter().filter(|finding| !finding.waived).count() {
            0 => "Nothing".to_owned(),
            1 => "1 finding, listed with its page".to_owned(),
            count => format!("{count} findings, listed with its page"),
        }
    }

    /// The name of a document, which leads to it.
    fn link(&self, built: &Built, out: &mut String) {
        link(&self.offered, built, out);
    }
}

fn link(offered: &Offered<'_>, built: &Built, out: &mut String) {
    let address = built.build.site.href(&format!("/{}", offered.path));
    put!(out, "<a href=\"{}\">{}</a>", Escaped(&address), Escaped(&name(offered.format)));
}

/// The documents of a page, for its panel.
pub fn of_page(documents: &[Document<'_>], built: &Built, out: &mut String) {
    if documents.is_empty() {
        out.push_str(
            "<p>Its documents are made when you ask for them. None has been asked for yet, so nothing is known of them.</p>\n",
        );
        return;
    }
    out.push_str("<h3>Its documents that were asked for</h3>\n<ul>\n");
    for document in documents {
        out.push_str("<li>");
        document.link(built, out);
        put!(out, ": {}</li>\n", Escaped(&ended(&document.state())));
    }
    out.push_str("</ul>\n");
}

/// All documents of the site, for the dashboard.
pub fn of_site(documents: &[Document<'_>], built: &Built, out: &mut String) {
    let mut waiting: Vec<(&str, Vec<Offered<'_>>)> = Vec::new();
    let mut count = 0;
    for offered in built.build.offered() {
        if documents.iter().any(|document| document.offered.path == offered.path) {
            continue;
        }
        count += 1;
        let file = offered.page.document.path().as_str();
        match waiting.last_mut() {
            Some((last, of_page)) if *last == file => of_page.push(offered),
            _ => waiting.push((file, vec![offered])),
        }
    }
    if documents.is_empty() && waiting.is_empty() {
        return;
    }
    out.push_str(
        "<h2 id=\"documents\">Documents</h2>\n<p>A document is made when it is asked for. What stands here is what Candour \
         found in making it. No other program has checked the files, and Word, OpenDocument, EPUB and text files are \
         written without a check of their own.</p>\n",
    );
    if !documents.is_empty() {
        out.push_str(
            "<table>\n<caption>Documents that were asked for</caption>\n<thead><tr><th scope=\"col\">Page</th>\
             <th scope=\"col\">Document</th><th scope=\"col\">What came of it</th>\
             <th scope=\"col\">Found in making it</th></tr></thead>\n<tbody>\n",
        );
        for document in documents {
            out.push_str("<tr><td>");
            page_link(document.offered.page.document.path().as_str(), built, out);
            out.push_str("</td><td>");
            document.link(built, out);
            let (state, found) = (document.state(), document.found());
            put!(out, "</td><td>{}</td><td>{}</td></tr>\n", Escaped(&state), Escaped(&found));
        }
        out.push_str("</tbody>\n</table>\n");
    }
    if waiting.is_empty() {
        return;
    }
    put!(out, "<p>Not made yet: {count}. Nothing is known of them.</p>\n");
    out.push_str("<table>\n<caption>Documents that are not made yet</caption>\n<thead><tr><th scope=\"col\">Page</th>");
    out.push_str("<th scope=\"col\">Documents</th></tr></thead>\n<tbody>\n");
    for (file, of_page) in waiting.iter().take(PAGES_MAX) {
        out.push_str("<tr><td>");
        page_link(file, built, out);
        out.push_str("</td><td>");
        for (at, offered) in of_page.iter().enumerate() {
            out.push_str(if at > 0 { ", " } else { "" });
            link(offered, built, out);
        }
        out.push_str("</td></tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
    if let Some(more) = waiting.len().checked_sub(PAGES_MAX).filter(|more| *more > 0) {
        put!(out, "<p>And those of {more} more pages.</p>\n");
    }
}

/// A page by its file, which says nothing of it that must not be repeated.
fn page_link(file: &str, built: &Built, out: &mut String) {
    match address_of(&built.build.site, file) {
        Some(address) => put!(out, "<a href=\"{}\">{}</a>", Escaped(&address), Escaped(file)),
        None => put!(out, "{}", Escaped(file)),
    }
}
