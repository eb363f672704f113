//! E-books (.epub): an edition as EPUB 3.3, one XHTML text with a table of contents.
//!
//! `blocks` walks the tree and writes the words, `runs` what stands inside a paragraph, `tables` the tables; `pictures`
//! decides what a book may show. This module names the parts and writes those that say what the book is. The words are
//! those of the web page, in its order. Words that only the book has (the numbers of tables, figures and footnotes, the
//! ways back from footnotes, the organisation above the title, the foot) carry `data-book-only`, as the web page marks its own with `data-web-only`.
//! English words in a book of another language say that they are English.
//!
//! A book is the format for reading as one likes: in any typeface, size and colour, aloud or in braille. So the style
//! names none of these, nothing has a fixed size, and the contents list is the reading app's own. It is not a page of
//! the book: the first thing on opening is the organisation's name and the title.
//!
//! What a book says of itself is what is true of every book made here or can be seen from its content. So it names its
//! features and not a standard that it conforms to: WCAG asks for a person's judgement, and no person has looked at this
//! file. Absent on purpose: scripts, fonts, films (their links and transcripts are there), and whatever
//! runs, fetches or moves.

mod blocks;
mod pictures;
mod runs;
mod tables;

use sha2::{Digest as _, Sha256};

use self::blocks::{NOTES, NOTES_ID, TITLE_ID, Words};
use self::pictures::Pictures;
use crate::config;
use crate::formats::format::{Draft, Edition, Recipe};
use crate::formats::package;
use crate::formats::xml::{Escaped, put};

/// The e-book of an edition.
pub fn draft(edition: &Edition<'_>) -> Draft {
    let frame = Frame::of(edition);
    let words = blocks::write(edition, frame.english, frame.is_right_to_left);
    let mut recipe = Recipe::default();
    recipe.push_text("mimetype", "application/epub+zip".to_owned());
    recipe.push_text("META-INF/container.xml", CONTAINER.to_owned());
    recipe.push_text("EPUB/package.opf", package_document(edition, &frame, &words.pictures));
    recipe.push_text("EPUB/contents.xhtml", contents(&frame, &words));
    recipe.push_text("EPUB/text.xhtml", text(edition, &frame, &words));
    recipe.push_text("EPUB/book.css", include_str!("epub/book.css").to_owned());
    for medium in words.pictures.media {
        recipe.push_resource(&format!("EPUB/{}", medium.name), medium.bytes);
    }
    Draft::new(recipe, package::zip)
}

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Where a reading app finds the package document.
const CONTAINER: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
    r#"<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>"#,
    r#"<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>"#,
    "</rootfiles></container>\n",
);

/// What every part of a book needs to know.
struct Frame<'e> {
    /// The title, or a word in its place: a book has to have one.
    title: &'e str,
    language: &'e str,
    is_right_to_left: bool,
    /// The attributes of English words; empty where the book is in English.
    english: &'static str,
}

