#!/usr/bin/env python3
"""Measure how soon a save is seen in the preview, beside the peers' own servers.

    benches/preview.py --pages 1000 10000 --tools candour zola hugo --edits 20

For each tool: the corpus of run.py, its server on a free port of this computer, and so many
saves of a page in the middle. After each, the page is asked for again and again over one
connection until it says what was saved. Two kinds of save:

* words: a sentence of the page changes. Nothing else does.
* title: the title changes, and the listing has to follow as well.

CPU is user and system time of the server for each save, less what it takes to answer the
asking, which is measured at rest; memory is the most it ever had. The tools are measured one
after the other, on the same disk. Only the Python 3 standard library is used. Nothing here
fails because of a time.
"""

import argparse
import http.client
import os
import pathlib
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time

sys.dont_write_bytecode = True
import corpus  # noqa: E402
from machine import HERE, REPOSITORY, describe, work_of_others  # noqa: E402
from tools import CANDOUR_TODAY, find_tools  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 300.0


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def command(tool, site, port):
    """How each tool is asked to serve a site. Without opening a browser, and from memory where it can."""
    if tool.key.startswith("candour"):
        theme = ["--theme", tool.theme] if tool.theme else []
        return [tool.program, "serve", "--root", site, *theme, "--today", CANDOUR_TODAY, "--port", str(port)]
    if tool.key == "zola":
        return [tool.program, "serve", "--interface", "127.0.0.1", "--port", str(port)]
    return [tool.program, "server", "--minify", "--bind", "127.0.0.1", "--port", str(port)]


