"""Judges the accessibility statement as the regulator's own checks do, and that every page links to it.

It reads the published pages alone: the title, the fixed sentences and headings, the issues with
their criteria and days, the dates, the method, the ways to complain. A statement is any page that
calls itself one, or that a page calls one in its link.
"""

import datetime
import re
from urllib.parse import unquote, urljoin, urlsplit

import page as web
from words import folded

REGULATIONS = "Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018"
TITLE = re.compile(r"Accessibility statement( for \S.*)?$")
CALLED = re.compile(r"\baccessibility statement\b", re.IGNORECASE)
STATUS = re.compile(r"This website is (\w+) compliant with the Web Content Accessibility Guidelines version 2\.2 AA standard")
SCOPE = re.compile(r"\bstatement (?:applies to|covers) (\S+ ?)+")
CRITERION = re.compile(r"\b[1-4]\.[1-5]\.(?:1[0-3]|[1-9])\b")
MONTHS = "January February March April May June July August September October November December".split()
DATE = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(MONTHS)}) (\d{{4}})")
ALWAYS = ["Compliance status", "Preparation of this accessibility statement", "Feedback and contact information", "Enforcement procedure"]
ORDER = [ALWAYS[0], "Non-accessible content", "Disproportionate burden", *ALWAYS[1:]]
ISSUES = "Non-compliance with the accessibility regulations"
CHECKED = re.compile(r"On ([^,]*), Candour\b.*?\bchecked (?:all )?\d+ pages?\b")
BURDEN_WORDS_MIN = 10
METHOD_WORDS_MIN = 8
DAYS_MAX = 366  # from one review to the next, a year with a leap day


def faults(root, pages):
    """The faults of each page, by its path."""
    read = {path: web.parsed(path) for path in pages}
    shown = {path: tree for path, tree in read.items() if not tree.xpath("//meta[translate(@http-equiv, 'R', 'r')='refresh']")}
    links = {path: list(_statements_linked(path, tree, root)) for path, tree in shown.items()}
    statements = {path for path, tree in shown.items() if CALLED.match(folded(_words(tree, "//h1")))}
    statements |= {target for targets in links.values() for target in targets if target in shown}
    found = {}
    for path, tree in shown.items():
        found[path] = []
        if not any(target in statements for target in links[path]) and path not in statements:
            found[path].append("it does not link to the accessibility statement")
        if path in statements:
            found[path] += _of_statement(tree)
    return found


def _statements_linked(path, tree, root):
    """The pages of this site that a page's links call an accessibility statement."""
    here = "/" + path.relative_to(root).as_posix()
    for link in tree.xpath("//a[@href]"):
        if CALLED.search(folded(web.text_below(link))):
            target = unquote(urlsplit(urljoin(here, link.get("href"))).path)
            # A site may stand below a folder of its host.
            for below in _endings(target.strip("/").split("/")):
                file = root.joinpath(*below, "index.html") if below != [""] else root / "index.html"
                if file.exists():
                    yield file
                    break


def _endings(parts):
    return [parts[at:] for at in range(len(parts))]


def _of_statement(tree):
    main = tree.find('.//main[@id="maincontent"]')
    if main is None:
        return ["it has no main part"]
    web.drop(main, ".//*[@data-web-only]")
    sections = _sections(main)
    whole = folded(web.text_below(main))
    checked = CHECKED.search(whole)
    day = (_dates(checked[1]) or [None])[0] if checked else None
    day = day or datetime.datetime.now(datetime.UTC).date()
    return [
        *_frame(tree, main, whole),
        *_headings(main),
        *_status(main, sections, whole),
        *_issues(sections, day),
        *_preparation(sections, day),
        *_complaints(sections),
        *_verified(sections, checked),
    ]


def _frame(tree, main, whole):
    h1 = folded(_words(tree, "//h1"))
    if not TITLE.match(h1):
        yield f"the main heading is “{h1}”"
    title = folded(_words(tree, "//title"))
    if not re.match(r"Accessibility statement( for .+)?( – .+)?$", title):
        yield f"the title of the window is “{title}”"
    if tree.xpath("//a[@rel='next' or @rel='prev']"):
        yield "it is more than one page"
    committed = re.search(r"\w is committed to making its website accessible, in accordance with the (.*)", whole)
    if not committed:
        yield "it does not commit the organisation to making its website accessible"
    elif not committed[1].startswith(REGULATIONS):
        yield "the commitment does not give the Regulations by their full title"
    scope = SCOPE.search(whole)
    if not scope or not re.search(r"\w\.\w|\w{3,} \w{3,}", scope[0].split(" ", 2)[-1]):
        yield "it does not say what it covers"


