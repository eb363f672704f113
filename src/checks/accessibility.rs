//! Accessibility in authorship: what only the author can mend, because it lies in the words and not in the code.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::check::{Check, Run, Subject};
use super::passage::{Passage, Role};
use super::prose::pattern;
use crate::diagnostic::{Diagnostic, Rule};
use crate::document::tree::*;
use crate::document::words::slug;
use crate::rule;
use crate::site::{Destination, Page, Site};
use crate::source::Span;

rule!(/// A text alternative that says nothing about the picture.
    ALT = "accessibility/alt-not-useful", Error, None, "WCAG 2.2, 1.1.1 Non-text content, https://www.w3.org/TR/WCAG22/#non-text-content");
rule!(/// A link whose words say nothing of where it leads.
    LINK_WORDS = "accessibility/link-words", Error, None, "WCAG 2.2, 2.4.4 and 2.4.9 Link purpose, https://www.w3.org/TR/WCAG22/#link-purpose-in-context");
rule!(/// A link whose words are an address.
    LINK_ADDRESS = "accessibility/link-address", Warning, None, "NHS digital service manual, links, https://service-manual.nhs.uk/content/links");
rule!(/// Links with the same words that lead to different places.
    LINK_TWINS = "accessibility/link-twins", Warning, None, "WCAG 2.2, 2.4.9 Link purpose (link only), https://www.w3.org/TR/WCAG22/#link-purpose-link-only");
rule!(/// A paragraph in bold that stands for a heading.
    FAKE_HEADING = "accessibility/fake-heading", Error, None, "WCAG 2.2, 1.3.1 Info and relationships, https://www.w3.org/TR/WCAG22/#info-and-relationships");
rule!(/// A heading in capitals, or one that ends like a sentence.
    HEADING_FORM = "accessibility/heading-form", Warning, None, "NHS digital service manual, headings, https://service-manual.nhs.uk/content/formatting-and-punctuation");
rule!(/// A table without names for its columns.
    TABLE_HEADERS = "accessibility/table-headers", Error, None, "WCAG 2.2, 1.3.1 Info and relationships, https://www.w3.org/TR/WCAG22/#info-and-relationships");
rule!(/// A table that only arranges text.
    TABLE_LAYOUT = "accessibility/table-layout", Warning, None, "WCAG 2.2, 1.3.1 Info and relationships, https://www.w3.org/TR/WCAG22/#info-and-relationships");
rule!(/// A list made of dashes or dots inside a paragraph.
    FAKE_LIST = "accessibility/fake-list", Error, None, "WCAG 2.2, 1.3.1 Info and relationships, https://www.w3.org/TR/WCAG22/#info-and-relationships");
rule!(/// Words in capitals.
    CAPITALS = "accessibility/capitals", Warning, None, "NHS digital service manual, formatting, https://service-manual.nhs.uk/content/formatting-and-punctuation");
rule!(/// A picture character that stands for words.
    SYMBOLS = "accessibility/symbols", Warning, None, "WCAG 2.2, 1.1.1 Non-text content, https://www.w3.org/TR/WCAG22/#non-text-content");
rule!(/// A colour or a place on the screen as the only name for something.
    SENSES = "accessibility/colour-or-position", Warning, None, "WCAG 2.2, 1.3.3 Sensory characteristics and 1.4.1 Use of colour, https://www.w3.org/TR/WCAG22/#sensory-characteristics");
rule!(/// A passage in a language that is not the page's.
    FOREIGN = "accessibility/foreign-passage", Warning, None, "WCAG 2.2, 3.1.2 Language of parts, https://www.w3.org/TR/WCAG22/#language-of-parts");

/// The check of what authors write, for readers who hear it, magnify it or cannot tell colours apart.
pub const ACCESSIBILITY: Check = Check {
    rules: &[
        &ALT,
        &LINK_WORDS,
        &LINK_ADDRESS,
        &LINK_TWINS,
        &FAKE_HEADING,
        &HEADING_FORM,
        &TABLE_HEADERS,
        &TABLE_LAYOUT,
        &FAKE_LIST,
        &CAPITALS,
        &SYMBOLS,
        &SENSES,
        &FOREIGN,
    ],
    run: Run::Page(run),
};

