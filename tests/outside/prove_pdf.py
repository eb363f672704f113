"""A PDF that says what the good page says, made by hand, and PDFs with one fault each.

The good one obeys PDF/UA-1 and PDF/A-2a, and is set in 18 points, so that it passes as large
print too. A fault is put in by changing the finished file: an object, or what a page draws.
"""

import io
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageFont

from prove_page import PAGE, changed, write_page

FONT = next(path for name in ("liberation", "liberation2")
            if (path := Path(f"/usr/share/fonts/truetype/{name}/LiberationSans-Regular.ttf")).exists())  # fmt: skip
SIZE, TOP, LEFT, LINE, COLUMN = 18, 780, 60, 27, 200  # points
GREY = Array([Name.CalGray, Dictionary(WhitePoint=Array([0.9505, 1, 1.089]))])  # a colour that needs no profile
PDF_PAGE = PAGE.replace(
    "<h2>Duties</h2>",
    "<ul><li>Listen</li><li>Act</li></ul><ol><li>First</li></ol><dl><dt>Owner</dt><dd>Chief Nurse</dd></dl><h2>Duties</h2>",
)
TITLE = "Falls policy"
BREAK = object()  # a new page

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part><dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of the standard</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag>
</pdfaExtension:schemas></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


class T:
    """A tag: strings in it are drawn, one line each; `leads_to` makes its link."""

    def __init__(self, kind, *children, leads_to=None, attributes=None, **entries):
        self.kind, self.children, self.leads_to, self.attributes, self.entries = kind, children, leads_to, attributes, entries


def tree():
    def entry(words):
        return T("TOCI", T("Reference", T("Link", words, leads_to=words)))

    def row(kind, *cells, **attributes):
        return T("TR", *(T(kind, cell, attributes=dict(O="Table", **attributes) if attributes else None) for cell in cells))

    def item(mark, words):
        return T("LI", T("Lbl", mark), T("LBody", words))

    note = T("Note", T("Lbl", T("Link", "1", leads_to="Purpose")), "See the plan.", ID=String("note-1"))
    return T(
        "Document", T("H1", TITLE), T("P", "Contents"), T("TOC", entry("Purpose"), entry("Roles"), entry("Duties")), T("H2", "Purpose"),
        T("P", "We learn from ", T("Span", "every"), " fall", T("Lbl", T("Link", "1", leads_to="Purpose")), note, ", as the ",
          T("Link", "national framework", leads_to="https://www.england.nhs.uk/"), " asks\xa0of us."),
        T("H3", "Roles"), T("P", "Important: Tell the nurse in charge."),
        T("Div", T("Figure", Alt=String("A ward")), T("Caption", "Figure 1: A ward at night")),
        T("L", item("\x95", "Listen"), item("\x95", "Act"), attributes=dict(O="List", ListNumbering="Disc")),
        T("L", item("1.", "First"), attributes=dict(O="List", ListNumbering="Decimal")),
        T("L", item("Owner", "Chief Nurse"), attributes=dict(O="List", ListNumbering="None")),
        BREAK, T("H2", "Duties"),
        T("Table", T("Caption", "Table 1: Who does what"), row("TH", "Role", "Duty", Scope="Column"), row("TD", "Matron", "Reviews each fall")),
        T("P", "This policy ends with these last few words."),
    )  # fmt: skip


