//! Pictures: what they are, read from their bytes and not from their names, and how they are published.
//!
//! No picture leaves the house as its author saved it. Photos and drawings in pixels are read, turned upright, made
//! smaller and written anew, in several widths ([`raster`]); drawings in shapes are copied part by part ([`drawing`]). A
//! file that a page only links to keeps its pixels and loses the rest ([`container`]). A camera's place and owner, words
//! in comments and bytes after the end are in none of them; the colour profile is.

mod container;
mod drawing;
mod encode;
mod raster;

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

pub use self::drawing::Harm;
use crate::artefact::{Finished, Shelf};

/// A picture ready to be placed.
#[derive(Clone, Debug)]
pub struct PictureFile {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// PNG, JPEG, …
    pub kind: PictureKind,
    /// Its width in pixels; 0 for a drawing without a size of its own.
    pub width: u32,
    /// Its height in pixels; 0 for a drawing without a size of its own.
    pub height: u32,
}

/// The picture types a page may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF.
    Gif,
    /// Scalable Vector Graphics.
    Svg,
    /// WebP.
    Webp,
}

/// Why a picture cannot be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is none that browsers show, or it is damaged.
    NotAPicture,
    /// It has so many pixels, more than [`PIXELS_MAX`].
    TooLarge(u64),
    /// It is in the four colours of print.
    PrintColours,
    /// It is a drawing that cannot be shown safely.
    Unsafe(Harm),
}

/// A picture as a page shows it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// From narrow to wide, each smaller in bytes than the next, in a kind that every browser and document shows. Never
    /// empty; documents take the last.
    pub plain: Vec<PictureFile>,
    /// The same as WebP; empty where that saves nothing.
    pub webp: Vec<PictureFile>,
}

/// The most pixels of a picture: what the best phones take. To read more would need hundreds of megabytes.
pub const PIXELS_MAX: u64 = 50_000_000;

/// Whether some bytes are a picture with notes in it that it does not show: where and by whom it was taken, a comment,
/// anything after its end.
pub fn has_notes(bytes: &[u8]) -> bool {
    let stripped = PictureKind::of_pixels(bytes).and_then(|kind| container::stripped(kind, bytes));
    stripped.is_some_and(|stripped| stripped.len() < bytes.len())
}

/// A photo without the notes that tell where, when and by whom it was taken. `None` where there are none, and where one of
/// them says how the photo is to be turned: without it, it would be shown otherwise.
pub fn without_notes(bytes: &[u8]) -> Option<Vec<u8>> {
    const NOTES: &[&[u8]] =
        &[b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/", b"Photoshop 3.0\0", b"tEXt", b"iTXt", b"zTXt", b"eXIf"];
    if !NOTES.iter().any(|note| memchr::memmem::find(bytes, note).is_some()) || raster::is_turned(bytes) {
        return None;
    }
    without_any_notes(bytes)
}

/// A photo as another file holds it, which says itself how the photo stands: without any notes. `None` where there are none.
pub fn without_any_notes(bytes: &[u8]) -> Option<Vec<u8>> {
    let stripped = container::stripped(PictureKind::of_pixels(bytes)?, bytes)?;
    (stripped.len() < bytes.len()).then_some(stripped)
}

impl PictureKind {
    /// The kind of some bytes, if it is one of pixels.
    fn of_pixels(bytes: &[u8]) -> Option<PictureKind> {
        match imagesize::image_type(bytes) {
            Ok(imagesize::ImageType::Png) => Some(PictureKind::Png),
            Ok(imagesize::ImageType::Jpeg) => Some(PictureKind::Jpeg),
            Ok(imagesize::ImageType::Gif) => Some(PictureKind::Gif),
            Ok(imagesize::ImageType::Webp) => Some(PictureKind::Webp),
            _ => None,
        }
    }

    /// All there are.
    const ALL: [PictureKind; 5] =
        [PictureKind::Png, PictureKind::Jpeg, PictureKind::Gif, PictureKind::Svg, PictureKind::Webp];

    /// What follows the last dot in the names of its files.
    pub fn suffix(self) -> &'static str {
        match self {
            PictureKind::Png => "png",
            PictureKind::Jpeg => "jpg",
            PictureKind::Gif => "gif",
            PictureKind::Svg => "svg",
            PictureKind::Webp => "webp",
        }
    }
}

