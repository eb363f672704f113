//! What is said that somebody is: "he is a circus performer", "Ms Lee, who is a retired air traffic controller", "she was
//! 29, a harbour pilot, and". Roles of care and what an illness makes of people pass: "a nurse", "a known diabetic".

use super::Found;
use super::lexicon::{ARTICLE, NATIONALITY, NUMERAL, OCCUPATION, PERSON, RELIGION, STAFF, TITLE};
use super::persons;
use super::tokens::{Class, Gap, Tokens};
use crate::anonymity::Detail;

/// How many words a description may have.
const WORDS_MAX: usize = 7;

/// Words that end like those for people who do something, and are none, or are said of any patient.
const NEVER: &[&str] = &[
    "smoker", "drinker", "user", "member", "number", "matter", "reminder", "danger", "order", "letter", "factor", "paper",
    "carer", "caregiver", "partner", "sister", "brother", "mother", "father", "daughter", "stranger", "sufferer", "attender",
    "attendee", "sleeper", "eater", "walker", "historian", "responder", "worker", "carrier", "donor", "receiver", "bleeder",
    "worrier", "disaster", "transfer", "cancer", "ulcer", "disorder", "fever", "blister", "tumor", "filter", "catheter",
    "monitor", "indicator", "trigger", "contributor", "barrier", "pointer", "marker", "helper", "offer", "answer", "chapter",
    "quarter", "register", "meter", "buffer", "border", "leader", "manager", "volunteer", "visitor", "caller", "outlier",
    "computer", "cooker", "shower", "corner", "counter", "other", "later", "earlier", "manner", "further", "better", "younger",
    "older", "elder", "former", "latter", "human", "woman", "man", "survivor", "supporter", "stroller", "error", "major",
    "minor", "senior", "junior", "prior", "mirror", "door", "floor", "poor", "doctor", "diabetic", "list", "assist", "twist",
    "wrist", "cyst", "mist", "fist", "specialist", "checklist", "waitlist", "exist", "consultant", "sister", "beginner",
    "learner", "listener", "loner", "believer", "sitter", "newcomer", "passer", "bystander", "commuter", "customer", "consumer",
    "employer", "insider", "outsider", "holder", "owner", "tracker", "winter", "summer", "october", "september", "november",
    "december", "layer", "over", "under", "never", "ever", "lower", "upper", "inner", "outer", "proper", "clever", "tender",
    "super", "sober", "bitter", "regular", "similar", "particular", "popular", "familiar", "predictor", "precursor",
    "stressor", "tremor", "donator", "generator", "ventilator", "defibrillator", "pacemaker", "boiler", "trailer", "scooter",
    "wheelchair", "sticker", "poster", "folder", "binder", "printer", "scanner", "cover", "power", "tower", "water", "river",
    "silver", "timer", "starter", "stopper", "dispenser", "container", "drawer", "blocker", "booster", "inhaler", "nebuliser",
    "riser", "concern", "centre", "theatre", "measure", "breather", "faller", "wanderer", "scorer", "reader", "speaker",
    "interpreter", "christian", "guardian", "median", "civilian", "guideline", "moment", "favour", "labour", "behaviour",
    "hour", "tour", "four", "flour", "colour", "odour", "flavour", "humour", "honour", "rumour", "tumour", "crier",
    "practitioner", "professional", "person", "character", "figure", "killer", "offender", "prisoner", "fighter", "coper",
    "deliverer", "giver", "getter", "goer", "maker", "taker", "performer of", "quitter", "starer", "clinician", "technician",
    "officer", "inspector", "killer", "hoarder", "shadower", "complainer", "reporter of", "tester", "trainer", "joiner in",
];

/// What makes a role of care, or none at all, unusual.
const MARKED: &[&str] = &[
    "retired", "former", "serving", "professional", "famous", "celebrated", "prominent", "olympic", "paralympic", "international",
    "champion", "celebrity", "local", "deaf", "blind", "award", "winning", "ex", "only", "first", "known",
];

