//! What has a form: numbers, dates, ages, addresses, rooms. Each find has a validator or a cue, never a bare pattern.

use super::{Identifier, Vocabulary};

/// What has a form in a plain text.
pub(super) fn find(_text: &str, _vocabulary: &Vocabulary) -> Vec<Identifier> {
    Vec::new()
}
