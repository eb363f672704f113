"""An OpenDocument text that says what the good page says, and texts with one fault each."""

import zipfile

from odf import NS
from odf_accessibility import MIME
from prove_page import PAGE, changed, png, write_page
from word_accessibility import FIXED_TIME

JUDGES = ["odf", "libreoffice", "odt", "parity"]  # that pass the good document
XMLNS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NS.items() if prefix != "manifest")
CONTENT, STYLES, META, MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"


def part(kind, content):
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-{kind} {XMLNS} office:version="1.3">{content}</office:document-{kind}>'


def heading(level, text, place=""):
    mark = f'<text:bookmark text:name="{place}"/>' if place else ""
    return f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{mark}{text}</text:h>'


def entry(place, text):
    return f'<text:p><text:a xlink:type="simple" xlink:href="#{place}">{text}</text:a></text:p>'


def row(*cells):
    return "<table:table-row>" + "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
    ) + "</table:table-row>"  # fmt: skip


def caption(name, text):
    return f'<text:p>{name} <text:sequence text:name="{name}" text:formula="ooow:{name}+1" style:num-format="1">1</text:sequence>: {text}</text:p>'


def good_document():
    """The parts of a document that says what PAGE says."""
    note = ('<text:note text:id="note1" text:note-class="footnote"><text:note-citation>1</text:note-citation>'
            "<text:note-body><text:p>See the plan.</text:p></text:note-body></text:note>")  # fmt: skip
    body = "".join([
        '<text:sequence-decls><text:sequence-decl text:display-outline-level="0" text:name="Figure"/>'
        '<text:sequence-decl text:display-outline-level="0" text:name="Table"/></text:sequence-decls>',
        heading(1, "Falls policy"),
        '<text:table-of-content text:name="Contents1" text:protected="true"><text:table-of-content-source text:outline-level="3"/>'
        "<text:index-body><text:p>Contents</text:p>", entry("purpose", "Purpose"), entry("roles", "Roles"), entry("duties", "Duties"),
        "</text:index-body></text:table-of-content>",
        heading(2, "Purpose", "purpose"),
        f'<text:p>We learn from <text:span text:style-name="Strong">every</text:span> fall{note}, as the '
        '<text:a xlink:type="simple" xlink:href="https://www.england.nhs.uk/">national framework</text:a> asks of us.</text:p>',
        heading(3, "Roles", "roles"), "<text:p>Important: Tell the nurse in charge.</text:p>",
        '<text:p><draw:frame draw:name="Picture 1" draw:style-name="Picture" text:anchor-type="as-char" svg:width="1cm" svg:height="1cm">'
        '<draw:image xlink:type="simple" xlink:href="Pictures/ward.png" xlink:show="embed" xlink:actuate="onLoad"/>'
        "<svg:title>A ward</svg:title></draw:frame></text:p>", caption("Figure", "A ward at night"),
        heading(2, "Duties", "duties"), caption("Table", "Who does what"),
        '<table:table table:name="Table1"><table:table-column table:number-columns-repeated="2"/><table:table-header-rows>',
        row("Role", "Duty"), "</table:table-header-rows>", row("Matron", "Reviews each fall"), "</table:table>",
        "<text:p>This policy ends with these last few words.</text:p>",
    ])  # fmt: skip
    named = "".join(
        f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}" style:family="paragraph" '
        f'style:default-outline-level="{level}"/>' for level in (1, 2, 3))  # fmt: skip
    defaults = "".join(
        f'<style:default-style style:family="{family}"/>' for family in ("graphic", "table", "table-row", "table-cell")
    )
    footer = "<style:footer><text:p>Page <text:page-number>1</text:page-number> of <text:page-count>1</text:page-count></text:p></style:footer>"
    return {
        "mimetype": MIME,
        MANIFEST: manifest(CONTENT, STYLES, META, "Pictures/ward.png"),
        CONTENT: part("content", f"<office:automatic-styles/><office:body><office:text>{body}</office:text></office:body>"),
        STYLES: part("styles", (
            '<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:language="en" fo:country="GB"/></style:default-style>'
            f'{defaults}{named}<style:style style:name="Strong" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
            '<style:style style:name="Picture" style:family="graphic"/></office:styles><office:automatic-styles><style:page-layout '
            'style:name="Page"/></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" '
            f'style:page-layout-name="Page">{footer}</style:master-page></office:master-styles>')),
        META: part("meta", "<office:meta><dc:title>Falls policy</dc:title><dc:language>en-GB</dc:language></office:meta>"),
        "Pictures/ward.png": png(),
    }  # fmt: skip


