"""A search page that its judge passes, made of the theme's script and an index of two pages, and pages with one fault each."""

import random
from pathlib import Path

from prove_page import changed

SCRIPT = Path(__file__).resolve().parents[2] / "themes/nhs/assets/search.js"

# Stands in for Pagefind: what the theme's script asks of it, over two pages.
ENGINE = """
const pages = [
  { url: "/falls/", words: "Falls recognised early", kind: "policy" },
  { url: "/sepsis/", words: "Sepsis recognised late", kind: "learning" },
];
export const destroy = async () => {};
export const options = async () => {};
export const filters = async () => ({});
export const search = async (query, { filters: { kind } }) => {
  const found = pages.filter(({ words }) => words.toLowerCase().includes(query.toLowerCase()));
  const counts = Object.fromEntries(found.map((page) => [page.kind, 1]));
  const kept = found.filter((page) => !kind || kind.any.includes(page.kind));
  return { totalFilters: { kind: counts }, results: kept.map((page) => ({ data: async () => ({
    url: page.url, meta: { title: page.words, date: "2026-07-13" }, filters: { kind: [page.kind] },
    excerpt: `What we do about <mark>${page.words}</mark> &lt;b&gt;`, sub_results: [],
  }) })) };
};
"""

STYLE = """body { margin: 1rem; font: 1.2rem/1.6 Arial, sans-serif; color: #212b32; background: #fff; overflow-wrap: break-word }
a, label, input, button { color: #003087; background: #fff; display: inline-block; min-height: 44px; min-width: 44px }
input { max-width: 100%; box-sizing: border-box; border: 2px solid #212b32 }
[hidden] { display: none } .faint { color: #ccc } @media (scripting: none) { .scripted { display: none } }"""

PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Search – Riverside</title>
<link rel="stylesheet" href="/style.css">
<script type="module" src="/search.js"></script>
</head>
<body>
<header><p>Riverside NHS Trust</p></header>
<main id="maincontent">
<h1>Search</h1>
<search data-search data-index="/index/" data-home="/">
<form action="/NAME/" method="get">
<p><label for="words">What are you looking for?</label><br><input id="words" name="q" type="search"> <button>Search</button></p>
<fieldset data-part="filters" hidden><legend>Kind of page</legend>
<p><input id="kind-1" name="kind" type="checkbox" value="policy"> <label for="kind-1">Policies <span data-count></span></label></p>
<p><input id="kind-2" name="kind" type="checkbox" value="learning"> <label for="kind-2">Learning <span data-count></span></label></p>
</fieldset>
</form>
</search>
<p role="status" data-part="status"></p>
<p data-part="failed" hidden>Look through the list.</p>
<p data-part="none" hidden>Check the spelling.</p>
<div data-part="found" hidden><h2>Results</h2><ol></ol><button type="button" data-part="more" hidden>More</button></div>
<template data-part="result"><li><h3><a></a></h3><p class="candour-results__excerpt"></p><ul class="candour-results__parts"></ul>
<p class="candour-results__details"></p></li></template>
<template data-says="one"><span>1 result for {query}</span></template>
<template data-says="many"><span>{count} results for {query}</span></template>
<template data-says="none"><span>No results for {query}</span></template>
<template data-says="busy"><span>Searching</span></template>
<template data-says="failed"><span>Search does not work just now</span></template>
<template data-kind="learning"><span>Learning summary</span></template>
<section data-part="index"><h2>All pages</h2><ul><li><a href="/falls/">Falls recognised early</a></li>
<li><a href="/sepsis/">Sepsis recognised late</a></li></ul></section>
</main>
</body>
</html>
"""

# name, in the page: from, to, what the judge says
FAULTS = [
    ("no-list", r"list\.append\(\.\.\.items\)", "void 0", "shows no results for recognised"),
    ("no-links", "link.textContent = page.meta.title", "void 0", "without a heading that is a link"),
    ("elsewhere", "link.href = page.url", 'link.href = "/"', "does not find “Sepsis recognised late”"),
    ("silent", r"say\(results", "void (results", "says “.*” for recognised, without the words or a number"),
    ("no-address", "history.pushState", "void", "the address does not hold the query"),
    ("no-title", r"document\.title = query [^;]*", "void 0", "title does not say the query"),
    ("forgetful", '"popstate"', '"popped"', "going back does not bring the list"),
    ("unfiltered", "filters: chosen", "filters: {}", "promises 1 results leaves 2"),
    ("pale", "<h2>Results</h2>", '<h2>Results</h2><p class="faint">Pale</p>', "color-contrast: .*results at 1280 px"),
    ("heavy", "<h1>", '<img src="/heavy.png" alt=""><h1>', "bytes before a query; 120000 are allowed"),
    ("other-host", "<h1>", '<img src="https://tracker.example/dot.png" alt=""><h1>', "asks another host: https://tracker.example"),
    ("no-index", r"<section data-part=.index.>.*</section>", '<section data-part="index"></section>', "shows no list of pages before a query"),
    ("no-advice", r"\[none, index\]", "[index]", "gives no advice when nothing was found"),
    ("script-only", '<section data-part="index">', '<section data-part="index" class="scripted">', "lists no pages without JavaScript|shows no list"),
    ("posts", 'method="get"', 'method="post"', "does not lead to the page itself without JavaScript"),
]  # fmt: skip


def write(root):
    """Writes the good search page and the faulty ones; returns the proofs as (judge, file, words to be told)."""
    script = SCRIPT.read_text()
    (root / "index").mkdir()
    (root / "index/pagefind.js").write_text(ENGINE)
    (root / "search.js").write_text(script)
    (root / "style.css").write_text(STYLE)
    (root / "heavy.png").write_bytes(random.Random(1).randbytes(200_000))  # nothing makes it smaller
    write_search(root, "good", PAGE)
    proofs = [("search", "good/index.html", None)]
    for name, before, after, told in FAULTS:
        if before.startswith(("<", "method")):  # the others stand in the script
            write_search(root, name, changed(PAGE, before, after, name))
        else:
            (root / f"{name}.js").write_text(changed(script, before, after, name))
            write_search(root, name, PAGE.replace("/search.js", f"/{name}.js"))
        proofs.append(("search", f"{name}/index.html", told))
    return proofs


def write_search(root, name, html):
    (root / name).mkdir()
    (root / name / "index.html").write_text(html.replace("NAME", name))
