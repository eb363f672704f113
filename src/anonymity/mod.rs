//! Who could be identified: a text and a vocabulary in, findings with their exact places out.
//!
//! The text is read twice: as it was typed, so that nothing that a file holds goes unread, and as a [`view`] in which
//! markup, entities and hard line ends no longer part what belongs together. `structured` finds what has a form
//! (numbers, dates, addresses, rooms). What is found is mapped back to the text as typed and put together.
//!
//! This room knows nothing of sites, front matter or trees, and imports nothing from the rest of the house. It stores
//! and prints no word of what it finds: an [`Identifier`] is a place, and its suggestion never repeats the words there.

mod cells;
mod characters;
mod data;
mod disguise;
mod names;
mod nowhere;
pub mod numbers;
mod structured;
mod view;
mod vocabulary;
mod words;

#[cfg(test)]
mod examples;

use std::ops::Range;

pub use nowhere::scan_numbers;
pub use view::View;
pub use vocabulary::Vocabulary;

/// What could identify someone, or help to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The name of a patient, a relative or a member of staff.
    Name,
    /// Initials that stand for a person: "Mrs K".
    Initials,
    /// An NHS number: ten digits with a check digit.
    NhsNumber,
    /// A date of birth.
    BirthDate,
    /// A day: a date from which an event can be told.
    Date,
    /// An exact age.
    Age,
    /// A street address, or a part of one.
    Address,
    /// A postcode.
    Postcode,
    /// A telephone number, an extension or a bleep.
    Phone,
    /// An e-mail address.
    Email,
    /// A National Insurance number.
    NationalInsurance,
    /// The number of a patient in one hospital.
    HospitalNumber,
    /// The number of a professional in a register: GMC, NMC, HCPC, GPhC.
    Registration,
    /// The reference of an incident, a complaint, an inquest or a claim.
    CaseReference,
    /// The registration of a vehicle.
    Vehicle,
    /// A handle or the web address of a person.
    Online,
    /// A ward, bay, bed or room.
    Room,
    /// A named place or site.
    Place,
    /// What identifies together with something else: an unusual role, a nationality, coverage by the press.
    Quasi,
    /// Another number that belongs to one person or thing: a device, a bank card, a call sign.
    OtherNumber,
}

/// How heavily an identifier weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// It must not be published.
    Block,
    /// It helps to identify, and is better said in general terms.
    Warn,
}

/// Which of a person's attributes an unusual detail tells: what a count of people who share them goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Detail {
    /// Sex and gender.
    Sex,
    /// Ethnic group, descent or mother tongue.
    Ethnicity,
    /// A faith.
    Religion,
    /// A nationality or country of origin.
    Nationality,
    /// What somebody does or did for a living.
    Occupation,
    /// A role that one person holds, or few.
    Role,
    /// A rare condition.
    Condition,
    /// A family like few others.
    Family,
    /// Coverage by the press, or a campaign.
    Media,
    /// A place that belongs to a person.
    Place,
    /// Words as they were said.
    Quotation,
    /// Anything else.
    Other,
}

/// One identifier: its place in the text as given, in bytes, and never its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// What it is.
    pub kind: Kind,
    /// How heavily it weighs.
    pub weight: Weight,
    /// Where it stands, on character boundaries.
    pub range: Range<usize>,
    /// What to write instead. It never repeats the words found.
    pub suggestion: Option<String>,
    /// Of what sort an unusual detail is. Only [`Kind::Quasi`] has one.
    pub detail: Option<Detail>,
}

/// Whether a word is nobody's name as far as a dictionary tells: any that it knows in small letters, and with a capital
/// those that hold sentences together, unless many people are called so (Will, May). Marks around it do not count.
pub fn is_ordinary_word(word: &str) -> bool {
    let word = word.trim_matches(|it: char| !it.is_alphanumeric());
    let known = data::word(&data::fold(word));
    let is_small = known.common > 0 && known.rank.first < 2 && !word.contains(char::is_uppercase);
    let holds_together = known.classes.any(data::Classes::FUNCTION) && (known.rank.first < 3 || word.len() < 3);
    word.is_empty() || is_small || holds_together
}

