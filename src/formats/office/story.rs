//! The walk over the blocks: which paragraphs, lists, tables and notes a document has, in which order and in which words.
//!
//! A format's writer owns the [`State`] of the walk and implements [`Markup`]; the methods that [`Markup`] provides are
//! the walk itself, so that every format says the same.

use super::columns::{by_rows, column_widths, label_width, value_column};
use super::look::{self, STEP, Style};
use super::pictures::{Medium, PictureBounds};
use super::place::{Above, Lead, Marker, Place, Shape};
use super::state::{Format, Goal, Reference, State};
use crate::document::tree::{
    Advice, Block, BlockKind, Callout, Chart, Contact, Definition, Details, EasyReadRow, Figure, Guidance, Heading,
    Inline, InlineKind, List, Marks, Picture, Table, Video,
};
use crate::formats::format::{Edition, Hyperlink, LOGO, chart_table, logo};

/// What writes a document in the markup of its format. The methods with a body are the walk.
pub trait Markup<'e>: Sized {
    /// What the walk knows.
    fn state(&mut self) -> &mut State<'e>;

    /// What is said of the organisation's logo; empty where the format can tell decoration.
    const LOGO_ALTERNATIVE: &'static str;

    /// Writes a paragraph of what `content` writes; nothing where it writes nothing and no list marker waits.
    fn paragraph(&mut self, shape: Shape, content: impl FnOnce(&mut Self));

    /// Writes a paragraph without words.
    fn blank(&mut self, shape: Shape);

    /// Writes words.
    fn words(&mut self, words: &str, format: Format);

    /// Begins a new line in the open paragraph.
    fn line_break(&mut self);

    /// Goes on at the next tab stop.
    fn tab(&mut self);

    /// Writes what `words` writes as a link.
    fn hyperlink(&mut self, goal: Goal<'_>, words: impl FnOnce(&mut Self));

    /// Writes what `words` writes as the place that a bookmark names.
    fn bookmarked(&mut self, name: &str, words: impl FnOnce(&mut Self));

    /// Writes the reference that carries the footnote with an index.
    fn note(&mut self, index: usize, number: usize);

    /// Writes a further reference to it.
    fn note_again(&mut self, index: usize, number: usize);

    /// Writes a picture, the one with a number in the document, in English Metric Units. Without an alternative it is
    /// decoration.
    fn drawing(&mut self, medium: Medium, size: (u64, u64), number: usize, alt: &str);

    /// Writes the number before a caption ("Table 1"), as a field, so that it can be counted anew and listed.
    fn counted(&mut self, kind: &str, number: usize);

    /// Begins a list and says how the format calls its numbering. Each numbered list has one of its own, or it would go
    /// on from the one before.
    fn begin_list(&mut self, marks: Marks, place: Place) -> usize;

    /// Ends the list that was begun last.
    fn end_list(&mut self);

    /// Writes the rows of a table with columns of these widths in twips.
    fn grid(&mut self, table: &Table, widths: &[u32], place: Place);

    /// Keeps apart what programs would join.
    fn gap(&mut self) {
        self.state().above = Above::Text;
        self.blank(Place::TOP.shape_of(&look::GAP));
    }

    /// Gives a marker or label that is still waiting a paragraph of its own.
    fn settle(&mut self, place: Place) {
        let state = self.state();
        if state.marker.is_some() || state.lead.is_some() {
            self.blank(place.shape());
        }
    }

    /// Writes the title of the document, below the name of whose it is.
    fn title(&mut self) {
        let Edition { organisation, title, .. } = *self.state().edition;
        let shape = Place::TOP.shape_of(&look::ORGANISATION);
        let state = self.state();
        if state.media.medium(state.edition, LOGO).is_some() {
            let logo = logo(Self::LOGO_ALTERNATIVE);
            self.paragraph(shape, |writer| writer.picture(&logo, PictureBounds::Logo, Format::PLAIN));
        }
        if !organisation.trim().is_empty() {
            self.paragraph(Place::TOP.shape_of(&look::ORGANISATION), |writer| {
                writer.words(organisation, Format::PLAIN)
            });
        }
        self.paragraph(Place::TOP.shape_of(&look::HEADINGS[0]), |writer| writer.words(title, Format::PLAIN));
    }

    /// Writes the contents list, where the page has one.
    fn contents(&mut self);

    /// Writes every block, from the page's first to its last, and the contents list: behind document control, as in the
    /// PDF, and else before all.
    fn all_blocks(&mut self) {
        let edition = self.state().edition;
        let blocks = edition.body.blocks.as_slice();
        let (control, rest) = blocks.split_at(usize::from(edition.has_control && !blocks.is_empty()));
        self.blocks(control, Place::TOP);
        self.contents();
        self.blocks(rest, Place::TOP);
        self.end_story();
    }

    /// Writes what a numbered footnote says, and after it the notes that only notes refer to.
    fn note_content(&mut self, index: usize) {
        let footnotes = &self.state().edition.body.footnotes;
        self.state().above = Above::Text;
        self.state().lead = Some(Lead::NoteNumber);
        let place = Place::TOP.inside(&look::FOOTNOTE);
        self.blocks(&footnotes[index].content, place);
        while !self.state().notes_to_notes.is_empty() {
            for index in std::mem::take(&mut self.state().notes_to_notes) {
                self.blocks(&footnotes[index].content, place);
            }
        }
        self.settle(place);
        self.end_story();
    }

    /// A story ends with a paragraph.
    fn end_story(&mut self) {
        if matches!(self.state().above, Above::Table) {
            self.gap();
        }
    }

    /// Writes blocks.
    fn blocks(&mut self, blocks: &[Block], place: Place) {
        for (index, block) in blocks.iter().enumerate() {
            match &block.kind {
                BlockKind::Paragraph(content) => {
                    // A paragraph that leads into a list stays with it.
                    let next = blocks.get(index + 1).map(|block| &block.kind);
                    let shape = match next {
                        Some(BlockKind::List(_) | BlockKind::Steps(_)) => place.shape().with_next(),
                        _ => place.shape(),
                    };
                    self.paragraph(shape, |writer| writer.inlines(content, Format::PLAIN));
                }
                BlockKind::Heading(heading) => self.heading(heading, place),
                BlockKind::List(list) => self.list(list, list.marks(), place),
                BlockKind::Steps(list) => self.list(list, Marks::Numbers(list.start.unwrap_or(1)), place),
                BlockKind::Quote(content) => self.boxed(&look::QUOTE, content, place, |_, _| {}),
                BlockKind::Callout(callout) => self.callout(callout, place),
                BlockKind::Code(code) => self.code(code, place),
                BlockKind::Table(table) => self.table(table, place),
                BlockKind::Definitions(definitions) => self.definitions(definitions, place),
                BlockKind::Rule => self.rule(place),
                BlockKind::Details(details) => self.details(details, place),
                BlockKind::Guidance(guidance) => self.guidance(guidance, place),
                BlockKind::Contact(contact) => self.contact(contact, place),
                BlockKind::Figure(figure) => self.figure(figure, place),
                BlockKind::Video(video) => self.video(video, place),
                BlockKind::EasyRead(rows) => self.easy_read(rows, place),
                BlockKind::Action(action) => self.paragraph(place.shape_of(&look::ACTION), |writer| {
                    writer.link(&action.target, Format::PLAIN, |writer, format| {
                        writer.inlines(&action.content, format);
                    });
                }),
                BlockKind::Chart(chart) => self.chart(chart, place),
            }
        }
    }

    /// Writes a line across the page.
    fn rule(&mut self, place: Place) {
        self.settle(place);
        self.blank(place.shape_of(&look::RULE));
    }

    /// Writes a heading, with its bookmark where no heading before it has the same id.
    fn heading(&mut self, heading: &Heading, place: Place) {
        let style = &look::HEADINGS[usize::from(heading.level.clamp(2, 6)) - 1];
        let name = self.state().place_bookmark(&heading.id);
        self.paragraph(place.shape_of(style), |writer| match name {
            None => writer.inlines(&heading.content, Format::PLAIN),
            Some(name) => writer.bookmarked(&name, |writer| writer.inlines(&heading.content, Format::PLAIN)),
        });
    }

    /// Writes a list.
    fn list(&mut self, list: &List, marks: Marks, place: Place) {
        self.settle(place);
        let level = place.list_level();
        let numbering = self.begin_list(marks, place);
        let last = match marks {
            Marks::Numbers(start) => start.saturating_add(list.items.len() as u64),
            Marks::Bullets | Marks::Own => 0,
        };
        let width = if last > 100 { 2 * STEP } else { STEP };
        let inner = place.in_list(list, width);
        for item in &list.items {
            self.state().marker = Some(Marker { numbering, level, width });
            self.blocks(&item.content, inner);
            self.settle(inner);
        }
        self.end_list();
        if level == 0 && matches!(self.state().above, Above::Text) {
            self.state().above = Above::List;
        }
    }

    /// Writes inset text or a warning callout.
    fn callout(&mut self, callout: &Callout, place: Place) {
        let label = callout.kind.label();
        if callout.kind.is_warning() {
            self.boxed(&look::WARNING, &callout.content, place, |writer, inner| {
                writer.paragraph(inner.label_of(&look::WARNING_LABEL), |writer| writer.words(label, Format::PLAIN));
            });
        } else {
            self.boxed(&look::INSET, &callout.content, place, |writer, _| {
                writer.state().lead = Some(Lead::Label(label));
            });
        }
    }

    /// Writes what to do or what not to do.
    fn guidance(&mut self, guidance: &Guidance, place: Place) {
        let (style, label) = match guidance.advice {
            Advice::Do => (&look::DO, &look::DO_LABEL),
            Advice::Dont => (&look::DO_NOT, &look::DO_NOT_LABEL),
        };
        self.boxed(style, &guidance.content, place, |writer, inner| {
            writer.paragraph(inner.label_of(label), |writer| match guidance.heading.as_slice() {
                [] => writer.words(guidance.advice.label(), Format::PLAIN),
                heading => writer.inlines(heading, Format::PLAIN),
            });
        });
    }

    /// Writes how to reach a team.
    fn contact(&mut self, contact: &Contact, place: Place) {
        self.boxed(&look::CONTACT, &contact.content, place, |writer, inner| {
            writer.paragraph(inner.label_of(&look::CONTACT_LABEL), |writer| {
                writer.inlines(&contact.heading, Format::PLAIN);
            });
        });
    }

    /// Writes blocks in a box, below what `open` writes. Two equal boxes in a row are kept apart.
    fn boxed(&mut self, style: &'static Style, content: &[Block], place: Place, open: impl FnOnce(&mut Self, Place)) {
        self.settle(place);
        if matches!(self.state().above, Above::Box(id) if id == style.id) {
            self.gap();
        }
        let inner = place.inside(style);
        open(self, inner);
        self.blocks(content, inner);
        self.settle(inner);
        if matches!(self.state().above, Above::Text | Above::List) {
            self.state().above = Above::Box(style.id);
        }
    }

    /// Writes what is folded away on the web, below its summary.
    fn details(&mut self, details: &Details, place: Place) {
        self.paragraph(place.shape_of(&look::SUMMARY), |writer| writer.inlines(&details.summary, Format::PLAIN));
        self.blocks(&details.content, place);
    }

    /// Writes preformatted text, with its lines and tabs.
    fn code(&mut self, code: &str, place: Place) {
        self.boxed(&look::CODE, &[], place, |writer, inner| {
            writer.paragraph(inner.shape(), |writer| {
                for (index, line) in code.trim_end_matches('\n').split('\n').enumerate() {
                    if index > 0 {
                        writer.line_break();
                    }
                    for (index, piece) in line.split('\t').enumerate() {
                        if index > 0 {
                            writer.tab();
                        }
                        writer.words(piece, Format::CODE);
                    }
                }
            });
        });
    }

    /// Writes labels and their values side by side where most are short; otherwise each term above its meanings.
    fn definitions(&mut self, definitions: &[Definition], place: Place) {
        self.settle(place);
        let print = self.state().edition.print;
        let value_at = value_column(definitions, place.room(), print);
        let inner = value_at.map_or(place.inside(&look::DEFINITION), |value_at| place.at_value(value_at));
        for definition in definitions {
            // The first of several values stands beside its label as well, and the others below it.
            if let (Some(value_at), [first, others @ ..]) = (value_at, definition.meanings.as_slice())
                && let [Block { kind: BlockKind::Paragraph(value), .. }, rest @ ..] = first.as_slice()
                && label_width(&definition.term, print) <= value_at
            {
                self.paragraph(place.label_of(&look::DEFINITION).with_value_at(value_at), |writer| {
                    writer.inlines(&definition.term, Format::STRONG);
                    writer.tab();
                    writer.inlines(value, Format::PLAIN);
                });
                self.blocks(rest, inner);
                for meaning in others {
                    self.blocks(meaning, inner);
                }
                continue;
            }
            self.paragraph(place.shape_of(&look::TERM), |writer| writer.inlines(&definition.term, Format::PLAIN));
            for meaning in &definition.meanings {
                self.blocks(meaning, inner);
            }
        }
        if matches!(self.state().above, Above::Text | Above::List) {
            self.state().above = Above::Definitions;
        }
    }

    /// Writes a picture above its caption.
    fn figure(&mut self, figure: &Figure, place: Place) {
        if let Some(picture) = &figure.picture {
            let shape = if figure.caption.is_empty() { place.shape() } else { place.shape().with_next() };
            let bounds = PictureBounds::of_figure(self.state().edition);
            self.paragraph(shape, |writer| writer.picture(picture, bounds, Format::PLAIN));
        }
        if !figure.caption.is_empty() {
            let number = self.state().next_figure();
            self.paragraph(place.shape_of(&look::CAPTION), |writer| {
                writer.counted("Figure", number);
                writer.words(": ", Format::PLAIN);
                writer.words(&figure.caption, Format::PLAIN);
            });
        }
        self.blocks(&figure.content, place);
    }

    /// Writes links to a film, to its transcript and to its audio described version, then the transcript itself.
    fn video(&mut self, video: &Video, place: Place) {
        let title = format!("Video: {}", video.title);
        self.paragraph(place.shape_of(&look::ACTION), |writer| {
            writer.link(&video.source, Format::PLAIN, |writer, format| writer.words(&title, format));
        });
        if let Some(notice) = video.notice() {
            self.paragraph(place.shape(), |writer| writer.words(&format!("{notice}."), Format::PLAIN));
        }
        let links = [(video.transcript.as_ref(), "Transcript"), (video.described.as_ref(), "Audio described version")];
        for (target, words) in links {
            if let Some(target) = target {
                self.paragraph(place.shape(), |writer| {
                    writer.link(target, Format::PLAIN, |writer, format| writer.words(words, format));
                });
            }
        }
        self.blocks(&video.content, place);
    }

    /// Writes each picture above its sentences.
    fn easy_read(&mut self, rows: &[EasyReadRow], place: Place) {
        self.settle(place);
        for row in rows {
            if let Some(picture) = &row.picture {
                self.paragraph(place.shape_of(&look::EASY_READ_PICTURE), |writer| {
                    writer.picture(picture, PictureBounds::EasyRead, Format::PLAIN);
                });
            }
            self.blocks(&row.content, place.inside(&look::EASY_READ));
        }
    }

    /// Writes the figures of a chart as a table.
    fn chart(&mut self, chart: &Chart, place: Place) {
        match (self.state().edition.chart)(&chart.data) {
            Some(data) => self.table(&chart_table(&chart.title, &data), place),
            None => self.paragraph(place.shape_of(&look::CAPTION), |writer| {
                writer.words(&chart.title, Format::PLAIN);
            }),
        }
        self.blocks(&chart.content, place);
    }

    /// Writes a table below its caption.
    fn table(&mut self, table: &Table, place: Place) {
        if table.caption.is_empty() {
            self.settle(place);
        } else {
            let number = self.state().next_table();
            self.paragraph(place.shape_of(&look::CAPTION).with_next(), |writer| {
                writer.counted("Table", number);
                writer.words(": ", Format::PLAIN);
                writer.inlines(&table.caption, Format::PLAIN);
            });
        }
        let print = self.state().edition.print;
        if let Some(rows) = by_rows(table, place.room(), print) {
            return self.blocks(&rows, place);
        }
        let widths = column_widths(table, place.room(), print);
        if widths.is_empty() {
            return;
        }
        if matches!(self.state().above, Above::Table) {
            self.gap();
        }
        self.state().grid_count += 1;
        self.grid(table, &widths, place);
    }

    /// Writes running text.
    fn inlines(&mut self, inlines: &[Inline], format: Format) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(words) => self.words(words, format),
                InlineKind::Code(words) => self.words(words, Format { code: true, ..format }),
                InlineKind::Emphasis(content) => self.inlines(content, Format { emphasis: true, ..format }),
                InlineKind::Strong(content) => self.inlines(content, Format { strong: true, ..format }),
                InlineKind::Foreign(language, content) => {
                    let language = (!language.is(self.state().edition.language)).then_some(*language);
                    self.inlines(content, Format { language, ..format });
                }
                InlineKind::Link(link) => {
                    self.link(&link.target, format, |writer, format| writer.inlines(&link.content, format));
                }
                InlineKind::Picture(picture) => self.picture(picture, PictureBounds::Text, format),
                InlineKind::Footnote { index, .. } => self.footnote_reference(*index),
                InlineKind::Break => self.line_break(),
            }
        }
    }

    /// Writes what `words` writes as a link, or without one where the target leads nowhere or a link is open already.
    fn link(&mut self, target: &str, format: Format, words: impl FnOnce(&mut Self, Format)) {
        let state = self.state();
        let hyperlink = if format.link { None } else { (state.edition.link)(target) };
        let in_link = Format { link: true, ..format };
        match hyperlink {
            Some(Hyperlink::Heading(id)) => match state.bookmark(&id) {
                Some(name) => self.hyperlink(Goal::Bookmark(&name), |writer| words(writer, in_link)),
                None => words(self, format),
            },
            Some(Hyperlink::Address(address)) if !address.is_empty() => {
                self.hyperlink(Goal::Address(&address), |writer| words(writer, in_link));
            }
            _ => words(self, format),
        }
    }

    /// Writes the number of a footnote. Its first reference in the text carries the note; further ones refer to its
    /// number.
    fn footnote_reference(&mut self, index: usize) {
        match self.state().refer(index) {
            Some(Reference::First(number)) => self.note(index, number),
            Some(Reference::Again(number)) => self.note_again(index, number),
            None => {}
        }
    }

    /// Writes a picture, or its alternative in words where not every program can show the file.
    fn picture(&mut self, picture: &Picture, bounds: PictureBounds, format: Format) {
        let alt = picture.alt.trim();
        let state = self.state();
        if let Some(medium) = state.media.medium(state.edition, &picture.target) {
            let (size, number) = (medium.shown_size(bounds, state.room), state.next_picture());
            self.drawing(medium, size, number, alt);
        } else if !alt.is_empty() {
            self.words(&format!("[Picture: {alt}]"), format);
        }
    }
}
