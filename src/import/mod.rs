//! A Word document as a page: bytes go in; Markdown, pictures and a report come out. This room knows no disk.
//!
//! `story` walks over the file and gives paragraphs, tables and running text (`model`); `styles`, `numbering` and
//! `fields` tell what they are. `leftovers` takes what only print needs, `shape` finds what the author meant by looks alone, `control` takes document control for
//! the front matter, `markdown` and `inline` write the page. Nothing is lost without a word in the [`Report`].

mod captions;
mod control;
mod cover;
mod fields;
mod file_name;
mod forms;
mod front;
mod inline;
mod labels;
mod leftovers;
mod looks;
mod markdown;
mod marks;
mod model;
mod numbering;
mod organisation;
mod references;
mod report;
mod series;
mod shape;
mod story;
mod styles;
mod symbols;
mod tables;
mod title;
mod typed;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use front::yaml;
pub use report::Report;

use crate::anonymity::{self, Vocabulary};
use crate::document::words::slug;
use crate::inspect::office::Package;
use crate::inspect::xml::Budget;
use crate::inspect::{FileFormat, Stop, detect};
use crate::language::{Spoken, own_name};
use crate::picture::PictureFile;
use control::Control;
use front::{front_matter, remains};
use inline::{Context, Noted, Shot, is_file_name};
use model::{Inline, Story, each_paragraph};
use report::counted;
use title::{Known, Origin, Title};

/// The most XML of a document, in bytes, and the most elements of it: about 2,000 pages.
const XML_BYTES_MAX: usize = 128 << 20;
const ELEMENTS_MAX: usize = 2_500_000;

/// The largest picture that is taken out of a document, in bytes.
const PICTURE_BYTES_MAX: usize = 50 << 20;

/// The most bytes of pictures of one document.
const PICTURES_BYTES_MAX: usize = 300 << 20;

/// The longest name of a file, in letters.
const NAME_MAX: usize = 80;

/// The kinds of page that a document can become.
pub const KINDS: [&str; 4] = ["policy", "plan", "learning", "page"];

/// Why a file cannot be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It needs a password.
    Locked,
    /// It is damaged, or not what its name says.
    Damaged,
    /// It is larger or more tangled than the limits.
    TooLarge,
    /// It is a Word document of before 2007.
    Old,
    /// It is something else.
    Other(&'static str),
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Refusal::Locked => f.write_str("it needs a password; open it in Word, take the password off and save it"),
            Refusal::Damaged => f.write_str("it is damaged; open it in Word, let Word repair it and save it again"),
            Refusal::TooLarge => f.write_str("it is too large or too tangled; split it into several documents"),
            Refusal::Old => f.write_str("it is an old Word document (.doc); open it in Word and save it as .docx"),
            Refusal::Other(what) => write!(f, "it is {what}; only Word documents (.docx) can be imported"),
        }
    }
}

/// A document that was read.
pub struct Document {
    story: Story,
    title: Title,
    /// The names of the organisation whose site it is.
    own: Vec<String>,
    blocks: Vec<model::Block>,
    layout_tables: usize,
    /// Contents lists that were typed, which are left out.
    typed_contents: usize,
    /// Boxes of forms.
    boxes: usize,
    /// Whether its last line only said that it ends.
    had_end: bool,
    pictures: BTreeMap<String, Arc<[u8]>>,
}

/// A file beside a page, by its name.
pub type NamedFile = (String, Arc<[u8]>);

/// A page that was made of a document.
pub struct Page {
    /// The name of its file, without the folder.
    pub name: String,
    /// Its front matter and text.
    pub markdown: String,
    /// The pictures beside it, by their names.
    pub pictures: Vec<NamedFile>,
    /// What a person should know.
    pub report: Report,
}

/// Whether a page is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is kept back until a person takes the mark away.
    Draft,
    /// It is published with the next build.
    Ready,
}

/// Where a page will be.
pub struct Wish<'w> {
    /// `policy`, `plan`, `learning` or `page`.
    pub kind: &'w str,
    /// Why it is of that kind, for the report.
    pub because: &'w str,
    /// Whether its folder says what kind it is.
    pub folder_says_so: bool,
    /// The name of the document's file, for want of a title.
    pub file_name: &'w str,
    /// The names that are taken in the folder.
    pub taken: &'w BTreeSet<String>,
    /// Whether the page is to be published as soon as it can be, or a person looks at it first.
    pub state: State,
    /// Words that are the site's own and name nobody.
    pub vocabulary: &'w Vocabulary,
}