/// Everything in a text that could identify someone, by place. No two of one kind overlap.
pub fn scan(source: &str, vocabulary: &Vocabulary) -> Vec<Identifier> {
    let view = View::of(source);
    let mut found = names::find(&view.text, vocabulary);
    found.extend(vocabulary.forbidden_in(&view.text));
    found.extend(disguised(&view.text, vocabulary));
    // An age or a role may stand beside a name that nothing but names can tell.
    let places = places_of_names(&found);
    found.extend(structured::find(&view.text, vocabulary, &places, structured::Reading::Heard));
    for identifier in &mut found {
        identifier.range = view.source_range(identifier.range.clone());
    }
    found.extend(turned(source, vocabulary));
    let places = places_of_names(&found);
    found.extend(structured::find(source, vocabulary, &places, structured::Reading::Typed));
    union(found)
}

/// Names in the view that are written so that a search does not find them. Their places are those of the view.
fn disguised(view: &str, vocabulary: &Vocabulary) -> Vec<Identifier> {
    let plain = disguise::undone(view);
    let of_names = |text: &str| names::find(text, vocabulary).into_iter().filter(|it| it.kind == Kind::Name);
    let maybe_name =
        |range| Identifier { kind: Kind::Name, weight: Weight::Warn, range, suggestion: None, detail: None };
    let mut found: Vec<Identifier> = disguise::in_slugs(view).into_iter().map(maybe_name).collect();
    if !plain.text.is_empty() {
        found.extend(of_names(&plain.text).filter_map(|it| {
            let (range, is_doubtful) = plain.typed(&it.range)?;
            let weight = if is_doubtful { Weight::Warn } else { it.weight };
            Some(Identifier { range, weight, ..it })
        }));
        found.extend(plain.names().map(maybe_name));
    }
    found
}

/// Names in what readers see turned round.
fn turned(source: &str, vocabulary: &Vocabulary) -> Vec<Identifier> {
    let named = |(range, text): (Range<usize>, String)| {
        let name = names::find(&text, vocabulary).into_iter().find(|it| it.kind == Kind::Name)?;
        Some(Identifier { range, ..name })
    };
    disguise::turned(source).into_iter().filter_map(named).collect()
}

/// Where names were found, by place.
fn places_of_names(found: &[Identifier]) -> Vec<Range<usize>> {
    let names = found.iter().filter(|it| it.kind == Kind::Name);
    let mut places: Vec<Range<usize>> = names.map(|it| it.range.clone()).collect();
    places.sort_by_key(|range| (range.end, range.start));
    places
}

/// The same findings by place, those of one kind that overlap as one. The heavier weight and the first suggestion win.
fn union(mut found: Vec<Identifier>) -> Vec<Identifier> {
    found.retain(|identifier| !identifier.range.is_empty());
    found.sort_by_key(|it| (it.kind, it.range.start, it.range.end));
    let mut whole: Vec<Identifier> = Vec::with_capacity(found.len());
    for next in found {
        match whole.last_mut() {
            Some(last) if last.kind == next.kind && next.range.start < last.range.end => {
                last.range.end = last.range.end.max(next.range.end);
                last.weight = last.weight.min(next.weight);
                last.suggestion = last.suggestion.take().or(next.suggestion);
                last.detail = last.detail.or(next.detail);
            }
            _ => whole.push(next),
        }
    }
    let names: Vec<Range<usize>> = whole.iter().filter(|it| it.kind == Kind::Name).map(|it| it.range.clone()).collect();
    // What is a name for one reader is its initials for another, and said once.
    whole.retain(|it| {
        let next = names.partition_point(|name| name.end <= it.range.start);
        it.kind != Kind::Initials
            || names.get(next).is_none_or(|name| name.start > it.range.start || name.end < it.range.end)
    });
    whole.sort_by_key(|it| (it.range.start, it.range.end, it.kind));
    whole
}
