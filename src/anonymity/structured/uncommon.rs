//! What few people are, have or do, by what a dictionary sorts words under, where one person is told of: a puppeteer, a
//! parrot, Tigrinya, an illness that few have. Job adverts, teams, rules and lists of what there is pass.

use super::Found;
use super::lexicon::{ARTICLE, LANGUAGE, NATIONALITY, OCCUPATION, PERSON, RELIGION, STAFF};
use super::persons;
use super::portraits;
use super::tokens::{Class, Tokens};
use crate::anonymity::Detail;
use crate::anonymity::data::{self, Sorts};
use crate::anonymity::words::{List, lists};

lists!("structured/uncommon": DETERMINERS, RULES, OFFERS, ONE, NOTES, CARE, PAST, PRONOUNS, SERVICES, SPEECH);

/// How far somebody is looked for, in tokens.
const TOLD_REACH: usize = 60;

/// How many words a term of the dictionary may have.
const TERM_WORDS_MAX: usize = 6;

/// A term of the dictionary in a text.
#[derive(Clone, Copy)]
pub(super) struct Term {
    pub at: usize,
    pub end: usize,
    pub sorts: Sorts,
    /// Whether more than one is spoken of.
    many: bool,
}

/// The longest term of the dictionary that begins here. Hyphens join its words, and what belongs to somebody loses its "s".
pub(super) fn term(tokens: &Tokens, at: usize) -> Option<Term> {
    if tokens.raw(at).len() < 3 {
        return None;
    }
    let term = in_dictionary(tokens, at);
    // What the lists of this room say as well.
    let flags = tokens.entry(at).map_or(0, |entry| entry.flags);
    if flags & (OCCUPATION | LANGUAGE | NATIONALITY | RELIGION) == 0 || term.is_some_and(|term| term.end > at + 1) {
        return term;
    }
    let mut term = term.unwrap_or(Term { at, end: at + 1, sorts: Sorts::default(), many: false });
    for (flag, sort) in [
        (OCCUPATION, Sorts::PERHAPS),
        (LANGUAGE, Sorts::TONGUE),
        (NATIONALITY, Sorts::PEOPLE),
        (RELIGION, Sorts::FAITH),
    ] {
        if flags & flag != 0 {
            term.sorts = term.sorts.or(sort);
        }
    }
    Some(term)
}

/// The longest term of the dictionary alone.
fn in_dictionary(tokens: &Tokens, at: usize) -> Option<Term> {
    let word = tokens.lower(at);
    let stems = [word.strip_suffix("es"), word.strip_suffix('s')];
    let may = data::may_begin(word);
    if !may && !stems.into_iter().flatten().any(data::may_begin) {
        return None;
    }
    let mut ends = [0; TERM_WORDS_MAX];
    let mut next = at;
    let words = (0..TERM_WORDS_MAX).map_while(|index| {
        if index > 0 {
            next += usize::from(tokens.any(next, &["-", "‑"]));
            let own = tokens.any(next, &["'", "’"]) && tokens.joined(next) && tokens.is(next + 1, "s");
            next += 2 * usize::from(own);
        }
        if !tokens.word(next) || index > 0 && !tokens.near(next) {
            return None;
        }
        let word = tokens.lower(next);
        next += 1;
        ends[index] = next;
        Some(word)
    });
    if let Some((count, sorts)) = data::longest_sort(words) {
        return Some(Term { at, end: ends[count - 1], sorts, many: false });
    }
    let sorts = stems.into_iter().flatten().find_map(|stem| data::longest_sort([stem].into_iter()))?.1;
    Some(Term { at, end: at + 1, sorts, many: true })
}

