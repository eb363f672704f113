"""Puts one defect at a time into pages of a built site, lets the judges of pages loose on them, and tells in a table
which of them sees each. A defect that none sees fails, and so does a page that is faulty before anything is put in.
"""

import argparse
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import judge
from prove_page import BALLAST

JUDGES = ["browser", "keyboard", "html", "lint", "size"]
DEFECTS_MIN = 30
TABLE = judge.HERE.parent.parent / "target/outside/seeded.md"

# The pages that defects go into: a short one with boxes, links and headings, and one with a film.
PLAIN, FILM = "contact/index.html", "patient-safety/index.html"
AFTER_TITLE = r"</h1>"
TRAP = "document.addEventListener('keydown', (e) => { if (e.target.id === 'trap' && e.key === 'Tab') e.preventDefault(); });"


@dataclass
class Defect:
    """One thing wrong: where it goes in, what it is, and words that one of the judges has to say."""

    name: str
    told: str
    html: str = ""  # goes in after the page's title, or in place of `at`
    at: str = AFTER_TITLE
    css: str = ""
    js: str = ""
    page: str = PLAIN


def in_place(name, at, html, told, **more):
    return Defect(name, told, html=html, at=at, **more)


DEFECTS = [
    Defect("picture without alternative text", "image-alt", "<img src=/how-we-respond.png width=40 height=40>"),
    Defect("vague link", "does not say where it leads", "<p>To tell us, <a href=/privacy/>click here</a>.</p>"),
    Defect("bold words for a heading", "bold words stand for a heading", "<p><strong>Our promise</strong></p><p>We listen to you.</p>"),
    Defect("low contrast", "color-contrast:", '<p class="faint">Pale words</p>', css=".faint { color: #aeb7bd }"),
    Defect("contrast below AAA", "color-contrast-enhanced", '<p class="grey">Grey words</p>', css=".grey { color: #5f6f7a }"),
    Defect("low contrast in the dark", r"color-contrast:.*\(dark", '<p class="night">Words at night</p>',
           css="@media (prefers-color-scheme: dark) { .night { color: #333; background: #1b1b1b } }"),
    Defect("lost focus ring", "nothing shows that the focus", 
           css="main a:focus { outline: 0 !important; box-shadow: none !important; background: none !important; text-decoration: underline !important }"),
    Defect("duplicate id", "(?i)duplicate id|no-dup-id", '<p id="maincontent">Twice</p>'),
    Defect("request to another host", "asks another host", '<img src="https://tracker.example/dot.png" alt="">'),
    Defect("connection to another host made early", "asks another host", '<link rel="preconnect" href="https://fonts.example">', "</title>"),
    in_place("no language", r" lang=\"?en-GB\"?", "", "html-has-lang|element-required-attributes"),
    in_place("language that does not exist", r" lang=\"?en-GB\"?", " lang=english", "html-lang-valid"),
    in_place("wrong language", r" lang=\"?en-GB\"?", " lang=cy", "appears to be written in English"),
    Defect("skipped heading", "heading-order|heading-level", "<h4>Four follows one</h4>"),
    Defect("two main headings", "main headings", "<h1>Another title</h1>"),
    Defect("empty heading", "empty-heading", "<h2></h2>"),
    Defect("link without words", "link-name", '<p><a href="/privacy/"></a></p>'),
    Defect("button without words", "button-name", '<button type="button"></button>'),
    Defect("field without a label", "label", '<input name="name">'),
    Defect("table without headers", "td-has-header|H43|1_3_1",
           "<table>" + "".join(f"<tr>{''.join(f'<td>{row}{cell}' for cell in 'abcd')}" for row in range(4)) + "</table>"),
    Defect("order of its own for the keyboard", "tabindex", '<p><a href="/privacy/" tabindex="3">Privacy notice</a></p>'),
    Defect("keyboard trap", "cannot leave", '<button type="button" id="trap">Stay</button>', js=TRAP),
    Defect("focus taken at the start", "before any key|autofocus", '<label for="f">Your name</label> <input id="f" name="f" autofocus>'),
    in_place("no zooming", r"content=\"width=device-width,initial-scale=1\"", 'content="width=device-width,user-scalable=no"', "meta-viewport"),
    Defect("page that loads itself again", "meta-refresh", '<meta http-equiv="refresh" content="30">', "</title>"),
    Defect("film that plays by itself", "plays by itself|no-autoplay", at=r"<video ", html="<video autoplay ", page=FILM),
    in_place("film without captions", r"<track[^>]*>", "", "without captions", page=FILM),
    Defect("focus under something", "covered", '<div class="cover"></div>', css=".cover { position: fixed; inset: 30% 0 0; background: #fff }"),
    Defect("targets too small and close", "target-size", '<ul class="tiny"><li><a href="/privacy/">a1</a><li><a href="/plan/">b2</a></ul>',
           css=".tiny, .tiny li { margin: 0; padding: 0; line-height: 9px; list-style: none } .tiny a { font-size: 9px; line-height: 9px }"),
    Defect("words cut off by more space", "text spacing cuts", '<p class="clip">Words that fit until a reader needs more space between them</p>',
           css=".clip { display: block; width: 26em; max-width: none; height: 1.6em; overflow: hidden; white-space: nowrap }"),
    Defect("sideways scrolling on a phone", "scrolls sideways", '<p class="wide">Wide</p>', css=".wide { width: 30rem }"),
    Defect("links told by colour alone", "link-in-text-block", css="main p a { text-decoration: none !important; color: #003087 }"),
    in_place("skip link that leads nowhere", r' id=\"?maincontent\"?', "", "^skip-link:|NoSuchID"),
    in_place("no title", r"<title>.*?</title>", "<title></title>", "document-title|empty-title"),
    Defect("frame without a title", "frame-title", '<iframe src="/404.html"></iframe>'),
    Defect("hidden from some but not from the keyboard", "aria-hidden-focus|hidden-focusable", '<p aria-hidden="true"><a href="/privacy/">Privacy</a></p>'),
    Defect("role that does not exist", "aria-roles", '<p role="buton">Press</p>'),
    Defect("name that says something else than is seen", "label-content-name-mismatch", '<p><a href="/privacy/" aria-label="Legal">Privacy notice</a></p>'),
    Defect("movement that cannot be stopped", "moves:", '<p class="turn">Turning</p>',
           css="@keyframes turn { to { transform: rotate(1turn) } } .turn { width: 6em; animation: turn 2s infinite !important }"),
    Defect("script in the page", "Content-Security-Policy: inline", "<script>document.title += 1</script>"),
    Defect("style in the page", "Content-Security-Policy: inline", '<p style="margin: 0">Inline</p>'),
    Defect("words of the stylesheet alone", "only the stylesheet says", '<p class="says"></p>', css='.says::before { content: "In an emergency call 999" }'),
    Defect("button whose edge forced colours take", "leave no edge", '<button type="button" class="flat">Send</button>',
           css=".flat { border: 0; padding: 8px; background: #004b93; color: #fff }"),
    Defect("words that paper does not show", "paper does not show", '<p class="screen">Seen only on a screen</p>', css="@media print { .screen { display: none } }"),
    Defect("two main parts", "landmark-no-duplicate-main|visible “main”|unique-landmark", "<main><p>Another</p></main>"),
    Defect("list that is none", "not allowed|list:", "<ul><p>Not an item</p></ul>"),
    Defect("keyboard against the eye", "goes up the page", '<div class="turned"><a href="/privacy/">Below</a> <a href="/plan/">Above</a></div>',
           css=".turned { display: flex; flex-direction: column-reverse; gap: 24px; align-items: start }"),
    Defect("something the keyboard cannot reach again", "never reaches|comes back|before it has been", '<button type="button" id="loop">Round</button>',
           js="document.addEventListener('focusin', (e) => { if (e.target.closest('footer')) document.querySelector('#loop').focus(); });"),
    Defect("field and button of different heights", "px high and the button",
           '<form action="/search/"><label for="more">Words</label><div class="row"><input class="nhsuk-input" id="more" name="q"><button>Search</button></div></form>',
           css=".row { display: flex; align-items: end } .row button { height: 60px }"),
    Defect("short words on two lines in a table", "in a table takes", '<table><tr><th scope="col">Files<tr><td class="thin"><details><summary><span>7 documents</span></summary>Text</details></table>',
           css=".thin { width: 1em } .thin span { display: inline-block; width: 1em }"),
    Defect("values of one label drawn apart", "values of one label", '<dl class="apart"><dt>Contact<dd>Patient safety team<dd>01632 960120</dl>',
           css=".apart { display: grid; height: 20em }"),
    in_place("first view that is too heavy", r"candour--page\"", 'candour--policy"', "over the wire"),
    Defect("script error", "script error", js="throw new Error('broken')"),
]  # fmt: skip
DEFECTS[-2].js = "//" + BALLAST


