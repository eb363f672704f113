#!/usr/bin/env python3
"""Make a corpus of policy-like pages for one site generator.

The same `--pages`, `--seed` and tool always give the same bytes, on any machine.
Every tool gets the same words. What differs is the front matter, the way a link to
another page is written, the line that captions the table, the configuration and the
templates, because there each tool has its own rule.

A page has about 820 words unless another number is asked for, 8 to 10 headings, one table
of six rows under a header, two lists and three links: to another page, to a heading, and to an outside address.
The words are our own plain policy vocabulary. There is no name of a person, no figure
and no date in the prose, so a check for identifying text has nothing to find.

Only the Python 3 standard library is used.
"""

import argparse
import datetime
import hashlib
import json
import pathlib
import random
import re
import shutil
import sys

HERE = pathlib.Path(__file__).resolve().parent
TOOLS = ("candour", "zola", "hugo", "pandoc")

SITE_TITLE = "Patient safety policies"
SITE_URL = "https://policies.example.org"
ORGANISATION = "Example Vale NHS Foundation Trust"

# Words in the body of a page, headings, lists, table and links included.
BODY_WORDS = 820
# Headings, lists, table and links alone come to up to 308; fewer words cannot be asked for.
BODY_WORDS_MIN = 400
# With this many, Candour's PDF has three A4 sheets: one of document control and contents, two
# of the body. Of 60 policies, 59 have three sheets and one has four.
THREE_SHEETS_WORDS = 500

# Approval dates fall in this span, so that with three years between reviews no page is
# overdue on the day the harness gives as today.
APPROVED_FIRST = datetime.date(2025, 1, 6)
APPROVED_DAYS = 500

TOPICS = """hand hygiene; falls prevention; pressure ulcer care; medicines storage; controlled medicines;
blood transfusion; oxygen therapy; nutrition and hydration; mouth care; continence care; wound care;
safe handovers; safe staffing; observation and escalation; resuscitation equipment; sepsis recognition;
infection control; isolation nursing; waste handling; sharps safety; medical devices; bed rails; moving and handling;
patient transport; discharge planning; transfer of care; consent to treatment; mental capacity; safeguarding adults;
safeguarding children; chaperones; record keeping; incident reporting; duty of candour; learning from deaths;
complaints handling; patient feedback; family involvement; interpreting services; accessible information;
lone working; fire safety; water safety; ventilation; food safety; linen services; visiting; self harm prevention;
restrictive practice; search and property; absence without leave; advance decisions; end of life care;
pain management; diabetes care; epilepsy care; catheter care; feeding tubes; swallowing difficulties; delirium care;
dementia care; screening programmes; diagnostic results; clinical photography; radiation safety""".replace("\n", " ").split("; ")

SETTINGS = """inpatient wards; community clinics; outpatient departments; the emergency department; maternity services;
theatres and recovery; critical care; day surgery; older adult services; children's services; community nursing;
mental health wards; crisis services; learning disability services; rehabilitation units; hospices;
the imaging department; pharmacy services; pathology services; therapy services; ambulance handover areas;
supported living; home visits; schools; prisons; urgent treatment centres; virtual wards; the discharge lounge;
assessment units; specialist clinics""".replace("\n", " ").split("; ")

HEADINGS = """Purpose; Scope; Background; Definitions; Roles and responsibilities; Our principles; Before you start;
What staff must do; What managers must do; Assessing risk; Planning care; Working with families; Sharing information;
Keeping records; Reporting incidents; Responding to incidents; Learning and improvement; Training and support;
Equipment and supplies; Raising concerns; Equality and inclusion; Monitoring and audit; Reviewing this policy;
Related documents""".replace("\n", " ").split("; ")

