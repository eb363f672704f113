//! How much speaks for each word being a person's name: one sum, its weights in one table.

use super::around;
use super::cues::{self, Cue};
use super::neighbours;
use super::tokens::{Gap, Shape, Word};
use super::vetoes::Part;
use crate::anonymity::data::{self, Classes};
use crate::anonymity::words::{Among, lists};

lists!("names/evidence": DATING, DETERMINERS);

/// From this sum on a word is a name.
pub(super) const BLOCK: f32 = 3.0;
/// From this sum on a word may be a name.
pub(super) const WARN: f32 = 2.0;
/// What a word is when it is no person.
pub(super) const THINGS: Classes = Classes::DEVICE
    .or(Classes::SYSTEM)
    .or(Classes::DRUG)
    .or(Classes::ROLE)
    .or(Classes::TITLE)
    .or(Classes::FAMILY)
    .or(Classes::HEAD)
    .or(Classes::ORGANISATION);
/// The most that a rare word reaches with nothing beside it that speaks of a person.
pub(super) const DOUBTFUL: f32 = BLOCK - 0.1;

/// What a word gains or loses. Tuned on one half of generated summaries; reported on the other.
mod weights {
    /// By how common the word is in lower case, from 0 (no English word).
    pub(super) const COMMON: [f32; 5] = [2.2, 0.6, -0.5, -1.5, -2.5];
    /// By how common it is as a first name and as a surname.
    pub(super) const FIRST: [f32; 4] = [0.0, 0.3, 1.0, 1.6];
    pub(super) const LAST: [f32; 4] = [0.0, 0.3, 0.7, 1.0];
    pub(super) const RANK_MOST: f32 = 2.0;
    /// A capital within a sentence, with no capital beside it, and with one.
    pub(super) const ALONE: f32 = 2.0;
    pub(super) const ALONE_NAMED: f32 = 3.2;
    pub(super) const AMONG: f32 = 0.6;
    /// A capital that begins a sentence or stands in a heading, for no English word and for one.
    pub(super) const START_UNKNOWN: f32 = -0.5;
    pub(super) const START_WORD: f32 = -1.5;
    /// Words of other kinds.
    pub(super) const NATION: f32 = -6.0;
    pub(super) const NATION_NAME: f32 = -3.0;
    pub(super) const CALENDAR: f32 = -9.0;
    pub(super) const CALENDAR_NAME: f32 = -0.3;
    pub(super) const DETERMINED: [f32; 2] = [-1.2, -2.5];
    pub(super) const THING: f32 = -3.0;
    pub(super) const THING_NAME: f32 = -2.0;
    pub(super) const EPONYM: [f32; 4] = [-4.0, -4.0, -3.0, 0.0];
    pub(super) const ROLE: f32 = -3.5;
    pub(super) const FUNCTION: f32 = -4.0;
    pub(super) const FUNCTION_WITHIN: f32 = -1.0;
    pub(super) const PLACE: [f32; 5] = [0.0, -0.8, -1.8, -4.0, -8.0];
    pub(super) const PART: f32 = -8.0;
    pub(super) const ACRONYM: f32 = -6.0;
    /// No English word, and no name of the lists either: a product, a firm, or a rare name.
    pub(super) const UNRANKED: f32 = -1.5;
    /// Cues.
    pub(super) const TITLE: f32 = 5.0;
    pub(super) const ROLE_BEFORE_NAME: f32 = 3.5;
    pub(super) const ROLE_BEFORE_WORD: f32 = 1.0;
    pub(super) const BESIDE: [f32; 3] = [0.5, 1.5, 2.5];
    /// For a usual first name that is a plain word too and begins a sentence or follows a label.
    pub(super) const BESIDE_STARTING_NAME: [f32; 3] = [0.5, 4.0, 5.0];
    /// "the Okafor family"
    pub(super) const FAMILY_AFTER: f32 = 2.0;
    pub(super) const DEED: [f32; 4] = [0.0, 1.0, 1.5, 2.0];
    pub(super) const DEED_OF_STARTING_NAME: [f32; 4] = [0.0, 0.3, 1.0, 5.0];
    pub(super) const DEED_OF_STARTING_SURNAME: [f32; 4] = [0.0, 0.3, 1.0, 3.5];
    pub(super) const INTRODUCED: [f32; 3] = [0.0, 0.4, 1.0];
    pub(super) const AGE: f32 = 2.5;
    /// "Agnes's advice", "Okafor to ring"
    pub(super) const OWNS: f32 = 1.0;
    pub(super) const TASKED: f32 = 0.7;
    pub(super) const INITIAL: f32 = 1.5;
    /// "Agnes Okafor": by the ranks of both.
    pub(super) const PAIR: f32 = 0.5;
    /// Names typed without a capital.
    pub(super) const LOWER_TITLED: f32 = 4.0;
    pub(super) const LOWER_FIRST: [f32; 4] = [0.5, 0.8, 1.3, 1.8];
    pub(super) const LOWER_LAST: [f32; 4] = [0.0, 0.4, 0.8, 1.2];
    pub(super) const LOWER_PAIR: f32 = 2.2;
}

