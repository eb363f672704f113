"""Shows that every judge can fail: for each format one good file that its judges pass, one faulty file for each fault.

All faulty files lie in one site, so that each judge starts once. A proof names the judge,
the file and the words that have to be among the faults told.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import epub
import judge
import prove_atom
import prove_cleaning
import prove_epub
import prove_hosts
import prove_odt
import prove_page
import prove_pdf
import prove_reports
import prove_schemas
import prove_search
import prove_statement
import prove_text
import prove_word
import prove_workflows
from prove_page import FIRST, PAGE, write_page

# One site for pages and one for documents, so that the browser need not visit the pages that documents lie beside.
SITES = {
    "pages": [prove_page],
    "statements": [prove_statement],
    "documents": [prove_atom, prove_word, prove_odt, prove_pdf, prove_epub, prove_text],
    "search": [prove_search],
    "reports": [prove_reports],
    "schemas": [prove_schemas],
    "workflows": [prove_workflows],
    "alone": [prove_page.Alone],
    "hosts": [prove_hosts.GOOD],
    "faulty-hosts": [prove_hosts.FAULTY],
}


def new_folder(parent, name):
    (Path(parent) / name).mkdir()
    return Path(parent) / name


def judged_faults(root, keys):
    """Each judge's title and its faults by file, files without faults left out."""
    for title, verdict, _ in judge.judge_all(judge.Site(root), keys):
        yield title, {name: faults for name, faults in verdict.faults.items() if faults}


def main():
    results = []

    def settle(line, held, told=()):
        results.append(held)
        print(f"{'passed' if held else 'FAILED'}: {line}", flush=True)
        for fault in () if held else told:
            print(f"    it says: {fault}")

    unproved = set(judge.JUDGES)
    with tempfile.TemporaryDirectory(prefix="candour-prove-") as folder:
        for name, writers in SITES.items():
            root = new_folder(folder, name)
            proofs = [proof for writer in writers for proof in writer.write(root)]
            keys = list(dict.fromkeys(key for key, _, _ in proofs))
            site = judge.Site(root, everything=True, alone=name == "alone")
            verdicts = dict(zip(keys, judge.judge_all(site, keys), strict=True))
            for key, file, told in proofs:
                title, verdict, _ = verdicts[key]
                faults = verdict.faults.get(file, ["it was not judged"])
                if told is None:
                    settle(f"{title} passes {file}", not faults, faults)
                else:
                    settle(f"{title} fails {file}", any(re.search(told, fault) for fault in faults), faults or ["nothing"])
            unproved -= set(keys)
        settle("every judge is among the proofs", not unproved, sorted(unproved))

        [whole] = (Path(folder) / "documents/good-pdf").glob("*.pdf")
        theirs = whole.with_name("theirs.pdf")
        theirs.write_bytes(b"These are only words.")
        write_page(
            theirs.parents[1],
            "links",
            PAGE.replace(FIRST, '</h1><p><a data-attachment href="/good-pdf/theirs.pdf">Theirs</a></p>'),
        )
        settle("a file of someone else's is not judged", theirs not in judge.Site(theirs.parents[1]).pdf)

        prove_cleaning.prove(new_folder(folder, "cleaning"), whole, settle)

        books = new_folder(folder, "books")
        for number in range(5):
            prove_epub.write_book(books / f"{number}.epub", prove_epub.good_book() | prove_epub.with_list(number == 3))
        chosen = [book.stem for book in epub.varied(sorted(books.iterdir()))]
        settle("Ace is given the one book with something new among 5", chosen == ["0", "3"], chosen)

        for title, faults in judged_faults(new_folder(folder, "empty"), judge.JUDGES):
            settle(f"{title} fails a site with nothing to judge", bool(faults))

        many = new_folder(folder, "many")
        for number in range(110):
            write_page(many, f"page-{number}", PAGE.replace(FIRST, '</h1><p class="faint">Pale</p>') if number == 50 else PAGE)
        for name in ("style.css", "script.js", "ward.png"):
            shutil.copy(Path(folder) / "pages" / name, many)
        [(_, faults)] = judged_faults(many, ["browser"])
        settle("Chromium finds the one page with something new among 110", list(faults) == ["page-50/index.html"], faults)

        judge.JUDGES["absent"] = ("A judge", "pages", lambda _: judge.run_tool(["no-program-has-this-name"]))
        [(title, faults)] = judged_faults(many, ["absent"])
        settle("a judge whose program is missing fails", "run tests/outside/install" in str(faults), faults)

        both = new_folder(folder, "both")
        for name in ("good", "good-odt"):
            shutil.copytree(Path(folder) / "documents" / name, both / name)
        command = [sys.executable, "-B", judge.__file__, both, "--only", "schema", "--only", "odf"]
        ended = subprocess.run(command, capture_output=True, text=True)
        settle("two judges load openxml-audit in one run", "broke" not in ended.stdout and bool(ended.stdout), [ended.stdout + ended.stderr])

        for name, status, closing in (("good", 0, "1 passed, 0 failed"), ("no-title", 1, "0 passed, 1 failed")):
            site = Path(folder) / "documents" / name
            ended = subprocess.run([sys.executable, "-B", judge.__file__, site, "--only", "word"], capture_output=True, text=True)
            held = ended.returncode == status and ended.stdout.splitlines()[-1] == closing
            settle(f"the run ends with status {status} and “{closing}”", held, [ended.stdout + ended.stderr])
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
