// Judges the pages of a site in a real browser: axe-core at two widths, reflow, console,
// requests to other hosts, the Content-Security-Policy, and the page without JavaScript.
//
// Use: node browser.mjs SITE [--all] [--alone], with Chromium's command in $CHROMIUM (else `chromium`).
// With --alone the pages are files of their own: no policy is sent, each has to carry one that lets it ask nobody.
// It serves SITE itself on 127.0.0.1 at a free port and prints one JSON object:
//   {"cases": [{"name": "policies/index.html", "faults": ["…"]}], "notes": ["…"]}

import { createServer } from "node:http";
import { readFile, readdir, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { extname, join, normalize } from "node:path";
import puppeteer from "puppeteer-core";

const WIDTHS = [1280, 320]; // CSS pixels; 320 is WCAG 1.4.10, a 1280 px window at 400%
const PAGES_MAX = 60; // above this only pages that show something new, unless --all
const TABS = 2;
const PLACES_SHOWN = 3; // elements named for one axe rule
const LOAD_MS_MAX = 30_000;

// Axe rules that are not run, each with its reason. Deprecated rules never run.
const EXCEPTIONS = {};

// What the hosts are told to send: the site has to work under it.
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self'; script-src 'self'; " +
  "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const MEDIA_TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8", ".json": "application/json", ".webmanifest": "application/manifest+json",
  ".xml": "application/xml", ".txt": "text/plain; charset=utf-8", ".csv": "text/csv; charset=utf-8",
  ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp",
  ".gif": "image/gif", ".ico": "image/x-icon", ".woff2": "font/woff2", ".woff": "font/woff", ".mp4": "video/mp4",
  ".vtt": "text/vtt; charset=utf-8", ".pdf": "application/pdf", ".wasm": "application/wasm",
};

