"""Invented people: the lists of names, each with a part for either half, and the forms in which a name is written.

A name, first or last, stands in one half of the set only, whatever list it is in. Particles
("van", "de", "al") belong to nobody and may stand in both.
"""

import re
import unicodedata
from pathlib import Path

HERE = Path(__file__).resolve().parent
HALVES = ("dev", "unseen")
PARTICLES = set("ab al ap ben bin da das de dela del della den der di dos du el la ní ó o ni st ten ter van von abu d mai mac mc".split())
TYPES = {"p": "NAME_PATIENT", "r": "NAME_RELATIVE", "s": "NAME_STAFF", "o": "NAME_OTHER"}


def plain(text):
    """Lower case without accents, for comparing names and for addresses."""
    text = text.translate(str.maketrans("łŁđĐıø", "lLdDio"))
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)).lower()


def strip_accents(text):
    """The name as a keyboard without accents writes it."""
    text = text.translate(str.maketrans("łŁđĐıø", "lLdDio"))
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def tokens(name):
    """The parts of a name that could point at someone, without particles."""
    return [t for t in re.split(r"[^\w]+", plain(name)) if len(t) > 1 and t not in PARTICLES]


class Lists:
    """The names of one half: origin → {"f": [...], "m": [...], "last": [...], "form": ...}."""

    def __init__(self, half):
        self.half = half
        self.origins = {path.stem: read_list(path, half) for path in name_files()}
        self.nicknames = read_nicknames(half)
        everybody = [read_list(path, each) for path in name_files() for each in HALVES]
        self.all_tokens = {t for lists in everybody for key in ("f", "m", "last") for name in lists[key] for t in tokens(name)}


def name_files():
    """The lists of names, one for each origin."""
    return [path for path in sorted((HERE / "names").glob("*.txt")) if path.stem != "nicknames"]


def section(path, half):
    """The lines that a file has under the heading of a half, "[dev]" or "[unseen]"."""
    found, here = [], None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            here = line[1:-1]
            assert here in HALVES, f"{path.name}: {line}"
        elif here == half and line and not line.startswith("#"):
            found.append(line)
    assert found, f"{path.name}: nothing for {half}"
    return found


def read_list(path, half):
    """A half's names of one origin. What stands above both headings is true of both."""
    head = path.read_text(encoding="utf-8").partition("[")[0].splitlines()
    lists = {"form": "plain"}
    for line in head + section(path, half):
        if line and not line.startswith("#"):
            key, _, value = line.partition(": ")
            lists[key] = value.strip() if key == "form" else [name.strip() for name in value.split(",")]
    return lists


def read_nicknames(half):
    """Full first name → what friends say."""
    return dict(line.split(" = ") for line in section(HERE / "names" / "nicknames.txt", half))


