"""Judges whether a Word document says what its web page says, word for word and in order.

The page is read by an HTML5 parser, the document by python-docx, so that neither reading
shares code with what wrote them. Left out, because they belong to one side only: parts of
the page marked `data-web-only`, and the document's contents list and caption numbers.
Footnotes stand at the end of a page but in a part of their own in Word: they are compared
as a second sequence, in the order in which the text refers to them.
"""

import re
import unicodedata
from difflib import SequenceMatcher
from urllib.parse import unquote, urlsplit

import docx
import html5lib
from lxml import etree

from word import NS, W, kinds, walk

PLACES_SHOWN = 3  # differing places printed for one document
CONTEXT_WORDS = 4  # words before and after a difference
# Elements inside a line. At the edge of any other element a word ends.
INLINE = set(
    "a abbr b bdi bdo cite code data del dfn em i img ins kbd mark q s samp small span strong sub sup time u var wbr".split()
)
UNSEEN = ("script", "style", "template", "noscript", "svg")  # not text on the page
# Fields whose result Word makes itself: no words of the author's.
MADE_BY_WORD = {"TOC", "NOTEREF", "PAGEREF", "PAGE", "NUMPAGES"}
CAPTION_NUMBER = re.compile(r"^(?:\s*\w+\s+\d+)?\s*[:.–—]\s*")
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


def faults(page_path, document_path):
    """The differing places in plain words; an empty list when page and document say the same."""
    try:
        page = _page_texts(page_path)
        document = _document_texts(document_path)
    except Exception as error:  # python-docx raises what its zip and XML readers raise
        return [f"cannot be compared: {error}"]
    found = []
    for what, on_page, in_document in zip(("text", "footnotes"), page, document, strict=True):
        found += _differences(what, _words(on_page), _words(in_document))
    return found


def last_words(path, number):
    """Up to a number of words from the end of the document's last paragraph."""
    lines = [words for line in _document_texts(path)[0].split("\n") if (words := _words(line))]
    return lines[-1][-number:] if lines else []


def is_attachment(page_path, document_path):
    """Whether the page links to the document as a file of someone else's."""
    links = _parsed(page_path).xpath("//a[@data-attachment]/@href")
    return document_path.name in {unquote(urlsplit(link).path).rsplit("/", 1)[-1] for link in links}


# ---- the page ----


def _parsed(path):
    return html5lib.parse(path.read_bytes(), treebuilder="lxml", namespaceHTMLElements=False)



def _page_texts(path):
    main = _parsed(path).find('.//main[@id="maincontent"]')
    if main is None:
        raise ValueError('the page has no <main id="maincontent">')
    unseen = " or ".join(f"local-name()='{name}'" for name in UNSEEN)
    for unwanted in main.xpath(f".//*[@data-web-only or @data-footnote-ref or @data-footnote-back or {unseen}]"):
        _remove(unwanted)
    notes = main.xpath(".//section[@data-footnotes]")
    for note_section in notes:
        _remove(note_section)
        for heading in note_section.xpath(".//h1|.//h2|.//h3|.//h4|.//h5|.//h6"):
            _remove(heading)
    return _page_text(main), "\n".join(map(_page_text, notes))


def _page_text(element):
    pieces = []
    for event, node in etree.iterwalk(element, events=("start", "end", "comment")):
        edge = "" if event == "comment" or node.tag in INLINE else "\n"
        if event == "start":
            pieces += edge, node.text or ""
        elif node is not element:
            pieces += edge, node.tail or ""
    return "".join(pieces)


def _remove(element):
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


# ---- the document ----


def _document_texts(path):
    document = docx.Document(str(path))
    styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    text, note_ids = _story(document.element.body, styles)
    notes_part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/footnotes")), None)
    notes = {}
    if notes_part is not None:
        for note in etree.fromstring(notes_part.blob).iter(W + "footnote"):
            if note.get(W + "type") is None:  # the others are the separator lines
                notes[note.get(W + "id")] = _story(note, styles)[0]
    # A note that the text never refers to still counts, at the end.
    order = dict.fromkeys([identifier for identifier in note_ids if identifier in notes] + list(notes))
    return text, "\n".join(notes[identifier] for identifier in order)


def _story(root, styles):
    """The author's text below an element, and the ids of the footnotes it refers to."""
    root = etree.fromstring(etree.tostring(root))  # a copy of our own, free of python-docx's classes
    etree.strip_elements(root, W + "del", f"{{{NS['mc']}}}Fallback", with_tail=False)
    for unseen in root.xpath(
        ".//w:sdt[w:sdtPr/w:docPartObj/w:docPartGallery/@w:val='Table of Contents']"
        " | .//w:r[w:rPr/w:vanish[not(@w:val='0' or @w:val='false')]]",
        namespaces=NS,
    ):
        unseen.getparent().remove(unseen)
    paragraphs, note_ids = [], []  # a paragraph: [style name, text, has a caption number]
    for element, fields in walk(root):
        if element.tag == W + "p":
            style = element.find(f"{W}pPr/{W}pStyle")
            paragraphs.append([styles.get(style.get(W + "val"), "") if style is not None else "", "", False])
        elif element.tag == W + "footnoteReference":
            note_ids.append(element.get(W + "id"))
        elif paragraphs and not kinds(fields) & MADE_BY_WORD:
            paragraph = paragraphs[-1]
            if "SEQ" in kinds(fields):
                paragraph[1:] = "", True  # what stands before the number ("Table ") goes with it
            elif element.tag == W + "t":
                paragraph[1] += element.text or ""
            elif element.tag == W + "noBreakHyphen":
                paragraph[1] += "\u2011"
            elif element.tag in (W + "tab", W + "br", W + "cr") and element.getparent().tag == W + "r":
                paragraph[1] += " "
    return "\n".join(_without_apparatus(*paragraph) for paragraph in paragraphs), note_ids


def _without_apparatus(style, text, numbered):
    if style == "toc heading" or re.fullmatch(r"toc \d", style):
        return ""
    return CAPTION_NUMBER.sub("", text) if numbered or style == "caption" else text


# ---- the comparison ----


def _words(text):
    return unicodedata.normalize("NFC", text).translate(INVISIBLE).split()


def _differences(what, on_page, in_document):
    changes = [c for c in SequenceMatcher(None, on_page, in_document, autojunk=False).get_opcodes() if c[0] != "equal"]
    for _, a, b, c, d in changes[:PLACES_SHOWN]:
        yield (
            f"{what}, word {a + 1}: the page says {_quoted(on_page, a, b)}, the document says {_quoted(in_document, c, d)}"
        )
    if len(changes) > PLACES_SHOWN:
        yield f"{what}: and {len(changes) - PLACES_SHOWN} more differing places"


def _quoted(words, start, end):
    shown = words[start:end] if end - start <= 12 else [*words[start : start + 12], "…"]
    before, after = words[max(0, start - CONTEXT_WORDS) : start], words[end : end + CONTEXT_WORDS]
    return f"“{' '.join([*before, '[' + ' '.join(shown) + ']', *after])}”"
