//! Pictures: what they are, read from their bytes and not from their names, and whether they are whole.

use std::sync::Arc;

/// A picture ready to be placed.
#[derive(Clone, Debug)]
pub struct PictureFile {
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// PNG, JPEG, …
    pub kind: PictureKind,
    /// Its width in pixels as it is shown; 0 for a drawing without a size of its own.
    pub width: u32,
    /// Its height in pixels as it is shown; 0 for a drawing without a size of its own.
    pub height: u32,
    /// Whether it is stored in another position than it is shown in, as phones do with photos.
    pub is_turned: bool,
}

/// The picture types a page may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PictureKind {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// GIF, its first frame in documents.
    Gif,
    /// Scalable Vector Graphics.
    Svg,
    /// WebP.
    Webp,
}

/// The most pixels of a picture: what the best phones take. To show more, a reader's phone would need more than 200 MB.
pub const PIXELS_MAX: u64 = 50_000_000;

impl PictureFile {
    /// The picture in some bytes. `None` when they are no picture that browsers show.
    pub fn read(bytes: &Arc<[u8]>) -> Option<PictureFile> {
        let kind = match imagesize::image_type(bytes) {
            Ok(imagesize::ImageType::Png) => PictureKind::Png,
            Ok(imagesize::ImageType::Jpeg) => PictureKind::Jpeg,
            Ok(imagesize::ImageType::Gif) => PictureKind::Gif,
            Ok(imagesize::ImageType::Webp) => PictureKind::Webp,
            _ => {
                let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
                let is_svg = start.contains("<svg");
                return is_svg.then(|| PictureFile {
                    bytes: bytes.clone(),
                    kind: PictureKind::Svg,
                    width: 0,
                    height: 0,
                    is_turned: false,
                });
            }
        };
        let size = imagesize::blob_size(bytes).ok()?;
        let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
        let orientation = if kind == PictureKind::Jpeg { orientation(bytes) } else { UPRIGHT };
        // From 5 on, the first row of pixels is a side of the picture (Exif 2.32, 4.6.4).
        let (width, height) = if orientation >= 5 { (height, width) } else { (width, height) };
        let is_turned = orientation != UPRIGHT;
        (width > 0 && height > 0).then(|| PictureFile { bytes: bytes.clone(), kind, width, height, is_turned })
    }

    /// Whether it is a JPEG in the four colours of print (CMYK), which screens show wrongly and PDF/A refuses.
    pub fn has_print_colours(&self) -> bool {
        self.kind == PictureKind::Jpeg
            && segments(&self.bytes).any(|(marker, content)| {
                // A frame header: precision, height, width, number of components.
                matches!(marker, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf) && content.get(5) == Some(&4)
            })
    }

    /// How many pixels it has.
    pub fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    /// Whether the file is all there: nothing is cut off, and no part of a PNG differs from its own check sum. Browsers
    /// show half of a damaged picture; a document that holds one may not open.
    pub fn is_whole(&self) -> bool {
        match self.kind {
            PictureKind::Png => is_whole_png(&self.bytes),
            PictureKind::Jpeg => is_whole_jpeg(&self.bytes),
            PictureKind::Gif => is_whole_gif(&self.bytes).unwrap_or(false),
            PictureKind::Svg | PictureKind::Webp => true,
        }
    }
}

/// Chunks of length, name, content and check sum, up to the one that ends the file (PNG specification, 5.3).
fn is_whole_png(bytes: &[u8]) -> bool {
    let Some(mut rest) = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n") else { return false };
    let mut has_pixels = false;
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        let Some((chunk, after)) = length.checked_add(4).and_then(|length| after.split_at_checked(length)) else {
            return false;
        };
        let Some((sum, after)) = after.split_first_chunk::<4>() else { return false };
        if crc32fast::hash(chunk) != u32::from_be_bytes(*sum) {
            return false;
        }
        match &chunk[..4] {
            b"IEND" => return has_pixels,
            b"IDAT" => has_pixels = true,
            _ => {}
        }
        rest = after;
    }
    false
}

/// The position of a picture that is shown as it is stored.
const UPRIGHT: u32 = 1;

/// How a JPEG says that it is to be turned: the value of its Exif orientation.
fn orientation(bytes: &[u8]) -> u32 {
    let read = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(bytes));
    let field = read.ok().and_then(|read| read.get_field(exif::Tag::Orientation, exif::In::PRIMARY)?.value.get_uint(0));
    field.filter(|value| (1..=8).contains(value)).unwrap_or(UPRIGHT)
}

