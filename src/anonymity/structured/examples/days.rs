//! Dates, dates of birth and ages.

use super::{found, passes};
use crate::anonymity::{Kind, Vocabulary, scan};

#[test]
fn dates_are_found() {
    found(
        Kind::Date,
        &[
            "She fell on ⟦14 May 2025⟧ at home.",
            "It was the ⟦14th of May⟧.",
            "Seen on ⟦1/8⟧ by the team.",
            "⟦last Tuesday, 3 June⟧",
            "On ⟦Tuesday 3 June 2025⟧ she fell.",
            "Admitted ⟦03.06.2025⟧ with pain.",
            "The scan of ⟦3-Jun-25⟧ was lost.",
            "He was seen on the ⟦3rd⟧ and again later.",
            "It happened on ⟦2025-06-03⟧.",
            "⟦2025-06-03⟧T14:22:00Z event",
            "On ⟦June 3rd⟧ the drip was stopped.",
            "⟦June 3, 2025⟧ was a busy day.",
            "It was the ⟦third of June⟧ when he fell.",
            "From ⟦3–5 June⟧ she waited.",
            "Between ⟦3 and 5 June 2025⟧ she waited.",
            "On ⟦3, 4 and 5 June⟧ nobody rang.",
            "the night of ⟦3/4 June⟧",
            "Dated ⟦03/06/25⟧, the letter was lost.",
            "on ⟦14may2025⟧ she was moved",
            "on ⟦14 may 2025⟧ she was moved",
            "on the ⟦14th may⟧ she was moved",
            "![scan](images/fall-⟦14-may-2025⟧.jpg)",
            "photo_⟦20250603⟧_bay.jpg",
            "![Chart](chart-⟦2025-06-03⟧.png)",
            "on ⟦**14** May 2025⟧ she fell",
            "on ⟦14\nMay 2025⟧ she fell",
            "on ⟦14  May   2025⟧ she fell",
            "on ⟦14&nbsp;May 2025⟧ she fell",
            "He died on ⟦Christmas Day⟧.",
            "On ⟦Boxing Day 2024⟧ he collapsed.",
            "On ⟦Monday 3rd⟧ she was moved.",
            "It was ⟦twenty-third of June 2025⟧.",
            "⟦Sept 3rd 2025⟧ was when it was found.",
            "⟦3 Febuary 2025⟧ was when it was found.",
            "on ⟦03 06 2025⟧ a call was made",
            "w/c ⟦2 June⟧ there was no cover",
            "<!-- fell ⟦14/05/2025⟧ -->",
            "---\ntitle: A fall on ⟦14 May 2025⟧\n---\nText.",
            "| Date | What |\n|---|---|\n| ⟦14/5/25⟧ | Fall |",
            "by ⟦3/6⟧ at 14:05 she was worse",
            "admitted ⟦14/5⟧ to hospital",
            "On Ward 23, ⟦14 May 2025⟧, at 14:05, ⟦15 May⟧",
            "on ⟦New Year's Eve 2024⟧ he fell",
        ],
    );
}

#[test]
fn months_years_and_the_days_of_documents_pass() {
    passes(&[
        "In June 2025 the ward changed its rounds.",
        "The year 2024/25 was hard.",
        "In Q2 2025 we saw more falls.",
        "Published on 3 June 2025.",
        "Next review: 14 May 2027",
        "This policy was approved on 3 June 2025 by the committee.",
        "Last updated 3 June 2025",
        "The Regulations came into force on 27 November 2014.",
        "---\ndate: 2026-05-14\nnext_review: 2027-05-14\n---\nText.",
        "She waited from 14:05 to 16:20.",
        "It lasted two days and 3 hours.",
        "A dose of 5/7 of the course was given over 3/52.",
        "About 1/8 of the fluid was left, and pain was 7/10.",
        "We are open 24/7.",
        "Version 1.2.10 of the form.",
        "Section 3.2.12 says how.",
        "BS 8878 and ISO 9001:2015 apply.",
        "She may 3 times a day refuse.",
        "Figure 3 and Table 4 show how.",
        "between 1 April 2024 and 31 March 2025",
        "Two days later she went home.",
        "One in 4 people, 25% of 320.",
        "In spring 2026 we will look again.",
        "The office is closed on Christmas Day and bank holidays.",
        "It was the 3rd attempt on the 2nd floor.",
        "Patients may march through 10 steps.",
        "We are open Monday to Friday, 9am to 5pm.",
        "Call us Monday 9:00 to 17:00.",
        "NICE guideline NG24, updated in May 2024.",
        "early June, mid-June and late July",
    ]);
}