SUBJECTS = """the ward team; every manager; staff on duty; the patient safety team; each service; the nurse in charge;
the responsible clinician; the service lead; the infection control team; the pharmacy team; the quality committee;
the divisional board; the learning response lead; the engagement lead; the clinical audit team; temporary staff;
new starters; volunteers; contractors; students and trainees; the duty manager; the on-call team; the records team;
the estates team; the training department; a second registered professional; the multidisciplinary team;
the safeguarding team; the community team; the safety partner group""".replace("\n", " ").split("; ")

MODALS = ["must", "should", "will", "can", "needs to", "is expected to"]
MODALS_PLURAL = ["must", "should", "will", "can", "need to", "are expected to"]
PLURAL_SUBJECTS = {"staff on duty", "temporary staff", "new starters", "volunteers", "contractors", "students and trainees"}

VERBS = """record; check; review; discuss; report; share; update; agree; explain; confirm; document; assess; monitor;
prepare; follow; support; raise; plan; complete; keep; escalate; consider; examine; describe; provide;
arrange; test; audit; compare; summarise""".replace("\n", " ").split("; ")

OBJECTS = """the care plan; the risk assessment; the handover sheet; each decision and the reason for it;
the equipment checklist; any change in the patient's condition; the agreed safety actions; the incident record;
the views of the patient and family; the training record; the daily safety huddle; the observation chart;
the medicines chart; the escalation route; any delay in care or treatment; the findings of the local audit;
the information given to the family; the reasonable adjustments that were agreed; the result of each test;
the safe storage of supplies; the cleaning schedule; the communication needs of the patient; the transfer letter;
the discharge summary; the learning from earlier responses; the stock of emergency equipment;
the arrangements for cover; the patient's own goals; any concern about staffing; the steps in the local procedure;
the consent form; the evidence behind the recommendation; the questions that families ask;
the improvement plan; the wording of the leaflet""".replace("\n", " ").split("; ")

WHENS = """at the start of every shift; before any procedure begins; when a patient moves between services;
as soon as it is safe to do so; at each review meeting; whenever the plan of care changes; during the safety huddle;
before the patient goes home; when a concern is raised; after every incident; on admission and on transfer;
at least once a day; when new equipment arrives; during induction; at the end of each shift;
when a family asks for more information; before the next dose is due; within the agreed time; at every home visit;
each time the team changes""".replace("\n", " ").split("; ")

WHYS = """so that learning is shared early; so that nobody has to repeat their story; because small changes are easy to miss;
so that the next team can act at once; to make the safe choice the easy one; so that families know what to expect;
to reduce the chance of harm; because a clear record protects everyone; so that support can be offered in good time;
to show how the decision was reached; so that patterns can be seen across services; to keep care close to home;
because people recover better when they are involved; so that improvement can be measured;
to help colleagues speak up; so that gaps are found before they matter""".replace("\n", " ").split("; ")

OPENERS = """in practice; where this is not possible; as a rule; in every case; if there is any doubt; to begin with;
over time; for most patients; outside normal hours; in an emergency; for people who lack capacity;
where two services share care""".replace("\n", " ").split("; ")

MEASURES = """Handover sheets completed; Equipment checks recorded; Training up to date; Care plans reviewed;
Families contacted after an incident; Safety actions finished on time; Audits returned; Observation charts complete;
Escalations answered in time; Stock within its expiry date; Records shared on transfer; Huddles held""".replace("\n", " ").split("; ")
METHODS = """Sample of records; Observation on the ward; Electronic report; Staff survey; Patient survey; Peer review;
Walk round with a partner; Stock count""".replace("\n", " ").split("; ")
INTERVALS = "Every day; Every week; Every month; Every quarter; Twice a year; Once a year".split("; ")
REPORTERS = """Ward manager; Matron; Head of nursing; Service lead; Audit lead; Pharmacy lead; Patient safety specialist;
Estates lead""".replace("\n", " ").split("; ")

OWNERS = ["Head of patient safety", "Head of nursing", "Associate medical director", "Chief pharmacist",
          "Head of quality improvement", "Director of infection prevention"]
