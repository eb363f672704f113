//! How picture files are laid out: whether one is whole, whether it moves, and the same picture without all that is not
//! needed to show it. Nothing is unpacked here but lengths and names, so that pixels stay as they are.

use super::PictureKind;

/// Whether the file is all there: nothing is cut off, and no part of a PNG differs from its own check sum. Browsers
/// show half of a damaged picture; a document that holds one may not open.
pub fn is_whole(kind: PictureKind, bytes: &[u8]) -> bool {
    match kind {
        PictureKind::Png => png_chunks(bytes).is_some_and(|chunks| chunks.iter().any(|it| it.name == b"IDAT")),
        PictureKind::Jpeg => jpeg_segments(bytes).any(|(marker, pixels)| {
            // The pixels are there, and the marker that ends them (ITU-T T.81, annex B).
            marker == SCAN && memchr::memmem::rfind(pixels, &[0xff, END]).is_some()
        }),
        PictureKind::Gif => gif_blocks(bytes).is_some_and(|blocks| blocks.iter().any(|it| it.mark == FRAME)),
        PictureKind::Webp => webp_chunks(bytes).is_some_and(|it| it.iter().any(|it| it.0.starts_with(b"VP8"))),
        PictureKind::Svg => true,
    }
}

/// Whether there is more than one frame, so that browsers play it.
pub fn moves(kind: PictureKind, bytes: &[u8]) -> bool {
    match kind {
        PictureKind::Png => png_chunks(bytes).is_some_and(|chunks| chunks.iter().any(|it| it.name == b"acTL")),
        PictureKind::Gif => {
            gif_blocks(bytes).is_some_and(|blocks| blocks.iter().filter(|it| it.mark == FRAME).nth(1).is_some())
        }
        PictureKind::Webp => webp_chunks(bytes).is_some_and(|chunks| chunks.iter().any(|it| it.0 == b"ANMF")),
        PictureKind::Jpeg | PictureKind::Svg => false,
    }
}

/// Whether it is a JPEG in the four colours of print (CMYK), which screens show wrongly and PDF/A refuses.
pub fn has_print_colours(kind: PictureKind, bytes: &[u8]) -> bool {
    kind == PictureKind::Jpeg
        && jpeg_segments(bytes).any(|(marker, content)| {
            // A frame header: precision, height, width, number of components.
            matches!(marker, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf) && content.get(5) == Some(&4)
        })
}

/// Whether it is a JPEG of the plain kind whose channels come one after the other, which the decoder mixes up where they
/// differ in size. Hardly any program writes such files.
pub fn has_channels_apart(kind: PictureKind, bytes: &[u8]) -> bool {
    let mut channels = 1;
    kind == PictureKind::Jpeg
        && jpeg_segments(bytes).any(|(marker, content)| match marker {
            0xc0 | 0xc1 => {
                channels = content.get(5).copied().unwrap_or(1);
                false
            }
            // Its length comes first, then the number of its channels.
            SCAN => content.get(2).is_some_and(|count| *count < channels),
            _ => false,
        })
}

/// The same picture without what is not needed to show it: no Exif, XMP, IPTC or comments, no small copy of itself, no
/// bytes after its end. Its colour profile stays. `None` when it is not whole.
pub fn stripped(kind: PictureKind, bytes: &[u8]) -> Option<Vec<u8>> {
    match kind {
        PictureKind::Png => stripped_png(bytes),
        PictureKind::Jpeg => stripped_jpeg(bytes),
        PictureKind::Gif => stripped_gif(bytes),
        PictureKind::Webp => stripped_webp(bytes),
        PictureKind::Svg => None,
    }
}

/// The colour profile that some bytes hold, without anything after it. `None` when they hold none (ICC.1:2022, 7.2).
pub fn profile(bytes: &[u8]) -> Option<&[u8]> {
    let length = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    (length >= 128 && bytes.get(36..40)? == b"acsp").then(|| bytes.get(..length))?
}

// PNG.

const PNG_START: &[u8] = b"\x89PNG\r\n\x1a\n";

/// The chunks of a PNG that draw: its form, its pixels, and what its colours are.
const PNG_KEPT: &[&[u8]] = &[b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"cHRM", b"gAMA", b"iCCP", b"sRGB", b"cICP"];

struct Chunk<'a> {
    name: &'a [u8],
    content: &'a [u8],
}

/// Chunks of length, name, content and check sum, up to the one that ends the file (PNG specification, 5.3). `None`
/// when one is cut off or differs from its check sum.
fn png_chunks(bytes: &[u8]) -> Option<Vec<Chunk<'_>>> {
    let mut rest = bytes.strip_prefix(PNG_START)?;
    let mut chunks = Vec::new();
    loop {
        let (length, after) = rest.split_first_chunk::<4>()?;
        let length = (u32::from_be_bytes(*length) as usize).checked_add(4)?;
        let (chunk, after) = after.split_at_checked(length)?;
        let (sum, after) = after.split_first_chunk::<4>()?;
        if crc32fast::hash(chunk) != u32::from_be_bytes(*sum) {
            return None;
        }
        let (name, content) = chunk.split_at(4);
        chunks.push(Chunk { name, content });
        if name == b"IEND" {
            return Some(chunks);
        }
        rest = after;
    }
}

