"""A Word document that says what the good page says, and documents with one fault each."""

import re
import zipfile
from pathlib import Path

import docx

from prove_page import PAGE, changed, png, write_page
from word import NS
from word_accessibility import FIXED_TIME

JUDGES = ["schema", "libreoffice", "word", "parity"]  # that pass the good document

XMLNS = " ".join(f'xmlns:{prefix}="{NS[prefix]}"' for prefix in ("w", "r", "wp"))
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content, style="Normal"):
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def heading(level, text, number):
    mark = f'<w:bookmarkStart w:id="{number}" w:name="section_{number}"/>{run(text)}<w:bookmarkEnd w:id="{number}"/>'
    return paragraph(mark, f"Heading{level}")


def field(instruction, result):
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def contents(*entries):
    links = [f'<w:hyperlink w:anchor="section_{number}">{run(text)}</w:hyperlink>' for number, text in entries]
    opening, _, closing = field(r'TOC \o "2-3" \h \n', "|").partition("|")
    links[0], links[-1] = opening + links[0], links[-1] + closing
    return "".join(paragraph(link, "TOC1") for link in links)


def picture():
    return f"""<w:r><w:drawing><wp:inline><wp:extent cx="381000" cy="381000"/><wp:docPr id="1" name="Picture 1" descr="A ward"/>
<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture"><pic:pic xmlns:pic="{DRAWING}/picture">
<pic:nvPicPr><pic:cNvPr id="1" name="Picture 1"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId6"/></pic:blipFill>
<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="381000" cy="381000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>
</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"""


def table(*rows):
    def cells(row):
        return "".join(f'<w:tc><w:tcPr><w:tcW w:w="4000" w:type="dxa"/></w:tcPr>{paragraph(run(cell))}</w:tc>' for cell in row)

    head, *body = rows
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblLook w:val="0020" w:firstRow="1"/>'
        '<w:tblCaption w:val="Who does what"/><w:tblDescription w:val="Roles and their duties"/></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="4000"/><w:gridCol w:w="4000"/></w:tblGrid>'
        f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cells(head)}</w:tr>"
        + "".join(f"<w:tr>{cells(row)}</w:tr>" for row in body)
        + "</w:tbl>"
    )


def styles():
    named = [("Normal", "Normal"), *((f"Heading{n}", f"heading {n}") for n in (1, 2, 3)), ("TOC1", "toc 1"),
             ("TOCHeading", "TOC Heading"), ("Caption", "caption")]  # fmt: skip
    return (
        f'<w:styles {XMLNS}><w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + "".join(f'<w:style w:type="paragraph" w:styleId="{i}"><w:name w:val="{name}"/></w:style>' for i, name in named)
        + "</w:styles>"
    )


def relationships(base, *listed):
    lines = [
        f'<Relationship Id="rId{n}" Type="{kind if "/" in kind else f"{base}/{kind}"}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if '://' in target else ''}/>"
        for n, (kind, target) in enumerate(listed, 1)
    ]
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def content_types():
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {"/word/document.xml": f"{word}.document.main+xml", "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
             "/word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml"}  # fmt: skip
    named = (("styles", "styles"), ("settings", "settings"), ("fontTable", "fontTable"), ("footnotes", "footnotes"), ("footer1", "footer"))
    for part, kind in named:
        parts[f"/word/{part}.xml"] = f"{word}.{kind}+xml"
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        + "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in parts.items())
        + "</Types>"
    )


