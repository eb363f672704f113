//! Files: a picture is a picture, a chart's data are figures.

use super::check::{Check, Run, Subject};
use crate::diagnostic::{CANDOUR, Diagnostic};
use crate::document::tree::{Block, BlockKind, Inline, InlineKind, Picture, Purpose};
use crate::rule;
use crate::site::{CHART_ROWS_MAX, ChartData, ChartFault, Destination, PIXELS_MAX, Page, PictureFile, Site};

rule!(/// A picture that browsers cannot show.
    NOT_A_PICTURE = "files/not-a-picture", Error, Fixed, CANDOUR);
rule!(/// A picture with more pixels than can be shown.
    PICTURE_TOO_LARGE = "files/picture-too-large", Error, Fixed, CANDOUR);
rule!(/// A picture in the colours of print.
    PRINT_COLOURS = "files/print-colours", Error, Fixed, "ISO 19005-2 (PDF/A-2), 6.2.4.3: colours are those that the document describes");
rule!(/// A photo that is stored on its side.
    TURNED_PICTURE = "files/turned-picture", Warning, None, CANDOUR);
rule!(/// Data that make no chart.
    CHART_DATA = "files/chart-data", Error, Fixed, CANDOUR);

/// The check of pictures and data files.
pub const FILES: Check = Check {
    rules: &[&NOT_A_PICTURE, &PICTURE_TOO_LARGE, &PRINT_COLOURS, &TURNED_PICTURE, &CHART_DATA],
    run: Run::Page(run),
};

fn run(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Subject { page, body, site, .. } = *subject;
    body.each_block(&mut |block| {
        match &block.kind {
            BlockKind::Figure(figure) => figure.picture.iter().for_each(|it| picture(it, page, site, found)),
            BlockKind::EasyRead(rows) => {
                rows.iter().filter_map(|row| row.picture.as_ref()).for_each(|it| picture(it, page, site, found));
            }
            BlockKind::Chart(_) => chart(block, page, site, found),
            _ => {}
        }
        block.inlines(&mut |inlines| pictures(inlines, page, site, found));
    });
}

fn pictures(inlines: &[Inline], page: &Page, site: &Site, found: &mut Vec<Diagnostic>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Picture(it) => picture(it, page, site, found),
            InlineKind::Emphasis(content) | InlineKind::Strong(content) => pictures(content, page, site, found),
            InlineKind::Link(link) => pictures(&link.content, page, site, found),
            _ => {}
        }
    }
}

const NO_PICTURE: &str = "this file is not a picture that browsers can show, or it is damaged";
const SAVE_AGAIN: &str = "save it again as PNG or JPEG";

fn picture(picture: &Picture, page: &Page, site: &Site, found: &mut Vec<Diagnostic>) {
    let Destination::File(path) = site.resolve(page, &picture.target, Purpose::Embed) else { return };
    let Some(bytes) = site.bytes(&path) else { return };
    let mut report = |rule, message: String, help: &str| {
        found.push(Diagnostic::new(rule, page.document.path(), picture.span, message).help(help));
    };
    match PictureFile::read(bytes) {
        Some(file) if file.pixels() > PIXELS_MAX => report(
            &PICTURE_TOO_LARGE,
            format!(
                "this picture has {} million pixels, more than readers' phones can show",
                file.pixels() / 1_000_000
            ),
            "save it again about 2,000 pixels wide",
        ),
        Some(file) if !file.is_whole() => report(&NOT_A_PICTURE, NO_PICTURE.to_owned(), SAVE_AGAIN),
        Some(file) if file.has_print_colours() => report(
            &PRINT_COLOURS,
            "this picture is in the four colours of print (CMYK), which screens show wrongly".to_owned(),
            "in the program that made it, save it in RGB colours",
        ),
        Some(file) if file.is_turned => report(
            &TURNED_PICTURE,
            "this photo is stored on its side: Word and OpenDocument show it so".to_owned(),
            "open it in a picture program, turn it to the left and back, and save it",
        ),
        Some(_) => {}
        None => report(&NOT_A_PICTURE, NO_PICTURE.to_owned(), SAVE_AGAIN),
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
