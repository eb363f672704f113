//! What makes somebody stand out by its grammar, whatever the words: the oldest, the first, one of few, a case of which
//! there are eleven, a family like no other, kin of somebody with a trade.

use super::Found;
use super::lexicon::{NATIONALITY, NUMERAL, OCCUPATION, PERSON, REGION, RELIGION, STAFF};
use super::persons;
use super::portraits::ROLES;
use super::portraits::agent;
use super::tokens::{Class, Tokens};
use crate::anonymity::words::lists;
use crate::anonymity::{Detail, Kind};

lists!("structured/standouts": ONE, ENDS, PLACES);

/// How far the noun of a superlative is looked for, in tokens.
const NOUN_REACH: usize = 7;

/// What a word for a rank or a number says of somebody.
pub(super) fn word(found: &mut Found, at: usize) {
    match found.tokens.lower(at) {
        "case" | "cases" | "people" | "patients" | "families" | "births" | "deaths" => few_cases(found, at),
        "times" => few_times(found, at),
        "children" | "siblings" | "brothers" | "sisters" | "grandchildren" => large_family(found, at),
        "husband" | "wife" | "marriage" => again(found, at),
        "kg" | "stone" => heavy(found, at),
        "junction" => junction(found, at),
        _ => superlative(found, at),
    }
}

/// "the oldest resident of the home", "the town's first Muslim mayor", "the only vet in the village".
fn superlative(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let before = tokens.back(at, 1);
    let owned = tokens.is(before, "s") && tokens.joined(before) || tokens.any(before, &["its", "our", "their"]);
    if !tokens.near(at) || !(tokens.is(before, "the") || owned) {
        return;
    }
    let mut marked = false;
    let mut noun = None;
    for it in tokens.ahead(at + 1, NOUN_REACH) {
        let joins = tokens.any(it, &["-", "'", "’"]) && tokens.joined(it) || tokens.is(it, "s") && tokens.joined(it);
        if joins {
            continue;
        }
        if !tokens.word(it) || tokens.any(it, &ENDS) {
            break;
        }
        marked |= tokens.has(it, NATIONALITY | RELIGION)
            || tokens
                .any(it, &["female", "male", "woman", "black", "asian", "deaf", "blind", "trans", "gay", "openly"])
            || tokens.any(it, &["serving", "ever", "known", "living", "surviving"]);
        let one = tokens.has(it, PERSON | STAFF | OCCUPATION)
            || tokens.any(it, &ONE)
            || tokens.any(it, &ROLES)
            || agent(tokens, it);
        // The last such word is the noun: "the oldest fire station cook".
        if one {
            noun = Some(it);
        } else if noun.is_some() && !tokens.any(it, &["teacher", "officer", "driver", "keeper", "carrier", "champion"])
        {
            break;
        }
    }
    let Some(noun) = noun else { return };
    let ranked = !tokens.any(at, &["only", "sole", "first", "last"]);
    // "the first patient of the day", "the only person who may sign": whoever it is.
    let anyone = ["who", "that", "on", "each", "per", "listed", "seen", "contacted", "allowed", "authorised", "able"];
    let day = tokens.any(noun + 1, &["of", "in"])
        && tokens.ahead(noun + 2, 4).any(|it| {
            tokens.any(it, &["day", "list", "shift", "clinic", "morning", "queue", "study", "trial", "data", "group"])
        });
    let role = tokens.has(noun, OCCUPATION) || tokens.any(noun, &ROLES) || tokens.any(noun, &ONE);
    let scope = tokens.any(noun + 1, &["in", "of", "at", "to", "on", "ever", "from"]);
    // "the only amputee to have rowed for the county": what was done stands before the place.
    let reach = if tokens.is(noun + 1, "to") { 8 } else { 4 };
    let scope = scope || tokens.any(noun + 1, &["here", "anywhere"]);
    let placed = scope && tokens.ahead(noun + 2, reach).any(|it| tokens.has(it, REGION) || tokens.any(it, &PLACES));
    let said = tokens
        .any(tokens.back(before, 1), &["is", "was", "be", "been", "being", "became", "as", "remains", ","])
        || owned;
    let you = tokens.is(tokens.back(before, 1), "are") && tokens.is(tokens.back(before, 2), "you");
    let said = said || you;
    let told = you || persons::spoken_of(tokens, at, noun + 1, 24);
    let fits = match () {
        () if day || tokens.any(noun + 1, &anyone) && !placed => false,
        () if ranked => told && (said || scope || marked),
        () if marked && role => told || said || placed,
        () if tokens.any(at, &["first", "last"]) => told && (placed || role && said || marked && scope),
        () => role && (placed || said) && told,
    };
    if fits {
        let end = if placed {
            tokens.ahead(noun + 2, reach).find(|it| tokens.has(*it, REGION) || tokens.any(*it, &PLACES))
        } else {
            None
        };
        let detail = if (at..=noun).any(|it| tokens.has(it, RELIGION)) { Detail::Religion } else { Detail::Role };
        found.unusual(detail, tokens.range(before, end.unwrap_or(noun) + 1));
    }
}