def good_document():
    """The parts of a document that says what PAGE says."""
    template = Path(docx.__file__).parent / "templates/default.docx"  # for its theme, the longest part
    with zipfile.ZipFile(template) as package:
        theme = package.read("word/theme/theme1.xml").decode()
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    body = "".join([
        paragraph(run("Falls policy"), "Heading1"), paragraph(run("Contents"), "TOCHeading"),
        contents((1, "Purpose"), (2, "Roles"), (3, "Duties")),
        heading(2, "Purpose", 1),
        paragraph(run("We learn from ") + run("every") + run(" fall") + mark + run(", as the ")
                  + f'<w:hyperlink r:id="rId7">{run("national framework")}</w:hyperlink>' + run(" asks of us.")),
        heading(3, "Roles", 2), paragraph(run("Important: Tell the nurse in charge.")),
        paragraph(picture()), paragraph(run("Figure ") + field("SEQ Figure", run("1")) + run(": A ward at night"), "Caption"),
        heading(2, "Duties", 3),
        paragraph(run("Table ") + field("SEQ Table", run("1")) + run(": Who does what"), "Caption"),
        table(("Role", "Duty"), ("Matron", "Reviews each fall")),
        paragraph(run("This policy ends with these last few words.")),
    ])  # fmt: skip
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(OFFICE, ("officeDocument", "word/document.xml"),
                                     (f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")),
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{NS["cp"]}" xmlns:dc="{NS["dc"]}">'
                             "<dc:title>Falls policy</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>",
        "word/document.xml": f'<w:document {XMLNS}><w:body>{body}<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
                             "</w:sectPr></w:body></w:document>",
        "word/_rels/document.xml.rels": relationships(
            OFFICE, ("styles", "styles.xml"), ("settings", "settings.xml"), ("footnotes", "footnotes.xml"), ("footer", "footer1.xml"),
            ("theme", "theme/theme1.xml"), ("image", "media/ward.png"), ("hyperlink", "https://www.england.nhs.uk/"), ("fontTable", "fontTable.xml")),
        "word/styles.xml": styles(),
        "word/settings.xml": f'<w:settings {XMLNS}><w:compat><w:compatSetting w:name="compatibilityMode" '
                             'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>',
        "word/footnotes.xml": f'<w:footnotes {XMLNS}><w:footnote w:type="separator" w:id="-1">{paragraph("<w:r><w:separator/></w:r>")}</w:footnote>'
                              f'<w:footnote w:id="1">{paragraph("<w:r><w:footnoteRef/></w:r>" + run(" See the plan."))}</w:footnote></w:footnotes>',
        "word/fontTable.xml": f'<w:fonts {XMLNS}><w:font w:name="Arial"/></w:fonts>',
        "word/footer1.xml": f"<w:ftr {XMLNS}>{paragraph(run('Page ') + field('PAGE', run('1')) + run(' of ') + field('NUMPAGES', run('1')))}</w:ftr>",
        "word/theme/theme1.xml": theme,
        "word/media/ward.png": png(),
    }  # fmt: skip


def write_document(path, parts, time=FIXED_TIME):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, time), data)


# ---- the faults: what to change in the good document, and what the judge has to say ----

