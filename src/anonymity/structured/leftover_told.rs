//! Ages that are left over, in what is told of somebody: "When she was 12 her leg", "lost his leg at 58", "kids (4, 7 and 11)".

use super::leftover::*;
use super::lexicon::{NUMERAL, PERSON};
use super::tellings::Figure;
use super::tokens::{Class, Tokens};
use crate::anonymity::words::lists;

lists!("structured/leftover_told": STAYS);

/// "When she was 12 her leg", "I'm 86 you know", "was \"nearly 80\"", "The lady in bed 6 is 93", "became 65": said of
/// somebody, with anything after it that is not counted.
pub(super) fn of_subject(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
    let Figure { at, end, value } = it;
    let small = tokens.word(at) && value < 13;
    let mut verb = tokens.back(at, 1);
    while (tokens.any(verb, &ABOUT) || tokens.any(verb, &["\"", "“", "a", "young", "yet", "not", "well", "past"]))
        && at - verb < 5
    {
        verb = tokens.back(verb, 1);
    }
    if !tokens.near(at) || !uncounted(tokens, end) || measured(tokens, at) || value < 2 {
        return None;
    }
    let been = tokens.any(verb, &["be", "been", "reach", "see", "make"]);
    let simple = tokens.any(
        verb,
        &[
            "is",
            "was",
            "am",
            "hes",
            "shes",
            "im",
            "whos",
            "became",
            "becomes",
            "reaches",
            "reached",
            "turns",
            "turned",
            "celebrated",
            "makes",
        ],
    ) || tokens.is(verb, "were") && tokens.is(tokens.back(verb, 1), "you");
    let short = tokens.any(verb, &["s", "m"]) && tokens.any(tokens.back(verb, 1), &["'", "’"]);
    let mut who = tokens.back(verb, if short { 2 } else { 1 });
    let helps = [
        "would", "have", "will", "had", "d", "'", "’", "must", "might", "could", "may", "ll", "due", "to", "is", "was",
        "has", "never", "about", "only", "also", "now", "just", "not", "did", "live", "lived", "t", "didn",
    ];
    for _ in 0..6 {
        if tokens.any(who, &helps) && (been || tokens.any(who, &["also", "now", "just", "only", "never", "had", "has"]))
        {
            who = tokens.back(who, 1);
        }
    }
    if !(been || simple || short) || !tokens.near(verb) && !tokens.any(verb, &["hes", "shes", "im"]) {
        return None;
    }
    let ended = tokens.class(end) == Some(Class::Mark)
        || !tokens.near(end)
        || tokens.any(end, &["and", "when", "in", "on", "next", "last", "this", "now", "at"]);
    if small && !ended || small && tokens.is(end, "and") && tokens.digits(end + 1) > 0 {
        return None;
    }
    let subject = tokens.any(verb, &["hes", "shes", "im", "whos"])
        || tokens.any(who, &["he", "she", "i", "who", "you"])
        || person(tokens, who) && !tokens.ends_with_s(who);
    let reached = tokens.any(verb, &["reached", "reach", "makes", "make", "see", "celebrated"]);
    if subject {
        let fits = if reached { value > 12 || been && tokens.word(at) } else { value > 12 || small || ended };
        let group = tokens.is(who, "who")
            && !near_he(tokens, at)
            && (tokens.any(tokens.back(who, 1), &["people", "anyone", "those", "person", "someone"])
                || tokens.ends_with_s(tokens.back(who, 1)));
        return (fits && !group).then_some((at, end));
    }
    // "The lady in bed 6 is 93".
    let far = tokens.behind(who + 1, 6).take_while(|it| !tokens.any(*it, &[".", ";", ",", "!", "?", "is", "was"])).any(
        |it| {
            tokens.has(it, PERSON)
                && tokens.any(tokens.back(it, 1), &["the", "this", "our", "my"])
                && tokens.any(it + 1, &["in", "on", "from", "next"])
        },
    );
    (far && value > 15 && simple).then_some((at, end))
}

