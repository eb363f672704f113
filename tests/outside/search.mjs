// Judges the search pages of a site in a real browser, as a reader would: bytes before a query, results by keyboard,
// filters, the address, going back, no results, an index that cannot be fetched, axe-core, reflow, and no JavaScript.
//
// Use: node search.mjs SITE PAGE…, with Chromium's command in $CHROMIUM (else `chromium`).
// It serves SITE itself on 127.0.0.1 at a free port and prints one JSON object:
//   {"cases": [{"name": "search/index.html", "faults": ["…"]}], "notes": ["…"]}

import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";
import puppeteer from "puppeteer-core";

const BYTES_MAX = 120_000; // over the wire before a query, all that the browser fetches once the field has the focus
const WIDTHS = [1280, 320];
const WAIT_MS_MAX = 10_000;
const AT_ONCE = 3; // pages judged side by side
const TABS_MAX = 60; // presses of the tab key until the first result
const NONSENSE = "xqzvwk";

// What the search page needs of a host, and no more.
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
  "script-src 'self' 'wasm-unsafe-eval'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const MEDIA_TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".json": "application/json", ".png": "image/png", ".svg": "image/svg+xml",
};

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function main([site, ...names]) {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
  const cases = [], notes = [];
  try {
    const waiting = names.entries();
    await Promise.all(Array.from({ length: AT_ONCE }, async () => {
      for (const [index, name] of waiting) {
        const { faults, bytes } = await judge(browser, site, encodeURI(`/${name.replace(/index\.html$/, "")}`));
        cases[index] = { name, faults };
        notes[index] = `${name}: ${(bytes / 1000).toFixed(1)} kB over the wire before a query, of ${BYTES_MAX / 1000}`;
      }
    }));
  } finally {
    await browser.close();
  }
  console.log(JSON.stringify({ cases, notes }));
}

async function judge(browser, site, path) {
  const server = await serve(site);
  const origin = `http://127.0.0.1:${server.address().port}`;
  const address = origin + path;
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  const faults = new Set();
  const expect = (held, fault) => { if (!held) faults.add(fault); return held; };
  let before = 0, failing = false;
  page.setDefaultTimeout(WAIT_MS_MAX);
  page.on("console", (message) => { if (message.type() === "error" && !failing) faults.add(`console error: ${message.text()} ${message.location().url ?? ""}`); });
  page.on("pageerror", (error) => { if (!failing) faults.add(`script error: ${error.message}`); });
  page.on("request", (request) => {
    if (!/^(data|blob|about):/.test(request.url()) && !request.url().startsWith(origin + "/")) faults.add(`asks another host: ${request.url()}`);
  });
  try {
    await page.goto(address, { waitUntil: "networkidle0" });
    const listed = await page.$$eval("main [data-part=index] a", (links) =>
      links.filter((link) => link.getClientRects().length).map((link) => ({ title: link.textContent.trim(), href: link.href })));
    if (!expect(listed.length, "shows no list of pages before a query")) return { faults: [...faults], bytes: server.bytes };
    await page.focus("[data-search] [name=q]");
    await page.waitForNetworkIdle();
    before = server.bytes;
    expect(before <= BYTES_MAX, `fetches ${before} bytes before a query; ${BYTES_MAX} are allowed`);

    // A query that has an answer: the longest word in the title of a page of the list.
    const wanted = listed.at(-1);
    const query = wanted.title.split(/[\s–—-]+/).reduce((longest, word) => (word.length > longest.length ? word : longest), "");
    const windowTitle = await page.title();
    await ask(page, query);
    const told = await statusSays(page);
    expect(told.includes(query) && /\d/.test(told), `says “${told}” for ${query}, without the words or a number`);
    const results = await shownResults(page);
    expect(results.length, `shows no results for ${query}`);
    expect(results.every(({ title, heading }) => title && heading), "shows a result without a heading that is a link");
    expect(results.some(({ href }) => href === wanted.href), `does not find “${wanted.title}” for ${query}`);
    expect((await page.title()).includes(query), "the window's title does not say the query");
    expect(new URL(page.url()).searchParams.get("q") === query, "the address does not hold the query");
    expect(!(await visible(page, "[data-part=index]")), "shows the list of all pages among the results");

    for (const width of WIDTHS) {
      await page.setViewport({ width, height: 900 });
      for (const fault of await layoutAndAxe(page)) faults.add(`${fault} (results at ${width} px)`);
    }
    await page.setViewport({ width: WIDTHS[0], height: 900 });

    if (results.length) expect(await tabReaches(page, "ol a"), "the tab key does not reach the results");
    await filter(page, expect);

    await page.goBack();
    await page.waitForFunction(() => !document.querySelector("[data-part=index]").hidden).catch(() => faults.add("going back does not bring the list of pages back"));
    expect((await page.title()) === windowTitle, "going back leaves the query in the window's title");

    await ask(page, NONSENSE);
    expect((await statusSays(page)).includes(NONSENSE), "does not say that nothing was found");
    expect(await visible(page, "[data-part=none]"), "gives no advice when nothing was found");
    expect(await visible(page, "[data-part=index]"), "shows no list of pages when nothing was found");

    failing = true;
    await page.setRequestInterception(true);
    page.on("request", (request) => (request.url().includes("pagefind") ? request.abort() : request.continue()));
    await page.goto(`${address}?q=${encodeURIComponent(query)}`, { waitUntil: "load" });
    await page.waitForFunction(() => !document.querySelector("[data-part=failed]").hidden).catch(() => faults.add("does not say that the index cannot be fetched"));
    expect(await visible(page, "[data-part=index]"), "shows no list of pages when the index cannot be fetched");
    await withoutScript(context, address, expect);
  } catch (error) {
    faults.add(`the browser could not judge it: ${error.message}`);
  } finally {
    await context.close();
    server.close();
    server.closeAllConnections();
  }
  return { faults: [...faults].map((fault) => fault.replaceAll(origin, "")), bytes: before };
}

