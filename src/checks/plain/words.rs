//! The words that the rules of style know, each with what to write instead.

use std::sync::LazyLock;

use regex::Regex;

use crate::checks::prose::pattern;
use crate::document::words::slug;

pub(super) fn replacement(list: &[(&'static str, &'static str)], found: &str) -> Option<(&'static str, &'static str)> {
    let found = slug(found);
    list.iter().copied().find(|(words, _)| words.split('|').any(|word| slug(word) == found))
}

/// Words of the NHS list and of policies, each with what to write instead.
pub(super) const REPLACEMENTS: &[(&str, &str)] = &[
    ("service user|service users", "\"people\" or \"patients\""),
    ("clinician|clinicians", "\"doctor\", \"nurse\" or \"healthcare professional\""),
    ("telephone|telephone number", "\"phone\" or \"phone number\""),
    ("eg|e.g.|e.g", "\"for example\""),
    ("ie|i.e.|i.e", "\"that is\""),
    ("etc|etc.", "what else there is, or \"and so on\""),
    ("in order to", "\"to\""),
    ("prior to", "\"before\""),
    ("subsequent to|subsequently", "\"after\" or \"later\""),
    ("utilise|utilised|utilises|utilising|utilisation", "\"use\""),
    ("commence|commenced|commences|commencing", "\"start\""),
    ("terminate|terminated|terminates", "\"end\" or \"stop\""),
    ("ascertain|ascertained", "\"find out\""),
    ("endeavour|endeavours", "\"try\""),
    ("facilitate|facilitates|facilitated|facilitating", "\"help\" or \"make easier\""),
    ("in the event that|in the event of", "\"if\""),
    ("in respect of|with regard to|with regards to|in relation to", "\"about\""),
    ("at this point in time", "\"now\""),
    ("in accordance with", "\"by\", \"under\" or \"as … says\""),
    ("notwithstanding", "\"even though\" or \"despite\""),
    ("pursuant to", "\"under\""),
    ("forthwith", "\"now\" or \"at once\""),
    ("thereof|therein|hereby|herein|aforementioned", "who or what you mean"),
    ("via", "\"through\" or \"by\""),
    ("amongst", "\"among\""),
    ("whilst", "\"while\""),
    ("upon", "\"on\""),
    ("additional|additionally", "\"more\", \"extra\" or \"also\""),
    ("leverage|leveraging", "\"use\""),
    ("going forward", "\"from now on\", or nothing"),
    ("stakeholder|stakeholders", "who they are, for example \"patients, families and staff\""),
    ("robust", "what makes it strong"),
    ("implement|implemented|implementing|implementation", "\"carry out\", \"start\" or \"do\""),
    ("can't|don't|won't|shouldn't|couldn't|doesn't|isn't|aren't|didn't|wasn't", "it in full: \"cannot\", \"do not\""),
];

/// Words about people, each with what to write instead.
pub(super) const LABELS: &[(&str, &str)] = &[
    ("passed away|deceased", "\"died\" or \"the person who died\""),
    ("fatality|fatalities", "\"death\" or \"deaths\""),
    ("suffering from|suffer from|suffers from|suffered from", "\"has\", \"with\" or \"living with\""),
    ("sufferer|sufferers", "\"people with\" the condition"),
    ("stroke victim|stroke victims|accident victim|accident victims", "\"person who had\" or \"people who had\" it"),
    ("bed-bound|bed bound|bedbound|bedridden", "\"person who stays in bed\", or what they need"),
    ("victim of|victims of", "\"person who had\" or \"affected by\""),
    ("BAME|BME", "\"ethnic minorities\", or the groups that you mean"),
    ("wheelchair bound|wheelchair-bound|confined to a wheelchair", "\"wheelchair user\""),
    ("the disabled|the handicapped|handicapped", "\"disabled people\""),
    ("the elderly|elderly people|the aged", "\"older people\", or the age"),
    ("mentally ill person|the mentally ill", "\"person with a mental health condition\""),
    (
        "commit suicide|committed suicide|commits suicide|committing suicide|successful suicide|failed suicide",
        "\"died by suicide\" or \"took their own life\"",
    ),
    ("addict|addicts|drug abuser|drug abusers|alcoholic|alcoholics", "\"person with a dependence on\""),
    ("schizophrenic|schizophrenics|diabetics|epileptics", "\"person with\" the condition"),
    ("non-compliant patient|non-compliant patients|refused to comply", "what happened, and what got in the way"),
    (
        "frequent flyer|frequent flyers|bed blocker|bed blockers",
        "\"people who need us often\", or why they are waiting",
    ),
];

