// Lighthouse over a policy page and the home page, as it comes from a host that packs what it sends: accessibility, best
// practices and SEO have to be whole on both, performance on the policy. Use: node lighthouse.mjs SITE; prints what
// browser.mjs prints.

import lighthouse from "lighthouse";
import { POLICY, judgeSite } from "./site.mjs";

const CATEGORIES = ["accessibility", "best-practices", "seo", "performance"];
// It times a page on this machine, which may be at something else: the best of so many counts.
const TRIES = 3;
// It reads robots.txt from inside the page, which the policy of the hosts does not let a page do.
const LIGHTHOUSE_POLICY = `${POLICY}; connect-src 'self'`;

const [site] = process.argv.slice(2);
await judgeSite(site, async ({ browser, origin, pages }) => {
  const policy = pages.find(({ html, redirect }) => redirect === null && /class=["']?[^"'>]*\bcandour--policy\b/.test(html));
  const home = pages.find(({ name }) => name === "index.html");
  const cases = [], notes = [];
  for (const page of [policy, home].filter(Boolean)) {
    const asked = CATEGORIES.filter((category) => category !== "performance" || page === policy);
    const best = new Map(); // category → {score, faults} of its best try
    for (let tries = 0; tries < TRIES && asked.some((category) => (best.get(category)?.score ?? 0) < 1); tries++) {
      const tab = await browser.newPage();
      const flags = { onlyCategories: asked, output: "json", logLevel: "silent" };
      const { lhr } = await lighthouse(origin + encodeURI(page.path), flags, undefined, tab);
      await tab.close();
      if (lhr.runtimeError) throw new Error(`Lighthouse cannot judge ${page.name}: ${lhr.runtimeError.message}`);
      for (const category of asked) {
        const { score, auditRefs } = lhr.categories[category];
        if (score <= (best.get(category)?.score ?? -1)) continue;
        const short = auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1);
        best.set(category, { score, short: short.map(({ id }) => `${id}: ${lhr.audits[id].title} ${lhr.audits[id].displayValue ?? ""}`.trim()) });
      }
    }
    const faults = [...best].filter(([, { score }]) => score < 1).map(([category, { score, short }]) => `${category} is ${Math.round(score * 100)} of 100, for ${short.join("; ")}`);
    cases.push({ name: page.name, faults });
    notes.push(`${page.name}: ${[...best].map(([category, { score }]) => `${category} ${Math.round(score * 100)}`).join(", ")}`);
  }
  return { cases, notes };
}, LIGHTHOUSE_POLICY);
