use super::*;

/// What is found in a text, as words and weights.
fn found(text: &str) -> Vec<(Kind, Weight, &str)> {
    let found = find(text, &Vocabulary::default());
    found.into_iter().map(|it| (it.kind, it.weight, &text[it.range])).collect()
}

/// Each of these words is inside a name found in the text.
fn names_in(text: &str, names: &[&str]) {
    let all = found(text);
    for name in names {
        let mentions = text.match_indices(name);
        for (start, _) in mentions {
            let hit = find(text, &Vocabulary::default())
                .iter()
                .any(|it| it.kind == Kind::Name && it.range.start <= start && start < it.range.end);
            assert!(hit, "{name:?} in {text:?}: {all:?}");
        }
    }
}

/// Nothing at all is found in the text.
fn clean(text: &str) {
    assert_eq!(found(text), [], "{text:?}");
}

#[test]
fn names_of_any_origin() {
    let people = [
        ("Margaret", "Holroyd"),
        ("Rhiannon", "Prosser"),
        ("Eilidh", "Urquhart"),
        ("Siobhán", "O'Driscoll"),
        ("Adaeze", "Okafor"),
        ("Chinyere", "Nwosu-Clarke"),
        ("Kwame", "Boateng"),
        ("Hodan", "Warsame"),
        ("Agnieszka", "Wróblewska"),
        ("Rukhsana", "Iqbal"),
        ("Shahida", "Khanom"),
        ("Jyotsna", "Solanki"),
        ("Gurpreet", "Dhillon"),
        ("Sivakumar", "Selvarajah"),
        ("Fatima", "al-Hassan"),
        ("Zeynep", "Yıldırım"),
        ("Xiaoming", "Zhou"),
        ("Phuong", "Huynh"),
        ("Maricel", "Macaraeg"),
        ("João", "Magalhães"),
        ("Mihaela", "Ciobanu"),
        ("Eleni", "Papadopoulou"),
        ("Delroy", "Codrington"),
        ("Pieter", "van der Berg"),
        ("Dafydd", "ap Rhys"),
    ];
    for (first, last) in people {
        names_in(
            &format!("{first} {last} was admitted with a chest infection. {first} fell at night."),
            &[first, last],
        );
        names_in(&format!("The error was found by {first} {last} in the laboratory."), &[first, last]);
        names_in(&format!("His daughter, {first}, was told the next day. She rang {first} at home."), &[first]);
        names_in(&format!("Mrs {last} was seen in clinic. Nobody told Mrs {last} why."), &[last]);
        names_in(&format!("The notes of {}, {first}, were lost.", last.to_uppercase()), &[first]);
    }
}

#[test]
fn cues_of_every_kind() {
    for (text, names) in [
        ("Sister Okafor and Charge Nurse Pike agreed.", &["Okafor", "Pike"][..]),
        ("Dr Brown saw her. Mr Young waited.", &["Brown", "Young"]),
        ("She was cared for by J. P. Thackeray overnight.", &["Thackeray"]),
        ("Patient: SMITH, John", &["SMITH", "John"]),
        ("Consultant: Grace Bell", &["Grace", "Bell"]),
        ("| Lead investigator | Bill Cook |", &["Bill", "Cook"]),
        ("Agnes was unwell. Her mother had died.", &["Agnes"]),
        ("We told Patience that her scan was clear.", &["Patience"]),
        ("It was Glen who noticed. Glen told the nurse.", &["Glen"]),
        ("The family met May and her brother Basil.", &["May", "Basil"]),
        ("Thank you to\nMargaret\nHolroyd for her story.", &["Margaret", "Holroyd"]),
        ("mrs okafor rang the ward", &["okafor"]),
        ("MARGARET HOLROYD WAS FOUND ON THE FLOOR BY HER SON", &["MARGARET", "HOLROYD"]),
        ("Dear Frank, we are sorry.", &["Frank"]),
    ] {
        names_in(text, names);
    }
}

#[test]
fn a_confirmed_name_is_one_everywhere() {
    let text =
        "Mrs Okafor was admitted. The letter said Okafro, and okafor's notes were lost: see notes-okafor-fall.pdf.";
    names_in(text, &["Okafor", "Okafro", "okafor"]);
    assert!(found(text).iter().all(|it| it.1 == Weight::Block));
    assert!(coreference::one_apart("margret", "margaret"));
    assert!(coreference::one_apart("okafro", "okafor"));
    assert!(!coreference::one_apart("holroyd", "holroyd"));
    assert!(!coreference::one_apart("ashworth", "haworth"));
}

