//! The words of the book: a walk over the blocks that writes XHTML as it goes. `runs` writes what stands inside a
//! paragraph, `tables` the tables and the definition lists.

use std::collections::BTreeMap;

use super::pictures::Pictures;
use super::{Entry, has_words};
use crate::document::tree::{
    Advice, Block, BlockKind, Body, Callout, CalloutKind, Chart, Contact, Details, EasyReadRow, Figure, Guidance,
    Heading, Inline, List, Marks, Video, plain_text,
};
use crate::formats::format::{Edition, chart_table};
use crate::formats::xml::{Escaped, push_text, put};

/// What the walk makes of an edition.
pub struct Words {
    /// The content of `<main>`.
    pub xhtml: String,
    /// The headings of the contents list, the title aside.
    pub entries: Vec<Entry>,
    /// The pictures that are shown.
    pub pictures: Pictures,
}

/// The id of the title.
pub const TITLE_ID: &str = "title";
/// The id of the heading above the footnotes.
pub const NOTES_ID: &str = "notes";
/// The heading above the footnotes.
pub const NOTES: &str = "Notes";

/// What marks words that the web page does not have, as `data-web-only` marks those that the documents lack.
const BOOK_ONLY: &str = r#"data-book-only="""#;

/// Writes the title, the text and the footnotes of an edition.
pub fn write(edition: &Edition<'_>, english: &'static str, is_right_to_left: bool) -> Words {
    let mut writer = Writer::new(edition, english, is_right_to_left);
    let mut entries = Vec::new();
    if has_words(edition.title) {
        put!(writer.out, "<h1 id=\"{TITLE_ID}\">{}</h1>\n", Escaped(edition.title));
    } else {
        put!(writer.out, "<div id=\"{TITLE_ID}\"></div>\n");
    }
    for block in &edition.body.blocks {
        match &block.kind {
            BlockKind::Heading(heading) => entries.extend(writer.heading(heading)),
            _ => writer.block(block),
        }
    }
    if writer.notes(edition.body) {
        entries.push(Entry { level: 2, id: NOTES_ID.to_owned(), words: NOTES.to_owned() });
    }
    Words { xhtml: writer.out, entries, pictures: writer.pictures }
}

/// The book as it is being written.
pub struct Writer<'e> {
    /// What is written.
    pub edition: &'e Edition<'e>,
    /// The attributes of words that Candour says in English; empty where the book is in English.
    pub english: &'static str,
    /// The attribute of text typed as code, which never runs from right to left.
    pub code_direction: &'static str,
    /// The XHTML so far.
    pub out: String,
    /// The number of each heading, by its id. Two headings with one id leave links to the first.
    pub anchors: BTreeMap<&'e str, Anchor>,
    heading_count: usize,
    /// How often the text has referred to each footnote so far.
    pub references: Vec<usize>,
    /// Whether a link is open: nothing in it can be a link itself.
    pub is_in_link: bool,
    /// References to footnotes that wait for the open link to end.
    pub waiting_references: Vec<usize>,
    /// The pictures met so far.
    pub pictures: Pictures,
    /// Tables with a caption, which are numbered.
    pub table_count: usize,
    figure_count: usize,
}

/// Where links to a heading lead.
pub struct Anchor {
    /// The number in its id.
    pub number: usize,
    is_placed: bool,
}

impl<'e> Writer<'e> {
    fn new(edition: &'e Edition<'e>, english: &'static str, is_right_to_left: bool) -> Writer<'e> {
        let mut anchors = BTreeMap::new();
        edition.body.each_block(&mut |block| {
            if let BlockKind::Heading(heading) = &block.kind {
                let number = anchors.len() + 1;
                anchors.entry(&*heading.id).or_insert(Anchor { number, is_placed: false });
            }
        });
        Writer {
            edition,
            english,
            code_direction: if is_right_to_left { " dir=\"ltr\"" } else { "" },
            out: String::with_capacity(32 << 10),
            heading_count: anchors.len(),
            anchors,
            references: vec![0; edition.body.footnotes.len()],
            is_in_link: false,
            waiting_references: Vec::new(),
            pictures: Pictures::default(),
            table_count: 0,
            figure_count: 0,
        }
    }

    /// Writes blocks.
    pub fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.wrapped("<p>", content, "</p>\n"),
            BlockKind::Heading(heading) => drop(self.heading(heading)),
            BlockKind::List(list) => self.list(list, list.marks()),
            BlockKind::Steps(list) => self.list(list, Marks::Numbers(list.start.unwrap_or(1))),
            BlockKind::Quote(content) => self.container("<blockquote>\n", content, "</blockquote>\n"),
            BlockKind::Callout(callout) => self.callout(callout),
            BlockKind::Code(code) => {
                put!(self.out, "<pre><code{}>", self.code_direction);
                push_text(code, &mut self.out);
                self.out.push_str("</code></pre>\n");
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Definitions(definitions) => self.definitions(definitions),
            BlockKind::Rule => self.out.push_str("<hr/>\n"),
            BlockKind::Details(details) => self.details(details),
            BlockKind::Guidance(guidance) => self.guidance(guidance),
            BlockKind::Contact(contact) => self.contact(contact),
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Video(video) => self.video(video),
            BlockKind::EasyRead(rows) => self.easy_read(rows),
            BlockKind::Action(action) => {
                self.out.push_str("<p class=\"action\">");
                self.link(&action.target, |writer| writer.inlines(&action.content));
                self.out.push_str("</p>\n");
            }
            BlockKind::Chart(chart) => self.chart(chart),
        }
    }

