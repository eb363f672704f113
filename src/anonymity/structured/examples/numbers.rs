//! Numbers that the health service, the state and registers give.

use super::{found, passes};
use crate::anonymity::{Kind, Vocabulary, scan};

#[test]
fn nhs_numbers_are_found() {
    found(
        Kind::NhsNumber,
        &[
            "NHS number ⟦943 476 5919⟧",
            "NHS No: ⟦9434765919⟧",
            "nhs number: ⟦943-476-5919⟧",
            "nhs no. ⟦943.476.5919⟧",
            "NHS Number ⟦943\u{a0}476\u{a0}5919⟧",
            "the number ⟦943 476 5919⟧ was on it",
            "the number ⟦9434765919⟧ was on it",
            "NHS number 9⟦43 476 5918⟧",
            "⟦943 476 5918⟧ (NHS number)",
            "NHS number ⟦999 012 3456⟧",
            "NHS ⟦943 476 5919⟧",
            "NHS number: ⟦943 476\n5919⟧",
            "NHS number ⟦94 34 76 59 19⟧",
            "NHS number ⟦943 476 59l9⟧",
            "NHS number ⟦943 476  5919⟧",
            "NHS number ⟦**943** 476 5919⟧",
            "| NHS number | ⟦943 476 5919⟧ |",
            "[notes](notes-⟦9434765919⟧.pdf)",
            "![wristband ⟦943 476 5919⟧](w.png)",
            "<!-- ⟦943 476 5919⟧ -->",
            "---\nnhs: ⟦9434765919⟧\n---\n",
            "NHS number (⟦943–476–5919⟧)",
            "nhsno=⟦9434765919⟧",
            "NHS number for this patient is ⟦943 476 5919⟧",
            "![](nhs-⟦943-476-5919⟧.jpg)",
        ],
    );
    passes(&[
        "NHS England published 1,234 reports.",
        "NHS 111 took 4000 calls.",
        "ISBN 978-0-19-853453-1",
        "ISBN 0198534531",
        "The 10-digit number was not checked.",
        "https://doi.org/10.1136/bmj.1234567890",
        "A total of 1234567891 steps",
        "SNOMED CT code 22298006",
        "Enter a test number such as 999 012 3456 for an example.",
        "NHS trusts reported 2345 falls in 2024.",
        "in 2023, 2024 and 2025",
        "counts of 120 145 and 160",
        "NHS pay band 5 to 7",
        "12.5 and 13.5 of 100",
        "ORCID 0000-0002-1825-0097",
    ]);
}

#[test]
fn insurance_numbers_are_found() {
    found(
        Kind::NationalInsurance,
        &[
            "⟦AB 12 34 56 C⟧",
            "⟦AB123456C⟧",
            "NI number ⟦ab123456c⟧",
            "NI no. ⟦AB 12 34 56 C⟧",
            "National Insurance number: ⟦AB123456C⟧",
            "nino ⟦AB123456⟧",
            "⟦QQ 12 34 56 C⟧",
            "⟦AB-12-34-56-C⟧",
            "NI: ⟦AB 123456 C⟧",
            "his NI number is ⟦JK 45 67 89 A⟧",
            "NI number ⟦AB 12 34 5O C⟧",
            "| NI number | ⟦AB123456C⟧ |",
            "NI number ⟦AB 12 34\n56 C⟧",
            "<!-- ⟦AB123456C⟧ -->",
            "---\nnino: ⟦AB123456C⟧\n---\n",
        ],
    );
    passes(&[
        "National Insurance contributions rose.",
        "NI and Wales",
        "GB 12 34 56 A",
        "BG123 and ZZ9",
        "Part no 12 34 56",
        "see a GP about B12",
        "AB testing of 12 forms",
        "an H1 heading and a B2 form",
        "NI covers 6 trusts",
        "OX 12 was chosen",
        "Class AB in 12 steps",
        "UK and US data",
        "group A to D",
        "ED and ICU teams",
        "N95 and FFP3 masks",
    ]);
}