def manifest(*names):
    kinds = {"xml": "text/xml", "png": "image/png"}
    lines = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="{kinds[name[-3:]]}"/>' for name in names
    )
    return (f'<manifest:manifest xmlns:manifest="{NS["manifest"]}" manifest:version="1.3">'
            f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIME}"/>{lines}</manifest:manifest>')  # fmt: skip


def write_document(path, parts, time=FIXED_TIME):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, time)
            package.writestr(entry, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)


FAULTS = [
    # name, part, from (a pattern), to, judge, what it says
    ("bad-schema", CONTENT, "<office:text>", "<office:text><text:span>lost</text:span>", "odf", "Relax NG"),
    ("bad-manifest", MANIFEST, "<manifest:file-entry manifest:full-path=\"Pictures/[^>]*>", "", "odf", "not declared in manifest"),
    ("unused-style", CONTENT, "<office:automatic-styles/>", '<office:automatic-styles><style:style style:name="P1" style:family="paragraph"/></office:automatic-styles>', "odf", "semantic.*P1. is declared but never"),
    ("cut-short", CONTENT, "<text:p>(?=This policy)", "</text:p>", "libreoffice", "cannot open"),
    ("lost-end", CONTENT, "<text:p>(This policy.*?)</text:p>", r"<text:unknown>\1</text:unknown>", "libreoffice", "last words"),
    ("no-words", CONTENT, "<office:text>.*</office:text>", "<office:text/>", "libreoffice", "finds no words"),
    ("no-title", META, "<dc:title>.*</dc:title>", "", "odt", "no title"),
    ("no-language", META, "<dc:language>.*</dc:language>", "", "odt", "dc:language"),
    ("no-text-language", STYLES, 'fo:language="en" ', "", "odt", "fo:language"),
    ("two-titles", CONTENT, 'outline-level="2"', 'outline-level="1"', "odt", "exactly one heading of level 1"),
    ("other-title", META, "Falls policy", "Rises policy", "odt", "is not the title"),
    ("late-title", CONTENT, '(<text:h [^>]*outline-level="1">)', r'<text:h text:outline-level="2">Early</text:h>\1', "odt", "first heading is not the title"),
    ("skipped-level", CONTENT, 'outline-level="2"', 'outline-level="3"', "odt", "skips from level 1 to level 3"),
    ("no-header-row", CONTENT, "</?table:table-header-rows>(.*?)</table:table-header-rows>", r"\1", "odt", "header row"),
    ("no-alternative", CONTENT, "<svg:title>.*?</svg:title>", "", "odt", "no alternative text"),
    ("empty-link", CONTENT, ">national framework<", "><", "odt", "has no words"),
    ("click-here", CONTENT, "national framework", "click here", "odt", "does not say where it leads"),
    ("dangling-link", CONTENT, "https://www.england.nhs.uk/", "#nowhere", "odt", "leads to nowhere, which does not exist"),
    ("no-contents", CONTENT, "<text:table-of-content .*</text:table-of-content>", "", "odt", "no contents list"),
    ("stale-contents", CONTENT, r">Roles</text:a>", ">Rolls</text:a>", "odt", "contents entry “Rolls” is not a heading"),
    ("short-contents", CONTENT, r"<text:p><text:a [^>]*#duties.*?</text:p>", "", "odt", "“Duties” is missing from the contents"),
    ("no-page", STYLES, "<text:page-number>1</text:page-number>", "1", "odt", "does not show the page number"),
    ("no-pages", STYLES, "<text:page-count>1</text:page-count>", "1", "odt", "does not show the number of pages"),
    ("commented", CONTENT, "We learn", "<office:annotation><text:p>Really?</text:p></office:annotation>We learn", "odt", "comments"),
    ("missing-part", CONTENT, "Pictures/ward.png", "Pictures/gone.png", "odt", "Pictures/gone.png is missing"),
    ("listed-part", MANIFEST, "Pictures/ward.png", "Pictures/gone.png", "odt", "lists Pictures/gone.png, which is missing"),
    ("other-mime", "mimetype", "text", "words", "odt", "mimetype"),
    ("dropped-word", CONTENT, "nurse in charge", "nurse charge", "parity", r"\[in\].*the document says"),
    ("changed-note", CONTENT, "See the plan", "See our plan", "parity", r"footnotes.*\[the\].*\[our\]"),
    ("glued-words", CONTENT, " asks of us", "asks of us", "parity", "frameworkasks"),
    ("moved-cell", CONTENT, "(<table:table-cell .*?</table:table-cell>)(<table:table-cell .*?</table:table-cell>)", r"\2\1", "parity", "Role"),
    ("said-number", CONTENT, "<text:sequence [^>]*>1</text:sequence>", "1", "parity", r"\[Figure 1:\]"),
]  # fmt: skip

