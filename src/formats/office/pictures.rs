//! The pictures of a document: each file once, and how large it is shown.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::look::TEXT_WIDTH;
use crate::formats::format::{Edition, PictureKind};

/// A picture file that the document holds.
#[derive(Clone, Copy)]
pub struct Medium {
    /// Its place in [`Media::files`].
    pub index: usize,
    /// Its width and height in pixels, neither of them 0.
    pixels: (u32, u32),
}

/// The length of a pixel in English Metric Units, at 96 pixels to the inch.
const PIXEL: u64 = 9525;
/// The length of a twip in English Metric Units.
const TWIP: u64 = 635;
/// The tallest a picture is shown, in twips: two thirds of the page, so that its caption stays with it.
const PICTURE_HEIGHT_MAX: u32 = 10_200;

/// How large a picture may be shown.
#[derive(Clone, Copy)]
pub enum PictureBounds {
    /// As wide as the text around it, and not much of a page high.
    Text,
    /// As the face of a partner, 6.5 cm wide and 8 cm high.
    Portrait,
    /// In the square of an easy read picture, 5.5 cm wide and high.
    EasyRead,
    /// In the room of a logo, 6 cm wide and 2 cm high.
    Logo,
}

impl PictureBounds {
    /// How large the picture of a figure may be shown: on the page of a partner it is a portrait.
    pub fn of_figure(edition: &Edition<'_>) -> PictureBounds {
        if edition.is_partner { PictureBounds::Portrait } else { PictureBounds::Text }
    }
}

/// The picture files of a document.
#[derive(Default)]
pub struct Media {
    /// The files with their names, in the order of their first use.
    pub files: Vec<(String, Arc<[u8]>)>,
    /// What is behind each target met so far.
    by_target: BTreeMap<String, Option<Medium>>,
}

impl Media {
    /// The file behind a target, taken into the document at its first use. `None` when it is none that every program
    /// shows.
    pub fn medium(&mut self, edition: &Edition<'_>, target: &str) -> Option<Medium> {
        if let Some(known) = self.by_target.get(target) {
            return *known;
        }
        let medium = (edition.picture)(target).and_then(|file| {
            let suffix = match file.kind {
                PictureKind::Png => "png",
                PictureKind::Jpeg => "jpeg",
                PictureKind::Gif => "gif",
                PictureKind::Svg | PictureKind::Webp => return None,
            };
            if file.width == 0 || file.height == 0 {
                return None;
            }
            let index = self.files.len();
            self.files.push((format!("image{}.{suffix}", index + 1), file.bytes));
            Some(Medium { index, pixels: (file.width, file.height) })
        });
        self.by_target.insert(target.to_owned(), medium);
        medium
    }
}

impl Medium {
    /// The width and height in which it is shown in a room given in twips, in English Metric Units. Neither is 0.
    pub fn shown_size(self, bounds: PictureBounds, room: u32) -> (u64, u64) {
        let bounds = match bounds {
            PictureBounds::Text => (room, PICTURE_HEIGHT_MAX),
            PictureBounds::Portrait => (room.min(3685), 4535),
            PictureBounds::EasyRead => (room.min(TEXT_WIDTH / 3), TEXT_WIDTH / 3),
            PictureBounds::Logo => (3400, 1134),
        };
        shown_size(self.pixels, bounds)
    }
}

/// The width and height of a picture in English Metric Units: as many pixels as it has, made smaller to fit a width and
/// a height in twips. A side is never 0, which Word would not open.
fn shown_size((width, height): (u32, u32), (width_max, height_max): (u32, u32)) -> (u64, u64) {
    let (mut width, mut height) = (u64::from(width) * PIXEL, u64::from(height) * PIXEL);
    let (width_max, height_max) = (u64::from(width_max) * TWIP, u64::from(height_max) * TWIP);
    // In 128 bits, since the pixel counts are whatever the file says.
    let scaled = |side: u64, new: u64, old: u64| (u128::from(side) * u128::from(new) / u128::from(old)) as u64;
    if width > width_max {
        (width, height) = (width_max, scaled(height, width_max, width));
    }
    if height > height_max {
        (width, height) = (scaled(width, height_max, height), height_max);
    }
    (width.max(1), height.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portrait_leaves_the_page_to_the_words() {
        let shown = |pixels| Medium { index: 0, pixels }.shown_size(PictureBounds::Portrait, TEXT_WIDTH);
        assert_eq!(shown((1600, 1600)), (3685 * TWIP, 3685 * TWIP));
        assert_eq!(shown((800, 1600)), (4535 * TWIP / 2, 4535 * TWIP));
        assert_eq!(shown((96, 96)), (96 * PIXEL, 96 * PIXEL));
    }

    #[test]
    fn pictures_fit_the_page() {
        assert_eq!(shown_size((100, 50), (9354, 10_000)), (100 * PIXEL, 50 * PIXEL));
        assert_eq!(shown_size((10_000, 1), (9354, 10_000)), (9354 * TWIP, 593));
        assert_eq!(shown_size((u32::MAX, 1), (0, 0)), (1, 1));
        assert_eq!(shown_size((1000, u32::MAX), (9354, 10_000)).1, 10_000 * TWIP);
    }
}
