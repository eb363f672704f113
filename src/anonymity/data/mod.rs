//! What is known of words: which are names and how common, which are plain English in lower case, which belong to
//! health care, and which are places. README.md tells where each comes from and how they are made again.
//!
//! All words are asked for in their [`fold`]ed form. The automata are read in place, without unpacking.

mod quick;
mod sorts;

use std::cell::RefCell;
use std::sync::LazyLock;

use fst::raw::Output;
use fst::{Map, Streamer};

pub(super) use quick::{QuickMap, QuickSet};
pub(super) use sorts::{Sorts, longest_sort, may_begin};

/// Words and phrases, and a number for each. `None` never happens: a test opens them all.
type Automaton = LazyLock<Option<Map<&'static [u8]>>>;

static WORDS: Automaton = LazyLock::new(|| Map::new(include_bytes!("words.fst").as_slice()).ok());
static PHRASES: Automaton = LazyLock::new(|| Map::new(include_bytes!("phrases.fst").as_slice()).ok());
static PLACES: Automaton = LazyLock::new(|| Map::new(include_bytes!("places.fst").as_slice()).ok());
static SORTS: Automaton = LazyLock::new(|| Map::new(include_bytes!("sorts.fst").as_slice()).ok());

/// The first words of the entries of an automaton, as numbers: what begins none need not be looked up.
type Starts = LazyLock<QuickSet<u64>>;

static PHRASE_STARTS: Starts = LazyLock::new(|| starts(&PHRASES));
static PLACE_STARTS: Starts = LazyLock::new(|| starts(&PLACES));
static SORT_STARTS: Starts = LazyLock::new(|| starts(&SORTS));

fn starts(automaton: &Automaton) -> QuickSet<u64> {
    let mut found = QuickSet::default();
    let mut entries = automaton.as_ref().map(Map::stream);
    while let Some((key, _)) = entries.as_mut().and_then(Streamer::next) {
        let first = key.split(|byte| *byte == b' ').next().unwrap_or(key);
        found.insert(quick::number(first));
    }
    found
}

/// All that is known of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// How common it is as a name.
    pub rank: NameRank,
    /// How common it is in lower case: 0 (no English word) to 4 (among the commonest).
    pub common: u8,
    /// What it is besides a name.
    pub classes: Classes,
    /// How well it is known as a place: 0 (no place) to 4 (a country or county).
    pub place: u8,
}

/// How common a word is as a name: 0 (never seen) to 3 (common).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NameRank {
    /// As a first name.
    pub first: u8,
    /// As a surname.
    pub last: u8,
}

/// What a word or phrase is besides a name. The bits stand in the order of `CLASSES` in build/lists.py.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes(u32);

impl Classes {
    pub(super) const TITLE: Classes = Classes(1);
    pub(super) const ROLE: Classes = Classes(1 << 1);
    pub(super) const FAMILY: Classes = Classes(1 << 2);
    pub(super) const DEED: Classes = Classes(1 << 3);
    pub(super) const CUE: Classes = Classes(1 << 4);
    pub(super) const HEAD: Classes = Classes(1 << 5);
    pub(super) const ORGANISATION: Classes = Classes(1 << 6);
    pub(super) const EPONYM: Classes = Classes(1 << 7);
    pub(super) const DEVICE: Classes = Classes(1 << 8);
    pub(super) const SYSTEM: Classes = Classes(1 << 9);
    pub(super) const NATION: Classes = Classes(1 << 10);
    pub(super) const CALENDAR: Classes = Classes(1 << 11);
    pub(super) const FUNCTION: Classes = Classes(1 << 12);
    pub(super) const DRUG: Classes = Classes(1 << 13);

    /// Whether the word is of one of these classes.
    pub(super) fn any(self, classes: Classes) -> bool {
        self.0 & classes.0 != 0
    }

    /// What is left without the other classes.
    #[cfg(test)]
    pub(super) const fn without(self, classes: Classes) -> Classes {
        Classes(self.0 & !classes.0)
    }

    /// Both together.
    pub(super) const fn or(self, other: Classes) -> Classes {
        Classes(self.0 | other.0)
    }
}

/// How many words are kept in mind: most words of a text are those of other texts too.
const KEPT: usize = 20_000;

thread_local! {
    /// What was found of words, so that the automata are walked once for each.
    static SEEN: RefCell<QuickMap<Box<str>, Known>> = RefCell::new(QuickMap::default());
}