/// A paragraph in bold with more words than this is emphasis, however misplaced.
const HEADING_WORDS_MAX: usize = 12;

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let mut judge = Judge { page: subject.page, site: subject.site, found, links: BTreeMap::new() };
    let typed_from = subject.page.document.meta.span.end;
    judge.blocks(&subject.body.blocks, typed_from);
    for footnote in &subject.body.footnotes {
        judge.blocks(&footnote.content, typed_from);
    }
    for passage in subject.passages {
        judge.links(passage.inlines);
        judge.words(passage);
    }
}

struct Judge<'a, 'f> {
    page: &'a Page,
    site: &'a Site,
    found: &'f mut Vec<Diagnostic>,
    /// Where links with these words lead.
    links: BTreeMap<String, String>,
}

impl<'a> Judge<'a, '_> {
    fn report(&mut self, rule: &Rule, span: Span, message: impl Into<String>, help: &str) {
        self.found.push(Diagnostic::new(rule, self.page.document.path(), span, message).help(help));
    }

    fn blocks(&mut self, blocks: &'a [Block], typed_from: u32) {
        for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.span.start >= typed_from) {
            match &block.kind {
                BlockKind::Paragraph(content) => {
                    self.fake_list(content, block.span);
                    if blocks.get(index + 1).is_some() {
                        self.fake_heading(content, block.span);
                    }
                    self.pictures(content);
                }
                BlockKind::Table(table) => self.table(table, block.span),
                BlockKind::Figure(figure) => {
                    if let Some(picture) = &figure.picture {
                        self.alt(picture, &figure.caption);
                    }
                }
                BlockKind::EasyRead(rows) => {
                    for picture in rows.iter().filter_map(|row| row.picture.as_ref()) {
                        self.alt(picture, "");
                    }
                }
                _ => {}
            }
            for children in block.children() {
                self.blocks(children, typed_from);
            }
        }
    }

    fn pictures(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Picture(picture) => self.alt(picture, ""),
                InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Foreign(_, content) => {
                    self.pictures(content)
                }
                InlineKind::Link(link) => self.pictures(&link.content),
                _ => {}
            }
        }
    }

    /// A text alternative that is a file name, or says only that there is a picture, or repeats the caption.
    fn alt(&mut self, picture: &Picture, caption: &str) {
        let alt = picture.alt.trim();
        if alt.is_empty() {
            return;
        }
        let help = "say what the picture shows and why it is here, in a sentence";
        if FILE_NAME.is_match(alt) {
            self.report(&ALT, picture.span, "the text alternative of this picture is the name of a file", help);
        } else if BARE_ALT.is_match(alt) {
            self.report(&ALT, picture.span, "the text alternative of this picture says only that there is one", help);
        } else if ALT_START.is_match(alt) {
            let help = "leave the first words out: screen readers say that it is a picture";
            self.report(&ALT, picture.span, "the text alternative begins by saying that this is a picture", help);
        } else if !caption.trim().is_empty() && slug(alt) == slug(caption) {
            let help = "say in the text alternative what the picture shows; the caption is read out as well";
            self.report(&ALT, picture.span, "the text alternative repeats the caption", help);
        }
    }

    fn links(&mut self, inlines: &'a [Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Emphasis(content) | InlineKind::Strong(content) | InlineKind::Foreign(_, content) => {
                    self.links(content)
                }
                InlineKind::Link(link) => self.link(link, inline.span),
                _ => {}
            }
        }
    }

    fn link(&mut self, link: &'a Link, span: Span) {
        let words = plain_text(&link.content);
        let words = words.trim();
        if words.is_empty() || link.target.starts_with("mailto:") || link.target.starts_with("tel:") {
            return;
        }
        if VAGUE.is_match(words) {
            let message = format!("\"{words}\" does not say where this link leads");
            let help = "name the page or file in the words of the link: people go through links out of their sentences";
            return self.report(&LINK_WORDS, span, message, help);
        }
        if ADDRESS.is_match(words) {
            let help = "write what is there, and put the address into the brackets: [Name of the page](address)";
            return self.report(
                &LINK_ADDRESS,
                span,
                "the words of this link are an address, which is read out sign by sign",
                help,
            );
        }
        let target = match self.site.resolve(self.page, &link.target, Purpose::Link) {
            Destination::Page(page, fragment) => format!("{}#{}", page.address, fragment.unwrap_or("")),
            Destination::Here(fragment) => format!("{}#{fragment}", self.page.address),
            Destination::File(path) => path.to_string(),
            Destination::Outside(address) => address.trim_end_matches('/').to_owned(),
            Destination::Broken(_) => return,
        };
        match self.links.get(&words.to_lowercase()) {
            None => {
                self.links.insert(words.to_lowercase(), target);
            }
            Some(before) if *before != target => {
                let message = "another link on this page has the same words and leads elsewhere";
                self.report(&LINK_TWINS, span, message, "give each its own words");
            }
            Some(_) => {}
        }
    }

    /// A short paragraph that is all bold and says something to what follows.
    fn fake_heading(&mut self, content: &[Inline], span: Span) {
        let mut inner =
            content.iter().filter(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty()));
        let (Some(Inline { kind: InlineKind::Strong(strong), .. }), None) = (inner.next(), inner.next()) else {
            return;
        };
        let words = plain_text(strong);
        let ends_as_sentence = words.trim_end().ends_with(['.', '!', '?', ',', ';', ':']);
        if !ends_as_sentence && (1..=HEADING_WORDS_MAX).contains(&words.split_whitespace().count()) {
            let message = "this line in bold looks like a heading and is none";
            self.report(
                &FAKE_HEADING,
                span,
                message,
                "make it a heading: start the line with ## or ###, without asterisks",
            );
        }
    }

    /// Lines that begin with a dash, a dot or a number in brackets, in one paragraph.
    fn fake_list(&mut self, content: &[Inline], span: Span) {
        let mut lines = 0;
        let mut at_start = true;
        for inline in content {
            match &inline.kind {
                InlineKind::Text(text) => {
                    let starts = at_start && FAKE_ITEM.is_match(text.trim_start());
                    // Soft line ends are spaces here: "• one • two".
                    lines += usize::from(starts)
                        + text.matches(" • ").count()
                        + text.matches(" · ").count().saturating_sub(1);
                    at_start = false;
                }
                InlineKind::Break => at_start = true,
                _ => at_start = false,
            }
        }
        if lines >= 2 {
            let help = "make it a list: a hyphen and a space before each item, each on a line of its own, with an empty line before the first";
            self.report(&FAKE_LIST, span, "these lines look like a list and are none", help);
        }
    }

    fn table(&mut self, table: &Table, span: Span) {
        let columns = table.header.len();
        if table.header.iter().all(|cell| cell.content.is_empty()) {
            let help = "name each column in the first row; if the rows have no columns to name, use a list";
            self.report(&TABLE_HEADERS, span, "this table has no names for its columns", help);
        } else if columns < 2 || table.rows.is_empty() {
            let help = "use a list or paragraphs: a screen reader announces a table, and there is none to read";
            self.report(&TABLE_LAYOUT, span, "this table has only one column or no rows", help);
        }
    }

    fn words(&mut self, passage: &Passage<'_>) {
        let text = passage.text.as_str();
        if let Role::Heading(_) = passage.role {
            let letters = text.chars().filter(|c| c.is_alphabetic());
            let words = text.split_whitespace().count();
            if words > 1 && letters.clone().count() > 8 && letters.clone().all(char::is_uppercase) {
                let help = "write it in sentence case: a capital for the first word and for names";
                return self.report(&HEADING_FORM, passage.place, "this heading is all in capitals", help);
            }
            if text.trim_end().ends_with('.') && !text.trim_end().ends_with("..") {
                self.report(
                    &HEADING_FORM,
                    passage.place,
                    "this heading ends with a full stop",
                    "take the full stop away",
                );
            }
        } else if let Some(range) = capitals(text) {
            let help = "write it in sentence case; for emphasis, say that it is important";
            self.report(
                &CAPITALS,
                passage.span(range),
                "these words are in capitals, which are hard to read and may be spelled out",
                help,
            );
        }
        if let Some((at, symbol)) = text.char_indices().find(|(_, c)| is_symbol(*c)) {
            let message = "this sign is a picture: some readers hear its name, others nothing";
            let help = "say it in words, or take it away";
            self.report(&SYMBOLS, passage.span(at..at + symbol.len_utf8()), message, help);
        }
        if SENSE_WORDS.is_match(text)
            && let Some(words) = SENSE.find(text)
        {
            let message = format!("\"{}\" means nothing to readers who cannot see it", words.as_str());
            let help = "name the thing by its title or heading, for example: the section \"How to complain\"";
            self.report(&SENSES, passage.span(words.range()), message, help);
        }
        if let Some(language) = foreign(text, &self.page.language) {
            let message = format!("this passage seems to be in another language, {language}");
            let help = "put it on a page of its own in that language (NAME.LANG.md), so that screen readers read it by its own rules";
            self.report(&FOREIGN, passage.place, message, help);
        }
    }
}

