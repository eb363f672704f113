"""What keyboards, word processors and haste do to a text, with every marked piece still known.

A text is a list of pieces. All of this keeps the pieces apart, so that the answer sheet stays true.
"""

import re
import unicodedata
from dataclasses import dataclass

ENTITIES = {"&": "&amp;", "'": "&#39;", "’": "&rsquo;", "\u00a0": "&nbsp;", "é": "&eacute;", "ó": "&oacute;", "ü": "&uuml;"}
WIDTHS = (56, 64, 72, 78)


@dataclass
class Piece:
    """Some text, and what it is when it is not plain prose."""

    text: str
    type: str | None = None
    variant: str | None = None
    origin: str | None = None


def joined(pieces):
    """The text as a whole."""
    return "".join(piece.text for piece in pieces)


def reshaped(pieces, change):
    """Pieces after a change of the whole text that keeps its length."""
    before = joined(pieces)
    after = change(before)
    assert len(before) == len(after)
    at = 0
    for piece in pieces:
        end = at + len(piece.text)
        piece.text = after[at:end]
        at = end


def curly(text):
    """Quotes as a word processor sets them."""
    text = re.sub(r"(?<=\w)'(?=\w|\s|$|[.,;)])", "’", text)
    text = re.sub(r"(?<!\w)'(?=\w)", "‘", text)
    text = re.sub(r"(?<![\w.,])\"(?=\w)", "“", text)
    return re.sub(r"(?<=[\w.,!?])\"", "”", text)


def body_start(text):
    """Where the front matter ends."""
    if not text.startswith("---\n"):
        return 0
    end = text.find("\n---\n", 4)
    return 0 if end < 0 else end + 5


def wrapped(text, width):
    """Paragraphs broken by hand at a width; tables, headings, comments and front matter left alone."""
    start = body_start(text)
    lines = text[start:].split("\n")
    for index, line in enumerate(lines):
        if len(line) <= width or re.match(r"\s*[|#!<\[]", line):
            continue
        chars, begin = list(line), 0
        while len(chars) - begin > width:
            spaces = [i for i in range(begin + 12, begin + width) if chars[i] == " " and chars[i + 1].isalnum() and not re.match(r"\d+[.)] ", line[i + 1:i + 6])]
            if not spaces:
                break
            chars[spaces[-1]] = "\n"
            begin = spaces[-1] + 1
        lines[index] = "".join(chars)
    return text[:start] + "\n".join(lines)


def no_breaks(rng, pieces):
    """No-break spaces inside of names, numbers and after titles, as pasted text has them."""
    for piece in pieces:
        if piece.type and " " in piece.text and rng.random() < 0.4:
            piece.text = piece.text.replace(" ", "\u00a0")
        elif not piece.type and rng.random() < 0.4:
            piece.text = re.sub(r"\b(Mrs|Mr|Ms|Dr) ", "\\1\u00a0", piece.text)


def decomposed(pieces):
    """Accents as combining marks."""
    for piece in pieces:
        piece.text = unicodedata.normalize("NFD", piece.text)


def invisible(rng, pieces):
    """A soft hyphen or zero-width space inside of a long name, as a layout program leaves it."""
    for piece in pieces:
        if (piece.type or "").startswith("NAME_") and len(piece.text) > 8 and piece.variant not in ("slug", "file", "bold") and rng.random() < 0.3:
            at = rng.randrange(3, len(piece.text) - 2)
            piece.text = piece.text[:at] + rng.choice(["\u00ad", "\u200b"]) + piece.text[at:]


def entities(pieces):
    """Some characters as HTML writes them."""
    for piece in pieces:
        if piece.variant not in ("slug", "file", "page", "plain"):
            piece.text = "".join(ENTITIES.get(c, c) for c in piece.text)


def typos(rng, pieces):
    """Letters swapped, lost or doubled in the prose, never in what is marked."""
    def slip(match):
        word = match.group()
        if rng.random() > 0.03:
            return word
        at = rng.randrange(1, len(word) - 1)
        return rng.choice([word[:at] + word[at + 1] + word[at] + word[at + 2:], word[:at] + word[at + 1:], word[:at] + word[at] + word[at:]])
    for piece in pieces:
        if not piece.type:
            piece.text = re.sub(r"(?<![\w/.@])[a-z]{5,}(?![\w/.@])", slip, piece.text)
            piece.text = re.sub(r"n't\b", lambda m: rng.choice(["n't", "nt"]), piece.text)
            piece.text = re.sub(r"\. (?=[A-Z])", lambda m: rng.choice([". ", ".  ", ". ", "."]) if rng.random() < 0.2 else ". ", piece.text)


def lowered(text):
    """No capitals at all."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def styled(rng, pieces, flags):
    """One hand's habits: flags of the template first, then chance."""
    chance = rng.random()
    sloppy = "sloppy" in flags
    if sloppy:
        typos(rng, pieces)
        if rng.random() < 0.2:
            reshaped(pieces, lowered)
    if "word" in flags or (not sloppy and chance < 0.15):
        reshaped(pieces, curly)
        reshaped(pieces, lambda t: t.replace(" - ", " – "))
        no_breaks(rng, pieces)
    if "wrap" in flags or 0.15 <= chance < 0.32:
        width = rng.choice(WIDTHS)
        reshaped(pieces, lambda t: wrapped(t, width))
    if 0.32 <= chance < 0.37:
        decomposed(pieces)
    elif 0.37 <= chance < 0.40:
        invisible(rng, pieces)
    elif 0.40 <= chance < 0.44:
        entities(pieces)
    elif 0.44 <= chance < 0.47:
        for piece in pieces:
            piece.text = piece.text.replace("\n", "\r\n")
