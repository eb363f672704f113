//! Where a target leads that an author has written.

use super::asked::Question;
use super::{Hidden, Page, Site};
use crate::config;
use crate::diagnostic::nearest;
use crate::document::tree::{Purpose, is_outside};
use crate::outside::decode;
use crate::source::{SourceFile, SourcePath};

/// Where a target leads.
#[derive(Clone, Debug)]
pub enum Destination<'a> {
    /// To a page of the site, and a heading in it.
    Page(&'a Page, Option<&'a str>),
    /// To a heading of the page itself.
    Here(&'a str),
    /// To a file that is published.
    File(SourcePath),
    /// Away from the site; also `mailto:` and `tel:`.
    Outside(&'a str),
    /// Nowhere.
    Broken(Broken),
}

/// Why a target leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// There is nothing in the brackets.
    Empty,
    /// There is no such page; the nearest one there is.
    NoPage(Option<String>),
    /// There is no such heading in the page; the nearest one there is.
    NoHeading(Option<String>),
    /// There is no such file; the nearest one there is.
    NoFile(Option<String>),
    /// It is a page that is not published, and why.
    Unpublished(Hidden),
    /// It leads out of the content folder.
    LeavesFolder,
    /// Something that a reader's browser must not be sent to.
    Scheme,
    /// The file is larger than a site can carry.
    TooLarge,
}

impl Site {
    /// Where a target written in a page leads.
    pub fn resolve<'a>(&'a self, page: &'a Page, target: &'a str, purpose: Purpose) -> Destination<'a> {
        let target = target.trim();
        if target.is_empty() {
            return Destination::Broken(Broken::Empty);
        }
        if is_outside(target) {
            let scheme = target.split(':').next().unwrap_or("").to_ascii_lowercase();
            let allowed = matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel") || target.starts_with("//");
            return match (allowed, purpose) {
                (true, Purpose::Link) => Destination::Outside(target),
                _ => Destination::Broken(Broken::Scheme),
            };
        }
        if let Some(fragment) = target.strip_prefix('#') {
            return self.heading_in(page, fragment).map_or_else(Destination::Broken, |()| Destination::Here(fragment));
        }
        let (path, fragment) = target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
        let path = decode(path.split('?').next().unwrap_or(path));
        let Some(file) = page.document.path().join(&path) else {
            return Destination::Broken(Broken::LeavesFolder);
        };
        if file.suffix() == "md" {
            return self.resolve_page(&file, fragment);
        }
        self.note(|| Question::File(file.clone()));
        match self.sources.get(&file) {
            Some(SourceFile::Bytes(_)) => Destination::File(file),
            Some(SourceFile::LeavesFolder) => Destination::Broken(Broken::LeavesFolder),
            Some(SourceFile::TooLarge(_)) => Destination::Broken(Broken::TooLarge),
            // site.yaml and the like are not for readers.
            Some(SourceFile::Text(_)) => Destination::Broken(Broken::NoFile(None)),
            None => self.resolve_missing(&file, &path, fragment, purpose),
        }
    }

    fn resolve_page<'a>(&'a self, file: &SourcePath, fragment: Option<&'a str>) -> Destination<'a> {
        if let Some(page) = self.page_of(file) {
            let heading = fragment.map_or(Ok(()), |fragment| self.heading_in(page, fragment));
            return heading.map_or_else(Destination::Broken, |()| Destination::Page(page, fragment));
        }
        if let Some(why) = self.unpublished.get(file) {
            return Destination::Broken(Broken::Unpublished(*why));
        }
        match self.sources.get(file) {
            Some(SourceFile::LeavesFolder) => Destination::Broken(Broken::LeavesFolder),
            _ => Destination::Broken(Broken::NoPage(self.nearest_file(file, true))),
        }
    }

    /// A target that is no file: perhaps the address of a page, or its name without `.md`.
    fn resolve_missing<'a>(
        &'a self,
        file: &SourcePath,
        typed: &str,
        fragment: Option<&'a str>,
        purpose: Purpose,
    ) -> Destination<'a> {
        if purpose != Purpose::Link {
            return Destination::Broken(Broken::NoFile(self.nearest_file(file, false)));
        }
        if typed.starts_with('/')
            && typed.ends_with('/')
            && let Some(page) = self.page_at(typed)
        {
            let heading = fragment.map_or(Ok(()), |fragment| self.heading_in(page, fragment));
            return heading.map_or_else(Destination::Broken, |()| Destination::Page(page, fragment));
        }
        self.note(|| Question::Address(typed.to_owned()));
        if let Some((page, part)) = self.parts.get(typed) {
            let page = self.page(*page);
            let heading = fragment.map_or(Ok(()), |fragment| self.heading_in(page, fragment));
            let first = || page.guide.as_ref().and_then(|guide| Some(&*guide.parts.get((*part)?)?.id));
            return heading.map_or_else(Destination::Broken, |()| Destination::Page(page, fragment.or_else(first)));
        }
        if file.suffix().is_empty() || file.suffix() == "html" {
            let stem = file.as_str().trim_end_matches(".html");
            let guess = SourcePath::new(&format!("{stem}.md"));
            let landing = SourcePath::new(format!("{stem}/_index.md").trim_start_matches('/'));
            for guess in [guess, landing] {
                if self.page_of(&guess).is_some() {
                    return Destination::Broken(Broken::NoPage(Some(guess.to_string())));
                }
            }
            return Destination::Broken(Broken::NoPage(
                self.nearest_file(&SourcePath::new(&format!("{stem}.md")), true),
            ));
        }
        Destination::Broken(Broken::NoFile(self.nearest_file(file, false)))
    }

    fn heading_in(&self, page: &Page, fragment: &str) -> Result<(), Broken> {
        self.note(|| Question::Heading(page.document.path().clone(), fragment.to_owned()));
        if self.has_heading(page, fragment) {
            return Ok(());
        }
        let near = nearest(&decode(fragment), page.document.headings().keys().map(|id| &**id)).map(str::to_owned);
        Err(Broken::NoHeading(near))
    }

    pub(super) fn has_heading(&self, page: &Page, fragment: &str) -> bool {
        page.document.headings().contains_key(decode(fragment).as_str())
    }

    /// The file most like a path: the same name elsewhere, or nearly the same path.
    fn nearest_file(&self, wanted: &SourcePath, pages: bool) -> Option<String> {
        self.note(|| Question::Names);
        let is_page = |path: &SourcePath| path.suffix() == "md";
        let candidates = || {
            let files = self.sources.iter().map(|(path, _)| path);
            files.filter(move |path| is_page(path) == pages && path.as_str() != config::CONFIG_FILE)
        };
        let same_name = candidates().find(|path| path.file_name().eq_ignore_ascii_case(wanted.file_name()));
        if let Some(path) = same_name {
            return Some(path.to_string());
        }
        // In the same folder much of any path is alike.
        let is_near = |path: &&SourcePath| nearest(wanted.file_name(), [path.file_name()]).is_some();
        nearest(wanted.as_str(), candidates().filter(is_near).map(SourcePath::as_str)).map(str::to_owned)
    }
}
