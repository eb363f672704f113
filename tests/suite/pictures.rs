//! Pictures: upright, in several sizes, with their colours and with nothing else that was in the file.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};

use image::{GenericImageView as _, ImageReader};

use crate::folder::{Files, Folder, INDEX, SITE_YAML, Wish, build_bytes, files_below, nhs_theme, page, told};

/// What every planted note holds.
const PLANTED: &str = "Planted";

/// The place where a photo was taken, as a camera notes it: degrees, minutes and seconds as fractions.
const PLACE: [u8; 24] = [0, 0, 0, 53, 0, 0, 0, 1, 0, 0, 0, 47, 0, 0, 0, 1, 0, 0, 18, 91, 0, 0, 0, 97];

/// A picture of soft colours with a little noise in it, as photos have.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let mut dice = 12345_u32;
    let mut data = Vec::with_capacity((width * height * 3) as usize);
    for y in 0..height {
        for x in 0..width {
            dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = (dice >> 28) as u8;
            let wave = ((f64::from(x) / 37.0).sin() * 50.0 + (f64::from(y) / 23.0).cos() * 50.0 + 110.0) as u8;
            data.extend([wave + noise, (x * 200 / width) as u8 + noise, (y * 200 / height) as u8 + noise]);
        }
    }
    data
}

/// Four flat quarters: red and green above blue and white.
pub fn quarters(width: u32, height: u32) -> Vec<u8> {
    let colour = |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => [220, 20, 20],
        (false, true) => [20, 200, 20],
        (true, false) => [20, 20, 220],
        (false, false) => [250, 250, 250],
    };
    (0..height).flat_map(|y| (0..width).flat_map(move |x| colour(x, y))).collect()
}

/// A JPEG of some pixels with these segments after its start.
fn jpeg(data: &[u8], width: u32, height: u32, segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut plain = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut plain, 95);
    encoder.encode(data, width as u16, height as u16, jpeg_encoder::ColorType::Rgb).expect("a JPEG");
    let mut out = plain[..2].to_vec();
    for (marker, content) in segments {
        out.extend([0xff, *marker]);
        out.extend(u16::try_from(content.len() + 2).expect("a short segment").to_be_bytes());
        out.extend(content);
    }
    out.extend(&plain[2..]);
    out
}

/// Notes as a camera makes them: how to turn the picture, who owns the camera, and where it was.
fn exif(orientation: u8) -> Vec<u8> {
    const OWNER: &[u8] = b"Planted in Exif by Jo Bloggs\0";
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_be_bytes()[..], &kind.to_be_bytes(), &count.to_be_bytes(), &value.to_be_bytes()].concat()
    };
    let first = 8 + 2 + 3 * 12 + 4;
    let gps = first + 2 + 12 + 4;
    let place = gps;
    let owner = place + PLACE.len();
    let mut out = b"MM\0*\0\0\0\x08\0\x03".to_vec();
    out.extend(entry(0x0112, 3, 1, u32::from(orientation) << 16));
    out.extend(entry(0x013b, 2, OWNER.len() as u32, owner as u32));
    out.extend(entry(0x8825, 4, 1, first as u32));
    out.extend([0; 4]);
    out.extend([0, 1]);
    out.extend(entry(2, 5, 3, place as u32));
    out.extend([0; 4]);
    assert_eq!(out.len(), gps);
    out.extend(PLACE);
    out.extend(OWNER);
    out
}

/// A JPEG as a phone and a picture agency leave it.
fn camera_photo(width: u32, height: u32, orientation: u8) -> Vec<u8> {
    noted_jpeg(&photo(width, height), width, height, orientation)
}

/// The same, upright.
pub fn photo_with_notes(width: u32, height: u32) -> Vec<u8> {
    camera_photo(width, height, 1)
}