/// The words of a policy that every page of it has, with two people named in it.
#[test]
fn a_confirmed_name_makes_no_names_of_the_words_of_titles() {
    let text = "# Patient Safety Incident Response Policy\n\nDr Alastair Penhaligon, Chief Medical Officer\n\nThis policy \
        was agreed under the Patient Safety Incident Response Plan, which sets out how. The Plan was agreed in \
        September.\n\n**Chief Medical Officer**\n\nDr Alastair Penhaligon is the executive lead for patient safety. \
        Ask penhaligon's office.\n\n**Head of Patient Safety**\n\nPriya Ramanathan leads the patient safety team and \
        chairs the Patient Safety Incident Review Group. Dr Penhaligan signs.\n\nThe investigator uses the Systems \
        Engineering Initiative for Patient Safety (SEIPS) model. Incidents are recorded on our system (Datix). Write to \
        patient.safety@hollinshead.example, or see https://www.england.nhs.uk/patient-safety/.\n\n| Patient Safety \
        Incident Review Group | Weekly | Head of Patient Safety |\n|---|---|---|\n| PSII | 3 months | Chief Medical Officer |\n";
    names_in(text, &["Alastair", "Penhaligon", "penhaligon", "Ramanathan", "Penhaligan"]);
    let others: Vec<_> = found(text)
        .into_iter()
        .filter(|it| !["alast", "penhal", "priya", "ramana"].iter().any(|name| it.2.to_lowercase().contains(name)))
        .collect();
    assert_eq!(others, []);
    // Plain words that are surnames still are, beside a title or a first name.
    names_in("Mrs Medical was late. Sister Okafor and Dr Alastair Medical met Mrs Medical.", &["Medical", "Okafor"]);
}

#[test]
fn head_nouns_veto() {
    for text in [
        "Hodgkin lymphoma and Crohn's disease need specialist care.",
        "A Foley catheter was left in. The Hickman line was flushed.",
        "Martha's Rule gives families a voice.",
        "Teams at St Mary's Hospital took part.",
        "The Ockenden review and the Kirkup report changed maternity care.",
        "The Waterlow score was high and the Glasgow Coma Scale was 15.",
        "The Florence Nightingale Foundation trains leaders.",
        "A Macmillan nurse came. Marie Curie helped at home.",
        "The Caldicott Guardian was told. A Yellow Card was sent.",
        "Betsi Cadwaladr University Health Board published its report.",
        "The clinic is in Duncan House.",
        "Guillain-Barré syndrome and Cheyne-Stokes breathing were noted.",
        "Wells score, Apgar score and Bishop score were written down.",
        "Kielland forceps and the McRoberts manoeuvre were used.",
        "The Thirlwall Inquiry is hearing evidence.",
        "Apixaban and Clexane were stopped.",
        "Staff in Leeds, Bradford and Huddersfield tested it.",
        "In March 2024 the board approved the plan. By April, Datix showed fewer falls.",
        "Will the new chart work? Hope is not a plan. May we suggest a pause?",
        "Urdu, Gujarati, Punjabi and Welsh versions are available.",
        "Nurse practitioners and consultant paediatricians led it. Ask the sister in charge.",
        "# Early Warning Scores and Escalation\n\nEscalation was late.",
        "- Safety Huddles every morning\n- Red Trays at mealtimes",
        "The Patient Safety Incident Response Framework replaced it.",
        "Thromboprophylaxis was missed. Hypoglycaemia was treated.",
        "DNA, UV light and the BSL service are not people. The AMD clinic is.",
    ] {
        clean(text);
    }
}

#[test]
fn a_title_or_a_first_name_undoes_a_veto() {
    names_in("Mrs Hodgkin was admitted. Mr Foley sat with her.", &["Hodgkin", "Foley"]);
    names_in("Margaret Ward was admitted. Margaret fell.", &["Margaret", "Ward"]);
    names_in("Agnes's review was late. Agnes waited.", &["Agnes"]);
}

#[test]
fn pseudonyms_pass() {
    clean("Patient A was moved. Mr B and Nurse C have read this. Family X was told.");
    clean("This is the story of a woman we call Rose, which is not her real name. Rose told us that she felt alone.");
}

#[test]
fn initials_of_people() {
    for text in ["Mrs K was seen.", "The notes said that patient M.O. had gone.", "It was signed by Nurse JB."] {
        let all = found(text);
        assert!(all.iter().any(|it| it.0 == Kind::Initials && it.1 == Weight::Warn), "{text:?}: {all:?}");
    }
    clean("Ask for pain relief, i.e. at once, from 8 a.m. in the ED or the ICU.");
}

