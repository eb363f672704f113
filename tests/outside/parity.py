"""Judges whether a document says what its web page says, word for word and in order.

Each format is read by a reader of its own that shares no code with what wrote it: Word by
python-docx, OpenDocument and EPUB from the XML in their zips, a PDF by its tags, the text
file by its published form. What only one side has, each reader leaves out: contents lists,
the numbers of captions, bullets and the numbers of lists. Footnotes are a second text, in
the order in which the first refers to them.
"""

from difflib import SequenceMatcher

import epub
import odf
import page
import pdf
import plain
import word
from words import folded, without_pictures, words

PLACES_SHOWN = 3  # differing places printed for one document
CONTEXT_WORDS = 4  # words before and after a difference
# suffix → the running text and the footnotes of a file
READERS = {
    ".docx": word.texts,
    ".odt": odf.texts,
    ".epub": epub.texts,
    ".pdf": lambda path: pdf.Pdf(path).texts(),
}


def faults(page_path, document_path):
    """The differing places in plain words; an empty list when page and document say the same."""
    try:
        if document_path.suffix == ".txt":
            compared = plain.compared(page_path, document_path)
            return [fault for pair in compared for fault in _differences(*pair)]
        web, suffix = page.read(page_path), document_path.suffix
        there = [without_pictures(text, web.alternatives()) for text in READERS[suffix](document_path)]
        if suffix != ".epub":  # there the reader's program sees to wide tables
            web = page.by_rows(web, page.told_by_rows(web, folded(there[0])), suffix == ".pdf")
        text = _differences("text", words(web.texts()[0]), words(there[0]))
        return [*text, *_differences("footnotes", *_footnotes(web, there[1]))]
    except Exception as error:  # each reader raises what its zip, XML or PDF library raises
        return [f"cannot be compared: {error}"]


def _footnotes(web, there):
    """The words of the footnotes of a page and of a document. Which note of a note comes first, each format says."""
    here = web.texts()[1]
    if not web.notes_of_notes:
        return words(here), words(there)
    return sorted(words(here)), sorted(words(there))


def last_words(path, number):
    """Up to a number of words from the end of the document's last paragraph."""
    lines = [found for line in READERS[path.suffix](path)[0].split("\n") if (found := words(line))]
    return lines[-1][-number:] if lines else []


def _differences(what, on_page, in_document):
    if on_page == in_document:
        return  # at once, however long
    changes = [c for c in SequenceMatcher(None, on_page, in_document, autojunk=False).get_opcodes() if c[0] != "equal"]
    for _, a, b, c, d in changes[:PLACES_SHOWN]:
        yield (f"{what}, word {a + 1}: the page says {_quoted(on_page, a, b)}, the document says {_quoted(in_document, c, d)}")
    if len(changes) > PLACES_SHOWN:
        yield f"{what}: and {len(changes) - PLACES_SHOWN} more differing places"


def _quoted(found, start, end):
    shown = found[start:end] if end - start <= 12 else [*found[start : start + 12], "…"]
    before, after = found[max(0, start - CONTEXT_WORDS) : start], found[end : end + CONTEXT_WORDS]
    return f"“{' '.join([*before, '[' + ' '.join(shown) + ']', *after])}”"
