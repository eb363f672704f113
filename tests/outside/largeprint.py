"""Judges whether a document for large print is large all over.

The letters of a PDF are measured as they are drawn: after every scaling, in the text, in the
footers and in the numbers of footnotes. A Word document is measured as LibreOffice draws it,
because its sizes follow from styles upon styles, and raised letters shrink as they are drawn.
"""

import pikepdf

from pdf_content import shown
from words import folded

POINTS_MIN = 18.0  # UK Association for Accessible Formats, "Creating clear print and large print documents"
ROUNDING = 0.05  # points
PLACES_SHOWN = 4


def faults(path):
    """Every size below the least, and every slanted letter, by page; an empty list when there is none."""
    try:
        with pikepdf.open(path) as pdf:
            runs = [run for run in shown(pdf) if run.letters.strip()]
    except Exception as error:  # pikepdf raises what its parser raises
        return [f"cannot be read: {error}"]
    if not runs:
        return ["it shows no letters at all"]
    small = [run for run in runs if run.size < POINTS_MIN - ROUNDING]
    slanted = [run for run in runs if run.slanted and any(map(str.isalnum, run.letters))]
    return [
        *_told(
            small,
            lambda run: f"page {run.page}: “{_start(run)}” is at {run.size:.1f} points, below {POINTS_MIN:.0f}",
            "too small",
        ),
        *_told(slanted, lambda run: f"page {run.page}: “{_start(run)}” is in italics ({run.font})", "in italics"),
    ]


def _start(run):
    return folded(run.letters)[:40]


def _told(runs, worded, what):
    told = [worded(run) for run in runs[:PLACES_SHOWN]]
    return told + ([f"and {len(runs) - PLACES_SHOWN} more pieces of text {what}"] if len(runs) > PLACES_SHOWN else [])
