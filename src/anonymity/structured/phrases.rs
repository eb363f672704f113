//! Phrases that are unusual in a person by themselves, by what they tell.

use crate::anonymity::Detail;

/// The phrases in lower case. Dashes between their words do not matter.
pub(super) const PHRASES: &[(Detail, &[&str])] = &[
    (
        Detail::Media,
        &[
            "local press", "local newspaper", "local newspapers", "local paper", "local papers", "local media", "local news",
            "local radio", "regional press", "regional news", "regional newspaper", "county newspaper", "county paper",
            "evening newspaper", "weekly newspaper", "sunday newspaper", "tabloid", "tabloids", "national press",
            "national newspaper", "national newspapers", "national media", "national news", "national television",
            "national tv", "national radio", "front page", "front pages", "made headlines", "made the headlines",
            "made the news", "made national", "hit the headlines", "media coverage", "media attention", "media interest",
            "press coverage", "press attention", "press interest", "press report", "press reports", "reported in the press",
            "covered by the press", "named in the press", "in the newspapers", "on the news", "in the news", "in the papers",
            "went viral", "gone viral", "shared widely online", "widely shared", "television news", "tv news", "bbc news",
            "itv news", "sky news", "bbc look north", "look north", "bbc radio", "evening post", "evening news",
            "evening standard", "news story", "news stories", "news item", "newspaper report", "newspaper reports",
            "newspaper article", "newspaper", "newspapers", "headline", "headlines", "televised", "documentary", "podcast about",
            "crowdfunding", "crowdfunder", "fundraising page", "fundraising appeal", "gofundme", "justgiving",
            "online petition", "public appeal", "facebook group", "social media campaign", "on television", "on national radio",
            "reality show", "television programme", "television quiz", "tv quiz", "quiz show", "game show", "talent show",
            "cookery show", "baking show", "on channel 4", "on channel 5", "on channel four", "on bbc", "on itv", "in a podcast",
            "a reporter from", "reporters", "journalists", "a journalist", "evening paper", "sunday paper", "weekly paper",
            "the gazette", "the echo", "the courier", "the argus", "daily mail", "the sun newspaper", "daily mirror", "the guardian newspaper",
            "petition with", "petition signed", "vigil", "protest outside", "viral video", "trended", "millions of views",
        ],
    ),
    (
        Detail::Role,
        &[
            "well known locally", "locally known", "well known in the", "known locally", "known in the area",
            "known in the town", "local celebrity", "celebrity", "public figure", "household name", "head teacher of",
            "headteacher of", "head teacher at", "headteacher at", "headmaster of", "mayor of", "lord mayor", "mayoress",
            "vicar of", "vicar at", "priest at", "priest of", "imam of", "imam at", "rabbi of", "rabbi at", "mp for",
            "member of parliament", "councillor for", "county councillor", "captain of", "landlord of", "landlady of",
            "owner of a", "owner of the local", "chief constable", "high sheriff", "town crier", "choirmaster", "bell ringer",
            "lollipop lady", "lollipop man", "world champion", "olympic", "paralympic", "commonwealth games", "war veteran",
            "falklands veteran", "leader of the council", "governor of", "postmaster of", "chair of governors",
            "professional footballer", "professional rugby", "well known", "whistleblower", "the winner of", "former champion",
            "lottery winner", "survivor of", "the last surviving", "the oldest person", "the youngest person", "the only person", "the only patient", "the only family", "the only survivor",
            "world record", "record holder", "lay preacher", "parish priest", "festival queen", "carnival queen",
            "played for england", "played for scotland", "played for wales", "played for ireland", "ran the village",
            "runs the village", "runs the local", "ran the local", "stood for parliament", "sits on the council", "george cross",
            "victoria cross", "mbe", "obe", "knighthood",
        ],
    ),
    (
        Detail::Religion,
        &[
            "jehovah s witness", "jehovahs witness", "jehovah ' s witness", "jehovah ’ s witness", "jehovah s witnesses",
            "jehovah ' s witnesses", "orthodox jew", "orthodox jewish", "plymouth brother", "plymouth brethren",
            "turban", "niqab", "burqa", "hijab", "kippah", "kirpan", "skullcap", "kosher", "observed ramadan", "observes ramadan",
            "sikh chaplain", "rabbi was called", "imam was called", "shabbat", "sabbath", "gurdwara", "synagogue", "kingdom hall",
            "seventh day adventist", "christian scientist", "latter day saint",
        ],
    ),
    (
        Detail::Family,
        &[
            "half brother", "half sister", "stepbrother", "stepsister", "ex husband", "ex wife", "former husband", "former wife",
            "estranged", "great niece", "great nephew", "great aunt", "great uncle", "godmother", "godfather", "goddaughter", "godson",
            "adoptive mother", "adoptive father", "adoptive parents", "adopted son", "adopted daughter", "birth mother", "foster mother",
            "foster father", "foster son", "foster daughter", "civil partner", "same sex", "two mothers", "two mums", "two dads",
            "both mothers", "twin brother", "twin sister", "second cousin", "first cousin", "second wife", "third wife",
            "second husband", "third husband", "late husband", "late wife", "widowed twice", "sperm donor", "egg donor", "mistress",
            "married to", "engaged to", "sister in law", "brother in law", "mother in law", "father in law", "son in law",
            "daughter in law", "great grandmother", "great grandfather", "identical twin", "identical twins", "conjoined", "triplets", "triplet", "quadruplets", "quadruplet", "surrogate",
            "adopted from", "foster child", "foster carer", "two sets of twins", "both widowed", "eldest of", "youngest of",
            "the vicar ' s wife", "his cousin who is also", "first cousins", "both of whom had died", "lost a child",
            "lost two children", "second child to die", "second death in the family",
        ],
    ),
    (
        Detail::Other,
        &[
            "asylum seeker", "witness protection", "sex worker", "refugee from", "trafficked from", "victim of trafficking",
            "registered sex offender", "high profile", "acid attack", "the lottery", "serving a sentence", "life sentence", "convicted of", "convicted murderer",
            "unaccompanied minor", "child refugee", "on remand", "people in the country", "people in the uk", "cases in the uk",
            "patients in the uk", "people in the world", "patients in the country", "cases in the world", "families in the country",
            "in the whole of the uk", "syphilis", "hostage", "kidnapped", "stabbing that", "murder trial", "court case", "terrorist attack", "mass shooting", "shooting that",
            "train crash", "plane crash", "manchester arena", "grenfell", "hillsborough",
        ],
    ),
    (Detail::Sex, &["transgender", "trans man", "trans woman", "non binary", "intersex"]),
    (
        Detail::Occupation,
        &[
            "british army", "royal navy", "royal air force", "royal marines", "retained firefighter", "prison officer",
            "police officer", "police inspector", "police sergeant", "police constable", "air traffic controller", "merchant navy",
            "lifeboat crew", "lifeboat volunteer", "mountain rescue volunteer",
        ],
    ),
];