DIRECTORS = ["Chief nursing officer", "Chief medical officer", "Chief operating officer"]
COMMITTEES = ["Patient safety committee", "Quality committee", "Clinical effectiveness group"]

# Small pages that the templates' menus point to: name, title, the one paragraph.
SMALL_PAGES = (
    ("about", "About this site", "This site holds the policies that keep people safe in our care."),
    ("contact", "Contact us", "Write to the patient safety team at the trust's main address."),
    ("privacy", "Privacy", "This site sets no cookies and keeps no record of who reads it."),
)
HOME_TEXT = "Read the policies that keep people safe in our care, and see when each is due for review."
LISTING_TITLE = "Policies"
LISTING_TEXT = "All the policies in force, in order of title."


class Dice:
    """Random choices that stay the same in every version of Python.

    `random.Random.random` keeps its sequence for a given whole-number seed; `choice` and
    `shuffle` do not promise that, so they are written here.
    """

    def __init__(self, seed):
        self._next = random.Random(seed).random

    def below(self, limit):
        """Return a whole number from 0 up to, not including, `limit`."""
        return int(self._next() * limit)

    def pick(self, items):
        """Return one of `items`."""
        return items[int(self._next() * len(items))]

    def several(self, items, count):
        """Return `count` different ones of `items`, in a random order."""
        left = list(items)
        return [left.pop(self.below(len(left))) for _ in range(count)]


class Outline:
    """What other pages need to know of a page to link to it: title and headings.

    `number` counts from 1. Made from the seed and the number alone, so that a page can
    link to any other without the other being made first.
    """

    def __init__(self, seed, number):
        dice = Dice(seed * 1_000_003 + number * 2)
        self.number = number
        self.name = f"policy-{number:06d}"
        self.topic = dice.pick(TOPICS)
        self.setting = dice.pick(SETTINGS)
        self.title = f"{capital(self.topic)} in {self.setting}: policy {number}"
        count = 8 + dice.below(3)
        wanted = set(dice.several(range(len(HEADINGS)), count))
        self.headings = [heading for index, heading in enumerate(HEADINGS) if index in wanted]