/// All that is known of a word. A surname is known without its apostrophe too, and a word of medicine that no list holds
/// by its parts.
pub(super) fn word(folded: &str) -> Known {
    SEEN.with_borrow_mut(|seen| {
        if let Some(known) = seen.get(folded) {
            return *known;
        }
        let known = looked_up(folded);
        // Only words of the lists are kept: what a text alone holds may be somebody's name.
        if known.common > 0 && seen.len() < KEPT {
            seen.insert(folded.into(), known);
        }
        known
    })
}

fn looked_up(folded: &str) -> Known {
    let value = look_up(&WORDS, folded).unwrap_or(0);
    let mut known = unpacked(value);
    if value & 15 == 0 && folded.contains('\'') && !is_contraction(folded) {
        known.rank = unpacked(look_up(&WORDS, &folded.replace('\'', "")).unwrap_or(0)).rank;
    }
    if known.common == 0 {
        known.common = by_parts(folded, known.rank);
    }
    if known == Known::default() && is_pinyin(folded) {
        known.rank.first = 1;
    }
    known.place = place(folded);
    known
}

/// All that is known of a word as it is written: with its accents "Sơn" is no English word, nor a relative.
pub(super) fn written(word: &str, folded: &str) -> Known {
    let mut known = self::word(folded);
    // "fête" in lower case is a word that English took over.
    let taken = |c: char| c.is_ascii() && !c.is_uppercase() || "àâçèéêëîïôöûüñ".contains(c);
    let borrowed = known.common > 0 && known.rank.first < 2 && folded.len() >= 4 && word.chars().all(taken);
    if word.len() > folded.len() && !word.is_ascii() && !borrowed && !BORROWED.contains(&folded) {
        let accents = word.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
        if accents && !known.classes.any(Classes::EPONYM.or(Classes::SYSTEM).or(Classes::DEVICE).or(Classes::NATION)) {
            known.common = 0;
            known.classes = Classes::default();
        }
    }
    known
}

/// English words that are written with accents.
const BORROWED: &[&str] = &[
    "cafe",
    "cafes",
    "naive",
    "naively",
    "fiance",
    "fiancee",
    "resume",
    "cliche",
    "facade",
    "decor",
    "creme",
    "nee",
    "entree",
    "protege",
    "debris",
    "touche",
    "expose",
    "role",
    "roles",
    "regime",
    "matinee",
    "melee",
    "saute",
    "souffle",
    "puree",
    "pureed",
    "pate",
    "creche",
    "tete",
    "deja",
    "vu",
    "a",
    "la",
    "senora",
    "senor",
    "debut",
    "detente",
    "eclair",
    "elite",
    "employee",
    "ingenue",
    "negligee",
    "risque",
    "soiree",
    "vis",
    "voila",
    "zoe",
    "coude",
    "manoeuvre",
    "oedema",
    "anaemia",
    "foetus",
    "aether",
    "oesophagus",
    "cooperate",
    "coordinate",
    "reenter",
    "uber",
    "doppelganger",
];

/// A name in pinyin by its sound: two syllables, such as "Guoqing".
fn is_pinyin(folded: &str) -> bool {
    let whole = |syllable: &str| {
        let end = syllable.find(['a', 'e', 'i', 'o', 'u']).unwrap_or(syllable.len());
        let (start, rest) = syllable.split_at(end);
        INITIALS.contains(&start) && FINALS.contains(&rest)
    };
    (4..=12).contains(&folded.len())
        && folded.is_ascii()
        && (2..folded.len() - 1).any(|at| whole(&folded[..at]) && whole(&folded[at..]))
}

const INITIALS: &[&str] = &[
    "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "r", "z", "c", "s", "y",
    "w",
];
const FINALS: &[&str] = &[
    "a", "ai", "an", "ang", "ao", "e", "ei", "en", "eng", "i", "ia", "ian", "iang", "iao", "ie", "in", "ing", "iong",
    "iu", "o", "ong", "ou", "u", "ua", "uai", "uan", "uang", "ue", "ui", "un", "uo",
];

fn unpacked(value: u64) -> Known {
    Known {
        rank: NameRank { first: (value & 3) as u8, last: (value >> 2 & 3) as u8 },
        common: (value >> 4 & 7) as u8,
        classes: Classes((value >> 7) as u32),
        place: 0,
    }
}

/// How common a word must be that no list holds, by how it begins and ends.
fn by_parts(folded: &str, rank: NameRank) -> u8 {
    if is_contraction(folded) {
        return 4;
    }
    if is_prefix(folded) {
        return 2;
    }
    let known = |rest: &str| rest.len() >= 4 && look_up(&WORDS, rest).is_some_and(|value| unpacked(value).common > 0);
    let compound = PREFIXES.iter().any(|prefix| folded.strip_prefix(prefix).is_some_and(known));
    let ends = |suffixes: &[&str]| folded.len() >= 7 && suffixes.iter().any(|suffix| folded.ends_with(suffix));
    let medical = ends(SUFFIXES) || ends(ENDINGS) && rank == NameRank::default();
    u8::from(compound || medical) * 2
}