#[test]
fn places_only_where_somebody_was() {
    let all = found("She lived alone in Todmorden and was found near Hebden Bridge.");
    assert_eq!(all, [(Kind::Place, Weight::Warn, "Todmorden"), (Kind::Place, Weight::Warn, "Hebden Bridge")]);
    let all = found("He lived at Rowan Court nursing home.");
    assert!(all.iter().any(|it| it.0 == Kind::Place), "{all:?}");
    clean("Teams from Todmorden and Halifax took part.");
}

#[test]
fn hospitals_only_where_something_happened_to_somebody() {
    for (text, hospital) in [
        ("A patient fell at Vale Community Hospital.", "Vale Community Hospital"),
        ("She went to St Mary's Hospital.", "St Mary's Hospital"),
        ("They were moved from the Royal Thornbury Infirmary at night.", "Royal Thornbury Infirmary"),
        ("The fall happened in Bramley Community Hospital.", "Bramley Community Hospital"),
    ] {
        assert_eq!(found(text), [(Kind::Place, Weight::Warn, hospital)]);
    }
    for text in [
        "She was moved to a Community Hospital and then to the Royal Infirmary.",
        "# Falls at Vale Community Hospital\n\nTeams at Vale Community Hospital took part.",
        "Each patient has a plan. The tool was tried at St Jude's Hospital.",
        "NHS England (2022) Learning at St Jude's Hospital.",
    ] {
        clean(text);
    }
}

#[test]
fn suggestions_name_a_group_and_never_the_words() {
    for (text, suggestion) in [
        ("Sister Okafor agreed.", "a senior nurse"),
        ("Dr Holroyd agreed.", "a doctor"),
        ("His daughter, Agnieszka, agreed.", "a relative"),
        ("Mrs Holroyd agreed.", "the patient"),
    ] {
        let found = find(text, &Vocabulary::default());
        assert_eq!(found[0].suggestion.as_deref(), Some(suggestion), "{text:?}");
    }
}

#[test]
fn a_site_allows_its_own_names() {
    let allowed = ["Kate Okafor-Granger".to_owned()];
    let vocabulary = Vocabulary::new(&allowed, &[], &[], &[]);
    assert_eq!(find("The ward is called Kate Okafor-Granger after a nurse.", &vocabulary), []);
}

#[test]
fn any_text_at_all() {
    for text in [
        "",
        " ",
        "'",
        "’s",
        "O'",
        "-",
        "Ö",
        "Mr",
        "Mr ",
        "Mr\n\nK",
        "\u{301}",
        "A\u{301}gnes’s’s",
        "St",
        "👩‍⚕️ Mrs 👩‍⚕️",
        "|||",
        "Mrs O’",
        "İ I ı",
        "x'\u{301}s",
        "Dr.",
        "J.J.J.J.J.",
        "van van van de Berg de",
    ] {
        let _ = found(text);
        let _ = found(&text.repeat(40));
    }
}

#[test]
fn learnt_weights_are_of_one_piece() {
    let weights = include_bytes!("../data/judge.bin");
    assert_eq!(weights.len(), 12 + judge::SLOTS);
    assert!(weights[12..].iter().filter(|weight| **weight != 0).count() > 1_000);
}

#[test]
fn things_on_no_list_are_no_people() {
    for text in [
        "Temperatures fell by half. Shivering fell too. Consultants liked the chart.",
        "Rotas moved to Quillon, and results come back through Tarnfield Web.",
        "See [the plan](../learning/falls.md) and `draft: true` in the file.",
        "title: Preventing falls\nstatus: draft\npublished: true",
        "We worked with Marks & Spencer and with Strudwick & Lowe.",
        "| Procurement | Summer | Green |\n| Estates | Winter | Amber |",
    ] {
        let blocked: Vec<_> = found(text).into_iter().filter(|it| it.1 == Weight::Block).collect();
        assert_eq!(blocked, [], "{text:?}");
    }
}

#[test]
fn lower_case_slugs_and_titles_are_read() {
    let text = "Mrs Rule was seen by Glen Marsh.\n\n![the bay](images/glen-marsh.jpg)\n\nalias: rule_timeline.docx";
    names_in(text, &["glen-marsh", "marsh.jpg", "rule_timeline"]);
    names_in("dr keen came at nine", &["keen"]);
    let text = "Dr Samuel Okafor, Chief Nurse\n\n- NHS England, National manual for England\n\nSee https://www.england.nhs.uk/a-for-england/ and www.england.nhs.uk/b/";
    names_in(text, &["Samuel", "Okafor"]);
    assert!(!found(text).iter().any(|(_, _, words)| words.contains("ngland")), "{:?}", found(text));
    names_in("Mr Nurse and Dr He agreed.", &["Nurse", "He"]);
    names_in("checked by kuljit at 8. family told, dawn (daughter) upset. mrs akande aware.", &["kuljit", "dawn"]);
}