/// Who people are, that no ending tells.
const ROLES: &[&str] = &[
    "champion", "celebrity", "whistleblower", "refugee", "preacher", "pilot", "performer", "veteran", "priest", "monk", "nun",
    "councillor", "mp", "peer", "duke", "earl", "countess", "baron", "baroness", "sheikh", "prince", "princess", "chief",
    "winner", "rower", "queen", "pair", "bagpiper", "wrestler", "ploughman", "dancer", "acrobat", "clown", "magician", "astronaut", "athlete", "jockey", "referee", "umpire", "coach",
    "ringer", "bell-ringer", "captain", "skipper", "lifeguard", "ranger", "warden", "sheriff", "magistrate", "judge", "coroner",
    "barrister", "nanny", "au pair", "butler", "chauffeur", "courier", "roadie", "dj", "comedian", "youtuber", "influencer",
    "blogger", "poet", "playwright", "composer", "conductor", "soprano", "tenor", "cellist", "violinist", "pianist", "drummer",
    "guitarist", "rapper", "ventriloquist", "medium", "fortune-teller", "imam", "rabbi", "vicar", "curate", "deacon", "bishop",
    "canon", "archdeacon", "missionary", "nanny", "governess", "headteacher", "head", "bursar", "chancellor", "ambassador",
    "consul", "diplomat", "spy", "colonel", "brigadier", "admiral", "commander", "lieutenant", "gunner", "paratrooper",
    "submariner", "apprentice", "steward", "stewardess", "croupier", "bookie", "lobsterman", "trawlerman", "crofter",
    "shepherd", "drover", "thatcher", "farrier", "stonemason", "gamekeeper", "ghillie", "lollipop", "traveller", "witness",
    "brother", "quaker", "twin", "triplet", "orphan", "millionaire", "billionaire", "sculptor", "taxidermist", "mortician",
    "embalmer", "gravedigger", "chimney sweep", "packer", "chef", "cook", "model", "fireman", "postie", "lecturer",
];

/// A description that an article begins.
pub(super) fn word(found: &mut Found, at: usize, flags: u32) {
    if flags & ARTICLE == 0 || !found.tokens.near(at) {
        return;
    }
    let tokens = found.tokens;
    let mut said = introduced(tokens, at);
    // "the" names one who is known already, unless more follows.
    let mut stop = at + 1;
    while stop - at <= WORDS_MAX && tokens.near(stop) && (tokens.word(stop) || tokens.any(stop, &["'", "’", "-"])) {
        stop += 1;
    }
    if tokens.is(at, "the") && (said == Said::Copula || said == Said::Age) {
        let more = ["of", "who", "whose", "ever", "only", "first", "last", "former", "oldest", "youngest", "longest", "to"];
        if !(at + 1..stop).any(|it| tokens.any(it, &more) || tokens.has(it, OCCUPATION) || tokens.any(it, ROLES)) {
            said = Said::No;
        }
    }
    if said == Said::No && tokens.is(at, "the") {
        return;
    }
    let mut end = at + 1;
    while end - at <= WORDS_MAX && goes_on(tokens, end) {
        end += 1;
    }
    let head = end - 1;
    if head <= at || !tokens.word(head) {
        return;
    }
    let has = |flags: u32| (at + 1..end).any(|it| tokens.has(it, flags));
    let any = |words: &[&str]| (at + 1..end).any(|it| tokens.any(it, words));
    let care = tokens.has(head, STAFF);
    let patient = tokens.any(head, &["patient", "man", "woman", "boy", "girl", "baby", "child", "resident"]);
    let role = tokens.any(head, ROLES) && !(tokens.has(head, PERSON) && !has(RELIGION | NATIONALITY) && !any(&["plymouth"]));
    let trade = tokens.has(head, OCCUPATION) || agent(tokens, head) && !tokens.has(head, STAFF | PERSON | TITLE);
    // "a fairground worker", but "a social worker".
    let office = ["worker", "survivor", "prisoner", "leader", "manager", "officer", "inspector", "owner", "holder", "performer", "student"];
    let office = tokens.any(head, &office)
        && head > at + 1
        && !any(&[
            "social", "key", "care", "support", "health", "healthcare", "ward", "team", "bed", "site", "case", "duty", "senior", "junior",
            "project", "programme", "service", "unit", "medical", "nursing", "clinical", "agency", "bank", "youth", "outreach", "long",
            "risk", "safety", "liaison", "medication", "poor", "heavy", "nurse", "midwifery", "paramedic", "cancer", "home",
        ]);
    let trade = trade || office;
    let unusual = any(MARKED) && (care || trade || role || tokens.has(head, PERSON) && !patient);
    let capital = (at + 1..end).any(|it| tokens.capital(it));
    if said == Said::No {
        // Not said to be somebody: only what is plainly so, and where somebody is spoken of.
        let past = any(&["retired", "former", "serving", "famous", "celebrated", "olympic", "paralympic", "deaf", "blind"]) && (trade || role);
        let people = (has(NATIONALITY) || has(RELIGION)) && capital && (trade || role && !tokens.has(head, RELIGION));
        if !(past || people) || care || !persons::around(tokens, at, end, 24) {
            return;
        }
    }
    let detail = if has(RELIGION) && capital {
        Detail::Religion
    } else if has(NATIONALITY) && capital
        && (trade || role || care || tokens.has(head, PERSON) || said != Said::No && uncommon(tokens, at, end))
    {
        Detail::Nationality
    } else if unusual || role {
        Detail::Role
    } else if trade {
        Detail::Occupation
    } else if (said == Said::Copula || said == Said::Age) && !care && uncommon(tokens, at, end) {
        // What is worth saying of somebody, and is said of few.
        Detail::Other
    } else {
        return;
    };
    found.unusual(detail, tokens.range(at, end));
}

