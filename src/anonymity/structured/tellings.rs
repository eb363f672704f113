//! Ages as people tell them, with no word for years beside the number: "Mr Patel, eighty-two,", "my mother, Jean Hobbs,
//! was ninety", "just short of 80", "the notes say 86", "that makes her 83". The same turns are read in figures and in
//! words. What is measured, scored or counted passes.

use super::lexicon::{NUMERAL, OCCUPATION, PERSON, SPAN, STAFF, TITLE};
use super::lives;
use super::persons;
use super::tokens::{Class, Gap, Tokens};
use crate::anonymity::words::lists;

lists!("structured/tellings": MEASURES, SOFT, PAPERS, PARENTS);

/// How far the subject of a sentence is looked for, in tokens.
const SUBJECT_REACH: usize = 16;

/// A number that may be an age: its tokens and its value.
#[derive(Clone, Copy)]
pub(super) struct Figure {
    pub at: usize,
    pub end: usize,
    pub value: u32,
}

/// Where an age is told, the last token not included.
pub(super) fn told(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
    let Figure { at, end, value } = it;
    if value == 0 || !tokens.near(at) && tokens.word(at) || tokens.any(end, &["%", "°"]) && tokens.joined(end) {
        return None;
    }
    let sign = tokens.back(at, 1);
    if let Some(end) = lives::with_unit(tokens, it) {
        return Some((at, end));
    }
    if tokens.any(sign, &["♀", "♂"]) && tokens.near(at) {
        return Some((sign, end));
    }
    if of_somebody(tokens, it) || in_cells(tokens, it) || set_aside(tokens, it) || of_both(tokens, it) {
        return Some((at, end));
    }
    if tokens.joined(at) && !tokens.any(sign, &["(", "[", "\"", "“", "—", "–"]) || measured(tokens, at) {
        return None;
    }
    if is_of_somebody(tokens, it) || in_report(tokens, it) || lived(tokens, it) {
        return Some((at, end));
    }
    nearly(tokens, it).map(|from| (from, end))
}

/// Whether the sentence so far is of something measured or counted.
fn measured(tokens: &Tokens, at: usize) -> bool {
    tokens
        .behind(at, SUBJECT_REACH)
        .take_while(|it| !tokens.any(*it, &[".", "!", "?", ";"]) || tokens.has(tokens.back(*it, 1), TITLE))
        .any(|it| tokens.any(it, &MEASURES))
}

/// Whether nothing follows that the number could count or measure.
fn closes(tokens: &Tokens, end: usize) -> bool {
    if !tokens.near(end) {
        return true;
    }
    match tokens.class(end) {
        Some(Class::Mark) => {
            let part = tokens.any(end, &["%", "°", "/", "+", "@", "=", "x", "*"]) && !tokens.any(end + 1, &["*"]);
            let goes_on = tokens.any(end, &[".", ",", ":", "-", "–"]) && tokens.joined(end) && tokens.joined(end + 1);
            let listed = tokens.digits(end + 1) > 0 || tokens.has(end + 1, NUMERAL) || tokens.any(end + 1, &["%"]);
            let inside = goes_on && matches!(tokens.class(end + 1), Some(Class::Number | Class::Word));
            !(part || inside || listed && tokens.is(end, ","))
        }
        Some(Class::Word) => follows(tokens, end),
        _ => false,
    }
}

/// Words that go on with the sentence and are counted by no number.
const GOING_ON: &[&str] = &[
    "and", "when", "but", "who", "so", "or", "if", "then", "now", "next", "this", "last", "because", "yet", "while",
    "himself", "herself", "though", "although", "that", "i", "she", "he", "we", "they", "it", "at", "with", "on", "in",
    "by", "was", "is", "had", "has", "as", "today", "going", "without", "until", "since", "before", "after", "not",
];

/// Whether a word after a number goes on with the sentence: "82 and frail", not "82 and 90 beats".
fn follows(tokens: &Tokens, end: usize) -> bool {
    let next = end + 1;
    if !tokens.any(end, GOING_ON) || tokens.has(next, SPAN) {
        return false;
    }
    let counted = tokens.digits(next) > 0 || tokens.has(next, NUMERAL);
    // "27 and 34 weeks": how far on she is.
    let pregnant = tokens.is(end, "and") && tokens.any(next + 1, &["weeks", "wks", "week"]);
    !counted || pregnant
}

