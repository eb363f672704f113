"""Measure pages: what a tool made is checked, and each kind of build is timed.

A helper of run.py.
"""

import collections
import functools
import html.parser
import re
import shutil
import statistics
import sys
import urllib.parse

import corpus
from machine import measure, settle
from report import peak_cell, ratio, spread
from tools import Wrong

# How many pages have every link followed. Each page is looked at for table and lists.
PAGES_FOLLOWED = 50

REVISED_TITLE = ", revised"
REVISED_WORDS = "This sentence is the one edit."


class Reader(html.parser.HTMLParser):
    """Collects the ids of a page and the links within its main part."""

    def __init__(self):
        super().__init__()
        self.ids = set()
        self.links = []
        self._in_main = False

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if attributes.get("id"):
            self.ids.add(attributes["id"])
        if tag == "main":
            self._in_main = True
        if tag == "a" and self._in_main and attributes.get("href") is not None:
            self.links.append(attributes["href"])

    def handle_endtag(self, tag):
        if tag == "main":
            self._in_main = False


def read_page(path):
    """Return a `Reader` that has read the page."""
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def policy_pages(site, tool):
    """Return the paths of the policies' pages, by number order."""
    named = re.compile(r"policies/policy-\d{6}(/index)?\.html$")
    return sorted(path for path in (site / tool.output).rglob("*.html") if named.search(path.as_posix()))


