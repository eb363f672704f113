#!/usr/bin/env python3
"""Writes the development set of the anonymity scanner: texts, and the answer sheet of what stands in them.

    tests/anonymity/generate.py OUT                  both halves, in OUT/dev and OUT/unseen
    tests/anonymity/generate.py OUT --half unseen    one half, in OUT

Each half gets docs/*.md, gold.jsonl (one marked span a line) and manifest.json. The same every time.
README.md says what is in it.
"""

import argparse
import datetime
import hashlib
import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import random  # noqa: E402

import values  # noqa: E402
from people import HALVES, Lists, Person, section  # noqa: E402
from shape import Piece, joined, styled  # noqa: E402

HERE = Path(__file__).resolve().parent
SEED = "candour 1"
# Documents of each half by kind: full of identifiers, nearly anonymous, and clean. What was written for
# earlier unseen halves is in dev, which has four times as many templates and is dealt more from them.
SIZES = {"dev": {"dirty": 660, "sparse": 172, "clean": 300}, "unseen": {"dirty": 420, "sparse": 80, "clean": 160}}
SLOT = re.compile(r"\{([A-Za-z0-9_.]+)\}|<<([A-Z_]+):([^|>]+)\|([^>]+)>>")
# bank → its type where somebody is described, and in a clean document
BANKS = {"place": ("PLACE", "TRAP"), "spot": ("PLACE", "TRAP"), "hospital": ("NEUTRAL", "TRAP"), "quasi": ("QUASI", "QUASI"), "condition": ("QUASI", "TRAP")}


class Fragment:
    """A template, an insert or a paragraph, as its file has it."""

    def __init__(self, header, text, where):
        parts = [part.strip() for part in header.split(";")]
        self.name, self.where = parts[0], where
        self.flags = {p for p in parts[1:] if "=" not in p}
        self.options = dict(p.split("=") for p in parts[1:] if "=" in p)
        self.text = text.strip("\n")


def fragments(folder, half):
    """Every fragment of a half: files hold several, each under `=== name; flags; key=value`."""
    found = []
    for path in sorted((HERE / folder / half).glob("*.txt")):
        blocks = re.split(r"^=== (.+)$", path.read_text(encoding="utf-8"), flags=re.M)
        found += [Fragment(h, t, path.stem) for h, t in zip(blocks[1::2], blocks[2::2])]
    return found


def bank(name, half):
    """The entries of a word bank that belong to a half: the lines under its heading."""
    return section(HERE / "banks" / f"{name}.txt", half)


