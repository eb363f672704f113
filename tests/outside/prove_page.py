"""A good page, pages with one fault each, and what all proofs use: how to write a page and put a fault into a text."""

import hashlib
import re
import struct
import zlib

PAGE = """<!DOCTYPE html>
<html lang="en-GB" class="candour--policy">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Falls policy – Riverside</title>
<meta name="description" content="How we keep people from falling.">
<link rel="stylesheet" href="/style.css">
<script src="/script.js" defer></script>
</head>
<body>
<a class="skip" href="#maincontent">Skip to main content</a>
<header><p>Riverside NHS Trust</p></header>
<main id="maincontent">
<h1>Falls policy</h1>
<nav data-web-only aria-label="Contents"><ul><li><a href="#purpose">Purpose</a></li></ul></nav>
<h2 id="purpose">Purpose</h2>
<p>We learn from <strong>every</strong> fall<sup data-footnote-ref><a href="#note-1" id="ref-1" aria-label="Footnote 1">1</a></sup>,
as the <a href="https://www.england.nhs.uk/">national framework</a> asks&nbsp;of us.</p>
<h3>Roles</h3>
<div class="warning"><p><span class="hidden">Important: </span>Tell the nurse in charge.</p></div>
<figure><img src="/ward.png" alt="A ward" width="40" height="40"><figcaption>A ward at night</figcaption></figure>
<h2>Duties</h2>
<table><caption>Who does what</caption>
<thead><tr><th scope="col">Role</th><th scope="col">Duty</th></tr></thead>
<tbody><tr><td>Matron</td><td>Reviews each fall</td></tr></tbody></table>
<p>This policy ends with these last few words.</p>
<section data-footnotes aria-label="Footnotes"><ol>
<li id="note-1"><p>See the plan. <a data-footnote-back href="#ref-1">Back to text</a></p></li></ol></section>
<p data-web-only><a href="/good/good.docx">Falls policy (Word)</a></p>
</main>
<footer><p>Riverside NHS Trust</p></footer>
</body>
</html>
"""
STYLE = """body { margin: 1rem; font: 1.2rem/1.5 Arial, sans-serif; color: #212b32; background: #fff; overflow-wrap: break-word }
a { color: #003087; display: inline-block; min-height: 44px } .skip:not(:focus) { position: absolute; left: -999rem }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
.faint { color: #ccc } .fixed { width: 2000px } .grey { color: #6b6b6b }
.bare:focus { outline: 0 }"""


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size, grey = 8, b"\x80"
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress((b"\0" + grey * size) * size)) + chunk(b"IEND", b"")


# Hexadecimal digits cannot be packed to less than half.
BALLAST = "".join(hashlib.sha256(str(number).encode()).hexdigest() for number in range(1200))

# ---- the faults: what to change in the good page, and what the judge has to say ----