#[test]
fn days_suggest_a_season_or_a_quarter() {
    let suggested = |text: &str| scan(text, &Vocabulary::default()).into_iter().find_map(|it| it.suggestion);
    assert_eq!(suggested("fell on 14 May 2026").as_deref(), Some("spring 2026"));
    assert_eq!(suggested("fell on 14/12/2025").as_deref(), Some("October to December 2025"));
    assert_eq!(suggested("fell on 2 January 2026").as_deref(), Some("January to March 2026"));
    assert_eq!(suggested("fell on 1/8 at home").as_deref(), Some("summer"));
    assert_eq!(suggested("an 87-year-old").as_deref(), Some("aged over 85"));
    assert_eq!(suggested("aged 3 weeks").as_deref(), Some("15 to 28 days old"));
    assert_eq!(suggested("moved to Ward 23").as_deref(), Some("a ward"));
    assert_eq!(suggested("in side room 2").as_deref(), Some("a side room"));
}

#[test]
fn dates_of_birth_are_found() {
    found(
        Kind::BirthDate,
        &[
            "DOB: ⟦14/05/1938⟧",
            "dob ⟦14.5.38⟧",
            "D.O.B. ⟦14-05-1938⟧",
            "d.o.b: ⟦14 May 1938⟧",
            "Date of birth ⟦14th May 1938⟧",
            "date of birth: ⟦1938-05-14⟧",
            "date-of-birth is ⟦14051938⟧",
            "born on ⟦14 May 1938⟧ in Leeds",
            "She was born ⟦May 14, 1938⟧.",
            "born in ⟦June 1938⟧",
            "(DOB ⟦14/5/38⟧)",
            "**DOB:** ⟦14/05/1938⟧",
            "| DOB | ⟦14/05/1938⟧ |",
            "⟦14/05/1938⟧ (DOB)",
            "DOB ⟦14/O5/1938⟧",
            "birth date ⟦14 05 1938⟧",
            "DOB⟦14/05/1938⟧",
            "her birthday, ⟦14 May⟧, was quiet",
            "<!-- dob: ⟦14/05/1938⟧ -->",
            "---\ndob: ⟦1938-05-14⟧\n---\n",
            "DOB:\n⟦14/05/1938⟧",
        ],
    );
    passes(&[
        "The baby was born at 39 weeks.",
        "Born by caesarean section.",
        "Ask for the date of birth twice.",
        "Check name, date of birth and address.",
        "A baby born before 37 weeks is premature.",
        "Babies born between 2 and 4 weeks early",
        "A date of birth was wrong on 3 forms.",
    ]);
}

#[test]
fn ages_are_found() {
    found(
        Kind::Age,
        &[
            "⟦87F⟧ admitted with a fall",
            "An ⟦87-year-old⟧ woman",
            "an ⟦87 year old⟧ man",
            "⟦87 years old⟧",
            "⟦82 yo⟧ male",
            "⟦82yo⟧ male",
            "⟦82 y/o⟧ with pain",
            "⟦F/82⟧ with pain",
            "an ⟦eighty-seven-year-old⟧ woman",
            "a ⟦6-month-old⟧ baby",
            "a ⟦six-week-old⟧ baby",
            "aged ⟦3 weeks⟧",
            "a woman aged ⟦87⟧ fell",
            "She was in her ⟦nineties⟧.",
            "a man in his late ⟦eighties⟧",
            "An ⟦octogenarian⟧ fell.",
            "near his ⟦90th birthday⟧",
            "at the age of ⟦87⟧ she fell",
            "Age: ⟦87⟧",
            "She was ⟦87⟧ and lived alone.",
            "He was only ⟦19⟧.",
            "The patient (⟦87⟧) fell.",
            "Margaret, ⟦87⟧, was moved.",
            "⟦87 years of age⟧",
            "⟦45 M⟧, chest pain",
            "⟦18 months old⟧",
            "⟦3 years and 2 months old⟧",
            "**⟦87⟧**⟦-year-old⟧ woman",
            "an ⟦87\nyear old⟧ man",
            "had just turned ⟦18⟧",
            "| Age | ⟦87⟧ |",
            "an ⟦87 yr old⟧ lady",
            "![an ⟦87-year-old⟧ in bed](a.png)",
            "two patients aged ⟦87⟧ died",
            "His son is ⟦62⟧.",
            "a man, who was ⟦87⟧, fell",
            "⟦87♀⟧ with pain",
            "a ⟦3/12 old⟧ baby",
            "in her mid-⟦50s⟧",
            "in his late ⟦70's⟧",
            "a woman of ⟦87⟧.",
            "a baby on ⟦day 5 of life⟧",
        ],
    );
    passes(&[
        "People aged 85 to 89 fall most.",
        "over 65s are offered it",
        "Anyone aged 18 or over may ask.",
        "children under 5 and adults over 85",
        "aged 65 and over",
        "Patients aged over 85",
        "under the age of 18",
        "aged 16 to 17",
        "28+3 weeks of gestation",
        "The median age was 67.",
        "A 28-bed ward with 3 nurses.",
        "It took 87 days and 12 weeks.",
        "87 patients and 45% of staff",
        "a temperature of 98F",
        "It cost £45m to build.",
        "the 1990s and the nineties",
        "Give 5 mg at 10pm.",
        "75-year-olds are invited",
        "a two-year plan, a 5-year strategy",
        "She was 10 minutes late.",
        "He was 3 days into the course.",
        "aged between 18 and 64",
        "from the age of 50",
        "about 6 months of records",
    ]);
}
