#!/usr/bin/env python3
"""Holds findings against the answer sheet of a half.

    tests/anonymity/score.py FINDINGS.jsonl --root OUT/unseen [--misses 30] [--alarms 30] [--variants] [--json FILE]

FINDINGS.jsonl holds one finding a line as Candour prints it with `--format json`: file (its last part is looked at), line,
column, end_line, end_column (from 1, in Unicode characters, the end exclusive), rule and severity. `error` and `block`
are one level, `warning` and `warn` the other; without a severity a finding counts in both. Rules of other families than
`anon/` are left out.

What counts, and is agreed with other scorers of this format:
- A span is found when a finding touches at least one letter or digit of it, and covered when findings together touch all.
- Findings of more than 120 characters are left out unless two fifths of them are marked text.
- Findings that overlap are one alarm. An alarm is right when it touches a marked span, neutral when it touches only what
  is a matter of policy (NEUTRAL, AMBIG), and false otherwise.
- The rate of false alarms is of clean documents only.
"""

import argparse
import json
import math
import os
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

NAMES = ("NAME_PATIENT", "NAME_RELATIVE", "NAME_OTHER", "NAME_STAFF")
STRUCTURED = ("NHS_NUMBER", "DOB", "POSTCODE", "PHONE", "EMAIL", "NINO", "MRN", "PROF_REG", "INCIDENT_REF", "VRM")
CORE = NAMES + STRUCTURED + ("DATE", "AGE", "ADDRESS", "ONLINE_ID")
CONTEXT = ("WARD_BED_ROOM", "PLACE", "OTHER_ID", "NAME_INITIALS", "QUASI", "SMALL_NUMBER")
POLICY = ("NEUTRAL", "AMBIG")
LENGTH_MAX = 120  # characters of a finding that need not be mostly marked
MARKED_SHARE_MIN = 0.4
LEVELS = {"error": "block", "block": "block", "warning": "warn", "warn": "warn", "advice": "advice"}


@dataclass
class Document:
    """A text, its marked spans and the findings in it."""

    name: str
    text: str
    about: dict
    spans: list = field(default_factory=list)
    findings: list = field(default_factory=list)

    def __post_init__(self):
        self.starts = [0]
        self.starts += [i + 1 for i, c in enumerate(self.text) if c == "\n"]

    def line_end(self, line):
        """The place of the line feed, or the end of the text."""
        return self.starts[line] - 1 if line < len(self.starts) else len(self.text)

    def place(self, finding):
        """Start and end of a finding in characters, or None when it lies outside of the text."""
        first, last = int(finding["line"]), int(finding.get("end_line") or finding["line"])
        if not (1 <= first <= len(self.starts) and 1 <= last <= len(self.starts)):
            return None
        start = min(self.starts[first - 1] + max(int(finding.get("column") or 1), 1) - 1, self.line_end(first))
        end = self.line_end(last)
        if finding.get("end_column"):
            end = min(self.starts[last - 1] + int(finding["end_column"]) - 1, end)
        return (start, end) if end > start else (start, min(start + 1, len(self.text)))


@dataclass
class Finding:
    """Where something was found, by which rule, and how grave it is held to be."""

    start: int
    end: int
    rule: str
    level: str | None


def read(root, findings):
    """The documents of a half with the findings in their places, and what could not be used."""
    root = Path(root)
    manifest = json.loads((root / "manifest.json").read_text(encoding="utf-8"))["docs"]
    documents = {n: Document(n, (root / "docs" / n).read_bytes().decode("utf-8"), about) for n, about in manifest.items()}
    for line in (root / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        span = json.loads(line)
        document = documents[span["file"]]
        if document.text[span["start"]:span["end"]] != span["text"]:
            sys.exit(f"{span['file']}: the answer sheet does not fit the text")
        document.spans.append(span)
    left_out = Counter()
    for line in findings:
        if not line.strip():
            continue
        finding = json.loads(line)
        rule = finding.get("rule", "?")
        if "/" in rule and not rule.startswith("anon/"):
            left_out["of another family"] += 1
            continue
        document = documents.get(os.path.basename(finding.get("file") or ""))
        place = document.place(finding) if document and finding.get("line") else None
        if place is None:
            left_out["without a place"] += 1
            continue
        document.findings.append(Finding(*place, rule, LEVELS.get(finding.get("severity"))))
    return list(documents.values()), left_out


def wilson(found, of):
    """The 95% interval of a share."""
    if not of:
        return 0.0, 0.0
    z = 1.96
    share, width = found / of, 1 + z * z / of
    middle, half = share + z * z / (2 * of), z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, (middle - half) / width), min(1.0, (middle + half) / width)


def touching(start, end, spans):
    """Spans that share a character with a stretch."""
    return [s for s in spans if s["start"] < end and start < s["end"]]