/// "lost his leg at 58 because", "Ninety-six and fiercely independent, she", "in fact 37", "as 3 by the crew".
pub(super) fn life(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let spelt = tokens.word(at);
    let sentence = |reach: usize| tokens.behind(at, reach).take_while(|it| !tokens.any(*it, &[".", "!", "?", ";"]));
    if tokens.is(before, "at") && (value > 24 || spelt && value > 12) && !tokens.any(tokens.back(at, 2), &STAYS) {
        let whose = sentence(10).any(|it| tokens.any(it, &["he", "she", "his", "her", "him", "i", "my"]));
        return (whose && !measured(tokens, at)).then_some((at, end));
    }
    let verbs = [
        "diagnosed",
        "orphaned",
        "married",
        "widowed",
        "pregnant",
        "diabetes",
        "school",
        "epilepsy",
        "retired",
        "adopted",
        "career",
    ];
    let at_life = tokens.is(before, "at")
        && value > 3
        && tokens.any(tokens.back(at, 2), &verbs)
        && uncounted(tokens, end)
        && !tokens.is(end, ":");
    let heads = tokens.is(before, "at")
        && tokens.ends_sentence(before)
        && value > 24
        && tokens.any(end, &["you", "he", "she", "his", "her"]);
    if at_life && near_he(tokens, at) || heads {
        return Some((at, end));
    }
    let since = tokens.is(before, "since")
        && tokens.any(
            tokens.back(at, 2),
            &["smoker", "smoked", "care", "camhs", "services", "team", "known", "drinking", "unit", "insulin"],
        );
    let first = ["first", "harmed", "met", "came", "started", "began", "moved", "arrived", "left"];
    let first = tokens.is(before, "at")
        && value > 12
        && near_he(tokens, at)
        && tokens.behind(at, 6).any(|it| tokens.any(it, &first[..7]));
    if (since || first) && value > 2 && tokens.class(end) == Some(Class::Mark) && alone(tokens, end) {
        return Some((at, end));
    }
    // "Although only 22, he", "Despite being 88 she".
    let mut head = before;
    while tokens.any(head, &ABOUT) && at - head < 4 {
        head = tokens.back(head, 1);
    }
    // "The eldest, at 19, is", "Only eight, he already", "A month shy of 18, he".
    let verb = tokens.back(at, 2);
    let aside = tokens.is(before, "at") && tokens.is(verb, ",") && tokens.any(end, &[","]);
    let kin = person(tokens, tokens.back(at, 3)) || tokens.any(tokens.back(at, 3), &["eldest", "youngest", "oldest"]);
    let opening =
        tokens.any(before, &["just", "only", "now", "barely", "still", "hardly"]) && tokens.ends_sentence(before);
    let pronoun = tokens.is(end, ",") && tokens.any(end + 1, &["he", "she"]);
    let shy =
        (tokens.is(before, "of") && tokens.any(verb, &["shy", "short"]) || tokens.is(before, "off")) && value > 12;
    let rising = (tokens.is(before, "rising") || tokens.is(before, "on") && tokens.is(verb, "going"))
        && (spelt || alone(tokens, end));
    let near = tokens.behind(at, 5).any(|it| tokens.any(it, &["he", "she", "s", "daughter", "son"])) || pronoun;
    if aside && kin
        || opening && pronoun
        || shy && (near || near_person(tokens, at, end)) && alone(tokens, end)
        || rising && near
    {
        return Some((at, end));
    }
    let although = tokens.any(head, &["although", "though", "being", "at", "despite"])
        && (tokens.is(head, "being") || tokens.ends_sentence(head));
    if although
        && value > 12
        && tokens.any(end + usize::from(tokens.is(end, ",")), &["he", "she"])
        && (!tokens.is(head, "at") || value > 24)
    {
        return Some((at, end));
    }
    if spelt && value > 20 && tokens.ends_sentence(at) && tokens.is(end, "and") {
        return tokens.ahead(end, 8).any(|it| tokens.any(it, &["he", "she"])).then_some((at, end));
    }
    // "They were both eighty".
    let both = tokens.is(before, "both") && tokens.any(tokens.back(at, 2), &["were", "are"]) && value > 12;
    if both && tokens.any(tokens.back(at, 3), &["they", "we", "parents", "twins", "brothers", "sisters"]) {
        return Some((at, end));
    }
    let age = sentence(16).any(|it| {
        tokens.any(it, &["age", "birthday", "younger", "older", "dob"])
            && !tokens.any(it + 1, &["group", "groups", "range", "limit", "of"])
    });
    let told = tokens
        .any(before, &["as", "fact", "give", "gave", "gives", "say", "said", "says", "actually", "really", "not"]);
    (age && told && (!tokens.is(before, "as") || near_person(tokens, at, end))).then_some((at, end))
}

/// "caller is 56 and says", "He would have been seven this Christmas".
pub(super) fn said(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
    let Figure { at, end, value } = it;
    let mut verb = tokens.back(at, 1);
    while tokens.any(verb, &ABOUT) && at - verb < 4 {
        verb = tokens.back(verb, 1);
    }
    let been = tokens.any(verb, &["be", "been"]);
    let mut who = tokens.back(verb, 1);
    for _ in 0..4 {
        if been
            && tokens.any(who, &["would", "have", "will", "had", "d", "'", "’", "must", "might", "could", "may", "ll"])
        {
            who = tokens.back(who, 1);
        }
    }
    let copula = been || tokens.any(verb, &["is", "was", "am"]);
    let subject = tokens.any(who, &["he", "she"]) || person(tokens, who) && !tokens.ends_with_s(who);
    let small = tokens.word(at) && value < 13;
    let timed = tokens.any(end, &["this", "next", "last", "when", "now", "today", "tomorrow", "soon", "then"])
        || !tokens.word(end);
    (copula
        && tokens.near(verb)
        && tokens.near(at)
        && subject
        && (!small && value > 12 || been && timed && value > 1)
        && !measured(tokens, at))
    .then_some((at, end))
}