fn stripped_png(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(PNG_START);
    for Chunk { name, content } in png_chunks(bytes)? {
        if !PNG_KEPT.contains(&name) {
            continue;
        }
        let chunk = match name {
            b"iCCP" => {
                // A profile's name is words of whoever made it.
                let end = content.iter().position(|byte| *byte == 0)?;
                [name, b"icc", &content[end..]].concat()
            }
            b"IEND" => name.to_vec(),
            _ => [name, content].concat(),
        };
        out.extend(u32::try_from(chunk.len() - 4).ok()?.to_be_bytes());
        out.extend_from_slice(&chunk);
        out.extend(crc32fast::hash(&chunk).to_be_bytes());
    }
    Some(out)
}

// JPEG.

const SCAN: u8 = 0xda;
const END: u8 = 0xd9;

/// The segments of a JPEG with their markers, up to the pixels, which are the content of the last one. Ends early where
/// one is cut off.
fn jpeg_segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut rest = bytes.get(2..).unwrap_or_default();
    std::iter::from_fn(move || {
        loop {
            match rest {
                [0xff, 0xff, ..] => rest = &rest[1..],
                [0xff, SCAN, pixels @ ..] => {
                    rest = &[];
                    return Some((SCAN, pixels));
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

fn stripped_jpeg(bytes: &[u8]) -> Option<Vec<u8>> {
    const JFIF: &[u8] = b"\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
    const PROFILE: &[u8] = b"ICC_PROFILE\0";
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    let mut out = Vec::with_capacity(bytes.len());
    out.extend_from_slice(b"\xff\xd8");
    let joined = profile_parts(bytes, PROFILE).concat();
    let mut profile: Vec<&[u8]> = profile(&joined).map(|profile| profile.chunks(65_000).collect()).unwrap_or_default();
    loop {
        let [0xff, marker, after @ ..] = rest else { return None };
        match marker {
            0xff => {
                rest = &rest[1..];
                continue;
            }
            &END => {
                out.extend([0xff, END]);
                return Some(out);
            }
            // Marks without content.
            0x01 | 0xd0..=0xd7 => {
                rest = after;
                continue;
            }
            _ => {}
        }
        let (length, _) = after.split_first_chunk::<2>()?;
        let (segment, after) = after.split_at_checked(usize::from(u16::from_be_bytes(*length)).max(2))?;
        rest = after;
        match (*marker, &segment[2..]) {
            (0xe0, content) if content.starts_with(b"JFIF\0") => out.extend_from_slice(JFIF),
            (0xe2, content) if content.starts_with(PROFILE) => {
                // In its first segment's place; each further one says how many there are.
                let count = profile.len();
                for (index, chunk) in profile.drain(..).enumerate() {
                    out.extend([0xff, 0xe2]);
                    out.extend(u16::try_from(chunk.len() + 16).ok()?.to_be_bytes());
                    out.extend_from_slice(PROFILE);
                    out.extend([u8::try_from(index + 1).ok()?, u8::try_from(count).ok()?]);
                    out.extend_from_slice(chunk);
                }
            }
            // What the colours are is in its first twelve bytes.
            (0xee, content) if content.starts_with(b"Adobe") && content.len() >= 12 => {
                out.extend([0xff, 0xee, 0, 14]);
                out.extend_from_slice(&content[..12]);
            }
            (0xe0..=0xef | 0xfe, _) => {}
            (0xc0..=0xcf | SCAN..=0xdd, _) => {
                out.extend([0xff, *marker]);
                out.extend_from_slice(segment);
            }
            _ => {}
        }
        if *marker == SCAN {
            // Pixels go on up to the next marker that is neither a stuffed byte nor a restart.
            let ends = memchr::memchr_iter(0xff, rest);
            let mut ends = ends.filter(|at| !matches!(rest.get(at + 1), Some(0 | 0xd0..=0xd7)));
            let (pixels, after) = rest.split_at(ends.next()?);
            out.extend_from_slice(pixels);
            rest = after;
        }
    }
}

/// The parts of a JPEG's colour profile, in the order of their numbers.
fn profile_parts<'a>(bytes: &'a [u8], name: &[u8]) -> Vec<&'a [u8]> {
    let contents = jpeg_segments(bytes).filter(|(marker, _)| *marker == 0xe2);
    let parts = contents.filter_map(|(_, content)| content.strip_prefix(name)?.split_at_checked(2));
    let mut parts: Vec<_> = parts.collect();
    parts.sort_by_key(|(number, _)| number[0]);
    parts.into_iter().map(|(_, part)| part).collect()
}

// GIF.

const FRAME: u8 = 0x2c;
const EXTENSION: u8 = 0x21;

struct GifBlock<'a> {
    mark: u8,
    bytes: &'a [u8],
}

/// The length of a table of colours, by the flags that announce it.
fn gif_table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3usize << ((flags & 7) + 1) }
}

