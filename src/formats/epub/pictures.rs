//! The pictures of a book: each file once, and only files that every reading app shows safely.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::formats::format::{Edition, PictureFile, PictureKind};

/// The pictures that a book holds.
#[derive(Default)]
pub struct Pictures {
    /// In the order in which they are met.
    pub media: Vec<Medium>,
    /// Whether any picture has an alternative in words.
    pub are_described: bool,
    /// The place of each target's picture in the list; `None` where the book does not hold it.
    by_target: BTreeMap<String, Option<usize>>,
}

/// A picture file that the book holds.
pub struct Medium {
    /// Its name, below the folder of the book's parts.
    pub name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What the book holds: the file, or a drawing's safe copy.
    pub bytes: Arc<[u8]>,
    /// Its width and height in pixels; 0 for a drawing without a size of its own.
    pub pixels: (u32, u32),
}

impl Pictures {
    /// The picture behind a target, taken into the book at its first use. `None` when the book cannot hold it.
    pub fn take(&mut self, target: &str, edition: &Edition<'_>) -> Option<&Medium> {
        let known = match self.by_target.get(target) {
            Some(known) => *known,
            None => {
                let known = (edition.picture)(target).and_then(|file| self.add(&file));
                self.by_target.insert(target.to_owned(), known);
                known
            }
        };
        known.map(|index| &self.media[index])
    }

    fn add(&mut self, file: &PictureFile) -> Option<usize> {
        if let Some(index) = self.media.iter().position(|medium| Arc::ptr_eq(&medium.bytes, &file.bytes)) {
            return Some(index);
        }
        // WebP is part of EPUB 3.3, but reading apps made before 2023 need not show it.
        let (suffix, media_type) = match file.kind {
            PictureKind::Png => ("png", "image/png"),
            PictureKind::Jpeg => ("jpg", "image/jpeg"),
            PictureKind::Gif => ("gif", "image/gif"),
            PictureKind::Svg => ("svg", "image/svg+xml"),
            PictureKind::Webp => return None,
        };
        if file.width == 0 || file.height == 0 {
            return None;
        }
        let index = self.media.len();
        self.media.push(Medium {
            name: format!("pictures/{}.{suffix}", index + 1),
            media_type,
            bytes: file.bytes.clone(),
            pixels: (file.width, file.height),
        });
        Some(index)
    }
}