/// "eleven cases in the country", "fewer than fifty people in the world": too few to hide among.
fn few_cases(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let small = |it: usize| {
        tokens.has(it, NUMERAL)
            || (1..=3).contains(&tokens.digits(it))
            || tokens.any(it, &["few", "handful", "hundred"])
    };
    let Some(count) =
        tokens.behind(at, 3).take_while(|it| tokens.class(*it) != Some(Class::Mark)).find(|it| small(*it))
    else {
        return;
    };
    let reach = tokens.ahead(at + 1, 5).take_while(|it| tokens.word(*it));
    let Some(region) =
        reach.into_iter().find(|it| tokens.has(*it, REGION) || tokens.any(*it, &["europe", "nationally"]))
    else {
        return;
    };
    let studied = ["survey", "study", "took", "trial", "aged", "over", "per", "million", "every", "audit", "waiting"];
    let ill =
        ["illness", "disorder", "disease", "condition", "syndrome", "cancer", "mutation", "which", "known", "has"];
    let told = persons::spoken_of(tokens, count, region, 24)
        || tokens.behind(count, 9).any(|it| tokens.any(it, &ill))
            && tokens.around(count, region, 24, &["child", "patient", "baby"]);
    if told && !tokens.around(count, region, 8, &studied) {
        found.unusual(Detail::Condition, tokens.range(count, region + 1));
    }
}

/// "done only four times in this country".
fn few_times(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let count = tokens.back(at, 1);
    let few = (tokens.has(count, NUMERAL) || (1..=2).contains(&tokens.digits(count)))
        && tokens.any(tokens.back(count, 1), &["only", "just", "about", "than"]);
    let region = tokens.ahead(at + 1, 5).find(|it| tokens.has(*it, REGION));
    if let Some(region) = region.filter(|_| few) {
        found.unusual(Detail::Condition, tokens.range(count - 1, region + 1));
    }
}

/// "has fourteen children", "one of eleven siblings".
fn large_family(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let count = tokens.back(at, 1);
    let size = tokens.value(count, NUMERAL).or(tokens.number(count)).unwrap_or(0);
    if !tokens.near(at) || !(6..25).contains(&size) {
        return;
    }
    let has = tokens.any(tokens.back(count, 1), &["has", "had", "of", "with", "raised", "their", "her", "his"]);
    if has && persons::spoken_of(tokens, count, at, 8) && !tokens.any(at + 1, &["under", "aged", "were", "in", "with"])
    {
        found.unusual(Detail::Family, tokens.range(count, at + 1));
    }
}

/// "crashed at junction 32 of the M62", said of somebody.
fn junction(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let road = at + 2 + 2 * usize::from(tokens.is(at + 2, "of") && tokens.is(at + 3, "the"));
    let numbered =
        (1..=2).contains(&tokens.digits(at + 1)) && tokens.any(road, &["m", "a"]) && tokens.digits(road + 1) > 0;
    let told = persons::spoken_of(tokens, at, road, 20)
        || tokens
            .behind(at, 8)
            .any(|it| tokens.any(it, &["found", "crashed", "collision", "died", "stopped", "crash"]));
    if numbered && told && tokens.any(tokens.back(at, 1), &["at", "near", "by", "on", "before", "after", "off"]) {
        found.suggest(Kind::Place, tokens.range(at, road + 2), "a motorway or main road");
    }
}

/// "weighed 310 kg": a weight that few have.
fn heavy(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let number = tokens.back(at, 1);
    let least = if tokens.is(at, "kg") { 180 } else { 28 };
    let weighs = tokens.behind(number, 3).any(|it| tokens.any(it, &["weighed", "weighs", "weighing"]));
    if weighs
        && tokens.number(number).is_some_and(|value| (least..600).contains(&value))
        && persons::spoken_of(tokens, number, at, 12)
    {
        found.unusual(Detail::Other, tokens.range(number, at + 1));
    }
}

/// "her fourth husband".
fn again(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let before = tokens.back(at, 1);
    if tokens.any(before, &["second", "third", "fourth", "fifth", "sixth"])
        && tokens.near(at)
        && tokens.any(tokens.back(before, 1), &["her", "his", "s", "whose", "a"])
    {
        found.unusual(Detail::Family, tokens.range(before, at + 1));
    }
}

/// Whether a description ends in kin of somebody with a trade: "a lighthouse keeper's widow", "the vicar's daughter".
pub(super) fn kin_of_trade(tokens: &Tokens, from: usize, head: usize) -> bool {
    let s = tokens.back(head, 1);
    let owner = tokens.back(head, 3);
    let kin = tokens.has(head, PERSON)
        && !tokens
            .any(head, &["patient", "friend", "resident", "client", "carer", "baby", "child", "student", "partner"]);
    kin && owner >= from
        && tokens.is(s, "s")
        && tokens.joined(s)
        && tokens.any(tokens.back(head, 2), &["'", "’"])
        && (tokens.has(owner, OCCUPATION) || tokens.any(owner, &ROLES) || agent(tokens, owner))
}