/** Types a query and presses Enter, then waits for an answer. */
async function ask(page, query) {
  await page.focus("[data-search] [name=q]");
  await page.$eval("[data-search] [name=q]", (field) => field.select());
  await page.keyboard.type(query);
  await page.keyboard.press("Enter");
  await page.waitForFunction((words) => document.querySelector("[role=status]").textContent.includes(words), {}, query).catch(() => null);
  await page.waitForNetworkIdle({ idleTime: 200 });
}

const statusSays = (page) => page.$eval("[role=status]", (status) => status.textContent.trim());

const visible = (page, selector) => page.$eval(selector, (element) => element.getClientRects().length > 0).catch(() => false);

/** The results in view: the words and target of the link in each one's heading. */
const shownResults = (page) => page.$$eval("main ol > li", (items) => items.filter((item) => item.getClientRects().length).map((item) => {
  const link = item.querySelector("h3 a");
  return { title: link?.textContent.trim(), href: link?.href, heading: !!link };
}));

/** Chooses the first filter with the keyboard. */
async function filter(page, expect) {
  await page.$$eval("details[data-part=filters]:not([hidden])", (all) => all.forEach((details) => { details.open = true; }));
  const box = await page.evaluateHandle(() => [...document.querySelectorAll("[data-search] [type=checkbox]")]
    .find((it) => it.getClientRects().length && !/\(0\)/.test(it.labels[0].textContent)));
  if (!box.asElement()) return;
  const count = Number((await box.evaluate((it) => it.labels[0].textContent)).match(/\((\d+)\)/)?.[1]);
  const value = await box.evaluate((it) => it.value);
  const before = await statusSays(page);
  await box.asElement().focus();
  await page.keyboard.press("Space");
  await page.waitForNetworkIdle({ idleTime: 200 });
  const results = await shownResults(page);
  expect(count > 0, "a filter does not say how many results it leaves");
  expect(results.length === Math.min(count, 10), `a filter that promises ${count} results leaves ${results.length} (${before})`);
  expect([...new URL(page.url()).searchParams.values()].includes(value), "the address does not hold the filter");
  expect(await box.evaluate((it) => it === document.activeElement), "a filter loses the focus when it is used");
}

async function tabReaches(page, selector) {
  for (let presses = 0; presses < TABS_MAX; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return true;
  }
  return false;
}

async function layoutAndAxe(page) {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const root = document.documentElement;
    const wide = root.scrollWidth > root.clientWidth ? [`scrolls sideways: ${root.scrollWidth} px in a window of ${root.clientWidth} px`] : [];
    const values = axe.getRules().filter(({ tags }) => !tags.includes("deprecated")).map(({ ruleId }) => ruleId);
    const { violations } = await axe.run(document, { runOnly: { type: "rule", values }, resultTypes: ["violations"] });
    return [...wide, ...violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].target.flat().join(" ")}`)];
  });
}

/** Without JavaScript the form leads to this page, which is a list. */
async function withoutScript(context, address, expect) {
  const page = await context.newPage();
  await page.setJavaScriptEnabled(false);
  await page.goto(`${address}?q=anything`, { waitUntil: "load" });
  const links = await page.$$eval("main [data-part=index] a", (all) => all.filter((link) => link.getClientRects().length).length);
  expect(links, "lists no pages without JavaScript");
  const form = await page.$eval("[data-search] form", (it) => ({ method: it.method, action: it.action })).catch(() => ({}));
  expect(form.method === "get" && form.action === address, "its form does not lead to the page itself without JavaScript");
}

/** A host of the site, which counts the bytes that it would send compressed. */
async function serve(site) {
  const server = createServer(async (request, response) => {
    const send = (status, type, body) => {
      server.bytes += Math.min(body.length, gzipSync(body, { level: 9 }).length); // the index is compressed already
      response.writeHead(status, { "Content-Type": type, "Content-Security-Policy": POLICY }).end(body);
    };
    try {
      const { pathname } = new URL(request.url, "http://127.0.0.1");
      let file = join(site, normalize(decodeURIComponent(pathname)));
      if ((await stat(file)).isDirectory()) file = join(file, "index.html");
      send(200, MEDIA_TYPES[extname(file).toLowerCase()] ?? "application/octet-stream", await readFile(file));
    } catch {
      if (request.url === "/favicon.ico") return response.writeHead(204).end();
      send(404, "text/plain; charset=utf-8", "not found");
    }
  });
  server.bytes = 0;
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return server;
}

await main(process.argv.slice(2));
