// JSON Schemas for editors, judged by Ajv and by the language server that the YAML extension of VS Code is made of.
// Use: node schemas.mjs SCHEMA…; prints what browser.mjs prints. A schema NAME.schema.json is held against every page
// of that kind that there is, every example of a rule, and the values and faults of tests/schemas.

import { readFile, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv from "ajv";
import { parse, parseDocument } from "yaml";

const require = createRequire(import.meta.url);
const { getLanguageService } = require("yaml-language-server");
const { TextDocument } = require("vscode-languageserver-textdocument");

const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), "../..");
const SITES = ["content", "tests/hostile"];
const FOLDERS = { policies: "policy", plan: "plan", learning: "learning", partners: "partner" };
const KINDS = ["policy", "plan", "learning", "partner", "page", "statement"];
const NAMES = [...KINDS, "site", "all"];
// Rules whose faulty example a schema refuses; the faulty examples of all others are right in form.
const SEEN_BY_SCHEMA = [
  "config/key", "config/site-yaml", "config/unknown-rule", "front-matter/duplicate-key", "front-matter/missing-key",
  "front-matter/not-yaml", "front-matter/unknown-key", "front-matter/unknown-kind", "front-matter/wrong-value",
  "waivers/cannot-waive", "waivers/incomplete",
]; // prettier-ignore
// Words of the schemas that are for editors only.
const FOR_EDITORS = ["doNotSuggest", "markdownEnumDescriptions", "patternErrorMessage"];
// Keys that are the same under many names, of which some are tried, and those that `wrong.yaml` tries.
const OF_ANY_NAME = /^\/(?:contacts|rules|vocabularies)\/|\/not-needed$|^\/kind$/;
const FAULTS_MAX = 20;

/** What a YAML text says, or nothing when it is none. Read as editors read it: YAML 1.2. */
function read(text) {
  const document = parseDocument(text);
  return document.errors.length ? { errors: document.errors } : { value: document.toJS() };
}

const frontMatter = (text) => /^---[ \t]*\r?\n([^]*?)^(?:---|\.\.\.)[ \t]*\r?$/m.exec(text)?.[1];

/** The kind of a file: as its front matter says, or by its folder. */
function kindOf(path, value) {
  if (path === "site.yaml") return "site";
  if (KINDS.includes(value?.kind)) return value.kind;
  return basename(path).startsWith("_index.") ? "page" : (FOLDERS[path.split("/")[0]] ?? "page");
}

/** The files of an example in the explanation of a rule, as [path, text]: fenced blocks with a path. */
function examples(explanation, heading) {
  const files = [];
  let [inside, fence] = [false, undefined];
  for (const line of explanation.split("\n")) {
    const [, opening, path] = /^(`{3,})\S+ (\S+)$/.exec(line) ?? [];
    if (fence) {
      if (line === fence) fence = undefined;
      else if (inside) files.at(-1)[1] += `${line}\n`;
    } else if (opening) {
      fence = opening;
      if (inside) files.push([path, ""]);
    } else if (line.startsWith("## ")) {
      inside = line === `## ${heading}`;
    }
  }
  return files;
}

async function filesBelow(folder, ending) {
  const entries = await readdir(join(REPOSITORY, folder), { recursive: true });
  const names = entries.filter((name) => name.endsWith(ending)).sort();
  return Promise.all(names.map(async (name) => ({ name, text: await readFile(join(REPOSITORY, folder, name), "utf8") })));
}

/** Everything a schema is tried with: { kind, what, text, accepted, at }. */
async function trials() {
  const all = [];
  const add = (path, text, what, accepted) => {
    const yaml = path.endsWith(".yaml") ? text : frontMatter(text);
    if (yaml === undefined) return;
    const { value } = read(yaml);
    all.push({ kind: kindOf(path, value), what, text: yaml, accepted });
  };
  for (const site of SITES) {
    const files = [...(await filesBelow(site, ".md")), ...(await filesBelow(site, "site.yaml"))];
    for (const { name, text } of files) add(name, text, `${site}/${name}`, true);
  }
  for (const { name, text } of await filesBelow("src/checks", ".md")) {
    const rule = name.slice(0, -3);
    for (const heading of ["Good", "Bad"]) {
      const accepted = heading === "Good" || !SEEN_BY_SCHEMA.includes(rule);
      const files = examples(text, heading).filter(([path]) => /\.(md|yaml)$/.test(path));
      for (const [path, example] of files) {
        // Of several files, one is at fault.
        if (accepted || files.length === 1) add(path, example, `the ${heading.toLowerCase()} example of ${rule}`, accepted);
      }
    }
  }
  const untried = SEEN_BY_SCHEMA.filter((rule) => !all.some(({ what }) => what === `the bad example of ${rule}`));
  if (untried.length) throw new Error(`no example of ${untried.join(", ")} was tried`);
  for (const { of, name, text, at } of parse(await readFile(join(REPOSITORY, "tests/schemas/wrong.yaml"), "utf8"))) {
    all.push({ kind: of, what: name, text, accepted: false, at });
  }
  const { values, shapes, groups } = parse(await readFile(join(REPOSITORY, "tests/schemas/accepted.yaml"), "utf8"));
  for (const { of, text, given, keys } of groups) {
    for (const [key, shape] of Object.entries(keys)) {
      const others = Object.entries(given).filter(([other]) => other !== key);
      for (const [name, value] of Object.entries(values)) {
        const written = [...others, [key, value]].map(([key, value]) => `${key}: ${value} `).join(", ");
        const filled = text.replace("@", () => written);
        all.push({ kind: of, what: `\`${filled}\` (${name})`, text: filled, accepted: shapes[shape].includes(name) });
      }
    }
  }
  return { all, groups };
}