impl PictureFile {
    /// The picture in some bytes, its size as it is stored. `None` when they are no picture that browsers show.
    pub fn read(bytes: &Arc<[u8]>) -> Option<PictureFile> {
        let kind = match PictureKind::of_pixels(bytes) {
            Some(kind) => kind,
            None => {
                let start = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]);
                let svg = PictureFile { bytes: bytes.clone(), kind: PictureKind::Svg, width: 0, height: 0 };
                return start.contains("<svg").then_some(svg);
            }
        };
        let size = imagesize::blob_size(bytes).ok()?;
        let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
        (width > 0 && height > 0).then(|| PictureFile { bytes: bytes.clone(), kind, width, height })
    }

    /// Why it cannot be published, as far as can be told without unpacking its pixels.
    pub fn fault(&self) -> Option<Fault> {
        if self.kind == PictureKind::Svg {
            return drawing::safe_copy(&self.bytes).err();
        }
        if self.pixels() > PIXELS_MAX {
            return Some(Fault::TooLarge(self.pixels()));
        }
        if !container::is_whole(self.kind, &self.bytes) || container::has_channels_apart(self.kind, &self.bytes) {
            return Some(Fault::NotAPicture);
        }
        container::has_print_colours(self.kind, &self.bytes).then_some(Fault::PrintColours)
    }

    /// Whether it has more than one frame, so that browsers play it.
    pub fn moves(&self) -> bool {
        container::moves(self.kind, &self.bytes)
    }

    /// How many pixels it has.
    fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// The picture as pages show it, from the shelf where it has been made before.
    ///
    /// # Errors
    /// Why it cannot be shown.
    pub fn shown(&self, shelf: &dyn Shelf) -> Result<Shown, Fault> {
        if let Some(fault) = self.fault() {
            return Err(fault);
        }
        if self.kind == PictureKind::Svg {
            let copy = drawing::safe_copy(&self.bytes)?;
            let (width, height) = copy.size;
            let bytes = Arc::from(copy.text.into_bytes());
            return Ok(Shown { plain: vec![PictureFile { bytes, width, height, ..*self }], webp: Vec::new() });
        }
        let recipe = self.recipe("shown");
        if let Some(shown) = shelf.take(&recipe).and_then(|kept| Shown::unpack(&kept.bytes)) {
            return Ok(shown);
        }
        let shown = raster::shown(self).ok_or(Fault::NotAPicture)?;
        shelf.keep(&recipe, &Finished { bytes: shown.pack(), pages: None });
        Ok(shown)
    }

    /// The file as readers may fetch it: the same picture, with nothing in it that does not draw.
    ///
    /// # Errors
    /// Why it cannot be published.
    pub fn cleaned(&self, shelf: &dyn Shelf) -> Result<Arc<[u8]>, Fault> {
        if self.kind == PictureKind::Svg {
            return Ok(Arc::from(drawing::safe_copy(&self.bytes)?.text.into_bytes()));
        }
        if !raster::is_turned(&self.bytes) {
            return container::stripped(self.kind, &self.bytes).map(Arc::from).ok_or(Fault::NotAPicture);
        }
        let recipe = self.recipe("cleaned");
        if let Some(kept) = shelf.take(&recipe) {
            return Ok(Arc::from(kept.bytes));
        }
        if self.pixels() > PIXELS_MAX {
            return Err(Fault::TooLarge(self.pixels()));
        }
        let bytes = raster::upright(self).ok_or(Fault::NotAPicture)?;
        shelf.keep(&recipe, &Finished { bytes: bytes.clone(), pages: None });
        Ok(Arc::from(bytes))
    }

    /// What is kept of it is kept under its bytes and what was made of them. How it was made is in the engine's own
    /// digest, which every shelf adds.
    fn recipe(&self, purpose: &str) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update("picture\0");
        hash.update(purpose);
        hash.update("\0");
        hash.update(&*self.bytes);
        hash.finalize().into()
    }
}

impl Shown {
    /// The widest in a kind that every browser and document shows.
    pub fn best(&self) -> Option<&PictureFile> {
        self.plain.last()
    }

    /// All files one after the other, each with its kind, width, height and length before it.
    fn pack(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for file in self.plain.iter().chain(&self.webp) {
            out.push(file.kind as u8);
            out.extend(file.width.to_le_bytes());
            out.extend(file.height.to_le_bytes());
            out.extend((file.bytes.len() as u64).to_le_bytes());
            out.extend_from_slice(&file.bytes);
        }
        out
    }

    fn unpack(mut rest: &[u8]) -> Option<Shown> {
        let mut shown = Shown { plain: Vec::new(), webp: Vec::new() };
        while let Some((head, after)) = rest.split_first_chunk::<17>() {
            let kind = PictureKind::ALL.into_iter().find(|kind| *kind as u8 == head[0])?;
            let number = |at: usize| head[at..at + 4].try_into().ok().map(u32::from_le_bytes);
            let length = u64::from_le_bytes(head[9..].try_into().ok()?);
            let (bytes, after) = after.split_at_checked(usize::try_from(length).ok()?)?;
            let file = PictureFile { bytes: Arc::from(bytes), kind, width: number(1)?, height: number(5)? };
            match kind {
                PictureKind::Webp => shown.webp.push(file),
                _ => shown.plain.push(file),
            }
            rest = after;
        }
        (rest.is_empty() && !shown.plain.is_empty()).then_some(shown)
    }
}
