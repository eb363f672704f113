//! Illnesses that few people have, by the form of their names, in a text about somebody who has one.

use super::Found;
use super::persons;
use super::uncommon::{Told, told};
use crate::anonymity::{Detail, data};

/// Illnesses called after somebody that many have.
const OFTEN: &[&str] = &[
    "down",
    "asperger",
    "tourette",
    "guillain",
    "barré",
    "barre",
    "parkinson",
    "alzheimer",
    "crohn",
    "cushing",
    "sjögren",
    "sjogren",
    "graves",
    "paget",
    "hodgkin",
    "ménière",
    "meniere",
    "raynaud",
    "korsakoff",
    "wernicke",
    "perthes",
    "lyme",
    "stevens",
    "johnson",
    "covid",
    "horner",
    "kawasaki",
    "coeliac",
    "bowen",
    "still",
    "reiter",
    "mallory",
    "weiss",
    "barrett",
    "dupuytren",
    "peyronie",
    "hashimoto",
    "mendelson",
    "munchausen",
    "stockholm",
    "charcot",
    "scheuermann",
    "osgood",
    "gilbert",
    "legionnaires",
    "legionnaire",
];

/// Words before "disease" and "syndrome" that many have, or that name a field.
const COMMON: &[&str] = &[
    "bowel",
    "tunnel",
    "metabolic",
    "nephrotic",
    "coronary",
    "compartment",
    "distress",
    "serotonin",
    "refeeding",
    "heart",
    "kidney",
    "liver",
    "lung",
    "coeliac",
    "cardiovascular",
    "chronic",
    "infectious",
    "vascular",
    "valve",
    "thyroid",
    "gum",
    "neurone",
    "neuron",
    "cell",
    "ovary",
    "mental",
    "ischaemic",
    "peripheral",
    "arterial",
    "artery",
    "pulmonary",
    "inflammatory",
    "autoimmune",
    "communicable",
    "notifiable",
    "skin",
    "bone",
    "joint",
    "eye",
    "gallbladder",
    "gallstone",
    "ulcer",
    "reflux",
    "diverticular",
    "eating",
    "personality",
    "bipolar",
    "anxiety",
    "mood",
    "panic",
    "sleep",
    "speech",
    "developmental",
    "spectrum",
    "stress",
    "conduct",
    "clotting",
    "bleeding",
    "airways",
    "obstructive",
    "renal",
    "the",
    "a",
    "this",
    "any",
    "of",
    "her",
    "his",
    "their",
    "underlying",
    "other",
    "same",
    "or",
    "and",
    "and",
    "with",
    "withdrawal",
    "fatigue",
    "pain",
    "hyperactivity",
    "deficit",
    "use",
    "misuse",
    "cauda",
    "equina",
    "wasting",
    "lyme",
    "celiac",
    "cns",
    "physical",
    "severe",
    "rare",
    "genetic",
    "psychotic",
    "depressive",
    "apnoea",
    "cardiac",
    "brain",
    "respiratory",
    "motor",
    "blood",
    "tissue",
    "vein",
    "venous",
    "valvular",
    "neurological",
    "end",
    "stage",
    "fatty",
    "alcohol",
    "drug",
    "transmitted",
    "premenstrual",
    "leg",
    "legs",
    "death",
    "progressive",
    "advanced",
];

/// Words before an illness that somebody has.
const CUES: &[&str] = &[
    "has",
    "had",
    "with",
    "diagnosed",
    "illness",
    "diagnosis",
    "born",
    "known",
    "lives",
    "underlying",
    "suffered",
    "condition",
    "by",
    "called",
];

/// "Susac's syndrome", "stone man syndrome" of somebody who has it.
pub(super) fn eponym(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let own = usize::from(
        tokens.is(tokens.back(at, 1), "s")
            && tokens.joined(at.saturating_sub(1))
            && tokens.any(tokens.back(at, 2), &["'", "’"]),
    ) * 2;
    let name = tokens.back(at, 1 + own);
    let cued = tokens.behind(name, 6).any(|it| tokens.any(it, CUES));
    let illness = tokens.behind(name, 6).any(|it| tokens.any(it, &["illness", "underlying", "diagnosed", "born"]));
    let told = told(tokens, name, at) == Told::One;
    let noted = tokens.behind(name, 4).any(|it| tokens.any(it, &["pmh", "pmhx", "pt", "dx", ":", "of", "and"]));
    let cued = cued || told && noted;
    let somebody = illness || told || persons::around(tokens, name, at, 20);
    let named =
        tokens.capital(name) && !tokens.shouted(name) && !tokens.any(name, OFTEN) && !tokens.ends_sentence(name);
    let told = tokens.word(name)
        && !tokens.capital(name)
        && !tokens.any(name, COMMON)
        && own == 0
        && !tokens.is(at, "disorder");
    if tokens.near(at) && cued && somebody && (named || told) {
        found.unusual(Detail::Condition, tokens.range(name, at + 1));
    }
}

