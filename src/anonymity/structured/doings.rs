//! What few do, and what befalls few: "restores clocks", "crushed by an ice sculpture", "the chip shop explosion", hair of a
//! colour that few have, a home in a windmill.

use super::Found;
use super::lexicon::{ARTICLE, NUMERAL, PERSON, SPAN, STAFF};
use super::portraits;
use super::tokens::{Class, Tokens};
use super::uncommon::{self, Told, told};
use crate::anonymity::Detail;
use crate::anonymity::data::Sorts;
use crate::anonymity::words::lists;

lists!("structured/doings":
    MECHANISMS, EVERYDAY, HAPPENINGS, GATHERINGS, DEEDS, HABITS, LOOKS, BIRTHPLACES, USUAL_HAPPENINGS,
    USUAL_GATHERINGS, USUAL_OBJECTS, PASTIMES, DWELLINGS, DWELLS
);

/// "born on the hard shoulder".
pub(super) fn born(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let place = tokens.any(at + 1, &["on", "in", "at", "aboard", "during", "under", "beside"])
        && tokens.any(at + 2, &["the", "a", "an"])
        && !tokens.ahead(at + 3, 3).take_while(|it| tokens.word(*it)).any(|it| tokens.any(it, &BIRTHPLACES));
    let digits = tokens.ahead(at + 2, 4).any(|it| tokens.digits(it) > 0);
    if place && !digits && tokens.word(at + 3) && told(tokens, at, at + 3) == Told::One {
        found.unusual(Detail::Other, tokens.range(at, at + 4));
    }
}

/// "forty cats": more than are usual.
pub(super) fn herd(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let count = tokens
        .behind(at, 2)
        .find(|it| tokens.digits(*it) > 0 || tokens.has(*it, NUMERAL) || tokens.any(*it, &["dozen", "hundred"]));
    let Some(count) = count else { return };
    let many = tokens.value(count, NUMERAL).or(tokens.number(count)).unwrap_or(12) > 4;
    let owned = tokens
        .behind(count, 5)
        .any(|it| tokens.among(it, "owns owned keeps kept has had with house shares shared held her his"));
    if many && owned && told(tokens, count, at) == Told::One {
        found.unusual(Detail::Other, tokens.range(count, at + 1));
    }
}

/// "crushed by an ice sculpture", "stung by a weever fish": what few are hurt by.
pub(super) fn mechanism(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let eaten = tokens.any(at, &["swallowed"]);
    let by = at + 1 + usize::from(tokens.any(at + 1, &["off", "out", "down", "over"]));
    let cue = eaten || tokens.among(by, "by from off into through under in between inside beneath overboard on of");
    let article = by + usize::from(!eaten);
    let from = article + usize::from(tokens.has(article, ARTICLE));
    let falls = tokens.any(at, &["fell", "fallen", "falling"]) && tokens.any(by, &["in", "on", "between", "of"]);
    let soft = tokens.any(at, &["hit", "cut", "struck", "hurt", "pulled", "knocked", "attacked", "thrown"])
        && !tokens.any(by, &["by", "from", "under", "into"]);
    if !cue || falls || soft || !tokens.has(article, ARTICLE) {
        return;
    }
    let mut end = from;
    while end - from < 4 && tokens.near(end) && portraits::goes_on(tokens, end) && !tokens.any(end, &["at", "on", "in"])
    {
        end += 1;
    }
    let usual = (from..end).any(|it| tokens.any(it, &EVERYDAY) || tokens.has(it, PERSON | STAFF | SPAN));
    if end > from && !usual && told(tokens, at, end) == Told::One {
        found.unusual(Detail::Other, tokens.range(at, end));
    }
}

/// "his pet capuchin".
pub(super) fn pet(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let next = at + 1;
    let usual = "dog dogs cat cats scan scans ct therapy food insurance owner owners policy visits name";
    if tokens.word(next)
        && !tokens.shouted(at)
        && !tokens.among(next, usual)
        && portraits::goes_on(tokens, next)
        && told(tokens, at, next) == Told::One
    {
        found.unusual(Detail::Other, tokens.range(at, next + 1));
    }
}

