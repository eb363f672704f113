//! Accessibility in authorship: what only the author can mend, because it lies in the words and not in the code.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::check::{Check, Report, Run, Subject};
use super::cues::Cues;
use super::passage::{Passage, Role, shouted};
use super::prose::pattern;
use super::tables::has_headers;
use super::unwritten::stopgaps;
use crate::diagnostic::Diagnostic;
use crate::document::tree::*;
use crate::document::words::slug;
use crate::rule;
use crate::site::Destination;
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
    let mut judge = Judge { report: Report::new(subject, found), links: BTreeMap::new(), around: 1, numbered: None };
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
    report: Report<'a, 'f>,
    /// Where links with these words lead.
    links: BTreeMap<String, String>,
    /// The level of the heading around this place, 1 for none.
    around: u8,
    /// The level of headings with a number of one part.
    numbered: Option<u8>,
}

impl<'a> Judge<'a, '_> {
    fn blocks(&mut self, blocks: &'a [Block], typed_from: u32) {
        for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.span.start >= typed_from) {
            match &block.kind {
                BlockKind::Paragraph(content) => {
                    if blocks.get(index + 1).is_some() {
                        self.fake_heading(content, block.span);
                    }
                    self.pictures(content);
                }
                BlockKind::Heading(heading) => {
                    self.around = heading.level;
                    if let Some(depth) = number_depth(&plain_text(&heading.content)) {
                        self.numbered = heading.level.checked_sub(depth - 1).or(self.numbered);
                    }
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
        if is_file_name(alt, &picture.target) {
            self.report.at(&ALT, picture.span, "the text alternative of this picture is the name of a file", help);
        } else if BARE_ALT.is_match(alt) {
            self.report.at(
                &ALT,
                picture.span,
                "the text alternative of this picture says only that there is one",
                help,
            );
        } else if ALT_START.is_match(alt) {
            let help = "leave the first words out: screen readers say that it is a picture";
            self.report.at(&ALT, picture.span, "the text alternative begins by saying that this is a picture", help);
        } else if !caption.trim().is_empty() && slug(alt) == slug(caption) {
            let help = "say in the text alternative what the picture shows; the caption is read out as well";
            self.report.at(&ALT, picture.span, "the text alternative repeats the caption", help);
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
            return self.report.at(&LINK_WORDS, span, message, help);
        }
        if ADDRESS.is_match(words) {
            let help = "write what is there, and put the address into the brackets: [Name of the page](address)";
            return self.report.at(
                &LINK_ADDRESS,
                span,
                "the words of this link are an address, which is read out sign by sign",
                help,
            );
        }
        let target = match self.report.subject.site.resolve(self.report.subject.page, &link.target, Purpose::Link) {
            Destination::Page(page, fragment) => format!("{}#{}", page.address, fragment.unwrap_or("")),
            Destination::Here(fragment) => format!("{}#{fragment}", self.report.subject.page.address),
            Destination::File(path) => path.to_string(),
            Destination::Outside(address) => address.trim_end_matches('/').to_owned(),
            Destination::Broken(_) => return,
        };
        let spoken = words.trim_end_matches(['.', ',', ':', ';', '!', '?']).to_lowercase();
        match self.links.get(&spoken) {
            None => {
                self.links.insert(spoken, target);
            }
            Some(before) if *before != target => {
                let message = "another link on this page has the same words and leads elsewhere";
                self.report.at(&LINK_TWINS, span, message, "give each its own words");
            }
            Some(_) => {}
        }
    }

    /// What to do with a line that only looks like a heading. What a document of Word needs, a page does not.
    fn instead_of(&self, words: &str) -> String {
        let words = words.trim().trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let is_one_of = |list: &[&str]| list.contains(&words.as_str());
        if is_one_of(&["contents", "table of contents", "contents page", "list of contents"]) {
            return "delete it and the list below it: Candour makes the list of contents by itself".to_owned();
        }
        if is_one_of(&["end", "end of document", "end of policy", "document ends", "page intentionally blank"]) {
            return "delete it: a page needs no mark at its end".to_owned();
        }
        if words == self.report.subject.page.document.title().trim().to_lowercase() {
            return "delete it: the title stands above the page already".to_owned();
        }
        // Its number says the level; without one it stands below the heading around it.
        let level = match (self.numbered, number_depth(&words)) {
            (Some(top), Some(depth)) => top + depth - 1,
            _ => self.around + 1,
        };
        let signs = "#".repeat(usize::from(level.clamp(2, 6)));
        format!(
            "make it a heading: start the line with {signs}, without asterisks; if it is left over from a Word document, delete it"
        )
    }

    /// A short paragraph that is all bold and says something to what follows.
    fn fake_heading(&mut self, content: &[Inline], span: Span) {
        let mut inner =
            content.iter().filter(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.trim().is_empty()));
        let (Some(only), None) = (inner.next(), inner.next()) else { return };
        let is_strong = |inlines: &[Inline]| matches!(inlines, [Inline { kind: InlineKind::Strong(_), .. }]);
        match &only.kind {
            InlineKind::Strong(_) => {}
            InlineKind::Emphasis(inside) if is_strong(inside) => {}
            _ => return,
        }
        let words = plain_text(std::slice::from_ref(only));
        let ends_as_sentence = words.trim_end().ends_with(['.', '!', '?', ',', ';']);
        if !ends_as_sentence && (1..=HEADING_WORDS_MAX).contains(&words.split_whitespace().count()) {
            let message = "this line in bold looks like a heading and is none";
            self.report.at(&FAKE_HEADING, span, message, self.instead_of(&words));
        }
    }

    /// Lines that begin with a dash, a dot or a letter in brackets, or numbers and dots within a line.
    fn fake_list(&mut self, passage: &Passage<'_>) {
        let text = passage.text.as_str();
        let lines = passage.lines.iter().filter(|at| is_fake_item(&text[**at..])).count();
        let dots = match passage.cues.has(Cues::BEYOND_ASCII) {
            true => text.matches(" • ").count() + text.matches(" · ").count().saturating_sub(1),
            false => 0,
        };
        let starts = usize::from(passage.lines.len() == 1 && lines == 1);
        if lines.max(dots + starts) >= 2
            || (passage.cues.has(Cues::DIGIT) && text.contains('2') && NUMBERED.is_match(text))
        {
            let help = "make it a list: a hyphen and a space before each item, each on a line of its own, with an empty line before the first";
            self.report.at(&FAKE_LIST, passage.place, "these lines look like a list and are none", help);
        }
    }

    fn table(&mut self, table: &Table, span: Span) {
        let columns = table.header.len();
        if !has_headers(table) {
            let help = "name each column in the first row; if the rows have no columns to name, use a list";
            self.report.at(&TABLE_HEADERS, span, "this table has no names for its columns", help);
        } else if columns < 2 || table.rows.is_empty() {
            let help = "use a list or paragraphs: a screen reader announces a table, and there is none to read";
            self.report.at(&TABLE_LAYOUT, span, "this table has only one column or no rows", help);
        }
    }

    fn words(&mut self, passage: &Passage<'_>) {
        let text = passage.text.as_str();
        if !matches!(passage.role, Role::Heading(_)) {
            self.fake_list(passage);
        }
        let has = |cue| passage.cues.has(cue);
        if has(Cues::ADDRESS)
            && let Some(address) = BARE_ADDRESS.find(text).filter(|it| !is_link_or_code(passage.inlines, it.as_str()))
        {
            let message = "this address is no link, and is read out sign by sign";
            let help = "make it a link with the name of what is there: [Name of the page](address)";
            self.report.at(&LINK_ADDRESS, passage.span(address.range()), message, help);
        }
        if let Role::Heading(_) = passage.role {
            if is_shouted_heading(text) {
                let help = "write it in sentence case: a capital for the first word and for names";
                return self.report.at(&HEADING_FORM, passage.place, "this heading is in capitals", help);
            }
            if text.trim_end().ends_with('.') && !text.trim_end().ends_with("..") {
                self.report.at(
                    &HEADING_FORM,
                    passage.place,
                    "this heading ends with a full stop",
                    "take the full stop away",
                );
            }
        } else if (has(Cues::CAPITALS) || has(Cues::BEYOND_ASCII))
            // "TO BE CONFIRMED" is to be written, not to be said more quietly.
            && let Some(range) = shouted(text).into_iter().find(|range| {
                stopgaps(text).iter().all(|it| it.end <= range.start || it.start >= range.end)
            })
        {
            let help = "write it in sentence case; for emphasis, say that it is important";
            self.report.at(
                &CAPITALS,
                passage.span(range),
                "these words are in capitals, which are hard to read and may be spelled out",
                help,
            );
        }
        if has(Cues::BEYOND_ASCII)
            && let Some((at, symbol)) = text.char_indices().find(|(at, c)| is_symbol(*c) && !(*at == 0 && is_box(*c)))
        {
            let message = "this sign is a picture: some readers hear its name, others nothing";
            let help = "say it in words, or take it away";
            self.report.at(&SYMBOLS, passage.span(at..at + symbol.len_utf8()), message, help);
        }
        if has(Cues::SENSE)
            && let Some(words) = SENSE.find(text)
        {
            let message = format!("\"{}\" means nothing to readers who cannot see it", words.as_str());
            let help = "name the thing by its title or heading, for example: the section \"How to complain\"";
            self.report.at(&SENSES, passage.span(words.range()), message, help);
        }
        if let Some(language) = foreign(text, &self.report.subject.page.language) {
            let message = format!("this passage seems to be in another language, {language}");
            let help = "put it on a page of its own in that language (NAME.LANG.md), so that screen readers read it by its own rules";
            self.report.at(&FOREIGN, passage.place, message, help);
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
        r"(?i)^(?:an?\s+|the\s+|this is an?\s+)?(?:image|picture|photo|photograph|graphic)(?:\s*[:–-]|\s+(?:of|showing|shows|that shows)\b)",
    )
});
static VAGUE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)^(?:please\s+)?(?:click\s+(?:here|this|on|below)\b.*|(?:click|follow|see|open|use|go to)(?:\s+the|\s+this)?\s+link|click|here|(?:see|go|look) here|this|this (?:link|page|document|website|site|leaflet|file|form|report|guide|guidance|policy|article|video|film|pdf)|(?:read|find out|learn|see|view|show|for)?\s*more(?:\s+(?:info(?:rmation)?|details|here|about this|on this))?(?:\s+here)?|(?:full |further )?details(?: here)?|further information|link|website|web ?page|page|download(?:\s+(?:here|now|this))?|details|info(?:rmation)?|go|continue|document|pdf|view|open|visit|read)(?:\s*[.…>»]+)?$",
    )
});
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(?:(?:https?://|www\.)\S+|(?:[\w-]+\.)+(?:uk|org|com|net|int|eu|info|example)(?:/\S*)?)$")
});
static BARE_ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)\b(?:https?://|www\.)[\w-]+\.[\w./?=&%#~-]*[\w/]"));
static NUMBERED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:^|\s)1[.)]\s+\p{L}.*\s2[.)]\s+\p{L}.*\s3[.)]\s+\p{L}"));
/// Without one of these words there is nothing to look for.
pub(super) const SENSE_WORDS: &[&str] =
    &["red", "green", "amber", "yellow", "blue", "orange", "purple", "grey", "pink", "left", "right"];
