//! What is unusual in a person: a role that one person has, a nationality, a religion, an occupation, a family like no
//! other, coverage by the press, words as they were said. Alone it names nobody; together with a place and a time it may.

use super::Found;
use super::lexicon::{
    COUNTRY, LANGUAGE, MEDIA, NATIONALITY, NUMERAL, OCCUPATION, PERSON, QUASI, REGION, RELIGION, SPAN, STAFF, WORKS,
};
use super::persons;
use super::tokens::{Class, Gap};
use super::{known, phrased, trades};
use crate::anonymity::Detail;
use crate::anonymity::words::lists;

lists!("structured/quasi": FIRST_HALVES, MOVES, PEOPLE, ONE_OF, SAID);

/// Words that come with what is unusual, but begin too much else to be phrases.
const STARTS: &[&str] = &["only", "one", "sole", "first", "rare"];

/// An unusual detail that a word begins.
pub(super) fn word(found: &mut Found, at: usize, flags: u32) {
    let tokens = found.tokens;
    if flags & QUASI != 0 {
        phrased::phrase(found, at);
    }
    if flags & (NATIONALITY | RELIGION) != 0 {
        described(found, at);
    }
    if flags & COUNTRY != 0 {
        origin(found, at);
    }
    if flags & WORKS != 0 {
        trades::works(found, at);
    }
    if flags & LANGUAGE != 0 {
        language(found, at);
    }
    if flags & OCCUPATION != 0 {
        trades::occupation(found, at);
    }
    if flags & PERSON != 0 {
        known::kin(found, at);
    }
    if flags & MEDIA != 0 {
        known::media(found, at);
    }
    if flags & (PERSON | STAFF | NATIONALITY) != 0 {
        unique(found, at);
    }
    if flags & REGION != 0 {
        few(found, at);
    }
    if flags & NUMERAL != 0 && tokens.any(tokens.back(at, 1), &["of"]) && tokens.near(at) {
        family(found, at);
    }
}

/// "a Polish man", "of Somali origin", "a devout Catholic".
fn described(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    if !tokens.capital(at)
        && !tokens.any(at, &["polish", "romanian", "muslim", "sikh", "hindu", "somali", "nigerian", "traveller"])
        || !tokens.near(at) && !tokens.near(at + 1)
    {
        return;
    }
    let before = tokens.back(at, 1);
    // "Sikh, Muslim and Jewish staff", "Polish and Romanian": one of a list of many.
    let people = NATIONALITY | RELIGION;
    let listed = tokens.any(at + 1, &[",", "and", "or", "/"]) && tokens.has(at + 2, people)
        || tokens.any(before, &[",", "and", "or", "/"]) && tokens.has(tokens.back(at, 2), people);
    if listed && !persons::spoken_of(tokens, at, at + 1, 12) {
        return;
    }
    let speaking = usize::from(tokens.is(at + 1, "-"))
        + usize::from(tokens.any(at + 1 + usize::from(tokens.is(at + 1, "-")), &["speaking", "born", "national"]));
    let next = at + 1 + speaking;
    let heritage = [
        "heritage",
        "descent",
        "origin",
        "background",
        "national",
        "ethnicity",
        "extraction",
        "couple",
        "family",
        "refugee",
        "citizen",
        "faith",
    ];
    let person = tokens.ahead(next, 3).any(|it| {
        tokens.has(it, PERSON) && !tokens.any(it, &["patient", "deceased", "person"])
            || tokens.has(it, OCCUPATION) && !tokens.is(it, "model")
            || tokens.has(it, STAFF)
    }) || tokens.ahead(next, 2).any(|it| tokens.any(it, &["patient", "person"]))
        && tokens.behind(at, 4).any(|it| tokens.any(it, &["a", "an", "the", "this"]))
        || tokens.any(next, &heritage) && tokens.near(next);
    let apart = !tokens.any(next, &heritage)
        && (next..next + 3).any(|it| {
            tokens.any(
                it,
                &[
                    ".",
                    ",",
                    ";",
                    "version",
                    "versions",
                    "language",
                    "translation",
                    "association",
                    "journal",
                    "society",
                    "college",
                    "law",
                    "standard",
                ],
            ) || !tokens.near(it)
        });
    let one = tokens.any(
        before,
        &[
            "a",
            "an",
            "devout",
            "practising",
            "the",
            "only",
            "is",
            "was",
            "young",
            "elderly",
            "old",
            "white",
            "black",
            "strict",
            "lapsed",
        ],
    );
    let is = tokens.any(before, &["is", "was", "are", "were"])
        && (persons::somebody(tokens, tokens.back(at, 2))
            || tokens.any(
                tokens.back(at, 2),
                &["he", "she", "patient", "mother", "father", "family", "who", "man", "woman", "parents", "they"],
            ))
        || tokens.any(before, &["devout", "practising", "strict", "lapsed"]);
    let spoke = tokens.any(before, &["only", "spoke", "speaks", "spoken"])
        && tokens.behind(at, 4).any(|it| tokens.any(it, &["spoke", "speaks", "speaking", "spoken"]))
        && tokens.behind(at, 6).any(|it| tokens.has(it, PERSON) || tokens.any(it, &["she", "he", "who", "family"]));
    if is || spoke || person && (!apart || one) && !tokens.any(next, &["version", "versions"]) {
        let thing = tokens.any(at, &["german", "spanish", "french", "chinese", "english", "american", "dutch"])
            && tokens.any(at + 1, &["measles", "flu", "gauge", "bulldog", "society", "journal"]);
        if !thing {
            let last = (next..next + 3)
                .find(|it| tokens.has(*it, PERSON) || tokens.any(*it, &heritage))
                .filter(|_| person)
                .unwrap_or(at);
            let detail = if tokens.has(at, RELIGION) { Detail::Religion } else { Detail::Nationality };
            found.unusual(detail, tokens.range(at, last + 1));
        }
    }
}