fn noted_jpeg(data: &[u8], width: u32, height: u32, orientation: u8) -> Vec<u8> {
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>Planted in XMP</x:xmpmeta>".to_vec();
    let segments = [
        (0xe1, [b"Exif\0\0".as_slice(), &exif(orientation)].concat()),
        (0xe1, xmp),
        (0xed, b"Photoshop 3.0\08BIM\x04\x04Planted in IPTC".to_vec()),
        (0xe2, b"MPF\0Planted in MPF".to_vec()),
        (0xfe, b"Planted in a comment".to_vec()),
    ];
    [jpeg(data, width, height, &segments), b"Planted after the end".to_vec()].concat()
}

fn png_chunk(name: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let chunk = [name.as_slice(), content].concat();
    let sum = chunk.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 })
    });
    [&(content.len() as u32).to_be_bytes()[..], &chunk, &(!sum).to_be_bytes()].concat()
}

fn plain_png(data: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a PNG");
    writer.write_image_data(data).expect("pixels");
    writer.finish().expect("a PNG");
    out
}

/// A PNG with these chunks after its head.
fn png(data: &[u8], width: u32, height: u32, chunks: &[Vec<u8>]) -> Vec<u8> {
    let plain = plain_png(data, width, height);
    [&plain[..33], &chunks.concat(), &plain[33..]].concat()
}

pub fn noted_png(data: &[u8], width: u32, height: u32) -> Vec<u8> {
    let chunks = [
        png_chunk(b"tEXt", b"Author\0Planted in text"),
        png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0Planted in XMP"),
        png_chunk(b"eXIf", &exif(1)),
        png_chunk(b"prVt", b"Planted in a chunk of its own"),
    ];
    [png(data, width, height, &chunks), b"Planted after the end".to_vec()].concat()
}

fn noted_webp(data: &[u8], width: u32, height: u32) -> Vec<u8> {
    let plain = webp::Encoder::from_rgb(data, width, height).encode(90.0).to_vec();
    let chunk = |name: &[u8], content: &[u8]| {
        let padding = vec![0; content.len() % 2];
        [name, &(content.len() as u32).to_le_bytes(), content, &padding].concat()
    };
    let mut head = vec![0b1100, 0, 0, 0];
    head.extend(&(width - 1).to_le_bytes()[..3]);
    head.extend(&(height - 1).to_le_bytes()[..3]);
    let chunks =
        [chunk(b"VP8X", &head), plain[12..].to_vec(), chunk(b"EXIF", &exif(1)), chunk(b"XMP ", b"Planted in XMP")];
    let content = [b"WEBP".as_slice(), &chunks.concat()].concat();
    [b"RIFF", &(content.len() as u32).to_le_bytes()[..], &content, b"Planted after the end"].concat()
}

