//! Files: a picture is a picture that can be published, a chart's data are figures.

use super::check::{Check, Run, Subject};
use super::pictures::each_picture;
use crate::diagnostic::{CANDOUR, Diagnostic, Rule};
use crate::document::tree::{Block, BlockKind, Purpose};
use crate::picture::{Fault, Harm, PictureFile};
use crate::rule;
use crate::site::{CHART_ROWS_MAX, ChartData, ChartFault, Destination, Page, Site};
use crate::source::{SourcePath, Span};

rule!(/// A picture that browsers cannot show.
    NOT_A_PICTURE = "files/not-a-picture", Error, Fixed, CANDOUR);
rule!(/// A picture with more pixels than can be shown.
    PICTURE_TOO_LARGE = "files/picture-too-large", Error, Fixed, CANDOUR);
rule!(/// A picture in the colours of print.
    PRINT_COLOURS = "files/print-colours", Error, Fixed, "ISO 19005-2 (PDF/A-2), 6.2.4.3: colours are those that the document describes");
rule!(/// A drawing that could run, fetch or move something.
    UNSAFE_DRAWING = "files/unsafe-drawing", Error, Fixed, CANDOUR);
rule!(/// A picture that plays by itself.
    MOVING_PICTURE = "files/moving-picture", Error, None, "WCAG 2.2, 2.2.2: what moves by itself for more than 5 seconds can be stopped");
rule!(/// Data that make no chart.
    CHART_DATA = "files/chart-data", Error, Fixed, CANDOUR);

/// The check of pictures in pages, and of data files.
pub const FILES: Check = Check {
    rules: &[&NOT_A_PICTURE, &PICTURE_TOO_LARGE, &PRINT_COLOURS, &UNSAFE_DRAWING, &MOVING_PICTURE, &CHART_DATA],
    run: Run::Page(run),
};

/// The check of pictures that pages give to readers as files.
pub const GIVEN_FILES: Check = Check { rules: &[], run: Run::Site(given) };

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Subject { page, body, site, .. } = *subject;
    each_picture(body, &mut |it| picture(&it.target, it.span, page, site, found));
    body.each_block(&mut |block| match &block.kind {
        BlockKind::Video(video) => {
            video.poster.iter().for_each(|poster| picture(poster, block.span, page, site, found));
        }
        BlockKind::Chart(_) => chart(block, page, site, found),
        _ => {}
    });
}

fn picture(target: &str, place: Span, page: &Page, site: &Site, found: &mut Vec<Diagnostic>) {
    let Destination::File(path) = site.resolve(page, target, Purpose::Embed) else { return };
    let source = page.document.path();
    found.extend(shown_picture(site, &path).map(|fault| fault.at(source, place)));
}

/// What is wrong with a file of the content folder that is to be shown as a picture.
pub fn shown_picture(site: &Site, path: &SourcePath) -> Option<PictureFault> {
    match PictureFile::read(site.bytes(path)?) {
        None => Some(PictureFault::of(&Fault::NotAPicture)),
        Some(file) => match file.fault() {
            Some(fault) => Some(PictureFault::of(&fault)),
            None => file.moves().then(|| PictureFault {
                rule: &MOVING_PICTURE,
                message: "this picture moves, and readers cannot stop it".to_owned(),
                help: "use a still picture, or show it as a film with `::: video`",
            }),
        },
    }
}

fn given(site: &Site, found: &mut Vec<Diagnostic>) {
    for (path, file) in site.supplied_files() {
        let picture = site.bytes(path).and_then(PictureFile::read);
        match picture.and_then(|picture| picture.fault()) {
            // A browser shows what it can of a file of its own, and a printer takes its colours.
            None | Some(Fault::TooLarge(_) | Fault::PrintColours) => {}
            Some(fault) => found.push(bad_picture(&fault, site.page(file.page).document.path(), file.place)),
        }
    }
}

/// The finding about a picture that cannot be published.
pub fn bad_picture(fault: &Fault, page: &SourcePath, place: Span) -> Diagnostic {
    PictureFault::of(fault).at(page, place)
}

/// What is wrong with a picture, in words.
pub struct PictureFault {
    rule: &'static Rule,
    message: String,
    help: &'static str,
}

impl PictureFault {
    fn of(fault: &Fault) -> PictureFault {
        let (rule, message, help) = match fault {
            Fault::NotAPicture => (
                &NOT_A_PICTURE,
                "this file is not a picture that browsers can show, or it is damaged".to_owned(),
                "save it again as PNG or JPEG",
            ),
            Fault::TooLarge(pixels) => (
                &PICTURE_TOO_LARGE,
                format!("this picture has {} million pixels, more than can be shown", pixels / 1_000_000),
                "save it again about 2,000 pixels wide",
            ),
            Fault::PrintColours => (
                &PRINT_COLOURS,
                "this picture is in the four colours of print (CMYK), which screens show wrongly".to_owned(),
                "in the program that made it, save it in RGB colours",
            ),
            Fault::Unsafe(harm) => (
                &UNSAFE_DRAWING,
                format!("this drawing cannot be shown safely: {}", harm_words(harm)),
                match harm {
                    Harm::Photo => "save the whole picture as PNG, or leave the photo out of the drawing",
                    Harm::Motion => "save it as a drawing that stands still, or show it as a film with `::: video`",
                    _ => "in the program that made it, export it as plain SVG, or save it as PNG",
                },
            ),
        };
        PictureFault { rule, message, help }
    }

    /// The finding at a place.
    pub fn at(self, page: &SourcePath, place: Span) -> Diagnostic {
        Diagnostic::new(self.rule, page, place, self.message).help(self.help)
    }
}

fn harm_words(harm: &Harm) -> String {
    match harm {
        Harm::Script => "it holds a script".to_owned(),
        Harm::ForeignContent => "it holds a piece of a web page".to_owned(),
        Harm::Outside => "it uses something from another file or website".to_owned(),
        Harm::Entities => "it begins with definitions (ENTITY), which can hide anything".to_owned(),
        Harm::Motion => "it moves".to_owned(),
        Harm::Photo => "it holds a photo".to_owned(),
        Harm::Missing(name) => format!("it uses a part of itself that is not there, \"{name}\""),
        Harm::Unknown(what) => format!("it holds \"{what}\", which is not known to be safe"),
    }
}

fn chart(block: &Block, page: &Page, site: &Site, found: &mut Vec<Diagnostic>) {
    let BlockKind::Chart(chart) = &block.kind else { return };
    let Destination::File(path) = site.resolve(page, &chart.data, Purpose::Data) else { return };
    let Some(bytes) = site.bytes(&path) else { return };
    let Err(fault) = ChartData::read(bytes) else { return };
    let message = match fault {
        ChartFault::Unreadable => format!("{path} is not a CSV file"),
        ChartFault::TooSmall => {
            format!("{path} needs two columns or more and between 1 and {CHART_ROWS_MAX} rows below the names")
        }
        ChartFault::Ragged { line } => format!("line {line} of {path} has more or fewer cells than its first line"),
        ChartFault::NotANumber { line, column } => {
            format!("line {line} of {path} has no number of 0 or more in the column \"{column}\"")
        }
    };
    let help = "the first line names the columns; each further line has a label and its numbers";
    found.push(Diagnostic::new(&CHART_DATA, page.document.path(), block.span, message).help(help));
}