/// Whether a small number in words ends what is said: "She is four.", "He was three at the time".
fn stands(tokens: &Tokens, end: usize) -> bool {
    !tokens.near(end)
        || tokens.any(end, &[".", ",", ";", ")", "!", "?", "\"", "”", "—", "]"]) && closes(tokens, end)
        || tokens.any(end, &["when", "then"])
        || tokens.is(end, "at") && tokens.is(end + 1, "the") && tokens.is(end + 2, "time")
        || tokens.is(end, "and") && closes(tokens, end) && !tokens.any(end + 1, &["a", "the"])
}

/// Somebody, and no group: a name, "she", "the patient".
fn somebody(tokens: &Tokens, at: usize) -> bool {
    tokens.any(at, &["he", "she", "who", "i"])
        || tokens.has(at, PERSON) && !tokens.any(at, &["individual", "person", "staff"])
        || tokens.named(at)
        || tokens.capital(at) && persons::name_ends(tokens, at)
}

/// Whether the subject that ends before a verb is somebody, with or without an aside: "My uncle (on my father's side)".
fn subject(tokens: &Tokens, verb: usize) -> bool {
    let last = tokens.back(verb, 1);
    if !tokens.near(verb) {
        return false;
    }
    if somebody(tokens, last) {
        return true;
    }
    let open: &[&str] = match tokens.raw(last) {
        "," => &[","],
        ")" => &["("],
        "-" | "–" | "—" => &["-", "–", "—"],
        _ => return false,
    };
    if tokens.is(last, ",") && tokens.named(tokens.back(last, 1)) {
        return true;
    }
    tokens
        .behind(last, SUBJECT_REACH)
        .take_while(|it| !tokens.any(*it, &[".", ";", "?", "!"]))
        .find(|it| tokens.any(*it, open))
        .is_some_and(|it| somebody(tokens, tokens.back(it, 1)))
}

/// "Tom is eleven", "The other driver, Mr Patel, was 33", "She's, oh, 82", "He must have been 70", "a sprightly 82".
fn is_of_somebody(tokens: &Tokens, it: Figure) -> bool {
    let Figure { at, end, value } = it;
    let small = tokens.word(at) && value < 13;
    let hour = small && tokens.is(tokens.back(at, 1), "at");
    if hour || small && (value < 2 || !stands(tokens, end)) || !closes(tokens, end) {
        return false;
    }
    let mut before = tokens.back(at, 1);
    while tokens.any(before, &SOFT) && at - before < 6 {
        before = tokens.back(before, 1);
    }
    // "He's, what is he, seventy-three."
    if tokens.any(before, &[",", "-", "–", "—"]) && !small {
        let copula = tokens
            .behind(before, 7)
            .take_while(|it| !tokens.any(*it, &[".", ";", "?", "!"]))
            .filter(|it| tokens.any(*it, &[",", "-", "–", "—"]))
            .map(|it| tokens.back(it, 1))
            .find(|verb| verb_of(tokens, *verb).is_some_and(|verb| subject(tokens, verb)));
        return copula.is_some();
    }
    // "She's a sprightly 82": what is counted would be many.
    if value > 15 && tokens.word(before) && !tokens.capital(before) && verb_of(tokens, before).is_none() {
        let article = tokens.behind(before, 2).find(|it| tokens.any(*it, &["a", "an"]));
        if let Some(article) = article {
            let verb = verb_of(tokens, tokens.back(article, 1));
            return tokens.near(article) && verb.is_some_and(|verb| subject(tokens, verb));
        }
    }
    tokens.near(at) && verb_of(tokens, before).is_some_and(|verb| subject(tokens, verb))
}

/// The first token of a form of "be" that ends here, or of "looked" and "turned": "must have been".
fn verb_of(tokens: &Tokens, at: usize) -> Option<usize> {
    match tokens.lower(at) {
        "is" | "was" | "am" | "turned" | "reached" | "looked" | "looks" | "hit" => Some(at),
        // "Anyone who turns 40".
        "turns" if tokens.is(tokens.back(at, 1), "who") => None,
        "turns" => Some(at),
        "be" | "been" | "turn" => {
            let helps = [
                "have", "had", "would", "will", "d", "'", "’", "has", "ll", "must", "could", "might", "may", "should",
                "can", "cannot", "won", "t", "ve", "to", "due",
            ];
            let mut first = at;
            while tokens.any(tokens.back(first, 1), &helps) && at - first < 5 {
                first = tokens.back(first, 1);
            }
            (first < at).then_some(first)
        }
        "m" | "s" | "re" if tokens.any(tokens.back(at, 1), &["'", "’"]) && tokens.joined(at) => {
            Some(tokens.back(at, 1))
        }
        _ => None,
    }
}