/// What a word says of somebody by what the dictionary sorts it under.
pub(super) fn word(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let Some(term) = term(tokens, at) else { return };
    let opens = tokens.ends_sentence(at);
    let capital = tokens.capital(at)
        && (!opens || tokens.capital(term.end) && tokens.near(term.end) && !tokens.ends_sentence(term.end));
    let known = term.sorts.any(Sorts::CALLING.or(Sorts::PERHAPS));
    let detail = if term.sorts.any(Sorts::MALADY) && ill(tokens, term) {
        Detail::Condition
    } else if term.sorts.any(Sorts::TONGUE) && (tokens.capital(at) || term.end > at + 1) && spoken(tokens, term) {
        Detail::Ethnicity
    } else if term.sorts.any(Sorts::PEOPLE.or(Sorts::FAITH)) && tokens.capital(at) && belongs(tokens, term) {
        if term.sorts.any(Sorts::FAITH) { Detail::Religion } else { Detail::Ethnicity }
    } else if known && !term.many && (!capital || term.end > at + 1) && called(tokens, term) {
        Detail::Occupation
    } else if term.sorts.any(Sorts::ODD) && odd(tokens, term, capital) {
        Detail::Other
    } else {
        return;
    };
    let first = if known { start(tokens, at) } else { at };
    found.unusual(detail, tokens.range(first, term.end));
}

/// The first word of a description that leads up to here: "retired", "parish" before "organist".
fn start(tokens: &Tokens, at: usize) -> usize {
    let mut first = at;
    while at - first < 4 {
        let before = tokens.back(first, 1);
        let hyphen = tokens.any(before, &["-", "'", "’"]) || tokens.is(before, "s") && tokens.joined(before);
        if !(hyphen || tokens.word(before) && !tokens.has(before, ARTICLE) && portraits::goes_on(tokens, before))
            || !tokens.near(first)
            || tokens.has(before, PERSON | STAFF)
            || tokens.any(before, &DETERMINERS)
            || tokens.lower(before).ends_with("ed") && !tokens.any(before, &["retired"])
        {
            break;
        }
        first = before;
    }
    first
}

/// What is spoken of where somebody is told of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Told {
    /// Nobody, or anybody: rules and offers.
    Nobody,
    /// What was, with nobody and no care in it.
    Past,
    /// What happened in care; it is not said to whom.
    Event,
    /// One person.
    One,
}

/// What a word says of whom its sentence tells.
const RULE: u8 = 1;
const OFFER: u8 = 1 << 1;
const SOMEBODY: u8 = 1 << 2;
const NOTE: u8 = 1 << 3;
const WAS: u8 = 1 << 4;
const CARED: u8 = 1 << 5;
const PRONOUN: u8 = 1 << 6;
pub(super) static TELLING: &[(u8, &List)] = &[
    (RULE, &RULES),
    (OFFER, &OFFERS),
    (SOMEBODY, &ONE),
    (NOTE, &NOTES),
    (WAS, &PAST),
    (CARED, &CARE),
    (PRONOUN, &PRONOUNS),
];

/// Who is told of around a stretch.
pub(super) fn told(tokens: &Tokens, from: usize, to: usize) -> Told {
    let either = |it: usize| tokens.any(it + 1, &["or", "/"]) || tokens.any(tokens.back(it, 1), &["or", "/"]);
    let pronoun = |it: usize| {
        tokens.tells(it, PRONOUN) && !either(it)
            || tokens.any(it, &["i", "my", "me"]) && !tokens.any(it + 1, &["."])
            || tokens.named(it)
                && !tokens.named(it + 1)
                && (past(tokens, it + 1) || tokens.any(it + 1, &["is", "has", ",", "(", "'", "’"]))
    };
    let ends = |it: &usize| !tokens.ends_sentence(*it + 1) && !tokens.any(*it, &["?"]);
    let first = tokens.behind(from, TOLD_REACH).take_while(ends).last().unwrap_or(from);
    let last = tokens.ahead(to, TOLD_REACH).take_while(|it| !tokens.ends_sentence(*it)).last();
    let sentence = || (first..from).chain(to..last.map_or(to, |last| last + 1));
    if sentence().any(pronoun) {
        return Told::One;
    }
    let ruled = sentence().any(|it| tokens.tells(it, RULE));
    let past = (from..to).chain(sentence()).any(|it| past(tokens, it));
    let single = |it: usize| {
        let noun = tokens.has(it, PERSON) || tokens.tells(it, SOMEBODY);
        let before = tokens.back(it, 1);
        let determined = tokens
            .behind(it, 4)
            .take_while(|it| tokens.word(*it))
            .any(|it| tokens.any(it, &["the", "this", "a", "our", "that", "one", "old", "young"]));
        let opens = (0..3).any(|by| tokens.ends_sentence(tokens.back(it, by)) && tokens.word(tokens.back(it, by)));
        noun && !tokens.any(before, &["per", "each", "every", "any", "of"])
            && (determined || opens || tokens.is(it, "pt"))
            && !either(it)
    };
    let notes = tokens.tells(first, NOTE);
    let offered = sentence().any(|it| tokens.tells(it, OFFER));
    if !ruled && (sentence().any(single) && (past || sentence().any(|it| tokens.any(it, &["is", "has"]))) || notes) {
        return Told::One;
    }
    // Somebody of whom the sentences around tell.
    let near = tokens.behind(from, TOLD_REACH).chain(tokens.ahead(to, TOLD_REACH)).any(pronoun);
    match () {
        () if ruled => Told::Nobody,
        () if near && past => Told::One,
        () if offered => Told::Nobody,
        () if past && sentence().any(|it| tokens.tells(it, CARED)) => Told::Event,
        () if past || sentence().any(|it| tokens.tells(it, CARED)) => Told::Past,
        () => Told::Nobody,
    }
}

