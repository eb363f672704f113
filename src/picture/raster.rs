//! Pictures of pixels: read, turned upright, made smaller, and written anew in the widths that screens need.
//!
//! What comes out is made of pixels and a colour profile alone, so nothing else that was in the file can be in it.

use std::io::Cursor;
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageReader};

use super::encode::{self, Compression};
use super::{PIXELS_MAX, PictureFile, PictureKind, Shown, container};

/// The widest a picture is shown, in pixels: the text column is 672 wide, and sharp screens have two pixels for one.
const WIDTH_MAX: u32 = 1600;

/// The smaller widths in which it is published too, for phones and for narrow places.
const WIDTHS: [u32; 4] = [320, 640, 960, 1280];

/// A JPEG photo at this quality cannot be told from its original at arm's length.
const JPEG_QUALITY: u8 = 80;
/// The same of a photo that readers fetch as a file, perhaps to print it.
const JPEG_FILE_QUALITY: u8 = 92;
const WEBP_QUALITY: f32 = 78.0;

/// How many times as large as a JPEG a PNG must be before the picture counts as a photo. Diagrams and pictures of
/// screens stay below 2, photos above 4.
const PHOTO_FACTOR: usize = 3;

/// Rows of pixels from the top, each channel a byte.
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    pub channels: Channels,
    pub data: Vec<u8>,
}

/// What a pixel is made of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Channels {
    Grey,
    Rgb,
    Rgba,
}

/// A picture as it was stored.
struct Decoded {
    pixels: Pixels,
    orientation: Orientation,
    profile: Option<Vec<u8>>,
}

/// The pixels that may be unpacked at one time on all threads together, which take up to 8 bytes each.
static ROOM: (Mutex<u64>, Condvar) = (Mutex::new(2 * PIXELS_MAX), Condvar::new());

/// A share of the room, given back at the end.
struct Share(u64);

impl Share {
    /// Waits until there is room. Whoever has a share asks for no second one, so everybody gets theirs.
    fn wait(pixels: u64) -> Share {
        let share = pixels.min(2 * PIXELS_MAX);
        let room = ROOM.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut room = ROOM.1.wait_while(room, |room| *room < share).unwrap_or_else(PoisonError::into_inner);
        *room -= share;
        Share(share)
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        *ROOM.0.lock().unwrap_or_else(PoisonError::into_inner) += self.0;
        ROOM.1.notify_all();
    }
}

/// The picture in the widths and kinds in which pages show it. `None` when it is damaged.
pub fn shown(file: &PictureFile) -> Option<Shown> {
    let _share = Share::wait(file.pixels());
    let Decoded { pixels, orientation, profile } = decode(&file.bytes)?;
    // Shapes and letters stay sharp without loss; so does what was saved with a palette.
    let is_drawn = file.kind != PictureKind::Jpeg && encode::has_few_colours(&pixels);
    let is_sideways = swaps_sides(orientation);
    let stored = (pixels.width, pixels.height);
    let width = if is_sideways { stored.1 } else { stored.0 };
    let full_width = width.min(WIDTH_MAX);
    // Smaller first and then upright, which is far less to turn.
    let pixels = match full_width < width {
        true if is_sideways => resized(&pixels, (in_proportion(stored, full_width, width).0, full_width))?,
        true => resized(&pixels, (full_width, in_proportion(stored, full_width, width).1))?,
        false => pixels,
    };
    let full = turned(pixels, orientation)?;

    let is_photo = !is_drawn && (file.kind == PictureKind::Jpeg || is_photo(&full));
    let kind = match full.channels {
        Channels::Grey | Channels::Rgb if is_photo => PictureKind::Jpeg,
        _ => PictureKind::Png,
    };
    let is_as_stored = full_width == width && orientation == Orientation::NoTransforms && file.kind == kind;
    let forms = Forms {
        kind,
        compression: if is_photo { Compression::Photo(WEBP_QUALITY) } else { Compression::Lossless },
        profile: profile.as_deref(),
        full_width,
        original: if is_as_stored { container::stripped(kind, &file.bytes) } else { None },
    };
    let mut shown = Shown { plain: Vec::new(), webp: Vec::new() };
    for step in WIDTHS.into_iter().filter(|step| step * 20 <= full_width * 17) {
        let size = in_proportion((full.width, full.height), step, full_width);
        forms.push(&resized(&full, size)?, &mut shown)?;
    }
    forms.push(&full, &mut shown)?;
    keep_useful(&mut shown.plain);
    keep_useful(&mut shown.webp);
    // A browser that takes WebP takes no other; so the widest of it must be worth it.
    let is_worth_it = match (shown.webp.last(), shown.plain.last()) {
        (Some(webp), Some(plain)) => webp.width == full_width && webp.bytes.len() < plain.bytes.len(),
        _ => false,
    };
    if !is_worth_it {
        shown.webp.clear();
    }
    Some(shown)
}

