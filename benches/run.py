#!/usr/bin/env python3
"""Measure Candour beside its peers on the same corpus.

    benches/run.py --pages 1000 10000 --tools candour zola hugo --runs 5
    benches/run.py --documents --pages 1000 --runs 5
    benches/run.py --documents --pages 20 --runs 1          # a quick look

How it measures:

* Runs are paired: tool A, tool B, tool C, then A, B, C again, so that a machine that
  slows down or is disturbed does so for all of them. Ratios are taken within a pair.
* Each tool has one run first that is not counted. It warms the file cache for everybody,
  and what it made is checked: every page, its table, its lists, its links; every document,
  that it is there, is of its kind, and holds its policy.
* Wall time is from start to exit, in seconds. CPU is user plus system time of the process
  and of every child it waited for, in seconds. Peak is the largest resident set of any one
  of those processes, in MiB.
* Cold means that output and caches are deleted first. The file cache is warm.
* Nothing here fails because of a time. It fails (exit status 1) when a tool makes the
  wrong thing, and (exit status 2) when a tool cannot be run.

Only the Python 3 standard library is used, and the ordinary commands find, cat, cp, sort
and xargs.
"""

import argparse
import datetime
import json
import pathlib
import shutil
import sys

sys.dont_write_bytecode = True
# Beside this file; they leave no compiled copies there.
import corpus  # noqa: E402
from documents import measure_documents  # noqa: E402
from formats import FORMATS  # noqa: E402
from machine import REPOSITORY, disk_kind, is_busy, measure, work_of_others  # noqa: E402
from pages import measure_pages, pages_report  # noqa: E402
from report import heading, write_section  # noqa: E402
from tools import MAKERS_OF_DOCUMENTS, MAKERS_OF_PAGES, PEERS, Wrong, find_tools  # noqa: E402

RAM_DISK = pathlib.Path("/dev/shm")

# One Pandoc process a page is slow enough that larger sites add nothing but hours.
PANDOC_PAGES_MAX = 1_000

# A peer that takes a second for a document needs no more of them for a steady figure.
PEER_PAGES = 200


def arguments():
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measure Candour beside its peers.")
    parser.add_argument("--pages", type=int, nargs="+", default=[1000], help="sizes of site to measure")
    parser.add_argument("--tools", nargs="+", default=None, choices=sorted({*MAKERS_OF_PAGES, *MAKERS_OF_DOCUMENTS}),
                        help="in this order; ratios are to the first; candour zola hugo if left out, and for "
                             "documents candour pandoc weasyprint soffice")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each")
    parser.add_argument("--documents", action="store_true", help="measure documents instead of pages")
    parser.add_argument("--formats", nargs="+", default=list(FORMATS), choices=list(FORMATS),
                        help="of the documents; all of them if left out")
    parser.add_argument("--parts", nargs="+", default=["alone", "whole"], choices=["alone", "whole"],
                        help="of the documents: each format alone beside its peers, the whole with all formats")
    parser.add_argument("--peer-pages", type=int, default=PEER_PAGES,
                        help="how many policies the peers make documents of, at most")
    parser.add_argument("--words", type=int, default=None,
                        help=f"about how many words a policy has; {corpus.BODY_WORDS} if left out, and for documents "
                             f"{corpus.THREE_SHEETS_WORDS}, which make three sheets")
    parser.add_argument("--ram", action="store_true", help="work on a RAM disk, and tidy up afterwards")
    parser.add_argument("--keep", action="store_true", help="leave what was made on the RAM disk")
    parser.add_argument("--work", type=pathlib.Path, default=REPOSITORY / "target" / "bench", help="work folder")
    parser.add_argument("--seed", type=int, default=1, help="of the corpus")
    parser.add_argument("--search", choices=("on", "off"), default="off",
                        help="Candour's search index; Zola's and Hugo's is off")
    parser.add_argument("--candour", type=pathlib.Path, default=REPOSITORY / "target" / "release" / "candour")
    parser.add_argument("--candour-args", nargs="*", default=[], metavar="WORD", help="more words for candour build")
    parser.add_argument("--theme", type=pathlib.Path, default=None,
                        help="Candour's theme; themes/nhs of this repository if left out")
    for name in PEERS:
        parser.add_argument(f"--{name}", type=pathlib.Path, default=None, help=f"path of {name}, if not on PATH")
    parser.add_argument("--pandoc-pages-max", type=int, default=PANDOC_PAGES_MAX,
                        help="leave Pandoc out of larger sites")
    parser.add_argument("--date", default=datetime.date.today().isoformat(), help="the date to report")
    parser.add_argument("--write", action="store_true", help="replace the marked sections of RESULTS.md")
    options = parser.parse_args()
    if min(options.pages) < 2 or options.runs < 1 or options.peer_pages < 1:
        parser.error("--pages takes whole numbers from 2, --runs and --peer-pages from 1")
    if options.tools is None:
        options.tools = (["candour", "pandoc", "weasyprint", "soffice"] if options.documents
                         else ["candour", "zola", "hugo"])
    unable = set(options.tools) - set(MAKERS_OF_DOCUMENTS if options.documents else MAKERS_OF_PAGES)
    if unable:
        parser.error(f"{', '.join(sorted(unable))} cannot make {'documents' if options.documents else 'pages'}")
    if options.words is None:
        options.words = corpus.THREE_SHEETS_WORDS if options.documents else corpus.BODY_WORDS
    if options.words < corpus.BODY_WORDS_MIN:
        parser.error(f"--words takes a whole number from {corpus.BODY_WORDS_MIN}")
    if options.theme is None and (REPOSITORY / "themes" / "nhs").is_dir():
        options.theme = REPOSITORY / "themes" / "nhs"
    if options.theme is not None:
        options.theme = options.theme.resolve()
    return options


def main():
    """Measure what was asked for, print it, and write it if asked."""
    options = arguments()
    tools = find_tools(options)
    work = RAM_DISK / "candour-bench" if options.ram else options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    if options.ram and disk_kind(work) != "RAM disk (tmpfs)":
        raise SystemExit(f"{RAM_DISK} is no RAM disk here; leave out --ram or give --work")
    others = work_of_others()
    if is_busy(others):
        print(f"other work uses {others:.1f} processors: times will be too long", file=sys.stderr)
    where = "ram" if disk_kind(work) == "RAM disk (tmpfs)" else "disk"
    least = measure(["true"], work).peak
    # The Markdown below each mark of RESULTS.md, one piece for each size of site.
    sections = {}
    record = {}
    try:
        for pages in options.pages:
            if options.documents:
                texts, runs = measure_documents(options, tools, pages, work)
                record[pages] = {label: [vars(run) for run in taken] for label, taken in runs.items()}
            else:
                runs, reports = measure_pages(tools, pages, options, work)
                record[pages] = {" ".join(key): [vars(run) for run in taken] for key, taken in runs.items()}
                texts = {f"pages-{where}": pages_report(tools, pages, runs, reports, least)}
            for section, text in texts.items():
                sections.setdefault(section, [heading(options, tools, work, others)]).append(text)
    except Wrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    finally:
        if options.ram and not options.keep:
            shutil.rmtree(work, ignore_errors=True)
    name = "documents" if options.documents else f"pages-{where}"
    # The single runs are kept beside the corpora, or in the usual folder after a RAM disk.
    kept = options.work if options.ram else work
    kept.mkdir(parents=True, exist_ok=True)
    (kept / f"{name}.json").write_text(json.dumps(record, indent=1) + "\n")
    for section, texts in sections.items():
        report = "\n\n".join(texts)
        print(report)
        if options.write:
            write_section(section, report)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