class Maker:
    """Draws a tree of tags onto pages and writes the objects that a tagged PDF needs."""

    def __init__(self, top):
        self.pdf = pikepdf.new()
        self.parents, self.headings, self.links, self.page = {}, {}, [], None
        self.start_page()
        document = self.element(top, None)
        self.finish_pages()
        for element, page, place, target in self.links:
            self.link(element, page, place, target)
        self.describe(document)

    # ---- pages ----

    def start_page(self):
        picture = self.pdf.make_stream(
            b"\x80" * 4, Type=Name.XObject, Subtype=Name.Image, Width=2, Height=2, ColorSpace=GREY, BitsPerComponent=8
        )
        resources = Dictionary(
            Font=Dictionary(F1=self.font()), ColorSpace=Dictionary(Grey=GREY), XObject=Dictionary(Ward=picture)
        )
        page = pikepdf.Page(
            Dictionary(
                Type=Name.Page, MediaBox=[0, 0, 595, 842], Resources=resources, Tabs=Name.S, StructParents=len(self.parents)
            )
        )
        self.pdf.pages.append(page)
        self.page, self.x, self.y, self.drawn = self.pdf.pages[-1].obj, LEFT, TOP, [b"/Grey cs 0 sc"]
        self.marked = self.parents[self.page.StructParents] = []
        self.drawings = [*getattr(self, "drawings", []), (self.page, self.drawn)]

    def finish_pages(self):
        for number, (page, drawn) in enumerate(self.drawings, 1):
            footer = f"Page {number} of {len(self.drawings)}"
            drawn.append(b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC " + self.shown(footer, 40) + b" EMC")
            page.Contents = self.pdf.make_stream(b"\n".join(drawn))

    def font(self):
        if not hasattr(self, "_font"):
            measured = ImageFont.truetype(FONT, 2048, layout_engine=ImageFont.Layout.BASIC)
            widths = [
                round(measured.getlength(bytes([code]).decode("cp1252", "replace")) * 1000 / 2048) for code in range(32, 256)
            ]
            data = FONT.read_bytes()
            descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.LiberationSans, Flags=32, FontBBox=[-543, -303, 1301, 979],
                                    ItalicAngle=0, Ascent=905, Descent=-212, CapHeight=729, StemV=80,
                                    FontFile2=self.pdf.make_stream(data, Length1=len(data)))  # fmt: skip
            self._font = self.pdf.make_indirect(Dictionary(
                Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.LiberationSans, Encoding=Name.WinAnsiEncoding, FirstChar=32, LastChar=255,
                Widths=Array(widths), FontDescriptor=self.pdf.make_indirect(descriptor)))  # fmt: skip
        return self._font

    def shown(self, text, y):
        letters = text.encode("cp1252", "replace") if "\x95" not in text else text.encode("latin-1")
        letters = letters.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        return b"BT /F1 %d Tf 1 0 0 1 %d %d Tm (%s) Tj ET" % (SIZE, self.x, y, letters)

    # ---- tags ----

    def element(self, tag, parent):
        made = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + tag.kind), Pg=self.page, **tag.entries))
        if parent is not None:
            made.P = parent
        if tag.attributes:
            made.A = Dictionary({f"/{key}": Name("/" + value) for key, value in tag.attributes.items()})
        made.K = Array()
        top = self.y
        if tag.kind == "Figure":
            self.mark(made, tag.kind, b"q 40 0 0 40 %d %d cm /Ward Do Q" % (LEFT, self.y - 20))
            made.A = Dictionary(O=Name.Layout, BBox=[LEFT, self.y + 7, LEFT + 40, self.y + 47], Placement=Name.Block)
        for at, child in enumerate(tag.children):
            if tag.kind == "TR":  # cells stand side by side
                self.x, self.y = LEFT + at * COLUMN, top
            if child is BREAK:
                self.start_page()
            elif isinstance(child, T):
                made.K.append(self.element(child, made))
            else:
                self.mark(made, tag.kind, self.shown(child, self.y))
        self.x = LEFT if tag.kind == "TR" else self.x
        if tag.kind[:1] == "H":
            self.headings[tag.children[0]] = made.Pg
        if tag.leads_to:
            self.links.append((made, self.page, [LEFT, self.y + LINE - 5, LEFT + 300, top + LINE - 5], tag.leads_to))
        return made

    def mark(self, element, kind, drawn):
        number = len(self.marked)
        self.marked.append(element)
        reference = number if element.Pg.objgen == self.page.objgen else Dictionary(Type=Name.MCR, Pg=self.page, MCID=number)
        element.K.append(reference)
        self.drawn.append(b"/%s <</MCID %d>> BDC %s EMC" % (kind.encode(), number, drawn))
        self.y -= LINE

    def link(self, element, page, place, target):
        leads = dict(A=Dictionary(S=Name.URI, URI=String(target))) if "://" in target else dict(Dest=self.place(target))
        annotation = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=place,
                F=4,
                Border=[0, 0, 0],
                Contents=String(target),
                StructParent=len(self.parents),
                **leads,
            )
        )
        self.parents[annotation.StructParent] = element
        page.Annots = Array([*page.get("/Annots", []), annotation])
        element.K.append(Dictionary(Type=Name.OBJR, Obj=annotation, Pg=page))

    def place(self, heading):
        return Array([self.headings[heading], Name.XYZ, None, None, None])

    # ---- the document ----

    def describe(self, document):
        parents = Array(
            [part for key, value in self.parents.items() for part in (key, Array(value) if isinstance(value, list) else value)]
        )
        tree_root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=document, ParentTree=Dictionary(Nums=parents),
                                                      ParentTreeNextKey=len(self.parents)))  # fmt: skip
        document.P = tree_root
        root = self.pdf.Root
        root.StructTreeRoot, root.MarkInfo = tree_root, Dictionary(Marked=True)
        root.Lang, root.ViewerPreferences = String("en-GB"), Dictionary(DisplayDocTitle=True)
        root.Metadata = self.pdf.make_stream(XMP.format(title=TITLE).encode(), Type=Name.Metadata, Subtype=Name.XML)
        self.pdf.docinfo.Title = String(TITLE)
        with self.pdf.open_outline() as outline:
            purpose, duties = self.bookmark("Purpose"), self.bookmark("Duties")
            purpose.children.append(self.bookmark("Roles"))
            outline.root += [purpose, duties]

    def bookmark(self, heading):
        return pikepdf.OutlineItem(heading, self.place(heading))

    def bytes(self):
        made = io.BytesIO()
        self.pdf.save(made, deterministic_id=True)
        return made.getvalue()


