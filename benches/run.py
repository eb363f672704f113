#!/usr/bin/env python3
"""Measure Candour beside Zola, Hugo and Pandoc on the same corpus.

    benches/run.py --pages 1000 10000 --tools candour zola hugo --runs 5
    benches/run.py --documents --pages 1000 --tools candour pandoc

How it measures:

* Runs are paired: tool A, tool B, tool C, then A, B, C again, so that a machine that
  slows down or is disturbed does so for all of them. Ratios are taken within a pair.
* Each tool has one run first that is not counted. It warms the file cache for everybody,
  and what it made is checked: every page, its table, its lists, its links.
* Wall time is from start to exit, in seconds. CPU is user plus system time of the process
  and of every child it waited for, in seconds. Peak is the largest resident set of any one
  of those processes, in MiB.
* Cold means that output and caches are deleted first. The file cache is warm.
* Nothing here fails because of a time. It fails (exit status 1) when a tool makes the
  wrong thing, and (exit status 2) when a tool cannot be run.

Only the Python 3 standard library is used, and the ordinary commands find, cat, cp and
xargs.
"""

import argparse
import datetime
import functools
import html.parser
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.parse
import zipfile

sys.dont_write_bytecode = True
import corpus  # noqa: E402 (beside this file; leaves no compiled copy there)

HERE = pathlib.Path(__file__).resolve().parent
REPOSITORY = HERE.parent
RESULTS = HERE / "RESULTS.md"
RAM_DISK = pathlib.Path("/dev/shm")

# The day Candour is told it is, so that the same checks pass and fail on any day.
# After the last approval in the corpus and before its first review.
CANDOUR_TODAY = "2026-10-01"

# One Pandoc process a page is slow enough that larger sites add nothing but hours.
PANDOC_PAGES_MAX = 1_000

# How many pages have every link followed. Each page is looked at for table and lists.
PAGES_FOLLOWED = 50

REVISED_TITLE = ", revised"
REVISED_WORDS = "This sentence is the one edit."


class Wrong(Exception):
    """A tool made something other than the corpus asks for."""


# ---------------------------------------------------------------------------
# One measured run


class Run:
    """What one run took: `wall` and `cpu` in seconds, `peak` in MiB."""

    def __init__(self, wall, cpu, peak):
        self.wall = wall
        self.cpu = cpu
        self.peak = peak


def measure(argv, folder, environment=None, log=os.devnull):
    """Run `argv` in `folder` and return a `Run`.

    Output goes to the file `log`. A status other than 0 ends the harness. The peak has a
    floor, the size of the helper that starts the command; measuring `true` shows it.
    """
    helper = [sys.executable, "-I", "-S", HERE / "measure.py", log, *argv]
    said = subprocess.run(helper, cwd=folder, env={**os.environ, **(environment or {})},
                          stdout=subprocess.PIPE, text=True, check=True).stdout.split()
    if said[0] != "0":
        tail = pathlib.Path(log).read_text(errors="replace")[-2000:] if log != os.devnull else ""
        print(f"{' '.join(map(str, argv[:2]))} ended with status {said[0]}\n{tail}", file=sys.stderr)
        raise SystemExit(2)
    return Run(float(said[1]), float(said[2]), int(said[3]) / 1024)


def settle(folder):
    """Let earlier writes reach the disk, so that no run pays for the one before it."""
    if disk_kind(folder) != "RAM disk (tmpfs)":
        os.sync()


# ---------------------------------------------------------------------------
# The tools


