//! What a page asks of the site around it, and what the site answers: what a preview needs to know so that it does not
//! check and write a page again when something changed that the page never asked about.
//!
//! A site that [notes](Site::noting) is handed to whatever looks at one page; every way to learn something of other
//! pages, addresses and files notes a [`Question`]. The same questions, answered alike, about the same words: the same
//! outcome. Answers are digests of all that could be learned, so nothing is ever marked as changed. Whoever gives pages
//! another way to look around notes it here.

use std::any::{Any, TypeId};
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use rustc_hash::FxHashSet;

use super::section::Listings;
use super::{Address, LIBRARY, Page, Site};
use crate::artefact::{Key, Memo, digest};
use crate::source::{SourceFile, SourcePath};

/// Something that a page asks of its site.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Question {
    /// What is at a path of the content folder: of a page its front matter, of anything else all of it.
    File(SourcePath),
    /// Where a heading of a page is.
    Heading(SourcePath, String),
    /// What is at an address.
    Address(Address),
    /// What the landing page at an address lists.
    Section(Address),
    /// A page in other languages.
    Translations(SourcePath),
    /// The pages of the library that a summary is on.
    Values(SourcePath),
    /// All learning, in order.
    Library,
    /// The paths of all files.
    Names,
    /// Anything but the words on pages.
    Everything,
}

/// A digest of an answer, or of several.
type Answer = [u8; 32];

/// What one page has asked, or something that is made of several. Of itself a page knows everything.
pub(super) struct Asked {
    by: Option<SourcePath>,
    questions: Mutex<BTreeSet<Question>>,
}

impl Asked {
    fn take(&self) -> BTreeSet<Question> {
        std::mem::take(&mut *self.questions.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// What is worked out of a site and depends on nothing but its [shape](Site::shape) and its settings: of sites that differ
/// only in the words on their pages, once.
#[derive(Default)]
pub(super) struct WorkedOut {
    shape: OnceLock<Answer>,
    /// A digest of all that it depends on.
    of: Answer,
    pub(super) listings: Listings,
}

/// Something that was asked, once for all who asked it, with what was answered last, and what that [depended
/// on](WorkedOut::of).
struct Once<T> {
    asked: T,
    last: RwLock<Option<(Answer, Answer)>>,
}

impl<T> Once<T> {
    fn new(asked: T) -> Arc<Once<T>> {
        Arc::new(Once { asked, last: RwLock::default() })
    }

    /// The answer, worked out if the last one depended on something else.
    fn answer(&self, of: Answer, work_out: impl FnOnce(&T) -> Answer) -> Answer {
        match *self.last.read().unwrap_or_else(PoisonError::into_inner) {
            Some((last, answer)) if last == of => return answer,
            _ => {}
        }
        let answer = work_out(&self.asked);
        *self.last.write().unwrap_or_else(PoisonError::into_inner) = Some((of, answer));
        answer
    }
}

impl<T: PartialEq> PartialEq for Once<T> {
    fn eq(&self, other: &Once<T>) -> bool {
        self.asked == other.asked
    }
}

impl<T: Eq> Eq for Once<T> {}

impl<T: Hash> Hash for Once<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.asked.hash(state);
    }
}

/// Questions that were asked together.
type Together = Box<[Arc<Once<Question>>]>;

/// All that anything which is kept has asked, each thing once.
#[derive(Default)]
struct AllAsked {
    questions: FxHashSet<Arc<Once<Question>>>,
    together: FxHashSet<Arc<Once<Together>>>,
}

impl AllAsked {
    fn together(&mut self, asked: BTreeSet<Question>) -> Arc<Once<Together>> {
        let questions = asked.into_iter().map(|question| once(&mut self.questions, question)).collect();
        once(&mut self.together, questions)
    }

    /// Forgets what nobody asks any more.
    fn forget(&mut self) {
        self.together.retain(|it| Arc::strong_count(it) > 1);
        self.questions.retain(|it| Arc::strong_count(it) > 1);
    }
}

/// What is there already, if the same was asked before.
#[expect(clippy::mutable_key_type, reason = "what changes, the last answer, is neither hashed nor compared")]
fn once<T: Eq + Hash>(known: &mut FxHashSet<Arc<Once<T>>>, asked: T) -> Arc<Once<T>> {
    let new = Once::new(asked);
    if let Some(known) = known.get(&new) {
        return known.clone();
    }
    known.insert(new.clone());
    new
}

/// What earlier builds made of pages, and what of the settings every page depends on.
#[derive(Clone, Copy)]
pub struct Before<'a> {
    memo: &'a Memo,
    around: [u8; 32],
}

/// What was made of a page, with what it asked and was told.
struct Made<T> {
    asked: Arc<Once<Together>>,
    answer: Answer,
    thing: Arc<T>,
}

