"""Judges whether a PDF's tags show what its web page shows: headings, lists, tables, pictures, links and notes.

A validator asks whether the tags obey their rules, and passes a document without a single
heading. This judge holds the tags against the page: the same headings with the same words
at the same levels, tables of the same shape with the same header cells, the same words in
the same links. It also asks for what a reader finds their way by: title, language,
bookmarks, a contents list that leads somewhere, page numbers that nobody reads out, and no
text outside of the tags.
"""

import re
from collections import namedtuple
from difflib import SequenceMatcher
from urllib.parse import unquote

import page as web
import pdf_content
from pdf import INLINE, NOTES, Pdf, is_label, text_below
from words import folded

PLACES_SHOWN = 3  # differing places told of one kind
SECTIONS_BEFORE_CONTENTS = 3  # headings below the title from which a reader needs a contents list
GROUPS = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote"}  # hold paragraphs, never words
NOT_SHOWN = re.compile(r"\[Picture: (.*?)\]")
ORDERED = {"Decimal", "UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha", "Ordered"}

# Each is what it says when printed.
Heading = namedtuple("Heading", "level words")
List = namedtuple("List", "kind items")
Terms = namedtuple("Terms", "words")
Table = namedtuple("Table", "widths headers")
Link = namedtuple("Link", "words target")
HeaderCell = namedtuple("HeaderCell", "row scope words")


def faults(page_path, path):
    """Every fault in plain words; an empty list when there is none."""
    try:
        page, document = web.read(page_path), Pdf(path)
    except Exception as error:  # pikepdf raises what its parser raises
        return [f"cannot be compared: {error}"]
    found = [fault for check in CHECKS for fault in check(page, document)]
    for what, on_page, in_document in (
        ("headings", _page_headings(page.main), [Heading(tag.level, tag.words()) for tag in document.headings()]),
        ("lists", _page_lists(page), _pdf_lists(document)),
        ("tables", _page_tables(page, web.told_by_rows(page, document.tree.words())), _pdf_tables(document)),
        ("pictures", _page_pictures(page), _pdf_pictures(document)),
        ("links", _page_links(page, [page.main]), _pdf_links(document, False)),
        ("links in footnotes", _page_links(page, page.notes), _pdf_links(document, True)),
        ("footnotes", [1] * sum(len(section.findall("ol/li")) for section in page.notes), [1] * len(document.notes())),
    ):
        found += _differences(what, on_page, in_document)
    return found


# ---- the page ----


def _page_headings(element):
    found = [Heading(web.HEADINGS[e.tag], folded(web.text_below(e))) for e in element.iter(*web.HEADINGS)]
    return [heading for heading in found if heading.words]


def _page_lists(page):
    return [
        List("numbered" if e.tag == "ol" else "bulleted", len(e.findall("li")))
        for part in (page.main, *page.notes)
        for e in part.iter("ul", "ol")
        if not (part is not page.main and e.getparent() is part)
    ]  # the list that holds the notes


def _page_tables(page, by_rows):
    """The tables and lists of terms; a table whose place is in `by_rows` as such a list for each of its rows."""
    found, places = [], {table: place for place, table in enumerate(page.main.iter("table"))}
    for element in page.main.iter("table", "dl"):
        if places.get(element) in by_rows:
            terms = Terms(tuple(map(folded, web.header_words(element))))
            found += [terms] * len(web.body_rows(element))
            continue
        if element.tag == "dl":
            found.append(Terms(tuple(folded(web.text_below(term)) for term in element.iter("dt"))))
            continue
        rows = [
            row.xpath("./th|./td") for row in element.iter("tr") if web.text_below(row).strip() or row.find(".//img") is not None
        ]
        headers = [
            HeaderCell(number, "row" if cell.get("scope") == "row" else "column", folded(web.text_below(cell)))
            for number, row in enumerate(rows, 1)
            for cell in row
            if cell.tag == "th" and web.text_below(cell).strip()
        ]
        widths = [sum(int(cell.get("colspan", 1)) for cell in row) for row in rows]
        found.append(Table(tuple(widths), tuple(headers)))
    return found


def _page_pictures(page):
    return [folded(alternative) for alternative in page.alternatives()]


def _page_links(page, parts):
    found = []
    for part in parts:
        for link in part.xpath(".//a[@href]"):
            words = folded(web.text_below(link)) or folded(" ".join(link.xpath(".//img/@alt")))
            target = page.target(link.get("href"))
            found.append(Link(words, "this document" if target.startswith("#") else unquote(target)))
    return [link for link in found if link.words]


# ---- the document ----


def _is_terms(tag):
    """Whether a list pairs terms with their meanings: its labels are words, not marks."""
    if tag.attributes.get("ListNumbering", "None") != "None":
        return False
    return any(any(map(str.isalpha, label.words())) for item in _items(tag) for label in item.each("Lbl") if label.parent is item)