class Server:
    """A tool's server, and one connection to it."""

    def __init__(self, tool, site):
        self.port = free_port()
        self.log = open(f"{site}.serve.log", "w", encoding="utf-8")
        self.started = time.perf_counter()
        self.process = subprocess.Popen([str(word) for word in command(tool, site, self.port)], cwd=site,
                                        env={**os.environ, **tool.environment(site)},
                                        stdout=self.log, stderr=self.log, start_new_session=True)
        self.connection = None
        self.asked = 0

    def get(self, path):
        """The words of an answer; nothing while there is none."""
        self.asked += 1
        try:
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            self.connection.request("GET", path)
            answer = self.connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            return text if answer.status == 200 else ""
        except (OSError, http.client.HTTPException):
            self.connection = None
            return ""

    def wait_for(self, path, words, since):
        """Seconds until an answer holds some words."""
        while words not in self.get(path):
            if self.process.poll() is not None or time.perf_counter() - since > PATIENCE:
                raise SystemExit(f"no answer with the change at {path}; see {self.log.name}")
            time.sleep(0.002)
        return time.perf_counter() - since

    def cpu(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def cpu_of_asking(self, path):
        """Seconds that one answer takes while nothing changes."""
        used, times = self.cpu(), 1000
        for _ in range(times):
            self.get(path)
            time.sleep(0.002)
        return (self.cpu() - used) / times

    def memory(self, kind):
        """MiB: VmRSS for now, VmHWM for the most there ever was."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"{kind}:\s+(\d+)", status).group(1)) / 1024

    def rest(self):
        """Wait until the server has done what it began."""
        used = -1.0
        while used != self.cpu():
            used = self.cpu()
            time.sleep(0.5)

    def stop(self):
        os.killpg(self.process.pid, signal.SIGINT)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        self.log.close()


def save(page, text):
    """As editors do: a new file beside the old one, which then takes its place."""
    beside = page.with_name(".saving")
    beside.write_text(text, encoding="utf-8")
    os.replace(beside, page)


def measure(tool, site, pages, edits):
    """The figures of one tool at one size."""
    number = pages // 2
    found = sorted(site.rglob(f"policy-{number:06d}.md")) or sorted(site.rglob("policy-*.md"))[number:]
    page = found[0]
    before = page.read_text(encoding="utf-8")
    title = re.search(r'^title\s*[:=]\s*"(.*)"', before, re.M).group(1)
    address = f"/policies/{page.stem}/"
    server = Server(tool, site)
    try:
        first = server.wait_for(address, title, server.started)
        server.rest()
        # Candour's listing is on pages of a hundred.
        listings = ["/policies/", *(f"/policies/page-{part}/" for part in range(2, pages // 100 + 2))]
        listing = next(path for path in listings if title in server.get(path))
        asking = server.cpu_of_asking(address)
        figures = {"first": first, "asking": asking, "resting": server.memory("VmRSS"), "words": [], "title": [], "cpu": [], "title_cpu": []}
        for kind in ("words", "title"):
            for index in range(edits):
                # Ends of words that no word of the corpus has.
                token = f"changed-{kind}-{index}"
                if kind == "words":
                    text = before.rstrip("\n") + f"\n\nThis has {token} now.\n"
                else:
                    text = before.replace(title, f"{title} {token}", 1)
                used, asked = server.cpu(), server.asked
                since = time.perf_counter()
                save(page, text)
                took = server.wait_for(address, token, since)
                if kind == "title":
                    took = max(took, server.wait_for(listing, token, since))
                figures[kind].append(took)
                time.sleep(max(0.3, 0.5 * took))
                figures["cpu" if kind == "words" else "title_cpu"].append(
                    server.cpu() - used - asking * (server.asked - asked))
        figures["peak"] = server.memory("VmHWM")
        return figures
    finally:
        server.stop()


def main():
    parser = argparse.ArgumentParser(description="Measure how soon a save is seen.")
    parser.add_argument("--pages", type=int, nargs="+", default=[1000])
    parser.add_argument("--tools", nargs="+", default=["candour", "zola", "hugo"])
    parser.add_argument("--edits", type=int, default=20)
    parser.add_argument("--work", type=pathlib.Path, default=REPOSITORY / "target" / "bench")
    parser.add_argument("--candour", default=str(REPOSITORY / "target" / "release" / "candour"))
    parser.add_argument("--theme", default=str(REPOSITORY / "themes" / "nhs"))
    for peer in ("zola", "hugo"):
        parser.add_argument(f"--{peer}", default=None)
    options = parser.parse_args()
    options.candour_args = []
    tools = find_tools(options)
    print(f"{describe(options.work) if options.work.exists() else ''}; other work: {work_of_others():.2f} processors")
    print("| pages | tool | start to first page, s | words saved, ms | CPU, s | title saved, ms | CPU, s | at rest, MiB | most, MiB |")
    print("|---|---|---|---|---|---|---|---|---|")
    for pages in options.pages:
        for tool in tools:
            site = options.work / f"preview-{tool.key}-{pages}"
            shutil.rmtree(site, ignore_errors=True)
            subprocess.run([sys.executable, HERE / "corpus.py", "--pages", str(pages), "--out", site, "--for", tool.maker,
                            *(["--search", "off"] if tool.maker == "candour" else [])],
                           check=True, stdout=subprocess.DEVNULL)
            took = measure(tool, site, pages, options.edits)
            print(f"{tool.label}: {1e6 * took['asking']:.0f} µs to answer once, at rest", file=sys.stderr, flush=True)
            middle = statistics.median
            print(f"| {pages:,} | {tool.label} {tool.version()} | {took['first']:.2f} | {1000 * middle(took['words']):.0f} "
                  f"({1000 * min(took['words']):.0f} to {1000 * max(took['words']):.0f}) | {middle(took['cpu']):.2f} | "
                  f"{1000 * middle(took['title']):.0f} ({1000 * min(took['title']):.0f} to {1000 * max(took['title']):.0f}) | "
                  f"{middle(took['title_cpu']):.2f} | {took['resting']:.0f} | {took['peak']:.0f} |", flush=True)
            shutil.rmtree(site, ignore_errors=True)


if __name__ == "__main__":
    main()