#[test]
fn hospital_numbers_are_found() {
    found(
        Kind::HospitalNumber,
        &[
            "Hospital number: ⟦K123456⟧",
            "hospital no ⟦1234567⟧",
            "MRN ⟦4471823⟧",
            "MRN: ⟦RXH/1234567⟧",
            "MRN⟦4471823⟧",
            "mrn-⟦4471823⟧.pdf",
            "Unit number ⟦123-456-7⟧",
            "unit no. ⟦A 123456⟧",
            "case notes number ⟦12 34 56⟧",
            "Patient ID ⟦P0012345⟧",
            "RiO ⟦1234567⟧",
            "SystmOne number ⟦12345678⟧",
            "the patient (⟦4471823⟧) was moved",
            "The patient's notes, ⟦H1234567⟧, were lost",
            "Hosp No ⟦X123456⟧",
            "hospital number was ⟦K123456⟧",
            "**MRN** ⟦4471823⟧",
            "| Hospital number | ⟦K123456⟧ |",
            "lab no ⟦24.123456.X⟧",
            "hospital number\n⟦K123456⟧",
            "<!-- MRN ⟦4471823⟧ -->",
            "| Event | MRN |\n|---|---|\n| Fall | ⟦4471823⟧ |\n| Fall | ⟦4471824⟧ |",
            "Hospital # ⟦123456⟧, H/N ⟦123456⟧",
            "medical record number ⟦1234567⟧",
        ],
    );
    passes(&[
        "The hospital has 450 beds.",
        "Hospital numbers are printed twice.",
        "A unit of 12 beds opened in 2024.",
        "patient safety incidents in 2025",
        "patient 3 of 12",
        "The notes of 2024 were kept.",
        "Epic went live in 2023.",
        "RiO was upgraded in 2024.",
        "Record number of visits: 1,200",
        "ICD-10 code S72.0",
        "NG24 and CG103",
        "HTM 01-05 and HBN 04-01",
        "Patients waited 120 minutes.",
        "notes from 3 wards",
        "E. coli O157 and SARS-CoV-2",
    ]);
}

#[test]
fn registrations_are_found() {
    found(
        Kind::Registration,
        &[
            "GMC ⟦1234567⟧",
            "GMC number: ⟦7012345⟧",
            "GMC no. ⟦7012345⟧",
            "gmc ref ⟦7012345⟧",
            "NMC PIN ⟦12A3456E⟧",
            "NMC ⟦12A3456E⟧",
            "pin ⟦99I0123S⟧",
            "a nurse, ⟦12A3456E⟧, was there",
            "HCPC ⟦PH12345⟧",
            "HCPC registration PA⟦012345⟧",
            "GPhC ⟦2012345⟧",
            "gphc number ⟦2012345⟧",
            "GDC ⟦123456⟧",
            "(GMC: ⟦7012345⟧)",
            "GMC ⟦701 2345⟧",
            "**GMC** ⟦7012345⟧",
            "GMC⟦7012345⟧",
            "| GMC | ⟦7012345⟧ |",
            "registered with the GMC (⟦7012345⟧)",
            "registration number ⟦7012345⟧",
            "G.M.C. no ⟦7012345⟧",
        ],
    );
    passes(&[
        "GMC guidance of 2024",
        "the GMC 2024 survey",
        "The NMC Code applies.",
        "The NMC register has 826,000 names.",
        "HCPC standards, 2023",
        "GPhC inspected the pharmacy in 2024.",
        "refer to the GMC or NMC",
        "a PIN of 4 digits",
        "12A and 12B are forms",
        "the GDC and its 9 standards",
        "NMC (2018) The Code",
        "GMC (2024) Good medical practice",
        "HCPC (2023)",
        "registration numbers are public",
        "Registration opens in 2026.",
    ]);
}