/// The sum for a word, and what a cue beside it says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    pub sum: f32,
    /// Whether something beside the word speaks of a person; without that a rare word may be a product or a firm.
    pub personal: bool,
    pub cue: Option<Cue>,
}

/// The evidence for each word.
pub(super) fn weigh(words: &[Word], parts: &[Part]) -> Vec<Evidence> {
    let mut all: Vec<Evidence> = (0..words.len()).map(|at| alone(words, parts, at)).collect();
    neighbours::spread(words, parts, &mut all);
    neighbours::coordinate(words, parts, &mut all);
    all
}

/// The evidence for a word without the verdict on its neighbours.
fn alone(words: &[Word], parts: &[Part], at: usize) -> Evidence {
    let word = &words[at];
    match word.shape {
        Shape::Capital | Shape::Upper => capital(words, parts, at),
        Shape::Lower => lower(words, at),
        Shape::Initial | Shape::Number | Shape::Code => Evidence::default(),
    }
}

fn capital(words: &[Word], parts: &[Part], at: usize) -> Evidence {
    use weights::*;
    let word = &words[at];
    let unknown = word.common == 0;
    let (first, last) = (word.rank.first as usize, word.rank.last as usize);
    let mut sum = COMMON[word.common as usize] + (FIRST[first] + LAST[last]).min(RANK_MOST);
    let beside = beside(words, at);
    sum += match () {
        () if (word.starts || word.heading) && unknown => START_UNKNOWN,
        () if word.starts || word.heading => START_WORD,
        () if beside => AMONG,
        () if !unknown && (first >= 2 || last >= 3) => ALONE_NAMED,
        () => ALONE,
    };
    if unknown && first + last == 0 {
        sum += UNRANKED;
    }
    if word.shape == Shape::Upper
        && !shouted_name(words, at)
        && (first.max(last) < 2 || word.folded.len() <= 4 || !unknown)
    {
        sum += ACRONYM;
    }
    sum += kinds(words, at);
    if parts[at] != Part::Free {
        sum += PART;
    }
    let before = cues::before(words, at);
    let after = cues::after(words, at);
    let named = first.max(last) >= 2;
    match before {
        Some((Cue::Title | Cue::Staff(_), 2)) => sum += TITLE,
        Some((Cue::Staff(_) | Cue::Title, 1))
            if word.common < 2 || named && word.common < 3 || after_written_title(words, at) =>
        {
            sum += ROLE_BEFORE_NAME
        }
        Some((Cue::Staff(_) | Cue::Title, 1)) => sum += if named { BESIDE[1] } else { ROLE_BEFORE_WORD },
        Some((_, sure)) => sum += BESIDE[sure as usize],
        None => {}
    }
    let starting_name = first >= 3 && word.starts && !unknown;
    if starting_name && word.gap == Gap::Label && before.is_some_and(|(_, sure)| sure >= 1) {
        sum += BESIDE_STARTING_NAME[1] - BESIDE[1];
    }
    if let Some((_, sure)) = after {
        sum += if starting_name { BESIDE_STARTING_NAME } else { BESIDE }[sure as usize];
    }
    if words.get(at + 1).is_some_and(|next| {
        next.gap == Gap::Space && matches!(next.folded.as_str(), "family" | "families" | "household")
    }) && unknown
    {
        sum += FAMILY_AFTER;
    }
    let deed = cues::deed(words, at);
    let introduced = cues::introduces(words, at);
    let aged = cues::age(words, at);
    sum += match deed {
        _ if unknown || !(word.starts || word.heading) => DEED[deed as usize],
        _ if first >= 3 => DEED_OF_STARTING_NAME[deed as usize],
        _ if last >= 3 || first == 2 => DEED_OF_STARTING_SURNAME[deed as usize],
        _ => DEED[deed as usize] * 0.3,
    };
    sum += INTRODUCED[introduced as usize];
    if aged {
        sum += AGE;
    }
    let owns = around::owns(words, at);
    if owns {
        sum += OWNS;
    }
    if around::tasked(words, at) {
        sum += TASKED;
    }
    let paired = initial(words, at) + pair(words, parts, at);
    sum += paired;
    let cued = before.into_iter().chain(after).any(|(_, sure)| sure >= 1);
    let personal = cued || deed >= 2 || introduced == 2 || aged || owns || paired > 0.0;
    if !personal && is_rare(word) {
        sum = sum.min(DOUBTFUL);
    }
    Evidence { sum, personal, cue: before.or(after).map(|(cue, _)| cue) }
}