# ---- faults ----


def tags(pdf, kind):
    """The tags of a kind, in order."""
    found = []

    def look(element):
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            if element.S == "/" + kind:
                found.append(element)
            for child in element.get("/K", []):
                look(child)

    look(pdf.Root.StructTreeRoot.K)
    return found


def draws(before, after, page=0):
    """A page draws something else: bytes for bytes."""

    def change(pdf):
        drawn = pdf.pages[page].obj.Contents
        drawn.write(changed(drawn.read_bytes().decode("latin-1"), before, after, before).encode("latin-1"))

    return change


def sets(kind, entry, value, number=0):
    """The tag of a kind has another entry, or none for None."""

    def change(pdf):
        _set(tags(pdf, kind)[number], entry, value)

    return change


def root_sets(entry, value):
    return lambda pdf: _set(pdf.Root, entry, value)


def _set(holder, entry, value):
    if value is None:
        del holder[entry]
    else:
        holder[entry] = value


def loses(kind, number=0):
    """A tag goes, with all that is in it; its text stays on the page."""

    def change(pdf):
        tag = tags(pdf, kind)[number]
        parent = tag.P
        parent.K = Array(
            [child for child in parent.K if not (isinstance(child, pikepdf.Dictionary) and child.objgen == tag.objgen)]
        )

    return change


def annotation_sets(entry, value, address=None):
    """The first link, or the one to an address, has another entry."""

    def change(pdf):
        links = [
            a
            for page in pdf.pages
            for a in page.obj.get("/Annots", [])
            if address is None or "/A" in a and str(a.A.URI) == address
        ]
        _set(links[0], entry, value)

    return change


def metadata(before, after):
    def change(pdf):
        stream = pdf.Root.Metadata
        stream.write(changed(stream.read_bytes().decode(), before, after, before).encode())

    return change


def swap_rows(pdf):
    table = tags(pdf, "Table")[0]
    caption, first, second = list(table.K)
    table.K = Array([caption, second, first])


def second_page_dest(pdf):
    """The first contents entry leads to the page of another heading."""
    pdf.pages[0].obj.Annots[0].Dest = Array([pdf.pages[1].obj, Name.Fit])


def slanted_font(pdf):
    font = pdf.pages[0].obj.Resources.Font
    italic = pdf.make_indirect(Dictionary(font.F1))
    italic.BaseFont = Name("/LiberationSans-Italic")
    font.F2 = italic
    draws(r"/F1( 18 Tf 1 0 0 1 \d+ \d+ Tm \(every)", r"/F2\1")(pdf)


def no_bookmarks(pdf):
    del pdf.Root.Outlines


def first_bookmark(**entries):
    def change(pdf):
        for entry, value in entries.items():
            _set(pdf.Root.Outlines.First, "/" + entry, value)

    return change


