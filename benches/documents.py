"""Measure documents: the processor time of one in each format, and the whole of a site with all of them.

A helper of run.py.
"""

import hashlib
import os
import statistics
import sys

import corpus
from converters import converters
from formats import (ENDING_TITLES, FORMAT_TITLES, FORMATS, check_package, document_paths, endings_of,
                     inspect_documents, plain)
from pages import REVISED_WORDS, SCENARIO_TITLES, Check, inspect, inspect_edit, run_scenarios
from report import digits, ratio, spread
from tools import Candour, Wrong

# What Candour is to reach with all formats for this many policies on this many processors:
# wall seconds by scenario, and MiB at the peak of each.
GOAL_PAGES = 1_000
GOAL_PROCESSORS = 2
GOAL_WALL = {"cold": 40, "nothing-changed": 2}
GOAL_PEAK = 500


class Column:
    """One thing that is run in each turn: `tool` in the folder `site`.

    It makes documents in `formats` (none for Candour with documents off) of the first
    `count` policies. `files` is what the check found, `runs` what it took.
    """

    def __init__(self, label, tool, site, formats, count):
        self.label = label
        self.tool = tool
        self.site = site
        self.formats = formats
        self.count = count
        self.files = {}
        self.runs = []

    def documents(self):
        """Return how many documents it makes."""
        return self.count * len(endings_of(self.formats))


class Whole:
    """A site with all formats: `runs` are by scenario, `report` is that of its pages."""

    def __init__(self, tool, site):
        self.tool = tool
        self.site = site
        self.files = {}
        self.report = None
        self.runs = {}


def measure_documents(options, tools, pages, work):
    """Measure the documents of `pages` policies. Return the Markdown by section and all `Run`s by label."""
    formats = [name for name in FORMATS if name in options.formats]
    columns, wholes = prepare(options, tools, formats, pages, work)
    for turn in range(options.runs + 1):
        counted = f"run {turn} of {options.runs}" if turn else "warm-up and check"
        for column in columns:
            print(f"{column.documents()} documents, {column.label}: {counted}", file=sys.stderr)
            column.tool.clean(column.site)
            run = column.tool.build(column.site)
            if turn:
                column.runs.append(run)
            else:
                column.files = inspect_documents(column.site / column.tool.output, column.label, column.formats,
                                                 column.count, options.seed)
        for whole in wholes:
            print(f"{pages * len(endings_of(formats))} documents, {whole.tool.label}, the whole: {counted}",
                  file=sys.stderr)
            check = None if turn else whole_check(whole, formats, options.seed)
            taken, report = run_scenarios(whole.site, whole.tool, pages, check)
            whole.report = report or whole.report
            for scenario, run in taken.items() if turn else ():
                whole.runs.setdefault(scenario, []).append(run)
    runs = {column.label: column.runs for column in columns}
    runs |= {f"{whole.tool.label}, the whole, {name}": taken for whole in wholes for name, taken in whole.runs.items()}
    sections = {}
    if columns:
        sections["documents"] = formats_report(columns, formats, options, pages)
    if wholes:
        sections["documents-whole"] = "\n\n".join(whole_report(whole, formats, options, pages) for whole in wholes)
    return sections, runs


