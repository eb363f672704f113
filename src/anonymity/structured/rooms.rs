//! Wards, bays, beds and rooms, by number, letter or name. Sorts of ward ("the stroke unit") name none.

use super::Found;
use super::lexicon::{NUMERAL, ROOM, STAFF, TITLE, WARD_NAME, WARD_SORT};
use super::persons;
use super::tokens::{Class, Gap, Tokens};
use crate::anonymity::Kind;
use crate::anonymity::words::lists;

lists!("structured/rooms": PUBLIC, MEASURED);

/// A room that a word begins or ends.
pub(super) fn word(found: &mut Found, at: usize, flags: u32) {
    let tokens = found.tokens;
    if flags & ROOM == 0 {
        return;
    }
    let word = tokens.lower(at);
    if matches!(word, "sr" | "w") {
        // "SR 4", "on W23".
        let placed = tokens.any(tokens.back(at, 1), &["on", "to", "from", "in", "ward", "at"]);
        let free = tokens.joined(at + 1) || word == "sr" && tokens.gap(at + 1) == Gap::Space;
        let ended = !(tokens.joined(at + 2) && (tokens.word(at + 2) || tokens.is(at + 2, "/")));
        if tokens.shouted(at) && free && ended && (1..=2).contains(&tokens.digits(at + 1)) && (placed || word == "sr") {
            found.suggest(Kind::Room, tokens.range(at, at + 2), if word == "sr" { "a side room" } else { "a ward" });
        }
    } else if let Some(end) = numbered(tokens, at, word) {
        let from = with_side(tokens, at);
        found.suggest(Kind::Room, tokens.range(from, end), sort(word, from < at));
    } else if let Some(from) = named(tokens, at, word) {
        found.suggest(Kind::Room, tokens.range(from, at + 1), sort(word, false));
    }
}

/// "side room 2" begins at "side".
fn with_side(tokens: &Tokens, at: usize) -> usize {
    let before = tokens.back(at, 1);
    if tokens.any(at, &["room", "ward", "bay"])
        && tokens.any(before, &["side", "single", "isolation"])
        && tokens.near(at)
    {
        before
    } else {
        at
    }
}

fn sort(word: &str, side: bool) -> &'static str {
    match word {
        "ward" | "wards" | "wd" => "a ward",
        "bay" | "bays" => "a bay",
        "bed" | "beds" | "bedspace" | "trolley" => "a bed",
        "cubicle" | "cubicles" => "a cubicle",
        "theatre" => "a theatre",
        "sideroom" => "a side room",
        "unit" | "suite" | "wing" | "clinic" | "resus" | "lodge" => "a unit",
        "chair" | "couch" => "a chair",
        "cot" | "incubator" => "a cot",
        "majors" | "minors" => "the emergency department",
        _ if side => "a side room",
        _ => "a room",
    }
}

/// "ward 23", "bay C", "Bed: 14", "Ward B2", "ward-23", "Ward twelve": the token after.
fn numbered(tokens: &Tokens, at: usize, word: &str) -> Option<usize> {
    let mut next = at + 1;
    if tokens.is(next, "space") && word == "bed" {
        next += 1;
    }
    for _ in 0..2 {
        let mark = tokens.any(next, &["-", "_", ":", "#", ".", "|", "*", "(", "‑"])
            && tokens.near(next)
            && (tokens.joined(next + 1)
                || !tokens.is(next, ".")
                || tokens.any(next - 1, &["no", "num"])
                || word == "wd" && tokens.digits(next + 1) > 0);
        // A dash with spaces, or a bracket, begins something new; a cell, unless the word has its own.
        let counted = word.ends_with('s') || at > 0 && !tokens.any(at - 1, &["|", "*"]);
        if tokens.is(next, "|") && tokens.near(at) && counted {
            return None;
        }
        let parts = tokens.any(next, &["-", "("]) && tokens.gap(next) > Gap::None;
        if (mark && !parts) || tokens.any(next, &["no", "number", "num"]) {
            next += 1;
        }
    }
    if !tokens.near(next) {
        return None;
    }
    if nobodys(tokens, at, next, word) {
        return None;
    }
    match tokens.class(next)? {
        Class::Number => by_number(tokens, next, word),
        Class::Word => by_word(tokens, next, word),
        Class::Mark => None,
    }
}