FIRST = "</h1>"  # faulty HTML goes in after the page's title
LIVE = '<p>Live</p><script src="/{}.js"></script>'
PAGE_FAULTS = [
    # name, in the page: from, to, judge, what it says
    ("unclosed", FIRST, "</h1><div>", "html", "Unclosed element|Stray end tag|open elements"),
    ("twice", FIRST, '</h1><p id="purpose">Twice</p>', "html", "Duplicate ID"),
    ("warned", FIRST, '</h1><button role="button">Role</button>', "html", "unnecessary"),
    ("no-alt", ' alt="A ward"', "", "browser", "image-alt"),
    ("faint", FIRST, '</h1><p class="faint">Pale words</p>', "browser", "color-contrast:"),
    ("grey", FIRST, '</h1><p class="grey">Words for AAA</p>', "browser", "color-contrast-enhanced:"),
    ("skipped", "<h2>Duties</h2>", "<h5>Duties</h5>", "browser", "heading-order:"),
    ("wide", FIRST, '</h1><div class="fixed">Wide</div>', "browser", r"scrolls sideways: the page is 20\d\d px.*320 px"),
    ("third-party", FIRST, '</h1><img src="https://tracker.example/dot.png" alt="">', "browser", "asks another host: https://tracker.example/dot.png"),
    ("third-script", FIRST, "</h1>" + LIVE.format("fetches"), "browser", "Policy: https://tracker.example/beacon"),
    ("preconnect", "</title>", '</title><link rel="preconnect" href="https://fonts.example">', "browser", "asks another host: https://fonts.example"),
    ("inline-style", FIRST, '</h1><p style="color: #000">Inline</p>', "browser", r"Content-Security-Policy: inline.*style-src-attr"),
    ("inline-script", FIRST, "</h1><script>document.title += 1</script>", "browser", r"Content-Security-Policy: inline.*script-src-elem"),
    ("missing-file", FIRST, '</h1><img src="/nowhere.png" alt="">', "browser", "console error: .*404.*nowhere.png"),
    ("throws", FIRST, "</h1>" + LIVE.format("throws"), "browser", "script error: broken on purpose"),
    ("script-only", "<h1>Falls policy</h1>", LIVE.format("writes"), "browser", "shows no h1 and main text"),
    ("0-pale", "<h1>", '<h1 class="faint">', "lighthouse", "^accessibility is .*color-contrast"),
    ("again", FIRST, '</h1><p id="purpose">Twice</p>', "lint", "no-dup-id"),
    ("ringless", FIRST, '</h1><p><a class="bare" href="/good/">Bare</a></p>', "keyboard", "nothing shows that the focus is on <a> “Bare”"),
    ("heavy", FIRST, f"</h1><!-- {BALLAST} -->", "size", r"\d bytes over the wire"),
    ("astray", "</title>", '</title><meta http-equiv="refresh" content="0; url=/gone/">', "browser", "/gone/, which is not a page"),
]  # fmt: skip
SCRIPTS = {
    "script": "document.documentElement.dataset.live = 1",
    "fetches": "fetch('https://tracker.example/beacon').catch(() => {})",
    "throws": "throw new Error('broken on purpose')",
    "writes": "document.currentScript.insertAdjacentHTML('beforebegin', '<h1>Falls policy</h1>')",
}


def changed(text, pattern, replacement, name):
    """The text with one fault put in; a fault that no longer fits the good file stops everything."""
    new = re.sub(pattern, replacement, text, count=1, flags=re.DOTALL)
    assert new != text, f"the fault {name} changes nothing"
    return new


def write(root):
    """Writes the good pages and the faulty ones; returns the proofs as (judge, file, words to be told)."""
    (root / "style.css").write_text(STYLE)
    (root / "ward.png").write_bytes(png())
    for name, script in SCRIPTS.items():
        (root / f"{name}.js").write_text(script)
    redirect = PAGE.replace("</title>", '</title><meta http-equiv="refresh" content="0; url=../good/">')
    write_page(root, "good", PAGE)
    write_page(root, "moved", redirect)
    light = PAGE.replace('<script src="/script.js" defer></script>\n', "").replace('<img src="/ward.png" alt="A ward" width="40" height="40">', "")
    (root / "index.html").write_text(light)
    write_page(root, "light", light)
    proofs = [(key, "good/index.html", None) for key in ("browser", "html", "keyboard", "lint")] + [("size", "light/index.html", None)]
    proofs += [("lighthouse", "index.html", None), ("browser", "moved/index.html", None)]
    for name, before, after, key, told in PAGE_FAULTS:
        write_page(root, name, changed(PAGE, re.escape(before), after, name))
        proofs.append((key, f"{name}/index.html", told))
    return proofs


class Alone:
    """Pages that are files of their own: their style and their policy are in them."""

    POLICY = "default-src 'none'; style-src 'unsafe-inline'"
    PAGE = re.sub(r"<img[^>]*>", "", PAGE).replace('<script src="/script.js" defer></script>', "").replace(
        '<link rel="stylesheet" href="/style.css">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n<style>{STYLE}</style>',
    )
    FAULTS = [
        ("no-policy", "<meta http-equiv=[^>]*>", "", "carries no Content-Security-Policy"),
        ("picture", FIRST, '</h1><img src="/ward.png" alt="A ward">', "blocked by the Content-Security-Policy: .*ward.png"),
        ("lax", "default-src 'none'", "default-src *", "carries a Content-Security-Policy that lets it ask others"),
    ]  # fmt: skip

    @classmethod
    def write(cls, root):
        """As the module's own."""
        write_page(root, "good", cls.PAGE)
        proofs = [("browser", "good/index.html", None)]
        for name, before, after, told in cls.FAULTS:
            write_page(root, name, changed(cls.PAGE, before, after, name))
            proofs.append(("browser", f"{name}/index.html", told))
        return proofs


def write_page(root, name, html):
    (root / name).mkdir()
    (root / name / "index.html").write_text(html)
