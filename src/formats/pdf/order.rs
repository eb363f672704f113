//! The words of a line in the order in which they are read.
//!
//! Typst draws the runs of one stretch of text from left to right, and tags them as it draws: a screen reader would say the
//! last word of a line that runs from the right first. And a cluster of letters whose signs stand at several heights is
//! several runs, each with the words of all: it would be said again and again. Where the ink stands does not change here.

use std::cmp::Reverse;

use typst::layout::{Abs, Dir, Em, Frame, FrameItem, Point};
use typst::syntax::Span;
use typst::text::{Glyph, TextItem};
use typst_layout::PagedDocument;

/// The document with its runs in the order of reading. `code` is all that it was made from.
pub fn in_reading_order(document: PagedDocument, code: &str) -> PagedDocument {
    if !code.chars().any(is_complex) {
        return document;
    }
    let info = typst::model::Document::info(&document).clone();
    let is_from_the_right = info.locale.as_ref().custom().is_some_and(|locale| locale.lang.dir() == Dir::RTL);
    let pages = document.pages().iter().cloned().map(|mut page| {
        put_in_order(&mut page.frame, is_from_the_right);
        page
    });
    PagedDocument::new(pages.collect(), info)
}

/// Whether a character is of a script that runs from the right or has clusters of letters, or turns the direction.
fn is_complex(c: char) -> bool {
    is_from_the_right(c) || matches!(c, '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Whether a character is of a script that runs from the right, or turns the direction.
fn is_from_the_right(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202b}' | '\u{202e}' | '\u{2067}' | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
    )
}

fn put_in_order(frame: &mut Frame, is_rtl: bool) {
    let mut items: Vec<(Point, FrameItem)> = Vec::new();
    for (at, item) in frame.items() {
        match item {
            FrameItem::Group(group) => {
                let mut group = group.clone();
                put_in_order(&mut group.frame, is_rtl);
                items.push((*at, FrameItem::Group(group)));
            }
            FrameItem::Text(text) => {
                let is_joined = match items.last_mut() {
                    Some((before, FrameItem::Text(cluster))) => joined(*before, cluster, *at, text),
                    _ => false,
                };
                if !is_joined {
                    items.extend(pieces(*at, text).into_iter().map(|(at, piece)| (at, FrameItem::Text(piece))));
                }
            }
            other => items.push((*at, other.clone())),
        }
    }
    if is_rtl {
        reorder(&mut items, is_of_one_run, |items| items.sort_by_key(|(at, _)| Reverse(at.x)));
    }
    reorder(&mut items, is_of_one_string, |items| items.sort_by_key(|(_, item)| place(item).map(|(_, at)| at)));
    frame.clear();
    frame.push_multiple(items);
}

type Placed = (Point, FrameItem);

/// Puts each series of runs in order that goes `on` from one to the next. Lines under a link may stand between them.
fn reorder(items: &mut [Placed], on: impl Fn(&Placed, &Placed) -> bool, order: impl Fn(&mut Vec<Placed>)) {
    let mut series: Vec<usize> = Vec::new();
    for index in 0..=items.len() {
        if matches!(items.get(index), Some((_, FrameItem::Shape(..)))) {
            continue;
        }
        if let (Some(last), Some(item)) = (series.last(), items.get(index))
            && on(&items[*last], item)
        {
            series.push(index);
            continue;
        }
        if series.len() > 1 {
            let mut runs = series.iter().map(|index| items[*index].clone()).collect();
            order(&mut runs);
            for (index, run) in series.iter().zip(runs) {
                items[*index] = run;
            }
        }
        series.clear();
        series.push(index);
    }
}

/// Whether two runs are of one string and stand on one line.
fn is_of_one_string((here, one): &Placed, (there, other): &Placed) -> bool {
    let strings = place(one).zip(place(other));
    here.y == there.y && strings.is_some_and(|((string, _), (other, _))| string == other)
}

/// Whether the second run begins where the first ends, and both run from the right.
fn is_of_one_run((here, one): &Placed, (there, other): &Placed) -> bool {
    let (FrameItem::Text(one), FrameItem::Text(other)) = (one, other) else { return false };
    let may_turn = |text: &TextItem| text.text.chars().all(|c| !c.is_alphanumeric() || is_from_the_right(c));
    here.y == there.y && is_beside(*here, one, *there) && may_turn(one) && may_turn(other)
}

/// Whether a run ends where another begins.
fn is_beside(here: Point, text: &TextItem, there: Point) -> bool {
    (there.x - here.x - text.width()).abs() < Abs::pt(0.01)
}

/// The string that a run of text comes from, and where in it the run begins.
fn place(item: &FrameItem) -> Option<(Span, u16)> {
    let FrameItem::Text(text) = item else { return None };
    let at = text.glyphs.iter().map(|glyph| glyph.span.1).min()?;
    text.glyphs.first().map(|glyph| (glyph.span.0, at))
}

/// Joins a run that goes on with the last cluster of the run before it, at another height.
fn joined(here: Point, cluster: &mut TextItem, there: Point, text: &TextItem) -> bool {
    let (Some(last), Some(first)) = (cluster.glyphs.last(), text.glyphs.first()) else { return false };
    let is_one_cluster = last.span == first.span && cluster.font == text.font && cluster.size == text.size;
    let is_complex = cluster.text.chars().all(|c| !c.is_ascii() && is_complex(c) && !is_from_the_right(c));
    let start = usize::from(last.range.start);
    let (Some(known), Ok(shift)) = (cluster.text.get(start..), u16::try_from(start)) else { return false };
    let Some(rest) = text.text.strip_prefix(known) else { return false };
    if !is_one_cluster || !is_complex || first.range.start != 0 || !is_beside(here, cluster, there) {
        return false;
    }
    if usize::from(shift) + text.text.len() > usize::from(u16::MAX) {
        return false;
    }
    let height = Em::from_abs(here.y - there.y, cluster.size);
    cluster.glyphs.extend(text.glyphs.iter().map(|glyph| Glyph {
        range: glyph.range.start + shift..glyph.range.end + shift,
        y_offset: glyph.y_offset + height,
        ..glyph.clone()
    }));
    cluster.text.push_str(rest);
    true
}

/// The words and what stands between them, each as a run of its own, of a run that runs from the right. Any other run as
/// it is.
fn pieces(at: Point, text: &TextItem) -> Vec<(Point, TextItem)> {
    let is_letter = |glyph: &Glyph| text.text[glyph.range()].chars().any(char::is_alphanumeric);
    let is_turned = text.glyphs.first().zip(text.glyphs.last()).is_some_and(|(a, b)| a.range.start > b.range.start);
    let chunks: Vec<&[Glyph]> = match is_turned {
        true => text.glyphs.chunk_by(|one, other| is_letter(one) && is_letter(other)).collect(),
        false => vec![&text.glyphs],
    };
    let mut x = at.x;
    let runs = chunks.into_iter().map(|glyphs| {
        let piece = TextItem { glyphs: glyphs.to_vec(), ..text.clone() };
        let at = Point::new(x, at.y);
        x += piece.width();
        (at, piece)
    });
    runs.collect()
}