class Page(Outline):
    """One page: its facts, and its body for any tool."""

    def __init__(self, seed, number, pages):
        super().__init__(seed, number)
        dice = Dice(seed * 1_000_003 + number * 2 + 1)
        self.description = f"What our staff do about {self.topic} in {self.setting}, and how we check that it works."
        self.approved_on = APPROVED_FIRST + datetime.timedelta(days=dice.below(APPROVED_DAYS))
        self.effective_from = self.approved_on + datetime.timedelta(days=7 + dice.below(21))
        self.review_due = self.approved_on.replace(year=self.approved_on.year + 3, day=1)
        self.version = f"{1 + dice.below(6)}.{dice.below(4)}"
        self.reference = f"POL-{number:06d}"
        self.owner = dice.pick(OWNERS)
        self.director = dice.pick(DIRECTORS)
        self.committee = dice.pick(COMMITTEES)
        self.other = Outline(seed, 1 + dice.below(pages))
        self.beside = self if dice.below(2) else Outline(seed, 1 + dice.below(pages))
        self.beside_heading = dice.pick(self.beside.headings)
        self.dice = dice

    def body(self, tool, words):
        """Return the Markdown of the page for `tool`, of about `words` words, ending in a line break."""
        dice = self.dice
        count = len(self.headings)
        # Which section carries what. No section carries two of the extra blocks.
        table_at, bullets_at, steps_at, other_at, beside_at, outside_at = dice.several(range(1, count), 6)
        extras = {
            table_at: self.table(tool),
            bullets_at: [capital(dice.pick(SUBJECTS)) + " and colleagues look at:", self.items("- ")],
            steps_at: ["Take these steps in order:", self.items("1. ")],
            other_at: [f"Read this with [{self.other.title}]({page_link(tool, self.other)}), which covers "
                       f"{dice.pick(OBJECTS)} {dice.pick(WHENS)}."],
            beside_at: [f"More is said under [{self.beside_heading.lower()} in policy {self.beside.number}]"
                        f"({heading_link(tool, self, self.beside, self.beside_heading)}), {dice.pick(WHYS)}."],
            outside_at: [f"Outside our organisation, see the [guidance on {self.topic}]"
                         f"(https://www.example.org/guidance/{slug(self.topic)}/{self.number}) {dice.pick(WHYS)}."],
        }
        used = sum(word_count(heading) for heading in self.headings)
        used += sum(word_count(block) for blocks in extras.values() for block in blocks)
        blocks = []
        for index, heading in enumerate(self.headings):
            # The third and the sixth heading lie under the one before, to give two levels.
            blocks.append(("###" if index in (2, 5) else "##") + " " + heading)
            share = (words - used) / (count - index)
            spent = 0
            while spent < share - 8:
                paragraph = self.paragraph(min(share - spent, 60))
                blocks.append(paragraph)
                spent += word_count(paragraph)
            used += spent
            blocks.extend(extras.get(index, ()))
        return "\n\n".join(blocks) + "\n"

    def paragraph(self, words):
        """Return a paragraph of whole sentences, of about `words` words."""
        sentences = []
        length = 0
        while length < words - 8:
            sentence = self.sentence()
            sentences.append(sentence)
            length += word_count(sentence)
        return " ".join(sentences)

    def sentence(self):
        """Return one sentence, of 8 to 30 words."""
        dice = self.dice
        subject = dice.pick(SUBJECTS)
        modal = dice.pick(MODALS_PLURAL if subject in PLURAL_SUBJECTS else MODALS)
        if modal == "must" and dice.below(4) == 0:
            modal = "**must**"
        core = f"{subject} {modal} {dice.pick(VERBS)} {dice.pick(OBJECTS)}"
        shape = dice.below(6)
        if shape == 0:
            return capital(f"{core} {dice.pick(WHENS)}.")
        if shape == 1:
            return capital(f"{core}, {dice.pick(WHYS)}.")
        if shape == 2:
            return capital(f"{dice.pick(OPENERS)}, {core} {dice.pick(WHENS)}.")
        if shape == 3:
            return capital(f"{core} {dice.pick(WHENS)}, {dice.pick(WHYS)}.")
        if shape == 4:
            return capital(f"{core} and {dice.pick(VERBS)} {dice.pick(OBJECTS)} {dice.pick(WHENS)}.")
        return capital(f"{dice.pick(OPENERS)}, {core}, {dice.pick(WHYS)}.")

    def items(self, mark):
        """Return a list of five items, each line begun with `mark`."""
        dice = self.dice
        lines = [f"{dice.pick(VERBS)} {dice.pick(OBJECTS)} {dice.pick(WHENS)}" for _ in range(5)]
        return "\n".join(mark + capital(line) for line in lines)

    def table(self, tool):
        """Return the caption and the table, as two blocks."""
        dice = self.dice
        caption = f"Table: How we check {self.topic} in {self.setting}"
        # Pandoc reads the same caption line as Candour. The others have no captions.
        if tool not in ("candour", "pandoc"):
            caption = f"**{caption}**"
        rows = ["| Measure | How we check | How often | Who reports |", "|---|---|---|---|"]
        for measure in dice.several(MEASURES, 6):
            rows.append(f"| {measure} | {dice.pick(METHODS)} | {dice.pick(INTERVALS)} | {dice.pick(REPORTERS)} |")
        return [caption, "\n".join(rows)]


def capital(words):
    """Return `words` with its first letter a capital."""
    return words[0].upper() + words[1:]


