"""Judges whether a Word document can be used by everyone, from the XML inside its zip.

No accessibility checker for Word runs outside Word, so this one is ours. It asks for what
Word's own checker, NVDA and JAWS rely on (title, language, heading order, header rows,
alternative text, contents, page numbers) and for what keeps a document whole and the same
from build to build (relationships, unique ids, fixed times). It never writes.
"""

import posixpath
import re
import zipfile
from collections import Counter

from lxml import etree

from word import NS, W, kinds, text_of, walk
from words import folded

FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: equal sources, equal bytes
SECTIONS_BEFORE_CONTENTS = 3  # headings below the title from which a reader needs a contents list
# Words that say nothing about where a link leads (NHS digital service manual, "Links").
BARE_LINK_TEXTS = {
    "click here", "here", "this", "link", "this link", "this page", "more", "read more",
    "find out more", "learn more", "more information", "download",
}  # fmt: skip
STORIES = ("officeDocument", "footnotes", "endnotes", "header", "footer")


class Unreadable(Exception):
    """The file is not a Word document at all; the message says why."""


class Word:
    """The parts of a document, their relationships, and its headings."""

    def __init__(self, path):
        try:
            with zipfile.ZipFile(path) as package:
                self.entries = package.infolist()
                parts = {entry.filename: package.read(entry) for entry in self.entries}
            self.names = set(parts)
            self.xml = {name: etree.fromstring(data) for name, data in parts.items() if name.endswith((".xml", ".rels"))}
        except zipfile.BadZipFile as error:
            raise Unreadable(f"this is not a Word document: {error}") from error
        except etree.XMLSyntaxError as error:
            raise Unreadable(f"a part is not well-formed XML: {error}") from error
        # source part → relationship id → (kind, target part, or None when outside)
        self.relationships = {_source(name): self._read_relationships(name) for name in self.xml if name.endswith(".rels")}
        self.main = self._target("", "officeDocument")
        if self.main not in self.xml:
            raise Unreadable("this is not a Word document: it has no main part")
        self.body = self.xml[self.main]
        self.styles = self.related("styles")
        self.stories = [self.body] + [
            self.xml[target]
            for kind, target in self.relationships.get(self.main, {}).values()
            if kind in STORIES and target in self.xml
        ]
        self.headings = list(self._read_headings())

    def _read_relationships(self, name):
        base = posixpath.dirname(_source(name))
        read = {}
        for relationship in self.xml[name]:
            kind = relationship.get("Type", "").rsplit("/", 1)[-1]
            target = relationship.get("Target", "")
            outside = relationship.get("TargetMode") == "External"
            read[relationship.get("Id")] = (kind, None if outside else _resolve(base, target))
        return read

    def _target(self, source, kind):
        return next((t for k, t in self.relationships.get(source, {}).values() if k == kind), None)

    def related(self, kind, source=None):
        """The root of the part of a kind, or an empty element."""
        found = self.xml.get(self._target(self.main if source is None else source, kind))
        return etree.Element("missing") if found is None else found

    def style(self, identifier):
        found = self.styles.xpath("w:style[@w:styleId=$id]", namespaces=NS, id=identifier or "")
        return found[0] if found else None

    def style_name(self, paragraph):
        style = self.style(_value(paragraph, "w:pPr/w:pStyle"))
        return (_value(style, "w:name") or "").lower() if style is not None else ""

    def _level(self, paragraph):
        """The level from 1 that Word's navigation gives a paragraph, or None for plain text."""
        outline = _value(paragraph, "w:pPr/w:outlineLvl")
        style, seen = self.style(_value(paragraph, "w:pPr/w:pStyle")), set()
        while outline is None and style is not None and style not in seen:
            seen.add(style)
            named = re.fullmatch(r"heading ([1-9])", (_value(style, "w:name") or "").lower())
            outline = str(int(named[1]) - 1) if named else _value(style, "w:pPr/w:outlineLvl")
            style = self.style(_value(style, "w:basedOn"))
        return int(outline) + 1 if outline is not None and int(outline) < 9 else None

    def _read_headings(self):
        for paragraph in self.body.iter(W + "p"):
            level = self._level(paragraph)
            if level:
                yield level, text_of(paragraph), paragraph


def faults(path):
    """Every fault of the document in plain words; an empty list when there is none."""
    try:
        word = Word(path)
    except Unreadable as error:
        return [str(error)]
    return [fault for check in CHECKS for fault in check(word)]


# ---- the checks ----