/// Endings of names of illnesses, and those that many have.
const ILL: &[&str] = &[
    "aemia",
    "uria",
    "osis",
    "plasia",
    "trophy",
    "dystrophy",
    "ataxia",
    "algia",
    "phagia",
    "oma",
    "itis",
    "opathy",
    "oedema",
    "philia",
    "porphyria",
    "blastoma",
];
const ILL_OFTEN: &[&str] = &[
    "pneumonia",
    "sepsis",
    "arthritis",
    "osteoarthritis",
    "diagnosis",
    "thrombosis",
    "stenosis",
    "fibrosis",
    "cirrhosis",
    "tuberculosis",
    "osteoporosis",
    "anaemia",
    "melanoma",
    "myeloma",
    "lymphoma",
    "glaucoma",
    "carcinoma",
    "hepatitis",
    "meningitis",
    "cellulitis",
    "diverticulitis",
    "pancreatitis",
    "gastroenteritis",
    "bronchitis",
    "appendicitis",
    "neuropathy",
    "cardiomyopathy",
    "retinopathy",
    "hypertrophy",
    "haematoma",
    "hyperkalaemia",
    "hypokalaemia",
    "hyponatraemia",
    "hypernatraemia",
    "hypoglycaemia",
    "hyperglycaemia",
    "bacteraemia",
    "septicaemia",
    "leukaemia",
    "ischaemia",
    "psychosis",
    "necrosis",
    "acidosis",
    "ketoacidosis",
    "alkalosis",
    "sclerosis",
    "scoliosis",
    "kyphosis",
    "psoriasis",
    "endometriosis",
    "sarcoidosis",
    "encephalitis",
    "endocarditis",
    "pericarditis",
    "myocarditis",
    "nephropathy",
    "encephalopathy",
    "myopathy",
    "asthma",
    "eczema",
    "stoma",
    "coma",
    "trauma",
    "haematuria",
    "dysuria",
    "oliguria",
    "anuria",
    "polyuria",
    "proteinuria",
    "neuralgia",
    "fibromyalgia",
    "myalgia",
    "arthralgia",
    "oedema",
    "cystitis",
    "pyelonephritis",
    "dermatitis",
    "rhinitis",
    "sinusitis",
    "tonsillitis",
    "otitis",
    "colitis",
    "gastritis",
    "oesophagitis",
    "cholecystitis",
    "cholangitis",
    "peritonitis",
    "osteomyelitis",
    "discitis",
    "phlebitis",
    "mastitis",
    "vasculitis",
    "nephritis",
    "hyperplasia",
    "dysplasia",
    "dysphagia",
    "prognosis",
    "atherosclerosis",
    "embolism",
    "hypercalcaemia",
    "hypocalcaemia",
    "hypovolaemia",
    "hypoxaemia",
    "thrombocytopaenia",
    "neutropenia",
    "neuroma",
    "adenoma",
    "fibroma",
    "lipoma",
    "sarcoma",
    "conjunctivitis",
    "laryngitis",
    "bronchiolitis",
    "hypothermia",
    "polycythaemia",
    "bronchiectasis",
    "spondylosis",
    "thrombophilia",
    "symphysis",
    "phimosis",
    "thyrotoxicosis",
    "keratosis",
    "delirium",
    "hypoplasia",
    "chorioamnionitis",
    "vaginosis",
    "candidosis",
    "toxicosis",
    "analysis",
    "dialysis",
    "haemodialysis",
    "paralysis",
    "hypnosis",
    "metastasis",
    "homeostasis",
    "emphasis",
    "basis",
    "crisis",
    "oasis",
    "aroma",
    "diploma",
    "atrophy",
    "dystrophy",
    "ataxia",
    "gingivitis",
    "pleurisy",
    "uraemia",
    "viraemia",
    "hyperlipidaemia",
    "gastroparesis",
    "hydronephrosis",
    "nephrosis",
    "diaphoresis",
];

/// How far from "diagnosis" the name of an illness is looked for, in tokens.
const DIAGNOSIS_REACH: usize = 5;

/// "her main diagnosis, craniopagus twins,": an illness so rare that no list of words has it.
pub(super) fn diagnosis(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    if !tokens.any(at, &["diagnosis", "illness", "condition"])
        || !tokens.any(at + 1, &[",", ":", "is", "was", "(", "of"])
        || !persons::spoken_of(tokens, at, at + 1, 8)
    {
        return;
    }
    let words = tokens.ahead(at + 2, DIAGNOSIS_REACH).take_while(|it| tokens.word(*it) || tokens.is(*it, "-"));
    let rare = |it: &usize| {
        let word = tokens.lower(*it);
        let known = data::word(&data::fold(word));
        word.len() > 6
            && !tokens.capital(*it)
            && known.common == 0
            && known.classes == data::Classes::default()
            && tokens.entry(*it).is_none()
            && !ILL_OFTEN.contains(&word)
    };
    let list: Vec<usize> = words.collect();
    if let Some(first) = list.iter().copied().find(|it| rare(it)) {
        let end = list.iter().copied().skip_while(|it| *it < first).take_while(|it| !tokens.any(*it, VERBS)).last();
        found.unusual(Detail::Condition, tokens.range(first, end.unwrap_or(first) + 1));
    }
}

/// Words that end the name of an illness.
const VERBS: &[&str] = &["has", "had", "was", "is", "and", "which", "that", "made", "meant", "with", "who"];

/// "has alkaptonuria": an illness by its ending, of somebody who has it.
pub(super) fn illness(found: &mut Found, at: usize) {
    let tokens = found.tokens;
    let word = tokens.lower(at);
    if word.len() < 9
        || !ILL.iter().any(|end| word.ends_with(end))
        || ILL_OFTEN.contains(&word)
        || tokens.capital(at) && !tokens.ends_sentence(at)
    {
        return;
    }
    let cued = tokens.behind(at, 4).any(|it| tokens.any(it, CUES));
    let illness = tokens.behind(at, 5).any(|it| tokens.any(it, &["illness", "underlying", "diagnosed"]));
    if cued && (illness || persons::around(tokens, at, at + 1, 20) || told(tokens, at, at + 1) == Told::One) {
        found.unusual(Detail::Condition, tokens.range(at, at + 1));
    }
}
