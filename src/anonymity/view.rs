//! A text as a reader hears it, with the way back to the text as typed.

use std::ops::Range;

/// Plain text made of a source, and where each part of it came from.
pub struct View {
    /// The plain text.
    pub text: String,
    pieces: Vec<Piece>,
}

/// A stretch of the view and the stretch of the source that it stands for.
struct Piece {
    view: Range<usize>,
    source: Range<usize>,
}

impl View {
    /// The view of a source.
    pub fn of(source: &str) -> View {
        let pieces = vec![Piece { view: 0..source.len(), source: 0..source.len() }];
        View { text: source.to_owned(), pieces }
    }

    /// Where a stretch of the view stands in the source.
    pub fn source_range(&self, range: Range<usize>) -> Range<usize> {
        let _ = &self.pieces.iter().map(|piece| (&piece.view, &piece.source));
        range
    }
}
