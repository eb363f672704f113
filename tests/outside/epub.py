"""What the judges of EPUB books share: the parts of the zip, the order of reading, and the text."""

import posixpath
import zipfile
from urllib.parse import unquote, urlsplit

from lxml import etree

import page

NS = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
}
FOOTNOTES = {"footnotes", "endnotes", "rearnotes"}  # epub:type, or the same words in role


class Book:
    """The chapters of a book in the order of reading."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.package_name = etree.fromstring(self.parts["META-INF/container.xml"]).xpath(
            "string(//c:rootfile/@full-path)", namespaces=NS
        )
        self.package = etree.fromstring(self.parts[self.package_name])
        items = {item.get("id"): item for item in self.package.iterfind("o:manifest/o:item", NS)}
        read = [items[reference.get("idref")] for reference in self.package.iterfind("o:spine/o:itemref", NS)]
        self.chapters = [etree.fromstring(self.parts[self.place(item.get("href"))])
                         for item in read if "nav" not in item.get("properties", "").split()]  # fmt: skip

    def place(self, href):
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.package_name), unquote(urlsplit(href).path)))


def texts(path):
    """The running text of all chapters, and the footnotes. Parts marked `data-book-only` are not on the page."""
    running, notes = [], []
    for chapter in Book(path).chapters:
        body = chapter.find("h:body", NS)
        for element in [e for e in body.iter("{*}*") if _is_apart(e)]:
            page.remove(element)
        for section in [e for e in body.iter("{*}*") if _kinds(e) & FOOTNOTES]:
            page.remove(section)
            notes.append(_note_text(section))
        for note in [e for e in body.iter("{*}*") if "footnote" in _kinds(e)]:
            page.remove(note)
            notes.append(page.text_below(note))
        running.append(page.text_below(body))
    return "\n".join(running), "\n".join(notes)


def _kinds(element):
    """What it is for: its roles and its types, without the prefix `doc-`."""
    said = element.get("role", "") + " " + element.get("{%s}type" % NS["epub"], "")
    return {kind.removeprefix("doc-") for kind in said.split()}


def _is_apart(element):
    """The mark of a footnote, the way back from one, and what is not text."""
    kinds = _kinds(element)
    return (
        element.get("data-book-only") is not None
        or bool(kinds & {"noteref", "backlink"})
        or etree.QName(element).localname in page.UNSEEN
    )


def _note_text(section):
    page.drop(section, ".//h:h1|.//h:h2|.//h:h3|.//h:h4|.//h:h5|.//h:h6", namespaces=NS)
    return page.text_below(section)


def varied(paths):
    """The books that hold an element, role or kind of file that no book before them holds."""
    seen, chosen = set(), []
    for path in paths:
        try:
            found = _features(Book(path))
        except Exception:
            found = {path}  # what cannot be read is judged
        if not found <= seen:
            chosen.append(path)
            seen |= found
    return chosen


def _features(book):
    found = {(item.get("media-type"), item.get("properties")) for item in book.package.iterfind("o:manifest/o:item", NS)}
    for chapter in book.chapters:
        for element in chapter.iter("{*}*"):
            parent = element.getparent()
            found.add(
                (
                    etree.QName(element).localname,
                    etree.QName(parent).localname if parent is not None else "",
                    element.get("class"),
                )
            )
            found |= {(kind,) for kind in _kinds(element)}
    return found