def prepare(options, tools, formats, pages, work):
    """Make every corpus and every input. Return the `Column`s and the `Whole`s."""
    columns = []
    wholes = []
    for tool in tools:
        if isinstance(tool, Candour):
            alone = [(), *((name,) for name in formats)] if "alone" in options.parts else []
            for made in alone:
                site = work / f"{tool.key}-{pages}-{made[0] if made else 'no-documents'}"
                corpus.make(pages, site, options.seed, tool.maker, made, options.search, options.words)
                columns.append(Column(candour_label(tool, made), tool, site, made, pages))
            if "whole" in options.parts:
                site = work / f"{tool.key}-{pages}-whole"
                corpus.make(pages, site, options.seed, tool.maker, formats, options.search, options.words)
                # A harness that was stopped halfway may have left the edited page edited.
                corpus.write_policy(pages, site, options.seed, tool.maker, (pages + 1) // 2, formats, options.words)
                wholes.append(Whole(tool, site))
        elif "alone" in options.parts:
            site, found = converters(tool, options, formats, pages, work)
            columns += [Column(f"{converter.label}, {FORMAT_TITLES[converter.format]}", converter, site,
                               (converter.format,), converter.count) for converter in found]
    return columns, wholes


def candour_label(tool, formats):
    """Return what a report calls Candour with one format, or with documents off."""
    return f"{tool.label}, {FORMAT_TITLES[formats[0]] if formats else 'documents off'}"


# ---------------------------------------------------------------------------
# Is the whole right?


def whole_check(whole, formats, seed):
    """Return the `Check` of a site with documents: the pages as ever, and every document."""
    folder = whole.site / whole.tool.output
    before = {}

    def made(site, tool, pages):
        report = inspect(site, tool, pages)
        whole.files = inspect_documents(folder, tool.label, formats, pages, seed)
        before.update(digests(folder))
        return report

    def edited(site, tool, number):
        inspect_edit(site, tool, number)
        after = digests(folder)
        changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
        wanted = {(number, ending) for ending in endings_of(formats)}
        if changed != wanted:
            odd = min(changed ^ wanted)
            raise Wrong(f"{tool.label}: the edit of policy {number} is told wrong from policy {odd[0]}, *{odd[1]}")
        paths = document_paths(folder)
        for path in (paths[key] for key in sorted(wanted)):
            # The words of a PDF cannot be read without a library; its bytes have changed.
            if path.suffix != ".pdf":
                text = path.read_text(encoding="utf-8") if path.suffix == ".txt" else check_package(path)
                if plain(REVISED_WORDS) not in plain(text):
                    raise Wrong(f"{tool.label}: {path.name} does not show the edit")

    return Check(made, edited)


def digests(folder):
    """Return the SHA-256 of every document below a folder, by number of the policy and ending."""
    return {key: hashlib.sha256(path.read_bytes()).digest() for key, path in document_paths(folder).items()}


# ---------------------------------------------------------------------------
# The report


def formats_report(columns, formats, options, pages):
    """Return the Markdown of each format alone."""
    lines = [f"### Each format alone, {pages:,} policies of about {options.words} words", "",
             "| what | documents | wall, s | CPU, s | peak, MiB |", "|---|---|---|---|---|"]
    for column in columns:
        lines.append(f"| {column.label} | {column.documents():,} | {spread([run.wall for run in column.runs])} "
                     f"| {spread([run.cpu for run in column.runs])} "
                     f"| {statistics.median(run.peak for run in column.runs):,.0f} |")
    lines += ["", "| one document | made by | CPU, ms | CPU ÷ first | bytes (median) | sheets |",
              "|---|---|---|---|---|---|"]
    off = {column.tool.key: column for column in columns if not column.formats}
    for name in formats:
        first = None
        for column in columns:
            if column.formats != (name,):
                continue
            each = each_document(column, off.get(column.tool.key))
            cells = [FORMAT_TITLES[name], column.tool.label, each_cell(each), "1" if first is None else against(each, first),
                     " and ".join(f"{made.bytes:,.0f}" for made in column.files.values()),
                     " and ".join(sheets(made) for made in column.files.values() if made.sheets)]
            lines.append("| " + " | ".join(cells) + " |")
            first = first or each
    lines += ["", "Candour's CPU for a document is its CPU with that format on less its CPU with documents off, divided "
              "by the documents made. So it leaves out reading the page, which Pandoc's includes; WeasyPrint is given "
              "web pages and LibreOffice Word files that were made before. A peer's CPU is that of all its processes. "
              "Large print is two documents, whose CPU is the mean of both."]
    return "\n".join(lines)


def each_document(column, off):
    """Return the CPU of one document in milliseconds, run by run; `off` is the column without documents."""
    without = [run.cpu for run in off.runs] if off else [0] * len(column.runs)
    return [(run.cpu - less) / column.documents() * 1000 for run, less in zip(column.runs, without)]


def each_cell(each):
    """Return the CPU of one document, or that it is lost in the difference of two noisy builds."""
    return spread(each) if min(each) > 0 else "too small to tell: more pages are needed"


def against(numbers, first):
    """Return the ratio to the first maker of the format, or that its time cannot be told from none."""
    return ratio(numbers, first) if min(first) > 0 else "first too small to tell"


def sheets(made):
    """Return the median number of sheets of a PDF, with the fewest and the most where they differ."""
    median, least, most = statistics.median(made.sheets), min(made.sheets), max(made.sheets)
    return f"{median:g}" if least == most else f"{median:g} ({least}–{most})"


def whole_report(whole, formats, options, pages):
    """Return the Markdown of a site with all the formats asked for."""
    count = sum(made.count for made in whole.files.values())
    lines = [f"### The whole: {pages:,} policies and {count:,} documents, {whole.tool.label}", ""]
    with_goals = pages == GOAL_PAGES and formats == list(FORMATS)
    lines += ["| build | wall, s | CPU, s | peak, MiB |" + (" goal |" if with_goals else ""),
              "|---|---|---|---|" + ("---|" if with_goals else "")]
    for scenario, taken in whole.runs.items():
        wall = [run.wall for run in taken]
        peak = statistics.median(run.peak for run in taken)
        line = f"| {SCENARIO_TITLES[scenario]} | {spread(wall)} | {spread([run.cpu for run in taken])} | {peak:,.0f} |"
        lines.append(line + (f" {goal(scenario, statistics.median(wall), peak)} |" if with_goals else ""))
    if with_goals and os.cpu_count() != GOAL_PROCESSORS:
        lines += ["", f"The goals are for {GOAL_PROCESSORS} processors."]
    lines += ["", "| document | files | bytes (median) | all, MB | sheets |", "|---|---|---|---|---|"]
    for ending, made in whole.files.items():
        lines.append(f"| {ENDING_TITLES[ending]} (`{ending}`) | {made.count:,} | {made.bytes:,.0f} "
                     f"| {made.total / 1e6:.1f} | {sheets(made) if made.sheets else ''} |")
    lines += ["", f"The whole site has {whole.report['files']:,} files, {digits(whole.report['bytes'] / 1e6)} MB. "
              "The warm-up run checks that the edit changes every document of its policy and no other."]
    return "\n".join(lines)


def goal(scenario, wall, peak):
    """Return the goals of a scenario and whether the medians meet them."""
    goals = [(f"{GOAL_WALL[scenario]} s", wall < GOAL_WALL[scenario])] if scenario in GOAL_WALL else []
    goals.append((f"{GOAL_PEAK} MiB", peak < GOAL_PEAK))
    return ", ".join(f"under {words}: {'met' if met else 'not met'}" for words, met in goals)
