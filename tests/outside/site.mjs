// What the judges of pages share: the pages of a site, the browser, and a server that answers as real hosts do.

import { createServer } from "node:http";
import { readFile, readdir, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import puppeteer from "puppeteer-core";

export const LOAD_MS_MAX = 30_000;
// What is worth packing; pictures and films are packed already.
const PACKED = new Set([".html", ".css", ".js", ".mjs", ".json", ".xml", ".txt", ".csv", ".svg", ".vtt", ".webmanifest"]);

// What hosts send for a site that does not tell them itself.
export const POLICY =
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

/** Chromium, which reaches no other machine: a faulty page's requests are seen and named, but never leave this one. */
export function launch(more = []) {
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", ...more,
    ],
  });
}

export async function readPages(site) {
  const names = (await readdir(site, { recursive: true })).filter((name) => name.endsWith(".html")).sort();
  return Promise.all(names.map(async (name) => {
    const html = await readFile(join(site, name), "utf8");
    const refresh = html.match(/<meta[^>]+http-equiv=["']?refresh[^>]*>/i)?.[0];
    // One that sends readers on at once; one that waits, or loads itself again, is a page and a fault in it (WCAG 2.2.1).
    const redirect = refresh?.match(/content=["']?\s*0\s*;\s*url=\s*['"]?([^"'>\s]*)/i)?.[1] ?? null;
    return { name, path: `/${name.replace(/(^|\/)index\.html$/, "$1")}`, html, redirect };
  }));
}

/** Pages that together hold every element with its classes and roles that any page holds. */
export function pagesWithSomethingNew(pages) {
  const known = new Set();
  return pages.filter(({ html, name }) => {
    const marks = [...html.matchAll(/<[a-z][\w-]*|\b(?:class|role|lang|dir)=(?:"[^"]*"|'[^']*'|[^\s>]+)/g)].map(([mark]) => mark);
    const section = `${name.split("/")[0]} at depth ${name.split("/").length}`;
    const fresh = [section, ...marks].filter((mark) => !known.has(mark));
    fresh.forEach((mark) => known.add(mark));
    return fresh.length > 0;
  });
}

/** The policy that the site tells hosts to send: it has to work under it. Here there is nothing more secure to go over to. */
async function policyOf(site) {
  const told = await readFile(join(site, "_headers"), "utf8").catch(() => "");
  const policy = told.match(/^\s+Content-Security-Policy: (.*)$/m)?.[1] ?? POLICY;
  return policy.replace(/;?\s*upgrade-insecure-requests/, "");
}

/** Serves a folder on 127.0.0.1 at a free port, packed as the browser asks for it, under a policy or none. */
export async function serve(site, wanted = POLICY) {
  const policy = wanted === POLICY ? await policyOf(site) : wanted;
  const server = createServer(async (request, response) => {
    const send = (status, type, body, more = {}) => {
      const headers = { "Content-Type": type, "X-Content-Type-Options": "nosniff", ...(policy && { "Content-Security-Policy": policy }) };
      response.writeHead(status, { ...headers, "Content-Length": Buffer.byteLength(body), ...more }).end(body);
    };
    try {
      const { pathname } = new URL(request.url, "http://127.0.0.1");
      let file = join(site, normalize(decodeURIComponent(pathname)));
      if ((await stat(file)).isDirectory()) file = join(file, "index.html");
      const ending = extname(file).toLowerCase();
      const [body, packing] = pack(await readFile(file), PACKED.has(ending) ? request.headers["accept-encoding"] ?? "" : "");
      send(200, MEDIA_TYPES[ending] ?? "application/octet-stream", body, packing);
    } catch {
      // Chromium asks for this file when it pleases: its absence must not be a fault of one page now and then.
      if (request.url === "/favicon.ico") return response.writeHead(204).end();
      send(404, "text/plain; charset=utf-8", "not found");
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return server;
}

/** At the levels that hosts use for what they pack as they send it. */
function pack(body, accepted) {
  const packing = (name) => ({ "Content-Encoding": name, Vary: "Accept-Encoding", "Cache-Control": "max-age=600" });
  if (/\bbr\b/.test(accepted)) {
    return [brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }), packing("br")];
  }
  if (/\bgzip\b/.test(accepted)) return [gzipSync(body, { level: 6 }), packing("gzip")];
  return [body, {}];
}

/** What every judge of pages does: opens the browser and the site, gives both to `judge`, prints its answer. */
export async function judgeSite(site, judge, policy = POLICY) {
  const server = await serve(site, policy);
  const browser = await launch();
  try {
    const answer = await judge({ browser, origin: `http://127.0.0.1:${server.address().port}`, pages: await readPages(site) });
    console.log(JSON.stringify(answer));
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}
