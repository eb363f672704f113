//! The files of a published site that are not made from words: pictures in the forms in which pages show them, and the
//! files that pages give to readers. Pictures are made once, however many pages show them.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

use super::{Destination, Page, Site, address};
use crate::artefact::{OutputPath, Shelf, hex};
use crate::config::CONFIG_FILE;
use crate::document::Words;
use crate::document::tree::Purpose;
use crate::picture::{Fault, PictureFile, PictureKind};
use crate::source::{SourcePath, Span};

/// The pictures that pages show, by their files in the content folder.
#[derive(Debug, Default)]
pub struct Pictures(BTreeMap<SourcePath, Picture>);

/// A picture in all the forms in which it is published.
#[derive(Debug)]
pub struct Picture {
    /// From narrow to wide, in a kind that every browser shows. Never empty.
    plain: Vec<Form>,
    /// The same as WebP; may be empty.
    pub webp: Vec<Form>,
    /// What documents hold: the widest that is not WebP.
    pub file: PictureFile,
}

/// One file of a picture.
#[derive(Debug)]
pub struct Form {
    /// Where it is, within the site.
    pub address: address::Address,
    /// Its width in pixels.
    pub width: u32,
}

/// A file that is published, and the file of the content folder it comes from.
pub struct PublishedFile {
    /// Where it is.
    pub path: OutputPath,
    /// What it holds.
    pub bytes: Arc<[u8]>,
    /// What it was made from.
    pub source: SourcePath,
}

/// A picture that cannot be published.
pub struct BadPicture {
    /// The page that uses it, or `site.yaml`.
    pub page: SourcePath,
    /// Where.
    pub place: Span,
    /// Why.
    pub fault: Fault,
}

/// The files beside the pages.
#[derive(Default)]
pub struct Files {
    /// What the pages need to know of their pictures.
    pub pictures: Pictures,
    /// Everything to publish.
    pub published: Vec<PublishedFile>,
    /// What could not be made.
    pub bad: Vec<BadPicture>,
}

impl Picture {
    /// The forms that every browser shows, from narrow to wide.
    pub fn plain(&self) -> &[Form] {
        &self.plain
    }

    /// The address of the widest form that is not much wider than a place.
    pub fn address_for(&self, width: u32) -> &str {
        let fits = self.plain.iter().find(|form| form.width >= width).or(self.plain.last());
        fits.map_or("", |form| &form.address)
    }
}

impl Pictures {
    /// A digest of which pictures there are; what they look like is in their files.
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for path in self.0.keys() {
            hash.update(path.as_str());
            hash.update([0]);
        }
        hash.finalize().into()
    }

    /// The picture behind a target of a page.
    pub fn get(&self, site: &Site, page: &Page, target: &str) -> Option<&Picture> {
        match site.resolve(page, target, Purpose::Embed) {
            Destination::File(path) => self.0.get(&path),
            _ => None,
        }
    }

    /// The organisation's own logo.
    pub fn logo(&self, site: &Site) -> Option<&Picture> {
        self.0.get(&site.logo()?)
    }
}

/// Where a file is used first, and how.
struct Use {
    page: SourcePath,
    place: Span,
    is_shown: bool,
    is_given: bool,
}

/// Makes the files beside the pages: those that published pages use, and readers may ask for.
pub fn files(site: &Site, bodies: &[Words], shelf: &dyn Shelf) -> Files {
    let uses: Vec<(SourcePath, Use)> = uses(site, bodies).into_iter().collect();
    // One by one to whoever is free: a large picture takes as long as a hundred small ones.
    let made = uses.into_par_iter().with_max_len(1).map(|(source, it)| {
        let mut files = Files::default();
        if let Some(bytes) = site.bytes(&source)
            && let Err(fault) = make(site, &source, bytes, &it, shelf, &mut files)
        {
            files.bad.push(BadPicture { page: it.page, place: it.place, fault });
        }
        files
    });
    let mut all = Files::default();
    for files in made.collect::<Vec<_>>() {
        all.pictures.0.extend(files.pictures.0);
        all.published.extend(files.published);
        all.bad.extend(files.bad);
    }
    all
}