class Tool:
    """A generator and how it is called.

    `key` is its name on the command line, `label` its name in a report, `maker` its name
    in the corpus, `program` its path.
    """

    # Folders below the site's that hold output or caches.
    throwaway = ("public",)
    # The one of them that is deployed.
    output = "public"
    scenarios = ("cold", "nothing-changed", "one-edit")
    label = ""

    def __init__(self, key, program):
        self.key = key
        self.maker = key
        self.program = program

    def command(self, site):
        """Return the command that builds the site in the folder `site`."""
        raise NotImplementedError

    def environment(self, site):
        """Return what to set besides the surroundings of the harness."""
        return {}

    def version(self):
        """Return the version number the program gives of itself."""
        said = subprocess.run([self.program, "--version"], capture_output=True, text=True, check=False)
        found = re.search(r"\d+\.\d+(\.\d+)*", said.stdout + said.stderr)
        return found.group() if found else "version unknown"

    def clean(self, site):
        """Delete output and caches, so that the next run is cold."""
        for name in self.throwaway:
            shutil.rmtree(site / name, ignore_errors=True)

    def build(self, site):
        """Build the site once and return the `Run`."""
        settle(site)
        return measure(self.command(site), site, self.environment(site), site.parent / f"{site.name}.log")


class Candour(Tool):
    """Candour, under the theme in the folder `theme`."""

    throwaway = ("output",)
    output = "output/site"

    def __init__(self, key, program, theme, more):
        super().__init__(key, program)
        self.maker = "candour"
        self.label = "Candour, plain theme" if key == "candour-plain" else "Candour"
        self.theme = theme
        self.more = more

    def command(self, site):
        theme = ["--theme", self.theme] if self.theme else []
        return [self.program, "build", "--root", site, *theme, "--today", CANDOUR_TODAY, "--quiet", *self.more]


class Zola(Tool):
    """Zola, minifying its pages, without a search index."""

    label = "Zola"

    def command(self, site):
        return [self.program, "build"]


class Hugo(Tool):
    """Hugo, minifying its pages. Its cache is kept beside the site and deleted too."""

    label = "Hugo"
    throwaway = ("public", "resources", "cache")

    def command(self, site):
        return [self.program, "--minify"]

    def environment(self, site):
        return {"HUGO_CACHEDIR": str(site / "cache")}

    def version(self):
        said = subprocess.run([self.program, "version"], capture_output=True, text=True, check=False)
        found = re.search(r"\bv(\d+\.\d+(\.\d+)*)", said.stdout)
        return found.group(1) if found else "version unknown"


class Pandoc(Tool):
    """Pandoc, one process a page, as many at once as there are processors.

    Pandoc converts single files: no listing, no home page, nothing minified, and no way to
    tell what has changed. So it only has a cold build.
    """

    label = "Pandoc, one process a page"
    scenarios = ("cold",)
    script = ('mkdir -p "$1/public/policies" && find content/policies -name "policy-*.md" -print0 | '
              'xargs -0 -n 1 -P "$2" sh -c '
              '\'exec "$0" --template "$1" -o "public/policies/$(basename "$2" .md).html" "$2"\' "$3" "$4"')

    def command(self, site):
        template = HERE / "peers" / "pandoc" / "page.html"
        return ["sh", "-c", self.script, "sh", site, str(os.cpu_count()), self.program, template]


class PandocWord(Tool):
    """Pandoc making Word files, one process each."""

    label = "Pandoc, one process a document"
    throwaway = ("documents",)
    output = "documents"
    script = ('mkdir -p "$1/documents" && find content/policies -name "policy-*.md" -print0 | '
              'xargs -0 -n 1 -P "$2" sh -c \'exec "$0" -t docx -o "documents/$(basename "$1" .md).docx" "$1"\' "$3"')

    def command(self, site):
        return ["sh", "-c", self.script, "sh", site, str(os.cpu_count()), self.program]