impl Wish<'_> {
    /// Whether a text says too much for the name of a file, which is in the address of the page: who somebody is, and of
    /// learning also where or when it was.
    fn tells(&self, text: &str) -> bool {
        match self.kind {
            "learning" => !anonymity::scan(text, self.vocabulary).is_empty(),
            _ => labels::names_somebody(text, self.vocabulary),
        }
    }

    /// The name of a file that says nothing but the kind of its page.
    fn neutral_name(&self) -> &str {
        if self.kind == "learning" { "learning-summary" } else { self.kind }
    }
}

impl Document {
    /// Reads a file for the site of an organisation, whose names are no titles.
    ///
    /// # Errors
    /// A file that is no Word document, or one that cannot be read.
    pub fn read(bytes: &[u8], suffix: &str, own: Vec<String>) -> Result<Document, Refusal> {
        let stopped = |stop| match stop {
            Stop::Damaged | Stop::Unread => Refusal::Damaged,
            Stop::TooLarge => Refusal::TooLarge,
            Stop::Locked => Refusal::Locked,
        };
        match detect(bytes, suffix).map_err(stopped)? {
            FileFormat::Word => {}
            FileFormat::LockedOffice => return Err(Refusal::Locked),
            FileFormat::OldWord => return Err(Refusal::Old),
            FileFormat::Zip | FileFormat::Empty | FileFormat::Other => return Err(Refusal::Damaged),
            other => return Err(Refusal::Other(other.words())),
        }
        let mut package = Package::open_within(bytes, Budget::of(XML_BYTES_MAX, ELEMENTS_MAX)).map_err(stopped)?;
        let mut story = story::read(&mut package).map_err(stopped)?;
        let pictures = pictures(&mut package, &story);
        let property = story.title.split_whitespace().collect::<Vec<_>>().join(" ");
        let blocks = std::mem::take(&mut story.blocks);
        let known = Known { property: &property, own: &own };
        let shape = shape::shape(blocks, known, story.met.contents > 0);
        let shape::Shape { mut title, blocks, layout_tables, contents, boxes, had_end } = shape;
        if title.text.is_empty()
            && let Some(text) = title::of_cover(&blocks, &own)
        {
            title = Title { text, origin: Origin::Cover };
        }
        let typed_contents = contents;
        Ok(Document { story, title, own, blocks, layout_tables, typed_contents, boxes, had_end, pictures })
    }

    /// The kind of page that the document is by its title or by the name of its file or folder, and what says so.
    pub fn kind(&self, file_name: &str, folder: &str) -> (&'static str, &'static str) {
        let of = |text: &str| {
            let text = text.to_lowercase().replace(['-', '_'], " ");
            let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
            if has(&["response plan", "safety plan"]) || text.split_whitespace().last() == Some("plan") {
                Some("plan")
            } else if has(&["learning", "lessons"]) {
                Some("learning")
            } else if has(&["policy", "policies", "procedure", "guideline", "protocol"]) {
                Some("policy")
            } else {
                None
            }
        };
        let by_cover = self.title.origin == Origin::Cover;
        let told = [
            (self.title.text.as_str(), if by_cover { "its cover says so" } else { "its title says so" }),
            (file_name, "the name of its file says so"),
            (folder, "the name of its folder says so"),
        ];
        for (text, because) in told {
            if let Some(kind) = of(text) {
                return (kind, because);
            }
        }
        let found = control::take(&mut self.blocks.clone(), "policy");
        if found.values.len() >= 3 {
            return ("policy", "it has a table of document control");
        }
        ("page", "nothing says that it is a policy, a plan or learning")
    }

