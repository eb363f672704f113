"""Starts the programs of other people, and ends them when they take too long."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOOL_SECONDS_MAX = 600


class CannotRun(Exception):
    """A judge's program is missing, broke or gave no answer."""


def run_tool(command, environment=None, given=None):
    """What a program prints; it and all it started are ended when it takes too long."""
    try:
        tool = subprocess.Popen(
            [str(word) for word in command], env=environment, start_new_session=True, text=True,
            stdin=subprocess.DEVNULL if given is None else subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
    except OSError as error:
        raise CannotRun(f"{command[0]} cannot be started ({error.strerror}): run tests/outside/install") from error
    try:
        answer, complaint = tool.communicate(given, timeout=TOOL_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        os.killpg(tool.pid, signal.SIGKILL)
        raise CannotRun(f"{command[0]} gave no answer in {TOOL_SECONDS_MAX} seconds") from None
    if tool.returncode != 0:
        raise CannotRun(f"{command[0]} ended with status {tool.returncode}: {complaint.strip()[-2000:]}")
    return answer


def run_java(checker, files):
    """What a checker of jvm.py finds in each file, as {file: faults}; one Java machine reads them all."""
    answer = run_tool([sys.executable, "-B", HERE / "jvm.py", checker], given="\n".join(map(str, files)))
    found = {Path(told["file"]): told["faults"] for told in map(json.loads, answer.splitlines())}
    return {file: found.get(file, ["the checker says nothing about it"]) for file in files}


def run_soffice(folder, files, reading, writing, ending):
    """Lets LibreOffice read files of one kind and write them in another; returns where each one should lie now.

    A file it cannot read has nothing at its place. The folder has to be empty or LibreOffice's own from before.
    """
    folder = Path(folder)
    inputs, outputs = folder / "in", folder / "out"
    inputs.mkdir(parents=True)
    for number, file in enumerate(files):
        (inputs / f"{number}{file.suffix}").write_bytes(file.read_bytes())
    # Without its filter named LibreOffice would open a broken document as plain text.
    run_tool(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", f"--infilter={reading}",
         "--convert-to", writing, "--outdir", outputs, *sorted(inputs.iterdir())]
    )  # fmt: skip
    return {file: outputs / f"{number}{ending}" for number, file in enumerate(files)}