/// A red GIF of one pixel with notes in it.
fn noted_gif() -> Vec<u8> {
    let head: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\0";
    let notes: &[u8] = b"!\xfe\x14Planted in a comment\0!\xff\x0bXMP DataXMP\x0ePlanted in XMP\0";
    [head, notes, b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;Planted after the end"].concat()
}

const NOTED_SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:ink=\"urn:ink\" ink:docname=\"Planted\" viewBox=\"0 0 8 4\"><!-- Planted --><metadata>Planted</metadata><path d=\"M0 0h8v4H0z\"/></svg>";

/// A file and, where it is made of parts, each of them as it is read.
pub fn unpacked(path: &str, bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut all = vec![(path.to_owned(), bytes.to_vec())];
    if bytes.starts_with(b"PK") {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        for index in 0..archive.len() {
            let mut part = archive.by_index(index).expect("a part");
            let mut content = Vec::new();
            part.read_to_end(&mut content).expect("a part that can be read");
            all.push((format!("{path}/{}", part.name().expect("a plain name")), content));
        }
    }
    if bytes.starts_with(b"%PDF") {
        let document = lopdf::Document::load_mem(bytes).expect("a PDF");
        for (id, object) in &document.objects {
            if let Ok(stream) = object.as_stream() {
                all.push((format!("{path}/{}", id.0), stream.content.clone()));
                all.extend(stream.decompressed_content().map(|content| (format!("{path}/{}", id.0), content)));
            }
        }
    }
    all
}

#[track_caller]
fn assert_nothing_planted(files: &Files) {
    let mut parts = 0;
    for (path, bytes) in files {
        for (path, content) in unpacked(path, bytes) {
            parts += 1;
            for planted in [PLANTED.as_bytes(), &PLACE, b"Bloggs", b"Exif\0\0", b"ns.adobe.com/xap/1.0/\0"] {
                let found = content.windows(planted.len()).any(|part| part == planted);
                assert!(!found, "{} stands in {path}", String::from_utf8_lossy(planted));
            }
        }
    }
    assert!(parts > files.len(), "documents were unpacked");
}

#[test]
fn no_note_in_a_picture_is_published() {
    let names = ["photo.jpg", "turned.jpg", "photo.png", "drawn.png", "photo.webp", "spot.gif", "shape.svg"];
    let embedded: Vec<String> = names.iter().map(|name| format!("![A ward]({name})")).collect();
    let linked: Vec<String> = names.iter().map(|name| format!("[A ward](../policies/given-{name})")).collect();
    let figures = "::: figure {caption=\"Beds\"}\n![A ward](photo.jpg)\n:::\n\n::: easy-read\n![A ward](drawn.png) We care.\n:::\n\n::: video {src=film.mp4 title=\"A film\" poster=poster.jpg}\nIts words.\n:::";
    let attached =
        "---\ntitle: Given\nattachments:\n  - file: ../policies/given-photo.webp\n    title: A poster\n---\n";
    let partner = "---\ntitle: Jo\nname: Jo Example\nname_shown: full\nphoto: jo.jpg\nphoto_alt: Jo at a desk\nconsent:\n  name: true\n  photo: true\n  story: true\n  health: false\n  given_on: 2026-01-01\n  expires_on: 2028-01-01\n  reference: C-1\n---\nHello.\n";
    let yaml = SITE_YAML.replace("site:", "  logo: logo.png\nsite:");
    let folder = Folder::new(&[
        ("site.yaml", &yaml),
        ("policies/falls.md", &page("Falls", &format!("{}\n\n{figures}", embedded.join("\n\n")))),
        (
            "learning/given.md",
            &format!("{attached}{}\n", linked.join("\n\n")).replace("title: Given", "title: Given\ntheme: [falls]"),
        ),
        ("partners/jo.md", partner),
    ]);
    let files: [(&str, Vec<u8>); 7] = [
        ("photo.jpg", camera_photo(800, 600, 1)),
        ("turned.jpg", camera_photo(800, 600, 6)),
        ("photo.png", noted_png(&photo(700, 500), 700, 500)),
        ("drawn.png", noted_png(&quarters(400, 200), 400, 200)),
        ("photo.webp", noted_webp(&photo(700, 500), 700, 500)),
        ("spot.gif", noted_gif()),
        ("shape.svg", NOTED_SVG.into()),
    ];
    for (name, bytes) in &files {
        assert!(bytes.windows(PLANTED.len()).any(|part| part == PLANTED.as_bytes()), "{name}");
        folder.write(&format!("policies/{name}"), bytes);
        folder.write(&format!("policies/given-{name}"), bytes);
    }
    folder.write("policies/poster.jpg", camera_photo(640, 360, 1));
    folder.write("policies/film.mp4", crate::films::film(9, &[b"vide"]));
    folder.write("partners/jo.jpg", camera_photo(500, 500, 3));
    folder.write("logo.png", noted_png(&quarters(200, 100), 200, 100));
    let nhs = nhs_theme();
    let outcome = folder.build_with(&["--theme", nhs.to_str().expect("a plain path")]);
    assert_eq!(outcome.status, 0, "{outcome}");
    let site = folder.site();
    assert_nothing_planted(&site);

    // Everything is there, and is a picture still.
    for name in names {
        let given = &site[&format!("policies/given-{name}")];
        if !name.ends_with("svg") {
            let read = ImageReader::new(Cursor::new(given)).with_guessed_format().expect("a kind").decode();
            let size = read.unwrap_or_else(|error| panic!("{name}: {error}")).dimensions();
            let expected = match name {
                "spot.gif" => (1, 1),
                "drawn.png" => (400, 200),
                "photo.jpg" => (800, 600),
                "turned.jpg" => (600, 800),
                _ => (700, 500),
            };
            assert_eq!(size, expected, "{name}");
            assert!(!site.contains_key(&format!("policies/{name}")), "{name} as it was saved");
        }
    }
    let text = folder.text("policies/falls/index.html");
    for form in [
        "turned-jpg-600.jpg",
        "turned-jpg-600.webp",
        "photo-png-700.jpg",
        "drawn-png-400.png",
        "spot-gif-1.png",
        "photo-webp-700.jpg",
        "shape.svg",
        "poster-jpg-640.jpg",
    ] {
        assert!(site.contains_key(&format!("policies/{form}")), "{form} among {:?}", site.keys());
        assert!(text.contains(form), "{form} in {text}");
    }
    assert!(folder.text("partners/jo/index.html").contains("/partners/jo-jpg-500.jpg"));
    assert!(folder.text("index.html").contains("/logo-png-200.png"));
    for (path, document) in &site {
        let parts = unpacked(path, document);
        let held = parts.iter().filter(|(name, _)| name.contains("image") || name.contains("pictures/")).count();
        let least = match path.rsplit('.').next() {
            Some("docx") => 6,
            Some("epub") => 7,
            _ => continue,
        };
        assert!(!path.contains("falls/") || held >= least, "{path} holds {held} pictures");
    }
}

/// The colours in the middle of the four quarters, in reading order: r, g, b or w.
fn corners(bytes: &[u8]) -> String {
    let read = ImageReader::new(Cursor::new(bytes)).with_guessed_format().expect("a kind").decode().expect("a picture");
    let (width, height) = read.dimensions();
    let letter = |x: u32, y: u32| match read.get_pixel(width * x / 4, height * y / 4).0 {
        [red, green, blue, _] if red > 190 && green > 190 && blue > 190 => 'w',
        [red, green, blue, _] if red > green && red > blue => 'r',
        [_, green, blue, _] if green > blue => 'g',
        _ => 'b',
    };
    [letter(1, 1), letter(3, 1), letter(1, 3), letter(3, 3)].iter().collect()
}

#[test]
fn photos_are_upright_everywhere() {
    // Exif 2.32, 4.6.4, table 6; each letter is a quarter of the picture as it is shown.
    let expected = ["rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb"];
    for (orientation, corners_expected) in (1..=8).zip(expected) {
        let folder = Folder::new(&[(
            "policies/falls.md",
            &page("Falls", "![A ward](ward.jpg)\n\n[As a file](ward.jpg)\n")
                .replace("title", "documents: [docx, epub]\ntitle"),
        )]);
        folder.write("policies/ward.jpg", noted_jpeg(&quarters(480, 320), 480, 320, orientation));
        folder.publish();
        let site = folder.site();
        let (width, height) = if orientation < 5 { (480, 320) } else { (320, 480) };
        let mut seen = 0;
        for (path, bytes) in &site {
            for (name, content) in unpacked(path, bytes) {
                if [".jpg", ".jpeg", ".webp"].iter().any(|suffix| name.ends_with(suffix)) {
                    seen += 1;
                    assert_eq!(corners(&content), corners_expected, "{name} of orientation {orientation}");
                }
            }
        }
        assert!(seen >= 4, "{:?}", site.keys());
        let text = folder.text("policies/falls/index.html");
        assert!(text.contains(&format!("width={width}>")) && text.contains(&format!("height={height} ")), "{text}");
    }
}

#[test]
fn a_page_offers_each_picture_in_the_widths_that_screens_need() {
    let folder =
        Folder::new(&[("falls.md", &page("Falls", "![A ward](ward.jpg)\n\n![A bed](bed.jpg)\n\n![A map](map.png)"))]);
    folder.write("ward.jpg", jpeg(&photo(2000, 1500), 2000, 1500, &[]));
    folder.write("bed.jpg", jpeg(&photo(400, 300), 400, 300, &[]));
    folder.write("map.png", plain_png(&quarters(900, 600), 900, 600));
    folder.publish();
    let site = folder.site();
    let forms = |start: &str, suffix: &str| {
        let names = site.keys().filter(|path| path.starts_with(start) && path.ends_with(suffix));
        let mut found: Vec<(u32, usize)> = names
            .map(|path| {
                let bytes = &site[path];
                let read = ImageReader::new(Cursor::new(bytes)).with_guessed_format().expect("a kind");
                let (width, height) = read.into_dimensions().expect("a size");
                assert!(path.contains(&format!("-{width}.")), "{path} is {width} wide");
                assert!(
                    (f64::from(width) / f64::from(height) - if start == "map" { 1.5 } else { 4.0 / 3.0 }).abs() < 0.01
                );
                (width, bytes.len())
            })
            .collect();
        found.sort_unstable();
        found
    };
    for suffix in [".jpg", ".webp"] {
        let wide = forms("ward", suffix);
        assert_eq!(wide.iter().map(|(width, _)| *width).collect::<Vec<_>>(), [320, 640, 960, 1280, 1600]);
        assert!(wide.windows(2).all(|pair| pair[0].1 < pair[1].1), "{wide:?}");
        assert_eq!(forms("bed", suffix).iter().map(|(width, _)| *width).collect::<Vec<_>>(), [320, 400]);
    }
    for (webp, jpeg) in forms("ward", ".webp").iter().zip(forms("ward", ".jpg")) {
        assert!(webp.1 < jpeg.1, "{webp:?} {jpeg:?}");
    }
    // Few colours stay what they are, and smaller copies with more colours than the original save nothing.
    let map = site.iter().filter(|(path, _)| path.starts_with("map") && path.ends_with(".png"));
    let (path, bytes) = map.max_by_key(|(path, _)| path.len()).expect("a map");
    let read = image::load_from_memory(bytes).expect("a picture").into_rgb8();
    assert_eq!(read.into_raw(), quarters(900, 600), "{path}");
    let plain = forms("map", ".png");
    assert!(plain.windows(2).all(|pair| pair[0].1 < pair[1].1), "{plain:?}");

    let text = folder.text("falls/index.html");
    let picture = &text[text.find("<picture>").expect("a picture")..text.find("</picture>").expect("its end")];
    for expected in [
        "type=image/webp",
        "/ward-jpg-320.webp 320w, /ward-jpg-640.webp 640w",
        "/ward-jpg-1600.webp 1600w",
        "src=/ward-jpg-960.jpg",
        "/ward-jpg-1280.jpg 1280w",
        "sizes=\"(min-width: 736px) 672px, calc(100vw - 32px)\"",
        "width=1600",
        "height=1200",
        "alt=\"A ward\"",
        "loading=lazy",
        "decoding=async",
    ] {
        assert!(picture.contains(expected), "{expected} in {picture}");
    }
    // Every file that the page names is there, and none that it does not.
    let named: BTreeSet<&str> = text.split(['"', '=', ' ', ',', '>']).filter_map(|it| it.strip_prefix('/')).collect();
    for path in site.keys().filter(|path| !path.ends_with(".html") && !path.starts_with('.') && path.contains('-')) {
        assert!(named.contains(path.as_str()), "{path} is named by no page");
    }
}

/// A colour profile, as far as readers look at it without using it.
fn profile() -> Vec<u8> {
    let mut profile = vec![7; 600];
    profile[..4].copy_from_slice(&600_u32.to_be_bytes());
    profile[16..20].copy_from_slice(b"RGB ");
    profile[36..40].copy_from_slice(b"acsp");
    profile
}

fn profile_in(bytes: &[u8]) -> Option<Vec<u8>> {
    use image::ImageDecoder as _;
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().expect("a kind");
    reader.into_decoder().expect("a picture").icc_profile().expect("a profile that can be read")
}

#[test]
fn a_photo_keeps_its_colour_profile() {
    let folder = Folder::new(&[(
        "falls.md",
        &page(
            "Falls",
            "![A ward](ward.jpg)\n\n![A turned ward](turned.jpg)\n\n[A file](ward.jpg) [Another](turned.jpg)\n\n![A map](map.png)",
        ),
    )]);
    let content = [b"ICC_PROFILE\0\x01\x01".as_slice(), &profile(), b"Planted after the profile"].concat();
    let turn = |orientation| (0xe1, [b"Exif\0\0".as_slice(), &exif(orientation)].concat());
    folder.write("ward.jpg", jpeg(&photo(700, 500), 700, 500, &[(0xe2, content.clone())]));
    folder.write("turned.jpg", jpeg(&photo(700, 500), 700, 500, &[turn(8), (0xe2, content)]));
    let mut map = Vec::new();
    let mut info = png::Info::with_size(600, 400);
    info.color_type = png::ColorType::Rgb;
    info.bit_depth = png::BitDepth::Eight;
    info.icc_profile = Some(profile().into());
    let mut writer = png::Encoder::with_info(&mut map, info).expect("a PNG").write_header().expect("a PNG");
    writer.write_image_data(&quarters(600, 400)).expect("pixels");
    writer.finish().expect("a PNG");
    folder.write("map.png", map);
    folder.publish();
    let mut kinds = BTreeSet::new();
    for (path, bytes) in folder.site() {
        let suffix = path.rsplit('.').next().unwrap_or_default().to_owned();
        if ["jpg", "png", "webp"].contains(&suffix.as_str()) {
            assert_eq!(profile_in(&bytes), Some(profile()), "{path}");
            kinds.insert((suffix, path.starts_with("map")));
        }
    }
    assert!(kinds.len() >= 3, "{kinds:?}");
}

/// What is found in a site with one page and this picture on it.
fn found_with(name: &str, bytes: &[u8]) -> String {
    let text = page("Falls", &format!("![A ward]({name})\n\n[As a file]({name})"));
    let yaml = SITE_YAML.as_bytes();
    let files = [("site.yaml", yaml), ("index.md", INDEX.as_bytes()), ("falls.md", text.as_bytes()), (name, bytes)];
    let build = build_bytes(&files, &Wish::default()).expect("a site that can be made");
    assert_eq!(build.cleared().is_some(), build.findings.is_empty());
    told(&build.findings)
}

#[test]
fn a_damaged_picture_is_a_finding_and_never_a_panic() {
    let mut dice = 99_u64;
    let mut roll = move |below: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) as usize % below
    };
    let (mut sound, mut damaged) = (0, 0);
    for (name, bytes) in [
        ("a.jpg", noted_jpeg(&photo(40, 30), 40, 30, 6)),
        ("a.png", noted_png(&photo(40, 30), 40, 30)),
        ("a.webp", noted_webp(&photo(40, 30), 40, 30)),
        ("a.gif", noted_gif()),
        ("a.svg", NOTED_SVG.as_bytes().to_vec()),
    ] {
        assert_eq!(found_with(name, &bytes), "", "{name}");
        for round in 0..60 {
            let mut changed = bytes.clone();
            if round % 3 == 0 {
                changed.truncate(roll(changed.len()));
            }
            for _ in 0..roll(4) {
                if !changed.is_empty() {
                    let at = roll(changed.len());
                    changed[at] = roll(256) as u8;
                }
            }
            match found_with(name, &changed) {
                found if found.is_empty() => sound += 1,
                found => {
                    assert!(
                        found.lines().all(|line| line.starts_with("falls.md:4:") || line.starts_with("falls.md:6:")),
                        "{found}"
                    );
                    damaged += 1;
                }
            }
        }
    }
    assert!(sound > 20 && damaged > 50, "{sound} {damaged}");
    let mut apart = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut apart, 90);
    encoder.set_optimized_huffman_tables(true);
    encoder.encode(&photo(40, 30), 40, 30, jpeg_encoder::ColorType::Rgb).expect("a JPEG");
    assert!(found_with("a.jpg", &apart).starts_with("falls.md:4:1 error files/not-a-picture: "));
    // Its parts are whole, and its pixels make no sense.
    let mut senseless = b"\x89PNG\r\n\x1a\n".to_vec();
    senseless.extend(png_chunk(b"IHDR", &[0, 0, 0, 9, 0, 0, 0, 9, 8, 2, 0, 0, 0]));
    senseless.extend(png_chunk(b"IDAT", b"no pixels"));
    senseless.extend(png_chunk(b"IEND", b""));
    let found = found_with("a.png", &senseless);
    assert!(found.starts_with("falls.md:4:1 error files/not-a-picture: "), "{found}");
}

