"""The outside judges of a built site: programs of other people, and two small ones of ours.

Each judge takes the site and gives one case per file with the faults it found, in plain
words. A judge that cannot run, or finds nothing to judge, has failed: a test that silently
looks at nothing would pass for ever. Nothing is written but to a temporary folder.
"""

import argparse
import importlib.util
import json
import os
import re
import shutil
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock
from urllib.parse import unquote, urlsplit

import atom
import epub
import hosts
import largeprint
import layout
import odf_accessibility
import page
import parity
import reports
import statement
import tagtree
import word_accessibility
from tools import HERE, CannotRun, run_java, run_soffice, run_tool

# openxml-audit is slow to load, so it is loaded only when asked; it breaks where two judges load it at one time.
LOADING = Lock()
AT_ONCE = 2  # the browser, and beside it the judges that take turns
ENDING_WORDS = 6  # words at a document's end that LibreOffice has to reach
FOR_MACHINES = {"robots.txt", "llms.txt", "ads.txt"}  # text files that are no page's document
FORMS_SCHEMA = HERE.parents[1] / "target/outside/sveltia/sveltia-cms.json"
LARGE_PRINT = "-large-print"  # ends the names of documents for large print

# What the Nu HTML checker says that we do not follow: the words of its message, and why.
NU_EXCEPTIONS = [
    (
        r"The “list” role is unnecessary for element “[uo]l”",
        "Safari drops the meaning of a list without bullets unless its role is written out",
    ),
]
# The same for openxml-audit on OpenDocument.
ODF_EXCEPTIONS = [
    (
        r"\(frame\) is missing position/size attributes: x, y$",
        "a picture anchored as a character stands where the character stands",
    ),
]


@dataclass
class Site:
    """The pages and the documents that Candour made. Files of someone else's, linked as `data-attachment`, are not judged."""

    root: Path
    everything: bool = False  # whether the slow judges take all pages and books, not a choice of them
    alone: bool = False  # whether its pages are files of their own, each with a policy in it

    def __post_init__(self):
        self.pages = sorted(self.root.rglob("*.html"))
        attached = {file for path in self.pages for file in page.attachments(path, self.root)}
        self._files = [file for file in sorted(self.root.rglob("*")) if file.is_file() and file.resolve() not in attached]

    def name(self, path):
        return path.relative_to(self.root).as_posix()

    def _ending(self, *suffixes):
        return [file for file in self._files if file.suffix in suffixes]

    @cached_property
    def feeds(self):
        return [file for file in self._ending(".xml") if atom.is_feed(file)]

    @cached_property
    def search_pages(self):
        return [file for file in self.pages if re.search(r"<search\b[^>]*\sdata-search\b", file.read_text("utf-8"))]

    @property
    def host_files(self):
        return [file for file in [self.root / "_headers"] if file.is_file()]

    @cached_property
    def word(self):
        return self._ending(".docx")

    @cached_property
    def odt(self):
        return self._ending(".odt")

    @cached_property
    def pdf(self):
        return self._ending(".pdf")

    @cached_property
    def epub(self):
        return self._ending(".epub")

    @cached_property
    def office(self):
        return self.word + self.odt

    @cached_property
    def large_print(self):
        return [file for file in self._ending(".pdf", ".docx") if file.stem.endswith(LARGE_PRINT)]

    @cached_property
    def sarif(self):
        return self._ending(".sarif")

    @cached_property
    def schemas(self):
        return [file for file in self._ending(".json") if file.stem.endswith(".schema")]

    @cached_property
    def workflows(self):
        return [file for file in self._ending(".yml") if Path(file.stem).suffix in (".github", ".gitlab", ".azure")]

    @cached_property
    def forms(self):
        return [file for file in self._ending(".yml") if Path(file.stem).suffix == ".cms"]

    @cached_property
    def junit(self):
        return [file for file in self._ending(".xml") if file.stem.endswith(".junit")]

    @cached_property
    def documents(self):
        text = [file for file in self._ending(".txt") if file.name not in FOR_MACHINES and ".well-known" not in file.parts]
        return self.office + self.pdf + self.epub + text


