"""What the pages of a PDF show: each run of text with its mark, its font and its size.

A page is a program that draws. Text is tagged by standing between marks that carry a number
(MCID), to which the structure tree points; or it is marked as an artifact, which no reader
hears. Text outside of both is a fault that `Shown.mark` makes visible as None.
"""

import math
import re
from dataclasses import dataclass

import pikepdf

ARTIFACT = "artifact"
DEPTH_MAX = 20  # forms inside forms
SLANT_MIN = 0.02  # of two axes from a right angle: less is rounding
ITALIC_FLAG = 1 << 6  # ISO 32000-1, table 123
ITALIC_NAME = re.compile("italic|oblique|slanted", re.IGNORECASE)


@dataclass
class Shown:
    """A run of text as it is drawn."""

    mark: object  # (page or form, MCID), ARTIFACT or None
    text: str  # what a reader is told: the glyphs' letters, or the text given in their place
    letters: str  # the glyphs' letters themselves
    size: float  # in points on the page
    font: str
    slanted: bool  # by its font or by how it is drawn
    page: int  # from 1


def shown(pdf):
    """All runs of text of a document, in the order in which its pages draw them."""
    fonts = {}
    for number, page in enumerate(pdf.pages, 1):
        drawing = _Drawing(number, fonts)
        drawing.draw(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()) or _inherited(page.obj), page.obj.objgen, 0)
        yield from drawing.runs


def _inherited(page):
    while page is not None and "/Resources" not in page:
        page = page.get("/Parent")
    return page.Resources if page is not None else pikepdf.Dictionary()


class _Drawing:
    """The state of a page while it is drawn."""

    def __init__(self, page, fonts):
        self.page, self.fonts, self.runs = page, fonts, []
        self.marks = []  # open marks: (mark, or None when it sets none; whether text is given in place of what it holds)
        self.matrix, self.text_matrix = (1, 0, 0, 1), (1, 0, 0, 1)  # without their shifts
        self.font, self.size = None, 0.0

    def draw(self, stream, resources, owner, depth):
        saved, marks_before = [], len(self.marks)
        for operands, operator in pikepdf.parse_content_stream(stream):
            match str(operator):
                case "q":
                    saved.append((self.matrix, self.font, self.size))
                case "Q" if saved:
                    self.matrix, self.font, self.size = saved.pop()
                case "cm":
                    self.matrix = _product(_matrix(operands), self.matrix)
                case "BT":
                    self.text_matrix = (1, 0, 0, 1)
                case "Tm":
                    self.text_matrix = _matrix(operands)
                case "Tf":
                    self.font = self._font(resources, operands[0])
                    self.size = float(operands[1])
                case "gs":
                    state = _named(resources, "/ExtGState", operands[0])
                    if state is not None and "/Font" in state:
                        self.font, self.size = self._known(state.Font[0]), float(state.Font[1])
                case "Tj" | "'" | '"':
                    self._show([operands[-1]])
                case "TJ":
                    self._show(part for part in operands[0] if isinstance(part, pikepdf.String))
                case "BMC" | "BDC":
                    self._open(operands, resources, owner)
                case "EMC" if len(self.marks) > marks_before:
                    self.marks.pop()
                case "Do":
                    form = _named(resources, "/XObject", operands[0])
                    if form is not None and form.get("/Subtype") == "/Form" and depth < DEPTH_MAX:
                        before = self.matrix
                        if "/Matrix" in form:
                            self.matrix = _product(_matrix(form.Matrix), before)
                        self.draw(form, form.get("/Resources", resources), form.objgen, depth + 1)
                        self.matrix = before

    def _open(self, operands, resources, owner):
        properties = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
        if isinstance(properties, pikepdf.Name):
            properties = _named(resources, "/Properties", properties) or pikepdf.Dictionary()
        mark = ARTIFACT if str(operands[0]) == "/Artifact" else None
        if mark is None and "/MCID" in properties:
            mark = (owner, int(properties.MCID))
        given = properties.get("/ActualText")
        is_inside = any(replaced for _, replaced in self.marks)
        self.marks.append((mark, given is not None))
        if given is not None and not is_inside:
            self.runs.append(Shown(self._mark(), str(given), "", math.inf, "", False, self.page))

    def _mark(self):
        if any(mark == ARTIFACT for mark, _ in self.marks):
            return ARTIFACT
        return next((mark for mark, _ in reversed(self.marks) if mark is not None), None)

    def _show(self, strings):
        if self.font is None:
            return
        letters = "".join(self.font.letters(bytes(string)) for string in strings)
        a, b, c, d = _product(self.text_matrix, self.matrix)
        size = abs(self.size) * math.hypot(c, d)
        axes = math.hypot(a, b) * math.hypot(c, d)
        slanted = self.font.italic or axes > 0 and abs(a * c + b * d) / axes > SLANT_MIN
        replaced = any(replaced for _, replaced in self.marks)
        text = "" if replaced else letters
        self.runs.append(Shown(self._mark(), text, letters, size, self.font.name, slanted, self.page))

    def _font(self, resources, name):
        font = _named(resources, "/Font", name)
        return None if font is None else self._known(font)

    def _known(self, font):
        key = font.objgen if font.is_indirect else id(font)
        if key not in self.fonts:
            self.fonts[key] = (_Font(font), font)  # the font is kept, so that its id is not given out again
        return self.fonts[key][0]