def write(site, root):
    """Writes the pages: each defect's, and the two they are made from. Returns defect by page."""
    for file in site.rglob("*"):
        if file.is_file() and file.suffix in (".css", ".png", ".jpg", ".webp", ".svg", ".mp4", ".vtt"):
            (root / file.relative_to(site)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, root / file.relative_to(site))
    by_page = {}
    for base in (PLAIN, FILM):
        (root / base).parent.mkdir(exist_ok=True)
        shutil.copy(site / base, root / base)
    shutil.copy(site / "404.html", root / "404.html")
    for number, defect in enumerate(DEFECTS):
        html = (site / defect.page).read_text()
        where = re.search(defect.at, html)
        if not where:
            raise SystemExit(f"the defect “{defect.name}” finds no {defect.at} in {defect.page}")
        kept = where.group() if defect.at in (AFTER_TITLE, "</title>") else ""
        html = html[: where.start()] + kept + defect.html + html[where.end() :]
        for kind, text, tag in (("css", defect.css, "<link rel=stylesheet href=/seeded/{}.css>"), ("js", defect.js, "<script src=/seeded/{}.js defer></script>")):
            if text:
                (root / "seeded").mkdir(exist_ok=True)
                (root / f"seeded/{number}.{kind}").write_text(text)
                html = html.replace("</title>", "</title>" + tag.format(number), 1)
        page = root / f"defect-{number}/index.html"
        page.parent.mkdir()
        page.write_text(html)
        by_page[f"defect-{number}/index.html"] = defect
    return by_page


