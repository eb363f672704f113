"""Words as all judges count them, whichever format they stand in."""

import re
import unicodedata

# What stands before the words of a caption ("Table 1: "): each format numbers for itself.
CAPTION_NUMBER = re.compile(r"^(?:\s*\w+\s+\d+)?\s*[:.–—]\s*")
# Soft hyphens, joiners, marks of direction, and the signs that choose between two looks of one letter.
INVISIBLE = dict.fromkeys(
    [0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0xFEFF]
)
LIGATURES = {number: unicodedata.normalize("NFKC", chr(number)) for number in range(0xFB00, 0xFB07)}


def words(text):
    return unicodedata.normalize("NFC", text.translate(LIGATURES)).translate(INVISIBLE).split()


def folded(text):
    """The words with one space between them."""
    return " ".join(words(text))


def without_number(caption):
    return CAPTION_NUMBER.sub("", caption.translate(INVISIBLE))


def below_masthead(text, organisation):
    """A text without its first line where that is the organisation's name, as the document's properties have it: the
    page says it in its header."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if words(line)), None)
    if first is not None and organisation and words(lines[first]) == words(organisation):
        del lines[first]
    return "\n".join(lines)


def without_pictures(text, alternatives):
    """A text without the words that stand in brackets where a picture could not be shown."""
    for alternative in alternatives:
        text = text.replace(f"[Picture: {alternative}]", "", 1)
    return text
