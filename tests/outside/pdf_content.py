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
UNIT = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)  # the matrix that changes nothing
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
    start: tuple = (0.0, 0.0)  # on the page, in points: where its baseline begins
    end: tuple = (0.0, 0.0)  # and its last letter that is no space ends


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


@dataclass
class _Mark:
    mark: object  # as in `Shown`; None when it only says something about what is inside
    replaced: bool  # text is given in place of what it holds
    reversed: bool  # each string in it is drawn last letter first (ISO 32000-1, 14.8.2.3.3)


class _Drawing:
    """The state of a page while it is drawn."""

    def __init__(self, page, fonts):
        self.page, self.fonts, self.runs = page, fonts, []
        self.marks = []  # open marks
        self.matrix, self.text_matrix, self.line_matrix = UNIT, UNIT, UNIT
        # What stays the same between texts: font, size, space after letters and words, width in percent, leading, rise.
        self.state = {"font": None, "size": 0.0, "Tc": 0.0, "Tw": 0.0, "Tz": 100.0, "TL": 0.0, "Ts": 0.0}

    def draw(self, stream, resources, owner, depth):
        saved, marks_before = [], len(self.marks)
        for operands, operator in pikepdf.parse_content_stream(stream):
            match str(operator):
                case "q":
                    saved.append((self.matrix, dict(self.state)))
                case "Q" if saved:
                    self.matrix, self.state = saved.pop()
                case "cm":
                    self.matrix = _product(_numbers(operands), self.matrix)
                case "BT":
                    self.text_matrix = self.line_matrix = UNIT
                case "Tm":
                    self.text_matrix = self.line_matrix = _numbers(operands)
                case "Td":
                    self._next_line(*_numbers(operands))
                case "TD":
                    self.state["TL"] = -float(operands[1])
                    self._next_line(*_numbers(operands))
                case "T*":
                    self._next_line(0, -self.state["TL"])
                case "Tc" | "Tw" | "Tz" | "TL" | "Ts" as name:
                    self.state[name] = float(operands[0])
                case "Tf":
                    self.state |= {"font": self._font(resources, operands[0]), "size": float(operands[1])}
                case "gs":
                    graphics = _named(resources, "/ExtGState", operands[0])
                    if graphics is not None and "/Font" in graphics:
                        self.state |= {"font": self._known(graphics.Font[0]), "size": float(graphics.Font[1])}
                case "Tj":
                    self._show(operands)
                case "TJ":
                    self._show(operands[0])
                case "'" | '"' as name:
                    if name == '"':
                        self.state |= {"Tw": float(operands[0]), "Tc": float(operands[1])}
                    self._next_line(0, -self.state["TL"])
                    self._show(operands[-1:])
                case "BMC" | "BDC":
                    self._open(operands, resources, owner)
                case "EMC" if len(self.marks) > marks_before:
                    self.marks.pop()
                case "Do":
                    form = _named(resources, "/XObject", operands[0])
                    if form is not None and form.get("/Subtype") == "/Form" and depth < DEPTH_MAX:
                        before, state = self.matrix, dict(self.state)
                        if "/Matrix" in form:
                            self.matrix = _product(_numbers(form.Matrix), before)
                        self.draw(form, form.get("/Resources", resources), form.objgen, depth + 1)
                        self.matrix, self.state = before, state

    def _next_line(self, right, up):
        self.text_matrix = self.line_matrix = _product((1, 0, 0, 1, right, up), self.line_matrix)

    def _open(self, operands, resources, owner):
        properties = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
        if isinstance(properties, pikepdf.Name):
            properties = _named(resources, "/Properties", properties) or pikepdf.Dictionary()
        mark = ARTIFACT if str(operands[0]) == "/Artifact" else None
        if mark is None and "/MCID" in properties:
            mark = (owner, int(properties.MCID))
        given = properties.get("/ActualText")
        is_inside = any(opened.replaced for opened in self.marks)
        self.marks.append(_Mark(mark, given is not None, str(operands[0]) == "/ReversedChars"))
        if given is not None and not is_inside:
            self.runs.append(Shown(self._mark(), str(given), "", math.inf, "", False, self.page))

    def _mark(self):
        if any(opened.mark == ARTIFACT for opened in self.marks):
            return ARTIFACT
        return next((opened.mark for opened in reversed(self.marks) if opened.mark is not None), None)

    def _show(self, parts):
        """Shows strings; a number between two moves the second, in thousandths of the size."""
        state = self.state
        font, size = state["font"], state["size"]
        if font is None:
            return
        glyphs, moved, seen = [], 0.0, 0.0
        for part in parts:
            if isinstance(part, pikepdf.String):
                for code in font.codes(bytes(part)):
                    letter = font.letters(code)
                    glyphs.append(letter)
                    space = state["Tw"] if font.code_bytes == 1 and code == ord(" ") else 0
                    moved += (font.width(code) / 1000 * size + state["Tc"] + space) * state["Tz"] / 100
                    seen = moved if letter.strip() else seen
            else:
                moved -= float(part) / 1000 * size * state["Tz"] / 100
        drawn = _product((1, 0, 0, 1, 0, state["Ts"]), _product(self.text_matrix, self.matrix))
        a, b, c, d, x, y = drawn
        self.text_matrix = _product((1, 0, 0, 1, moved, 0), self.text_matrix)
        axes = math.hypot(a, b) * math.hypot(c, d)
        slanted = font.italic or axes > 0 and abs(a * c + b * d) / axes > SLANT_MIN
        if any(opened.reversed for opened in self.marks):  # a glyph may stand for several letters
            glyphs.reverse()
        letters = "".join(glyphs)
        text = "" if any(opened.replaced for opened in self.marks) else letters
        end = (x + a * seen, y + b * seen)
        self.runs.append(
            Shown(self._mark(), text, letters, abs(size) * math.hypot(c, d), font.name, slanted, self.page, (x, y), end)
        )

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
            float(descriptor.get("/ItalicAngle", 0))
            or int(descriptor.get("/Flags", 0)) & ITALIC_FLAG
            or ITALIC_NAME.search(self.name)
        )
        self.code_bytes = 2 if "/DescendantFonts" in font else 1
        self.map = _unicode_map(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
        self.codec = {"/MacRomanEncoding": "mac_roman"}.get(str(_encoding(font)), "cp1252")
        if self.code_bytes == 1:
            first, self.width_else = int(font.get("/FirstChar", 0)), float(descriptor.get("/MissingWidth", 0))
            self.widths = {first + at: float(width) for at, width in enumerate(font.get("/Widths", []))}
        else:
            self.width_else, self.widths = float(inner.get("/DW", 1000)), _wide_widths(list(inner.get("/W", [])))

    def codes(self, data):
        return data if self.code_bytes == 1 else (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))

    def letters(self, code):
        if self.code_bytes == 1:
            return self.map.get(code) or bytes([code]).decode(self.codec, "replace")
        return self.map.get(code, "\ufffd")

    def width(self, code):
        """In thousandths of the size."""
        return self.widths.get(code, self.width_else)


def _wide_widths(listed):
    """The widths by code: after a first code a list of widths, or a last code and the width of all."""
    widths, at = {}, 0
    while at + 1 < len(listed):
        first, second = int(listed[at]), listed[at + 1]
        if isinstance(second, pikepdf.Array):
            widths |= {first + step: float(width) for step, width in enumerate(second)}
            at += 2
        else:
            widths |= dict.fromkeys(range(first, int(second) + 1), float(listed[at + 2]))
            at += 3
    return widths


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
            for code, text in zip(values[::2], values[1::2], strict=False):
                letters[int.from_bytes(code, "big")] = _utf16(text)
        else:
            for low, high, text in zip(values[::3], values[1::3], values[2::3], strict=False):
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


def _numbers(operands):
    return tuple(float(number) for number in operands)


def _product(first, second):
    a, b, c, d, x, y = first
    e, f, g, h, right, up = second
    return a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h, x * e + y * g + right, x * f + y * h + up