/// "she'd", "I'm", "don't"
fn is_contraction(folded: &str) -> bool {
    ["'re", "'ve", "'ll", "'d", "n't", "'m"].iter().any(|end| folded.ends_with(end))
}

/// Whether it begins compounds: "non-", "pre-".
pub(super) fn is_prefix(folded: &str) -> bool {
    PREFIXES.contains(&folded)
}

/// How well a place is known: 0 (no place) to 4 (a country or county).
fn place(phrase: &str) -> u8 {
    if !PLACE_STARTS.contains(&quick::number(phrase.as_bytes())) {
        return 0;
    }
    look_up(&PLACES, phrase).unwrap_or(0).min(4) as u8
}

/// The longest phrase of two words or more that begins with the first of these words: how many words it has, and its classes.
pub(super) fn longest_term(words: impl Iterator<Item = impl AsRef<str>>) -> Option<(usize, Classes)> {
    longest(&PHRASES, &PHRASE_STARTS, words).map(|(count, value)| (count, Classes(value as u32)))
}

/// The longest place that begins with the first of these words: how many words it has, and how well it is known.
pub(super) fn longest_place(words: impl Iterator<Item = impl AsRef<str>>) -> Option<(usize, u8)> {
    longest(&PLACES, &PLACE_STARTS, words).map(|(count, value)| (count, value.min(4) as u8))
}

fn look_up(automaton: &Automaton, key: &str) -> Option<u64> {
    automaton.as_ref()?.get(key)
}

fn longest(
    automaton: &Automaton,
    starts: &Starts,
    words: impl Iterator<Item = impl AsRef<str>>,
) -> Option<(usize, u64)> {
    let mut words = words.peekable();
    let first = quick::number(words.peek()?.as_ref().as_bytes());
    if !starts.contains(&first) {
        return None;
    }
    let automaton = automaton.as_ref()?.as_fst();
    let mut node = automaton.root();
    let mut sum = Output::zero();
    let mut best = None;
    for (index, word) in words.enumerate() {
        let space: &[u8] = if index == 0 { b"" } else { b" " };
        for &byte in space.iter().chain(word.as_ref().as_bytes()) {
            let Some(at) = node.find_input(byte) else { return best };
            let transition = node.transition(at);
            sum = sum.cat(transition.out);
            node = automaton.node(transition.addr);
        }
        if node.is_final() {
            best = Some((index + 1, sum.cat(node.final_output()).value()));
        }
    }
    best
}

/// Lower case without accents, and straight apostrophes: the form in which all words are looked up.
pub(super) fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match base(c) {
            "" if ('\u{300}'..='\u{36f}').contains(&c) => {}
            "" => folded.push(c),
            base => folded.push_str(base),
        }
    }
    folded
}

/// The plain letters for a letter with an accent, or nothing.
fn base(c: char) -> &'static str {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ' | 'ả' | 'ấ' | 'ầ' | 'ẩ' | 'ẫ' | 'ậ' | 'ắ' | 'ằ' | 'ẳ' | 'ẵ' | 'ặ' => {
            "a"
        }
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' | 'ḍ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ' | 'ẻ' | 'ẽ' | 'ế' | 'ề' | 'ể' | 'ễ' | 'ệ' | 'ə' => {
            "e"
        }
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' | 'ḥ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ị' | 'ỉ' | 'ǐ' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ṇ' => "n",
        'ŋ' => "ng",
        'ò'..='ö'
        | 'ø'
        | 'ō'
        | 'ŏ'
        | 'ő'
        | 'ơ'
        | 'ọ'
        | 'ỏ'
        | 'ố'
        | 'ồ'
        | 'ổ'
        | 'ỗ'
        | 'ộ'
        | 'ớ'
        | 'ờ'
        | 'ở'
        | 'ỡ'
        | 'ợ'
        | 'ǒ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' | 'ṭ' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ' | 'ủ' | 'ứ' | 'ừ' | 'ử' | 'ữ' | 'ự' | 'ǔ' | 'ǚ' => {
            "u"
        }
        'ŵ' | 'ẁ' | 'ẃ' | 'ẅ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ' | 'ỵ' | 'ỷ' | 'ỹ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        '\u{2019}' | '\u{2bc}' | '\u{2018}' => "'",
        _ => "",
    }
}

