"""Judges whether an OpenDocument text can be used by everyone, from the XML inside its zip.

It asks for what LibreOffice's own accessibility check and screen readers rely on (title,
language, heading order, header rows, alternative text, contents, page numbers) and for what
keeps the file whole and the same from build to build. It never writes.
"""

import posixpath
import zipfile
from collections import Counter

from odf import NS, Unreadable, parts, text_of
from word_accessibility import BARE_LINK_TEXTS, FIXED_TIME, SECTIONS_BEFORE_CONTENTS
from words import folded

LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
MIME = "application/vnd.oasis.opendocument.text"


class Text:
    """The parts of a document and its headings."""

    def __init__(self, path):
        self.entries, self.roots = parts(path)
        self.content = self.roots["content.xml"]
        self.body = self.content.find("office:body/office:text", NS)
        with zipfile.ZipFile(path) as package:
            self.mime = package.read("mimetype").decode("ascii", "replace") if "mimetype" in package.namelist() else ""
        # A contents list has headings of its own, which are none.
        self.headings = [(int(_value(heading, "text:outline-level") or 1), folded(text_of(heading)), heading)
                         for heading in self.body.iter(_full("text:h")) if _inside(heading, "text:table-of-content") is None]  # fmt: skip

    def meta(self, name):
        meta = self.roots.get("meta.xml")
        return folded(meta.findtext(f".//{name}", "", NS)) if meta is not None else ""

    def everywhere(self, path):
        """What a path finds in the text and in the styles, where headers and footers are."""
        return [found for name in ("content.xml", "styles.xml") if name in self.roots
                for found in self.roots[name].xpath(path, namespaces=NS)]  # fmt: skip


def faults(path):
    """Every fault of the document in plain words; an empty list when there is none."""
    try:
        text = Text(path)
    except Unreadable as error:
        return [str(error)]
    return [fault for check in CHECKS for fault in check(text)]


# ---- the checks ----


def _names_itself(text):
    title, language = text.meta("dc:title"), text.meta("dc:language")
    if not title:
        yield "the document's properties have no title"
    if not language:
        yield "the document's properties have no language (dc:language)"
    spoken = [
        tag
        for tag in text.everywhere("//style:default-style[@style:family='paragraph']/style:text-properties/@fo:language")
        if tag != "none"
    ]
    if not spoken:
        yield "the text has no language (fo:language in the paragraphs' default style)"
    elif language and language.split("-")[0].lower() != spoken[0].lower():
        yield f"the properties say the language is {language}, the text says {spoken[0]}"


def _headings_in_order(text):
    tops = [words for level, words, _ in text.headings if level == 1]
    if len(tops) != 1:
        yield f"there should be exactly one heading of level 1, the title: found {len(tops)}"
    elif text.meta("dc:title") and tops[0] != text.meta("dc:title"):
        yield f"the heading of level 1 “{tops[0]}” is not the title in the properties “{text.meta('dc:title')}”"
    before = 0
    for level, words, _ in text.headings:
        if not words:
            yield f"a heading at level {level} has no words"
        if not before and level != 1:
            yield f"the first heading is not the title but “{words}” at level {level}"
        if before and level > before + 1:
            yield f"the heading “{words}” skips from level {before} to level {level}"
        before = level


def _tables_have_headers(text):
    for number, table in enumerate(text.body.iter(_full("table:table")), 1):
        if not table.findall("table:table-header-rows/table:table-row", NS):
            yield f"table {number}: no row is marked as a header row (table:table-header-rows)"


def _pictures_have_words(text):
    for picture in text.everywhere("//draw:frame[draw:image or draw:object]"):
        words = picture.findtext("svg:title", "", NS) + picture.findtext("svg:desc", "", NS)
        if not words.strip() and not _is_decorative(picture, text):
            yield f"the picture “{_value(picture, 'draw:name') or ''}” has no alternative text and is not marked as decorative"