/// A name in capitals among other capitals is no abbreviation: "Mr KHAN", "SMITH, John", "JOHN SMITH".
pub(super) fn shouted_name(words: &[Word], at: usize) -> bool {
    let named = |word: &Word| word.rank.first.max(word.rank.last) >= 2 && (word.common <= 2 || word.rank.last == 3);
    let word = &words[at];
    let near = |other: Option<&Word>, gap: Gap| {
        other.is_some_and(|other| {
            other.is_capital()
                && named(other)
                && other.folded.len() >= 3
                && matches!(gap, Gap::Space | Gap::Hyphen | Gap::Comma)
        })
    };
    let after = words.get(at + 1);
    let titled = cues::before(words, at).is_some_and(|(_, sure)| sure == 2);
    titled
        || named(word)
            && (at > 0 && near(words.get(at - 1), word.gap) || near(after, after.map_or(Gap::Break, |next| next.gap)))
}

/// "Nurse Pike", not "nurse Pike" nor "Nurse Practitioner": a title with a capital before a surname that is a plain word.
fn after_written_title(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let plain = Classes::ROLE.or(Classes::HEAD).or(Classes::ORGANISATION).or(Classes::FUNCTION);
    let title = &words[at.saturating_sub(1)];
    word.rank.last >= 2 && !word.heading && !word.is(plain) && title.shape == Shape::Capital && title.is(Classes::TITLE)
}

/// What the word is besides a name.
fn kinds(words: &[Word], at: usize) -> f32 {
    use weights::*;
    let word = &words[at];
    let thing = Classes::DRUG.or(Classes::DEVICE).or(Classes::SYSTEM);
    let mut sum = 0.0;
    if word.is(Classes::NATION) {
        sum += if word.rank.first >= 3 && word.starts { NATION_NAME } else { NATION };
    }
    if word.is(Classes::CALENDAR) {
        let titled = || cues::before(words, at).is_some_and(|(_, sure)| sure >= 1);
        let follows =
            || at > 0 && word.gap == Gap::Space && words[at - 1].rank.first >= 2 && words[at - 1].is_capital();
        let person = word.rank.first >= 3 || word.rank.last >= 2 && (titled() || follows());
        sum += if person && !dated(words, at) { CALENDAR_NAME } else { CALENDAR };
    }
    if word.is(thing) {
        sum += if word.rank.first < 3 { THING } else { THING_NAME };
    }
    if word.is(Classes::EPONYM) && word.rank.first < 3 {
        sum += EPONYM[word.rank.last as usize];
    }
    if data::is_prefix(&word.folded) && words.get(at + 1).is_some_and(|next| next.gap == Gap::Hyphen) {
        sum += FUNCTION;
    }
    if determined(words, at) {
        sum += DETERMINED[usize::from(word.common > 0)];
    }
    if word.is(Classes::ROLE.or(Classes::FAMILY).or(Classes::TITLE)) {
        sum += ROLE;
    }
    if word.is(Classes::ORGANISATION.or(Classes::HEAD)) && word.rank.first < 3 {
        sum -= 0.8;
    }
    if word.is(Classes::FUNCTION) {
        let acts = word.rank.first >= 3 && word.starts && cues::deed(words, at) == 3;
        sum += if acts {
            0.0
        } else if word.starts || word.heading || word.rank.first < 2 || word.folded.len() < 3 {
            FUNCTION
        } else {
            FUNCTION_WITHIN
        };
    }
    let place = word.place as usize;
    if place > 0 && !(word.rank.first >= 3 && place < 4) {
        sum += PLACE[place];
    }
    sum
}