    /// Writes blocks inside of an element.
    pub fn container(&mut self, open: &str, content: &[Block], close: &str) {
        self.out.push_str(open);
        self.blocks(content);
        self.out.push_str(close);
    }

    /// Writes running text inside of an element, and nothing where there is no text.
    pub fn wrapped(&mut self, open: &str, content: &[Inline], close: &str) {
        let start = self.out.len();
        self.out.push_str(open);
        let inner = self.out.len();
        self.inlines(content);
        if self.out.len() == inner {
            self.out.truncate(start);
        } else {
            self.out.push_str(close);
        }
    }

    /// Writes a heading. Gives its entry in the contents list, where it has words.
    fn heading(&mut self, heading: &Heading) -> Option<Entry> {
        let anchor = self.anchors.get_mut(&*heading.id).filter(|anchor| !anchor.is_placed);
        let number = match anchor {
            Some(anchor) => {
                anchor.is_placed = true;
                anchor.number
            }
            None => {
                self.heading_count += 1;
                self.heading_count
            }
        };
        let words = plain_text(&heading.content);
        let level = heading.level.clamp(2, 6);
        let id = format!("heading_{number}");
        if has_words(&words) {
            put!(self.out, "<h{level} id=\"{id}\">");
            self.inlines(&heading.content);
            put!(self.out, "</h{level}>\n");
            return Some(Entry { level, id, words });
        }
        // A heading that says nothing would be announced as one. Links to it still arrive.
        put!(self.out, "<div id=\"{id}\">");
        self.inlines(&heading.content);
        self.out.push_str("</div>\n");
        None
    }

    fn list(&mut self, list: &List, marks: Marks) {
        let close = match marks {
            Marks::Own => {
                self.out.push_str("<ul class=\"lettered\">\n");
                "</ul>\n"
            }
            Marks::Bullets => {
                self.out.push_str("<ul>\n");
                "</ul>\n"
            }
            Marks::Numbers(1) => {
                self.out.push_str("<ol>\n");
                "</ol>\n"
            }
            Marks::Numbers(start) => {
                put!(self.out, "<ol start=\"{start}\">\n");
                "</ol>\n"
            }
        };
        for item in &list.items {
            self.out.push_str("<li>");
            match item.content.as_slice() {
                // The one paragraph of a tight item stands without a paragraph's space around it.
                [Block { kind: BlockKind::Paragraph(content), .. }, rest @ ..] if list.tight => {
                    self.inlines(content);
                    self.blocks(rest);
                }
                content => self.blocks(content),
            }
            self.out.push_str("</li>\n");
        }
        self.out.push_str(close);
    }

    fn callout(&mut self, callout: &Callout) {
        let label = callout.kind.label();
        if callout.kind.is_warning() {
            self.out
                .push_str("<div class=\"box warning\" epub:type=\"notice\" role=\"doc-notice\">\n<p class=\"label\">");
            self.say(label);
            return self.container("</p>\n", &callout.content, "</div>\n");
        }
        self.out.push_str(match callout.kind {
            CalloutKind::Tip => "<div class=\"box\" epub:type=\"tip\" role=\"doc-tip\">\n<p><strong>",
            _ => "<div class=\"box\" role=\"note\">\n<p><strong>",
        });
        self.say(label);
        self.out.push_str(":</strong> ");
        let rest = match callout.content.as_slice() {
            [Block { kind: BlockKind::Paragraph(content), .. }, rest @ ..] => {
                self.inlines(content);
                rest
            }
            content => content,
        };
        self.container("</p>\n", rest, "</div>\n");
    }

    fn guidance(&mut self, guidance: &Guidance) {
        self.out.push_str(match guidance.advice {
            Advice::Do => "<div class=\"box do\">\n<p class=\"label\">",
            Advice::Dont => "<div class=\"box dont\">\n<p class=\"label\">",
        });
        match guidance.heading.as_slice() {
            [] => self.say(guidance.advice.label()),
            heading => self.inlines(heading),
        }
        self.container("</p>\n", &guidance.content, "</div>\n");
    }

    /// Writes what is behind a summary on the web in the open: a book has nothing to press.
    fn details(&mut self, details: &Details) {
        self.out.push_str("<div class=\"box\">\n");
        self.wrapped("<p class=\"label\">", &details.summary, "</p>\n");
        self.container("", &details.content, "</div>\n");
    }

    fn contact(&mut self, contact: &Contact) {
        self.out.push_str("<div class=\"box\">\n");
        self.wrapped("<p class=\"label\">", &contact.heading, "</p>\n");
        self.container("", &contact.content, "</div>\n");
    }

