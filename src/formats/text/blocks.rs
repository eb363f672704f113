//! The blocks, with what says where components begin and end.

use super::lines::{STEP, Writer};
use crate::document::tree::{
    Advice, Block, BlockKind, Callout, CalloutKind, Chart, Details, EasyReadRow, Figure, Guidance, Heading, Inline,
    InlineKind, List, Marks, Video, mark,
};
use crate::formats::format::chart_table;
use crate::formats::xml::put;

impl Writer<'_> {
    /// Writes blocks.
    pub fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
            self.is_apart = true;
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(content) => self.line(|writer| writer.inlines(content)),
            BlockKind::Heading(heading) => self.heading(heading),
            BlockKind::List(list) => self.list(list, list.marks()),
            BlockKind::Steps(list) => self.list(list, Marks::Numbers(list.start.unwrap_or(1))),
            BlockKind::Quote(content) => {
                self.say("[Quotation]");
                self.inside(STEP, |writer| writer.blocks(content));
                self.is_apart = false;
                self.say("[End of quotation]");
            }
            BlockKind::Callout(callout) => self.callout(callout),
            BlockKind::Code(code) => self.inside(2 * STEP, |writer| writer.code(code)),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Definitions(definitions) => self.definitions(definitions),
            BlockKind::Rule => self.say("* * *"),
            BlockKind::Details(details) => self.details(details),
            BlockKind::Guidance(guidance) => self.guidance(guidance),
            BlockKind::Contact(contact) => {
                self.one_line(|writer| writer.inlines(&contact.heading));
                self.boxed(&contact.content, "[End of contact details]");
            }
            BlockKind::Figure(figure) => self.figure(figure),
            BlockKind::Video(video) => self.video(video),
            BlockKind::EasyRead(rows) => self.easy_read(rows),
            BlockKind::Action(action) => self.line(|writer| {
                writer.link(&action.target, |writer| writer.inlines(&action.content));
            }),
            BlockKind::Chart(chart) => self.chart(chart),
        }
    }

    fn heading(&mut self, heading: &Heading) {
        self.heading_line(heading.level.clamp(2, 6), |writer| writer.inlines(&heading.content));
    }

    fn list(&mut self, list: &List, marks: Marks) {
        let is_short = list.tight && list.items.iter().all(|item| is_short(&item.content));
        for (index, item) in list.items.iter().enumerate() {
            if index > 0 {
                self.is_apart = !is_short;
            }
            match (marks, split_mark(&item.content)) {
                (Marks::Own, Some((mark, content))) => self.item(&mark, &content),
                (Marks::Numbers(start), _) => {
                    self.item(&format!("{}. ", start.saturating_add(index as u64)), &item.content);
                }
                (Marks::Bullets | Marks::Own, _) => self.item("• ", &item.content),
            }
        }
    }

    /// Writes an item with its marker, alone where the item has no words.
    pub fn item(&mut self, marker: &str, content: &[Block]) {
        let width = marker.chars().count();
        self.lead.push_str(marker);
        self.indent += width;
        if is_short(content) {
            for block in content {
                self.block(block);
            }
        } else {
            self.blocks(content);
        }
        let lead = std::mem::take(&mut self.lead);
        if !lead.is_empty() {
            let indent = self.indent;
            self.indent = indent.saturating_sub(lead.chars().count());
            self.say(lead.trim_end());
            self.indent = indent;
        }
        self.indent -= width;
    }

    /// Writes the content of a component below its label, and where it ends if that could be missed.
    fn boxed(&mut self, content: &[Block], end: &str) {
        self.inside(STEP, |writer| writer.blocks(content));
        if content.len() > 1 {
            self.is_apart = false;
            self.say(end);
        }
    }

    fn callout(&mut self, callout: &Callout) {
        let label = callout.kind.label();
        if callout.kind.is_warning() {
            self.say(label);
            let end = match callout.kind {
                CalloutKind::Important => "[End of important information]",
                CalloutKind::Caution => "[End of caution]",
                _ => "[End of warning]",
            };
            return self.boxed(&callout.content, end);
        }
        let (first, rest): (&[Inline], _) = match callout.content.as_slice() {
            [Block { kind: BlockKind::Paragraph(content), .. }, rest @ ..] => (content, rest),
            content => (&[], content),
        };
        self.line(|writer| {
            writer.out.push_str(label);
            writer.out.push_str(": ");
            writer.inlines(first);
        });
        self.is_apart = !first.is_empty();
        self.inside(STEP, |writer| writer.blocks(rest));
        if callout.content.len() > 1 {
            self.is_apart = false;
            self.say(match callout.kind {
                CalloutKind::Tip => "[End of tip]",
                _ => "[End of information]",
            });
        }
    }

    fn guidance(&mut self, guidance: &Guidance) {
        match guidance.heading.as_slice() {
            [] => self.say(guidance.advice.label()),
            heading => self.one_line(|writer| writer.inlines(heading)),
        }
        self.boxed(
            &guidance.content,
            match guidance.advice {
                Advice::Do => "[End of do list]",
                Advice::Dont => "[End of do not list]",
            },
        );
    }

    fn details(&mut self, details: &Details) {
        self.one_line(|writer| writer.inlines(&details.summary));
        self.boxed(&details.content, "[End of details]");
    }

    fn code(&mut self, code: &str) {
        for line in code.trim_end_matches('\n').split('\n') {
            // Blank lines inside of code stay one blank line.
            self.line(|writer| writer.words_with(line, "\t"));
            self.is_apart = line.trim().is_empty();
        }
    }

    fn figure(&mut self, figure: &Figure) {
        if let Some(picture) = &figure.picture {
            self.line(|writer| writer.picture(picture));
        }
        self.is_apart &= figure.picture.is_none();
        if !figure.caption.is_empty() {
            self.figure_count += 1;
            let number = self.figure_count;
            self.line(|writer| {
                put!(writer.out, "Figure {number}: ");
                writer.words(&figure.caption);
            });
            self.is_apart = true;
        }
        self.blocks(&figure.content);
    }

    /// Writes links to a film, to its transcript and to its audio described version, then the transcript itself.
    fn video(&mut self, video: &Video) {
        self.line(|writer| {
            writer.link(&video.source, |writer| {
                writer.out.push_str("Video: ");
                writer.words(&video.title);
            });
        });
        if let Some(notice) = video.notice() {
            self.line(|writer| {
                writer.words(&notice);
                writer.out.push('.');
            });
        }
        for (target, words) in [(&video.transcript, "Transcript"), (&video.described, "Audio described version")] {
            if let Some(target) = target {
                self.line(|writer| writer.link(target, |writer| writer.out.push_str(words)));
            }
        }
        self.boxed(&video.content, "[End of transcript]");
    }

    fn easy_read(&mut self, rows: &[EasyReadRow]) {
        for row in rows {
            if let Some(picture) = &row.picture {
                let start = self.out.len();
                self.line(|writer| writer.picture(picture));
                if self.out.len() > start {
                    self.is_apart = false;
                }
            }
            self.blocks(&row.content);
            self.is_apart = true;
        }
    }

    fn chart(&mut self, chart: &Chart) {
        match (self.edition.chart)(&chart.data) {
            Some(data) => self.table(&chart_table(&chart.title, &data)),
            None => self.line(|writer| writer.words(&chart.title)),
        }
        self.is_apart = true;
        self.blocks(&chart.content);
    }
}

/// Whether an item is one paragraph, perhaps with a list below it, and so needs no blank lines.
fn is_short(content: &[Block]) -> bool {
    let is_list = |block: &Block| matches!(block.kind, BlockKind::List(_));
    match content {
        [] => true,
        [block] => is_list(block) || matches!(block.kind, BlockKind::Paragraph(_)),
        [first, second] => matches!(first.kind, BlockKind::Paragraph(_)) && is_list(second),
        _ => false,
    }
}

/// An item without the letters that it begins with, and those.
fn split_mark(content: &[Block]) -> Option<(String, Vec<Block>)> {
    let mut content = content.to_vec();
    let Some(Block { kind: BlockKind::Paragraph(words), .. }) = content.first_mut() else { return None };
    let Some(Inline { kind: InlineKind::Text(text), .. }) = words.first_mut() else { return None };
    let (length, _) = mark(text)?;
    let (letters, rest) = text.split_at(length);
    let letters = letters.to_owned();
    *text = rest.into();
    Some((letters, content))
}