@dataclass
class Verdict:
    faults: dict[str, list[str]]  # by file, every file judged; no faults: it passed
    notes: list[str] = field(default_factory=list)


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
    """Chromium: axe-core, HTML_CodeSniffer, reflow, text spacing, colours, paper, console, other hosts, no JavaScript."""
    return _node(site, "browser.mjs")


def keyboard(site):
    """Chromium: the Tab key through every kind of page."""
    return _node(site, "keyboard.mjs")


def size(site):
    """Chromium: the bytes of a first view."""
    return _node(site, "size.mjs")


def lint(site):
    """html-validate."""
    return _node(site, "lint.mjs")


def lighthouse(site):
    """Lighthouse over a policy and the home page."""
    return _node(site, "lighthouse.mjs")


def _node(site, judge):
    environment = os.environ | {"CHROMIUM": shutil.which("chromium") or ""}
    flags = ["--all"] * site.everything + ["--alone"] * site.alone
    answer = json.loads(run_tool(["node", HERE / judge, site.root, *flags], environment))
    return Verdict({case["name"]: case["faults"] for case in answer["cases"]}, answer["notes"])


def regulators_list(site):
    """Our own reading of the accessibility statement by the regulator's list, and of the link to it on every page."""
    return Verdict({site.name(path): faults for path, faults in statement.faults(site.root, site.pages).items()})


def search(site):
    """Chromium: a reader searches, by keyboard, and what a search page may fetch before."""
    environment = os.environ | {"CHROMIUM": shutil.which("chromium") or ""}
    answer = json.loads(run_tool(["node", HERE / "search.mjs", site.root, *map(site.name, site.search_pages)], environment))
    return Verdict({case["name"]: case["faults"] for case in answer["cases"]}, answer["notes"])


def word_schema(site):
    """openxml-audit: the same rules as `-f microsoft365 --policy strict`, in one process.

    Each document has a validator of its own: one that goes on to another mixes up the notes of the two.
    """
    with LOADING:
        from openxml_audit import FileFormat, OpenXmlValidator

    faults = {}
    for document in site.word:
        validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, strict=True)
        faults[site.name(document)] = _schema_faults(validator, document)
    return Verdict(faults)


def odf_schema(site):
    """openxml-audit: the rules of `--odf-level schema-core` and `semantic-core` together, started once."""
    with LOADING:
        from openxml_audit.odf import OdfValidator

    validator = OdfValidator(relaxng_validation=True, require_schema_routes=False)
    return Verdict({site.name(document): _schema_faults(validator, document, ODF_EXCEPTIONS) for document in site.odt})


def _schema_faults(validator, document, exceptions=()):
    from openxml_audit.errors import ValidationSeverity

    try:
        result = validator.validate(document)
    except Exception as error:  # a file that is no package raises whatever the reader raises
        return [f"cannot be read: {error}"]
    told = dict.fromkeys(str(e) for e in result.errors if e.severity != ValidationSeverity.INFO)  # warnings count
    found = [fault for fault in told if not any(re.search(words, fault) for words, _ in exceptions)]
    return found if found or result.is_valid else ["is not valid, for a reason the validator does not give"]


def verapdf(site):
    """veraPDF: PDF/UA-1 and PDF/A-2a, in one Java machine."""
    return _java(site, "verapdf", site.pdf)


def epubcheck(site):
    """EPUBCheck; its warnings count as faults."""
    return _java(site, "epubcheck", site.epub)


def _java(site, checker, files):
    return Verdict({site.name(file): faults for file, faults in run_java(checker, files).items()})


def ace(site):
    """Ace by DAISY. It takes seconds for each book: of many, those that have something no earlier one has."""
    books = site.epub if site.everything else epub.varied(site.epub)
    environment = os.environ | {"CHROMIUM": shutil.which("chromium") or ""}
    found = json.loads(run_tool(["node", HERE / "ace.mjs", *books], environment))
    left_out = len(site.epub) - len(books)
    notes = [f"{left_out} books left out that hold nothing new; --all takes them too"] if left_out else []
    return Verdict({site.name(book): found[str(book)] for book in books}, notes)