static FILE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^\S*\.(?:png|jpe?g|gif|svg|webp|bmp|tiff?|heic)$|^(?:img|dsc|image|photo|screenshot|scan)[-_ ]?\d+\S*$|^screenshot \d{4}.*$",
    )
});
static BARE_ALT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:an?\s+|the\s+)?(?:image|picture|photo(?:graph)?|graphic|illustration|figure|diagram|chart|graph|logo|icon|screenshot|banner|alt(?:ernative)?(?: text)?)\.?$",
    )
});
static ALT_START: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:an?\s+|the\s+|this is an?\s+)?(?:image|picture|photo|photograph|graphic)\s+(?:of|showing|shows)\b",
    )
});
static VAGUE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:please\s+)?(?:click(?:\s+(?:here|this|on this|the link|below))?|here|this|this (?:link|page|document|website|site)|(?:read|find out|learn|see|view|show)?\s*more(?:\s+(?:info(?:rmation)?|details|here))?|link|website|web ?page|page|download(?:\s+(?:here|now|this))?|details|info(?:rmation)?|go|continue|document|pdf|view|open|visit|read)(?:\s*[.…>»]+)?$",
    )
});
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:https?://|www\.)\S+$"));
static FAKE_ITEM: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:[-–—•·●▪◦*]\s|\(?[0-9a-z]\)\s)"));
/// Without one of these words there is nothing to look for.
static SENSE_WORDS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:red|green|amber|yellow|blue|orange|purple|grey|pink|left|right)\b"));
static SENSE: LazyLock<Regex> = LazyLock::new(|| {
    const COLOUR: &str = "(?:red|green|amber|yellow|blue|orange|purple|grey|pink)";
    const THING: &str = "(?:box(?:es)?|text|buttons?|sections?|rows?|columns?|cells?|areas?|lines?|bars?|links?|panels?|tabs?|arrows?|words?)";
    pattern(&format!(
        r"(?i)\b(?:(?:the|in|a|each|any|all)\s+{COLOUR}\s+{THING}|(?:shown|marked|highlighted|shaded|coloured|written|printed|listed|are|is|items?|those)\s+in\s+{COLOUR}\b|(?:the\s+)?(?:{THING}|menu|list|picture|chart|form|contents|table|map)\s+(?:on|to|at)\s+(?:the\s+|your\s+)?(?:left|right)|on\s+the\s+(?:left|right)[- ]hand\s+side|(?:left|right)[- ]hand\s+(?:{THING}|menu|side of (?:the|this) (?:page|screen)))"
    ))
});