impl<'e> Frame<'e> {
    fn of(edition: &Edition<'e>) -> Frame<'e> {
        let is_english = edition.language.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"));
        Frame {
            title: if has_words(edition.title) { edition.title } else { "Untitled" },
            language: edition.language,
            is_right_to_left: config::is_right_to_left(edition.language),
            english: if is_english { "" } else { r#" lang="en-GB" xml:lang="en-GB" dir="ltr""# },
        }
    }

    /// An XHTML document around the content of its body.
    fn document(&self, body: &str) -> String {
        let mut out = String::with_capacity(body.len() + (1 << 10));
        let direction = if self.is_right_to_left { " dir=\"rtl\"" } else { "" };
        put!(
            out,
            "{DECLARATION}<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{0}\" xml:lang=\"{0}\"{direction}>\n<head>\n<title>{1}</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"book.css\"/>\n</head>\n{body}</html>\n",
            Escaped(self.language),
            Escaped(self.title),
        );
        out
    }
}

/// A line of the contents list.
pub(super) struct Entry {
    /// 2 to 6, as the heading's.
    level: u8,
    /// The id in the text.
    id: String,
    /// Its words, not yet escaped.
    words: String,
}

/// Whether a reader would see or hear anything of a text.
fn has_words(text: &str) -> bool {
    let is_unseen = |c: char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    text.chars().any(|c| !c.is_whitespace() && !c.is_control() && !is_unseen(c))
}

/// The text: title, blocks, footnotes, and the document's own facts at its foot.
fn text(edition: &Edition<'_>, frame: &Frame<'_>, words: &Words) -> String {
    let mut body = String::with_capacity(words.xhtml.len() + (1 << 10));
    body.push_str("<body epub:type=\"bodymatter\">\n");
    if has_words(edition.organisation) {
        put!(
            body,
            "<header data-book-only=\"\">\n<p class=\"organisation\" dir=\"auto\">{}</p>\n</header>\n",
            Escaped(edition.organisation)
        );
    }
    put!(body, "<main>\n{}</main>\n", words.xhtml);
    let identity = if edition.identity == edition.title { "" } else { edition.identity };
    let facts = [edition.organisation, identity].into_iter().filter(|fact| has_words(fact));
    let mut facts = facts.peekable();
    if facts.peek().is_some() {
        body.push_str("<footer data-book-only=\"\">\n");
        facts.for_each(|fact| put!(body, "<p dir=\"auto\">{}</p>\n", Escaped(fact)));
        body.push_str("</footer>\n");
    }
    body.push_str("</body>\n");
    frame.document(&body)
}

/// The navigation document: the title and the headings of the second and third level, and the parts of the book.
fn contents(frame: &Frame<'_>, words: &Words) -> String {
    let mut body = String::with_capacity(4 << 10);
    let english = frame.english;
    put!(
        body,
        "<body>\n<nav epub:type=\"toc\" role=\"doc-toc\" aria-labelledby=\"contents\">\n<h1 id=\"contents\"><span{english}>Contents</span></h1>\n<ol>\n<li><a href=\"text.xhtml#{TITLE_ID}\">{}</a>",
        Escaped(frame.title)
    );
    let mut level = 2;
    for entry in words.entries.iter().filter(|entry| entry.level <= 3) {
        body.push_str(match (level, entry.level) {
            (2, 3) => "\n<ol>\n<li>",
            (3, 2) => "</li>\n</ol></li>\n<li>",
            _ => "</li>\n<li>",
        });
        level = entry.level;
        let language = if entry.id == NOTES_ID { english } else { "" };
        put!(body, "<a href=\"text.xhtml#{}\"{language}>{}</a>", entry.id, Escaped(&entry.words));
    }
    body.push_str(if level == 3 { "</li>\n</ol></li>\n</ol>\n</nav>\n" } else { "</li>\n</ol>\n</nav>\n" });
    put!(
        body,
        "<nav epub:type=\"landmarks\" aria-labelledby=\"parts\" hidden=\"\">\n<h2 id=\"parts\"><span{english}>Parts of this book</span></h2>\n<ol>\n<li><a epub:type=\"bodymatter\" href=\"text.xhtml#{TITLE_ID}\"{english}>Text</a></li>\n"
    );
    if words.entries.iter().any(|entry| entry.id == NOTES_ID) {
        put!(body, "<li><a epub:type=\"endnotes\" href=\"text.xhtml#{NOTES_ID}\"{english}>{NOTES}</a></li>\n");
    }
    body.push_str("</ol>\n</nav>\n</body>\n");
    frame.document(&body)
}

/// The package document: what the book is, what it can do for whom, and its parts.
fn package_document(edition: &Edition<'_>, frame: &Frame<'_>, pictures: &Pictures) -> String {
    let mut out = String::with_capacity(4 << 10);
    let direction = if frame.is_right_to_left { " dir=\"rtl\"" } else { "" };
    put!(
        out,
        "{DECLARATION}<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"identifier\" xml:lang=\"{}\"{direction}>\n<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<dc:identifier id=\"identifier\">{}</dc:identifier>\n",
        Escaped(frame.language),
        identifier(edition),
    );
    let day = edition.issued.map(|day| day.iso().to_string());
    for (name, value) in [
        ("title", frame.title),
        ("language", frame.language),
        ("creator", edition.organisation),
        ("publisher", edition.organisation),
        ("description", edition.description),
        ("date", day.as_deref().unwrap_or("")),
    ] {
        if has_words(value) {
            put!(out, "<dc:{name}>{}</dc:{name}>\n", Escaped(value));
        }
    }
    // EPUB asks for a date, also from a book that has none of its own.
    let modified = edition.issued.unwrap_or(edition.day).iso();
    put!(out, "<meta property=\"dcterms:modified\">{modified}T00:00:00Z</meta>\n");
    push_accessibility(&mut out, pictures);
    out.push_str(concat!(
        "</metadata>\n<manifest>\n",
        "<item id=\"contents\" href=\"contents.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n",
        "<item id=\"text\" href=\"text.xhtml\" media-type=\"application/xhtml+xml\"/>\n",
        "<item id=\"style\" href=\"book.css\" media-type=\"text/css\"/>\n",
    ));
    for (index, medium) in pictures.media.iter().enumerate() {
        put!(
            out,
            "<item id=\"picture_{}\" href=\"{}\" media-type=\"{}\"/>\n",
            index + 1,
            medium.name,
            medium.media_type
        );
    }
    let progression = if frame.is_right_to_left { "rtl" } else { "ltr" };
    put!(
        out,
        "</manifest>\n<spine page-progression-direction=\"{progression}\">\n<itemref idref=\"text\"/>\n</spine>\n</package>\n"
    );
    out
}

/// The name by which reading apps know the book again: the same for the same title, language, organisation, reference
/// and version, and another for the next version. A UUID of the kind that is made from other data (RFC 9562, 5.8).
fn identifier(edition: &Edition<'_>) -> String {
    let mut hash = Sha256::new();
    for part in [edition.title, edition.language, edition.organisation, edition.identity] {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let digest: [u8; 32] = hash.finalize().into();
    let mut uuid = String::from("urn:uuid:");
    for (index, byte) in digest[..16].iter().enumerate() {
        let byte = match index {
            6 => 0x80 | byte & 0x0f,
            8 => 0x80 | byte & 0x3f,
            _ => *byte,
        };
        let hyphen = if matches!(index, 4 | 6 | 8 | 10) { "-" } else { "" };
        put!(uuid, "{hyphen}{byte:02x}");
    }
    uuid
}

/// What readers with a disability can expect (EPUB Accessibility 1.1, 2.1; the terms are schema.org's).
fn push_accessibility(out: &mut String, pictures: &Pictures) {
    let has_pictures = !pictures.media.is_empty();
    let mut push = |property: &str, value: &str| {
        put!(out, "<meta property=\"schema:{property}\">{value}</meta>\n");
    };
    push("accessMode", "textual");
    if has_pictures {
        push("accessMode", "visual");
    }
    // Each picture that is more than decoration has its alternative, so that words alone are enough.
    push("accessModeSufficient", "textual");
    if has_pictures {
        push("accessModeSufficient", "textual,visual");
    }
    for feature in ["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability"] {
        push("accessibilityFeature", feature);
    }
    if pictures.are_described {
        push("accessibilityFeature", "alternativeText");
    }
    // No picture of a site moves.
    push("accessibilityHazard", "none");
    put!(
        out,
        "<meta property=\"schema:accessibilitySummary\" xml:lang=\"en-GB\" dir=\"ltr\">You can read this book with a screen reader, with text to speech or in braille, and change typeface, size, spacing and colours in your reading app. It has headings and a table of contents. {}</meta>\n",
        match (has_pictures, pictures.are_described) {
            (true, true) => "Pictures are described in words.",
            (true, false) => "All pictures are decoration.",
            (false, _) => "It has no pictures.",
        },
    );
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use roxmltree::{Document, Node};

    use super::*;
    use crate::document::parse_markdown;
    use crate::document::tree::Body;
    use crate::formats::sample::{any_body, drafted, part};

    /// Asserts that a part of the book of some Markdown holds these pieces, in this order.
    #[track_caller]
    fn check_part(markdown: &str, name: &str, pieces: &[&str]) {
        let (body, _) = parse_markdown(markdown);
        let draft = drafted(draft, &body, "en-GB");
        assert_sound(&draft);
        let mut rest = part(&draft, name);
        for piece in pieces {
            let at = rest.find(piece).unwrap_or_else(|| panic!("{piece} in {rest}"));
            rest = &rest[at + piece.len()..];
        }
    }

    /// Asserts that the text of the book of some Markdown holds these pieces, in this order.
    #[track_caller]
    fn check(markdown: &str, pieces: &[&str]) {
        check_part(markdown, "EPUB/text.xhtml", pieces);
    }

    /// Asserts what every book has to be: well-formed, with every id once and every link and picture where it leads.
    #[track_caller]
    fn assert_sound(draft: &Draft) {
        assert_eq!(draft.recipe.parts[0].name, "mimetype");
        let names = draft.recipe.parts.iter().map(|part| part.name.as_str()).collect::<BTreeSet<_>>();
        let markup = |name: &str| part(draft, name).replace("<!DOCTYPE html>", "");
        let (text, contents, package) =
            (markup("EPUB/text.xhtml"), markup("EPUB/contents.xhtml"), markup("EPUB/package.opf"));
        let [text, contents, package] = [&text, &contents, &package]
            .map(|part| Document::parse(part).unwrap_or_else(|fault| panic!("{fault}: {part}")));
        let attribute = |node: Node<'_, '_>, name: &str| node.attribute(name).map(str::to_owned);
        let ids = text.descendants().filter_map(|node| attribute(node, "id")).collect::<Vec<_>>();
        let known = ids.iter().map(|id| format!("#{id}")).collect::<BTreeSet<_>>();
        assert_eq!(known.len(), ids.len(), "an id stands twice: {ids:?}");
        for link in text.descendants().filter(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "a"))) {
            let address = link.attribute("href").expect("an address");
            assert!(!address.starts_with('#') || known.contains(address), "{address} of {known:?}");
            assert!(!link.ancestors().skip(1).any(|node| node.tag_name() == link.tag_name()), "a link in a link");
        }
        for address in contents.descendants().filter_map(|node| node.attribute("href")) {
            let id = address.strip_prefix("text.xhtml");
            assert!(address == "book.css" || id.is_some_and(|id| known.contains(id)), "{address}");
        }
        for picture in text.descendants().filter(|node| node.tag_name().name() == "img") {
            let name = format!("EPUB/{}", picture.attribute("src").expect("a file"));
            assert!(names.contains(name.as_str()) && picture.attribute("alt").is_some());
        }
        for item in package.descendants().filter(|node| node.tag_name().name() == "item") {
            assert!(names.contains(format!("EPUB/{}", item.attribute("href").expect("a file")).as_str()));
        }
    }

    #[test]
    fn a_book_says_what_it_is() {
        check_part(
            "![a](a.png) ![b](a.png) ![](b.svg)",
            "EPUB/package.opf",
            &[
                "<dc:identifier id=\"identifier\">urn:uuid:",
                "<dc:title>A &lt;title&gt;</dc:title>",
                "<dc:language>en-GB</dc:language>",
                "<dc:creator>A trust</dc:creator>",
                "<meta property=\"dcterms:modified\">2026-03-01T00:00:00Z</meta>",
                "<meta property=\"schema:accessMode\">visual</meta>",
                "<meta property=\"schema:accessibilityFeature\">alternativeText</meta>",
                "<meta property=\"schema:accessibilityHazard\">none</meta>",
                "href=\"pictures/1.png\" media-type=\"image/png\"/>",
                "href=\"pictures/2.svg\" media-type=\"image/svg+xml\"/>\n</manifest>",
            ],
        );
        let (body, _) = parse_markdown("a");
        let plain = drafted(draft, &body, "en-GB");
        assert!(!part(&plain, "EPUB/package.opf").contains("visual"));
        let urdu = drafted(draft, &body, "ur");
        let identifier =
            |draft: &Draft| part(draft, "EPUB/package.opf").split("urn:uuid:").nth(1).map(|id| id[..36].to_owned());
        assert_ne!(identifier(&plain), identifier(&urdu));
        assert_eq!(identifier(&plain).and_then(|id| id.chars().nth(14)), Some('8'), "the kind of UUID");
    }

    #[test]
    fn headings_are_reached_from_the_contents_and_from_links() {
        let markdown =
            "## A {#x}\n\n### B\n\n### \n\n#### C\n\n## D[^1]\n\n[to A](#x), [nowhere](broken)\n\n[^1]: Note";
        check_part(
            markdown,
            "EPUB/contents.xhtml",
            &[
                "<li><a href=\"text.xhtml#title\">A &lt;title&gt;</a></li>\n<li><a href=\"text.xhtml#heading_1\">A</a>\n<ol>\n",
                "<li><a href=\"text.xhtml#heading_2\">B</a></li>\n</ol></li>\n<li><a href=\"text.xhtml#heading_5\">D</a></li>",
                "<li><a href=\"text.xhtml#notes\">Notes</a></li>\n</ol>\n</nav>",
                "epub:type=\"landmarks\"",
            ],
        );
        check(
            markdown,
            &[
                "<h1 id=\"title\">A &lt;title&gt;</h1>",
                "<h2 id=\"heading_1\">A</h2>",
                "<div id=\"heading_3\"></div>",
                "<p><a href=\"#heading_1\">to A</a>, nowhere</p>",
            ],
        );
    }

    #[test]
    fn footnotes_are_reached_and_left_again() {
        check(
            "a[^x] b[^x]\n\n[^x]: See[^y]\n\n[^y]: - More",
            &[
                "a<sup data-book-only=\"\"><a epub:type=\"noteref\" role=\"doc-noteref\" id=\"reference_1_1\" href=\"#note_1\">1</a></sup>",
                "<section epub:type=\"endnotes\" role=\"doc-endnotes\"",
                "<li id=\"note_1\"><p>See<sup",
                " <a role=\"doc-backlink\" href=\"#reference_1_1\" data-book-only=\"\">Back to reference 1, place 1</a> <a",
                "</a></p></li>\n<li id=\"note_2\"><ul>",
                "</ul>\n<p><a role=\"doc-backlink\"",
                "<footer data-book-only=\"\">\n<p dir=\"auto\">A trust</p>\n<p dir=\"auto\">REF-1</p>\n</footer>",
            ],
        );
    }

    #[test]
    fn tables_name_their_headers() {
        check(
            "Table: Falls {row-headers}\n\n| | b |\n| --- | --: |\n| c | |",
            &[
                "<caption><span data-book-only=\"\">Table 1: </span>Falls</caption>\n<thead>\n<tr><td></td>",
                "<th scope=\"col\" class=\"end\">b</th></tr>\n</thead>\n<tbody>\n",
                "<tr><th scope=\"row\">c</th><td></td></tr>",
            ],
        );
    }

    #[test]
    fn pictures_have_their_alternative() {
        check(
            "![a \"b\"](a.png) ![](a.png) ![c](c.webp) ![d](empty.png) ![](c.webp)",
            &[
                "<img src=\"pictures/1.png\" width=\"4000\" height=\"1000\" alt=\"a &quot;b&quot;\"/>",
                " <img src=\"pictures/1.png\" width=\"4000\" height=\"1000\" alt=\"\"/>",
                " <span data-book-only=\"\">[Picture: c]</span> <span data-book-only=\"\">[Picture: d]</span> </p>",
            ],
        );
    }

    #[test]
    fn components_say_what_they_are() {
        check("> [!NOTE]\n> a", &["<div class=\"box\" role=\"note\">\n<p><strong>Information:</strong> a</p>\n</div>"]);
        check("> [!WARNING]\n> a", &["role=\"doc-notice\">\n<p class=\"label\">Warning</p>\n<p>a</p>"]);
        check("::: details Why\nSo.\n:::", &["<p class=\"label\">Why</p>\n<p>So.</p>"]);
        check("::: dont\n- a\n:::", &["<p class=\"label\">Do not</p>\n<ul>\n<li>a</li>"]);
        check(
            "::: figure {caption=\"C\"}\n![a](a.png)\n\nMore.\n:::",
            &[
                "<figcaption><p class=\"caption\"><span data-book-only=\"\">Figure 1: </span>C</p>\n<p>More.</p>\n</figcaption>",
            ],
        );
        check(
            "::: video {src=https://v.example title=\"Film\" transcript=https://t.example}\nWords.\n:::",
            &[
                "<a href=\"https://v.example\">Video: Film</a>",
                "<a href=\"https://t.example\">Transcript</a>",
                "<p>Words.</p>",
            ],
        );
        check(
            "::: chart {data=a.csv type=bar title=\"Falls\"}\nFewer.\n:::",
            &["Falls</caption>", "Ash</th>", "Fewer."],
        );
        check("::: easy-read\n![a](a.png) We say sorry.\n:::", &["<img", "<p>We say sorry.</p>"]);
        check("    a < b\n    \tc", &["<pre><code>a &lt; b\n\tc"]);
    }

    #[test]
    fn right_to_left_text_is_marked() {
        let (body, _) = parse_markdown("> [!WARNING]\n> ہم `x`");
        let draft = drafted(draft, &body, "ur");
        assert_sound(&draft);
        let text = part(&draft, "EPUB/text.xhtml");
        assert!(text.contains("lang=\"ur\" xml:lang=\"ur\" dir=\"rtl\">"), "{text}");
        assert!(text.contains("<span lang=\"en-GB\" xml:lang=\"en-GB\" dir=\"ltr\">Warning</span>"), "{text}");
        assert!(text.contains("<code dir=\"ltr\">x</code>"), "{text}");
        assert!(part(&draft, "EPUB/package.opf").contains("page-progression-direction=\"rtl\""));
    }

    #[test]
    fn any_tree_gives_a_sound_book_and_always_the_same() {
        for seed in 0..300 {
            let language = if seed % 2 == 0 { "en-GB" } else { "ur" };
            let first = drafted(draft, &any_body(seed), language);
            assert_sound(&first);
            assert_eq!(first.recipe.digest(), drafted(draft, &any_body(seed), language).recipe.digest());
        }
        let draft = drafted(draft, &Body::default(), "en-GB");
        assert_sound(&draft);
        assert!(
            (draft.finish)(&draft.recipe)
                .is_ok_and(|made| made.bytes[30..].starts_with(b"mimetypeapplication/epub+zip"))
        );
    }
}