impl<'a> Before<'a> {
    /// What is kept in a memo, where everything depends on what `around` is a digest of.
    pub fn new(memo: &'a Memo, around: [u8; 32]) -> Before<'a> {
        Before { memo, around }
    }

    /// What depends on more.
    pub fn within(self, parts: &[&[u8]]) -> Before<'a> {
        let parts: Vec<&[u8]> = [self.around.as_slice()].into_iter().chain(parts.iter().copied()).collect();
        Before { around: digest(&parts), ..self }
    }

    /// What `make` makes of a page and of nothing else but what it asks of the site that it is handed: made anew, if it
    /// is not known from before.
    ///
    /// # Errors
    /// That of `make`.
    pub fn known<T: Any + Send + Sync, E>(
        self,
        name: &str,
        page: &Page,
        site: &Site,
        make: impl FnOnce(&Site) -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        let key = digest(&[name.as_bytes(), &self.around, &site.own_digest(page)]);
        self.known_under(key, Some(page), site, make)
    }

    /// What `make` makes of the front matter of some pages, of some more parts and of nothing else but what it asks of the
    /// site that it is handed; with the key under which it is kept.
    ///
    /// # Errors
    /// That of `make`.
    pub fn of_fronts<T: Any + Send + Sync, E>(
        self,
        parts: &[&[u8]],
        pages: &[&Page],
        site: &Site,
        make: impl FnOnce(&Site) -> Result<T, E>,
    ) -> Result<(Arc<T>, Key), E> {
        let fronts: Vec<[u8; 32]> = pages.iter().map(|page| page.document.front()).collect();
        let key = self.within(parts).within(&[b"fronts", fronts.as_flattened()]).around;
        let made = self.known_under(key, None, site, make)?;
        Ok((made, (TypeId::of::<Made<T>>(), key)))
    }

    fn known_under<T: Any + Send + Sync, E>(
        self,
        key: [u8; 32],
        page: Option<&Page>,
        site: &Site,
        make: impl FnOnce(&Site) -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        if let Some(made) = self.memo.get::<Made<T>>(key)
            && site.answer_all(&made.asked) == made.answer
        {
            return Ok(made.thing.clone());
        }
        let own = site.noting(page);
        let thing = Arc::new(make(&own)?);
        let asked = own.asked.map(|asked| asked.take()).unwrap_or_default();
        let asked = self.all_asked().lock().unwrap_or_else(PoisonError::into_inner).together(asked);
        let made = Made { answer: site.answer_all(&asked), asked, thing: thing.clone() };
        self.memo.keep(key, Arc::new(made));
        Ok(thing)
    }

    /// What `make` makes of the site as a whole, but for the words on its pages, and of some more parts.
    ///
    /// # Errors
    /// That of `make`.
    pub fn whole<T: Any + Send + Sync, E>(
        self,
        parts: &[&[u8]],
        site: &Site,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E> {
        let key = self.within(parts).within(&[&site.work_out(&Question::Everything)]).around;
        if let Some(known) = self.memo.get(key) {
            return Ok(known);
        }
        let made = Arc::new(make()?);
        self.memo.keep(key, made.clone());
        Ok(made)
    }

    fn all_asked(self) -> Arc<Mutex<AllAsked>> {
        self.memo.of(digest(&[b"all asked"]), Mutex::default)
    }
}

impl Site {
    /// Takes over what was worked out before of a site of the same shape. To be done before anything is asked.
    pub fn recall(&mut self, before: Before<'_>) {
        let shape = self.shape();
        let of = before.within(&[b"worked out", &shape]).around;
        let worked_out = || WorkedOut { shape: OnceLock::from(shape), of, listings: Listings::default() };
        self.own().worked_out = before.memo.of(of, worked_out);
        before.all_asked().lock().unwrap_or_else(PoisonError::into_inner).forget();
    }

    /// The same site, which notes what is asked by a page, or by something else.
    pub(super) fn noting(&self, page: Option<&Page>) -> Site {
        let by = page.map(|page| page.document.path().clone());
        let asked = Asked { by, questions: Mutex::default() };
        Site { linked: self.linked.clone(), asked: Some(asked) }
    }

    /// Notes a question, where that is wanted.
    pub(super) fn note(&self, question: impl FnOnce() -> Question) {
        let Some(asked) = &self.asked else { return };
        let question = question();
        if !matches!(&question, Question::File(path) | Question::Heading(path, _) if asked.by.as_ref() == Some(path)) {
            asked.questions.lock().unwrap_or_else(PoisonError::into_inner).insert(question);
        }
    }

    /// The same site in memory, which notes nothing: for another thread, or for what is worked out once for all pages.
    pub fn share(&self) -> Site {
        Site { linked: self.linked.clone(), asked: None }
    }

    /// What something that looks at one page was told, as a digest.
    pub(super) fn told(&self, page: &Page, look: impl FnOnce(&Site)) -> Answer {
        let own = self.noting(Some(page));
        look(&own);
        let asked = own.asked.map(|asked| asked.take()).unwrap_or_default();
        let answers: Vec<Answer> = asked.iter().map(|it| self.work_out(it)).collect();
        digest(&[answers.as_flattened()])
    }