/// "4 June", "June 2027", "in May", "May and June": a month, not a person.
fn dated(words: &[Word], at: usize) -> bool {
    let near = |other: &Word| other.shape == Shape::Number || other.is(Classes::CALENDAR);
    let before = at > 0 && !matches!(words[at].gap, Gap::Stop | Gap::Break) && {
        let before = &words[at - 1];
        near(before)
            || DATING.has(&before.folded)
            || matches!(before.folded.as_str(), "to" | "and" | "or" | "of")
                && at > 1
                && (near(&words[at - 2])
                    || matches!(
                        words[at - 2].folded.as_str(),
                        "end"
                            | "start"
                            | "beginning"
                            | "middle"
                            | "rest"
                            | "month"
                            | "week"
                            | "day"
                            | "first"
                            | "all"
                            | "most"
                    ))
            || before.shape == Shape::Code && before.folded.ends_with(['h', 'd', 't'])
    };
    let after = words.get(at + 1).is_some_and(|next| !matches!(next.gap, Gap::Stop | Gap::Break) && near(next))
        || words.get(at + 2).is_some_and(|next| {
            next.is(Classes::CALENDAR) && matches!(words[at + 1].folded.as_str(), "and" | "to" | "or")
        });
    before || after
}

/// "the Board", "an Airvo": names of people take no article.
fn determined(words: &[Word], at: usize) -> bool {
    at > 0 && words[at].gap == Gap::Space && DETERMINERS.has(&words[at - 1].folded)
}

/// Whether the lists hardly know it as a name.
pub(super) fn is_rare(word: &Word) -> bool {
    word.rank.first == 0 && word.rank.last <= 1
}

/// A usual word of English that the lists hardly know as a name: "Safety", "Medical".
pub(super) fn is_mere(word: &Word) -> bool {
    word.common >= 3 && is_rare(word)
}

/// Whether a capitalised word stands beside it in the same phrase.
fn beside(words: &[Word], at: usize) -> bool {
    let before = at > 0
        && words[at].joined()
        && words[at - 1].is_capital()
        && !(words[at - 1].starts && words[at - 1].is(Classes::FUNCTION))
        && !words[at - 1].is(Classes::TITLE);
    let after = words.get(at + 1).is_some_and(|next| next.joined() && next.is_capital());
    before || after
}

/// "J. Smith", "Smith J"
fn initial(words: &[Word], at: usize) -> f32 {
    let word = &words[at];
    let named = word.rank.last > 0 || word.common == 0;
    let before = at > 0
        && word.gap == Gap::Space
        && words[at - 1].shape == Shape::Initial
        && !matches!(words[at - 1].folded.as_str(), "i" | "a");
    let after = words.get(at + 1).is_some_and(|next| {
        next.gap == Gap::Space && next.shape == Shape::Initial && !matches!(next.folded.as_str(), "i" | "a")
    });
    if named && (before || after && word.common == 0) { weights::INITIAL } else { 0.0 }
}

