//! What is told of people in passing: ages without a word for them, codes without a label, roles, letters for names.

use super::{found, passes};
use crate::anonymity::{Detail, Kind, Vocabulary, scan};

#[test]
fn codes_without_a_label_are_found() {
    found(Kind::Registration, &["The ODP, Ruth (⟦RA65903⟧), had gone.", "Crew: Amir (paramedic, ⟦PH93082⟧)"]);
    found(
        Kind::CaseReference,
        &[
            "the reasons are in ⟦U/23/1849⟧.",
            "Report ⟦PSII-2024-031⟧.",
            "The coroner has opened an inquest (⟦2093/2026⟧).",
            "reported to the national system (⟦2025/26643⟧)",
            "police log ⟦158⟧ was closed",
            "**Call reference** CAD ⟦3085⟧, 28/3/24",
        ],
    );
    found(
        Kind::OtherNumber,
        &["<!-- source: ⟦WM-989819⟧ -->", "pt B = OPENSHAW Ray, ⟦62753468⟧", "found in the cell: ⟦A5088MA⟧"],
    );
    passes(&[
        "The study is ISRCTN12345678 and the grant NIHR123456.",
        "Regulation (EU) 2016/679 and BS 5378 apply.",
        "The charity is number 1234567.",
        "250000 patients and 123456 visits in 2023/2024",
        "Reference QS196, version 6.3",
    ]);
}

#[test]
fn ages_that_only_their_place_shows_are_found() {
    found(
        Kind::Age,
        &[
            "Mrs Sandhu, then ⟦88⟧, was told in October.",
            "My mother is ⟦84⟧.",
            "I was ⟦43⟧ at the time.",
            "He would have been ⟦60⟧ this year.",
            "Mr Ofori-Atta (⟦33⟧) was last.",
            "Mrs Lee (⟦F95⟧), an inpatient",
            "pt ⟦90⟧ lives alone",
            "| Name | Age |\n|---|---|\n| A | ⟦64⟧ |",
            "She died at ⟦84⟧.",
            "Sex/Age: ⟦M 73⟧",
        ],
    );
    passes(&["Junction 32 of the M62 was closed.", "The mean was 38 and the median 40.", "F32 is a code of ICD-10."]);
}

#[test]
fn days_and_months_in_figures_are_found() {
    found(
        Kind::Date,
        &[
            "died on ⟦1/7⟧, eleven days after her child was born",
            "An induction was booked for ⟦16/12⟧ on the ward.",
            "- **⟦24/7⟧** Readmitted with pain",
            "It was ⟦Christmas Eve⟧ and the day unit had closed.",
            "Plan dated ⟦25/5/24⟧, written by the team",
        ],
    );
    passes(&[
        "The line is open 24/7.",
        "She had 10/7 of antibiotics and scored 7/10 for pain.",
        "We are closed on Christmas Day.",
        "Figures are for the year to 31 March.",
        "The plan began on 1 April 2026.",
    ]);
}

#[test]
fn spelt_telephone_numbers_are_found() {
    found(Kind::Phone, &["⟦0 7 7 0 0 9 0 0 1 2 3⟧", "⟦0044(0)7700 900123⟧", "the bed manager on ⟦x 8363⟧ was tried"]);
    passes(&["ORCID 0000-0002-1825-0097", "at 3 x 4000 units"]);
}

#[test]
fn houses_and_pages_are_found() {
    found(
        Kind::Address,
        &[
            "lives alone at ⟦The Old Forge, Cathedral Green⟧.",
            "pt: ⟦21a Tollgate⟧ KT16 9ZW",
            "She lives at ⟦Thornlea, Tollgate⟧.",
            "seen at ⟦Bryn Awel, Heol y Bryn⟧ by the nurse",
        ],
    );
    found(
        Kind::Online,
        &["a tree (⟦https://fundraising.example/jane-smith⟧)", "Messages between ⟦u/jane883⟧ and a colleague"],
    );
    found(Kind::Room, &["in ⟦cell D2-01⟧ at night", "booked on ⟦Cavell Suite⟧"]);
    passes(&["The network has centres in Leeds, Wexham Park and Hull.", "u/s of the abdomen, red cell 4"]);
}

#[test]
fn letters_for_names_are_found() {
    found(
        Kind::Initials,
        &[
            "The entry is signed ⟦TG⟧; the next one, by ⟦MM⟧, has no time.",
            "**Service user:** ⟦MY⟧",
            "Her son, baby ⟦K⟧, was well.",
            "⟦JM⟧ said she was in pain.",
            "discussed (d/w ⟦RS⟧)",
        ],
    );
    passes(&["The Baby P serious case review was read.", "Patient A and Nurse B spoke.", "The ED was told by the GP."]);
}

#[test]
fn what_somebody_is_said_to_be_is_found_with_its_sort() {
    let sorts = [
        ("It matters that he is a Sikh police inspector.", Detail::Religion),
        ("Mr Lee, who is a retired air traffic controller, helped.", Detail::Role),
        ("She is a circus performer.", Detail::Role),
        ("He was 29, a harbour pilot, and well liked.", Detail::Role),
        ("She had moved here from Sierra Leone.", Detail::Nationality),
        ("No interpreter came (he speaks Tigrinya).", Detail::Ethnicity),
        ("The underlying illness is fatal familial insomnia.", Detail::Condition),
        ("The case was on the front page of the county newspaper.", Detail::Media),
        ("Her husband is a consultant in the same trust.", Detail::Family),
    ];
    for (text, detail) in sorts {
        let found = scan(text, &Vocabulary::default());
        assert!(found.iter().any(|it| it.kind == Kind::Quasi && it.detail == Some(detail)), "{text}: {found:?}");
        assert!(found.iter().all(|it| it.detail.is_some() == (it.kind == Kind::Quasi)), "{text}: {found:?}");
    }
    passes(&[
        "She was a poor historian and a heavy smoker.",
        "He was a candidate for surgery.",
        "A relative said: \"They told me the truth, and I could cope.\"",
        "Guidance on acute intermittent porphyria was updated.",
        "The bishop's bench was hard.",
        "Leaflets are in Polish, Urdu and Gujarati.",
    ]);
}