/// "a woman of 82", "a lad of seventeen"; "one patient of twelve" and "a mother of six" count others.
fn of_somebody(tokens: &Tokens, it: Figure) -> bool {
    let Figure { at, end, value } = it;
    let person = tokens.back(at, 2);
    if !tokens.is(tokens.back(at, 1), "of") || !tokens.near(at) || tokens.joined(at) {
        return false;
    }
    let young = tokens.any(person, &["boy", "girl", "child", "lad", "lass", "toddler", "son", "daughter", "teenager"]);
    let grown = tokens.has(person, PERSON) || tokens.any(person, &["chap", "bloke", "lass", "lad", "gent", "fellow"]);
    let mut first = tokens.back(person, 1);
    while tokens.word(first) && !tokens.any(first, &["a", "an", "this", "that", "the"]) && person - first < 4 {
        first = tokens.back(first, 1);
    }
    // "readable by a child of eleven" is anybody.
    let anybody = young
        && tokens.any(tokens.back(first, 1), &["by", "for", "like", "than", "to", "as"])
        && !persons::spoken_of(tokens, first, end, SUBJECT_REACH);
    let one = !anybody && tokens.any(first, &["a", "an", "this", "that", "the"]);
    let enough = if young { value > 1 } else { value > 12 && (value > 24 || !tokens.any(person, &PARENTS)) };
    let next = tokens.near(end) && tokens.word(end);
    let counted = next
        && (tokens.has(end, SPAN | PERSON | STAFF) || tokens.lower(end).ends_with('s'))
        && !tokens.any(end, &["was", "is", "has", "lives", "always", "needs"]);
    (young || grown) && one && enough && !counted && (next || closes(tokens, end))
}

/// "| 82 | F |": beside a cell for the sex.
fn in_cells(tokens: &Tokens, it: Figure) -> bool {
    let sex = |at: usize| tokens.any(at, &["f", "m", "female", "male", "♀", "♂"]);
    let (before, after) = (tokens.back(it.at, 1), it.end);
    tokens.is(before, "|")
        && tokens.is(after, "|")
        && (sex(after + 1) && tokens.is(after + 2, "|") || sex(tokens.back(it.at, 2)) && it.value > 1)
}

/// "Mr Patel, eighty-two,", "Jean Hobbs (86, dialysis)", "Mr Patel - 82 -", "a retired teacher, 71,".
fn set_aside(tokens: &Tokens, it: Figure) -> bool {
    let Figure { at, end, value } = it;
    let mut open = tokens.back(at, 1);
    while tokens
        .any(open, &["himself", "herself", "then", "now", "just", "only", "nearly", "almost", "aged", "both", "each"])
        && at - open < 4
    {
        open = tokens.back(open, 1);
    }
    let last = tokens.back(open, 1);
    if !tokens.near(at) || !tokens.near(open) || value < 2 {
        return false;
    }
    let apart = tokens.gap(end) > Gap::None && tokens.gap(at) > Gap::None;
    let closed = match tokens.raw(open) {
        "(" => tokens.any(end, &[")", ",", ";"]),
        "[" => tokens.any(end, &["]", ",", ";"]),
        "," => tokens.any(end, &[",", ")", ";"]) || tokens.is(end, ".") && value > 15,
        "-" | "–" | "—" => {
            (apart || tokens.is(open, "—")) && tokens.raw(end) == tokens.raw(open) && !tokens.joined(open)
                || tokens.is(open, "—") && tokens.is(end, "—")
        }
        _ => false,
    };
    if !closed || !closes(tokens, end) {
        return false;
    }
    // "Leeds (33), York (12)" and "Smith (12)" are counts and sources.
    let sourced = tokens.any(open, &["(", "["])
        && tokens.any(end, &[")", "]"])
        && (tokens.ahead(end + 1, 8).chain(tokens.behind(open, 8)).any(|it| tokens.any(it, &["(", "["]))
            || tokens.word(at) && value < 13 && !tokens.has(last, PERSON) && !tokens.named(last));
    let both = tokens.any(last, &["twins", "brothers", "sisters", "boys", "girls", "children", "couple"])
        && tokens.any(open + 1, &["both", "each", "aged"]);
    let role = value > 15
        && tokens.has(last, OCCUPATION | STAFF)
        && !tokens.is(last, "staff")
        && tokens.behind(last, 3).any(|it| tokens.any(it, &["a", "an", "retired", "former"]));
    let person = tokens.has(last, PERSON) && !tokens.any(last, &["staff", "individual"])
        || tokens.named(last)
        || tokens.capital(last) && tokens.has(tokens.back(last, 1), TITLE);
    let people = tokens.any(tokens.back(last, 1), &["per", "each", "every"]);
    (person && !people || role || both) && !sourced
}