def main():
    parser = argparse.ArgumentParser(prog="tests/outside/seeded", description="Which judge sees which defect.")
    parser.add_argument("site", type=Path, help="the folder of the built site")
    site = parser.parse_args().site.resolve()
    with tempfile.TemporaryDirectory(prefix="candour-seeded-") as folder:
        by_page = write(site, Path(folder).resolve())
        told = {page: {} for page in [*by_page, PLAIN, FILM]}
        for key, (_, verdict, _) in zip(JUDGES, judge.judge_all(judge.Site(Path(folder).resolve(), everything=True), JUDGES), strict=True):
            for page, faults in verdict.faults.items():
                if page not in told and page != "404.html":
                    raise SystemExit(f"{key}: {page}: {faults}")
                if faults and page in told:
                    told[page][key] = faults
    rows = ["| defect | seen by | what it says |", "|---|---|---|"]
    missed = [f"{page} is faulty before anything is put in: {told[page]}" for page in (PLAIN, FILM) if told[page]]
    for page, defect in by_page.items():
        seers = {key: [fault for fault in faults if re.search(defect.told, fault)] for key, faults in told[page].items()}
        seers = {key: faults for key, faults in seers.items() if faults}
        if not seers:
            missed.append(f"nobody sees: {defect.name}; what they say: {told[page] or 'nothing'}")
            continue
        first = next(iter(seers.values()))[0].replace("|", "\\|").replace("\n", " ")
        rows.append(f"| {defect.name} | {', '.join(seers)} | {first[:110]} |")
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    TABLE.write_text("\n".join(rows) + "\n")
    print("\n".join(rows))
    for line in missed:
        print(f"FAILED: {line[:1500]}")
    print(f"{len(DEFECTS)} defects, {len(rows) - 2} seen, {len(missed)} failed; the table is in target/outside/{TABLE.name}")
    return 1 if missed or len(DEFECTS) < DEFECTS_MIN else 0


if __name__ == "__main__":
    sys.exit(main())