def libreoffice(site):
    """LibreOffice opens every document and reads it to its last words."""
    faults = {}
    for files, filter_name in ((site.word, "MS Word 2007 XML"), (site.odt, "writer8")):
        if not files:
            continue
        with tempfile.TemporaryDirectory() as folder:
            converted = run_soffice(folder, files, filter_name, "txt:Text (encoded):UTF8", ".txt")
            faults |= {site.name(file): _unread(file, text) for file, text in converted.items()}
    return Verdict(faults)


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
    return Verdict({site.name(document): word_accessibility.faults(document) for document in site.word})


def odt_for_everyone(site):
    """Our own checker of an OpenDocument text's accessibility."""
    return Verdict({site.name(document): odf_accessibility.faults(document) for document in site.odt})


def large_letters(site):
    """Our own checker of large print; Word documents as LibreOffice draws them."""
    faults = {site.name(file): largeprint.faults(file) for file in site.large_print if file.suffix == ".pdf"}
    documents = [file for file in site.large_print if file.suffix == ".docx"]
    if documents:
        with tempfile.TemporaryDirectory() as folder:
            drawn = run_soffice(folder, documents, "MS Word 2007 XML", "pdf:writer_pdf_Export", ".pdf")
            faults |= {site.name(file): largeprint.faults(pdf) for file, pdf in drawn.items()}
    return Verdict(faults)


def places(site):
    """Our own checker of where a PDF's words stand."""
    return Verdict({site.name(file): layout.faults(file) for file in site.pdf})


def same_structure(site):
    """A PDF's tags show what its page shows."""
    return _beside_pages(site, site.pdf, tagtree.faults)


def same_words(site):
    """A document says what its page says."""
    return _beside_pages(site, site.documents, parity.faults)


def feed_reader(site):
    """feedparser reads every Atom feed, and its links lead somewhere."""
    return Verdict({site.name(file): atom.faults(file, site.root) for file in site.feeds})


def sarif_schema(site):
    """SARIF logs by the schema of OASIS."""
    return Verdict({site.name(file): reports.sarif_faults(file) for file in site.sarif})


def junit_schemas(site):
    """JUnit reports by the schemas of Ant and of Jenkins."""
    return Verdict({site.name(file): reports.junit_faults(file) for file in site.junit})


def for_editors(site):
    """Ajv, and the language server of VS Code's YAML extension, over the JSON Schemas of front matter and site.yaml."""
    answer = json.loads(run_tool(["node", HERE / "schemas.mjs", *site.schemas]))
    return Verdict({site.name(Path(case["name"])): case["faults"] for case in answer["cases"]}, answer["notes"])


def for_hosts_of_code(site):
    """Workflows by the schemas that GitHub, GitLab and Azure publish, and GitHub's by actionlint."""
    package = importlib.util.find_spec("check_jsonschema")
    if package is None:
        raise CannotRun("the package check-jsonschema is missing: run tests/outside/install")
    schemas = Path(package.origin).parent / "builtin_schemas/vendor"
    answer = json.loads(run_tool(["node", HERE / "workflows.mjs", schemas, *site.workflows]))
    return Verdict({site.name(Path(case["name"])): case["faults"] for case in answer["cases"]}, answer["notes"])


def for_browser_editors(site):
    """Configurations of an editor in the browser by the schema of Sveltia CMS, which reads those of Decap CMS."""
    if not FORMS_SCHEMA.exists():
        raise CannotRun(f"{FORMS_SCHEMA.name} is missing: run tests/outside/install")
    answer = json.loads(run_tool(["node", HERE / "forms.mjs", FORMS_SCHEMA, *site.forms]))
    return Verdict({site.name(Path(case["name"])): case["faults"] for case in answer["cases"]}, answer["notes"])


