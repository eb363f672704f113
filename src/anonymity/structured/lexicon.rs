//! The closed lists of words from which finds begin, or that decide about them. Read once into one table.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::announcements::{LABELS, Label};
use super::conditions::CONDITIONS;
use super::livelihoods::LIVELIHOODS;
use super::phrases::{PHRASES, TOLD_PHRASES};
use super::{standing, uncommon};
use crate::anonymity::Detail;

/// A month; the value is its number.
pub(super) const MONTH: u32 = 1;
/// A day of the week.
pub(super) const WEEKDAY: u32 = 1 << 1;
/// "third"; the value is the number.
pub(super) const ORDINAL: u32 = 1 << 2;
/// "three"; the value is the number.
pub(super) const NUMERAL: u32 = 1 << 3;
/// "years", "weeks".
pub(super) const SPAN: u32 = 1 << 4;
/// One person: "woman", "daughter".
pub(super) const PERSON: u32 = 1 << 5;
/// "Mrs", "Sister".
pub(super) const TITLE: u32 = 1 << 6;
/// "Road", "Close".
pub(super) const STREET: u32 = 1 << 7;
/// Begins a label.
pub(super) const LABEL: u32 = 1 << 8;
/// "ward", "bay".
pub(super) const ROOM: u32 = 1 << 9;
/// Begins an age.
pub(super) const AGE: u32 = 1 << 10;
/// Begins what is unusual in a person.
pub(super) const QUASI: u32 = 1 << 11;
/// "nineties"; the value is the decade.
pub(super) const DECADE: u32 = 1 << 12;
/// "Polish".
pub(super) const NATIONALITY: u32 = 1 << 13;
/// "Poland".
pub(super) const COUNTRY: u32 = 1 << 14;
/// "Muslim".
pub(super) const RELIGION: u32 = 1 << 15;
/// "farmer", "vicar".
pub(super) const OCCUPATION: u32 = 1 << 16;
/// What wards are called: trees, rivers, flowers.
pub(super) const WARD_NAME: u32 = 1 << 17;
/// What a ward is for, which names none: "surgical".
pub(super) const WARD_SORT: u32 = 1 << 18;
/// Letters that are no initials: "BP", "MDT".
pub(super) const ABBREVIATION: u32 = 1 << 19;
/// Days that have names: "Christmas", "Easter".
pub(super) const FEAST: u32 = 1 << 20;
/// What happens to documents and services, not to people: "published".
pub(super) const POLICY: u32 = 1 << 21;
/// A house that stands alone: "Cottage", "Flat".
pub(super) const HOUSE: u32 = 1 << 22;
/// A role of one who cares: "nurse".
pub(super) const STAFF: u32 = 1 << 23;

/// Begins or ends what sets somebody apart.
pub(super) const TELLS: u32 = 1 << 24;
/// "Tigrinya", "Polish".
pub(super) const LANGUAGE: u32 = 1 << 25;
/// "a", "an", "the": what somebody is may follow.
pub(super) const ARTICLE: u32 = 1 << 26;
/// What somebody does, has or belongs to may follow or end here.
pub(super) const WORKS: u32 = 1 << 27;
/// "television", "Gazette".
pub(super) const MEDIA: u32 = 1 << 28;
/// "country", "county": where somebody is the only one.
pub(super) const REGION: u32 = 1 << 29;
/// What stands before the letters of somebody who signs: "signed", "by".
pub(super) const SIGNED: u32 = 1 << 24;
/// Tells one from many by rank or number: "oldest", "only", "cases".
pub(super) const STANDOUT: u32 = 1 << 30;
/// A part of a hospital, home or prison that a number or letter tells: "zone 2", "MAU 2".
pub(super) const AREA: u32 = 1 << 31;