/** The paths of the keys that a group tries: its own, and those that have to stand beside them. */
function triedPaths({ text, given, keys }) {
  let path = "";
  for (let value = read(text.replace("@", "tried: 1")).value; !("tried" in value); ) {
    const [key, inner] = Object.entries(value).find(([, inner]) => JSON.stringify(inner).includes('"tried"'));
    path += `/${key}`;
    value = Array.isArray(inner) ? inner[0] : inner;
  }
  return [...Object.keys(given), ...Object.keys(keys)].map((key) => `${path}/${key}`);
}

/** The path of what a validator complains of, with the key that is missing or too much. */
const placeOf = ({ instancePath, params }) =>
  [instancePath, params.missingProperty ?? params.additionalProperty].filter((step) => step !== undefined).join("/");

/** Every key of a schema, by its path, with what is said of it. */
function* explained(schema, path = "") {
  for (const [key, inner] of Object.entries(schema.properties ?? {})) {
    yield [`${path}/${key}`, inner.description];
    yield* explained(inner, `${path}/${key}`);
  }
  for (const inner of [schema.items, schema.additionalProperties, ...Object.values(schema.definitions ?? {})]) {
    if (inner && typeof inner === "object") yield* explained(inner, path);
  }
}

/** What an editor offers in an empty file, and what it says of each key. */
async function editorFaults(schema) {
  const noNetwork = async () => {
    throw new Error("there is no network");
  };
  const quiet = () => undefined;
  const service = getLanguageService({
    schemaRequestService: noNetwork,
    workspaceContext: { resolveRelativePath: (path) => path },
    telemetry: { send: quiet, sendError: quiet, sendTrack: quiet },
  });
  service.configure({
    validate: true, hover: true, completion: true, yamlVersion: "1.2",
    schemas: [{ uri: "file:///tried.schema.json", fileMatch: ["*.yaml"], schema }],
  }); // prettier-ignore
  let version = 0;
  const typed = (text) => TextDocument.create("file:///tried.yaml", "yaml", ++version, text);
  const found = [];
  const offered = (await service.doComplete(typed(""), { line: 0, character: 0 }, false)).items;
  for (const [key, { description, properties }] of Object.entries(schema.properties ?? {})) {
    if (!offered.some((item) => item.label === key)) found.push(`an editor does not offer \`${key}\``);
    const told = await service.doHover(typed(`${key}: \n`), { line: 0, character: 1 });
    const words = told?.contents?.value?.replaceAll("\\", "").replaceAll("&nbsp;", " ") ?? "nothing";
    const start = description?.split(/[`_"*.]/)[0] ?? "?";
    if (!words.includes(start)) found.push(`an editor says of \`${key}\` ${words}`);
    for (const inner of Object.keys(properties ?? {})) {
      const below = await service.doComplete(typed(`${key}:\n  `), { line: 1, character: 2 }, false);
      if (!below.items.some((item) => item.label === inner)) found.push(`an editor does not offer \`${inner}\` under \`${key}\``);
    }
  }
  const misspelt = await service.doValidation(typed("titel: Falls\n"), false);
  if (!misspelt.some((it) => it.message.includes("titel")) && schema.properties) found.push("an editor passes a misspelt key");
  return found;
}

async function faults(file, { all, groups }) {
  const name = basename(file, ".schema.json");
  if (!NAMES.includes(name)) return [`there is no kind ${name}`];
  let schema;
  try {
    schema = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    return [`is not JSON: ${error.message}`];
  }
  const ajv = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true, allowMatchingProperties: true });
  FOR_EDITORS.forEach((word) => ajv.addKeyword(word));
  let validate;
  try {
    if (!ajv.validateSchema(schema)) return ajv.errors.map((it) => `is no JSON Schema: ${it.instancePath} ${it.message}`);
    validate = ajv.compile(schema);
  } catch (error) {
    return [`is no JSON Schema: ${error.message}`];
  }
  const found = [];
  const tried = new Set(groups.filter(({ of }) => of === name || (of === "page" && name !== "site")).flatMap(triedPaths));
  for (const [path, description] of explained(schema)) {
    if (!/^[^\n]{3,}\.$/.test(description ?? "")) found.push(`does not explain ${path}`);
    if (name !== "all" && !tried.has(path) && !OF_ANY_NAME.test(path)) found.push(`nothing is tried after ${path}`);
  }
  let count = 0;
  for (const { kind, what, text, accepted, at } of all) {
    // One schema of everything takes what any of its parts takes.
    if (name === "all" ? !accepted : kind !== name) continue;
    count += 1;
    const { value, errors } = read(text);
    const passes = !errors && validate(value);
    if (passes && !accepted) found.push(`accepts ${what}`);
    else if (!passes && accepted) found.push(`refuses ${what}: ${errors ?? ajv.errorsText(validate.errors)}`);
    else if (at && !(validate.errors ?? []).some((error) => placeOf(error) === at)) {
      found.push(`refuses ${what}, but not at ${at}: ${(validate.errors ?? []).map(placeOf).join(", ")}`);
    }
  }
  if (count < 20) found.push(`only ${count} texts to try it with`);
  if (found.length === 0 && name !== "all") found.push(...(await editorFaults(schema)));
  return found.length > FAULTS_MAX ? [...found.slice(0, FAULTS_MAX), `and ${found.length - FAULTS_MAX} more`] : found;
}

const given = await trials();
const cases = [];
for (const file of process.argv.slice(2)) cases.push({ name: file, faults: await faults(file, given) });
console.log(JSON.stringify({ cases, notes: [`${given.all.length} texts tried`] }));