static SENSE: LazyLock<Regex> = LazyLock::new(|| {
    const COLOUR: &str = "(?:red|green|amber|yellow|blue|orange|purple|grey|pink)";
    const THING: &str = "(?:box(?:es)?|text|buttons?|sections?|rows?|columns?|cells?|areas?|lines?|bars?|links?|panels?|tabs?|arrows?|words?)";
    pattern(&format!(
        r"(?i)\b(?:(?:the|in|a|each|any|all)\s+(?:(?:large|big|small|little|round|square|bright|light|dark|pale)\s+)*{COLOUR}\s+{THING}|(?:shown|marked|highlighted|shaded|coloured|written|printed|listed|are|is|items?|those)\s+in\s+{COLOUR}\b|(?:highlighted|shaded|coloured)\s+{COLOUR}\b|(?:top|bottom|upper|lower)[- ](?:left|right)(?:[- ]hand)?\s+(?:corner|side|of\s+(?:the|this|your)\s+(?:page|screen))|(?:the\s+)?(?:{THING}|menu|list|picture|chart|form|contents|table|map)\s+(?:on|to|at)\s+(?:the\s+|your\s+)?(?:left|right)|on\s+the\s+(?:left|right)[- ]hand\s+side|(?:left|right)[- ]hand\s+(?:{THING}|menu|side of (?:the|this) (?:page|screen)))"
    ))
});

