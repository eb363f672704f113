"""The text file of a page against the page: takes out what the file's published form adds, and leaves the words.

The form is documented at the head of src/formats/text.rs; nothing else of it is used here.
What can only be told apart by knowing the page, the page is given instead: the colon after a
term, the marks of footnotes, and the words in place of a picture.
"""

import re

from page import INLINE, read_with_marks
from words import INVISIBLE, words

UNDERLINE = re.compile(r"([=\-~.:'])\1{3,39}")
MARKERS = re.compile(r"(?:(?:•|\d+\.)(?: |$))+")
CAPTION = re.compile(r"(?:Table|Figure) \d+: ")
ADDRESS = re.compile(r" <(?:[a-z][a-z0-9+.-]*:[^<>\s]+|[^<>\s@]+@[^<>\s]+)>")
NOTE_MARK = re.compile(r"\[\d+\]")
NOTE_START = re.compile(r"\[\d+\] ")
TABLE = re.compile(r"\[Table with (?P<columns>\d+) columns? and (?:\d+|no) rows?(?P<named>\. The columns? (?:are|is):)?\]")
ROW = re.compile(r"\[Row \d+ of \d+\]")
TABLE_END, END = "[End of table]", "[End of document]"
SAID = {"* * *", "[Quotation]", "[End of quotation]"} | {
    f"[End of {what}]"
    for what in (
        "information",
        "tip",
        "important information",
        "warning",
        "caution",
        "do list",
        "do not list",
        "details",
        "contact details",
        "transcript",
    )
}
OWN_STOPS = ".:;?!"  # after one of these a term or a header takes no colon
NO_WORDS = "[blank]"
CELL_MISSING = "(a cell is missing)"  # no page says so, so that it is told as a difference


def compared(page_path, path):
    """(what, words of the page, words of the file): the running text, and the footnotes."""
    running, notes = _Reader(path.read_text("utf-8-sig")).read()
    expected = _as_text(read_with_marks(page_path)).texts()
    return ("text", words(expected[0]), words(running)), ("footnotes", words(expected[1]), words(notes))


def _as_text(page):
    """The page with the words in it that its text file adds in places only the page can tell."""
    for part in (page.main, *page.notes):
        for term in part.iter("dt"):
            last = term
            while len(last) and not (last[-1].tail or "").strip() and last[-1].tag in INLINE:
                last = last[-1]
            said = "".join(term.itertext()).rstrip()
            if said and said[-1] not in OWN_STOPS:
                if len(last):
                    last[-1].tail = (last[-1].tail or "").rstrip() + ":"
                else:
                    last.text = (last.text or "").rstrip() + ":"
        # Code stands in the file as it is typed, and a number at the start of its line is like that of a list.
        for code in part.iter("pre"):
            lines = "".join(code.itertext()).split("\n")
            code[:] = []
            code.text = "\n".join(_unmarked(line.strip()) for line in lines)
        for picture in part.iter("img"):
            if picture.get("alt"):
                picture.text = f"[Picture: {picture.get('alt')}]"
    return page


class _Reader:
    """Goes through the lines once."""

    def __init__(self, text):
        self.lines = [line.translate(INVISIBLE).strip() for line in text.splitlines()]
        self.at = 0

    def read(self):
        running, notes = [], []
        into = running
        organisation = self.lines[self.lines.index(END) + 1 :][:1] if END in self.lines else []
        if organisation and self.lines[:1] == organisation and not self._is_underline(1):  # above the title
            self.at = 2
        title = self.lines[self.at] if self.at < len(self.lines) else ""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            if line == END:
                break
            if self._is_underline(self.at):  # the line is a heading: its words are the author's, all but two
                self.at += 1
                if line == "Notes":
                    into = notes
                elif line == "Contents" and running == [title]:
                    while self.at < len(self.lines) and self.lines[self.at]:
                        self.at += 1
                else:
                    into.append(_plain(line.lstrip("• ")))
            elif table := TABLE.fullmatch(line):
                into += self._table(int(table["columns"]), bool(table["named"]))
            elif line and line not in SAID:
                start = NOTE_START.match(line) if into is notes else None
                into.append(_plain(_unmarked(line[start.end() :] if start else line)))
        return "\n".join(running), "\n".join(notes)

    def _is_underline(self, at):
        return at < len(self.lines) and UNDERLINE.fullmatch(self.lines[at]) is not None

    def _table(self, columns, is_named):
        """The words of a table: its headers once, then its cells. A column without a header is not among the headers."""
        headers, found, left = [], [], []
        while (
            is_named and self.at < len(self.lines) and not ROW.fullmatch(self.lines[self.at]) and self.lines[self.at] != TABLE_END
        ):
            if self.lines[self.at]:
                headers.append(_plain(self.lines[self.at]))
            self.at += 1
        column = columns
        while self.at < len(self.lines) and (line := self.lines[self.at]) != TABLE_END:
            self.at += 1
            if ROW.fullmatch(line):
                found += [CELL_MISSING] * (columns - column)
                column, left = 0, list(headers)
            elif line:
                column += 1
                unnamed = f"[Column {column}]:"
                header = unnamed if line.startswith(unnamed) or not left else left.pop(0)
                found.append(_cell(_plain(line), header))
        self.at += 1
        return headers + found + [CELL_MISSING] * (columns - column)


def _cell(line, header):
    """A cell without the header that stands before it; what does not have it stays whole, and is told as a difference."""
    cell = line
    for said in (header, NOTE_MARK.sub("", header)):  # the mark of a footnote stands in the header alone
        lead = said if said[-1:] in OWN_STOPS else said + ":"
        if cell is line and line.startswith(lead):
            cell = line[len(lead) :].strip()
    return "" if cell == NO_WORDS else cell


def _unmarked(line):
    """A line without the marks of the list items it opens, or the number of the caption it is."""
    for mark in (MARKERS, CAPTION):
        if found := mark.match(line):
            return line[found.end() :]
    return line


def _plain(line):
    """A line without the addresses of its links."""
    return ADDRESS.sub("", line)
