// Judges the pages of a site in a real browser: axe-core with every rule and HTML_CodeSniffer, reflow, text spacing,
// motion, paper, console, requests to other hosts, the Content-Security-Policy, and the page without JavaScript.
//
// Use: node browser.mjs SITE [--all] [--alone], with Chromium's command in $CHROMIUM (else `chromium`).
// With --alone the pages are files of their own: no policy is sent, each has to carry one that lets it ask nobody.
// It serves SITE itself on 127.0.0.1 at a free port and prints one JSON object:
//   {"cases": [{"name": "policies/index.html", "faults": ["…"]}], "notes": ["…"]}

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { axeInPage, lostInForcedColours, moves, notPrinted, outOfShape, plainFaults, sidewaysInPage, sniffInPage, spaceText } from "./inpage.mjs";
import { LOAD_MS_MAX, POLICY, judgeSite, pagesWithSomethingNew } from "./site.mjs";

const PAGES_MAX = 100; // above this only pages that show something new, unless --all
const TABS = 2;
const PLACES_SHOWN = 3; // elements named for one axe rule

const DARK = { name: "prefers-color-scheme", value: "dark" };
const FORCED = { name: "forced-colors", value: "active" };
const STILL = { name: "prefers-reduced-motion", value: "reduce" };
// Ways to look at a page. 320 CSS pixels is WCAG 1.4.10, a 1280 px window at 400%. `every`: at every page; the others at
// pages that show something new, and with --all at every page.
const LOOKS = [
  { name: "1280 px", width: 1280, every: true, asks: ["axe", "sniffer", "sideways", "plain", "shape"] },
  { name: "320 px", width: 320, every: true, asks: ["axe", "sideways"] },
  { name: "dark, 1280 px", width: 1280, media: [DARK], asks: ["axe"] },
  { name: "dark, 320 px", width: 320, media: [DARK], asks: ["axe"] },
  { name: "forced colours, 1280 px", width: 1280, media: [FORCED], asks: ["axe", "forced"] },
  { name: "forced colours, 320 px", width: 320, media: [FORCED, DARK], asks: ["axe", "forced"] },
  { name: "text spacing, 1280 px", width: 1280, asks: ["spacing", "sideways"] },
  { name: "text spacing, 320 px", width: 320, asks: ["spacing", "sideways"] },
  { name: "reduced motion", width: 1280, media: [STILL], asks: ["motion"] },
  { name: "print", width: 700, medium: "print", asks: ["print"] },
];

// Axe rules that are not run, each with its reason. Deprecated rules never run.
const EXCEPTIONS = {};
// In forced colours axe measures -webkit-text-fill-color, which is not forced: `forced` measures what is seen.
const NOT_IN_FORCED = ["color-contrast", "color-contrast-enhanced"];
// The same for HTML_CodeSniffer, by the end of the code.
const SNIFFER_EXCEPTIONS = {};

const source = (path) => readFile(createRequire(import.meta.url).resolve(path), "utf8");
const axeSource = await source("axe-core/axe.min.js");
const snifferSource = await source("html_codesniffer/build/HTMLCS.js");

async function judgeAll({ browser, origin, pages }, all, alone) {
  const fresh = new Set(all ? pages : pagesWithSomethingNew(pages));
  const chosen = all || pages.length <= PAGES_MAX ? pages : pages.filter((page) => fresh.has(page));
  const cases = [], unsure = new Map();
  const waiting = chosen.entries();
  await Promise.all(Array.from({ length: TABS }, async () => {
    const tab = await openTab(browser, origin);
    for (const [index, page] of waiting) {
      const looks = LOOKS.filter((look) => look.every || fresh.has(page));
      cases[index] = { name: page.name, faults: [...(alone ? judgePolicy(page) : []), ...await judge(tab, page, pages, looks, unsure)] };
    }
  }));
  const notes = [`every rule of axe-core: ${LOOKS.filter((look) => look.asks.includes("axe")).map((look) => look.name).join("; ")}`];
  if (!all) notes.push(`${fresh.size} of ${pages.length} pages, which between them hold every element and class, in every way of looking`);
  if (unsure.size) {
    notes.push(`axe could not decide, for a person to look at: ${[...unsure].map(([rule, names]) => `${rule} (${names.size} pages, first ${[...names].sort()[0]})`).join(", ")}`);
  }
  for (const [rule, reason] of Object.entries({ ...EXCEPTIONS, ...SNIFFER_EXCEPTIONS })) notes.push(`not asked: ${rule}, ${reason}`);
  return { cases, notes };
}

