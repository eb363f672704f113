"""A site whose files for hosts and programs are right, and one in which each has faults."""

import json
import shutil
from types import SimpleNamespace

from tools import HERE

HEADERS = {"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff"}
PAGE = '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{0}</title></head><body><h1>{0}</h1></body></html>\n'
HIDDEN = r"(?:\.candour|\.htaccess|\.nojekyll|_headers|_redirects|web\.config|staticwebapp\.config\.json)(?:/|$)"
DOCUMENT = {
    "title": "Falls policy", "address": "https://x.example/falls/", "kind": "policy", "reference": None, "version": "1.0",
    "status": "published", "approved_on": "2026-04-01", "review_due": "2028-04", "owner": "Chief nurse", "language": "en-GB",
    "formats": [{"name": "txt", "address": "https://x.example/falls/falls.txt", "media_type": "text/plain", "bytes": 6, "pages": None}],
}  # fmt: skip
EVENT = """BEGIN:VEVENT
UID:falls
DTSTAMP:20261122T000000Z
DTSTART;VALUE=DATE:20280430
DTEND;VALUE=DATE:20280501
SUMMARY:Review due: Falls policy
END:VEVENT
"""


def write_site(root):
    """Everything right."""
    for folder in (".well-known", ".candour", "falls"):
        (root / folder).mkdir()
    register = {"$schema": "https://x.example/s", "title": "Safety", "publisher": "A trust", "documents": [DOCUMENT]}
    calendar = f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//y//EN\n{EVENT}END:VCALENDAR\n"
    added = "".join(f'<add name="{name}" value="{value}" />' for name, value in HEADERS.items())
    azure = {"globalHeaders": HEADERS, "routes": [{"route": "/old/", "redirect": "/falls/", "statusCode": 301}]}
    nginx = "".join(f'add_header {name} "{value}" always;\n' for name, value in HEADERS.items())
    apache = "".join(f'Header always set {name} "{value}"\n' for name, value in HEADERS.items())
    files = {
        "index.html": PAGE.format("Home"),
        "404.html": PAGE.format("Page not found"),
        "falls/falls.txt": "Falls.",
        ".well-known/security.txt": "Contact: mailto:a@x.example\nExpires: 2027-01-01T00:00:00Z\n",
        ".nojekyll": "",
        "_headers": "/*\n" + "".join(f"  {name}: {value}\n" for name, value in HEADERS.items()),
        "_redirects": "/old/ /falls/ 301\n",
        "documents.json": json.dumps(register),
        "reviews.ics": calendar.replace("\n", "\r\n"),
        "web.config": f"<configuration><httpProtocol><customHeaders>{added}</customHeaders></httpProtocol></configuration>",
        "staticwebapp.config.json": json.dumps(azure),
        ".htaccess": f'{apache}ErrorDocument 404 /404.html\nAddType "text/calendar; charset=utf-8" .ics\n'
        'AddType "text/plain; charset=utf-8" .txt\nAddCharset utf-8 .html\n'
        f'RedirectMatch 301 "^/old/$" "/falls/"\nRedirectMatch 404 "^/{HIDDEN}"\n',
        ".candour/nginx-http.conf": 'types { text/calendar ics; }\nmap $uri $moved { default ""; "/old/" "/falls/"; }\n',
        ".candour/nginx-server.conf": f"{nginx}charset utf-8;\ncharset_types text/plain text/calendar;\n"
        f'error_page 404 /404.html;\nif ($moved) {{ return 301 $moved; }}\nlocation ~ "^/{HIDDEN}" {{ return 404; }}\n',
    }
    for name, text in files.items():
        (root / name).write_bytes(text.encode())
    shutil.copy(HERE.parents[1] / "src/feeds/documents.schema.json", root)


FAULTS = [
    # file, from, to, what the judge says
    ("documents.json", '"published"', '"secret"', "'secret' is not one of"),
    ("documents.json", '"2028-04"', '"spring"', "'spring' does not match"),
    ("documents.json", '"bytes": 6', '"bytes": 7', "has 6 bytes, not 7"),
    ("documents.json", '"owner": "Chief nurse", ', "", "'owner' is a required property"),
    ("reviews.ics", "DTSTAMP:20261122T000000Z\r\n", "", "has no DTSTAMP"),
    ("reviews.ics", "Review due", "Review due" + " again" * 12, "longer than 75 bytes"),
    ("reviews.ics", "VERSION:2.0\r\n", "VERSION:2.0\n", "does not end in CR LF"),
    ("web.config", "</httpProtocol>", "", "not well-formed"),
    ("staticwebapp.config.json", "nosniff", "sniff", "headers are not those"),
    (".htaccess", "ErrorDocument 404 /404.html\n", "", "a wrong address is answered"),
    (".htaccess", "nosniff", "sniff", "comes without X-Content-Type-Options"),
    (".htaccess", '"/falls/"', '"/fall/"', "/old/ is answered with 301 to .*/fall/"),
    (".htaccess", "web\\.config|", "", "/web.config, which is for hosts"),
    (".htaccess", "text/plain", "text/odd", "is sent as text/odd"),
    (".candour/nginx-server.conf", "charset utf-8;", "charset utf-8", "nginx refuses it"),
]


def write_good(root):
    write_site(root)
    return [("hosts", name, None) for name in dict.fromkeys(file for file, *_ in FAULTS)]


def write_faulty(root):
    write_site(root)
    for name, before, after, _ in FAULTS:
        text = (root / name).read_bytes().decode()
        assert before in text, (name, before)
        (root / name).write_bytes(text.replace(before, after, 1).encode())
    return [("hosts", name, told) for name, _, _, told in FAULTS]


GOOD = SimpleNamespace(write=write_good)
FAULTY = SimpleNamespace(write=write_faulty)