/// Whether a word tells what happened.
fn past(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.lower(at);
    tokens.tells(at, WAS)
        || word.len() > 4
            && word.ends_with("ed")
            && !tokens.any(at, &["based", "need", "speed", "related", "retired", "agreed"])
}

/// Whether somebody has the calling that a term stands for.
fn called(tokens: &Tokens, term: Term) -> bool {
    let Term { at, end, sorts, .. } = term;
    let first = start(tokens, at);
    let determiner = tokens.back(first, 1);
    // "the farrier service", "bishop's house".
    let owns = tokens.any(end, &["'", "’"]) && tokens.joined(end);
    if tokens.any(end, &SERVICES) && tokens.near(end) && !owns || tokens.named(at) {
        return false;
    }
    let listed = tokens.any(end, &[",", "and", "or", "/"])
        && self::term(tokens, end + 1).is_some_and(|next| next.sorts.any(Sorts::CALLING.or(Sorts::PERHAPS)));
    let told = told(tokens, at, end);
    if told < Told::One && (listed || tokens.any(determiner, &["and", "or", "any", "each", "every", "no"])) {
        return false;
    }
    if frame(tokens, first, end, told) {
        return true;
    }
    let article = tokens.any(determiner, &["a", "an", "the", "our"]);
    sorts.any(Sorts::CALLING) && (told == Told::One || told == Told::Event && article)
}

/// Whether the words around say that a description is of somebody: "worked as a", "Occupation:", "a retired".
fn frame(tokens: &Tokens, first: usize, end: usize, told: Told) -> bool {
    let determiner = tokens.back(first, 1);
    let any = |words: &[&str]| (first..end).any(|it| tokens.any(it, words));
    let aside = tokens.any(end, &[",", "(", ".", ";"]) && tokens.ends_sentence(first);
    if told >= Told::Past && aside && end > first {
        return true;
    }
    if told < Told::Event && !any(&["retired", "former"]) {
        return false;
    }
    let set_apart = any(&[
        "retired",
        "former",
        "ex",
        "serving",
        "professional",
        "celebrated",
        "famous",
        "village",
        "champion",
        "famed",
    ]);
    if set_apart {
        return told >= Told::Past;
    }
    let label = if tokens.any(determiner, &[":", "-", "–", "—"]) { tokens.back(determiner, 1) } else { determiner };
    if tokens.any(label, &["occ", "occupation", "job", "employment", "profession", "trade", "career", "work"]) {
        return true;
    }
    if tokens.any(end, &["by"]) && tokens.any(end + 1, &["trade", "profession"]) {
        return true;
    }
    if tokens.has(determiner, ARTICLE) && portraits::said(tokens, determiner) {
        return true;
    }
    if tokens.has(determiner, ARTICLE)
        && tokens.is(tokens.back(determiner, 1), "as")
        && tokens.among(tokens.back(determiner, 2), "works worked working employed job career life trained served")
    {
        return true;
    }
    // "A bishop was left", "The falconer had": who did or bore something.
    let opens = tokens.has(determiner, ARTICLE) && tokens.ends_sentence(determiner) || tokens.ends_sentence(first);
    let does = tokens.ahead(end, 3).any(|it| past(tokens, it) || tokens.any(it, &["is", "has"]));
    opens && does
}