    /// Makes the page.
    pub fn page(mut self, wish: &Wish<'_>) -> Page {
        let mut report = Report::default();
        let control = control::take(&mut self.blocks, wish.kind);
        let stem = wish.file_name.rsplit_once('.').map_or(wish.file_name, |(stem, _)| stem);
        if self.title.text.is_empty() {
            self.title = Title { text: file_name::readable(stem), origin: Origin::FileName };
        }
        if !self.title.text.chars().any(char::is_alphanumeric) {
            self.title = Title { text: "Untitled".to_owned(), origin: Origin::Nowhere };
        }
        let (title, origin) = (shortened(&self.title.text, 290), self.title.origin);
        let covers = leftovers::tidy_cover(&mut self.blocks, &title, &self.own, origin == Origin::Cover);
        series::tell_slips(&mut self.blocks);
        let linked = references::link(&mut self.blocks, &mut self.story.links);
        // The name of a file is in the address of the page: nobody's stands there.
        let is_named = wish.tells(&title);
        let name = free(&named(if is_named { "" } else { &title }, wish.neutral_name()), ".md", wish.taken);
        let base = name.trim_end_matches(".md").to_owned();
        let (shots, pictures) = self.shots(&base, wish);
        let mut context = Context {
            language: main_language(&self.story, &self.blocks),
            story: &self.story,
            shots,
            fragments: BTreeMap::new(),
            notes: Vec::new(),
            numbers: BTreeMap::new(),
            noted: Noted::default(),
        };
        let body = markdown::write(&self.blocks, &mut context, &mut report);
        report.links = linked;
        let (notes, language) = (context.notes.len(), context.language);
        // A picture of a margin, such as a logo, is on no page.
        let all = pictures.len();
        let pictures: Vec<NamedFile> =
            pictures.into_iter().filter(|(name, _)| body.contains(&format!("]({name})"))).collect();
        let front = front_matter(&title, wish, &control);
        report.shift(front.lines().count());
        report.summary.push(format!("title: from {}", origin.words()));
        let of_cover = |count| if count > 1 { format!(" ({count} lines)") } else { String::new() };
        if covers.titles > 0 {
            report
                .dropped
                .push(format!("the title on the cover{}, which the page shows itself", of_cover(covers.titles)));
        }
        if covers.organisations > 0 {
            let lines = of_cover(covers.organisations);
            report
                .dropped
                .push(format!("the organisation's name on the cover{lines}, which stands at the head of every page"));
        }
        if all > pictures.len() {
            let count = counted(all - pictures.len(), "picture", "pictures");
            report.dropped.push(format!("{count} of a header or footer, such as a logo"));
        }
        self.say(wish, &control, (pictures.len(), notes, language), &front, &mut report);
        if is_named {
            let words = match wish.kind {
                "learning" => {
                    "the title may say who somebody is, or where or when it was, so the page's file has another name: say the title without"
                }
                _ => {
                    "the title may name somebody, so the page's file has another name: see whether it does, and say the title without"
                }
            };
            report.need_in_front(&front, "title:", words);
        }
        if let Some(doubt) = origin.doubt() {
            report.need_in_front(&front, "title:", doubt);
        }
        remains(wish, &control, &title, &front, &body, &mut report);
        Page { name, markdown: format!("{front}{body}"), pictures, report }
    }

    /// The pictures as the page shows them, and their files.
    fn shots(&self, base: &str, wish: &Wish<'_>) -> (Vec<Shot>, Vec<NamedFile>) {
        let mut taken = wish.taken.clone();
        let mut names: BTreeMap<&str, String> = BTreeMap::new();
        let mut files = Vec::new();
        let mut shots = Vec::new();
        for shown in &self.story.pictures {
            let file = shown.part.as_ref().and_then(|part| Some((part.as_str(), self.pictures.get(part)?)));
            let name = file.map(|(part, bytes)| {
                let name = names.entry(part).or_insert_with(|| {
                    let suffix = PictureFile::read(bytes).map_or("png", |it| it.kind.suffix());
                    let is_unfit = is_file_name(&shown.alt) || wish.tells(&shown.alt);
                    let alt = if is_unfit { "" } else { shown.alt.as_str() };
                    let words = slug(&shortened(alt, 50));
                    let stem = if words.is_empty() { "picture".to_owned() } else { words };
                    let name = free(&format!("{base}-{stem}"), &format!(".{suffix}"), &taken);
                    taken.insert(name.clone());
                    files.push((name.clone(), bytes.clone()));
                    name
                });
                name.clone()
            });
            shots.push(Shot { name, alt: shown.alt.clone(), is_decorative: shown.is_decorative });
        }
        (shots, files)
    }