const PREFIXES: &[&str] = &[
    "re", "un", "non", "pre", "post", "anti", "hypo", "hyper", "over", "under", "co", "multi", "inter", "intra",
    "cardio", "thrombo", "neuro", "sub", "super", "micro", "mis", "de", "dis", "self", "extra", "immuno", "haemo",
    "gastro", "electro", "bio", "psycho", "physio", "radio", "tele", "ultra", "peri", "para", "poly", "cyber", "out",
    "up", "down",
];

const SUFFIXES: &[&str] = &[
    "itis",
    "osis",
    "ectomy",
    "ostomy",
    "otomy",
    "aemia",
    "emia",
    "ology",
    "ologist",
    "ologists",
    "oscopy",
    "plasty",
    "graphy",
    "therapy",
    "pathy",
    "prophylaxis",
    "mab",
    "tinib",
    "parin",
    "olol",
    "azole",
    "cillin",
    "mycin",
    "statin",
    "oxaban",
    "pnoea",
    "algia",
    "plegia",
    "paresis",
    "uria",
    "megaly",
    "oedema",
    "trophy",
    "rrhoea",
    "phasia",
    "lysis",
    "metry",
    "oscope",
    "ography",
    "isation",
    "isations",
    "omas",
    "plasia",
    "tonia",
    "reflexia",
    "dactyly",
    "tropia",
    "opia",
    "cytosis",
    "philia",
    "penia",
    "ectasis",
    "ectasia",
    "stasis",
    "trichosis",
    "genesis",
    "malacia",
    "sclerosis",
    "phagia",
    "phobia",
    "aesthesia",
    "esthesia",
    "toxicity",
    "carcinoma",
    "blastoma",
    "sarcoma",
    "myoma",
    "angioma",
    "lipoma",
    "glioma",
    "thelioma",
    "ization",
    "ability",
    "lessness",
    "ically",
    "ness",
];

/// Ends of English words that surnames have too.
const ENDINGS: &[&str] = &[
    "al", "ic", "ous", "ism", "ive", "ity", "tion", "tions", "sion", "sions", "able", "ible", "ular", "ment", "ments",
    "ing", "ed", "oid", "ly", "ers", "ors", "less", "ful", "ship",
];

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;

    /// The check sums that build/run recorded.
    const SUMS: &str = include_str!("SHA256SUMS");

    #[expect(clippy::disallowed_methods, reason = "the lists are compared with what was made of them")]
    #[test]
    fn lists_and_automata_are_of_one_build() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/anonymity/data");
        let mut seen = Vec::new();
        for line in SUMS.lines() {
            let (sum, file) = line.split_once("  ").expect("a check sum and a file");
            let digest = Sha256::digest(std::fs::read(folder.join(file)).expect("a file of the build"));
            let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(digest, sum, "{file} has changed: run build/run");
            seen.push(file.to_owned());
        }
        let lists = std::fs::read_dir(folder.join("lists")).expect("the lists");
        for list in lists {
            let name = format!("lists/{}", list.expect("a list").file_name().to_string_lossy());
            assert!(seen.contains(&name), "{name} has no check sum: run build/run");
        }
    }

    #[test]
    fn words_are_known_for_what_they_are() {
        assert_eq!(word("agnieszka").rank.first, 3);
        assert_eq!(word("o'brien").rank.last, 3);
        assert_eq!(word(&fold("Siân")), word("sian"));
        assert_eq!(word("agnieszka").common, 0);
        assert_eq!(word("patient").common, 4);
        assert!(word("thromboprophylaxis").common > 0);
        assert!(word("hodgkin").classes.any(Classes::EPONYM));
        assert!(word("apixaban").classes.any(Classes::DRUG));
        assert_eq!(word("qqqq"), Known::default());
        assert_eq!(place("leeds"), 4);
        let words = ["stoke", "on", "trent", "was"];
        assert_eq!(longest_place(words.into_iter()).map(|it| it.0), Some(3));
        assert_eq!(longest_term(["martha's", "rule", "is"].into_iter()).map(|it| it.0), Some(2));
        assert_eq!(longest_term(["qqq"].into_iter()), None);
    }

    #[test]
    fn folding_takes_accents_away() {
        for (word, folded) in [
            ("Łukasz", "lukasz"),
            ("Siân", "sian"),
            ("Nguyễn", "nguyen"),
            ("Şahin", "sahin"),
            ("O’Brien", "o'brien"),
            ("Þóra", "thora"),
            ("e\u{301}", "e"),
        ] {
            assert_eq!(fold(word), folded);
        }
    }
}