/// "originally from Poland", "born in Somalia", "moved here from Sierra Leone".
fn origin(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let article = usize::from(tokens.any(tokens.back(at, 1), &["the"]));
    let start = if tokens.any(tokens.back(at, 1), &FIRST_HALVES) { at - 1 } else { at };
    let before = tokens.back(start, 1 + article);
    let counted = tokens.behind(at, 12).any(|it| {
        tokens.any(
            it,
            &["people", "most", "population", "census", "%", "residents", "many", "staff", "nurses", "studies"],
        )
    });
    if tokens.capital(at)
        && (!counted || persons::spoken_of(tokens, at, at + 1, 24))
        && (tokens.any(before, &["fled", "left"])
            && persons::somebody(
                tokens,
                tokens.back(before, 1 + usize::from(tokens.any(tokens.back(before, 1), &["had", "has"]))),
            )
            || tokens.any(before, &["from", "in", "of", "to"])
                && (tokens.behind(before, 4).any(|it| tokens.any(it, &MOVES))
                    || tokens.is(before, "from")
                        && tokens.any(tokens.back(before, 1), &["is", "was", "are", "were", "comes"])
                        && persons::somebody(tokens, tokens.back(before, 2))))
    {
        found.unusual(Detail::Nationality, tokens.range(start, at + 1));
    }
}

/// "speaks Tigrinya", "through a Tigrinya interpreter", said of somebody.
fn language(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let next = at + 1 + usize::from(tokens.any(at + 1, &["-"]));
    let spoke = tokens.behind(at, 4).any(|it| tokens.any(it, &["speaks", "spoke", "speaking", "speak", "spoken"]))
        && tokens.capital(at);
    let tongue = tokens.behind(at, 4).any(|it| tokens.any(it, &["language", "tongue", "interpreter"]))
        && tokens.behind(at, 4).any(|it| tokens.any(it, &["is", "was", ":", "("]));
    let interpreter = tokens.any(next, &["interpreter", "speaking", "speaker"])
        && tokens.any(tokens.back(at, 1), &["a", "an", "the", "no", "his", "her"]);
    if (spoke || tongue || interpreter)
        && (persons::around(tokens, at, next, 20) || tokens.any(tokens.back(at, 1), &["speaks", "spoke"]))
    {
        found.unusual(Detail::Ethnicity, tokens.range(at, at + 1));
    }
}

/// "the only female consultant", "one of two patients in the county".
fn unique(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    if tokens.any(at, &["friend", "partner", "individual", "person", "staff"])
        && !tokens.any(tokens.back(at, 1), &["only", "sole"])
    {
        return;
    }
    for it in tokens.behind(at, 4) {
        if tokens.class(it) == Some(Class::Mark) && !tokens.is(it, "-") {
            return;
        }
        if !tokens.any(it, STARTS) {
            continue;
        }
        let the = tokens.back(it, 1);
        let pioneer = tokens.is(it, "first")
            && tokens.is(the, "the")
            && tokens.any(at, &["woman", "man", "person", "female", "male", "girl", "boy"])
            && tokens.any(at + 1, &["to", "in"]);
        let only = pioneer
            || tokens.any(it, &["only", "sole"]) && tokens.any(the, &["the", "his", "her", "our", "trust"])
            || tokens.is(it, "first")
                && tokens.is(the, "the")
                && tokens.ahead(at, 6).any(|next| {
                    tokens.any(
                        next,
                        &["country", "uk", "county", "region", "england", "world", "europe", "trust", "hospital"],
                    )
                })
                && tokens.any(at + 1, &["in", "to"]);
        // "The only person who may sign" is whoever may.
        let anyone = tokens.any(at + 1, &["who", "that"])
            && tokens.any(at + 2, &["may", "can", "must", "should", "is", "has", "does", "needs", "will", "knows"])
            && !persons::spoken_of(tokens, it, at + 1, 16);
        // "Carers who are the only carer" are many.
        let many = tokens.any(tokens.back(the, 1), &["are", "were"]);
        if only && !anyone && !many {
            found.unusual(Detail::Role, tokens.range(the, at + 1));
        }
        return;
    }
}

