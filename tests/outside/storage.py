"""Publishes with the real program to real storage, over a connection that is cut after every single request.

The servers are moto (Amazon S3) and Azurite (Azure Blob Storage). For Google Cloud Storage there is none that speaks its
XML interface and comes from a registry: there moto answers behind a translation of headers, which shows that ours are
Google's names for what is meant, and not that Google agrees.

Asked of each: wherever the connection is cut, every page that a reader can come to is whole, the old or the new, and all
that it shows and links to is there; the command says what to do; and after the same command again, the storage holds the
site, byte for byte, each file with its media type and the word for caches, and nothing else. Of a site of 2,000 files of
which three change, what travels is what the build changed. And the same for a host, where rsync and ssh are there.

    storage.py CANDOUR THEME [--pages N]
"""

import argparse
import base64
import email.utils
import hashlib
import hmac
import http.client
import json
import logging
import os
import re
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import xml.etree.ElementTree as ElementTree
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import lxml.html

HERE = Path(__file__).resolve().parent
SITE = "https://safety.northmere.example"
FOR_HOSTS = {".candour", ".htaccess", ".nojekyll", "_headers", "_redirects", "staticwebapp.config.json", "web.config"}
ACCOUNT = "devstoreaccount1"
# The key of Azurite's own account, which its documentation prints.
KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {
    "html": "text/html; charset=utf-8", "svg": "image/svg+xml", "txt": "text/plain; charset=utf-8",
    "xml": "application/xml", "docx": OFFICE, "pdf": "application/pdf", "epub": "application/epub+zip",
    "odt": "application/vnd.oasis.opendocument.text", "css": "text/css; charset=utf-8",
    "json": "application/json", "ics": "text/calendar; charset=utf-8", "csv": "text/csv; charset=utf-8",
}

