//! A second opinion on every word that may be a name, with weights learnt from texts whose names are known.
//!
//! What is weighed is never the word itself: only what the lists say of it, how it is written, what stands beside it and
//! what its text is like. So a name that no training text held is judged as well as one that many held.

use super::around;
use super::cues::{self, Cue};
use super::evidence::{BLOCK, Evidence, WARN, is_mere};
use super::tokens::{Gap, Shape, Word};
use super::vetoes::{self, Part};
use crate::anonymity::data::{self, Classes, QuickMap};

/// The learnt weights: the two thresholds and the scale as 32-bit floats, then one signed byte for each slot.
static MODEL: &[u8] = include_bytes!("../data/judge.bin");

/// How many slots the weights have; a feature's slot is its hash.
pub(super) const SLOTS: usize = 1 << 16;
/// Where the weights begin.
const HEADER: usize = 12;

/// The number at a place of the header.
fn number(index: usize) -> f32 {
    let bytes = MODEL.get(index * 4..index * 4 + 4).and_then(|bytes| bytes.try_into().ok());
    f32::from_le_bytes(bytes.unwrap_or_default())
}

/// What a whole text is like.
pub(super) struct Manner<'w> {
    /// How many words of it are surely names, at most 9.
    sure: u8,
    /// Whether sentences begin without a capital.
    careless: bool,
    /// The words with a capital that may be names: the two best sums of each.
    mentions: QuickMap<&'w str, [f32; 2]>,
}

/// From this sum on, and with something that speaks of a person, a word is noted whatever the second opinion.
const SURE: f32 = 6.0;

/// From this sum on a name of the lists that is no other word is noted too.
const PLAIN: f32 = 5.0;

/// The sum of a word that stands nowhere else.
const NOWHERE: f32 = -6.0;