class Sheet:
    """Everything counted at one level: all findings, or those that block."""

    def __init__(self, documents, levels):
        self.spans, self.alarms, self.too_long = [], [], 0
        self.words, self.leaks, self.stopped, self.documents = Counter(), Counter(), Counter(), Counter()
        self.rules = defaultdict(Counter)
        for document in documents:
            self.count(document, levels)

    def count(self, document, levels):
        """One document."""
        kind, text = document.about["kind"], document.text
        marked = [s for s in document.spans if s["type"] in CORE + CONTEXT]
        policy = [s for s in document.spans if s["type"] in POLICY]
        traps = [s for s in document.spans if s["type"] == "TRAP"]
        marked_at = {i for s in marked for i in range(s["start"], s["end"])}
        used = []
        for finding in document.findings:
            if finding.level is not None and finding.level not in levels:
                continue
            length = finding.end - finding.start
            if length > LENGTH_MAX and sum(i in marked_at for i in range(finding.start, finding.end)) < MARKED_SHARE_MIN * length:
                self.too_long += 1
                continue
            used.append(finding)
            self.rules[finding.rule][self.verdict(finding.start, finding.end, marked, policy)] += 1
        touched = {i for f in used for i in range(f.start, f.end)}
        leaks = 0
        for span in marked:
            signs = [i for i in range(span["start"], span["end"]) if text[i].isalnum()]
            hit = sum(i in touched for i in signs)
            self.spans.append({**span, "found": hit > 0, "covered": hit == len(signs), "kind": kind, "sloppy": document.about["sloppy"]})
            leaks += span["type"] in CORE and not hit
        self.documents[kind] += 1
        self.words[kind] += document.about["words"]
        if kind != "clean":
            self.leaks[kind] += leaks > 0
            self.stopped[kind] += any(s["found"] for s in self.spans[len(self.spans) - len(marked):]) if marked else 0
        merged = []
        for finding in sorted(used, key=lambda f: (f.start, f.end, f.rule)):
            if merged and finding.start < merged[-1][1]:
                merged[-1][1] = max(merged[-1][1], finding.end)
                merged[-1][2].add(finding.rule)
            else:
                merged.append([finding.start, finding.end, {finding.rule}])
        for start, end, rules in merged:
            trap = touching(start, end, traps)
            self.alarms.append({"document": document.name, "kind": kind, "verdict": self.verdict(start, end, marked, policy),
                                "what": trap[0]["variant"] if trap else "prose", "text": " ".join(text[start:end].split()), "rules": "/".join(sorted(rules))})

    @staticmethod
    def verdict(start, end, marked, policy):
        """Right, neutral or false."""
        return "right" if touching(start, end, marked) else "neutral" if touching(start, end, policy) else "false"

    def of(self, *types, **conditions):
        """Marked spans of some types."""
        return [s for s in self.spans if s["type"] in types and all(s[k] == v for k, v in conditions.items())]

    def false(self, *kinds):
        """False alarms in documents of some kinds."""
        return [a for a in self.alarms if a["verdict"] == "false" and a["kind"] in kinds]

    def figures(self):
        """The figures that others compare."""
        right = sum(a["verdict"] == "right" for a in self.alarms)
        wrong = sum(a["verdict"] == "false" for a in self.alarms)
        share = lambda spans: sum(s["found"] for s in spans) / len(spans) if spans else 0.0  # noqa: E731
        origins = [share(spans) for spans in self.by_origin().values()]
        precision, recall = right / max(1, right + wrong), share(self.of(*CORE))
        dirty_words = self.words["dirty"] + self.words["sparse"]
        return {
            "recall_core": recall, "recall_context": share(self.of(*CONTEXT)), "recall_names": share(self.of(*NAMES)),
            "recall_structured": share(self.of(*STRUCTURED)), "name_gap": max(origins) - min(origins) if origins else 0.0,
            "fp_per_1000_clean": 1000 * len(self.false("clean")) / self.words["clean"] if self.words["clean"] else 0.0,
            "clean_docs_with_fp": len({a["document"] for a in self.false("clean")}),
            "dirty_fp_per_1000": 1000 * len(self.false("dirty", "sparse")) / dirty_words if dirty_words else 0.0, "precision": precision,
            "f1": 2 * precision * recall / max(1e-9, precision + recall), "f2": 5 * precision * recall / max(1e-9, 4 * precision + recall),
            "leak_rate_dirty": self.leaks["dirty"] / max(1, self.documents["dirty"]), "leak_rate_sparse": self.leaks["sparse"] / max(1, self.documents["sparse"]),
            "by_type": {t: {"n": len(self.of(t)), "recall": share(self.of(t)), "full": sum(s["covered"] for s in self.of(t)) / len(self.of(t))}
                        for t in CORE + CONTEXT if self.of(t)},
        }

    def by_origin(self):
        """Names by the origin of the person."""
        groups = defaultdict(list)
        for span in self.of(*NAMES):
            if span["origin"]:
                groups[span["origin"]].append(span)
        return groups


