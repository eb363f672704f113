"""The files for hosts and programs, read by those they are for: nginx and Apache serve the site with them and are asked
what a browser asks; the register is held against its schema, the calendar read by a calendar library.
"""

import http.client
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

from tools import HERE, CannotRun

SERVERS = HERE.parents[1] / "target/outside/servers"
STARTS_WITHIN = 20  # seconds
REDIRECTS_MAX = 30  # asked of each server
TYPES = {
    ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".ics": "text/calendar; charset=utf-8",
    ".csv": "text/csv; charset=utf-8", ".vtt": "text/vtt; charset=utf-8", ".txt": "text/plain; charset=utf-8",
    ".epub": "application/epub+zip", ".pdf": "application/pdf", ".odt": "application/vnd.oasis.opendocument.text",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".webp": "image/webp",
    ".png": "image/png", ".mp4": "video/mp4",
}  # fmt: skip
HIDDEN = ["/.candour/nginx-http.conf", "/.htaccess", "/.nojekyll", "/_headers", "/_redirects", "/web.config", "/staticwebapp.config.json"]
NGINX = """
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
master_process off;
events {{}}
http {{
  include {types};
  access_log off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c; uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  include {root}/.candour/nginx-http.conf;
  server {{
    listen 127.0.0.1:{port};
    root {root};
    index index.html;
    include {root}/.candour/nginx-server.conf;
  }}
}}
"""
APACHE = """
ServerRoot {folder}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {folder}/apache.pid
ErrorLog {folder}/error.log
Mutex file:{folder}
{user}
{modules}
TypesConfig {types}
DirectoryIndex index.html
DocumentRoot {root}
<Directory {root}>
  AllowOverride FileInfo
  Require all granted
</Directory>
<FilesMatch "^\\.ht">
  Require all denied
</FilesMatch>
"""
APACHE_MODULES = ["authz_core", "mime", "dir", "headers", "alias"]


def judge(site):
    """Faults by file. Nothing here knows how Candour writes these files."""
    root = site.root
    faults = {
        "documents.json": register(root),
        "reviews.ics": calendar(root),
        "web.config": internet_information_services(root),
        "staticwebapp.config.json": azure(root),
    }
    # Servers give up their rights, so the site has to lie where anybody may read it.
    with tempfile.TemporaryDirectory(prefix="candour-hosts-") as folder:
        os.chmod(folder, 0o755)
        copy = Path(folder) / "site"
        shutil.copytree(root, copy)
        os.chmod(copy, 0o755)
        for server, file in ((nginx, ".candour/nginx-server.conf"), (apache, ".htaccess")):
            with server(Path(folder), copy) as (port, complaint):
                faults[file] = [complaint] if complaint else list(asked(port, copy))
    return faults


def told_headers(root):
    lines = (root / "_headers").read_text().splitlines()
    return dict(line.strip().split(": ", 1) for line in lines[1:])


# ---- data ----


