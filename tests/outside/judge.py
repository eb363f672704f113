"""The outside judges of a built site: programs of other people, and two small ones of ours.

Each judge takes the site and gives one case per file with the faults it found, in plain
words. A judge that cannot run, or finds nothing to judge, has failed: a test that silently
looks at nothing would pass for ever. Nothing is written but to a temporary folder.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

import parity
import word_accessibility

HERE = Path(__file__).resolve().parent
TOOL_SECONDS_MAX = 400
AT_ONCE = 2  # the browser, and beside it the judges that take turns
ENDING_WORDS = 6  # words at a document's end that LibreOffice has to reach

# What the Nu HTML checker says that we do not follow: the words of its message, and why.
NU_EXCEPTIONS = [
    (
        r"The “(table|rowgroup|row|cell|columnheader|rowheader)” role is unnecessary for element",
        "responsive tables are laid out as blocks on narrow screens, where browsers drop a table's meaning "
        "unless its roles are written out (NHS design system, responsive tables)",
    ),
    (
        r"The “list” role is unnecessary for element “[uo]l”",
        "Safari drops the meaning of a list without bullets unless its role is written out",
    ),
]


@dataclass
class Site:
    root: Path
    every_page: bool = False

    def __post_init__(self):
        self.pages = sorted(self.root.rglob("*.html"))
        self.documents = sorted(self.root.rglob("*.docx"))

    def name(self, path):
        return path.relative_to(self.root).as_posix()


@dataclass
class Verdict:
    faults: dict[str, list[str]]  # by file, every file judged; no faults: it passed
    notes: list[str] = field(default_factory=list)


class CannotRun(Exception):
    """A judge's program is missing, broke or gave no answer."""


# ---- the judges ----