def _names_itself(word):
    title, language = _title(word), _core(word, "language")
    if not title:
        yield "the document's properties have no title"
    if not language:
        yield "the document's properties have no language (dc:language)"
    spoken = word.styles.xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang/@*", namespaces=NS)
    if not any(spoken):
        yield "the text has no language (w:lang in the document's defaults)"
    elif language and language.split("-")[0].lower() not in {tag.split("-")[0].lower() for tag in spoken}:
        yield f"the properties say the language is {language}, the text says {spoken[0]}"


def _headings_in_order(word):
    tops = [text for level, text, _ in word.headings if level == 1]
    if len(tops) != 1:
        yield f"there should be exactly one Heading 1, the title: found {len(tops)}"
    if word.headings and word.headings[0][0] != 1:
        yield f"the first heading is not the title but “{word.headings[0][1]}” at level {word.headings[0][0]}"
    if tops and _title(word) and tops[0] != _title(word):
        yield f"the Heading 1 “{tops[0]}” is not the title in the properties “{_title(word)}”"
    before = 0
    for level, text, _ in word.headings:
        if not text:
            yield f"a heading at level {level} has no words"
        if before and level > before + 1:
            yield f"the heading “{text}” skips from level {before} to level {level}"
        before = level


def _tables_have_headers(word):
    for number, table in enumerate((t for story in word.stories for t in story.iter(W + "tbl")), 1):
        row = table.find(W + "tr")
        header = row.find(f"{W}trPr/{W}tblHeader") if row is not None else None
        if header is None or _off(header):
            yield f"table {number}: the first row is not marked as a header row (w:tblHeader)"
        look = table.find(f"{W}tblPr/{W}tblLook")
        if look is None or not (_on(look.get(W + "firstRow")) or int(look.get(W + "val", "0"), 16) & 0x20):
            yield f"table {number}: the table's look does not set its first row apart (w:tblLook firstRow)"
        for name, what in (("tblCaption", "title"), ("tblDescription", "description")):
            if not (_value(table, f"w:tblPr/w:{name}") or "").strip():
                yield f"table {number}: no {what} for screen readers (w:{name})"


def _pictures_have_words(word):
    for story in word.stories:
        for properties in story.iter(f"{{{NS['wp']}}}docPr"):
            decorative = any(_on(mark.get("val")) for mark in properties.iter(f"{{{NS['adec']}}}decorative"))
            if not decorative and not properties.get("descr", "").strip():
                yield f"the picture “{properties.get('name', '')}” has no alternative text and is not marked as decorative"


def _links_make_sense(word):
    bookmarks = {mark.get(W + "name") for story in word.stories for mark in story.iter(W + "bookmarkStart")}
    for story in word.stories:
        for link in story.iter(W + "hyperlink"):
            text = text_of(link) or " ".join(link.xpath(".//wp:docPr/@descr", namespaces=NS))
            bare = text.lower().strip(" .,:;!?→›»")
            target = link.get(W + "anchor")
            if not text:
                yield f"a link to {target or 'another place'} has no words"
            elif bare in BARE_LINK_TEXTS or "click here" in bare:
                yield f"the link “{text}” does not say where it leads"
            if target is not None and target not in bookmarks:
                yield f"the link “{text}” leads to the bookmark {target}, which does not exist"
        instructions = {fields[-1] for _, fields in walk(story) if fields}
        for instruction in sorted(instructions):
            target = re.match(r'(?:REF|PAGEREF|NOTEREF)\s+"?([^"\s]+)|HYPERLINK\s+\\l\s+"?([^"\s]+)', instruction)
            # A field's text arrives in pieces; only whole instructions name a bookmark.
            if target and not any(other != instruction and other.startswith(instruction) for other in instructions):
                name = target[1] or target[2]
                if name not in bookmarks:
                    yield f"the field {instruction} points to the bookmark {name}, which does not exist"


def _contents_lead_somewhere(word):
    sections = {}
    for level, text, paragraph in word.headings:
        if level > 1 and word.style_name(paragraph) != "toc heading":
            for name in _bookmarks_at(paragraph):
                sections[name] = text
    wanted = [(lv, text) for lv, text, p in word.headings if lv > 1 and word.style_name(p) != "toc heading"]
    in_contents = [element for element, fields in walk(word.body) if "TOC" in kinds(fields)]
    if not in_contents:
        if len(wanted) >= SECTIONS_BEFORE_CONTENTS:
            yield f"there are {len(wanted)} headings below the title but no contents list"
        return
    listed = []
    for entry in (element for element in in_contents if element.tag == W + "hyperlink"):
        text, name = text_of(entry), entry.get(W + "anchor")
        listed.append(text)
        if name not in sections:
            yield f"the contents entry “{text}” does not lead to a heading"
        elif not text.startswith(sections[name]):
            yield f"the contents entry “{text}” leads to the heading “{sections[name]}”"
    for level, text in wanted:
        if level == 2 and not any(entry.startswith(text) for entry in listed):
            yield f"the heading “{text}” is missing from the contents list"