/// Whether what a number or letter follows is no room where somebody lies: "white cell 3", "room 12 of the education
/// centre", "clinic 9 to 5".
fn nobodys(tokens: &Tokens, at: usize, next: usize, word: &str) -> bool {
    // What is a room only with a capital or a number of its own kind.
    let careful = matches!(word, "unit" | "chair" | "clinic" | "wing" | "suite" | "pod" | "trolley" | "resus");
    if careful && matches!(word, "unit" | "clinic" | "wing" | "suite") && !tokens.capital(at) {
        return true;
    }
    let cells = [
        "red", "white", "blood", "t", "b", "stem", "sickle", "single", "plasma", "fuel", "cancer", "the", "tumour",
        "each",
    ];
    if word == "cell" && tokens.any(tokens.back(at, 1), &cells) && tokens.near(at) {
        return true;
    }
    if tokens.any(tokens.back(at, 1), &PUBLIC) {
        return true;
    }
    // "Room 12 of the education centre", "cell 4 of the spreadsheet", "clinic 9 to 5".
    let stock = [
        "audit",
        "audits",
        "scored",
        "scores",
        "compliance",
        "fridge",
        "stores",
        "refurbished",
        "refurbishment",
        "stock",
        "opened",
    ];
    if tokens.around(at, next + 1, 6, &stock) && !persons::spoken_of(tokens, at, next, 24) {
        return true;
    }
    let elsewhere = [
        "business",
        "industrial",
        "trading",
        "retail",
        "education",
        "training",
        "course",
        "module",
        "spreadsheet",
        "programme",
        "workbook",
        "library",
        "academy",
        "form",
        "plan",
    ];
    let beyond =
        tokens.any(next + 1, &["of", "in", "at"]) && tokens.ahead(next + 2, 3).any(|it| tokens.any(it, &elsewhere));
    let hours = matches!(word, "clinic" | "unit")
        && tokens.any(next + 1, &["to", "-", "–", "am", "pm", ":"])
        && tokens.digits(next + 2) > 0;
    let pod = word == "pod" && tokens.any(next + 1, &["to", "-"]);
    beyond || hours || pod
}

/// "ward 23", "beds 3 and 4", "Ward 23/24": the token after.
fn by_number(tokens: &Tokens, next: usize, word: &str) -> Option<usize> {
    let value = tokens.number(next)?;
    let mut end = next + 1;
    let letter = tokens.joined(end) && tokens.raw(end).len() == 1 && tokens.word(end);
    end += usize::from(letter);
    let measured = tokens.any(end, &MEASURED);
    let decimal = tokens.any(end, &[".", ",", ":", "/"])
        && tokens.joined(end)
        && tokens.digits(end + 1) > 0
        && tokens.joined(end + 1)
        && !(tokens.is(end, "/") && tokens.digits(end + 1) < 3);
    let plural = matches!(word, "beds" | "bays")
        && tokens.near(end)
        && tokens.word(end)
        && !tokens.any(end, &["and", "to", "on", "in", "were", "at", "of", "or", "are", "had"]);
    if value == 0 || tokens.digits(next) > 3 || measured && !tokens.any(end, &["were"]) || decimal || plural {
        return None;
    }
    // "Beds 3 and 4", "bays 2-4", "Ward 23/24".
    while tokens.any(end, &["and", "to", "-", "–", "/", "&", ","])
        && tokens.near(end)
        && (1..=2).contains(&tokens.digits(end + 1))
        && word.ends_with('s')
    {
        end += 2;
    }
    Some(end)
}

