//! Films: what readers are told and given, and what keeps one from being published.

use candour::diagnostic::Finding;

use crate::folder::{Made, SITE_YAML, Wish, build_bytes, page, told};

fn a_box(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let size = u32::try_from(content.len() + 8).expect("a small box");
    [&size.to_be_bytes()[..], kind, content].concat()
}

/// An MP4 file of so many seconds with these tracks, and nothing to play.
pub fn film(seconds: u32, tracks: &[&[u8; 4]]) -> Vec<u8> {
    let head = [&[0; 12][..], &1000_u32.to_be_bytes(), &(seconds * 1000).to_be_bytes(), &[0; 80]].concat();
    let track =
        |kind: &&[u8; 4]| a_box(b"trak", &a_box(b"mdia", &a_box(b"hdlr", &[&[0; 8][..], *kind, &[0; 12]].concat())));
    let tracks: Vec<u8> = tracks.iter().flat_map(track).collect();
    let moov = a_box(b"moov", &[a_box(b"mvhd", &head), tracks].concat());
    [a_box(b"ftyp", b"isom\0\0\x02\0isom"), moov].concat()
}

const CAPTIONS: &str = "WEBVTT\n\n00:01.000 --> 00:03.000\nWe look at your shoes first.\n";

/// What is found in a page with one film, whose line has these attributes.
fn found(attributes: &str, transcript: &str, captions: &str, film: &[u8]) -> Vec<Finding> {
    let text = page("Falls", &format!("::: video {{title=\"Staying steady\" {attributes}}}\n{transcript}\n:::"));
    let site = format!("{SITE_YAML}languages: [cy]\n");
    let files: [(&str, &[u8]); 5] = [
        ("site.yaml", site.as_bytes()),
        ("falls.md", text.as_bytes()),
        ("film.mp4", film),
        ("film.vtt", captions.as_bytes()),
        ("film.cy.vtt", captions.as_bytes()),
    ];
    let mut findings = build_bytes(&files, &Wish::default()).expect("a site").findings.into_vec();
    findings.retain(|finding| finding.file == "falls.md");
    findings
}

/// The film rules that a film breaks.
#[track_caller]
fn check(attributes: &str, transcript: &str, captions: &str, film: &[u8], expected: &[&str]) {
    let findings = found(attributes, transcript, captions, film);
    let rules: Vec<String> = findings.iter().map(|it| format!("{} {}", it.severity, it.rule)).collect();
    assert_eq!(rules, expected, "{attributes}\n{}", told(&findings));
    assert!(findings.iter().all(|finding| finding.line == 4), "{}", told(&findings));
}

const WHOLE: &str = "src=film.mp4 captions=film.vtt described=film.mp4";

#[test]
fn a_film_of_the_site_needs_captions_and_a_transcript() {
    let film = film(90, &[b"vide", b"soun"]);
    let words = "A nurse ties a lace.";
    check(WHOLE, words, CAPTIONS, &film, &[]);
    check(&format!("{WHOLE} transcript=falls.md"), "", CAPTIONS, &film, &[]);
    check(WHOLE, "", CAPTIONS, &film, &["error video/no-transcript"]);
    check("src=film.mp4 described=film.mp4", words, CAPTIONS, &film, &["error video/no-captions"]);
    check("src=film.mp4 captions=film.vtt", words, CAPTIONS, &film, &["advice video/no-audio-description"]);
    check(WHOLE, words, CAPTIONS, b"These are words.", &["error video/not-a-film"]);
    // What makes no sound needs neither captions nor description, but its words.
    check("src=film.mp4", words, CAPTIONS, &super::films::film(90, &[b"vide"]), &[]);
    check("src=film.mp4", "", CAPTIONS, &super::films::film(90, &[b"vide"]), &["error video/no-transcript"]);
}