/// What is known of a word.
#[derive(Default)]
pub(super) struct Entry {
    pub flags: u32,
    pub value: u8,
    /// What it says of whom a sentence tells, by the bits of `uncommon`.
    pub tells: u8,
    /// The labels that begin with the word, as the words after it, the longest first.
    pub labels: Vec<(Vec<&'static str>, Label)>,
    /// The unusual phrases that begin with the word, as the words after it, the longest first.
    pub phrases: Vec<Phrase>,
}

/// An unusual phrase, from its second word on.
pub(super) struct Phrase {
    pub rest: Vec<&'static str>,
    pub detail: Detail,
    pub weighs: Weighs,
}

/// Where a phrase weighs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Weighs {
    /// Wherever it can be said of somebody.
    Often,
    /// Only where one person is told of.
    OfOne,
}

/// The longest word of the lists, in bytes.
const WORD_BYTES_MAX: usize = 18;

/// What is known of a word in lower case.
pub(super) fn entry(word: &str) -> Option<&'static Entry> {
    let list = &*LEXICON;
    let &[first, second, ..] = word.as_bytes() else { return list.0.get(word) };
    let known = word.len() <= WORD_BYTES_MAX && list.1[pair(first, second)] & 1 << word.len() != 0;
    if known { list.0.get(word) } else { None }
}

/// The place of two letters in the table of lengths.
fn pair(first: u8, second: u8) -> usize {
    usize::from(first & 31) << 5 | usize::from(second & 31)
}

/// FNV-1a: short keys, all our own.
#[derive(Default)]
struct Short(u64);

impl Hasher for Short {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ 0xcbf2_9ce4 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

type Lexicon = HashMap<&'static str, Entry, BuildHasherDefault<Short>>;

/// The words, and by their first two letters which lengths they have: most words of a text are told by that to be in none
/// of the lists.
static LEXICON: LazyLock<(Lexicon, [u32; 1024])> = LazyLock::new(|| {
    let mut lexicon = Lexicon::default();
    for (flag, words) in LISTS {
        for word in words.split_whitespace() {
            let (word, value) = word.split_once('=').unwrap_or((word, ""));
            let entry = lexicon.entry(word).or_default();
            entry.flags |= flag;
            entry.value = value.parse().unwrap_or(entry.value);
        }
    }
    for (phrase, label) in LABELS {
        let mut words = phrase.split(' ');
        let entry = lexicon.entry(words.next().unwrap_or_default()).or_default();
        entry.flags |= LABEL;
        entry.labels.push((words.collect(), *label));
        entry.labels.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
    }
    let conditions = [(Detail::Condition, CONDITIONS)];
    let often = PHRASES.iter().chain(&conditions).map(|list| (Weighs::Often, list));
    for (weighs, (detail, phrases)) in often.chain(TOLD_PHRASES.iter().map(|list| (Weighs::OfOne, list))) {
        for phrase in phrases.split(';') {
            let mut words = phrase.split_whitespace();
            let entry = lexicon.entry(words.next().unwrap_or_default()).or_default();
            entry.flags |= QUASI;
            entry.phrases.push(Phrase { rest: words.collect(), detail: *detail, weighs });
            entry.phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.rest.len()));
        }
    }
    for (bit, words) in uncommon::TELLING {
        for word in words.split_whitespace() {
            lexicon.entry(word).or_default().tells |= bit;
        }
    }
    for word in standing::WORDS.iter().flat_map(|words| words.split_whitespace()) {
        lexicon.entry(word).or_default().flags |= TELLS;
    }
    let mut lengths = [0; 1024];
    for word in lexicon.keys() {
        if let [first, second, ..] = *word.as_bytes() {
            lengths[pair(first, second)] |= 1 << word.len().min(31);
        }
    }
    (lexicon, lengths)
});

