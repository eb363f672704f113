//! Initials, and what is unusual in a person.

use super::{found, passes};
use crate::anonymity::Kind;

#[test]
fn initials_are_found() {
    found(
        Kind::Initials,
        &[
            "Mrs ⟦K.⟧ fell",
            "Mr ⟦K⟧ fell",
            "Dr ⟦J.S.⟧ came",
            "Ms ⟦AB⟧ said",
            "patient ⟦JM⟧ was moved",
            "the patient (⟦JM⟧)",
            "daughter ⟦DB⟧ rang",
            "⟦DB⟧ (daughter) rang",
            "Mrs. ⟦K⟧",
            "mrs ⟦K⟧ fell",
            "Sister ⟦B.⟧ saw",
            "consultant ⟦R.T.⟧ came",
            "son, ⟦PB⟧, rang",
            "Prof ⟦L⟧",
            "**Mrs ⟦K⟧** fell",
            "⟦JK⟧ (the patient) fell",
        ],
    );
    passes(&[
        "Patient A fell.",
        "Nurse B came.",
        "the patient's BP fell",
        "a patient in ED",
        "nurse in ICU",
        "patient (ED) flow",
        "the doctor gave IV fluids",
        "Mr and Mrs",
        "patient NHS record",
        "GP or SHO",
        "MDT and CT",
        "the baby's HR",
        "staff in AMU",
        "Resident C",
        "Dr on call",
        "patient ID bands",
    ]);
}

#[test]
fn what_is_unusual_is_found() {
    found(
        Kind::Quasi,
        &[
            "⟦the only female consultant⟧",
            "⟦the only⟧ Polish ⟦patient⟧",
            "⟦one of two⟧ consultants in the trust",
            "the ⟦head teacher of⟧ a school",
            "a ⟦retired miner⟧",
            "She worked as a ⟦baker⟧.",
            "It was in the ⟦local newspaper⟧.",
            "after ⟦media coverage⟧",
            "a ⟦Polish man⟧",
            "a ⟦Nigerian woman⟧ came",
            "of ⟦Somali⟧ origin",
            "originally from ⟦Poland⟧",
            "a ⟦Jehovah's Witness⟧",
            "a devout ⟦Catholic⟧",
            "a ⟦mother of five⟧",
            "the story ⟦made headlines⟧",
            "an ⟦asylum seeker⟧",
            "\"⟦Nobody told us anything⟧\", her daughter said.",
            "he spoke only ⟦Polish⟧",
            "born in ⟦Somalia⟧",
            "the ⟦parish priest⟧",
            "a ⟦professional footballer⟧",
            "a ⟦retired police officer⟧",
        ],
    );
    passes(&[
        "the only way to know",
        "one of two wards",
        "available in Polish and Urdu",
        "the Polish version",
        "English and Welsh law",
        "media enquiries",
        "social media policy",
        "the first patient of the day",
        "in the UK and Ireland",
        "teacher training",
        "the only exception",
        "one in five",
        "made in Germany",
        "the Indian Journal of Surgery",
        "Dutch studies",
        "press release",
        "rare diseases",
        "five of nine",
        "a Christian charity",
        "the word \"sepsis\" was not said",
    ]);
}