/// How a description is introduced.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    /// It is none of somebody.
    No,
    /// "She is a…"
    Copula,
    /// "He was 29, a…"
    Age,
    /// "Mr Lee, a…", "worked as a…"
    Aside,
}

/// Whether an article begins what somebody is: after "is" or "was" of a person, after an age, or after "works as".
fn introduced(tokens: &Tokens, at: usize) -> Said {
    let before = tokens.back(at, 1);
    match tokens.lower(before) {
        "is" | "was" | "be" | "been" | "became" | "remains" | "being" | "remained" | "also" | "once" | "formerly" | "previously"
        | "now" | "himself" | "herself" | "still" => {
            let mut subject = before;
            for _ in 0..4 {
                let helper = [
                    "is", "was", "be", "been", "became", "remains", "being", "remained", "also", "once", "formerly", "previously",
                    "now", "himself", "herself", "had", "has", "still", "have", "used", "to",
                ];
                if !tokens.any(subject, &helper) {
                    break;
                }
                subject = tokens.back(subject, 1);
            }
            let being = tokens.is(before, "being") && persons::around(tokens, at, at, 16);
            if being {
                return Said::Aside;
            }
            if !tokens.near(at) || tokens.any(subject, &["it", "this", "that", "there", "what", "which"]) {
                return Said::No;
            }
            // "he is", "Mr Lee is", "her husband was", "Ms Lee, who is".
            let person = tokens.any(subject, &["he", "she"])
                || tokens.is(subject, "who") && who(tokens, subject)
                || tokens.has(subject, PERSON)
                || (tokens.named(subject) || tokens.capital(subject) && persons::name_ends(tokens, subject));
            if person { Said::Copula } else { Said::No }
        }
        "as" => {
            let work = ["works", "worked", "working", "work", "job", "employed", "career", "trained", "served", "life", "serves", "post", "nights", "days", "shifts"];
            let called = ["known", "described", "recognised", "famous", "remembered", "identified"];
            let works = tokens.behind(before, 4).any(|it| tokens.any(it, &work) || tokens.any(it, &called)) || tokens.capital(before);
            if works && persons::around(tokens, at, at, 20) { Said::Aside } else { Said::No }
        }
        "," | "(" | ";" | "-" | "—" | "–" => {
            let last = tokens.back(before, 1);
            let aged = tokens.number(last).is_some_and(|age| age < 116) && tokens.digits(last) < 4 || tokens.has(last, NUMERAL);
            // "Mrs Lee (84), a retired": the age or the name stands before the bracket.
            let bracket = tokens.is(last, ")") && tokens.behind(last, 3).any(|it| tokens.is(it, "("));
            let year = tokens.digits(last) == 4;
            // "He was 29, a harbour pilot"; "lived here since 2021; a Traveller from".
            let age = aged && tokens.behind(last, 4).any(|it| tokens.any(it, &["he", "she", "was", "is", "aged", ","]));
            let since = year && tokens.is(before, ";") || tokens.is(before, ";")
                    && (persons::around(tokens, at, at, 16) || tokens.behind(before, 8).any(|it| tokens.any(it, &["lives", "lived", "alone", "home"])));
            let noun = tokens.has(last, PERSON) && tokens.any(tokens.back(last, 1), &["the", "this", "her", "his", "our"]) && !tokens.is(before, "(");
            let name = noun || (tokens.gap(at) == Gap::Space || tokens.is(before, "(")) && tokens.capital(last) && titled(tokens, last);
            let first = tokens.is(before, ",") && (tokens.named(last) || bracket && persons::around(tokens, last, last, 8));
            match (age, since || name || first) {
                (true, _) => Said::Age,
                (_, true) => Said::Aside,
                _ => Said::No,
            }
        }
        ":" | "|" if tokens.any(tokens.back(before, 1), &["occupation", "job", "background", "employment", "profession", "social", "hx", "history", "note", "about", "lives", "home", "context", "notes"]) => Said::Aside,
        _ => Said::No,
    }
}

