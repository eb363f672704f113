"""Judges whether the words of a PDF keep to their places: on the page, beside each other, in their columns.

No validator sees that a long word runs out of a narrow column into the next one, and the
tags are right all the same.
"""

from itertools import groupby, pairwise

from pdf import NOTES, Pdf
from words import folded

OVERLAP_MAX = 0.15  # of the letters' size: letters may lean into each other
GUTTER_MIN = 0.4  # of the letters' size between two columns: wider than the space between two words (0.28 in Arial)
PLACES_SHOWN = 4


def faults(path):
    """Every place in plain words; an empty list when all words keep to theirs."""
    try:
        document = Pdf(path)
    except Exception as error:  # pikepdf raises what its parser raises
        return [f"cannot be read: {error}"]
    found = []
    for check in (_off_the_page, _over_each_other, _out_of_columns):
        told = list(dict.fromkeys(check(document)))
        found += told[:PLACES_SHOWN]
        if len(told) > PLACES_SHOWN:
            found.append(f"and {len(told) - PLACES_SHOWN} more places like the last")
    return found


def _off_the_page(document):
    boxes = [[float(edge) for edge in page.mediabox] for page in document.file.pages]
    for run in _seen(document.shown):
        left, bottom, right, top = boxes[run.page - 1]
        if _left(run) < left or _right(run) > right or not bottom <= run.start[1] <= top:
            yield f"page {run.page}: “{_start(run)}” runs off the page"


def _over_each_other(document):
    level = [run for run in _seen(document.shown) if abs(run.start[1] - run.end[1]) < 0.1]
    for _, line in groupby(sorted(level, key=_place), key=lambda run: _place(run)[:2]):
        for before, after in pairwise(line):
            if _right(before) - _left(after) > OVERLAP_MAX * min(before.size, after.size):
                yield f"page {before.page}: “{_start(after)}” is drawn over “{_start(before)}”"


def _out_of_columns(document):
    for row in document.tree.each("TR"):
        cells = [_seen(_own_runs(cell)) for cell in row.children if not isinstance(cell, str)]
        for page in sorted({run.page for cell in cells for run in cell}):
            here = [[run for run in cell if run.page == page] for cell in cells]
            columns = sorted((cell for cell in here if cell), key=lambda cell: min(map(_left, cell)))
            for before, after in pairwise(columns):
                widest, first = max(before, key=_right), min(after, key=_left)
                if _left(first) - _right(widest) < GUTTER_MIN * min(widest.size, first.size):
                    yield f"page {page}: “{_start(widest)}” runs into the column of “{_start(first)}”"


def _own_runs(tag):
    """What a cell shows. A footnote that it refers to stands at the foot of the page."""
    below = [run for child in tag.children if not isinstance(child, str) and child.kind not in NOTES for run in _own_runs(child)]
    return tag.runs + below


def _seen(runs):
    return [run for run in runs if run.letters.strip()]


def _left(run):
    return min(run.start[0], run.end[0])


def _right(run):
    return max(run.start[0], run.end[0])


def _place(run):
    return run.page, round(run.start[1], 1), _left(run)


def _start(run):
    return folded(run.letters)[:40]