#[test]
fn captions_are_what_browsers_can_show() {
    let film = film(90, &[b"vide", b"soun"]);
    for (captions, words) in [
        ("1\n00:00:01,000 --> 00:00:02,000\nA\n", "not a WebVTT file"),
        ("WEBVTT\n", "holds no captions"),
        ("WEBVTT\n\n00:01,000 --> 00:02.000\nA\n", "line 3 of film.vtt is not a start and an end"),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nA\n", "ends before it starts"),
        ("WEBVTT\n\n00:05.000 --> 00:06.000\nA\n\n00:01.000 --> 00:02.000\nB\n", "line 6 of film.vtt starts before"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n \n", "has no words"),
    ] {
        check(WHOLE, "Words.", captions, &film, &["error video/captions-unusable"]);
        let message = told(&found(WHOLE, "Words.", captions, &film));
        assert!(message.contains(words), "{words}: {message}");
    }
    let late = CAPTIONS.replace("00:03.000", "01:33.000");
    check(WHOLE, "Words.", &late, &film, &["warning video/captions-too-long"]);
    let welsh = CAPTIONS.replace("WEBVTT", "WEBVTT\nLanguage: cy");
    check(WHOLE, "Words.", &welsh, &film, &["warning video/captions-language"]);
    check(&WHOLE.replace("film.vtt", "film.cy.vtt"), "Words.", CAPTIONS, &film, &["warning video/captions-language"]);
    let urdu = CAPTIONS.replace("We look at your shoes first.", "ہم پہلے آپ کے جوتے دیکھتے ہیں۔");
    check(WHOLE, "Words.", &urdu, &film, &["warning video/captions-language"]);
}

#[test]
fn a_film_on_another_website_is_told_to_have_captions() {
    let source = "src=https://www.youtube.com/watch?v=abc";
    let whole = format!("{source} captioned=yes described=https://youtu.be/def");
    check(&format!("{whole} length=\"2 minutes\""), "Words.", CAPTIONS, b"", &[]);
    check(&whole, "Words.", CAPTIONS, b"", &["warning video/no-length"]);
    for captioned in ["", "captioned=no"] {
        let attributes = format!("{source} {captioned} length=\"2 minutes\" described=https://youtu.be/def");
        check(&attributes, "Words.", CAPTIONS, b"", &["error video/no-captions"]);
    }
    let unsure = format!("{source} captioned=maybe length=\"2 minutes\"");
    let told = told(&found(&unsure, "Words.", CAPTIONS, b""));
    assert!(told.contains("markdown/component-attribute: `captioned` is neither yes nor no"), "{told}");
}

#[test]
fn nothing_is_fetched_from_another_website() {
    let film = film(90, &[b"vide", b"soun"]);
    for attribute in ["poster=https://img.example/a.png", "captions=https://img.example/a.vtt"] {
        let attributes = format!("{} {attribute}", "src=film.mp4 described=film.mp4");
        let told = told(&found(&attributes, "Words.", CAPTIONS, &film));
        assert!(told.contains("error links/unsafe-target"), "{told}");
    }
    let body = "::: video {src=https://www.youtube.com/watch?v=abc title=\"Staying steady\" captioned=yes length=\"2 minutes\"}
We look at your shoes first.
:::

::: video {src=https://player.vimeo.com/video/1 title=\"Two\" captioned=yes length=\"1 minute\" transcript=index.md}
:::

::: video {src=https://films.example/3 title=\"Three\" captioned=yes length=\"1 minute\" transcript=index.md}
:::";
    let made = Made::new(&[("falls.md", &format!("---\ntitle: Falls\ndocuments: [text]\n---\n{body}\n"))]);
    let html = made.text("falls/index.html");
    assert!(!html.contains("<iframe") && !html.contains("<video") && !html.contains("src="), "{html}");
    let plain = made.text("falls/falls.txt");
    for words in [
        "Video: Staying steady (YouTube, 2 minutes, with captions)",
        "This link opens YouTube, another website, which sets cookies.",
        "Video: Two (Vimeo, 1 minute, with captions)",
        "Video: Three (films.example, 1 minute, with captions)",
        "This link opens films.example, another website, which may set cookies.",
    ] {
        assert!(html.contains(words) && plain.replace("\n", " ").contains(words), "{words}\n{html}\n{plain}");
    }
}

#[test]
fn a_film_of_the_site_is_told_with_its_format_size_and_length() {
    let text = "---\ntitle: Falls\ndocuments: [text]\n---\n::: video {src=film.mp4 title=\"Staying steady\" captions=film.vtt}\nWords.\n:::\n";
    let film = film(90, &[b"vide", b"soun"]);
    let files: [(&str, &[u8]); 3] =
        [("falls.md", text.as_bytes()), ("film.mp4", &film), ("film.vtt", CAPTIONS.as_bytes())];
    let build = build_bytes(&files, &Wish::default()).expect("a site");
    assert!(build.cleared().is_some(), "{}", told(&build.findings));
    let file = |path: &str| {
        let bytes = build.artefacts.get(path).expect("a file").bytes();
        String::from_utf8(bytes.to_vec()).expect("text")
    };
    let html = file("falls/index.html");
    for words in
        ["Video: Staying steady (MP4, 1KB, 2 minutes)", "controls", "preload=none", "kind=captions", "srclang=en-GB"]
    {
        assert!(html.replace('"', "").contains(words), "{words}: {html}");
    }
    assert!(file("falls/falls.txt").contains("Video: Staying steady (MP4, 1KB, 2 minutes)"));
}

#[test]
fn our_own_words_are_marked_as_english_on_other_pages() {
    let body = "> [!WARNING]\n> Uwaga.\n\n> [!NOTE]\n> Tekst.\n\n::: do\n- Tak\n:::\n\n::: video {src=https://youtu.be/abc title=\"Film\" captioned=yes length=\"2 min\" transcript=index.md}\n:::";
    let site = format!("{SITE_YAML}languages: [pl]\n");
    let made = Made::new(&[
        ("site.yaml", &site),
        ("a.pl.md", &page("A", body)),
        ("b.md", &page("B", &body.replace("Uwaga", "Stop"))),
    ]);
    let polish = made.text("pl/a/index.html").replace('"', "");
    for words in [
        "Warning",
        "Information:",
        "Do",
        "Video:",
        "Transcript",
        "This link opens YouTube, another website, which sets cookies",
    ] {
        let marked = [format!("<span dir=ltr lang=en>{words}</span>"), format!("<span lang=en dir=ltr>{words}</span>")];
        assert!(marked.iter().any(|marked| polish.contains(marked)), "{words}: {polish}");
    }
    assert!(!made.text("b/index.html").contains("lang=en>"));
}
