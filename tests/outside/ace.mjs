// Ace by DAISY over many books, with one browser for all of them: CHROMIUM=… node ace.mjs BOOK…
// Prints {"BOOK": ["fault", …], …}. Ace's own program starts a browser for each book.
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

process.env.PUPPETEER_EXECUTABLE_PATH = process.env.CHROMIUM;
const folder = mkdtempSync(join(tmpdir(), "candour-ace-"));
process.env.HOME = process.env.XDG_CONFIG_HOME = process.env.XDG_STATE_HOME = folder; // Ace leaves nothing behind in the user's own

const require = createRequire(import.meta.url);
const winston = require("winston");
winston.configure({ silent: true, transports: [new winston.transports.Console({ silent: true })] });
const ace = require("@daisy/ace-core");
const runner = require("@daisy/ace-axe-runner-puppeteer");

const LETTERS_MAX = 300; // of the HTML shown with a fault

let launched;
const shared = { ...runner, launch: () => (launched ??= runner.launch()), close: async () => {} };

function* faults(report) {
  for (const file of report.assertions)
    for (const { "earl:test": test, "earl:result": result } of file.assertions) {
      const where = [file["earl:testSubject"].url, ...(result["earl:pointer"]?.css ?? [])].join(" ");
      const html = result.html ? `: ${result.html.slice(0, LETTERS_MAX)}` : "";
      yield `${test["earl:impact"]} ${test["dct:title"]}: ${result["dct:description"]} (${where}${html})`;
    }
}

const found = {};
try {
  for (const book of process.argv.slice(2)) {
    try {
      const [, report] = await ace(book, { cwd: folder, outdir: join(folder, "report"), silent: true, lang: "en" }, shared);
      found[book] = [...faults(report)];
      if (found[book].length === 0 && report["earl:result"]["earl:outcome"] !== "pass") found[book].push("fails, without a reason given");
    } catch (error) {
      found[book] = [`cannot be read: ${error?.message ?? error}`];
    }
  }
} finally {
  if (launched) await runner.close();
  rmSync(folder, { recursive: true, force: true });
}
process.stdout.write(JSON.stringify(found), () => process.exit(0)); // Ace keeps timers running