class _Font:
    """How a font's codes become letters, and whether it slants."""

    def __init__(self, font):
        inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        descriptor = inner.get("/FontDescriptor", pikepdf.Dictionary())
        self.name = str(font.get("/BaseFont", "/unnamed"))[1:].split("+")[-1]
        self.italic = bool(
            float(descriptor.get("/ItalicAngle", 0)) or int(descriptor.get("/Flags", 0)) & ITALIC_FLAG or ITALIC_NAME.search(self.name)
        )
        self.code_bytes = 2 if "/DescendantFonts" in font else 1
        self.map = _unicode_map(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
        self.codec = {"/MacRomanEncoding": "mac_roman"}.get(str(_encoding(font)), "cp1252")

    def letters(self, codes):
        if self.code_bytes == 1:
            return "".join(self.map.get(code) or bytes([code]).decode(self.codec, "replace") for code in codes)
        pairs = (int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2))
        return "".join(self.map.get(code, "\ufffd") for code in pairs)


def _encoding(font):
    encoding = font.get("/Encoding")
    return encoding.get("/BaseEncoding") if isinstance(encoding, pikepdf.Dictionary) else encoding


def _unicode_map(cmap):
    """The letters of each code, from a font's ToUnicode program."""
    letters = {}
    for kind, block in re.findall(rb"begin(bfchar|bfrange)(.*?)endbf", cmap, re.DOTALL):
        tokens = re.findall(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])", block)
        values, groups = [], None
        for digits, opens, closes in tokens:
            if opens:
                groups = []
            elif closes:
                values.append(groups)
                groups = None
            else:
                (values if groups is None else groups).append(bytes.fromhex(digits.decode()))
        if kind == b"bfchar":
            for code, text in zip(values[::2], values[1::2]):
                letters[int.from_bytes(code, "big")] = _utf16(text)
        else:
            for low, high, text in zip(values[::3], values[1::3], values[2::3]):
                first = int.from_bytes(low, "big")
                for step in range(int.from_bytes(high, "big") - first + 1):
                    if isinstance(text, list):
                        letters[first + step] = _utf16(text[step]) if step < len(text) else "\ufffd"
                    else:  # the last letter counts up
                        counted = int.from_bytes(text, "big") + step
                        letters[first + step] = _utf16(counted.to_bytes(len(text), "big"))
    return letters


def _utf16(data):
    return data.decode("utf-16-be", "replace")


def _named(resources, kind, name):
    return resources.get(kind, pikepdf.Dictionary()).get(name)


def _matrix(numbers):
    return tuple(float(number) for number in list(numbers)[:4])


def _product(first, second):
    a, b, c, d = first
    e, f, g, h = second
    return a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h