SITE_YAML = f"""security_txt: {{contact: security@northmere.example}}
organisation:
  name: Northmere Health and Care NHS Trust
site:
  title: Patient safety at Northmere
  url: {SITE}
rules: {{accessibility: off, control: off, learning: off, plain: off, psirf: off, statement/missing: off}}
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 2"><path fill="{}" d="M0 0h2v2H0z"/></svg>'


def page(title, text, documents="[]"):
    return f"---\ntitle: {title}\ndocuments: {documents}\n---\n{text}\n".replace("documents: []\n", "")


OLD = {
    "index.md": page("Home", "[Falls](falls.md), [sepsis](sepsis.md), [old news](news/old.md)"),
    "falls.md": page("Falls", "![Stairs](stairs.svg) and [sepsis](sepsis.md)", "[docx, epub]"),
    "stairs.svg": PICTURE.format("red"),
    "sepsis.md": page("Sepsis", "[Home](index.md)"),
    "news/old.md": page("Old news", "![A cat](cat.svg) [more](older.md)"),
    "news/older.md": page("Older news", "[less](old.md)"),
    "news/cat.svg": PICTURE.format("red"),
}
NEW = {
    "index.md": page("Home", "[Falls](falls.md), [sepsis](sepsis.md), [strokes](strokes/first.md)"),
    "falls.md": page("Falls", "![Stairs](stairs.svg), ![Door](door.svg), [strokes](strokes/first.md)", "[docx, epub]"),
    "stairs.svg": PICTURE.format("blue"),
    "door.svg": PICTURE.format("blue"),
    "sepsis.md": page("Sepsis", "[Home](index.md)"),
    "strokes/first.md": page("First", "![A clock](clock.svg) [second](second.md)", "[odt]"),
    "strokes/second.md": page("Second", "[first](first.md) [falls](../falls.md)"),
    "strokes/clock.svg": PICTURE.format("red"),
}


class Fault(Exception):
    pass


def free_port():
    with socket.socket() as it:
        it.bind(("127.0.0.1", 0))
        return it.getsockname()[1]


def wait_for(port):
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise Fault("a server of storage does not start")


class Gate(ThreadingHTTPServer):
    """What stands between the program and a server: counts requests, and cuts the connection when told to."""

    daemon_threads = True

    def __init__(self, port, google=False):
        super().__init__(("127.0.0.1", 0), Passing)
        self.upstream, self.google, self.lock = port, google, threading.Lock()
        self.tags, self.under_way = {}, 0
        self.open()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def open(self, requests=None, how="before"):
        """Lets so many requests through from now on."""
        self.settle()
        self.left, self.how, self.asked = requests, how, []

    def settle(self):
        """What the server has heard of, it does, though nobody waits for the answer any more."""
        while self.under_way:
            time.sleep(0.005)

    def handle_error(self, request, client_address):
        pass

    def turn(self, line):
        """What is to be done with a request: let it pass, drop it, or let it pass and drop the answer."""
        with self.lock:
            if self.left == 0:
                return "drop"
            self.asked.append(line)
            self.under_way += 1
            if self.left is not None:
                self.left -= 1
                if self.left == 0 and self.how == "after":
                    return "deaf"
            return "pass"


class Passing(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def cut(self):
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def answer(self):
        gate = self.server
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        turn = gate.turn((self.command, self.path))
        if turn == "drop":
            return self.cut()
        headers = {name: value for name, value in self.headers.items() if name.lower() != "host"}
        headers["Host"] = f"127.0.0.1:{gate.upstream}"
        try:
            answer, content = self.ask_server(body, self.to_amazon(headers) if gate.google else headers)
        finally:
            with gate.lock:
                gate.under_way -= 1
        if turn == "deaf":
            return self.cut()
        self.give(answer, content)

    def ask_server(self, body, headers):
        gate = self.server
        upstream = http.client.HTTPConnection("127.0.0.1", gate.upstream, timeout=60)
        path, mark, query = self.path.partition("?")
        # Percent-encoded through and through, which Google undoes and moto does not.
        path = urllib.parse.quote(urllib.parse.unquote(path)) if gate.google else path
        upstream.request(self.command, path + mark + query, body, headers)
        answer = upstream.getresponse()
        content = answer.read()
        upstream.close()
        return answer, content

    def give(self, answer, content):
        gate = self.server
        self.send_response_only(answer.status)
        length = answer.getheader("Content-Length") if self.command == "HEAD" else str(len(content))
        for name, value in answer.getheaders():
            if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                self.send_header(name.replace("x-amz-meta-", "x-goog-meta-") if gate.google else name, value)
        if gate.google and answer.getheader("ETag"):
            number = int(re.sub("[^0-9a-f]", "", answer.getheader("ETag"))[:13], 16)
            gate.tags[str(number)] = answer.getheader("ETag")
            self.send_header("x-goog-generation", str(number))
        self.send_header("Content-Length", length or "0")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def to_amazon(self, headers):
        told = {name.lower().replace("x-goog-meta-", "x-amz-meta-"): value for name, value in headers.items()}
        match = told.pop("x-goog-if-generation-match", None)
        if match == "0":
            told["if-none-match"] = "*"
        elif match is not None:
            told["if-match"] = self.server.tags.get(match, '"none"')
        told["authorization"] = "AWS northmere:northmere"
        foreign = [name for name in told if name.startswith("x-goog-")]
        if foreign:
            raise Fault(f"the translation does not know {foreign}")
        return told

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer


def ask(method, port, path, body=None, headers=()):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, dict(headers))
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


class Amazon:
    """Storage of Amazon, as moto answers for it."""

    scheme, called, google = "s3", "Key", False

    def __init__(self, port):
        self.port, self.gate = port, Gate(port, self.google)
        self.environment = {
            "AWS_ACCESS_KEY_ID": "northmere", "AWS_SECRET_ACCESS_KEY": "northmere", "AWS_REGION": "eu-west-2",
        }
        self.endpoint = f"http://127.0.0.1:{self.gate.server_port}"

    def new_bucket(self, name):
        where = b'<CreateBucketConfiguration><LocationConstraint>eu-west-2</LocationConstraint></CreateBucketConfiguration>'
        answer, said = ask("PUT", self.port, f"/{name}", where)
        if answer.status != 200:
            raise Fault(f"no bucket {name}: {answer.status} {said[:200]}")

    def list_path(self, bucket, marker):
        more = f"&continuation-token={urllib.parse.quote(marker, safe='')}" if marker else ""
        return f"/{bucket}?list-type=2{more}"

    def object_path(self, bucket, name):
        return f"/{bucket}/{urllib.parse.quote(name)}"

    def standing(self, bucket):
        """All that stands in a bucket, as anybody may fetch it, with its headers."""
        names, marker = [], ""
        while True:
            answer, text = ask("GET", self.port, self.list_path(bucket, marker))
            if answer.status != 200:
                raise Fault(f"{bucket} cannot be listed: {answer.status}")
            tree = ElementTree.fromstring(text.decode("utf-8-sig"))
            plain = lambda it: it.tag.rsplit("}", 1)[-1]
            names += [it.text for it in tree.iter() if plain(it) == self.called and it.text]
            markers = [it.text for it in tree.iter() if plain(it) in ("NextContinuationToken", "NextMarker") and it.text]
            if not markers:
                break
            marker = markers[0]
        files = {}
        for name in names:
            # moto shows the objects of a bucket to whoever says a name.
            named = {} if self.scheme == "az" else {"Authorization": "AWS reader:reader"}
            answer, content = ask("GET", self.port, self.object_path(bucket, name), None, named)
            if answer.status != 200:
                raise Fault(f"{name} cannot be fetched: {answer.status}")
            files[name] = (content, {key.lower(): value for key, value in answer.getheaders()})
        return files


class Google(Amazon):
    """Storage of Google, as a translation of its headers for moto answers for it."""

    scheme, google = "gs", True

    def __init__(self, port, folder):
        super().__init__(port)
        key = {"gcs_base_url": self.endpoint, "disable_oauth": True, "client_email": "", "private_key": "", "private_key_id": ""}
        path = Path(folder) / "service-account.json"
        path.write_text(json.dumps(key))
        self.environment = {"GOOGLE_SERVICE_ACCOUNT": str(path)}
        self.endpoint = None


class Azure(Amazon):
    """Storage of Azure, as Azurite answers for it."""

    scheme, called = "az", "Name"

    def __init__(self, port):
        super().__init__(port)
        self.environment = {"AZURE_STORAGE_ACCOUNT_NAME": ACCOUNT, "AZURE_STORAGE_ACCOUNT_KEY": KEY}
        self.endpoint += f"/{ACCOUNT}"

    def new_bucket(self, name):
        headers = {
            "x-ms-blob-public-access": "container", "x-ms-date": email.utils.formatdate(usegmt=True),
            "x-ms-version": "2023-11-03",
        }
        told = "\n".join(f"{key}:{value}" for key, value in sorted(headers.items()))
        text = "PUT" + "\n" * 12 + f"{told}\n/{ACCOUNT}/{ACCOUNT}/{name}\nrestype:container"
        mark = hmac.new(base64.b64decode(KEY), text.encode(), hashlib.sha256).digest()
        headers["Authorization"] = f"SharedKey {ACCOUNT}:{base64.b64encode(mark).decode()}"
        answer, said = ask("PUT", self.port, f"/{ACCOUNT}/{name}?restype=container", None, headers)
        if answer.status != 201:
            raise Fault(f"no container {name}: {answer.status} {said[:200]}")

    def list_path(self, bucket, marker):
        more = f"&marker={urllib.parse.quote(marker, safe='')}" if marker else ""
        return f"/{ACCOUNT}/{bucket}?restype=container&comp=list{more}"

    def object_path(self, bucket, name):
        return f"/{ACCOUNT}/{bucket}/{urllib.parse.quote(name)}"


class Site:
    """A site that the program builds and publishes."""

    def __init__(self, candour, theme, folder, files):
        self.candour, self.theme, self.folder = candour, theme, Path(folder)
        self.write({"site.yaml": SITE_YAML, **files})

    def write(self, files):
        for path, text in files.items():
            path = self.folder / "content" / path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def run(self, command, *options, environment=()):
        plain = {name: value for name, value in os.environ.items() if not re.match("(?i)(AWS|AZURE|GOOGLE)_|.*_proxy$", name)}
        told = [self.candour, command, "--root", self.folder, "--theme", self.theme, "--today", "2026-11-22", "--format", "plain"]
        return subprocess.run(
            [*map(str, told), *options], capture_output=True, text=True, env={**plain, **dict(environment)}, timeout=120
        )

    def publish(self, server, bucket, *options):
        endpoint = ["--endpoint", server.endpoint] if server.endpoint else []
        return self.run("publish", f"{server.scheme}://{bucket}", *endpoint, *options, environment=server.environment)

    def must_publish(self, server, bucket, *options):
        told = self.publish(server, bucket, *options)
        if told.returncode != 0:
            raise Fault(f"{server.scheme}: the site is not published: {told.stdout}{told.stderr}")
        return told

    def files(self):
        root = self.folder / "output" / "site"
        paths = (path for path in root.rglob("*") if path.is_file())
        files = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
        return {path: text for path, text in files.items() if path.split("/")[0] not in FOR_HOSTS}


def leads_to(path, html):
    here = urllib.parse.urljoin(SITE + "/", path)
    for element, _, link, _ in lxml.html.fromstring(html).iterlinks():
        address = urllib.parse.urljoin(here, link)
        if address.startswith(SITE):
            name = urllib.parse.urlsplit(address).path.lstrip("/")
            yield name + "index.html" if not name or name.endswith("/") else name


def works(standing, old, new, when):
    """Fails where a reader would find something missing, or a page that is neither old nor new."""
    standing = {path: text for path, (text, _) in standing.items() if not path.startswith(".candour/")}
    for path, text in standing.items():
        if text not in (old.get(path), new.get(path)):
            raise Fault(f"{when}: {path} is neither the old nor the new")

    def links(path):
        text = standing[path]
        whole = lambda site, to: site.get(path) != text or to in site
        return [to for to in leads_to(path, text) if whole(old, to) and whole(new, to)]

    pages = [path for path in standing if path.endswith(".html")]
    going = any(path not in new and path not in standing for path in old)
    following = [path for path in pages if (path in old or path == "index.html") and not (going and path not in new)]
    reached = set(following)
    while following:
        path = following.pop()
        for to in links(path):
            if to not in standing:
                raise Fault(f"{when}: {path} leads to {to}, which is not there")
            if to.endswith(".html") and to not in reached:
                reached.add(to)
                following.append(to)
    for path in pages:
        for to in links(path):
            if not to.endswith(".html") and to not in standing:
                raise Fault(f"{when}: {path} shows {to}, which is not there")


def is_whole(standing, wanted, when):
    """Fails where the storage does not hold the site, as it is to be held."""
    there = {path: text for path, (text, _) in standing.items() if path != ".candour/published.json"}
    wrong = sorted(path for path in {*there, *wanted} if there.get(path) != wanted.get(path))
    if wrong:
        raise Fault(f"{when}: {', '.join(wrong)} at the target is not what was built")
    for path in wanted:
        told = standing[path][1]
        kind = KINDS[path.rsplit(".", 1)[-1]]
        if (told.get("content-type"), told.get("cache-control")) != (kind, "no-cache"):
            raise Fault(f"{when}: {path} is {told.get('content-type')}, {told.get('cache-control')}")
    record = json.loads(standing[".candour/published.json"][0])
    if set(record["files"]) != set(wanted):
        raise Fault(f"{when}: the record does not name what stands there")


def cut_at_every_request(server, old, new):
    cuts = 0
    before, after = old.files(), new.files()
    for how in ("before", "after"):
        for requests in range(200):
            when = f"{server.scheme}, cut {how} the answer of request {requests}"
            bucket = f"{how}-{requests:03}"
            server.new_bucket(bucket)
            server.gate.open()
            old.must_publish(server, bucket)
            server.gate.open(requests, how)
            told = new.publish(server, bucket, "--retries", "0")
            server.gate.settle()
            standing = server.standing(bucket)
            works(standing, before, after, when)
            server.gate.open()
            if told.returncode == 0:
                break
            cuts += 1
            said = "Run the same command again" in told.stderr or "Nothing has been sent" in told.stderr
            if told.returncode != 2 or not said:
                raise Fault(f"{when}: status {told.returncode}, {told.stderr}")
            missing = {path for path, text in after.items() if standing.get(path, ("",))[0] != text}
            new.must_publish(server, bucket)
            put = {urllib.parse.unquote(path).split(f"/{bucket}/", 1)[1] for verb, path in server.gate.asked if verb == "PUT"}
            if {path for path in put if not path.startswith(".candour/")} != missing:
                raise Fault(f"{when}: {sorted(put)} travelled again, and {sorted(missing)} was missing")
            is_whole(server.standing(bucket), after, when)
        else:
            raise Fault(f"{server.scheme}: the publish needs more than 200 requests")
    # The connection breaks for a moment, and the program tries again by itself.
    server.new_bucket("again")
    old.must_publish(server, "again")
    server.gate.open(9, "after")
    threading.Timer(1.5, server.gate.open).start()
    new.must_publish(server, "again", "--retries", "8")
    is_whole(server.standing("again"), after, f"{server.scheme}, after trying again")
    return cuts


def three_of_many(server, site, count):
    names = [f"part{number % 20}/page{number}.md" for number in range(count)]
    site.write({name: page(f"Page {name[:-3]}", f"![A drawing](drawing.svg)\n\nText of {name}.") for name in names})
    site.write({f"part{number}/drawing.svg": PICTURE.format("red") for number in range(20)})
    site.write({"index.md": page("Home", "Text.")})
    server.new_bucket("many")
    server.gate.open()
    started = time.monotonic()
    site.must_publish(server, "many")
    first, first_seconds = len(server.gate.asked), time.monotonic() - started
    before = site.files()
    site.write({
        names[7]: page(f"Page {names[7][:-3]}", "![A drawing](drawing.svg)\n\nOther text."),
        names[14]: page("A new title", f"![A drawing](drawing.svg)\n\nText of {names[14]}."),
        "part3/drawing.svg": PICTURE.format("blue"),
    })
    built = site.run("build")
    after = site.files()
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    server.gate.open()
    started = time.monotonic()
    told = site.must_publish(server, "many")
    seconds = time.monotonic() - started
    put = {urllib.parse.unquote(path).split("/many/", 1)[1] for verb, path in server.gate.asked if verb == "PUT"}
    own = {path for path in put if path.startswith(".candour/")}
    if built.returncode != 0 or put - own != changed or not 3 <= len(changed) <= 30:
        raise Fault(f"{server.scheme}: {sorted(changed)} changed, and {sorted(put - own)} travelled")
    verbs = [verb for verb, _ in server.gate.asked]
    counts = ", ".join(f"{verbs.count(verb)} {verb}" for verb in sorted(set(verbs)))
    # Lists of 1,000 or of 5,000, the record, the note and the record, and the note's going.
    if len(verbs) > len(changed) + 8:
        raise Fault(f"{server.scheme}: {counts} for {len(changed)} changed files")
    print(f"{server.scheme}: {len(after)} files in {first} requests, {first_seconds:.1f} s; with 3 changed, "
          f"{len(changed)} travel ({', '.join(sorted(changed))}), {counts}, {seconds:.2f} s; {told.stderr.splitlines()[-1]}")


def host(site, other, folder):
    """A host that is a folder of this computer: the real rsync, over an ssh that goes nowhere."""
    rsync = shutil.which("rsync") or HERE.parents[1] / "target/outside/servers/usr/bin/rsync"
    programs, home = Path(folder) / "bin", Path(folder) / "home"
    programs.mkdir()
    (home / "www").mkdir(parents=True)
    libraries = HERE.parents[1] / "target/outside/servers/usr/lib"
    found = ":".join(str(path) for path in libraries.glob("*-linux-gnu"))
    ssh = f'#!/bin/sh\nwhile :; do case $1 in -p|-l) shift 2;; -*) shift;; *) break;; esac; done\nshift\n[ "$1" = -- ] && shift\ncd {home} && exec sh -c "$*"\n'
    own = f'#!/bin/sh\nLD_LIBRARY_PATH={found} exec {rsync} "$@"\n'
    # The disk of the host is full at some point: there rsync ends in the middle of a file.
    cut = f'#!/bin/sh\ncase $* in *--server*) [ -e {folder}/cut ] && ulimit -f "$(cat {folder}/cut)" ;; esac\nexec {programs}/real "$@"\n'
    for name, text in (("ssh", ssh), ("real", own), ("rsync", cut)):
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    environment = {"PATH": f"{programs}:{os.environ['PATH']}"}
    seen = home / "www/site"

    def publish(which, *options):
        return which.run("publish", "web@web.example:www/site", *options, environment=environment)

    def whole(which):
        root = which.folder / "output/site"
        read = lambda top: {it.relative_to(top).as_posix(): it.read_bytes() for it in top.rglob("*") if it.is_file()}
        return read(seen.resolve()) == read(root)

    told = publish(site)
    if told.returncode != 0 or not seen.is_symlink() or not whole(site):
        raise Fault(f"rsync: {told.stderr}")
    cuts = 0
    for size in (0, 1, 2, 4, 8, 12):
        (Path(folder) / "cut").write_text(str(size))
        told = publish(other)
        (Path(folder) / "cut").unlink()
        if told.returncode == 0:
            break
        cuts += 1
        if not whole(site) or "Run the same command again" not in told.stderr:
            raise Fault(f"rsync: cut off in a file of {size} blocks, the old site does not stand: {told.stderr}")
    if cuts < 4:
        raise Fault(f"rsync was cut off {cuts} times only")
    told = publish(other)
    if told.returncode != 0 or not whole(other):
        raise Fault(f"rsync: {told.stderr}")
    unchanged = [path for path in other.files() if site.files().get(path) == other.files()[path]]
    if any((seen / path).stat().st_nlink < 2 for path in unchanged) or not unchanged:
        raise Fault("rsync: a file that has not changed is not the same file")
    return cuts


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("candour", type=Path)
    arguments.add_argument("theme", type=Path)
    arguments.add_argument("--pages", type=int, default=1970)
    told = arguments.parse_args()
    candour, theme = told.candour.resolve(), told.theme.resolve()
    azurite = HERE / "node_modules/azurite/dist/src/blob/main.js"
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        from moto.server import ThreadedMotoServer

        amazon_port, azure_port = free_port(), free_port()
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        moto = ThreadedMotoServer(ip_address="127.0.0.1", port=amazon_port, verbose=False)
        moto.start()
        options = ["--blobHost", "127.0.0.1", "--blobPort", str(azure_port), "--inMemoryPersistence", "--silent",
                   "--skipApiVersionCheck", "--disableTelemetry"]
        server = subprocess.Popen(["node", azurite, *options], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(amazon_port)
            wait_for(azure_port)
            old = Site(candour, theme, f"{folder}/old", OLD)
            new = Site(candour, theme, f"{folder}/new", NEW)
            for site in (old, new):
                if site.run("build").returncode != 0:
                    raise Fault("the site cannot be built")
            print(f"rsync: cut off {host(old, new, folder)} times, and each time the old site stood")
            for storage in (Amazon(amazon_port), Azure(azure_port), Google(amazon_port, folder)):
                if storage.google:
                    # The same server again, without what was put there.
                    ask("POST", amazon_port, "/moto-api/reset")
                cuts = cut_at_every_request(storage, old, new)
                print(f"{storage.scheme}: cut off {cuts} times, before and after the answer of each request: each time the site worked, and was mended")
                three_of_many(storage, Site(candour, theme, f"{folder}/many-{storage.scheme}", {}), told.pages)
        except Fault as fault:
            sys.exit(f"storage: {fault}")
        finally:
            server.terminate()
            server.wait()
            moto.stop()


if __name__ == "__main__":
    main()