/// The first run of words in capitals that are no abbreviations: three words or more, of some length.
fn capitals(text: &str) -> Option<std::ops::Range<usize>> {
    let mut start = None;
    let (mut words, mut letters, mut end) = (0, 0, 0);
    let whole = |start: Option<usize>, words: usize, letters: usize, end: usize| {
        start.filter(|_| words >= 3 && letters >= 14).map(|start| start..end)
    };
    for piece in text.split_whitespace() {
        let at = piece.as_ptr() as usize - text.as_ptr() as usize;
        let count = piece.chars().filter(|c| c.is_alphabetic()).count();
        let is_upper = count > 0 && piece.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
        if is_upper && (count > 1 || words > 0) {
            start.get_or_insert(at);
            words += 1;
            letters += count;
            end = at + piece.len();
        } else {
            if let Some(range) = whole(start, words, letters, end) {
                return Some(range);
            }
            (start, words, letters) = (None, 0, 0);
        }
    }
    whole(start, words, letters, end)
}

/// Characters that are small pictures: emoji, ticks, crosses, stars and arrows.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{25a0}'..='\u{25ff}')
}

/// Small words that only one language has, for languages in Latin letters; other scripts show themselves.
const SMALL_WORDS: &[(&str, &[&str])] = &[
    (
        "Welsh",
        &[
            "yn", "yr", "ar", "gyfer", "eich", "gallwch", "neu", "chi", "ein", "ac", "mae", "wedi", "ni", "hon", "hwn",
            "ddim", "o'r", "i'r",
        ],
    ),
    (
        "Polish",
        &[
            "się", "nie", "jest", "na", "dla", "lub", "jeśli", "możesz", "oraz", "przez", "jak", "czy", "ze", "są",
            "ale",
        ],
    ),
    (
        "Romanian",
        &["și", "este", "sau", "pentru", "dacă", "puteți", "în", "cu", "nu", "să", "dumneavoastră", "sunt", "care"],
    ),
    ("Somali", &["waa", "iyo", "ama", "haddii", "aad", "waxaad", "ku", "ka", "oo", "adiga", "luqad", "waxaa"]),
    (
        "French",
        &[
            "vous", "est", "les", "des", "une", "pour", "dans", "ou", "et", "sur", "votre", "nous", "avec", "êtes",
            "pas",
        ],
    ),
    ("Spanish", &["usted", "puede", "para", "los", "las", "una", "su", "con", "en", "el", "por", "está", "si", "más"]),
    ("Portuguese", &["você", "pode", "para", "uma", "com", "ou", "não", "em", "por", "seu", "está", "são", "mais"]),
    ("German", &["sie", "und", "oder", "der", "das", "für", "mit", "ist", "nicht", "wenn", "können", "ein", "eine"]),
];

