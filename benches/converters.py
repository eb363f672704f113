"""The peers that make documents: each turns prepared files, its inputs, into one format.

A helper of run.py. The inputs lie in the folder `inputs` below the converter's own, and are
made before anything is measured: Markdown for Pandoc; web pages, made by Pandoc, for
WeasyPrint; Word files, made by Candour, for LibreOffice.
"""

import os
import shutil
import subprocess
import sys

import corpus
from formats import FORMATS, document_paths
from machine import HERE
from tools import Candour, LibreOffice, Pandoc, Tool, WeasyPrint, find_program

PEERS = HERE / "peers"

# What Pandoc calls the formats that it makes without the help of another program.
PANDOC_WRITERS = {"docx": "docx", "odt": "odt", "epub": "epub", "text": "plain"}

# Candour's PDF has tags for screen readers (PDF/UA-1), so the peers are asked for them too.
LIBREOFFICE_FILTER = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'


class Converter(Tool):
    """A peer that makes documents of the format `format`.

    `count` is how many inputs there are. The command is given as the words before the names
    of the files; `share` says how many files each process gets, and `at_once` how many
    processes there are at once.
    """

    script = ('output=$1 share=$2 at_once=$3; shift 3; mkdir -p "$output" && '
              'find inputs -type f -print0 | sort -z | xargs -0 -n "$share" -P "$at_once" "$@"')
    at_once = os.cpu_count()

    def __init__(self, tool, form, count):
        super().__init__(tool.key, tool.program)
        self.name = tool.name
        self.format = form
        self.ending = FORMATS[form][0]
        self.count = count
        self.output = f"documents-{form}"
        self.throwaway = (self.output,)

    def command(self, site):
        return ["sh", "-c", self.script, "sh", self.output, str(self.share()), str(self.at_once), *self.words(site)]

    def share(self):
        """Return how many files each process is given: as many as there are processors, evenly."""
        return -(-self.count // self.at_once)

    def words(self, site):
        """Return the command, to which the names of the files are added."""
        raise NotImplementedError


class PandocEach(Converter):
    """Pandoc, one process a document, as many at once as there are processors."""

    label = "Pandoc, one process a document"
    one = 'name=${4##*/}; exec "$0" -s -t "$1" -o "$3/${name%.*}$2" "$4"'

    def share(self):
        return 1

    def words(self, site):
        return ["sh", "-c", self.one, self.program, PANDOC_WRITERS[self.format], self.ending, self.output]


class PandocMany(Converter):
    """Pandoc, one process a processor: its start-up hardly counts."""

    label = "Pandoc, many documents a process"
    # By standard input: Pandoc 3.9 ends with a segmentation fault when a script is given about a hundred words.
    many = 'pandoc=$0 batch=$1 words="$2 $3 $4"; shift 4; printf "%s\\n" "$@" | "$pandoc" lua "$batch" $words'

    def words(self, site):
        return ["sh", "-c", self.many, self.program, PEERS / "pandoc" / "batch.lua", PANDOC_WRITERS[self.format],
                self.ending, self.output]


class WeasyPrintEach(Converter):
    """WeasyPrint, one process a document, as many at once as there are processors."""

    label = "WeasyPrint, one process a document"
    one = 'name=${3##*/}; exec "$0" -q --pdf-variant pdf/ua-1 -s "$1" "$3" "$2/${name%.*}.pdf"'

    def share(self):
        return 1

    def words(self, site):
        return ["sh", "-c", self.one, self.program, PEERS / "weasyprint" / "print.css", self.output]


class WeasyPrintMany(Converter):
    """WeasyPrint as a library, one process a processor: its start-up hardly counts."""

    label = "WeasyPrint, many documents a process"

    def words(self, site):
        return [python_of(self.program), PEERS / "weasyprint" / "batch.py", PEERS / "weasyprint" / "print.css",
                self.output]


class LibreOfficeMany(Converter):
    """LibreOffice, one process for all documents. Its profile is kept from run to run."""

    label = "LibreOffice, many documents a process"
    at_once = 1

    def words(self, site):
        return [self.program, "--headless", "--norestore", f"-env:UserInstallation={(site / 'profile').as_uri()}",
                "--convert-to", LIBREOFFICE_FILTER, "--outdir", self.output]


def python_of(script):
    """Return the Python that a script names in its first line, or nothing where it is no such script."""
    with open(script, "rb") as file:
        first = file.readline().decode(errors="replace")
    return first[2:].strip() if first.startswith("#!") and "python" in first and " " not in first.strip() else None


def converters(tool, options, formats, pages, work):
    """Prepare the inputs of a peer, and return the folder they lie in with the `Converter`s that read them.

    The inputs are the first policies of the corpus of `pages` policies.
    """
    count = min(pages, options.peer_pages)
    site = work / f"documents-{tool.key}-{pages}"
    inputs = site / "inputs"
    found = []
    if isinstance(tool, Pandoc):
        found = [kind(tool, form, count) for form in formats if form in PANDOC_WRITERS
                 for kind in (PandocEach, PandocMany) if kind is PandocEach or can_batch(tool)]
    elif "pdf" in formats and isinstance(tool, WeasyPrint):
        found = [kind(tool, "pdf", count) for kind in (WeasyPrintEach, WeasyPrintMany)
                 if kind is WeasyPrintEach or python_of(tool.program)]
    elif "pdf" in formats and isinstance(tool, LibreOffice):
        found = [LibreOfficeMany(tool, "pdf", count)]
    if found:
        shutil.rmtree(inputs, ignore_errors=True)
        inputs.mkdir(parents=True)
        prepare = {"pandoc": prepare_markdown, "weasyprint": prepare_web_pages, "soffice": prepare_word}[tool.key]
        prepare(inputs, count, options, pages, work)
    return site, found


def can_batch(pandoc):
    """Return whether this Pandoc can run a script of many documents."""
    return int(pandoc.version().split(".")[0]) >= 3


def prepare_markdown(inputs, count, options, pages, work):
    """Copy the Markdown of the first `count` policies."""
    source = work / f"pandoc-{pages}-words"
    corpus.make(pages, source, options.seed, "pandoc", words=options.words)
    for number in range(1, count + 1):
        shutil.copy(corpus.policy_path(source, number), inputs)


def prepare_web_pages(inputs, count, options, pages, work):
    """Make web pages of the first `count` policies with Pandoc."""
    pandoc = find_program("pandoc", options)
    if not pandoc:
        raise SystemExit("weasyprint needs pandoc to make its web pages: give its path with --pandoc")
    print("making web pages for weasyprint", file=sys.stderr)
    source = work / f"pandoc-{pages}-words"
    corpus.make(pages, source, options.seed, "pandoc", words=options.words)
    for number in range(1, count + 1):
        path = corpus.policy_path(source, number)
        subprocess.run([pandoc, "-t", "html", "--template", PEERS / "weasyprint" / "page.html",
                        "-o", inputs / f"{path.stem}.html", path], check=True)


def prepare_word(inputs, count, options, pages, work):
    """Make Word files of all policies with Candour, and copy the first `count` of them."""
    if not options.candour.is_file():
        raise SystemExit("soffice needs candour to make its Word files: give its path with --candour")
    print("making Word files for soffice", file=sys.stderr)
    source = work / f"soffice-{pages}-words"
    corpus.make(pages, source, options.seed, "candour", ("docx",), words=options.words)
    candour = Candour("candour", options.candour.resolve(), options.theme, options.candour_args)
    candour.clean(source)
    candour.build(source)
    paths = document_paths(source / candour.output)
    for number in range(1, count + 1):
        shutil.copy(paths[number, ".docx"], inputs)