def row(name, spans):
    """One line of the table of recall."""
    if not spans:
        return ""
    found, covered = sum(s["found"] for s in spans), sum(s["covered"] for s in spans)
    low, high = wilson(found, len(spans))
    return f"{name:30}{len(spans):7}{found / len(spans):9.4f}  [{low:.3f} to {high:.3f}]{covered / len(spans):9.3f}\n"


def report(sheet, blocking, options, left_out):
    """The score sheet as text."""
    text = f"{'':30}{'number':>7}{'recall':>9}   95% interval {'whole':>12}\n"
    for title, types in (("core", CORE), ("context", CONTEXT)):
        text += "".join(row(t, sheet.of(t)) for t in types) + row(f"all {title}", sheet.of(*types))
    text += row("names", sheet.of(*NAMES)) + row("structured", sheet.of(*STRUCTURED)) + row("core, sloppy writing", sheet.of(*CORE, sloppy=True))
    text += row("core, nearly anonymous", sheet.of(*CORE, kind="sparse")) + "\nnames by origin\n"
    share = lambda spans: sum(s["found"] for s in spans) / len(spans)  # noqa: E731
    text += "".join(row("  " + o, s) for o, s in sorted(sheet.by_origin().items(), key=lambda item: (share(item[1]), item[0])))
    if options.variants:
        groups = defaultdict(list)
        for span in sheet.spans:
            groups[span["type"], span["variant"]].append(span)
        text += "\nby form\n" + "".join(row(f"  {t} {v}"[:30], s) for (t, v), s in sorted(groups.items()))
    all_, block = sheet.figures(), blocking.figures()
    text += f"widest gap between origins: {100 * all_['name_gap']:.1f} points\n\nfalse alarms per 1,000 words of clean documents\n"
    for name, s, figures in (("block", blocking, block), ("block and warn", sheet, all_)):
        text += (f"  {name:16}{figures['fp_per_1000_clean']:7.2f}   ({len(s.false('clean'))} in {s.words['clean']} words, "
                 f"{figures['clean_docs_with_fp']} of {s.documents['clean']} documents)\n")
    text += (f"  in other documents {all_['dirty_fp_per_1000']:.2f}; what they hit: {dict(Counter(a['what'] for a in sheet.false('clean')).most_common(12))}\n"
             f"recall of core identifiers at block level {block['recall_core']:.4f}\n"
             f"precision {all_['precision']:.3f}, F1 {all_['f1']:.3f}, F2 {all_['f2']:.3f}; findings left out: {sheet.too_long} too long {dict(left_out)}\n")
    for kind in ("dirty", "sparse"):
        if sheet.documents[kind]:
            text += (f"{kind}: {sheet.stopped[kind]} of {sheet.documents[kind]} documents stopped; {sheet.leaks[kind]} "
                     f"({100 * all_['leak_rate_' + kind]:.1f}%) still hold a core identifier when every finding is mended\n")
    if options.misses:
        missed = [s for s in sheet.spans if not s["found"] and (s["type"] == options.type if options.type else s["type"] in CORE)]
        text += "\nmissed\n" + "".join(f"  {s['file']}:{s['line']}:{s['column']} {s['type']} {s['variant']} {s['origin'] or ''} {s['text']!r}\n"
                                       for s in missed[::max(1, len(missed) // options.misses)][:options.misses])
    if options.alarms:
        counted = Counter((a["text"], a["rules"]) for a in (blocking if options.level == "block" else sheet).false("clean"))
        text += "\nmost frequent false alarms in clean documents\n" + "".join(f"  {n:4} {rules:24} {words!r}\n" for (words, rules), n in counted.most_common(options.alarms))
    return text


def main():
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("findings", type=Path)
    parser.add_argument("--root", type=Path, required=True, help="a half, as generate.py wrote it")
    parser.add_argument("--level", choices=("warn", "block"), default="warn", help="which false alarms --alarms lists")
    parser.add_argument("--variants", action="store_true", help="recall by the form of the identifier")
    parser.add_argument("--misses", type=int, default=0, help="so many missed spans")
    parser.add_argument("--type", help="only missed spans of this type")
    parser.add_argument("--alarms", type=int, default=0, help="so many of the most frequent false alarms")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    options = parser.parse_args()
    documents, left_out = read(options.root, options.findings.read_text(encoding="utf-8").splitlines())
    sheet, blocking = Sheet(documents, ("block", "warn", "advice")), Sheet(documents, ("block",))
    print(report(sheet, blocking, options, left_out), end="")
    if options.json:
        options.json.write_text(json.dumps({"all": sheet.figures(), "block": blocking.figures()}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