    /// A digest of a page's own words, and of what it is made from besides them.
    fn own_digest(&self, page: &Page) -> [u8; 32] {
        let text = page.document.digest();
        if self.besides.is_empty() {
            return text;
        }
        self.besides.get(page.document.path()).map_or(text, |besides| digest(&[&text, besides]))
    }

    fn answer_all(&self, asked: &Once<Together>) -> Answer {
        let of = self.worked_out.of;
        asked.answer(of, |together| {
            let answer = |it: &Arc<Once<Question>>| it.answer(of, |question| self.share().work_out(question));
            let answers: Vec<Answer> = together.iter().map(answer).collect();
            digest(&[answers.as_flattened()])
        })
    }

    /// A digest of all that the answer to a question may tell.
    fn work_out(&self, question: &Question) -> Answer {
        let fronts = |name: &str, pages: &[&Page]| {
            let fronts: Vec<[u8; 32]> = pages.iter().map(|page| self.file_digest(page.document.path())).collect();
            digest(&[name.as_bytes(), fronts.as_flattened()])
        };
        match question {
            Question::File(path) => self.file_digest(path),
            Question::Heading(path, fragment) => self.heading_digest(path, fragment),
            Question::Address(address) => {
                let page = self.by_address.get(address).map(|id| (*id, None));
                let page = page.or_else(|| self.parts.get(address).map(|(page, part)| (*page, Some(*part))));
                let page = page.map(|(id, part)| (self.file_digest(self.pages[id.0].document.path()), part));
                let folder = self.folder_at(address).map(|info| info.name);
                let value = self.value_at(address).map(|value| (value.facet, &value.label));
                digest(&[format!("{page:?} {folder:?} {:?} {value:?}", self.facet_at(address)).as_bytes()])
            }
            Question::Section(address) => {
                // What puts them in order is in their front matter: they need not be sorted to see that it is the same.
                let mut below = Vec::new();
                self.gather_below(address, &mut below);
                let newest = self.learning_library().newest.iter().map(|id| &self.pages[id.0]);
                let newest: Vec<&Page> = newest.filter(|_| address == LIBRARY).collect();
                digest(&[&fronts("", &below), &fronts("", &newest)])
            }
            Question::Translations(path) => match self.page_of(path) {
                Some(page) => fronts("", &self.translations(page)),
                None => Answer::default(),
            },
            Question::Values(path) => {
                let values = self.page_of(path).into_iter().flat_map(|page| self.values_of(page));
                let values: String = values.map(|value| format!("{:?} {}\0", value.facet, value.label)).collect();
                digest(&[values.as_bytes()])
            }
            Question::Library => {
                let library = self.learning_library();
                let newest: Vec<&Page> = library.newest.iter().map(|id| &self.pages[id.0]).collect();
                let values = format!("{:?}", library.values);
                digest(&[&fronts("", &newest), values.as_bytes()])
            }
            Question::Names => {
                let names: String = self.sources.iter().map(|(path, _)| format!("{path}\0")).collect();
                digest(&[names.as_bytes()])
            }
            Question::Everything => *self.worked_out.shape.get_or_init(|| self.shape()),
        }
    }

    /// What a page, or another file, is to other pages.
    pub(super) fn file_digest(&self, path: &SourcePath) -> Answer {
        if let Some(page) = self.by_source.get(path) {
            return self.pages[page.0].document.front();
        }
        let named = |what: &str| digest(&[what.as_bytes()]);
        match (self.unpublished.get(path), self.sources.get(path)) {
            (Some(why), _) => named(&format!("unpublished {why:?}")),
            (None, None) => named("nothing"),
            // A page that has no address of its own, and site.yaml.
            (None, Some(SourceFile::Text(_))) => named("no page"),
            (None, Some(SourceFile::Bytes(bytes))) => {
                // Whether readers get it as it is depends on the names that the site knows.
                let is_cleaned = self.supplied.get(path).is_some_and(|file| file.cleaned().is_some());
                digest(&[b"file", &bytes.digest(), &[u8::from(is_cleaned)]])
            }
            (None, Some(SourceFile::LeavesFolder)) => named("leaves"),
            (None, Some(SourceFile::TooLarge(bytes))) => named(&format!("large {bytes}")),
        }
    }

    fn heading_digest(&self, path: &SourcePath, fragment: &str) -> Answer {
        let Some(page) = self.by_source.get(path).map(|id| &self.pages[id.0]) else { return Answer::default() };
        if self.has_heading(page, fragment) {
            return digest(&[b"at", self.address_of(page, Some(fragment)).as_bytes()]);
        }
        // The nearest one is named.
        let all: String = page.document.headings().keys().map(|id| format!("{id}\0")).collect();
        digest(&[b"none", all.as_bytes()])
    }
}