class PandocWordBatch(PandocWord):
    """Pandoc making Word files, one process a processor: its start-up hardly counts."""

    label = "Pandoc, many documents a process"
    script = ('mkdir -p "$1/documents" && find content/policies -name "policy-*.md" -print0 | '
              'xargs -0 -n "$5" -P "$2" "$3" lua "$4" documents')

    def command(self, site):
        pages = sum(1 for _ in (site / "content" / "policies").iterdir())
        share = -(-pages // os.cpu_count())
        return [*super().command(site), HERE / "peers" / "pandoc" / "batch.lua", str(share)]


def find_tools(options):
    """Return the tools asked for that are there, in the order they were asked for."""
    tools = []
    for key in options.tools:
        if key.startswith("candour"):
            program = options.candour
            theme = options.theme
            if key == "candour-plain":
                theme = HERE / "theme"
                if not any(path.suffix == ".html" for path in theme.rglob("*")):
                    print("benches/theme holds no templates: candour-plain left out", file=sys.stderr)
                    continue
            tool = Candour(key, program, theme, options.candour_args)
        else:
            program = getattr(options, key) or shutil.which(key)
            tool = {"zola": Zola, "hugo": Hugo, "pandoc": Pandoc}[key](key, program)
        if not program or not pathlib.Path(program).is_file():
            print(f"{key} was not found: left out (give its path with --{key.split('-')[0]})", file=sys.stderr)
            continue
        tool.program = str(pathlib.Path(program).resolve())
        with open(tool.program, "rb") as file:
            if file.read(2) == b"#!":
                print(f"{key} is a script, and starting it is measured too: give the program itself "
                      f"with --{key.split('-')[0]}", file=sys.stderr)
        tools.append(tool)
    if not tools:
        raise SystemExit("no tool to measure")
    return tools


# ---------------------------------------------------------------------------
# Is what was made right?


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


def inspect_documents(site, tool, pages):
    """Raise `Wrong` unless every policy has a Word file; return the median bytes of one.

    A sample of them is opened: each must hold a table and a link.
    """
    found = sorted((site / tool.output).rglob("*.docx"))
    if len(found) != pages:
        raise Wrong(f"{tool.label} made {len(found)} of {pages} Word files")
    for path in found[:: max(1, pages // PAGES_FOLLOWED)]:
        with zipfile.ZipFile(path) as document:
            text = document.read("word/document.xml")
        for part in (b"<w:tbl>", b"<w:hyperlink", b"Heading"):
            if part not in text:
                raise Wrong(f"{tool.label}: no {part.decode()} in {path.relative_to(site)}")
    return statistics.median(path.stat().st_size for path in found)


# ---------------------------------------------------------------------------
# Pages


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


def run_scenarios(site, tool, pages, check):
    """Run the scenarios of one tool once. Return the `Run`s by scenario and, if `check`, a report."""
    number = (pages + 1) // 2
    source = corpus.policy_path(site, number)
    tool.clean(site)
    taken = {"cold": tool.build(site)}
    report = inspect(site, tool, pages) if check else None
    if "nothing-changed" in tool.scenarios:
        taken["nothing-changed"] = tool.build(site)
    if "one-edit" in tool.scenarios:
        before = source.read_bytes()
        try:
            edit(source)
            taken["one-edit"] = tool.build(site)
            if check:
                inspect_edit(site, tool, number)
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
        corpus.make(pages, sites[tool.key], options.seed, tool.maker, search=options.search)
        # A harness that was stopped halfway may have left the edited page edited.
        corpus.write_policy(pages, sites[tool.key], options.seed, tool.maker, (pages + 1) // 2)
    runs = {}
    reports = {}
    for turn in range(options.runs + 1):
        for tool in here:
            counted = f"run {turn} of {options.runs}" if turn else "warm-up and check"
            print(f"{pages} pages, {tool.key}: {counted}", file=sys.stderr)
            taken, report = run_scenarios(sites[tool.key], tool, pages, check=not turn)
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


# ---------------------------------------------------------------------------
# Documents


def measure_documents(options, tools, pages, work):
    """Measure Word for `pages` policies of about three sheets. Return the section's Markdown and all `Run`s."""
    columns = []
    for tool in tools:
        if isinstance(tool, Candour):
            for formats in ((), ("docx",)):
                site = work / f"{tool.key}-{pages}-{'word' if formats else 'no-word'}"
                corpus.make(pages, site, options.seed, tool.maker, formats, options.search)
                columns.append((f"{tool.label}, documents {'on' if formats else 'off'}", tool, site, bool(formats)))
        elif tool.key == "pandoc":
            kinds = [PandocWord]
            if int(tool.version().split(".")[0]) >= 3:
                kinds.append(PandocWordBatch)
            for kind in kinds:
                site = work / f"pandoc-{pages}-{kind.__name__.lower()}"
                corpus.make(pages, site, options.seed, "pandoc")
                columns.append((kind.label, kind("pandoc", tool.program), site, True))
    runs = {label: [] for label, _, _, _ in columns}
    sizes = {}
    for turn in range(options.runs + 1):
        for label, tool, site, makes_word in columns:
            counted = f"run {turn} of {options.runs}" if turn else "warm-up and check"
            print(f"{pages} documents, {label}: {counted}", file=sys.stderr)
            tool.clean(site)
            run = tool.build(site)
            if turn:
                runs[label].append(run)
            elif makes_word:
                sizes[label] = inspect_documents(site, tool, pages)
    return documents_report(columns, runs, sizes, pages), runs


def documents_report(columns, runs, sizes, pages):
    """Return the Markdown of the documents."""
    lines = [f"### Word for {pages:,} policies of about three sheets", "",
             "| what | wall, s | CPU, s | peak, MiB |", "|---|---|---|---|"]
    for label, _, _, _ in columns:
        taken = runs[label]
        lines.append(f"| {label} | {spread([run.wall for run in taken])} | {spread([run.cpu for run in taken])} "
                     f"| {statistics.median(run.peak for run in taken):,.0f} |")
    # CPU of each document in milliseconds, run by run.
    each = {}
    for label, tool, _, makes_word in columns:
        if not makes_word:
            continue
        without = runs.get(f"{tool.label}, documents off") if isinstance(tool, Candour) else None
        each[label] = [(run.cpu - (without[index].cpu if without else 0)) / pages * 1000
                       for index, run in enumerate(runs[label])]
    first = next(iter(each))
    lines += ["", "| a document | CPU, ms | CPU ÷ first | bytes (median) |", "|---|---|---|---|"]
    for label, numbers in each.items():
        against = "1" if label == first else ratio(numbers, each[first])
        lines.append(f"| {label} | {spread(numbers)} | {against} | {sizes[label]:,.0f} |")
    lines += ["", "Candour's CPU for a document is its CPU with documents on less its CPU with documents off, "
              "so it leaves out reading the page, which Pandoc's includes."]
    return "\n".join(lines)


# ---------------------------------------------------------------------------
# The machine and the report


def disk_kind(folder):
    """Return what the folder lies on, such as "ext4 on a solid-state disk"."""
    folder = folder.resolve()
    best = ("", "", "")
    for line in pathlib.Path("/proc/self/mounts").read_text().splitlines():
        device, mount, kind = line.split()[:3]
        inside = mount == "/" or folder == pathlib.Path(mount) or pathlib.Path(mount) in folder.parents
        if inside and len(mount) >= len(best[1]):
            best = (device, mount, kind)
    device, _, kind = best
    if kind == "tmpfs":
        return "RAM disk (tmpfs)"
    name = pathlib.Path(device).name
    block = pathlib.Path("/sys/class/block") / name
    if not block.exists():
        return kind
    whole = block.resolve()
    if not (whole / "queue").exists():
        whole = whole.parent
    if whole.name.startswith(("vd", "xvd")):
        return f"{kind} on a virtual disk"
    if whole.name.startswith("nvme"):
        return f"{kind} on an NVMe disk"
    rotational = whole / "queue" / "rotational"
    spins = rotational.is_file() and rotational.read_text().strip() == "1"
    return f"{kind} on a {'spinning' if spins else 'solid-state'} disk"


def machine(work):
    """Return one sentence that names the machine."""
    model = re.search(r"model name\s*:\s*(.+)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text()).group(1))
    return (f"{model.group(1).strip() if model else os.uname().machine}, {os.cpu_count()} processors, "
            f"{memory / 2**20:.0f} GiB, Linux {os.uname().release}; {disk_kind(work)}")


def commit():
    """Return the commit of the repository, or nothing where that cannot be told."""
    said = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=REPOSITORY, capture_output=True,
                          text=True, check=False)
    return f" at commit {said.stdout.strip()}" if said.returncode == 0 and said.stdout.strip() else ""


def heading(options, tools, work, others):
    """Return the paragraph that says where, when and with what a section was measured."""
    versions = []
    for tool in tools:
        if tool.key == "candour-plain":
            continue
        versions.append(f"{tool.key.capitalize()} {tool.version()}{commit() if isinstance(tool, Candour) else ''}")
    busy = f" The machine was busy: other work used {others:.1f} processors before the first run." if is_busy(others) else ""
    return (f"Measured on {options.date}. {machine(work)}. {', '.join(versions)}. "
            f"Paired runs: {options.runs}. Medians, with the least and the most in brackets; "
            f"ratios are medians of the pairs, to {tools[0].label}.{busy}")


def work_of_others(seconds=2.0):
    """Return how many processors were busy, on average, while this process slept."""
    def busy_ticks():
        fields = [int(field) for field in pathlib.Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
        # Fields 3 and 4 are the time idle and waiting for a disk.
        return sum(fields) - fields[3] - fields[4]

    before = busy_ticks()
    time.sleep(seconds)
    return (busy_ticks() - before) / os.sysconf("SC_CLK_TCK") / seconds


def is_busy(others):
    """Return whether other work, in processors, was likely to disturb the measurements."""
    return others > 0.1 * os.cpu_count()


def write_section(name, text):
    """Replace the marked section `name` of RESULTS.md."""
    begin, end = f"<!-- bench:{name}:begin -->", f"<!-- bench:{name}:end -->"
    whole = RESULTS.read_text(encoding="utf-8")
    if whole.count(begin) != 1 or whole.count(end) != 1:
        raise SystemExit(f"benches/RESULTS.md has no marked section {name}")
    before, rest = whole.split(begin)
    after = rest.split(end)[1]
    RESULTS.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8", newline="\n")


def arguments():
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Measure Candour beside its peers.")
    parser.add_argument("--pages", type=int, nargs="+", default=[1000], help="sizes of site to measure")
    parser.add_argument("--tools", nargs="+", default=["candour", "zola", "hugo"],
                        choices=["candour", "candour-plain", "zola", "hugo", "pandoc"],
                        help="in this order; ratios are to the first")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each")
    parser.add_argument("--documents", action="store_true", help="measure Word files instead of pages")
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
    for name in ("zola", "hugo", "pandoc"):
        parser.add_argument(f"--{name}", type=pathlib.Path, default=None, help=f"path of {name}, if not on PATH")
    parser.add_argument("--pandoc-pages-max", type=int, default=PANDOC_PAGES_MAX,
                        help="leave Pandoc out of larger sites")
    parser.add_argument("--date", default=datetime.date.today().isoformat(), help="the date to report")
    parser.add_argument("--write", action="store_true", help="replace the marked sections of RESULTS.md")
    options = parser.parse_args()
    if min(options.pages) < 2 or options.runs < 1:
        parser.error("--pages takes whole numbers from 2, --runs from 1")
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
    sections = [heading(options, tools, work, others)]
    record = {}
    try:
        for pages in options.pages:
            if options.documents:
                text, runs = measure_documents(options, tools, pages, work)
                record[pages] = {label: [vars(run) for run in taken] for label, taken in runs.items()}
            else:
                runs, reports = measure_pages(tools, pages, options, work)
                record[pages] = {" ".join(key): [vars(run) for run in taken] for key, taken in runs.items()}
                text = pages_report(tools, pages, runs, reports, least)
            sections.append(text)
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
    report = "\n\n".join(sections)
    print(report)
    if options.write:
        write_section(name, report)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
