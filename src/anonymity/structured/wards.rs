//! A ward by its bare name: "on Larch", "Larch's nurses". What one place of a text calls a ward is one in every other.

use std::collections::BTreeSet;

use super::Found;
use super::lexicon::{STAFF, WARD_NAME};
use super::tokens::Tokens;
use crate::anonymity::Kind;
use crate::anonymity::words::lists;

lists!("structured/wards": WARDLIKE);

/// Words that say where somebody was.
const WHERE: &[&str] =
    &["on", "to", "from", "in", "at", "off", "onto", "into", "of", "by", "across", "leaving", "left"];

/// How far a word of the ward is looked for around a bare name, in tokens.
const REACH: usize = 12;

/// The other mentions of wards that were found with their kind.
pub(super) fn again(found: &mut Found) {
    let tokens = found.tokens;
    let mut names: BTreeSet<String> = BTreeSet::new();
    for room in found.list.iter().filter(|it| it.kind == Kind::Room) {
        let words: Vec<&str> = tokens.text[room.range.clone()].split([' ', '-']).collect();
        if let [name, "Ward" | "ward" | "Unit" | "unit" | "Suite" | "suite" | "Wing" | "wing"] = words[..]
            && name.len() > 2
            && name.starts_with(char::is_uppercase)
        {
            names.insert(name.to_lowercase());
        }
    }
    if names.is_empty() {
        return;
    }
    for at in 0..tokens.list.len() {
        if tokens.word(at) && names.contains(tokens.lower(at)) && bare(tokens, at) {
            found.suggest(Kind::Room, tokens.range(at, at + 1), "a ward");
        }
    }
}

/// "The posters were not up on Larch", "nurses on Larch": a name that wards have, and something of a ward beside it.
pub(super) fn word(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let before = tokens.back(at, 1);
    let on = tokens.any(before, &["on", "to", "from", "off", "onto"]) && tokens.near(at);
    let owner = tokens.any(at + 1, &["'", "’"]) && tokens.joined(at + 1);
    let cue = || {
        let own = tokens.any(before, &["on", "off", "onto"]);
        let near = tokens.around(at, at, if own { REACH } else { REACH / 2 }, &WARDLIKE);
        near || tokens.behind(before, 3).any(|it| tokens.has(it, STAFF))
    };
    if tokens.has(at, WARD_NAME) && on && !owner && bare(tokens, at) && !tokens.named(at) && cue() {
        found.suggest(Kind::Room, tokens.range(at, at + 1), "a ward");
    }
}

/// Whether a word with a capital stands as a ward does: after a word of place, or with something of its own, and with no
/// other capital beside it.
fn bare(tokens: &Tokens, at: usize) -> bool {
    let before = tokens.back(at, 1);
    let placed = tokens.near(at) && tokens.any(before, WHERE);
    let owns = tokens.any(at + 1, &["'", "’"]) && tokens.joined(at + 1) && tokens.is(at + 2, "s");
    let beside = tokens.near(at + 1) && tokens.word(at + 1) && tokens.capital(at + 1);
    tokens.capital(at) && (placed || owns) && !beside
}
