//! PDF: an edition as code for Typst over a fixed template, printed as PDF/UA-1 and PDF/A-2a in one file.
//!
//! `story` writes the code, `press` prints it, `template.typ` is the look. Author text reaches Typst as string literals
//! only, so that nothing in it can be taken for code. What the exporter would refuse never gets that far: a character
//! that no font has, a level of heading left out, a link that shows nothing.
//!
//! What makes the document accessible is in its structure, which readers of PDF/UA rely on: the title is the only
//! level-1 heading, lists, tables with their header cells, captions, footnotes, links and the contents list are tagged
//! as what they are, pictures have their alternative or are marked as decoration, the footer is an artifact, and each
//! stretch in another script names its language.

mod press;
mod story;

use crate::formats::format::{Draft, Edition, Recipe};
pub use press::Fonts;

/// The PDF of an edition, in the size of print that it asks for.
pub fn draft(edition: &Edition<'_>) -> Draft {
    let story = story::write(edition);
    let mut recipe = Recipe::default();
    recipe.push_text(press::MAIN, story.code);
    recipe.push_text(press::TEMPLATE, include_str!("pdf/template.typ").to_owned());
    recipe.push_fonts("fonts", edition.fonts.clone());
    for (name, bytes) in story.media {
        recipe.push_resource(&name, bytes);
    }
    Draft { recipe, finish: press::print, unshown: story.unshown }
}
