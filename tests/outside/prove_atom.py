"""A feed as Candour writes it, and feeds with one fault each."""

from prove_page import PAGE, changed, write_page

GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
<id>https://safety.example/good-atom/feed.xml</id>
<title>Learning</title>
<updated>2026-04-01T00:00:00Z</updated>
<link rel="self" type="application/atom+xml" href="https://safety.example/good-atom/feed.xml"/>
<link rel="alternate" type="text/html" href="https://safety.example/good-atom/"/>
<author><name>Riverside NHS Trust</name></author>
<entry>
<id>https://safety.example/good-atom/#one</id>
<title>One fall</title>
<updated>2026-04-01T00:00:00Z</updated>
<link rel="alternate" type="text/html" href="https://safety.example/good-atom/"/>
<summary>What we learned &amp; changed.</summary>
</entry>
<entry>
<id>https://safety.example/good-atom/#two</id>
<title>Two falls</title>
<updated>2026-03-01T00:00:00Z</updated>
<link rel="alternate" type="text/html" href="https://safety.example/good-atom/"/>
<summary>Again.</summary>
</entry>
</feed>
"""
FAULTS = [
    # name, from (a pattern), to, what the judge says
    ("unescaped", "&amp; changed", "& changed", "cannot be read"),
    ("no-namespace", ' xmlns="[^"]*"', "", "not as Atom 1.0"),
    ("no-id", "<id>[^<]*#two</id>\n", "", "“Two falls” has no id"),
    ("same-id", "#two</id>", "#one</id>", "#one twice"),
    ("name-for-id", "<id>[^<]*#two</id>", "<id>two</id>", "no address: two"),
    ("no-time", "<updated>2026-03-01T00:00:00Z</updated>\n", "", "“Two falls” has no updated"),
    ("word-for-time", "2026-03-01T00:00:00Z", "last Tuesday", "cannot be read: last Tuesday"),
    ("old-time", "2026-04-01T00:00:00Z</updated>\n<link rel=\"self\"", "2026-03-31T00:00:00Z</updated>\n<link rel=\"self\"", "its newest entry at"),
    ("no-author", "<author>.*</author>\n", "", "names no author"),
    ("no-language", ' xml:lang="en-GB"', "", "has no language"),
    ("elsewhere", 'rel="self" type="application/atom\\+xml" href="[^"]*"', 'rel="self" href="https://safety.example/other.xml"', "not its address"),
    ("astray", 'href="https://safety.example/good-atom/"/>\n<summary>Again', 'href="https://safety.example/nowhere/"/>\n<summary>Again', "where there is nothing"),
    ("no-summary", "<summary>Again.</summary>\n", "", "has no summary"),
    ("no-entries", "<entry>.*</entry>\n", "", "has no entries"),
]  # fmt: skip


def write(root):
    """Writes the feeds below `root`; gives (judge, file, what it has to say)."""
    proofs = []
    for name, pattern, to, told in [("good-atom", None, None, None), *FAULTS]:
        text = changed(GOOD, pattern, to, name) if pattern else GOOD
        folder = name if name == "good-atom" else f"atom-{name}"
        write_page(root, folder, PAGE)
        # Each is at its own address, but for the one that says it is not.
        (root / folder / "feed.xml").write_text(text.replace("/good-atom/", f"/{folder}/"), "utf-8")
        proofs.append(("atom", f"{folder}/feed.xml", told))
    return proofs
