"""What the judges of Word documents share: the names of WordprocessingML, a walk that knows its fields, and the text.

A field (contents list, page number, caption number) is not an element of its own in
Word: it opens and closes with marks that may lie paragraphs apart. Whoever reads text or
links has to know inside which fields it stands.
"""

import re

import docx
from lxml import etree

from words import below_masthead, folded, without_number

# Fields whose result Word makes itself: no words of the author's.
MADE_BY_WORD = {"TOC", "NOTEREF", "PAGEREF", "PAGE", "NUMPAGES"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {
    "w": W[1:-1],
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def walk(root):
    """Yields every element in document order with the instructions of the fields it stands in.

    An instruction is the field's text, such as `PAGE` or `TOC \\o "2-4" \\h`.
    """
    open_fields = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if event == "end":
            if tag == W + "fldSimple":
                open_fields.pop()
            continue
        if tag == W + "fldSimple":
            open_fields.append(element.get(W + "instr", "").strip())
        elif tag == W + "fldChar":
            kind = element.get(W + "fldCharType")
            if kind == "begin":
                open_fields.append("")
            elif kind == "end" and open_fields:
                open_fields.pop()
        elif tag == W + "instrText" and open_fields:
            open_fields[-1] = (open_fields[-1] + (element.text or "")).strip()
        yield element, list(open_fields)


def kinds(open_fields):
    """The kinds of the fields, such as {"TOC", "PAGEREF"}."""
    return {field.split()[0].upper() for field in open_fields if field}


def text_of(element):
    """The words a reader sees in an element, white space folded."""
    pieces = []
    for part in element.iter(W + "t", W + "tab", W + "br", W + "cr", W + "noBreakHyphen"):
        if part.tag == W + "t":
            pieces.append(part.text or "")
        elif part.tag == W + "noBreakHyphen":
            pieces.append("\u2011")
        elif part.getparent().tag == W + "r":  # `tab` inside `tabs` is a tab stop, not a tab
            pieces.append(" ")
    return folded("".join(pieces))


def texts(path):
    """The author's running text and the footnotes. The contents list and caption numbers are not the author's."""
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
    text = below_masthead(text, document.core_properties.author)
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
    for run in list(root.iter(W + "r")):  # brackets around the mark of a footnote
        style = run.find(f"{W}rPr/{W}rStyle")
        if style is not None and styles.get(style.get(W + "val")) == "footnote reference" and run.find(W + "footnoteReference") is None:
            run.getparent().remove(run)
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
    return without_number(text) if numbered or style == "caption" else text