    fn figure(&mut self, figure: &Figure) {
        let start = self.out.len();
        self.out.push_str(if self.edition.is_partner { "<figure class=\"portrait\">\n" } else { "<figure>\n" });
        let inner = self.out.len();
        if let Some(picture) = &figure.picture {
            self.picture(picture);
        }
        if !figure.caption.is_empty() || !figure.content.is_empty() {
            self.out.push_str("<figcaption>");
            if !figure.caption.is_empty() {
                self.figure_count += 1;
                self.out.push_str("<p class=\"caption\">");
                self.number("Figure", self.figure_count);
                put!(self.out, "{}</p>\n", Escaped(&figure.caption));
            }
            self.container("", &figure.content, "</figcaption>\n");
        }
        if self.out.len() == inner {
            self.out.truncate(start);
        } else {
            self.out.push_str("</figure>\n");
        }
    }

    /// Writes links to a film, to its transcript and to its audio described version, then the transcript itself.
    fn video(&mut self, video: &Video) {
        self.out.push_str("<div class=\"video\">\n<p>");
        self.link(&video.source, |writer| {
            writer.say("Video");
            put!(writer.out, ": {}", Escaped(&video.title));
        });
        self.out.push_str("</p>\n");
        if let Some(notice) = video.notice() {
            self.out.push_str("<p>");
            self.say(&Escaped(&notice).to_string());
            self.out.push_str(".</p>\n");
        }
        for (target, words) in [(&video.transcript, "Transcript"), (&video.described, "Audio described version")] {
            if let Some(target) = target {
                self.out.push_str("<p>");
                self.link(target, |writer| writer.say(words));
                self.out.push_str("</p>\n");
            }
        }
        self.container("", &video.content, "</div>\n");
    }

    fn easy_read(&mut self, rows: &[EasyReadRow]) {
        for row in rows {
            self.out.push_str("<div class=\"easy-read\">\n");
            if let Some(picture) = &row.picture {
                self.out.push_str("<div class=\"picture\">");
                self.picture(picture);
                self.out.push_str("</div>\n");
            }
            self.container("<div class=\"words\">\n", &row.content, "</div>\n</div>\n");
        }
    }

    fn chart(&mut self, chart: &Chart) {
        match (self.edition.chart)(&chart.data) {
            Some(data) => self.table(&chart_table(&chart.title, &data)),
            None if chart.title.is_empty() => {}
            None => put!(self.out, "<p class=\"label\">{}</p>\n", Escaped(&chart.title)),
        }
        self.blocks(&chart.content);
    }

    /// Writes the footnotes, each with links back to where the text refers to it. Whether there are any.
    fn notes(&mut self, body: &Body) -> bool {
        if body.footnotes.is_empty() {
            return false;
        }
        // All of them first: a later note may refer to an earlier one.
        let mut notes = Vec::with_capacity(body.footnotes.len());
        for footnote in &body.footnotes {
            let before = std::mem::take(&mut self.out);
            self.blocks(&footnote.content);
            notes.push(std::mem::replace(&mut self.out, before));
        }
        put!(
            self.out,
            "<section epub:type=\"endnotes\" role=\"doc-endnotes\" aria-labelledby=\"{NOTES_ID}\">\n<h2 id=\"{NOTES_ID}\" {BOOK_ONLY}>"
        );
        self.say(NOTES);
        self.out.push_str("</h2>\n<ol>\n");
        for (index, note) in notes.iter().enumerate() {
            put!(self.out, "<li id=\"note_{}\">", index + 1);
            let is_paragraph =
                matches!(body.footnotes[index].content.last(), Some(Block { kind: BlockKind::Paragraph(_), .. }));
            match note.strip_suffix("</p>\n").filter(|_| is_paragraph) {
                Some(open) => put!(self.out, "{open} "),
                None => put!(self.out, "{note}<p>"),
            }
            self.back_links(index);
            self.out.push_str("</p></li>\n");
        }
        self.out.push_str("</ol>\n</section>\n");
        true
    }

    fn back_links(&mut self, index: usize) {
        let (number, count) = (index + 1, self.references[index]);
        for occurrence in 1..=count {
            put!(
                self.out,
                "{}<a role=\"doc-backlink\" href=\"#reference_{number}_{occurrence}\" {BOOK_ONLY}>",
                if occurrence == 1 { "" } else { " " }
            );
            match count {
                1 => self.say(&format!("Back to reference {number}")),
                _ => self.say(&format!("Back to reference {number}, place {occurrence}")),
            }
            self.out.push_str("</a>");
        }
    }

    /// Writes English words of Candour's own. They hold no markup, and no punctuation or space at their edges: that
    /// belongs to the text around them, which may run the other way.
    pub fn say(&mut self, words: &str) {
        if self.english.is_empty() {
            self.out.push_str(words);
        } else {
            put!(self.out, "<span{}>{words}</span>", self.english);
        }
    }

    /// Writes the number before a caption, which the web page says in words of its own.
    pub fn number(&mut self, kind: &str, number: usize) {
        put!(self.out, "<span {BOOK_ONLY}>");
        self.say(&format!("{kind} {number}"));
        self.out.push_str(": </span>");
    }
}