impl<'w> Manner<'w> {
    pub(super) fn of(words: &'w [Word], all: &[Evidence]) -> Manner<'w> {
        let sure = all.iter().filter(|evidence| evidence.personal && evidence.sum >= BLOCK + 1.0).take(9).count();
        let (mut lower, mut starts) = (0, 0);
        for (at, word) in words.iter().enumerate() {
            let key = words.get(at + 1).is_some_and(|next| matches!(next.gap, Gap::Label | Gap::Glue | Gap::Hyphen));
            if word.starts && matches!(word.gap, Gap::Stop | Gap::Break) && !key && word.shape != Shape::Number {
                starts += 1;
                lower += usize::from(word.shape == Shape::Lower);
            }
        }
        let mut mentions: QuickMap<&str, [f32; 2]> = QuickMap::default();
        for (word, evidence) in words.iter().zip(all) {
            if word.is_capital() && evidence.sum > -2.0 {
                let [best, second] = mentions.entry(&word.folded).or_insert([NOWHERE; 2]);
                *second = second.max(evidence.sum.min(*best));
                *best = best.max(evidence.sum);
            }
        }
        Manner { sure: sure as u8, careless: starts >= 2 && lower * 2 > starts, mentions }
    }

    /// The best sum of another mention of the same word.
    fn elsewhere(&self, word: &Word, sum: f32) -> f32 {
        match self.mentions.get(word.folded.as_str()) {
            Some([best, second]) if word.is_capital() && sum >= *best => *second,
            Some([best, _]) => *best,
            None => NOWHERE,
        }
    }
}

/// Weighs the words again.
pub(super) fn judge(words: &[Word], parts: &[Part], all: &mut [Evidence]) {
    let (warn, block, scale) = (number(0), number(1), number(2));
    if MODEL.len() < HEADER + SLOTS || block <= warn {
        return;
    }
    let manner = Manner::of(words, all);
    let mut judged = Vec::new();
    let mut features = Vec::with_capacity(80);
    for at in 0..words.len() {
        if !doubtful(words, parts, all, &manner, at) {
            continue;
        }
        features.clear();
        describe(words, parts, all, &manner, at, &mut features);
        let sum: i32 = features.iter().map(|slot| i32::from(MODEL[HEADER + slot] as i8)).sum();
        let verdict = sum as f32 * scale;
        judged.push((at, WARN + (BLOCK - WARN) * (verdict - warn) / (block - warn)));
    }
    for (at, sum) in judged {
        let titled = titled(words, parts, at) && all[at].sum > WARN;
        // "Mr Nurse": a surname that is a role too.
        let mister = at > 0 && matches!(words[at - 1].folded.as_str(), "mr" | "mrs" | "ms") && words[at].rank.last >= 2;
        let titled = titled || mister && all[at].sum > 0.0 && parts[at] == Part::Free;
        let said = around::says_name(words, at) || words[at].shape == Shape::Lower && around::owner_in_haste(words, at);
        all[at].sum = match all[at] {
            _ if titled => sum.max(BLOCK + 0.5),
            Evidence { sum: first, personal: true, .. } if first >= SURE && parts[at] == Part::Free => sum.max(WARN),
            Evidence { sum: first, .. } if first >= PLAIN && parts[at] == Part::Free && no_other_word(words, at) => {
                sum.max(WARN)
            }
            Evidence { sum: first, .. } if first >= BLOCK && said => sum.max(WARN),
            _ if parts[at] == Part::Free && around::lives(words, at) => sum.max(WARN),
            _ if parts[at] == Part::Free && labelled(words, at) => sum.max(WARN),
            _ if parts[at] == Part::Free && around::takes_part(words, at) => sum.max(WARN),
            // "justice's name", typed in haste.
            _ if words[at].shape == Shape::Lower && words[at].rank.first >= 2 && around::owns(words, at) => {
                sum.max(WARN)
            }
            Evidence { personal: false, .. } if is_lone_word(words, all, at) => sum.min(WARN - 0.1),
            Evidence { sum: first, .. } if first < WARN && is_part_of_a_title(words, all, at) => sum.min(WARN - 0.1),
            _ => sum,
        };
    }
}

/// "Note taker: Grace", "Cons: Okafor": what stands after the label of a role and may be a name.
fn labelled(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let alone = words.get(at + 1).is_none_or(|next| !next.joined());
    let listed = Classes::ROLE.or(Classes::HEAD).or(Classes::ORGANISATION).or(Classes::SYSTEM).or(Classes::FUNCTION);
    word.gap == Gap::Label
        && alone
        && word.shape == Shape::Capital
        && (word.common == 0 && word.rank.last + word.rank.first >= 2 || word.rank.first >= 2)
        && !word.is(listed.or(Classes::DEVICE).or(Classes::NATION).or(Classes::CALENDAR))
        && word.place < 2
        && matches!(cues::before(words, at), Some((Cue::Staff(_), 1)))
}

/// An English word in lower case with no name beside it.
fn is_lone_word(words: &[Word], all: &[Evidence], at: usize) -> bool {
    let word = &words[at];
    let next = words.get(at + 1);
    let glued = |gap: Gap| matches!(gap, Gap::Glue | Gap::Hyphen);
    let slug = glued(word.gap) || next.is_some_and(|next| glued(next.gap));
    let before = at > 0 && word.gap == Gap::Space && all[at - 1].sum >= WARN;
    let after = next.is_some_and(|next| next.gap == Gap::Space) && all[at + 1].sum >= WARN;
    let english =
        word.common >= 2 && word.rank.first < 2 || word.common > 0 && word.rank.first == 0 && word.rank.last < 2;
    // "robins wife"
    let owner = next.is_some_and(|next| next.gap == Gap::Space && next.is(Classes::FAMILY));
    word.shape == Shape::Lower
        && english
        && !owner
        && (!slug || data::is_prefix(&word.folded))
        && !before
        && !after
        && cues::before(words, at).is_none()
        && cues::introduces(words, at) == 0
}

/// "Patient Safety", "Chief Medical Officer", "the system (Datix)": a plain word among capitals of which no name stands
/// beside it, or a thing that is no name of the lists.
fn is_part_of_a_title(words: &[Word], all: &[Evidence], at: usize) -> bool {
    let word = &words[at];
    let thing = Classes::SYSTEM.or(Classes::DEVICE).or(Classes::DRUG);
    let named = |other: usize| all[other].sum >= WARN;
    let before = at > 0 && word.joined() && words[at - 1].is_capital();
    let after = words.get(at + 1).is_some_and(|next| next.joined() && next.is_capital());
    let beside = before && named(at - 1) || after && named(at + 1);
    let unranked = word.rank.first + word.rank.last == 0;
    word.shape == Shape::Capital
        && !beside
        && (is_mere(word) && (before || after) || word.is(thing) && unranked && !all[at].personal)
}

/// A usual name that is no word of English and no thing or place of the lists.
fn no_other_word(words: &[Word], at: usize) -> bool {
    let word = &words[at];
    let article = at > 0 && matches!(words[at - 1].folded.as_str(), "the" | "a" | "an" | "this" | "each" | "our");
    let of_thing =
        words.get(at + 1).is_some_and(|next| next.joined() && next.is(Classes::HEAD.or(Classes::ORGANISATION)));
    if article || of_thing || word.possessive && !around::owns(words, at) {
        return false;
    }
    let listed = Classes::EPONYM.or(Classes::DEVICE).or(Classes::SYSTEM).or(Classes::DRUG).or(Classes::NATION);
    word.shape == Shape::Capital
        && word.common == 0
        && word.place == 0
        && !word.heading
        && !word.is(listed)
        && (word.rank.first >= 2 || word.rank.last >= 3)
}

/// "Mrs Nurse", "Dr Law": what follows such a title is a name, whatever else the word means.
fn titled(words: &[Word], parts: &[Part], at: usize) -> bool {
    let title = matches!(cues::before(words, at), Some((Cue::Title | Cue::Staff(_), 2)));
    title && !words[at].heading && matches!(parts[at], Part::Free | Part::Eponym)
}

/// Whether a word is looked at again.
pub(super) fn doubtful(words: &[Word], parts: &[Part], all: &[Evidence], manner: &Manner, at: usize) -> bool {
    let word = &words[at];
    let ranked = word.rank.first.max(word.rank.last);
    let plain = word.is(Classes::FUNCTION) && word.rank.first < 3;
    match word.shape {
        _ if parts[at] == Part::Phrase => false,
        // Two or three letters are initials or an abbreviation: the first opinion holds.
        Shape::Upper if word.folded.len() < 3 || word.folded.len() == 3 && ranked < 2 => false,
        Shape::Capital | Shape::Upper => {
            !(plain && (word.starts || word.folded.len() < 3)) && (all[at].sum > -7.0 || ranked >= 2)
        }
        Shape::Lower => {
            let usual = if manner.careless { 5 } else { 4 };
            !plain
                && !word.foreign
                && word.folded.is_ascii()
                && word.folded.len() >= 3
                && (all[at].sum > 0.0
                    || word.common == 0
                    || ranked >= 2 && word.common < usual
                    || manner.mentions.get(word.folded.as_str()).is_some_and(|best| best[0] >= WARN))
        }
        Shape::Initial | Shape::Number | Shape::Code => false,
    }
}

/// Collects slots.
struct Slots<'f> {
    slots: &'f mut Vec<usize>,
}