/// Whether a line begins with a dash or a dot, or with a letter or number in brackets.
fn is_fake_item(line: &str) -> bool {
    let mut signs = line.chars();
    let mut next = || signs.next().unwrap_or('x');
    match next() {
        '-' | '–' | '—' | '•' | '·' | '●' | '▪' | '◦' | '*' => next().is_whitespace(),
        '(' => matches!(next(), '0'..='9' | 'a'..='z') && next() == ')' && next().is_whitespace(),
        '0'..='9' | 'a'..='z' => next() == ')' && next().is_whitespace(),
        _ => false,
    }
}

/// Whether some words are the name of a file: of the picture, of any picture, or words run together as in one.
fn is_file_name(words: &str, target: &str) -> bool {
    let file = target.rsplit('/').next().unwrap_or("");
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let joints = words.matches(['-', '_']).count();
    let is_joined = !words.contains(char::is_whitespace) && (joints > 1 || (joints == 1 && words == stem));
    FILE_NAME.is_match(words) || words == file || is_joined
}

/// Whether an address stands in the words of a link, or in code, which is there to be copied.
fn is_link_or_code(inlines: &[Inline], address: &str) -> bool {
    inlines.iter().any(|inline| match &inline.kind {
        InlineKind::Code(words) => words.contains(address),
        InlineKind::Link(link) => plain_text(&link.content).contains(address),
        InlineKind::Emphasis(content) | InlineKind::Strong(content) => is_link_or_code(content, address),
        _ => false,
    })
}