/// The name of the language that a passage seems to be in, when it is not the page's: many of its words are small words
/// of that language, and few are English.
fn foreign(text: &str, page_language: &str) -> Option<&'static str> {
    const ENGLISH: &[&str] =
        &["the", "and", "of", "to", "is", "in", "you", "we", "for", "or", "with", "this", "that", "are", "our"];
    // Enough to be sure, and no more.
    const WORDS: usize = 60;
    let primary = page_language.split('-').next().unwrap_or("");
    let words: Vec<String> = text
        .split_whitespace()
        .take(WORDS)
        .map(|word| word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() < 6 || primary != "en" {
        return None;
    }
    let count = |list: &[&str]| words.iter().filter(|word| list.contains(&word.as_str())).count();
    if count(ENGLISH) * 12 > words.len() {
        return None;
    }
    let (share, name, list) =
        SMALL_WORDS.iter().map(|(name, list)| (count(list), *name, *list)).max_by_key(|it| it.0)?;
    let different = list.iter().filter(|small| words.iter().any(|word| word == *small)).count();
    (different >= 3 && share * 5 >= words.len()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_told_from_abbreviations() {
        assert_eq!(
            capitals("Please DO NOT USE THIS FORM again").map(|it| it.len()),
            Some("DO NOT USE THIS FORM".len())
        );
        assert_eq!(capitals("The NHS, PSIRF and LFPSE, MNSI"), None);
        assert_eq!(capitals("A B C test"), None);
    }

    #[test]
    fn foreign_passages_are_found() {
        assert_eq!(
            foreign("Gallwch ofyn i ni am unrhyw dudalen o'r wefan hon yn eich iaith chi.", "en-GB"),
            Some("Welsh")
        );
        assert_eq!(
            foreign("Możesz poprosić nas o każdą stronę, jeśli nie rozumiesz i jest to dla ciebie trudne.", "en-GB"),
            Some("Polish")
        );
        for english in [
            "We met the patient and the family in a room by the sea.",
            "Jan Kowalski, Maria de la Cruz, Ana Silva and the team",
            "Falls, sepsis, pressure ulcers, insulin, discharge, handover",
        ] {
            assert_eq!(foreign(english, "en-GB"), None, "{english}");
        }
    }
}
