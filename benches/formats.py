"""The formats of a policy's documents: what files each has, and whether a file is right.

A helper of run.py. Every file must be there, hold something and be of its kind. A sample
of them is opened: each must hold the title, every heading and the table of the policy that
its name gives, and a link where its kind has links. The words of a PDF cannot be read
without a library, so it must have tags, a link and a page.
"""

import html
import re
import statistics
import zipfile
import zlib

import corpus
from tools import Wrong

# The formats by their names in `documents:`, and what follows the policy's name in the names of
# their files. In the order of the reports.
FORMATS = {
    "docx": (".docx",),
    "odt": (".odt",),
    "pdf": (".pdf",),
    "large-print": ("-large-print.pdf", "-large-print.docx"),
    "epub": (".epub",),
    "text": (".txt",),
}
FORMAT_TITLES = {"docx": "Word", "odt": "OpenDocument", "pdf": "PDF", "large-print": "Large print",
                 "epub": "EPUB", "text": "Plain text"}
ENDING_TITLES = {".docx": "Word", ".odt": "OpenDocument", ".pdf": "PDF", "-large-print.pdf": "Large print, PDF",
                 "-large-print.docx": "Large print, Word", ".epub": "EPUB", ".txt": "Plain text"}

# How many files of each ending are opened.
FILES_OPENED = 50

# A heading of the table that every policy has.
TABLE_WORDS = "How we check"


class Files:
    """What was made with one ending: `count`, `total` bytes, `bytes` of one (median), `sheets` of each opened PDF."""

    def __init__(self, sizes, sheets):
        self.count = len(sizes)
        self.total = sum(sizes)
        self.bytes = statistics.median(sizes)
        self.sheets = sheets


def endings_of(formats):
    """Return the endings of the files of several formats."""
    return [ending for name in formats for ending in FORMATS[name]]


def document_paths(folder):
    """Return the path of every document of a policy in the folder, by number of the policy and ending."""
    named = re.compile(r"policy-(\d{6})(" + "|".join(map(re.escape, ENDING_TITLES)) + ")")
    paths = {}
    for path in folder.rglob("policy-*"):
        found = named.fullmatch(path.name)
        if found and path.is_file():
            paths[int(found.group(1)), found.group(2)] = path
    return paths


def inspect_documents(folder, label, formats, count, seed):
    """Check the documents that `label` made of policies 1 to `count`. Return `Files` by ending, or raise `Wrong`."""
    paths = document_paths(folder)
    wanted = {(number, ending) for ending in endings_of(formats) for number in range(1, count + 1)}
    for ending in ENDING_TITLES:
        made = sum(1 for _, other in paths if other == ending)
        asked = sum(1 for _, other in wanted if other == ending)
        missing = sorted(number for number, other in wanted - paths.keys() if other == ending)
        if made != asked or missing:
            example = f"; policy {missing[0]} is the first without" if missing else ""
            raise Wrong(f"{label} made {made} of {asked} documents *{ending}{example}")
    files = {}
    for ending in endings_of(formats):
        sizes = []
        sheets = []
        for number in range(1, count + 1):
            path = paths[number, ending]
            try:
                sizes.append(check_kind(path))
                if (number - 1) % max(1, count // FILES_OPENED) == 0:
                    sheets += check_content(path, corpus.Outline(seed, number))
            except (Wrong, zipfile.BadZipFile, zlib.error, KeyError, UnicodeDecodeError) as wrong:
                raise Wrong(f"{label}: {path.relative_to(folder)}: {wrong}") from wrong
        files[ending] = Files(sizes, sheets)
    return files


def check_kind(path):
    """Raise `Wrong` unless the file begins, and a PDF ends, as its kind must; return its size in bytes."""
    content = path.read_bytes()
    if not content:
        raise Wrong("is empty")
    if path.suffix == ".txt":
        content.decode("utf-8")
        return len(content)
    # A package says its kind first, not compressed, so that it stands at a fixed place.
    starts = {".pdf": (0, b"%PDF-"), ".docx": (0, b"PK\x03\x04"),
              ".odt": (30, b"mimetypeapplication/vnd.oasis.opendocument.text"),
              ".epub": (30, b"mimetypeapplication/epub+zip")}
    at, start = starts[path.suffix]
    if not content.startswith(start, at) or (path.suffix == ".pdf" and b"%%EOF" not in content[-1024:]):
        raise Wrong(f"is no {path.suffix[1:]} file")
    return len(content)


def check_content(path, outline):
    """Raise `Wrong` unless the document holds its policy; return the number of sheets of a PDF, in a list."""
    if path.suffix == ".pdf":
        return [check_pdf(path)]
    if path.suffix == ".txt":
        text = path.read_text(encoding="utf-8")
    else:
        text = check_package(path)
    text = plain(text)
    for words in (outline.title, TABLE_WORDS, *outline.headings):
        if words.casefold() not in text:
            raise Wrong(f"does not say {words!r}")
    return []


def plain(text):
    """Return text to look words up in: one space between words, straight quotation marks, small letters."""
    return " ".join(text.replace("’", "'").replace("\u00a0", " ").casefold().split())


def check_package(path):
    """Raise `Wrong` unless a Word, OpenDocument or EPUB file has a table, a link and headings; return its words."""
    with zipfile.ZipFile(path) as package:
        if path.suffix == ".docx":
            parts = ["word/document.xml"]
            wanted = (b"<w:tbl>", b"<w:hyperlink", b"Heading")
        elif path.suffix == ".odt":
            parts = ["content.xml"]
            wanted = (b"<table:table ", b"<text:a ", b"<text:h ")
        else:
            package.read("META-INF/container.xml")
            parts = [name for name in package.namelist() if name.endswith((".xhtml", ".html"))]
            wanted = (b"<table", b"<a ", b"<h2")
        content = b"\n".join(package.read(name) for name in parts)
    for part in wanted:
        if part not in content:
            raise Wrong(f"has no {part.decode()}")
    return words_of(content.decode("utf-8"))


def words_of(xml):
    """Return the words between the tags: those of a paragraph joined, paragraphs apart."""
    ends = r"</(w:p|text:p|text:h|p|h[1-6]|li|td|th|title)>"
    gaps = r"<(w:tab|w:br|text:s|text:tab|text:line-break|br)\b[^>]*>"
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(f"{ends}|{gaps}", " ", xml)))


def check_pdf(path):
    """Raise `Wrong` unless a PDF has tags and a link to an address; return how many sheets it has."""
    content = path.read_bytes()
    objects = [content]
    # Objects may stand compressed in streams of their own.
    for stream in re.finditer(rb"/ObjStm\b[^>]*>>\s*stream\r?\n", content):
        objects.append(zlib.decompressobj().decompress(content[stream.end():]))
    objects = b"\n".join(objects)
    for part in (b"/StructTreeRoot", b"/URI"):
        if part not in objects:
            raise Wrong(f"has no {part.decode()}")
    sheets = len(re.findall(rb"/Type\s*/Page(?![A-Za-z])", objects))
    if not sheets:
        raise Wrong("has no page")
    return sheets