# A table of three columns row by row, as where they have no room.
ROWS = "".join(f"<text:p>{words}</text:p>" for words in ("Row 1 of 1", "Role<text:tab/>Matron", "Duty<text:tab/>Reviews each fall",
                                                         "Where<text:tab/>Wards"))  # fmt: skip
BY_ROWS = [
    # name, from (a pattern), to, what the judge says
    ("by-rows", "<text:p>Row", "<text:p> Row", None),
    ("by-rows-lost-cell", "<text:tab/>Wards", "", r"\[Wards\]"),
    ("by-rows-other-header", "Duty<text:tab/>", "Role<text:tab/>", r"\[Duty\].*\[Role\]"),
    ("by-rows-lost-row", "<text:p>Row 1.*?Where<text:tab/>Wards</text:p>", "", "Role Duty Where"),
]


def write(root):
    """Writes the good document and the faulty ones; returns the proofs as (judge, file, words to be told)."""

    def put(name, parts, time=FIXED_TIME, page=PAGE):
        write_page(root, name, page)
        write_document(root / name / f"{name}.odt", parts, time)
        return f"{name}/{name}.odt"

    good = put("good-odt", good_document())
    proofs = [(key, good, None) for key in JUDGES]
    for name, where, before, after, key, told in FAULTS:
        parts = good_document()
        parts[where] = changed(parts[where], before, after, name)
        proofs.append((key, put(f"odt-{name}", parts), told))
    for name, before, after, told in BY_ROWS:
        parts = good_document()
        parts[CONTENT] = changed(changed(parts[CONTENT], "<table:table .*</table:table>", ROWS, name), before, after, name)
        wide = changed(changed(PAGE, "(<th[^>]*>)Duty</th>", r"\g<0>\1Where</th>", name), "each fall</td>", r"\g<0><td>Wards</td>", name)
        proofs.append(("parity", put(f"odt-{name}", parts, page=wide), told))
    proofs.append(("odt", put("odt-dated", good_document(), (2026, 1, 2, 3, 4, 6)), "fixed time"))
    no_zip = put("odt-no-zip", {})
    (root / no_zip).write_text("These are only words.")
    for key, told in (("odf", "."), ("libreoffice", "."), ("odt", "not an OpenDocument text"), ("parity", "cannot be compared")):
        proofs.append((key, no_zip, told))
    return proofs