/// "seven foot two", "nearly seven feet tall".
pub(super) fn tall(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let count = tokens.back(at, 1);
    let high = tokens.any(count, &["seven", "four", "three"])
        || tokens.number(count).is_some_and(|feet| feet == 7 || feet == 3 || feet == 4);
    let height = tokens
        .any(at + 1, &["tall", "one", "two", "three", "four", "five", "six", "eight", "nine", "ten", "eleven", "high"])
        || tokens.digits(at + 1) > 0;
    if high
        && height
        && tokens.behind(count, 4).any(|it| tokens.any(it, &["is", "was", "at", "stands", "almost", "nearly"]))
        && told(tokens, count, at) == Told::One
    {
        found.unusual(Detail::Other, tokens.range(count, at + 1));
    }
}

/// "handcuffed to two prison officers".
pub(super) fn bound(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    if told(tokens, at, at + 1) == Told::One {
        found.unusual(Detail::Other, tokens.range(at, at + 1));
    }
}

/// "the chip shop explosion", "the jewellery museum robbery".
pub(super) fn happening(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let doubtful = "collapse attack strike trial inquiry crash rescue scandal raid blaze";
    let modifier = tokens.back(at, 1);
    let compound = tokens.word(modifier) && portraits::goes_on(tokens, modifier) && !tokens.has(modifier, ARTICLE);
    let named = compound
        && tokens.behind(at, 5).take_while(|it| tokens.word(*it)).any(|it| tokens.any(it, &["the", "a", "that"]));
    let weak = tokens.among(at, doubtful) && !compound;
    let plain = tokens.any(modifier, &["the", "a", "in", "of"]);
    if weak
        || tokens.any(modifier, &USUAL_HAPPENINGS)
        || !(named || plain && !tokens.among(at, doubtful))
        || tokens.word(at + 1) && !ends_here(tokens, at + 1)
    {
        return;
    }
    let victims = tokens
        .behind(at, 8)
        .any(|it| tokens.any(it, &["victims", "victim", "survivor", "survivors", "casualties", "injured"]));
    if told(tokens, at, at + 1) == Told::One || victims {
        let first = tokens
            .behind(at, 4)
            .take_while(|it| tokens.word(*it) && portraits::goes_on(tokens, *it))
            .last()
            .unwrap_or(at);
        found.unusual(Detail::Other, tokens.range(first, at + 1));
    }
}

/// Whether a word ends what stands before it.
fn ends_here(tokens: &Tokens, at: usize) -> bool {
    !portraits::goes_on(tokens, at) || tokens.among(at, "last years two three this all were left killed outside")
}

/// "fell ill at the royal garden party", "injured at the cheese-rolling".
pub(super) fn gathering(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let from = tokens
        .behind(at, 5)
        .find(|it| tokens.any(*it, &["at", "from", "during", "after", "running", "ran", "in", "won"]));
    let Some(from) = from else { return };
    let modifier = tokens.back(at, 1);
    let compound = (tokens.word(modifier) || tokens.any(modifier, &["-"]))
        && !tokens.any(modifier, &["the", "a", "an", "her", "his", "this", "their"]);
    let plain = "party final ball match race show fair cup rolling games ceremony rally rave raft";
    if tokens.any(modifier, &USUAL_GATHERINGS)
        || !compound && tokens.among(at, plain)
        || tokens.any(from, &["in"]) && !compound
    {
        return;
    }
    if told(tokens, at, at + 1) == Told::One {
        found.unusual(Detail::Other, tokens.range(from + 1, at + 1));
    }
}