class Writer:
    """Fills the slots of one half's fragments."""

    def __init__(self, half):
        self.half, self.lists = half, Lists(half)
        self.turns = random.Random(f"{SEED} {half} origins")
        self.origins = []
        self.banks = {path.stem: bank(path.stem, half) for path in sorted((HERE / "banks").glob("*.txt"))}

    def origin(self):
        """The origin of the next person: each in its turn, and the hardest group four times as often."""
        if not self.origins:
            self.origins = list(self.lists.origins) + ["wordlike"] * 3
            self.turns.shuffle(self.origins)
        return self.origins.pop()

    def write(self, rng, text, options, kind):
        """The pieces of a text. `options` fix who is who: age=old, p=f, r=m."""
        people, days = {}, [values.day(rng)]

        def person(role):
            if role not in people:
                kin = person("p") if role.startswith("r") else None
                people[role] = Person(rng, self.lists, role[0], self.origin(), options.get(role), kin)
            return people[role]

        low, high = values.AGES[options.get("age", "any")]
        years = rng.randrange(low, high)

        def next_day(same=False):
            if not same:
                days.append(days[-1] + datetime.timedelta(rng.choice([0, 1, 1, 2, 3, 5, 8, 14, 30])))
            return days[-1]
        pieces, at = [], 0
        for match in SLOT.finditer(text):
            pieces.append(Piece(text[at:match.start()]))
            at = match.end()
            if match.group(2):
                pieces.append(Piece(match.group(4), match.group(2), match.group(3)))
            else:
                piece = self.slot(rng, match.group(1), person, years, kind, next_day)
                if match.group(1) in self.banks and re.search(r"(^|\n|[.!?] )$", text[:match.start()]):
                    piece.text = piece.text[0].upper() + piece.text[1:]
                pieces.append(piece)
        pieces.append(Piece(text[at:]))
        return [piece for piece in pieces if piece.text]

    def slot(self, rng, slot, person, years, kind, next_day):
        """One slot."""
        name, _, form = slot.partition(".")
        form = form.replace("_", " ") or None
        if re.fullmatch(r"[prso]\d?", name):
            return self.of_person(rng, person(name), form, years)
        if name in self.banks:
            type_ = BANKS.get(name, ("TRAP", "TRAP"))[kind == "clean"]
            return Piece(rng.choice(self.banks[name]), type_, name)
        if name == "age":
            return Piece(*values.age(rng, years, person("p").word("sexcode"), form))
        if name in ("gmc", "nmc", "hcpc", "gphc", "gdc"):
            return Piece(*values.registration(rng, name))
        if name == "address":
            return Piece(*values.address(rng, self.banks, form))
        if name == "room":
            return Piece(*values.room(rng, self.banks["wardname"], form))
        if name == "date":
            return Piece(*values.date(rng, form, next_day()))
        if name == "sameday":
            return Piece(*values.date(rng, form, next_day(same=True)))
        simple = {"nhs": values.nhs, "postcode": values.postcode, "phone": values.phone, "nino": values.nino,
                  "mrn": values.mrn, "ref": values.incident, "vrm": values.vehicle, "otherid": values.other}
        if name in simple:
            return Piece(*simple[name](rng, form))
        return self.neutral(rng, name, form)

    def of_person(self, rng, who, form, years):
        """A name, or what else belongs to a person."""
        word = who.word(form)
        if word is not None:
            return Piece(word)
        own = {"email": lambda: values.email(rng, who), "emailat": lambda: values.email(rng, who, "at"),
               "handle": lambda: values.online(rng, who, "handle"), "online": lambda: values.online(rng, who),
               "page": lambda: values.online(rng, who, "page"), "dob": lambda: values.birth(rng, years)}
        if form in own:
            return Piece(*own[form]())
        text, type_, variant = who.write(form)
        return Piece(text, type_, variant, who.origin)

    def neutral(self, rng, name, form):
        """What no one is known by."""
        day = values.day(rng, "2021-01-01", "2029-12-31" if name in ("policydate", "month") else "2026-03-31")
        tail = values.digits(rng, 3)
        if name == "testnhs":
            return Piece(*values.nhs_test(rng))
        plain = {
            "month": lambda: f"{values.MONTHS[day.month - 1]} {day.year}", "year": lambda: str(day.year), "n": lambda: str(rng.randrange(8, 400)),
            "few": lambda: rng.choice("two three four five six seven eight nine".split()), "pct": lambda: f"{rng.randrange(2, 99)}%",
            "pct1": lambda: f"{rng.randrange(2, 99)}.{rng.randrange(10)}%", "big": lambda: f"{rng.randrange(2, 90)},{values.digits(rng, 3)}",
            "version": lambda: f"{rng.randrange(1, 9)}.{rng.randrange(10)}", "quarter": lambda: f"Q{rng.randrange(1, 5)} {day.year}/{(day.year + 1) % 100:02}",
            "season": lambda: f"{rng.choice(['spring', 'summer', 'autumn', 'winter'])} {day.year}", "period": lambda: f"{day.year}-Q{rng.randrange(1, 5)}",
            "bracket": lambda: rng.choice(["18 to 25", "26 to 45", "46 to 65", "66 to 85", "over 85"]), "dose": lambda: f"{rng.choice(['2.5', '5', '10', '40', '75', '250', '500'])}{rng.choice([' mg', 'mg', ' micrograms', ' units'])}",
            "score": lambda: str(rng.randrange(3, 20)), "obs": lambda: f"{rng.randrange(80, 190)}/{rng.randrange(40, 100)}",
        }
        if name in plain:
            return Piece(plain[name]())
        neutral = {
            "time": lambda: rng.choice([f"{rng.randrange(24):02}:{rng.randrange(60):02}", f"{rng.randrange(24):02}{rng.randrange(60):02}hrs", f"{rng.randrange(1, 13)}.{rng.randrange(10, 60)}{rng.choice(['am', 'pm'])}", f"{rng.randrange(1, 12)} {rng.choice(['am', 'pm'])}"]),
            "policydate": lambda: values.DATE_FORMS[form or rng.choice(["long", "long", "ordinal", "slashes", "iso"])](day),
            "pubphone": lambda: rng.choice([f"01632 960{tail}", f"01632 960 {tail}"]), "puburl": lambda: rng.choice(["https://www.example.org/safety", "www.example.org/learning", "https://trust.example/policies", "https://www.example.org/patient-safety-incident-response-plan"]),
            "pubemail": lambda: rng.choice(["patient.safety", "pals", "advice.complaints", "freedomtospeakup", "communications", "medicines.information"]) + "@trust.example",
            "pseudo": lambda: rng.choice(["Patient A", "Patient B", "Nurse C", "Doctor D", "Ms X", "Mr Y", "Person 1"]),
        }
        if name in neutral:
            return Piece(neutral[name](), "NEUTRAL", name)
        if name == "policyref":
            return Piece(rng.choice(["CLIN-POL-", "HS", "IG/", "MM-", "SOP ", "QS"]) + values.digits(rng, 3), "TRAP", name)
        raise KeyError(name)


