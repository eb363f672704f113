"""Shows that every judge can fail: one good site that all pass, one faulty file for each fault.

All faulty files lie in one site, so that each judge starts once. A proof names the judge,
the file and the words that have to be among the faults told.
"""

import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

import docx

import judge
from word import NS
from word_accessibility import FIXED_TIME

# ---- a good page, and the document that says the same ----

PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Falls policy – Riverside</title>
<link rel="stylesheet" href="/style.css">
<script src="/script.js" defer></script>
</head>
<body>
<a class="skip" href="#maincontent">Skip to main content</a>
<header><p>Riverside NHS Trust</p></header>
<main id="maincontent">
<h1>Falls policy</h1>
<nav data-web-only aria-label="Contents"><ul><li><a href="#purpose">Purpose</a></li></ul></nav>
<h2 id="purpose">Purpose</h2>
<p>We learn from <strong>every</strong> fall<sup data-footnote-ref><a href="#note-1" id="ref-1" aria-label="Footnote 1">1</a></sup>,
as the <a href="https://www.england.nhs.uk/">national framework</a> asks&nbsp;of us.</p>
<h3>Roles</h3>
<div class="warning"><p><span class="hidden">Important: </span>Tell the nurse in charge.</p></div>
<figure><img src="/ward.png" alt="A ward" width="40" height="40"><figcaption>A ward at night</figcaption></figure>
<h2>Duties</h2>
<table><caption>Who does what</caption>
<thead><tr><th scope="col">Role</th><th scope="col">Duty</th></tr></thead>
<tbody><tr><td>Matron</td><td>Reviews each fall</td></tr></tbody></table>
<p>This policy ends with these last few words.</p>
<section data-footnotes aria-label="Footnotes"><ol>
<li id="note-1"><p>See the plan. <a data-footnote-back href="#ref-1">Back to text</a></p></li></ol></section>
<p data-web-only><a href="/good/good.docx">Falls policy (Word)</a></p>
</main>
<footer><p>Riverside NHS Trust</p></footer>
</body>
</html>
"""
STYLE = """body { margin: 1rem; font: 1.2rem/1.5 Arial, sans-serif; color: #212b32; background: #fff; overflow-wrap: break-word }
a { color: #003087; display: inline-block; min-height: 44px } .skip:not(:focus) { position: absolute; left: -999rem }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.faint { color: #ccc } .fixed { width: 2000px } .grey { color: #6b6b6b }"""

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


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size, grey = 8, b"\x80"
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress((b"\0" + grey * size) * size)) + chunk(b"IEND", b"")


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


# ---- the faults: what to change in the good file, and what the judge has to say ----

FIRST = "</h1>"  # faulty HTML goes in after the page's title
LIVE = '<p>Live</p><script src="/{}.js"></script>'
PAGE_FAULTS = [
    # name, in the page: from, to, judge, what it says
    ("unclosed", FIRST, "</h1><div>", "html", "Unclosed element|Stray end tag|open elements"),
    ("twice", FIRST, '</h1><p id="purpose">Twice</p>', "html", "Duplicate ID"),
    ("warned", FIRST, '</h1><button role="button">Role</button>', "html", "unnecessary"),
    ("no-alt", ' alt="A ward"', "", "browser", "image-alt"),
    ("faint", FIRST, '</h1><p class="faint">Pale words</p>', "browser", "color-contrast:"),
    ("grey", FIRST, '</h1><p class="grey">Words for AAA</p>', "browser", "color-contrast-enhanced:"),
    ("skipped", "<h2>Duties</h2>", "<h5>Duties</h5>", "browser", "heading-order:"),
    ("wide", FIRST, '</h1><div class="fixed">Wide</div>', "browser", r"scrolls sideways: the page is 20\d\d px.*320 px"),
    ("third-party", FIRST, '</h1><img src="https://tracker.example/dot.png" alt="">', "browser", "asks another host: https://tracker.example/dot.png"),
    ("third-script", FIRST, "</h1>" + LIVE.format("fetches"), "browser", "Policy: https://tracker.example/beacon"),
    ("preconnect", "</title>", '</title><link rel="preconnect" href="https://fonts.example">', "browser", "asks another host: https://fonts.example"),
    ("inline-style", FIRST, '</h1><p style="color: #000">Inline</p>', "browser", r"Content-Security-Policy: inline.*style-src-attr"),
    ("inline-script", FIRST, "</h1><script>document.title += 1</script>", "browser", r"Content-Security-Policy: inline.*script-src-elem"),
    ("missing-file", FIRST, '</h1><img src="/nowhere.png" alt="">', "browser", "console error: .*404.*nowhere.png"),
    ("throws", FIRST, "</h1>" + LIVE.format("throws"), "browser", "script error: broken on purpose"),
    ("script-only", "<h1>Falls policy</h1>", LIVE.format("writes"), "browser", "shows no h1 and main text"),
    ("astray", "</title>", '</title><meta http-equiv="refresh" content="0; url=/gone/">', "browser", "/gone/, which is not a page"),
]  # fmt: skip
SCRIPTS = {
    "script": "document.documentElement.dataset.live = 1",
    "fetches": "fetch('https://tracker.example/beacon').catch(() => {})",
    "throws": "throw new Error('broken on purpose')",
    "writes": "document.currentScript.insertAdjacentHTML('beforebegin', '<h1>Falls policy</h1>')",
}

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


def changed(text, pattern, replacement, name):
    """The text with one fault put in; a fault that no longer fits the good file stops everything."""
    new = re.sub(pattern, replacement, text, count=1, flags=re.DOTALL)
    assert new != text, f"the fault {name} changes nothing"
    return new


def write_pages(root):
    """Writes the good pages and the faulty ones; returns the proofs as (judge, file, words to be told)."""
    (root / "style.css").write_text(STYLE)
    (root / "ward.png").write_bytes(png())
    for name, script in SCRIPTS.items():
        (root / f"{name}.js").write_text(script)
    redirect = PAGE.replace("</title>", '</title><meta http-equiv="refresh" content="0; url=../good/">')
    write_page(root, "good", PAGE)
    write_page(root, "moved", redirect)
    proofs = [("browser", "good/index.html", None), ("html", "good/index.html", None), ("browser", "moved/index.html", None)]
    for name, before, after, key, told in PAGE_FAULTS:
        write_page(root, name, changed(PAGE, re.escape(before), after, name))
        proofs.append((key, f"{name}/index.html", told))
    return proofs


def write_documents(root):
    """The same for documents, each beside the good page."""

    def write(name, parts, time=FIXED_TIME):
        write_page(root, name, PAGE)
        write_document(root / name / f"{name}.docx", parts, time)
        return f"{name}/{name}.docx"

    good = write("good", good_document())
    proofs = [(key, good, None) for key in DOCUMENT_JUDGES]
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
    return proofs


def write_page(root, name, html):
    (root / name).mkdir()
    (root / name / "index.html").write_text(html)


# ---- the proofs ----

PAGE_JUDGES = ["browser", "html"]
DOCUMENT_JUDGES = [key for key in judge.JUDGES if key not in PAGE_JUDGES]


def new_folder(parent, name):
    (Path(parent) / name).mkdir()
    return Path(parent) / name


def judged_faults(root, keys):
    """Each judge's title and its faults by file, files without faults left out."""
    for title, verdict, _ in judge.judge_all(judge.Site(root), keys):
        yield title, {name: faults for name, faults in verdict.faults.items() if faults}


def main():
    results = []

    def settle(line, held, told=()):
        results.append(held)
        print(f"{'passed' if held else 'FAILED'}: {line}", flush=True)
        for fault in () if held else told:
            print(f"    it says: {fault}")

    with tempfile.TemporaryDirectory(prefix="candour-prove-") as folder:
        for keys, write in ((PAGE_JUDGES, write_pages), (DOCUMENT_JUDGES, write_documents)):
            root = new_folder(folder, write.__name__)
            proofs = write(root)
            verdicts = dict(zip(keys, judge.judge_all(judge.Site(root, every_page=True), keys), strict=True))
            for key, name, told in proofs:
                title, verdict, _ = verdicts[key]
                faults = verdict.faults.get(name, ["it was not judged"])
                if told is None:
                    settle(f"{title} passes {name}", not faults, faults)
                else:
                    settle(f"{title} fails {name}", any(re.search(told, fault) for fault in faults), faults or ["nothing"])

        for title, faults in judged_faults(new_folder(folder, "empty"), judge.JUDGES):
            settle(f"{title} fails a site with nothing to judge", bool(faults))

        many = new_folder(folder, "many")
        for number in range(70):
            write_page(many, f"page-{number}", PAGE.replace(FIRST, '</h1><p class="faint">Pale</p>') if number == 50 else PAGE)
        for name in ("style.css", "script.js", "ward.png"):
            shutil.copy(Path(folder) / "write_pages" / name, many)
        [(_, faults)] = judged_faults(many, ["browser"])
        settle("Chromium finds the one page with something new among 70", list(faults) == ["page-50/index.html"], faults)

        judge.JUDGES["absent"] = ("A judge", "pages", lambda _: judge.run_tool(["no-program-has-this-name"]))
        [(title, faults)] = judged_faults(many, ["absent"])
        settle("a judge whose program is missing fails", "run tests/outside/install" in str(faults), faults)

        for name, status, closing in (("good", 0, "1 passed, 0 failed"), ("no-title", 1, "0 passed, 1 failed")):
            site = Path(folder) / "write_documents" / name
            ended = subprocess.run([sys.executable, "-B", judge.__file__, site, "--only", "word"], capture_output=True, text=True)
            held = ended.returncode == status and ended.stdout.splitlines()[-1] == closing
            settle(f"the run ends with status {status} and “{closing}”", held, [ended.stdout + ended.stderr])
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
