//! The words of a page as HTML, with the class names of the theme's package.

use std::fmt::Write as _;

use super::Extent;
use super::notes::reference_id;
use super::picture::{Room, push_picture};
use crate::config;
use crate::document::numbers::telephone_number;
use crate::document::tree::*;
use crate::document::words::parts;
use crate::formats::format::{ChartData, chart_table};
use crate::formats::xml::{push_attribute, push_text};
use crate::kinds::Kind;
use crate::language::Spoken;
use crate::site::{Destination, Page, Pictures, Site};
use crate::theme::Words;

/// Tables from this many columns on may need to scroll on a phone.
const SCROLLING_COLUMNS: usize = 4;

/// About what the words of a policy come to, in bytes; longer pages grow.
const PAGE_BYTES: usize = 16 << 10;

/// A longer address of another site is not printed beside its link: it would be more than a line, and nobody types it.
const PRINTED_ADDRESS_MAX: usize = 80;

/// The words of a page or of a part of it, its footnotes last.
pub fn write(page: &Page, body: &Body, site: &Site, pictures: &Pictures, words: &Words, extent: Extent<'_>) -> String {
    let mut writer = Writer::new(page, site, pictures, words, extent);
    writer.out.reserve(PAGE_BYTES);
    match extent {
        Extent::Page | Extent::Whole(_) => writer.blocks(&body.blocks),
        Extent::Part(guide, at) => {
            let part = guide.parts[at].blocks.clone();
            writer.count_captions(&body.blocks[..part.start]);
            writer.blocks(&body.blocks[part]);
        }
    }
    writer.footnotes(body);
    writer.out
}

/// The words of a page up to its first heading: how [`write()`] begins.
pub fn write_lead(page: &Page, body: &Body, site: &Site, pictures: &Pictures, words: &Words) -> String {
    let mut writer = Writer::new(page, site, pictures, words, Extent::Page);
    let lead = body.blocks.iter().take_while(|block| !matches!(block.kind, BlockKind::Heading(_)));
    lead.for_each(|block| writer.block(block));
    writer.out
}

pub(super) struct Writer<'a> {
    pub(super) site: &'a Site,
    pub(super) page: &'a Page,
    pub(super) pictures: &'a Pictures,
    pub(super) words: &'a Words,
    pub(super) extent: Extent<'a>,
    /// The language of the words around.
    language: &'a str,
    pub(super) out: String,
    /// Tables with captions so far.
    tables: usize,
    /// Figures with captions so far.
    figures: usize,
}