def _beside_pages(site, documents, judge):
    def faults(document):
        beside = document.parent / "index.html"
        return judge(page.whole(beside), document) if beside.exists() else ["there is no page beside it"]

    return Verdict({site.name(document): faults(document) for document in documents})


def files_for_hosts(site):
    """nginx and Apache serve the site as its files say; JSON Schema and icalendar read the register and the calendar."""
    return Verdict(hosts.judge(site))


# name → title, what it judges, the judge; the slowest first
JUDGES = {
    "browser": ("Chromium, axe-core and HTML_CodeSniffer", "pages", browser),
    "keyboard": ("The keyboard", "pages", keyboard),
    "lighthouse": ("Lighthouse", "pages", lighthouse),
    "search": ("Chromium searches", "search_pages", search),
    "html": ("Nu HTML checker", "pages", nu_html_checker),
    "statement": ("Accessibility statement by the regulator's list", "pages", regulators_list),
    "lint": ("html-validate", "pages", lint),
    "size": ("Size of a first view", "pages", size),
    "hosts": ("Files for hosts and programs", "host_files", files_for_hosts),
    "pdfua": ("veraPDF, PDF/UA-1 and PDF/A-2a", "pdf", verapdf),
    "ace": ("Ace by DAISY", "epub", ace),
    "libreoffice": ("LibreOffice opens the documents", "office", libreoffice),
    "epub": ("EPUBCheck", "epub", epubcheck),
    "largeprint": ("Large print is large", "large_print", large_letters),
    "schema": ("openxml-audit, Word, strict", "word", word_schema),
    "odf": ("openxml-audit, OpenDocument", "odt", odf_schema),
    "word": ("Word accessibility", "word", word_for_everyone),
    "odt": ("OpenDocument accessibility", "odt", odt_for_everyone),
    "layout": ("PDF words keep to their places", "pdf", places),
    "tagtree": ("Same structure in page and PDF", "pdf", same_structure),
    "parity": ("Same words in page and documents", "documents", same_words),
    "atom": ("feedparser, Atom feeds", "feeds", feed_reader),
    "sarif": ("SARIF 2.1.0", "sarif", sarif_schema),
    "junit": ("JUnit, Ant's and Jenkins'", "junit", junit_schemas),
    "editors": ("Ajv and an editor, JSON Schemas", "schemas", for_editors),
    "workflows": ("Ajv and actionlint, workflows", "workflows", for_hosts_of_code),
    "forms": ("Ajv, forms of an editor in the browser", "forms", for_browser_editors),
}
BY_NAME = {"sarif", "junit", "editors", "workflows", "forms"}  # a site has none of these in it: these are asked by name


# ---- running and telling ----

# What a judge found none of, where it is not its name in `Site`.
NOUNS = {"word": "Word documents", "odt": "OpenDocument texts", "pdf": "PDFs", "epub": "EPUB books", "office": "Word or OpenDocument texts",
         "large_print": "documents for large print", "sarif": "SARIF logs", "junit": "JUnit reports", "schemas": "JSON Schemas",
         "search_pages": "search pages", "host_files": "files for hosts"}  # fmt: skip


def judged(key, site):
    """A judge's verdict and the seconds it took; never an exception."""
    started = time.monotonic()
    title, what, judge = JUDGES[key]
    try:
        verdict = judge(site) if getattr(site, what) else Verdict({})
        if not verdict.faults:
            verdict.faults[title] = [f"found no {NOUNS.get(what, what)} to judge in the site"]
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
    parser.add_argument(
        "--all", action="store_true", help="the browser takes every page and Ace every book, however many there are"
    )
    parser.add_argument("--only", choices=JUDGES, action="append", help="only this judge (may be repeated)")
    parser.add_argument("--alone", action="store_true", help="each page is a file of its own, with its policy in it")
    options = parser.parse_args()
    if not options.site.is_dir():
        parser.error(f"{options.site} is not a folder")

    passed = failed = 0
    site = Site(options.site.resolve(), options.all, options.alone)
    keys = options.only or [key for key in JUDGES if key not in BY_NAME]
    for title, verdict, seconds in judge_all(site, keys):
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
