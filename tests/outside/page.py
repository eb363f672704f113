"""What the web page says and how it is built: the measure that every document is held against.

Read by an HTML5 parser, so that the reading shares no code with what wrote the page. Left
out, because they belong to the web alone: parts marked `data-web-only`, the numbers of
footnotes and the links back from them. Footnotes stand at the end of a page but in parts of
their own elsewhere: they are a second text, in the order in which the first refers to them.
"""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
from lxml import etree

from words import folded

# Elements inside a line. At the edge of any other element a word ends.
INLINE = set(
    "a abbr b bdi bdo cite code data del dfn em i img ins kbd mark picture q s samp small source span strong sub sup time u var wbr".split()
)
UNSEEN = ("script", "style", "template", "noscript", "svg")  # not text on the page
HEADINGS = {f"h{level}": level for level in range(1, 7)}


@dataclass
class Page:
    """The main part of a page, with its footnotes taken out into a list of their own."""

    title: str
    language: str
    address: str  # where it will stand; relative links are relative to it
    main: etree._Element
    notes: list[etree._Element]

    def texts(self):
        """The running text, and the footnotes."""
        return text_below(self.main), "\n".join(map(text_below, self.notes))

    def alternatives(self):
        """The words in place of its pictures, in order; none for decoration."""
        return [picture.get("alt") for part in (self.main, *self.notes) for picture in part.iter("img") if picture.get("alt")]

    def target(self, href):
        """The full address of a link, or `#part` for a place in this page."""
        full, _, part = urljoin(self.address, href).partition("#")
        return f"#{part}" if part and full == self.address.partition("#")[0] else urljoin(self.address, href)


@lru_cache(maxsize=256)
def read(path):
    """The page; every document beside it is held against the same reading. Not to be changed."""
    return _read(path, remove)


def read_with_marks(path):
    """The same with the marks of footnotes in the text, as `[1]`."""

    def write_out(reference):
        number = "".join(reference.itertext())
        for child in list(reference):
            reference.remove(child)
        reference.text = f"[{number}]"

    return _read(path, write_out)


def _read(path, treat_reference):
    root = parsed(path)
    main = root.find('.//main[@id="maincontent"]')
    if main is None:
        raise ValueError('the page has no <main id="maincontent">')
    drop(main, f".//*[@data-web-only or @data-footnote-back or {_is_one_of(UNSEEN)}]")
    for reference in main.xpath(".//*[@data-footnote-ref]"):
        treat_reference(reference)
    notes = main.xpath(".//section[@data-footnotes]")
    for section in notes:
        remove(section)
        drop(section, f".//*[{_is_one_of(HEADINGS)}]")
    canonical = root.xpath("string(//link[@rel='canonical']/@href)")
    return Page(folded(text_below(next(main.iter("h1"), etree.Element("h1")))), root.get("lang", ""), canonical, main, notes)


def parsed(path):
    return html5lib.parse(path.read_bytes(), treebuilder="lxml", namespaceHTMLElements=False).getroot()


def whole(path):
    """The page that has all the words of a guide: beside its first part; of any other page the page itself."""
    at_once = path.parent / "print/index.html"
    if not at_once.exists():
        return path
    here, there = (parsed(file).xpath("string(//link[@rel='canonical']/@href)") for file in (path, at_once))
    return at_once if here == there else path


def attachments(path, root):
    """The files of a site that a page links to as someone else's, whether they are there or not."""
    if b"data-attachment" not in path.read_bytes():
        return
    for link in parsed(path).xpath("//a[@data-attachment]/@href"):
        target = unquote(urlsplit(link).path)
        yield (root / target.lstrip("/") if target.startswith("/") else path.parent / target).resolve()
        yield (path.parent / target.rsplit("/", 1)[-1]).resolve()  # a site may stand below a folder of its host


def text_below(element):
    """The words of an element. At the edges of blocks there are line ends."""
    pieces = []
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        is_element = isinstance(node.tag, str)
        edge = "" if not is_element or etree.QName(node).localname in INLINE else "\n"
        if event == "start":
            pieces += edge, node.text or ""
        elif node is not element:
            pieces += edge, node.tail or ""
    return "".join(pieces)


def drop(element, path, **more):
    """Removes all that a path finds."""
    for unwanted in element.xpath(path, **more):
        remove(unwanted)


def remove(element):
    """Takes an element out and leaves the text after it in its place."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    element.tail = None
    parent.remove(element)


def _is_one_of(names):
    return " or ".join(f"local-name()='{name}'" for name in names)