/// A size made smaller as `to` is to `from`; neither side is 0.
fn in_proportion((width, height): (u32, u32), to: u32, from: u32) -> (u32, u32) {
    let scaled = |side: u32| {
        let scaled = (u64::from(side) * u64::from(to) + u64::from(from) / 2) / u64::from(from.max(1));
        u32::try_from(scaled).unwrap_or(side).max(1)
    };
    (scaled(width), scaled(height))
}

/// What the forms of one picture share.
struct Forms<'a> {
    /// Of those that are not WebP.
    kind: PictureKind,
    compression: Compression,
    profile: Option<&'a [u8]>,
    full_width: u32,
    /// The file without its notes, where its pixels are the widest form's.
    original: Option<Vec<u8>>,
}

impl Forms<'_> {
    fn push(&self, pixels: &Pixels, shown: &mut Shown) -> Option<()> {
        let file = |kind, bytes: Vec<u8>| PictureFile {
            bytes: Arc::from(bytes),
            kind,
            width: pixels.width,
            height: pixels.height,
        };
        let mut bytes = match self.kind {
            PictureKind::Jpeg => encode::jpeg(pixels, self.profile, JPEG_QUALITY)?,
            _ => encode::png(pixels, self.profile)?,
        };
        if let Some(original) = &self.original
            && pixels.width == self.full_width
            && original.len() <= bytes.len()
        {
            // What the author's program made smaller is not made worse again.
            bytes.clone_from(original);
        }
        shown.plain.push(file(self.kind, bytes));
        let webp = encode::webp(pixels, self.profile, self.compression);
        shown.webp.extend(webp.map(|bytes| file(PictureKind::Webp, bytes)));
        Some(())
    }
}

/// Leaves out what is hardly smaller in bytes than something wider.
fn keep_useful(files: &mut Vec<PictureFile>) {
    let mut least = usize::MAX;
    files.reverse();
    files.retain(|file| {
        let is_useful = file.bytes.len() < least / 10 * 9;
        if is_useful {
            least = file.bytes.len();
        }
        is_useful
    });
    files.reverse();
}

/// Whether a picture's pixels are those of a photo: hard to say exactly, easy to say nearly.
fn is_photo(pixels: &Pixels) -> bool {
    let exact = encode::quick_png(pixels).map_or(0, |bytes| bytes.len());
    encode::jpeg(pixels, None, JPEG_QUALITY).is_some_and(|near| exact > PHOTO_FACTOR * near.len())
}

/// Whether a picture is stored in another position than it is shown in, as phones do with photos.
pub fn is_turned(bytes: &[u8]) -> bool {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let decoder = reader.ok().and_then(|reader| reader.into_decoder().ok());
    let orientation = decoder.and_then(|mut decoder| decoder.orientation().ok());
    orientation.is_some_and(|orientation| orientation != Orientation::NoTransforms)
}