/// A run of words in capitals, or a single word that is too long for an abbreviation.
fn is_shouted_heading(text: &str) -> bool {
    let is_word = text.chars().all(|c| c.is_uppercase() || " .:!?,'&".contains(c));
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    (is_word && letters >= 8 && (letters > 8 || !text.contains(' '))) || !shouted(text).is_empty()
}

/// How many parts the number has that a line begins with: 2 for "4.1 Who does what".
fn number_depth(words: &str) -> Option<u8> {
    let number = words.split_whitespace().next()?.trim_end_matches(['.', ')']);
    let is_part = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_digit());
    let parts = number.split('.');
    parts.clone().all(is_part).then(|| u8::try_from(parts.count()).unwrap_or(6).min(6))
}

/// Characters that are small pictures: emoji, ticks, crosses, stars and arrows.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{21ff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{25a0}'..='\u{25ff}' | '\u{20e3}' | '\u{2139}' | '\u{231a}'..='\u{231b}' | '\u{23e9}'..='\u{23fa}')
}

/// The box of a form, which begins its line.
fn is_box(c: char) -> bool {
    matches!(c, '☐' | '☑' | '☒')
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
    (
        "Italian",
        &["che", "per", "con", "può", "è", "di", "il", "gli", "della", "non", "una", "anche", "sono", "nel", "lei"],
    ),
    (
        "Turkish",
        &["bir", "ve", "için", "ile", "bu", "çok", "daha", "veya", "olarak", "değil", "eğer", "olan", "size", "siz"],
    ),
    (
        "Lithuanian",
        &["ir", "jūs", "arba", "yra", "su", "jei", "kad", "dėl", "apie", "mes", "jūsų", "gali", "galite", "į"],
    ),
    (
        "Hungarian",
        &["és", "az", "hogy", "nem", "vagy", "van", "egy", "ha", "ön", "kérjük", "önnek", "meg", "ezt", "is"],
    ),
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
    let words = || {
        let words = text.split_whitespace().take(WORDS).map(|word| word.trim_matches(|c: char| !c.is_alphabetic()));
        words.filter(|word| !word.is_empty())
    };
    if primary != "en" {
        return None;
    }
    let is_english = |word: &str| word.len() <= 4 && ENGLISH.iter().any(|small| word.eq_ignore_ascii_case(small));
    let (mut all, mut english) = (0, 0);
    for word in words() {
        all += 1;
        english += usize::from(is_english(word));
        // So many are English that the rest cannot change it.
        if english * 12 > WORDS {
            return None;
        }
    }
    if all < 6 || english * 12 > all {
        return None;
    }
    let words: Vec<String> = words().map(str::to_lowercase).collect();
    let count = |list: &[&str]| words.iter().filter(|word| list.contains(&word.as_str())).count();
    let (share, name, list) =
        SMALL_WORDS.iter().map(|(name, list)| (count(list), *name, *list)).max_by_key(|it| it.0)?;
    let different = list.iter().filter(|small| words.iter().any(|word| word == *small)).count();
    (different >= 3 && share * 5 >= words.len()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

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
