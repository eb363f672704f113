"""Files that were cleaned badly: for each kind of trace one file with that trace left in, and for each loss one that lost it.

The judge of cleaned files, cleaning.py, must refuse each, and pass the file in which nothing is left.
"""

import io
import zipfile

import docx
import pikepdf
from cleaning import NAME, of_pair, photo
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import Image, PngImagePlugin

OFFICE = "application/vnd.openxmlformats-officedocument"


def png(packed):
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", NAME, zip=packed)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(picture, "png", pnginfo=notes)
    return picture.getvalue()


# PDF: each takes an open file with nothing in it that names anybody, and leaves one thing.


def image(file, content=None):
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(picture, "jpeg")
    stream = Stream(file, content or picture.getvalue())
    stream.update({"/Type": Name.XObject, "/Subtype": Name.Image, "/Width": 8, "/Height": 8, "/BitsPerComponent": 8})
    stream.update({"/ColorSpace": Name.DeviceRGB, "/Filter": Name.DCTDecode})
    resources = file.pages[0].resources
    if "/XObject" not in resources:
        resources["/XObject"] = Dictionary()
    resources["/XObject"]["/Left"] = file.make_indirect(stream)
    return resources["/XObject"]["/Left"]


def note(file, **values):
    told = file.make_indirect(Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **values))
    file.pages[0].obj["/Annots"] = Array([*file.pages[0].obj.get("/Annots", Array()), told])


def attach(file):
    spec = pikepdf.AttachedFileSpec(file, NAME.encode(), filename="notes.txt")
    file.attachments["notes.txt"] = spec


def layer(file):
    group = file.make_indirect(Dictionary(Type=Name.OCG, Name=String(NAME)))
    file.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))


def xmp_of_image(file):
    image(file).Metadata = file.make_indirect(Stream(file, f"<x>{NAME}</x>".encode(), Type=Name.Metadata, Subtype=Name.XML))


def xmp(file):
    with file.open_metadata(set_pikepdf_as_editor=False) as description:
        description["dc:creator"] = [NAME]


IN_PDF = {
    "author": lambda file: file.docinfo.__setitem__("/Author", NAME),
    "property": lambda file: file.docinfo.__setitem__("/CheckedBy", NAME),
    "xmp": xmp,
    "xmp-of-a-picture": xmp_of_image,
    "private-data": lambda file: file.pages[0].obj.__setitem__("/PieceInfo", Dictionary(App=Dictionary(Private=String(NAME)))),
    "thumbnail": lambda file: file.pages[0].obj.__setitem__("/Thumb", file.make_indirect(Stream(file, NAME.encode()))),
    "photo": lambda file: image(file, photo().getvalue()),
    "author-of-a-note": lambda file: note(file, Subtype=Name.FreeText, T=String(NAME), Contents=String("")),
    "field": lambda file: note(file, Subtype=Name.Widget, FT=Name.Tx, V=String(NAME)),
    "script": lambda file: file.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS=String(f"// {NAME}"))),
    "file-inside": attach,
    "layer": layer,
    "left-over": lambda file: file.trailer.__setitem__("/Left", file.make_indirect(String(NAME))),
}
LOST_OF_PDF = {
    "title": lambda file: file.docinfo.__setitem__("/Title", "Another"),
    "pages": lambda file: file.pages[0].obj.__setitem__("/Contents", file.make_indirect(Stream(file, b"BT ET"))),
    "tags": lambda file: file.Root.StructTreeRoot.__delitem__("/K"),
}


def saved_again(good, packed):
    """A file that was written on when it was saved: what it held before is in no list any more."""
    with pikepdf.open(good) as file:
        if packed:
            file.Root["/Left"] = file.make_indirect(Dictionary(Words=String(NAME)))
        else:
            file.docinfo["/Author"] = NAME
        old = io.BytesIO()
        mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
        file.save(old, object_stream_mode=mode, compress_streams=packed, static_id=True)
    # The clean file after it: of two, readers take the last.
    return old.getvalue() + good.read_bytes()


# Word and OpenDocument: parts by name, over those of a clean file.


def clean_word():
    made = io.BytesIO()
    document = docx.Document()
    document.add_heading("Falls", 1)
    document.add_paragraph("A person fell at night.")
    document.core_properties.author = ""
    document.save(made)
    with zipfile.ZipFile(made) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


