// Does with the preview what a person does: writes, breaks, mends, renames and deletes a page, with two tabs open, and
// looks whether the reader's place is kept. Use: node preview.mjs CANDOUR THEME; prints what is wrong, and fails if
// anything is.

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { launch } from "./site.mjs";

const [candour, theme] = process.argv.slice(2);
const MS_MAX = 30000;
const faults = [];
// What axe itself adds to a page is refused by the page's policy, and the browser tells of it.
let isJudging = false;
const holds = (is, what) => { if (!is) faults.push(what); };

const SETTINGS = `organisation:
  name: Northmere Health and Care NHS Trust
site:
  title: Patient safety at Northmere
  url: https://safety.northmere.example
rules: {accessibility: off, plain: off, psirf: off, statement/missing: off}
`;
const filler = Array.from({ length: 60 }, (_, at) => `Paragraph ${at} of many.`).join("\n\n");
const page = (title, words) => `---\ntitle: ${title}\n---\n${words}\n\n::: details More\nHidden words.\n:::\n\n${filler}\n`;

const root = await mkdtemp(join(tmpdir(), "candour-preview-"));
const write = (path, text) => writeFile(join(root, "content", path), text);
await mkdir(join(root, "content", "care"), { recursive: true });
await write("site.yaml", SETTINGS);
await write("index.md", "---\ntitle: Patient safety at Northmere\n---\nHow we keep people safe.\n");
await write("care/_index.md", "---\ntitle: Care\n---\nHow we care.\n");
await write("care/falls.md", page("Preventing falls", "First words."));

const program = spawn(candour, ["serve", "--root", root, "--theme", theme, "--port", "0", "--today", "2026-11-22"], {
  stdio: ["ignore", "pipe", "ignore"],
});
const first = await new Promise((resolve) => createInterface({ input: program.stdout }).once("line", resolve));
const origin = first.replace("Preview: ", "").replace(/\/$/, "");
const browser = await launch();

/** A tab behind another draws no frames, and is asked by the clock therefore. */
const WAITING = { timeout: MS_MAX, polling: 100 };
/** Runs inside the page: the panel's button, and whether the panel is open. */
const inPanel = () => {
  const root = document.querySelector("candour-preview")?.shadowRoot;
  return { button: root?.querySelector(".bar button")?.textContent, found: root?.querySelector(".found")?.textContent, open: root?.querySelector("section")?.hidden === false, mark: root?.querySelector(".mark:not([hidden])")?.textContent };
};
const says = (tab, words) => tab.waitForFunction((words) => document.body.innerText.includes(words), WAITING, words);
const panelSays = (tab, words) => tab.waitForFunction(
  (words) => (document.querySelector("candour-preview")?.shadowRoot.querySelector(".bar button")?.textContent ?? "").includes(words),
  WAITING, words);