def _headings(main):
    found = [folded(web.text_below(heading)) for heading in main.iter("h2")]
    for heading in ALWAYS:
        if heading not in found:
            yield f"there is no heading “{heading}”"
    for heading in ORDER:
        if found.count(heading) > 1:
            yield f"the heading “{heading}” stands twice"
    known = [heading for heading in found if heading in ORDER]
    if known != sorted(known, key=ORDER.index):
        yield f"the headings stand in another order: {', '.join(known)}"


def _status(main, sections, whole):
    found = STATUS.findall(whole)
    if len(found) != 1 or found[0] not in ("fully", "partially", "not"):
        yield f"it does not have one of the three compliance statuses: {found or 'none'}"
        return
    listed = bool(_items(sections, ISSUES))
    burden = "Disproportionate burden" in sections
    if found[0] == "fully" and (listed or burden):
        yield "the website is fully compliant, and issues are listed"
    if found[0] != "fully" and not (listed or burden):
        yield f"the website is {found[0]} compliant, and no issue is listed"
    if listed and "Non-accessible content" not in sections:
        yield "issues are listed outside of “Non-accessible content”"


def _issues(sections, day):
    for number, issue in enumerate(_items(sections, ISSUES), 1):
        if not CRITERION.search(issue):
            yield f"issue {number} names no success criterion of WCAG"
        for due in _dates(issue):
            if due < day:
                yield f"issue {number} was to be fixed by {due}, which has gone"
    if "Disproportionate burden" in sections and len(_text(sections, "Disproportionate burden").split()) < BURDEN_WORDS_MIN:
        yield "a disproportionate burden is claimed without a reason"


def _preparation(sections, day):
    text = _text(sections, "Preparation of this accessibility statement")
    for what in ("prepared", "last reviewed"):
        said = re.search(rf"\b{what} on (\d.*?\d{{4}})", text)
        dates = _dates(said[1]) if said else []
        if not dates:
            yield f"it does not say when it was {what}"
        elif dates[0] > day:
            yield f"it was {what} on {dates[0]}, which is still to come"
        elif what == "last reviewed" and (day - dates[0]).days > DAYS_MAX:
            yield f"it was last reviewed on {dates[0]}, more than a year ago"
    method = re.sub(r"[^.]*\b(?:prepared|reviewed) on [^.]*\.", "", text)
    method = re.sub(r"The website was tested by [^.]*\.", "", method)
    if len(method.split()) < METHOD_WORDS_MIN:
        yield "it does not say how the website was tested"


def _complaints(sections):
    feedback = sections.get("Feedback and contact information", [])
    links = [link.get("href", "") for part in feedback for link in part.iter("a")]
    forms = [form for part in feedback for form in part.iter("form")]
    if not forms and not any(link.startswith("mailto:") for link in links):
        yield "it gives no email address or form to contact the organisation"
    enforcement = sections.get("Enforcement procedure", [])
    text = _text(sections, "Enforcement procedure")
    hosts = {urlsplit(link.get("href", "")).hostname for part in enforcement for link in part.iter("a")}
    british = "Equality and Human Rights Commission" in text and "www.equalityadvisoryservice.com" in hosts
    irish = "Equality Commission for Northern Ireland" in text and "www.equalityni.org" in hosts
    if not (british or irish):
        yield "it does not name the body that enforces the Regulations, with a link to where to complain"


def _verified(sections, checked):
    if not checked or not _dates(checked[1]):
        yield "it does not say what was checked when the website was built, and on which day"
        return
    inside = [name for name in sections if CHECKED.search(_text(sections, name))]
    if not inside or not _items(sections, inside[0]):
        yield "it lists nothing that was checked when the website was built"


# ---- reading ----


def _sections(main):
    """The elements below each heading up to the next one, by the words of the heading."""
    sections, current = {}, None
    for element in main.xpath(".//*[self::h2 or self::h3 or self::p or self::ul or self::ol or self::dl or self::form]"):
        if element.tag in ("h2", "h3"):
            current = sections.setdefault(folded(web.text_below(element)), [])
        elif current is not None and not any(element in part.iter() for part in current):
            current.append(element)
    return sections


def _text(sections, name):
    return folded("\n".join(map(web.text_below, sections.get(name, []))))


def _items(sections, name):
    return [folded(web.text_below(item)) for part in sections.get(name, []) if part.tag in ("ul", "ol") for item in part.iter("li")]


def _words(tree, path):
    found = tree.xpath(path)
    return web.text_below(found[0]) if found else ""


def _dates(text):
    """The days in a text; of a month its last, as it is kept until then."""
    found = []
    for day, month, year in DATE.findall(text):
        number, year = MONTHS.index(month) + 1, int(year)
        end = datetime.date(year + number // 12, number % 12 + 1, 1) - datetime.timedelta(days=1)
        found.append(end.replace(day=min(int(day), end.day)) if day else end)
    return found