const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function main([site, ...flags]) {
  const pages = await readPages(site);
  const alone = flags.includes("--alone");
  const chosen = flags.includes("--all") || pages.length <= PAGES_MAX ? pages : pagesWithSomethingNew(pages);
  const server = await serve(site, alone ? {} : { "Content-Security-Policy": POLICY });
  const origin = `http://127.0.0.1:${server.address().port}`;
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
      // A faulty page's requests are seen and named, but never leave this machine.
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
  const cases = [], unsure = new Map();
  try {
    const waiting = chosen.entries();
    await Promise.all(Array.from({ length: TABS }, async () => {
      const tab = await openTab(browser, origin);
      for (const [index, page] of waiting) {
        cases[index] = { name: page.name, faults: [...(alone ? judgePolicy(page) : []), ...await judge(tab, page, pages, unsure)] };
      }
    }));
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
  const notes = [`axe-core at ${WIDTHS.join(" and ")} px`];
  if (chosen.length < pages.length) {
    notes.push(`${chosen.length} of ${pages.length} pages, which between them hold every element and class (--all takes every page)`);
  }
  if (unsure.size) {
    notes.push(`axe could not decide, for a person to look at: ${[...unsure].map(([rule, names]) => `${rule} (${names.size} pages, first ${[...names].sort()[0]})`).join(", ")}`);
  }
  for (const [rule, reason] of Object.entries(EXCEPTIONS)) notes.push(`not asked: ${rule}, ${reason}`);
  console.log(JSON.stringify({ cases, notes }));
}

// ---- one page ----

async function judge(tab, page, pages, unsure) {
  if (page.redirect !== null) {
    const { pathname } = new URL(page.redirect, `http://127.0.0.1${encodeURI(page.path)}`); // the site's own host is not known here
    const reached = pages.some(({ path }) => encodeURI(path) === pathname);
    return reached ? [] : [`it sends readers on to ${page.redirect}, which is not a page of this site`];
  }
  const seen = new Map(); // fault → the widths at which it was found
  const note = (fault, width) => seen.set(fault, [...(seen.get(fault) ?? []), width]);
  for (const width of WIDTHS) {
    for (const fault of await visit(tab, page, () => judgeRendered(tab.page, page.name, unsure), { width })) note(fault, `${width} px`);
  }
  // Without the policy a page can ask other hosts for what the policy would have stopped.
  for (const fault of await visit(tab, page, () => judgeWithoutScript(tab.page), { width: WIDTHS[0], bare: true })) {
    note(fault, "no JavaScript");
  }
  return [...seen].map(([fault, where]) => `${fault} (${where.join(", ")})`);
}

/** Loads a page and returns what the browser reported and what `look` found. */
async function visit(tab, page, look, { width, bare = false }) {
  tab.reported = [];
  await tab.page.setViewport({ width, height: 900 });
  await tab.page.setJavaScriptEnabled(!bare);
  await tab.page.setBypassCSP(bare);
  try {
    await tab.page.goto(tab.origin + encodeURI(page.path), { waitUntil: "load", timeout: LOAD_MS_MAX });
    const found = await look(); // first, so that what scripts do after loading has time to be reported
    const blocked = bare ? [] : await tab.page.evaluate(() => window.blockedByPolicy);
    // What the policy blocks comes to the console too: one fault, told once.
    const told = tab.reported.filter((line) => bare ? line.startsWith("asks") : !/Content.Security.Policy/i.test(line));
    return [...new Set([...blocked, ...told, ...found])].map((fault) => fault.replaceAll(tab.origin, ""));
  } catch (error) {
    return [`the browser could not judge it: ${error.message}`];
  }
}

async function openTab(browser, origin) {
  const page = await (await browser.createBrowserContext()).newPage();
  const tab = { page, origin, reported: [] };
  page.on("console", (message) => {
    if (message.type() === "error") tab.reported.push(`console error: ${message.text()} ${message.location().url ?? ""}`.trim());
  });
  page.on("pageerror", (error) => tab.reported.push(`script error: ${error.message}`));
  page.on("dialog", (dialog) => { tab.reported.push(`opens a dialog box: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => {
    const url = request.url();
    if (/^(data|blob|about):/.test(url) || url.startsWith(origin + "/")) return;
    tab.reported.push(`asks another host: ${url}`);
  });
  await page.evaluateOnNewDocument(() => {
    window.blockedByPolicy = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      const line = event.lineNumber ? ` at line ${event.lineNumber}` : "";
      window.blockedByPolicy.push(`blocked by the Content-Security-Policy: ${event.blockedURI}${line} (${event.effectiveDirective})`);
    });
  });
  return tab;
}

async function judgeRendered(page, name, unsure) {
  await page.evaluate(axeSource); // as the debugger would: the page's own policy does not stop it
  const { axeFaults, undecided, layout } = await page.evaluate(judgeInPage, Object.keys(EXCEPTIONS), PLACES_SHOWN);
  for (const rule of undecided) unsure.set(rule, (unsure.get(rule) ?? new Set()).add(name));
  return [...layout, ...axeFaults];
}

/** Runs inside the page. */
async function judgeInPage(exceptions, placesShown) {
  const layout = [];
  for (const details of document.querySelectorAll("details")) details.open = true; // what is folded away counts too
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) {
    const wide = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 1);
    const name = wide.length ? `, because of <${wide[0].localName}${wide[0].className ? ` class="${wide[0].className}"` : ""}>` : "";
    layout.push(`scrolls sideways: the page is ${root.scrollWidth} px wide in a window of ${root.clientWidth} px${name}`);
  }
  for (const link of document.querySelectorAll("link[rel~=preconnect],link[rel~=dns-prefetch]")) {
    if (new URL(link.href).origin !== location.origin) layout.push(`asks another host: ${link.href} (${link.rel})`);
  }
  const rules = axe.getRules().filter((r) => !r.tags.includes("deprecated") && !exceptions.includes(r.ruleId)).map((r) => r.ruleId);
  const results = await axe.run(document, { runOnly: { type: "rule", values: rules }, resultTypes: ["violations", "incomplete"] });
  const axeFaults = results.violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, placesShown).map((node) => {
      const why = [...node.any, ...node.all, ...node.none][0]?.message ?? "";
      return `${node.target.flat().join(" ")} [${why}]`;
    });
    const more = nodes.length > placesShown ? ` and ${nodes.length - placesShown} more` : "";
    return `${id}: ${help}: ${places.join("; ")}${more}`;
  });
  return { axeFaults, undecided: results.incomplete.map(({ id }) => id), layout };
}

/** A page that is a file of its own has its policy in it. */
function judgePolicy({ html }) {
  const policy = html.match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)"/)?.[1];
  if (!policy) return ["carries no Content-Security-Policy"];
  return policy.startsWith("default-src 'none';") ? [] : ["carries a Content-Security-Policy that lets it ask others"];
}

async function judgeWithoutScript(page) {
  const works = await page.evaluate(() => {
    const shown = (element) => element?.innerText.trim() && element.getClientRects().length > 0;
    return shown(document.querySelector("h1")) && shown(document.querySelector("main"));
  });
  return works ? [] : ["shows no h1 and main text"];
}

// ---- the site ----

async function readPages(site) {
  const names = (await readdir(site, { recursive: true })).filter((name) => name.endsWith(".html")).sort();
  return Promise.all(names.map(async (name) => {
    const html = await readFile(join(site, name), "utf8");
    const refresh = html.match(/<meta[^>]+http-equiv=["']?refresh[^>]*>/i)?.[0];
    const redirect = refresh ? (refresh.match(/url=\s*['"]?([^"'>\s]*)/i)?.[1] ?? "") : null;
    return { name, path: `/${name.replace(/(^|\/)index\.html$/, "$1")}`, html, redirect };
  }));
}

/** Pages that together hold every element with its classes and roles that any page holds. */
function pagesWithSomethingNew(pages) {
  const known = new Set();
  return pages.filter(({ html, name }) => {
    const marks = [...html.matchAll(/<[a-z][\w-]*|\b(?:class|role|lang|dir)=(?:"[^"]*"|'[^']*'|[^\s>]+)/g)].map(([mark]) => mark);
    const section = `${name.split("/")[0]} at depth ${name.split("/").length}`;
    const fresh = [section, ...marks].filter((mark) => !known.has(mark));
    fresh.forEach((mark) => known.add(mark));
    return fresh.length > 0;
  });
}

async function serve(site, headers) {
  const server = createServer(async (request, response) => {
    const send = (status, type, body) =>
      response.writeHead(status, { "Content-Type": type, ...headers }).end(body);
    try {
      const { pathname } = new URL(request.url, "http://127.0.0.1");
      let file = join(site, normalize(decodeURIComponent(pathname)));
      if ((await stat(file)).isDirectory()) file = join(file, "index.html");
      send(200, MEDIA_TYPES[extname(file).toLowerCase()] ?? "application/octet-stream", await readFile(file));
    } catch {
      // Chromium asks for this file when it pleases: its absence must not be a fault of one page now and then.
      if (request.url === "/favicon.ico") return response.writeHead(204).end();
      send(404, "text/plain; charset=utf-8", "not found");
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return server;
}

await main(process.argv.slice(2));