/// "bay C", "Ward B2", "Ward twelve", "Bay Red": the token after.
fn by_word(tokens: &Tokens, next: usize, word: &str) -> Option<usize> {
    let raw = tokens.raw(next);
    let letter = raw.len() == 1 && raw.as_bytes()[0].is_ascii_alphabetic();
    if (letter || raw.len() == 2 && tokens.shouted(next))
        && tokens.joined(next + 1)
        && (1..=3).contains(&tokens.digits(next + 1))
    {
        // "Ward B2", "Bed A14", "cell D2-01".
        let more = tokens.is(next + 2, "-") && tokens.joined(next + 2) && tokens.joined(next + 3);
        return Some(if more && tokens.digits(next + 3) > 0 { next + 4 } else { next + 2 });
    }
    if letter {
        let shown = tokens.shouted(next);
        let apart = !tokens.near(next + 1)
            || tokens.class(next + 1) == Some(Class::Mark)
                && !(tokens.any(next + 1, &["'", "’"]) && tokens.joined(next + 1))
            || tokens.any(next + 1, &["on", "and", "at", "was", "when", "with", "of", "bed", "in", "where", "to"]);
        let article = matches!(raw, "A" | "I") && !apart;
        let lower = !shown && (matches!(raw, "a" | "i") || !apart);
        let goes_on = tokens.joined(next + 1) && tokens.any(next + 1, &["&", "."]) && tokens.joined(next + 2);
        return (!(article || lower || goes_on)).then_some(next + 1);
    }
    let listed =
        tokens.any(next - 1, &[":", "|"]) && word == "ward" && tokens.has(next, WARD_NAME) && tokens.capital(next);
    if listed {
        return Some(next + 1);
    }
    let roman = tokens.shouted(next) && matches!(raw, "II" | "III" | "IV" | "VI" | "VII");
    let written = tokens.has(next, NUMERAL)
        && matches!(word, "ward" | "bay" | "bed" | "room" | "theatre" | "cubicle")
        && (!tokens.near(next + 1)
            || !tokens.word(next + 1)
            || tokens.any(
                next + 1,
                &[
                    "on", "and", "at", "was", "when", "where", "to", "in", "with", "had", "is", "has", "of", "from",
                    "until",
                ],
            ));
    let coloured = matches!(word, "bay" | "pod" | "zone")
        && tokens.any(next, &["red", "blue", "green", "yellow", "purple", "orange"])
        && tokens.capital(next);
    (roman || written || coloured).then_some(next + 1)
}

/// "Cedar Ward", "willow ward", "Mary Seacole Unit": the token where the name begins.
fn named(tokens: &Tokens, at: usize, word: &str) -> Option<usize> {
    if !matches!(word, "ward" | "unit" | "suite" | "wing" | "room" | "clinic" | "bay" | "lodge") || !tokens.near(at) {
        return None;
    }
    let mut before = tokens.back(at, 1);
    if tokens.any(before, &["-", "_"]) && tokens.joined(at) {
        before = tokens.back(at, 2);
    }
    if !tokens.word(before)
        || tokens.has(before, TITLE | STAFF)
        || tokens.is(tokens.back(before, 1), "'") && tokens.joined(before) && tokens.raw(before).len() == 1
    {
        return None;
    }
    let listed = tokens.has(before, WARD_NAME);
    let mid_sentence = tokens.near(before)
        && !tokens.any(tokens.back(before, 1), &[".", "!", "?", ":", "-", "#", "*", "|", "\""])
        && before > 0;
    let known = listed && (word != "room" && word != "bay" && word != "clinic" || tokens.capital(before));
    let open = word == "ward"
        && tokens.capital(before)
        && tokens.capital(at)
        && !tokens.has(before, WARD_SORT)
        && !tokens.shouted(before)
        && tokens.raw(before).len() > 2;
    let open = open && (mid_sentence || tokens.any(tokens.back(before, 1), &["|", ":", "-"]));
    let person = tokens.back(before, 1);
    // "on Cavell Suite", "to Beaumont Unit".
    let to = tokens.any(tokens.back(before, 1), &["on", "to", "from", "in", "at"])
        || tokens.is(tokens.back(before, 1), "the");
    let place = matches!(word, "suite" | "wing" | "unit" | "lodge")
        && to
        && tokens.capital(at)
        && tokens.capital(before)
        && !tokens.has(before, WARD_SORT | STAFF | TITLE)
        && !tokens.shouted(before)
        && (word != "unit" || super::persons::name_ends(tokens, before));
    let open = open || place;
    let founder =
        word == "unit" && tokens.capital(at) && tokens.capital(before) && tokens.capital(person) && tokens.near(before);
    let founder =
        founder && ![before, person].iter().any(|it| tokens.has(*it, WARD_SORT | STAFF | TITLE) || tokens.shouted(*it));
    let founder = founder && tokens.any(tokens.back(person, 1), &["the", "on", "at", "in"]);
    if !known && !open && !founder
        || listed
            && tokens.any(
                before,
                &[
                    "robin", "iris", "rose", "heather", "violet", "ivy", "jasmine", "lily", "daisy", "poppy", "ruby",
                    "jade", "rosemary", "hazel", "holly",
                ],
            )
            && tokens.capital(tokens.back(before, 1))
            && tokens.has(tokens.back(before, 1), TITLE)
    {
        return None;
    }
    // "Mary Seacole Ward": the whole name.
    let mut from = before;
    for _ in 0..2 {
        let more = tokens.back(from, 1);
        if tokens.capital(more)
            && tokens.near(from)
            && !tokens.has(more, WARD_SORT)
            && !tokens.has(more, TITLE)
            && tokens.gap(from) == Gap::Space
        {
            from = more;
        }
    }
    Some(from)
}