impl<'a> Writer<'a> {
    fn new(page: &'a Page, site: &'a Site, pictures: &'a Pictures, words: &'a Words, extent: Extent<'a>) -> Writer<'a> {
        let language = &page.language;
        Writer { site, page, pictures, words, extent, language, out: String::new(), tables: 0, figures: 0 }
    }
}

impl Writer<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    pub(super) fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.wrapped("<p>", content, "</p>\n"),
            BlockKind::Heading(heading) => {
                let level = heading.level.clamp(2, 6) - self.levels_above();
                let _ = write!(self.out, "<h{level} id=\"{}\">", heading.id);
                self.inlines(&heading.content);
                let _ = writeln!(self.out, "</h{level}>");
            }
            BlockKind::List(list) => self.list(list, ""),
            BlockKind::Steps(list) => self.list(list, " candour-steps"),
            BlockKind::Quote(content) => {
                self.container("<blockquote class=\"candour-quote\">\n", content, "</blockquote>\n")
            }
            BlockKind::Callout(callout) => self.callout(callout),
            BlockKind::Code(code) => {
                self.out.push_str("<pre class=\"candour-code\"><code>");
                push_text(code, &mut self.out);
                self.out.push_str("</code></pre>\n");
            }
            BlockKind::Table(table) => self.table(table),
            BlockKind::Definitions(definitions) => self.definitions(definitions),
            BlockKind::Rule => {
                let class = "nhsuk-section-break nhsuk-section-break--m nhsuk-section-break--visible";
                let _ = writeln!(self.out, "<hr class=\"{class}\">");
            }
            BlockKind::Details(details) => {
                self.out.push_str("<details class=\"nhsuk-details\"><summary class=\"nhsuk-details__summary\">");
                self.wrapped("<span class=\"nhsuk-details__summary-text\">", &details.summary, "</span></summary>\n");
                self.container("<div class=\"nhsuk-details__text\">\n", &details.content, "</div></details>\n");
            }
            BlockKind::Guidance(guidance) => self.guidance(guidance),
            BlockKind::Contact(contact) => {
                self.out.push_str("<div class=\"candour-contact\">\n");
                if !contact.heading.is_empty() {
                    self.wrapped("<div class=\"candour-contact__heading\">", &contact.heading, "</div>\n");
                }
                self.container("", &contact.content, "</div>\n");
            }
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Video(video) => self.video(video),
            BlockKind::EasyRead(rows) => self.easy_read(rows),
            BlockKind::Action(action) => {
                // No paragraph: its large, bold letters would look like a heading that is none.
                self.out.push_str("<div class=\"candour-action\">");
                if self.open_link(&action.target, "nhsuk-action-link") {
                    self.wrapped("<span class=\"nhsuk-action-link__text\">", &action.content, "</span></a>");
                } else {
                    self.inlines(&action.content);
                }
                self.out.push_str("</div>\n");
            }
            BlockKind::Chart(chart) => self.chart(chart),
        }
    }

    /// How many levels of heading the title of the web page stands for beside the page's own.
    fn levels_above(&self) -> u8 {
        match self.extent {
            Extent::Part(guide, at) => guide.parts[at].title.is_some().into(),
            Extent::Page | Extent::Whole(_) => 0,
        }
    }

    pub(super) fn container(&mut self, open: &str, content: &[Block], close: &str) {
        self.out.push_str(open);
        self.blocks(content);
        self.out.push_str(close);
    }

    pub(super) fn wrapped(&mut self, open: &str, content: &[Inline], close: &str) {
        self.out.push_str(open);
        self.inlines(content);
        self.out.push_str(close);
    }

    fn list(&mut self, list: &List, more_classes: &str) {
        let close = match list.marks() {
            Marks::Bullets => {
                let _ = writeln!(self.out, "<ul class=\"nhsuk-list nhsuk-list--bullet{more_classes}\">");
                "</ul>\n"
            }
            // Without bullets, some browsers say no more that it is a list.
            Marks::Own => {
                let _ = writeln!(self.out, "<ul class=\"nhsuk-list candour-letters\" role=\"list\">");
                "</ul>\n"
            }
            Marks::Numbers(start) => {
                let start = if start == 1 { String::new() } else { format!(" start=\"{start}\"") };
                let _ = writeln!(self.out, "<ol class=\"nhsuk-list nhsuk-list--number{more_classes}\"{start}>");
                "</ol>\n"
            }
        };
        self.items(list);
        self.out.push_str(close);
    }

    fn items(&mut self, list: &List) {
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
    }

    fn callout(&mut self, callout: &Callout) {
        let label = callout.kind.label();
        if callout.kind.is_warning() {
            self.out.push_str("<div class=\"nhsuk-card nhsuk-card--warning\"><div class=\"nhsuk-card__content\">");
            self.out.push_str("<div class=\"nhsuk-card__heading\">");
            self.english(label);
            return self.container("</div>\n", &callout.content, "</div></div>\n");
        }
        self.out.push_str("<div class=\"nhsuk-inset-text\"><span class=\"nhsuk-u-visually-hidden\">");
        self.english(&format!("{label}:"));
        self.container(" </span>\n", &callout.content, "</div>\n");
    }

    fn guidance(&mut self, guidance: &Guidance) {
        let mark = match guidance.advice {
            Advice::Do => "tick",
            Advice::Dont => "cross",
        };
        // No heading, although it is one in nhsuk-frontend: a box may stand below a heading of any level.
        self.out.push_str("<div class=\"nhsuk-card nhsuk-card--feature\"><div class=\"nhsuk-card__content\">");
        self.out.push_str("<div class=\"nhsuk-card__heading\">");
        if guidance.heading.is_empty() {
            self.english(guidance.advice.label());
        } else {
            self.inlines(&guidance.heading);
        }
        self.out.push_str("</div>\n");
        for block in &guidance.content {
            match &block.kind {
                BlockKind::List(list) if list.start.is_none() => {
                    let _ = writeln!(self.out, "<ul class=\"nhsuk-list nhsuk-list--{mark}\" role=\"list\">");
                    self.items(list);
                    self.out.push_str("</ul>\n");
                }
                _ => self.block(block),
            }
        }
        self.out.push_str("</div></div>\n");
    }

    /// Counts the captions of a guide's parts before this one: a table has one number in the part, in the whole and in the
    /// documents.
    fn count_captions(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Table(table) => self.tables += usize::from(!table.caption.is_empty()),
                BlockKind::Figure(figure) => self.figures += usize::from(!figure.caption.is_empty()),
                BlockKind::Chart(chart) => {
                    let is_shown = !chart.title.is_empty() && self.site.chart(self.page, &chart.data).is_some();
                    self.tables += usize::from(is_shown);
                }
                _ => {}
            }
            for inner in block.children() {
                self.count_captions(inner);
            }
        }
    }

    /// Writes the number before a caption, by which a text may name it, if the theme has words for it. Documents write
    /// their own.
    fn caption_number(&mut self, key: &str, number: usize) {
        let words = self.words.phrase(&self.page.language, key).html_with("number", &number.to_string());
        if !words.is_empty() {
            let _ = write!(self.out, "<span data-web-only>{words}</span> ");
        }
    }

    fn table(&mut self, table: &Table) {
        self.tables += usize::from(!table.caption.is_empty());
        let number = self.tables;
        let scrolls = table.alignments.len() >= SCROLLING_COLUMNS;
        if scrolls {
            let label = if table.caption.is_empty() {
                let mut label = "aria-label=\"".to_owned();
                push_attribute(self.words.phrase(&self.page.language, "table").text, &mut label);
                label + "\""
            } else {
                format!("aria-labelledby=\"table_{number}\"")
            };
            let region = format!("<div class=\"nhsuk-scroll__content\" role=\"region\" {label} tabindex=\"0\">");
            let _ = writeln!(self.out, "<div class=\"nhsuk-scroll\">{region}");
        }
        self.out.push_str("<table class=\"nhsuk-table\">");
        if !table.caption.is_empty() {
            let _ = write!(self.out, "<caption class=\"nhsuk-table__caption\" id=\"table_{number}\">");
            self.caption_number("table_number", number);
            self.wrapped("", &table.caption, "</caption>\n");
        }
        self.out.push_str("<thead class=\"nhsuk-table__head\"><tr class=\"nhsuk-table__row\">");
        for (cell, alignment) in table.header.iter().zip(&table.alignments) {
            if cell.content.is_empty() {
                self.out.push_str("<td class=\"nhsuk-table__cell\"></td>");
            } else {
                let open = format!("<th scope=\"col\" class=\"nhsuk-table__header{}\">", alignment_class(*alignment));
                self.wrapped(&open, &cell.content, "</th>");
            }
        }
        self.out.push_str("</tr></thead>\n<tbody class=\"nhsuk-table__body\">\n");
        for row in &table.rows {
            self.out.push_str("<tr class=\"nhsuk-table__row\">");
            for (index, (cell, alignment)) in row.iter().zip(&table.alignments).enumerate() {
                let align = alignment_class(*alignment);
                if index == 0 && table.row_headers && !cell.content.is_empty() {
                    let open = format!("<th scope=\"row\" class=\"nhsuk-table__header{align}\">");
                    self.wrapped(&open, &cell.content, "</th>");
                } else {
                    self.wrapped(&format!("<td class=\"nhsuk-table__cell{align}\">"), &cell.content, "</td>");
                }
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody></table>\n");
        if scrolls {
            self.out.push_str("</div></div>\n");
        }
    }

    fn definitions(&mut self, definitions: &[Definition]) {
        self.out.push_str("<dl class=\"nhsuk-summary-list\">\n");
        for definition in definitions {
            self.out.push_str("<div class=\"nhsuk-summary-list__row\">");
            self.wrapped("<dt class=\"nhsuk-summary-list__key\">", &definition.term, "</dt>");
            if definition.meanings.is_empty() {
                self.out.push_str("<dd class=\"nhsuk-summary-list__value\"></dd>");
            }
            for meaning in &definition.meanings {
                self.out.push_str("<dd class=\"nhsuk-summary-list__value\">");
                match meaning.as_slice() {
                    [Block { kind: BlockKind::Paragraph(content), .. }] => self.inlines(content),
                    content => self.blocks(content),
                }
                self.out.push_str("</dd>");
            }
            self.out.push_str("</div>\n");
        }
        self.out.push_str("</dl>\n");
    }

    fn figure(&mut self, figure: &Figure) {
        self.out.push_str("<figure class=\"nhsuk-image\">");
        if let Some(picture) = &figure.picture {
            let is_portrait = matches!(self.page.document.meta.kind, Kind::Partner(_));
            let room = if is_portrait { Room::Portrait } else { Room::Column };
            self.picture(picture, room, "nhsuk-image__img");
        }
        if !figure.caption.is_empty() || !figure.content.is_empty() {
            self.out.push_str("<figcaption class=\"nhsuk-image__caption\">");
            if !figure.caption.is_empty() {
                self.figures += 1;
                self.caption_number("figure_number", self.figures);
            }
            push_text(&figure.caption, &mut self.out);
            self.out.push('\n');
            self.blocks(&figure.content);
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
    }

    fn easy_read(&mut self, rows: &[EasyReadRow]) {
        self.out.push_str("<div class=\"candour-easy-read\">\n");
        for row in rows {
            self.out.push_str("<div class=\"candour-easy-read__row\"><div class=\"candour-easy-read__picture\">");
            if let Some(picture) = &row.picture {
                self.picture(picture, Room::EasyRead, "candour-easy-read__image");
            }
            self.container("</div><div class=\"candour-easy-read__text\">\n", &row.content, "</div></div>\n");
        }
        self.out.push_str("</div>\n");
    }

    fn chart(&mut self, chart: &Chart) {
        let Some(data) = self.site.chart(self.page, &chart.data) else { return };
        self.out.push_str("<div class=\"candour-chart\">\n");
        self.table(&chart_table(&chart.title, &data));
        self.bars(&data);
        self.container("", &chart.content, "</div>\n");
    }

    /// Bars as a drawing for those who see it; the table before it holds the same figures for everybody. Widths are
    /// percentages, so that words keep their size on a phone. With more than one bar a row, each says what it counts.
    fn bars(&mut self, data: &ChartData) {
        const LABEL: usize = 22;
        const BAR: usize = 24;
        const GAP: usize = 10;
        /// The longest bar, in per cent: its value stands beside it.
        const LONGEST: f64 = 70.0;
        let most = data.rows.iter().flat_map(|row| &row.values).fold(0.0_f64, |most, value| most.max(*value));
        let series = data.columns.len() - 1;
        let height = data.rows.len() * (LABEL + BAR * series + GAP);
        let _ = write!(
            self.out,
            "<svg data-web-only class=\"candour-chart__bars\" aria-hidden=\"true\" width=\"100%\" height=\"{height}\">"
        );
        let mut y = 0;
        for row in &data.rows {
            let _ = write!(self.out, "<text class=\"candour-chart__label\" x=\"0\" y=\"{}\">", y + 16);
            push_text(&row.label, &mut self.out);
            self.out.push_str("</text>");
            y += LABEL;
            for (index, (value, text)) in row.values.iter().zip(&row.texts).enumerate() {
                let length = if most > 0.0 { value / most * LONGEST } else { 0.0 };
                let (number, bar_height, baseline) = (index % 4 + 1, BAR - 4, y + 16);
                let _ = write!(
                    self.out,
                    "<rect class=\"candour-chart__bar candour-chart__bar--{number}\" x=\"0\" y=\"{y}\" width=\"{length:.1}%\" height=\"{bar_height}\"/><text class=\"candour-chart__value\" x=\"{length:.1}%\" dx=\"6\" y=\"{baseline}\">"
                );
                if series > 1 {
                    push_text(&data.columns[index + 1], &mut self.out);
                    self.out.push_str(": ");
                }
                push_text(text, &mut self.out);
                self.out.push_str("</text>");
                y += BAR;
            }
            y += GAP;
        }
        self.out.push_str("</svg>\n");
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) => self.words(words),
                InlineKind::Code(words) => {
                    self.out.push_str("<code>");
                    push_text(words, &mut self.out);
                    self.out.push_str("</code>");
                }
                InlineKind::Emphasis(content) => self.wrapped("<em>", content, "</em>"),
                InlineKind::Strong(content) => self.wrapped("<strong>", content, "</strong>"),
                InlineKind::Foreign(language, content) if language.is(self.language) => self.inlines(content),
                InlineKind::Foreign(language, content) => {
                    let around = std::mem::replace(&mut self.language, language.tag());
                    let direction = if config::is_right_to_left(self.language) { "rtl" } else { "ltr" };
                    let open = format!("<span lang=\"{}\" dir=\"{direction}\">", self.language);
                    self.wrapped(&open, content, "</span>");
                    self.language = around;
                }
                InlineKind::Link(link) => {
                    let linked = self.open_link(&link.target, "");
                    match link.content.as_slice() {
                        // An e-mail address may break after its @ on a narrow screen.
                        [Inline { kind: InlineKind::Text(words), .. }] if link.target.starts_with("mailto:") => {
                            for part in words.split_inclusive('@') {
                                push_text(part, &mut self.out);
                                self.out.push_str(if part.ends_with('@') { "<wbr>" } else { "" });
                            }
                        }
                        content => self.inlines(content),
                    }
                    self.out.push_str(if linked { "</a>" } else { "" });
                }
                InlineKind::Picture(picture) => self.picture(picture, Room::Own, "candour-picture"),
                InlineKind::Footnote { index, occurrence } => {
                    let number = index + 1;
                    let id = reference_id(number, *occurrence);
                    let _ = write!(
                        self.out,
                        "<sup><a class=\"candour-footnote-ref\" data-footnote-ref href=\"#footnote_{number}\" id=\"{id}\">{number}</a></sup>"
                    );
                }
                InlineKind::Break => self.out.push_str("<br>\n"),
            }
        }
    }

    /// Words of Candour's own, which are English in every format, and marked so on a page in another language
    /// (WCAG 2.2, 3.1.2).
    pub(super) fn english(&mut self, words: &str) {
        let marked = !Spoken::ENGLISH.is(self.language);
        self.out.push_str(if marked { "<span lang=\"en\" dir=\"ltr\">" } else { "" });
        push_text(words, &mut self.out);
        self.out.push_str(if marked { "</span>" } else { "" });
    }

    /// Words, each stretch in another script with its language.
    fn words(&mut self, words: &str) {
        for (part, language) in parts(words, self.language) {
            match language {
                None if config::is_right_to_left(self.language) => self.words_among_numbers(part),
                None => push_text(part, &mut self.out),
                Some(language) => {
                    let direction = if config::is_right_to_left(language) { " dir=\"rtl\"" } else { "" };
                    let _ = write!(self.out, "<span lang=\"{language}\"{direction}>");
                    push_text(part, &mut self.out);
                    self.out.push_str("</span>");
                }
            }
        }
    }

    /// Words that run from the right. The groups of a telephone number among them would change places: each is a number
    /// of its own to a browser, and numbers follow one another in the direction of the words.
    fn words_among_numbers(&mut self, words: &str) {
        let mut rest = words;
        while let Some((start, end)) = telephone_number(rest) {
            push_text(&rest[..start], &mut self.out);
            self.out.push_str("<span dir=\"ltr\">");
            push_text(&rest[start..end], &mut self.out);
            self.out.push_str("</span>");
            rest = &rest[end..];
        }
        push_text(rest, &mut self.out);
    }

    /// Opens a link. `false`, with nothing written, when the target leads nowhere.
    pub(super) fn open_link(&mut self, target: &str, class: &str) -> bool {
        let address = match self.site.resolve(self.page, target, Purpose::Link) {
            Destination::Page(page, Some(fragment)) if std::ptr::eq(page, self.page) => self.here(fragment),
            Destination::Page(page, fragment) => self.site.href(&self.site.address_of(page, fragment)),
            Destination::Here(fragment) => self.here(fragment),
            Destination::File(path) => self.site.href(&self.site.file_address(&path)),
            Destination::Outside(address) => address.to_owned(),
            Destination::Broken(_) => return false,
        };
        self.out.push_str("<a ");
        if !class.is_empty() {
            let _ = write!(self.out, "class=\"{class}\" ");
        }
        self.out.push_str("href=\"");
        push_attribute(&address.replace(' ', "%20"), &mut self.out);
        let is_long = address.len() > PRINTED_ADDRESS_MAX && is_outside(target);
        self.out.push_str(if is_long { "\" data-long>" } else { "\">" });
        true
    }

    /// The address of a fragment of the page itself, which may be in another part.
    fn here(&self, fragment: &str) -> String {
        match self.extent {
            Extent::Part(_, at) if self.page.part_of(fragment) != at => {
                self.site.href(&self.site.address_of(self.page, Some(fragment)))
            }
            _ => format!("#{fragment}"),
        }
    }

    /// The address of a file that is shown in the page.
    pub(super) fn embedded(&self, target: &str) -> Option<String> {
        match self.site.resolve(self.page, target, Purpose::Embed) {
            Destination::File(path) => Some(self.site.href(&self.site.file_address(&path))),
            _ => None,
        }
    }

    fn picture(&mut self, picture: &Picture, room: Room, class: &str) {
        match self.pictures.get(self.site, self.page, &picture.target) {
            Some(file) => push_picture(file, room, class, &picture.alt, &mut self.out),
            None => push_text(&picture.alt, &mut self.out),
        }
    }
}

fn alignment_class(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Start => "",
        Alignment::Centre => " candour-centre",
        Alignment::End => " candour-end",
    }
}
