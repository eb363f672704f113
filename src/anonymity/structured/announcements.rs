//! The words that announce a number, and what they announce.

use super::tokens::Tokens;
use crate::anonymity::words::{List, lists};

mod words {
    use super::lists;
    lists!("structured/announcements":
        BETWEEN, NHS, INSURANCE, HOSPITAL, HOSPITAL_LOOSE, REGISTER, NURSE, CASE, CASE_PREFIX, REFERENCE, BIRTH,
        BORN, TELEPHONE, EXTENSION, VEHICLE, SERIAL, SORT, ACCOUNT, IDENTITY, CALL_SIGN, NETWORK, HANDLE,
        POSTCODE
    );
}

/// What follows a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Nhs,
    Insurance,
    Hospital,
    /// Words that are labels only if digits follow soon and are many: "notes".
    HospitalLoose,
    Register,
    Nurse,
    Case,
    /// Letters that begin a reference and hang together with it: "INC-".
    CasePrefix,
    Reference,
    Birth,
    Born,
    Telephone,
    Extension,
    Vehicle,
    Serial,
    Sort,
    Account,
    Identity,
    CallSign,
    Network,
    Handle,
    Postcode,
}

/// The words of each label. Dots, dashes and underscores between them do not matter in a text.
static LABELS: &[(Label, &List)] = &[
    (Label::Nhs, &words::NHS),
    (Label::Insurance, &words::INSURANCE),
    (Label::Hospital, &words::HOSPITAL),
    (Label::HospitalLoose, &words::HOSPITAL_LOOSE),
    (Label::Register, &words::REGISTER),
    (Label::Nurse, &words::NURSE),
    (Label::Case, &words::CASE),
    (Label::CasePrefix, &words::CASE_PREFIX),
    (Label::Reference, &words::REFERENCE),
    (Label::Birth, &words::BIRTH),
    (Label::Born, &words::BORN),
    (Label::Telephone, &words::TELEPHONE),
    (Label::Extension, &words::EXTENSION),
    (Label::Vehicle, &words::VEHICLE),
    (Label::Serial, &words::SERIAL),
    (Label::Sort, &words::SORT),
    (Label::Account, &words::ACCOUNT),
    (Label::Identity, &words::IDENTITY),
    (Label::CallSign, &words::CALL_SIGN),
    (Label::Network, &words::NETWORK),
    (Label::Handle, &words::HANDLE),
    (Label::Postcode, &words::POSTCODE),
];

/// The labels, each with the words that announce it.
pub(super) fn labels() -> impl Iterator<Item = (Label, &'static str)> {
    LABELS.iter().flat_map(|(label, list)| list.entries().map(|words| (*label, words)))
}

/// Whether a token may stand between a label and its value.
pub(super) fn between(tokens: &Tokens, at: usize) -> bool {
    tokens.any(at, &words::BETWEEN) || tokens.any(at, MARKS)
}

/// Marks that may stand between a label and its value.
const MARKS: &[&str] = &[
    ":", ".", "-", "#", "=", "(", "[", "|", "\"", "'", "*", "/", ",", "_", "–", "—", "\u{a0}", "<", ">", ")", "º", "°",
    "№", "`",
];

/// The first word of each label of a number that stands for one patient or person.
pub(super) fn first_words_of_persons() -> impl Iterator<Item = &'static str> {
    let of_person =
        |label: &Label| matches!(label, Label::Nhs | Label::Insurance | Label::Hospital | Label::HospitalLoose);
    labels().filter(move |(label, _)| of_person(label)).filter_map(|(_, words)| words.split(' ').next())
}