impl Slots<'_> {
    fn note(&mut self, kind: u8, values: &[u32]) {
        let mut hash = 0x811c_9dc5_u32 ^ u32::from(kind).wrapping_mul(0x9e37_79b1);
        for value in values {
            hash = (hash ^ value).wrapping_mul(0x0100_0193).rotate_left(7);
        }
        hash ^= hash >> 15;
        hash = hash.wrapping_mul(0x2c1b_3c6d);
        hash ^= hash >> 12;
        self.slots.push(hash as usize % SLOTS);
    }
}

/// A sum as a small number.
fn step(sum: f32, width: f32) -> u32 {
    ((sum.clamp(-6.0, 8.0) + 6.0) / width) as u32
}

/// The classes of a word, those that are alike as one.
fn classes(word: &Word) -> u32 {
    let groups = [
        Classes::TITLE,
        Classes::ROLE,
        Classes::FAMILY,
        Classes::DEED,
        Classes::CUE,
        Classes::HEAD,
        Classes::ORGANISATION,
        Classes::EPONYM,
        Classes::DEVICE.or(Classes::SYSTEM),
        Classes::DRUG,
        Classes::NATION,
        Classes::CALENDAR,
        Classes::FUNCTION,
    ];
    groups.iter().enumerate().fold(0, |bits, (bit, group)| bits | u32::from(word.is(*group)) << bit)
}

/// What sort of word stands beside another.
fn sort(word: &Word) -> u32 {
    let common = [0, 1, 1, 2, 3][word.common.min(4) as usize];
    let rank = [0, 1, 1, 2][word.rank.first.max(word.rank.last).min(3) as usize];
    word.shape as u32 | common << 3 | rank << 5 | u32::from(word.possessive) << 7
}

/// The word itself, where it is one of the small set that hold sentences together.
fn closed(word: &Word) -> u32 {
    let known = Classes::FUNCTION.or(Classes::DEED).or(Classes::CUE).or(Classes::FAMILY).or(Classes::TITLE);
    if word.shape == Shape::Lower && word.is(known) {
        word.folded.bytes().fold(7, |hash: u32, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte)))
    } else {
        sort(word)
    }
}