BODY, CORE, RELS = "word/document.xml", "docProps/core.xml", "word/_rels/document.xml.rels"
DOCUMENT_FAULTS = [
    # name, part, from (a pattern), to, judge, what it says
    ("bad-schema", BODY, "<w:body>", "<w:body><w:t>lost</w:t>", "schema", "Unexpected element .t. found"),
    ("cut-short", BODY, "<w:p>(?=.*last few words)", "</w:p>", "libreoffice", "cannot open"),
    ("lost-end", BODY, "(<w:p>(?:(?!<w:p>).)*last few words.*?</w:p>)", r'<w:unknown>\1</w:unknown>', "libreoffice", "last words"),
    ("no-words", BODY, "<w:body>.*<w:sectPr>", "<w:body><w:sectPr>", "libreoffice", "finds no words"),
    ("no-title", CORE, "<dc:title>.*</dc:title>", "", "word", "no title"),
    ("no-language", CORE, "<dc:language>.*</dc:language>", "", "word", "dc:language"),
    ("no-text-language", "word/styles.xml", "<w:lang [^>]*>", "", "word", "w:lang"),
    ("two-titles", BODY, 'w:val="Heading2"', 'w:val="Heading1"', "word", "exactly one Heading 1"),
    ("other-title", CORE, "Falls policy", "Rises policy", "word", "is not the title"),
    ("late-title", BODY, "<w:body>", '<w:body><w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>Early</w:t></w:r></w:p>', "word", "first heading is not the title"),
    ("skipped-level", BODY, 'w:val="Heading2"', 'w:val="Heading3"', "word", "skips from level 1 to level 3"),
    ("no-header-row", BODY, "<w:tblHeader/>", "", "word", "header row"),
    ("no-look", BODY, "<w:tblLook [^>]*>", "", "word", "tblLook"),
    ("no-table-title", BODY, "<w:tblCaption [^>]*>", "", "word", "tblCaption"),
    ("no-table-description", BODY, "<w:tblDescription [^>]*>", "", "word", "tblDescription"),
    ("no-alternative", BODY, ' descr="A ward"', "", "word", "no alternative text"),
    ("empty-link", BODY, f"(<w:hyperlink r:id[^>]*>).*?(</w:hyperlink>)", r"\1\2", "word", "has no words"),
    ("click-here", BODY, "national framework", "click here", "word", "does not say where it leads"),
    ("dangling-link", BODY, 'r:id="rId7"', 'w:anchor="nowhere"', "word", "bookmark nowhere, which does not exist"),
    ("dangling-field", BODY, "SEQ Table", "REF nowhere", "word", "points to the bookmark nowhere"),
    ("no-contents", BODY, '<w:p><w:pPr><w:pStyle w:val="TOC1"/>.*?</w:p>(?!<w:p><w:pPr><w:pStyle w:val="TOC1")', "", "word", "no contents list"),
    ("stale-contents", BODY, r"(TOC1.*?)Roles(.*Roles)", r"\1Rolls\2", "word", "contents entry “Rolls” leads to the heading “Roles”"),
    ("short-contents", BODY, 'w:anchor="section_3">(.*?)Duties', r'w:anchor="section_2">\1Roles', "word", "“Duties” is missing from the contents"),
    ("no-page", "word/footer1.xml", " PAGE ", " DATE ", "word", "page number"),
    ("no-pages", "word/footer1.xml", "NUMPAGES", "DATE", "word", "number of pages"),
    ("no-footer", BODY, "<w:footerReference [^>]*>", "", "word", "no footer"),
    ("old-mode", "word/settings.xml", 'w:val="15"', 'w:val="14"', "word", "compatibilityMode is 14"),
    ("no-theme", RELS, "<Relationship [^>]*theme1[^>]*>", "", "word", "no theme part"),
    ("bookmark-id", BODY, 'bookmarkStart w:id="2"(.*?)bookmarkEnd w:id="2"', r'bookmarkStart w:id="1"\1bookmarkEnd w:id="1"', "word", "bookmark id 1"),
    ("bookmark-name", BODY, 'w:name="section_2"', 'w:name="section_1"', "word", "bookmark name section_1"),
    ("picture-id", BODY, "(<w:p>(?:(?!<w:p>).)*<w:drawing>.*?</w:p>)", r"\1\1", "word", "picture id 1"),
    ("tracked", BODY, "(<w:r><w:t[^>]*>every</w:t></w:r>)", r'<w:ins w:id="90" w:author="x">\1</w:ins>', "word", "tracked changes"),
    ("missing-part", RELS, "media/ward.png", "media/gone.png", "word", "which is missing"),
    ("loose-reference", BODY, 'r:id="rId7"', 'r:id="rId77"', "word", "rId77 is used but leads nowhere"),
    ("dropped-word", BODY, "nurse in charge", "nurse charge", "parity", r"the page says “.*\[in\].*the document says"),
    ("changed-note", "word/footnotes.xml", "See the plan", "See our plan", "parity", r"footnotes.*\[the\].*\[our\]"),
    ("glued-words", BODY, " asks of us", "asks of us", "parity", "frameworkasks"),
    ("moved-cell", BODY, "(<w:tc>.*?</w:tc>)(<w:tc>.*?</w:tc>)", r"\2\1", "parity", "Role"),
]  # fmt: skip