/// "The couple, 81 and 79, lived", "her parents are 81 and 79": the ages of two.
fn of_both(tokens: &Tokens, it: Figure) -> bool {
    let Figure { at, end, value } = it;
    let number = |at: usize| tokens.digits(at) == 2 || tokens.value(at, NUMERAL).is_some_and(|value| value > 12);
    let first = tokens.is(end, "and") && number(end + 1);
    let second = tokens.is(tokens.back(at, 1), "and") && number(tokens.back(at, 2));
    if !(first || second) || value < 13 {
        return false;
    }
    let mut open = tokens.back(at, 1);
    for _ in 0..if second { 4 } else { 0 } {
        if tokens.any(open, &[",", "(", "are", "were"]) {
            break;
        }
        open = tokens.back(open, 1);
    }
    let mut close = end;
    for _ in 0..if first { 4 } else { 0 } {
        if tokens.near(close)
            && (tokens.is(close, "and") || number(close) || tokens.is(close, "-") || tokens.has(close, NUMERAL))
        {
            close += 1;
        }
    }
    let last = tokens.back(open, 1);
    let people = ["couple", "parents", "brothers", "sisters", "twins", "grandparents", "friends", "both", "they"];
    let who = tokens.any(last, &people) || tokens.named(last) && tokens.behind(last, 6).any(|it| tokens.is(it, "and"));
    tokens.any(open, &[",", "(", "are", "were"])
        && who
        && (!tokens.near(close) || tokens.any(close, &[",", ")", ".", ";"]))
}

/// "The notes say 86; his daughter says 87", "had him down as 28", "that makes her 83", "her age is recorded as 86".
fn in_report(tokens: &Tokens, it: Figure) -> bool {
    let Figure { at, end, value } = it;
    if value < 13 || !closes(tokens, end) {
        return false;
    }
    let mut before = tokens.back(at, 1);
    while tokens.any(before, &["about", "around", "as", "only", "down", "at", "is", "was", "that", "she", "he", ":"])
        && at - before < 6
    {
        before = tokens.back(before, 1);
    }
    let told_as = tokens.is(tokens.back(at, 1), "as");
    let whom = tokens.any(before, &["her", "him", "me"]) || tokens.named(before);
    let verb = if whom { tokens.back(before, 1) } else { before };
    let makes = tokens.any(verb, &["makes", "made", "making", "make"]);
    if whom && makes && (value > 20 || tokens.word(at)) {
        return true;
    }
    let lists =
        ["has", "had", "have", "puts", "put", "lists", "listed", "recorded", "gives", "gave", "shows", "showed"];
    if whom && told_as && tokens.any(verb, &lists) {
        return true;
    }
    let aged = tokens.behind(at, 8).any(|it| tokens.any(it, &["age", "ages"]))
        && tokens.any(
            before,
            &["recorded", "given", "entered", "put", "stated", "written", "noted", "listed", "typed", ","],
        );
    let fresh =
        !tokens.around(at, end, 8, &["average", "minimum", "mean", "median", "limit", "over", "under", "range"]);
    if aged && fresh && (told_as || tokens.is(before, ",")) {
        return true;
    }
    let says = ["say", "says", "said", "gives", "gave", "states", "stated", "read", "reads", "has", "had"];
    if !tokens.any(verb, &says) || whom {
        return false;
    }
    let who = tokens.back(verb, 1);
    let paper = tokens.any(who, &PAPERS);
    let kin = somebody(tokens, who)
        && tokens.any(verb, &["say", "says", "said"])
        && tokens.around(at, end, 24, &["age", "aged", "years", "old", "born", "birthday", "older", "younger"]);
    (paper || kin) && value > 17 && persons::around(tokens, at, end, 40) && tokens.any(tokens.back(at, 1), &says)
}

