"""Word files of every sort, good and bad, for the judge of imports: made with python-docx, by hand, and saved again by
LibreOffice. Equal on every run: all that is random comes from a seed.
"""

import random
import re
import struct
import zipfile
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Inches, Pt
from PIL import Image

WORDS = (
    "patient safety incident response care ward staff family learning review board policy plan people harm system work "
    "team support question answer meeting record change action leader partner nurse doctor report trust open honest "
    "early clear kind listen before after during every month week hospital clinic home visit"
).split()
HARD = ["1*2*3", "_under_", "[bracket]", "<angle>", "a_b", "&amp;", "#", "> no", "::: do", "50%", "£3", "“quoted”", "don’t",
        "{brace}", "pipe|pipe", "back\\slash", "`tick`", "~~~", "ŵŷ", "Żółw", "naïve", "x²", "1.", "-", "e.g.", "[^1]", "![a](b)"]
W = nsdecls("w")
NAMESPACES = (
    f'{W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


class Maker:
    """Words that differ from file to file and are the same on every run."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def words(self, count, hard=0.0):
        pick = lambda: self.random.choice(HARD if self.random.random() < hard else WORDS)
        return " ".join(pick() for _ in range(count))

    def sentence(self, hard=0.0):
        return f"{self.words(self.random.randint(6, 22), hard).capitalize()}."


def raw(document, xml):
    """Puts WordprocessingML at the end of the text."""
    element = parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {NAMESPACES}", xml))
    document.element.body.insert(len(document.element.body) - 1, element)
    return element


def paragraph_xml(document, inner, properties=""):
    return raw(document, f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>")


def run(words, properties=""):
    words = words.replace("&", "&amp;").replace("<", "&lt;")
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def field(code, shown):
    part = lambda kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
    return f'{part("begin")}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{part("separate")}{shown}{part("end")}'


def picture(seed=0):
    file = BytesIO()
    Image.new("RGB", (60 + seed, 40), (seed * 7 % 255, 80, 160)).save(file, "PNG")
    file.seek(0)
    return file


# ---- Good files: each function gets a document and a maker ----

def plain(d, m):
    for _ in range(12):
        d.add_paragraph(m.sentence())


def hard_words(d, m):
    for _ in range(40):
        d.add_paragraph(m.sentence(0.5))


def hard_starts(d, m):
    for word in HARD + ["1) one", "12. twelve", "+ plus", "= = =", "---", "***", "* star", ": colon", "\tTab first", "    spaces"]:
        d.add_paragraph(f"{word} {m.words(3)}")


def headings(d, m):
    d.add_heading(m.words(4).title(), 0)
    for level in [1, 2, 3, 4, 5, 6, 9, 2, 1, 3]:
        d.add_heading(m.words(3, 0.2), level)
        d.add_paragraph(m.sentence())


def bold_headings(d, m):
    for size in [16, 13, 13, 16]:
        r = d.add_paragraph().add_run(m.words(3).capitalize())
        r.bold, r.font.size = True, Pt(size)
        d.add_paragraph(m.sentence())
        d.add_paragraph(m.sentence())


def lists(d, m):
    for style in ["List Bullet", "List Bullet 2", "List Bullet 3", "List Bullet", "List Number", "List Number 2", "List Number"]:
        d.add_paragraph(m.words(5, 0.2), style)
    d.add_paragraph(m.words(5), "List Continue")
    d.add_paragraph(m.sentence())
    for _ in range(3):
        d.add_paragraph(m.words(5), "List Number")


def typed_lists(d, m):
    for marks in [["•\t", "• ", "·  "], ["- ", "- ", "– "], ["1. ", "2. ", "3. "], ["a) ", "b) "], ["o ", "o "], ["1.1 ", "1.2 "], ["- "]]:
        d.add_paragraph(m.sentence())
        for mark in marks:
            d.add_paragraph(mark + m.words(5))
    p = d.add_paragraph("• " + m.words(3))
    p.add_run().add_break()
    p.add_run("• " + m.words(3))


def emphasis(d, m):
    for _ in range(25):
        p = d.add_paragraph()
        for _ in range(m.random.randint(1, 7)):
            space = m.random.choice(["", " ", " ", " "])
            r = p.add_run(m.words(m.random.randint(1, 3), 0.25) + space)
            r.bold, r.italic = m.random.random() < 0.3, m.random.random() < 0.3
            r.underline = m.random.random() < 0.1


def scripts(d, m):
    p = d.add_paragraph("CO")
    p.add_run("2").font.subscript = True
    p.add_run(" and 10")
    p.add_run("3").font.superscript = True
    p.add_run(" on the 1")
    p.add_run("st").font.superscript = True
    r = p.add_run(" small capitals")
    r.font.small_caps = True
    p.add_run(" struck").font.strike = True


def tables(d, m, rows=4, columns=3):
    t = d.add_table(rows, columns, style="Table Grid")
    for cell in [cell for row in t.rows for cell in row.cells]:
        cell.text = m.words(m.random.randint(1, 6), 0.2)
    for cell in t.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    d.add_paragraph(m.sentence())
    return t


def merged_cells(d, m):
    t = tables(d, m, 5, 4)
    t.cell(1, 0).merge(t.cell(3, 0))
    t.cell(2, 1).merge(t.cell(2, 3))
    t.cell(4, 0).merge(t.cell(4, 3))
    t = tables(d, m, 3, 3)
    t.cell(0, 1).merge(t.cell(0, 2))


def nested_tables(d, m):
    t = tables(d, m, 2, 2)
    inner = t.cell(1, 1).add_table(2, 2)
    for cell in [cell for row in inner.rows for cell in row.cells]:
        cell.text = m.words(2)
    t.cell(1, 1).add_paragraph(m.words(3))
    deep = d.add_table(1, 1)
    for _ in range(12):
        cell = deep.cell(0, 0)
        cell.text = m.words(2)
        deep = cell.add_table(1, 1)
    deep.cell(0, 0).text = m.words(2)


def layout_tables(d, m):
    for rows, columns in [(1, 1), (1, 3), (4, 1)]:
        t = d.add_table(rows, columns)
        for cell in [cell for row in t.rows for cell in row.cells]:
            cell.text = m.sentence()
            cell.add_paragraph(m.sentence())
    t = d.add_table(2, 2)
    t.cell(0, 0).paragraphs[0].style = "Heading 2"
    for cell in [cell for row in t.rows for cell in row.cells]:
        cell.paragraphs[0].add_run(m.words(4))


def cells_with_blocks(d, m):
    t = tables(d, m, 3, 2)
    for style in ["List Bullet", "List Number", None]:
        t.cell(1, 1).add_paragraph(m.words(4), style)
    t.cell(2, 0).paragraphs[0].add_run().add_break()
    t.cell(2, 0).paragraphs[0].add_run(m.words(2))


def captions(d, m):
    d.add_paragraph("Table 1: " + m.words(4), "Caption")
    tables(d, m)
    d.add_paragraph().add_run().add_picture(picture(), Inches(1))
    d.add_paragraph("Figure 1: " + m.words(4), "Caption")


def forms(d, m):
    """Labels beside room to write, as Word inserts tables: it asks for a look of the first row, whatever stands there."""
    for columns, room in [(2, ""), (2, "__________"), (4, "")]:
        t = d.add_table(4, columns, style="Table Grid")
        for row in t.rows:
            for cell, words in zip(row.cells, [f"Label {m.words(2)}", room] * 2):
                cell.text = words
        d.add_paragraph(m.sentence())
    t = d.add_table(4, 3, style="Table Grid")
    for cell in t.rows[0].cells:
        cell.text = f"Heading {m.words(1)}"
    d.add_paragraph(m.sentence())


def lettered(d, m):
    """Letters that Word counts below figures, and letters that somebody typed."""
    numbering = d.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="%{i + 1})"/><w:pPr><w:ind w:left="{(i + 1) * 500}" w:hanging="300"/></w:pPr></w:lvl>'
        for i, kind in enumerate(["decimal", "lowerLetter", "lowerRoman"])
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="91"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="91"><w:abstractNumId w:val="91"/></w:num>'))
    for level in [0, 1, 1, 2, 2, 1, 0]:
        paragraph_xml(d, run(m.words(4)), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>')
    d.add_paragraph(m.sentence())
    for mark in ["a) ", "b) ", "c) "]:
        d.add_paragraph(mark + m.words(4))


def footnotes(d, m):
    for index in range(1, 4):
        paragraph_xml(d, run(m.sentence() + " ") + f'<w:r><w:footnoteReference w:id="{index}"/></w:r>' + run(" " + m.words(3)))
    notes = "".join(f'<w:footnote w:id="{i}"><w:p><w:r><w:footnoteRef/></w:r>{run(" " + m.sentence())}</w:p></w:footnote>' for i in range(1, 4))
    d.extra = {"footnotes": f'<w:footnotes {NAMESPACES}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>{notes}</w:footnotes>'}


def links(d, m):
    part = d.part
    for address in ["https://safety.example/a?b=1&c=(d)", "mailto:team@safety.example", "file:///S:/x.docx", "javascript:alert(1)", "https://a.example/*x*_y_"]:
        rid = part.relate_to(address, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True)
        paragraph_xml(d, run("See ") + f'<w:hyperlink r:id="{rid}">{run(m.words(2, 0.3))}</w:hyperlink>' + run("."))
    paragraph_xml(d, field('HYPERLINK "https://b.example"', run(m.words(2))) + run(" ") + field('HYPERLINK \\l "there"', run(m.words(2))))
    paragraph_xml(d, f'<w:hyperlink w:anchor="there">{run(m.words(2))}</w:hyperlink><w:fldSimple w:instr="REF there \\h">{run(m.words(2))}</w:fldSimple>')
    paragraph_xml(d, f'<w:bookmarkStart w:id="9" w:name="there"/>{run(m.words(3))}<w:bookmarkEnd w:id="9"/>', '<w:pStyle w:val="Heading1"/>')
    d.add_heading(m.words(3), 1)


def contents(d, m):
    d.add_heading("Safety policy", 0)
    d.add_paragraph("Contents")
    paragraph_xml(d, field('TOC \\o "1-3"', run("Listed heading") + "<w:r><w:tab/></w:r>" + run("2")))
    for _ in range(3):
        d.add_heading(m.words(3), 1)
        d.add_paragraph(m.sentence())


def tracked(d, m):
    d.tracked = True
    for index in range(6):
        paragraph_xml(d, run(m.sentence() + " ") + f'<w:ins w:id="{index}" w:author="A" w:date="2026-01-01T00:00:00Z">{run(m.words(3))}</w:ins>'
                      f'<w:del w:id="9{index}" w:author="A" w:date="2026-01-01T00:00:00Z"><w:r><w:delText>gone words</w:delText></w:r></w:del>')
    paragraph_xml(d, run("Joined"), '<w:rPr><w:del w:id="77" w:author="A" w:date="2026-01-01T00:00:00Z"/></w:rPr>')
    paragraph_xml(d, run(" line."))
    paragraph_xml(d, f'<w:moveFrom w:id="5" w:author="A"><w:r><w:t>moved away</w:t></w:r></w:moveFrom>' + run(m.words(4)))
    paragraph_xml(d, f'<w:moveTo w:id="6" w:author="A">{run("moved here")}</w:moveTo>')


def comments(d, m):
    p = d.add_paragraph(m.sentence())
    d.add_comment(p.runs, text="A comment that nobody publishes", author="Ada Zebrafink", initials="AZ")


def boxes(d, m):
    words = m.words(5)
    content = f"<w:txbxContent><w:p>{run(words)}</w:p><w:p>{run(m.words(4))}</w:p></w:txbxContent>"
    paragraph_xml(d, run(m.sentence()) + '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="3" name="Box"/>'
                  '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/></wps:spPr>'
                  f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>")
    d.add_paragraph(m.sentence())


def controls(d, m):
    raw(d, f"<w:sdt><w:sdtPr><w:alias w:val=\"Owner\"/></w:sdtPr><w:sdtContent><w:p>{run(m.sentence())}</w:p></w:sdtContent></w:sdt>")
    paragraph_xml(d, run("Before ") + f"<w:sdt><w:sdtPr/><w:sdtContent>{run(m.words(3))}</w:sdtContent></w:sdt>" + f'<w:smartTag w:element="x">{run(" tagged")}</w:smartTag>')
    paragraph_xml(d, field("FORMTEXT", run(m.words(2))))


def symbols(d, m):
    paragraph_xml(d, run("Ticked ") + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run(" and non") + "<w:r><w:noBreakHyphen/></w:r>" + run("breaking soft") + "<w:r><w:softHyphen/></w:r>" + run("hyphen"))
    paragraph_xml(d, run("one") + "<w:r><w:tab/></w:r>" + run("two") + "<w:r><w:br/></w:r>" + run("three") + "<w:r><w:cr/></w:r>" + run("four"))
    paragraph_xml(d, run("hidden words", "<w:vanish/>") + run("seen words"))


def formulas(d, m):
    paragraph_xml(d, run("So ") + "<m:oMath><m:f><m:num><m:r><m:t>falls</m:t></m:r></m:num><m:den><m:r><m:t>days</m:t></m:r></m:den></m:f><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>" + run(" holds."))


def rightward(d, m):
    for words in ["مریض کی حفاظت سب سے اہم ہے۔", "ہم NHS میں سنتے ہیں", "سلامة المرضى"]:
        paragraph_xml(d, run(words, '<w:rtl/><w:lang w:bidi="ur-PK"/>'), "<w:bidi/>")


def languages(d, m):
    d.add_paragraph(m.sentence())
    d.add_paragraph(m.sentence())
    paragraph_xml(d, run("In Welsh: ") + run("diogelwch cleifion yn gyntaf", '<w:lang w:val="cy-GB"/>') + run(" and in Polish: ") + run("bezpieczeństwo pacjentów", '<w:lang w:val="pl-PL"/>'))
    d.add_paragraph("ਮਰੀਜ਼ ਦੀ ਸੁਰੱਖਿਆ દર્દીની સલામતી রোগীর নিরাপত্তা 患者安全 Ασφάλεια")


def pictures(d, m):
    for index in range(4):
        d.add_paragraph(m.words(2)).add_run().add_picture(picture(index), Inches(1))
    for shape, alt in zip(d.inline_shapes, ["A ward at night", "", "Chart of [falls]"]):
        shape._inline.docPr.set("descr", alt)


def breaks(d, m):
    d.add_paragraph(m.sentence())
    d.add_page_break()
    p = d.add_paragraph(m.words(3))
    p.add_run().add_break(WD_BREAK.PAGE)
    p.add_run(m.words(3))
    d.add_section()
    d.add_paragraph(m.sentence())
    d.sections[0].header.paragraphs[0].text = "Header words"
    d.sections[0].footer.paragraphs[0].text = "Page 1 of 2"


def quotes_and_code(d, m):
    d.add_paragraph(m.sentence(), "Quote")
    d.add_paragraph(m.sentence(), "Intense Quote")
    d.add_paragraph(m.sentence(), "Quote")
    d.add_paragraph("x = *y* # z", "macro")


def numbered_headings(d, m):
    numbering = d.part.numbering_part.element
    levels = "".join(f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{".".join("%" + str(j + 1) for j in range(i + 1))}"/><w:pPr><w:ind w:left="{(i + 1) * 400}"/></w:pPr></w:lvl>' for i in range(4))
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for level in [0, 1, 1, 2, 0, 1]:
        style = f'<w:pStyle w:val="Heading{level + 1}"/>' if level < 1 else ""
        paragraph_xml(d, run(m.words(4)), f'{style}<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>')


def everything(d, m):
    d.add_heading(m.words(4).title(), 0)
    parts = [plain, hard_words, lists, typed_lists, emphasis, scripts, tables, merged_cells, cells_with_blocks, quotes_and_code, languages, breaks, pictures]
    for part in m.random.sample(parts, 6):
        d.add_heading(m.words(3), m.random.randint(1, 3))
        part(d, m)


def long(d, m):
    d.add_heading("Long policy", 0)
    for index in range(200):
        d.add_heading(m.words(3), 1 + index % 3)
        for _ in range(8):
            d.add_paragraph(" ".join(m.sentence() for _ in range(4)))
        d.add_paragraph(m.words(5), "List Bullet")


def ten_pages(d, m):
    """A policy of about ten pages: 4,500 words, a table of document control, lists, tables."""
    d.add_heading("Falls policy", 0)
    t = d.add_table(0, 2)
    for label, value in [("Reference", "CG-1"), ("Version", "2.0"), ("Approved by", "Board"), ("Review date", "1 April 2028")]:
        t.add_row().cells[0].text, t.rows[-1].cells[1].text = label, value
    for index in range(20):
        d.add_heading(m.words(3), 1 + index % 2)
        for _ in range(12):
            d.add_paragraph(m.sentence())
        for _ in range(4):
            d.add_paragraph(m.words(6), "List Bullet")
        if index % 5 == 0:
            tables(d, m)


def many_columns(d, m):
    tables(d, m, 3, 40)


def many_rows(d, m):
    tables(d, m, 120, 3)


def odd_spaces(d, m):
    for text in [" leading", "trailing ", "two  spaces", "no\u00a0break", "thin\u202fspace", "zero\u200bwidth", "tab\tin", "a \u2013 b", "line\u2028separator"]:
        d.add_paragraph(text + " " + m.words(2))


def empty_words(d, m):
    for _ in range(5):
        d.add_paragraph("")
    d.add_paragraph(" ").add_run(" ").bold = True
    d.add_paragraph(m.words(3))


def half_fields(d, m):
    paragraph_xml(d, '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC</w:instrText></w:r>' + run("unseparated"))
    d.add_paragraph(m.sentence())
    paragraph_xml(d, '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>' + run(m.words(3)))
    paragraph_xml(d, '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>')
    d.add_paragraph(m.sentence())


GOOD = [plain, hard_words, hard_starts, headings, bold_headings, lists, typed_lists, emphasis, scripts, tables, merged_cells, nested_tables,
        layout_tables, cells_with_blocks, captions, forms, lettered, footnotes, links, contents, tracked, comments, boxes, controls, symbols, formulas, rightward,
        languages, pictures, breaks, quotes_and_code, numbered_headings, many_columns, many_rows, odd_spaces, empty_words, long, half_fields, ten_pages]
AGAIN = [hard_words, hard_starts, emphasis, typed_lists, merged_cells, lists]  # made from other seeds too
# What LibreOffice saves again: all that it keeps as it is.
SAVED_AGAIN = [plain, hard_words, hard_starts, headings, bold_headings, lists, typed_lists, emphasis, tables, merged_cells, nested_tables, cells_with_blocks,
               forms, lettered, footnotes, tracked, boxes, symbols, rightward, languages, pictures, quotes_and_code, numbered_headings]


def save(document, path):
    document.save(path)
    extra = getattr(document, "extra", None)
    if not extra:
        return
    # python-docx knows no footnotes: the part is put in beside what it saved.
    parts = {}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    for name, content in extra.items():
        parts[f"word/{name}.xml"] = content.encode()
        types, rels = "[Content_Types].xml", "word/_rels/document.xml.rels"
        parts[types] = parts[types].replace(b"</Types>", f'<Override PartName="/word/{name}.xml" ContentType="{kind}.{name}+xml"/></Types>'.encode())
        relationship = f'<Relationship Id="rId{name}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}" Target="{name}.xml"/>'
        parts[rels] = parts[rels].replace(b"</Relationships>", relationship.encode() + b"</Relationships>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def compound(stream):
    """The smallest compound file with one empty stream of a name, as old and locked Office files are stored."""
    def entry(name, kind, child):
        encoded = name.encode("utf-16-le")
        size = len(encoded) + 2 if name else 0
        none = 0xFFFFFFFF
        return encoded.ljust(64, b"\0") + struct.pack("<HBBIII", size, kind, 1, none, none, child) + bytes(36) + struct.pack("<IQ", 0xFFFFFFFE if kind else 0, 0)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0) + b"\xff" * 4 * 108
    table = struct.pack("<II", 0xFFFFFFFD, 0xFFFFFFFE) + b"\xff" * 4 * 126
    entries = entry("Root Entry", 5, 1) + entry(stream, 2, 0xFFFFFFFF) + entry("", 0, 0xFFFFFFFF) * 2
    return header + table + entries


def bad_files(folder, good):
    """Files that cannot be imported, with words of the message for each."""
    made = {}

    def put(name, content, words):
        (folder / name).write_bytes(content)
        made[name] = words

    whole = good.read_bytes()
    put("bad-empty.docx", b"", "damaged")
    put("bad-half.docx", whole[: len(whole) // 2], "damaged")
    put("bad-start-only.docx", whole[:30], "damaged")
    put("bad-noise.docx", random.Random(1).randbytes(5000), "damaged")
    put("bad-locked.docx", compound("EncryptedPackage"), "needs a password")
    put("bad-old.doc", compound("WordDocument"), "save it as .docx")
    put("bad-old-named-new.docx", compound("WordDocument"), "save it as .docx")
    put("bad-pdf.docx", b"%PDF-1.7\n", "a PDF")
    put("bad-text.docx", b"Just words.\n", "only Word documents")

    def rezipped(change):
        with zipfile.ZipFile(good) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        change(parts)
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        return out.getvalue()

    main = "word/document.xml"
    put("bad-no-text.docx", rezipped(lambda parts: parts.pop("[Content_Types].xml")), "damaged")
    put("bad-xml.docx", rezipped(lambda parts: parts.update({main: parts[main][:-40]})), "damaged")
    head = parts_head(whole)
    put("bad-bomb.docx", rezipped(lambda parts: parts.update({main: head + b"<w:p><w:r><w:t>" + b"a" * (300 << 20) + b"</w:t></w:r></w:p></w:body></w:document>"})), "too large")
    put("bad-many.docx", rezipped(lambda parts: parts.update({main: head + b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 3_000_000 + b"</w:body></w:document>"})), "too large")
    put("bad-deep.docx", rezipped(lambda parts: parts.update({main: head + b"<w:sdt>" * 5000 + b"</w:sdt>" * 5000 + b"</w:body></w:document>"})), "too large")
    return made


def parts_head(whole):
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        text = archive.read("word/document.xml")
    return text[: text.index(b"<w:body>") + len(b"<w:body>")]


def make(folder, save_again):
    """Makes all files. `save_again(files)` says where LibreOffice has saved each. Returns the good ones, and the bad ones
    with what is said of them."""
    folder = Path(folder)
    good = []

    def one(name, function, seed):
        document = Document()
        for paragraph in list(document.paragraphs):
            paragraph._element.getparent().remove(paragraph._element)
        function(document, Maker(seed))
        path = folder / f"{name}.docx"
        save(document, path)
        good.append(path)
        return path

    again = [one(function.__name__.replace("_", "-"), function, 1) for function in GOOD]
    again = [path for path, function in zip(again, GOOD) if function in SAVED_AGAIN]
    for function in AGAIN:
        for seed in (2, 3):
            one(f"{function.__name__.replace('_', '-')}-{seed}", function, seed)
    for seed in range(1, 26):
        one(f"everything-{seed}", everything, seed)
    again += [folder / f"everything-{seed}.docx" for seed in range(1, 8)]
    for path, saved in save_again(again).items():
        good.append(saved.rename(folder / f"saved-{path.name}"))
    return good, bad_files(folder, folder / "plain.docx")