# 18 points, in half points, for headings too, which LibreOffice sizes by itself; and the mark of a footnote as large as the words.
LARGE = [
    ("word/styles.xml", '<w:lang w:val="en-GB"/>', '<w:sz w:val="36"/><w:lang w:val="en-GB"/>'),
    ("word/styles.xml", '(<w:name w:val="(?:heading|TOC).*?"/>)', r'\1<w:rPr><w:sz w:val="36"/></w:rPr>'),
    ("word/styles.xml", "</w:styles>", '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
     '<w:rPr><w:vertAlign w:val="baseline"/></w:rPr></w:style></w:styles>'),
    (BODY, '<w:r>(<w:footnoteReference w:id="1"/>)', r'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>\1'),
]  # fmt: skip
LARGE_PRINT_FAULTS = [
    # name, part, from (a pattern), to, what the judge says of it as LibreOffice draws it
    ("small-style", "word/styles.xml", "(<w:name w:val=\"caption\"/>)", r'\1<w:rPr><w:sz w:val="20"/></w:rPr>', "“: A ward at night” is at 10.0 points"),
    ("small-footer", "word/footer1.xml", "<w:r><w:t", '<w:r><w:rPr><w:sz w:val="24"/></w:rPr><w:t', "“Page” is at 12.0 points"),
    ("small-mark", "word/styles.xml", 'vertAlign w:val="baseline"', 'vertAlign w:val="superscript"', "“1” is at 1"),
    ("italics", BODY, "<w:r>(<w:t[^>]*>every)", r"<w:r><w:rPr><w:i/></w:rPr>\1", "“every” is in italics"),
]  # fmt: skip


def write(root):
    """The same for documents, each beside the good page."""

    def write(name, parts, time=FIXED_TIME):
        write_page(root, name, PAGE)
        write_document(root / name / f"{name}.docx", parts, time)
        return f"{name}/{name}.docx"

    good = write("good", good_document())
    proofs = [(key, good, None) for key in JUDGES]
    for name, part, before, after, key, told in DOCUMENT_FAULTS:
        parts = good_document()
        parts[part] = changed(parts[part], before, after, name)
        proofs.append((key, write(name, parts), told))
    comments = good_document() | {"word/comments.xml": f"<w:comments {XMLNS}/>"}
    proofs.append(("word", write("commented", comments), "comments part"))
    proofs.append(("word", write("dated", good_document(), (2026, 1, 2, 3, 4, 6)), "fixed time"))
    proofs.append(("parity", write("alone", good_document()), "no page beside it"))
    (root / "alone/index.html").unlink()
    no_zip = write("no-zip", {})
    (root / no_zip).write_text("These are only words.")
    for key, told in (("schema", "."), ("libreoffice", "."), ("word", "not a Word document"), ("parity", "cannot be compared")):
        proofs.append((key, no_zip, told))
    return proofs + write_large_print(root)


def write_large_print(root):
    """The same in 18 points, and what makes it small or slanted."""
    large = good_document()
    for part, before, after in LARGE:
        large[part] = re.sub(before, after, large[part])

    def put(name, parts):
        write_page(root, name, PAGE)
        write_document(root / name / f"{name}-large-print.docx", parts)
        return f"{name}/{name}-large-print.docx"

    proofs = [("largeprint", put("good-large-word", large), None), ("largeprint", put("usual-size", good_document()), "at 10.0 points, below 18")]
    for name, part, before, after, told in LARGE_PRINT_FAULTS:
        parts = large | {part: changed(large[part], before, after, name)}
        proofs.append(("largeprint", put(f"large-{name}", parts), told))
    no_zip = put("large-no-zip", {})
    (root / no_zip).write_text("These are only words.")
    return [*proofs, ("largeprint", no_zip, "cannot be read")]
