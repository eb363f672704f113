"""An EPUB book that says what the good page says, and books with one fault each."""

import zipfile

from prove_page import PAGE, changed, png, write_page
from word_accessibility import FIXED_TIME

JUDGES = ["epub", "ace", "parity"]  # that pass the good book
XHTML = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en-GB" xml:lang="en-GB"'
TEXT, PACKAGE, NAV = "book/text.xhtml", "book/package.opf", "book/contents.xhtml"


def page(body):
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html {XHTML}><head><title>Falls policy</title></head><body>{body}</body></html>'


def good_book():
    """The parts of a book that says what PAGE says."""
    features = "".join(f'<meta property="schema:{name}">{value}</meta>' for name, value in (
        ("accessMode", "textual"), ("accessMode", "visual"), ("accessModeSufficient", "textual"), ("accessibilityFeature", "structuralNavigation"),
        ("accessibilityFeature", "alternativeText"), ("accessibilityHazard", "none"),
        ("accessibilitySummary", "Headings, lists and tables are marked as such.")))  # fmt: skip
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        f'<rootfile full-path="{PACKAGE}" media-type="application/oebps-package+xml"/></rootfiles></container>',
        PACKAGE: '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="en-GB">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:uuid:00000000-0000-4000-8000-000000000000</dc:identifier>'
        f'<dc:title>Falls policy</dc:title><dc:language>en-GB</dc:language><meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>{features}'
        '</metadata><manifest><item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
        '<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/><item id="ward" href="ward.png" media-type="image/png"/></manifest>'
        '<spine><itemref idref="text"/></spine></package>',
        NAV: page('<nav epub:type="toc" role="doc-toc" aria-labelledby="contents"><h1 id="contents">Contents</h1><ol><li><a href="text.xhtml#purpose">'
                  'Purpose</a></li><li><a href="text.xhtml#duties">Duties</a></li></ol></nav>'),
        TEXT: page(
            '<main><h1>Falls policy</h1><h2 id="purpose">Purpose</h2><p>We learn from <strong>every</strong> fall<a href="#note" id="ref" '
            'epub:type="noteref" role="doc-noteref">1</a>, as the <a href="https://www.england.nhs.uk/">national framework</a> asks of us.</p>'
            '<h3>Roles</h3><p>Important: Tell the nurse in charge.</p><figure><img src="ward.png" alt="A ward"/><figcaption><span data-book-only="">'
            'Figure 1: </span>A ward at night</figcaption></figure><h2 id="duties">Duties</h2><table><caption>Who does what</caption><thead><tr>'
            '<th scope="col">Role</th><th scope="col">Duty</th></tr></thead><tbody><tr><td>Matron</td><td>Reviews each fall</td></tr></tbody></table>'
            '<p>This policy ends with these last few words.</p></main><section epub:type="endnotes" role="doc-endnotes" aria-labelledby="notes">'
            '<h2 id="notes">Notes</h2><ol><li id="note"><p>See the plan. <a href="#ref" role="doc-backlink">Back to the text</a></p></li></ol></section>'),
        "book/ward.png": png(),
    }  # fmt: skip


def with_list(wanted):
    """The part that changes when a book has a list."""
    return {TEXT: good_book()[TEXT].replace("</main>", "<ul><li>Listen</li></ul></main>")} if wanted else {}


def write_book(path, parts):
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, FIXED_TIME), data)


FAULTS = [
    # name, part, from (a pattern), to, judge, what it says
    ("no-nav", PACKAGE, ' properties="nav"', "", "epub", "RSC-005.*nav"),
    ("bad-html", TEXT, "<p>We", '<p size="2">We', "epub", "RSC-005.*size"),
    ("dead-link", TEXT, "#note", "#nowhere", "epub", "RSC-012"),
    ("lost-picture", TEXT, "ward.png", "yard.png", "epub", "RSC-007"),
    ("no-identifier", PACKAGE, "<dc:identifier.*?</dc:identifier>", "", "epub", "RSC-005"),
    ("warned", PACKAGE, "2026-01-01T00:00:00Z", "2026-01-01", "epub", "RSC-005|OPF"),
    ("no-alt", TEXT, ' alt="A ward"', "", "ace", "image-alt"),
    ("no-summary", PACKAGE, '<meta property="schema:accessMode".*?</meta><meta property="schema:accessMode".*?</meta>', "", "ace", "metadata-accessmode:"),
    ("no-language", PACKAGE, ' xml:lang="en-GB"', "", "ace", "epub-lang"),
    ("no-role", TEXT, ' role="doc-noteref"', "", "ace", "epub-type-has-matching-role"),
    ("no-header", TEXT, ' scope="col">Role<', ' scope="col"><', "ace", "empty-table-header|th-has"),
    ("changed-word", TEXT, "nurse in charge", "nurse at charge", "parity", r"\[in\].*\[at\]"),
    ("changed-note", TEXT, "See the plan", "See our plan", "parity", r"footnotes.*\[the\].*\[our\]"),
    ("said-number", TEXT, '<span data-book-only="">', "<span>", "parity", r"\[Figure 1:\]"),
    ("glued", TEXT, " asks.of us", "asks of us", "parity", "frameworkasks"),
    ("moved", TEXT, "<td>Matron</td>(.*?</td>)", r"\1<td>Matron</td>", "parity", "Matron"),
    ("no-text", PACKAGE, '<itemref idref="text"/>', '<itemref idref="contents"/>', "parity", "Falls policy"),
]  # fmt: skip


def write(root):
    """Writes the good book and the faulty ones; returns the proofs as (judge, file, words to be told)."""

    def put(name, parts):
        write_page(root, name, PAGE)
        write_book(root / name / f"{name}.epub", parts)
        return f"{name}/{name}.epub"

    good = put("good-epub", good_book())
    proofs = [(key, good, None) for key in JUDGES]
    for name, part, before, after, key, told in FAULTS:
        parts = good_book()
        parts[part] = changed(parts[part], before, after, name)
        proofs.append((key, put(f"epub-{name}", parts), told))
    no_zip = put("epub-no-zip", {})
    (root / no_zip).write_text("These are only words.")
    for key, told in (("epub", "PKG"), ("ace", "cannot be read"), ("parity", "cannot be compared")):
        proofs.append((key, no_zip, told))
    return proofs
