"""Write numbers down: cells, the paragraph above a section, and the marked sections of RESULTS.md.

A helper of run.py.
"""

import statistics

from machine import HERE, commit, describe, is_busy
from tools import Candour

RESULTS = HERE / "RESULTS.md"


def digits(number):
    """Return `number` with about three digits that count."""
    places = 3 if number < 1 else 2 if number < 10 else 1 if number < 100 else 0
    return f"{number:,.{places}f}"


def spread(numbers):
    """Return the median of the numbers, with the least and the most."""
    return f"{digits(statistics.median(numbers))} ({digits(min(numbers))}–{digits(max(numbers))})"


def peak_cell(numbers, least):
    """Return the median peak, or that it is too small to be told from the harness."""
    peak = statistics.median(numbers)
    return f"below {least:.0f}" if peak <= least * 1.05 else f"{peak:,.0f}"


def ratio(numbers, first):
    """Return the median of the ratios within each pair of runs."""
    return digits(statistics.median(one / other for one, other in zip(numbers, first)))


def heading(options, tools, work, others):
    """Return the paragraph that says where, when and with what a section was measured."""
    versions = []
    for tool in tools:
        if tool.key == "candour-plain":
            continue
        versions.append(f"{tool.name} {tool.version()}{commit() if isinstance(tool, Candour) else ''}")
    busy = f" The machine was busy: other work used {others:.1f} processors before the first run." if is_busy(others) else ""
    return (f"Measured on {options.date}. {describe(work)}. {', '.join(versions)}. "
            f"Paired runs: {options.runs}. Medians, with the least and the most in brackets; "
            f"ratios are medians of the pairs, to {tools[0].label}.{busy}")


def write_section(name, text):
    """Replace the marked section `name` of RESULTS.md."""
    begin, end = f"<!-- bench:{name}:begin -->", f"<!-- bench:{name}:end -->"
    whole = RESULTS.read_text(encoding="utf-8")
    if whole.count(begin) != 1 or whole.count(end) != 1:
        raise SystemExit(f"benches/RESULTS.md has no marked section {name}")
    before, rest = whole.split(begin)
    after = rest.split(end)[1]
    RESULTS.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8", newline="\n")