/// Blocks up to the trailer (GIF89a, section 20 and after). `None` when one is cut off.
fn gif_blocks(bytes: &[u8]) -> Option<Vec<GifBlock<'_>>> {
    let mut at = 13 + gif_table(*bytes.get(10)?);
    let mut blocks = Vec::new();
    loop {
        let (start, mark) = (at, *bytes.get(at)?);
        match mark {
            0x3b => return Some(blocks),
            EXTENSION => at += 2,
            FRAME => at += 10 + gif_table(*bytes.get(at + 9)?) + 1,
            _ => return None,
        }
        // Sub-blocks, each with its length, up to an empty one.
        loop {
            let length = usize::from(*bytes.get(at)?);
            at += 1 + length;
            if length == 0 {
                break;
            }
        }
        blocks.push(GifBlock { mark, bytes: bytes.get(start..at)? });
    }
}

fn stripped_gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let blocks = gif_blocks(bytes)?;
    let mut out = bytes.get(..13 + gif_table(*bytes.get(10)?))?.to_vec();
    for block in blocks {
        let is_kept = match block.bytes {
            [EXTENSION, 0xf9, ..] => true,
            [EXTENSION, 0xff, 11, name @ ..] => name.starts_with(b"NETSCAPE2.0"),
            [mark, ..] => *mark == FRAME,
            [] => false,
        };
        if is_kept {
            out.extend_from_slice(block.bytes);
        }
    }
    out.push(0x3b);
    Some(out)
}

// WebP.

/// Chunks of name, length and content, each padded to an even length (RFC 9649, 2.3). `None` when one is cut off.
fn webp_chunks(bytes: &[u8]) -> Option<Vec<(&[u8], &[u8])>> {
    let (head, rest) = bytes.split_first_chunk::<12>()?;
    if !head.starts_with(b"RIFF") || !head.ends_with(b"WEBP") {
        return None;
    }
    let length = u32::from_le_bytes(head[4..8].try_into().ok()?) as usize;
    let mut rest = rest.get(..length.checked_sub(4)?)?;
    let mut chunks = Vec::new();
    while !rest.is_empty() {
        let (head, after) = rest.split_first_chunk::<8>()?;
        let length = u32::from_le_bytes(head[4..].try_into().ok()?) as usize;
        let (content, after) = after.split_at_checked(length)?;
        chunks.push((&rest[..4], content));
        rest = after.get(length % 2..).unwrap_or_default();
    }
    Some(chunks)
}

fn stripped_webp(bytes: &[u8]) -> Option<Vec<u8>> {
    const KEPT: &[&[u8]] = &[b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
    /// The flags of the chunk that announces the others: Exif and XMP are to follow.
    const EXIF_OR_XMP: u8 = 0b1100;
    let chunks = webp_chunks(bytes)?.into_iter().filter(|(name, _)| KEPT.contains(name));
    let chunks = chunks.map(|(name, content)| {
        let mut content = content.to_vec();
        if name == b"VP8X"
            && let Some(flags) = content.first_mut()
        {
            *flags &= !EXIF_OR_XMP;
        }
        (name, content)
    });
    webp(&chunks.collect::<Vec<_>>())
}

/// A WebP file of these chunks.
fn webp(chunks: &[(&[u8], Vec<u8>)]) -> Option<Vec<u8>> {
    let mut out = b"RIFF\0\0\0\0WEBP".to_vec();
    for (name, content) in chunks {
        out.extend_from_slice(name);
        out.extend(u32::try_from(content.len()).ok()?.to_le_bytes());
        out.extend_from_slice(content);
        out.extend(std::iter::repeat_n(0, content.len() % 2));
    }
    let length = u32::try_from(out.len() - 8).ok()?;
    out[4..8].copy_from_slice(&length.to_le_bytes());
    Some(out)
}

/// A WebP file with a colour profile in it.
pub fn webp_with_profile(bytes: &[u8], profile: &[u8], (width, height): (u32, u32)) -> Option<Vec<u8>> {
    const PROFILE: u8 = 0b10_0000;
    const ALPHA: u8 = 0b1_0000;
    let chunks = webp_chunks(bytes)?;
    let mut flags = PROFILE;
    for (name, content) in &chunks {
        let has_alpha = match *name {
            b"VP8X" => content.first()? & ALPHA != 0,
            // The bit after 14 of width and 14 of height (RFC 9649, 3.4).
            b"VP8L" => content.get(4)? & 0x10 != 0,
            _ => *name == b"ALPH",
        };
        flags |= if has_alpha { ALPHA } else { 0 };
    }
    let mut head = vec![flags, 0, 0, 0];
    head.extend_from_slice(&width.checked_sub(1)?.to_le_bytes()[..3]);
    head.extend_from_slice(&height.checked_sub(1)?.to_le_bytes()[..3]);
    let mut all: Vec<(&[u8], Vec<u8>)> = vec![(b"VP8X", head), (b"ICCP", profile.to_vec())];
    all.extend(chunks.into_iter().filter(|(name, _)| *name != b"VP8X").map(|(name, it)| (name, it.to_vec())));
    webp(&all)
}