// ---- one page ----

async function judge(tab, page, pages, looks, unsure) {
  if (page.redirect !== null) {
    const { pathname } = new URL(page.redirect, `http://127.0.0.1${encodeURI(page.path)}`); // the site's own host is not known here
    const reached = pages.some(({ path }) => encodeURI(path) === pathname);
    return reached ? [] : [`it sends readers on to ${page.redirect}, which is not a page of this site`];
  }
  const seen = new Map(); // fault → the looks at which it was found
  const note = (fault, look) => seen.set(fault, [...(seen.get(fault) ?? []), look]);
  for (const look of looks) {
    for (const fault of await visit(tab, page, () => judgeRendered(tab, page.name, look, unsure), look)) note(fault, look.name);
  }
  // Without the policy a page can ask other hosts for what the policy would have stopped.
  const bare = { width: 1280, bare: true };
  for (const fault of await visit(tab, page, () => judgeWithoutScript(tab.page), bare)) note(fault, "no JavaScript");
  return [...seen].map(([fault, where]) => `${fault} (${where.join(", ")})`);
}

/** Loads a page and returns what the browser reported and what `ask` found. */
async function visit(tab, page, ask, { width, media = [], medium = "", bare = false }) {
  tab.reported = [];
  await tab.page.setViewport({ width, height: 900 });
  await tab.session.send("Emulation.setEmulatedMedia", { media: medium, features: media });
  await tab.page.setJavaScriptEnabled(!bare);
  await tab.page.setBypassCSP(bare);
  try {
    await tab.page.goto(tab.origin + encodeURI(page.path), { waitUntil: "load", timeout: LOAD_MS_MAX });
    const found = await ask(); // first, so that what scripts do after loading has time to be reported
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
  const tab = { page, origin, reported: [], session: await page.createCDPSession() };
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

async function judgeRendered({ page }, name, { asks }, unsure) {
  const found = [];
  // First as it is, then with all that is folded away.
  if (asks.includes("motion")) found.push(...await page.evaluate(moves));
  if (asks.includes("print")) found.push(...await page.evaluate(notPrinted));
  if (asks.includes("forced")) found.push(...await page.evaluate(lostInForcedColours));
  if (asks.includes("spacing")) found.push(...await page.evaluate(spaceText));
  if (asks.includes("plain")) found.push(...await page.evaluate(plainFaults));
  if (asks.includes("shape")) found.push(...await page.evaluate(outOfShape));
  if (asks.includes("sideways")) found.push(...await page.evaluate(sidewaysInPage));
  if (asks.includes("axe")) {
    await page.evaluate(axeSource); // as the debugger would: the page's own policy does not stop it
    const { faults, undecided } = await page.evaluate(axeInPage, [...Object.keys(EXCEPTIONS), ...(asks.includes("forced") ? NOT_IN_FORCED : [])], PLACES_SHOWN);
    for (const rule of undecided) unsure.set(rule, (unsure.get(rule) ?? new Set()).add(name));
    found.push(...faults);
  }
  if (asks.includes("sniffer")) {
    await page.evaluate(snifferSource);
    found.push(...await page.evaluate(sniffInPage, Object.keys(SNIFFER_EXCEPTIONS)));
  }
  return found;
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

const [site, ...flags] = process.argv.slice(2);
const [all, alone] = [flags.includes("--all"), flags.includes("--alone")];
await judgeSite(site, (given) => judgeAll(given, all, alone), alone ? null : POLICY);