def slug(words):
    """Return the heading id that every tool here gives to plain English words."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")


def word_count(markdown):
    """Return how many words a reader would count in a block of Markdown."""
    return len(re.findall(r"[A-Za-z][A-Za-z'-]*", re.sub(r"\]\([^)]*\)", "]", markdown)))


def page_link(tool, page):
    """Return the link to `page`, from another page of the same folder."""
    return {
        "candour": f"{page.name}.md",
        "zola": f"@/policies/{page.name}.md",
        "hugo": f"{page.name}.md",
        "pandoc": f"{page.name}.html",
    }[tool]


def heading_link(tool, source, page, heading):
    """Return the link to a heading of `page`, which may be the `source` page itself."""
    anchor = "#" + slug(heading)
    return anchor if page is source else page_link(tool, page) + anchor


def quoted(text):
    """Return `text` as a string that YAML and TOML both read alike."""
    return json.dumps(text, ensure_ascii=False)


def policy_front_matter(tool, page, documents):
    """Return the front matter of a policy, fences and a blank line included."""
    if tool == "candour":
        lines = ["---", f"title: {quoted(page.title)}", f"description: {quoted(page.description)}",
                 f"reference: {page.reference}", f'version: "{page.version}"',
                 f"approved_on: {page.approved_on}", f"approved_by: {page.committee}",
                 f"effective_from: {page.effective_from}", f"review_due: {page.review_due}",
                 'review_every: "3 years"', f"owner: {page.owner}", f"director: {page.director}",
                 f"committee: {page.committee}",
                 "documents: " + ("[" + ", ".join(documents) + "]" if documents else "none"), "---"]
    elif tool == "zola":
        lines = ["+++", f"title = {quoted(page.title)}", f"description = {quoted(page.description)}",
                 f"date = {page.approved_on}", "[extra]", f'reference = "{page.reference}"',
                 f'version = "{page.version}"', f'approved_by = "{page.committee}"',
                 f"effective_from = {page.effective_from}", f"review_due = {page.review_due}",
                 'review_every = "3 years"', f'owner = "{page.owner}"', f'director = "{page.director}"',
                 f'committee = "{page.committee}"', "+++"]
    elif tool == "hugo":
        lines = ["+++", f"title = {quoted(page.title)}", f"description = {quoted(page.description)}",
                 f"date = {page.approved_on}", "[params]", f'reference = "{page.reference}"',
                 f'version = "{page.version}"', f'approved_by = "{page.committee}"',
                 f"effective_from = {page.effective_from}", f"review_due = {page.review_due}",
                 'review_every = "3 years"', f'owner = "{page.owner}"', f'director = "{page.director}"',
                 f'committee = "{page.committee}"', "+++"]
    else:
        lines = ["---", f"title: {quoted(page.title)}", f"description: {quoted(page.description)}",
                 "lang: en-GB", f"date: {page.approved_on}", f"reference: {page.reference}",
                 f'version: "{page.version}"', f"review_due: {page.review_due}", f"owner: {page.owner}", "---"]
    return "\n".join(lines) + "\n\n"


def small_front_matter(tool, title, description, extra=()):
    """Return the front matter of a page that is not a policy."""
    mark, sign = ("+++", " =") if tool in ("zola", "hugo") else ("---", ":")
    lines = [mark, f"title{sign} {quoted(title)}", f"description{sign} {quoted(description)}", *extra, mark]
    return "\n".join(lines) + "\n\n"


def write(path, text):
    """Write `text` with Unix line ends, making the folder if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def site_yaml(search):
    """Return Candour's configuration; `search` is "on" or "off"."""
    return (f"organisation:\n  name: {ORGANISATION}\n"
            f"site:\n  title: {SITE_TITLE}\n  url: {SITE_URL}\n"
            f"search: {search}\n")