/// What somebody did or does: "founded the League of Friends", "sells the Big Issue".
pub(super) fn deed(found: &mut Found, at: usize, telling: bool) {
    let tokens = found.tokens;
    if !telling {
        return;
    }
    let before = tokens.back(at, 1);
    let noun = tokens.any(at, &["petition", "blog", "vlog"]);
    let helper = "had has was been also once still regularly often and who were being having later then now";
    let mut subject = before;
    for _ in 0..4 {
        if !tokens.among(subject, helper) {
            break;
        }
        subject = tokens.back(subject, 1);
    }
    let person = tokens.among(subject, "he she patient pt i family couple parents they")
        || tokens.is(before, "who")
        || tokens.has(subject, PERSON) && !tokens.any(subject, &["baby", "individual", "infant", "neonate"])
        || tokens.named(subject)
        || tokens.any(before, &["being", "having", "been"]);
    let before_age = tokens.any(subject, &[","]) && tokens.behind(subject, 6).any(|it| tokens.any(it, &["he", "she"]));
    let person = person || before_age;
    let nothing = tokens.any(at + 1, &["to", "out", "off", "down", "about"]) && !tokens.is(at, "struck");
    let object = at + 1 + usize::from(tokens.has(at + 1, ARTICLE));
    let medical = tokens.among(
        at,
        "played plays won restored acted acts presents taught teaches struck painted rescued evacuated races \
            judges",
    );
    let thin = medical
        && (!tokens.near(object)
            || tokens.any(object, &USUAL_OBJECTS)
            || tokens.any(object + 1, &USUAL_OBJECTS)
            || tokens.class(object) == Some(Class::Mark));
    let off = tokens.is(at, "struck")
        && !(tokens.any(at + 1, &["off", "by"]) && tokens.any(at + 2, &["as", "the", "lightning", "a"]));
    if noun
        && !(tokens.any(before, &["her", "his", "their", "whose"])
            || tokens.any(before, &["a"]) && tokens.any(at + 1, &["about", "on"]))
    {
        return;
    }
    if !off && (noun || person && !nothing && !thin) && told(tokens, at, at + 1) == Told::One {
        let end = tokens.ahead(at + 1, 6).take_while(|it| tokens.word(*it)).last().unwrap_or(at);
        found.unusual(Detail::Other, tokens.range(at, end + 1));
    }
}

/// Whether the object of a verb is a pastime or a business: "keeps alpacas", "owns the village bakery", not "keeps falling".
pub(super) fn hobby(tokens: &Tokens, at: usize) -> bool {
    tokens
        .ahead(at + 1, 5)
        .take_while(|it| {
            tokens.word(*it)
                && !tokens.any(*it, &["to", "and", "that", "when", "in", "on", "for"])
                && !tokens.lower(*it).ends_with("ing")
        })
        .any(|it| {
            tokens.any(it, &PASTIMES)
                || uncommon::term(tokens, it).is_some_and(|term| term.sorts.any(Sorts::ODD)) && !tokens.has(it, ARTICLE)
        })
}

/// "bright green hair", "one blue eye and one brown", "dressed as a rhinoceros".
pub(super) fn looks(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let colours = "green blue pink purple orange red ginger violet silver waxed handlebar waist plaited dyed rainbow";
    let told = || told(tokens, at, at + 1) == Told::One;
    let first = match tokens.lower(at) {
        "hair" | "beard" | "moustache" => tokens.behind(at, 3).find(|it| tokens.among(*it, colours)),
        "eye" | "eyes" => {
            tokens.behind(at, 3).find(|it| tokens.any(*it, &["blue", "brown", "green", "glass", "one"])).filter(|it| {
                tokens.any(*it, &["glass"])
                    || tokens.ahead(at + 1, 3).any(|it| tokens.any(it, &["brown", "green", "blue", "one", "colours"]))
            })
        }
        "dressed" => tokens.is(at + 1, "as").then_some(at),
        "wearing" => tokens
            .ahead(at + 1, 5)
            .take_while(|it| tokens.word(*it))
            .find(|it| uncommon::term(tokens, *it).is_some_and(|term| term.sorts.any(Sorts::ODD)))
            .map(|_| at),
        "dreadlocks" | "mohican" | "mohawk" | "tattooed" => Some(at),
        "tattoo" | "tattoos" | "scar" => tokens.any(at + 1, &["of", "across", "on"]).then_some(at),
        _ => None,
    };
    if let Some(first) = first
        && told()
    {
        found.unusual(Detail::Other, tokens.range(first, at + 1));
    }
}

/// "lives in a converted windmill", "sleeps in the bandstand".
pub(super) fn dwells(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let place = tokens.ahead(at + 1, 7).take_while(|it| tokens.word(*it) || tokens.any(*it, &["-"])).find(|it| {
        tokens.any(*it, &DWELLINGS) || uncommon::term(tokens, *it).is_some_and(|term| term.sorts.any(Sorts::ODD))
    });
    let Some(place) = place else { return };
    let notes = tokens.behind(at, 4).any(|it| tokens.any(it, &["sh", "shx", "social", "hx"]));
    if notes || told(tokens, at, place) == Told::One {
        found.unusual(Detail::Other, tokens.range(at, place + 1));
    }
}
