"""A PDF as a screen reader meets it: the structure tree with the text of its marks, its links and its bookmarks.

The text is found by the tree alone, never by its place on the page. What no tag points to
is not there for a reader, and so not here either: `Pdf.lost` tells it.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf

import pdf_content
from words import below_masthead, folded, without_number

CONTENTS_WORDS_MAX = 3  # "Contents", "On this page"
DEPTH_MAX = 200  # of the structure tree, and of the bookmarks
# Structure types that stand inside a line (ISO 32000-1, 14.8.4.4). At the edge of any other a word ends.
INLINE = {"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Lbl", "Strong", "Em", "Sub", "Ruby", "Warichu",
          "NonStruct"}  # fmt: skip
LEVEL = re.compile("H([1-6])")
NOTES = {"Note", "FENote"}


@dataclass
class Tag:
    """An element of the structure tree."""

    kind: str  # its standard type: "P", "H2", "TH" …
    attributes: dict
    alt: str | None
    actual: str | None
    parent: "Tag | None"
    page: int | None = None  # from 1: where its first text stands
    children: list = field(default_factory=list)  # tags, and strings
    links: list = field(default_factory=list)  # the targets of its annotations
    runs: list = field(default_factory=list)  # its own text as it is drawn

    def each(self, *kinds):
        """The tags of some kinds below it, in order, itself included; all of them when none is named."""
        if not kinds or self.kind in kinds:
            yield self
        for child in self.children:
            if isinstance(child, Tag):
                yield from child.each(*kinds)

    def inside(self, *kinds):
        parent = self.parent
        while parent is not None and parent.kind not in kinds:
            parent = parent.parent
        return parent is not None

    @property
    def level(self):
        found = LEVEL.fullmatch(self.kind)
        return int(found[1]) if found else None

    def words(self):
        """Its words, without those of footnotes in it."""
        return folded(text_below(self, {id(note) for note in self.each(*NOTES) if note is not self}))


@dataclass
class Target:
    """Where a link or a bookmark leads: an address outside, or a page of this document."""

    address: str | None = None
    page: int | None = None

    def __bool__(self):
        return bool(self.address or self.page)


class Pdf:
    """The parts of a PDF that the judges ask for. Raises what pikepdf raises when it is none."""

    def __init__(self, path):
        self.file = pikepdf.open(path)
        self.root = self.file.Root
        self.pages = {page.obj.objgen: number for number, page in enumerate(self.file.pages, 1)}
        self.shown = list(pdf_content.shown(self.file))
        self._texts = {}
        for run in self.shown:
            if run.mark not in (None, pdf_content.ARTIFACT):
                self._texts.setdefault(run.mark, []).append(run)
        self._used = set()
        top = self.root.get("/StructTreeRoot", pikepdf.Dictionary())
        self._roles, self._classes = top.get("/RoleMap", {}), top.get("/ClassMap", {})
        self.tree = Tag("Document", {}, None, None, None)
        self._add(self.tree, top.get("/K"), None, 0)

    # ---- the tree ----

    def _add(self, parent, kid, page, depth):
        """Adds to a tag what one entry of its list of kids stands for."""
        if depth > DEPTH_MAX or kid is None:
            return
        if isinstance(kid, pikepdf.Array):
            for one in kid:
                self._add(parent, one, page, depth + 1)
        elif isinstance(kid, int):
            self._add_text(parent, (page, kid))
        elif not isinstance(kid, pikepdf.Dictionary):
            return
        elif kid.get("/Type") == "/MCR":
            owner = kid.get("/Stm", kid.get("/Pg"))
            self._add_text(parent, (owner.objgen if owner is not None else page, int(kid.MCID)))
        elif kid.get("/Type") == "/OBJR":
            if "/Obj" in kid and kid.Obj.get("/Subtype") == "/Link":
                parent.links.append(self.target(kid.Obj))
        else:
            page = kid.Pg.objgen if "/Pg" in kid else page
            tag = Tag(self._kind(kid), self._attributes(kid), _text(kid, "/Alt"), _text(kid, "/ActualText"), parent)
            parent.children.append(tag)
            self._add(tag, kid.get("/K"), page, depth + 1)
            if parent.page is None:
                parent.page = tag.page

    def _add_text(self, tag, mark):
        runs = self._texts.get(mark, [])
        self._used.add(mark)
        tag.children.append("".join(run.text for run in runs))
        tag.runs += runs
        if runs and tag.page is None:
            tag.page = runs[0].page

    def _kind(self, element):
        kind, seen = str(element.get("/S", "/NonStruct")), set()
        while kind in self._roles and kind not in seen:
            seen.add(kind)
            kind = str(self._roles[kind])
        return kind[1:]

    def _attributes(self, element):
        """Name → value of all that its attribute objects and classes say; values as Python's own."""
        found = {}
        for name in _listed(element.get("/C")):
            if isinstance(name, pikepdf.Name) and name in self._classes:
                _gather(self._classes[name], found)
        _gather(element.get("/A"), found)
        return found

    def lost(self):
        """Texts that no reader hears: outside of tags, or in a mark that the tree does not name."""
        return [
            run
            for run in self.shown
            if run.letters.strip() and (run.mark is None or run.mark != pdf_content.ARTIFACT and run.mark not in self._used)
        ]

    # ---- what the tree says ----

    @cached_property
    def contents(self):
        """The contents list: its topmost tag, or None."""
        return next(self.tree.each("TOC"), None)

    @cached_property
    def contents_heading(self):
        """What stands right before the contents list as its heading, whose words are not the author's; or None."""
        if self.contents is None:
            return None
        siblings = [child for child in self.contents.parent.children if isinstance(child, Tag)]
        before = siblings[: siblings.index(self.contents)][-1:]
        is_title = before and before[0] is next(iter(self.headings(True)), None)
        is_short = before and len(before[0].words().split()) <= CONTENTS_WORDS_MAX
        is_line = before and (before[0].level or before[0].kind in ("P", "Span"))
        return before[0] if is_short and is_line and not is_title else None

    def headings(self, with_contents=False):
        return [tag for tag in self.tree.each() if tag.level and (with_contents or tag is not self.contents_heading)]

    def notes(self):
        return [tag for tag in self.tree.each(*NOTES)]

    def texts(self):
        """The running text, and the footnotes in the order of the tree."""
        apart = {id(tag) for tag in (self.contents, self.contents_heading, *self.notes()) if tag is not None}
        running = below_masthead(text_below(self.tree, apart), _text(self.file.trailer.get("/Info", {}), "/Author"))
        return running, "\n".join(text_below(note, apart - {id(note)}) for note in self.notes())

    # ---- outside of the tree ----

    @property
    def title(self):
        return folded(_text(self.file.trailer.get("/Info", {}), "/Title") or "")

    @property
    def title_in_metadata(self):
        with self.file.open_metadata() as metadata:
            return folded(metadata.get("dc:title") or "")

    def bookmarks(self):
        """(depth from 1, words, target) of each bookmark, in order."""
        found, seen = [], set()

        def add(item, depth):
            while item is not None and item.objgen not in seen and depth < DEPTH_MAX:
                seen.add(item.objgen)
                found.append((depth, folded(_text(item, "/Title") or ""), self.target(item)))
                add(item.get("/First"), depth + 1)
                item = item.get("/Next")

        add(self.root.get("/Outlines", {}).get("/First"), 1)
        return found

    def annotations(self):
        """(page, target) of every link on the pages."""
        return [
            (number, self.target(annotation))
            for number, page in enumerate(self.file.pages, 1)
            for annotation in page.obj.get("/Annots", [])
            if annotation.get("/Subtype") == "/Link"
        ]

    def target(self, holder):
        """Where the annotation or bookmark leads. Nowhere, when its page does not exist."""
        action = holder.get("/A", {})
        if "/URI" in action:
            return Target(address=str(action.URI))
        place = holder.get("/Dest", action.get("/D"))
        if isinstance(place, (pikepdf.Name, pikepdf.String)):
            place = self._places.get(str(place))
        if isinstance(place, pikepdf.Dictionary):
            place = place.get("/D")
        if isinstance(place, pikepdf.Array) and len(place) and isinstance(place[0], pikepdf.Dictionary):
            return Target(page=self.pages.get(place[0].objgen))
        return Target()

    @cached_property
    def _places(self):
        places = {str(name): place for name, place in self.root.get("/Dests", {}).items()}
        names = self.root.get("/Names", {}).get("/Dests")
        if names is not None:
            places |= {str(name): place for name, place in pikepdf.NameTree(names).items()}
        return places