#[test]
fn what_moves_or_could_harm_is_told() {
    let frame: &[u8] = b"!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0";
    let moving = [b"GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\0", frame, frame, b";"].concat();
    let found = found_with("a.gif", &moving);
    assert_eq!(
        found,
        "falls.md:4:1 error files/moving-picture: this picture moves, and readers cannot stop it; use a still picture, or show it as a film with `::: video`"
    );
    let animated = png(&quarters(4, 4), 4, 4, &[png_chunk(b"acTL", &[0, 0, 0, 1, 0, 0, 0, 0])]);
    assert!(found_with("a.png", &animated).contains("files/moving-picture"));
    // Where a site allows it, it stands still.
    let folder = Folder::new(&[
        ("site.yaml", &format!("{SITE_YAML}  files/moving-picture: warning\n")),
        ("falls.md", &page("Falls", "![A ward](a.gif)")),
    ]);
    folder.write("a.gif", &moving);
    folder.publish();
    assert!(folder.site().contains_key("a-gif-1.png"));

    for (content, why) in [
        ("<script>alert(1)</script>", "it holds a script"),
        ("<rect onclick=\"alert(1)\"/>", "it holds a script"),
        ("<foreignObject/>", "it holds a piece of a web page"),
        ("<use href=\"https://example.org/a.svg#b\"/>", "it uses something from another file or website"),
        ("<style>@import url(a.css);</style>", "it uses something from another file or website"),
        ("<animate attributeName=\"x\"/>", "it moves"),
        ("<image href=\"data:image/png;base64,AA\"/>", "it holds a photo"),
    ] {
        let drawing = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{content}</svg>");
        let found = found_with("a.svg", drawing.as_bytes());
        // Shown, and given as a file.
        for line in ["falls.md:4:1", "falls.md:6:1"] {
            let expected = format!("{line} error files/unsafe-drawing: this drawing cannot be shown safely: {why}");
            assert!(found.contains(&expected), "{found}");
        }
    }
    let entity = "<!DOCTYPE svg [<!ENTITY a \"b\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>&a;</text></svg>";
    assert!(found_with("a.svg", entity.as_bytes()).contains("it begins with definitions"));
}