/// "lived to be ninety-four", "made it to 80", "married at 19", "Although 86, he drove", "at eighty-six he still drove".
fn lived(tokens: &Tokens, it: Figure) -> bool {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    if value < 13 || !tokens.near(at) {
        return false;
    }
    let pronoun = tokens.any(end + usize::from(tokens.is(end, ",")), &["he", "she", "i"]);
    if tokens.any(before, &["although", "though", "being", "despite", "while"]) || tokens.is(before, "being") {
        return pronoun && (tokens.is(end, ",") || tokens.is(before, "at")) && value > 15;
    }
    let to = if tokens.is(before, "be") { tokens.back(before, 1) } else { before };
    if tokens.is(to, "to") && closes(tokens, end) {
        let reached = tokens.back(to, 1);
        return tokens.any(reached, &["lived", "survived", "live"])
            || tokens.is(reached, "it") && tokens.any(tokens.back(reached, 1), &["made", "make"]);
    }
    if !tokens.is(before, "at") {
        return false;
    }
    let verb = tokens.back(before, 1);
    let life = [
        "died",
        "dead",
        "dies",
        "death",
        "retired",
        "married",
        "widowed",
        "orphaned",
        "divorced",
        "emigrated",
        "arrived",
        "pregnant",
        "diagnosed",
        "career",
        "even",
        "still",
    ];
    let clock = [":", "am", "pm", "hours", "hrs", "minutes", "weeks", "week", "days", "o"];
    if tokens.any(end, &clock) && !tokens.is(end, ".") {
        return false;
    }
    let set_off = tokens.is(verb, ",") && tokens.is(end, ",") && persons::spoken_of(tokens, at, end, 12);
    let age =
        value > 24 && (pronoun && tokens.ends_sentence(before) || set_off) || tokens.word(at) && value > 24 && pronoun;
    tokens.any(verb, &life) && closes(tokens, end) && (value > 24 || tokens.any(verb, &life[..10])) || age
}

/// Words before an age that is near, the last first.
const NEAR: &[&[&str]] = &[
    &["rising"],
    &["pushing"],
    &["nearing"],
    &["approaching"],
    &["touching"],
    &["of", "short"],
    &["of", "shy"],
    &["of", "side", "wrong"],
    &["of", "side", "right"],
    &["off"],
    &["on", "going"],
    &["on", "knocking"],
    &["for", "on", "getting"],
    &["to", "up", "coming"],
    &["for", "up", "coming"],
    &["to", "close"],
    &["under", "just"],
    &["over", "just"],
    &["past", "just"],
    &["past", "well"],
];

/// "just short of 90", "rising 90", "coming up to 85", said of somebody: the first token.
fn nearly(tokens: &Tokens, it: Figure) -> Option<usize> {
    let Figure { at, end, value } = it;
    let strict = !tokens.near(end) || tokens.class(end) == Some(Class::Mark) || tokens.any(end, &GOING_ON[..22]);
    if value < 16 || !closes(tokens, end) || !strict {
        return None;
    }
    let words =
        NEAR.iter().find(|words| (1..).zip(words.iter()).all(|(by, word)| tokens.is(tokens.back(at, by), word)))?;
    let from = at - words.len();
    let mut head = tokens.back(from, 1);
    let mut steps = 0;
    while steps < 6 && tokens.word(head) && !is_verb(tokens, head) && !somebody(tokens, head) {
        head = tokens.back(head, 1);
        steps += 1;
    }
    let whose =
        somebody(tokens, head) || is_verb(tokens, head) && subject(tokens, verb_of(tokens, head).unwrap_or(head));
    (whose && tokens.near(from)).then_some(from)
}

fn is_verb(tokens: &Tokens, at: usize) -> bool {
    verb_of(tokens, at).is_some()
}