    /// Says what was made, what needs a person and what was left out.
    fn say(
        &self,
        wish: &Wish<'_>,
        control: &Control,
        (pictures, notes, language): (usize, usize, Spoken),
        front: &str,
        report: &mut Report,
    ) {
        let met = &self.story.met;
        report.summary.push(format!("kind: {}, because {}; --kind says otherwise", wish.kind, wish.because));
        let keys: Vec<&str> = control.values.iter().map(|(key, _)| *key).filter(|key| *key != "title").collect();
        if !keys.is_empty() {
            report.made.push(format!("front matter from document control: {}", keys.join(", ")));
        }
        if !control.history.is_empty() {
            report.made.push(format!("the history of {}", counted(control.history.len(), "version", "versions")));
        }
        let parts: Vec<String> = [
            (report.headings, "heading", "headings"),
            (report.items, "item of lists", "items of lists"),
            (report.tables, "table", "tables"),
            (pictures, "picture", "pictures"),
            (notes, "note", "notes"),
        ]
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
        if !parts.is_empty() {
            report.summary.push(parts.join(", "));
        }
        if report.links > 0 {
            report.made.push(format!(
                "{} to sections, appendices and tables, where the text only named them",
                counted(report.links, "link", "links")
            ));
        }
        let changes = met.insertions + met.deletions + met.moves + met.other_changes;
        if changes > 0 {
            let kinds = [
                (met.insertions, "insertion", "insertions"),
                (met.deletions, "deletion", "deletions"),
                (met.moves, "passage moved", "passages moved"),
                (met.other_changes, "other change", "other changes"),
            ];
            let kinds = kinds.into_iter().filter(|(count, ..)| *count > 0);
            let kinds: Vec<String> = kinds.map(|(count, one, many)| counted(count, one, many)).collect();
            let words =
                format!("tracked changes were taken as accepted: {}. See whether they were agreed", kinds.join(", "));
            report.need(0, &words);
        }
        for key in &control.persons {
            report.need(
                0,
                &format!(
                    "document control seems to name a person for `{key}`, and no role; the name was left out: write `{key}: ` and the role at the top of the page"
                ),
            );
        }
        if !control.roles.is_empty() {
            let keys: Vec<String> = control.roles.iter().map(|key| format!("`{key}`")).collect();
            report.dropped.push(format!("the names of people beside their roles, which stay: {}", keys.join(", ")));
        }
        if control.version_cut {
            report.dropped.push("what stood beside the number of the version, such as FINAL".to_owned());
        }
        if control.title_rows > 0 {
            report.dropped.push(counted(
                control.title_rows,
                "title row of document control",
                "title rows of document control",
            ));
        }
        if control.history_persons > 0 {
            report.need_in_front(
                front,
                "history:",
                "names of people were left out of the history of versions. If readers need to know who wrote one, write `author:` and a role below its date",
            );
        }
        for key in &control.unread {
            report.need(
                0,
                &format!("document control has a `{key}` that is in no form Candour knows; it stays in the text"),
            );
        }
        if !language.is("en") {
            let name = own_name(language.tag()).unwrap_or(language.tag());
            report.need(
                0,
                &format!(
                    "the document is in {name}: name the file as its English page, with .{}.md at its end",
                    language.tag()
                ),
            );
        }
        let mut need = |count: usize, one: &str, many: &str, words: &str| {
            if count > 0 {
                report.need(0, &format!("{}: {words}", counted(count, one, many)));
            }
        };
        need(
            self.layout_tables,
            "table only put things side by side",
            "tables only put things side by side",
            "their words stand below one another now",
        );
        need(
            self.boxes,
            "box of a form to tick",
            "boxes of a form to tick",
            "they are signs now, and nobody can tick a page. If people fill the form in, offer it as a file",
        );
        need(met.diagrams, "diagram", "diagrams", "only their words were taken over");
        need(
            met.unknown_symbols,
            "sign of a symbol font",
            "signs of symbol fonts",
            "nobody else's fonts have them, and they were left out",
        );
        self.say_dropped(report);
    }

