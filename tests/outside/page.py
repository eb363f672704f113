"""What the web page says and how it is built: the measure that every document is held against.

Read by an HTML5 parser, so that the reading shares no code with what wrote the page. Left
out, because they belong to the web alone: parts marked `data-web-only`, the numbers of
footnotes and the links back from them. Footnotes stand at the end of a page but in parts of
their own elsewhere: they are a second text, in the order in which the first refers to them.
"""

from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
from lxml import etree

from words import folded

# Elements inside a line. At the edge of any other element a word ends.
INLINE = set(
    "a abbr b bdi bdo cite code data del dfn em i img ins kbd mark picture q s samp small source span strong sub sup time u var wbr".split()
)
BY_ROWS_FROM = 3  # columns from which a table may have no room on paper
BOXES = ("nhsuk-inset-text", "nhsuk-warning-callout", "nhsuk-card")  # classes of what stands apart from the text
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
    notes_of_notes: bool  # whether a footnote refers to a footnote

    def texts(self):
        """The running text, and the footnotes."""
        return text_below(self.main), "\n".join(map(text_below, self.notes))

    def outline(self):
        """The headings below the title that are those of the page, not of a quotation, a box or an item of a list."""
        apart = " or ".join(f"contains(@class, '{box}')" for box in BOXES)
        inside = f"ancestor::blockquote or ancestor::li or ancestor::details or ancestor::*[{apart}]"
        return [heading for heading in self.main.iter(*HEADINGS) if heading.tag != "h1" and not heading.xpath(inside)]

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
    notes_of_notes = bool(main.xpath(".//section[@data-footnotes]//*[@data-footnote-ref]"))
    for reference in main.xpath(".//*[@data-footnote-ref]"):
        treat_reference(reference)
    notes = main.xpath(".//section[@data-footnotes]")
    for section in notes:
        remove(section)
        drop(section, f".//*[{_is_one_of(HEADINGS)}]")
    canonical = root.xpath("string(//link[@rel='canonical']/@href)")
    title = folded(text_below(next(main.iter("h1"), etree.Element("h1"))))
    return Page(title, root.get("lang", ""), canonical, main, notes, notes_of_notes)


def told_by_rows(page, words):
    """The tables, by their places, that a document with these words tells row by row: wide ones, whose columns have no
    room beside each other on paper."""
    return {
        place
        for place, table in enumerate(page.main.iter("table"))
        if len(names := header_words(table)) >= BY_ROWS_FROM and folded(f"Row 1 of {len(body_rows(table))} {names[0]}") in words
    }


def by_rows(page, places, numbered):
    """The page with the tables at these places row by row: each cell after the header of its column.

    `numbered`: whether the format writes the number before the caption of such a table as words like any others.
    """
    if not places:
        return page
    main, captions = deepcopy(page.main), 0
    for place, table in enumerate(list(main.iter("table"))):
        caption = table.find("caption")
        captions += caption is not None
        if place not in places:
            continue
        lines = [] if caption is None else [f"Table {captions}: " * numbered + text_below(caption)]
        headers, rows = header_words(table), body_rows(table)
        for number, row in enumerate(rows, 1):
            lines.append(f"Row {number} of {len(rows)}")
            for header, cell in zip(headers, [*map(text_below, row), *[""] * len(headers)], strict=False):
                lines += header, cell
        table.clear(keep_tail=True)
        table.tag = "div"
        for line in lines:
            etree.SubElement(table, "p").text = line
    return replace(page, main=main)


def header_words(table):
    """What each column of a table is called: by its header, or by its number."""
    rows, heads = _rows(table), table.findall("thead/tr")
    named = [text_below(cell) for cell in rows[0]] if heads else []
    named += [""] * (max(map(len, rows), default=0) - len(named))
    return [words if folded(words) else f"Column {number}" for number, words in enumerate(named, 1)]


def body_rows(table):
    return _rows(table)[len(table.findall("thead/tr")) :]


def _rows(table):
    return [row.xpath("./th|./td") for row in table.iter("tr")]


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