/// "kids (4, 7 and 11)", "Children at home: 4, 7, 11", "Their ages were 84 and 86": a row of the ages of several.
pub(super) fn row(tokens: &Tokens, it: Figure) -> Option<(usize, usize, Span)> {
    let number = |at: usize| (1..=2).contains(&tokens.digits(at)) || tokens.has(at, NUMERAL);
    let joint = |at: usize| tokens.any(at, &[",", "and", "&", "/"]);
    let mut first = it.at;
    while joint(tokens.back(first, 1)) && number(tokens.back(first, 2)) && it.at - first < 12 {
        first -= 2;
    }
    let mut last = it.end;
    while joint(last) && number(last + 1) && last - it.at < 12 {
        last += 2;
    }
    let several = last > it.end || first < it.at;
    let open = tokens.back(first, 1);
    if !tokens.any(open, &["(", ":", "were", "are", ","]) || !several {
        return None;
    }
    let kin = [
        "kids",
        "children",
        "sons",
        "daughters",
        "siblings",
        "brothers",
        "sisters",
        "grandchildren",
        "boys",
        "girls",
        "lads",
        "toddlers",
        "youngsters",
    ];
    let noun = tokens.back(open, 1);
    let home = tokens.any(noun, &["home"]) && tokens.behind(noun, 3).any(|it| tokens.any(it, &kin));
    let ages = tokens.is(noun, "ages") && tokens.any(tokens.back(noun, 1), &["their", "the"]);
    let shut = !tokens.near(last)
        || tokens.class(last) == Some(Class::Mark) && !tokens.any(last, &["%", "/"])
        || tokens.any(last, &["were", "and", "who"]);
    let swapped = it.value > 12
        && tokens.any(noun, &["patients", "men", "women", "ladies", "residents"])
        && tokens.any(tokens.back(noun, 1), &["two", "both"]);
    let few = swapped || it.value < 20 && (tokens.any(noun, &kin) || home) && !tokens.is(open, ",");
    (shut && (few || ages)).then_some((it.at, it.end, Span::Years))
}

/// Where about how old somebody is is told, the last token not included.
pub(super) fn about(tokens: &Tokens, it: Figure) -> Option<(usize, usize)> {
    if it.value == 0 || tokens.joined(it.at) && it.at > 0 && !tokens.any(tokens.back(it.at, 1), &["-", "–", "("]) {
        return None;
    }
    limit(tokens, it).map(|(from, to, _)| (from, to))
}

/// "She is over 90", "a woman over 90 was", "less than a year old", "unknown male, 40-50": about how old one person is.
pub(super) fn limit(tokens: &Tokens, it: Figure) -> Option<(usize, usize, Span)> {
    let Figure { at, end, value } = it;
    let before = tokens.back(at, 1);
    let (mut from, mut stop) = (at, end);
    let than = tokens.is(before, "than") && tokens.any(tokens.back(at, 2), &["more", "less"]);
    let over = than || tokens.any(before, &["over", "under", "nearly", "beyond"]);
    // "Just under 80" is told as a whole.
    if over && tokens.is(tokens.back(at, 2), "just") {
        return None;
    }
    if over {
        let head = if than { tokens.back(at, 3) } else { tokens.back(at, 2) };
        let verb = if tokens.any(head, &["well", "just", "now", "still", "only", "already"]) {
            tokens.back(head, 1)
        } else {
            head
        };
        let who = tokens.back(verb, 1);
        let subject = tokens.any(who, &["he", "she"]) || tokens.named(who);
        let said = subject && tokens.any(verb, &["is", "was"]);
        let one = tokens.has(head, PERSON)
            && !tokens.ends_with_s(head)
            && tokens.any(tokens.back(head, 1), &["a", "this", "the"])
            && tokens.any(end, &["was", "had", "fell", "who", "were"]);
        let years = tokens.any(end, &["years", "year"]) && tokens.is(end + 1, "old");
        stop += usize::from(years) * 2;
        let free = years || one || uncounted(tokens, end) && !tokens.any(end, &["mph", "minutes"]);
        return ((one || said) && value > 1 && free && !measured(tokens, at)).then_some((from, stop, Span::Years));
    }
    // "unknown male, 40-50", "thought to be 30 to 35", "a man of between 40 and 50".
    let next = tokens.any(end, &["-", "–", "to", "and"]) && tokens.digits(end + 1) == 2;
    let last = tokens.any(before, &["-", "–", "to", "and"]) && tokens.digits(tokens.back(at, 2)) == 2;
    if !(next || last) || tokens.digits(at) != 2 || value < 16 {
        return None;
    }
    if next {
        stop = end + 2;
    } else {
        from = tokens.back(at, 2);
    }
    let one = ["man", "woman", "male", "female", "lady", "gentleman", "boy", "girl", "person"];
    let who = tokens.behind(from, 6).any(|it| tokens.any(it, &one));
    let doubt =
        ["unknown", "unidentified", "id", "thought", "believed", "looks", "looked", "approximately", "found", "aged"];
    let of = tokens.is(tokens.back(from, 1), "between") && tokens.is(tokens.back(from, 2), "of");
    let unsure = tokens.around(from, stop, 6, &doubt[..8]) || of;
    (who && unsure).then_some((from, stop, Span::Years))
}