def mixed(rng, host, inserts, number, fronts):
    """The text of a document: a host with fragments put between and behind its paragraphs."""
    parts, used = host.text.split("\n\n"), []
    first = 1 if parts[0].startswith("---\n") else 0
    for insert in rng.sample(inserts, number):
        used.append(insert.name)
        at = rng.randrange(first, len(parts))
        run_on = "block" not in insert.flags and re.match(r"[A-Z{]", parts[at]) and parts[at].endswith(".") and "\n" not in parts[at]
        if run_on and rng.random() < 0.6:
            parts[at] += " " + insert.text
        else:
            parts.insert(at + 1, insert.text)
    if first == 0 and fronts and rng.random() < 0.2:
        front = rng.choice(fronts)
        used.append(front.name)
        parts.insert(0, front.text)
    return "\n\n".join(parts) + "\n", used


def documents(half):
    """Every document of a half: name, kind, pieces, and how it was put together."""
    writer = Writer(half)
    pool = fragments("templates", half)
    hosts = {"dirty": [f for f in pool if f.where.startswith("summaries")], "sparse": [f for f in pool if f.where.startswith("sparse")]}
    inserts = [f for f in pool if f.where.startswith("inserts") and "front" not in f.flags]
    fronts = [f for f in pool if f.where.startswith("inserts") and "front" in f.flags]
    clean = fragments("clean", half)
    titles = [f for f in clean if "title" in f.flags]
    # What is anonymous before something is put into it is clean as it stands.
    paragraphs = [f for f in clean if "title" not in f.flags] + hosts["sparse"]
    decks = {}

    def deal(key, cards):
        """In turns, so that every fragment is used about as often as any other."""
        if not decks.get(key):
            turn = decks[key, "turn"] = decks.get((key, "turn"), 0) + 1
            decks[key] = random.Random(f"{SEED} {half} {key} {turn}").sample(cards, len(cards))
        return decks[key].pop()

    number = 0
    for kind in ("dirty", "sparse", "clean"):
        for _ in range(SIZES[half][kind]):
            number += 1
            name = f"{half[0]}-{number:04}.md"
            rng = random.Random(f"{SEED} {half} {number}")
            if kind == "clean":
                title = deal("title", titles)
                chosen = [deal("clean", paragraphs) for _ in range(rng.randrange(3, 6))]
                host = Fragment("clean", "", "clean")
                host.flags = {"word"} if rng.random() < 0.15 else set()
                text, used = "\n\n".join([title.text] + [re.sub(r"^# ", "## ", c.text) for c in chosen]) + "\n", [title.name] + [c.name for c in chosen]
            else:
                host = deal(kind, hosts[kind])
                count = rng.randrange(3, 6) if kind == "dirty" else rng.randrange(1, 3)
                text, used = mixed(rng, host, inserts, count, fronts if kind == "dirty" else [])
            pieces = writer.write(rng, text, host.options, kind)
            styled(rng, pieces, host.flags)
            yield name, kind, pieces, {"template": host.name, "fragments": used, "sloppy": "sloppy" in host.flags}


def write_half(out, half):
    """Writes one half, and says in a line what it is."""
    (out / "docs").mkdir(parents=True, exist_ok=True)
    manifest, gold = {}, []
    for name, kind, pieces, about in documents(half):
        text, at = joined(pieces), 0
        for piece in pieces:
            end = at + len(piece.text)
            if piece.type:
                gold.append({"file": name, "start": at, "end": end, "line": text.count("\n", 0, at) + 1, "column": at - (text.rfind("\n", 0, at) + 1) + 1,
                             "type": piece.type, "variant": piece.variant, "origin": piece.origin, "text": piece.text})
            at = end
        (out / "docs" / name).write_bytes(text.encode("utf-8"))
        manifest[name] = {"kind": kind, "half": half, "words": len(text.split()), **about}
    (out / "manifest.json").write_text(json.dumps({"seed": SEED, "half": half, "docs": manifest}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    sheet = "".join(json.dumps(g, ensure_ascii=False) + "\n" for g in gold)
    (out / "gold.jsonl").write_text(sheet, encoding="utf-8")
    return f"{half}: {len(manifest)} documents, {len(gold)} marked spans, sha256 of the answer sheet {hashlib.sha256(sheet.encode()).hexdigest()[:16]}"


def main():
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--seed", default=SEED, help="another draw from the same templates and names; figures are reported on the usual one")
    options = parser.parse_args()
    globals()["SEED"] = options.seed
    for half in [options.half] if options.half else HALVES:
        print(write_half(options.out if options.half else options.out / half, half))


if __name__ == "__main__":
    main()