#[test]
fn accents_and_syllables_tell_names() {
    names_in("The scan was read by Trần Thị Sơn and by Ruolan Guo.", &["Trần", "Sơn", "Ruolan"]);
}

#[test]
fn initials_that_a_text_gives_to_a_person() {
    for (text, letters) in [
        ("Beverley (BS) came to the clinic. Mrs Sinclair rang.", "BS"),
        ("The entry is signed DU and timed at nine.", "DU"),
        ("Service user: FM", "FM"),
    ] {
        assert!(found(text).iter().any(|it| it.0 == Kind::Initials && it.2 == letters), "{text:?}: {:?}", found(text));
    }
    clean("The scan (CT) was late. Signed off by the board.");
}

#[test]
fn places_and_sites_in_a_text_about_somebody() {
    let person = "Mrs Adaeze Okafor was admitted with a chest infection. ";
    for (text, place) in [
        ("She joined by video from Penzance.", "Penzance"),
        ("She was last seen near Dales View caravan site.", "Dales View caravan site"),
        ("She came from HMP Lindholme.", "HMP Lindholme"),
        ("She went to the steelworks at Scunthorpe.", "steelworks at Scunthorpe"),
        ("She fell outside the Red Lion on the quay.", "Red Lion"),
        ("She slipped at St Bede's primary school.", "Bede"),
    ] {
        let text = format!("{person}{text}");
        assert!(found(&text).iter().any(|it| it.2.contains(place)), "{text:?}: {:?}", found(&text));
    }
    clean("Staff joined by video from Penzance and from Whitby.");
}

#[test]
fn what_somebody_leads_is_nobody() {
    clean("The Head of Fleet agreed to the change.");
    names_in("The Head of Fleet, Karen Bell, agreed to the change.", &["Karen Bell"]);
}

#[test]
fn what_a_sentence_says_around_a_name() {
    for (text, name) in [
        ("My name is Makanaka and I was the nurse in charge.", "Makanaka"),
        ("I'm Emeka and I worked on the boats.", "Emeka"),
        ("That was decided on Gonzalo's advice.", "Gonzalo"),
        ("Known to the service as Eglė, she had been there for years.", "Eglė"),
        ("The message said: its maame, sreejas wife, please ring", "sreejas"),
        ("The bed was taken away by Meiling Sun on Monday.", "Sun"),
        ("Poster made by Rakiya and Vasanthi Kulatunga for Hawthorn Ward.", "Kulatunga"),
    ] {
        names_in(text, &[name]);
    }
}

#[test]
fn lists_of_named_things_are_no_people() {
    clean("The wards are Ash, Rowan and Willow.");
    clean("Bays: Heather, Daisy, Poppy and Violet.");
    clean("The kitchen fed the whole site through the storm called Arwen.");
    clean("Milk is kept below 4 °C. The card goes in the post.");
    names_in("The nurses on the bays were Heather Booth and Daisy Pike.", &["Booth", "Pike"]);
}

#[test]
fn words_of_another_language_are_no_names_without_a_capital() {
    clean("Báo cáo này giải thích điều gì đã xảy ra và bệnh viện đã thay đổi những gì.");
    clean("Dysgu gyda'n gilydd: beth ddigwyddodd, beth a ddysgwyd, a beth sydd wedi newid ar y wardiau.");
    names_in(
        "Dysgu gyda'n gilydd: beth ddigwyddodd i Gwenllian Prosser ar y ward, a beth sydd wedi newid.",
        &["Prosser"],
    );
}

/// The names found in a text, by place.
fn whole(text: &str) -> Vec<&str> {
    found(text).into_iter().filter(|it| it.0 == Kind::Name).map(|it| it.2).collect()
}

#[test]
fn a_name_is_found_whole() {
    for (text, name) in [
        ("Sister Goodness Monk told us so.", "Goodness Monk"),
        ("Seen by Dr A Kazlauskienė that day.", "A Kazlauskienė"),
        ("In the next bay Asli D, a teacher, heard it all.", "Asli D"),
        ("Help came when Ricardo dos Reis got through the window.", "Ricardo dos Reis"),
        ("The call was taken by Agnieszka\nBrzezinska at noon.", "Agnieszka\nBrzezinska"),
        ("The notes were signed for by Simon B.\nEastwood.", "Simon B.\nEastwood"),
        ("She told Sister van den Broek at once.", "van den Broek"),
    ] {
        let names: Vec<&str> = whole(text);
        let (first, last) = (names.first().copied().unwrap_or(""), names.last().copied().unwrap_or(""));
        assert!(name.starts_with(first) && name.ends_with(last) && !first.is_empty(), "{text:?}: {names:?}");
        assert!(names.iter().map(|part| part.len()).sum::<usize>() + 2 >= name.len(), "{text:?}: {names:?}");
    }
}

