//! Pixels as PNG, JPEG and WebP, with a colour profile and nothing else beside them.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use super::container;
use super::raster::{Channels, Pixels};

/// The most colours of a palette.
const COLOURS_MAX: usize = 256;

/// The most greys of a palette; more are a photo's.
const GREYS_MAX: usize = 16;

/// The largest side of a WebP picture, in pixels.
const WEBP_SIDE_MAX: u32 = 16_383;

/// What may be lost.
#[derive(Clone, Copy, PartialEq)]
pub enum Compression {
    /// Nothing that is seen.
    Lossless,
    /// What the eye misses in a photo; a quality from 0 to 100.
    Photo(f32),
}

type Colour = [u8; 4];

/// The colours of a picture in an order of their own, those that let something through first. `None` when there are
/// more than a palette holds.
fn palette(pixels: &Pixels) -> Option<Vec<Colour>> {
    let mut colours: BTreeSet<Colour> = BTreeSet::new();
    let mut last = None;
    for colour in colours_of(pixels) {
        if last != Some(colour) && colours.insert(colour) && colours.len() > COLOURS_MAX {
            return None;
        }
        last = Some(colour);
    }
    let mut colours: Vec<Colour> = colours.into_iter().collect();
    colours.sort_by_key(|[red, green, blue, alpha]| (*alpha, *red, *green, *blue));
    Some(colours)
}

/// The pixels one by one. What cannot be seen has no colour.
fn colours_of(pixels: &Pixels) -> impl Iterator<Item = Colour> {
    let step = match pixels.channels {
        Channels::Grey => 1,
        Channels::Rgb => 3,
        Channels::Rgba => 4,
    };
    pixels.data.chunks_exact(step).map(|pixel| match *pixel {
        [grey] => [grey, grey, grey, u8::MAX],
        [red, green, blue] => [red, green, blue, u8::MAX],
        [_, _, _, 0] => [0; 4],
        [red, green, blue, alpha] => [red, green, blue, alpha],
        _ => [0; 4],
    })
}

/// Whether it has as few colours as shapes and letters have. A grey photo has a palette's too.
pub fn has_few_colours(pixels: &Pixels) -> bool {
    palette(pixels).is_some_and(|palette| pixels.channels != Channels::Grey || palette.len() <= GREYS_MAX)
}

/// As PNG: with a palette where that holds all colours.
pub fn png(pixels: &Pixels, profile: Option<&[u8]>) -> Option<Vec<u8>> {
    let fits = |palette: &Vec<Colour>| match pixels.channels {
        // Greys compress better than numbers of greys, and their profile fits no palette.
        Channels::Grey => palette.len() <= GREYS_MAX && profile.is_none(),
        _ => true,
    };
    let Some(palette) = palette(pixels).filter(fits) else {
        return png_as(pixels, profile, png::Compression::High);
    };
    let depth = match palette.len() {
        0..=2 => png::BitDepth::One,
        3..=4 => png::BitDepth::Two,
        5..=16 => png::BitDepth::Four,
        _ => png::BitDepth::Eight,
    };
    let bits = depth as usize;
    let index_of: HashMap<Colour, u8> = palette.iter().copied().zip(0..=u8::MAX).collect();
    let width = pixels.width as usize;
    let mut data = Vec::with_capacity(width * pixels.height as usize * bits / 8 + pixels.height as usize);
    let indices: Vec<u8> =
        colours_of(pixels).map(|colour| index_of.get(&colour).copied().unwrap_or_default()).collect();
    for row in indices.chunks(width) {
        for group in row.chunks(8 / bits) {
            // The leftmost pixel is in the highest bits.
            let packed = group.iter().enumerate().fold(0, |byte, (at, index)| byte | (index << (8 - bits * (at + 1))));
            data.push(packed);
        }
    }
    let alpha: Vec<u8> = palette.iter().map(|colour| colour[3]).take_while(|alpha| *alpha < u8::MAX).collect();
    let mut info = png::Info::with_size(pixels.width, pixels.height);
    info.color_type = png::ColorType::Indexed;
    info.bit_depth = depth;
    info.palette = Some(palette.iter().flat_map(|[red, green, blue, _]| [*red, *green, *blue]).collect());
    info.trns = (!alpha.is_empty()).then_some(Cow::Owned(alpha));
    info.icc_profile = profile.map(Cow::Borrowed);
    written(info, &data, png::Compression::High, png::Filter::NoFilter)
}