class Person:
    """Somebody who never was."""

    def __init__(self, rng, lists, role, origin, sex=None, kin=None):
        self.rng, self.lists = rng, lists
        self.type = TYPES[role]
        self.sex = sex or rng.choice("fm")
        self.origin = kin.origin if kin is not None and rng.random() < 0.5 else origin
        source = lists.origins[self.origin]
        self.form = source["form"]
        self.first = rng.choice(source[self.sex])
        self.last = rng.choice(source["last"])
        if kin is not None and kin.origin == self.origin and rng.random() < 0.75:
            self.last = kin.last
        elif rng.random() < 0.05 and " " not in self.last and "-" not in self.last:
            self.last += "-" + rng.choice(lists.origins[rng.choice(["english", "irish", "welsh", "wordlike"])]["last"])
        self.middle = rng.choice(source[self.sex])
        if self.form == "three":
            self.middle = rng.choice(source["m"])
        if rng.random() < 0.35:
            self.first, self.last, self.middle = map(strip_accents, (self.first, self.last, self.middle))
        self.nickname = lists.nicknames.get(self.first) or self.first
        self.turned = self.form == "surname-first" and rng.random() < 0.4
        self.whole = self._whole()
        self.title = rng.choice(["Mr"] if self.sex == "m" else ["Mrs", "Ms", "Miss", "Mrs"])

    def _whole(self):
        rng, source = self.rng, self.lists.origins[self.origin]
        if self.turned:
            return f"{self.last} {self.first}"
        if self.form == "three" and rng.random() < 0.5:
            return f"{self.first} {self.middle} {self.last}"
        if self.form == "two-surnames" and rng.random() < 0.5:
            return f"{self.first} {self.last} {rng.choice(source['last'])}"
        if self.form == "initials" and rng.random() < 0.3:
            return f"{self.middle[0]}. {self.first} {self.last}" if rng.random() < 0.5 else f"{self.first} {self.last}"
        return f"{self.first} {self.last}"

    def write(self, form):
        """The name in one form: text, type, variant."""
        rng, kind = self.rng, self.type
        if form == "init":
            dots = rng.choice([".", ".", ""])
            return f"{self.first[0]}{dots}{self.last_initial()}{dots}", "NAME_INITIALS", "initials"
        if form == "li":
            return self.last_initial(), "NAME_INITIALS", "title and initial"
        if form == "fl":  # first name and the initial of the last
            return f"{self.first} {self.last_initial()}", kind, "first and initial"
        text = {
            "full": lambda: self.whole,
            "first": lambda: self.first,
            "last": lambda: self.last,
            "nick": lambda: self.nickname,
            "fi": lambda: f"{self.first[0]}{rng.choice(['.', ''])} {self.last}",
            "rev": lambda: f"{self.last.upper()}, {self.first}",
            "revl": lambda: f"{self.last}, {self.first}",
            "caps": lambda: self.whole.upper(),
            "capslast": lambda: self.last.upper(),
            "low": lambda: self.whole.lower(),
            "lowfirst": lambda: self.first.lower(),
            "lowlast": lambda: self.last.lower(),
            "mid": lambda: f"{self.first} {self.middle} {self.last}",
            "midi": lambda: f"{self.first} {self.middle[0]}. {self.last}",
            "miss": lambda: self.misspelt(self.last),
            "missfirst": lambda: self.misspelt(self.first),
            "bold": lambda: self.bold(),
            "slug": lambda: re.sub(r"[^a-z0-9]+", "-", plain(self.whole)).strip("-"),
            "slugl": lambda: re.sub(r"[^a-z0-9]+", "-", plain(self.last)).strip("-"),
            "file": lambda: re.sub(r"[^\w]+", "_", strip_accents(f"{self.last} {self.first}")),
        }[form]()
        return text, kind, form

    def last_initial(self):
        """The letter that stands for the last name."""
        parts = re.split(r"[\s'’-]+", strip_accents(self.last))
        return next((t for t in parts if t.lower() not in PARTICLES), parts[-1])[0].upper()

    def bold(self):
        """Emphasis inside the name, as a first letter or a surname picked out."""
        how = self.rng.randrange(4)
        return [f"**{self.first[0]}**{self.first[1:]} {self.last}", f"{self.first} **{self.last}**",
                f"{self.first[0]}*{self.first[1:]}* {self.last}", f"**{self.first}** {self.last}"][how]

    def misspelt(self, name):
        """One letter wrong, and not a name of either half by chance."""
        if len(name) < 4:
            return name
        while True:
            at = self.rng.randrange(1, len(name) - 1)
            if not (name[at].isalpha() and name[at + 1].isalpha()):
                if not re.search(r"\w\w\w", name):
                    return name
                continue
            wrong = self.rng.choice([
                name[:at] + name[at + 1:],
                name[:at] + name[at] + name[at:],
                name[:at] + name[at + 1] + name[at] + name[at + 2:],
            ])
            if wrong != name and not set(tokens(wrong)) & (self.lists.all_tokens - set(tokens(name))):
                return wrong

    def word(self, form):
        """Pronouns and words for kin that agree with the person; None when the form is a name."""
        f = self.sex == "f"
        pairs = {
            "he": ("she", "he"), "him": ("her", "him"), "his": ("her", "his"), "himself": ("herself", "himself"),
            "child": ("daughter", "son"), "spouse": ("wife", "husband"), "sibling": ("sister", "brother"),
            "parent": ("mother", "father"), "mum": ("mum", "dad"), "man": ("woman", "man"), "boy": ("girl", "boy"),
            "lady": ("lady", "gentleman"), "niece": ("niece", "nephew"), "sexcode": ("F", "M"),
            "aunt": ("aunt", "uncle"), "gran": ("nan", "grandad"),
        }
        if form in ("mr", "Mr"):
            return self.title
        if form.lower() in pairs:
            word = pairs[form.lower()][0 if f else 1]
            return word[0].upper() + word[1:] if form[0].isupper() else word
        return None