def _links_make_sense(text):
    places = set(
        text.everywhere("//text:bookmark/@text:name | //text:bookmark-start/@text:name | //text:reference-mark/@text:name")
    )
    headings = {words for _, words, _ in text.headings}
    for link in text.everywhere("//text:a | //draw:a"):
        words = folded(text_of(link)) or folded(" ".join(link.xpath(".//svg:title/text() | .//svg:desc/text()", namespaces=NS)))
        target = _value(link, "xlink:href") or ""
        bare = words.lower().strip(" .,:;!?→›»")
        if not words:
            yield f"a link to {target or 'another place'} has no words"
        elif bare in BARE_LINK_TEXTS or "click here" in bare:
            yield f"the link “{words}” does not say where it leads"
        if target.startswith("#"):
            place, _, kind = target[1:].partition("|")
            if place not in places and not (kind == "outline" and any(place.endswith(heading) for heading in headings)):
                yield f"the link “{words}” leads to {place}, which does not exist"


def _contents_lead_somewhere(text):
    wanted = [(level, words) for level, words, _ in text.headings if level > 1]
    contents = text.body.findall(".//text:table-of-content", NS)
    if not contents:
        if len(wanted) >= SECTIONS_BEFORE_CONTENTS:
            yield f"there are {len(wanted)} headings below the title but no contents list"
        return
    entries = [(folded(text_of(link)), _value(link, "xlink:href") or "") for link in contents[0].iter(_full("text:a"))]
    for words, target in entries:
        if not target.startswith("#"):
            yield f"the contents entry “{words}” does not lead to a heading"
        elif not any(words.startswith(heading) for _, heading in wanted):
            yield f"the contents entry “{words}” is not a heading"
    for level, heading in wanted:
        if level == 2 and not any(words.startswith(heading) for words, _ in entries):
            yield f"the heading “{heading}” is missing from the contents list"


def _pages_are_numbered(text):
    for name, what in (("text:page-number", "the page number"), ("text:page-count", "the number of pages")):
        styles = text.roots.get("styles.xml")
        if styles is None or not styles.xpath(f"//style:footer//{name}", namespaces=NS):
            yield f"the footer does not show {what} ({name})"


def _is_finished(text):
    if text.body.find(".//text:tracked-changes", NS) is not None:
        yield "it still holds tracked changes"
    if text.body.find(".//office:annotation", NS) is not None:
        yield "it still holds comments"


def _is_whole(text):
    names = Counter(entry.filename for entry in text.entries)
    manifest = text.roots.get("META-INF/manifest.xml")
    listed = set(manifest.xpath("//@manifest:full-path", namespaces=NS)) if manifest is not None else set()
    first = text.entries[0]
    if text.mime != MIME or first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        yield f"the zip does not open with an uncompressed mimetype that says {MIME}"
    for name in sorted(listed - set(names) - {"/"}):
        if not name.endswith("/"):
            yield f"the manifest lists {name}, which is missing"
    for name in sorted(set(names) - listed - {"mimetype"}):
        if not name.startswith("META-INF/"):
            yield f"{name} is missing from the manifest"
    for target in text.everywhere("//draw:image/@xlink:href"):
        if "://" not in target and posixpath.normpath(target) not in names:
            yield f"the picture {target} is missing"
    for name, times in names.items():
        if times > 1:
            yield f"{name} is in the zip more than once"
    dated = [entry.filename for entry in text.entries if entry.date_time != FIXED_TIME]
    if dated:
        yield f"{len(dated)} parts do not carry the fixed time 1980-01-01 00:00, first {dated[0]}"


CHECKS = [
    _names_itself, _headings_in_order, _tables_have_headers, _pictures_have_words, _links_make_sense,
    _contents_lead_somewhere, _pages_are_numbered, _is_finished, _is_whole,
]  # fmt: skip


# ---- helpers ----


def _full(name):
    prefix, _, local = name.partition(":")
    return f"{{{NS[prefix]}}}{local}"


def _value(element, name):
    return element.get(_full(name))


def _inside(element, name):
    return next(element.iterancestors(_full(name)), None)


def _is_decorative(picture, text):
    """LibreOffice writes it on the frame or in its style."""
    style = _value(picture, "draw:style-name")
    marks = [picture.get(f"{LOEXT}decorative")]
    for found in text.everywhere("//style:style[@style:family='graphic']"):
        if _value(found, "style:name") == style:
            marks += [mark.get(f"{LOEXT}decorative") for mark in found]
    return "true" in marks