/// The segments of a JPEG with their markers, up to the pixels, which are the content of the last one. Ends early where
/// one is cut off.
fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = bytes.get(2..).unwrap_or_default();
    std::iter::from_fn(move || {
        loop {
            match rest {
                [0xff, 0xff, ..] => rest = &rest[1..],
                [0xff, 0xda, pixels @ ..] => {
                    rest = &[];
                    return Some((0xda, pixels));
                }
                [0xff, marker, high, low, after @ ..] if *marker >= 0xc0 => {
                    let length = usize::from(u16::from_be_bytes([*high, *low])).checked_sub(2)?;
                    let (content, after) = after.split_at_checked(length)?;
                    rest = after;
                    return Some((*marker, content));
                }
                _ => return None,
            }
        }
    })
}

/// Whether the pixels are there, and the marker that ends them (ITU-T T.81, annex B). Some cameras write more after it.
fn is_whole_jpeg(bytes: &[u8]) -> bool {
    segments(bytes).any(|(marker, pixels)| marker == 0xda && memchr::memmem::rfind(pixels, &[0xff, 0xd9]).is_some())
}

/// Blocks up to the trailer (GIF89a, section 20 and after). `None` when one is cut off.
fn is_whole_gif(bytes: &[u8]) -> Option<bool> {
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3usize << ((flags & 7) + 1) };
    let mut at = 13 + table(*bytes.get(10)?);
    let mut has_pixels = false;
    loop {
        match *bytes.get(at)? {
            0x3b => return Some(has_pixels),
            0x21 => at += 2,
            0x2c => {
                has_pixels = true;
                at += 10 + table(*bytes.get(at + 9)?) + 1;
            }
            _ => return Some(false),
        }
        // Sub-blocks, each with its length, up to an empty one.
        loop {
            let length = usize::from(*bytes.get(at)?);
            at += 1 + length;
            if length == 0 {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A red GIF of one pixel.
    const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
    /// A grey PNG of one pixel.
    const PNG: &[u8] =
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc\xf8\x0f\0\x01\x01\x01\0\xb18\xf6\x14\0\0\0\0IEND\xaeB`\x82";
    /// A frame without sense in its pixels, which are not looked at.
    const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08\0\x01\0\x01\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0?\0\x12\xff\xd9";

    #[test]
    fn a_photo_on_its_side_is_measured_upright() {
        for (orientation, size, is_turned) in
            [(1, (2, 1), false), (3, (2, 1), true), (6, (1, 2), true), (9, (2, 1), false)]
        {
            // A TIFF header and a list of one entry: 0x0112, a short number.
            let exif = [
                b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(),
                &[orientation, 0, 0, 0, 0, 0, 0],
            ]
            .concat();
            let length = u16::try_from(exif.len() + 2).expect("a short segment").to_be_bytes();
            let frame = b"\xff\xc0\0\x0b\x08\0\x01\0\x02\x01\x01\x11\0\xff\xda\0\x08\x01\x01\0\0?\0\x12\xff\xd9";
            let bytes = [b"\xff\xd8\xff\xe1".as_slice(), &length, &exif, frame].concat();
            let file = PictureFile::read(&Arc::from(bytes)).expect("a picture");
            assert_eq!(((file.width, file.height), file.is_turned), (size, is_turned), "{orientation}");
        }
    }

    #[test]
    fn a_picture_cut_short_is_told_from_a_whole_one() {
        for bytes in [GIF, PNG, JPEG] {
            let whole = PictureFile::read(&Arc::from(bytes)).expect("a picture");
            assert!(whole.is_whole(), "{:?}", whole.kind);
            assert_eq!(whole.pixels(), 1);
            for end in 0..bytes.len() {
                let cut = PictureFile::read(&Arc::from(&bytes[..end]));
                assert!(!cut.is_some_and(|cut| cut.is_whole()), "{:?} cut at {end}", whole.kind);
            }
        }
        let mut print = JPEG.to_vec();
        let components = print.iter().position(|byte| *byte == 0xc0).expect("a frame") + 8;
        assert!(!PictureFile::read(&Arc::from(JPEG)).expect("a picture").has_print_colours());
        print[components] = 4;
        assert!(PictureFile::read(&Arc::from(print)).expect("a picture").has_print_colours());
        for at in 0..PNG.len() {
            let mut bytes = PNG.to_vec();
            bytes[at] ^= 4;
            let changed = PictureFile::read(&Arc::from(bytes));
            assert!(!changed.is_some_and(|it| it.kind == PictureKind::Png && it.is_whole()), "changed at {at}");
        }
    }
}
