"""The tools that are measured, and how each is called.

A helper of run.py. A tool knows its command, its output and what it can do; what is made
of it is judged in pages.py and documents.py.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

from machine import HERE, measure, settle

# The day Candour is told it is, so that the same checks pass and fail on any day.
# After the last approval in the corpus and before its first review.
CANDOUR_TODAY = "2026-10-01"


class Wrong(Exception):
    """A tool made something other than the corpus asks for."""


class Tool:
    """A generator and how it is called.

    `key` is its name on the command line, `name` its own name, `label` its name in a
    report, `maker` its name in the corpus, `program` its path.
    """

    # Folders below the site's that hold output or caches.
    throwaway = ("public",)
    # The one of them that is deployed.
    output = "public"
    scenarios = ("cold", "nothing-changed", "one-edit")
    name = ""
    label = ""
    # Whether its own program is a script, so that starting the script is part of using it.
    is_script = False

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
    name = "Candour"

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

    name = label = "Zola"

    def command(self, site):
        return [self.program, "build"]


class Hugo(Tool):
    """Hugo, minifying its pages. Its cache is kept beside the site and deleted too."""

    name = label = "Hugo"
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

    name = "Pandoc"
    label = "Pandoc, one process a page"
    scenarios = ("cold",)
    script = ('mkdir -p "$1/public/policies" && find content/policies -name "policy-*.md" -print0 | '
              'xargs -0 -n 1 -P "$2" sh -c '
              '\'exec "$0" --template "$1" -o "public/policies/$(basename "$2" .md).html" "$2"\' "$3" "$4"')

    def command(self, site):
        template = HERE / "peers" / "pandoc" / "page.html"
        return ["sh", "-c", self.script, "sh", site, str(os.cpu_count()), self.program, template]


class WeasyPrint(Tool):
    """WeasyPrint, which turns web pages into PDF. It makes documents only: see converters.py."""

    name = label = "WeasyPrint"
    is_script = True


class LibreOffice(Tool):
    """LibreOffice without its windows. It makes documents only: see converters.py."""

    name = label = "LibreOffice"
    is_script = True


PEERS = {"zola": Zola, "hugo": Hugo, "pandoc": Pandoc, "weasyprint": WeasyPrint, "soffice": LibreOffice}
CANDOURS = ("candour", "candour-plain")
MAKERS_OF_PAGES = (*CANDOURS, "zola", "hugo", "pandoc")
MAKERS_OF_DOCUMENTS = (*CANDOURS, "pandoc", "weasyprint", "soffice")


def find_program(key, options):
    """Return the path of a peer's program, from the command line or from PATH; nothing where there is none."""
    program = getattr(options, key) or shutil.which(key)
    return str(pathlib.Path(program).resolve()) if program and pathlib.Path(program).is_file() else None


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
            program = find_program(key, options)
            tool = PEERS[key](key, program)
        if not program or not pathlib.Path(program).is_file():
            print(f"{key} was not found: left out (give its path with --{key.split('-')[0]})", file=sys.stderr)
            continue
        tool.program = str(pathlib.Path(program).resolve())
        with open(tool.program, "rb") as file:
            if file.read(2) == b"#!" and not tool.is_script:
                print(f"{key} is a script, and starting it is measured too: give the program itself "
                      f"with --{key.split('-')[0]}", file=sys.stderr)
        tools.append(tool)
    if not tools:
        raise SystemExit("no tool to measure")
    return tools
