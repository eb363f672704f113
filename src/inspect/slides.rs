//! PowerPoint presentations: titles of slides, notes, comments, pictures without words.

use super::office::{Drawings, Package};
use super::xml::{Step, Trail};
use super::{CreditPlace, Facts, HiddenContent, Stop};

/// Looks into a presentation whose properties have been read.
pub fn read(package: &mut Package<'_>, facts: &mut Facts) -> Result<(), Stop> {
    let slides = package.parts("presentationml.slide+xml");
    for part in &slides {
        let mut drawings = Drawings::default();
        let mut title = Placeholder::new(&["title", "ctrTitle"]);
        let mut is_hidden = false;
        package.walk(part, &mut |trail, step| {
            if let Step::Open(element) = &step
                && trail.name(0) == "sld"
            {
                is_hidden = matches!(element.attribute("show").as_str(), "0" | "false");
            }
            drawings.step(trail, &step, facts);
            title.step(trail, &step);
        })?;
        facts.slides_without_title += usize::from(!title.has_words && !is_hidden);
        facts.hide(HiddenContent::Slide, usize::from(is_hidden));
    }
    for part in package.parts("presentationml.notesSlide+xml") {
        let mut notes = Placeholder::new(&["body"]);
        package.walk(&part, &mut |trail, step| notes.step(trail, &step))?;
        facts.hide(HiddenContent::Notes, usize::from(notes.has_words));
    }
    // The old comments and the new ones.
    package.walk_all(".comments+xml", &mut |trail, step| {
        facts.comments += usize::from(matches!(step, Step::Open(_)) && trail.name(0) == "cm");
    })?;
    let mut authors = |trail: &Trail, step: Step<'_>| {
        if let Step::Open(element) = step
            && matches!(trail.name(0), "cmAuthor" | "author")
        {
            facts.credit(CreditPlace::People, &element.attribute("name"));
        }
    };
    package.walk_all("presentationml.commentAuthors+xml", &mut authors)?;
    package.walk_all("ms-powerpoint.authors+xml", &mut authors)
}

/// Whether a placeholder of one of some types has words in it.
struct Placeholder {
    types: &'static [&'static str],
    is_open: bool,
    has_words: bool,
}

impl Placeholder {
    fn new(types: &'static [&'static str]) -> Placeholder {
        Placeholder { types, is_open: false, has_words: false }
    }

    fn step(&mut self, trail: &Trail, step: &Step<'_>) {
        match (step, trail.name(0)) {
            (Step::Open(_), "sp") => self.is_open = false,
            (Step::Open(element), "ph") => self.is_open = self.types.contains(&element.attribute("type").as_str()),
            (Step::Close, "sp") => self.is_open = false,
            (Step::Text(text), "t") => self.has_words |= self.is_open && !text.trim().is_empty(),
            _ => {}
        }
    }
}