#[test]
fn what_is_said_only_of_people_tells_a_name() {
    for (text, name) in [
        ("My wife was furious. Jacqueline's a plumber and knew.", "Jacqueline"),
        ("I know because she told me. Nader you're a legend.", "Nader"),
        ("Dear Mrs Okafor, we met Marigold. Dear Agnieszka and Happiness, thank you.", "Happiness"),
        ("Consultant seen today. Cons: Reddy", "Reddy"),
    ] {
        names_in(text, &[name]);
    }
}

#[test]
fn lists_of_eponyms_and_references_pass() {
    clean("Breslow, Clark, Fitzpatrick, Koebner, Wood and Nikolsky are on the sheet.");
    clean("- Hall A, Okafor BC, Smith J. Falls on wards. BMJ 2019;365.");
    clean("- Syed M. Black Box Thinking. John Murray, 2015.");
    clean("Donation follows Max and Keira's Law.");
    assert_eq!(whole("Mrs Trust fell. Her son rang the Trust."), ["Trust"]);
    names_in("Okafor A, Smith J and Adeyemi T were on duty.", &["Okafor"]);
}

#[test]
fn what_a_text_says_is_a_thing_is_nobody() {
    clean("Heidi, Dragon and Brigid are systems. Nobody should write “see Brigid” in a record.");
    clean("Ask the app called Florence. Messages in Florence close at six.");
    clean("SUE is the secondary uses extract. Figures from SUE are late.");
    names_in("Brigid and Heidi are sisters. Brigid rang the ward.", &["Brigid", "Heidi"]);
    names_in("Nurse Florence Okafor set up the app called Florence. Mrs Okafor thanked her.", &["Okafor"]);
}

#[test]
fn makers_journals_grades_and_inquiries_are_nobody() {
    clean("Lifts are by Otis, and sharps bins by Daniels have a slot.");
    clean("The boiler was made by Ruston and Hornsby in 1938.");
    clean("Carayon P. Human factors. Appl Ergon 2020;84:1-9.");
    clean("Forrest IIa is read out at once.");
    clean("Patients with von Hippel-Lindau have a pathway.");
    clean("We read the Ashworth inquiry under Fallon again.");
    clean("A summer fête and a tai chi class are planned. Lentil dhal on Tuesdays.");
    clean("I'd ask, she'd wait. GPhC reg. 2533502 and Tel (home) are labels.");
    clean("Screening moves from Penrith to Keswick, then Millom, Whitehaven and Barrow.");
    names_in("The note by Otis was read. It was made by Agnes Okafor.", &["Agnes", "Okafor"]);
}

#[test]
fn what_stands_around_a_word_shows_a_person() {
    names_in("Hariharan's list overran, Beck's began late, and Pinheiro's never began.", &["Beck", "Pinheiro"]);
    names_in("Whiteboard showing Organ in bed B4 and Ivashchenko in bed A5.", &["Organ", "Ivashchenko"]);
    names_in("Consultants in turn: Enache, Wolfson and Herrera.", &["Enache", "Wolfson", "Herrera"]);
    names_in("Spine trace: 5949790537 = Vargas.", &["Vargas"]);
    names_in("The label said “Gelason” and nobody saw it.", &["Gelason"]);
    names_in("Later Grant from catering remembered the tray.", &["Grant"]);
    names_in("Akweley had been lent to another ward.", &["Akweley"]);
    names_in("note on the fridge: darshans sandwiches, do not touch", &["darshans"]);
    names_in("That was Waterlow's decision, and nobody asked why.", &["Waterlow"]);
    names_in("The statements of Ward Sister Rosemary Trust and others were read.", &["Rosemary"]);
    clean("Murphy's sign and Rovsing's sign were sought. Trans staff have a network.");
    clean("Consultants: cardiology, renal and Elderly Care.");
}

#[test]
fn long_texts_of_one_sort_are_read() {
    for text in ["wards, ", "we call Agnes ", "Agnes, ", "Penrith, ", "Okafor and "] {
        find(&text.repeat(20_000), &Vocabulary::default());
    }
    names_in(&"Agnes's list and Okafor's notes were read. ".repeat(20), &["Agnes", "Okafor"]);
}
