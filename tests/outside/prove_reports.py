"""Reports for build servers that are right, and reports with one fault each."""

import json

from prove_page import changed

SARIF = {
    "version": "2.1.0",
    "runs": [
        {
            "tool": {"driver": {"name": "Candour", "rules": [{"id": "links/no-such-page"}]}},
            "columnKind": "unicodeCodePoints",
            "results": [
                {
                    "ruleId": "links/no-such-page",
                    "ruleIndex": 0,
                    "level": "error",
                    "message": {"text": "There is no such page."},
                    "locations": [
                        {
                            "physicalLocation": {
                                "artifactLocation": {"uri": "content/falls.md"},
                                "region": {"startLine": 4, "startColumn": 9, "endLine": 4, "endColumn": 19},
                            }
                        }
                    ],
                }
            ],
        }
    ],
}
SARIF_FAULTS = [
    # name, from (a pattern), to, what the judge says
    ("cut", r"}$", "", "is not JSON"),
    ("version", '"2.1.0"', '"2.2"', "version: "),
    ("level", '"level": "error"', '"level": "advice"', "level: 'advice' is not one of"),
    ("from-nought", '"startLine": 4', '"startLine": 0', "startLine: 0 is less than the minimum of 1"),
    ("no-message", r'"message": {"text"', '"message": {"words"', "message: "),
    ("columns", "unicodeCodePoints", "characters", "columnKind: 'characters' is not one of"),
    ("own-key", '"columnKind"', '"colour": 1, "columnKind"', "Additional properties are not allowed"),
    ("astray", '"ruleIndex": 0', '"ruleIndex": 7', "not where it says"),
    ("backwards", '"endColumn": 19', '"endColumn": 2', "ends before it starts"),
]
JUNIT = """<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="falls.md" package="" id="0" timestamp="2026-11-22T00:00:00" hostname="localhost" tests="2" failures="1" errors="0" time="0">
    <properties><property name="file" value="content/falls.md"/></properties>
    <testcase name="line 4" classname="falls.md" time="0"><failure type="links/no-such-page" message="There is no such page"/></testcase>
    <testcase name="line 9" classname="falls.md" time="0"/>
    <system-out/>
    <system-err/>
  </testsuite>
</testsuites>
"""
JUNIT_FAULTS = [
    ("cut", "</testsuites>", "", "is not XML"),
    ("day", "T00:00:00", "", "JUnit.xsd, line 3"),
    ("nameless", ' name="line 4"', "", "JUnit.xsd, line 5.*'name' is required"),
    ("two-outputs", "<system-out/>", "<system-out/><system-out/>", "jenkins-junit.xsd, line 7"),
    ("no-properties", "<properties>.*</properties>", "<properties/>", "jenkins-junit.xsd, line 4"),
    ("skipped", '<testcase name="line 9" classname="falls.md" time="0"/>', '<testcase name="line 9" classname="falls.md" time="0"><skipped/></testcase>', "JUnit.xsd, line 6"),
    ("count", 'failures="1"', 'failures="2"', "says failures=2, but has 1"),
]  # fmt: skip


def write(root):
    """Writes good and faulty reports; returns the proofs as (judge, file, words to be told)."""
    proofs = []
    for key, ending, good, faults in (
        ("sarif", "sarif", json.dumps(SARIF), SARIF_FAULTS),
        ("junit", "junit.xml", JUNIT, JUNIT_FAULTS),
    ):
        texts = [("good", good, None)]
        texts += [(name, changed(good, before, after, name), told) for name, before, after, told in faults]
        for name, text, told in texts:
            (root / f"{name}.{ending}").write_text(text)
            proofs.append((key, f"{name}.{ending}", told))
    return proofs