#[test]
fn a_bad_logo_and_a_bad_poster_are_told() {
    let folder = Folder::new(&[
        ("site.yaml", &SITE_YAML.replace("site:", "  logo: logo.png\nsite:")),
        ("falls.md", &page("Falls", "::: video {src=film.mp4 title=\"A film\" poster=poster.jpg}\nIts words.\n:::")),
        ("logo.png", "no picture"),
        ("poster.jpg", "no picture"),
        ("film.mp4", "film"),
    ]);
    let found = folder.build().told();
    assert!(found.contains("site.yaml:4:") && found.contains("falls.md:4:1 error files/not-a-picture"), "{found}");
}

#[test]
fn every_picture_is_described_or_decoration() {
    let told = |body: &str| {
        let folder = Folder::new(&[("falls.md", &page("Falls", body)), ("a.svg", crate::folder::SVG)]);
        let found = folder.build().findings();
        found.iter().map(|it| format!("{}:{} {}", it.line, it.column, it.rule)).collect::<Vec<_>>().join(" ")
    };
    for (body, expected) in [
        ("![A bell](a.svg)", ""),
        ("![](a.svg)", "4:1 pictures/no-alt-text"),
        ("![ ](a.svg)", "4:1 pictures/no-alt-text"),
        ("![.](a.svg)", "4:1 pictures/no-alt-text"),
        ("![](a.svg){decorative}", ""),
        ("![](a.svg){decorative} Words.", ""),
        ("Words ![](a.svg){decorative}, **![](a.svg){decorative}**.", ""),
        ("## Words ![](a.svg){decorative}", ""),
        ("![A bell](a.svg){decorative}", "4:1 pictures/decoration-with-words"),
        ("![](a.svg) {decorative}", "4:1 pictures/no-alt-text"),
        ("::: figure {caption=\"A\"}\n![](a.svg)\n:::", "5:1 pictures/no-alt-text"),
        ("::: figure {caption=\"A\"}\n![](a.svg){decorative}\n\nMore.\n:::", ""),
        ("::: easy-read\n![](a.svg){decorative} We care.\n:::", ""),
        ("::: easy-read\n![](a.svg) We care.\n:::", "5:1 pictures/no-alt-text"),
    ] {
        assert_eq!(told(body), expected, "{body}");
    }
    let folder =
        Folder::new(&[("falls.md", &page("Falls", "![](a.svg){decorative} Words.")), ("a.svg", crate::folder::SVG)]);
    folder.publish();
    let text = folder.text("falls/index.html");
    assert!(text.contains("> Words.") && !text.contains("decorative"), "{text}");
}