/// "one of only eleven people in the country", "the only family in the town".
fn few(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let the = tokens.back(at, 1);
    if !tokens.any(the, &["the", "this", "our", "whole"])
        || !tokens.any(tokens.back(the, 1), &["in", "of", "across", "the"])
    {
        return;
    }
    let rare = [
        "only", "fewer", "handful", "first", "few", "dozen", "hundred", "fifty", "twenty", "ten", "twelve", "thirty",
        "less", "youngest", "oldest", "last",
    ];
    let counted = tokens.behind(the, 9).any(|it| tokens.any(it, &PEOPLE));
    let start = tokens.behind(the, 12).find(|it| tokens.any(*it, &rare));
    let generic = tokens
        .behind(the, 12)
        .any(|it| tokens.any(it, &["aged", "over", "million", "per", "cent", "trusts", "hospitals"]));
    if let Some(start) =
        start.filter(|start| counted && !generic && at - start < 16 && persons::around(tokens, *start, at, 40))
    {
        found.unusual(Detail::Role, tokens.range(start, at + 1));
    }
}

/// "mother of five", "eldest of nine", "one of two": counted families and few.
fn family(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let first = tokens.back(at, 2);
    let parent = tokens.any(
        first,
        &[
            "mother",
            "father",
            "mum",
            "dad",
            "eldest",
            "youngest",
            "oldest",
            "grandmother",
            "grandfather",
            "parent",
            "widow",
        ],
    );
    // "One of two nurses checks": whoever it is.
    let whoever = tokens.capital(first) && tokens.ends_sentence(first) && !persons::spoken_of(tokens, first, at, 16);
    let few = tokens.is(first, "one")
        && !whoever
        && tokens.value(at, NUMERAL).is_some_and(|value| value <= 5)
        && tokens.ahead(at + 1, 3).any(|it| tokens.any(it, &ONE_OF));
    let counted = tokens.near(at + 1) && tokens.has(at + 1, SPAN);
    if (parent && !counted && !tokens.any(at + 1, &["year", "-"])) || few {
        found.unusual(if few { Detail::Role } else { Detail::Family }, tokens.range(first, at + 1));
    }
}

/// Words in quotation marks that somebody said: a person can be known by them.
pub(super) fn quotation(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let close = if tokens.is(at, "“") {
        "”"
    } else if tokens.is(at, "‘") {
        "’"
    } else {
        "\""
    };
    // An opening mark stands after a gap and before a word.
    if at > 0 && tokens.joined(at) && !tokens.any(at - 1, &["(", "*", "-", "|"])
        || !tokens.joined(at + 1)
        || tokens.class(at + 1) == Some(Class::Mark)
    {
        return;
    }
    let Some(end) = tokens.ahead(at + 1, 40).find(|it| tokens.is(*it, close) && tokens.gap(*it) == Gap::None) else {
        return;
    };
    let words = (at..end).filter(|it| tokens.word(*it)).count();
    // "A relative said" could be anyone's.
    let speaker = |it: usize| {
        tokens.any(it, &["she", "he"])
            || (tokens.has(it, PERSON | STAFF) || tokens.is(it, "family"))
                && !tokens
                    .behind(it, 3)
                    .any(|before| tokens.any(before, &["a", "an", "one", "another", "some", "each"]))
            || tokens.capital(it) && !tokens.ends_sentence(it) && persons::name_ends(tokens, it)
    };
    let before = tokens.behind(at, 6).any(|it| tokens.any(it, &SAID)) && tokens.behind(at, 8).any(speaker);
    let after = tokens.ahead(end + 1, 5).any(|it| tokens.any(it, &SAID)) && tokens.ahead(end + 1, 6).any(speaker);
    if words >= 3 && (before || after) {
        // The mark is enough to find it by: the whole may be long.
        let stop = end.min(at + 14);
        found.unusual(Detail::Quotation, tokens.range(at, stop + 1));
    }
}