def write_surroundings(tool, out, search):
    """Write all that is not a policy: configuration, templates, home, listing, small pages."""
    content = out / "content"
    if tool == "candour":
        write(content / "site.yaml", site_yaml(search))
    elif tool != "pandoc":
        shutil.copytree(HERE / "peers" / tool, out, dirs_exist_ok=True)
    if tool == "pandoc":
        # Pandoc turns pages into pages; it makes no home page and no listing.
        return
    for name, title, text in SMALL_PAGES:
        write(content / f"{name}.md", small_front_matter(tool, title, text) + text + "\n")
    home = "index.md" if tool == "candour" else "_index.md"
    write(content / home, small_front_matter(tool, SITE_TITLE, HOME_TEXT) + HOME_TEXT + "\n")
    by_title = ('sort_by = "title"',) if tool == "zola" else ()
    write(content / "policies" / "_index.md",
          small_front_matter(tool, LISTING_TITLE, LISTING_TEXT, by_title) + LISTING_TEXT + "\n")


def stamp_of(pages, seed, tool, documents, search, words):
    """Return a line that is the same only for the same corpus made by the same code."""
    code = hashlib.sha256()
    sources = [pathlib.Path(__file__)]
    sources += sorted(path for path in (HERE / "peers").rglob("*") if path.is_file())
    for path in sources:
        code.update(path.read_bytes())
    return json.dumps({"pages": pages, "seed": seed, "for": tool, "documents": list(documents),
                       "search": search, "words": words, "code": code.hexdigest()}) + "\n"


def policy_path(out, number):
    """Return where a policy's Markdown lies; `number` counts from 1."""
    return out / "content" / "policies" / f"policy-{number:06d}.md"


def write_policy(pages, out, seed, tool, number, documents=(), words=BODY_WORDS):
    """Write one policy of a corpus, whatever stands there now."""
    page = Page(seed, number, pages)
    text = policy_front_matter(tool, page, documents) + page.body(tool, words)
    policy_path(out, number).write_text(text, encoding="utf-8", newline="\n")


def make(pages, out, seed, tool, documents=(), search="off", words=BODY_WORDS):
    """Make the corpus in `out`, unless the very same one is there already.

    `pages` is how many policies; home, listing and three small pages come on top.
    `documents` is a list of formats that Candour makes of each policy, such as "docx".
    `words` is about how many words each policy has.
    """
    stamp = out / "corpus.json"
    wanted = stamp_of(pages, seed, tool, documents, search, words)
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    if out.exists():
        if any(out.iterdir()) and not stamp.is_file():
            raise SystemExit(f"{out} holds something that this script did not make; give another folder")
        shutil.rmtree(out)
    write(stamp, "being made\n")
    write_surroundings(tool, out, search)
    policy_path(out, 1).parent.mkdir(parents=True, exist_ok=True)
    for number in range(1, pages + 1):
        write_policy(pages, out, seed, tool, number, documents, words)
    stamp.write_text(wanted)


def main():
    """Read the command line and make one corpus."""
    parser = argparse.ArgumentParser(description="Make a corpus of policy-like pages.")
    parser.add_argument("--pages", type=int, required=True, help="how many policies")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="the folder to make")
    parser.add_argument("--seed", type=int, default=1, help="a whole number; the same seed gives the same words")
    parser.add_argument("--for", dest="tool", choices=TOOLS, required=True)
    parser.add_argument("--documents", nargs="*", default=[], metavar="FORMAT",
                        help="formats that Candour makes of each policy, such as docx; none if left out")
    parser.add_argument("--search", choices=("on", "off"), default="off", help="Candour's search index")
    parser.add_argument("--words", type=int, default=BODY_WORDS, help="about how many words each policy has")
    options = parser.parse_args()
    if options.pages < 1 or options.words < BODY_WORDS_MIN:
        parser.error(f"--pages takes a whole number from 1, --words from {BODY_WORDS_MIN}")
    make(options.pages, options.out, options.seed, options.tool, options.documents, options.search, options.words)
    print(f"{options.pages} policies for {options.tool} in {options.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