/// Whether something odd is told of one person.
fn odd(tokens: &Tokens, term: Term, capital: bool) -> bool {
    let Term { at, end, .. } = term;
    // "Kestrel ward", "the Lion Centre".
    let named = capital
        && (tokens.capital(end) && !tokens.ends_sentence(end)
            || tokens.capital(tokens.back(at, 1)) && !tokens.ends_sentence(tokens.back(at, 1))
            || tokens.shouted(at)
            || tokens.named(at)
            || tokens.among(end, "ward unit suite team clinic centre house room court wing lodge system"));
    !named && told(tokens, at, end) == Told::One && !tokens.any(tokens.back(at, 1), &["like"])
}

/// Whether somebody has an illness.
fn ill(tokens: &Tokens, term: Term) -> bool {
    let about = "guidance guideline clinic service society association register screening network study trial \
        research charity leaflet pathway nurse team";
    let own = tokens.behind(term.at, 4).any(|it| tokens.any(it, &["condition", "illness", "diagnosis", "disorder"]))
        && tokens.any(tokens.back(term.at, 1), &["is", "was", ",", ":"]);
    let spoken_about = tokens.behind(term.at, 3).chain(tokens.ahead(term.end, 3)).any(|it| tokens.among(it, about));
    !spoken_about && (own || told(tokens, term.at, term.end) == Told::One)
}

/// Whether somebody speaks a language, or needs it spoken.
fn spoken(tokens: &Tokens, term: Term) -> bool {
    let Term { at, end, .. } = term;
    let usual = ["english", "welsh", "british", "irish", "sign"];
    if tokens.any(at, &usual) {
        return false;
    }
    let listed = [tokens.back(at, 2), end + 1]
        .into_iter()
        .filter(|it| self::term(tokens, *it).is_some_and(|next| next.sorts.any(Sorts::TONGUE) && tokens.capital(*it)))
        .count();
    let joined = [tokens.back(at, 1), end].iter().filter(|it| tokens.any(**it, &[",", "and", "or", "/"])).count();
    let told = told(tokens, at, end);
    if listed > 0 && joined > 0 && told < Told::One || told == Told::Nobody && listed + joined > 0 {
        return false;
    }
    let cued = tokens.behind(at, 6).any(|it| tokens.any(it, &SPEECH))
        || tokens.ahead(end, 3).any(|it| tokens.any(it, &SPEECH));
    let within = tokens.is(tokens.back(at, 1), "in") && told == Told::One;
    let labelled = tokens.is(tokens.back(at, 1), ":") && tokens.any(tokens.back(at, 2), &["language", "tongue"])
        || tokens.any(tokens.back(at, 1), &["language"]);
    let generic =
        tokens.around(at, end, 8, &["leaflets", "leaflet", "languages", "translations", "available", "website"]);
    labelled || (cued || within) && told >= Told::Past && !(generic && told < Told::One)
}

/// Whether somebody belongs to a people or holds a faith.
fn belongs(tokens: &Tokens, term: Term) -> bool {
    let Term { at, end, .. } = term;
    if tokens.any(at, &["british", "english", "welsh", "scottish", "irish", "christian", "european"])
        && !tokens.any(end, &["traveller", "travellers"])
    {
        return false;
    }
    let told = told(tokens, at, end);
    if told < Told::One || tokens.named(at) {
        return false;
    }
    let before = tokens.back(at, 1);
    let is = tokens.among(before, "is was are were as a an the devout practising lapsed born :");
    let next = tokens.ahead(end, 3).take_while(|it| tokens.class(*it) != Some(Class::Mark)).any(|it| {
        tokens.has(it, PERSON)
            || tokens.among(
                it,
                "family families couple community parents heritage descent origin faith elder background household \
            lady by who ceremony worshipper convert",
            )
    });
    is && !tokens.any(end, &["interpreter", "language", "version", "hospital"]) && !persons::anybody(tokens, at) || next
}