def _pages_are_numbered(word):
    references = word.body.xpath("//w:sectPr/w:footerReference/@r:id", namespaces=NS)
    if not references:
        yield "there is no footer"
    for reference in references:
        _, target = word.relationships.get(word.main, {}).get(reference, (None, None))
        footer = word.xml.get(target)
        found = set().union(*(kinds(fields) for _, fields in walk(footer))) if footer is not None else set()
        for kind, what in (("PAGE", "the page number"), ("NUMPAGES", "the number of pages")):
            if kind not in found:
                yield f"the footer {target} does not show {what} (a {kind} field)"


def _is_modern(word):
    mode = word.related("settings").xpath("//w:compatSetting[@w:name='compatibilityMode']/@w:val", namespaces=NS)
    if mode != ["15"]:
        yield f"compatibilityMode is {mode[0] if mode else 'missing'}, not 15: Word opens it in compatibility mode"
    if word.related("theme").tag == "missing":
        yield "there is no theme part"


def _names_are_unique(word):
    def repeated(path):
        values = [value for story in word.stories for value in story.xpath(path, namespaces=NS)]
        return sorted(value for value, times in Counter(values).items() if times > 1)

    for path, what in (
        ("//w:bookmarkStart/@w:id", "bookmark id"),
        ("//w:bookmarkStart/@w:name", "bookmark name"),
        ("//wp:docPr/@id", "picture id"),
    ):
        for value in repeated(path):
            yield f"the {what} {value} is used more than once"
    for story in word.stories:
        starts = set(story.xpath("//w:bookmarkStart/@w:id", namespaces=NS))
        for value in sorted(starts ^ set(story.xpath("//w:bookmarkEnd/@w:id", namespaces=NS))):
            yield f"the bookmark with id {value} does not both begin and end"


def _is_finished(word):
    for story in word.stories:
        for name in ("ins", "del", "moveFrom", "moveTo", "commentReference"):
            # The marks for a whole inserted row or paragraph lie in its properties: same names.
            if story.find(f".//{W}{name}") is not None:
                yield f"it still holds tracked changes or comments (w:{name})"
    if any(posixpath.basename(name).startswith("comments") for name in word.names):
        yield "it still holds a comments part"


def _is_whole(word):
    for source, relationships in word.relationships.items():
        for identifier, (kind, target) in relationships.items():
            if target is not None and target not in word.names:
                yield f"{source or 'the package'}: the {kind} {identifier} leads to {target}, which is missing"
    for name, root in word.xml.items():
        known = word.relationships.get(name, {})
        for reference in sorted(set(root.xpath("//@r:*", namespaces=NS)) - set(known)):
            yield f"{name}: {reference} is used but leads nowhere"
    for name, times in Counter(entry.filename for entry in word.entries).items():
        if times > 1:
            yield f"{name} is in the zip more than once"
    dated = [entry.filename for entry in word.entries if entry.date_time != FIXED_TIME]
    if dated:
        yield f"{len(dated)} parts do not carry the fixed time 1980-01-01 00:00, first {dated[0]}"


CHECKS = [
    _names_itself, _headings_in_order, _tables_have_headers, _pictures_have_words, _links_make_sense,
    _contents_lead_somewhere, _pages_are_numbered, _is_modern, _names_are_unique, _is_finished, _is_whole,
]  # fmt: skip


# ---- helpers ----


def _source(relationships_name):
    """`word/_rels/document.xml.rels` belongs to `word/document.xml`, `_rels/.rels` to the package, ``."""
    folder, name = posixpath.split(relationships_name)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _resolve(base, target):
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))


def _value(element, path):
    found = element.find(path, NS)
    return None if found is None else found.get(W + "val")


def _on(value):
    return value in ("1", "true", "on")


def _off(mark):
    return mark.get(W + "val", "1") in ("0", "false", "off")


def _core(word, name):
    return folded(word.related("core-properties", source="").findtext(f"dc:{name}", "", NS))


def _title(word):
    return _core(word, "title")


def _bookmarks_at(paragraph):
    """The bookmarks inside a paragraph, or that begin directly before it."""
    names = [mark.get(W + "name") for mark in paragraph.iter(W + "bookmarkStart")]
    before = paragraph.getprevious()
    while before is not None and before.tag == W + "bookmarkStart":
        names.append(before.get(W + "name"))
        before = before.getprevious()
    return names
