"""The text file of a page against the page."""

import re

from words import words

RULING = re.compile(r"^[\W_]+$")
MARKER = re.compile(r"^\s*(?:[-*•]|\d+[.)])\s+")


def compared(page, path):
    """The words of the page and those of the file, to be held against each other."""
    lines = [MARKER.sub("", line) for line in path.read_text("utf-8").splitlines() if not RULING.match(line)]
    return words("\n".join(page.texts())), words("\n".join(lines))
