"""What a feed reader makes of an Atom feed: feedparser, and what RFC 4287 asks that it lets pass.

Every address within the site has to lead somewhere in it.
"""

from urllib.parse import urlsplit

import feedparser

NEEDED = ("id", "title", "updated")


def is_feed(file):
    """Whether a file is an Atom feed, by its name and first element."""
    return file.name.endswith(".xml") and b"<feed" in file.read_bytes()[:200]


def faults(file, root):
    """The faults of a feed of the site in the folder `root`."""
    feed = feedparser.parse(file.read_bytes(), sanitize_html=False)
    if feed.bozo:
        return [f"cannot be read: {feed.bozo_exception}"]
    found = []
    if feed.version != "atom10":
        found.append(f"is read as {feed.version or 'no feed'}, not as Atom 1.0")
    whole = feed.feed
    found += _missing("the feed", whole)
    if not whole.get("author"):
        found.append("the feed names no author")
    if not whole.get("language"):
        found.append("the feed has no language")
    links = {link.rel: link.href for link in whole.get("links", [])}
    own = links.get("self", "")
    base = own.removesuffix(file.relative_to(root).as_posix())
    if base == own or not base.endswith("/"):
        found.append(f"says that it is at “{own}”, which is not its address")
    else:
        found += _astray(links.get("alternate"), base, root)
    ids = [entry.get("id") for entry in feed.entries]
    found += [f"has the id {name} twice" for name in sorted({name for name in ids if ids.count(name) > 1})]
    for entry in feed.entries:
        name = f"the entry “{entry.get('title')}”"
        found += _missing(name, entry)
        if not entry.get("summary"):
            found.append(f"{name} has no summary")
        if base != own:
            found += _astray(entry.get("link"), base, root)
    newest = max((entry.get("updated", "") for entry in feed.entries), default=None)
    if newest is None:
        found.append("has no entries")
    elif whole.get("updated") != newest:
        found.append(f"was updated at {whole.get('updated')}, its newest entry at {newest}")
    return found


def _missing(what, part):
    found = [f"{what} has no {name}" for name in NEEDED if not part.get(name)]
    if part.get("updated") and not part.get("updated_parsed"):
        found.append(f"{what} has a time that cannot be read: {part.updated}")
    if part.get("id") and not urlsplit(part.id).scheme:
        found.append(f"{what} has an id that is no address: {part.id}")
    return found


def _astray(address, base, root):
    if not address or not address.startswith(base):
        return [f"leads to “{address}”, which is not of this site"]
    path = urlsplit(address[len(base) :]).path
    file = root / path / "index.html" if not path or path.endswith("/") else root / path
    return [] if file.is_file() else [f"leads to {address}, where there is nothing"]
