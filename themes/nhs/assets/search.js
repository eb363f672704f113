// Shows search results on the search page. The page works without it: then it is a list of all pages.
//
// Every word and element that is shown stands in search.html, hidden or in a template. What the index gives is put in
// as text, never as HTML. The address holds the query, so that it can be kept, sent and gone back to. Pagefind, which
// reads the index, is fetched when the reader turns to the field, and from this site alone.

const AT_ONCE = 10; // results shown before the reader asks for more
const PARTS_MAX = 3; // headings shown below a result

const root = document.querySelector("[data-search]");
const form = root.querySelector("form");
const field = form.elements.q;
const part = (name) => document.querySelector(`[data-part=${name}]`);
const [status, found, none, failed, index, more, filters] =
  ["status", "found", "none", "failed", "index", "more", "filters"].map(part);
const list = found.querySelector("ol");
const boxes = [...form.querySelectorAll("[type=checkbox]")];
const title = document.title;
const longDate = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });

let engine = null; // the promise of Pagefind
let latest = 0; // counts searches: only the last one is shown
let waiting = []; // results that are found and not yet shown

function load() {
  engine ??= (async () => {
    const pagefind = await import(new URL(`${root.dataset.index}pagefind.js`, location.href));
    await pagefind.destroy(); // what an earlier try may have left
    await pagefind.options({ noWorker: true, baseUrl: root.dataset.home, excerptEllipsis: "…" });
    await pagefind.filters(); // the index is there, and counts by filter come with the results
    return pagefind;
  })();
  engine.catch(() => { engine = null; }); // the next search tries again
  return engine;
}

/** Says a sentence of the page, with `{name}` filled in, where it is read out. */
function say(name, facts = {}) {
  const sentence = document.querySelector(`[data-says=${name}]`).content.cloneNode(true);
  const texts = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    texts.currentNode.data = texts.currentNode.data.replace(/\{(\w+)\}/g, (whole, key) => facts[key] ?? whole);
  }
  status.replaceChildren(sentence);
}

/** Shows these parts and hides the others. */
function show(...parts) {
  for (const it of [found, none, failed, index]) it.hidden = !parts.includes(it);
}

/** Searches for what the form holds. */
async function search() {
  const turn = ++latest;
  const query = field.value.trim();
  document.title = query ? `${query} – ${title}` : title;
  waiting = [];
  list.replaceChildren();
  if (!query) {
    if (filters) filters.hidden = true;
    status.replaceChildren();
    show(index);
    return;
  }
  try {
    if (!engine) say("busy");
    show();
    const chosen = {};
    for (const { name, value } of boxes.filter((box) => box.checked)) (chosen[name] ??= { any: [] }).any.push(value);
    const pagefind = await load();
    const { results, totalFilters } = await pagefind.search(query, { filters: chosen });
    if (turn !== latest) return;
    for (const box of boxes) {
      const count = totalFilters[box.name]?.[box.value] ?? 0;
      box.labels[0].querySelector("[data-count]").textContent = `(${count})`;
      box.parentElement.hidden = !count && !box.checked; // a choice that leaves nothing is none
    }
    if (filters && Object.keys(chosen).length) filters.open = true;
    if (filters) filters.hidden = !results.length && !Object.keys(chosen).length;
    waiting = results;
    await showMore();
    if (turn !== latest) return;
    say(results.length === 1 ? "one" : results.length ? "many" : "none", { query, count: results.length });
    show(...(results.length ? [found] : [none, index]));
  } catch {
    if (turn !== latest) return;
    if (filters) filters.hidden = true;
    say("failed");
    show(failed, index);
  }
}

/** Shows the next results; the first link among them is returned. */
async function showMore() {
  const turn = latest;
  const pages = await Promise.all(waiting.slice(0, AT_ONCE).map((result) => result.data()));
  if (turn !== latest) return null;
  waiting = waiting.slice(AT_ONCE);
  const items = pages.map(resultItem);
  list.append(...items);
  more.hidden = !waiting.length;
  return items[0]?.querySelector("a");
}

function resultItem(page) {
  const item = part("result").content.firstElementChild.cloneNode(true);
  const link = item.querySelector("a");
  link.href = page.url;
  link.textContent = page.meta.title;
  const [excerpt, parts, details] = ["excerpt", "parts", "details"].map((it) => item.querySelector(`.candour-results__${it}`));
  excerpt.append(...marked(page.excerpt));
  const headings = page.sub_results.filter(({ anchor }) => anchor).slice(0, PARTS_MAX);
  if (headings.length) {
    parts.append(...headings.map(({ url, title: words }) => {
      const entry = document.createElement("li");
      entry.append(Object.assign(document.createElement("a"), { href: url, textContent: words }));
      return entry;
    }));
  } else {
    parts.remove();
  }
  const kind = document.querySelector(`[data-kind="${CSS.escape(page.filters.kind?.[0] ?? "")}"]`);
  const date = page.meta.date && document.createElement("time");
  if (date) {
    date.dateTime = page.meta.date;
    date.textContent = longDate.format(new Date(page.meta.date));
  }
  details.append(...[kind?.content.cloneNode(true), kind && date && " · ", date].filter(Boolean));
  if (!details.hasChildNodes()) details.remove();
  return item;
}

/** An excerpt as text and marks. In it Pagefind has written its marks as HTML, and `<` and `>` as references. */
function marked(excerpt) {
  return excerpt.split(/<\/?mark>/).map((text, place) => {
    const node = place % 2 ? document.createElement("mark") : document.createTextNode("");
    node.textContent = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return node;
  });
}

/** The address of what the form holds. */
function address() {
  const parameters = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
  return parameters.size ? `?${parameters}` : location.pathname;
}

/** Takes the form's state from the address and searches. */
function readAddress() {
  const parameters = new URLSearchParams(location.search);
  field.value = parameters.get("q") ?? "";
  for (const box of boxes) box.checked = parameters.getAll(box.name).includes(box.value);
  search();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (address() !== location.search) history.pushState(null, "", address());
  search();
});
form.addEventListener("change", (event) => {
  if (!boxes.includes(event.target)) return;
  history.replaceState(null, "", address());
  search();
});
more.addEventListener("click", async () => {
  const first = await showMore();
  if (more.hidden) first?.focus(); // the button has gone, and the reader goes on where the new results begin
});
field.addEventListener("focus", () => load().catch(() => {}), { once: true });
window.addEventListener("popstate", readAddress);
readAddress();