fn uses(site: &Site, bodies: &[Words]) -> BTreeMap<SourcePath, Use> {
    let mut uses: BTreeMap<SourcePath, Use> = BTreeMap::new();
    let mut push = |path: SourcePath, page: &SourcePath, place: Span, is_shown: bool| {
        let new = || Use { page: page.clone(), place, is_shown: false, is_given: false };
        let it = uses.entry(path).or_insert_with(new);
        it.is_shown |= is_shown;
        it.is_given |= !is_shown;
    };
    for (page, body) in site.pages().iter().zip(bodies) {
        let source = page.document.path();
        for target in body.file_targets().filter(|target| target.purpose != Purpose::Data) {
            if let Destination::File(path) = site.resolve(page, target.target, target.purpose) {
                push(path, source, target.span, target.purpose == Purpose::Embed);
            }
        }
        let meta = &page.document.meta;
        for (index, attachment) in meta.common.attachments.iter().enumerate() {
            if let Destination::File(path) = site.resolve(page, &attachment.file, Purpose::Embed) {
                push(path, source, meta.place(&format!("attachments.{index}.file")), false);
            }
        }
    }
    if let Some(path) = site.logo() {
        push(path, &SourcePath::new(CONFIG_FILE), Span::default(), true);
    }
    uses
}

fn make(
    site: &Site,
    source: &SourcePath,
    bytes: &Arc<[u8]>,
    it: &Use,
    shelf: &dyn Shelf,
    files: &mut Files,
) -> Result<(), Fault> {
    let own_path = address::of_file(source);
    let mut publish = |path: OutputPath, bytes: &Arc<[u8]>| {
        files.published.push(PublishedFile { path, bytes: bytes.clone(), source: source.clone() });
    };
    let Some(picture) = PictureFile::read(bytes) else {
        // A film, captions, a document.
        publish(own_path, site.given_bytes(source).unwrap_or(bytes));
        return Ok(());
    };
    if it.is_given || picture.kind == PictureKind::Svg {
        publish(own_path, &picture.cleaned(shelf)?);
    }
    if it.is_shown {
        let shown = picture.shown(shelf)?;
        let mut form = |file: &PictureFile| {
            let path = match file.kind {
                PictureKind::Svg => address::of_file(source),
                kind => {
                    let path = form_path(source, file.width, kind.suffix());
                    publish(path.clone(), &file.bytes);
                    path
                }
            };
            Form { address: site.href(&format!("/{path}")), width: file.width }
        };
        let plain = shown.plain.iter().map(&mut form).collect();
        let webp = shown.webp.iter().map(&mut form).collect();
        if let Some(file) = shown.best().cloned() {
            files.pictures.0.insert(source.clone(), Picture { plain, webp, file });
        }
    }
    Ok(())
}

/// The longest name, in bytes, that a form's name may start with.
const NAME_BYTES_MAX: usize = 180;

/// Where a form of a picture is published: `learning/ward-jpg-640.webp` for `learning/ward.jpg`, 640 pixels wide.
fn form_path(source: &SourcePath, width: u32, suffix: &str) -> OutputPath {
    let own = address::of_file(source);
    let (folder, name) = own.as_str().rsplit_once('/').map_or(("", own.as_str()), |(folder, name)| (folder, name));
    let mut name = name.replace('.', "-");
    if name.len() > NAME_BYTES_MAX {
        let end = name.floor_char_boundary(NAME_BYTES_MAX);
        name.truncate(end);
        name.push('-');
        name.push_str(&hex(&Sha256::digest(source.as_str())[..6]));
    }
    let slash = if folder.is_empty() { "" } else { "/" };
    OutputPath::new(&format!("{folder}{slash}{name}-{width}.{suffix}"))
}