def inspect(site, tool, pages):
    """Check what a tool made, and return what to report of it. Raise `Wrong` if it is not right.

    The report: files and bytes of the whole site, and the median bytes of a policy's page.
    """
    found = policy_pages(site, tool)
    if len(found) != pages:
        raise Wrong(f"{tool.key} made {len(found)} of {pages} policies")
    wanted = (b"<table", b"<th", b"<td", b"<ul", b"<ol", b"<h3", b"https://www.example.org/guidance/")
    sizes = []
    for path in found:
        page = path.read_bytes()
        sizes.append(len(page))
        for part in wanted:
            if part not in page:
                raise Wrong(f"{tool.key}: no {part.decode()} in {path.relative_to(site)}")
    readers = functools.lru_cache(maxsize=None)(read_page)
    for path in found[:: max(1, pages // PAGES_FOLLOWED)]:
        follow_links(site / tool.output, path, readers, tool)
    if tool.key != "pandoc":
        links = set(re.findall(r"policies/(policy-\d{6})", listed(site, tool, found)))
        if len(links) != pages:
            raise Wrong(f"{tool.key} lists {len(links)} of {pages} policies")
    everything = [path for path in (site / tool.output).rglob("*") if path.is_file()]
    return {"files": len(everything), "bytes": sum(path.stat().st_size for path in everything),
            "page_bytes": statistics.median(sizes)}


def follow_links(output, path, readers, tool):
    """Raise `Wrong` unless every link within the main part of a page leads somewhere."""
    host = urllib.parse.urlsplit(corpus.SITE_URL).netloc
    address = f"{corpus.SITE_URL}/{path.relative_to(output).as_posix()}"
    inside = 0
    for link in readers(path).links:
        target = urllib.parse.urlsplit(urllib.parse.urljoin(address, link))
        if target.netloc != host:
            continue
        name = urllib.parse.unquote(target.path).strip("/")
        choices = [output / name, output / name / "index.html", output / f"{name}.html"]
        file = next((choice for choice in choices if choice.is_file()), None)
        if file is None:
            raise Wrong(f"{tool.key}: {path.relative_to(output)} links to {link}, which is not there")
        if target.fragment and file.suffix == ".html" and target.fragment not in readers(file).ids:
            raise Wrong(f"{tool.key}: {path.relative_to(output)} links to {link}, which has no such heading")
        inside += "policy-" in link or bool(target.fragment)
    if inside < 2:
        raise Wrong(f"{tool.key}: {path.relative_to(output)} has lost its links to other pages or headings")


def listed(site, tool, policies):
    """Return the text of all pages that are no policy's: the listing is among them."""
    policies = set(policies)
    return "".join(path.read_text(encoding="utf-8") for path in (site / tool.output).rglob("*.html")
                   if path not in policies)


def edit(path):
    """Change the title of a page, and so the listing, and add a sentence to it."""
    text = path.read_text(encoding="utf-8")
    changed = re.sub(r'(?m)^(title.*: policy \d+)"$', rf'\1{REVISED_TITLE}"', text, count=1)
    assert changed != text, f"no title to edit in {path}"
    path.write_text(changed + f"\n{REVISED_WORDS}\n", encoding="utf-8", newline="\n")


def inspect_edit(site, tool, number):
    """Raise `Wrong` unless page and listing both show the edit of the policy `number`."""
    policies = policy_pages(site, tool)
    page = policies[number - 1].read_text(encoding="utf-8")
    title = f"policy {number}{REVISED_TITLE}"
    if REVISED_WORDS not in page or title not in page:
        raise Wrong(f"{tool.key}: the page does not show the edit")
    if title not in listed(site, tool, policies):
        raise Wrong(f"{tool.key}: the listing does not show the edited title")


# What the first run of a tool is checked with. `made` is called with site, tool and number of
# policies after the cold build and returns what to report; `edited` with site, tool and the
# number of the edited policy after the last build. Both raise `Wrong`.
Check = collections.namedtuple("Check", ("made", "edited"))
PAGES_CHECK = Check(inspect, inspect_edit)


def floors(site, tool):
    """Return the floors: ordinary commands that do the least such a build could do.

    They know nothing of pages, so no honest generator can do the same work in less CPU.

    * look: `find` reads the name, size and time of every page and of every file of the
      site. A build that trusts size and time must do this much to say nothing changed.
    * read: `cat` reads every byte of both. A build that trusts only the bytes must do this
      much, and compare besides.
    * copy: `cat` reads the pages and `cp` makes the files of the site anew. A cold build
      must do this much, and make them besides.
    """
    copy = site / "floor"
    shutil.rmtree(copy, ignore_errors=True)
    taken = {}
    for name, argv in (
        ("look", ["find", "content", tool.output, "-type", "f", "-printf", "%s %T@\n"]),
        ("read", ["find", "content", tool.output, "-type", "f", "-exec", "cat", "{}", "+"]),
        ("copy", ["sh", "-c", 'find content -type f -exec cat {} + && exec cp -R "$1" floor', "sh", tool.output]),
    ):
        settle(site)
        taken[name] = measure(argv, site)
    shutil.rmtree(copy, ignore_errors=True)
    return taken


def run_scenarios(site, tool, pages, check=None):
    """Run the scenarios of one tool once. Return the `Run`s by scenario and, with a `Check`, a report."""
    number = (pages + 1) // 2
    source = corpus.policy_path(site, number)
    tool.clean(site)
    taken = {"cold": tool.build(site)}
    report = check.made(site, tool, pages) if check else None
    if "nothing-changed" in tool.scenarios:
        taken["nothing-changed"] = tool.build(site)
    if "one-edit" in tool.scenarios:
        before = source.read_bytes()
        try:
            edit(source)
            taken["one-edit"] = tool.build(site)
            if check:
                check.edited(site, tool, number)
        finally:
            source.write_bytes(before)
    return taken, report


def measure_pages(tools, pages, options, work):
    """Measure `pages` policies. Return the `Run`s by tool and scenario, and the reports by tool."""
    here = [tool for tool in tools if tool.key != "pandoc" or pages <= options.pandoc_pages_max]
    for tool in set(tools) - set(here):
        print(f"{tool.key} is left out above {options.pandoc_pages_max} pages", file=sys.stderr)
    sites = {}
    for tool in here:
        sites[tool.key] = work / f"{tool.key}-{pages}"
        corpus.make(pages, sites[tool.key], options.seed, tool.maker, search=options.search, words=options.words)
        # A harness that was stopped halfway may have left the edited page edited.
        corpus.write_policy(pages, sites[tool.key], options.seed, tool.maker, (pages + 1) // 2, words=options.words)
    runs = {}
    reports = {}
    for turn in range(options.runs + 1):
        for tool in here:
            counted = f"run {turn} of {options.runs}" if turn else "warm-up and check"
            print(f"{pages} pages, {tool.key}: {counted}", file=sys.stderr)
            taken, report = run_scenarios(sites[tool.key], tool, pages, None if turn else PAGES_CHECK)
            if report:
                reports[tool.key] = report
            if tool is here[0]:
                taken.update(floors(sites[tool.key], tool))
            if turn:
                for scenario, run in taken.items():
                    runs.setdefault((tool.key, scenario), []).append(run)
    return runs, reports


SCENARIO_TITLES = {
    "cold": "cold",
    "nothing-changed": "again, nothing changed",
    "one-edit": "again, one page and its title edited",
}
FLOOR_TITLES = (
    ("cold", "copy", "floor: read the pages, copy the finished site (`cat`, `cp`)"),
    ("nothing-changed", "read", "floor: read every byte of pages and site (`cat`)"),
    ("nothing-changed", "look", "floor: look at every size and time (`find`)"),
)


def pages_report(tools, pages, runs, reports, least):
    """Return the Markdown of one size of site."""
    base = tools[0]
    lines = [f"### {pages:,} pages", "",
             "| build | tool | wall, s | CPU, s | peak, MiB | wall ÷ first | CPU ÷ first |",
             "|---|---|---|---|---|---|---|"]
    for scenario, title in SCENARIO_TITLES.items():
        rows = [(tool.label, runs.get((tool.key, scenario))) for tool in tools]
        rows += [(label, runs.get((base.key, name))) for under, name, label in FLOOR_TITLES if under == scenario]
        first = runs[base.key, scenario] if (base.key, scenario) in runs else None
        for label, taken in rows:
            if taken:
                lines.append(row(title, label, taken, first, least))
    lines += ["", "| tool | files made | whole site, MB | a policy's page, bytes (median) |", "|---|---|---|---|"]
    for tool in tools:
        if tool.key in reports:
            report = reports[tool.key]
            lines.append(f"| {tool.label} | {report['files']:,} | {report['bytes'] / 1e6:.1f} "
                         f"| {report['page_bytes']:,.0f} |")
    return "\n".join(lines)


def row(title, label, taken, first, least):
    """Return one row: medians with the least and the most, and ratios to the first tool."""
    cells = [title, label, spread([run.wall for run in taken]), spread([run.cpu for run in taken]),
             peak_cell([run.peak for run in taken], least)]
    for part in ("wall", "cpu"):
        if first is None or first is taken:
            cells.append("1" if first is taken else "")
        else:
            cells.append(ratio([getattr(run, part) for run in taken], [getattr(run, part) for run in first]))
    return "| " + " | ".join(cells) + " |"