FAULTS = [
    # name, the change, judge, what it says
    ("untagged", root_sets("/StructTreeRoot", None), "pdfua", "PDF/UA-1 7.1"),
    ("unmarked", root_sets("/MarkInfo", None), "pdfua", r"PDF/A-2a 6\.7\.2\.2"),
    ("languageless", root_sets("/Lang", None), "pdfua", "PDF/UA-1 7.2"),
    ("titleless", metadata("<dc:title>.*</dc:title>", ""), "pdfua", "PDF/UA-1 7.1, test 9"),
    ("scopeless", sets("TH", "/A", None), "pdfua", "PDF/UA-1 7.5"),
    ("altless", sets("Figure", "/Alt", None), "pdfua", "PDF/UA-1 7.3"),
    ("fontless", lambda pdf: _set(pdf.pages[0].obj.Resources.Font.F1.FontDescriptor, "/FontFile2", None), "pdfua", "embedded"),
    ("skipping", sets("H3", "/S", Name.H4), "pdfua", r"PDF/UA-1 7\.4\.2"),
    ("file-name", root_sets("/ViewerPreferences", None), "tagtree", "DisplayDocTitle"),
    ("no-info-title", lambda pdf: _set(pdf.docinfo, "/Title", None), "tagtree", "no title in the document information"),
    ("no-xmp-title", metadata("<dc:title>.*</dc:title>", ""), "tagtree", "no title in the XMP"),
    ("other-title", metadata(TITLE, "Rises policy"), "tagtree", "Rises policy"),
    ("no-lang", root_sets("/Lang", None), "tagtree", "no language"),
    ("other-lang", root_sets("/Lang", String("fr")), "tagtree", "the language is fr"),
    ("not-said-tagged", root_sets("/MarkInfo", None), "tagtree", "MarkInfo"),
    ("no-tags", root_sets("/StructTreeRoot", None), "tagtree", "outside of the tags"),
    ("no-headings", lambda pdf: [_set(tag, "/S", Name.P) for kind in ("H1", "H2", "H3") for tag in tags(pdf, kind)], "tagtree",
     "headings, from number 1: the page has “Falls policy” at level 1.*the document has nothing"),
    ("lost-heading", loses("H2"), "tagtree", "headings, .*“Purpose” at level 2"),
    ("flat-heading", sets("H3", "/S", Name.H2), "tagtree", "“Roles” at level 3, the document has “Roles” at level 2"),
    ("no-list", sets("L", "/S", Name.Div), "tagtree", "lists, .*bulleted list of 2"),
    ("lost-item", loses("LI"), "tagtree", "bulleted list of 2, the document has a bulleted list of 1"),
    ("unnumbered", sets("L", "/A", None, 1), "tagtree", "numbered list of 1, the document has a bulleted"),
    ("no-terms", sets("L", "/S", Name.Div, 2), "tagtree", "terms “Owner”"),
    ("no-header", sets("TH", "/S", Name.TD), "tagtree", "header cells of table 2.*“Role” in row 1"),
    ("row-scope", sets("TH", "/A", Dictionary(O=Name.Table, Scope=Name.Row)), "tagtree", "header of its column, the document has “Role” in row 1, a header of its row"),
    ("no-scope", sets("TH", "/A", None), "tagtree", "a header of its no scope"),
    ("lost-row", loses("TR", 1), "tagtree", "table 2: the page has 2 rows of 2, the document has 1 rows of 2"),
    ("lost-cell", loses("TD", 1), "tagtree", "the page has 2 rows of 2, the document has 2 rows of 2 or 1"),
    ("other-alt", sets("Figure", "/Alt", String("Grey")), "tagtree", "pictures.*“A ward”.*“Grey”"),
    ("no-link", sets("Link", "/S", Name.Span, 5), "tagtree", "“national framework” to https://www.england.nhs.uk/, the document has nothing"),
    ("other-target", annotation_sets("/A", Dictionary(S=Name.URI, URI=String("https://example.org/")), "https://www.england.nhs.uk/"), "tagtree", "https://example.org/"),
    ("dead-link", annotation_sets("/A", None, "https://www.england.nhs.uk/"), "tagtree", "a link leads nowhere"),
    ("no-note", sets("Note", "/S", Name.Span), "tagtree", "footnotes: the page has 1, the document has 0"),
    ("no-bookmarks", no_bookmarks, "tagtree", "no bookmarks"),
    ("other-bookmark", first_bookmark(Title=String("Purposes")), "tagtree", "bookmarks.*“Purposes” at level 2"),
    ("dead-bookmark", first_bookmark(Dest=Array([Dictionary(), Name.Fit])), "tagtree", "bookmark “Purpose” leads nowhere"),
    ("no-contents", sets("TOC", "/S", Name.Div), "tagtree", "but no contents list"),
    ("dead-contents", annotation_sets("/Dest", Array([Dictionary(), Name.Fit])), "tagtree", "contents entry “Purpose” does not lead to a page"),
    ("astray-contents", second_page_dest, "tagtree", "leads to page 2, its heading stands on page 1"),
    ("stale-contents", draws(r"\(Roles\)", "(Rolls)"), "tagtree", "contents entry “Rolls” is not a heading"),
    ("short-contents", loses("TOCI", 2), "tagtree", "“Duties” is missing from the contents"),
    ("no-page-number", draws("Page 2 of 2", "Page", 1), "tagtree", "page 2 has no page number"),
    ("spoken-footer", draws(r"/Artifact <</Type[^>]*>> BDC (.*?) EMC", r"\1"), "tagtree", "“Page 1 of 2” stands outside of the tags"),
    ("no-paragraph", sets("P", "/S", Name.Span, 2), "tagtree", "“Important: Tell the nurse in charge.” stands in no paragraph"),
    ("lost-words", loses("P", 2), "tagtree", "“Important: Tell the nurse in charge.” stands outside"),
    ("off-page", draws(r"1 0 0 1 \d+( \d+ Tm \(Important)", r"1 0 0 1 500\1"), "layout", "“Important: Tell the nurse in charge.” runs off the page"),
    ("over-words", draws(r"60 (\d+)( Tm \(We learn.*?) 60 \d+ Tm \(every", r"60 \1\2 70 \1 Tm (every"), "layout", "“every” is drawn over “We learn from”"),
    ("out-of-column", draws(r"260 (\d+ Tm \(Duty)", r"100 \1", 1), "layout", "“Role” runs into the column of “Duty”"),
    ("changed-word", draws("nurse in charge", "nurse at charge"), "parity", r"\[in\].*\[at\]"),
    ("dropped-tag", loses("P", 2), "parity", "Important: Tell the nurse"),
    ("other-order", swap_rows, "parity", r"\[Role"),
    ("glued", draws("asks.of us", "asksof us"), "parity", "asksof"),
    ("changed-note", draws("See the plan", "See our plan"), "parity", r"footnotes.*\[the\].*\[our\]"),
    ("outside-words", draws(r"/P <</MCID \d+>> BDC (BT [^\n]*Important.*?ET) EMC", r"\1"), "parity", "Important: Tell"),
]  # fmt: skip
SAYS_THE_SAME = [  # drawn in another way
    ("reversed", draws(r"BT([^\n]*)\(every\) Tj ET", r"/ReversedChars BMC BT\1(yreve) Tj ET EMC")),
    ("given-text", draws(r"BT([^\n]*)\(every\) Tj ET", r"/Span <</ActualText (every)>> BDC BT\1(evry) Tj ET EMC")),
    ("in-pieces", draws(r"\(every\) Tj", "[(ev) -20 (e) (ry)] TJ")),
]
LARGE_PRINT_FAULTS = [
    ("small", draws(r"18( Tf 1 0 0 1 \d+ \d+ Tm \(every)", r"17\1"), "largeprint", "page 1: “every” is at 17.0 points"),
    (
        "small-footer",
        draws(r"18( Tf 1 0 0 1 \d+ \d+ Tm \(Page)", r"12\1", 1),
        "largeprint",
        "page 2: “Page 2 of 2” is at 12.0 points",
    ),
    ("scaled", draws(r"1 0 0 1( \d+ \d+ Tm \(every)", r"0.6 0 0 0.6\1"), "largeprint", "“every” is at 10.8 points"),
    ("italic", slanted_font, "largeprint", "“every” is in italics"),
    ("leaning", draws(r"1 0 0 1( \d+ \d+ Tm \(every)", r"1 0 0.2 1\1"), "largeprint", "“every” is in italics"),
]