def text_below(tag, apart=frozenset()):
    """The words of a tag, with line ends at the edges of blocks.

    Left out: the tags in `apart` (by identity), what a picture shows in letters, labels of
    list items and footnotes, and the number of a caption.
    """
    if id(tag) in apart or tag.kind == "Artifact" or is_label(tag):
        return ""
    if tag.actual is not None:
        text = tag.actual
    elif tag.kind in ("Figure", "Formula") and tag.alt is not None:
        text = "\n".join(text_below(child, apart) for child in tag.each("Caption"))
    else:
        text = "".join(text_below(child, apart) if isinstance(child, Tag) else child for child in tag.children)
    if tag.kind == "Caption":
        text = without_number(text.strip())
    is_line = tag.kind == "Span" and tag.attributes.get("Placement") == "Block"
    return text if tag.kind in INLINE and not is_line else f"\n{text}\n"


def is_label(tag):
    """Whether a `Lbl` holds a bullet or a number. In a list without either it holds a term."""
    if tag.kind != "Lbl":
        return False
    listed = tag.parent.parent if tag.parent.kind == "LI" else None
    return listed is None or listed.attributes.get("ListNumbering", "None") != "None"


def _listed(value):
    return [] if value is None else list(value) if isinstance(value, pikepdf.Array) else [value]


def _gather(value, found):
    for one in _listed(value):
        if isinstance(one, pikepdf.Dictionary):
            found |= {str(key)[1:]: _plain(one[key]) for key in one.keys()}


def _plain(value):
    if isinstance(value, pikepdf.Array):
        return [_plain(one) for one in value]
    return str(value).removeprefix("/") if isinstance(value, (pikepdf.Name, pikepdf.String)) else value


def _text(holder, name):
    value = holder.get(name)
    return None if value is None else str(value)
