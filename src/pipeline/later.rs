//! What is made after the pages, when somebody asks for it: the documents and the search index of a preview.

use std::sync::{Arc, OnceLock};

use super::Build;
use super::page::finish;
use crate::artefact::Shelf;
use crate::document::Words;
use crate::formats::{self, FORMATS, Fonts};
use crate::kinds::kind::DocumentFormat;
use crate::search;
use crate::site::{Page, Pictures};
use crate::theme::Theme;

/// What it takes to make documents and the search index after the pages.
pub(super) struct Later {
    pub(super) bodies: Vec<Words>,
    pub(super) pictures: Arc<Pictures>,
    pub(super) fonts: OnceLock<Result<Arc<Fonts>, String>>,
    pub(super) has_search: bool,
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

    /// The document or the file of the search index at a path of a site that was built [`Making::OnDemand`]; `None`
    /// when the site has no such file.
    ///
    /// # Errors
    /// Why it could not be made.
    pub fn make(&self, path: &str, theme: &Theme, shelf: &dyn Shelf) -> Option<Result<Vec<u8>, String>> {
        let later = self.later.as_ref()?;
        if path.strip_prefix(search::FOLDER).is_some_and(|rest| rest.starts_with('/')) {
            let plan = later.has_search.then(|| search::Plan::new(&self.site, &later.bodies))?;
            return match plan.index(shelf) {
                Ok(index) => index.files.into_iter().find(|(at, _)| at.as_str() == path).map(|(_, bytes)| Ok(bytes)),
                Err(reason) => Some(Err(reason)),
            };
        }
        for format in FORMATS.iter().filter(|format| path.ends_with(format.ending)) {
            let wanted = |page: &Page| {
                page.formats.contains(&format.name) && self.site.document_path(page, format.ending).as_str() == path
            };
            let at = self.site.pages().iter().position(wanted);
            if let Some((page, body)) = at.and_then(|at| Some((self.site.pages().get(at)?, later.bodies.get(at)?))) {
                let fonts = later.fonts.get_or_init(|| Fonts::new(&theme.typefaces).map(Arc::new));
                let fonts = match fonts {
                    Ok(fonts) => fonts,
                    Err(reason) => return Some(Err(reason.clone())),
                };
                let draft = formats::draft(format, page, body, &self.site, &later.pictures, fonts);
                return Some(finish(&draft, shelf).map(|document| document.bytes));
            }
        }
        None
    }
}