def register(root):
    import jsonschema  # slow to load: only when asked

    schema, data = (json.loads((root / name).read_text()) for name in ("documents.schema.json", "documents.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker(["uri"]))
    faults = [f"{error.json_path}: {error.message}" for error in checker.iter_errors(data)]
    for document in data["documents"]:
        for made in document["formats"]:
            file = root / urlsplit(made["address"]).path.lstrip("/")
            if not file.is_file():
                faults.append(f"{made['address']} is not published")
            elif file.stat().st_size != made["bytes"]:
                faults.append(f"{made['address']} has {file.stat().st_size} bytes, not {made['bytes']}")
    return faults


def calendar(root):
    import datetime

    import icalendar

    data = (root / "reviews.ics").read_bytes()
    faults = [f"line {number} is longer than 75 bytes" for number, line in enumerate(data.split(b"\r\n"), 1) if len(line) > 75]
    if b"\n" in data.replace(b"\r\n", b""):
        faults.append("a line does not end in CR LF")
    try:
        whole = icalendar.Calendar.from_ical(data)
    except ValueError as error:
        return [*faults, f"it cannot be read: {error}"]
    events = whole.walk("VEVENT")
    identities = [str(event.get("UID")) for event in events]
    if len(identities) != len(set(identities)) or "None" in identities:
        faults.append("events share an identity, or have none")
    for name in ("PRODID", "VERSION"):
        if not whole.get(name):
            faults.append(f"it has no {name}")
    for event in events:
        missing = [name for name in ("DTSTAMP", "DTSTART", "DTEND", "SUMMARY") if event.get(name) is None]
        faults += [f"{event.get('UID')} has no {name}" for name in missing]
        if missing:
            continue
        faults += [f"{event.get('UID')}: {name}: {why}" for name, why in event.errors]
        start, end = event["DTSTART"].dt, event["DTEND"].dt
        if isinstance(start, datetime.datetime) or end - start != datetime.timedelta(1):
            faults.append(f"{event.get('UID')} is not one whole day")
    if not events:
        faults.append("it has no events")
    return faults


def internet_information_services(root):
    from lxml import etree

    try:
        tree = etree.parse(root / "web.config")
    except etree.XMLSyntaxError as error:
        return [f"it is not well-formed: {error}"]
    added = {it.get("name"): it.get("value") for it in tree.iterfind(".//customHeaders/add")}
    faults = [] if added == told_headers(root) else ["its headers are not those of _headers"]
    paths = [it.get("path").lower() for it in tree.iterfind("location")]
    if len(paths) != len(set(paths)):
        faults.append("two locations have one path, which IIS refuses")
    return faults


def azure(root):
    text = (root / "staticwebapp.config.json").read_text()
    config = json.loads(text)
    faults = [] if config["globalHeaders"] == told_headers(root) else ["its headers are not those of _headers"]
    if len(text.encode()) > 20_000:
        faults.append("it is longer than Azure reads")
    routes = [route["route"] for route in config["routes"]]
    if len(routes) != len(set(routes)) or not all(route.startswith("/") for route in routes):
        faults.append("two routes are the same, or one does not start with a slash")
    return faults


# ---- servers ----


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(program, arguments, folder, port):
    """A server that answers, and ends with the block; or what it complained about."""
    path = SERVERS / program
    if not path.is_file():
        raise CannotRun(f"{path.name} is missing: run tests/outside/install")
    libraries = os.environ | {"LD_LIBRARY_PATH": str(next(SERVERS.glob("usr/lib/*-linux-gnu"), ""))}
    server = subprocess.Popen(
        [path, *arguments], env=libraries, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        deadline = time.monotonic() + STARTS_WITHIN
        while server.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                yield port, None
                return
            except OSError:
                if time.monotonic() > deadline:
                    raise CannotRun(f"{path.name} does not answer") from None
                time.sleep(0.05)
        log = folder / "error.log"
        yield port, f"{path.name} refuses it: {server.communicate()[0].strip() or (log.read_text() if log.exists() else '')}"
    finally:
        if server.poll() is None:
            server.kill()
        server.wait()


def nginx(folder, root):
    work = folder / "nginx"
    work.mkdir()
    port = free_port()
    configuration = work / "nginx.conf"
    user = "user root;" if os.getuid() == 0 else ""
    types = SERVERS / "etc/nginx/mime.types"
    configuration.write_text(NGINX.format(folder=work, root=root, port=port, user=user, types=types))
    return serving("usr/sbin/nginx", ["-c", configuration, "-p", work, "-e", work / "error.log"], work, port)


def apache(folder, root):
    work = folder / "apache"
    work.mkdir()
    port = free_port()
    modules = SERVERS / "usr/lib/apache2/modules"
    loaded = [f"LoadModule {name}_module {modules}/mod_{name}.so" for name in ["mpm_prefork", *APACHE_MODULES]]
    types = work / "mime.types"
    # What every distribution's file has; the rest is for the site to say.
    types.write_text("text/html html\ntext/css css\ntext/javascript js\nimage/png png\nimage/jpeg jpg jpeg\n")
    user = "User nobody\nGroup nogroup" if os.getuid() == 0 else ""
    text = APACHE.format(folder=work, root=root, port=port, user=user, modules="\n".join(loaded), types=types)
    (work / "apache.conf").write_text(text)
    return serving("usr/sbin/apache2", ["-X", "-f", work / "apache.conf"], work, port)


def get(port, address):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", address)
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def asked(port, root):
    """What a server answers that it should not."""
    headers = told_headers(root)
    files = [file for file in sorted(root.rglob("*")) if file.is_file()]
    samples = [next((file for file in files if file.suffix == ending and ".candour" not in file.parts), None) for ending in TYPES]
    for file in filter(None, [*samples, root / ".well-known/security.txt"]):
        if not file.is_file():
            continue
        address = "/" + quote(file.relative_to(root).as_posix())
        status, sent, body = get(port, address)
        if status != 200 or body != file.read_bytes():
            yield f"{address} is answered with {status}"
        if sent["Content-Type"].lower().replace(" ", "") != TYPES[file.suffix].replace(" ", ""):
            yield f"{address} is sent as {sent['Content-Type']}"
        yield from (f"{address} comes without {name}: {value}" for name, value in headers.items() if sent.get_all(name) != [value])
    status, sent, body = get(port, "/there-is-no-such-page/")
    if status != 404 or body != (root / "404.html").read_bytes() or sent["Content-Security-Policy"] is None:
        yield f"a wrong address is answered with {status}, another page or no policy"
    for line in (root / "_redirects").read_text().splitlines()[:REDIRECTS_MAX]:
        old, new, code = line.split()
        status, sent, _ = get(port, old)
        if status != int(code) or urlsplit(sent["Location"] or "").path != new:
            yield f"{old} is answered with {status} to {sent['Location']}, not {code} to {new}"
    for address in HIDDEN:
        if get(port, address)[0] not in (403, 404):
            yield f"{address}, which is for hosts, is sent to readers"
