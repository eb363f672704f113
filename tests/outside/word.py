"""What the two Word judges share: the names of WordprocessingML and a walk that knows its fields.

A field (contents list, page number, caption number) is not an element of its own in
Word: it opens and closes with marks that may lie paragraphs apart. Whoever reads text or
links has to know inside which fields it stands.
"""

from lxml import etree

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


def folded(text):
    """The text with every run of white space as one space."""
    return " ".join(text.split())


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
