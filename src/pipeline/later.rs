//! What is made after the pages, when somebody asks for it: the documents and the search index of a preview.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::Build;
use super::page::{finish, not_made, not_shown};
use crate::artefact::{OutputPath, Shelf};
use crate::checks::{self, waivers::Waivers};
use crate::diagnostic::{Diagnostic, Excerpt, Finding, Rulebook, Setting};
use crate::document::Words;
use crate::formats::format::{Draft, Finished};
use crate::formats::{self, FORMATS, Fonts, Format};
use crate::kinds::kind::DocumentFormat;
use crate::search;
use crate::site::{Page, Pictures};
use crate::source::SourceTree;
use crate::theme::Theme;

/// A document that a page offers.
pub struct Offered<'a> {
    /// The page.
    pub page: &'a Page,
    /// The format.
    pub format: &'static Format,
    /// Where the document is published.
    pub path: OutputPath,
}

/// What is known of a document before the dear work.
pub struct Outlook {
    /// The digest of its recipe: of everything that its bytes depend on.
    pub recipe: [u8; 32],
    /// What was found in drafting it.
    pub found: Vec<Finding>,
}

/// What it takes to make documents and the search index after the pages.
pub(super) struct Later {
    pub(super) bodies: Vec<Words>,
    pub(super) pictures: Arc<Pictures>,
    pub(super) fonts: OnceLock<Result<Arc<Fonts>, String>>,
    pub(super) has_search: bool,
    pub(super) sources: Arc<SourceTree>,
    /// What `site.yaml` makes of rules.
    pub(super) settings: BTreeMap<String, Setting>,
}

impl Build {
    /// The words of a page in the order in which they are read, as in its text document, of a site that was built
    /// [`Making::OnDemand`].
    pub fn words(&self, page: &Page) -> Option<String> {
        let later = self.later.as_ref()?;
        let at = self.site.pages().iter().position(|other| std::ptr::eq(other, page))?;
        let format = FORMATS.iter().find(|format| format.name == DocumentFormat::Text)?;
        let fonts = Arc::new(Fonts::default());
        let draft = formats::draft(format, page, later.bodies.get(at)?, &self.site, &later.pictures, &fonts);
        String::from_utf8((draft.finish)(&draft.recipe).ok()?.bytes).ok()
    }

    /// Every document that the pages of the site offer, in the order of the pages.
    pub fn offered(&self) -> impl Iterator<Item = Offered<'_>> {
        self.site.pages().iter().flat_map(move |page| {
            let formats = FORMATS.iter().filter(|format| page.formats.contains(&format.name));
            formats.map(move |format| Offered { page, format, path: self.site.document_path(page, format.ending) })
        })
    }

    /// What is known of the document at a path before the dear work, of a site that was built [`Making::OnDemand`];
    /// `None` when the site has no such document. `failed` says for a recipe why its document could not be made, where
    /// that was tried.
    ///
    /// # Errors
    /// Why it cannot be made.
    pub fn look_ahead(
        &self,
        path: &str,
        theme: &Theme,
        failed: &dyn Fn(&[u8; 32]) -> Option<String>,
    ) -> Option<Result<Outlook, String>> {
        let later = self.later.as_ref()?;
        let (page, format, draft) = match self.draft(path, theme)? {
            Ok(drafted) => drafted,
            Err(reason) => return Some(Err(reason)),
        };
        let recipe = draft.recipe.digest();
        let mut found: Vec<Diagnostic> = not_shown(&draft, page).collect();
        found.extend(failed(&recipe).map(|reason| not_made(format, page, &reason)));
        let (rules, meta) = (checks::rules(), &page.document.meta);
        // Without the key: what is found here is about letters and nobody.
        let (one, vocabulary) = (std::iter::once((page.document.path(), meta)), checks::vocabulary(&self.site.config));
        let mut waivers = Waivers::collect(one, &rules, self.site.day, None, &vocabulary);
        waivers.apply(&mut found, &later.sources);
        let mut found = Rulebook::new(&rules, &later.settings).settle(found).found().to_vec();
        if meta.kind.info().private_key.is_some() {
            found.iter_mut().for_each(|diagnostic| diagnostic.excerpt = Excerpt::Hidden);
        }
        let found = found.iter().map(|diagnostic| Finding::new(diagnostic, &later.sources)).collect();
        Some(Ok(Outlook { recipe, found }))
    }

    /// The document or the file of the search index at a path of a site that was built [`Making::OnDemand`]; `None`
    /// when the site has no such file.
    ///
    /// # Errors
    /// Why it could not be made.
    pub fn make(&self, path: &str, theme: &Theme, shelf: &dyn Shelf) -> Option<Result<Finished, String>> {
        let later = self.later.as_ref()?;
        if path.strip_prefix(search::FOLDER).is_some_and(|rest| rest.starts_with('/')) {
            let plan = later.has_search.then(|| search::Plan::new(&self.site, &later.bodies))?;
            return match plan.index(shelf) {
                Ok(index) => {
                    let file = index.files.into_iter().find(|(at, _)| at.as_str() == path);
                    file.map(|(_, bytes)| Ok(Finished { bytes, pages: None }))
                }
                Err(reason) => Some(Err(reason)),
            };
        }
        Some(self.draft(path, theme)?.and_then(|(_, _, draft)| finish(&draft, shelf)))
    }

    /// The draft of the document at a path, with its page and format.
    fn draft(&self, path: &str, theme: &Theme) -> Option<Result<(&Page, &'static Format, Draft), String>> {
        let later = self.later.as_ref()?;
        for format in FORMATS.iter().filter(|format| path.ends_with(format.ending)) {
            let wanted = |page: &Page| {
                page.formats.contains(&format.name) && self.site.document_path(page, format.ending).as_str() == path
            };
            let at = self.site.pages().iter().position(wanted);
            if let Some((page, body)) = at.and_then(|at| Some((self.site.pages().get(at)?, later.bodies.get(at)?))) {
                let fonts = later.fonts.get_or_init(|| Fonts::new(&theme.typefaces).map(Arc::new));
                let drafted = fonts.as_ref().map_err(String::clone).map(|fonts| {
                    let draft = formats::draft(format, page, body, &self.site, &later.pictures, fonts);
                    (page, format, draft)
                });
                return Some(drafted);
            }
        }
        None
    }
}