def _items(tag):
    return [child for child in tag.children if not isinstance(child, str) and child.kind == "LI"]


def _pdf_lists(document):
    return [List("numbered" if tag.attributes.get("ListNumbering") in ORDERED else "bulleted", len(_items(tag)))
            for tag in _running(document, "L") if not _is_terms(tag)] + [
            List("numbered" if tag.attributes.get("ListNumbering") in ORDERED else "bulleted", len(_items(tag)))
            for note in document.notes() for tag in note.each("L")]  # fmt: skip


def _pdf_tables(document):
    found = []
    for tag in _running(document, "Table", "L"):
        if tag.kind == "L":
            if _is_terms(tag):
                found.append(Terms(tuple(_own_label(item) for item in _items(tag))))
            continue
        rows = [
            [cell for cell in row.children if not isinstance(cell, str) and cell.kind in ("TH", "TD")]
            for row in tag.each("TR")
            if row.words() or next(row.each("Figure"), None)
        ]
        headers = [
            HeaderCell(number, str(cell.attributes.get("Scope", "no scope")).lower(), cell.words())
            for number, row in enumerate(rows, 1)
            for cell in row
            if cell.kind == "TH" and cell.words()
        ]
        widths = [sum(int(cell.attributes.get("ColSpan", 1)) for cell in row) for row in rows]
        if headers and all(header.scope == "row" for header in headers):
            found.append(Terms(tuple(header.words for header in headers)))
        else:
            found.append(Table(tuple(widths), tuple(headers)))
    return found


def _own_label(item):
    return next((label.words() for label in item.each("Lbl") if label.parent is item), "")


def _pdf_pictures(document):
    """The alternatives of its pictures, among them those that stand in brackets because the picture cannot be shown."""

    def below(tag):
        if tag.kind == "Figure":
            yield folded(tag.alt or "")
        for child in tag.children:
            yield from below(child) if not isinstance(child, str) else map(folded, NOT_SHOWN.findall(child))

    return list(below(document.tree))


def _pdf_links(document, in_notes):
    found = []
    for tag in document.tree.each("Link"):
        if tag.inside("TOC") or _is_in_label(tag) or tag.inside(*NOTES) != in_notes:
            continue
        words = tag.words() or folded(" ".join(picture.alt or "" for picture in tag.each("Figure")))
        targets = {"this document" if target.page else unquote(target.address or "nowhere") for target in tag.links}
        found.append(Link(words, " and ".join(sorted(targets)) or "nowhere"))
    return [link for link in found if link.words]


def _is_in_label(link):
    """Whether a link is the number of a footnote or the way back from one."""
    parent = link.parent
    while parent is not None and not is_label(parent):
        parent = parent.parent
    return parent is not None or any(is_label(label) for label in link.each("Lbl")) and not link.words()


def _running(document, *kinds):
    return [tag for tag in document.tree.each(*kinds) if not tag.inside(*NOTES) and tag.kind not in NOTES]


# ---- the checks that need no comparison ----


def _names_itself(page, document):
    for where, title in (("document information", document.title), ("XMP metadata", document.title_in_metadata)):
        if not title:
            yield f"there is no title in the {where}"
        elif title != page.title:
            yield f"the title in the {where} is “{title}”, on the page “{page.title}”"
    if not bool(document.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)):
        yield "the window shows the file's name: DisplayDocTitle is not set"
    language = str(document.root.get("/Lang", ""))
    if not language:
        yield "there is no language (Lang)"
    elif language.lower() != page.language.lower():
        yield f"the language is {language}, on the page {page.language}"
    if not bool(document.root.get("/MarkInfo", {}).get("/Marked", False)):
        yield "the document does not say that it is tagged (MarkInfo)"


def _is_tagged_all_over(page, document):
    lost = document.lost()
    for run in lost[:PLACES_SHOWN]:
        yield f"page {run.page}: “{folded(run.letters)}” stands outside of the tags"
    if len(lost) > PLACES_SHOWN:
        yield f"and {len(lost) - PLACES_SHOWN} more pieces of text outside of the tags"


def _words_stand_in_paragraphs(page, document):
    for tag in document.tree.each(*INLINE):
        if tag.parent.kind in GROUPS and tag.words():
            yield f"“{tag.words()}” stands in no paragraph: a {tag.kind} right in a {tag.parent.kind}"


def _pages_are_numbered(page, document):
    for number in range(1, len(document.file.pages) + 1):
        aside = "".join(run.letters for run in document.shown if run.page == number and run.mark == pdf_content.ARTIFACT)
        if str(number) not in aside:
            yield f"page {number} has no page number among its artifacts"