/// A first name and a surname side by side, or the other way round with a comma.
fn pair(words: &[Word], parts: &[Part], at: usize) -> f32 {
    let strength = |first: usize, last: usize| -> f32 {
        let (one, two) = (&words[first], &words[last]);
        if !one.is_capital() || !two.is_capital() || parts[first] != Part::Free || parts[last] != Part::Free {
            return 0.0;
        }
        let sure = one.rank.first >= 3 && two.rank.last >= 3 && !one.heading;
        let function = |word: &Word| {
            word.is(Classes::FUNCTION) && !sure && (word.starts || word.common == 4 && word.rank.first < 3)
        };
        let plain = one.common >= 3 && two.common >= 3 && !(one.rank.first >= 3 && two.rank.last >= 2 && !one.heading);
        if function(one) || function(two) || plain || one.rank.first == 0 {
            return 0.0;
        }
        let last = if two.rank.last == 0 && two.common == 0 { 1 } else { two.rank.last };
        weights::PAIR * f32::from(u16::from(one.rank.first)) * f32::from(u16::from(last.min(2)))
    };
    let mut best: f32 = 0.0;
    if at > 0 && words[at].joined() {
        best = best.max(strength(at - 1, at));
    }
    if words.get(at + 1).is_some_and(Word::joined) {
        best = best.max(strength(at, at + 1));
    }
    // "SMITH, John", "Okafor, Agnes"
    if words.get(at + 1).is_some_and(|next| next.gap == Gap::Comma) {
        best = best.max(strength(at + 1, at) * if words[at].shape == Shape::Upper { 1.0 } else { 0.5 });
    }
    if at > 0 && words[at].gap == Gap::Comma && words[at - 1].shape == Shape::Upper {
        best = best.max(strength(at, at - 1));
    }
    best
}

/// A title that in lower case is no other word.
fn names_only(title: &Word) -> bool {
    matches!(title.folded.as_str(), "mr" | "mrs" | "dr" | "prof")
}

/// A name typed without a capital: "mrs okafor", "margaret was", "margaret-okafor".
fn lower(words: &[Word], at: usize) -> Evidence {
    use weights::*;
    let word = &words[at];
    if word.range.len() < 2 || word.is(Classes::FUNCTION) || word.foreign {
        return Evidence::default();
    }
    let before = cues::before(words, at);
    let cue = before.map(|(cue, _)| cue);
    if let Some((Cue::Title | Cue::Staff(_), 2)) = before
        && !word.is(THINGS)
        && (word.common < 2
            || word.rank.last >= 2
            || word.common < 4 && at > 0 && names_only(&words[at - 1]) && !word.is(Classes::DEED))
    {
        let plain = if word.common >= 3 { -1.0 } else { 0.0 };
        return Evidence { sum: LOWER_TITLED + plain, personal: true, cue };
    }
    if word.common > 0 || word.is(THINGS.or(Classes::EPONYM)) || word.place > 1 {
        return Evidence::default();
    }
    let mut sum = 0.0;
    let deed = cues::deed(words, at);
    let listed = word.rank.first.max(word.rank.last);
    if around::owner_in_haste(words, at) {
        return Evidence { sum: LOWER_TITLED, personal: true, cue };
    }
    let cued = deed == 3
        || cues::introduces(words, at) == 2
        || before.is_some()
        || cues::age(words, at)
        || deed > 0 && listed > 0;
    let glued = word.gap == Gap::Glue || words.get(at + 1).is_some_and(|next| next.gap == Gap::Glue);
    let ranked = word.rank.first >= 2 || word.rank.last >= 2;
    if word.range.len() >= 3 && (!glued || word.rank.first >= 3) && (ranked || cued) {
        sum += LOWER_FIRST[word.rank.first as usize].max(LOWER_LAST[word.rank.last as usize]);
        sum += DEED[cues::deed(words, at) as usize] + INTRODUCED[cues::introduces(words, at) as usize];
        let surname = words.get(at + 1).filter(|next| matches!(next.gap, Gap::Space | Gap::Hyphen | Gap::Glue));
        if surname.is_some_and(|next| next.shape == Shape::Lower && next.common == 0 && next.rank.last >= 1) {
            sum += LOWER_PAIR;
        }
        if cues::age(words, at) {
            sum += AGE;
        }
        if let Some((_, sure)) = before.or(cues::after(words, at)) {
            sum += BESIDE[sure as usize];
        }
    }
    if word.rank.last >= 1 {
        let given = at > 0 && matches!(word.gap, Gap::Space | Gap::Hyphen | Gap::Glue);
        if given && words[at - 1].shape == Shape::Lower && words[at - 1].common == 0 && words[at - 1].rank.first >= 3 {
            sum += LOWER_PAIR;
        }
    }
    Evidence { sum, personal: cued, cue }
}
