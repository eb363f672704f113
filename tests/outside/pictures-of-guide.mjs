// Makes the pictures of the guide again, from the sample site as it is now: node pictures-of-guide.mjs CANDOUR.
// Nothing in the tests needs it. It takes Chromium and LibreOffice, as the judges do, and pdftoppm of poppler-utils.

import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, mkdir, readFile, rm, readdir, cp, appendFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { launch, serve } from "./site.mjs";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const candour = resolve(process.argv[2] ?? join(repository, "target/debug/candour"));
const pictures = join(repository, "content-guide/pictures");
const DAY = "2026-11-22";
const QUALITY = 78; // of WebP: words stay sharp, and no picture is larger than 100 kB

const work = await mkdtemp(join(tmpdir(), "candour-pictures-"));
const run = (program, args, exits = [0]) => {
  try {
    return execFileSync(program, args, { cwd: repository, stdio: ["ignore", "pipe", "ignore"] });
  } catch (error) {
    if (!exits.includes(error.status)) throw new Error(`${basename(program)} ${args.join(" ")}: ${error.message}`);
  }
};
const build = (command, content, more, exits) =>
  run(candour, [command, "--content", content, "--theme", "themes/nhs", "--today", DAY, "--quiet", ...more], exits);

/** The first sheet of a document, as a data address. */
async function sheet(file) {
  const name = basename(file).replace(/\W/g, "-");
  let pdf = file;
  if (!file.endsWith(".pdf")) {
    run("soffice", [`-env:UserInstallation=file://${join(work, "office")}`, "--headless", "--convert-to", "pdf", "--outdir", work, file]);
    pdf = join(work, basename(file).replace(/\.\w+$/, ".pdf"));
  }
  run("pdftoppm", ["-png", "-r", "90", "-f", "1", "-l", "1", "-singlefile", pdf, join(work, name)]);
  return `data:image/png;base64,${(await readFile(join(work, `${name}.png`))).toString("base64")}`;
}

const browser = await launch();
let preview, server;
try {
  await mkdir(pictures, { recursive: true });
  build("build", "content", ["--output", join(work, "sample")]);
  const site = join(work, "sample/site");
  const policy = "policies/patient-safety-incident-response-policy";
  const document = (ending) => sheet(join(site, policy, `${basename(policy)}${ending}`));
  server = await serve(site);
  const origin = `http://127.0.0.1:${server.address().port}`;

  const open = async (address, width, height, scale = 1) => {
    const page = await browser.newPage();
    await page.setViewport({ width, height, deviceScaleFactor: scale });
    await page.goto(address, { waitUntil: "load" });
    return page;
  };
  const shot = async (page, clip) => `data:image/png;base64,${await page.screenshot({ encoding: "base64", ...(clip && { clip }) })}`;
  const keep = (page, name, more = {}) => page.screenshot({ path: join(pictures, name), type: "webp", quality: QUALITY, ...more });
  /** Pictures side by side on a grey ground. */
  const together = async (name, width, height, parts) => {
    const page = await browser.newPage();
    await page.setViewport({ width, height });
    const shown = parts.map(({ picture, style }) => `<img src="${picture}" style="position:absolute;box-shadow:0 3px 14px #0006;${style}">`);
    await page.setContent(`<body style="margin:0;background:#d8dde0;overflow:hidden">${shown.join("")}</body>`, { waitUntil: "load" });
    await keep(page, name);
    await page.close();
  };

  const page = await open(`${origin}/${policy}/`, 1000, 900);
  const web = await shot(page);
  await page.close();
  const [pdf, word, large] = [await document(".pdf"), await document(".docx"), await document("-large-print.pdf")];
  await together("page-and-documents.webp", 1280, 640, [
    { picture: web, style: "left:30px;top:30px;width:640px" },
    { picture: pdf, style: "left:700px;top:30px;width:350px" },
    { picture: word, style: "left:900px;top:110px;width:350px" },
  ]);
  await together("documents.webp", 1280, 410, [
    { picture: web, style: "left:20px;top:20px;width:400px" },
    { picture: pdf, style: "left:440px;top:20px;width:260px" },
    { picture: word, style: "left:720px;top:20px;width:260px" },
    { picture: large, style: "left:1000px;top:20px;width:260px" },
  ]);

  const home = await open(`${origin}/`, 1000, 700);
  await keep(home, "home.webp");
  await home.close();

  const report = join(work, "report");
  build("check", "tests/reports", ["--report", report], [0, 1]);
  const due = await open(`file://${join(report, "index.html")}`, 1000, 700);
  await keep(due, "report.webp");
  await due.close();

  // The preview of a page with something to find in it, and its panel open.
  const root = join(work, "preview");
  await cp(join(repository, "content"), join(root, "content"), { recursive: true });
  preview = spawn(candour, ["serve", "--root", root, "--theme", join(repository, "themes/nhs"), "--port", "0", "--today", DAY], { stdio: ["ignore", "pipe", "ignore"] });
  const line = await new Promise((done) => createInterface({ input: preview.stdout }).once("line", done));
  const shown = await open(`${line.replace("Preview: ", "").replace(/\/$/, "")}/contact/`, 1150, 700);
  const says = (words) => shown.waitForFunction(
    (words) => (document.querySelector("candour-preview")?.shadowRoot.querySelector(".bar button")?.textContent ?? "").includes(words),
    { timeout: 20000 }, words);
  await says("Preview");
  await appendFile(join(root, "content/contact.md"), "\n## More\n\nSee [click here](privacy.md) and [our page](no-such.md).\n");
  await says("2 errors");
  await shown.evaluate(() => {
    const root = document.querySelector("candour-preview").shadowRoot;
    if (root.querySelector("section").hidden) root.querySelector(".bar button").click();
  });
  await new Promise((done) => setTimeout(done, 500));
  await keep(shown, "preview.webp");
} finally {
  preview?.kill("SIGINT");
  server?.close();
  await browser.close();
  await rm(work, { recursive: true, force: true });
}
for (const name of (await readdir(pictures)).sort()) {
  console.log(`${name}: ${(await readFile(join(pictures, name))).length} bytes`);
}