def write(root):
    """Writes the good PDF and the faulty ones; returns the proofs as (judge, file, words to be told)."""
    good = Maker(tree()).bytes()

    def put(name, data, page=PDF_PAGE, ending=""):
        write_page(root, name, page)
        (root / name / f"{name}{ending}.pdf").write_bytes(data)
        return f"{name}/{name}{ending}.pdf"

    def broken(change):
        with pikepdf.open(io.BytesIO(good)) as pdf:
            change(pdf)
            made = io.BytesIO()
            pdf.save(made, deterministic_id=True)
        assert made.getvalue() != good, "a fault changes nothing"
        return made.getvalue()

    name = put("good-pdf", good)
    proofs = [(key, name, None) for key in ("pdfua", "layout", "tagtree", "parity")]
    proofs.append(("largeprint", put("good-large", good, ending="-large-print"), None))
    for name, change in SAYS_THE_SAME:
        proofs.append(("parity", put(f"pdf-{name}", broken(change)), None))
    for name, change, key, told in FAULTS:
        proofs.append((key, put(f"pdf-{name}", broken(change)), told))
    for name, change, key, told in LARGE_PRINT_FAULTS:
        proofs.append((key, put(f"pdf-{name}", broken(change), ending="-large-print"), told))
    no_pdf = put("no-pdf", b"These are only words.", ending="-large-print")
    for key, told in (
        ("pdfua", "cannot be read"),
        ("layout", "cannot be read"),
        ("tagtree", "cannot be compared"),
        ("largeprint", "cannot be read"),
        ("parity", "cannot be compared"),
    ):
        proofs.append((key, no_pdf, told))
    return proofs