/// The words that have a plainer one.
pub fn plainer_words() -> impl Iterator<Item = &'static str> {
    // "e.g" is found where "e.g." stands.
    words_of(REPLACEMENTS).map(|words| words.trim_end_matches('.'))
}

/// The words about people that hurt or label them.
pub fn labelling_words() -> impl Iterator<Item = &'static str> {
    words_of(LABELS)
}

fn words_of(list: &'static [(&'static str, &'static str)]) -> impl Iterator<Item = &'static str> {
    list.iter().flat_map(|(words, _)| words.split('|'))
}

fn alternatives(list: &[(&str, &str)]) -> Regex {
    let words: Vec<String> = list.iter().flat_map(|(words, _)| words.split('|')).map(regex::escape).collect();
    // The longest first, so that "e.g." is not read as "e.g".
    let mut words = words;
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    pattern(&format!(r"(?i)\b(?:{})(?:\b|\B)", words.join("|")))
}

pub(super) static REPLACED: LazyLock<Regex> = LazyLock::new(|| {
    // A word that goes on is another word: "via" in "viable".
    let text = alternatives(REPLACEMENTS).as_str().replace(r"(?:\b|\B)", r"(?:\b)");
    pattern(&text.replace(r"e\.g\.", r"e\.g").replace(r"i\.e\.", r"i\.e").replace(r"etc\.", "etc"))
});
pub(super) static LABELS_PATTERN: LazyLock<Regex> =
    LazyLock::new(|| pattern(&alternatives(LABELS).as_str().replace(r"(?:\b|\B)", r"\b")));

/// Abbreviations of the framework before PSIRF, and of bodies that are gone, of which `psirf/` rules tell.
pub(super) const GONE: &[&str] =
    &["CCG", "HEE", "HSIB", "NHSI", "NHSLA", "NHSX", "NPSA", "NRLS", "PCT", "PHE", "RCA", "SI", "SIRI", "SUI"];

/// Words that authors shout, which stand for nothing.
pub(super) const SHOUTED: &[&str] = &[
    "ALL", "AND", "ANY", "ASK", "BUT", "CALL", "DO", "FOR", "GO", "HELP", "IF", "IN", "IS", "MUST", "NEVER", "NEW",
    "NO", "NOT", "NOTE", "NOW", "OF", "OFF", "ON", "ONLY", "OR", "OUR", "STOP", "THE", "TO", "WE", "WILL", "YES",
    "YOU", "YOUR",
];

/// Abbreviations that people know better than what they stand for.
pub(super) const KNOWN: &[&str] = &[
    "NHS", "UK", "GP", "GPS", "BSL", "PDF", "MRI", "CT", "HIV", "AIDS", "DNA", "ID", "TV", "BBC", "US", "EU", "IT",
    "OK", "PIN", "MP", "MPS", "EPUB", "CSV", "HTML", "DVD", "CD", "AM", "PM", "II", "III", "IV", "VI", "VII", "VIII",
    "XML", "SMS", "FAQ", "COVID", "IQ", "ICU", "MMR", "ADHD", "BMI", "GCSE", "PHD", "QR", "USB", "WC", "URL", "JSON",
    "ICS", "BRCA", "SWARM",
];
