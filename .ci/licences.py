#!/usr/bin/env python3
"""Prints the licences of everything that is built into Candour: each package of the program for a target, with the texts
that its source holds, equal texts once. Use: licences.py TARGET. Asks cargo, and no network once the sources are here."""

import json
import re
import subprocess
import sys
from pathlib import Path

TEXTS = re.compile(r"^(?:licen[cs]e|copying|copyright|notice|unlicen[cs]e|authors$)", re.IGNORECASE)


ASIDE = {"tests", "test", "fuzz", "examples", "benches", "docs", "testdata"}
CODE = {".rs", ".c", ".h", ".json", ".py", ".sh", ".toml"}


def packages(target):
    """The packages that are linked into the program, by name and version. What only builds or tests it is left out."""
    asked = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", target]
    data = json.loads(subprocess.run(asked, check=True, stdout=subprocess.PIPE).stdout)
    by_id = {package["id"]: package for package in data["packages"]}
    nodes = {node["id"]: node for node in data["resolve"]["nodes"]}
    waiting, seen = [data["resolve"]["root"]], set()
    while waiting:
        here = waiting.pop()
        if here not in seen:
            seen.add(here)
            links = nodes[here]["deps"]
            waiting += [it["pkg"] for it in links if any(kind["kind"] is None for kind in it["dep_kinds"])]
    found = [by_id[it] for it in seen if it != data["resolve"]["root"]]
    return sorted(found, key=lambda it: (it["name"], it["version"]))


def texts(package):
    """The licence texts of a package, by the name of the file."""
    folder = Path(package["manifest_path"]).parent
    below = [file.relative_to(folder) for file in folder.rglob("*") if file.is_file() and not file.is_symlink()]
    # Libraries in C that a package brings have their texts in folders of their own.
    is_text = lambda it: TEXTS.match(it.name) or it.parent.name in ("LICENSES", "licenses", "LICENSE")
    files = [folder / it for it in sorted(below) if is_text(it) and not ASIDE & set(it.parts)]
    files = [file for file in files if file.suffix not in CODE]
    if package.get("license_file") and not files:
        files.append(folder / package["license_file"])
    return {str(file): file.read_text(encoding="utf-8", errors="replace").strip() for file in files if file.exists()}


def main():
    names, holders, bare = [], {}, []
    for package in packages(sys.argv[1]):
        name = f"{package['name']} {package['version']}"
        names.append(f"- {name}: {package['license'] or 'see its text below'}")
        own = texts(package)
        for text in own.values():
            holders.setdefault(text, []).append(name)
        if not own:
            authors = ", ".join(package["authors"]) or f"the authors of {package['repository'] or package['name']}"
            bare.append(f"- {name}: {package['license']}, by {authors}")
    print("# Licences of what is built into Candour\n")
    print(f"The program holds {len(names)} packages of Rust. The fonts and the stylesheet of the theme have their licences")
    print("beside them, in themes/nhs/node_modules.\n")
    print("\n".join(names))
    print("\nIt also holds the standard library of Rust, whose licences are in LICENCES-rust-library.html, and musl, the C")
    print("library: MIT, copyright 2005 to 2020 Rich Felker and others.")
    if bare:
        print("\n## Packages without a text\n\nThese name their licence and hold no copy of it. Its text is below.\n")
        print("\n".join(bare))
    print("\n## Texts")
    for text, of in sorted(holders.items(), key=lambda it: it[1]):
        print(f"\n### {', '.join(sorted(set(of)))}\n")
        print("\n".join(f"    {line}".rstrip() for line in text.splitlines()))
    return 0


sys.exit(main())
