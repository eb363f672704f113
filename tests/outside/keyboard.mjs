// Goes through pages with the Tab key alone: every control is reached, in order, seen to be reached and not covered, and
// left again. Use: node keyboard.mjs SITE [--all]; prints what browser.mjs prints.

import { LOAD_MS_MAX, judgeSite, pagesWithSomethingNew } from "./site.mjs";

const LOOKS = [{ width: 1280, height: 900 }, { width: 320, height: 640 }];
const STOPS_INSIDE_MAX = 15; // the buttons of a video player are one element to the page

/** Runs inside the page, once: numbers the controls and notes how they look without focus. */
function prepare() {
  const tabbable = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, audio[controls], video[controls], [tabindex], [contenteditable=true]";
  const seen = (e) => e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && e.getClientRects().length > 0;
  const named = (e) => e.getAttribute("aria-label") || e.innerText?.trim().replace(/\s+/g, " ").slice(0, 40) || e.id || e.className;
  const edges = ["outlineStyle", "outlineWidth", "outlineColor", "outlineOffset"];
  const marks = ["boxShadow", "backgroundColor", "textDecorationLine", "textDecorationThickness"];
  // How an element, what is in it and what the stylesheet draws beside it look: a ring may be on any of these.
  const look = (e) => [e, ...[...e.querySelectorAll("*")].slice(0, 8)].flatMap((part) => [null, "::before", "::after"].map((pseudo) => {
    const style = getComputedStyle(part, pseudo);
    if (pseudo && ["none", "normal"].includes(style.content)) return "";
    const ring = style.outlineStyle === "none" || style.outlineWidth === "0px" || /, 0\)$|transparent/.test(style.outlineColor) ? "" : edges.map((key) => style[key]).join(" ");
    // The colour of a border that has no width is that of the words.
    const borders = ["borderTop", "borderBottom"].map((side) => (parseFloat(style[`${side}Width`]) ? `${style[`${side}Width`]} ${style[`${side}Color`]}` : ""));
    return [ring, ...borders, ...marks.map((key) => style[key])].join("|");
  })).join("\n");
  const controls = [...document.querySelectorAll(tabbable)].filter((e) => e.tabIndex >= 0 && !e.disabled && !e.closest("[inert]") && seen(e));
  window.keyboardJudge = { controls, look, resting: controls.map(look), named };
  const early = document.querySelector("[autofocus]") ?? document.activeElement;
  return { names: controls.map((e) => `<${e.localName}> “${named(e)}”`), early: early && early !== document.body ? `<${early.localName}>` : null };
}

/** Runs inside the page after each Tab: where the focus is, and whether that can be seen. */
function look() {
  const { controls, look, resting, named } = window.keyboardJudge;
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return { at: "outside" };
  const index = controls.indexOf(e);
  const rects = [...e.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
  const points = rects.flatMap(({ left, top, width, height }) => [[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].map(([x, y]) => [left + x * width, top + y * height]));
  const hit = points.some(([x, y]) => { const over = document.elementFromPoint(x, y); return over && (e.contains(over) || over.contains(e) && over.localName !== "body" && over.localName !== "html" && over.localName !== "main"); });
  const { left, right, top, bottom } = e.getBoundingClientRect();
  return {
    at: index, name: `<${e.localName}> “${named(e)}”`, media: /^(video|audio|iframe)$/.test(e.localName), covered: !hit,
    changed: index < 0 || /^(video|audio|iframe)$/.test(e.localName) || look(e) !== resting[index],
    box: { left: left + scrollX, right: right + scrollX, top: top + scrollY, bottom: bottom + scrollY },
  };
}

async function walk(page, address, size) {
  const faults = new Set();
  await page.setViewport(size);
  await page.goto(address, { waitUntil: "load", timeout: LOAD_MS_MAX });
  const { names, early } = await page.evaluate(prepare);
  if (early) faults.add(`the focus is on ${early} before any key is pressed`);
  const reached = new Set();
  const rightToLeft = await page.evaluate(() => document.documentElement.dir === "rtl");
  let before = null, same = 0;
  for (let presses = 0; presses < names.length + 60; presses++) {
    await page.keyboard.press("Tab");
    const now = await page.evaluate(look);
    if (now.at === "outside") { if (reached.size || presses > 2) break; else continue; }
    same = before && before.name === now.name && before.at === now.at ? same + 1 : 0;
    if (same > (now.media ? STOPS_INSIDE_MAX : 0)) { faults.add(`the keyboard cannot leave ${now.name}`); break; }
    if (same) continue;
    if (reached.has(now.at) && now.at >= 0) { if (reached.size < names.length) faults.add(`the keyboard comes back to ${now.name} before it has been everywhere`); break; }
    if (now.at >= 0) {
      if (before && now.at < before.at) faults.add(`the keyboard goes back from ${before.name} to ${now.name}`);
      const higher = before && now.box.bottom <= before.box.top - 4;
      const backwards = before && (rightToLeft ? now.box.right >= before.box.right : now.box.left <= before.box.left);
      if (higher && backwards) faults.add(`the keyboard goes up the page, from ${before.name} to ${now.name}`);
      reached.add(now.at);
    }
    if (!now.changed) faults.add(`nothing shows that the focus is on ${now.name}`);
    if (now.covered) faults.add(`${now.name} is out of sight or covered while it has the focus`);
    before = now;
  }
  const missed = names.filter((_, index) => !reached.has(index));
  if (missed.length) faults.add(`the keyboard never reaches ${missed.slice(0, 3).join(", ")}${missed.length > 3 ? ` and ${missed.length - 3} more` : ""}`);
  return faults;
}

const [site, flag] = process.argv.slice(2);
await judgeSite(site, async ({ browser, origin, pages }) => {
  const here = pages.filter((page) => page.redirect === null);
  const chosen = flag === "--all" ? here : pagesWithSomethingNew(here);
  const page = await (await browser.createBrowserContext()).newPage();
  const cases = [];
  for (const { name, path } of chosen) {
    const seen = new Map();
    for (const size of LOOKS) {
      try {
        for (const fault of await walk(page, origin + encodeURI(path), size)) seen.set(fault, [...(seen.get(fault) ?? []), `${size.width} px`]);
      } catch (error) {
        seen.set(`the browser could not judge it: ${error.message}`, [`${size.width} px`]);
      }
    }
    cases.push({ name, faults: [...seen].map(([fault, where]) => `${fault} (${where.join(", ")})`) });
  }
  const notes = chosen.length < here.length ? [`${chosen.length} of ${here.length} pages, which between them hold every element and class (--all takes every page)`] : [];
  return { cases, notes };
});
