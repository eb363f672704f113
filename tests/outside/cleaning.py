"""Judges what Candour takes out of attached files: cleaning.py CANDOUR THEME SITE. Documents of a built site are signed by
somebody in every place that other people's tools offer, saved in several ways, and attached to a page.

What is published must hold no trace of the name, wherever it is looked for; it must be as valid as it was (veraPDF, the
schemas of Word and OpenDocument), open in LibreOffice with the same words, and have the same tags, pages and links.
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

import docx
import pikepdf
from pdf import Pdf
from PIL import Image
from tools import HERE, run_java, run_soffice

NAME = "Zebrafink"
PACKED_MAX = 8 << 20  # as much of a packed stretch as is looked at
EACH = 3  # documents of each kind: the longest, which have something of everything
SITE = """\
organisation: {name: Northmere Health and Care NHS Trust}
site: {title: Patient safety, url: https://safety.northmere.example}
search: off
rules:
  plain: off
  accessibility: off
  statement/missing: off
"""
OFF = ["no-title", "no-language", "no-headings", "no-header-row", "no-alt-text", "untagged-pdf", "scanned-pdf"]


def photo():
    notes = Image.Exif()
    notes[0x013B] = NAME
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "jpeg", exif=notes, comment=NAME.encode())
    return picture


def signed_word(source, target):
    document = docx.Document(source)
    document.core_properties.author = document.core_properties.last_modified_by = NAME
    document.add_picture(photo())
    document.save(target)


def signed_open(source, target):
    """Its meta.xml names a person; the rest is copied, the kind first and as it lies."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            text = old.read(entry)
            if entry.filename == "meta.xml":
                names = f"<meta:initial-creator>{NAME}</meta:initial-creator><dc:creator>{NAME}</dc:creator>"
                text = re.sub(r"<(meta:initial-creator|dc:creator)>.*?</\1>", "", text.decode())
                text = text.replace("</office:meta>", f"{names}</office:meta>").encode()
            new.writestr(entry, text)


def signed_pdf(source, target, **saving):
    with pikepdf.open(source) as file:
        with file.open_metadata() as xmp:
            xmp["dc:creator"] = [NAME]
        file.docinfo["/Author"] = NAME
        file.save(target, **saving)


def saved_once_more(source, target):
    """As editors save: what was there stays, and the new properties stand after it."""
    signed_pdf(source, target, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    with pikepdf.open(target) as file:
        number, root = file.trailer.Info.objgen[0], file.trailer.Root.objgen[0]
        size, title = int(file.trailer.Size), str(file.docinfo["/Title"]).encode("utf-16-be").hex()
    old = target.read_bytes()
    before = re.findall(rb"startxref\s+(\d+)", old)[-1].decode()
    end = f"{number} 0 obj\n<</Title <feff{title}> /Author ({NAME} Other)>>\nendobj\n".encode()
    table = f"xref\n{number} 1\n{len(old):010} 00000 n \ntrailer\n<</Size {size} /Root {root} 0 R /Info {number} 0 R /Prev {before}>>\n"
    target.write_bytes(old + end + f"{table}startxref\n{len(old) + len(end)}\n%%EOF\n".encode())


def longest(site, ending):
    files = [file for file in site.rglob(f"*{ending}") if "large-print" not in file.name]
    return sorted(files, key=lambda file: (-file.stat().st_size, file))[:EACH]


def make(site, folder, scratch):
    """The signed files, each with whether it was valid before somebody saved it with a program of their own."""
    made = {}
    for ending, reading, writing in [
        (".docx", "MS Word 2007 XML", "docx:MS Word 2007 XML"),
        (".odt", "writer8", "odt:writer8"),
    ]:
        own = longest(site, ending)
        for number, (file, again) in enumerate(run_soffice(scratch / ending, own, reading, writing, ending).items()):
            sign = signed_word if ending == ".docx" else signed_open
            for name, source in [("made", file), ("saved", again)]:
                target = folder / f"{name}-{number}{ending}"
                sign(source, target)
                made[target] = name == "made"
    for number, file in enumerate(longest(site, ".pdf")):
        packed, apart = pikepdf.ObjectStreamMode.generate, pikepdf.ObjectStreamMode.disable
        for name, saving in [
            ("packed", {"object_stream_mode": packed}),
            ("apart", {"object_stream_mode": apart}),
            ("linear", {"linearize": True}),
        ]:
            target = folder / f"{name}-{number}.pdf"
            signed_pdf(file, target, **saving)
            made[target] = True
        saved_once_more(file, folder / f"twice-{number}.pdf")
        made[folder / f"twice-{number}.pdf"] = False
    return made


def unpacked(content, depth=0):
    """Some bytes, and what is packed in them: archives in archives, and whatever zlib has packed, wherever it lies."""
    yield content
    if depth > 3:
        return
    if content.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                for name in package.namelist():
                    yield name.encode()
                    yield from unpacked(package.read(name), depth + 1)
        except (zipfile.BadZipFile, RuntimeError):
            pass
        return
    # In PDFs also the streams of versions that nothing leads to any more; in PNGs the notes that are packed.
    for start in re.finditer(rb"x[\x01\x5e\x9c\xda]", content):
        try:
            packed = zlib.decompressobj().decompress(content[start.start() :], PACKED_MAX)
        except zlib.error:
            continue
        yield packed


def everything(file):
    """All bytes of a file, unpacked as far as they go."""
    yield from unpacked(file.read_bytes())
    if file.suffix == ".pdf":
        plain = io.BytesIO()
        with pikepdf.open(file) as opened:
            opened.save(plain, stream_decode_level=pikepdf.StreamDecodeLevel.specialized, object_stream_mode=pikepdf.ObjectStreamMode.disable)
            yield from (str(value).encode() for value in opened.docinfo.values())
        yield plain.getvalue()


def names_somebody(file):
    wanted = [NAME.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    wanted += [NAME.encode("utf-16-be").hex().encode(), NAME.encode().hex().encode()]
    return any(token in part or token.upper() in part for part in everything(file) for token in wanted)


def of_pair(before, after):
    """What is wrong with a cleaned file, beside the file as it was."""
    faults = [f"{after.name}: somebody is still named in it"] if names_somebody(after) else []
    if after.suffix == ".pdf":
        was, now = of_pdf(before), of_pdf(after)
        faults += [f"{after.name}: other {what}" for what in was if was[what] != now[what]]
        if after.stat().st_size > before.stat().st_size * 1.2:
            faults.append(f"{after.name}: {after.stat().st_size} bytes in the place of {before.stat().st_size}")
    return faults


def tree(tag):
    return (tag.kind, sorted(map(str, tag.attributes.items())), [tree(kid) if hasattr(kid, "kind") else kid for kid in tag.children])


def of_pdf(file):
    """All that a reader or a screen reader has of it."""
    read = Pdf(file)
    try:
        pages = [bytes(page.Contents.read_bytes()) if isinstance(page.Contents, pikepdf.Stream) else b"".join(part.read_bytes() for part in page.Contents) for page in read.file.pages]
        problems = read.file.check_pdf_syntax()
        return {"problems": problems, "tags": tree(read.tree), "pages": pages, "title": read.title, "links": read.annotations(), "bookmarks": read.bookmarks()}
    finally:
        read.file.close()


def of_texts(scratch, files, reading):
    texts = run_soffice(scratch, files, reading, "txt:Text (encoded):UTF8", ".txt")
    return {file: text.read_text() if text.exists() else "" for file, text in texts.items()}


def of_schemas(folder, files):
    """What the schemas of Word and OpenDocument say of some files, one line each."""
    folder.mkdir()
    for file in files:
        shutil.copy(file, folder)
    told = set()
    for schema in ("schema", "odf"):  # one after the other: they load the same library
        judge = [sys.executable, "-B", HERE / "judge.py", folder, "--only", schema]
        judged, file = subprocess.run(judge, capture_output=True, text=True), ""
        for line in (judged.stdout + judged.stderr).splitlines():
            if line.startswith("  FAILED "):
                file = line.split()[-1]
            elif line.startswith("    "):
                told.add(f"{file}: {line.strip()}")
    return told


def main():
    candour, theme, site = (Path(argument).resolve() for argument in sys.argv[1:4])
    faults = []
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as scratch:
        root, scratch = Path(folder), Path(scratch)
        content = root / "content"
        content.mkdir()
        made = make(site, content, scratch)
        off = "".join(f"  attachments/{name}: off\n" for name in OFF)
        (content / "site.yaml").write_text(SITE + off)
        (content / "index.md").write_text("---\ntitle: Patient safety\n---\n" + "".join(f"- [{file.name}]({file.name})\n" for file in made))
        for file in made:
            if not names_somebody(file):
                faults.append(f"{file.name}: the judge does not see the name before it is taken out")
        run = subprocess.run([candour, "build", "--root", root, "--theme", theme, "--today", "2026-11-22", "--format", "plain"], capture_output=True, text=True)
        if run.returncode != 0:
            faults.append(f"the site was not published: {(run.stdout + run.stderr)[-1500:]}")
        if NAME in run.stdout + run.stderr:
            faults.append("the name was printed")
        pairs = {file: root / "output/site" / file.name for file in made} if not faults else {}
        for before, after in pairs.items():
            faults += of_pair(before, after)
        for ending, reading in [(".docx", "MS Word 2007 XML"), (".odt", "writer8")]:
            own = [file for file in pairs if file.suffix == ending]
            if not own:
                continue
            was = of_texts(scratch / f"was{ending}", own, reading)
            now = of_texts(scratch / f"now{ending}", [pairs[file] for file in own], reading)
            faults += [f"{file.name}: LibreOffice reads other words" for file in own if not was[file].strip() or was[file] != now[pairs[file]]]
        valid = [pairs[file] for file, is_valid in made.items() if is_valid and file in pairs]
        pdfs = [file for file in valid if file.suffix == ".pdf"]
        before = run_java("verapdf", [content / file.name for file in pdfs]) if pdfs else {}
        for file, found in (run_java("verapdf", pdfs) if pdfs else {}).items():
            # A file that was no PDF/UA after it was signed has nothing to lose.
            new = set(found) - set(before[content / file.name])
            faults += [f"{file.name}: {fault}" for fault in sorted(new)]
        clean = sum(not found for found in before.values())
        if pairs and clean < EACH:
            faults.append(f"only {clean} of the signed PDFs were valid, so that nothing is proved")
        # Before and after: what python-docx does to a file is no fault of Candour's.
        told = [of_schemas(scratch / name, files) for name, files in [("then", [content / it.name for it in valid]), ("today", valid)]]
        faults += [f"the schemas: {fault}" for fault in sorted(told[1] - told[0])]
    for fault in faults:
        print(fault)
    print(f"{len(made)} attached files, {len(pairs)} published without a name: {len(faults)} faults")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
