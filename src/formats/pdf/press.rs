//! The press: Typst as a library. From the parts of a recipe to the bytes of a PDF, and nothing else: no file, no
//! network, no clock is within its reach.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::OnceLock;

use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt as _, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::order;
use crate::formats::format::{Content, Finished, Recipe};
use crate::theme::Typefaces;

/// The name of the part that holds the generated code.
pub const MAIN: &str = "main.typ";
/// The name of the part that holds the look.
pub const TEMPLATE: &str = "template.typ";

/// How many documents old a result may be that Typst keeps in memory to use again. What a document shares with the
/// next is small; what it does not would fill the memory of a large site.
const RESULTS_KEPT: usize = 0;

/// The fonts of a theme, ready to set type. The default has none, for sites without PDFs.
#[derive(Default)]
pub struct Fonts {
    /// The family of running text.
    pub text: String,
    /// The family of code.
    pub code: String,
    /// Families of running text by language.
    pub by_language: BTreeMap<String, String>,
    /// The other families, in the order in which they are tried.
    pub fallbacks: Vec<String>,
    /// SHA-256 over all of it: the part of a recipe that stands for the fonts.
    digest: [u8; 32],
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Fonts {
    /// Reads the fonts of a theme.
    ///
    /// # Errors
    /// The theme has no fonts, a file is no font, or a family that it names is in none of them.
    pub fn new(typefaces: &Typefaces) -> Result<Fonts, String> {
        let mut fonts = Vec::with_capacity(typefaces.files.len());
        let mut families: Vec<String> = Vec::new();
        for (name, bytes) in &typefaces.files {
            let before = fonts.len();
            fonts.extend(Font::iter(Bytes::new(bytes.clone())));
            if fonts.len() == before {
                return Err(format!("{name} is not a font: theme.yaml takes TrueType and OpenType files"));
            }
            for font in &fonts[before..] {
                let family = &font.info().family;
                if !families.iter().any(|it| it == family) {
                    families.push(family.clone());
                }
            }
        }
        if families.is_empty() {
            return Err("the theme names no fonts. Name them in theme.yaml under `documents`, or leave `pdf` and `large-print` out of `documents` in site.yaml".to_owned());
        }
        let named = [&typefaces.text, &typefaces.code].into_iter().chain(typefaces.by_language.values());
        for family in named {
            if !families.contains(family) {
                return Err(format!(
                    "no font file of theme.yaml holds the family \"{family}\"; there are {}",
                    families.join(", ")
                ));
            }
        }
        let own = [&typefaces.text, &typefaces.code];
        families.retain(|family| !own.contains(&family));
        Ok(Fonts {
            text: typefaces.text.clone(),
            code: typefaces.code.clone(),
            by_language: typefaces.by_language.clone(),
            fallbacks: families,
            digest: typefaces.digest,
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
        })
    }

    /// SHA-256 over the files and their roles.
    pub fn digest(&self) -> &[u8; 32] {
        &self.digest
    }

    /// Whether any font has a character.
    pub fn has(&self, character: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(character)))
    }
}

/// What a compilation sees of the world: the parts of one recipe.
struct Room<'r> {
    recipe: &'r Recipe,
    fonts: &'r Fonts,
    main: Source,
    template: Source,
}

/// The language, with what tags header cells. Made once.
fn library() -> &'static LazyHash<Library> {
    static LIBRARY: OnceLock<LazyHash<Library>> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        LazyHash::new(Library::builder().with_features([Feature::A11yExtras].into_iter().collect()).build())
    })
}

/// The number of a part. Numbers are never given back, and there are 65,535 of them for a process: names come from the
/// small set that a recipe can hold, and the same names get the same numbers.
fn id(name: &str) -> Option<FileId> {
    let path = VirtualPath::new(name).ok()?;
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

impl World for Room<'_> {
    fn library(&self) -> &LazyHash<Library> {
        library()
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id {
            id if id == self.main.id() => Ok(self.main.clone()),
            id if id == self.template.id() => Ok(self.template.clone()),
            _ => Err(FileError::NotFound(PathBuf::new())),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = id.get().vpath().get_without_slash();
        let part = self.recipe.parts.iter().find(|part| part.name == path);
        match part.map(|part| &part.content) {
            Some(Content::Resource(bytes)) => Ok(Bytes::new(bytes.clone())),
            _ => Err(FileError::NotFound(PathBuf::from(path))),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// The PDF of a recipe: PDF/UA-1 and PDF/A-2a.
///
/// # Errors
/// What Typst or its exporter refuses, in its own words.
pub fn print(recipe: &Recipe) -> Result<Finished, String> {
    let text = |name: &str| {
        recipe.parts.iter().find(|part| part.name == name).and_then(|part| match &part.content {
            Content::Text(text) => Some(text.clone()),
            _ => None,
        })
    };
    let fonts = recipe.parts.iter().find_map(|part| match &part.content {
        Content::Fonts(fonts) => Some(fonts),
        _ => None,
    });
    let source = |name: &str| Some(Source::new(id(name)?, text(name)?));
    let (Some(main), Some(template), Some(fonts)) = (source(MAIN), source(TEMPLATE), fonts) else {
        return Err("the recipe lacks a part".to_owned());
    };
    let room = Room { recipe, fonts, main, template };
    let printed = compile(&room);
    typst::comemo::evict(RESULTS_KEPT);
    printed
}

fn compile(room: &Room<'_>) -> Result<Finished, String> {
    let document = typst::compile::<PagedDocument>(room).output.map_err(|faults| in_words(&faults))?;
    let document = order::in_reading_order(document, room.main.text());
    let standards =
        PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]).map_err(|fault| fault.message().to_string())?;
    let options = PdfOptions {
        ident: Smart::Custom(room.main.text().to_owned()),
        creator: Smart::Custom(Some("Candour".to_owned())),
        standards,
        ..PdfOptions::default()
    };
    let bytes = typst_pdf::pdf(&document, &options).map_err(|faults| in_words(&faults))?;
    Ok(Finished { bytes, pages: u32::try_from(document.pages().len()).ok() })
}

fn in_words(faults: &[SourceDiagnostic]) -> String {
    let mut words: Vec<String> = faults.iter().map(|fault| fault.message.to_string()).collect();
    words.dedup();
    words.join("; ")
}
