// Weighs the first view of policies and plans: everything that a browser with nothing kept asks for, as it comes over the
// wire. Use: node size.mjs SITE; prints what browser.mjs prints.

import { LOAD_MS_MAX, judgeSite } from "./site.mjs";

const BYTES_MAX = 30_000;
const KINDS = /class=["']?[^"'>]*\bcandour--(policy|plan)\b/;

const [site] = process.argv.slice(2);
await judgeSite(site, async ({ browser, origin, pages }) => {
  const cases = [];
  let heaviest = { bytes: 0 };
  for (const { name, path } of pages.filter(({ html, redirect }) => redirect === null && KINDS.test(html))) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const wire = await page.createCDPSession();
    await wire.send("Network.enable");
    const parts = new Map();
    wire.on("Network.responseReceived", ({ requestId, response, type }) => parts.set(requestId, { name: response.url.replace(origin, ""), type, bytes: 0 }));
    wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => { if (parts.has(requestId)) parts.get(requestId).bytes = encodedDataLength; });
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(origin + encodeURI(path), { waitUntil: "networkidle0", timeout: LOAD_MS_MAX });
    await context.close();
    const asked = [...parts.values()];
    const bytes = asked.reduce((sum, part) => sum + part.bytes, 0);
    if (bytes > heaviest.bytes) heaviest = { name, bytes, asked };
    const faults = asked.filter(({ type }) => type === "Script").map((part) => `its first view asks for a script: ${part.name}`);
    if (bytes > BYTES_MAX) faults.push(`its first view is ${bytes} bytes over the wire, and at most ${BYTES_MAX} are allowed: ${told(asked)}`);
    cases.push({ name, faults });
  }
  return { cases, notes: heaviest.asked ? [`the heaviest first view is ${heaviest.bytes} bytes, ${heaviest.name}: ${told(heaviest.asked)}`] : [] };
});

function told(asked) {
  return asked.map((part) => `${part.name} ${part.bytes}`).join(", ");
}