def nu_html_checker(site):
    """The W3C's checker of HTML; its warnings count as faults."""
    jar = HERE / "node_modules/vnu-jar/build/dist/vnu.jar"
    answer = run_tool(["java", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", *site.pages])
    faults = {site.name(page): [] for page in site.pages}
    excepted = 0
    for message in json.loads(answer)["messages"]:
        if any(re.search(words, message["message"]) for words, _ in NU_EXCEPTIONS):
            excepted += 1
            continue
        path = Path(unquote(urlsplit(message.get("url", "")).path))
        name = site.name(path) if path in site.pages else "the checker itself"
        where = f"line {message['lastLine']}: " if "lastLine" in message else ""
        faults.setdefault(name, []).append(where + message["message"])
    return Verdict(faults, [f"{excepted} messages excepted, with reasons in judge.py"] if excepted else [])


def browser(site):
    """Chromium: axe-core, reflow, console, other hosts, policy, no JavaScript."""
    environment = os.environ | {"CHROMIUM": shutil.which("chromium") or ""}
    flags = ["--all"] if site.every_page else []
    answer = json.loads(run_tool(["node", HERE / "browser.mjs", site.root, *flags], environment))
    return Verdict({case["name"]: case["faults"] for case in answer["cases"]}, answer["notes"])


def word_schema(site):
    """openxml-audit: the same rules as `-f microsoft365 --policy strict`, started once."""
    from openxml_audit import FileFormat, OpenXmlValidator  # slow to load: only when asked
    from openxml_audit.errors import ValidationSeverity

    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, strict=True)

    def faults(document):
        try:
            result = validator.validate(document)
        except Exception as error:  # a file that is no package raises whatever the reader raises
            return [f"cannot be read: {error}"]
        found = list(dict.fromkeys(str(e) for e in result.errors if e.severity != ValidationSeverity.INFO))
        return found if found or result.is_valid else ["is not valid, for a reason the validator does not give"]

    return Verdict({site.name(document): faults(document) for document in site.documents})


def libreoffice(site):
    """LibreOffice opens every document and reads it to its last words."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        copies = {document: folder / f"{number}.docx" for number, document in enumerate(site.documents)}
        for document, copied in copies.items():
            shutil.copyfile(document, copied)
        # Without its filter named LibreOffice would open a broken document as plain text.
        run_tool(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
             "--infilter=MS Word 2007 XML", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder / "read",
             *copies.values()]
        )  # fmt: skip
        return Verdict({site.name(d): _unread(d, folder / "read" / f"{c.stem}.txt") for d, c in copies.items()})


def _unread(document, converted):
    if not converted.exists():
        return ["LibreOffice cannot open it"]
    read = converted.read_text("utf-8-sig")
    if not read.strip():
        return ["LibreOffice opens it but finds no words"]
    try:
        ending = parity.last_words(document, ENDING_WORDS)
    except Exception:
        return []  # the other judges tell what is wrong with its inside

    def letters(text):  # LibreOffice writes the numbers of footnotes into the words
        return "".join(filter(str.isalpha, text))

    if letters("".join(ending)) not in letters(read):
        return [f"LibreOffice does not reach its last words “{' '.join(ending)}”"]
    return []


def word_for_everyone(site):
    """Our own checker of a Word document's accessibility."""
    return Verdict({site.name(document): word_accessibility.faults(document) for document in site.documents})


def same_words(site):
    """A document says what its page says. A linked file of someone else's is marked `data-attachment`."""
    verdict = Verdict({})
    for document in site.documents:
        page = document.parent / "index.html"
        if not page.exists():
            verdict.faults[site.name(document)] = ["there is no page beside it"]
        elif parity.is_attachment(page, document):
            verdict.notes.append(f"{site.name(document)} is an attachment: not compared")
        else:
            verdict.faults[site.name(document)] = parity.faults(page, document)
    return verdict


# name → title, what it judges, the judge; the slowest first
JUDGES = {
    "browser": ("Chromium and axe-core", "pages", browser),
    "html": ("Nu HTML checker", "pages", nu_html_checker),
    "libreoffice": ("LibreOffice opens the Word documents", "documents", libreoffice),
    "schema": ("openxml-audit, strict", "documents", word_schema),
    "word": ("Word accessibility", "documents", word_for_everyone),
    "parity": ("Same words in page and Word", "documents", same_words),
}


# ---- running and telling ----


def run_tool(command, environment=None):
    """What a program prints; it and all it started are ended when it takes too long."""
    try:
        tool = subprocess.Popen(
            [str(word) for word in command], env=environment, start_new_session=True, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
    except OSError as error:
        raise CannotRun(f"{command[0]} cannot be started ({error.strerror}): run tests/outside/install") from error
    try:
        answer, complaint = tool.communicate(timeout=TOOL_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        os.killpg(tool.pid, signal.SIGKILL)
        raise CannotRun(f"{command[0]} gave no answer in {TOOL_SECONDS_MAX} seconds") from None
    if tool.returncode != 0:
        raise CannotRun(f"{command[0]} ended with status {tool.returncode}: {complaint.strip()[-2000:]}")
    return answer


def judged(key, site):
    """A judge's verdict and the seconds it took; never an exception."""
    started = time.monotonic()
    title, what, judge = JUDGES[key]
    try:
        verdict = judge(site) if getattr(site, what) else Verdict({})
        if not verdict.faults:
            verdict.faults[title] = [f"found no {what} to judge in the site"]
    except CannotRun as error:
        verdict = Verdict({title: [f"could not run: {error}"]})
    except Exception as error:  # a judge that breaks has failed; the others still have their say
        verdict = Verdict({title: [f"broke: {type(error).__name__}: {error}"]})
    return verdict, time.monotonic() - started


def judge_all(site, keys):
    """Yields each judge's title, verdict and seconds, in the order of the list."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        running = {key: pool.submit(judged, key, site) for key in keys}
        for key, result in running.items():
            yield JUDGES[key][0], *result.result()


def main():
    parser = argparse.ArgumentParser(prog="tests/outside/run", description="Runs the outside judges over a built site.")
    parser.add_argument("site", type=Path, help="the folder of the built site")
    parser.add_argument("--all", action="store_true", help="the browser takes every page, however many there are")
    parser.add_argument("--only", choices=JUDGES, action="append", help="only this judge (may be repeated)")
    options = parser.parse_args()
    if not options.site.is_dir():
        parser.error(f"{options.site} is not a folder")

    passed = failed = 0
    for title, verdict, seconds in judge_all(Site(options.site.resolve(), options.all), options.only or list(JUDGES)):
        bad = {name: faults for name, faults in verdict.faults.items() if faults}
        passed += len(verdict.faults) - len(bad)
        failed += len(bad)
        print(f"{title}: {len(verdict.faults) - len(bad)} passed, {len(bad)} failed ({seconds:.1f} s)")
        for note in verdict.notes:
            print(f"  note: {note}")
        for name, faults in bad.items():
            print(f"  FAILED {name}")
            for fault in faults:
                print(f"    {fault}")
        sys.stdout.flush()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