try {
  const open = async (path) => {
    const tab = await browser.newPage();
    tab.on("pageerror", (error) => faults.push(`${path}: ${error.message}`));
    tab.on("console", (line) => { if (line.type() === "error" && !isJudging && !line.text().includes("404")) faults.push(`${path}: ${line.text()}`); });
    await tab.goto(`${origin}${path}`, { waitUntil: "load", timeout: MS_MAX });
    await panelSays(tab, "Preview:");
    return tab;
  };
  const [falls, list] = [await open("/care/falls/"), await open("/care/")];

  // The reader's place is kept while the words change.
  await falls.bringToFront();
  await falls.evaluate(() => {
    document.querySelector("details").open = true;
    document.querySelector("summary").focus();
    scrollTo({ top: 900, behavior: "instant" });
    window.sameDocument = true;
  });
  await write("care/falls.md", page("Staying on your feet", "Second words."));
  await says(falls, "Second words.");
  await says(list, "Staying on your feet");
  const kept = await falls.evaluate(() => ({
    open: document.querySelector("details").open, focus: document.activeElement.localName, top: scrollY, same: window.sameDocument, title: document.title,
  }));
  holds(kept.open, "details that were open are closed");
  holds(kept.focus === "summary", `the focus went to ${kept.focus}`);
  holds(Math.abs(kept.top - 900) < 200, `the page scrolled to ${kept.top}`);
  holds(kept.same, "the page was loaded anew");
  holds(kept.title.startsWith("Staying on your feet"), `the window is called ${kept.title}`);

  // Broken and mended, in both tabs.
  await write("care/falls.md", page("Staying on your feet", "Third words: [nowhere](no-such-page.md)."));
  await panelSays(falls, "1 error");
  await panelSays(list, "1 error elsewhere");
  await says(falls, "Third words: nowhere.");
  holds((await falls.evaluate(inPanel)).mark === "This page cannot be published as it is.", "a page with an error is not marked");
  // With the keyboard alone: open it, read it, close it.
  await falls.evaluate(() => document.querySelector("candour-preview").shadowRoot.querySelector(".bar button").focus());
  await falls.keyboard.press("Enter");
  const panel = await falls.evaluate(inPanel);
  holds(panel.open && panel.found.includes("no-such-page") && panel.found.includes("line 4"), `the panel says ${panel.found}`);
  const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  isJudging = true;
  for (const scheme of ["light", "dark"]) {
    await falls.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
    await falls.evaluate(axe);
    const broken = await falls.evaluate(async () => {
      const { violations } = await window.axe.run({ include: [["candour-preview"]] }, { resultTypes: ["violations"] });
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`);
    });
    holds(broken.length === 0, `the panel, ${scheme}: ${broken.join("; ")}`);
  }
  isJudging = false;
  await falls.keyboard.press("Escape");
  holds(!(await falls.evaluate(inPanel)).open, "Escape does not close the panel");
  await write("care/falls.md", page("Staying on your feet", "Fourth words."));
  await says(falls, "Fourth words.");
  await panelSays(falls, "nothing to mend");
  await panelSays(list, "nothing to mend");

  // While it cannot be read, the page before stays.
  await write("care/falls.md", "---\ntitle: \"Staying on your feet\n---\nUnreadable words.\n");
  await panelSays(falls, "1 error");
  holds((await falls.evaluate(() => document.body.innerText)).includes("Fourth words."), "a page that cannot be read took the place of one that could");
  await write("care/falls.md", page("Staying on your feet", "Fourth words."));
  await panelSays(falls, "nothing to mend");

  // A summary that nobody has signed off.
  await mkdir(join(root, "content", "learning"), { recursive: true });
  await write("learning/night.md", "---\ntitle: Falls at night\ndraft: true\n---\nWhat we learned.\n");
  const night = await open("/learning/night/");
  await says(night, "What we learned.");
  holds((await night.evaluate(inPanel)).mark === "Not signed off: this page would not be published.", "a summary that is not signed off is not marked");
  // In a small window, or with everything four times as large, the way out of the panel stays in sight.
  await night.setViewport({ width: 320, height: 420 });
  const cut = await night.evaluate(() => {
    const root = document.querySelector("candour-preview").shadowRoot;
    root.querySelector(".bar button").click();
    const parts = ["#title", ".top button", ".found", ".mark", ".bar button"];
    return parts.filter((part) => {
      const { top, bottom, height } = root.querySelector(part).getBoundingClientRect();
      return top < 0 || bottom > innerHeight || height < 20;
    });
  });
  holds(cut.length === 0, `in a small window these parts of the panel are cut off: ${cut.join(", ")}`);
  await night.close();
  await rm(join(root, "content/learning/night.md"));

  // Renamed and deleted.
  await rename(join(root, "content/care/falls.md"), join(root, "content/care/feet.md"));
  await falls.waitForFunction(() => !document.body.innerText.includes("Fourth words."), WAITING);
  await list.waitForFunction(() => document.querySelector('a[href="/care/feet/"]') && !document.querySelector('a[href="/care/falls/"]'), WAITING);
  await falls.goto(`${origin}/care/feet/`, { waitUntil: "load" });
  await says(falls, "Fourth words.");
  // Loaded anew in the middle of a build.
  await write("care/feet.md", page("Staying on your feet", "Fifth words."));
  await falls.reload({ waitUntil: "load" });
  await says(falls, "Fifth words.");
  await rm(join(root, "content/care/feet.md"));
  await falls.waitForFunction(() => !document.body.innerText.includes("Fifth words."), WAITING);

  // As others see it.
  const view = await open("/__candour/view?as=narrow&address=/care/");
  const frame = await (await view.$("iframe")).contentFrame();
  holds(await frame.evaluate(() => innerWidth) === 320, "the narrow view is not 320 pixels wide");
  await view.goto(`${origin}/__candour/view?as=dark&address=/care/`, { waitUntil: "networkidle2" }).catch(() => {});
  const dark = await (await view.$("iframe")).contentFrame();
  const ground = await dark.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await list.evaluate(() => getComputedStyle(document.body).backgroundColor);
  holds(ground !== light, `the dark view is ${ground}, as the page is in the light`);
} catch (error) {
  faults.push(error.message);
} finally {
  await browser.close();
  program.kill("SIGINT");
  await rm(root, { recursive: true, force: true });
}
console.log(faults.length ? faults.join("\n") : "The preview does what a person expects.");
process.exit(faults.length ? 1 : 0);