const LISTS: &[(u32, &str)] = &[
    (
        MONTH,
        "january=1 jan=1 february=2 feb=2 febuary=2 feburary=2 march=3 mar=3 april=4 apr=4 aprl=4 may=5 june=6 jun=6 \
         july=7 jul=7 august=8 aug=8 agust=8 september=9 sept=9 sep=9 septmber=9 setember=9 october=10 oct=10 \
         november=11 nov=11 novemeber=11 december=12 dec=12 decemeber=12 janaury=1 janurary=1 ocotber=10",
    ),
    (
        WEEKDAY,
        "monday=1 mon=1 tuesday=2 tues=2 tue=2 wednesday=3 weds=3 wed=3 thursday=4 thurs=4 thur=4 thu=4 friday=5 \
         fri=5 saturday=6 sat=6 sunday=7 sun=7 wednsday=3 tuseday=2",
    ),
    (
        ORDINAL,
        "first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10 eleventh=11 twelfth=12 \
         thirteenth=13 fourteenth=14 fifteenth=15 sixteenth=16 seventeenth=17 eighteenth=18 nineteenth=19 \
         twentieth=20 thirtieth=30 fortieth=40 fiftieth=50 sixtieth=60 seventieth=70 eightieth=80 ninetieth=90 \
         hundredth=100",
    ),
    (
        NUMERAL,
        "one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 thirteen=13 \
         fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 \
         sixty=60 seventy=70 eighty=80 ninety=90",
    ),
    (
        DECADE,
        "teens=13 twenties=20 thirties=30 forties=40 fifties=50 sixties=60 seventies=70 eighties=80 nineties=90 \
         hundreds=100",
    ),
    (SPAN, "year years yr yrs month months mth mths week weeks wk wks day days hour hours"),
    (
        PERSON,
        "patient man woman male female lady gentleman gent boy girl baby infant child toddler teenager youth person \
         resident mother mum mam father dad parent son daughter brother sister sibling wife husband partner widow \
         widower grandmother grandfather grandson granddaughter nan gran grandad aunt uncle niece nephew cousin \
         fiancé fiancée fiance carer neighbour friend twin neonate newborn adolescent pt client mam mummy daddy \
         grandma grandpa stepson stepdaughter stepfather stepmother student pensioner individual deceased",
    ),
    (
        STAFF,
        "nurse doctor consultant registrar midwife surgeon physiotherapist pharmacist paramedic radiographer anaesthetist \
         gp sho hca physician psychiatrist psychologist therapist practitioner dietitian porter healthcare matron \
         sonographer podiatrist neurosurgeon oncologist cardiologist paediatrician pathologist staff colleague \
         technician optometrist dentist rn",
    ),
    (ARTICLE, "a an the"),
    (OCCUPATION, LIVELIHOODS),
    (
        STANDOUT,
        "oldest youngest longest tallest smallest heaviest shortest biggest largest fastest strongest only sole first last \
         case cases people patients families births deaths times children siblings brothers sisters grandchildren husband \
         wife marriage kg stone junction",
    ),
    (
        REGION,
        "country uk world britain england scotland wales europe county region island city town village kingdom valley district",
    ),
    (
        MEDIA,
        "television tv radio newspaper newspapers magazine press media news tabloid tabloids podcast documentary broadcast \
         broadcaster bbc itv journalist journalists reporter reporters facebook tiktok youtube twitter instagram viral vlog blog \
         chronicle gazette herald echo mercury argus courier observer advertiser examiner tribune mirror telegraph papers paper online mail clip camera film",
    ),
    (
        WORKS,
        "works worked teaches taught runs ran owns owned plays played coaches coached conducts conducted captained \
         captains represented farms farmed preaches preached performs performed sang sings swam drives flies fishes breeds rare ultra syndrome disease \
         disorder community communities congregation heritage",
    ),
    (
        LANGUAGE,
        "amharic tigrinya oromo arabic bengali sylheti urdu punjabi gujarati hindi tamil telugu malayalam sinhala nepali \
         pashto dari farsi persian kurdish sorani kurmanji turkish polish romanian bulgarian ukrainian russian lithuanian \
         latvian estonian slovak czech hungarian albanian serbian croatian bosnian greek italian spanish portuguese french \
         german dutch flemish swedish danish norwegian finnish icelandic mandarin cantonese hakka vietnamese thai tagalog \
         ilocano cebuano burmese khmer lao indonesian malay japanese korean mongolian tibetan swahili somali yoruba igbo \
         hausa twi akan ewe fula fulani wolof mandinka krio lingala shona ndebele zulu xhosa luganda kinyarwanda kirundi \
         chichewa bemba hebrew yiddish welsh gaelic romani romany creole patois armenian georgian azeri uzbek kazakh uyghur \
         tajik balochi sindhi kashmiri marathi konkani kannada odia assamese dhivehi berber tamazight afrikaans sanskrit",
    ),
    (
        SIGNED,
        "signed initialled initials initial by user client resident patient name nok author reviewer \
      checked given witnessed verified checker prescriber completed assessor witness nurse w subject person brothers sisters \
      twins sons daughters nurses carers parents witnesses colleagues midwives doctors hcas staff crew porters siblings \
      handover handed took taken swapped",
    ),
    (TITLE, "mr mrs ms miss mx dr prof professor sister matron sir dame lord lady master rev revd reverend fr father"),
    (
        STREET,
        "road rd street st avenue ave close cl lane ln drive dr court ct crescent cres place pl gardens gdns grove way \
         terrace terr tce square sq hill park row walk mews view rise green parade croft vale mount villas buildings \
         heights meadow meadows fold gate wharf quay broadway end mead drove garth wynd yard loan brae embankment \
         rigg bank chase path copse field fields orchard dale paddock paddocks ridge spinney",
    ),
    (
        AREA,
        "recovery ccu icu itu hdu nicu picu scbu mau amu sau eau asu cdu sdu villa cottage chalet bungalow corridor zone area \
         landing block houseblock dorm dormitory pitch surgery floor space recliner station cabin berth rm wing side ward",
    ),
    (HOUSE, "flat apartment apt maisonette cottage farm bungalow barn farmhouse rectory vicarage caravan house"),
    (
        ROOM,
        "ward wards bay bays bed beds room rm sideroom cubicle cubicles theatre trolley chair pod wd bedspace unit \
         suite wing resus clinic cell lodge sr w cot couch incubator bathroom majors minors",
    ),
    (
        AGE,
        "aged age turning turned octogenarian nonagenarian centenarian septuagenarian sexagenarian quinquagenarian \
         quadragenarian supercentenarian he she was is her his their birthday early mid late f m teenage ages who fortnight reception teenager d dol hundred newborn toddler middle",
    ),
    (
        NATIONALITY,
        "afghan albanian algerian american angolan argentinian armenian australian austrian bangladeshi belarusian \
         belgian bolivian bosnian brazilian british bulgarian burmese cambodian cameroonian canadian chilean chinese \
         colombian congolese croatian cuban cypriot czech danish dutch ecuadorian egyptian eritrean estonian \
         ethiopian fijian filipino filipina finnish french gambian georgian german ghanaian greek guyanese haitian \
         hungarian icelandic indian indonesian iranian iraqi irish israeli italian ivorian jamaican japanese jordanian \
         kazakh kenyan korean kosovan kurdish kuwaiti latvian lebanese liberian libyan lithuanian malawian malaysian \
         maltese mauritian mexican moldovan mongolian moroccan mozambican namibian nepalese nepali nigerian norwegian \
         pakistani palestinian peruvian polish portuguese punjabi roma romanian russian rwandan saudi scottish senegalese \
         serbian slovak slovakian slovenian somali spanish sudanese swedish swiss syrian taiwanese tamil tanzanian \
         thai tibetan trinidadian tunisian turkish ugandan ukrainian uzbek venezuelan vietnamese welsh yemeni zambian \
         zimbabwean bengali gujarati yoruba igbo caribbean african romani romany traveller gypsy travellers gypsies falkland manx cornish uyghur basque \
         catalan chechen hmong aboriginal maori fulani hausa tigrayan barbadian bajan grenadian guatemalan honduran \
         salvadoran panamanian paraguayan uruguayan qatari omani azerbaijani luxembourgish bhutanese laotian samoan tongan",
    ),
    (
        COUNTRY,
        "afghanistan albania algeria america angola argentina armenia australia austria bangladesh barbados belarus \
         belgium bolivia bosnia brazil bulgaria cambodia cameroon canada chile china colombia congo croatia cuba \
         cyprus denmark ecuador egypt eritrea estonia ethiopia fiji finland france gambia georgia germany ghana greece \
         guyana haiti hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jordan kazakhstan \
         kenya kosovo kuwait latvia lebanon liberia libya lithuania malawi malaysia malta mauritius mexico moldova \
         montserrat morocco mozambique myanmar namibia nepal nigeria norway pakistan palestine peru philippines poland \
         portugal romania russia rwanda senegal serbia singapore slovakia slovenia somalia spain sudan sweden \
         switzerland syria taiwan tanzania thailand trinidad tunisia turkey uganda ukraine uzbekistan venezuela \
         vietnam yemen zambia zimbabwe goa kerala kurdistan leone lanka rica salvador zealand arabia verde faso guinea \
         emirates kong korea herzegovina bahamas maldives seychelles mauritania mali niger chad benin togo gabon botswana \
         namibia lesotho eswatini djibouti burundi madagascar samoa tonga belize guatemala honduras nicaragua panama paraguay \
         uruguay suriname dominica grenada bhutan brunei laos timor kyrgyzstan tajikistan turkmenistan azerbaijan luxembourg \
         oman qatar bahrain syria punjab gujarat bengal tibet africa sylhet kashmir mirpur chechnya crimea",
    ),
    (
        RELIGION,
        "muslim christian jewish sikh hindu buddhist catholic anglican muslims jews sikhs hindus catholics mormons quakers methodist baptist quaker mormon pentecostal \
         jain bahai rastafarian pagan zoroastrian evangelical presbyterian orthodox atheist humanist coptic hasidic haredi \
         adventist unitarian druze yazidi shia sunni ahmadi ismaili parsi wiccan druid spiritualist",
    ),
    (
        OCCUPATION,
        "scholar novice teacher headteacher headmaster headmistress vicar priest imam rabbi pastor bishop mayor councillor farmer \
         miner footballer cricketer boxer jockey actor actress musician singer author novelist journalist broadcaster \
         presenter butcher baker publican landlord landlady postman postmistress postmaster fisherman trawlerman \
         gamekeeper blacksmith builder plumber electrician carpenter joiner bricklayer roofer plasterer mechanic \
         engineer architect solicitor barrister judge magistrate accountant banker shopkeeper hairdresser barber \
         florist chef cook waiter waitress barista cleaner caretaker dinnerlady lollipop librarian professor lecturer \
         scientist astronaut pilot soldier sailor marine veteran policeman policewoman firefighter fireman detective \
         constable sergeant governor lifeguard swimmer athlete olympian paralympian gymnast dancer ballerina artist \
         painter sculptor potter photographer model driver trucker busker organist choirmaster bellringer verger \
         undertaker optician vet zookeeper beekeeper gardener groundsman welder fitter steelworker shipbuilder \
         docker weaver seamstress tailor cobbler jeweller auctioneer politician ambassador diplomat millionaire \
         businessman businesswoman greengrocer fishmonger milkman bookmaker train conductor signalman lorry taxi bus",
    ),
    (
        WARD_NAME,
        "cedar willow oak ash beech birch elm maple rowan hazel larch holly ivy hawthorn sycamore chestnut poplar \
         juniper alder aspen laurel lime linden magnolia acorn walnut cherry pine fir yew spruce elder heather bluebell \
         buttercup daffodil daisy foxglove iris jasmine lavender lilac lily marigold orchid poppy primrose rose \
         snowdrop sunflower thistle tulip violet kingfisher robin swan heron nightingale skylark swallow wren \
         kestrel falcon osprey curlew lapwing puffin severn thames trent mersey avon tyne tamar ouse derwent wharfe \
         aire calder swale ribble dove humber sunrise sunshine rainbow seacole fleming jenner lister keats byron \
         wordsworth tennyson shakespeare bronte austen churchill nelson wellington windsor balmoral sandringham \
         ruby sapphire emerald amber jade pearl opal topaz diamond coral crystal willows cedars oaks beeches limes \
         hawthorns meadow fern clover bramble saffron sage rosemary thyme mulberry harebell pinewood oakwood",
    ),
    (
        WARD_SORT,
        "the a an this that each every our your their his her its on in to of and or from another any no some all one \
         two three four five six both which medical surgical acute stroke maternity postnatal antenatal labour delivery \
         birth birthing children childrens s paediatric pediatric elderly care orthopaedic trauma cardiac cardiology \
         respiratory renal oncology haematology gynaecology neonatal rehabilitation rehab mental health inpatient \
         outpatient day admissions admission assessment short stay high dependency intensive critical coronary \
         isolation virtual discharge female male mixed older people peoples general specialist community hospital \
         frailty dementia psychiatric forensic secure infectious diseases burns spinal vascular neurology \
         neurosurgical neurosurgery urology ent dermatology gastroenterology gastro endoscopy theatre recovery \
         dialysis hospice palliative escalation winter step down productive safer model exemplar open home parent \
         receiving base same new old main busy emergency private nursing adult young adolescent perinatal baby mother \
         transitional surge covid red amber green blue clean dirty waiting consulting treatment operating quiet \
         family relatives interview meeting board training seminar staff changing control plaster sluice clinical \
         cath hybrid eye dental pain breast fracture minor major injuries incident safety patient support \
         commissioning business intelligence finance policy press strategy scrutiny transfusion blood sleep feeding \
         when if at with by for per off between across after before within outside near every most many these those \
         multiple single double side resuscitation first second third last next other initial receiving referring \
         decision observation ambulatory elective planned urgent head neck hip knee bowel liver kidney transplant \
         tertiary local regional national acute-care special crisis eating disorders learning disability autism \
         obstetric midwifery led alongside freestanding sexual assault poisons hyperacute hyper medicine surgery \
         geriatric oldest ortho haemodialysis bariatric colorectal ophthalmology rheumatology diabetes endocrine but",
    ),
    (
        ABBREVIATION,
        "ae aki amu ap bls bm bmi bp bpm cas ccu cd cfs cns copd cpr cqc crp ct cvp cxr dka dna dnr dr dvt ecg ed eeg \
         en ent ep epr esr et fbc ffp fy ga gcs gi gp gtn gu hb hca hdu hiv hr ia ib icb icp icu id im io ip iq it iu \
         iv ivf kg lft ll lp mau mc md mdt me mg mi ml mrsa ms nb ng ni nhs nice nj no od ot pa pals pca pe peg ph pm \
         pn po pr prn ps psa psii ptsd pv qi ra rbc rca rn rr rta sa sbar sc sho si sjr sob sr st std sw tb tds tia to \
         tpn tv uk ul us uti va vf vs vt vte wbc wte am bd dob doc dot eol fu hx ii iii iv ix ld lmp ltd mh mmr mr mrs \
         nd ne nof ok op opd or os ox pc pt px qa rx sd se sn sos sp ss sx td tx uc up vi vii viii wc xi xii xl as at \
         be by do go he if in is my of on so we an hi la lb cm mm km sec min hrs nhse ed ccg pct ics ipc ppe hsib cctv \
         aed rsv tta tto ttos los raid cpa cto dols mca mha lps imca nok tvn aha ahp odp rmn rgn ran ssi gbs \
         hie ctg ptt inr apt mus mst mcs bnf ecgs abg vbg lvf ef af mv dc rf rv lv cf cp ca cv ai hq rd pdf faq hr it \
         tv eu dvd gdpr dpa foi ig sar dpia irmer riddor coshh mhra psirf psirp lfpse nrls ssnap",
    ),
    (
        FEAST,
        "new christmas boxing easter halloween bonfire valentine valentines eid diwali hogmanay ramadan epiphany good mother \
         mothers father fathers remembrance armistice st burns shrove pancake ash maundy palm whit midsummer twelfth hanukkah \
         passover vaisakhi holi lammas michaelmas candlemas yom rosh guy mothering bank",
    ),
    (
        POLICY,
        "published publishes publication ratified ratification effective valid expires expiry copyright deadline webinar \
         conference census launched launches launch legislation regulations regulation act embargo embargoed version \
         superseded agm consultation financial fiscal inspection inspected snapshot inforce",
    ),
];