/// Whether "who" stands for one person.
fn who(tokens: &Tokens, at: usize) -> bool {
    let last = tokens.back(at, 1 + usize::from(tokens.is(tokens.back(at, 1), ",")));
    tokens.has(last, PERSON) || persons::name_ends(tokens, last)
}

/// Whether a name with its title ends here: "Mr Lee, a retired…".
fn titled(tokens: &Tokens, last: usize) -> bool {
    tokens.behind(last, 3).any(|it| tokens.any(it, &["mr", "mrs", "ms", "miss"])) && persons::name_ends(tokens, last)
}

/// Whether a description goes on with this token.
fn goes_on(tokens: &Tokens, at: usize) -> bool {
    if !tokens.near(at) {
        return false;
    }
    if tokens.class(at) == Some(Class::Mark) {
        return tokens.any(at, &["-", "'", "’"]) && tokens.joined(at) && tokens.joined(at + 1) && tokens.word(at + 1);
    }
    let ends = [
        "of", "in", "from", "at", "who", "with", "on", "for", "by", "and", "or", "that", "which", "to", "when", "but", "had",
        "was", "is", "were", "has", "where", "whose", "as", "because", "if", "so", "while", "before", "after", "during", "until",
        "named", "called", "working", "living", "said", "then", "she", "he", "they", "there", "here", "under", "into", "than",
        "over", "without", "within", "about", "through", "since", "not", "it", "we",
    ];
    tokens.word(at) && !tokens.any(at, &ends)
}

/// What is said of any patient: how ill they are, how they came, what is asked of others for them.
const ANYONE: &[&str] = &[
    "candidate", "risk", "priority", "concern", "transfer", "admission", "referral", "case", "match", "bit", "lot", "few", "little",
    "day", "days", "week", "year", "time", "way", "victim", "patient", "man", "woman", "boy", "girl", "baby", "child", "lady",
    "gentleman", "person", "resident", "inpatient", "outpatient", "client", "individual", "adult", "teenager", "infant", "neonate",
    "newborn", "toddler", "smoker", "drinker", "user", "diabetic", "asthmatic", "epileptic", "alcoholic", "historian", "worry",
    "delight", "pleasure", "burden", "danger", "fall", "step", "change", "good", "bad", "difficult", "high", "low", "moderate",
    "direct", "full", "known", "keen", "bed", "ward", "room", "chair", "problem", "delay", "mistake", "surprise", "shock", "friend",
    "mother", "father", "daughter", "son", "wife", "husband", "sister", "brother", "widow", "widower", "mum", "dad", "carer",
    "partner", "parent", "grandmother", "grandfather", "member", "colleague", "leader", "student nurse", "trainee", "locum",
    "volunteer", "visitor", "caller", "witness to", "target", "loss", "kind", "quiet", "private", "fighter", "type", "sort", "result",
    "consequence", "part", "reason", "pity", "shame", "nightmare", "blur", "call", "plan", "name", "number", "question", "score",
    "temperature", "history", "rash", "wound", "cough", "fever", "headache", "diagnosis", "condition", "allergy", "reaction",
    "picture", "thing", "place", "home", "family", "key", "team", "shift", "chance", "success", "survivor", "stranger", "regular",
    "frequent", "passenger", "pedestrian", "cyclist", "driver", "primip", "multip", "nulliparous", "size", "weight", "non", "wheelchair",
    "dnacpr", "falls", "shell", "ghost", "lovely", "wonderful", "strong", "proud", "gentle", "caring", "happy", "person who",
];

/// Whether what somebody is said to be tells them from others.
fn uncommon(tokens: &Tokens, at: usize, end: usize) -> bool {
    let head = end - 1;
    let word = tokens.lower(head);
    let abstracts = [
        "tion", "sion", "ment", "ness", "ity", "ism", "sis", "ance", "ence", "ure", "age", "ing", "ed", "ly", "hood", "ship", "th",
        "ful", "ous", "ive", "able", "ible", "ic", "al", "ia", "less", "ation",
    ];
    !tokens.any(head, ANYONE)
        && !tokens.any(head, NEVER)
        && !tokens.has(head, PERSON | STAFF)
        && word.len() > 2
        && !abstracts.iter().any(|ending| word.ends_with(ending))
        && tokens.digits(at + 1) == 0
}

/// Whether a word is one for somebody who does something, by its ending.
fn agent(tokens: &Tokens, at: usize) -> bool {
    let word = tokens.lower(at);
    let endings = ["er", "or", "ist", "ian", "eer", "man", "woman", "smith", "monger", "wright", "keeper", "ress"];
    word.len() > 5 && endings.iter().any(|end| word.ends_with(end)) && !NEVER.contains(&word) && !tokens.capital(at)
}