/// The same file with its pixels upright, in full size. `None` when it is damaged.
pub fn upright(file: &PictureFile) -> Option<Vec<u8>> {
    let _share = Share::wait(file.pixels());
    let Decoded { pixels, orientation, profile } = decode(&file.bytes)?;
    let pixels = turned(pixels, orientation)?;
    let profile = profile.as_deref();
    match file.kind {
        PictureKind::Jpeg => encode::jpeg(&pixels, profile, JPEG_FILE_QUALITY),
        PictureKind::Webp => encode::webp(&pixels, profile, Compression::Photo(f32::from(JPEG_FILE_QUALITY))),
        _ => encode::png(&pixels, profile),
    }
}

fn decode(bytes: &[u8]) -> Option<Decoded> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(8 * PIXELS_MAX + (64 << 20));
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return None;
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let profile = decoder.icc_profile().ok().flatten();
    let mut pixels = Pixels::of(DynamicImage::from_decoder(decoder).ok()?);
    let profile = profile.as_deref().and_then(container::profile).and_then(|profile| {
        // A profile fits the pixels it was made for, and no others.
        match (profile.get(16..20)?, pixels.channels) {
            (b"RGB ", Channels::Rgb | Channels::Rgba) | (b"GRAY", Channels::Grey) => {}
            (b"RGB ", Channels::Grey) => pixels.colour(),
            _ => return None,
        }
        Some(profile.to_vec())
    });
    Some(Decoded { pixels, orientation, profile })
}

impl Pixels {
    /// A picture's pixels with eight bits a channel, and no more channels than it needs.
    fn of(image: DynamicImage) -> Pixels {
        let (width, height) = (image.width(), image.height());
        let (channels, data) = match image {
            DynamicImage::ImageLuma8(grey) => (Channels::Grey, grey.into_raw()),
            DynamicImage::ImageRgb8(rgb) => (Channels::Rgb, rgb.into_raw()),
            image if !image.color().has_color() && !image.color().has_alpha() => {
                (Channels::Grey, image.into_luma8().into_raw())
            }
            image if !image.color().has_alpha() => (Channels::Rgb, image.into_rgb8().into_raw()),
            image => {
                let rgba = image.into_rgba8().into_raw();
                if rgba.chunks_exact(4).all(|pixel| pixel[3] == u8::MAX) {
                    (Channels::Rgb, rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect())
                } else {
                    (Channels::Rgba, rgba)
                }
            }
        };
        Pixels { width, height, channels, data }
    }

    fn into_image(self) -> Option<DynamicImage> {
        let Pixels { width, height, channels, data } = self;
        Some(match channels {
            Channels::Grey => DynamicImage::ImageLuma8(image::ImageBuffer::from_raw(width, height, data)?),
            Channels::Rgb => DynamicImage::ImageRgb8(image::ImageBuffer::from_raw(width, height, data)?),
            Channels::Rgba => DynamicImage::ImageRgba8(image::ImageBuffer::from_raw(width, height, data)?),
        })
    }

    /// Three channels instead of a grey one.
    fn colour(&mut self) {
        self.data = self.data.iter().flat_map(|grey| [*grey; 3]).collect();
        self.channels = Channels::Rgb;
    }
}

/// The same picture in another size.
fn resized(pixels: &Pixels, (width, height): (u32, u32)) -> Option<Pixels> {
    let channels = pixels.channels;
    let pixel = match channels {
        Channels::Grey => PixelType::U8,
        Channels::Rgb => PixelType::U8x3,
        Channels::Rgba => PixelType::U8x4,
    };
    let from = ImageRef::new(pixels.width, pixels.height, &pixels.data, pixel).ok()?;
    let mut to = Image::new(width, height, pixel);
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(&from, &mut to, &options).ok()?;
    Some(Pixels { width, height, channels, data: to.into_vec() })
}

/// Whether a turn makes the width the height.
fn swaps_sides(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH
    )
}

/// The same picture upright.
fn turned(pixels: Pixels, orientation: Orientation) -> Option<Pixels> {
    if orientation == Orientation::NoTransforms {
        return Some(pixels);
    }
    let mut image = pixels.into_image()?;
    image.apply_orientation(orientation);
    Some(Pixels::of(image))
}
