"""Words as all judges count them, whichever format they stand in."""

import re
import unicodedata

# What stands before the words of a caption ("Table 1: "): each format numbers for itself.
CAPTION_NUMBER = re.compile(r"^(?:\s*\w+\s+\d+)?\s*[:.–—]\s*")
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
LIGATURES = {number: unicodedata.normalize("NFKC", chr(number)) for number in range(0xFB00, 0xFB07)}


def words(text):
    return unicodedata.normalize("NFC", text.translate(LIGATURES)).translate(INVISIBLE).split()


def folded(text):
    """The words with one space between them."""
    return " ".join(words(text))


def without_number(caption):
    return CAPTION_NUMBER.sub("", caption)