/// The item before or after in a list: across a comma or an "and".
fn item(words: &[Word], at: usize, forwards: bool) -> Option<usize> {
    let and = |word: &Word| matches!(word.folded.as_str(), "and" | "or") && word.gap != Gap::Stop;
    if forwards {
        let next = words.get(at + 1)?;
        let item = match next.gap {
            Gap::Comma => Some(if and(next) { at + 2 } else { at + 1 }),
            Gap::Space if and(next) => Some(at + 2),
            _ => None,
        };
        // "and Charge Nurse Pike"
        let titles =
            |index: usize| words[index.min(words.len())..].iter().take(2).take_while(|it| it.is(Classes::TITLE));
        item.map(|index| index + titles(index).count())
    } else {
        let before = at.checked_sub(1)?;
        match words[at].gap {
            Gap::Comma => Some(before),
            Gap::Space if and(&words[before]) => before.checked_sub(1),
            _ => None,
        }
    }
    .filter(|&index| index < words.len())
}

/// The slots of everything that is said of the word at `at`.
pub(super) fn describe(
    words: &[Word],
    parts: &[Part],
    all: &[Evidence],
    manner: &Manner,
    at: usize,
    slots: &mut Vec<usize>,
) {
    let mut out = Slots { slots };
    let word = &words[at];
    let (shape, common) = (word.shape as u32, u32::from(word.common));
    let (first, last) = (u32::from(word.rank.first), u32::from(word.rank.last));
    let place = u32::from(word.place);
    let sum = all[at].sum;
    let part = parts[at] as u32;
    let held = u32::from(word.starts) | u32::from(word.heading) << 1;
    let class = classes(word);
    let length = word.folded.len().min(12) as u32 / 2;
    let sure = [0, 1, 2, 3, 3, 4, 4, 4, 4, 5][manner.sure.min(9) as usize];
    let careless = u32::from(manner.careless);

    // The word.
    out.note(0, &[]);
    out.note(1, &[shape, common, first, last]);
    out.note(2, &[first, last]);
    out.note(3, &[common, held, shape]);
    out.note(4, &[place, u32::from(first >= 3)]);
    out.note(5, &[part]);
    out.note(6, &[part, first, common.min(1)]);
    out.note(7, &[held, common, first, last]);
    out.note(8, &[word.gap as u32, shape]);
    out.note(9, &[length, shape, common.min(1)]);
    out.note(10, &[u32::from(word.possessive), common.min(1)]);
    for bit in 0..13 {
        if class >> bit & 1 == 1 {
            out.note(11, &[bit]);
            out.note(12, &[bit, first, last]);
        }
    }
    // What the first opinion was.
    out.note(20, &[step(sum, 0.5)]);
    out.note(21, &[step(sum, 1.0), held, shape]);
    out.note(22, &[step(sum, 1.0), common.min(1), first.max(last)]);
    out.note(23, &[u32::from(all[at].personal), step(sum, 2.0)]);
    let before = cues::before(words, at).map_or(0, |(cue, sure)| {
        let cue = match cue {
            Cue::Title => 1,
            Cue::Staff(_) => 2,
            Cue::Relative => 3,
            Cue::Patient => 4,
        };
        cue * 4 + u32::from(sure)
    });
    let after = cues::after(words, at).map_or(0, |(_, sure)| 1 + u32::from(sure));
    let deed = u32::from(cues::deed(words, at));
    let told = u32::from(cues::introduces(words, at));
    let aged = u32::from(cues::age(words, at));
    let owns = u32::from(around::owns(words, at)) | u32::from(around::tasked(words, at)) << 1;
    if owns > 0 {
        out.note(63, &[owns]);
        out.note(64, &[owns, shape, common.min(1), first]);
    }
    out.note(24, &[before]);
    out.note(25, &[before, common, last.max(first), shape]);
    out.note(26, &[after, common.min(2)]);
    out.note(27, &[deed, held, common, first]);
    out.note(28, &[deed, told, aged, shape]);
    out.note(29, &[u32::from(before > 0), u32::from(after > 0), deed, told, aged]);
    // The text.
    out.note(30, &[sure, shape]);
    out.note(31, &[sure, step(sum, 1.0), common.min(1)]);
    out.note(32, &[careless, shape, common, first]);
    out.note(33, &[careless, shape, step(sum, 1.0)]);
    let elsewhere = manner.elsewhere(word, sum);
    out.note(34, &[step(elsewhere, 1.0), shape, common]);
    out.note(35, &[step(elsewhere, 2.0), step(sum, 2.0), held]);
    let glued = |gap: Gap| matches!(gap, Gap::Hyphen | Gap::Glue);
    let slug = u32::from(glued(word.gap)) | u32::from(words.get(at + 1).is_some_and(|next| glued(next.gap))) << 1;
    out.note(36, &[slug, shape, step(elsewhere, 2.0)]);
    // Words of another language stand among others that English does not have.
    let around = words[at.saturating_sub(4)..].iter().take(if at < 4 { at + 5 } else { 9 });
    let foreign = around.filter(|word| word.shape == Shape::Lower && word.common == 0 && word.rank.first < 3).count();
    let foreign = foreign.min(5) as u32;
    out.note(52, &[foreign, shape, first.max(last)]);
    out.note(53, &[foreign, careless, step(sum, 2.0)]);
    let next = words.get(at + 1);
    let head = next.filter(|next| next.joined() && next.is(Classes::HEAD));
    let eponym = u32::from(word.is(Classes::EPONYM)) | u32::from(word.possessive) << 1;
    if let Some(head) = head {
        let mundane = u32::from(vetoes::is_mundane(head));
        out.note(37, &[eponym, mundane, last]);
        out.note(38, &[eponym, mundane, common.min(1), sure.min(1)]);
    }
    let initialled =
        |word: Option<&Word>| word.is_some_and(|word| word.shape == Shape::Initial && word.gap != Gap::Stop);
    let initials = u32::from(at > 0 && word.gap == Gap::Space && initialled(words.get(at - 1)))
        | u32::from(next.is_some_and(|next| next.gap == Gap::Space) && initialled(next)) << 1;
    out.note(39, &[initials, shape, common, last]);
    // All that the lists say of it together with what stands around it.
    let listed = word.is(Classes::EPONYM.or(Classes::DEVICE).or(Classes::SYSTEM).or(Classes::DRUG).or(Classes::NATION));
    let lists = first | last << 2 | common.min(2) << 4 | u32::from(listed) << 6 | place.min(3) << 7 | part << 9;
    let side = |index: Option<usize>| index.and_then(|index| words.get(index)).map_or(1, closed);
    let (left, right) = (at.checked_sub(1), Some(at + 1));
    let near = |index: Option<usize>| index.and_then(|index| all.get(index)).map_or(0, |it| step(it.sum, 2.0));
    let right_gap = next.map_or(Gap::Break, |next| next.gap) as u32;
    out.note(70, &[lists, shape, held]);
    out.note(71, &[lists, word.gap as u32, side(left)]);
    out.note(72, &[lists, right_gap, side(right)]);
    out.note(73, &[lists, deed, told, before]);
    out.note(74, &[lists, sure, careless]);
    out.note(75, &[lists, step(elsewhere, 2.0)]);
    out.note(76, &[lists, word.gap as u32, right_gap, near(left), near(right)]);
    // The words beside it.
    for (side, index) in [(0, at.checked_sub(1)), (1, Some(at + 1))] {
        let Some(index) = index.filter(|&index| index < words.len()) else {
            out.note(40, &[side]);
            continue;
        };
        let other = &words[index];
        let gap = if side == 0 { word.gap } else { other.gap } as u32;
        let near = step(all[index].sum, 2.0);
        out.note(41, &[side, gap, sort(other)]);
        out.note(42, &[side, gap, closed(other)]);
        out.note(43, &[side, gap, near, u32::from(other.is_capital())]);
        out.note(44, &[side, gap, near, step(sum, 2.0), common.min(1)]);
        out.note(45, &[side, gap, parts[index] as u32]);
        out.note(46, &[side, closed(other), common.min(1), shape]);
        let others = classes(other);
        for bit in 0..13 {
            if others >> bit & 1 == 1 {
                out.note(47, &[side, gap, bit]);
                out.note(48, &[side, bit, common, u32::from(first >= 2)]);
            }
        }
        let ranks = u32::from(other.rank.first) * 4 + u32::from(other.rank.last);
        out.note(49, &[side, gap, ranks, first * 4 + last, u32::from(other.is_capital())]);
    }
    for (side, index) in [(0, at.checked_sub(2)), (1, Some(at + 2))] {
        let Some(other) = index.and_then(|index| words.get(index)) else { continue };
        let between = if side == 0 { words[at - 1].gap } else { other.gap } as u32;
        out.note(50, &[side, between, closed(other)]);
        let middle = if side == 0 { &words[at - 1] } else { &words[at + 1] };
        out.note(51, &[side, closed(middle), closed(other)]);
    }
    for (side, forwards) in [(0, false), (1, true)] {
        let Some(index) = item(words, at, forwards) else { continue };
        let other = &words[index];
        out.note(60, &[side, parts[index] as u32, u32::from(other.is_capital())]);
        out.note(61, &[side, classes(other) & 0b1_1111_1000_0011, u32::from(other.is_capital())]);
        out.note(62, &[side, step(all[index].sum, 2.0), common.min(1)]);
    }
}

#[cfg(test)]
mod training;
