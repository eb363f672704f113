"""What the judges of OpenDocument text share: the names of its XML, its parts, and its text."""

import zipfile

from lxml import etree

from words import below_masthead, without_number

NS = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text", "table", "style", "manifest", "meta")
} | {
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
}
# Not the author's words, or no words at all.
APART = {"text:table-of-content", "text:tracked-changes", "text:sequence-decls", "text:note-citation", "text:note-ref", "text:number",
         "text:page-number", "text:page-count", "text:bookmark-ref", "office:annotation", "office:forms", "svg:title", "svg:desc",
         "table:title", "table:desc", "text:hidden-text", "text:hidden-paragraph"}  # fmt: skip
BLOCKS = {"text:p", "text:h", "text:list", "text:list-item", "text:section", "table:table", "table:table-row", "table:table-cell",
          "draw:text-box"}  # fmt: skip
SEPARATED = "\ufffe"  # stands for the number of a caption, until what stands before it is left out


class Unreadable(Exception):
    """The file is not an OpenDocument text at all; the message says why."""


def parts(path):
    """The entries of the zip, and the root of each XML part by its name."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            roots = {
                entry.filename: etree.fromstring(package.read(entry)) for entry in entries if entry.filename.endswith(".xml")
            }
    except zipfile.BadZipFile as error:
        raise Unreadable(f"this is not an OpenDocument text: {error}") from error
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"a part is not well-formed XML: {error}") from error
    if roots.get("content.xml") is None or roots["content.xml"].find("office:body/office:text", NS) is None:
        raise Unreadable("this is not an OpenDocument text: it has no text")
    return entries, roots


def name_of(element):
    """`text:p` for its full name; empty for a comment."""
    if not isinstance(element.tag, str):
        return ""
    full = etree.QName(element)
    return f"{next((short for short, uri in NS.items() if uri == full.namespace), '?')}:{full.localname}"


def texts(path):
    """The author's running text, and the footnotes in order."""
    roots = parts(path)[1]
    body, meta = roots["content.xml"].find("office:body/office:text", NS), roots.get("meta.xml")
    creator = "" if meta is None else meta.findtext("office:meta/dc:creator", "", NS)
    notes = []
    text = below_masthead(_text(body, notes), creator)
    return text, "\n".join(notes)


def text_of(element):
    """The words of one element, without its notes."""
    return _text(element, [])


def _text(element, notes):
    name = name_of(element)
    if name in APART or not name:
        return ""
    if name == "text:note":
        notes.append("".join(_text(body, notes) for body in element.findall("text:note-body", NS)))
        return ""
    if name == "text:s":
        return " " * int(element.get(f"{{{NS['text']}}}c", 1))
    if name in ("text:tab", "text:line-break"):
        return " "
    if name == "text:sequence":
        return SEPARATED
    text = (element.text or "") + "".join(_text(child, notes) + (child.tail or "") for child in element)
    if name in ("text:p", "text:h") and SEPARATED in text:
        text = without_number(text.rpartition(SEPARATED)[2])
    return f"\n{text}\n" if name in BLOCKS else text