#[test]
fn a_picture_is_made_once_and_always_the_same() {
    let text = page("Falls", "![A ward](ward.jpg)\n\n![A map](map.png)\n\n[The file](ward.jpg)");
    let folder = Folder::new(&[("falls.md", &text), ("care.md", &text)]);
    folder.write("ward.jpg", camera_photo(900, 700, 6));
    folder.write("map.png", noted_png(&quarters(900, 600), 900, 600));
    folder.publish();
    let (first, kept) = (folder.published(), files_below(&folder.path("output/.store/documents")));
    assert_eq!(kept.len(), 3, "two pictures, and one upright as a file");
    // From what is kept.
    folder.write("other.md", page("Other", "Words."));
    folder.publish();
    folder.remove("other.md");
    folder.publish();
    assert_eq!(folder.published(), first);
    assert_eq!(files_below(&folder.path("output/.store/documents")), kept, "nothing was made anew");
    // What is kept is not believed when it has changed.
    for (path, bytes) in &kept {
        let mut changed = bytes.clone();
        *changed.last_mut().expect("a byte") ^= 1;
        std::fs::write(folder.path("output/.store/documents").join(path), changed).expect("a file");
    }
    folder.write("other.md", page("Other", "Words."));
    folder.publish();
    folder.remove("other.md");
    folder.publish();
    assert_eq!(folder.published(), first);
    // From nothing, on one thread.
    std::fs::remove_dir_all(folder.path("output")).expect("a folder to delete");
    assert_eq!(folder.build_with(&["--jobs", "1"]).status, 0);
    assert_eq!(folder.published(), first);
}
