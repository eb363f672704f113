//! Running text on the walk: words in their formats, signs, notes, pictures, links and fields.

use super::{BLOCKS_MAX, FIELDS_MAX, OpenField, PICTURES_MAX, TEXT_BYTES_MAX, Walk};
use crate::import::fields::Field;
use crate::import::model::{Format, Goal, Inline, Shown, Told};
use crate::import::symbols;
use crate::inspect::xml::Element;
use crate::language::Spoken;

impl Walk<'_> {
    /// How the text at this place is set.
    pub(super) fn format(&self) -> Format {
        let Some(open) = self.paragraphs.last() else { return Format::default() };
        let run = &open.run;
        let style = self.styles.of_run(&run.style);
        let field = self.fields.iter().rev().find(|it| it.link > 0).map(|it| it.link);
        let link = self.links.iter().rev().find(|(_, link)| *link > 0).map(|(_, link)| *link);
        let contents = self.fields.iter().map(|it| it.contents).chain(self.controls.iter().map(|it| it.1));
        let language = if run.is_leftward { &run.other_language } else { &run.language };
        let language = language.as_deref().or(style.and_then(|it| it.language.as_deref()));
        Format {
            strong: run.bold.unwrap_or(style.is_some_and(|it| it.bold)),
            emphasis: run.italic.unwrap_or(style.is_some_and(|it| it.italic)),
            code: style.is_some_and(|it| it.code),
            underlined: run.is_underlined,
            script: run.script,
            link: link.or(field).unwrap_or(0),
            language: language.and_then(Spoken::named),
            size: run.size,
            contents: contents.filter(|it| *it > 0).min().unwrap_or(0),
        }
    }

    pub(super) fn is_hidden(&self) -> bool {
        let Some(open) = self.paragraphs.last() else { return false };
        let of_style = || self.styles.of_run(&open.run.style).is_some_and(|it| it.hidden);
        open.run.is_hidden.unwrap_or_else(|| of_style() || self.styles.of(&open.style).hidden)
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.paragraphs.is_empty() || text.is_empty() {
            return;
        }
        if self.is_hidden() {
            self.story.met.hidden += usize::from(!text.trim().is_empty());
            return;
        }
        // The code of a field is not shown, whatever it is made of.
        if self.fields.iter().any(|field| !field.shows) {
            return;
        }
        if let Some(field) = self.fields.iter_mut().rev().find(|it| matches!(it.field, Field::NoteAgain(_))) {
            return field.shown.push_str(text);
        }
        if self.fields.iter().any(|field| field.field == Field::Page) {
            return;
        }
        self.bytes += text.len();
        self.is_full |= self.bytes > TEXT_BYTES_MAX;
        if self.is_full {
            return;
        }
        let font = self.paragraphs.last().map(|open| open.run.font.clone()).unwrap_or_default();
        if symbols::is_symbol_font(&font) && text.chars().any(|c| !c.is_whitespace()) {
            return text.chars().for_each(|c| match c {
                ' ' | '\t' => self.push_text(" "),
                c => self.symbol(&font, u32::from(c)),
            });
        }
        self.push_text(text);
    }

    pub(super) fn symbol(&mut self, font: &str, code: u32) {
        let plain = char::from_u32(code).filter(|_| !(0xe000..=0xf8ff).contains(&code));
        let typed = plain.filter(|c| !c.is_control() && (!symbols::is_symbol_font(font) || !c.is_ascii()));
        match (symbols::letter(font, code), typed) {
            (Some(letter), _) => self.push_text(letter),
            (None, Some(c)) => self.push_text(c.encode_utf8(&mut [0; 4])),
            (None, None) => self.story.met.unknown_symbols += 1,
        }
    }

    pub(super) fn push_text(&mut self, text: &str) {
        let format = self.format();
        let Some(open) = self.paragraphs.last_mut() else { return };
        // Soft hyphens only say where a word may be broken; controls mean nothing.
        let keep =
            |c: &char| !matches!(c, '\u{ad}' | '\u{200b}' | '\u{feff}') && (!c.is_control() || c.is_whitespace());
        let bullet = |c| if c == '\u{f0b7}' { '•' } else { c };
        let words = text.chars().filter(keep).map(bullet);
        match open.paragraph.content.last_mut() {
            Some(Inline::Text(before, same)) if *same == format => before.extend(words),
            _ => open.paragraph.content.push(Inline::Text(words.collect(), format)),
        }
    }

    pub(super) fn push(&mut self, inline: Inline) {
        if self.fields.iter().any(|field| !field.shows) || self.is_hidden() {
            return;
        }
        if let Some(open) = self.paragraphs.last_mut()
            && open.paragraph.content.len() < BLOCKS_MAX
        {
            open.paragraph.content.push(inline);
        }
    }

    pub(super) fn note_reference(&mut self, kind: char, element: &Element<'_>) {
        let name = format!("{kind}{}", element.attribute("id"));
        for bookmark in self.open_bookmarks.values() {
            self.story.note_bookmarks.entry(bookmark.clone()).or_insert_with(|| name.clone());
        }
        self.push(Inline::Note(name));
    }

    pub(super) fn picture(&mut self, id: &str, alt: String, is_decorative: bool) {
        let part = self.relationships.get(id).filter(|it| !it.is_outside).map(|it| it.target.clone());
        self.is_full |= self.story.pictures.len() >= PICTURES_MAX;
        if !self.is_full {
            self.story.pictures.push(Shown { part, alt, is_decorative });
            self.push(Inline::Picture(self.story.pictures.len() - 1));
        }
    }

    pub(super) fn link(&mut self, goal: Goal) -> u32 {
        if self.story.links.last() != Some(&goal) {
            self.story.links.push(goal);
        }
        u32::try_from(self.story.links.len()).unwrap_or(0)
    }

    // Fields.

    pub(super) fn open_field(&mut self, code: String, shows: bool) {
        // No more can be open in a whole document: those that never end would slow down all that follows.
        if self.fields.len() >= FIELDS_MAX {
            self.fields.clear();
        }
        self.fields.push(OpenField {
            code,
            shows: false,
            field: Field::Other,
            link: 0,
            contents: 0,
            is_ticked: false,
            shown: String::new(),
        });
        if shows {
            self.show_field();
        }
    }

    pub(super) fn show_field(&mut self) {
        let Some(mut field) = self.fields.pop() else { return };
        field.shows = true;
        field.field = Field::of(&field.code);
        match &field.field {
            Field::Link(goal) => field.link = self.link(goal.clone()),
            Field::Contents => {
                self.contents_count += 1;
                field.contents = self.contents_count;
                // One in a content control is the same.
                self.story.met.contents += usize::from(self.controls.iter().all(|(_, contents)| *contents == 0));
            }
            Field::PageOf if self.format().contents == 0 => self.tell(Told::PageNumber),
            _ => {}
        }
        self.fields.push(field);
    }

    pub(super) fn close_field(&mut self) {
        let Some(mut field) = self.fields.pop() else { return };
        if !field.shows {
            field.field = Field::of(&field.code);
        }
        if field.contents > 0 {
            self.closed_contents.insert(field.contents);
        }
        match field.field {
            Field::NoteAgain(bookmark) => self.push(Inline::NoteAgain(bookmark, field.shown)),
            Field::Box => self.push_text(if field.is_ticked { "☑" } else { "☐" }),
            _ => {}
        }
    }
}