#[test]
fn case_references_are_found() {
    found(
        Kind::CaseReference,
        &[
            "LFPSE ⟦10012345⟧",
            "StEIS ⟦2025/12345⟧",
            "logged as ⟦2025/12345⟧.",
            "Datix ⟦W123456⟧",
            "Datix ref: ⟦123456⟧",
            "DATIX-⟦123456⟧",
            "datix number ⟦WEB-123456⟧",
            "Ulysses ⟦U12345⟧",
            "InPhase ref ⟦IN-20451⟧",
            "incident number ⟦INC-2025-0143⟧",
            "⟦INC-2025-0143⟧ was raised",
            "⟦INC/2025/0143⟧",
            "coroner's reference ⟦2025-0123⟧",
            "Coroner ref. ⟦COR/25/1234⟧",
            "inquest ⟦12345/2025⟧",
            "complaint ⟦C/2025/0143⟧",
            "complaint ref ⟦25-0143⟧",
            "PALS ref ⟦P12345⟧",
            "PHSO case ⟦P-004321⟧",
            "Ombudsman reference ⟦P004321⟧",
            "our ref ⟦ABC/12345⟧",
            "claim ⟦M25CT123/456⟧",
            "crime reference ⟦13240012345⟧",
            "CAD ⟦1234⟧",
            "incident was reported on Datix (⟦W99012⟧)",
            "[form](datix-⟦123456⟧.pdf)",
            "SI ⟦2025/4412⟧ was raised",
            "safeguarding ref ⟦SG-20251⟧",
            "INC ⟦12345⟧ was raised",
        ],
    );
    passes(&[
        "Datix reports rose in 2024.",
        "incident 3 of 4",
        "We logged incidents in 2024/25.",
        "The Regulations 2014 (SI 2014/2936) apply.",
        "complaints 2024/25",
        "Policy reference: POL-0123",
        "reference range 3.5-5.0 mmol/L",
        "the coroner wrote in 2024",
        "a case of 2024",
        "case 12",
        "the 2023/2024 report",
        "PALS on 3 sites",
        "claims rose by 12%",
        "NatPSA/2023/001/NHSPS",
        "incident review in 2025",
        "Reference 12 of the list",
        "document ref 12345",
        "Safeguarding level 3 training",
        "LFPSE taxonomy v5",
        "PSIRF and PSII in 2025",
    ]);
}

#[test]
fn other_numbers_are_found() {
    found(
        Kind::OtherNumber,
        &[
            "card ⟦4111 1111 1111 1111⟧",
            "⟦4111111111111111⟧",
            "sort code ⟦12-34-56⟧",
            "account number ⟦12345678⟧",
            "account no. ⟦1234 5678⟧",
            "serial number ⟦SN-123456⟧",
            "serial no ⟦A1B2-12345⟧",
            "asset tag ⟦123456⟧",
            "IMEI ⟦490154203237518⟧",
            "passport number ⟦123456789⟧",
            "call sign ⟦Y1234⟧",
            "callsign ⟦4471⟧",
            "IP address ⟦192.168.1.20⟧",
            "from ⟦192.168.10.20⟧ at night",
            "payroll ⟦1234567⟧",
            "pump ⟦PB-10234⟧ failed",
            "MAC address ⟦00:1B:44:11:3A:B7⟧",
            "prison number ⟦A1234BC⟧",
        ],
    );
    passes(&[
        "version 1.2.3.4",
        "section 10.12.14.16",
        "ISO 9001 and BS EN 60601",
        "four pumps, 12 drivers",
        "a serial rise over 4 weeks",
        "1234 5678 9012 3456",
        "SNOMED 1234567890128",
        "pump 12 was free",
        "device alerts in 2024",
        "MDA/2010/001",
        "GTIN 05012345678900",
        "3.5 to 5.0 mmol",
        "an ambulance every 7 minutes",
        "crew of 2",
        "account for 12% of falls",
    ]);
}

#[test]
fn suggestions_never_repeat_a_number() {
    for text in ["DOB 14/05/1938", "NHS 943 476 5919", "Datix W123456", "in bed 14"] {
        for found in scan(text, &Vocabulary::default()) {
            let words = &text[found.range.clone()];
            assert!(found.suggestion.is_none_or(|suggestion| !suggestion.contains(words)), "{text}");
        }
    }
}
