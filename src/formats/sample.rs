//! What the tests of the formats share: an edition around any body, and trees that nobody would write.

use std::sync::Arc;

use super::Fonts;
use super::format::{ChartData, Content, Draft, Edition, Hyperlink, LOGO, PictureFile, PictureKind, Print};
use crate::dates::Date;
use crate::document::tree::*;
use crate::language::Spoken;
use crate::source::Span;

/// A drawing that is safe to show.
const DRAWING: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h2\"/></svg>";

/// A grey PNG of one pixel.
const STILL: &[u8] =
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0:~\x9bU\0\0\0\nIDATx\x9cc\xf8\x0f\0\x01\x01\x01\0\xb18\xf6\x14\0\0\0\0IEND\xaeB`\x82";
/// A GIF of one pixel and two frames.
const MOVING: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\xff\0\0\0\0\0!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";

/// The draft of a body in a format and a language. Targets lead where they say, but for those that begin with `broken`;
/// every picture file exists, those named `empty…` without a size.
pub fn drafted(format: fn(&Edition<'_>) -> Draft, body: &Body, language: &str) -> Draft {
    printed(format, body, language, Print::Standard, &Arc::default())
}

/// The same in a size of print, with fonts.
pub fn printed(
    format: fn(&Edition<'_>) -> Draft,
    body: &Body,
    language: &str,
    print: Print,
    fonts: &Arc<Fonts>,
) -> Draft {
    let link = |target: &str| match target.strip_prefix('#') {
        Some(id) => Some(Hyperlink::Heading(id.to_owned())),
        None => (!target.starts_with("broken")).then(|| Hyperlink::Address(target.to_owned())),
    };
    let picture = |target: &str| {
        if target == LOGO {
            return None;
        }
        let (kind, bytes) = match target.rsplit('.').next() {
            Some("svg") => (PictureKind::Svg, DRAWING),
            Some("webp") => (PictureKind::Webp, &b"RIFF"[..]),
            Some("gif") => (PictureKind::Gif, MOVING),
            _ => (PictureKind::Png, STILL),
        };
        let (width, height) = if target.starts_with("empty") { (0, 0) } else { (4000, 1000) };
        Some(PictureFile { bytes: Arc::from(bytes), kind, width, height })
    };
    let chart = |target: &str| {
        let data: &[u8] = if target.starts_with("broken") { b"" } else { b"Ward,Falls\nAsh,12\n" };
        ChartData::read(data).ok().map(Arc::new)
    };
    format(&Edition {
        title: "A <title>",
        description: "About it.",
        language,
        organisation: "A trust",
        identity: "REF-1",
        foot: "REF-1",
        issued: Date::parse("2026-03-01"),
        day: Date::from_unix_seconds(0).unwrap_or_else(|| unreachable!("the first day of 1970")),
        print,
        has_control: false,
        is_partner: false,
        body,
        fonts,
        link: &link,
        picture: &picture,
        chart: &chart,
    })
}

/// The text of a part; empty when the document has no such part.
pub fn part<'d>(draft: &'d Draft, name: &str) -> &'d str {
    let part = draft.recipe.parts.iter().find(|part| part.name == name);
    part.map_or("", |part| match &part.content {
        Content::Text(text) => text,
        Content::Resource(_) | Content::Fonts(_) => "",
    })
}

/// A body of any blocks in any nesting, the same for the same seed: empty parts, ids and footnotes that stand twice or
/// nowhere, links inside of links, markup, control characters and scripts of both directions.
pub fn any_body(seed: u64) -> Body {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let blocks = (0..6).flat_map(|_| dice.blocks(3)).collect();
    let footnotes = (0..dice.roll(4)).map(|_| Footnote { span: SPAN, content: dice.blocks(2), references: 1 });
    Body::new(blocks, footnotes.collect())
}

const SPAN: Span = Span { start: 0, end: 0 };

const WORDS: &[&str] = &[
    "",
    " ",
    "word",
    "two words",
    "<b>&amp;\"'",
    "]]>",
    "\0\u{1}\u{b}",
    "\u{7f}\u{85}",
    "\u{fffe}",
    "مرحبا",
    "שלום (x)",
    "a\nb\r\nc\td",
    "\u{202e}",
    "\u{200b}",
    "<!--",
    "日本語",
    "\u{1f600}",
    "\u{2028}x",
    "[1]",
    "====",
    "\u{feff}",
];
const TARGETS: &[&str] = &[
    "",
    "#x",
    "#y",
    "broken",
    "https://example.org/a?b=c&d",
    "https://exa mple/",
    "mailto:a@example.org",
    "tel:01632 960000",
    "//example.org/<",
    "javascript:a",
    "https://\u{1}/",
];
const FILES: &[&str] = &["a.png", "b.svg", "c.webp", "d.gif", "empty.png"];

/// A source of numbers that looks like chance and is none (xorshift).
struct Dice(u64);

impl Dice {
    /// A number below another.
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len() as u64) as usize]
    }

    fn words(&mut self) -> Box<str> {
        self.pick(WORDS).into()
    }

    fn target(&mut self) -> Box<str> {
        self.pick(TARGETS).into()
    }

    fn picture(&mut self) -> Picture {
        Picture { span: SPAN, target: self.pick(FILES).into(), alt: self.words(), is_decorative: false }
    }

    fn inlines(&mut self, depth: u64) -> Vec<Inline> {
        (0..self.roll(4)).map(|_| Inline { span: SPAN, kind: self.inline(depth) }).collect()
    }

    fn inline(&mut self, depth: u64) -> InlineKind {
        let depth = depth.saturating_sub(1);
        match self.roll(if depth > 0 { 10 } else { 5 }) {
            0 | 1 => InlineKind::Text(self.words()),
            2 => InlineKind::Code(self.words()),
            3 => InlineKind::Break,
            4 => InlineKind::Footnote { index: self.roll(5) as usize, occurrence: self.roll(2) as usize },
            5 => InlineKind::Emphasis(self.inlines(depth).into()),
            6 => InlineKind::Strong(self.inlines(depth).into()),
            9 => InlineKind::Foreign(
                self.pick(&[Spoken::ENGLISH, Spoken::named("ur").unwrap_or(Spoken::ENGLISH)]),
                self.inlines(depth).into(),
            ),
            7 => InlineKind::Link(Box::new(Link { target: self.target(), content: self.inlines(depth) })),
            _ => InlineKind::Picture(Box::new(self.picture())),
        }
    }

    fn blocks(&mut self, depth: u64) -> Vec<Block> {
        (0..self.roll(4)).map(|_| Block { span: SPAN, kind: self.block(depth) }).collect()
    }

    fn block(&mut self, depth: u64) -> BlockKind {
        let inner = depth.saturating_sub(1);
        match self.roll(if depth > 0 { 18 } else { 6 }) {
            0 => BlockKind::Paragraph(self.inlines(3)),
            1 => {
                let id = self.pick(&["x", "y", "", "1 \"<"]).into();
                BlockKind::Heading(Heading { level: self.roll(8) as u8, id, content: self.inlines(2) })
            }
            2 => BlockKind::Code(self.words()),
            3 => BlockKind::Rule,
            4 => BlockKind::Action(Action { target: self.target(), content: self.inlines(2) }),
            5 => BlockKind::Table(Box::new(self.table())),
            6 => BlockKind::List(self.list(inner)),
            7 => BlockKind::Steps(self.list(inner)),
            8 => BlockKind::Quote(self.blocks(inner)),
            9 => {
                let kind =
                    self.pick(&[CalloutKind::Note, CalloutKind::Tip, CalloutKind::Important, CalloutKind::Warning]);
                BlockKind::Callout(Callout { kind, content: self.blocks(inner) })
            }
            10 => {
                let meanings = |dice: &mut Dice| (0..dice.roll(3)).map(|_| dice.blocks(inner)).collect();
                let definition = |dice: &mut Dice| Definition { term: dice.inlines(2), meanings: meanings(dice) };
                BlockKind::Definitions((0..self.roll(3)).map(|_| definition(self)).collect())
            }
            11 => BlockKind::Details(Details { summary: self.inlines(2), content: self.blocks(inner) }),
            12 => {
                let advice = self.pick(&[Advice::Do, Advice::Dont]);
                let (heading, content) = (self.inlines(2), self.blocks(inner));
                BlockKind::Guidance(Box::new(Guidance { advice, heading, content }))
            }
            13 => BlockKind::Contact(Contact { heading: self.inlines(2), content: self.blocks(inner) }),
            14 => {
                let picture = (self.roll(3) > 0).then(|| self.picture());
                BlockKind::Figure(Box::new(Figure { picture, caption: self.words(), content: self.blocks(inner) }))
            }
            15 => BlockKind::Video(Box::new(Video {
                source: self.target(),
                title: self.words(),
                captions: None,
                transcript: Some(self.target()),
                described: None,
                poster: None,
                length: None,
                captioned: None,
                content: self.blocks(inner),
            })),
            16 => {
                let row = |dice: &mut Dice| EasyReadRow { picture: Some(dice.picture()), content: dice.blocks(inner) };
                BlockKind::EasyRead((0..self.roll(3)).map(|_| row(self)).collect())
            }
            _ => {
                let data = self.pick(&["a.csv", "broken.csv"]).into();
                BlockKind::Chart(Box::new(Chart { data, title: self.words(), content: self.blocks(inner) }))
            }
        }
    }

    fn list(&mut self, depth: u64) -> List {
        let start = self.pick(&[None, Some(0), Some(1), Some(999_999_999)]);
        let items = (0..self.roll(4)).map(|_| Item { span: SPAN, content: self.blocks(depth) }).collect();
        List { start, tight: self.roll(2) == 0, items }
    }

    fn table(&mut self) -> Table {
        let cells = |dice: &mut Dice| -> Vec<Cell> {
            (0..dice.roll(4)).map(|_| Cell { span: SPAN, content: dice.inlines(2) }).collect()
        };
        Table {
            caption: self.inlines(2),
            alignments: vec![Alignment::Start, Alignment::End],
            header: cells(self),
            rows: (0..self.roll(3)).map(|_| cells(self)).collect(),
            row_headers: self.roll(2) == 0,
        }
    }
}
