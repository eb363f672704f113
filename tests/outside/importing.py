"""Judges `candour import`: importing.py CANDOUR. Over a hundred Word files go in. No good one may lose a word or change
the order of its words, as a reader of ours and LibreOffice see them; each bad one must be refused in the right words.

The reader of Word here is lxml and the reader of Markdown markdown-it: neither shares code with Candour. At the end the
judge is shown faulty imports, and must see what is wrong with each.
"""

import re
import resource
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import word_files
from lxml import etree
from markdown_it import MarkdownIt
from tools import CannotRun, run_soffice

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOT_SHOWN = {"del", "moveFrom", "instrText", "Fallback", "sdtPr", "sectPr", "delText", "rPrChange", "pPrChange"}
SECONDS_MAX = 20  # for one file, however bad; the debug build of a machine with other things to do
FILES_MIN = 100


def words(text):
    """Its words: letters and figures, in the one form that Unicode has for those that look alike."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\u200b", "")
    return re.findall(r"[^\W_]+", text)


# ---- Word ----


def local(element):
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def shown(paragraph, state):
    """The text of a paragraph as it is shown, and that of the boxes beside it."""
    text, boxes = [], []

    def walk(element):
        name = local(element)
        if name in NOT_SHOWN:
            return
        if name == "txbxContent":
            boxes.append(" ".join(block_text(element, state)))
            return
        if name == "r":
            properties = element.find(f"{W}rPr")
            if properties is not None and properties.find(f"{W}vanish") is not None:
                return
        if name == "fldChar":
            kind = element.get(f"{W}fldCharType")
            if kind == "begin":
                state.append("")
            elif kind == "separate" and state:
                code = "".join(it.text or "" for it in paragraph.iter(f"{W}instrText")).split()
                state[-1] = "listed" if code[:1] == ["TOC"] else "page" if code[:1] == ["PAGE"] else "shown"
            elif kind == "end" and state:
                state.pop()
            return
        if name == "t" and "listed" not in state and "" not in state:
            text.append(element.text or "")
        elif name in ("tab", "br", "cr", "den", "sup", "sub"):
            text.append(" ")
        elif name == "noBreakHyphen":
            text.append("-")
        for child in element:
            walk(child)

    for child in paragraph:
        if local(child) != "pPr":
            walk(child)
    # What comes after a code that never ends is no code.
    state[:] = [kind or "shown" for kind in state]
    goes_on = paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None
    return "".join(text) + ("" if goes_on else "\n"), boxes


def block_text(parent, state):
    for element in parent:
        name = local(element)
        if name == "p":
            text, boxes = shown(element, state)
            yield text
            yield from boxes
        elif name not in NOT_SHOWN:
            yield from block_text(element, state)


def word_text(path, part):
    with zipfile.ZipFile(path) as archive:
        if part not in archive.namelist():
            return ""
        root = etree.fromstring(archive.read(part))
    if part.endswith("document.xml"):
        return "".join(block_text(root.find(f"{W}body"), []))
    notes = [note for note in root if note.get(f"{W}type") in (None, "normal")]
    return "".join("".join(block_text(note, [])) for note in notes)


def word_words(path):
    """The words of a Word file in their order, notes last."""
    parts = ["word/document.xml", "word/footnotes.xml", "word/endnotes.xml"]
    return words("\n".join(word_text(path, part) for part in parts))


# ---- Markdown ----

MARKDOWN = MarkdownIt("commonmark").enable("table")


def inline_text(tokens):
    out = []
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special"):
            out.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            out.append(" ")
    return "".join(out)


def markdown_words(text):
    """The words of an imported page in their order, its title first."""
    _, front, body = re.split(r"^---\n", text, maxsplit=2, flags=re.M)
    title = re.search(r"^title: (.*)$", front, re.M)[1]
    title = title[1:-1].replace('\\"', '"').replace("\\\\", "\\") if title.startswith('"') else title
    body = re.sub(r"(?<!\\)\[\^\d+\](?!:)", "", body)
    body = re.sub(r"^\[\^\d+\]: ", "", body, flags=re.M)
    body = re.sub(r"^( *): ", r"\n\1", body, flags=re.M)
    body = re.sub(r"^Table: ?|\{row-headers\}$|(?<=\))\{decorative\}", "", body, flags=re.M)
    found = []
    for token in MARKDOWN.parse(body):
        if token.type == "inline":
            found.append(inline_text(token.children))
        elif token.type in ("fence", "code_block"):
            found.append(token.content)
        elif token.type in ("html_block", "html_inline"):
            raise CannotRun("there is HTML in the page")
    return words(title) + words("\n".join(found))


def lost(expected, found):
    """The first word of `expected` that `found` has not at its turn, with the words before it; none when all are there."""
    at = 0
    for index, word in enumerate(expected):
        try:
            at = found.index(word, at) + 1
        except ValueError:
            return " ".join(expected[max(0, index - 4) : index + 1])
    return None


def too_many(expected, found):
    """Whether far more words came out than went in: something was said twice. Numbers that Word counts are new words."""
    return len(found) > len(expected) * 1.2 + 25


# ---- The judge ----


def imported(candour, file, into):
    """Imports a file: the exit status, what was said, the seconds, the page."""
    start = time.monotonic()
    done = subprocess.run([candour, "import", file, "--into", into, "--kind", "page"], capture_output=True, text=True, timeout=120)
    pages = sorted(Path(into).glob("*.md"))
    page = pages[0].read_text() if pages else ""
    return done.returncode, done.stdout + done.stderr, time.monotonic() - start, page


def policy_seconds(candour, file, scratch):
    """The seconds of a processor that a policy takes, the least of five times."""
    taken = []
    for number in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        imported(candour, file, scratch / f"timed-{number}")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(taken)


def faults_of_forms(page):
    """No label may stand in the header of a table, and each names its row."""
    faults = []
    headers = re.findall(r"^(\|.*)\n\|(?: --- \|)+$", page, re.M)
    if any("Label" in header for header in headers):
        faults.append("a label of a form is the header of a table")
    if sum("To fill in" in header for header in headers) != 3 or sum("Heading" in header for header in headers) != 1:
        faults.append(f"the headers of its forms are {headers}")
    if len(re.findall(r"^\| Label [^|]*\| \|$", page, re.M)) != 16 or page.count("{row-headers}") != 3:
        faults.append("a label of a form does not name its row")
    return faults


def faults_of_good(file, page):
    expected, found = word_words(file), markdown_words(page)
    faults = []
    # Captions lose their numbers, which a page counts itself.
    if file.stem.removeprefix("saved-") == "captions":
        expected = [word for word in expected if word not in ("Table", "Figure", "1")]
    # The date of review becomes front matter.
    if file.stem == "ten-pages":
        control = words("Review date 1 April 2028")
        at = next(at for at in range(len(expected)) if expected[at : at + len(control)] == control)
        del expected[at : at + len(control)]
        if "\nnext_review: 2028-04-01\n" not in page:
            faults.append("the date of review is not in the front matter")
    kind = file.stem.removeprefix("saved-")
    if kind == "forms":
        faults += faults_of_forms(page)
    if kind == "lettered":
        # What Word shows before the items stands there in letters, each behind the sign of an item.
        marks = re.findall(r"^ *[-*] ([a-z]+)\)", page, re.M)
        if marks != ["a", "b", "i", "ii", "c", "a", "b", "c"]:
            faults.append(f"the letters of its lists are {marks}")
    # The table of contents goes with the line above it.
    if file.stem == "contents":
        expected.remove("Contents")
    # Typed markers of lists become markers.
    missing = lost(expected, found)
    if missing and "typed-lists" in file.stem or missing and "hard-starts" in file.stem or missing and "everything" in file.stem:
        is_marker = lambda word: word.isdigit() and len(word) <= 2 or word == "o"
        missing = lost([word for word in expected if not is_marker(word)], found)
    if missing:
        faults.append(f"a word is lost or out of its place after “{missing}”")
    if too_many(expected, found):
        faults.append(f"{len(found)} words were made of {len(expected)}")
    return faults


def by_libreoffice(good, pages):
    """What LibreOffice reads in each file and the page has not, whatever the order."""
    skipped = ("tracked", "contents", "breaks", "half-fields", "symbols", "formulas", "captions", "controls", "boxes", "numbered-headings", "typed", "hard-starts", "rightward", "long", "everything", "ten-pages")
    files = [file for file in good if not file.stem.removeprefix("saved-").startswith(skipped)]
    with tempfile.TemporaryDirectory() as folder:
        texts = run_soffice(folder, files, "MS Word 2007 XML", "txt:Text (encoded):UTF8", ".txt")
        for file, text in texts.items():
            if not text.exists():
                yield file, "LibreOffice cannot read it"
                continue
            # What LibreOffice counts itself is no word of the author's.
            read = Counter(word for word in words(text.read_text(encoding="utf-8-sig")) if len(word) > 1 and not word.isdigit())
            missing = read - Counter(markdown_words(pages[file]))
            if missing:
                yield file, f"LibreOffice reads words that the page has not: {sorted(missing)[:5]}"


def prove(good, pages):
    """Faulty imports, each of which must be seen."""
    proofs = []
    file = next(file for file in good if file.stem == "lists")
    page = pages[file]
    front, body = page.split("---\n", 2)[1:]
    again = lambda body: f"---\n{front}---\n{body}"
    last = re.findall(r"\w+", body)[-1]
    cut = body[: body.rindex(last)] + body[body.rindex(last) + len(last) :]
    lines = body.split("\n")
    first, second = [index for index, line in enumerate(lines) if len(line.split()) > 4][:2]
    swapped = list(lines)
    swapped[first], swapped[second] = lines[second], lines[first]
    for name, body in [("a word is gone", cut), ("two lines are in each other's place", "\n".join(swapped)), ("all is said twice", body * 2)]:
        if not faults_of_good(file, again(body)):
            proofs.append(f"the judge does not see that {name}")
    form = pages[next(file for file in good if file.stem == "forms")]
    first = re.search(r"^\| Label .*$", form, re.M)[0]
    for name, faulty in [
        ("a label is a header", form.replace("| | To fill in |", first, 1)),
        ("the rows of a form have no names", form.replace(" {row-headers}", "")),
    ]:
        if not faults_of_forms(faulty):
            proofs.append(f"the judge does not see that {name}")
    return proofs


def main():
    candour = Path(sys.argv[1]).resolve()
    faults, slowest = [], (0, "")
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as scratch:
        save_again = lambda files: run_soffice(Path(scratch) / "again", files, "MS Word 2007 XML", "docx:MS Word 2007 XML", ".docx")
        good, bad = word_files.make(folder, save_again)
        pages = {}
        for number, file in enumerate([*good, *(Path(folder) / name for name in bad)]):
            status, said, seconds, page = imported(candour, file, Path(scratch) / str(number))
            slowest = max(slowest, (seconds, file.name))
            tell = lambda fault: faults.append(f"{file.name}: {fault}")
            if "panicked" in said or status not in (0, 2):
                tell(f"the program broke: {said[-500:]}")
            elif file.name in bad and (status != 2 or bad[file.name] not in said or page):
                tell(f"should be refused with “{bad[file.name]}”, and was not: {said[-300:]}")
            elif file.name not in bad and status != 0:
                tell(f"cannot be imported: {said[-300:]}")
            elif file.name not in bad:
                pages[file] = page
                try:
                    for fault in faults_of_good(file, page):
                        tell(fault)
                except CannotRun as error:
                    tell(str(error))
            if "Zebrafink" in said + page:
                tell("the name of an author of a comment came out")
            if seconds > SECONDS_MAX:
                tell(f"took {seconds:.1f} seconds")
        policy = policy_seconds(candour, Path(folder) / "ten-pages.docx", Path(scratch))
        if not faults:
            faults += [f"{file.name}: {fault}" for file, fault in by_libreoffice(good, pages)]
            faults += prove(good, pages)
        count = len(good) + len(bad)
        if count < FILES_MIN:
            faults.append(f"only {count} files were made")
    for fault in faults:
        print(fault)
    print(f"{count} Word files imported, {len(bad)} of them bad: {len(faults)} faults; ten pages in {policy * 1000:.0f} ms, slowest {slowest[1]} in {slowest[0]:.2f} s")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