def _bookmarks_are_headings(page, document):
    headings = [Heading(tag.level, tag.words()) for tag in document.headings() if tag.level > 1]
    apart = {page.title, document.contents_heading.words() if document.contents_heading else ""}
    bookmarks = [bookmark for bookmark in document.bookmarks() if bookmark[1] not in apart]
    if not headings:
        return
    if not bookmarks:
        yield "there are no bookmarks"
        return
    top = min(depth for depth, _, _ in bookmarks) - 2
    # Typst writes the words of a heading's footnote into the bookmark too, and cannot be told not to.
    with_notes = {"".join(text_below(tag).split()): tag.words() for tag in document.headings() if next(tag.each(*NOTES), None)}
    shown = [Heading(depth - top, with_notes.get("".join(words.split()), words)) for depth, words, _ in bookmarks]
    deepest = max(heading.level for heading in shown)
    yield from _differences(
        "bookmarks", [heading for heading in headings if heading.level <= max(deepest, 3)], shown, "headings are"
    )
    for _, words, target in bookmarks:
        if not target:
            yield f"the bookmark “{words}” leads nowhere"


def _contents_lead_somewhere(page, document):
    headings = [tag for tag in document.headings() if tag.level > 1]
    if document.contents is None:
        if len(page.outline()) >= SECTIONS_BEFORE_CONTENTS and len(headings) >= SECTIONS_BEFORE_CONTENTS:
            yield f"there are {len(headings)} headings below the title but no contents list"
        return
    listed = set()
    for entry in document.contents.each("TOCI"):
        words = entry.words()
        targets = [target for link in entry.each("Link") for target in link.links]
        if not targets or not all(target.page for target in targets):
            yield f"the contents entry “{words}” does not lead to a page"
            continue
        named = [
            tag
            for tag in headings
            if words == tag.words() or words.startswith(tag.words()) and _is_number(words[len(tag.words()) :])
        ]
        listed |= {id(tag) for tag in named}
        if not named:
            yield f"the contents entry “{words}” is not a heading"
        elif not any(tag.page == target.page for tag in named for target in targets):
            yield f"the contents entry “{words}” leads to page {targets[0].page}, its heading stands on page {named[0].page}"
    for tag in headings:
        if tag.level == 2 and id(tag) not in listed:
            yield f"the heading “{tag.words()}” is missing from the contents list"


def _is_number(text):
    return not text.replace(".", "").strip() or text.replace(".", "").strip().isdecimal()


def _links_lead_somewhere(page, document):
    for number, target in document.annotations():
        if not target:
            yield f"page {number}: a link leads nowhere"


CHECKS = [
    _names_itself, _is_tagged_all_over, _words_stand_in_paragraphs, _pages_are_numbered, _bookmarks_are_headings,
    _contents_lead_somewhere, _links_lead_somewhere,
]  # fmt: skip


# ---- telling ----


def _differences(what, expected, found, whose="page has"):
    changes = [c for c in SequenceMatcher(None, expected, found, autojunk=False).get_opcodes() if c[0] != "equal"]
    for _, a, b, c, d in changes[:PLACES_SHOWN]:
        one, other = expected[a:b], found[c:d]
        if len(one) == len(other) == 1 and isinstance(one[0], Table) and isinstance(other[0], Table):
            yield from _table_differences(a + 1, one[0], other[0])
        elif what == "footnotes":
            yield f"footnotes: the page has {len(expected)}, the document has {len(found)}"
        else:
            yield f"{what}, from number {a + 1}: the {whose} {_told(one)}, the document has {_told(other)}"
    if len(changes) > PLACES_SHOWN:
        yield f"{what}: and {len(changes) - PLACES_SHOWN} more differing places"


def _table_differences(number, expected, found):
    if expected.widths != found.widths:
        yield f"table {number}: the page has {_shape(expected)}, the document has {_shape(found)}"
    yield from _differences(f"header cells of table {number}", list(expected.headers), list(found.headers))


def _shape(table):
    widths = list(dict.fromkeys(table.widths))
    return f"{len(table.widths)} rows of {' or '.join(map(str, widths)) or 'nothing'}"


def _told(items):
    if not items:
        return "nothing"
    told = []
    for item in items[:PLACES_SHOWN]:
        match item:
            case Heading(level, words):
                told.append(f"“{words}” at level {level}")
            case List(kind, number):
                told.append(f"a {kind} list of {number}")
            case Terms(words):
                told.append(f"a list of the {len(words)} terms “{'”, “'.join(words)}”")
            case Table(_, headers):
                told.append(f"a table of {_shape(item)} with {len(headers)} header cells")
            case Link(words, target):
                told.append(f"“{words}” to {target}")
            case HeaderCell(row, scope, words):
                told.append(f"“{words}” in row {row}, a header of its {scope}")
            case _:
                told.append(f"“{item}”")
    more = [f"{len(items) - PLACES_SHOWN} more"] if len(items) > PLACES_SHOWN else []
    return ", ".join(told + more)