    fn say_dropped(&self, report: &mut Report) {
        let (met, numbers) = (&self.story.met, report.numbers);
        let mut drop = |count: usize, one: &str, many: &str| {
            if count > 0 {
                report.dropped.push(counted(count, one, many));
            }
        };
        if self.had_end {
            drop(1, "line that said where the document ends", "");
        }
        drop(
            met.contents + self.typed_contents,
            "table of contents, which the page makes itself",
            "tables of contents, which the page makes itself",
        );
        drop(
            numbers,
            "number of a caption, which the page counts itself",
            "numbers of captions, which the page counts itself",
        );
        drop(met.page_breaks, "page break", "page breaks");
        drop(met.comments, "comment, with the name of who wrote it", "comments, with the names of who wrote them");
        drop(met.hidden, "stretch of hidden words", "stretches of hidden words");
        let mut unquoted = false;
        for words in &self.story.margins {
            let is_number = words.split_whitespace().all(|word| {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
                matches!(word.as_str(), "" | "page" | "of" | "tudalen" | "o")
                    || word.bytes().all(|it| it.is_ascii_digit())
            });
            if is_number {
                continue;
            }
            let words = words.replace("Page of", "");
            let words = words.trim().trim_end_matches(['·', '|', '-', '–']).trim_end();
            if words.chars().count() <= 120 && labels::is_nobody(words) {
                report.dropped.push(format!("a header or footer: \u{201c}{words}\u{201d}"));
            } else {
                unquoted = true;
            }
        }
        if unquoted {
            let words = "headers or footers said more than page numbers and were left out: see whether readers need it on the page";
            report.need(0, words);
        }
    }
}

/// The bytes of the pictures that a website can show, by the names of their parts.
fn pictures(package: &mut Package<'_>, story: &Story) -> BTreeMap<String, Arc<[u8]>> {
    let mut found = BTreeMap::new();
    let mut left = PICTURES_BYTES_MAX;
    for part in story.pictures.iter().filter_map(|it| it.part.as_ref()) {
        if found.contains_key(part) {
            continue;
        }
        let Ok(bytes) = package.bytes(part, PICTURE_BYTES_MAX.min(left)) else { continue };
        left -= bytes.len().min(left);
        let bytes: Arc<[u8]> = bytes.into();
        if PictureFile::read(&bytes).is_some() {
            found.insert(part.clone(), bytes);
        }
    }
    found
}

/// The language in which most letters are.
fn main_language(story: &Story, blocks: &[model::Block]) -> Spoken {
    let usual = Spoken::named(&story.language).unwrap_or(Spoken::ENGLISH);
    let mut letters: BTreeMap<Spoken, usize> = BTreeMap::new();
    each_paragraph(blocks, &mut |paragraph| {
        for inline in &paragraph.content {
            if let Inline::Text(words, format) = inline {
                *letters.entry(format.language.unwrap_or(usual)).or_default() += words.len();
            }
        }
    });
    letters.into_iter().max_by_key(|(_, count)| *count).map_or(usual, |(language, _)| language)
}

fn shortened(text: &str, letters_max: usize) -> String {
    if text.chars().count() <= letters_max {
        return text.to_owned();
    }
    let cut: String = text.chars().take(letters_max).collect();
    cut.rsplit_once(' ').map_or(cut.clone(), |(whole, _)| whole.to_owned())
}

/// The name of a file from words.
fn named(words: &str, otherwise: &str) -> String {
    let name = slug(words);
    let name = if name.is_empty() { otherwise.to_owned() } else { name };
    let cut = &name[..name.floor_char_boundary(NAME_MAX)];
    let cut = if cut.len() < name.len() { cut.rsplit_once('-').map_or(cut, |(whole, _)| whole) } else { cut };
    cut.trim_matches('-').to_owned()
}

/// A name that is not taken: with a number at its end where it has to be.
fn free(stem: &str, suffix: &str, taken: &BTreeSet<String>) -> String {
    let numbered = (2..).map(|number: usize| format!("{stem}-{number}{suffix}"));
    let mut names = std::iter::once(format!("{stem}{suffix}")).chain(numbered);
    names.find(|name| !taken.contains(name)).unwrap_or_default()
}