IN_WORD = {
    "author": {"docProps/core.xml": f"<cp:coreProperties xmlns:cp='c' xmlns:dc='d'><dc:creator>{NAME}</dc:creator></cp:coreProperties>"},
    "company": {"docProps/app.xml": f"<Properties><Company>{NAME}</Company></Properties>"},
    "property": {"docProps/custom.xml": f"<Properties><property name='Owner'>{NAME}</property></Properties>"},
    "people": {"word/people.xml": f"<w:people xmlns:w='w'><w:person w:author='{NAME}'/></w:people>"},
    "comment": {"word/comments.xml": f"<w:comments xmlns:w='w'><w:comment w:author='{NAME}'/></w:comments>"},
    "template": {"word/_rels/settings.xml.rels": f"<Relationships><Relationship Target='file:///C:/{NAME}/a.dotm'/></Relationships>"},
    "own-xml": {"customXml/item1.xml": f"<p><UserInfo><DisplayName>{NAME}</DisplayName></UserInfo></p>"},
    "variable": {"word/settings.xml": f"<w:settings xmlns:w='w'><w:docVars><w:docVar w:val='{NAME}'/></w:docVars></w:settings>"},
    "thumbnail": {"docProps/thumbnail.jpeg": photo().getvalue()},
    "photo": {"word/media/image1.jpeg": photo().getvalue()},
    "packed-note": {"word/media/image1.png": png(True)},
    "embedded": {"word/embeddings/sheet.xlsx": zipped({"xl/sharedStrings.xml": f"<sst><t>{NAME}</t></sst>"})},
    "object": {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" + NAME.encode("utf-16-le")},
    "name-of-a-part": {f"word/media/{NAME}.png": png(False).replace(NAME.encode(), b"Somebody!")},
}
IN_OPEN = {
    "author": {"meta.xml": f"<m><meta:initial-creator xmlns:meta='m'>{NAME}</meta:initial-creator></m>"},
    "printer": {"settings.xml": f"<s><config-item name='PrinterName'>{NAME}</config-item></s>"},
    "change": {"content.xml": f"<c><creator>{NAME}</creator></c>"},
    "thumbnail": {"Thumbnails/thumbnail.png": png(False)},
    "photo": {"Pictures/a.jpg": photo().getvalue()},
}


def write(folder, good_pdf):
    """Pairs of files, before and after: the name of the proof, the two, and whether the judge is to pass the second."""
    before, after = folder / "before", folder / "after"
    before.mkdir(parents=True), after.mkdir()
    pairs = []

    def pair(name, content, passes=False):
        (after / name).write_bytes(content)
        pairs.append((name, before / f"good.{name.rsplit('.')[-1]}", after / name, passes))

    with pikepdf.open(good_pdf) as file:
        file.save(before / "good.pdf", static_id=True)
    pair("good.pdf", (before / "good.pdf").read_bytes(), True)
    for kind, change in {**IN_PDF, **{f"lost-{name}": change for name, change in LOST_OF_PDF.items()}}.items():
        with pikepdf.open(before / "good.pdf") as file:
            change(file)
            made = io.BytesIO()
            file.save(made)
            pair(f"{kind}.pdf", made.getvalue())
    for kind, packed in (("earlier", False), ("earlier-packed", True)):
        pair(f"{kind}.pdf", saved_again(before / "good.pdf", packed))
    word = clean_word()
    open_text = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<c>A person fell.</c>"}
    for ending, clean, kinds in (("docx", word, IN_WORD), ("odt", open_text, IN_OPEN)):
        (before / f"good.{ending}").write_bytes(zipped(clean))
        pair(f"good.{ending}", zipped(clean), True)
        for kind, parts in kinds.items():
            pair(f"{kind}.{ending}", zipped(clean | parts))
    return pairs


def prove(folder, good_pdf, settle):
    """Settles each proof."""
    for name, before, after, passes in write(folder, good_pdf):
        try:
            faults = of_pair(before, after)
        except Exception as error:  # a file that the judge cannot read is refused
            faults = [repr(error)]
        wanted = "other " if name.startswith("lost-") else "still named"
        held = not faults if passes else any(wanted in fault for fault in faults)
        settle(f"the judge of cleaned files {'passes' if passes else 'fails'} {name}", held, faults or ["nothing"])