/// As PNG in little time and of about the right size.
pub fn quick_png(pixels: &Pixels) -> Option<Vec<u8>> {
    png_as(pixels, None, png::Compression::Fast)
}

fn png_as(pixels: &Pixels, profile: Option<&[u8]>, compression: png::Compression) -> Option<Vec<u8>> {
    let mut info = png::Info::with_size(pixels.width, pixels.height);
    info.color_type = match pixels.channels {
        Channels::Grey => png::ColorType::Grayscale,
        Channels::Rgb => png::ColorType::Rgb,
        Channels::Rgba => png::ColorType::Rgba,
    };
    info.bit_depth = png::BitDepth::Eight;
    info.icc_profile = profile.map(Cow::Borrowed);
    written(info, &pixels.data, compression, png::Filter::Adaptive)
}

fn written(info: png::Info<'_>, data: &[u8], compression: png::Compression, filter: png::Filter) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::with_info(&mut out, info).ok()?;
    encoder.set_compression(compression);
    encoder.set_filter(filter);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(data).ok()?;
    writer.finish().ok()?;
    Some(out)
}

/// As JPEG with colours at half the width and height; what lets something through does so no more. Tables of its own
/// would save a twentieth, but this encoder then writes each channel by itself, which some readers take for damage.
pub fn jpeg(pixels: &Pixels, profile: Option<&[u8]>, quality: u8) -> Option<Vec<u8>> {
    let (width, height) = (u16::try_from(pixels.width).ok()?, u16::try_from(pixels.height).ok()?);
    let colour = match pixels.channels {
        Channels::Grey => jpeg_encoder::ColorType::Luma,
        Channels::Rgb => jpeg_encoder::ColorType::Rgb,
        Channels::Rgba => jpeg_encoder::ColorType::Rgba,
    };
    let mut out = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut out, quality);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    if let Some(profile) = profile {
        encoder.add_icc_profile(profile).ok()?;
    }
    encoder.encode(&pixels.data, width, height, colour).ok()?;
    Some(out)
}

/// As WebP. `None` where it cannot hold the picture: it is too large, or its profile is for grey pixels.
pub fn webp(pixels: &Pixels, profile: Option<&[u8]>, compression: Compression) -> Option<Vec<u8>> {
    let (width, height) = (pixels.width, pixels.height);
    if width.max(height) > WEBP_SIDE_MAX || (profile.is_some() && pixels.channels == Channels::Grey) {
        return None;
    }
    let (layout, data) = match pixels.channels {
        Channels::Grey => {
            (webp::PixelLayout::Rgb, Cow::Owned(pixels.data.iter().flat_map(|grey| [*grey; 3]).collect::<Vec<u8>>()))
        }
        Channels::Rgb => (webp::PixelLayout::Rgb, Cow::Borrowed(&pixels.data[..])),
        Channels::Rgba => (webp::PixelLayout::Rgba, Cow::Borrowed(&pixels.data[..])),
    };
    let mut config = webp::WebPConfig::new().ok()?;
    match compression {
        Compression::Lossless => {
            config.lossless = 1;
            // How hard it tries.
            config.quality = 75.0;
        }
        Compression::Photo(quality) => config.quality = quality,
    }
    let encoded = webp::Encoder::new(&data, layout, width, height).encode_advanced(&config).ok()?;
    match profile {
        Some(profile) => container::webp_with_profile(&encoded, profile, (width, height)),
        None => Some(encoded.to_vec()),
    }
}
