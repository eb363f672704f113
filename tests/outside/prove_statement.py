"""A good accessibility statement, statements with one fault each, and pages with and without the link to one."""

import re

from prove_page import changed, write_page

STATEMENT = """<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>Accessibility statement – Riverside</title></head>
<body>
<main id="maincontent">
<h1>Accessibility statement</h1>
<nav data-web-only aria-label="Contents"><ul><li><a href="#compliance-status">Compliance status</a></li></ul></nav>
<p>Riverside NHS Trust is committed to making its website accessible, in accordance with the Public Sector Bodies (Websites and
Mobile Applications) (No. 2) Accessibility Regulations 2018.</p>
<p>This accessibility statement applies to safety.riverside.example.</p>
<h2 id="compliance-status">Compliance status</h2>
<p>This website is <strong>partially compliant</strong> with the
<a href="https://www.w3.org/TR/WCAG22/">Web Content Accessibility Guidelines version 2.2 AA standard</a>, due to the non-compliances
listed below.</p>
<h2>Non-accessible content</h2>
<h3>Non-compliance with the accessibility regulations</h3>
<ul><li>The film has no audio description. This fails WCAG 2.2 success criterion 1.2.5 Audio description. We plan to fix this by
31 December 2027.</li></ul>
<h2>Disproportionate burden</h2>
<p>Describing 400 old films would cost more than our yearly budget for films.</p>
<h2>Preparation of this accessibility statement</h2>
<p>This statement was prepared on 2 November 2026. It was last reviewed on 16 November 2026.</p>
<p>We tested every type of page with a keyboard alone and a screen reader.</p>
<h2>Feedback and contact information</h2>
<p>To report a problem: <a href="mailto:safety@riverside.example">safety@riverside.example</a>.</p>
<h2>Enforcement procedure</h2>
<p>The Equality and Human Rights Commission (EHRC) enforces the Regulations. If you are not happy, contact the
<a href="https://www.equalityadvisoryservice.com/">Equality Advisory and Support Service (EASS)</a>.</p>
<h2>What is checked when this website is built</h2>
<p>On 22 November 2026, Candour, the program that makes this website, checked all 24 pages. It found that:</p>
<ul><li>every link leads somewhere</li></ul>
</main>
</body>
</html>
"""
PAGE = '<!DOCTYPE html>\n<html lang="en-GB"><title>Falls</title><main id="maincontent"><h1>Falls</h1></main><footer>{}</footer></html>\n'
LINK = '<a href="/good-statement/">Accessibility statement</a>'

FAULTS = [
    # name, in the statement: from, to, what the judge says
    ("heading", "<h1>Accessibility statement</h1>", "<h1>How to use this site</h1>", "the main heading is “How to use this site”"),
    ("title", "<title>Accessibility statement", "<title>Use", "the title of the window is “Use"),
    ("split", "</main>", '<a rel="next" href="/more/">Next</a></main>', "more than one page"),
    ("commitment", "is committed to making", "tries to make", "does not commit the organisation"),
    ("regulations", r"\(No\. 2\) Accessibility", "Accessibility", "the Regulations by their full title"),
    ("scope", "This accessibility statement applies to safety.riverside.example.", "This is a statement.", "does not say what it covers"),
    ("no-heading", "Preparation of this accessibility statement", "Preparation", "no heading “Preparation of this accessibility statement”"),
    ("twice", "<h2>Enforcement procedure</h2>", "<h2>Compliance status</h2><h2>Enforcement procedure</h2>", "“Compliance status” stands twice"),
    ("order", r"<h2>(Feedback[^<]*)(.*?)<h2>(Enforcement[^<]*)", r"<h2>\3\2<h2>\1", "another order"),
    ("no-status", "partially compliant", "very accessible", "three compliance statuses"),
    ("wrong-version", "version 2.2 AA", "version 2.1 AA", "three compliance statuses"),
    ("full", "partially compliant", "fully compliant", "fully compliant, and issues are listed"),
    ("no-issues", r"<h3>.*?</ul>\s*<h2>Disp.*?<h2>Prep", "<h2>Prep", "partially compliant, and no issue is listed"),
    ("astray", "<h2>Non-accessible content</h2>", "", "outside of “Non-accessible content”"),
    ("no-criterion", "success criterion 1.2.5 Audio", "Audio", "names no success criterion"),
    ("day-past", "31 December 2027", "31 October 2026", "fixed by 2026-10-31, which has gone"),
    ("month-past", "31 December 2027", "October 2026", "fixed by 2026-10-31, which has gone"),
    ("no-reason", "Describing 400 old films would cost.*?films.</p>", "Old films.</p>", "claimed without a reason"),
    ("not-prepared", "was prepared on 2 November 2026", "is new", "when it was prepared"),
    ("not-reviewed", "It was last reviewed on 16 November 2026.", "", "when it was last reviewed"),
    ("future", "reviewed on 16 November 2026", "reviewed on 23 November 2026", "2026-11-23, which is still to come"),
    ("old", "prepared on 2 November 2026. It was last reviewed on 16 November 2026", "prepared on 2 November 2024. It was last reviewed on 16 November 2025", "more than a year ago"),
    ("no-method", "We tested every type of page with a keyboard alone and a screen reader.", "", "how the website was tested"),
    ("no-contact", "mailto:safety@riverside.example", "tel:+441632960120", "no email address or form"),
    ("no-body", "The Equality and Human Rights Commission .EHRC. enforces the Regulations.", "", "the body that enforces"),
    ("no-service", "https://www.equalityadvisoryservice.com/", "https://www.example.com/", "the body that enforces"),
    ("not-checked", "On 22 November 2026, Candour, the", "The", "what was checked when the website was built"),
    ("nothing-checked", "<ul><li>every link leads somewhere</li></ul>", "", "lists nothing that was checked"),
]  # fmt: skip


def write(root):
    """Writes the good pages and the faulty ones; returns the proofs as (judge, file, words to be told)."""
    northern = changed(STATEMENT, "Equality and Human Rights Commission .EHRC.", "Equality Commission for Northern Ireland", "ecni")
    northern = northern.replace("https://www.equalityadvisoryservice.com/", "https://www.equalityni.org/")
    called = [f'<a href="/{name}-statement/">Accessibility statement</a>' for name, *_ in FAULTS]
    good = {
        "good-statement": STATEMENT,
        "northern": northern,
        "linked": PAGE.format(LINK),
        "below": PAGE.format(LINK.replace("/good", "/safety/good")),
        "all": PAGE.format(" ".join(called)),
    }
    proofs = []
    for name, html in good.items():
        write_page(root, name, html)
        proofs.append(("statement", f"{name}/index.html", None))
    for name, before, after, told in FAULTS:
        pattern = before if re.search(r"\.\*|\\|\.EHRC", before) else re.escape(before)
        write_page(root, f"{name}-statement", changed(STATEMENT, pattern, after, name))
        proofs.append(("statement", f"{name}-statement/index.html", told))
    for name, footer in [
        ("unlinked", ""),
        ("to-nowhere", '<a href="/gone/">Accessibility statement</a>'),
        ("unnamed", '<a href="/good-statement/">More</a>'),
    ]:
        write_page(root, name, PAGE.format(footer))
        proofs.append(("statement", f"{name}/index.html", "does not link to the accessibility statement"))
    return proofs
